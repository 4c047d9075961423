/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "paper-tree.h"
#include "recognise/dip-glyph.h"

#include <json-glib/json-glib.h>
#include <string.h>

/*
 * Real papers, where they are there, against what two readers found in them. They belong to others and are no part
 * of the program; without $DIPTYCH_SHARED these tests are skipped.
 */

#define EXPECTED_FOLDER "labels"

/* What people themselves do not agree on to the last clause. */
#define MIN_STANCE 0.92
#define MIN_SHARE  0.95

typedef struct
{
  guint n;
  guint n_right;
} Share;

static void
count (Share    *share,
       gboolean  right)
{
  share->n++;
  share->n_right += right;
}

static double
share_of (const Share *share)
{
  return share->n > 0 ? (double) share->n_right / share->n : 1.0;
}

static char *
shared_path (const char *folder,
             const char *name,
             const char *ending)
{
  const char *shared = g_getenv ("DIPTYCH_SHARED");
  g_autofree char *file = g_strconcat (name, ending, NULL);
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
  return json_object_has_member (object, member) ? json_object_get_string_member_with_default (object, member, NULL)
                                                 : NULL;
}

static gboolean
array_has (JsonObject *object,
           const char *member,
           const char *string)
{
  JsonArray *array = json_object_has_member (object, member) ? json_object_get_array_member (object, member) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_array_get_string_element (array, i), string) == 0)
      return TRUE;

  return FALSE;
}

static guint
array_length (JsonObject *object,
              const char *member)
{
  return json_object_has_member (object, member) ? json_array_get_length (json_object_get_array_member (object, member)) : 0;
}

static gboolean
same_name (const char *one,
           const char *other)
{
  g_autofree char *a = one != NULL ? dip_text_key (one) : NULL;
  g_autofree char *b = other != NULL ? dip_text_key (other) : NULL;

  return g_strcmp0 (a, b) == 0;
}

static const char *
stance_name (DipStance stance)
{
  static const char *const names[] = { "informational", "provided", "not_provided", "customer", "shared", "partial" };

  return names[stance];
}

static void
check_metadata (const DipEdition *edition,
                JsonObject       *meta)
{
  g_assert_true (same_name (edition->provider, get_string (meta, "vendor")));
  g_assert_true (same_name (edition->service, get_string (meta, "service")));
  g_assert_cmpstr (edition->issued, ==, get_string (meta, "issued"));
  if (get_string (meta, "version") != NULL)
    {
      g_assert_cmpstr (edition->version, ==, get_string (meta, "version"));
      g_assert_cmpint (edition->version_origin, ==, DIP_ORIGIN_PRINTED);
    }
  else
    g_assert_cmpint (edition->version_origin, !=, DIP_ORIGIN_PRINTED);
}

static void
check_clauses (DipDocument *document,
               JsonArray   *expected)
{
  Share stances = { 0 };
  Share inferred = { 0 };
  Share references = { 0 };

  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonObject *wanted = json_array_get_object_element (expected, i);
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      guint n_printed = 0;
      gboolean found = FALSE;

      for (guint j = 0; j < clause->controls->len; j++)
        {
          const DipControl *control = g_ptr_array_index (clause->controls, j);

          found = found || array_has (wanted, "inferred_controls", control->id);
          if (control->origin != DIP_ORIGIN_PRINTED)
            continue;
          n_printed++;
          g_assert_true (array_has (wanted, "controls", control->id));
        }
      g_assert_cmpuint (n_printed, ==, array_length (wanted, "controls"));
      if (array_length (wanted, "inferred_controls") > 0)
        count (&inferred, found);
      g_assert_cmpint (clause->variant_dependent, ==, json_object_get_boolean_member (wanted, "variant_dependent"));
      count (&stances, array_has (wanted, "stance", stance_name (clause->stance)));
      count (&references, g_strv_length (clause->refers_to) == array_length (wanted, "refers_to"));
    }

  g_test_message ("stance %.3f, inferred %.3f, references %.3f", share_of (&stances), share_of (&inferred),
                  share_of (&references));
  g_assert_cmpfloat (share_of (&stances), >=, MIN_STANCE);
  g_assert_cmpfloat (share_of (&inferred), >=, MIN_SHARE);
  g_assert_cmpfloat (share_of (&references), >=, MIN_SHARE);
}

static void
check_terms (DipDocument *document,
             JsonArray   *expected)
{
  Share terms = { 0 };

  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      const char *wanted = get_string (json_array_get_object_element (expected, i), "term");
      gboolean found = FALSE;

      for (guint j = 0; j < document->terms->len && !found; j++)
        found = same_name (((DipTerm *) g_ptr_array_index (document->terms, j))->term, wanted);
      count (&terms, found);
    }
  g_assert_cmpfloat (share_of (&terms), >=, MIN_SHARE);
}

static void
test_paper (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = shared_path ("papers", name, ".txt");
  g_autofree char *expected_path = shared_path (EXPECTED_FOLDER, name, ".json");
  g_autoptr(DipDocument) document = NULL;
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) error = NULL;
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
  g_assert_cmpuint (document->clauses->len, ==, array_length (root, "clauses"));

  check_metadata (document->edition, json_object_get_object_member (root, "meta"));
  check_clauses (document, json_object_get_array_member (root, "clauses"));
  check_terms (document, json_object_get_array_member (root, "terms"));
  g_assert_cmpuint (document->variants->len, ==, array_length (root, "variants"));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

int
main (int   argc,
      char *argv[])
{
  const char *shared = g_getenv ("DIPTYCH_SHARED");
  g_autofree char *folder = shared != NULL ? g_build_filename (shared, EXPECTED_FOLDER, NULL) : NULL;
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *file;

  g_test_init (&argc, &argv, NULL);

  /* a pair of editions has two hyphens between its names */
  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".json") && strstr (file, "--") == NULL)
      g_ptr_array_add (names, g_strndup (file, strlen (file) - strlen (".json")));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("/recognise/semantics-papers/%u", i + 1);

      g_test_add_data_func (path, g_ptr_array_index (names, i), test_paper);
    }
  if (names->len == 0)
    g_test_add_data_func ("/recognise/semantics-papers/none", "none", test_paper);

  return g_test_run ();
}
