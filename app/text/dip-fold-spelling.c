/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-fold-private.h"
#include "text/dip-phrases-private.h"

#include <string.h>

/* Kana that stand before a long-vowel mark at the end of a word for the mark to
 * be a matter of taste: サーバー, but not エラー, コピー or キー (JIS Z 8301). */
#define MIN_KANA_BEFORE_MARK 3u

static inline gboolean
is_katakana (const char *at)
{
  const guint8 *b = (const guint8 *) at;

  /* U+30A1 to U+30FA, and the mark itself */
  return b[0] == 0xE3 && ((b[1] == 0x82 && b[2] >= 0xA1) || (b[1] == 0x83 && (b[2] <= 0xBA || b[2] == 0xBC)));
}

static inline gboolean
is_mark (const char *at)
{
  return memcmp (at, "ー", strlen ("ー")) == 0;
}

static gboolean
is_latin (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* What is being read and what is written. Nothing is written before something
 * changes; what stays as it is is copied in one piece. */
typedef struct
{
  const DipFoldBuffer *in;
  DipFoldBuffer        out;
  gboolean             changed;
  gsize                done;    /* bytes of @in that are written or left out */
  guint                n_kana;  /* at the end of what is written or waits */
} Speller;

/* Writes what waits, up to @to. */
static void
write_waiting (Speller *self,
               gsize    to)
{
  if (!self->changed)
    {
      dip_fold_buffer_init (&self->out, self->in->length, self->in->starts != NULL);
      self->changed = TRUE;
    }
  if (to > self->done)
    dip_fold_buffer_append_range (&self->out, self->in->text + self->done, to - self->done,
                                  self->in->starts != NULL ? self->in->starts + self->done : NULL);
  self->done = to;
}

/* Drops the marks at the end of the katakana word that ends before @at. */
static void
end_katakana (Speller *self,
              gsize    at)
{
  const gsize mark = strlen ("ー");

  if (self->n_kana > MIN_KANA_BEFORE_MARK)
    {
      gboolean waits = at > self->done;

      if (waits ? is_mark (self->in->text + at - mark) : is_mark (self->out.text + self->out.length - mark))
        write_waiting (self, at);
      else
        self->n_kana = 0;
      while (self->n_kana > MIN_KANA_BEFORE_MARK && is_mark (self->out.text + self->out.length - mark))
        {
          self->out.length -= mark;
          self->n_kana -= 1;
        }
    }

  self->n_kana = 0;
}

/* Writes a form that stands for what is printed at @at. */
static void
write_form (Speller    *self,
            const char *form,
            gsize       at)
{
  guint32 start = self->in->starts != NULL ? self->in->starts[at] : 0;

  write_waiting (self, at);
  while (*form != '\0')
    {
      gsize step = dip_utf8_length (*form);

      if (is_katakana (form))
        self->n_kana += 1;
      else
        end_katakana (self, at);
      dip_fold_buffer_append (&self->out, form, step, start);
      form += step;
    }
}

/* Replaces variants, longest first, and drops long-vowel marks at the end of
 * katakana words. A variant of Latin letters has to be a whole word at its
 * beginning: "organise" in "reorganise" is another word. */
void
_dip_fold_spelling (DipFoldBuffer    *buffer,
                    const DipPhrases *phrases)
{
  Speller self = { .in = buffer };
  gsize length = buffer->length;
  const char *text;
  gsize keep = 0;  /* up to here stands a form as it is compared */

  /* Looking at the character after the last one has to be harmless. */
  dip_fold_buffer_append (buffer, "\0\0\0", 4, 0);
  buffer->length = length;
  text = buffer->text;

  for (gsize i = 0; i < length; )
    {
      const char *form = NULL;
      gsize step;
      gsize matched = 0;
      gsize end;

      /* most of a text is no katakana and begins no spelling */
      while (i >= keep && i < length && self.n_kana == 0 && !is_katakana (text + i) &&
             (phrases == NULL || !dip_phrases_may_begin (phrases, text + i)))
        i += dip_utf8_length (text[i]);
      if (i >= length)
        break;
      step = dip_utf8_length (text[i]);
      if (i >= keep && phrases != NULL && dip_phrases_may_begin (phrases, text + i) &&
          (i == 0 || !is_latin (text[i]) || !is_latin (text[i - 1])))
        matched = dip_phrases_match (phrases, text + i, length - i, &form);
      /* What is printed in the compared form keeps the place of each character. */
      if (matched > 0 && (strncmp (form, text + i, matched) != 0 || form[matched] != '\0'))
        {
          write_form (&self, form, i);
          i = self.done = i + matched;
        }
      else
        {
          if (matched > 0)
            keep = i + matched;
          if (is_katakana (text + i))
            self.n_kana += 1;
          else
            end_katakana (&self, i);
          i += step;
          matched = i == keep;
        }

      /* A mark after a known katakana word is one of its spellings. */
      end = i;
      while (matched > 0 && self.n_kana >= MIN_KANA_BEFORE_MARK && end < length && is_mark (text + end))
        end += strlen ("ー");
      if (end > i)
        {
          write_waiting (&self, i);
          i = self.done = end;
        }
    }
  end_katakana (&self, length);
  if (!self.changed)
    return;
  write_waiting (&self, length);

  g_free (buffer->text);
  g_free (buffer->starts);
  *buffer = self.out;
}
