/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-strings.h"

#include <string.h>

/* Bytes by which it is decided, up to four of them, behind ASCII that is looked at together and behind characters. */
static void
test_valid (void)
{
  static const guint8 bytes[] = { 0x00, 0x01, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
                                  0xE0, 0xE1, 0xE3, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF };
  static const char *const before[] = { "", "a", "eight of", "more than eight", "\xE6\x9A\x97", "\xC3\xA9" };
  const guint n = G_N_ELEMENTS (bytes);

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    for (guint code = 0; code < n * n * n * n; code++)
      {
        gsize length = strlen (before[i]);
        char text[24];

        memcpy (text, before[i], length);
        for (guint rest = code; rest > 0; rest /= n)
          text[length++] = (char) bytes[rest % n];
        g_assert_cmpint (dip_utf8_is_valid (text, length), ==, g_utf8_validate_len (text, length, NULL));
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/strings/valid", test_valid);

  return g_test_run ();
}
