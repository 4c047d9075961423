/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-text-private.h"

#include "dip-marks.h"

/* Occurrences of a searched word that are marked and counted. */
#define MAX_FOUND 5000

/**
 * dip_paper_text_search:
 * @self: a view
 * @search: what to look for, empty for nothing
 *
 * Marks a word wherever it stands, whatever its case and width.
 *
 * Returns: how often it was found
 */
guint
dip_paper_text_search (DipPaperText *self,
                       const char   *search)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  guint from = 0;
  guint first, last;
  guint byte = 0;
  int offset = 0;

  g_return_val_if_fail (DIP_IS_PAPER_TEXT (self), 0);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "found", &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "current", &start, &end);
  g_array_set_size (self->found, 0);
  self->found_at = 0;
  self->fresh_search = TRUE;
  if (search == NULL || *search == '\0')
    return 0;

  text = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
  while (self->found->len / 2 < MAX_FOUND && dip_marks_find_text (text, search, from, &first, &last))
    {
      int length = g_utf8_strlen (text + first, last - first);
      int to;

      offset += g_utf8_strlen (text + byte, first - byte);
      byte = first;
      to = offset + length;
      g_array_append_val (self->found, offset);
      g_array_append_val (self->found, to);
      gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
      gtk_text_buffer_apply_tag_by_name (buffer, "found", &start, &end);
      from = last;
    }

  /* From where one reads on, and around the end. */
  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  for (guint i = 0; i < self->found->len; i += 2)
    if (g_array_index (self->found, int, i) >= gtk_text_iter_get_offset (&start))
      {
        self->found_at = i / 2;
        break;
      }

  return self->found->len / 2;
}

/**
 * dip_paper_text_move_found:
 * @self: a view
 * @direction: 1 for the next, -1 for the one before
 *
 * Marks the next place where the searched word stands as the current one, selects
 * it and scrolls there.
 *
 * Returns: which one it is, from 1; 0 if there is none
 */
guint
dip_paper_text_move_found (DipPaperText *self,
                           int           direction)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  guint n;

  g_return_val_if_fail (DIP_IS_PAPER_TEXT (self), 0);

  n = self->found->len / 2;
  if (n == 0)
    return 0;

  if (!self->fresh_search)
    self->found_at = (self->found_at + n + (direction > 0 ? 1 : n - 1)) % n;
  else if (direction < 0)
    self->found_at = (self->found_at + n - 1) % n;
  self->fresh_search = FALSE;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "current", &start, &end);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, g_array_index (self->found, int, 2 * self->found_at));
  gtk_text_buffer_get_iter_at_offset (buffer, &end, g_array_index (self->found, int, 2 * self->found_at + 1));
  gtk_text_buffer_apply_tag_by_name (buffer, "current", &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  _dip_paper_text_scroll_to_cursor (self, 0.3);

  return self->found_at + 1;
}
