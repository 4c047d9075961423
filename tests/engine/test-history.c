/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-history.h"

static void
add_clause (DipDocument *document,
            const char  *id,
            const char  *title,
            const char  *text)
{
  DipClause *clause = dip_clause_new ();

  clause->id = g_strdup (id);
  clause->number = g_strdup (id);
  clause->title = g_strdup (title);
  clause->heading = g_strdup_printf ("%s. %s", id, title);
  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, text));
  g_ptr_array_add (document->clauses, clause);
}

/* Three editions: a clause comes in the second and renumbers what follows; one
 * goes in the third; one sentence comes in each. */
static GPtrArray *
make_editions (void)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func (g_object_unref);
  DipDocument *first = dip_document_new ();
  DipDocument *second = dip_document_new ();
  DipDocument *third = dip_document_new ();

  add_clause (first, "1", "Scope", "This paper covers the ledger service.");
  add_clause (first, "2", "Backup", "Backups are made every night.");
  add_clause (first, "3", "Fax support", "Questions by fax are answered on the same day.");
  add_clause (first, "4", "Incidents", "We tell customers about incidents within one business day.");

  add_clause (second, "1", "Scope", "This paper covers the ledger service.");
  add_clause (second, "2", "Encryption", "Traffic is encrypted with TLS.");
  add_clause (second, "3", "Backup", "Backups are made every night. They are kept for thirty days.");
  add_clause (second, "4", "Fax support", "Questions by fax are answered on the same day.");
  add_clause (second, "5", "Incidents", "We tell customers about incidents within one business day.");

  add_clause (third, "1", "Scope", "This paper covers the ledger service.");
  add_clause (third, "2", "Encryption", "Traffic is encrypted with TLS.");
  add_clause (third, "3", "Backup",
              "Backups are made every night. They are kept for thirty days. Restores are tested each quarter.");
  add_clause (third, "4", "Incidents", "We tell customers about incidents within one business day.");

  g_ptr_array_add (documents, first);
  g_ptr_array_add (documents, second);
  g_ptr_array_add (documents, third);

  return documents;
}

static DipHistory *
make_history (void)
{
  g_autoptr (GPtrArray) documents = make_editions ();
  g_autoptr (GError) error = NULL;
  DipHistory *history = dip_history_new (documents, dip_lexicon_get_default (), NULL, &error);

  g_assert_no_error (error);

  return history;
}

/* "title: 2 3 -": the id in each edition. */
static char *
lane_to_string (DipHistoryLane *lane)
{
  GString *string = g_string_new (lane->title);

  g_string_append_c (string, ':');
  for (guint i = 0; i < lane->cells->len; i++)
    {
      DipHistoryCell *cell = g_ptr_array_index (lane->cells, i);

      g_string_append_printf (string, " %s", cell != NULL ? cell->clause->id : "-");
    }

  return g_string_free (string, FALSE);
}

static void
test_lanes (void)
{
  static const char *const expected[] = {
    "Scope: 1 1 1",
    "Encryption: - 2 2",
    "Backup: 2 3 3",
    "Fax support: 3 4 -",
    "Incidents: 4 5 4",
  };
  g_autoptr (DipHistory) history = make_history ();

  g_assert_cmpuint (history->lanes->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *lane = lane_to_string (g_ptr_array_index (history->lanes, i));

      g_assert_cmpstr (lane, ==, expected[i]);
    }
}

static DipClause *
make_front (const char *text)
{
  DipClause *front = dip_clause_new ();

  front->id = g_strdup (DIP_FRONT_ID);
  front->title = g_strdup ("Preamble");
  front->heading = g_strdup ("Preamble");
  g_ptr_array_add (front->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, text));

  return front;
}

/* What stands before the first clause is followed where editions differ in it, and through those that do not. */
static void
test_fronts (void)
{
  g_autoptr (GPtrArray) documents = make_editions ();
  g_autoptr (DipHistory) history = NULL;
  g_autoptr (GPtrArray) sentences = NULL;
  g_autofree char *first = NULL;
  const DipHistoryCell *cell;

  for (guint i = 0; i < documents->len; i++)
    ((DipDocument *) documents->pdata[i])->front = make_front (i < 2 ? "Hosting region: Dublin"
                                                                     : "Hosting region: Lagos");
  history = dip_history_new (documents, dip_lexicon_get_default (), NULL, NULL);
  first = lane_to_string (history->lanes->pdata[0]);
  g_assert_cmpstr (first, ==, "Preamble: F0 F0 F0");
  cell = ((DipHistoryLane *) history->lanes->pdata[0])->cells->pdata[1];
  g_assert_cmpint (cell->class_, ==, DIP_CLASS_NONE);
  cell = ((DipHistoryLane *) history->lanes->pdata[0])->cells->pdata[2];
  g_assert_cmpint (cell->class_, ==, DIP_CLASS_SUBSTANTIVE);
  g_assert_true (dip_history_find_lane (history, "F0") == history->lanes->pdata[0]);

  sentences = dip_history_list_sentences (history, history->lanes->pdata[0], dip_lexicon_get_default ());
  g_assert_cmpuint (sentences->len, ==, 2);
  g_assert_cmpuint (((DipHistorySentence *) sentences->pdata[0])->since, ==, 0);
  g_assert_cmpuint (((DipHistorySentence *) sentences->pdata[1])->since, ==, 2);
}

