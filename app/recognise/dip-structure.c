/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "recognise/dip-checksheet.h"
#include "recognise/dip-glyph.h"

#include <string.h>

#define MAX_WIDTH 1000

/* Bytes of a text that may be a word of a list. */
#define MAX_WORD 200

/* Fewer lines that begin with a letter are words. */
#define MIN_BULLETS 3u

/* Lines that a small letter goes on from, so that their width tells the page's. */
#define MIN_BROKEN 6u

/* The same where nearly all lines but titles are as wide. */
#define MIN_BREAKS 3u

/* Widths above this are lines that no page breaks. */
#define MAX_WRAP_WIDTH 160
#define MIN_WRAP_WIDTH 40

static void
heading_free (DipHeading *self)
{
  g_free (self->heading);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

static void
contents_entry_free (DipContentsEntry *self)
{
  g_free (self->text);
  g_free (self->key);
  g_free (self);
}

/* dip_text_key() of its text, made once: it is held against many titles. */
const char *
dip_contents_entry_key (DipContentsEntry *entry)
{
  if (entry->key == NULL)
    entry->key = dip_text_key (entry->text);

  return entry->key;
}

static void
piece_clear (DipPiece *self)
{
  g_free (self->owned);
}

/* "1." TAB "Purpose" is a line of text that an export has cut at a tab. */
static gboolean
is_numbered_text (DipStructure  *self,
                  const DipLine *line)
{
  const char *first, *second;
  g_autofree char *padded = NULL;
  DipNumber number;

  if (line->cells->len != 2)
    return FALSE;

  first = g_ptr_array_index (line->cells, 0);
  second = g_ptr_array_index (line->cells, 1);
  if (*first == '\0' || *second == '\0' || strlen (first) > 24)
    return FALSE;

  if (dip_glyph_is_bullet (dip_text_first (first)))
    return *dip_text_skip_space (g_utf8_next_char (first)) == '\0';

  /* A bare "1" may be the first cell of a table; "1." and "1.1" are no data. */
  padded = g_strconcat (first, " X", NULL);
  if (!dip_number_parse (padded, self->draft->lexicon, &number) || number.length != strlen (first) + 1)
    return FALSE;

  return number.closed || number.n_parts > 1;
}

static void
add_piece (DipStructure  *self,
           const DipLine *line)
{
  DipPiece piece = { .line = line, .text = line->text };

  switch (line->kind)
    {
    case DIP_LINE_ROW:
      piece.is_row = TRUE;
      if (line->cells != NULL && is_numbered_text (self, line))
        {
          piece.is_row = FALSE;
          piece.owned = g_strconcat (g_ptr_array_index (line->cells, 0), " ",
                                     g_ptr_array_index (line->cells, 1), NULL);
        }
      break;

    case DIP_LINE_ITEM:
      if (line->marker != NULL)
        piece.owned = g_strconcat (line->marker, " ", line->text, NULL);
      break;

    case DIP_LINE_RULE:
      piece.role = DIP_ROLE_FURNITURE;
      break;

    case DIP_LINE_HEADING:
      /* A PDF marks nothing: its reader tells headings by their size, and lines end where the page does. */
      self->markdown = !g_str_equal (self->draft->layout->media_type, "application/pdf");
      break;

    case DIP_LINE_TEXT:
    default:
      break;
    }

  if (piece.owned != NULL)
    piece.text = piece.owned;
  piece.width = MIN (dip_look_get_width (dip_structure_look (self, &piece)), MAX_WIDTH);

  g_array_append_val (self->pieces, piece);
}

/* The width that one line in twenty passes, if @tenths of the lines come near it; 0 if not. */
static guint
usual_width (const guint histogram[MAX_WIDTH + 1],
             guint       n,
             guint       tenths)
{
  guint rest = n / 20;
  guint wide = MAX_WIDTH;
  guint n_near = 0;

  for (; wide > 0 && histogram[wide] <= rest; wide--)
    rest -= histogram[wide];
  for (guint i = wide * 80 / 100; i <= MAX_WIDTH; i++)
    n_near += histogram[i];

  return wide >= MIN_WRAP_WIDTH && wide <= MAX_WRAP_WIDTH && n_near * 10 >= n * tenths ? wide : 0;
}

/* "2.1 Places": short, with a number and no sentence. */
static gboolean
is_numbered_title (DipStructure *self,
                   DipPiece     *piece)
{
  DipNumber number;

  return piece->width < MIN_WRAP_WIDTH && !dip_text_has_sentence (piece->text) &&
         dip_structure_parse_number (self, piece, &number);
}

/* The width of lines that another one follows: where they are broken, 0 if they end on purpose.
 * @n_blank: how many blank lines stand between two lines of a paragraph
 * @titles: whether titles with numbers count: they end on purpose wherever the page does
 * @tenths: see usual_width() */
static guint
measure_wrap (DipStructure *self,
              guint         n_blank,
              gboolean      titles,
              guint         tenths)
{
  guint histogram[MAX_WIDTH + 1] = { 0 };
  DipPiece *before = NULL;
  guint n = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role != DIP_ROLE_TEXT || piece->line->kind != DIP_LINE_TEXT)
        {
          before = NULL;
          continue;
        }
      if (before != NULL && piece->line->n_spacer == 0 && piece->line->n_blank == n_blank &&
          (titles || !is_numbered_title (self, before)))
        {
          histogram[before->width]++;
          n++;
        }
      before = piece;
    }
  if (n < 3)
    return 0;

  return usual_width (histogram, n, tenths);
}

