/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-docx-private.h"
#include "read/office/dip-paragraph.h"

#include <string.h>

/*
 * The text of a Word document, element by element (ECMA-376 part 1, 17.3 to 17.16):
 *
 *   frame     = the body | a cell | a text box | a note       each has a paragraph under way
 *   paragraph = [ properties ] *( run | field | change | frame )
 *   field     = begin code separate result end                the result is text, the code is not
 *   change    = inserted (text) | deleted (no text) | moved from (no text) | moved to (text)
 *
 * It is what the document says if all changes are accepted. What stands in a
 * text box comes behind the paragraph that it is anchored to, notes behind the
 * paragraph that refers to them. Page heads and feet are other parts and not
 * read.
 */

/* One paragraph is no book. */
#define MAX_PARAGRAPH (4u * 1024 * 1024)
#define MAX_CODE 2000u

static const char *const names[] = {
  [DIP_DOCX_P] = "w:p", [DIP_DOCX_P_PR] = "w:pPr", [DIP_DOCX_P_STYLE] = "w:pStyle",
  [DIP_DOCX_ILVL] = "w:ilvl", [DIP_DOCX_NUM_ID] = "w:numId", [DIP_DOCX_OUTLINE_LVL] = "w:outlineLvl",
  [DIP_DOCX_PAGE_BREAK_BEFORE] = "w:pageBreakBefore", [DIP_DOCX_SECT_PR] = "w:sectPr",
  [DIP_DOCX_SECT_TYPE] = "w:type", [DIP_DOCX_R] = "w:r", [DIP_DOCX_R_PR] = "w:rPr", [DIP_DOCX_B] = "w:b",
  [DIP_DOCX_SZ] = "w:sz", [DIP_DOCX_VANISH] = "w:vanish", [DIP_DOCX_T] = "w:t", [DIP_DOCX_MATH_T] = "m:t",
  [DIP_DOCX_TAB] = "w:tab", [DIP_DOCX_BR] = "w:br", [DIP_DOCX_CR] = "w:cr",
  [DIP_DOCX_NO_BREAK_HYPHEN] = "w:noBreakHyphen", [DIP_DOCX_SYM] = "w:sym", [DIP_DOCX_INS] = "w:ins",
  [DIP_DOCX_DEL] = "w:del", [DIP_DOCX_MOVE_FROM] = "w:moveFrom", [DIP_DOCX_MOVE_TO] = "w:moveTo",
  [DIP_DOCX_FLD_CHAR] = "w:fldChar", [DIP_DOCX_TBL] = "w:tbl", [DIP_DOCX_TR] = "w:tr",
  [DIP_DOCX_TR_PR] = "w:trPr", [DIP_DOCX_TC] = "w:tc", [DIP_DOCX_GRID_BEFORE] = "w:gridBefore",
  [DIP_DOCX_GRID_SPAN] = "w:gridSpan", [DIP_DOCX_V_MERGE] = "w:vMerge",
  [DIP_DOCX_TXBX_CONTENT] = "w:txbxContent", [DIP_DOCX_FOOTNOTE_REFERENCE] = "w:footnoteReference",
  [DIP_DOCX_ENDNOTE_REFERENCE] = "w:endnoteReference", [DIP_DOCX_FOOTNOTE] = "w:footnote",
  [DIP_DOCX_ENDNOTE] = "w:endnote", [DIP_DOCX_SDT] = "w:sdt", [DIP_DOCX_DOC_PART_GALLERY] = "w:docPartGallery",
  [DIP_DOCX_RUBY_TEXT] = "w:rt", [DIP_DOCX_P_PR_CHANGE] = "w:pPrChange", [DIP_DOCX_R_PR_CHANGE] = "w:rPrChange",
  [DIP_DOCX_TC_PR_CHANGE] = "w:tcPrChange", [DIP_DOCX_TR_PR_CHANGE] = "w:trPrChange",
  [DIP_DOCX_TBL_PR_CHANGE] = "w:tblPrChange", [DIP_DOCX_SECT_PR_CHANGE] = "w:sectPrChange",
  [DIP_DOCX_TBL_GRID] = "w:tblGrid", [DIP_DOCX_BODY] = "w:body", [DIP_DOCX_TBL_PR] = "w:tblPr",
  [DIP_DOCX_TBL_PR_EX] = "w:tblPrEx", [DIP_DOCX_STRIKE] = "w:strike", [DIP_DOCX_DOUBLE_STRIKE] = "w:dstrike",
  [DIP_DOCX_PLACEHOLDER] = "w:showingPlcHdr", [DIP_DOCX_CHECK_BOX] = "w:checkBox", [DIP_DOCX_CHECKED] = "w:checked",
  [DIP_DOCX_DEFAULT] = "w:default", [DIP_DOCX_DROP_DOWN] = "w:ddList", [DIP_DOCX_RESULT] = "w:result",
  [DIP_DOCX_LIST_ENTRY] = "w:listEntry", [DIP_DOCX_ALT_CHUNK] = "w:altChunk",
  [DIP_DOCX_INSTR_TEXT] = "w:instrText", [DIP_DOCX_SPEC_VANISH] = "w:specVanish",
  [DIP_DOCX_VERT_ALIGN] = "w:vertAlign", [DIP_DOCX_TBL_HEADER] = "w:tblHeader", [DIP_DOCX_N_ELEMENTS] = NULL,
};

