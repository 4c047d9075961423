/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include "base/dip-error.h"

#include <string.h>

/*
 * Tables whose cells are separated by commas, tabs or semicolons (RFC 4180). A
 * text is one where nearly all of its records have as many cells: prose with
 * commas never has, and the tabs of a contents list are in a few lines only.
 *
 * A cell with a comma that nobody quoted falls into two: where a record has more
 * cells than the head, and as many of them begin with a blank as there are too
 * many, which is how prose goes on behind a comma, they are joined again.
 */

#define MIN_RECORDS      3
#define MIN_CELLS        3     /* two where the name says that it is a table */
#define MIN_SAME         0.9   /* of the records */
#define MIN_SAME_NAMED   0.6   /* … where the name says so: what stands above the table has fewer cells */
#define PROBE_BYTES      (256u * 1024)

/* Reads one record. Returns where the next one begins. @line counts the lines of the source. */
static const char *
read_record (const char *at,
             const char *end,
             char        separator,
             GPtrArray  *cells,
             guint      *line,
             gboolean   *broken,
             guint64    *spaced)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean quoted = FALSE;
  gboolean fresh = TRUE;

  *spaced = 0;
  for (; at < end; at++)
    {
      if (quoted)
        {
          if (*at == '"' && at + 1 < end && at[1] == '"')
            g_string_append_c (cell, *at++);
          else if (*at == '"')
            quoted = FALSE;
          else
            {
              *line += *at == '\n';
              if (*at != '\r')
                g_string_append_c (cell, *at);
            }
        }
      else if (*at == '"' && fresh)
        quoted = TRUE;
      else if (*at == separator)
        {
          if (cells->len < DIP_READ_MAX_ROW_CELLS)
            g_ptr_array_add (cells, g_strdup (g_strstrip (cell->str)));
          g_string_truncate (cell, 0);
          fresh = TRUE;
          continue;
        }
      else if (*at == '\n' || *at == '\r')
        {
          at += at + 1 < end && at[0] == '\r' && at[1] == '\n' ? 2 : 1;
          *line += 1;
          break;
        }
      else
        {
          const char *start = at;

          if (fresh && *at == ' ' && cells->len < 64)
            *spaced |= G_GUINT64_CONSTANT (1) << cells->len;
          /* behind the first letter a quote is one like others */
          while (at + 1 < end && at[1] != separator && at[1] != '\n' && at[1] != '\r')
            at++;
          g_string_append_len (cell, start, at + 1 - start);
        }
      fresh = FALSE;
    }

  *broken = quoted;
  if (cells->len < DIP_READ_MAX_ROW_CELLS)
    g_ptr_array_add (cells, g_strdup (g_strstrip (cell->str)));

  return at;
}

/* Joins cells that a comma within a sentence has parted; @spaced are those that begin with a blank. */
static void
join_sentences (GPtrArray *cells,
                guint64    spaced,
                guint      n_head)
{
  guint n = 0;

  for (guint i = 1; i < MIN (cells->len, 64); i++)
    n += spaced >> i & 1;
  if (n_head < MIN_CELLS || cells->len <= n_head || cells->len > 64 || cells->len - n_head != n)
    return;
  for (guint i = cells->len - 1; i > 0; i--)
    if (spaced >> i & 1)
      {
        char *joined = g_strconcat (cells->pdata[i - 1], ", ", cells->pdata[i], NULL);

        g_free (cells->pdata[i - 1]);
        cells->pdata[i - 1] = joined;
        g_ptr_array_remove_index (cells, i);
      }
}

static gboolean
is_empty (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (*(const char *) cells->pdata[i] != '\0')
      return FALSE;

  return TRUE;
}

/* ="001" is how Excel is told to keep a text that looks like a number. */
static void
drop_formula (char *cell)
{
  gsize n = strlen (cell);

  if (n < 3 || cell[0] != '=' || cell[1] != '"' || cell[n - 1] != '"' || strchr (cell + 2, '"') != cell + n - 1)
    return;

  cell[n - 1] = '\0';
  memmove (cell, cell + 2, n - 2);
}

static gsize
count_letter (const char *at,
              const char *end,
              char        letter)
{
  gsize n = 0;

  while (at < end && (at = memchr (at, letter, (gsize) (end - at))) != NULL)
    {
      n++;
      at++;
    }

  return n;
}

