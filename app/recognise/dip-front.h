/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-document.h"
#include "text/dip-lexicon.h"

G_BEGIN_DECLS

void dip_recognise_front (DipDocument      *document,
                          const DipLexicon *lexicon);

G_END_DECLS
