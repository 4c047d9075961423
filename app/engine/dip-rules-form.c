/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-rules-private.h"

#include <string.h>

/*
 * Rules for changes of form: the same words, written otherwise.
 */

static char *
fold (const char       *text,
      DipFoldFlags      flags,
      const DipLexicon *lexicon)
{
  return dip_fold_to_string (text, flags, lexicon);
}

gboolean
_dip_equal_when (const char       *a,
                 const char       *b,
                 DipFoldFlags      flags,
                 const DipLexicon *lexicon)
{
  g_autofree char *x = fold (a, flags, lexicon);
  g_autofree char *y = fold (b, flags, lexicon);

  return strcmp (x, y) == 0;
}

/**
 * _dip_classify_print:
 * @old_text: as printed
 * @new_text: as printed
 * @lexicon: for spellings
 * @rule: (out) (transfer none): what decided
 *
 * The class of a difference between texts that fold to the same words.
 *
 * Returns: none, layout or orthographic
 */
DipClass
_dip_classify_print (const char        *old_text,
                     const char        *new_text,
                     const DipLexicon  *lexicon,
                     const char       **rule)
{
  if (_dip_equal_when (old_text, new_text, DIP_FOLD_ALL_SPACE, NULL))
    {
      *rule = "white space";
      return DIP_CLASS_NONE;
    }

  if (_dip_equal_when (old_text, new_text, DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE, NULL))
    {
      *rule = "width, bullet or kind of bracket";
      return DIP_CLASS_LAYOUT;
    }

  *rule = _dip_equal_when (old_text, new_text, DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE | DIP_FOLD_CASE, NULL)
    ? "upper and lower case" : "spelling of the same word";

  return DIP_CLASS_ORTHOGRAPHIC;
}

/* "⚫" that came or went, "①" that became "1)" in front of a list item. */
gboolean
_dip_rule_is_marker (DipContext        *context,
                     const DipQuestion *question)
{
  DipCensus census = census_of_both (question);

  return question->in_marker
    || (census.n_bullets > 0 && census.n_words + census.n_kana + census.n_punctuation == 0);
}

static gboolean
is_only_brackets (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_utf8_strchr ("「」()[]<>\"'", -1, g_utf8_get_char (at)) == NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
_dip_rule_is_brackets (DipContext        *context,
                       const DipQuestion *question)
{
  return is_only_brackets (question->old_text) && is_only_brackets (question->new_text);
}

static char *
without_punctuation (const char *text)
{
  GString *rest = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_ispunct (g_utf8_get_char (at)))
        g_string_append_unichar (rest, g_utf8_get_char (at));
    }

  return g_string_free (rest, FALSE);
}

/* A comma that came or went, perhaps inside a run of kana that is one word. */
gboolean
_dip_rule_is_punctuation (DipContext        *context,
                          const DipQuestion *question)
{
  DipCensus census = census_of_both (question);
  g_autofree char *old_rest = without_punctuation (question->old_text);
  g_autofree char *new_rest = without_punctuation (question->new_text);

  if (census.n_bullets > 0 || strcmp (old_rest, new_rest) != 0)
    return FALSE;
  if (census.n_words > 0 && census.n_numbers + census.n_urls + census.n_controls > 0)
    return FALSE;

  /* A slash or a percent sign says something. */
  return strpbrk (question->old_text, "/%+=<>~*#@&") == NULL && strpbrk (question->new_text, "/%+=<>~*#@&") == NULL;
}

/* 株式会社 and (株), Ltd and Limited. */
gboolean
_dip_rule_is_form_of_company (DipContext        *context,
                              const DipQuestion *question)
{
  return !question->whole
    && _dip_meaning_same_row (context->meaning, "companies", question->old_text, question->new_text);
}

/* 一年間 and 1年間. */
gboolean
_dip_rule_is_same_value (DipContext        *context,
                         const DipQuestion *question)
{
  return !question->whole && _dip_same_values (question->old_text, question->new_text);
}
