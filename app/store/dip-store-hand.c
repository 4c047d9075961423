/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-hand.h"

#include "base/dip-error.h"
#include "store/dip-store-private.h"

#define READ_ACTION "read what was said of the two editions by hand"
#define SAY_ACTION  "store what is said of the two editions by hand"

/*
 * Two editions as they stand in a row, the lower id first, and whether that is
 * the other way round than they were asked for.
 */
typedef struct
{
  gint64   edition_id;
  gint64   other_id;
  gboolean is_turned;
} Sides;

static Sides
sides_of (gint64 old_id,
          gint64 new_id)
{
  return old_id < new_id ? (Sides) { old_id, new_id, FALSE } : (Sides) { new_id, old_id, TRUE };
}

static void
bind_sides (DipQuery *query,
            Sides     sides)
{
  dip_query_bind_int64 (query, ":edition", sides.edition_id);
  dip_query_bind_int64 (query, ":other", sides.other_id);
}

static void
bind_cites (DipQuery   *query,
            Sides       sides,
            const char *old_clause,
            const char *new_clause)
{
  dip_query_bind_text (query, ":cite", sides.is_turned ? new_clause : old_clause);
  dip_query_bind_text (query, ":other_cite", sides.is_turned ? old_clause : new_clause);
}

/* An edition may have been removed elsewhere while somebody was looking at it. */
static gboolean
are_there (const DipWork  *work,
           Sides           sides,
           GError        **error)
{
  static const char sql[] = "SELECT 1 FROM edition WHERE id = :edition";
  const gint64 ids[] = { sides.edition_id, sides.other_id };
  DipStep step = DIP_STEP_ROW;

  for (guint i = 0; i < G_N_ELEMENTS (ids) && step == DIP_STEP_ROW; i++)
    {
      g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

      if (query == NULL)
        return FALSE;

      dip_query_bind_int64 (query, ":edition", ids[i]);
      step = dip_query_step (query, work->cancellable, error);
      if (step == DIP_STEP_DONE)
        _dip_store_not_found (work->action, ids[i], error);
    }

  return step == DIP_STEP_ROW;
}

/* A row comes once; a damaged tree of pages could give the same ones for ever. */
static void
watch_order (DipQuery *query,
             int       column,
             gint64   *last)
{
  gint64 place = dip_query_get_int64 (query, column);

  if (place < *last)
    dip_query_mark_damaged (query, "what was said by hand comes twice");
  *last = place;
}

/**
 * dip_store_list_pairings:
 * @self: a store
 * @old_id: row id of an edition
 * @new_id: row id of another one
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type DipPairing): what a person says of the
 *   clauses of the two, in reading order of the one with the lower row id; none
 *   where an edition is not there
 */
GPtrArray *
dip_store_list_pairings (DipStore      *self,
                         gint64         old_id,
                         gint64         new_id,
                         GCancellable  *cancellable,
                         GError       **error)
{
  enum { ORDINAL, CITE, OTHER_CITE, KIND };
  static const char sql[] =
    "SELECT clause.ordinal, pairing.cite, pairing.other_cite, pairing.kind"
    "  FROM pairing"
    "  JOIN clause ON clause.edition_id = pairing.edition_id AND clause.cite = pairing.cite"
    "  JOIN clause AS opposite"
    "    ON opposite.edition_id = pairing.other_id AND opposite.cite = pairing.other_cite"
    " WHERE pairing.edition_id = :edition AND pairing.other_id = :other"
    " ORDER BY clause.ordinal, opposite.ordinal";
  Sides sides = sides_of (old_id, new_id);
  g_autoptr (GPtrArray) pairings = dip_pairings_new ();
  g_autoptr (DipQuery) query = NULL;
  gint64 last = 0;
  DipStep step;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  query = dip_database_query (self->database, sql, READ_ACTION, error);
  if (query == NULL)
    return NULL;

  bind_sides (query, sides);
  while ((step = dip_query_step (query, cancellable, error)) == DIP_STEP_ROW)
    {
      const char *cite = dip_query_get_text (query, CITE);
      const char *other_cite = dip_query_get_text (query, OTHER_CITE);
      DipPairingKind kind = DIP_STORE_READ_WORD (query, KIND, DipPairingKind, pairing_kind);

      watch_order (query, ORDINAL, &last);
      g_ptr_array_add (pairings, dip_pairing_new (kind, sides.is_turned ? other_cite : cite,
                                                  sides.is_turned ? cite : other_cite));
    }

  return step == DIP_STEP_DONE ? g_steal_pointer (&pairings) : NULL;
}

