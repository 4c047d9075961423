/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include <string.h>

/*
 * What a buyer must be told: an offer withdrawn or limited, something denied
 * that is offered now, a duty that moved.
 *
 * A stance that turns between "provided" and "not provided" or "left to the
 * customer" tells it alone. A stance that only shades off (provided, in part,
 * shared) is a hint that needs a sentence as witness: one about an offer that
 * denies or limits it, or one that lays a duty on the customer, which stands on
 * one side only. Only a clause that changed in substance can flip.
 */

/* Sentences of one side that the other side does not have, by what they say. */
typedef struct
{
  const DipPrepared *prepared;
  int                denial;      /* index of the first such sentence, -1 for none */
  int                refusal;     /* … that denies something, be it to assure */
  int                limit;
  int                duty;
  int                offer;       /* about an offer, denies nothing, and answers to none of the other side */
} Witnesses;

/* The sentence that tells a flip. */
typedef struct
{
  const DipPrepared *side;    /* (nullable) */
  int                index;
  gboolean           gains;   /* it tells of more, not of less */
} Told;

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

static gboolean
is_refusal (DipStance stance)
{
  return stance == DIP_STANCE_NOT_PROVIDED || stance == DIP_STANCE_CUSTOMER;
}

static gboolean
is_offer (DipStance stance)
{
  return stance == DIP_STANCE_PROVIDED || stance == DIP_STANCE_PARTIAL || stance == DIP_STANCE_SHARED;
}

static void
witness (DipContext *context,
         Witnesses  *self,
         guint       first,
         guint       n)
{
  const DipMeaning *meaning = context->meaning;

  for (guint i = first; i < first + n; i++)
    {
      const DipSentence *sentence = &g_array_index (self->prepared->sentences, DipSentence, i);
      const char *text = context->sentences.strings->pdata[sentence->id];
      gboolean denial;

      if (sentence->section == DIP_PART_TITLE || sentence->section == DIP_PART_QUESTION)
        continue;

      denial = _dip_denies (context, text, FALSE);
      if (self->refusal < 0 && _dip_denies (context, text, TRUE))
        self->refusal = (int) i;
      if (denial && self->denial < 0)
        self->denial = (int) i;
      if (!denial && self->offer < 0 && _dip_meaning_has (meaning, "offers", text))
        self->offer = (int) i;
      if (self->limit < 0 && _dip_meaning_has (meaning, "limits", text) && _dip_meaning_has (meaning, "offers", text))
        self->limit = (int) i;
      if (self->duty < 0 && _dip_meaning_has (meaning, "customers", text) && _dip_meaning_has (meaning, "duties", text))
        self->duty = (int) i;
    }
}

/* An edited sentence is a witness for what only one of its two forms says. */
static void
collect (DipContext    *context,
         const DipWork *work,
         Witnesses     *old_side,
         Witnesses     *new_side)
{
  *old_side = (Witnesses) { work->old, -1, -1, -1, -1, -1 };
  *new_side = (Witnesses) { work->new_, -1, -1, -1, -1, -1 };

  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      Witnesses a = { work->old, -1, -1, -1, -1, -1 };
      Witnesses b = { work->new_, -1, -1, -1, -1, -1 };

      if (unit->kind == DIP_UNIT_EQUAL || unit->move_pair >= 0)
        continue;

      witness (context, &a, unit->old_first, unit->n_old);
      witness (context, &b, unit->new_first, unit->n_new);
      if (old_side->denial < 0 && b.denial < 0)
        old_side->denial = a.denial;
      if (new_side->denial < 0 && a.denial < 0)
        new_side->denial = b.denial;
      if (old_side->refusal < 0 && b.refusal < 0)
        old_side->refusal = a.refusal;
      if (new_side->refusal < 0 && a.refusal < 0)
        new_side->refusal = b.refusal;
      if (old_side->limit < 0 && b.limit < 0)
        old_side->limit = a.limit;
      if (new_side->limit < 0 && a.limit < 0)
        new_side->limit = b.limit;
      if (old_side->duty < 0 && b.duty < 0)
        old_side->duty = a.duty;
      if (new_side->duty < 0 && a.duty < 0)
        new_side->duty = b.duty;
      if (old_side->offer < 0 && unit->kind == DIP_UNIT_OLD_ONLY)
        old_side->offer = a.offer;
      if (new_side->offer < 0 && unit->kind == DIP_UNIT_NEW_ONLY)
        new_side->offer = b.offer;
    }
}

