/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-passage.h"

/*
 * Names that a paper may mean by "we" and "the service", each with what its
 * source is worth, and the small questions that all sources ask.
 */

/**
 * dip_metadata_is_paper:
 *
 * Whether a name is that of a paper: "…ホワイトペーパー", "… Security Overview".
 */
gboolean
dip_metadata_is_paper (DipMetadata *self,
                       const char  *name)
{
  g_autofree char *key = dip_fold_to_string (name, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

  return dip_metadata_contains (self, "document-kinds", key);
}

/* Whether a text in small letters contains a word of a list. */
gboolean
dip_metadata_contains (const DipMetadata *self,
                       const char        *list,
                       const char        *key)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, list);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (key, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* Whether a text in small letters ends as names of services do, and says more than that. */
gboolean
dip_metadata_ends_as_service (const DipMetadata *self,
                              const char        *key)
{
  const char *const *ends = dip_lexicon_get_words (self->draft->lexicon, "service-endings");

  for (guint i = 0; ends[i] != NULL; i++)
    if (g_str_has_suffix (key, ends[i]) && strlen (key) > strlen (ends[i]) + 1)
      return TRUE;

  return FALSE;
}

/**
 * dip_metadata_offer:
 * @name: (transfer full) (nullable): a name
 *
 * Takes a name if its source is worth more than that of the best one so far.
 */
void
dip_metadata_offer (DipCandidate *best,
                    char         *name,
                    guint         weight)
{
  while (name != NULL && g_str_has_suffix (name, "　"))
    name[strlen (name) - strlen ("　")] = '\0';
  if (name == NULL || *g_strstrip (name) == '\0' || strlen (name) > 240 || weight <= best->weight)
    {
      g_free (name);
      return;
    }
  g_free (best->name);
  best->name = name;
  best->weight = weight;
}

/**
 * dip_metadata_starts_with:
 * @length: (out): of the longest word
 *
 * Whether a text begins with one of the words.
 */
gboolean
dip_metadata_starts_with (const char        *text,
                          const char *const *words,
                          gsize             *length)
{
  *length = 0;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0 && strlen (words[i]) > *length)
      *length = strlen (words[i]);

  return *length > 0;
}

/* What stands in a bracket that gives a name: "(以下、「当社」といいます)" → "当社" */
const char *
dip_metadata_bracket_word (const char *at)
{
  static const char *const openers[] = { "(以下", "(hereinafter referred to as", "(hereinafter", "(hereafter",
                                         "(referred to as", "(" };

  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    if (g_ascii_strncasecmp (at, openers[i], strlen (openers[i])) == 0)
      {
        at += strlen (openers[i]);
        for (;;)
          {
            if (g_str_has_prefix (at, "、") || g_str_has_prefix (at, "「"))
              at += 3;
            else if (g_ascii_strncasecmp (at, "the\"", 4) == 0)
              at += 3;
            else if (*at == '"' || *at == ' ' || *at == ',' || *at == '\'')
              at++;
            else
              return at;
          }
      }

  return NULL;
}
