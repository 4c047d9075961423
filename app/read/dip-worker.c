/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memfd_create */

#include "config.h"

#include "read/dip-worker.h"

#include "base/dip-debug.h"
#include "base/dip-error.h"
#include "read/dip-worker-process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * The program's side of a worker: starts it, hands it the file as an unnamed
 * file in memory, reads its frames, and ends it when it is late or cancelled.
 */

/* What stands behind "diptych-worker" in the name of the one that can do it and starts soonest. */
static const char *
find_suffix (const char *task)
{
  static const char *const office[] = { "xlsx", "ods", "docx", "odt", "html", "mhtml", "ole", NULL };

  if (g_str_equal (task, "pdf") || g_str_equal (task, "page"))
    return "-pdf";

  return g_strv_contains (office, task) ? "-office" : "";
}

/* Beside the program in the build folder, beside it where it was moved to with
 * everything else, or where it was installed. */
static char *
find_worker (const char *task)
{
  static const char *const beside[] = {
    "../read/worker/diptych-worker",          /* _build/app/cli */
    "../app/read/worker/diptych-worker",      /* _build/ui */
    "../../app/read/worker/diptych-worker",   /* _build/tests/read */
    "../libexec/diptych-worker",
  };
  const char *named = g_getenv ("DIPTYCH_WORKER");
  const char *suffix = find_suffix (task);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  if (named != NULL && *named != '\0')
    return g_strdup (named);

  if (self != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (self);

      /* The one that can do everything is better than none. */
      for (guint i = 0; i < 2 * G_N_ELEMENTS (beside); i++)
        {
          const char *place = beside[i % G_N_ELEMENTS (beside)];
          g_autofree char *path = g_strconcat (folder, "/", place, i < G_N_ELEMENTS (beside) ? suffix : "", NULL);

          if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
            return g_steal_pointer (&path);
        }
    }

  return g_strconcat (LIBEXECDIR "/diptych-worker", suffix, NULL);
}

/* An unnamed file in memory that nobody can write to any more, or -1. */
static int
make_memory_file (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  int fd = memfd_create ("paper", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd < 0)
    return -1;

  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          close (fd);
          return -1;
        }
      data += n;
      length -= (gsize) n;
    }

  if (lseek (fd, 0, SEEK_SET) != 0 ||
      fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
    {
      close (fd);
      return -1;
    }

  return fd;
}

typedef struct
{
  int           fd;           /* the worker's answers */
  gint64        deadline;     /* in microseconds of the monotonic clock */
  GCancellable *cancellable;
} Pipe;

/* A worker that has nothing to say any more ends within this time. */
#define GRACE_USEC (2 * G_USEC_PER_SEC)

typedef enum {
  PIPE_READ,
  PIPE_END,
  PIPE_LATE,
  PIPE_CANCELLED,
} PipeState;

/* Waits until there is something to read, PIPE_READ, or no reason to wait for it any longer. */
static PipeState
wait_for_more (Pipe *self)
{
  GPollFD fds[2] = { { self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, 0 } };
  gint64 left = self->deadline - g_get_monotonic_time ();
  guint n_fds = 1;
  gboolean failed;

  if (left <= 0)
    return PIPE_LATE;

  if (g_cancellable_make_pollfd (self->cancellable, &fds[1]))
    n_fds = 2;
  failed = g_poll (fds, n_fds, (int) (left / 1000 + 1)) < 0 && errno != EINTR;
  if (n_fds == 2)
    g_cancellable_release_fd (self->cancellable);

  return failed ? PIPE_END : PIPE_READ;
}

/* Reads exactly @length bytes, unless the worker ends or time is up. */
static PipeState
read_exactly (Pipe   *self,
              guint8 *data,
              gsize   length)
{
  while (length > 0)
    {
      gssize n;

      if (g_cancellable_is_cancelled (self->cancellable))
        return PIPE_CANCELLED;
      /* One that never stops answering is late as well. */
      if (g_get_monotonic_time () >= self->deadline)
        return PIPE_LATE;

      n = read (self->fd, data, length);
      if (n < 0 && errno == EAGAIN)
        {
          PipeState state = wait_for_more (self);

          if (state != PIPE_READ)
            return state;
          continue;
        }
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return PIPE_END;

      data += n;
      length -= (gsize) n;
    }

  return PIPE_READ;
}

