/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include <math.h>
#include <string.h>

/*
 * Headings of a document that says nothing but the size of its letters, a PDF.
 * What stands in clearly larger letters than the text, in few lines, and in a
 * size that comes more than once, is a heading; its level is the rank of the
 * size. A title page has sizes of its own and keeps them. Where much of a
 * document is large, as slides are, nothing is called a heading. Lines that the
 * outline of the document names are headings already; see dip-pdf-outline.c.
 */

#define STEP          0.5   /* points: sizes nearer than this are one */
#define MAX_SIZES     200   /* steps; larger letters count as that */
#define LARGER        1.12  /* than the text: print programs round sizes */
#define MAX_LINES     4u    /* of one heading */
#define MAX_LETTERS   160
#define FULL_LETTERS  20u   /* a shorter line fills no page */
#define MAX_SHARE     0.25  /* of all letters */
#define SHORT_SHARE   0.6   /* the same where the text has letters that no slide has: its paragraphs are short */
#define SMALL_TEXT    12.5  /* points */
#define NEARLY_FULL   0.85  /* of the width of a column */
#define NEAR_LINES    20u   /* lines of text around a heading that tell how wide its column is */
#define MAX_RUNNING   3u    /* pages on which the same text is a heading */
#define MAX_LEVELS    6u

typedef struct
{
  guint first, n;     /* lines */
  int   step;         /* of the size */
  guint n_letters;
} Group;

static int
step_of (const DipLine *line)
{
  return (int) CLAMP (lround (line->size / STEP), 0, MAX_SIZES - 1);
}

static guint
count_letters (const DipLine *line)
{
  return (guint) g_utf8_strlen (line->text, -1);
}

/* The size of most letters. */
static int
find_body (const DipLayout *layout,
           guint           *n_all)
{
  guint counts[MAX_SIZES] = { 0 };
  int body = 0;

  *n_all = 0;
  for (guint i = 0; i < layout->lines->len; i++)
    {
      const DipLine *line = layout->lines->pdata[i];

      if (line->kind != DIP_LINE_TEXT || line->size <= 0.0)
        continue;
      counts[step_of (line)] += count_letters (line);
      *n_all += count_letters (line);
    }

  for (int i = 1; i < MAX_SIZES; i++)
    if (counts[i] > counts[body])
      body = i;

  return body;
}

/* How far to the right the text goes. */
static double
find_right (const DipLayout *layout,
            int              body)
{
  double right = 0;

  for (guint i = 0; i < layout->lines->len; i++)
    {
      const DipLine *line = layout->lines->pdata[i];

      if (line->kind == DIP_LINE_TEXT && step_of (line) == body)
        right = MAX (right, line->x + line->width);
    }

  return right;
}

/* Where the text above or below a line begins and ends, which stands in a column or over the whole page. */
static gboolean
find_column (const DipLayout *layout,
             int              body,
             guint            place,
             double          *left,
             double          *right)
{
  const DipLine *line = layout->lines->pdata[place];

  *left = G_MAXDOUBLE;
  *right = 0;

  /* Text above it may be wider: the title of a page with columns. */
  for (int way = 1; way >= -1 && *right <= 0; way -= 2)
    for (guint n = 1; n <= NEAR_LINES; n++)
      {
        const DipLine *near;

        if (way > 0 ? place + n >= layout->lines->len : place < n)
          break;
        near = layout->lines->pdata[way > 0 ? place + n : place - n];
        if (near->page != line->page)
          break;
        if (near->kind != DIP_LINE_TEXT || step_of (near) != body ||
            near->x > line->x + line->width || near->x + near->width < line->x)
          continue;
        *left = MIN (*left, near->x);
        *right = MAX (*right, near->x + near->width);
      }
  *left = MIN (*left, line->x);

  return *right > 0;
}

/* About how wide the first word of a line is. */
static double
estimate_word (const DipLine *line)
{
  gsize n = strcspn (line->text, " ");

  return line->width * (double) g_utf8_strlen (line->text, (gssize) n) / MAX (count_letters (line), 1);
}

