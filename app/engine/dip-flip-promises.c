/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include <string.h>

/*
 * Promises that are taken back without a word of denial:
 *
 *   - what was done may be done now ("will" → "may", します → することがあります);
 *   - what everybody had is for one plan now, or costs extra;
 *   - an exception was added;
 *   - what could be done has to be done;
 *   - the sentence is gone, and nothing came in its place.
 *
 * Sentences about what the customer has to do, that refer or that only describe
 * promise nothing.
 */

/* Sentences that are held against a whole clause, and units that are looked at for what
 * a new sentence replaces; a clause of a paper has some twenty. */
#define MAX_LOOKED_AT 40u
#define MAX_DISTANCE 8u

static const DipSentence *
sentence_at (const DipPrepared *prepared,
             guint              index)
{
  return &g_array_index (prepared->sentences, DipSentence, index);
}

static const char *
text_of (DipContext        *context,
         const DipSentence *sentence)
{
  return context->sentences.strings->pdata[sentence->id];
}

static gboolean
is_told (const DipSentence *sentence)
{
  return sentence->section != DIP_PART_TITLE && sentence->section != DIP_PART_QUESTION;
}

/* Whether the provider, or nobody who is named, does something in the sentence, or
 * lets its customers do it. */
static gboolean
is_promise (DipContext *context,
            const char *text)
{
  const DipMeaning *meaning = context->meaning;

  return (_dip_meaning_has (meaning, "promises", text) || _dip_meaning_has (meaning, "offers", text)
          || _dip_meaning_match (meaning, "customers", text, strlen (text)) > 0)
    && !_dip_meaning_has (meaning, "duties", text)
    && !_dip_meaning_has (meaning, "refers", text)
    && !_dip_meaning_has (meaning, "burdens", text)
    && strstr (text, "://") == NULL
    && !_dip_denies (context, text, FALSE)
    && (_dip_count_negations (context, text) == 0 || _dip_meaning_has (meaning, "assurances", text)
        || _dip_meaning_has (meaning, "providers", text) || !_dip_meaning_ends_negated (meaning, text));
}

/* Whether a sentence promises something of the provider's own, not what somebody else does. */
gboolean
_dip_promises (DipContext        *context,
               const DipPrepared *prepared,
               guint              index)
{
  const DipMeaning *meaning = context->meaning;
  const char *text = text_of (context, sentence_at (prepared, index));

  return is_promise (context, text)
    && _dip_meaning_count (meaning, "responsibility", text)
    <= _dip_meaning_count (meaning, "providers", text) + _dip_meaning_count (meaning, "customers", text);
}

/* Whether the customer is who does what the sentence says: "customers may …" permits. */
static gboolean
is_of_the_customer (DipContext *context,
                    const char *text)
{
  static const char *const marks[] = { "は", "が", "も", " may", " might", " should", "'s" };
  gsize length = _dip_meaning_match (context->meaning, "customers", text, strlen (text));

  for (guint i = 0; length > 0 && i < G_N_ELEMENTS (marks); i++)
    {
      if (g_str_has_prefix (text + length, marks[i]))
        return TRUE;
    }

  return FALSE;
}

/* Whether the customer is told to do what the sentence speaks of. */
static gboolean
is_left_to_the_customer (DipContext *context,
                         const char *text)
{
  static const char *const marks[] = { "にて", "側で", "自身", "が", "は", " is responsible", " are responsible",
                                       " must", " shall", " should", " has to", " have to", " need" };
  const DipMeaning *meaning = context->meaning;

  if ((!_dip_meaning_has (meaning, "demands", text) && !_dip_meaning_has (meaning, "duties", text))
      || _dip_meaning_has (meaning, "refers", text))
    return FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize length = _dip_meaning_match (meaning, "customers", at, strlen (at));

      for (guint i = 0; length > 0 && i < G_N_ELEMENTS (marks); i++)
        {
          if (g_str_has_prefix (at + length, marks[i]))
            return TRUE;
        }
    }

  return FALSE;
}

/* Whether more than form or a reference changed in a sentence of the old text. */
static gboolean
is_of_substance (const DipPair     *pair,
                 const DipSentence *sentence)
{
  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];

      if (change->class_ == DIP_CLASS_SUBSTANTIVE && change->old_start < sentence->start + sentence->length
          && change->old_start + strlen (change->old_text) > sentence->start)
        return TRUE;
    }

  return FALSE;
}

static guint
count_numbers (const char *text)
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; at++)
    n += g_ascii_isdigit (*at) && !g_ascii_isdigit (at[1]);

  return n;
}

static gboolean
is_lost (const DipMeaning *meaning,
         const char       *list,
         const char       *a,
         const char       *b)
{
  return _dip_meaning_has (meaning, list, a) && !_dip_meaning_has (meaning, list, b);
}

/* What was kept from others is less so: "only with your consent" or "never" is gone, or has
 * an exception now. */
