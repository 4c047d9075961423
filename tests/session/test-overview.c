/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "session-fixture.h"

/* Another provider's paper, which answers the framework by number. */
#define OTHER_PAPER                                         \
  "Asanagi Cloud セキュリティホワイトペーパー\n"            \
  "Ver3\n"                                                  \
  "\n"                                                      \
  "12.3.1 情報のバックアップ\n"                             \
  "バックアップ機能は提供していません。\n"                  \
  "\n"                                                      \
  "12.4.1 イベントログ取得\n"                               \
  "ログの参照機能を提供しています。\n"

/* The cell of an edition in a row; NULL where it says nothing. */
static DipMatrixCell *
find_cell (DipMatrix  *matrix,
           const char *control,
           guint       column)
{
  for (guint i = 0; i < matrix->rows->len; i++)
    {
      DipMatrixRow *row = g_ptr_array_index (matrix->rows, i);

      if (g_str_equal (row->control, control))
        return g_ptr_array_index (row->cells, column);
    }

  return NULL;
}

static void
test_matrix (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 ids[] = { fixture_import (fixture, "a.txt", PAPER_1), fixture_import (fixture, "b.txt", OTHER_PAPER) };
  g_autoptr (DipMatrix) matrix = NULL;
  g_autoptr (GError) error = NULL;

  dip_library_matrix_async (fixture->library, ids, G_N_ELEMENTS (ids), NULL, NULL, fixture_done_cb, fixture);
  fixture_wait (fixture);
  matrix = dip_library_matrix_finish (fixture->library, fixture->result, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (matrix->framework, ==, "iso27017-2015");
  g_assert_cmpuint (matrix->documents->len, ==, 2);
  g_assert_cmpint (((DipDocument *) g_ptr_array_index (matrix->documents, 1))->edition->id, ==, ids[1]);
  g_assert_nonnull (find_cell (matrix, "A.12.3.1", 0));
  g_assert_nonnull (find_cell (matrix, "A.12.3.1", 1));
  g_assert_cmpint (find_cell (matrix, "A.12.3.1", 0)->stance, ==, DIP_STANCE_PROVIDED);
}

static void
test_matrix_of_nothing (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 ids[] = { fixture_import (fixture, "a.txt", PAPER_1), 77 };
  g_autoptr (DipMatrix) matrix = NULL;
  g_autoptr (GError) error = NULL;

  matrix = dip_library_matrix (fixture->library, ids, 2, NULL, NULL, &error);
  g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
  g_assert_null (matrix);
  g_clear_error (&error);

  matrix = dip_library_matrix (fixture->library, ids, 1, "no-such-framework", NULL, &error);
  g_assert_error (error, DIP_FRAMEWORK_ERROR, DIP_FRAMEWORK_ERROR_INVALID);
  g_assert_null (matrix);
  g_clear_error (&error);

  matrix = dip_library_matrix (fixture->library, NULL, 0, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (matrix->documents->len, ==, 0);
}

/* The framework that all share, else ISO/IEC 27017. */
static void
test_framework (void)
{
  static const struct {
    const char *first, *second, *expected;
  } cases[] = {
    { "meti-2013", "meti-2013", "meti-2013" },
    { "meti-2013", "iso27002-2022", "iso27017-2015" },
    { "meti-2013", NULL, "iso27017-2015" },
    { "no-such-framework", "no-such-framework", "iso27017-2015" },
    { NULL, NULL, "iso27017-2015" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DipDocument) first = dip_document_new ();
      g_autoptr (DipDocument) second = dip_document_new ();
      g_autoptr (GPtrArray) documents = g_ptr_array_new ();
      g_autoptr (DipMatrix) matrix = NULL;
      g_autoptr (GError) error = NULL;

      first->edition->framework = g_strdup (cases[i].first);
      second->edition->framework = g_strdup (cases[i].second);
      g_ptr_array_add (documents, first);
      g_ptr_array_add (documents, second);
      matrix = dip_library_matrix_documents (documents, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (matrix->framework, ==, cases[i].expected);
    }
}

static gint64
import_as (Fixture    *fixture,
           const char *contents,
           const char *service)
{
  DipImportValues values = { NULL, service, NULL, NULL, DIP_KIND_WHITEPAPER, NULL };
  g_autoptr (GFile) file = fixture_write (fixture, "paper.txt", contents);
  g_autoptr (GError) error = NULL;
  gint64 id = dip_library_import (fixture->library, file, &values, NULL, NULL, &error);

  g_assert_no_error (error);

  return id;
}

static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  /* Imported newest first: the history is oldest first all the same. */
  gint64 new_id = import_as (fixture, PAPER_2, "Shiosai Storage");
  gint64 old_id = import_as (fixture, PAPER_1, "Shiosai Storage");
  g_autoptr (DipHistory) history = NULL;
  g_autoptr (GPtrArray) sentences = NULL;
  g_autoptr (GError) error = NULL;
  DipHistoryLane *lane;

  import_as (fixture, OTHER_PAPER, "Asanagi Cloud");

  dip_library_history_async (fixture->library, new_id, NULL, fixture_done_cb, fixture);
  fixture_wait (fixture);
  history = dip_library_history_finish (fixture->library, fixture->result, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (history->documents->len, ==, 2);
  g_assert_cmpint (((DipDocument *) g_ptr_array_index (history->documents, 0))->edition->id, ==, old_id);

  lane = dip_history_find_lane (history, "2");
  g_assert_nonnull (lane);
  g_assert_cmpint (((DipHistoryCell *) g_ptr_array_index (lane->cells, 1))->class_, ==, DIP_CLASS_SUBSTANTIVE);
  g_assert_true (((DipHistoryCell *) g_ptr_array_index (lane->cells, 1))->flip);
  g_assert_false (((DipHistoryCell *) g_ptr_array_index (lane->cells, 0))->flip);

  /* The title is old, the sentence is not. */
  sentences = dip_library_blame (history, lane);
  g_assert_cmpuint (sentences->len, ==, 2);
  g_assert_cmpuint (((DipHistorySentence *) g_ptr_array_index (sentences, 0))->since, ==, 0);
  g_assert_cmpuint (((DipHistorySentence *) g_ptr_array_index (sentences, 1))->since, ==, 1);
}

static void
test_history_cancelled (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 id = fixture_import (fixture, "a.txt", PAPER_1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  dip_library_history_async (fixture->library, id, cancellable, fixture_done_cb, fixture);
  fixture_wait (fixture);
  g_assert_null (dip_library_history_finish (fixture->library, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whether @service leads to the paper of @id; 0 for to none. */
static void
assert_paper (Fixture    *fixture,
              const char *service,
              gint64      id)
{
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (GError) error = NULL;

  edition = dip_library_find_paper (fixture->library, service, &error);
  if (id == 0)
    {
      g_assert_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND);
      g_assert_null (edition);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpint (edition->id, ==, id);
}

static void
test_find_paper (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 other;
  gint64 old_id;
  gint64 new_id;

  assert_paper (fixture, "shiosai", 0);

  old_id = import_as (fixture, PAPER_1, "Shiosai Storage");
  new_id = import_as (fixture, PAPER_2, "Shiosai Storage");
  other = import_as (fixture, OTHER_PAPER, "Asanagi Storage");

  /* Several editions are one paper: its newest one answers. */
  assert_paper (fixture, "Shiosai Storage", new_id);
  assert_paper (fixture, "ｓｈｉｏｓａｉ", new_id);
  assert_paper (fixture, "ShiosaiStorage", new_id);
  assert_paper (fixture, "asanagi", other);
  assert_paper (fixture, "shiosai@1.0", old_id);

  /* Two papers, none, nothing. */
  assert_paper (fixture, "storage", 0);
  assert_paper (fixture, "yuunagi", 0);
  assert_paper (fixture, "", 0);

  {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, old_id);

    assert_paper (fixture, id, old_id);
  }
}

#define ADD(path, test) \
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
#define ADD_IN_MEMORY(path, test) \
  g_test_add (path, Fixture, "memory", fixture_set_up, test, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/session/overview/matrix", test_matrix);
  ADD ("/session/overview/matrix-of-nothing", test_matrix_of_nothing);
  g_test_add_func ("/session/overview/framework", test_framework);
  ADD ("/session/overview/history", test_history);
  ADD ("/session/overview/history-cancelled", test_history_cancelled);
  ADD ("/session/overview/find-paper", test_find_paper);
  ADD_IN_MEMORY ("/session/overview/memory/matrix", test_matrix);
  ADD_IN_MEMORY ("/session/overview/memory/history", test_history);

  return g_test_run ();
}
