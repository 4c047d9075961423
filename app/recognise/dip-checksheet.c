/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * A filled checksheet:
 *
 *   sheet    = *( section | head | title-row | item | rest | rule )
 *   section  = a line of text with a number, or a heading of the format
 *   title-row= a row with one filled cell: "4. Assets" (a section) or "1. Before employment" (a
 *              sub-heading within it)
 *   item     = a row with a number, or with a question where no column holds numbers
 *   rest     = a row without a number: a page has cut the item above in two
 *
 * Sections and sub-headings are both printed "N. title": see
 * dip-checksheet-titles.c.
 */

/* A table with fewer questions is part of a whitepaper, unless its headings and answers leave no doubt. */
#define MIN_ITEMS      5
#define MIN_SURE_ITEMS 2

/* … or unless they are all that there is below a title. */
#define MIN_SMALL_ITEMS 3

/* Columns of a title that only space tells. */
#define MAX_APART_TITLE 40u

#define MAX_ITEMS 20000

/* Between the heading of a section and its table. */
#define MAX_PARAGRAPHS 6

/* Whether a table of questions begins with the next row. */
static gboolean
head_follows (DipStructure *self,
              guint         i)
{
  guint next = dip_structure_next (self, i + 1);
  g_autoptr (DipSheetHead) head = NULL;

  if (next >= self->pieces->len)
    return FALSE;
  head = dip_sheet_head_read (self, next);

  return head != NULL;
}

/* Whether a table of questions stands below the paragraphs that a heading has. */
static gboolean
table_follows (DipStructure *self,
               guint         i)
{
  for (guint k = dip_structure_next (self, i + 1), n = 0; k < self->pieces->len && n < MAX_PARAGRAPHS;
       k = dip_structure_next (self, k + 1), n++)
    {
      const DipPiece *piece = dip_structure_piece (self, k);

      if (piece->line->kind == DIP_LINE_HEADING)
        return FALSE;
      if (piece->is_row)
        {
          g_autoptr (DipSheetHead) head = dip_sheet_head_read (self, k);

          return head != NULL;
        }
    }

  return FALSE;
}

static gboolean
has_text_below (DipStructure *self,
                guint         i)
{
  guint next = dip_structure_next (self, i + 1);

  return next < self->pieces->len && !dip_structure_piece (self, next)->is_row &&
         dip_text_has_sentence (dip_structure_piece (self, next)->text);
}

/* Lines of text below a title, up to the next one, are read as those of a whitepaper. */
static void
finish_text (DipSheet *sheet)
{
  if (sheet->text_clause != NULL)
    dip_structure_build_blocks (sheet->structure, sheet->text_clause, sheet->text_first, sheet->text_end);
  sheet->text_clause = NULL;
}

static void
add_text (DipSheet  *sheet,
          guint      i,
          DipClause *clause)
{
  if (sheet->text_clause != clause)
    {
      finish_text (sheet);
      sheet->text_clause = clause;
      sheet->text_first = i;
    }
  sheet->text_end = i + 1;
}

