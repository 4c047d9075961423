/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * A promise that ended a sentence and is gone, while the sentence goes on without it:
 *
 *   Keys are rotated every year and customers can supply their own keys.
 *   Keys are rotated every year.
 *
 * What is gone has a verb of its own, nothing stands in its place, and it is said nowhere
 * else in the new edition.
 */

/* Characters of the shortest promise, and how much of it may stand in its place: an ending. */
#define MIN_CHARACTERS 7
#define MIN_OF_THING 4
#define MAX_SHARE_IN_PLACE 0.25
#define MAX_IN_PLACE 4

/* … and how much where that is nothing but the ending of a verb: け、…を開示します → けています. */
#define MAX_SHARE_OF_ENDING 0.4
#define MAX_ENDING 8

/* Characters at either end of what is gone that differ where it is said elsewhere. */
#define MARGIN 3

/* Changes that are looked at, and new sentences of the whole paper in which each is looked for. */
#define MAX_LOOKED_AT 20u
#define MAX_SENTENCES 4000u

/* "… the results", "… your data": what is done to something. */
static gboolean
begins_with_object (const char *text)
{
  static const char *const words[] = { "the", "its", "their", "our", "your", "a", "an", "all", "any", "every", "each",
                                       "this", "these", "it", "them", "you" };

  if (*text != ' ')
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if (g_str_has_prefix (text + 1, words[i]) && !g_ascii_isalpha (text[1 + length]))
        return TRUE;
    }

  return FALSE;
}

/* Whether a word may be a verb: no preposition, no "all". */
static gboolean
is_word_of (const DipMeaning *meaning,
            const char       *word)
{
  return strlen (word) > 2 && _dip_meaning_whole (meaning, "prepositions", word) == NULL
    && _dip_meaning_whole (meaning, "all-of", word) == NULL && _dip_meaning_whole (meaning, "fillers", word) == NULL;
}

/* "There is no advertising, and …": what is gone denied something, to assure. */
static gboolean
is_assurance (const DipMeaning *meaning,
              const char       *text)
{
  static const char *const verbs[] = { " is ", " are ", " do ", " does ", " never " };
  gboolean has_verb = FALSE;

  if ((!g_str_has_suffix (text, " and") && !g_str_has_suffix (text, ",and") && !g_str_has_suffix (text, ";")
       && !g_str_has_prefix (text, "and ") && !g_str_has_prefix (text, ",and "))
      || _dip_meaning_has (meaning, "offers", text)
      || _dip_meaning_has (meaning, "customers", text) || _dip_meaning_has (meaning, "duties", text))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    has_verb = has_verb || strstr (text, verbs[i]) != NULL;

  return has_verb && _dip_meaning_count (meaning, "negation", text) == 1;
}

/* "and reported to the customer": whether the word behind "and" is what is done. */
static gboolean
goes_on_with_verb (const DipMeaning *meaning,
                   const char       *text)
{
  const char *word = text + strspn (text, ", ");
  g_autofree char *second = NULL;

  if (!g_str_has_prefix (word, "and "))
    return FALSE;

  word += strlen ("and ");
  /* "and every year thereafter" */
  if ((g_str_has_prefix (word, "every ") || g_str_has_prefix (word, "each ") || g_str_has_prefix (word, "again "))
      && _dip_meaning_has (meaning, "durations", word))
    return TRUE;
  second = g_strndup (word, strcspn (word, " ,.;"));

  return (strlen (second) > 3 && g_str_has_suffix (second, "ed"))
    || _dip_meaning_whole (meaning, "verbs", second) != NULL
    || (is_word_of (meaning, second) && begins_with_object (word + strlen (second)));
}

/* One of several things, without a verb: "and group messages", 及び添付ファイル. */
#define MAX_WORDS_OF_THING 4

static gboolean
is_thing (const char *text)
{
  static const char *const particles[] = { "を", "が", "に", "は", "で", "し", "、", ",", NULL };
  guint n_spaces = 0;

  for (const char *at = text; *at != '\0'; at++)
    n_spaces += *at == ' ';
  if (dip_has_one_of (text, particles))
    return FALSE;

  return n_spaces < MAX_WORDS_OF_THING;
}

