/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "learn/dip-features.h"

#include <string.h>

#include "text/dip-characters.h"

/*
 *   text = { word | run | mark | blank }
 *   word = Latin letters, digits and apostrophes          "TLS", "don't", "256"
 *   run  = other letters, without blanks between them     "暗号化しています"
 *
 * Of words: each, its first letters (which know "rotated" by "rotation"), and
 * neighbours. Of runs: the characters, and all that stand two, three or (for
 * voices) four together, whatever the words are; what the last characters are,
 * since a Japanese sentence ends with what it says.
 *
 * A feature is a hash of 32 bits (FNV-1a): two that fall together are rare among
 * some ten thousand, and the weights were learnt with them.
 */

/* The hash of Fowler, Noll and Vo, http://www.isthe.com/chongo/tech/comp/fnv/ */
#define FNV_OFFSET 2166136261u
#define FNV_PRIME  16777619u

/* Letters of a word by which its other forms are known. */
#define STEM 6u

/* Characters together, at most; and at the end of a sentence. */
#define MAX_RUN 4u
#define MAX_END 9u

/* Features of a byte of text, at most: "a?" has five of the word and one of the sign. The last word has no sign. */
#define OF_BYTE 3u
#define OF_LAST 5u

/* What a feature is of; it is part of the hash. */
enum { OF_WORD = 1, OF_STEM, OF_PAIR, OF_TRIPLE, OF_OPENING, OF_RUN, OF_END };

typedef struct
{
  guint32        *next;     /* where the next feature goes; there is room for all of them */
  DipFeatureKind  kind;
  guint32         salt;

  /* the words before the one that is read, none where a run stands between */
  const char     *words[2];
  gsize           lengths[2];
  guint           n_words;

  /* where the last characters of the run begin */
  const char     *starts[MAX_END];
  guint           n_characters;
} Reader;

static inline guint32
mix (guint32     hash,
     const char *text,
     gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      guint8 c = (guint8) text[i];

      hash = (hash ^ (c >= 'A' && c <= 'Z' ? c | 0x20u : c)) * FNV_PRIME;
    }

  return hash;
}

static inline guint32
begin (const Reader *reader,
       guint         of)
{
  return ((FNV_OFFSET ^ reader->salt) * FNV_PRIME ^ of) * FNV_PRIME;
}

static void
add (Reader     *reader,
     guint       of,
     const char *text,
     gsize       length)
{
  *reader->next++ = mix (begin (reader, of), text, length);
}

/* The word and those before it; a figure is a figure. */
static void
add_words (Reader     *reader,
           guint       of,
           guint       n_before,
           const char *word,
           gsize       length)
{
  guint32 hash = begin (reader, of);

  for (guint i = n_before; i > 0; i--)
    hash = (mix (hash, reader->words[i - 1], reader->lengths[i - 1]) ^ ' ') * FNV_PRIME;
  *reader->next++ = mix (hash, word, length);
}

static void
read_word (Reader     *reader,
           const char *word,
           gsize       length)
{
  gboolean of_voice = reader->kind == DIP_FEATURES_VOICE;

  if (g_ascii_isdigit (*word))
    {
      /* how many days says nothing about who keeps it, "27001" and "256" say what it is about */
      if (of_voice || length < 3)
        {
          word = "0";
          length = 1;
        }
    }
  add (reader, OF_WORD, word, length);
  if (length > STEM)
    add (reader, OF_STEM, word, STEM);
  else if (!of_voice)
    add (reader, OF_STEM, word, length);
  if (reader->n_words > 0)
    add_words (reader, OF_PAIR, 1, word, of_voice ? length : MIN (length, STEM));
  if (of_voice && reader->n_words > 1)
    add_words (reader, OF_TRIPLE, 2, word, length);
  if (of_voice && reader->n_words < 3)
    add_words (reader, OF_OPENING, 0, word, length);

  reader->words[1] = reader->words[0];
  reader->lengths[1] = reader->lengths[0];
  reader->words[0] = word;
  reader->lengths[0] = of_voice ? length : MIN (length, STEM);
  reader->n_words++;
}

static void
read_character (Reader     *reader,
                const char *at,
                gsize       length)
{
  guint longest = reader->kind == DIP_FEATURES_VOICE ? MAX_RUN : MAX_RUN - 1;
  const char *end = at + length;

  reader->starts[reader->n_characters % MAX_END] = at;
  reader->n_characters++;
  for (guint n = 1; n <= longest && n <= reader->n_characters; n++)
    {
      const char *start = reader->starts[(reader->n_characters - n) % MAX_END];

      /* a single kana is in every sentence */
      if (n > 1 || dip_is_kanji (dip_utf8_get (at)))
        add (reader, OF_RUN, start, (gsize) (end - start));
    }
  if (reader->n_characters == 1 && reader->kind == DIP_FEATURES_VOICE)
    add (reader, OF_OPENING, at, length);
}

