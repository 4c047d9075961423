/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-rules-private.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * A provider or a service with a new name, or a provider that says "we" and not its name. A new
 * name itself is a change of substance; what else was written in the sentence in other words is
 * judged as if the name had been the same:
 *
 *   本書は、青葉システム株式会社（以下、当社）が提供するサービスの対策を説明するものです。
 *   本書では、青葉デジタル株式会社（以下、当社）が提供するサービスの対策を説明します。
 */

/* Length of a squeezed name at @at, blanks within it skipped; 0 where it does not stand there. */
static gsize
match_name (const char *text,
            const char *at,
            const char *name)
{
  const char *start = at;

  if (g_ascii_isalnum (*name) && at > text && g_ascii_isalnum (at[-1]))
    return 0;

  for (; *name != '\0'; name++, at++)
    {
      while (at > start && *at == ' ' && *name != ' ')
        at++;
      if (*at != *name)
        return 0;
    }

  return g_ascii_isalnum (at[-1]) && g_ascii_isalnum (*at) ? 0 : (gsize) (at - start);
}

/* @text with @other wherever @name stands; how often, in @count. */
static char *
replace_name (const char *text,
              const char *name,
              const char *other,
              guint      *count)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; )
    {
      gsize length = match_name (text, at, name);

      if (length > 0)
        {
          g_string_append (out, other);
          *count += 1;
          at += length;
        }
      else
        g_string_append_c (out, *at++);
    }

  return g_string_free (out, FALSE);
}

/* What stands for a name that both sentences have: in Japanese who is "we" and "the service" needs no name. */
static const char *
stand_in (const char *sentence,
          gboolean    is_provider,
          const char *new_name)
{
  if (!dip_has_hiragana (sentence))
    return new_name;

  return is_provider ? "当社" : "本サービス";
}

/**
 * _dip_rename:
 * @context: the names
 * @old_sentence: (inout): folded
 * @new_sentence: (inout): folded
 *
 * Puts one name for the old one and the new one of provider and service, where the one
 * stands as often in the old sentence as the other one in the new one.
 *
 * Returns: whether there was one
 */
gboolean
_dip_rename (DipContext  *context,
             char       **old_sentence,
             char       **new_sentence)
{
  gboolean is_any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (context->names); i++)
    {
      const char *old_name = context->names[i][0];
      const char *new_name = context->names[i][1];
      g_autofree char *a = NULL;
      g_autofree char *b = NULL;
      const char *other;
      guint n_old = 0;
      guint n_new = 0;

      if (old_name == NULL || new_name == NULL)
        continue;

      other = stand_in (*new_sentence, i == 0, new_name);
      a = replace_name (*old_sentence, old_name, other, &n_old);
      b = replace_name (*new_sentence, new_name, other, &n_new);
      if (n_old == 0 || n_old != n_new)
        continue;

      g_free (*old_sentence);
      g_free (*new_sentence);
      *old_sentence = g_steal_pointer (&a);
      *new_sentence = g_steal_pointer (&b);
      is_any = TRUE;
    }

  return is_any;
}

static guint
count_name (const char *text,
            const char *name)
{
  guint n = 0;
  g_autofree char *same = replace_name (text, name, name, &n);

  return n;
}

/* The verb behind "we": has → have, stands → stand, applies → apply. Other words as they are. */
static void
append_plural (GString    *out,
               const char *word,
               gsize       length)
{
  static const struct { const char *one; const char *many; } forms[] = {
    { "is", "are" }, { "was", "were" }, { "has", "have" }, { "does", "do" },
  };
  g_autofree char *copy = g_strndup (word, length);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (strcmp (copy, forms[i].one) == 0)
        {
          g_string_append (out, forms[i].many);
          return;
        }
    }

  if (g_str_has_suffix (copy, "ies"))
    g_string_append_printf (out, "%.*sy", (int) length - 3, copy);
  else if (g_str_has_suffix (copy, "sses") || g_str_has_suffix (copy, "ches") || g_str_has_suffix (copy, "shes"))
    g_string_append_len (out, copy, (gssize) length - 2);
  else if (g_str_has_suffix (copy, "s") && !g_str_has_suffix (copy, "ss"))
    g_string_append_len (out, copy, (gssize) length - 1);
  else
    g_string_append (out, copy);
}

