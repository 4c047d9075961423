/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-heading-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Headings whose text begins on their own line:
 *
 *   run-in  = [ number ] title mark text
 *   mark    = ". " | ": " | " – "
 *   title   = up to twelve words, the first with a capital letter, that make no sentence; or a question in bold;
 *             or Japanese words in bold with a colon behind them
 *
 * "3.1 Access control. We …", "(a) Logging – …", "Backup: we …". With a number the
 * chain of all numbers decides whether it is a heading. Without one, a title in bold
 * is enough where the paper has several of them; in plain text all paragraphs of a
 * chapter have to begin so, and no title may come twice: labels do. Labels in bold
 * above lists are titles in Markdown where chapters have two of them or more.
 */

#define MAX_TITLE_COLUMNS 84
#define MAX_PLAIN_COLUMNS 44
#define MAX_TITLE_WORDS 12u

/* A text of fewer words is a value: "Phone: 0123", "3.1 Encryption: data at rest". */
#define MIN_BODY_WORDS 3u

/* Fewer paragraphs that begin with a title are notes and labels. */
#define MIN_BOLD 3u
#define MIN_PLAIN 4u

/* Fewer labels of a chapter, and of all such chapters, belong to its text. */
#define MIN_SECTION_LABELS 2u
#define MIN_LABELS 4u

/* Deeper ones are taken for this. */
#define MAX_FORMAT_LEVEL 9u

/* Lines of a paragraph that are looked at. */
#define MAX_LINES 60u

static gboolean
is_word_of (DipStructure *self,
            const char   *list,
            const char   *word,
            gsize         length)
{
  g_autofree char *copy = g_strndup (word, length);

  return dip_structure_has_word (self, list, copy);
}

static guint
count_words (const char *text)
{
  guint n = 0;

  for (const char *at = dip_text_skip_space (text); *at != '\0'; at = dip_text_skip_space (at))
    {
      n++;
      at += strcspn (at, " ");
    }

  return n;
}

/* Whether the words of a phrase make no sentence: no finite verb among them, no pronoun at the beginning. */
gboolean
dip_heading_is_phrase (DipStructure *self,
                       const char   *text,
                       gsize         length)
{
  const char *end = text + length;
  guint n = 0;

  for (const char *at = text; at < end; n++)
    {
      gsize word = MIN (strcspn (at, " ,"), (gsize) (end - at));

      if (word > 0 && is_word_of (self, n == 0 ? "run-in-openers" : "run-in-verbs", at, word))
        return FALSE;
      at += word;
      while (at < end && (*at == ' ' || *at == ','))
        at++;
    }

  return n > 0 && n <= MAX_TITLE_WORDS;
}

/* Whether the first @bold bytes of a text, which are printed so, are a question: "Is …?", "…ですか？" */
static gboolean
is_question (const char *text,
             gsize       bold)
{
  static const char *const marks[] = { "?", "？", NULL };

  return bold > 0 && bold < strlen (text) && dip_follows_one_of (text, text + bold, marks);
}

/* Bytes of a Japanese title in bold without the colon behind it, which is in bold as well or not; 0 for others. */
static gsize
measure_label (const char *text,
               gsize       bold)
{
  gsize length = bold;

  if (bold == 0 || bold >= strlen (text) || bold > MAX_TITLE_COLUMNS * 2 || !dip_glyph_is_cjk (dip_text_first (text)))
    return 0;
  while (length > 0 && text[length - 1] == ' ')
    length--;
  if (length > 1 && text[length - 1] == ':')
    length--;
  else if (length > 3 && memcmp (text + length - 3, "：", 3) == 0)
    length -= 3;
  else if (text[bold] != ':' && !g_str_has_prefix (text + bold, "："))
    return 0;

  return length;
}

/* The text behind such a title. */
static const char *
skip_colon (const char *text)
{
  text = dip_text_skip_space (text);
  text += *text == ':' ? 1 : g_str_has_prefix (text, "：") ? 3 : 0;

  return dip_text_skip_space (text);
}

