/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-arrival-private.h"

#define ACTION "take back what came in"
#define ACTION_AGAIN "bring in again what was taken back"

/* What another paper that came in tells of the version is nothing that somebody has said. */
static gboolean
is_untouched (DipEdition *now,
              DipEdition *then)
{
  g_autoptr (DipEdition) copy = NULL;

  if (now->version_origin != DIP_ORIGIN_INFERRED || then->version_origin == DIP_ORIGIN_USER)
    return _dip_edition_says_the_same (now, then);

  copy = dip_edition_copy (now);
  g_free (copy->version);
  copy->version = g_strdup (then->version);
  copy->version_origin = then->version_origin;

  return _dip_edition_says_the_same (copy, then);
}

/* The paper that editions of @paper_id go to: where one of them has gone, or where their anchor
 * is; 0 for a new one. */
static gint64
find_target (const DipWork     *work,
             const DipArrival  *arrival,
             GHashTable        *targets,
             gint64             paper_id,
             DipKind            kind,
             GError           **error)
{
  const gint64 *made = g_hash_table_lookup (targets, &paper_id);
  const char *anchor = g_hash_table_lookup (arrival->anchors, &paper_id);
  g_autoptr (DipStanding) standing = NULL;

  if (made != NULL)
    return *made;

  if (anchor == NULL)
    return 0;

  if (!_dip_store_find_standing (work, anchor, &standing, error))
    return -1;

  return standing != NULL && standing->edition->kind == kind ? standing->paper_id : 0;
}

/* Says of an edition what @to says, and puts it into the paper of those that it belongs to. */
static gboolean
write_standing (const DipWork      *work,
                const DipArrival   *arrival,
                const DipStanding  *to,
                gint64              edition_id,
                GHashTable         *targets,
                GError            **error)
{
  g_autoptr (DipEdition) values = dip_edition_copy (to->edition);
  gint64 paper_id = find_target (work, arrival, targets, to->paper_id, values->kind, error);

  if (paper_id < 0)
    return FALSE;

  values->id = edition_id;
  paper_id = _dip_store_place_edition (work, values, paper_id, error);
  if (paper_id < 0)
    return FALSE;

  g_hash_table_insert (targets, g_memdup2 (&to->paper_id, sizeof to->paper_id), g_memdup2 (&paper_id, sizeof paper_id));

  return TRUE;
}

/* Editions of which something is said by hand that did not come with them. */
static GHashTable *
find_spoken_of (const DipArrival *arrival,
                GPtrArray        *notes)
{
  g_autoptr (GHashTable) came = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *digests = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < arrival->notes->len; i++)
    g_hash_table_add (came, _dip_hand_note_dup_key (g_ptr_array_index (arrival->notes, i)));

  for (guint i = 0; i < notes->len; i++)
    {
      const DipHandNote *note = g_ptr_array_index (notes, i);
      g_autofree char *key = _dip_hand_note_dup_key (note);

      if (g_hash_table_contains (came, key))
        continue;

      g_hash_table_add (digests, note->sha256);
      g_hash_table_add (digests, note->other_sha256);
    }

  return digests;
}

static gboolean
take_back_editions (const DipWork    *work,
                    const DipArrival *arrival,
                    GPtrArray        *notes,
                    GPtrArray        *removed,
                    GPtrArray        *kept,
                    GError          **error)
{
  g_autoptr (GHashTable) spoken_of = find_spoken_of (arrival, notes);

  for (guint i = 0; i < arrival->added->len; i++)
    {
      const DipTurn *turn = g_ptr_array_index (arrival->added, i);
      const char *sha256 = turn->after->edition->sha256;
      g_autoptr (DipStanding) now = NULL;

      if (!_dip_store_find_standing (work, sha256, &now, error))
        return FALSE;

      if (now == NULL)
        continue;

      if (!is_untouched (now->edition, turn->after->edition) || g_hash_table_contains (spoken_of, sha256))
        {
          g_ptr_array_add (kept, g_object_ref (now->edition));
          continue;
        }

      if (!_dip_store_remove_edition (work, now->edition->id, error))
        return FALSE;

      g_ptr_array_add (removed, g_strdup (sha256));
    }

  return TRUE;
}

/* Unlearns, or learns again, what nobody has changed since; what somebody has is put to @kept. */
static gboolean
write_changes (const DipWork    *work,
               const DipArrival *arrival,
               gboolean          back,
               GHashTable       *targets,
               GPtrArray        *kept,
               GError          **error)
{
  for (guint i = 0; i < arrival->changed->len; i++)
    {
      const DipTurn *turn = g_ptr_array_index (arrival->changed, i);
      const DipStanding *from = back ? turn->after : turn->before;
      const DipStanding *to = back ? turn->before : turn->after;
      g_autoptr (DipStanding) now = NULL;

      if (!_dip_store_find_standing (work, from->edition->sha256, &now, error))
        return FALSE;

      if (now == NULL)
        continue;

      if (!_dip_edition_says_the_same (now->edition, from->edition))
        {
          if (!_dip_edition_says_the_same (now->edition, to->edition))
            g_ptr_array_add (kept, g_object_ref (now->edition));
          continue;
        }

      if (!write_standing (work, arrival, to, now->edition->id, targets, error))
        return FALSE;
    }

  return TRUE;
}

