/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * A list of service levels each cell of which has come out on lines of its own. It has no column of yes and no, but one
 * that tells how a level is measured, whose words are few:
 *
 *   head  = number-head *other unit-head *other          cells of the head, a line each or several on one
 *   row   = number [ kind ] [ topic ] question unit [ example ] answer
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

/* Of a topic; what is wider is asked. A column of topics is wider than that. */
#define MAX_TOPIC 40u
#define MIN_TOPIC_WIDTH 16u

/* Bytes of a line of the head. Columns that a broken line may leave empty, where the next letter cannot begin one. */
#define MAX_HEAD_LINE 200u
#define KINSOKU 3u

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

/* Whether a line begins with number @n: alone, or with the kind of level behind it, which @kind is set to. */
static gboolean
begins_row (DipStructure *self,
            guint         i,
            guint         n,
            const char  **kind)
{
  const char *text = text_at (self, i);
  g_autofree char *number = NULL;
  const char *space;

  *kind = NULL;
  if (dip_sheet_parse_plain (text) == n)
    return TRUE;
  space = strchr (text, ' ');
  if (space == NULL || space - text > 4)
    return FALSE;
  number = g_strndup (text, (gsize) (space - text));
  if (dip_sheet_parse_plain (number) != n || !has_key (self, "checksheet-sections", dip_text_skip_space (space)))
    return FALSE;
  *kind = dip_text_skip_space (space);

  return TRUE;
}