static gboolean
assures_less (DipContext *context,
              const char *a,
              const char *b)
{
  const DipMeaning *meaning = context->meaning;

  if (is_lost (meaning, "narrowings", a, b) && _dip_count_negations (context, b) == 0
      && !_dip_meaning_has (meaning, "conditions", a) && !_dip_meaning_has (meaning, "plan-limits", a)
      && (_dip_meaning_has (meaning, "restraints", a) || _dip_meaning_has (meaning, "entrusted", a))
      && !_dip_meaning_has (meaning, "abilities", a) && !_dip_meaning_has (meaning, "caps", b))
    return TRUE;

  /* "We do not read messages", "except to find a fault". */
  return _dip_count_negations (context, a) > 0 && _dip_count_negations (context, b) > 0
    && !_dip_denies (context, a, FALSE) && _dip_meaning_ends_negated (meaning, a)
    && is_lost (meaning, "exceptions", b, a) && !_dip_meaning_has (meaning, "refers", a);
}

/* Whether @b promises less than @a, which speaks of the same. An answer promises what was
 * asked for, in however few words. */
static gboolean
is_weaker (DipContext *context,
           const char *a,
           const char *b,
           gboolean    is_answer)
{
  const DipMeaning *meaning = context->meaning;

  /* "We never …" → "We may …" */
  if (_dip_count_negations (context, a) > 0 && _dip_count_negations (context, b) == 0
      && _dip_meaning_has (meaning, "weakenings", b) && !_dip_meaning_has (meaning, "weakenings", a))
    return TRUE;

  if (assures_less (context, a, b))
    return TRUE;
  if (!is_promise (context, a) && !(is_answer && !_dip_denies (context, a, FALSE)))
    return FALSE;

  if (!is_of_the_customer (context, a) && !is_of_the_customer (context, b)
      && _dip_meaning_count (meaning, "weakenings", b) > _dip_meaning_count (meaning, "weakenings", a)
      && _dip_meaning_count (meaning, "permissions", a) == 0
      && !_dip_meaning_has (meaning, "burdens", b))
    return TRUE;
  if (_dip_meaning_has (meaning, "plan-limits", b) && !_dip_meaning_has (meaning, "plan-limits", a))
    return TRUE;
  /* What was done for the customer is left to him. */
  if (is_left_to_the_customer (context, b) && !is_left_to_the_customer (context, a)
      && !is_of_the_customer (context, a))
    return TRUE;
  /* What cost nothing, was for all or had no limit. */
  if (is_lost (meaning, "gratis", a, b) || (is_lost (meaning, "caps", b, a) && count_numbers (b) > count_numbers (a))
      || (is_lost (meaning, "all-of", a, b) && is_lost (meaning, "some-of", b, a)))
    return TRUE;
  /* What could be done has to be done. */
  if (_dip_meaning_has (meaning, "abilities", a) && _dip_meaning_has (meaning, "demands", b)
      && !_dip_meaning_has (meaning, "demands", a) && !_dip_meaning_has (meaning, "abilities", b)
      && !_dip_meaning_has (meaning, "refers", b))
    return TRUE;
  /* "Only staff has access" assures; "only when …" is "not unless …". */
  if (_dip_meaning_has (meaning, "narrowings", b) && !_dip_meaning_has (meaning, "conditions", a)
      && !_dip_meaning_has (meaning, "narrowings", a)
      && !_dip_meaning_has (meaning, "restraints", b))
    return TRUE;

  return _dip_meaning_has (meaning, "exceptions", b) && !_dip_meaning_has (meaning, "exceptions", a);
}

/* The sentences of one side of a unit, as one. */
static char *
join_unit (DipContext        *context,
           const DipPrepared *prepared,
           guint              first,
           guint              n)
{
  GString *joined = g_string_new (NULL);

  for (guint i = first; i < first + n; i++)
    g_string_append (joined, text_of (context, sentence_at (prepared, i)));

  return g_string_free (joined, FALSE);
}

static gboolean
is_edited_weaker (DipContext    *context,
                  const DipWork *work,
                  const DipUnit *unit)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (!is_told (sentence_at (work->old, unit->old_first)))
    return FALSE;

  a = join_unit (context, work->old, unit->old_first, unit->n_old);
  b = join_unit (context, work->new_, unit->new_first, unit->n_new);

  return is_weaker (context, a, b, sentence_at (work->old, unit->old_first)->section == DIP_PART_ANSWER);
}

