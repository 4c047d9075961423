/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-read-ahead.h"

#include "read/dip-read-archive.h"
#include "read/dip-read.h"
#include "session/dip-folder-walk.h"

/* A paper in memory has some ten times the size of its file; so many more are read than
 * there are readers, and a file that is larger than this is left to whoever takes it. */
#define N_WAITING       2
#define MAX_READERS     8
#define MAX_AHEAD_BYTES (4 * 1024 * 1024)

typedef enum {
  PLACE_WAITS,
  PLACE_IS_READ,
  PLACE_IS_DONE,
} PlaceState;

typedef struct
{
  DipReadFile file;
  PlaceState  state;
} Place;

struct _DipReadAhead
{
  DipLibrary            *library;
  GPtrArray             *files;      /* (element-type DipFoundFile) */
  const DipImportValues *values;
  GCancellable          *cancellable;

  GMutex                 lock;       /* of all below */
  GCond                  changed;
  Place                 *places;     /* one a file */
  guint                  next;       /* that no reader has begun */
  guint                  taken;      /* that the importer has got */
  gboolean               stopped;

  GThread               *readers[MAX_READERS];
  guint                  n_readers;
};

void
_dip_read_file_clear (DipReadFile *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->document);
  g_clear_error (&self->error);
}

/* Whether the library has these bytes; if it cannot tell, whoever stores them will. */
static gboolean
is_known (DipLibrary *library,
          const char *sha256)
{
  DipStore *store = _dip_library_take_store (library, NULL);
  gint64 id = 0;

  if (store == NULL)
    return FALSE;

  id = dip_store_find_by_digest (store, sha256, NULL, NULL);
  _dip_library_give_store (library, store);

  return id > 0;
}

static void
read_file (DipReadAhead       *self,
           const DipFoundFile *found,
           DipReadFile        *file)
{
  g_autofree char *sha256 = NULL;
  g_autofree char *base = g_file_get_basename (found->file);
  g_autofree char *name = base != NULL ? g_filename_display_name (base) : g_strdup ("");

  file->bytes = dip_read_load (found->file, self->cancellable, &file->error);
  if (file->bytes == NULL || g_bytes_get_size (file->bytes) > MAX_AHEAD_BYTES ||
      dip_read_is_archive (file->bytes))
    return;

  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->bytes);
  if (is_known (self->library, sha256))
    return;

  file->document = _dip_library_read_bytes (file->bytes, name, sha256, self->values, NULL, NULL,
                                            self->cancellable, &file->error);
}

static gpointer
read_files (gpointer data)
{
  DipReadAhead *self = data;

  g_mutex_lock (&self->lock);
  for (;;)
    {
      guint place;

      while (!self->stopped && self->next < self->files->len &&
             self->next >= self->taken + self->n_readers + N_WAITING)
        g_cond_wait (&self->changed, &self->lock);

      if (self->stopped || self->next >= self->files->len)
        break;

      place = self->next++;
      self->places[place].state = PLACE_IS_READ;
      g_mutex_unlock (&self->lock);

      read_file (self, g_ptr_array_index (self->files, place), &self->places[place].file);

      g_mutex_lock (&self->lock);
      self->places[place].state = PLACE_IS_DONE;
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);

  return NULL;
}

/**
 * _dip_read_ahead_new:
 * @library: where the files will be stored; what it has is not read again
 * @files: (element-type DipFoundFile): in the order in which they are taken
 * @values: what the user says of them
 * @cancellable: (nullable): stops the readers
 *
 * Begins to read with a reader for each processor. One file is not read ahead.
 *
 * Returns: (transfer full): the readers
 */
DipReadAhead *
_dip_read_ahead_new (DipLibrary             *library,
                     GPtrArray              *files,
                     const DipImportValues  *values,
                     GCancellable           *cancellable)
{
  DipReadAhead *self = g_new0 (DipReadAhead, 1);
  guint n_wanted = MIN (MIN (g_get_num_processors (), MAX_READERS), files->len);

  self->library = library;
  self->files = files;
  self->values = values;
  self->cancellable = cancellable;
  self->places = g_new0 (Place, files->len + 1);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);

  /* A library in memory has one connection, which the importer holds. */
  if (files->len < 2 || dip_library_get_path (library) == NULL)
    return self;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < n_wanted; i++)
    {
      GThread *reader = g_thread_try_new ("read-ahead", read_files, self, NULL);

      if (reader != NULL)
        self->readers[self->n_readers++] = reader;
    }
  g_mutex_unlock (&self->lock);

  return self;
}

void
_dip_read_ahead_free (DipReadAhead *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < self->n_readers; i++)
    g_thread_join (self->readers[i]);

  for (guint i = 0; i < self->files->len; i++)
    _dip_read_file_clear (&self->places[i].file);
  g_free (self->places);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/**
 * _dip_read_ahead_wait:
 * @self: readers
 * @until: monotonic time in microseconds
 *
 * Waits for the next file, but not for ever.
 *
 * Returns: whether it can be taken at once
 */
gboolean
_dip_read_ahead_wait (DipReadAhead *self,
                      gint64        until)
{
  gboolean in_time = TRUE;
  gboolean is_done;

  g_mutex_lock (&self->lock);
  while (in_time && self->n_readers > 0 && self->places[self->taken].state != PLACE_IS_DONE)
    in_time = g_cond_wait_until (&self->changed, &self->lock, until);
  is_done = self->places[self->taken].state == PLACE_IS_DONE;
  g_mutex_unlock (&self->lock);

  return is_done;
}

/**
 * _dip_read_ahead_take:
 * @self: readers
 * @file: (out caller-allocates): the next file
 *
 * Takes the next file, with what was read of it; where nothing was, @file is empty and the
 * caller reads it. Call it once a file.
 */
void
_dip_read_ahead_take (DipReadAhead *self,
                      DipReadFile  *file)
{
  const DipFoundFile *found;
  Place *place;

  g_mutex_lock (&self->lock);
  place = &self->places[self->taken];
  while (self->n_readers > 0 && place->state != PLACE_IS_DONE)
    g_cond_wait (&self->changed, &self->lock);

  found = g_ptr_array_index (self->files, self->taken);
  *file = place->file;
  file->file = g_object_ref (found->file);
  file->from_folder = found->from_folder;
  place->file = (DipReadFile) { NULL, };
  self->taken++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}
