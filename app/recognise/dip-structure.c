/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "recognise/dip-checksheet.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/* A line of a sentence is hardly shorter, where nothing else tells. */
#define MIN_SMALL_COLUMNS 30

/* Columns of a line of prose that a capital may go on. */
#define MIN_PROSE_COLUMNS 72u

#define MAX_WIDTH 1000

/* Bytes of a text that may be a word of a list. */
#define MAX_WORD 200

/* Fewer lines that begin with a letter are words. */
#define MIN_BULLETS 3u

/* Lines that a small letter goes on from, so that their width tells the page's. */
#define MIN_BROKEN 6u

/* Widths above this are lines that no page breaks. */
#define MAX_WRAP_WIDTH 160

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
      self->markdown = TRUE;
      break;

    case DIP_LINE_TEXT:
    default:
      break;
    }

  if (piece.owned != NULL)
    piece.text = piece.owned;
  piece.width = MIN (dip_text_width (piece.text), MAX_WIDTH);

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

  return wide >= 40 && wide <= MAX_WRAP_WIDTH && n_near * 10 >= n * tenths ? wide : 0;
}

/* The width of lines that another one follows: where they are broken, 0 if they end on purpose.
 * @n_blank: how many blank lines stand between two lines of a paragraph. */
static guint
measure_wrap (DipStructure *self,
              guint         n_blank)
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
      if (before != NULL && piece->line->n_spacer == 0 && piece->line->n_blank == n_blank)
        {
          histogram[before->width]++;
          n++;
        }
      before = piece;
    }
  if (n < 3)
    return 0;

  return usual_width (histogram, n, 5);
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
      self->wrap_width = measure_wrap (self, 1);
      self->spaced_out = self->marked_ends || self->wrap_width > 0 ||
                         (broken.n >= MIN_BROKEN && broken.n_close * 10 <= broken.n);
    }
  if (!self->spaced_out)
    self->wrap_width = measure_wrap (self, 0);
  if (self->wrap_width == 0 && !self->spaced_out && !self->marked_ends)
    {
      self->wrap_width = measure_broken_wrap (&broken);
      self->ragged = self->wrap_width > 0;
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
            piece->text = piece->owned = owned;
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
  g_ptr_array_unref (self->contents);
  g_ptr_array_unref (self->headings);
  g_free (self->asked_key);
  g_clear_pointer (&self->legend, g_hash_table_unref);
  g_clear_pointer (&self->headless, g_hash_table_unref);
  g_clear_pointer (&self->sheet_words, dip_sheet_words_free);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  if (self->revision_text != NULL)
    g_string_free (self->revision_text, TRUE);
  g_free (self);
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

/* Columns of what cannot be broken at the beginning of a line: a Latin word, or one wide character. */
static guint
first_token_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0' && width < 40; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (dip_glyph_is_cjk (c))
        return width > 0 ? width : 4;
      if (c == ' ')
        break;
      width++;
    }

  return width;
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == 0x3001 || c == 0xff0c || c == ',' || c == 0x30fc || c == '-';
}

/* （以下、…） and 「…」 in the middle of a sentence. */
static gboolean
opens_bracket (gunichar c)
{
  return c == 0xff08 || c == 0x300c || c == 0x300e;
}

static gboolean
starts_sentence (DipStructure *self,
                 const char   *text)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "sentence-starts");

  if (!dip_lexicon_may_begin (self->draft->lexicon, "sentence-starts", text))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_str_has_prefix (text, words[i]))
        return TRUE;
    }

  return FALSE;
}

/* "security@example.com", "https://example.com/" and nothing else on the line. */
static gboolean
is_lone_address (const char *text)
{
  gsize length = strcspn (text, " \t");

  return text[length] == '\0' && length > 0 &&
         (memchr (text, '@', length) != NULL || g_str_has_prefix (text, "http://") ||
          g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "www."));
}

/* "4 hours", "30 days" */
static gboolean
is_quantity (const char *text)
{
  gsize n = strspn (text, "0123456789,.");

  return n > 0 && text[n] == ' ' && g_ascii_islower (text[n + 1]);
}

