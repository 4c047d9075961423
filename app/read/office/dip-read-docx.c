/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"
#include "read/dip-readers.h"

#include "base/dip-error.h"
#include "read/office/dip-docx.h"
#include "read/office/dip-package.h"

/*
 * A Word document (ECMA-376): styles and lists first, then the notes, then the
 * text. See dip-docx-styles.c, dip-docx-numbering.c, dip-docx-body.c,
 * dip-docx-paragraph.c and dip-docx-chunk.c.
 */

#define MEDIA_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

/* Notes come from a part of their own. Word lives without the part that a document names, so do we. */
static gboolean
read_notes (DipDocxStory  *story,
            DipZip        *zip,
            const char    *part,
            GHashTable   **notes,
            GCancellable  *cancellable,
            GError       **error)
{
  gboolean read;

  *notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (part == NULL || dip_zip_find (zip, part) == NULL)
    return TRUE;

  story->notes = *notes;
  read = _dip_docx_read_story (story, zip, part, cancellable, error);
  story->notes = NULL;

  return read;
}

static gboolean
read_parts (DipDocxStory  *story,
            DipZip        *zip,
            guint          depth,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *main_part = dip_package_find_main (zip, "word/document.xml", cancellable);
  g_autoptr (GHashTable) relations = dip_package_read_relations (zip, main_part, cancellable, error);
  const char *styles, *numbering;

  if (relations == NULL)
    return FALSE;

  styles = dip_package_find_type (relations, "styles");
  numbering = dip_package_find_type (relations, "numbering");
  if ((styles != NULL && dip_zip_find (zip, styles) != NULL &&
       !_dip_docx_styles_read (story->styles, zip, styles, cancellable, error)) ||
      (numbering != NULL && dip_zip_find (zip, numbering) != NULL &&
       !_dip_docx_numbering_read (story->numbering, zip, numbering, cancellable, error)))
    return FALSE;

  _dip_docx_read_chunks (story, zip, relations, depth, cancellable);
  story->n_comments = dip_package_count_comments (zip, relations, cancellable);

  return read_notes (story, zip, dip_package_find_type (relations, "footnotes"), &story->footnotes, cancellable,
                     error) &&
         read_notes (story, zip, dip_package_find_type (relations, "endnotes"), &story->endnotes, cancellable,
                     error) &&
         _dip_docx_read_story (story, zip, main_part, cancellable, error);
}

/* Says what was left out, and what was taken for what. */
static void
warn (DipFlow            *flow,
      const DipDocxStory *story)
{
  if (story->n_insertions + story->n_deletions > 0)
    dip_flow_warn (flow, "The document has tracked changes (%u inserted, %u deleted); it was read as if all were "
                   "accepted.", story->n_insertions, story->n_deletions);
  dip_flow_warn_of_comments (flow, story->n_comments);
  if (story->n_left_out > 0)
    dip_flow_warn (flow, "Parts of the document that are files of their own were left out: %u.",
                   story->n_left_out);
  if (story->n_struck > 0)
    dip_flow_warn (flow, DIP_FLOW_STRUCK);
}

DipLayout *
_dip_docx_read_inner (GBytes        *bytes,
                      const char    *name,
                      guint          depth,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (DipLayout) layout = dip_layout_new (name, MEDIA_TYPE);
  g_autoptr (DipZip) zip = dip_zip_open (bytes, error);
  g_autoptr (DipDocxStyles) styles = NULL;
  g_autoptr (DipDocxNumbering) numbering = NULL;
  DipDocxStory story = { 0 };
  DipFlow flow;
  gboolean read;

  if (zip == NULL)
    return NULL;

  styles = _dip_docx_styles_new ();
  numbering = _dip_docx_numbering_new ();
  dip_flow_init (&flow, layout);
  story.flow = &flow;
  story.styles = styles;
  story.numbering = numbering;
  read = read_parts (&story, zip, depth, cancellable, error);
  g_clear_pointer (&story.footnotes, g_hash_table_unref);
  g_clear_pointer (&story.endnotes, g_hash_table_unref);
  g_clear_pointer (&story.chunks, g_hash_table_unref);
  if (!read)
    return NULL;

  if (flow.full)
    {
      dip_flow_set_limit_error (error);
      return NULL;
    }
  if (layout->lines->len == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY,
                           story.n_left_out > 0
                           ? "The document has its text in other files inside of it: open it in Word, save it and "
                             "import that."
                           : "The document has no text.");
      return NULL;
    }
  warn (&flow, &story);
  dip_package_read_properties (zip, "docProps/core.xml", layout, cancellable);
  _dip_read_find_endnotes (layout);

  return g_steal_pointer (&layout);
}

/**
 * _dip_read_docx:
 * @bytes: a document of Word
 * @name: base name of the file
 * @options: (nullable): unused
 * @cancellable: (nullable): looked at for each piece
 * @error: return location
 *
 * Lays out a document: headings with their levels and, as lists, with the
 * numbers that Word prints before them; tables as rows; text boxes and notes
 * behind the paragraph that they belong to. Tracked changes are read as if all
 * were accepted, and what is struck through is left out, both with a warning.
 *
 * Returns: (transfer full) (nullable): a layout with at least one line, or
 *   %NULL with a #DipReadError or %G_IO_ERROR_CANCELLED
 */
DipLayout *
_dip_read_docx (GBytes                *bytes,
                const char            *name,
                const DipReadOptions  *options,
                GCancellable          *cancellable,
                GError               **error)
{
  return _dip_docx_read_inner (bytes, name, 0, cancellable, error);
}
