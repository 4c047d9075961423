/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-salvage-private.h"

#include "base/dip-error.h"
#include "store/dip-store-parts.h"
#include "store/dip-store-private.h"

#include <string.h>

/*
 * From rows to an edition. Rows may be missing, and what they name may be: then the
 * rest moves up, and a name that leads nowhere is left out. Compare dip-store-load.c,
 * where each of these is an error.
 */
typedef struct
{
  DipDatabase  *rows;
  DipSalvaged  *salvaged;
  DipDocument  *document;     /* (unowned): that of @salvaged */
  GHashTable   *clauses;      /* (element-type int DipClause): by its ordinal, unowned */
  GHashTable   *ids;          /* (element-type utf8): of clauses, unowned */
  GHashTable   *variants;     /* (element-type int DipVariant): by its ordinal, unowned */
  GHashTable   *revisions;    /* (element-type int DipRevision): by its ordinal, unowned */
  GHashTable   *blocks;       /* (element-type DipBlock int): those before which one is missing, as
                               * the ordinal that it had; unowned */
  gint64        last[4];      /* the ordinals of the row before */
  GCancellable *cancellable;
} Assembler;

/* Takes a row. */
typedef void (*TakeRow) (Assembler *self,
                         DipQuery  *query);

static void
assembler_clear (Assembler *self)
{
  g_clear_pointer (&self->salvaged, dip_salvaged_free);
  g_clear_pointer (&self->clauses, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->variants, g_hash_table_unref);
  g_clear_pointer (&self->revisions, g_hash_table_unref);
  g_clear_pointer (&self->blocks, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Assembler, assembler_clear)

/* What is out of range is as far as it goes. */
static guint
get_number (DipQuery *query,
            int       column)
{
  return (guint) CLAMP (dip_query_get_int64 (query, column), 0, G_MAXUINT);
}

static void
lose (Assembler *self)
{
  self->salvaged->is_whole = FALSE;
}

/* Whether a row is the next one of its list; if not, some are lost. */
static void
expect_place (Assembler *self,
              DipQuery  *query,
              int        column,
              guint      n_before)
{
  if (dip_query_get_int64 (query, column) != (gint64) n_before)
    lose (self);
}

static gboolean
read_rows (Assembler   *self,
           const char  *sql,
           TakeRow      take,
           GError     **error)
{
  g_autoptr (DipQuery) query = dip_database_query (self->rows, sql, DIP_SALVAGE_ACTION, error);
  DipStep step;

  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":edition", self->salvaged->edition_id);
  while ((step = dip_query_step (query, self->cancellable, error)) == DIP_STEP_ROW)
    take (self, query);

  return step == DIP_STEP_DONE;
}

static gpointer
find (GHashTable *table,
      DipQuery   *query,
      int         column)
{
  gint64 place = dip_query_get_int64 (query, column);

  if (dip_query_is_null (query, column) || place < 0 || place > G_MAXINT32)
    return NULL;

  return g_hash_table_lookup (table, GINT_TO_POINTER ((int) place));
}

/* What a column names, or NULL; one that is named and not there is a loss. */
static gpointer
find_named (Assembler  *self,
            GHashTable *table,
            DipQuery   *query,
            int         column)
{
  gpointer found = find (table, query, column);

  if (found == NULL && !dip_query_is_null (query, column))
    lose (self);

  return found;
}

static char *
dup_clause_id (Assembler *self,
               DipQuery  *query,
               int        column)
{
  const DipClause *clause = find_named (self, self->clauses, query, column);

  return clause != NULL ? g_strdup (clause->id) : NULL;
}

static void
append_word (GStrv *words,
             char  *word)
{
  guint n = g_strv_length (*words);

  *words = g_renew (char *, *words, n + 2);
  (*words)[n] = word;
  (*words)[n + 1] = NULL;
}

