/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-stance-private.h"

#include <math.h>
#include <string.h>

#include "learn/dip-features.h"
#include "learn/dip-weights.h"

/*
 * Whom a sentence speaks for by two witnesses: the rules of [stance-rules], and what was learnt from examples
 * (app/learn). Neither is always right, and they err apart:
 *
 *   P(voice | sentence, rule) ∝ P(voice | sentence) · P(rule | voice) · how common the voice is in papers
 *
 * (naive Bayes of two witnesses). The clause is what its sentences say together: the shares of the voices, added up. So
 * one odd sentence among many decides nothing, and one that is half a promise is half a promise.
 */

/* Of the sentences of a paper more are promises than of the examples. */
#define PROMISES 1.8

/* No voice is impossible, however the words are. */
#define SMALLEST 1e-4

/* Features of a short sentence. An item of a list that is but a name has fewer, and says less. */
#define ENOUGH_KNOWN 30.0
#define LEAST_WEIGHT 0.5

/* Less than this of all that is said speaks for anybody, and no sentence for somebody as clearly as that: the clause
 * only informs. */
#define LEAST_SAID   0.35
#define CLEARLY_SAID 0.6

/* What a rule says that fits counts for more than that none does. */
#define TRUST_IN_RULES 1.4

/* A rule that says that a sentence only informs, where no other one fits: a table that has one column for this and for
 * sentences that no rule knows says too little of it. */
#define TRUST_IN_NEUTRAL 8.0

/* Of what is said for anybody, so much has to be … */
#define SHARE_OF_BOTH    0.4   /* what both do */
#define SHARE_OF_DENIALS 0.65  /* not offered */
#define SHARE_OF_DUTIES  0.6   /* the customer's */
#define CLEAR_DENIAL     0.9   /* one sentence that denies so clearly … */
#define SHARE_OF_DENIAL  0.15  /* … takes a part of so much back */
#define SHARE_OF_LIMITS  0.4   /* not offered, limited or then the customer's, for a part */
#define SHARE_OF_OFFERS  0.25  /* at most, promises or limits, where the rest is denied or the customer's */
#define NEARLY           0.7   /* as much denied as left to the customer: it is denied */
#define SHARE_OF_SHARED  0.35  /* the customer's or both's, for a shared one */

/*
 * How often the rules hear what (columns) in sentences of each voice (rows), among the examples of either language: in
 * the order of DipVoice, without LISTED; one more each, so that nothing is impossible.
 */
static const double heard_as[2][DIP_VOICE_SHARED + 1][DIP_VOICE_SHARED + 1] = {
  {
    /* English       neutral  provided  not  customer  limited  shared */
    /* neutral */   { 134,      230,      11,    5,       4,       2 },
    /* provided */  { 116,      964,      61,    6,      15,       3 },
    /* not */       {  25,      126,     159,    3,      10,       1 },
    /* customer */  {  44,      206,      10,  107,       5,       3 },
    /* limited */   {  27,      147,       5,    2,      28,       1 },
    /* shared */    {   6,       57,       1,    1,       1,       6 },
  },
  {
    /* Japanese */
    /* neutral */   { 148,      126,      18,    3,       1,       1 },
    /* provided */  { 170,      783,     128,    1,      19,       1 },
    /* not */       {  21,       37,     186,    2,      13,       1 },
    /* customer */  {  89,       60,       6,  153,       2,       9 },
    /* limited */   {  67,      107,      22,    2,      34,       1 },
    /* shared */    {   9,       29,       2,    2,       1,       2 },
  },
};

typedef struct
{
  DipNote note;
  double  known;  /* how much of the sentence was ever learnt, 0 to 1 */
  double  of[DIP_VOICE_SHARED + 1];
} LearntNote;

static DipVoice
voice_of_class (char letter)
{
  switch (letter)
    {
    case 'p': return DIP_VOICE_PROVIDED;
    case 'n': return DIP_VOICE_NOT_PROVIDED;
    case 'c': return DIP_VOICE_CUSTOMER;
    case 'l': return DIP_VOICE_LIMITED;
    case 's': return DIP_VOICE_SHARED;
    default:  return DIP_VOICE_NEUTRAL;
    }
}

