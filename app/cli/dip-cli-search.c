/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include "session/dip-search.h"

#include <glib/gi18n.h>

/* As of grep. */
#define DIP_CLI_NOT_FOUND 1

/* Places as pairs of bytes. */
static void
add_marks (DipJson    *json,
           const char *name,
           GArray     *marks)
{
  dip_json_begin_array (json, name);
  for (guint i = 0; i < marks->len; i++)
    {
      const DipSearchMark *mark = &g_array_index (marks, DipSearchMark, i);

      dip_json_begin_array (json, NULL);
      dip_json_add_int (json, NULL, mark->start);
      dip_json_add_int (json, NULL, mark->end);
      dip_json_end_array (json);
    }
  dip_json_end_array (json);
}

static void
add_hit (DipJson       *json,
         gconstpointer  item)
{
  const DipSearchHit *hit = item;

  dip_json_add_int (json, "edition", hit->edition_id);
  dip_json_add_string (json, "vendor", hit->provider);
  dip_json_add_string (json, "service", hit->service);
  dip_json_add_string (json, "version", hit->version);
  dip_json_add_string (json, "clause", hit->clause);
  dip_json_add_string (json, "number", hit->number);
  dip_json_add_string (json, "title", hit->title);
  add_marks (json, "title_marks", hit->title_marks);
  dip_json_add_string (json, "stance", dip_stance_to_string (hit->stance));
  dip_json_add_string (json, "snippet", hit->snippet);
  add_marks (json, "marks", hit->snippet_marks);
  dip_json_add_double (json, "score", hit->score);
}

static void
write_as_json (const char            *query,
               const DipSearchResult *result)
{
  DipJson *json = dip_json_new ();
  g_autofree char *answer = NULL;

  dip_json_begin_object (json, NULL);
  dip_json_add_string (json, "query", query);
  dip_json_add_objects (json, "hits", result->hits, add_hit);
  dip_json_add_int (json, "total", result->n_total);
  dip_json_add_boolean (json, "more", result->is_more);
  dip_json_end_object (json);

  answer = dip_json_end (json);
  dip_cli_write_json (answer);
}

/* Text of a paper with what was found in it; on a terminal that is bold and red, as of grep. */
static void
write_marked (GString            *out,
              const char         *text,
              GArray             *marks,
              const DipTextStyle *style)
{
  guint at = 0;

  for (guint i = 0; style->color && i < marks->len; i++)
    {
      const DipSearchMark *mark = &g_array_index (marks, DipSearchMark, i);
      g_autofree char *before = g_strndup (text + at, mark->start - at);
      g_autofree char *found = g_strndup (text + mark->start, mark->end - mark->start);
      g_autofree char *safe_before = dip_report_dup_safe (before);
      g_autofree char *safe_found = dip_report_dup_safe (found);

      g_string_append_printf (out, "%s\033[1;31m%s\033[0m", safe_before, safe_found);
      at = mark->end;
    }

  if (text[at] != '\0')
    {
      g_autofree char *rest = dip_report_dup_safe (text + at);

      g_string_append (out, rest);
    }
}

static void
write_hit (GString            *out,
           DipSearchHit       *hit,
           const DipTextStyle *style)
{
  const char *name = hit->service != NULL ? hit->service : hit->edition_title;
  g_autofree char *safe_number = dip_report_dup_safe (hit->number != NULL ? hit->number : hit->clause);
  g_autofree char *safe_name = dip_report_dup_safe (name != NULL ? name : "");
  g_autofree char *safe_version = dip_report_dup_safe (hit->version != NULL ? hit->version : "");

  g_string_append_printf (out, "%" G_GINT64_FORMAT "  %s ", hit->edition_id, safe_number);
  write_marked (out, hit->title, hit->title_marks, style);
  g_string_append_printf (out, " — %s%s%s\n", safe_name, *safe_version != '\0' ? " " : "", safe_version);
  if (*hit->snippet != '\0')
    {
      g_string_append (out, "    ");
      write_marked (out, hit->snippet, hit->snippet_marks, style);
      g_string_append_c (out, '\n');
    }
}

static void
write_result (DipCli                *cli,
              const DipSearchResult *result)
{
  DipTextStyle style = dip_cli_begin_text (cli, TRUE);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < result->hits->len; i++)
    write_hit (out, g_ptr_array_index (result->hits, i), &style);

  if (result->is_more)
    /* Translators: the best hits of a search, and all of them */
    g_string_append_printf (out, _("%u of more than %u clauses\n"), result->hits->len, result->n_total);
  else if (result->hits->len < result->n_total)
    g_string_append_printf (out, _("%u of %u clauses\n"), result->hits->len, result->n_total);

  dip_cli_write (out->str);
  dip_cli_end_text ();
}

/* Says why nothing was found where it is the question that is wrong. */
static void
explain_nothing (const char            *query,
                 const DipSearchResult *result)
{
  if (result->note == DIP_SEARCH_NOTE_EMPTY)
    dip_cli_complain (query, _("It holds nothing to look for."));
  else if (result->note == DIP_SEARCH_NOTE_UNKNOWN_STANCE)
    dip_cli_complain (query, _("A stance is informational, provided, not_provided, customer, shared or partial."));
}

int
dip_cli_search (DipCli  *cli,
                int      argc,
                char   **argv)
{
  int limit = DIP_SEARCH_LIMIT;
  gboolean json = FALSE;
  gboolean newest = FALSE;
  g_autofree char *query = NULL;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("Print at most N clauses"), "N" },
    { "newest", 0, 0, G_OPTION_ARG_NONE, &newest, N_("Search the newest edition of each paper only"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (DipSearchResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DipSearchOptions options = { 0 };

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (argc < 2)
    return dip_cli_usage ("search", "%s", _("Say what to look for."));
  if (limit < 1)
    return dip_cli_usage ("search", "%s", _("The limit has to be at least 1."));

  query = g_strjoinv (" ", argv + 1);
  if (dip_cli_open (cli, FALSE) == NULL)
    return DIP_CLI_TROUBLE;

  /* nothing found in the file that somebody has named could be a disk that is not there */
  if (cli->library_path != NULL)
    (void) dip_cli_is_there (cli->library_path);

  options.limit = (guint) limit;
  options.newest_only = newest;
  result = dip_library_search (cli->library, query, &options, NULL, &error);
  if (result == NULL)
    {
      dip_cli_complain_of (query, error);
      return DIP_CLI_TROUBLE;
    }

  if (json)
    {
      write_as_json (query, result);
    }
  else if (result->hits->len > 0)
    write_result (cli, result);
  if (result->hits->len == 0)
    explain_nothing (query, result);

  return result->n_total > 0 ? DIP_CLI_OK : DIP_CLI_NOT_FOUND;
}
