/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "edits-case.h"
#include "engine-fixture.h"

#include <locale.h>
#include <string.h>

/*
 * Edits that are made at random in the sample papers: what is told of them is
 * what was done. A failure is repeated with the seed that g_test prints
 * (--seed=R02S…, -k to go on); -m slow makes twenty times as many.
 */

#define N_ROUNDS 24u

/* F1 of the links between old and new clauses. */
#define MIN_AGREEMENT 0.98

typedef struct
{
  const char *path;
  EditsFunc   edit;
  guint       most;    /* clauses of one paper that are edited so at once */
} EditsKind;

static const EditsKind kinds[] = {
  { "/engine/edits/width", edits_width, 6 },
  { "/engine/edits/space", edits_space, 6 },
  { "/engine/edits/bullets", edits_bullets, 6 },
  { "/engine/edits/reflow", edits_reflow, 6 },
  { "/engine/edits/spelling", edits_spelling, 6 },
  { "/engine/edits/politeness", edits_politeness, 6 },
  { "/engine/edits/number", edits_number, 6 },
  { "/engine/edits/unit", edits_unit, 6 },
  { "/engine/edits/negate", edits_negate, 6 },
  { "/engine/edits/renumber", edits_renumber, 1 },
  { "/engine/edits/insert", edits_insert, 1 },
  { "/engine/edits/delete", edits_delete, 2 },
  { "/engine/edits/move", edits_move, 1 },
  { "/engine/edits/split", edits_split, 1 },
  { "/engine/edits/merge", edits_merge, 1 },
  { "/engine/edits/rename", edits_rename, 1 },
  { "/engine/edits/sentence-moved", edits_sentence, 1 },
  { "/engine/edits/sentence-moved-and-edited", edits_sentence_too, 1 },
};

/* Edits @most random clauses at most, with a bounded number of attempts. */
static guint
edit_some (EditsCase *self,
           EditsFunc  edit,
           guint      most)
{
  guint done = 0;

  for (guint i = 0; i < 200 && done < most; i++)
    {
      GPtrArray *clauses = self->new_document->clauses;
      DipClause *clause = clauses->pdata[g_test_rand_int_range (0, clauses->len)];

      if (!edits_case_note (self, clause)->touched)
        done += edit (self, clause);
    }

  return done;
}

static DipDocument *
random_paper (void)
{
  const GPtrArray *papers = edits_papers ();

  return papers->pdata[g_test_rand_int_range (0, papers->len)];
}

static guint
n_rounds (void)
{
  return g_test_slow () ? 20 * N_ROUNDS : N_ROUNDS;
}

static double
agreement (const EditsLinks *links)
{
  return 2.0 * links->n_right / MAX (links->n_made + links->n_told, 1);
}

static void
assert_none (GPtrArray *problems)
{
  for (guint i = 0; i < MIN (problems->len, 40); i++)
    g_test_message ("%s", (const char *) problems->pdata[i]);
  if (problems->len > 0)
    g_test_fail_printf ("%u times something else is told than was done", problems->len);
}

static void
test_kind (gconstpointer data)
{
  const EditsKind *kind = data;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  EditsLinks links = { 0 };
  guint n_edits = 0;

  for (guint round = 0; round < n_rounds (); round++)
    {
      g_autoptr (EditsCase) self = edits_case_new (random_paper ());
      guint done = edit_some (self, kind->edit, g_test_rand_int_range (1, (int) kind->most + 1));

      if (done == 0)
        continue;
      n_edits += done;
      edits_check (self, kind->most == 1, &links, problems);
    }

  g_test_message ("%u edits, alignment %.4f, %u problems", n_edits, agreement (&links), problems->len);
  g_assert_cmpuint (n_edits, >=, n_rounds () / 4);
  if (agreement (&links) < MIN_AGREEMENT)
    g_test_fail_printf ("alignment %.4f", agreement (&links));
  assert_none (problems);
}

/* Everything at once. */
static void
test_several (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  EditsLinks links = { 0 };

  for (guint round = 0; round < n_rounds (); round++)
    {
      g_autoptr (EditsCase) self = edits_case_new (random_paper ());
      guint n = g_test_rand_int_range (3, 12);

      self->mixed = TRUE;
      for (guint i = 0; i < n; i++)
        edit_some (self, kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))].edit, 1);
      edits_check (self, FALSE, &links, problems);
    }

  g_test_message ("alignment %.4f, %u problems", agreement (&links), problems->len);
  if (agreement (&links) < MIN_AGREEMENT)
    g_test_fail_printf ("alignment %.4f", agreement (&links));
  assert_none (problems);
}

/* The new document's clauses in which one word was replaced by another; NULL for fewer than two. */
static GPtrArray *
replace_everywhere (EditsCase  *self,
                    const char *from,
                    const char *to)
{
  g_autoptr (GPtrArray) clauses = g_ptr_array_new ();

  for (guint i = 0; i < self->new_document->clauses->len; i++)
    {
      DipClause *clause = self->new_document->clauses->pdata[i];
      g_autoptr (GPtrArray) slots = edits_clause_slots (clause);
      gboolean found = FALSE;

      for (guint k = 0; k < slots->len; k++)
        {
          char **slot = slots->pdata[k];

          if (strstr (*slot, from) != NULL)
            {
              g_autoptr (GString) text = g_string_new (*slot);

              found = TRUE;
              g_string_replace (text, from, to, 0);
              edits_set (slot, g_strdup (text->str));
            }
        }
      if (found)
        {
          g_ptr_array_add (clauses, clause);
          edits_case_note (self, clause)->touched = TRUE;
          edits_case_note (self, clause)->at_most = DIP_CLASS_SUBSTANTIVE;
        }
    }
  g_string_append_printf (self->log, "%s → %s in %u clauses; ", from, to, clauses->len);

  return clauses->len < 2 ? NULL : g_steal_pointer (&clauses);
}

