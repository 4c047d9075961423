/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-salvage-private.h"

#include "base/dip-error.h"
#include "store/dip-store-private.h"

#include <glib/gstdio.h>

#include <string.h>

/*
 * From pages to rows. The trees of our tables are walked from their roots. What
 * cannot be reached because the page above it is broken is told by its shape: so
 * many columns, with texts and numbers where the table has them. Rows go into
 * tables of the same names without any rule, the first of a key wins.
 */

/* Letters for what a column holds: K the row id, I a number, T a text, B bytes, R a
 * number with a fraction; small letters may be NULL. */
typedef struct
{
  const char *name;
  const char *shape;
  const char *columns;
  guint       n_key;       /* columns that tell a row from the others */
  gboolean    has_row_id;
  gboolean    by_shape;    /* no other table's rows look like its rows */
  gboolean    is_later;    /* older libraries do not have it */
} Table;

static const Table tables[] = {
  { "provider", "KT", "id, name", 1, TRUE, FALSE },
  { "service", "Kit", "id, provider_id, name", 1, TRUE, FALSE },
  { "paper", "Kt", "id, kind", 1, TRUE, FALSE },
  { "source", "KTtB", "id, sha256, media_type, bytes", 1, TRUE, TRUE },
  { "framework", "KT", "id, key", 1, TRUE, FALSE },
  { "control", "KIT", "id, framework_id, code", 1, TRUE, FALSE },
  { "edition", "KIIIittttttTII",
    "id, paper_id, service_id, source_id, framework_id, source_name, title, language, version,"
    " version_origin, issued, imported, n_clauses, n_warnings", 1, TRUE, TRUE },
  { "property", "IITT", "edition_id, ordinal, name, value", 2, FALSE, TRUE },
  { "warning", "IIT", "edition_id, ordinal, text", 2, FALSE, TRUE },
  { "revision", "IItttttt", "edition_id, ordinal, version, label, kind, summary, pages, date", 2,
    FALSE, TRUE },
  { "revision_item", "IIIT", "edition_id, revision, ordinal, text", 3, FALSE, FALSE },
  { "clause", "KIIiTtTtITITtttttII",
    "id, edition_id, ordinal, parent, cite, number, title, heading, level, kind, variant_dependent,"
    " stance, stance_reason, question, implemented, implemented_text, answer, page, line", 1,
    TRUE, TRUE },
  { "variant", "IITTi", "edition_id, ordinal, key, label, clause", 2, FALSE, FALSE },
  { "variant_alias", "IIIT", "edition_id, variant, ordinal, alias", 3, FALSE, FALSE },
  { "term", "IITTi", "edition_id, ordinal, term, meaning, clause", 2, FALSE, FALSE },
  { "block", "KIIITttiIII",
    "id, edition_id, clause, ordinal, kind, marker, text, variant, depth, page, line", 1,
    TRUE, TRUE },
  { "cell", "IIIIIT", "edition_id, clause, block, row, col, text", 5, FALSE, TRUE },
  { "clause_control", "IIIItR", "edition_id, clause, ordinal, control_id, origin, confidence", 3,
    FALSE, TRUE },
  { "reference", "IIII", "edition_id, clause, ordinal, target", 3, FALSE, FALSE },
  { "fact", "IIIiTTT", "edition_id, clause, ordinal, block, what, value, quote", 3, FALSE, TRUE },
  { "pairing", "ITITT", "edition_id, cite, other_id, other_cite, kind", 4, FALSE, TRUE, TRUE },
  { "review", "KItItT", "id, edition_id, cite, other_id, other_cite, looked", 1, TRUE, TRUE, TRUE },
};

typedef struct
{
  DipSalvage   *self;
  DipPages      pages;
  guint8       *visited;
  guint         roots[G_N_ELEMENTS (tables)];
  gboolean      is_named[G_N_ELEMENTS (tables)];  /* the library tells the root itself */
  DipQuery     *inserts[G_N_ELEMENTS (tables)];
  guint         table;       /* whose tree is walked, an index of @tables */
  GCancellable *cancellable;
  GError       *error;       /* (nullable): why no more rows can be kept */
} Collector;

static void
collector_clear (Collector *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_clear_pointer (&self->inserts[i], dip_query_free);

  dip_pages_clear (&self->pages);
  g_free (self->visited);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Collector, collector_clear)

static gboolean
value_fits (const DipValue *value,
            char            letter)
{
  switch (letter)
    {
    case 'K': return value->type == DIP_VALUE_NULL;
    case 'I': return value->type == DIP_VALUE_INT;
    case 'i': return value->type == DIP_VALUE_INT || value->type == DIP_VALUE_NULL;
    case 'T': return value->type == DIP_VALUE_TEXT;
    case 't': return value->type == DIP_VALUE_TEXT || value->type == DIP_VALUE_NULL;
    case 'B': return value->type == DIP_VALUE_BLOB;
    /* SQLite stores 1.0 as 1. */
    case 'R': return value->type == DIP_VALUE_REAL || value->type == DIP_VALUE_INT;
    default:  return FALSE;
    }
}

