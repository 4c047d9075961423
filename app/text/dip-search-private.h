/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-search-marks.h"

G_BEGIN_DECLS

/* A place where a term was found. */
typedef struct
{
  guint start;     /* bytes of the text */
  guint end;
  guint term;      /* which one */
} DipSearchFind;

GArray *_dip_search_query_find_all (const DipSearchQuery *self,
                                    const char           *text,
                                    gboolean              is_title) G_GNUC_WARN_UNUSED_RESULT;
void    _dip_text_spans_add        (GArray               *spans,
                                    guint                 start,
                                    guint                 end);

G_END_DECLS
