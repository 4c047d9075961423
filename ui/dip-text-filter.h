/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipTextFilter:
 *
 * What a person types to narrow a list: words that a text has all of, in any order and in
 * any spelling, or what it has letter by letter; without those behind a minus. The same
 * in all lists, and as in the search of all papers.
 */
typedef struct _DipTextFilter DipTextFilter;

DipTextFilter *dip_text_filter_new           (const char          *text) G_GNUC_WARN_UNUSED_RESULT;
void           dip_text_filter_free          (DipTextFilter       *self);
gboolean       dip_text_filter_is_empty      (const DipTextFilter *self);
gboolean       dip_text_filter_only_excludes (const DipTextFilter *self);
gboolean       dip_text_filter_excludes      (const DipTextFilter *self,
                                              const char          *text);
gboolean       dip_text_filter_has_text      (const DipTextFilter *self,
                                              const char          *key);
gboolean       dip_text_filter_has_label     (const DipTextFilter *self,
                                              const char          *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipTextFilter, dip_text_filter_free)

G_END_DECLS
