/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "session/dip-library-hand.h"

/* A page that is there sooner than this shows no spinner in between. */
#define BUSY_DELAY 200

/* Columns that the matrix begins with. */
#define MAX_MATRIX 12u

static gboolean
busy_cb (gpointer data)
{
  DipWindow *self = data;

  self->busy_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "busy");

  return G_SOURCE_REMOVE;
}

/* Whatever was being loaded is not wanted any more. */
static GCancellable *
begin (DipWindow *self)
{
  _dip_window_leave_place (self);
  g_clear_pointer (&self->wanted_state, g_free);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->busy_id == 0)
    self->busy_id = g_timeout_add (BUSY_DELAY, busy_cb, self);

  return self->cancellable;
}

/* FALSE if the error is only that something else was wanted meanwhile. */
static gboolean
is_worth_telling (const GError *error)
{
  return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A paper was removed while its page was being made; what was shown before it is shown again. */
static gboolean
leave_if_gone (DipWindow   *self,
               DipDocument *document)
{
  gint64 id = document->edition->id;

  if (id <= 0 || _dip_window_find_edition (self, id) != NULL)
    return FALSE;

  _dip_window_leave_gone (self);

  return TRUE;
}

static gboolean
leave_if_any_gone (DipWindow *self,
                   GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++)
    {
      if (leave_if_gone (self, g_ptr_array_index (documents, i)))
        return TRUE;
    }

  return FALSE;
}

static void
load_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DipDocument) document = dip_library_load_finish (DIP_LIBRARY (object), result, &error);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (document == NULL)
    {
      if (is_worth_telling (error))
        _dip_window_show_error (self, error);
      return;
    }

  if (leave_if_gone (self, document))
    return;

  _dip_window_need_page (self, "reading");
  dip_reading_view_set_document (self->reading, document);
  _dip_window_show_page (self, "reading");
  /* Whoever goes through the library by key stays there. */
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)))
    dip_reading_view_focus (self->reading);
  if (self->wanted_state != NULL)
    dip_reading_view_set_state (self->reading, self->wanted_state);
  if (self->wanted_clause != NULL)
    dip_reading_view_show_clause (self->reading, self->wanted_clause);
  g_clear_pointer (&self->wanted_clause, g_free);
  g_clear_pointer (&self->wanted_state, g_free);
}

/**
 * _dip_window_read:
 * @self: a window
 * @edition_id: row id of an edition of the library
 *
 * Loads an edition and shows it to read.
 */
void
_dip_window_read (DipWindow *self,
                  gint64     edition_id)
{
  if (self->library == NULL)
    return;

  self->wanted_id = edition_id;
  g_clear_pointer (&self->wanted_clause, g_free);
  dip_library_sidebar_select (self->sidebar, edition_id);
  dip_library_load_async (self->library, edition_id, begin (self), load_cb, g_object_ref (self));
}

/* The same, at one of its clauses; NULL for the beginning. */
void
_dip_window_read_clause (DipWindow  *self,
                         gint64      edition_id,
                         const char *clause)
{
  g_autofree char *kept = g_strdup (clause);

  _dip_window_read (self, edition_id);
  self->wanted_clause = g_steal_pointer (&kept);
}

/**
 * _dip_window_update_original:
 * @self: a window
 *
 * Shows the page of the original beside the text, or below it where the window is
 * narrow, where the user wants that and the file has pages.
 */
void
_dip_window_update_original (DipWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "show-original");
  g_autoptr (GVariant) state = action != NULL ? g_action_get_state (action) : NULL;
  DipDocument *document = _dip_window_get_document (self);
  gboolean reading = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "reading") == 0;
  gboolean possible = reading && document != NULL && document->edition->id > 0 && self->library != NULL &&
                      g_strcmp0 (document->edition->media_type, "application/pdf") == 0;
  gboolean narrow = dip_narrow_bin_get_narrow (self->bin);
  gint64 wanted = possible && state != NULL && g_variant_get_boolean (state) ? document->edition->id : 0;
  g_autoptr (GBytes) source = NULL;

  /* A narrow header has no room for it; the menu and its key have it always. */
  gtk_widget_set_visible (self->page_button, possible && !narrow);
  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), possible);
  if (self->reading != NULL)
    dip_reading_view_set_narrow (self->reading, narrow);
  if (!reading || wanted == self->original_id)
    return;

  self->original_id = wanted;
  if (wanted != 0)
    source = dip_library_load_source (self->library, wanted, NULL);
  dip_reading_view_set_source (self->reading, source);
}

