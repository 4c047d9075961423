/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include "base/dip-error.h"
#include "session/dip-library-keep.h"
#include "session/dip-search.h"
#include "session/dip-trouble.h"

#include <glib/gi18n.h>

static void
write_as_json (const char *path,
               GPtrArray  *problems)
{
  DipJson *json = dip_json_new ();
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *answer = NULL;

  dip_json_begin_object (json, NULL);
  dip_json_add_string (json, "library", name);
  dip_json_add_boolean (json, "sound", problems->len == 0);
  dip_json_add_list (json, "problems", problems);
  dip_json_end_object (json);

  answer = dip_json_end (json);
  dip_cli_write_json (answer);
}

/* Prints what was saved of a library, and a line for each edition that is not whole. */
static int
rescue (const char *path,
        const char *new_path)
{
  g_autoptr (DipRescue) saved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *safe_path = dip_report_dup_safe (path);
  g_autofree char *safe_new_path = dip_report_dup_safe (new_path);
  g_autofree char *line = NULL;

  saved = dip_library_rescue (path, new_path, NULL, &error);
  if (saved == NULL)
    {
      dip_cli_complain_of (path, error);
      return DIP_CLI_TROUBLE;
    }

  for (guint i = 0; i < saved->notes->len; i++)
    dip_cli_complain (path, g_ptr_array_index (saved->notes, i));

  /* Translators: two libraries, and how many editions each */
  line = g_strdup_printf (_("%s: is saved as %s; whole: %u, read again: %u, in part: %u, lost: %u\n"),
                          safe_path, safe_new_path, saved->n_whole, saved->n_again,
                          saved->n_partly, saved->n_lost);
  dip_cli_write (line);

  return saved->n_partly + saved->n_lost == 0 ? DIP_CLI_OK : DIP_CLI_TROUBLE;
}

/* Whether SQLite could not read all pages; what else is found may be mended in place. */
static gboolean
is_damaged (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const char *problem = g_ptr_array_index (problems, i);

      if (g_str_has_prefix (problem, "SQLite finds damage") || g_str_has_prefix (problem, "Could not "))
        return TRUE;
    }

  return FALSE;
}

static void
complain_of_damage (const char *path)
{
  g_autoptr (GError) error = g_error_new_literal (DIP_STORE_ERROR, DIP_STORE_ERROR_CORRUPT, "");
  DipTrouble trouble = dip_trouble_for_store_error (error);

  dip_cli_complain (path, trouble.advice);
}

int
dip_cli_check (DipCli  *cli,
               int      argc,
               char   **argv)
{
  gboolean json = FALSE;
  gboolean reindex = FALSE;
  g_autofree char *new_path = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { "rescue", 0, 0, G_OPTION_ARG_FILENAME, &new_path,
      N_("Save what can be read of a damaged library into a new one"), N_("NEW") },
    { "reindex", 0, 0, G_OPTION_ARG_NONE, &reindex, N_("Make the search index anew first"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (argc > 1)
    return dip_cli_usage ("check", "%s", _("It takes no arguments."));
  if (new_path != NULL && (json || reindex))
    return dip_cli_usage ("check", "%s", _("--rescue goes with no other option."));

  path = dip_cli_dup_library_path (cli);
  if (!dip_cli_is_there (path))
    return DIP_CLI_TROUBLE;
  if (new_path != NULL)
    return rescue (path, new_path);
  if (dip_cli_open (cli, FALSE) == NULL)
    return DIP_CLI_TROUBLE;

  problems = g_ptr_array_new_with_free_func (g_free);
  if ((reindex && !dip_library_reindex (cli->library, NULL, &error)) ||
      !dip_library_check (cli->library, problems, NULL, &error))
    {
      dip_cli_complain_of (path, error);
      return DIP_CLI_TROUBLE;
    }

  if (json)
    {
      write_as_json (path, problems);
    }
  else
    {
      g_autofree char *safe_path = dip_report_dup_safe (path);

      for (guint i = 0; i < problems->len; i++)
        {
          g_autofree char *problem = dip_report_dup_safe (g_ptr_array_index (problems, i));
          g_autofree char *line = g_strdup_printf ("%s: %s\n", safe_path, problem);

          dip_cli_write (line);
        }
      if (is_damaged (problems))
        complain_of_damage (path);
      if (problems->len == 0)
        {
          g_autofree char *line = g_strdup_printf (_("%s: is sound\n"), safe_path);

          dip_cli_write (line);
        }
    }

  return problems->len == 0 ? DIP_CLI_OK : DIP_CLI_TROUBLE;
}
