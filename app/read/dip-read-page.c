/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-page.h"

#include "base/dip-error.h"
#include "read/dip-worker.h"

#include <math.h>
#include <string.h>

/*
 * A page as it looks. The worker draws it and sends the picture with the lines
 * that it sees there, so that a text can be found on it.
 */

/* A text that a page cut is looked for by its beginning and its end. */
#define PIECE_LETTERS 16

/**
 * dip_read_has_pages:
 * @bytes: the contents of a file
 *
 * Looks at the first bytes only.
 *
 * Returns: whether dip_read_page() is worth a try
 */
gboolean
dip_read_has_pages (GBytes *bytes)
{
  const guint8 *data;
  const char *kind;
  gsize length;

  g_return_val_if_fail (bytes != NULL, FALSE);

  data = g_bytes_get_data (bytes, &length);

  return length > 0 && _dip_read_sniff (data, length, &kind) == DIP_FORMAT_PDF;
}

/**
 * dip_read_page:
 * @bytes: the contents of a PDF
 * @page: from 1
 * @scale: pixels a point, finite and above 0; made smaller where the picture
 *   would have more than %DIP_PAGE_MAX_PIXELS
 * @cancellable: (nullable): ends the worker at once
 * @error: return location
 *
 * Has a worker process draw a page on white, and read its lines. Blocks, for
 * half a minute at most; any thread.
 *
 * Returns: (transfer full) (nullable): the page, or %NULL with a #DipReadError
 *   (%DIP_READ_ERROR_UNKNOWN_FORMAT for what has no pages, %DIP_READ_ERROR_FAILED
 *   for a page that is not there) or %G_IO_ERROR_CANCELLED
 */
DipPageImage *
dip_read_page (GBytes        *bytes,
               guint          page,
               double         scale,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *number = g_strdup_printf ("%u", page);
  char scale_text[G_ASCII_DTOSTR_BUF_SIZE];
  const char *arguments[] = { "page", number, scale_text, NULL };
  DipPageImage *image = NULL;
  DipFrameSink sink;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (page > 0, NULL);
  g_return_val_if_fail (isfinite (scale) && scale > 0.0, NULL);

  if (!dip_read_has_pages (bytes))
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                           "Only a PDF has pages that can be shown.");
      return NULL;
    }

  g_ascii_dtostr (scale_text, sizeof scale_text, scale);
  _dip_frame_sink_init (&sink, "page");
  sink.wants_image = TRUE;

  if (_dip_worker_run (bytes, arguments, DIP_WORKER_PAGE_SECONDS, &sink, NULL, NULL, cancellable, error))
    {
      image = g_steal_pointer (&sink.image);
      image->page = page;
      image->n_pages = sink.layout->n_pages;
      image->layout = g_steal_pointer (&sink.layout);
    }
  _dip_frame_sink_clear (&sink);

  return image;
}

typedef struct
{
  GBytes *bytes;
  guint   page;
  double  scale;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
run_in_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const Request *request = task_data;
  DipPageImage *image;
  GError *error = NULL;

  image = dip_read_page (request->bytes, request->page, request->scale, cancellable, &error);
  if (image != NULL)
    g_task_return_pointer (task, image, (GDestroyNotify) dip_page_image_free);
  else
    g_task_return_error (task, error);
}

/**
 * dip_read_page_async:
 * @bytes: the contents of a PDF
 * @page: from 1
 * @scale: pixels a point
 * @cancellable: (nullable): ends the worker at once
 * @callback: called in the thread-default main context of the caller
 * @user_data: for @callback
 *
 * The same as dip_read_page() in a thread of its own.
 */
void
dip_read_page_async (GBytes               *bytes,
                     guint                 page,
                     double                scale,
                     GCancellable         *cancellable,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (bytes != NULL);
  g_return_if_fail (page > 0);
  g_return_if_fail (isfinite (scale) && scale > 0.0);

  request = g_new0 (Request, 1);
  request->bytes = g_bytes_ref (bytes);
  request->page = page;
  request->scale = scale;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, dip_read_page_async);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * dip_read_page_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): as dip_read_page()
 */
DipPageImage *
dip_read_page_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What a text says without its white space and the widths of its letters; with
 * @owners, the number of the line that each byte comes from. */
static void
append_folded (GString    *folded,
               GArray     *owners,
               const char *text,
               guint       owner)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  for (const char *at = normal; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c))
        g_string_append_unichar (folded, c);
    }

  while (owners != NULL && owners->len < folded->len)
    g_array_append_val (owners, owner);
}

static void
add_areas (const DipPageImage *self,
           GArray             *areas,
           guint               first,
           guint               last)
{
  for (guint i = first; i <= last; i++)
    {
      const DipLine *line = g_ptr_array_index (self->layout->lines, i);
      DipPageArea area = { line->x, line->y, line->width, line->height };

      if (area.width > 0.0 && area.height > 0.0)
        g_array_append_val (areas, area);
    }
}

/* The lines in which @needle stands, FALSE where it does not. */
static gboolean
find_lines (const GString *page,
            GArray        *owners,
            const char    *needle,
            guint         *first,
            guint         *last)
{
  const char *found = *needle != '\0' ? strstr (page->str, needle) : NULL;
  gsize at;

  if (found == NULL)
    return FALSE;

  at = (gsize) (found - page->str);
  *first = g_array_index (owners, guint, at);
  *last = g_array_index (owners, guint, at + strlen (needle) - 1);

  return TRUE;
}

/**
 * dip_page_image_find_text:
 * @self: a page
 * @text: what to look for, "" finds nothing
 *
 * Finds the lines of a page in which a text stands, without regard of white
 * space, line ends and the widths of letters. A text that goes on from the page
 * before, or to the next one, is found by its end or its beginning: the lines up
 * to there, or from there, are its.
 *
 * Returns: (transfer full) (element-type DipPageArea): an area for each line,
 *   from top to bottom; empty where the text is not on the page
 */
GArray *
dip_page_image_find_text (const DipPageImage *self,
                          const char         *text)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autoptr (GString) needle = g_string_new (NULL);
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (DipPageArea));
  guint first, last, n_lines;

  g_return_val_if_fail (self != NULL, areas);
  g_return_val_if_fail (text != NULL, areas);

  n_lines = self->layout->lines->len;
  append_folded (needle, NULL, text, 0);
  for (guint i = 0; i < n_lines; i++)
    {
      const DipLine *line = g_ptr_array_index (self->layout->lines, i);

      append_folded (page, owners, line->text, i);
    }

  if (find_lines (page, owners, needle->str, &first, &last))
    add_areas (self, areas, first, last);
  else if (g_utf8_strlen (needle->str, -1) > PIECE_LETTERS)
    {
      g_autofree char *head = g_utf8_substring (needle->str, 0, PIECE_LETTERS);
      const char *tail = g_utf8_offset_to_pointer (needle->str, g_utf8_strlen (needle->str, -1) - PIECE_LETTERS);
      guint head_first, head_last, tail_first, tail_last;
      gboolean has_head = find_lines (page, owners, head, &head_first, &head_last);
      gboolean has_tail = find_lines (page, owners, tail, &tail_first, &tail_last);

      if (has_head && has_tail && head_first <= tail_last)
        add_areas (self, areas, head_first, tail_last);
      else if (has_head)
        add_areas (self, areas, head_first, n_lines - 1);
      else if (has_tail)
        add_areas (self, areas, 0, tail_last);
    }

  return areas;
}
