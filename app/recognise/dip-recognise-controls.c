/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "recognise/dip-checksheet-private.h"
#include "recognise/dip-control-number.h"
#include "recognise/dip-control-private.h"
#include "recognise/dip-control-scheme.h"
#include "recognise/dip-look.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-place.h"

/*
 * The controls of a clause, most certain first:
 *
 *   printed    in the heading, or on a line that only names controls (dip-control-number.c); or the clause's own
 *              number, where number and title are those of a control: "5.1.1 情報セキュリティのための方針群"
 *   inferred   by what an appendix says of it (dip-control-mapping.c); by title where nothing is printed, and beside
 *              a printed number that the catalogue does not know
 *   crosswalk  of a checksheet's question: first METI's control, then where the crosswalk leads from it
 */

/* A heading's number is a control where the title is at least this much like
 * the control's: papers shorten titles, but chance gives less than 0.3. */
#define OWN_NUMBER 0.5

/* How sure a title is that is a control's own, and how many such clauses make a paper of answers. */
#define OWNED      0.95
#define MIN_OWNERS 8u

/* Clauses numbered A.2.1 and the like, which no edition has, for none of them to be one of 2022. */
#define MIN_OTHERS 2u

/* Clauses that have to be numbered as in 2022 before two numbers ("5.1") are taken for controls. */
#define MIN_NEW 3u

/* Whether title or cover name an edition of 2022: a certificate that the text names says nothing of the paper. */
static gboolean
is_named_on_cover (const DipControlPass *pass)
{
  const char *const *words = dip_lexicon_get_words (pass->draft->lexicon, "control-newer");
  const char *title = pass->draft->document->edition->title;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (title != NULL && strstr (title, words[i]) != NULL)
        return TRUE;
      for (guint j = 0; j < pass->draft->cover->len; j++)
        if (strstr (((const DipLine *) g_ptr_array_index (pass->draft->cover, j))->text, words[i]) != NULL)
          return TRUE;
    }

  return FALSE;
}

/* Whether the headings have the numbers and titles of 2022, or print A.5.1 and the like. */
static gboolean
uses_new_numbers (DipControlPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  guint n_new = 0;
  guint n_others = 0;

  if (g_strcmp0 (pass->draft->document->edition->framework, NEW) == 0 && is_named_on_cover (pass))
    return TRUE;

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr (DipLook) look = NULL;
      g_autoptr(GArray) numbers = NULL;
      g_autofree char *id = NULL;

      if (clause->heading == NULL || strlen (clause->heading) > 400)
        continue;
      look = dip_look_take (clause->heading, pass->draft->lexicon);
      numbers = dip_control_numbers_find (dip_look_get_folded (look, DIP_PASSAGE_FOLD));
      for (guint j = 0; j < numbers->len; j++)
        {
          const DipControlNumber *number = &g_array_index (numbers, DipControlNumber, j);

          if (number->n_parts == 3)
            return FALSE;
          n_new += dip_control_is_known (pass, NEW, number->id);
          /* A.2.1, A.11.6: the annex of another standard */
          n_others += number->n_parts == 2 && j == 0 && g_strcmp0 (number->id, clause->number) == 0 &&
                      !dip_control_is_known (pass, NEW, number->id);
        }
      if (numbers->len > 0 || clause->number == NULL)
        continue;
      id = g_strconcat ("A.", clause->number, NULL);
      if (dip_control_is_known (pass, NEW, id) &&
          dip_control_titles_likeness (dip_control_newer_titles (pass), clause->title, id) >= OWN_NUMBER)
        n_new++;
    }

  return n_new >= MIN_NEW && n_others < MIN_OTHERS;
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

/* The titles of the cloud's catalogue with the lists of the default lexicon. */
static gsize cloud_titles;

/**
 * dip_control_warm_up:
 * @lexicon: the word lists
 *
 * Makes what every paper is held against, if it is not made yet. Whoever reads
 * a second paper at the same time does this first, so that the two do not wait
 * for one another at the same place.
 */
void
dip_control_warm_up (const DipLexicon *lexicon)
{
  DipDraft draft = { .lexicon = lexicon };
  DipControlPass pass = { &draft, dip_frameworks_get_default () };

  if (lexicon == dip_lexicon_get_default ())
    dip_control_titles_of (&pass, CLOUD, "control-patterns", &cloud_titles);
}

/* For the program that makes the tables: makes all titles with their sets. */
void
dip_control_make_tables (const DipLexicon *lexicon)
{
  static const char *const catalogues[][2] = {
    { CLOUD, "control-patterns" }, { NEW, NULL }, { METI, "meti-patterns" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (catalogues); i++)
    {
      const DipFramework *framework = dip_frameworks_find (dip_frameworks_get_default (), catalogues[i][0]);
      g_autoptr (DipControlTitles) titles = dip_control_titles_new (framework, lexicon, catalogues[i][1]);

      dip_control_titles_make_set (titles);
    }
}

/* Whether a clause is where the paper answers a control: printed, told by an appendix, or the control's own title. */
static gboolean
is_owned (const DipControl *control)
{
  return control->origin == DIP_ORIGIN_PRINTED ||
         (control->origin == DIP_ORIGIN_INFERRED && control->confidence >= OWNED);
}

/* A paper that goes through the controls one by one answers each where its title stands: what another clause says of
 * it in passing is no second answer. */
static void
drop_answered_elsewhere (const DipDocument *document)
{
  const GPtrArray *clauses = document->clauses;
  g_autoptr(GHashTable) owned = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_owners = 0, n = 0;

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      gboolean owns = FALSE;

      for (guint j = 0; j < clause->controls->len; j++)
        {
          const DipControl *control = g_ptr_array_index (clause->controls, j);

          if (!is_owned (control))
            continue;
          g_hash_table_add (owned, control->id);
          owns = TRUE;
        }
      n_owners += owns;
      n += clause->controls->len > 0;
    }
  if (n_owners < MIN_OWNERS || n_owners * 2 < n)
    return;

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      for (guint j = clause->kind == DIP_CLAUSE_ITEM ? 0 : clause->controls->len; j-- > 0; )
        {
          const DipControl *control = g_ptr_array_index (clause->controls, j);

          if (control->origin == DIP_ORIGIN_INFERRED && !is_owned (control) &&
              g_hash_table_contains (owned, control->id))
            g_ptr_array_remove_index (clause->controls, j);
        }
    }
}

