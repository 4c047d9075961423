/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

/*
 * Who speaks, in an English paper that names no company with its legal form, where a sentence says it:
 *
 *   "At Y, we …" | "between Y and its customers" | "X is operated by Y"
 *
 * What many sentences only hint at is dip-metadata-signs.c.
 */

#define MAX_LINES 2000u
#define MAX_FIRST_LINES 200u

/* Letters of a name. */
#define MIN_FIRST_WORD 4u

/* How often a service has to be named. */
#define MIN_NAMED 3u

/* Whether a line of the cover is nothing but a name. */
static gboolean
stands_alone_on_cover (const DipMetadata *self,
                       const char        *name,
                       gsize              length)
{
  for (guint i = 0; i < self->draft->cover->len && i < MAX_FIRST_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (self->draft->cover, i))->text;

      if (length >= MIN_FIRST_WORD && strncmp (text, name, length) == 0 && text[length] == '\0')
        return TRUE;
    }

  return FALSE;
}

/* "Sample Board is operated by Sample Works": who offers what a sentence begins with; "This statement is issued by
 * Sample Works": whose paper it is. */
static void
read_operator (const DipMetadata *self,
               const DipPassage  *passage,
               DipCandidate      *provider)
{
  static const char *const operated[] = {
    " is operated by ", " is owned and operated by ", " is provided by ", " is developed by ", " is built by ",
    " is made by ", " is run by ", " is a product of ", " is a service of ", " is a product by ", " is a service by ",
    " is issued by ", " is given by ", " is published by ", " is maintained by ", " is offered by ",
    " is delivered by ", " is brought to you by ",
  };
  static const char *const papers[] = { "This ", "The present " };
  const char *text = passage->folded->text;
  gboolean paper = FALSE;

  /* all of them begin so */
  if (strstr (text, " is ") == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    paper = paper || g_str_has_prefix (text, papers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (operated); i++)
    {
      const char *end = strstr (text, operated[i]);
      const char *name = end != NULL ? end + strlen (operated[i]) : NULL;
      const char *stop = name != NULL ? dip_metadata_name_end (name) : NULL;
      g_autofree char *owner = NULL;
      DipSpan company;

      if (name != NULL && dip_company_find (text, (gsize) (name - text), self->draft->lexicon, &company) &&
          company.start == (gsize) (name - text))
        stop = text + company.end;
      if (end == NULL || stop <= name + 2 ||
          (!paper && dip_metadata_name_end (text) != end && dip_metadata_small_name_end (text) != end))
        continue;
      owner = g_strndup (name, (gsize) (stop - name));
      if (!dip_metadata_is_common (self, owner))
        dip_metadata_offer (provider, dip_passage_dup_quote (passage, name - text, stop - text),
                            paper ? DIP_WEIGHT_MENTION : DIP_WEIGHT_TAIL);
      return;
    }
}

/* "At Sample Works, we …", "is shared between Sample Works and its customers": who speaks, without a legal form. */
void
dip_metadata_read_speaker (DipMetadata      *self,
                           const DipPassage *passage,
                           DipCandidate     *provider)
{
  static const char *const others[] = {
    " and the customer", " and its customer", " and our customer", " and customer",
    " and the client", " and its client", " and you,", " and you.",
  };
  static const char *const ways[] = { ",we ", ",our ", ",security ", ",the security ", " we ", " our " };
  const char *text = passage->folded->text;
  const char *at = strstr (text, "between ");
  const char *end;

  read_operator (self, passage, provider);
  if (at != NULL)
    {
      at += strlen ("between ");
      end = dip_metadata_name_end (at);
      for (guint i = 0; i < G_N_ELEMENTS (others) && end > at; i++)
        if (g_str_has_prefix (end, others[i]))
          {
            dip_metadata_offer (provider, dip_passage_dup_quote (passage, at - text, end - text), DIP_WEIGHT_MENTION);
            break;
          }
    }

  if (!g_str_has_prefix (text, "At "))
    return;
  at = text + strlen ("At ");
  end = at + strcspn (at, ", ");
  if (g_ascii_islower (*at) && *end == ',' && stands_alone_on_cover (self, at, (gsize) (end - at)))
    {
      dip_metadata_offer (provider, dip_passage_dup_quote (passage, at - text, end - text), DIP_WEIGHT_MENTION);
      return;
    }
  end = dip_metadata_is_camel_case (at) ? end : dip_metadata_name_end (at);
  for (guint i = 0; i < G_N_ELEMENTS (ways) && end > at; i++)
    if (g_str_has_prefix (end, ways[i]))
      {
        dip_metadata_offer (provider, dip_passage_dup_quote (passage, at - text, end - text), DIP_WEIGHT_MENTION);
        break;
      }
}

/**
 * dip_metadata_speaks_for:
 * @service: the service that the title names
 *
 * Whether an English paper of which nothing names the provider may be its service's own: "we" speak, and the service
 * has one word for a name, or "Security at Sample Works" names it.
 */
gboolean
dip_metadata_speaks_for (const DipMetadata *self,
                         const char        *service)
{
  static const char *const words[] = { "We ", " we ", "Our ", " our " };
  const DipEdition *edition = self->draft->document->edition;
  const GPtrArray *lines = self->draft->layout->lines;
  g_autofree char *at = g_strconcat (" at ", service, NULL);

  if (g_strcmp0 (edition->language, "en") != 0 || edition->title == NULL ||
      (strchr (service, ' ') != NULL && !g_str_has_suffix (edition->title, at)))
    return FALSE;
  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    for (guint k = 0; k < G_N_ELEMENTS (words); k++)
      if (strstr (((const DipLine *) g_ptr_array_index (lines, i))->text, words[k]) != NULL)
        return TRUE;

  return FALSE;
}

/* "on the Quay Cloud": where the article stands at @article, behind a word for where something is. */
static gboolean
is_behind_place (const char *text,
                 const char *article)
{
  static const char *const places[] = { "on ", "within ", "in ", "inside ", "into ", "onto ", "by ", "from " };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gsize n = strlen (places[i]);

      if ((gsize) (article - text) >= n && memcmp (article - n, places[i], n) == 0 &&
          ((gsize) (article - text) == n || article[-n - 1] == ' '))
        return TRUE;
    }

  return FALSE;
}

