/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-revisions-private.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * The revision table:
 *
 *   table   = [ heading ] [ head ] row*           a head without rows: no revision was told
 *   head    = two columns or more that the lexicon knows, cut at tabs, pipes or spaces
 *   row     = cells in the order of the head      cut at tabs or pipes
 *           | version [kind] summary [pages] date cut by what the parts look like
 *           | date kind                           below 附則
 *           | text                                goes on with the summary of the row above
 *   version = digits *("." digits) | 初版 | 第2版 | 第 4.1 版 | Ver6. 2. 0 | Rev.B
 */

#define MAX_ROWS 500

/* Columns of a head whose words one blank parts. */
#define MAX_TIGHT_HEAD 60u

/* Lines between two rows that are the rest of a cell. */
#define MAX_BETWEEN 3u

/* Lines at the edge of two pages, and their columns. */
#define MAX_EDGE       6u
#define MAX_EDGE_WIDTH 80u

/* 改訂の記録, 本書の制定・改廃の経緯: words for what is written and how it changes, and then one for a record. */
static gboolean
is_composed_heading (DipStructure *self,
                     const char   *text)
{
  g_autofree char *key = NULL;
  gunichar first = dip_text_key_first (text);
  const char *at;
  gsize n;

  if (first != 0 && !dip_lexicon_key_may_begin (self->draft->lexicon, "revision-heading-words", first))
    return FALSE;
  key = dip_text_key (text);
  for (at = key; (n = dip_revisions_match_prefix (self, "revision-heading-words", at)) > 0; at += n)
    ;
  n = at > key ? dip_revisions_match_prefix (self, "revision-heading-records", at) : 0;
  if (n == 0)
    return FALSE;
  at += n;

  return *at == '\0' || g_str_equal (at, "表") || g_str_equal (at, "について");
}

gboolean
dip_revisions_is_heading (DipStructure *self,
                          const char   *text)
{
  const char *open;
  g_autofree char *outside = NULL;

  if (strlen (text) >= 120)
    return FALSE;
  if (dip_structure_has_word (self, "revision-headings", text) || is_composed_heading (self, text))
    return TRUE;

  /* "Revision history (改訂履歴)" */
  open = strstr (text, " (");
  if (open == NULL)
    open = strstr (text, "（");
  if (open == NULL || open == text || !(g_str_has_suffix (text, ")") || g_str_has_suffix (text, "）")))
    return FALSE;
  outside = g_strndup (text, (gsize) (open - text));

  return dip_structure_has_word (self, "revision-headings", outside);
}

/*
 * 附則 with a line for each day on which the paper changed, 令和4年10月3日　改訂（桁数の変更）: its rows begin with a date
 * and end without a verb, unlike "…から施行する。"
 */
static gboolean
is_postscript (DipStructure *self,
               const char   *text,
               guint         next)
{
  const DipPiece *piece;
  g_autofree char *date = NULL;
  const char *start, *end;

  if (strlen (text) >= 60 || next >= self->pieces->len || !dip_structure_has_word (self, "revision-postscripts", text))
    return FALSE;
  piece = dip_structure_piece (self, next);
  if (piece->role != DIP_ROLE_TEXT || piece->width > 120)
    return FALSE;
  date = dip_date_find (piece->text, &start, &end);

  return date != NULL && start == piece->text && *end != '\0' && dip_glyph_is_space (g_utf8_get_char (end)) &&
         !g_str_has_suffix (piece->text, "。");
}

/* Whether a line only goes on with the row above. */
static gboolean
is_continuation (DipStructure *self,
                 guint         i,
                 guint         last_row)
{
  DipPiece *piece = dip_structure_piece (self, i);
  DipRevision *last = dip_revisions_last_revision (self);

  if (last == NULL || last->summary == NULL || piece->line->kind != DIP_LINE_TEXT || i != last_row + 1 ||
      dip_structure_has_gap (self, i))
    return FALSE;

  return dip_structure_continues (self, i) || dip_glyph_is_bullet (dip_text_first (piece->text)) ||
         piece->line->indent >= 4;
}

