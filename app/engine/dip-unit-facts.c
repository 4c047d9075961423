/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-rules-private.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * What is asked once of the sentences that changes stand in.
 */

/* A sentence without what stands in round brackets. */
static char *
without_brackets (const char *sentence)
{
  GString *rest = g_string_new (NULL);
  guint depth = 0;

  for (const char *at = sentence; *at != '\0'; at++)
    {
      if (*at == '(')
        depth++;
      if (depth == 0)
        g_string_append_c (rest, *at);
      if (*at == ')' && depth > 0)
        depth--;
    }

  return g_string_free (rest, FALSE);
}

/* "For details see …", with the name of a place or a link, and no more. A
 * sentence that says something and then where more is said, "… (see section 6)",
 * is none. */
gboolean
_dip_sentence_only_refers (DipContext *context,
                           const char *sentence)
{
  const DipMeaning *meaning = context->meaning;
  g_autofree char *bare = NULL;

  if (sentence[0] == '\0' || (!_dip_meaning_has (meaning, "places", sentence) && strstr (sentence, "://") == NULL))
    return FALSE;
  if (_dip_meaning_ends_with (meaning, "refers", sentence))
    return TRUE;
  if (!g_ascii_isalpha (sentence[0]) || !_dip_meaning_has (meaning, "refers", sentence))
    return FALSE;
  if (_dip_meaning_begins_with (meaning, "refers-first", sentence))
    return TRUE;

  bare = without_brackets (sentence);

  return _dip_meaning_has (meaning, "refers-later", bare);
}

static gboolean
mentions (DipContext *context,
          const char *sentence)
{
  return _dip_meaning_has (context->meaning, "refers", sentence);
}

static gboolean
is_address (DipContext *context,
            const char *sentence)
{
  return strstr (sentence, "〒") != NULL
    || (_dip_meaning_has (context->meaning, "address-labels", sentence)
        && _dip_meaning_count (context->meaning, "addresses", sentence) >= (dip_has_hiragana (sentence) ? 2u : 1u)
        && strpbrk (sentence, "0123456789") != NULL);
}

static gboolean
is_near_miss (const DipMeaning *meaning,
              const char       *old_sentence,
              const char       *new_sentence)
{
  g_autoptr (GPtrArray) a = g_ptr_array_new ();
  g_autoptr (GPtrArray) b = g_ptr_array_new ();

  g_ptr_array_add (a, (gpointer) old_sentence);
  g_ptr_array_add (b, (gpointer) new_sentence);

  return _dip_is_near_miss (meaning, a, b);
}

static void
compare_meanings (DipUnitFacts *self,
                  DipContext   *context,
                  const char   *old_printed,
                  const char   *new_printed)
{
  const DipMeaning *meaning = context->meaning;
  g_autofree char *old_sentence = _dip_unify_endings (meaning, old_printed);
  g_autofree char *new_sentence = _dip_unify_endings (meaning, new_printed);

  self->same_meaning = _dip_meaning_same_key (context->meaning, old_sentence, new_sentence);
  if (dip_has_hiragana (old_sentence) && dip_has_hiragana (new_sentence))
    {
      g_autofree char *a = _dip_roles_key (meaning, old_sentence);
      g_autofree char *b = _dip_roles_key (meaning, new_sentence);

      self->same_phrases = strcmp (a, b) == 0;
      self->swapped = !self->same_phrases && _dip_roles_are_swapped (meaning, old_sentence, new_sentence);
      if (_dip_is_turned (meaning, old_sentence, new_sentence)
          || ((self->same_meaning || self->same_phrases) && _dip_has_other_doers (meaning, old_sentence, new_sentence)))
        {
          self->same_meaning = self->same_phrases = FALSE;
          self->swapped = TRUE;
        }
      else if (!self->same_meaning && !self->same_phrases && !self->swapped)
        self->same_phrases = _dip_same_content (meaning, old_sentence, new_sentence);
      dip_debug (DIP_DEBUG_CLASSIFY, "parts: %s / %s%s", a, b, self->swapped ? " swapped" : "");
    }
  else if (_dip_is_turned (meaning, old_sentence, new_sentence))
    {
      self->same_meaning = FALSE;
      self->swapped = TRUE;
    }
  else
    self->same_phrases = _dip_same_in_other_voice (meaning, old_sentence, new_sentence);

  if ((self->same_meaning || self->same_phrases) && is_near_miss (meaning, old_printed, new_printed))
    {
      self->same_meaning = self->same_phrases = FALSE;
      self->swapped = TRUE;
    }
}