/* Whether one group names all of the clauses and no other. */
static gboolean
is_one_group (const DipComparison *comparison,
              const GPtrArray     *clauses)
{
  for (guint i = 0; i < comparison->groups->len; i++)
    {
      const DipGroup *group = comparison->groups->pdata[i];
      gboolean all = g_strv_length (group->clauses) == clauses->len;

      for (guint k = 0; all && k < clauses->len; k++)
        all = g_strcmp0 (group->clauses[k], ((const DipClause *) clauses->pdata[k])->id) == 0;
      if (all)
        return TRUE;
    }

  return FALSE;
}

/* Whether every change is in some group: pages of one host are a group each where
 * several clauses lead there. */
static gboolean
is_in_groups (const DipComparison *comparison)
{
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = comparison->pairs->pdata[i];

      for (guint k = 0; k < pair->changes->len; k++)
        {
          if (((const DipChange *) pair->changes->pdata[k])->group == 0)
            return FALSE;
        }
    }

  return TRUE;
}

typedef struct
{
  const char *from;
  const char *to;
  DipClass    at_least;
  DipClass    at_most;
  gboolean    is_host;
} Everywhere;

static void
check_everywhere (DipDocument      *paper,
                  const Everywhere *word,
                  GPtrArray        *problems,
                  guint            *n_done)
{
  g_autoptr (EditsCase) self = edits_case_new (paper);
  g_autoptr (GPtrArray) clauses = replace_everywhere (self, word->from, word->to);
  g_autoptr (DipComparison) comparison = NULL;
  EditsLinks links = { 0 };

  if (clauses == NULL)
    return;

  (*n_done)++;
  for (guint i = 0; i < clauses->len; i++)
    {
      EditsNote *note = edits_case_note (self, clauses->pdata[i]);

      note->at_least = word->at_least;
      note->at_most = word->at_most;
    }
  edits_check (self, TRUE, &links, problems);
  comparison = fixture_compare (self->old_document, self->new_document);
  if (!(word->is_host ? is_in_groups (comparison) : is_one_group (comparison, clauses)))
    {
      g_autoptr (GString) told = g_string_new (self->log->str);

      for (guint i = 0; i < comparison->groups->len; i++)
        {
          const DipGroup *group = comparison->groups->pdata[i];

          g_string_append_printf (told, "\n    %s → %s in %u clauses", group->old_text, group->new_text,
                                  g_strv_length (group->clauses));
        }
      g_ptr_array_add (problems, g_strdup_printf ("no group: %s", told->str));
    }
}

/* One replacement in many clauses is one group. */
static void
test_everywhere (void)
{
  static const Everywhere words[] = {
    { "帳票データ", "書式データ", DIP_CLASS_SUBSTANTIVE, DIP_CLASS_SUBSTANTIVE },
    { "https://support.minato-chohyo.example/guide/", "https://help.minato-chohyo.example/top", DIP_CLASS_REFERENCE,
      DIP_CLASS_REFERENCE },
    { "minato-chohyo.example", "minato-forms.example", DIP_CLASS_REFERENCE, DIP_CLASS_REFERENCE, TRUE },
    { "asagiri.example", "hinode.example", DIP_CLASS_REFERENCE, DIP_CLASS_REFERENCE, TRUE },
    { "larkfield.example", "larkmeadow.example", DIP_CLASS_REFERENCE, DIP_CLASS_REFERENCE, TRUE },
    { "Larkfield", "Larkmeadow", DIP_CLASS_SUBSTANTIVE, DIP_CLASS_SUBSTANTIVE },
    { "サーバー", "サーバ", DIP_CLASS_ORTHOGRAPHIC, DIP_CLASS_ORTHOGRAPHIC },
    { "サーバ", "サーバー", DIP_CLASS_ORTHOGRAPHIC, DIP_CLASS_ORTHOGRAPHIC },
    { "および", "及び", DIP_CLASS_ORTHOGRAPHIC, DIP_CLASS_ORTHOGRAPHIC },
    { "及び", "および", DIP_CLASS_ORTHOGRAPHIC, DIP_CLASS_ORTHOGRAPHIC },
    /* In a sentence that says where to look it is wording of a reference. */
    { "当社", "弊社", DIP_CLASS_REFERENCE, DIP_CLASS_EDITORIAL },
  };
  const GPtrArray *papers = edits_papers ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  guint n_done = 0;

  for (guint i = 0; i < papers->len; i++)
    {
      for (guint k = 0; k < G_N_ELEMENTS (words); k++)
        check_everywhere (papers->pdata[i], &words[k], problems, &n_done);
    }

  g_assert_cmpuint (n_done, >, 8);
  assert_none (problems);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");   /* so that Japanese comes out of g_test_message () */
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_test_add_data_func (kinds[i].path, &kinds[i], test_kind);
  g_test_add_func ("/engine/edits/everywhere", test_everywhere);
  g_test_add_func ("/engine/edits/several-at-once", test_several);

  return g_test_run ();
}