/* Where the title in @text ends, and @body where its text begins. A mark within brackets is none. */
static gboolean
split (DipStructure *self,
       const char   *text,
       gsize        *title,
       const char  **body)
{
  int depth = 0;

  if (!g_ascii_isupper (*text))
    return FALSE;

  for (const char *at = text; *at != '\0' && at - text <= MAX_TITLE_COLUMNS * 2; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      const char *next = g_utf8_next_char (at);
      const char *from = NULL;

      if (dip_glyph_is_cjk (c) || c == ';' || c == '?' || c == '!')
        return FALSE;
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (depth != 0)
        continue;
      if ((c == '.' || c == ':') && *next == ' ')
        from = dip_text_skip_space (next);
      else if ((c == 0x2013 || c == 0x2014 || c == '-') && at > text && at[-1] == ' ' && *next == ' ')
        from = dip_text_skip_space (next);
      if (from == NULL)
        continue;

      if (c == '.')
        {
          const char *word = at;
          gunichar first = dip_text_first (from);

          while (word > text && word[-1] != ' ')
            word--;
          if (is_word_of (self, "abbreviated-words", word, (gsize) (next - word)))
            continue;
          if (!g_ascii_isupper ((char) MIN (first, 127)) && !g_ascii_isdigit ((char) MIN (first, 127)) &&
              first != '"' && first != 0x201c && first != '(')
            return FALSE;
        }

      *title = (gsize) (at - text);
      while (*title > 0 && text[*title - 1] == ' ')
        (*title)--;
      *body = from;

      return *title > 0;
    }

  return FALSE;
}

/* The paragraph that begins at @text on piece @i; @end is the piece behind it. */
static char *
read_paragraph (DipStructure *self,
                guint         i,
                const char   *text,
                guint        *end)
{
  g_autoptr (GString) paragraph = g_string_new (text);
  guint last = i;

  for (guint k = dip_structure_next (self, i + 1); k < self->pieces->len && k - i < MAX_LINES;
       k = dip_structure_next (self, k + 1))
    {
      const DipPiece *piece = dip_structure_piece (self, k);

      if (piece->role != DIP_ROLE_TEXT || piece->is_row || !dip_structure_continues (self, k))
        break;
      dip_text_join (paragraph, piece->text);
      last = k;
    }
  *end = last + 1;

  return g_string_free (g_steal_pointer (&paragraph), FALSE);
}

/* Whether a line ends so far from the margin that a title on it is whole: the next word would have had its place. */
static gboolean
ends_before_margin (DipStructure *self,
                    guint         i,
                    guint         next)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const DipPiece *below = dip_structure_piece (self, next);

  return g_ascii_isupper (*below->text) &&
         (piece->width + 1 + strcspn (below->text, " ")) * 10 < MAX (self->wrap_width, below->width) * 6;
}

/* Whether a line could hold a title and the mark behind it, or break off in the title. */
static gboolean
may_split (DipStructure *self,
           guint         i,
           const char   *text)
{
  const char *at = text;
  guint next = i + 1;

  for (; *at != '\0' && at - text <= MAX_TITLE_COLUMNS * 2; at++)
    {
      if (at[0] == ' ' && at > text && (at[-1] == '.' || at[-1] == ':' || at[1] == '-' || (guint8) at[1] == 0xe2))
        return TRUE;
    }

  return *at == '\0' && at - text <= MAX_TITLE_COLUMNS && next < self->pieces->len &&
         dip_structure_piece (self, next)->role == DIP_ROLE_TEXT && dip_structure_continues (self, next) &&
         !ends_before_margin (self, i, next);
}

