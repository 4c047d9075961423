/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-checksheet.h"

G_BEGIN_DECLS

/* What the files dip-aligned*.c share. Private to app/recognise. */

/* A cell of a line. */
typedef struct
{
  const char *text;
  gsize       length;
  guint       start, end;  /* columns */
} DipSegment;

/* Where the lines of a row stand. */
typedef struct
{
  guint piece;                             /* that became the row */
  guint top, bottom;                       /* its first and its last line */
  guint lines[DIP_SHEET_MAX_COLUMNS][2];   /* … of each cell that is not empty */
} DipRowPlace;

/* A table while it is read. */
typedef struct
{
  DipStructure *structure;
  gboolean      wide;                                 /* a wide letter takes two columns */
  guint         n_columns;
  guint         boundaries[DIP_SHEET_MAX_COLUMNS];    /* where each column begins; the first one is 0 */
  guint         starts[DIP_SHEET_MAX_COLUMNS];        /* where most of its cells begin */
  guint         n_letters;                            /* that stand on boundaries all the same */
  int           number;                               /* the column that begins a row, -1 for none */
  int           implemented;
  guint         first, end;                           /* pieces of the body */
  gboolean      spaced;                               /* white space stands around rows */
  gboolean      has_corner;                           /* the head has no first cell */
  guint         corner;                               /* where questions begin below its first cell; see -corner.c */
  const DipPiece *head;                               /* (nullable): the first line of the head, in that case … */
  const GPtrArray *cells;                             /* (nullable) (element-type utf8): … and its cells */
  guint        *owners;                               /* (nullable): a line's number's position + 1; see -centred.c */
  GArray       *rows;                                 /* (nullable) (element-type DipRowPlace): that were made */
} Aligned;

/* A row while its lines are gathered. */
typedef struct
{
  GString    *cells[DIP_SHEET_MAX_COLUMNS];
  guint       first;     /* the piece that becomes the row, G_MAXUINT for none */
  gboolean    numbered;
  guint       owner;     /* the number that its lines belong to, where they are shared out so */
  DipRowPlace place;
} DipAlignedRow;

/* Lines of one cell each in a row end a table. */
#define DIP_ALIGNED_MAX_STRAY 12u

/* Columns of a line that are looked at. */
#define DIP_ALIGNED_MAX_COLUMN 512u

/* dip-aligned-segments.c */
gboolean dip_aligned_is_text         (DipStructure     *self,
                                      guint             i);
char    *dip_segment_dup             (const DipSegment *segment) G_GNUC_WARN_UNUSED_RESULT;

/* How wide a character is where wide letters count as @wide tells. */
guint    dip_aligned_columns_of      (gunichar          c,
                                      gboolean          wide);

/* The cells of a line at two blanks or more; at single ones, too, where one of @columns begins (nullable). */
guint    dip_aligned_cut_piece       (const DipPiece   *piece,
                                      gboolean          wide,
                                      const Aligned    *columns,
                                      DipSegment        segments[DIP_SHEET_MAX_COLUMNS]);

/* dip-aligned-columns.c: the cells of a head of several lines; @cells: (nullable) (element-type utf8). */
guint    dip_aligned_read_head       (const Aligned    *self,
                                      guint             first,
                                      guint             last,
                                      gboolean          wide,
                                      DipSegment        heads[DIP_SHEET_MAX_COLUMNS],
                                      GPtrArray        *cells);

/* Where each column begins below that head, if letters are as wide as @wide says. */
void     dip_aligned_find_boundaries (Aligned          *self,
                                      guint             first,
                                      guint             last,
                                      gboolean          wide);
guint    dip_aligned_column_at       (const Aligned    *self,
                                      guint             start);

/* Parts cells that have run into each other; how many there are then. */
guint    dip_aligned_part_cells      (const Aligned    *self,
                                      DipSegment       *segments,
                                      guint             n);

/* dip-aligned-corner.c: the section's title over numbers and questions */
guint    dip_aligned_find_corner     (const Aligned    *self,
                                      const DipSegment *heads,
                                      guint             n_heads,
                                      gboolean          wide);
guint    dip_aligned_insert_corner   (const Aligned    *self,
                                      DipSegment        heads[DIP_SHEET_MAX_COLUMNS],
                                      guint             n,
                                      GPtrArray        *cells);
gboolean dip_aligned_is_next_corner  (const Aligned    *self,
                                      guint             i);

/* dip-aligned.c: what a row has gathered becomes a row; the cells of a line are added to it. */
void     dip_aligned_finish_row      (Aligned          *self,
                                      DipAlignedRow    *row);
void     dip_aligned_add_segments    (const Aligned    *self,
                                      DipAlignedRow    *row,
                                      DipSegment       *segments,
                                      guint             n);

/* dip-aligned-plain.c: whether a table begins with line @i; @end is the line behind it. */
gboolean dip_aligned_take_flat       (DipStructure     *self,
                                      guint             i,
                                      guint            *end);
gboolean dip_aligned_take_plain      (DipStructure     *self,
                                      guint             i,
                                      guint            *end);

/* The cells of line @i; how many. */
guint    dip_aligned_cut             (const Aligned    *self,
                                      guint             i,
                                      DipSegment        segments[DIP_SHEET_MAX_COLUMNS]);
gboolean dip_aligned_has_number      (const Aligned    *self,
                                      const DipSegment *segments,
                                      guint             n);

/* Whether a line stands across the columns. */
gboolean dip_aligned_is_stray        (const Aligned    *self,
                                      guint             i,
                                      const DipSegment *segments,
                                      guint             n);

/* dip-aligned-centred.c: whether numbers stand in the middle of their rows; then each line has its owner. */
gboolean dip_aligned_find_centred    (Aligned          *self);

/* Puts what stands in the middle of the rows that it spans into the first of them. */
void     dip_aligned_settle_spans    (Aligned          *self,
                                      int               column);

/* A table of questions in which one blank parts the cells. */
gboolean dip_aligned_take_flat_sheet (DipStructure    *self,
                                      guint            i,
                                      guint           *end);

G_END_DECLS