static void
frame_free (DipDocxFrame *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->buffer, TRUE);
  g_string_free (self->boxes, TRUE);
  g_ptr_array_unref (self->notes);
  g_free (self->style);
  g_free (self->id);
  g_free (self);
}

static void
table_free (DipDocxTable *self)
{
  dip_grid_free (self->grid);
  g_array_unref (self->spans);
  g_free (self);
}

static void
push_frame (DipDocxBody      *self,
            DipDocxFrameKind  kind)
{
  DipDocxFrame *frame = g_new0 (DipDocxFrame, 1);

  frame->kind = kind;
  frame->text = g_string_new (NULL);
  frame->buffer = g_string_new (NULL);
  frame->boxes = g_string_new (NULL);
  frame->notes = g_ptr_array_new_with_free_func (g_free);
  frame->n_tables_below = self->tables->len;
  g_ptr_array_add (self->frames, frame);
  self->frame = frame;
}

static void
pop_frame (DipDocxBody *self)
{
  g_ptr_array_set_size (self->frames, (int) self->frames->len - 1);
  self->frame = self->frames->len > 0 ? g_ptr_array_index (self->frames, self->frames->len - 1) : NULL;
}

/* The table that a row or cell belongs to: the innermost of this frame. */
static DipDocxTable *
current_table (DipDocxBody *self)
{
  if (self->frame == NULL || self->tables->len <= self->frame->n_tables_below)
    return NULL;

  return g_ptr_array_index (self->tables, self->tables->len - 1);
}

static void
append (DipDocxBody *self,
        const char  *text,
        gsize        length)
{
  DipDocxFrame *frame = self->frame;

  if (frame == NULL || self->n_codes > 0 || self->hidden || self->placeholder_depth > 0 ||
      frame->text->len > MAX_PARAGRAPH)
    return;

  if (self->struck)
    {
      self->story->n_struck += length > 0 && !g_ascii_isspace (*text);
      return;
    }

  if (frame->n_letters == 0 && !g_ascii_isspace (*text))
    frame->half_points = self->half_points;
  if (self->bold != 0 && self->bold != DIP_DOCX_UNSET && frame->n_lead == frame->n_letters)
    frame->n_lead += length;
  frame->n_letters += length;
  frame->n_bold += self->bold != 0 && self->bold != DIP_DOCX_UNSET ? length : 0;
  frame->n_plain += self->bold == 0 ? length : 0;
  if (!self->raised || self->marked || !dip_paragraph_append_raised (frame->text, text, length))
    {
      self->marked = self->raised;
      g_string_append_len (frame->text, text, (gssize) length);
    }
}

