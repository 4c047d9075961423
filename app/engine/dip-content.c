/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include "base/dip-strings.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Japanese sentences that say the same with the same words in another build:
 *
 *   責任分界点は、利用規約に定めています。  |  利用規約において、責任分界点を定めています。
 *
 * The words that say something (kanji, katakana, Latin letters, numbers, and kana that
 * limit or permit) are the same on both sides; what is done is done in the same order,
 * numbers too, and whoever is named has the same part. Particles and endings may differ.
 * Where several things are done to several others, or one after the other, the words have
 * to stand in the same order. Denials are counted by whoever asks.
 */

/* Bytes of a sentence that is looked at. */
#define MAX_BYTES 1200u

typedef struct
{
  GPtrArray *words;      /* (element-type utf8): what says something */
  GString   *deeds;      /* what is done, in its order */
  GString   *numbers;    /* in their order */
  GString   *doers;      /* who does it, in their order */
  GPtrArray *parties;    /* (element-type utf8): who else is named, and their part */
  GString   *kana;       /* hiragana that no list has explained so far */
  guint      n_objects;  /* を */
  guint      n_passive;
  gboolean   others_do;  /* not only the provider */
  gboolean   is_reading; /* @kana begins right behind a kanji */
} Content;

static gboolean
is_wordlike (gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum ((char) c) || c == '%' : g_unichar_isalnum (c);
}

