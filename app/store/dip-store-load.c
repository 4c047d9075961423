/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-private.h"

#include "base/dip-error.h"
#include "store/dip-store-parts.h"

#define ACTION "load the edition"

/*
 * One load: each table gives its rows of the edition in order, in one statement,
 * and each row finds its place by its ordinals. The places are counted as rows
 * come: a row that is not the next one means that the library is damaged, and so
 * even a damaged tree of pages cannot give rows for ever.
 */
typedef struct
{
  DipDatabase  *database;
  DipDocument  *document;
  gint64        edition_id;
  GCancellable *cancellable;

  int           owner;        /* whose words come now: a revision, a variant, a clause; or -1 */
  guint         n_words;      /* of that owner, so far */

  DipBlock     *table;        /* (unowned): whose cells come now */
  GString      *cells;        /* its text so far */
  int           row;          /* of the last cell */
  int           col;
} Loader;

static void
loader_clear (Loader *self)
{
  g_clear_object (&self->document);
  if (self->cells != NULL)
    g_string_free (g_steal_pointer (&self->cells), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loader, loader_clear)

/* Takes a row: adds it to what the document has of its table. */
typedef void (*TakeRow) (Loader   *self,
                         DipQuery *query);

static gboolean
read_rows (Loader      *self,
           const char  *sql,
           TakeRow      take,
           GError     **error)
{
  g_autoptr (DipQuery) query = dip_database_query (self->database, sql, ACTION, error);
  DipStep step;

  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":edition", self->edition_id);
  self->owner = -1;

  while ((step = dip_query_step (query, self->cancellable, error)) == DIP_STEP_ROW)
    take (self, query);

  return step == DIP_STEP_DONE;
}

/* Whether the row in @column is the next one after @n; marks the query if not. */
static gboolean
is_next (DipQuery *query,
         int       column,
         guint     n)
{
  if (dip_query_get_int64 (query, column) == (gint64) n)
    return TRUE;

  dip_query_mark_damaged (query, "a list has gaps");

  return FALSE;
}

/* The clause whose ordinal stands in @column; NULL, and the query marked, if there is none. */
static DipClause *
find_clause (Loader   *self,
             DipQuery *query,
             int       column)
{
  int ordinal = dip_query_get_ordinal (query, column);

  if (ordinal >= 0 && (guint) ordinal < self->document->clauses->len)
    return g_ptr_array_index (self->document->clauses, (guint) ordinal);

  dip_query_mark_damaged (query, "a part of a clause has no clause");

  return NULL;
}

/* The id of the clause whose ordinal stands in @column, NULL for NULL. */
static char *
dup_clause_id (Loader   *self,
               DipQuery *query,
               int       column)
{
  const DipClause *clause;

  if (dip_query_is_null (query, column))
    return NULL;

  clause = find_clause (self, query, column);

  return clause != NULL ? g_strdup (clause->id) : NULL;
}

/* Adds the text in @column to a list of words, unless the row is not the next one of it. */
static void
append_word (Loader   *self,
             DipQuery *query,
             int       owner_column,
             int       ordinal_column,
             GStrv    *words,
             char     *word)
{
  g_autofree char *own_word = word;
  int owner = dip_query_get_ordinal (query, owner_column);
  guint n;

  if (owner > self->owner)
    {
      self->owner = owner;
      self->n_words = 0;
    }

  n = self->n_words;
  if (owner < self->owner || !is_next (query, ordinal_column, n))
    {
      dip_query_mark_damaged (query, "a list has gaps");
      return;
    }

  /* Room doubles, or a list of thousands would take long. */
  if ((n & (n - 1)) == 0)
    *words = g_renew (char *, *words, 2 * MAX ((gsize) n, 1) + 1);

  (*words)[n] = g_steal_pointer (&own_word);
  (*words)[n + 1] = NULL;
  self->n_words++;
}

static void
take_property (Loader   *self,
               DipQuery *query)
{
  enum { ORDINAL, NAME, VALUE };
  DipProperty *property;

  if (!is_next (query, ORDINAL, self->document->properties->len))
    return;

  property = dip_property_new (NULL, NULL);
  property->name = dip_query_dup_text (query, NAME);
  property->value = dip_query_dup_text (query, VALUE);
  g_ptr_array_add (self->document->properties, property);
}

static void
take_warning (Loader   *self,
              DipQuery *query)
{
  enum { ORDINAL, TEXT };

  if (is_next (query, ORDINAL, self->document->warnings->len))
    g_ptr_array_add (self->document->warnings, dip_query_dup_text (query, TEXT));
}

