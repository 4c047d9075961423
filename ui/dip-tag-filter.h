/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/dip-enums.h"

G_BEGIN_DECLS

/**
 * DipTagFilter: a button from which one chooses what changes are about.
 */
#define DIP_TYPE_TAG_FILTER (dip_tag_filter_get_type ())
G_DECLARE_FINAL_TYPE (DipTagFilter, dip_tag_filter, DIP, TAG_FILTER, GtkWidget)

DipTags    dip_tag_filter_get_tags   (DipTagFilter *self);
void       dip_tag_filter_set_tags   (DipTagFilter *self,
                                      DipTags       tags);
void       dip_tag_filter_set_counts (DipTagFilter *self,
                                      const guint  *counts);
void       dip_tag_filter_popup      (DipTagFilter *self);

G_END_DECLS
