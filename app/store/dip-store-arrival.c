/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-arrival-private.h"

#include "base/dip-error.h"

/* What an action brings in is noted by the store while it is written, in the same transactions: what
 * a person or another program writes meanwhile is not among it. */

void
_dip_standing_free (DipStanding *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->edition);
  g_free (self);
}

static void
turn_free (gpointer data)
{
  DipTurn *self = data;

  _dip_standing_free (self->before);
  _dip_standing_free (self->after);
  g_free (self);
}

gboolean
_dip_edition_says_the_same (DipEdition *a,
                            DipEdition *b)
{
  return a->kind == b->kind && g_strcmp0 (a->provider, b->provider) == 0 &&
         g_strcmp0 (a->service, b->service) == 0 && g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->issued, b->issued) == 0 && g_strcmp0 (a->version, b->version) == 0 &&
         a->version_origin == b->version_origin;
}

/* --- How editions stand -------------------- */

/* @query: (nullable): NULL where it could not be made, which @error tells */
static gboolean
read_standing (const DipWork  *work,
               DipQuery       *query,
               DipStanding   **standing,
               GError        **error)
{
  DipEdition *edition;

  *standing = NULL;
  if (query == NULL)
    return FALSE;

  switch (dip_query_step (query, work->cancellable, error))
    {
    case DIP_STEP_ROW:
      *standing = g_new0 (DipStanding, 1);
      edition = _dip_store_read_edition (query, &(*standing)->paper_id);
      (*standing)->edition = edition;
      return TRUE;

    case DIP_STEP_DONE:
      return TRUE;

    case DIP_STEP_ERROR:
    default:
      return FALSE;
    }
}

gboolean
_dip_store_find_standing (const DipWork  *work,
                          const char     *sha256,
                          DipStanding   **standing,
                          GError        **error)
{
  static const char sql[] =
    "SELECT " DIP_STORE_EDITION_COLUMNS
    "  FROM " DIP_STORE_EDITION_TABLES
    " WHERE source.sha256 = :sha256";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query != NULL)
    dip_query_bind_text (query, ":sha256", sha256);

  return read_standing (work, query, standing, error);
}

static gboolean
find_standing_of_row (const DipWork  *work,
                      gint64          edition_id,
                      DipStanding   **standing,
                      GError        **error)
{
  static const char sql[] =
    "SELECT " DIP_STORE_EDITION_COLUMNS
    "  FROM " DIP_STORE_EDITION_TABLES
    " WHERE edition.id = :edition";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query != NULL)
    dip_query_bind_int64 (query, ":edition", edition_id);

  return read_standing (work, query, standing, error);
}

gboolean
_dip_store_look (DipStore       *self,
                 const DipWork  *work,
                 gint64          edition_id,
                 DipStanding   **standing,
                 GError        **error)
{
  *standing = NULL;

  return self->arrival == NULL || find_standing_of_row (work, edition_id, standing, error);
}

/* --- Notes of what is written -------------------- */

static void
add_turn (DipArrival  *self,
          DipStanding *before,
          DipStanding *after)
{
  DipTurn *turn = g_new0 (DipTurn, 1);

  turn->before = before;
  turn->after = after;
  g_ptr_array_add (self->turns, turn);
}

/* @before and @after: (nullable) (transfer full) */
void
_dip_store_note_turn (DipStore    *self,
                      DipStanding *before,
                      DipStanding *after)
{
  if (after != NULL)
    add_turn (self->arrival, before, after);
}

static DipHandNote *
copy_note (const DipHandNote *note)
{
  DipHandNote *copy = g_new0 (DipHandNote, 1);

  copy->is_review = note->is_review;
  copy->sha256 = g_strdup (note->sha256);
  copy->other_sha256 = g_strdup (note->other_sha256);
  copy->cite = g_strdup (note->cite);
  copy->other_cite = g_strdup (note->other_cite);
  copy->word = g_strdup (note->word);

  return copy;
}

void
_dip_store_note_said (DipStore          *self,
                      const DipHandNote *note)
{
  if (self->arrival != NULL)
    g_ptr_array_add (self->arrival->notes, copy_note (note));
}

void
_dip_arrival_forget (DipArrival *self,
                     guint       n_turns,
                     guint       n_notes)
{
  g_ptr_array_set_size (self->turns, (int) n_turns);
  g_ptr_array_set_size (self->notes, (int) n_notes);
}

