/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-words.h"

/* What an import or a merge has brought in goes again, as one step, and comes again. Of many
 * papers that takes longer than a blink, so a thread does it. */

/* So many papers are taken back, or brought in, before anybody asks what is going on. */
#define MANY_PAPERS 30

struct _DipWindowArrival
{
  DipLibrary *library;
  DipArrival *arrival;
  DipTaken   *taken;    /* (nullable): while it is taken back */
};

/**
 * _dip_window_arrival_new:
 * @library: where it came in
 * @arrival: what has come in
 * @taken: (nullable) (transfer full): what came of taking it back, if it is
 *
 * Returns: (transfer full): data for _dip_window_turn_arrival()
 */
DipWindowArrival *
_dip_window_arrival_new (DipLibrary *library,
                         DipArrival *arrival,
                         DipTaken   *taken)
{
  DipWindowArrival *self = g_atomic_rc_box_new0 (DipWindowArrival);

  self->library = g_object_ref (library);
  self->arrival = dip_arrival_ref (arrival);
  self->taken = taken;

  return self;
}

static void
arrival_clear (gpointer data)
{
  DipWindowArrival *self = data;

  g_object_unref (self->library);
  dip_arrival_unref (self->arrival);
  dip_taken_free (self->taken);
}

void
_dip_window_arrival_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, arrival_clear);
}

static gboolean
is_among (GPtrArray   *digests,
          DipDocument *document)
{
  return document != NULL && document->edition->sha256 != NULL &&
         g_ptr_array_find_with_equal_func (digests, document->edition->sha256, g_str_equal, NULL);
}

/* (nullable): the row ids of those that are left; NULL where none has gone. */
static GArray *
list_left (GPtrArray *digests,
           GPtrArray *documents)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (documents, i);

      if (!is_among (digests, document))
        g_array_append_val (ids, document->edition->id);
    }

  return ids->len < documents->len ? g_steal_pointer (&ids) : NULL;
}

/* Goes on without the editions that are gone, where a page shows one of them. */
static void
leave (DipWindow *self,
       GPtrArray *digests)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  DipComparison *comparison = _dip_window_get_comparison (self);
  const DipHistory *history = self->history != NULL ? dip_history_view_get_history (self->history) : NULL;
  const DipMatrix *matrix = self->matrix != NULL ? dip_matrix_view_get_matrix (self->matrix) : NULL;
  g_autoptr (GArray) left = NULL;
  gboolean gone = FALSE;

  if (g_strcmp0 (page, "reading") == 0)
    gone = is_among (digests, _dip_window_get_document (self));
  else if (g_strcmp0 (page, "comparison") == 0 && comparison != NULL)
    gone = is_among (digests, comparison->old_document) || is_among (digests, comparison->new_document);
  else if (g_strcmp0 (page, "history") == 0 && history != NULL)
    left = list_left (digests, history->documents);
  else if (g_strcmp0 (page, "matrix") == 0 && matrix != NULL)
    left = list_left (digests, matrix->documents);

  if (gone || (left != NULL && left->len == 0))
    {
      _dip_window_leave_gone (self);
    }
  else if (left != NULL && g_strcmp0 (page, "history") == 0)
    {
      _dip_window_show_history (self, g_array_index (left, gint64, left->len - 1));
    }
  else if (left != NULL)
    {
      g_autofree char *framework = g_strdup (matrix->framework);

      _dip_window_load_matrix (self, left, framework);
    }
}

/* Says what has stayed, and why. */
static void
tell_kept (DipWindow *self,
           GPtrArray *kept)
{
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (kept->len == 0)
    return;

  if (kept->len == 1)
    {
      g_autofree char *label = dip_words_dup_edition (g_ptr_array_index (kept, 0));

      /* Translators: an import was taken back; the name of a paper and its edition */
      text = g_strdup_printf (_("%s stays as it is: it was changed after it had come in"), label);
    }
  else
    {
      /* Translators: an import was taken back */
      text = g_strdup_printf (ngettext ("%u paper stays as it is: it was changed after it had come in",
                                        "%u papers stay as they are: they were changed after they had come in",
                                        kept->len), kept->len);
    }

  /* It stays until somebody has read it: this is not what they asked for. */
  toast = _dip_window_toast_new (self, text);
  adw_toast_set_timeout (toast, 0);
  _dip_window_add_toast (self, toast);
}

