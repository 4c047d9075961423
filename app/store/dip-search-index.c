/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-search-index.h"

#include "base/dip-strings.h"
#include "text/dip-index-words.h"

#include <math.h>
#include <string.h>

/* BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
 * fields" (CIKM 2004), with the usual constants. A title says what a clause is about. */
#define K1           1.2
#define B            0.75
#define TITLE_WEIGHT 6.0
#define BODY_WEIGHT  1.0

/* How rare a word is, is counted up to here. Beyond it words are frequent alike, and to count
 * on would take longer than all the rest. */
#define MAX_COUNTED  2000

/* A control that is longer than this is none. */
#define MAX_VERBATIM_BYTES 250

/* How words are told to FTS5: its function, and what folding knows. */
typedef struct
{
  int            (*tell) (void *, int, const char *, int, int, int);
  gpointer         user_data;
  const DipFolded *folded;
} Teller;

/* What stays the same from row to row of a question. */
typedef struct
{
  double *rarity;                           /* of each term */
  double *frequency;                        /* of each term in the row that is looked at */
  double  average[DIP_INDEX_N_COLUMNS];     /* words */
} Measure;

static int
tell_word (const char *word,
           gsize       length,
           gsize       start,
           gsize       end,
           gpointer    user_data)
{
  Teller *teller = user_data;

  return teller->tell (teller->user_data, 0, word, (int) length,
                       (int) teller->folded->starts[start], (int) teller->folded->starts[end]);
}

static int
tell_as_is (Teller     *teller,
            const char *word)
{
  return teller->tell (teller->user_data, 0, word, (int) MIN (strlen (word), MAX_VERBATIM_BYTES), 0, 0);
}

/* The control and all above it: "A.12.4" is found by A.12 and, without its letter, by 12. */
static int
tell_control (const char *word,
              Teller     *teller)
{
  g_autofree char *code = dip_index_fold_control (word + strlen (DIP_INDEX_CONTROL));
  g_autofree char *whole = g_strconcat (DIP_INDEX_CONTROL, code, NULL);
  char *rest = strchr (whole + strlen (DIP_INDEX_CONTROL), '.') + 1;
  int rc = tell_as_is (teller, whole);

  if (rc != SQLITE_OK || !g_ascii_isalpha (*code) || *rest == '\0')
    return rc;

  /* the same without its letter */
  rest -= strlen (DIP_INDEX_CONTROL);
  memcpy (rest, DIP_INDEX_CONTROL, strlen (DIP_INDEX_CONTROL));

  return tell_as_is (teller, rest);
}

/* Words that are taken as they are, each behind a sign of its own. */
static int
tell_verbatim (const char *text,
               gboolean    is_question,
               Teller     *teller)
{
  g_auto (GStrv) words = g_strsplit (text + 1, "\037", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      int rc;

      if (!is_question && g_str_has_prefix (words[i], DIP_INDEX_CONTROL))
        rc = tell_control (words[i], teller);
      else
        rc = is_question ? teller->tell (teller->user_data, 0, words[i], (int) strlen (words[i]), 0, 0)
                         : tell_as_is (teller, words[i]);

      if (rc != SQLITE_OK)
        return rc;
    }

  return SQLITE_OK;
}

/*
 * Cuts what stands in a column, or a phrase of a question. A file that somebody else made
 * may hold anything: what is no UTF-8 is replaced, and nothing stands behind a NUL byte.
 */
int
_dip_index_cut (const char  *text,
                gsize        length,
                gboolean     is_question,
                int        (*tell) (void *, int, const char *, int, int, int),
                gpointer     user_data)
{
  g_autofree char *valid = NULL;
  g_autoptr (DipFolded) folded = NULL;
  Teller teller = { tell, user_data, NULL };

  if (text == NULL || length == 0)
    return SQLITE_OK;

  if (text[length] != '\0' || strlen (text) != length || !dip_utf8_is_valid (text, length))
    {
      g_autofree char *copy = g_strndup (text, length);

      valid = g_utf8_make_valid (copy, -1);
      text = valid;
    }

  if (*text == DIP_INDEX_VERBATIM)
    return tell_verbatim (text, is_question, &teller);

  folded = dip_fold (text, DIP_INDEX_FOLDING, NULL);
  teller.folded = folded;

  return dip_index_words_foreach (folded->text, folded->length, tell_word, &teller);
}

