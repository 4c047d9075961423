/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-odt.h"
#include "read/office/dip-paragraph.h"

#include <string.h>

/*
 * Lists of an OpenDocument text (ODF 1.2 part 1, 5.3): a list in a list item is
 * one level deeper. A list counts from its beginning, unless it goes on from
 * another one: the one that it names, or the last of its style. The number
 * stands before the first paragraph of an item.
 */

#define MAX_COUNTERS 100000u

/* Spans within spans whose weight is told apart: bits of a frame's. */
#define MAX_SPANS 64u

void
_dip_odt_start_span (DipOdt *self,
                     DipXml *xml)
{
  DipOdtFrame *frame = self->frame;
  const char *style = dip_xml_get (xml, "text:style-name");
  int struck = _dip_odf_styles_get_struck (self->styles->texts, style);
  int bold = _dip_odf_styles_get_bold (self->styles->texts, style);

  if (frame == NULL || !frame->in_paragraph)
    return;

  /* The end of one that is passed over is told as well. */
  frame->n_spans++;
  if (frame->n_spans < MAX_SPANS)
    {
      if (bold < 0)
        bold = (frame->bold >> (frame->n_spans - 1)) & 1;
      frame->bold &= ~(G_GUINT64_CONSTANT (1) << frame->n_spans);
      frame->bold |= (guint64) bold << frame->n_spans;
    }
  if (frame->raised == 0 && _dip_odf_styles_is_raised (self->styles->texts, style))
    frame->raised = frame->n_spans;
  if (struck == 1)
    {
      frame->left_out = TRUE;
      dip_xml_skip (xml);
    }
  else if (struck == 0 && frame->holds == 0)
    frame->holds = frame->n_spans;
}

void
_dip_odt_end_span (DipOdt *self)
{
  DipOdtFrame *frame = self->frame;

  if (frame == NULL || frame->n_spans == 0)
    return;
  if (frame->holds == frame->n_spans)
    frame->holds = 0;
  if (frame->raised == frame->n_spans)
    frame->raised = 0;
  frame->n_spans--;
}

gboolean
_dip_odt_frame_is_bold (const DipOdtFrame *frame)
{
  return (frame->bold >> MIN (frame->n_spans, MAX_SPANS - 1)) & 1;
}

static DipOdtList *
current_list (DipOdt *self)
{
  if (self->frame == NULL || self->lists->len <= self->frame->n_lists_below)
    return NULL;

  return g_ptr_array_index (self->lists, self->lists->len - 1);
}

static DipOdfCounter *
new_counter (DipOdt *self)
{
  if (self->counters->len >= MAX_COUNTERS)
    return g_ptr_array_index (self->counters, self->counters->len - 1);

  g_ptr_array_add (self->counters, g_new0 (DipOdfCounter, 1));

  return g_ptr_array_index (self->counters, self->counters->len - 1);
}

void
_dip_odt_start_list (DipOdt *self,
                     DipXml *xml)
{
  DipOdtList *outer = current_list (self);
  DipOdtList *list = g_new0 (DipOdtList, 1);
  const char *style = dip_xml_get (xml, "text:style-name");
  const char *id = dip_xml_get (xml, "xml:id");
  const char *continued = dip_xml_get (xml, "text:continue-list");

  if (style == NULL && outer != NULL)
    style = outer->style;
  list->style = g_strdup (style);
  list->start = -1;
  g_ptr_array_add (self->lists, list);

  if (outer != NULL)
    {
      list->counter = outer->counter;
      return;
    }

  if (continued != NULL)
    list->counter = g_hash_table_lookup (self->by_id, continued);
  else if (dip_xml_get_bool (xml, "text:continue-numbering", FALSE) && style != NULL)
    list->counter = g_hash_table_lookup (self->by_style, style);
  if (list->counter == NULL)
    list->counter = new_counter (self);

  if (id != NULL && g_hash_table_size (self->by_id) < MAX_COUNTERS)
    g_hash_table_replace (self->by_id, g_strdup (id), list->counter);
  if (style != NULL && g_hash_table_size (self->by_style) < MAX_COUNTERS)
    g_hash_table_replace (self->by_style, g_strdup (style), list->counter);
}

void
_dip_odt_start_item (DipOdt   *self,
                     DipXml   *xml,
                     gboolean  is_header)
{
  DipOdtList *list = current_list (self);
  gint64 start = -1;

  if (list == NULL)
    return;
  dip_xml_get_int (xml, "text:start-value", 0, 32767, &start);
  list->waiting = TRUE;
  list->silent = is_header;
  list->start = start;
}

void
_dip_odt_end_list (DipOdt *self)
{
  if (current_list (self) != NULL)
    g_ptr_array_set_size (self->lists, (int) self->lists->len - 1);
}