/* No paragraph begins with a particle: "…開示すること" "はありません。" */
static gboolean
begins_with_particle (const char *text)
{
  static const char *const others[] = { "はじ", "はい", "はん", "がい", "のち", "のぞ" };

  if (!g_str_has_prefix (text, "は") && !g_str_has_prefix (text, "が") && !g_str_has_prefix (text, "を") &&
      !g_str_has_prefix (text, "の"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_prefix (text, others[i]))
      return FALSE;

  return TRUE;
}

/* "…を保管して" "います。": between a particle or a verb's て, with which no paragraph ends, and hiragana, with which
 * hardly one begins. */
static gboolean
breaks_phrase (gunichar last,
               gunichar first)
{
  static const gunichar open[] = { 0x3066 /* て */, 0x3092 /* を */, 0x306f /* は */, 0x304c /* が */, 0x306b /* に */ };

  if (first < 0x3041 || first > 0x3093)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    if (last == open[i])
      return TRUE;

  return FALSE;
}

/* Whether a line ends with the name of those who number standards: "… JIS Q", "ISO/IEC", "NIST SP". */
static gboolean
ends_with_standard (const char *text)
{
  static const char *const bodies[] = { "ISO/IEC", "ISO", "IEC", "JIS Q", "JISQ", "JIS", "NIST SP", "JIP-ISMS", "RFC" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    if (g_str_has_suffix (text, bodies[i]))
      {
        const char *at = text + strlen (text) - strlen (bodies[i]);

        return at == text || !g_ascii_isalnum (at[-1]);
      }

  return FALSE;
}

/* Whether a long line breaks off in a sentence that the next one goes on with: the two halves of a
 * paragraph on two pages, or two lines where no width of the page can be told. */
static gboolean
breaks_off (DipStructure *self,
            DipPiece     *before,
            DipPiece     *piece)
{
  gunichar last = dip_text_last (before->text);
  gunichar first = dip_text_first (piece->text);
  guint full = self->wrap_width > 0 ? self->wrap_width * 8 / 10 : 60;
  DipNumber number;
  DipMark mark;

  if (before->width >= full && (last == ';' || last == ',') && first < 0x80 && g_ascii_islower ((char) first) &&
      !dip_number_parse (piece->text, self->draft->lexicon, &number) && !dip_mark_parse (self, piece->text, &mark))
    return TRUE;
  /* "（以下、…）" names what stands right before it */
  if (before->width >= full && g_str_has_prefix (piece->text, "（以下"))
    return TRUE;
  if (before->width >= MIN_SMALL_COLUMNS && breaks_phrase (last, first))
    return TRUE;
  if (before->width < full || dip_text_ends_sentence (before->text) || !is_word_character (last) ||
      (dip_text_ends_like_sentence (before->text) && !begins_with_particle (piece->text)))
    return FALSE;

  /* A number or a mark begins something new. */
  if (dip_number_parse (piece->text, self->draft->lexicon, &number) || dip_mark_parse (self, piece->text, &mark))
    return FALSE;

  /* An address that stands alone is no end of a sentence. */
  if (is_lone_address (piece->text))
    return FALSE;

  /* Latin text goes on in lower case, or with a quantity: "for at most" "4 hours" */
  if (first < 0x80)
    return dip_glyph_is_cjk (last) || g_ascii_islower ((char) first) ||
           (g_unichar_islower (last) && is_quantity (piece->text));

  return dip_glyph_is_cjk (first) && (is_word_character (first) || opens_bracket (first)) &&
         !starts_sentence (self, piece->text);
}

/* Whether a line goes on with a small letter, in a text of which no width is known: "pro-" "tects". */
static gboolean
goes_on_small (const DipPiece *before,
               const DipPiece *piece)
{
  gunichar last = dip_text_last (before->text);

  if (!g_ascii_islower (*piece->text) ||
      (last != '-' && (before->width < MIN_SMALL_COLUMNS ||
                       (last != ',' && (last >= 0x80 || !g_ascii_isalnum ((char) last))))))
    return FALSE;

  return !is_lone_address (piece->text) && strchr (piece->text, '@') == NULL;
}

/* Whether a bracket that a line opens is closed on the next one: 「SAMPLE / CLOUD」. */
static gboolean
closes_bracket (const char *before,
                const char *text)
{
  static const char *const pairs[][2] = { { "「", "」" }, { "『", "』" }, { "（", "）" }, { "(", ")" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const char *close = strstr (text, pairs[i][1]);
      const char *open = close != NULL ? g_strrstr (before, pairs[i][0]) : NULL;
      const char *other = open != NULL ? strstr (text, pairs[i][0]) : NULL;

      if (open != NULL && strstr (open, pairs[i][1]) == NULL && (other == NULL || close < other))
        return TRUE;
    }

  return FALSE;
}

/* "Term : meaning", in a line of its own. */
static gboolean
is_labelled (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0' && width <= 24; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      /* "Term - meaning" */
      if (c == ' ' && width > 0 && g_ascii_isupper (*text) &&
          (g_str_has_prefix (at, " - ") || g_str_has_prefix (at, " – ") || g_str_has_prefix (at, " — ")))
        return TRUE;
      /* "管理者…契約時に登録された方" */
      if (c == 0x2026 && width > 0)
        return *g_utf8_next_char (at) != '\0';
      if (c == ':' || c == 0xff1a)
        {
          const char *next = g_utf8_next_char (at);

          return width > 0 && !g_str_has_prefix (next, "//") && !g_ascii_isdigit (*next) && *next != '\0';
        }
      if (c == 0x3002 || c == 0x3001 || c == ',' || c == '.' || c == 0xff08 || c == '(' || c == 0x300c)
        return FALSE;
      width += dip_glyph_is_cjk (c) ? 2 : 1;
    }

  return FALSE;
}

/* "① Public menu" above an indented sentence: the item had room for more, so it is a title. */
static gboolean
is_short_item (DipStructure   *self,
               const DipPiece *before,
               const DipPiece *piece)
{
  guint full = self->wrap_width > 0 ? self->wrap_width : 60;

  return before->width * 2 + first_token_width (piece->text) < full && before->width <= 40 &&
         !dip_structure_has_word (self, "title-unfinished", before->text) &&
         dip_text_last (before->text) != 0x3001 && dip_text_last (before->text) != ',' &&
         dip_text_ends_sentence (piece->text) && !dip_text_ends_sentence (before->text);
}

/* A long line that ends in a particle, or that hiragana goes on from: pages are not broken to the column where
 * Latin words stand in them. */
static gboolean
goes_on_in_kana (DipStructure   *self,
                 const DipPiece *before,
                 DipPiece       *piece)
{
  static const char particles[] = "はがをにでとのへも";
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "title-unfinished");
  gunichar first = dip_text_first (piece->text);

  if (before->width * 10 < self->wrap_width * 8 || !dip_glyph_is_cjk (dip_text_last (before->text)) ||
      dip_text_ends_sentence (before->text) || dip_text_ends_like_sentence (before->text))
    return FALSE;
  if (g_utf8_strchr (particles, -1, dip_text_last (before->text)) != NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if ((guchar) words[i][0] >= 0x80 && g_str_has_suffix (before->text, words[i]))
      return TRUE;

  return first >= 0x3041 && first <= 0x3093 && !starts_sentence (self, piece->text);
}

/* A short line between a full stop and a line that had room on it: a title, however full the line above is. */
static gboolean
stands_by_itself (DipStructure   *self,
                  guint           i,
                  const DipPiece *before)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const DipPiece *next;
  gunichar first;

  if (self->wrap_width == 0 || i + 1 >= self->pieces->len || !dip_text_ends_sentence (before->text) ||
      piece->width * 2 >= self->wrap_width || dip_text_has_sentence (piece->text) ||
      dip_structure_has_gap (self, i + 1))
    return FALSE;
  next = dip_structure_piece (self, i + 1);
  first = dip_text_first (next->text);

  return next->role == DIP_ROLE_TEXT && !next->is_row && next->line->kind == DIP_LINE_TEXT &&
         (g_unichar_isupper (first) || dip_glyph_is_cjk (first) ||
          (g_unichar_isdigit (first) && dip_text_has_sentence (next->text))) &&
         piece->width + first_token_width (next->text) + 1 <= self->wrap_width;
}

/* "… in the": no paragraph ends with such a word. */
static gboolean
ends_unfinished (DipStructure   *self,
                 const DipPiece *before)
{
  const char *const *words;
  const char *last;

  if (before->width < MIN_SMALL_COLUMNS)
    return FALSE;
  last = strrchr (before->text, ' ');
  if (last == NULL || (guchar) last[1] >= 0x80)
    return FALSE;
  words = dip_lexicon_get_words (self->draft->lexicon, "title-unfinished");
  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (last + 1, words[i]) == 0)
      return TRUE;

  return FALSE;
}