static void
matrix_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  DipMatrix *matrix = dip_library_matrix_finish (DIP_LIBRARY (object), result, &error);

  if (matrix == NULL)
    {
      if (is_worth_telling (error))
        _dip_window_show_error (self, error);
      return;
    }

  if (leave_if_any_gone (self, matrix->documents))
    {
      dip_matrix_free (matrix);
      return;
    }

  _dip_window_need_page (self, "matrix");
  dip_matrix_view_set_matrix (self->matrix, matrix);
  self->matrix_is_fresh = self->library == DIP_LIBRARY (object);
  _dip_window_show_page (self, "matrix");
  gtk_widget_grab_focus (GTK_WIDGET (self->matrix));
  if (self->wanted_state != NULL)
    dip_matrix_view_set_state (self->matrix, self->wanted_state);
  g_clear_pointer (&self->wanted_state, g_free);
}

/**
 * _dip_window_load_matrix:
 * @self: a window
 * @edition_ids: (element-type gint64): row ids of editions
 * @framework: (nullable): id of a framework
 *
 * Puts editions side by side, control by control.
 */
void
_dip_window_load_matrix (DipWindow  *self,
                         GArray     *edition_ids,
                         const char *framework)
{
  if (self->library == NULL || edition_ids->len == 0)
    return;

  dip_library_matrix_async (self->library, (const gint64 *) edition_ids->data, edition_ids->len, framework,
                            begin (self), matrix_cb, g_object_ref (self));
}

/* The newest edition of each paper; the library lists those of a service from old to new. What was
 * chosen instead stays until the library changes. */
void
_dip_window_show_matrix (DipWindow *self)
{
  GListModel *editions = self->library != NULL ? dip_library_get_editions (self->library) : NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = editions != NULL ? g_list_model_get_n_items (editions) : 0;

  for (guint i = 0; i < n && ids->len < MAX_MATRIX; i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);
      g_autoptr (DipEdition) next = i + 1 < n ? g_list_model_get_item (editions, i + 1) : NULL;

      if (next == NULL || g_strcmp0 (next->service, edition->service) != 0 ||
          g_strcmp0 (next->provider, edition->provider) != 0 || next->kind != edition->kind)
        g_array_append_val (ids, edition->id);
    }

  if (ids->len == 0)
    {
      _dip_window_toast (self, _("Import papers first: the matrix puts them side by side"));
    }
  else if (self->matrix_is_fresh)
    {
      begin (self);
      _dip_window_show_page (self, "matrix");
      gtk_widget_grab_focus (GTK_WIDGET (self->matrix));
    }
  else
    {
      _dip_window_load_matrix (self, ids, NULL);
    }
}

static void
history_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  DipHistory *history = dip_library_history_finish (DIP_LIBRARY (object), result, &error);

  if (history == NULL)
    {
      if (is_worth_telling (error))
        _dip_window_show_error (self, error);
      return;
    }

  if (leave_if_any_gone (self, history->documents))
    {
      dip_history_free (history);
      return;
    }

  _dip_window_need_page (self, "history");
  dip_history_view_set_history (self->history, history);
  _dip_window_show_page (self, "history");
  if (self->wanted_state != NULL)
    dip_history_view_set_state (self->history, self->wanted_state);
  g_clear_pointer (&self->wanted_state, g_free);
}

/**
 * _dip_window_show_history:
 * @self: a window
 * @edition_id: row id of any edition of a paper
 *
 * Shows all editions of a paper.
 */
void
_dip_window_show_history (DipWindow *self,
                          gint64     edition_id)
{
  if (self->library != NULL)
    dip_library_history_async (self->library, edition_id, begin (self), history_cb, g_object_ref (self));
}

/* What a worker needs for a comparison of editions of which some are in no
 * library. Names are read only where there is no document yet. */
typedef struct
{
  DipLibrary  *library;        /* (nullable) */
  DipEdition  *editions[2];    /* (nullable) */
  DipDocument *documents[2];   /* (nullable): those that are in no library */
  GFile       *files[2];       /* (nullable): to be read first */
} CompareData;

static void
compare_data_free (gpointer pointer)
{
  CompareData *data = pointer;

  g_clear_object (&data->library);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&data->editions[i]);
      g_clear_object (&data->documents[i]);
      g_clear_object (&data->files[i]);
    }
  g_free (data);
}

