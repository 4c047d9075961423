/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-private.h"

#include "base/dip-error.h"

#include <stdlib.h>
#include <string.h>

/* What the order of editions looks at. */
typedef struct
{
  DipEdition *edition;
  gint64      paper_id;
} Entry;

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->edition);
}

/* The unknown comes last. */
static int
compare_names (const char *a,
               const char *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);

  return strcmp (a, b);
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;
  int order;

  order = compare_names (first->edition->provider, second->edition->provider);
  if (order == 0)
    order = compare_names (first->edition->service, second->edition->service);
  if (order == 0)
    order = (int) first->edition->kind - (int) second->edition->kind;
  if (order == 0)
    order = (first->paper_id > second->paper_id) - (first->paper_id < second->paper_id);

  return order;
}

static int
compare_ids (const Entry *a,
             const Entry *b)
{
  return (a->edition->id > b->edition->id) - (a->edition->id < b->edition->id);
}

static int
compare_by_date (gconstpointer a,
                 gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;
  int order = g_strcmp0 (first->edition->issued, second->edition->issued);

  if (order == 0)
    order = dip_version_compare (first->edition->version, second->edition->version);

  return order != 0 ? order : compare_ids (first, second);
}

static int
compare_by_version (gconstpointer a,
                    gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;
  int order = dip_version_compare (first->edition->version, second->edition->version);

  if (order == 0)
    order = g_strcmp0 (first->edition->issued, second->edition->issued);

  return order != 0 ? order : compare_ids (first, second);
}

/*
 * Sorts the editions of one paper, oldest first: by date where all have one, else
 * by version where all have one. To ask for each pair which of the two it has
 * would be no order: 1.0 without a date, 1.1 of 2024, 1.2 without.
 */
static void
sort_paper (Entry *entries,
            guint  n_entries)
{
  gboolean have_dates = TRUE;
  gboolean have_versions = TRUE;

  for (guint i = 0; i < n_entries; i++)
    {
      have_dates &= entries[i].edition->issued != NULL;
      have_versions &= entries[i].edition->version != NULL;
    }

  if (n_entries > 1)
    qsort (entries, n_entries, sizeof *entries,
           have_versions && !have_dates ? compare_by_version : compare_by_date);
}

static GPtrArray *
sort_editions (GArray   *entries,
               gboolean  is_one_paper)
{
  GPtrArray *editions = g_ptr_array_new_full (entries->len, g_object_unref);
  guint begin = 0;

  if (!is_one_paper)
    g_array_sort (entries, compare_groups);

  while (begin < entries->len)
    {
      Entry *first = &g_array_index (entries, Entry, begin);
      guint end = begin + 1;

      while (end < entries->len &&
             (is_one_paper || compare_groups (first, &g_array_index (entries, Entry, end)) == 0))
        end++;

      sort_paper (first, end - begin);
      begin = end;
    }

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (editions, g_object_ref (g_array_index (entries, Entry, i).edition));

  return editions;
}

static GArray *
read_editions (DipQuery      *query,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  gint64 last_id = 0;
  DipStep step;

  g_array_set_clear_func (entries, entry_clear);

  while ((step = dip_query_step (query, cancellable, error)) == DIP_STEP_ROW)
    {
      Entry entry;

      entry.edition = _dip_store_read_edition (query, &entry.paper_id);
      g_array_append_val (entries, entry);

      /* Rows come by id; a damaged tree of pages could give the same ones for ever. */
      if (entry.edition->id <= last_id)
        dip_query_mark_damaged (query, "an edition comes twice");
      last_id = entry.edition->id;
    }

  return step == DIP_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}

static int
compare_papers (gconstpointer a,
                gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;

  return (first->paper_id > second->paper_id) - (first->paper_id < second->paper_id);
}

/* What decides which edition of a paper is the newest. */
static GArray *
read_ages (DipQuery      *query,
           GCancellable  *cancellable,
           GError       **error)
{
  enum { ID, PAPER, ISSUED, VERSION };
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  gint64 last_id = 0;
  DipStep step;

  g_array_set_clear_func (entries, entry_clear);
  while ((step = dip_query_step (query, cancellable, error)) == DIP_STEP_ROW)
    {
      Entry entry = { dip_edition_new (), dip_query_get_int64 (query, PAPER) };

      entry.edition->id = dip_query_get_int64 (query, ID);
      entry.edition->issued = dip_query_dup_text_or_null (query, ISSUED);
      entry.edition->version = dip_query_dup_text_or_null (query, VERSION);
      g_array_append_val (entries, entry);

      if (entry.edition->id <= last_id)
        dip_query_mark_damaged (query, "an edition comes twice");
      last_id = entry.edition->id;
    }

  return step == DIP_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}

/* The newest edition of each paper: the one that a list of the paper ends with.
 * (element-type gint64) */