/* The part that a particle gives to whoever stands before it. */
static const char *
read_part (const char *at)
{
  static const struct { const char *particle; const char *part; } parts[] = {
    { "において", "who" }, { "では", "who" }, { "には", "whom" }, { "へは", "whom" }, { "に対", "whom" },
    { "により", "by" }, { "によ", "by" }, { "にて", "who" }, { "から", "from" }, { "より", "from" },
    { "は", "who" }, { "が", "who" }, { "を", "what" }, { "に", "whom" }, { "へ", "whom" }, { "で", "who" },
    { "の", "of" }, { "と", "with" }, { "も", "also" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (dip_begins_with (at, parts[i].particle))
        return parts[i].part;
    }

  return "-";
}

gsize
_dip_run_length (const char *at,
                 gboolean  (*is_kind) (gunichar c))
{
  const char *end = at;

  while (*end != '\0' && is_kind (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);

  return (gsize) (end - at);
}

static gboolean
is_latin (gunichar c)
{
  return c < 0x80 && (g_ascii_isalnum ((char) c) || strchr ("._-/%+:", (int) c) != NULL) && c != 0;
}

/* Whether a verb is made of the noun before @at: 保管します, 保管される, 保管。 */
static gboolean
makes_verb (const char *at)
{
  static const char *const endings[] = { "し", "さ", "す", "せ", "でき", NULL };

  if (dip_begins_with_one_of (at, endings))
    return TRUE;

  return *at == '\0' || dip_begins_with (at, "。");
}

/* The last two characters of a run of kanji: 同期 of 時刻同期. */
static const char *
last_two (const char *at,
          gsize       length)
{
  const char *end = at + length;

  for (guint i = 0; i < 2 && end > at; i++)
    end = g_utf8_prev_char (end);

  return end;
}

static void
take_party (const DipMeaning *self,
            Content          *content,
            const char       *at)
{
  gsize length = _dip_meaning_match_at (self, "responsibility", at);
  const char *part;

  if (length == 0)
    return;

  part = read_part (at + length);
  if (strcmp (part, "who") == 0)
    {
      content->others_do = content->others_do || _dip_meaning_match_at (self, "providers", at) == 0;
      g_string_append_printf (content->doers, "%.*s ", (int) length, at);
      return;
    }

  g_ptr_array_add (content->parties, g_strdup_printf ("%.*s/%s", (int) length, at, part));
}

/* Kana that are neither particle nor ending are a word, a name or an adverb; behind a
 * kanji the first one is how the kanji is read. */
#define MAX_READING (1 * strlen ("あ"))

static void
finish_kana (Content *content)
{
  if (content->kana->len > (content->is_reading ? MAX_READING : 0))
    g_ptr_array_add (content->words, g_strdup (content->kana->str));
  g_string_truncate (content->kana, 0);
  content->is_reading = FALSE;
}

static gsize
take_kana (const DipMeaning *self,
           Content          *content,
           const char       *text,
           const char       *at)
{
  gsize length = _dip_meaning_match_at (self, "content-endings", at);

  content->n_objects += dip_begins_with (at, "を");
  content->n_passive += dip_begins_with (at, "され") || dip_begins_with (at, "られ");
  if (length > 0)
    {
      finish_kana (content);
      return length;
    }

  if (content->kana->len == 0)
    content->is_reading = at > text && dip_is_kanji (g_utf8_get_char (g_utf8_prev_char (at)));
  length = (gsize) g_utf8_skip[(guint8) *at];
  g_string_append_len (content->kana, at, length);

  return length;
}

/* Whether を用いて is a verb of its own, を利用し、 or を利用しています, and no means. */
gboolean
_dip_is_deed_of_use (const char *at)
{
  static const char *const ends[] = { "、", "い", "お", "な", "ま", "。", NULL };

  if (!dip_begins_with (at, "を用いて"))
    return FALSE;

  at += strlen ("を用いて");
  if (dip_begins_with_one_of (at, ends))
    return TRUE;

  return *at == '\0';
}

/* Takes what stands at @at; returns its length. */
static gsize
take (const DipMeaning *self,
      Content          *content,
      const char       *text,
      const char       *at)
{
  gunichar c = g_utf8_get_char (at);
  gsize left = strlen (at);
  gsize length = _dip_meaning_match (self, "content-drops", at, left);

  if (length > 0 && !_dip_is_deed_of_use (at))
    {
      finish_kana (content);
      return length;
    }

  length = _dip_meaning_match (self, "content-keeps", at, left);
  if (length > 0)
    {
      finish_kana (content);
      g_ptr_array_add (content->words, g_strndup (at, length));
      return length;
    }

  /* Where from and how far belong to the word before them. */
  length = _dip_meaning_match (self, "content-ties", at, left);
  if (length > 0)
    {
      const char *before = at > text ? g_utf8_prev_char (at) : at;

      finish_kana (content);
      g_ptr_array_add (content->words, g_strndup (before, (gsize) (at - before) + length));
      return length;
    }

  if (dip_is_hiragana (c))
    return take_kana (self, content, text, at);
  finish_kana (content);
  if (!is_wordlike (c))
    return (gsize) g_utf8_skip[(guint8) *at];

  if (dip_is_kanji (c))
    {
      gsize run = _dip_run_length (at, dip_is_kanji);

      if (makes_verb (at + run) && (at == text || !dip_is_kanji (g_utf8_get_char (g_utf8_prev_char (at)))))
        {
          const char *deed = last_two (at, run);

          g_string_append_printf (content->deeds, "%.*s ", (int) (run - (gsize) (deed - at)), deed);
        }
      length = (gsize) g_utf8_skip[(guint8) *at];
    }
  else if (dip_is_katakana (c))
    length = _dip_run_length (at, dip_is_katakana);
  else if (is_latin (c))
    {
      length = _dip_run_length (at, is_latin);
      if (g_ascii_isdigit (*at))
        {
          gsize unit = (gsize) g_utf8_skip[(guint8) at[length]];

          if (at[length] == '\0')
            unit = 0;
          g_string_append_printf (content->numbers, "%.*s ", (int) (length + unit), at);
        }
    }
  else
    length = (gsize) g_utf8_skip[(guint8) *at];

  g_ptr_array_add (content->words, g_strndup (at, length));

  return length;
}

static void
content_init (Content          *content,
              const DipMeaning *self,
              const char       *folded)
{
  g_autofree char *values = _dip_normalise_values (folded);
  g_autofree char *replaced = _dip_meaning_replace (self, values);

  *content = (Content) { NULL };
  content->words = g_ptr_array_new_with_free_func (g_free);
  content->parties = g_ptr_array_new_with_free_func (g_free);
  content->deeds = g_string_new (NULL);
  content->numbers = g_string_new (NULL);
  content->doers = g_string_new (NULL);
  content->kana = g_string_new (NULL);

  for (const char *at = replaced; *at != '\0'; )
    {
      if (at == replaced || !dip_is_kanji (g_utf8_get_char (g_utf8_prev_char (at))))
        take_party (self, content, at);
      at += take (self, content, replaced, at);
    }

  finish_kana (content);
  g_ptr_array_sort (content->parties, dip_compare_strings);
}

static void
content_clear (Content *content)
{
  g_ptr_array_unref (content->words);
  g_ptr_array_unref (content->parties);
  g_string_free (content->deeds, TRUE);
  g_string_free (content->numbers, TRUE);
  g_string_free (content->doers, TRUE);
  g_string_free (content->kana, TRUE);
}

/* Words that may stand at the end of what is the same as well as at the beginning of what
 * changed places, and words of a sentence that is looked at. */
#define MAX_SHARED 8u
#define MAX_WORDS 160u

static gboolean
equal_at (const GPtrArray *a,
          guint            i,
          const GPtrArray *b,
          guint            k)
{
  return strcmp (a->pdata[i], b->pdata[k]) == 0;
}

/* Whether words [first, end) of @b are those of @a, the front of them at the end. */
static gboolean
is_rotation (const GPtrArray *a,
             const GPtrArray *b,
             guint            first,
             guint            end)
{
  guint n = end - first;

  for (guint shift = 1; shift < n; shift++)
    {
      guint i = 0;

      while (i < n && equal_at (a, first + (i + shift) % n, b, first + i))
        i++;
      if (i == n)
        return TRUE;
    }

  return FALSE;
}

/* Whether one phrase went to another place and all else stands as it did: two words that
 * changed places with something between them say something else. */
static gboolean
is_one_move (const GPtrArray *a,
             const GPtrArray *b)
{
  guint before = 0;
  guint after = 0;

  if (a->len != b->len || a->len > MAX_WORDS)
    return FALSE;

  while (before < a->len && equal_at (a, before, b, before))
    before++;
  if (before == a->len)
    return TRUE;
  while (equal_at (a, a->len - 1 - after, b, b->len - 1 - after))
    after++;

  for (guint i = 0; i <= MIN (before, MAX_SHARED); i++)
    {
      for (guint k = 0; k <= MIN (after, MAX_SHARED); k++)
        {
          if (is_rotation (a, b, before - i, a->len - after + k))
            return TRUE;
        }
    }

  return FALSE;
}

/* Where things could change places, the words have to stand in one order. */
static gboolean
keep_order (const DipMeaning *self,
            const Content    *content,
            const char       *text)
{
  return content->n_objects > 1 || _dip_meaning_has (self, "content-orders", text);
}

static gboolean
has_part (const Content *content,
          const char    *party,
          gsize          length,
          const char    *part)
{
  for (guint i = 0; i < content->parties->len; i++)
    {
      const char *entry = content->parties->pdata[i];

      if (strncmp (entry, party, length) == 0 && entry[length] == '/' && strcmp (entry + length + 1, part) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether somebody who does something in @a has only a share in something in @b: "the
 * manager's" for "the manager". */
static gboolean
steps_back (const Content *a,
            const Content *b)
{
  g_auto (GStrv) doers = g_strsplit (a->doers->str, " ", -1);
  g_auto (GStrv) others = g_strsplit (b->doers->str, " ", -1);

  for (guint i = 0; doers[i] != NULL; i++)
    {
      gsize length = strlen (doers[i]);

      if (length > 0 && !g_strv_contains ((const char *const *) others, doers[i])
          && has_part (b, doers[i], length, "of") && !has_part (a, doers[i], length, "of"))
        return TRUE;
    }

  return FALSE;
}

/**
 * _dip_has_other_doers:
 * @self: the lists
 * @a: a folded sentence of Japanese
 * @b: another one with the same words
 *
 * Returns: whether who does something in one of them is only named beside something in the other
 */
gboolean
_dip_has_other_doers (const DipMeaning *self,
                      const char       *a,
                      const char       *b)
{
  Content x;
  Content y;
  gboolean other;

  if (strlen (a) > MAX_BYTES || strlen (b) > MAX_BYTES)
    return FALSE;

  content_init (&x, self, a);
  content_init (&y, self, b);
  other = steps_back (&x, &y) || steps_back (&y, &x);
  content_clear (&x);
  content_clear (&y);

  return other;
}

/**
 * _dip_same_content:
 * @self: the lists
 * @a: a folded sentence of Japanese
 * @b: another one; both deny as often as the other
 *
 * Returns: whether they say the same with the same words in another build
 */
gboolean
_dip_same_content (const DipMeaning *self,
                   const char       *a,
                   const char       *b)
{
  Content x;
  Content y;
  gboolean same;

  if (strlen (a) > MAX_BYTES || strlen (b) > MAX_BYTES)
    return FALSE;

  /* The name of a company is its own matter. */
  if (_dip_meaning_has (self, "companies", a))
    return FALSE;

  content_init (&x, self, a);
  content_init (&y, self, b);
  same = x.words->len >= 4
    && (keep_order (self, &x, a) || keep_order (self, &y, b) ? dip_equal_strings (x.words, y.words)
        : is_one_move (x.words, y.words))
    && dip_equal_strings (x.parties, y.parties)
    && strcmp (x.deeds->str, y.deeds->str) == 0 && strcmp (x.numbers->str, y.numbers->str) == 0
    && (x.n_passive == y.n_passive
        || (x.doers->len + y.doers->len == 0 && x.n_objects + y.n_objects == 0))
    && ((!x.others_do && !y.others_do) || strcmp (x.doers->str, y.doers->str) == 0)
    && _dip_meaning_count (self, "obligation", a) == _dip_meaning_count (self, "obligation", b)
    && _dip_meaning_count (self, "weakenings", a) == _dip_meaning_count (self, "weakenings", b);
  content_clear (&x);
  content_clear (&y);

  return same;
}
