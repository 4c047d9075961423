/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>

#include "dip-axis.h"
#include "dip-settings.h"

/* Where the user has been: back and forth, and on again at the next start. */

#define MAX_PLACES 50

/* What is shown is kept when the user has moved on for so long, in seconds: a program
 * that is killed, or a machine that goes off, loses no more. */
#define KEEP_DELAY 2

/* The buttons of a mouse that mean back and forth. */
#define MOUSE_BACK 8
#define MOUSE_FORWARD 9

/* (path of the library, page, row id of an edition or 0, the other one's, id of a clause, words or
 * what is chosen for the matrix, how the page was left in the words of its view, the file of the one edition where
 * that is in no library, the other one's) */
#define KEPT_TYPE "(ssxxssss)"

typedef struct
{
  char   *page;
  gint64  ids[2];
  char   *paths[2];  /* (nullable): of a paper that is in no library, its file */
  char   *detail;  /* (nullable) */
  char   *state;   /* (nullable) */
} Place;

static void
place_free (Place *place)
{
  g_free (place->page);
  g_free (place->paths[0]);
  g_free (place->paths[1]);
  g_free (place->detail);
  g_free (place->state);
  g_free (place);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)

/* What a page shows now, whether it is on the screen or behind another one. */
static Place *
place_new (DipWindow  *self,
           const char *page)
{
  Place *place = g_new0 (Place, 1);
  DipDocument *document = _dip_window_get_document (self);
  DipComparison *comparison = _dip_window_get_comparison (self);
  const DipHistory *history = self->history != NULL ? dip_history_view_get_history (self->history) : NULL;

  place->page = g_strdup (page);
  if (g_strcmp0 (page, "reading") == 0 && document != NULL)
    {
      place->ids[0] = document->edition->id;
      place->detail = dip_reading_view_dup_clause (self->reading);
      place->state = dip_reading_view_dup_state (self->reading);
    }
  else if (g_strcmp0 (page, "comparison") == 0 && comparison != NULL)
    {
      place->ids[0] = comparison->old_document->edition->id;
      place->ids[1] = comparison->new_document->edition->id;
      place->paths[0] = g_strdup (g_hash_table_lookup (self->passing_paths, comparison->old_document->edition));
      place->paths[1] = g_strdup (g_hash_table_lookup (self->passing_paths, comparison->new_document->edition));
      place->detail = dip_comparison_view_dup_clause (self->comparison);
      place->state = g_strdup (dip_comparison_view_get_found (self->comparison));
    }
  else if (g_strcmp0 (page, "history") == 0 && history != NULL)
    {
      DipDocument *newest = g_ptr_array_index (history->documents, history->documents->len - 1);

      place->ids[0] = newest->edition->id;
      place->state = dip_history_view_dup_state (self->history);
    }
  else if (g_strcmp0 (page, "search") == 0)
    {
      place->detail = g_strdup (self->search != NULL ? dip_search_view_get_words (self->search) : "");
    }
  else if (g_strcmp0 (page, "matrix") == 0 && self->matrix != NULL && dip_matrix_view_get_matrix (self->matrix) != NULL)
    {
      place->detail = dip_matrix_view_dup_choice (self->matrix);
      place->state = dip_matrix_view_dup_state (self->matrix);
    }
  else
    {
      g_clear_pointer (&place, place_free);
    }

  return place;
}

static Place *
place_new_current (DipWindow *self)
{
  return place_new (self, gtk_stack_get_visible_child_name (self->stack));
}

/* (nullable): how what is shown stands: its variant, its tab, what is looked for. */
char *
_dip_window_dup_state (DipWindow *self)
{
  g_autoptr (Place) place = place_new_current (self);

  return place != NULL ? g_steal_pointer (&place->state) : NULL;
}

/* Two places are one where only the clause is another. */
static gboolean
is_same (const Place *a,
         const Place *b)
{
  return a != NULL && b != NULL && g_strcmp0 (a->page, b->page) == 0 &&
         a->ids[0] == b->ids[0] && a->ids[1] == b->ids[1] &&
         g_strcmp0 (a->paths[0], b->paths[0]) == 0 && g_strcmp0 (a->paths[1], b->paths[1]) == 0;
}

static void
push (GQueue *places,
      Place  *place)
{
  if (place == NULL)
    return;

  if (is_same (place, g_queue_peek_head (places)))
    place_free (g_queue_pop_head (places));
  g_queue_push_head (places, place);
  if (g_queue_get_length (places) > MAX_PLACES)
    place_free (g_queue_pop_tail (places));
}

