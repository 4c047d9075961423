/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "framework/dip-framework.h"
#include "model/dip-document.h"
#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/* Private to app/recognise: controls that a sheet prints as the numbers or names of its own questions. */

/* "AIS-01.2" of CSA, "DOCU-01" of HECVAT, labels of the user's own catalogues. Adds printed controls to the
 * clauses; the id of the framework, or NULL if the sheet follows none. */
const char *dip_control_scheme_read         (DipDocument         *document,
                                             const DipFrameworks *frameworks,
                                             const DipLexicon    *lexicon);

/* METI's levels of service, by their names. Whether the sheet follows them. */
gboolean    dip_control_service_levels_read (DipDocument         *document,
                                             const DipFrameworks *frameworks);

G_END_DECLS