static int
create_tokenizer (void           *data,
                  const char    **arguments,
                  int             n_arguments,
                  Fts5Tokenizer **tokenizer)
{
  /* An index of another version has other words. */
  if (n_arguments != 1 || strcmp (arguments[0], DIP_INDEX_VERSION) != 0)
    return SQLITE_ERROR;

  /* It has no state; but NULL would be one that is not there. */
  *tokenizer = data;

  return SQLITE_OK;
}

static void
delete_tokenizer (Fts5Tokenizer *tokenizer)
{
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void          *user_data,
          int            flags,
          const char    *text,
          int            length,
          int          (*tell) (void *, int, const char *, int, int, int))
{
  return _dip_index_cut (text, length > 0 ? (gsize) length : 0, (flags & FTS5_TOKENIZE_QUERY) != 0,
                         tell, user_data);
}

static void
measure_free (void *data)
{
  Measure *self = data;

  g_free (self->rarity);
  g_free (self->frequency);
  g_free (self);
}

static int
count_row (const Fts5ExtensionApi *api,
           Fts5Context            *fts,
           void                   *data)
{
  guint *n_rows = data;

  return ++*n_rows < MAX_COUNTED ? SQLITE_OK : SQLITE_DONE;
}

/* Counts once for a question how long texts are, and how rare its terms. One term alone is
 * as rare in every row. */
static int
begin_measure (const Fts5ExtensionApi  *api,
               Fts5Context             *fts,
               const DipIndexContext   *context,
               Measure                **result)
{
  Measure *self = g_new0 (Measure, 1);
  g_autofree guint *n_found = g_new0 (guint, context->n_groups + 1);
  sqlite3_int64 n_rows = 0;
  int rc = api->xRowCount (fts, &n_rows);

  *result = self;
  self->rarity = g_new0 (double, context->n_groups + 1);
  self->frequency = g_new0 (double, context->n_groups + 1);

  for (int i = 0; rc == SQLITE_OK && i < DIP_INDEX_N_COLUMNS; i++)
    {
      sqlite3_int64 n_words = 0;

      rc = api->xColumnTotalSize (fts, i, &n_words);
      self->average[i] = n_rows > 0 && n_words > 0 ? (double) n_words / (double) n_rows : 1.0;
    }

  for (guint i = 0; rc == SQLITE_OK && context->n_groups > 1 && i < context->groups->len; i++)
    {
      guint group = context->groups->data[i];
      guint n = 0;

      if (group == DIP_INDEX_NO_GROUP)
        continue;

      rc = api->xQueryPhrase (fts, (int) i, &n, count_row);
      n_found[group] += n;
    }

  for (guint i = 0; i < context->n_groups; i++)
    {
      double n = MIN (MAX (n_found[i], 1u), (double) n_rows);

      self->rarity[i] = log (1.0 + ((double) n_rows - n + 0.5) / (n + 0.5));
    }

  return rc;
}

/* How often each term stands in the row, in titles more than in texts, and in short ones
 * more than in long ones. */
static int
count_terms (const Fts5ExtensionApi *api,
             Fts5Context            *fts,
             DipIndexContext        *context,
             Measure                *measure)
{
  double weights[DIP_INDEX_N_COLUMNS] = { TITLE_WEIGHT, BODY_WEIGHT, 0.0 };
  gboolean in_title = FALSE;
  int n_phrases = MIN (api->xPhraseCount (fts), (int) context->groups->len);

  for (int i = 0; i < DIP_INDEX_FACET; i++)
    {
      int n_words = 0;
      int rc = api->xColumnSize (fts, i, &n_words);

      if (rc != SQLITE_OK)
        return rc;

      weights[i] /= 1.0 - B + B * n_words / measure->average[i];
    }

  memset (measure->frequency, 0, context->n_groups * sizeof (double));
  for (int i = 0; i < n_phrases; i++)
    {
      guint group = context->groups->data[i];
      Fts5PhraseIter iter;
      int column = -1;
      int offset;
      int rc;

      if (group == DIP_INDEX_NO_GROUP)
        continue;

      for (rc = api->xPhraseFirst (fts, i, &iter, &column, &offset);
           rc == SQLITE_OK && column >= 0;
           api->xPhraseNext (fts, &iter, &column, &offset))
        {
          if (column < DIP_INDEX_N_COLUMNS)
            measure->frequency[group] += weights[column];
          in_title |= column == DIP_INDEX_TITLE;
        }

      if (rc != SQLITE_OK)
        return rc;
    }

  if (in_title)
    context->n_in_title++;

  return SQLITE_OK;
}

