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

static gboolean
ends_with (const char *text,
           const char *at,
           const char *suffix)
{
  gsize n = strlen (suffix);

  return (gsize) (at - text) >= n && strncmp (at - n, suffix, n) == 0;
}

/* How often one of two things is enough: または, ログかアクセスログ, 消去するか、破壊する; 有無 is none. */
static guint
count_choices (const char *text,
               guint      *n_ka)
{
  static const char *const words[] = { "または", "又は", "もしくは", "若しくは", "あるいは" };
  guint n = 0;

  *n_ka = 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *behind = at + strlen ("か");
      gboolean is_listed = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (words) && !is_listed; i++)
        is_listed = g_str_has_prefix (at, words[i]);
      n += is_listed;
      if (is_listed || at == text || !g_str_has_prefix (at, "か"))
        continue;
      if (is_compound (g_utf8_get_char (g_utf8_prev_char (at))) ? is_compound (g_utf8_get_char (behind))
          : ends_with (text, at, "る") && g_str_has_prefix (behind, "、"))
        (*n_ka)++;
    }

  return n;
}

static gboolean
is_other_choice (const char *a,
                 const char *b)
{
  guint ka_a, ka_b;
  guint n_a = count_choices (a, &ka_a);
  guint n_b = count_choices (b, &ka_b);

  /* か may stand beside または, and is counted only where one side has none of both. */
  return ka_a + ka_b > 0 && (n_a + ka_a == 0 || n_b + ka_b == 0);
}

/* Whether 承認 + @ending stands right before somebody in a text, and nobody is named before it who does it. */
static gboolean
is_of_somebody (const char *text,
                const char *deed,
                gsize       length,
                const char *ending)
{
  static const char *const people[] = { "者", "従業員", "担当者", "人" };
  g_autofree char *phrase = g_strdup_printf ("%.*s%s", (int) length, deed, ending);

  for (const char *found = strstr (text, phrase); found != NULL; found = strstr (found + 1, phrase))
    {
      if (ends_with (text, found, "が") || ends_with (text, found, "の"))
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (people); i++)
        {
          if (g_str_has_prefix (found + strlen (phrase), people[i]))
            return TRUE;
        }
    }

  return FALSE;
}

/* Whether somebody to whom something was done has done it himself on the other side. */
static gboolean
does_what_was_done (const char *a,
                    const char *b)
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
          if (deed < found && is_of_somebody (a, deed, (gsize) (found - deed), passives[i])
              && is_of_somebody (b, deed, (gsize) (found - deed), actives[i])
              && !is_of_somebody (a, deed, (gsize) (found - deed), actives[i]))
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
find_order (const char *text)
{
  static const struct { const char *mark; gboolean is_before; } marks[] = {
    { "てから", FALSE }, { "た後", FALSE }, { "たうえで", FALSE }, { "た上で", FALSE }, { "る前に", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *found = strstr (text, marks[i].mark);
      const char *first = found == NULL ? NULL : deed_before (text, found);
      const char *last = first == NULL ? NULL : deed_before (found + strlen (marks[i].mark), text + strlen (text));

      if (last != NULL)
        return g_strdup_printf ("%.*s%.*s", (int) DEED_BYTES, marks[i].is_before ? last : first,
                                (int) DEED_BYTES, marks[i].is_before ? first : last);
    }

  return NULL;
}

static gboolean
is_other_order (const char *a,
                const char *b)
{
  g_autofree char *x = find_order (a);
  g_autofree char *y = x == NULL ? NULL : find_order (b);

  return y != NULL && strcmp (x, y) != 0 && memcmp (x, y + DEED_BYTES, DEED_BYTES) == 0
    && memcmp (x + DEED_BYTES, y, DEED_BYTES) == 0;
}

/* How often somebody of a list is who does something: 当社は, お客様が. */
static guint
count_doers (const DipMeaning *meaning,
             const char       *list,
             const char       *text)
{
  static const char *const marks[] = { "は", "が", "では", "にて", "の責任" };
  guint n = 0;

  for (const char *at = text; *at != '\0'; )
    {
      gsize length = _dip_meaning_match_at (meaning, list, at);

      for (guint i = 0; length > 0 && i < G_N_ELEMENTS (marks); i++)
        n += g_str_has_prefix (at + length, marks[i]);
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

/* How often a word stands in a text. */
static guint
count_word (const GArray *words,
            const char   *text)
{
  guint n = 0;

  for (guint i = 0; i < words->len; i++)
    n += strcmp (dip_gist_word (words, i)->text, text) == 0;

  return n;
}

/* What is denied in English is told by its ties. */
static gboolean
is_denied (const GArray *words,
           guint         segment)
{
  static const char *const denials[] = { "ません", "なく", "できません" };

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->segment == segment && word->kind == DIP_GIST_BOUND
          && _dip_gist_is_one_of (word->text, denials, G_N_ELEMENTS (denials)))
        return TRUE;
    }

  return FALSE;
}

/* What a word that stands in both texts once has become. */
typedef struct
{
  gboolean more;      /* it stands more often */
  gboolean less;
  gboolean denied;    /* it was not, and is */
  gboolean affirmed;
} Turn;

static Turn
turn_of (const GArray *a,
         guint         i,
         const GArray *b)
{
  const DipGistWord *word = dip_gist_word (a, i);
  guint n_a = count_word (a, word->text);
  guint n_b = count_word (b, word->text);
  int place = n_a == 1 && n_b == 1 ? _dip_gist_only_place (b, word->text) : -1;
  Turn turn = { n_b > n_a, n_b > 0 && n_b < n_a, FALSE, FALSE };

  if (place >= 0 && !word->is_deed)
    {
      gboolean was = is_denied (a, word->segment);
      gboolean is = is_denied (b, dip_gist_word (b, (guint) place)->segment);

      turn.denied = is && !was;
      turn.affirmed = was && !is;
    }

  return turn;
}

/* Whether one word stands for another one that is named as well, or is denied in its place. */
static gboolean
changes_places (const GArray *a,
                const GArray *b)
{
  Turn all = { FALSE, FALSE, FALSE, FALSE };

  for (guint i = 0; i < a->len; i++)
    {
      Turn turn;

      if (dip_gist_word (a, i)->kind != DIP_GIST_WORD)
        continue;
      turn = turn_of (a, i, b);
      all.more = all.more || turn.more;
      all.less = all.less || turn.less;
      all.denied = all.denied || turn.denied;
      all.affirmed = all.affirmed || turn.affirmed;
    }

  return (all.more && all.less) || (all.denied && all.affirmed);
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
      ? is_other_choice (x->str, y->str) || does_what_was_done (x->str, y->str) || does_what_was_done (y->str, x->str)
        || is_other_order (x->str, y->str) || changes_doers (meaning, x->str, y->str)
      : changes_sides (meaning, x->str, y->str) || is_number_of_other_deed (x->str, y->str))
    {
      dip_debug (DIP_DEBUG_CLASSIFY, "near miss, as printed: %s / %s", x->str, y->str);
      return TRUE;
    }

  old_words = _dip_gist_of (meaning, a);
  new_words = _dip_gist_of (meaning, b);

  if (old_words == NULL || new_words == NULL || !changes_places (old_words, new_words))
    return FALSE;

  dip_debug (DIP_DEBUG_CLASSIFY, "near miss, by its words: %s / %s", x->str, y->str);
  return TRUE;
}
