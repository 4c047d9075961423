/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Whether a list and a sentence say the same:
 *
 *   We record sign-ins and exports.  |  We record: • sign-ins • exports
 *   操作記録及び認証記録を保存します。  |  以下の記録を保存します。 • 操作記録 • 認証記録
 *
 * Either all of it is the same once bullets, punctuation and what joins the things
 * are gone; or the things stand in the sentence where the list is announced ("the
 * following", 以下の記録).
 */

/* Things of a list; and bytes of a list or a sentence. Longer ones are not looked at. */
#define MAX_THINGS 24u
#define MAX_BYTES 4000u

/* Bytes of sentences that are joined, before the last one. */
#define MAX_JOINED_BYTES 8000u

static gboolean
is_circled (gunichar c)
{
  return c >= 0x2460 && c <= 0x2473;
}

/* Signs that say something stay. */
static gboolean
is_dropped (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x2022 || is_circled (c)
    || (g_unichar_ispunct (c) && g_utf8_strchr ("/%+=<>~*#@&", -1, c) == NULL);
}

/* Length of a phrase of @list at @at that is a word of its own, 0 for none. */
static gsize
match_word (const DipMeaning *self,
            const char       *list,
            const char       *text,
            const char       *at)
{
  gsize length = _dip_meaning_match_at (self, list, at);

  if (length > 0 && g_ascii_isalpha (*at)
      && ((at > text && g_ascii_isalnum (at[-1])) || g_ascii_isalnum (at[length])))
    return 0;

  return length;
}

static char *
squeeze (const DipMeaning *self,
         const char       *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; )
    {
      gsize joiner = match_word (self, "list-joiners", text, at);

      if (joiner > 0)
        at += joiner;
      else if (is_dropped (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      else
        {
          g_string_append_unichar (out, g_utf8_get_char (at));
          at = g_utf8_next_char (at);
        }
    }

  return g_string_free (out, FALSE);
}

/* Without the white space and stops at both ends. */
static char *
trim (const char *text,
      gsize       length)
{
  const char *start = text;
  const char *end = text + length;

  while (start < end && is_dropped (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_dropped (g_utf8_get_char (last)))
        break;
      end = last;
    }

  return g_strndup (start, (gsize) (end - start));
}

/* What announces the list, then the things in it; NULL where there are none. */
static GPtrArray *
cut_list (const char *text)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;

  for (const char *at = text; ; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c != 0 && c != 0x2022 && !is_circled (c))
        continue;
      if (at > start)
        g_ptr_array_add (pieces, trim (start, (gsize) (at - start)));
      if (c == 0 || pieces->len > MAX_THINGS)
        break;
      start = g_utf8_next_char (at);
    }

  for (guint i = 0; i < pieces->len; i++)
    {
      if (((const char *) pieces->pdata[i])[0] == '\0')
        return NULL;
    }

  return pieces->len < 3 || pieces->len > MAX_THINGS ? NULL : g_steal_pointer (&pieces);
}

/* Length of what stands between two things of a list: ", and ", 及び, "、"; -1 for more than that. */
static gssize
skip_between (const DipMeaning *self,
              const char       *text,
              const char       *at,
              const char       *thing)
{
  const char *start = at;

  while (*at != '\0')
    {
      gsize joiner = match_word (self, "list-joiners", text, at);

      if (g_str_has_prefix (at, thing))
        return at - start;
      if (joiner == 0 && g_str_has_prefix (at, "と"))
        joiner = strlen ("と");
      if (joiner == 0 && !is_dropped (g_utf8_get_char (at)))
        return -1;
      at += joiner > 0 ? joiner : (gsize) g_utf8_skip[(guint8) *at];
    }

  return -1;
}

