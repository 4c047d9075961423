/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/dip-readers.h"

G_BEGIN_DECLS

/**
 * DipWorkerTasks:
 *
 * What one of the workers does besides reading with the readers that
 * _dip_reader_for() finds in it; NULL for what is left to another.
 */
typedef struct
{
  DipPageImage *(* show_page)    (GBytes      *bytes,
                                  guint        number,
                                  double       scale,
                                  GError     **error);
  DipLayout    *(* list_papers)  (GBytes      *bytes,
                                  GError     **error);
  GBytes       *(* unpack_paper) (GBytes      *bytes,
                                  const char  *name,
                                  GError     **error);
} DipWorkerTasks;

extern const DipWorkerTasks _dip_worker_tasks;

G_END_DECLS
