/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "paper-tree.h"
#include "recognise/dip-glyph.h"

#include <json-glib/json-glib.h>
#include <string.h>

/*
 * Real papers, where they are there: $DIPTYCH_SHARED has papers/NAME.txt and
 * what two readers found in each. They belong to others and
 * are no part of the program, so without them these tests are skipped.
 */

/* Beside the papers in $DIPTYCH_SHARED. */
#define EXPECTED_FOLDER "labels"

static char *
shared_path (const char *folder,
             const char *file)
{
  const char *shared = g_getenv ("DIPTYCH_SHARED");
  g_autofree char *path = NULL;

  if (shared == NULL)
    return NULL;
  path = g_build_filename (shared, folder, file, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

static const char *
get_string (JsonObject *object,
            const char *member)
{
  return json_object_has_member (object, member)
         ? json_object_get_string_member_with_default (object, member, NULL)
         : NULL;
}

/* The clause with the printed number, or the title where none is printed. */
static DipClause *
find_clause (DipDocument *document,
             const char  *number,
             const char  *title)
{
  g_autofree char *want = dip_text_key (title);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *key = dip_text_key (clause->title);

      if (number != NULL ? g_strcmp0 (clause->number, number) == 0
                         : clause->number == NULL && g_str_equal (key, want))
        return clause;
    }

  return NULL;
}

static void
check_clauses (DipDocument *document,
               JsonArray   *clauses)
{
  g_assert_cmpuint (document->clauses->len, ==, json_array_get_length (clauses));

  for (guint i = 0; i < json_array_get_length (clauses); i++)
    {
      JsonObject *expected = json_array_get_object_element (clauses, i);
      const char *number = get_string (expected, "number");
      const char *title = get_string (expected, "title");
      const char *parent = get_string (expected, "parent");
      DipClause *clause = find_clause (document, number, title);
      g_autofree char *got = NULL;
      g_autofree char *want = NULL;

      if (clause == NULL)
        g_error ("no clause %s %s", number, title);
      got = dip_text_key (clause->title);
      want = dip_text_key (title);
      g_assert_cmpstr (got, ==, want);
      if (number != NULL && parent != NULL)
        g_assert_cmpstr (clause->parent, ==, parent);
    }
}

static void
check_revisions (DipDocument *document,
                 JsonArray   *revisions)
{
  g_assert_cmpuint (document->revisions->len, ==, json_array_get_length (revisions));

  for (guint i = 0; i < json_array_get_length (revisions); i++)
    {
      JsonObject *expected = json_array_get_object_element (revisions, i);
      DipRevision *revision = g_ptr_array_index (document->revisions, i);

      g_assert_cmpstr (revision->version, ==, get_string (expected, "version"));
      g_assert_cmpstr (revision->date, ==, get_string (expected, "date"));
      g_assert_cmpstr (revision->summary, ==, get_string (expected, "summary"));
    }
}

static void
test_paper (gconstpointer data)
{
  const char *name = data;
  g_autofree char *text_file = g_strconcat (name, ".txt", NULL);
  g_autofree char *expected_file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = shared_path ("papers", text_file);
  g_autofree char *expected_path = shared_path (EXPECTED_FOLDER, expected_file);
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *root;

  if (path == NULL || expected_path == NULL)
    {
      g_test_skip ("DIPTYCH_SHARED does not have this paper and what it says");
      return;
    }

  document = paper_tree_read (path);
  parser = json_parser_new_immutable ();
  json_parser_load_from_file (parser, expected_path, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));

  check_clauses (document, json_object_get_array_member (root, "clauses"));
  check_revisions (document, json_object_get_array_member (root, "revisions"));
}

static DipDocument *
read_first_with (const char *part)
{
  const char *shared = g_getenv ("DIPTYCH_SHARED");
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (shared == NULL)
    return NULL;
  folder = g_build_filename (shared, "papers", NULL);
  dir = g_dir_open (folder, 0, NULL);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (strstr (name, part) != NULL && g_str_has_suffix (name, ".txt"))
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          return paper_tree_read (path);
        }
    }

  return NULL;
}

static void
test_checksheet (void)
{
  g_autoptr (DipDocument) document = read_first_with ("checksheet");
  guint n_items = 0, n_sections = 0, n_answered = 0;

  if (document == NULL)
    {
      g_test_skip ("DIPTYCH_SHARED has no checksheet");
      return;
    }

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      n_sections += clause->kind == DIP_CLAUSE_PART && clause->level == 1;
      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;
      n_items++;
      n_answered += clause->question != NULL && clause->answer != NULL &&
                    clause->implemented != DIP_IMPLEMENTED_UNKNOWN;
    }
  g_assert_cmpuint (n_items, ==, 70);
  g_assert_cmpuint (n_sections, ==, 11);
  g_assert_cmpuint (n_answered, ==, 70);
}

/* Chapters 1 to 44, none of them a list item, no control left in a title. */
static void
test_chapters (void)
{
  g_autoptr (DipDocument) document = read_first_with ("-1.2");
  guint n_top = 0;

  if (document == NULL)
    {
      g_test_skip ("DIPTYCH_SHARED has no paper of edition 1.2");
      return;
    }

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->level != 1)
        continue;
      n_top++;
      g_assert_cmpint (g_ascii_strtoll (clause->number, NULL, 10), ==, n_top);
      g_assert_null (strstr (clause->title, "A."));
      g_assert_null (strstr (clause->title, "CLD"));
    }
  g_assert_cmpuint (n_top, ==, 44);
  g_assert_cmpuint (document->revisions->len, ==, 3);
}

static void
add_papers (void)
{
  const char *shared = g_getenv ("DIPTYCH_SHARED");
  g_autofree char *folder = shared != NULL ? g_build_filename (shared, EXPECTED_FOLDER, NULL) : NULL;
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *file;

  if (dir == NULL)
    {
      g_test_add_data_func ("/recognise/papers/none", "none", test_paper);
      return;
    }

  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = NULL;
      g_autofree char *path = NULL;

      if (!g_str_has_suffix (file, ".json") || strstr (file, "--") != NULL)
        continue;
      name = g_strndup (file, strlen (file) - strlen (".json"));
      path = g_strconcat ("/recognise/papers/", name, NULL);
      g_test_add_data_func_full (path, g_steal_pointer (&name), test_paper, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_papers ();
  g_test_add_func ("/recognise/papers/checksheet", test_checksheet);
  g_test_add_func ("/recognise/papers/chapters", test_chapters);

  return g_test_run ();
}
