/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"
#include "read/pdf/dip-pdf.h"

#include <math.h>
#include <string.h>

/*
 * The outline of a document, which programs show beside its pages, names titles
 * and the pages where they stand:
 *
 *   Part one             page 1   level 1
 *     1.1 Access         page 2   level 2
 *
 * A line that says on its page what the outline does is a heading, whatever it
 * looks like. Titles may go over several lines there, and have their number only
 * there. One title above all others is that of the document. An outline most of
 * whose titles stand elsewhere, or that names every other line, says nothing.
 */

#define MAX_ENTRIES 2000u
#define MAX_DEPTH   6u
#define MAX_TITLE   600u     /* bytes, without white space */
#define MAX_LINES   4u       /* of one heading */
#define MAX_NUMBER  8u       /* letters before a title that the outline leaves out */
#define MIN_FOUND   2u       /* titles; one may stand anywhere by chance */
#define MAX_TRIED   1000000u /* lines that are held against titles */
#define MAX_SHARE   3u       /* of so many lines one may be a title */

typedef struct
{
  char   *text;   /* (owned) without white space */
  guint   page;
  guint   depth;  /* from 1 */
  double  y;      /* from the bottom of the page, negative if unknown */
} Entry;

static void
entry_clear (gpointer data)
{
  Entry *self = data;

  g_clear_pointer (&self->text, g_free);
}

/* What two spellings of a title have in common. */
static char *
squeeze (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *at = normal != NULL ? normal : ""; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)) && g_unichar_isprint (g_utf8_get_char (at)))
      g_string_append_unichar (out, g_utf8_get_char (at));

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* FALSE where a place is none in this document. */
static gboolean
set_place (Entry             *self,
           PopplerDocument   *document,
           const PopplerDest *dest)
{
  PopplerDest *found = NULL;

  if (dest != NULL && dest->type == POPPLER_DEST_NAMED && dest->named_dest != NULL)
    dest = found = poppler_document_find_dest (document, dest->named_dest);
  if (dest != NULL && dest->page_num > 0)
    {
      self->page = (guint) dest->page_num;
      self->y = dest->change_top && isfinite (dest->top) ? dest->top : -1;
    }
  g_clear_pointer (&found, poppler_dest_free);

  return self->page > 0;
}

static void
add_entry (GArray           *entries,
           PopplerDocument  *document,
           PopplerIndexIter *iter,
           guint             depth)
{
  PopplerAction *action = poppler_index_iter_get_action (iter);
  Entry entry = { NULL, 0, depth, -1 };

  if (action != NULL && action->type == POPPLER_ACTION_GOTO_DEST && action->goto_dest.title != NULL &&
      set_place (&entry, document, action->goto_dest.dest))
    {
      entry.text = squeeze (action->goto_dest.title);
      if (*entry.text != '\0' && strlen (entry.text) <= MAX_TITLE)
        g_array_append_val (entries, entry);
      else
        entry_clear (&entry);
    }
  g_clear_pointer (&action, poppler_action_free);
}

/* An outline may go around in circles. @n_seen counts all that was looked at. */
static void
collect (GArray           *entries,
         PopplerDocument  *document,
         PopplerIndexIter *iter,
         guint             depth,
         guint            *n_seen)
{
  do
    {
      PopplerIndexIter *child;

      add_entry (entries, document, iter, depth);
      child = depth < MAX_DEPTH && *n_seen < MAX_ENTRIES ? poppler_index_iter_get_child (iter) : NULL;
      if (child != NULL)
        collect (entries, document, child, depth + 1, n_seen);
      g_clear_pointer (&child, poppler_index_iter_free);
    }
  while (++*n_seen < MAX_ENTRIES && poppler_index_iter_next (iter));
}

static GArray *
read_outline (PopplerDocument *document)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  PopplerIndexIter *iter = poppler_index_iter_new (document);
  guint n_seen = 0;

  g_array_set_clear_func (entries, entry_clear);
  if (iter != NULL)
    collect (entries, document, iter, 1, &n_seen);
  g_clear_pointer (&iter, poppler_index_iter_free);

  return entries;
}

/* The title of the document above all others is no heading of it. */
static void
drop_root (GArray *entries)
{
  guint n_top = 0;

  for (guint i = 0; i < entries->len; i++)
    n_top += g_array_index (entries, Entry, i).depth == 1;
  if (n_top > 1 || entries->len < 2)
    return;

  if (n_top == 1 && g_array_index (entries, Entry, 0).depth == 1)
    g_array_remove_index (entries, 0);
  for (guint i = 0; i < entries->len; i++)
    g_array_index (entries, Entry, i).depth = MAX (g_array_index (entries, Entry, i).depth, 2) - 1;
}

/* Lines of a page without their white space, where they were asked for. */
typedef struct
{
  const DipLayout *layout;
  char           **texts;   /* (owned) one a line of the layout */
  guint           *firsts;  /* of each page, the first line; the end of the last one behind them */
  guint            n_pages;
  guint            n_tried;
} Lines;

