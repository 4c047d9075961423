/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-paper-table.h"
#include "dip-table-widths.h"

G_BEGIN_DECLS

/* What is left and right of the text of a cell, in pixels. */
#define DIP_PAPER_CELL_PAD 8

typedef enum {
  DIP_PAPER_LETTERS_PLAIN,
  DIP_PAPER_LETTERS_STRONG,
  DIP_PAPER_LETTERS_LABEL,   /* the heading of a column, above a cell */
} DipPaperLetters;

struct _DipPaperTable
{
  GObject         parent_instance;

  GtkTextView    *view;        /* (nullable), weak */
  char          **rows;
  guint           n_rows;
  char          **heads;       /* (nullable): cells of the first row, if they name the columns */
  char           *language;
  int             margins;
  DipTableWidths *widths;

  int             room;        /* for which the columns are laid out, in pixels; -1 for none */
  guint           serial;      /* of the Pango context, likewise */
  guint           generation;  /* how often they were laid out */
  gboolean        stacked;     /* no room for columns: cells below one another */
  int            *columns;     /* the width of the text of each, in pixels */
  int             width;
};

void         _dip_paper_table_lay_out     (DipPaperTable   *self);
PangoLayout *_dip_paper_table_make_layout (DipPaperTable   *self,
                                           const char      *text,
                                           int              length,
                                           DipPaperLetters  letters,
                                           PangoAttrList   *more) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
