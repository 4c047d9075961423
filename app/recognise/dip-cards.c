/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * A sheet that has a card for each question, with the heads of columns at its left instead of above it:
 *
 *   No      1
 *   質問    通信は暗号化されていますか。
 *   回答    TLS 1.2 以上で暗号化しています。
 *   備考    TLS 1.0 は無効です。
 *   No      2
 *
 *   cards = card *( [ title ] card )
 *   card  = opener *pair                 the same labels in nearly all of them; the opener is the first
 *   pair  = label ( cell | gap | ":" | line-break ) value *rest
 *   label = a word of checksheet-columns, digits behind it or not; in tables also what recurs where those do
 *
 * Cards become rows below a head of their labels, which dip-checksheet.c reads as any other table. Lines have to begin
 * with a number or a section: what begins with a question is in dip-checksheet-dialogue.c.
 */

#define MIN_CARDS 3u

/* Labels of a card, pairs of a row, and bytes of a label. */
#define MAX_LABELS 12u
#define MAX_PAIRS 6u
#define MAX_LABEL 48u

/* Bytes of the number behind a label. */
#define MAX_NUMBER 8u

/* Labels that are tried as the opener, and columns of a section's title. */
#define MAX_TRIES 40u
#define MAX_TITLE 60u

typedef struct
{
  char       *label;   /* as printed */
  char       *number;  /* (nullable): digits behind the label */
  char       *value;
} Pair;

typedef struct
{
  DipStructure *structure;
  GPtrArray    *labels;   /* (element-type utf8): of a card; the opener is the first */
  GHashTable   *counts;   /* (element-type utf8 uint): how often each label begins a line or row */
  guint         most;     /* of @counts */
  guint         last;     /* position of the last opener */
  gboolean      rows;     /* the opener stands in a cell */
  gboolean      numbered; /* numbers stand right behind the opener: "質問 1" */
  guint         n_openers;
  guint         n_gaps;   /* openers with white space before them */
  guint         n_titles; /* of sections, between cards */

  GString      *cells[MAX_LABELS + 1];
  guint         first;    /* the piece that becomes the row, G_MAXUINT for none */
  guint         column;   /* where what follows belongs */
} Cards;

static void
pair_clear (Pair *pair)
{
  g_clear_pointer (&pair->label, g_free);
  g_clear_pointer (&pair->number, g_free);
  g_clear_pointer (&pair->value, g_free);
}

/* Bytes of the number that a label of @n bytes ends with. */
static gsize
count_number (const char *text,
              gsize       n)
{
  gsize end = n;

  while (end > 0 && (g_ascii_isdigit (text[end - 1]) || text[end - 1] == '-'))
    end--;

  return n - end;
}

/* Makes a label of a text: "質問 1" is the label "質問" with a number. */
static gboolean
read_label (DipStructure *self,
            const char   *text,
            gboolean      any,
            Pair         *pair)
{
  gsize n = strlen (text);
  gsize end;
  gboolean known;

  if (n == 0 || n > MAX_LABEL || dip_text_has_sentence (text))
    return FALSE;
  end = n - count_number (text, n);
  if (end == 0 || end + MAX_NUMBER < n)
    return FALSE;
  pair->label = g_strchomp (g_strndup (text, end));
  if (!any)
    dip_sheet_match_column (self, pair->label, &known);
  if (!any && !known)
    {
      pair_clear (pair);
      return FALSE;
    }
  pair->number = end < n ? g_strdup (text + end) : NULL;

  return TRUE;
}

/* The head of an ordinary table is no card. */
static gboolean
is_head (DipStructure    *self,
         const GPtrArray *cells)
{
  g_autoptr (DipSheetHead) head = NULL;
  gboolean known = TRUE;

  for (guint c = 0; c < cells->len && known; c++)
    if (*(const char *) g_ptr_array_index (cells, c) != '\0')
      dip_sheet_match_column (self, g_ptr_array_index (cells, c), &known);
  if (known)
    head = dip_sheet_head_read_cells (self, cells);

  return head != NULL;
}

