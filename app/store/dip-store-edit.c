/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-arrival-private.h"

#include "base/dip-error.h"

/* What an edition hangs on; read before it changes, swept after. */
typedef struct
{
  gint64   paper_id;
  gint64   service_id;
  gint64   source_id;
  DipKind  kind;
  char    *service;         /* (nullable) */
  char    *version;         /* (nullable) */
  char    *version_origin;  /* (nullable): the word in the library */
} Place;

static void
place_clear (Place *place)
{
  g_free (place->service);
  g_free (place->version);
  g_free (place->version_origin);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static gboolean
find_place (const DipWork  *work,
            gint64          edition_id,
            Place          *place,
            GError        **error)
{
  enum { PAPER, SERVICE, SOURCE, KIND, SERVICE_NAME, VERSION, VERSION_ORIGIN };
  static const char sql[] =
    "SELECT edition.paper_id, edition.service_id, edition.source_id, paper.kind, service.name,"
    "       edition.version, edition.version_origin"
    "  FROM edition"
    "  JOIN paper ON paper.id = edition.paper_id"
    "  JOIN service ON service.id = edition.service_id"
    " WHERE edition.id = :edition";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":edition", edition_id);

  switch (dip_query_step (query, work->cancellable, error))
    {
    case DIP_STEP_ROW:
      place->paper_id = dip_query_get_int64 (query, PAPER);
      place->service_id = dip_query_get_int64 (query, SERVICE);
      place->source_id = dip_query_get_int64 (query, SOURCE);
      place->kind = dip_kind_from_string (dip_query_get_text (query, KIND));
      place->service = dip_query_dup_text_or_null (query, SERVICE_NAME);
      place->version = dip_query_dup_text_or_null (query, VERSION);
      place->version_origin = dip_query_dup_text_or_null (query, VERSION_ORIGIN);
      return TRUE;

    case DIP_STEP_DONE:
      return _dip_store_not_found (work->action, edition_id, error);

    case DIP_STEP_ERROR:
    default:
      return FALSE;
    }
}

static gboolean
run_for_id (const DipWork  *work,
            const char     *sql,
            gint64          id,
            GError        **error)
{
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":id", id);

  return dip_query_run (query, work->cancellable, error);
}

/* Removes the paper, the service and the provider that an edition has left, unless another
 * one is there. */
static gboolean
sweep_names (const DipWork  *work,
             const Place    *place,
             GError        **error)
{
  static const char paper_sql[] =
    "DELETE FROM paper"
    " WHERE id = :id AND NOT EXISTS (SELECT 1 FROM edition WHERE edition.paper_id = paper.id)";
  static const char find_sql[] =
    "SELECT ifnull (provider_id, 0) FROM service WHERE id = :id";
  static const char service_sql[] =
    "DELETE FROM service"
    " WHERE id = :id AND NOT EXISTS (SELECT 1 FROM edition WHERE edition.service_id = service.id)";
  static const char provider_sql[] =
    "DELETE FROM provider"
    " WHERE id = :id"
    "   AND NOT EXISTS (SELECT 1 FROM service WHERE service.provider_id = provider.id)";
  g_autoptr (DipQuery) find = NULL;
  gint64 provider_id = 0;
  DipStep step;

  find = dip_database_query (work->database, find_sql, work->action, error);
  if (find == NULL)
    return FALSE;

  dip_query_bind_int64 (find, ":id", place->service_id);
  step = dip_query_step (find, work->cancellable, error);
  if (step == DIP_STEP_ERROR)
    return FALSE;

  if (step == DIP_STEP_ROW)
    provider_id = dip_query_get_int64 (find, 0);
  dip_query_reset (find);

  return run_for_id (work, paper_sql, place->paper_id, error) &&
         run_for_id (work, service_sql, place->service_id, error) &&
         run_for_id (work, provider_sql, provider_id, error);
}

