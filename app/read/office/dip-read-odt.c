/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"
#include "read/dip-readers.h"

#include "base/dip-error.h"
#include "read/office/dip-odt.h"
#include "read/office/dip-package.h"
#include "read/office/dip-paragraph.h"

#include <string.h>

/*
 * An OpenDocument text (ODF 1.2 part 1, 5): styles first, then office:text of
 * content.xml, element by element. What was deleted while changes were tracked
 * stands apart in text:tracked-changes and is not read; what was inserted
 * stands where it belongs. Templates of indexes, annotations and descriptions
 * of pictures are no text.
 */

#define MEDIA_TYPE "application/vnd.oasis.opendocument.text"

#define MAX_PARAGRAPH (4u * 1024 * 1024)

enum {
  TEXT_BODY, H, P, S, TAB, BREAK, LIST, LIST_ITEM, LIST_HEADER, TABLE, ROW, CELL, COVERED, TEXT_BOX, NOTE, NOTE_BODY,
  NOTE_CITATION, CHANGED_REGION, CONTENTS, SECTION, RUBY_TEXT, ANNOTATION, TITLE, DESC, FORMS, CONTENTS_SOURCE,
  TABLE_SOURCE, ILLUSTRATION_SOURCE, ALPHABETICAL_SOURCE, USER_SOURCE, OBJECT_SOURCE, BIBLIOGRAPHY_SOURCE,
  PLACEHOLDER, HIDDEN_TEXT, SPAN, HEADER_ROWS,
};

static const char *const names[] = {
  "office:text", "text:h", "text:p", "text:s", "text:tab", "text:line-break", "text:list", "text:list-item",
  "text:list-header", "table:table", "table:table-row", "table:table-cell", "table:covered-table-cell",
  "draw:text-box", "text:note", "text:note-body", "text:note-citation", "text:changed-region",
  "text:table-of-content", "text:section", "text:ruby-text", "office:annotation", "svg:title", "svg:desc",
  "office:forms", "text:table-of-content-source", "text:table-index-source", "text:illustration-index-source",
  "text:alphabetical-index-source", "text:user-index-source", "text:object-index-source",
  "text:bibliography-source", "text:placeholder", "text:hidden-text", "text:span",
  "table:table-header-rows", NULL,
};

static void
frame_free (DipOdtFrame *self)
{
  g_string_free (self->buffer, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->boxes, TRUE);
  g_string_free (self->notes, TRUE);
  g_free (self->style);
  g_free (self);
}

static void
table_free (DipOdtTable *self)
{
  dip_grid_free (self->grid);
  g_free (self);
}

static void
list_free (DipOdtList *self)
{
  g_free (self->style);
  g_free (self);
}

static void
push_frame (DipOdt          *self,
            DipOdtFrameKind  kind)
{
  DipOdtFrame *frame = g_new0 (DipOdtFrame, 1);

  frame->kind = kind;
  frame->buffer = g_string_new (NULL);
  frame->text = g_string_new (NULL);
  frame->boxes = g_string_new (NULL);
  frame->notes = g_string_new (NULL);
  frame->n_tables_below = self->tables->len;
  frame->n_lists_below = self->lists->len;
  g_ptr_array_add (self->frames, frame);
  self->frame = frame;
}

static DipOdtTable *
current_table (DipOdt *self)
{
  if (self->frame == NULL || self->tables->len <= self->frame->n_tables_below)
    return NULL;

  return g_ptr_array_index (self->tables, self->tables->len - 1);
}

static void
start_paragraph (DipOdt *self,
                 DipXml *xml,
                 guint   element)
{
  gint64 level = 0;

  if (self->frame == NULL)
    return;

  g_free (self->frame->style);
  self->frame->style = g_strdup (dip_xml_get (xml, "text:style-name"));
  if (element == H)
    {
      level = 1;
      dip_xml_get_int (xml, "text:outline-level", 1, DIP_ODF_LEVELS, &level);
    }
  else
    {
      level = _dip_odf_styles_find_heading (self->styles->paragraphs, self->frame->style);
    }
  self->frame->outline = self->contents_depth > 0 ? 0 : (guint) level;
  self->frame->in_paragraph = TRUE;
  self->frame->struck = _dip_odf_styles_get_struck (self->styles->paragraphs, self->frame->style) == 1;
  self->frame->left_out = FALSE;
  self->frame->n_spans = self->frame->holds = self->frame->raised = 0;
  self->frame->bold = _dip_odf_styles_get_bold (self->styles->paragraphs, self->frame->style) == 1;
  self->frame->has_bold = self->frame->has_plain = FALSE;
  self->frame->lead = 0;
  self->frame->marked = FALSE;
}