/* Those that came with the action and are about no edition that stays as it is. */
static GPtrArray *
list_notes_to_remove (const DipArrival *arrival,
                      GPtrArray        *kept)
{
  g_autoptr (GHashTable) staying = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < kept->len; i++)
    g_hash_table_add (staying, ((DipEdition *) g_ptr_array_index (kept, i))->sha256);

  for (guint i = 0; i < arrival->notes->len; i++)
    {
      DipHandNote *note = g_ptr_array_index (arrival->notes, i);

      if (!g_hash_table_contains (staying, note->sha256) && !g_hash_table_contains (staying, note->other_sha256))
        g_ptr_array_add (notes, note);
    }

  return notes;
}

static gboolean
take_back (DipStore         *self,
           const DipWork    *work,
           const DipArrival *arrival,
           GPtrArray        *removed,
           GPtrArray        *kept,
           GError          **error)
{
  g_autoptr (GHashTable) targets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GPtrArray) notes = dip_store_list_notes (self, 0, work->cancellable, error);
  g_autoptr (GPtrArray) came = NULL;

  if (notes == NULL ||
      !take_back_editions (work, arrival, notes, removed, kept, error) ||
      !write_changes (work, arrival, TRUE, targets, kept, error))
    return FALSE;

  came = list_notes_to_remove (arrival, kept);

  return _dip_store_remove_notes (work, came, error);
}

/**
 * dip_store_take_back:
 * @self: a store
 * @arrival: what an action has brought in
 * @removed: (element-type utf8): gets the digests of the editions that are gone
 * @kept: (element-type DipEdition): gets those that stay as they are, since somebody has
 *   corrected them meanwhile or said something of their clauses
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Takes back what has come in: the editions go, what was learned of others is unlearned, and
 * what was said of clauses by hand elsewhere is said no more. What is gone already is no
 * trouble. One transaction.
 *
 * Returns: whether it was taken back; if not, the library is as it was
 */
gboolean
dip_store_take_back (DipStore         *self,
                     const DipArrival *arrival,
                     GPtrArray        *removed,
                     GPtrArray        *kept,
                     GCancellable     *cancellable,
                     GError          **error)
{
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (arrival != NULL, FALSE);
  g_return_val_if_fail (removed != NULL && kept != NULL, FALSE);

  work = (DipWork) { self->database, ACTION, cancellable };

  return dip_database_begin (work.database, work.action, cancellable, error) &&
         _dip_store_finish (&work, take_back (self, &work, arrival, removed, kept, error), error);
}

/* --- Once more -------------------- */

static gboolean
bring_edition (DipStore          *self,
               const DipWork     *work,
               const DipArrival  *arrival,
               DipDocument       *document,
               GBytes            *source,
               GHashTable        *targets,
               GError           **error)
{
  const char *sha256 = document->edition->sha256;
  const DipTurn *turn = g_hash_table_lookup (arrival->by_digest, sha256);
  gint64 id = dip_store_find_by_digest (self, sha256, work->cancellable, error);

  /* It came in again in another way. */
  if (id != 0)
    return id > 0;

  id = dip_store_add_document (self, document, source, work->cancellable, error);
  if (id < 0)
    return FALSE;

  return turn == NULL || write_standing (work, arrival, turn->after, id, targets, error);
}

/**
 * dip_store_bring_again:
 * @self: a store
 * @arrival: what was taken back
 * @documents: (element-type DipDocument): the editions that were removed
 * @sources: (element-type GBytes): their bytes
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Brings in again what [method@Store.take_back] has taken back. One transaction.
 *
 * Returns: whether it is there again; if not, the library is as it was
 */
gboolean
dip_store_bring_again (DipStore         *self,
                       const DipArrival *arrival,
                       GPtrArray        *documents,
                       GPtrArray        *sources,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_autoptr (GHashTable) targets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean done = TRUE;
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (arrival != NULL, FALSE);
  g_return_val_if_fail (documents != NULL && sources != NULL && documents->len == sources->len, FALSE);

  work = (DipWork) { self->database, ACTION_AGAIN, cancellable };
  if (!dip_store_begin_batch (self, cancellable, error))
    return FALSE;

  for (guint i = 0; i < documents->len && done; i++)
    done = bring_edition (self, &work, arrival, documents->pdata[i], sources->pdata[i], targets, error);
  done = done && write_changes (&work, arrival, FALSE, targets, kept, error) &&
         dip_store_add_notes (self, arrival->notes, NULL, cancellable, error);

  if (done)
    return dip_store_end_batch (self, cancellable, error);

  dip_store_drop_batch (self);

  return FALSE;
}
