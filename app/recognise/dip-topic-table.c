/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-topic-table.h"

#include "recognise/dip-checksheet-private.h"
#include "recognise/dip-glyph.h"
#include "text/dip-tokens.h"

#include <string.h>

/*
 * Tables that say something to each of several topics, whatever their columns are called:
 *
 *   Area              | Where we stand
 *   Data residency    | All data stays in the region that was chosen.
 *   Backups           | Taken each night, kept for thirty days.
 *
 *   table  = head 3*row
 *   head   = 2*heading                      short, none of them a word of "topic-table-others"; where the format does
 *                                           not tell that it is one, far shorter than what stands below it
 *   row    = [ code ] topic *other saying *other
 *
 * A topic is short and stands once; most of what is said are several words, no address and no name that only programs
 * know. Lists of terms, versions, people, files and duties look alike: their heads have words of their own, and what
 * they are about has ("Company name", "Phone").
 */

#define MIN_ROWS    3u
#define MIN_COLUMNS 2u
#define MAX_COLUMNS 5u

/* Columns of a heading, of a topic, and of a cell that says something. */
#define MAX_HEADING 44u
#define MAX_TOPIC   90u
#define MIN_SAYING  14u

/* Bytes of a cell that is looked at for a word: "Name of the company". */
#define MAX_LABEL 60u

/* "A-1-2", "SEC-01" and plain numbers. */
#define MAX_CODE 16u

/* Rows and words of each that tell whether a column says the same again and again, and how many tenths of the words
 * have to differ: sentences about several things have 7 and more. */
#define MAX_COMPARED 8u
#define MAX_WORDS    60u
#define MIN_TENTHS   6u

static const char *
cell_of (const GPtrArray *row,
         guint            place)
{
  return place < row->len ? g_ptr_array_index (row, place) : "";
}

/* Whether a cell has a word of a list: Latin ones as whole words, others anywhere. */
static gboolean
has_word_of (DipStructure *self,
             const char   *list,
             const char   *cell)
{
  guint n;
  const DipLexiconKey *words = dip_lexicon_get_keys (self->draft->lexicon, list, &n);
  g_autofree char *key = NULL;
  g_autofree char *lower = NULL;
  g_auto (GStrv) parts = NULL;

  if (strlen (cell) > MAX_LABEL * 3)
    return FALSE;
  key = dip_text_key (cell);
  lower = g_utf8_strdown (cell, -1);
  parts = g_strsplit_set (lower, " \t\n/-–_.,:;()&+*", 0);
  for (guint i = 0; i < n; i++)
    {
      if ((guchar) *words[i].text >= 0x80 ? strstr (key, words[i].text) != NULL
                                          : g_strv_contains ((const char *const *) parts, words[i].text))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_code (const char *cell)
{
  gboolean digit = FALSE;

  if (dip_sheet_parse_plain (cell) > 0)
    return TRUE;
  for (const char *at = cell; *at != '\0'; at++)
    {
      if (at - cell >= (gssize) MAX_CODE || (!g_ascii_isalnum (*at) && strchr ("-.#&", *at) == NULL))
        return FALSE;
      digit = digit || g_ascii_isdigit (*at);
    }

  return digit;
}

/* "MAX_RETRIES", "/var/lib", "sample.conf", "user@sample.example": a name that programs or machines know. */
static gboolean
is_machine_name (const char *cell)
{
  return strchr (cell, ' ') == NULL && (guchar) *cell < 0x80 && strpbrk (cell, "_@\\=<>{}") != NULL;
}

static gboolean
is_address (const char *cell)
{
  const char *at = strstr (cell, "://");

  if (at != NULL && at - cell < 8)
    return strchr (at, ' ') == NULL;

  return strchr (cell, '@') != NULL && strchr (cell, ' ') == NULL;
}

static gboolean
says_something (const char *cell)
{
  gboolean wide = FALSE;

  if (dip_text_width (cell) < MIN_SAYING || is_address (cell) || is_machine_name (cell))
    return FALSE;
  for (const char *at = cell; *at != '\0' && !wide; at = g_utf8_next_char (at))
    wide = dip_glyph_is_cjk (g_utf8_get_char (at));

  return wide || strchr (cell, ' ') != NULL;
}

static gboolean
is_heading (DipStructure *self,
            const char   *cell)
{
  return dip_text_width (cell) <= MAX_HEADING && !dip_text_has_sentence (cell) && !dip_sheet_asks (cell) &&
         strchr (cell, '\n') == NULL && !is_code (cell) && !is_address (cell) && !is_machine_name (cell) &&
         !has_word_of (self, "topic-table-others", cell);
}

/* Whether what stands in the first row is far shorter than what stands below it. */
static gboolean
stands_out (const GPtrArray *rows,
            guint            place)
{
  gsize width = 0;

  for (guint i = 1; i < rows->len; i++)
    width += dip_text_width (cell_of (g_ptr_array_index (rows, i), place));

  return (gsize) dip_text_width (cell_of (g_ptr_array_index (rows, 0), place)) * 2 * (rows->len - 1) <= width;
}

static gboolean
is_head (DipStructure    *self,
         const GPtrArray *row)
{
  for (guint c = 0; c < row->len; c++)
    {
      const char *cell = cell_of (row, c);

      if (*cell == '\0' ? c > 0 : !is_heading (self, cell))
        return FALSE;
    }

  return TRUE;
}

/* Whether a column holds topics: short, each of them once, in words. */
static gboolean
holds_topics (DipStructure    *self,
              const GPtrArray *rows,
              guint            place,
              DipTopicTable   *table)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_odd = 0, n_contacts = 0;

  table->n_asked = 0;
  for (guint i = 1; i < rows->len; i++)
    {
      const char *cell = cell_of (g_ptr_array_index (rows, i), place);
      const char *end;
      g_autofree char *date = *cell != '\0' ? dip_date_parse (cell, &end) : NULL;
      gboolean asks = dip_sheet_asks (cell);

      table->n_asked += asks;
      if (*cell == '\0' || dip_text_width (cell) > MAX_TOPIC || date != NULL || is_code (cell) || is_address (cell) ||
          is_machine_name (cell) || (!asks && dip_text_ends_sentence (cell) && dip_text_has_sentence (cell)) ||
          !g_hash_table_add (seen, (gpointer) cell))
        n_odd++;
      n_contacts += has_word_of (self, "topic-table-contacts", cell);
    }

  return n_odd * 10 <= rows->len - 1 && n_contacts * 4 < rows->len - 1;
}

/* Whether a column says nearly the same to each topic: "There are two rooms", "There are three rooms". */
static gboolean
is_monotonous (const GPtrArray *rows,
               guint            place)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 1; i < rows->len && i <= MAX_COMPARED; i++)
    {
      const char *cell = cell_of (g_ptr_array_index (rows, i), place);
      g_autoptr (GArray) tokens = NULL;

      if (dip_text_width (cell) < MIN_SAYING)
        continue;
      tokens = dip_tokens_cut (cell);
      for (guint t = 0; t < tokens->len && t < MAX_WORDS; t++)
        {
          const DipToken *token = &g_array_index (tokens, DipToken, t);

          if (token->kind != DIP_TOKEN_LATIN && token->kind != DIP_TOKEN_KANJI && token->kind != DIP_TOKEN_KATAKANA)
            continue;
          n++;
          g_hash_table_add (words, g_strndup (cell + token->start, token->length));
        }
    }

  return g_hash_table_size (words) * 10 < n * MIN_TENTHS;
}

