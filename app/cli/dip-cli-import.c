/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* Characters of an edition's name in the answer. */
#define MAX_LABEL 60

typedef struct
{
  char *provider;
  char *service;
  char *version;
  char *issued;
  char *kind;
  char *sheet;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->provider);
  g_free (self->service);
  g_free (self->version);
  g_free (self->issued);
  g_free (self->kind);
  g_free (self->sheet);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
is_date (const char *text)
{
  guint year, month, day;
  int end = 0;

  return sscanf (text, "%4u-%2u-%2u%n", &year, &month, &day, &end) == 3 && text[end] == '\0' &&
         end == 10 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* What a paper calls itself can be a whole paragraph. */
static char *
dup_short (const char *text)
{
  g_autofree char *safe = dip_report_dup_safe (text);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (safe, -1) <= MAX_LABEL)
    return g_steal_pointer (&safe);

  start = g_utf8_substring (safe, 0, MAX_LABEL - 1);

  return g_strconcat (start, "…", NULL);
}

static void
report_imported (DipCli      *cli,
                 const char  *name,
                 gint64       id,
                 DipImported  imported)
{
  g_autofree char *safe_name = dip_report_dup_safe (name);
  g_autofree char *id_text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *label = NULL;
  g_autofree char *safe_label = NULL;
  g_autofree char *line = NULL;
  g_autoptr (DipEdition) edition = dip_library_find_edition (cli->library, id_text, NULL);

  label = edition != NULL ? dip_edition_dup_label (edition) : NULL;
  safe_label = dup_short (label != NULL ? label : "");
  if (imported == DIP_IMPORTED_KNOWN)
    line = g_strdup_printf (_("%s: is in the library already, as edition %s (%s)\n"),
                            safe_name, id_text, safe_label);
  else
    line = g_strdup_printf (_("%s: is now edition %s (%s)\n"), safe_name, id_text, safe_label);

  dip_cli_write (line);
}

static gboolean
import_file (DipCli                *cli,
             const char            *name,
             const DipImportValues *values)
{
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (GError) error = NULL;
  DipImported imported;
  gint64 id;

  id = dip_library_import (cli->library, file, values, &imported, NULL, &error);
  if (id < 0)
    {
      dip_cli_complain (name, error->message);
      return FALSE;
    }

  report_imported (cli, name, id, imported);

  return TRUE;
}

int
dip_cli_import (DipCli  *cli,
                int      argc,
                char   **argv)
{
  g_auto (Options) options = { NULL, };
  const GOptionEntry entries[] = {
    { "vendor", 0, 0, G_OPTION_ARG_STRING, &options.provider, N_("Name of the provider"), "V" },
    { "service", 0, 0, G_OPTION_ARG_STRING, &options.service, N_("Name of the service"), "S" },
    { "version", 0, 0, G_OPTION_ARG_STRING, &options.version, N_("Version of the edition"), "N" },
    { "issued", 0, 0, G_OPTION_ARG_STRING, &options.issued, N_("Day on which it was issued"),
      "YYYY-MM-DD" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, N_("whitepaper or checksheet"), N_("KIND") },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &options.sheet, N_("Sheet of a workbook to read"),
      N_("NAME") },
    G_OPTION_ENTRY_NULL
  };
  DipImportValues values;
  int status = DIP_CLI_OK;

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (argc < 2)
    return dip_cli_usage ("import", "%s", _("Say the files to import."));

  values = (DipImportValues) {
    options.provider,
    options.service,
    options.version,
    options.issued,
    dip_kind_from_string (options.kind),
    options.sheet,
  };
  if (options.kind != NULL && values.kind == DIP_KIND_UNKNOWN)
    return dip_cli_usage ("import", _("--kind takes whitepaper or checksheet, not “%s”."), options.kind);
  if (options.issued != NULL && !is_date (options.issued))
    return dip_cli_usage ("import", _("--issued takes a date as YYYY-MM-DD, not “%s”."), options.issued);

  if (dip_cli_open (cli, TRUE) == NULL)
    return DIP_CLI_TROUBLE;

  for (int i = 1; i < argc; i++)
    {
      dip_cli_draw_progress (i - 1, argc - 1, argv[i]);
      if (!import_file (cli, argv[i], &values))
        status = DIP_CLI_TROUBLE;
    }
  dip_cli_clear_progress ();

  return status;
}
