/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "session/dip-search.h"
#include "session-fixture.h"

#include <string.h>

static DipSearchResult *
search (Fixture    *fixture,
        const char *query)
{
  g_autoptr (GError) error = NULL;
  DipSearchResult *result = dip_library_search (fixture->library, query, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);

  return result;
}

/* A text with its marks in brackets. */
static char *
mark (const char *text,
      GArray     *marks)
{
  GString *marked = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      DipSearchMark *one = &g_array_index (marks, DipSearchMark, i);

      g_string_append_printf (marked, "%.*s[%.*s]", (int) (one->start - at), text + at,
                              (int) (one->end - one->start), text + one->start);
      at = one->end;
    }
  g_string_append (marked, text + at);

  return g_string_free (marked, FALSE);
}

static void
test_hits (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 first = fixture_import (fixture, "1.txt", PAPER_1);
  gint64 second = fixture_import (fixture, "2.txt", PAPER_2);
  g_autoptr (DipSearchResult) result = search (fixture, "ﾊﾞｯｸｱｯﾌﾟ");
  g_autoptr (GListStore) store = g_list_store_new (DIP_TYPE_SEARCH_HIT);
  g_autofree char *title = NULL;
  g_autofree char *snippet = NULL;
  DipSearchHit *hit;

  g_assert_cmpuint (result->n_total, ==, 2);
  g_assert_false (result->is_more);
  g_assert_cmpint (result->note, ==, DIP_SEARCH_NOTE_NONE);

  g_list_store_splice (store, 0, 0, result->hits->pdata, result->hits->len);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 2);

  hit = g_ptr_array_index (result->hits, 0);
  title = mark (hit->title, hit->title_marks);
  snippet = mark (hit->snippet, hit->snippet_marks);
  g_assert_cmpint (hit->edition_id, ==, second);
  g_assert_cmpstr (hit->clause, ==, "2");
  g_assert_cmpstr (hit->number, ==, "2");
  g_assert_cmpstr (title, ==, "[バックアップ]");
  g_assert_cmpstr (snippet, ==, "当社は、データの[バックアップ]を取得していません。");
  g_assert_cmpint (hit->stance, ==, DIP_STANCE_NOT_PROVIDED);
  g_assert_cmpint (hit->kind, ==, DIP_KIND_WHITEPAPER);
  g_assert_cmpstr (hit->version, ==, "1.1");
  g_assert_cmpfloat (hit->score, >, 0.0);

  hit = g_ptr_array_index (result->hits, 1);
  g_assert_cmpint (hit->edition_id, ==, first);
  g_assert_cmpint (hit->stance, ==, DIP_STANCE_PROVIDED);
}

static void
test_notes (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    const char    *query;
    DipSearchNote  note;
  } cases[] = {
    { "", DIP_SEARCH_NOTE_EMPTY },
    { " 、。\" ", DIP_SEARCH_NOTE_EMPTY },
    { "stance:nonsense", DIP_SEARCH_NOTE_UNKNOWN_STANCE },
    { "無線", DIP_SEARCH_NOTE_NONE },
  };

  fixture_import (fixture, "1.txt", PAPER_1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DipSearchResult) result = search (fixture, cases[i].query);

      g_assert_cmpint (result->note, ==, cases[i].note);
      g_assert_cmpuint (result->hits->len, ==, 0);
      g_assert_cmpuint (result->n_total, ==, 0);
    }
}

static void
test_options (Fixture       *fixture,
              gconstpointer  data)
{
  DipSearchOptions options = { .limit = 1 };
  g_autoptr (DipSearchResult) limited = NULL;
  g_autoptr (DipSearchResult) newest = NULL;
  g_autoptr (DipSearchResult) within = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = fixture_import (fixture, "1.txt", PAPER_1);

  fixture_import (fixture, "2.txt", PAPER_2);
  limited = dip_library_search (fixture->library, "ログ", &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (limited->hits->len, ==, 1);
  g_assert_cmpuint (limited->n_total, ==, 2);

  options = (DipSearchOptions) { .newest_only = TRUE };
  newest = dip_library_search (fixture->library, "ログ", &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (newest->n_total, ==, 1);

  options = (DipSearchOptions) { .edition_id = first };
  within = dip_library_search (fixture->library, "ログ", &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (within->n_total, ==, 1);
  g_assert_cmpint (((DipSearchHit *) within->hits->pdata[0])->edition_id, ==, first);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *query = g_strdup ("ログ");
  g_autoptr (DipSearchResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fixture_import (fixture, "1.txt", PAPER_1);

  /* The query is copied. */
  dip_library_search_async (fixture->library, query, NULL, NULL, fixture_done_cb, fixture);
  memset (query, 'x', strlen (query));
  fixture_wait (fixture);
  result = dip_library_search_finish (fixture->library, fixture->result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_total, ==, 1);

  g_clear_object (&fixture->result);
  dip_library_search_async (fixture->library, "ログ", NULL, cancellable, fixture_done_cb, fixture);
  g_cancellable_cancel (cancellable);
  fixture_wait (fixture);
  g_assert_null (dip_library_search_finish (fixture->library, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
search_often (gpointer data)
{
  DipLibrary *library = data;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DipSearchResult) result = dip_library_search (library, "ログ -無線", NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (result->n_total, >=, 1);
      g_assert_cmpuint (result->hits->len, ==, result->n_total);
    }

  return NULL;
}

/* Searches and imports at once: each search sees whole papers. */
static void
test_threads (Fixture       *fixture,
              gconstpointer  data)
{
  GThread *threads[3];

  fixture_import (fixture, "1.txt", PAPER_1);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("search", search_often, fixture->library);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("other-%u.txt", i);
      g_autofree char *contents = g_strdup_printf ("%s\n4. その他\n%u 件あります。\n", PAPER_2, i);

      fixture_import (fixture, name, contents);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_marks (void)
{
  static const char text[] = "サーバーの取扱いと、\nバック アップ";
  g_autoptr (GArray) marks = dip_search_find_marks ("サーバ 取り扱い title:バックアップ -の", text);
  g_autoptr (GArray) none = dip_search_find_marks ("stance:provided", text);
  g_autofree char *marked = mark (text, marks);

  g_assert_cmpstr (marked, ==, "[サーバ]ーの[取扱]いと、\n[バック アップ]");
  g_assert_cmpuint (none->len, ==, 0);
}

#define ADD(path, data, func) \
  g_test_add (path, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/session/search/hits", NULL, test_hits);
  ADD ("/session/search/hits-in-memory", "memory", test_hits);
  ADD ("/session/search/notes", NULL, test_notes);
  ADD ("/session/search/options", NULL, test_options);
  ADD ("/session/search/async", NULL, test_async);
  ADD ("/session/search/threads", NULL, test_threads);
  g_test_add_func ("/session/search/marks", test_marks);

  return g_test_run ();
}
