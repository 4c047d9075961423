/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-keep.h"

#include "base/dip-error.h"
#include "session/dip-library-private.h"
#include "store/dip-salvage.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <string.h>

/*
 * A damaged library becomes a new one. What is whole goes over as it is. An edition
 * whose text is damaged is read again from its original file, which stands in the
 * library too. Where that is damaged as well, the clauses that are left are kept,
 * and a text of them in the place of the file.
 */
typedef struct
{
  DipSalvage   *salvage;
  DipStore     *store;
  DipRescue    *rescue;
  GArray       *members;      /* (element-type DipMember): which editions were of one paper */
  GPtrArray    *nameless;     /* (element-type Nameless): texts without their edition */
  GHashTable   *digests;      /* (element-type gint64 utf8): of the files, by the row ids in the damaged library */
  GCancellable *cancellable;
} Rescuer;

/* A text that was saved without what its edition was called. */
typedef struct
{
  gint64      id;             /* in the new library */
  GHashTable *headings;       /* (element-type utf8): citation and title of its clauses */
  guint       note;           /* its place among the notes */
} Nameless;

/* So much of a nameless text stands in a file of which the same is true: then it is its text. */
#define MIN_SHARED_HEADINGS .8

static void
nameless_free (gpointer data)
{
  Nameless *self = data;

  g_hash_table_unref (self->headings);
  g_free (self);
}

static void
rescuer_clear (Rescuer *self)
{
  g_clear_pointer (&self->salvage, dip_salvage_free);
  g_clear_object (&self->store);
  g_clear_pointer (&self->rescue, dip_rescue_free);
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->nameless, g_ptr_array_unref);
  g_clear_pointer (&self->digests, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rescuer, rescuer_clear)

void
dip_rescue_free (DipRescue *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->notes);
  g_free (self);
}

static GHashTable *
collect_headings (DipDocument *document)
{
  GHashTable *headings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      g_hash_table_add (headings, g_strconcat (clause->id, " ", clause->title, NULL));
    }

  return headings;
}

static char *
dup_name (DipSalvaged *salvaged)
{
  const DipEdition *edition = salvaged->document->edition;
  const char *name = edition->service != NULL ? edition->service : edition->source_name;

  if (name == NULL)
    return g_strdup_printf ("Edition %" G_GINT64_FORMAT, salvaged->edition_id);

  return g_strdup_printf ("Edition %" G_GINT64_FORMAT " (%s%s%s)", salvaged->edition_id, name,
                          edition->version != NULL ? " " : "",
                          edition->version != NULL ? edition->version : "");
}

static void
replace (char       **field,
         const char  *value)
{
  char *old = *field;

  *field = g_strdup (value);
  g_free (old);
}

/* What the library said of an edition, over what its file says: a person may have
 * corrected it. */
static void
apply_values (DipEdition  *edition,
              DipSalvaged *salvaged)
{
  const DipEdition *values = salvaged->document->edition;
  gboolean all = salvaged->has_values;

  if (all || values->provider != NULL)
    replace (&edition->provider, values->provider);
  if (all || values->service != NULL)
    replace (&edition->service, values->service);
  if (all || values->title != NULL)
    replace (&edition->title, values->title);
  if (all || values->issued != NULL)
    replace (&edition->issued, values->issued);
  if (all || values->kind != DIP_KIND_UNKNOWN)
    edition->kind = values->kind;
  if (all || values->version != NULL)
    {
      replace (&edition->version, values->version);
      edition->version_origin = values->version_origin;
    }
  if (values->imported != NULL)
    replace (&edition->imported, values->imported);
}

/* A text of what was saved, in the place of a file that is lost. */
static GBytes *
write_text (DipDocument *document)
{
  GString *text = g_string_new (NULL);

  if (document->edition->title != NULL)
    g_string_append_printf (text, "%s\n\n", document->edition->title);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      const char *parts[] = { clause->heading != NULL ? clause->heading : clause->title,
                              clause->question, clause->answer };

      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          if (parts[j] != NULL)
            g_string_append_printf (text, "%s\n", parts[j]);
        }

      for (guint j = 0; j < clause->blocks->len; j++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, j);

          g_string_append_printf (text, "%s%s%s\n", block->marker != NULL ? block->marker : "",
                                  block->marker != NULL ? " " : "", block->text);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free_to_bytes (text);
}

