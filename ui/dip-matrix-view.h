/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-printout.h"
#include "engine/dip-matrix.h"

G_BEGIN_DECLS

#define DIP_TYPE_MATRIX_VIEW (dip_matrix_view_get_type ())
G_DECLARE_FINAL_TYPE (DipMatrixView, dip_matrix_view, DIP, MATRIX_VIEW, GtkWidget)

/* @editions: (element-type DipEdition): of the library, to choose columns from. */
void             dip_matrix_view_set_editions (DipMatrixView *self,
                                               GListModel    *editions);
/* Takes @matrix. */
void             dip_matrix_view_set_matrix   (DipMatrixView *self,
                                               DipMatrix     *matrix);
const DipMatrix *dip_matrix_view_get_matrix   (DipMatrixView *self);

char            *dip_matrix_view_dup_choice   (DipMatrixView *self) G_GNUC_WARN_UNUSED_RESULT;
GArray          *dip_matrix_choice_parse      (const char    *choice,
                                               char         **framework) G_GNUC_WARN_UNUSED_RESULT;
char            *dip_matrix_view_dup_state    (DipMatrixView *self) G_GNUC_WARN_UNUSED_RESULT;
void             dip_matrix_view_set_state    (DipMatrixView *self,
                                               const char    *state);

/* Puts the caret into the search. */
void             dip_matrix_view_search       (DipMatrixView *self);
void             dip_matrix_view_escape       (DipMatrixView *self);

DipPrintout     *dip_matrix_view_new_printout (DipMatrixView *self) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_matrix_view_dup_csv (DipMatrixView *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
