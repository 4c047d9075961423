/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-number.h"
#include "recognise/dip-stance-private.h"
#include "recognise/dip-topic-table.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * A table that tells, subject by subject, what either side does:
 *
 *   Subject         | Our side                      | Your side
 *   User accounts   | We provide a console.         | Create and close accounts.
 *
 *   table   = head row *( row | rest )
 *   head    = heading heading 1*heading           one of them names the customer and nobody else
 *           | heading measures                    "Objective | Measures taken", or topics: dip-topic-table.c
 *   row     = [ number ] title 1*cell             title: short, no sentence, filled
 *   rest    = "" 1*cell                           the row above goes on
 *
 *   Subject         | Sample's responsibility       | Customer responsibility
 *   Patching        | Full ownership                | N/A
 *
 * Each row is a clause below the one that the table stands in: its title, and a
 * definition for each side. The cells have to say something, or to say whose it is
 * where there is a column for each of two sides; columns for models, ticks
 * and names of owners leave the table what it is. The head stays.
 */

#define MIN_PARTY_ROWS 3u
#define MAX_PARTY_ROWS 400
#define MAX_PARTY_COLUMNS 6

/* Bytes of a heading, columns of a row's title, and of a cell that says something. */
#define MAX_HEAD 80u
#define MAX_ROW_TITLE 80u
#define MIN_SAYING 16u

typedef struct
{
  GStrv heads;
  guint n_columns;
} PartyHead;

/* Clauses may be many, and so may be tables: what is asked of all clauses is known beforehand. */
typedef struct
{
  DipStructure           *structure;
  DipDocument            *document;
  const DipLexicon       *lexicon;
  const DipStanceGrammar *grammar;
  GHashTable             *ids;      /* (element-type utf8) (unowned): of all clauses */
  GHashTable             *parents;  /* (element-type utf8) (unowned): of those without a number */
} PartyPass;

/* Whether a heading stands for the customer: "Customer", "Your side", お客様の責任. */
static gboolean
is_customers_head (const DipStanceGrammar *grammar,
                   const char             *head)
{
  g_autofree char *folded = NULL;

  if (strlen (head) > MAX_HEAD)
    return FALSE;
  folded = dip_fold_to_string (head, DIP_STANCE_FOLD, grammar->lexicon);

  return dip_stance_is_customer (grammar, folded) ||
         dip_stance_title_voice (grammar, folded, NULL) == DIP_VOICE_CUSTOMER;
}

/* Whether a heading is one of what is done: "Measures taken", "How we do it". */
static gboolean
is_measures_head (const DipStanceGrammar *grammar,
                  const char             *head)
{
  const char *const *words = dip_lexicon_get_words (grammar->lexicon, "measure-columns");
  g_autofree char *folded = NULL;

  if (strlen (head) > MAX_HEAD)
    return FALSE;
  folded = dip_fold_to_string (head, DIP_STANCE_FOLD, grammar->lexicon);
  return dip_begins_with_one_of (folded, words);
}

static gboolean
read_party_head (const PartyPass  *pass,
                 char            **rows,
                 PartyHead        *head)
{
  const DipStanceGrammar *grammar = pass->grammar;
  guint n_customers = 0;
  DipTopicTable topics;

  head->heads = g_strsplit (rows[0], "\t", MAX_PARTY_COLUMNS);
  head->n_columns = g_strv_length (head->heads);
  if (head->n_columns == 2)
    return is_measures_head (grammar, g_strstrip (head->heads[1])) ||
           dip_topic_table_parse (pass->structure, rows, &topics);
  if (head->n_columns < 3 || head->n_columns >= MAX_PARTY_COLUMNS)
    return FALSE;
  for (guint c = 1; c < head->n_columns; c++)
    {
      if (*g_strstrip (head->heads[c]) == '\0')
        return FALSE;
      if (is_customers_head (grammar, head->heads[c]))
        n_customers++;
    }

  return n_customers == 1 && !is_customers_head (grammar, g_strstrip (head->heads[0]));
}

