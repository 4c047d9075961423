/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Sections and sub-headings of a checksheet, which rows, lines or cells of a column open:
 *
 *   section    = "3" title | "6.3" title | "[A]" title | title
 *   subheading = "3.1" title below 3, or "1." title where dip-checksheet-titles.c says so
 */

char *
dip_sheet_dup_unique_id (DipSheet   *sheet,
                         const char *base)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (sheet->ids, base)) + 1;
  char *id = n == 1 ? g_strdup (base) : g_strdup_printf ("%s~%u", base, n);

  g_hash_table_insert (sheet->ids, g_strdup (base), GUINT_TO_POINTER (n));
  if (n > 1)
    g_hash_table_insert (sheet->ids, g_strdup (id), GUINT_TO_POINTER (1));

  return id;
}

DipClause *
dip_sheet_add_clause (DipSheet          *sheet,
                      const DipPiece *piece,
                      DipClauseKind   kind,
                      const char     *number,
                      const char     *id,
                      DipClause      *parent)
{
  DipClause *clause = dip_clause_new ();

  clause->kind = kind;
  clause->number = g_strdup (number);
  clause->id = dip_sheet_dup_unique_id (sheet, id);
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

/* 【Operation】 */
static char *
strip_brackets (const char *title)
{
  gsize n = strlen (title);

  if (n > 6 && g_str_has_prefix (title, "【") && g_str_has_suffix (title, "】"))
    return g_strndup (title + 3, n - 6);

  return g_strdup (title);
}

/* "[A] Scope", "（B）…", "C. Scope": the letter of a section, and where its title begins; 0 for none. */
static char
read_letter (const char  *text,
             const char **title)
{
  gunichar open = dip_glyph_narrow (dip_text_first (text));
  const char *at = *text != '\0' ? g_utf8_next_char (text) : text;
  gunichar letter = dip_glyph_narrow (dip_text_first (at));
  gunichar close;

  if (open >= 'A' && open <= 'Z' && letter == '.' && dip_glyph_is_space (dip_text_first (g_utf8_next_char (at))))
    {
      *title = dip_text_skip_space (g_utf8_next_char (at));
      return **title != '\0' ? (char) open : 0;
    }
  if ((open != '[' && open != '(' && open != 0x3010) || letter < 'A' || letter > 'Z')
    return 0;
  at = g_utf8_next_char (at);
  close = dip_glyph_narrow (dip_text_first (at));
  if (close != ']' && close != ')' && close != 0x3011)
    return 0;
  *title = dip_text_skip_space (g_utf8_next_char (at));

  return **title != '\0' ? (char) letter : 0;
}

/* @number: what counts the section, @text: (nullable): as it is cited */
static void
start_section (DipSheet       *sheet,
               const DipPiece *piece,
               guint           number,
               const char     *text,
               const char     *title,
               const char     *printed)
{
  g_autofree char *id = text != NULL ? g_strdup (text) : g_strdup_printf ("F%u", ++sheet->n_unnumbered);

  sheet->front = NULL;
  sheet->section = dip_sheet_add_clause (sheet, piece, DIP_CLAUSE_PART, text, id, NULL);
  sheet->section->title = strip_brackets (title);
  sheet->section->heading = g_strdup (printed);
  sheet->section_number = number > 0 ? number : sheet->section_number + 1;
  sheet->section_level = piece->line->kind == DIP_LINE_HEADING ? piece->line->level : 0;
  sheet->section_sheet = piece->line->sheet;
  sheet->subheading = NULL;
  sheet->subheading_number = 0;
  sheet->n_in_group = 0;
  sheet->n_in_section = 0;
  sheet->item = NULL;
  sheet->by_row = TRUE;
  g_clear_pointer (&sheet->section_cell, g_free);
  g_clear_pointer (&sheet->subsection_cell, g_free);
}

void
dip_sheet_start_section (DipSheet       *sheet,
                         const DipPiece *piece,
                         guint           number,
                         const char     *title,
                         const char     *printed)
{
  char letter = number == 0 ? read_letter (title, &title) : 0;
  g_autofree char *text = number > 0 ? g_strdup_printf ("%u", number)
                                     : letter != 0 ? g_strdup_printf ("%c", letter) : NULL;

  start_section (sheet, piece, number, text, title, printed);
}

void
dip_sheet_start_subheading (DipSheet       *sheet,
                            const DipPiece *piece,
                            guint           number,
                            const char     *title,
                            const char     *printed)
{
  g_autofree char *text = NULL;

  sheet->subheading_number = number > 0 ? number : sheet->subheading_number + 1;
  if (sheet->section->number != NULL)
    text = g_strdup_printf ("%u.%u", sheet->section_number, sheet->subheading_number);
  else
    text = g_strdup_printf ("%s.%u", sheet->section->id, sheet->subheading_number);
  sheet->subheading = dip_sheet_add_clause (sheet, piece, DIP_CLAUSE_PART,
                                            sheet->section->number != NULL ? text : NULL, text, sheet->section);
  sheet->subheading->title = strip_brackets (title);
  sheet->subheading->heading = g_strdup (printed);
  sheet->n_in_group = 0;
  sheet->item = NULL;
}

/* "6.3 Operation" where no section 6 is open: a section with that number. */
void
dip_sheet_start_decimal (DipSheet       *sheet,
                         const DipPiece *piece,
                         const guint     parts[2],
                         const char     *title,
                         const char     *printed)
{
  g_autofree char *number = g_strdup_printf ("%u.%u", parts[0], parts[1]);

  start_section (sheet, piece, parts[0], number, title, printed);
}

/* Whether the sections have numbers of two parts. */
static gboolean
has_decimals (const DipSheet *sheet)
{
  return sheet->section != NULL && sheet->section->number != NULL && strchr (sheet->section->number, '.') != NULL;
}

/**
 * dip_sheet_read_title_row:
 * @i: position of a row with one filled cell
 * @text: what stands there
 *
 * Opens a section or a sub-heading.
 */
void
dip_sheet_read_title_row (DipSheet   *sheet,
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
      gboolean lettered = sheet->section != NULL && sheet->section->number != NULL &&
                          g_ascii_isalpha (*sheet->section->number) && read_letter (text, &title) != 0;

      if (sheet->section == NULL || sheet->section->number == NULL || lettered)
        dip_sheet_start_section (sheet, piece, 0, text, text);
      else
        dip_sheet_start_subheading (sheet, piece, 0, text, text);
      return;
    }

  if (n_parts == 2 && (sheet->section == NULL || has_decimals (sheet)))
    {
      dip_sheet_start_decimal (sheet, piece, parts, title, text);
      return;
    }
  if (n_parts == 2 && parts[0] == sheet->section_number)
    {
      dip_sheet_start_subheading (sheet, piece, parts[1], title, text);
      return;
    }

  if (sheet->section != NULL && g_hash_table_contains (sheet->subheadings, GUINT_TO_POINTER (i + 1)))
    dip_sheet_start_subheading (sheet, piece, parts[0], title, text);
  else
    dip_sheet_start_section (sheet, piece, parts[0], title, text);
}

