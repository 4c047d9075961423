/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a bench asks of the program with the window, beyond its measures: FALSE if it does not know
 * the command. */
typedef gboolean (*MeterCommand) (GtkWindow   *window,
                                  char       **words,
                                  guint        n_words);

/* Whether the program still works on what it was commanded. */
typedef gboolean (*MeterBusy)    (GtkWindow   *window);

/* Runs an application whose first window is measured; commands come in on standard input, a line
 * each, and answers go out on standard output. See window-meter.c. */
int meter_run (GtkApplication  *application,
               MeterCommand     command,
               MeterBusy        busy,
               int              argc,
               char           **argv);

G_END_DECLS
