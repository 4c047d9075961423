/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-stance-private.h"

#include <string.h>

/*
 * Tables that decide a clause before its verbs do:
 *
 *   owners = rows whose cells are hardly anything but names of who does it: "We", "Customer", "Both"
 *   sides  = a column for what each of the two does: "Topic | We | Customer"
 *   plans  = a column for each of two plans or more, and some have what others have not
 */

/* What is looked at of a table, bytes of an owner, its owners at least, and letters of a name for one. */
#define MAX_OWNER_ROWS 120
#define MAX_OWNER_COLUMNS 12
#define MAX_LABEL 120u
#define MIN_OWNERS 3u
#define MIN_OWNER 3u
#define MIN_OWNER_JA 6u

/* Bytes of a mark. */
#define MAX_MARK 40u

/**
 * dip_stance_read_mark:
 * @cell: a cell of a column that stands for one side: "Full ownership", "N/A"; a tick is a sign of a whole table
 * @is_his: (out): whether the subject is that side's
 *
 * Returns: FALSE for a cell that says more, or nothing of the kind
 */
gboolean
dip_stance_read_mark (const DipStanceGrammar *self,
                      const char             *cell,
                      gboolean               *is_his)
{
  g_autofree char *folded = NULL;

  *is_his = FALSE;
  if (strlen (cell) > MAX_MARK)
    return FALSE;
  folded = dip_fold_to_string (cell, DIP_STANCE_FOLD, self->lexicon);
  g_strstrip (folded);
  if (g_strv_contains (dip_lexicon_get_words (self->lexicon, "stance-none"), folded))
    return TRUE;
  *is_his = g_strv_contains (dip_lexicon_get_words (self->lexicon, "stance-side-words"), folded);

  return *is_his;
}

/**
 * dip_stance_read_tick:
 * @cell: a cell of a column that stands for one side
 * @is_his: (out): whether it is ticked
 *
 * Returns: FALSE for a cell that is neither ticked nor left open
 */
gboolean
dip_stance_read_tick (const DipStanceGrammar *self,
                      const char             *cell,
                      gboolean               *is_his)
{
  const char *const *ticks = dip_lexicon_get_words (self->lexicon, "stance-ticks");
  const char *const *open = dip_lexicon_get_words (self->lexicon, "stance-no-ticks");

  *is_his = FALSE;
  if (*cell == '\0')
    return TRUE;
  for (guint i = 0; ticks[i] != NULL && !*is_his; i++)
    *is_his = g_ascii_strcasecmp (ticks[i], cell) == 0;
  if (*is_his)
    return TRUE;

  return g_strv_contains (open, cell);
}

/* Whether a cell names the provider: "we", "Provider", the first words of the company's name, みつば of 株式会社みつばソフト. */
static gboolean
is_provider (const DipStanceGrammar *grammar,
             const DipEdition       *edition,
             const char             *cell)
{
  gsize n = strlen (cell);

  if (g_strv_contains (dip_lexicon_get_words (grammar->lexicon, "stance-owners"), cell))
    return TRUE;
  if (n < MIN_OWNER)
    return FALSE;
  if ((guchar) *cell >= 0x80 && n >= MIN_OWNER_JA &&
      ((edition->provider != NULL && strstr (edition->provider, cell) != NULL) ||
       (edition->service != NULL && strstr (edition->service, cell) != NULL)))
    return TRUE;

  return (edition->provider != NULL && g_ascii_strncasecmp (edition->provider, cell, n) == 0) ||
         (edition->service != NULL && g_ascii_strncasecmp (edition->service, cell, n) == 0);
}

/* "Sample does": whether a heading has the first word of the company's name. */
static gboolean
names_provider (const DipEdition *edition,
                const char       *head)
{
  gsize n = edition->provider != NULL ? strcspn (edition->provider, " ,") : 0;

  for (const char *at = head; n > MIN_OWNER && *at != '\0'; at++)
    if ((at == head || !g_ascii_isalnum (at[-1])) && g_ascii_strncasecmp (at, edition->provider, n) == 0 &&
        !g_ascii_isalnum (at[n]))
      return TRUE;

  return FALSE;
}

/* "Topic | We | Customer": a column for what each of the two does. */
static gboolean
has_heads_of_both (const DipStanceGrammar *grammar,
                   const DipEdition       *edition,
                   const char             *row)
{
  g_auto(GStrv) heads = g_strsplit (row != NULL ? row : "", "\t", MAX_OWNER_COLUMNS);
  gboolean customer = FALSE, provider = FALSE;

  for (guint k = 0; heads[k] != NULL; k++)
    {
      g_autofree char *head = NULL;
      DipVoice voice;

      if (strlen (heads[k]) > MAX_LABEL || *g_strstrip (heads[k]) == '\0')
        continue;
      head = dip_fold_to_string (heads[k], DIP_STANCE_FOLD, grammar->lexicon);
      voice = dip_stance_title_voice (grammar, head, NULL);
      customer = customer || voice == DIP_VOICE_CUSTOMER || dip_stance_is_customer (grammar, head) ||
                 g_strv_contains (dip_lexicon_get_words (grammar->lexicon, "stance-customer-kinds"), head);
      /* "What Sample does" */
      provider = provider || voice == DIP_VOICE_PROVIDED || is_provider (grammar, edition, head) ||
                 names_provider (edition, heads[k]);
    }

  return customer && provider;
}

