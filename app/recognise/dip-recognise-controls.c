/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "framework/dip-framework.h"
#include "recognise/dip-control-number.h"
#include "recognise/dip-control-scheme.h"
#include "recognise/dip-control-titles.h"
#include "recognise/dip-doubts.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-pattern.h"
#include "text/dip-tokens.h"

/*
 * The controls of a clause, most certain first:
 *
 *   printed    in the heading, or on a line that only names controls (dip-control-number.c); or the clause's own
 *              number, where number and title are those of a control: "5.1.1 情報セキュリティのための方針群"
 *   inferred   by title where nothing is printed, and beside a printed number that the catalogue does not know
 *   crosswalk  of a checksheet's question: first METI's control, then where the crosswalk leads from it
 */

#define CLOUD   "iso27017-2015"
#define OLD     "iso27002-2013"
#define NEW     "iso27002-2022"
#define METI    "meti-2013"
#define SLA     "meti-sla-2010"

/* A heading's number is a control where the title is at least this much like
 * the control's: papers shorten titles, but chance gives less than 0.3. */
#define OWN_NUMBER 0.5

/* Below this a guess from a title is as often wrong as right (own samples). */
#define GUESS 0.5

/* With a word of the control in the text this is enough. */
#define GUESS_WITH_TEXT 0.42

/* A clause whose title is less than this like the printed control's, while another control's
 * title is nearly the same, is asked about. */
#define OTHER_TITLE 0.2
#define NEARLY_SAME 0.85

/* Clauses that have to be numbered as in 2022 before two numbers ("5.1") are taken for controls. */
#define MIN_NEW 3u

/* Controls for one question. */
#define MAX_ASKED 4u

/* Sentences of one question. */
#define MAX_SENTENCES 12u

/* Bytes of a title that stands beside a question. */
#define MAX_TOPIC 120u

/* What is left of a line that only names controls, in bytes: some five characters. */
#define MAX_REST 16u

typedef struct
{
  DipDraft            *draft;
  const DipFrameworks *frameworks;
  DipControlTitles    *cloud;    /* 2013 with the cloud's controls */
  DipControlTitles    *newer;    /* 2022; made when it is needed */
  DipControlTitles    *meti;     /* made when it is needed */
  GPtrArray           *own_titles; /* (element-type DipControlTitles): those that are no longer needed afterwards */
  GPtrArray           *labels;   /* (element-type utf8): longest words first does not matter */
  GHashTable          *by_id;    /* id → clause (unowned) */
  gboolean             is_new;   /* the paper uses the numbers of 2022 */
} Pass;

static gboolean
add_control (DipClause  *clause,
             const char *id,
             const char *framework,
             DipOrigin   origin,
             double      confidence)
{
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *known = g_ptr_array_index (clause->controls, i);

      if (strcmp (known->id, id) == 0 && strcmp (known->framework, framework) == 0)
        return FALSE;
    }
  g_ptr_array_add (clause->controls, dip_control_new (id, framework, origin, confidence));

  return TRUE;
}

/* Of the catalogues and lists that everybody uses: made once, when a paper asks for them,
 * then only looked at, by any thread. */
static DipControlTitles *
titles_of (Pass       *pass,
           const char *framework,
           const char *patterns,
           gsize      *shared)
{
  if (pass->draft->lexicon != dip_lexicon_get_default ())
    {
      DipControlTitles *own = dip_control_titles_new (dip_frameworks_find (pass->frameworks, framework),
                                                      pass->draft->lexicon, patterns);

      g_ptr_array_add (pass->own_titles, own);
      return own;
    }

  if (g_once_init_enter (shared))
    g_once_init_leave (shared, (gsize) dip_control_titles_new (dip_frameworks_find (pass->frameworks, framework),
                                                               pass->draft->lexicon, patterns));

  return (DipControlTitles *) *shared;
}

static DipControlTitles *
newer_titles (Pass *pass)
{
  static gsize shared;

  if (pass->newer == NULL)
    pass->newer = titles_of (pass, NEW, NULL, &shared);

  return pass->newer;
}

/* Which framework a printed control belongs to; the paper's own where no catalogue has it. */
static const char *
framework_of (Pass                   *pass,
              const DipControlNumber *number)
{
  if (number->n_parts == 2)
    return dip_frameworks_find_control (pass->frameworks, NEW, number->id) != NULL ? NEW : NULL;
  if (g_str_has_prefix (number->id, "CLD"))
    return CLOUD;
  if (g_strcmp0 (pass->draft->document->edition->framework, OLD) == 0)
    return OLD;

  return CLOUD;
}

