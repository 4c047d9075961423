/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-adder.h"

#include "base/dip-error.h"
#include "store/dip-search-index.h"
#include "store/dip-store-arrival-private.h"

#include <string.h>

static void
adder_clear (DipAdder *self)
{
  g_clear_pointer (&self->clauses, g_hash_table_unref);
  g_clear_pointer (&self->variants, g_hash_table_unref);
  g_clear_pointer (&self->controls, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DipAdder, adder_clear)

/* What the CHECKs of the tables ask for, as far as a document can be otherwise: in a batch they
 * are not made. */
static gboolean
check_clause (const DipClause  *clause,
              GError          **error)
{
  if (*clause->id == '\0')
    return _dip_adder_refuse (error, "a clause has an empty id");

  if (clause->level < 1)
    return _dip_adder_refuse (error, "its clause “%s” has no level", clause->id);

  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      if (control->framework == NULL || *control->framework == '\0' || control->id == NULL || *control->id == '\0')
        return _dip_adder_refuse (error, "a control has no framework or no id");

      if (!(control->confidence >= 0.0 && control->confidence <= 1.0))
        return _dip_adder_refuse (error, "the confidence of a control is not between 0 and 1");
    }

  return TRUE;
}

static gboolean
check_edition (const DipEdition  *edition,
               GError           **error)
{
  if (strlen (edition->sha256) != 64 || strspn (edition->sha256, "0123456789abcdef") != 64)
    return _dip_adder_refuse (error, "its digest is none");

  if (edition->framework != NULL && *edition->framework == '\0')
    return _dip_adder_refuse (error, "its framework has no name");

  return TRUE;
}

static GHashTable *
new_controls (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
index_parts (DipAdder  *self,
             GError   **error)
{
  DipDocument *document = self->document;

  if (document->clauses->len > DIP_INDEX_MAX_CLAUSES)
    return _dip_adder_refuse (error, "it has more clauses than an edition may have");

  self->clauses = g_hash_table_new (g_str_hash, g_str_equal);
  self->variants = g_hash_table_new (g_str_hash, g_str_equal);

  if (!check_edition (document->edition, error))
    return FALSE;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->id == NULL)
        return _dip_adder_refuse (error, "its clause %u has no id", i + 1);

      if (!g_hash_table_insert (self->clauses, clause->id, GINT_TO_POINTER (i + 1)))
        return _dip_adder_refuse (error, "two of its clauses have the id “%s”", clause->id);

      if (!check_clause (clause, error))
        return FALSE;
    }

  for (guint i = 0; i < document->variants->len; i++)
    {
      DipVariant *variant = g_ptr_array_index (document->variants, i);

      if (variant->key == NULL || *variant->key == '\0')
        return _dip_adder_refuse (error, "its variant %u has no key", i + 1);

      if (!g_hash_table_insert (self->variants, variant->key, GINT_TO_POINTER (i + 1)))
        return _dip_adder_refuse (error, "two of its variants have the key “%s”", variant->key);
    }

  return TRUE;
}

static gint64
add_source (DipAdder  *self,
            GError   **error)
{
  static const char sql[] =
    "INSERT INTO source (sha256, media_type, bytes) VALUES (:sha256, :media_type, :bytes)";
  DipEdition *edition = self->document->edition;
  g_autoptr (DipQuery) statement = _dip_adder_query (self, sql, error);
  if (statement == NULL)
    return -1;

  dip_query_bind_text (statement, ":sha256", edition->sha256);
  dip_query_bind_text (statement, ":media_type", edition->media_type);
  dip_query_bind_bytes (statement, ":bytes", self->source);
  if (!_dip_adder_run (self, statement, error))
    return -1;

  return dip_database_get_last_row_id (self->work.database);
}

