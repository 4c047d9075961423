/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"
#include "recognise/dip-topic-table.h"

#include <string.h>

/*
 * Tables of topics in a checksheet: see dip-topic-table.c. They are looked for before any head is read, since a row
 * of theirs may have the words of one; they count as tables of questions where
 *
 *   sheet  = a table with a head that is known stands in the text, too
 *          | the text is called a form ("Security questionnaire")
 *          | half of the topics ask, or half of the answers say yes or no
 *
 * Elsewhere they are part of a whitepaper.
 */

/* Lines before the first table that may name the text. */
#define MAX_LINES_BEFORE 12u

static DipSheetHead *
make_head (const GPtrArray     *cells,
           const DipTopicTable *table)
{
  DipSheetHead *head = g_new0 (DipSheetHead, 1);

  for (guint i = 0; i < G_N_ELEMENTS (head->place); i++)
    head->place[i] = -1;
  head->n_columns = cells->len;
  head->n_rows = 1;
  head->remark = -1;
  head->asks = table->n_asked * 2 >= table->n_rows;
  for (guint c = 0; c < cells->len; c++)
    head->names[c] = g_strdup (g_ptr_array_index (cells, c));
  if (table->number >= 0)
    {
      head->columns[table->number] = DIP_SHEET_NUMBER;
      head->place[DIP_SHEET_NUMBER] = table->number;
    }
  head->columns[table->topic] = DIP_SHEET_QUESTION;
  head->place[DIP_SHEET_QUESTION] = table->topic;
  head->columns[table->answer] = DIP_SHEET_ANSWER;
  head->place[DIP_SHEET_ANSWER] = table->answer;

  return head;
}

/* The rows of the table that begins at @first, and where it ends. */
static GPtrArray *
collect_rows (DipStructure *self,
              guint         first,
              guint        *end)
{
  const DipPiece *top = dip_structure_piece (self, first);
  GPtrArray *rows = g_ptr_array_new ();
  guint i;

  for (i = first; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);

      if (!piece->is_row || piece->role != DIP_ROLE_TEXT || piece->line->cells == NULL ||
          piece->line->cells->len > top->line->cells->len ||
          (i > first && (dip_line_is_apart (piece->line) || g_strcmp0 (piece->line->sheet, top->line->sheet) != 0)))
        break;
      g_ptr_array_add (rows, piece->line->cells);
    }
  *end = i;

  return rows;
}

/* Whether what stands before the first table calls the text a form that somebody fills in. */
static gboolean
is_called_form (DipStructure *self)
{
  for (guint i = 0, n = 0; i < self->pieces->len && n < MAX_LINES_BEFORE; i++, n++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      g_autofree char *key = NULL;

      if (piece->is_row)
        break;
      if (piece->role != DIP_ROLE_TEXT || dip_structure_has_sentence (self, piece))
        continue;
      key = dip_text_key (piece->text);
      if (dip_sheet_has_word_within (self, "dialogue-forms", key))
        return TRUE;
    }

  return FALSE;
}

/* Takes the table from @first to @end for one of topics. */
static void
add_table (DipStructure        *self,
           guint                first,
           guint                end,
           const DipTopicTable *table)
{
  for (guint k = first + 1; k < end; k++)
    dip_structure_piece (self, k)->no_head = TRUE;
  g_hash_table_insert (self->topics, GUINT_TO_POINTER (first + 1),
                       make_head (dip_structure_piece (self, first)->line->cells, table));
}

/* Tables of a row or two that have the head of one of topics: one more section of the same form. */
static void
add_small_tables (DipStructure *self,
                  GHashTable   *heads)
{
  for (guint i = 0, end; i < self->pieces->len; i = end)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      g_autoptr (GPtrArray) rows = NULL;
      const DipTopicTable *table;

      end = i + 1;
      if (!piece->is_row || piece->role != DIP_ROLE_TEXT || piece->line->cells == NULL ||
          g_hash_table_contains (self->topics, GUINT_TO_POINTER (i + 1)) ||
          (table = g_hash_table_lookup (heads, piece->text)) == NULL ||
          (i > 0 && dip_structure_piece (self, i - 1)->is_row && !dip_line_is_apart (piece->line)))
        continue;
      rows = collect_rows (self, i, &end);
      if (rows->len > 1)
        add_table (self, i, end, table);
      end = MAX (end, i + 1);
    }
}

/**
 * dip_sheet_find_topics:
 * @self: a structure of which no head was asked for
 *
 * Looks for tables of topics; dip_sheet_head_read() gives their heads back once they count. Linear.
 *
 * Returns: whether they make the text a checksheet, should its tables be most of it
 */
gboolean
dip_sheet_find_topics (DipStructure *self)
{
  g_autoptr (GHashTable) heads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  guint n_rows = 0, n_asked = 0, n_said = 0;

  for (guint i = 0, end; i < self->pieces->len; i = MAX (end, i + 1))
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (DipSheetHead) known = NULL;
      DipTopicTable table;

      end = i + 1;
      if (!piece->is_row || piece->role != DIP_ROLE_TEXT || piece->line->cells == NULL)
        continue;
      rows = collect_rows (self, i, &end);
      if (rows->len == 0 || !dip_topic_table_read (self, rows, piece->line->head, &table))
        continue;
      known = dip_sheet_head_read (self, i);
      if (known != NULL)
        continue;

      if (self->topics == NULL)
        self->topics = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) dip_sheet_head_free);
      add_table (self, i, end, &table);
      g_hash_table_insert (heads, (gpointer) piece->text, g_memdup2 (&table, sizeof table));
      n_rows += table.n_rows;
      n_asked += table.n_asked;
      n_said += table.n_said;
    }
  self->form = is_called_form (self);
  if (self->topics == NULL)
    return FALSE;
  add_small_tables (self, heads);
  if (!self->form)
    return n_asked * 2 >= n_rows || n_said * 2 >= n_rows;

  {
    GHashTableIter iter;
    gpointer head;

    g_hash_table_iter_init (&iter, self->topics);
    while (g_hash_table_iter_next (&iter, NULL, &head))
      ((DipSheetHead *) head)->asks = TRUE;
  }

  return TRUE;
}

static gboolean
is_before (gpointer key,
           gpointer value,
           gpointer first)
{
  return GPOINTER_TO_UINT (key) <= GPOINTER_TO_UINT (first);
}

void
dip_sheet_drop_topics (DipStructure *self,
                       guint         first)
{
  g_hash_table_foreach_remove (self->topics, is_before, GUINT_TO_POINTER (first));
}