GHashTable *
_dip_store_find_newest (DipDatabase   *database,
                        const char    *action,
                        GCancellable  *cancellable,
                        GError       **error)
{
  static const char sql[] = "SELECT id, paper_id, issued, version FROM edition ORDER BY id";
  g_autoptr (GHashTable) newest = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (DipQuery) query = dip_database_query (database, sql, action, error);
  g_autoptr (GArray) entries = query != NULL ? read_ages (query, cancellable, error) : NULL;

  if (entries == NULL)
    return NULL;

  g_array_sort (entries, compare_papers);
  for (guint begin = 0, end; begin < entries->len; begin = end)
    {
      Entry *first = &g_array_index (entries, Entry, begin);

      for (end = begin + 1; end < entries->len; end++)
        {
          if (compare_papers (first, &g_array_index (entries, Entry, end)) != 0)
            break;
        }

      sort_paper (first, end - begin);
      g_hash_table_add (newest, g_memdup2 (&g_array_index (entries, Entry, end - 1).edition->id, sizeof (gint64)));
    }

  return g_steal_pointer (&newest);
}

/* Says of each edition of the paper that an edition is of which one of them is the newest.
 * @newest: (element-type gint64 gint64) */
gboolean
_dip_store_add_newest (DipDatabase   *database,
                       gint64         edition_id,
                       GHashTable    *newest,
                       const char    *action,
                       GCancellable  *cancellable,
                       GError       **error)
{
  static const char sql[] =
    "SELECT id, paper_id, issued, version FROM edition"
    " WHERE paper_id = (SELECT paper_id FROM edition WHERE id = :edition) ORDER BY id";
  g_autoptr (DipQuery) query = dip_database_query (database, sql, action, error);
  g_autoptr (GArray) entries = NULL;

  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":edition", edition_id);
  entries = read_ages (query, cancellable, error);
  if (entries == NULL)
    return FALSE;
  if (entries->len == 0)
    return TRUE;

  sort_paper (&g_array_index (entries, Entry, 0), entries->len);
  for (guint i = 0; i < entries->len; i++)
    g_hash_table_insert (newest,
                         g_memdup2 (&g_array_index (entries, Entry, i).edition->id, sizeof (gint64)),
                         g_memdup2 (&g_array_index (entries, Entry, entries->len - 1).edition->id, sizeof (gint64)));

  return TRUE;
}

/**
 * dip_store_list_editions:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads all editions without their text: by provider, service, kind and
 * paper, the unknown last, and the editions of one paper from the oldest to the
 * newest: by date where all of them have one, else by version.
 *
 * Returns: (transfer full) (element-type DipEdition): the editions
 */
GPtrArray *
dip_store_list_editions (DipStore      *self,
                         GCancellable  *cancellable,
                         GError       **error)
{
  static const char sql[] =
    "SELECT " DIP_STORE_EDITION_COLUMNS
    "  FROM " DIP_STORE_EDITION_TABLES
    " ORDER BY edition.id";
  g_autoptr (DipQuery) query = NULL;
  g_autoptr (GArray) entries = NULL;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  query = dip_database_query (self->database, sql, "list the editions", error);
  if (query == NULL)
    return NULL;

  entries = read_editions (query, cancellable, error);

  return entries != NULL ? sort_editions (entries, FALSE) : NULL;
}

/**
 * dip_store_list_paper:
 * @self: a store
 * @edition_id: any edition of the paper
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the history of a paper, oldest edition first, in the order of
 * [method@Store.list_editions]. An edition whose service is unknown is a paper of
 * its own.
 *
 * Returns: (transfer full) (element-type DipEdition): the editions, at least one
 */
GPtrArray *
dip_store_list_paper (DipStore      *self,
                      gint64         edition_id,
                      GCancellable  *cancellable,
                      GError       **error)
{
  static const char sql[] =
    "SELECT " DIP_STORE_EDITION_COLUMNS
    "  FROM " DIP_STORE_EDITION_TABLES
    " WHERE edition.paper_id = (SELECT paper_id FROM edition WHERE id = :edition)"
    " ORDER BY edition.id";
  static const char action[] = "list the editions of the paper";
  g_autoptr (DipQuery) query = NULL;
  g_autoptr (GArray) entries = NULL;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  query = dip_database_query (self->database, sql, action, error);
  if (query == NULL)
    return NULL;

  dip_query_bind_int64 (query, ":edition", edition_id);

  entries = read_editions (query, cancellable, error);
  if (entries == NULL)
    return NULL;

  if (entries->len == 0)
    {
      _dip_store_not_found (action, edition_id, error);
      return NULL;
    }

  return sort_editions (entries, TRUE);
}

