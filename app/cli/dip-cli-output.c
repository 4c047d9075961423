/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Columns that are believed of a terminal or of $COLUMNS. */
#define MIN_WIDTH 20
#define MAX_WIDTH 1000

/* Columns of a progress line that the counter takes. */
#define PROGRESS_NAME_WIDTH 50

static GPid pager;
static gboolean progress_is_drawn;
static gboolean output_is_broken;   /* nothing more needs to be written */
static gboolean output_is_closed;   /* the pager has gone */

/* Whoever closed a pipe has read enough; all else is told once. */
static void
break_output (int problem)
{
  if (output_is_broken)
    return;

  output_is_broken = TRUE;
  if (problem != EPIPE)
    dip_cli_complain (_("standard output"), g_strerror (problem != 0 ? problem : EIO));
}

static void
close_output (void)
{
  if (output_is_closed)
    return;

  errno = 0;
  if (fflush (stdout) != 0 || ferror (stdout))
    break_output (errno);

  /* Some file systems say only here that nothing was kept. */
  if (close (STDOUT_FILENO) != 0 && errno != EBADF)
    break_output (errno);

  if (output_is_broken)
    _exit (DIP_CLI_TROUBLE);
}

/* Text in the encoding of the user's locale. In the "C" locale, which has none
 * to speak of, it stays UTF-8 as scripts expect. */
static gboolean
write_to (FILE       *stream,
          const char *text)
{
  const char *charset;
  g_autofree char *converted = NULL;

  if (!g_get_charset (&charset) && !g_str_equal (charset, "ANSI_X3.4-1968") &&
      !g_str_equal (charset, "US-ASCII"))
    converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);

  return fputs (converted != NULL ? converted : text, stream) != EOF;
}

static void
print_cb (const char *text)
{
  dip_cli_write (text);
}

static void
printerr_cb (const char *text)
{
  write_to (stderr, text);
}

/**
 * dip_cli_output_init:
 *
 * Sees to it that an answer that could not be written (a full disk) is not
 * taken for an answer.
 */
void
dip_cli_output_init (void)
{
  atexit (close_output);

  /* What GOption prints goes the same way. */
  g_set_print_handler (print_cb);
  g_set_printerr_handler (printerr_cb);
}

/**
 * dip_cli_complain:
 * @subject: (nullable): what it is about, mostly the name of a file
 * @message: what is wrong, a sentence
 *
 * Writes one line on standard error, whatever the two contain.
 */
void
dip_cli_complain (const char *subject,
                  const char *message)
{
  g_autofree char *safe_subject = subject != NULL ? dip_report_dup_safe (subject) : NULL;
  g_autofree char *safe_message = dip_report_dup_safe (message);
  g_autofree char *line = NULL;

  dip_cli_clear_progress ();
  line = g_strconcat ("diptych-cli: ", safe_subject != NULL ? safe_subject : "",
                      safe_subject != NULL ? ": " : "", safe_message, "\n", NULL);
  write_to (stderr, line);
}

/**
 * dip_cli_write:
 * @text: UTF-8; text of papers has gone through app/report
 *
 * Writes a part of the answer.
 */
void
dip_cli_write (const char *text)
{
  dip_cli_clear_progress ();

  if (!output_is_broken && !write_to (stdout, text))
    break_output (errno);
}

/**
 * dip_cli_write_data:
 * @text: UTF-8
 *
 * Writes what programs read, which is UTF-8 whatever the locale says.
 */
void
dip_cli_write_data (const char *text)
{
  dip_cli_clear_progress ();

  if (!output_is_broken && fputs (text, stdout) == EOF)
    break_output (errno);
}

/**
 * dip_cli_write_json:
 * @json: the answer
 *
 * Writes JSON, which is UTF-8 whatever the locale says.
 */
void
dip_cli_write_json (const char *json)
{
  dip_cli_write_data (json);
  dip_cli_write_data ("\n");
}

