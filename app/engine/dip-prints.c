/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-changes-private.h"
#include "text/dip-characters.h"
#include "text/dip-fold.h"

#include <string.h>

static gboolean
is_blank (const char *text,
          guint       at)
{
  return g_ascii_isspace (text[at]) || (at >= 2 && memcmp (text + at - 2, "\xE3\x80\x80", 3) == 0);
}

/* Length of the white space at the end of a range. */
static guint
trailing_space (const char *text,
                guint       start,
                guint       end)
{
  guint at = end;

  while (at > start && is_blank (text, at - 1))
    at -= g_ascii_isspace (text[at - 1]) ? 1 : MIN (3, at - start);

  return end - at;
}

/* Narrows two ranges to where they differ, at the borders of characters. */
static void
narrow (const char *a,
        guint      *a_start,
        guint      *a_end,
        const char *b,
        guint      *b_start,
        guint      *b_end)
{
  while (*a_start < *a_end && *b_start < *b_end && a[*a_start] == b[*b_start])
    {
      *a_start += 1;
      *b_start += 1;
    }
  while (((guint8) a[*a_start] & 0xC0) == 0x80 || ((guint8) b[*b_start] & 0xC0) == 0x80)
    {
      *a_start -= 1;
      *b_start -= 1;
    }

  while (*a_start < *a_end && *b_start < *b_end && a[*a_end - 1] == b[*b_end - 1])
    {
      *a_end -= 1;
      *b_end -= 1;
    }
  while (((guint8) a[*a_end] & 0xC0) == 0x80 || ((guint8) b[*b_end] & 0xC0) == 0x80)
    {
      *a_end += 1;
      *b_end += 1;
    }
}

/* Words [first, first + n) reach over something that was folded as a whole: widens
 * a range to all of it. */
static void
cover_joined (const GArray *words,
              guint         first,
              guint         n,
              guint        *start,
              guint        *end)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      const DipWord *word = &g_array_index (words, DipWord, first + i);

      if (word->join > 0)
        {
          *start = MIN (*start, word->join - 1);
          *end = MAX (*end, word->joined);
        }
    }
}

/* After narrowing, both ranges are widened by the same letters on both sides, so
 * that the spelling is shown as a whole. */
static void
widen_joined (const DipBuilder *self,
              guint          first_a,
              guint          first_b,
              guint          n,
              guint         *bounds,
              guint          old_start,
              guint          old_end,
              guint          new_start,
              guint          new_end)
{
  guint wide[4] = { bounds[0], bounds[1], bounds[2], bounds[3] };
  guint before;
  guint after;

  cover_joined (self->old_words, first_a, n, &wide[0], &wide[1]);
  cover_joined (self->new_words, first_b, n, &wide[2], &wide[3]);
  before = MAX (bounds[0] - wide[0], bounds[2] - wide[2]);
  after = MAX (wide[1] - bounds[1], wide[3] - bounds[3]);
  if (bounds[0] < old_start + before || bounds[2] < new_start + before
      || bounds[1] + after > old_end || bounds[3] + after > new_end)
    return;

  bounds[0] -= before;
  bounds[1] += after;
  bounds[2] -= before;
  bounds[3] += after;
}

/* The one spelling that differs between two ranges of the same words: 手続きおよび and
 * 手続き及び differ in および. FALSE, and the ranges stay, where several do or where
 * it is a letter or two at the end of a word (サーバー). */
static gboolean
find_spelling (const DipBuilder *self,
               guint            *bounds)
{
  g_autofree char *a = _dip_dup_range (self->old, bounds[0], bounds[1]);
  g_autofree char *b = _dip_dup_range (self->new_, bounds[2], bounds[3]);
  g_autoptr (DipFolded) x = dip_fold (a, DIP_ENGINE_FOLD, self->context->lexicon);
  g_autoptr (DipFolded) y = dip_fold (b, DIP_ENGINE_FOLD, self->context->lexicon);
  guint found[4] = { 0 };
  guint n_found = 0;

  if (strcmp (x->text, y->text) != 0)
    return FALSE;

  for (gsize i = 0, end; i < x->length; i = end)
    {
      guint x_length;
      guint y_length;

      for (end = i + 1; end < x->length; end++)
        {
          if (x->starts[end] != x->starts[end - 1] && y->starts[end] != y->starts[end - 1])
            break;
        }

      x_length = x->starts[end] - x->starts[i];
      y_length = y->starts[end] - y->starts[i];
      if (x_length == y_length && memcmp (a + x->starts[i], b + y->starts[i], x_length) == 0)
        continue;
      if (n_found++ > 0 || g_utf8_strlen (a + x->starts[i], x_length) < 2
          || g_utf8_strlen (b + y->starts[i], y_length) < 2)
        return FALSE;
      found[0] = bounds[0] + x->starts[i];
      found[1] = found[0] + x_length;
      found[2] = bounds[2] + y->starts[i];
      found[3] = found[2] + y_length;
    }

  /* White space that folding drops may differ as well, before the first letter. */
  if (n_found != 1 || found[0] - bounds[0] != found[2] - bounds[2] || bounds[1] - found[1] != bounds[3] - found[3]
      || memcmp (a, b, found[0] - bounds[0]) != 0
      || memcmp (a + (found[1] - bounds[0]), b + (found[3] - bounds[2]), bounds[1] - found[1]) != 0)
    return FALSE;

  memcpy (bounds, found, sizeof (found));

  return TRUE;
}

