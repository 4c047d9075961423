/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-private.h"

#include "base/dip-error.h"

#include <string.h>

#define ACTION "add the edition"

/*
 * One import. Rows that belong to the edition are written table by table, each
 * table after those that its foreign keys lead to.
 */
typedef struct
{
  DipWork      work;
  DipDocument *document;
  GBytes      *source;
  gint64       edition_id;
  GHashTable  *clauses;   /* (element-type utf8 int): id (unowned) → ordinal + 1 */
  GHashTable  *variants;  /* (element-type utf8 int): key (unowned) → ordinal + 1 */
  GHashTable  *controls;  /* (element-type utf8 gint64): framework, LF, code → row id */
} Adder;

static void
adder_clear (Adder *self)
{
  g_clear_pointer (&self->clauses, g_hash_table_unref);
  g_clear_pointer (&self->variants, g_hash_table_unref);
  g_clear_pointer (&self->controls, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Adder, adder_clear)

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *why = NULL;
  va_list arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT, "Could not " ACTION ": %s", why);

  return FALSE;
}

static DipQuery *
query (Adder       *self,
       const char  *sql,
       GError     **error)
{
  return dip_database_query (self->work.database, sql, ACTION, error);
}

static gboolean
run (Adder     *self,
     DipQuery  *statement,
     GError   **error)
{
  return dip_query_run (statement, self->work.cancellable, error);
}

/* Binds the place of the clause that a clause, a term or a variant names. */
static gboolean
bind_clause (Adder       *self,
             DipQuery    *statement,
             const char  *name,
             const char  *id,
             const char  *who,
             GError     **error)
{
  int place = id != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (self->clauses, id)) : 0;

  if (id != NULL && place == 0)
    return refuse (error, "%s names a clause “%s” that the edition does not have", who, id);

  dip_query_bind_ordinal (statement, name, place - 1);

  return TRUE;
}

static gboolean
index_parts (Adder   *self,
             GError **error)
{
  DipDocument *document = self->document;

  self->clauses = g_hash_table_new (g_str_hash, g_str_equal);
  self->variants = g_hash_table_new (g_str_hash, g_str_equal);
  self->controls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->id == NULL)
        return refuse (error, "its clause %u has no id", i + 1);

      if (!g_hash_table_insert (self->clauses, clause->id, GINT_TO_POINTER (i + 1)))
        return refuse (error, "two of its clauses have the id “%s”", clause->id);
    }

  for (guint i = 0; i < document->variants->len; i++)
    {
      DipVariant *variant = g_ptr_array_index (document->variants, i);

      if (variant->key == NULL)
        return refuse (error, "its variant %u has no key", i + 1);

      if (!g_hash_table_insert (self->variants, variant->key, GINT_TO_POINTER (i + 1)))
        return refuse (error, "two of its variants have the key “%s”", variant->key);
    }

  return TRUE;
}

static gint64
make_framework (Adder       *self,
                const char  *key,
                GError     **error)
{
  static const char find_sql[] = "SELECT id FROM framework WHERE key = :key";
  static const char add_sql[] = "INSERT INTO framework (key) VALUES (:key)";
  g_autoptr (DipQuery) find = query (self, find_sql, error);
  g_autoptr (DipQuery) add = NULL;

  if (find == NULL)
    return -1;

  dip_query_bind_text (find, ":key", key);
  switch (dip_query_step (find, self->work.cancellable, error))
    {
    case DIP_STEP_ROW:
      return dip_query_get_int64 (find, 0);

    case DIP_STEP_DONE:
      break;

    case DIP_STEP_ERROR:
    default:
      return -1;
    }

  add = query (self, add_sql, error);
  if (add == NULL)
    return -1;

  dip_query_bind_text (add, ":key", key);
  if (!run (self, add, error))
    return -1;

  return dip_database_get_last_row_id (self->work.database);
}

