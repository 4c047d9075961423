/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* pipe2 */

#include "config.h"

#include "read/dip-worker-process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A worker as a process. GSubprocess would do, but for each process it sets up
 * a thread, a loop and a dozen of types; a short document is read in the time of
 * that. posix_spawn () copies nothing of the program, however large it is.
 */

extern char **environ;

/* The worker gets its signals as if nobody had touched them; what it does with the end of its time depends on it. */
static int
set_signals (posix_spawnattr_t *attributes)
{
  sigset_t usual;
  sigset_t none;

  sigemptyset (&none);
  sigemptyset (&usual);
  sigaddset (&usual, SIGPIPE);
  posix_spawnattr_setsigmask (attributes, &none);
  posix_spawnattr_setsigdefault (attributes, &usual);

  return posix_spawnattr_setflags (attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

/* Files of the program that are not closed by the start stay open in the worker, which closes them first of all. */
static int
spawn (pid_t             *pid,
       const char *const *argv,
       int                input,
       int                output,
       gboolean           silent)
{
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  int failure;

  posix_spawn_file_actions_init (&files);
  posix_spawnattr_init (&attributes);

  failure = posix_spawn_file_actions_adddup2 (&files, input, STDIN_FILENO);
  if (failure == 0)
    failure = posix_spawn_file_actions_adddup2 (&files, output, STDOUT_FILENO);
  if (failure == 0 && silent)
    failure = posix_spawn_file_actions_addopen (&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  if (failure == 0)
    failure = set_signals (&attributes);
  if (failure == 0)
    failure = posix_spawn (pid, argv[0], &files, &attributes, (char *const *) argv, environ);

  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&files);

  return failure;
}

int
_dip_worker_process_start (DipWorkerProcess  *self,
                           const char *const *argv,
                           int                input,
                           gboolean           silent)
{
  int ends[2];
  int failure;

  *self = (DipWorkerProcess) { 0, -1, 0 };
  if (pipe2 (ends, O_CLOEXEC) != 0)
    {
      failure = errno;
      close (input);
      return failure;
    }

  self->answers = ends[0];
  failure = fcntl (ends[0], F_SETFL, O_NONBLOCK) == 0 ? spawn (&self->pid, argv, input, ends[1], silent) : errno;
  close (ends[1]);
  close (input);
  if (failure != 0)
    close (ends[0]);

  return failure;
}

/* Whether the worker has ended; @options as for waitpid(). */
static gboolean
has_ended (DipWorkerProcess *self,
           int               options)
{
  pid_t waited;

  if (self->pid <= 0)
    return TRUE;

  do
    waited = waitpid (self->pid, &self->status, options);
  while (waited < 0 && errno == EINTR);

  if (waited == 0)
    return FALSE;

  /* Where the program ignores the ends of its children, the system keeps no status. */
  if (waited < 0)
    self->status = 0;
  self->pid = 0;

  return TRUE;
}

void
_dip_worker_process_wait (DipWorkerProcess *self,
                          gint64            n_usec)
{
  gint64 end = g_get_monotonic_time () + n_usec;

  while (!has_ended (self, WNOHANG) && g_get_monotonic_time () < end)
    g_usleep (1000);

  if (self->pid > 0)
    {
      kill (self->pid, SIGKILL);
      has_ended (self, 0);
    }
}

void
_dip_worker_process_end (DipWorkerProcess *self)
{
  _dip_worker_process_wait (self, 0);

  close (self->answers);
  self->answers = -1;
}
