/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-message.h"
#include "dip-properties.h"

/* What is done to the library can be taken back, one thing after the other. A
 * paper that was removed is kept whole meanwhile, so the number is bounded. */
#define MAX_STEPS 20

#define UNDO_SECONDS 10

typedef struct
{
  DipWindowUndoFunc  undo;
  gpointer           data;
  GDestroyNotify     destroy;
} Step;

static void
step_free (Step *step)
{
  if (step->destroy != NULL)
    step->destroy (step->data);
  g_free (step);
}

static void
drop_toast (DipWindow *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->undo_toast);

  if (toast != NULL)
    _dip_window_dismiss_toast (toast);
}

/**
 * _dip_window_push_undo:
 * @self: a window
 * @text: (nullable): what was done, for the user; NULL for what they see by themselves
 * @undo: takes it back
 * @data: (transfer full): data for @undo
 * @destroy: (nullable): frees @data
 *
 * Tells what was done and offers to take it back, by a button for some seconds
 * and by key until the window is closed or another library is opened.
 */
void
_dip_window_push_undo (DipWindow         *self,
                       const char        *text,
                       DipWindowUndoFunc  undo,
                       gpointer           data,
                       GDestroyNotify     destroy)
{
  Step *step = g_new0 (Step, 1);

  step->undo = undo;
  step->data = data;
  step->destroy = destroy;
  g_queue_push_head (&self->undo, step);
  while (g_queue_get_length (&self->undo) > MAX_STEPS)
    step_free (g_queue_pop_tail (&self->undo));

  /* The button of an older notice would take back the newer thing. */
  drop_toast (self);
  if (text == NULL)
    {
      _dip_window_update_actions (self);
      return;
    }

  self->undo_toast = g_object_ref (_dip_window_toast_new (self, text));
  adw_toast_set_button_label (self->undo_toast, _("_Undo"));
  adw_toast_set_action_name (self->undo_toast, "win.undo");
  adw_toast_set_timeout (self->undo_toast, UNDO_SECONDS);
  _dip_window_add_toast (self, self->undo_toast);

  _dip_window_update_actions (self);
}

void
_dip_window_undo (DipWindow *self)
{
  g_autoptr (GError) error = NULL;
  Step *step = g_queue_pop_head (&self->undo);

  if (step == NULL)
    return;

  drop_toast (self);
  if (self->library != NULL && !step->undo (self, step->data, &error))
    _dip_window_toast (self, dip_message_for_error (error).title);
  step_free (step);
  _dip_window_update_actions (self);
}

/* Another library knows nothing of it. */
void
_dip_window_clear_undo (DipWindow *self)
{
  drop_toast (self);
  g_queue_clear_full (&self->undo, (GDestroyNotify) step_free);
}

/* --- Details of an edition -------------------- */

/* Stores what is true of an edition. */
static gboolean
correct (DipWindow  *self,
         gpointer    data,
         GError    **error)
{
  DipEdition *values = data;
  DipEdition *edition = _dip_window_find_by_digest (self, values->sha256);
  DipDocument *read = _dip_window_get_document (self);

  if (edition != NULL)
    values->id = edition->id;

  if (!dip_library_update (self->library, values, error))
    return FALSE;

  if (read != NULL && read->edition->id == values->id &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "reading") == 0)
    _dip_window_read (self, values->id);

  return TRUE;
}

static void
apply_cb (DipProperties *properties,
          DipEdition    *values,
          DipWindow     *self)
{
  DipEdition *edition = _dip_window_find_edition (self, values->id);
  g_autoptr (DipEdition) before = edition != NULL ? dip_edition_copy (edition) : NULL;
  g_autoptr (GError) error = NULL;

  if (before == NULL)
    return;

  if (correct (self, values, &error))
    _dip_window_push_undo (self, _("Details saved"), correct, g_steal_pointer (&before), g_object_unref);
  else
    _dip_window_toast (self, dip_message_for_error (error).title);
}

/* A window in which the details of an edition can be corrected. */
void
_dip_window_show_properties (DipWindow *self,
                             gint64     edition_id)
{
  DipEdition *edition = _dip_window_find_edition (self, edition_id);
  GtkWidget *window;

  if (edition == NULL)
    return;

  window = dip_properties_new (GTK_WINDOW (self), edition);
  g_signal_connect_object (window, "apply", G_CALLBACK (apply_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}
