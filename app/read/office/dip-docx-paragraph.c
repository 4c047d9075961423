/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-docx-private.h"
#include "read/office/dip-list-number.h"
#include "read/office/dip-paragraph.h"

#include <string.h>

/*
 * What becomes of a paragraph when it ends: a heading by its outline level, an
 * item by its list, an entry of the list of contents, or text. In a cell, a
 * text box or a note it is a line of that.
 */

char *
_dip_docx_symbol (const char *text,
                  const char *font)
{
  return dip_list_bullet (text, font);
}

static gboolean
is_contents_style (const DipDocxStyle *style)
{
  if (style == NULL || style->name == NULL)
    return FALSE;

  return (g_str_has_prefix (style->name, "toc ") && g_ascii_isdigit (style->name[4])) ||
         g_str_has_prefix (style->name, "contents ") || g_str_has_prefix (style->name, "目次 ");
}

/* The number or bullet of the paragraph, which counts it. */
static char *
take_marker (DipDocxBody         *self,
             const DipDocxFrame  *frame,
             const DipDocxStyle  *style,
             int                 *level,
             gboolean            *is_bullet)
{
  int num_id = frame->num_id;

  *level = frame->num_level;
  *is_bullet = FALSE;
  if (num_id == DIP_DOCX_UNSET && style != NULL)
    {
      num_id = style->num_id;
      if (num_id > 0 && *level == DIP_DOCX_UNSET)
        *level = style->num_level != DIP_DOCX_UNSET
                 ? style->num_level
                 : _dip_docx_numbering_find_level (self->story->numbering, num_id, style->id);
    }
  if (*level == DIP_DOCX_UNSET)
    *level = 0;
  if (num_id <= 0)
    return NULL;

  return _dip_docx_numbering_next (self->story->numbering, num_id, *level, is_bullet);
}

/* Notes that the paragraph refers to, each a line. */
static void
append_notes (DipDocxBody   *self,
              DipDocxFrame  *frame,
              GString       *out)
{
  for (guint i = 0; i < frame->notes->len; i++)
    {
      const char *key = g_ptr_array_index (frame->notes, i);
      gboolean is_endnote = *key == 'e';
      GHashTable *texts = is_endnote ? self->story->endnotes : self->story->footnotes;
      const char *text = texts != NULL ? g_hash_table_lookup (texts, key + 1) : NULL;
      guint number = is_endnote ? ++self->story->n_endnotes : ++self->story->n_footnotes;

      if (text != NULL && *text != '\0')
        dip_paragraph_append_note (out, number, text);
    }
  g_ptr_array_set_size (frame->notes, 0);
}

static void
deliver (DipDocxBody         *self,
         DipDocxFrame        *frame,
         const DipDocxStyle  *style,
         const char          *marker,
         int                  list_level,
         gboolean             is_bullet)
{
  DipFlow *flow = self->story->flow;
  gboolean in_contents = self->contents_depth > 0 || is_contents_style (style);
  int outline = frame->outline;
  int half_points = frame->half_points;
  DipParagraph paragraph = {
    .text = frame->text->str, .marker = marker, .item_level = (guint) list_level + 1,
    .number = self->n_paragraphs, .n_empty = self->n_empty, .after_item = self->after_item,
    .in_contents = in_contents,
  };

  if (outline == DIP_DOCX_UNSET && style != NULL)
    outline = style->outline;
  if (outline >= 0 && outline < 9 && !in_contents && !is_bullet)
    paragraph.outline = (guint) outline + 1;

  if (half_points == DIP_DOCX_UNSET || half_points == 0)
    half_points = style != NULL && style->half_points != DIP_DOCX_UNSET ? style->half_points
                                                                        : self->story->styles->half_points;
  paragraph.size = half_points / 2.0;
  paragraph.bold = frame->n_letters > 0 &&
                   (style != NULL && style->bold == TRUE ? frame->n_plain == 0 : frame->n_bold == frame->n_letters);

  paragraph.lead = frame->n_lead < frame->n_letters ? frame->n_lead : 0;

  if (frame->break_before)
    flow->page_break = TRUE;
  if (dip_paragraph_deliver (&paragraph, flow))
    {
      self->n_empty = 0;
      self->after_item = marker != NULL && paragraph.outline == 0;
    }
  else
    {
      self->n_empty++;
    }
  if (frame->break_after)
    flow->page_break = TRUE;
}

/* Whether the paragraph is a heading, which a text box may hold; 0 if it is none. */
static guint
heading_level (const DipDocxFrame *frame,
               const DipDocxStyle *style)
{
  int outline = frame->outline != DIP_DOCX_UNSET || style == NULL ? frame->outline : style->outline;

  return frame->kind == DIP_DOCX_FRAME_BOX && outline >= 0 && outline < 9 ? (guint) outline + 1 : 0;
}

