/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include <string.h>

/*
 * Promises whose sentence is gone from a clause: nothing came in its place, or it let customers
 * do something and they may do nothing now.
 */

gboolean
_dip_is_of_substance (const DipPair     *pair,
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

/* Share of a sentence's grams that the new clause has, from which on it is said there. */
#define MAX_SHARE_OF_BROKEN 0.6

/* Grams of an edited sentence that its old form does not have, from which on it says
 * something more, and their share of it. */
#define MIN_NEWS 12u
#define MIN_SHARE_OF_NEWS 0.45

static gboolean
says_more (DipContext    *context,
           const DipWork *work,
           const DipUnit *unit)
{
  const DipSentence *a = dip_sentence_at (work->old, unit->old_first);
  const DipSentence *b = dip_sentence_at (work->new_, unit->new_first);
  guint n_old = _dip_sentence_grams (context, a)->n;
  guint n_new = _dip_sentence_grams (context, b)->n;
  guint news = n_new - MIN (_dip_sentences_common (context, a, b), n_new);

  return news >= MIN_NEWS && news >= MIN_SHARE_OF_NEWS * n_new && n_new > n_old;
}

/* Whether something came to the clause that may stand for what is gone. */
static gboolean
has_news (DipContext    *context,
          const DipWork *work)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      if (unit->kind == DIP_UNIT_NEW_ONLY && dip_is_told (dip_sentence_at (work->new_, unit->new_first)))
        return TRUE;
      if (unit->kind == DIP_UNIT_EDITED && dip_is_told (dip_sentence_at (work->new_, unit->new_first))
          && says_more (context, work, unit))
        return TRUE;
    }

  return FALSE;
}

/* "Customers may use keys of their own". */
static gboolean
lets_customers (DipContext *context,
                const char *text)
{
  return _dip_meaning_has (context->meaning, "customers", text)
    && _dip_meaning_has (context->meaning, "abilities", text)
    && _dip_count_negations (context, text) == 0 && _dip_may_promise (context, text);
}

/* Whether a sentence of the new clause has a word of one of the lists; @lists ends with NULL. */
static gboolean
says_one_of (DipContext        *context,
             const DipWork     *work,
             const char *const *lists)
{
  for (guint i = 0; i < work->new_->sentences->len; i++)
    {
      const DipSentence *sentence = dip_sentence_at (work->new_, i);

      for (guint k = 0; dip_is_told (sentence) && lists[k] != NULL; k++)
        {
          if (_dip_meaning_has (context->meaning, lists[k], dip_text_of (context, sentence)))
            return TRUE;
        }
    }

  return FALSE;
}

typedef gboolean (*SaysFunc) (DipContext *context,
                              const char *text);

/* The first of the first @n_units sentences that says something and is gone; -1 for none. */
static int
find_saying_gone (DipContext    *context,
                  const DipWork *work,
                  SaysFunc       says,
                  guint          n_units)
{
  for (guint i = 0; i < MIN (work->units->len, n_units); i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      const DipSentence *sentence;

      if (unit->kind != DIP_UNIT_OLD_ONLY || unit->move_pair >= 0)
        continue;
      sentence = dip_sentence_at (work->old, unit->old_first);
      if (dip_is_told (sentence) && _dip_is_of_substance (work->pair, sentence)
          && says (context, dip_text_of (context, sentence)))
        return (int) unit->old_first;
    }

  return -1;
}

/* "On request we restore your files": done for whoever asks for it; ご要望があれば…お申し出ください does nothing. */
static gboolean
is_done_on_request (DipContext *context,
                    const char *text)
{
  return _dip_meaning_has (context->meaning, "upon-request", text)
    && !_dip_meaning_has (context->meaning, "demands", text) && strstr (text, "ください") == NULL
    && _dip_may_promise (context, text) && _dip_count_negations (context, text) == 0;
}

/* A sentence that promised something to whoever asks and is gone from a clause that neither does anything now when
 * it is asked nor lets customers do it themselves, whatever came instead. */
static int
find_request_gone (DipContext    *context,
                   const DipWork *work)
{
  static const char *const answers[] = { "upon-request", "requests", "at-any-time", "abilities", "enabling", "demands",
                                         NULL };
  int gone = find_saying_gone (context, work, is_done_on_request, DIP_FLIP_MAX_LOOKED_AT);

  return gone >= 0 && !says_one_of (context, work, answers) ? gone : -1;
}