/* Where all editions begin alike, clauses alone are followed. */
static void
test_fronts_alike (void)
{
  g_autoptr (GPtrArray) documents = make_editions ();
  g_autoptr (DipHistory) history = NULL;
  g_autofree char *first = NULL;

  for (guint i = 0; i < documents->len; i++)
    ((DipDocument *) documents->pdata[i])->front = make_front ("Hosting region: Dublin");
  history = dip_history_new (documents, dip_lexicon_get_default (), NULL, NULL);
  first = lane_to_string (history->lanes->pdata[0]);
  g_assert_cmpstr (first, ==, "Scope: 1 1 1");
}

static void
test_classes (void)
{
  g_autoptr (DipHistory) history = make_history ();
  DipHistoryLane *scope = dip_history_find_lane (history, "1");
  DipHistoryLane *backup = dip_history_find_lane (history, "3");
  DipHistoryCell *cell;

  cell = g_ptr_array_index (scope->cells, 0);
  g_assert_false (cell->compared);
  cell = g_ptr_array_index (scope->cells, 1);
  g_assert_true (cell->compared);
  g_assert_cmpint (cell->class_, ==, DIP_CLASS_NONE);
  cell = g_ptr_array_index (backup->cells, 1);
  g_assert_cmpint (cell->class_, ==, DIP_CLASS_SUBSTANTIVE);
}

/* By id as the newest edition counts, else by title; an old number where it is nobody's. */
static void
test_find (void)
{
  g_autoptr (DipHistory) history = make_history ();

  g_assert_cmpstr (dip_history_find_lane (history, "3")->title, ==, "Backup");
  g_assert_cmpstr (dip_history_find_lane (history, "5")->title, ==, "Incidents");
  g_assert_cmpstr (dip_history_find_lane (history, "Encryption")->title, ==, "Encryption");
  g_assert_null (dip_history_find_lane (history, "6"));
  g_assert_null (dip_history_find_lane (history, ""));
}

static void
test_sentences (void)
{
  g_autoptr (DipHistory) history = make_history ();
  g_autoptr (GPtrArray) sentences = NULL;
  GString *since = g_string_new (NULL);

  sentences = dip_history_list_sentences (history, dip_history_find_lane (history, "3"),
                                          dip_lexicon_get_default ());
  for (guint i = 0; i < sentences->len; i++)
    g_string_append_printf (since, "%u", ((DipHistorySentence *) g_ptr_array_index (sentences, i))->since);

  /* The title, then one sentence of each edition. */
  g_assert_cmpstr (since->str, ==, "0012");
  g_string_free (since, TRUE);
}

/* What is left out for an edition and comes back is one clause, with a gap. */
static void
test_comes_back (void)
{
  g_autoptr (GPtrArray) documents = make_editions ();
  DipDocument *fourth = dip_document_new ();
  g_autoptr (DipHistory) history = NULL;
  g_autofree char *lane = NULL;
  DipHistoryCell *cell;

  add_clause (fourth, "1", "Scope", "This paper covers the ledger service.");
  add_clause (fourth, "2", "Fax  Support", "Questions by fax are answered within a week.");
  add_clause (fourth, "3", "Encryption", "Traffic is encrypted with TLS.");
  add_clause (fourth, "4", "Fax numbers", "Nobody knows the numbers any more.");
  g_ptr_array_add (documents, fourth);
  history = dip_history_new (documents, dip_lexicon_get_default (), NULL, NULL);

  lane = lane_to_string (dip_history_find_lane (history, "2"));
  g_assert_cmpstr (lane, ==, "Fax  Support: 3 4 - 2");
  cell = g_ptr_array_index (dip_history_find_lane (history, "2")->cells, 3);
  g_assert_false (cell->compared);

  /* Every clause of every edition is in one lane. */
  for (guint i = 0; i < documents->len; i++)
    {
      guint n_cells = 0;

      for (guint k = 0; k < history->lanes->len; k++)
        n_cells += g_ptr_array_index (((DipHistoryLane *) g_ptr_array_index (history->lanes, k))->cells, i) != NULL;
      g_assert_cmpuint (n_cells, ==, ((DipDocument *) g_ptr_array_index (documents, i))->clauses->len);
    }
}

static void
test_one_edition (void)
{
  g_autoptr (GPtrArray) documents = make_editions ();
  g_autoptr (DipHistory) history = NULL;

  g_ptr_array_set_size (documents, 1);
  history = dip_history_new (documents, dip_lexicon_get_default (), NULL, NULL);
  g_assert_cmpuint (history->lanes->len, ==, 4);
  g_assert_cmpuint (history->comparisons->len, ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (GPtrArray) documents = make_editions ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DipHistory) history = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  history = dip_history_new (documents, dip_lexicon_get_default (), cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (history);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/history/lanes", test_lanes);
  g_test_add_func ("/engine/history/classes", test_classes);
  g_test_add_func ("/engine/history/fronts", test_fronts);
  g_test_add_func ("/engine/history/fronts-alike", test_fronts_alike);
  g_test_add_func ("/engine/history/find", test_find);
  g_test_add_func ("/engine/history/sentences", test_sentences);
  g_test_add_func ("/engine/history/comes-back", test_comes_back);
  g_test_add_func ("/engine/history/one-edition", test_one_edition);
  g_test_add_func ("/engine/history/cancelled", test_cancelled);

  return g_test_run ();
}