static void
turned_back (DipWindow        *self,
             DipWindowArrival *arrival)
{
  leave (self, arrival->taken->digests);
  tell_kept (self, arrival->taken->kept);

  /* There is nothing of it that could come again, or too much was taken back for that. */
  if (arrival->taken->documents == NULL || arrival->taken->digests->len == 0)
    _dip_window_drop_step (self, arrival);
}

static void
turned_forth (DipWindow        *self,
              DipWindowArrival *arrival)
{
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();

  for (guint i = 0; i < dip_arrival_get_n_added (arrival->arrival); i++)
    {
      DipEdition *edition = _dip_window_find_by_digest (self, dip_arrival_get_digest (arrival->arrival, i));

      if (edition != NULL)
        g_ptr_array_add (editions, edition);
    }
  _dip_window_open_editions (self, editions);
}

static void
turned_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  DipWindowArrival *arrival = g_task_get_task_data (G_TASK (result));
  g_autoptr (DipTaken) taken = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_object (&self->turn_cancel);
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  gtk_revealer_set_reveal_child (self->import_revealer, FALSE);
  dip_library_refresh (arrival->library, NULL);
  if (arrival->library != self->library)
    {
      /* Another one was opened meanwhile. */
    }
  else if (error != NULL)
    {
      _dip_window_return_step (self, arrival);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        _dip_window_toast_error (self, error);
    }
  else if (taken != NULL)
    {
      arrival->taken = g_steal_pointer (&taken);
      turned_back (self, arrival);
    }
  else
    {
      g_clear_pointer (&arrival->taken, dip_taken_free);
      turned_forth (self, arrival);
    }
  _dip_window_update_actions (self);
  _dip_window_start_import (self);
}

static void
turn_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  DipWindowArrival *arrival = task_data;
  DipTaken *taken = NULL;
  GError *error = NULL;

  if (arrival->taken != NULL)
    (void) dip_library_bring_again (arrival->library, arrival->arrival, arrival->taken, cancellable, &error);
  else
    taken = dip_library_take_back (arrival->library, arrival->arrival, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, taken, (GDestroyNotify) dip_taken_free);
}

/**
 * _dip_window_turn_arrival:
 * @self: a window
 * @data: a DipWindowArrival
 * @error: not used: what fails is told later
 *
 * Takes back what has come in, or brings it in again. Begins it: the actions that take back
 * and do again wait for its end.
 *
 * Returns: whether that has begun
 */
gboolean
_dip_window_turn_arrival (DipWindow  *self,
                          gpointer    data,
                          GError    **error)
{
  DipWindowArrival *arrival = data;
  g_autoptr (GTask) task = NULL;

  if (arrival->library != self->library || self->turn_cancel != NULL)
    return FALSE;

  self->turn_cancel = g_cancellable_new ();
  if (dip_arrival_get_n_added (arrival->arrival) >= MANY_PAPERS && self->import_job == NULL)
    {
      gtk_label_set_label (self->import_label, arrival->taken != NULL ? _("Bringing the papers in again…")
                                                                      : _("Taking the papers back…"));
      gtk_progress_bar_set_fraction (self->import_bar, 0);
      gtk_revealer_set_reveal_child (self->import_revealer, TRUE);
    }

  task = g_task_new (self->library, self->turn_cancel, turned_cb, g_object_ref (self));
  g_task_set_source_tag (task, _dip_window_turn_arrival);
  /* What the thread says counts: it may have done it before it heard of the end. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (arrival), _dip_window_arrival_unref);
  g_task_run_in_thread (task, turn_in_thread);

  return TRUE;
}

/**
 * _dip_window_push_arrival:
 * @self: a window
 * @toast: (nullable) (transfer full): tells the user of it
 * @library: where it came in
 * @arrival: (nullable): what has come in; NULL for nothing
 *
 * Tells what has come in, and lets the user take it back.
 */
void
_dip_window_push_arrival (DipWindow  *self,
                          AdwToast   *toast,
                          DipLibrary *library,
                          DipArrival *arrival)
{
  if (arrival != NULL && library == self->library)
    _dip_window_push_step (self, toast, _dip_window_turn_arrival, _dip_window_arrival_new (library, arrival, NULL),
                           _dip_window_arrival_unref);
  else if (toast != NULL)
    _dip_window_add_toast (self, toast);
}
