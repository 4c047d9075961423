/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library-private.h"

#include "base/dip-error.h"
#include "store/dip-store-keep.h"

/* Connections that wait for the next call. Opening one costs more than most
 * questions; more than these two are seldom at work. */
#define MAX_IDLE_STORES 2

/* Of the owner's time so much at most is spent on bringing the list up to date while
 * somebody else changes the library again and again, and it is never later than this. */
#define REFRESH_SHARE     .1
#define MAX_REFRESH_MSEC 1000
#define FREE_REFRESH_MSEC   2

/**
 * DipLibrary:
 *
 * A library file with the list of its editions.
 *
 * Each call takes a connection out of a small pool and puts it back, so that
 * a connection is never used by two threads at once and seldom opened. A
 * library in memory *is* its connection: it has one, and calls wait for it.
 *
 * The list belongs to the thread that made the library; changes that another
 * thread makes reach it through that thread's main context.
 */
struct _DipLibrary
{
  GObject       parent_instance;

  char         *path;       /* (nullable): NULL in memory */

  GMutex        lock;       /* of @idle */
  GCond         given;      /* told when a connection came back */
  GQueue        idle;       /* (element-type DipStore) */

  GListStore   *editions;   /* touched by @owner only */
  GThread      *owner;
  GMainContext *context;    /* of @owner */
  int           refreshing; /* (atomic): whether refresh_cb() is on its way */
  int           is_listed;  /* (atomic): whether somebody has asked for the list */
  int           pause_msec; /* (atomic): before the next refresh that a worker asks for */
};

G_DEFINE_FINAL_TYPE (DipLibrary, dip_library, G_TYPE_OBJECT)

static void
dip_library_finalize (GObject *object)
{
  DipLibrary *self = DIP_LIBRARY (object);

  g_queue_clear_full (&self->idle, g_object_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->given);
  g_clear_object (&self->editions);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->path);

  G_OBJECT_CLASS (dip_library_parent_class)->finalize (object);
}

static void
dip_library_class_init (DipLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_library_finalize;
}

static void
dip_library_init (DipLibrary *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->given);
  g_queue_init (&self->idle);
  self->editions = g_list_store_new (DIP_TYPE_EDITION);
  self->owner = g_thread_self ();
  self->context = g_main_context_ref_thread_default ();
}

/* A library whose disk was pulled out is not an empty one. */
static gboolean
is_there (const char  *path,
          GError     **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  g_set_error_literal (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_THERE,
                       "Could not open the library: it is not there any more");
  dip_store_error_set_path (error, path);

  return FALSE;
}

DipStore *
_dip_library_take_store (DipLibrary  *self,
                         GError     **error)
{
  DipStore *store;

  g_mutex_lock (&self->lock);
  while (self->path == NULL && g_queue_is_empty (&self->idle))
    g_cond_wait (&self->given, &self->lock);
  store = g_queue_pop_head (&self->idle);
  g_mutex_unlock (&self->lock);

  if (store != NULL && dip_store_has_moved (store))
    g_clear_object (&store);
  if (store != NULL)
    return store;

  return is_there (self->path, error) ? dip_store_open (self->path, error) : NULL;
}

void
_dip_library_give_store (DipLibrary *self,
                         DipStore   *store)
{
  g_mutex_lock (&self->lock);
  if (g_queue_get_length (&self->idle) < MAX_IDLE_STORES)
    g_queue_push_head (&self->idle, g_steal_pointer (&store));
  g_cond_signal (&self->given);
  g_mutex_unlock (&self->lock);

  g_clear_object (&store);
}

static gboolean
refresh_cb (gpointer data)
{
  DipLibrary *self = data;
  g_autoptr (GError) error = NULL;

  g_atomic_int_set (&self->refreshing, FALSE);

  /* Nobody asked for this one, and whoever asks next meets the same error. */
  if (!dip_library_refresh (self, &error))
    g_debug ("Listing %s: %s", self->path, error->message);

  return G_SOURCE_REMOVE;
}

void
_dip_library_changed (DipLibrary *self)
{
  g_autoptr (GSource) source = NULL;
  int pause_msec;

  /* Nobody looks at the list: it is made when somebody does. */
  if (!g_atomic_int_get (&self->is_listed))
    return;

  if (self->owner == g_thread_self ())
    {
      refresh_cb (self);
      return;
    }

  if (!g_atomic_int_compare_and_exchange (&self->refreshing, FALSE, TRUE))
    return;

  /* Before the callback of the task that made the change, but for a worker that makes
   * one after the other and ends with _dip_library_catch_up(). */
  pause_msec = g_atomic_int_get (&self->pause_msec);
  source = pause_msec > 0 ? g_timeout_source_new ((guint) pause_msec) : g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, refresh_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

/* After many changes by a worker, in the library's own thread: the list is up to date then. */
void
_dip_library_catch_up (DipLibrary *self)
{
  g_assert (self->owner == g_thread_self ());

  g_atomic_int_set (&self->pause_msec, 0);
  if (g_atomic_int_get (&self->refreshing))
    refresh_cb (self);
}

/**
 * dip_library_dup_default_path:
 *
 * Returns: (transfer full) (type filename): the library of this user, the one that the
 *   window shows; the file need not exist
 */
char *
dip_library_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "diptych", "library.diptych", NULL);
}

