/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-folder-walk.h"

#include <string.h>

#define ATTRIBUTES                     \
  G_FILE_ATTRIBUTE_STANDARD_NAME ","   \
  G_FILE_ATTRIBUTE_STANDARD_TYPE ","   \
  G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN

typedef struct
{
  GFile *file;
  guint  depth;
  gboolean is_folder;
} Entry;

static void
entry_free (Entry *self)
{
  g_object_unref (self->file);
  g_free (self);
}

static void
found_file_free (gpointer data)
{
  DipFoundFile *self = data;

  g_object_unref (self->file);
  g_free (self);
}

static DipFoundFile *
found_file_new (const Entry *entry)
{
  DipFoundFile *self = g_new (DipFoundFile, 1);

  *self = (DipFoundFile) { g_object_ref (entry->file), entry->depth > 0 };

  return self;
}

static Entry *
entry_new (GFile    *file,
           guint     depth,
           gboolean  is_folder)
{
  Entry *self = g_new (Entry, 1);

  *self = (Entry) { g_object_ref (file), depth, is_folder };

  return self;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *const *left = a;
  const Entry *const *right = b;
  g_autofree char *left_uri = g_file_get_uri ((*left)->file);
  g_autofree char *right_uri = g_file_get_uri ((*right)->file);

  return strcmp (left_uri, right_uri);
}

/* (element-type Entry): what stands in a folder, by name. Hidden files, links
 * and devices are left out; a folder that may not be read is empty. */
static GPtrArray *
list_folder (GFile         *folder,
             guint          depth,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autoptr (GFileEnumerator) enumerator = NULL;

  enumerator = g_file_enumerate_children (folder, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                                          cancellable, NULL);

  while (enumerator != NULL && entries->len < DIP_FOLDER_WALK_MAX_FILES)
    {
      GFileInfo *info;
      GFile *file;
      GFileType type;

      if (!g_file_enumerator_iterate (enumerator, &info, &file, cancellable, NULL) || info == NULL)
        break;

      type = g_file_info_get_file_type (info);
      if (g_file_info_get_is_hidden (info) ||
          (type != G_FILE_TYPE_REGULAR && type != G_FILE_TYPE_DIRECTORY))
        continue;

      g_ptr_array_add (entries, entry_new (file, depth, type == G_FILE_TYPE_DIRECTORY));
    }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  g_ptr_array_sort (entries, compare_entries);

  return g_steal_pointer (&entries);
}

/**
 * _dip_folder_walk:
 * @files: (element-type GFile): files and folders
 * @cancellable: (nullable): stops the walk
 * @error: return location for G_IO_ERROR_CANCELLED
 *
 * Puts the files of folders in the folders' places, each folder in the order
 * of its names. Whatever is no folder is handed on as it is; the reader says
 * what is wrong with it.
 *
 * Links are not followed below a given folder, so a walk ends; it also ends
 * at a depth and a number of files that no folder of papers has.
 *
 * Returns: (transfer full) (element-type DipFoundFile): the files, or NULL with @error set
 */
GPtrArray *
_dip_folder_walk (GPtrArray     *files,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (found_file_free);
  g_autoptr (GPtrArray) stack = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);

  /* The stack holds what is to come, the next on top. */
  for (guint i = files->len; i > 0; i--)
    {
      GFile *file = g_ptr_array_index (files, i - 1);
      GFileType type = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable);

      g_ptr_array_add (stack, entry_new (file, 0, type == G_FILE_TYPE_DIRECTORY));
    }

  while (stack->len > 0 && found->len < DIP_FOLDER_WALK_MAX_FILES)
    {
      Entry *entry = g_ptr_array_steal_index (stack, stack->len - 1);
      g_autoptr (GPtrArray) children = NULL;

      if (!entry->is_folder)
        {
          g_ptr_array_add (found, found_file_new (entry));
          entry_free (entry);
          continue;
        }

      if (entry->depth < DIP_FOLDER_WALK_MAX_DEPTH)
        {
          children = list_folder (entry->file, entry->depth + 1, cancellable, error);
          if (children == NULL)
            {
              entry_free (entry);
              return NULL;
            }
        }

      entry_free (entry);
      while (children != NULL && children->len > 0)
        g_ptr_array_add (stack, g_ptr_array_steal_index (children, children->len - 1));
    }

  return g_steal_pointer (&found);
}
