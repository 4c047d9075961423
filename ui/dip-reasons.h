/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-comparison-row.h"

G_BEGIN_DECLS

/* Why the changes of a row have their classes, each with its words: a list. */
GtkWidget *dip_reasons_new (DipComparisonRow *row,
                            guint             classes) G_GNUC_WARN_UNUSED_RESULT;

/* Terms, each with its meaning: a list. */
GtkWidget *dip_reasons_new_terms (const GPtrArray *terms) G_GNUC_WARN_UNUSED_RESULT;

char      *dip_reasons_dup_words (const DipChange *change) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