/* "… leave the United" and "Kingdom. With …": prose that a name goes on, where right ends are ragged. */
static gboolean
goes_on_in_capital (DipStructure   *self,
                    const DipPiece *before,
                    const DipPiece *piece)
{
  const char *end = piece->text;

  if (before->width < MIN_PROSE_COLUMNS || before->width * 10 < self->wrap_width * 8 ||
      !g_ascii_isalpha (*before->text) || !g_ascii_islower (dip_text_last (before->text)) ||
      !dip_text_has_sentence (before->text) || !g_ascii_isupper (*piece->text))
    return FALSE;
  while (g_ascii_isalpha (*end))
    end++;

  /* the name ends the sentence, or a part of it */
  return (*end == '.' || *end == ',') && end - piece->text >= 3;
}

static gboolean
goes_on (DipStructure *self,
         guint         i)
{
  DipPiece *piece, *before;
  DipNumber number;
  DipMark mark;
  guint j;
  gboolean gap;

  piece = dip_structure_piece (self, i);
  gap = dip_structure_has_gap (self, i);

  /* What stands between two halves of a sentence at a page's end is furniture. */
  for (j = i - 1; j > 0 && dip_structure_piece (self, j)->role == DIP_ROLE_FURNITURE; j--)
    gap = TRUE;
  before = dip_structure_piece (self, j);

  if (before->role != piece->role || before->is_row || piece->is_row ||
      piece->line->kind != DIP_LINE_TEXT || before->line->kind == DIP_LINE_HEADING ||
      before->line->kind == DIP_LINE_RULE)
    return FALSE;

  if (self->marked_ends)
    return before->line->trailing == 0 && (!gap || breaks_off (self, before, piece));

  if (gap || piece->line->page_break)
    return breaks_off (self, before, piece) ||
           (piece->line->page_break && before->width >= MIN_SMALL_COLUMNS &&
            closes_bracket (before->text, piece->text));

  if (self->markdown || before->line->kind == DIP_LINE_ITEM)
    return !(before->line->trailing >= 2 && self->markdown);

  /* "2-1 Persons" right of "2. Organisation" */
  if (dip_number_parse (before->text, self->draft->lexicon, &number) && number.style == DIP_NUMBER_DECIMAL)
    {
      DipNumber below;

      if (dip_number_parse (piece->text, self->draft->lexicon, &below) && below.style == DIP_NUMBER_DECIMAL &&
          dip_number_contains (&number, &below))
        return FALSE;
    }

  /* Under the text of a list item, right of its mark. */
  if (piece->line->indent >= before->line->indent + 2 && dip_mark_parse (self, before->text, &mark))
    return !is_short_item (self, before, piece);

  /* "4.2 The provider …" below a full stop is a paragraph of its own, however wide the line above is */
  if (dip_text_ends_sentence (before->text) && dip_number_parse (piece->text, self->draft->lexicon, &number) &&
      number.n_parts >= 2 &&
      (number.spaced || (number.n_parts == 3 && piece->width <= 60 && !dip_text_has_sentence (piece->text))))
    return FALSE;

  if (is_labelled (piece->text) && is_labelled (before->text))
    return FALSE;
  /* "8 Contact" below a full stop, however full the line above is */
  if (dip_text_ends_sentence (before->text) && piece->width <= 60 && !dip_text_has_sentence (piece->text) &&
      dip_number_parse (piece->text, self->draft->lexicon, &number) && (number.spaced || number.closed) &&
      (number.style == DIP_NUMBER_DECIMAL || number.style == DIP_NUMBER_CHAPTER))
    return FALSE;
  if (before->width >= MIN_SMALL_COLUMNS && closes_bracket (before->text, piece->text))
    return TRUE;
  /* "JIS Q" and "27017 の附属書": the number of a standard goes on with its body's name */
  if (before->width >= MIN_SMALL_COLUMNS && g_ascii_isdigit (*piece->text) && ends_with_standard (before->text))
    return TRUE;

  /* "（以下「機構」という。）" and "が提供する": no line begins with a particle */
  if (before->width >= MIN_SMALL_COLUMNS && before->width * 10 >= self->wrap_width * 8 &&
      (dip_text_last (before->text) == 0xff09 || dip_text_last (before->text) == ')') &&
      begins_with_particle (piece->text))
    return TRUE;

  if (ends_unfinished (self, before))
    return TRUE;
  if (stands_by_itself (self, i, before))
    return FALSE;

  if (goes_on_in_capital (self, before, piece))
    return TRUE;
  if (self->wrap_width == 0)
    return breaks_off (self, before, piece) || goes_on_small (before, piece);
  /* letters have no equal widths on a page: a small one goes on, also where there seems to have been room for it */
  if ((self->ragged || g_ascii_islower (*piece->text)) && breaks_off (self, before, piece))
    return TRUE;

  if (goes_on_in_kana (self, before, piece))
    return TRUE;

  /* A line that had room for what follows was ended on purpose. */
  return before->width + first_token_width (piece->text) + 1 > self->wrap_width;
}

gboolean
dip_structure_continues (DipStructure *self,
                         guint         i)
{
  DipPiece *piece;

  if (i == 0)
    return FALSE;
  if (!self->settled)
    return goes_on (self, i);

  piece = dip_structure_piece (self, i);
  if (piece->continues == 0)
    piece->continues = goes_on (self, i) ? 2 : 1;

  return piece->continues == 2;
}
