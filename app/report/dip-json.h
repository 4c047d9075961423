/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * JSON, written member by member in the order of the calls: a long answer is
 * never held as a tree beside its text.
 *
 * A name is ASCII without quotes, and NULL for an element of an array and for
 * the outermost value. NULL, 0 and unknown values become null where a function
 * says so.
 */
typedef struct _DipJson DipJson;

/**
 * DipJsonFunc:
 * @self: a writer
 * @item: what an object is written of
 *
 * Adds the members of an object that is open.
 */
typedef void (* DipJsonFunc) (DipJson       *self,
                              gconstpointer  item);

DipJson *dip_json_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void     dip_json_free         (DipJson           *self);
char    *dip_json_end          (DipJson           *self) G_GNUC_WARN_UNUSED_RESULT;

void     dip_json_begin_object (DipJson           *self,
                                const char        *name);
void     dip_json_end_object   (DipJson           *self);
void     dip_json_begin_array  (DipJson           *self,
                                const char        *name);
void     dip_json_end_array    (DipJson           *self);

void     dip_json_add_string   (DipJson           *self,
                                const char        *name,
                                const char        *value);
void     dip_json_add_strings  (DipJson           *self,
                                const char        *name,
                                const char *const *values);
void     dip_json_add_list     (DipJson           *self,
                                const char        *name,
                                GPtrArray         *values);
void     dip_json_add_objects  (DipJson           *self,
                                const char        *name,
                                const GPtrArray   *items,
                                DipJsonFunc        add_members);
void     dip_json_add_int      (DipJson           *self,
                                const char        *name,
                                gint64             value);
void     dip_json_add_positive (DipJson           *self,
                                const char        *name,
                                gint64             value);
void     dip_json_add_double   (DipJson           *self,
                                const char        *name,
                                double             value);
void     dip_json_add_share    (DipJson           *self,
                                const char        *name,
                                double             value);
void     dip_json_add_boolean  (DipJson           *self,
                                const char        *name,
                                gboolean           value);
void     dip_json_add_null     (DipJson           *self,
                                const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipJson, dip_json_free)

G_END_DECLS