/**
 * dip_store_list_service:
 * @self: a store
 * @service_id: a service, by its row id
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the editions of a service, in the order of [method@Store.list_editions].
 *
 * Returns: (transfer full) (element-type DipEdition): the editions, none if there is no
 *   such service
 */
GPtrArray *
dip_store_list_service (DipStore      *self,
                        gint64         service_id,
                        GCancellable  *cancellable,
                        GError       **error)
{
  static const char sql[] =
    "SELECT " DIP_STORE_EDITION_COLUMNS
    "  FROM " DIP_STORE_EDITION_TABLES
    " WHERE edition.service_id = :service"
    " ORDER BY edition.id";
  g_autoptr (DipQuery) query = NULL;
  g_autoptr (GArray) entries = NULL;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  query = dip_database_query (self->database, sql, "list the editions of the service", error);
  if (query == NULL)
    return NULL;

  dip_query_bind_int64 (query, ":service", service_id);
  entries = read_editions (query, cancellable, error);

  return entries != NULL ? sort_editions (entries, FALSE) : NULL;
}

/**
 * dip_store_find_edition:
 * @self: a store
 * @edition_id: a row id
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads one edition without its text.
 *
 * Returns: (transfer full): the edition
 */
DipEdition *
dip_store_find_edition (DipStore      *self,
                        gint64         edition_id,
                        GCancellable  *cancellable,
                        GError       **error)
{
  static const char sql[] =
    "SELECT " DIP_STORE_EDITION_COLUMNS
    "  FROM " DIP_STORE_EDITION_TABLES
    " WHERE edition.id = :edition";
  static const char action[] = "find the edition";
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (DipQuery) query = NULL;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  query = dip_database_query (self->database, sql, action, error);
  if (query == NULL)
    return NULL;

  dip_query_bind_int64 (query, ":edition", edition_id);

  switch (dip_query_step (query, cancellable, error))
    {
    case DIP_STEP_ROW:
      edition = _dip_store_read_edition (query, NULL);

      /* The second step tells whether the row was sound. */
      if (dip_query_step (query, cancellable, error) != DIP_STEP_DONE)
        return NULL;

      return g_steal_pointer (&edition);

    case DIP_STEP_DONE:
      _dip_store_not_found (action, edition_id, error);
      return NULL;

    case DIP_STEP_ERROR:
    default:
      return NULL;
    }
}

static int
compare_services (gconstpointer a,
                  gconstpointer b)
{
  const DipService *first = *(DipService *const *) a;
  const DipService *second = *(DipService *const *) b;
  int order = compare_names (first->provider, second->provider);

  if (order == 0)
    order = compare_names (first->name, second->name);
  if (order == 0)
    order = (first->id > second->id) - (first->id < second->id);

  return order;
}

/**
 * dip_store_find_services:
 * @self: a store
 * @name: (nullable): a service; NULL for all of them
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Looks for the services of a name, white space at its ends aside. Two
 * providers can have one of the same name, or one provider under two names.
 *
 * Returns: (transfer full) (element-type DipService): by provider and name, the unknown last
 */
GPtrArray *
dip_store_find_services (DipStore      *self,
                         const char    *name,
                         GCancellable  *cancellable,
                         GError       **error)
{
  enum { ID, PROVIDER, NAME, N_EDITIONS };
  static const char sql[] =
    "SELECT service.id, provider.name, service.name,"
    "       (SELECT count (*) FROM edition WHERE edition.service_id = service.id)"
    "  FROM service LEFT JOIN provider ON provider.id = service.provider_id"
    " WHERE :name IS NULL OR service.name = :name"
    " ORDER BY service.id";
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (DipQuery) query = NULL;
  g_autofree char *trimmed = NULL;
  gint64 last_id = 0;
  DipStep step;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  services = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_service_free);
  trimmed = _dip_store_dup_trimmed (name);
  if (name != NULL && trimmed == NULL)
    return g_steal_pointer (&services);

  query = dip_database_query (self->database, sql, "look for services", error);
  if (query == NULL)
    return NULL;

  dip_query_bind_text (query, ":name", trimmed);

  while ((step = dip_query_step (query, cancellable, error)) == DIP_STEP_ROW)
    {
      DipService *service = g_new0 (DipService, 1);

      service->id = dip_query_get_int64 (query, ID);
      service->provider = dip_query_dup_text_or_null (query, PROVIDER);
      service->name = dip_query_dup_text_or_null (query, NAME);
      service->n_editions = dip_query_get_uint (query, N_EDITIONS);
      g_ptr_array_add (services, service);

      if (service->id <= last_id)
        dip_query_mark_damaged (query, "a service comes twice");
      last_id = service->id;
    }

  if (step == DIP_STEP_ERROR)
    return NULL;

  g_ptr_array_sort (services, compare_services);

  return g_steal_pointer (&services);
}
