/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-axis.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dip-words.h"

static gboolean
differ (const char *a,
        const char *b)
{
  g_autofree char *one = a != NULL ? g_utf8_casefold (a, -1) : NULL;
  g_autofree char *other = b != NULL ? g_utf8_casefold (b, -1) : NULL;

  return one != NULL && other != NULL && strcmp (one, other) != 0;
}

/**
 * dip_axis_of:
 * @comparison: a comparison
 *
 * A provider may take another name between two editions, and so may a service;
 * where both are other ones, it is another paper.
 *
 * Returns: what the sides are to each other
 */
DipAxis
dip_axis_of (const DipComparison *comparison)
{
  const DipEdition *old_edition = comparison->old_document->edition;
  const DipEdition *new_edition = comparison->new_document->edition;

  if (dip_words_are_variants (comparison))
    return DIP_AXIS_VARIANTS;
  if (differ (old_edition->provider, new_edition->provider) &&
      differ (old_edition->service, new_edition->service))
    return DIP_AXIS_SERVICES;

  return DIP_AXIS_EDITIONS;
}

/* The words of a version that the other one does not have: "Private" of
 * "2.0 Private" beside "2.0 Public". */
static const char *
skip_common_words (const char *version,
                   const char *other)
{
  const char *start = version;

  for (const char *p = version; *p != '\0' && *p == *other; p++, other++)
    {
      if (*p == ' ')
        start = p + 1;
    }

  return start;
}

/**
 * dip_axis_dup_side:
 * @comparison: a comparison
 * @new_side: the right one
 *
 * Returns: (transfer full): the shortest name that tells a side from the other,
 *   such as the name of the variant or of the service
 */
char *
dip_axis_dup_side (const DipComparison *comparison,
                   gboolean             new_side)
{
  DipEdition *edition = new_side ? comparison->new_document->edition : comparison->old_document->edition;
  DipEdition *other = new_side ? comparison->old_document->edition : comparison->new_document->edition;

  switch (dip_axis_of (comparison))
    {
    case DIP_AXIS_VARIANTS:
      if (edition->version != NULL && other->version != NULL)
        return g_strdup (skip_common_words (edition->version, other->version));
      break;
    case DIP_AXIS_SERVICES:
      return g_strdup (edition->service);
    case DIP_AXIS_EDITIONS:
    default:
      break;
    }

  return dip_words_dup_version (edition);
}

/**
 * dip_axis_dup_title:
 * @comparison: a comparison
 * @subtitle: (out): what stands below it
 *
 * Returns: (transfer full): what the comparison is of
 */
char *
dip_axis_dup_title (const DipComparison  *comparison,
                    char                **subtitle)
{
  DipEdition *old_edition = comparison->old_document->edition;
  DipEdition *new_edition = comparison->new_document->edition;
  g_autofree char *old_side = NULL;
  g_autofree char *new_side = NULL;

  switch (dip_axis_of (comparison))
    {
    case DIP_AXIS_SERVICES:
      old_side = dip_words_dup_edition (old_edition);
      new_side = dip_words_dup_edition (new_edition);
      *subtitle = g_strdup_printf ("%s ↔ %s", old_side, new_side);
      /* Translators: title of a comparison of the papers of two providers */
      return g_strdup (_("Two Services"));
    case DIP_AXIS_VARIANTS:
      old_side = dip_axis_dup_side (comparison, FALSE);
      new_side = dip_axis_dup_side (comparison, TRUE);
      *subtitle = g_strdup_printf ("%s ↔ %s", old_side, new_side);
      break;
    case DIP_AXIS_EDITIONS:
    default:
      if (old_edition->version != NULL && new_edition->version != NULL)
        {
          *subtitle = g_strdup_printf ("%s → %s", old_edition->version, new_edition->version);
        }
      else
        {
          old_side = dip_words_dup_version (old_edition);
          new_side = dip_words_dup_version (new_edition);
          *subtitle = g_strdup_printf ("%s → %s", old_side, new_side);
        }
      break;
    }

  return new_edition->service != NULL ? g_strdup (new_edition->service) : dip_words_dup_edition (new_edition);
}

/**
 * dip_axis_dup_relation:
 * @comparison: a comparison
 * @pair: one of its pairs
 *
 * Returns: (transfer full) (nullable): what became of a clause, or on which side it stands
 */
char *
dip_axis_dup_relation (const DipComparison *comparison,
                       const DipPair       *pair)
{
  g_autofree char *side = NULL;

  if (dip_axis_of (comparison) == DIP_AXIS_EDITIONS)
    return dip_words_dup_relation (pair);
  if (pair->relation != DIP_RELATION_ADDED && pair->relation != DIP_RELATION_REMOVED)
    return NULL;

  side = dip_axis_dup_side (comparison, pair->relation == DIP_RELATION_ADDED);

  /* Translators: of a clause that one of two services or variants has, the name of which follows */
  return g_strdup_printf (_("Only in %s"), side);
}

/* "CloudDesk says: …"; the sentence is in the engine's quotation marks. */
static char *
dup_side_says (const DipComparison *comparison,
               gboolean             new_side,
               gboolean             alone,
               const char          *sentence)
{
  g_autofree char *quotation = dip_words_dup_quotation (sentence);
  g_autofree char *side = dip_axis_dup_side (comparison, new_side);

  /* Translators: the name of one of two services or variants, then a sentence of its paper */
  return g_strdup_printf (alone ? _("Only %s says: %s") : _("%s says: %s"), side, quotation);
}

/**
 * dip_axis_dup_flip:
 * @comparison: a comparison
 * @pair: a pair whose promise is not the same on both sides
 *
 * Returns: (transfer full) (nullable): the sentence that shows it
 */
