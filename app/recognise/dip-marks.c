/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * What a block of text begins with:
 *
 *   bullet = ・ ⚫ ■ … | ("-" | "*" | "–") SPACE | a glyph of a symbol font
 *   number = "1." | "1)" | "(1)" | "a)" | "①" | "ア" SPACE | "ア)" | "(ア)"
 *   note   = ※ [number] | word [number] (":" | "）") | "【" word "】"
 *   point  = bracket word bracket                    ＜ポイント＞; the brackets need not match
 */

static gboolean
is_open_bracket (gunichar c)
{
  return c == '<' || c == 0xff1c || c == 0x2039 || c == 0x3008 || c == 0x300a || c == 0x3010 || c == '[' ||
         c == 0xff3b || c == 0x226a || c == 0x300c || c == 0x25c7 || c == '(' || c == 0xff08;
}

static gboolean
is_close_bracket (gunichar c)
{
  return c == '>' || c == 0xff1e || c == 0x203a || c == 0x3009 || c == 0x300b || c == 0x3011 || c == ']' ||
         c == 0xff3d || c == 0x226b || c == 0x300d || c == ')' || c == 0xff09;
}

static void
set_mark (DipMark     *mark,
          DipMarkKind  kind,
          const char  *text,
          const char  *end,
          guint        shape)
{
  mark->kind = kind;
  mark->marker = (gsize) (end - text);
  mark->length = (gsize) (dip_text_skip_space (end) - text);
  mark->shape = shape;
}

/* ＜ポイント＞, 【補足】: a word of the lexicon in brackets. */
static gboolean
parse_bracketed (DipStructure *self,
                 const char   *text,
                 DipMark      *mark)
{
  g_autofree char *word = NULL;
  const char *inside, *at;
  guint n = 0;

  if (!is_open_bracket (dip_text_first (text)))
    return FALSE;

  inside = g_utf8_next_char (text);
  for (at = inside; *at != '\0' && n < 24 && !is_close_bracket (g_utf8_get_char (at)); n++)
    at = g_utf8_next_char (at);
  if (*at == '\0' || n >= 24 || n == 0)
    return FALSE;

  word = g_strndup (inside, (gsize) (at - inside));
  /* "ポイント1", "注2" */
  for (char *end = g_utf8_find_prev_char (word, word + strlen (word)); end != NULL && end > word;
       end = g_utf8_find_prev_char (word, end))
    {
      gunichar c = dip_glyph_narrow (g_utf8_get_char (end));

      if ((c < '0' || c > '9') && c != ' ')
        break;
      *end = '\0';
    }

  if (dip_structure_has_word (self, "point-words", word))
    set_mark (mark, DIP_MARK_POINT, text, g_utf8_next_char (at), 0);
  else if (dip_structure_has_word (self, "note-words", word))
    set_mark (mark, DIP_MARK_NOTE, text, g_utf8_next_char (at), 0);
  else
    return FALSE;

  return TRUE;
}

static gboolean
parse_note (DipStructure *self,
            const char   *text,
            DipMark      *mark)
{
  const char *const *words;

  if (!dip_lexicon_may_begin (self->draft->lexicon, "note-markers", text))
    return FALSE;
  words = dip_lexicon_get_words (self->draft->lexicon, "note-markers");
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);
      gboolean is_glyph = !g_unichar_isalpha (dip_text_first (words[i]));
      const char *at, *after;
      gunichar c;

      if (g_ascii_strncasecmp (text, words[i], n) != 0)
        continue;

      at = text + n;
      after = dip_text_skip_space (at);
      while ((c = dip_glyph_narrow (g_utf8_get_char (after))) >= '0' && c <= '9')
        at = after = g_utf8_next_char (after);
      if (is_glyph && dip_glyph_circled (g_utf8_get_char (at)) > 0)
        at = g_utf8_next_char (at);

      c = dip_glyph_narrow (g_utf8_get_char (dip_text_skip_space (at)));
      if (c == ':' || c == ')')
        at = g_utf8_next_char (dip_text_skip_space (at));
      else if (!is_glyph)
        continue;

      set_mark (mark, DIP_MARK_NOTE, text, at, 0);
      return TRUE;
    }

  return FALSE;
}