/* The rest of a cell between two rows that have a version and a day. */
static gboolean
stands_between_rows (DipStructure           *self,
                     const DipRevisionsHead *head,
                     guint                   i)
{
  const DipRevision *last = dip_revisions_last_revision (self);

  if (last == NULL || last->summary == NULL || last->date == NULL ||
      !dip_revisions_has_column (head, DIP_REVISIONS_VERSION) || !dip_revisions_has_column (head, DIP_REVISIONS_DATE) ||
      dip_structure_piece (self, i)->line->kind != DIP_LINE_TEXT || dip_structure_has_gap (self, i))
    return FALSE;
  for (guint k = i + 1; k < self->pieces->len && k <= i + MAX_BETWEEN; k++)
    {
      if (dip_structure_has_gap (self, k))
        return FALSE;
      if (!dip_structure_piece (self, k)->is_row && dip_revisions_begins_row (self, k))
        return TRUE;
    }

  return FALSE;
}

/* "2.0  Changes of": a line of a table whose rows begin with a version and end with a date, and this one has none
 * yet, nor does another row begin below it. */
static gboolean
breaks_row (DipStructure           *self,
            const DipRevisionsHead *head,
            const char             *text,
            guint                   next)
{
  const DipPiece *piece = dip_structure_piece (self, next);
  g_autofree char *version = NULL;
  const char *after;

  if (head->n_columns < 3 || head->columns[0] != DIP_REVISIONS_VERSION ||
      head->columns[head->n_columns - 1] != DIP_REVISIONS_DATE || piece->role != DIP_ROLE_TEXT ||
      piece->line->kind != DIP_LINE_TEXT || piece->is_row || dip_structure_has_gap (self, next) ||
      dip_revisions_has_date (text))
    return FALSE;
  after = dip_revisions_parse_version (piece->text, &version);

  return after == NULL || (*after != '\0' && !g_unichar_isspace (g_utf8_get_char (after)));
}

/* "1.0 Introduction" below the table: a line apart from it without a date, where all rows have one. */
static gboolean
ends_table (DipStructure           *self,
            const DipRevisionsHead *head,
            guint                   i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const GPtrArray *revisions = self->draft->document->revisions;

  if (piece->line->kind != DIP_LINE_TEXT ||
      (head->n_columns > 0 && !dip_revisions_has_column (head, DIP_REVISIONS_DATE)) || !dip_structure_has_gap (self, i))
    return FALSE;
  for (guint k = 0; k < revisions->len; k++)
    if (((DipRevision *) g_ptr_array_index (revisions, k))->date == NULL)
      return FALSE;

  return !dip_revisions_has_date (piece->text);
}

/* Foot and head of two pages may stand between two rows, with words that come only once. The piece with the next row,
 * @i if there is none: a page has to begin on the way, and all before the row has to be short. */
static guint
skip_page_edge (DipStructure           *self,
                const DipRevisionsHead *head,
                guint                   i)
{
  gboolean turned = FALSE;

  if (!dip_revisions_has_column (head, DIP_REVISIONS_VERSION) || !dip_revisions_has_column (head, DIP_REVISIONS_DATE))
    return i;
  for (guint k = i; k < self->pieces->len && k <= i + MAX_EDGE; k++)
    {
      const DipPiece *piece = dip_structure_piece (self, k);

      turned |= piece->line->page_break;
      if (piece->role == DIP_ROLE_FURNITURE)
        continue;
      if (turned && dip_revisions_begins_row (self, k))
        return k;
      if (piece->role != DIP_ROLE_TEXT || piece->is_row || piece->line->kind != DIP_LINE_TEXT ||
          piece->width > MAX_EDGE_WIDTH || dip_structure_has_sentence (self, piece))
        return i;
    }

  return i;
}

void
dip_revisions_append_line (GString    *printed,
                           const char *text)
{
  if (printed->len > 0)
    g_string_append_c (printed, '\n');
  g_string_append (printed, text);
}

