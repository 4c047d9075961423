/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-text-private.h"

#include <string.h>

/*
 * The properties that a text of Markdown may begin with:
 *
 *   front    = "---" { property | remark } ("---" | "...")
 *   property = name ":" value
 *            | name ":" [">" | "|"] and indented lines below it
 *            | name ":" and lines "- value" below it
 *
 *   front    = "+++" { setting | remark | table } "+++"
 *   setting  = name "=" value
 *            | name "=" "[" and lines up to "]"      a list is no property
 *   table    = "[" name "]"                          whose settings are for programs
 *
 *   remark   = "#" text
 */

#define MAX_FRONT 200u /* lines of properties before a text of Markdown */
#define MAX_PROPERTY 4000u /* bytes of one that has several lines */

/* Whether a line begins or ends properties of a kind: "---", "+++". */
static gboolean
is_mark (const char *line,
         gsize       length,
         char        c)
{
  return length >= 3 && length <= 4 && line[0] == c && line[1] == c && line[2] == c;
}

gboolean
_dip_text_has_front_matter (const char *text,
                            gsize       length)
{
  DipScanner scanner;
  guint n = 0;
  char part = '\0';

  _dip_scanner_init (&scanner, text, length);
  while (_dip_scanner_next (&scanner) && n < MAX_FRONT)
    {
      const char *line = scanner.line;
      gboolean dashes = is_mark (line, scanner.length, '-');
      gboolean plusses = is_mark (line, scanner.length, '+');

      if (n > 0 && (part == ':' ? dashes || (scanner.length >= 3 && strncmp (line, "...", 3) == 0) : plusses))
        return n > 1;
      if (n == 0)
        part = dashes ? ':' : plusses ? '=' : '\0';
      if (part == '\0' ||
          (n == 1 && memchr (line, part, scanner.length) == NULL && line[0] != '#' && line[0] != '['))
        return FALSE;
      n++;
    }

  return FALSE;
}

/* "description: >" and lines of its own below, or "- one" below "tags:": they belong to the property above. */
static gboolean
go_on_with_property (DipTextBuilder *self,
                     const char     *start,
                     const char     *stop,
                     guint           indent)
{
  DipLine *last = _dip_text_builder_get_last (self);
  g_autofree char *more = NULL;
  char *value;
  gsize n;

  if (indent == 0 && !g_str_has_prefix (start, "- "))
    return FALSE;
  if (last == NULL || last->cells == NULL || !self->property)
    return TRUE;

  if (g_str_has_prefix (start, "- "))
    start += 2;
  more = g_strndup (start, (gsize) (stop - start));
  value = g_ptr_array_index (last->cells, 1);
  n = strspn (value, ">|+-");
  if (value[n] == '\0')
    *value = '\0';
  if (strlen (value) + strlen (more) > MAX_PROPERTY)
    return TRUE;
  last->cells->pdata[1] = *value == '\0' ? g_steal_pointer (&more) : g_strconcat (value, " ", more, NULL);
  g_free (value);
  g_free (last->text);
  last->text = g_strconcat (g_ptr_array_index (last->cells, 0), "\t", g_ptr_array_index (last->cells, 1), NULL);

  return TRUE;
}

/* Whether a line of settings is none: a remark, a table or what stands in it, a line of a list. */
static gboolean
is_for_programs (DipTextBuilder *self,
                 const char     *start,
                 const char     *stop)
{
  const char *value = memchr (start, '=', (gsize) (stop - start));

  if (*start == '#')
    return TRUE;
  if (self->front_part != '=')
    return FALSE;

  if (self->front_list)
    {
      self->front_list = stop[-1] != ']';
      return TRUE;
    }
  if (*start == '[')
    self->front_table = TRUE;
  value = value != NULL ? value + 1 : stop;
  while (value < stop && *value == ' ')
    value++;
  self->front_list = value < stop && *value == '[' && stop[-1] != ']';

  return self->front_table || (value < stop && *value == '[');
}

void
_dip_text_builder_add_property (DipTextBuilder *self,
                                DipScanner     *scanner,
                                const char     *start,
                                const char     *stop,
                                guint           indent)
{
  /* What a program goes by that makes a page of the text, and no reader sees. */
  static const char *const silent[] = {
    "lang", "language", "locale", "layout", "slug", "permalink", "toc", "draft", "id", "order",
    "weight", "type", "status", "tags", "tag", "categories", "category", "keywords", "aliases", "hidden",
    "parent", "menu", "image", "icon", "url", "nav_order", "sidebar", "sidebar_label",
    "sidebar_position", "sidebar_title", "custom_edit_url", "hide_table_of_contents",
    "hide_title", "has_children", "noindex", "search", "redirect_from", "redirects", "position",
    "template", "menutitle", "linktitle", "translationkey", NULL,
  };
  const char *colon;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  gsize n;

  if (scanner->number == 1)
    {
      self->front_part = *start == '+' ? '=' : ':';
      return;
    }
  if (self->front_part == ':' ? is_mark (start, (gsize) (stop - start), '-') || strncmp (start, "...", 3) == 0
                              : is_mark (start, (gsize) (stop - start), '+'))
    {
      self->front = FALSE;
      return;
    }
  if (is_for_programs (self, start, stop))
    return;
  colon = memchr (start, self->front_part, (gsize) (stop - start));
  if (self->front_part == ':' && go_on_with_property (self, start, stop, indent))
    return;
  self->property = FALSE;
  if (colon == NULL || colon == start)
    return;

  name = g_ascii_strdown (start, colon - start);
  g_strchomp (name);
  value = g_strstrip (g_strndup (colon + 1, (gsize) (stop - colon) - 1));
  n = strlen (value);
  if (n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n - 1] == value[0])
    {
      value[n - 1] = '\0';
      memmove (value, value + 1, n - 1);
    }
  if (g_strv_contains (silent, name))
    return;

  if (g_str_equal (name, "title") && self->layout->title == NULL)
    self->layout->title = g_steal_pointer (&value);
  else if (g_str_equal (name, "author") && self->layout->author == NULL)
    self->layout->author = g_steal_pointer (&value);
  else
    {
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strndup (start, strlen (name)));
      g_ptr_array_add (cells, g_steal_pointer (&value));
      _dip_text_builder_push (self, _dip_text_new_row (cells), scanner->number, 0, 0);
      self->property = TRUE;
    }
}