/* How probable each voice is by what was learnt; noted for all papers. */
static const LearntNote *
judge_sentence (DipSentence *sentence)
{
  const LearntNote *known = dip_sentence_get_note (sentence, DIP_NOTE_LEARNT);
  const DipFolded *folded = dip_sentence_get_folded (sentence);
  const DipWeights *weights = dip_weights_get_voices ();
  guint n = dip_weights_n_classes (weights);
  g_autofree double *probabilities = NULL;
  g_autoptr (GArray) features = NULL;
  LearntNote *note;
  guint n_known;

  if (known != NULL)
    return known;
  probabilities = g_new (double, n);
  features = g_array_sized_new (FALSE, FALSE, sizeof (guint32), DIP_FEATURES_USUAL);
  dip_features_add (features, DIP_FEATURES_VOICE, DIP_FEATURES_TEXT, folded->text, folded->length);
  n_known = dip_weights_judge (weights, features, probabilities);
  note = g_new0 (LearntNote, 1);
  note->known = MIN (1.0, n_known / ENOUGH_KNOWN);
  for (guint i = 0; i < n; i++)
    note->of[voice_of_class (*dip_weights_class_name (weights, i))] += probabilities[i];

  return dip_sentence_set_note (sentence, DIP_NOTE_LEARNT, &note->note);
}

/* How often rules that heard each voice were right about each: of [language][heard][voice], to the power of the trust
 * that they have. */
typedef double Trusted[2][DIP_VOICE_SHARED + 1][DIP_VOICE_SHARED + 1];

static const Trusted *
get_trusted (void)
{
  static Trusted trusted;
  static gsize made;

  if (g_once_init_enter (&made))
    {
      for (guint language = 0; language < G_N_ELEMENTS (trusted); language++)
        for (guint v = 0; v <= DIP_VOICE_SHARED; v++)
          {
            const double *row = heard_as[language][v];
            double all = 0.0;

            for (guint k = 0; k <= DIP_VOICE_SHARED; k++)
              all += row[k];
            for (guint k = 0; k <= DIP_VOICE_SHARED; k++)
              trusted[language][k][v] = pow (row[k] / all, k == DIP_VOICE_NEUTRAL ? 1.0 : TRUST_IN_RULES);
          }
      g_once_init_leave (&made, 1);
    }

  return (const Trusted *) &trusted;
}

/* What the rules have heard since @before, as one voice. */
static DipVoice
heard_since (const DipStanceTally *tally,
             const guint          *before)
{
  guint n[DIP_N_VOICES];
  gboolean promises;

  for (guint i = 0; i < DIP_N_VOICES; i++)
    n[i] = tally->n[i] - before[i];
  promises = n[DIP_VOICE_PROVIDED] + n[DIP_VOICE_LISTED] > 0;
  if (n[DIP_VOICE_NOT_PROVIDED] > 0)
    return promises || n[DIP_VOICE_LIMITED] > 0 ? DIP_VOICE_LIMITED : DIP_VOICE_NOT_PROVIDED;
  if (n[DIP_VOICE_LIMITED] > 0)
    return DIP_VOICE_LIMITED;
  if (n[DIP_VOICE_SHARED] > 0 || (n[DIP_VOICE_CUSTOMER] > 0 && promises))
    return DIP_VOICE_SHARED;
  if (n[DIP_VOICE_CUSTOMER] > 0)
    return DIP_VOICE_CUSTOMER;

  return promises ? DIP_VOICE_PROVIDED : DIP_VOICE_NEUTRAL;
}

static void
add (DipStanceTally   *tally,
     DipVoice          voice,
     double            share,
     const DipPassage *passage)
{
  tally->share[voice] += share;
  if (share > tally->most[voice])
    {
      tally->most[voice] = share;
      tally->by[voice] = passage;
    }
}

/* Whether a text has one word of letters at most: "2021", "–", "Example". Japanese has no blanks. */
static gboolean
is_one_word (const char *text)
{
  guint n = 0;
  gboolean within = FALSE;

  for (; *text != '\0' && n < 2; text++)
    {
      gboolean letter = g_ascii_isalpha (*text);

      if ((guchar) *text >= 0xE3)
        return FALSE;
      n += letter && !within;
      within = letter || (within && *text != ' ');
    }

  return n < 2;
}

/**
 * dip_stance_judge:
 * @before: what the rules had heard before this passage: their numbers in @tally
 *
 * Adds the shares of each voice in a passage that the rules were asked about.
 */
void
dip_stance_judge (DipStanceTally   *tally,
                  const guint      *before,
                  const DipPassage *passage)
{
  const DipFolded *folded = passage->folded;
  const LearntNote *learnt;
  DipVoice heard = heard_since (tally, before);
  const double *trusted =
    (*get_trusted ())[dip_stance_is_japanese (folded->text, folded->length) ? 1 : 0][heard];
  double of[DIP_VOICE_SHARED + 1];
  double sum = 0.0, weight;
  guint likeliest = 0;

  /* who asks says nothing, nor does a name, a year or a dash that no rule knows */
  if ((folded->length > 0 && folded->text[folded->length - 1] == '?') ||
      (heard == DIP_VOICE_NEUTRAL && is_one_word (folded->text)))
    return;
  learnt = judge_sentence (passage->sentence);
  weight = heard == DIP_VOICE_NEUTRAL ? MAX (LEAST_WEIGHT, learnt->known) : 1.0;
  for (guint v = 0; v <= DIP_VOICE_SHARED; v++)
    {
      of[v] = (learnt->of[v] + SMALLEST) * trusted[v];
      if (v == DIP_VOICE_PROVIDED)
        of[v] *= PROMISES;
      if (v == DIP_VOICE_NEUTRAL && heard == v && tally->n[v] > before[v])
        of[v] *= TRUST_IN_NEUTRAL;
      sum += of[v];
    }
  for (guint v = 0; v <= DIP_VOICE_SHARED; v++)
    {
      add (tally, v, weight * of[v] / sum, passage);
      if (of[v] > of[likeliest])
        likeliest = v;
    }
  tally->n_likeliest[likeliest]++;
  tally->judged += weight;
}

