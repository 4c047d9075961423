/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-arrival.h"

#include "base/dip-error.h"
#include "store/dip-store-hand.h"
#include "store/dip-store-private.h"

#define ACTION "take back what came in"
#define ACTION_AGAIN "bring in again what was taken back"

/* What is said of one edition, and the paper that it belongs to. */
typedef struct
{
  DipEdition *edition;
  gint64      paper_id;
} Standing;

struct _DipStock
{
  GPtrArray  *standings;  /* (element-type Standing) */
  GHashTable *by_digest;  /* (element-type utf8 Standing) */
  GPtrArray  *notes;      /* (element-type DipHandNote) */
};

/* What was learned of an edition that was there. */
typedef struct
{
  Standing *before;
  Standing *after;
} Change;

/*
 * The papers that editions belong to are told by their company: the row of a paper is swept
 * away with its last edition, and its id may be another paper's later. An *anchor* of
 * a paper is one of its editions that the action has left alone.
 */
struct _DipArrival
{
  GPtrArray  *added;           /* (element-type Standing): as the action has left them */
  GPtrArray  *changed;         /* (element-type Change) */
  GPtrArray  *notes;           /* (element-type DipHandNote) */
  GHashTable *anchors_before;  /* (element-type gint64 utf8): paper → digest of its anchor */
  GHashTable *anchors_after;
};

static Standing *
standing_new (DipEdition *edition,
              gint64      paper_id)
{
  Standing *self = g_new0 (Standing, 1);

  self->edition = g_object_ref (edition);
  self->paper_id = paper_id;

  return self;
}

static void
standing_free (gpointer data)
{
  Standing *self = data;

  g_object_unref (self->edition);
  g_free (self);
}

static void
change_free (gpointer data)
{
  Change *self = data;

  standing_free (self->before);
  standing_free (self->after);
  g_free (self);
}

static gboolean
says_the_same (DipEdition *a,
               DipEdition *b)
{
  return a->kind == b->kind && g_strcmp0 (a->provider, b->provider) == 0 &&
         g_strcmp0 (a->service, b->service) == 0 && g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->issued, b->issued) == 0 && g_strcmp0 (a->version, b->version) == 0 &&
         a->version_origin == b->version_origin;
}

/* What another paper that came in tells of the version is nothing that somebody has said. */
static gboolean
is_untouched (DipEdition *now,
              DipEdition *then)
{
  g_autoptr (DipEdition) copy = NULL;

  if (now->version_origin != DIP_ORIGIN_INFERRED || then->version_origin == DIP_ORIGIN_USER)
    return says_the_same (now, then);

  copy = dip_edition_copy (now);
  g_free (copy->version);
  copy->version = g_strdup (then->version);
  copy->version_origin = then->version_origin;

  return says_the_same (copy, then);
}

/* --- Stocks -------------------- */

/**
 * dip_stock_free:
 * @self: (nullable): a stock
 */
void
dip_stock_free (DipStock *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_digest);
  g_ptr_array_unref (self->standings);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/**
 * dip_store_take_stock:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Notes what the library says of all its editions. Takes as long as a list of them.
 *
 * Returns: (transfer full): the stock, or NULL with @error set
 */
DipStock *
dip_store_take_stock (DipStore      *self,
                      GCancellable  *cancellable,
                      GError       **error)
{
  static const char sql[] =
    "SELECT " DIP_STORE_EDITION_COLUMNS
    "  FROM " DIP_STORE_EDITION_TABLES
    " ORDER BY edition.id";
  g_autoptr (DipStock) stock = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (DipQuery) query = NULL;
  gint64 last_id = 0;
  DipStep step;

  g_return_val_if_fail (DIP_IS_STORE (self), NULL);

  notes = dip_store_list_notes (self, 0, cancellable, error);
  if (notes == NULL)
    return NULL;

  query = dip_database_query (self->database, sql, "list the editions", error);
  if (query == NULL)
    return NULL;

  stock = g_new0 (DipStock, 1);
  stock->standings = g_ptr_array_new_with_free_func (standing_free);
  stock->by_digest = g_hash_table_new (g_str_hash, g_str_equal);
  stock->notes = g_steal_pointer (&notes);
  while ((step = dip_query_step (query, cancellable, error)) == DIP_STEP_ROW)
    {
      gint64 paper_id = 0;
      g_autoptr (DipEdition) edition = _dip_store_read_edition (query, &paper_id);
      Standing *standing = standing_new (edition, paper_id);

      g_ptr_array_add (stock->standings, standing);
      if (edition->sha256 != NULL)
        g_hash_table_insert (stock->by_digest, edition->sha256, standing);

      /* A damaged tree of pages could give the same rows for ever. */
      if (edition->id <= last_id)
        dip_query_mark_damaged (query, "an edition comes twice");
      last_id = edition->id;
    }

  return step == DIP_STEP_DONE ? g_steal_pointer (&stock) : NULL;
}

/* --- What has come in -------------------- */

/* A note, whichever of its two editions is called the first. */
static char *
dup_key (const DipHandNote *note)
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

