/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-digest.h"

#include <string.h>

/*
 * SHA-256 as in FIPS 180-4, by the processor's own instructions where it has them: a file is digested ten times
 * as quickly as by GLib, which is asked on all other processors.
 */

#if defined (__x86_64__) && defined (__GNUC__)

#include <cpuid.h>
#include <immintrin.h>

#define BLOCK_BYTES  64u
#define LENGTH_BYTES 8u

/* Four rounds share a vector of four words. */
#define N_VECTORS    16u
#define N_KEPT       4u

#define WITH_SHA __attribute__ ((target ("sha,sse4.1,ssse3")))

static const guint32 constants[4 * N_VECTORS] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static gboolean
has_instructions (void)
{
  static gsize known;

  if (g_once_init_enter (&known))
    {
      guint a = 0, b = 0, c = 0, d = 0;
      gboolean has = __get_cpuid (1, &a, &b, &c, &d) != 0 && (c & bit_SSE4_1) != 0 && (c & bit_SSSE3) != 0 &&
                     __get_cpuid_count (7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;

      g_once_init_leave (&known, has ? 1 : 2);
    }

  return known == 1;
}

/* The words of the state in the order A, B, E, F and C, D, G, H, as the instructions want them. */
static WITH_SHA void
digest_blocks (__m128i       state[2],
               const guint8 *data,
               gsize         n_blocks)
{
  const __m128i swap = _mm_set_epi64x (0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i abef = state[0];
  __m128i cdgh = state[1];

  for (; n_blocks > 0; n_blocks--, data += BLOCK_BYTES)
    {
      const __m128i old_abef = abef;
      const __m128i old_cdgh = cdgh;
      __m128i words[N_KEPT];

      for (guint i = 0; i < N_VECTORS; i++)
        {
          __m128i *word = &words[i % N_KEPT];
          __m128i sum;

          if (i < N_KEPT)
            {
              *word = _mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) data + i), swap);
            }
          else
            {
              const __m128i last = words[(i + 3) % N_KEPT];

              *word = _mm_sha256msg1_epu32 (*word, words[(i + 1) % N_KEPT]);
              *word = _mm_add_epi32 (*word, _mm_alignr_epi8 (last, words[(i + 2) % N_KEPT], 4));
              *word = _mm_sha256msg2_epu32 (*word, last);
            }

          sum = _mm_add_epi32 (*word, _mm_loadu_si128 ((const __m128i *) constants + i));
          cdgh = _mm_sha256rnds2_epu32 (cdgh, abef, sum);
          abef = _mm_sha256rnds2_epu32 (abef, cdgh, _mm_shuffle_epi32 (sum, 0x0e));
        }

      abef = _mm_add_epi32 (abef, old_abef);
      cdgh = _mm_add_epi32 (cdgh, old_cdgh);
    }

  state[0] = abef;
  state[1] = cdgh;
}

/* What is left behind the last whole block, a bit that is set, zeros and the length in bits. */
static gsize
pad (guint8       *tail,
     const guint8 *rest,
     gsize         n_rest,
     guint64       size)
{
  gsize length = n_rest + 1 + LENGTH_BYTES > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES;
  guint64 n_bits = GUINT64_TO_BE (size * 8);

  memset (tail, 0, length);
  if (n_rest > 0)
    memcpy (tail, rest, n_rest);
  tail[n_rest] = 0x80;
  memcpy (tail + length - LENGTH_BYTES, &n_bits, LENGTH_BYTES);

  return length / BLOCK_BYTES;
}

static WITH_SHA char *
digest (const guint8 *data,
        gsize         size)
{
  __m128i state[2] = {
    _mm_set_epi32 (0x6a09e667, (int) 0xbb67ae85, 0x510e527f, (int) 0x9b05688c),
    _mm_set_epi32 (0x3c6ef372, (int) 0xa54ff53a, 0x1f83d9ab, 0x5be0cd19),
  };
  guint8 tail[2 * BLOCK_BYTES];
  gsize n_whole = size / BLOCK_BYTES;
  gsize n_tail = pad (tail, data + n_whole * BLOCK_BYTES, size % BLOCK_BYTES, size);
  guint32 low[4], high[4];

  digest_blocks (state, data, n_whole);
  digest_blocks (state, tail, n_tail);
  _mm_storeu_si128 ((__m128i *) low, state[0]);
  _mm_storeu_si128 ((__m128i *) high, state[1]);

  return g_strdup_printf ("%08x%08x%08x%08x%08x%08x%08x%08x",
                          low[3], low[2], high[3], high[2], low[1], low[0], high[1], high[0]);
}

#endif

/**
 * dip_digest_bytes:
 * @bytes: what a file holds
 *
 * Returns: (transfer full): its SHA-256, 64 lower-case hexadecimal digits
 */
char *
dip_digest_bytes (GBytes *bytes)
{
  g_return_val_if_fail (bytes != NULL, NULL);

#if defined (__x86_64__) && defined (__GNUC__)
  if (has_instructions ())
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (bytes, &size);

      return digest (data != NULL ? data : (const guint8 *) "", size);
    }
#endif

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}
