/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Call before anything of the file is looked at. Cannot be undone. */
void dip_fence_close (void);

G_END_DECLS