/* "はじめに", "■ Introduction": a title that a paper has before its table, or behind it. */
static gboolean
is_apart (DipStructure *self,
          const char   *text,
          gboolean      after)
{
  g_autofree char *bare = NULL;
  const char *at = text;
  const char *end;

  while (*at != '\0' && !g_unichar_isalnum (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  for (end = at + strlen (at); end > at; )
    {
      const char *last = g_utf8_prev_char (end);

      if (g_unichar_isalnum (g_utf8_get_char (last)))
        break;
      end = last;
    }
  bare = g_strndup (at, (gsize) (end - at));

  return dip_structure_has_word (self, "front-headings", bare) ||
         (after && dip_structure_has_word (self, "back-headings", bare));
}

/* "Operation": a line between two rows, as where a merged cell has lost its bars. The rest of an answer that is
 * broken over lines looks alike; so the first title stands right below the head or is a chapter of a guideline. */
static gboolean
is_lone_title (DipSheet *sheet,
               guint     i)
{
  DipStructure *self = sheet->structure;
  const DipPiece *piece = dip_structure_piece (self, i);
  guint next = dip_structure_next (self, i + 1);
  guint before = i;

  /* lines that went into the cells of a row are no longer there */
  while (before > 0 && dip_structure_piece (self, before - 1)->role != DIP_ROLE_TEXT)
    before--;
  if (sheet->head == NULL || before == 0 || !dip_structure_piece (self, before - 1)->is_row ||
      next >= self->pieces->len || !dip_structure_piece (self, next)->is_row ||
      dip_structure_piece (self, next)->line->cells->len < sheet->head->n_columns || piece->width > 60 ||
      dip_structure_has_sentence (self, piece) || strchr (piece->text, ':') != NULL)
    return FALSE;

  return sheet->item == NULL || sheet->lone_titles ||
         dip_structure_has_word (self, "checksheet-sections", piece->text);
}

/* "### Notice" below "## Incidents": the title of a higher level that a heading of the format stands below. One
 * level is enough: what holds more has no table of questions for its text. */
static DipClause *
find_above (const DipSheet *sheet,
            const DipPiece *piece)
{
  if (sheet->front == NULL || sheet->top_front == NULL || piece->line->kind != DIP_LINE_HEADING ||
      sheet->top_level == 0 || piece->line->level <= sheet->top_level)
    return NULL;

  return sheet->top_front;
}

/* A title of its own, and what stands below it is no table. */
static void
start_front (DipSheet       *sheet,
             const DipPiece *piece,
             const char     *number,
             const char     *title)
{
  DipClause *above = number == NULL ? find_above (sheet, piece) : NULL;
  g_autofree char *id = NULL;

  if (above != NULL)
    id = g_strdup_printf ("%s.%u", above->id, ++sheet->n_below_front);
  else
    id = number != NULL ? g_strdup (number) : g_strdup_printf ("F%u", ++sheet->n_unnumbered);
  sheet->front = dip_sheet_add_clause (sheet, piece, DIP_CLAUSE_FRONT, number, id, above);
  if (above == NULL)
    {
      sheet->top_front = sheet->front;
      sheet->top_level = piece->line->level;
      sheet->n_below_front = 0;
    }
  sheet->front->title = g_strdup (title);
  sheet->front->heading = g_strdup (piece->text);
  if (number != NULL)
    sheet->section_number = (guint) g_ascii_strtoull (number, NULL, 10);
}

/* "1. Name of the provider | Sample Ltd.": a form's line, no title. */
static gboolean
is_pair (const DipPiece *piece)
{
  guint n = 0;

  for (guint c = 0; piece->is_row && c < piece->line->cells->len; c++)
    n += *(const char *) g_ptr_array_index (piece->line->cells, c) != '\0';

  return n >= 2;
}

/* 表の見方, behind the preface: a short line that space sets apart from what stands above it and from the paragraph
 * below it. */
static gboolean
is_set_apart (DipStructure *self,
              guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  guint next = dip_structure_next (self, i + 1);

  return piece->line->kind == DIP_LINE_TEXT && !piece->is_row && piece->width <= MAX_APART_TITLE &&
         dip_glyph_is_cjk (dip_text_first (piece->text)) && dip_glyph_is_cjk (dip_text_last (piece->text)) &&
         strpbrk (piece->text, ":0123456789") == NULL && strstr (piece->text, "：") == NULL &&
         !dip_text_ends_like_sentence (piece->text) && dip_structure_has_gap (self, i) && next < self->pieces->len &&
         dip_structure_has_gap (self, next) && !dip_structure_piece (self, next)->is_row &&
         dip_structure_piece (self, next)->role == DIP_ROLE_TEXT &&
         dip_text_has_sentence (dip_structure_piece (self, next)->text);
}

/* Whether a heading of the format stands beside those of sections, and no questions stand below it. */
static gboolean
opens_text (DipSheet *sheet,
            guint     i)
{
  DipStructure *self = sheet->structure;
  const DipPiece *piece = dip_structure_piece (self, i);
  guint next = dip_structure_next (self, i + 1);

  return sheet->section != NULL && sheet->section_level > 0 && piece->line->level <= sheet->section_level &&
         next < self->pieces->len && dip_structure_piece (self, next)->line->kind != DIP_LINE_HEADING &&
         !table_follows (self, i);
}

static void
read_text (DipSheet *sheet,
           guint     i,
           gboolean  before,
           gboolean  after)
{
  DipStructure *self = sheet->structure;
  DipPiece *piece = dip_structure_piece (self, i);
  gboolean heading = piece->line->kind == DIP_LINE_HEADING &&
                     g_strcmp0 (piece->line->sheet, piece->line->text) != 0;
  gboolean pair = before && is_pair (piece);
  guint parts[2] = { 0, 0 };
  const char *title;
  gboolean may_split;
  guint n_parts;

  /* The name of a sheet is told by the head of its table. */
  if (!before && !heading && piece->line->kind == DIP_LINE_HEADING && head_follows (self, i))
    return;

  if (!before && !heading && !pair && dip_sheet_goes_on (sheet, i))
    return;

  n_parts = dip_sheet_parse_title (self, piece->text, parts, &may_split, &title);

  if (pair)
    {
      g_ptr_array_add (before || sheet->section == NULL ? self->draft->cover : self->draft->tail,
                       (gpointer) piece->line);
      return;
    }

  if (heading && opens_text (sheet, i))
    {
      g_autofree char *number = n_parts == 1 ? g_strdup_printf ("%u", parts[0]) : NULL;

      start_front (sheet, piece, number, n_parts == 1 ? title : piece->text);
      return;
    }

  if (piece->width <= 120 && !dip_structure_has_sentence (self, piece) && !head_follows (self, i))
    {
      g_autofree char *number = n_parts == 1 ? g_strdup_printf ("%u", parts[0]) : NULL;

      if (is_apart (self, n_parts == 1 ? title : piece->text, after) ||
          (n_parts == 0 && before && sheet->front != NULL && is_set_apart (self, i)))
        {
          start_front (sheet, piece, number, n_parts == 1 ? title : piece->text);
          return;
        }
      if (heading && (after || (piece->line->level > 1 && has_text_below (self, i) &&
                                !(n_parts == 1 && table_follows (self, i)))))
        {
          start_front (sheet, piece, number, n_parts == 1 ? title : piece->text);
          return;
        }
    }

  if (!after && piece->width <= 120 && !dip_structure_has_sentence (self, piece))
    {
      if (n_parts == 1 && *title != '\0' &&
          (parts[0] == sheet->section_number + 1 || (heading && table_follows (self, i)) || head_follows (self, i)))
        {
          dip_sheet_start_section (sheet, piece, parts[0], title, piece->text);
          return;
        }
      if (n_parts == 2 && *title != '\0' && sheet->section != NULL && parts[0] == sheet->section_number)
        {
          dip_sheet_start_subheading (sheet, piece, parts[1], title, piece->text);
          return;
        }
      if (n_parts == 0 && head_follows (self, i) && (!before || piece->line->kind == DIP_LINE_HEADING) &&
          !(before && piece->line->kind == DIP_LINE_HEADING && piece->line->level == 1))
        {
          dip_sheet_start_section (sheet, piece, 0, piece->text, piece->text);
          return;
        }
    }

  if (!before && !after && is_lone_title (sheet, i))
    {
      sheet->lone_titles = TRUE;
      if (n_parts == 1 && *title != '\0' && parts[0] > sheet->section_number)
        dip_sheet_start_section (sheet, piece, parts[0], title, piece->text);
      else if (n_parts == 2 && *title != '\0')
        dip_sheet_start_decimal (sheet, piece, parts, title, piece->text);
      else
        dip_sheet_start_section (sheet, piece, 0, piece->text, piece->text);
      return;
    }

  if (sheet->front != NULL)
    add_text (sheet, i, sheet->front);
  else if (before && sheet->section != NULL)
    add_text (sheet, i, sheet->section);
  else if (before)
    {
      /* The name of a sheet is no title. */
      if (piece->line->kind != DIP_LINE_HEADING || g_strcmp0 (piece->line->sheet, piece->line->text) != 0)
        g_ptr_array_add (self->draft->cover, (gpointer) piece->line);
    }
  else if (after || sheet->section == NULL)
    {
      g_ptr_array_add (self->draft->tail, (gpointer) piece->line);
    }
  else
    {
      add_text (sheet, i, sheet->section);
    }
}

/* Whether a row is the head of another table, and no head of questions is known there: what stands below asks
 * nothing. */
static gboolean
ends_questions (DipStructure       *self,
                guint               i,
                const DipSheetHead *head)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const GPtrArray *cells = piece->line->cells;
  gboolean same = head != NULL && head->n_columns == cells->len;

  if (!piece->line->head || (same && head->n_rows == 0))
    return FALSE;
  for (guint c = 0; c < cells->len; c++)
    {
      const char *cell = g_ptr_array_index (cells, c);

      if (*cell == '\0' || dip_text_width (cell) > MAX_APART_TITLE || dip_text_has_sentence (cell) ||
          dip_sheet_asks (cell) || dip_sheet_parse_plain (cell) > 0 ||
          dip_sheet_read_implemented (self, cell) != DIP_IMPLEMENTED_UNKNOWN)
        return FALSE;
    }

  return TRUE;
}

/* Whether a table is one of questions, few as they are: a column asks, by its heading or by what stands in it (@asks),
 * and answers stand below another one. A sheet of a workbook is that table, or little else, and so is a text that has
 * nothing beside it (@alone); elsewhere it must be most of the text. */
static gboolean
is_sure (const DipSheetHead *head,
         gboolean            asks,
         guint               n_known,
         guint64             n_table,
         guint64             n_total,
         gboolean            alone)
{
  gboolean answered = head->place[DIP_SHEET_ANSWER] >= 0 || head->place[DIP_SHEET_CHOICE] >= 0;
  gboolean numbered = head->place[DIP_SHEET_NUMBER] >= 0 && answered && !head->remarks;

  if (!asks || head->section != NULL)
    return FALSE;
  if (alone)
    return n_known >= MIN_SURE_ITEMS || numbered;

  return n_known >= MIN_SURE_ITEMS && numbered && n_table * 2 >= n_total;
}

/* Whether a table of three rows or four is all that a page has below its title: questions to which nearly all cells say
 * yes or no (@n_said), or subjects with what is said to each of them. */
static gboolean
is_all_of_page (const DipSheetHead *head,
                guint               n_rows,
                guint               n_said,
                guint               n_answered,
                guint64             n_table,
                guint64             n_total)
{
  int question = head->place[DIP_SHEET_QUESTION];
  int answer = MAX (head->place[DIP_SHEET_ANSWER], head->place[DIP_SHEET_IMPLEMENTED]);

  if (n_rows < MIN_SMALL_ITEMS || question < 0 || answer < question || head->section != NULL || head->remarks ||
      n_table * 10 < n_total * 7)
    return FALSE;

  return head->asks ? n_said * 4 >= n_rows * 3 : n_answered == n_rows;
}

/* A row with one filled cell, the first one, that is no title of a section: "備考記載欄". */
static gboolean
is_text_row (const DipPiece *piece)
{
  const char *title;

  return dip_sheet_is_title_row (piece, &title);
}

/* Whether a row has anything in the columns that answer. */
static gboolean
says_something (const DipSheetHead *head,
                const DipPiece     *piece)
{
  const GPtrArray *cells = piece->line->cells;

  for (guint c = 0; c < cells->len && c < head->n_columns; c++)
    {
      DipSheetColumn column = head->columns[c];

      if ((column == DIP_SHEET_IMPLEMENTED || column == DIP_SHEET_ANSWER || column == DIP_SHEET_CHOICE) &&
          *(const char *) g_ptr_array_index (cells, c) != '\0')
        return TRUE;
    }

  return FALSE;
}

/* Whether the text is mostly a table of questions. */
static gboolean
is_checksheet (DipStructure *self,
               guint        *first,
               guint        *last)
{
  g_autoptr (DipSheetHead) head = NULL;
  guint64 n_total = 0;
  guint64 n_table = 0;
  guint64 n_heads = 0;
  guint n_rows = 0;
  guint n_known = 0;
  guint n_asked = 0;
  guint n_said = 0;
  guint n_answered = 0;
  const char *sheet = NULL;
  gboolean ended = FALSE;
  gboolean outside = FALSE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      g_autoptr (DipSheetHead) other = NULL;
      gsize n = strlen (piece->text);

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      n_total += n;
      if (!piece->is_row || is_text_row (piece))
        {
          ended = TRUE;
          if (!piece->is_row)
            continue;
        }

      other = dip_sheet_head_read (self, i);
      if (other != NULL && dip_sheet_head_begins (self, i, head, other))
        {
          if (head == NULL)
            *first = i;
          g_clear_pointer (&head, dip_sheet_head_free);
          head = g_steal_pointer (&other);
          outside = FALSE;
          sheet = piece->line->sheet;
          if (head->n_rows > 0)
            {
              i += head->n_rows - 1;
              *last = i;
              n_heads += n;
              continue;
            }
        }
      outside = outside || (other == NULL && ends_questions (self, i, head));
      /* another sheet of the workbook, or another table, without questions */
      if (head == NULL || outside || g_strcmp0 (piece->line->sheet, sheet) != 0)
        continue;

      n_rows++;
      n_table += n;
      /* what stands behind a line below the table is of it only if somebody answers there */
      ended = ended && !says_something (head, piece);
      if (!ended)
        *last = i;

      {
        int place = head->place[DIP_SHEET_IMPLEMENTED];
        int question = head->place[DIP_SHEET_QUESTION];
        int answer = place >= 0 ? place : head->place[DIP_SHEET_ANSWER];

        if (answer >= 0 && (guint) answer < piece->line->cells->len)
          {
            const char *cell = g_ptr_array_index (piece->line->cells, (guint) answer);
            gsize length;

            n_answered += *cell != '\0';
            n_said += dip_sheet_read_beginning (self, cell, &length) != DIP_IMPLEMENTED_UNKNOWN;
          }
        if (question >= 0 && (guint) question < piece->line->cells->len)
          n_asked += dip_sheet_asks (g_ptr_array_index (piece->line->cells, (guint) question));
        if (place >= 0 && (guint) place < piece->line->cells->len)
          n_known += dip_sheet_read_implemented (self, g_ptr_array_index (piece->line->cells, (guint) place)) !=
                     DIP_IMPLEMENTED_UNKNOWN;
        else if (head->place[DIP_SHEET_CHOICE] >= 0)
          n_known++;
      }
    }

  if (n_rows < MIN_ITEMS && self->cards && head != NULL && head->asks && n_table * 2 >= n_total)
    return TRUE;
  if (n_rows < MIN_ITEMS)
    return n_rows >= MIN_SURE_ITEMS &&
           (is_sure (head, head->asks || n_asked * 2 > n_rows, n_known, n_table, n_total,
                     sheet != NULL || n_table + n_heads == n_total) ||
            is_all_of_page (head, n_rows, n_said, n_answered, n_table + n_heads, n_total));

  return n_table * 2 >= n_total ||
         (((self->topics_count && self->form) || n_known * 2 >= n_rows) && n_table * 10 >= n_total * 3);
}

