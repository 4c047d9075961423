/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-audit-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * Numbers of clauses in an item of a revision table:
 *
 *   3.2 を更新   第3章の見直し   5.1～5.4   sections 3 to 5   旧4.2（障害時の連絡）
 *
 *   item   = { text | former | range | number }
 *   former = [former-numbers] [第] number { mark number }     a number of the old edition
 *   range  = number [counter] mark [第] number [counter]      counter: 章, 条 …; mark: ~, から, to
 *
 * Numbers without a full stop are those of a range where a counter stands beside them, where "sections" stands
 * before them, or where the item holds nothing but numbers: 3～5営業日 is no range of clauses, nor is TLS 1.1～1.3.
 */

static const char *const range_marks[] = { "~", "-", "～", "〜", "–", "—", "から", " to ", " through " };

/* What English puts before numbers of clauses. */
static const char *const places[] = { "section", "sections", "clause", "clauses", "chapter", "chapters", "item",
                                      "items", "article", "articles", "paragraph", "paragraphs", "and", "in", "of",
                                      "to", NULL };

/* A number as it stands in a text. */
typedef struct
{
  const char *at;
  gsize       length;   /* without a full stop at its end */
  const char *counter;  /* (nullable) */
} Number;

gboolean
_dip_audit_is_number_character (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-';
}

/* Whether a number stands in a text as a whole: "5.1" not in "15.1" or "5.1.2". */
gboolean
_dip_audit_has_number (const char *folded,
                       const char *number)
{
  g_autofree char *lower = g_ascii_strdown (number, -1);
  gsize length = strlen (lower);

  for (const char *at = strstr (folded, lower); at != NULL; at = strstr (at + 1, lower))
    {
      char after = at[length];

      if (at > folded && _dip_audit_is_number_character (at[-1]))
        continue;
      if (g_ascii_isalnum (after) || ((after == '.' || after == '-') && g_ascii_isalnum (at[length + 1])))
        continue;
      return TRUE;
    }

  return FALSE;
}

static const char *const counters[] = { "章", "節", "条", "項", "部", "編", NULL };

/* The word that a heading counts by, "章" of 第3章, which does not speak of 第3条; NULL for none. */
const char *
_dip_audit_find_counter (const char *heading)
{
  if (heading == NULL || !dip_begins_with (heading, "第"))
    return NULL;

  for (const char *at = heading; *at != '\0' && at - heading < 30; at = g_utf8_next_char (at))
    {
      for (guint i = 0; counters[i] != NULL; i++)
        {
          if (dip_begins_with (at, counters[i]))
            return counters[i];
        }
    }

  return NULL;
}

/* A bare "3" in a sentence is a count as often as a clause; with a full stop in
 * it, or with a word like 章 beside it, it is a clause. */
static gboolean
names_clause_number (const char *folded,
                     const char *number,
                     const char *counter)
{
  g_autofree char *lower = NULL;
  g_autofree char *counted = NULL;
  g_autofree char *chapter = NULL;
  g_autofree char *section = NULL;
  g_autofree char *english = NULL;

  if (number == NULL || number[0] == '\0')
    return FALSE;
  if (strchr (number, '.') != NULL)
    return _dip_audit_has_number (folded, number);

  /* most texts have it nowhere, whatever stands beside it */
  lower = g_ascii_strdown (number, -1);
  if (strstr (folded, lower) == NULL)
    return FALSE;
  if (counter != NULL)
    {
      counted = g_strdup_printf ("%s%s", number, counter);
      return _dip_audit_has_number (folded, counted);
    }

  chapter = g_strdup_printf ("%s章", number);
  section = g_strdup_printf ("%s項", number);
  english = g_strdup_printf ("%s.", number);

  return _dip_audit_has_number (folded, chapter) || _dip_audit_has_number (folded, section)
    || (_dip_audit_has_number (folded, number)
        && (strstr (folded, "chapter") != NULL || strstr (folded, "section") != NULL
            || strstr (folded, "clause") != NULL || dip_begins_with (folded, english)));
}

