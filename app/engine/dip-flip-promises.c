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
 *   - what the provider must do it only should do.
 *
 * Sentences about what the customer has to do, that refer or that only describe
 * promise nothing.
 */

/* Sentences of a clause, and units that are looked at for what a new sentence replaces; a clause
 * of a paper has some twenty. */
#define MAX_LOOKED_AT 40u
#define MAX_DISTANCE 8u

/* Whether a sentence tells where to read what is no promise in itself. */
static gboolean
only_points (DipContext *context,
             const char *text)
{
  return _dip_meaning_has (context->meaning, "refers", text) && !_dip_sentence_discloses (context, text);
}

/* Whether the provider, or nobody who is named, does something in the sentence, or
 * lets its customers do it. */
gboolean
_dip_is_promise (DipContext *context,
                 const char *text)
{
  const DipMeaning *meaning = context->meaning;

  return (_dip_meaning_has (meaning, "promises", text) || _dip_meaning_has (meaning, "offers", text)
          || _dip_meaning_match_at (meaning, "customers", text) > 0)
    && !_dip_meaning_has (meaning, "duties", text)
    && !only_points (context, text)
    && !_dip_meaning_has (meaning, "burdens", text)
    && strstr (text, "://") == NULL
    && !_dip_denies (context, text, FALSE)
    && (_dip_count_negations (context, text) == 0
        || (g_ascii_isalpha (text[0]) && _dip_count_main_negations (context, text) == 0)
        || _dip_meaning_has (meaning, "assurances", text)
        || _dip_meaning_has (meaning, "providers", text) || !_dip_meaning_ends_negated (meaning, text));
}

/* Whether a sentence may promise something: it says what is, or is done, and neither demands
 * something of the customer nor threatens him. */
gboolean
_dip_may_promise (DipContext *context,
                  const char *text)
{
  const DipMeaning *meaning = context->meaning;

  return !_dip_meaning_has (meaning, "duties", text) && !_dip_meaning_has (meaning, "refers", text)
    && !_dip_meaning_has (meaning, "burdens", text) && strstr (text, "://") == NULL
    && !_dip_denies (context, text, FALSE);
}

/* Whether a sentence promises something of the provider's own, not what somebody else does. */
gboolean
_dip_promises (DipContext        *context,
               const DipPrepared *prepared,
               guint              index)
{
  const DipMeaning *meaning = context->meaning;
  const char *text = dip_text_of (context, dip_sentence_at (prepared, index));

  return _dip_is_promise (context, text)
    && _dip_meaning_count (meaning, "responsibility", text)
    <= _dip_meaning_count (meaning, "providers", text) + _dip_meaning_count (meaning, "customers", text);
}

