/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-message.h"
#include "dip-properties.h"
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
  Step *step = g_new0 (Step, 1);

  step->turn = turn;
  step->data = data;
  step->destroy = destroy;
  g_queue_push_head (&self->undo, step);
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
static void
turn_now (DipWindow *self,
          GQueue    *from,
          GQueue    *to)
{
  g_autoptr (GError) error = NULL;
  Step *step = g_queue_pop_head (from);

  if (step == NULL)
    return;

  if (self->library != NULL && step->turn (self, step->data, &error))
    {
      g_queue_push_head (to, step);
    }
  else
    {
      tell_failure (self, error);
      if (may_pass (error))
        g_queue_push_head (from, step);
      else
        step_free (step);
    }
  _dip_window_update_actions (self);
}

/* What waits until nobody else writes to the library. */
typedef struct
{
  gboolean   is_undo;  /* the last step is taken back, or else done again, if there is no new one */
  Step      *step;     /* (nullable): something new */
  char      *text;     /* (nullable): tells the user that it was done */
  AdwToast  *toast;    /* (nullable): tells that it waits */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->step, step_free);
  g_clear_object (&job->toast);
  g_free (job->text);
  g_free (job);
}

static void
run_job (DipWindow *self,
         Job       *job)
{
  g_autoptr (GError) error = NULL;
  Step *step = g_steal_pointer (&job->step);

  if (step == NULL)
    {
      turn_now (self, job->is_undo ? &self->undo : &self->redo, job->is_undo ? &self->redo : &self->undo);
    }
  else if (self->library != NULL && step->turn (self, step->data, &error))
    {
      _dip_window_push_undo (self, job->text, step->turn, step->data, step->destroy);
      g_free (step);
    }
  else
    {
      tell_failure (self, error);
      step_free (step);
    }
}

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
  Job *job = g_task_get_task_data (G_TASK (result));
  gboolean is_free = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_object (&self->turn_cancel);
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  if (job->toast != NULL)
    _dip_window_dismiss_toast (self, job->toast);
  if (DIP_LIBRARY (object) != self->library)
    ;   /* Another one was opened meanwhile. */
  else if (is_free)
    run_job (self, job);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_failure (self, error);
  _dip_window_update_actions (self);
  _dip_window_start_import (self);
}

/* While another program writes, the window does not stand still: a thread waits for its end. Takes @job. */
static void
start (DipWindow *self,
       Job       *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  drop_toast (self);
  if (self->library == NULL || dip_library_wait_for_turn (self->library, 0, NULL, &error) ||
      !g_error_matches (error, DIP_STORE_ERROR, DIP_STORE_ERROR_BUSY))
    {
      run_job (self, job);
      job_free (job);
      return;
    }

  job->toast = g_object_ref (_dip_window_toast_new (self, _("Saving as soon as another program is done "
                                                            "with the library…")));
  adw_toast_set_timeout (job->toast, 0);
  _dip_window_add_toast (self, job->toast);

  self->turn_cancel = g_cancellable_new ();
  task = g_task_new (self->library, self->turn_cancel, waited_cb, g_object_ref (self));
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, wait_in_thread);
  _dip_window_update_actions (self);
}

static void
turn (DipWindow *self,
      gboolean   is_undo)
{
  Job *job;

  if (self->turn_cancel != NULL)
    return;

  job = g_new0 (Job, 1);
  job->is_undo = is_undo;
  start (self, job);
}

/**
 * _dip_window_do:
 * @self: a window
 * @text: (nullable): tells the user that it was done; NULL where they see it by themselves
 * @turn_func: does it, takes it back, does it again, and so on
 * @data: (transfer full): data for @turn_func
 * @destroy: (nullable): frees @data
 *
 * Does something to the library, as soon as nobody else writes to it, and offers to take
 * it back. Tells what failed.
 */
void
_dip_window_do (DipWindow         *self,
                const char        *text,
                DipWindowUndoFunc  turn_func,
                gpointer           data,
                GDestroyNotify     destroy)
{
  Job *job = g_new0 (Job, 1);

  job->step = g_new0 (Step, 1);
  job->step->turn = turn_func;
  job->step->data = data;
  job->step->destroy = destroy;
  job->text = g_strdup (text);
  if (self->turn_cancel == NULL)
    {
      start (self, job);
      return;
    }

  _dip_window_toast (self, _("Something else is still being saved; try again in a moment"));
  job_free (job);
}

void
_dip_window_undo (DipWindow *self)
{
  turn (self, TRUE);
}

void
_dip_window_redo (DipWindow *self)
{
  turn (self, FALSE);
}

/* Another library knows nothing of it. */
void
_dip_window_clear_undo (DipWindow *self)
{
  drop_toast (self);
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