/* Where @n bytes of a paragraph's text lie that begins at @text on piece @i: the piece, and the text from there on. */
static const char *
locate (DipStructure *self,
        guint         i,
        const char   *text,
        gsize         n,
        guint        *piece)
{
  g_autoptr (GString) paragraph = g_string_new (text);
  gsize begin = 0;

  *piece = i;
  for (;;)
    {
      const char *line = *piece == i ? text : dip_structure_piece (self, *piece)->text;

      if (n < paragraph->len)
        return line + (n - begin);
      *piece = dip_structure_next (self, *piece + 1);
      if (*piece >= self->pieces->len || *piece - i > 3)
        return NULL;
      dip_text_join (paragraph, dip_structure_piece (self, *piece)->text);
      /* joined with a blank or without one: what the line adds is at the end */
      begin = paragraph->len - MIN (strlen (dip_structure_piece (self, *piece)->text), paragraph->len);
    }
}

/**
 * dip_heading_split_run_in:
 * @i: a piece of text
 * @from: bytes of its text before the title: its number
 * @bold: bytes behind them that are printed in bold, 0 if nobody knows
 * @run_in: return location
 *
 * Reads a title whose text begins on its own line. The title may go on on the next line.
 *
 * Returns: whether the piece begins with one
 */
gboolean
dip_heading_split_run_in (DipStructure *self,
                          guint         i,
                          gsize         from,
                          gsize         bold,
                          DipRunIn     *run_in)
{
  DipPiece *piece = dip_structure_piece (self, i);
  const char *text = piece->text + from;
  g_autofree char *paragraph = NULL;
  const char *body;
  gsize title;
  gboolean asks = is_question (text, bold);
  gsize label = asks ? 0 : measure_label (text, bold);
  guint end;

  *run_in = (DipRunIn) { 0 };
  if (!asks && label == 0 && (!g_ascii_isupper (*text) || !may_split (self, i, text)))
    return FALSE;

  paragraph = read_paragraph (self, i, text, &end);
  if (asks)
    {
      title = bold;
      body = dip_text_skip_space (paragraph + bold);
    }
  else if (label > 0)
    {
      title = label;
      body = skip_colon (paragraph + label);
    }
  else if (!split (self, paragraph, &title, &body))
    return FALSE;
  if (label == 0 && (bold > 0 ? (gsize) (body - paragraph) > bold + 4 || title + 2 < bold
                              : !dip_heading_is_phrase (self, paragraph, title)))
    return FALSE;
  if (count_words (body) < (asks || label > 0 ? 1 : MIN_BODY_WORDS) ||
      (!dip_text_ends_sentence (paragraph) && !dip_text_has_sentence (body)))
    return FALSE;

  run_in->title = g_strndup (paragraph, title);
  if (dip_text_width (run_in->title) > MAX_TITLE_COLUMNS)
    {
      g_clear_pointer (&run_in->title, g_free);
      return FALSE;
    }
  run_in->body = locate (self, i, text, (gsize) (body - paragraph), &run_in->piece);
  if (run_in->body == NULL)
    {
      g_clear_pointer (&run_in->title, g_free);
      return FALSE;
    }
  run_in->end = end;

  return TRUE;
}

static gboolean
begins_paragraph (DipStructure *self,
                  guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  return piece->role == DIP_ROLE_TEXT && !piece->is_row && piece->line->kind == DIP_LINE_TEXT &&
         !dip_structure_continues (self, i);
}

/* Of the chapter in [first, last), whose candidates begin at index @h: how many titles it has, and how many paragraphs
 * behind the first of them. */
static void
count_section (DipStructure *self,
               guint         first,
               guint         last,
               guint         h,
               guint        *n_titles,
               guint        *n_paragraphs)
{
  *n_titles = *n_paragraphs = 0;
  for (guint i = first; i < last; i++)
    {
      DipHeading *heading;
      DipMark mark;

      while (h < self->headings->len && ((DipHeading *) g_ptr_array_index (self->headings, h))->first < i)
        h++;
      heading = h < self->headings->len ? g_ptr_array_index (self->headings, h) : NULL;
      if (heading != NULL && heading->first == i && heading->run_in && heading->number.style == DIP_NUMBER_NONE)
        {
          (*n_titles)++;
          (*n_paragraphs)++;
        }
      else if (*n_titles > 0 && begins_paragraph (self, i) &&
               !dip_mark_parse (self, dip_structure_piece (self, i)->text, &mark))
        {
          (*n_paragraphs)++;
        }
    }
}

