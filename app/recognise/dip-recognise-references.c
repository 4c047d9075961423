/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-reference-private.h"

#include <string.h>

#include "recognise/dip-look.h"
#include "recognise/dip-place.h"

/*
 * References to clauses of the same paper:
 *
 *   quoted   「4.クラウドサービスの責任分界点について」 【17.情報へのアクセス制限】 "Shared responsibility":
 *            number and title, or a title alone in a sentence that points somewhere
 *   annex    別紙1, 付録A, Appendix B: a heading that begins so
 *   named    "see Shared responsibility.", 詳細は情報のバックアップをご参照: a whole title that nothing sets apart
 *   code     SEC-01, B.2, part II: a clause's number that has letters
 *   relative 次章, 前項, "the next section": the chapter or the clause beside it
 *   answer   同上, No.5 参照, in a checksheet: dip-reference-answer.c
 *   bare     第3章, section 3.2, sections 4 and 5.1, 4.1 を参照, 本書の 12 項
 *
 * A number that belongs to a standard, a law or a contract is none. What points to a number that the paper
 * does not have, or to a title that belongs to another number, becomes a warning.
 */

static DipReferenceWords *
words_new (const DipLexicon *lexicon)
{
  DipReferenceWords *self = g_new0 (DipReferenceWords, 1);

  self->before = dip_word_table_new (lexicon, "reference-before", TRUE, FALSE);
  self->after = dip_word_table_new (lexicon, "reference-after", TRUE, FALSE);
  self->foreign = dip_word_table_new (lexicon, "reference-foreign", TRUE, FALSE);
  self->units = dip_word_table_new (lexicon, "reference-units", TRUE, FALSE);
  self->cues = dip_word_table_new (lexicon, "reference-cues", TRUE, FALSE);
  self->title_before = dip_word_table_new (lexicon, "reference-title-before", TRUE, FALSE);
  self->title_after = dip_word_table_new (lexicon, "reference-title-after", TRUE, FALSE);
  self->relative = dip_word_table_new (lexicon, "reference-relative", TRUE, FALSE);

  return self;
}

static void
words_free (DipReferenceWords *self)
{
  dip_word_table_free (self->before);
  dip_word_table_free (self->after);
  dip_word_table_free (self->foreign);
  dip_word_table_free (self->units);
  dip_word_table_free (self->cues);
  dip_word_table_free (self->title_before);
  dip_word_table_free (self->title_after);
  dip_word_table_free (self->relative);
  g_free (self);
}

/* Of the lists that everybody uses: made once, then only looked at, by any thread. */
static const DipReferenceWords *
get_default_words (void)
{
  static gsize words;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize) words_new (dip_lexicon_get_default ()));

  return (const DipReferenceWords *) words;
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b,
                   gpointer      data)
{
  GHashTable *positions = data;
  guint one = GPOINTER_TO_UINT (g_hash_table_lookup (positions, *(const char *const *) a));
  guint other = GPOINTER_TO_UINT (g_hash_table_lookup (positions, *(const char *const *) b));

  return one < other ? -1 : one > other;
}

/* 第4条, 別紙1 */
static void
index_unit (DipReferencePass *pass,
            DipClause        *clause)
{
  static const char *const units[] = { "条", "章", "節", "部", "編" };
  g_autofree char *start = g_strndup (clause->heading, MIN (strlen (clause->heading), 90));
  g_autofree char *valid = g_utf8_make_valid (start, -1);
  g_autoptr (DipLook) look = dip_look_take (valid, pass->draft->lexicon);
  const char *heading = dip_look_get_folded (look, DIP_PASSAGE_FOLD);
  char *key = NULL;
  gsize taken;

  if (g_str_has_prefix (heading, "第") && clause->number != NULL)
    {
      const char *best = NULL;
      const char *unit = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (units); i++)
        {
          const char *hit = strstr (heading, units[i]);

          if (hit != NULL && (best == NULL || hit < best))
            {
              best = hit;
              unit = units[i];
            }
        }
      if (unit == NULL || best - heading > 30)
        return;
      pass->has_articles = pass->has_articles || strcmp (unit, "条") == 0;
      key = g_strconcat (unit, clause->number, NULL);
    }
  else
    key = dip_reference_annex_key (pass, heading, &taken);

  if (key != NULL && !g_hash_table_contains (pass->by_unit, key))
    g_hash_table_insert (pass->by_unit, key, clause);
  else
    g_free (key);
}

