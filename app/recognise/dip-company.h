/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/* The name of a company in a folded text, as bytes. */
typedef struct
{
  gsize start;
  gsize end;
} DipSpan;

/* The first company's name from @from on: a legal form with the words beside it. */
gboolean dip_company_find (const char       *folded,
                           gsize             from,
                           const DipLexicon *lexicon,
                           DipSpan          *span);

G_END_DECLS
