/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "fuzz-check.h"

#include "base/dip-error.h"
#include "read/dip-layout-codec.h"

#include <math.h>
#include <string.h>

/* The table of fonts lives as long as the process, and its library cannot say so. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libfontconfig\n";
}

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_line (const DipLine *line)
{
  g_assert_nonnull (line->text);
  check_text (line->text);
  check_text (line->marker);
  check_text (line->sheet);
  g_assert_true (isfinite (line->size) && isfinite (line->x) && isfinite (line->y) &&
                 isfinite (line->width) && isfinite (line->height));
  g_assert_true ((line->kind == DIP_LINE_ROW) == (line->cells != NULL));

  for (guint i = 0; line->cells != NULL && i < line->cells->len; i++)
    {
      g_assert_nonnull (line->cells->pdata[i]);
      check_text (line->cells->pdata[i]);
    }
}

static gboolean
pass_frame (DipFrameKind  kind,
            GBytes       *frame,
            gpointer      user_data)
{
  DipFrameSink *sink = user_data;
  DipFrameHead head = { DIP_FRAME_MAGIC, kind, g_bytes_get_size (frame) };

  g_assert_true (_dip_frame_sink_allows (sink, &head));
  g_assert_true (_dip_frame_sink_take (sink, kind, frame));

  return TRUE;
}

/* What a worker says arrives as it was said. */
static void
check_passage (const DipLayout *layout)
{
  DipFrameSink sink;

  _dip_frame_sink_init (&sink, "paper");
  g_assert_true (_dip_frames_of_layout (layout, pass_frame, &sink));
  g_assert_true (sink.done);
  g_assert_cmpuint (sink.layout->lines->len, ==, layout->lines->len);
  g_assert_cmpuint (sink.layout->warnings->len, ==, layout->warnings->len);

  for (guint i = 0; i < layout->lines->len; i++)
    {
      const DipLine *said = layout->lines->pdata[i];
      const DipLine *heard = sink.layout->lines->pdata[i];

      g_assert_cmpstr (said->text, ==, heard->text);
      g_assert_cmpint (said->kind, ==, heard->kind);
      g_assert_cmpuint (said->page, ==, heard->page);
    }
  _dip_frame_sink_clear (&sink);
}

void
fuzz_check_answer (DipLayout *layout,
                   GError    *error)
{
  g_assert_true ((layout == NULL) == (error != NULL));

  if (error != NULL)
    {
      g_assert_true (error->domain == DIP_READ_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strchr (error->message, '\n'));
      g_error_free (error);
      return;
    }

  for (guint i = 0; i < layout->lines->len; i++)
    check_line (layout->lines->pdata[i]);
  for (guint i = 0; i < layout->warnings->len; i++)
    check_text (layout->warnings->pdata[i]);
  for (guint i = 0; i < layout->sheets->len; i++)
    check_text (layout->sheets->pdata[i]);
  check_text (layout->title);
  check_text (layout->author);

  check_passage (layout);
  _dip_read_find_headings (layout);
  dip_layout_free (layout);
}

static void
append_number (GByteArray *out,
               guint32     value,
               guint       n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (value >> (8 * i));

      g_byte_array_append (out, &byte, 1);
    }
}

static guint32
compute_crc (const guint8 *data,
             gsize         size)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1)));
    }

  return ~crc;
}

/* What stands in both places that an archive has for an entry. */
static void
append_entry (GByteArray   *out,
              const guint8 *data,
              gsize         size,
              gsize         name_size)
{
  append_number (out, 20, 2);          /* version */
  append_number (out, 0x800, 2);       /* names are UTF-8 */
  append_number (out, 0, 2);           /* stored */
  append_number (out, 0, 4);           /* time */
  append_number (out, compute_crc (data, size), 4);
  append_number (out, (guint32) size, 4);
  append_number (out, (guint32) size, 4);
  append_number (out, (guint32) name_size, 2);
  append_number (out, 0, 2);           /* extra */
}

GBytes *
fuzz_pack (const guint8 *data,
           gsize         size)
{
  static const char mark[] = "=== ";
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  const guint8 *end = data + size;
  const guint8 *at = size > 0 ? memmem (data, size, mark, 4) : NULL;
  guint n = 0;
  guint32 start;

  while (at != NULL && n < 64)
    {
      const guint8 *name = at + 4;
      const guint8 *line_end = memchr (name, '\n', (gsize) (end - name));
      const guint8 *body = line_end != NULL ? line_end + 1 : end;
      const guint8 *next = memmem (body, (gsize) (end - body), "\n=== ", 5);
      gsize name_size = MIN ((gsize) ((line_end != NULL ? line_end : end) - name), 200);
      gsize body_size = (gsize) ((next != NULL ? next : end) - body);

      start = out->len;
      g_byte_array_append (out, (const guint8 *) "PK\3\4", 4);
      append_entry (out, body, body_size, name_size);
      g_byte_array_append (out, name, (guint) name_size);
      g_byte_array_append (out, body, (guint) body_size);

      g_byte_array_append (directory, (const guint8 *) "PK\1\2", 4);
      append_number (directory, 20, 2);
      append_entry (directory, body, body_size, name_size);
      append_number (directory, 0, 2);   /* comment */
      append_number (directory, 0, 2);   /* disk */
      append_number (directory, 0, 2);
      append_number (directory, 0, 4);   /* attributes */
      append_number (directory, start, 4);
      g_byte_array_append (directory, name, (guint) name_size);

      at = next != NULL ? next + 1 : NULL;
      n++;
    }

  start = out->len;
  g_byte_array_append (out, directory->data, directory->len);
  g_byte_array_append (out, (const guint8 *) "PK\5\6", 4);
  append_number (out, 0, 4);
  append_number (out, n, 2);
  append_number (out, n, 2);
  append_number (out, directory->len, 4);
  append_number (out, start, 4);
  append_number (out, 0, 2);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
