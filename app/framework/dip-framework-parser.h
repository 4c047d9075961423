/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "framework/dip-framework.h"

G_BEGIN_DECLS

/* A link as a file tells it; strings belong to it. Private to app/framework. */
typedef struct
{
  char   *source_framework;
  char   *source;
  char   *target_framework;
  char   *target;
  char   *relation;
  double  confidence;
  char   *provenance;  /* (nullable) */
} DipLink;

void     dip_link_free               (DipLink             *self);
void     dip_framework_control_free  (DipFrameworkControl *self);
void     dip_framework_free          (DipFramework        *self);

/* What a file holds: a catalogue (@framework) or links (@links), not both. */
gboolean dip_framework_parse         (GBytes              *bytes,
                                      const char          *name,
                                      DipFramework       **framework,
                                      GPtrArray          **links,
                                      GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipLink, dip_link_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipFrameworkControl, dip_framework_control_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipFramework, dip_framework_free)

G_END_DECLS
