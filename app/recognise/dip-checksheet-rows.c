/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/* An item that goes on for longer is none: the rows behind are items without numbers. */
#define MAX_ROWS_OF_ITEM 200

/* Columns of the rest of a word that says whether. */
#define MAX_TICK 12u

static const char *
cell_shifted (const DipPiece *piece,
              int             place,
              guint           shift)
{
  const GPtrArray *cells = piece->line->cells;

  place -= (int) shift;

  return place >= 0 && (guint) place < cells->len ? g_ptr_array_index (cells, (guint) place) : "";
}

/* How much a row looks like one of the table if its first cells are lost. */
static guint
fits (DipSheet       *self,
      const DipPiece *piece,
      guint           shift)
{
  const int *place = self->head->place;
  guint n = 0;

  if (place[DIP_SHEET_NUMBER] >= 0)
    n += dip_sheet_parse_plain (cell_shifted (piece, place[DIP_SHEET_NUMBER], shift)) > 0;
  if (place[DIP_SHEET_IMPLEMENTED] >= 0)
    n += dip_sheet_read_implemented (self->structure,
                                     cell_shifted (piece, place[DIP_SHEET_IMPLEMENTED], shift)) !=
         DIP_IMPLEMENTED_UNKNOWN;

  return n;
}

/* A row with too few cells has lost them on its right (they were empty); one that begins with an empty cell may
 * have lost them on its left. */
static guint
shift_of (DipSheet       *self,
          const DipPiece *piece)
{
  const GPtrArray *cells = piece->line->cells;
  guint shift;

  if (cells->len >= self->head->n_columns || *(const char *) g_ptr_array_index (cells, 0) != '\0')
    return 0;
  shift = self->head->n_columns - cells->len;

  return fits (self, piece, 0) > fits (self, piece, shift) ? 0 : shift;
}

static const char *
cell_at (const DipPiece *piece,
         DipSheet       *sheet,
         DipSheetColumn  column)
{
  int place = sheet->head->place[column];

  return place >= 0 ? cell_shifted (piece, place, shift_of (sheet, piece)) : "";
}

/* What is asked, without the number before it where no column holds those. */
static const char *
question_at (const DipPiece *piece,
             DipSheet       *sheet)
{
  const char *question = cell_at (piece, sheet, DIP_SHEET_QUESTION);
  g_autofree char *number = NULL;
  gsize length = sheet->head->numbered ? dip_sheet_question_number (question, &number) : 0;

  /* "AC-3 / AC-6 Roles": the numbers of several */
  return question[length] != '/' ? question + length : question;
}

/* @cut: the row goes on that a page has cut, so that no paragraph ends there. */
static void
append_cell (char       **field,
             const char  *cell,
             gboolean     cut)
{
  GString *joined;

  if (*cell == '\0')
    return;

  joined = g_string_new (*field != NULL ? *field : "");
  if (!cut && joined->len > 0 && dip_text_ends_sentence (joined->str))
    g_string_append_printf (joined, "\n%s", cell);
  else
    dip_text_join (joined, cell);
  g_free (*field);
  *field = g_string_free (joined, FALSE);
}

/* The printed number in ASCII: full-width letters narrowed, Roman glyphs spelled, all else dropped. */
static char *
make_ascii (const char *cell)
{
  static const char *const romans[] = { "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII" };
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *at = cell; *at != '\0' && out->len < 32; at = g_utf8_next_char (at))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (at));
      guint circled = dip_glyph_circled (g_utf8_get_char (at));

      if (circled > 0)
        g_string_append_printf (out, "%u", circled);
      else if (g_utf8_get_char (at) >= 0x2160 && g_utf8_get_char (at) <= 0x216b)
        g_string_append (out, romans[g_utf8_get_char (at) - 0x2160]);
      else if (c > ' ' && c < 0x7f)
        g_string_append_c (out, (char) c);
    }
  while (out->len > 0 && (out->str[out->len - 1] == '.' || out->str[out->len - 1] == '-'))
    g_string_truncate (out, out->len - 1);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* "統1", "設12": numbers of a guideline that begin with its chapter's letter; NULL for "問1" and "第1条". */
