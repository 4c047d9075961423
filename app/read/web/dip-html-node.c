/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/web/dip-html.h"

#include <stdlib.h>
#include <string.h>

/*
 * What an element of a web page is, and where the main part of the page stands.
 */

#define MAX_SPAN 1000

/* A menu has fewer nodes than this, and fewer letters outside of its links: the page that a path ends with. */
#define MAX_MENU 400u
#define MAX_BESIDE_LINKS 60u
#define MAX_SHARE 3u  /* times what stands in the links: the last of breadcrumbs is where one is */

/* Elements around a text that are looked at for a link. */
#define MAX_AROUND 12u

/* Whether a list has a name, whatever its case. */
gboolean
_dip_html_is_one_of (const char        *name,
                     const char *const *names)
{
  for (; *names != NULL; names++)
    if (g_ascii_strcasecmp (name, *names) == 0)
      return TRUE;

  return FALSE;
}

/* Nothing that a person reads stands in these; a page's menu is no part of the paper. */
gboolean
_dip_html_is_silent (const char *name)
{
  static const char *const names[] = {
    "script", "style", "noscript", "template", "svg", "math", "object", "iframe", "canvas", "audio", "video",
    "select", "button", "input", "textarea", "nav", "dialog", "rt", "rp", NULL,
  };

  return _dip_html_is_one_of (name, names);
}

/* The running head and foot of a page, as LibreOffice saves them. */
static gboolean
is_furniture (const xmlNode *node)
{
  g_autofree char *title = NULL;

  if (!g_str_equal ((const char *) node->name, "div"))
    return FALSE;
  title = _dip_html_dup_attribute (node, "title");

  return title != NULL && (g_str_equal (title, "header") || g_str_equal (title, "footer"));
}

/* What lies over a page, or leads away from it, whatever element it is. */
gboolean
_dip_html_has_silent_role (const xmlNode *node)
{
  static const char *const roles[] = {
    "dialog", "alertdialog", "navigation", "search", "menu", "menubar", "toolbar", "tooltip", NULL,
  };
  g_autofree char *role = _dip_html_dup_attribute (node, "role");

  return (role != NULL && _dip_html_is_one_of (role, roles)) || is_furniture (node);
}

/* Words of classes, ids and labels that tell what leads through a site, and what stands below its pages. */
static const char *const menus[] = {
  "breadcrumb", "breadcrumbs", "nav", "navbar", "navigation", "menu", "skip", "skiplink", "skiplinks", "sidebar",
  "related", "pagination", "pager", "social", "share", "cookie", "cookies", "footer", NULL,
};
static const char *const feet[] = { "footer", "colophon", NULL };

/* Whether one of the words that a class, an id or a label is made of is in a list. */
gboolean
_dip_html_names_one_of (const char        *value,
                        const char *const *words)
{
  while (*value != '\0')
    {
      gsize n = 0;

      while (g_ascii_isalpha (value[n]))
        n++;
      for (guint i = 0; n > 0 && words[i] != NULL; i++)
        if (strlen (words[i]) == n && g_ascii_strncasecmp (value, words[i], n) == 0)
          return TRUE;
      value += n > 0 ? n : 1;
    }

  return FALSE;
}

static gboolean
is_named_as_menu (const xmlNode *node)
{
  static const char *const attributes[] = { "class", "id", "aria-label" };

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *value = _dip_html_dup_attribute (node, attributes[i]);

      if (value != NULL && _dip_html_names_one_of (value, menus))
        return TRUE;
    }

  return FALSE;
}

/* Bytes of a text that are neither white space nor marks of ASCII. */
static gsize
count_letters (const char *text)
{
  gsize n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isalnum (*text) || (guchar) *text >= 0x80;

  return n;
}

