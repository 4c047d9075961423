/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-fold-private.h"
#include "text/dip-space.h"

#include <string.h>

/* Kana that stand before a long-vowel mark at the end of a word for the mark to
 * be a matter of taste: サーバー, but not エラー, コピー or キー (JIS Z 8301). */
#define MIN_KANA_BEFORE_MARK 3u

static gboolean
is_katakana (gunichar c)
{
  return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

static gboolean
ends_with_mark (const DipFoldBuffer *buffer)
{
  gsize length = strlen ("ー");

  return buffer->length >= length && memcmp (buffer->text + buffer->length - length, "ー", length) == 0;
}

/* Drops the marks at the end of the katakana word that was written last. */
static void
end_katakana (DipFoldBuffer *out,
              guint         *n_kana)
{
  while (*n_kana > MIN_KANA_BEFORE_MARK && ends_with_mark (out))
    {
      out->length -= strlen ("ー");
      *n_kana -= 1;
    }

  *n_kana = 0;
}

static gboolean
is_latin (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static inline guint32
start_of (const DipFoldBuffer *buffer,
          gsize                at)
{
  return buffer->starts != NULL ? buffer->starts[at] : 0;
}

/* Writes characters and counts the katakana at the end of what is written;
 * where a katakana word ends, its long-vowel marks go. */
static void
write_word (DipFoldBuffer *out,
            const char    *bytes,
            gsize          length,
            guint32        start,
            guint         *n_kana)
{
  for (gsize i = 0; i < length; )
    {
      gunichar c = dip_utf8_get (bytes + i);
      gsize step = dip_utf8_length (bytes[i]);

      if (is_katakana (c))
        *n_kana += 1;
      else
        end_katakana (out, n_kana);

      dip_fold_buffer_append (out, bytes + i, step, start);
      i += step;
    }
}

/* The first place from @from on where a variant may begin. */
static gsize
next_place (const DipPhrases *phrases,
            const char       *text,
            gsize             length,
            gsize             from)
{
  if (phrases == NULL)
    return length;

  for (;;)
    {
      from = dip_phrases_next (phrases, text, length, from);
      if (from == length || from == 0 || !is_latin (text[from]) || !is_latin (text[from - 1]))
        return from;
      while (from < length && is_latin (text[from]))
        from++;
    }
}

/* Writes what has no variant in it, from @from to @to. */
static void
write_range (DipFoldBuffer       *out,
             const DipFoldBuffer *buffer,
             gsize                from,
             gsize                to,
             guint               *n_kana)
{
  const char *text = buffer->text;

  while (from < to)
    {
      gsize run = from;

      while (run < to && !is_katakana (dip_utf8_get (text + run)))
        run += dip_utf8_length (text[run]);
      if (run > from)
        {
          run = MIN (run, to);
          end_katakana (out, n_kana);
          dip_fold_buffer_append_range (out, text + from, run - from,
                                        buffer->starts != NULL ? buffer->starts + from : NULL);
          from = run;
          continue;
        }

      dip_fold_buffer_append (out, text + from, strlen ("ー"), start_of (buffer, from));
      *n_kana += 1;
      from += strlen ("ー");
    }
}

/* Replaces variants, longest first, and drops long-vowel marks at the end of
 * katakana words. A variant of Latin letters has to be a whole word at its
 * beginning: "organise" in "reorganise" is another word. */
void
_dip_fold_spelling (DipFoldBuffer    *buffer,
                    const DipPhrases *phrases)
{
  DipFoldBuffer out;
  const char *text;
  gsize length = buffer->length;
  guint n_kana = 0;

  /* Looking at the character after the last one has to be harmless. */
  dip_fold_buffer_append (buffer, "\0\0\0", 4, 0);
  buffer->length = length;
  text = buffer->text;
  dip_fold_buffer_init (&out, length, buffer->starts != NULL);

  for (gsize i = 0; i < length; )
    {
      const char *canonical = NULL;
      gsize place = next_place (phrases, text, length, i);
      gsize step;
      gsize matched;

      write_range (&out, buffer, i, place, &n_kana);
      i = place;
      if (i == length)
        break;
      step = g_utf8_skip[(guint8) text[i]];
      matched = dip_phrases_match (phrases, text + i, length - i, &canonical);

      /* What is printed in the compared form keeps the place of each character. */
      if (matched > 0 && strlen (canonical) == matched && memcmp (text + i, canonical, matched) == 0)
        {
          for (gsize k = 0; k < matched; k += g_utf8_skip[(guint8) text[i + k]])
            write_word (&out, text + i + k, g_utf8_skip[(guint8) text[i + k]], start_of (buffer, i + k), &n_kana);
        }
      else if (matched > 0)
        write_word (&out, canonical, strlen (canonical), start_of (buffer, i), &n_kana);
      else
        write_word (&out, text + i, step, start_of (buffer, i), &n_kana);
      i += matched > 0 ? matched : step;

      /* A mark after a known katakana word is one of its spellings. */
      while (matched > 0 && n_kana >= MIN_KANA_BEFORE_MARK && g_str_has_prefix (text + i, "ー"))
        i += strlen ("ー");
    }
  end_katakana (&out, &n_kana);

  g_free (buffer->text);
  g_free (buffer->starts);
  *buffer = out;
}