char *
dip_axis_dup_flip (const DipComparison *comparison,
                   const DipPair       *pair)
{
  static const struct {
    const char *words;
    gboolean    new_side;
    gboolean    alone;
  } kinds[] = {
    { "The clause was removed. It said: ", FALSE, TRUE },
    { "Only the old edition says: ", FALSE, TRUE },
    { "Only the new edition says: ", TRUE, TRUE },
    { "The old edition says: ", FALSE, FALSE },
    { "The new edition says: ", TRUE, FALSE },
  };

  if (dip_axis_of (comparison) == DIP_AXIS_EDITIONS || pair->flip_reason == NULL)
    return dip_words_dup_flip (pair);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *found = strstr (pair->flip_reason, kinds[i].words);

      if (found != NULL)
        return dup_side_says (comparison, kinds[i].new_side, kinds[i].alone, found + strlen (kinds[i].words));
    }

  return dip_words_dup_flip (pair);
}

/* "The old edition says: …" */
static char *
dup_saying (const DipComparison *comparison,
            const char          *sentence,
            gboolean             new_side,
            guint                max_chars)
{
  g_autofree char *excerpt = dip_words_dup_excerpt (sentence, max_chars);
  g_autofree char *quoted = g_strdup_printf ("“%s”", excerpt);
  g_autofree char *quotation = NULL;

  if (dip_axis_of (comparison) != DIP_AXIS_EDITIONS)
    return dup_side_says (comparison, new_side, FALSE, quoted);

  quotation = dip_words_dup_quotation (quoted);

  return g_strdup_printf (new_side ? _("The new edition says: %s") : _("The old edition says: %s"), quotation);
}

/**
 * dip_axis_dup_flip_sentences:
 * @comparison: a comparison
 * @pair: a pair whose promise is not the same on both sides
 * @max_chars: of each sentence
 *
 * Returns: (transfer full) (nullable): what each side says of it, on a line of its own; `NULL` where both are silent
 */
char *
dip_axis_dup_flip_sentences (const DipComparison *comparison,
                             const DipPair       *pair,
                             guint                max_chars)
{
  g_autofree char *old_side = NULL;
  g_autofree char *new_side = NULL;

  if (pair->flip_old != NULL)
    old_side = dup_saying (comparison, pair->flip_old, FALSE, max_chars);
  if (pair->flip_new != NULL)
    new_side = dup_saying (comparison, pair->flip_new, TRUE, max_chars);
  if (old_side == NULL || new_side == NULL)
    return old_side != NULL ? g_steal_pointer (&old_side) : g_steal_pointer (&new_side);

  return g_strdup_printf ("%s\n%s", old_side, new_side);
}

/**
 * dip_axis_is_undeclared:
 * @comparison: a comparison
 * @pair: one of its pairs
 *
 * Returns: whether the pair has changed and no revision speaks of it; never where
 *   the sides are no editions, of which alone a revision table speaks
 */
gboolean
dip_axis_is_undeclared (const DipComparison *comparison,
                        const DipPair       *pair)
{
  const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
  gboolean removed = pair->new_clause == NULL;

  if (dip_axis_of (comparison) != DIP_AXIS_EDITIONS)
    return FALSE;

  for (guint i = 0; i < comparison->undeclared->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (comparison->undeclared, i);

      if (entry->removed == removed && g_strcmp0 (entry->clause, clause->id) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * dip_axis_dup_turn:
 * @comparison: a comparison
 * @pair: a pair with two clauses
 *
 * Returns: (transfer full): both stances, "Provided → Your duty"
 */
char *
dip_axis_dup_turn (const DipComparison *comparison,
                   const DipPair       *pair)
{
  const char *old_stance = dip_words_get_stance (pair->old_clause->stance);
  const char *new_stance = dip_words_get_stance (pair->new_clause->stance);

  return g_strdup_printf (dip_axis_of (comparison) == DIP_AXIS_EDITIONS ? "%s → %s" : "%s ↔ %s",
                          old_stance, new_stance);
}

/* A clause that was removed may have the id of another one in the new edition; no id begins so. */
#define REMOVED_MARK '-'

static char *
dup_address (const char *old_id,
             const char *new_id)
{
  return new_id != NULL ? g_strdup (new_id) : g_strdup_printf ("%c%s", REMOVED_MARK, old_id);
}

/**
 * dip_axis_dup_address:
 * @pair: a pair
 *
 * Returns: (transfer full): what finds the pair again, when its editions are compared anew, too: the id of
 *   its clause in the new edition; where it was removed, "-" and the old id
 */
char *
dip_axis_dup_address (const DipPair *pair)
{
  g_return_val_if_fail (pair != NULL, NULL);

  return dup_address (pair->old_clause != NULL ? pair->old_clause->id : NULL,
                      pair->new_clause != NULL ? pair->new_clause->id : NULL);
}

/**
 * dip_axis_dup_review:
 * @review: a pair that somebody has looked at
 *
 * Returns: (transfer full): the address of the pair
 */
char *
dip_axis_dup_review (const DipReview *review)
{
  g_return_val_if_fail (review != NULL, NULL);

  return dup_address (review->old_clause, review->new_clause);
}

/**
 * dip_axis_find_pair:
 * @comparison: a comparison
 * @address: the address of a pair, or the id of a clause of the new edition, else of the old one
 *
 * Returns: (nullable): the pair, %NULL if there is none
 */
const DipPair *
dip_axis_find_pair (const DipComparison *comparison,
                    const char          *address)
{
  gboolean removed;

  g_return_val_if_fail (address != NULL, NULL);

  removed = *address == REMOVED_MARK;

  return dip_comparison_find_pair (comparison, removed ? address + 1 : address, removed);
}
