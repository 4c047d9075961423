/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-message.h"
#include "dip-properties.h"
#include "dip-spoken.h"
#include "base/dip-error.h"

/* What is done to the library can be taken back, one thing after the other, and done
 * again, until something else is done. A paper that was removed is kept whole meanwhile,
 * so the number is bounded. */
#define MAX_STEPS 20

#define UNDO_SECONDS 10

/* How long to wait for another program that writes to the library. */
#define WAIT_MSEC 10000

typedef struct
{
  DipWindowUndoFunc  turn;
  gpointer           data;
  GDestroyNotify     destroy;
} Step;

static Step *
step_new (DipWindowUndoFunc  turn,
          gpointer           data,
          GDestroyNotify     destroy)
{
  Step *step = g_new0 (Step, 1);

  step->turn = turn;
  step->data = data;
  step->destroy = destroy;

  return step;
}

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
    _dip_window_dismiss_toast (self, toast);
}

static void
clear (GQueue *steps)
{
  g_queue_clear_full (steps, (GDestroyNotify) step_free);
}

/**
 * _dip_window_push_step:
 * @self: a window
 * @toast: (nullable) (transfer full): tells the user what was done; it gets a button that takes it back
 * @turn: takes it back, does it again, and so on
 * @data: (transfer full): data for @turn
 * @destroy: (nullable): frees @data
 *
 * Tells what was done and offers to take it back, by a button for some seconds
 * and by key until the window is closed or another library is opened.
 */
void
_dip_window_push_step (DipWindow         *self,
                       AdwToast          *toast,
                       DipWindowUndoFunc  turn,
                       gpointer           data,
                       GDestroyNotify     destroy)
{
  g_queue_push_head (&self->undo, step_new (turn, data, destroy));
  while (g_queue_get_length (&self->undo) > MAX_STEPS)
    step_free (g_queue_pop_tail (&self->undo));
  clear (&self->redo);

  /* The button of an older notice would take back the newer thing. */
  drop_toast (self);
  if (toast != NULL)
    {
      self->undo_toast = g_object_ref (toast);
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      _dip_window_add_toast (self, toast);
    }
  _dip_window_update_actions (self);
}

/**
 * _dip_window_push_undo:
 * @self: a window
 * @text: (nullable): what was done, for the user; NULL for what they see by themselves
 * @turn: takes it back, does it again, and so on
 * @data: (transfer full): data for @turn
 * @destroy: (nullable): frees @data
 *
 * The same, with a notice of a few words.
 */
void
_dip_window_push_undo (DipWindow         *self,
                       const char        *text,
                       DipWindowUndoFunc  turn,
                       gpointer           data,
                       GDestroyNotify     destroy)
{
  AdwToast *toast = text != NULL ? _dip_window_toast_new (self, text) : NULL;

  if (toast != NULL)
    adw_toast_set_timeout (toast, UNDO_SECONDS);
  _dip_window_push_step (self, toast, turn, data, destroy);
}

static Step *
steal_step (GQueue        *steps,
            gconstpointer  data)
{
  for (GList *l = steps->head; l != NULL; l = l->next)
    {
      Step *step = l->data;

      if (step->data != data)
        continue;

      g_queue_delete_link (steps, l);
      return step;
    }

  return NULL;
}

/* A step that was turned and turned out not to be possible stands where it stood before. */
void
_dip_window_return_step (DipWindow     *self,
                         gconstpointer  data)
{
  GQueue *to = &self->redo;
  Step *step = steal_step (&self->undo, data);

  if (step == NULL)
    {
      step = steal_step (&self->redo, data);
      to = &self->undo;
    }
  if (step != NULL)
    g_queue_push_head (to, step);
}

/* A step that cannot be turned any more. */
void
_dip_window_drop_step (DipWindow     *self,
                       gconstpointer  data)
{
  Step *step = steal_step (&self->undo, data);

  if (step == NULL)
    step = steal_step (&self->redo, data);
  if (step != NULL)
    step_free (step);
}

/* What stands in the way may be gone the next time: a full disk, another program. */
static gboolean
may_pass (const GError *error)
{
  return g_error_matches (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NO_SPACE) ||
         g_error_matches (error, DIP_STORE_ERROR, DIP_STORE_ERROR_BUSY) ||
         g_error_matches (error, DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY) ||
         g_error_matches (error, DIP_STORE_ERROR, DIP_STORE_ERROR_CANNOT_OPEN) ||
         g_error_matches (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_THERE);
}

