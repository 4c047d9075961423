/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "dip-marks.h"

G_BEGIN_DECLS

/**
 * DipRowStyle: what all rows of a comparison are shown with. Belongs to the
 * view, which tells its rows when it changes.
 */
typedef struct
{
  guint       classes;  /* bits of the classes that are marked */
  const char *search;   /* (nullable): a word to mark */
  DipPage     page;     /* what marks are drawn on */
  gboolean    narrow;   /* the window is */
  gboolean    stacked;  /* the new text stands below the old one */
  gboolean    open_only; /* clauses that have been looked at are folded */
} DipRowStyle;

G_END_DECLS