/* How many cells nearly all records have, 0 where they differ. */
static guint
probe (const char *text,
       gsize       length,
       char        separator,
       double      min_same)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  const char *end = text + MIN (length, PROBE_BYTES);
  const char *at = text;
  guint n_records = 0;
  guint n_best = 0;
  guint best = 0;
  guint n_head = 0;
  guint line = 1;
  gsize n_left = count_letter (text, end, '\n');

  /* Most texts are prose, and are done here. */
  if (count_letter (text, end, separator) * 2 < n_left)
    return 0;
  n_left += count_letter (text, end, '\r') + 1;

  while (at < end)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      gboolean broken;
      guint64 spaced;
      guint n;

      at = read_record (at, end, separator, cells, &line, &broken, &spaced);
      if (broken && end == text + length)
        return 0;
      n_left--;
      if (broken || (cells->len == 1 && is_empty (cells)))
        continue;
      if (n_records == 0)
        n_head = spaced == 0 ? cells->len : 0;
      else if (separator == ',')
        join_sentences (cells, spaced, n_head);

      n_records++;
      n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (cells->len))) + 1;
      g_hash_table_insert (counts, GUINT_TO_POINTER (cells->len), GUINT_TO_POINTER (n));
      if (n > n_best)
        {
          n_best = n;
          best = cells->len;
        }
      /* and most others here: what is left could not make it a table */
      if ((double) (n_best + n_left) < min_same * (double) (n_records + n_left))
        return 0;
    }

  return n_records >= MIN_RECORDS && n_best >= min_same * n_records ? best : 0;
}

/* Bytes of the line that tells Excel the separator, "sep=;", 0 where there is none. */
static gsize
measure_told (const char *text,
              gsize       length)
{
  if (length < 6 || strncmp (text, "sep=", 4) != 0 || strchr ("\t,;", text[4]) == NULL ||
      (text[5] != '\r' && text[5] != '\n'))
    return 0;

  return text[5] == '\r' && length > 6 && text[6] == '\n' ? 7 : 6;
}

char
_dip_separated_detect (const char *text,
                       gsize       length,
                       const char *name)
{
  static const char separators[] = { '\t', ',', ';' };
  g_autofree char *lower = g_ascii_strdown (name, -1);
  gboolean named = g_str_has_suffix (lower, ".csv") || g_str_has_suffix (lower, ".tsv");
  guint most = 0;
  char found = '\0';

  if (measure_told (text, length) > 0)
    return text[4];

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      guint n = probe (text, length, separators[i], named ? MIN_SAME_NAMED : MIN_SAME);

      if (n > most && n >= (named ? 2u : MIN_CELLS))
        {
          most = n;
          found = separators[i];
        }
    }

  return found;
}

DipLayout *
_dip_separated_read (const char    *text,
                     gsize          length,
                     char           separator,
                     const char    *name,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (DipLayout) layout = dip_layout_new (name, separator == '\t' ? "text/tab-separated-values" : "text/csv");
  const char *at = text;
  const char *end = text + length;
  guint next_line = 1;
  guint n_blank = 0;
  guint n_cells = 0;
  guint n_head = 0;

  if (measure_told (text, length) > 0)
    {
      at += measure_told (text, length);
      next_line++;
    }

  while (at < end)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      guint line = next_line;
      gboolean broken;
      guint64 spaced;
      DipLine *row;

      at = read_record (at, end, separator, cells, &next_line, &broken, &spaced);
      if (layout->lines->len == 0)
        n_head = spaced == 0 ? cells->len : 0;
      else if (separator == ',')
        join_sentences (cells, spaced, n_head);
      if (is_empty (cells))
        {
          n_blank++;
          continue;
        }

      for (guint i = 0; i < cells->len; i++)
        drop_formula (cells->pdata[i]);
      n_cells += cells->len;
      if (layout->lines->len >= DIP_READ_MAX_LINES || n_cells > DIP_READ_MAX_CELLS)
        {
          g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                       "The table has more than %u rows or %u cells, which no paper has.",
                       DIP_READ_MAX_LINES, DIP_READ_MAX_CELLS);
          return NULL;
        }
      if ((layout->lines->len & 1023) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;

      row = dip_line_new_row (g_steal_pointer (&cells));
      row->number = line;
      row->n_blank = n_blank;
      n_blank = 0;
      g_ptr_array_add (layout->lines, row);
    }

  return g_steal_pointer (&layout);
}
