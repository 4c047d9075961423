/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int       dip_settings_get_int     (const char *key,
                                    int         fallback);
void      dip_settings_set_int     (const char *key,
                                    int         value);
gboolean  dip_settings_get_boolean (const char *key,
                                    gboolean    fallback);
void      dip_settings_set_boolean (const char *key,
                                    gboolean    value);
double    dip_settings_get_double  (const char *key,
                                    double      fallback);
void      dip_settings_set_double  (const char *key,
                                    double      value);
char     *dip_settings_dup_string  (const char *key,
                                    const char *fallback) G_GNUC_WARN_UNUSED_RESULT;
void      dip_settings_set_string  (const char *key,
                                    const char *value);

G_END_DECLS