/* (element-type utf8): a set */
static GHashTable *
list_keys (GPtrArray *notes)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < notes->len; i++)
    g_hash_table_add (keys, dup_key (g_ptr_array_index (notes, i)));

  return keys;
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

static gboolean
is_among (const GArray *ids,
          gint64        id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

static void
insert_anchor (GHashTable     *anchors,
               const Standing *standing)
{
  g_hash_table_insert (anchors, g_memdup2 (&standing->paper_id, sizeof standing->paper_id),
                       g_strdup (standing->edition->sha256));
}

/* Puts an edition of the stock at the end of an action to what was added, learned or left alone. */
static void
note_standing (DipArrival     *self,
               const DipStock *before,
               Standing       *standing,
               const GArray   *ids)
{
  gboolean is_new = is_among (ids, standing->edition->id);
  Standing *earlier = before != NULL ? g_hash_table_lookup (before->by_digest, standing->edition->sha256)
                                     : is_new ? NULL : standing;

  if (earlier == NULL)
    {
      if (is_new)
        g_ptr_array_add (self->added, standing_new (standing->edition, standing->paper_id));
    }
  else if (earlier->paper_id != standing->paper_id || !says_the_same (earlier->edition, standing->edition))
    {
      Change *change = g_new0 (Change, 1);

      change->before = standing_new (earlier->edition, earlier->paper_id);
      change->after = standing_new (standing->edition, standing->paper_id);
      g_ptr_array_add (self->changed, change);
    }
  else
    {
      insert_anchor (self->anchors_before, standing);
      insert_anchor (self->anchors_after, standing);
    }
}

static gboolean
is_needed (gpointer key,
           gpointer value,
           gpointer papers)
{
  return !g_hash_table_contains (papers, key);
}

/* Of the other papers nobody will ask. */
static void
forget_other_anchors (DipArrival *self)
{
  g_autoptr (GHashTable) papers = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->added->len; i++)
    g_hash_table_add (papers, &((Standing *) self->added->pdata[i])->paper_id);
  for (guint i = 0; i < self->changed->len; i++)
    {
      Change *change = g_ptr_array_index (self->changed, i);

      g_hash_table_add (papers, &change->before->paper_id);
      g_hash_table_add (papers, &change->after->paper_id);
    }
  g_hash_table_foreach_remove (self->anchors_before, is_needed, papers);
  g_hash_table_foreach_remove (self->anchors_after, is_needed, papers);
}

static gboolean
is_of (GPtrArray         *standings,
       const DipHandNote *note)
{
  for (guint i = 0; i < standings->len; i++)
    {
      const Standing *standing = g_ptr_array_index (standings, i);

      if (g_strcmp0 (standing->edition->sha256, note->sha256) == 0 ||
          g_strcmp0 (standing->edition->sha256, note->other_sha256) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * dip_arrival_new:
 * @before: (nullable): the library before an action; NULL for one that had all that it has but
 *   the editions and what is said of them
 * @after: the library after it
 * @ids: (element-type gint64): row ids of the editions that the action has added
 *
 * Tells what the action has brought. What another program has added meanwhile is not
 * among it.
 *
 * Returns: (transfer full) (nullable): what has come in; NULL for nothing
 */
DipArrival *
dip_arrival_new (const DipStock *before,
                 const DipStock *after,
                 const GArray   *ids)
{
  g_autoptr (DipArrival) self = g_atomic_rc_box_new0 (DipArrival);
  g_autoptr (GHashTable) known = before != NULL ? list_keys (before->notes) : NULL;

  self->added = g_ptr_array_new_with_free_func (standing_free);
  self->changed = g_ptr_array_new_with_free_func (change_free);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_hand_note_free);
  self->anchors_before = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->anchors_after = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; i < after->standings->len; i++)
    {
      Standing *standing = g_ptr_array_index (after->standings, i);

      if (standing->edition->sha256 != NULL)
        note_standing (self, before, standing, ids);
    }
  forget_other_anchors (self);

  for (guint i = 0; i < after->notes->len; i++)
    {
      const DipHandNote *note = g_ptr_array_index (after->notes, i);
      g_autofree char *key = dup_key (note);

      if (known != NULL ? !g_hash_table_contains (known, key) : is_of (self->added, note))
        g_ptr_array_add (self->notes, copy_note (note));
    }

  if (self->added->len + self->changed->len + self->notes->len == 0)
    return NULL;

  return g_steal_pointer (&self);
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

  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->notes);
  g_hash_table_unref (self->anchors_before);
  g_hash_table_unref (self->anchors_after);
}

void
dip_arrival_unref (DipArrival *self)
{
  g_atomic_rc_box_release_full (self, arrival_clear);
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
  return ((Standing *) self->added->pdata[n])->edition->sha256;
}

/* --- Taking back -------------------- */