/* A bracket that a heading closes with has no weight. */
static gboolean
has_letters (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

/* Whether @next is the rest of a heading that the line at @place could not hold. */
static gboolean
goes_on (const DipLayout *layout,
         guint            place,
         int              body,
         double           page_right)
{
  const DipLine *line = layout->lines->pdata[place];
  const DipLine *next = layout->lines->pdata[place + 1];
  double left = 0;
  double right = page_right;

  if (next->kind != DIP_LINE_TEXT || next->page != line->page || step_of (next) != step_of (line) ||
      (next->bold != line->bold && has_letters (next->text)) || step_of (line) <= body)
    return FALSE;

  /* The next column may begin with the rest. */
  if (next->y > line->y ? next->y - line->y >= 2.2 * line->size : next->x < line->x + line->width)
    return FALSE;

  /* Where lines stand far from each other those of a heading do so, too: what is no number goes on. */
  if (next->n_blank > 0)
    return !g_ascii_isalnum (*next->text) && find_column (layout, body, place, &left, &right) &&
           line->x + line->width - left > NEARLY_FULL * (right - left);
  if (line->x + line->width > 0.7 * page_right)
    return TRUE;

  if (!find_column (layout, body, place, &left, &right))
    return FALSE;

  return line->x + line->width - left > 0.7 * (right - left) ||
         line->x + line->width + estimate_word (next) > right + 0.5 * line->size;
}

/* The first page with a line of text that fills it: those before it are titles. */
static guint
find_first_page (const DipLayout *layout,
                 int              body,
                 double           right)
{
  for (guint i = 0; i < layout->lines->len; i++)
    {
      const DipLine *line = layout->lines->pdata[i];

      if (line->kind == DIP_LINE_ROW ||
          (step_of (line) == body && line->x + line->width > 0.8 * right && count_letters (line) > FULL_LETTERS))
        return line->page;
    }

  return 0;
}

/* Whether a line has a number and nothing that a title is made of, as "3 / 27" and "- 3 -" have. */
static gboolean
is_number (const char *text)
{
  gboolean digit = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_isalpha (c))
        return FALSE;
      digit = digit || g_unichar_isdigit (c);
    }

  return digit;
}

/* A number above or below all else on its page is that of the page, however large. */
static gboolean
is_page_number (const DipLayout *layout,
                const Group     *group)
{
  const DipLine *line = layout->lines->pdata[group->first];
  const DipLine *before = group->first > 0 ? layout->lines->pdata[group->first - 1] : NULL;
  const DipLine *after = NULL;

  if (group->first + group->n < layout->lines->len)
    after = layout->lines->pdata[group->first + group->n];

  return is_number (line->text) &&
         (before == NULL || after == NULL || before->page != line->page || after->page != line->page);
}

/* What stands in larger letters than the text. (element-type Group) */
static GArray *
find_groups (const DipLayout *layout,
             int              body,
             double           right)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  guint first_page = find_first_page (layout, body, right);

  for (guint i = 0; i < layout->lines->len; )
    {
      const DipLine *line = layout->lines->pdata[i];
      Group group = { i, 1, step_of (line), count_letters (line) };

      while (line->kind == DIP_LINE_TEXT && i + group.n < layout->lines->len &&
             goes_on (layout, i + group.n - 1, body, right))
        group.n_letters += count_letters (layout->lines->pdata[i + group.n++]);
      i += group.n;

      if (line->kind == DIP_LINE_TEXT && group.step > LARGER * body && group.n <= MAX_LINES &&
          group.n_letters <= MAX_LETTERS && line->page >= first_page && !is_page_number (layout, &group))
        g_array_append_val (groups, group);
    }

  return groups;
}

/* A size that comes once is a title's; a text that comes on many pages runs above them. */
static void
drop_lonely (const DipLayout *layout,
             GArray          *groups,
             const guint      named[MAX_SIZES])
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  guint counts[MAX_SIZES] = { 0 };
  guint kept = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const Group *group = &g_array_index (groups, Group, i);
      const DipLine *line = layout->lines->pdata[group->first];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (texts, line->text));

      g_hash_table_insert (texts, line->text, GUINT_TO_POINTER (n + 1));
      if (n == 0)
        counts[group->step]++;
    }

  for (guint i = 0; i < groups->len; i++)
    {
      Group group = g_array_index (groups, Group, i);
      const DipLine *line = layout->lines->pdata[group.first];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (texts, line->text));

      if ((counts[group.step] > 1 || named[group.step] > 0) && n <= MAX_RUNNING)
        g_array_index (groups, Group, kept++) = group;
    }
  g_array_set_size (groups, kept);
}

static gboolean
is_wide (gunichar c)
{
  return c >= 0x2e80;
}

/* Joins the lines of a heading into its first one. */
static void
join_lines (DipLayout           *layout,
            const DipReadHeading *heading)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DipLine *first = layout->lines->pdata[heading->first];

  for (guint i = 0; i < heading->n; i++)
    {
      const DipLine *line = layout->lines->pdata[heading->first + i];

      if (text->len > 0 && *line->text != '\0' && !is_wide (g_utf8_get_char (line->text)) &&
          !is_wide (g_utf8_get_char (g_utf8_find_prev_char (text->str, text->str + text->len))))
        g_string_append_c (text, ' ');
      g_string_append (text, line->text);

      first->width = MAX (first->x + first->width, line->x + line->width) - MIN (first->x, line->x);
      first->x = MIN (first->x, line->x);
      first->height = line->y + line->height - first->y;
    }

  g_free (first->text);
  first->text = g_string_free (g_steal_pointer (&text), FALSE);
}

