/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-passage.h"
#include "text/dip-characters.h"

/*
 * Names that a paper may mean by "we" and "the service", each with what its
 * source is worth, and the small questions that all sources ask.
 */

/* How often more the signs of a name have to be worth than those of the next one. */
#define MIN_LEAD 2u

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

  return dip_has_one_of (key, words);
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

void
dip_lead_take (DipLead    *self,
               const char *name,
               guint       worth)
{
  if (worth <= self->most)
    {
      self->next = MAX (self->next, worth);
      return;
    }
  self->next = self->most;
  self->most = worth;
  self->name = name;
}

const char *
dip_lead_get_name (const DipLead *self,
                   guint          least)
{
  return self->most >= least && self->most >= MIN_LEAD * self->next ? self->name : NULL;
}

/* 「専有プラン」 is a way in which the service is sold. */
static gboolean
is_variant (DipMetadata *self,
            const char  *name)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "variant-words");
  const char *const *suffixes = dip_lexicon_get_words (self->draft->lexicon, "variant-suffixes");
  g_autofree char *folded = dip_fold_to_string (name, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (folded, words[i]))
      return TRUE;
  for (guint i = 0; suffixes[i] != NULL; i++)
    if ((guchar) suffixes[i][0] >= 0x80 && g_str_has_suffix (folded, suffixes[i]))
      return TRUE;

  return FALSE;
}

/* "Sample Ltd" and nothing else is no service. */
static gboolean
is_company (DipMetadata *self,
            const char  *name)
{
  g_autofree char *folded = dip_fold_to_string (name, DIP_PASSAGE_FOLD, NULL);
  DipSpan span;

  return g_ascii_isupper (*folded) && dip_company_find (folded, 0, self->draft->lexicon, &span) &&
         span.start == 0 && folded[span.end] == '\0';
}

/* "上記3サービス" says that the names stand elsewhere. */
static gboolean
is_pointer (DipMetadata *self,
            const char  *name)
{
  gsize length;

  return dip_metadata_starts_with (name, dip_lexicon_get_words (self->draft->lexicon, "service-pointers"), &length);
}

/* "クラウドサービス(以下、本サービス)" says what any provider has, "目的" what any paper has. */
static gboolean
is_generic (DipMetadata *self,
            const char  *name)
{
  g_autofree char *key = dip_fold_to_string (name, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

  return g_strv_contains (dip_lexicon_get_words (self->draft->lexicon, "title-generic"), key) ||
         g_strv_contains (dip_lexicon_get_words (self->draft->lexicon, "front-headings"), key);
}

void
dip_metadata_offer_service (DipMetadata  *self,
                            DipCandidate *service,
                            char         *name,
                            guint         weight)
{
  if (name != NULL)
    dip_metadata_trim_possessive (name);
  if (name != NULL && (dip_metadata_is_paper (self, name) || is_variant (self, name) || is_company (self, name) ||
                       is_generic (self, name) || is_pointer (self, name)))
    g_clear_pointer (&name, g_free);
  dip_metadata_offer (service, name, weight);
}

/* "Sample's", of "Sample's platform" */
void
dip_metadata_trim_possessive (char *name)
{
  static const char *const ends[] = { "'s", "’s" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (name, ends[i]) && strlen (name) > strlen (ends[i]))
      {
        name[strlen (name) - strlen (ends[i])] = '\0';
        return;
      }
}
