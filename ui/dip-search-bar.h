/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

void dip_search_bar_open (GtkSearchBar *self,
                          GtkWidget    *entry);
