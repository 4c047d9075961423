/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Call before anything of the file is looked at. Cannot be undone. */
void dip_fence_close (void);

/* Ends the worker when a page takes longer than any page does, from now on or from the next call. */
void dip_fence_begin_page (void);

G_END_DECLS
