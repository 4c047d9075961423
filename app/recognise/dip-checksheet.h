/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-structure.h"

G_BEGIN_DECLS

#define DIP_SHEET_MAX_COLUMNS 24

/* What stands in a column of a checksheet. */
typedef enum {
  DIP_SHEET_OTHER,
  DIP_SHEET_NUMBER,
  DIP_SHEET_QUESTION,
  DIP_SHEET_IMPLEMENTED,
  DIP_SHEET_ANSWER,
  DIP_SHEET_SECTION,
  DIP_SHEET_SUBSECTION,
  DIP_N_SHEET_COLUMNS,
} DipSheetColumn;

/* The heading row of a table of questions. */
typedef struct
{
  DipSheetColumn columns[DIP_SHEET_MAX_COLUMNS];
  char          *names[DIP_SHEET_MAX_COLUMNS];
  guint          n_columns;
  int            place[DIP_N_SHEET_COLUMNS];  /* first column of each kind, -1 for none */
} DipSheetHead;

/* NULL for a row that is none; that is remembered in the piece. */
DipSheetHead *dip_sheet_head_read  (DipStructure   *self,
                                    DipPiece       *piece) G_GNUC_WARN_UNUSED_RESULT;
void          dip_sheet_head_free  (DipSheetHead   *self);

/* Whether two heads have the same columns. */
gboolean      dip_sheet_head_equal (const DipSheetHead *a,
                                    const DipSheetHead *b);

/* What a cell means by yes and no. */
DipImplemented dip_sheet_read_implemented (DipStructure *self,
                                           const char   *cell);

/* "3. Title", "1 1. Title" (11), "2.1 Title": parts (1 or 2), title. 0 parts without a number. */
guint         dip_sheet_parse_title (DipStructure *self,
                                     const char   *text,
                                     guint         parts[2],
                                     gboolean     *may_split,
                                     const char  **title);

/* The value of a cell of digits, spaces between them, or 0. */
guint         dip_sheet_parse_plain (const char     *cell);

/* Whether only the first cell of a row is filled, with a title. */
gboolean      dip_sheet_is_title_row (const DipPiece  *piece,
                                      const char     **title);

/* Which titles are sub-headings: a set of positions, counted from 1. */
GHashTable   *dip_sheet_settle_titles (DipStructure *self,
                                       guint         last) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSheetHead, dip_sheet_head_free)

G_END_DECLS
