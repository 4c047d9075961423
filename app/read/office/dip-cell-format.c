/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-cell-format.h"

#include <math.h>
#include <string.h>

/*
 * Number formats of spreadsheets (ECMA-376 part 1, 18.8.30 and 18.8.31):
 *
 *   code    = section *( ";" section )     positive; negative; zero; text
 *   section = *( "[" condition | colour | locale "]" | literal | digit | "." | "," | "%" | "E+" digits | date )
 *   literal = '"' … '"' | "\" character | "_" character (a space) | "*" character (nothing)
 *
 * The cell of a paper with the value 7 and the format "R-"000 says R-007, and
 * that is what people cite. Colours and widths are left out.
 */

/* A code is at most 255 characters in Excel. */
#define MAX_CODE 1024
#define MAX_DECIMALS 30

/* Some units in the last place. */
#define ROUNDING 1e-15
#define MAX_SECTIONS 4

typedef struct
{
  const char *text;
  gsize       length;
} Section;

/* The formats that a file refers to by number only; those that depend on the country are Japan's, where
 * the order year, month, day is also the one that nobody misreads. */
const char *
dip_cell_format_builtin (guint id)
{
  static const char *const codes[] = {
    [1] = "0", [2] = "0.00", [3] = "#,##0", [4] = "#,##0.00",
    [5] = "¥#,##0", [6] = "¥#,##0", [7] = "¥#,##0.00", [8] = "¥#,##0.00",
    [9] = "0%", [10] = "0.00%", [11] = "0.00E+00", [12] = "General", [13] = "General",
    [14] = "yyyy/m/d", [15] = "d-mmm-yy", [16] = "d-mmm", [17] = "mmm-yy",
    [18] = "h:mm AM/PM", [19] = "h:mm:ss AM/PM", [20] = "h:mm", [21] = "h:mm:ss", [22] = "yyyy/m/d h:mm",
    [27] = "[$-411]ge.m.d", [28] = "[$-411]ggge年m月d日", [29] = "[$-411]ggge年m月d日",
    [30] = "m/d/yy", [31] = "yyyy年m月d日", [32] = "h時mm分", [33] = "h時mm分ss秒",
    [34] = "yyyy年m月", [35] = "m月d日", [36] = "[$-411]ge.m.d",
    [37] = "#,##0", [38] = "#,##0", [39] = "#,##0.00", [40] = "#,##0.00",
    [41] = "#,##0", [42] = "¥#,##0", [43] = "#,##0.00", [44] = "¥#,##0.00",
    [45] = "mm:ss", [46] = "[h]:mm:ss", [47] = "mm:ss.0", [48] = "##0.0E+0",
    [50] = "[$-411]ge.m.d", [51] = "[$-411]ggge年m月d日", [52] = "yyyy年m月", [53] = "m月d日",
    [54] = "[$-411]ggge年m月d日", [55] = "yyyy年m月", [56] = "m月d日", [57] = "[$-411]ge.m.d",
    [58] = "[$-411]ggge年m月d日",
  };

  return id < G_N_ELEMENTS (codes) ? codes[id] : NULL;
}

/**
 * dip_cell_format_general:
 * @value: a number
 *
 * Returns: (transfer full): the number with as many digits as a cell keeps
 */
char *
dip_cell_format_general (double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("");

  /* 0 has a sign in binary only. */
  if (value == 0)
    return g_strdup ("0");

  if (fabs (value) < 1e15 && fabs (value) >= 1e-4 && value == floor (value))
    return g_strdup_printf ("%.0f", value);
  g_ascii_formatd (digits, sizeof digits, "%.15G", value);

  return g_strdup (digits);
}

/* Bytes of what begins at @at and is no digit: a literal, a condition, one character. */
static gsize
token_length (const char *at,
              const char *end)
{
  const char *close;
  gsize n;

  switch (*at)
    {
    case '"':
      close = memchr (at + 1, '"', (gsize) (end - at - 1));
      return close != NULL ? (gsize) (close + 1 - at) : (gsize) (end - at);

    case '[':
      close = memchr (at, ']', (gsize) (end - at));
      return close != NULL ? (gsize) (close + 1 - at) : (gsize) (end - at);

    case '\\':
    case '_':
    case '*':
      if (at + 1 >= end)
        return 1;
      n = 1 + (gsize) (g_utf8_next_char (at + 1) - (at + 1));
      return MIN (n, (gsize) (end - at));

    default:
      n = (gsize) (g_utf8_next_char (at) - at);
      return MIN (n, (gsize) (end - at));
    }
}

