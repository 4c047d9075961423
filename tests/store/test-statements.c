/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "store-fixture.h"
#include "store/dip-salvage.h"
#include "store/dip-store-arrival.h"
#include "store/dip-store-hand.h"
#include "store/dip-store-keep.h"
#include "store/dip-search-index.h"
#include "store/dip-store-private.h"
#include "store/dip-store-search.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

/*
 * SQL is compiled only when it runs. These tests read the sources: every
 * statement that stands there must compile, name its parameters, and be run by the
 * calls below, which are all that the folder offers.
 */

typedef struct
{
  char *file;
  char *sql;
} Statement;

static void
statement_free (gpointer data)
{
  Statement *statement = data;

  g_free (statement->file);
  g_free (statement->sql);
  g_free (statement);
}

/* The literals from @text up to the semicolon, joined; macros that stand between them too. */
static char *
join_literals (const char *text)
{
  static const struct {
    const char *name;
    const char *sql;
  } macros[] = {
    { "DIP_STORE_EDITION_COLUMNS", DIP_STORE_EDITION_COLUMNS },
    { "DIP_STORE_EDITION_TABLES", DIP_STORE_EDITION_TABLES },
    { "DIP_INDEX_ROW_SQL", DIP_INDEX_ROW_SQL },
    { "DIP_INDEX_TITLE_SQL", DIP_INDEX_TITLE_SQL },
    { "DIP_INDEX_BODY_SQL", DIP_INDEX_BODY_SQL },
    { "DIP_INDEX_FACET_SQL", DIP_INDEX_FACET_SQL },
  };
  GString *sql = g_string_new (NULL);

  for (;;)
    {
      if (*text == '"')
        {
          const char *end = text + 1;
          g_autofree char *raw = NULL;
          g_autofree char *plain = NULL;

          while (*end != '"')
            end += *end == '\\' ? 2 : 1;
          raw = g_strndup (text + 1, (gsize) (end - text - 1));
          plain = g_strcompress (raw);
          g_string_append (sql, plain);
          text = end + 1;
        }
      else if (g_str_has_prefix (text, "DIP_"))
        {
          guint i = 0;

          while (!g_str_has_prefix (text, macros[i].name))
            g_assert_cmpuint (++i, <, G_N_ELEMENTS (macros));
          g_string_append (sql, macros[i].sql);
          text += strlen (macros[i].name);
        }
      else
        {
          g_assert_true (*text == ';' || g_ascii_isspace (*text));
          if (*text == ';')
            return g_string_free (sql, FALSE);
          text++;
        }
    }
}

/* Every `static const char …sql[] = "…";` in app/store, and every pragma in a call. */
static GPtrArray *
read_statements (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "app", "store", NULL);
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (statement_free);
  g_autoptr (GRegex) declaration = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  declaration = g_regex_new ("static const char \\w*sql\\[\\] =|"
                             "dip_database_query \\(self->database, (?=\")", 0, 0, &error);
  g_assert_no_error (error);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GMatchInfo) match = NULL;

      if (!g_str_has_suffix (name, ".c"))
        continue;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);

      for (g_regex_match (declaration, text, 0, &match);
           g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          Statement *statement;
          int end;

          g_match_info_fetch_pos (match, 0, NULL, &end);
          statement = g_new0 (Statement, 1);
          statement->file = g_strdup (name);
          if (text[end] == '"')
            {
              const char *quote = strchr (text + end + 1, '"');
              g_autofree char *one = g_strdup_printf ("%.*s;", (int) (quote - text) - end + 1,
                                                      text + end);

              statement->sql = join_literals (one);
            }
          else
            statement->sql = join_literals (text + end);
          g_ptr_array_add (statements, statement);
        }
    }

  /* Fewer would mean that this test has lost its way. */
  g_assert_cmpuint (statements->len, >, 60);

  return g_steal_pointer (&statements);
}

/* One of our connections: with the tokenizer and the functions of the full-text index. */
static DipDatabase *
new_database (void)
{
  g_autoptr (GError) error = NULL;
  DipDatabase *database = dip_database_open (NULL, DIP_STORE_SQL_FOLDER, DIP_STORE_SCHEMA_VERSION, &error);

  g_assert_no_error (error);

  /* The check makes it when it runs. */
  g_assert_true (dip_database_execute (database, "CREATE VIRTUAL TABLE temp.search_words"
                                       " USING fts5vocab ('main', 'search', 'instance')", "test", &error));

  return database;
}