/* Whether a line was broken, by the letters at the break alone: a small letter goes on, or hiragana, with which
 * hardly a title, a list item or a sentence begins. */
static gboolean
is_broken (const DipPiece *before,
           const DipPiece *piece)
{
  gunichar last = dip_text_last (before->text);
  gunichar first = dip_text_first (piece->text);

  if (g_ascii_islower (*piece->text))
    return last < 0x80;

  return first >= 0x3041 && first <= 0x3093 && dip_glyph_is_cjk (last) && !dip_text_ends_sentence (before->text);
}

/* Lines that surely were broken. */
typedef struct
{
  guint histogram[MAX_WIDTH + 1];       /* of their widths, those without a blank line behind them */
  guint n_close;                        /* the sum of it */
  guint n;                              /* all, also with one blank line behind them */
  guint n_tight;                        /* those that no white space ends */
} Broken;

static void
count_broken (DipStructure *self,
              Broken       *broken)
{
  *broken = (Broken) { .n = 0 };

  for (guint i = 1; i < self->pieces->len; i++)
    {
      const DipPiece *before = dip_structure_piece (self, i - 1);
      const DipPiece *piece = dip_structure_piece (self, i);

      if (before->role != DIP_ROLE_TEXT || piece->role != DIP_ROLE_TEXT || before->line->kind != DIP_LINE_TEXT ||
          piece->line->kind != DIP_LINE_TEXT || piece->line->n_blank > 1 || piece->line->n_spacer > 0 ||
          !is_broken (before, piece))
        continue;
      broken->n++;
      broken->n_tight += before->line->trailing == 0;
      if (piece->line->n_blank > 0)
        continue;
      broken->histogram[before->width]++;
      broken->n_close++;
    }
}

/* The same for text that stands among tables and lists of short lines: only lines count that surely were broken. */
static guint
measure_broken_wrap (Broken *broken)
{
  if (broken->n_close < MIN_BROKEN)
    return 0;

  return usual_width (broken->histogram, broken->n_close, 7);
}

/**
 * dip_structure_measure:
 * @self: a structure without furniture
 *
 * Learns from all lines how this text shows that a paragraph ends: by blank
 * lines, by a space behind the last line, or by lines that are shorter than
 * the page is wide.
 */
