/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-number.h"

#include <string.h>

#include "text/dip-characters.h"

/*
 * Grammar, on a folded text (so full-width letters and digits are gone):
 *
 *   control  = prefix number | standard gap ["CLD."] number3
 *   prefix   = ("A" | "CLD") ("." | "-" | " ")*
 *   number   = part ("." part){1,2}            blanks may stand after a point: "CLD. 13. 1.4"
 *   number3  = a number of three parts
 *   more     = control ("," | "、" | "・" | "/" | "及び" | "and" | "&") number3     the same prefix again
 *   range    = control ("~" | "-" | "から") ["A." | "CLD."] number3                in one group: A.9.2.1~A.9.2.4
 *   standard = "27001" | "27002" | "27017" [":" year]
 */

#define MAX_RANGE 12u

/* Controls of one text; a catalogue has 121. */
#define MAX_NUMBERS 400u

void
dip_control_number_clear (gpointer data)
{
  DipControlNumber *number = data;

  g_clear_pointer (&number->id, g_free);
}

static const char *
skip_blanks (const char *at)
{
  while (*at == ' ')
    at++;

  return at;
}

/* Reads two or three parts; the number of parts, 0 if there is no number. */
static guint
read_parts (const char  *at,
            guint        parts[3],
            const char **end)
{
  guint n = 0;

  for (;;)
    {
      guint value = 0;
      guint digits = 0;

      while (g_ascii_isdigit (at[digits]) && digits < 3)
        value = value * 10 + (at[digits++] - '0');
      if (digits == 0 || digits > 2 || value == 0)
        return n >= 2 ? n : 0;
      parts[n++] = value;
      at += digits;
      *end = at;
      if (n == 3 || *at != '.')
        break;
      at = skip_blanks (at + 1);
    }
  /* a fourth part is a number of another kind */
  if (n < 2 || (**end == '.' && g_ascii_isdigit ((*end)[1])))
    return 0;

  return n;
}

static const char *
read_prefix (const char  *at,
             const char **prefix)
{
  if (g_ascii_strncasecmp (at, "CLD", 3) == 0)
    {
      *prefix = "CLD";
      at += 3;
    }
  else if (*at == 'A')
    {
      *prefix = "A";
      at += 1;
    }
  else
    return NULL;

  if (strchr (".- ", *at) == NULL && (**prefix == 'A' || !g_ascii_isdigit (*at)))
    return NULL;
  while (*at == '.' || *at == ' ' || *at == '-')
    at++;

  return at;
}

static void
add (GArray      *numbers,
     const char  *prefix,
     const guint *parts,
     guint        n,
     gsize        start,
     gsize        end)
{
  DipControlNumber number = { NULL, start, end, n };

  number.id = n == 3 ? g_strdup_printf ("%s.%u.%u.%u", prefix, parts[0], parts[1], parts[2])
                     : g_strdup_printf ("%s.%u.%u", prefix, parts[0], parts[1]);
  for (guint i = 0; i < numbers->len; i++)
    if (strcmp (g_array_index (numbers, DipControlNumber, i).id, number.id) == 0)
      {
        g_array_index (numbers, DipControlNumber, i).end = MAX (end, g_array_index (numbers, DipControlNumber, i).end);
        g_free (number.id);
        return;
      }
  if (numbers->len < MAX_NUMBERS)
    g_array_append_val (numbers, number);
  else
    g_free (number.id);
}

static const char *
skip_joiner (const char *at,
             gboolean   *is_range)
{
  static const char *const joiners[] = { ",", "、", "・", "/", "及び", "および", "と", "&", ";", "and " };
  static const char *const ranges[] = { "~", "-", "から" };

  at = skip_blanks (at);
  *is_range = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    if (g_str_has_prefix (at, joiners[i]))
      return skip_blanks (at + strlen (joiners[i]));
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (g_str_has_prefix (at, ranges[i]))
      {
        *is_range = TRUE;
        return skip_blanks (at + strlen (ranges[i]));
      }

  return NULL;
}

