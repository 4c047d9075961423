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
  self->marker = list != NULL && list->ordered ? _dip_html_page_dup_counted_mark (self, list) : NULL;
  if (self->marker != NULL)
    return;
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
  DipHtmlList *list;

  if (self->n_lists == DIP_HTML_MAX_LISTS)
    return;

  list = &self->lists[self->n_lists++];
  *list = (DipHtmlList) {
    .ordered = ordered,
    .format = get_list_format (node),
    .next = start != NULL ? (int) CLAMP (strtol (start, NULL, 10), -100000, 100000) : 1,
    .level = self->n_lists,
  };
  _dip_html_page_begin_counted_list (self, list, node, start != NULL ? list->next : 0);
}
