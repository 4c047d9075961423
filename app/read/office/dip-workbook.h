/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-grid.h"

G_BEGIN_DECLS

/* More sheets than this are not read. */
#define DIP_WORKBOOK_MAX_SHEETS 1000u

/**
 * DipWorkbook:
 *
 * Turns the sheets of a workbook into one layout: which are read, in which
 * order, and what is said of the others.
 */
typedef struct
{
  DipFlow     flow;
  GPtrArray  *hidden;     /* (element-type utf8): names of sheets left out because nobody sees them */
  GPtrArray  *too_large;  /* (element-type utf8): names of sheets with more than a paper */
  guint       n_sheets;   /* that said something */
  guint       n_missing;  /* cells with a formula whose value nobody has stored */
  GString    *missing;    /* where the first of them is */
} DipWorkbook;

void      dip_workbook_init   (DipWorkbook      *self,
                               DipLayout        *layout);
void      dip_workbook_clear  (DipWorkbook      *self);
gboolean  dip_workbook_choose (GPtrArray        *names,
                               const char       *wanted,
                               guint            *place,
                               GError          **error);
void      dip_workbook_add    (DipWorkbook      *self,
                               DipGrid          *grid,
                               const char       *name,
                               gboolean          full);
gboolean  dip_workbook_finish (DipWorkbook      *self,
                               GError          **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DipWorkbook, dip_workbook_clear)

G_END_DECLS
