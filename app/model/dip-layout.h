/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipLineKind:
 * @DIP_LINE_TEXT: running text, or anything that the format says nothing about
 * @DIP_LINE_HEADING: the format itself calls it a heading (Markdown, styles of DOCX, HTML)
 * @DIP_LINE_ITEM: the format itself calls it a list item; the marker is in @marker
 * @DIP_LINE_ROW: a row of a table, in @cells
 * @DIP_LINE_RULE: a horizontal line
 *
 * What a *format* knows of a line. What a *paper* means by it is the
 * business of the recognisers: in plain text nearly everything is `TEXT`.
 */
typedef enum {
  DIP_LINE_TEXT,
  DIP_LINE_HEADING,
  DIP_LINE_ITEM,
  DIP_LINE_ROW,
  DIP_LINE_RULE,
} DipLineKind;

/**
 * DipLine:
 *
 * One line of a source, with its place.
 */
typedef struct
{
  DipLineKind  kind;
  guint        level;       /* of a heading or an item, 1 is the outermost; 0 if unknown */
  char        *text;        /* as in the source, white space at both ends dropped; of a row: the cells joined by TAB */
  char        *marker;      /* (nullable): of an item, "-", "1.", as in the source */
  GPtrArray   *cells;       /* (nullable) (element-type utf8): of a row; a cell may hold line breaks */
  gboolean     head;        /* of a row: the format calls it the head of its table */

  guint        number;      /* the line of the source, from 1; 0 where there are none */
  guint        page;        /* from 1; 0 where the format has none */
  char        *sheet;       /* (nullable): name of the sheet, of a row of a workbook */

  guint        indent;      /* columns of white space before the text, a full-width space is 2 */
  guint        trailing;    /* columns of white space after the text: some exports end a paragraph with one */
  guint        n_blank;     /* lines without any character right before this one */
  guint        n_spacer;    /* lines of white space only right before this one */
  gboolean     page_break;  /* a page (or what looks like one: form feed) begins here */
  gboolean     bold;
  guint        lead;        /* bytes at the beginning of the text that are bold where the rest is not; 0 if unknown */
  double       size;        /* of the letters in points, 0 if unknown */
  guint        note;        /* of a footnote that stands elsewhere than its mark: as its mark is counted; 0 otherwise */
  GArray      *marks;       /* (nullable) (element-type guint): footnotes whose marks stand in the line */
  double       x, y, width, height;  /* area in points from the top left of the page; all 0 if unknown */
} DipLine;

/**
 * DipLayout:
 *
 * What a reader made of a file: lines in reading order, and what the file
 * says of itself. It knows formats, not papers.
 */
typedef struct
{
  GPtrArray  *lines;       /* (element-type DipLine) */
  GPtrArray  *warnings;    /* (element-type utf8): what the reader was not sure of */
  char       *name;        /* base name of the file, UTF-8 */
  char       *media_type;  /* from the bytes, not from the name: "text/plain", "text/markdown", … */
  char       *encoding;    /* (nullable): of a text, "UTF-8", "CP932", … */
  char       *title;       /* (nullable): document property */
  char       *author;      /* (nullable): document property */
  guint       n_pages;     /* 0 where the format has none */
  GPtrArray  *sheets;      /* (element-type utf8): names of all sheets of a workbook, in its order */
} DipLayout;

DipLine   *dip_line_new     (DipLineKind  kind,
                             const char  *text) G_GNUC_WARN_UNUSED_RESULT;
DipLine   *dip_line_new_row (GPtrArray   *cells) G_GNUC_WARN_UNUSED_RESULT;
void       dip_line_free    (DipLine     *self);

DipLayout *dip_layout_new   (const char  *name,
                             const char  *media_type) G_GNUC_WARN_UNUSED_RESULT;
void       dip_layout_free  (DipLayout   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipLine, dip_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipLayout, dip_layout_free)

G_END_DECLS
