/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-layout-codec.h"

#include "base/dip-error.h"
#include "read/dip-frame-bytes.h"

#include <string.h>

/*
 * What goes through the pipe between a worker and the program: frames, each of
 * them a row of values. The side that receives trusts nothing: a frame that is
 * too short or too long, or whose numbers stand for nothing, ends the
 * conversation.
 *
 *   lines     number of lines; of each: kind, flags, level, text, marker, cells of
 *             a row; line, page, sheet; indent, trailing, blank, spacer; size, x, y,
 *             width, height
 *   layout    warnings, media type, encoding, title, author, pages, sheets
 *   error     code, sentence
 *   progress  page, pages
 *   image     width, height, scale, pixels
 *   bytes     as they are
 */

#define MAX_LEVEL     64u
#define MAX_CELLS     20000u
#define MAX_COLUMNS   100000u
#define MAX_SENTENCES 10000u

#define FLAG_PAGE_BREAK 1u
#define FLAG_BOLD       2u
#define FLAG_HEAD       4u

static void
put_line (GByteArray    *out,
          const DipLine *line)
{
  _dip_frame_put_number (out, line->kind);
  _dip_frame_put_number (out, (line->page_break ? FLAG_PAGE_BREAK : 0) | (line->bold ? FLAG_BOLD : 0) |
                              (line->head ? FLAG_HEAD : 0));
  _dip_frame_put_number (out, line->level);
  _dip_frame_put_text (out, line->text);
  _dip_frame_put_text (out, line->marker);
  if (line->kind == DIP_LINE_ROW)
    _dip_frame_put_texts (out, line->cells);
  _dip_frame_put_number (out, line->number);
  _dip_frame_put_number (out, line->page);
  _dip_frame_put_text (out, line->sheet);
  _dip_frame_put_number (out, line->indent);
  _dip_frame_put_number (out, line->trailing);
  _dip_frame_put_number (out, line->n_blank);
  _dip_frame_put_number (out, line->n_spacer);
  _dip_frame_put_number (out, line->lead);
  _dip_frame_put_real (out, line->size);
  _dip_frame_put_real (out, line->x);
  _dip_frame_put_real (out, line->y);
  _dip_frame_put_real (out, line->width);
  _dip_frame_put_real (out, line->height);
}

static gboolean
is_length (double value)
{
  return value >= 0.0 && value < 1e6;
}

/* A page may begin left of its box. */
static gboolean
is_place (double value)
{
  return value > -1e6 && value < 1e6;
}

static gboolean
take_line (DipFrameReader *reader,
           DipLayout      *layout)
{
  guint kind = _dip_frame_get_number (reader);
  guint flags = _dip_frame_get_number (reader);
  g_autoptr (DipLine) line = dip_line_new (DIP_LINE_TEXT, "");

  g_clear_pointer (&line->text, g_free);
  line->level = _dip_frame_get_number (reader);
  line->text = _dip_frame_get_text (reader, TRUE);
  line->marker = _dip_frame_get_text (reader, FALSE);
  if (kind == DIP_LINE_ROW)
    {
      line->cells = g_ptr_array_new_with_free_func (g_free);
      _dip_frame_get_texts (reader, line->cells, MAX_CELLS);
    }
  line->number = _dip_frame_get_number (reader);
  line->page = _dip_frame_get_number (reader);
  line->sheet = _dip_frame_get_text (reader, FALSE);
  line->indent = _dip_frame_get_number (reader);
  line->trailing = _dip_frame_get_number (reader);
  line->n_blank = _dip_frame_get_number (reader);
  line->n_spacer = _dip_frame_get_number (reader);
  line->lead = _dip_frame_get_number (reader);
  line->size = _dip_frame_get_real (reader);
  line->x = _dip_frame_get_real (reader);
  line->y = _dip_frame_get_real (reader);
  line->width = _dip_frame_get_real (reader);
  line->height = _dip_frame_get_real (reader);

  if (reader->broken || line->lead > strlen (line->text) ||
      kind > DIP_LINE_RULE || flags > (FLAG_PAGE_BREAK | FLAG_BOLD | FLAG_HEAD) ||
      line->level > MAX_LEVEL || line->indent > MAX_COLUMNS || line->trailing > MAX_COLUMNS ||
      line->n_blank > DIP_READ_MAX_LINES || line->n_spacer > DIP_READ_MAX_LINES ||
      !is_length (line->size) || !is_place (line->x) || !is_place (line->y) ||
      !is_length (line->width) || !is_length (line->height))
    return FALSE;

  line->kind = (DipLineKind) kind;
  line->page_break = (flags & FLAG_PAGE_BREAK) != 0;
  line->bold = (flags & FLAG_BOLD) != 0;
  line->head = (flags & FLAG_HEAD) != 0;
  g_ptr_array_add (layout->lines, g_steal_pointer (&line));

  return TRUE;
}

