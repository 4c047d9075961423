/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-document.h"

G_BEGIN_DECLS

/* Private to app/recognise. */

/* "3の2" at @at, behind 第: the second clause of 第３. The bytes that say so go to @taken. NULL where @at reads
 * otherwise or the paper has none such. Linear in the clauses. */
DipClause *dip_place_find_nested (const DipDocument *document,
                                  const char        *at,
                                  gsize             *taken);

G_END_DECLS