static char *
make_named (DipStructure *structure,
            const char   *cell)
{
  const char *at = cell;
  g_autofree char *name = NULL;

  while (dip_glyph_is_cjk (dip_text_first (at)) && at - cell < 9)
    at = g_utf8_next_char (at);
  name = g_strndup (cell, (gsize) (at - cell));
  at = dip_text_skip_space (at);
  if (*name == '\0' || !g_ascii_isdigit (*at) || strlen (cell) > 16 || strspn (at, "0123456789-.") != strlen (at) ||
      dip_structure_has_word (structure, "checksheet-number-words", name))
    return NULL;

  return g_strconcat (name, at, NULL);
}

static gboolean
goes_on_within (const char *field,
                const char *cell)
{
  return field != NULL && *field != '\0' && *cell != '\0' && !dip_text_ends_sentence (field);
}

/* Which of several columns is marked: its heading is the answer. Longer texts in them are the answer itself. */
static void
read_choices (DipSheet       *sheet,
              const DipPiece *piece)
{
  const DipSheetHead *head = sheet->head;
  DipClause *item = sheet->item;
  guint shift = shift_of (sheet, piece);

  for (guint i = 0; i < head->n_columns; i++)
    {
      const char *cell = cell_shifted (piece, (int) i, shift);
      DipImplemented said;

      if (head->columns[i] != DIP_SHEET_CHOICE || *cell == '\0')
        continue;
      said = dip_sheet_read_implemented (sheet->structure, cell);
      if (said == DIP_IMPLEMENTED_NO || said == DIP_IMPLEMENTED_NA || strcmp (cell, "☐") == 0 ||
          strcmp (cell, "□") == 0)
        continue;
      append_cell (&item->implemented_text, head->names[i], FALSE);
      if (said == DIP_IMPLEMENTED_UNKNOWN && dip_text_width (cell) > 2)
        append_cell (&item->answer, cell, FALSE);
    }
}

static void
add_other_cell (DipSheet       *sheet,
                const DipPiece *piece,
                const char     *name,
                const char     *cell,
                gboolean        cut)
{
  DipClause *item = sheet->item;
  DipBlock *block;

  for (guint b = 0; b < item->blocks->len; b++)
    {
      block = g_ptr_array_index (item->blocks, b);
      if (g_strcmp0 (block->marker, name) == 0)
        {
          append_cell (&block->text, cell, cut);
          return;
        }
    }

  block = dip_block_new (name != NULL && *name != '\0' ? DIP_BLOCK_DEFINITION : DIP_BLOCK_PARAGRAPH, name, cell);
  block->page = piece->line->page;
  block->line = piece->line->number;
  g_ptr_array_add (item->blocks, block);
}

/* A topic of a word or two is the item's title; a longer one is kept as what it is. */
static gboolean
take_topic (DipSheet   *sheet,
            const char *topic)
{
  if (*topic == '\0' || sheet->item->title != NULL || dip_text_width (topic) > 80 || dip_text_has_sentence (topic))
    return FALSE;

  sheet->item->title = g_strdup (topic);
  g_strdelimit (sheet->item->title, "\n", ' ');

  return TRUE;
}

/* What several columns say whether, one for each plan: where they differ it is so in part, and each is kept. */
static void
add_twins (DipSheet       *sheet,
           const DipPiece *piece,
           guint           shift)
{
  const DipSheetHead *head = sheet->head;
  g_autoptr (GString) printed = g_string_new (NULL);
  DipImplemented first = DIP_IMPLEMENTED_UNKNOWN;
  gboolean differs = FALSE;

  for (guint k = 0; k < head->n_twins; k++)
    {
      const char *cell = cell_shifted (piece, (int) head->twins[k], shift);
      DipImplemented own = dip_sheet_read_implemented (sheet->structure, cell);

      g_string_append_printf (printed, "%s%s", k > 0 ? "／" : "", cell);
      if (k == 0)
        first = own;
      /* what does not apply to one side takes nothing from what the other does */
      if (head->twins_are_sides && first == DIP_IMPLEMENTED_NA)
        first = own;
      differs = differs || (own != first && (!head->twins_are_sides || own != DIP_IMPLEMENTED_NA));
      if (k == 0 && *cell != '\0')
        add_other_cell (sheet, piece, head->names[head->twins[k]], cell, FALSE);
    }
  if (!differs)
    {
      append_cell (&sheet->item->implemented_text, cell_shifted (piece, (int) head->twins[0], shift), FALSE);
      return;
    }
  append_cell (&sheet->item->implemented_text, printed->str, FALSE);
  sheet->item->implemented = DIP_IMPLEMENTED_PARTIAL;
}

