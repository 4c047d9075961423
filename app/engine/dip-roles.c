/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-roles-private.h"

#include "base/dip-strings.h"

#include <string.h>

/*
 * Who does what to what, in a Japanese sentence. The particle after a phrase
 * tells its part, so phrases of one verb may change places, and the passive
 * says the same as the active:
 *
 *   当社がデータを暗号化します = データは当社によって暗号化されます
 *   毎日、ログを担当者が確認します = 担当者が毎日ログを確認します
 *
 * A phrase is a word (kanji, katakana, letters, digits) with the kana after it.
 * Phrases up to one that ends in no particle, the verb, are a group; what
 * belongs to one verb is never compared with what belongs to another. の binds a
 * phrase to the next one, と and または bind the phrases that they join. Where a
 * group has two phrases of one kind, their order counts.
 */

static gboolean
is_actor (const DipMeaning *meaning,
          const DipPhrase     *phrase)
{
  g_autofree char *polite = g_strconcat ("お", phrase->stem->str, NULL);

  return _dip_is_somebody (meaning, phrase->stem->str)
    || _dip_meaning_ends_with (meaning, "responsibility", polite);
}

/* する for される: the passive of the verb at the end of a group. */
static gboolean
make_active (DipPhrase *verb)
{
  static const char *const forms[][2] = {
    { "されます", "します" }, { "されました", "しました" }, { "された", "しました" }, { "されて", "し" },
    { "される", "します" }, { "されており", "し" }, { "されていて", "し" }, { "され", "し" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (g_str_has_prefix (verb->tail->str, forms[i][0]))
        {
          g_string_erase (verb->tail, 0, strlen (forms[i][0]));
          g_string_prepend (verb->tail, forms[i][1]);
          return TRUE;
        }
    }

  return FALSE;
}

/* し for して and しており: the verb goes on to the next one. */
static void
shorten_verb (DipPhrase *verb)
{
  static const char *const forms[] = { "して", "しており", "していて" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (strcmp (verb->tail->str, forms[i]) == 0)
        g_string_assign (verb->tail, "し");
    }
}

/* The part of each phrase of a group [first, end) whose last one is the verb. */
static void
find_parts (const DipMeaning *meaning,
            GPtrArray        *phrases,
            guint             first,
            guint             end)
{
  DipPhrase *verb = phrases->pdata[end - 1];
  gboolean passive = verb->role == DIP_ROLE_VERB && make_active (verb);
  gboolean has_object = FALSE;

  if (verb->role == DIP_ROLE_VERB)
    shorten_verb (verb);
  for (guint i = first; i < end; i++)
    has_object = has_object || ((DipPhrase *) phrases->pdata[i])->role == DIP_ROLE_OBJECT;

  for (guint i = first; i < end; i++)
    {
      DipPhrase *phrase = phrases->pdata[i];

      if (passive && phrase->role == DIP_ROLE_OTHER && is_actor (meaning, phrase)
          && (strcmp (phrase->particle, "により") == 0 || strcmp (phrase->particle, "に") == 0))
        phrase->role = DIP_ROLE_AGENT;
      else if (phrase->role == DIP_ROLE_TOPIC || phrase->role == DIP_ROLE_AGENT)
        {
          if (passive)
            phrase->role = has_object ? DIP_ROLE_AGENT : DIP_ROLE_OBJECT;
          else
            phrase->role = has_object || is_actor (meaning, phrase) ? DIP_ROLE_AGENT : DIP_ROLE_OBJECT;
        }
    }
}

typedef struct
{
  GPtrArray *phrases;
  GArray    *ends;      /* (element-type guint): of each group */
} Sentence;

static void
sentence_clear (Sentence *self)
{
  g_ptr_array_unref (self->phrases);
  g_array_unref (self->ends);
}

/* In a list of things, "A、B" without a verb, the last group has none. */
static Sentence
read_sentence (const DipMeaning *meaning,
               const char       *folded)
{
  g_autofree char *values = _dip_normalise_values (folded);
  g_autofree char *replaced = _dip_meaning_replace (meaning, values);
  Sentence self = { _dip_cut_phrases (meaning, replaced), g_array_new (FALSE, FALSE, sizeof (guint)) };
  guint first = 0;

  for (guint i = 0; i < self.phrases->len; i++)
    {
      const DipPhrase *phrase = self.phrases->pdata[i];
      guint end = i + 1;

      if (phrase->role != DIP_ROLE_VERB && !phrase->closed && end < self.phrases->len)
        continue;
      find_parts (meaning, self.phrases, first, end);
      g_array_append_val (self.ends, end);
      first = end;
    }

  return self;
}

/* Whoever writes the paper need not be named. */
static gboolean
goes_without_saying (const DipMeaning *meaning,
                     const DipPhrase     *phrase)
{
  return phrase->role == DIP_ROLE_AGENT && _dip_meaning_whole (meaning, "providers", phrase->stem->str) != NULL;
}

static const char *
role_mark (const DipPhrase *phrase)
{
  switch (phrase->role)
    {
    case DIP_ROLE_AGENT:
      return "が";
    case DIP_ROLE_OBJECT:
      return "を";
    case DIP_ROLE_OTHER:
      /* By whom was an agent; what is left is by which means. */
      return strcmp (phrase->particle, "により") == 0 || strcmp (phrase->particle, "を用いて") == 0
        ? "で" : phrase->particle;
    case DIP_ROLE_TOPIC:
    case DIP_ROLE_BARE:
    case DIP_ROLE_OF:
    case DIP_ROLE_JOINED:
    case DIP_ROLE_VERB:
    default:
      return phrase->tail->str;
    }
}

static void
append_group (const DipMeaning *meaning,
              GString          *key,
              GPtrArray        *phrases,
              guint             first,
              guint             end)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) marks = g_hash_table_new (g_str_hash, g_str_equal);
  const DipPhrase *verb = phrases->pdata[end - 1];
  const DipPhrase *object = NULL;
  gboolean sorted = TRUE;
  guint last = verb->role == DIP_ROLE_VERB ? end - 1 : end;

  for (guint i = first; i < last; i++)
    {
      const DipPhrase *phrase = phrases->pdata[i];
      const char *mark = role_mark (phrase);

      if (goes_without_saying (meaning, phrase))
        continue;
      if (!g_hash_table_add (marks, (gpointer) mark))
        sorted = FALSE;
      if (phrase->role == DIP_ROLE_OBJECT)
        object = phrase;
    }
  if (!sorted)
    object = NULL;

  for (guint i = first; i < last; i++)
    {
      const DipPhrase *phrase = phrases->pdata[i];

      if (phrase != object && !goes_without_saying (meaning, phrase))
        g_ptr_array_add (parts, g_strconcat (phrase->stem->str, role_mark (phrase), NULL));
    }
  if (sorted)
    g_ptr_array_sort (parts, dip_compare_strings);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (key, "%s|", (const char *) parts->pdata[i]);
  if (object != NULL)
    g_string_append (key, object->stem->str);
  if (last < end)
    g_string_append_printf (key, "%s%s", verb->stem->str, verb->tail->str);
  g_string_append_c (key, ';');
}

