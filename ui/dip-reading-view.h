/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

/**
 * DipReadingView: one edition to read, with its contents.
 */
#define DIP_TYPE_READING_VIEW (dip_reading_view_get_type ())
G_DECLARE_FINAL_TYPE (DipReadingView, dip_reading_view, DIP, READING_VIEW, GtkWidget)

GtkWidget   *dip_reading_view_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void         dip_reading_view_set_document (DipReadingView *self,
                                            DipDocument    *document);
DipDocument *dip_reading_view_get_document (DipReadingView *self);
void         dip_reading_view_show_clause  (DipReadingView *self,
                                            const char     *id);
gboolean        dip_reading_view_explain      (DipReadingView *self);
char        *dip_reading_view_dup_clause   (DipReadingView *self) G_GNUC_WARN_UNUSED_RESULT;
void         dip_reading_view_set_source   (DipReadingView *self,
                                            GBytes         *source);
void         dip_reading_view_set_narrow   (DipReadingView *self,
                                            gboolean        narrow);
void         dip_reading_view_focus        (DipReadingView *self);
gboolean     dip_reading_view_return       (DipReadingView *self);
void         dip_reading_view_search       (DipReadingView *self);
void         dip_reading_view_find         (DipReadingView *self,
                                            const char     *text);
char        *dip_reading_view_dup_state    (DipReadingView *self) G_GNUC_WARN_UNUSED_RESULT;
void         dip_reading_view_set_state    (DipReadingView *self,
                                            const char     *state);
void         dip_reading_view_find_next    (DipReadingView *self,
                                            int             direction);
gboolean     dip_reading_view_escape       (DipReadingView *self);
DipDocument *dip_reading_view_get_shown    (DipReadingView *self);
char        *dip_reading_view_dup_citation (DipReadingView *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