static void
start_paragraph (DipDocxBody *self)
{
  DipDocxFrame *frame = self->frame;

  if (frame == NULL)
    return;

  /* The text before a deleted end of a paragraph goes on in the next, which decides how it looks. */
  g_clear_pointer (&frame->style, g_free);
  frame->num_id = frame->num_level = frame->outline = DIP_DOCX_UNSET;
  frame->joins_next = FALSE;
  frame->break_after = FALSE;
}

/* A code is no text, but of some fields Word draws what it says. */
static void
append_drawn (DipDocxBody *self)
{
  g_autofree char *drawn = _dip_docx_equation_dup_text (self->code->str);

  if (drawn != NULL)
    append (self, drawn, strlen (drawn));
}

static void
start_field (DipDocxBody *self,
             const char  *type)
{
  guint8 state = 1;

  if (type == NULL)
    return;

  if (strcmp (type, "begin") == 0)
    {
      if (self->n_codes == 0)
        g_string_truncate (self->code, 0);
      g_byte_array_append (self->fields, &state, 1);
      self->n_codes++;
    }
  else if (self->fields->len > 0)
    {
      guint8 *last = &self->fields->data[self->fields->len - 1];
      gboolean drawn = *last == 1 && self->n_codes == 1 && strcmp (type, "end") == 0;

      self->n_codes -= *last;
      *last = 0;
      if (strcmp (type, "end") == 0)
        g_byte_array_set_size (self->fields, self->fields->len - 1);
      if (drawn)
        append_drawn (self);
    }
}

/* A code does not go over the end of a paragraph; a file that says so must not lose the rest. */
void
_dip_docx_end_codes (DipDocxBody *self)
{
  if (self->n_codes == 0)
    return;

  memset (self->fields->data, 0, self->fields->len);
  self->n_codes = 0;
}

static void
append_symbol (DipDocxBody *self,
               DipXml      *xml)
{
  const char *code = dip_xml_get (xml, "w:char");
  const char *font = dip_xml_get (xml, "w:font");
  g_autofree char *sign = NULL;
  char text[8] = { 0 };
  guint64 c;

  if (code == NULL || !g_ascii_string_to_unsigned (code, 16, 0x20, 0xffff, &c, NULL) ||
      !g_unichar_validate ((gunichar) c))
    return;
  g_unichar_to_utf8 ((gunichar) c, text);
  sign = _dip_docx_symbol (text, font);
  append (self, sign, strlen (sign));
}

static void
start_break (DipDocxBody *self,
             const char  *type)
{
  if (self->frame == NULL)
    return;

  if (type != NULL && strcmp (type, "page") == 0)
    {
      if (self->frame->text->len == 0)
        self->frame->break_before = TRUE;
      else
        {
          /* what follows it in the same paragraph is a line of its own */
          self->frame->break_after = TRUE;
          append (self, "\n", 1);
        }
      return;
    }
  append (self, "\n", 1);
}

static void
start_change (DipDocxBody *self,
              DipXml      *xml,
              guint        element)
{
  gboolean gone = element == DIP_DOCX_DEL || element == DIP_DOCX_MOVE_FROM;

  self->story->n_deletions += gone;
  self->story->n_insertions += !gone;
  if (!gone)
    return;

  /* In the properties of a paragraph it is its end that goes, in those of a row the row. */
  if (self->in_row_properties)
    {
      DipDocxTable *table = current_table (self);

      if (table != NULL)
        table->row_deleted = TRUE;
    }
  else if (self->in_paragraph_properties)
    {
      if (self->frame != NULL)
        self->frame->joins_next = TRUE;
    }
  else
    {
      dip_xml_skip (xml);
    }
}

static void
start_note_reference (DipDocxBody *self,
                      DipXml      *xml,
                      gboolean     is_endnote)
{
  const char *id = dip_xml_get (xml, "w:id");

  if (id == NULL || self->frame == NULL || self->story->notes != NULL)
    return;
  g_ptr_array_add (self->frame->notes, g_strconcat (is_endnote ? "e" : "f", id, NULL));
}