static guint
read_row_pairs (DipStructure   *self,
                const DipPiece *piece,
                gboolean        any,
                Pair            pairs[MAX_PAIRS])
{
  const GPtrArray *cells = piece->line->cells;
  guint n = 0;

  if (cells->len < 2 || cells->len > DIP_SHEET_MAX_COLUMNS || *(const char *) g_ptr_array_index (cells, 0) == '\0')
    return 0;
  for (guint c = 0; c < cells->len && n < MAX_PAIRS; )
    {
      const char *label = g_ptr_array_index (cells, c);
      const char *value = "";
      Pair *pair = &pairs[n];

      *pair = (Pair) { 0 };
      if (*label == '\0')
        {
          c++;
          continue;
        }
      if (!read_label (self, label, any && n == 0, pair))
        break;
      /* merged cells are empty behind the first, or say the same again */
      for (c++; c < cells->len && (*value == '\0' || strcmp (value, g_ptr_array_index (cells, c)) == 0 ||
                                   *(const char *) g_ptr_array_index (cells, c) == '\0'); c++)
        if (*value == '\0' && strcmp (label, g_ptr_array_index (cells, c)) != 0)
          value = g_ptr_array_index (cells, c);
      pair->value = g_strdup (value);
      n++;
    }

  return n;
}

/* The first two blanks, a TAB or a wide blank that a label could end at; NULL for none. */
static const char *
find_gap (const char *text)
{
  for (const char *at = text; *at != '\0' && at - text <= (gssize) MAX_LABEL; at++)
    if ((at[0] == ' ' && at[1] == ' ') || *at == '\t' ||
        ((guchar) at[0] == 0xe3 && (guchar) at[1] == 0x80 && (guchar) at[2] == 0x80))
      return at;

  return NULL;
}

/* "ID   VS-1   Category   Data": takes a second label with its value out of the value of the first. How many there
 * are. */
static guint
read_second_pair (DipStructure *self,
                  gboolean      any,
                  Pair         *first,
                  Pair         *pair)
{
  char *gap = strstr (first->value, "  ");
  const char *label = gap != NULL ? dip_text_skip_space (gap) : NULL;
  const char *end = label != NULL ? strstr (label, "  ") : NULL;
  g_autofree char *name = end != NULL ? g_strndup (label, (gsize) (end - label)) : NULL;

  *pair = (Pair) { 0 };
  if (name == NULL || !read_label (self, name, any, pair))
    return 0;
  pair->value = g_strdup (dip_text_skip_space (end));
  *gap = '\0';

  return 1;
}

/* Where the label of a line ends, and its value begins: at a colon, two blanks or the line's end. */
static guint
read_line_pair (DipStructure   *self,
                const DipPiece *piece,
                gboolean        any,
                Pair            pairs[MAX_PAIRS])
{
  Pair *pair = &pairs[0];
  const char *text = piece->text;
  const char *colon = dip_text_find_colon (text, MAX_LABEL);
  const char *gap = find_gap (text);
  const char *end;
  g_autofree char *label = NULL;
  gboolean known;

  end = gap != NULL && (colon == NULL || gap < colon) ? gap : colon;
  if (end == NULL && strlen (text) > MAX_LABEL)
    return 0;

  *pair = (Pair) { 0 };
  label = end != NULL ? g_strchomp (g_strndup (text, (gsize) (end - text))) : g_strdup (text);
  /* what stands alone and says yes or no is a value, but for "No" */
  if (!read_label (self, label, any, pair) ||
      (!any && end == NULL && dip_sheet_match_column (self, label, &known) != DIP_SHEET_NUMBER &&
       dip_sheet_read_implemented (self, label) != DIP_IMPLEMENTED_UNKNOWN))
    {
      pair_clear (pair);
      return 0;
    }
  pair->value = g_strdup (end == NULL ? "" : dip_text_skip_space (end == colon ? g_utf8_next_char (end) : end));

  return end == gap && gap != NULL ? 1 + read_second_pair (self, any, pair, &pairs[1]) : 1;
}

