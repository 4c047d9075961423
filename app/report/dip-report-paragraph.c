/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

#include <stdarg.h>
#include <string.h>

/*
 * Where a line may be broken, after JIS X 4051 and UAX #14 as far as papers
 * need them: after a space; next to a wide character, but never before a
 * closing mark or a small kana and never after an opening bracket; never
 * inside a Latin word or a number, which rather stick out.
 */

typedef struct
{
  gunichar  character;
  guint16   face;    /* DipFace */
  guint8    width;   /* columns: 0, 1 or 2 */
} DipCell;

/* Lines on which nothing but closing marks stand could grow for ever; after so
 * many columns too much a wide line is cut wherever it is. */
#define MAX_OVERHANG 8

/* What stands for a character that would act on the terminal. */
#define REPLACEMENT 0xfffd

/**
 * _dip_paragraph_new:
 *
 * Returns: (transfer full): a paragraph without text
 */
DipParagraph *
_dip_paragraph_new (void)
{
  DipParagraph *self = g_new0 (DipParagraph, 1);

  self->cells = g_array_new (FALSE, FALSE, sizeof (DipCell));

  return self;
}

void
_dip_paragraph_free (DipParagraph *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->cells);
  g_free (self);
}

/* Papers come from anywhere: an ESC in one could recolour, retitle or worse
 * the terminal, an override of the direction could show another text than the
 * one that is compared. 0 is "drop it". */
static gunichar
make_safe (gunichar c)
{
  if (c == '\n')
    return c;
  if (c == '\t' || c == 0x2028 || c == 0x2029)
    return ' ';
  if (c < 0x20 || (c >= 0x7f && c <= 0x9f))
    return REPLACEMENT;
  if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
    return REPLACEMENT;
  if (c == 0x200e || c == 0x200f || c == 0x061c || c == 0xfeff || c == 0x2060 || c == 0x00ad)
    return 0;
  if ((c >= 0xe0000 && c <= 0xe007f) || (c >= 0xfff9 && c <= 0xfffb))
    return 0;
  /* Symbol fonts of office programs, where these are bullets and ticks; no terminal has them. */
  if (c >= 0xf020 && c <= 0xf0ff)
    return 0x2022;
  if (!g_unichar_isdefined (c) && g_unichar_type (c) != G_UNICODE_PRIVATE_USE)
    return REPLACEMENT;

  return c;
}

static guint
character_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

/* Bytes of a letter, digit or mark of ASCII, of kana or kanji at @text, which stand for themselves, and its cell; 0 for
 * everything else. */
static gsize
take_plain (const char *text,
            gsize       n_bytes,
            DipCell    *cell)
{
  const guint8 *b = (const guint8 *) text;
  gunichar c;

  if (b[0] >= 0x20 && b[0] < 0x7f)
    {
      cell->character = b[0];
      cell->width = 1;
      return 1;
    }

  if (n_bytes < 3 || b[0] < 0xe3 || b[0] > 0xe9 || (b[1] & 0xc0) != 0x80 || (b[2] & 0xc0) != 0x80)
    return 0;

  c = (gunichar) (b[0] & 0x0f) << 12 | (gunichar) (b[1] & 0x3f) << 6 | (b[2] & 0x3f);
  if (!(c >= 0x3041 && c <= 0x3096) && !(c >= 0x30a1 && c <= 0x30fa) && !(c >= 0x4e00 && c <= 0x9fef))
    return 0;
  cell->character = c;
  cell->width = 2;

  return 3;
}

/**
 * _dip_paragraph_add_n:
 * @self: a paragraph
 * @face: how it looks
 * @text: UTF-8; a line feed ends the line, other control characters are replaced
 * @n_bytes: how much of @text
 *
 * Adds text at the end.
 */