static void
test_named_parameters (void)
{
  g_autoptr (GPtrArray) statements = read_statements ();
  g_autoptr (DipDatabase) database = new_database ();
  sqlite3 *db = database->db;

  for (guint i = 0; i < statements->len; i++)
    {
      Statement *statement = g_ptr_array_index (statements, i);
      sqlite3_stmt *stmt = NULL;
      const char *tail = NULL;

      g_test_message ("%s: %s", statement->file, statement->sql);
      g_assert_cmpint (sqlite3_prepare_v2 (db, statement->sql, -1, &stmt, &tail), ==, SQLITE_OK);
      g_assert_cmpstr (tail, ==, "");

      for (int j = 1; j <= sqlite3_bind_parameter_count (stmt); j++)
        {
          const char *name = sqlite3_bind_parameter_name (stmt, j);

          g_assert_nonnull (name);
          g_assert_true (g_str_has_prefix (name, ":"));
        }

      sqlite3_finalize (stmt);
    }
}

static GHashTable *seen;

static void
see (const char *sql)
{
  g_hash_table_add (seen, g_strdup (sql));
}

static void
run_salvage (Fixture    *fixture,
             const char *path)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "salvage", NULL);
  g_autoptr (DipSalvage) salvage = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  DipSalvaged *salvaged;
  const char *name;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  salvage = dip_salvage_new (path, folder, NULL, &error);
  g_assert_no_error (error);
  while ((salvaged = dip_salvage_next (salvage, NULL, &error)) != NULL)
    dip_salvaged_free (salvaged);
  g_assert_no_error (error);
  notes = dip_salvage_list_notes (salvage, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 2);
  g_clear_pointer (&salvage, dip_salvage_free);

  dir = g_dir_open (folder, 0, &error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_unlink (file);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What keeps a library safe: a copy, another one that comes in, and what is left of a damaged one. */
static void
run_keeping (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "other.diptych", NULL);
  g_autoptr (DipMerge) merge = dip_merge_new ();
  g_autoptr (DipStore) other = NULL;
  g_autoptr (DipEdition) values = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (dip_store_keep_copy (fixture->store, path, NULL, NULL, &error));
  g_assert_true (dip_store_keep_copy (fixture->store, path, NULL, NULL, &error));
  other = dip_store_open (path, &error);
  g_assert_no_error (error);
  values = dip_store_find_edition (other, 1, NULL, &error);
  set_text (&values->version, "7");
  g_assert_true (dip_store_update_edition (other, values, NULL, &error));
  g_assert_true (dip_store_merge (fixture->store, other, merge, NULL, &error));
  g_clear_object (&other);

  /* One edition that SQLite does not load, and one file that no edition names. */
  run_raw_sql (path, "DELETE FROM cell WHERE edition_id = 1 AND clause = 0;"
                     "INSERT INTO source (sha256, bytes) VALUES"
                     " ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', x'')");
  run_salvage (fixture, path);

  /* The table of tables is gone. */
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  memset (contents, 0, 4096);
  g_file_set_contents (path, contents, (gssize) length, &error);
  g_assert_no_error (error);
  run_salvage (fixture, path);
  g_unlink (path);
}

static void
pass_over (const DipStoreHit *hit,
           gpointer           user_data)
{
}

/* A question that is about everything that a question can be about, in a library that has so
 * many answers that they are counted. */
