/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-readers.h"

#include "base/dip-error.h"
#include "read/dip-read-archive.h"
#include "read/office/dip-zip.h"

#include <string.h>

/*
 * An archive with papers in it. One is read; of several a person says which.
 * An archive in an archive is a paper of it like another one, which is read where
 * it has one paper itself, and no archive in that: nothing unpacks without end.
 */

/* As many names as a sentence bears. */
#define MAX_NAMED 12u

/* What a person packs into one archive. */
#define MAX_PAPERS 1000u

/* What goes through the pipe of a worker. */
#define MAX_UNPACKED (160u * 1024 * 1024)

/* What may be a paper by its name; the bytes decide. */
static const char *const readable[] = {
  ".pdf", ".xlsx", ".xlsm", ".xltx", ".docx", ".docm", ".dotx", ".ods", ".odt", ".html", ".htm", ".xhtml", ".md",
  ".markdown", ".txt", ".csv", ".tsv", ".text", ".mht", ".mhtml", NULL,
};

/* What people write papers with and cannot be read: it is not passed over without a word. */
static const char *const unreadable[] = {
  ".doc", ".xls", ".ppt", ".pptx", ".odp", ".rtf", ".zip", ".lzh", ".7z", ".rar", ".jtd", ".pages", ".numbers", ".eml",
  ".msg", NULL,
};

static gboolean
is_candidate (const DipZipEntry *entry,
              const char *const *endings)
{
  const char *base = strrchr (entry->name, '/');
  g_autofree char *lower = g_ascii_strdown (entry->name, -1);

  base = base != NULL ? base + 1 : entry->name;
  if (entry->is_folder || *base == '.' || g_str_has_prefix (entry->name, "__MACOSX/"))
    return FALSE;

  for (guint i = 0; endings[i] != NULL; i++)
    {
      if (g_str_has_suffix (lower, endings[i]))
        return TRUE;
    }

  return FALSE;
}

static GPtrArray *
list_candidates (DipZip            *zip,
                 const char *const *endings)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < dip_zip_get_n (zip); i++)
    {
      const DipZipEntry *entry = dip_zip_get (zip, i);

      if (is_candidate (entry, endings))
        g_ptr_array_add (found, (gpointer) entry);
    }

  return found;
}

static void
set_choice_error (GPtrArray   *found,
                  const char  *wanted,
                  GError     **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < found->len && i < MAX_NAMED; i++)
    g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "",
                            ((const DipZipEntry *) g_ptr_array_index (found, i))->name);
  if (found->len > MAX_NAMED)
    g_string_append_printf (list, " and %u more", found->len - MAX_NAMED);
  _dip_read_make_line (list->str);

  if (wanted != NULL)
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_FAILED,
                 "The archive has no paper “%s”; it has %s.", wanted, list->str);
  else
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                 "The archive has several papers, import them one by one: %s.", list->str);
}

static const DipZipEntry *
choose (DipZip      *zip,
        const char  *wanted,
        GError     **error)
{
  g_autoptr (GPtrArray) found = list_candidates (zip, readable);
  g_autoptr (GPtrArray) others = list_candidates (zip, unreadable);
  const DipZipEntry *entry = NULL;

  if (found->len == 0 || wanted != NULL)
    g_ptr_array_extend (found, others, NULL, NULL);
  if (found->len == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                           "The archive has no paper in it: unpack it, save what it has as PDF and import that.");
      return NULL;
    }

  if (wanted == NULL && found->len == 1)
    return g_ptr_array_index (found, 0);

  for (guint i = 0; wanted != NULL && i < found->len; i++)
    {
      const DipZipEntry *other = g_ptr_array_index (found, i);
      g_autofree char *base = dip_read_entry_base (other->name);

      if (strcmp (other->name, wanted) == 0)
        return other;
      if (strcmp (base, wanted) == 0 && entry == NULL)
        entry = other;
    }

  if (entry == NULL)
    set_choice_error (found, wanted, error);

  return entry;
}

DipLayout *
_dip_zip_list_papers (GBytes  *bytes,
                      GError **error)
{
  g_autoptr (DipZip) zip = dip_zip_open (bytes, error);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) others = NULL;
  DipLayout *layout;

  if (zip == NULL)
    return NULL;

  found = list_candidates (zip, readable);
  others = list_candidates (zip, unreadable);
  g_ptr_array_extend (found, others, NULL, NULL);
  layout = dip_layout_new ("archive", "application/zip");
  for (guint i = 0; i < MIN (found->len, MAX_PAPERS); i++)
    g_ptr_array_add (layout->sheets, g_strdup (((const DipZipEntry *) found->pdata[i])->name));

  return layout;
}

GBytes *
_dip_zip_unpack_paper (GBytes      *bytes,
                       const char  *name,
                       GError     **error)
{
  g_autoptr (DipZip) zip = dip_zip_open (bytes, error);
  const DipZipEntry *entry = zip != NULL ? choose (zip, name, error) : NULL;

  return entry != NULL ? dip_zip_load (zip, entry, MAX_UNPACKED, NULL, error) : NULL;
}

/**
 * _dip_read_zip:
 * @bytes: a ZIP archive that is no document itself
 * @name: base name of the file
 * @options: (nullable): which entry
 * @cancellable: (nullable): looked at for each piece
 * @error: return location
 *
 * Reads the paper in an archive: the one that @options names, by its whole name
 * or by that without folders, or the only one. Where there are several and none
 * is named, the error lists them. Nothing is written to disk.
 *
 * Returns: (transfer full) (nullable): the layout of the paper, or %NULL with
 *   a #DipReadError or %G_IO_ERROR_CANCELLED
 */
DipLayout *
_dip_read_zip (GBytes                *bytes,
               const char            *name,
               const DipReadOptions  *options,
               GCancellable          *cancellable,
               GError               **error)
{
  g_autoptr (DipZip) zip = dip_zip_open (bytes, error);
  g_autoptr (GBytes) unpacked = NULL;
  g_autofree char *base = NULL;
  const DipZipEntry *entry;
  const char *kind;
  const guint8 *data;
  DipFormat format;
  DipReader reader;
  gsize length;

  if (zip == NULL)
    return NULL;

  entry = choose (zip, options != NULL ? options->entry : NULL, error);
  if (entry == NULL)
    return NULL;
  unpacked = dip_zip_load (zip, entry, DIP_READ_MAX_BYTES, cancellable, error);
  if (unpacked == NULL)
    return NULL;

  data = g_bytes_get_data (unpacked, &length);
  if (length == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY, "The paper in the archive is empty.");
      return NULL;
    }

  base = dip_read_entry_base (entry->name);
  format = _dip_read_sniff (data, length, &kind);
  if (format == DIP_FORMAT_TEXT)
    {
      if (length <= DIP_READ_MAX_TEXT_BYTES)
        return _dip_read_text_bytes (unpacked, base, cancellable, error);
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_TOO_LARGE,
                           "The text in the archive is larger than any paper.");
      return NULL;
    }

  reader = format != DIP_FORMAT_ZIP ? _dip_reader_for (format) : NULL;
  if (reader == NULL)
    {
      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                   "The paper in the archive is %s, which cannot be read.", kind);
      return NULL;
    }

  return reader (unpacked, base, options, cancellable, error);
}