static void
start_note (DipDocxBody *self,
            DipXml      *xml)
{
  const char *type = dip_xml_get (xml, "w:type");

  /* Separators are notes too. */
  if (self->story->notes == NULL || (type != NULL && strcmp (type, "normal") != 0) ||
      dip_xml_get (xml, "w:id") == NULL)
    {
      dip_xml_skip (xml);
      return;
    }
  push_frame (self, DIP_DOCX_FRAME_NOTE);
  self->frame->id = g_strdup (dip_xml_get (xml, "w:id"));
}

static void
start_table (DipDocxBody *self)
{
  DipDocxTable *table = g_new0 (DipDocxTable, 1);

  table->grid = dip_grid_new ();
  table->spans = g_array_new (FALSE, TRUE, sizeof (DipDocxSpan));
  g_ptr_array_add (self->tables, table);
}

static void
start_cell (DipDocxBody *self)
{
  DipDocxTable *table = current_table (self);

  if (table == NULL)
    return;
  table->n_columns = 1;
  table->merge = DIP_DOCX_MERGE_NONE;
  push_frame (self, DIP_DOCX_FRAME_CELL);
}

/* A property of the cell under way, whose frame is the innermost. */
static DipDocxTable *
table_of_cell (DipDocxBody *self)
{
  if (self->frame == NULL || self->frame->kind != DIP_DOCX_FRAME_CELL || self->frame->n_tables_below == 0)
    return NULL;

  return g_ptr_array_index (self->tables, self->frame->n_tables_below - 1);
}

static void
start_table_property (DipDocxBody *self,
                      DipXml      *xml,
                      guint        element)
{
  const char *value = dip_xml_get (xml, "w:val");
  DipDocxTable *table;
  gint64 number;

  if (element == DIP_DOCX_GRID_BEFORE)
    {
      table = current_table (self);
      if (table != NULL && dip_xml_get_int (xml, "w:val", 0, DIP_GRID_MAX_COLUMNS, &number))
        table->column = (guint) number;
      return;
    }

  table = table_of_cell (self);
  if (table == NULL)
    return;
  if (element == DIP_DOCX_V_MERGE)
    table->merge = value != NULL && strcmp (value, "restart") == 0 ? DIP_DOCX_MERGE_FIRST : DIP_DOCX_MERGE_MORE;
  else if (dip_xml_get_int (xml, "w:val", 1, DIP_GRID_MAX_COLUMNS, &number))
    table->n_columns = (guint) number;
}

static void
start_paragraph_property (DipDocxBody *self,
                          DipXml      *xml,
                          guint        element)
{
  DipDocxFrame *frame = self->frame;
  const char *value = dip_xml_get (xml, "w:val");
  gint64 number;

  if (frame == NULL || !self->in_paragraph_properties)
    return;

  if (element == DIP_DOCX_P_STYLE && value != NULL)
    {
      g_free (frame->style);
      frame->style = g_strdup (value);
    }
  else if (element == DIP_DOCX_NUM_ID && dip_xml_get_int (xml, "w:val", 0, G_MAXINT, &number))
    {
      frame->num_id = (int) number;
    }
  else if (element == DIP_DOCX_ILVL && dip_xml_get_int (xml, "w:val", 0, DIP_DOCX_LEVELS - 1, &number))
    {
      frame->num_level = (int) number;
    }
  else if (element == DIP_DOCX_OUTLINE_LVL && dip_xml_get_int (xml, "w:val", 0, 9, &number))
    {
      frame->outline = (int) number;
    }
  else if (element == DIP_DOCX_PAGE_BREAK_BEFORE && dip_xml_get_bool (xml, "w:val", TRUE))
    {
      frame->break_before = TRUE;
    }
}