/* "SEC-01", "B.2" and "II", not the controls of a standard, which papers name for another reason. */
static void
index_code (DipReferencePass *pass,
            DipClause        *clause)
{
  const char *number = clause->number;
  char *key;

  if (number == NULL || !g_ascii_isupper (*number) || g_str_has_prefix (number, "A.") ||
      g_str_has_prefix (number, "CLD.") || g_str_has_prefix (number, "CC"))
    return;
  key = g_ascii_strdown (number, -1);
  if (g_hash_table_contains (pass->by_code, key))
    g_free (key);
  else
    g_hash_table_insert (pass->by_code, key, clause);
}

static void
index_clauses (DipReferencePass *pass,
               GHashTable       *positions)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr (DipLook) look = dip_look_take (clause->title, pass->draft->lexicon);
      const char *key = dip_look_get_folded (look, DIP_TITLE_FOLD);
      DipClause *known;

      g_hash_table_insert (positions, clause->id, GUINT_TO_POINTER (i));
      if (clause->kind == DIP_CLAUSE_ITEM)
        continue;
      if (clause->number != NULL && !g_hash_table_contains (pass->by_number, clause->number))
        g_hash_table_insert (pass->by_number, clause->number, clause);
      index_code (pass, clause);
      if (clause->heading != NULL)
        {
          index_unit (pass, clause);
          pass->has_brackets = pass->has_brackets || (clause->number != NULL && strchr (clause->number, '(') == NULL &&
                                                      (*clause->heading == '(' ||
                                                       g_str_has_prefix (clause->heading, "（")));
        }

      known = g_hash_table_lookup (pass->by_title, key);
      if (g_utf8_strlen (key, -1) >= ((guchar) *key >= 0x80 ? 2 : 3) &&
          (known == NULL || (known->blocks->len == 0 && clause->blocks->len > 0)))
        g_hash_table_insert (pass->by_title, g_strdup (key), clause);
      g_hash_table_insert (pass->keys, clause, g_strdup (key));
    }
}

/**
 * dip_recognise_references:
 *
 * Finds which clauses of its own a clause refers to; targets in reading order,
 * each once, never itself. Dangling ones become warnings. Linear.
 */
void
dip_recognise_references (DipDraft *draft)
{
  const GPtrArray *clauses = draft->document->clauses;
  g_autoptr(GHashTable) positions = g_hash_table_new (g_str_hash, g_str_equal);
  DipReferenceWords *own = draft->lexicon != dip_lexicon_get_default () ? words_new (draft->lexicon) : NULL;
  DipReferencePass pass = { draft };

  pass.by_number = g_hash_table_new (g_str_hash, g_str_equal);
  pass.by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pass.by_unit = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pass.by_title = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pass.keys = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  pass.nested = dip_place_list_nested (draft->document);
  pass.words = own != NULL ? own : get_default_words ();
  index_clauses (&pass, positions);

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr(GPtrArray) passages = NULL;
      g_autoptr(GPtrArray) found = g_ptr_array_new ();
      g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

      if (clause->kind == DIP_CLAUSE_ITEM)
        continue;
      pass.clause = clause;
      pass.found = found;
      /* an appendix that says where what is answered refers to all of it */
      if (draft->mappings != NULL)
        {
          const GPtrArray *named = g_hash_table_lookup (draft->mappings, clause);

          for (guint j = 0; named != NULL && j < named->len; j++)
            dip_reference_add (&pass, g_ptr_array_index (named, j));
        }
      passages = dip_draft_fold_passages (draft, clause, DIP_REFERENCE_FOLD);
      for (guint j = 0; j < passages->len && found->len < 200; j++)
        {
          dip_reference_read_quoted (&pass, g_ptr_array_index (passages, j));
          dip_reference_read_named (&pass, g_ptr_array_index (passages, j));
          dip_reference_read_bare (&pass, g_ptr_array_index (passages, j));
          dip_reference_read_annexes (&pass, g_ptr_array_index (passages, j));
          dip_reference_read_codes (&pass, g_ptr_array_index (passages, j));
          dip_reference_read_relative (&pass, g_ptr_array_index (passages, j), i);
        }
      g_ptr_array_sort_with_data (found, compare_positions, positions);
      for (guint j = 0; j < found->len; j++)
        g_strv_builder_add (ids, g_ptr_array_index (found, j));
      g_strfreev (clause->refers_to);
      clause->refers_to = g_strv_builder_end (ids);
    }

  dip_reference_read_answers (&pass);

  g_clear_pointer (&own, words_free);
  g_hash_table_unref (pass.keys);
  g_hash_table_unref (pass.nested);
  g_hash_table_unref (pass.by_title);
  g_hash_table_unref (pass.by_unit);
  g_hash_table_unref (pass.by_code);
  g_hash_table_unref (pass.by_number);
}
