/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-document.h"

G_BEGIN_DECLS

/* Appends to the clauses of @view what the chapters that they refer to say for @variant. */
void _dip_variant_add_sources (DipDocument      *view,
                               DipDocument      *document,
                               const DipVariant *variant);

char *_dip_variant_view_text (const DipDocument *document,
                              const DipVariant  *variant,
                              const DipBlock    *block) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
