/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-characters.h"
#include "text/dip-tokens.h"

#include <string.h>

/* A bracket that stays open for longer than this holds no remark inside a
 * sentence; it was never closed, or whole sentences stand in it. */
#define MAX_BRACKET_BYTES 600u

/* Brackets inside brackets that are followed; papers have two. */
#define MAX_BRACKET_DEPTH 16u

/* Latin words before a full stop that ends no sentence, in lower case. */
static const char *const abbreviations[] = {
  "e.g", "i.e", "etc", "no", "nos", "inc", "ltd", "co", "corp", "vs", "cf", "fig", "sec", "ver", "vol",
  "approx", "dept", "mr", "ms", "dr", "st", "ch", "art", "ref", "rev",
};

/* 0 for no bracket, 1 for opening, -1 for closing. Kinds are not told apart:
 * papers open with ( and close with ）. */
static int
bracket_side (gunichar c)
{
  switch (c)
    {
    case '(': case '[': case 0xFF08: case 0x300C: case 0x300E: case 0x3010: case 0x3014: case 0xFF3B:
    case 0x201C: case 0x3008: case 0x300A: case 0xFF62: case 0x301D:
      return 1;
    case ')': case ']': case 0xFF09: case 0x300D: case 0x300F: case 0x3011: case 0x3015: case 0xFF3D:
    case 0x201D: case 0x3009: case 0x300B: case 0xFF63: case 0x301F:
      return -1;
    default:
      return 0;
    }
}

/* Whether a character is a letter, kana or kanji, nearly all of a paper: no
 * bracket, no blank, no end. */
static inline gboolean
is_plain (const char *at)
{
  guint8 c = (guint8) *at;

  if (c < 0x80)
    return g_ascii_isalnum (*at);

  return c > 0xE3 ? c < 0xEF : c == 0xE3 && (guint8) at[1] > 0x80;
}

/* Marks each byte that stands inside a bracket which is opened and closed on
 * one line; NULL where there is none. */
static guint8 *
mark_brackets (const char *text,
               gsize       length)
{
  guint8 *inside = NULL;
  gsize open[MAX_BRACKET_DEPTH];
  guint depth = 0;

  for (gsize i = 0; i < length; i += dip_utf8_length (text[i]))
    {
      gunichar c;
      int side;

      if (is_plain (text + i))
        continue;
      c = dip_utf8_get (text + i);
      side = bracket_side (c);
      if (c == '\n')
        depth = 0;
      else if (side > 0 && depth < MAX_BRACKET_DEPTH)
        open[depth++] = i;
      else if (side < 0 && depth > 0)
        {
          depth--;
          if (inside == NULL)
            inside = g_malloc0 (length + 1);
          /* The outermost pair decides; an inner one would be marked twice. */
          if (i - open[depth] <= MAX_BRACKET_BYTES && inside[open[depth]] == 0)
            memset (inside + open[depth], 1, i - open[depth]);
        }
    }

  return inside;
}

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == 0x3000 || c == 0xA0;
}