/* Where the row that begins with number @n at @i ends, 0 if there is none; @unit: its line that tells the unit. */
static guint
find_end (DipStructure *self,
          guint         i,
          guint         n,
          guint        *unit)
{
  const char *kind;
  guint end;

  if (i >= self->pieces->len || !dip_stacked_is_line (self, i) || !begins_row (self, i, n, &kind))
    return 0;
  *unit = 0;
  for (end = i + 1; end < self->pieces->len && end < i + MAX_ROW && dip_stacked_is_line (self, end); end++)
    {
      if (*unit != 0 && end > *unit + 1 && begins_row (self, end, n + 1, &kind))
        break;
      /* the last of them that something stands behind; the first line is what the row is about */
      if (end > i + 1 && is_unit (self, text_at (self, end)) && end + 1 < self->pieces->len &&
          (*unit == 0 || *unit + 1 == end) && dip_stacked_is_line (self, end + 1) &&
          !begins_row (self, end + 1, n + 1, &kind))
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
  guint width = 0;

  for (guint i = first; i < end; i++)
    width = MAX (width, dip_structure_piece (self, i)->width);
  for (guint i = first; i < end; i++)
    {
      const char *text = text_at (self, i);

      /* a first line that is not full is said by itself: "有" */
      if (cell->len > 0 && lines &&
          (dip_text_ends_sentence (cell->str) ||
           (i == first + 1 && dip_structure_piece (self, first)->width + KINSOKU < width)))
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
  guint n_lines;  /* that it takes */
  guint section;  /* 0 for none, like topic, example and remark */
  guint topic;
  guint question;
  guint unit;
  guint example;
  guint answer;
  guint remark;
  char *names[MAX_COLUMNS];
  guint width;    /* of the widest first line behind a unit: at which examples are broken */
  guint topic_width; /* … of topics */
  guint title;       /* the line of the head that holds the title of the first section, 0 for none */
} Columns;

static void
columns_clear (Columns *columns)
{
  for (guint k = 0; k < columns->n; k++)
    g_free (columns->names[k]);
  columns->n = 0;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Columns, columns_clear)

/* One word of the head; FALSE for what heads nothing. */
static gboolean
read_column (DipStructure *self,
             Columns      *columns,
             const char   *word)
{
  guint k = columns->n;
  gboolean known;

  if (k >= MAX_COLUMNS)
    return FALSE;
  if (k == 0)
    {
      g_autofree char *key = dip_text_key (word);

      if (!dip_structure_has_word (self, "checksheet-number-heads", key))
        return FALSE;
    }
  else if (has_key (self, "checksheet-unit-heads", word))
    {
      columns->unit = k;
    }
  else
    switch (dip_sheet_match_column (self, word, &known))
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
      case DIP_SHEET_EXAMPLE:
        columns->example = k;
        break;
      case DIP_SHEET_REMARK:
        columns->remark = k;
        break;
      default:
        return FALSE;
      }
  columns->names[columns->n++] = g_strdup (word);

  return TRUE;
}

/* The words of a head, one on a line or several; the title of the first section may have come among them. */
static gboolean
read_columns (DipStructure *self,
              guint         i,
              Columns      *columns)
{
  for (guint k = 0; ; k++)
    {
      g_auto (GStrv) words = NULL;
      const char *kind;

      if (k > MAX_COLUMNS || i + k >= self->pieces->len || !dip_stacked_is_line (self, i + k) ||
          strlen (text_at (self, i + k)) > MAX_HEAD_LINE)
        return FALSE;
      if (k > 0 && begins_row (self, i + k, 1, &kind))
        {
          columns->n_lines = k;
          break;
        }
      if (has_key (self, "checksheet-sections", text_at (self, i + k)))
        {
          columns->title = i + k;
          continue;
        }
      words = g_strsplit (text_at (self, i + k), " ", MAX_COLUMNS + 1);
      for (guint w = 0; words[w] != NULL; w++)
        if (*words[w] != '\0' && !read_column (self, columns, words[w]))
          return FALSE;
    }
  /* alone it is what was filled in */
  if (columns->answer == 0)
    {
      columns->answer = columns->example;
      columns->example = 0;
    }

  return columns->n >= MIN_COLUMNS && columns->unit != 0 && columns->question != 0 &&
         columns->question < columns->unit && columns->unit < columns->answer &&
         (columns->example == 0 || columns->unit < columns->example);
}

/* The first line behind the example in a row: the lines behind the unit from @first on, up to @last. A line that is
 * not full ends the example, and so does one that says yes or no. */
static guint
find_answer (DipStructure  *self,
             const Columns *columns,
             guint          first,
             guint          last)
{
  guint at = first;

  if (columns->example == 0)
    return first;
  for (; at + 1 < last; at++)
    {
      gsize length;

      if (dip_sheet_read_beginning (self, text_at (self, at + 1), &length) != DIP_IMPLEMENTED_UNKNOWN ||
          dip_structure_piece (self, at)->width + KINSOKU < columns->width)
        return at + 1;
    }

  /* one cell is left, and what was filled in counts */
  return at > first ? at : first;
}

/* The end of a row that goes from a unit to @end: the title of a section ends it, too. */
static guint
find_last (DipStructure *self,
           guint         unit,
           guint         end)
{
  while (end > unit + 2 && has_key (self, "checksheet-sections", text_at (self, end - 1)))
    end--;

  return end;
}

static void
take_row (DipStructure  *self,
          const Columns *columns,
          guint          i,
          guint          number,
          guint          end,
          guint          unit)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *printed = NULL;
  g_autofree char *own_kind = NULL;
  const char *kind;
  guint first = i + 1;
  guint answer;
  guint last = find_last (self, unit, end);
  guint section_end = first;
  guint topic_end;

  answer = find_answer (self, columns, unit + 1, last);
  if (begins_row (self, i, number, &kind) && kind != NULL)
    {
      printed = g_strdup_printf ("%u", number);
      own_kind = g_strdup (kind);
    }
  if (columns->section != 0 && own_kind == NULL && first + 2 <= unit &&
      has_key (self, "checksheet-sections", text_at (self, first)))
    section_end = first + 1;
  topic_end = section_end;
  if (columns->topic != 0)
    {
      if (section_end + 1 < unit && dip_structure_piece (self, section_end)->width <= MAX_TOPIC)
        topic_end++;
      /* "サービス提供終了時の事前通" goes on with "知", and so does a line that is as wide as the column */
      while (topic_end > section_end && topic_end + 1 < unit &&
             (dip_structure_piece (self, topic_end)->width <= 6 ||
              (columns->topic_width > MIN_TOPIC_WIDTH &&
               dip_structure_piece (self, topic_end - 1)->width + 2 >= columns->topic_width &&
               dip_structure_piece (self, topic_end)->width <= columns->topic_width)))
        topic_end++;
    }

  for (guint k = 0; k < columns->n; k++)
    {
      if (k == 0 && printed != NULL)
        g_ptr_array_add (cells, g_steal_pointer (&printed));
      else if (k == 0)
        g_ptr_array_add (cells, take_cell (self, i, i + 1, FALSE));
      else if (k == columns->section && own_kind != NULL)
        g_ptr_array_add (cells, g_steal_pointer (&own_kind));
      else if (k == columns->section)
        g_ptr_array_add (cells, take_cell (self, first, section_end, FALSE));
      else if (k == columns->topic)
        g_ptr_array_add (cells, take_cell (self, section_end, topic_end, FALSE));
      else if (k == columns->question)
        g_ptr_array_add (cells, take_cell (self, topic_end, unit, FALSE));
      else if (k == columns->unit)
        g_ptr_array_add (cells, take_cell (self, unit, unit + 1, FALSE));
      else if (k == columns->example)
        g_ptr_array_add (cells, take_cell (self, unit + 1, answer, FALSE));
      else if (k == columns->answer)
        g_ptr_array_add (cells, take_cell (self, answer, last, TRUE));
      else
        g_ptr_array_add (cells, g_strdup (""));
    }
  dip_structure_put_row (self, i, cells);
}

