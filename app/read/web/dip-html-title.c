/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/web/dip-html.h"

#include <string.h>

/*
 * Titles that a page calls so, but does not mark as headings:
 *
 *   <p class="block__subtitle">Doors</p>
 *   <p class="block__text">They are locked, and cards open them.</p>
 *
 *   class = name that has a word for titles, of three elements or more, most of which are titles
 *   title = p | div, one short line that is neither a sentence nor a link, above a longer text
 *
 * What stands in lists, tables, links and headings is none: cards of a site's other pages have titles, too.
 */

#define MIN_TITLES 3u
#define MAX_TITLE_BYTES 180u /* sixty Japanese letters */
#define MAX_AROUND 64u       /* elements around a title that are looked at */

/* What is looked at of a title, and of the text that follows. */
#define MAX_NODES 60u

typedef struct
{
  guint n;      /* elements that carry it */
  guint n_good; /* which of them are titles */
} TitleClass;

/* The class of an element that has a word for titles, as it is written; NULL for none. */
static char *
dup_title_class (const xmlNode *node)
{
  static const char *const words[] = {
    "title", "titles", "ttl", "subtitle", "heading", "subheading", "headline", "midashi", "komidashi", NULL,
  };
  g_autofree char *value = NULL;
  char *rest;

  if (!g_str_equal ((const char *) node->name, "p") && !g_str_equal ((const char *) node->name, "div"))
    return NULL;
  value = _dip_html_dup_attribute (node, "class");
  rest = value;
  for (char *class = strsep (&rest, " \t\n"); class != NULL; class = strsep (&rest, " \t\n"))
    if (_dip_html_names_one_of (class, words))
      return g_strdup (class);

  return NULL;
}

/* Letters below an element, up to a limit of nodes; @others tells whether a link or a block is among them. */
static gsize
count_below (const xmlNode *root,
             gboolean      *others)
{
  gsize n_bytes = 0;
  guint n = 0;

  for (const xmlNode *at = root; at != NULL && n < MAX_NODES; at = _dip_html_next_node (at, root), n++)
    {
      if (at->type == XML_TEXT_NODE && at->content != NULL && !xmlIsBlankNode (at))
        n_bytes += strlen ((const char *) at->content);
      else if (others != NULL && at->type == XML_ELEMENT_NODE && at != root)
        *others = *others || g_str_equal ((const char *) at->name, "a") || _dip_html_is_block ((const char *) at->name);
    }

  return n_bytes;
}

/* The element that a reader sees below another one. */
static const xmlNode *
find_below (const xmlNode *node)
{
  for (guint n = 0; node != NULL && n < MAX_AROUND; n++)
    {
      const xmlNode *next = xmlNextElementSibling ((xmlNode *) node);

      while (next != NULL && n < MAX_AROUND && !_dip_html_has_text (next))
        {
          next = xmlNextElementSibling ((xmlNode *) next);
          n++;
        }
      if (next != NULL)
        return next;
      node = node->parent;
    }

  return NULL;
}

static gboolean
stands_apart (const xmlNode *node)
{
  static const char *const around[] = {
    "a", "li", "dl", "table", "header", "footer", "nav", "aside", "h1", "h2", "h3", "h4", "h5", "h6", NULL,
  };

  node = node->parent;
  for (guint n = 0; node != NULL && node->type == XML_ELEMENT_NODE && n < MAX_AROUND; n++, node = node->parent)
    if (_dip_html_is_one_of ((const char *) node->name, around))
      return FALSE;

  return TRUE;
}

/* Whether an element looks like a title by itself. */
static gboolean
is_short_line (const xmlNode *node)
{
  static const char *const ends[] = { "。", ".", "、", "！", NULL };
  xmlChar *content;
  gboolean others = FALSE;
  gboolean short_line;
  gsize n_bytes = count_below (node, &others);
  char *text;

  if (others || n_bytes == 0 || n_bytes > 2 * MAX_TITLE_BYTES || !stands_apart (node))
    return FALSE;

  content = xmlNodeGetContent (node);
  text = g_strstrip ((char *) content);
  short_line = *text != '\0' && strlen (text) <= MAX_TITLE_BYTES && strstr (text, "。") == NULL;
  for (guint i = 0; ends[i] != NULL; i++)
    short_line = short_line && !g_str_has_suffix (text, ends[i]);
  xmlFree (content);

  return short_line;
}

/* Whether it stands above a text that is longer, and that is no further title. */
static gboolean
is_above_text (const xmlNode *node,
               const char    *class)
{
  const xmlNode *below = find_below (node);
  g_autofree char *next = below != NULL ? dup_title_class (below) : NULL;

  return below != NULL && g_strcmp0 (next, class) != 0 && count_below (below, NULL) > count_below (node, NULL);
}

/**
 * _dip_html_page_find_titles:
 *
 * Finds out which classes of the page stand for titles.
 */
void
_dip_html_page_find_titles (DipHtmlPage   *self,
                            const xmlNode *root)
{
  g_autoptr (GHashTable) classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name, value;

  for (const xmlNode *node = root; node != NULL; node = _dip_html_next_node (node, root))
    {
      g_autofree char *class = node->type == XML_ELEMENT_NODE ? dup_title_class (node) : NULL;
      TitleClass *title;

      if (class == NULL)
        continue;
      self->n_looked += MAX_NODES;
      if (self->n_looked > DIP_HTML_MAX_LOOKED)
        return;
      title = g_hash_table_lookup (classes, class);
      if (title == NULL)
        {
          title = g_new0 (TitleClass, 1);
          g_hash_table_insert (classes, g_strdup (class), title);
        }
      title->n++;
      title->n_good += is_short_line (node) && is_above_text (node, class);
    }

  g_hash_table_iter_init (&iter, classes);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const TitleClass *title = value;

      if (title->n_good < MIN_TITLES || title->n_good * 4 < title->n * 3)
        continue;
      if (self->titles == NULL)
        self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_add (self->titles, g_strdup (name));
    }
}

/**
 * _dip_html_page_is_title:
 *
 * Whether an element is a title by its class and by its looks.
 */
gboolean
_dip_html_page_is_title (DipHtmlPage   *self,
                         const xmlNode *node)
{
  g_autofree char *class = self->titles != NULL && !self->in_cell ? dup_title_class (node) : NULL;

  return class != NULL && g_hash_table_contains (self->titles, class) && is_short_line (node);
}
