/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-keep.h"

#include "base/dip-error.h"
#include "store/dip-store-hand.h"
#include "store/dip-store-private.h"

#define ACTION "merge the libraries"

/*
 * One merge. An edition is known by its bytes, as everywhere. Each is a transaction of its
 * own, so a merge that was stopped has brought what it has brought, and one that
 * is begun again goes on.
 */
typedef struct
{
  DipStore     *self;
  DipStore     *other;
  DipMerge     *merge;
  GHashTable   *places;       /* (element-type gint64 gint64): row ids of the other one → ours */
  GCancellable *cancellable;
} Merger;

/**
 * dip_merge_new:
 *
 * Returns: (transfer full): what an empty library would add
 */
DipMerge *
dip_merge_new (void)
{
  DipMerge *self = g_new0 (DipMerge, 1);

  self->notes = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * dip_merge_free:
 * @self: (nullable): what came out of a merge
 */
void
dip_merge_free (DipMerge *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* Stopped, or a library that will not take the next one either. */
static gboolean
is_final (GError *error)
{
  return error->domain != DIP_STORE_ERROR ||
         (error->code != DIP_STORE_ERROR_CORRUPT && error->code != DIP_STORE_ERROR_CONSTRAINT &&
          error->code != DIP_STORE_ERROR_NOT_FOUND);
}

static const char *
name_of (DipEdition *edition)
{
  return edition->service != NULL ? edition->service : edition->source_name;
}

static void G_GNUC_PRINTF (3, 4)
note (Merger     *self,
      DipEdition *edition,
      const char *format,
      ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_ptr_array_add (self->merge->notes,
                   g_strdup_printf ("“%s” %s: %s", name_of (edition),
                                    edition->version != NULL ? edition->version : "?", what));
}

/* A value that only one of the two knows is what both know then. What they tell
 * differently stays, and is told. Returns whether *@ours has changed. */
static gboolean
settle_value (Merger      *self,
              DipEdition  *edition,
              const char  *what,
              char       **ours,
              const char  *theirs)
{
  if (theirs == NULL || g_strcmp0 (*ours, theirs) == 0)
    return FALSE;

  if (*ours != NULL)
    {
      note (self, edition, "the %s stays “%s”, the other library has “%s”", what, *ours, theirs);
      return FALSE;
    }

  *ours = g_strdup (theirs);

  return TRUE;
}

/* What a person has said wins over what a paper or its neighbours say. */
static gboolean
settle_version (Merger     *self,
                DipEdition *ours,
                DipEdition *theirs)
{
  gboolean is_decided = theirs->version_origin == DIP_ORIGIN_USER &&
                        ours->version_origin != DIP_ORIGIN_USER;

  if (is_decided && g_strcmp0 (ours->version, theirs->version) != 0)
    g_clear_pointer (&ours->version, g_free);

  if (ours->version == NULL)
    ours->version_origin = theirs->version_origin;

  return settle_value (self, ours, "version", &ours->version, theirs->version);
}

/* Both libraries have the edition: what this one does not know of it, it learns. */
static gboolean
learn (Merger      *self,
       gint64       our_id,
       DipEdition  *theirs,
       GError     **error)
{
  DipWork work = { self->self->database, ACTION, self->cancellable };
  g_autoptr (DipEdition) ours = NULL;
  gboolean has_version, has_changed;

  ours = dip_store_find_edition (self->self, our_id, self->cancellable, error);
  if (ours == NULL)
    return FALSE;

  has_changed = settle_value (self, ours, "provider", &ours->provider, theirs->provider);
  has_changed |= settle_value (self, ours, "service", &ours->service, theirs->service);
  has_changed |= settle_value (self, ours, "title", &ours->title, theirs->title);
  has_changed |= settle_value (self, ours, "date", &ours->issued, theirs->issued);
  if (ours->kind == DIP_KIND_UNKNOWN && theirs->kind != DIP_KIND_UNKNOWN)
    {
      ours->kind = theirs->kind;
      has_changed = TRUE;
    }

  has_version = settle_version (self, ours, theirs);
  if (!has_changed && !has_version)
    return TRUE;

  /* The store would take a version that is given for one that a person gives. */
  return _dip_store_correct (self->self, &work, ours, has_version ? ours->version_origin : DIP_ORIGIN_NONE, error);
}

/* Returns the row id that the edition has here, or -1 with @error set. */
static gint64
take_over (Merger      *self,
           DipEdition  *edition,
           GError     **error)
{
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GBytes) source = NULL;
  gint64 id;

  id = dip_store_find_by_digest (self->self, edition->sha256, self->cancellable, error);
  if (id < 0)
    return -1;

  if (id > 0)
    {
      if (!learn (self, id, edition, error))
        return -1;

      self->merge->n_known++;
      return id;
    }

  document = dip_store_load_document (self->other, edition->id, self->cancellable, error);
  if (document == NULL)
    return -1;

  source = dip_store_load_source (self->other, edition->id, self->cancellable, error);
  if (source == NULL)
    return -1;

  id = dip_store_add_document (self->self, document, source, self->cancellable, error);
  if (id > 0)
    self->merge->n_new++;

  return id;
}

static gboolean
take_over_all (Merger   *self,
               GError  **error)
{
  g_autoptr (GPtrArray) editions = NULL;

  editions = dip_store_list_editions (self->other, self->cancellable, error);
  if (editions == NULL)
    return FALSE;

  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);
      g_autoptr (GError) local_error = NULL;
      gint64 id = take_over (self, edition, &local_error);

      if (id > 0)
        {
          gint64 pair[] = { edition->id, id };

          g_hash_table_insert (self->places, g_memdup2 (&pair[0], sizeof pair[0]),
                               g_memdup2 (&pair[1], sizeof pair[1]));
          continue;
        }

      if (is_final (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }

      self->merge->n_failed++;
      note (self, edition, "%s", local_error->message);
    }

  return TRUE;
}

