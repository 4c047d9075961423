/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include "session/dip-import-job.h"

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

/* What the job says at its end. */
typedef struct
{
  GMainLoop *loop;
  GPtrArray *results;  /* (nullable) (element-type DipImportResult) */
  GError    *error;    /* (nullable) */
} Outcome;

static void
job_done_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->results = dip_import_job_run_finish (DIP_IMPORT_JOB (object), result, &outcome->error);
  g_main_loop_quit (outcome->loop);
}

static void
job_progress_cb (DipImportJob *job)
{
  const char *name = dip_import_job_get_current_name (job);

  dip_cli_draw_progress (dip_import_job_get_n_done (job), dip_import_job_get_n_files (job), name != NULL ? name : "");
}

/* The name as it was given, with what follows in a folder or an archive. */
static char *
dup_result_name (const DipImportResult *result,
                 GHashTable            *given)
{
  g_autofree char *name = g_strdup (g_hash_table_lookup (given, result->file));
  g_autoptr (GFile) above = name == NULL ? g_file_get_parent (result->file) : NULL;

  while (name == NULL && above != NULL)
    {
      const char *folder = g_hash_table_lookup (given, above);
      g_autofree char *rest = folder != NULL ? g_file_get_relative_path (above, result->file) : NULL;
      GFile *next = g_file_get_parent (above);

      if (rest != NULL)
        name = g_build_filename (folder, rest, NULL);
      g_object_unref (above);
      above = next;
    }
  if (name == NULL)
    name = g_file_get_parse_name (result->file);

  return result->entry != NULL ? g_strconcat (name, ": ", result->entry, NULL) : g_steal_pointer (&name);
}

/* First what is in the library now, then what is not, with the reasons. That which ended all is
 * told once, of the library. */
static int
report_results (DipCli        *cli,
                GPtrArray     *results,
                char         **names,
                const GError  *end)
{
  g_autoptr (GHashTable) given = NULL;
  int status = DIP_CLI_OK;
  guint n_imported = 0;

  given = g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_insert (given, g_file_new_for_path (names[i]), names[i]);

  for (guint i = 0; i < results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (results, i);
      g_autofree char *name = dup_result_name (result, given);

      if (result->error != NULL)
        continue;
      report_imported (cli, name, result->edition_id, result->imported);
      n_imported++;
    }

  for (guint i = 0; i < results->len; i++)
    {
      const DipImportResult *result = g_ptr_array_index (results, i);
      g_autofree char *name = dup_result_name (result, given);

      if (result->error == NULL)
        continue;
      if (end != NULL && g_error_matches (result->error, end->domain, end->code))
        dip_cli_complain (name, _("It is not in the library, and neither is what follows."));
      else
        dip_cli_complain_of (name, result->error);
      if (!dip_import_result_is_passed_over (result))
        status = DIP_CLI_TROUBLE;
    }

  return n_imported > 0 ? status : DIP_CLI_TROUBLE;
}

static int
import_files (DipCli                *cli,
              char                 **names,
              const DipImportValues *values)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (DipImportJob) job = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Outcome outcome = { loop, NULL, NULL };
  int status = DIP_CLI_TROUBLE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (names[i]);

      g_list_store_append (files, file);
    }

  job = dip_import_job_new (cli->library, G_LIST_MODEL (files));
  dip_import_job_set_values (job, values);
  g_signal_connect (job, "notify", G_CALLBACK (job_progress_cb), NULL);
  dip_import_job_run_async (job, NULL, job_done_cb, &outcome);
  g_main_loop_run (loop);
  dip_cli_clear_progress ();

  if (outcome.results != NULL)
    {
      status = report_results (cli, outcome.results, names, NULL);
      if (outcome.results->len == 0)
        dip_cli_complain (names[0], _("There is no file in the folder."));
      g_ptr_array_unref (outcome.results);
    }
  else
    {
      /* What was stored before the disk was full, say, is there; the last one tells why it ended. */
      (void) report_results (cli, dip_import_job_get_results (job), names, outcome.error);
      dip_cli_complain_of_library (cli, outcome.error);
      g_error_free (outcome.error);
    }

  return status;
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

  return import_files (cli, argv + 1, &values);
}
