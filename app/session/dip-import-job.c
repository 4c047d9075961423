/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-import-job.h"

#include "base/dip-error.h"
#include "session/dip-folder-walk.h"
#include "session/dip-library-private.h"
#include "session/dip-read-ahead.h"

/* Progress is kept in thousandths, which an integer can hold without a lock. */
#define PERMILLE 1000

/* So many files that were read are stored in one transaction: what it costs, and what the
 * full-text index costs, is shared by them. They wait for one another while no more than this
 * is in them, and not for longer than a person waits for an answer. */
#define MAX_TOGETHER       64
#define MAX_BYTES_TOGETHER (1024 * 1024)
#define MAX_WAIT_USEC      (G_USEC_PER_SEC / 2)

/**
 * DipImportJob:
 *
 * Imports many files, one after the other, in one worker: the store has one
 * writer anyhow, and order makes the answer the same from run to run. Others
 * read the next files meanwhile, and some that were read are stored together; a
 * file counts as done when it is on the disk.
 *
 * The worker writes the fields of @shared under the lock and asks for one
 * notification at a time; the main thread copies them into the fields that the
 * properties show. So a bound widget sees the newest state at most once per
 * main loop iteration, however fast the worker is.
 */
struct _DipImportJob
{
  GObject       parent_instance;

  DipLibrary   *library;
  GPtrArray    *files;          /* (element-type GFile): as given */
  GMainContext *context;        /* where the properties are notified */
  gboolean      has_run;
  DipImportValues values;       /* what is said of all files; its texts are owned */

  GMutex        lock;           /* of @shared */
  struct {
    guint       permille;
    guint       n_done;
    guint       n_files;
    char       *current_name;   /* (nullable) */
    gboolean    is_publishing;  /* whether publish_cb() is on its way */
  } shared;

  GPtrArray    *results;        /* (nullable): of a worker that has ended */
  DipArrival   *arrival;        /* (nullable): the same */

  double        fraction;
  guint         n_done;
  guint         n_files;
  char         *current_name;   /* (nullable) */
};

