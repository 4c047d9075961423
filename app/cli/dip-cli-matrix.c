/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include <glib/gi18n.h>

static void
write_answer (DipCli    *cli,
              DipMatrix *matrix,
              gboolean   json,
              gboolean   csv)
{
  g_autoptr (GString) text = NULL;
  DipTextStyle style;

  if (json)
    {
      g_autofree char *answer = dip_report_matrix (matrix);

      dip_cli_write_json (answer);
      return;
    }

  if (csv)
    {
      g_autofree char *table = dip_report_matrix_csv (matrix);

      dip_cli_write_data (table);
      return;
    }

  style = dip_cli_begin_text (cli, TRUE);
  text = g_string_new (NULL);
  dip_report_write_matrix (text, matrix, &style);
  dip_cli_write (text->str);
  dip_cli_end_text ();
}

int
dip_cli_matrix (DipCli  *cli,
                int      argc,
                char   **argv)
{
  gboolean json = FALSE;
  gboolean csv = FALSE;
  g_autofree char *framework = NULL;
  const GOptionEntry entries[] = {
    { "framework", 0, 0, G_OPTION_ARG_STRING, &framework,
      N_("The framework whose controls are the rows, such as iso27017-2015"), N_("ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &csv, N_("Print a table for a spreadsheet"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (DipMatrix) matrix = NULL;
  g_autoptr (GError) error = NULL;

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (json && csv)
    return dip_cli_usage ("matrix", "%s", _("--json and --csv exclude each other."));
  if (argc < 2)
    return dip_cli_usage ("matrix", "%s", _("Say one edition or more."));

  documents = dip_cli_load_all (cli, argv + 1, (guint) argc - 1);
  if (documents == NULL)
    return DIP_CLI_TROUBLE;

  matrix = dip_library_matrix_documents (documents, framework, NULL, &error);
  if (matrix == NULL)
    {
      dip_cli_complain_of (framework, error);
      return DIP_CLI_TROUBLE;
    }

  write_answer (cli, matrix, json, csv);

  return DIP_CLI_OK;
}
