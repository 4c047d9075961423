/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-glyph.h"
#include "recognise/dip-look.h"

static const char *const words[] = {
  "1. ", "3.2 ", "第4章 ", "A.5.1.1 ", "(2) ", "① ", "バックアップ", "を保管します。", "Backups are kept.", "   ", "\t", "　　", "：", "○",
};

static char *
make_line (GRand *rand)
{
  GString *line = g_string_new (NULL);

  for (gint n = g_rand_int_range (rand, 0, 5); n > 0; n--)
    g_string_append (line, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);

  return g_string_free (line, FALSE);
}

/* What is remembered of a line is what the line says, whether it was asked for before, long ago or never. */
static void
test_remembers (void)
{
  const DipLexicon *lexicon = dip_lexicon_get_default ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 6 * DIP_LOOKS_KNOWN; round++)
    {
      g_autofree char *line = make_line (rand);
      g_autofree char *key = dip_text_key (line);
      g_autoptr (DipLook) look = dip_look_take (line, lexicon);
      const DipNumber *found;
      DipNumber number;
      gboolean has_number = dip_number_parse (line, lexicon, &number);

      /* twice: found, and remembered */
      for (guint turn = 0; turn < 2; turn++)
        {
          found = dip_look_get_number (look);
          g_assert_cmpint (found->style != DIP_NUMBER_NONE, ==, has_number);
          if (has_number)
            {
              g_assert_cmpstr (found->ascii, ==, number.ascii);
              g_assert_cmpuint (found->length, ==, number.length);
            }
          g_assert_cmpstr (dip_look_get_key (look), ==, key);
          g_assert_cmpuint (dip_look_get_width (look), ==, dip_text_width (line));
          g_assert_cmpint (dip_look_has_gap (look), ==, dip_text_may_have_gap (line));
          g_assert_cmpint (dip_look_has_sentence (look), ==, dip_text_has_sentence (line));
        }
    }
}

/* A line that is in use outlives that others take its place, and is then forgotten. */
static void
test_forgets (void)
{
  const DipLexicon *lexicon = dip_lexicon_get_default ();
  g_autoptr (DipLook) look = dip_look_take ("the first line", lexicon);
  g_autoptr (DipLook) again = dip_look_take ("the first line", lexicon);
  g_autoptr (DipLook) after = NULL;
  gboolean has;

  g_assert_true (look == again);
  g_assert_false (dip_look_knows (look, DIP_TRAIT_LEGEND, &has));
  dip_look_note (look, DIP_TRAIT_LEGEND, TRUE);
  g_assert_true (dip_look_knows (again, DIP_TRAIT_LEGEND, &has));
  g_assert_true (has);

  for (guint i = 0; i < 20 * DIP_LOOKS_KNOWN; i++)
    {
      g_autofree char *line = g_strdup_printf ("line %u", i);
      g_autoptr (DipLook) other = dip_look_take (line, lexicon);

      g_assert_false (dip_look_knows (other, DIP_TRAIT_LEGEND, &has));
    }
  g_assert_true (dip_look_knows (look, DIP_TRAIT_LEGEND, &has));
  after = dip_look_take ("the first line", lexicon);
  g_assert_true (after != look);
  g_assert_false (dip_look_knows (after, DIP_TRAIT_LEGEND, &has));
}

/* What lists of one's own say is remembered for nobody else, nor is a long line. */
static void
test_keeps_apart (void)
{
  g_autoptr (DipLexicon) own = dip_lexicon_new_from_string ("[number-prefixes]\nSample\n");
  g_autofree char *line = g_strnfill (DIP_LOOK_KNOWN_BYTES + 1, 'a');
  g_autoptr (DipLook) look = dip_look_take ("Sample 3", own);
  g_autoptr (DipLook) again = dip_look_take ("Sample 3", own);
  g_autoptr (DipLook) other = dip_look_take ("Sample 3", dip_lexicon_get_default ());
  g_autoptr (DipLook) longer = dip_look_take (line, dip_lexicon_get_default ());
  g_autoptr (DipLook) shorter = dip_look_take_len (line, DIP_LOOK_KNOWN_BYTES, dip_lexicon_get_default ());
  g_autoptr (DipLook) part = dip_look_take (line + 1, dip_lexicon_get_default ());
  g_autoptr (DipLook) longer_again = dip_look_take (line, dip_lexicon_get_default ());

  g_assert_true (look != again && look != other && again != other);
  g_assert_true (longer != longer_again);
  g_assert_true (shorter == part);
  g_assert_cmpuint (dip_look_get_width (longer), ==, DIP_LOOK_KNOWN_BYTES + 1);
  g_assert_cmpuint (dip_look_get_width (shorter), ==, DIP_LOOK_KNOWN_BYTES);
}

/* Rules are remembered with the list that they are of. */
static void
test_rules (void)
{
  static const char rules[2], rule;
  g_autoptr (DipLook) look = dip_look_take ("a text for rules", dip_lexicon_get_default ());
  gconstpointer found;

  g_assert_false (dip_look_knows_rule (look, &rules[0], &found));
  dip_look_note_rule (look, &rules[0], &rule);
  g_assert_true (dip_look_knows_rule (look, &rules[0], &found));
  g_assert_true (found == &rule);
  g_assert_false (dip_look_knows_rule (look, &rules[1], &found));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recognise/look/remembers", test_remembers);
  g_test_add_func ("/recognise/look/forgets", test_forgets);
  g_test_add_func ("/recognise/look/keeps-apart", test_keeps_apart);
  g_test_add_func ("/recognise/look/rules", test_rules);

  return g_test_run ();
}
