/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-structure.h"

G_BEGIN_DECLS

/* What the files dip-revisions*.c share. Private to app/recognise. */

#define DIP_REVISIONS_MAX_COLUMNS 12

typedef enum {
  DIP_REVISIONS_NONE,
  DIP_REVISIONS_VERSION,
  DIP_REVISIONS_DATE,
  DIP_REVISIONS_KIND,
  DIP_REVISIONS_SUMMARY,
  DIP_REVISIONS_PAGES,
  DIP_REVISIONS_AUTHOR,
} DipRevisionsColumn;

typedef struct
{
  DipRevisionsColumn columns[DIP_REVISIONS_MAX_COLUMNS];
  guint              n_columns;
} DipRevisionsHead;

/* dip-revisions-head.c */

gboolean dip_revisions_has_column (const DipRevisionsHead *head,
                                   DipRevisionsColumn      column);
gboolean dip_revisions_read_head_cells (DipStructure      *self,
                                        char             **cells,
                                        DipRevisionsHead  *head);

/* Cuts at runs of white space; with @wide only at two columns or more. */
char **dip_revisions_cut_at_spaces (const char *text,
                                    gboolean    wide);
char **dip_revisions_dup_cells (const DipPiece *piece);

/* Reads piece @i as the head of a table, below a title of such tables (@titled). For the first head of a table the
 * rows below say what a column of another name is. */
gboolean dip_revisions_read_head (DipStructure     *self,
                                  guint             i,
                                  gboolean          first,
                                  gboolean          titled,
                                  DipRevisionsHead *head);

/* Whether a text has a day in it. */
gboolean dip_revisions_has_date   (const char *text);

/* Whether a cell is a day, or a version that looks like one, and nothing but that. */
gboolean dip_revisions_is_date    (const char *cell);
gboolean dip_revisions_is_version (const char *cell);

/* dip-revisions.c */
void dip_revisions_append_line (GString    *printed,
                                const char *text);

/* dip-revisions-changes.c */
gboolean dip_revisions_read_changes (DipStructure *self,
                                     const char   *title,
                                     guint         next);

/* dip-revisions-stacked.c */
void dip_revisions_stack_rows (DipStructure *self,
                               guint         i);

/* dip-revisions-row.c */

/* The longest word of a list at the beginning of a key; 0 for none. */
gsize dip_revisions_match_prefix (DipStructure *self,
                                  const char   *list,
                                  const char   *key);

/* Reads a version at the beginning of a text. Returns where it ends, NULL if there is none. */
const char *dip_revisions_parse_version (const char  *text,
                                         char       **version);

/* Cuts a summary at its bullets: "・one ・two" or lines. */
char **dip_revisions_cut_items (const char *summary);
void dip_revisions_append_cell (char       **field,
                                const char  *cell);

/* Cuts names off the end of a row without cells, where columns of those who signed stand behind what changed. */
void dip_revisions_drop_signers (const DipRevisionsHead *head,
                                 char                   *summary);
DipRevision *dip_revisions_last_revision (DipStructure *self);
gboolean dip_revisions_read_row (DipStructure           *self,
                                 const DipRevisionsHead *head,
                                 const DipPiece         *piece,
                                 guint                   row_indent,
                                 const char             *text,
                                 guint                   next);
gboolean dip_revisions_begins_row (DipStructure *self,
                                   guint         i);

G_END_DECLS