static void
run_search (Fixture *fixture)
{
  g_autoptr (DipSearchQuery) query = NULL;
  g_autoptr (GBytes) source = g_bytes_new_static ("many", 4);
  g_autoptr (DipDocument) document = dip_document_new ();
  g_autoptr (GError) error = NULL;
  DipStoreSearch search = { .limit = 5, .newest_only = TRUE };

  document->edition->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source);
  for (guint i = 0; i < 4000; i++)
    {
      DipClause *clause = dip_clause_new ();

      clause->id = g_strdup_printf ("%u", i);
      set_text (&clause->title, "鍵");
      clause->level = 1;
      g_ptr_array_add (document->clauses, clause);
    }
  g_assert_cmpint (dip_store_add_document (fixture->store, document, source, NULL, &error), >, 0);

  query = dip_search_query_new ("鍵 -service:T", FALSE, dip_lexicon_get_default (), dip_spellings_get_default ());
  g_assert_true (dip_store_search (fixture->store, query, &search, pass_over, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (search.n_total, ==, 300);
  g_assert_true (search.is_more);

  search.newest_only = FALSE;
  g_assert_true (dip_store_search (fixture->store, query, &search, pass_over, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* What a person says of two editions. */
static void
run_hand (Fixture *fixture,
          gint64   first,
          gint64   second)
{
  g_autoptr (GPtrArray) pairings = dip_pairings_new ();
  g_autoptr (GPtrArray) reviews = dip_reviews_new ();
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) said = NULL;
  g_autoptr (GPtrArray) looked = NULL;
  g_autoptr (GError) error = NULL;

  dip_pairings_pair (pairings, "4", "4.1");
  g_ptr_array_add (reviews, dip_review_new ("4", NULL));
  g_assert_true (dip_store_set_reviewed (fixture->store, first, second, reviews, TRUE, NULL, &error));
  g_assert_true (dip_store_set_pairings (fixture->store, first, second, pairings, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (dip_store_set_reviewed (fixture->store, first, second, reviews, FALSE, NULL, &error));
  g_assert_true (dip_store_set_reviewed (fixture->store, first, second, reviews, TRUE, NULL, &error));
  notes = dip_store_list_notes (fixture->store, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (dip_store_add_notes (fixture->store, notes, NULL, NULL, &error));
  said = dip_store_list_pairings (fixture->store, first, second, NULL, &error);
  looked = dip_store_list_reviews (fixture->store, first, second, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (said->len + looked->len, ==, 2);
}

/* What came in is taken back: an edition, and what is said of others. */
static void
run_arrival (Fixture *fixture,
             gint64   first,
             gint64   second)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DipArrival) arrival = dip_arrival_new ();
  g_autoptr (GPtrArray) pairings = dip_pairings_new ();
  g_autoptr (GPtrArray) reviews = dip_reviews_new ();
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;

  run_hand (fixture, first, second);
  notes = dip_store_list_notes (fixture->store, first, NULL, &error);
  g_ptr_array_add (reviews, dip_review_new ("4", NULL));
  g_assert_true (dip_store_set_reviewed (fixture->store, first, second, reviews, FALSE, NULL, &error));
  g_assert_true (dip_store_set_pairings (fixture->store, first, second, pairings, NULL, &error));

  dip_store_set_arrival (fixture->store, arrival);
  add_plain (fixture->store, "C社", "V", "1", NULL);
  g_assert_true (dip_store_add_notes (fixture->store, notes, NULL, NULL, &error));
  dip_store_set_arrival (fixture->store, NULL);
  g_assert_true (dip_store_end_arrival (fixture->store, arrival, NULL, &error));
  g_assert_true (dip_store_take_back (fixture->store, arrival, removed, kept, NULL, &error));
  g_assert_no_error (error);
}

static void
run_everything (Fixture *fixture)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) paper = NULL;
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GPtrArray) of_service = NULL;
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GBytes) source = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first, second;

  fixture_reopen (fixture);
  first = add_plain (fixture->store, "A社", "T", "1", NULL);
  second = add_plain (fixture->store, "B社", "T", "1", NULL);

  editions = dip_store_list_editions (fixture->store, NULL, &error);
  g_assert_no_error (error);
  paper = dip_store_list_paper (fixture->store, first, NULL, &error);
  g_assert_no_error (error);
  services = dip_store_find_services (fixture->store, "T", NULL, &error);
  g_assert_no_error (error);
  of_service = dip_store_list_service (fixture->store, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_service->len, ==, 1);
  document = dip_store_load_document (fixture->store, first, NULL, &error);
  g_assert_no_error (error);
  source = dip_store_load_source (fixture->store, first, NULL, &error);
  g_assert_no_error (error);

  run_arrival (fixture, first, second);
  run_hand (fixture, first, second);
  g_assert_true (dip_store_join_paper (fixture->store, second, first, NULL, &error));
  g_assert_true (dip_store_update_edition (fixture->store, document->edition, NULL, &error));
  g_assert_true (dip_store_check (fixture->store, problems, NULL, &error));
  run_search (fixture);
  g_assert_true (dip_store_begin_batch (fixture->store, NULL, &error));
  g_assert_true (dip_store_end_batch (fixture->store, NULL, &error));
  g_assert_true (dip_store_reindex (fixture->store, NULL, &error));
  g_assert_true (dip_store_tidy_index (fixture->store, 2000, NULL, &error));
  g_assert_true (dip_store_tidy_index (fixture->store, G_MAXUINT, NULL, &error));
  run_keeping (fixture);
  g_assert_true (dip_store_remove_edition (fixture->store, second, NULL, &error));
  g_assert_cmpuint (dip_store_read_changes (fixture->store, &error), !=, 0);
  g_assert_no_error (error);
}

static void
test_all_run (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) statements = read_statements ();
  gboolean all = TRUE;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dip_database_set_watch (see);
  run_everything (fixture);
  dip_database_set_watch (NULL);

  for (guint i = 0; i < statements->len; i++)
    {
      Statement *statement = g_ptr_array_index (statements, i);

      if (!g_hash_table_contains (seen, statement->sql))
        {
          g_test_message ("never run: %s: %s", statement->file, statement->sql);
          all = FALSE;
        }
    }

  g_assert_true (all);
  g_clear_pointer (&seen, g_hash_table_unref);
}