/* Adds lines to a cell, a box or a note. */
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
  g_strdelimit (clean, level > 0 ? "\t\n" : "\t", ' ');
  g_string_append (buffer, clean);
}

void
_dip_docx_end_paragraph (DipDocxBody *self)
{
  DipDocxFrame *frame = self->frame;
  const DipDocxStyle *style;
  g_autofree char *marker = NULL;
  g_autoptr (GString) notes = NULL;
  gboolean is_bullet;
  int level;

  _dip_docx_end_codes (self);
  if (frame->joins_next)
    {
      frame->joins_next = FALSE;
      return;
    }

  style = _dip_docx_styles_get (self->story->styles, frame->style);
  marker = take_marker (self, frame, style, &level, &is_bullet);
  if (marker != NULL && *marker == '\0')
    g_clear_pointer (&marker, g_free);

  notes = g_string_new (NULL);
  append_notes (self, frame, notes);

  if (frame->kind == DIP_DOCX_FRAME_BODY)
    {
      self->n_paragraphs++;
      deliver (self, frame, style, marker, level, is_bullet);
      if (frame->boxes->len > 0)
        dip_paragraph_deliver_box (frame->boxes->str, self->n_paragraphs, self->story->flow);
      if (notes->len > 0)
        dip_paragraph_deliver_notes (notes->str, self->n_paragraphs, self->story->flow);
    }
  else
    {
      /* Of a cell only the number: a column may be numbered by Word. Of an empty item in a text box nothing. */
      self->n_paragraphs += frame->kind == DIP_DOCX_FRAME_CELL;
      append_lines (frame->buffer, heading_level (frame, style),
                    frame->kind == DIP_DOCX_FRAME_CELL || frame->text->len > 0 ? marker : NULL, frame->text->str);
      dip_paragraph_drop_marks (frame->boxes);
      append_lines (frame->buffer, 0, NULL, frame->boxes->str);
      append_lines (frame->buffer, 0, NULL, notes->str);
    }

  g_string_truncate (frame->text, 0);
  g_string_truncate (frame->boxes, 0);
  frame->n_letters = frame->n_bold = frame->n_lead = frame->n_plain = 0;
  frame->half_points = DIP_DOCX_UNSET;
  frame->break_before = frame->break_after = FALSE;
}

void
_dip_docx_start_row (DipDocxTable *table)
{
  if (table == NULL)
    return;
  table->row++;
  table->column = 0;
  table->row_deleted = FALSE;
  dip_grid_begin_row (table->grid, table->row, FALSE);
}

void
_dip_docx_end_cell (DipDocxBody   *self,
                    DipDocxTable  *table,
                    DipDocxFrame  *frame)
{
  DipDocxSpan *span;

  if (table == NULL || table->row == 0 || table->column >= DIP_GRID_MAX_COLUMNS)
    return;

  if (table->spans->len <= table->column)
    g_array_set_size (table->spans, table->column + 1);
  span = &g_array_index (table->spans, DipDocxSpan, table->column);

  if (table->merge == DIP_DOCX_MERGE_MORE && span->first_row > 0)
    {
      span->last_row = table->row;
    }
  else
    {
      if (span->first_row > 0 && span->last_row > span->first_row)
        dip_grid_merge (table->grid, span->first_row, table->column, span->last_row - span->first_row + 1, 1);
      span->first_row = table->merge == DIP_DOCX_MERGE_FIRST ? table->row : 0;
      span->last_row = table->row;
      if (!table->row_deleted && !dip_grid_add (table->grid, table->column, frame->buffer->str))
        self->story->flow->full = TRUE;
    }
  table->column += table->n_columns;
}

void
_dip_docx_end_table (DipDocxBody  *self,
                     DipDocxTable *table)
{
  for (guint i = 0; i < table->spans->len; i++)
    {
      DipDocxSpan *span = &g_array_index (table->spans, DipDocxSpan, i);

      if (span->first_row > 0 && span->last_row > span->first_row)
        dip_grid_merge (table->grid, span->first_row, i, span->last_row - span->first_row + 1, 1);
    }

  if (self->frame->kind == DIP_DOCX_FRAME_BODY)
    {
      dip_grid_deliver (table->grid, DIP_GRID_TABLE, self->story->flow, NULL, self->n_paragraphs);
      self->after_item = FALSE;
      self->n_empty = 0;
    }
  else
    {
      if (self->frame->buffer->len > 0 && !dip_grid_is_empty (table->grid))
        g_string_append_c (self->frame->buffer, '\n');
      dip_grid_append_text (table->grid, self->frame->buffer);
    }
}
