/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include "dip-line-ends.h"
#include "dip-message.h"
#include "dip-narrow-bin.h"
#include "dip-spoken.h"

/* The notices of a window. One is shown at a time, and what happened last is what it
 * tells: a notice gives way to the next one, and one that nobody has seen yet to the one
 * behind it. The queue of a toast overlay would tell of each thing that happened for five
 * seconds, and so of the last one when it is long past. */

/* How long a toast comes, with some air for a busy machine, in ms. */
#define TOAST_COMES 800

/* In a narrow window a notice with two buttons has room for so many letters in a line. */
#define TOAST_CHARS 20

/* And one with three. */
#define TOAST_CHARS_BESIDE 12

static void show (DipWindow *self,
                  AdwToast  *toast);

/* The one that is shown has its widgets now; what it says behind its button is what the button does. */
static void
name_buttons (DipWindow *self)
{
  GtkWidget *page = adw_toast_overlay_get_child (self->toasts);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->toasts));
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != page)
      dip_spoken_name_buttons (child);
}

/* It has gone: by itself, by a person, or to make room. */
static void
dismissed_cb (AdwToast  *toast,
              DipWindow *self)
{
  g_autoptr (AdwToast) next = NULL;

  if (toast != self->toast)
    return;

  g_clear_object (&self->toast);
  g_clear_handle_id (&self->toast_id, g_source_remove);
  next = g_steal_pointer (&self->next_toast);
  if (next != NULL && !gtk_widget_in_destruction (GTK_WIDGET (self)))
    show (self, next);
}

/* Nothing is shown. */
static void
show (DipWindow *self,
      AdwToast  *toast)
{
  self->toast = g_object_ref (toast);
  self->toast_shown = g_get_monotonic_time () / 1000;
  /* After the overlay's own, which makes room for the next one. */
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (toast));
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_AFTER);
  name_buttons (self);
}

static gboolean
dismiss_cb (gpointer data)
{
  DipWindow *self = data;

  self->toast_id = 0;
  adw_toast_dismiss (self->toast);

  return G_SOURCE_REMOVE;
}

/**
 * _dip_window_dismiss_toast:
 * @self: a window
 * @toast: a toast that was added
 *
 * Takes a toast away, not before it has come. It goes quicker than it comes where it takes
 * the place of another, and libadwaita, in 1.2 at least, has freed then what the coming
 * still moves. Until it goes it has no button: what that would do has been done.
 */
void
_dip_window_dismiss_toast (DipWindow *self,
                           AdwToast  *toast)
{
  gint64 age = g_get_monotonic_time () / 1000 - self->toast_shown;

  if (toast == self->next_toast)
    g_clear_object (&self->next_toast);
  if (toast != self->toast || self->toast_id != 0)
    return;

  if (age >= TOAST_COMES)
    {
      adw_toast_dismiss (toast);
      return;
    }

  adw_toast_set_button_label (toast, NULL);
  self->toast_id = g_timeout_add ((guint) (TOAST_COMES - age), dismiss_cb, self);
}

/**
 * _dip_window_add_toast:
 * @self: a window
 * @toast: (transfer full): a notice
 *
 * Shows a notice in the place of the one that is shown.
 */
void
_dip_window_add_toast (DipWindow *self,
                       AdwToast  *toast)
{
  g_autoptr (AdwToast) owned = toast;

  if (self->toast == NULL)
    {
      show (self, toast);
      return;
    }

  g_set_object (&self->next_toast, toast);
  _dip_window_dismiss_toast (self, self->toast);
}

/* It stays until it is closed, and does not tell of a change that waits. */
static gboolean
is_of_page (AdwToast *toast)
{
  return toast != NULL && adw_toast_get_timeout (toast) == 0 &&
         g_strcmp0 (adw_toast_get_action_name (toast), "win.cancel-change") != 0;
}

/**
 * _dip_window_leave_toast:
 * @self: a window
 *
 * Takes a notice away that would stay, when what it was told beside is left: it would hide what is read then.
 */
void
_dip_window_leave_toast (DipWindow *self)
{
  if (is_of_page (self->next_toast))
    g_clear_object (&self->next_toast);
  if (is_of_page (self->toast))
    _dip_window_dismiss_toast (self, self->toast);
}

/**
 * _dip_window_toast_new:
 * @self: a window
 * @text: what it says, as plain text
 *
 * By itself a toast cuts its words off where a window is narrow.
 *
 * Returns: (transfer full): a toast that goes on in another line
 */
AdwToast *
_dip_window_toast_new (DipWindow  *self,
                       const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);

  dip_line_ends_wrap (GTK_LABEL (label));
  if (dip_narrow_bin_get_narrow (self->bin))
    gtk_label_set_max_width_chars (GTK_LABEL (label), TOAST_CHARS);
  else
    gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);

  return toast;
}

/* The button is within the toast's words, so the toast does not go by itself. */
static void
pressed_cb (GtkWidget *button,
            AdwToast  *toast)
{
  GtkWidget *window = gtk_widget_get_ancestor (button, DIP_TYPE_WINDOW);

  if (window != NULL)
    _dip_window_dismiss_toast (DIP_WINDOW (window), toast);
}

/* A label of its own, which goes on in another line. */
static void
narrow_button (GtkWidget *button)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  dip_line_ends_wrap (GTK_LABEL (label));
  gtk_label_set_max_width_chars (GTK_LABEL (label), TOAST_CHARS_BESIDE);
}

/**
 * _dip_window_toast_add_button:
 * @self: a window
 * @toast: a toast by _dip_window_toast_new() that is not shown yet
 * @label: with a mnemonic
 * @action: what it does
 * @target: (nullable): a floating variant for @action
 *
 * Gives a toast a button beside the one of its own, which takes back what it tells.
 */
void
_dip_window_toast_add_button (DipWindow  *self,
                              AdwToast   *toast,
                              const char *label,
                              const char *action,
                              GVariant   *target)
{
  gboolean narrow = dip_narrow_bin_get_narrow (self->bin);
  GtkWidget *box = gtk_box_new (narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, narrow ? 3 : 12);
  GtkWidget *title = adw_toast_get_custom_title (toast);
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_object_ref (title);
  adw_toast_set_custom_title (toast, NULL);
  if (narrow)
    {
      gtk_label_set_max_width_chars (GTK_LABEL (title), TOAST_CHARS_BESIDE);
      narrow_button (button);
    }
  gtk_box_append (GTK_BOX (box), title);
  g_object_unref (title);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  /* After its action, for which it has to be in the window. */
  g_signal_connect_object (button, "clicked", G_CALLBACK (pressed_cb), toast, G_CONNECT_AFTER);
  gtk_widget_set_halign (button, narrow ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
  adw_toast_set_custom_title (toast, box);
}

void
_dip_window_toast (DipWindow  *self,
                   const char *text)
{
  _dip_window_add_toast (self, _dip_window_toast_new (self, text));
}

/* What went wrong, in a line. */
void
_dip_window_toast_error (DipWindow    *self,
                         const GError *error)
{
  g_autofree char *line = dip_message_dup_line (error);

  _dip_window_toast (self, line);
}

/* The window goes. */
void
_dip_window_clear_toasts (DipWindow *self)
{
  g_clear_handle_id (&self->toast_id, g_source_remove);
  g_clear_object (&self->next_toast);
  g_clear_object (&self->toast);
}