static char *
quote (const Witnesses *self,
       int              index)
{
  const DipSentence *sentence = &g_array_index (self->prepared->sentences, DipSentence, (guint) index);
  g_autofree char *text = g_strndup (self->prepared->text->text + sentence->start, sentence->length);

  return g_strdup_printf ("“%s”", g_strstrip (text));
}

/* The sentence for people, with the witness where there is one, which is noted in @told. */
static char *
tell (Told            *told,
      DipStance        old_stance,
      DipStance        new_stance,
      const char      *side,
      const Witnesses *witnesses,
      int              index)
{
  g_autofree char *said = index < 0 ? NULL : quote (witnesses, index);

  told->side = index < 0 ? NULL : witnesses->prepared;
  told->index = index;
  if (said == NULL)
    return g_strdup_printf ("What was %s is %s now.", verb_of (old_stance), verb_of (new_stance));
  if (old_stance == new_stance)
    return g_strdup_printf ("Only the %s edition says: %s", side, said);

  return g_strdup_printf ("What was %s is %s now. The %s edition says: %s", verb_of (old_stance),
                          verb_of (new_stance), side, said);
}

/* The same of what the new edition offers more of. */
static char *
tell_gain (Told            *told,
           DipStance        old_stance,
           DipStance        new_stance,
           const char      *side,
           const Witnesses *witnesses,
           int              index)
{
  told->gains = TRUE;

  return tell (told, old_stance, new_stance, side, witnesses, index);
}

/* Whether the other side offers, in a sentence that came or went, what one side
 * denies. */
static gboolean
is_offered (DipContext      *context,
            const DipWork   *work,
            const Witnesses *side,
            int              denial)
{
  gboolean is_old = side->prepared == work->old;
  const DipPrepared *other = is_old ? work->new_ : work->old;

  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      guint first = is_old ? unit->new_first : unit->old_first;
      guint n = unit->kind == DIP_UNIT_EQUAL ? 0 : is_old ? unit->n_new : unit->n_old;

      for (guint k = first; k < first + n; k++)
        {
          const DipSentence *sentence = &g_array_index (other->sentences, DipSentence, k);
          const char *text = context->sentences.strings->pdata[sentence->id];

          if (sentence->section != DIP_PART_TITLE && _dip_count_negations (context, text) == 0
              && _dip_meaning_has (context->meaning, "offers", text)
              && _dip_speak_of_the_same (context, side->prepared, (guint) denial, other, k))
            return TRUE;
        }
    }

  return FALSE;
}

/* Least similarity of a sentence that only turned round. */
#define MIN_SIMILARITY_OF_TURN 0.35

/* "only when …", "not unless …": something is done in one case. */
static gboolean
narrows (DipContext *context,
         const char *sentence)
{
  return _dip_meaning_has (context->meaning, "narrowings", sentence)
    || (_dip_meaning_has (context->meaning, "conditions", sentence)
        && _dip_count_negations (context, sentence) > 0);
}

/* Whether one of two sentences denies what the other one says; @turned: of clauses of another stance. */
static gboolean
is_denied_now (DipContext *context,
               const char *a,
               const char *b,
               gboolean    turned)
{
  guint a_negations = _dip_count_main_negations (context, a);
  guint b_negations = _dip_count_main_negations (context, b);

  /* "We do not … unless you ask" is "We only … when you ask". */
  if (narrows (context, a) && narrows (context, b))
    return FALSE;

  if ((a_negations == 0) != (b_negations == 0))
    return TRUE;

  /* Both deny something, but only one of them with its verb. */
  return (a_negations != b_negations || turned) && !g_ascii_isalpha (a[0]) && !g_ascii_isalpha (b[0])
    && _dip_meaning_ends_negated (context->meaning, a) != _dip_meaning_ends_negated (context->meaning, b);
}

/* What a shorter sentence has of the longer one, at least, for it to be denied in other words. */
#define MIN_COMMON_OF_DENIAL 0.15

/* 改ざんできない形で保存します, 改ざん防止は行っていません: of a clause that promised and does so no more, a sentence
 * that was edited to deny at its end. */