static void
take_edition (Assembler *self,
              DipQuery  *query)
{
  enum { PAPER, PROVIDER, SERVICE, KIND, FRAMEWORK, SOURCE_NAME, TITLE, LANGUAGE, VERSION,
         VERSION_ORIGIN, ISSUED, IMPORTED, N_CLAUSES, IS_LOST };
  DipEdition *edition = self->document->edition;

  self->salvaged->has_values = dip_query_get_int64 (query, IS_LOST) == 0;
  self->salvaged->paper_id = dip_query_get_int64 (query, PAPER);
  self->salvaged->n_clauses = get_number (query, N_CLAUSES);
  edition->provider = dip_query_dup_text_or_null (query, PROVIDER);
  edition->service = dip_query_dup_text_or_null (query, SERVICE);
  edition->kind = dip_kind_from_string (dip_query_get_text (query, KIND));
  edition->framework = dip_query_dup_text_or_null (query, FRAMEWORK);
  edition->source_name = dip_query_dup_text_or_null (query, SOURCE_NAME);
  edition->title = dip_query_dup_text_or_null (query, TITLE);
  edition->language = dip_query_dup_text_or_null (query, LANGUAGE);
  edition->version = dip_query_dup_text_or_null (query, VERSION);
  edition->version_origin = dip_origin_from_string (dip_query_get_text (query, VERSION_ORIGIN));
  edition->issued = dip_query_dup_text_or_null (query, ISSUED);
  edition->imported = dip_query_dup_text_or_null (query, IMPORTED);

}

static void
take_property (Assembler *self,
               DipQuery  *query)
{
  enum { ORDINAL, NAME, VALUE };

  expect_place (self, query, ORDINAL, self->document->properties->len);
  g_ptr_array_add (self->document->properties,
                   dip_property_new (dip_query_get_text (query, NAME),
                                     dip_query_get_text (query, VALUE)));
}

static void
take_warning (Assembler *self,
              DipQuery  *query)
{
  enum { ORDINAL, TEXT };

  expect_place (self, query, ORDINAL, self->document->warnings->len);
  g_ptr_array_add (self->document->warnings, dip_query_dup_text (query, TEXT));
}

static void
take_revision (Assembler *self,
               DipQuery  *query)
{
  enum { ORDINAL, VERSION, LABEL, KIND, SUMMARY, PAGES, DATE };
  DipRevision *revision = dip_revision_new ();

  expect_place (self, query, ORDINAL, self->document->revisions->len);
  revision->version = dip_query_dup_text_or_null (query, VERSION);
  revision->label = dip_query_dup_text_or_null (query, LABEL);
  revision->kind = dip_query_dup_text_or_null (query, KIND);
  revision->summary = dip_query_dup_text_or_null (query, SUMMARY);
  revision->pages = dip_query_dup_text_or_null (query, PAGES);
  revision->date = dip_query_dup_text_or_null (query, DATE);
  g_ptr_array_add (self->document->revisions, revision);
  g_hash_table_insert (self->revisions,
                       GINT_TO_POINTER ((int) dip_query_get_int64 (query, ORDINAL)), revision);
}

static void
take_revision_item (Assembler *self,
                    DipQuery  *query)
{
  enum { REVISION, ORDINAL, TEXT };
  DipRevision *revision = find_named (self, self->revisions, query, REVISION);

  if (revision == NULL)
    return;

  expect_place (self, query, ORDINAL, g_strv_length (revision->items));
  append_word (&revision->items, dip_query_dup_text (query, TEXT));
}

static void
take_clause (Assembler *self,
             DipQuery  *query)
{
  enum { ORDINAL, PARENT, CITE, NUMBER, TITLE, HEADING, LEVEL, KIND, VARIANT_DEPENDENT, STANCE,
         STANCE_REASON, QUESTION, IMPLEMENTED, IMPLEMENTED_TEXT, ANSWER, PAGE, LINE };
  g_autofree char *id = dip_query_dup_text (query, CITE);
  DipClause *clause;

  expect_place (self, query, ORDINAL, self->document->clauses->len);
  if (*id == '\0' || g_hash_table_contains (self->ids, id))
    {
      lose (self);
      return;
    }

  clause = dip_clause_new ();
  clause->parent = dup_clause_id (self, query, PARENT);
  clause->id = g_steal_pointer (&id);
  clause->number = dip_query_dup_text_or_null (query, NUMBER);
  clause->title = dip_query_dup_text (query, TITLE);
  clause->heading = dip_query_dup_text_or_null (query, HEADING);
  clause->level = MAX (get_number (query, LEVEL), 1);
  clause->kind = dip_clause_kind_from_string (dip_query_get_text (query, KIND));
  clause->variant_dependent = dip_query_get_int64 (query, VARIANT_DEPENDENT) != 0;
  clause->stance = dip_stance_from_string (dip_query_get_text (query, STANCE));
  clause->stance_reason = dip_query_dup_text_or_null (query, STANCE_REASON);
  clause->question = dip_query_dup_text_or_null (query, QUESTION);
  clause->implemented = dip_implemented_from_string (dip_query_get_text (query, IMPLEMENTED));
  clause->implemented_text = dip_query_dup_text_or_null (query, IMPLEMENTED_TEXT);
  clause->answer = dip_query_dup_text_or_null (query, ANSWER);
  clause->page = get_number (query, PAGE);
  clause->line = get_number (query, LINE);
  g_ptr_array_add (self->document->clauses, clause);
  g_hash_table_add (self->ids, clause->id);
  g_hash_table_insert (self->clauses,
                       GINT_TO_POINTER ((int) dip_query_get_int64 (query, ORDINAL)), clause);
}