/* Whether the customer is who does what the sentence says: "customers may …" permits. */
static gboolean
is_of_the_customer (DipContext *context,
                    const char *text)
{
  static const char *const marks[] = { "は", "が", "も", " may", " might", " should", "'s" };
  gsize length = _dip_meaning_match_at (context->meaning, "customers", text);

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
      gsize length = _dip_meaning_match_at (meaning, "customers", at);

      for (guint i = 0; length > 0 && i < G_N_ELEMENTS (marks); i++)
        {
          if (g_str_has_prefix (at + length, marks[i]))
            return TRUE;
        }
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

/* "You will not have access to logs": whether the customer is denied something that would be his. */
gboolean
_dip_is_denied_to_the_customer (DipContext *context,
                                const char *text)
{
  static const char *const denials[] = { " will not ", " cannot ", " do not ", " are not ", " does not ", " is not " };
  gsize length;

  if (!g_ascii_isalpha (text[0]) || !_dip_meaning_has (context->meaning, "benefits", text))
    return FALSE;
  if (g_str_has_prefix (text, "the "))
    text += strlen ("the ");
  length = _dip_meaning_match_at (context->meaning, "customers", text);

  for (guint i = 0; length > 0 && i < G_N_ELEMENTS (denials); i++)
    {
      if (g_str_has_prefix (text + length, denials[i]))
        return TRUE;
    }

  return FALSE;
}

/* "We do not copy it without your consent", "… unless you have agreed": the exception was made before. */
static gboolean
excepts_by_consent (const DipMeaning *meaning,
                    const char       *a,
                    const char       *b)
{
  static const char *const marks[] = { "ない限り", "unless " };
  g_autoptr (GString) rest = NULL;
  guint n = 0;

  if (!_dip_meaning_has (meaning, "consents", a) || !_dip_meaning_has (meaning, "consents", b))
    return FALSE;

  rest = g_string_new (b);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    n += g_string_replace (rest, marks[i], " ", 0);

  return n == 1 && !_dip_meaning_has (meaning, "exceptions", rest->str);
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

  /* "With your consent", "after we have told you". */
  if (is_lost (meaning, "consents", a, b) && is_lost (meaning, "notices", b, a))
    return TRUE;

  /* "Only with your consent", "only to help you". */
  if (is_lost (meaning, "consents", a, b) && _dip_meaning_has (meaning, "narrowings", a)
      && _dip_count_negations (context, b) == 0)
    return TRUE;

  /* "We do not read messages", "except to find a fault". */
  return _dip_count_negations (context, a) > 0 && _dip_count_negations (context, b) > 0
    && !_dip_denies (context, a, FALSE) && _dip_meaning_ends_negated (meaning, a)
    && is_lost (meaning, "exceptions", b, a) && !excepts_by_consent (meaning, a, b)
    && !_dip_meaning_has (meaning, "refers", a) && !_dip_is_denied_to_the_customer (context, a);
}

/* What the provider has to do by its own rules is only what it should do: "backups must be tested". */
static gboolean
is_loosened (const DipMeaning *meaning,
             const char       *a,
             const char       *b)
{
  return is_lost (meaning, "musts", a, b) && is_lost (meaning, "shoulds", b, a)
    && !_dip_meaning_has (meaning, "customers", a) && !_dip_meaning_has (meaning, "customers", b)
    && !_dip_meaning_has (meaning, "refers", a);
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

  /* … and an exception gives it to him. */
  if (_dip_is_denied_to_the_customer (context, a) && is_lost (meaning, "exceptions", b, a))
    return FALSE;
  if (assures_less (context, a, b))
    return TRUE;
  if (_dip_is_smaller (context, a, b, _dip_may_promise (context, a)) || is_loosened (meaning, a, b))
    return TRUE;
  if (!_dip_may_promise (context, a) && !(is_answer && !_dip_denies (context, a, FALSE)))
    return FALSE;

  /* "Can be restored", "can normally be restored"; nothing new is said, and less. */
  if (is_lost (meaning, "hedges", b, a) && !_dip_meaning_has (meaning, "demands", a)
      && !_dip_meaning_has (meaning, "burdens", b))
    return TRUE;
  if (_dip_only_loses (context, a, b))
    return TRUE;
  if (!is_of_the_customer (context, a) && !is_of_the_customer (context, b)
      && _dip_meaning_count (meaning, "weakenings", b) > _dip_meaning_count (meaning, "weakenings", a)
      && _dip_meaning_count (meaning, "permissions", a) == 0 && !_dip_meaning_has (meaning, "demands", a)
      && !_dip_meaning_has (meaning, "burdens", b))
    return TRUE;
  if (_dip_meaning_has (meaning, "plan-limits", b) && !_dip_meaning_has (meaning, "plan-limits", a))
    return TRUE;
  /* What was done for the customer is left to him. */
  if (is_left_to_the_customer (context, b) && !is_left_to_the_customer (context, a)
      && !is_of_the_customer (context, a))
    return TRUE;
  /* What was for all or had no limit. */
  if ((is_lost (meaning, "caps", b, a) && count_numbers (b) > count_numbers (a))
      || (is_lost (meaning, "all-of", a, b) && is_lost (meaning, "some-of", b, a)))
    return TRUE;
  /* What could be done has to be done. */
  if (_dip_meaning_has (meaning, "abilities", a) && _dip_count_negations (context, a) == 0
      && _dip_meaning_has (meaning, "demands", b) && !_dip_meaning_has (meaning, "demands", a)
      && !_dip_meaning_has (meaning, "abilities", b) && !_dip_meaning_has (meaning, "refers", b))
    return TRUE;
  /* "Only staff has access" assures; "only when …" is "not unless …". */
  if (_dip_meaning_has (meaning, "narrowings", b) && !_dip_meaning_has (meaning, "conditions", a)
      && !_dip_meaning_has (meaning, "narrowings", a) && _dip_count_negations (context, a) == 0
      && !_dip_meaning_has (meaning, "restraints", b))
    return TRUE;

  return is_lost (meaning, "exceptions", b, a) && !excepts_by_consent (meaning, a, b)
    && _dip_count_negations (context, a) <= _dip_count_negations (context, b);
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
    g_string_append (joined, dip_text_of (context, dip_sentence_at (prepared, i)));

  return g_string_free (joined, FALSE);
}

static gboolean
is_edited_weaker (DipContext    *context,
                  const DipWork *work,
                  const DipUnit *unit)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (!dip_is_told (dip_sentence_at (work->old, unit->old_first)))
    return FALSE;

  a = join_unit (context, work->old, unit->old_first, unit->n_old);
  b = join_unit (context, work->new_, unit->new_first, unit->n_new);

  for (guint i = 0; unit->n_old == 1 && i < unit->n_new && _dip_may_promise (context, a); i++)
    {
      if (_dip_is_for_variant (context, a, dip_text_of (context, dip_sentence_at (work->new_, unit->new_first + i))))
        return TRUE;
    }

  return is_weaker (context, a, b, dip_sentence_at (work->old, unit->old_first)->section == DIP_PART_ANSWER);
}