static gboolean
add_edition (DipAdder  *self,
             GError   **error)
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
    framework_id = _dip_adder_make_framework (self, edition->framework, error);
  if (framework_id < 0)
    return FALSE;

  source_id = add_source (self, error);
  if (source_id < 0)
    return FALSE;

  statement = _dip_adder_query (self, sql, error);
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
  if (!_dip_adder_run (self, statement, error))
    return FALSE;

  self->edition_id = dip_database_get_last_row_id (self->work.database);

  return TRUE;
}

static gboolean
add_properties (DipAdder  *self,
                GError   **error)
{
  static const char sql[] =
    "INSERT INTO property (edition_id, ordinal, name, value) SELECT :edition, c0, c1, c2 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 3);
  for (guint i = 0; i < self->document->properties->len; i++)
    {
      DipProperty *property = g_ptr_array_index (self->document->properties, i);

      _dip_rows_add_int64 (rows, i);
      _dip_rows_add_text (rows, property->name);
      _dip_rows_add_text (rows, property->value);
    }

  return _dip_adder_write (self, sql, error);
}

static gboolean
add_warnings (DipAdder  *self,
              GError   **error)
{
  static const char sql[] =
    "INSERT INTO warning (edition_id, ordinal, text) SELECT :edition, c0, c1 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 2);
  for (guint i = 0; i < self->document->warnings->len; i++)
    {
      _dip_rows_add_int64 (rows, i);
      _dip_rows_add_text (rows, g_ptr_array_index (self->document->warnings, i));
    }

  return _dip_adder_write (self, sql, error);
}

static gboolean
add_revisions (DipAdder  *self,
               GError   **error)
{
  static const char sql[] =
    "INSERT INTO revision (edition_id, ordinal, version, label, kind, summary, pages, date)"
    " SELECT :edition, c0, c1, c2, c3, c4, c5, c6 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 7);
  for (guint i = 0; i < self->document->revisions->len; i++)
    {
      DipRevision *revision = g_ptr_array_index (self->document->revisions, i);

      _dip_rows_add_int64 (rows, i);
      _dip_rows_add_text (rows, revision->version);
      _dip_rows_add_text (rows, revision->label);
      _dip_rows_add_text (rows, revision->kind);
      _dip_rows_add_text (rows, revision->summary);
      _dip_rows_add_text (rows, revision->pages);
      _dip_rows_add_text (rows, revision->date);
    }

  return _dip_adder_write (self, sql, error);
}

static gboolean
add_revision_items (DipAdder  *self,
                    GError   **error)
{
  static const char sql[] =
    "INSERT INTO revision_item (edition_id, revision, ordinal, text)"
    " SELECT :edition, c0, c1, c2 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 3);
  for (guint i = 0; i < self->document->revisions->len; i++)
    {
      DipRevision *revision = g_ptr_array_index (self->document->revisions, i);

      for (guint j = 0; revision->items != NULL && revision->items[j] != NULL; j++)
        {
          _dip_rows_add_int64 (rows, i);
          _dip_rows_add_int64 (rows, j);
          _dip_rows_add_text (rows, revision->items[j]);
        }
    }

  return _dip_adder_write (self, sql, error);
}

static gboolean
add_variants (DipAdder  *self,
              GError   **error)
{
  static const char sql[] =
    "INSERT INTO variant (edition_id, ordinal, key, label, clause)"
    " SELECT :edition, c0, c1, c2, c3 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 4);
  for (guint i = 0; i < self->document->variants->len; i++)
    {
      DipVariant *variant = g_ptr_array_index (self->document->variants, i);

      _dip_rows_add_int64 (rows, i);
      _dip_rows_add_text (rows, variant->key);
      _dip_rows_add_text (rows, variant->label);
      if (!_dip_adder_add_place (self, variant->clause, "its variant", variant->key, error))
        return FALSE;
    }

  return _dip_adder_write (self, sql, error);
}

