/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-list-number.h"
#include "read/web/dip-html.h"

#include <stdlib.h>
#include <string.h>

/*
 * What of a page's style sheet changes what it says: classes that strike their text through, and the numbers of lists
 * whose items lie in lists of their own, as the export of an office program on the web writes them:
 *
 *   rule  = "." class "{" … "text-decoration: line-through" … "}"
 *         | "." class ">" "li" ":" "before" "{" "content" ":" *( string | "counter(" name "," format ")" ) "}"
 *   class = "lst-" name "-" depth; its counter is "lst-ctn-" name "-" depth
 */

#define MAX_SHEET_BYTES (1024u * 1024)
#define MAX_CLASSES 5000u
#define MAX_CONTENT 500u
#define MAX_MARK 100u

#define LIST "lst-"
#define COUNTER "lst-ctn-"

static gboolean
is_name (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

/* A copy without white space outside of strings. */
static char *
dup_squeezed (const char *text,
              gsize       length)
{
  GString *out = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      quoted ^= text[i] == '"';
      if (quoted || !g_ascii_isspace (text[i]))
        g_string_append_c (out, text[i]);
    }

  return g_string_free (out, FALSE);
}

static void
take_rule (DipHtmlPage *self,
           const char  *selector,
           const char  *body)
{
  gsize n = 0;
  const char *content;

  if (*selector++ != '.')
    return;
  while (is_name (selector[n]))
    n++;
  if (n == 0)
    return;

  if (selector[n] == '\0' && strstr (body, "text-decoration:line-through") != NULL)
    {
      if (self->struck == NULL)
        self->struck = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (g_hash_table_size (self->struck) < MAX_CLASSES)
        g_hash_table_add (self->struck, g_strndup (selector, n));
    }

  content = strstr (body, "content:");
  if (content != NULL && g_str_has_prefix (selector, LIST) && g_str_has_prefix (selector + n, ">li:before"))
    {
      if (self->contents == NULL)
        self->contents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      if (g_hash_table_size (self->contents) < MAX_CLASSES)
        g_hash_table_replace (self->contents, g_strndup (selector, n), g_strndup (content + 8, MAX_CONTENT));
    }
}

static void
read_sheet (DipHtmlPage *self,
            const char  *sheet)
{
  const char *at = sheet;

  for (const char *open = strchr (at, '{'); open != NULL; open = strchr (at, '{'))
    {
      const char *close;
      g_autofree char *selector = dup_squeezed (at, (gsize) (open - at));

      /* Rules for some devices lie in others. */
      if (*selector == '@')
        {
          at = open + 1;
          continue;
        }
      close = strchr (open, '}');
      if (close == NULL)
        return;
      if (*selector == '}')
        memmove (selector, selector + 1, strlen (selector));
      if (*selector == '.')
        {
          g_autofree char *body = dup_squeezed (open + 1, (gsize) (close - open - 1));

          take_rule (self, selector, body);
        }
      at = close + 1;
    }
}

/**
 * _dip_html_page_read_styles:
 *
 * Takes what matters from the style sheets in a page; those beside it are not read.
 */
void
_dip_html_page_read_styles (DipHtmlPage   *self,
                            const xmlNode *root)
{
  gsize n_bytes = 0;

  for (const xmlNode *node = root; node != NULL; node = _dip_html_next_node (node, root))
    if (node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, "style"))
      {
        xmlChar *sheet = xmlNodeGetContent (node);

        n_bytes += sheet != NULL ? strlen ((const char *) sheet) : 0;
        if (sheet != NULL && n_bytes <= MAX_SHEET_BYTES)
          read_sheet (self, (const char *) sheet);
        xmlFree (sheet);
      }
}

/**
 * _dip_html_page_strikes_through:
 *
 * Whether an element strikes its text through, by its name, its own style or its class.
 */
gboolean
_dip_html_page_strikes_through (DipHtmlPage   *self,
                                const xmlNode *node)
{
  static const char *const names[] = { "del", "s", "strike", NULL };
  const char *name = (const char *) node->name;
  g_autofree char *value = NULL;
  char *rest;

  if (_dip_html_is_one_of (name, names))
    return TRUE;
  if (g_str_equal (name, "span"))
    {
      g_autofree char *style = _dip_html_dup_attribute (node, "style");

      if (style != NULL && strstr (style, "line-through") != NULL)
        return TRUE;
    }
  if (self->struck == NULL || (value = _dip_html_dup_attribute (node, "class")) == NULL)
    return FALSE;

  rest = value;
  for (char *class = strsep (&rest, " \t\n"); class != NULL; class = strsep (&rest, " \t\n"))
    if (g_hash_table_contains (self->struck, class))
      return TRUE;

  return FALSE;
}

