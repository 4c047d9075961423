/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/dip-document.h"
#include "model/dip-layout.h"
#include "text/dip-lexicon.h"

G_BEGIN_DECLS

/* From a layout to a document: pure, any thread, bounded (linear but for
 * sorting), never fails but by cancellation. What is unsure goes into the
 * document's warnings. The document's edition has everything but id, sha256,
 * n_bytes and imported, which the caller knows. */
DipDocument *dip_recognise (const DipLayout   *layout,
                            const DipLexicon  *lexicon,
                            GCancellable      *cancellable,
                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* For the program that makes the tables (see dip-tables.h): makes all that is made once of the default lexicon. */
void         dip_recognise_make_tables (const DipLexicon *lexicon);

G_END_DECLS
