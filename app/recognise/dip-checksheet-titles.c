/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Sections and sub-headings of a checksheet are both printed "N. title", in
 * rows with one filled cell or in lines of their own. Which is which shows in
 * the numbers of all of them together: sections count on to the end, the
 * sub-headings begin again at 1 in each section. So all titles are read at
 * once, by dynamic programming; the state is the section that a title stands
 * in, and a step costs what is odd about it: a number that does not come next,
 * a section without questions, a chapter's title of a guideline as a
 * sub-heading.
 */

/* With more titles than this each is a section: no sheet has them. */
#define MAX_TITLES 400

typedef struct
{
  guint    index;    /* of the piece */
  guint    number;
  guint    n_rows;   /* rows of questions since the title before */
  gboolean known;    /* a guideline calls its chapter so */
  gboolean text;     /* a line of its own, not a row */
  gboolean gap;      /* a table begins with it */
} Title;

guint
dip_sheet_parse_plain (const char *cell)
{
  guint value = 0;
  guint n = 0;

  for (const char *at = cell; *at != '\0'; at += dip_utf8_length (*at))
    {
      gunichar c = dip_glyph_narrow (dip_utf8_get (at));

      if (c >= '0' && c <= '9')
        {
          if (++n > 4)
            return 0;
          value = value * 10 + (c - '0');
        }
      else if (n == 0 && value == 0 && dip_glyph_circled (dip_utf8_get (at)) > 0)
        {
          value = dip_glyph_circled (dip_utf8_get (at));
          n = 4;
        }
      else if (((c == '(' || c == '[') && n == 0) || ((c == ')' || c == ']') && n > 0))
        continue;
      else if (!dip_glyph_is_space (dip_utf8_get (at)) && !(c == '.' && at[strlen (at) - 1] == *at && n > 0))
        return 0;
    }

  return value;
}

gboolean
dip_sheet_is_title_row (const DipPiece  *piece,
                        const char     **title)
{
  const GPtrArray *cells = piece->line->cells;

  *title = g_ptr_array_index (cells, 0);
  if (cells->len < 2 || **title == '\0' || strchr (*title, '\n') != NULL || dip_text_width (*title) > 120 ||
      dip_sheet_parse_plain (*title) > 0)
    return FALSE;

  for (guint i = 1; i < cells->len; i++)
    {
      if (*(const char *) g_ptr_array_index (cells, i) != '\0')
        return FALSE;
    }

  return TRUE;
}

static GArray *
list_titles (DipStructure *self,
             guint         last)
{
  GArray *titles = g_array_new (FALSE, FALSE, sizeof (Title));
  guint n_rows = 0;

  for (guint i = 0; i <= last && i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      const char *text = piece->text;
      const char *rest;
      guint parts[2] = { 0, 0 };
      gboolean split;
      Title title = { .index = i, .text = !piece->is_row, .n_rows = n_rows };

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      if (piece->is_row && !dip_sheet_is_title_row (piece, &text))
        {
          g_autoptr (DipSheetHead) head = dip_sheet_head_read (self, i);

          if (head != NULL && head->n_rows > 0)
            i += head->n_rows - 1;
          else
            n_rows++;
          continue;
        }
      if (!piece->is_row && (piece->width > 120 || dip_text_has_sentence (piece->text)))
        continue;
      if (dip_sheet_parse_title (self, text, parts, &split, &rest) != 1 || *rest == '\0')
        continue;

      title.number = parts[0];
      title.known = dip_structure_has_word (self, "checksheet-sections", rest);
      title.gap = dip_structure_has_gap (self, i);
      g_array_append_val (titles, title);
      n_rows = 0;
    }

  return titles;
}

/* What is odd about a title as a section behind the section @before (NULL for none). */
static double
price_section (const Title *before,
               const Title *title,
               gboolean     empty)
{
  double price = empty ? 0.7 : 0;

  if (before == NULL)
    return price + (title->number <= 1 ? 0 : 1.0);
  if (title->number == before->number + 1)
    return price;
  if (title->number <= before->number)
    return price + 3.0;

  return price + 1.5 + 0.2 * MIN (title->number - before->number, 10);
}

/* … as a sub-heading; @number is that of the sub-heading before it, 0 for none. */
static double
price_subheading (const Title *title,
                  guint        number,
                  gboolean     title_follows)
{
  double price = 0;

  if (title->number != number + 1)
    price += 2.5;
  if (number == 0 && title->n_rows > 0)
    price += 1.0;
  if (title->known)
    price += 1.0;
  if (title->text)
    price += 3.0;
  if (title->gap)
    price += 0.3;
  if (title_follows)
    price += 1.0;

  return price;
}

