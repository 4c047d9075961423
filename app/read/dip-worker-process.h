/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include <sys/types.h>

G_BEGIN_DECLS

/**
 * DipWorkerProcess:
 *
 * A worker that was started and has not been waited for. It belongs to one
 * thread, the one that started it.
 */
typedef struct
{
  pid_t pid;
  int   answers;  /* what the worker writes; reading never blocks */
  int   status;   /* of waitpid (), once it has ended */
} DipWorkerProcess;

/* Starts @argv with @input, which is closed, as its standard input. 0, or what was wrong in errno's terms. */
int  _dip_worker_process_start (DipWorkerProcess  *self,
                                const char *const *argv,
                                int                input,
                                gboolean           silent) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for the end of a worker that is about to end by itself; one that has not in @n_usec is ended. */
void _dip_worker_process_wait  (DipWorkerProcess  *self,
                                gint64             n_usec);

/* Ends it, if it has not ended yet, and closes what is open. */
void _dip_worker_process_end   (DipWorkerProcess  *self);

G_END_DECLS