/* What could be labels of a line or row, known or not; how many. */
static guint
read_any_pairs (DipStructure *self,
                guint         i,
                Pair          pairs[MAX_PAIRS])
{
  const DipPiece *piece = dip_structure_piece (self, i);

  if (piece->role != DIP_ROLE_TEXT)
    return 0;
  if (piece->is_row)
    return read_row_pairs (self, piece, TRUE, pairs);

  return dip_stacked_is_line (self, i) ? read_line_pair (self, piece, TRUE, pairs) : 0;
}

/* The labels of a line or row, with their values; how many. @any: of unknown words, too, where a cell holds them. */
static guint
read_pairs (DipStructure *self,
            guint         i,
            gboolean      any,
            Pair          pairs[MAX_PAIRS])
{
  const DipPiece *piece = dip_structure_piece (self, i);

  if (piece->role != DIP_ROLE_TEXT)
    return 0;
  if (piece->is_row)
    return is_head (self, piece->line->cells) ? 0 : read_row_pairs (self, piece, any, pairs);

  return dip_stacked_is_line (self, i) ? read_line_pair (self, piece, FALSE, pairs) : 0;
}

/* The label of the only pair that read_any_pairs() finds in a line, "" where it finds none: nearly no label recurs, so
 * nearly none needs strings of its own. FALSE for rows and for lines with gaps, which may have several. */
static gboolean
peek_label (DipStructure *self,
            guint         i,
            char          label[MAX_LABEL + 1])
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const char *text = piece->text;
  const char *colon, *gap;
  gsize n, end;
  DipLook *look;
  gboolean has;

  *label = '\0';
  if (piece->role != DIP_ROLE_TEXT || (!piece->is_row && !dip_stacked_is_line (self, i)))
    return TRUE;
  if (piece->is_row)
    return FALSE;

  look = dip_structure_look (self, piece);
  if (dip_look_knows (look, DIP_TRAIT_LABEL, &has) && !has)
    return TRUE;
  dip_look_note (look, DIP_TRAIT_LABEL, FALSE);
  colon = dip_text_find_colon (text, MAX_LABEL);
  gap = find_gap (text);
  if (gap != NULL && (colon == NULL || gap < colon))
    return dip_look_note (look, DIP_TRAIT_LABEL, TRUE), FALSE;
  n = colon != NULL ? (gsize) (colon - text) : strnlen (text, MAX_LABEL + 1);
  if (n == 0 || n > MAX_LABEL)
    return TRUE;

  memcpy (label, text, n);
  label[n] = '\0';
  if (colon != NULL)
    n = strlen (g_strchomp (label));
  end = n - count_number (label, n);
  if (end == 0 || end + MAX_NUMBER < n || dip_text_has_sentence (label))
    {
      *label = '\0';
      return TRUE;
    }
  label[end] = '\0';
  g_strchomp (label);
  dip_look_note (look, DIP_TRAIT_LABEL, TRUE);

  /* white space alone is a label as well */
  return *label != '\0';
}

static guint
count_of (const Cards *self,
          const char  *label)
{
  const guint *count = g_hash_table_lookup (self->counts, label);

  return count != NULL ? *count : 0;
}

static void
count_label (Cards      *self,
             const char *label)
{
  guint *count = g_hash_table_lookup (self->counts, label);

  if (count == NULL)
    {
      count = g_new0 (guint, 1);
      g_hash_table_insert (self->counts, g_strdup (label), count);
    }
  self->most = MAX (self->most, ++*count);
}

static void
count_labels (Cards *self)
{
  Pair pairs[MAX_PAIRS];
  char label[MAX_LABEL + 1];

  for (guint i = 0; i < self->structure->pieces->len; i++)
    {
      guint n;

      if (peek_label (self->structure, i, label))
        {
          if (*label != '\0')
            count_label (self, label);
          continue;
        }
      n = read_any_pairs (self->structure, i, pairs);
      for (guint k = 0; k < n; k++)
        {
          count_label (self, pairs[k].label);
          pair_clear (&pairs[k]);
        }
    }
}

static gboolean
is_apart (DipStructure *self,
          guint         i)
{
  return dip_line_is_apart (dip_structure_piece (self, i)->line);
}

