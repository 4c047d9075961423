/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-grid.h"
#include "read/office/dip-odf.h"

G_BEGIN_DECLS

typedef enum {
  DIP_ODT_FRAME_BODY,
  DIP_ODT_FRAME_CELL,
  DIP_ODT_FRAME_BOX,
  DIP_ODT_FRAME_NOTE,
} DipOdtFrameKind;

/* Something that holds paragraphs, with the one under way. */
typedef struct
{
  DipOdtFrameKind kind;
  GString  *buffer;        /* paragraphs of all but the body, a line each */
  GString  *text;          /* of the paragraph */
  GString  *boxes;         /* text boxes that are anchored to it */
  GString  *notes;         /* that it refers to */
  char     *style;         /* (nullable): of the paragraph */
  guint     outline;       /* of the paragraph, 0 for none */
  gboolean  in_paragraph;
  gboolean  struck;        /* the paragraph is, through */
  gboolean  left_out;      /* something of it was, for that */
  guint     n_spans;       /* of text around this place */
  guint     raised;        /* the span from which on it is raised, 0 for none */
  gboolean  marked;        /* what stands raised before this place is more than a number */
  guint64   bold;          /* whether the paragraph and each span around this place are, from the lowest bit on */
  gboolean  has_bold;
  gboolean  has_plain;     /* letters that are not bold stand before this place */
  gsize     lead;          /* bytes before the first of these */
  guint     holds;         /* the span from which on it is not struck, 0 for none */
  guint     n_tables_below;
  guint     n_lists_below;
} DipOdtFrame;

typedef struct
{
  DipGrid *grid;
  guint    row;            /* from 1 */
  guint    n_rows;         /* as which it counts */
  guint    column;
  guint    n_columns;      /* as which the cell counts */
  gboolean in_head;        /* among the rows that the table repeats on each page */
} DipOdtTable;

/* A list within lists. */
typedef struct
{
  char          *style;    /* (nullable) */
  DipOdfCounter *counter;  /* (unowned) */
  gboolean       waiting;  /* the item's first paragraph is still to come */
  gboolean       silent;   /* a list header: no number */
  gint64         start;    /* of the item, -1 for the next */
} DipOdtList;

typedef struct
{
  DipFlow      *flow;
  DipOdfStyles *styles;
  GPtrArray    *frames;
  DipOdtFrame  *frame;       /* (nullable): the innermost */
  GPtrArray    *tables;
  GPtrArray    *lists;
  GPtrArray    *counters;    /* all that were made, owned */
  GHashTable   *by_id;       /* id of a list → its counter */
  GHashTable   *by_style;    /* style → counter of its last list */
  DipOdfCounter outline;
  guint         contents_depth;
  guint         n_notes;
  guint         n_changes;
  guint         n_comments;
  guint         n_struck;
  guint         n_paragraphs;
  guint         n_empty;
  gboolean      after_item;
} DipOdt;

/* Pieces of text with a look of their own. */
void _dip_odt_start_span     (DipOdt      *self,
                              DipXml      *xml);
void _dip_odt_end_span       (DipOdt      *self);

/* Whether what stands at this place is bold. */
gboolean _dip_odt_frame_is_bold (const DipOdtFrame *frame);

void _dip_odt_start_list     (DipOdt      *self,
                              DipXml      *xml);
void _dip_odt_start_item     (DipOdt      *self,
                              DipXml      *xml,
                              gboolean     is_header);
void _dip_odt_end_list       (DipOdt      *self);
void _dip_odt_end_paragraph  (DipOdt      *self);
void _dip_odt_end_table      (DipOdt      *self);

G_END_DECLS
