/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "framework/dip-framework.h"
#include "recognise/dip-recognise.h"

#include <string.h>

/* What has to be reached on the questions of semantics/asked.spec, in the whole and of those that the lists were
 * not made with. */
#define PRECISION       0.90
#define RECALL          0.85
#define OTHER_PRECISION 0.90
#define OTHER_RECALL    0.75

typedef struct
{
  guint n_asked;  /* questions with a control */
  guint n_found;  /* … of which the best one named is right */
  guint n_named;
  guint n_right;
} Count;

static DipLayout *
layout_new (const GPtrArray *questions)
{
  DipLayout *layout = dip_layout_new ("questions.csv", "text/csv");

  for (guint i = 0; i <= questions->len; i++)
    {
      DipLine *line = dip_line_new (DIP_LINE_ROW, i == 0 ? "No\t質問\t回答" : g_ptr_array_index (questions, i - 1));

      line->cells = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (line->cells, i == 0 ? g_strdup ("No") : g_strdup_printf ("%u", i));
      g_ptr_array_add (line->cells, g_strdup (i == 0 ? "質問" : g_ptr_array_index (questions, i - 1)));
      g_ptr_array_add (line->cells, g_strdup (i == 0 ? "回答" : "はい"));
      line->number = i + 1;
      g_ptr_array_add (layout->lines, line);
    }

  return layout;
}

static gboolean
is_wanted (char       **fields,
           const char  *id)
{
  for (guint i = 1; fields[i] != NULL; i++)
    if (strcmp (fields[i], id) == 0)
      return TRUE;

  return FALSE;
}

static void
count_item (const DipClause  *clause,
            char            **fields,
            Count            *count)
{
  g_autoptr(GString) named = g_string_new (NULL);
  guint n_before = count->n_found;
  guint n = 0;

  count->n_asked += strcmp (fields[1], "-") != 0;
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      if (strcmp (control->framework, "iso27017-2015") != 0)
        continue;
      g_string_append_printf (named, " %s %.2f", control->id, control->confidence);
      count->n_named++;
      count->n_right += is_wanted (fields, control->id);
      if (n++ == 0)
        count->n_found += is_wanted (fields, control->id);
    }
  if ((strcmp (fields[1], "-") != 0) == (n_before == count->n_found) || (strcmp (fields[1], "-") == 0 && n > 0))
    g_test_message ("%s wanted %s, named%s", fields[0], fields[1], n > 0 ? named->str : " none");
}

static void
check_count (const char  *name,
             const Count *count,
             double       precision,
             double       recall)
{
  double p = (double) count->n_right / count->n_named;
  double r = (double) count->n_found / count->n_asked;

  g_test_message ("%s: precision %.3f (%u of %u), recall %.3f (%u of %u)", name, p, count->n_right, count->n_named,
                  r, count->n_found, count->n_asked);
  g_assert_cmpfloat (p, >=, precision);
  g_assert_cmpfloat (r, >=, recall);
}

/* Every control that is named exists, and most are those that a careful reader names. */
static void
test_asked (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "recognise", "semantics", "asked.spec", NULL);
  g_autofree char *contents = NULL;
  g_autoptr(GPtrArray) questions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr(DipLayout) layout = NULL;
  g_autoptr(DipDocument) document = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  Count counts[2] = { { 0 } };
  guint first_other = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char **fields;

      if (strcmp (lines[i], "[other]") == 0)
        first_other = rows->len;
      if (*lines[i] == '#' || *lines[i] == '[' || *lines[i] == '\0')
        continue;
      fields = g_strsplit (lines[i], "\t", -1);
      g_assert_cmpuint (g_strv_length (fields), >=, 2);
      for (guint k = 1; fields[k] != NULL; k++)
        g_assert_true (strcmp (fields[k], "-") == 0 ||
                       dip_frameworks_find_control (dip_frameworks_get_default (), "iso27017-2015", fields[k]) != NULL);
      g_ptr_array_add (rows, fields);
      g_ptr_array_add (questions, g_strdup (fields[0]));
    }
  g_assert_cmpuint (rows->len, >=, 160);

  layout = layout_new (questions);
  document = dip_recognise (layout, dip_lexicon_get_default (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (document->clauses->len, ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    count_item (g_ptr_array_index (document->clauses, i), g_ptr_array_index (rows, i), &counts[i >= first_other]);

  check_count ("questions in view", &counts[0], PRECISION, RECALL);
  check_count ("other questions", &counts[1], OTHER_PRECISION, OTHER_RECALL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recognise/controls/asked", test_asked);

  return g_test_run ();
}
