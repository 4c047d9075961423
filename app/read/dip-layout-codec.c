/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-layout-codec.h"

#include "base/dip-error.h"

#include <string.h>

/*
 * What goes through the pipe between a worker and the program: frames, each of
 * them a value of GVariant of a fixed type. The side that receives trusts
 * nothing: a frame that is not in normal form, or whose numbers stand for
 * nothing, ends the conversation.
 */

/* kind, level, text, marker, cells; line, page, sheet; indent, trailing, blank,
 * spacer; page break, bold; size, x, y, width, height */
#define LINE_TYPE   "(uusmsmasuumsuuuubbddddd)"
#define LINES_TYPE  "a" LINE_TYPE
/* warnings, media type, encoding, title, author, pages, sheets */
#define LAYOUT_TYPE "(assmsmsmsuas)"
#define ERROR_TYPE  "(us)"
#define PROGRESS_TYPE "(uu)"
/* width, height, scale, pixels */
#define IMAGE_TYPE "(uuday)"

#define MAX_LEVEL     64u
#define MAX_CELLS     20000u
#define MAX_COLUMNS   100000u
#define MAX_SENTENCES 10000u

static GBytes *
serialise (GVariant *value)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (value);

  return g_variant_get_data_as_bytes (kept);
}

/* NULL where the bytes are no such value. */
static GVariant *
parse (GBytes     *frame,
       const char *type)
{
  g_autoptr (GVariant) value = NULL;

  value = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), frame, FALSE));
  if (!g_variant_is_normal_form (value))
    return NULL;

  return g_steal_pointer (&value);
}

static GVariant *
pack_strings (GPtrArray *strings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; strings != NULL && i < strings->len; i++)
    g_variant_builder_add (&builder, "s", (const char *) g_ptr_array_index (strings, i));

  return g_variant_builder_end (&builder);
}

static GVariant *
pack_line (const DipLine *line)
{
  GVariant *cells = line->cells != NULL ? pack_strings (line->cells) : NULL;

  return g_variant_new ("(uusms@masuumsuuuubbddddd)",
                        (guint) line->kind, line->level, line->text, line->marker,
                        g_variant_new_maybe (G_VARIANT_TYPE_STRING_ARRAY, cells),
                        line->number, line->page, line->sheet,
                        line->indent, line->trailing, line->n_blank, line->n_spacer,
                        line->page_break, line->bold,
                        line->size, line->x, line->y, line->width, line->height);
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
take_strings (GVariant  *array,
              GPtrArray *strings,
              gsize      max)
{
  gsize n = g_variant_n_children (array);

  if (n > max)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      char *text;

      g_variant_get_child (array, i, "s", &text);
      g_ptr_array_add (strings, text);
    }

  return TRUE;
}

