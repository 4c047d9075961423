/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-private.h"

#include "base/dip-error.h"

/*
 * What adding and correcting an edition share: providers, services and papers
 * are found or made, and swept away when nothing uses them any more.
 */

/* White space of every script is cut off at both ends; NULL for nothing else. */
char *
_dip_store_dup_trimmed (const char *text)
{
  const char *end;

  if (text == NULL)
    return NULL;

  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  end = text + strlen (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }

  return end > text ? g_strndup (text, (gsize) (end - text)) : NULL;
}

/* The first column of the first row, 0 without a row, -1 with @error set. */
static gint64
find_id (DipQuery       *query,
         const DipWork  *work,
         GError        **error)
{
  switch (dip_query_step (query, work->cancellable, error))
    {
    case DIP_STEP_ROW:
      return dip_query_get_int64 (query, 0);

    case DIP_STEP_DONE:
      return 0;

    case DIP_STEP_ERROR:
    default:
      return -1;
    }
}

static gint64
make_provider (const DipWork  *work,
               const char     *name,
               GError        **error)
{
  static const char find_sql[] = "SELECT id FROM provider WHERE name = :name";
  static const char add_sql[] = "INSERT INTO provider (name) VALUES (:name)";
  g_autoptr (DipQuery) find = dip_database_query (work->database, find_sql, work->action, error);
  g_autoptr (DipQuery) add = NULL;
  gint64 id;

  if (find == NULL)
    return -1;

  dip_query_bind_text (find, ":name", name);
  id = find_id (find, work, error);
  if (id != 0)
    return id;

  add = dip_database_query (work->database, add_sql, work->action, error);
  if (add == NULL)
    return -1;

  dip_query_bind_text (add, ":name", name);
  if (!dip_query_run (add, work->cancellable, error))
    return -1;

  return dip_database_get_last_row_id (work->database);
}

/*
 * The service of a provider, NULL and blank for unknown. Two unknown services are
 * not known to be the same one, so each gets a row of its own.
 */
gint64
_dip_store_make_service (const DipWork  *work,
                         const char     *provider,
                         const char     *service,
                         GError        **error)
{
  static const char find_sql[] =
    "SELECT id FROM service"
    " WHERE ifnull (provider_id, 0) = ifnull (:provider, 0) AND name = :name";
  static const char add_sql[] =
    "INSERT INTO service (provider_id, name) VALUES (:provider, :name)";
  g_autofree char *provider_name = _dip_store_dup_trimmed (provider);
  g_autofree char *service_name = _dip_store_dup_trimmed (service);
  g_autoptr (DipQuery) find = NULL;
  g_autoptr (DipQuery) add = NULL;
  gint64 provider_id = 0;
  gint64 id;

  if (provider_name != NULL)
    provider_id = make_provider (work, provider_name, error);
  if (provider_id < 0)
    return -1;

  find = dip_database_query (work->database, find_sql, work->action, error);
  if (find == NULL)
    return -1;

  dip_query_bind_id (find, ":provider", provider_id);
  dip_query_bind_text (find, ":name", service_name);
  id = find_id (find, work, error);
  if (id != 0)
    return id;

  add = dip_database_query (work->database, add_sql, work->action, error);
  if (add == NULL)
    return -1;

  dip_query_bind_id (add, ":provider", provider_id);
  dip_query_bind_text (add, ":name", service_name);
  if (!dip_query_run (add, work->cancellable, error))
    return -1;

  return dip_database_get_last_row_id (work->database);
}

/*
 * The paper of this kind that another edition of the service belongs to, 0 if
 * there is none. @except_edition_id, 0 for none, does not count.
 */
gint64
_dip_store_find_paper (const DipWork  *work,
                       gint64          service_id,
                       DipKind         kind,
                       gint64          except_edition_id,
                       GError        **error)
{
  static const char sql[] =
    "SELECT paper.id"
    "  FROM edition JOIN paper ON paper.id = edition.paper_id"
    "  JOIN service ON service.id = edition.service_id"
    " WHERE edition.service_id = :service AND service.name IS NOT NULL"
    "   AND paper.kind IS :kind AND edition.id <> :except"
    " ORDER BY edition.id DESC LIMIT 1";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return -1;

  dip_query_bind_int64 (query, ":service", service_id);
  dip_query_bind_text (query, ":kind", dip_kind_to_string (kind));
  dip_query_bind_int64 (query, ":except", except_edition_id);

  return find_id (query, work, error);
}

gint64
_dip_store_make_paper (const DipWork  *work,
                       DipKind         kind,
                       GError        **error)
{
  static const char sql[] = "INSERT INTO paper (kind) VALUES (:kind)";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return -1;

  dip_query_bind_text (query, ":kind", dip_kind_to_string (kind));
  if (!dip_query_run (query, work->cancellable, error))
    return -1;

  return dip_database_get_last_row_id (work->database);
}

/* Ends a transaction: for good if @done, else as if it had never begun. */
gboolean
_dip_store_finish (const DipWork  *work,
                   gboolean        done,
                   GError        **error)
{
  if (done && dip_database_commit (work->database, work->action, error))
    return TRUE;

  dip_database_rollback (work->database);

  return FALSE;
}