static void
set_source (DipDocument *document,
            GBytes      *source)
{
  DipEdition *edition = document->edition;

  g_free (edition->sha256);
  edition->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source);
  edition->n_bytes = (gint64) g_bytes_get_size (source);
  edition->n_clauses = document->clauses->len;
  edition->n_warnings = document->warnings->len;
  if (edition->source_name == NULL)
    edition->source_name = g_strdup ("");
}

/* Returns whether the edition is in the new library, with its place among others of its paper. */
static gboolean
keep (Rescuer      *self,
      DipSalvaged  *salvaged,
      DipDocument  *document,
      GBytes       *source,
      gint64       *id,
      GError      **error)
{
  *id = dip_store_add_document (self->store, document, source, self->cancellable, error);
  if (*id <= 0)
    return FALSE;

  if (salvaged->edition_id > 0)
    g_hash_table_replace (self->digests, g_memdup2 (&salvaged->edition_id, sizeof salvaged->edition_id),
                          g_strdup (document->edition->sha256));
  if (salvaged->paper_id > 0)
    {
      DipMember member = { salvaged->paper_id, *id };

      g_array_append_val (self->members, member);
    }

  return TRUE;
}

/* The new library is full, or somebody has stopped it; all else is a loss and no end. */
static gboolean
is_final (GError *error)
{
  return error != NULL &&
         (error->domain != DIP_STORE_ERROR ||
          (error->code != DIP_STORE_ERROR_CONSTRAINT && error->code != DIP_STORE_ERROR_CORRUPT));
}

static void
note (Rescuer *self,
      char    *sentence)
{
  g_ptr_array_add (self->rescue->notes, sentence);
}

/* A nameless text is not kept beside the edition that it is of. */
static gboolean
drop_nameless (Rescuer      *self,
               DipDocument  *document,
               GError      **error)
{
  g_autoptr (GHashTable) headings = collect_headings (document);

  for (guint i = 0; i < self->nameless->len; i++)
    {
      Nameless *nameless = g_ptr_array_index (self->nameless, i);
      GHashTableIter iter;
      gpointer heading;
      guint n_shared = 0;

      g_hash_table_iter_init (&iter, nameless->headings);
      while (g_hash_table_iter_next (&iter, &heading, NULL))
        n_shared += g_hash_table_contains (headings, heading);
      if (n_shared < MIN_SHARED_HEADINGS * g_hash_table_size (nameless->headings))
        continue;

      if (!dip_store_remove_edition (self->store, nameless->id, self->cancellable, error))
        return FALSE;

      g_free (g_steal_pointer (&g_ptr_array_index (self->rescue->notes, nameless->note)));
      self->rescue->n_partly--;
      g_ptr_array_remove_index (self->nameless, i);
      return TRUE;
    }

  return TRUE;
}

/* Reads an edition again from its file. %FALSE with @error set only if that ends all. */
static gboolean
read_again (Rescuer      *self,
            DipSalvaged  *salvaged,
            gboolean     *done,
            GError      **error)
{
  const DipEdition *known = salvaged->document->edition;
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, salvaged->source);
  gint64 id;

  *done = FALSE;
  document = _dip_library_read_bytes (salvaged->source,
                                      known->source_name != NULL ? known->source_name : "",
                                      digest, NULL, NULL, NULL, self->cancellable, NULL);
  if (document == NULL)
    return !g_cancellable_set_error_if_cancelled (self->cancellable, error);

  apply_values (document->edition, salvaged);
  if (known->media_type != NULL)
    replace (&document->edition->media_type, known->media_type);
  if (!keep (self, salvaged, document, salvaged->source, &id, &local_error))
    {
      if (!is_final (local_error))
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *done = TRUE;
  self->rescue->n_again++;
  if (salvaged->edition_id == 0)
    {
      note (self, g_strdup_printf ("A file without its edition is saved as edition %"
                                   G_GINT64_FORMAT " (%s); what was corrected in it is lost.", id,
                                   document->edition->service != NULL ? document->edition->service
                                                                      : "?"));
      return drop_nameless (self, document, error);
    }

  name = dup_name (salvaged);
  note (self, g_strdup_printf (salvaged->has_values
                                 ? "%s was damaged; its text is read again from its original file."
                                 : "%s was damaged; its text is read again from its original file, "
                                   "what was corrected in it may be lost.", name));

  return TRUE;
}

