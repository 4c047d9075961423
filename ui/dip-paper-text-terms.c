/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-text-private.h"

#include "dip-label-menu.h"
#include "dip-reasons.h"

/* Whoever has read them reads on. */
static void
closed_cb (DipPaperText *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * dip_paper_text_explain:
 * @self: a view
 *
 * Lists what the terms mean that are seen; with a pointer they are explained where it rests.
 *
 * Returns: `FALSE` where the paper explains none of them
 */
gboolean
dip_paper_text_explain (DipPaperText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  g_autoptr (GPtrArray) terms = NULL;
  g_autofree char *text = NULL;
  GdkRectangle visible;
  GtkTextIter top, bottom;
  GtkWidget *popover;

  g_return_val_if_fail (DIP_IS_PAPER_TEXT (self), FALSE);

  if (self->document == NULL)
    return FALSE;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &top, visible.y, NULL);
  gtk_text_view_get_line_at_y (view, &bottom, visible.y + visible.height, NULL);
  if (!gtk_text_iter_ends_line (&bottom))
    gtk_text_iter_forward_to_line_end (&bottom);
  text = gtk_text_iter_get_slice (&top, &bottom);
  terms = _dip_paper_list_terms (self->document, text);
  if (terms->len == 0)
    return FALSE;

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), dip_reasons_new_terms (terms));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  dip_label_menu_show (GTK_WIDGET (self), GTK_POPOVER (popover), gtk_widget_get_width (GTK_WIDGET (self)) / 2.,
                       DIP_PAPER_TEXT_MARGIN);

  return TRUE;
}