/* "有：毎日1回取得し、": more than yes or no, and its sentence has not ended. */
static gboolean
is_cut_answer (const char *text)
{
  return dip_text_width (text) > MAX_TICK && !dip_text_ends_sentence (text);
}

static void
add_cells (DipSheet       *sheet,
           const DipPiece *piece)
{
  const DipSheetHead *head = sheet->head;
  DipClause *item = sheet->item;
  guint shift = shift_of (sheet, piece);
  const char *question = question_at (piece, sheet);
  const char *implemented = cell_at (piece, sheet, DIP_SHEET_IMPLEMENTED);
  const char *answer = cell_at (piece, sheet, DIP_SHEET_ANSWER);
  gboolean cut = goes_on_within (item->question, question) || goes_on_within (item->answer, answer);

  append_cell (&item->question, question, cut);
  /* a remark below the word that says whether is about the answer */
  if (*implemented != '\0' && *answer == '\0' && item->implemented_text != NULL && head->n_twins == 0 &&
      dip_text_width (implemented) > MAX_TICK &&
      !is_cut_answer (item->implemented_text) &&
      dip_sheet_read_implemented (sheet->structure, item->implemented_text) != DIP_IMPLEMENTED_UNKNOWN &&
      dip_sheet_read_implemented (sheet->structure, implemented) == DIP_IMPLEMENTED_UNKNOWN)
    answer = implemented;
  else if (head->n_twins > 0)
    add_twins (sheet, piece, shift);
  else
    append_cell (&item->implemented_text, implemented, cut);
  if (head->place[DIP_SHEET_CHOICE] >= 0)
    read_choices (sheet, piece);
  append_cell (&item->answer, answer, cut);
  if (head->remarks && *answer != '\0')
    g_hash_table_insert (sheet->remarks, item, g_strdup (head->names[head->place[DIP_SHEET_ANSWER]]));

  for (guint i = 0; i + shift < head->n_columns || i < piece->line->cells->len; i++)
    {
      guint place = i + shift;
      const char *cell = cell_shifted (piece, (int) place, shift);
      DipSheetColumn column = place < head->n_columns ? head->columns[place] : DIP_SHEET_OTHER;

      if (*cell == '\0' ||
          (column != DIP_SHEET_OTHER && column != DIP_SHEET_TOPIC &&
           !((column == DIP_SHEET_SECTION || column == DIP_SHEET_SUBSECTION) &&
             dip_structure_has_word (sheet->structure, "checksheet-grades", cell))))
        continue;
      if (column == DIP_SHEET_TOPIC && take_topic (sheet, cell))
        continue;
      /* of a row that a page has cut nobody knows which cells are left */
      if (shift > 0 && dip_sheet_parse_plain (cell) > 0)
        continue;
      add_other_cell (sheet, piece, place < head->n_columns ? head->names[place] : NULL, cell, cut);
    }
}

/* A row without a number that is answered by itself: the number above stands for several questions. */
static gboolean
is_answered_itself (DipSheet       *sheet,
                    const DipPiece *piece)
{
  const DipClause *item = sheet->item;

  return item->implemented_text != NULL && item->question != NULL &&
         *cell_at (piece, sheet, DIP_SHEET_QUESTION) != '\0' &&
         dip_sheet_read_implemented (sheet->structure, item->implemented_text) != DIP_IMPLEMENTED_UNKNOWN &&
         dip_sheet_read_implemented (sheet->structure, cell_at (piece, sheet, DIP_SHEET_IMPLEMENTED)) !=
           DIP_IMPLEMENTED_UNKNOWN;
}