static gboolean
says_something (const char *cell)
{
  return dip_text_width (cell) >= MIN_SAYING &&
         (strchr (cell, ' ') != NULL || dip_stance_is_japanese (cell, strlen (cell)));
}

/* Whether a cell says with a word whose a subject is, or says nothing: "Full ownership", "N/A". */
static gboolean
is_mark (const DipStanceGrammar *grammar,
         const char             *cell)
{
  gboolean is_his;

  return *cell == '\0' || dip_stance_read_mark (grammar, cell, &is_his);
}

/* Whether the rows are subjects of which the cells say who does what. */
static gboolean
has_party_rows (const DipStanceGrammar *grammar,
                const PartyHead        *head,
                char                  **rows)
{
  guint n_rows = 0, n_saying = 0;

  for (guint i = 1; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", MAX_PARTY_COLUMNS);
      gboolean says = FALSE;
      gboolean marked = head->n_columns == 3 && cells[0] != NULL && cells[1] != NULL && *cells[1] != '\0';

      if (cells[0] == NULL || g_strv_length (cells) > head->n_columns)
        return FALSE;
      for (guint c = 1; cells[c] != NULL; c++)
        {
          says = says || says_something (cells[c]);
          marked = marked && is_mark (grammar, g_strstrip (cells[c]));
        }
      if (*g_strstrip (cells[0]) == '\0')
        {
          if (n_rows == 0)
            return FALSE;
          continue;
        }
      if (dip_text_width (cells[0]) > MAX_ROW_TITLE || dip_text_has_sentence (cells[0]) ||
          !g_unichar_isalpha (g_utf8_get_char (cells[0])))
        return FALSE;
      n_rows++;
      n_saying += says || marked;
    }

  return n_rows >= MIN_PARTY_ROWS && n_saying * 3 >= n_rows * 2;
}

static DipClause *
new_row_clause (const DipLexicon *lexicon,
                const DipClause  *parent,
                const DipBlock   *table,
                const char       *title,
                guint             place)
{
  DipClause *clause = dip_clause_new ();
  DipNumber number;
  gsize length = dip_number_parse_row (title, lexicon, &number);

  clause->kind = length > 0 ? DIP_CLAUSE_CLAUSE : DIP_CLAUSE_FRONT;
  clause->number = length > 0 ? g_strdup (number.ascii) : NULL;
  clause->id = length > 0 ? g_strdup (number.ascii)
                          : g_strdup_printf (parent->number != NULL ? "%s.F%u" : "%s.%u", parent->id, place);
  clause->title = g_strdup (title + length);
  clause->heading = g_strdup (title);
  clause->parent = g_strdup (parent->id);
  clause->level = parent->level + 1;
  clause->page = table->page;
  clause->line = table->line;

  return clause;
}

static void
add_cells (DipClause       *clause,
           const PartyHead *head,
           const DipBlock  *table,
           char           **cells)
{
  for (guint c = 1; c < head->n_columns && cells[c] != NULL; c++)
    {
      DipBlock *block;

      if (*g_strstrip (cells[c]) == '\0')
        continue;
      block = dip_block_new (DIP_BLOCK_DEFINITION, head->heads[c], cells[c]);
      block->page = table->page;
      block->line = table->line;
      g_ptr_array_add (clause->blocks, block);
    }
}

/* Notes the id of a clause, and whom it stands below. */
static void
note_clause (PartyPass       *pass,
             const DipClause *clause)
{
  g_hash_table_add (pass->ids, clause->id);
  if (clause->number == NULL && clause->parent != NULL)
    g_hash_table_add (pass->parents, clause->parent);
}