/**
 * dip_library_open:
 * @path: (nullable) (type filename): a library file, which is made if it is not there;
 *   NULL for a library in memory
 * @error: return location for a DipStoreError
 *
 * Opens a library without listing its editions, which takes time in proportion to
 * them. The list is made when it is asked for. Blocks.
 *
 * Returns: (transfer full): the library, or NULL with @error set
 */
DipLibrary *
dip_library_open (const char  *path,
                  GError     **error)
{
  DipLibrary *self;
  DipStore *store;

  store = dip_store_open (path, error);
  if (store == NULL)
    return NULL;

  self = g_object_new (DIP_TYPE_LIBRARY, NULL);
  self->path = g_strdup (path);
  _dip_library_give_store (self, store);

  return self;
}

/**
 * dip_library_new:
 * @path: (nullable) (type filename): a library file, which is made if it is not there;
 *   NULL for a library in memory
 * @error: return location for a DipStoreError
 *
 * Opens a library and lists its editions. Blocks.
 *
 * Returns: (transfer full): the library, or NULL with @error set
 */
DipLibrary *
dip_library_new (const char  *path,
                 GError     **error)
{
  g_autoptr (DipLibrary) self = dip_library_open (path, error);

  if (self == NULL || !dip_library_refresh (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * dip_library_wait_for_turn:
 * @self: a library
 * @msec: how long to wait; 0 for not at all
 * @cancellable: (nullable): a cancellable
 * @error: return location for a DipStoreError
 *
 * Waits until no other program writes to the library. Any thread.
 *
 * Returns: %FALSE with @error set where nothing could be stored now, to BUSY while another program writes
 */
gboolean
dip_library_wait_for_turn (DipLibrary    *self,
                           guint          msec,
                           GCancellable  *cancellable,
                           GError       **error)
{
  DipStore *store;
  gboolean is_free;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), FALSE);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return FALSE;

  is_free = dip_store_wait_for_turn (store, msec, cancellable, error);
  _dip_library_give_store (self, store);

  return is_free;
}

/**
 * dip_library_new_known:
 * @path: (type filename): a library file that was open before
 * @error: return location for a DipStoreError
 *
 * The same, but a library that is gone is not made anew: its disk may not be connected.
 *
 * Returns: (transfer full): the library, or NULL with @error set
 */
DipLibrary *
dip_library_new_known (const char  *path,
                       GError     **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return is_there (path, error) ? dip_library_new (path, error) : NULL;
}

/* Makes the calling thread the owner of a library that nobody else knows yet. */
void
_dip_library_move_to_thread (DipLibrary *self)
{
  self->owner = g_thread_self ();
  g_clear_pointer (&self->context, g_main_context_unref);
  self->context = g_main_context_ref_thread_default ();
}

/**
 * dip_library_close:
 * @self: a library
 *
 * Closes the connections that nobody uses, whoever still holds the library. The last
 * one of a file takes what SQLite keeps beside it away. Call it before a program
 * ends; a call after it opens the library again.
 */
void
dip_library_close (DipLibrary *self)
{
  g_return_if_fail (DIP_IS_LIBRARY (self));

  if (self->path == NULL)
    return;

  g_mutex_lock (&self->lock);
  g_queue_clear_full (&self->idle, g_object_unref);
  g_mutex_unlock (&self->lock);
}

/**
 * dip_library_get_path:
 * @self: a library
 *
 * Returns: (nullable) (type filename): its file; NULL for a library in memory
 */
const char *
dip_library_get_path (DipLibrary *self)
{
  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);

  return self->path;
}

/**
 * dip_library_get_editions:
 * @self: a library
 *
 * Returns: (transfer none): a list of DipEdition, in the thread that made the library
 */
GListModel *
dip_library_get_editions (DipLibrary *self)
{
  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);

  /* Who wants to know why there are none calls refresh. */
  if (!g_atomic_int_get (&self->is_listed) && self->owner == g_thread_self ())
    (void) dip_library_refresh (self, NULL);

  return G_LIST_MODEL (self->editions);
}

