/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-spoken.h"
#include "dip-words.h"

/* An edition goes from the library, and comes back. What the user sees changes only
 * where it shows that edition. */

typedef struct
{
  char        *digest;
  DipArrival  *arrival;  /* (nullable): the edition, as if it had just come in */
  DipTaken    *taken;    /* (nullable): what is needed to put it back */
  gint64       id;       /* that it had when it was taken out */
  const char  *page;     /* (nullable): the one that showed it */
  char        *state;    /* (nullable): how the page stood */
  gint64       other;    /* the edition that it was shown with, or 0 */
  gboolean     is_old;   /* it stood at the left of the other one */
  GArray      *columns;  /* (nullable) (element-type gint64): of the matrix */
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  g_free (removed->digest);
  g_free (removed->state);
  g_clear_pointer (&removed->arrival, dip_arrival_unref);
  g_clear_pointer (&removed->taken, dip_taken_free);
  g_clear_pointer (&removed->columns, g_array_unref);
  g_free (removed);
}

static gboolean
has_id (DipDocument *document,
        gint64       id)
{
  return document != NULL && document->edition->id == id;
}

/* Finds an edition among some; @other is one of the rest, or 0. */
static gboolean
find_among (GPtrArray *documents,
            gint64     id,
            gint64    *other)
{
  gboolean found = FALSE;

  for (guint i = 0; i < documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (documents, i);

      if (has_id (document, id))
        found = TRUE;
      else
        *other = document->edition->id;
    }

  return found;
}

static GArray *
list_columns (const DipMatrix *matrix)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < matrix->documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (matrix->documents, i);

      g_array_append_val (ids, document->edition->id);
    }

  return ids;
}

/* Remembers how the window shows an edition, if it does. */
static void
note_page (DipWindow *self,
           gint64     id,
           Removed   *removed)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  DipComparison *comparison = _dip_window_get_comparison (self);
  const DipHistory *history = self->history != NULL ? dip_history_view_get_history (self->history) : NULL;
  const DipMatrix *matrix = self->matrix != NULL ? dip_matrix_view_get_matrix (self->matrix) : NULL;

  if (g_strcmp0 (page, "reading") == 0 && has_id (_dip_window_get_document (self), id))
    {
      removed->page = "reading";
    }
  else if (g_strcmp0 (page, "comparison") == 0 && comparison != NULL)
    {
      removed->is_old = has_id (comparison->old_document, id);
      if (!removed->is_old && !has_id (comparison->new_document, id))
        return;

      removed->page = "comparison";
      removed->other = removed->is_old ? comparison->new_document->edition->id
                                       : comparison->old_document->edition->id;
    }
  else if (g_strcmp0 (page, "history") == 0 && history != NULL &&
           find_among (history->documents, id, &removed->other))
    {
      removed->page = "history";
    }
  else if (g_strcmp0 (page, "matrix") == 0 && matrix != NULL &&
           find_among (matrix->documents, id, &removed->other))
    {
      removed->page = "matrix";
      removed->columns = list_columns (matrix);
    }
}

/* Puts an id at the place of another one; 0 takes it out. */
static void
replace (GArray *ids,
         gint64  from,
         gint64  to)
{
  for (guint i = ids->len; i-- > 0;)
    {
      if (g_array_index (ids, gint64, i) != from)
        continue;

      if (to == 0)
        g_array_remove_index (ids, i);
      else
        g_array_index (ids, gint64, i) = to;
    }
}

static void
load_columns (DipWindow *self,
              GArray    *ids)
{
  g_autofree char *framework = g_strdup (dip_matrix_view_get_matrix (self->matrix)->framework);

  _dip_window_load_matrix (self, ids, framework);
}

/* Goes on without an edition. */
static void
leave_page (DipWindow *self,
            gint64     id,
            Removed   *removed)
{
  if (removed->page == NULL)
    return;

  if (removed->other != 0 && g_str_equal (removed->page, "history"))
    {
      _dip_window_show_history (self, removed->other);
    }
  else if (removed->other != 0 && g_str_equal (removed->page, "matrix"))
    {
      g_autoptr (GArray) left = g_array_copy (removed->columns);

      replace (left, id, 0);
      load_columns (self, left);
    }
  else
    {
      _dip_window_show_nothing (self);
    }
}