/* (element-type DipMember): the papers of the other library, the row ids of this one */
static GArray *
list_members (Merger   *self,
              GError  **error)
{
  static const char sql[] = "SELECT id, paper_id FROM edition ORDER BY id";
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (DipMember));
  g_autoptr (DipQuery) query = dip_database_query (self->other->database, sql, ACTION, error);
  gint64 last_id = 0;
  DipStep step;

  if (query == NULL)
    return NULL;

  while ((step = dip_query_step (query, self->cancellable, error)) == DIP_STEP_ROW)
    {
      gint64 id = dip_query_get_int64 (query, 0);
      const gint64 *place = g_hash_table_lookup (self->places, &id);
      DipMember member = { dip_query_get_int64 (query, 1), place != NULL ? *place : 0 };

      if (place != NULL)
        g_array_append_val (members, member);

      /* A damaged tree of pages could give the same rows for ever. */
      if (id <= last_id)
        dip_query_mark_damaged (query, "an edition comes twice");
      last_id = id;
    }

  return step == DIP_STEP_DONE ? g_steal_pointer (&members) : NULL;
}

static gboolean
is_in (GPtrArray *editions,
       gint64     id)
{
  for (guint i = 0; i < editions->len; i++)
    {
      if (((DipEdition *) g_ptr_array_index (editions, i))->id == id)
        return TRUE;
    }

  return FALSE;
}

static gboolean
join_two (DipStore      *self,
          gint64         id,
          gint64         other_id,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GPtrArray) editions = dip_store_list_paper (self, other_id, cancellable, error);

  if (editions == NULL)
    return FALSE;

  if (is_in (editions, id))
    return TRUE;

  for (guint i = 0; i < editions->len; i++)
    {
      DipEdition *edition = g_ptr_array_index (editions, i);

      if (!dip_store_join_paper (self, edition->id, id, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * dip_store_join_members:
 * @self: a store
 * @members: (element-type DipMember): editions and which paper they belong to elsewhere
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes editions that belong to one paper elsewhere belong to one here, with all
 * that belongs to either of them here. Editions of different kinds stay apart:
 * somebody has decided that.
 *
 * Returns: whether all were gone through
 */
gboolean
dip_store_join_members (DipStore      *self,
                        GArray        *members,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (GHashTable) firsts = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);

  for (guint i = 0; i < members->len; i++)
    {
      DipMember *member = &g_array_index (members, DipMember, i);
      const DipMember *first = g_hash_table_lookup (firsts, &member->paper);
      g_autoptr (GError) local_error = NULL;

      if (first == NULL)
        {
          g_hash_table_insert (firsts, &member->paper, member);
          continue;
        }

      if (join_two (self, first->edition_id, member->edition_id, cancellable, &local_error) ||
          g_error_matches (local_error, DIP_STORE_ERROR, DIP_STORE_ERROR_CONSTRAINT))
        continue;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
join_papers (Merger   *self,
             GError  **error)
{
  g_autoptr (GArray) members = list_members (self, error);

  return members != NULL &&
         dip_store_join_members (self->self, members, self->cancellable, error);
}

/* What a person said of clauses there is said here, unless somebody has said the opposite. */
static gboolean
take_over_notes (Merger   *self,
                 GError  **error)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) local_error = NULL;
  guint n_differ;

  notes = dip_store_list_notes (self->other, 0, self->cancellable, &local_error);
  if (notes == NULL)
    {
      if (is_final (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }

      g_ptr_array_add (self->merge->notes, g_strdup (local_error->message));
      return TRUE;
    }

  if (!dip_store_add_notes (self->self, notes, &n_differ, self->cancellable, error))
    return FALSE;

  if (n_differ > 0)
    g_ptr_array_add (self->merge->notes,
                     g_strdup_printf ("what was said by hand of %u pairs of clauses stays, the other "
                                      "library has the opposite", n_differ));

  return TRUE;
}

/**
 * dip_store_merge:
 * @self: a store
 * @other: the store whose editions come in; it is only read
 * @merge: what is counted and told
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Adds all editions of another library that this one does not have, with their
 * original files, their date of import and all that was corrected in them. An
 * edition that both have is one edition: what is known of it in one library only
 * is known then; a version that a person gave wins over one that was printed or
 * concluded; where the libraries tell different things otherwise, this one's stay
 * and @merge says so. Editions of one paper in either library are of one paper then.
 *
 * Each edition is a transaction. After a cancel or an error those before it are
 * there, and another call brings the rest. What a person said of clauses of two
 * editions comes last, and all at once.
 *
 * Returns: whether all of @other was gone through; editions of it that could not be
 *   read are counted in @merge
 */
gboolean
dip_store_merge (DipStore      *self,
                 DipStore      *other,
                 DipMerge      *merge,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (GHashTable) places = NULL;
  Merger merger;

  g_return_val_if_fail (DIP_IS_STORE (self), FALSE);
  g_return_val_if_fail (DIP_IS_STORE (other), FALSE);
  g_return_val_if_fail (self != other, FALSE);
  g_return_val_if_fail (merge != NULL, FALSE);

  places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  merger = (Merger) { self, other, merge, places, cancellable };

  return take_over_all (&merger, error) && join_papers (&merger, error) &&
         take_over_notes (&merger, error);
}