/* The number of an item as a person cites it. Numbers that go on from section to section are cited alone; the id
 * has the section before it all the same, where sections have numbers too. */
static char *
make_number (DipSheet   *sheet,
             const char *cell,
             gboolean    shared,
             gboolean    for_id)
{
  guint plain = dip_sheet_parse_plain (cell);
  char *number;

  if (shared && sheet->item != NULL && sheet->item->number != NULL)
    return g_strdup_printf ("%s-%u", for_id ? sheet->item->id : sheet->item->number, sheet->n_same_number);

  if (plain == 0 && (number = make_named (sheet->structure, cell)) != NULL)
    return number;
  if (*cell == '\0')
    plain = sheet->runs_on ? sheet->n_items + 1 : sheet->n_in_group + 1;

  if (plain > 0)
    {
      if (sheet->runs_on && !for_id)
        return g_strdup_printf ("%u", plain);
      if (sheet->runs_on && (sheet->section == NULL || sheet->section->number == NULL))
        return g_strdup_printf ("%u", plain);
      if (sheet->subheading != NULL && sheet->section->number == NULL)
        return g_strdup_printf ("%u-%u", sheet->section_number, sheet->n_in_section + 1);
      if (sheet->subheading != NULL)
        return g_strdup_printf ("%u.%u-%u", sheet->section_number, sheet->subheading_number, plain);
      if (sheet->section != NULL && sheet->section->number != NULL)
        return g_strdup_printf ("%s-%u", sheet->section->number, plain);
      if (sheet->section != NULL)
        return g_strdup_printf ("%u-%u", sheet->section_number, plain);
      return g_strdup_printf ("%u", plain);
    }

  number = make_ascii (cell);
  if (*number == '\0')
    {
      g_free (number);
      number = g_strdup_printf ("%u", sheet->n_items + 1);
    }

  return number;
}

static void
start_item (DipSheet       *sheet,
            const DipPiece *piece,
            const char     *cell,
            gboolean        shared)
{
  g_autofree char *number = NULL;
  g_autofree char *id = NULL;
  DipClause *parent = sheet->subheading != NULL ? sheet->subheading : sheet->section;
  DipClause *first = sheet->item;

  sheet->n_same_number = shared ? sheet->n_same_number + 1 : 1;
  number = make_number (sheet, cell, shared, FALSE);
  id = make_number (sheet, cell, shared, TRUE);

  sheet->item = dip_sheet_add_clause (sheet, piece, DIP_CLAUSE_ITEM, number, id, parent);
  sheet->item->heading = g_strdup (cell);
  sheet->n_items++;
  sheet->n_rows_of_item = 1;
  sheet->n_in_group++;
  sheet->n_in_section++;
  add_cells (sheet, piece);

  /* Without a question the number is all that names the row. */
  if (sheet->item->question == NULL && sheet->item->title == NULL)
    sheet->item->title = g_strdup (cell);

  /* the next one counts from the first */
  if (shared)
    sheet->item = first;
}

/* "2 | Organisation | | ": a number and a title that nobody answers, and the next number is 2.1. */
static gboolean
opens_section (DipSheet   *sheet,
               guint       i,
               const char *number,
               const char *title)
{
  const DipPiece *piece = dip_structure_piece (sheet->structure, i);
  guint next = dip_structure_next (sheet->structure, i + 1);
  g_autofree char *own = NULL;
  g_autofree char *following = NULL;

  if (*number == '\0' || *title == '\0' || strchr (title, '\n') != NULL || dip_text_width (title) > 80 ||
      dip_text_has_sentence (title) || next >= sheet->structure->pieces->len ||
      !dip_structure_piece (sheet->structure, next)->is_row)
    return FALSE;
  for (guint c = 0; c < sheet->head->n_columns; c++)
    if (sheet->head->columns[c] != DIP_SHEET_NUMBER && (int) c != sheet->head->place[DIP_SHEET_QUESTION] &&
        *cell_shifted (piece, (int) c, 0) != '\0')
      return FALSE;

  own = make_ascii (number);
  following = make_ascii (cell_at (dip_structure_piece (sheet->structure, next), sheet, DIP_SHEET_NUMBER));

  /* "Ⅱ | Operation | | " above 4 */
  if (*own != '\0' && strpbrk (own, "0123456789") == NULL && g_ascii_isdigit (*following))
    return TRUE;

  return *own != '\0' && g_str_has_prefix (following, own) && strchr (".-", following[strlen (own)]) != NULL &&
         following[strlen (own)] != '\0';
}

