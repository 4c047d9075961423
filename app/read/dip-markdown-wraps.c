/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include "read/dip-read-text-private.h"

#include <stdlib.h>
#include <string.h>

/*
 * Paragraphs of Markdown whose lines were cut at one width, by an editor or a formatter, become one line each, so
 * that bold words, links and sentences may go over the cut. Others cut lines where a line ends: "Version 2", a
 * postal address, one sentence a line. What tells them apart: whoever fills lines up to a width W cuts where the next
 * word would go beyond it,
 *
 *   width of the line ≤ W < width of the line + blank + width of the word that follows
 *
 * so that most places of a paper agree on one W, and no line that could be cut is wider. What does not agree with the
 * W of most stays two lines.
 */

#define MIN_CUTS      3u
#define MIN_WIDTH    40u
#define MAX_WIDTH   240u
#define MAX_CUTS 100000u

/* Columns that a line of Japanese may end before its width, for a sign that must not begin the next line. */
#define KINSOKU       4u

/* Stands for a cut that was taken out. The text has no such byte of its own: control characters are dropped first. */
#define CUT '\x1f'

typedef struct
{
  const char *end;     /* of the line above */
  const char *next;    /* where the text of the line below begins */
  guint       least;   /* widths of which this is a cut */
  guint       most;
} Cut;

static guint
measure (const char *text,
         gsize       length)
{
  const char *end = text + length;
  guint n = 0;

  for (; text < end; text = g_utf8_next_char (text))
    n += (guchar) *text < 0x80 ? 1 : g_unichar_iswide (g_utf8_get_char (text)) ? 2 : 1;

  return n;
}

static gboolean
is_wide (const char *at)
{
  return (guchar) *at >= 0x80 && g_unichar_iswide (g_utf8_get_char (at));
}

/* Columns that the first word of a line takes. */
static guint
measure_word (const char *text,
              gsize       length)
{
  gsize n = 0;

  if (is_wide (text))
    return KINSOKU;
  while (n < length && text[n] != ' ' && !is_wide (text + n))
    n += (gsize) (g_utf8_next_char (text + n) - (text + n));

  return measure (text, n);
}

/* Whether a line could have been cut before a column. */
static gboolean
can_be_cut (const char *text,
            gsize       length,
            guint       column)
{
  const char *end = text + length;
  guint n = 0;

  for (; text < end && n <= column; text = g_utf8_next_char (text))
    {
      if (n > MIN_WIDTH && (*text == ' ' || is_wide (text)))
        return TRUE;
      n += is_wide (text) ? 2 : 1;
    }

  return FALSE;
}

/* "・", "※", "①" and the like at the beginning: an item for readers, if not for Markdown; also "(1)", "（ア）". */
static gboolean
begins_item (const char *text)
{
  static const char *const marks[] = { "・", "※", "●", "○", "■", "□", "◆", "◇", "▼", "▲", "▶", "◎", "→", "⇒",
                                       "✓", "✔", "☑", "☐", "•", "–", "—", "（", "【", "［", "〔", "第", "注" };
  gunichar first = g_utf8_get_char (text);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (text, marks[i]))
      return TRUE;

  return (first >= 0x2460 && first <= 0x24ff) || (*text == '(' && text[1] != '\0' && text[2] == ')');
}

static gboolean
is_bold (const char *text,
         gsize       length)
{
  return length > 4 && strncmp (text, "**", 2) == 0 && strncmp (text + length - 2, "**", 2) == 0 &&
         g_strstr_len (text + 2, (gssize) length - 4, "**") == NULL;
}

/* Quote marks before a text, and where it begins. */
static guint
skip_quotes (const char **text,
             gsize       *length)
{
  guint n = 0;

  while (*length > 0 && (**text == ' ' || **text == '>'))
    {
      n += **text == '>';
      (*text)++, (*length)--;
    }

  return n;
}

/* Whether a paragraph goes on in a line: @text begins behind blanks and quote marks. */
static gboolean
is_text (const char *text,
         gsize       length)
{
  return length > 0 && *text != '<' && *text != '|' && *text != ':' && *text != '\t' && !is_bold (text, length) &&
         memchr (text, '|', length) == NULL && memchr (text, '\t', length) == NULL &&
         _dip_markdown_is_text (text, length);
}