/* Whether a new sentence says less of what a sentence said that is gone. */
static gboolean
replaces_weaker (DipContext    *context,
                 const DipWork *work,
                 guint          index)
{
  const DipUnit *unit = &g_array_index (work->units, DipUnit, index);
  const char *b = text_of (context, sentence_at (work->new_, unit->new_first));
  gboolean is_answer = sentence_at (work->new_, unit->new_first)->section == DIP_PART_ANSWER;
  guint end = MIN (work->units->len, index + MAX_DISTANCE + 1);

  for (guint i = index - MIN (index, MAX_DISTANCE); i < end; i++)
    {
      const DipUnit *other = &g_array_index (work->units, DipUnit, i);

      if (other->kind == DIP_UNIT_OLD_ONLY && other->move_pair < 0
          && is_told (sentence_at (work->old, other->old_first))
          && is_weaker (context, text_of (context, sentence_at (work->old, other->old_first)), b, is_answer)
          && (is_answer || _dip_speak_of_the_same (work->old, other->old_first, work->new_, unit->new_first)))
        return TRUE;
    }

  return FALSE;
}

/* "However, this does not apply to emergencies": takes from what stands before it. */
static gboolean
is_exception (DipContext    *context,
              const DipWork *work,
              const DipUnit *unit)
{
  const DipSentence *sentence = sentence_at (work->new_, unit->new_first);

  return unit->new_first > 0 && _dip_meaning_has (context->meaning, "provisos", text_of (context, sentence))
    && is_told (sentence_at (work->new_, unit->new_first - 1))
    && is_promise (context, text_of (context, sentence_at (work->new_, unit->new_first - 1)));
}

/* A sentence of the new text that assures less: for clauses that only say what is not done. */
int
_dip_find_less_assured (DipContext    *context,
                        const DipWork *work)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      if (unit->kind == DIP_UNIT_EDITED && unit->move_pair < 0 && unit->n_old == 1 && unit->n_new == 1
          && is_told (sentence_at (work->old, unit->old_first))
          && assures_less (context, text_of (context, sentence_at (work->old, unit->old_first)),
                           text_of (context, sentence_at (work->new_, unit->new_first))))
        return (int) unit->new_first;
    }

  return -1;
}

/* A sentence of the new text that promises less than the old text did. */
int
_dip_find_weakened (DipContext    *context,
                    const DipWork *work)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      if (unit->move_pair >= 0 || unit->n_new == 0 || !is_told (sentence_at (work->new_, unit->new_first))
          || unit->kind == DIP_UNIT_EQUAL)
        continue;
      if (unit->kind == DIP_UNIT_EDITED ? is_edited_weaker (context, work, unit)
          : unit->kind == DIP_UNIT_NEW_ONLY
          && (replaces_weaker (context, work, i) || is_exception (context, work, unit)))
        return (int) unit->new_first;
    }

  return -1;
}

/* Share of a sentence's grams that the new clause has, from which on it is said there. */
#define MAX_SHARE_OF_BROKEN 0.6

/* Grams of an edited sentence that its old form does not have, from which on it says
 * something more, and their share of it. */
#define MIN_NEWS 12u
#define MIN_SHARE_OF_NEWS 0.45

static gboolean
says_more (const DipWork *work,
           const DipUnit *unit)
{
  const DipSentence *a = sentence_at (work->old, unit->old_first);
  const DipSentence *b = sentence_at (work->new_, unit->new_first);
  guint common = _dip_grams_common (&g_array_index (work->old->grams, guint32, a->first_gram), a->n_grams,
                                    &g_array_index (work->new_->grams, guint32, b->first_gram), b->n_grams);
  guint news = b->n_grams - MIN (common, b->n_grams);

  return news >= MIN_NEWS && news >= MIN_SHARE_OF_NEWS * b->n_grams && b->n_grams > a->n_grams;
}

/* Whether something came to the clause that may stand for what is gone. */
static gboolean
has_news (const DipWork *work)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      if (unit->kind == DIP_UNIT_NEW_ONLY && is_told (sentence_at (work->new_, unit->new_first)))
        return TRUE;
      if (unit->kind == DIP_UNIT_EDITED && is_told (sentence_at (work->new_, unit->new_first))
          && says_more (work, unit))
        return TRUE;
    }

  return FALSE;
}

/* A sentence that promised something and is gone from a clause to which nothing came. */
int
_dip_find_broken (DipContext    *context,
                  const DipWork *work)
{
  const GArray *all = work->new_->all_grams;
  guint n_looked_at = 0;

  if (has_news (work))
    return -1;

  for (guint i = 0; i < work->units->len && n_looked_at < MAX_LOOKED_AT; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      const DipSentence *sentence;

      if (unit->kind != DIP_UNIT_OLD_ONLY || unit->move_pair >= 0)
        continue;

      n_looked_at++;
      sentence = sentence_at (work->old, unit->old_first);
      if (is_told (sentence) && is_of_substance (work->pair, sentence)
          && is_promise (context, text_of (context, sentence))
          && _dip_grams_common (&g_array_index (work->old->grams, guint32, sentence->first_gram), sentence->n_grams,
                                (const guint32 *) all->data, all->len) < MAX_SHARE_OF_BROKEN * sentence->n_grams)
        return (int) unit->old_first;
    }

  return -1;
}