static gint64
find_or_add_control (Adder             *self,
                     const DipControl  *control,
                     GError           **error)
{
  static const char find_sql[] =
    "SELECT id FROM control WHERE framework_id = :framework AND code = :code";
  static const char add_sql[] =
    "INSERT INTO control (framework_id, code) VALUES (:framework, :code)";
  gint64 framework_id = make_framework (self, control->framework, error);
  g_autoptr (DipQuery) find = NULL;
  g_autoptr (DipQuery) add = NULL;

  if (framework_id < 0)
    return -1;

  find = query (self, find_sql, error);
  if (find == NULL)
    return -1;

  dip_query_bind_int64 (find, ":framework", framework_id);
  dip_query_bind_text (find, ":code", control->id);
  switch (dip_query_step (find, self->work.cancellable, error))
    {
    case DIP_STEP_ROW:
      return dip_query_get_int64 (find, 0);

    case DIP_STEP_DONE:
      break;

    case DIP_STEP_ERROR:
    default:
      return -1;
    }

  add = query (self, add_sql, error);
  if (add == NULL)
    return -1;

  dip_query_bind_int64 (add, ":framework", framework_id);
  dip_query_bind_text (add, ":code", control->id);
  if (!run (self, add, error))
    return -1;

  return dip_database_get_last_row_id (self->work.database);
}

static gint64
make_control (Adder             *self,
              const DipControl  *control,
              GError           **error)
{
  g_autofree char *key = NULL;
  gint64 *known;
  gint64 id;

  if (control->framework == NULL || control->id == NULL)
    {
      refuse (error, "a control has no framework or no id");
      return -1;
    }

  key = g_strconcat (control->framework, "\n", control->id, NULL);
  known = g_hash_table_lookup (self->controls, key);
  if (known != NULL)
    return *known;

  id = find_or_add_control (self, control, error);
  if (id > 0)
    g_hash_table_insert (self->controls, g_steal_pointer (&key), g_memdup2 (&id, sizeof id));

  return id;
}

static gint64
add_source (Adder   *self,
            GError **error)
{
  static const char sql[] =
    "INSERT INTO source (sha256, media_type, bytes) VALUES (:sha256, :media_type, :bytes)";
  DipEdition *edition = self->document->edition;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->source);
  g_autoptr (DipQuery) statement = NULL;

  if (g_strcmp0 (edition->sha256, digest) != 0)
    {
      refuse (error, "its digest is not that of its bytes");
      return -1;
    }

  statement = query (self, sql, error);
  if (statement == NULL)
    return -1;

  dip_query_bind_text (statement, ":sha256", digest);
  dip_query_bind_text (statement, ":media_type", edition->media_type);
  dip_query_bind_bytes (statement, ":bytes", self->source);
  if (!run (self, statement, error))
    return -1;

  return dip_database_get_last_row_id (self->work.database);
}

static gboolean
add_edition (Adder   *self,
             GError **error)
{
  static const char sql[] =
    "INSERT INTO edition (paper_id, service_id, source_id, framework_id, source_name, title,"
    "                     language, version, version_origin, issued, imported, n_clauses,"
    "                     n_warnings)"
    " VALUES (:paper, :service, :source, :framework, :source_name, :title, :language, :version,"
    "         :version_origin, :issued,"
    "         ifnull (:imported, strftime ('%Y-%m-%dT%H:%M:%SZ', 'now')),"
    "         :n_clauses, :n_warnings)";
  DipEdition *edition = self->document->edition;
  DipOrigin origin = edition->version != NULL ? edition->version_origin : DIP_ORIGIN_NONE;
  g_autoptr (DipQuery) statement = NULL;
  gint64 framework_id = 0;
  gint64 service_id, paper_id, source_id;

  service_id = _dip_store_make_service (&self->work, edition->provider, edition->service, error);
  if (service_id < 0)
    return FALSE;

  paper_id = _dip_store_find_paper (&self->work, service_id, edition->kind, 0, error);
  if (paper_id == 0)
    paper_id = _dip_store_make_paper (&self->work, edition->kind, error);
  if (paper_id < 0)
    return FALSE;

  if (edition->framework != NULL)
    framework_id = make_framework (self, edition->framework, error);
  if (framework_id < 0)
    return FALSE;

  source_id = add_source (self, error);
  if (source_id < 0)
    return FALSE;

  statement = query (self, sql, error);
  if (statement == NULL)
    return FALSE;

  dip_query_bind_int64 (statement, ":paper", paper_id);
  dip_query_bind_int64 (statement, ":service", service_id);
  dip_query_bind_int64 (statement, ":source", source_id);
  dip_query_bind_id (statement, ":framework", framework_id);
  dip_query_bind_text (statement, ":source_name", edition->source_name);
  dip_query_bind_text (statement, ":title", edition->title);
  dip_query_bind_text (statement, ":language", edition->language);
  dip_query_bind_text (statement, ":version", edition->version);
  dip_query_bind_text (statement, ":version_origin", dip_origin_to_string (origin));
  dip_query_bind_text (statement, ":issued", edition->issued);
  dip_query_bind_text (statement, ":imported", edition->imported);
  dip_query_bind_int64 (statement, ":n_clauses", self->document->clauses->len);
  dip_query_bind_int64 (statement, ":n_warnings", self->document->warnings->len);
  if (!run (self, statement, error))
    return FALSE;

  self->edition_id = dip_database_get_last_row_id (self->work.database);

  return TRUE;
}