static gboolean
is_denied_in_other_words (DipContext        *context,
                          const DipWork     *work,
                          const DipSentence *x,
                          const DipSentence *y)
{
  const char *a = context->sentences.strings->pdata[x->id];
  const char *b = context->sentences.strings->pdata[y->id];
  guint n = MIN (_dip_sentence_grams (context, x)->n, _dip_sentence_grams (context, y)->n);

  return work->pair->old_clause->stance == DIP_STANCE_PROVIDED && work->pair->new_clause->stance == DIP_STANCE_PARTIAL
    && !g_ascii_isalpha (a[0]) && !g_ascii_isalpha (b[0])
    && !_dip_meaning_ends_negated (context->meaning, a) && _dip_meaning_ends_negated (context->meaning, b)
    && _dip_sentences_common (context, x, y) >= MIN_COMMON_OF_DENIAL * n;
}

static guint
count_providers (DipContext *context,
                 const char *sentence)
{
  return _dip_meaning_count (context->meaning, "providers", sentence);
}

static guint
count_customers (DipContext *context,
                 const char *sentence)
{
  return _dip_meaning_count (context->meaning, "customers", sentence);
}

/* Whether the customer stands where the provider stood, or the other way round. */
static gboolean
is_handed_over (DipContext *context,
                const char *a,
                const char *b)
{
  guint a_providers = count_providers (context, a);
  guint b_providers = count_providers (context, b);
  guint a_customers = count_customers (context, a);
  guint b_customers = count_customers (context, b);

  return (a_providers > b_providers && a_customers < b_customers)
    || (a_providers < b_providers && a_customers > b_customers);
}

/* Units around a new sentence that are looked at for the sentence that it contradicts, and
 * how much of the two is the same. */
#define MAX_DISTANCE_OF_TURN 4u
#define MIN_SIMILARITY_OF_CONTRADICTION 0.35

/* Whether a sentence that came says what one that is gone denied: "We do not use log data
 * for any other purpose", "We also use log data to improve our services". */
static gboolean
contradicts (DipContext    *context,
             const DipWork *work,
             guint          index)
{
  const DipUnit *unit = &g_array_index (work->units, DipUnit, index);
  const DipSentence *y = &g_array_index (work->new_->sentences, DipSentence, unit->new_first);
  const char *b = context->sentences.strings->pdata[y->id];
  guint end = MIN (work->units->len, index + MAX_DISTANCE_OF_TURN + 1);

  if (y->section == DIP_PART_TITLE || y->section == DIP_PART_QUESTION || _dip_count_negations (context, b) > 0)
    return FALSE;

  for (guint i = index - MIN (index, MAX_DISTANCE_OF_TURN); i < end; i++)
    {
      const DipUnit *other = &g_array_index (work->units, DipUnit, i);
      const DipSentence *x;
      const char *a;

      if (other->kind != DIP_UNIT_OLD_ONLY || other->move_pair >= 0)
        continue;

      x = &g_array_index (work->old->sentences, DipSentence, other->old_first);
      a = context->sentences.strings->pdata[x->id];
      if (x->section == y->section && _dip_count_negations (context, a) == 1
          && _dip_meaning_ends_negated (context->meaning, a)
          && _dip_sentences_dice (context, x, y) >= MIN_SIMILARITY_OF_CONTRADICTION)
        return TRUE;
    }

  return FALSE;
}

/* A sentence of which nothing but a negation came or went, or in which customer
 * and provider changed places: index of its unit, -1 for none. */
static int
find_turned (DipContext    *context,
             const DipWork *work)
{
  gboolean turned = work->pair->old_clause->stance != work->pair->new_clause->stance;

  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);
      const DipSentence *x;
      const DipSentence *y;
      const char *a;
      const char *b;

      if (unit->kind == DIP_UNIT_NEW_ONLY && unit->move_pair < 0 && contradicts (context, work, i))
        return (int) i;
      if (unit->kind != DIP_UNIT_EDITED || unit->n_old != 1 || unit->n_new != 1)
        continue;

      x = &g_array_index (work->old->sentences, DipSentence, unit->old_first);
      y = &g_array_index (work->new_->sentences, DipSentence, unit->new_first);
      a = context->sentences.strings->pdata[x->id];
      b = context->sentences.strings->pdata[y->id];
      if (x->section == DIP_PART_TITLE || x->section == DIP_PART_QUESTION
          || (!is_denied_now (context, a, b, turned) && !is_handed_over (context, a, b)))
        continue;

      if (_dip_sentences_dice (context, x, y) >= MIN_SIMILARITY_OF_TURN
          || is_denied_in_other_words (context, work, x, y))
        return (int) i;
    }

  return -1;
}

