/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>

#include "text/dip-characters.h"

G_BEGIN_DECLS

/**
 * DipWordStarts:
 *
 * How some words begin, six bytes hashed to a bit, of shorter words the first
 * byte and three: one look at a sentence tells where one of them may stand,
 * mostly nowhere. All zero for no words. Private to app/recognise.
 */
typedef struct
{
  guint8 grams[4096 / 8];   /* six bytes of words that have them, three of others */
  guint8 shorter[256 / 8];  /* the first byte of words that have three to five */
  guint8 bytes[256 / 8];    /* and of those that have one or two */
} DipWordStarts;

#define DIP_WORD_STARTS_GRAM  6u
#define DIP_WORD_STARTS_SHORT 3u

static inline guint
dip_word_starts_hash (const char *at)
{
  guint32 low;
  guint16 high;

  memcpy (&low, at, sizeof low);
  memcpy (&high, at + sizeof low, sizeof high);

  return (guint) ((low ^ (guint64) high << 32) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15) >> 52);
}

static inline guint
dip_word_starts_hash_short (const char *at)
{
  guint32 bytes = (guint32) (guint8) at[0] << 16 | (guint32) (guint8) at[1] << 8 | (guint8) at[2];

  return bytes * 0x9E3779B1u >> 20;
}

static inline void
dip_word_starts_add (DipWordStarts *self,
                     const char    *word,
                     gsize          length)
{
  guint8 first = (guint8) *word;

  if (length >= DIP_WORD_STARTS_GRAM)
    {
      guint hash = dip_word_starts_hash (word);

      self->grams[hash / 8] |= (guint8) (1u << hash % 8);
    }
  else if (length >= DIP_WORD_STARTS_SHORT)
    {
      guint hash = dip_word_starts_hash_short (word);

      self->grams[hash / 8] |= (guint8) (1u << hash % 8);
      self->shorter[first / 8] |= (guint8) (1u << first % 8);
    }
  else if (length > 0)
    self->bytes[first / 8] |= (guint8) (1u << first % 8);
}

/* The first place from @at on where a word that was added may begin; @stop for none. */
static inline const char *
dip_word_starts_next (const DipWordStarts *self,
                      const char          *at,
                      const char          *stop)
{
  while (at < stop && ((guint8) *at & 0xC0) == 0x80)
    at++;
  for (; at < stop; at += dip_utf8_length (*at))
    {
      guint8 first = (guint8) *at;

      if ((self->bytes[first / 8] & 1u << first % 8) != 0)
        return at;
      if ((self->shorter[first / 8] & 1u << first % 8) != 0 && stop - at >= (gssize) DIP_WORD_STARTS_SHORT)
        {
          guint hash = dip_word_starts_hash_short (at);

          if ((self->grams[hash / 8] & 1u << hash % 8) != 0)
            return at;
        }
      if (stop - at >= (gssize) DIP_WORD_STARTS_GRAM)
        {
          guint hash = dip_word_starts_hash (at);

          if ((self->grams[hash / 8] & 1u << hash % 8) != 0)
            return at;
        }
    }

  return stop;
}

G_END_DECLS
