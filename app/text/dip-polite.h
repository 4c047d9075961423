/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-lexicon.h"

G_BEGIN_DECLS

char *dip_polite (const DipLexicon *lexicon,
                  const char       *text,
                  gsize             length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