/* Takes head and rows from piece @i on. Returns the first piece behind them. */
static guint
read_table (DipStructure *self,
            guint         i,
            guint         end,
            gboolean      need_head)
{
  DipRevisionsHead head = { .n_columns = 0 };
  g_autoptr (GString) printed = g_string_new (NULL);
  guint n_rows = 0;
  guint row_indent = 0;
  guint last_row = 0;
  guint first = i;
  guint taken = i;
  gboolean head_seen = FALSE;

  for (; i < end && n_rows < MAX_ROWS; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      gboolean used = FALSE;

      if (piece->role == DIP_ROLE_FURNITURE)
        continue;
      if (piece->role != DIP_ROLE_TEXT || piece->line->kind == DIP_LINE_HEADING)
        break;

      if (!head_seen || piece->line->kind == DIP_LINE_ROW)
        {
          DipRevisionsHead other;

          /* A head may be printed again on the next page. */
          used = dip_revisions_read_head (self, i, !head_seen, !need_head, &other);
          if (used)
            {
              head = other;
              head_seen = TRUE;
            }
        }
      if (!used && !head_seen && need_head)
        break;
      if (!used && n_rows > 0)
        {
          guint row = skip_page_edge (self, &head, i);

          for (; i < row; i++)
            if (dip_structure_piece (self, i)->role == DIP_ROLE_TEXT)
              dip_revisions_append_line (printed, dip_structure_piece (self, i)->text);
          piece = dip_structure_piece (self, i);
          if (ends_table (self, &head, i))
            break;
        }
      if (!used)
        {
          g_autoptr (GString) text = g_string_new (piece->text);
          guint n = 1;

          /* Where broken lines can be told from ended ones, a row is joined before it is cut. */
          while (n < 8 && i + n < end && ((self->marked_ends && dip_structure_continues (self, i + n)) ||
                                          breaks_row (self, &head, text->str, i + n)))
            dip_text_join (text, dip_structure_piece (self, i + n++)->text);
          used = dip_revisions_read_row (self, &head, piece, row_indent, text->str, i + n);
          if (used && n_rows == 0)
            row_indent = piece->line->indent;
          n_rows += used;
          if (used)
            {
              for (; n > 1; n--, i++)
                {
                  dip_revisions_append_line (printed, piece->text);
                  piece = dip_structure_piece (self, i + 1);
                }
            }
        }
      if (!used && (is_continuation (self, i, last_row) || stands_between_rows (self, &head, i)))
        {
          dip_revisions_append_cell (&dip_revisions_last_revision (self)->summary, piece->text);
          dip_revisions_drop_signers (&head, dip_revisions_last_revision (self)->summary);
          used = TRUE;
        }
      if (!used)
        break;

      dip_revisions_append_line (printed, piece->text);
      last_row = i;
      taken = i + 1;
    }

  if (!head_seen && n_rows == 0)
    return first;

  for (guint j = first; j < taken; j++)
    {
      DipPiece *piece = dip_structure_piece (self, j);

      if (piece->role == DIP_ROLE_TEXT)
        piece->role = DIP_ROLE_REVISION;
    }
  self->revised = TRUE;
  self->revision_text = g_steal_pointer (&printed);

  return taken;
}

static void
finish_revisions (DipStructure *self)
{
  GPtrArray *revisions = self->draft->document->revisions;

  for (guint i = 0; i < revisions->len; i++)
    {
      DipRevision *revision = g_ptr_array_index (revisions, i);

      if (revision->summary != NULL)
        {
          g_strfreev (revision->items);
          revision->items = dip_revisions_cut_items (revision->summary);
        }
    }
}

/* "Version    Date         Change" in a line of text, with a date in the next one. Where only one blank parts its
 * words, each of them has to be known, 版 日付 内容, and the next line has to begin with a version. */
static gboolean
is_spaced_head (DipStructure *self,
                guint         i)
{
  DipPiece *piece = dip_structure_piece (self, i);
  guint next = dip_structure_next (self, i + 1);
  gboolean wide;
  g_auto (GStrv) cells = NULL;
  DipRevisionsHead head;

  if (piece->line->kind != DIP_LINE_TEXT || piece->width > 160 || next >= self->pieces->len ||
      dip_structure_has_gap (self, next))
    return FALSE;
  wide = dip_structure_may_have_gap (self, piece);
  if (!wide && (piece->width > MAX_TIGHT_HEAD || !dip_revisions_begins_row (self, next)))
    return FALSE;
  cells = dip_revisions_cut_at_spaces (piece->text, wide);
  if (g_strv_length (cells) < 3 || !dip_revisions_read_head_cells (self, cells, &head) ||
      !dip_revisions_has_column (&head, DIP_REVISIONS_DATE) || !dip_revisions_has_column (&head, DIP_REVISIONS_VERSION))
    return FALSE;
  for (guint k = 0; !wide && k < head.n_columns; k++)
    if (head.columns[k] == DIP_REVISIONS_NONE)
      return FALSE;

  return dip_revisions_has_date (dip_structure_piece (self, next)->text);
}