GHashTable *
dip_sheet_settle_titles (DipStructure *self,
                         guint         last)
{
  GHashTable *subheadings = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) titles = list_titles (self, last);
  guint n = titles->len;
  g_autofree double *best = NULL;
  g_autofree guint *before = NULL;
  guint state = 0;

#define TITLE(i) (&g_array_index (titles, Title, (i)))
#define AT(i, section) ((gsize) (i) * (n + 1) + (section))

  if (n == 0 || n > MAX_TITLES)
    return subheadings;

  /* best[i, s]: titles up to i read, the section under way is title s - 1, 0 for none. */
  best = g_new (double, (gsize) n * (n + 1));
  before = g_new0 (guint, (gsize) n * (n + 1));
  for (gsize k = 0; k < (gsize) n * (n + 1); k++)
    best[k] = G_MAXDOUBLE;
  best[AT (0, 1)] = price_section (NULL, TITLE (0), FALSE);

  for (guint i = 1; i < n; i++)
    {
      Title *title = TITLE (i);
      gboolean title_follows = i + 1 < n && TITLE (i + 1)->n_rows == 0;

      for (guint s = 1; s <= i; s++)
        {
          double so_far = best[AT (i - 1, s)];
          guint number = s == i ? 0 : TITLE (i - 1)->number;
          double price;

          if (so_far == G_MAXDOUBLE)
            continue;

          price = so_far + price_subheading (title, number, title_follows);
          if (price < best[AT (i, s)])
            {
              best[AT (i, s)] = price;
              before[AT (i, s)] = s;
            }

          price = so_far + price_section (TITLE (s - 1), title, title->n_rows == 0);
          if (price < best[AT (i, i + 1)])
            {
              best[AT (i, i + 1)] = price;
              before[AT (i, i + 1)] = s;
            }
        }
    }

  for (guint s = 1; s <= n; s++)
    {
      if (state == 0 || best[AT (n - 1, s)] < best[AT (n - 1, state)])
        state = s;
    }

  for (guint i = n; i-- > 0; )
    {
      if (state != i + 1)
        g_hash_table_add (subheadings, GUINT_TO_POINTER (TITLE (i)->index + 1));
      state = before[AT (i, state)];
    }

#undef AT
#undef TITLE

  return subheadings;
}

guint
dip_sheet_parse_title (DipStructure  *self,
                       const char    *text,
                       guint          parts[2],
                       gboolean      *may_split,
                       const char   **title)
{
  const char *at = text;
  guint digits[3] = { 0 };
  guint n_digits = 0;
  DipNumber number;

  *may_split = FALSE;

  /* "1 1. Title": recognised print has spaces between the digits of a number. */
  for (;;)
    {
      gunichar c = dip_glyph_narrow (dip_text_first (at));

      if (c < '0' || c > '9' || n_digits == 3)
        break;
      digits[n_digits++] = c - '0';
      at = g_utf8_next_char (at);
      if (dip_glyph_is_space (dip_text_first (at)))
        {
          const char *next = dip_text_skip_space (at);
          gunichar d = dip_glyph_narrow (dip_text_first (next));

          if (d >= '0' && d <= '9')
            {
              *may_split = TRUE;
              at = next;
            }
        }
    }
  if (*may_split && n_digits >= 2 && dip_glyph_narrow (dip_text_first (at)) == '.')
    {
      parts[0] = 0;
      for (guint i = 0; i < n_digits; i++)
        parts[0] = parts[0] * 10 + digits[i];
      *title = dip_text_skip_space (g_utf8_next_char (at));
      return 1;
    }
  *may_split = FALSE;

  *title = text;
  if (!dip_number_parse (text, self->draft->lexicon, &number))
    return 0;
  if (number.style != DIP_NUMBER_DECIMAL && number.style != DIP_NUMBER_CHAPTER && number.style != DIP_NUMBER_PAREN &&
      number.style != DIP_NUMBER_CIRCLED && number.style != DIP_NUMBER_CONTROL)
    return 0;

  *title = text + number.length;
  if (number.n_parts == 0 || number.n_parts > 2)
    return 0;
  parts[0] = number.parts[0];
  parts[1] = number.n_parts == 2 ? number.parts[1] : 0;

  return number.n_parts;
}
