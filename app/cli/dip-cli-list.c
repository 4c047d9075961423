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
  DipTextStyle style;

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (argc > 1)
    return dip_cli_usage ("list", "%s", _("It takes no arguments."));
  if (dip_cli_open (cli, FALSE) == NULL)
    return DIP_CLI_TROUBLE;

  editions = collect (dip_library_get_editions (cli->library));
  if (json)
    {
      g_autoptr (JsonNode) node = dip_report_editions (editions);

      dip_cli_write_json (node);
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

static JsonNode *
check_to_json (const char *path,
               GPtrArray  *problems)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_alloc ();
  g_autofree char *name = g_filename_display_name (path);

  for (guint i = 0; i < problems->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (problems, i));

  json_object_set_string_member (object, "library", name);
  json_object_set_boolean_member (object, "sound", problems->len == 0);
  json_object_set_array_member (object, "problems", array);
  json_node_init_object (node, object);
  json_object_unref (object);

  return node;
}

int
dip_cli_check (DipCli  *cli,
               int      argc,
               char   **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (argc > 1)
    return dip_cli_usage ("check", "%s", _("It takes no arguments."));

  path = dip_cli_dup_library_path (cli);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      dip_cli_complain (path, _("There is no library; importing a file makes one."));
      return DIP_CLI_TROUBLE;
    }
  if (dip_cli_open (cli, FALSE) == NULL)
    return DIP_CLI_TROUBLE;

  problems = g_ptr_array_new_with_free_func (g_free);
  if (!dip_library_check (cli->library, problems, NULL, &error))
    {
      dip_cli_complain (path, error->message);
      return DIP_CLI_TROUBLE;
    }

  if (json)
    {
      g_autoptr (JsonNode) node = check_to_json (path, problems);

      dip_cli_write_json (node);
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
      if (problems->len == 0)
        {
          g_autofree char *line = g_strdup_printf (_("%s: is sound\n"), safe_path);

          dip_cli_write (line);
        }
    }

  return problems->len == 0 ? DIP_CLI_OK : DIP_CLI_TROUBLE;
}
