/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-words.h"

/* What an import or a merge has brought in goes again, as one step, and comes again; so do papers
 * that are removed together. Of many papers that takes longer than a blink, so a thread does it. */

/* So many papers are taken back, or brought in, before anybody asks what is going on. */
#define MANY_PAPERS 30

/* Of the bar, a frame. */
#define PULSE_STEP  0.01

/* A page that showed papers which were removed, for who wants them back. */
typedef struct
{
  char       *page;
  GPtrArray  *digests;    /* (element-type utf8): of all papers that it showed */
  char       *clause;     /* (nullable): that was read */
  char       *framework;  /* (nullable): of the matrix */
  char       *state;      /* (nullable): how it stood */
  char       *page_after; /* what was shown then, and where one came from */
  gpointer    way_after;
} Left;

typedef struct
{
  DipLibrary *library;
  DipArrival *arrival;  /* (nullable): not yet, while @ids are removed for the first time */
  DipTaken   *taken;    /* (nullable): while it is taken back */
  GArray     *ids;      /* (nullable) (element-type gint64): of papers that are removed together */
  gboolean    is_first; /* they are being removed, and nothing can be taken back yet */
  Left       *left;     /* (nullable): the page that was left with them */
} Arrival;

static gboolean turn (DipWindow  *self,
                      gpointer    data,
                      GError    **error);

/* Of @arrival and @ids there is one. */
static Arrival *
arrival_new (DipLibrary *library,
             DipArrival *arrival,
             GArray     *ids)
{
  Arrival *self = g_atomic_rc_box_new0 (Arrival);

  self->library = g_object_ref (library);
  self->arrival = arrival != NULL ? dip_arrival_ref (arrival) : NULL;
  self->ids = ids != NULL ? g_array_ref (ids) : NULL;

  return self;
}

static void
left_free (Left *self)
{
  g_free (self->page);
  g_ptr_array_unref (self->digests);
  g_free (self->clause);
  g_free (self->framework);
  g_free (self->state);
  g_free (self->page_after);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Left, left_free)

static void
arrival_clear (gpointer data)
{
  Arrival *self = data;

  g_clear_pointer (&self->left, left_free);
  g_object_unref (self->library);
  g_clear_pointer (&self->arrival, dip_arrival_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  dip_taken_free (self->taken);
}

static void
arrival_unref (gpointer self)
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

static void
add_digest (Left        *self,
            DipDocument *document)
{
  g_ptr_array_add (self->digests, g_strdup (document->edition->sha256 != NULL ? document->edition->sha256 : ""));
}

static void
add_digests (Left      *self,
             GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++)
    add_digest (self, g_ptr_array_index (documents, i));
}

/* (nullable): what is shown, if it is of papers. */
static Left *
left_new (DipWindow *self)
{
  g_autoptr (Left) left = g_new0 (Left, 1);
  DipComparison *comparison = _dip_window_get_comparison (self);
  const DipHistory *history = self->history != NULL ? dip_history_view_get_history (self->history) : NULL;
  const DipMatrix *matrix = self->matrix != NULL ? dip_matrix_view_get_matrix (self->matrix) : NULL;

  left->page = g_strdup (gtk_stack_get_visible_child_name (self->stack));
  left->state = _dip_window_dup_state (self);
  left->digests = g_ptr_array_new_with_free_func (g_free);
  if (g_strcmp0 (left->page, "reading") == 0 && _dip_window_get_document (self) != NULL)
    {
      add_digest (left, _dip_window_get_document (self));
      left->clause = dip_reading_view_dup_clause (self->reading);
    }
  else if (g_strcmp0 (left->page, "comparison") == 0 && comparison != NULL)
    {
      add_digest (left, comparison->old_document);
      add_digest (left, comparison->new_document);
      left->clause = dip_comparison_view_dup_clause (self->comparison);
    }
  else if (g_strcmp0 (left->page, "history") == 0 && history != NULL)
    {
      add_digests (left, history->documents);
    }
  else if (g_strcmp0 (left->page, "matrix") == 0 && matrix != NULL)
    {
      add_digests (left, matrix->documents);
      left->framework = g_strdup (matrix->framework);
    }

  return left->digests->len > 0 ? g_steal_pointer (&left) : NULL;
}

