/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/worker/dip-worker-tasks.h"

/* With all readers, those of dip-reader-table.c. */
const DipWorkerTasks _dip_worker_tasks = {
  .show_page = _dip_pdf_show_page,
  .list_papers = _dip_zip_list_papers,
  .unpack_paper = _dip_zip_unpack_paper,
};
