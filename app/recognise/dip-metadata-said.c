/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"

/*
 * Where a name begins and ends in a text, and what the paper says of it elsewhere: on its cover, in its titles, as
 * the subject of a sentence.
 */

/* How far is looked: clauses, their passages, titles, lines of the cover; bytes of one of these. */
#define MAX_CLAUSES  12u
#define MAX_PASSAGES 200u
#define MAX_TITLES   200u
#define MAX_COVER    30u
#define MAX_LINE     300u

/* Words of a name. */
#define MAX_WORDS 5u

/* Where the capitalised words begin that end at @end; @end itself if there are none. */
const char *
dip_metadata_capitals_before (const char *text,
                              const char *end)
{
  const char *start = end;

  for (guint n = 0; n < 6; n++)
    {
      const char *stop = start;
      const char *begin;

      while (stop > text && stop[-1] == ' ')
        stop--;
      begin = stop;
      while (begin > text && (g_ascii_isalnum (begin[-1]) || strchr ("&.-'+", begin[-1]) != NULL))
        begin--;
      if (begin == stop || !(g_ascii_isupper (*begin) || g_ascii_isdigit (*begin)))
        break;
      start = begin;
    }

  return start;
}

/* "sample.io": bytes of the ending at @end that hosts of companies have, ".md" and ".json" being files; 0 for none. */
gsize
dip_metadata_host_ending (const char *end)
{
  static const char *const tops[] = {
    ".com", ".io", ".ai", ".net", ".org", ".app", ".dev", ".cloud", ".example", ".co",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tops); i++)
    if (g_str_has_prefix (end, tops[i]) && !g_ascii_isalnum (end[strlen (tops[i])]))
      return strlen (tops[i]);

  return 0;
}

/* Where the capitalised words of a name end that begin at @at; @at itself for none. */
const char *
dip_metadata_name_end (const char *at)
{
  const char *end = at;

  for (guint n = 0; n < MAX_WORDS; n++)
    {
      const char *word = n == 0 ? at : end + 1;

      if ((n > 0 && *end != ' ') || !(g_ascii_isupper (*word) || (n > 0 && *word == '&')))
        break;
      while (g_ascii_isalnum (*word) || (*word != '\0' && strchr ("&-'", *word) != NULL))
        word++;
      /* "Sample.io" */
      end = word + (n == 0 ? dip_metadata_host_ending (word) : 0);
      if (end > word)
        break;
    }

  return end;
}

/* Whether all words of a name are such as any paper has: "Access", "Customer data". */
gboolean
dip_metadata_is_common (const DipMetadata *self,
                        const char        *name)
{
  const char *const *nouns = dip_lexicon_get_words (self->draft->lexicon, "speaker-nouns");
  g_autofree char *small = g_ascii_strdown (name, -1);
  g_auto (GStrv) words = g_strsplit (small, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && *words[i] != '&' && !g_strv_contains (nouns, words[i]))
      return FALSE;

  return TRUE;
}

/* Whether a sentence of the first clauses says something of a name in small letters: "sample has no access". */
gboolean
dip_metadata_is_said_of (const DipMetadata *self,
                         const char        *name)
{
  const GPtrArray *clauses = self->draft->document->clauses;
  const char *const *verbs = dip_lexicon_get_words (self->draft->lexicon, "variant-verbs");
  gsize n = strlen (name);

  for (guint i = 0; i < clauses->len && i < MAX_CLAUSES; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (self->draft, g_ptr_array_index (clauses, i));

      for (guint j = 0; j < passages->len && j < MAX_PASSAGES; j++)
        {
          const char *text = ((const DipPassage *) g_ptr_array_index (passages, j))->folded->text;

          for (const char *hit = strstr (text, name); hit != NULL; hit = strstr (hit + n, name))
            {
              const char *end = hit + n;

              /* at the beginning of a sentence, where other words have a capital, or behind "that" */
              if (!(hit == text || (hit - text >= 5 && memcmp (hit - 5, "that ", 5) == 0)) || *end != ' ')
                continue;
              if (dip_text_begins_with_word (end + 1, verbs))
                return TRUE;
            }
        }
    }

  return FALSE;
}

/* Whether the cover has a name, whatever its width and white space. */
gboolean
dip_metadata_is_on_cover (DipMetadata *self,
                          const char  *name)
{
  g_autofree char *key = dip_text_key (name);
  const GPtrArray *cover = self->draft->cover;

  for (guint i = 0; i < cover->len && i < MAX_COVER; i++)
    {
      const DipLine *line = g_ptr_array_index (cover, i);
      g_autofree char *own = NULL;

      if (strlen (line->text) > MAX_LINE || dip_text_has_sentence (line->text))
        continue;
      own = dip_text_key (line->text);
      if (strstr (own, key) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Whether a title of a clause has a name. */
gboolean
dip_metadata_is_in_title (const DipMetadata *self,
                          const char        *name)
{
  g_autofree char *key = dip_text_key (name);
  const GPtrArray *clauses = self->draft->document->clauses;

  for (guint i = 0; i < clauses->len && i < MAX_TITLES; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      g_autofree char *own = NULL;

      if (clause->title == NULL || strlen (clause->title) > MAX_LINE)
        continue;
      own = dip_text_key (clause->title);
      if (strstr (own, key) != NULL)
        return TRUE;
    }

  return FALSE;
}
