/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "engine/dip-comparison.h"

G_BEGIN_DECLS

/**
 * DipPairDialog: chooses the clause of the other edition that a clause belongs to.
 */
#define DIP_TYPE_PAIR_DIALOG (dip_pair_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DipPairDialog, dip_pair_dialog, DIP, PAIR_DIALOG, AdwWindow)

GtkWidget *dip_pair_dialog_new (GtkWindow       *parent,
                                DipComparison   *comparison,
                                const DipClause *clause,
                                gboolean         is_old) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