/* Where a sentence that is gone was all that the clause said, all that it says now stands for it;
 * %NULL elsewhere. */
static char *
join_if_was_all (DipContext    *context,
                 const DipWork *work)
{
  GString *joined;
  guint n = 0;

  for (guint i = 0; i < work->old->sentences->len; i++)
    n += dip_is_told (dip_sentence_at (work->old, i));
  if (n != 1 || work->new_->sentences->len > MAX_LOOKED_AT)
    return NULL;

  joined = g_string_new (NULL);
  for (guint i = 0; i < work->new_->sentences->len; i++)
    {
      if (dip_is_told (dip_sentence_at (work->new_, i)))
        g_string_append (joined, dip_text_of (context, dip_sentence_at (work->new_, i)));
    }

  return g_string_free (joined, FALSE);
}

/* Whether a new sentence promises less than one that is gone, or, with @assurance, denies less; of the same. */
static gboolean
replaces_weaker (DipContext    *context,
                 const DipWork *work,
                 guint          index,
                 gboolean       assurance)
{
  const DipUnit *unit = &g_array_index (work->units, DipUnit, index);
  const DipSentence *sentence = dip_sentence_at (work->new_, unit->new_first);
  gboolean is_answer = !assurance && sentence->section == DIP_PART_ANSWER;
  g_autofree char *all = join_if_was_all (context, work);
  const char *says = all != NULL ? all : dip_text_of (context, sentence);
  guint end = MIN (work->units->len, index + MAX_DISTANCE + 1);

  for (guint i = index - MIN (index, MAX_DISTANCE); i < end; i++)
    {
      const DipUnit *other = &g_array_index (work->units, DipUnit, i);
      const char *said;

      if (other->kind != DIP_UNIT_OLD_ONLY || other->move_pair >= 0
          || !dip_is_told (dip_sentence_at (work->old, other->old_first)))
        continue;

      said = dip_text_of (context, dip_sentence_at (work->old, other->old_first));
      if ((assurance ? _dip_is_denied_less (context, said, says) : is_weaker (context, said, says, is_answer))
          && (is_answer || all != NULL
              || _dip_speak_of_the_same (context, work->old, other->old_first, work->new_, unit->new_first)))
        return TRUE;
    }

  return FALSE;
}