/**
 * dip_metadata_guess_named_service:
 *
 * Of an English paper: "the Sample Cloud", capitals behind an article that end as names of services do, again and
 * again; never of where alone something is kept, "on the Quay Cloud".
 *
 * Returns: (nullable) (transfer full): a name that the paper prints
 */
char *
dip_metadata_guess_named_service (const DipMetadata *self)
{
  const GPtrArray *lines = self->draft->layout->lines;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *best = NULL;
  guint most = 0;
  GHashTableIter iter;
  gpointer name, sum;

  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (lines, i))->text;

      for (const char *at = strstr (text, "he "); at != NULL; at = strstr (at + 1, "he "))
        {
          const char *end = dip_metadata_name_end (at + 3);
          const char *space = at + 3 < end ? memchr (at + 3, ' ', (gsize) (end - at - 3)) : NULL;
          g_autofree char *key = NULL;

          if (at == text || (at[-1] != 't' && at[-1] != 'T') || (at - text >= 2 && at[-2] != ' ') || space == NULL)
            continue;
          key = g_ascii_strdown (at + 3, end - at - 3);
          if (!dip_metadata_ends_as_service (self, key))
            continue;
          dip_metadata_count_name (names, at + 3, end, 1);
          if (!is_behind_place (text, at - 1))
            dip_metadata_count_name (own, at + 3, end, 1);
        }
    }

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &sum))
    if (g_hash_table_contains (own, name) &&
        (GPOINTER_TO_UINT (sum) > most || (GPOINTER_TO_UINT (sum) == most && strcmp (name, best) < 0)))
      {
        most = GPOINTER_TO_UINT (sum);
        best = name;
      }

  return most >= MIN_NAMED ? g_strdup (best) : NULL;
}
