/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-search-marks.h"

#include "text/dip-characters.h"
#include "text/dip-index-words.h"
#include "text/dip-search-private.h"

#include <string.h>

/*
 * What the index finds is found here again, in the text itself: the same words are cut
 * from it, with their places, and each form of each term is looked for among them.
 */

typedef struct
{
  guint32 start;   /* bytes of the folded text */
  guint32 end;
} Word;

typedef struct
{
  const DipSearchForm *form;
  guint                term;
} Candidate;

static int
add_word (const char *word,
          gsize       length,
          gsize       start,
          gsize       end,
          gpointer    user_data)
{
  Word place = { (guint32) start, (guint32) end };

  g_array_append_val ((GArray *) user_data, place);

  return 0;
}

static gboolean
word_is (const DipFolded *folded,
         const Word      *place,
         const char      *word,
         gboolean         is_open)
{
  gsize length = strlen (word);

  if (is_open ? place->end - place->start < length : place->end - place->start != length)
    return FALSE;

  return memcmp (folded->text + place->start, word, length) == 0;
}

static gboolean
form_is_at (const DipSearchForm *form,
            const DipFolded     *folded,
            const GArray        *words,
            guint                at)
{
  guint n_words = form->words->len;

  if (n_words > words->len - at)
    return FALSE;

  for (guint i = 0; i < n_words; i++)
    {
      if (!word_is (folded, &g_array_index (words, Word, at + i), g_ptr_array_index (form->words, i),
                    form->is_open && i + 1 == n_words))
        return FALSE;
    }

  return TRUE;
}

/* Of a pair of which one character was asked for, it alone; of a word that begins
 * as it should, the whole. */
static guint32
found_end (const DipSearchForm *form,
           const Word          *last)
{
  const char *word = g_ptr_array_index (form->words, form->words->len - 1);

  if (form->is_open && g_utf8_get_char (word) >= 0x250)
    return last->start + (guint32) strlen (word);

  return last->end;
}

/* Where in the text the folded byte before @end ends: before what follows it, and before
 * white space that folding dropped. */
static guint
original_end (const DipFolded *folded,
              const char      *text,
              guint32          end)
{
  guint32 last = folded->starts[end - 1];
  const char *place;

  while (end < folded->length && folded->starts[end] == last)
    end++;

  place = text + folded->starts[end];
  while (place > text + last)
    {
      const char *before = g_utf8_prev_char (place);

      if (before <= text + last || !(dip_is_space (g_utf8_get_char (before)) || (guint8) *before < 0x20))
        break;
      place = before;
    }

  return (guint) (place - text);
}

/* The forms that are looked for, by the character that they begin with. */
static GHashTable *
collect_forms (const DipSearchQuery *query,
               gboolean              is_title,
               gboolean              is_excluded)
{
  GHashTable *table = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < query->terms->len; i++)
    {
      const DipSearchTerm *term = g_ptr_array_index (query->terms, i);

      if (term->is_excluded != is_excluded || (term->field == DIP_SEARCH_FIELD_TITLE && !is_title))
        continue;

      for (guint k = 0; k < term->forms->len; k++)
        {
          Candidate candidate = { g_ptr_array_index (term->forms, k), i };
          gunichar first = g_utf8_get_char (g_ptr_array_index (candidate.form->words, 0));
          GArray *others = g_hash_table_lookup (table, GUINT_TO_POINTER (first));

          if (others == NULL)
            {
              others = g_array_new (FALSE, FALSE, sizeof (Candidate));
              g_hash_table_insert (table, GUINT_TO_POINTER (first), others);
            }
          g_array_append_val (others, candidate);
        }
    }

  return table;
}