/* Keeps what is left of a text whose file is lost. */
static gboolean
keep_rest (Rescuer      *self,
           DipSalvaged  *salvaged,
           GError      **error)
{
  DipDocument *document = salvaged->document;
  g_autofree char *name = dup_name (salvaged);
  g_autoptr (GBytes) source = salvaged->source != NULL ? g_bytes_ref (salvaged->source) : NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 id;

  if (document->clauses->len > 0 && source == NULL)
    {
      g_ptr_array_add (document->warnings,
                       g_strdup ("The original file was damaged; the one that is kept was written "
                                 "from the text that could be saved."));
      source = write_text (document);
      replace (&document->edition->media_type, "text/plain");
    }

  if (source != NULL)
    set_source (document, source);

  if (document->clauses->len == 0 ||
      !keep (self, salvaged, document, source, &id, &local_error))
    {
      if (is_final (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }

      self->rescue->n_lost++;
      note (self, g_strdup_printf ("%s is lost.", name));
      return TRUE;
    }

  self->rescue->n_partly++;
  if (salvaged->is_whole)
    note (self, g_strdup_printf ("%s has lost its original file; its text is saved.", name));
  else if (salvaged->n_clauses > 0)
    note (self, g_strdup_printf ("%s has lost its original file and parts of its text; %u of %u "
                                 "clauses are saved.", name, document->clauses->len,
                                 MAX (salvaged->n_clauses, document->clauses->len)));
  else
    {
      Nameless *nameless = g_new0 (Nameless, 1);

      nameless->id = id;
      nameless->headings = collect_headings (document);
      nameless->note = self->rescue->notes->len;
      g_ptr_array_add (self->nameless, nameless);
      note (self, g_strdup_printf ("%s has lost what it was called and its original file; %u "
                                   "clauses are saved.", name, document->clauses->len));
    }

  return TRUE;
}

static gboolean
save (Rescuer      *self,
      DipSalvaged  *salvaged,
      GError      **error)
{
  gboolean done = FALSE;
  gint64 id;

  if (salvaged->is_whole && salvaged->has_values && salvaged->source != NULL)
    {
      self->rescue->n_whole++;
      return keep (self, salvaged, salvaged->document, salvaged->source, &id, error);
    }

  if (salvaged->source != NULL && !read_again (self, salvaged, &done, error))
    return FALSE;

  /* A file that nobody names and that no reader understands was never an edition. */
  return done || salvaged->edition_id == 0 || keep_rest (self, salvaged, error);
}

/* What a person said of clauses that are still there. */
static gboolean
save_notes (Rescuer  *self,
            GError  **error)
{
  g_autoptr (GPtrArray) notes = dip_salvage_list_notes (self->salvage, self->cancellable, error);

  if (notes == NULL)
    return FALSE;

  for (guint i = 0; i < notes->len; i++)
    {
      DipHandNote *note = g_ptr_array_index (notes, i);

      note->sha256 = g_strdup (g_hash_table_lookup (self->digests, &note->edition_id));
      note->other_sha256 = g_strdup (g_hash_table_lookup (self->digests, &note->other_id));
    }

  return dip_store_add_notes (self->store, notes, NULL, self->cancellable, error);
}

static gboolean
save_all (Rescuer  *self,
          GError  **error)
{
  g_autoptr (GError) local_error = NULL;
  DipSalvaged *next;

  while ((next = dip_salvage_next (self->salvage, self->cancellable, &local_error)) != NULL)
    {
      g_autoptr (DipSalvaged) salvaged = next;

      if (!save (self, salvaged, error))
        return FALSE;
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return dip_store_join_members (self->store, self->members, self->cancellable, error) &&
         save_notes (self, error);
}

/* What comes out of this must be sound, whatever went in. */
static gboolean
check_new (Rescuer  *self,
           GError  **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (!dip_store_check (self->store, problems, self->cancellable, error))
    return FALSE;

  if (problems->len == 0)
    return TRUE;

  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_FAILED,
               "Could not save the library: the new one is not sound. %s",
               (const char *) g_ptr_array_index (problems, 0));

  return FALSE;
}

/* The damaged library could not be copied: there is no room for the copy, or nobody may read it. */
static void
explain (const char  *path,
         const char  *new_path,
         GError     **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean is_full = g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

  if (!is_full && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return;

  cause = g_steal_pointer (error);
  g_set_error (error, DIP_STORE_ERROR, is_full ? DIP_STORE_ERROR_NO_SPACE : DIP_STORE_ERROR_CANNOT_OPEN,
               "Could not save the library: %s", cause->message);
  dip_store_error_set_path (error, is_full ? new_path : path);
}

static gboolean
rescue (Rescuer       *self,
        const char    *path,
        const char    *new_path,
        const char    *folder,
        GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  self->salvage = dip_salvage_new (path, folder, self->cancellable, &local_error);
  if (self->salvage == NULL)
    {
      explain (path, new_path, &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  self->store = dip_store_open (new_path, error);
  if (self->store == NULL || !save_all (self, error))
    return FALSE;

  if (self->rescue->n_whole + self->rescue->n_again + self->rescue->n_partly == 0 &&
      (self->rescue->n_lost > 0 || dip_salvage_get_n_broken (self->salvage) > 0))
    {
      g_set_error_literal (error, DIP_STORE_ERROR, DIP_STORE_ERROR_LOST,
                           "Could not save the library: no edition can be read any more");
      dip_store_error_set_path (error, path);
      return FALSE;
    }

  return check_new (self, error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }

  g_rmdir (folder);
}

static void
remove_library (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

/**
 * dip_library_rescue:
 * @path: (type filename): a damaged library; it stays as it is
 * @new_path: (type filename): where the new one goes; nothing may stand there
 * @cancellable: (nullable): stops it; nothing stands at @new_path then
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Saves all that can be read: editions that are whole as they are; those whose
 * text is damaged by reading their original file again; of the others the clauses
 * that are left. Which editions belong to one paper, and what was corrected in them,
 * is kept where it can be read. Needs twice the room of the library beside
 * @new_path for a while.
 *
 * Returns: (transfer full): what was saved and what not, or NULL with @error set
 */
DipRescue *
dip_library_rescue (const char    *path,
                    const char    *new_path,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_auto (Rescuer) rescuer = { .cancellable = cancellable };
  g_autofree char *folder = NULL;
  gboolean done;

  g_return_val_if_fail (path != NULL && new_path != NULL, NULL);

  if (g_file_test (new_path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, DIP_STORE_ERROR, DIP_STORE_ERROR_EXISTS,
                           "Could not save the library: the file for the new one exists already");
      dip_store_error_set_path (error, new_path);
      return NULL;
    }

  folder = g_strconcat (new_path, ".rescue-XXXXXX", NULL);
  if (g_mkdtemp_full (folder, 0700) == NULL)
    {
      int number = errno;
      DipStoreError code = number == ENOENT ? DIP_STORE_ERROR_NOT_THERE :
                           number == ENOSPC || number == EDQUOT ? DIP_STORE_ERROR_NO_SPACE :
                                                                  DIP_STORE_ERROR_READ_ONLY;

      g_set_error (error, DIP_STORE_ERROR, (int) code,
                   "Could not save the library: no folder can be made beside the new one, %s",
                   g_strerror (number));
      dip_store_error_set_path (error, new_path);
      return NULL;
    }

  rescuer.rescue = g_new0 (DipRescue, 1);
  rescuer.rescue->notes = g_ptr_array_new_with_free_func (g_free);
  rescuer.members = g_array_new (FALSE, FALSE, sizeof (DipMember));
  rescuer.nameless = g_ptr_array_new_with_free_func (nameless_free);
  rescuer.digests = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  done = rescue (&rescuer, path, new_path, folder, error);
  g_clear_object (&rescuer.store);
  g_clear_pointer (&rescuer.salvage, dip_salvage_free);
  remove_folder (folder);

  if (!done)
    {
      remove_library (new_path);
      return NULL;
    }

  /* Notes that were taken back. */
  for (guint i = rescuer.rescue->notes->len; i > 0; i--)
    {
      if (g_ptr_array_index (rescuer.rescue->notes, i - 1) == NULL)
        g_ptr_array_remove_index (rescuer.rescue->notes, i - 1);
    }

  return g_steal_pointer (&rescuer.rescue);
}
