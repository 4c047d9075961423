/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-filter.h"

#include <string.h>

#include "dip-text-filter.h"
#include "dip-words.h"
#include "engine/dip-comparison.h"
#include "session/dip-search.h"
#include "words/dip-engine-words.h"

/* A cell has three lines of some 26 Latin letters. A word behind so many would not be seen;
 * then so many stay before it. */
#define MAX_LEAD 40
#define LEAD     16

/* What a clause says to the words. */
typedef struct
{
  gboolean  holds;
  gboolean  excluded;  /* it has a word that is not wanted */
  char     *excerpt;  /* (nullable): none where only the title has them */
  GArray   *marks;    /* (nullable) (element-type DipSearchMark) */
} Find;

struct _DipMatrixFilter
{
  DipTextFilter  *text;
  DipSearchWords *words;
  GHashTable     *finds;    /* (element-type DipClause Find) */
};

static void
find_free (gpointer data)
{
  Find *self = data;

  g_free (self->excerpt);
  g_clear_pointer (&self->marks, g_array_unref);
  g_free (self);
}

/**
 * dip_matrix_filter_new:
 * @text: what was typed
 *
 * Returns: (transfer full): a filter
 */
DipMatrixFilter *
dip_matrix_filter_new (const char *text)
{
  DipMatrixFilter *self = g_new0 (DipMatrixFilter, 1);

  self->text = dip_text_filter_new (text);
  self->words = dip_search_words_new (text);
  self->finds = g_hash_table_new_full (NULL, NULL, NULL, find_free);

  return self;
}

void
dip_matrix_filter_free (DipMatrixFilter *self)
{
  if (self == NULL)
    return;

  dip_text_filter_free (self->text);
  dip_search_words_free (self->words);
  g_hash_table_unref (self->finds);
  g_free (self);
}

/* Takes away what stands far before the first word that was found. */
static void
shorten (Find *self)
{
  guint start = self->marks->len > 0 ? g_array_index (self->marks, DipSearchMark, 0).start : 0;
  const char *mark = self->excerpt + start;
  const char *cut = mark;
  guint columns = 0;
  gsize removed;
  char *shorter;

  for (const char *at = self->excerpt; at < mark; at = g_utf8_next_char (at))
    columns += g_unichar_iswide (g_utf8_get_char (at)) ? 2 : 1;
  if (columns <= MAX_LEAD)
    return;

  for (columns = 0; columns < LEAD; columns += g_unichar_iswide (g_utf8_get_char (cut)) ? 2 : 1)
    cut = g_utf8_prev_char (cut);
  /* Latin words stay whole. */
  while (cut < mark && g_ascii_isalnum (*cut) && g_ascii_isalnum (cut[-1]))
    cut++;
  while (cut < mark && *cut == ' ')
    cut++;

  removed = (gsize) (cut - self->excerpt);
  shorter = g_strconcat ("…", cut, NULL);
  g_free (self->excerpt);
  self->excerpt = shorter;
  for (guint i = 0; i < self->marks->len; i++)
    {
      DipSearchMark *place = &g_array_index (self->marks, DipSearchMark, i);

      place->start = place->start - removed + strlen ("…");
      place->end = place->end - removed + strlen ("…");
    }
}

static const Find *
look (DipMatrixFilter *self,
      const DipClause *clause)
{
  Find *find = g_hash_table_lookup (self->finds, clause);
  g_autoptr (DipClauseText) text = NULL;
  const char *body;

  if (find != NULL)
    return find;

  find = g_new0 (Find, 1);
  g_hash_table_insert (self->finds, (gpointer) clause, find);
  text = dip_clause_text_new (clause);
  find->excluded = dip_text_filter_excludes (self->text, text->text);
  find->holds = dip_search_words_are_in (self->words, text->text);
  if (!find->holds || text->parts->len == 0)
    return find;

  body = text->text;
  if (g_array_index (text->parts, DipPart, 0).kind == DIP_PART_TITLE)
    body += text->parts->len > 1 ? g_array_index (text->parts, DipPart, 1).start : strlen (body);
  find->excerpt = dip_search_words_excerpt (self->words, body, &find->marks);
  if (find->marks->len == 0)
    g_clear_pointer (&find->excerpt, g_free);
  else
    shorten (find);
  if (find->excerpt != NULL)
    dip_words_show_bullets (find->excerpt);

  return find;
}

static gboolean
contains (DipMatrixFilter *self,
          const char      *text)
{
  return text != NULL && dip_text_filter_has_label (self->text, text);
}

static gboolean
excludes (DipMatrixFilter *self,
          const char      *text)
{
  return text != NULL && dip_text_filter_excludes (self->text, text);
}

/* A row goes with a word that is not wanted, whichever of its cells says it. */
static gboolean
excludes_row (DipMatrixFilter    *self,
              const DipMatrixRow *row)
{
  if (excludes (self, row->control) || excludes (self, row->title) || excludes (self, row->title_ja))
    return TRUE;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const DipMatrixCell *cell = g_ptr_array_index (row->cells, i);

      for (guint k = 0; cell != NULL && k < cell->clauses->len; k++)
        if (look (self, g_ptr_array_index (cell->clauses, k))->excluded)
          return TRUE;
    }

  return FALSE;
}

/**
 * dip_matrix_filter_is_empty:
 * @self: (nullable): a filter
 *
 * Returns: whether it leaves all rows
 */
gboolean
dip_matrix_filter_is_empty (DipMatrixFilter *self)
{
  return self == NULL || dip_text_filter_is_empty (self->text);
}

/**
 * dip_matrix_filter_names:
 * @self: a filter
 * @row: a row
 *
 * Returns: whether the words name the row by its number or its title
 */
gboolean
dip_matrix_filter_names (DipMatrixFilter    *self,
                         const DipMatrixRow *row)
{
  return !dip_text_filter_only_excludes (self->text) &&
         (contains (self, row->control) ||
          contains (self, row->title) || contains (self, row->title_ja));
}

/**
 * dip_matrix_filter_has:
 * @self: (nullable): a filter
 * @row: a row
 *
 * Returns: whether the filter leaves the row
 */
gboolean
dip_matrix_filter_has (DipMatrixFilter    *self,
                       const DipMatrixRow *row)
{
  if (dip_matrix_filter_is_empty (self))
    return TRUE;
  if (excludes_row (self, row))
    return FALSE;
  if (dip_text_filter_only_excludes (self->text) || dip_matrix_filter_names (self, row))
    return TRUE;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const DipMatrixCell *cell = g_ptr_array_index (row->cells, i);

      for (guint k = 0; cell != NULL && k < cell->clauses->len; k++)
        if (look (self, g_ptr_array_index (cell->clauses, k))->holds)
          return TRUE;
    }

  return FALSE;
}

/**
 * dip_matrix_filter_find:
 * @self: (nullable): a filter
 * @cell: a cell
 * @marks: (out) (nullable) (element-type DipSearchMark): where the words stand in it; NULL for nowhere
 *
 * Returns: what the cell shows: the sentence that has the words, else the one that decides
 */
const char *
dip_matrix_filter_find (DipMatrixFilter      *self,
                        const DipMatrixCell  *cell,
                        const GArray        **marks)
{
  if (marks != NULL)
    *marks = NULL;
  if (dip_matrix_filter_is_empty (self))
    return cell->excerpt;

  for (guint i = 0; i < cell->clauses->len; i++)
    {
      const Find *find = look (self, g_ptr_array_index (cell->clauses, i));

      if (find->excerpt == NULL)
        continue;
      if (marks != NULL)
        *marks = find->marks;
      return find->excerpt;
    }

  return cell->excerpt;
}