static gboolean
add_aliases (DipAdder  *self,
             GError   **error)
{
  static const char sql[] =
    "INSERT INTO variant_alias (edition_id, variant, ordinal, alias)"
    " SELECT :edition, c0, c1, c2 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 3);
  for (guint i = 0; i < self->document->variants->len; i++)
    {
      DipVariant *variant = g_ptr_array_index (self->document->variants, i);

      for (guint j = 0; variant->aliases != NULL && variant->aliases[j] != NULL; j++)
        {
          _dip_rows_add_int64 (rows, i);
          _dip_rows_add_int64 (rows, j);
          _dip_rows_add_text (rows, variant->aliases[j]);
        }
    }

  return _dip_adder_write (self, sql, error);
}

static gboolean
add_terms (DipAdder  *self,
           GError   **error)
{
  static const char sql[] =
    "INSERT INTO term (edition_id, ordinal, term, meaning, clause)"
    " SELECT :edition, c0, c1, c2, c3 FROM told_rows";
  DipRows *rows = self->work.database->rows;

  _dip_rows_begin (rows, 4);
  for (guint i = 0; i < self->document->terms->len; i++)
    {
      DipTerm *term = g_ptr_array_index (self->document->terms, i);

      _dip_rows_add_int64 (rows, i);
      _dip_rows_add_text (rows, term->term);
      _dip_rows_add_text (rows, term->meaning);
      if (!_dip_adder_add_place (self, term->clause, "its term", term->term, error))
        return FALSE;
    }

  return _dip_adder_write (self, sql, error);
}

/* An edition of a batch that has no index yet. */
typedef struct
{
  gint64       edition_id;
  DipDocument *document;
} Added;

static void
added_free (gpointer data)
{
  Added *self = data;

  g_object_unref (self->document);
  g_free (self);
}

/* The index is written at once, for an edition, or at the end of a batch, for all: FTS5 puts
 * what it is told in one go into one piece, and the fewer pieces the less is merged. */
static gboolean
add_to_index (DipAdder  *self,
              DipStore  *store,
              GError   **error)
{
  Added *added;

  if (store->batch == NULL)
    return _dip_store_index_document (&self->work, self->edition_id, self->document, error);

  added = g_new0 (Added, 1);
  added->edition_id = self->edition_id;
  added->document = g_object_ref (self->document);
  g_ptr_array_add (store->batch, added);

  return TRUE;
}

/* Nothing of a batch is in the library. */
static void
forget_batch (DipStore *self)
{
  if (self->arrival != NULL)
    _dip_arrival_forget (self->arrival, self->n_turns, self->n_notes);
}

/**
 * dip_store_begin_batch:
 * @self: a store
 * @cancellable: (nullable): stops the wait for another writer
 * @error: return location for an error
 *
 * Begins one transaction for several editions: they are written, and the disk is waited for,
 * once. Others who write wait meanwhile, so what is added should have been read before.
 *
 * Returns: whether it has begun
 */
gboolean
dip_store_begin_batch (DipStore      *self,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (self->batch == NULL, FALSE);

  if (!dip_database_begin_batch (self->database, DIP_ADDER_ACTION, cancellable, error))
    return FALSE;

  self->batch = g_ptr_array_new_with_free_func (added_free);
  self->controls = new_controls ();
  if (self->arrival != NULL)
    {
      self->n_turns = self->arrival->turns->len;
      self->n_notes = self->arrival->notes->len;
    }

  return TRUE;
}

/**
 * dip_store_end_batch:
 * @self: a store in a batch
 * @cancellable: (nullable): gives it up
 * @error: return location for an error
 *
 * Writes the index of the editions that were added and commits. If this fails, or
 * something has failed since the batch began, nothing of it is in the library.
 *
 * Returns: whether all of it is in the library, and on the disk
 */
