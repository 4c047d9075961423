/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-scheme.h"

#include <string.h>

#include "text/dip-characters.h"
#include "text/dip-fold.h"

/*
 * A question's own number can be that of a control:
 *
 *   code   = domain "-" digits [ "." digits ]     "A&A-01.1", "IAM-02.3", "DOCU-01"
 *   domain = a code of the list control-schemes
 *
 * "AIS-01" is a control of CSA's matrix in editions 3 and 4, with different meanings, so the sheet decides as a
 * whole: the scheme that knows most of its numbers has all of them. The same vote is taken for the labels of the
 * catalogues that the user has added. The number of a question ("AIS-01.2") leads to its control ("AIS-01").
 */

/* A sheet with fewer such numbers has numbers of its own. */
#define MIN_CODES 3u

/* Names of service levels that a sheet has to have at least, and how many of its questions. */
#define MIN_LEVELS 8u

typedef struct
{
  const char *framework;
  const char *prefix;
  char      **domains;  /* (unowned) */
} Scheme;

/* The domain in capitals and the number of the control of a code; FALSE for anything else. */
static gboolean
parse_code (const char *number,
            char        domain[8],
            char        control[16])
{
  gsize n = 0, digits = 0;
  const char *at;

  for (; n < 6 && (g_ascii_isalpha (number[n]) || number[n] == '&'); n++)
    domain[n] = g_ascii_toupper (number[n]);
  domain[n] = '\0';
  if (n < 3 || number[n] != '-')
    return FALSE;

  at = number + n + 1;
  while (digits < 3 && g_ascii_isdigit (at[digits]))
    digits++;
  if (digits == 0 || digits > 2)
    return FALSE;
  g_snprintf (control, 16, "%s%.*s", digits == 1 ? "0" : "", (int) digits, at);
  at += digits;
  if (*at == '.' && g_ascii_isdigit (at[1]))
    for (at++; g_ascii_isdigit (*at); at++)
      ;

  return *at == '\0';
}

static gboolean
has_domain (const Scheme *scheme,
            const char   *domain)
{
  for (guint i = 0; scheme->domains[i] != NULL; i++)
    if (strcmp (scheme->domains[i], domain) == 0)
      return TRUE;

  return FALSE;
}

/* "A&A" is no token of XML: the id is "CCM4.AA-01". */
static char *
make_id (const Scheme *scheme,
         const char   *domain,
         const char   *control)
{
  GString *id = g_string_new (scheme->prefix);

  for (const char *at = domain; *at != '\0'; at++)
    if (*at != '&')
      g_string_append_c (id, *at);
  g_string_append_printf (id, "-%s", control);

  return g_string_free (id, FALSE);
}

static void
add_printed (DipClause  *clause,
             const char *id,
             const char *framework)
{
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *known = g_ptr_array_index (clause->controls, i);

      if (strcmp (known->id, id) == 0 && strcmp (known->framework, framework) == 0)
        return;
    }
  g_ptr_array_insert (clause->controls, 0, dip_control_new (id, framework, DIP_ORIGIN_PRINTED, 1.0));
}

static const char *
read_codes (DipDocument      *document,
            const DipLexicon *lexicon)
{
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, "control-schemes");
  Scheme best = { NULL };
  guint best_n = 0;
  guint n_codes = 0;
  char domain[8], control[16];

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      n_codes += clause->number != NULL && parse_code (clause->number, domain, control);
    }
  if (n_codes < MIN_CODES)
    return NULL;

  for (guint k = 0; k < rows->len; k++)
    {
      char **row = g_ptr_array_index (rows, k);
      Scheme scheme;
      guint n = 0;

      if (g_strv_length (row) < 3)
        continue;
      scheme = (Scheme) { row[0], row[1], row + 2 };
      for (guint i = 0; i < document->clauses->len; i++)
        {
          const DipClause *clause = g_ptr_array_index (document->clauses, i);

          n += clause->number != NULL && parse_code (clause->number, domain, control) && has_domain (&scheme, domain);
        }
      if (n > best_n)
        {
          best = scheme;
          best_n = n;
        }
    }
  if (best_n < MIN_CODES || best_n * 10 < n_codes * 8)
    return NULL;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *id = NULL;

      if (clause->number == NULL || !parse_code (clause->number, domain, control) || !has_domain (&best, domain))
        continue;
      id = make_id (&best, domain, control);
      add_printed (clause, id, best.framework);
    }

  return best.framework;
}

/* A label that a number can be taken for: with a letter, for plain numbers belong to everybody. */
static gboolean
is_telling (const char *label)
{
  for (const char *at = label; *at != '\0'; at++)
    if (g_ascii_isalpha (*at))
      return TRUE;

  return FALSE;
}

static GHashTable *
index_labels (const DipFramework *framework)
{
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < framework->controls->len; i++)
    {
      const DipFrameworkControl *control = g_ptr_array_index (framework->controls, i);

      if (is_telling (control->id))
        g_hash_table_insert (labels, g_ascii_strup (control->id, -1), control->id);
      if (control->label != NULL && is_telling (control->label))
        g_hash_table_insert (labels, g_ascii_strup (control->label, -1), control->id);
    }

  return labels;
}

