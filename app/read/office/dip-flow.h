/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-layout.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The text of 400 papers; a row is kept twice, joined and in cells. */
#define DIP_FLOW_MAX_BYTES (16u * 1024 * 1024)
#define DIP_FLOW_MAX_LINES 500000u
#define DIP_FLOW_MAX_CELLS 2000000u

/* The warning of what does not hold. */
#define DIP_FLOW_STRUCK "Text that is struck through was left out."

/**
 * DipFlow:
 *
 * Takes the lines of an office document in reading order and keeps what it
 * costs within bounds: a string that a million cells refer to is small in the
 * file and large here.
 */
typedef struct
{
  DipLayout *layout;      /* (unowned) */
  guint64    n_bytes;
  guint64    n_cells;
  gboolean   page_break;  /* a page begins with the next line */
  gboolean   full;        /* a bound is reached; what comes now is dropped */
} DipFlow;

void      dip_flow_init    (DipFlow     *self,
                            DipLayout   *layout);
gboolean  dip_flow_add     (DipFlow     *self,
                            DipLine     *line);
void      dip_flow_text    (DipFlow     *self,
                            const char  *text,
                            DipLineKind  kind,
                            guint        level,
                            guint        number,
                            guint        n_blank,
                            const char  *sheet);
gboolean  dip_flow_set_limit_error (GError **error);
void      dip_flow_warn    (DipFlow     *self,
                            const char  *format,
                            ...) G_GNUC_PRINTF (2, 3);

/* Drops what no reader sees and white space at both ends, in place. Tabs and line feeds stay. */
char     *dip_flow_clean   (char        *text);

void        dip_flow_warn_of_comments (DipFlow *self,
                                       guint    n);

G_END_DECLS
