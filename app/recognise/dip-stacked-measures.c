/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * A list of service levels each cell of which has come out on lines of its own. It has no column of yes and no, but one
 * that tells how a level is measured, whose words are few:
 *
 *   head  = number-head *other unit-head *other          cells of the head, a line each
 *   row   = number [ kind ] [ topic ] question unit answer
 *   unit  = word *( separator word )                     時間帯, 稼働率（％）, 有無／内容
 *
 * The kind stands in the first row only for which it holds; a section's title between two rows ends the one above it.
 */

#define MIN_COLUMNS 4u
#define MAX_COLUMNS 9u
#define MIN_ROWS 4u
#define MAX_ROW 60u

/* Where the words of a line that tells a unit part. */
#define SEPARATORS "/／・（）()、,［］[]"

/* Of a topic; what is wider is asked. */
#define MAX_TOPIC 40u

static const char *
text_at (DipStructure *self,
         guint         i)
{
  return dip_structure_piece (self, i)->text;
}

static gboolean
has_key (DipStructure *self,
         const char   *list,
         const char   *text)
{
  g_autofree char *key = dip_text_key (text);

  return dip_structure_has_word (self, list, key);
}

/* Whether a line says nothing but how something is measured. */
static gboolean
is_unit (DipStructure *self,
         const char   *text)
{
  g_autofree char *word = NULL;
  gsize n = strlen (text);
  const char *from = text;
  gboolean any = FALSE;

  if (n == 0 || n > 60)
    return FALSE;
  for (const char *at = text; ; at = g_utf8_next_char (at))
    {
      gunichar c = *at != '\0' ? g_utf8_get_char (at) : 0;

      if (c != 0 && g_utf8_strchr (SEPARATORS, -1, c) == NULL)
        continue;
      g_free (word);
      word = g_strndup (from, (gsize) (at - from));
      if (*g_strstrip (word) != '\0')
        {
          if (!has_key (self, "checksheet-units", word))
            return FALSE;
          any = TRUE;
        }
      if (c == 0)
        return any;
      from = g_utf8_next_char (at);
    }
}

/* Where the row that begins with number @n at @i ends, 0 if there is none; @unit: its line that tells the unit. */
static guint
find_end (DipStructure *self,
          guint         i,
          guint         n,
          guint        *unit)
{
  guint end;

  if (i >= self->pieces->len || !dip_stacked_is_line (self, i) || dip_sheet_parse_plain (text_at (self, i)) != n)
    return 0;
  *unit = 0;
  for (end = i + 1; end < self->pieces->len && end < i + MAX_ROW && dip_stacked_is_line (self, end); end++)
    {
      if (*unit != 0 && end > *unit + 1 && dip_sheet_parse_plain (text_at (self, end)) == n + 1)
        break;
      /* the last of them that something stands behind; the first line is what the row is about */
      if (end > i + 1 && is_unit (self, text_at (self, end)) && end + 1 < self->pieces->len &&
          (*unit == 0 || *unit + 1 == end) && dip_stacked_is_line (self, end + 1) &&
          dip_sheet_parse_plain (text_at (self, end + 1)) != n + 1)
        *unit = end;
    }

  return *unit != 0 ? end : 0;
}

static char *
take_cell (DipStructure *self,
           guint         first,
           guint         end,
           gboolean      lines)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    {
      const char *text = text_at (self, i);

      if (cell->len > 0 && lines && (i == first + 1 || dip_text_ends_sentence (cell->str)))
        g_string_append_printf (cell, "\n%s", text);
      else
        dip_text_join (cell, text);
      dip_structure_piece (self, i)->role = DIP_ROLE_FURNITURE;
    }

  return g_strdup (cell->str);
}

/* How the columns of the table stand. */
typedef struct
{
  guint n;        /* of the head */
  guint section;  /* 0 for none, like topic */
  guint topic;
  guint question;
  guint unit;
  guint answer;
} Columns;

