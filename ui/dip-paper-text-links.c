/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-text-private.h"

#include <string.h>

#include "dip-marks.h"

/* Titles and terms shorter than this are words that stand anywhere. */
#define MIN_TITLE_CHARS 3
#define MIN_TERM_BYTES  2

/* More cross-references than this a paragraph does not have. */
#define MAX_LINKS 200

static gboolean
is_url_char (char c)
{
  return c > ' ' && c < 0x7f && strchr ("<>\"{}|\\^`", c) == NULL;
}

void
_dip_paper_link_clear (DipPaperLink *self)
{
  g_clear_pointer (&self->address, g_free);
}

/* Takes @address; drops what overlaps an earlier one. Offsets are bytes here. */
static gboolean
add_link (GArray *links,
          gsize   start,
          gsize   end,
          char   *address)
{
  DipPaperLink link = { .start = (int) start, .end = (int) end, .address = address };

  for (guint i = 0; i < links->len; i++)
    {
      const DipPaperLink *other = &g_array_index (links, DipPaperLink, i);

      if (link.start < other->end && other->start < link.end)
        {
          g_free (address);
          return FALSE;
        }
    }

  g_array_append_val (links, link);

  return TRUE;
}

static void
find_addresses (GArray     *links,
                const char *text)
{
  const char *from = text;

  while (links->len < MAX_LINKS)
    {
      const char *http = strstr (from, "http://");
      const char *https = strstr (from, "https://");
      const char *url = http == NULL ? https : https == NULL ? http : MIN (http, https);
      const char *end;

      if (url == NULL)
        return;

      for (end = url; is_url_char (*end); end++)
        ;
      /* Punctuation after an address belongs to the sentence. */
      while (end > url && strchr (".,;:!?)]'", end[-1]) != NULL)
        end--;

      add_link (links, url - text, end - text, g_strndup (url, end - url));
      from = end;
    }
}

/* A number stands alone where no digit, letter or further level is beside it. */
static gboolean
stands_alone (const char *text,
              guint       start,
              guint       end)
{
  char before = start > 0 ? text[start - 1] : ' ';
  const char *after = text + end;

  if (g_ascii_isalnum (before) || before == '.' || before == '-')
    return FALSE;
  if (g_ascii_isalnum (*after))
    return FALSE;

  return !((*after == '.' || *after == '-') && g_ascii_isalnum (after[1]));
}

/* Where a word of a reference stands. A bare "4" stands in too many places: a
 * number of one level needs a word for what it is the number of. */
static gboolean
find_reference (const char      *text,
                const DipClause *target,
                guint           *start,
                guint           *end)
{
  guint from = 0;

  if (target->title != NULL && g_utf8_strlen (target->title, -1) >= MIN_TITLE_CHARS &&
      dip_marks_find_text (text, target->title, 0, start, end))
    return TRUE;

  if (target->number == NULL || strpbrk (target->number, ".-") == NULL)
    return FALSE;

  for (guint n = 0; n < MAX_LINKS && dip_marks_find_text (text, target->number, from, start, end); n++)
    {
      if (stands_alone (text, *start, *end))
        return TRUE;
      from = *end;
    }

  return FALSE;
}

static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  return ((const DipPaperLink *) a)->start - ((const DipPaperLink *) b)->start;
}

/*
 * Finds what leads elsewhere in a text of @clause: addresses, and the words
 * with which it names the clauses that it refers to. Those clauses are added
 * to @told (ids of the document). Offsets are in bytes of @text, in order.
 */
GArray *
_dip_paper_links_find (DipDocument     *document,
                       const DipClause *clause,
                       const char      *text,
                       GHashTable      *told)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (DipPaperLink));

  g_array_set_clear_func (links, (GDestroyNotify) _dip_paper_link_clear);
  find_addresses (links, text);

  for (guint i = 0; clause != NULL && clause->refers_to[i] != NULL && links->len < MAX_LINKS; i++)
    {
      const DipClause *target = dip_document_find_clause (document, clause->refers_to[i]);
      guint start, end;

      if (target != NULL && target != clause && find_reference (text, target, &start, &end) &&
          add_link (links, start, end, g_strconcat ("#", target->id, NULL)))
        g_hash_table_add (told, target->id);
    }

  g_array_sort (links, compare_links);

  return links;
}

/* The first place of @line, from a byte on, that has a term and not only letters of another word. */
static gboolean
find_term_from (const char    *line,
                const DipTerm *term,
                guint          from,
                guint         *start,
                guint         *end)
{
  if (term->term == NULL || term->meaning == NULL || strlen (term->term) < MIN_TERM_BYTES)
    return FALSE;

  while (dip_marks_find_text (line, term->term, from, start, end))
    {
      if (!g_ascii_isalnum (line[*start]) || stands_alone (line, *start, *end))
        return TRUE;
      from = *end;
    }

  return FALSE;
}

/* (element-type DipTerm) (transfer container): the terms of the paper that stand in a text. */
GPtrArray *
_dip_paper_list_terms (DipDocument *document,
                       const char  *text)
{
  GPtrArray *terms = g_ptr_array_new ();
  guint start, end;

  for (guint i = 0; i < document->terms->len; i++)
    {
      DipTerm *term = g_ptr_array_index (document->terms, i);

      if (find_term_from (text, term, 0, &start, &end))
        g_ptr_array_add (terms, term);
    }

  return terms;
}

/* (nullable): the longest term of the paper that covers a place of a line, in bytes. */
const DipTerm *
_dip_paper_find_term (DipDocument *document,
                      const char  *line,
                      gsize        at)
{
  const DipTerm *found = NULL;

  for (guint i = 0; i < document->terms->len; i++)
    {
      const DipTerm *term = g_ptr_array_index (document->terms, i);
      guint from = 0;
      guint start, end;

      while (find_term_from (line, term, from, &start, &end) && start <= at)
        {
          if (at < end && (found == NULL || strlen (found->term) < strlen (term->term)))
            found = term;
          from = end;
        }
    }

  return found;
}