/* relevance (search): how well the row answers the question, the more the better. */
static void
relevance (const Fts5ExtensionApi  *api,
           Fts5Context             *fts,
           sqlite3_context         *result,
           int                      n_values,
           sqlite3_value          **values)
{
  DipIndexContext *context = api->xUserData (fts);
  Measure *measure = NULL;
  double value = 0.0;
  int rc = SQLITE_OK;

  measure = api->xGetAuxdata (fts, 0);
  if (measure == NULL)
    {
      rc = begin_measure (api, fts, context, &measure);
      if (rc == SQLITE_OK)
        rc = api->xSetAuxdata (fts, measure, measure_free);
      else
        measure_free (measure);
    }

  if (rc == SQLITE_OK)
    rc = count_terms (api, fts, context, measure);
  if (rc != SQLITE_OK)
    {
      sqlite3_result_error_code (result, rc);
      return;
    }

  for (guint i = 0; i < context->n_groups; i++)
    value += measure->rarity[i] * measure->frequency[i] * (K1 + 1.0) / (measure->frequency[i] + K1);

  sqlite3_result_double (result, value);
}

/* is_asked_for (rowid): whether the row belongs to an edition that counts. */
static void
is_asked_for (sqlite3_context  *result,
              int               n_values,
              sqlite3_value   **values)
{
  const DipIndexContext *context = sqlite3_user_data (result);
  gint64 edition_id = sqlite3_value_int64 (values[0]) >> DIP_INDEX_ORDINAL_BITS;

  sqlite3_result_int (result, context->editions == NULL || g_hash_table_contains (context->editions, &edition_id));
}

/* tell_words (term, doc, col, offset) of a table of all words: tells them without a way through
 * SQL for each, of which there may be a hundred million. */
static void
tell_place (sqlite3_context  *result,
            int               n_values,
            sqlite3_value   **values)
{
  const DipIndexContext *context = sqlite3_user_data (result);
  const char *word = (const char *) sqlite3_value_text (values[0]);
  const char *name = (const char *) sqlite3_value_text (values[2]);
  int column = DIP_INDEX_N_COLUMNS;

  if (context->tell == NULL || word == NULL)
    return;

  if (name != NULL)
    column = *name == 't' ? DIP_INDEX_TITLE : *name == 'b' ? DIP_INDEX_BODY : DIP_INDEX_FACET;

  context->tell (word, (gsize) sqlite3_value_bytes (values[0]), sqlite3_value_int64 (values[1]), column,
                 sqlite3_value_int64 (values[3]), context->tell_data);
}

static void
tell_nothing (sqlite3_context *result)
{
}

static fts5_api *
find_fts5 (sqlite3 *db)
{
  fts5_api *api = NULL;
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT fts5 (?1)", -1, &stmt, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (stmt, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (stmt);
    }
  sqlite3_finalize (stmt);

  return api;
}

/*
 * Every connection knows the tokenizer, before it looks at a table that needs it.
 */
gboolean
_dip_index_register (DipDatabase  *database,
                     const char   *action,
                     GError      **error)
{
  static fts5_tokenizer tokenizer = { create_tokenizer, delete_tokenizer, tokenize };
  fts5_api *api = find_fts5 (database->db);
  int rc;

  database->index = g_new0 (DipIndexContext, 1);

  if (api == NULL)
    {
      _dip_database_set_error (database, SQLITE_ERROR, action, error);
      return FALSE;
    }

  rc = api->xCreateTokenizer (api, "diptych", database->index, &tokenizer, NULL);
  if (rc == SQLITE_OK)
    rc = api->xCreateFunction (api, "relevance", database->index, relevance, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2 (database->db, "is_asked_for", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                     database->index, is_asked_for, NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2 (database->db, "tell_words", 4, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                     database->index, NULL, tell_place, tell_nothing, NULL);
  if (rc != SQLITE_OK)
    _dip_database_set_error (database, rc, action, error);

  return rc == SQLITE_OK;
}
