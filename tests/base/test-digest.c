/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-digest.h"

#include <string.h>

/* More than two blocks, so that each length of the rest comes with and without whole blocks before it. */
#define MAX_BYTES 200u

/* FIPS 180-4's own examples. */
static void
test_known (void)
{
  static const char *const known[][2] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (known[i][0], strlen (known[i][0]));
      g_autofree char *digest = dip_digest_bytes (bytes);

      g_assert_cmpstr (digest, ==, known[i][1]);
    }
}

/* GLib counts more slowly, and the same. */
static void
test_lengths (void)
{
  guint8 data[MAX_BYTES + 1];

  for (guint i = 0; i < G_N_ELEMENTS (data); i++)
    data[i] = (guint8) (i * 37 + i / 7);

  for (guint length = 0; length <= MAX_BYTES; length++)
    {
      /* not where words begin in memory either */
      g_autoptr (GBytes) bytes = g_bytes_new_static (data + length % 2, length);
      g_autofree char *digest = dip_digest_bytes (bytes);
      g_autofree char *expected = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

      g_assert_cmpstr (digest, ==, expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/digest/known", test_known);
  g_test_add_func ("/base/digest/lengths", test_lengths);

  return g_test_run ();
}