/* What goes on after a control with the same prefix. */
static const char *
read_more (GArray     *numbers,
           const char *folded,
           const char *prefix,
           guint       parts[3],
           const char *at)
{
  for (;;)
    {
      const char *own_prefix = prefix;
      gboolean is_range;
      guint next[3] = { 0 };
      const char *begin = skip_joiner (at, &is_range);
      const char *number;
      const char *end;
      guint n;

      if (begin == NULL)
        return at;
      number = read_prefix (begin, &own_prefix);
      if (number == NULL)
        number = begin;
      n = read_parts (number, next, &end);
      if (n != 3)
        return at;
      if (is_range && next[0] == parts[0] && next[1] == parts[1] && next[2] > parts[2] &&
          next[2] - parts[2] <= MAX_RANGE)
        for (guint i = parts[2] + 1; i < next[2]; i++)
          {
            guint between[3] = { parts[0], parts[1], i };

            add (numbers, own_prefix, between, 3, begin - folded, end - folded);
          }
      add (numbers, own_prefix, next, 3, begin - folded, end - folded);
      memcpy (parts, next, sizeof next);
      at = end;
    }
}

/* "27017:2015 6.1.1", "27001 附属書A 9.2.1" */
static const char *
read_after_standard (GArray     *numbers,
                     const char *folded,
                     const char *at)
{
  static const char *const gaps[] = { " ", "の", "附属書A", "付属書A", "附属書", "箇条", "項番", "Annex A", "Annex", "clause",
                                      "Clause", "control", "Control", "(", "[", ":", "管理策", "," };
  const char *prefix = "A";
  guint parts[3];
  const char *end;
  const char *number;
  gboolean again = TRUE;

  if (*at == ':' && strspn (at + 1, "0123456789") == 4)
    at += 5;
  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
        if (g_str_has_prefix (at, gaps[i]))
          {
            at += strlen (gaps[i]);
            again = TRUE;
            break;
          }
    }
  number = read_prefix (at, &prefix);
  if (number == NULL)
    number = at;
  if (read_parts (number, parts, &end) != 3)
    return NULL;
  add (numbers, prefix, parts, 3, at - folded, end - folded);

  return read_more (numbers, folded, prefix, parts, end);
}

/**
 * dip_control_numbers_find:
 * @folded: a text folded for width and spaces
 *
 * Finds the controls of ISO/IEC 27002 and 27017 that a text prints, in all
 * their spellings. Whether a catalogue has them is not asked. Linear.
 *
 * Returns: (transfer full) (element-type DipControlNumber): each once, as they come
 */
GArray *
dip_control_numbers_find (const char *folded)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (DipControlNumber));
  const char *at = folded;

  g_array_set_clear_func (numbers, dip_control_number_clear);
  while (*at != '\0')
    {
      gboolean goes_on = at > folded && g_ascii_isalnum (at[-1]);
      const char *prefix = NULL;
      const char *number;
      const char *end;
      guint parts[3];
      guint n;

      /* most places begin neither a prefix nor a standard */
      if (*at != 'A' && *at != 'C' && *at != 'c' && *at != '2')
        {
          at += dip_utf8_length (*at);
          continue;
        }
      if (!goes_on && (number = read_prefix (at, &prefix)) != NULL && (n = read_parts (number, parts, &end)) > 0 &&
          (n == 3 || *prefix == 'A'))
        {
          add (numbers, prefix, parts, n, at - folded, end - folded);
          at = n == 3 ? read_more (numbers, folded, prefix, parts, end) : end;
          continue;
        }
      if (strncmp (at, "27001", 5) == 0 || strncmp (at, "27002", 5) == 0 || strncmp (at, "27017", 5) == 0)
        {
          const char *after = read_after_standard (numbers, folded, at + 5);

          at = after != NULL ? after : at + 5;
          continue;
        }
      at++;
    }

  return numbers;
}