static gboolean
is_known (Pass       *pass,
          const char *framework,
          const char *id)
{
  return dip_frameworks_find_control (pass->frameworks, framework, id) != NULL;
}

/* The printed control does not exist, or another has this title: say so, and add what is meant. */
static void
doubt_printed (Pass       *pass,
               DipClause  *clause,
               const char *framework,
               const char *id)
{
  g_autofree char *cloud = NULL;
  DipControlMatch best;

  if (strcmp (framework, NEW) == 0)
    return;

  best = dip_control_titles_best (pass->cloud, clause->title);
  if (!is_known (pass, framework, id))
    {
      cloud = g_str_has_prefix (id, "A.") ? g_strconcat ("CLD.", id + strlen ("A."), NULL) : NULL;
      if (cloud != NULL && is_known (pass, CLOUD, cloud) &&
          dip_control_titles_likeness (pass->cloud, clause->title, cloud) >= GUESS_WITH_TEXT)
        {
          add_control (clause, cloud, CLOUD, DIP_ORIGIN_INFERRED,
                       dip_control_titles_likeness (pass->cloud, clause->title, cloud));
          dip_draft_warn (pass->draft,
                          "Clause %s prints the control %s, which does not exist; its title is that of %s.",
                          clause->id, id, cloud);
        }
      else if (best.control != NULL && best.likeness >= GUESS)
        {
          add_control (clause, best.control->id, CLOUD, DIP_ORIGIN_INFERRED, best.likeness);
          dip_draft_warn (pass->draft, "Clause %s prints the control %s, which does not exist; its title is like that "
                          "of %s.", clause->id, id, best.control->id);
        }
      else
        dip_draft_warn (pass->draft, "Clause %s prints the control %s, which does not exist.", clause->id, id);
    }
  else if (best.control != NULL && best.likeness >= NEARLY_SAME && strcmp (best.control->id, id) != 0 &&
           dip_control_titles_likeness (pass->cloud, clause->title, id) < OTHER_TITLE &&
           clause->controls->len == 1)
    {
      add_control (clause, best.control->id, CLOUD, DIP_ORIGIN_INFERRED, best.likeness);
      dip_draft_warn (pass->draft, "Clause %s prints the control %s, but its title is that of %s.",
                      clause->id, id, best.control->id);
    }
}

static guint
take_printed (Pass       *pass,
              DipClause  *clause,
              const char *folded)
{
  g_autoptr(GArray) numbers = dip_control_numbers_find (folded);
  guint n_added = 0;

  for (guint i = 0; i < numbers->len; i++)
    {
      const DipControlNumber *number = &g_array_index (numbers, DipControlNumber, i);
      const char *framework = framework_of (pass, number);

      if (framework == NULL || (number->n_parts == 2 && !pass->is_new))
        continue;
      if (add_control (clause, number->id, framework, DIP_ORIGIN_PRINTED, 1.0))
        n_added++;
    }
  if (n_added == 1 && *clause->title != '\0')
    {
      g_autofree char *id = g_strdup (((DipControl *) g_ptr_array_index (clause->controls, 0))->id);
      g_autofree char *framework = g_strdup (((DipControl *) g_ptr_array_index (clause->controls, 0))->framework);

      doubt_printed (pass, clause, framework, id);
    }
  else
    for (guint i = 0; i < clause->controls->len && n_added > 1; i++)
      {
        const DipControl *control = g_ptr_array_index (clause->controls, i);

        if (control->origin == DIP_ORIGIN_PRINTED && !is_known (pass, control->framework, control->id))
          dip_draft_warn (pass->draft, "Clause %s prints the control %s, which does not exist.",
                          clause->id, control->id);
      }

  return n_added;
}

/* Whether a line only names controls: "【対応する管理策】 A.9.2.1, A.9.2.2". */
static gboolean
only_names_controls (Pass       *pass,
                     const char *folded)
{
  g_autoptr(GArray) numbers = NULL;
  g_autoptr(GString) rest = NULL;
  g_autofree char *lower = NULL;
  gsize at = 0;

  if (strlen (folded) > 600)
    return FALSE;
  numbers = dip_control_numbers_find (folded);
  if (numbers->len == 0)
    return FALSE;

  rest = g_string_new (NULL);
  for (guint i = 0; i < numbers->len; i++)
    {
      const DipControlNumber *number = &g_array_index (numbers, DipControlNumber, i);

      if (number->start > at)
        g_string_append_len (rest, folded + at, number->start - at);
      at = MAX (at, number->end);
    }
  g_string_append (rest, folded + at);
  lower = g_utf8_strdown (rest->str, -1);
  g_string_assign (rest, lower);
  for (guint i = 0; i < pass->labels->len; i++)
    g_string_replace (rest, g_ptr_array_index (pass->labels, i), "", 0);
  for (gsize i = 0; i < rest->len; )
    if ((guchar) rest->str[i] < 0x80 && !g_ascii_isalpha (rest->str[i]))
      g_string_erase (rest, i, 1);
    else
      i++;

  return rest->len <= MAX_REST;
}