void
_dip_paragraph_add_n (DipParagraph *self,
                      DipFace       face,
                      const char   *text,
                      gsize         n_bytes)
{
  const char *end = text + n_bytes;
  guint n = self->cells->len;

  /* no character makes more cells than it has bytes */
  g_array_set_size (self->cells, n + (guint) n_bytes);
  for (const char *p = text; p < end; )
    {
      DipCell cell = { .face = (guint16) face };
      gsize n_plain = take_plain (p, (gsize) (end - p), &cell);
      gunichar c;

      if (n_plain > 0)
        {
          g_array_index (self->cells, DipCell, n++) = cell;
          p += n_plain;
          continue;
        }

      c = g_utf8_get_char_validated (p, end - p);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          c = REPLACEMENT;
          p++;
        }
      else
        {
          p = g_utf8_next_char (p);
        }

      cell.character = make_safe (c);
      cell.width = (guint8) character_width (cell.character);
      if (cell.character != 0)
        g_array_index (self->cells, DipCell, n++) = cell;
    }
  g_array_set_size (self->cells, n);
}

void
_dip_paragraph_add (DipParagraph *self,
                    DipFace       face,
                    const char   *text)
{
  if (text != NULL)
    _dip_paragraph_add_n (self, face, text, strlen (text));
}

void
_dip_paragraph_printf (DipParagraph *self,
                       DipFace       face,
                       const char   *format,
                       ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  _dip_paragraph_add (self, face, text);
}

/**
 * _dip_paragraph_width:
 * @self: a paragraph
 *
 * Returns: columns of its text on one line
 */
guint
_dip_paragraph_width (DipParagraph *self)
{
  guint width = 0;

  for (guint i = 0; i < self->cells->len; i++)
    width += g_array_index (self->cells, DipCell, i).width;

  return width;
}

/**
 * _dip_paragraph_pad:
 * @self: a paragraph
 * @column: columns, from 0
 *
 * Adds spaces until the text is @column wide; none if it is already.
 */
void
_dip_paragraph_pad (DipParagraph *self,
                    guint         column)
{
  const DipCell space = { ' ', DIP_FACE_PLAIN, 1 };

  for (guint width = _dip_paragraph_width (self); width < column; width++)
    g_array_append_val (self->cells, space);
}

/* Kanji and ASCII letters and digits, which nothing below names: most of what is asked for. */
static inline gboolean
is_plain (gunichar c)
{
  return (c >= 0x4e00 && c <= 0x9fff) || (c < 0x80 && g_ascii_isalnum ((char) c));
}

static gboolean
may_not_begin_line (gunichar c)
{
  static const char marks[] =
    "、。，．・：；？！）」』】〕〉》］｝｠〙〗”’»‐゠–〜～…‥"
    "ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    "％‰℃"
    ",.:;?!)]}%";

  return c != 0 && !is_plain (c) && g_utf8_strchr (marks, -1, c) != NULL;
}

static gboolean
may_not_end_line (gunichar c)
{
  static const char marks[] = "（「『【〔〈《［｛｟〘〖“‘«([{＜￥＄£$";

  return c != 0 && !is_plain (c) && g_utf8_strchr (marks, -1, c) != NULL;
}

static gboolean
may_break_between (const DipCell *before,
                   const DipCell *after)
{
  if (after->width == 0 || after->character == ' ')
    return FALSE;
  if (before->character == ' ' || before->character == 0x3000)
    return !may_not_begin_line (after->character) || before->character == ' ';
  if (before->width != 2 && after->width != 2)
    return FALSE;

  return !may_not_begin_line (after->character) && !may_not_end_line (before->character);
}

static void
append_face (GString *out,
             guint    face)
{
  static const char *const codes[] = { "1", "2", "4", "9", "31", "32", "33", "36" };

  g_string_append (out, "\033[0");
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if ((face & (1u << i)) != 0)
        g_string_append_printf (out, ";%s", codes[i]);
    }
  g_string_append_c (out, 'm');
}