/* Whether the text is a checksheet, by the heads that are known, by what stands in columns, or by its topics. */
static gboolean
find_questions (DipStructure *self,
                guint        *first,
                guint        *last)
{
  gboolean topics = dip_sheet_find_topics (self);

  *first = G_MAXUINT;
  if (is_checksheet (self, first, last) || (dip_sheet_find_headless (self) && is_checksheet (self, first, last)))
    {
      if (self->topics == NULL)
        return TRUE;
      /* tables of topics behind those of questions are as good; what stands before them is about the paper */
      dip_sheet_drop_topics (self, *first);
      self->topics_count = TRUE;
      if (is_checksheet (self, first, last))
        return TRUE;
      self->topics_count = FALSE;
      return is_checksheet (self, first, last);
    }
  if (self->topics == NULL)
    return FALSE;

  /* or those behind a head that is known, where it alone is too small a part of the text */
  if (!topics && *first < self->pieces->len)
    {
      g_autoptr (DipSheetHead) head = dip_sheet_head_read (self, *first);

      topics = head != NULL && head->asks;
      dip_sheet_drop_topics (self, *first);
    }
  self->topics_count = topics;
  self->topics_count = topics && is_checksheet (self, first, last);

  return self->topics_count;
}

/* Sheets of a workbook with a table of questions. */
static guint
count_sheets (DipStructure *self)
{
  const char *name = NULL;
  guint n = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      g_autoptr (DipSheetHead) head = NULL;

      if (piece->role != DIP_ROLE_TEXT || !piece->is_row || piece->line->sheet == NULL ||
          g_strcmp0 (name, piece->line->sheet) == 0)
        continue;
      head = dip_sheet_head_read (self, i);
      if (head == NULL)
        continue;
      name = piece->line->sheet;
      n++;
    }

  return n;
}

