/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-samples.h"

/* The papers that come with the program: in, shown, and out again. */

void
_dip_window_import_samples (DipWindow *self)
{
  g_autoptr (GListModel) files = dip_samples_list ();

  if (g_list_model_get_n_items (files) > 0)
    dip_window_import (self, files);
  else
    _dip_window_toast (self, _("The samples are not installed"));
}

/* (element-type DipEdition): the samples that the library has. */
static GPtrArray *
list_samples (DipWindow *self)
{
  GListModel *editions = dip_library_get_editions (self->library);
  GPtrArray *samples = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);

      if (dip_samples_has (edition))
        g_ptr_array_add (samples, g_steal_pointer (&edition));
    }

  return samples;
}

/* Asked for whenever actions change; looked for again when the library has changed. */
gboolean
_dip_window_has_samples (DipWindow *self)
{
  if (self->samples == DIP_SAMPLES_UNKNOWN)
    {
      g_autoptr (GPtrArray) samples = self->library != NULL ? list_samples (self) : NULL;

      self->samples = samples != NULL && samples->len > 0 ? DIP_SAMPLES_SOME : DIP_SAMPLES_NONE;
    }

  return self->samples == DIP_SAMPLES_SOME;
}

/* Removes the samples and nothing else, as one step. */
void
_dip_window_remove_samples (DipWindow *self)
{
  g_autoptr (GPtrArray) samples = self->library != NULL ? list_samples (self) : NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; samples != NULL && i < samples->len; i++)
    g_array_append_val (ids, ((DipEdition *) samples->pdata[i])->id);
  _dip_window_remove_editions (self, ids);
}

/* (nullable): two neighbouring editions of a whitepaper in a language, the newest. */
static DipEdition *
find_two (GPtrArray   *samples,
          const char  *language,
          DipEdition **old_edition)
{
  DipEdition *found = NULL;

  /* The editions of a service stand together, from old to new. */
  for (guint i = 1; i < samples->len; i++)
    {
      DipEdition *before = g_ptr_array_index (samples, i - 1);
      DipEdition *edition = g_ptr_array_index (samples, i);

      if (edition->kind != DIP_KIND_WHITEPAPER || g_strcmp0 (edition->language, language) != 0 ||
          g_strcmp0 (before->service, edition->service) != 0)
        continue;

      *old_edition = before;
      found = edition;
    }

  return found;
}

/**
 * _dip_window_show_samples:
 * @self: a window
 *
 * Compares the two newest editions of a sample in the language of the user, so
 * that a newcomer sees at once what the program is for.
 *
 * Returns: `FALSE` if the library has no two such editions
 */
gboolean
_dip_window_show_samples (DipWindow *self)
{
  g_autoptr (GPtrArray) samples = list_samples (self);
  const char *const *languages = g_get_language_names ();
  DipEdition *old_edition = NULL;
  DipEdition *new_edition = NULL;

  for (guint i = 0; languages[i] != NULL && new_edition == NULL; i++)
    new_edition = find_two (samples, languages[i], &old_edition);
  if (new_edition == NULL)
    new_edition = find_two (samples, "en", &old_edition);
  if (new_edition == NULL)
    return FALSE;

  _dip_window_compare (self, old_edition, new_edition);

  return TRUE;
}
