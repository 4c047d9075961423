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
 * where there is a column for each of two sides; columns for models and names of
 * owners leave the table what it is, and so do ticks in a paper that has a text beside
 * it. Where such a table is the paper, who does what is all that it says:
 *
 *   No | Subject    | Sample | Customer | Notes
 *   1  | Patching   | x      |          |
 *
 * The head stays.
 */

#define MIN_PARTY_ROWS 3u
#define MAX_PARTY_ROWS 400
#define MAX_PARTY_COLUMNS 6
#define MAX_TICK_COLUMNS 9

/* Bytes of a heading, columns of a row's title, and of a cell that says something. */
#define MAX_HEAD 80u
#define MAX_ROW_TITLE 80u
#define MIN_SAYING 16u

typedef struct
{
  GStrv heads;
  guint n_columns;
  guint first;     /* the row of heads, below titles of the whole table */
  guint title;     /* the column of subjects, behind that of numbers */
  gboolean ticks;  /* the sides have nothing but ticks */
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
  gboolean                ticks;    /* tables of ticks are the paper */
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

/* Whether the cells of a column are ticks or empty, and some are ticks. */
static gboolean
has_ticks (const DipStanceGrammar *grammar,
           char                  **rows,
           guint                   column)
{
  gboolean ticked = FALSE;

  for (guint i = 1; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", MAX_TICK_COLUMNS);
      gboolean is_his;

      if (column >= g_strv_length (cells))
        continue;
      if (!dip_stance_read_tick (grammar, g_strstrip (cells[column]), &is_his))
        return FALSE;
      ticked = ticked || is_his;
    }

  return ticked;
}

/* "Who does what | | |": how many rows have nothing but a title in their first cell. */
static guint
count_titles (char **rows)
{
  guint n = 0;

  while (rows[n] != NULL && rows[n + 1] != NULL && *rows[n] != '\t' && *rows[n] != '\0')
    {
      const char *tab = strchr (rows[n], '\t');

      if (tab == NULL || tab[strspn (tab, "\t ")] != '\0')
        break;
      n++;
    }

  return n;
}

/* "[No] | Subject | Sample | Customer | [Notes]" above ticks: the customer's column, another side's beside it. */
static gboolean
read_tick_head (const PartyPass  *pass,
                char            **rows,
                PartyHead        *head)
{
  guint n_customers = 0, n_sides = 0, n_rows = 0;

  head->first = count_titles (rows);
  rows += head->first;
  head->heads = g_strsplit (rows[0] != NULL ? rows[0] : "", "\t", MAX_TICK_COLUMNS);
  head->n_columns = g_strv_length (head->heads);
  head->ticks = TRUE;
  if (head->n_columns < 3 || head->n_columns >= MAX_TICK_COLUMNS)
    return FALSE;
  for (guint c = 0; c < head->n_columns; c++)
    g_strstrip (head->heads[c]);
  head->title = dip_structure_has_word (pass->structure, "checksheet-number-heads", head->heads[0]) ? 1 : 0;
  for (guint c = head->title + 1; c < head->n_columns; c++)
    {
      if (*head->heads[c] == '\0' || !has_ticks (pass->grammar, rows, c))
        continue;
      n_sides++;
      n_customers += is_customers_head (pass->grammar, head->heads[c]);
    }
  if (n_customers != 1 || n_sides < 2)
    return FALSE;
  for (guint i = 1; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", MAX_TICK_COLUMNS);

      if (g_strv_length (cells) <= head->title || *g_strstrip (cells[head->title]) == '\0' ||
          dip_text_width (cells[head->title]) > MAX_ROW_TITLE || dip_text_has_sentence (cells[head->title]))
        return FALSE;
      n_rows++;
    }

  return n_rows >= MIN_PARTY_ROWS;
}

/* "Patching", "1 Patching" where a column has the numbers. */
static char *
dup_title (const PartyHead *head,
           char           **cells)
{
  g_strstrip (cells[0]);
  if (head->title == 0 || cells[1] == NULL || *cells[0] == '\0')
    return g_strdup (head->title > 0 && cells[1] != NULL ? g_strstrip (cells[1]) : cells[0]);

  return g_strconcat (cells[0], " ", g_strstrip (cells[1]), NULL);
}

/* The number of a row as a person cites it, or NULL; @title: (out): what stands behind it. */
static char *
split_row (const PartyPass *pass,
           const PartyHead *head,
           char           **cells,
           const char      *heading,
           const char     **title)
{
  gsize n = head->title > 0 ? strlen (cells[0]) : 0;
  DipNumber number;
  gsize length;

  if (n > 0 && n == strspn (cells[0], "0123456789.-") && g_ascii_isdigit (cells[0][n - 1]))
    {
      *title = cells[1];
      return g_strdup (cells[0]);
    }
  length = dip_number_parse_row (heading, pass->lexicon, &number);
  *title = heading + length;

  return length > 0 ? g_strdup (number.ascii) : NULL;
}

static DipClause *
new_row_clause (const DipClause *parent,
                const DipBlock  *table,
                const char      *number,
                const char      *title,
                const char      *heading,
                guint            place)
{
  DipClause *clause = dip_clause_new ();

  clause->kind = number != NULL ? DIP_CLAUSE_CLAUSE : DIP_CLAUSE_FRONT;
  clause->number = g_strdup (number);
  clause->id = number != NULL ? g_strdup (number)
                              : g_strdup_printf (parent->number != NULL ? "%s.F%u" : "%s.%u", parent->id, place);
  clause->title = g_strdup (title);
  clause->heading = g_strdup (heading);
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
  for (guint c = head->title + 1; c < head->n_columns && cells[c] != NULL; c++)
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

  for (guint i = head->first + 1; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", MAX_TICK_COLUMNS);
      g_autofree char *heading = dup_title (head, cells);

      if (*heading != '\0')
        {
          const char *title;
          g_autofree char *number = split_row (pass, head, cells, heading, &title);

          n++;
          clause = new_row_clause (parent, table, number, title, heading, n);
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
             const PartyHead *head,
             char           **rows)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (g_hash_table_contains (pass->parents, clause->id))
    return FALSE;
  for (guint i = head->first + 1; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", MAX_TICK_COLUMNS);
      g_autofree char *heading = dup_title (head, cells);
      const char *title;
      g_autofree char *number = split_row (pass, head, cells, heading, &title);

      if (number != NULL &&
          (g_hash_table_contains (pass->ids, number) || !g_hash_table_add (own, g_strdup (number))))
        return FALSE;
    }

  return TRUE;
}

/* Whether a table is one that is parted. */
static gboolean
read_rows (const PartyPass  *pass,
           char            **rows,
           PartyHead        *head)
{
  if (pass->ticks)
    {
      if (read_tick_head (pass, rows, head))
        return TRUE;
      g_clear_pointer (&head->heads, g_strfreev);
      memset (head, 0, sizeof *head);
    }

  return read_party_head (pass, rows, head) && has_party_rows (pass->grammar, head, rows);
}

/* Whether tables of ticks are the paper: no clause has a number, and their rows are at least twice as many. */
static gboolean
are_ticks_the_paper (const PartyPass *pass)
{
  const GPtrArray *clauses = pass->document->clauses;
  guint n_rows = 0;

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause->number != NULL)
        return FALSE;
      for (guint b = 0; b < clause->blocks->len; b++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, b);
          g_auto (GStrv) rows = NULL;
          PartyHead head = { 0 };

          if (block->kind != DIP_BLOCK_TABLE)
            continue;
          rows = g_strsplit (block->text, "\n", MAX_PARTY_ROWS);
          if (g_strv_length (rows) < MAX_PARTY_ROWS && read_tick_head (pass, rows, &head))
            n_rows += g_strv_length (rows) - 1;
          g_strfreev (head.heads);
        }
    }

  return n_rows >= 2 * clauses->len;
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
      if (g_strv_length (rows) < MAX_PARTY_ROWS && read_rows (pass, rows, &head) &&
          has_own_ids (pass, clause, &head, rows))
        {
          n = part_table (pass, at, block, &head, rows);
          if (n > 0)
            {
              char *rest = rows[head.first + 1];

              rows[head.first + 1] = NULL;
              g_free (block->text);
              block->text = g_strjoinv ("\n", rows);
              rows[head.first + 1] = rest;
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
  pass.ticks = are_ticks_the_paper (&pass);
  for (guint i = 0; i < clauses->len; i++)
    i += part_clause (&pass, i);
  g_hash_table_unref (pass.ids);
  g_hash_table_unref (pass.parents);
  if (own != NULL)
    dip_stance_grammar_free (own);
}