/* @error: (nullable): NULL where what it was about is gone */
static void
tell_failure (DipWindow    *self,
              const GError *error)
{
  const char *advice = may_pass (error) ? dip_message_for_error (error).advice : NULL;

  if (error == NULL)
    {
      _dip_window_toast (self, _("What this was about is not in the library any more"));
    }
  else if (advice == NULL)
    {
      _dip_window_toast_error (self, error);
    }
  else
    {
      g_autofree char *line = dip_message_dup_line (error);
      g_autofree char *text = g_strconcat (line, "\n", advice, NULL);

      _dip_window_toast (self, text);
    }
}

/* Turns the last step of @from, which can be turned back then. One that fails for now stays: it may hold a
 * paper that was removed. */
static gboolean
turn_now (DipWindow *self,
          GQueue    *from,
          GQueue    *to)
{
  g_autoptr (GError) error = NULL;
  Step *step = g_queue_pop_head (from);

  if (step == NULL)
    return FALSE;

  if (self->library != NULL && step->turn (self, step->data, &error))
    {
      g_queue_push_head (to, step);
      return TRUE;
    }

  tell_failure (self, error);
  if (may_pass (error))
    g_queue_push_head (from, step);
  else
    step_free (step);

  return FALSE;
}

/* A change of the library. One is made after the other, in the order in which they were asked for, whether
 * another program writes or a thread still makes the one before. */
typedef enum
{
  CHANGE_DO,     /* something new, a step that can be taken back */
  CHANGE_BEGIN,  /* the same, but it tells of its end, and pushes its step then */
  CHANGE_UNDO,   /* the last step is taken back, whatever that is then */
  CHANGE_REDO,
} ChangeKind;

typedef struct
{
  ChangeKind  kind;
  gboolean    begun;    /* a thread makes it, or waits for another program */
  Step       *step;     /* (nullable): what is new, until it is made */
  char       *text;     /* (nullable): tells the user that it was done */
  AdwToast   *toast;    /* (nullable): tells that it waits for another program */
} Change;

static void
change_free (Change *change)
{
  g_clear_pointer (&change->step, step_free);
  g_clear_object (&change->toast);
  g_free (change->text);
  g_free (change);
}

/* Returns whether it is made, or being made by a thread. */
static gboolean
make_change (DipWindow *self,
             Change    *change)
{
  g_autoptr (GError) error = NULL;
  Step *step = g_steal_pointer (&change->step);

  if (change->kind == CHANGE_UNDO)
    return turn_now (self, &self->undo, &self->redo);
  if (change->kind == CHANGE_REDO)
    return turn_now (self, &self->redo, &self->undo);

  if (self->library == NULL || !step->turn (self, step->data, &error))
    {
      tell_failure (self, error);
      step_free (step);
      return FALSE;
    }

  if (change->kind == CHANGE_DO)
    {
      _dip_window_push_undo (self, change->text, step->turn, step->data, step->destroy);
      g_free (step);
    }
  else
    {
      step_free (step);
    }

  return TRUE;
}

/* Something was not done, so that what was to take it back must not take back what was done before. */
static void
drop_answer (DipWindow  *self,
             ChangeKind  kind)
{
  ChangeKind answer = kind == CHANGE_UNDO ? CHANGE_REDO : CHANGE_UNDO;
  guint n_between = 0;

  for (GList *l = self->changes.head; l != NULL; l = l->next)
    {
      Change *later = l->data;

      if (later->kind != answer)
        {
          n_between++;
        }
      else if (n_between > 0)
        {
          n_between--;
        }
      else
        {
          change_free (later);
          g_queue_delete_link (&self->changes, l);
          return;
        }
    }
}

/* The window does not close by itself: something is to be read. */
static void
stay_open (DipWindow *self)
{
  if (self->closing != NULL)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->closing)));
}

/* The first change has come to its end. */
static void
end_change (DipWindow *self,
            gboolean   is_made)
{
  Change *change = g_queue_pop_head (&self->changes);

  if (!is_made)
    {
      drop_answer (self, change->kind);
      stay_open (self);
    }
  change_free (change);
}

/* Nobody else writes now. */
static void
make_first (DipWindow *self)
{
  Change *change = g_queue_peek_head (&self->changes);
  gboolean is_made = make_change (self, change);

  if (self->turn_cancel != NULL)
    change->begun = TRUE;
  else
    end_change (self, is_made);
}

static void go_on (DipWindow *self);

