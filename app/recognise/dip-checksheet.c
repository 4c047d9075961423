/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"
#include "text/dip-tokens.h"

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

/* A table with fewer questions is part of a whitepaper. */
#define MIN_ITEMS 5

#define MAX_ITEMS 20000

/* An item that goes on for longer is none: the rows behind are items without numbers. */
#define MAX_ROWS_OF_ITEM 200

typedef struct
{
  DipStructure *structure;
  DipSheetHead *head;         /* (nullable): the one that holds now */
  GHashTable   *ids;
  GHashTable   *subheadings;  /* positions of titles that are sub-headings */

  DipClause    *section;      /* (nullable) (unowned) */
  DipClause    *subheading;   /* (nullable) (unowned) */
  DipClause    *item;         /* (nullable) (unowned): the last one, for rows that go on with it */
  guint         section_number;
  guint         subheading_number;
  guint         n_in_group;   /* items since the last section or sub-heading */
  guint         n_in_section; /* items since the last section */
  guint         n_unnumbered;
  guint         n_items;
  guint         n_rows_of_item;
  char         *section_cell; /* (nullable): of a section column */
  char         *subsection_cell;
  guint         last_row;     /* index of the last row */
} Sheet;

static const char *
cell_at (const DipPiece *piece,
         const Sheet    *sheet,
         DipSheetColumn  column)
{
  const GPtrArray *cells = piece->line->cells;
  int place = sheet->head->place[column];
  int shift = 0;

  if (place < 0)
    return "";

  /* A row with too few cells that begins with an empty one has lost cells on its left. */
  if (cells->len < sheet->head->n_columns && *(const char *) g_ptr_array_index (cells, 0) == '\0')
    shift = (int) (sheet->head->n_columns - cells->len);
  place -= shift;

  return place >= 0 && (guint) place < cells->len ? g_ptr_array_index (cells, (guint) place) : "";
}

static char *
unique_id (Sheet      *sheet,
           const char *base)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (sheet->ids, base)) + 1;
  char *id = n == 1 ? g_strdup (base) : g_strdup_printf ("%s~%u", base, n);

  g_hash_table_insert (sheet->ids, g_strdup (base), GUINT_TO_POINTER (n));
  if (n > 1)
    g_hash_table_insert (sheet->ids, g_strdup (id), GUINT_TO_POINTER (1));

  return id;
}

static DipClause *
add_clause (Sheet          *sheet,
            const DipPiece *piece,
            DipClauseKind   kind,
            const char     *number,
            const char     *id,
            DipClause      *parent)
{
  DipClause *clause = dip_clause_new ();

  clause->kind = kind;
  clause->number = g_strdup (number);
  clause->id = unique_id (sheet, id);
  clause->page = piece->line->page;
  clause->line = piece->line->number;
  if (parent != NULL)
    {
      clause->parent = g_strdup (parent->id);
      clause->level = parent->level + 1;
    }
  g_ptr_array_add (sheet->structure->draft->document->clauses, clause);

  return clause;
}

static void
start_section (Sheet          *sheet,
               const DipPiece *piece,
               guint           number,
               const char     *title,
               const char     *printed)
{
  g_autofree char *text = number > 0 ? g_strdup_printf ("%u", number) : NULL;
  g_autofree char *id = number > 0 ? g_strdup (text) : g_strdup_printf ("F%u", ++sheet->n_unnumbered);

  sheet->section = add_clause (sheet, piece, DIP_CLAUSE_PART, text, id, NULL);
  sheet->section->title = g_strdup (title);
  sheet->section->heading = g_strdup (printed);
  sheet->section_number = number > 0 ? number : sheet->section_number + 1;
  sheet->subheading = NULL;
  sheet->subheading_number = 0;
  sheet->n_in_group = 0;
  sheet->n_in_section = 0;
  sheet->item = NULL;
}

static void
start_subheading (Sheet          *sheet,
                  const DipPiece *piece,
                  guint           number,
                  const char     *title,
                  const char     *printed)
{
  g_autofree char *text = NULL;

  sheet->subheading_number = number > 0 ? number : sheet->subheading_number + 1;
  text = g_strdup_printf ("%u.%u", sheet->section_number, sheet->subheading_number);
  sheet->subheading = add_clause (sheet, piece, DIP_CLAUSE_PART, text, text, sheet->section);
  sheet->subheading->title = g_strdup (title);
  sheet->subheading->heading = g_strdup (printed);
  sheet->n_in_group = 0;
  sheet->item = NULL;
}

