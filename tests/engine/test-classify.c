/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine-fixture.h"

#include <string.h>

typedef struct
{
  char *old_text;
  char *new_text;
  char *expected;
} Example;

static char *
answer (const DipComparison *comparison)
{
  const DipPair *pair = comparison->pairs->pdata[0];
  GString *out = g_string_new (dip_class_to_string (pair->class_));
  DipTags tags = 0;

  for (guint i = 0; i < pair->changes->len; i++)
    tags |= ((const DipChange *) pair->changes->pdata[i])->tags;
  for (guint i = 0; i < DIP_N_TAGS; i++)
    {
      if (tags & (1u << i))
        g_string_append_printf (out, " %s", dip_tag_to_string ((DipTags) (1u << i)));
    }

  return g_string_free (out, FALSE);
}

static void
test_example (gconstpointer data)
{
  const Example *example = data;
  g_autofree char *old_text = g_strconcat ("# 1 題\n", example->old_text, NULL);
  g_autofree char *new_text = g_strconcat ("# 1 題\n", example->new_text, NULL);
  g_autoptr (DipComparison) comparison = fixture_compare_texts (old_text, new_text);
  g_autofree char *got = answer (comparison);
  const DipPair *pair = comparison->pairs->pdata[0];

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];

      g_test_message ("%s: “%s” → “%s”: %s", dip_class_to_string (change->class_), change->old_text, change->new_text,
                      change->rule);
    }
  g_assert_cmpstr (got, ==, example->expected);
}

/* What is a change one way is one of the same class the other way. */
static void
test_back (gconstpointer data)
{
  const Example *example = data;
  Example back = { example->new_text, example->old_text, example->expected };

  test_example (&back);
}

static void
example_free (gpointer data)
{
  Example *self = data;

  g_free (self->old_text);
  g_free (self->new_text);
  g_free (self->expected);
  g_free (self);
}

static void
add_examples (GPtrArray *examples)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "classify.txt", NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  const char *held[3];
  guint n_held = 0;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      Example *example;
      g_autofree char *there = NULL;
      g_autofree char *back = NULL;

      if (!g_str_has_prefix (lines[i], "    "))
        continue;

      held[n_held++] = lines[i] + 4;
      if (n_held < 3)
        continue;

      n_held = 0;
      example = g_new (Example, 1);
      example->old_text = g_strdup (held[0]);
      example->new_text = g_strdup (held[1]);
      example->expected = g_strdup (held[2]);
      g_ptr_array_add (examples, example);
      there = g_strdup_printf ("/engine/classify/line-%u", i - 1);
      back = g_strdup_printf ("/engine/classify/line-%u-back", i - 1);
      g_test_add_data_func (there, example, test_example);
      g_test_add_data_func (back, example, test_back);
    }

  g_assert_cmpuint (n_held, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) examples = g_ptr_array_new_with_free_func (example_free);

  g_test_init (&argc, &argv, NULL);
  add_examples (examples);

  return g_test_run ();
}
