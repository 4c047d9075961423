/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-list-number.h"
#include "read/web/dip-html.h"

#include <string.h>

/*
 * What office programs write into the pages that they save:
 *
 *   list mark = <span style="mso-list: Ignore"> | at the begin of a paragraph <span> mark <span style="font: 7.0pt …">
 *   sign      = <span style="font-family: Wingdings"> | <font face="Wingdings">: a letter that is a picture
 *   comment   = a link to one ("#cmnt1", class "msocomanchor") or what is around it (class "MsoCommentReference"), and
 *               what it leads to: class "msocomtxt", or an element that begins with a link whose id is "cmnt1"
 */

#define MAX_DEPTH 4u

/* The name of the font of signs that an element, or one close around it, is set in; NULL for other fonts. */
static char *
dup_sign_font (const xmlNode *node,
               guint          depth)
{
  for (guint n = 0; n < depth && node != NULL && node->type == XML_ELEMENT_NODE; n++, node = node->parent)
    {
      g_autofree char *style = _dip_html_dup_attribute (node, "style");
      g_autofree char *face = g_str_equal ((const char *) node->name, "font") ? _dip_html_dup_attribute (node, "face")
                                                                              : NULL;
      const char *where = style != NULL ? strstr (style, "font-family:") : NULL;

      if (where == NULL)
        where = face;
      if (where != NULL && strstr (where, "Wingdings 2") != NULL)
        return g_strdup ("Wingdings 2");
      if (where != NULL && strstr (where, "Wingdings") != NULL && strstr (where, "Wingdings 3") == NULL)
        return g_strdup ("Wingdings");
      if (where != NULL && strstr (where, "Symbol") != NULL)
        return g_strdup ("Symbol");
    }

  return NULL;
}

/* Whether an element ends with the narrow space that stands between a mark and its paragraph. */
static gboolean
ends_with_gap (const xmlNode *node)
{
  for (const xmlNode *last = node->last; last != NULL; last = last->last)
    {
      g_autofree char *style = last->type == XML_ELEMENT_NODE ? _dip_html_dup_attribute (last, "style") : NULL;

      if (style != NULL && (g_str_has_prefix (style, "font:7.0pt") || g_str_has_prefix (style, "font: 7.0pt")))
        return TRUE;
    }

  return FALSE;
}

/**
 * _dip_html_page_take_list_mark:
 *
 * Whether an element is the mark or the number that Word prints before a paragraph and marks as no part of it. Of a
 * title it stays the number.
 */
gboolean
_dip_html_page_take_list_mark (DipHtmlPage   *self,
                               const xmlNode *node)
{
  g_autofree char *style = g_str_equal ((const char *) node->name, "span") ? _dip_html_dup_attribute (node, "style")
                                                                          : NULL;
  gboolean told = style != NULL && strstr (style, "mso-list:") != NULL && strstr (style, "Ignore") != NULL;
  g_autofree char *font = NULL;
  g_autofree char *mark = NULL;
  xmlChar *content;

  if (self->in_cell || (!told && (!g_str_equal ((const char *) node->name, "span") || self->text->len > 0 ||
                                  self->marker != NULL || !ends_with_gap (node))))
    return FALSE;
  content = xmlNodeGetContent (node);
  mark = dip_flow_clean (g_strdup (content != NULL ? (const char *) content : ""));
  xmlFree (content);
  if (*mark == '\0')
    return TRUE;

  if (self->heading > 0)
    g_string_append_printf (self->text, "%s ", mark);
  else
    {
      font = dup_sign_font (node, MAX_DEPTH);
      if (font == NULL)
        for (const xmlNode *child = node->children; child != NULL && font == NULL; child = child->next)
          font = dup_sign_font (child, 1);
      g_free (self->marker);
      self->marker = font != NULL ? g_strdup ("•") : g_steal_pointer (&mark);
    }

  return TRUE;
}

/**
 * _dip_html_page_take_signs:
 *
 * Whether an element has letters of a font whose letters are pictures; ticks and boxes are added to the text then.
 */
gboolean
_dip_html_page_take_signs (DipHtmlPage   *self,
                           const xmlNode *node)
{
  const char *name = (const char *) node->name;
  const xmlNode *text = node->children;
  g_autofree char *font = NULL;

  if ((!g_str_equal (name, "span") && !g_str_equal (name, "font")) || text == NULL || text->next != NULL ||
      text->type != XML_TEXT_NODE || text->content == NULL)
    return FALSE;
  font = dup_sign_font (node, 1);
  if (font == NULL || g_str_equal (font, "Symbol"))
    return FALSE;

  for (const char *at = (const char *) text->content; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *letter = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
      g_autofree char *sign = g_ascii_isspace (*at) ? g_strdup (letter) : dip_list_bullet (letter, font);

      _dip_html_page_add_text (self, sign);
    }

  return TRUE;
}

/* "#cmnt12", "cmnt12" */
static gboolean
names_comment (const xmlNode *link,
               const char    *attribute,
               const char    *prefix)
{
  g_autofree char *value = _dip_html_dup_attribute (link, attribute);

  return value != NULL && g_str_has_prefix (value, prefix) && g_ascii_isdigit (value[strlen (prefix)]);
}

static gboolean
is_comment_mark (const xmlNode *node)
{
  g_autofree char *class = _dip_html_dup_attribute (node, "class");

  if (class != NULL && (strstr (class, "msocomanchor") != NULL || strstr (class, "MsoCommentReference") != NULL))
    return TRUE;
  if (g_str_equal ((const char *) node->name, "sup") && node->children != NULL && node->children->next == NULL)
    node = node->children;

  return node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, "a") &&
         names_comment (node, "href", "#cmnt");
}

static gboolean
is_comment (const xmlNode *node)
{
  g_autofree char *class = NULL;
  const xmlNode *first = node->children;

  if (!g_str_equal ((const char *) node->name, "div"))
    return FALSE;
  class = _dip_html_dup_attribute (node, "class");
  if (class != NULL && strstr (class, "msocomtxt") != NULL)
    return TRUE;

  for (guint n = 0; first != NULL && first->type == XML_ELEMENT_NODE && n < MAX_DEPTH; n++, first = first->children)
    if (g_str_equal ((const char *) first->name, "a"))
      return names_comment (first, "id", "cmnt") || names_comment (first, "href", "#cmnt_ref");

  return FALSE;
}

/**
 * _dip_html_page_take_comment:
 *
 * Whether an element is a comment that people have put beside the text, or what leads to one; neither is text.
 */
gboolean
_dip_html_page_take_comment (DipHtmlPage   *self,
                             const xmlNode *node)
{
  if (is_comment_mark (node))
    return TRUE;
  if (!is_comment (node))
    return FALSE;

  self->n_comments += self->n_comments < G_MAXUINT;

  return TRUE;
}