/* How an edition stands now; 1 if it is there, 0 if not, -1 with @error set. */
static int
look_up (const DipWork  *work,
         const char     *sha256,
         DipEdition    **edition,
         gint64         *paper_id,
         GError        **error)
{
  static const char sql[] =
    "SELECT " DIP_STORE_EDITION_COLUMNS
    "  FROM " DIP_STORE_EDITION_TABLES
    " WHERE source.sha256 = :sha256";
  g_autoptr (DipQuery) query = dip_database_query (work->database, sql, work->action, error);

  if (query == NULL)
    return -1;

  dip_query_bind_text (query, ":sha256", sha256);
  switch (dip_query_step (query, work->cancellable, error))
    {
    case DIP_STEP_ROW:
      *edition = _dip_store_read_edition (query, paper_id);
      return 1;

    case DIP_STEP_DONE:
      return 0;

    case DIP_STEP_ERROR:
    default:
      return -1;
    }
}

/* The paper that editions of @paper_id go to: where one of them has gone, or where their anchor
 * is; 0 for a new one. */
static gint64
find_target (const DipWork  *work,
             GHashTable     *anchors,
             GHashTable     *targets,
             gint64          paper_id,
             DipKind         kind,
             GError        **error)
{
  const gint64 *made = g_hash_table_lookup (targets, &paper_id);
  const char *anchor = g_hash_table_lookup (anchors, &paper_id);
  g_autoptr (DipEdition) edition = NULL;
  gint64 target = 0;

  if (made != NULL)
    return *made;

  if (anchor == NULL)
    return 0;

  if (look_up (work, anchor, &edition, &target, error) < 0)
    return -1;

  return edition != NULL && edition->kind == kind ? target : 0;
}

/* Says of an edition what @to says, and puts it into the paper of those that it belongs to. */
static gboolean
write_standing (const DipWork   *work,
                const Standing  *to,
                gint64           edition_id,
                GHashTable      *anchors,
                GHashTable      *targets,
                GError         **error)
{
  g_autoptr (DipEdition) values = dip_edition_copy (to->edition);
  gint64 paper_id = find_target (work, anchors, targets, to->paper_id, values->kind, error);

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
  g_autoptr (GHashTable) came = list_keys (arrival->notes);
  GHashTable *digests = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < notes->len; i++)
    {
      const DipHandNote *note = g_ptr_array_index (notes, i);
      g_autofree char *key = dup_key (note);

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
      const Standing *standing = g_ptr_array_index (arrival->added, i);
      g_autoptr (DipEdition) now = NULL;
      gint64 paper_id;

      if (look_up (work, standing->edition->sha256, &now, &paper_id, error) < 0)
        return FALSE;

      if (now == NULL)
        continue;

      if (!is_untouched (now, standing->edition) || g_hash_table_contains (spoken_of, now->sha256))
        {
          g_ptr_array_add (kept, g_steal_pointer (&now));
          continue;
        }

      if (!_dip_store_remove_edition (work, now->id, error))
        return FALSE;

      g_ptr_array_add (removed, g_strdup (now->sha256));
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
      const Change *change = g_ptr_array_index (arrival->changed, i);
      const Standing *from = back ? change->after : change->before;
      const Standing *to = back ? change->before : change->after;
      g_autoptr (DipEdition) now = NULL;
      gint64 paper_id;

      if (look_up (work, from->edition->sha256, &now, &paper_id, error) < 0)
        return FALSE;

      if (now == NULL)
        continue;

      if (!says_the_same (now, from->edition))
        {
          if (!says_the_same (now, to->edition))
            g_ptr_array_add (kept, g_steal_pointer (&now));
          continue;
        }

      if (!write_standing (work, to, now->id, back ? arrival->anchors_before : arrival->anchors_after, targets, error))
        return FALSE;
    }

  return TRUE;
}

/* Those that came with the action and are about no edition that stays as it is. */
static GPtrArray *
list_notes_to_remove (const DipArrival *arrival,
                      GPtrArray        *kept)
{
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < arrival->notes->len; i++)
    {
      DipHandNote *note = g_ptr_array_index (arrival->notes, i);
      gboolean stays = FALSE;

      for (guint k = 0; k < kept->len && !stays; k++)
        {
          DipEdition *edition = g_ptr_array_index (kept, k);

          stays = g_strcmp0 (edition->sha256, note->sha256) == 0 ||
                  g_strcmp0 (edition->sha256, note->other_sha256) == 0;
        }
      if (!stays)
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

static const Standing *
find_added (const DipArrival *arrival,
            const char       *sha256)
{
  for (guint i = 0; i < arrival->added->len; i++)
    {
      const Standing *standing = g_ptr_array_index (arrival->added, i);

      if (g_strcmp0 (standing->edition->sha256, sha256) == 0)
        return standing;
    }

  return NULL;
}

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
  const Standing *standing = find_added (arrival, sha256);
  gint64 id = dip_store_find_by_digest (self, sha256, work->cancellable, error);

  /* It came in again in another way. */
  if (id != 0)
    return id > 0;

  id = dip_store_add_document (self, document, source, work->cancellable, error);
  if (id < 0)
    return FALSE;

  return standing == NULL || write_standing (work, standing, id, arrival->anchors_after, targets, error);
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