static void
take_revision (Loader   *self,
               DipQuery *query)
{
  enum { ORDINAL, VERSION, LABEL, KIND, SUMMARY, PAGES, DATE };
  DipRevision *revision;

  if (!is_next (query, ORDINAL, self->document->revisions->len))
    return;

  revision = dip_revision_new ();
  revision->version = dip_query_dup_text_or_null (query, VERSION);
  revision->label = dip_query_dup_text_or_null (query, LABEL);
  revision->kind = dip_query_dup_text_or_null (query, KIND);
  revision->summary = dip_query_dup_text_or_null (query, SUMMARY);
  revision->pages = dip_query_dup_text_or_null (query, PAGES);
  revision->date = dip_query_dup_text_or_null (query, DATE);
  g_ptr_array_add (self->document->revisions, revision);
}

static void
take_revision_item (Loader   *self,
                    DipQuery *query)
{
  enum { REVISION, ORDINAL, TEXT };
  guint place = dip_query_get_uint (query, REVISION);
  DipRevision *revision;

  if (place >= self->document->revisions->len)
    {
      dip_query_mark_damaged (query, "a part of a revision has no revision");
      return;
    }

  revision = g_ptr_array_index (self->document->revisions, place);
  append_word (self, query, REVISION, ORDINAL, &revision->items, dip_query_dup_text (query, TEXT));
}

static void
take_clause (Loader   *self,
             DipQuery *query)
{
  enum { ORDINAL, PARENT, CITE, NUMBER, TITLE, HEADING, LEVEL, KIND, VARIANT_DEPENDENT, STANCE,
         STANCE_REASON, QUESTION, IMPLEMENTED, IMPLEMENTED_TEXT, ANSWER, PAGE, LINE };
  DipClause *clause;

  if (!is_next (query, ORDINAL, self->document->clauses->len))
    return;

  clause = dip_clause_new ();
  clause->parent = dup_clause_id (self, query, PARENT);
  clause->id = dip_query_dup_text (query, CITE);
  clause->number = dip_query_dup_text_or_null (query, NUMBER);
  clause->title = dip_query_dup_text (query, TITLE);
  clause->heading = dip_query_dup_text_or_null (query, HEADING);
  clause->level = dip_query_get_uint (query, LEVEL);
  clause->kind = DIP_STORE_READ_WORD (query, KIND, DipClauseKind, clause_kind);
  clause->variant_dependent = dip_query_get_int64 (query, VARIANT_DEPENDENT) != 0;
  clause->stance = DIP_STORE_READ_WORD (query, STANCE, DipStance, stance);
  clause->stance_reason = dip_query_dup_text_or_null (query, STANCE_REASON);
  clause->question = dip_query_dup_text_or_null (query, QUESTION);
  clause->implemented = DIP_STORE_READ_WORD (query, IMPLEMENTED, DipImplemented, implemented);
  clause->implemented_text = dip_query_dup_text_or_null (query, IMPLEMENTED_TEXT);
  clause->answer = dip_query_dup_text_or_null (query, ANSWER);
  clause->page = dip_query_get_uint (query, PAGE);
  clause->line = dip_query_get_uint (query, LINE);

  /* It joins the others last: its parent can only be one before it. */
  g_ptr_array_add (self->document->clauses, clause);
}

static void
take_variant (Loader   *self,
              DipQuery *query)
{
  enum { ORDINAL, KEY, LABEL, CLAUSE };
  DipVariant *variant;

  if (!is_next (query, ORDINAL, self->document->variants->len))
    return;

  variant = dip_variant_new (NULL, NULL);
  variant->key = dip_query_dup_text (query, KEY);
  variant->label = dip_query_dup_text (query, LABEL);
  variant->clause = dup_clause_id (self, query, CLAUSE);
  g_ptr_array_add (self->document->variants, variant);
}

static void
take_variant_alias (Loader   *self,
                    DipQuery *query)
{
  enum { VARIANT, ORDINAL, ALIAS };
  guint place = dip_query_get_uint (query, VARIANT);
  DipVariant *variant;

  if (place >= self->document->variants->len)
    {
      dip_query_mark_damaged (query, "a part of a variant has no variant");
      return;
    }

  variant = g_ptr_array_index (self->document->variants, place);
  append_word (self, query, VARIANT, ORDINAL, &variant->aliases, dip_query_dup_text (query, ALIAS));
}

