/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/worker/dip-worker-tasks.h"

DipReader
_dip_reader_for (DipFormat format)
{
  return _dip_reader_for_office (format);
}

const DipWorkerTasks _dip_worker_tasks = { NULL, NULL, NULL };
