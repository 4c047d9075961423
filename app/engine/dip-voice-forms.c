/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-voice-private.h"

#include <string.h>

/*
 * One form for what English says in several, word by word:
 *
 *   data that is stored = data stored · users who have access = users with access
 *   systems that process data = systems processing data
 *   perform a review of access rights = review access rights
 *   deletion of data is performed = data is deleted
 *   logs of the firewall = firewall logs · the customer's data = data of the customer
 *   no data is stored = data is not stored · both A and B = A and B
 *   use keys to encrypt data = encrypt data using keys
 *   every server is = all servers are
 *
 * Both sentences are brought to these forms, so a form that is ugly does no harm;
 * one that says something else does. What is not quite one of these stays as it is.
 */

/* What stands before a word that ends in -ing where that is no relative clause. */
static const char *const no_nouns[] = { "is", "be", "been", "was", "were", "the", "and", "or", "not", "," };

/* Agreed and guaranteed are forms of verbs, need and exceed are verbs. */
static gboolean
is_past_of_ee (const char *word)
{
  return g_str_has_suffix (word, "reed") || g_str_has_suffix (word, "teed");
}

/* A verb without its endings: encrypts, encrypted → encrypt; kept → keep. Only
 * good for being held against another one. */
char *
_dip_stem_of (const DipMeaning *meaning,
              const char       *word)
{
  const char *base = _dip_meaning_whole (meaning, "verbs", word);
  GString *stem = g_string_new (base != NULL ? base : word);

  if (base == NULL)
    {
      if (g_str_has_suffix (stem->str, "ied") || g_str_has_suffix (stem->str, "ies"))
        {
          g_string_truncate (stem, stem->len - 3);
          g_string_append_c (stem, 'y');
        }
      else if (g_str_has_suffix (stem->str, "ed")
               && (!g_str_has_suffix (stem->str, "eed") || is_past_of_ee (stem->str)))
        g_string_truncate (stem, stem->len - 2);
      else if (g_str_has_suffix (stem->str, "ses") || g_str_has_suffix (stem->str, "xes")
               || g_str_has_suffix (stem->str, "zes") || g_str_has_suffix (stem->str, "ches")
               || g_str_has_suffix (stem->str, "shes"))
        g_string_truncate (stem, stem->len - 2);
      else if (g_str_has_suffix (stem->str, "s") && !g_str_has_suffix (stem->str, "ss"))
        g_string_truncate (stem, stem->len - 1);
    }

  if (stem->len > 2 && stem->str[stem->len - 1] == stem->str[stem->len - 2])
    g_string_truncate (stem, stem->len - 1);
  if (stem->len > 2 && stem->str[stem->len - 1] == 'e')
    g_string_truncate (stem, stem->len - 1);

  return g_string_free (stem, FALSE);
}

static void
set_word (GPtrArray *words,
          guint      i,
          char      *word)
{
  g_free (words->pdata[i]);
  words->pdata[i] = word;
}

static gboolean
is_relative (const GPtrArray *words,
             guint            i)
{
  return i > 0 && !is_word (words, i - 1, ",")
    && (is_word (words, i, "that") || is_word (words, i, "which") || is_word (words, i, "who"));
}

/* "kept" is one, "keep" and "keeps" are none. */
static gboolean
is_participle (const DipMeaning *meaning,
               const char       *word)
{
  const char *base = _dip_meaning_whole (meaning, "verbs", word);

  if (base != NULL)
    return strcmp (base, word) != 0 && !g_str_has_suffix (word, "s");

  return strlen (word) > 3 && g_str_has_suffix (word, "ed");
}

/* Whether -ing makes of the word before it somebody who does something. */
static gboolean
describes (const DipMeaning *meaning,
           const GPtrArray  *words,
           guint             i)
{
  const char *before = word_at (words, i - 1);

  if (i == 0 || i + 1 >= words->len || strlen (word_at (words, i)) < 6 || !g_str_has_suffix (word_at (words, i), "ing"))
    return FALSE;
  if (is_in (meaning, "prepositions", before) || is_in (meaning, "prepositions", word_at (words, i)))
    return FALSE;

  for (guint k = 0; k < G_N_ELEMENTS (no_nouns); k++)
    {
      if (strcmp (no_nouns[k], before) == 0)
        return FALSE;
    }

  return TRUE;
}