static int
find_label (const Cards *self,
            const char  *label)
{
  for (guint k = 0; k < self->labels->len; k++)
    if (strcmp (g_ptr_array_index (self->labels, k), label) == 0)
      return (int) k;

  return -1;
}

static void
add_label (Cards *self,
           Pair  *pair)
{
  if (find_label (self, pair->label) < 0 && self->labels->len < MAX_LABELS)
    g_ptr_array_add (self->labels, g_steal_pointer (&pair->label));
}

/* Collects the labels that recur from the opener at @first on. */
static void
collect_labels (Cards      *self,
                guint       first,
                const char *opener)
{
  guint n_openers = count_of (self, opener);

  for (guint i = first; i < self->structure->pieces->len; i++)
    {
      Pair pairs[MAX_PAIRS];
      char label[MAX_LABEL + 1];
      guint n;

      if (peek_label (self->structure, i, label) && (*label == '\0' || count_of (self, label) * 2 < n_openers))
        continue;
      n = read_pairs (self->structure, i, self->rows, pairs);
      for (guint k = 0; k < n; k++)
        {
          guint count = count_of (self, pairs[k].label);

          if (k == 0 && strcmp (pairs[k].label, opener) == 0)
            {
              self->last = i;
              self->numbered |= pairs[k].number != NULL;
              self->n_openers++;
              self->n_gaps += is_apart (self->structure, i);
            }
          if (count * 2 >= n_openers && count <= n_openers + 1)
            add_label (self, &pairs[k]);
          pair_clear (&pairs[k]);
        }
    }
}

/* Whether the labels are the head of a table of questions: one asks, and another answers. */
static gboolean
make_head (Cards     *self,
           GPtrArray *head)
{
  g_autoptr (DipSheetHead) read = NULL;
  gboolean asks;

  if (self->numbered)
    g_ptr_array_add (head, g_strdup ("No."));
  for (guint k = 0; k < self->labels->len; k++)
    g_ptr_array_add (head, g_strdup (g_ptr_array_index (self->labels, k)));
  if (head->len < 3)
    return FALSE;
  read = dip_sheet_head_read_cells (self->structure, head);
  asks = read != NULL && read->place[DIP_SHEET_QUESTION] >= 0 && (read->asks || self->rows) &&
         (read->place[DIP_SHEET_ANSWER] >= 0 || read->place[DIP_SHEET_IMPLEMENTED] >= 0);

  return asks && (self->rows || read->columns[0] == DIP_SHEET_NUMBER || read->columns[0] == DIP_SHEET_SECTION);
}

static void
append (GString    *cell,
        const char *text,
        gboolean    gap)
{
  if (cell->len > 0 && *text != '\0' && (gap || dip_text_ends_sentence (cell->str)))
    g_string_append_printf (cell, "\n%s", text);
  else
    dip_text_join (cell, text);
}

static void
finish_card (Cards *self)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (self->first == G_MAXUINT)
    return;
  for (guint k = self->numbered ? 0 : 1; k <= self->labels->len; k++)
    g_ptr_array_add (cells, g_strdup (self->cells[k]->str));
  for (guint k = 0; k <= self->labels->len; k++)
    g_string_truncate (self->cells[k], 0);
  dip_structure_put_row (self->structure, self->first, cells);
  self->first = G_MAXUINT;
}

/* Takes the pairs of a line whose labels a card has; whether there is one. */
static gboolean
take_pairs (Cards *self,
            guint  i)
{
  Pair pairs[MAX_PAIRS];
  guint n = read_pairs (self->structure, i, self->rows, pairs);
  gboolean taken = FALSE;

  for (guint k = 0; k < n; k++)
    {
      int label = find_label (self, pairs[k].label);

      if (label == 0 && k == 0)
        {
          finish_card (self);
          self->first = i;
          g_string_assign (self->cells[0], pairs[k].number != NULL ? pairs[k].number : "");
        }
      if (label >= 0 && (k == 0 || taken) && self->first != G_MAXUINT)
        {
          self->column = (guint) label + 1;
          append (self->cells[self->column], pairs[k].value, FALSE);
          taken = TRUE;
        }
      /* what no card has stays with its label */
      else if (taken)
        {
          append (self->cells[self->column], pairs[k].label, TRUE);
          append (self->cells[self->column], pairs[k].value, FALSE);
        }
      pair_clear (&pairs[k]);
    }

  return taken;
}