static void
compare_in_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  CompareData *data = task_data;
  DipComparison *comparison;
  GError *error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      if (data->documents[i] != NULL)
        continue;

      if (data->files[i] != NULL)
        data->documents[i] = dip_library_read_file (data->files[i], NULL, cancellable, &error);
      else
        data->documents[i] = dip_library_load (data->library, data->editions[i]->id, cancellable, &error);

      if (data->documents[i] == NULL)
        {
          if (data->files[i] != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            {
              g_autofree char *name = g_file_get_basename (data->files[i]);

              g_prefix_error (&error, "%s: ", name);
            }
          g_task_return_error (task, error);
          return;
        }
    }

  comparison = dip_library_compare_heeding (data->library, data->documents[0], data->documents[1],
                                            cancellable, &error);
  if (comparison == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, comparison, (GDestroyNotify) dip_comparison_unref);
}

/* @file: (nullable): where it was read */
static void
remember_passing (DipWindow   *self,
                  DipDocument *document,
                  GFile       *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (document->edition->id == 0)
    g_hash_table_replace (self->passing, g_object_ref (document->edition), g_object_ref (document));
  /* The settings hold text only. */
  if (path != NULL && g_utf8_validate (path, -1, NULL))
    g_hash_table_replace (self->passing_paths, g_object_ref (document->edition), g_steal_pointer (&path));
}

static void
compared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DipComparison) comparison = g_task_propagate_pointer (G_TASK (result), &error);
  const CompareData *data = g_task_get_task_data (G_TASK (result));

  if (comparison == NULL)
    {
      if (is_worth_telling (error))
        _dip_window_show_error (self, error);
      return;
    }

  if (leave_if_gone (self, comparison->old_document) || leave_if_gone (self, comparison->new_document))
    return;

  remember_passing (self, comparison->old_document, data->files[0]);
  remember_passing (self, comparison->new_document, data->files[1]);
  dip_library_sidebar_select (self->sidebar, comparison->new_document->edition->id);
  _dip_window_need_page (self, "comparison");
  dip_comparison_view_set_comparison (self->comparison, comparison);
  _dip_window_load_reviews (self);
  _dip_window_show_page (self, "comparison");
  if (self->wanted_state != NULL && *self->wanted_state != '\0')
    dip_comparison_view_find (self->comparison, self->wanted_state);
  g_clear_pointer (&self->wanted_state, g_free);
  if (self->wanted_clause != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->comparison), "compare.go-to-clause", "s", self->wanted_clause);
  g_clear_pointer (&self->wanted_clause, g_free);
}

/* Takes @data. */
static void
run (DipWindow   *self,
     CompareData *data)
{
  g_autoptr (GTask) task = NULL;

  /* The task has no source object: the worker may drop the last reference to
   * it, and a window must not die there. */
  task = g_task_new (NULL, begin (self), compared_cb, g_object_ref (self));
  g_task_set_source_tag (task, _dip_window_compare);
  g_task_set_task_data (task, data, compare_data_free);
  g_task_run_in_thread (task, compare_in_thread);
}

/* (nullable): the document of an edition where it is at hand. An edition that
 * was removed from the library may still be on the screen. */
static DipDocument *
find_document (DipWindow  *self,
               DipEdition *edition)
{
  DipComparison *comparison = _dip_window_get_comparison (self);

  if (comparison != NULL && comparison->old_document->edition == edition)
    return comparison->old_document;
  if (comparison != NULL && comparison->new_document->edition == edition)
    return comparison->new_document;

  return g_hash_table_lookup (self->passing, edition);
}

/**
 * _dip_window_compare:
 * @self: a window
 * @old_edition: an edition of the library, or one that was read from a file
 * @new_edition: likewise
 *
 * Compares two editions and shows them side by side.
 */
void
_dip_window_compare (DipWindow  *self,
                     DipEdition *old_edition,
                     DipEdition *new_edition)
{
  CompareData *data = g_new0 (CompareData, 1);
  DipEdition *editions[2] = { old_edition, new_edition };

  g_clear_pointer (&self->wanted_clause, g_free);

  g_set_object (&data->library, self->library);
  for (guint i = 0; i < 2; i++)
    {
      data->editions[i] = g_object_ref (editions[i]);
      g_set_object (&data->documents[i], find_document (self, editions[i]));
      if (data->documents[i] == NULL && self->library == NULL)
        {
          compare_data_free (data);
          return;
        }
    }

  run (self, data);
}

/* The same, at a clause of the new edition; NULL for the beginning. */
void
_dip_window_compare_at (DipWindow  *self,
                        DipEdition *old_edition,
                        DipEdition *new_edition,
                        const char *clause)
{
  g_autofree char *kept = g_strdup (clause);

  _dip_window_compare (self, old_edition, new_edition);
  self->wanted_clause = g_steal_pointer (&kept);
}

/**
 * _dip_window_compare_files:
 * @self: a window
 * @editions: (nullable): editions of the library
 * @paths: (nullable): the file of each that is in no library
 * @clause: (nullable): of the new one, to begin at
 *
 * The same where at least one of the papers is in no library; files are read anew.
 */