/* A sentence that let customers do something and is gone from a clause that lets them do
 * nothing now, whatever came instead. */
static int
find_ability_gone (DipContext    *context,
                   const DipWork *work)
{
  static const char *const abilities[] = { "abilities", NULL };

  return says_one_of (context, work, abilities)
    ? -1 : find_saying_gone (context, work, lets_customers, work->units->len);
}

/* "every year", "30 d", "99.9%": how often, how long or how much, not when or by which standard. */
static gboolean
is_measure (const DipFact *fact)
{
  static const char *const others[] = { "date", "article", "phone", "time", "hours", "count", "standard", "host" };

  if (fact->what == NULL || fact->value == NULL || fact->quote == NULL ||
      !(g_ascii_isdigit (*fact->value) || g_str_has_prefix (fact->value, "every ")))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strcmp (fact->what, others[i]) == 0)
      return FALSE;

  return TRUE;
}

/* Whether a clause measures the same thing, or anything at all by the same measure. */
static gboolean
has_fact (const DipClause *clause,
          const DipFact   *like)
{
  for (guint i = 0; i < clause->facts->len; i++)
    {
      const DipFact *fact = clause->facts->pdata[i];

      if (g_strcmp0 (fact->what, like->what) == 0 || g_strcmp0 (fact->value, like->value) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether a sentence of the old clause tells how often or how long something is done, and the new clause tells nothing
 * of the kind. */
static gboolean
measures_alone (const DipWork     *work,
                const DipSentence *sentence)
{
  g_autofree char *text = g_strndup (work->old->text->text + sentence->start, sentence->length);
  const DipPair *pair = work->pair;

  for (guint i = 0; i < pair->old_clause->facts->len; i++)
    {
      const DipFact *fact = pair->old_clause->facts->pdata[i];
      gboolean stays;

      if (!is_measure (fact) || strstr (text, fact->quote) == NULL)
        continue;
      stays = has_fact (pair->new_clause, fact);
      for (guint k = 0; k < pair->new_more->len && !stays; k++)
        stays = has_fact (pair->new_more->pdata[k], fact);
      if (!stays)
        return TRUE;
    }

  return FALSE;
}

/* "Our staff never see it": denied by the provider of itself. */
static gboolean
is_assurance (DipContext *context,
              const char *text)
{
  return _dip_count_negations (context, text) > 0 && _dip_meaning_has (context->meaning, "assurances", text)
    && _dip_meaning_has (context->meaning, "responsibility", text) && _dip_may_promise (context, text);
}

static gboolean
is_said_in (DipContext        *context,
            const DipSentence *sentence,
            const DipPrepared *clause)
{
  const DipGrams *grams = _dip_sentence_grams (context, sentence);
  const DipGrams *all = _dip_clause_grams (context, clause);

  return _dip_grams_common (grams->values, grams->n, all->values, all->n) >= MAX_SHARE_OF_BROKEN * grams->n;
}

/* A sentence that promised something and is gone; with @measured one that told how often or how long, and may
 * have been written anew without that. */
static int
find_gone (DipContext    *context,
           const DipWork *work,
           gboolean       measured)
{
  guint n_looked_at = 0;

  for (guint i = 0; i < work->units->len && n_looked_at < DIP_FLIP_MAX_LOOKED_AT; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      const DipSentence *sentence;
      const char *text;

      if (unit->move_pair >= 0
          || (unit->kind != DIP_UNIT_OLD_ONLY && !(measured && unit->kind == DIP_UNIT_EDITED)))
        continue;

      n_looked_at++;
      sentence = dip_sentence_at (work->old, unit->old_first);
      text = dip_text_of (context, sentence);
      if (dip_is_told (sentence) && _dip_is_of_substance (work->pair, sentence)
          && (_dip_is_promise (context, text) || (!measured && is_assurance (context, text)))
          && (!measured || measures_alone (work, sentence)) && !is_said_in (context, sentence, work->new_))
        return (int) unit->old_first;
    }

  return -1;
}

/* A sentence that promised something and is gone from a clause to which nothing came that may stand for it. */
int
_dip_find_broken (DipContext    *context,
                  const DipWork *work)
{
  gboolean news = has_news (context, work);
  int gone = news ? find_ability_gone (context, work) : -1;

  if (gone < 0 && news)
    gone = find_request_gone (context, work);
  if (gone < 0)
    gone = _dip_find_ability_replaced (context, work);

  return gone >= 0 ? gone : find_gone (context, work, news);
}
