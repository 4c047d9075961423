/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-private.h"

#include <string.h>

#include "learn/dip-features.h"
#include "learn/dip-weights.h"
#include "recognise/dip-passage.h"

/*
 * What a clause is about by what was learnt from examples (app/learn): title and text together, whatever their words.
 * Of a long clause only the beginning is read.
 */

#define MAX_PASSAGES 12u

/* Features of a short sentence. A title above a text that says nothing has fewer: it is less certain by as much. */
#define ENOUGH_KNOWN 60.0

/* The class of what answers no control. */
#define NOTHING "-"

static void
add_title (GArray     *features,
           const char *title)
{
  g_autofree char *folded = dip_fold_to_string (title, DIP_PASSAGE_FOLD, NULL);
  gsize length = strlen (folded);

  dip_features_add (features, DIP_FEATURES_SUBJECT, DIP_FEATURES_TITLE, folded, length);
  dip_features_add (features, DIP_FEATURES_SUBJECT, DIP_FEATURES_TEXT, folded, length);
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
  const GPtrArray *passages = dip_draft_get_passages (pass->draft, clause);
  g_autofree double *probabilities = g_new (double, dip_weights_n_classes (weights));
  g_autoptr (GArray) features = g_array_sized_new (FALSE, FALSE, sizeof (guint32), DIP_FEATURES_USUAL);
  double known;
  guint n_known;

  for (guint i = 0; i < DIP_CONTROL_N_JUDGED; i++)
    found[i] = (DipControlMatch) { NULL, 0.0 };
  add_title (features, clause->question != NULL ? clause->question : clause->title);
  for (guint i = 0; i < passages->len && i < MAX_PASSAGES; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);

      if (dip_control_only_refers (passage))
        continue;
      dip_features_add (features, DIP_FEATURES_SUBJECT, DIP_FEATURES_TEXT, passage->folded->text,
                        passage->folded->length);
    }
  n_known = dip_weights_judge (weights, features, probabilities);
  known = MIN (1.0, (double) n_known / ENOUGH_KNOWN);

  for (guint k = 0; k < DIP_CONTROL_N_JUDGED; k++)
    {
      guint best = dip_weights_find_likeliest (weights, probabilities);

      if (strcmp (dip_weights_class_name (weights, best), NOTHING) == 0)
        return;
      found[k].control = dip_frameworks_find_control (pass->frameworks, CLOUD, dip_weights_class_name (weights, best));
      found[k].likeness = probabilities[best] * known;
      probabilities[best] = 0.0;
    }
}