static void
wait_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (dip_library_wait_for_turn (source_object, WAIT_MSEC, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_free = g_task_propagate_boolean (G_TASK (result), &error);
  Change *change = g_queue_peek_head (&self->changes);

  g_clear_object (&self->turn_cancel);
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  if (change == NULL || !change->begun)
    {
      go_on (self);   /* Another library was opened meanwhile. */
      return;
    }

  _dip_window_dismiss_toast (self, change->toast);
  if (!is_free && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_failure (self, error);
  change->begun = FALSE;
  if (is_free)
    make_first (self);
  else
    end_change (self, FALSE);
  go_on (self);
}

/* While another program writes, the window does not stand still: a thread waits for its end. */
static void
wait_for_turn (DipWindow *self,
               Change    *change)
{
  g_autoptr (GTask) task = NULL;

  change->begun = TRUE;
  change->toast = g_object_ref (_dip_window_toast_new (self, _("Saving as soon as another program is done "
                                                               "with the library…")));
  adw_toast_set_timeout (change->toast, 0);
  adw_toast_set_button_label (change->toast, _("_Cancel"));
  adw_toast_set_action_name (change->toast, "win.cancel-change");
  _dip_window_add_toast (self, change->toast);

  self->turn_cancel = g_cancellable_new ();
  task = g_task_new (self->library, self->turn_cancel, waited_cb, g_object_ref (self));
  g_task_set_source_tag (task, wait_for_turn);
  g_task_run_in_thread (task, wait_in_thread);
}

/* Whether another program writes just now. */
static gboolean
is_busy (DipWindow *self)
{
  g_autoptr (GError) error = NULL;

  return self->library != NULL && !dip_library_wait_for_turn (self->library, 0, NULL, &error) &&
         g_error_matches (error, DIP_STORE_ERROR, DIP_STORE_ERROR_BUSY);
}

/* Makes the changes that wait, up to one that a thread has to make or to wait for; where
 * none is left, what is to be imported comes in. */
static void
go_on (DipWindow *self)
{
  while (self->turn_cancel == NULL && !g_queue_is_empty (&self->changes))
    {
      if (is_busy (self))
        wait_for_turn (self, g_queue_peek_head (&self->changes));
      else
        make_first (self);
    }
  _dip_window_update_actions (self);
  if (self->closing != NULL && !_dip_window_is_changing (self))
    {
      stay_open (self);
      gtk_window_close (GTK_WINDOW (self));
    }
  else
    {
      _dip_window_start_import (self);
    }
}

/**
 * _dip_window_end_change:
 * @self: a window
 * @is_made: whether it was made
 *
 * Goes on with what waits; for a thread's end, when #DipWindow.turn_cancel is free again.
 */
void
_dip_window_end_change (DipWindow *self,
                        gboolean   is_made)
{
  Change *change = g_queue_peek_head (&self->changes);

  /* Where another library was opened meanwhile it has gone, and the first one now has not begun. */
  if (change != NULL && change->begun)
    end_change (self, is_made);
  go_on (self);
}

/* Whether something is being changed, so that there may be something to take back soon. */
gboolean
_dip_window_is_changing (DipWindow *self)
{
  return self->turn_cancel != NULL || !g_queue_is_empty (&self->changes);
}

static void
closing_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     DipWindow        *self)
{
  self->closing = NULL;
  self->drops_changes = g_str_equal (response, "discard");
  if (self->drops_changes)
    gtk_window_close (GTK_WINDOW (self));
}

/**
 * _dip_window_waits_to_close:
 * @self: a window that is to be closed
 *
 * Returns: whether it stays open for now, since a change is not saved yet: it closes by itself when
 *   all are, or when the user does not want to wait
 */
gboolean
_dip_window_waits_to_close (DipWindow *self)
{
  if (self->drops_changes || !_dip_window_is_changing (self))
    return FALSE;

  if (self->closing == NULL)
    {
      self->closing = adw_message_dialog_new (GTK_WINDOW (self), _("Change Not Saved Yet"),
                                              _("The window closes by itself as soon as it is saved. "
                                                "If you do not wait, the change is lost."));
      adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->closing), "stay", _("_Keep Open"),
                                        "discard", _("_Discard Change"), NULL);
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->closing), "discard",
                                                  ADW_RESPONSE_DESTRUCTIVE);
      adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->closing), "stay");
      adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->closing), "stay");
      dip_spoken_name_buttons (self->closing);
      g_signal_connect_object (self->closing, "response", G_CALLBACK (closing_response_cb), self, 0);
    }
  gtk_window_present (GTK_WINDOW (self->closing));

  return TRUE;
}

static void
add_change (DipWindow  *self,
            ChangeKind  kind,
            Step       *step,
            const char *text)
{
  Change *change = g_new0 (Change, 1);

  change->kind = kind;
  change->step = step;
  change->text = g_strdup (text);
  g_queue_push_tail (&self->changes, change);
  drop_toast (self);
  go_on (self);
}

