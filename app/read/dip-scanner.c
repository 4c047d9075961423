/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <string.h>

/* A byte in all eight places of a word, and the highest bit of those that are zero; a place behind a zero may be
 * told as well. */
#define EVERY(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))
#define ZEROS(word) (((word) - EVERY (0x01)) & ~(word) & EVERY (0x80))

/**
 * _dip_scanner_skip:
 * @at: a place in a text
 * @end: its end
 *
 * Skips, eight bytes at a time, what is nothing but text in UTF-8: no control character, none that begins with the
 * first byte of a line end or of a character that nobody sees (0xc2, 0xe2, 0xef).
 *
 * Returns: where something else may begin, or the end
 */
const char *
_dip_scanner_skip (const char *at,
                   const char *end)
{
  for (; end - at >= 8; at += 8)
    {
      guint64 word;

      memcpy (&word, at, sizeof word);
      if ((((word - EVERY (0x20)) & ~word & EVERY (0x80)) | ZEROS (word ^ EVERY (0x7f)) |
           ZEROS ((word | EVERY (0x20)) ^ EVERY (0xe2)) | ZEROS (word ^ EVERY (0xef))) != 0)
        break;
    }
  for (; at < end; at++)
    {
      guchar c = (guchar) *at;

      if (c < 0x20 || c == 0x7f || c == 0xc2 || c == 0xe2 || c == 0xef)
        break;
    }

  return at;
}

void
_dip_scanner_init (DipScanner *self,
                   const char *text,
                   gsize       length)
{
  *self = (DipScanner) { .at = text, .end = text + length };
}

/* Length of the line end at @at, 0 if there is none: LF, CR, CR LF, VT, FF, NEL, LS, PS. */
static gsize
match_line_end (const char *at,
                const char *end)
{
  guchar c = (guchar) *at;

  if (c == '\r')
    return at + 1 < end && at[1] == '\n' ? 2 : 1;
  if (c == '\n' || c == '\f' || c == '\v')
    return 1;
  if (c == 0xc2 && end - at >= 2 && (guchar) at[1] == 0x85)
    return 2;
  if (c == 0xe2 && end - at >= 3 && (guchar) at[1] == 0x80 &&
      ((guchar) at[2] == 0xa8 || (guchar) at[2] == 0xa9))
    return 3;

  return 0;
}

gboolean
_dip_scanner_next (DipScanner *self)
{
  const char *at;

  self->page_break = FALSE;

  /* A form feed is no line of its own: what follows begins a page. */
  while (self->at < self->end && *self->at == '\f')
    {
      self->page_break = TRUE;
      self->at++;
    }

  if (self->at >= self->end)
    return FALSE;

  self->line = self->at;
  if (!self->cut)
    self->number++;
  self->cut = FALSE;

  for (at = self->at; (at = _dip_scanner_skip (at, self->end)) < self->end; at++)
    {
      gsize n_end = match_line_end (at, self->end);

      if (n_end == 0)
        continue;

      self->length = (gsize) (at - self->line);
      self->at = *at == '\f' ? at : at + n_end;
      self->cut = *at == '\f';

      return TRUE;
    }

  self->length = (gsize) (at - self->line);
  self->at = at;

  return TRUE;
}
