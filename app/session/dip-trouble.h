/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipTrouble: what an error of a library or a paper means for people. Window and command line say the same.
 */
typedef struct
{
  const char *title;   /* what is wrong, a sentence without full stop; static */
  const char *advice;  /* (nullable): what to do about it; static */
} DipTrouble;

DipTrouble dip_trouble_for_store_error (const GError *error);
DipTrouble dip_trouble_for_read_error  (const GError *error);

G_END_DECLS