gboolean
dip_store_end_batch (DipStore      *self,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (GPtrArray) batch = NULL;
  DipWork work;
  gboolean done;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (self->batch != NULL, FALSE);

  batch = g_steal_pointer (&self->batch);
  g_clear_pointer (&self->controls, g_hash_table_unref);
  work = (DipWork) { self->database, DIP_ADDER_ACTION, cancellable };
  done = _dip_store_settle_index (&work, error);
  for (guint i = 0; i < batch->len && done; i++)
    {
      const Added *added = g_ptr_array_index (batch, i);

      done = _dip_store_index_document (&work, added->edition_id, added->document, error);
    }

  if (!done)
    dip_database_drop_batch (self->database);
  else if (dip_database_end_batch (self->database, DIP_ADDER_ACTION, error))
    return TRUE;

  forget_batch (self);

  return FALSE;
}

/* Ends a batch as if it had never begun. */
void
dip_store_drop_batch (DipStore *self)
{
  g_return_if_fail (DIP_IS_STORE (self));
  g_return_if_fail (self->batch != NULL);

  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->controls, g_hash_table_unref);
  dip_database_drop_batch (self->database);
  forget_batch (self);
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
  g_autofree char *digest = NULL;

  g_return_val_if_fail (DIP_IS_STORE (self), -1);
  g_return_val_if_fail (DIP_IS_DOCUMENT (document), -1);
  g_return_val_if_fail (source != NULL, -1);

  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source);
  if (g_strcmp0 (document->edition->sha256, digest) != 0)
    {
      _dip_adder_refuse (error, "its digest is not that of its bytes");
      return -1;
    }

  return dip_store_add_digested (self, document, source, cancellable, error);
}

/**
 * dip_store_add_digested:
 * @self: a store
 * @document: an edition with its text
 * @source: the file that it came from
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Does what [method@Store.add_document] does for a caller who has just computed the digest of
 * @source, which takes as long as a tenth of the rest.
 *
 * Returns: the row id of the edition, or -1 with @error set
 */
gint64
dip_store_add_digested (DipStore      *self,
                        DipDocument   *document,
                        GBytes        *source,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_auto (DipAdder) adder = { 0 };
  g_autoptr (DipStanding) added = NULL;
  gint64 known;

  g_return_val_if_fail (DIP_IS_STORE (self), -1);
  g_return_val_if_fail (DIP_IS_DOCUMENT (document), -1);
  g_return_val_if_fail (source != NULL, -1);
  g_return_val_if_fail (document->edition->sha256 != NULL, -1);

  adder.work = (DipWork) { self->database, DIP_ADDER_ACTION, cancellable };
  adder.document = document;
  adder.source = source;
  adder.controls = self->controls != NULL ? g_hash_table_ref (self->controls) : new_controls ();

  if (!index_parts (&adder, error) ||
      !dip_database_begin (self->database, DIP_ADDER_ACTION, cancellable, error))
    return -1;

  known = dip_store_find_by_digest (self, document->edition->sha256, cancellable, error);
  if (known != 0)
    return _dip_store_finish (&adder.work, known > 0, error) ? known : -1;

  if (!_dip_store_finish (&adder.work,
                          add_edition (&adder, error) &&
                          add_properties (&adder, error) &&
                          add_warnings (&adder, error) &&
                          add_revisions (&adder, error) &&
                          add_revision_items (&adder, error) &&
                          _dip_adder_add_clauses (&adder, error) &&
                          add_variants (&adder, error) &&
                          add_aliases (&adder, error) &&
                          add_terms (&adder, error) &&
                          _dip_adder_add_blocks (&adder, error) &&
                          _dip_adder_add_cells (&adder, error) &&
                          _dip_adder_add_controls (&adder, error) &&
                          _dip_adder_add_references (&adder, error) &&
                          _dip_adder_add_facts (&adder, error) &&
                          add_to_index (&adder, self, error) &&
                          _dip_store_look (self, &adder.work, adder.edition_id, &added, error),
                          error))
    return -1;

  _dip_store_note_turn (self, NULL, g_steal_pointer (&added));

  return adder.edition_id;
}
