/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-window-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* What was copied elsewhere: files in a file manager, or the text of a paper in a
 * browser or a reader of PDFs. */

/* A word or an address that was copied is no paper. */
#define MIN_LINES 3

static const char pasted_key[] = "pasted";

static void
tell_nothing (DipWindow *self)
{
  _dip_window_toast (self, _("There is no paper in the clipboard: copy its file, or its text"));
}

static gboolean
is_paper (const char *text)
{
  guint n = 0;

  for (const char *line = text; line != NULL && n < MIN_LINES; line = strchr (line, '\n'))
    {
      line += strspn (line, " \t\r\n");
      n += *line != '\0';
    }

  return n == MIN_LINES;
}

/* The file and the folder that was made for it. */
static void
remove_file (gpointer data)
{
  g_autofree char *path = data;
  g_autofree char *folder = g_path_get_dirname (path);

  g_remove (path);
  g_rmdir (folder);
}

/* (nullable): a file of the user's own with a text in it, which is removed with the object or before. */
static GFile *
write_text (const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("diptych-XXXXXX", NULL);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  GFile *file;

  if (folder == NULL)
    return NULL;

  /* Translators: the name of a file, without the ending, for a paper whose text was pasted */
  name = g_strdup_printf ("%s.txt", _("Pasted Text"));
  g_strdelimit (name, "/", '-');
  path = g_build_filename (folder, name, NULL);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    {
      remove_file (g_steal_pointer (&path));
      return NULL;
    }

  file = g_file_new_for_path (path);
  g_object_set_data_full (G_OBJECT (file), pasted_key, g_steal_pointer (&path), remove_file);

  return file;
}

/**
 * _dip_window_forget_pasted:
 * @file: a file that was imported
 *
 * Removes a file that was written for a text that was pasted: the library has it now.
 *
 * Returns: whether it was such a file
 */
gboolean
_dip_window_forget_pasted (GFile *file)
{
  gboolean is_pasted = g_object_get_data (G_OBJECT (file), pasted_key) != NULL;

  g_object_set_data (G_OBJECT (file), pasted_key, NULL);

  return is_pasted;
}

/**
 * _dip_window_import_text:
 * @self: a window
 * @text: UTF-8
 *
 * Imports the text of a paper.
 *
 * Returns: `FALSE` if it is too short to be one
 */
gboolean
_dip_window_import_text (DipWindow  *self,
                         const char *text)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = NULL;

  if (!is_paper (text))
    return FALSE;

  file = write_text (text);
  if (file == NULL)
    {
      _dip_window_toast (self, _("The text could not be kept in a temporary file"));
      return TRUE;
    }

  g_list_store_append (files, file);
  dip_window_import (self, G_LIST_MODEL (files));

  return TRUE;
}

static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  if (text == NULL || !_dip_window_import_text (self, text))
    tell_nothing (self);
}

static void
files_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (DipWindow) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (object), result, NULL);

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  if (value == NULL || !_dip_window_import_list (self, value))
    tell_nothing (self);
}

/* Imports what was copied. A file manager offers the names of files as text, too. */
void
_dip_window_paste (DipWindow *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, files_cb,
                                    g_object_ref (self));
  else if (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    gdk_clipboard_read_text_async (clipboard, NULL, text_cb, g_object_ref (self));
  else
    tell_nothing (self);
}
