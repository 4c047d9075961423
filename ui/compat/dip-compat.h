/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What GTK and libadwaita renamed between the floor and today, one function
 * for each, in the newer API's shape. No other file asks for versions. */

typedef enum {
  DIP_CHOOSE_FILES,
  DIP_CHOOSE_FILE,
  DIP_CHOOSE_FOLDER,
  DIP_CHOOSE_NEW_FILE,
} DipChoose;

void        dip_choose_async                   (GtkWindow           *parent,
                                                DipChoose            what,
                                                const char          *title,
                                                GListModel          *filters,
                                                const char          *name,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
GListModel *dip_choose_finish                  (GAsyncResult        *result,
                                                GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void        dip_list_item_set_accessible_label (GtkListItem         *item,
                                                const char          *label);
void        dip_css_provider_load_from_string  (GtkCssProvider      *provider,
                                                const char          *css);
void        dip_show_uri                       (GtkWindow           *parent,
                                                const char          *uri);
void        dip_show_about                     (GtkWindow           *parent,
                                                const char          *comments,
                                                const char          *translators);
void        dip_show_shortcuts                 (GtkWindow           *parent,
                                                const char          *resource);

G_END_DECLS