/* A sentence that went from the provider's duties to the customer's, or back: -1 for none. */
static int
find_handed_over (DipContext    *context,
                  const DipWork *work)
{
  for (guint i = 0; i < work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      if (unit->kind == DIP_UNIT_NEW_ONLY && unit->move_pair >= 0 && _dip_changes_hands (context, work, unit))
        return (int) unit->new_first;
    }

  return -1;
}

static char *
find_reason (DipContext    *context,
             const DipWork *work,
             Told          *told)
{
  const DipClause *a = work->pair->old_clause;
  const DipClause *b = work->pair->new_clause;
  Witnesses old_side;
  Witnesses new_side;
  gboolean is_turned;
  gboolean is_old = FALSE;
  int found;

  if (a->implemented != b->implemented && a->implemented != DIP_IMPLEMENTED_UNKNOWN
      && b->implemented != DIP_IMPLEMENTED_UNKNOWN)
    {
      told->gains = b->implemented == DIP_IMPLEMENTED_YES;
      return g_strdup_printf ("The answer was “%s” and is “%s” now.", dip_implemented_to_string (a->implemented),
                              dip_implemented_to_string (b->implemented));
    }

  collect (context, work, &old_side, &new_side);

  found = find_handed_over (context, work);
  if (found >= 0)
    return tell (told, b->stance, b->stance, "new", &new_side, found);

  is_turned = (a->stance != DIP_STANCE_NOT_PROVIDED && b->stance != DIP_STANCE_NOT_PROVIDED)
    || !_dip_denies_the_same (context, work);
  is_turned = is_turned && (b->stance != DIP_STANCE_CUSTOMER || _dip_speaks_to_customers (context, work))
    && (a->stance != DIP_STANCE_NOT_PROVIDED || _dip_is_refused (context, work->old))
    && (b->stance != DIP_STANCE_NOT_PROVIDED || _dip_is_refused (context, work->new_));
  if (is_turned && is_offer (a->stance) && is_refusal (b->stance))
    return tell (told, a->stance, b->stance, "new", &new_side, new_side.denial >= 0 ? new_side.denial : new_side.duty);
  if (is_turned && is_refusal (a->stance) && is_offer (b->stance))
    {
      found = old_side.denial >= 0 ? old_side.denial : old_side.duty;
      /* It denies what it denied; what it offers besides is the news. */
      if (found < 0 && new_side.offer >= 0)
        return tell_gain (told, a->stance, b->stance, "new", &new_side, new_side.offer);
      return tell_gain (told, a->stance, b->stance, "old", &old_side, found);
    }
  if (is_refusal (a->stance) && is_refusal (b->stance) && a->stance != b->stance)
    return tell (told, a->stance, b->stance, "new", &new_side, -1);

  /* Nothing was said of who does it; now it is the customer's duty. */
  if (a->stance == DIP_STANCE_INFORMATIONAL && b->stance == DIP_STANCE_CUSTOMER && new_side.duty >= 0)
    return tell (told, a->stance, b->stance, "new", &new_side, new_side.duty);

  if (a->stance == DIP_STANCE_PROVIDED && b->stance == DIP_STANCE_PARTIAL
      && (new_side.denial >= 0 || new_side.limit >= 0))
    return tell (told, a->stance, b->stance, "new", &new_side, new_side.denial >= 0 ? new_side.denial : new_side.limit);
  if (a->stance == DIP_STANCE_PARTIAL && b->stance == DIP_STANCE_PROVIDED && old_side.denial >= 0
      && new_side.denial < 0)
    return tell_gain (told, a->stance, b->stance, "old", &old_side, old_side.denial);
  if (is_offer (a->stance) && (b->stance == DIP_STANCE_SHARED || b->stance == DIP_STANCE_PARTIAL) &&
      a->stance != b->stance && new_side.duty >= 0)
    return tell (told, a->stance, b->stance, "new", &new_side, new_side.duty);
  if (a->stance == DIP_STANCE_SHARED && is_offer (b->stance) && a->stance != b->stance && old_side.duty >= 0)
    return tell_gain (told, a->stance, b->stance, "old", &old_side, old_side.duty);

  /* The stance as a whole did not turn, but a refusal came or went. */
  if (is_offer (a->stance) && is_offer (b->stance))
    {
      if (old_side.refusal >= 0 && new_side.refusal < 0 && is_offered (context, work, &old_side, old_side.refusal))
        return tell_gain (told, b->stance, b->stance, "old", &old_side, old_side.refusal);
      if (new_side.denial >= 0 && old_side.refusal < 0 && is_offered (context, work, &new_side, new_side.denial))
        return tell (told, b->stance, b->stance, "new", &new_side, new_side.denial);
    }

  /* Less is promised, or a promise is gone, and nothing is denied. */
  found = is_refusal (a->stance) && (a->stance != DIP_STANCE_NOT_PROVIDED || _dip_is_refused (context, work->old))
    ? _dip_find_less_assured (context, work) : _dip_find_weakened (context, work);
  if (found >= 0)
    return tell (told, b->stance, b->stance, "new", &new_side, found);
  found = _dip_find_reordered (context, work, &is_old);
  if (found >= 0)
    return tell (told, b->stance, b->stance, is_old ? "old" : "new", is_old ? &old_side : &new_side, found);
  if (is_offer (a->stance) || a->stance == DIP_STANCE_INFORMATIONAL)
    {
      const char *variant = NULL;
      const char *clause = NULL;
      g_autofree char *lost = _dip_find_lost_variant (context, work, &variant, &clause);

      if (lost != NULL)
        {
          work->pair->flip_new = g_strdup (lost);
          return g_strdup_printf ("Of %s, clause %s of the new edition says: “%s”", variant, clause, lost);
        }
      found = _dip_find_broken (context, work);
      if (found >= 0)
        return tell (told, b->stance, b->stance, "old", &old_side, found);
    }
  found = _dip_find_dropped (context, work);
  if (found >= 0)
    return tell (told, b->stance, b->stance, "old", &old_side, found);

  found = find_turned (context, work);
  if (found >= 0)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, (guint) found);
      const char *x = unit->n_old == 0 ? "" : dip_text_of (context, dip_sentence_at (work->old, unit->old_first));
      const char *y = dip_text_of (context, dip_sentence_at (work->new_, unit->new_first));

      /* "Except for sign-ins, you will not have access to logs" */
      told->gains = _dip_is_denied_to_the_customer (context, x) && _dip_count_main_negations (context, y) == 0;
      return tell (told, b->stance, b->stance, "new", &new_side, (int) unit->new_first);
    }

  return NULL;
}

