/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-characters.h"
#include "text/dip-tokens.h"

#include <string.h>

G_BEGIN_DECLS

/* What dip-tokens.c and dip-token-dates.c share. */

/* A token is no sentence: where a run goes on for longer it is cut, so that one
 * endless run of kanji is not compared as one word. */
#define MAX_TOKEN_BYTES 1024u

static inline gboolean
is_digit (gunichar c)
{
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static inline gsize
skip (const char *at)
{
  return g_utf8_skip[(guint8) *at];
}

static inline gsize
skip_digits (const char *text)
{
  gsize i = 0;

  while (i < MAX_TOKEN_BYTES && is_digit (dip_utf8_get (text + i)))
    i += skip (text + i);

  return i;
}

static inline gsize
skip_blanks (const char *text)
{
  gsize i = 0;

  while (i < 8 && (text[i] == ' ' || g_str_has_prefix (text + i, "\xE3\x80\x80")))
    i += skip (text + i);

  return i;
}

/* dip-token-dates.c: bytes of the date at the beginning, 0 for none; of one that
 * begins with an era; of one that begins with the name of a month. */
gsize _dip_match_date          (const char *text);
gsize _dip_match_era           (const char *text);
gsize _dip_match_month_and_day (const char *text);

G_END_DECLS