/* "the following", 以下の, perhaps with what the things are: "records", 記録. */
static gboolean
announces (const DipMeaning *self,
           const char       *middle,
           const GPtrArray  *list)
{
  gsize intro = _dip_meaning_match (self, "list-intros", middle, strlen (middle));
  g_autofree char *noun = trim (middle + intro, strlen (middle + intro));
  gboolean common = TRUE;

  if (intro == 0 || noun[0] == '\0' || _dip_meaning_whole (self, "list-nouns", noun) != NULL)
    return intro > 0;

  for (guint i = 1; i < list->len; i++)
    common = common && g_str_has_suffix (list->pdata[i], noun);

  return common;
}

/* Whether the things of the list stand in the sentence, one after the other, where
 * the list is announced. */
static gboolean
is_spelt_out (const DipMeaning *self,
              const char       *sentence,
              const GPtrArray  *list)
{
  const char *intro = list->pdata[0];
  const char *first = strstr (sentence, list->pdata[1]);
  const char *at = first;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *middle = NULL;

  if (first == NULL)
    return FALSE;

  at += strlen (list->pdata[1]);
  for (guint i = 2; i < list->len; i++)
    {
      gssize between = skip_between (self, sentence, at, list->pdata[i]);

      if (between <= 0)
        return FALSE;
      at += between + (gssize) strlen (list->pdata[i]);
    }

  before = trim (sentence, (gsize) (first - sentence));
  after = trim (at, strlen (at));
  if (strlen (before) + strlen (after) > strlen (intro)
      || !g_str_has_prefix (intro, before) || !g_str_has_suffix (intro, after))
    return FALSE;

  middle = trim (intro + strlen (before), strlen (intro) - strlen (before) - strlen (after));

  return announces (self, middle, list);
}

/* Where the noun of an announcement ends: at a particle, a verb of English or the end. */
static const char *
end_of_noun (const char *at)
{
  static const char *const ends[] = { "を", "が", "は", "に", "で", "の", ":", ".", "。", " is ", " are ", " is:", " are:" };

  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        {
          if (g_str_has_prefix (at, ends[i]))
            return at;
        }
    }

  return at;
}

/**
 * _dip_spell_out:
 * @self: the lists
 * @text: folded: what announces a list, and the things in it, with bullets
 *
 * Returns: (transfer full) (nullable): the list as a sentence: "the following events are logged: • A • B" as
 *   "A and B are logged", 次の項目を記録します。• A • B as AおよびBを記録します。; %NULL where nothing announces one, or
 *   the things have a name of their own there that says something
 */
char *
_dip_spell_out (const DipMeaning *self,
                const char       *text)
{
  g_autoptr (GPtrArray) list = strlen (text) > MAX_BYTES ? NULL : cut_list (text);
  gboolean is_japanese;
  const char *intro;
  GString *sentence;

  if (list == NULL)
    return NULL;

  intro = list->pdata[0];
  is_japanese = dip_has_hiragana (intro);
  for (const char *at = intro; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize length = match_word (self, "list-intros", intro, at);
      const char *noun = at + length + strspn (at + length, " ");
      const char *end = length > 0 ? end_of_noun (noun) : noun;
      g_autofree char *name = trim (noun, (gsize) (end - noun));

      if (length == 0)
        continue;
      if (name[0] != '\0' && _dip_meaning_whole (self, "list-nouns", name) == NULL)
        return NULL;

      sentence = g_string_new_len (intro, at - intro);
      for (guint i = 1; i < list->len; i++)
        {
          if (i > 1)
            g_string_append (sentence, i + 1 < list->len ? is_japanese ? "、" : ", " : is_japanese ? "および" : " and ");
          g_string_append (sentence, list->pdata[i]);
        }
      g_string_append (sentence, end);

      return g_string_free (sentence, FALSE);
    }

  return NULL;
}

/* Folding takes ① for 1, and what counts the items of a list says nothing. */
static const char *
skip_marker (const char *folded,
             const char *printed)
{
  gsize digits = strspn (folded, "0123456789");
  gsize stops = strspn (folded + digits, ".)");

  if (g_utf8_get_char (folded) == 0x2022)
    return g_utf8_next_char (folded);

  return digits > 0 && digits <= 2 && (stops > 0 || is_circled (g_utf8_get_char (printed))) ? folded + digits + stops
    : folded;
}

