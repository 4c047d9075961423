/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/web/dip-html.h"

#include <stdlib.h>
#include <string.h>

/*
 * What an element of a web page is, and where the main part of the page stands.
 */

#define MAX_SPAN 1000

static gboolean
is_one_of (const char        *name,
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

  return is_one_of (name, names);
}

/* What lies over a page, or leads away from it, whatever element it is. */
gboolean
_dip_html_has_silent_role (const xmlNode *node)
{
  static const char *const roles[] = {
    "dialog", "alertdialog", "navigation", "search", "menu", "menubar", "toolbar", "tooltip", NULL,
  };
  g_autofree char *role = _dip_html_dup_attribute (node, "role");

  return role != NULL && is_one_of (role, roles);
}

gboolean
_dip_html_is_block (const char *name)
{
  static const char *const names[] = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", NULL,
  };

  return is_one_of (name, names);
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

/* A raised link to a place on the page: the mark of a footnote. */
gboolean
_dip_html_is_note_mark (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && g_str_equal ((const char *) child->name, "a"))
      {
        g_autofree char *target = _dip_html_dup_attribute (child, "href");

        return target != NULL && *target == '#';
      }

  return FALSE;
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
