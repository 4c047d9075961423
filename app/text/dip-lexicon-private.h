/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-lexicon.h"
#include "text/dip-phrases.h"

G_BEGIN_DECLS

/* The spelling variants of a lexicon; NULL for no lexicon. */
const DipPhrases *_dip_lexicon_get_spelling (const DipLexicon *self);

/* Whether it holds what the program was built with, and nothing else. */
gboolean          _dip_lexicon_is_built_in  (const DipLexicon *self);

G_END_DECLS