/* "## 版の記録": a marked heading without a number, of which nothing would be left once the table from @first to
 * @end is taken. It goes with the table, whatever it is called. */
static void
take_heading (DipStructure *self,
              guint         first,
              guint         end)
{
  guint next = dip_structure_next (self, end);
  guint i = first;
  DipPiece *piece;
  DipNumber number;

  while (i > 0 && dip_structure_piece (self, i - 1)->role == DIP_ROLE_FURNITURE)
    i--;
  if (i == 0 || (next < self->pieces->len && dip_structure_piece (self, next)->line->kind != DIP_LINE_HEADING))
    return;
  piece = dip_structure_piece (self, i - 1);
  if (piece->role == DIP_ROLE_TEXT && piece->line->kind == DIP_LINE_HEADING && piece->width <= 60 &&
      !dip_structure_parse_number (self, piece, &number))
    piece->role = DIP_ROLE_REVISION;
}

/**
 * dip_structure_read_revisions:
 * @self: a structure without furniture and contents list
 *
 * Reads the revision table, wherever it stands, into the document's revisions.
 * Its heading is taken too unless it has a number, which makes it a clause.
 * The table as printed is kept as a property.
 */
void
dip_structure_read_revisions (DipStructure *self)
{
  g_autofree char *name = NULL;

  for (guint i = 0; i < self->pieces->len && !self->revised; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      DipNumber number;
      const char *title;
      guint next;

      if (piece->role != DIP_ROLE_TEXT)
        continue;

      if (piece->is_row)
        {
          /* A table without a heading is known by its head alone; it needs a date column and a version. */
          DipRevisionsHead head;

          if (piece->line->cells->len >= 3 && dip_revisions_read_head (self, i, TRUE, FALSE, &head) &&
              dip_revisions_has_column (&head, DIP_REVISIONS_DATE) &&
              dip_revisions_has_column (&head, DIP_REVISIONS_VERSION))
            take_heading (self, i, read_table (self, i, self->pieces->len, TRUE));
          continue;
        }

      if (is_spaced_head (self, i))
        {
          take_heading (self, i, read_table (self, i, self->pieces->len, TRUE));
          continue;
        }

      if (piece->width > 60)
        continue;
      title = piece->text;
      if (dip_number_parse (title, self->draft->lexicon, &number))
        title += number.length;
      else if (dip_glyph_is_bullet (dip_text_first (title)))
        title = dip_text_skip_space (g_utf8_next_char (title));
      next = dip_structure_next (self, i + 1);
      if (dip_revisions_read_changes (self, title, next))
        {
          name = g_strdup (title);
          if (number.style == DIP_NUMBER_NONE)
            piece->role = DIP_ROLE_REVISION;
          continue;
        }
      if (!dip_revisions_is_heading (self, title) &&
          !is_postscript (self, title, dip_structure_next (self, i + 1)))
        {
          g_autofree char *inside = NULL;

          if (dip_text_first (title) != 0x3010 && dip_text_first (title) != 0x3014 &&
              dip_text_first (title) != 0xff1c && *title != '<' && *title != '[')
            continue;
          title = g_utf8_next_char (title);
          if (*title == '\0')
            continue;
          inside = g_strndup (title, (gsize) (g_utf8_find_prev_char (title, title + strlen (title)) - title));
          if (!dip_revisions_is_heading (self, inside))
            continue;
        }

      if (next < self->pieces->len)
        dip_revisions_stack_rows (self, next);
      if (next >= self->pieces->len || read_table (self, next, self->pieces->len, FALSE) == next)
        {
          /* The last heading of a paper, with nothing below it. */
          if (next >= self->pieces->len && number.style == DIP_NUMBER_NONE)
            {
              piece->role = DIP_ROLE_REVISION;
              self->revised = TRUE;
            }
          continue;
        }

      name = g_strdup (title);
      if (number.style == DIP_NUMBER_NONE)
        piece->role = DIP_ROLE_REVISION;
    }

  finish_revisions (self);

  if (self->revision_text != NULL && self->revision_text->len > 0)
    g_ptr_array_add (self->draft->document->properties,
                     dip_property_new (name != NULL ? name : "revisions", self->revision_text->str));

  dip_debug (DIP_DEBUG_RECOGNISE, "revision table: %s, %u rows", self->revised ? "yes" : "no",
             self->draft->document->revisions->len);
}