static char *
read_words (sqlite3    *db,
            const char *sql,
            const char *argument)
{
  g_autoptr (GString) words = g_string_new (NULL);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (argument != NULL)
    sqlite3_bind_text (stmt, 1, argument, -1, SQLITE_TRANSIENT);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_string_append_printf (words, "%s\n", (const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* Removing a row looks for rows that belong to it: without an index it reads the whole table. */
static void
test_foreign_keys_have_indexes (void)
{
  g_autoptr (DipDatabase) database = new_database ();
  sqlite3 *db = database->db;
  g_autofree char *keys = NULL;
  g_autofree char *indexes = NULL;
  g_auto (GStrv) key_lines = NULL;
  g_auto (GStrv) index_lines = NULL;

  keys = read_words (db, "SELECT m.name || ' ' || group_concat (f.\"from\", ',')"
                         "  FROM sqlite_schema AS m, pragma_foreign_key_list (m.name) AS f"
                         " WHERE m.type = 'table' GROUP BY m.name, f.id ORDER BY f.seq", NULL);
  indexes = read_words (db, "SELECT m.name || ' ' || group_concat (c.name, ',')"
                            "  FROM sqlite_schema AS m, pragma_index_list (m.name) AS i,"
                            "       pragma_index_info (i.name) AS c"
                            " WHERE m.type = 'table' GROUP BY m.name, i.name"
                            " ORDER BY c.seqno", NULL);
  key_lines = g_strsplit (keys, "\n", -1);
  index_lines = g_strsplit (indexes, "\n", -1);
  g_assert_cmpuint (g_strv_length (key_lines), >, 20);

  for (guint i = 0; *key_lines[i] != '\0'; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; *index_lines[j] != '\0'; j++)
        {
          g_autofree char *line = g_strconcat (index_lines[j], ",", NULL);
          g_autofree char *wanted = g_strconcat (key_lines[i], ",", NULL);

          found |= g_str_has_prefix (line, wanted);
        }

      if (!found)
        g_test_message ("no index: %s", key_lines[i]);
      g_assert_true (found);
    }
}

/* Loading an edition reads its rows in order, however many others there are. */
static void
test_loading_never_scans (void)
{
  g_autoptr (GPtrArray) statements = read_statements ();
  g_autoptr (DipDatabase) database = new_database ();
  sqlite3 *db = database->db;

  for (guint i = 0; i < statements->len; i++)
    {
      Statement *statement = g_ptr_array_index (statements, i);
      g_autofree char *explain = NULL;
      sqlite3_stmt *stmt = NULL;

      if (!g_str_equal (statement->file, "dip-store-load.c") &&
          !g_str_equal (statement->file, "dip-store-edit.c"))
        continue;

      explain = g_strconcat ("EXPLAIN QUERY PLAN ", statement->sql, NULL);
      g_assert_cmpint (sqlite3_prepare_v2 (db, explain, -1, &stmt, NULL), ==, SQLITE_OK);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        {
          const char *step = (const char *) sqlite3_column_text (stmt, 3);

          g_test_message ("%s: %s", step, statement->sql);
          g_assert_false (g_str_has_prefix (step, "SCAN"));
          if (g_str_equal (statement->file, "dip-store-load.c"))
            g_assert_null (strstr (step, "TEMP B-TREE"));
        }
      sqlite3_finalize (stmt);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/statements/named-parameters", test_named_parameters);
  g_test_add ("/store/statements/all-run", Fixture, NULL,
              fixture_set_up_empty, test_all_run, fixture_tear_down);
  g_test_add_func ("/store/statements/foreign-keys-have-indexes", test_foreign_keys_have_indexes);
  g_test_add_func ("/store/statements/loading-never-scans", test_loading_never_scans);

  return g_test_run ();
}