static gboolean
editions_are_equal (DipEdition *a,
                    DipEdition *b)
{
  return a->id == b->id && a->kind == b->kind && a->version_origin == b->version_origin &&
         a->n_bytes == b->n_bytes && a->n_clauses == b->n_clauses && a->n_warnings == b->n_warnings &&
         g_strcmp0 (a->provider, b->provider) == 0 && g_strcmp0 (a->service, b->service) == 0 &&
         g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->language, b->language) == 0 &&
         g_strcmp0 (a->version, b->version) == 0 && g_strcmp0 (a->issued, b->issued) == 0 &&
         g_strcmp0 (a->framework, b->framework) == 0 &&
         g_strcmp0 (a->source_name, b->source_name) == 0 && g_strcmp0 (a->sha256, b->sha256) == 0;
}

static gboolean
item_is_equal (GListStore *store,
               guint       position,
               DipEdition *edition)
{
  g_autoptr (DipEdition) item = g_list_model_get_item (G_LIST_MODEL (store), position);

  return editions_are_equal (item, edition);
}

/* Replaces only what differs between head and tail, so that views keep their
 * place and their selection. */
static void
replace_editions (GListStore *store,
                  GPtrArray  *editions)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint n_new = editions->len;
  guint head = 0;
  guint tail = 0;

  while (head < n_old && head < n_new &&
         item_is_equal (store, head, g_ptr_array_index (editions, head)))
    head++;

  while (tail < n_old - head && tail < n_new - head &&
         item_is_equal (store, n_old - tail - 1, g_ptr_array_index (editions, n_new - tail - 1)))
    tail++;

  if (head + tail == n_old && head + tail == n_new)
    return;

  g_list_store_splice (store, head, n_old - head - tail,
                       editions->pdata + head, n_new - head - tail);
}

/**
 * dip_library_refresh:
 * @self: a library
 * @error: return location for a DipStoreError
 *
 * Looks for what others did to the file. Call it in the thread that made the
 * library.
 *
 * Returns: whether the list is up to date
 */
gboolean
dip_library_refresh (DipLibrary  *self,
                     GError     **error)
{
  g_autoptr (GPtrArray) editions = NULL;
  gint64 begin = g_get_monotonic_time ();
  DipStore *store;
  double msec;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (self->owner == g_thread_self (), FALSE);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return FALSE;

  editions = dip_store_list_editions (store, NULL, error);
  _dip_library_give_store (self, store);
  if (editions == NULL)
    return FALSE;

  g_atomic_int_set (&self->is_listed, TRUE);
  replace_editions (self->editions, editions);

  msec = (double) (g_get_monotonic_time () - begin) / 1000;
  g_atomic_int_set (&self->pause_msec,
                    msec > FREE_REFRESH_MSEC ? (int) MIN (msec / REFRESH_SHARE, MAX_REFRESH_MSEC)
                                             : 0);

  return TRUE;
}

/**
 * dip_library_load_source:
 * @self: a library
 * @edition_id: row id
 * @error: return location for a DipStoreError
 *
 * Returns: (transfer full): the bytes that the edition was read from
 */
GBytes *
dip_library_load_source (DipLibrary  *self,
                         gint64       edition_id,
                         GError     **error)
{
  DipStore *store;
  GBytes *bytes;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), NULL);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return NULL;

  bytes = dip_store_load_source (store, edition_id, NULL, error);
  _dip_library_give_store (self, store);

  return bytes;
}

/**
 * dip_library_update:
 * @self: a library
 * @values: an edition with the id of the one to correct, and what the user knows better
 * @error: return location for a DipStoreError
 *
 * Corrects provider, service, title, kind, version and date of an edition.
 *
 * Returns: whether they are stored
 */
gboolean
dip_library_update (DipLibrary  *self,
                    DipEdition  *values,
                    GError     **error)
{
  DipStore *store;
  gboolean done;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (DIP_IS_EDITION (values), FALSE);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return FALSE;

  done = dip_store_update_edition (store, values, NULL, error);
  _dip_library_give_store (self, store);
  if (done)
    _dip_library_changed (self);

  return done;
}

/**
 * dip_library_check:
 * @self: a library
 * @problems: (element-type utf8): where the sentences go, one for each problem
 * @cancellable: (nullable): stops the check
 * @error: return location for a DipStoreError or G_IO_ERROR_CANCELLED
 *
 * Verifies the file. Takes time in proportion to its size.
 *
 * Returns: whether the check ran to its end, not whether it found nothing
 */
gboolean
dip_library_check (DipLibrary    *self,
                   GPtrArray     *problems,
                   GCancellable  *cancellable,
                   GError       **error)
{
  DipStore *store;
  gboolean done;

  g_return_val_if_fail (DIP_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (problems != NULL, FALSE);

  store = _dip_library_take_store (self, error);
  if (store == NULL)
    return FALSE;

  done = dip_store_check (store, problems, cancellable, error);
  _dip_library_give_store (self, store);

  return done;
}