/* What could be the title of a section, NULL for other lines. */
static const char *
read_title (const DipPiece *piece)
{
  const char *title = piece->text;

  if (piece->is_row && !dip_sheet_is_title_row (piece, &title))
    return NULL;

  return dip_text_width (title) <= MAX_TITLE && !dip_text_has_sentence (title) &&
         dip_text_find_colon (title, strlen (title) + 1) == NULL && strstr (title, "  ") == NULL ? title : NULL;
}

/* The line behind @i if that opens a card, 0 if not. */
static guint
find_opener_below (Cards *self,
                   guint  i)
{
  guint next = dip_structure_next (self->structure, i + 1);
  Pair pairs[MAX_PAIRS];
  gboolean opens;
  guint n;

  if (next >= self->structure->pieces->len)
    return 0;
  n = read_pairs (self->structure, next, FALSE, pairs);
  opens = n > 0 && find_label (self, pairs[0].label) == 0;
  for (guint k = 0; k < n; k++)
    pair_clear (&pairs[k]);

  return opens ? next : 0;
}

/* The title of a section before a card, NULL for other lines. @cell: what goes on above it. */
static const char *
title_of (Cards      *self,
          guint       i,
          const char *cell)
{
  const DipPiece *piece = dip_structure_piece (self->structure, i);
  const char *title = read_title (piece);
  guint opener = title != NULL ? find_opener_below (self, i) : 0;

  if (opener == 0)
    return NULL;
  if (piece->is_row || is_apart (self->structure, i))
    return title;

  /* "備考" without a remark: what is said stands apart from the next card, a title does not; what goes on is indented */
  if (self->n_gaps * 2 > self->n_openers)
    return !is_apart (self->structure, opener) ? title : NULL;

  return *cell == '\0' || dip_text_ends_sentence (cell) ? title : NULL;
}

static void
put_title (Cards      *self,
           guint       i,
           const char *title,
           guint       n_columns)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (title));
  while (cells->len < n_columns)
    g_ptr_array_add (cells, g_strdup (""));
  dip_structure_put_row (self->structure, i, cells);
}

/* "1 / 9" at the edge of a page. */
static gboolean
is_page_number (DipStructure *self,
                guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  return !piece->is_row && strspn (piece->text, "0123456789 /-") == strlen (piece->text) &&
         (i + 1 >= self->pieces->len || piece->line->page_break || dip_structure_piece (self, i + 1)->line->page_break);
}

/* What goes on with the value above; FALSE where the last card has ended. */
static gboolean
take_rest (Cards *self,
           guint  i)
{
  const DipPiece *piece = dip_structure_piece (self->structure, i);
  gboolean gap = is_apart (self->structure, i);
  GString *cell = self->cells[self->column];

  if (i > self->last && (piece->is_row ? *(const char *) g_ptr_array_index (piece->line->cells, 0) != '\0'
                                       : gap && cell->len > 0))
    return FALSE;
  if (!piece->is_row)
    append (cell, piece->text, gap && cell->len > 0);
  for (guint c = 0; piece->is_row && c < piece->line->cells->len; c++)
    if (*(const char *) g_ptr_array_index (piece->line->cells, c) != '\0')
      append (cell, g_ptr_array_index (piece->line->cells, c), c == 0);

  return TRUE;
}

/* Puts the title above the first card below the head, whose lines are @start and the title's. */
static void
put_first_title (Cards     *self,
                 guint      start,
                 guint      above,
                 GPtrArray *head)
{
  g_autofree char *title = g_strdup (read_title (dip_structure_piece (self->structure, above)));

  /* the first line of all is the paper's */
  if (title == NULL || above == 0)
    return;
  dip_structure_put_row (self->structure, above, head);
  put_title (self, start, title, head->len);
}

