/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-list-number.h"
#include "read/web/dip-html.h"

#include <stdlib.h>
#include <string.h>

/*
 * Lists, and the marks of their items.
 */

static char *
dup_number (const char *format,
            int         number)
{
  GString *out = g_string_new (NULL);

  if (number > 0)
    dip_list_number_append (out, format, (guint) number);
  else
    g_string_append_printf (out, "%d", number);
  g_string_append_c (out, '.');

  return g_string_free (out, FALSE);
}

void
_dip_html_page_begin_item (DipHtmlPage   *self,
                           const xmlNode *node)
{
  DipHtmlList *list = self->n_lists > 0 ? &self->lists[self->n_lists - 1] : NULL;
  g_autofree char *value = _dip_html_dup_attribute (node, "value");

  g_free (self->marker);
  if (list == NULL || !list->ordered)
    self->marker = g_strdup ("•");
  else
    {
      if (value != NULL)
        list->next = (int) CLAMP (strtol (value, NULL, 10), -100000, 100000);
      self->marker = dup_number (list->format, list->next++);
    }
}

static const char *
get_list_format (const xmlNode *node)
{
  static const struct { const char *type, *format; } formats[] = {
    { "a", "lowerLetter" }, { "A", "upperLetter" }, { "i", "lowerRoman" }, { "I", "upperRoman" },
  };
  g_autofree char *type = _dip_html_dup_attribute (node, "type");

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (type, formats[i].type))
      return formats[i].format;

  return "decimal";
}

void
_dip_html_page_begin_list (DipHtmlPage   *self,
                           const xmlNode *node,
                           gboolean       ordered)
{
  g_autofree char *start = _dip_html_dup_attribute (node, "start");

  if (self->n_lists == DIP_HTML_MAX_LISTS)
    return;

  self->lists[self->n_lists++] = (DipHtmlList) {
    ordered, get_list_format (node), start != NULL ? (int) CLAMP (strtol (start, NULL, 10), -100000, 100000) : 1,
  };
}

/* Whether an element, or one close around it, is set in letters that are signs. */
static gboolean
has_signs (const xmlNode *node)
{
  for (guint n = 0; n < 3 && node != NULL && node->type == XML_ELEMENT_NODE; n++, node = node->parent)
    {
      g_autofree char *style = _dip_html_dup_attribute (node, "style");

      if (style != NULL && (strstr (style, "Wingdings") != NULL || strstr (style, "Symbol") != NULL))
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
  xmlChar *content;
  g_autofree char *mark = NULL;

  if (style == NULL || strstr (style, "mso-list:") == NULL || strstr (style, "Ignore") == NULL || self->in_cell)
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
      g_free (self->marker);
      self->marker = has_signs (node) ? g_strdup ("•") : g_steal_pointer (&mark);
    }

  return TRUE;
}