/* The page that is on the screen; "" for any of those that invite to do something. */
static const char *
get_page (DipWindow *self)
{
  static const char *const pages[] = { "reading", "comparison", "history", "matrix", "search", NULL };
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  return page != NULL && g_strv_contains (pages, page) ? page : "";
}

/* Shows again what was left, unless the user has gone somewhere else since. */
static void
return_to_left (DipWindow  *self,
                const Left *left)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  DipEdition *edition = NULL;
  DipEdition *before = NULL;

  if (!g_str_equal (get_page (self), left->page_after) ||
      g_queue_peek_head (&self->places_back) != left->way_after)
    return;

  for (guint i = 0; i < left->digests->len; i++)
    {
      before = edition;
      edition = _dip_window_find_by_digest (self, g_ptr_array_index (left->digests, i));
      if (edition == NULL)
        return;
      g_array_append_val (ids, edition->id);
    }

  if (g_str_equal (left->page, "reading"))
    _dip_window_read_clause (self, edition->id, left->clause);
  else if (g_str_equal (left->page, "comparison"))
    _dip_window_compare_at (self, before, edition, left->clause);
  else if (g_str_equal (left->page, "history"))
    _dip_window_show_history (self, edition->id);
  else
    _dip_window_load_matrix (self, ids, left->framework);
  g_free (self->wanted_state);
  self->wanted_state = g_strdup (left->state);
}

/* Goes on without the editions that are gone, where a page shows one of them. Returns whether it does. */
static gboolean
go_on (DipWindow *self,
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

  return gone || left != NULL;
}

/* The same, and remembers what was shown. */
static void
leave (DipWindow *self,
       Arrival   *arrival)
{
  g_autoptr (Left) left = left_new (self);

  g_clear_pointer (&arrival->left, left_free);
  if (!go_on (self, arrival->taken->digests) || left == NULL)
    return;

  left->page_after = g_strdup (get_page (self));
  left->way_after = g_queue_peek_head (&self->places_back);
  arrival->left = g_steal_pointer (&left);
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

/* Papers were removed together, and can be brought in again. */
static void
push_removal (DipWindow        *self,
              Arrival *arrival)
{
  guint n = arrival->taken->digests->len;
  g_autofree char *text = NULL;

  if (n == 0)
    return;

  text = g_strdup_printf (ngettext ("%u paper removed from the library", "%u papers removed from the library", n), n);
  if (arrival->taken->documents != NULL)
    _dip_window_push_undo (self, text, turn, g_atomic_rc_box_acquire (arrival), arrival_unref);
  else
    _dip_window_toast (self, text);
}

static void
turned_back (DipWindow        *self,
             Arrival *arrival,
             gboolean          is_first)
{
  if (is_first)
    push_removal (self, arrival);
  leave (self, arrival);
  tell_kept (self, arrival->taken->kept);

  /* There is nothing of it that could come again, or too much was taken back for that. */
  if (arrival->taken->documents == NULL || arrival->taken->digests->len == 0)
    _dip_window_drop_step (self, arrival);
}

static void
turned_forth (DipWindow        *self,
              Arrival *arrival)
{
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();

  /* What was removed is there again, and so is what was shown of it. */
  if (arrival->ids != NULL)
    {
      if (arrival->left != NULL)
        return_to_left (self, arrival->left);
      return;
    }

  for (guint i = 0; i < dip_arrival_get_n_added (arrival->arrival); i++)
    {
      DipEdition *edition = _dip_window_find_by_digest (self, dip_arrival_get_digest (arrival->arrival, i));

      if (edition != NULL)
        g_ptr_array_add (editions, edition);
    }
  _dip_window_open_editions (self, editions);
}

static gboolean
pulse_cb (GtkWidget     *bar,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (bar));

  return G_SOURCE_CONTINUE;
}