static guint
cut_sections (const char *code,
              Section     sections[MAX_SECTIONS])
{
  const char *end = code + strlen (code);
  const char *from = code;
  guint n = 0;

  for (const char *at = code; n < MAX_SECTIONS; )
    {
      if (at >= end || *at == ';')
        {
          sections[n].text = from;
          sections[n].length = (gsize) (at - from);
          n++;
          if (at >= end)
            break;
          from = ++at;
          continue;
        }
      at += token_length (at, end);
    }

  return n;
}

/* "[>=100]": whether a section has a condition, and whether the value meets it. */
static gboolean
read_condition (const Section *section,
                double         value,
                gboolean      *holds)
{
  const char *end = section->text + section->length;

  for (const char *at = section->text; at < end; at += token_length (at, end))
    {
      g_autofree char *limit_text = NULL;
      const char *from = at + 1;
      gboolean less, more, equal;
      double limit;

      if (*at != '[' || at + 2 >= end || strchr ("<>=", at[1]) == NULL)
        continue;

      less = more = equal = FALSE;
      for (; from < end && strchr ("<>=", *from) != NULL && *from != '\0'; from++)
        {
          less = less || *from == '<';
          more = more || *from == '>';
          equal = equal || *from == '=';
        }
      limit_text = g_strndup (from, (gsize) (end - from));
      limit = g_ascii_strtod (limit_text, NULL);
      if (less && more)
        *holds = value != limit;
      else
        *holds = (less && value < limit) || (more && value > limit) || (equal && value == limit);
      return TRUE;
    }

  return FALSE;
}

static const Section *
choose_section (const Section *sections,
                guint          n,
                double        *value)
{
  gboolean holds;

  if (n == 0)
    return NULL;

  if (read_condition (&sections[0], *value, &holds))
    {
      if (holds || n == 1)
        return &sections[0];
      if (n == 2)
        return &sections[1];
      if (read_condition (&sections[1], *value, &holds) ? holds : *value < 0)
        return &sections[1];
      return &sections[2];
    }

  /* The section for negative numbers prints its own sign. */
  if (*value < 0 && n >= 2)
    {
      *value = -*value;
      return &sections[1];
    }
  if (*value == 0 && n >= 3)
    return &sections[2];

  return &sections[0];
}

typedef struct
{
  guint n_integer;
  guint n_decimals;
  guint n_percent;
  guint n_scale;      /* commas at the end of the digits: thousands */
  gboolean grouped;
  gboolean exponent;
  gboolean general;
  gboolean text;
} Shape;

static Shape
measure (const Section *section)
{
  const char *end = section->text + section->length;
  Shape shape = { 0 };
  gboolean point = FALSE;
  guint n_commas = 0;

  for (const char *at = section->text; at < end; at += token_length (at, end))
    {
      gsize left = (gsize) (end - at);

      if (*at == '0' || *at == '#' || *at == '?')
        {
          if (n_commas > 0)
            shape.grouped = TRUE;
          n_commas = 0;
          if (shape.exponent)
            continue;
          if (point)
            shape.n_decimals++;
          else
            shape.n_integer++;
        }
      else if (*at == '.')
        {
          point = TRUE;
        }
      else if (*at == ',')
        {
          n_commas += shape.n_integer + shape.n_decimals > 0;
        }
      else if (*at == '%')
        {
          shape.n_percent++;
        }
      else if ((*at == 'E' || *at == 'e') && left >= 2 && (at[1] == '+' || at[1] == '-'))
        {
          shape.exponent = TRUE;
        }
      else if (*at == '@')
        {
          shape.text = TRUE;
        }
      else if (left >= 7 && g_ascii_strncasecmp (at, "General", 7) == 0)
        {
          shape.general = TRUE;
          return shape;
        }
    }
  shape.n_scale = n_commas;
  shape.n_decimals = MIN (shape.n_decimals, MAX_DECIMALS);

  return shape;
}

static void
append_literal (GString    *out,
                const char *at,
                gsize       length)
{
  switch (*at)
    {
    case '"':
      if (length >= 2)
        g_string_append_len (out, at + 1, (gssize) length - 2);
      break;

    case '\\':
      g_string_append_len (out, at + 1, (gssize) length - 1);
      break;

    case '_':
      g_string_append_c (out, ' ');
      break;

    case '*':
      break;

    case '[':
      /* "[$€-407]": a currency before its locale. */
      if (length > 3 && at[1] == '$')
        {
          gsize n = 2;

          while (n < length - 1 && at[n] != '-')
            n++;
          g_string_append_len (out, at + 2, (gssize) n - 2);
        }
      break;

    default:
      g_string_append_len (out, at, (gssize) length);
      break;
    }
}