/* A sentence without what only explains a word of it, with @turned as "only if" for "not … unless". */
static char *
dup_plain (const DipMeaning *meaning,
           const char       *sentence,
           const char       *other,
           gboolean          turned)
{
  g_autofree char *bare = _dip_drop_glosses (meaning, sentence, other);
  char *plain = turned ? _dip_unify_only_if (meaning, bare) : NULL;

  return plain != NULL ? plain : g_steal_pointer (&bare);
}

static void
find_facts (DipUnitFacts *self,
            DipContext   *context,
            const char   *old_sentence,
            const char   *new_sentence)
{
  const DipMeaning *meaning = context->meaning;

  self->old_refers = _dip_sentence_only_refers (context, old_sentence);
  self->new_refers = _dip_sentence_only_refers (context, new_sentence);
  self->old_mentions = mentions (context, old_sentence);
  self->new_mentions = mentions (context, new_sentence);
  self->address = is_address (context, old_sentence) || is_address (context, new_sentence);
  self->company = _dip_meaning_has (meaning, "companies", old_sentence)
    || _dip_meaning_has (meaning, "companies", new_sentence);
  self->old_negations = _dip_meaning_count (meaning, "negation", old_sentence);
  self->new_negations = _dip_meaning_count (meaning, "negation", new_sentence);
  self->same_meaning = FALSE;
  self->same_phrases = FALSE;
  self->swapped = FALSE;
  self->renamed = FALSE;

  if (old_sentence[0] != '\0' && new_sentence[0] != '\0')
    {
      g_autofree char *a = dup_plain (meaning, old_sentence, new_sentence, self->old_negations != self->new_negations);
      g_autofree char *b = dup_plain (meaning, new_sentence, old_sentence, self->old_negations != self->new_negations);

      if (_dip_meaning_count (meaning, "negation", a) != _dip_meaning_count (meaning, "negation", b))
        return;
      _dip_name_provider (context, &a, &b);
      self->renamed = _dip_rename (context, &a, &b);
      compare_meanings (self, context, a, b);
    }
}

/* What is asked of a pair of sentences once, for all changes in it, and for all
 * places where the same sentence became the same other one. */
void
_dip_unit_facts_init (DipUnitFacts *self,
                      DipContext   *context,
                      const char   *old_sentence,
                      const char   *new_sentence)
{
  gint64 ids = (gint64) _dip_intern (&context->sentences, old_sentence, strlen (old_sentence)) << 32
    | _dip_intern (&context->sentences, new_sentence, strlen (new_sentence));
  DipUnitFacts *known = g_hash_table_lookup (context->facts, &ids);

  if (known == NULL)
    {
      known = g_new (DipUnitFacts, 1);
      find_facts (known, context, old_sentence, new_sentence);
      g_hash_table_insert (context->facts, g_memdup2 (&ids, sizeof ids), known);
    }
  *self = *known;
}

/**
 * _dip_say_the_same:
 * @context: lists
 * @old_sentence: folded
 * @new_sentence: folded
 *
 * Returns: whether two sentences say the same, in whatever order or voice
 */
gboolean
_dip_say_the_same (DipContext *context,
                   const char *old_sentence,
                   const char *new_sentence)
{
  DipUnitFacts facts = { 0 };

  if (_dip_meaning_count (context->meaning, "negation", old_sentence)
      != _dip_meaning_count (context->meaning, "negation", new_sentence))
    return FALSE;
  compare_meanings (&facts, context, old_sentence, new_sentence);

  return (facts.same_meaning || facts.same_phrases) && !facts.swapped;
}
