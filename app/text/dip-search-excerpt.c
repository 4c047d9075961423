/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-search-private.h"

#include "text/dip-characters.h"

#include <string.h>

/* Characters of an excerpt: two lines of Japanese in a list. */
#define N_CHARACTERS 120u

/* Characters before the first mark, where no sentence begins nearby; and how far
 * back one is looked for. */
#define N_LEAD       16u
#define N_LOOK_BACK  40u

/* What stands beyond is not looked at for an excerpt: the text of nearly every clause is
 * shorter by far. */
#define MAX_BYTES    (256u * 1024u)

/* Finds that an excerpt may begin with; a text may be nothing but finds. */
#define MAX_STARTS   200u

#define ELLIPSIS     "…"

static gboolean
is_blank (gunichar c)
{
  return dip_is_space (c) || c < 0x20 || c == 0x7F;
}

static gboolean
ends_sentence (gunichar c)
{
  return c == 0x3002 || c == 0xFF61 || c == 0xFF01 || c == 0xFF1F || c == '!' || c == '?' || c == '\n' || c == '\036';
}

/* Whether a cut before @c would tear a character from its marks. */
static gboolean
continues_cluster (gunichar c)
{
  return c >= 0x300 && (g_unichar_ismark (c) || g_unichar_iszerowidth (c) || c == 0xFF9E || c == 0xFF9F);
}

static gboolean
is_latin (gunichar c)
{
  return c < 0x250 && g_unichar_isalnum (c);
}

/* Whether a cut before @at, which is not the beginning, would be one within a word. */
static gboolean
is_within_word (const char *at)
{
  return is_latin (g_utf8_get_char (at)) && is_latin (g_utf8_get_char (g_utf8_prev_char (at)));
}

/* Where the excerpt begins whose first find begins at @at. */
static const char *
find_start (const char *text,
            const char *at)
{
  const char *lead = at;
  const char *place = at;

  for (guint n = 0; place > text; n++)
    {
      const char *before = g_utf8_prev_char (place);
      gunichar c = g_utf8_get_char (before);

      if (ends_sentence (c) || (c == '.' && is_blank (g_utf8_get_char (place))))
        return g_utf8_strlen (text, place - text) <= N_LEAD ? text : place;

      if (n == N_LOOK_BACK)
        break;

      place = before;
      if (n < N_LEAD)
        lead = place;
    }

  if (place == text)
    return text;

  /* From within a word back to its beginning, or, of an endless one, on to its end. */
  for (guint n = 0; n < N_LOOK_BACK && lead > text && is_within_word (lead); n++)
    lead = g_utf8_prev_char (lead);
  while (lead < at && (is_within_word (lead) || continues_cluster (g_utf8_get_char (lead)) ||
                       is_blank (g_utf8_get_char (lead))))
    lead = g_utf8_next_char (lead);

  return lead;
}

