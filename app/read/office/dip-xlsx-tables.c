/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-xlsx.h"

#include "base/dip-error.h"
#include "read/office/dip-cell-format.h"

#include <string.h>

/*
 * sharedStrings.xml: each text once, in runs of one look each. The readings of
 * kanji (rPh) stand between them and are no text of the cell.
 *
 * A run that is struck through is left out.
 *
 * styles.xml: a cell has the number of a style, the style those of a format and of a font.
 */

#define MAX_STRINGS      1000000u
#define MAX_STRING_BYTES (64u * 1024 * 1024)
#define MAX_STYLES       65536u

/* The two before it are no fill and the grey that every workbook has. */
#define FIRST_FILL       2

void
_dip_xlsx_tables_init (DipXlsxTables *self)
{
  *self = (DipXlsxTables) { 0 };
  self->strings = g_ptr_array_new ();
  self->chunk = g_string_chunk_new (4096);
  self->formats = g_ptr_array_new_with_free_func (g_free);
  self->fonts = g_byte_array_new ();
  self->boxes = g_byte_array_new ();
  self->fills = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
_dip_xlsx_tables_clear (DipXlsxTables *self)
{
  g_clear_pointer (&self->strings, g_ptr_array_unref);
  g_clear_pointer (&self->chunk, g_string_chunk_free);
  g_clear_pointer (&self->formats, g_ptr_array_unref);
  g_clear_pointer (&self->fonts, g_byte_array_unref);
  g_clear_pointer (&self->boxes, g_byte_array_unref);
  g_clear_pointer (&self->fills, g_array_unref);
}

void
_dip_xlsx_unescape (GString *text)
{
  const char *from;
  char *to;

  if (strstr (text->str, "_x") == NULL)
    return;

  to = text->str;
  for (from = text->str; *from != '\0'; )
    {
      guint code = 0;
      guint n = 0;

      if (from[0] == '_' && from[1] == 'x')
        {
          while (n < 4 && g_ascii_isxdigit (from[2 + n]))
            code = code * 16 + (guint) g_ascii_xdigit_value (from[2 + n++]);
        }
      if (n == 4 && from[6] == '_')
        {
          from += 7;
          if (code >= 0x20 || code == '\n' || code == '\t')
            to += code < 0xd800 || (code >= 0xe000 && code < 0xfffe) ? g_unichar_to_utf8 (code, to) : 0;
          continue;
        }
      *to++ = *from++;
    }
  g_string_truncate (text, (gsize) (to - text->str));
}

enum { SI, T, RPH, R, STRIKE };

static const char *const string_names[] = { "x:si", "x:t", "x:rPh", "x:r", "x:strike", NULL };

typedef struct
{
  DipXlsxTables *tables;
  GString       *text;
  gboolean       in_t;
  gboolean       struck;   /* the run */
} Strings;

static void
start_string (DipXml   *xml,
              guint     element,
              gpointer  user_data)
{
  Strings *self = user_data;

  if (element == SI)
    g_string_truncate (self->text, 0);
  else if (element == STRIKE)
    self->struck = dip_xml_get_bool (xml, "val", TRUE);
  else if (element == T)
    self->in_t = TRUE;
  else if (element == RPH)
    dip_xml_skip (xml);
}

static void
end_string (DipXml   *xml,
            guint     element,
            gpointer  user_data)
{
  Strings *self = user_data;
  DipXlsxTables *tables = self->tables;

  if (element == T)
    self->in_t = FALSE;
  if (element == R || element == SI)
    self->struck = FALSE;
  if (element != SI)
    return;

  _dip_xlsx_unescape (self->text);
  dip_flow_clean (self->text->str);
  tables->n_bytes += strlen (self->text->str);
  if (tables->strings->len >= MAX_STRINGS || tables->n_bytes > MAX_STRING_BYTES)
    {
      GError *error = NULL;

      dip_flow_set_limit_error (&error);
      dip_xml_fail (xml, error);
      return;
    }
  g_ptr_array_add (tables->strings, g_string_chunk_insert (tables->chunk, self->text->str));
}

static void
add_string_text (DipXml     *xml,
                 const char *text,
                 gsize       length,
                 gpointer    user_data)
{
  Strings *self = user_data;

  if (self->struck)
    self->tables->n_struck += self->in_t;
  else if (self->in_t && self->text->len < MAX_STRING_BYTES)
    g_string_append_len (self->text, text, (gssize) length);
}

gboolean
_dip_xlsx_read_strings (DipXlsxTables *self,
                        DipZip        *zip,
                        const char    *part,
                        GCancellable  *cancellable,
                        GError       **error)
{
  static const DipXmlHandler handler = {
    .names = string_names, .start = start_string, .end = end_string, .text = add_string_text,
  };
  Strings strings = { .tables = self, .text = g_string_new (NULL) };
  gboolean read = dip_xml_parse_part (zip, part, &handler, &strings, cancellable, error);

  g_string_free (strings.text, TRUE);

  return read;
}

enum { NUM_FMTS, NUM_FMT, CELL_XFS, XF, FONTS, FONT, NAME, FONT_STRIKE, COMPLEMENT };

static const char *const style_names[] = {
  "x:numFmts", "x:numFmt", "x:cellXfs", "x:xf", "x:fonts", "x:font", "x:name", "x:strike", "fpb:xfComplement", NULL,
};

typedef struct
{
  DipXlsxTables *tables;
  GHashTable    *codes;    /* number → code */
  GByteArray    *fonts;    /* flags of each font */
  gboolean       in_codes;
  gboolean       in_cells;
  gboolean       in_fonts;
} Styles;

/* A part of a font, which the fonts of a sheet's conditions have too; those count for nothing. */
static void
start_font (DipXml   *xml,
            guint     element,
            Styles   *self)
{
  const char *name = dip_xml_get (xml, "val");
  guint8 *font;

  if (element == FONT && self->fonts->len < MAX_STYLES)
    g_byte_array_append (self->fonts, (const guint8[]) { 0 }, 1);
  if (element == FONT || self->fonts->len == 0)
    return;

  font = &self->fonts->data[self->fonts->len - 1];
  if (element == FONT_STRIKE && dip_xml_get_bool (xml, "val", TRUE))
    *font |= DIP_XLSX_FONT_STRUCK;
  else if (element == NAME && g_strcmp0 (name, "Wingdings") == 0)
    *font |= DIP_XLSX_FONT_WINGDINGS;
  else if (element == NAME && g_strcmp0 (name, "Wingdings 2") == 0)
    *font |= DIP_XLSX_FONT_WINGDINGS_2;
}

static void
start_style (DipXml   *xml,
             guint     element,
             gpointer  user_data)
{
  Styles *self = user_data;
  gint64 id = 0;

  if (element == NUM_FMTS)
    self->in_codes = TRUE;
  else if (element == CELL_XFS)
    self->in_cells = TRUE;
  else if (element == FONTS)
    self->in_fonts = TRUE;
  else if (element >= FONT && element <= FONT_STRIKE && self->in_fonts)
    start_font (xml, element, self);

  if (element == COMPLEMENT && self->in_cells && self->tables->fonts->len > 0 &&
      dip_xml_get_int (xml, "i", 0, MAX_STYLES, &id) && id < self->tables->boxes->len &&
      self->tables->boxes->data[id])
    self->tables->fonts->data[self->tables->fonts->len - 1] |= DIP_XLSX_CHECK_BOX;

  if (element == NUM_FMT && self->in_codes && g_hash_table_size (self->codes) < MAX_STYLES &&
      dip_xml_get_int (xml, "numFmtId", 0, G_MAXINT, &id) && dip_xml_get (xml, "formatCode") != NULL)
    {
      g_hash_table_replace (self->codes, GINT_TO_POINTER ((int) id),
                            g_strdup (dip_xml_get (xml, "formatCode")));
    }
  else if (element == XF && self->in_cells && self->tables->formats->len < MAX_STYLES)
    {
      const char *code;
      gint64 font = 0;
      gint64 number = 0;
      guint8 flags = 0;
      guint fill = 0;

      if (dip_xml_get_int (xml, "fontId", 0, MAX_STYLES, &font) && font < self->fonts->len)
        flags = self->fonts->data[font];
      g_byte_array_append (self->tables->fonts, &flags, 1);
      if (dip_xml_get_int (xml, "fillId", FIRST_FILL, MAX_STYLES, &number))
        fill = (guint) number;
      g_array_append_val (self->tables->fills, fill);
      dip_xml_get_int (xml, "numFmtId", 0, G_MAXINT, &id);
      code = g_hash_table_lookup (self->codes, GINT_TO_POINTER ((int) id));
      g_ptr_array_add (self->tables->formats,
                       g_strdup (code != NULL ? code : dip_cell_format_builtin ((guint) id)));
    }
}

static void
end_style (DipXml   *xml,
           guint     element,
           gpointer  user_data)
{
  Styles *self = user_data;

  if (element == NUM_FMTS)
    self->in_codes = FALSE;
  else if (element == FONTS)
    self->in_fonts = FALSE;
  else if (element == CELL_XFS)
    dip_xml_stop (xml);
}

gboolean
_dip_xlsx_read_styles (DipXlsxTables *self,
                       DipZip        *zip,
                       const char    *part,
                       GCancellable  *cancellable,
                       GError       **error)
{
  static const DipXmlHandler handler = { .names = style_names, .start = start_style, .end = end_style };
  g_autoptr (GHashTable) codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GByteArray) fonts = g_byte_array_new ();
  Styles styles = { .tables = self, .codes = codes, .fonts = fonts };

  return dip_xml_parse_part (zip, part, &handler, &styles, cancellable, error);
}
