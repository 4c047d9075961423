/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-variant-private.h"

#include <string.h>

/*
 * A paragraph that speaks of several variants as one of them reads it:
 *
 *   データを暗号化します。専有型では、お客様の鍵を使用できます。共用型では、使用できません。
 *   | Topic | Shared | Dedicated |
 *
 * A sentence that names another variant and not this one is left out, and so is the column of a
 * table whose head does. What names none, or both, holds.
 */

/* Bytes of a text that is cut; columns of a table that are looked at. */
#define MAX_TEXT 65536u
#define MAX_COLUMNS 64u

/* Whether a name stands in a run of text as a word of its own; letter case counts. */
static gboolean
has_name (const char *at,
          gsize       length,
          const char *name)
{
  gsize n = strlen (name);

  for (gsize i = 0; n > 0 && i + n <= length; i++)
    {
      gboolean is_latin = g_ascii_isalnum (name[0]);

      if (g_ascii_strncasecmp (at + i, name, n) == 0
          && !(is_latin && ((i > 0 && g_ascii_isalnum (at[i - 1])) || (i + n < length && g_ascii_isalnum (at[i + n])))))
        return TRUE;
    }

  return FALSE;
}

/* With @shortly "a shared and a dedicated environment" names the shared environment. */
static gboolean
names_variant (const DipVariant *variant,
               const char       *at,
               gsize             length,
               gboolean          shortly)
{
  const char *space = strchr (variant->label, ' ');

  if (has_name (at, length, variant->label))
    return TRUE;
  if (shortly && space != NULL)
    {
      g_autofree char *first = g_strndup (variant->label, (gsize) (space - variant->label));

      if (has_name (at, length, first))
        return TRUE;
    }

  for (guint i = 0; variant->aliases != NULL && variant->aliases[i] != NULL; i++)
    {
      if (has_name (at, length, variant->aliases[i]))
        return TRUE;
    }

  return FALSE;
}

/* Whether a run of text is said of other variants only. */
static gboolean
is_of_others (const DipDocument *document,
              const DipVariant  *variant,
              const char        *at,
              gsize              length,
              gboolean           shortly)
{
  gboolean names_other = FALSE;

  if (names_variant (variant, at, length, TRUE))
    return FALSE;

  for (guint i = 0; i < document->variants->len && !names_other; i++)
    {
      const DipVariant *other = g_ptr_array_index (document->variants, i);

      names_other = other != variant && names_variant (other, at, length, shortly);
    }

  return names_other;
}

/* Where the sentence that begins at @at ends: behind "。" or a full stop and the space after it. */
static const char *
end_of_sentence (const char *at)
{
  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_str_has_prefix (at, "。"))
        return at + strlen ("。");
      if (*at == '\n' || (*at == '.' && at[1] == ' '))
        return at + (*at == '\n' ? 1 : 2);
    }

  return at;
}

static char *
view_sentences (const DipDocument *document,
                const DipVariant  *variant,
                const char        *text)
{
  GString *view = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; )
    {
      const char *end = end_of_sentence (at);

      if (!is_of_others (document, variant, at, (gsize) (end - at), FALSE))
        g_string_append_len (view, at, end - at);
      at = end;
    }

  return g_strchomp (g_string_free (view, FALSE));
}

/* Columns that the head of a table gives to other variants are left out, where each has one. */
static char *
view_table (const DipDocument *document,
            const DipVariant  *variant,
            const char        *text)
{
  g_auto (GStrv) rows = g_strsplit (text, "\n", -1);
  g_auto (GStrv) head = g_strsplit (rows[0] != NULL ? rows[0] : "", "\t", -1);
  gboolean is_left_out[MAX_COLUMNS] = { FALSE };
  guint n_columns = g_strv_length (head);
  guint n_left_out = 0;
  gboolean has_own = FALSE;
  GString *view;

  if (n_columns < 2 || n_columns > MAX_COLUMNS)
    return g_strdup (text);

  for (guint i = 0; i < n_columns; i++)
    {
      has_own = has_own || names_variant (variant, head[i], strlen (head[i]), TRUE);
      is_left_out[i] = is_of_others (document, variant, head[i], strlen (head[i]), TRUE);
      n_left_out += is_left_out[i];
    }
  if (!has_own || n_left_out == 0)
    return g_strdup (text);

  view = g_string_new (NULL);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", -1);
      gboolean is_first = TRUE;

      if (i > 0)
        g_string_append_c (view, '\n');
      for (guint k = 0; cells[k] != NULL; k++)
        {
          /* The name of the variant is no difference. */
          const char *cell = i == 0 && names_variant (variant, cells[k], strlen (cells[k]), TRUE) ? "" : cells[k];

          if (k < n_columns && is_left_out[k])
            continue;
          if (!is_first)
            g_string_append_c (view, '\t');
          g_string_append (view, cell);
          is_first = FALSE;
        }
    }

  return g_string_free (view, FALSE);
}

/*
 * _dip_variant_view_text:
 *
 * Pure, linear in the text times the number of names.
 *
 * Returns: (transfer full): the text of a block as it reads for a variant; "" where nothing of it holds
 */
char *
_dip_variant_view_text (const DipDocument *document,
                        const DipVariant  *variant,
                        const DipBlock    *block)
{
  if (document->variants->len < 2 || strlen (block->text) > MAX_TEXT)
    return g_strdup (block->text);

  return block->kind == DIP_BLOCK_TABLE ? view_table (document, variant, block->text)
    : view_sentences (document, variant, block->text);
}
