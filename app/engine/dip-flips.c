/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * What a buyer must be told: an offer withdrawn or limited, something denied
 * that is offered now, a duty that moved. Two witnesses: the stances that the
 * recognisers gave both clauses, and an edited sentence about an offer that is
 * denied on one side only. Only a clause that changed in substance can flip.
 */

static const char *
verb_of (DipStance stance)
{
  switch (stance)
    {
    case DIP_STANCE_PROVIDED:
      return "provided";
    case DIP_STANCE_NOT_PROVIDED:
      return "not provided";
    case DIP_STANCE_CUSTOMER:
      return "left to the customer";
    case DIP_STANCE_SHARED:
      return "shared between provider and customer";
    case DIP_STANCE_PARTIAL:
      return "provided in part only";
    case DIP_STANCE_INFORMATIONAL:
    default:
      return "only described";
    }
}

/* Between what is only described and anything else nothing turned: there was no
 * promise on one side. */
static gboolean
stances_flip (DipStance old_stance,
              DipStance new_stance)
{
  return old_stance != new_stance && old_stance != DIP_STANCE_INFORMATIONAL
    && new_stance != DIP_STANCE_INFORMATIONAL;
}

static gboolean
implemented_flips (DipImplemented a,
                   DipImplemented b)
{
  return a != b && a != DIP_IMPLEMENTED_UNKNOWN && b != DIP_IMPLEMENTED_UNKNOWN;
}

/* The words that deny in a sentence about an offer, 0 where it offers nothing. */
static guint
denials (DipContext *context,
         const char *sentence)
{
  if (!_dip_meaning_has (context->meaning, "offers", sentence))
    return 0;

  return _dip_meaning_count (context->meaning, "negation", sentence);
}

static const DipUnit *
find_denied (DipContext    *context,
             const DipWork *work)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      const DipSentence *a;
      const DipSentence *b;
      const char *old_sentence;
      const char *new_sentence;

      if (unit->kind != DIP_UNIT_EDITED || unit->n_old != 1 || unit->n_new != 1)
        continue;

      a = &g_array_index (work->old->sentences, DipSentence, unit->old_first);
      b = &g_array_index (work->new_->sentences, DipSentence, unit->new_first);
      old_sentence = context->sentences.strings->pdata[a->id];
      new_sentence = context->sentences.strings->pdata[b->id];
      if (a->section == DIP_PART_TITLE || b->section == DIP_PART_TITLE)
        continue;
      if ((denials (context, old_sentence) == 0) != (denials (context, new_sentence) == 0)
          && _dip_meaning_has (context->meaning, "offers", old_sentence)
          && _dip_meaning_has (context->meaning, "offers", new_sentence))
        return unit;
    }

  return NULL;
}

static char *
quote (const DipPrepared *prepared,
       guint              index)
{
  const DipSentence *sentence = &g_array_index (prepared->sentences, DipSentence, index);
  char *text = g_strndup (prepared->text->text + sentence->start, sentence->length);

  return g_strstrip (text);
}

static void
tell (DipContext    *context,
      const DipWork *work)
{
  DipPair *pair = work->pair;
  const DipClause *a = pair->old_clause;
  const DipClause *b = pair->new_clause;

  if (implemented_flips (a->implemented, b->implemented))
    pair->flip_reason = g_strdup_printf ("The answer was \"%s\" and is \"%s\" now.",
                                         dip_implemented_to_string (a->implemented),
                                         dip_implemented_to_string (b->implemented));
  else if (stances_flip (a->stance, b->stance))
    pair->flip_reason = g_strdup_printf ("What was %s is %s now.", verb_of (a->stance), verb_of (b->stance));
  else
    {
      const DipUnit *unit = find_denied (context, work);
      g_autofree char *old_quote = NULL;
      g_autofree char *new_quote = NULL;
      gboolean denied_before;

      if (unit == NULL)
        return;

      old_quote = quote (work->old, unit->old_first);
      new_quote = quote (work->new_, unit->new_first);
      denied_before = denials (context, context->sentences.strings->pdata[
                                 g_array_index (work->old->sentences, DipSentence, unit->old_first).id]) > 0;
      pair->flip_reason = denied_before
        ? g_strdup_printf ("“%s” was denied; the new edition says “%s”.", old_quote, new_quote)
        : g_strdup_printf ("The old edition said “%s”; the new one denies it: “%s”.", old_quote, new_quote);
    }

  pair->flip = TRUE;
  context->comparison->n_flips++;
}

void
_dip_find_flips (DipContext *context)
{
  for (guint i = 0; i < context->works->len; i++)
    {
      const DipWork *work = context->works->pdata[i];

      if (work->old != NULL && work->new_ != NULL && work->pair->class_ == DIP_CLASS_SUBSTANTIVE)
        tell (context, work);
    }
}