/* The papers that were chosen, as far as they are still there. */
static void
go_to_matrix (DipWindow  *self,
              const char *choice)
{
  g_autofree char *framework = NULL;
  g_autoptr (GArray) ids = dip_matrix_choice_parse (choice, &framework);

  for (guint i = ids->len; i > 0; i--)
    if (_dip_window_find_edition (self, g_array_index (ids, gint64, i - 1)) == NULL)
      g_array_remove_index (ids, i - 1);
  if (ids->len == 0)
    {
      _dip_window_show_matrix (self);
      return;
    }

  _dip_window_load_matrix (self, ids, framework);
}

/* FALSE where a file of it has gone. */
static gboolean
go_to_files (DipWindow   *self,
             const Place *place,
             DipEdition  *editions[2])
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;

      if (place->paths[i] == NULL && editions[i] == NULL)
        return FALSE;
      if (place->paths[i] == NULL || g_file_test (place->paths[i], G_FILE_TEST_IS_REGULAR))
        continue;

      name = g_filename_display_basename (place->paths[i]);
      /* Translators: a file that was compared, but not imported */
      text = g_strdup_printf (_("“%s” is not there any more, and it was not imported"), name);
      _dip_window_toast (self, text);
      return FALSE;
    }

  _dip_window_compare_files (self, editions, (const char *const *) place->paths, place->detail);
  self->wanted_state = g_strdup (place->state);

  return TRUE;
}

/* FALSE where a paper of it has gone. */
static gboolean
go_to (DipWindow   *self,
       const Place *place)
{
  g_autoptr (Place) behind = place_new (self, place->page);
  DipEdition *editions[2];

  /* A page that still shows what is no longer in the library is no place to go to. */
  for (guint i = 0; i < G_N_ELEMENTS (place->ids); i++)
    if (place->ids[i] > 0 && _dip_window_find_edition (self, place->ids[i]) == NULL)
      return FALSE;

  /* Its page still shows it, at the place where it was left. */
  if (is_same (behind, place))
    {
      _dip_window_show_page (self, place->page);
      if (g_strcmp0 (place->page, "search") == 0 && g_strcmp0 (behind->detail, place->detail) != 0)
        dip_search_view_search (self->search, place->detail);
      return TRUE;
    }

  if (g_strcmp0 (place->page, "matrix") == 0)
    {
      go_to_matrix (self, place->detail);
      self->wanted_state = g_strdup (place->state);
      return TRUE;
    }

  editions[0] = _dip_window_find_edition (self, place->ids[0]);
  editions[1] = _dip_window_find_edition (self, place->ids[1]);
  if (g_strcmp0 (place->page, "comparison") == 0 && (place->paths[0] != NULL || place->paths[1] != NULL))
    return go_to_files (self, place, editions);
  if (editions[0] == NULL)
    return FALSE;

  if (g_strcmp0 (place->page, "reading") == 0)
    _dip_window_read_clause (self, place->ids[0], place->detail);
  else if (g_strcmp0 (place->page, "history") == 0)
    _dip_window_show_history (self, place->ids[0]);
  else if (g_strcmp0 (place->page, "comparison") == 0 && editions[1] != NULL)
    _dip_window_compare_at (self, editions[0], editions[1], place->detail);
  else
    return FALSE;

  self->wanted_state = g_strdup (place->state);

  return TRUE;
}

/* From one row of places to another one; FALSE where there is none left. */
static gboolean
travel (DipWindow *self,
        GQueue    *from,
        GQueue    *to)
{
  g_autoptr (Place) here = place_new_current (self);
  gboolean gone = FALSE;

  self->travelling = TRUE;
  while (!gone && !g_queue_is_empty (from))
    {
      g_autoptr (Place) place = g_queue_pop_head (from);

      gone = !is_same (here, place) && go_to (self, place);
    }
  self->travelling = FALSE;

  if (gone)
    push (to, g_steal_pointer (&here));
  _dip_window_update_layout (self);

  return gone;
}

/**
 * _dip_window_leave_place:
 * @self: a window
 *
 * Remembers what is shown, before something else is. What a notice asked there is not asked any more.
 */
void
_dip_window_leave_place (DipWindow *self)
{
  _dip_window_leave_toast (self);
  if (self->travelling)
    return;

  push (&self->places_back, place_new_current (self));
  g_queue_clear_full (&self->places_forward, (GDestroyNotify) place_free);
}

/* Back along a cross-reference, or to what was shown before. */
gboolean
_dip_window_return (DipWindow *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "reading") == 0 &&
      dip_reading_view_return (self->reading))
    return TRUE;

  return travel (self, &self->places_back, &self->places_forward);
}

/* What is shown has gone: to what was shown before it that is still there. */
void
_dip_window_leave_gone (DipWindow *self)
{
  if (!travel (self, &self->places_back, &self->places_forward))
    _dip_window_show_nothing (self);
}