static gboolean
add_properties (Adder   *self,
                GError **error)
{
  static const char sql[] =
    "INSERT INTO property (edition_id, ordinal, name, value)"
    " VALUES (:edition, :ordinal, :name, :value)";
  g_autoptr (DipQuery) statement = query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->properties->len; i++)
    {
      DipProperty *property = g_ptr_array_index (self->document->properties, i);

      dip_query_bind_int64 (statement, ":edition", self->edition_id);
      dip_query_bind_int64 (statement, ":ordinal", i);
      dip_query_bind_text (statement, ":name", property->name);
      dip_query_bind_text (statement, ":value", property->value);
      if (!run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_warnings (Adder   *self,
              GError **error)
{
  static const char sql[] =
    "INSERT INTO warning (edition_id, ordinal, text) VALUES (:edition, :ordinal, :text)";
  g_autoptr (DipQuery) statement = query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->warnings->len; i++)
    {
      dip_query_bind_int64 (statement, ":edition", self->edition_id);
      dip_query_bind_int64 (statement, ":ordinal", i);
      dip_query_bind_text (statement, ":text", g_ptr_array_index (self->document->warnings, i));
      if (!run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_revisions (Adder   *self,
               GError **error)
{
  static const char sql[] =
    "INSERT INTO revision (edition_id, ordinal, version, label, kind, summary, pages, date)"
    " VALUES (:edition, :ordinal, :version, :label, :kind, :summary, :pages, :date)";
  static const char item_sql[] =
    "INSERT INTO revision_item (edition_id, revision, ordinal, text)"
    " VALUES (:edition, :revision, :ordinal, :text)";
  g_autoptr (DipQuery) statement = query (self, sql, error);
  g_autoptr (DipQuery) item_statement = query (self, item_sql, statement != NULL ? error : NULL);

  if (statement == NULL || item_statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->revisions->len; i++)
    {
      DipRevision *revision = g_ptr_array_index (self->document->revisions, i);

      dip_query_bind_int64 (statement, ":edition", self->edition_id);
      dip_query_bind_int64 (statement, ":ordinal", i);
      dip_query_bind_text (statement, ":version", revision->version);
      dip_query_bind_text (statement, ":label", revision->label);
      dip_query_bind_text (statement, ":kind", revision->kind);
      dip_query_bind_text (statement, ":summary", revision->summary);
      dip_query_bind_text (statement, ":pages", revision->pages);
      dip_query_bind_text (statement, ":date", revision->date);
      if (!run (self, statement, error))
        return FALSE;

      for (guint j = 0; revision->items != NULL && revision->items[j] != NULL; j++)
        {
          dip_query_bind_int64 (item_statement, ":edition", self->edition_id);
          dip_query_bind_int64 (item_statement, ":revision", i);
          dip_query_bind_int64 (item_statement, ":ordinal", j);
          dip_query_bind_text (item_statement, ":text", revision->items[j]);
          if (!run (self, item_statement, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_parent (Adder            *self,
              guint             ordinal,
              const DipClause  *clause,
              GError          **error)
{
  int place;

  if (clause->parent == NULL)
    return TRUE;

  place = GPOINTER_TO_INT (g_hash_table_lookup (self->clauses, clause->parent));
  if (place > (int) ordinal)
    return refuse (error, "its clause “%s” stands before its parent “%s”", clause->id, clause->parent);

  return TRUE;
}

static gboolean
add_clauses (Adder   *self,
             GError **error)
{
  static const char sql[] =
    "INSERT INTO clause (edition_id, ordinal, parent, cite, number, title, heading, level, kind,"
    "                    variant_dependent, stance, stance_reason, question, implemented,"
    "                    implemented_text, answer, page, line)"
    " VALUES (:edition, :ordinal, :parent, :cite, :number, :title, :heading, :level, :kind,"
    "         :variant_dependent, :stance, :stance_reason, :question, :implemented,"
    "         :implemented_text, :answer, :page, :line)";
  g_autoptr (DipQuery) statement = query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      if (!check_parent (self, i, clause, error) ||
          !bind_clause (self, statement, ":parent", clause->parent, clause->id, error))
        return FALSE;

      dip_query_bind_int64 (statement, ":edition", self->edition_id);
      dip_query_bind_int64 (statement, ":ordinal", i);
      dip_query_bind_text (statement, ":cite", clause->id);
      dip_query_bind_text (statement, ":number", clause->number);
      dip_query_bind_text (statement, ":title", clause->title);
      dip_query_bind_text (statement, ":heading", clause->heading);
      dip_query_bind_int64 (statement, ":level", clause->level);
      dip_query_bind_text (statement, ":kind", dip_clause_kind_to_string (clause->kind));
      dip_query_bind_int64 (statement, ":variant_dependent", clause->variant_dependent ? 1 : 0);
      dip_query_bind_text (statement, ":stance", dip_stance_to_string (clause->stance));
      dip_query_bind_text (statement, ":stance_reason", clause->stance_reason);
      dip_query_bind_text (statement, ":question", clause->question);
      dip_query_bind_text (statement, ":implemented", dip_implemented_to_string (clause->implemented));
      dip_query_bind_text (statement, ":implemented_text", clause->implemented_text);
      dip_query_bind_text (statement, ":answer", clause->answer);
      dip_query_bind_int64 (statement, ":page", clause->page);
      dip_query_bind_int64 (statement, ":line", clause->line);
      if (!run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_variants (Adder   *self,
              GError **error)
{
  static const char sql[] =
    "INSERT INTO variant (edition_id, ordinal, key, label, clause)"
    " VALUES (:edition, :ordinal, :key, :label, :clause)";
  static const char alias_sql[] =
    "INSERT INTO variant_alias (edition_id, variant, ordinal, alias)"
    " VALUES (:edition, :variant, :ordinal, :alias)";
  g_autoptr (DipQuery) statement = query (self, sql, error);
  g_autoptr (DipQuery) alias_statement = query (self, alias_sql, statement != NULL ? error : NULL);

  if (statement == NULL || alias_statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->variants->len; i++)
    {
      DipVariant *variant = g_ptr_array_index (self->document->variants, i);

      if (!bind_clause (self, statement, ":clause", variant->clause, "a variant", error))
        return FALSE;

      dip_query_bind_int64 (statement, ":edition", self->edition_id);
      dip_query_bind_int64 (statement, ":ordinal", i);
      dip_query_bind_text (statement, ":key", variant->key);
      dip_query_bind_text (statement, ":label", variant->label);
      if (!run (self, statement, error))
        return FALSE;

      for (guint j = 0; variant->aliases != NULL && variant->aliases[j] != NULL; j++)
        {
          dip_query_bind_int64 (alias_statement, ":edition", self->edition_id);
          dip_query_bind_int64 (alias_statement, ":variant", i);
          dip_query_bind_int64 (alias_statement, ":ordinal", j);
          dip_query_bind_text (alias_statement, ":alias", variant->aliases[j]);
          if (!run (self, alias_statement, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_terms (Adder   *self,
           GError **error)
{
  static const char sql[] =
    "INSERT INTO term (edition_id, ordinal, term, meaning, clause)"
    " VALUES (:edition, :ordinal, :term, :meaning, :clause)";
  g_autoptr (DipQuery) statement = query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->terms->len; i++)
    {
      DipTerm *term = g_ptr_array_index (self->document->terms, i);

      if (!bind_clause (self, statement, ":clause", term->clause, "a term", error))
        return FALSE;

      dip_query_bind_int64 (statement, ":edition", self->edition_id);
      dip_query_bind_int64 (statement, ":ordinal", i);
      dip_query_bind_text (statement, ":term", term->term);
      dip_query_bind_text (statement, ":meaning", term->meaning);
      if (!run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

/* Rows are cut at LF and cells at TAB; joining them gives the same text again. */
static gboolean
add_cells (Adder       *self,
           DipQuery    *statement,
           guint        clause,
           guint        block,
           const char  *text,
           GError     **error)
{
  guint row = 0;
  guint col = 0;

  for (;;)
    {
      gsize length = strcspn (text, "\t\n");

      dip_query_bind_int64 (statement, ":edition", self->edition_id);
      dip_query_bind_int64 (statement, ":clause", clause);
      dip_query_bind_int64 (statement, ":block", block);
      dip_query_bind_int64 (statement, ":row", row);
      dip_query_bind_int64 (statement, ":col", col);
      dip_query_bind_text_len (statement, ":text", text, length);
      if (!run (self, statement, error))
        return FALSE;

      text += length;
      if (*text == '\0')
        return TRUE;

      if (*text == '\t')
        col++;
      else
        {
          row++;
          col = 0;
        }

      text++;
    }
}

static gboolean
add_block (Adder            *self,
           DipQuery         *statement,
           DipQuery         *cell_statement,
           guint             clause,
           guint             ordinal,
           const DipBlock   *block,
           GError          **error)
{
  gboolean is_table = block->kind == DIP_BLOCK_TABLE;
  int variant = 0;

  if (block->variant != NULL)
    {
      variant = GPOINTER_TO_INT (g_hash_table_lookup (self->variants, block->variant));
      if (variant == 0)
        return refuse (error, "a block holds for a variant “%s” that the edition does not have",
                       block->variant);
    }

  if (block->text == NULL)
    return refuse (error, "a block has no text");

  dip_query_bind_int64 (statement, ":edition", self->edition_id);
  dip_query_bind_int64 (statement, ":clause", clause);
  dip_query_bind_int64 (statement, ":ordinal", ordinal);
  dip_query_bind_text (statement, ":kind", dip_block_kind_to_string (block->kind));
  dip_query_bind_text (statement, ":marker", block->marker);
  dip_query_bind_text (statement, ":text", is_table ? NULL : block->text);
  dip_query_bind_ordinal (statement, ":variant", variant - 1);
  dip_query_bind_int64 (statement, ":depth", block->depth);
  dip_query_bind_int64 (statement, ":page", block->page);
  dip_query_bind_int64 (statement, ":line", block->line);
  if (!run (self, statement, error))
    return FALSE;

  return !is_table || add_cells (self, cell_statement, clause, ordinal, block->text, error);
}

static gboolean
add_blocks (Adder   *self,
            GError **error)
{
  static const char sql[] =
    "INSERT INTO block (edition_id, clause, ordinal, kind, marker, text, variant, depth, page, line)"
    " VALUES (:edition, :clause, :ordinal, :kind, :marker, :text, :variant, :depth, :page, :line)";
  static const char cell_sql[] =
    "INSERT INTO cell (edition_id, clause, block, row, col, text)"
    " VALUES (:edition, :clause, :block, :row, :col, :text)";
  g_autoptr (DipQuery) statement = query (self, sql, error);
  g_autoptr (DipQuery) cell_statement = query (self, cell_sql, statement != NULL ? error : NULL);

  if (statement == NULL || cell_statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->blocks->len; j++)
        {
          if (!add_block (self, statement, cell_statement, i, j,
                          g_ptr_array_index (clause->blocks, j), error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_controls (Adder   *self,
              GError **error)
{
  static const char sql[] =
    "INSERT INTO clause_control (edition_id, clause, ordinal, control_id, origin, confidence)"
    " VALUES (:edition, :clause, :ordinal, :control, :origin, :confidence)";
  g_autoptr (DipQuery) statement = query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->controls->len; j++)
        {
          DipControl *control = g_ptr_array_index (clause->controls, j);
          gint64 control_id = make_control (self, control, error);

          if (control_id < 0)
            return FALSE;

          dip_query_bind_int64 (statement, ":edition", self->edition_id);
          dip_query_bind_int64 (statement, ":clause", i);
          dip_query_bind_int64 (statement, ":ordinal", j);
          dip_query_bind_int64 (statement, ":control", control_id);
          dip_query_bind_text (statement, ":origin", dip_origin_to_string (control->origin));
          dip_query_bind_double (statement, ":confidence", control->confidence);
          if (!run (self, statement, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_references (Adder   *self,
                GError **error)
{
  static const char sql[] =
    "INSERT INTO reference (edition_id, clause, ordinal, target)"
    " VALUES (:edition, :clause, :ordinal, :target)";
  g_autoptr (DipQuery) statement = query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; clause->refers_to != NULL && clause->refers_to[j] != NULL; j++)
        {
          if (!bind_clause (self, statement, ":target", clause->refers_to[j], clause->id, error))
            return FALSE;

          dip_query_bind_int64 (statement, ":edition", self->edition_id);
          dip_query_bind_int64 (statement, ":clause", i);
          dip_query_bind_int64 (statement, ":ordinal", j);
          if (!run (self, statement, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_facts (Adder   *self,
           GError **error)
{
  static const char sql[] =
    "INSERT INTO fact (edition_id, clause, ordinal, block, what, value, quote)"
    " VALUES (:edition, :clause, :ordinal, :block, :what, :value, :quote)";
  g_autoptr (DipQuery) statement = query (self, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (self->document->clauses, i);

      for (guint j = 0; j < clause->facts->len; j++)
        {
          DipFact *fact = g_ptr_array_index (clause->facts, j);

          dip_query_bind_int64 (statement, ":edition", self->edition_id);
          dip_query_bind_int64 (statement, ":clause", i);
          dip_query_bind_int64 (statement, ":ordinal", j);
          dip_query_bind_ordinal (statement, ":block", fact->block);
          dip_query_bind_text (statement, ":what", fact->what);
          dip_query_bind_text (statement, ":value", fact->value);
          dip_query_bind_text (statement, ":quote", fact->quote);
          if (!run (self, statement, error))
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * dip_store_add_document:
 * @self: a store
 * @document: an edition with its text; its row ids and counts are ignored, and so
 *   is the number of its bytes
 * @source: the file that it came from
 * @cancellable: (nullable): looked at once a row
 * @error: return location for an error
 *
 * Stores an edition and all of its parts in one transaction: all of it is there
 * afterwards or nothing is, also when the process ends in the middle.
 *
 * An edition is known by its bytes: if they are in the library, nothing
 * changes and the row of then is returned. Providers and services are equal when
 * their names are, white space at the ends aside; an edition joins the paper that
 * its service has of its kind. What stands in one place of a document and names
 * another (a parent, a reference, the variant of a block) must name one that is
 * there, and a parent stands before its children: else `CONSTRAINT`, as for text
 * that is not UTF-8 and for a digest that is not that of @source.
 *
 * Fails with [error@StoreError] or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: the row id of the edition, or -1 with @error set
 */
gint64
dip_store_add_document (DipStore      *self,
                        DipDocument   *document,
                        GBytes        *source,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_auto (Adder) adder = { 0 };
  gint64 known;

  g_return_val_if_fail (DIP_IS_STORE (self), -1);
  g_return_val_if_fail (DIP_IS_DOCUMENT (document), -1);
  g_return_val_if_fail (source != NULL, -1);
  g_return_val_if_fail (document->edition->sha256 != NULL, -1);

  adder.work = (DipWork) { self->database, ACTION, cancellable };
  adder.document = document;
  adder.source = source;

  if (!index_parts (&adder, error) ||
      !dip_database_begin (self->database, ACTION, cancellable, error))
    return -1;

  known = dip_store_find_by_digest (self, document->edition->sha256, cancellable, error);
  if (known != 0)
    {
      dip_database_rollback (self->database);
      return known;
    }

  if (!_dip_store_finish (&adder.work,
                          add_edition (&adder, error) &&
                          add_properties (&adder, error) &&
                          add_warnings (&adder, error) &&
                          add_revisions (&adder, error) &&
                          add_clauses (&adder, error) &&
                          add_variants (&adder, error) &&
                          add_terms (&adder, error) &&
                          add_blocks (&adder, error) &&
                          add_controls (&adder, error) &&
                          add_references (&adder, error) &&
                          add_facts (&adder, error),
                          error))
    return -1;

  return adder.edition_id;
}
