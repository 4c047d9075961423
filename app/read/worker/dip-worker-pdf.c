/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/worker/dip-worker-tasks.h"

DipReader
_dip_reader_for (DipFormat format)
{
  return format == DIP_FORMAT_PDF ? _dip_read_pdf : NULL;
}

const DipWorkerTasks _dip_worker_tasks = {
  .show_page = _dip_pdf_show_page,
};