/* "However, this does not apply to emergencies": takes from what stands before it, a promise or what is denied. */
static gboolean
is_exception (DipContext    *context,
              const DipWork *work,
              const DipUnit *unit)
{
  const DipSentence *sentence = dip_sentence_at (work->new_, unit->new_first);
  const char *before;

  if (unit->new_first == 0 || !_dip_meaning_has (context->meaning, "provisos", dip_text_of (context, sentence))
      || !dip_is_told (dip_sentence_at (work->new_, unit->new_first - 1)))
    return FALSE;
  before = dip_text_of (context, dip_sentence_at (work->new_, unit->new_first - 1));

  return _dip_may_promise (context, before)
    || (_dip_count_negations (context, before) > 0 && _dip_meaning_ends_negated (context->meaning, before));
}

/* "This is a chargeable option": what stands before it, or is answered with yes, cost nothing. */
static gboolean
is_priced (DipContext    *context,
           const DipWork *work,
           const DipUnit *unit)
{
  const DipSentence *sentence = dip_sentence_at (work->new_, unit->new_first);

  if (!_dip_meaning_has (context->meaning, "plan-limits", dip_text_of (context, sentence))
      || _dip_count_negations (context, dip_text_of (context, sentence)) > 0)
    return FALSE;
  for (guint i = 0; i < MIN (work->old->sentences->len, MAX_LOOKED_AT); i++)
    {
      if (_dip_meaning_has (context->meaning, "plan-limits", dip_text_of (context, dip_sentence_at (work->old, i))))
        return FALSE;
    }

  return sentence->section == DIP_PART_ANSWER
    ? work->pair->new_clause->implemented == DIP_IMPLEMENTED_YES
    : unit->new_first > 0 && dip_is_told (dip_sentence_at (work->new_, unit->new_first - 1))
      && _dip_may_promise (context, dip_text_of (context, dip_sentence_at (work->new_, unit->new_first - 1)));
}

/* A sentence of the new text that assures less: for clauses that only say what is not done. */
int
_dip_find_less_assured (DipContext    *context,
                        const DipWork *work)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      const char *a;
      const char *b;

      if (unit->kind == DIP_UNIT_NEW_ONLY && unit->move_pair < 0
          && dip_is_told (dip_sentence_at (work->new_, unit->new_first))
          && (replaces_weaker (context, work, i, TRUE) || is_exception (context, work, unit)))
        return (int) unit->new_first;
      if (unit->kind != DIP_UNIT_EDITED || unit->move_pair >= 0 || unit->n_old != 1 || unit->n_new != 1
          || !dip_is_told (dip_sentence_at (work->old, unit->old_first)))
        continue;

      a = dip_text_of (context, dip_sentence_at (work->old, unit->old_first));
      b = dip_text_of (context, dip_sentence_at (work->new_, unit->new_first));
      if (assures_less (context, a, b) || _dip_is_denied_less (context, a, b))
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

      if (unit->move_pair >= 0 || unit->n_new == 0 || !dip_is_told (dip_sentence_at (work->new_, unit->new_first))
          || unit->kind == DIP_UNIT_EQUAL)
        continue;
      if (unit->kind == DIP_UNIT_EDITED ? is_edited_weaker (context, work, unit)
          : unit->kind == DIP_UNIT_NEW_ONLY
          && (replaces_weaker (context, work, i, FALSE) || is_exception (context, work, unit)
              || is_priced (context, work, unit) || _dip_is_undercut (context, work, unit->new_first)))
        return (int) unit->new_first;
    }

  return -1;
}
