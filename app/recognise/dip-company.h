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

/* A company's name without its legal form: "Sample Video" of "Sample Video GmbH". */
char    *dip_company_brand (const char       *name,
                            const DipLexicon *lexicon) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
