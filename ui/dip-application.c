/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-application.h"

#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-help-window.h"
#include "dip-search-provider.h"
#include "dip-settings.h"
#include "dip-tooltip.h"
#include "dip-window.h"
#include "session/dip-library-ahead.h"

/* What the longest of the keys needs, with what it does, in pixels. */
#define SHORTCUTS_WIDTH 480

/**
 * DipApplication:
 *
 * One window, the actions that need none, and the command line:
 *
 *     diptych [--library FILE] [FILE…]
 *     diptych [--library FILE] --compare OLD NEW
 */
struct _DipApplication
{
  AdwApplication     parent_instance;

  char              *library_path;   /* (nullable): from the command line */
  DipLibraryAhead   *ahead;          /* (nullable): read while the window is made */
  DipSearchProvider *provider;       /* (nullable): as long as the bus knows the program */
};

G_DEFINE_FINAL_TYPE (DipApplication, dip_application, ADW_TYPE_APPLICATION)

static void
set_color_scheme (const char *name)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_strcmp0 (name, "light") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_strcmp0 (name, "dark") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
change_color_scheme_cb (GSimpleAction *action,
                        GVariant      *state,
                        gpointer       user_data)
{
  g_simple_action_set_state (action, state);
  dip_settings_set_string ("color-scheme", g_variant_get_string (state, NULL));
  set_color_scheme (g_variant_get_string (state, NULL));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Closing them lets each one keep its state, and may take another one with it. */
  g_list_foreach (windows, (GFunc) (GCallback) g_object_ref, NULL);
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free_full (windows, g_object_unref);
}

/* The page of the help that explains what is seen. */
static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window != NULL)
    dip_help_window_present (window, DIP_IS_WINDOW (window) ? dip_window_get_help_page (DIP_WINDOW (window)) : NULL);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  dip_show_about (gtk_application_get_active_window (user_data),
                  _("Lays security papers of cloud providers side by side"),
                  /* Translators: put your names here, one to a line */
                  _("translator-credits"));
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  /* GTK's window of keys is wider than a narrow screen. The help has all of them too. */
  if (window != NULL && gtk_widget_get_width (GTK_WIDGET (window)) < SHORTCUTS_WIDTH)
    dip_help_window_present (window, "keys");
  else
    dip_show_shortcuts (window, RESOURCE_PATH "/dip-shortcuts.ui");
}

/* The file of the library that a new window shows, and whether it was open before. */
static char *
dup_library_path (const char *from_command_line,
                  gboolean   *is_known)
{
  g_autofree char *path = dip_settings_dup_string ("library-path", "");

  *is_known = from_command_line == NULL && *path != '\0';
  if (from_command_line != NULL)
    return g_strdup (from_command_line);

  return *is_known ? g_steal_pointer (&path) : dip_library_dup_default_path ();
}

/* The window that there is, or a new one, which shows what was shown last if it @restores. */
static DipWindow *
ensure_window (DipApplication *self,
               gboolean        restores)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL && DIP_IS_WINDOW (window))
    return DIP_WINDOW (window);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (DIP_IS_WINDOW (l->data))
        return l->data;
    }

  {
    gboolean is_known;
    g_autofree char *path = dup_library_path (self->library_path, &is_known);
    DipWindow *created = dip_window_new (GTK_APPLICATION (self));

    if (self->ahead != NULL && g_str_equal (dip_library_ahead_get_path (self->ahead), path))
      dip_window_take_library (created, g_steal_pointer (&self->ahead));
    else if (is_known)
      dip_window_open_known_library (created, path);
    else
      dip_window_open_library (created, path);
    g_clear_pointer (&self->ahead, dip_library_ahead_free);
    if (restores)
      dip_window_restore_place (created);
    return created;
  }
}

static void
dip_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (DIP_APPLICATION (application), TRUE)));
}

/* What the desktop offers beside the name of the program: the window's action of this name. */
static void
in_window_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  DipWindow *window = ensure_window (user_data, FALSE);

  gtk_window_present (GTK_WINDOW (window));
  g_action_group_activate_action (G_ACTION_GROUP (window), g_action_get_name (G_ACTION (action)), NULL);
}

static void
found_cb (DipSearchProvider *provider,
          const char        *library,
          gint64             edition_id,
          const char        *clause,
          DipApplication    *self)
{
  DipWindow *window = ensure_window (self, FALSE);

  gtk_window_present (GTK_WINDOW (window));
  dip_window_show_clause (window, library, edition_id, clause);
}

static void
search_on_cb (DipSearchProvider *provider,
              const char        *library,
              const char        *query,
              DipApplication    *self)
{
  DipWindow *window = ensure_window (self, FALSE);

  gtk_window_present (GTK_WINDOW (window));
  dip_window_search_for (window, library, query);
}