/* A pair that has become another one has not been looked at. */
static gboolean
forget_reviews (const DipWork    *work,
                Sides             sides,
                const DipPairing *pairing,
                GError          **error)
{
  static const char sql[] =
    "DELETE FROM review"
    " WHERE edition_id = :edition AND other_id = :other AND (cite = :cite OR other_cite = :other_cite)";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return FALSE;

  bind_sides (query, sides);
  bind_cites (query, sides, pairing->old_clause, pairing->new_clause);

  return dip_query_run (query, work->cancellable, error);
}

static gboolean
is_said (const GPtrArray  *pairings,
         const DipPairing *pairing)
{
  const DipPairing *found = dip_pairings_find (pairings, pairing->old_clause, pairing->new_clause);

  return found != NULL && found->kind == pairing->kind;
}

static gboolean
forget_changed_reviews (const DipWork    *work,
                        Sides             sides,
                        const GPtrArray  *before,
                        const GPtrArray  *after,
                        GError          **error)
{
  for (guint i = 0; i < before->len; i++)
    {
      if (!is_said (after, before->pdata[i]) && !forget_reviews (work, sides, before->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_pairings (const DipWork    *work,
                 Sides             sides,
                 const GPtrArray  *pairings,
                 GError          **error)
{
  static const char sql[] =
    "INSERT INTO pairing (edition_id, cite, other_id, other_cite, kind)"
    " VALUES (:edition, :cite, :other, :other_cite, :kind)";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return FALSE;

  for (guint i = 0; i < pairings->len; i++)
    {
      const DipPairing *pairing = pairings->pdata[i];

      bind_sides (query, sides);
      bind_cites (query, sides, pairing->old_clause, pairing->new_clause);
      dip_query_bind_text (query, ":kind", dip_pairing_kind_to_string (pairing->kind));
      if (!dip_query_run (query, work->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_pairings (DipStore         *self,
              const DipWork    *work,
              gint64            old_id,
              gint64            new_id,
              const GPtrArray  *pairings,
              GError          **error)
{
  static const char sql[] = "DELETE FROM pairing WHERE edition_id = :edition AND other_id = :other";
  Sides sides = sides_of (old_id, new_id);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (DipQuery) query = NULL;

  before = dip_store_list_pairings (self, old_id, new_id, work->cancellable, error);
  if (before == NULL)
    return FALSE;

  query = dip_database_query (work->database, sql, work->action, error);
  if (query == NULL)
    return FALSE;

  bind_sides (query, sides);

  return dip_query_run (query, work->cancellable, error) &&
         insert_pairings (work, sides, pairings, error) &&
         forget_changed_reviews (work, sides, before, pairings, error) &&
         forget_changed_reviews (work, sides, pairings, before, error);
}

/**
 * dip_store_set_pairings:
 * @self: a store
 * @old_id: row id of an edition
 * @new_id: row id of another one
 * @pairings: (element-type DipPairing): what a person says of clauses of the two, each
 *   pair of clauses once; may be empty
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Replaces all that was said of the two. Pairs of which something else is said
 * now have to be looked at again. One transaction.
 *
 * Fails with [error@StoreError], `NOT_FOUND` if an edition is not there, `CONSTRAINT` if a clause is not, one pair is
 * named twice, or both editions are the same, or with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether it is stored
 */
gboolean
dip_store_set_pairings (DipStore         *self,
                        gint64            old_id,
                        gint64            new_id,
                        const GPtrArray  *pairings,
                        GCancellable     *cancellable,
                        GError          **error)
{
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (pairings != NULL, FALSE);

  work = (DipWork) { self->database, SAY_ACTION, cancellable };

  return dip_database_begin (work.database, work.action, cancellable, error) &&
         _dip_store_finish (&work,
                            are_there (&work, sides_of (old_id, new_id), error) &&
                            set_pairings (self, &work, old_id, new_id, pairings, error),
                            error);
}

/**
 * dip_store_list_reviews:
 * @self: a store
 * @old_id: row id of an edition
 * @new_id: row id of another one
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type DipReview): the pairs of clauses that a person
 *   has looked at, in the order in which that was said
 */
GPtrArray *
dip_store_list_reviews (DipStore      *self,
                        gint64         old_id,
                        gint64         new_id,
                        GCancellable  *cancellable,
                        GError       **error)
{
  enum { ID, CITE, OTHER_CITE };
  static const char sql[] =
    "SELECT id, cite, other_cite FROM review"
    " WHERE edition_id = :edition AND other_id = :other ORDER BY id";
  Sides sides = sides_of (old_id, new_id);
  g_autoptr (GPtrArray) reviews = dip_reviews_new ();
  g_autoptr (DipQuery) query = NULL;
  gint64 last = 0;
  DipStep step;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  query = dip_database_query (self->database, sql, READ_ACTION, error);
  if (query == NULL)
    return NULL;

  bind_sides (query, sides);
  while ((step = dip_query_step (query, cancellable, error)) == DIP_STEP_ROW)
    {
      g_autofree char *cite = dip_query_dup_text_or_null (query, CITE);
      g_autofree char *other_cite = dip_query_dup_text_or_null (query, OTHER_CITE);

      watch_order (query, ID, &last);
      if (cite == NULL && other_cite == NULL)
        dip_query_mark_damaged (query, "a pair that was looked at has no clause");
      else
        g_ptr_array_add (reviews, dip_review_new (sides.is_turned ? other_cite : cite,
                                                  sides.is_turned ? cite : other_cite));
    }

  return step == DIP_STEP_DONE ? g_steal_pointer (&reviews) : NULL;
}

static gboolean
set_reviewed (const DipWork    *work,
              Sides             sides,
              const GPtrArray  *reviews,
              gboolean          is_reviewed,
              GError          **error)
{
  static const char add_sql[] =
    "INSERT INTO review (edition_id, cite, other_id, other_cite, looked)"
    " SELECT :edition, :cite, :other, :other_cite, strftime ('%Y-%m-%dT%H:%M:%SZ', 'now')"
    "  WHERE NOT EXISTS (SELECT 1 FROM review"
    "                     WHERE edition_id = :edition AND cite IS :cite"
    "                       AND other_id = :other AND other_cite IS :other_cite)";
  static const char remove_sql[] =
    "DELETE FROM review"
    " WHERE edition_id = :edition AND cite IS :cite AND other_id = :other AND other_cite IS :other_cite";
  g_autoptr (DipQuery) query = NULL;

  query = dip_database_query (work->database, is_reviewed ? add_sql : remove_sql, work->action, error);
  if (query == NULL)
    return FALSE;

  for (guint i = 0; i < reviews->len; i++)
    {
      const DipReview *review = reviews->pdata[i];

      bind_sides (query, sides);
      bind_cites (query, sides, review->old_clause, review->new_clause);
      if (!dip_query_run (query, work->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dip_store_set_reviewed:
 * @self: a store
 * @old_id: row id of an edition
 * @new_id: row id of another one
 * @reviews: (element-type DipReview): pairs of clauses
 * @is_reviewed: whether they have been looked at
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Remembers of each pair whether a person has looked at it; what is so already
 * stays. One transaction.
 *
 * Fails with [error@StoreError], `NOT_FOUND` if an edition is not there, `CONSTRAINT` if a
 * clause is not or both editions are the same, or with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether it is stored
 */
gboolean
dip_store_set_reviewed (DipStore         *self,
                        gint64            old_id,
                        gint64            new_id,
                        const GPtrArray  *reviews,
                        gboolean          is_reviewed,
                        GCancellable     *cancellable,
                        GError          **error)
{
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (reviews != NULL, FALSE);

  work = (DipWork) { self->database, "remember what was looked at", cancellable };

  return dip_database_begin (work.database, work.action, cancellable, error) &&
         _dip_store_finish (&work,
                            are_there (&work, sides_of (old_id, new_id), error) &&
                            set_reviewed (&work, sides_of (old_id, new_id), reviews, is_reviewed, error),
                            error);
}