/* "**Label:**" in Markdown above a list, which is a title only where another one of its chapter has a text. */
static gboolean
is_bold_label (DipStructure     *self,
               const DipHeading *heading)
{
  return self->markdown && heading->weak == ':' && dip_structure_piece (self, heading->first)->line->bold;
}

/* How many of the candidates [from, to) are such labels, no two alike. */
static guint
count_labels (DipStructure *self,
              guint         from,
              guint         to,
              GHashTable   *seen)
{
  guint n = 0;

  for (guint i = from; i < to; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      n += (is_bold_label (self, heading) || (heading->run_in && heading->bold)) &&
           !dip_structure_has_word (self, "note-words", heading->title) && g_hash_table_add (seen, heading->title);
    }

  return n;
}

/* The candidates with the indices [from, to). */
static void
accept_section (DipStructure *self,
                guint         from,
                guint         to,
                gboolean      bold)
{
  for (guint i = from; i < to; i++)
    {
      DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->run_in && heading->number.style == DIP_NUMBER_NONE && heading->bold == bold)
        {
          heading->accepted = TRUE;
          heading->below = TRUE;
        }
      else if (bold && is_bold_label (self, heading))
        {
          heading->accepted = TRUE;
          heading->below = TRUE;
          heading->weak = 0;
        }
    }
}

/* Whether a chapter with its candidates from @from on begins with a label. */
static gboolean
begins_with_label (DipStructure     *self,
                   const DipHeading *above,
                   guint             from)
{
  const DipHeading *first = from < self->headings->len ? g_ptr_array_index (self->headings, from) : NULL;

  return above != NULL && first != NULL && is_bold_label (self, first) &&
         first->first == dip_structure_next (self, above->first + above->n_pieces);
}

/* Whether the format's headings of two levels or more part the paper. */
static gboolean
has_levels (DipStructure *self)
{
  guint n_of[MAX_FORMAT_LEVEL + 1] = { 0 };
  guint n = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted && heading->format_level > 0)
        n += ++n_of[MIN (heading->format_level, MAX_FORMAT_LEVEL)] == 2;
    }

  return n > 1;
}

/* Accepts labels in bold above lists where they part chapters, also single ones that all of a chapter stands below.
 * A paper with headings of two levels has parted itself: there they belong to the text. */
static void
accept_labels (DipStructure *self)
{
  guint n = 0;

  if (has_levels (self))
    return;

  for (guint pass = 0; pass < 2 && (pass == 0 || n >= MIN_LABELS); pass++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      const DipHeading *above = NULL;

      for (guint i = 0, from = 0; i <= self->headings->len; i++)
        {
          const DipHeading *heading = i < self->headings->len ? g_ptr_array_index (self->headings, i) : NULL;
          guint n_labels;

          if (heading != NULL && (!heading->accepted || heading->below))
            continue;
          n_labels = count_labels (self, from, i, seen);
          if (n_labels >= MIN_SECTION_LABELS && pass == 0)
            n += n_labels;
          else if (pass == 1 && (n_labels >= MIN_SECTION_LABELS ||
                                 (n_labels > 0 && begins_with_label (self, above, from))))
            accept_section (self, from, i, TRUE);
          above = heading;
          from = i + 1;
        }
    }
}

/* How many titles there are, and how many different ones. */
static guint
count_distinct (DipStructure *self,
                gboolean      bold,
                guint        *n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  *n = 0;
  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (!heading->run_in || heading->number.style != DIP_NUMBER_NONE || heading->bold != bold)
        continue;
      (*n)++;
      g_hash_table_add (seen, heading->title);
    }

  return g_hash_table_size (seen);
}

static gboolean
has_deep_numbers (DipStructure *self)
{
  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);

      if (heading->accepted && heading->number.style != DIP_NUMBER_NONE && heading->number.n_parts >= 2)
        return TRUE;
    }

  return FALSE;
}

