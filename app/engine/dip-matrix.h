/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "framework/dip-framework.h"
#include "model/dip-document.h"

G_BEGIN_DECLS

/**
 * DipMatrixCell:
 *
 * What one edition says about one control. An edition that says nothing has
 * no cell, which is not the same as one that does not offer it.
 */
typedef struct
{
  GPtrArray *clauses;     /* (element-type DipClause) (unowned): in reading order, at least one */
  DipStance  stance;      /* of all of them together */
  DipOrigin  via;         /* the most certain way by which a clause got here */
  double     confidence;  /* of that way, from 0 to 1 */
  char      *excerpt;     /* what decides, or how the first clause begins; some 120 characters at most */
} DipMatrixCell;

typedef struct
{
  char      *control;     /* canonical id in the matrix's framework */
  char      *title;       /* English; "" for a control that no catalogue knows */
  char      *title_ja;    /* (nullable) */
  char      *theme;
  char      *theme_ja;    /* (nullable) */
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
