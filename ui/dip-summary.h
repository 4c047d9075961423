/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-comparison.h"

G_BEGIN_DECLS

typedef struct
{
  const char *icon_name;    /* (nullable) */
  const char *icon_style;   /* (nullable) */
  char       *title;
  char       *subtitle;     /* (nullable) */
  char       *address;      /* (nullable): of a pair of clauses */
  int         group;        /* 0 for none */
} DipSummaryEntry;

typedef struct
{
  const char *title;
  const char *explanation;  /* (nullable) */
  gboolean    right;        /* beside what is looked at first */
  GPtrArray  *entries;      /* (element-type DipSummaryEntry): at least one */
} DipSummarySection;

/**
 * DipSummary: what a reviewer reads before the clauses, in words; for the screen and for paper.
 */
typedef struct
{
  char      *headline;
  char      *details;       /* how many clauses each class has */
  GPtrArray *sections;      /* (element-type DipSummarySection) */
} DipSummary;

DipSummary *dip_summary_new  (const DipComparison *comparison) G_GNUC_WARN_UNUSED_RESULT;
void        dip_summary_free (DipSummary          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipSummary, dip_summary_free)

G_END_DECLS
