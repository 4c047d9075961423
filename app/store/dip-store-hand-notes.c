/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-hand.h"

#include "store/dip-store-arrival-private.h"

/* What a person says of clauses, on its way from one library to another. */

void
dip_hand_note_free (DipHandNote *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_free (self->other_sha256);
  g_free (self->cite);
  g_free (self->other_cite);
  g_free (self->word);
  g_free (self);
}

/**
 * dip_store_list_notes:
 * @self: a store
 * @edition_id: row id of the edition that all of them are about, 0 for any
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Lists all that a person said of clauses of two editions.
 *
 * Returns: (transfer full) (element-type DipHandNote): the list
 */
GPtrArray *
dip_store_list_notes (DipStore      *self,
                      gint64         edition_id,
                      GCancellable  *cancellable,
                      GError       **error)
{
  enum { IS_REVIEW, EDITION, OTHER, SHA256, OTHER_SHA256, CITE, OTHER_CITE, WORD };
  static const char sql[] =
    "SELECT note.is_review, note.edition_id, note.other_id, source.sha256, opposite.sha256,"
    "       note.cite, note.other_cite, note.word"
    "  FROM (SELECT 0 AS is_review, edition_id, other_id, cite, other_cite, kind AS word FROM pairing"
    "        UNION ALL "
    "        SELECT 1, edition_id, other_id, cite, other_cite, looked FROM review) AS note"
    "  JOIN edition ON edition.id = note.edition_id"
    "  JOIN source ON source.id = edition.source_id"
    "  JOIN edition AS second ON second.id = note.other_id"
    "  JOIN source AS opposite ON opposite.id = second.source_id"
    " WHERE :edition = 0 OR note.edition_id = :edition OR note.other_id = :edition";
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_hand_note_free);
  g_autoptr (DipQuery) query = NULL;
  DipStep step;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  query = dip_database_query (self->database, sql, "read what was said of clauses by hand", error);
  if (query == NULL)
    return NULL;

  dip_query_bind_int64 (query, ":edition", edition_id);
  while ((step = dip_query_step (query, cancellable, error)) == DIP_STEP_ROW)
    {
      DipHandNote *note = g_new0 (DipHandNote, 1);

      note->is_review = dip_query_get_int64 (query, IS_REVIEW) != 0;
      note->edition_id = dip_query_get_int64 (query, EDITION);
      note->other_id = dip_query_get_int64 (query, OTHER);
      note->sha256 = dip_query_dup_text (query, SHA256);
      note->other_sha256 = dip_query_dup_text (query, OTHER_SHA256);
      note->cite = dip_query_dup_text_or_null (query, CITE);
      note->other_cite = dip_query_dup_text_or_null (query, OTHER_CITE);
      note->word = dip_query_dup_text (query, WORD);
      g_ptr_array_add (notes, note);
    }

  return step == DIP_STEP_DONE ? g_steal_pointer (&notes) : NULL;
}

/* Row id and whether the clause is there; 0 where the edition or the clause is not. -1 with
 * @error set. */
static gint64
find_clause (const DipWork  *work,
             const char     *sha256,
             const char     *cite,
             GError        **error)
{
  static const char sql[] =
    "SELECT edition.id FROM source JOIN edition ON edition.source_id = source.id"
    " WHERE source.sha256 = :sha256"
    "   AND (:cite IS NULL OR EXISTS (SELECT 1 FROM clause"
    "                                  WHERE clause.edition_id = edition.id AND clause.cite = :cite))";
  g_autoptr (DipQuery) query = NULL;

  if (sha256 == NULL)
    return 0;

  query = dip_database_query (work->database, sql, work->action, error);
  if (query == NULL)
    return -1;

  dip_query_bind_text (query, ":sha256", sha256);
  dip_query_bind_text (query, ":cite", cite);
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

static gboolean
is_sound (const DipHandNote *note)
{
  if (note->word == NULL || (note->cite == NULL && note->other_cite == NULL))
    return FALSE;

  return note->is_review ||
         (note->cite != NULL && note->other_cite != NULL &&
          g_str_equal (dip_pairing_kind_to_string (dip_pairing_kind_from_string (note->word)), note->word));
}

static gboolean
differs (const DipWork  *work,
         DipHandNote    *note,
         gint64          edition_id,
         gint64          other_id,
         guint          *n_differ,
         GError        **error)
{
  static const char sql[] =
    "SELECT 1 FROM pairing"
    " WHERE edition_id = :edition AND cite = :cite AND other_id = :other AND other_cite = :other_cite"
    "   AND kind <> :word";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);
  DipStep step;

  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":edition", edition_id);
  dip_query_bind_text (query, ":cite", note->cite);
  dip_query_bind_int64 (query, ":other", other_id);
  dip_query_bind_text (query, ":other_cite", note->other_cite);
  dip_query_bind_text (query, ":word", note->word);
  step = dip_query_step (query, work->cancellable, error);
  *n_differ += step == DIP_STEP_ROW;

  return step != DIP_STEP_ERROR;
}

/* The ids may have another order here than where the note comes from. */
static void
order (DipHandNote *note,
       gint64      *edition_id,
       gint64      *other_id)
{
  gint64 id = *edition_id;
  char *cite = note->cite;
  char *sha256 = note->sha256;

  if (*edition_id < *other_id)
    return;

  *edition_id = *other_id;
  *other_id = id;
  note->cite = note->other_cite;
  note->other_cite = cite;
  note->sha256 = note->other_sha256;
  note->other_sha256 = sha256;
}

