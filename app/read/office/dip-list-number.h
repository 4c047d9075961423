/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void        dip_list_number_append     (GString    *out,
                                        const char *format,
                                        guint       number);
const char *dip_list_number_from_odf   (const char *format);
const char *dip_list_symbol            (gunichar    c,
                                        const char *font);
char       *dip_list_bullet            (const char *text,
                                        const char *font) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
