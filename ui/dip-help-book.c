/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-help-book.h"

#include <gio/gio.h>
#include <string.h>

#define HELP_PATH RESOURCE_PATH "/help"

/* Characters before the place that an excerpt shows, so that it can be told
 * what the sentence is about in a column of some 30 letters. */
#define EXCERPT_BEFORE 24
#define EXCERPT_LENGTH 120

struct _DipHelpBook
{
  char      *language;  /* "en" */
  GPtrArray *pages;     /* (element-type DipHelpPage), in the order of pages.txt */
};

static char *
load_text (const char *path)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *text;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

/**
 * dip_help_book_new:
 * @languages: names of languages, what is wanted most first
 *
 * Loads the pages of the first language that there are pages of, in English
 * where there is none.
 *
 * Returns: the book
 */
DipHelpBook *
dip_help_book_new (const char *const *languages)
{
  DipHelpBook *self = g_new0 (DipHelpBook, 1);
  g_autofree char *contents = load_text (HELP_PATH "/pages.txt");
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (contents != NULL, self);

  for (guint i = 0; languages[i] != NULL && self->language == NULL; i++)
    {
      g_autofree char *path = g_strdup_printf (HELP_PATH "/%s/start.md", languages[i]);

      if (g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
        self->language = g_strdup (languages[i]);
    }
  if (self->language == NULL)
    self->language = g_strdup ("en");

  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_help_page_free);
  names = g_strsplit (contents, "\n", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf (HELP_PATH "/%s/%s.md", self->language, names[i]);
      g_autofree char *text = NULL;

      if (*names[i] == '\0' || *names[i] == '#')
        continue;

      text = load_text (path);
      if (text != NULL)
        g_ptr_array_add (self->pages, dip_help_page_new (names[i], text));
    }

  return self;
}

void
dip_help_book_free (DipHelpBook *self)
{
  if (self == NULL)
    return;

  g_free (self->language);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_free (self);
}

/* The language of the pages, "ja". */
const char *
dip_help_book_get_language (DipHelpBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->language;
}

guint
dip_help_book_get_n_pages (DipHelpBook *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

const DipHelpPage *
dip_help_book_get_page (DipHelpBook *self,
                        guint        position)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < self->pages->len, NULL);

  return g_ptr_array_index (self->pages, position);
}

/**
 * dip_help_book_find:
 * @self: a book
 * @name: (nullable): the name of a page, with or without `.md`
 *
 * Returns: (nullable): the page, or NULL if there is none of that name
 */
const DipHelpPage *
dip_help_book_find (DipHelpBook *self,
                    const char  *name)
{
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);

  if (name == NULL)
    return NULL;

  length = g_str_has_suffix (name, ".md") ? strlen (name) - 3 : strlen (name);
  for (guint i = 0; i < self->pages->len; i++)
    {
      const DipHelpPage *page = g_ptr_array_index (self->pages, i);

      if (strlen (page->name) == length && strncmp (page->name, name, length) == 0)
        return page;
    }

  return NULL;
}

/* --- Search -------------------- */

/* Width and case go, so that "ＰＤＦ" is found by "pdf". */
static char *
fold (const char *text,
      gssize      length)
{
  g_autofree char *normal = g_utf8_normalize (text, length, G_NORMALIZE_NFKC);

  return normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup ("");
}

static GStrv
cut_words (const char *query)
{
  g_autofree char *folded = fold (query, -1);
  g_auto (GStrv) pieces = g_strsplit_set (folded, " \t", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      if (*pieces[i] != '\0')
        g_strv_builder_add (words, pieces[i]);
    }

  return g_strv_builder_end (words);
}

/* A text folded letter by letter, and where each byte of that came from. */
static char *
fold_with_places (const char *text,
                  GArray     *places)
{
  GString *folded = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *letter = fold (at, g_utf8_next_char (at) - at);
      guint place = (guint) (at - text);

      for (const char *c = letter; *c != '\0'; c++)
        g_array_append_val (places, place);
      g_string_append (folded, letter);
    }

  {
    guint place = (guint) strlen (text);

    g_array_append_val (places, place);
  }

  return g_string_free (folded, FALSE);
}

static int
compare_ranges (gconstpointer a,
                gconstpointer b)
{
  const DipHelpRange *range_a = a;
  const DipHelpRange *range_b = b;

  return range_a->start < range_b->start ? -1 : range_a->start > range_b->start;
}

/**
 * dip_help_find_words:
 * @text: a text
 * @query: words with spaces between them
 *
 * Looks for every place of every word; case and width do not matter.
 *
 * Returns: (transfer full) (element-type DipHelpRange): the places, in order
 */
