/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include <glib/gi18n.h>
#include <unistd.h>

static GPtrArray *
collect (GListModel *model)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = g_list_model_get_n_items (model);

  for (guint i = 0; i < n_items; i++)
    g_ptr_array_add (items, g_list_model_get_item (model, i));

  return items;
}

int
dip_cli_list (DipCli  *cli,
              int      argc,
              char   **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GPtrArray) editions = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) error = NULL;
  DipTextStyle style;

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (argc > 1)
    return dip_cli_usage ("list", "%s", _("It takes no arguments."));
  if (dip_cli_open (cli, FALSE) == NULL)
    return DIP_CLI_TROUBLE;

  /* nothing found in the file that somebody has named could be a disk that is not there */
  if (cli->library_path != NULL)
    (void) dip_cli_is_there (cli->library_path);

  if (!dip_library_refresh (cli->library, &error))
    {
      dip_cli_complain_of_library (cli, error);
      return DIP_CLI_TROUBLE;
    }

  editions = collect (dip_library_get_editions (cli->library));
  if (json)
    {
      g_autofree char *answer = dip_report_editions (editions);

      dip_cli_write_json (answer);
      return DIP_CLI_OK;
    }

  if (editions->len == 0 && isatty (STDOUT_FILENO))
    dip_cli_complain (NULL, _("The library is empty; “diptych-cli import FILE…” adds papers."));

  style = dip_cli_begin_text (cli, FALSE);
  text = g_string_new (NULL);
  dip_report_write_editions (text, editions, &style);
  dip_cli_write (text->str);

  return DIP_CLI_OK;
}