static guint
get_width (void)
{
  const char *columns = g_getenv ("COLUMNS");
  struct winsize size;
  guint64 width;

  if (isatty (STDOUT_FILENO) && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col >= MIN_WIDTH)
    return MIN (size.ws_col, MAX_WIDTH);

  if (columns != NULL && g_ascii_string_to_unsigned (columns, 10, MIN_WIDTH, MAX_WIDTH, &width, NULL))
    return (guint) width;

  /* In a file lines stay whole: grep finds words that a line break would cut. */
  return isatty (STDOUT_FILENO) ? 80 : 0;
}

static gboolean
get_color (DipCli *cli)
{
  const char *no_color = g_getenv ("NO_COLOR");
  const char *term = g_getenv ("TERM");

  if (cli->color != DIP_CLI_COLOR_AUTO)
    return cli->color == DIP_CLI_COLOR_ALWAYS;

  return isatty (STDOUT_FILENO) && (no_color == NULL || *no_color == '\0') &&
         term != NULL && !g_str_equal (term, "dumb");
}

/* Returns: (nullable): the command of the user's pager, NULL for none */
static const char *
find_pager (void)
{
  const char *command = g_getenv ("PAGER");
  g_autofree char *less = NULL;

  if (command != NULL)
    return *command == '\0' || g_str_equal (command, "cat") ? NULL : command;

  less = g_find_program_in_path ("less");

  return less != NULL ? "less" : NULL;
}

static void
start_pager (void)
{
  const char *command = find_pager ();
  char *argv[] = { (char *) "/bin/sh", (char *) "-c", (char *) command, NULL };
  int input;

  if (command == NULL)
    return;

  /* F: leave short text on the screen, R: colours, X: keep it there at the end. */
  g_setenv ("LESS", "FRX", FALSE);

  if (!g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                 &pager, &input, NULL, NULL, NULL))
    return;

  /* Leaving the pager early is no reason to die. */
  signal (SIGPIPE, SIG_IGN);
  dup2 (input, STDOUT_FILENO);
  close (input);
}

/**
 * dip_cli_begin_text:
 * @cli: the common options
 * @use_pager: whether the text may be long
 *
 * Prepares for text that people read. Ask once, before anything is written.
 *
 * Returns: how it should look
 */
DipTextStyle
dip_cli_begin_text (DipCli  *cli,
                    gboolean use_pager)
{
  DipTextStyle style = { get_color (cli), get_width () };

  if (use_pager && !cli->no_pager && isatty (STDOUT_FILENO))
    start_pager ();

  return style;
}

/**
 * dip_cli_end_text:
 *
 * Waits until the reader has left the pager.
 */
void
dip_cli_end_text (void)
{
  if (pager == 0)
    return;

  fflush (stdout);
  close (STDOUT_FILENO);
  output_is_closed = TRUE;

  while (waitpid (pager, NULL, 0) < 0 && errno == EINTR)
    ;

  pager = 0;
}

/**
 * dip_cli_draw_progress:
 * @n_done: files that are done
 * @n_files: files in all
 * @name: the file under way
 *
 * Draws a line that the next one overwrites, where standard error is a terminal.
 */
void
dip_cli_draw_progress (guint       n_done,
                       guint       n_files,
                       const char *name)
{
  g_autofree char *safe = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *line = NULL;

  if (n_files < 2 || !isatty (STDERR_FILENO))
    return;

  safe = dip_report_dup_safe (name);
  shown = g_utf8_substring (safe, 0, MIN (g_utf8_strlen (safe, -1), PROGRESS_NAME_WIDTH));
  line = g_strdup_printf ("\r\033[K[%u/%u] %s", MIN (n_done + 1, n_files), n_files, shown);
  write_to (stderr, line);
  fflush (stderr);
  progress_is_drawn = TRUE;
}

void
dip_cli_clear_progress (void)
{
  if (!progress_is_drawn)
    return;

  progress_is_drawn = FALSE;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
}