GArray *
dip_help_find_words (const char *text,
                     const char *query)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (DipHelpRange));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto (GStrv) words = cut_words (query);
  g_autofree char *folded = fold_with_places (text, places);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);

      for (const char *at = strstr (folded, words[i]); at != NULL; at = strstr (at + length, words[i]))
        {
          DipHelpRange range = {
            g_array_index (places, guint, at - folded),
            g_array_index (places, guint, (gsize) (at - folded) + length),
          };

          g_array_append_val (ranges, range);
        }
    }
  g_array_sort (ranges, compare_ranges);

  return ranges;
}

/* The text around a place, in one line. */
static char *
dup_excerpt (const char *text,
             guint       start)
{
  const char *from = text + start;
  const char *to;
  g_autofree char *cut = NULL;

  for (guint i = 0; i < EXCERPT_BEFORE && from > text; i++)
    from = g_utf8_prev_char (from);
  /* No word is cut where words have spaces between them. */
  if (from > text)
    {
      const char *space = memchr (from, ' ', (gsize) (text + start - from));

      from = space != NULL ? space + 1 : from;
    }
  for (to = from; *to != '\0' && g_utf8_pointer_to_offset (from, to) < EXCERPT_LENGTH;)
    to = g_utf8_next_char (to);

  cut = g_strndup (from, (gsize) (to - from));
  g_strdelimit (cut, "\n\t", ' ');

  return g_strconcat (from > text ? "…" : "", cut, *to != '\0' ? "…" : NULL, NULL);
}

static void
hit_free (gpointer data)
{
  DipHelpHit *self = data;

  g_free (self->excerpt);
  g_free (self);
}

/* How well a page fits: words in its title weigh most, then in its headings. 0
 * if one of the words stands nowhere. */
static guint
weigh (const DipHelpPage  *page,
       const char         *query,
       char              **excerpt)
{
  g_auto (GStrv) words = cut_words (query);
  guint weight = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GArray) in_title = dip_help_find_words (page->title, words[i]);
      guint n = in_title->len * 50;

      for (guint j = 0; j < page->blocks->len; j++)
        {
          const DipHelpBlock *block = g_ptr_array_index (page->blocks, j);
          g_autoptr (GArray) ranges = dip_help_find_words (block->text, words[i]);

          if (ranges->len == 0 || block->kind == DIP_HELP_PICTURE)
            continue;

          n += ranges->len * (block->kind == DIP_HELP_HEADING ? 10 : 1);
          if (*excerpt == NULL && block->kind != DIP_HELP_HEADING)
            *excerpt = dup_excerpt (block->text, g_array_index (ranges, DipHelpRange, 0).start);
        }

      if (n == 0)
        {
          g_clear_pointer (excerpt, g_free);
          return 0;
        }
      weight += n;
    }

  return weight;
}

typedef struct
{
  DipHelpHit *hit;
  guint       weight;
  guint       position;
} Weighed;

static int
compare_weighed (gconstpointer a,
                 gconstpointer b)
{
  const Weighed *weighed_a = a;
  const Weighed *weighed_b = b;

  if (weighed_a->weight != weighed_b->weight)
    return weighed_a->weight > weighed_b->weight ? -1 : 1;

  return weighed_a->position < weighed_b->position ? -1 : 1;
}

/**
 * dip_help_book_search:
 * @self: a book
 * @query: words with spaces between them
 *
 * Finds the pages in which all the words stand, parts of words too.
 *
 * Returns: (transfer full) (element-type DipHelpHit): the pages, best first
 */
GPtrArray *
dip_help_book_search (DipHelpBook *self,
                      const char  *query)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func (hit_free);
  g_autoptr (GArray) weighed = g_array_new (FALSE, FALSE, sizeof (Weighed));

  g_return_val_if_fail (self != NULL, hits);
  g_return_val_if_fail (query != NULL, hits);

  for (guint i = 0; i < self->pages->len; i++)
    {
      const DipHelpPage *page = g_ptr_array_index (self->pages, i);
      g_autofree char *excerpt = NULL;
      Weighed one = { NULL, weigh (page, query, &excerpt), i };

      if (one.weight == 0)
        continue;

      one.hit = g_new0 (DipHelpHit, 1);
      one.hit->page = page;
      one.hit->excerpt = g_steal_pointer (&excerpt);
      g_array_append_val (weighed, one);
    }

  g_array_sort (weighed, compare_weighed);
  for (guint i = 0; i < weighed->len; i++)
    g_ptr_array_add (hits, g_array_index (weighed, Weighed, i).hit);

  return hits;
}