/**
 * _dip_join_sentences:
 * @context: the strings
 * @prepared: a clause
 * @first: index of its first sentence
 * @n: number of sentences
 *
 * Returns: (transfer full): sentences as one text, with a bullet before each that begins an item
 */
char *
_dip_join_sentences (DipContext        *context,
                     const DipPrepared *prepared,
                     guint              first,
                     guint              n)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < first + n && text->len < MAX_JOINED_BYTES; i++)
    {
      const DipSentence *sentence = &g_array_index (prepared->sentences, DipSentence, i);
      const char *folded = context->sentences.strings->pdata[sentence->id];

      if (n > 1 && sentence->opens_item)
        {
          g_string_append_unichar (text, 0x2022);
          folded = skip_marker (folded, prepared->text->text + sentence->start);
        }
      g_string_append (text, folded);
    }

  return g_string_free (text, FALSE);
}

/* The end of a sentence as it is when the sentence goes on: ます。 and です。, a full stop. */
static void
open_end (GString *text)
{
  static const char *const ends[][2] = { { "してください。", "し、" }, { "ます。", "、" }, { "です。", "であり、" }, { ".", "," } };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (g_str_has_suffix (text->str, ends[i][0]))
        {
          g_string_truncate (text, text->len - strlen (ends[i][0]));
          g_string_append (text, ends[i][1]);
          return;
        }
    }
}

/**
 * _dip_link_sentences:
 * @context: the strings and lists
 * @prepared: a clause
 * @first: index of its first sentence
 * @n: number of sentences
 *
 * Returns: (transfer full): the sentences as one: 置きます。また、見直します。 as 置き、見直します。,
 *   "It is kept. It is read." as "It is kept, and it is read."
 */
char *
_dip_link_sentences (DipContext        *context,
                     const DipPrepared *prepared,
                     guint              first,
                     guint              n)
{
  static const char *const joints[] = { ",and ", ";", ",while ", ",whereas " };
  GString *linked = g_string_new (NULL);

  for (guint i = first; i < first + n && linked->len < MAX_JOINED_BYTES; i++)
    {
      const DipSentence *sentence = &g_array_index (prepared->sentences, DipSentence, i);
      g_autofree char *replaced = _dip_meaning_replace (context->meaning,
                                                        context->sentences.strings->pdata[sentence->id]);
      const char *text = i > first && g_str_has_prefix (replaced, "また、") ? replaced + strlen ("また、") : replaced;

      g_string_append (linked, text);
      if (i + 1 == first + n)
        continue;
      while (linked->len > 0 && linked->str[linked->len - 1] == ' ')
        g_string_truncate (linked, linked->len - 1);
      open_end (linked);
    }
  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    g_string_replace (linked, joints[i], ",", 0);

  return g_string_free (linked, FALSE);
}

/**
 * _dip_is_same_list:
 * @self: the lists
 * @a: folded
 * @b: folded
 *
 * Returns: whether one of them is a list of things, and both name the same things in
 *   the same order and say the same of them
 */
gboolean
_dip_is_same_list (const DipMeaning *self,
                   const char       *a,
                   const char       *b)
{
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;
  g_autoptr (GPtrArray) a_list = NULL;
  g_autoptr (GPtrArray) b_list = NULL;

  if (strlen (a) > MAX_BYTES || strlen (b) > MAX_BYTES)
    return FALSE;

  a_list = cut_list (a);
  b_list = cut_list (b);
  if ((a_list == NULL) == (b_list == NULL))
    return FALSE;

  x = squeeze (self, a);
  y = squeeze (self, b);

  return strcmp (x, y) == 0 || is_spelt_out (self, a_list != NULL ? b : a, a_list != NULL ? a_list : b_list);
}