static void
read_title_row (Sheet      *sheet,
                guint       i,
                const char *text)
{
  DipPiece *piece = dip_structure_piece (sheet->structure, i);
  const char *title;
  gboolean may_split;
  guint parts[2] = { 0, 0 };
  guint n_parts = dip_sheet_parse_title (sheet->structure, text, parts, &may_split, &title);

  if (n_parts == 0)
    {
      if (sheet->section == NULL || sheet->section->number == NULL)
        start_section (sheet, piece, 0, text, text);
      else
        start_subheading (sheet, piece, 0, text, text);
      return;
    }

  if (n_parts == 2 && sheet->section != NULL)
    {
      if (parts[0] == sheet->section_number)
        {
          start_subheading (sheet, piece, parts[1], title, text);
          return;
        }
    }

  if (sheet->section != NULL && g_hash_table_contains (sheet->subheadings, GUINT_TO_POINTER (i + 1)))
    start_subheading (sheet, piece, parts[0], title, text);
  else
    start_section (sheet, piece, parts[0], title, text);
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

/* The printed number in ASCII: full-width letters narrowed, all else that is not ASCII dropped. */
static char *
make_ascii (const char *cell)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *at = cell; *at != '\0' && out->len < 32; at = g_utf8_next_char (at))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (at));
      guint circled = dip_glyph_circled (g_utf8_get_char (at));

      if (circled > 0)
        g_string_append_printf (out, "%u", circled);
      else if (c > ' ' && c < 0x7f)
        g_string_append_c (out, (char) c);
    }
  while (out->len > 0 && (out->str[out->len - 1] == '.' || out->str[out->len - 1] == '-'))
    g_string_truncate (out, out->len - 1);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
first_sentence (const char *question)
{
  g_autoptr (GArray) sentences = dip_sentences_cut (question);
  DipToken *first;
  char *title;

  if (sentences->len == 0)
    return g_strdup (question);

  first = &g_array_index (sentences, DipToken, 0);
  title = g_strndup (question + first->start, first->length);

  return g_strstrip (title);
}

/* Cells of a section column: a new value begins a new section. */
static void
follow_section_cells (Sheet          *sheet,
                      const DipPiece *piece)
{
  const char *cell = cell_at (piece, sheet, DIP_SHEET_SECTION);
  const char *sub = cell_at (piece, sheet, DIP_SHEET_SUBSECTION);
  gboolean may_split;
  guint parts[2] = { 0, 0 };
  const char *title;

  if (*cell != '\0' && g_strcmp0 (cell, sheet->section_cell) != 0)
    {
      guint n = dip_sheet_parse_title (sheet->structure, cell, parts, &may_split, &title);

      g_free (sheet->section_cell);
      sheet->section_cell = g_strdup (cell);
      g_clear_pointer (&sheet->subsection_cell, g_free);
      start_section (sheet, piece, n >= 1 && *title != '\0' ? parts[0] : 0,
                     n >= 1 && *title != '\0' ? title : cell, cell);
    }

  if (*sub != '\0' && g_strcmp0 (sub, sheet->subsection_cell) != 0)
    {
      guint n = dip_sheet_parse_title (sheet->structure, sub, parts, &may_split, &title);

      g_free (sheet->subsection_cell);
      sheet->subsection_cell = g_strdup (sub);
      if (sheet->section == NULL)
        start_section (sheet, piece, 0, sub, sub);
      else
        start_subheading (sheet, piece, n == 2 ? parts[1] : n == 1 ? parts[0] : 0,
                          n > 0 && *title != '\0' ? title : sub, sub);
    }
}

static gboolean
goes_on_within (const char *field,
                const char *cell)
{
  return field != NULL && *field != '\0' && *cell != '\0' && !dip_text_ends_sentence (field);
}