static void
take_variant (Assembler *self,
              DipQuery  *query)
{
  enum { ORDINAL, KEY, LABEL, CLAUSE };
  const char *key = dip_query_get_text (query, KEY);
  DipVariant *variant;

  expect_place (self, query, ORDINAL, self->document->variants->len);
  for (guint i = 0; i < self->document->variants->len; i++)
    {
      variant = g_ptr_array_index (self->document->variants, i);
      if (g_strcmp0 (variant->key, key) == 0)
        {
          lose (self);
          return;
        }
    }

  variant = dip_variant_new (key, dip_query_get_text (query, LABEL));
  variant->clause = dup_clause_id (self, query, CLAUSE);
  g_ptr_array_add (self->document->variants, variant);
  g_hash_table_insert (self->variants,
                       GINT_TO_POINTER ((int) dip_query_get_int64 (query, ORDINAL)), variant);
}

static void
take_variant_alias (Assembler *self,
                    DipQuery  *query)
{
  enum { VARIANT, ORDINAL, ALIAS };
  DipVariant *variant = find_named (self, self->variants, query, VARIANT);

  if (variant == NULL)
    return;

  expect_place (self, query, ORDINAL, g_strv_length (variant->aliases));
  append_word (&variant->aliases, dip_query_dup_text (query, ALIAS));
}

static void
take_term (Assembler *self,
           DipQuery  *query)
{
  enum { ORDINAL, TERM, MEANING, CLAUSE };
  g_autofree char *clause = dup_clause_id (self, query, CLAUSE);

  expect_place (self, query, ORDINAL, self->document->terms->len);
  g_ptr_array_add (self->document->terms,
                   dip_term_new (dip_query_get_text (query, TERM),
                                 dip_query_get_text (query, MEANING), clause));
}

static void
take_block (Assembler *self,
            DipQuery  *query)
{
  enum { CLAUSE, ORDINAL, KIND, MARKER, TEXT, VARIANT, DEPTH, PAGE, LINE };
  DipClause *clause = find_named (self, self->clauses, query, CLAUSE);
  const DipVariant *variant = find_named (self, self->variants, query, VARIANT);
  gint64 ordinal = dip_query_get_int64 (query, ORDINAL);
  const char *text = dip_query_get_text (query, TEXT);
  DipBlock *block;

  if (clause == NULL)
    return;

  expect_place (self, query, ORDINAL, clause->blocks->len);
  block = dip_block_new (dip_block_kind_from_string (dip_query_get_text (query, KIND)),
                         dip_query_get_text (query, MARKER), text);
  if (block->kind != DIP_BLOCK_TABLE && block->text == NULL)
    block->text = g_strdup ("");
  if (block->kind == DIP_BLOCK_TABLE)
    g_clear_pointer (&block->text, g_free);

  block->variant = variant != NULL ? g_strdup (variant->key) : NULL;
  block->depth = get_number (query, DEPTH);
  block->page = get_number (query, PAGE);
  block->line = get_number (query, LINE);
  g_ptr_array_add (clause->blocks, block);
  g_hash_table_insert (self->blocks, block, GINT_TO_POINTER ((int) CLAMP (ordinal, 0, G_MAXINT32)));
}

/* The block that had an ordinal in its clause; it may have moved up. */
static DipBlock *
find_block (Assembler *self,
            DipClause *clause,
            gint64     ordinal,
            guint     *place)
{
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      DipBlock *block = g_ptr_array_index (clause->blocks, i);

      if (GPOINTER_TO_INT (g_hash_table_lookup (self->blocks, block)) == ordinal)
        {
          *place = i;
          return block;
        }
    }

  return NULL;
}

