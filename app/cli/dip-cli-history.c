/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include <glib/gi18n.h>

static DipHistory *
load_from_library (DipCli     *cli,
                   const char *service)
{
  DipLibrary *library = dip_cli_open (cli, FALSE);
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (GError) error = NULL;
  DipHistory *history = NULL;

  if (library == NULL)
    return NULL;

  edition = dip_library_find_paper (library, service, &error);
  if (edition != NULL)
    history = dip_library_history (library, edition->id, NULL, &error);
  if (history == NULL)
    dip_cli_complain_of (service, error);

  return history;
}

static DipHistory *
load_from_editions (DipCli  *cli,
                    char   **names,
                    guint    n_names)
{
  g_autoptr (GPtrArray) documents = dip_cli_load_all (cli, names, n_names);
  g_autoptr (GError) error = NULL;
  DipHistory *history;

  if (documents == NULL)
    return NULL;

  history = dip_library_history_documents (documents, NULL, &error);
  if (history == NULL)
    dip_cli_complain_of (names[0], error);

  return history;
}

static void
write_answer (DipCli         *cli,
              DipHistory     *history,
              DipHistoryLane *lane,
              gboolean        json)
{
  g_autoptr (GPtrArray) sentences = lane != NULL ? dip_library_blame (history, lane) : NULL;
  g_autoptr (GString) text = NULL;
  DipTextStyle style;

  if (json)
    {
      g_autofree char *answer = dip_report_history (history, lane, sentences);

      dip_cli_write_json (answer);
      return;
    }

  style = dip_cli_begin_text (cli, TRUE);
  text = g_string_new (NULL);
  if (lane != NULL)
    dip_report_write_blame (text, history, lane, sentences, &style);
  else
    dip_report_write_history (text, history, &style);
  dip_cli_write (text->str);
  dip_cli_end_text ();
}

int
dip_cli_history (DipCli  *cli,
                 int      argc,
                 char   **argv)
{
  gboolean json = FALSE;
  g_autofree char *clause = NULL;
  const GOptionEntry entries[] = {
    { "clause", 0, 0, G_OPTION_ARG_STRING, &clause,
      N_("Tell when each sentence of this clause came"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (DipHistory) history = NULL;
  DipHistoryLane *lane = NULL;

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (argc < 2)
    return dip_cli_usage ("history", "%s", _("Say one service, or its editions from the oldest to the newest."));

  if (argc == 2 && !dip_cli_is_path (argv[1]))
    history = load_from_library (cli, argv[1]);
  else
    history = load_from_editions (cli, argv + 1, (guint) argc - 1);
  if (history == NULL)
    return DIP_CLI_TROUBLE;

  if (clause != NULL)
    {
      lane = dip_history_find_lane (history, clause);
      if (lane == NULL)
        {
          g_autofree char *message = g_strdup_printf (_("It has no clause “%s”."), clause);

          dip_cli_complain (argv[1], message);
          return DIP_CLI_TROUBLE;
        }
    }

  write_answer (cli, history, lane, json);

  return DIP_CLI_OK;
}