/* "ア　…", "（イ）…", "ウ．…": the third kind of number below 1 and (1). */
static gboolean
parse_kana (const char *text,
            DipMark    *mark)
{
  gunichar first = dip_glyph_narrow (dip_text_first (text));
  const char *at = first == '(' ? g_utf8_next_char (text) : text;
  gunichar kana = dip_text_first (at);
  gunichar after;

  if (kana < 0x30a2 || kana > 0x30f3)
    return FALSE;
  at = g_utf8_next_char (at);
  after = *at != '\0' ? dip_glyph_narrow (g_utf8_get_char (at)) : 0;
  if (first == '(' ? after != ')' : !(after == ')' || after == '.' || after == ' ' || after == 0x3000))
    return FALSE;

  if (after == ')' || after == '.')
    at = g_utf8_next_char (at);
  set_mark (mark, DIP_MARK_NUMBER, text, at, 0x110000u + 0x100u + (first == '(' ? 2u : after == ')' ? 1u : 0u));

  return mark->length < strlen (text);
}

/**
 * dip_mark_parse:
 * @self: a structure
 * @text: a line
 * @mark: return location, always set
 *
 * Reads what a list item, a note or a point begins with.
 *
 * Returns: whether the line begins with such a mark
 */
gboolean
dip_mark_parse (DipStructure *self,
                const char   *text,
                DipMark      *mark)
{
  gunichar first = dip_text_first (text);
  DipNumber number;

  *mark = (DipMark) { DIP_MARK_NONE };
  if (first == 0)
    return FALSE;

  if (parse_bracketed (self, text, mark) || parse_note (self, text, mark))
    return TRUE;

  if (dip_glyph_is_bullet (first))
    {
      const char *end = g_utf8_next_char (text);

      /* asks for the coloured picture of a sign: ✔️ */
      if (g_utf8_get_char (end) == 0xfe0f)
        end = g_utf8_next_char (end);
      set_mark (mark, DIP_MARK_BULLET, text, end, first);
      /* "○○システム" and a bullet without text are none. */
      return mark->length < strlen (text) && g_utf8_get_char (text + mark->marker) != first;
    }

  if ((first == '-' || first == '*' || first == '+' || first == 0x2013 || first == 0x2014 || first == 0x2212) &&
      text[g_utf8_next_char (text) - text] == ' ')
    {
      set_mark (mark, DIP_MARK_BULLET, text, g_utf8_next_char (text), first);
      return mark->length < strlen (text);
    }

  /* the letter that stands for a circle: "o   the accounts" */
  if (first == 'o' && text[1] == ' ' && text[2] == ' ')
    {
      set_mark (mark, DIP_MARK_BULLET, text, text + 1, 0x25cb);
      return mark->length < strlen (text);
    }

  if (parse_kana (text, mark))
    return TRUE;

  if (dip_number_parse (text, self->draft->lexicon, &number))
    {
      switch (number.style)
        {
        case DIP_NUMBER_PAREN:
        case DIP_NUMBER_CIRCLED:
        case DIP_NUMBER_LETTER:
        case DIP_NUMBER_ROMAN:
          break;
        case DIP_NUMBER_DECIMAL:
          if (number.n_parts == 1 && number.closed)
            break;
          return FALSE;
        case DIP_NUMBER_NONE:
        case DIP_NUMBER_CONTROL:
        case DIP_NUMBER_CHAPTER:
        case DIP_NUMBER_ANNEX:
        case DIP_NUMBER_LETTERED:
        case DIP_NUMBER_CODED:
        default:
          return FALSE;
        }

      mark->kind = DIP_MARK_NUMBER;
      mark->marker = number.marker;
      mark->length = number.length;
      mark->shape = 0x110000u + (guint) number.style * 16u +
                    (number.style == DIP_NUMBER_PAREN
                     ? (g_ascii_isdigit (number.ascii[0]) ? 1u : 2u) +
                       (dip_glyph_narrow (first) == '(' ? 4u : 0u)
                     : 0u);

      return TRUE;
    }

  return FALSE;
}