static gboolean
take_line (GVariant  *value,
           DipLayout *layout)
{
  g_autoptr (DipLine) line = dip_line_new (DIP_LINE_TEXT, "");
  g_autoptr (GVariant) cells = NULL;
  gboolean page_break;
  gboolean bold;
  guint kind;

  g_clear_pointer (&line->text, g_free);
  g_variant_get (value, "(uusms@masuumsuuuubbddddd)",
                 &kind, &line->level, &line->text, &line->marker, &cells,
                 &line->number, &line->page, &line->sheet,
                 &line->indent, &line->trailing, &line->n_blank, &line->n_spacer,
                 &page_break, &bold, &line->size, &line->x, &line->y, &line->width, &line->height);

  if (kind > DIP_LINE_RULE || line->level > MAX_LEVEL || line->indent > MAX_COLUMNS ||
      line->trailing > MAX_COLUMNS || line->n_blank > DIP_READ_MAX_LINES ||
      line->n_spacer > DIP_READ_MAX_LINES || !is_length (line->size) || !is_place (line->x) ||
      !is_place (line->y) || !is_length (line->width) || !is_length (line->height))
    return FALSE;

  line->kind = (DipLineKind) kind;
  line->page_break = page_break;
  line->bold = bold;

  if ((g_variant_n_children (cells) == 1) != (line->kind == DIP_LINE_ROW))
    return FALSE;

  if (line->kind == DIP_LINE_ROW)
    {
      g_autoptr (GVariant) array = g_variant_get_child_value (cells, 0);

      line->cells = g_ptr_array_new_with_free_func (g_free);
      if (!take_strings (array, line->cells, MAX_CELLS))
        return FALSE;
    }

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
take_lines (DipFrameSink *self,
            GVariant     *value)
{
  gsize n = g_variant_n_children (value);

  if (n > DIP_FRAME_MAX_LINES || self->layout->lines->len + n > DIP_READ_MAX_LINES)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) line = g_variant_get_child_value (value, i);

      if (!take_line (line, self->layout))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_layout (DipFrameSink *self,
             GVariant     *value)
{
  g_autoptr (GVariant) warnings = NULL;
  g_autoptr (GVariant) sheets = NULL;
  DipLayout *layout = self->layout;

  g_clear_pointer (&layout->media_type, g_free);
  g_variant_get (value, "(@assmsmsmsu@as)", &warnings, &layout->media_type, &layout->encoding,
                 &layout->title, &layout->author, &layout->n_pages, &sheets);
  self->done = layout->n_pages <= DIP_READ_MAX_LINES
    && (self->image != NULL || !self->wants_image)
    && take_strings (warnings, layout->warnings, MAX_SENTENCES)
    && take_strings (sheets, layout->sheets, MAX_SENTENCES);

  return self->done;
}

static gboolean
take_image (DipFrameSink *self,
            GVariant     *value)
{
  g_autoptr (GVariant) pixels = NULL;
  guint width, height;
  double scale;

  g_variant_get (value, "(uud@ay)", &width, &height, &scale, &pixels);
  if (self->image != NULL || width == 0 || height == 0 || width > DIP_PAGE_MAX_PIXELS / height ||
      g_variant_n_children (pixels) != (gsize) width * height * 4 || !(scale > 0.0 && scale < 1e6))
    return FALSE;

  self->image = g_new0 (DipPageImage, 1);
  self->image->pixels = g_variant_get_data_as_bytes (pixels);
  self->image->width = width;
  self->image->height = height;
  self->image->stride = (gsize) width * 4;
  self->image->scale = scale;

  return TRUE;
}

static gboolean
take_error (DipFrameSink *self,
            GVariant     *value)
{
  g_autofree char *message = NULL;
  guint code;

  g_variant_get (value, ERROR_TYPE, &code, &message);
  if (code > DIP_READ_ERROR_NO_CLAUSES)
    return FALSE;

  self->done = TRUE;
  g_clear_error (&self->error);
  self->error = g_error_new_literal (DIP_READ_ERROR, (int) code, message);

  return TRUE;
}

gboolean
_dip_frame_sink_take (DipFrameSink *self,
                      DipFrameKind  kind,
                      GBytes       *frame)
{
  g_autoptr (GVariant) value = NULL;

  self->n_bytes += g_bytes_get_size (frame);

  switch (kind)
    {
    case DIP_FRAME_PROGRESS:
      value = parse (frame, PROGRESS_TYPE);
      if (value != NULL)
        g_variant_get (value, PROGRESS_TYPE, &self->page, &self->n_pages);
      return value != NULL;

    case DIP_FRAME_LINES:
      value = parse (frame, LINES_TYPE);
      return value != NULL && take_lines (self, value);

    case DIP_FRAME_LAYOUT:
      value = parse (frame, LAYOUT_TYPE);
      return value != NULL && take_layout (self, value);

    case DIP_FRAME_ERROR:
      value = parse (frame, ERROR_TYPE);
      return value != NULL && take_error (self, value);

    case DIP_FRAME_IMAGE:
      value = self->wants_image ? parse (frame, IMAGE_TYPE) : NULL;
      return value != NULL && take_image (self, value);

    case DIP_FRAME_BYTES:
      if (self->bytes == NULL || self->bytes->len + g_bytes_get_size (frame) > DIP_FRAMES_MAX_BYTES)
        return FALSE;
      g_byte_array_append (self->bytes, g_bytes_get_data (frame, NULL), (guint) g_bytes_get_size (frame));
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
send_lines (GVariantBuilder *builder,
            DipFrameFunc     func,
            gpointer         user_data)
{
  g_autoptr (GBytes) frame = serialise (g_variant_builder_end (builder));

  return func (DIP_FRAME_LINES, frame, user_data);
}

static gsize
measure_line (const DipLine *line)
{
  return 200 + 2 * strlen (line->text);
}

gboolean
_dip_frames_of_layout (const DipLayout *layout,
                       DipFrameFunc     func,
                       gpointer         user_data)
{
  g_autoptr (GBytes) frame = NULL;
  guint i = 0;

  while (i < layout->lines->len)
    {
      GVariantBuilder builder;
      gsize n_bytes = 0;
      guint n = 0;

      g_variant_builder_init (&builder, G_VARIANT_TYPE (LINES_TYPE));
      do
        {
          const DipLine *line = g_ptr_array_index (layout->lines, i++);

          g_variant_builder_add_value (&builder, pack_line (line));
          n_bytes += measure_line (line);
          n++;
        }
      while (i < layout->lines->len && n < DIP_FRAME_MAX_LINES &&
             n_bytes + measure_line (g_ptr_array_index (layout->lines, i)) < DIP_FRAME_MAX_BYTES / 2);

      if (!send_lines (&builder, func, user_data))
        return FALSE;
    }

  frame = serialise (g_variant_new ("(@assmsmsmsu@as)", pack_strings (layout->warnings), layout->media_type,
                                    layout->encoding, layout->title, layout->author, layout->n_pages,
                                    pack_strings (layout->sheets)));

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

GBytes *
_dip_frame_of_error (const GError *error)
{
  guint code = error->domain == DIP_READ_ERROR ? (guint) error->code : DIP_READ_ERROR_FAILED;

  return serialise (g_variant_new (ERROR_TYPE, code, error->message));
}

/* The rows of @image lie without space between them. */
GBytes *
_dip_frame_of_image (const DipPageImage *image)
{
  GVariant *pixels = g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, image->pixels, TRUE);

  return serialise (g_variant_new ("(uud@ay)", image->width, image->height, image->scale, pixels));
}

GBytes *
_dip_frame_of_progress (guint page,
                        guint n_pages)
{
  return serialise (g_variant_new (PROGRESS_TYPE, page, n_pages));
}