/* The overview of the desktop finds the program there. */
static gboolean
dip_application_dbus_register (GApplication     *application,
                               GDBusConnection  *connection,
                               const char       *path,
                               GError          **error)
{
  DipApplication *self = DIP_APPLICATION (application);
  g_autofree char *place = g_strconcat (path, "/SearchProvider", NULL);

  if (!G_APPLICATION_CLASS (dip_application_parent_class)->dbus_register (application, connection, path, error))
    return FALSE;

  self->provider = dip_search_provider_new (application);
  g_signal_connect (self->provider, "open", G_CALLBACK (found_cb), self);
  g_signal_connect (self->provider, "search", G_CALLBACK (search_on_cb), self);

  return dip_search_provider_export (self->provider, connection, place, error);
}

static void
dip_application_dbus_unregister (GApplication    *application,
                                 GDBusConnection *connection,
                                 const char      *path)
{
  g_clear_object (&DIP_APPLICATION (application)->provider);

  G_APPLICATION_CLASS (dip_application_parent_class)->dbus_unregister (application, connection, path);
}

static void
dip_application_open (GApplication  *application,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  DipWindow *window = ensure_window (DIP_APPLICATION (application), FALSE);
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_FILE);

  for (int i = 0; i < n_files; i++)
    g_list_store_append (store, files[i]);

  gtk_window_present (GTK_WINDOW (window));
  dip_window_import (window, G_LIST_MODEL (store));
}

static int
dip_application_command_line (GApplication            *application,
                              GApplicationCommandLine *command_line)
{
  DipApplication *self = DIP_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **arguments = NULL;
  const char *library = NULL;
  guint n_arguments = 0;
  gboolean compare = FALSE;

  g_variant_dict_lookup (options, "compare", "b", &compare);
  g_variant_dict_lookup (options, "library", "^&ay", &library);
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &arguments);
  while (arguments != NULL && arguments[n_arguments] != NULL)
    n_arguments++;

  if (compare && n_arguments != 2)
    {
      g_application_command_line_printerr (command_line, "diptych: %s\n",
                                           _("--compare needs two papers, the old one and the new one"));
      return 2;
    }

  if (library != NULL)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, library);

      g_free (self->library_path);
      self->library_path = g_file_get_path (file);
    }

  if (compare)
    {
      DipWindow *window = ensure_window (self, FALSE);
      g_autoptr (GFile) old_file = g_application_command_line_create_file_for_arg (command_line, arguments[0]);
      g_autoptr (GFile) new_file = g_application_command_line_create_file_for_arg (command_line, arguments[1]);
      g_autofree char *old_path = g_file_get_path (old_file);
      g_autofree char *new_path = g_file_get_path (new_file);

      gtk_window_present (GTK_WINDOW (window));
      dip_window_compare_names (window,
                                g_file_query_exists (old_file, NULL) && old_path != NULL ? old_path : arguments[0],
                                g_file_query_exists (new_file, NULL) && new_path != NULL ? new_path : arguments[1]);
      return 0;
    }

  if (n_arguments > 0)
    {
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = 0; i < n_arguments; i++)
        g_ptr_array_add (files, g_application_command_line_create_file_for_arg (command_line, arguments[i]));
      g_application_open (application, (GFile **) files->pdata, (int) files->len, "");
      return 0;
    }

  g_application_activate (application);

  return 0;
}

static int
dip_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  DipApplication *self = DIP_APPLICATION (application);
  const char *library = NULL;
  gboolean version = FALSE;

  /* For what is read ahead. */
  if (g_variant_dict_lookup (options, "library", "^&ay", &library))
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (library);

      g_free (self->library_path);
      self->library_path = g_file_get_path (file);
    }

  if (g_variant_dict_lookup (options, "version", "b", &version) && version)
    {
      g_print ("diptych %s\n", PACKAGE_VERSION);
      return 0;
    }

  return -1;
}

/* The list of a large library takes as long to read as GTK takes to begin, so both are done at once. A
 * library that is not there yet is left to the window, and who only answers the desktop may need none. */
static void
read_ahead (DipApplication *self)
{
  gboolean is_known;
  g_autofree char *path = dup_library_path (self->library_path, &is_known);

  if ((g_application_get_flags (G_APPLICATION (self)) & G_APPLICATION_IS_SERVICE) == 0 &&
      g_file_test (path, G_FILE_TEST_IS_REGULAR))
    self->ahead = dip_library_ahead_new (path);
}