static void
start_table (DipOdt *self)
{
  DipOdtTable *table = g_new0 (DipOdtTable, 1);

  table->grid = dip_grid_new ();
  table->row = 1;
  g_ptr_array_add (self->tables, table);
}

static void
start_row (DipOdt *self,
           DipXml *xml)
{
  DipOdtTable *table = current_table (self);
  gint64 n = 1;

  if (table == NULL)
    return;
  dip_xml_get_int (xml, "table:number-rows-repeated", 1, DIP_GRID_MAX_ROWS, &n);
  table->n_rows = (guint) n;
  table->column = 0;
  dip_grid_begin_row (table->grid, table->row, FALSE);
  if (table->in_head)
    dip_grid_mark_head (table->grid);
}

static void
start_cell (DipOdt   *self,
            DipXml   *xml,
            gboolean  covered)
{
  DipOdtTable *table = current_table (self);
  gint64 n = 1, n_rows = 1, n_columns = 1;

  if (table == NULL)
    return;

  dip_xml_get_int (xml, "table:number-columns-repeated", 1, DIP_GRID_MAX_COLUMNS, &n);
  table->n_columns = (guint) n;
  if (covered)
    {
      table->column = MIN (table->column + table->n_columns, DIP_GRID_MAX_COLUMNS);
      dip_xml_skip (xml);
      return;
    }

  dip_xml_get_int (xml, "table:number-rows-spanned", 1, DIP_GRID_MAX_ROWS, &n_rows);
  dip_xml_get_int (xml, "table:number-columns-spanned", 1, DIP_GRID_MAX_COLUMNS, &n_columns);
  if (n_rows > 1)
    dip_grid_merge (table->grid, table->row, table->column, (guint) n_rows, (guint) n_columns);
  push_frame (self, DIP_ODT_FRAME_CELL);
}

/* Keeps whether what was appended to a paragraph is bold: blanks are what stands around them. */
static void
note_weight (DipOdtFrame *frame,
             const char  *text,
             gsize        length)
{
  gboolean blank = TRUE;

  for (gsize i = 0; i < length && blank; i++)
    blank = g_ascii_isspace (text[i]);
  if (blank)
    return;

  if (!_dip_odt_frame_is_bold (frame))
    frame->has_plain = TRUE;
  else
    frame->has_bold = TRUE;
  if (!frame->has_plain)
    frame->lead = frame->text->len;
}

static void
append (DipOdt     *self,
        const char *text,
        gsize       length)
{
  if (self->frame == NULL || !self->frame->in_paragraph)
    return;
  if (self->frame->struck && self->frame->holds == 0)
    self->frame->left_out = TRUE;
  else if (self->frame->text->len < MAX_PARAGRAPH &&
           (self->frame->raised == 0 || self->frame->marked ||
            !dip_paragraph_append_raised (self->frame->text, text, length)))
    {
      self->frame->marked = self->frame->raised > 0;
      g_string_append_len (self->frame->text, text, (gssize) length);
      note_weight (self->frame, text, length);
    }
}