/* The controls that the clauses of an edition answer, and their frameworks. */
static GArray *
list_ids (const DipWork  *work,
          const char     *sql,
          gint64          edition_id,
          GError        **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);
  DipStep step;

  if (query == NULL)
    return NULL;

  dip_query_bind_int64 (query, ":edition", edition_id);
  while ((step = dip_query_step (query, work->cancellable, error)) == DIP_STEP_ROW)
    {
      gint64 id = dip_query_get_int64 (query, 0);

      g_array_append_val (ids, id);
    }

  return step == DIP_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
sweep_ids (const DipWork  *work,
           const char     *sql,
           GArray         *ids,
           GError        **error)
{
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      dip_query_bind_int64 (query, ":id", g_array_index (ids, gint64, i));
      if (!dip_query_run (query, work->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* Removes an edition, and of what it hung on whatever nothing else uses, in a transaction of the caller's. */
gboolean
_dip_store_remove_edition (const DipWork  *work,
                           gint64          edition_id,
                           GError        **error)
{
  static const char controls_sql[] =
    "SELECT DISTINCT control_id FROM clause_control WHERE edition_id = :edition";
  static const char frameworks_sql[] =
    "SELECT DISTINCT control.framework_id"
    "  FROM clause_control JOIN control ON control.id = clause_control.control_id"
    " WHERE clause_control.edition_id = :edition"
    " UNION "
    "SELECT framework_id FROM edition WHERE id = :edition AND framework_id IS NOT NULL";
  static const char edition_sql[] = "DELETE FROM edition WHERE id = :id";
  static const char source_sql[] =
    "DELETE FROM source"
    " WHERE id = :id AND NOT EXISTS (SELECT 1 FROM edition WHERE edition.source_id = source.id)";
  static const char control_sql[] =
    "DELETE FROM control"
    " WHERE id = :id"
    "   AND NOT EXISTS (SELECT 1 FROM clause_control WHERE clause_control.control_id = control.id)";
  static const char framework_sql[] =
    "DELETE FROM framework"
    " WHERE id = :id"
    "   AND NOT EXISTS (SELECT 1 FROM control WHERE control.framework_id = framework.id)"
    "   AND NOT EXISTS (SELECT 1 FROM edition WHERE edition.framework_id = framework.id)";
  g_auto (Place) place = { 0 };
  g_autoptr (GArray) controls = NULL;
  g_autoptr (GArray) frameworks = NULL;

  if (!find_place (work, edition_id, &place, error))
    return FALSE;

  controls = list_ids (work, controls_sql, edition_id, error);
  if (controls == NULL)
    return FALSE;

  frameworks = list_ids (work, frameworks_sql, edition_id, error);
  if (frameworks == NULL)
    return FALSE;

  return _dip_store_unindex_edition (work, edition_id, error) &&
         run_for_id (work, edition_sql, edition_id, error) &&
         run_for_id (work, source_sql, place.source_id, error) &&
         sweep_names (work, &place, error) &&
         sweep_ids (work, control_sql, controls, error) &&
         sweep_ids (work, framework_sql, frameworks, error);
}

/**
 * dip_store_remove_edition:
 * @self: a store
 * @edition_id: a row id
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Removes an edition with its text, and of what it hung on whatever nothing
 * else uses: its bytes, paper, service, provider, controls and framework. One
 * transaction. Its row id is never given to another edition.
 *
 * Fails with [error@StoreError], `NOT_FOUND` if there is no such edition, or
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the edition is gone
 */
gboolean
dip_store_remove_edition (DipStore      *self,
                          gint64         edition_id,
                          GCancellable  *cancellable,
                          GError       **error)
{
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);

  work = (DipWork) { self->database, "remove the edition", cancellable };

  return dip_database_begin (work.database, work.action, cancellable, error) &&
         _dip_store_finish (&work, _dip_store_remove_edition (&work, edition_id, error), error);
}

/*
 * The paper that an edition belongs to after its provider, service or kind was
 * corrected. It goes to the paper that its service has of its kind. Where there
 * is none, another name of the provider alone is no reason to leave the paper;
 * another service or kind is.
 */
static gint64
choose_paper (const DipWork  *work,
              const Place    *place,
              DipEdition     *values,
              gint64          service_id,
              GError        **error)
{
  g_autofree char *service = _dip_store_dup_trimmed (values->service);
  gint64 paper_id;

  if (service_id == place->service_id && values->kind == place->kind)
    return place->paper_id;

  paper_id = _dip_store_find_paper (work, service_id, values->kind, values->id, error);
  if (paper_id != 0)
    return paper_id;

  if (values->kind == place->kind && g_strcmp0 (service, place->service) == 0)
    return place->paper_id;

  return _dip_store_make_paper (work, values->kind, error);
}

static gboolean
write_edition (const DipWork  *work,
               DipEdition     *values,
               gint64          service_id,
               gint64          paper_id,
               const char     *origin,
               GError        **error)
{
  static const char sql[] =
    "UPDATE edition"
    "   SET paper_id = :paper, service_id = :service, title = :title, version = :version,"
    "       version_origin = :version_origin, issued = :issued"
    " WHERE id = :edition";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":paper", paper_id);
  dip_query_bind_int64 (query, ":service", service_id);
  dip_query_bind_text (query, ":title", values->title);
  dip_query_bind_text (query, ":version", values->version);
  dip_query_bind_text (query, ":version_origin", origin);
  dip_query_bind_text (query, ":issued", values->issued);
  dip_query_bind_int64 (query, ":edition", values->id);

  return dip_query_run (query, work->cancellable, error);
}

static gboolean
update_edition (const DipWork  *work,
                DipEdition     *values,
                DipOrigin       told,
                GError        **error)
{
  g_auto (Place) place = { 0 };
  const char *origin = NULL;
  gint64 service_id, paper_id;

  if (!find_place (work, values->id, &place, error))
    return FALSE;

  service_id = _dip_store_make_service (work, values->provider, values->service, error);
  if (service_id < 0)
    return FALSE;

  paper_id = choose_paper (work, &place, values, service_id, error);
  if (paper_id < 0)
    return FALSE;

  /* Who leaves a version as it is has not said it. One that was not known may
   * have been concluded from another edition; everything else the user says. */
  if (values->version != NULL && told != DIP_ORIGIN_NONE)
    origin = dip_origin_to_string (told);
  else if (g_strcmp0 (values->version, place.version) == 0)
    origin = place.version_origin;
  else if (place.version == NULL && values->version_origin == DIP_ORIGIN_INFERRED)
    origin = dip_origin_to_string (DIP_ORIGIN_INFERRED);
  else if (values->version != NULL && values->version_origin != DIP_ORIGIN_NONE &&
           g_strcmp0 (place.version_origin, dip_origin_to_string (DIP_ORIGIN_USER)) == 0)
    origin = dip_origin_to_string (values->version_origin);   /* a correction is taken back */
  else if (values->version != NULL)
    origin = dip_origin_to_string (DIP_ORIGIN_USER);

  return write_edition (work, values, service_id, paper_id, origin, error) && sweep_names (work, &place, error);
}

/* Corrects an edition, in one transaction, and notes it. @origin: who says the version; NONE for
 * whoever dip_store_update_edition() finds. */
gboolean
_dip_store_correct (DipStore       *self,
                    const DipWork  *work,
                    DipEdition     *values,
                    DipOrigin       origin,
                    GError        **error)
{
  g_autoptr (DipStanding) before = NULL;
  g_autoptr (DipStanding) after = NULL;

  if (!dip_database_begin (work->database, work->action, work->cancellable, error) ||
      !_dip_store_finish (work,
                          _dip_store_look (self, work, values->id, &before, error) &&
                          update_edition (work, values, origin, error) &&
                          _dip_store_look (self, work, values->id, &after, error),
                          error))
    return FALSE;

  _dip_store_note_turn (self, g_steal_pointer (&before), g_steal_pointer (&after));

  return TRUE;
}

/* Makes an edition what it was at another time, in a transaction of the caller's: @values word by
 * word, in the paper @paper_id, 0 for a new one. Gives the paper, or -1 with @error set. */
gint64
_dip_store_place_edition (const DipWork  *work,
                          DipEdition     *values,
                          gint64          paper_id,
                          GError        **error)
{
  g_auto (Place) place = { 0 };
  gint64 service_id;

  if (!find_place (work, values->id, &place, error))
    return -1;

  service_id = _dip_store_make_service (work, values->provider, values->service, error);
  if (service_id < 0)
    return -1;

  if (paper_id == 0)
    paper_id = _dip_store_make_paper (work, values->kind, error);
  if (paper_id < 0 ||
      !write_edition (work, values, service_id, paper_id,
                      values->version != NULL ? dip_origin_to_string (values->version_origin) : NULL, error) ||
      !sweep_names (work, &place, error))
    return -1;

  return paper_id;
}

/**
 * dip_store_update_edition:
 * @self: a store
 * @values: an edition with a row id and what is true of it now
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Corrects provider, service, title, kind, version and date of an edition; NULL
 * makes them unknown. A version that differs from the stored one comes from the
 * user from then on, unless none was known and @values calls it inferred, or
 * @values takes back what the user had said. The
 * edition moves to the paper that its service has of its kind; correcting the
 * provider alone leaves it where it is if there is none. What it leaves behind
 * unused is removed. One transaction.
 *
 * Fails with [error@StoreError], `NOT_FOUND` if there is no such edition, or
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the values are stored
 */
gboolean
dip_store_update_edition (DipStore      *self,
                          DipEdition    *values,
                          GCancellable  *cancellable,
                          GError       **error)
{
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (DIP_IS_EDITION (values), FALSE);

  work = (DipWork) { self->database, "correct the edition", cancellable };

  return _dip_store_correct (self, &work, values, DIP_ORIGIN_NONE, error);
}

static gboolean
join_paper (const DipWork  *work,
            gint64          edition_id,
            gint64          other_id,
            GError        **error)
{
  static const char sql[] = "UPDATE edition SET paper_id = :paper WHERE id = :edition";
  g_auto (Place) place = { 0 };
  g_auto (Place) other = { 0 };
  g_autoptr (DipQuery) query = NULL;

  if (!find_place (work, edition_id, &place, error) ||
      !find_place (work, other_id, &other, error))
    return FALSE;

  if (place.kind != other.kind)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT,
                   "Could not %s: the editions are of different kinds", work->action);
      return FALSE;
    }

  query = dip_database_query (work->database, sql, work->action, error);
  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":paper", other.paper_id);
  dip_query_bind_int64 (query, ":edition", edition_id);

  return dip_query_run (query, work->cancellable, error) &&
         sweep_names (work, &place, error);
}

/**
 * dip_store_join_paper:
 * @self: a store
 * @edition_id: the edition that moves
 * @other_id: an edition of the paper that it moves to
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes two editions parts of one history though their provider or service is
 * called differently in them, as after a rename. Each keeps the names that it
 * has. One transaction.
 *
 * Fails with [error@StoreError]: `NOT_FOUND` if one of them is not there,
 * `CONSTRAINT` if one is a whitepaper and the other a checksheet.
 *
 * Returns: whether they belong together now
 */
gboolean
dip_store_join_paper (DipStore      *self,
                      gint64         edition_id,
                      gint64         other_id,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (DipStanding) before = NULL;
  g_autoptr (DipStanding) after = NULL;
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);

  work = (DipWork) { self->database, "join the editions", cancellable };

  if (!dip_database_begin (work.database, work.action, cancellable, error) ||
      !_dip_store_finish (&work,
                          _dip_store_look (self, &work, edition_id, &before, error) &&
                          join_paper (&work, edition_id, other_id, error) &&
                          _dip_store_look (self, &work, edition_id, &after, error),
                          error))
    return FALSE;

  _dip_store_note_turn (self, g_steal_pointer (&before), g_steal_pointer (&after));

  return TRUE;
}
