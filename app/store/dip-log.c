/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-log.h"

#include "store/dip-bytes-private.h"

#include <gio/gio.h>

#include <string.h>

#define HEADER_BYTES        32
#define FRAME_HEADER_BYTES  24
#define FORMAT_VERSION 3007000
#define MAGIC       0x377f0682  /* the last bit says that checksums are made of big-endian words */

/* Of a library, where the head of its log does not tell. */
#define PAGE_SIZE         4096
#define MAX_PAGE_SIZE    65536

typedef struct
{
  guint32 first;
  guint32 second;
} Sum;

typedef struct
{
  GInputStream *in;            /* (unowned) */
  guint32       page_size;
  gboolean      is_big_endian; /* the words of a checksum */
  guint8        salts[8];      /* of the frames that are no older than the head */
  Sum           sum;           /* that the frame before says it has */
  gboolean      has_salts;
  gboolean      is_head_bad;
} Log;

typedef struct
{
  guint8   header[FRAME_HEADER_BYTES];
  guint8  *page;               /* MAX_PAGE_SIZE bytes */
  guint32  number;             /* of the page */
  guint32  n_pages;            /* of the library, in the last frame of a transaction; else 0 */
  gboolean is_ours;            /* it has the salts of the log */
  gboolean is_sound;           /* and follows the frame before it */
} Frame;

/* Goes on with @sum over @n_bytes, a multiple of 8. */
static Sum
add_up (Sum           sum,
        const guint8 *bytes,
        gsize         n_bytes,
        gboolean      is_big_endian)
{
  for (gsize i = 0; i < n_bytes; i += 8)
    {
      guint32 words[2];

      memcpy (words, bytes + i, sizeof words);
      for (int j = 0; j < 2; j++)
        words[j] = is_big_endian ? GUINT32_FROM_BE (words[j]) : GUINT32_FROM_LE (words[j]);

      sum.first += words[0] + sum.second;
      sum.second += words[1] + sum.first;
    }

  return sum;
}

static gboolean
is_page_size (guint32 size)
{
  return size >= 512 && size <= MAX_PAGE_SIZE && (size & (size - 1)) == 0;
}

/* FALSE at the end. */
static gboolean
read_whole (GInputStream *in,
            guint8       *bytes,
            gsize         n_bytes)
{
  gsize n_read;

  return g_input_stream_read_all (in, bytes, n_bytes, &n_read, NULL, NULL) && n_read == n_bytes;
}

static gboolean
begin (Log          *self,
       GInputStream *in)
{
  guint8 header[HEADER_BYTES];
  Sum sum;

  *self = (Log) { .in = in };
  if (!read_whole (in, header, sizeof header))
    return FALSE;

  self->is_big_endian = _dip_bytes_read_32 (header) & 1;
  self->page_size = _dip_bytes_read_32 (header + 8);
  memcpy (self->salts, header + 16, sizeof self->salts);
  sum = add_up ((Sum) { 0, 0 }, header, 24, self->is_big_endian);
  self->is_head_bad = (_dip_bytes_read_32 (header) | 1) != (MAGIC | 1) || !is_page_size (self->page_size) ||
                      _dip_bytes_read_32 (header + 24) != sum.first || _dip_bytes_read_32 (header + 28) != sum.second;
  self->has_salts = !self->is_head_bad;
  self->sum = sum;

  if (self->is_head_bad)
    {
      self->is_big_endian = G_BYTE_ORDER == G_BIG_ENDIAN;
      self->page_size = PAGE_SIZE;
    }

  return TRUE;
}

/* Without a head the first frame tells which ones belong together. */
static gboolean
next_frame (Log   *self,
            Frame *frame)
{
  Sum sum;

  if (!read_whole (self->in, frame->header, sizeof frame->header) ||
      !read_whole (self->in, frame->page, self->page_size))
    return FALSE;

  if (!self->has_salts)
    memcpy (self->salts, frame->header + 8, sizeof self->salts);
  self->has_salts = TRUE;

  frame->number = _dip_bytes_read_32 (frame->header);
  frame->n_pages = _dip_bytes_read_32 (frame->header + 4);
  frame->is_ours = frame->number > 0 && memcmp (frame->header + 8, self->salts, sizeof self->salts) == 0;

  sum = add_up (self->sum, frame->header, 8, self->is_big_endian);
  sum = add_up (sum, frame->page, self->page_size, self->is_big_endian);
  self->sum = (Sum) { _dip_bytes_read_32 (frame->header + 16), _dip_bytes_read_32 (frame->header + 20) };
  frame->is_sound = frame->is_ours && sum.first == self->sum.first && sum.second == self->sum.second;

  return TRUE;
}

static GFileInputStream *
open_log (const char  *path,
          GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return g_file_read (file, NULL, error);
}