void
_dip_window_compare_files (DipWindow  *self,
                           DipEdition *const editions[2],
                           const char *const paths[2],
                           const char *clause)
{
  CompareData *data = g_new0 (CompareData, 1);

  g_set_object (&data->library, self->library);
  for (guint i = 0; i < 2; i++)
    {
      if (paths[i] != NULL)
        data->files[i] = g_file_new_for_path (paths[i]);
      else
        data->editions[i] = g_object_ref (editions[i]);
    }
  run (self, data);
  g_free (self->wanted_clause);
  self->wanted_clause = g_strdup (clause);
}

/**
 * dip_window_compare_names:
 * @self: a window
 * @old_name: the path of a file, or how one calls an edition of the library ("SERVICE@VERSION")
 * @new_name: likewise
 *
 * Shows two papers side by side. Files are read and not stored.
 */
void
dip_window_compare_names (DipWindow  *self,
                          const char *old_name,
                          const char *new_name)
{
  const char *names[2] = { old_name, new_name };
  CompareData *data;

  g_return_if_fail (DIP_IS_WINDOW (self));
  g_return_if_fail (old_name != NULL);
  g_return_if_fail (new_name != NULL);

  data = g_new0 (CompareData, 1);
  g_set_object (&data->library, self->library);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (names[i]);

      if (!g_file_query_exists (file, NULL) && self->library != NULL)
        data->editions[i] = dip_library_find_edition (self->library, names[i], NULL);
      /* What is neither a file nor an edition fails as a file that is not there. */
      if (data->editions[i] == NULL)
        data->files[i] = g_steal_pointer (&file);
    }

  run (self, data);
}

/* Puts the first two variants of the open paper side by side. */
void
_dip_window_compare_variants (DipWindow *self)
{
  DipDocument *document = _dip_window_get_document (self);
  CompareData *data;

  if (document == NULL || document->variants->len < 2)
    return;

  data = g_new0 (CompareData, 1);
  g_set_object (&data->library, self->library);
  for (guint i = 0; i < 2; i++)
    {
      const DipVariant *variant = g_ptr_array_index (document->variants, i);
      DipEdition *edition;

      data->documents[i] = dip_library_view_variant (document, variant->key, NULL);
      if (data->documents[i] == NULL)
        {
          compare_data_free (data);
          return;
        }

      /* It is no edition of the library; its version names the variant. */
      edition = dip_edition_copy (document->edition);
      edition->id = 0;
      g_free (edition->version);
      edition->version = document->edition->version != NULL
                         ? g_strdup_printf ("%s %s", document->edition->version, variant->label)
                         : g_strdup (variant->label);
      g_object_unref (data->documents[i]->edition);
      data->documents[i]->edition = edition;
      data->editions[i] = g_object_ref (edition);
    }

  run (self, data);
}

/* (transfer none) (nullable): an edition of the library by its row id. */
DipEdition *
_dip_window_find_edition (DipWindow *self,
                          gint64     edition_id)
{
  GListModel *editions = self->library != NULL ? dip_library_get_editions (self->library) : NULL;

  for (guint i = 0; editions != NULL && i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);

      if (edition->id == edition_id)
        return edition;   /* the list keeps it */
    }

  return NULL;
}

/* (transfer none) (nullable): the same by its bytes: one that was removed and put back has another row id. */
DipEdition *
_dip_window_find_by_digest (DipWindow  *self,
                            const char *sha256)
{
  GListModel *editions = self->library != NULL ? dip_library_get_editions (self->library) : NULL;

  for (guint i = 0; editions != NULL && i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);

      if (g_strcmp0 (edition->sha256, sha256) == 0)
        return edition;   /* the list keeps it */
    }

  return NULL;
}

/* (transfer none) (nullable): the edition of the same service before this one;
 * after it, for the oldest. */
DipEdition *
_dip_window_find_previous (DipWindow  *self,
                           DipEdition *edition)
{
  GListModel *editions = self->library != NULL ? dip_library_get_editions (self->library) : NULL;
  DipEdition *previous = NULL;
  gboolean passed = FALSE;

  for (guint i = 0; editions != NULL && i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) other = g_list_model_get_item (editions, i);

      if (other->id == edition->id)
        {
          passed = TRUE;
          continue;
        }
      if (g_strcmp0 (other->service, edition->service) != 0 ||
          g_strcmp0 (other->provider, edition->provider) != 0)
        continue;
      if (passed && previous != NULL)
        break;
      previous = other;
      if (passed)
        break;
    }

  return previous;
}