/* The first column behind the topics most of whose cells say something, -1 for none. Of two columns the second may also
 * say yes and no. */
static int
find_answer (DipStructure    *self,
             const GPtrArray *rows,
             guint            topic,
             guint            n_columns,
             DipTopicTable   *table)
{
  guint n_rows = rows->len - 1;

  for (guint c = topic + 1; c < n_columns; c++)
    {
      guint n_saying = 0, n_filled = 0;

      table->n_said = 0;
      for (guint i = 1; i < rows->len; i++)
        {
          const char *cell = cell_of (g_ptr_array_index (rows, i), c);
          gsize length;
          gboolean whether = *cell != '\0' &&
                             dip_sheet_read_beginning (self, cell, &length) != DIP_IMPLEMENTED_UNKNOWN;

          n_filled += *cell != '\0';
          table->n_said += whether;
          n_saying += says_something (cell) || (whether && n_columns == 2);
        }
      if (n_saying * 10 >= n_rows * 6 && n_filled * 10 >= n_rows * 8 && !is_monotonous (rows, c))
        return (int) c;
    }

  return -1;
}

gboolean
dip_topic_table_read (DipStructure    *self,
                      const GPtrArray *rows,
                      gboolean         has_head,
                      DipTopicTable   *table)
{
  const GPtrArray *head;
  guint n_codes = 0;

  memset (table, 0, sizeof *table);
  table->number = table->topic = table->answer = -1;
  if (rows->len < MIN_ROWS + 1)
    return FALSE;
  head = g_ptr_array_index (rows, 0);
  if (head->len < MIN_COLUMNS || head->len > MAX_COLUMNS)
    return FALSE;
  table->n_rows = rows->len - 1;
  for (guint i = 1; i < rows->len; i++)
    n_codes += is_code (cell_of (g_ptr_array_index (rows, i), 0));
  if (head->len > MIN_COLUMNS && n_codes * 10 >= table->n_rows * 9)
    table->number = 0;
  table->topic = table->number + 1;
  if (!is_head (self, head) || !holds_topics (self, rows, (guint) table->topic, table))
    return FALSE;
  table->answer = find_answer (self, rows, (guint) table->topic, head->len, table);

  return table->answer >= 0 && (has_head || stands_out (rows, (guint) table->answer));
}

gboolean
dip_topic_table_parse (DipStructure   *self,
                       char          **lines,
                       DipTopicTable  *table)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 0);
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

      for (guint c = 0; cells[c] != NULL; c++)
        g_ptr_array_add (row, g_strdup (g_strstrip (cells[c])));
      g_ptr_array_add (rows, row);
    }

  return dip_topic_table_read (self, rows, FALSE, table);
}
