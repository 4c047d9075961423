/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 *   learn-judge WEIGHTS < LINES
 *
 * Prints the class that each line, "title<TAB>text", most probably has by these weights for controls.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "learn/dip-features.h"
#include "learn/dip-weights.h"
#include "text/dip-fold.h"

static void
add (GArray          *features,
     DipFeaturePlace  place,
     const char      *text)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_FOLD_WIDTH | DIP_FOLD_SPACE, NULL);

  dip_features_add (features, DIP_FEATURES_SUBJECT, place, folded, strlen (folded));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DipWeights) weights = NULL;
  g_autofree double *probabilities = NULL;
  char line[65536];
  gsize length;

  if (argc != 2 || !g_file_get_contents (argv[1], &data, &length, NULL))
    return EXIT_FAILURE;
  bytes = g_bytes_new (data, length);
  weights = dip_weights_new (bytes);
  if (weights == NULL)
    return EXIT_FAILURE;
  probabilities = g_new (double, dip_weights_n_classes (weights));
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint32));
      char *tab = strchr (line, '\t');

      if (tab == NULL)
        return EXIT_FAILURE;
      *tab = '\0';
      add (features, DIP_FEATURES_TITLE, line);
      add (features, DIP_FEATURES_TEXT, line);
      add (features, DIP_FEATURES_TEXT, tab + 1);
      dip_weights_judge (weights, features, probabilities);
      puts (dip_weights_class_name (weights, dip_weights_find_likeliest (weights, probabilities)));
    }

  return EXIT_SUCCESS;
}