/**
 * dip_heading_choose_run_ins:
 * @self: a structure with its other headings chosen
 *
 * Decides which unnumbered titles with their text behind them are headings: chapter by chapter.
 */
void
dip_heading_choose_run_ins (DipStructure *self)
{
  for (guint k = 0; k < 2; k++)
    {
      gboolean bold = k == 0;
      guint n, n_distinct = count_distinct (self, bold, &n);
      DipHeading *above = NULL;
      guint n_good = 0;

      if (n < (bold ? MIN_BOLD : MIN_PLAIN) || n_distinct * 10 < n * 9)
        continue;
      if (!bold && (has_deep_numbers (self) || self->contents->len > 0))
        continue;

      /* First how many chapters have all their text below such titles, then, if it is the paper's way, accept. */
      for (guint pass = 0; pass < 2; pass++)
        {
          if (pass == 1 && !bold && n_good < MIN_PLAIN)
            break;
          above = NULL;
          for (guint i = 0, from = 0; i <= self->headings->len; i++)
            {
              DipHeading *heading = i < self->headings->len ? g_ptr_array_index (self->headings, i) : NULL;
              guint first = above != NULL ? above->first + above->n_pieces - (above->body != NULL) : 0;
              guint last = heading != NULL ? heading->first : self->pieces->len;
              guint n_titles, n_paragraphs;

              if (heading != NULL && (!heading->accepted || heading->below))
                continue;
              count_section (self, first, last, from, &n_titles, &n_paragraphs);
              if (n_titles >= (bold ? 1u : 2u) && (bold || n_titles * 10 >= n_paragraphs * 8) &&
                  (above == NULL || !dip_structure_has_word (self, "definition-headings", above->title)))
                {
                  n_good += n_titles;
                  if (pass == 1)
                    accept_section (self, from, i, bold);
                }
              above = heading;
              from = i + 1;
            }
        }
    }

  if (self->markdown)
    accept_labels (self);
}

/* Bytes of the bullet before an item that begins in bold, 0 for others: "- **Is …?** Yes." */
static gsize
measure_bullet (const DipPiece *piece)
{
  const DipLine *line = piece->line;

  return line->kind == DIP_LINE_ITEM && line->lead > 0 && line->marker != NULL && piece->text == piece->owned &&
         !g_ascii_isalnum (*line->marker) ? strlen (line->marker) + 1 : 0;
}

/**
 * dip_heading_consider_run_in:
 * @i: a piece of text
 * @run_in: return location
 * @bold: return location: whether the title is printed in bold
 *
 * Of the items of a list only questions are titles.
 *
 * Returns: whether the piece begins a paragraph with a title that has no number
 */
gboolean
dip_heading_consider_run_in (DipStructure *self,
                             guint         i,
                             DipRunIn     *run_in,
                             gboolean     *bold)
{
  DipPiece *piece = dip_structure_piece (self, i);
  gsize bullet = measure_bullet (piece);
  DipMark mark;

  *bold = bullet > 0 ||
          (piece->line->kind == DIP_LINE_TEXT && piece->line->lead > 0 && piece->text == piece->line->text);
  if ((piece->line->kind != DIP_LINE_TEXT && bullet == 0) || piece->is_row || dip_structure_continues (self, i))
    return FALSE;
  if (!*bold && (!dip_structure_has_gap (self, i) || self->markdown || dip_mark_parse (self, piece->text, &mark)))
    return FALSE;
  if (!dip_heading_split_run_in (self, i, bullet, *bold ? piece->line->lead : 0, run_in))
    return FALSE;
  if (strlen (run_in->title) < 3 || dip_structure_has_word (self, "note-words", run_in->title) ||
      (!*bold && dip_text_width (run_in->title) > MAX_PLAIN_COLUMNS) ||
      (bullet > 0 && !is_question (piece->text + bullet, piece->line->lead)))
    {
      g_clear_pointer (&run_in->title, g_free);
      return FALSE;
    }

  return TRUE;
}
