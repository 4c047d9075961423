/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "framework/dip-framework.h"
#include "model/dip-document.h"

G_BEGIN_DECLS

/**
 * DipMatrixLink:
 *
 * How a clause came into a cell. Where the paper answers the matrix's own
 * framework, @control is the row's control and @relation is NULL.
 */
typedef struct
{
  DipClause  *clause;      /* (unowned): of the column's document */
  DipOrigin   via;         /* PRINTED, INFERRED or CROSSWALK */
  double      confidence;  /* from 0 to 1 */
  const char *control;     /* (unowned): canonical id of what the clause answers */
  const char *framework;   /* (unowned): id of the framework that @control belongs to */
  const char *relation;    /* (nullable) (unowned): of the crosswalk, seen from @control: "equal-to", "subset-of", … */
  const char *through;     /* (nullable) (unowned): id of the framework between the two */
} DipMatrixLink;

/**
 * DipMatrixCell:
 *
 * What one edition says about one control. An edition that says nothing has
 * no cell, which is not the same as one that does not offer it.
 */
typedef struct
{
  GPtrArray *clauses;     /* (element-type DipClause) (unowned): in reading order, at least one */
  GPtrArray *links;       /* (element-type DipMatrixLink): one for each clause, the most certain way */
  DipStance  stance;      /* of all of them together */
  DipOrigin  via;         /* the most certain way by which a clause got here */
  double     confidence;  /* of that way, from 0 to 1 */
  char      *excerpt;     /* the sentence that decides, or how the first clause begins; 120 characters at most */
} DipMatrixCell;

typedef struct
{
  char      *control;     /* canonical id in the matrix's framework */
  char      *title;       /* English; "" for a control that no catalogue knows */
  char      *title_ja;    /* (nullable) */
  char      *theme;
  char      *theme_ja;    /* (nullable) */
  gboolean   guidance;    /* whether the framework has guidance for it; others have a row only where somebody answers */
  GPtrArray *cells;       /* (element-type DipMatrixCell): one for each document; NULL where it says nothing */
} DipMatrixRow;

/**
 * DipMatrix:
 *
 * Controls × editions, of any providers and kinds of paper.
 */
typedef struct
{
  char      *framework;   /* id */
  GPtrArray *documents;   /* (element-type DipDocument): the columns */
  GPtrArray *rows;        /* (element-type DipMatrixRow): in the catalogue's order */
} DipMatrix;

DipMatrix *dip_matrix_new  (GPtrArray            *documents,
                            const char           *framework,
                            const DipFrameworks  *frameworks,
                            GCancellable         *cancellable,
                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void       dip_matrix_free (DipMatrix            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipMatrix, dip_matrix_free)

G_END_DECLS