static void
dip_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "quit", quit_cb },
    { "about", about_cb },
    { "help", help_cb },
    { "shortcuts", shortcuts_cb },
    { "import", in_window_cb },
    { "matrix", in_window_cb },
    { "search-all", in_window_cb },
    { "color-scheme", NULL, "s", "'default'", change_color_scheme_cb },
  };
  static const struct {
    const char *action;
    const char *keys[5];
  } accels[] = {
    { "app.quit",            { "<Control>q" } },
    { "app.help",            { "F1" } },
    { "app.shortcuts",       { "<Control>question", "<Control>slash" } },
    { "window.close",        { "<Control>w" } },
    { "win.import",          { "<Control>o" } },
    { "win.print",           { "<Control>p" } },
    { "win.save-table",      { "<Control>s" } },
    { "win.search",          { "<Control>f" } },
    { "win.search-all",      { "<Control><Shift>f" } },
    { "win.search-library",  { "<Control>k" } },
    { "win.find-next",       { "<Control>g" } },
    { "win.find-previous",   { "<Control><Shift>g" } },
    { "win.next-change",     { "<Alt>Down" } },
    { "win.previous-change", { "<Alt>Up" } },
    { "win.next-of-class",   { "<Alt>Page_Down" } },
    { "win.previous-of-class", { "<Alt>Page_Up" } },
    { "win.next-flip",       { "<Alt><Shift>Down" } },
    { "win.previous-flip",   { "<Alt><Shift>Up" } },
    { "win.swap",            { "<Alt>backslash" } },
    { "win.stacked",         { "<Control>backslash" } },
    { "win.reviewed-next",   { "<Control>Return", "<Control>KP_Enter" } },
    { "win.toggle-reviewed", { "<Control><Shift>Return" } },
    { "win.why",             { "<Control>i" } },
    { "win.other-end",       { "<Control>e" } },
    { "win.choose-tags",     { "<Control>t" } },
    { "win.pair-with::any",  { "<Control>j" } },
    { "win.part",            { "<Control><Shift>j" } },
    { "win.compare-open",    { "<Control>d" } },
    { "win.properties-open", { "<Alt>Return" } },
    { "win.history-open",    { "<Control>h" } },
    { "win.matrix",          { "<Control>m" } },
    { "win.show-original",   { "F8" } },
    { "win.toggle-sidebar",  { "F9" } },
    { "win.menu",            { "F10" } },
    { "win.refresh",         { "<Control>r", "F5" } },
    { "win.zoom-in",         { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
    { "win.zoom-out",        { "<Control>minus", "<Control>KP_Subtract" } },
    { "win.zoom-normal",     { "<Control>0", "<Control>KP_0" } },
    { "win.copy-citation",   { "<Control><Shift>c" } },
    { "win.remove-selected", { "<Control>Delete" } },
    { "win.return",          { "<Alt>Left" } },
    { "win.go-forward",      { "<Alt>Right" } },
    { "win.compare-variants", { "<Control><Shift>v" } },
    { "win.escape",          { "Escape" } },
  };
  g_autofree char *scheme = NULL;

  read_ahead (DIP_APPLICATION (application));
  G_APPLICATION_CLASS (dip_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  /* Text of a row can be selected; the focus alone shall not select all of it. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  dip_tooltip_fit_all ();

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action, accels[i].keys);

  scheme = dip_settings_dup_string ("color-scheme", "default");
  g_action_group_change_action_state (G_ACTION_GROUP (application), "color-scheme", g_variant_new_string (scheme));
}

static void
dip_application_finalize (GObject *object)
{
  g_free (DIP_APPLICATION (object)->library_path);
  g_clear_pointer (&DIP_APPLICATION (object)->ahead, dip_library_ahead_free);

  G_OBJECT_CLASS (dip_application_parent_class)->finalize (object);
}

static void
dip_application_class_init (DipApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dip_application_finalize;
  application_class->dbus_register = dip_application_dbus_register;
  application_class->dbus_unregister = dip_application_dbus_unregister;
  application_class->startup = dip_application_startup;
  application_class->activate = dip_application_activate;
  application_class->open = dip_application_open;
  application_class->command_line = dip_application_command_line;
  application_class->handle_local_options = dip_application_handle_local_options;
}

static void
dip_application_init (DipApplication *self)
{
  static const GOptionEntry options[] = {
    { "compare", 'c', 0, G_OPTION_ARG_NONE, NULL,
      N_("Compare two papers: files, or editions of the library"), NULL },
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, NULL,
      N_("Open this library instead of yours"), N_("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_("Print the version and exit"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL,
      NULL, N_("[FILE…]") },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Lays security papers of cloud providers side by side."));
}

DipApplication *
dip_application_new (void)
{
  return g_object_new (DIP_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}