static const char *
read_labels (DipDocument         *document,
             const DipFrameworks *frameworks,
             const DipLexicon    *lexicon)
{
  const GPtrArray *all = dip_frameworks_list (frameworks);
  const char *const *known = dip_lexicon_get_words (lexicon, "control-frameworks");

  for (guint k = 0; k < all->len; k++)
    {
      const DipFramework *framework = g_ptr_array_index (all, k);
      g_autoptr(GHashTable) labels = NULL;
      guint n = 0, n_numbers = 0;

      if (g_strv_contains (known, framework->id))
        continue;
      labels = index_labels (framework);
      for (guint pass = 0; pass < 2; pass++)
        {
          for (guint i = 0; i < document->clauses->len; i++)
            {
              DipClause *clause = g_ptr_array_index (document->clauses, i);
              g_autofree char *number = clause->number != NULL ? g_ascii_strup (clause->number, -1) : NULL;
              const char *id = number != NULL ? g_hash_table_lookup (labels, number) : NULL;

              n_numbers += pass == 0 && number != NULL && clause->kind == DIP_CLAUSE_ITEM;
              if (id == NULL)
                continue;
              if (pass == 0)
                n++;
              else
                add_printed (clause, id, framework->id);
            }
          if (n < MIN_CODES || n * 2 < n_numbers)
            break;
          if (pass == 1)
            return framework->id;
        }
    }

  return NULL;
}

/**
 * dip_control_scheme_read:
 * @document: with its clauses
 *
 * Finds the framework whose ids a sheet uses as numbers of its questions, and adds the controls. Linear in the
 * number of clauses times the number of frameworks.
 *
 * Returns: (nullable): the id of the framework
 */
const char *
dip_control_scheme_read (DipDocument         *document,
                         const DipFrameworks *frameworks,
                         const DipLexicon    *lexicon)
{
  const char *own = read_labels (document, frameworks, lexicon);

  return own != NULL ? own : read_codes (document, lexicon);
}

/* The letters and digits of a name. */
static char *
name_key (const char *name)
{
  char *key = dip_fold_to_string (name, DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_ALL_SPACE, NULL);
  gsize n = 0;

  for (gsize at = 0, length; key[at] != '\0'; at += length)
    {
      gunichar c = dip_utf8_get (key + at);

      length = dip_utf8_length (key[at]);
      if (c < 0x80 ? !g_ascii_isalnum ((char) c) : !dip_is_kanji (c) && !g_unichar_isalnum (c))
        continue;
      memmove (key + n, key + at, length);
      n += length;
    }
  key[n] = '\0';

  return key;
}

/**
 * dip_control_service_levels_read:
 * @document: with its clauses
 *
 * Whether a sheet is METI's checklist of service levels shows in the names of its items. Each item that has one
 * gets its id and, through the crosswalk, the controls that it is part of.
 *
 * Returns: whether the sheet is one
 */
gboolean
dip_control_service_levels_read (DipDocument         *document,
                                 const DipFrameworks *frameworks)
{
  static const char *const SLA = "meti-sla-2010";
  static const char *const CLOUD = "iso27017-2015";
  const DipFramework *framework = dip_frameworks_find (frameworks, SLA);
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) found = g_hash_table_new (NULL, NULL);
  guint n_items = 0;

  if (framework == NULL)
    return FALSE;
  for (guint i = 0; i < document->clauses->len; i++)
    n_items += ((const DipClause *) g_ptr_array_index (document->clauses, i))->kind == DIP_CLAUSE_ITEM;
  if (n_items < MIN_LEVELS)
    return FALSE;
  for (guint i = 0; i < framework->controls->len; i++)
    {
      DipFrameworkControl *control = g_ptr_array_index (framework->controls, i);

      if (control->title_ja != NULL)
        g_hash_table_insert (names, name_key (control->title_ja), control);
      g_hash_table_insert (names, name_key (control->title), control);
    }

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *key = NULL;
      DipFrameworkControl *control;

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;
      if (clause->title == NULL || strlen (clause->title) > 200)
        continue;
      key = name_key (clause->title);
      control = g_hash_table_lookup (names, key);
      if (control != NULL)
        g_hash_table_insert (found, clause, control);
    }
  if (g_hash_table_size (found) < MIN_LEVELS || g_hash_table_size (found) * 2 < n_items)
    return FALSE;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      const DipFrameworkControl *control = g_hash_table_lookup (found, clause);
      g_autoptr(GPtrArray) ways = NULL;

      if (control == NULL)
        continue;
      add_printed (clause, control->id, SLA);
      ways = dip_frameworks_follow (frameworks, SLA, control->id, CLOUD);
      for (guint j = 0; j < ways->len; j++)
        {
          const DipCrosslink *way = g_ptr_array_index (ways, j);

          g_ptr_array_add (clause->controls, dip_control_new (way->target, CLOUD, DIP_ORIGIN_CROSSWALK,
                                                              way->confidence));
        }
    }

  return TRUE;
}