static void
add_cells (Sheet          *sheet,
           const DipPiece *piece)
{
  DipClause *item = sheet->item;

  const char *question = cell_at (piece, sheet, DIP_SHEET_QUESTION);
  const char *implemented = cell_at (piece, sheet, DIP_SHEET_IMPLEMENTED);
  const char *answer = cell_at (piece, sheet, DIP_SHEET_ANSWER);
  gboolean cut = goes_on_within (item->question, question) || goes_on_within (item->answer, answer);

  append_cell (&item->question, question, cut);
  append_cell (&item->implemented_text, implemented, cut);
  append_cell (&item->answer, answer, cut);

  for (guint i = 0; i < sheet->head->n_columns && i < piece->line->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (piece->line->cells, i);
      DipBlock *block = NULL;

      if (sheet->head->columns[i] != DIP_SHEET_OTHER || *cell == '\0' ||
          piece->line->cells->len < sheet->head->n_columns)
        continue;

      for (guint b = 0; b < item->blocks->len; b++)
        {
          DipBlock *other = g_ptr_array_index (item->blocks, b);

          if (g_strcmp0 (other->marker, sheet->head->names[i]) == 0)
            block = other;
        }
      if (block != NULL)
        {
          append_cell (&block->text, cell, cut);
          continue;
        }

      block = dip_block_new (DIP_BLOCK_DEFINITION, sheet->head->names[i], cell);
      block->page = piece->line->page;
      block->line = piece->line->number;
      g_ptr_array_add (item->blocks, block);
    }
}

static void
start_item (Sheet          *sheet,
            const DipPiece *piece,
            const char     *cell)
{
  guint plain = dip_sheet_parse_plain (cell);
  g_autofree char *number = NULL;
  DipClause *parent;

  if (*cell == '\0')
    plain = sheet->n_in_group + 1;

  if (plain > 0)
    {
      if (sheet->subheading != NULL)
        number = g_strdup_printf ("%u.%u-%u", sheet->section_number, sheet->subheading_number, plain);
      else if (sheet->section != NULL)
        number = g_strdup_printf ("%u-%u", sheet->section_number, plain);
      else
        number = g_strdup_printf ("%u", plain);
    }
  else
    {
      number = make_ascii (cell);
      if (*number == '\0')
        {
          g_free (number);
          number = g_strdup_printf ("%u", sheet->n_items + 1);
        }
    }

  parent = sheet->subheading != NULL ? sheet->subheading : sheet->section;
  sheet->item = add_clause (sheet, piece, DIP_CLAUSE_ITEM, number, number, parent);
  sheet->item->heading = g_strdup (cell);
  sheet->n_items++;
  sheet->n_rows_of_item = 1;
  sheet->n_in_group++;
  sheet->n_in_section++;
  add_cells (sheet, piece);

  /* Without a question the number is all that names the row. */
  if (sheet->item->question == NULL)
    sheet->item->title = g_strdup (cell);
}

static void
read_row (Sheet *sheet,
          guint  i)
{
  DipPiece *piece = dip_structure_piece (sheet->structure, i);
  const char *only;
  const char *number;
  const char *question;

  if (dip_sheet_is_title_row (piece, &only))
    {
      read_title_row (sheet, i, only);
      return;
    }

  follow_section_cells (sheet, piece);
  number = cell_at (piece, sheet, DIP_SHEET_NUMBER);
  question = cell_at (piece, sheet, DIP_SHEET_QUESTION);

  /* A row cut by a page goes on without its number; where there are none, without its question. */
  if (sheet->item != NULL && sheet->n_rows_of_item < MAX_ROWS_OF_ITEM &&
      (sheet->head->place[DIP_SHEET_NUMBER] >= 0 ? *number == '\0' : *question == '\0'))
    {
      sheet->n_rows_of_item++;
      add_cells (sheet, piece);
      return;
    }

  start_item (sheet, piece, number);
}

/* Whether a table of questions begins with the next row. */
static gboolean
head_follows (DipStructure *self,
              guint         i)
{
  guint next = dip_structure_next (self, i + 1);
  g_autoptr (DipSheetHead) head = NULL;

  if (next >= self->pieces->len)
    return FALSE;
  head = dip_sheet_head_read (self, dip_structure_piece (self, next));

  return head != NULL;
}