static void
start (DipXml   *xml,
       guint     element,
       gpointer  user_data)
{
  DipOdt *self = user_data;

  switch (element)
    {
    case TEXT_BODY:
      push_frame (self, DIP_ODT_FRAME_BODY);
      break;

    case H:
    case P:
      start_paragraph (self, xml, element);
      break;

    case S:
      if (self->frame != NULL && self->frame->in_paragraph && self->frame->text->len < MAX_PARAGRAPH)
        _dip_odf_append_spaces (xml, self->frame->text);
      break;

    case SPAN:
      _dip_odt_start_span (self, xml);
      break;

    case TAB:
      append (self, "\t", 1);
      break;

    case BREAK:
      append (self, "\n", 1);
      break;

    case LIST:
      if (self->frame != NULL)
        _dip_odt_start_list (self, xml);
      break;

    case LIST_ITEM:
    case LIST_HEADER:
      _dip_odt_start_item (self, xml, element == LIST_HEADER);
      break;

    case TABLE:
      if (self->frame != NULL)
        start_table (self);
      break;

    case HEADER_ROWS:
      if (current_table (self) != NULL)
        current_table (self)->in_head = TRUE;
      break;

    case ROW:
      start_row (self, xml);
      break;

    case CELL:
    case COVERED:
      start_cell (self, xml, element == COVERED);
      break;

    case TEXT_BOX:
      if (self->frame != NULL)
        push_frame (self, DIP_ODT_FRAME_BOX);
      break;

    case NOTE_BODY:
      if (self->frame != NULL)
        push_frame (self, DIP_ODT_FRAME_NOTE);
      break;

    case CONTENTS:
      self->contents_depth++;
      break;

    case SECTION:
      if (g_strcmp0 (dip_xml_get (xml, "text:display"), "none") == 0)
        dip_xml_skip (xml);
      break;

    case HIDDEN_TEXT:
      if (g_strcmp0 (dip_xml_get (xml, "text:is-hidden"), "true") == 0)
        dip_xml_skip (xml);
      break;

    case ANNOTATION:
      self->n_comments++;
      dip_xml_skip (xml);
      break;

    case CHANGED_REGION:
      self->n_changes++;
      dip_xml_skip (xml);
      break;

    default:
      if (element != NOTE && element != DIP_XML_OTHER)
        dip_xml_skip (xml);
      break;
    }
}

static void
end_cell (DipOdt      *self,
          DipOdtFrame *frame)
{
  DipOdtTable *table;

  if (frame->n_tables_below == 0)
    return;
  table = g_ptr_array_index (self->tables, frame->n_tables_below - 1);

  for (guint i = 0; i < table->n_columns && frame->buffer->len > 0; i++)
    {
      if (table->column + i >= DIP_GRID_MAX_COLUMNS)
        break;
      if (!dip_grid_add (table->grid, table->column + i, frame->buffer->str))
        {
          self->flow->full = TRUE;
          break;
        }
    }
  table->column = MIN (table->column + table->n_columns, DIP_GRID_MAX_COLUMNS);
}

static void
end_frame (DipOdt          *self,
           DipOdtFrameKind  kind)
{
  DipOdtFrame *frame = self->frame;
  DipOdtFrame *below;

  if (frame == NULL || frame->kind != kind)
    return;

  below = self->frames->len > 1 ? g_ptr_array_index (self->frames, self->frames->len - 2) : NULL;
  if (kind == DIP_ODT_FRAME_CELL)
    end_cell (self, frame);
  else if (kind == DIP_ODT_FRAME_BOX && below != NULL && below->boxes->len < MAX_PARAGRAPH && frame->buffer->len > 0)
    g_string_append_printf (below->boxes, "%s%s", below->boxes->len > 0 ? "\n" : "", frame->buffer->str);
  else if (kind == DIP_ODT_FRAME_NOTE && below != NULL && below->notes->len < MAX_PARAGRAPH)
    dip_paragraph_append_note (below->notes, ++self->n_notes, frame->buffer->str);

  /* A box that is anchored to the page has no paragraph to come behind. */
  if (kind == DIP_ODT_FRAME_BOX && below != NULL && !below->in_paragraph)
    {
      if (below->kind == DIP_ODT_FRAME_BODY)
        {
          dip_paragraph_deliver_box (below->boxes->str, self->n_paragraphs, self->flow);
        }
      else if (below->boxes->len > 0)
        {
          dip_paragraph_drop_marks (below->boxes);
          g_string_append_printf (below->buffer, "%s%s", below->buffer->len > 0 ? "\n" : "", below->boxes->str);
        }
      g_string_truncate (below->boxes, 0);
    }

  g_ptr_array_set_size (self->lists, (int) frame->n_lists_below);
  g_ptr_array_set_size (self->frames, (int) self->frames->len - 1);
  self->frame = below;
}