static GArray *
find_cuts (const char *text,
           gsize       length,
           GArray     *wide)
{
  GArray *cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  const char *above = NULL;
  gsize n_above = 0;
  guint quotes = 0;
  gboolean front = _dip_text_has_front_matter (text, length);
  gboolean fence = FALSE, comment = FALSE;
  DipScanner scanner;

  _dip_scanner_init (&scanner, text, length);
  while (_dip_scanner_next (&scanner) && cuts->len < MAX_CUTS && wide->len < MAX_CUTS)
    {
      const char *line = scanner.line;
      gsize n = scanner.length;
      guint own = skip_quotes (&line, &n);
      gboolean is_plain;

      if (front)
        {
          front = scanner.number == 1 || n < 3 || strchr ("-+.", *line) == NULL || line[1] != *line || line[2] != *line;
          continue;
        }
      if (_dip_markdown_is_fence (line, n))
        fence = !fence;
      comment = comment || (n >= 4 && strncmp (line, "<!--", 4) == 0);
      is_plain = !fence && !comment && is_text (line, n);
      if (is_plain && above != NULL && own == quotes && !scanner.page_break && !begins_item (line))
        {
          guint width = measure (above, n_above);
          Cut cut = { above + n_above, line, width, width + measure_word (line, n) };

          g_array_append_val (cuts, cut);
        }
      if (comment)
        comment = g_strstr_len (line, (gssize) n, "-->") == NULL;

      /* what the next line may go on from: an item as well, unless its writer wants a new line behind it */
      above = NULL;
      if (fence || comment || n == 0)
        continue;
      quotes = own;
      if (!is_plain && !_dip_markdown_is_item (line, n))
        continue;
      n = scanner.length;
      if (can_be_cut (scanner.line, n, MAX_WIDTH))
        {
          guint width = measure (scanner.line, n);

          g_array_append_val (wide, width);
        }
      if (scanner.line[n - 1] == '\\' || is_bold (line, (gsize) (scanner.line + n - line)) ||
          (n >= 2 && strncmp (scanner.line + n - 2, "  ", 2) == 0) || scanner.line[n - 1] == '>')
        continue;
      above = scanner.line;
      n_above = n;
    }

  return cuts;
}

static int
compare_widths (gconstpointer a,
                gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return one < other ? -1 : one > other;
}

/* The width that most cuts agree on, 0 where there is none. @n_agree: (out): how many */
static guint
find_width (const GArray *cuts,
            guint        *n_agree)
{
  guint least[MAX_WIDTH + 2] = { 0 };
  guint best = 0, n = 0;

  *n_agree = 0;
  for (guint i = 0; i < cuts->len; i++)
    {
      const Cut *cut = &g_array_index (cuts, Cut, i);

      if (cut->least > MAX_WIDTH)
        continue;
      least[cut->least]++;
      least[MIN (cut->most, MAX_WIDTH) + 1]--;
    }
  for (guint width = 0; width <= MAX_WIDTH; width++)
    {
      n += least[width];
      if (width >= MIN_WIDTH && n > *n_agree)
        {
          *n_agree = n;
          best = width;
        }
    }

  return best;
}

static gboolean
is_cut (const Cut *cut,
        guint      width)
{
  return cut->least <= width && width <= cut->most;
}

/* The text with those cuts as one byte each. */
static char *
take_out (const char   *text,
          gsize        *length,
          const GArray *cuts,
          guint         width)
{
  GString *out = g_string_sized_new (*length + 1);
  const char *from = text;

  for (guint i = 0; i < cuts->len; i++)
    {
      const Cut *cut = &g_array_index (cuts, Cut, i);

      if (!is_cut (cut, width))
        continue;
      g_string_append_len (out, from, cut->end - from);
      g_string_append_c (out, CUT);
      from = cut->next;
    }
  g_string_append_len (out, from, text + *length - from);
  *length = out->len;

  return g_string_free (out, FALSE);
}

/**
 * _dip_markdown_join_cuts:
 * @text: Markdown, without control characters
 * @length: (inout): its bytes
 *
 * Takes out the line ends of a paper whose lines were filled up to a width. What stood there is told by
 * _dip_markdown_close_cuts().
 *
 * Returns: (nullable): the text, NULL where lines end where their writers wanted
 */
char *
_dip_markdown_join_cuts (const char *text,
                         gsize      *length)
{
  g_autoptr (GArray) wide = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) cuts = NULL;
  guint width, n_agree;
  guint n_wider = 0;

  cuts = find_cuts (text, *length, wide);
  if (cuts->len < MIN_CUTS)
    return NULL;
  width = find_width (cuts, &n_agree);
  g_array_sort (wide, compare_widths);
  for (guint i = wide->len; i > 0 && g_array_index (wide, guint, i - 1) > width; i--)
    n_wider++;
  if (width == 0 || n_agree < MIN_CUTS || n_agree * 10 < cuts->len * 6 || n_wider * 4 > n_agree)
    return NULL;

  return take_out (text, length, cuts, width);
}

/**
 * _dip_markdown_close_cuts:
 * @line: (inout): a line, which becomes shorter in its place
 * @length: its bytes
 * @n_cuts: (out): how many line ends were taken out of it
 *
 * Closes what _dip_markdown_join_cuts() left open: with nothing between Japanese letters, a blank between others.
 *
 * Returns: the bytes of what is left
 */
gsize
_dip_markdown_close_cuts (char  *line,
                          gsize  length,
                          guint *n_cuts)
{
  char *end = line + length;
  char *to = line;

  *n_cuts = 0;
  for (char *at = line, *next; at < end; at = next)
    {
      next = memchr (at, CUT, (gsize) (end - at));
      next = next == NULL ? end : next;
      memmove (to, at, (gsize) (next - at));
      to += next - at;
      if (next == end)
        break;
      (*n_cuts)++;
      next++;
      if (to > line && next < end && to[-1] != ' ' &&
          !(is_wide (g_utf8_find_prev_char (line, to)) && is_wide (next)))
        *to++ = ' ';
    }

  return (gsize) (to - line);
}
