/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "read/dip-readers.h"
#include "read/dip-worker.h"
#include "read/worker/dip-fence.h"
#include "read/worker/dip-worker-tasks.h"

#include <errno.h>
#include <locale.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * diptych-worker FORMAT NAME SHEET ENTRY FIRST LAST SHARE <file >frames
 * diptych-worker page NUMBER SCALE <file >frames
 * diptych-worker papers <archive >frames
 * diptych-worker unpack ENTRY <archive >frames
 *
 * Reads one document, draws a page of it, or looks into an archive, for the
 * program that started it. Nothing else may: it is no command for people. The
 * file comes as standard input, frames go out.
 *
 * Three programs are made of this. Libraries take longer to start than a short
 * document to read: one has only those for PDF, one only those for office
 * documents, and one has all, for archives, where anything may be inside.
 */

static const struct
{
  const char *name;
  DipFormat   format;
} formats[] = {
  { "pdf", DIP_FORMAT_PDF },
  { "xlsx", DIP_FORMAT_XLSX },
  { "ods", DIP_FORMAT_ODS },
  { "docx", DIP_FORMAT_DOCX },
  { "odt", DIP_FORMAT_ODT },
  { "html", DIP_FORMAT_HTML },
  { "mhtml", DIP_FORMAT_MHTML },
  { "zip", DIP_FORMAT_ZIP },
  { "ole", DIP_FORMAT_OLE },
};

#define PROGRESS_USEC (40 * 1000)

#define HEAP      ((gsize) 6 * 1024 * 1024)
#define ALIGNMENT ((gsize) 4096)
#define MAX_KEPT  (64 * 1024 * 1024)

/* What one page gives back the next one takes again; the system takes nothing back in between. A short paper needs a
 * few megabytes, which come in large pages where the machine has them instead of a thousand small ones. */
static void
prepare_heap (void)
{
  char *heap;
  gsize skip;

  mallopt (M_MMAP_THRESHOLD, MAX_KEPT);
  mallopt (M_TRIM_THRESHOLD, MAX_KEPT);

  heap = g_malloc (HEAP);
  skip = ALIGNMENT - (gsize) heap % ALIGNMENT;
  madvise (heap + skip, HEAP - ALIGNMENT, MADV_HUGEPAGE);
  g_free (heap);
}

static gboolean
write_all (const void *data,
           gsize       length)
{
  const guint8 *at = data;

  while (length > 0)
    {
      gssize n = write (STDOUT_FILENO, at, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static gboolean
send_frame (DipFrameKind  kind,
            GBytes       *frame,
            gpointer      user_data)
{
  DipFrameHead head = { DIP_FRAME_MAGIC, kind, g_bytes_get_size (frame) };

  return write_all (&head, sizeof head) && write_all (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame));
}

/* Nobody can follow every page, and to wake the program for each costs as much as a tenth of a page. The first call
 * says how many there are and is always handed on. */
static gboolean
is_worth_telling (guint page)
{
  static gint64 told;
  gint64 now = g_get_monotonic_time ();

  if (page > 0 && now - told < PROGRESS_USEC)
    return FALSE;

  told = now;

  return TRUE;
}

static void
send_progress (guint    page,
               guint    n_pages,
               gpointer user_data)
{
  g_autoptr (GBytes) frame = NULL;

  dip_fence_begin_page ();
  if (!is_worth_telling (page))
    return;

  frame = _dip_frame_of_progress (page, n_pages);

  /* A program that is gone is noticed at the end. */
  if (!send_frame (DIP_FRAME_PROGRESS, frame, NULL))
    _exit (EXIT_FAILURE);
}

static void
make_valid (char **text)
{
  if (*text != NULL && !g_utf8_validate (*text, -1, NULL))
    {
      char *valid = g_utf8_make_valid (*text, -1);

      g_free (*text);
      *text = valid;
    }
}

static void
make_all_valid (GPtrArray *texts)
{
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    make_valid ((char **) &texts->pdata[i]);
}

/* Files lie about their encoding; frames do not. */
static void
make_layout_valid (DipLayout *layout)
{
  for (guint i = 0; i < layout->lines->len; i++)
    {
      DipLine *line = g_ptr_array_index (layout->lines, i);

      make_valid (&line->text);
      make_valid (&line->marker);
      make_valid (&line->sheet);
      make_all_valid (line->cells);
    }

  make_all_valid (layout->warnings);
  make_all_valid (layout->sheets);
  make_valid (&layout->title);
  make_valid (&layout->author);
}

/* The pages are mapped, not copied: a large document costs what is looked at. */
static GBytes *
map_input (void)
{
  struct stat info;
  void *data;

  if (fstat (STDIN_FILENO, &info) != 0 || info.st_size <= 0)
    return NULL;

  data = mmap (NULL, (gsize) info.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
  if (data == MAP_FAILED)
    return NULL;

  return g_bytes_new_static (data, (gsize) info.st_size);
}

static DipReader
find_reader (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, name))
      return _dip_reader_for (formats[i].format);

  return NULL;
}

typedef gboolean (* Task) (char   **argv,
                           GError **error);

static gboolean
set_empty (GError **error)
{
  g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY, "The file is empty.");

  return FALSE;
}

