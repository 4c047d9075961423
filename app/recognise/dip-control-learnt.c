/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-private.h"

#include <string.h>

#include "learn/dip-features.h"
#include "learn/dip-weights.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"

/*
 * What a clause is about by what was learnt from examples (app/learn): title and text together, whatever their words.
 * Of a long clause only the beginning is read. Editions share most of their clauses: the last ones that were judged
 * are known, by all that is read of them.
 */

#define MAX_PASSAGES 12u

/* Features of a short sentence. A title above a text that says nothing has fewer: it is less certain by as much. */
#define ENOUGH_KNOWN 60.0

/* The class of what answers no control. */
#define NOTHING "-"

/* Clauses whose judgement is known, and bytes of one at most. */
#define KNOWN       1024u
#define KNOWN_BYTES 2048u
#define USUAL_BYTES 500u

/* What was learnt says of a clause: the likeliest classes and how probable they are. */
typedef struct
{
  guint  n;
  guint  classes[DIP_CONTROL_N_JUDGED];
  double likeness[DIP_CONTROL_N_JUDGED];
} Judgement;

typedef struct
{
  GString   *text;       /* (nullable): title and sentences as they are folded, with a NUL behind each */
  Judgement  judgement;
} Place;

/* By the hashes of their texts; of two with the same place the later one is known. */
static Place known[KNOWN];
static GMutex lock;

/* All that is read of a clause: its title, and its sentences but for those that only refer to others. */
static GString *
read_clause (const DipControlPass *pass,
             const DipClause      *clause)
{
  const GPtrArray *passages = dip_draft_get_passages (pass->draft, clause);
  const char *title = clause->question != NULL ? clause->question : clause->title;
  g_autofree char *folded = dip_fold_to_string (title, DIP_PASSAGE_FOLD, NULL);
  GString *text = g_string_sized_new (USUAL_BYTES);

  g_string_append_len (text, folded, (gssize) strlen (folded) + 1);
  for (guint i = 0; i < passages->len && i < MAX_PASSAGES; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);

      if (!dip_control_only_refers (passage))
        g_string_append_len (text, passage->folded->text, (gssize) passage->folded->length + 1);
    }

  return text;
}

static gboolean
find_known (guint          place,
            const GString *text,
            Judgement     *judgement)
{
  gboolean is_known;

  g_mutex_lock (&lock);
  is_known = known[place].text != NULL && g_string_equal (known[place].text, text);
  if (is_known)
    *judgement = known[place].judgement;
  g_mutex_unlock (&lock);

  return is_known;
}

static void
remember (guint            place,
          GString         *text,
          const Judgement *judgement)
{
  GString *forgotten;

  g_mutex_lock (&lock);
  forgotten = known[place].text;
  known[place] = (Place) { text, *judgement };
  g_mutex_unlock (&lock);
  if (forgotten != NULL)
    g_string_free (forgotten, TRUE);
}

static Judgement
judge (const DipWeights *weights,
       const GString    *text)
{
  g_autofree double *probabilities = g_new (double, dip_weights_n_classes (weights));
  g_autoptr (GArray) features = g_array_sized_new (FALSE, FALSE, sizeof (guint32), DIP_FEATURES_USUAL);
  Judgement judgement = { 0, };
  const char *end = text->str + text->len;
  double certain;
  guint n_known;

  dip_features_add (features, DIP_FEATURES_SUBJECT, DIP_FEATURES_TITLE, text->str, strlen (text->str));
  for (const char *at = text->str; at < end; at += strlen (at) + 1)
    dip_features_add (features, DIP_FEATURES_SUBJECT, DIP_FEATURES_TEXT, at, strlen (at));
  n_known = dip_weights_judge (weights, features, probabilities);
  certain = MIN (1.0, (double) n_known / ENOUGH_KNOWN);

  for (; judgement.n < DIP_CONTROL_N_JUDGED; judgement.n++)
    {
      guint best = dip_weights_find_likeliest (weights, probabilities);

      if (strcmp (dip_weights_class_name (weights, best), NOTHING) == 0)
        break;
      judgement.classes[judgement.n] = best;
      judgement.likeness[judgement.n] = probabilities[best] * certain;
      probabilities[best] = 0.0;
    }

  return judgement;
}

/**
 * dip_control_judge:
 * @found: (out caller-allocates) (array fixed-size=2): the two controls that are most probable, the first one first;
 *   %NULL where it is more probable that there is none
 *
 * What the clause is about by what was learnt; likeness is the probability.
 */
void
dip_control_judge (DipControlPass  *pass,
                   const DipClause *clause,
                   DipControlMatch  found[DIP_CONTROL_N_JUDGED])
{
  const DipWeights *weights = dip_weights_get_controls ();
  g_autoptr (GString) text = read_clause (pass, clause);
  guint place = (guint) (dip_text_hash (text->str, text->len) % KNOWN);
  Judgement judgement;

  if (!find_known (place, text, &judgement))
    {
      judgement = judge (weights, text);
      if (text->len <= KNOWN_BYTES)
        remember (place, g_steal_pointer (&text), &judgement);
    }

  for (guint i = 0; i < DIP_CONTROL_N_JUDGED; i++)
    {
      const char *id = i < judgement.n ? dip_weights_class_name (weights, judgement.classes[i]) : NULL;

      found[i].control = id != NULL ? dip_frameworks_find_control (pass->frameworks, CLOUD, id) : NULL;
      found[i].likeness = judgement.likeness[i];
    }
}