/* Whether one number comes before the other, or is it or stands above it: 4.9, 4 and 4.10 before 4.10. */
static gboolean
is_up_to (const char *a,
          gsize       a_length,
          const char *b,
          gsize       b_length)
{
  const char *a_end = a + a_length;
  const char *b_end = b + b_length;

  while (a < a_end && b < b_end)
    {
      char *a_next;
      char *b_next;
      guint64 x = g_ascii_strtoull (a, &a_next, 10);
      guint64 y = g_ascii_strtoull (b, &b_next, 10);

      if (x != y)
        return x < y;
      a = MIN (a_next + 1, a_end);
      b = MIN (b_next + 1, b_end);
    }

  return TRUE;
}

static gboolean
read_number (const char *at,
             Number     *number)
{
  const char *end;

  if (dip_begins_with (at, "第"))
    at += strlen ("第");
  number->at = at;
  number->length = strspn (at, "0123456789.");
  while (number->length > 0 && at[number->length - 1] == '.')
    number->length--;
  number->counter = NULL;
  end = at + number->length;
  for (guint i = 0; counters[i] != NULL && number->counter == NULL; i++)
    number->counter = dip_begins_with (end, counters[i]) ? counters[i] : NULL;

  return number->length > 0 && g_ascii_isdigit (*at)
    && g_strstr_len (at, (gssize) number->length, "..") == NULL;
}

static const char *
end_of (const Number *number)
{
  return number->at + number->length + (number->counter == NULL ? 0 : strlen (number->counter));
}

/* The word of Latin letters right before a number, as "sections" before 3; its length, 0 for none. */
static gsize
word_before (const char  *text,
             const char  *at,
             const char **word)
{
  const char *end = at;
  const char *start;

  while (end > text && end[-1] == ' ')
    end--;
  start = end;
  while (start > text && g_ascii_isalpha (start[-1]))
    start--;
  *word = start;

  return (gsize) (end - start);
}

/* Whether two numbers may be a range of clauses; @is_places where nothing else can be meant. */
static gboolean
is_range (const char   *text,
          const Number *from,
          const Number *to,
          gboolean      is_places)
{
  gboolean has_stop = memchr (from->at, '.', from->length) != NULL && memchr (to->at, '.', to->length) != NULL;
  const char *word;
  gsize length;
  gboolean is_named = FALSE;

  if (from->counter != NULL && to->counter != NULL && strcmp (from->counter, to->counter) != 0)
    return FALSE;
  if (is_places)
    return TRUE;

  length = word_before (text, from->at, &word);
  for (guint i = 0; length > 0 && places[i] != NULL; i++)
    is_named = is_named || (strlen (places[i]) == length && strncmp (places[i], word, length) == 0);
  if (length > 0 && !is_named)
    return FALSE;
  if (has_stop)
    return *end_of (to) != '%';

  return from->counter != NULL || to->counter != NULL || (is_named && length > strlen ("and"));
}

/* Whether a text has a range that @number, or what stands above it, is in. */
static gboolean
has_range (const char *text,
           const char *number,
           const char *counter,
           gboolean    is_places)
{
  for (const char *at = text; *at != '\0'; )
    {
      Number from;
      Number to;
      gsize mark = 0;

      if (!g_ascii_isdigit (*at))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      if ((at > text && _dip_audit_is_number_character (at[-1]) && at[-1] != '-') || !read_number (at, &from))
        {
          at += strspn (at, "0123456789.");
          continue;
        }

      at = end_of (&from);
      for (guint i = 0; i < G_N_ELEMENTS (range_marks) && mark == 0; i++)
        mark = dip_begins_with (at, range_marks[i]) ? strlen (range_marks[i]) : 0;
      if (mark == 0 || !read_number (at + mark, &to))
        continue;
      if (counter != NULL && from.counter != NULL && strcmp (counter, from.counter) != 0)
        continue;
      if (is_range (text, &from, &to, is_places)
          && is_up_to (from.at, from.length, number, strlen (number))
          && is_up_to (number, strlen (number), to.at, to.length))
        return TRUE;
    }

  return FALSE;
}