/* To what was shown before the user went back. */
void
_dip_window_go_forward (DipWindow *self)
{
  travel (self, &self->places_forward, &self->places_back);
}

static void
mouse_cb (GtkGestureClick *gesture,
          int              n_press,
          double           x,
          double           y,
          DipWindow       *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (button == MOUSE_BACK)
    _dip_window_return (self);
  else if (button == MOUSE_FORWARD)
    _dip_window_go_forward (self);
  else
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

void
_dip_window_init_places (DipWindow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (mouse_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* Another library has other papers. */
void
_dip_window_clear_places (DipWindow *self)
{
  g_queue_clear_full (&self->places_back, (GDestroyNotify) place_free);
  g_queue_clear_full (&self->places_forward, (GDestroyNotify) place_free);
}

/* Keeps how large the window is, for the next start. */
void
_dip_window_keep_size (DipWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width != dip_settings_get_int ("window-width", 0))
    dip_settings_set_int ("window-width", width);
  if (height != dip_settings_get_int ("window-height", 0))
    dip_settings_set_int ("window-height", height);
  if (gtk_window_is_maximized (GTK_WINDOW (self)) != dip_settings_get_boolean ("window-maximized", FALSE))
    dip_settings_set_boolean ("window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

/* Two variants are of one paper of the library, which can be read again. */
static void
keep_variants_as_paper (DipWindow *self,
                        Place     *place)
{
  DipComparison *comparison = _dip_window_get_comparison (self);
  DipEdition *edition;

  if (g_strcmp0 (place->page, "comparison") != 0 || dip_axis_of (comparison) != DIP_AXIS_VARIANTS)
    return;

  edition = _dip_window_find_by_digest (self, comparison->new_document->edition->sha256);
  if (edition == NULL)
    return;

  g_free (place->page);
  place->page = g_strdup ("reading");
  place->ids[0] = edition->id;
  g_clear_pointer (&place->state, g_free);
}

/**
 * _dip_window_keep_place:
 * @self: a window
 *
 * Keeps what is shown for the next start.
 */
void
_dip_window_keep_place (DipWindow *self)
{
  g_autoptr (Place) place = place_new_current (self);
  g_autoptr (GVariant) kept = NULL;
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;

  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (place == NULL || self->library_path == NULL)
    return;

  keep_variants_as_paper (self, place);
  kept = g_variant_ref_sink (g_variant_new (KEPT_TYPE, self->library_path, place->page, place->ids[0], place->ids[1],
                                            place->detail != NULL ? place->detail : "",
                                            place->state != NULL ? place->state : "",
                                            place->paths[0] != NULL ? place->paths[0] : "",
                                            place->paths[1] != NULL ? place->paths[1] : ""));
  text = g_variant_print (kept, FALSE);
  before = dip_settings_dup_string ("place", "");
  if (!g_str_equal (text, before))
    dip_settings_set_string ("place", text);
}

static gboolean
keep_cb (gpointer data)
{
  DipWindow *self = data;

  self->keep_id = 0;
  _dip_window_keep_place (self);
  _dip_window_keep_size (self);

  return G_SOURCE_REMOVE;
}

/* The same in a moment, after the user has moved within what is shown. */
void
_dip_window_keep_place_later (DipWindow *self)
{
  if (self->keep_id == 0)
    self->keep_id = g_timeout_add_seconds (KEEP_DELAY, keep_cb, self);
}

static void
clear_empty (char **text)
{
  if (**text == '\0')
    g_clear_pointer (text, g_free);
}

/**
 * dip_window_restore_place:
 * @self: a window
 *
 * Shows again what was shown last in its library, if the papers are still there.
 */
void
dip_window_restore_place (DipWindow *self)
{
  g_autofree char *text = dip_settings_dup_string ("place", "");
  g_autoptr (GVariant) kept = *text != '\0' ? g_variant_parse (G_VARIANT_TYPE (KEPT_TYPE), text, NULL, NULL, NULL)
                                            : NULL;
  g_autoptr (Place) place = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (DIP_IS_WINDOW (self));

  if (kept == NULL || self->library == NULL)
    return;

  place = g_new0 (Place, 1);
  g_variant_get (kept, KEPT_TYPE, &path, &place->page, &place->ids[0], &place->ids[1], &place->detail,
                 &place->state, &place->paths[0], &place->paths[1]);
  clear_empty (&place->detail);
  clear_empty (&place->paths[0]);
  clear_empty (&place->paths[1]);

  if (g_strcmp0 (path, self->library_path) == 0 &&
      (place->paths[0] != NULL || place->paths[1] != NULL ||
       g_list_model_get_n_items (dip_library_get_editions (self->library)) > 0))
    go_to (self, place);
}