/* A clause that is gone took its promise with it, unless all of it stands
 * elsewhere now; the first sentence that promises something tells it. */
static char *
find_withdrawn (DipContext    *context,
                const DipWork *work)
{
  const DipClause *clause = work->pair->old_clause;
  const Witnesses side = { .prepared = work->old };
  g_autofree char *said = NULL;
  int first = -1;
  int best = -1;

  if (!is_offer (clause->stance))
    return NULL;

  for (guint i = 0; i < work->units->len && best < 0; i++)
    {
      const DipUnit *unit = &g_array_index (work->units, DipUnit, i);

      if (unit->move_pair >= 0
          || g_array_index (work->old->sentences, DipSentence, unit->old_first).section == DIP_PART_TITLE)
        continue;
      if (first < 0)
        first = (int) unit->old_first;
      if (_dip_promises (context, work->old, unit->old_first))
        best = (int) unit->old_first;
    }
  if (first < 0)
    return NULL;

  said = quote (&side, best >= 0 ? best : first);
  work->pair->flip_old = _dip_quote_sentence (work->old, (guint) (best >= 0 ? best : first));

  return g_strdup_printf ("The clause was removed. It said: %s", said);
}

void
_dip_find_flips (DipContext *context)
{
  for (guint i = 0; i < context->works->len; i++)
    {
      const DipWork *work = context->works->pdata[i];
      DipPair *pair = work->pair;
      Told told = { NULL, -1, FALSE };

      if (pair->class_ != DIP_CLASS_SUBSTANTIVE || work->old == NULL)
        continue;

      pair->flip_reason = work->new_ == NULL ? find_withdrawn (context, work) : find_reason (context, work, &told);
      pair->flip = pair->flip_reason != NULL;
      pair->flip_gains = told.gains;
      if (pair->flip && work->new_ != NULL)
        _dip_quote_flip (context, work, told.side, told.index);
      context->comparison->n_flips += pair->flip;
    }
}