/* Whether a text stands in a link or a heading below @root. */
static gboolean
is_linked (const xmlNode *text,
           const xmlNode *root)
{
  const xmlNode *above = text->parent;

  for (guint n = 0; above != NULL && n < MAX_AROUND; n++, above = above->parent)
    {
      const char *name = (const char *) above->name;

      if (g_str_equal (name, "a") || (name[0] == 'h' && g_ascii_isdigit (name[1])))
        return TRUE;
      if (above == root)
        return FALSE;
    }

  return FALSE;
}

/**
 * _dip_html_is_foot:
 *
 * Whether an element is called a page's foot by its class or id.
 */
gboolean
_dip_html_is_foot (const xmlNode *node)
{
  static const char *const attributes[] = { "class", "id" };

  if (!g_str_equal ((const char *) node->name, "div") && !g_str_equal ((const char *) node->name, "section"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *value = _dip_html_dup_attribute (node, attributes[i]);

      if (value != NULL && _dip_html_names_one_of (value, feet))
        return TRUE;
    }

  return FALSE;
}

/**
 * _dip_html_is_menu:
 * @before_heading: whether no heading of the page was seen yet
 * @at_begin: whether nothing of it was read yet
 *
 * Whether an element that is called no menu is one all the same: it holds links and hardly anything beside them, and
 * its class says so, or it stands before all headings. Links to places on the page are a contents list; only one that
 * the page begins with ("Skip to the text") is not. Looks at MAX_MENU nodes at most.
 */
gboolean
_dip_html_is_menu (const xmlNode *node,
                   gboolean       before_heading,
                   gboolean       at_begin)
{
  gboolean named;
  guint n_links = 0, n_inside = 0, n_headings = 0, n_nodes = 0;
  gsize n_bytes = 0, n_linked = 0;
  gboolean is_link = g_str_equal ((const char *) node->name, "a");

  if (is_link ? !at_begin : !_dip_html_is_block ((const char *) node->name))
    return FALSE;
  named = !is_link && is_named_as_menu (node);
  if (!named && !before_heading)
    return FALSE;

  for (const xmlNode *at = node; at != NULL; at = _dip_html_next_node (at, node))
    {
      const char *name = (const char *) at->name;

      if (++n_nodes > MAX_MENU)
        return FALSE;
      if (at->type == XML_ELEMENT_NODE && g_str_equal (name, "a"))
        {
          g_autofree char *target = _dip_html_dup_attribute (at, "href");

          n_links++;
          n_inside += target != NULL && *target == '#';
        }
      else if (at->type == XML_ELEMENT_NODE && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0')
        n_headings++;
      else if (at->type == XML_TEXT_NODE && at->content != NULL)
        *(is_linked (at, node) ? &n_linked : &n_bytes) += count_letters ((const char *) at->content);
      if (n_bytes > (named ? MAX_BESIDE_LINKS : 0))
        return FALSE;
    }

  if (n_links == 0)
    return FALSE;
  /* A sentence with a link is none, and what a foot says beside its links is said. */
  if (named)
    return n_headings <= 1 && n_bytes <= MAX_SHARE * n_linked && !(n_bytes > 0 && _dip_html_is_foot (node));

  /* The first item of a contents list has one link, too. */
  if (is_link && node->parent != NULL)
    node = node->parent;
  if (n_inside > 0)
    return n_headings == 0 && at_begin && n_links == 1 && !g_str_equal ((const char *) node->name, "li");

  return n_headings == 0 && n_links >= 2;
}

gboolean
_dip_html_is_block (const char *name)
{
  static const char *const names[] = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", NULL,
  };

  return _dip_html_is_one_of (name, names);
}

char *
_dip_html_dup_attribute (const xmlNode *node,
                         const char    *name)
{
  xmlChar *value = xmlGetProp (node, (const xmlChar *) name);
  char *copy = value != NULL ? g_strdup ((const char *) value) : NULL;

  xmlFree (value);

  return copy;
}

guint
_dip_html_get_span (const xmlNode *node,
                    const char    *name)
{
  g_autofree char *value = _dip_html_dup_attribute (node, name);

  return value != NULL ? (guint) CLAMP (strtol (value, NULL, 10), 1, MAX_SPAN) : 1;
}

gboolean
_dip_html_is_hidden (const xmlNode *node)
{
  g_autofree char *style = _dip_html_dup_attribute (node, "style");

  if (xmlHasProp (node, (const xmlChar *) "hidden") != NULL)
    return TRUE;
  if (style == NULL)
    return FALSE;

  for (char *at = style, *to = style; ; at++)
    {
      if (!g_ascii_isspace (*at))
        *to++ = g_ascii_tolower (*at);
      if (*at == '\0')
        break;
    }

  return strstr (style, "display:none") != NULL || strstr (style, "visibility:hidden") != NULL;
}

/* Whether anything but white space is in an element. */
gboolean
_dip_html_has_text (const xmlNode *root)
{
  for (const xmlNode *node = root; node != NULL; node = _dip_html_next_node (node, root))
    if (node->type == XML_TEXT_NODE && node->content != NULL && !xmlIsBlankNode (node))
      return TRUE;

  return FALSE;
}

/* Whether a cell is a letter above or a number before a sheet that was saved as a page. */
gboolean
_dip_html_is_sheet_frame (const xmlNode *node)
{
  static const char *const frames[] = { "row-headers-background", "column-headers-background", "row-header" };
  g_autofree char *class = g_str_equal ((const char *) node->name, "th") ? _dip_html_dup_attribute (node, "class")
                                                                         : NULL;

  for (guint i = 0; class != NULL && i < G_N_ELEMENTS (frames); i++)
    if (strstr (class, frames[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* The next node of a tree, or NULL behind the last one below @root. */
const xmlNode *
_dip_html_next_node (const xmlNode *node,
                     const xmlNode *root)
{
  if (node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;

  while (node != root && node->next == NULL)
    node = node->parent;

  return node == root ? NULL : node->next;
}

static gsize
count_text (xmlNode *root)
{
  gsize n = 0;

  for (xmlNode *node = root; node != NULL; node = (xmlNode *) _dip_html_next_node (node, root))
    if (node->type == XML_TEXT_NODE && node->content != NULL && node->parent != NULL &&
        !_dip_html_is_silent ((const char *) node->parent->name))
      n += strlen ((const char *) node->content);

  return n;
}

/* What the page itself calls its main part, if it has one such part and not just a remark in it. */
xmlNode *
_dip_html_find_main (xmlNode *root)
{
  xmlNode *found[2] = { NULL, NULL };  /* a main part, an article */
  guint n[2] = { 0, 0 };

  for (xmlNode *node = root; node != NULL; node = (xmlNode *) _dip_html_next_node (node, root))
    {
      g_autofree char *role = NULL;
      guint kind = 1;

      if (node->type != XML_ELEMENT_NODE)
        continue;
      role = _dip_html_dup_attribute (node, "role");
      if (g_ascii_strcasecmp ((const char *) node->name, "main") == 0 || g_strcmp0 (role, "main") == 0)
        kind = 0;
      else if (g_ascii_strcasecmp ((const char *) node->name, "article") != 0)
        continue;

      /* <main role="main"> in one with a role */
      for (const xmlNode *above = node->parent; kind == 0 && above != NULL; above = above->parent)
        if (above == found[0])
          kind = 2;
      if (kind < 2)
        {
          found[kind] = node;
          n[kind]++;
        }
    }

  for (guint kind = 0; kind < 2; kind++)
    if (n[kind] == 1 && count_text (found[kind]) * 4 > count_text (root))
      return found[kind];

  return NULL;
}

gboolean
_dip_html_is_inside (const xmlNode *node,
                     const xmlNode *outer)
{
  while (node != NULL && node != outer)
    node = node->parent;

  return node != NULL;
}