static gboolean
is_joined_thing (const char *text)
{
  static const char *const joiners[] = { "and ", ",and ", "or ", "及び", "および", "並びに", "ならびに", "または", "もしくは",
                                          "と" };
  static const char *const ends[] = { " and", " or", "及び", "および", "並びに", "ならびに", "または", "もしくは" };
  gsize length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (joiners) && length == 0; i++)
    length = g_str_has_prefix (text, joiners[i]) ? strlen (joiners[i]) : 0;
  if (length > 0)
    return is_thing (text + length);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (g_str_has_suffix (text, ends[i]) && strlen (text) > strlen (ends[i]))
        {
          g_autofree char *thing = g_strndup (text, strlen (text) - strlen (ends[i]));

          return is_thing (thing);
        }
    }

  return FALSE;
}

/* "or XML" is a loss for whoever may choose. */
static gboolean
is_choice (const char *text)
{
  return strstr (text, "または") != NULL || strstr (text, "もしくは") != NULL || g_str_has_prefix (text, "or ")
    || g_str_has_suffix (text, " or");
}

/* Whether a sentence says what is done with all that it names. */
static gboolean
is_done_for_customers (const DipMeaning *meaning,
                       const char       *sentence)
{
  return (_dip_meaning_has (meaning, "promises", sentence) || _dip_meaning_has (meaning, "offers", sentence))
    && !_dip_meaning_has (meaning, "negation", sentence) && !_dip_meaning_has (meaning, "duties", sentence)
    && !_dip_meaning_has (meaning, "burdens", sentence) && !_dip_meaning_has (meaning, "refers", sentence);
}

/* Whether a text without what stands around it has a verb that promises. */
static gboolean
is_promise (const DipMeaning *meaning,
            const char       *text)
{
  static const char *const beginnings[] = { "and ", ",and ", "as well as ", ";" };
  static const char *const objects[] = { "を", "が", "に", "も", "で" };
  gboolean is_clause = FALSE;

  if (_dip_meaning_has (meaning, "exceptions", text) || _dip_meaning_has (meaning, "narrowings", text)
      || _dip_meaning_has (meaning, "conditions", text) || _dip_meaning_has (meaning, "weakenings", text)
      || _dip_meaning_has (meaning, "plan-limits", text) || _dip_meaning_has (meaning, "refers", text)
      || _dip_meaning_has (meaning, "burdens", text) || _dip_meaning_has (meaning, "duties", text)
      || _dip_meaning_has (meaning, "negation", text) || strstr (text, "://") != NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    is_clause = is_clause || g_str_has_prefix (text, beginnings[i]);
  if (is_clause)
    return _dip_meaning_has (meaning, "promises", text) || _dip_meaning_has (meaning, "offers", text)
      || _dip_meaning_has (meaning, "abilities", text) || goes_on_with_verb (meaning, text)
      || (_dip_meaning_has (meaning, "customers", text)
          && (strstr (text, " is ") != NULL || strstr (text, " are ") != NULL || strstr (text, " be ") != NULL));

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    is_clause = is_clause || strstr (text, objects[i]) != NULL;

  return is_clause && (_dip_meaning_has (meaning, "promises", text) || _dip_meaning_has (meaning, "offers", text));
}

/* A text without some characters at both ends. */
static char *
core_of (const char *text)
{
  glong n = g_utf8_strlen (text, -1);

  if (n <= 2 * MARGIN + 1)
    return g_strdup (text);

  return g_utf8_substring (text, MARGIN, n - MARGIN);
}

/* Whether a sentence that came, or that was edited, says what is gone. */
static gboolean
is_said_elsewhere (DipContext *context,
                   const char *text)
{
  g_autofree char *core = core_of (text);
  guint n_looked_at = 0;

  for (guint i = 0; i < context->works->len; i++)
    {
      const DipWork *work = context->works->pdata[i];

      for (guint k = 0; work->new_ != NULL && k < work->units->len; k++)
        {
          const DipUnit *unit = &g_array_index (work->units, DipUnit, k);

          if (unit->kind == DIP_UNIT_EQUAL)
            continue;
          for (guint s = unit->new_first; s < unit->new_first + unit->n_new; s++)
            {
              const DipSentence *sentence = &g_array_index (work->new_->sentences, DipSentence, s);

              if (n_looked_at++ >= MAX_SENTENCES)
                return FALSE;
              if (strstr (context->sentences.strings->pdata[sentence->id], core) != NULL)
                return TRUE;
            }
        }
    }

  return FALSE;
}

/* Whether so little came for what is gone that it can be an ending only. */
static gboolean
is_replaced (const char *new_text,
             glong       n_old)
{
  glong n_new = g_utf8_strlen (new_text, -1);

  for (const char *at = new_text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!dip_is_hiragana (g_utf8_get_char (at)))
        return n_new > MAX_IN_PLACE || n_new > MAX_SHARE_IN_PLACE * n_old;
    }

  return n_new > MAX_ENDING || n_new > MAX_SHARE_OF_ENDING * n_old;
}

