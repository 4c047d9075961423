/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-gist-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * What the witnesses that two passages say the same may not overlook, whatever grammar they
 * know. Each looks for two things that have changed places, or for one that became its opposite:
 *
 *   A か B                        A と B
 *   承認された者                  承認した者
 *   承認を得てから適用            適用してから承認
 *   A を暗号化し、B はしません    B を暗号化し、A はしません
 *   当社が管理, お客様が管理      お客様が管理, お客様が管理
 *   開発環境では匿名化            本番環境では匿名化            where both are named before
 *   you for users, we for keys    you for keys, we for users
 *   moved and deleted after a day moved after a day and deleted
 */

/* Bytes of a passage that is looked at; of a longer one nobody can say that it only says the same. */
#define MAX_BYTES 8000u

static gboolean
is_compound (gunichar c)
{
  return dip_is_kanji (c) || dip_is_katakana (c);
}

static const char *const *
words_of (const DipMeaning *meaning,
          const char       *list)
{
  return dip_lexicon_get_words (_dip_meaning_get_lexicon (meaning), list);
}

/* How often one of two things is enough: または, ログかアクセスログ, 消去するか、破壊する; 有無 is none. */
static guint
count_choices (const DipMeaning *meaning,
               const char       *text,
               guint            *n_ka)
{
  static const char *const endings[] = { "る", NULL };
  const char *const *words = words_of (meaning, "near-choices");
  guint n = 0;

  *n_ka = 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *behind = at + strlen ("か");
      gboolean is_listed = dip_begins_with_one_of (at, words);

      n += is_listed;
      if (is_listed || at == text || !g_str_has_prefix (at, "か"))
        continue;
      if (is_compound (g_utf8_get_char (g_utf8_prev_char (at))) ? is_compound (g_utf8_get_char (behind))
          : dip_follows_one_of (text, at, endings) && g_str_has_prefix (behind, "、"))
        (*n_ka)++;
    }

  return n;
}

static gboolean
is_other_choice (const DipMeaning *meaning,
                 const char       *a,
                 const char       *b)
{
  guint ka_a, ka_b;
  guint n_a = count_choices (meaning, a, &ka_a);
  guint n_b = count_choices (meaning, b, &ka_b);

  /* か may stand beside または, and is counted only where one side has none of both. */
  return ka_a + ka_b > 0 && (n_a + ka_a == 0 || n_b + ka_b == 0);
}

/* Whether 承認 + @ending stands right before somebody in a text, and nobody is named before it who does it. */
static gboolean
is_of_somebody (const DipMeaning *meaning,
                const char       *text,
                const char       *deed,
                gsize             length,
                const char       *ending)
{
  static const char *const doers[] = { "が", "の", NULL };
  const char *const *people = words_of (meaning, "near-people");
  g_autofree char *phrase = g_strdup_printf ("%.*s%s", (int) length, deed, ending);

  for (const char *found = strstr (text, phrase); found != NULL; found = strstr (found + 1, phrase))
    {
      if (!dip_follows_one_of (text, found, doers) && dip_begins_with_one_of (found + strlen (phrase), people))
        return TRUE;
    }

  return FALSE;
}

/* Whether somebody to whom something was done has done it himself on the other side. */
static gboolean
does_what_was_done (const DipMeaning *meaning,
                    const char       *a,
                    const char       *b)
{
  static const char *const passives[] = { "された", "される" };
  static const char *const actives[] = { "した", "する" };

  for (guint i = 0; i < G_N_ELEMENTS (passives); i++)
    {
      for (const char *found = strstr (a, passives[i]); found != NULL; found = strstr (found + 1, passives[i]))
        {
          const char *deed = found;

          while (deed > a && is_compound (g_utf8_get_char (g_utf8_prev_char (deed))))
            deed = g_utf8_prev_char (deed);
          if (deed < found && is_of_somebody (meaning, a, deed, (gsize) (found - deed), passives[i])
              && is_of_somebody (meaning, b, deed, (gsize) (found - deed), actives[i])
              && !is_of_somebody (meaning, a, deed, (gsize) (found - deed), actives[i]))
            return TRUE;
        }
    }

  return FALSE;
}

/* The last word of two kanji or more before @at, in its last two characters; %NULL for none. */
static const char *
deed_before (const char *text,
             const char *at)
{
  guint n = 0;

  while (at > text && n < 2)
    {
      at = g_utf8_prev_char (at);
      if (dip_is_kanji (g_utf8_get_char (at)))
        n++;
      else if (g_str_has_prefix (at, "、"))
        return NULL;
      else
        n = 0;
    }

  return n == 2 ? at : NULL;
}

#define DEED_BYTES (2 * strlen ("実"))