static void
open_section (DipSheet   *sheet,
              guint       i,
              const char *number,
              const char *title)
{
  const DipPiece *piece = dip_structure_piece (sheet->structure, i);
  g_autofree char *ascii = make_ascii (number);
  g_autofree char *heading = g_strdup_printf ("%s %s", number, title);
  const char *last = strpbrk (ascii, ".-");

  if (sheet->section != NULL && last != NULL && g_ascii_strtoull (ascii, NULL, 10) == sheet->section_number)
    dip_sheet_start_subheading (sheet, piece, (guint) g_ascii_strtoull (last + 1, NULL, 10), title, heading);
  else
    dip_sheet_start_section (sheet, piece, (guint) MIN (g_ascii_strtoull (ascii, NULL, 10), 9999), title, heading);
}

/* Merged cells may come back in every column: "1. Policy | 1. Policy | 1. Policy". */
static const char *
only_cell (const DipPiece *piece)
{
  const GPtrArray *cells = piece->line->cells;
  const char *only = NULL;
  guint n = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);

      if (*cell == '\0')
        continue;
      if (only != NULL && strcmp (only, cell) != 0)
        return NULL;
      only = cell;
      n++;
    }
  if (only == NULL || n < 2 || strchr (only, '\n') != NULL || dip_text_width (only) > 120 ||
      dip_sheet_parse_plain (only) > 0)
    return NULL;

  return only;
}

/* A title in a column where it can be neither question nor answer: "| Operation | | |". */
static const char *
lone_title (DipSheet       *sheet,
            const DipPiece *piece)
{
  const GPtrArray *cells = piece->line->cells;
  const char *lone = NULL;

  if (cells->len < sheet->head->n_columns || sheet->head->place[DIP_SHEET_NUMBER] < 0)
    return NULL;
  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);

      if (*cell == '\0')
        continue;
      if (lone != NULL || i >= sheet->head->n_columns ||
          (sheet->head->columns[i] != DIP_SHEET_SECTION && sheet->head->columns[i] != DIP_SHEET_TOPIC &&
           sheet->head->columns[i] != DIP_SHEET_SUBSECTION))
        return NULL;
      lone = cell;
    }

  return lone != NULL && dip_text_width (lone) <= 60 && !dip_text_has_sentence (lone) ? lone : NULL;
}

/* Where questions or answers stand in the first column, the rest of a cut one looks like a title. */
static gboolean
goes_on_in_first (DipSheet       *sheet,
                  const DipPiece *piece)
{
  const char *cell = g_ptr_array_index (piece->line->cells, 0);
  DipSheetColumn first = sheet->head->columns[0];

  if (sheet->item == NULL || sheet->head->place[DIP_SHEET_NUMBER] < 0 || sheet->n_rows_of_item >= MAX_ROWS_OF_ITEM ||
      *cell_at (piece, sheet, DIP_SHEET_NUMBER) != '\0')
    return FALSE;

  return (first == DIP_SHEET_QUESTION && goes_on_within (sheet->item->question, cell)) ||
         (first == DIP_SHEET_ANSWER && goes_on_within (sheet->item->answer, cell));
}

