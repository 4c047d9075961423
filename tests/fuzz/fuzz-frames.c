/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-check.h"
#include "fuzz-target.h"

#include "read/dip-layout-codec.h"

#include <string.h>

/*
 * What a worker may send: the first byte says whether a page or a file of an
 * archive was asked for, then come frames as they come through the pipe. Whatever is taken keeps the promises
 * of a layout and of a picture.
 */

static void
check_image (const DipPageImage *image)
{
  const guint8 *pixels = g_bytes_get_data (image->pixels, NULL);

  g_assert_cmpuint (g_bytes_get_size (image->pixels), ==, image->stride * image->height);
  g_assert_cmpuint (image->stride, ==, (gsize) image->width * 4);
  g_assert_true (image->scale > 0.0);
  g_assert_cmpuint (pixels[image->stride * image->height - 1], <=, 255);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  DipFrameSink sink;
  gsize at = 1;

  _dip_frame_sink_init (&sink, "paper");
  sink.wants_image = size > 0 && (data[0] & 1) != 0;
  if (size > 0 && (data[0] & 2) != 0)
    sink.bytes = g_byte_array_new ();

  while (at + sizeof (DipFrameHead) <= size && !sink.done)
    {
      g_autoptr (GBytes) frame = NULL;
      DipFrameHead head;

      memcpy (&head, data + at, sizeof head);
      at += sizeof head;
      if (!_dip_frame_sink_allows (&sink, &head) || head.n_bytes > size - at)
        break;

      frame = g_bytes_new (data + at, head.n_bytes);
      at += head.n_bytes;
      if (!_dip_frame_sink_take (&sink, (DipFrameKind) head.kind, frame))
        break;
    }

  if (sink.image != NULL)
    check_image (sink.image);
  if (sink.done && sink.error == NULL)
    fuzz_check_answer (g_steal_pointer (&sink.layout), NULL);
  else if (sink.error != NULL)
    g_assert_true (g_utf8_validate (sink.error->message, -1, NULL));
  _dip_frame_sink_clear (&sink);

  return 0;
}
