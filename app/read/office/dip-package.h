/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-layout.h"
#include "read/office/dip-xml.h"

G_BEGIN_DECLS

/* The relations of a part: id → DipRelation. */
typedef struct
{
  char *type;    /* the last piece of its URI: "worksheet", "styles", … */
  char *target;  /* name of the part, from the root of the archive */
} DipRelation;

GHashTable  *dip_package_read_relations (DipZip        *zip,
                                         const char    *part,
                                         GCancellable  *cancellable,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
const char  *dip_package_find_type      (GHashTable    *relations,
                                         const char    *type);
char        *dip_package_find_main      (DipZip        *zip,
                                         const char    *fallback,
                                         GCancellable  *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void         dip_package_read_properties (DipZip       *zip,
                                          const char   *part,
                                          DipLayout    *layout,
                                          GCancellable *cancellable);

guint        dip_package_count_comments (DipZip        *zip,
                                         GHashTable    *relations,
                                         GCancellable  *cancellable);

G_END_DECLS