void
_dip_frame_sink_init (DipFrameSink *self,
                      const char   *name)
{
  memset (self, 0, sizeof *self);
  self->layout = dip_layout_new (name, "application/octet-stream");
}

void
_dip_frame_sink_clear (DipFrameSink *self)
{
  g_clear_pointer (&self->layout, dip_layout_free);
  g_clear_pointer (&self->image, dip_page_image_free);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_clear_error (&self->error);
}

gboolean
_dip_frame_sink_allows (DipFrameSink       *self,
                        const DipFrameHead *head)
{
  guint64 max_bytes = head->kind == DIP_FRAME_IMAGE ? DIP_FRAME_MAX_IMAGE_BYTES : DIP_FRAME_MAX_BYTES;

  return head->magic == DIP_FRAME_MAGIC
    && head->kind >= DIP_FRAME_PROGRESS && head->kind <= DIP_FRAME_BYTES
    && (head->kind != DIP_FRAME_IMAGE || self->wants_image)
    && (head->kind != DIP_FRAME_BYTES || self->bytes != NULL)
    && head->n_bytes > 0 && head->n_bytes <= max_bytes
    && self->n_bytes + head->n_bytes <= DIP_FRAMES_MAX_BYTES
    && !self->done;
}

static gboolean
take_lines (DipFrameSink   *self,
            DipFrameReader *reader)
{
  guint n = _dip_frame_get_number (reader);

  if (n > DIP_FRAME_MAX_LINES || self->layout->lines->len + n > DIP_READ_MAX_LINES)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!take_line (reader, self->layout))
      return FALSE;

  return _dip_frame_reader_ended (reader);
}

static void
replace (char **text,
         char  *other)
{
  g_free (*text);
  *text = other;
}

static gboolean
take_layout (DipFrameSink   *self,
             DipFrameReader *reader)
{
  DipLayout *layout = self->layout;

  _dip_frame_get_texts (reader, layout->warnings, MAX_SENTENCES);
  replace (&layout->media_type, _dip_frame_get_text (reader, TRUE));
  replace (&layout->encoding, _dip_frame_get_text (reader, FALSE));
  replace (&layout->title, _dip_frame_get_text (reader, FALSE));
  replace (&layout->author, _dip_frame_get_text (reader, FALSE));
  layout->n_pages = _dip_frame_get_number (reader);
  _dip_frame_get_texts (reader, layout->sheets, MAX_SENTENCES);
  for (guint i = 0; i < layout->warnings->len; i++)
    _dip_read_make_line (layout->warnings->pdata[i]);
  self->done = _dip_frame_reader_ended (reader)
    && layout->n_pages <= DIP_READ_MAX_LINES
    && (self->image != NULL || !self->wants_image);

  return self->done;
}

static gboolean
take_image (DipFrameSink   *self,
            DipFrameReader *reader,
            GBytes         *frame)
{
  guint width = _dip_frame_get_number (reader);
  guint height = _dip_frame_get_number (reader);
  double scale = _dip_frame_get_real (reader);

  if (reader->broken || self->image != NULL || !self->wants_image ||
      width == 0 || height == 0 || width > DIP_PAGE_MAX_PIXELS / height ||
      reader->left != (gsize) width * height * 4 || !(scale > 0.0 && scale < 1e6))
    return FALSE;

  self->image = g_new0 (DipPageImage, 1);
  self->image->pixels = g_bytes_new_from_bytes (frame, g_bytes_get_size (frame) - reader->left, reader->left);
  self->image->width = width;
  self->image->height = height;
  self->image->stride = (gsize) width * 4;
  self->image->scale = scale;

  return TRUE;
}

static gboolean
take_error (DipFrameSink   *self,
            DipFrameReader *reader)
{
  guint code = _dip_frame_get_number (reader);
  g_autofree char *message = _dip_frame_get_text (reader, TRUE);

  if (!_dip_frame_reader_ended (reader) || code > DIP_READ_ERROR_NO_CLAUSES)
    return FALSE;

  self->done = TRUE;
  g_clear_error (&self->error);
  self->error = g_error_new_literal (DIP_READ_ERROR, (int) code, _dip_read_make_line (message));

  return TRUE;
}

static gboolean
take_progress (DipFrameSink   *self,
               DipFrameReader *reader)
{
  self->page = _dip_frame_get_number (reader);
  self->n_pages = _dip_frame_get_number (reader);

  return _dip_frame_reader_ended (reader);
}

gboolean
_dip_frame_sink_take (DipFrameSink *self,
                      DipFrameKind  kind,
                      GBytes       *frame)
{
  DipFrameReader reader = _dip_frame_reader (frame);

  self->n_bytes += g_bytes_get_size (frame);

  switch (kind)
    {
    case DIP_FRAME_PROGRESS:
      return take_progress (self, &reader);

    case DIP_FRAME_LINES:
      return take_lines (self, &reader);

    case DIP_FRAME_LAYOUT:
      return take_layout (self, &reader);

    case DIP_FRAME_ERROR:
      return take_error (self, &reader);

    case DIP_FRAME_IMAGE:
      return take_image (self, &reader, frame);

    case DIP_FRAME_BYTES:
      if (self->bytes == NULL || self->bytes->len + g_bytes_get_size (frame) > DIP_FRAMES_MAX_BYTES)
        return FALSE;
      g_byte_array_append (self->bytes, g_bytes_get_data (frame, NULL), (guint) g_bytes_get_size (frame));
      return TRUE;

    default:
      return FALSE;
    }
}