static void
lines_init (Lines           *self,
            const DipLayout *layout)
{
  guint page = 0;

  self->n_tried = 0;
  self->layout = layout;
  self->n_pages = layout->n_pages;
  self->texts = g_new0 (char *, layout->lines->len + 1);
  self->firsts = g_new0 (guint, self->n_pages + 2);
  for (guint i = 0; i < layout->lines->len; i++)
    for (; page < MIN (((const DipLine *) layout->lines->pdata[i])->page, self->n_pages); )
      self->firsts[++page] = i;
  while (page <= self->n_pages)
    self->firsts[++page] = layout->lines->len;
}

static void
lines_clear (Lines *self)
{
  for (guint i = 0; i < self->layout->lines->len; i++)
    g_free (self->texts[i]);
  g_free (self->texts);
  g_free (self->firsts);
}

static const char *
lines_get (Lines *self,
           guint  place)
{
  const DipLine *line = self->layout->lines->pdata[place];

  if (self->texts[place] == NULL)
    self->texts[place] = line->kind == DIP_LINE_TEXT && line->note == 0 ? squeeze (line->text) : g_strdup ("");

  return self->texts[place];
}

/* Whether what stands before a title is its number. */
static gboolean
is_number (const char *text,
           gsize       length)
{
  gboolean digit = FALSE;

  if (g_utf8_strlen (text, (gssize) length) > MAX_NUMBER)
    return FALSE;
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    digit = digit || g_unichar_isdigit (g_utf8_get_char (at));

  return digit;
}

/* The lines from one on that say what a title does, 0 where they do not. */
static guint
match (Lines       *lines,
       guint        place,
       guint        end,
       const Entry *entry)
{
  const char *rest = entry->text;
  const char *first = lines_get (lines, place);
  gsize length = strlen (first);
  gsize n = strlen (rest);

  if (length > n && g_str_has_suffix (first, rest) && is_number (first, length - n))
    return 1;

  for (guint i = place; i < MIN (end, place + MAX_LINES); i++)
    {
      const char *text = lines_get (lines, i);

      if (*text == '\0' || !g_str_has_prefix (rest, text))
        return 0;
      rest += strlen (text);
      if (*rest == '\0')
        return i + 1 - place;
    }

  return 0;
}

static double
find_height (PopplerDocument *document,
             guint            number)
{
  PopplerPage *page = poppler_document_get_page (document, (int) number - 1);
  double width = 0;
  double height = 0;

  if (page != NULL)
    poppler_page_get_size (page, &width, &height);
  g_clear_object (&page);

  return height;
}

/* Where the title stands on its page: of several places the one nearest to that which the outline tells. */
static DipReadHeading
find_line (Lines           *lines,
           PopplerDocument *document,
           const Entry     *entry)
{
  DipReadHeading heading = { 0, 0, entry->depth };
  double height = 0;
  double best = 0;

  if (entry->page > lines->n_pages)
    return heading;

  for (guint i = lines->firsts[entry->page]; i < lines->firsts[entry->page + 1] && lines->n_tried < MAX_TRIED; i++)
    {
      const DipLine *line = lines->layout->lines->pdata[i];
      guint n = match (lines, i, lines->firsts[entry->page + 1], entry);
      double distance;

      lines->n_tried++;
      if (n == 0)
        continue;
      if (heading.n > 0 && height == 0)
        {
          height = find_height (document, entry->page);
          best = fabs (height - entry->y - ((const DipLine *) lines->layout->lines->pdata[heading.first])->y);
        }
      distance = fabs (height - entry->y - line->y);
      if (heading.n > 0 && (entry->y < 0 || distance >= best))
        continue;
      heading.first = i;
      heading.n = n;
      best = distance;
    }

  return heading;
}

static int
compare_headings (gconstpointer a,
                  gconstpointer b)
{
  const DipReadHeading *first = a;
  const DipReadHeading *second = b;

  return first->first < second->first ? -1 : first->first > second->first;
}

/* Two titles may name one line. */
static void
drop_overlaps (GArray *headings)
{
  guint kept = 0;
  guint end = 0;

  g_array_sort (headings, compare_headings);
  for (guint i = 0; i < headings->len; i++)
    {
      DipReadHeading heading = g_array_index (headings, DipReadHeading, i);

      if (heading.first < end)
        continue;
      end = heading.first + heading.n;
      g_array_index (headings, DipReadHeading, kept++) = heading;
    }
  g_array_set_size (headings, kept);
}

void
_dip_pdf_apply_outline (PopplerDocument *document,
                        DipLayout       *layout)
{
  g_autoptr (GArray) entries = read_outline (document);
  g_autoptr (GArray) headings = NULL;
  Lines lines;

  drop_root (entries);
  if (entries->len < MIN_FOUND)
    return;

  headings = g_array_new (FALSE, FALSE, sizeof (DipReadHeading));
  lines_init (&lines, layout);
  for (guint i = 0; i < entries->len; i++)
    {
      DipReadHeading heading = find_line (&lines, document, &g_array_index (entries, Entry, i));

      if (heading.n > 0)
        g_array_append_val (headings, heading);
    }
  lines_clear (&lines);

  if (headings->len < MIN_FOUND || headings->len * 2 < entries->len)
    return;
  drop_overlaps (headings);
  if (headings->len * MAX_SHARE <= layout->lines->len)
    _dip_read_make_headings (layout, headings);
}