static void
start (DipXml   *xml,
       guint     element,
       gpointer  user_data)
{
  DipDocxBody *self = user_data;
  const char *value;
  gint64 number;

  switch (element)
    {
    case DIP_DOCX_BODY:
      push_frame (self, DIP_DOCX_FRAME_BODY);
      break;

    case DIP_DOCX_FOOTNOTE:
    case DIP_DOCX_ENDNOTE:
      start_note (self, xml);
      break;

    case DIP_DOCX_TXBX_CONTENT:
      push_frame (self, DIP_DOCX_FRAME_BOX);
      break;

    case DIP_DOCX_TBL:
      start_table (self);
      break;

    case DIP_DOCX_TR:
      _dip_docx_start_row (current_table (self));
      break;

    case DIP_DOCX_TR_PR:
      self->in_row_properties = TRUE;
      break;

    case DIP_DOCX_TBL_HEADER:
      if (self->in_row_properties && current_table (self) != NULL && dip_xml_get_bool (xml, "w:val", TRUE))
        dip_grid_mark_head (current_table (self)->grid);
      break;

    case DIP_DOCX_TC:
      start_cell (self);
      break;

    case DIP_DOCX_GRID_BEFORE:
    case DIP_DOCX_GRID_SPAN:
    case DIP_DOCX_V_MERGE:
      start_table_property (self, xml, element);
      break;

    case DIP_DOCX_P:
      start_paragraph (self);
      break;

    case DIP_DOCX_P_PR:
      self->in_paragraph_properties = TRUE;
      break;

    case DIP_DOCX_SECT_PR:
      if (self->frame != NULL && self->in_paragraph_properties)
        self->frame->break_after = TRUE;
      break;

    case DIP_DOCX_SECT_TYPE:
      value = dip_xml_get (xml, "w:val");
      if (self->frame != NULL && self->in_paragraph_properties && value != NULL &&
          strcmp (value, "continuous") == 0)
        self->frame->break_after = FALSE;
      break;

    case DIP_DOCX_R:
      self->hidden = self->struck = self->raised = FALSE;
      self->bold = self->half_points = DIP_DOCX_UNSET;
      break;

    case DIP_DOCX_B:
      if (!self->in_paragraph_properties)
        self->bold = dip_xml_get_bool (xml, "w:val", TRUE);
      break;

    case DIP_DOCX_SZ:
      if (!self->in_paragraph_properties && dip_xml_get_int (xml, "w:val", 2, 3276, &number))
        self->half_points = (int) number;
      break;

    case DIP_DOCX_VANISH:
      if (!self->in_paragraph_properties)
        self->hidden = dip_xml_get_bool (xml, "w:val", TRUE);
      else if (self->frame != NULL)
        self->frame->joins_next = self->frame->joins_next || dip_xml_get_bool (xml, "w:val", TRUE);
      break;

    /* A title that stands in the line of its text is a paragraph all the same. */
    case DIP_DOCX_SPEC_VANISH:
      if (self->in_paragraph_properties && self->frame != NULL)
        self->frame->joins_next = FALSE;
      break;

    case DIP_DOCX_STRIKE:
    case DIP_DOCX_DOUBLE_STRIKE:
      if (!self->in_paragraph_properties)
        self->struck = dip_xml_get_bool (xml, "w:val", TRUE);
      break;

    case DIP_DOCX_VERT_ALIGN:
      value = dip_xml_get (xml, "w:val");
      if (!self->in_paragraph_properties)
        self->raised = value != NULL && strcmp (value, "superscript") == 0;
      break;

    case DIP_DOCX_T:
    case DIP_DOCX_MATH_T:
      self->takes_text = TRUE;
      break;

    case DIP_DOCX_INSTR_TEXT:
      self->in_code = self->n_codes == 1;
      break;

    case DIP_DOCX_TAB:
      /* Tab stops have the same name. */
      if (!self->in_paragraph_properties)
        append (self, "\t", 1);
      break;

    case DIP_DOCX_BR:
      start_break (self, dip_xml_get (xml, "w:type"));
      break;

    case DIP_DOCX_CR:
      append (self, "\n", 1);
      break;

    case DIP_DOCX_NO_BREAK_HYPHEN:
      append (self, "-", 1);
      break;

    case DIP_DOCX_SYM:
      append_symbol (self, xml);
      break;

    case DIP_DOCX_INS:
    case DIP_DOCX_DEL:
    case DIP_DOCX_MOVE_FROM:
    case DIP_DOCX_MOVE_TO:
      start_change (self, xml, element);
      break;

    case DIP_DOCX_FLD_CHAR:
      _dip_docx_form_clear (&self->form);
      start_field (self, dip_xml_get (xml, "w:fldCharType"));
      break;

    case DIP_DOCX_FOOTNOTE_REFERENCE:
    case DIP_DOCX_ENDNOTE_REFERENCE:
      start_note_reference (self, xml, element == DIP_DOCX_ENDNOTE_REFERENCE);
      break;

    case DIP_DOCX_SDT:
      self->sdt_depth++;
      break;

    case DIP_DOCX_PLACEHOLDER:
      if (self->placeholder_depth == 0 && dip_xml_get_bool (xml, "w:val", TRUE))
        self->placeholder_depth = self->sdt_depth;
      break;

    case DIP_DOCX_CHECK_BOX:
    case DIP_DOCX_CHECKED:
    case DIP_DOCX_DEFAULT:
    case DIP_DOCX_DROP_DOWN:
    case DIP_DOCX_RESULT:
    case DIP_DOCX_LIST_ENTRY:
      _dip_docx_form_start (&self->form, xml, element);
      break;

    case DIP_DOCX_DOC_PART_GALLERY:
      value = dip_xml_get (xml, "w:val");
      if (self->contents_depth == 0 && value != NULL && strcmp (value, "Table of Contents") == 0)
        self->contents_depth = self->sdt_depth;
      break;

    case DIP_DOCX_ALT_CHUNK:
      if (self->frame != NULL && self->frame->kind == DIP_DOCX_FRAME_BODY)
        _dip_docx_add_chunk (self->story, dip_xml_get (xml, "r:id"));
      else
        self->story->n_left_out++;
      break;

    /* Readings of kanji, what properties were before a change, and widths. */
    case DIP_DOCX_RUBY_TEXT:
    case DIP_DOCX_P_PR_CHANGE:
    case DIP_DOCX_R_PR_CHANGE:
    case DIP_DOCX_TC_PR_CHANGE:
    case DIP_DOCX_TR_PR_CHANGE:
    case DIP_DOCX_TBL_PR_CHANGE:
    case DIP_DOCX_SECT_PR_CHANGE:
    case DIP_DOCX_TBL_GRID:
    case DIP_DOCX_TBL_PR:
    case DIP_DOCX_TBL_PR_EX:
      dip_xml_skip (xml);
      break;

    default:
      start_paragraph_property (self, xml, element);
      break;
    }
}