/**
 * _dip_window_do:
 * @self: a window
 * @text: (nullable): tells the user that it was done; NULL where they see it by themselves
 * @turn: does it, takes it back, does it again, and so on
 * @data: (transfer full): data for @turn
 * @destroy: (nullable): frees @data
 *
 * Does something to the library, as soon as what was asked for before is done and nobody
 * else writes to it, and offers to take it back. Tells what failed.
 */
void
_dip_window_do (DipWindow         *self,
                const char        *text,
                DipWindowUndoFunc  turn,
                gpointer           data,
                GDestroyNotify     destroy)
{
  add_change (self, CHANGE_DO, step_new (turn, data, destroy), text);
}

/**
 * _dip_window_begin:
 * @self: a window
 * @turn: begins it
 * @data: (transfer full): data for @turn
 * @destroy: (nullable): frees @data
 *
 * The same for what a thread does: at its end @self has to be told of it by _dip_window_push_undo(),
 * and by _dip_window_end_change().
 */
void
_dip_window_begin (DipWindow         *self,
                   DipWindowUndoFunc  turn,
                   gpointer           data,
                   GDestroyNotify     destroy)
{
  add_change (self, CHANGE_BEGIN, step_new (turn, data, destroy), NULL);
}

void
_dip_window_undo (DipWindow *self)
{
  add_change (self, CHANGE_UNDO, NULL, NULL);
}

void
_dip_window_redo (DipWindow *self)
{
  add_change (self, CHANGE_REDO, NULL, NULL);
}

/* What is being done, or waits for another program, is not done; what was asked for after it, is. */
void
_dip_window_cancel_change (DipWindow *self)
{
  g_cancellable_cancel (self->turn_cancel);
}

/* What waits is not done. */
static void
clear_changes (DipWindow *self)
{
  Change *change;

  while ((change = g_queue_pop_head (&self->changes)) != NULL)
    {
      if (change->toast != NULL)
        {
          _dip_window_dismiss_toast (self, change->toast);
          _dip_window_cancel_change (self);
        }
      change_free (change);
    }
}

/* Another library knows nothing of it. */
void
_dip_window_clear_undo (DipWindow *self)
{
  drop_toast (self);
  clear_changes (self);
  clear (&self->undo);
  clear (&self->redo);
}

/* --- Details of an edition -------------------- */

/* A correction of an edition. */
typedef struct
{
  DipEdition *from;  /* what was true after it; before, once it is taken back */
  DipEdition *to;    /* the other way round */
} Details;

static void
details_free (gpointer data)
{
  Details *details = data;

  g_object_unref (details->from);
  g_object_unref (details->to);
  g_free (details);
}

/* Takes a correction back, or makes it again; what another window has corrected since stays. */
static gboolean
correct (DipWindow  *self,
         gpointer    data,
         GError    **error)
{
  Details *details = data;
  DipEdition *edition = NULL;
  g_autoptr (DipEdition) values = NULL;
  DipEdition *from = details->from;
  DipDocument *read = _dip_window_get_document (self);

  if (!dip_library_refresh (self->library, error))
    return FALSE;

  edition = _dip_window_find_by_digest (self, from->sha256);
  if (edition == NULL)
    return FALSE;

  values = dip_edition_copy (edition);
  dip_edition_turn (values, details->from, details->to);
  if (!dip_library_update (self->library, values, error))
    return FALSE;

  /* The paper that is on the screen, read anew, is no other place to come back from. */
  if (read != NULL && read->edition->id == values->id &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "reading") == 0)
    {
      gboolean travelling = self->travelling;

      self->travelling = TRUE;
      _dip_window_read (self, values->id);
      self->travelling = travelling;
    }
  details->from = details->to;
  details->to = from;

  return TRUE;
}

static void
apply_cb (DipProperties *properties,
          DipEdition    *values,
          DipWindow     *self)
{
  DipEdition *now = NULL;
  g_autoptr (GError) error = NULL;
  Details *details;

  if (self->library != NULL && dip_library_refresh (self->library, &error))
    now = _dip_window_find_by_digest (self, values->sha256);
  if (now == NULL)
    {
      tell_failure (self, error);
      return;
    }

  /* What another window has corrected meanwhile is not what was corrected here. */
  details = g_new0 (Details, 1);
  details->from = g_object_ref (now);
  details->to = dip_edition_copy (values);
  dip_edition_turn (details->to, dip_properties_get_edition (properties), now);
  _dip_window_do (self, _("Details saved"), correct, details, details_free);
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
