/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-comparison-model.h"

/*
 * Comparisons and documents of a few lines, made by hand, so that a test of a
 * view does not depend on what the engine thinks.
 *
 *     # 1 Purpose        a clause of both editions
 *     + 2 Backup         a clause that is new
 *     - 3 Logs           a clause that is gone
 *     = text             a paragraph that is the same
 *     s old|new          a changed paragraph: its class is (s)ubstantive,
 *                        (e)ditorial, (r)eference, (o)rthographic, (l)ayout;
 *                        an empty side says nothing
 *     ! reason           the clause's promise has turned
 */
DipComparison *fixture_comparison_new (const char         *spec) G_GNUC_WARN_UNUSED_RESULT;

/* A document of one clause that is a table: rows by line feed, cells by TAB. */
DipDocument   *fixture_table_new      (const char         *text) G_GNUC_WARN_UNUSED_RESULT;

/* The rows of a model: S summary, [1] heading, "=" the same, "s" and so on a
 * changed paragraph, (3) folded paragraphs, {2} folded clauses. */
char          *fixture_print          (GListModel         *model) G_GNUC_WARN_UNUSED_RESULT;

/* Writes down what a model announces, as "0-10+5 …". */
void           fixture_watch          (GListModel         *model,
                                       GString            *changes);

/* Runs the main loop for so long that frames are drawn and idles are run. */
void           fixture_settle         (void);

/* The descendants of a widget, itself included, of a type; the first one, or NULL. */
GtkWidget     *fixture_find           (GtkWidget          *root,
                                       GType               type);
guint          fixture_count          (GtkWidget          *root,
                                       GType               type);
