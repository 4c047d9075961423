/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-store-hand.h"

G_BEGIN_DECLS

/**
 * DipSalvage: what can still be read of a damaged library.
 *
 * It works on a copy, the library is not touched. Whatever SQLite can still load is
 * loaded by it. Of the rest the pages are read one by one, and the rows in them
 * put together again.
 */
typedef struct _DipSalvage DipSalvage;

/**
 * DipSalvaged:
 *
 * An edition of a damaged library, as far as it can be read.
 */
typedef struct
{
  gint64       edition_id;  /* 0 for a file that no edition names any more */
  gint64       paper_id;    /* 0 if that is lost */
  DipDocument *document;    /* never NULL; may have no clauses */
  GBytes      *source;      /* (nullable): the original file, if all of it is there */
  gboolean     is_whole;    /* whether nothing of @document is missing */
  gboolean     has_values;  /* whether what is known of the edition is told, not only its text */
  guint        n_clauses;   /* how many it had, 0 if that is lost */
} DipSalvaged;

void         dip_salvaged_free        (DipSalvaged   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSalvaged, dip_salvaged_free)

/* @folder is an empty one of the caller's, with room for a copy of the library. */
DipSalvage  *dip_salvage_new          (const char    *path,
                                       const char    *folder,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void         dip_salvage_free         (DipSalvage    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSalvage, dip_salvage_free)

/* How many pages could not be read. */
guint        dip_salvage_get_n_broken (DipSalvage    *self);

/* The next edition; NULL without @error set after the last one. */
DipSalvaged *dip_salvage_next         (DipSalvage    *self,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type DipHandNote): what a person said of clauses of two editions. The editions are
 * named by their row ids alone. */
GPtrArray   *dip_salvage_list_notes   (DipSalvage    *self,
                                       GCancellable  *cancellable,
                                       GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