/* What is done first and what afterwards, "承認適用", where a text says that in so many words; %NULL elsewhere. */
static char *
find_order (const DipMeaning *meaning,
            const char       *text)
{
  static const struct { const char *list; gboolean is_before; } orders[] = {
    { "near-first", FALSE }, { "near-last", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const char *const *marks = words_of (meaning, orders[i].list);

      for (guint k = 0; marks[k] != NULL; k++)
        {
          const char *found = strstr (text, marks[k]);
          const char *first = found == NULL ? NULL : deed_before (text, found);
          const char *last = first == NULL ? NULL : deed_before (found + strlen (marks[k]), text + strlen (text));

          if (last != NULL)
            return g_strdup_printf ("%.*s%.*s", (int) DEED_BYTES, orders[i].is_before ? last : first,
                                    (int) DEED_BYTES, orders[i].is_before ? first : last);
        }
    }

  return NULL;
}

static gboolean
is_other_order (const DipMeaning *meaning,
                const char       *a,
                const char       *b)
{
  g_autofree char *x = find_order (meaning, a);
  g_autofree char *y = x == NULL ? NULL : find_order (meaning, b);

  return y != NULL && strcmp (x, y) != 0 && memcmp (x, y + DEED_BYTES, DEED_BYTES) == 0
    && memcmp (x + DEED_BYTES, y, DEED_BYTES) == 0;
}

/* How often somebody of a list is who does something: 当社は, お客様が. */
static guint
count_doers (const DipMeaning *meaning,
             const char       *list,
             const char       *text)
{
  const char *const *marks = words_of (meaning, "near-doers");
  guint n = 0;

  for (const char *at = text; *at != '\0'; )
    {
      gsize length = _dip_meaning_match_at (meaning, list, at);

      n += length > 0 && dip_begins_with_one_of (at + length, marks);
      at += length > 0 ? length : (gsize) g_utf8_skip[(guint8) *at];
    }

  return n;
}

/* Whether what one of both sides did is done by the other one. */
static gboolean
changes_doers (const DipMeaning *meaning,
               const char       *a,
               const char       *b)
{
  guint ours_a = count_doers (meaning, "providers", a);
  guint ours_b = count_doers (meaning, "providers", b);
  guint yours_a = count_doers (meaning, "customers", a);
  guint yours_b = count_doers (meaning, "customers", b);

  return (ours_a > ours_b && yours_a < yours_b) || (ours_a < ours_b && yours_a > yours_b);
}

/* What a text says of one word. */
typedef struct
{
  guint    n;          /* how often it stands there */
  gboolean is_denied;  /* where it stands last, which counts where it stands once */
} Use;

/* The segments of Japanese whose verb is denied; of English the ties tell. */
static GHashTable *
find_denied (const DipMeaning *meaning,
             const GArray     *words)
{
  const char *const *denials = words_of (meaning, "near-denials");
  GHashTable *denied = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->kind == DIP_GIST_BOUND && g_strv_contains (denials, word->text))
        g_hash_table_add (denied, GUINT_TO_POINTER (word->segment));
    }

  return denied;
}

/* The words of a text, each with what it says of it. (element-type utf8 Use) */
static GHashTable *
find_uses (const DipMeaning *meaning,
           const GArray     *words)
{
  g_autoptr (GHashTable) denied = find_denied (meaning, words);
  GHashTable *uses = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);
      Use *use = g_hash_table_lookup (uses, word->text);

      if (use == NULL)
        {
          use = g_new0 (Use, 1);
          g_hash_table_insert (uses, (gpointer) word->text, use);
        }
      use->n++;
      use->is_denied = g_hash_table_contains (denied, GUINT_TO_POINTER (word->segment));
    }

  return uses;
}

/* Whether one word stands for another one that is named as well, or is denied in its place. */
static gboolean
changes_places (const DipMeaning *meaning,
                const GArray     *a,
                const GArray     *b)
{
  g_autoptr (GHashTable) before = find_uses (meaning, a);
  g_autoptr (GHashTable) after = find_uses (meaning, b);
  gboolean more = FALSE, less = FALSE, denied = FALSE, affirmed = FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const DipGistWord *word = dip_gist_word (a, i);
      const Use *was = g_hash_table_lookup (before, word->text);
      const Use *is = g_hash_table_lookup (after, word->text);

      if (word->kind != DIP_GIST_WORD || is == NULL)
        continue;
      more = more || is->n > was->n;
      less = less || is->n < was->n;
      if (was->n == 1 && is->n == 1 && !word->is_deed)
        {
          denied = denied || (is->is_denied && !was->is_denied);
          affirmed = affirmed || (was->is_denied && !is->is_denied);
        }
    }

  return (more && less) || (denied && affirmed);
}

