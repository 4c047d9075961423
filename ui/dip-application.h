/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DipApplication: the program with a window.
 */
#define DIP_TYPE_APPLICATION (dip_application_get_type ())
G_DECLARE_FINAL_TYPE (DipApplication, dip_application, DIP, APPLICATION, AdwApplication)

DipApplication *dip_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