/* Takes frames until the last one. @honest is FALSE after one that makes no sense. */
static PipeState
converse (Pipe             *pipe,
          DipFrameSink     *sink,
          DipReadProgress   progress,
          gpointer          user_data,
          gboolean         *honest)
{
  *honest = TRUE;

  while (!sink->done)
    {
      g_autofree guint8 *data = NULL;
      g_autoptr (GBytes) frame = NULL;
      DipFrameHead head;
      PipeState state;

      state = read_exactly (pipe, (guint8 *) &head, sizeof head);
      if (state != PIPE_READ)
        return state;

      *honest = _dip_frame_sink_allows (sink, &head);
      if (!*honest)
        return PIPE_END;

      data = g_malloc (head.n_bytes);
      state = read_exactly (pipe, data, head.n_bytes);
      if (state != PIPE_READ)
        return state;

      frame = g_bytes_new_take (g_steal_pointer (&data), head.n_bytes);
      *honest = _dip_frame_sink_take (sink, (DipFrameKind) head.kind, frame);
      if (!*honest)
        return PIPE_END;

      if (head.kind == DIP_FRAME_PROGRESS && progress != NULL)
        progress (sink->page, sink->n_pages, user_data);
    }

  return PIPE_READ;
}

static gboolean
start (DipWorkerProcess   *process,
       GBytes             *bytes,
       const char *const  *arguments,
       GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *worker = find_worker (arguments[0]);
  g_auto (GStrv) argv = NULL;
  int fd = make_memory_file (bytes);
  int failure;

  if (fd < 0)
    {
      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_FAILED,
                   "The file does not fit into memory: %s.", g_strerror (errno));
      return FALSE;
    }

  g_strv_builder_add (builder, worker);
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);

  /* The libraries complain about damaged files on standard error; what matters comes as a frame. */
  failure = _dip_worker_process_start (process, (const char *const *) argv, fd, !dip_debug_is_on (DIP_DEBUG_READ));
  if (failure != 0)
    {
      dip_debug (DIP_DEBUG_READ, "%s: %s", worker, g_strerror (failure));
      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_FAILED,
                   "The reader of this format could not be started (%s): install Diptych again.", worker);
      return FALSE;
    }

  return TRUE;
}

/* What a worker's end without an answer means. */
static void
set_end_error (int        status,
               gboolean   honest,
               GError   **error)
{
  if (!honest)
    g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                         "The reader of this format gave an answer that makes no sense: the file may be hostile, "
                         "do not open it elsewhere.");
  else if (WIFEXITED (status) && WEXITSTATUS (status) == DIP_WORKER_FOREIGN)
    g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_FAILED,
                         "Diptych was updated while it ran: start it again.");
  else if (WIFSIGNALED (status) && (WTERMSIG (status) == SIGXCPU || WTERMSIG (status) == SIGPROF))
    g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                         "Reading took more time than a paper needs: save the file anew, or import it in parts.");
  else if (WIFSIGNALED (status) && WTERMSIG (status) == SIGSYS)
    g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                         "Reading the file tried something that no paper needs and was stopped: "
                         "do not open it elsewhere.");
  else
    g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                         "The file is damaged, or needs more memory than a paper does: save it anew and import that.");
}

gboolean
_dip_worker_run (GBytes             *bytes,
                 const char *const  *arguments,
                 guint               n_seconds,
                 DipFrameSink       *sink,
                 DipReadProgress     progress,
                 gpointer            user_data,
                 GCancellable       *cancellable,
                 GError            **error)
{
  DipWorkerProcess process;
  gboolean done = FALSE;
  gboolean honest;
  Pipe pipe = { -1, 0, cancellable };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (!start (&process, bytes, arguments, error))
    return FALSE;

  pipe.fd = process.answers;
  pipe.deadline = g_get_monotonic_time () + n_seconds * G_USEC_PER_SEC;

  switch (converse (&pipe, sink, progress, user_data, &honest))
    {
    case PIPE_READ:
      done = sink->error == NULL;
      if (!done)
        g_propagate_error (error, g_steal_pointer (&sink->error));
      break;

    case PIPE_CANCELLED:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Reading was cancelled.");
      break;

    case PIPE_LATE:
      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                   "Reading took longer than %u seconds, more than a paper needs: save the file anew, "
                   "or import it in parts.", n_seconds);
      break;

    case PIPE_END:
    default:
      if (honest)
        _dip_worker_process_wait (&process, GRACE_USEC);
      set_end_error (process.status, honest, error);
      break;
    }

  _dip_worker_process_end (&process);

  return done;
}
