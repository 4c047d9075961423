/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * Numbers in the maps from codes to letters. A Japanese font that is not in the
 * document needs two of poppler-data's, some forty thousand numbers, and one
 * that is brings a map of its own. poppler reads each number by functions of the
 * C library that are made for any format and any locale: a fifth of the time of
 * ten pages. Functions of these names, which the loader prefers, read what is
 * nothing but digits and hand all else on to the library.
 */

#define MAX_HEXADECIMAL 8u   /* digits of an unsigned int */
#define MAX_DECIMAL     9u   /* digits that fit into any long */

static inline guint
digit_of (char c)
{
  if (c >= '0' && c <= '9')
    return (guint) (c - '0');

  c |= 0x20;

  return c >= 'a' && c <= 'f' ? (guint) (c - 'a') + 10 : G_MAXUINT;
}

/* FALSE for what is not a few digits. */
static gboolean
scan_hexadecimal (const char   *text,
                  unsigned int *value)
{
  unsigned int found = 0;
  guint n = 0;

  for (guint digit; n <= MAX_HEXADECIMAL && (digit = digit_of (text[n])) != G_MAXUINT; n++)
    found = found << 4 | digit;
  if (n == 0 || n > MAX_HEXADECIMAL || (text[n] | 0x20) == 'x')
    return FALSE;

  *value = found;

  return TRUE;
}

static gboolean
is_hexadecimal (const char *format)
{
  return format[0] == '%' && format[1] == 'x' && format[2] == '\0';
}

/* In the place of the C library's. */

int
sscanf (const char *text,
        const char *format,
        ...)
{
  va_list arguments;
  va_list rest;
  int n = 1;

  va_start (arguments, format);
  va_copy (rest, arguments);
  if (!is_hexadecimal (format) || !scan_hexadecimal (text, va_arg (arguments, unsigned int *)))
    n = vsscanf (text, format, rest);
  va_end (rest);
  va_end (arguments);

  return n;
}

static long
clamp_to_long (intmax_t value)
{
#if LONG_MAX < INTMAX_MAX
  if (value < LONG_MIN || value > LONG_MAX)
    {
      errno = ERANGE;
      return value < 0 ? LONG_MIN : LONG_MAX;
    }
#endif

  return (long) value;
}

long
strtol (const char  *text,
        char       **end,
        int          base)
{
  const char *at = text;
  long value = 0;

  if (base == 10)
    while (*at >= '0' && *at <= '9' && at - text <= (gssize) MAX_DECIMAL)
      value = value * 10 + (*at++ - '0');

  if (at == text || at - text > (gssize) MAX_DECIMAL)
    return clamp_to_long (strtoimax (text, end, base));

  if (end != NULL)
    *end = (char *) at;

  return value;
}

/* The library takes a lock for each letter of a map as soon as there are two threads. No file has two readers here. */
int
fgetc (FILE *file)
{
  return getc_unlocked (file);
}
