/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/* Slots of an empty table, a power of two; it grows before half of them are taken. */
#define MIN_SLOTS 256u

typedef struct
{
  guint32 hash;
  guint32 length;
} Kept;

void
_dip_interner_init (DipInterner *self)
{
  self->strings = g_ptr_array_new ();
  self->kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  self->chunk = g_string_chunk_new (64 * 1024);
  self->n_slots = MIN_SLOTS;
  self->slots = g_new0 (guint32, self->n_slots);
}

void
_dip_interner_clear (DipInterner *self)
{
  g_clear_pointer (&self->strings, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_array_unref);
  g_clear_pointer (&self->chunk, g_string_chunk_free);
  g_clear_pointer (&self->slots, g_free);
}

/* Eight bytes at a time: sentences and whole clauses are looked up. */
static guint32
hash_of (const char *string,
         gsize       length)
{
  guint64 hash = length * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  guint64 word = 0;

  for (; length >= sizeof (word); length -= sizeof (word), string += sizeof (word))
    {
      memcpy (&word, string, sizeof (word));
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
      hash ^= hash >> 32;
    }
  word = 0;
  for (gsize i = 0; i < length; i++)
    word = word << 8 | (guint8) string[i];
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return (guint32) (hash >> 32);
}

static void
grow (DipInterner *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint32, self->n_slots);

  for (guint id = 0; id < self->kept->len; id++)
    {
      guint at = g_array_index (self->kept, Kept, id).hash & (self->n_slots - 1);

      while (self->slots[at] != 0)
        at = (at + 1) & (self->n_slots - 1);
      self->slots[at] = id + 1;
    }
}

/* Ids are dense, from 0, in the order of first use. @string has no zero byte in it. */
guint32
_dip_intern (DipInterner *self,
             const char  *string,
             gsize        length)
{
  Kept kept = { hash_of (string, length), (guint32) length };
  guint at = kept.hash & (self->n_slots - 1);

  for (; self->slots[at] != 0; at = (at + 1) & (self->n_slots - 1))
    {
      guint32 id = self->slots[at] - 1;
      const Kept *other = &g_array_index (self->kept, Kept, id);

      if (other->hash == kept.hash && other->length == kept.length
          && memcmp (self->strings->pdata[id], string, length) == 0)
        return id;
    }

  g_ptr_array_add (self->strings, g_string_chunk_insert_len (self->chunk, string, (gssize) length));
  g_array_append_val (self->kept, kept);
  self->slots[at] = self->kept->len;
  if (self->kept->len * 2 > self->n_slots)
    grow (self);

  return self->kept->len - 1;
}
