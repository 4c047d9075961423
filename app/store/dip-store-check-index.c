/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/dip-store-check.h"

#include "store/dip-search-index.h"

#include <string.h>

/* What FTS5 keeps of a row takes at most this. */
#define N_SIZE_BYTES (DIP_INDEX_N_COLUMNS * 5)

/* Opcodes that a word of the index takes when all are told, twice over. */
#define OPCODES_A_WORD 20

/*
 * What an edition has in the index, in two numbers: how many words, and a sum over all of
 * them that depends on each letter and place of each word, but not on their order.
 */
typedef struct
{
  gint64  edition_id;
  gint64  balance;      /* words of the text less words of the index */
  guint64 sum;          /* likewise */
} Account;

typedef struct
{
  DipChecker *checker;
  GHashTable *accounts;    /* (element-type gint64 Account) */
  gint64      row;         /* that is told now */
  int         column;
  guint       n_words;     /* of this column */
  guint64     n_all_words; /* of all texts */
  Account    *account;
} IndexChecker;

static Account *
find_account (IndexChecker *self,
              gint64        row)
{
  gint64 edition_id = row >> DIP_INDEX_ORDINAL_BITS;
  Account *account;

  if (self->account != NULL && self->account->edition_id == edition_id)
    return self->account;

  account = g_hash_table_lookup (self->accounts, &edition_id);
  if (account == NULL)
    {
      account = g_new0 (Account, 1);
      account->edition_id = edition_id;
      g_hash_table_insert (self->accounts, &account->edition_id, account);
    }

  return self->account = account;
}

static guint64
mix (guint64 value)
{
  value ^= value >> 32;
  value *= G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return value ^ value >> 29;
}

/* A number for a word in its place. */
static guint64
sum_word (gint64      row,
          int         column,
          gint64      position,
          const char *word,
          gsize       length)
{
  guint64 sum = mix ((guint64) row) + mix ((guint64) position << 8 | (guint64) column);

  for (; length >= 8; word += 8, length -= 8)
    {
      guint64 piece;

      memcpy (&piece, word, 8);
      sum = mix (sum + piece);
    }
  for (; length > 0; length--)
    sum = mix (sum + (guint8) *word++ + 1);

  return mix (sum);
}

static int
add_word (void       *data,
          int         flags,
          const char *word,
          int         length,
          int         start,
          int         end)
{
  IndexChecker *self = data;

  self->account->sum += sum_word (self->row, self->column, self->n_words++, word, (gsize) length);
  self->account->balance++;

  return SQLITE_OK;
}

/* What FTS5 keeps of a row besides: how many words each column has, in SQLite's variable length. */
static gsize
add_size (guint8 *bytes,
          guint   n_words)
{
  gsize length = 0;

  for (int shift = 28; shift > 0; shift -= 7)
    {
      if (n_words >> shift != 0)
        bytes[length++] = (guint8) (0x80 | (n_words >> shift & 0x7F));
    }
  bytes[length++] = (guint8) (n_words & 0x7F);

  return length;
}

/* Cuts the text of each clause as it was cut for the index. */
static gboolean
add_texts (IndexChecker  *self,
           GError       **error)
{
  enum { ROW, FIRST_COLUMN, SIZE = FIRST_COLUMN + DIP_INDEX_N_COLUMNS };
  static const char sql[] =
    "SELECT " DIP_INDEX_ROW_SQL " AS place, "
    DIP_INDEX_TITLE_SQL ", " DIP_INDEX_BODY_SQL ", " DIP_INDEX_FACET_SQL ","
    "       (SELECT sz FROM search_docsize WHERE search_docsize.id = clause.edition_id << 24 | clause.ordinal)"
    "  FROM clause ORDER BY clause.edition_id, clause.ordinal";
  g_autoptr (DipQuery) query = dip_database_query (self->checker->database, sql, DIP_CHECK_ACTION, error);
  gint64 last_row = -1;
  DipStep step;

  if (query == NULL)
    return FALSE;

  while ((step = dip_query_step (query, self->checker->cancellable, error)) == DIP_STEP_ROW)
    {
      guint8 wanted[N_SIZE_BYTES];
      gsize n_wanted = 0;
      g_autoptr (GBytes) size = NULL;

      self->row = dip_query_get_int64 (query, ROW);
      if (self->row <= last_row)
        {
          dip_query_mark_damaged (query, "a clause comes twice");
          continue;
        }
      last_row = self->row;

      find_account (self, self->row);
      for (self->column = 0; self->column < DIP_INDEX_N_COLUMNS; self->column++)
        {
          const char *text = dip_query_get_text (query, FIRST_COLUMN + self->column);

          self->n_words = 0;
          if (text != NULL)
            _dip_index_cut (text, strlen (text), FALSE, add_word, self);
          self->n_all_words += self->n_words;
          n_wanted += add_size (wanted + n_wanted, self->n_words);
        }

      size = dip_query_get_bytes (query, SIZE);
      if (size == NULL || g_bytes_get_size (size) != n_wanted ||
          memcmp (g_bytes_get_data (size, NULL), wanted, n_wanted) != 0)
        self->account->sum++;
    }

  return step == DIP_STEP_DONE;
}

