/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-database-private.h"
#include "store/dip-pages.h"
#include "store/dip-salvage.h"

G_BEGIN_DECLS

#define DIP_SALVAGE_ACTION "save the library"

struct _DipSalvage
{
  char        *folder;
  char        *copy;       /* of the library, in @folder */
  DipStore    *store;      /* (nullable): the copy, if SQLite opens it */
  DipDatabase *rows;       /* the rows that were found, table by table, without any rule */
  GHashTable  *sound;      /* (element-type gint64): editions that SQLite can load */
  GHashTable  *sound_sources;  /* (element-type gint64): their files */
  GArray      *editions;   /* (element-type gint64): all that are known of, sound or not */
  GArray      *sources;    /* (element-type gint64): files that no edition names */
  guint        next;       /* in both, one after the other */
  guint        n_broken;
};

/* The rows of a damaged library, out of its pages into a database of their own. */
gboolean     _dip_salvage_collect (DipSalvage    *self,
                                   GCancellable  *cancellable,
                                   GError       **error);

/* An edition out of those rows. */
DipSalvaged *_dip_salvage_assemble (DipSalvage   *self,
                                   gint64         edition_id,
                                   GCancellable  *cancellable,
                                   GError       **error);

/* A file out of those rows, if its bytes are those of its digest. */
GBytes      *_dip_salvage_find_source (DipSalvage *self,
                                   gint64         source_id,
                                   char         **media_type,
                                   GCancellable  *cancellable,
                                   GError       **error);

G_END_DECLS
