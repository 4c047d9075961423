/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DipMessage: an error as people want to hear it.
 */
typedef struct
{
  const char *title;   /* what is wrong, a sentence without full stop; static */
  const char *advice;  /* (nullable): what to do about it; static */
} DipMessage;

DipMessage  dip_message_for_error  (const GError *error);
char       *dip_message_dup_line   (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_message_dup_detail (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