/* Shows an edition as it was shown before. */
static void
return_to_page (DipWindow *self,
                gint64     id,
                Removed   *removed)
{
  DipEdition *edition = _dip_window_find_edition (self, id);
  DipEdition *other = _dip_window_find_edition (self, removed->other);

  if (removed->page == NULL)
    return;

  if (g_str_equal (removed->page, "history"))
    {
      _dip_window_show_history (self, id);
    }
  else if (g_str_equal (removed->page, "matrix"))
    {
      replace (removed->columns, removed->id, id);
      load_columns (self, removed->columns);
    }
  else if (g_str_equal (removed->page, "comparison") && edition != NULL && other != NULL)
    {
      _dip_window_compare (self, removed->is_old ? edition : other, removed->is_old ? other : edition);
    }
  else
    {
      _dip_window_read (self, id);
    }
  g_free (self->wanted_state);
  self->wanted_state = g_strdup (removed->state);
}

/* Takes an edition out of the library, with what is said of its clauses, and off the screen. */
static gboolean
take_out (DipWindow  *self,
          gint64      id,
          Removed    *removed,
          GError    **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (DipArrival) arrival = NULL;
  g_autoptr (DipTaken) taken = NULL;

  g_array_append_val (ids, id);
  arrival = dip_library_name_arrival (self->library, ids, error);
  taken = arrival != NULL ? dip_library_take_back (self->library, arrival, NULL, error) : NULL;
  if (taken == NULL || taken->digests->len == 0)
    return FALSE;

  g_clear_pointer (&removed->arrival, dip_arrival_unref);
  g_clear_pointer (&removed->taken, dip_taken_free);
  removed->arrival = g_steal_pointer (&arrival);
  removed->taken = g_steal_pointer (&taken);
  removed->id = id;
  removed->page = NULL;
  removed->other = 0;
  g_clear_pointer (&removed->columns, g_array_unref);
  g_free (removed->state);
  removed->state = _dip_window_dup_state (self);
  note_page (self, id, removed);
  leave_page (self, id, removed);

  return TRUE;
}

/* Puts it back, or takes it out again. */
static gboolean
turn (DipWindow  *self,
      gpointer    data,
      GError    **error)
{
  Removed *removed = data;
  DipEdition *edition = _dip_window_find_by_digest (self, removed->digest);

  if (edition != NULL)
    return take_out (self, edition->id, removed, error);

  /* It has gone before it was its turn. */
  if (removed->arrival == NULL)
    return FALSE;

  if (!dip_library_bring_again (self->library, removed->arrival, removed->taken, NULL, error))
    return FALSE;

  edition = _dip_window_find_by_digest (self, removed->digest);
  if (edition != NULL)
    return_to_page (self, edition->id, removed);

  return TRUE;
}

/**
 * _dip_window_remove:
 * @self: a window
 * @edition_id: row id of an edition
 *
 * Removes an edition from the library, which can be taken back.
 */
void
_dip_window_remove (DipWindow *self,
                    gint64     edition_id)
{
  DipEdition *edition = _dip_window_find_edition (self, edition_id);
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  Removed *removed;

  if (self->library == NULL || edition == NULL)
    return;

  label = dip_words_dup_edition (edition);
  removed = g_new0 (Removed, 1);
  removed->digest = g_strdup (edition->sha256);

  /* Translators: a notice; the name of a paper and its edition */
  text = g_strdup_printf (_("%s removed from the library"), label);
  _dip_window_do (self, text, turn, removed, removed_free);
}

/* --- Many at once -------------------- */

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             GArray           *ids)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (g_str_equal (response, "remove"))
    _dip_window_remove_editions (DIP_WINDOW (window), ids);
}

static void
free_ids (gpointer  ids,
          GClosure *closure)
{
  g_array_unref (ids);
}

/**
 * _dip_window_ask_to_remove:
 * @self: a window
 * @ids: (element-type gint64): row ids of editions
 *
 * Removes papers as one step. Asks before it if they are too large to be brought in again.
 */
void
_dip_window_ask_to_remove (DipWindow *self,
                           GArray    *ids)
{
  g_autofree char *title = NULL;
  gint64 n_bytes = 0;
  GtkWidget *dialog;

  for (guint i = 0; i < ids->len; i++)
    {
      DipEdition *edition = _dip_window_find_edition (self, g_array_index (ids, gint64, i));

      n_bytes += edition != NULL ? edition->n_bytes : 0;
    }

  if (ids->len < 2 || n_bytes <= DIP_MAX_BYTES_KEPT)
    {
      _dip_window_remove_editions (self, ids);
      return;
    }

  title = g_strdup_printf (ngettext ("Remove %u Paper?", "Remove %u Papers?", ids->len), ids->len);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), title,
                                   _("They are too large to be kept for Undo, so they are gone then. "
                                     "The files that they were imported from stay."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  dip_spoken_name_buttons (dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_array_ref (ids), free_ids, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