/* "5.1.1 情報セキュリティのための方針群": number and title are those of a control. */
static gboolean
take_own_number (Pass       *pass,
                 DipClause  *clause)
{
  guint n_dots = 0;
  g_autofree char *id = NULL;

  if (clause->number == NULL || !g_ascii_isdigit (*clause->number))
    return FALSE;
  for (const char *at = clause->number; *at != '\0'; at++)
    if (*at == '.')
      n_dots++;
    else if (!g_ascii_isdigit (*at))
      return FALSE;

  id = g_strconcat ("A.", clause->number, NULL);
  if (n_dots == 2 && is_known (pass, CLOUD, id) &&
      dip_control_titles_likeness (pass->cloud, clause->title, id) >= OWN_NUMBER)
    return add_control (clause, id, g_strcmp0 (pass->draft->document->edition->framework, OLD) == 0 ? OLD : CLOUD,
                        DIP_ORIGIN_PRINTED, 1.0);
  if (n_dots == 1 && pass->is_new && is_known (pass, NEW, id) &&
      dip_control_titles_likeness (newer_titles (pass), clause->title, id) >= OWN_NUMBER)
    return add_control (clause, id, NEW, DIP_ORIGIN_PRINTED, 1.0);

  return FALSE;
}

static void
find_printed (Pass      *pass,
              DipClause *clause)
{
  g_autofree char *heading = dip_fold_to_string (clause->heading != NULL ? clause->heading : "",
                                                 DIP_PASSAGE_FOLD, NULL);
  guint n = take_printed (pass, clause, heading);

  if (n == 0 && take_own_number (pass, clause))
    n = 1;
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      g_autofree char *folded = NULL;

      if (strlen (block->text) > 600)
        continue;
      folded = dip_fold_to_string (block->text, DIP_PASSAGE_FOLD, NULL);
      if (only_names_controls (pass, folded))
        take_printed (pass, clause, folded);
    }
}