/* "お客様の責任" is about sharing them only where no clause says how they are shared. */
static void
drop_parts (DipControlPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autoptr(GHashTable) whole = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) shared = g_ptr_array_new ();

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause->controls->len > 0 && dip_control_is_about_many (pass, clause->title))
        {
          g_ptr_array_add (shared, clause);
          continue;
        }
      for (guint j = 0; j < clause->controls->len; j++)
        g_hash_table_add (whole, ((DipControl *) g_ptr_array_index (clause->controls, j))->id);
    }
  for (guint i = 0; i < shared->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (shared, i);

      if (clause->kind == DIP_CLAUSE_ITEM)
        continue;
      for (guint j = clause->controls->len; j-- > 0; )
        {
          const DipControl *control = g_ptr_array_index (clause->controls, j);

          if (control->origin == DIP_ORIGIN_INFERRED && g_hash_table_contains (whole, control->id))
            g_ptr_array_remove_index (clause->controls, j);
        }
    }
}

/* "Encryption at rest" above "Databases" and "Files", which by their titles could be about anything: the title of the
 * chapter says what they are about. */
static void
guess_chapters (DipControlPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autoptr(GHashTable) above = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) answered = g_hash_table_new (NULL, NULL);

  for (guint i = clauses->len; i-- > 0; )
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      DipClause *parent = clause->parent != NULL ? g_hash_table_lookup (pass->by_id, clause->parent) : NULL;

      if (clause->blocks->len == 0 && clause->controls->len == 0 && clause->kind != DIP_CLAUSE_ITEM &&
          g_hash_table_contains (above, clause) && !g_hash_table_contains (answered, clause))
        dip_control_guess_chapter (pass, clause);
      if (parent == NULL)
        continue;
      g_hash_table_add (above, parent);
      if (clause->controls->len > 0 || g_hash_table_contains (answered, clause))
        g_hash_table_add (answered, parent);
    }
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
  DipControlPass pass = { draft, dip_frameworks_get_default () };
  const GPtrArray *clauses = draft->document->clauses;
  const char *const *labels = dip_lexicon_get_words (draft->lexicon, "control-labels");
  const char *scheme;

  pass.own_titles = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_control_titles_free);
  pass.cloud = dip_control_titles_of (&pass, CLOUD, "control-patterns", &cloud_titles);
  pass.labels = g_ptr_array_new ();
  for (guint i = 0; labels[i] != NULL; i++)
    g_ptr_array_add (pass.labels, (char *) labels[i]);
  pass.by_id = g_hash_table_new (g_str_hash, g_str_equal);
  pass.nested = dip_place_list_nested (draft->document);
  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      g_hash_table_insert (pass.by_id, clause->id, clause);
    }
  pass.is_new = uses_new_numbers (&pass);
  pass.is_numbered = dip_control_is_numbered (&pass);

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM)
        {
          dip_control_find_printed (&pass, clause);
          continue;
        }
      for (guint k = 0; k < clause->blocks->len; k++)
        dip_control_take_labelled (&pass, clause, g_ptr_array_index (clause->blocks, k));
      if (clause->question != NULL)
        {
          g_autofree char *folded = dip_fold_to_string (clause->question, DIP_PASSAGE_FOLD, NULL);

          dip_control_take_printed (&pass, clause, folded);
        }
    }
  dip_control_find_endings (&pass);
  scheme = dip_control_scheme_read (draft->document, pass.frameworks, draft->lexicon);
  if (scheme == NULL && dip_control_service_levels_read (draft->document, pass.frameworks))
    scheme = SLA;
  if (scheme != NULL)
    {
      g_free (draft->document->edition->framework);
      draft->document->edition->framework = g_strdup (scheme);
    }
  conclude_framework (draft->document);
  dip_control_read_mappings (&pass);
  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause->kind == DIP_CLAUSE_ITEM)
        {
          dip_control_find_asked (&pass, clause);
          dip_control_guess_item (&pass, clause);
        }
      else if (draft->mappings == NULL || !g_hash_table_contains (draft->mappings, clause))
        {
          dip_control_guess (&pass, clause);
          /* a title that asks is no control's title */
          if (clause->controls->len == 0 && dip_sheet_asks (clause->title))
            dip_control_find_asked (&pass, clause);
        }
    }
  if (draft->document->edition->kind == DIP_KIND_WHITEPAPER)
    guess_chapters (&pass);
  drop_answered_elsewhere (draft->document);
  drop_parts (&pass);

  g_hash_table_unref (pass.by_id);
  g_hash_table_unref (pass.nested);
  g_ptr_array_unref (pass.labels);
  for (guint i = 0; i < G_N_ELEMENTS (pass.frames); i++)
    g_clear_pointer (&pass.frames[i], g_ptr_array_unref);
  g_ptr_array_unref (pass.own_titles);
  dip_word_table_free (pass.cues);
}