/* The same of an item that goes on with what stands above it: alone it says something else, so the rules that heard
 * both decide. */
void
dip_stance_judge_led (DipStanceTally   *tally,
                      const guint      *before,
                      const DipPassage *passage)
{
  dip_stance_judge_certain (tally, heard_since (tally, before), passage);
}

/* A passage whose voice is certain by where it stands. */
void
dip_stance_judge_certain (DipStanceTally   *tally,
                          DipVoice          voice,
                          const DipPassage *passage)
{
  add (tally, voice, 1.0, passage);
  tally->n_likeliest[voice]++;
  tally->judged += 1.0;
}

/**
 * dip_stance_settle:
 * @by: (out): the voice that decided
 *
 * What a clause is by its sentences together.
 */
DipStance
dip_stance_settle (const DipStanceTally *tally,
                   DipVoice             *by)
{
  const double *share = tally->share;
  const guint *n = tally->n_likeliest;
  double said = 0.0, most = 0.0, offered, taken;

  for (guint v = DIP_VOICE_PROVIDED; v <= DIP_VOICE_SHARED; v++)
    {
      said += share[v];
      most = MAX (most, tally->most[v]);
    }
  *by = DIP_VOICE_NEUTRAL;
  if (most <= CLEARLY_SAID && said <= LEAST_SAID * tally->judged)
    return DIP_STANCE_INFORMATIONAL;
  if (share[DIP_VOICE_SHARED] > SHARE_OF_BOTH * said)
    {
      *by = DIP_VOICE_SHARED;
      return DIP_STANCE_SHARED;
    }
  /* "There is no such function. You can use a tool of your own." */
  offered = share[DIP_VOICE_PROVIDED] + share[DIP_VOICE_LIMITED] + share[DIP_VOICE_SHARED];
  if (share[DIP_VOICE_NOT_PROVIDED] > SHARE_OF_DENIALS * said ||
      (offered < SHARE_OF_OFFERS * said && share[DIP_VOICE_NOT_PROVIDED] > NEARLY * share[DIP_VOICE_CUSTOMER]))
    {
      *by = DIP_VOICE_NOT_PROVIDED;
      return DIP_STANCE_NOT_PROVIDED;
    }
  if (!tally->has_sides &&
      (share[DIP_VOICE_CUSTOMER] > SHARE_OF_DUTIES * said || offered < SHARE_OF_OFFERS * said))
    {
      *by = DIP_VOICE_CUSTOMER;
      return DIP_STANCE_CUSTOMER;
    }
  taken = share[DIP_VOICE_NOT_PROVIDED] + share[DIP_VOICE_LIMITED];
  if (n[DIP_VOICE_NOT_PROVIDED] > 0)
    taken += share[DIP_VOICE_CUSTOMER];
  if ((n[DIP_VOICE_NOT_PROVIDED] + n[DIP_VOICE_LIMITED] > 0 && taken > SHARE_OF_LIMITS * said) ||
      (tally->most[DIP_VOICE_NOT_PROVIDED] > CLEAR_DENIAL && share[DIP_VOICE_NOT_PROVIDED] > SHARE_OF_DENIAL * said))
    {
      *by = share[DIP_VOICE_LIMITED] > share[DIP_VOICE_NOT_PROVIDED] ? DIP_VOICE_LIMITED : DIP_VOICE_NOT_PROVIDED;
      return DIP_STANCE_PARTIAL;
    }
  if (tally->has_sides ||
      (n[DIP_VOICE_CUSTOMER] + n[DIP_VOICE_SHARED] > 0 &&
       share[DIP_VOICE_CUSTOMER] + share[DIP_VOICE_SHARED] > SHARE_OF_SHARED * said))
    {
      *by = share[DIP_VOICE_CUSTOMER] > share[DIP_VOICE_SHARED] ? DIP_VOICE_CUSTOMER : DIP_VOICE_SHARED;
      return DIP_STANCE_SHARED;
    }
  *by = DIP_VOICE_PROVIDED;

  return DIP_STANCE_PROVIDED;
}
