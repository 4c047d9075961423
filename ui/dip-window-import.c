/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-message.h"
#include "dip-problems.h"
#include "dip-samples.h"
#include "dip-words.h"

/* How long the outcome of an import can be read. */
#define TELL_SECONDS 10

static void
progress_cb (DipWindow *self)
{
  const char *name;
  g_autofree char *label = NULL;
  g_autofree char *count = NULL;

  if (self->import_job == NULL)
    return;

  name = dip_import_job_get_current_name (self->import_job);
  if (name == NULL || *name == '\0')
    label = g_strdup (_("Importing…"));
  else
    label = g_strdup_printf (_("Importing “%s”"), name);
  /* Translators: which one, of how many */
  count = g_strdup_printf (_("%u of %u"),
                           MIN (dip_import_job_get_n_done (self->import_job) + 1,
                                dip_import_job_get_n_files (self->import_job)),
                           dip_import_job_get_n_files (self->import_job));
  gtk_label_set_label (self->import_label, label);
  gtk_label_set_label (self->import_count, count);
  gtk_progress_bar_set_fraction (self->import_bar, dip_import_job_get_fraction (self->import_job));
}

/* Whether an edition stands before another one in the list, which has the older ones of a service first. */
static gboolean
is_before (DipWindow  *self,
           DipEdition *edition,
           DipEdition *other)
{
  GListModel *editions = dip_library_get_editions (self->library);

  for (guint i = 0; i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) one = g_list_model_get_item (editions, i);

      if (one->id == edition->id || one->id == other->id)
        return one->id == edition->id;
    }

  return FALSE;
}

/* (nullable): the one edition that came in. */
static DipEdition *
get_only (DipWindow *self,
          GPtrArray *results)
{
  gint64 id = 0;

  for (guint i = 0; i < results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (results, i);

      if (result->error != NULL || result->edition_id <= 0)
        continue;
      if (id != 0)
        return NULL;
      id = result->edition_id;
    }

  return id != 0 ? _dip_window_find_edition (self, id) : NULL;
}

/* (nullable): what a paper does not tell and a library cannot do without. */
static const char *
get_missing (const DipEdition *edition)
{
  if (edition->provider == NULL && edition->version == NULL && edition->issued == NULL)
    return _("This paper tells neither its provider nor its version");
  if (edition->provider == NULL)
    return _("This paper does not tell its provider");
  if (edition->version == NULL && edition->issued == NULL)
    return _("This paper tells neither its version nor its date");

  return NULL;
}

/* (nullable): the first paper that came in and does not tell what a library needs. */
static DipEdition *
find_missing (DipWindow *self,
              GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (results, i);
      DipEdition *edition = result->error == NULL && result->imported != DIP_IMPORTED_KNOWN
                            ? _dip_window_find_edition (self, result->edition_id)
                            : NULL;

      if (edition != NULL && get_missing (edition) != NULL)
        return edition;
    }

  return NULL;
}

/* What to do next: where a folder held files that are no papers, a button shows which; where
 * the library has another edition of the one paper that came in, a button compares the two. */
static void
add_next_step (DipWindow *self,
               AdwToast  *toast,
               GPtrArray *results,
               guint      n_passed_over)
{
  DipEdition *only = get_only (self, results);
  DipEdition *previous = only != NULL && only->service != NULL ? _dip_window_find_previous (self, only) : NULL;
  g_autofree char *version = previous != NULL ? dip_words_dup_version (previous) : NULL;
  g_autofree char *label = NULL;

  if (n_passed_over > 0)
    {
      /* Translators: a button after "2 papers imported": lists the files of the folder that are no papers */
      label = g_strdup_printf (ngettext ("%u _Other File", "%u _Other Files", n_passed_over), n_passed_over);
      _dip_window_toast_add_button (self, toast, label, "win.show-passed-over", NULL);
    }
  else if (previous != NULL)
    {
      /* As the list has them: the older one at the left. */
      gboolean first = is_before (self, previous, only);

      /* Translators: a button after "1 paper imported": the paper is compared with that edition, "Version 1.1" */
      label = g_strdup_printf (_("_Compare with %s"), version);
      _dip_window_toast_add_button (self, toast, label, "win.compare",
                                    g_variant_new ("(xx)", first ? previous->id : only->id,
                                                   first ? only->id : previous->id));
    }
}

/* What came of an import in one line, and its end: it can be taken back. What is not in a
 * paper is not invented: the user may know it. Of several the sidebar shows which; one question is
 * enough. */