/* A text of a row stands in it twice: together, and cell by cell. */
static gsize
measure_line (const DipLine *line)
{
  return 200 + 2 * strlen (line->text) + (line->cells != NULL ? 4 * line->cells->len : 0);
}

gboolean
_dip_frames_of_layout (const DipLayout *layout,
                       DipFrameFunc     func,
                       gpointer         user_data)
{
  g_autoptr (GByteArray) out = NULL;
  g_autoptr (GBytes) frame = NULL;
  guint i = 0;

  while (i < layout->lines->len)
    {
      g_autoptr (GByteArray) lines = g_byte_array_new ();
      g_autoptr (GBytes) piece = NULL;
      gsize n_bytes = 0;
      guint32 n = 0;

      _dip_frame_put_number (lines, 0);
      do
        {
          const DipLine *line = g_ptr_array_index (layout->lines, i++);

          put_line (lines, line);
          n_bytes += measure_line (line);
          n++;
        }
      while (i < layout->lines->len && n < DIP_FRAME_MAX_LINES &&
             n_bytes + measure_line (g_ptr_array_index (layout->lines, i)) < DIP_FRAME_MAX_BYTES / 2);
      memcpy (lines->data, &n, sizeof n);

      piece = g_byte_array_free_to_bytes (g_steal_pointer (&lines));
      if (!func (DIP_FRAME_LINES, piece, user_data))
        return FALSE;
    }

  out = g_byte_array_new ();
  _dip_frame_put_texts (out, layout->warnings);
  _dip_frame_put_text (out, layout->media_type);
  _dip_frame_put_text (out, layout->encoding);
  _dip_frame_put_text (out, layout->title);
  _dip_frame_put_text (out, layout->author);
  _dip_frame_put_number (out, layout->n_pages);
  _dip_frame_put_texts (out, layout->sheets);
  frame = g_byte_array_free_to_bytes (g_steal_pointer (&out));

  return func (DIP_FRAME_LAYOUT, frame, user_data);
}

/* The bytes as they are, in pieces. */
gboolean
_dip_frames_of_bytes (GBytes       *bytes,
                      DipFrameFunc  func,
                      gpointer      user_data)
{
  gsize length = g_bytes_get_size (bytes);

  for (gsize at = 0; at < length; at += DIP_FRAME_MAX_BYTES)
    {
      g_autoptr (GBytes) piece = g_bytes_new_from_bytes (bytes, at, MIN (length - at, DIP_FRAME_MAX_BYTES));

      if (!func (DIP_FRAME_BYTES, piece, user_data))
        return FALSE;
    }

  return TRUE;
}

char *
_dip_read_make_line (char *text)
{
  for (char *at = text; *at != '\0'; at++)
    {
      guchar c = (guchar) *at;

      if (c < 0x20 || c == 0x7f)
        *at = ' ';
      else if (c == 0xc2 && (guchar) at[1] >= 0x80 && (guchar) at[1] < 0xa0)
        {
          *at++ = ' ';
          *at = ' ';
        }
    }

  return text;
}

GBytes *
_dip_frame_of_error (const GError *error)
{
  GByteArray *out = g_byte_array_new ();

  _dip_frame_put_number (out, error->domain == DIP_READ_ERROR ? (guint) error->code : DIP_READ_ERROR_FAILED);
  _dip_frame_put_text (out, error->message);

  return g_byte_array_free_to_bytes (out);
}

/* The rows of @image lie without space between them. */
GBytes *
_dip_frame_of_image (const DipPageImage *image)
{
  GByteArray *out = g_byte_array_sized_new ((guint) g_bytes_get_size (image->pixels) + 64);

  _dip_frame_put_number (out, image->width);
  _dip_frame_put_number (out, image->height);
  _dip_frame_put_real (out, image->scale);
  g_byte_array_append (out, g_bytes_get_data (image->pixels, NULL), (guint) g_bytes_get_size (image->pixels));

  return g_byte_array_free_to_bytes (out);
}

GBytes *
_dip_frame_of_progress (guint page,
                        guint n_pages)
{
  GByteArray *out = g_byte_array_new ();

  _dip_frame_put_number (out, page);
  _dip_frame_put_number (out, n_pages);

  return g_byte_array_free_to_bytes (out);
}

/**
 * dip_page_image_free:
 * @self: (transfer full) (nullable): a page
 */
void
dip_page_image_free (DipPageImage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->pixels, g_bytes_unref);
  g_clear_pointer (&self->layout, dip_layout_free);
  g_free (self);
}
