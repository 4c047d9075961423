/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-docx.h"

#include "read/dip-readers.h"
#include "read/office/dip-package.h"

#include <string.h>

/*
 * Files that stand in the place of text (ECMA-376 part 1, 17.17.2.1): a program
 * that writes documents may put pages of the web, plain text or whole documents
 * into one, and leaves it to Word to make text of them.
 *
 *   document = *( paragraph | table | altChunk ( @r:id ) )
 */

/* As many as a person puts together; a document in one may have no further one. */
#define MAX_CHUNKS      200u
#define MAX_CHUNK_BYTES ((gsize) 32 * 1024 * 1024)
#define MAX_DEPTH       1u

static DipLayout *
read_chunk (GBytes       *bytes,
            const char   *name,
            guint         depth,
            GCancellable *cancellable)
{
  DipLayout *layout = NULL;
  const guint8 *data;
  const char *kind;
  gsize length;

  data = g_bytes_get_data (bytes, &length);
  switch (length > 0 ? _dip_read_sniff (data, length, &kind) : DIP_FORMAT_FOREIGN)
    {
    case DIP_FORMAT_TEXT:
      layout = _dip_read_text_bytes (bytes, name, cancellable, NULL);
      break;

    case DIP_FORMAT_HTML:
      layout = _dip_read_html (bytes, name, NULL, cancellable, NULL);
      break;

    case DIP_FORMAT_MHTML:
      layout = _dip_read_mhtml (bytes, name, NULL, cancellable, NULL);
      break;

    case DIP_FORMAT_DOCX:
      if (depth < MAX_DEPTH)
        layout = _dip_docx_read_inner (bytes, name, depth + 1, cancellable, NULL);
      break;

    case DIP_FORMAT_PDF:
    case DIP_FORMAT_XLSX:
    case DIP_FORMAT_ODS:
    case DIP_FORMAT_ODT:
    case DIP_FORMAT_ZIP:
    case DIP_FORMAT_OLE:
    case DIP_FORMAT_FOREIGN:
    default:
      break;
    }

  /* Their numbers are its own. */
  if (layout != NULL)
    _dip_read_settle_notes (layout);

  return layout;
}

/* An archive can be read at one place at a time, so this is done before the text is. */
void
_dip_docx_read_chunks (DipDocxStory *story,
                       DipZip       *zip,
                       GHashTable   *relations,
                       guint         depth,
                       GCancellable *cancellable)
{
  GHashTableIter iter;
  gpointer id, value;
  guint n = 0;

  g_hash_table_iter_init (&iter, relations);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const DipRelation *relation = value;
      const DipZipEntry *entry;
      g_autoptr (GBytes) bytes = NULL;
      DipLayout *layout;

      if (strcmp (relation->type, "aFChunk") != 0)
        continue;
      if (n++ >= MAX_CHUNKS)
        return;
      if (story->chunks == NULL)
        story->chunks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) dip_layout_free);

      entry = dip_zip_find (zip, relation->target);
      if (entry != NULL)
        bytes = dip_zip_load (zip, entry, MAX_CHUNK_BYTES, cancellable, NULL);
      layout = bytes != NULL ? read_chunk (bytes, relation->target, depth, cancellable) : NULL;
      if (layout != NULL)
        g_hash_table_replace (story->chunks, g_strdup (id), layout);
    }
}

void
_dip_docx_add_chunk (DipDocxStory *story,
                     const char   *id)
{
  DipLayout *layout = id != NULL && story->chunks != NULL ? g_hash_table_lookup (story->chunks, id) : NULL;
  g_autoptr (GPtrArray) lines = NULL;

  if (layout == NULL)
    {
      story->n_left_out++;
      return;
    }

  /* One that the document shows twice is in it once. */
  lines = g_steal_pointer (&layout->lines);
  layout->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_line_free);
  g_ptr_array_set_free_func (lines, NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      DipLine *line = lines->pdata[i];

      line->n_blank = MAX (line->n_blank, i == 0);
      dip_flow_add (story->flow, line);
    }

  g_ptr_array_extend_and_steal (story->flow->layout->warnings, g_steal_pointer (&layout->warnings));
  layout->warnings = g_ptr_array_new ();
}
