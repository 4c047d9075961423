/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

#define DIP_TYPE_PAPER_TABLES (dip_paper_tables_get_type ())
G_DECLARE_FINAL_TYPE (DipPaperTables, dip_paper_tables, DIP, PAPER_TABLES, GtkWidget)

void dip_paper_tables_set_clause (DipPaperTables  *self,
                                  const DipClause *clause);

G_END_DECLS