/* Who of both sides speaks or is spoken of where a word stands. */
typedef enum {
  NOBODY,
  OURS,
  YOURS,
} Side;

/* The side that is named last before each word of English, by the word; those that stand twice have none. */
static GHashTable *
find_sides (const DipMeaning *meaning,
            const char       *text)
{
  GHashTable *sides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) words = g_strsplit_set (text, " ,;.:()", -1);
  Side side = NOBODY;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean is_new = !g_hash_table_contains (sides, words[i]);

      /* What is said of users is said by whoever looks after them. */
      if (_dip_meaning_whole (meaning, "providers", words[i]) != NULL)
        side = OURS;
      else if (!g_str_has_prefix (words[i], "user") && _dip_meaning_whole (meaning, "customers", words[i]) != NULL)
        side = YOURS;
      else if (words[i][0] != '\0')
        g_hash_table_replace (sides, g_strdup (words[i]), GUINT_TO_POINTER (is_new ? side : NOBODY));
    }

  return sides;
}

/* "You look after users and we after keys": whether one thing of each side went over to the other one. */
static gboolean
changes_sides (const DipMeaning *meaning,
               const char       *a,
               const char       *b)
{
  g_autoptr (GHashTable) x = find_sides (meaning, a);
  g_autoptr (GHashTable) y = find_sides (meaning, b);
  gboolean is_given = FALSE;
  gboolean is_taken = FALSE;
  GHashTableIter iter;
  gpointer word, was;

  g_hash_table_iter_init (&iter, x);
  while (g_hash_table_iter_next (&iter, &word, &was))
    {
      Side is = GPOINTER_TO_UINT (g_hash_table_lookup (y, word));

      is_given = is_given || (GPOINTER_TO_UINT (was) == OURS && is == YOURS);
      is_taken = is_taken || (GPOINTER_TO_UINT (was) == YOURS && is == OURS);
    }

  return is_given && is_taken;
}

/* The last word in -ed before the number of a text of English, where there is one number; %NULL elsewhere. */
static char *
deed_of_number (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,;.:()", -1);
  const char *deed = NULL;
  const char *found = NULL;
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_isdigit (words[i][0]))
        {
          found = deed;
          n++;
        }
      else if (strlen (words[i]) > 4 && g_str_has_suffix (words[i], "ed"))
        deed = words[i];
    }

  return n == 1 ? g_strdup (found) : NULL;
}

/* "moved to the bin and deleted after 30 days": whether the number belongs to another of two verbs. */
static gboolean
is_number_of_other_deed (const char *a,
                         const char *b)
{
  g_autofree char *x = deed_of_number (a);
  g_autofree char *y = deed_of_number (b);

  return x != NULL && y != NULL && strcmp (x, y) != 0 && strstr (a, y) != NULL && strstr (b, x) != NULL;
}

/**
 * _dip_is_near_miss:
 * @meaning: the lists
 * @a: (element-type utf8): folded sentences
 * @b: (element-type utf8): others that seem to say the same
 *
 * Returns: whether something in them has taken the place of something else
 */
gboolean
_dip_is_near_miss (const DipMeaning *meaning,
                   const GPtrArray  *a,
                   const GPtrArray  *b)
{
  g_autoptr (GString) x = g_string_new (NULL);
  g_autoptr (GString) y = g_string_new (NULL);
  g_autoptr (GArray) old_words = NULL;
  g_autoptr (GArray) new_words = NULL;

  for (guint i = 0; i < a->len; i++)
    g_string_append_printf (x, "%s ", (const char *) a->pdata[i]);
  for (guint i = 0; i < b->len; i++)
    g_string_append_printf (y, "%s ", (const char *) b->pdata[i]);

  if (x->len > MAX_BYTES || y->len > MAX_BYTES)
    return TRUE;

  if (dip_has_hiragana (x->str)
      ? is_other_choice (meaning, x->str, y->str)
        || does_what_was_done (meaning, x->str, y->str) || does_what_was_done (meaning, y->str, x->str)
        || is_other_order (meaning, x->str, y->str) || changes_doers (meaning, x->str, y->str)
      : changes_sides (meaning, x->str, y->str) || is_number_of_other_deed (x->str, y->str))
    {
      dip_debug (DIP_DEBUG_CLASSIFY, "near miss, as printed: %s / %s", x->str, y->str);
      return TRUE;
    }

  old_words = _dip_gist_of (meaning, a);
  new_words = _dip_gist_of (meaning, b);

  if (old_words == NULL || new_words == NULL || !changes_places (meaning, old_words, new_words))
    return FALSE;

  dip_debug (DIP_DEBUG_CLASSIFY, "near miss, by its words: %s / %s", x->str, y->str);
  return TRUE;
}