void
_dip_read_make_headings (DipLayout *layout,
                         GArray    *headings)
{
  GPtrArray *lines = g_ptr_array_new_full (layout->lines->len, (GDestroyNotify) dip_line_free);
  guint next = 0;

  for (guint i = 0; i < layout->lines->len; i++)
    {
      const DipReadHeading *heading = next < headings->len ? &g_array_index (headings, DipReadHeading, next) : NULL;
      DipLine *line = layout->lines->pdata[i];

      if (heading != NULL && heading->first == i)
        {
          join_lines (layout, heading);
          if (heading->level > 0)
            line->kind = DIP_LINE_HEADING;
          line->level = heading->level;
        }

      if (heading != NULL && i > heading->first)
        dip_line_free (line);
      else
        g_ptr_array_add (lines, line);
      if (heading != NULL && i + 1 == heading->first + heading->n)
        next++;
    }

  g_ptr_array_set_free_func (layout->lines, NULL);
  g_ptr_array_unref (layout->lines);
  layout->lines = lines;
}

/* Whether a line in large letters goes on in the next one because it is full. Titles are set in the middle, too: what
 * would be enough for a heading is not for them. */
static gboolean
is_full (const DipLayout *layout,
         guint            place,
         int              body,
         double           page_right)
{
  const DipLine *line = layout->lines->pdata[place];
  const DipLine *next = layout->lines->pdata[place + 1];
  gunichar c = g_utf8_get_char (next->text);

  return next->n_blank == 0 && next->y > line->y && goes_on (layout, place, body, page_right) &&
         line->x + line->width + (is_wide (c) ? line->size : estimate_word (next)) > page_right;
}

/* A title that its line could not hold is one line: it may be the only one of its size. */
static void
join_titles (DipLayout *layout,
             int        body,
             double     page_right)
{
  g_autoptr (GArray) titles = g_array_new (FALSE, FALSE, sizeof (DipReadHeading));

  for (guint i = 0; i < layout->lines->len; )
    {
      DipReadHeading title = { i, 1, 0 };
      const DipLine *line = layout->lines->pdata[i];
      guint n_letters = line->kind == DIP_LINE_TEXT ? count_letters (line) : 0;

      while (line->kind == DIP_LINE_TEXT && step_of (line) > LARGER * body && i + title.n < layout->lines->len &&
             is_full (layout, i + title.n - 1, body, page_right))
        n_letters += count_letters (layout->lines->pdata[i + title.n++]);
      i += title.n;

      if (title.n > 1 && title.n <= MAX_LINES && n_letters <= MAX_LETTERS)
        g_array_append_val (titles, title);
    }

  if (titles->len > 0)
    _dip_read_make_headings (layout, titles);
}

/* The level of the headings of each size that the outline of the document names, 0 where it names none. */
static gboolean
find_named (const DipLayout *layout,
            guint            named[MAX_SIZES])
{
  gboolean any = FALSE;

  memset (named, 0, MAX_SIZES * sizeof *named);
  for (guint i = 0; i < layout->lines->len; i++)
    {
      const DipLine *line = layout->lines->pdata[i];
      guint *level = &named[step_of (line)];

      if (line->kind != DIP_LINE_HEADING)
        continue;
      *level = *level == 0 ? line->level : MIN (*level, line->level);
      any = TRUE;
    }

  return any;
}

/* Rank of each size among those of headings. An outline tells the levels of those that it names, those of smaller
 * letters are below them, and what stands in larger ones is the title. */
static void
rank_sizes (GArray      *groups,
            const guint  named[MAX_SIZES],
            gboolean     outlined,
            guint        levels[MAX_SIZES])
{
  guint level = 0;

  memset (levels, 0, MAX_SIZES * sizeof *levels);
  for (guint i = 0; i < groups->len; i++)
    levels[g_array_index (groups, Group, i).step] = 1;
  for (int i = MAX_SIZES - 1; i >= 0; i--)
    if (named[i] > 0)
      levels[i] = level = MIN (named[i], MAX_LEVELS);
    else if (levels[i] > 0)
      levels[i] = level = outlined && level == 0 ? 0 : MIN (level + 1, MAX_LEVELS);
}

void
_dip_read_find_headings (DipLayout *layout)
{
  g_autoptr (GArray) groups = NULL;
  g_autoptr (GArray) headings = g_array_new (FALSE, FALSE, sizeof (DipReadHeading));
  guint named[MAX_SIZES];
  guint levels[MAX_SIZES];
  guint n_letters = 0;
  guint n_all;
  int body = find_body (layout, &n_all);
  gboolean outlined;

  if (body == 0)
    return;

  join_titles (layout, body, find_right (layout, body));
  outlined = find_named (layout, named);
  groups = find_groups (layout, body, find_right (layout, body));
  drop_lonely (layout, groups, named);
  for (guint i = 0; i < groups->len; i++)
    n_letters += g_array_index (groups, Group, i).n_letters;
  if (groups->len == 0 || n_letters > (body * STEP > SMALL_TEXT ? MAX_SHARE : SHORT_SHARE) * n_all)
    return;

  rank_sizes (groups, named, outlined, levels);
  for (guint i = 0; i < groups->len; i++)
    {
      const Group *group = &g_array_index (groups, Group, i);
      DipReadHeading heading = { group->first, group->n, levels[group->step] };

      if (heading.level > 0)
        g_array_append_val (headings, heading);
    }
  _dip_read_make_headings (layout, headings);
}