static gboolean
read_columns (DipStructure *self,
              guint         i,
              Columns      *columns)
{
  *columns = (Columns) { 0 };
  for (guint k = 1; k < columns->n || columns->n == 0; k++)
    {
      gboolean known;

      if (k > MAX_COLUMNS || i + k >= self->pieces->len || !dip_stacked_is_line (self, i + k))
        return FALSE;
      if (dip_sheet_parse_plain (text_at (self, i + k)) == 1 ||
          (columns->answer != 0 && has_key (self, "checksheet-sections", text_at (self, i + k))))
        {
          columns->n = k;
          break;
        }
      switch (dip_sheet_match_column (self, text_at (self, i + k), &known))
        {
        case DIP_SHEET_SECTION:
          columns->section = k;
          break;
        case DIP_SHEET_TOPIC:
          columns->topic = k;
          break;
        case DIP_SHEET_QUESTION:
        case DIP_SHEET_REQUIREMENT:
          columns->question = k;
          break;
        case DIP_SHEET_ANSWER:
        case DIP_SHEET_IMPLEMENTED:
          columns->answer = k;
          break;
        default:
          if (has_key (self, "checksheet-unit-heads", text_at (self, i + k)))
            columns->unit = k;
          else
            return FALSE;
        }
    }

  return columns->n >= MIN_COLUMNS && columns->unit != 0 && columns->question != 0 &&
         columns->answer == columns->n - 1 && columns->question < columns->unit && columns->unit < columns->answer;
}

static void
take_row (DipStructure  *self,
          const Columns *columns,
          guint          i,
          guint          end,
          guint          unit)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  guint first = i + 1;
  guint last = end;
  guint section_end = first;
  guint topic_end;

  /* a section's title ends the row above it */
  while (last > unit + 2 && has_key (self, "checksheet-sections", text_at (self, last - 1)))
    last--;
  if (columns->section != 0 && first + 2 <= unit && has_key (self, "checksheet-sections", text_at (self, first)))
    section_end = first + 1;
  topic_end = section_end;
  if (columns->topic != 0)
    {
      if (section_end + 1 < unit && dip_structure_piece (self, section_end)->width <= MAX_TOPIC)
        topic_end++;
      /* "サービス提供終了時の事前通" goes on with "知" */
      while (topic_end > section_end && topic_end + 1 < unit && dip_structure_piece (self, topic_end)->width <= 6)
        topic_end++;
    }

  for (guint k = 0; k < columns->n; k++)
    {
      if (k == 0)
        g_ptr_array_add (cells, take_cell (self, i, i + 1, FALSE));
      else if (k == columns->section)
        g_ptr_array_add (cells, take_cell (self, first, section_end, FALSE));
      else if (k == columns->topic)
        g_ptr_array_add (cells, take_cell (self, section_end, topic_end, FALSE));
      else if (k == columns->question)
        g_ptr_array_add (cells, take_cell (self, topic_end, unit, FALSE));
      else if (k == columns->unit)
        g_ptr_array_add (cells, take_cell (self, unit, unit + 1, FALSE));
      else if (k == columns->answer)
        g_ptr_array_add (cells, take_cell (self, unit + 1, last, TRUE));
      else
        g_ptr_array_add (cells, g_strdup (""));
    }
  dip_stacked_put_row (self, i, cells);
}

/**
 * dip_structure_stack_measures:
 * @i: a line that heads numbers
 * @next: return location: the first line behind the table
 *
 * Makes rows of the lines of a list of service levels that begins there.
 *
 * Returns: whether it is one
 */
gboolean
dip_structure_stack_measures (DipStructure *self,
                              guint         i,
                              guint        *next)
{
  g_autoptr (GPtrArray) cells = NULL;
  Columns columns;
  guint begin, at, unit;
  guint n = 0;

  if (!read_columns (self, i, &columns))
    return FALSE;
  begin = i + columns.n;
  /* the title of the first section stands between head and rows */
  while (begin < self->pieces->len && dip_stacked_is_line (self, begin) &&
         has_key (self, "checksheet-sections", text_at (self, begin)))
    begin++;
  at = begin;
  for (guint end; (end = find_end (self, at, n + 1, &unit)) != 0; n++)
    at = end;
  if (n < MIN_ROWS)
    return FALSE;

  cells = g_ptr_array_new_with_free_func (g_free);
  for (guint k = 0; k < columns.n; k++)
    g_ptr_array_add (cells, take_cell (self, i + k, i + k + 1, FALSE));
  dip_stacked_put_row (self, i, cells);
  at = begin;
  for (guint row = 1; row <= n; row++)
    {
      guint end = find_end (self, at, row, &unit);

      /* what is left of it is the title of a section */
      take_row (self, &columns, at, end, unit);
      at = end;
    }
  *next = at;

  return TRUE;
}
