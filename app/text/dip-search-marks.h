/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-search-query.h"

G_BEGIN_DECLS

/* A place in a text: bytes from @start up to, not including, @end. */
typedef struct
{
  guint start;
  guint end;
} DipTextSpan;

GArray *dip_search_query_find    (const DipSearchQuery  *self,
                                  const char            *text,
                                  gboolean               is_title) G_GNUC_WARN_UNUSED_RESULT;
gboolean dip_search_query_is_in  (const DipSearchQuery  *self,
                                  const char            *text);
gboolean dip_search_query_excludes (const DipSearchQuery *self,
                                  const char            *text);
char   *dip_search_query_excerpt (const DipSearchQuery  *self,
                                  const char            *text,
                                  GArray               **marks) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