/* The title of a section, as a row. The rest of the head stands before it. */
static void
put_title (DipStructure  *self,
           guint          i,
           const Columns *columns)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (text_at (self, i)));
  while (cells->len < columns->n)
    g_ptr_array_add (cells, g_strdup (""));
  dip_structure_put_row (self, i, cells);
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
  g_auto (Columns) columns = { 0 };
  guint begin, at, unit;
  guint n = 0;

  if (!read_columns (self, i, &columns))
    return FALSE;
  begin = i + columns.n_lines;
  /* the title of the first section stands between head and rows */
  while (begin < self->pieces->len && dip_stacked_is_line (self, begin) &&
         has_key (self, "checksheet-sections", text_at (self, begin)))
    begin++;
  at = begin;
  for (guint end; (end = find_end (self, at, n + 1, &unit)) != 0; n++)
    {
      gboolean has_kind = columns.section != 0 && has_key (self, "checksheet-sections", text_at (self, at + 1));
      const DipPiece *topic = dip_structure_piece (self, MIN (at + 1 + has_kind, unit));

      if (find_last (self, unit, end) > unit + 2)
        columns.width = MAX (columns.width, dip_structure_piece (self, unit + 1)->width);
      if (topic->width <= MAX_TOPIC)
        columns.topic_width = MAX (columns.topic_width, topic->width);
      at = end;
    }
  if (n < MIN_ROWS)
    return FALSE;

  cells = g_ptr_array_new_with_free_func (g_free);
  for (guint k = 0; k < columns.n; k++)
    g_ptr_array_add (cells, g_strdup (columns.names[k]));
  if (begin > i + columns.n_lines)
    columns.title = begin - 1;
  for (guint k = 0; k < columns.n_lines; k++)
    if (i + k != columns.title)
      dip_structure_piece (self, i + k)->role = DIP_ROLE_FURNITURE;
  dip_structure_put_row (self, i, cells);
  if (columns.title != 0)
    put_title (self, columns.title, &columns);
  at = begin;
  for (guint row = 1; row <= n; row++)
    {
      guint end = find_end (self, at, row, &unit);

      /* what is left of it is the title of a section */
      take_row (self, &columns, at, row, end, unit);
      for (guint k = find_last (self, unit, end); k < end; k++)
        if (dip_structure_piece (self, k)->role == DIP_ROLE_TEXT)
          put_title (self, k, &columns);
      at = end;
    }
  *next = at;

  return TRUE;
}

gboolean
dip_stacked_is_line (DipStructure *self,
                     guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  return piece->role == DIP_ROLE_TEXT && !piece->is_row &&
         (piece->line->kind == DIP_LINE_TEXT || piece->line->kind == DIP_LINE_ITEM);
}