static void
take_cell (Assembler *self,
           DipQuery  *query)
{
  enum { CLAUSE, BLOCK, ROW, COL, TEXT };
  DipClause *clause = find_named (self, self->clauses, query, CLAUSE);
  gint64 row = dip_query_get_int64 (query, ROW);
  gint64 col = dip_query_get_int64 (query, COL);
  const char *text = dip_query_get_text (query, TEXT);
  g_autofree char *before = NULL;
  DipBlock *block = NULL;
  gboolean is_new_row;
  guint place;

  if (clause != NULL)
    block = find_block (self, clause, dip_query_get_int64 (query, BLOCK), &place);
  if (block == NULL || block->kind != DIP_BLOCK_TABLE)
    {
      lose (self);
      return;
    }

  if (block->text == NULL)
    {
      if (row != 0 || col != 0)
        lose (self);
      block->text = g_strdup (text != NULL ? text : "");
    }
  else
    {
      is_new_row = row != self->last[0];
      if (is_new_row ? row != self->last[0] + 1 || col != 0 : col != self->last[1] + 1)
        lose (self);
      before = g_steal_pointer (&block->text);
      block->text = g_strconcat (before, is_new_row ? "\n" : "\t", text, NULL);
    }

  self->last[0] = row;
  self->last[1] = col;
}

static void
take_control (Assembler *self,
              DipQuery  *query)
{
  enum { CLAUSE, ORDINAL, CODE, FRAMEWORK, ORIGIN, CONFIDENCE };
  DipClause *clause = find_named (self, self->clauses, query, CLAUSE);
  double confidence = dip_query_get_double (query, CONFIDENCE);

  if (clause == NULL || dip_query_is_null (query, CODE) || dip_query_is_null (query, FRAMEWORK))
    {
      lose (self);
      return;
    }

  expect_place (self, query, ORDINAL, clause->controls->len);
  if (!(confidence >= 0.0 && confidence <= 1.0))
    confidence = 0.0;
  g_ptr_array_add (clause->controls,
                   dip_control_new (dip_query_get_text (query, CODE),
                                    dip_query_get_text (query, FRAMEWORK),
                                    dip_origin_from_string (dip_query_get_text (query, ORIGIN)),
                                    confidence));
}

static void
take_reference (Assembler *self,
                DipQuery  *query)
{
  enum { CLAUSE, ORDINAL, TARGET };
  DipClause *clause = find_named (self, self->clauses, query, CLAUSE);
  const DipClause *target = find_named (self, self->clauses, query, TARGET);

  if (clause == NULL || target == NULL ||
      g_strv_contains ((const char *const *) clause->refers_to, target->id))
    return;

  expect_place (self, query, ORDINAL, g_strv_length (clause->refers_to));
  append_word (&clause->refers_to, g_strdup (target->id));
}

static void
take_fact (Assembler *self,
           DipQuery  *query)
{
  enum { CLAUSE, ORDINAL, BLOCK, WHAT, VALUE, QUOTE };
  DipClause *clause = find_named (self, self->clauses, query, CLAUSE);
  int block = -1;
  guint place;

  if (clause == NULL)
    return;

  expect_place (self, query, ORDINAL, clause->facts->len);
  if (!dip_query_is_null (query, BLOCK))
    {
      if (find_block (self, clause, dip_query_get_int64 (query, BLOCK), &place) != NULL)
        block = (int) place;
      else
        lose (self);
    }

  g_ptr_array_add (clause->facts, dip_fact_new (dip_query_get_text (query, WHAT),
                                                dip_query_get_text (query, VALUE),
                                                dip_query_get_text (query, QUOTE), block));
}

static gboolean
read_values (Assembler  *self,
             GError    **error)
{
  static const char edition_sql[] =
    "SELECT edition.paper_id, provider.name, service.name, paper.kind, framework.key,"
    "       edition.source_name, edition.title, edition.language, edition.version,"
    "       edition.version_origin, edition.issued, edition.imported, edition.n_clauses,"
    "       paper.id IS NULL OR service.id IS NULL OR provider.id IS NOT service.provider_id"
    "  FROM edition"
    "  LEFT JOIN paper ON paper.id = edition.paper_id"
    "  LEFT JOIN service ON service.id = edition.service_id"
    "  LEFT JOIN provider ON provider.id = service.provider_id"
    "  LEFT JOIN framework ON framework.id = edition.framework_id"
    " WHERE edition.id = :edition";

  return read_rows (self, edition_sql, take_edition, error);
}