static GArray *
find_terms (const DipSearchQuery *self,
            const char           *text,
            gboolean              is_title,
            gboolean              is_excluded)
{
  GArray *finds = g_array_new (FALSE, FALSE, sizeof (DipSearchFind));
  g_autoptr (GHashTable) forms = collect_forms (self, is_title, is_excluded);
  g_autoptr (GArray) words = NULL;
  g_autoptr (DipFolded) folded = NULL;

  if (g_hash_table_size (forms) == 0)
    return finds;

  words = g_array_new (FALSE, FALSE, sizeof (Word));
  folded = dip_fold (text, DIP_INDEX_FOLDING, NULL);
  dip_index_words_foreach (folded->text, folded->length, add_word, words);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      gunichar first = g_utf8_get_char (folded->text + word->start);
      GArray *candidates = g_hash_table_lookup (forms, GUINT_TO_POINTER (first));

      for (guint k = 0; candidates != NULL && k < candidates->len; k++)
        {
          const Candidate *candidate = &g_array_index (candidates, Candidate, k);
          const Word *last;
          DipSearchFind find;

          if (!form_is_at (candidate->form, folded, words, i))
            continue;

          last = &g_array_index (words, Word, i + candidate->form->words->len - 1);
          find.start = folded->starts[word->start];
          find.end = original_end (folded, text, found_end (candidate->form, last));
          find.term = candidate->term;
          g_array_append_val (finds, find);
        }
    }

  return finds;
}

/* (element-type DipSearchFind): in order of their beginnings. */
GArray *
_dip_search_query_find_all (const DipSearchQuery *self,
                            const char           *text,
                            gboolean              is_title)
{
  return find_terms (self, text, is_title, FALSE);
}

/* Adds a span that begins behind or within the last one. */
void
_dip_text_spans_add (GArray *spans,
                     guint   start,
                     guint   end)
{
  DipTextSpan span = { start, end };

  if (spans->len > 0)
    {
      DipTextSpan *last = &g_array_index (spans, DipTextSpan, spans->len - 1);

      if (start <= last->end)
        {
          last->end = MAX (last->end, end);
          return;
        }
    }

  g_array_append_val (spans, span);
}

/**
 * dip_search_query_find:
 * @self: a query
 * @text: UTF-8
 * @is_title: whether terms that are for titles alone count
 *
 * Looks for the terms of a query in a text. Takes time in proportion to @text. Any thread.
 *
 * Returns: (transfer full) (element-type DipTextSpan): where they stand, in order and apart
 */
GArray *
dip_search_query_find (const DipSearchQuery *self,
                       const char           *text,
                       gboolean              is_title)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (DipTextSpan));
  g_autoptr (GArray) finds = NULL;

  g_return_val_if_fail (self != NULL, spans);
  g_return_val_if_fail (text != NULL, spans);

  finds = _dip_search_query_find_all (self, text, is_title);
  for (guint i = 0; i < finds->len; i++)
    {
      const DipSearchFind *find = &g_array_index (finds, DipSearchFind, i);

      _dip_text_spans_add (spans, find->start, find->end);
    }

  return spans;
}

/**
 * dip_search_query_excludes:
 * @self: a query
 * @text: UTF-8
 *
 * Takes time in proportion to @text. Any thread.
 *
 * Returns: whether a term that is excluded stands in the text
 */
gboolean
dip_search_query_excludes (const DipSearchQuery *self,
                           const char           *text)
{
  g_autoptr (GArray) finds = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  finds = find_terms (self, text, TRUE, TRUE);

  return finds->len > 0;
}

/**
 * dip_search_query_is_in:
 * @self: a query
 * @text: UTF-8
 *
 * Takes time in proportion to @text. Any thread.
 *
 * Returns: whether each term stands in the text; those that are excluded do not matter, and
 *   what is asked of other things than texts holds for none
 */
gboolean
dip_search_query_is_in (const DipSearchQuery *self,
                        const char           *text)
{
  g_autoptr (GArray) finds = NULL;
  g_autofree gboolean *found = NULL;
  guint n_wanted = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  finds = _dip_search_query_find_all (self, text, TRUE);
  found = g_new0 (gboolean, self->terms->len + 1);
  for (guint i = 0; i < finds->len; i++)
    found[g_array_index (finds, DipSearchFind, i).term] = TRUE;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const DipSearchTerm *term = g_ptr_array_index (self->terms, i);

      if (term->is_excluded)
        continue;
      if (!found[i])
        return FALSE;
      n_wanted++;
    }

  return n_wanted > 0;
}