static void
read_text (Sheet    *sheet,
           guint     i,
           gboolean  before,
           gboolean  after)
{
  DipStructure *self = sheet->structure;
  DipPiece *piece = dip_structure_piece (self, i);
  guint parts[2] = { 0, 0 };
  const char *title;
  gboolean may_split;
  guint n_parts;

  n_parts = dip_sheet_parse_title (self, piece->text, parts, &may_split, &title);

  if (!after && piece->width <= 120 && !dip_text_has_sentence (piece->text))
    {
      if (n_parts == 1 && *title != '\0' && (parts[0] == sheet->section_number + 1 || head_follows (self, i)))
        {
          start_section (sheet, piece, parts[0], title, piece->text);
          return;
        }
      if (n_parts == 2 && *title != '\0' && sheet->section != NULL && parts[0] == sheet->section_number)
        {
          start_subheading (sheet, piece, parts[1], title, piece->text);
          return;
        }
      if (n_parts == 0 && head_follows (self, i) && (!before || piece->line->kind == DIP_LINE_HEADING) &&
          !(before && piece->line->kind == DIP_LINE_HEADING && piece->line->level == 1))
        {
          start_section (sheet, piece, 0, piece->text, piece->text);
          return;
        }
    }

  if (before)
    {
      g_ptr_array_add (self->draft->cover, (gpointer) piece->line);
    }
  else if (after || sheet->section == NULL)
    {
      g_ptr_array_add (self->draft->tail, (gpointer) piece->line);
    }
  else
    {
      DipBlock *block = dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, piece->text);

      block->page = piece->line->page;
      block->line = piece->line->number;
      g_ptr_array_add (sheet->section->blocks, block);
    }
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
  guint n_rows = 0;
  guint n_known = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      g_autoptr (DipSheetHead) other = NULL;
      gsize n = strlen (piece->text);

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      n_total += n;
      if (!piece->is_row)
        continue;

      other = n <= 2000 ? dip_sheet_head_read (self, piece) : NULL;
      if (other != NULL && (head == NULL || dip_structure_has_gap (self, i)))
        {
          if (head == NULL)
            *first = i;
          g_clear_pointer (&head, dip_sheet_head_free);
          head = g_steal_pointer (&other);
          *last = i;
          continue;
        }
      if (head == NULL)
        continue;

      n_rows++;
      n_table += n;
      *last = i;

      {
        int place = head->place[DIP_SHEET_IMPLEMENTED];

        if (place >= 0 && (guint) place < piece->line->cells->len)
          n_known += dip_sheet_read_implemented (self, g_ptr_array_index (piece->line->cells, (guint) place)) !=
                     DIP_IMPLEMENTED_UNKNOWN;
      }
    }

  if (n_rows < MIN_ITEMS)
    return FALSE;

  return n_table * 2 >= n_total || (n_known * 2 >= n_rows && n_table * 10 >= n_total * 3);
}

/* A column called "answer" may hold yes and no or whole answers: its cells tell. */
static void
settle_answers (DipDocument *document)
{
  guint n_short = 0, n_long = 0;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM || clause->implemented_text == NULL)
        continue;
      if (clause->implemented == DIP_IMPLEMENTED_UNKNOWN && dip_text_width (clause->implemented_text) > 20)
        n_long++;
      else
        n_short++;
    }

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM || n_long <= n_short || clause->implemented_text == NULL)
        continue;

      if (clause->answer == NULL)
        {
          clause->answer = g_steal_pointer (&clause->implemented_text);
        }
      else
        {
          g_autofree char *both = g_strdup_printf ("%s\n%s", clause->implemented_text, clause->answer);

          g_free (clause->answer);
          clause->answer = g_steal_pointer (&both);
          g_clear_pointer (&clause->implemented_text, g_free);
        }
      clause->implemented = DIP_IMPLEMENTED_UNKNOWN;
    }
}

/* Text of a cell as blocks, one for each paragraph. */
static void
add_blocks (DipClause  *clause,
            const char *cell)
{
  g_auto (GStrv) paragraphs = g_strsplit (cell != NULL ? cell : "", "\n", -1);

  for (guint i = 0, n = 0; paragraphs[i] != NULL; i++)
    {
      DipBlock *block;

      if (*g_strstrip (paragraphs[i]) == '\0')
        continue;
      block = dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, paragraphs[i]);
      block->page = clause->page;
      block->line = clause->line;
      g_ptr_array_insert (clause->blocks, (int) n++, block);
    }
}