/* Cells of a section column: a new value begins a new section; below a section that a row has opened, a
 * sub-heading. An empty cell goes on with the one above. */
void
dip_sheet_follow_sections (DipSheet       *sheet,
                           const DipPiece *piece,
                           const char     *cell,
                           const char     *sub)
{
  gboolean may_split;
  guint parts[2] = { 0, 0 };
  const char *title;

  if (dip_structure_has_word (sheet->structure, "checksheet-grades", cell))
    cell = "";
  if (dip_structure_has_word (sheet->structure, "checksheet-grades", sub))
    sub = "";
  if (*cell != '\0' && g_strcmp0 (cell, sheet->section_cell) != 0)
    {
      guint n = dip_sheet_parse_title (sheet->structure, cell, parts, &may_split, &title);
      gboolean numbered = n >= 1 && *title != '\0';

      if (sheet->section != NULL && sheet->by_row && strcmp (sheet->section->title, numbered ? title : cell) != 0)
        dip_sheet_start_subheading (sheet, piece, numbered ? parts[n - 1] : 0, numbered ? title : cell, cell);
      else if (sheet->section == NULL || !sheet->by_row)
        {
          dip_sheet_start_section (sheet, piece, numbered ? parts[0] : 0, numbered ? title : cell, cell);
          sheet->by_row = FALSE;
        }
      g_free (sheet->section_cell);
      sheet->section_cell = g_strdup (cell);
      g_clear_pointer (&sheet->subsection_cell, g_free);
    }

  if (*sub != '\0' && g_strcmp0 (sub, sheet->subsection_cell) != 0)
    {
      guint n = dip_sheet_parse_title (sheet->structure, sub, parts, &may_split, &title);

      if (sheet->section == NULL)
        dip_sheet_start_section (sheet, piece, 0, sub, sub);
      else
        dip_sheet_start_subheading (sheet, piece, n == 2 ? parts[1] : n == 1 ? parts[0] : 0,
                                    n > 0 && *title != '\0' ? title : sub, sub);
      g_free (sheet->subsection_cell);
      sheet->subsection_cell = g_strdup (sub);
    }
}