/* What a field of a form shows stands where the field begins, though its code has begun. */
static void
end_form (DipDocxBody *self)
{
  const char *shown = _dip_docx_form_end (&self->form);
  guint n_codes = self->n_codes;

  if (shown != NULL && n_codes == 1)
    {
      self->n_codes = 0;
      append (self, shown, strlen (shown));
      self->n_codes = n_codes;
    }
  _dip_docx_form_clear (&self->form);
}

static void
end_frame (DipDocxBody *self)
{
  DipDocxFrame *frame = self->frame;
  DipDocxFrame *below;

  if (frame == NULL)
    return;

  /* What a deleted end of the last paragraph would have joined to nothing. */
  if (frame->text->len > 0)
    _dip_docx_end_paragraph (self);

  switch (frame->kind)
    {
    case DIP_DOCX_FRAME_CELL:
      _dip_docx_end_cell (self, table_of_cell (self), frame);
      break;

    case DIP_DOCX_FRAME_BOX:
      below = self->frames->len > 1 ? g_ptr_array_index (self->frames, self->frames->len - 2) : NULL;
      if (below != NULL && frame->buffer->len > 0 && below->boxes->len < MAX_PARAGRAPH)
        g_string_append_printf (below->boxes, "%s%s", below->boxes->len > 0 ? "\n" : "", frame->buffer->str);
      break;

    case DIP_DOCX_FRAME_NOTE:
      g_hash_table_replace (self->story->notes, g_strdup (frame->id), g_strdup (frame->buffer->str));
      break;

    case DIP_DOCX_FRAME_BODY:
    default:
      break;
    }
  pop_frame (self);
}

