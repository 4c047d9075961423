/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "recognise/dip-glyph.h"

/*
 * Lines that say nothing: rules drawn with letters, and items that came without their text.
 */

/* Signs of a rule. */
#define MIN_RULE 5u
#define MIN_TYPED_RULE 20u

/* Fewer items without text are something else. */
#define MIN_BARE_ITEMS 3u

/* "━━━━━━━━", "―――――": a rule that was drawn with letters. */
static gboolean
is_drawn_rule (const char *text)
{
  guint n = 0;

  if ((guchar) *text < 0x80 && *text != ' ')
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if ((c >= 0x2500 && c <= 0x257F) || (c >= 0x2012 && c <= 0x2015) || c == 0xFF1D || c == 0xFF0D || c == 0x30FC ||
          c == 0x203E || c == 0xFFE3)
        n++;
      else if (!dip_glyph_is_space (c))
        return FALSE;
    }

  return n >= MIN_RULE;
}

/* "-" alone: an item that came without its text, as lists do that were copied from a page. */
gboolean
dip_structure_is_bare_item (const DipPiece *piece)
{
  gunichar mark = dip_text_first (piece->text);

  return !piece->is_row && piece->line->kind != DIP_LINE_HEADING &&
         (mark == '-' || mark == '*' || dip_glyph_is_bullet (mark)) && *g_utf8_next_char (piece->text) == '\0';
}

/* Whether the text has several such items and no table, where "-" is an answer. */
static gboolean
has_bare_items (DipStructure *self)
{
  guint n = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);

      if (piece->is_row)
        return FALSE;
      n += piece->role == DIP_ROLE_TEXT && dip_structure_is_bare_item (piece);
    }

  return n >= MIN_BARE_ITEMS;
}

/* "----------" or "==========", with blanks where a column ends. */
static gboolean
is_typed_rule (const char *text)
{
  char sign = *text;
  guint n = 0;

  if (sign != '-' && sign != '=' && sign != '_')
    return FALSE;
  for (; *text == sign || *text == ' ' || *text == '+'; text++)
    n += *text == sign;

  return *text == '\0' && n >= MIN_TYPED_RULE;
}

/**
 * dip_structure_is_rule:
 * @i: a piece
 *
 * Whether its line only draws a rule.
 */
gboolean
dip_structure_is_rule (DipStructure *self,
                       guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  return piece->role == DIP_ROLE_TEXT && piece->line->kind == DIP_LINE_TEXT && !piece->is_row &&
         (is_drawn_rule (piece->line->text) || is_typed_rule (piece->line->text));
}

/**
 * dip_structure_drop_rules:
 * @self: a structure whose tables are aligned
 *
 * Marks lines that only draw a rule with letters, and those of items that came without their text. Linear.
 */
void
dip_structure_drop_rules (DipStructure *self)
{
  gboolean bare = has_bare_items (self);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (dip_structure_is_rule (self, i) ||
          (bare && piece->role == DIP_ROLE_TEXT && dip_structure_is_bare_item (piece)))
        piece->role = DIP_ROLE_FURNITURE;
    }
}