/* A table whose cells are hardly anything but owners: who does what, for each model. */
static DipVoice
read_owner_table (const DipStanceGrammar *grammar,
                  const DipEdition       *edition,
                  const DipBlock         *block)
{
  g_auto(GStrv) rows = g_strsplit (block->text, "\n", MAX_OWNER_ROWS);
  guint n_cells = 0, n_owners = 0;
  gboolean customer = FALSE, provider = FALSE, both = FALSE;

  if (has_heads_of_both (grammar, edition, rows[0]))
    return DIP_VOICE_SHARED;
  for (guint i = 1; rows[0] != NULL && rows[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (rows[i], "\t", MAX_OWNER_COLUMNS);

      for (guint k = 1; cells[0] != NULL && cells[k] != NULL; k++)
        {
          g_autofree char *cell = NULL;
          gboolean of_customer, of_provider, of_both;

          if (*g_strstrip (cells[k]) == '\0')
            continue;
          n_cells++;
          if (strlen (cells[k]) > MAX_LABEL)
            continue;
          cell = dip_fold_to_string (cells[k], DIP_STANCE_FOLD, grammar->lexicon);
          of_customer = dip_stance_is_customer (grammar, cell);
          of_provider = !of_customer && is_provider (grammar, edition, cell);
          of_both = g_strv_contains (dip_lexicon_get_words (grammar->lexicon, "stance-owners-both"), cell);
          n_owners += of_customer || of_provider || of_both;
          customer = customer || of_customer;
          provider = provider || of_provider;
          both = both || of_both;
        }
    }

  if (n_owners < MIN_OWNERS || n_owners * 10 < n_cells * 7)
    return DIP_VOICE_NEUTRAL;

  return both || (customer && provider) ? DIP_VOICE_SHARED : customer ? DIP_VOICE_CUSTOMER : DIP_VOICE_PROVIDED;
}

/* "Feature | Starter | Scale": columns for two plans or more, of which some have what others have not. */
static gboolean
differs_by_plan (const DipStanceGrammar *grammar,
                 const DipDocument      *document,
                 const DipBlock         *block)
{
  g_auto(GStrv) rows = g_strsplit (block->text, "\n", MAX_OWNER_ROWS);
  g_auto(GStrv) heads = g_strsplit (rows[0] != NULL ? rows[0] : "", "\t", MAX_OWNER_COLUMNS);
  const GPtrArray *words = dip_lexicon_get_rows (grammar->lexicon, "implemented");
  guint n_plans = 0;
  gboolean yes = FALSE, no = FALSE;

  for (guint k = 0; heads[k] != NULL; k++)
    for (guint v = 0; v < document->variants->len; v++)
      n_plans += g_ascii_strcasecmp (g_strstrip (heads[k]),
                                     ((const DipVariant *) g_ptr_array_index (document->variants, v))->label) == 0;
  for (guint i = 1; n_plans >= 2 && rows[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (rows[i], "\t", MAX_OWNER_COLUMNS);

      for (guint k = 1; cells[0] != NULL && cells[k] != NULL; k++)
        {
          const char *said = NULL;

          g_strstrip (cells[k]);
          for (guint w = 0; w < words->len && said == NULL; w++)
            {
              char **fields = g_ptr_array_index (words, w);

              if (fields[1] != NULL && g_ascii_strcasecmp (fields[0], cells[k]) == 0)
                said = fields[1];
            }
          no = no || g_strcmp0 (said, "no") == 0;
          yes = yes || (*cells[k] != '\0' && g_strcmp0 (said, "no") != 0);
        }
    }

  return yes && no;
}

/**
 * dip_stance_decide_by_tables:
 *
 * A table of owners or plans says what its clause is about, whatever stands beside it.
 */
void
dip_stance_decide_by_tables (const DipStanceGrammar *grammar,
                             const DipDocument      *document,
                             DipClause              *clause)
{
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      DipVoice voice;

      if (block->kind != DIP_BLOCK_TABLE)
        continue;
      voice = read_owner_table (grammar, document->edition, block);
      if (voice != DIP_VOICE_NEUTRAL)
        {
          clause->stance = voice == DIP_VOICE_SHARED ? DIP_STANCE_SHARED
                           : voice == DIP_VOICE_CUSTOMER ? DIP_STANCE_CUSTOMER : DIP_STANCE_PROVIDED;
          dip_stance_set_reason (clause, clause->title, "a table of owners");
          return;
        }
      if (differs_by_plan (grammar, document, block))
        {
          clause->stance = DIP_STANCE_PARTIAL;
          dip_stance_set_reason (clause, clause->title, "a table of plans");
          return;
        }
    }
}
