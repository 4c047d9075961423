/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-paper-table.h"
#include "dip-paper-text.h"

G_BEGIN_DECLS

/* Air left and right of the text, in pixels. A line of Japanese is read with
 * ease up to some forty characters; the clamp around this view holds the
 * measure. */
#define DIP_PAPER_TEXT_MARGIN 24

/* Indentation of notes, points and list items, a level, in pixels. */
#define DIP_PAPER_TEXT_INDENT 20

/* A stretch of the text that leads somewhere. */
typedef struct
{
  int   start;    /* in characters of the buffer */
  int   end;
  char *address;  /* an URL, or "#" and the id of a clause */
} DipPaperLink;

/* A stretch of the text with a tag. */
typedef struct
{
  int         start;  /* in characters of the buffer */
  int         end;
  GtkTextTag *tag;    /* (unowned) */
} DipPaperSpan;

struct _DipPaperText
{
  GtkTextView  parent_instance;

  DipDocument *document;      /* (nullable) */
  GArray      *starts;        /* (element-type int): offset of each clause that is filled in */
  GArray      *chips;         /* (element-type int): offsets, from and to in turn */
  GArray      *panels;        /* (element-type int): offsets, from and to in turn */
  GPtrArray   *rows;          /* (element-type DipPaperRow): of all tables, in order */
  int          drag_from;     /* where that began, an offset of the buffer; -1 for not at all */
  GArray      *links;         /* (element-type DipPaperLink): in order */
  int          link_at;       /* index of the one that was last gone to by key, -1 for none */
  GArray      *found;         /* (element-type int): offsets, from and to in turn */
  gboolean     one_variant;   /* the document is the view of one variant */
  GString     *pending;       /* text that is yet to be put into the buffer */
  GArray      *spans;         /* (element-type DipPaperSpan): how it looks */
  int          n_chars;       /* of the buffer and @pending */
  guint        fill_id;       /* more clauses are filled in when there is time */
  int          wanted;        /* index of a clause to scroll to when it is there, -1 for none */
  guint        found_at;      /* which pair of these is the current one, from 0 */
  gboolean     fresh_search;  /* nothing was gone to yet */
  gboolean     undrawn;       /* where it scrolls to is not known before it is drawn */
  guint        redraw_id;
  guint        n_jumps;       /* of the view on its way to one place */
  double       jump_place;    /* where in the window the end of the last jump is, 0 is its upper edge, 1 its lower */
  GtkWidget   *menu;          /* (nullable): until it is asked for */
};

/* dip-paper-text-fill.c */
void        _dip_paper_text_fill         (DipPaperText    *self);
void        _dip_paper_text_fill_all     (DipPaperText    *self);
gboolean    _dip_paper_text_is_filled    (DipPaperText    *self);
GtkTextTag *_dip_paper_text_get_tag      (DipPaperText    *self,
                                          const char      *name);

/* dip-paper-text.c */
void         _dip_paper_text_follow_at    (DipPaperText    *self,
                                           double           x,
                                           double           y);
void         _dip_paper_text_emit_filled  (DipPaperText    *self);
void         _dip_paper_text_scroll_to_cursor (DipPaperText *self,
                                           double           place);

/* dip-paper-text-cells.c */
void         _dip_paper_text_init_cells   (DipPaperText    *self);
DipPaperRow *_dip_paper_text_get_row      (const GtkTextIter *iter);
DipPaperRow *_dip_paper_text_get_row_at   (DipPaperText    *self,
                                           double           x,
                                           double           y,
                                           double          *row_x,
                                           double          *row_y);
gboolean     _dip_paper_text_get_iter_at  (DipPaperText    *self,
                                           double           x,
                                           double           y,
                                           GtkTextIter     *iter);

/* dip-paper-text-menu.c */
void         _dip_paper_text_init_menu    (DipPaperText    *self);
void         _dip_paper_text_copy_clipboard (GtkTextView     *view);

/* dip-paper-text-links.c */
GArray     *_dip_paper_links_find        (DipDocument     *document,
                                          const DipClause *clause,
                                          const char      *text,
                                          GHashTable      *told) G_GNUC_WARN_UNUSED_RESULT;
void        _dip_paper_link_clear        (DipPaperLink    *self);
GPtrArray     *_dip_paper_list_terms     (DipDocument     *document,
                                          const char      *text) G_GNUC_WARN_UNUSED_RESULT;
const DipTerm *_dip_paper_find_term      (DipDocument     *document,
                                          const char      *line,
                                          gsize            at);

G_END_DECLS