static gboolean
is_abbreviation (const char *text,
                 gsize       stop)
{
  gsize start = stop;
  g_autofree char *word = NULL;

  while (start > 0 && stop - start < 16 && (g_ascii_isalpha (text[start - 1]) || text[start - 1] == '.'))
    start--;

  if (stop - start == 1 && g_ascii_isupper (text[start]))
    return TRUE;

  word = g_ascii_strdown (text + start, stop - start);
  for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    {
      if (strcmp (word, abbreviations[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/* "No. Our status page …": an answer at the beginning of a line, no number; @i: where the next word begins. */
static gboolean
is_answer (const char *text,
           gsize       stop,
           gsize       i)
{
  gsize n = 0;

  if (stop < 2 || strncmp (text + stop - 2, "No", 2) != 0 || (stop > 2 && text[stop - 3] != '\n') ||
      !g_ascii_isupper (text[i]))
    return FALSE;
  while (g_ascii_isalpha (text[i + n]) || text[i + n] == '\'')
    n++;

  /* "No. A-1" is a number */
  return n > 1 ? g_ascii_islower (text[i + n - 1]) && strchr (" ,", text[i + n]) != NULL
               : text[i + 1] == ' ' && g_ascii_islower (text[i + 2]);
}

/* "窓口は、4. お問い合わせ先": the number before the full stop at @stop stands in Japanese text, which goes on. */
static gboolean
is_clause_number (const char *text,
                  gsize       stop,
                  gunichar    after)
{
  gsize start = stop;

  while (start > 0 && g_ascii_isdigit (text[start - 1]))
    start--;

  return start < stop && stop - start <= 2 && start > 0 && after >= 0x3041 &&
         g_utf8_get_char (g_utf8_prev_char (text + start)) >= 0x3000;
}

/* Whether a sentence ends with the character at @at. A Latin full stop ends one
 * where white space and something that can begin a sentence follow. */
static gboolean
ends_sentence (const char *text,
               gsize       at,
               gsize       next)
{
  gunichar c = dip_utf8_get (text + at);
  gunichar after;
  gsize i = next;

  switch (c)
    {
    case 0x3002: case 0xFF61: case 0xFF01: case 0xFF1F:
      return TRUE;
    case 0xFF0E:
      /* "１．" and "．５" are numbers. */
      return at > 0 && g_utf8_get_char (g_utf8_prev_char (text + at)) >= 0x3041
        && g_utf8_get_char (g_utf8_prev_char (text + at)) < 0xFF00;
    case '!': case '?': case '.':
      break;
    default:
      return FALSE;
    }

  after = dip_utf8_get (text + i);
  if (after == '\0' || after == '\n')
    return TRUE;
  if (after >= 0x3041 && c != '.')
    return TRUE;
  if (!is_blank (after))
    return FALSE;
  if (c != '.')
    return TRUE;

  while (is_blank (dip_utf8_get (text + i)))
    i = g_utf8_next_char (text + i) - text;
  after = dip_utf8_get (text + i);

  if (g_unichar_islower (after) || after == ',' || after == ';')
    return FALSE;

  return (!is_abbreviation (text, at) || is_answer (text, at, i)) && !is_clause_number (text, at, after) &&
         !(at > 0 && g_ascii_isdigit (text[at - 1]) && g_ascii_isdigit (after));
}

static void
add_sentence (GArray *sentences,
              gsize   start,
              gsize   end)
{
  DipToken sentence = { (guint32) start, (guint32) (end - start), DIP_TOKEN_OTHER };

  if (end > start)
    g_array_append_val (sentences, sentence);
}

/**
 * dip_sentences_is_one:
 * @text: UTF-8
 * @length: in bytes
 *
 * Spares cells and words the cutting.
 *
 * Returns: TRUE if dip_sentences_cut() gives the whole text at once; FALSE says nothing
 */
gboolean
dip_sentences_is_one (const char *text,
                      gsize       length)
{
  for (gsize i = 0; i < length; i += dip_utf8_length (text[i]))
    if (!is_plain (text + i))
      return FALSE;

  return length > 0;
}

/**
 * dip_sentences_cut:
 * @text: UTF-8
 *
 * Cuts a text into sentences. White space and closing brackets after the end
 * belong to the sentence that they follow, and so does a line feed, which ends
 * every sentence. Nothing ends inside brackets or quotes that close on the same
 * line. Takes time in proportion to the length of @text.
 *
 * Returns: (transfer full) (element-type DipToken): the sentences, which cover
 *   @text without gaps; empty for an empty text
 */
GArray *
dip_sentences_cut (const char *text)
{
  GArray *sentences;
  g_autofree guint8 *inside = NULL;
  gsize length;
  gsize start = 0;
  gsize i = 0;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  inside = mark_brackets (text, length);
  sentences = g_array_new (FALSE, FALSE, sizeof (DipToken));

  while (i < length)
    {
      gsize next = i + dip_utf8_length (text[i]);

      if (is_plain (text + i))
        {
          i = next;
          continue;
        }
      if (text[i] != '\n' && ((inside != NULL && inside[i]) || !ends_sentence (text, i, next)))
        {
          i = next;
          continue;
        }

      if (text[i] != '\n')
        {
          while (next < length
                 && (is_blank (dip_utf8_get (text + next)) || bracket_side (dip_utf8_get (text + next)) < 0
                     || ((inside == NULL || !inside[next]) && strchr (".!?", text[next]) != NULL)))
            next += dip_utf8_length (text[next]);
          if (text[next] == '\n')
            next++;
        }

      add_sentence (sentences, start, next);
      start = i = next;
    }
  add_sentence (sentences, start, length);

  return sentences;
}