static DipLayout *
read_input (char   **argv,
            GError **error)
{
  g_autoptr (GBytes) bytes = map_input ();
  DipReader reader = find_reader (argv[1]);
  DipReadOptions options = {
    argv[3][0] != '\0' ? argv[3] : NULL,
    argv[4][0] != '\0' ? argv[4] : NULL,
    (guint) strtoul (argv[5], NULL, 10),
    (guint) strtoul (argv[6], NULL, 10),
    send_progress,
    NULL,
    g_str_equal (argv[7], "share"),
  };

  if (bytes == NULL)
    {
      set_empty (error);
      return NULL;
    }

  if (reader == NULL)
    {
      g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                   "Files of this format (%s) cannot be read: save it as plain text and import that.", argv[1]);
      return NULL;
    }

  return reader (bytes, argv[2], &options, NULL, error);
}

/* TRUE where frames were sent, or somebody closed the pipe; FALSE with a reason to be sent. */
static gboolean
answer_layout (char   **argv,
               GError **error)
{
  g_autoptr (DipLayout) layout = read_input (argv, error);

  if (layout == NULL)
    return FALSE;

  make_layout_valid (layout);
  if (!_dip_frames_of_layout (layout, send_frame, NULL))
    _exit (EXIT_FAILURE);

  return TRUE;
}

static gboolean
answer_page (char   **argv,
             GError **error)
{
  g_autoptr (GBytes) bytes = map_input ();
  g_autoptr (GBytes) frame = NULL;
  g_autoptr (DipPageImage) image = NULL;

  if (bytes == NULL)
    return set_empty (error);

  image = _dip_worker_tasks.show_page (bytes, (guint) strtoul (argv[2], NULL, 10), g_ascii_strtod (argv[3], NULL),
                                       error);
  if (image == NULL)
    return FALSE;

  make_layout_valid (image->layout);
  frame = _dip_frame_of_image (image);
  if (!send_frame (DIP_FRAME_IMAGE, frame, NULL) || !_dip_frames_of_layout (image->layout, send_frame, NULL))
    _exit (EXIT_FAILURE);

  return TRUE;
}

static gboolean
answer_papers (char   **argv,
               GError **error)
{
  g_autoptr (GBytes) bytes = map_input ();
  g_autoptr (DipLayout) layout = NULL;

  if (bytes == NULL)
    return set_empty (error);

  layout = _dip_worker_tasks.list_papers (bytes, error);
  if (layout == NULL)
    return FALSE;

  make_layout_valid (layout);
  if (!_dip_frames_of_layout (layout, send_frame, NULL))
    _exit (EXIT_FAILURE);

  return TRUE;
}

static gboolean
answer_unpack (char   **argv,
               GError **error)
{
  g_autoptr (DipLayout) layout = dip_layout_new ("archive", "application/zip");
  g_autoptr (GBytes) bytes = map_input ();
  g_autoptr (GBytes) unpacked = NULL;

  if (bytes == NULL)
    return set_empty (error);

  unpacked = _dip_worker_tasks.unpack_paper (bytes, argv[2], error);
  if (unpacked == NULL)
    return FALSE;

  if (!_dip_frames_of_bytes (unpacked, send_frame, NULL) || !_dip_frames_of_layout (layout, send_frame, NULL))
    _exit (EXIT_FAILURE);

  return TRUE;
}

/* What there is to do by the command line, NULL for a command line of nobody. */
static Task
find_task (int    argc,
           char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "page"))
    return _dip_worker_tasks.show_page != NULL ? answer_page : NULL;
  if (argc == 2 && g_str_equal (argv[1], "papers"))
    return _dip_worker_tasks.list_papers != NULL ? answer_papers : NULL;
  if (argc == 3 && g_str_equal (argv[1], "unpack"))
    return _dip_worker_tasks.unpack_paper != NULL ? answer_unpack : NULL;

  return argc == 8 ? answer_layout : NULL;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) frame = NULL;
  Task task = find_task (argc, argv);

  if (task == NULL)
    {
      g_printerr ("diptych-worker is started by Diptych; there is nothing to call it for.\n");
      return DIP_WORKER_FOREIGN;
    }

  setlocale (LC_CTYPE, "C.UTF-8");
  prepare_heap ();
  dip_fence_close ();
  if (g_str_equal (argv[1], "pdf") || g_str_equal (argv[1], "page"))
    dip_fence_begin_page ();

  if (task (argv, &error))
    dip_fence_leave (EXIT_SUCCESS);

  make_valid (&error->message);
  frame = _dip_frame_of_error (error);
  dip_fence_leave (send_frame (DIP_FRAME_ERROR, frame, NULL) ? EXIT_SUCCESS : EXIT_FAILURE);
}