static gboolean
has_pronoun (const char *text,
             const char *pronoun)
{
  gsize length = strlen (pronoun);

  for (const char *at = strstr (text, pronoun); at != NULL; at = strstr (at + 1, pronoun))
    {
      if ((at == text || !g_ascii_isalpha (at[-1])) && !g_ascii_isalpha (at[length]))
        return TRUE;
    }

  return FALSE;
}

/* An English sentence with what the provider calls itself in @like wherever its name stands. */
static char *
say_we (const char *text,
        const char *name,
        const char *like)
{
  GString *out = g_string_new (NULL);
  gboolean is_we = has_pronoun (like, "we") && !has_pronoun (text, "we");
  const char *other = has_pronoun (like, "our") ? "our" : "us";

  for (const char *at = text; *at != '\0'; )
    {
      gsize length = match_name (text, at, name);
      gsize word;

      if (length == 0)
        {
          g_string_append_c (out, *at++);
          continue;
        }
      at += length;
      if (g_str_has_prefix (at, "'s "))
        {
          g_string_append (out, "our");
          at += strlen ("'s");
          continue;
        }
      g_string_append (out, is_we ? "we" : other);
      if (!is_we || *at != ' ')
        continue;
      is_we = FALSE;
      word = strcspn (at + 1, " ,.;:");
      g_string_append_c (out, ' ');
      append_plural (out, at + 1, word);
      at += 1 + word;
    }

  return g_string_free (out, FALSE);
}

/* Whether both sentences were made to say "we" where one has the name and the other one says so. */
static gboolean
name_provider (DipContext  *context,
               const char  *name,
               char       **old_sentence,
               char       **new_sentence)
{
  gint64 named = (gint64) count_name (*old_sentence, name) - count_name (*new_sentence, name);
  gint64 said = (gint64) _dip_meaning_count (context->meaning, "providers", *new_sentence)
    - _dip_meaning_count (context->meaning, "providers", *old_sentence);
  guint n = 0;
  char *a;
  char *b;

  if (named == 0 || named != said)
    return FALSE;

  if (dip_has_hiragana (*new_sentence))
    {
      a = replace_name (*old_sentence, name, "当社", &n);
      b = replace_name (*new_sentence, name, "当社", &n);
    }
  else
    {
      a = say_we (*old_sentence, name, *new_sentence);
      b = say_we (*new_sentence, name, *old_sentence);
    }
  g_free (*old_sentence);
  g_free (*new_sentence);
  *old_sentence = a;
  *new_sentence = b;

  return TRUE;
}

/**
 * _dip_name_provider:
 * @context: the provider's name
 * @old_sentence: (inout): folded
 * @new_sentence: (inout): folded
 *
 * Where one sentence names the provider and the other one says "we" as much more often, both say "we":
 * "Larkholm publishes a list", "we publish a list"; "Larkholm customers", "our customers".
 */
void
_dip_name_provider (DipContext  *context,
                    char       **old_sentence,
                    char       **new_sentence)
{
  for (guint i = 0; i < G_N_ELEMENTS (context->provider) && context->provider[i] != NULL; i++)
    {
      if (name_provider (context, context->provider[i], old_sentence, new_sentence))
        return;
    }
}

/* Whether a word of a text may be one of a name's. */
static gboolean
shares_word (const char *text,
             const char *name)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (text);

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      g_autofree char *word = g_strndup (text + token->start, token->length);

      if (token->kind != DIP_TOKEN_SPACE && token->kind != DIP_TOKEN_PUNCTUATION
          && (strstr (name, word) != NULL || strstr (word, name) != NULL))
        return TRUE;
    }

  return FALSE;
}

/* Whether a change may be one of a name, or of a part of it. */
gboolean
_dip_touches_name (DipContext *context,
                   const char *old_text,
                   const char *new_text)
{
  for (guint i = 0; i < G_N_ELEMENTS (context->names); i++)
    {
      const char *old_name = context->names[i][0];
      const char *new_name = context->names[i][1];

      if (old_name != NULL && new_name != NULL
          && (shares_word (old_text, old_name) || shares_word (new_text, new_name)))
        return TRUE;
    }

  return FALSE;
}
