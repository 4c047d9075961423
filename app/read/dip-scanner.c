/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

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

  for (at = self->at; at < self->end; at++)
    {
      gsize n_end;

      if ((guchar) *at >= 0x20 && (guchar) *at != 0xc2 && (guchar) *at != 0xe2)
        continue;

      n_end = match_line_end (at, self->end);
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
