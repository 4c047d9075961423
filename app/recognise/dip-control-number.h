/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A control as a text prints it. */
typedef struct
{
  char  *id;       /* "A.12.4.1", "CLD.13.1.4", "A.8.15" */
  gsize  start;    /* bytes of the folded text */
  gsize  end;
  guint  n_parts;  /* numbers in it: 3, or 2 in ISO/IEC 27002:2022 */
} DipControlNumber;

void    dip_control_number_clear (gpointer    data);

/* All controls that a folded text prints. (element-type DipControlNumber) */
GArray *dip_control_numbers_find (const char *folded) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
