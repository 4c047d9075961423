/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "framework/dip-framework-parser.h"

G_BEGIN_DECLS

/*
 * The built-in catalogues and crosswalks as the program carries them: the OSCAL
 * files, which are the source, read once when the program is built. To read
 * them as XML at every start took a tenth of the time of a comparison.
 */

/* All files in one. @frameworks and @links: as dip_framework_parse() gave them, in order. */
GBytes    *dip_framework_pack   (GPtrArray  *frameworks,
                                 GPtrArray  *links) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE for bytes that dip_framework_pack() did not make. */
gboolean   dip_framework_unpack (GBytes     *bytes,
                                 GPtrArray **frameworks,
                                 GPtrArray **links);

G_END_DECLS
