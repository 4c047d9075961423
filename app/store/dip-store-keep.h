/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-store.h"

G_BEGIN_DECLS

/*
 * What keeps a library safe and moves it: copies that are known to be sound,
 * the way back from one, and another library's editions in this one.
 */

/**
 * DipMerge:
 *
 * What came out of a merge. The sentences are English.
 */
typedef struct
{
  guint      n_new;     /* editions that this library did not have */
  guint      n_known;   /* editions that it had, by their bytes */
  guint      n_failed;  /* editions that could not be taken over */
  GPtrArray *notes;     /* (element-type utf8): failures, and what the two libraries tell differently */
} DipMerge;

/* An edition, and a number that is the same for all editions of its paper elsewhere. */
typedef struct
{
  gint64 paper;
  gint64 edition_id;
} DipMember;

DipMerge *dip_merge_new              (void) G_GNUC_WARN_UNUSED_RESULT;
void      dip_merge_free             (DipMerge      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipMerge, dip_merge_free)

/* Opens a library that is only read, and stays as it is also where it is of an
 * older version: then it is copied to @scratch, and the copy brought up to date. */
DipStore *dip_store_open_for_reading (const char    *path,
                                      const char    *scratch,
                                      GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the file is no longer where it was opened: removed, replaced, or its disk pulled out. */
gboolean  dip_store_has_moved        (DipStore      *self);

/* dip_store_back_up() for people: refuses to copy damage, and to replace a file
 * that is no library. */
gboolean  dip_store_keep_copy        (DipStore      *self,
                                      const char    *path,
                                      char         **kept,
                                      GCancellable  *cancellable,
                                      GError       **error);

/* Puts a copy back in the place of a library. What stood there is kept beside it. */
gboolean  dip_store_put_back         (const char    *path,
                                      const char    *copy,
                                      char         **kept,
                                      GCancellable  *cancellable,
                                      GError       **error);

/* Adds the editions of another library. */
gboolean  dip_store_merge            (DipStore      *self,
                                      DipStore      *other,
                                      DipMerge      *merge,
                                      GCancellable  *cancellable,
                                      GError       **error);

gboolean  dip_store_join_members     (DipStore      *self,
                                      GArray        *members,
                                      GCancellable  *cancellable,
                                      GError       **error);

G_END_DECLS