enum {
  PROP_0,
  PROP_FRACTION,
  PROP_CURRENT_NAME,
  PROP_N_DONE,
  PROP_N_FILES,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (DipImportJob, dip_import_job, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
publish (DipImportJob *self)
{
  g_autofree char *current_name = NULL;
  guint permille;
  guint n_done;
  guint n_files;

  g_mutex_lock (&self->lock);
  self->shared.is_publishing = FALSE;
  permille = self->shared.permille;
  n_done = self->shared.n_done;
  n_files = self->shared.n_files;
  current_name = g_strdup (self->shared.current_name);
  g_mutex_unlock (&self->lock);

  g_object_freeze_notify (G_OBJECT (self));

  if (self->fraction != (double) permille / PERMILLE)
    {
      self->fraction = (double) permille / PERMILLE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
  if (self->n_done != n_done)
    {
      self->n_done = n_done;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);
    }
  if (self->n_files != n_files)
    {
      self->n_files = n_files;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FILES]);
    }
  if (g_strcmp0 (self->current_name, current_name) != 0)
    {
      g_free (self->current_name);
      self->current_name = g_steal_pointer (&current_name);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT_NAME]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
publish_cb (gpointer data)
{
  publish (data);

  return G_SOURCE_REMOVE;
}

/* Called in the worker, with the lock held; gives the lock back. */
static void
unlock_and_announce (DipImportJob *self)
{
  gboolean is_first = !self->shared.is_publishing;
  g_autoptr (GSource) source = NULL;

  self->shared.is_publishing = TRUE;
  g_mutex_unlock (&self->lock);

  /* One notification on its way is enough, it will read the newest state. */
  if (!is_first)
    return;

  source = g_idle_source_new ();
  g_source_set_callback (source, publish_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

static void
set_permille (DipImportJob *self,
              double        files_done)
{
  double share = self->shared.n_files > 0 ? files_done / self->shared.n_files : 1.;

  /* Never backwards: an import that turns out to be known is done at once. */
  self->shared.permille = MAX (self->shared.permille, (guint) (CLAMP (share, 0., 1.) * PERMILLE));
}

static void
step_cb (double   fraction,
         gpointer user_data)
{
  DipImportJob *self = user_data;

  g_mutex_lock (&self->lock);
  set_permille (self, self->shared.n_done + fraction);
  unlock_and_announce (self);
}

static void
begin_file (DipImportJob *self,
            GFile        *file)
{
  g_autofree char *basename = g_file_get_basename (file);

  g_mutex_lock (&self->lock);
  g_free (self->shared.current_name);
  self->shared.current_name = basename != NULL ? g_filename_display_name (basename) : NULL;
  unlock_and_announce (self);
}

static void
end_file (DipImportJob *self)
{
  g_mutex_lock (&self->lock);
  self->shared.n_done++;
  set_permille (self, self->shared.n_done);
  unlock_and_announce (self);
}

static void
set_n_files (DipImportJob *self,
             guint         n_files)
{
  g_mutex_lock (&self->lock);
  self->shared.n_files = n_files;
  unlock_and_announce (self);
}

/* The next files will meet the same fate: the disk is full, the library is gone. */
static gboolean
concerns_the_library (const GError *error)
{
  return error->domain == DIP_STORE_ERROR && error->code != DIP_STORE_ERROR_CONSTRAINT;
}

/* Files that were read and wait to be stored together, and what has come of those before. */
typedef struct
{
  DipImportJob *job;
  GArray       *files;       /* (element-type DipReadFile) */
  gsize         n_bytes;     /* in them */
  gint64        until;       /* monotonic time: they wait no longer */
  GPtrArray    *results;     /* (element-type DipImportResult) */
  DipArrival   *arrival;
  GCancellable *cancellable;
} Batch;

/* Stores a file by itself. An archive is unpacked, and what was not read ahead is read. */
static gboolean
import_one (Batch        *self,
            DipReadFile  *file,
            GError      **error)
{
  guint first = self->results->len;

  _dip_library_import_into (self->job->library, file->file, &self->job->values, file->from_folder, file,
                            self->results, self->arrival, step_cb, self->job, self->cancellable);

  for (guint i = first; i < self->results->len; i++)
    {
      DipImportResult *result = g_ptr_array_index (self->results, i);

      if (result->error != NULL && (g_error_matches (result->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                                    concerns_the_library (result->error)))
        {
          g_propagate_error (error, g_error_copy (result->error));
          return FALSE;
        }
    }

  end_file (self->job);

  return TRUE;
}

/* Stores what waits: together, or, where that fails, each by itself, so that those before
 * the one that fails are stored and the reason is told. */
static gboolean
store_batch (Batch   *self,
             GError **error)
{
  DipReadFile *files = (DipReadFile *) (void *) self->files->data;
  gboolean together;
  gboolean done = TRUE;

  together = self->files->len > 1 &&
             _dip_library_import_batch (self->job->library, files, self->files->len, &self->job->values,
                                        self->results, self->arrival, self->cancellable);

  for (guint i = 0; done && i < self->files->len; i++)
    {
      if (together)
        end_file (self->job);
      else
        done = !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
               import_one (self, &files[i], error);
    }

  g_array_set_size (self->files, 0);
  self->n_bytes = 0;

  return done;
}

/* Takes a file: it waits with others, or it is stored after them. */
static gboolean
take_file (Batch        *self,
           DipReadFile  *file,
           GError      **error)
{
  gboolean is_read = file->bytes != NULL && (file->document != NULL || file->error != NULL);

  if (is_read)
    {
      if (self->files->len == 0)
        self->until = g_get_monotonic_time () + MAX_WAIT_USEC;
      self->n_bytes += g_bytes_get_size (file->bytes);
      g_array_append_val (self->files, *file);
      *file = (DipReadFile) { NULL, };

      return (self->files->len < MAX_TOGETHER && self->n_bytes < MAX_BYTES_TOGETHER) || store_batch (self, error);
    }

  return store_batch (self, error) && import_one (self, file, error);
}

/* After many papers the search index is put in order. Nothing is lost where that is stopped. */
static void
tidy (DipImportJob *self,
      GCancellable *cancellable)
{
  guint n_new = 0;

  for (guint i = 0; i < self->results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (self->results, i);

      n_new += result->error == NULL && result->imported == DIP_IMPORTED_NEW;
    }

  _dip_library_tidy (self->library, n_new, cancellable);
}

/* Returns: (element-type DipImportResult), or NULL with @error set */
static GPtrArray *
run (DipImportJob  *self,
     DipArrival    *arrival,
     GCancellable  *cancellable,
     GError       **error)
{
  GPtrArray *results = self->results;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GArray) waiting = NULL;
  g_autoptr (DipReadAhead) readers = NULL;
  Batch batch;

  files = _dip_folder_walk (self->files, cancellable, error);
  if (files == NULL)
    return NULL;

  set_n_files (self, files->len);
  readers = _dip_read_ahead_new (self->library, files, &self->values, cancellable);
  waiting = g_array_new (FALSE, FALSE, sizeof (DipReadFile));
  g_array_set_clear_func (waiting, (GDestroyNotify) _dip_read_file_clear);
  batch = (Batch) { self, waiting, 0, 0, results, arrival, cancellable };

  for (guint i = 0; i < files->len; i++)
    {
      const DipFoundFile *found = g_ptr_array_index (files, i);
      g_auto (DipReadFile) read = { NULL, };

      if (waiting->len > 0 && !_dip_read_ahead_wait (readers, batch.until) && !store_batch (&batch, error))
        return NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;

      begin_file (self, found->file);
      _dip_read_ahead_take (readers, &read);
      if (!take_file (&batch, &read, error))
        return NULL;
    }

  if (!store_batch (&batch, error))
    return NULL;

  tidy (self, cancellable);

  return g_ptr_array_ref (results);
}

/* Also after a cancel: what had been imported stays, and can be taken back. @arrival: (transfer full) */
static void
end_arrival (DipImportJob *self,
             DipArrival   *arrival)
{
  DipStore *store = _dip_library_take_store (self->library, NULL);

  if (store == NULL)
    {
      dip_arrival_unref (arrival);
      return;
    }

  self->arrival = _dip_library_end_arrival (store, arrival);
  _dip_library_give_store (self->library, store);
}

static void
run_in_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  DipImportJob *self = source_object;
  DipArrival *arrival = dip_arrival_new ();
  GPtrArray *results;
  GError *error = NULL;

  results = run (self, arrival, cancellable, &error);
  end_arrival (self, arrival);
  if (results == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, results, (GDestroyNotify) g_ptr_array_unref);
}

/* Between the worker's end and the caller's callback: list and properties are
 * up to date when the caller looks. */
static void
worker_done_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  DipImportJob *self = DIP_IMPORT_JOB (object);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) results = NULL;
  GError *error = NULL;

