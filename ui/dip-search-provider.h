/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DipSearchProvider: what the overview of the desktop finds in the user's library.
 */
#define DIP_TYPE_SEARCH_PROVIDER (dip_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (DipSearchProvider, dip_search_provider, DIP, SEARCH_PROVIDER, GObject)

DipSearchProvider *dip_search_provider_new      (GApplication      *application) G_GNUC_WARN_UNUSED_RESULT;
gboolean           dip_search_provider_export   (DipSearchProvider *self,
                                                 GDBusConnection   *connection,
                                                 const char        *path,
                                                 GError           **error);
void               dip_search_provider_unexport (DipSearchProvider *self);

G_END_DECLS