/* "確認印 | | | 沢", "Approved by | | J. Doe": behind the last question, a label where sections stand, and a value. */
static gboolean
take_signature (DipSheet *sheet,
                guint     i)
{
  const DipPiece *piece = dip_structure_piece (sheet->structure, i);
  const char *label = cell_at (piece, sheet, DIP_SHEET_SECTION);
  const char *value = NULL;

  if (sheet->item == NULL || sheet->head->place[DIP_SHEET_NUMBER] < 0 || *label == '\0' ||
      *cell_at (piece, sheet, DIP_SHEET_NUMBER) != '\0' || *cell_at (piece, sheet, DIP_SHEET_QUESTION) != '\0')
    return FALSE;
  for (guint c = 0; c < piece->line->cells->len; c++)
    {
      const char *cell = g_ptr_array_index (piece->line->cells, c);

      if (*cell == '\0' || (int) c == sheet->head->place[DIP_SHEET_SECTION])
        continue;
      if (value != NULL)
        return FALSE;
      value = cell;
    }
  for (guint k = i + 1; k < sheet->structure->pieces->len; k++)
    {
      const DipPiece *below = dip_structure_piece (sheet->structure, k);

      if (!below->is_row)
        break;
      if (*cell_at (below, sheet, DIP_SHEET_QUESTION) != '\0')
        return FALSE;
    }
  if (value == NULL)
    return FALSE;

  g_ptr_array_add (sheet->structure->draft->document->properties, dip_property_new (label, value));

  return TRUE;
}

/* "※1 | Data centres are run by others.": what stands below a table is no question. */
static gboolean
take_footnote (DipSheet       *sheet,
               const DipPiece *piece)
{
  const char *first = g_ptr_array_index (piece->line->cells, 0);
  const char *text = NULL;
  DipBlock *block;

  if (sheet->item == NULL || (*first != '*' && !g_str_has_prefix (first, "※") && !g_str_has_prefix (first, "＊")) ||
      strlen (first) > 8 || !g_ascii_isdigit (first[strlen (first) - 1]))
    return FALSE;
  for (guint i = 1; i < piece->line->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (piece->line->cells, i);

      if (*cell == '\0')
        continue;
      if (text != NULL)
        return FALSE;
      text = cell;
    }
  if (text == NULL)
    return FALSE;

  block = dip_block_new (DIP_BLOCK_NOTE, first, text);
  block->page = piece->line->page;
  block->line = piece->line->number;
  g_ptr_array_add (sheet->item->blocks, block);

  return TRUE;
}

/**
 * dip_sheet_read_row:
 * @i: position of a row below a head
 *
 * Reads a row: a section's title, a question, or what goes on with the question above.
 */
void
dip_sheet_read_row (DipSheet *sheet,
                    guint     i)
{
  DipPiece *piece = dip_structure_piece (sheet->structure, i);
  const char *only;
  const char *number;
  const char *question;
  g_autofree char *own = NULL;

  dip_sheet_align_row (sheet, i);
  if (goes_on_in_first (sheet, piece))
    {
      sheet->n_rows_of_item++;
      add_cells (sheet, piece);
      return;
    }
  if (take_footnote (sheet, piece) || take_signature (sheet, i))
    return;
  if (dip_sheet_is_title_row (piece, &only) || (only = only_cell (piece)) != NULL ||
      (only = lone_title (sheet, piece)) != NULL)
    {
      dip_sheet_read_title_row (sheet, i, only);
      return;
    }

  number = cell_at (piece, sheet, DIP_SHEET_NUMBER);
  question = cell_at (piece, sheet, DIP_SHEET_QUESTION);
  if (opens_section (sheet, i, number, question))
    {
      open_section (sheet, i, number, question);
      return;
    }
  dip_sheet_follow_sections (sheet, piece, cell_at (piece, sheet, DIP_SHEET_SECTION),
                             cell_at (piece, sheet, DIP_SHEET_SUBSECTION));

  if (sheet->item != NULL && sheet->head->place[DIP_SHEET_NUMBER] >= 0 && *number == '\0' &&
      is_answered_itself (sheet, piece))
    {
      start_item (sheet, piece, number, TRUE);
      return;
    }

  /* A row cut by a page goes on without its number; where there are none, without its question. */
  if (sheet->item != NULL && sheet->n_rows_of_item < MAX_ROWS_OF_ITEM &&
      (sheet->head->place[DIP_SHEET_NUMBER] >= 0 ? *number == '\0' : *question == '\0'))
    {
      sheet->n_rows_of_item++;
      add_cells (sheet, piece);
      return;
    }

  if (sheet->head->numbered && dip_sheet_question_number (question, &own) > 0)
    number = own;
  start_item (sheet, piece, number, FALSE);
}

