/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

static gboolean
is_duration (const DipMeaning *meaning,
             const char       *text,
             gsize             length)
{
  g_autofree char *number = g_strndup (text, length);
  char *unit = number;

  while (*unit != '\0' && (g_ascii_isdigit (*unit) || strchr ("., ", *unit) != NULL))
    unit++;

  return *unit != '\0' && _dip_meaning_has (meaning, "durations", unit);
}

/* A.12.3.1, CLD.6.3.1, 12.3.1: what is written like a control. */
gboolean
_dip_is_control (const char *text,
                 gsize       length)
{
  guint n_dots = 0;
  gsize i = 0;

  if (length > 32)
    return FALSE;
  if (length > 2 && (text[0] == 'a' || text[0] == 'A') && text[1] == '.')
    i = 2;
  else if (length > 4 && g_ascii_strncasecmp (text, "cld.", 4) == 0)
    i = 4;

  if (i >= length)
    return FALSE;
  for (; i < length; i++)
    {
      if (text[i] == '.')
        n_dots++;
      else if (!g_ascii_isdigit (text[i]))
        return FALSE;
    }

  return n_dots >= 1;
}

static DipTags
tags_of_tokens (DipContext *context,
                const char *text)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (text);
  DipTags tags = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      const char *at = text + token->start;

      switch (token->kind)
        {
        case DIP_TOKEN_NUMBER:
          tags |= DIP_TAG_NUMBER;
          if (is_duration (context->meaning, at, token->length))
            tags |= DIP_TAG_DURATION;
          break;
        case DIP_TOKEN_DATE:
          tags |= DIP_TAG_DATE;
          break;
        case DIP_TOKEN_URL:
          tags |= DIP_TAG_URL;
          break;
        case DIP_TOKEN_IDENTIFIER:
          if (_dip_is_control (at, token->length))
            tags |= DIP_TAG_CONTROL;
          break;
        default:
          break;
        }
    }

  return tags;
}

static gboolean
differs (DipContext *context,
         const char *list,
         const char *old_text,
         const char *new_text)
{
  guint old_count = _dip_meaning_count (context->meaning, list, old_text);
  guint new_count = _dip_meaning_count (context->meaning, list, new_text);

  if (old_count != new_count)
    return TRUE;

  return old_count > 0 && strcmp (old_text, new_text) != 0;
}

/* Words of a company's name before its form. */
#define MAX_WORDS_OF_NAME 4u

/* "Lantern" of "Lantern Systems Ltd.": the form of the company stands among the
 * next words. */
static gboolean
goes_on_as_company (const DipMeaning *meaning,
                    const char       *after)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (after);
  guint n_words = 0;

  for (guint i = 0; i < tokens->len && n_words < MAX_WORDS_OF_NAME; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);

      if (_dip_starts_with_company (meaning, after + token->start))
        return TRUE;
      if (token->kind == DIP_TOKEN_HIRAGANA || token->kind == DIP_TOKEN_PUNCTUATION)
        return FALSE;
      n_words += token->kind != DIP_TOKEN_SPACE;
    }

  return FALSE;
}

/* Least letters of a name that is looked for inside other words. */
#define MIN_LETTERS_OF_NAME 3

static char *
squeeze_name (const char       *name,
              const DipLexicon *lexicon)
{
  g_autofree char *folded = NULL;

  if (name == NULL)
    return NULL;

  folded = dip_fold_to_string (name, DIP_ENGINE_FOLD | DIP_FOLD_ALL_SPACE, lexicon);

  return g_utf8_strlen (folded, -1) < MIN_LETTERS_OF_NAME ? NULL : g_steal_pointer (&folded);
}

/* Notes what the provider is called, and what it is called without the form of a company. Takes @name. */
static void
take_provider (DipContext *context,
               char       *name)
{
  const char *const *forms = dip_lexicon_get_words (context->lexicon, "companies");

  context->provider[0] = name;
  for (guint i = 0; name != NULL && forms[i] != NULL && context->provider[1] == NULL; i++)
    {
      g_autofree char *form = squeeze_name (forms[i], context->lexicon);
      gsize length = form != NULL ? strlen (form) : 0;
      g_autofree char *rest = NULL;

      if (length == 0)
        continue;
      if (g_str_has_prefix (name, form))
        rest = g_strdup (name + length);
      else if (g_str_has_suffix (name, form))
        rest = g_strndup (name, strlen (name) - length);
      if (rest != NULL && g_utf8_strlen (rest, -1) >= MIN_LETTERS_OF_NAME)
        context->provider[1] = g_steal_pointer (&rest);
    }
}