/* Makes rows of the cards from @i on. */
static void
make_rows (Cards     *self,
           guint      i,
           GPtrArray *head)
{
  DipStructure *structure = self->structure;
  const guint start = i;
  guint before = i;
  gboolean headed = FALSE;

  self->first = G_MAXUINT;
  for (guint k = 0; k <= self->labels->len; k++)
    self->cells[k] = g_string_new (NULL);

  for (; i < structure->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (structure, i);
      const char *title;

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      if (!headed)
        {
          /* the first card has lines enough for both rows */
          take_pairs (self, i);
          self->first = i + 1;
          dip_structure_put_row (structure, i, head);
          headed = TRUE;
          continue;
        }
      if (i != self->first && (title = title_of (self, i, self->cells[self->column]->str)) != NULL)
        {
          finish_card (self);
          put_title (self, i, title, head->len);
          self->n_titles++;
          continue;
        }
      if (!take_pairs (self, i) && !is_page_number (structure, i) && !take_rest (self, i))
        break;
      if (i != self->first)
        piece->role = DIP_ROLE_FURNITURE;
    }
  finish_card (self);

  /* the title above the first card, which stands above the head of the table, too */
  while (before > 0 && dip_structure_piece (structure, before - 1)->role != DIP_ROLE_TEXT)
    before--;
  if (self->n_titles > 0 && before > 0)
    put_first_title (self, start, before - 1, head);

  for (guint k = 0; k <= self->labels->len; k++)
    g_string_free (self->cells[k], TRUE);
}

static void
cards_reset (Cards *self)
{
  g_ptr_array_set_size (self->labels, 0);
  self->numbered = FALSE;
  self->n_openers = self->n_gaps = self->n_titles = 0;
}

/* Whether cards begin at line @i, which then are rows. */
static gboolean
take_cards (Cards *self,
            guint  i)
{
  Pair pairs[MAX_PAIRS] = { 0 };
  g_autoptr (GPtrArray) head = g_ptr_array_new_with_free_func (g_free);
  guint n = read_pairs (self->structure, i, self->rows, pairs);
  gboolean found = FALSE;

  if (n > 0)
    {
      cards_reset (self);
      collect_labels (self, i, pairs[0].label);
      found = find_label (self, pairs[0].label) == 0 && make_head (self, head);
    }
  for (guint k = 0; k < n; k++)
    pair_clear (&pairs[k]);
  if (found)
    {
      make_rows (self, i, head);
      self->structure->cards = TRUE;
    }

  return found;
}

/**
 * dip_structure_stack_cards:
 * @self: a structure as the layout has it
 *
 * Makes a table of cards that have their labels beside their values or above them. Linear but for the few labels that
 * could open a card.
 */
void
dip_structure_stack_cards (DipStructure *self)
{
  Cards cards = { .structure = self };
  guint n_tries = 0;
  gboolean found = FALSE;

  cards.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  cards.labels = g_ptr_array_new_with_free_func (g_free);
  count_labels (&cards);
  for (guint i = 0; i < self->pieces->len && n_tries < MAX_TRIES && cards.most >= MIN_CARDS; i++)
    {
      Pair pairs[MAX_PAIRS] = { 0 };
      char label[MAX_LABEL + 1];
      guint n;
      gboolean may_open;

      if (peek_label (self, i, label) && (*label == '\0' || count_of (&cards, label) < MIN_CARDS))
        continue;
      n = read_any_pairs (self, i, pairs);
      may_open = n > 0 && count_of (&cards, pairs[0].label) >= MIN_CARDS;

      /* each label is tried once */
      if (may_open)
        {
          n_tries++;
          cards.rows = dip_structure_piece (self, i)->is_row;
          found = take_cards (&cards, i);
          g_hash_table_remove (cards.counts, pairs[0].label);
        }
      for (guint k = 0; k < n; k++)
        pair_clear (&pairs[k]);
      if (found)
        break;
    }
  g_hash_table_unref (cards.counts);
  g_ptr_array_unref (cards.labels);
}