/**
 * _dip_roles_key:
 * @self: the lists
 * @folded: a folded Japanese sentence
 *
 * Two sentences with the same key say the same in another order or voice.
 *
 * Returns: (transfer full): the key
 */
char *
_dip_roles_key (const DipMeaning *self,
                const char       *folded)
{
  Sentence sentence = read_sentence (self, folded);
  GString *key = g_string_new (NULL);
  guint first = 0;

  for (guint i = 0; i < sentence.ends->len; i++)
    {
      guint end = g_array_index (sentence.ends, guint, i);

      append_group (self, key, sentence.phrases, first, end);
      first = end;
    }
  sentence_clear (&sentence);

  return g_string_free (key, FALSE);
}

static const DipPhrase *
find_stem (GPtrArray    *phrases,
           const DipPhrase *wanted)
{
  for (guint i = 0; i < phrases->len; i++)
    {
      const DipPhrase *phrase = phrases->pdata[i];

      if (phrase->role != DIP_ROLE_VERB && strcmp (phrase->stem->str, wanted->stem->str) == 0)
        return phrase;
    }

  return NULL;
}

/**
 * _dip_roles_are_swapped:
 * @self: the lists
 * @a: a folded Japanese sentence
 * @b: another one
 *
 * Returns: whether two phrases or more of one sentence have another part in the
 *   other one: 当社が委託先を, 当社を委託先が
 */
gboolean
_dip_roles_are_swapped (const DipMeaning *self,
                        const char       *a,
                        const char       *b)
{
  Sentence x = read_sentence (self, a);
  Sentence y = read_sentence (self, b);
  g_autoptr (GPtrArray) given_up = g_ptr_array_new ();
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();
  gboolean swapped = FALSE;

  for (guint i = 0; i < x.phrases->len; i++)
    {
      const DipPhrase *phrase = x.phrases->pdata[i];
      const DipPhrase *other = phrase->role == DIP_ROLE_VERB || phrase->stem->len == 0 ? NULL
        : find_stem (y.phrases, phrase);

      if (other == NULL || find_stem (x.phrases, phrase) != phrase
          || strcmp (role_mark (phrase), role_mark (other)) == 0)
        continue;
      g_ptr_array_add (given_up, (gpointer) role_mark (phrase));
      g_ptr_array_add (taken, (gpointer) role_mark (other));
    }

  for (guint i = 0; i < taken->len; i++)
    {
      for (guint k = 0; k < given_up->len; k++)
        swapped = swapped || (i != k && strcmp (taken->pdata[i], given_up->pdata[k]) == 0);
    }
  sentence_clear (&x);
  sentence_clear (&y);

  return swapped;
}
