/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"

/* Whose a paper is by what stands at the edges of its pages: a copyright, or a company that recurs. */

#define MAX_LINES 20000u

/* Bytes of such a line. */
#define MAX_EDGE 300u

/* Less than what a foot is worth more than a mention. */
#define LATIN_PRICE 6u

/* In a Japanese paper a name in Latin letters is that of the imprint's English half, or of somebody else. */
guint
dip_metadata_weigh_name (const DipMetadata *self,
                         const char        *name,
                         guint              weight)
{
  if (g_strcmp0 (self->draft->document->edition->language, "ja") != 0 || weight >= DIP_WEIGHT_COVER)
    return weight;
  for (; *name != '\0'; name++)
    if ((guchar) *name >= 0x80)
      return weight;

  return weight > LATIN_PRICE ? weight - LATIN_PRICE : weight;
}

/* "© 2024 Sample Works", "Copyright (C) 2022-2024 Sample Works. All rights reserved.": whose the paper is. */
static char *
read_copyright (const DipMetadata *self,
                const char        *folded)
{
  static const char *const signs[] = { "©", "copyright(c)", "copyright (c)", "copyright ©", "(c)", "copyright" };
  static const char *const ends[] = { "all rights", "all right", " and its ", " or its ", "無断", "。", "|" };
  const char *start = NULL;
  const char *end;

  for (const char *at = folded; (at = strpbrk (at, "\302(cC")) != NULL && start == NULL; at++)
    for (guint i = 0; i < G_N_ELEMENTS (signs) && start == NULL; i++)
      if (g_ascii_strncasecmp (at, signs[i], strlen (signs[i])) == 0)
        start = at + strlen (signs[i]);
  if (start == NULL)
    return NULL;

  for (;;)
    {
      if (g_str_has_prefix (start, "©"))
        start += strlen ("©");
      else if (g_ascii_strncasecmp (start, "copyright", strlen ("copyright")) == 0)
        start += strlen ("copyright");
      else if (*start != '\0' && strchr ("0123456789 ,.-~()cC", *start) != NULL &&
               !((*start == 'c' || *start == 'C') && start[1] != ')'))
        start++;
      else
        break;
    }
  if (g_ascii_strncasecmp (start, "by ", 3) == 0)
    start += 3;
  end = start + strlen (start);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (const char *at = start; at < end; at++)
      if (g_ascii_strncasecmp (at, ends[i], strlen (ends[i])) == 0)
        end = at;
  while (end > start && strchr (" .,-/", end[-1]) != NULL)
    end--;
  if (end - start < 3 || end - start > 90 || (!g_ascii_isupper (*start) && (guchar) *start < 0x80) ||
      dip_text_begins_with_word (start, dip_lexicon_get_words (self->draft->lexicon, "copyright-others")))
    return NULL;

  return g_strndup (start, (gsize) (end - start));
}

static gboolean
has_copyright_sign (const char *text)
{
  static const char *const signs[] = { "©", "(c)", "(C)", "（C）", "Copyright", "COPYRIGHT" };

  for (const char *at = text; *at != '\0'; at++)
    {
      /* how one of them begins */
      if (*at != 'C' && *at != '(' && *at != '\302' && *at != '\357')
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
        if (*at == *signs[i] && strncmp (at, signs[i], strlen (signs[i])) == 0)
          return TRUE;
    }

  return FALSE;
}

/* The company of a line at the edge of a page, or whose the copyright is. */
static void
read_edge (DipMetadata  *self,
           const char   *text,
           gboolean      recurs,
           DipCandidate *provider)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_PASSAGE_FOLD, NULL);
  g_autofree char *owner = read_copyright (self, folded);
  DipSpan span;

  if (dip_company_find (folded, 0, self->draft->lexicon, &span))
    {
      /* in a sentence it may be anybody's name */
      char *name = g_strndup (folded + span.start, span.end - span.start);

      if (owner != NULL)
        dip_metadata_offer (provider, name, dip_metadata_weigh_name (self, name, DIP_WEIGHT_TAIL));
      else if (recurs && strstr (folded, "。") == NULL && !g_str_has_suffix (folded, "."))
        dip_metadata_offer (provider, name, dip_metadata_weigh_name (self, name, DIP_WEIGHT_RUNNING));
      else
        g_free (name);
    }
  else if (owner != NULL)
    {
      guint weight = dip_metadata_weigh_name (self, owner, DIP_WEIGHT_RUNNING);

      dip_metadata_offer (provider, g_steal_pointer (&owner), weight);
    }
}

/* What stands at the edges of pages: a copyright, or a company on three of them. */
void
dip_metadata_read_edges (DipMetadata  *self,
                         DipCandidate *provider)
{
  const GPtrArray *lines = self->draft->layout->lines;
  g_autoptr(GHashTable) counts = g_hash_table_new (dip_text_hash_line, g_str_equal);

  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    {
      const DipLine *line = g_ptr_array_index (lines, i);
      gsize length = strlen (line->text);
      guint n;

      if (line->kind != DIP_LINE_TEXT || length > MAX_EDGE || length < 6)
        continue;
      n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, line->text)) + 1;
      g_hash_table_insert (counts, line->text, GUINT_TO_POINTER (n));
      if (n == 3 || has_copyright_sign (line->text))
        read_edge (self, line->text, n >= 3, provider);
    }
  /* with the page's number on it no foot recurs as it is */
  for (guint i = 0; i < self->draft->running->len; i++)
    {
      g_autoptr(GString) line = g_string_new (((const DipLine *) g_ptr_array_index (self->draft->running, i))->text);
      g_auto(GStrv) parts = NULL;

      g_string_replace (line, "　", "\t", 0);
      g_string_replace (line, "  ", "\t", 0);
      parts = g_strsplit (line->str, "\t", 16);
      for (guint j = 0; parts[j] != NULL; j++)
        if (*parts[j] != '\0')
          read_edge (self, parts[j], TRUE, provider);
    }
}