static void
append_number (GString       *out,
               const Section *section,
               const Shape   *shape,
               double         value)
{
  const char *end = section->text + section->length;
  g_autofree char *digits = NULL;
  const char *integer, *decimals;
  guint n_digits, n_seen = 0, n_decimal = 0;
  gboolean negative = value < 0;
  gboolean point = FALSE;

  value = fabs (value) * pow (100, shape->n_percent) / pow (1000, shape->n_scale);

  /* Half goes up, also where binary has a little less than half. */
  digits = g_strdup_printf ("%.*f", (int) shape->n_decimals, value * (1 + ROUNDING));
  integer = digits;
  decimals = strchr (digits, '.');
  n_digits = decimals != NULL ? (guint) (decimals - digits) : (guint) strlen (digits);
  decimals = decimals != NULL ? decimals + 1 : "";
  if (n_digits == 1 && *integer == '0')
    n_digits = 0;

  if (negative && strspn (digits, "0.") < strlen (digits))
    g_string_append_c (out, '-');

  for (const char *at = section->text; at < end; )
    {
      gsize n = token_length (at, end);

      if ((*at == '0' || *at == '#' || *at == '?') && !point)
        {
          guint left = shape->n_integer - n_seen;   /* places from here on, this one included */
          guint from = n_seen == 0 ? 0 : n_digits > left ? n_digits - left : 0;
          guint to = n_digits >= left ? n_digits - left + 1 : 0;

          for (guint i = from; i < to; i++)
            {
              g_string_append_c (out, integer[i]);
              if (shape->grouped && (n_digits - i - 1) % 3 == 0 && i + 1 < n_digits)
                g_string_append_c (out, ',');
            }
          if (n_digits < left && *at == '0')
            {
              g_string_append_c (out, '0');
              if (shape->grouped && (left - 1) % 3 == 0 && left > 1)
                g_string_append_c (out, ',');
            }
          n_seen++;
        }
      else if (*at == '0' || *at == '#' || *at == '?')
        {
          /* Zeros at the end are printed at a 0 only. */
          if (n_decimal < shape->n_decimals &&
              (*at == '0' || decimals[n_decimal + strspn (decimals + n_decimal, "0")] != '\0'))
            g_string_append_c (out, decimals[n_decimal]);
          n_decimal++;
        }
      else if (*at == '.')
        {
          point = TRUE;
          if (shape->n_integer == 0 && n_digits > 0)
            g_string_append_len (out, integer, n_digits);
          if (shape->n_decimals > 0)
            g_string_append_c (out, '.');
        }
      else if (*at != ',')
        {
          append_literal (out, at, n);
        }
      at += n;
    }

  if (point && out->len > 0 && out->str[out->len - 1] == '.')
    g_string_truncate (out, out->len - 1);
}

/**
 * dip_cell_format_number:
 * @code: a number format; %NULL for none
 * @value: what is in the cell
 * @from_1904: whether days are counted from 1904, not from 1900
 *
 * Prints a number as a spreadsheet shows it: numbers, percents, dates, times,
 * Japanese eras. A code that prints nothing, or that cannot be read, gives the
 * plain number: a reader must not miss what a format hides. Any thread.
 *
 * Returns: (transfer full): what the cell shows
 */
char *
dip_cell_format_number (const char *code,
                        double      value,
                        gboolean    from_1904)
{
  g_autoptr (GString) out = NULL;
  Section sections[MAX_SECTIONS] = { 0 };
  const Section *section;
  double shown = value;
  Shape shape;
  guint n;

  if (code == NULL || !isfinite (value) || fabs (value) > 1e300 || strlen (code) > MAX_CODE)
    return dip_cell_format_general (value);

  n = cut_sections (code, sections);
  section = choose_section (sections, n, &shown);
  if (section == NULL || section->length == 0)
    return dip_cell_format_general (value);

  out = g_string_new (NULL);
  if (_dip_cell_format_is_date (section->text, section->length))
    {
      if (!_dip_cell_format_date (out, section->text, section->length, value, from_1904))
        return dip_cell_format_general (value);
      return g_string_free (g_steal_pointer (&out), FALSE);
    }

  shape = measure (section);
  if (shape.exponent && !shape.general)
    {
      char digits[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *format = g_strdup_printf ("%%.%uE", MIN (shape.n_decimals, 15));

      g_ascii_formatd (digits, sizeof digits, format, value);
      return g_strdup (digits);
    }
  if (shape.general || shape.text || shape.n_integer + shape.n_decimals == 0)
    return dip_cell_format_general (value);

  append_number (out, section, &shape, shown);
  g_strstrip (out->str);
  if (*out->str == '\0')
    return dip_cell_format_general (value);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
