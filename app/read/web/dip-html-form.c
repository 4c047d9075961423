/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/web/dip-html.h"

#include <string.h>

/*
 * What was filled into the form that a page is:
 *
 *   box    = <input type="checkbox"> | <input type="radio">    ticked or not
 *   field  = <input> of text, a number or a date with a value, <textarea>
 *   choice = <select>, of which the chosen options are said
 *
 * Controls before the first heading and in heads and feet are the site's own: a search, a language.
 */

#define MAX_OPTIONS 2000u

static void
add_words (DipHtmlPage *self,
           const char  *words)
{
  if (*words == '\0')
    return;

  if (self->text->len > 0 && !g_ascii_isspace (self->text->str[self->text->len - 1]))
    g_string_append_c (self->text, ' ');
  self->unlinked = TRUE;
  _dip_html_page_add_text (self, words);
}

static void
take_input (DipHtmlPage   *self,
            const xmlNode *node)
{
  static const char *const boxes[] = { "checkbox", "radio", NULL };
  static const char *const fields[] = { "", "text", "number", "date", "email", "url", "tel", "month", NULL };
  g_autofree char *type = _dip_html_dup_attribute (node, "type");
  g_autofree char *value = NULL;

  if (_dip_html_is_one_of (type != NULL ? type : "", boxes))
    {
      add_words (self, xmlHasProp (node, (const xmlChar *) "checked") != NULL ? "☑ " : "☐ ");
      return;
    }

  value = _dip_html_dup_attribute (node, "value");
  if (value != NULL && _dip_html_is_one_of (type != NULL ? type : "", fields))
    add_words (self, g_strstrip (value));
}

static void
take_choice (DipHtmlPage   *self,
             const xmlNode *list)
{
  guint n = 0;
  guint n_chosen = 0;

  for (const xmlNode *node = list; node != NULL && n < MAX_OPTIONS; node = _dip_html_next_node (node, list), n++)
    if (node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, "option") &&
        xmlHasProp (node, (const xmlChar *) "selected") != NULL)
      {
        xmlChar *content = xmlNodeGetContent (node);

        if (n_chosen++ > 0)
          g_string_append_c (self->text, ',');
        if (content != NULL)
          add_words (self, g_strstrip ((char *) content));
        xmlFree (content);
      }
}

static void
take_area (DipHtmlPage   *self,
           const xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);

  if (content != NULL)
    {
      self->pre++;
      add_words (self, g_strstrip ((char *) content));
      self->pre--;
    }
  xmlFree (content);
}

/**
 * _dip_html_page_take_control:
 *
 * Whether an element is where something is filled in; what is there is text then.
 */
gboolean
_dip_html_page_take_control (DipHtmlPage   *self,
                             const xmlNode *node)
{
  const char *name = (const char *) node->name;
  gboolean input = g_str_equal (name, "input");
  gboolean choice = g_str_equal (name, "select");

  if (!input && !choice && !g_str_equal (name, "textarea"))
    return FALSE;
  if (self->edges > 0 || self->links > 0 || (self->last_heading == 0 && !self->in_cell) || _dip_html_is_hidden (node))
    return TRUE;

  if (input)
    take_input (self, node);
  else if (choice)
    take_choice (self, node);
  else
    take_area (self, node);

  return TRUE;
}