/* What is printed before a paragraph. @level: of its item, from 1, 0 outside of lists. */
static char *
take_marker (DipOdt      *self,
             DipOdtFrame *frame,
             guint       *level,
             gboolean    *is_bullet)
{
  DipOdtList *list = current_list (self);
  const DipOdfListStyle *style;
  const char *name;

  *level = 0;
  *is_bullet = FALSE;
  if (list == NULL)
    {
      if (frame->outline == 0)
        return NULL;
      return _dip_odf_counter_next (&self->outline, self->styles->outline, frame->outline - 1, is_bullet);
    }

  *level = self->lists->len - frame->n_lists_below;
  if (!list->waiting)
    return NULL;
  list->waiting = FALSE;
  if (list->silent)
    return NULL;

  name = list->style != NULL ? list->style : _dip_odf_styles_get_list (self->styles, frame->style);
  style = name != NULL ? g_hash_table_lookup (self->styles->lists, name) : NULL;
  if (list->start >= 0 && *level <= DIP_ODF_LEVELS)
    {
      list->counter->counts[*level - 1] = (guint) MAX (list->start - 1, 0);
      list->counter->counted[*level - 1] = TRUE;
      list->start = -1;
    }

  return _dip_odf_counter_next (list->counter, style, *level - 1, is_bullet);
}

static void
append_lines (GString    *buffer,
              guint       level,
              const char *marker,
              const char *text)
{
  g_autofree char *clean = dip_flow_clean (g_strdup (text));

  if (*clean == '\0' && marker == NULL)
    return;
  if (buffer->len > 0)
    g_string_append_c (buffer, '\n');
  if (level > 0)
    dip_paragraph_mark_heading (buffer, level);
  if (marker != NULL)
    g_string_append_printf (buffer, "%s%s", marker, *clean != '\0' ? " " : "");
  g_string_append (buffer, g_strdelimit (clean, level > 0 ? "\t\n" : "\t", ' '));
}

static void
deliver (DipOdt      *self,
         DipOdtFrame *frame,
         const char  *marker,
         guint        level,
         gboolean     is_bullet)
{
  DipParagraph paragraph = {
    .text = frame->text->str, .marker = marker, .item_level = MAX (level, 1), .number = self->n_paragraphs,
    .n_empty = self->n_empty, .after_item = self->after_item, .in_contents = self->contents_depth > 0,
    .outline = frame->outline,
  };

  paragraph.bold = frame->has_bold && !frame->has_plain;
  paragraph.lead = frame->has_bold && frame->has_plain ? frame->lead : 0;
  paragraph.size = _dip_odf_styles_get_size (self->styles, frame->style);
  if (_dip_odf_styles_get_break (self->styles, frame->style) && self->flow->layout->lines->len > 0)
    self->flow->page_break = TRUE;

  if (dip_paragraph_deliver (&paragraph, self->flow))
    {
      self->n_empty = 0;
      self->after_item = marker != NULL && frame->outline == 0;
    }
  else
    {
      self->n_empty++;
    }
}

void
_dip_odt_end_paragraph (DipOdt *self)
{
  DipOdtFrame *frame = self->frame;
  g_autofree char *marker = NULL;
  gboolean is_bullet;
  guint level;

  /* An empty heading has no number in LibreOffice. */
  if (frame->outline > 0 && frame->text->len == 0 && current_list (self) == NULL)
    frame->outline = 0;
  marker = take_marker (self, frame, &level, &is_bullet);
  self->n_struck += frame->left_out;
  if (frame->left_out && frame->text->len == 0)
    g_clear_pointer (&marker, g_free);

  if (frame->kind == DIP_ODT_FRAME_BODY)
    {
      self->n_paragraphs++;
      deliver (self, frame, marker, level, is_bullet);
      if (frame->boxes->len > 0)
        dip_paragraph_deliver_box (frame->boxes->str, self->n_paragraphs, self->flow);
      if (frame->notes->len > 0)
        dip_paragraph_deliver_notes (frame->notes->str, self->n_paragraphs, self->flow);
    }
  else
    {
      self->n_paragraphs += frame->kind == DIP_ODT_FRAME_CELL;
      append_lines (frame->buffer, frame->kind == DIP_ODT_FRAME_BOX ? frame->outline : 0,
                    frame->kind == DIP_ODT_FRAME_CELL || frame->text->len > 0 ? marker : NULL, frame->text->str);
      dip_paragraph_drop_marks (frame->boxes);
      append_lines (frame->buffer, 0, NULL, frame->boxes->str);
      append_lines (frame->buffer, 0, NULL, frame->notes->str);
    }

  g_string_truncate (frame->text, 0);
  g_string_truncate (frame->boxes, 0);
  g_string_truncate (frame->notes, 0);
  frame->in_paragraph = FALSE;
}

void
_dip_odt_end_table (DipOdt *self)
{
  DipOdtTable *table = g_ptr_array_index (self->tables, self->tables->len - 1);

  if (self->frame->kind == DIP_ODT_FRAME_BODY)
    {
      dip_grid_deliver (table->grid, DIP_GRID_TABLE, self->flow, NULL, self->n_paragraphs);
      self->after_item = FALSE;
      self->n_empty = 0;
      return;
    }

  if (self->frame->buffer->len > 0 && !dip_grid_is_empty (table->grid))
    g_string_append_c (self->frame->buffer, '\n');
  dip_grid_append_text (table->grid, self->frame->buffer);
}