/* How a run ends, where it ends the sentence. */
static void
read_end (Reader     *reader,
          const char *end)
{
  for (guint n = 1; n <= MAX_END && n <= reader->n_characters; n++)
    {
      const char *start = reader->starts[(reader->n_characters - n) % MAX_END];

      add (reader, OF_END, start, (gsize) (end - start));
    }
}

static gboolean
is_of_word (char c)
{
  return g_ascii_isalnum (c) || c == '\'';
}

/* What ends a sentence says nothing beyond it, a question mark does. */
static gboolean
is_closing (gunichar c)
{
  return c == 0x3002 || c == '.' || c == '!' || c == 0xFF01 || c == 0x300D || c == ')' || c == 0xFF09 || c == ' ';
}

/* Where a web address or, for voices, a remark in brackets or a quoted name ends that begins at @at; NULL for none.
 * "「…仕様書」を公開しています" says the same whatever the paper is called. */
static const char *
skip_aside (DipFeatureKind  kind,
            const char     *at,
            const char     *end)
{
  static const char *const pairs[][2] = { { "(", ")" }, { "（", "）" }, { "「", "」" }, { "『", "』" } };

  if (end - at > 8 && *at == 'h' && (memcmp (at, "https://", 8) == 0 || memcmp (at, "http://", 7) == 0))
    {
      while (at < end && (guchar) *at > ' ' && (guchar) *at < 0x80 && *at != ')')
        at++;
      return at;
    }
  for (guint i = 0; i < G_N_ELEMENTS (pairs) && kind == DIP_FEATURES_VOICE; i++)
    {
      gsize n = strlen (pairs[i][0]);

      if ((gsize) (end - at) > n && memcmp (at, pairs[i][0], n) == 0)
        {
          const char *close = g_strstr_len (at, end - at, pairs[i][1]);

          return close != NULL ? close + n : NULL;
        }
    }

  return NULL;
}

void
dip_features_add (GArray          *features,
                  DipFeatureKind   kind,
                  DipFeaturePlace  place,
                  const char      *folded,
                  gsize            length)
{
  Reader reader = { .kind = kind, .salt = (guint32) (place * 2 + kind + 1) };
  guint n_read = (guint) MIN (length, DIP_FEATURES_MAX_BYTES);
  guint n_before = features->len;
  const char *end = folded + n_read;
  const char *run_end = NULL;

  g_array_set_size (features, n_before + n_read * OF_BYTE + OF_LAST + MAX_END);
  reader.next = &g_array_index (features, guint32, n_before);
  for (const char *at = folded; at < end;)
    {
      const char *behind = skip_aside (kind, at, end);
      gunichar c;

      if (behind != NULL)
        {
          at = behind;
          reader.n_characters = reader.n_words = 0;
          continue;
        }
      c = dip_utf8_get (at);
      if (c < 0x80 && is_of_word ((char) c))
        {
          const char *word = at;

          while (at < end && is_of_word (*at))
            at++;
          reader.n_characters = 0;
          read_word (&reader, word, (gsize) (at - word));
          run_end = NULL;
        }
      else if (c >= 0x80 && g_unichar_isalnum (c) && at + g_utf8_skip[*(const guchar *) at] <= end)
        {
          gsize n = (gsize) g_utf8_skip[*(const guchar *) at];

          reader.n_words = 0;
          read_character (&reader, at, n);
          at += n;
          run_end = at;
        }
      else
        {
          if (!is_closing (c))
            {
              if (reader.kind == DIP_FEATURES_VOICE && c < 0x80 && (c == '?' || c == ':'))
                add (&reader, OF_WORD, at, 1);
              if (c != '-' && c != '/' && c != '"' && c != '(' && c < 0x80)
                reader.n_words = 0;
              run_end = NULL;
            }
          if (c != ' ' && (run_end == NULL || !is_closing (c)))
            reader.n_characters = 0;
          at = MIN (end, at + g_utf8_skip[*(const guchar *) at]);
        }
    }
  if (run_end != NULL && kind == DIP_FEATURES_VOICE)
    read_end (&reader, run_end);
  g_array_set_size (features, (guint) (reader.next - (guint32 *) (gpointer) features->data));
}
