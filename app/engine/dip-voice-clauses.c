/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-voice-private.h"

#include <string.h>

/*
 * One form for what English says in several, clause by clause:
 *
 *   before code is merged, it is reviewed = code is reviewed before it is merged
 *   before code is merged, we review it = we review code before it is merged
 *   we have a policy that is reviewed = our policy is reviewed
 *   the purpose of this paper is to explain = this paper explains
 *   access is granted only to engineers = only engineers are granted access
 *   rights are only given to = rights are given only to
 *   training is given to staff = staff receive training; staff receive training = staff are trained
 *   in case of a failure = if a failure
 *   the data of A is apart from that of B = … from the data of B
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

/* Where the main clause behind @comma speaks of "it" or "them" once, and not as who does something; 0 elsewhere. */
static guint
find_object (const GPtrArray *words,
             guint            comma)
{
  guint found = 0;

  for (guint i = comma + 2; i < words->len; i++)
    {
      if (is_word (words, i, ",") || is_word (words, i, "its") || is_word (words, i, "their")
          || is_word (words, i, "they") || is_word (words, i, "which") || is_word (words, i, "who"))
        return 0;
      if (!is_word (words, i, "it") && !is_word (words, i, "them"))
        continue;
      if (found > 0 || is_word (words, i - 1, "and") || begins_subordinate (word_at (words, i - 1)))
        return 0;
      found = i;
    }

  return found;
}

/* "Before code is merged, it is reviewed", "…, we review it": names first what is spoken of. */
static void
name_subject_first (const DipMeaning *meaning,
                    GPtrArray        *words)
{
  GPtrArray *built;
  guint comma = 1;
  guint verb = 1;
  guint object;

  if (!begins_subordinate (word_at (words, 0)))
    return;

  while (comma < words->len && !is_word (words, comma, ","))
    comma++;
  while (verb < comma && !is_be (word_at (words, verb)) && !is_in (meaning, "helpers", word_at (words, verb)))
    verb++;
  if (verb < 2 || verb >= comma)
    return;

  object = find_object (words, comma);
  if (object > 0)
    {
      built = g_ptr_array_new_with_free_func (g_free);
      append_words (built, words, comma + 1, object);
      append_words (built, words, 1, verb);
      append_words (built, words, object + 1, words->len);
      append_words (built, words, 0, 1);
      g_ptr_array_add (built, g_strdup (is_word (words, object, "it") ? "it" : "they"));
      append_words (built, words, verb, comma);
      take (words, built);
      return;
    }
  if (!is_word (words, comma + 1, "it") && !is_word (words, comma + 1, "they"))
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

  /* "This leaflet is meant to help" */
  if (is_word (words, 0, "this") && is_be (word_at (words, 2)) && is_word (words, 4, "to") && words->len > 5
      && (is_word (words, 3, "meant") || is_word (words, 3, "intended") || is_word (words, 3, "designed")))
    {
      g_ptr_array_insert (words, 6, g_strconcat (word_at (words, 5), "s", NULL));
      g_ptr_array_remove_range (words, 2, 4);
      return;
    }

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

/* Where the first "is" stands that no comma comes before; a comma, or the end, where there is none. */
static guint
find_be (const GPtrArray *words)
{
  guint is = 1;

  while (is < words->len && !is_be (word_at (words, is)) && !is_word (words, is, ","))
    is++;

  return is;
}

/* "Access to X is granted only to engineers …, and": "only engineers … are granted access to X". */
static void
name_receiver_first (const DipMeaning *meaning,
                     GPtrArray        *words)
{
  guint is = find_be (words);
  GPtrArray *built;
  guint end;

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

/* Whether whoever receives something is named no further at @i. */
static gboolean
ends_receiver (const DipMeaning *meaning,
               const GPtrArray  *words,
               guint             i)
{
  const char *word = word_at (words, i);

  return i >= words->len || strcmp (word, ",") == 0 || strcmp (word, "and") == 0 || strcmp (word, "every") == 0
    || strcmp (word, "once") == 0 || begins_subordinate (word) || is_in (meaning, "prepositions", word)
    || is_in (meaning, "adverbs", word) || is_in (meaning, "frequencies", word);
}

/* "Training is given to all staff when they join": "all staff receive training when they join". */
static void
name_receiver (const DipMeaning *meaning,
               GPtrArray        *words)
{
  guint is = find_be (words);
  GPtrArray *built;
  guint end;

  if (!is_word (words, is + 1, "given") || !is_word (words, is + 2, "to") || begins_subordinate (word_at (words, 0)))
    return;

  end = is + 4;
  while (!ends_receiver (meaning, words, end))
    end++;
  if (end > words->len)
    return;
  built = g_ptr_array_new_with_free_func (g_free);
  append_words (built, words, is + 3, end);
  g_ptr_array_add (built, g_strdup ("receive"));
  append_words (built, words, 0, is);
  append_words (built, words, end, words->len);
  take (words, built);
}

/* "Staff receive training in first aid": "staff is trained in first aid". */
static void
use_received_deed (const DipMeaning *meaning,
                   GPtrArray        *words)
{
  for (guint i = 1; i + 1 < words->len; i++)
    {
      const char *verb = _dip_meaning_whole (meaning, "nominal-verbs", word_at (words, i + 1));

      if ((!is_word (words, i, "receive") && !is_word (words, i, "receives")) || verb == NULL
          || strcmp (verb, word_at (words, i + 1)) == 0)
        continue;
      g_free (words->pdata[i]);
      words->pdata[i] = g_strdup ("is");
      g_free (words->pdata[i + 1]);
      words->pdata[i + 1] = _dip_participle_of (verb);
    }
}

/* "In case of a power failure": "if a power failure". */
static void
use_if (GPtrArray *words)
{
  for (guint i = 0; i + 3 < words->len; i++)
    {
      if (!is_word (words, i, "in") || !is_word (words, i + 1, "case") || !is_word (words, i + 2, "of"))
        continue;
      g_free (words->pdata[i]);
      words->pdata[i] = g_strdup ("if");
      g_ptr_array_remove_range (words, i + 1, 2);
    }
}

/* "The data of A is stored apart from that of B": says again what it speaks of. */
static void
name_again (GPtrArray *words)
{
  guint thing = is_word (words, 0, "the") ? 1 : 0;

  if (!is_word (words, thing + 1, "of"))
    return;

  for (guint i = thing + 3; i + 2 < words->len; i++)
    {
      if ((is_word (words, i, "from") || is_word (words, i, "than"))
          && (is_word (words, i + 1, "that") || is_word (words, i + 1, "those")) && is_word (words, i + 2, "of"))
        {
          g_free (words->pdata[i + 1]);
          words->pdata[i + 1] = g_strdup (word_at (words, thing));
        }
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
  use_if (words);
  name_again (words);
  name_receiver (self, words);
  use_received_deed (self, words);
  name_subject_first (self, words);
  use_our (self, words);
  drop_purpose (words);
  name_receiver_first (self, words);
}