/* With tables in several sheets each sheet is a section. */
static void
begin_sheet (DipSheet       *sheet,
             const DipPiece *piece,
             guint           n_sheets)
{
  if (g_strcmp0 (piece->line->sheet, sheet->sheet_name) == 0)
    return;

  sheet->sheet_name = piece->line->sheet;
  sheet->item = NULL;
  /* a line above the table has opened it */
  if (n_sheets <= 1 && sheet->section != NULL && g_strcmp0 (sheet->section_sheet, sheet->sheet_name) == 0)
    return;
  sheet->section = NULL;
  sheet->subheading = NULL;
  sheet->item = NULL;
  sheet->by_row = FALSE;
  g_clear_pointer (&sheet->section_cell, g_free);
  g_clear_pointer (&sheet->subsection_cell, g_free);
  if (n_sheets > 1)
    dip_sheet_start_section (sheet, piece, 0, sheet->sheet_name, sheet->sheet_name);
}

static void
add_columns (GString            *columns,
             const DipSheetHead *before,
             const DipSheetHead *head)
{
  if ((before != NULL && dip_sheet_head_equal (head, before)) || head->n_rows == 0)
    return;

  if (columns->len > 0)
    g_string_append_c (columns, '\n');
  for (guint c = 0; c < head->n_columns; c++)
    g_string_append_printf (columns, "%s%s", c > 0 ? "\t" : "", head->names[c]);
}

