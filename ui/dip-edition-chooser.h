/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DipEditionChooser: a popover in which editions of a library are ticked.
 */
#define DIP_TYPE_EDITION_CHOOSER (dip_edition_chooser_get_type ())
G_DECLARE_FINAL_TYPE (DipEditionChooser, dip_edition_chooser, DIP, EDITION_CHOOSER, GtkPopover)

GtkWidget *dip_edition_chooser_new          (void) G_GNUC_WARN_UNUSED_RESULT;

/* @editions: (nullable) (element-type DipEdition) */
void       dip_edition_chooser_set_editions (DipEditionChooser *self,
                                             GListModel        *editions);
/* @ids: (element-type gint64): row ids of those that are ticked. Announces nothing. */
void       dip_edition_chooser_set_chosen   (DipEditionChooser *self,
                                             GArray            *ids);
/* Returns: (element-type gint64): the first @most of those that are ticked, in the library's order */
GArray    *dip_edition_chooser_list_chosen  (DipEditionChooser *self,
                                             guint              most) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