/* By title; the text of the clause is the second witness. */
static void
guess (Pass      *pass,
       DipClause *clause)
{
  DipControlTitles *titles = pass->is_new ? newer_titles (pass) : pass->cloud;
  DipControlMatch best;

  if (clause->controls->len > 0 || *clause->title == '\0' || clause->blocks->len == 0)
    return;
  best = dip_control_titles_best (titles, clause->title);
  if (best.control == NULL || best.likeness < GUESS_WITH_TEXT)
    return;
  if (best.likeness < GUESS)
    {
      gboolean said = FALSE;

      for (guint i = 0; i < clause->blocks->len && i < 8 && !said; i++)
        said = dip_control_titles_speaks (titles, ((const DipBlock *) g_ptr_array_index (clause->blocks, i))->text,
                                          best.control->id);
      if (!said)
        return;
    }

  add_control (clause, best.control->id, pass->is_new ? NEW : CLOUD, DIP_ORIGIN_INFERRED, MIN (best.likeness, 0.95));
}

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
section_of (Pass            *pass,
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
ask_meti (Pass       *pass,
          DipClause  *clause,
          const char *sentence,
          const char *section,
          GHashTable *wider)
{
  static gsize shared;
  g_autoptr(GArray) asked = NULL;

  if (pass->meti == NULL)
    pass->meti = titles_of (pass, METI, "meti-patterns", &shared);
  asked = dip_control_titles_asked (pass->meti, sentence, section, NULL, MAX_ASKED);
  for (guint i = 0; i < asked->len; i++)
    {
      const DipControlMatch *match = &g_array_index (asked, DipControlMatch, i);
      g_autoptr(GPtrArray) ways = dip_frameworks_follow (pass->frameworks, METI, match->control->id, CLOUD);

      add_control (clause, match->control->id, METI, DIP_ORIGIN_INFERRED, match->likeness);
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
ask_sentence (Pass       *pass,
              DipClause  *clause,
              const char *sentence,
              const char *section)
{
  g_autoptr(GHashTable) wider = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GArray) asked = NULL;

  if (g_strcmp0 (pass->draft->document->edition->framework, METI) == 0)
    ask_meti (pass, clause, sentence, section, wider);
  asked = dip_control_titles_asked (pass->cloud, sentence, section, wider, MAX_ASKED);
  for (guint i = 0; i < asked->len; i++)
    {
      const DipControlMatch *match = &g_array_index (asked, DipControlMatch, i);

      add_control (clause, match->control->id, CLOUD,
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

static void
find_asked (Pass      *pass,
            DipClause *clause)
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
      g_autofree char *sentence = g_strndup (question + token->start, token->length);

      ask_sentence (pass, clause, sentence, section);
    }
  g_ptr_array_sort (clause->controls, compare_controls);
}

/* Whether the headings have the numbers and titles of 2022, or print A.5.1 and the like. */
static gboolean
uses_new_numbers (Pass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  guint n_new = 0;

  if (g_strcmp0 (pass->draft->document->edition->framework, NEW) == 0)
    return TRUE;

  for (guint i = 0; i < clauses->len && n_new < MIN_NEW; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      g_autofree char *heading = NULL;
      g_autoptr(GArray) numbers = NULL;
      g_autofree char *id = NULL;

      if (clause->heading == NULL || strlen (clause->heading) > 400)
        continue;
      heading = dip_fold_to_string (clause->heading, DIP_PASSAGE_FOLD, NULL);
      numbers = dip_control_numbers_find (heading);
      for (guint j = 0; j < numbers->len; j++)
        {
          const DipControlNumber *number = &g_array_index (numbers, DipControlNumber, j);

          if (number->n_parts == 3)
            return FALSE;
          n_new += is_known (pass, NEW, number->id);
        }
      if (numbers->len > 0 || clause->number == NULL)
        continue;
      id = g_strconcat ("A.", clause->number, NULL);
      if (is_known (pass, NEW, id) &&
          dip_control_titles_likeness (newer_titles (pass), clause->title, id) >= OWN_NUMBER)
        n_new++;
    }

  return n_new >= MIN_NEW;
}

/* A paper that does not say what it answers says it by its controls. */
static void
conclude_framework (DipDocument *document)
{
  const char *found = NULL;

  if (document->edition->framework != NULL)
    return;
  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      for (guint j = 0; j < clause->controls->len; j++)
        {
          const DipControl *control = g_ptr_array_index (clause->controls, j);

          if (control->origin != DIP_ORIGIN_PRINTED)
            continue;
          if (found == NULL || g_str_has_prefix (control->id, "CLD"))
            found = control->framework;
        }
    }
  document->edition->framework = g_strdup (found);
}

/**
 * dip_recognise_controls:
 *
 * Finds which controls each clause answers: printed ones in all spellings,
 * others by title and text with a confidence, those of a checksheet through
 * METI's catalogue and the crosswalks. A printed number is never corrected;
 * what is probably meant is added beside it, with a warning. Linear in the
 * number of clauses times the number of controls.
 */
void
dip_recognise_controls (DipDraft *draft)
{
  Pass pass = { draft, dip_frameworks_get_default () };
  const GPtrArray *clauses = draft->document->clauses;
  const char *const *labels = dip_lexicon_get_words (draft->lexicon, "control-labels");
  static gsize shared;
  const char *scheme;

  pass.own_titles = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_control_titles_free);
  pass.cloud = titles_of (&pass, CLOUD, "control-patterns", &shared);
  pass.labels = g_ptr_array_new ();
  for (guint i = 0; labels[i] != NULL; i++)
    g_ptr_array_add (pass.labels, (char *) labels[i]);
  pass.by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      g_hash_table_insert (pass.by_id, clause->id, clause);
    }
  pass.is_new = uses_new_numbers (&pass);

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM)
        find_printed (&pass, clause);
      else if (clause->question != NULL)
        {
          g_autofree char *folded = dip_fold_to_string (clause->question, DIP_PASSAGE_FOLD, NULL);

          take_printed (&pass, clause, folded);
        }
    }
  scheme = dip_control_scheme_read (draft->document, pass.frameworks, draft->lexicon);
  if (scheme == NULL && dip_control_service_levels_read (draft->document, pass.frameworks))
    scheme = SLA;
  if (scheme != NULL)
    {
      g_free (draft->document->edition->framework);
      draft->document->edition->framework = g_strdup (scheme);
    }
  conclude_framework (draft->document);
  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause->kind == DIP_CLAUSE_ITEM)
        find_asked (&pass, clause);
      else
        guess (&pass, clause);
    }

  g_hash_table_unref (pass.by_id);
  g_ptr_array_unref (pass.labels);
  g_ptr_array_unref (pass.own_titles);
}
