/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include <glib/gi18n.h>

/* By id, else by what is printed. */
static gboolean
find_clause (DipDocument *document,
             const char  *name,
             guint       *position)
{
  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (g_ascii_strcasecmp (clause->id, name) == 0)
        {
          *position = i;
          return TRUE;
        }
    }

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (g_strcmp0 (clause->number, name) == 0 || g_strcmp0 (clause->title, name) == 0)
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* The document is nobody else's: the others may go. */
static void
keep_one_clause (DipDocument *document,
                 guint        position)
{
  guint n_after = document->clauses->len - position - 1;

  if (n_after > 0)
    g_ptr_array_remove_range (document->clauses, position + 1, n_after);
  if (position > 0)
    g_ptr_array_remove_range (document->clauses, 0, position);
}

static void
write_answer (DipCli      *cli,
              DipDocument *document,
              gboolean     is_one_clause,
              gboolean     json)
{
  g_autoptr (GString) text = NULL;
  DipTextStyle style;

  if (json)
    {
      g_autofree char *answer = dip_report_document (document);

      dip_cli_write_json (answer);
      return;
    }

  style = dip_cli_begin_text (cli, TRUE);
  text = g_string_new (NULL);
  if (is_one_clause)
    dip_report_write_clause (text, g_ptr_array_index (document->clauses, 0), &style);
  else
    dip_report_write_document (text, document, &style);
  dip_cli_write (text->str);
  dip_cli_end_text ();
}

int
dip_cli_show (DipCli  *cli,
              int      argc,
              char   **argv)
{
  gboolean json = FALSE;
  g_autofree char *clause = NULL;
  g_autofree char *variant = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { "clause", 0, 0, G_OPTION_ARG_STRING, &clause, N_("Show this clause only"), "N" },
    { "variant", 0, 0, G_OPTION_ARG_STRING, &variant,
      N_("Show what holds for one variant of the service"), N_("KEY") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  guint position = 0;

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (argc != 2)
    return dip_cli_usage ("show", "%s", _("Say one edition."));

  document = dip_cli_load (cli, argv[1]);
  if (document == NULL)
    return DIP_CLI_TROUBLE;

  if (variant != NULL)
    {
      DipDocument *view = dip_library_view_variant (document, variant, &error);

      if (view == NULL)
        {
          dip_cli_complain_of (argv[1], error);
          return DIP_CLI_TROUBLE;
        }
      g_object_unref (document);
      document = view;
    }

  if (clause != NULL && !find_clause (document, clause, &position))
    {
      g_autofree char *message = g_strdup_printf (_("It has no clause “%s”."), clause);

      dip_cli_complain (argv[1], message);
      return DIP_CLI_TROUBLE;
    }
  if (clause != NULL)
    keep_one_clause (document, position);

  write_answer (cli, document, clause != NULL, json);

  return DIP_CLI_OK;
}
