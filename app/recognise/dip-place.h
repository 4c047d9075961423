/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-document.h"

G_BEGIN_DECLS

/* Private to app/recognise. */

/* The clauses of a paper that are named so, "3の2", the first of each name. (element-type utf8 DipClause) */
GHashTable *dip_place_list_nested (const DipDocument *document) G_GNUC_WARN_UNUSED_RESULT;

/* "3の2" at @at, behind 第: the second clause of 第３. The bytes that say so go to @taken. NULL where @at reads
 * otherwise or the paper has none such. */
DipClause  *dip_place_find_nested (GHashTable        *nested,
                                   const char        *at,
                                   gsize             *taken);

G_END_DECLS