/**
 * dip_log_has_gap:
 * @path: a log that nobody writes now
 *
 * Looks whether SQLite would leave out a transaction that was on the disk: one
 * that ends at or behind the first wrong frame, and is followed by a sound frame of another one. A
 * transaction is only begun when the one before it has reached the disk, so a
 * power cut leaves nothing like that; it cannot be told from damage to the last transaction.
 *
 * Takes time in proportion to the log. Any thread.
 *
 * Returns: TRUE if so; FALSE also for a log that cannot be read
 */
gboolean
dip_log_has_gap (const char *path)
{
  g_autoptr (GFileInputStream) in = open_log (path, NULL);
  g_autofree guint8 *page = g_malloc (MAX_PAGE_SIZE);
  Frame frame = { .page = page };
  gboolean has_ended = FALSE;
  gboolean is_broken;
  Log log;

  if (in == NULL || !begin (&log, G_INPUT_STREAM (in)))
    return FALSE;

  is_broken = log.is_head_bad;
  while (next_frame (&log, &frame))
    {
      if (has_ended && frame.is_sound)
        return TRUE;

      is_broken = is_broken || !frame.is_sound;
      has_ended = has_ended || (is_broken && frame.is_ours && frame.n_pages > 0);
    }

  return FALSE;
}

/* The most pages that the library had; what a damaged frame says may be more than that. */
static guint32
count_pages (const char *path)
{
  g_autoptr (GFileInputStream) in = open_log (path, NULL);
  g_autofree guint8 *page = g_malloc (MAX_PAGE_SIZE);
  Frame frame = { .page = page };
  guint32 n_pages = 0;
  Log log;

  if (in == NULL || !begin (&log, G_INPUT_STREAM (in)))
    return 0;

  while (next_frame (&log, &frame))
    if (frame.is_sound)
      n_pages = MAX (n_pages, frame.n_pages);

  return n_pages;
}

/* With its sum made anew, which the next frame goes on from. */
static gboolean
write_frame (GOutputStream *out,
             Frame         *frame,
             const Log     *log,
             Sum           *sum,
             GError       **error)
{
  *sum = add_up (*sum, frame->header, 8, log->is_big_endian);
  *sum = add_up (*sum, frame->page, log->page_size, log->is_big_endian);
  _dip_bytes_write_32 (frame->header + 16, sum->first);
  _dip_bytes_write_32 (frame->header + 20, sum->second);

  return g_output_stream_write_all (out, frame->header, sizeof frame->header, NULL, NULL, error) &&
         g_output_stream_write_all (out, frame->page, log->page_size, NULL, NULL, error);
}

static gboolean
write_head (GOutputStream *out,
            const Log     *log,
            Sum           *sum,
            GError       **error)
{
  guint8 header[HEADER_BYTES] = { 0 };

  _dip_bytes_write_32 (header, MAGIC | (log->is_big_endian ? 1 : 0));
  _dip_bytes_write_32 (header + 4, FORMAT_VERSION);
  _dip_bytes_write_32 (header + 8, log->page_size);
  memcpy (header + 16, log->salts, sizeof log->salts);
  *sum = add_up ((Sum) { 0, 0 }, header, 24, log->is_big_endian);
  _dip_bytes_write_32 (header + 24, sum->first);
  _dip_bytes_write_32 (header + 28, sum->second);

  return g_output_stream_write_all (out, header, sizeof header, NULL, NULL, error);
}

/**
 * dip_log_mend:
 * @path: a copy of a log, which is replaced
 * @error: return location for an error of the disk
 *
 * Makes all sums of a log anew, so that SQLite takes every frame of it. A page
 * whose sum was wrong is zeros from then on: its rows are missed, not believed. A
 * frame that does not belong to the log, or to a page that the library never had, is left out.
 *
 * Takes time in proportion to the log. Any thread.
 *
 * Returns: TRUE if the log was written
 */
gboolean
dip_log_mend (const char  *path,
              GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = open_log (path, error);
  g_autoptr (GFileOutputStream) out = NULL;
  g_autofree guint8 *page = g_malloc (MAX_PAGE_SIZE);
  Frame frame = { .page = page };
  guint32 n_pages;
  gboolean has_head = FALSE;
  Sum sum;
  Log log;

  if (in == NULL)
    return FALSE;

  n_pages = count_pages (path);
  if (!begin (&log, G_INPUT_STREAM (in)))
    return TRUE;

  /* The old one can still be read while it is replaced. */
  out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  if (out == NULL)
    return FALSE;

  while (next_frame (&log, &frame))
    {
      if (!has_head && !write_head (G_OUTPUT_STREAM (out), &log, &sum, error))
        return FALSE;
      has_head = TRUE;

      if (!frame.is_sound)
        memset (frame.page, 0, log.page_size);

      if (frame.is_ours && frame.number <= n_pages && frame.n_pages <= n_pages &&
          !write_frame (G_OUTPUT_STREAM (out), &frame, &log, &sum, error))
        return FALSE;
    }

  return g_output_stream_close (G_OUTPUT_STREAM (out), NULL, error);
}
