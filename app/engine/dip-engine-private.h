/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-comparison.h"

G_BEGIN_DECLS

DipClauseText *_dip_clause_text_join (const DipClause *first,
                                      const GPtrArray *more) G_GNUC_WARN_UNUSED_RESULT;

DipChange     *_dip_change_new       (DipOp            op) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_change_free      (DipChange       *self);
DipPair       *_dip_pair_new         (DipClause       *old_clause,
                                      DipClause       *new_clause) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_pair_free        (DipPair         *self);
DipComparison *_dip_comparison_new   (DipDocument     *old_document,
                                      DipDocument     *new_document) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
