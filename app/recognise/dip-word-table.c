/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-word-table.h"

#include <string.h>

#include "text/dip-characters.h"

typedef struct
{
  const char **fields;  /* (unowned): of the lexicon; the first is the word */
  guint        length;
  guint32      begin;   /* the first bytes, which tell most words apart; 0 where it has fewer, or case is ignored */
} Entry;

struct _DipWordTable
{
  GArray   *by_first[256];  /* (element-type Entry) (nullable): longest first; see slot_of() */
  GArray   *all;
  guint8    begins[0x10000 / 8];  /* a bit for each character beyond ASCII that some word begins with */
  guint8    latin[128];     /* whether some word begins with this character of ASCII */
  guint8    ends[256];      /* whether some word ends with this byte */
  gboolean  ignore_case;
  gboolean  stems;
};

static inline guint
low_half (const char *character)
{
  return dip_utf8_get (character) & 0xFFFF;
}

/* Whether a word may begin with this character, which is beyond ASCII. */
static inline gboolean
may_begin (const DipWordTable *self,
           const char         *character)
{
  guint half = low_half (character);

  return (self->begins[half / 8] & 1 << half % 8) != 0;
}

/* Where the words stand that may begin with a character: ASCII has a slot each, the others go by their last bits. */
static inline guint
slot_of (const DipWordTable *self,
         const char         *character)
{
  if ((guchar) *character < 0x80)
    return (guchar) (self->ignore_case ? g_ascii_tolower (*character) : *character);

  return 0x80 | (low_half (character) & 0x7F);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *one = a;
  const Entry *other = b;

  return one->length == other->length ? 0 : one->length > other->length ? -1 : 1;
}

/**
 * dip_word_table_new:
 * @lexicon: where the list stands; it has to live as long as the table
 * @list: its name
 * @ignore_case: whether Latin letters fit in either case
 * @stems: whether the words are beginnings: "delet" fits "deleted"
 *
 * Returns: (transfer full): the table
 */
DipWordTable *
dip_word_table_new (const DipLexicon *lexicon,
                    const char       *list,
                    gboolean          ignore_case,
                    gboolean          stems)
{
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, list);
  DipWordTable *self = g_new0 (DipWordTable, 1);

  self->ignore_case = ignore_case;
  self->stems = stems;
  self->all = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (guint i = 0; i < rows->len; i++)
    {
      const char **fields = g_ptr_array_index (rows, i);
      Entry entry = { fields, (guint) strlen (fields[0]), 0 };

      if (entry.length >= sizeof entry.begin && !ignore_case)
        memcpy (&entry.begin, fields[0], sizeof entry.begin);
      if (entry.length > 0)
        g_array_append_val (self->all, entry);
    }
  g_array_sort (self->all, compare_entries);
  for (guint i = 0; i < self->all->len; i++)
    {
      const Entry *entry = &g_array_index (self->all, Entry, i);
      const char *word = entry->fields[0];
      char last = word[entry->length - 1];
      guint slot = slot_of (self, word);
      guint half = low_half (word);

      if (self->by_first[slot] == NULL)
        self->by_first[slot] = g_array_new (FALSE, FALSE, sizeof (Entry));
      g_array_append_val (self->by_first[slot], *entry);
      self->begins[half / 8] |= (guint8) (1 << half % 8);
      self->ends[(guchar) last] = TRUE;
      if (ignore_case)
        self->ends[(guchar) g_ascii_tolower (last)] = self->ends[(guchar) g_ascii_toupper (last)] = TRUE;
      if (slot < 0x80)
        self->latin[slot] = TRUE;
      if (slot < 0x80 && ignore_case)
        self->latin[(guchar) g_ascii_toupper ((char) slot)] = TRUE;
    }

  return self;
}

void
dip_word_table_free (DipWordTable *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->by_first); i++)
    g_clear_pointer (&self->by_first[i], g_array_unref);
  g_array_unref (self->all);
  g_free (self);
}