static void
take_term (Loader   *self,
           DipQuery *query)
{
  enum { ORDINAL, TERM, MEANING, CLAUSE };
  DipTerm *term;

  if (!is_next (query, ORDINAL, self->document->terms->len))
    return;

  term = dip_term_new (NULL, NULL, NULL);
  term->term = dip_query_dup_text (query, TERM);
  term->meaning = dip_query_dup_text (query, MEANING);
  term->clause = dup_clause_id (self, query, CLAUSE);
  g_ptr_array_add (self->document->terms, term);
}

/* A key like "private" is shared by many blocks, but each owns its strings. */
static char *
dup_variant_key (Loader   *self,
                 DipQuery *query,
                 int       column)
{
  int ordinal = dip_query_get_ordinal (query, column);
  const DipVariant *variant;

  if (ordinal < 0)
    return NULL;

  if ((guint) ordinal >= self->document->variants->len)
    {
      dip_query_mark_damaged (query, "a block holds for a variant that is not there");
      return NULL;
    }

  variant = g_ptr_array_index (self->document->variants, (guint) ordinal);

  return g_strdup (variant->key);
}

static void
take_block (Loader   *self,
            DipQuery *query)
{
  enum { CLAUSE, ORDINAL, KIND, MARKER, TEXT, VARIANT, DEPTH, PAGE, LINE };
  DipClause *clause = find_clause (self, query, CLAUSE);
  DipBlock *block;

  if (clause == NULL || !is_next (query, ORDINAL, clause->blocks->len))
    return;

  block = dip_block_new (DIP_STORE_READ_WORD (query, KIND, DipBlockKind, block_kind), NULL, NULL);
  block->marker = dip_query_dup_text_or_null (query, MARKER);
  block->variant = dup_variant_key (self, query, VARIANT);
  block->depth = dip_query_get_uint (query, DEPTH);
  block->page = dip_query_get_uint (query, PAGE);
  block->line = dip_query_get_uint (query, LINE);

  /* The text of a table comes with its cells. */
  if (block->kind != DIP_BLOCK_TABLE)
    block->text = dip_query_dup_text (query, TEXT);

  g_ptr_array_add (clause->blocks, block);
}

static void
finish_table (Loader *self)
{
  if (self->table != NULL)
    self->table->text = g_strdup (self->cells->str);

  self->table = NULL;
}

static void
take_cell (Loader   *self,
           DipQuery *query)
{
  enum { CLAUSE, BLOCK, ROW, COL, TEXT };
  DipClause *clause = find_clause (self, query, CLAUSE);
  guint place = dip_query_get_uint (query, BLOCK);
  int row = dip_query_get_ordinal (query, ROW);
  int col = dip_query_get_ordinal (query, COL);
  DipBlock *block = NULL;
  const char *text;

  if (clause != NULL && place < clause->blocks->len)
    block = g_ptr_array_index (clause->blocks, place);

  if (block == NULL || block->kind != DIP_BLOCK_TABLE || block->text != NULL)
    {
      dip_query_mark_damaged (query, "a cell has no table");
      return;
    }

  if (block != self->table)
    {
      finish_table (self);
      g_string_truncate (self->cells, 0);
      self->table = block;
      self->row = 0;
      self->col = -1;
    }

  if (row == self->row && col == self->col + 1)
    g_string_append (self->cells, col > 0 ? "\t" : "");
  else if (row == self->row + 1 && col == 0 && self->col >= 0)
    g_string_append_c (self->cells, '\n');
  else
    dip_query_mark_damaged (query, "a table has gaps");

  /* NULL for an empty cell, and for bytes that somebody else wrote there. */
  text = dip_query_get_text (query, TEXT);
  if (text != NULL)
    g_string_append (self->cells, text);

  self->row = row;
  self->col = col;
}

static void
take_control (Loader   *self,
              DipQuery *query)
{
  enum { CLAUSE, ORDINAL, CODE, FRAMEWORK, ORIGIN, CONFIDENCE };
  DipClause *clause = find_clause (self, query, CLAUSE);
  DipControl *control;

  if (clause == NULL || !is_next (query, ORDINAL, clause->controls->len))
    return;

  control = dip_control_new (NULL, NULL, DIP_STORE_READ_WORD (query, ORIGIN, DipOrigin, origin),
                             dip_query_get_double (query, CONFIDENCE));
  control->id = dip_query_dup_text (query, CODE);
  control->framework = dip_query_dup_text (query, FRAMEWORK);
  g_ptr_array_add (clause->controls, control);

  if (!(control->confidence >= 0.0 && control->confidence <= 1.0))
    dip_query_mark_damaged (query, "a confidence is out of range");
}

