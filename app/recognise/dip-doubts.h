/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-draft.h"

G_BEGIN_DECLS

/* What a paper contradicts itself in becomes warnings. Needs the facts. */
void dip_find_doubts (DipDraft *draft);

/* Adds a warning once; a paper gets a bounded number of them. */
void dip_draft_warn  (DipDraft   *draft,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