void
dip_structure_measure (DipStructure *self)
{
  guint n = 0, n_blank = 0;
  guint n_stops = 0, n_stops_spaced = 0;
  guint n_open = 0, n_open_tight = 0;
  Broken broken;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      if (piece->role != DIP_ROLE_TEXT || piece->line->kind != DIP_LINE_TEXT)
        continue;

      n++;
      n_blank += piece->line->n_blank > 0;

      if (dip_text_ends_sentence (piece->text))
        {
          n_stops++;
          n_stops_spaced += piece->line->trailing > 0;
        }
      else
        {
          n_open++;
          n_open_tight += piece->line->trailing == 0;
        }
    }

  if (n == 0 || self->markdown)
    return;

  /* Few lines are broken in a paper of short lines; then those tell that surely are. */
  count_broken (self, &broken);
  self->marked_ends = n_stops >= 4 && n_stops_spaced * 10 >= n_stops * 7 &&
                      (n_open_tight * 10 >= n_open * 2 ||
                       (broken.n >= MIN_BROKEN && broken.n_tight * 10 >= broken.n * 9));

  if (n >= 8 && n_blank * 10 >= n * 7)
    {
      self->wrap_width = measure_wrap (self, 1, TRUE, 5);
      self->spaced_out = self->marked_ends || self->wrap_width > 0 ||
                         (broken.n >= MIN_BROKEN && broken.n_close * 10 <= broken.n);
    }
  if (!self->spaced_out)
    self->wrap_width = measure_wrap (self, 0, TRUE, 5);
  if (self->wrap_width == 0 && !self->spaced_out && !self->marked_ends)
    {
      self->wrap_width = measure_broken_wrap (&broken);
      self->ragged = self->wrap_width > 0;
      /* short clauses, each with a title right above it: half of the lines are titles */
      if (self->wrap_width == 0 && broken.n_close >= MIN_BREAKS)
        self->wrap_width = measure_wrap (self, 0, FALSE, 7);
    }
}

/* The letters that symbol fonts have for bullets: "l  Sample" was printed as a disc. */
static const char bullet_letters[] = "lnuvqpØü²§Ÿ";

/* Which of them a text begins with, before a word in Japanese: its place among them, -1 for none. */
static int
bullet_letter (const char *text)
{
  const char *rest, *word, *found;

  if (*text == '\0')
    return -1;
  rest = g_utf8_next_char (text);
  /* letters stand behind most first letters */
  if ((guchar) *rest < 0x80 && !dip_glyph_is_space ((guchar) *rest))
    return -1;
  word = dip_text_skip_space (rest);
  if (word == rest || *word == '\0' || !dip_glyph_is_cjk (g_utf8_get_char (word)))
    return -1;
  found = g_utf8_strchr (bullet_letters, -1, g_utf8_get_char (text));

  return found != NULL ? (int) g_utf8_pointer_to_offset (bullet_letters, found) : -1;
}

/* Letters that stand for bullets become bullets, where several lines begin so. */
static void
restore_bullets (DipStructure *self)
{
  guint n[G_N_ELEMENTS (bullet_letters)] = { 0 };
  guint n_most = 0;

  for (guint pass = 0; pass < 2 && (pass == 0 || n_most >= MIN_BULLETS); pass++)
    for (guint i = 0; i < self->pieces->len; i++)
      {
        DipPiece *piece = dip_structure_piece (self, i);
        int letter = piece->line->kind != DIP_LINE_TEXT || piece->is_row ? -1 : bullet_letter (piece->text);

        if (letter < 0)
          continue;
        if (pass == 0)
          {
            n[letter]++;
            n_most = MAX (n_most, n[letter]);
          }
        else if (n[letter] >= MIN_BULLETS)
          {
            char *owned = g_strconcat ("•", g_utf8_next_char (piece->text), NULL);

            g_free (piece->owned);
            piece->owned = owned;
            dip_piece_set_text (piece, owned);
          }
      }
}

/**
 * dip_structure_new:
 * @draft: a draft; must outlive the structure
 *
 * Takes the lines of a layout, each in the form in which it is judged.
 *
 * Returns: (transfer full): the structure
 */