static gboolean
read_parts (Assembler  *self,
            GError    **error)
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
    }

  return TRUE;
}

/* A table without cells is no table. */
static void
drop_empty_tables (Assembler *self)
{
  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->blocks->len; j++)
        {
          DipBlock *block = g_ptr_array_index (clause->blocks, j);

          if (block->text != NULL)
            continue;

          block->text = g_strdup ("");
          lose (self);
        }
    }
}

/**
 * _dip_salvage_find_source:
 * @self: a salvage
 * @source_id: a row id
 * @media_type: (out) (optional): what sort of file it is
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file, if its bytes are those of its
 *   digest; NULL without @error set if not
 */
GBytes *
_dip_salvage_find_source (DipSalvage    *self,
                          gint64         source_id,
                          char         **media_type,
                          GCancellable  *cancellable,
                          GError       **error)
{
  enum { SHA256, MEDIA_TYPE, BYTES };
  static const char sql[] = "SELECT sha256, media_type, bytes FROM source WHERE id = :source";
  g_autoptr (DipQuery) query = dip_database_query (self->rows, sql, DIP_SALVAGE_ACTION, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;

  if (query == NULL)
    return NULL;

  dip_query_bind_int64 (query, ":source", source_id);
  if (dip_query_step (query, cancellable, error) != DIP_STEP_ROW)
    return NULL;

  bytes = dip_query_get_bytes (query, BYTES);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (g_strcmp0 (digest, dip_query_get_text (query, SHA256)) != 0)
    return NULL;

  if (media_type != NULL)
    *media_type = dip_query_dup_text_or_null (query, MEDIA_TYPE);

  return g_steal_pointer (&bytes);
}

static gboolean
add_source (Assembler   *self,
            DipSalvage  *salvage,
            GError     **error)
{
  static const char sql[] = "SELECT source_id FROM edition WHERE id = :edition";
  g_autoptr (DipQuery) query = dip_database_query (self->rows, sql, DIP_SALVAGE_ACTION, error);
  DipEdition *edition = self->document->edition;
  g_autoptr (GError) local_error = NULL;

  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":edition", self->salvaged->edition_id);
  switch (dip_query_step (query, self->cancellable, error))
    {
    case DIP_STEP_ROW:
      break;

    case DIP_STEP_DONE:
      return TRUE;

    case DIP_STEP_ERROR:
    default:
      return FALSE;
    }

  self->salvaged->source = _dip_salvage_find_source (salvage, dip_query_get_int64 (query, 0),
                                                     &edition->media_type, self->cancellable,
                                                     &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (self->salvaged->source != NULL)
    {
      edition->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->salvaged->source);
      edition->n_bytes = (gint64) g_bytes_get_size (self->salvaged->source);
    }

  return TRUE;
}

DipSalvaged *
_dip_salvage_assemble (DipSalvage    *self,
                       gint64         edition_id,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_auto (Assembler) assembler = { .rows = self->rows, .cancellable = cancellable };
  DipEdition *edition;

  assembler.salvaged = g_new0 (DipSalvaged, 1);
  assembler.salvaged->edition_id = edition_id;
  assembler.salvaged->is_whole = TRUE;
  assembler.document = assembler.salvaged->document = dip_document_new ();
  assembler.clauses = g_hash_table_new (NULL, NULL);
  assembler.ids = g_hash_table_new (g_str_hash, g_str_equal);
  assembler.variants = g_hash_table_new (NULL, NULL);
  assembler.revisions = g_hash_table_new (NULL, NULL);
  assembler.blocks = g_hash_table_new (NULL, NULL);

  if (!read_values (&assembler, error) || !read_parts (&assembler, error) ||
      !add_source (&assembler, self, error))
    return NULL;

  drop_empty_tables (&assembler);

  /* A list whose end is lost looks like a shorter one. */
  if (self->n_broken > 0)
    lose (&assembler);

  edition = assembler.document->edition;
  if (!assembler.salvaged->has_values ||
      assembler.document->clauses->len != assembler.salvaged->n_clauses)
    lose (&assembler);
  edition->n_clauses = assembler.document->clauses->len;
  edition->n_warnings = assembler.document->warnings->len;

  return g_steal_pointer (&assembler.salvaged);
}

void
dip_salvaged_free (DipSalvaged *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->document);
  g_clear_pointer (&self->source, g_bytes_unref);
  g_free (self);
}