/* A verb that describes, in the one form: "~process". */
static char *
describing (const DipMeaning *meaning,
            const char       *verb)
{
  g_autofree char *bare = g_str_has_suffix (verb, "ing") ? g_strndup (verb, strlen (verb) - 3) : g_strdup (verb);
  g_autofree char *stem = _dip_stem_of (meaning, bare);

  return g_strconcat ("~", stem, NULL);
}

static void
shorten_relatives (const DipMeaning *meaning,
                   GPtrArray        *words)
{
  for (guint i = 1; i + 1 < words->len; i++)
    {
      const char *next = word_at (words, i + 1);
      const char *later = word_at (words, i + 2);

      if (describes (meaning, words, i))
        set_word (words, i, describing (meaning, words->pdata[i]));
      if (!is_relative (words, i))
        continue;

      if (strcmp (next, "is") == 0 && is_participle (meaning, later))
        g_ptr_array_remove_range (words, i, 2);
      else if ((strcmp (next, "have") == 0 || strcmp (next, "has") == 0) && strcmp (later, "been") == 0
               && is_participle (meaning, word_at (words, i + 3)))
        g_ptr_array_remove_range (words, i, 3);
      else if ((strcmp (next, "have") == 0 || strcmp (next, "has") == 0) && !is_participle (meaning, later)
               && !is_in (meaning, "helpers", later) && strcmp (later, "been") != 0 && strcmp (later, "to") != 0)
        {
          g_ptr_array_remove_index (words, i);
          set_word (words, i, g_strdup ("with"));
        }
      else if (is_in (meaning, "helpers", next) || strcmp (next, "is") == 0)
        set_word (words, i, g_strdup ("which"));
      else if (g_ascii_islower (next[0]) && !is_participle (meaning, next) && !is_in (meaning, "fillers", next)
               && !is_in (meaning, "prepositions", next))
        {
          g_ptr_array_remove_index (words, i);
          set_word (words, i, describing (meaning, next));
        }
    }
}

/* delete → deleted, scan → scanned, apply → applied. */
char *
_dip_participle_of (const char *verb)
{
  gsize n = strlen (verb);

  if (g_str_has_suffix (verb, "e"))
    return g_strconcat (verb, "d", NULL);
  if (g_str_has_suffix (verb, "y"))
    return g_strdup_printf ("%.*sied", (int) n - 1, verb);
  if (n > 2 && n < 5 && strchr ("aeiou", verb[n - 2]) != NULL && strchr ("aeiou", verb[n - 3]) == NULL
      && strchr ("aeiouwxy", verb[n - 1]) == NULL)
    return g_strdup_printf ("%s%ced", verb, verb[n - 1]);

  return g_strconcat (verb, "ed", NULL);
}

/* deletes, applies. */
static char *
third_person_of (const char *verb)
{
  gsize n = strlen (verb);

  if (n > 2 && verb[n - 1] == 'y' && strchr ("aeou", verb[n - 2]) == NULL)
    return g_strdup_printf ("%.*sies", (int) n - 1, verb);
  if (g_str_has_suffix (verb, "s") || g_str_has_suffix (verb, "sh") || g_str_has_suffix (verb, "ch"))
    return g_strconcat (verb, "es", NULL);

  return g_strconcat (verb, "s", NULL);
}

/* "perform a review of X" is "review X". */
static void
use_verbs (const DipMeaning *meaning,
           GPtrArray        *words)
{
  for (guint i = 0; i + 2 < words->len; i++)
    {
      guint noun = is_word (words, i + 1, "the") ? i + 2 : i + 1;
      gboolean third = is_word (words, i, "performs");
      const char *verb;

      if ((!third && !is_word (words, i, "perform")) || !is_word (words, noun + 1, "of"))
        continue;
      verb = _dip_meaning_whole (meaning, "nominal-verbs", word_at (words, noun));
      if (verb == NULL)
        continue;

      set_word (words, i, third ? third_person_of (verb) : g_strdup (verb));
      g_ptr_array_remove_range (words, i + 1, noun + 1 - i);
    }
}

