/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Call before anything of the file is looked at. Cannot be undone. */
void dip_fence_close (void);

/* Ends the worker when a page takes longer than any page does, from now on or from the next call in the same thread. */
void dip_fence_begin_page (void);

/* Ends the worker, all of whose answers are written, without the farewells of some fifty libraries. */
G_NORETURN void dip_fence_leave (int status);

G_END_DECLS
