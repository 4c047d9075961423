/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-private.h"
#include "recognise/dip-passage.h"

#include <string.h>

#include "text/dip-tokens.h"

/*
 * Controls of a checksheet's question: METI's and where the crosswalk leads from
 * them, and what its sentences say.
 */

/* Controls for one question. */
#define MAX_ASKED 4u

/* Sentences of one question. */
#define MAX_SENTENCES 12u

/* Bytes of a title that stands beside a question. */
#define MAX_TOPIC 120u

/* Whether the controls of ISO are known: printed, or reached through the crosswalk of another framework. */
static gboolean
answers_iso (const DipClause *clause)
{
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      if (g_str_has_prefix (control->framework, "iso") || strcmp (control->framework, SLA) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The titles that a question stands below, for the words in them. */
static char *
section_of (DipControlPass  *pass,
            const DipClause *clause)
{
  GString *titles = g_string_new (NULL);
  const char *parent = clause->parent;

  for (guint depth = 0; parent != NULL && depth < 4; depth++)
    {
      const DipClause *above = g_hash_table_lookup (pass->by_id, parent);

      if (above == NULL)
        break;
      g_string_append_printf (titles, "%s%s", titles->len > 0 ? "\n" : "", above->title);
      parent = above->parent;
    }

  return g_string_free (titles, FALSE);
}

/* METI's controls for a sentence; what they are in ISO/IEC 27017 is the second witness there. */
static void
ask_meti (DipControlPass *pass,
          DipClause      *clause,
          DipSentence    *sentence,
          const char     *section,
          GHashTable     *wider)
{
  static gsize shared;
  g_autoptr(GArray) asked = NULL;

  if (pass->meti == NULL)
    pass->meti = dip_control_titles_of (pass, METI, "meti-patterns", &shared);
  asked = dip_control_titles_asked (pass->meti, sentence, section, NULL, MAX_ASKED);
  for (guint i = 0; i < asked->len; i++)
    {
      const DipControlMatch *match = &g_array_index (asked, DipControlMatch, i);
      g_autoptr(GPtrArray) ways = dip_frameworks_follow (pass->frameworks, METI, match->control->id, CLOUD);

      dip_control_add (clause, match->control->id, METI, DIP_ORIGIN_INFERRED, match->likeness);
      for (guint j = 0; j < ways->len; j++)
        {
          const DipCrosslink *way = g_ptr_array_index (ways, j);
          const double *known = g_hash_table_lookup (wider, way->target);
          double proof = match->likeness * way->confidence;

          if (known == NULL || *known < proof)
            g_hash_table_insert (wider, g_strdup (way->target), g_memdup2 (&proof, sizeof proof));
        }
    }
}

static void
ask_sentence (DipControlPass *pass,
              DipClause      *clause,
              DipSentence    *sentence,
              const char     *section)
{
  g_autoptr(GHashTable) wider = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GArray) asked = NULL;

  if (g_strcmp0 (pass->draft->document->edition->framework, METI) == 0)
    ask_meti (pass, clause, sentence, section, wider);
  asked = dip_control_titles_asked (pass->cloud, sentence, section, wider, MAX_ASKED);
  for (guint i = 0; i < asked->len; i++)
    {
      const DipControlMatch *match = &g_array_index (asked, DipControlMatch, i);

      dip_control_add (clause, match->control->id, CLOUD,
                   g_hash_table_contains (wider, match->control->id) ? DIP_ORIGIN_CROSSWALK : DIP_ORIGIN_INFERRED,
                   match->likeness);
    }
}

/* Printed ones, then each framework's own, most certain first. */
static int
compare_controls (gconstpointer a,
                  gconstpointer b)
{
  const DipControl *one = *(DipControl *const *) a;
  const DipControl *other = *(DipControl *const *) b;
  int frameworks;

  if ((one->origin == DIP_ORIGIN_PRINTED) != (other->origin == DIP_ORIGIN_PRINTED))
    return one->origin == DIP_ORIGIN_PRINTED ? -1 : 1;
  /* what the sheet itself is numbered by ("meti…") before what it leads to ("iso…") */
  frameworks = -strcmp (one->framework, other->framework);
  if (frameworks != 0)
    return frameworks;
  if (one->confidence != other->confidence)
    return one->confidence > other->confidence ? -1 : 1;

  return strcmp (one->id, other->id);
}

void
dip_control_find_asked (DipControlPass *pass,
                        DipClause      *clause)
{
  const char *question = clause->question != NULL ? clause->question : clause->title;
  g_autofree char *whole = NULL;
  g_autofree char *section = NULL;
  g_autoptr(GArray) sentences = NULL;

  if (answers_iso (clause))
    return;

  /* a title of its own is the question's topic */
  if (clause->question != NULL && *clause->title != '\0' && strstr (clause->question, clause->title) == NULL &&
      strlen (clause->title) <= MAX_TOPIC)
    question = whole = g_strconcat (clause->title, "\n", clause->question, NULL);
  section = section_of (pass, clause);
  sentences = dip_sentences_cut (question);
  for (guint i = 0; i < sentences->len && i < MAX_SENTENCES; i++)
    {
      const DipToken *token = &g_array_index (sentences, DipToken, i);
      g_autoptr (DipSentence) sentence = dip_sentence_take (question + token->start, token->length,
                                                            dip_draft_remembers (pass->draft));

      ask_sentence (pass, clause, sentence, section);
    }
  g_ptr_array_sort (clause->controls, compare_controls);
}