/* What provider and service are called in the two editions, where it is not the same, and the provider where it is. */
void
_dip_learn_names (DipContext *context)
{
  const DipEdition *a = context->comparison->old_document->edition;
  const DipEdition *b = context->comparison->new_document->edition;
  const char *const names[2][2] = { { a->provider, b->provider }, { a->service, b->service } };

  for (guint i = 0; i < 2; i++)
    {
      for (guint k = 0; k < 2; k++)
        context->names[i][k] = squeeze_name (names[i][k], context->lexicon);
      if (context->names[i][0] == NULL || g_strcmp0 (context->names[i][0], context->names[i][1]) == 0)
        {
          if (i == 0)
            take_provider (context, g_steal_pointer (&context->names[i][0]));
          g_clear_pointer (&context->names[i][0], g_free);
          g_clear_pointer (&context->names[i][1], g_free);
        }
    }
}

void
_dip_forget_names (DipContext *context)
{
  for (guint i = 0; i < 4; i++)
    g_clear_pointer (&context->names[i / 2][i % 2], g_free);
  g_clear_pointer (&context->provider[0], g_free);
  g_clear_pointer (&context->provider[1], g_free);
}

/* A text with what stands around it, without white space. */
static char *
join_around (const DipQuestion *question,
             const char        *text)
{
  g_autofree char *joined = g_strconcat (question->before, " ", text, " ", question->after, NULL);

  return dip_fold_to_string (joined, DIP_FOLD_ALL_SPACE, NULL);
}

/* Whether a text is a name's beginning, and no form of a company: "Lantern" of "Lantern Systems Ltd.". */
static gboolean
is_short_name (DipContext *context,
               const char *text,
               const char *name)
{
  g_autofree char *squeezed = squeeze_name (text, context->lexicon);
  gsize form = name == NULL ? 0 : _dip_meaning_match (context->meaning, "companies", name, strlen (name));

  if (squeezed == NULL || name == NULL)
    return FALSE;
  if (g_str_has_suffix (squeezed, "'s"))
    squeezed[strlen (squeezed) - 2] = '\0';

  return g_utf8_strlen (squeezed, -1) >= MIN_LETTERS_OF_NAME && g_str_has_prefix (name + form, squeezed);
}

/* Whether the provider or the service is called by its new name where the old one stood. */
static gboolean
is_renamed (DipContext        *context,
            const DipQuestion *question)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (question->whole || question->old_text[0] == '\0' || question->new_text[0] == '\0'
      || (context->names[0][1] == NULL && context->names[1][1] == NULL))
    return FALSE;

  a = join_around (question, question->old_text);
  b = join_around (question, question->new_text);
  for (guint i = 0; i < 2; i++)
    {
      const char *old_name = context->names[i][0];
      const char *new_name = context->names[i][1];

      if (old_name != NULL && new_name != NULL && strstr (a, old_name) != NULL && strstr (b, new_name) != NULL
          && (strstr (a, new_name) == NULL || strstr (b, old_name) == NULL))
        return TRUE;
      if (is_short_name (context, question->old_text, old_name)
          && is_short_name (context, question->new_text, new_name))
        return TRUE;
    }

  return FALSE;
}

/* Tags say what a reviewer should look for in a change; a change can have any
 * number of them, whatever its class. */
DipTags
_dip_find_tags (DipContext        *context,
                const DipQuestion *question)
{
  const DipMeaning *meaning = context->meaning;
  const char *a = question->old_text;
  const char *b = question->new_text;
  DipTags tags = tags_of_tokens (context, a) | tags_of_tokens (context, b);

  /* "limited" alone may be any word: the sentence tells. */
  if (question->facts->company
      && (_dip_meaning_has (meaning, "companies", a) || _dip_meaning_has (meaning, "companies", b)
          || goes_on_as_company (meaning, question->after)
          || _dip_meaning_ends_with (meaning, "companies", question->before)))
    tags |= DIP_TAG_NAME;
  else if (is_renamed (context, question))
    tags |= DIP_TAG_NAME;
  if (question->facts->address)
    tags |= DIP_TAG_ADDRESS;
  if (_dip_meaning_count (meaning, "negation", question->old_wide)
      != _dip_meaning_count (meaning, "negation", question->new_wide))
    tags |= DIP_TAG_NEGATION;
  if (differs (context, "obligation", a, b))
    tags |= DIP_TAG_OBLIGATION;
  if (differs (context, "responsibility", a, b))
    tags |= DIP_TAG_RESPONSIBILITY;
  if (differs (context, "scope", a, b))
    tags |= DIP_TAG_SCOPE;

  return tags;
}