/* Puts a clause for each row behind @at; how many. */
static guint
part_table (PartyPass        *pass,
            guint             at,
            DipBlock         *table,
            const PartyHead  *head,
            char            **rows)
{
  const DipClause *parent = g_ptr_array_index (pass->document->clauses, at);
  DipClause *clause = NULL;
  guint n = 0;

  for (guint i = 1; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", MAX_PARTY_COLUMNS);

      if (*g_strstrip (cells[0]) != '\0')
        {
          n++;
          clause = new_row_clause (pass->lexicon, parent, table, cells[0], n);
          g_ptr_array_insert (pass->document->clauses, (int) (at + n), clause);
          note_clause (pass, clause);
        }
      add_cells (clause, head, table, cells);
    }

  return n;
}

/* Whether the ids that the rows would get are free: no number is printed twice, nothing unnumbered stands below. */
static gboolean
has_own_ids (const PartyPass *pass,
             const DipClause *clause,
             char           **rows)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (g_hash_table_contains (pass->parents, clause->id))
    return FALSE;
  for (guint i = 1; rows[i] != NULL; i++)
    {
      g_autofree char *title = g_strndup (rows[i], strcspn (rows[i], "\t"));
      DipNumber number;

      if (dip_number_parse_row (g_strstrip (title), pass->lexicon, &number) > 0 &&
          (g_hash_table_contains (pass->ids, number.ascii) || !g_hash_table_add (own, g_strdup (number.ascii))))
        return FALSE;
    }

  return TRUE;
}

/* The clauses that a clause's first such table is made into; 0 for none. */
static guint
part_clause (PartyPass *pass,
             guint      at)
{
  DipClause *clause = g_ptr_array_index (pass->document->clauses, at);

  for (guint b = 0; b < clause->blocks->len; b++)
    {
      DipBlock *block = g_ptr_array_index (clause->blocks, b);
      g_auto (GStrv) rows = NULL;
      PartyHead head = { 0 };
      guint n = 0;

      if (block->kind != DIP_BLOCK_TABLE)
        continue;
      rows = g_strsplit (block->text, "\n", MAX_PARTY_ROWS);
      if (g_strv_length (rows) < MAX_PARTY_ROWS && read_party_head (pass, rows, &head) &&
          has_party_rows (pass->grammar, &head, rows) && has_own_ids (pass, clause, rows))
        {
          n = part_table (pass, at, block, &head, rows);
          if (n > 0)
            {
              g_free (block->text);
              block->text = g_strdup (rows[0]);
            }
          dip_debug (DIP_DEBUG_RECOGNISE, "%s: %u rows tell what either side does", clause->id, n);
        }
      g_strfreev (head.heads);
      if (n > 0)
        return n;
    }

  return 0;
}

static gboolean
has_tables (const DipDocument *document)
{
  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      for (guint b = 0; b < clause->blocks->len; b++)
        if (((const DipBlock *) g_ptr_array_index (clause->blocks, b))->kind == DIP_BLOCK_TABLE)
          return TRUE;
    }

  return FALSE;
}

/**
 * dip_structure_part_party_tables:
 * @self: a structure with its outline
 *
 * Makes a clause of each row of the tables that say what provider and customer do.
 */
void
dip_structure_part_party_tables (DipStructure *self)
{
  DipDraft *draft = self->draft;
  const GPtrArray *clauses = draft->document->clauses;
  DipStanceGrammar *own = NULL;
  PartyPass pass = { .structure = self, .document = draft->document, .lexicon = draft->lexicon };

  if (!has_tables (draft->document))
    return;
  pass.grammar = dip_stance_grammar_get (draft->lexicon, &own);
  pass.ids = g_hash_table_new (g_str_hash, g_str_equal);
  pass.parents = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < clauses->len; i++)
    note_clause (&pass, g_ptr_array_index (clauses, i));
  for (guint i = 0; i < clauses->len; i++)
    i += part_clause (&pass, i);
  g_hash_table_unref (pass.ids);
  g_hash_table_unref (pass.parents);
  if (own != NULL)
    dip_stance_grammar_free (own);
}