/* "Deletion of X is performed" is "X is deleted", at the beginning of a clause. */
static void
use_participles (const DipMeaning *meaning,
                 GPtrArray        *words)
{
  guint at = is_word (words, 0, "the") ? 1 : 0;
  const char *verb = _dip_meaning_whole (meaning, "nominal-verbs", word_at (words, at));
  guint is = at + 2;

  if (verb == NULL || !is_word (words, at + 1, "of"))
    return;

  while (is < words->len && !is_word (words, is, ",") && !is_word (words, is, "is") && !is_word (words, is, "be"))
    is++;
  if (!is_word (words, is + 1, "performed") || (!is_word (words, is, "is") && !is_word (words, is, "be")))
    return;

  set_word (words, is + 1, _dip_participle_of (verb));
  g_ptr_array_remove_range (words, 0, at + 2);
}

/* Where one word belongs to one other, which stands before it then. */
static void
turn_owners (const DipMeaning *meaning,
             GPtrArray        *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      char *word = words->pdata[i];
      gsize n = strlen (word);

      if (n > 3 && g_str_has_suffix (word, "'s"))
        word[n - 2] = '\0';
    }

  for (guint i = 1; i + 1 < words->len; i++)
    {
      guint owner = is_word (words, i + 1, "the") ? i + 2 : i + 1;
      gpointer thing = words->pdata[i - 1];
      gboolean is_each = is_word (words, i + 1, "each") || is_word (words, i + 1, "other");

      if (!is_word (words, i, "of") || owner >= words->len || !g_ascii_isalpha (word_at (words, owner)[0])
          || is_in (meaning, "prepositions", thing) || is_in (meaning, "scope", thing)
          || is_in (meaning, "fillers", word_at (words, owner)))
        continue;
      /* "letters of each member" */
      if (is_each && owner + 1 < words->len && g_ascii_isalpha (word_at (words, owner + 1)[0]))
        {
          words->pdata[i - 1] = words->pdata[owner];
          words->pdata[owner] = words->pdata[owner + 1];
          words->pdata[owner + 1] = thing;
          g_ptr_array_remove_index (words, i);
          continue;
        }
      words->pdata[i - 1] = words->pdata[owner];
      words->pdata[owner] = thing;
      g_ptr_array_remove_index (words, i);
    }
}

/* "No data is stored" is "Data is not stored". */
static void
move_no (const DipMeaning *meaning,
         GPtrArray        *words)
{
  guint verb = 1;

  if (!is_word (words, 0, "no"))
    return;

  while (verb < words->len && !is_word (words, verb, "is") && !is_in (meaning, "helpers", word_at (words, verb))
         && !is_in (meaning, "prepositions", word_at (words, verb)) && !is_word (words, verb, ","))
    verb++;
  if (verb < 2 || verb >= words->len || is_word (words, verb, ",")
      || is_in (meaning, "prepositions", word_at (words, verb)) || is_word (words, verb, "not"))
    return;

  g_ptr_array_insert (words, (int) verb + 1, g_strdup ("not"));
  g_ptr_array_remove_index (words, 0);
}

/* "both A and B" names no more than "A and B"; "both do A and B" does. */
static void
drop_both (const DipMeaning *meaning,
           GPtrArray        *words)
{
  /* "both at rest and in transit" */
  for (guint i = 0; i + 4 < words->len; i++)
    {
      guint and = i + 2;

      if (!is_word (words, i, "both") || !is_in (meaning, "prepositions", word_at (words, i + 1)))
        continue;
      while (and < words->len && !is_word (words, and, "and"))
        and++;
      if (is_in (meaning, "prepositions", word_at (words, and + 1)))
        g_ptr_array_remove_index (words, i);
    }

  for (guint i = 0; i + 3 < words->len; i++)
    {
      guint thing = is_word (words, i + 1, "the") || is_word (words, i + 1, "our") ? i + 2 : i + 1;

      if (is_word (words, i, "both") && is_word (words, thing + 1, "and")
          && (thing == i + 2) == (is_word (words, thing + 2, "the") || is_word (words, thing + 2, "our")))
        g_ptr_array_remove_index (words, i);
    }
}

