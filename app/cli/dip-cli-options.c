/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include <glib/gi18n.h>
#include <stdarg.h>

/* GLib gives a callback no place to put what it reads. */
static DipCli *cli_of_parser;

/* Before the name of the command and behind it: the last one counts. */
static gboolean
parse_library_cb (const char  *option,
                  const char  *value,
                  gpointer     user_data,
                  GError     **error)
{
  g_free (cli_of_parser->library_path);
  cli_of_parser->library_path = g_strdup (value);

  return TRUE;
}

static gboolean
parse_color_cb (const char  *option,
                const char  *value,
                gpointer     user_data,
                GError     **error)
{
  if (value == NULL || g_str_equal (value, "always"))
    cli_of_parser->color = DIP_CLI_COLOR_ALWAYS;
  else if (g_str_equal (value, "auto"))
    cli_of_parser->color = DIP_CLI_COLOR_AUTO;
  else if (g_str_equal (value, "never"))
    cli_of_parser->color = DIP_CLI_COLOR_NEVER;
  else
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("%s takes auto, always or never, not “%s”."), option, value);
      return FALSE;
    }

  return TRUE;
}

/**
 * dip_cli_dup_common_entries:
 * @cli: where the values go
 *
 * Returns: (transfer full): the options that may stand before or after the
 *   name of a command
 */
GOptionEntry *
dip_cli_dup_common_entries (DipCli *cli)
{
  const GOptionEntry entries[] = {
    { "library", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, parse_library_cb,
      N_("Use this library instead of your own"), N_("FILE") },
    { "color", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, parse_color_cb,
      N_("Colour text: auto (on a terminal), always, never"), N_("WHEN") },
    { "no-pager", 0, 0, G_OPTION_ARG_NONE, &cli->no_pager,
      N_("Do not page through text on a terminal"), NULL },
    G_OPTION_ENTRY_NULL
  };

  cli_of_parser = cli;

  return g_memdup2 (entries, sizeof entries);
}

/**
 * dip_cli_parse:
 * @cli: where the common options go
 * @entries: the options of the command
 * @argc: (inout): how many arguments; argv[0] is the command's name
 * @argv: (inout): the arguments; what is left are no options
 *
 * Takes the options out of a command's arguments. Says on standard error what
 * is wrong with them. With --help it does not return.
 *
 * Returns: whether they were understood
 */
gboolean
dip_cli_parse (DipCli              *cli,
               const GOptionEntry  *entries,
               int                 *argc,
               char              ***argv)
{
  const DipCliCommand *command = dip_cli_find_command ((*argv)[0]);
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree GOptionEntry *common = dip_cli_dup_common_entries (cli);
  g_autofree char *name = g_strconcat ("diptych-cli ", command->name, NULL);
  gboolean done;

  context = g_option_context_new (*command->usage != '\0' ? _(command->usage) : NULL);
  g_option_context_set_summary (context, _(command->summary));
  if (command->status != NULL)
    g_option_context_set_description (context, _(command->status));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  /* The help that GOption prints begins with the program's name. */
  g_set_prgname (name);
  done = g_option_context_parse (context, argc, argv, &error);
  g_set_prgname ("diptych-cli");

  if (!done)
    {
      dip_cli_usage (command->name, "%s", error->message);
      return FALSE;
    }

  /* GOption leaves the "--" that ends the options where it stood. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      (*argv)[1] = (*argv)[0];
      (*argv)++;
      (*argc)--;
    }

  return TRUE;
}

/**
 * dip_cli_usage:
 * @command: (nullable): name of the command that was called
 * @format: what is wrong with the call, a sentence
 * @...: what the sentence takes
 *
 * Says on standard error what is wrong and how it would be right.
 *
 * Returns: the exit status of a wrong call
 */
int
dip_cli_usage (const char *command,
               const char *format,
               ...)
{
  const DipCliCommand *found = command != NULL ? dip_cli_find_command (command) : NULL;
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  dip_cli_complain (command, message);

  if (found != NULL)
    g_printerr (_("Usage: diptych-cli %s [OPTION…] %s\n"), found->name, _(found->usage));
  else
    g_printerr ("%s", _("Usage: diptych-cli [OPTION…] COMMAND …\n"));
  g_printerr (_("“diptych-cli %s%s--help” tells more.\n"),
              found != NULL ? found->name : "", found != NULL ? " " : "");

  return DIP_CLI_TROUBLE;
}