static void
tell (DipWindow    *self,
      DipImportJob *job,
      guint         n_new,
      guint         n_known,
      guint         n_passed_over)
{
  GPtrArray *results = dip_import_job_get_results (job);
  DipEdition *unnamed = find_missing (self, results);
  g_autofree char *text = NULL;
  AdwToast *toast = NULL;

  if (unnamed != NULL)
    text = g_strdup (get_missing (unnamed));
  else if (n_new > 0)
    text = g_strdup_printf (ngettext ("%u paper imported", "%u papers imported", n_new), n_new);
  else if (n_known > 0)
    text = g_strdup (ngettext ("The library has this paper already",
                               "The library has these papers already", n_known));

  if (text != NULL)
    toast = _dip_window_toast_new (self, text);
  if (unnamed != NULL)
    {
      _dip_window_toast_add_button (self, toast, _("_Complete…"), "win.properties",
                                    g_variant_new_int64 (unnamed->id));
      adw_toast_set_timeout (toast, 0);
    }
  else if (toast != NULL)
    {
      add_next_step (self, toast, results, n_passed_over);
      adw_toast_set_timeout (toast, TELL_SECONDS);
    }
  _dip_window_push_arrival (self, toast, dip_import_job_get_library (job), dip_import_job_get_arrival (job));
}

void
_dip_window_show_passed_over (DipWindow *self)
{
  if (self->import_results != NULL)
    gtk_window_present (dip_problems_window_new (GTK_WINDOW (self), self->import_results, TRUE));
}

/* Papers of several services come in beside what is being looked at, and do not take its place. */
static gboolean
is_reading (DipWindow *self)
{
  static const char *const pages[] = { "reading", "comparison", "matrix", "history", "search", NULL };

  return g_strv_contains (pages, gtk_stack_get_visible_child_name (self->stack));
}

static gboolean
is_of_one_service (const DipEdition *a,
                   const DipEdition *b)
{
  return g_strcmp0 (a->service, b->service) == 0 && g_strcmp0 (a->provider, b->provider) == 0;
}

/**
 * _dip_window_open_editions:
 * @self: a window
 * @editions: (element-type DipEdition): what has come in, each once
 *
 * Opens what came in: one paper to read, two editions to compare, more of one
 * service as their history, of the samples a comparison.
 */
void
_dip_window_open_editions (DipWindow *self,
                           GPtrArray *editions)
{
  DipEdition *first = editions->len > 0 ? g_ptr_array_index (editions, 0) : NULL;
  DipEdition *second = editions->len == 2 ? g_ptr_array_index (editions, 1) : NULL;
  gboolean is_one = TRUE;

  for (guint i = 1; i < editions->len; i++)
    is_one = is_one && is_of_one_service (g_ptr_array_index (editions, i), first);

  /* A file manager gives what is chosen in an order of its own; the older one stands at the left. */
  if (second != NULL && is_one)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.compare", "(xx)",
                                is_before (self, first, second) ? first->id : second->id,
                                is_before (self, first, second) ? second->id : first->id);
  else if (editions->len == 1)
    _dip_window_read (self, first->id);
  else if (first != NULL && first->service != NULL && is_one)
    _dip_window_show_history (self, first->id);
  else if (first != NULL && !(dip_samples_has (first) && _dip_window_show_samples (self)) && !is_reading (self))
    _dip_window_show_nothing (self);
}

static void
open_results (DipWindow *self,
              GPtrArray *results)
{
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();

  for (guint i = 0; i < results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (results, i);
      DipEdition *edition = result->edition_id > 0 ? _dip_window_find_edition (self, result->edition_id)
                                                   : NULL;

      /* The same file may lie in a folder twice. */
      if (edition != NULL && !g_ptr_array_find (editions, edition, NULL))
        g_ptr_array_add (editions, edition);
    }
  _dip_window_open_editions (self, editions);
}

/* An import that did not come to its end: what had come in before stays, and can be taken back. */
static void
tell_end (DipWindow    *self,
          DipImportJob *job,
          const GError *error)
{
  DipArrival *arrival = dip_import_job_get_arrival (job);
  guint n = arrival != NULL ? dip_arrival_get_n_added (arrival) : 0;
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = dip_message_dup_line (error);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("Import cancelled after %u paper", "Import cancelled after %u papers", n), n);
  else
    text = g_strdup (_("Import cancelled"));

  toast = _dip_window_toast_new (self, text);
  adw_toast_set_timeout (toast, TELL_SECONDS);
  _dip_window_push_arrival (self, toast, dip_import_job_get_library (job), arrival);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = dip_import_job_run_finish (DIP_IMPORT_JOB (object), result, &error);
  guint n_new = 0, n_known = 0, n_refused = 0, n_passed_over = 0;

  g_signal_handlers_disconnect_by_data (object, self);
  g_clear_object (&self->import_job);
  g_clear_object (&self->import_cancel);

  /* The window may have been closed meanwhile. */
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  gtk_revealer_set_reveal_child (self->import_revealer, FALSE);
  _dip_window_update_actions (self);

  if (results == NULL)
    {
      tell_end (self, DIP_IMPORT_JOB (object), error);
      g_list_store_remove_all (self->import_queue);
      return;
    }

  for (guint i = 0; i < results->len; i++)
    {
      const DipImportResult *one = g_ptr_array_index (results, i);
      DipEdition *edition = one->edition_id > 0 ? _dip_window_find_edition (self, one->edition_id) : NULL;

      if (dip_import_result_is_passed_over (one))
        n_passed_over++;
      else if (one->error != NULL)
        n_refused++;
      else if (one->imported == DIP_IMPORTED_KNOWN)
        n_known++;
      else
        n_new++;

      /* Other programs offer it among the recent files; what comes with this one is nobody's file. */
      if (!_dip_window_forget_pasted (one->file) && one->error == NULL && one->entry == NULL &&
          (edition == NULL || !dip_samples_has (edition)))
        {
          g_autofree char *uri = g_file_get_uri (one->file);

          gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
        }
    }

  g_clear_pointer (&self->import_results, g_ptr_array_unref);
  self->import_results = g_ptr_array_ref (results);

  /* What is told is about the page that comes. */
  open_results (self, results);
  tell (self, DIP_IMPORT_JOB (object), n_new, n_known, n_passed_over);
  if (results->len == 0)
    _dip_window_toast (self, _("The folder holds no papers"));
  else if (n_refused > 0 || n_new + n_known == 0)
    gtk_window_present (dip_problems_window_new (GTK_WINDOW (self), results, n_refused == 0));

  _dip_window_start_import (self);
}

