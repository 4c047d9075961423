/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/dip-locale.h"
#include "dip-application.h"
#include "dip-window-private.h"
#include "window-meter.h"

/*
 * The program with a meter in it. Its own commands:
 *
 *     read EDITION           compare OLD NEW          matrix N [FRAMEWORK]
 *     history EDITION        search WORDS…            library FILE
 *     goto CLAUSE            find WORD                of the paper that is read
 *     clauses                of the history that is shown
 */

static gint64
id_of (const char *word)
{
  return g_ascii_strtoll (word, NULL, 10);
}

/* The first N editions of the library. */
static void
show_matrix (DipWindow  *window,
             guint       n,
             const char *framework)
{
  GListModel *editions = dip_library_get_editions (window->library);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  n = MIN (n, g_list_model_get_n_items (editions));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);

      g_array_append_val (ids, edition->id);
    }
  _dip_window_load_matrix (window, ids, framework);
}

static gboolean
command (GtkWindow  *widget,
         char      **words,
         guint       n_words)
{
  DipWindow *window = DIP_WINDOW (widget);
  DipEdition *old_edition;
  DipEdition *new_edition;

  if (g_str_equal (words[0], "read") && n_words == 2)
    {
      _dip_window_read (window, id_of (words[1]));
      return TRUE;
    }
  if (g_str_equal (words[0], "compare") && n_words == 3)
    {
      old_edition = _dip_window_find_edition (window, id_of (words[1]));
      new_edition = _dip_window_find_edition (window, id_of (words[2]));
      if (old_edition == NULL || new_edition == NULL)
        return FALSE;
      _dip_window_compare (window, old_edition, new_edition);
      return TRUE;
    }
  if (g_str_equal (words[0], "matrix") && n_words >= 2)
    {
      show_matrix (window, (guint) id_of (words[1]), words[2]);
      return TRUE;
    }
  if (g_str_equal (words[0], "history") && n_words == 2)
    {
      _dip_window_show_history (window, id_of (words[1]));
      return TRUE;
    }
  if (g_str_equal (words[0], "search") && n_words == 2)
    {
      _dip_window_show_page (window, "search");
      dip_search_view_search (window->search, words[1]);
      return TRUE;
    }
  if (g_str_equal (words[0], "goto") && n_words == 2)
    {
      dip_reading_view_show_clause (window->reading, words[1]);
      return TRUE;
    }
  if (g_str_equal (words[0], "find") && n_words == 2)
    {
      dip_reading_view_find (window->reading, words[1]);
      return TRUE;
    }
  if (g_str_equal (words[0], "clauses"))
    {
      dip_history_view_search (window->history);
      return TRUE;
    }
  if (g_str_equal (words[0], "library") && n_words == 2)
    {
      dip_window_open_library (window, words[1]);
      return TRUE;
    }

  return FALSE;
}

static gboolean
is_busy (GtkWindow *widget)
{
  DipWindow *window = DIP_WINDOW (widget);

  return window->busy_id != 0 || g_strcmp0 (gtk_stack_get_visible_child_name (window->stack), "busy") == 0;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (DipApplication) application = NULL;

  dip_locale_init ();
  g_set_application_name ("Diptych");
  application = dip_application_new ();

  return meter_run (GTK_APPLICATION (application), command, is_busy, argc, argv);
}
