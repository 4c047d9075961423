/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-search-query.h"

G_BEGIN_DECLS

/**
 * DipSearchExpression:
 *
 * A query in the language of FTS5. What a person typed stands in it only as words that the
 * tokenizer cut, each in quotes, so nothing of it can be taken for the language.
 */
typedef struct
{
  GString    *all;         /* finds every row */
  GString    *in_title;    /* (nullable): those that have a term in the title */
  GByteArray *groups;      /* of each phrase of @in_title in order, and so of @all, its term */
  guint       n_groups;
} DipSearchExpression;

DipSearchExpression *_dip_search_expression_new  (const DipSearchQuery *query) G_GNUC_WARN_UNUSED_RESULT;
void                 _dip_search_expression_free (DipSearchExpression  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSearchExpression, _dip_search_expression_free)

G_END_DECLS