/* A table of controls, titles and texts is a whitepaper in the form of a table: nobody is asked, nobody
 * answers yes or no. */
static gboolean
is_table_of_clauses (DipDocument *document)
{
  guint n_items = 0, n_titles = 0, n_answers = 0;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;
      n_items++;
      n_answers += clause->implemented_text != NULL;
      n_titles += clause->question != NULL && dip_text_width (clause->question) <= 90 &&
                  !dip_text_ends_sentence (clause->question) && !g_str_has_suffix (clause->question, "こと") &&
                  !g_str_has_suffix (clause->question, "か");
    }

  return n_answers == 0 && n_titles * 10 >= n_items * 9;
}

static void
make_clauses (DipDocument *document)
{
  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *text = NULL;

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;

      clause->kind = DIP_CLAUSE_CLAUSE;
      text = g_steal_pointer (&clause->answer);
      add_blocks (clause, text);
      g_clear_pointer (&text, g_free);
      g_free (clause->title);
      clause->title = g_steal_pointer (&clause->question);
      g_strdelimit (clause->title, "\n", ' ');
      text = g_strconcat (clause->heading, " ", clause->title, NULL);
      g_free (clause->heading);
      clause->heading = g_steal_pointer (&text);
    }
}

static void
finish (Sheet *sheet)
{
  DipDocument *document = sheet->structure->draft->document;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->kind != DIP_CLAUSE_ITEM)
        continue;
      if (clause->title == NULL)
        clause->title = first_sentence (clause->question != NULL ? clause->question : "");
      if (clause->implemented_text != NULL)
        clause->implemented = dip_sheet_read_implemented (sheet->structure, clause->implemented_text);
    }

  settle_answers (document);
  document->edition->kind = DIP_KIND_CHECKSHEET;
  if (is_table_of_clauses (document))
    {
      make_clauses (document);
      document->edition->kind = DIP_KIND_WHITEPAPER;
    }
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
  Sheet sheet = { .structure = self };
  g_autoptr (GString) columns = g_string_new (NULL);
  guint first = 0;
  guint last = 0;

  if (!is_checksheet (self, &first, &last))
    return FALSE;

  dip_structure_read_revisions (self);
  sheet.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sheet.subheadings = dip_sheet_settle_titles (self, last);

  for (guint i = 0; i < self->pieces->len && sheet.n_items < MAX_ITEMS; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      DipSheetHead *head;

      if (piece->role != DIP_ROLE_TEXT)
        continue;

      if (!piece->is_row || i < first)
        {
          read_text (&sheet, i, i < first, i > last);
          continue;
        }

      head = strlen (piece->text) <= 2000 ? dip_sheet_head_read (self, piece) : NULL;
      if (head != NULL && sheet.head != NULL && !dip_sheet_head_equal (head, sheet.head) &&
          !dip_structure_has_gap (self, i))
        g_clear_pointer (&head, dip_sheet_head_free);
      if (head != NULL)
        {
          if (sheet.head == NULL || !dip_sheet_head_equal (head, sheet.head))
            {
              if (columns->len > 0)
                g_string_append_c (columns, '\n');
              for (guint c = 0; c < head->n_columns; c++)
                g_string_append_printf (columns, "%s%s", c > 0 ? "\t" : "", head->names[c]);
            }
          dip_sheet_head_free (sheet.head);
          sheet.head = head;
          continue;
        }

      read_row (&sheet, i);
    }

  finish (&sheet);
  if (columns->len > 0)
    g_ptr_array_add (self->draft->document->properties,
                     dip_property_new ("columns", dip_text_skip_space (columns->str)));

  dip_debug (DIP_DEBUG_RECOGNISE, "checksheet: %u items", sheet.n_items);

  dip_sheet_head_free (sheet.head);
  g_hash_table_unref (sheet.ids);
  g_hash_table_unref (sheet.subheadings);
  g_free (sheet.section_cell);
  g_free (sheet.subsection_cell);

  return TRUE;
}
