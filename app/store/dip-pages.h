/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The pages of an SQLite file, read without SQLite: what it will not read any
 * more because one page is broken stands in all the others. The format is told
 * at https://www.sqlite.org/fileformat2.html. Every byte may be anything.
 */

/* More than any table of ours has. */
#define DIP_RECORD_MAX_VALUES 32

typedef enum {
  DIP_VALUE_NULL,
  DIP_VALUE_INT,
  DIP_VALUE_REAL,
  DIP_VALUE_TEXT,
  DIP_VALUE_BLOB,
} DipValueType;

typedef struct
{
  DipValueType  type;
  gint64        integer;
  double        real;
  const guint8 *bytes;     /* of text and blobs; not zero-terminated */
  gsize         n_bytes;
} DipValue;

/* A row as a page holds it; its bytes live until the next one is read. */
typedef struct
{
  gint64   row_id;         /* 0 in trees that have none */
  guint    n_values;
  DipValue values[DIP_RECORD_MAX_VALUES];
} DipRecord;

typedef enum {
  DIP_PAGE_OTHER,          /* overflow, free, or damaged */
  DIP_PAGE_INDEX_INNER,
  DIP_PAGE_TABLE_INNER,
  DIP_PAGE_INDEX_LEAF,
  DIP_PAGE_TABLE_LEAF,
} DipPageType;

typedef struct
{
  const guint8 *bytes;
  gsize         n_bytes;
  guint         page_size;
  guint         n_usable;  /* bytes of a page that SQLite uses */
  guint         n_pages;
  GByteArray   *payload;   /* of a row that does not fit into its page */
} DipPages;

/* Told of each row; and of each page of a tree that cannot be one. */
typedef void (*DipPagesRow)    (const DipRecord *record,
                                gpointer         user_data);
typedef void (*DipPagesBroken) (guint            page,
                                gpointer         user_data);

void        dip_pages_init     (DipPages        *self,
                                const guint8    *bytes,
                                gsize            n_bytes);
void        dip_pages_clear    (DipPages        *self);
DipPageType dip_pages_get_type (DipPages        *self,
                                guint            page);
guint       dip_pages_count_rows (DipPages      *self,
                                guint            page);
gboolean    dip_pages_read_row (DipPages        *self,
                                guint            page,
                                guint            index,
                                DipRecord       *record);
void        dip_pages_walk     (DipPages        *self,
                                guint            root,
                                guint8          *visited,
                                DipPagesRow      row,
                                DipPagesBroken   broken,
                                gpointer         user_data);
void        dip_pages_mark_free (DipPages       *self,
                                guint8          *visited);

G_END_DECLS
