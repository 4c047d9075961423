/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/dip-read-private.h"

G_BEGIN_DECLS

/* What dip-read-text.c, dip-read-text-markdown.c and dip-read-front-matter.c share. Private to app/read. */

/* A layout while its lines are read. */
typedef struct
{
  DipLayout *layout;
  gboolean   markdown;
  guint      n_blank;
  guint      n_spacer;
  gboolean   page_break;
  guint      n_cells;      /* of all rows */
  gboolean   fence;        /* inside a block of code */
  gboolean   front;        /* inside the properties that a text of Markdown may begin with */
  char       front_part;   /* what stands between their names and values, ':' or '=' */
  gboolean   front_table;  /* inside of those of a table, which are for programs */
  gboolean   front_list;   /* inside of a list of several lines */
  gboolean   property;     /* whether the last of them is a row, to which further lines belong */
  gboolean   comment;      /* inside <!-- --> */
  gboolean   struck;       /* something that is struck through was left out */
  gboolean   table;        /* the lines above are rows of a pipe table, and further ones need no outer pipes */
  guint      level;        /* of the last heading that is marked as one, 0 for none */
} DipTextBuilder;

/* Adds @line (transfer full) behind what is there, with the space before and around it. */
void       _dip_text_builder_push         (DipTextBuilder *self,
                                           DipLine        *line,
                                           guint           number,
                                           guint           indent,
                                           guint           trailing);

/* (nullable): the line above. */
DipLine   *_dip_text_builder_get_last     (DipTextBuilder *self);

/* A row, or a rule where all cells (transfer full) are dashes. */
DipLine   *_dip_text_new_row              (GPtrArray      *cells);

/* Makes such a row of a line of text that has pipes. */
void       _dip_text_cut_at_pipes         (DipLine        *line);

/* Whether tabs make a row of a line, whose text stands from @start to @stop. */
gboolean   _dip_text_is_tabbed            (DipTextBuilder *self,
                                           const char     *line,
                                           gsize           length,
                                           const char     *start,
                                           const char     *stop);

/* Cells of a line with tabs; its white space at both ends is kept, since a tab there is an empty cell. */
GPtrArray *_dip_text_cut_at_tabs          (const char     *line,
                                           gsize           length,
                                           gboolean        markdown);

/* Adds a line of Markdown, whose text stands from @start to @stop. */
void       _dip_text_builder_add_markdown (DipTextBuilder *self,
                                           DipScanner     *scanner,
                                           const char     *start,
                                           const char     *stop,
                                           guint           indent,
                                           guint           trailing);

/* "---", lines of "name: value", "---", or "+++", lines of "name = value", "+++": only where all of it is there. */
gboolean   _dip_text_has_front_matter     (const char     *text,
                                           gsize           length);

/* Adds a line of these. Title and author are the document's; the other properties are rows: what they mean the
 * recognisers know. */
void       _dip_text_builder_add_property (DipTextBuilder *self,
                                           DipScanner     *scanner,
                                           const char     *start,
                                           const char     *stop,
                                           guint           indent);

G_END_DECLS