/**
 * dip_word_table_mark:
 * @begins: 0x10000 bits, the first in the lowest bit of the first byte
 *
 * Adds a bit for each character beyond ASCII that some word begins with, by its
 * last 16 bits, so that one look tells that no table of several has a word.
 */
void
dip_word_table_mark (const DipWordTable *self,
                     guint8             *begins)
{
  for (guint i = 0; i < sizeof self->begins; i++)
    begins[i] |= self->begins[i];
}

static gboolean
same (const DipWordTable *self,
      const char         *word,
      const char         *text,
      gsize               length)
{
  if (!self->ignore_case)
    return memcmp (word, text, length) == 0;

  for (gsize i = 0; i < length; i++)
    {
      if (word[i] != text[i] && g_ascii_tolower (word[i]) != g_ascii_tolower (text[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * dip_word_table_at:
 * @at: where to look
 * @stop: the end of the text
 * @length: (out): of the word
 *
 * A word that ends in a Latin letter does not fit where the letters go on.
 *
 * Returns: (transfer none) (nullable): the fields of the longest word that begins there
 */
const char **
dip_word_table_at (const DipWordTable *self,
                   const char         *at,
                   const char         *stop,
                   gsize              *length)
{
  const GArray *entries;
  guint32 begin = 0;

  if (at >= stop)
    return NULL;
  /* Most characters begin no word. */
  if ((guchar) *at >= 0x80 ? !may_begin (self, at) : !self->latin[(guchar) *at])
    return NULL;
  entries = self->by_first[slot_of (self, at)];
  if (stop - at >= (gssize) sizeof begin)
    memcpy (&begin, at, sizeof begin);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if ((entry->begin != 0 && entry->begin != begin) || (gsize) (stop - at) < entry->length ||
          !same (self, entry->fields[0], at, entry->length))
        continue;
      if (!self->stems && g_ascii_isalpha (at[entry->length - 1]) && at + entry->length < stop &&
          g_ascii_isalpha (at[entry->length]))
        continue;
      *length = entry->length;
      return entry->fields;
    }

  return NULL;
}

/**
 * dip_word_table_before:
 * @start: the beginning of the text
 * @end: where the word has to end
 * @length: (out): of the word
 *
 * Returns: (transfer none) (nullable): the fields of the longest word that ends there
 */
const char **
dip_word_table_before (const DipWordTable *self,
                       const char         *start,
                       const char         *end,
                       gsize              *length)
{
  if (end <= start || !self->ends[(guchar) end[-1]])
    return NULL;
  for (guint i = 0; i < self->all->len; i++)
    {
      const Entry *entry = &g_array_index (self->all, Entry, i);

      if ((gsize) (end - start) < entry->length ||
          !same (self, entry->fields[0], end - entry->length, entry->length))
        continue;
      if (g_ascii_isalpha (end[-(gssize) entry->length]) && end - entry->length > start &&
          g_ascii_isalpha (end[-(gssize) entry->length - 1]))
        continue;
      *length = entry->length;
      return entry->fields;
    }

  return NULL;
}

/**
 * dip_word_table_find:
 * @at: where to begin
 * @stop: the end of the text
 * @hit: (out): where the word begins
 * @length: (out): of the word
 *
 * Returns: (transfer none) (nullable): the fields of the first word from @at on
 */
const char **
dip_word_table_find (const DipWordTable  *self,
                     const char          *at,
                     const char          *stop,
                     const char         **hit,
                     gsize               *length)
{
  const char *begin = at;

  while (at < stop && ((guchar) *at & 0xC0) == 0x80)
    at++;
  for (; at < stop; at += dip_utf8_length (*at))
    {
      guchar c = (guchar) *at;
      const char **fields;

      if (c >= 0x80 ? !may_begin (self, at)
                    : !self->latin[c] || (at > begin && g_ascii_isalpha (*at) && g_ascii_isalpha (at[-1])))
        continue;
      fields = dip_word_table_at (self, at, stop, length);
      if (fields != NULL)
        {
          *hit = at;
          return fields;
        }
    }

  return NULL;
}