/**
 * dip_structure_read_checksheet:
 * @self: a structure without furniture
 *
 * Reads a filled checksheet into parts and items, if the text is one.
 *
 * Returns: whether it is one; if not, nothing has changed
 */
gboolean
dip_structure_read_checksheet (DipStructure *self)
{
  DipSheet sheet = { .structure = self };
  g_autoptr (GString) columns = g_string_new (NULL);
  guint first = 0;
  guint last = 0;
  guint n_sheets;
  gboolean found;
  gboolean outside = FALSE;
  GArray *boxes;

  dip_sheet_read_legend (self);
  boxes = dip_sheet_join_boxes (self);
  found = find_questions (self, &first, &last);
  dip_sheet_settle_boxes (self, boxes, found);
  if (!found)
    return dip_sheet_read_dialogue (self);

  dip_structure_read_revisions (self);
  dip_sheet_remember_heads (self, TRUE);
  sheet.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sheet.remarks = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  sheet.subheadings = dip_sheet_settle_titles (self, last);
  sheet.runs_on = dip_sheet_runs_on (self, first, last);
  n_sheets = count_sheets (self);

  for (guint i = 0; i < self->pieces->len && sheet.n_items < MAX_ITEMS; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      DipSheetHead *head;

      if (piece->role != DIP_ROLE_TEXT)
        continue;

      head = piece->is_row && i >= first ? dip_sheet_head_read (self, i) : NULL;
      if (head != NULL && !dip_sheet_head_begins (self, i, sheet.head, head))
        g_clear_pointer (&head, dip_sheet_head_free);
      outside = head == NULL && (outside || (piece->is_row && i >= first && ends_questions (self, i, sheet.head)));
      if (piece->is_row && i >= first && i <= last && !outside)
        {
          finish_text (&sheet);
          sheet.front = NULL;
        }
      if (head != NULL)
        {
          add_columns (columns, sheet.head, head);
          dip_sheet_head_free (sheet.head);
          sheet.head = head;
          sheet.asks |= head->asks;
          if (sheet.remark_name == NULL && head->remark >= 0 && !head->remarks)
            sheet.remark_name = g_strdup (head->names[head->remark]);
          if (sheet.implemented_name == NULL && head->place[DIP_SHEET_IMPLEMENTED] >= 0)
            sheet.implemented_name = g_strdup (head->names[head->place[DIP_SHEET_IMPLEMENTED]]);
          begin_sheet (&sheet, piece, n_sheets);
          if (head->section != NULL)
            dip_sheet_start_section (&sheet, piece, 0, head->section, head->section);
          if (head->n_rows > 0)
            {
              i += head->n_rows - 1;
              continue;
            }
        }

      /* rows of another sheet of the workbook belong to no table of questions until there is a head */
      if (!piece->is_row || i < first || i > last || outside || sheet.head == NULL ||
          g_strcmp0 (piece->line->sheet, sheet.sheet_name) != 0)
        {
          read_text (&sheet, i, i < first, i > last);
          continue;
        }

      dip_sheet_read_row (&sheet, i);
    }

  finish_text (&sheet);
  dip_sheet_remember_heads (self, FALSE);
  dip_sheet_finish (&sheet);
  if (columns->len > 0)
    g_ptr_array_add (self->draft->document->properties,
                     dip_property_new ("columns", dip_text_skip_space (columns->str)));

  dip_debug (DIP_DEBUG_RECOGNISE, "checksheet: %u items", sheet.n_items);

  dip_sheet_head_free (sheet.head);
  g_hash_table_unref (sheet.ids);
  g_hash_table_unref (sheet.remarks);
  g_hash_table_unref (sheet.subheadings);
  g_free (sheet.section_cell);
  g_free (sheet.subsection_cell);
  g_free (sheet.remark_name);
  g_free (sheet.implemented_name);

  return TRUE;
}