/* How long it takes nobody knows before it is done. */
static void
start_pulse (DipWindow  *self,
             const char *text)
{
  gtk_label_set_label (self->import_label, text);
  gtk_label_set_label (self->import_count, "");
  gtk_progress_bar_set_pulse_step (self->import_bar, PULSE_STEP);
  self->pulse_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->import_bar), pulse_cb, NULL, NULL);
  gtk_revealer_set_reveal_child (self->import_revealer, TRUE);
}

static void
stop_pulse (DipWindow *self)
{
  if (self->pulse_id == 0)
    return;

  gtk_widget_remove_tick_callback (GTK_WIDGET (self->import_bar), self->pulse_id);
  self->pulse_id = 0;
  gtk_progress_bar_set_fraction (self->import_bar, 0);
  gtk_revealer_set_reveal_child (self->import_revealer, FALSE);
}

static void
turned_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Arrival *arrival = g_task_get_task_data (G_TASK (result));
  g_autoptr (DipTaken) taken = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean is_first = arrival->is_first;

  g_clear_object (&self->turn_cancel);
  arrival->is_first = FALSE;
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  stop_pulse (self);
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
      turned_back (self, arrival, is_first);
    }
  else
    {
      g_clear_pointer (&arrival->taken, dip_taken_free);
      turned_forth (self, arrival);
    }
  _dip_window_end_change (self, error == NULL);
}

static void
turn_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Arrival *arrival = task_data;
  DipTaken *taken = NULL;
  GError *error = NULL;

  if (arrival->arrival == NULL)
    arrival->arrival = dip_library_name_arrival (arrival->library, arrival->ids, &error);

  if (error == NULL && arrival->taken != NULL)
    (void) dip_library_bring_again (arrival->library, arrival->arrival, arrival->taken, cancellable, &error);
  else if (error == NULL)
    taken = dip_library_take_back (arrival->library, arrival->arrival, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, taken, (GDestroyNotify) dip_taken_free);
}

/* Takes back what has come in, or brings it in again. Begins it: what else is to be changed
 * waits for its end, which tells what failed. */
static gboolean
turn (DipWindow  *self,
      gpointer    data,
      GError    **error)
{
  Arrival *arrival = data;
  guint n = arrival->arrival != NULL ? dip_arrival_get_n_added (arrival->arrival) : arrival->ids->len;
  g_autoptr (GTask) task = NULL;

  if (arrival->library != self->library || self->turn_cancel != NULL)
    return FALSE;

  self->turn_cancel = g_cancellable_new ();
  if (n >= MANY_PAPERS && self->import_job == NULL)
    start_pulse (self, arrival->taken != NULL ? _("Bringing the papers in again…")
                       : arrival->ids != NULL ? _("Removing the papers…") : _("Taking the papers back…"));

  task = g_task_new (self->library, self->turn_cancel, turned_cb, g_object_ref (self));
  g_task_set_source_tag (task, turn);
  /* What the thread says counts: it may have done it before it heard of the end. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (arrival), arrival_unref);
  g_task_run_in_thread (task, turn_in_thread);

  return TRUE;
}

/**
 * _dip_window_remove_editions:
 * @self: a window
 * @ids: (element-type gint64): row ids
 *
 * Removes papers as one step, which can be taken back if they are not too large for that.
 */
void
_dip_window_remove_editions (DipWindow *self,
                             GArray    *ids)
{
  Arrival *arrival;

  if (self->library == NULL || ids->len == 0)
    return;

  arrival = arrival_new (self->library, NULL, ids);
  arrival->is_first = TRUE;
  _dip_window_begin (self, turn, arrival, arrival_unref);
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
    _dip_window_push_step (self, toast, turn, arrival_new (library, arrival, NULL), arrival_unref);
  else if (toast != NULL)
    _dip_window_add_toast (self, toast);
}
