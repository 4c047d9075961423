/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

/**
 * DipProperties: a window in which what is known of an edition is corrected.
 */
#define DIP_TYPE_PROPERTIES (dip_properties_get_type ())
G_DECLARE_FINAL_TYPE (DipProperties, dip_properties, DIP, PROPERTIES, AdwWindow)

GtkWidget *dip_properties_new      (GtkWindow  *parent,
                                    DipEdition *edition) G_GNUC_WARN_UNUSED_RESULT;

/* What it was opened with. */
DipEdition *dip_properties_get_edition (DipProperties *self);

/* What a person types for a date as YYYY-MM-DD: 2025-4-1, 2025/04/01, 2025年4月1日.
 * NULL if it is no date; "" for nothing. */
char      *dip_properties_dup_date (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