/* One of the numbers, one below it, or one within "11～14". */
gboolean
_dip_audit_places_name (const char *text,
                        const char *number)
{
  if (number == NULL || number[0] == '\0')
    return FALSE;

  for (const char *at = text; *at != '\0'; )
    {
      gsize length = strspn (at, "0123456789.");

      if (length > 0 && strncmp (number, at, length) == 0 && (number[length] == '\0' || number[length] == '.'))
        return TRUE;
      at = length > 0 ? at + length : g_utf8_next_char (at);
    }

  return g_ascii_isdigit (number[0]) && has_range (text, number, NULL, TRUE);
}

/* Whether a text names a number or one above it: whoever declares "section 2" declares 2.1 as well. */
gboolean
_dip_audit_names_number (const char *text,
                         const char *number,
                         const char *counter)
{
  g_autofree char *above = g_strdup (number);

  while (above != NULL && above[0] != '\0')
    {
      char *dot;

      if (names_clause_number (text, above, counter))
        return TRUE;
      dot = strrchr (above, '.');
      if (dot == NULL)
        break;
      *dot = '\0';
    }

  return number != NULL && g_ascii_isdigit (number[0]) && has_range (text, number, counter, FALSE);
}

/* Length of a word of [former-numbers], with what belongs to the number behind it, where a number follows; 0 else. */
static gsize
match_former (DipContext *context,
              const char *text,
              const char *at)
{
  const char *const *words = dip_lexicon_get_words (context->lexicon, "former-numbers");

  if (at > text && g_ascii_isalpha (at[-1]))
    return 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *end = at + strlen (words[i]);

      if (!dip_begins_with (at, words[i]))
        continue;
      end += strspn (end, " ");
      for (guint k = 0; places[k] != NULL; k++)
        {
          gsize length = dip_begins_with (end, places[k]) ? strlen (places[k]) : 0;

          if (length > 0 && end[length] == ' ')
            end += length + 1;
        }
      if (g_ascii_isdigit (*end) || (dip_begins_with (end, "第") && g_ascii_isdigit (end[strlen ("第")])))
        return (gsize) (end - at);
    }

  return 0;
}

/**
 * _dip_audit_split_former:
 * @context: both editions
 * @plain: an item of a revision table
 * @former: (out) (nullable): the numbers in it that are those of the old edition
 *
 * Returns: the item without them
 */
char *
_dip_audit_split_former (DipContext  *context,
                         const char  *plain,
                         char       **former)
{
  GString *rest = g_string_new (NULL);
  GString *numbers = g_string_new (NULL);

  for (const char *at = plain; *at != '\0'; )
    {
      gsize length = match_former (context, plain, at);
      Number number;

      if (length == 0 || !read_number (at + length, &number))
        {
          length = dip_utf8_length (*at);
          g_string_append_len (rest, at, (gssize) length);
          at += length;
          continue;
        }

      g_string_append (numbers, numbers->len == 0 ? "section " : ", ");
      at += length;
      for (gboolean goes_on = TRUE; goes_on; )
        {
          const char *end = end_of (&number);

          g_string_append_len (numbers, at, (gssize) (end - at));
          at = end;
          goes_on = FALSE;
          for (guint i = 0; i < G_N_ELEMENTS (range_marks) && !goes_on; i++)
            goes_on = dip_begins_with (end, range_marks[i]) && read_number (end + strlen (range_marks[i]), &number);
        }
    }

  *former = g_string_free (numbers, numbers->len == 0);

  return g_string_free (rest, FALSE);
}