char *
_dip_hand_note_dup_key (const DipHandNote *note)
{
  gboolean in_order = g_strcmp0 (note->sha256, note->other_sha256) < 0;

#define OR_NONE(text) ((text) != NULL ? (text) : "")
  return g_strdup_printf ("%d\n%s\n%s\n%s\n%s\n%s", note->is_review,
                          OR_NONE (in_order ? note->sha256 : note->other_sha256),
                          OR_NONE (in_order ? note->cite : note->other_cite),
                          OR_NONE (in_order ? note->other_sha256 : note->sha256),
                          OR_NONE (in_order ? note->other_cite : note->cite), OR_NONE (note->word));
#undef OR_NONE
}

/**
 * dip_store_set_arrival:
 * @self: a store, in no batch
 * @arrival: (nullable): gets what the store writes from now on; NULL to end that. It has to
 *   be there until then
 *
 * Notes what is added, learned of other editions, joined and said of clauses, as far as
 * it is on the disk.
 */
void
dip_store_set_arrival (DipStore   *self,
                       DipArrival *arrival)
{
  g_return_if_fail (DIP_IS_STORE (self));
  g_return_if_fail (self->batch == NULL);

  self->arrival = arrival;
}

/* --- What has come in -------------------- */

/**
 * dip_arrival_new:
 *
 * Returns: (transfer full): nothing yet; see [method@Store.set_arrival]
 */
DipArrival *
dip_arrival_new (void)
{
  DipArrival *self = g_atomic_rc_box_new0 (DipArrival);

  self->turns = g_ptr_array_new_with_free_func (turn_free);
  self->added = g_ptr_array_new_with_free_func (turn_free);
  self->changed = g_ptr_array_new_with_free_func (turn_free);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_hand_note_free);
  self->by_digest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->anchors = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  return self;
}

DipArrival *
dip_arrival_ref (DipArrival *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
arrival_clear (gpointer data)
{
  DipArrival *self = data;

  g_hash_table_unref (self->by_digest);
  g_ptr_array_unref (self->turns);
  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->notes);
  g_hash_table_unref (self->anchors);
}

void
dip_arrival_unref (DipArrival *self)
{
  g_atomic_rc_box_release_full (self, arrival_clear);
}

/* Makes one turn of two of an edition. What somebody else has said of it between the two is
 * not what the action has made of it. */
static void
join_turns (DipTurn *first,
            DipTurn *second)
{
  g_autoptr (DipEdition) left = first->after->edition;

  first->after->paper_id = second->after->paper_id;
  if (second->before != NULL && _dip_edition_says_the_same (left, second->before->edition))
    first->after->edition = g_object_ref (second->after->edition);
  else
    first->after->edition = g_steal_pointer (&left);
}

/* Sorts out what was done with which edition. */
static void
sort_turns (DipArrival *self)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      DipTurn *turn = g_ptr_array_index (self->turns, i);
      const char *sha256 = turn->after->edition->sha256;
      DipTurn *first = g_hash_table_lookup (self->by_digest, sha256);

      if (first != NULL)
        {
          join_turns (first, turn);
          turn_free (turn);
          continue;
        }

      g_ptr_array_add (turn->before == NULL ? self->added : self->changed, turn);
      g_hash_table_insert (self->by_digest, g_strdup (sha256), turn);
    }

  g_ptr_array_set_free_func (self->turns, NULL);
  g_ptr_array_set_size (self->turns, 0);
  g_ptr_array_set_free_func (self->turns, turn_free);
}

/* An edition of a paper that the action has left alone; NULL without an error where there is none. */
static gboolean
find_anchor (const DipArrival  *self,
             const DipWork     *work,
             gint64             paper_id,
             char             **anchor,
             GError           **error)
{
  static const char sql[] =
    "SELECT source.sha256 FROM edition JOIN source ON source.id = edition.source_id"
    " WHERE edition.paper_id = :paper";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);
  DipStep step;

  *anchor = NULL;
  if (query == NULL)
    return FALSE;

  dip_query_bind_int64 (query, ":paper", paper_id);
  while ((step = dip_query_step (query, work->cancellable, error)) == DIP_STEP_ROW)
    {
      const char *sha256 = dip_query_get_text (query, 0);

      if (sha256 == NULL || g_hash_table_contains (self->by_digest, sha256))
        continue;

      *anchor = g_strdup (sha256);
      return TRUE;
    }

  return step == DIP_STEP_DONE;
}

