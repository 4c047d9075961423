/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the worker has in the place of sscanf () and strtol () of the C library, held against the functions of the
 * library that have other names. */

static const char *const numbers[] = {
  "", " ", "0", "00", "7", "f", "F", "0000", "00a0", "4e00\n", "20B9F", "ffff>", "FFFFFFFF", "ffffffff0", "0fffffffff",
  "g", "fg", "12 34", " 12", "\t9a", "\n1", "+1", "-1", "-", "+", "--1", "+-1", "0x", "0x1f", "0X1F", "x1f", "1x2",
  "00x1", "<4e00>", "a\xe3\x81\x82", "\xc3\xa9", "123456789", "1234567890", "999999999", "2147483647", "2147483648",
  "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
  "99999999999999999999", "000000000000000000001", "1e5", "12.5", "0b11", "017", "08",
};

static int G_GNUC_SCANF (2, 3)
scan_with (const char *text,
           const char *format,
           ...)
{
  va_list arguments;
  int n;

  va_start (arguments, format);
  n = vsscanf (text, format, arguments);
  va_end (arguments);

  return n;
}

static void
test_hexadecimal (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      unsigned int value = 12345;
      unsigned int expected = 12345;
      int n = sscanf (numbers[i], "%x", &value);

      g_test_message ("%s", numbers[i]);
      g_assert_cmpint (n, ==, scan_with (numbers[i], "%x", &expected));
      g_assert_cmphex (value, ==, expected);
    }
}

static void
test_letters (void)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp (NULL, &path, NULL);
  FILE *file = fdopen (fd, "w+");

  g_assert_cmpint (fputs ("<4e\xff", file), >=, 0);
  rewind (file);
  g_assert_cmpint (fgetc (file), ==, '<');
  g_assert_cmpint (fgetc (file), ==, '4');
  g_assert_cmpint (ungetc ('4', file), ==, '4');
  g_assert_cmpint (fgetc (file), ==, '4');
  g_assert_cmpint (fgetc (file), ==, 'e');
  g_assert_cmpint (fgetc (file), ==, 0xff);
  g_assert_cmpint (fgetc (file), ==, EOF);
  g_assert_true (feof (file));
  fclose (file);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_other_formats (void)
{
  int day = 0;
  int month = 0;
  char word[8] = "";
  unsigned int code = 0;
  unsigned int length = 0;

  g_assert_cmpint (sscanf ("3.10 words", "%d.%d %7s", &day, &month, word), ==, 3);
  g_assert_cmpint (day, ==, 3);
  g_assert_cmpint (month, ==, 10);
  g_assert_cmpstr (word, ==, "words");

  g_assert_cmpint (sscanf ("<4e00>", "<%x>%n", &code, &length), ==, 1);
  g_assert_cmphex (code, ==, 0x4e00);
  g_assert_cmpuint (length, ==, 6);

  g_assert_cmpint (sscanf ("12ab", "%2x%2x", &code, &length), ==, 2);
  g_assert_cmphex (code, ==, 0x12);
  g_assert_cmphex (length, ==, 0xab);
}

/* strtoll () and a long of as many bits, as machines have it that the program is built for; else what fits. */
static void
check_long (const char *text,
            int         base)
{
  char *end = NULL;
  char *expected_end = NULL;
  long value;
  long long expected;
  int value_errno;

  errno = 0;
  value = strtol (text, &end, base);
  value_errno = errno;
  errno = 0;
  expected = strtoll (text, &expected_end, base);

  if (expected >= LONG_MIN && expected <= LONG_MAX)
    {
      g_assert_cmpint (value, ==, expected);
      g_assert_cmpint (value_errno, ==, errno);
    }
  else
    {
      g_assert_cmpint (value, ==, expected < 0 ? LONG_MIN : LONG_MAX);
      g_assert_cmpint (value_errno, ==, ERANGE);
    }
  g_assert_true (end == expected_end);
  g_assert_cmpint (strtol (text, NULL, base), ==, value);
}

static void
test_decimal (void)
{
  static const int bases[] = { 10, 0, 2, 8, 16, 36 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (bases); j++)
      {
        g_test_message ("%s in base %d", numbers[i], bases[j]);
        check_long (numbers[i], bases[j]);
      }
}

static void
test_random (void)
{
  static const char letters[] = "0123456789abcdefABCDEFxX+- \n>g";

  for (guint i = 0; i < 20000; i++)
    {
      char text[14];
      guint n = (guint) g_test_rand_int_range (0, sizeof text);
      unsigned int value = 1;
      unsigned int expected = 1;

      for (guint j = 0; j < n; j++)
        text[j] = letters[g_test_rand_int_range (0, (gint32) strlen (letters) / (j % 2 == 0 ? 1 : 2))];
      text[n] = '\0';

      g_assert_cmpint (sscanf (text, "%x", &value), ==, scan_with (text, "%x", &expected));
      g_assert_cmphex (value, ==, expected);
      check_long (text, 10);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/read/pdf-maps/hexadecimal", test_hexadecimal);
  g_test_add_func ("/read/pdf-maps/letters", test_letters);
  g_test_add_func ("/read/pdf-maps/other-formats", test_other_formats);
  g_test_add_func ("/read/pdf-maps/decimal", test_decimal);
  g_test_add_func ("/read/pdf-maps/random", test_random);

  return g_test_run ();
}