  results = g_task_propagate_pointer (G_TASK (result), &error);
  _dip_library_catch_up (self->library);
  publish (self);

  if (results == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&results), (GDestroyNotify) g_ptr_array_unref);
}

static void
dip_import_job_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  DipImportJob *self = DIP_IMPORT_JOB (object);

  switch (prop_id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;

    case PROP_CURRENT_NAME:
      g_value_set_string (value, self->current_name);
      break;

    case PROP_N_DONE:
      g_value_set_uint (value, self->n_done);
      break;

    case PROP_N_FILES:
      g_value_set_uint (value, self->n_files);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
clear_values (DipImportValues *values)
{
  g_free ((char *) values->provider);
  g_free ((char *) values->service);
  g_free ((char *) values->version);
  g_free ((char *) values->issued);
  g_free ((char *) values->sheet);
  *values = (DipImportValues) { NULL };
}

static void
dip_import_job_finalize (GObject *object)
{
  DipImportJob *self = DIP_IMPORT_JOB (object);

  g_clear_object (&self->library);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->arrival, dip_arrival_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->lock);
  g_free (self->shared.current_name);
  g_free (self->current_name);
  clear_values (&self->values);

  G_OBJECT_CLASS (dip_import_job_parent_class)->finalize (object);
}

static void
dip_import_job_class_init (DipImportJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = dip_import_job_finalize;
  object_class->get_property = dip_import_job_get_property;

  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0., 1., 0., flags);
  properties[PROP_CURRENT_NAME] = g_param_spec_string ("current-name", NULL, NULL, NULL, flags);
  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_FILES] = g_param_spec_uint ("n-files", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dip_import_job_init (DipImportJob *self)
{
  g_mutex_init (&self->lock);
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * dip_import_job_new:
 * @library: where the editions go
 * @files: (element-type GFile): files and folders; the list is copied
 *
 * Returns: (transfer full): a job that has not run yet
 */
DipImportJob *
dip_import_job_new (DipLibrary *library,
                    GListModel *files)
{
  DipImportJob *self;
  guint n_files;

  g_return_val_if_fail (DIP_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (files), NULL);

  self = g_object_new (DIP_TYPE_IMPORT_JOB, NULL);
  self->library = g_object_ref (library);

  n_files = g_list_model_get_n_items (files);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (self->files, g_list_model_get_item (files, i));

  return self;
}

/**
 * dip_import_job_set_values:
 * @self: a job that has not run yet
 * @values: (nullable): what is said of all files; copied
 */
void
dip_import_job_set_values (DipImportJob          *self,
                           const DipImportValues *values)
{
  g_return_if_fail (DIP_IS_IMPORT_JOB (self));
  g_return_if_fail (!self->has_run);

  clear_values (&self->values);
  if (values == NULL)
    return;

  self->values = (DipImportValues) {
    g_strdup (values->provider),
    g_strdup (values->service),
    g_strdup (values->version),
    g_strdup (values->issued),
    values->kind,
    g_strdup (values->sheet),
  };
}

/**
 * dip_import_job_run_async:
 * @self: a job that has not run yet
 * @cancellable: (nullable): stops the job; the file under way is not stored then
 * @callback: called in the main context of the caller
 * @user_data: data for @callback
 *
 * Imports the files without blocking the caller.
 */
void
dip_import_job_run_async (DipImportJob        *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) worker = NULL;
  GTask *task;

  g_return_if_fail (DIP_IS_IMPORT_JOB (self));
  g_return_if_fail (!self->has_run);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  self->has_run = TRUE;
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_import_result_free);
  self->context = g_main_context_ref_thread_default ();

  /* The worker says itself whether it was stopped, and what it has finished counts. */
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, dip_import_job_run_async);
  g_task_set_check_cancellable (task, FALSE);

  worker = g_task_new (self, cancellable, worker_done_cb, task);
  g_task_set_source_tag (worker, run);
  g_task_set_check_cancellable (worker, FALSE);
  g_task_run_in_thread (worker, run_in_thread);
}

