/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-search.h"

G_DEFINE_FINAL_TYPE (DipSearchHit, dip_search_hit, G_TYPE_OBJECT)

static void
dip_search_hit_finalize (GObject *object)
{
  DipSearchHit *self = DIP_SEARCH_HIT (object);

  g_free (self->provider);
  g_free (self->service);
  g_free (self->edition_title);
  g_free (self->version);
  g_free (self->issued);
  g_free (self->clause);
  g_free (self->number);
  g_free (self->title);
  g_clear_pointer (&self->title_marks, g_array_unref);
  g_free (self->snippet);
  g_clear_pointer (&self->snippet_marks, g_array_unref);

  G_OBJECT_CLASS (dip_search_hit_parent_class)->finalize (object);
}

static void
dip_search_hit_class_init (DipSearchHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_search_hit_finalize;
}

static void
dip_search_hit_init (DipSearchHit *self)
{
}

void
dip_search_result_free (DipSearchResult *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->hits);
  g_free (self);
}