/* "We use X to encrypt Y" is "We encrypt Y using X"; where something is joined or
 * another clause follows it is not plain what is used for what. */
static void
move_means (const DipMeaning *meaning,
            GPtrArray        *words)
{
  guint use = 0;
  guint to = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = words->pdata[i];

      if (strcmp (word, "use") == 0 || strcmp (word, "uses") == 0)
        use = use == 0 ? i : words->len;
      else if (strcmp (word, "to") == 0)
        to = to == 0 ? i : words->len;
      else if (strcmp (word, ",") == 0 || is_in (meaning, "negation", word)
               || (use > 0 && is_in (meaning, "prepositions", word)))
        return;
    }
  if (use == 0 || use >= words->len || to < use + 2 || to + 2 >= words->len)
    return;

  set_word (words, to + 1, is_word (words, use, "uses") ? third_person_of (word_at (words, to + 1))
                                                         : g_strdup (word_at (words, to + 1)));
  set_word (words, use, g_strdup ("with"));
  for (guint i = use; i < to; i++)
    g_ptr_array_add (words, g_strdup (words->pdata[i]));
  g_ptr_array_remove_range (words, use, to + 1 - use);
}

/* A promise of the provider is one, with "will" and with "shall". */
static void
use_will (const DipMeaning *meaning,
          GPtrArray        *words)
{
  for (guint i = 1; i < words->len; i++)
    {
      if (is_word (words, i, "shall") && is_in (meaning, "providers", word_at (words, i - 1)))
        set_word (words, i, g_strdup ("will"));
    }
}

/**
 * _dip_use_plain_forms:
 * @self: the lists
 * @words: (element-type utf8): words of an English sentence, articles as well
 *
 * Brings the words to the forms that are told at the top of the file.
 */
void
_dip_use_plain_forms (const DipMeaning *self,
                      GPtrArray        *words)
{
  use_will (self, words);
  _dip_use_plain_clauses (self, words);
  drop_both (self, words);
  move_no (self, words);
  use_verbs (self, words);
  use_participles (self, words);
  shorten_relatives (self, words);
  turn_owners (self, words);
  move_means (self, words);
}

/* "every year" says when. */
static gboolean
has_word (const DipMeaning *meaning,
          const GPtrArray  *words,
          const char       *word)
{
  for (guint i = 0; i < words->len; i++)
    {
      if (is_word (words, i, word) && !is_in (meaning, "durations", word_at (words, i + 1)))
        return TRUE;
    }

  return FALSE;
}

/* Neither one nor many: "every server has" and "all servers have". */
static void
drop_number (const DipMeaning *meaning,
             GPtrArray        *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = words->pdata[i];
      gsize n = strlen (word);

      if (strcmp (word, "every") == 0 && !is_in (meaning, "durations", word_at (words, i + 1))
          && !g_ascii_isdigit (word_at (words, i + 1)[0]))
        set_word (words, i, g_strdup ("all"));
      else if (strcmp (word, "it") == 0)
        set_word (words, i, g_strdup ("they"));
      else if (strcmp (word, "has") == 0)
        set_word (words, i, g_strdup ("have"));
      else if (n > 4 && g_str_has_suffix (word, "ies"))
        set_word (words, i, g_strdup_printf ("%.*sy", (int) n - 3, word));
      else if (n > 3 && word[n - 1] == 's' && word[n - 2] != 's')
        set_word (words, i, g_strndup (word, n - 1));
    }
}

/**
 * _dip_forget_number:
 * @self: the lists
 * @a: (element-type utf8): words of an English sentence
 * @b: (element-type utf8): words of another one
 *
 * "Every server is …" and "All servers are …" say the same: where one sentence
 * has "every" and the other one "all", one and many are no difference.
 *
 * Returns: whether this is such a pair; its words are changed then
 */
gboolean
_dip_forget_number (const DipMeaning *self,
                    GPtrArray        *a,
                    GPtrArray        *b)
{
  if (has_word (self, a, "all") == has_word (self, b, "all")
      || has_word (self, a, "every") == has_word (self, b, "every"))
    return FALSE;

  drop_number (self, a);
  drop_number (self, b);

  return TRUE;
}
