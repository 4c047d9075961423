/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DipFrameworkControl:
 *
 * One control of a catalogue. Ids belong to their framework: METI's 5.1.1
 * ("METI.5.1.1", numbered as ISO/IEC 27002:2005) is not "A.5.1.1" of 2013.
 */
typedef struct
{
  char     *id;        /* canonical: "A.12.4.4", "CLD.9.5.1", "METI.10.5.1" */
  char     *label;     /* as people cite it: "A.12.4.4", "10.5.1" */
  char     *title;     /* English, or the only one that there is */
  char     *title_ja;  /* (nullable) */
  char     *theme;     /* title of the group that it stands in, English; "" if none */
  char     *theme_ja;  /* (nullable) */
  gboolean  guidance;  /* of ISO/IEC 27017: there is guidance for cloud services; TRUE elsewhere */
} DipFrameworkControl;

/* A catalogue. Controls stand in the catalogue's order. */
typedef struct
{
  char       *id;        /* "iso27017-2015" */
  char       *title;
  char       *title_ja;  /* (nullable) */
  GPtrArray  *controls;  /* (element-type DipFrameworkControl) */
  GHashTable *by_id;     /* private */
} DipFramework;

/* One way from a control to a control of another framework. */
typedef struct
{
  const char *source_framework;
  const char *source;
  const char *target_framework;
  const char *target;
  const char *relation;    /* of OSCAL: "equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with" */
  double      confidence;  /* from 0 to 1 */
  const char *provenance;  /* (nullable): where the link comes from */
  const char *via;         /* (nullable): the framework in the middle of a chain of two */
} DipCrosslink;

/**
 * DipFrameworks:
 *
 * All catalogues and crosswalks. Immutable once it is handed out; any thread
 * may read it.
 */
typedef struct _DipFrameworks DipFrameworks;

/* Those that are compiled in, with the user's beside them
 * (g_get_user_data_dir ()/diptych/frameworks); made once, never freed. */
const DipFrameworks       *dip_frameworks_get_default   (void);

/* For tests and tools. */
DipFrameworks             *dip_frameworks_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void                       dip_frameworks_free          (DipFrameworks        *self);
gboolean                   dip_frameworks_add           (DipFrameworks        *self,
                                                         GBytes               *bytes,
                                                         const char           *name,
                                                         GError              **error);
guint                      dip_frameworks_add_directory (DipFrameworks        *self,
                                                         const char           *path);

const GPtrArray           *dip_frameworks_list          (const DipFrameworks  *self);
const DipFramework        *dip_frameworks_find          (const DipFrameworks  *self,
                                                         const char           *framework);
const DipFrameworkControl *dip_frameworks_find_control  (const DipFrameworks  *self,
                                                         const char           *framework,
                                                         const char           *id);
const DipFrameworkControl *dip_framework_find_control   (const DipFramework   *self,
                                                         const char           *id);

/* Ways from a control to another framework, best first; of length one, or of
 * two where there is no direct one. (element-type DipCrosslink) */
GPtrArray                 *dip_frameworks_follow        (const DipFrameworks  *self,
                                                         const char           *framework,
                                                         const char           *id,
                                                         const char           *to_framework) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipFrameworks, dip_frameworks_free)

G_END_DECLS
