/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/dip-layout-codec.h"

G_BEGIN_DECLS

/* How long a worker may take, by the clock of the wall. */
#define DIP_WORKER_SECONDS      60u
#define DIP_WORKER_PAGE_SECONDS 30u

/* Status of a worker that does not know its command line: it is of another version. */
#define DIP_WORKER_FOREIGN      2

/* Starts a worker with @arguments (NULL-terminated), hands it @bytes and takes
 * its frames into @sink until the last one. FALSE with the reason, be it the
 * worker's own word or how it ended. @progress is called in this thread.
 * Blocks; any thread. */
gboolean _dip_worker_run (GBytes             *bytes,
                          const char *const  *arguments,
                          guint               n_seconds,
                          DipFrameSink       *sink,
                          DipReadProgress     progress,
                          gpointer            user_data,
                          GCancellable       *cancellable,
                          GError            **error);

G_END_DECLS
