/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-rules-private.h"

#include "base/dip-strings.h"

#include <string.h>

/*
 * Rules for other words with the same meaning.
 */

/* What "and" joins, in alphabetical order; %NULL where nothing is joined. */
static char *
sort_joined (const char *text,
             const char *joiner)
{
  g_auto (GStrv) items = g_strsplit (text, joiner, 16);
  guint n = g_strv_length (items);

  if (n < 2)
    return NULL;

  qsort (items, n, sizeof (char *), dip_compare_strings);

  return g_strjoinv (joiner, items);
}

/* "production and test" for "test and production". */
gboolean
_dip_rule_is_same_list (DipContext        *context,
                        const DipQuestion *question)
{
  static const char *const joiners[] = { " and ", " or " };

  if (question->whole || question->facts->swapped)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    {
      g_autofree char *a = sort_joined (question->old_text, joiners[i]);
      g_autofree char *b = sort_joined (question->new_text, joiners[i]);

      if (a != NULL && b != NULL && strcmp (a, b) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
_dip_rule_is_same_phrase (DipContext        *context,
                          const DipQuestion *question)
{
  if (question->whole || question->facts->swapped)
    return FALSE;

  return _dip_meaning_same_key (context->meaning, question->old_text, question->new_text)
    || _dip_meaning_same_row (context->meaning, "same-particles", question->old_text, question->new_text)
    || _dip_meaning_same_key (context->meaning, question->old_wide, question->new_wide);
}

/* A sentence that says the same of somebody with another name does so beside the name. */
static gboolean
is_new_name (DipContext        *context,
             const DipQuestion *question)
{
  return question->facts->renamed && _dip_touches_name (context, question->old_text, question->new_text);
}

gboolean
_dip_rule_is_same_sentence (DipContext        *context,
                            const DipQuestion *question)
{
  return !question->whole && question->facts->same_meaning && !question->facts->swapped
    && !is_new_name (context, question);
}

gboolean
_dip_rule_is_same_order (DipContext        *context,
                         const DipQuestion *question)
{
  return !question->whole && question->facts->same_phrases && !is_new_name (context, question);
}

static gboolean
is_bare_title (DipContext *context,
               const char *title)
{
  return _dip_meaning_whole (context->meaning, "bare-titles", title) != NULL;
}

/* "Policy" above clauses that stood there before, or "Purpose" that was "Context": a title that says nothing. What
 * stands before the first clause has none in print. */
gboolean
_dip_rule_is_bare_title (DipContext        *context,
                         const DipQuestion *question)
{
  const char *a = question->old_text;
  const char *b = question->new_text;

  if (!question->is_title)
    return FALSE;
  if (question->is_front)
    return TRUE;
  if (question->bare)
    return is_bare_title (context, a[0] != '\0' ? a : b);

  return !question->whole && question->before[0] == '\0' && question->after[0] == '\0'
    && is_bare_title (context, a) && is_bare_title (context, b);
}

/* A clause made of two has a title made of two. */
gboolean
_dip_rule_is_rearranged_title (DipContext        *context,
                               const DipQuestion *question)
{
  return question->is_title && question->rearranged;
}
