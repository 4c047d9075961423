/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-engine-private.h"

G_BEGIN_DECLS

/* The phrases of a Japanese sentence: dip-role-phrases.c cuts and binds them,
 * dip-roles.c tells their parts. */

typedef enum {
  DIP_ROLE_BARE,      /* an adverb, a number: no particle */
  DIP_ROLE_TOPIC,
  DIP_ROLE_AGENT,
  DIP_ROLE_OBJECT,
  DIP_ROLE_OF,
  DIP_ROLE_JOINED,
  DIP_ROLE_OTHER,     /* any other particle, which stays as it is */
  DIP_ROLE_VERB,
} DipRole;

typedef struct
{
  GString    *stem;
  GString    *tail;
  const char *particle;  /* (nullable) (unowned): in its first form */
  DipRole     role;
  gboolean    counted;   /* ends in a number with its unit */
  gboolean    closed;    /* a bracket follows, so that nothing is bound across it */
} DipPhrase;

/* (element-type DipPhrase): each with its role, の and と bound. */
GPtrArray *_dip_cut_phrases (const DipMeaning *meaning,
                             const char       *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