static void
subtract_word (const char *word,
               gsize       length,
               gint64      row,
               int         column,
               gint64      position,
               gpointer    user_data)
{
  IndexChecker *self = user_data;
  Account *account = find_account (self, row);

  account->balance--;
  account->sum -= sum_word (row, column, position, word, length);
}

/* Takes off what the index really holds. */
static gboolean
subtract_index (IndexChecker  *self,
                GError       **error)
{
  static const char sql[] = "SELECT tell_words (term, doc, col, offset) FROM temp.search_words";
  DipDatabase *database = self->checker->database;
  g_autoptr (DipQuery) query = dip_database_query (database, sql, DIP_CHECK_ACTION, error);
  guint64 budget = database->budget;
  gboolean done;

  if (query == NULL)
    return FALSE;

  /* One step for all words; an index that has many more than the texts is none. */
  database->budget = budget + OPCODES_A_WORD * self->n_all_words;
  database->index->tell = subtract_word;
  database->index->tell_data = self;
  done = dip_query_step (query, self->checker->cancellable, error) == DIP_STEP_ROW;
  database->index->tell = NULL;
  database->budget = budget;

  return done;
}

static int
compare_accounts (gconstpointer a,
                  gconstpointer b)
{
  gint64 one = (*(Account *const *) a)->edition_id;
  gint64 other = (*(Account *const *) b)->edition_id;

  return (one > other) - (one < other);
}

static void
report_accounts (IndexChecker *self)
{
  g_autoptr (GPtrArray) wrong = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer account;

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &account))
    {
      if (((Account *) account)->balance != 0 || ((Account *) account)->sum != 0)
        g_ptr_array_add (wrong, account);
    }

  g_ptr_array_sort (wrong, compare_accounts);
  for (guint i = 0; i < wrong->len && i < DIP_CHECK_N_PROBLEMS; i++)
    {
      account = g_ptr_array_index (wrong, i);
      _dip_checker_report (self->checker, "The search index does not agree with the text of edition %"
                           G_GINT64_FORMAT ".", ((Account *) account)->edition_id);
    }
  if (wrong->len > DIP_CHECK_N_PROBLEMS)
    _dip_checker_report (self->checker, "There are more problems of this sort.");
}

static char *
describe_stray_row (DipQuery *query)
{
  return g_strdup_printf ("The search index has a row for a clause of edition %" G_GINT64_FORMAT
                          " that is not there.", dip_query_get_int64 (query, 0));
}

/*
 * Whether the full-text index holds each word of each clause in its place, and nothing
 * else. Runs in the transaction of the check.
 */
gboolean
_dip_store_check_index (DipChecker  *checker,
                        GError     **error)
{
  static const char words[] =
    "CREATE VIRTUAL TABLE temp.search_words USING fts5vocab ('main', 'search', 'instance')";
  static const char stray_sql[] =
    "SELECT search_docsize.id >> 24 FROM search_docsize"
    " WHERE NOT EXISTS (SELECT 1 FROM clause"
    "                    WHERE clause.edition_id = search_docsize.id >> 24"
    "                      AND clause.ordinal = search_docsize.id & 16777215)";
  g_autoptr (GHashTable) accounts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  IndexChecker self = { .checker = checker, .accounts = accounts };
  GError *local_error = NULL;

  if (!dip_database_execute (checker->database, words, DIP_CHECK_ACTION, &local_error) ||
      !add_texts (&self, &local_error) ||
      !subtract_index (&self, &local_error))
    return _dip_checker_report_error (checker, local_error, error);

  report_accounts (&self);

  return _dip_checker_check_rows (checker, stray_sql, describe_stray_row, error);
}

/*
 * FTS5's own view of its tables. It counts as writing, so it has a transaction of its own, and
 * a library that can only be read goes without.
 */
gboolean
_dip_store_check_index_tables (DipChecker  *checker,
                               GError     **error)
{
  static const char sql[] = "INSERT INTO search (search) VALUES ('integrity-check')";
  g_autoptr (DipQuery) query = NULL;
  GError *local_error = NULL;
  gboolean done;

  if (dip_database_is_read_only (checker->database))
    return TRUE;

  if (!dip_database_begin (checker->database, DIP_CHECK_ACTION, checker->cancellable, error))
    return FALSE;

  query = dip_database_query (checker->database, sql, DIP_CHECK_ACTION, &local_error);
  done = query != NULL && dip_query_run (query, checker->cancellable, &local_error);
  g_clear_pointer (&query, dip_query_free);
  dip_database_rollback (checker->database);

  return done || _dip_checker_report_error (checker, local_error, error);
}
