/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-voice-private.h"

#include <string.h>

/*
 * One form for what English says in several, clause by clause:
 *
 *   before code is merged, it is reviewed = code is reviewed before it is merged
 *   we have a policy that is reviewed = our policy is reviewed
 *   the purpose of this paper is to explain = this paper explains
 *   access is granted only to engineers = only engineers are granted access
 *   rights are only given to = rights are given only to
 *
 * Like those of dip-voice-forms.c they are for both sentences, to be held against each other.
 */

static gboolean
is_be (const char *word)
{
  return strcmp (word, "is") == 0 || strcmp (word, "was") == 0 || strcmp (word, "were") == 0;
}

static gboolean
is_article (const char *word)
{
  return strcmp (word, "the") == 0 || strcmp (word, "a") == 0 || strcmp (word, "an") == 0;
}

static void
append_words (GPtrArray       *out,
              const GPtrArray *words,
              guint            first,
              guint            end)
{
  for (guint i = first; i < end; i++)
    g_ptr_array_add (out, g_strdup (words->pdata[i]));
}

/* Puts what was built in place of the words. */
static void
take (GPtrArray *words,
      GPtrArray *built)
{
  g_ptr_array_set_size (words, 0);
  append_words (words, built, 0, built->len);
  g_ptr_array_unref (built);
}

static gboolean
begins_subordinate (const char *word)
{
  static const char *const words[] = { "before", "after", "when", "if", "until", "as", "unless" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (words[i], word) == 0)
        return TRUE;
    }

  return FALSE;
}

/* "Before code is merged, it is reviewed": names first what is spoken of. */
static void
name_subject_first (const DipMeaning *meaning,
                    GPtrArray        *words)
{
  GPtrArray *built;
  guint comma = 1;
  guint verb = 1;

  if (!begins_subordinate (word_at (words, 0)))
    return;

  while (comma < words->len && !is_word (words, comma, ","))
    comma++;
  while (verb < comma && !is_be (word_at (words, verb)) && !is_in (meaning, "helpers", word_at (words, verb)))
    verb++;
  if (verb < 2 || verb >= comma || (!is_word (words, comma + 1, "it") && !is_word (words, comma + 1, "they")))
    return;

  built = g_ptr_array_new_with_free_func (g_free);
  append_words (built, words, 1, verb);
  append_words (built, words, comma + 2, words->len);
  append_words (built, words, 0, 1);
  append_words (built, words, comma + 1, comma + 2);
  append_words (built, words, verb, comma);
  take (words, built);
}

/* "We have a policy that is reviewed": "our policy is reviewed". */
static void
use_our (const DipMeaning *meaning,
         GPtrArray        *words)
{
  guint thing = 3;
  guint that = thing;

  if (!is_word (words, 0, "we") || (!is_word (words, 1, "have") && !is_word (words, 1, "maintain"))
      || !is_article (word_at (words, 2)))
    return;

  while (that < words->len && !is_word (words, that, "that") && !is_word (words, that, "which")
         && !is_in (meaning, "prepositions", word_at (words, that)) && !is_word (words, that, ","))
    that++;
  if (that == thing || (!is_word (words, that, "that") && !is_word (words, that, "which"))
      || !is_be (word_at (words, that + 1)))
    return;

  g_ptr_array_remove_index (words, that);
  g_ptr_array_remove_range (words, 0, 3);
  g_ptr_array_insert (words, 0, g_strdup ("our"));
}

/* "The purpose of this paper is to explain": "this paper explains". */
static void
drop_purpose (GPtrArray *words)
{
  guint first = is_word (words, 0, "the") ? 1 : 0;
  guint is = first + 2;

  if ((!is_word (words, first, "purpose") && !is_word (words, first, "aim")) || !is_word (words, first + 1, "of"))
    return;

  while (is < words->len && !is_be (word_at (words, is)))
    is++;
  if (is + 2 >= words->len || !is_word (words, is + 1, "to"))
    return;

  g_ptr_array_insert (words, (int) is + 3, g_strconcat (word_at (words, is + 2), "s", NULL));
  g_ptr_array_remove_range (words, is, 3);
  g_ptr_array_remove_range (words, 0, first + 2);
}

/* "Access to X is granted only to engineers …, and": "only engineers … are granted access to X". */
static void
name_receiver_first (const DipMeaning *meaning,
                     GPtrArray        *words)
{
  GPtrArray *built;
  guint is = 1;
  guint end;

  while (is < words->len && !is_be (word_at (words, is)) && !is_word (words, is, ","))
    is++;
  if (!is_word (words, is + 1, "given") && !is_word (words, is + 1, "offered"))
    return;
  if (!is_word (words, is + 2, "only") || !is_word (words, is + 3, "to"))
    return;

  end = is + 4;
  while (end < words->len && !is_word (words, end, ","))
    end++;
  built = g_ptr_array_new_with_free_func (g_free);
  append_words (built, words, is + 2, is + 3);
  append_words (built, words, is + 4, end);
  append_words (built, words, is, is + 2);
  append_words (built, words, 0, is);
  append_words (built, words, end, words->len);
  take (words, built);
}

/* "is only given" is "is given only". */
static void
move_only (const DipMeaning *meaning,
           GPtrArray        *words)
{
  for (guint i = 1; i + 1 < words->len; i++)
    {
      const char *next = word_at (words, i + 1);

      if (!is_word (words, i, "only") || !is_be (word_at (words, i - 1))
          || (!g_str_has_suffix (next, "ed") && !is_in (meaning, "verbs", next)))
        continue;
      g_ptr_array_insert (words, (int) i + 2, g_strdup ("only"));
      g_ptr_array_remove_index (words, i);
    }
}

/**
 * _dip_use_plain_clauses:
 * @self: the lists
 * @words: (element-type utf8): words of an English sentence, articles as well
 *
 * Brings the clauses to the forms that are told at the top of the file.
 */
void
_dip_use_plain_clauses (const DipMeaning *self,
                        GPtrArray        *words)
{
  move_only (self, words);
  name_subject_first (self, words);
  use_our (self, words);
  drop_purpose (words);
  name_receiver_first (self, words);
}