/* "\0025cf " is ●. */
static const char *
append_escaped (GString    *out,
                const char *at)
{
  char *end;
  gunichar c = (gunichar) strtoul (at, &end, 16);

  if (end == at || end - at > 6 || !g_unichar_validate (c) || c == 0)
    {
      g_string_append_c (out, *at);
      return *at != '\0' ? at + 1 : at;
    }
  g_string_append_unichar (out, c);

  return *end == ' ' ? end + 1 : end;
}

/* "name,format)" of a counter. */
static const char *
append_counter (DipHtmlPage *self,
                GString     *out,
                const char  *at)
{
  static const struct { const char *css, *format; } formats[] = {
    { "lower-latin", "lowerLetter" }, { "upper-latin", "upperLetter" }, { "lower-alpha", "lowerLetter" },
    { "upper-alpha", "upperLetter" }, { "lower-roman", "lowerRoman" }, { "upper-roman", "upperRoman" },
    { "decimal-leading-zero", "decimalZero" }, { "cjk-ideographic", "japaneseCounting" },
    { "katakana", "aiueoFullWidth" }, { "katakana-iroha", "irohaFullWidth" }, { "hiragana", "hiragana" },
  };
  const char *end = strchr (at, ')');
  const char *comma = strchr (at, ',');
  g_autofree char *name = NULL;
  g_autofree char *css = NULL;
  const char *format = "decimal";
  int number;

  if (end == NULL)
    return at + strlen (at);
  name = g_strndup (at, (gsize) ((comma != NULL && comma < end ? comma : end) - at));
  css = comma != NULL && comma < end ? g_strndup (comma + 1, (gsize) (end - comma - 1)) : g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (css, formats[i].css))
      format = formats[i].format;
  number = self->counts != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (self->counts, name)) : 0;
  if (number > 0)
    dip_list_number_append (out, format, (guint) number);

  return end + 1;
}

/**
 * _dip_html_page_begin_counted_list:
 * @list: a list that begins
 * @start: the number of its first item, 0 where it goes on with the last one of its kind
 *
 * Looks whether the style sheet has the numbers of the list's items, and how deep it lies.
 */
void
_dip_html_page_begin_counted_list (DipHtmlPage   *self,
                                   DipHtmlList   *list,
                                   const xmlNode *node,
                                   int            start)
{
  g_autofree char *value = _dip_html_dup_attribute (node, "class");
  char *rest = value;

  for (char *class = strsep (&rest, " \t\n"); class != NULL; class = strsep (&rest, " \t\n"))
    {
      gpointer key, content;

      if (!g_str_has_prefix (class, LIST) || !g_ascii_isdigit (strrchr (class, '-')[1]))
        continue;

      list->level = (guint) CLAMP (atoi (strrchr (class, '-') + 1) + 1, 1, DIP_HTML_MAX_LISTS);
      if (self->contents == NULL || !g_hash_table_lookup_extended (self->contents, class, &key, &content))
        return;

      list->name = key;
      list->content = content;
      if (start > 0)
        {
          if (self->counts == NULL)
            self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          g_hash_table_replace (self->counts, g_strconcat (COUNTER, class + strlen (LIST), NULL),
                                GINT_TO_POINTER (start - 1));
        }
      return;
    }
}

/**
 * _dip_html_page_dup_counted_mark:
 *
 * Returns: (transfer full) (nullable): what stands before the next item of a list whose numbers the style sheet has,
 *   %NULL for other lists
 */
char *
_dip_html_page_dup_counted_mark (DipHtmlPage       *self,
                                 const DipHtmlList *list)
{
  g_autoptr (GString) out = NULL;
  g_autofree char *counter = NULL;
  gboolean quoted = FALSE;

  if (list->content == NULL)
    return NULL;

  counter = g_strconcat (COUNTER, list->name + strlen (LIST), NULL);
  if (self->counts != NULL && g_hash_table_contains (self->counts, counter))
    {
      int number = GPOINTER_TO_INT (g_hash_table_lookup (self->counts, counter));

      g_hash_table_replace (self->counts, g_steal_pointer (&counter), GINT_TO_POINTER (MIN (number, 100000) + 1));
    }

  out = g_string_new (NULL);
  for (const char *at = list->content; *at != '\0' && *at != ';' && out->len < MAX_MARK; )
    {
      if (*at == '"')
        {
          quoted = !quoted;
          at++;
        }
      else if (quoted && *at == '\\')
        at = append_escaped (out, at + 1);
      else if (quoted)
        g_string_append_c (out, *at++);
      else if (g_str_has_prefix (at, "counter("))
        at = append_counter (self, out, at + strlen ("counter("));
      else
        at++;
    }
  if (!g_utf8_validate (out->str, -1, NULL))
    return NULL;
  dip_flow_clean (out->str);

  return *out->str != '\0' ? g_strdup (out->str) : NULL;
}