static void
append_line (GString        *out,
             const DipCell  *cells,
             guint           n_cells,
             const char     *indent,
             gboolean        color)
{
  guint face = DIP_FACE_PLAIN;

  /* A space at the end of a line is seen only where it is marked. */
  while (n_cells > 0 && cells[n_cells - 1].character == ' ' &&
         (!color || (cells[n_cells - 1].face & (DIP_FACE_UNDERLINE | DIP_FACE_STRIKE)) == 0))
    n_cells--;

  if (n_cells > 0)
    g_string_append (out, indent);

  for (guint i = 0; i < n_cells; i++)
    {
      if (color && cells[i].face != face)
        {
          face = cells[i].face;
          append_face (out, face);
        }
      g_string_append_unichar (out, cells[i].character);
    }

  if (face != DIP_FACE_PLAIN)
    append_face (out, DIP_FACE_PLAIN);

  g_string_append_c (out, '\n');
}

static guint
string_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += character_width (g_utf8_get_char (p));

  return width;
}

/* Returns: the index after the last cell of the line that begins at @start */
static guint
find_line_end (GArray   *cells,
               guint     start,
               guint     room,
               gboolean *is_hard)
{
  guint width = 0;
  guint looked = start;  /* the line may not be broken up to here */

  *is_hard = FALSE;

  for (guint i = start; i < cells->len; i++)
    {
      const DipCell *cell = &g_array_index (cells, DipCell, i);

      if (cell->character == '\n')
        {
          *is_hard = TRUE;
          return i;
        }

      /* Spaces hang over the edge. */
      if (cell->character != ' ' && room > 0 && width + cell->width > room)
        {
          for (guint last = i; last > looked; last--)
            {
              const DipCell *after = &g_array_index (cells, DipCell, last);

              if (may_break_between (after - 1, after))
                return last;
            }
          looked = i;
          if (width + cell->width > room + MAX_OVERHANG && cell->width == 2)
            return i;
        }

      width += cell->width;
    }

  return cells->len;
}

/**
 * _dip_paragraph_write:
 * @self: a paragraph; it is empty afterwards
 * @out: where to
 * @style: colours and width
 * @first: what stands before the first line; safe text without colour
 * @rest: what stands before the others
 *
 * Writes the text in lines that are as wide as the terminal, each with its
 * line feed; nothing where there is no text. Takes time in proportion to the text.
 */
void
_dip_paragraph_write (DipParagraph       *self,
                      GString            *out,
                      const DipTextStyle *style,
                      const char         *first,
                      const char         *rest)
{
  const char *indent = first;
  guint start = 0;

  while (start < self->cells->len)
    {
      guint margin = string_width (indent);
      guint room = 0;
      gboolean is_hard;
      guint end;

      if (style->width > 0)
        room = style->width > margin + 16 ? style->width - margin : 16;

      end = find_line_end (self->cells, start, room, &is_hard);
      append_line (out, &g_array_index (self->cells, DipCell, start), end - start, indent, style->color);

      start = is_hard ? end + 1 : end;
      indent = rest;
    }

  g_array_set_size (self->cells, 0);
}

/**
 * dip_report_dup_safe:
 * @text: anything, even no UTF-8
 *
 * Makes text that a terminal can be given: one line, without control
 * characters and without marks that turn the direction of writing.
 *
 * Returns: (transfer full): the text that is to be seen
 */
char *
dip_report_dup_safe (const char *text)
{
  g_autoptr (DipParagraph) paragraph = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  paragraph = _dip_paragraph_new ();
  _dip_paragraph_add (paragraph, DIP_FACE_PLAIN, text);

  out = g_string_sized_new (paragraph->cells->len + 1);
  for (guint i = 0; i < paragraph->cells->len; i++)
    {
      gunichar c = g_array_index (paragraph->cells, DipCell, i).character;

      g_string_append_unichar (out, c == '\n' ? ' ' : c);
    }

  return g_string_free (out, FALSE);
}
