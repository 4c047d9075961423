/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void dip_choice_list_wrap (GtkDropDown *drop_down);

G_END_DECLS