/* Where it ends: after so many characters, not within a word. */
static const char *
find_end (const char *start)
{
  const char *end = start;
  const char *word;

  for (guint n = 0; n < N_CHARACTERS && *end != '\0'; n++)
    end = g_utf8_next_char (end);
  if (*end == '\0')
    return end;

  while (*end != '\0' && continues_cluster (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);

  word = end;
  for (guint n = 0; n < N_CHARACTERS / 4 && word > start; n++)
    {
      const char *before = g_utf8_prev_char (word);

      if (!is_latin (g_utf8_get_char (before)) || !is_latin (g_utf8_get_char (word)))
        return word;
      word = before;
    }

  return end;
}

/* The find with which the excerpt begins that holds most terms, then most finds. */
static guint
choose_find (const GArray *finds,
             const char   *text)
{
  guint best = 0;
  guint best_value = 0;

  for (guint i = 0; i < MIN (finds->len, MAX_STARTS); i++)
    {
      const DipSearchFind *first = &g_array_index (finds, DipSearchFind, i);
      const char *end = find_end (find_start (text, text + first->start));
      guint64 terms = 0;
      guint value = 0;

      for (guint k = i; k < finds->len; k++)
        {
          const DipSearchFind *find = &g_array_index (finds, DipSearchFind, k);

          if (text + find->end > end)
            break;
          terms |= G_GUINT64_CONSTANT (1) << (find->term % 64);
          value++;
        }

      value = MIN (value, 999);
      for (guint64 rest = terms; rest != 0; rest &= rest - 1)
        value += 1000;
      if (value > best_value)
        {
          best = i;
          best_value = value;
        }
    }

  return best;
}

/* Writes a stretch of text in one line, with the marks in it. */
static void
write_line (GString      *line,
            const char   *text,
            const char   *start,
            const char   *end,
            const GArray *finds,
            GArray       *marks)
{
  g_autofree guint *places = g_new (guint, (gsize) (end - start) + 1);
  gboolean is_waiting = FALSE;
  const char *next;

  for (const char *at = start; at < end; at = next)
    {
      gunichar c = g_utf8_get_char (at);

      next = g_utf8_next_char (at);
      if (is_blank (c))
        {
          is_waiting = line->len > 0;
          for (const char *byte = at; byte < next; byte++)
            places[byte - start] = (guint) line->len;
          continue;
        }

      if (is_waiting)
        g_string_append_c (line, ' ');
      is_waiting = FALSE;
      for (const char *byte = at; byte < next; byte++)
        places[byte - start] = (guint) line->len;
      g_string_append_len (line, at, next - at);
    }
  places[end - start] = (guint) line->len;

  for (guint i = 0; i < finds->len; i++)
    {
      const DipSearchFind *find = &g_array_index (finds, DipSearchFind, i);
      const char *find_start = text + find->start;
      const char *find_end = MIN (text + find->end, end);
      const char *last;

      if (find_start < start || find_start >= end)
        continue;

      /* The end is that of its last character: white space before what follows may be in between. */
      last = g_utf8_prev_char (find_end);
      _dip_text_spans_add (marks, places[find_start - start],
                           places[last - start] + (guint) (find_end - last));
    }
}

/**
 * dip_search_query_excerpt:
 * @self: a query
 * @text: UTF-8; its first 256 KiB are looked at
 * @marks: (out) (transfer full) (element-type DipTextSpan): where the terms stand in the
 *   excerpt, in order and apart
 *
 * Takes the piece out of a text that shows best what was found: one line of about 120
 * characters, from the beginning of a sentence if that is near, with an ellipsis where
 * it was cut. A text without any of the terms gives its beginning.
 *
 * Returns: (transfer full): the excerpt; "" for an empty text
 */
char *
dip_search_query_excerpt (const DipSearchQuery  *self,
                          const char            *text,
                          GArray               **marks)
{
  g_autofree char *cut = NULL;
  g_autoptr (GArray) finds = NULL;
  GString *line = g_string_new (NULL);
  const char *start;
  const char *end;

  g_return_val_if_fail (self != NULL, g_string_free (line, FALSE));
  g_return_val_if_fail (text != NULL, g_string_free (line, FALSE));
  g_return_val_if_fail (marks != NULL, g_string_free (line, FALSE));

  *marks = g_array_new (FALSE, FALSE, sizeof (DipTextSpan));
  while (*text != '\0' && is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (strlen (text) > MAX_BYTES)
    {
      cut = g_strndup (text, (gsize) (g_utf8_find_prev_char (text, text + MAX_BYTES + 1) - text));
      text = cut;
    }

  finds = _dip_search_query_find_all (self, text, FALSE);
  start = text;
  if (finds->len > 0)
    start = find_start (text, text + g_array_index (finds, DipSearchFind, choose_find (finds, text)).start);
  end = find_end (start);

  if (start > text)
    g_string_append (line, ELLIPSIS);
  write_line (line, text, start, end, finds, *marks);
  if (*end != '\0')
    g_string_append (line, ELLIPSIS);

  return g_string_free (line, FALSE);
}