static void
take_reference (Loader   *self,
                DipQuery *query)
{
  enum { CLAUSE, ORDINAL, TARGET };
  DipClause *clause = find_clause (self, query, CLAUSE);
  const DipClause *target = find_clause (self, query, TARGET);

  if (clause != NULL && target != NULL)
    append_word (self, query, CLAUSE, ORDINAL, &clause->refers_to, g_strdup (target->id));
}

static void
take_fact (Loader   *self,
           DipQuery *query)
{
  enum { CLAUSE, ORDINAL, BLOCK, WHAT, VALUE, QUOTE };
  DipClause *clause = find_clause (self, query, CLAUSE);
  DipFact *fact;

  if (clause == NULL || !is_next (query, ORDINAL, clause->facts->len))
    return;

  fact = dip_fact_new (NULL, NULL, NULL, dip_query_get_ordinal (query, BLOCK));
  fact->what = dip_query_dup_text (query, WHAT);
  fact->value = dip_query_dup_text (query, VALUE);
  fact->quote = dip_query_dup_text (query, QUOTE);
  g_ptr_array_add (clause->facts, fact);

  if (fact->block >= (int) clause->blocks->len)
    dip_query_mark_damaged (query, "a fact names a block that is not there");
}

static gboolean
load_parts (Loader  *self,
            GError **error)
{
  static const TakeRow takers[DIP_STORE_N_PARTS] =
    {
      [DIP_STORE_PART_PROPERTY] = take_property,
      [DIP_STORE_PART_WARNING] = take_warning,
      [DIP_STORE_PART_REVISION] = take_revision,
      [DIP_STORE_PART_REVISION_ITEM] = take_revision_item,
      [DIP_STORE_PART_CLAUSE] = take_clause,
      [DIP_STORE_PART_VARIANT] = take_variant,
      [DIP_STORE_PART_VARIANT_ALIAS] = take_variant_alias,
      [DIP_STORE_PART_TERM] = take_term,
      [DIP_STORE_PART_BLOCK] = take_block,
      [DIP_STORE_PART_CELL] = take_cell,
      [DIP_STORE_PART_CONTROL] = take_control,
      [DIP_STORE_PART_REFERENCE] = take_reference,
      [DIP_STORE_PART_FACT] = take_fact,
    };

  for (guint i = 0; i < DIP_STORE_N_PARTS; i++)
    {
      if (!read_rows (self, _dip_store_part_get_sql (i), takers[i], error))
        return FALSE;

      finish_table (self);
    }

  return TRUE;
}

/* What no row can tell: that rows are missing. */
static gboolean
is_whole (Loader  *self,
          GError **error)
{
  DipDocument *document = self->document;
  gboolean whole = document->clauses->len == document->edition->n_clauses &&
                   document->warnings->len == document->edition->n_warnings;

  for (guint i = 0; whole && i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      for (guint j = 0; whole && j < clause->blocks->len; j++)
        whole = ((DipBlock *) g_ptr_array_index (clause->blocks, j))->text != NULL;
    }

  if (!whole)
    g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT,
                 "Could not " ACTION ": the library is damaged, parts of the edition are missing");

  return whole;
}

/**
 * dip_store_load_document:
 * @self: a store
 * @edition_id: a row id
 * @cancellable: (nullable): looked at once a row
 * @error: return location for an error
 *
 * Reads an edition with all of its text: exactly what was added. It is one
 * state of the library, also when somebody writes meanwhile. Costs one statement a
 * table, about a millisecond for a paper of forty clauses.
 *
 * Fails with [error@StoreError], `NOT_FOUND` if there is no such edition and
 * `CORRUPT` if its parts do not fit together, or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): the document
 */
DipDocument *
dip_store_load_document (DipStore      *self,
                         gint64         edition_id,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_auto (Loader) loader = { 0 };
  DipEdition *edition;
  gboolean done = FALSE;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  loader.database = self->database;
  loader.document = dip_document_new ();
  loader.edition_id = edition_id;
  loader.cancellable = cancellable;
  loader.cells = g_string_new (NULL);

  if (!dip_database_begin_reading (self->database, ACTION, cancellable, error))
    return NULL;

  edition = dip_store_find_edition (self, edition_id, cancellable, error);
  if (edition != NULL)
    {
      g_set_object (&loader.document->edition, edition);
      g_object_unref (edition);
      done = load_parts (&loader, error) && is_whole (&loader, error);
    }

  dip_database_rollback (self->database);

  return done ? g_steal_pointer (&loader.document) : NULL;
}
