/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-draft.h"

G_BEGIN_DECLS

/* What the two files about metadata share. Private to app/recognise. */
typedef struct
{
  DipDraft *draft;
} DipMetadata;

/* Provider, service and title. */
void        dip_metadata_find_names (DipMetadata       *self);

const char *dip_metadata_property   (const DipMetadata *self,
                                     const char        *list);
char       *dip_metadata_version    (const char        *text,
                                     gboolean           is_property,
                                     const DipLexicon  *lexicon) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