/* Imports what waits, if nothing is being imported or taken back. */
void
_dip_window_start_import (DipWindow *self)
{
  g_autoptr (GListStore) files = NULL;

  if (self->import_job != NULL || self->turn_cancel != NULL || self->library == NULL ||
      g_list_model_get_n_items (G_LIST_MODEL (self->import_queue)) == 0)
    return;

  files = self->import_queue;
  self->import_queue = g_list_store_new (G_TYPE_FILE);
  self->import_job = dip_import_job_new (self->library, G_LIST_MODEL (files));
  self->import_cancel = g_cancellable_new ();

  g_signal_connect_object (self->import_job, "notify", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  progress_cb (self);
  gtk_revealer_set_reveal_child (self->import_revealer, TRUE);
  _dip_window_update_actions (self);

  dip_import_job_run_async (self->import_job, self->import_cancel, imported_cb, g_object_ref (self));
}

/**
 * dip_window_import:
 * @self: a window
 * @files: (element-type GFile): files and folders
 *
 * Imports files, after those that are being imported. What is refused is
 * listed at the end.
 */
void
dip_window_import (DipWindow  *self,
                   GListModel *files)
{
  g_return_if_fail (DIP_IS_WINDOW (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_list_store_append (self->import_queue, file);
    }

  _dip_window_start_import (self);
}

void
_dip_window_cancel_import (DipWindow *self)
{
  /* The bar tells of the import where there is one. */
  if (self->import_job != NULL)
    g_cancellable_cancel (self->import_cancel);
  else
    _dip_window_cancel_change (self);
}

/**
 * _dip_window_import_list:
 * @self: a window
 * @value: a GdkFileList
 *
 * Imports the files that another program gave.
 *
 * Returns: whether there are any
 */
gboolean
_dip_window_import_list (DipWindow    *self,
                         const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  dip_window_import (self, G_LIST_MODEL (files));

  return g_list_model_get_n_items (G_LIST_MODEL (files)) > 0;
}

/* Text comes from other programs: a paper in a browser. What is dragged within the window is read here. */
static gboolean
accept_cb (GtkDropTarget *target,
           GdkDrop       *drop,
           DipWindow     *self)
{
  g_autoptr (GdkContentFormats) formats =
    gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (gdk_drop_get_formats (drop)));

  return self->library != NULL && (gdk_drop_get_actions (drop) & GDK_ACTION_COPY) != 0 &&
         (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
          (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) && gdk_drop_get_drag (drop) == NULL));
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         DipWindow     *self)
{
  if (self->library == NULL)
    return FALSE;

  if (!G_VALUE_HOLDS_STRING (value))
    _dip_window_import_list (self, value);
  else if (!_dip_window_import_text (self, g_value_get_string (value)))
    _dip_window_toast (self, _("This is not the text of a paper: drop all of it, or its file"));

  return TRUE;
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autoptr (GListModel) files = dip_choose_finish (result, NULL);

  if (files != NULL)
    dip_window_import (self, files);
}

void
_dip_window_choose_files (DipWindow *self)
{
  static const char *const patterns[] = {
    "*.txt", "*.md", "*.markdown", "*.pdf", "*.html", "*.htm", "*.mhtml", "*.mht", "*.docx", "*.odt", "*.xlsx",
    "*.ods", "*.csv", "*.tsv", "*.zip",
  };
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) papers = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  /* Translators: in the file dialog: kinds of files that are offered */
  gtk_file_filter_set_name (papers, _("Papers"));
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    gtk_file_filter_add_pattern (papers, patterns[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, papers);
  g_list_store_append (filters, all);

  dip_choose_async (GTK_WINDOW (self), DIP_CHOOSE_FILES, _("Import Papers"), G_LIST_MODEL (filters), NULL, NULL,
                    chosen_cb, g_object_ref (self));
}

void
_dip_window_choose_folder (DipWindow *self)
{
  dip_choose_async (GTK_WINDOW (self), DIP_CHOOSE_FOLDER, _("Import a Folder"), NULL, NULL, NULL,
                    chosen_cb, g_object_ref (self));
}

/* Files can be dropped anywhere on the window, and the text of a paper. */
void
_dip_window_init_drop (DipWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "accept", G_CALLBACK (accept_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