static gboolean
add_anchor (DipArrival     *self,
            const DipWork  *work,
            gint64          paper_id,
            GError        **error)
{
  char *anchor;

  if (g_hash_table_contains (self->anchors, &paper_id))
    return TRUE;

  if (!find_anchor (self, work, paper_id, &anchor, error))
    return FALSE;

  /* That there is none is remembered as well. */
  g_hash_table_insert (self->anchors, g_memdup2 (&paper_id, sizeof paper_id), anchor);

  return TRUE;
}

/**
 * dip_store_end_arrival:
 * @self: a store
 * @arrival: what an action has brought in, all of it
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Sorts what has come in, and finds out what it stands beside. To be called once, as soon as
 * the action has ended.
 *
 * Returns: whether it can be taken back
 */
gboolean
dip_store_end_arrival (DipStore      *self,
                       DipArrival    *arrival,
                       GCancellable  *cancellable,
                       GError       **error)
{
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (arrival != NULL && self->arrival == NULL, FALSE);

  work = (DipWork) { self->database, "find out what came in", cancellable };
  sort_turns (arrival);

  for (guint i = 0; i < arrival->added->len; i++)
    {
      const DipTurn *turn = g_ptr_array_index (arrival->added, i);

      if (!add_anchor (arrival, &work, turn->after->paper_id, error))
        return FALSE;
    }
  for (guint i = 0; i < arrival->changed->len; i++)
    {
      const DipTurn *turn = g_ptr_array_index (arrival->changed, i);

      if (!add_anchor (arrival, &work, turn->before->paper_id, error) ||
          !add_anchor (arrival, &work, turn->after->paper_id, error))
        return FALSE;
    }

  return TRUE;
}

/* What is said of clauses of an edition of @self. */
static gboolean
name_notes (DipArrival    *self,
            DipStore      *store,
            gint64         edition_id,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) notes = dip_store_list_notes (store, edition_id, cancellable, error);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const DipHandNote *note = g_ptr_array_index (notes, i);

      if (g_hash_table_contains (self->by_digest, note->sha256) ||
          g_hash_table_contains (self->by_digest, note->other_sha256))
        g_ptr_array_add (self->notes, copy_note (note));
    }

  return notes != NULL;
}

/**
 * dip_store_name_arrival:
 * @self: a store
 * @ids: (element-type gint64): row ids of editions
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes one thing of editions that are there: as if they had just come in, with all that is
 * said of their clauses. To take it back is to remove them.
 *
 * Returns: (transfer full): those of the editions that are there, or NULL with @error set
 */
DipArrival *
dip_store_name_arrival (DipStore      *self,
                        const GArray  *ids,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (DipArrival) arrival = dip_arrival_new ();
  DipWork work;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  work = (DipWork) { self->database, "find out what is said of the editions", cancellable };
  for (guint i = 0; i < ids->len; i++)
    {
      DipStanding *standing;

      if (!find_standing_of_row (&work, g_array_index (ids, gint64, i), &standing, error))
        return NULL;
      if (standing != NULL)
        add_turn (arrival, NULL, standing);
    }

  if (!dip_store_end_arrival (self, arrival, cancellable, error) ||
      !name_notes (arrival, self, ids->len == 1 ? g_array_index (ids, gint64, 0) : 0, cancellable, error))
    return NULL;

  return g_steal_pointer (&arrival);
}

/**
 * dip_arrival_is_empty:
 * @self: what has come in
 *
 * Returns: whether that is nothing
 */
gboolean
dip_arrival_is_empty (const DipArrival *self)
{
  return self->added->len + self->changed->len + self->notes->len == 0;
}

/**
 * dip_arrival_get_n_added:
 * @self: what has come in
 *
 * Returns: how many editions
 */
guint
dip_arrival_get_n_added (const DipArrival *self)
{
  return self->added->len;
}

/**
 * dip_arrival_get_digest:
 * @self: what has come in
 * @n: which of its editions
 *
 * Returns: the SHA-256 of its bytes
 */
const char *
dip_arrival_get_digest (const DipArrival *self,
                        guint             n)
{
  return ((DipTurn *) self->added->pdata[n])->after->edition->sha256;
}
