/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "engine/dip-comparison.h"
#include "session/dip-library-ahead.h"

G_BEGIN_DECLS

/**
 * DipWindow: the library at the left, what is read or compared at the right.
 */
#define DIP_TYPE_WINDOW (dip_window_get_type ())
G_DECLARE_FINAL_TYPE (DipWindow, dip_window, DIP, WINDOW, AdwApplicationWindow)

DipWindow  *dip_window_new           (GtkApplication *application) G_GNUC_WARN_UNUSED_RESULT;
void        dip_window_open_library  (DipWindow      *self,
                                      const char     *path);
void        dip_window_open_known_library
                                     (DipWindow      *self,
                                      const char     *path);
void        dip_window_take_library  (DipWindow      *self,
                                      DipLibraryAhead *ahead);
void        dip_window_import        (DipWindow      *self,
                                      GListModel     *files);
void        dip_window_compare_names (DipWindow      *self,
                                      const char     *old_name,
                                      const char     *new_name);
void        dip_window_show_clause   (DipWindow      *self,
                                      const char     *library,
                                      gint64          edition_id,
                                      const char     *clause);
void        dip_window_search_for    (DipWindow      *self,
                                      const char     *library,
                                      const char     *query);
void        dip_window_restore_place (DipWindow      *self);
const char *dip_window_get_help_page (DipWindow      *self);

G_END_DECLS
