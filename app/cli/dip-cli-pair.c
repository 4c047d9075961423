/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/dip-cli.h"

#include "session/dip-library-hand.h"

#include <glib/gi18n.h>

/* What a person says of clauses of two editions. */

typedef struct
{
  gboolean also;
  gboolean apart;
  gboolean forget;
  gboolean json;
} Wishes;

static DipDocument *
load (DipCli     *cli,
      const char *name)
{
  DipLibrary *library = dip_cli_open (cli, FALSE);
  g_autoptr (DipEdition) edition = NULL;
  g_autoptr (GError) error = NULL;
  DipDocument *document;

  if (library == NULL)
    return NULL;

  if (dip_cli_is_path (name))
    {
      dip_cli_complain (name, _("Only editions of the library are remembered; import the file first."));
      return NULL;
    }

  edition = dip_library_find_edition (library, name, &error);
  document = edition != NULL ? dip_library_load (library, edition->id, NULL, &error) : NULL;
  if (document == NULL)
    dip_cli_complain_of (name, error);

  return document;
}

static const DipClause *
find_clause (DipDocument *document,
             const char  *edition,
             const char  *name)
{
  g_autofree char *message = NULL;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (g_ascii_strcasecmp (clause->id, name) == 0)
        return clause;
    }

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (g_strcmp0 (clause->number, name) == 0 || g_strcmp0 (clause->title, name) == 0)
        return clause;
    }

  message = g_strdup_printf (_("It has no clause “%s”."), name);
  dip_cli_complain (edition, message);

  return NULL;
}

static void
add_pairing (DipJson       *json,
             gconstpointer  item)
{
  const DipPairing *pairing = item;

  dip_json_add_string (json, "old", pairing->old_clause);
  dip_json_add_string (json, "new", pairing->new_clause);
  dip_json_add_string (json, "said", dip_pairing_kind_to_string (pairing->kind));
}

static void
write_list_as_json (DipDocument     *old_document,
                    DipDocument     *new_document,
                    const GPtrArray *pairings)
{
  DipJson *json = dip_json_new ();
  g_autofree char *answer = NULL;

  dip_json_begin_object (json, NULL);
  dip_json_add_int (json, "old", old_document->edition->id);
  dip_json_add_int (json, "new", new_document->edition->id);
  dip_json_add_objects (json, "pairings", pairings, add_pairing);
  dip_json_end_object (json);

  answer = dip_json_end (json);
  dip_cli_write_json (answer);
}

static void
append_clause (GString     *line,
               DipDocument *document,
               const char  *id)
{
  const DipClause *clause = dip_document_find_clause (document, id);
  g_autofree char *safe = dip_report_dup_safe (clause != NULL ? clause->title : "");

  g_string_append (line, id);
  if (*safe != '\0')
    g_string_append_printf (line, " %s", safe);
}

static void
write_list (DipDocument     *old_document,
            DipDocument     *new_document,
            const GPtrArray *pairings)
{
  for (guint i = 0; i < pairings->len; i++)
    {
      const DipPairing *pairing = g_ptr_array_index (pairings, i);
      g_autoptr (GString) line = g_string_new (NULL);

      append_clause (line, old_document, pairing->old_clause);
      g_string_append (line, pairing->kind == DIP_PAIRING_TOGETHER ? " ↔ " : " ↮ ");
      append_clause (line, new_document, pairing->new_clause);
      g_string_append_c (line, '\n');
      dip_cli_write (line->str);
    }
}

/* What the list becomes. Returns whether there was anything to take back. */
static gboolean
say (const Wishes    *wishes,
     GPtrArray       *pairings,
     const DipClause *old_clause,
     const DipClause *new_clause)
{
  if (wishes->forget)
    return dip_pairings_forget (pairings, old_clause->id, new_clause->id);

  if (wishes->apart)
    dip_pairings_part (pairings, old_clause->id, new_clause->id);
  else if (wishes->also)
    dip_pairings_add (pairings, old_clause->id, new_clause->id);
  else
    dip_pairings_pair (pairings, old_clause->id, new_clause->id);

  return TRUE;
}

static int
run (DipCli        *cli,
     const Wishes  *wishes,
     int            argc,
     char         **argv)
{
  g_autoptr (DipDocument) old_document = load (cli, argv[1]);
  g_autoptr (DipDocument) new_document = old_document != NULL ? load (cli, argv[2]) : NULL;
  g_autoptr (GPtrArray) pairings = NULL;
  g_autoptr (GError) error = NULL;
  gint64 old_id, new_id;

  if (new_document == NULL)
    return DIP_CLI_TROUBLE;

  old_id = old_document->edition->id;
  new_id = new_document->edition->id;
  if (old_id == new_id)
    return dip_cli_usage ("pair", "%s", _("Say two different editions."));

  pairings = dip_library_list_pairings (cli->library, old_id, new_id, &error);
  if (pairings != NULL && argc == 5)
    {
      const DipClause *old_clause = find_clause (old_document, argv[1], argv[3]);
      const DipClause *new_clause = find_clause (new_document, argv[2], argv[4]);

      if (old_clause == NULL || new_clause == NULL)
        return DIP_CLI_TROUBLE;

      if (!say (wishes, pairings, old_clause, new_clause))
        {
          dip_cli_complain (argv[3], _("Nothing was said by hand of these two clauses."));
          return DIP_CLI_TROUBLE;
        }

      if (!dip_library_set_pairings (cli->library, old_id, new_id, pairings, &error))
        g_clear_pointer (&pairings, g_ptr_array_unref);
    }

  if (pairings == NULL)
    {
      dip_cli_complain_of_library (cli, error);
      return DIP_CLI_TROUBLE;
    }

  if (wishes->json)
    write_list_as_json (old_document, new_document, pairings);
  else
    write_list (old_document, new_document, pairings);

  return DIP_CLI_OK;
}

int
dip_cli_pair (DipCli  *cli,
              int      argc,
              char   **argv)
{
  Wishes wishes = { FALSE, };
  const GOptionEntry entries[] = {
    { "also", 0, 0, G_OPTION_ARG_NONE, &wishes.also,
      N_("Pair them beside what they are paired with already"), NULL },
    { "apart", 0, 0, G_OPTION_ARG_NONE, &wishes.apart, N_("They do not belong together"), NULL },
    { "forget", 0, 0, G_OPTION_ARG_NONE, &wishes.forget, N_("Take back what was said of them"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wishes.json, N_("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!dip_cli_parse (cli, entries, &argc, &argv))
    return DIP_CLI_TROUBLE;
  if (wishes.also + wishes.apart + wishes.forget > 1)
    return dip_cli_usage ("pair", "%s", _("--also, --apart and --forget exclude each other."));
  if (argc != 3 && argc != 5)
    return dip_cli_usage ("pair", "%s", _("Say two editions, and one clause of each or none."));
  if (argc == 3 && (wishes.also || wishes.apart || wishes.forget))
    return dip_cli_usage ("pair", "%s", _("Say one clause of each edition."));

  return run (cli, &wishes, argc, argv);
}
