/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-text-private.h"

#include <glib/gi18n.h>

#include "dip-menu-keys.h"

/*
 * The menu of the text, and what is copied. The menu of a text view offers to cut, to paste
 * and to undo, all of which a paper does not allow.
 */

static GMenuModel *
make_menu (void)
{
  g_autoptr (GMenu) copy = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  GMenu *menu = g_menu_new ();

  g_menu_append (copy, _("_Copy"), "clipboard.copy");
  g_menu_append (copy, _("Copy C_itation"), "win.copy-citation");
  g_menu_append (copy, _("Select _All"), "selection.select-all");
  g_menu_append (rest, _("_Find…"), "win.search");
  g_menu_append (rest, _("Explained _Terms"), "win.why");
  g_menu_append (rest, _("Compare with _Previous Edition"), "win.compare-open");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));

  return G_MENU_MODEL (menu);
}

/* @area: what it is about, in the widget's pixels. */
static void
popup (DipPaperText       *self,
       const GdkRectangle *area)
{
  if (self->menu == NULL)
    {
      g_autoptr (GMenuModel) model = make_menu ();

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), area);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            DipPaperText    *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  popup (self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

/* At the caret, or where one reads if that is not seen. */
static gboolean
popup_by_key_cb (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   data)
{
  DipPaperText *self = DIP_PAPER_TEXT (widget);
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GdkRectangle visible, area;
  GtkTextIter iter;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &iter, &area);
  if (area.y < visible.y || area.y + area.height > visible.y + visible.height)
    area = (GdkRectangle) { visible.x + DIP_PAPER_TEXT_MARGIN, visible.y + visible.height / 8, 1, 1 };
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, area.x, area.y, &area.x, &area.y);
  area.width = 1;
  popup (self, &area);

  return GDK_EVENT_STOP;
}

void
_dip_paper_text_init_menu (DipPaperText *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  dip_menu_keys_add (GTK_WIDGET (self), popup_by_key_cb);
}

/**
 * dip_paper_text_dup_selection:
 * @self: a view
 *
 * What the paper says itself: stances and facts, which the program has found in it, are left
 * out, unless nothing else is selected.
 *
 * Returns: (transfer full) (nullable): what is selected; %NULL if nothing is
 */
char *
dip_paper_text_dup_selection (DipPaperText *self)
{
  GtkTextBuffer *buffer;
  GtkTextTag *tag;
  GtkTextIter at, end;
  GString *text;

  g_return_val_if_fail (DIP_IS_PAPER_TEXT (self), NULL);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  if (!gtk_text_buffer_get_selection_bounds (buffer, &at, &end))
    return NULL;

  tag = _dip_paper_text_get_tag (self, "meta");
  text = g_string_new (NULL);
  while (gtk_text_iter_compare (&at, &end) < 0)
    {
      GtkTextIter next = at;

      if (!gtk_text_iter_forward_to_tag_toggle (&next, tag) || gtk_text_iter_compare (&next, &end) > 0)
        next = end;
      if (!gtk_text_iter_has_tag (&at, tag))
        {
          g_autofree char *piece = gtk_text_buffer_get_text (buffer, &at, &next, FALSE);

          g_string_append (text, piece);
        }
      at = next;
    }

  if (text->len == 0)
    {
      g_string_free (text, TRUE);
      gtk_text_buffer_get_selection_bounds (buffer, &at, &end);
      return gtk_text_buffer_get_text (buffer, &at, &end, FALSE);
    }

  return g_string_free (text, FALSE);
}

void
_dip_paper_text_copy_clipboard (GtkTextView *view)
{
  g_autofree char *text = dip_paper_text_dup_selection (DIP_PAPER_TEXT (view));

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view)), text);
}