static void
end (DipXml   *xml,
     guint     element,
     gpointer  user_data)
{
  DipOdt *self = user_data;
  DipOdtTable *table = current_table (self);

  switch (element)
    {
    case TEXT_BODY:
      end_frame (self, DIP_ODT_FRAME_BODY);
      break;

    case H:
    case P:
      if (self->frame != NULL && self->frame->in_paragraph)
        _dip_odt_end_paragraph (self);
      break;

    case SPAN:
      _dip_odt_end_span (self);
      break;

    case LIST:
      _dip_odt_end_list (self);
      break;

    case TABLE:
      if (table != NULL)
        {
          _dip_odt_end_table (self);
          g_ptr_array_set_size (self->tables, (int) self->tables->len - 1);
        }
      break;

    case HEADER_ROWS:
      if (table != NULL)
        table->in_head = FALSE;
      break;

    case ROW:
      if (table != NULL)
        table->row = MIN (table->row + table->n_rows, DIP_GRID_MAX_ROWS);
      break;

    case CELL:
      end_frame (self, DIP_ODT_FRAME_CELL);
      break;

    case TEXT_BOX:
      end_frame (self, DIP_ODT_FRAME_BOX);
      break;

    case NOTE_BODY:
      end_frame (self, DIP_ODT_FRAME_NOTE);
      break;

    case CONTENTS:
      self->contents_depth--;
      break;

    default:
      break;
    }

  if (self->flow->full)
    dip_xml_stop (xml);
}

static void
add_text (DipXml     *xml,
          const char *text,
          gsize       length,
          gpointer    user_data)
{
  DipOdt *self = user_data;

  /* White space is one space, however it is broken into lines (ODF 1.2 part 1, 6.1.2). */
  for (gsize from = 0; from < length; )
    {
      gsize n = 0;

      while (from + n < length && !g_ascii_isspace (text[from + n]))
        n++;
      if (n > 0)
        {
          append (self, text + from, n);
          from += n;
          continue;
        }
      if (self->frame != NULL && self->frame->text->len > 0 &&
          !g_ascii_isspace (self->frame->text->str[self->frame->text->len - 1]))
        append (self, " ", 1);
      while (from < length && g_ascii_isspace (text[from]))
        from++;
    }
}

static gboolean
read_text (DipOdt        *self,
           DipZip        *zip,
           GCancellable  *cancellable,
           GError       **error)
{
  static const DipXmlHandler handler = { .names = names, .start = start, .end = end, .text = add_text };
  gboolean read;

  self->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) frame_free);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) table_free);
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) list_free);
  self->counters = g_ptr_array_new_with_free_func (g_free);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_style = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read = dip_xml_parse_part (zip, "content.xml", &handler, self, cancellable, error);
  g_ptr_array_unref (self->frames);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->counters);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_style);

  return read;
}

/**
 * _dip_read_odt:
 * @bytes: an OpenDocument text
 * @name: base name of the file
 * @options: (nullable): unused
 * @cancellable: (nullable): looked at for each piece
 * @error: return location
 *
 * Lays out a text as _dip_read_docx() does.
 *
 * Returns: (transfer full) (nullable): a layout with at least one line, or
 *   %NULL with a #DipReadError or %G_IO_ERROR_CANCELLED
 */
DipLayout *
_dip_read_odt (GBytes                *bytes,
               const char            *name,
               const DipReadOptions  *options,
               GCancellable          *cancellable,
               GError               **error)
{
  g_autoptr (DipLayout) layout = dip_layout_new (name, MEDIA_TYPE);
  g_autoptr (DipZip) zip = _dip_odf_open (bytes, cancellable, error);
  g_autoptr (DipOdfStyles) styles = NULL;
  DipOdt odt = { 0 };
  DipFlow flow;

  if (zip == NULL)
    return NULL;

  styles = _dip_odf_styles_read (zip, cancellable, error);
  if (styles == NULL)
    return NULL;

  dip_flow_init (&flow, layout);
  odt.flow = &flow;
  odt.styles = styles;
  if (!read_text (&odt, zip, cancellable, error))
    return NULL;

  if (flow.full)
    {
      dip_flow_set_limit_error (error);
      return NULL;
    }
  if (layout->lines->len == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY, "The document has no text.");
      return NULL;
    }
  if (odt.n_changes > 0)
    dip_flow_warn (&flow, "The document has tracked changes (%u); it was read as if all were accepted.",
                   odt.n_changes);
  dip_flow_warn_of_comments (&flow, odt.n_comments);
  if (odt.n_struck > 0)
    dip_flow_warn (&flow, DIP_FLOW_STRUCK);
  dip_package_read_properties (zip, "meta.xml", layout, cancellable);
  _dip_read_find_endnotes (layout);

  return g_steal_pointer (&layout);
}