/* Whether a change took a promise and left nothing in its place. */
static gboolean
is_dropped (DipContext      *context,
            const DipChange *change,
            const char      *sentence)
{
  glong n_old = g_utf8_strlen (change->old_text, -1);
  g_autofree char *folded = NULL;

  if (change->class_ != DIP_CLASS_SUBSTANTIVE || change->op == DIP_OP_MOVE || n_old < MIN_OF_THING
      || is_replaced (change->new_text, n_old))
    return FALSE;

  folded = dip_fold_to_string (change->old_text, DIP_ENGINE_FOLD, context->lexicon);

  g_strstrip (folded);
  if ((n_old < MIN_CHARACTERS
       || (!is_promise (context->meaning, folded) && !is_assurance (context->meaning, folded)))
      && !(is_joined_thing (folded) && is_done_for_customers (context->meaning, sentence)
           && (!is_choice (folded) || _dip_meaning_has (context->meaning, "abilities", sentence))))
    return FALSE;

  return !is_said_elsewhere (context, folded);
}

/* Whether as much came to the sentence elsewhere as was dropped. */
static gboolean
has_something_instead (const DipPair     *pair,
                       const DipSentence *sentence,
                       const DipChange   *dropped)
{
  gsize length = 0;

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];

      if (change != dropped && change->class_ == DIP_CLASS_SUBSTANTIVE
          && change->new_start < sentence->start + sentence->length
          && change->new_start + strlen (change->new_text) > sentence->start
          && strlen (change->new_text) > strlen (change->old_text))
        length += strlen (change->new_text) - strlen (change->old_text);
    }

  return 2 * length >= strlen (dropped->old_text);
}

/* The sentence of the old text that had a promise more. */
int
_dip_find_dropped (DipContext    *context,
                   const DipWork *work)
{
  guint n_looked_at = 0;

  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      const DipSentence *a;
      const DipSentence *b;

      if (unit->kind != DIP_UNIT_EDITED || unit->move_pair >= 0 || unit->n_old != 1 || unit->n_new != 1)
        continue;

      a = &g_array_index (work->old->sentences, DipSentence, unit->old_first);
      b = &g_array_index (work->new_->sentences, DipSentence, unit->new_first);
      if (a->section == DIP_PART_TITLE || a->section == DIP_PART_QUESTION)
        continue;

      for (guint k = 0; k < work->pair->changes->len; k++)
        {
          const DipChange *change = work->pair->changes->pdata[k];

          if (change->old_start < a->start || change->old_start >= a->start + a->length
              || n_looked_at++ >= MAX_LOOKED_AT)
            continue;
          if (is_dropped (context, change, context->sentences.strings->pdata[a->id])
              && !has_something_instead (work->pair, b, change))
            return (int) unit->old_first;
        }
    }

  return -1;
}