/**
 * dip_sheet_goes_on:
 * @i: position of a line of text
 *
 * Takes the rest of an answer that a narrow last column broke: a line right below a row, or below another such line,
 * whose text has no end, while this one has.
 *
 * Returns: whether it is such a line
 */
gboolean
dip_sheet_goes_on (DipSheet *sheet,
                   guint     i)
{
  const DipPiece *piece = dip_structure_piece (sheet->structure, i);
  const DipPiece *before = i > 0 ? dip_structure_piece (sheet->structure, i - 1) : NULL;
  const DipPiece *next = i + 1 < sheet->structure->pieces->len ? dip_structure_piece (sheet->structure, i + 1) : NULL;
  const DipSheetHead *head = sheet->head;
  DipNumber number;

  if (sheet->item == NULL || sheet->front != NULL || head == NULL || before == NULL || before->role != DIP_ROLE_TEXT ||
      head->place[DIP_SHEET_ANSWER] < 0 || head->place[DIP_SHEET_ANSWER] + 1 != (int) head->n_columns ||
      dip_structure_has_gap (sheet->structure, i) || piece->line->kind != DIP_LINE_TEXT || piece->line->page_break ||
      !(before->is_row ? strchr (before->line->text, '\t') != NULL : sheet->broken_at == i - 1 && i > 1) ||
      piece->width > before->width || dip_text_ends_sentence (before->text) ||
      !(dip_text_ends_sentence (piece->text) ||
        (next != NULL && !next->is_row && next->role == DIP_ROLE_TEXT && dip_text_ends_sentence (next->text))) ||
      dip_structure_parse_number (sheet->structure, piece, &number) || sheet->item->answer == NULL ||
      !g_str_has_suffix (before->text, sheet->broken_at == i - 1 ? before->text : sheet->item->answer))
    return FALSE;

  append_cell (&sheet->item->answer, piece->text, TRUE);
  sheet->broken_at = i;

  return TRUE;
}

/**
 * dip_sheet_runs_on:
 * @first: position of the first row
 * @last: position of the last row
 *
 * Returns: whether the plain numbers never begin again, over at least two sections' worth of questions
 */
gboolean
dip_sheet_runs_on (DipStructure *structure,
                   guint         first,
                   guint         last)
{
  DipSheet sheet = { .structure = structure };
  guint before = 0;
  guint n_numbers = 0;
  gboolean runs_on = TRUE;

  for (guint i = first; i <= last && runs_on; i++)
    {
      const DipPiece *piece = dip_structure_piece (structure, i);
      DipSheetHead *head;
      const char *only;
      guint number;

      if (piece->role != DIP_ROLE_TEXT || !piece->is_row)
        continue;
      head = dip_sheet_head_read (structure, i);
      if (head != NULL && !dip_sheet_head_begins (structure, i, sheet.head, head))
        g_clear_pointer (&head, dip_sheet_head_free);
      if (head != NULL)
        {
          g_clear_pointer (&sheet.head, dip_sheet_head_free);
          sheet.head = head;
          if (head->n_rows > 0)
            {
              i += head->n_rows - 1;
              continue;
            }
        }
      if (sheet.head == NULL || dip_sheet_is_title_row (piece, &only))
        continue;
      number = dip_sheet_parse_plain (cell_at (piece, &sheet, DIP_SHEET_NUMBER));
      if (number == 0)
        continue;
      runs_on = number > before;
      before = number;
      n_numbers++;
    }
  dip_sheet_head_free (sheet.head);

  return runs_on && n_numbers >= 4;
}