GPtrArray *
dip_import_job_run_finish (DipImportJob  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, dip_import_job_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dip_import_job_get_results:
 * @self: a job that has ended
 *
 * Tells what has come of the files, also where the job ended with an error: those that were
 * stored before it are in the library.
 *
 * Returns: (transfer none) (nullable) (element-type DipImportResult): a result for each file
 *   that was reached; NULL for a job that was never begun
 */
GPtrArray *
dip_import_job_get_results (DipImportJob *self)
{
  g_return_val_if_fail (DIP_IS_IMPORT_JOB (self), NULL);

  return self->results;
}

DipLibrary *
dip_import_job_get_library (DipImportJob *self)
{
  g_return_val_if_fail (DIP_IS_IMPORT_JOB (self), NULL);

  return self->library;
}

/**
 * dip_import_job_get_arrival:
 * @self: a job that has ended
 *
 * Returns: (transfer none) (nullable): what has come into the library, also where the job ended
 *   with an error; NULL for nothing
 */
DipArrival *
dip_import_job_get_arrival (DipImportJob *self)
{
  g_return_val_if_fail (DIP_IS_IMPORT_JOB (self), NULL);

  return self->arrival;
}

double
dip_import_job_get_fraction (DipImportJob *self)
{
  g_return_val_if_fail (DIP_IS_IMPORT_JOB (self), 0.);

  return self->fraction;
}

const char *
dip_import_job_get_current_name (DipImportJob *self)
{
  g_return_val_if_fail (DIP_IS_IMPORT_JOB (self), NULL);

  return self->current_name;
}

guint
dip_import_job_get_n_done (DipImportJob *self)
{
  g_return_val_if_fail (DIP_IS_IMPORT_JOB (self), 0);

  return self->n_done;
}

guint
dip_import_job_get_n_files (DipImportJob *self)
{
  g_return_val_if_fail (DIP_IS_IMPORT_JOB (self), 0);

  return self->n_files;
}

void
dip_import_result_free (DipImportResult *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->file);
  g_clear_error (&self->error);
  g_free (self->entry);
  g_free (self);
}

/**
 * dip_import_result_is_passed_over:
 * @self: a result
 *
 * Returns: whether the file is no paper, and nobody said that it is one
 */
gboolean
dip_import_result_is_passed_over (const DipImportResult *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->from_folder && (g_error_matches (self->error, DIP_READ_ERROR, DIP_READ_ERROR_NO_CLAUSES) ||
                               g_error_matches (self->error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT) ||
                               g_error_matches (self->error, DIP_READ_ERROR, DIP_READ_ERROR_PICTURE) ||
                               g_error_matches (self->error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY));
}