/* The same @n words, from old word @first_a and new word @first_b on. */
static void
compare_print (DipBuilder *self,
               guint    first_a,
               guint    first_b,
               guint    n,
               guint    old_start,
               guint    old_end,
               guint    new_start,
               guint    new_end)
{
  const char *a = self->old->text->text;
  const char *b = self->new_->text->text;
  guint old_space = trailing_space (a, old_start, old_end);
  guint new_space = trailing_space (b, new_start, new_end);
  guint old_core = old_end - old_space;
  guint new_core = new_end - new_space;

  if (old_core - old_start != new_core - new_start
      || memcmp (a + old_start, b + new_start, old_core - old_start) != 0)
    {
      /* With the white space behind: "-" is a bullet only where one follows. */
      g_autofree char *old_text = _dip_dup_range (self->old, old_start, old_end);
      g_autofree char *new_text = _dip_dup_range (self->new_, new_start, new_end);
      const char *rule = NULL;
      DipClass class_ = _dip_classify_print (old_text, new_text, self->context->lexicon, &rule);
      guint bounds[4] = { old_start, old_core, new_start, new_core };

      if (class_ != DIP_CLASS_ORTHOGRAPHIC || !find_spelling (self, bounds))
        {
          if (class_ == DIP_CLASS_NONE || n > 1)
            narrow (a, &bounds[0], &bounds[1], b, &bounds[2], &bounds[3]);
          if (class_ != DIP_CLASS_NONE && n > 1)
            widen_joined (self, first_a, first_b, n, bounds, old_start, old_core, new_start, new_core);
        }
      _dip_add_changes (self, bounds[0], bounds[1], bounds[2], bounds[3], class_, 0, rule);
    }

  if (old_space != new_space || memcmp (a + old_core, b + new_core, old_space) != 0)
    {
      guint bounds[4] = { old_core, old_end, new_core, new_end };

      narrow (a, &bounds[0], &bounds[1], b, &bounds[2], &bounds[3]);
      _dip_add_changes (self, bounds[0], bounds[1], bounds[2], bounds[3], DIP_CLASS_NONE, 0, "white space");
    }
}

/* Whether an old and a new word both end where something printed ends. */
static gboolean
has_end (const DipBuilder *self,
         guint             a,
         guint             b)
{
  const DipWord *x = dip_builder_old_word (self, a);
  const DipWord *y = dip_builder_new_word (self, b);

  return x->join == 0 && y->join == 0 && x->length > 0 && y->length > 0;
}

/* Words that are parts of one character (㈱ is three) have no length of their
 * own; they are compared together with what they are part of. */
void
_dip_compare_prints (DipBuilder *self,
                     guint    a,
                     guint    b,
                     guint    n)
{
  for (guint i = 0; i < n; )
    {
      guint first = i;
      guint old_end;
      guint new_end;

      while (i + 1 < n && !has_end (self, a + i, b + i))
        i++;

      old_end = dip_builder_old_word (self, a + i)->start + dip_builder_old_word (self, a + i)->length;
      new_end = dip_builder_new_word (self, b + i)->start + dip_builder_new_word (self, b + i)->length;
      compare_print (self, a + first, b + first, i - first + 1, dip_builder_old_word (self, a + first)->start, old_end,
                     dip_builder_new_word (self, b + first)->start, new_end);
      self->old_cursor = old_end;
      self->new_cursor = new_end;
      i++;
    }
}

static guint
skip_blanks (const char *text,
             guint       at)
{
  while (text[at] != '\0' && dip_is_space (g_utf8_get_char (text + at)))
    at += g_utf8_skip[(guint8) text[at]];

  return at;
}

/* Texts that differ in white space only: both are walked in step. */
void
_dip_build_same (DipBuilder *self)
{
  static const DipUnit whole = { .kind = DIP_UNIT_EQUAL };
  const char *a = self->old->text->text;
  const char *b = self->new_->text->text;
  guint i = 0;
  guint k = 0;

  self->unit = &whole;
  while (a[i] != '\0' || b[k] != '\0')
    {
      guint i_end = skip_blanks (a, i);
      guint k_end = skip_blanks (b, k);

      if (i_end - i != k_end - k || memcmp (a + i, b + k, i_end - i) != 0)
        {
          guint bounds[4] = { i, i_end, k, k_end };

          narrow (a, &bounds[0], &bounds[1], b, &bounds[2], &bounds[3]);
          _dip_add_changes (self, bounds[0], bounds[1], bounds[2], bounds[3], DIP_CLASS_NONE, 0, "white space");
        }

      i = i_end;
      k = k_end;
      while (a[i] != '\0' && a[i] == b[k] && !dip_is_space (g_utf8_get_char (a + i)))
        {
          guint step = g_utf8_skip[(guint8) a[i]];

          i += step;
          k += step;
        }
      if (i == i_end && k == k_end && (a[i] != '\0' || b[k] != '\0') && skip_blanks (a, i) == i
          && skip_blanks (b, k) == k)
        break;
    }
}