/* The keys of a row are places and row ids, which never are negative. */
static gboolean
record_fits (const DipRecord *record,
             const Table     *table)
{
  gsize n = strlen (table->shape);

  if (record->n_values != n || (table->has_row_id && record->row_id < 1))
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      if (!value_fits (&record->values[i], table->shape[i]) ||
          (record->values[i].type == DIP_VALUE_INT && record->values[i].integer < 0))
        return FALSE;
    }

  return TRUE;
}

/* Rows of editions that SQLite can load are not needed, but for those that are of two editions. */
static gboolean
is_wanted (Collector       *self,
           const DipRecord *record,
           const Table     *table)
{
  const char *edition;
  gint64 id;

  if (table->is_later)
    return TRUE;

  if (g_str_equal (table->name, "source"))
    return !g_hash_table_contains (self->self->sound_sources, &record->row_id);

  if (g_str_equal (table->name, "edition"))
    id = record->row_id;
  else
    {
      edition = strstr (table->columns, "edition_id");
      if (edition == NULL)
        return TRUE;
      id = record->values[edition == table->columns ? 0 : 1].integer;
    }

  return !g_hash_table_contains (self->self->sound, &id);
}

static void
bind_value (DipQuery       *query,
            const char     *name,
            const DipValue *value,
            gint64          row_id,
            gboolean        is_row_id)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  if (is_row_id)
    {
      dip_query_bind_int64 (query, name, row_id);
      return;
    }

  switch (value->type)
    {
    case DIP_VALUE_INT:
      dip_query_bind_int64 (query, name, value->integer);
      break;

    case DIP_VALUE_REAL:
      dip_query_bind_double (query, name, value->real);
      break;

    case DIP_VALUE_TEXT:
      /* Bytes that are no text any more show as such. */
      text = g_utf8_make_valid ((const char *) value->bytes, (gssize) value->n_bytes);
      dip_query_bind_text (query, name, text);
      break;

    case DIP_VALUE_BLOB:
      bytes = g_bytes_new_static (value->bytes, value->n_bytes);
      dip_query_bind_bytes (query, name, bytes);
      break;

    case DIP_VALUE_NULL:
    default:
      dip_query_bind_text (query, name, NULL);
      break;
    }
}

static void
keep (Collector       *self,
      guint            table,
      const DipRecord *record)
{
  DipQuery *query = self->inserts[table];

  if (self->error != NULL || !is_wanted (self, record, &tables[table]))
    return;

  for (guint i = 0; i < record->n_values; i++)
    {
      g_autofree char *name = g_strdup_printf (":v%u", i);

      bind_value (query, name, &record->values[i], record->row_id,
                  tables[table].shape[i] == 'K');
    }

  dip_query_run (query, self->cancellable, &self->error);
}

static void
keep_row_cb (const DipRecord *record,
             gpointer         user_data)
{
  Collector *self = user_data;

  if (record_fits (record, &tables[self->table]))
    keep (self, self->table, record);
}

static void
count_broken_cb (guint    page,
                 gpointer user_data)
{
  Collector *self = user_data;

  self->self->n_broken++;
}

/* A row of SQLite's own table of tables. */
static void
take_root_cb (const DipRecord *record,
              gpointer         user_data)
{
  enum { TYPE, NAME, TABLE_NAME, ROOT, SQL, N };
  Collector *self = user_data;
  const DipValue *name = &record->values[NAME];

  if (record->n_values != N || record->values[TYPE].type != DIP_VALUE_TEXT ||
      record->values[TYPE].n_bytes != strlen ("table") ||
      memcmp (record->values[TYPE].bytes, "table", strlen ("table")) != 0 ||
      name->type != DIP_VALUE_TEXT || record->values[ROOT].type != DIP_VALUE_INT)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (strlen (tables[i].name) == name->n_bytes &&
          memcmp (tables[i].name, name->bytes, name->n_bytes) == 0)
        {
          self->roots[i] = (guint) CLAMP (record->values[ROOT].integer, 0, G_MAXINT32);
          self->is_named[i] = TRUE;
        }
    }
}

/* Where the roots are in a library that was made by this program: the same pages in each. */
static gboolean
guess_roots (Collector  *self,
             GError    **error)
{
  static const char sql[] = "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = :name";
  g_autofree char *path = g_build_filename (self->self->folder, "model.diptych", NULL);
  g_autoptr (DipStore) model = dip_store_open (path, error);

  if (model == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (DipQuery) query = NULL;

      if (self->roots[i] != 0)
        continue;

      query = dip_database_query (model->database, sql, DIP_SALVAGE_ACTION, error);
      if (query == NULL)
        return FALSE;

      dip_query_bind_text (query, ":name", tables[i].name);
      if (dip_query_step (query, self->cancellable, error) == DIP_STEP_ROW)
        self->roots[i] = dip_query_get_uint (query, 0);
    }

  return TRUE;
}