DipStructure *
dip_structure_new (DipDraft *draft)
{
  DipStructure *self = g_new0 (DipStructure, 1);
  GPtrArray *lines = draft->layout->lines;

  self->draft = draft;
  self->looks = g_ptr_array_new_full (lines->len, (GDestroyNotify) dip_look_release);
  self->pieces = g_array_sized_new (FALSE, FALSE, sizeof (DipPiece), lines->len);
  g_array_set_clear_func (self->pieces, (GDestroyNotify) piece_clear);
  self->contents = g_ptr_array_new_with_free_func ((GDestroyNotify) contents_entry_free);
  self->headings = g_ptr_array_new_with_free_func ((GDestroyNotify) heading_free);

  for (guint i = 0; i < lines->len; i++)
    add_piece (self, g_ptr_array_index (lines, i));
  restore_bullets (self);

  return self;
}

void
dip_structure_free (DipStructure *self)
{
  g_array_unref (self->pieces);
  g_ptr_array_unref (self->looks);
  g_ptr_array_unref (self->contents);
  g_ptr_array_unref (self->headings);
  g_clear_pointer (&self->notes_by_mark, g_hash_table_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self->asked_key);
  g_free (self->key_groups);
  g_clear_pointer (&self->legend, g_hash_table_unref);
  g_clear_pointer (&self->headless, g_hash_table_unref);
  g_clear_pointer (&self->topics, g_hash_table_unref);
  g_clear_pointer (&self->heads, g_hash_table_unref);
  g_clear_pointer (&self->sheet_words, dip_sheet_words_free);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  if (self->revision_text != NULL)
    g_string_free (self->revision_text, TRUE);
  g_free (self);
}

DipLook *
dip_structure_look (DipStructure   *self,
                    const DipPiece *piece)
{
  /* what is remembered is no change */
  DipLook **look = (DipLook **) &piece->look;

  if (*look == NULL)
    {
      *look = dip_look_take (piece->text, self->draft->lexicon);
      g_ptr_array_add (self->looks, *look);
    }

  return *look;
}

void
dip_piece_set_text (DipPiece   *piece,
                    const char *text)
{
  piece->text = text;
  piece->look = NULL;
}

gboolean
dip_structure_parse_number (DipStructure   *self,
                            const DipPiece *piece,
                            DipNumber      *number)
{
  *number = *dip_look_get_number (dip_structure_look (self, piece));

  return number->style != DIP_NUMBER_NONE;
}

gboolean
dip_structure_has_word (DipStructure *self,
                        const char   *list,
                        const char   *text)
{
  const DipLexicon *lexicon = self->draft->lexicon;
  gunichar first = dip_text_key_first (text);
  gsize length;

  /* Nearly all lines are left here. */
  if (first != 0 && !dip_lexicon_key_may_begin (lexicon, list, first))
    return FALSE;

  length = strlen (text);
  if (length > MAX_WORD)
    return FALSE;
  if (length >= sizeof self->asked)
    {
      g_autofree char *key = dip_text_key (text);

      return dip_lexicon_has_key (lexicon, list, key);
    }

  /* A line is mostly looked for in several lists. */
  if (self->asked_key == NULL || strcmp (self->asked, text) != 0)
    {
      g_free (self->asked_key);
      self->asked_key = dip_text_key (text);
      memcpy (self->asked, text, length + 1);
    }

  return dip_lexicon_has_key (lexicon, list, self->asked_key);
}

guint
dip_structure_next (DipStructure *self,
                    guint         i)
{
  while (i < self->pieces->len && dip_structure_piece (self, i)->role == DIP_ROLE_FURNITURE)
    i++;

  return i;
}

gboolean
dip_line_is_apart (const DipLine *line)
{
  return line->n_blank > 0 || line->n_spacer > 0;
}

gboolean
dip_structure_has_gap (DipStructure *self,
                       guint         i)
{
  const DipLine *line = dip_structure_piece (self, i)->line;

  if (i == 0)
    return TRUE;
  if (self->spaced_out)
    return line->n_spacer > 0 || line->n_blank > 1;

  return dip_line_is_apart (line);
}