static void
bind_note (DipQuery          *query,
           const DipHandNote *note,
           gint64             edition_id,
           gint64             other_id)
{
  dip_query_bind_int64 (query, ":edition", edition_id);
  dip_query_bind_text (query, ":cite", note->cite);
  dip_query_bind_int64 (query, ":other", other_id);
  dip_query_bind_text (query, ":other_cite", note->other_cite);
  dip_query_bind_text (query, ":word", note->word);
}

/* What is new of it goes to @added. (element-type DipHandNote) */
static gboolean
add_note (const DipWork  *work,
          DipHandNote    *note,
          guint          *n_differ,
          GPtrArray      *added,
          GError        **error)
{
  static const char pairing_sql[] =
    "INSERT INTO pairing (edition_id, cite, other_id, other_cite, kind)"
    " VALUES (:edition, :cite, :other, :other_cite, :word) ON CONFLICT DO NOTHING RETURNING 1";
  static const char review_sql[] =
    "INSERT INTO review (edition_id, cite, other_id, other_cite, looked)"
    " VALUES (:edition, :cite, :other, :other_cite, :word) ON CONFLICT DO NOTHING RETURNING 1";
  g_autoptr (DipQuery) query = NULL;
  gint64 edition_id, other_id;
  DipStep step;

  if (!is_sound (note))
    return TRUE;

  edition_id = find_clause (work, note->sha256, note->cite, error);
  if (edition_id <= 0)
    return edition_id == 0;

  other_id = find_clause (work, note->other_sha256, note->other_cite, error);
  if (other_id <= 0 || other_id == edition_id)
    return other_id >= 0;

  order (note, &edition_id, &other_id);
  if (!note->is_review && !differs (work, note, edition_id, other_id, n_differ, error))
    return FALSE;

  query = dip_database_query (work->database, note->is_review ? review_sql : pairing_sql, work->action, error);
  if (query == NULL)
    return FALSE;

  bind_note (query, note, edition_id, other_id);
  while ((step = dip_query_step (query, work->cancellable, error)) == DIP_STEP_ROW)
    g_ptr_array_add (added, note);

  return step == DIP_STEP_DONE;
}

static gboolean
add_notes (const DipWork    *work,
           const GPtrArray  *notes,
           guint            *n_differ,
           GPtrArray        *added,
           GError          **error)
{
  for (guint i = 0; i < notes->len; i++)
    {
      if (!add_note (work, notes->pdata[i], n_differ, added, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dip_store_add_notes:
 * @self: a store
 * @notes: (element-type DipHandNote): what a person said, in another library or before
 *   an edition was removed
 * @n_differ: (out) (optional): of how many pairs of clauses this library says the opposite
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Adds the notes whose editions, known by their bytes, and clauses are here. What is
 * said here already stays. One transaction.
 *
 * Returns: whether all that could be added is there
 */
gboolean
dip_store_add_notes (DipStore         *self,
                     const GPtrArray  *notes,
                     guint            *n_differ,
                     GCancellable     *cancellable,
                     GError          **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  DipWork work;
  guint n = 0;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (notes != NULL, FALSE);

  if (n_differ == NULL)
    n_differ = &n;
  *n_differ = 0;
  if (notes->len == 0)
    return TRUE;

  work = (DipWork) { self->database, "store what was said of clauses by hand", cancellable };

  if (!dip_database_begin (work.database, work.action, cancellable, error) ||
      !_dip_store_finish (&work, add_notes (&work, notes, n_differ, added, error), error))
    return FALSE;

  for (guint i = 0; i < added->len; i++)
    _dip_store_note_said (self, g_ptr_array_index (added, i));

  return TRUE;
}

static gboolean
remove_note (const DipWork  *work,
             DipHandNote    *note,
             GError        **error)
{
  static const char pairing_sql[] =
    "DELETE FROM pairing"
    " WHERE edition_id = :edition AND cite = :cite AND other_id = :other AND other_cite = :other_cite"
    "   AND kind = :word";
  static const char review_sql[] =
    "DELETE FROM review"
    " WHERE edition_id = :edition AND cite IS :cite AND other_id = :other AND other_cite IS :other_cite"
    "   AND looked = :word";
  g_autoptr (DipQuery) query = NULL;
  gint64 edition_id = find_clause (work, note->sha256, note->cite, error);
  gint64 other_id = edition_id > 0 ? find_clause (work, note->other_sha256, note->other_cite, error) : edition_id;

  if (edition_id <= 0 || other_id <= 0)
    return edition_id == 0 || other_id == 0;

  query = dip_database_query (work->database, note->is_review ? review_sql : pairing_sql, work->action, error);
  if (query == NULL)
    return FALSE;

  order (note, &edition_id, &other_id);
  bind_note (query, note, edition_id, other_id);

  return dip_query_run (query, work->cancellable, error);
}

/* Removes those of @notes that are there word by word, in a transaction of the caller's. */
gboolean
_dip_store_remove_notes (const DipWork    *work,
                         const GPtrArray  *notes,
                         GError          **error)
{
  for (guint i = 0; i < notes->len; i++)
    {
      if (!remove_note (work, notes->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}