/* Whether the first row of a tree looks like one of the table; an empty tree does. */
static gboolean
root_fits (Collector *self,
           guint      table)
{
  guint page = self->roots[table];
  DipPageType type = dip_pages_get_type (&self->pages, page);
  gboolean of_table = type == DIP_PAGE_TABLE_INNER || type == DIP_PAGE_TABLE_LEAF;
  DipRecord record;

  if (type == DIP_PAGE_OTHER || of_table != tables[table].has_row_id || self->visited[page])
    return FALSE;

  return type == DIP_PAGE_TABLE_INNER || dip_pages_count_rows (&self->pages, page) == 0 ||
         !dip_pages_read_row (&self->pages, page, 0, &record) ||
         record_fits (&record, &tables[table]);
}

static int
find_table_by_shape (const DipRecord *record,
                     gboolean         has_row_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (tables[i].by_shape && tables[i].has_row_id == has_row_id &&
          record_fits (record, &tables[i]))
        return (int) i;
    }

  return -1;
}

/* Pages that no tree leads to any more. */
static void
collect_strays (Collector *self)
{
  for (guint page = 1; page <= self->pages.n_pages && self->error == NULL; page++)
    {
      DipPageType type = dip_pages_get_type (&self->pages, page);
      guint n_rows = self->visited[page] ? 0 : dip_pages_count_rows (&self->pages, page);

      for (guint i = 0; type != DIP_PAGE_TABLE_INNER && i < n_rows; i++)
        {
          DipRecord record;
          int table = -1;

          if (dip_pages_read_row (&self->pages, page, i, &record))
            table = find_table_by_shape (&record, type == DIP_PAGE_TABLE_LEAF);
          if (table >= 0)
            keep (self, (guint) table, &record);
        }
    }
}

static char *
dup_insert (const Table *table)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT OR IGNORE INTO %s VALUES (", table->name);
  for (guint i = 0; table->shape[i] != '\0'; i++)
    g_string_append_printf (sql, "%s:v%u", i > 0 ? ", " : "", i);
  g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

static gboolean
make_tables (Collector  *self,
             GError    **error)
{
  DipDatabase *rows = self->self->rows;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_auto (GStrv) columns = g_strsplit (tables[i].columns, ",", -1);
      g_autofree char *key = NULL;
      g_autofree char *create = NULL;
      g_autofree char *insert = dup_insert (&tables[i]);

      g_clear_pointer (&columns[tables[i].n_key], g_free);
      for (guint j = tables[i].n_key + 1; columns[j] != NULL; j++)
        g_clear_pointer (&columns[j], g_free);
      key = g_strjoinv (",", columns);
      create = g_strdup_printf ("CREATE TABLE %s (%s, PRIMARY KEY (%s))",
                                tables[i].name, tables[i].columns, key);

      if (!dip_database_execute (rows, create, DIP_SALVAGE_ACTION, error))
        return FALSE;

      self->inserts[i] = dip_database_query (rows, insert, DIP_SALVAGE_ACTION, error);
      if (self->inserts[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * _dip_salvage_collect:
 * @self: a salvage with its copy, its database for rows, and the editions that are sound
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads each page of the copy and keeps the rows in it, but for those of sound
 * editions.
 *
 * Returns: whether every page was looked at
 */
gboolean
_dip_salvage_collect (DipSalvage    *self,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_auto (Collector) collector = { .self = self, .cancellable = cancellable };
  g_autoptr (GMappedFile) file = g_mapped_file_new (self->copy, FALSE, error);

  if (file == NULL)
    return FALSE;

  dip_pages_init (&collector.pages, (const guint8 *) g_mapped_file_get_contents (file),
                  g_mapped_file_get_length (file));
  collector.visited = g_malloc0 ((gsize) collector.pages.n_pages + 1);

  if (!dip_database_begin (self->rows, DIP_SALVAGE_ACTION, cancellable, error) ||
      !make_tables (&collector, error))
    return FALSE;

  if (collector.pages.n_pages > 0)
    dip_pages_walk (&collector.pages, 1, collector.visited, take_root_cb, count_broken_cb, &collector);

  if (!guess_roots (&collector, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (tables) && collector.error == NULL; i++)
    {
      collector.table = i;
      if (root_fits (&collector, i))
        dip_pages_walk (&collector.pages, collector.roots[i], collector.visited, keep_row_cb,
                        count_broken_cb, &collector);
      else if (!tables[i].is_later || collector.is_named[i])
        self->n_broken++;
    }

  dip_pages_mark_free (&collector.pages, collector.visited);
  collect_strays (&collector);

  if (collector.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&collector.error));
      return FALSE;
    }

  return dip_database_commit (self->rows, DIP_SALVAGE_ACTION, error);
}