static void
end (DipXml   *xml,
     guint     element,
     gpointer  user_data)
{
  DipDocxBody *self = user_data;

  switch (element)
    {
    case DIP_DOCX_P:
      if (self->frame != NULL)
        _dip_docx_end_paragraph (self);
      break;

    case DIP_DOCX_BODY:
      end_frame (self);
      break;

    case DIP_DOCX_FOOTNOTE:
    case DIP_DOCX_ENDNOTE:
      if (self->frame != NULL && self->frame->kind == DIP_DOCX_FRAME_NOTE)
        end_frame (self);
      break;

    case DIP_DOCX_TXBX_CONTENT:
      if (self->frame != NULL && self->frame->kind == DIP_DOCX_FRAME_BOX)
        end_frame (self);
      break;

    case DIP_DOCX_TC:
      if (self->frame != NULL && self->frame->kind == DIP_DOCX_FRAME_CELL)
        end_frame (self);
      break;

    case DIP_DOCX_TBL:
      if (current_table (self) != NULL)
        {
          _dip_docx_end_table (self, current_table (self));
          g_ptr_array_set_size (self->tables, (int) self->tables->len - 1);
        }
      break;

    case DIP_DOCX_TR_PR:
      self->in_row_properties = FALSE;
      break;

    case DIP_DOCX_P_PR:
      self->in_paragraph_properties = FALSE;
      break;

    case DIP_DOCX_R:
      self->hidden = self->struck = self->raised = FALSE;
      break;

    case DIP_DOCX_FLD_CHAR:
      end_form (self);
      break;

    case DIP_DOCX_T:
    case DIP_DOCX_MATH_T:
      self->takes_text = FALSE;
      break;

    case DIP_DOCX_INSTR_TEXT:
      self->in_code = FALSE;
      break;

    case DIP_DOCX_SDT:
      if (self->contents_depth == self->sdt_depth)
        self->contents_depth = 0;
      if (self->placeholder_depth == self->sdt_depth)
        self->placeholder_depth = 0;
      self->sdt_depth--;
      break;

    default:
      break;
    }

  if (self->story->flow->full)
    dip_xml_stop (xml);
}

static void
add_text (DipXml     *xml,
          const char *text,
          gsize       length,
          gpointer    user_data)
{
  DipDocxBody *self = user_data;

  if (self->takes_text)
    append (self, text, length);
  else if (self->in_code && self->code->len < MAX_CODE)
    g_string_append_len (self->code, text, (gssize) length);
}

gboolean
_dip_docx_read_story (DipDocxStory  *story,
                      DipZip        *zip,
                      const char    *part,
                      GCancellable  *cancellable,
                      GError       **error)
{
  static const DipXmlHandler handler = { .names = names, .start = start, .end = end, .text = add_text };
  DipDocxBody body = { .story = story };
  gboolean read;

  body.frames = g_ptr_array_new_with_free_func ((GDestroyNotify) frame_free);
  body.tables = g_ptr_array_new_with_free_func ((GDestroyNotify) table_free);
  body.fields = g_byte_array_new ();
  body.code = g_string_new (NULL);
  body.bold = body.half_points = DIP_DOCX_UNSET;
  read = dip_xml_parse_part (zip, part, &handler, &body, cancellable, error);
  g_ptr_array_unref (body.frames);
  g_ptr_array_unref (body.tables);
  g_byte_array_unref (body.fields);
  g_string_free (body.code, TRUE);
  _dip_docx_form_clear (&body.form);

  return read;
}
