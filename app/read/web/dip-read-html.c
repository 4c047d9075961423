/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "read/dip-readers.h"
#include "read/office/dip-grid.h"
#include "read/office/dip-list-number.h"

#include <libxml/HTMLparser.h>

#include <stdlib.h>
#include <string.h>

/*
 * A web page. libxml2 makes a tree of whatever the page is; the walk through it
 * has no recursion, so no depth of nesting costs more than memory that is there
 * already.
 */

#define MAX_LISTS     16
#define MAX_SPAN      1000
#define MAX_LOOKED    2000000u /* nodes that are looked at to tell tables from what only lays out a page */

typedef struct
{
  gboolean    ordered;
  const char *format;  /* of its numbers */
  int         next;
} List;

typedef struct
{
  DipFlow    flow;
  DipLayout *layout;
  GString   *text;           /* of the paragraph that is being read */
  DipGrid   *grid;           /* (nullable): of the table that is being read */
  GArray    *spans;          /* (element-type guint): rows that a cell above still covers, for each column */
  guint      row;
  guint      column;         /* of the current cell */
  guint      cell_rows, cell_columns;
  gboolean   in_cell;
  guint      n_tables;       /* nested ones count too */
  guint      pre;
  List       lists[MAX_LISTS];
  guint      n_lists;
  char      *marker;         /* (nullable): of the item that is being read */
  guint      heading;        /* level of the heading that is being read, 0 for none */
  gboolean   leads;          /* the paragraph began with bold letters, and they go on */
  gsize      lead;           /* bytes of them, once they have ended */
  guint      edges;          /* heads and feet of the page around this place */
  guint      links;          /* links around this place */
  gboolean   unlinked;       /* the paragraph has letters outside of links */
  gboolean   hidden;         /* something that the page does not show was left out */
  gboolean   deleted;        /* something that it marks as deleted was */
  guint      raised;         /* raised text around this place */
  guint      n_looked;       /* nodes, for MAX_LOOKED */
} Page;

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
static gboolean
is_silent (const char *name)
{
  static const char *const names[] = {
    "script", "style", "noscript", "template", "svg", "math", "object", "iframe", "canvas", "audio", "video",
    "select", "button", "input", "textarea", "nav", "dialog", NULL,
  };

  return is_one_of (name, names);
}

static gboolean
is_block (const char *name)
{
  static const char *const names[] = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", NULL,
  };

  return is_one_of (name, names);
}

static char *
dup_attribute (const xmlNode *node,
               const char    *name)
{
  xmlChar *value = xmlGetProp (node, (const xmlChar *) name);
  char *copy = value != NULL ? g_strdup ((const char *) value) : NULL;

  xmlFree (value);

  return copy;
}

static guint
get_span (const xmlNode *node,
          const char    *name)
{
  g_autofree char *value = dup_attribute (node, name);

  return value != NULL ? (guint) CLAMP (strtol (value, NULL, 10), 1, MAX_SPAN) : 1;
}

static gboolean
is_hidden (const xmlNode *node)
{
  g_autofree char *style = dup_attribute (node, "style");

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

/* Whether a line of the source breaks between two Japanese letters, where no space belongs. */
static gboolean
is_japanese_break (const GString *text,
                   const char    *at)
{
  const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);
  gboolean broken = FALSE;

  for (; g_ascii_isspace (*at); at++)
    broken = broken || *at == '\n';

  return broken && last != NULL && g_utf8_get_char (last) >= 0x2e80 && g_utf8_get_char (at) >= 0x2e80;
}

/* White space is one space, and none at the ends of lines; outside of what is set as it stands. */
static void
add_text (Page       *self,
          const char *text)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };

  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isspace (*at) || self->pre > 0)
        {
          self->unlinked = self->unlinked || self->links == 0;
          if (self->raised > 0 && g_ascii_isdigit (*at))
            g_string_append (self->text, raised[*at - '0']);
          else
            g_string_append_c (self->text, *at);
          continue;
        }

      if (self->text->len > 0 && !g_ascii_isspace (self->text->str[self->text->len - 1]) &&
          !is_japanese_break (self->text, at))
        g_string_append_c (self->text, ' ');
      while (g_ascii_isspace (at[1]))
        at++;
    }
}

static void
flush (Page *self)
{
  DipLineKind kind = self->heading > 0 ? DIP_LINE_HEADING : self->marker != NULL ? DIP_LINE_ITEM : DIP_LINE_TEXT;
  guint level = self->heading > 0 ? self->heading : self->marker != NULL ? self->n_lists : 0;
  guint before = self->layout->lines->len;
  gsize lead = self->lead < self->text->len ? self->lead : 0;

  self->leads = FALSE;
  self->lead = 0;
  if (self->in_cell)
    {
      /* Paragraphs of a cell are its lines. */
      if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
        g_string_append_c (self->text, '\n');
      return;
    }

  dip_flow_clean (self->text->str);
  /* A menu in the head or the foot of the page, whatever element it is. */
  if (*self->text->str != '\0' && (self->unlinked || self->edges == 0 || kind == DIP_LINE_HEADING))
    dip_flow_text (&self->flow, self->text->str, kind, level, 0, 1, NULL);
  g_string_truncate (self->text, 0);
  self->unlinked = FALSE;

  if (lead > 0 && kind == DIP_LINE_TEXT && self->layout->lines->len > before)
    {
      DipLine *line = self->layout->lines->pdata[before];

      line->lead = (guint) MIN (lead, strlen (line->text));
    }
  if (self->marker != NULL && self->layout->lines->len > before)
    {
      DipLine *line = self->layout->lines->pdata[before];

      line->marker = g_steal_pointer (&self->marker);
      line->indent = 2 * self->n_lists;
    }
}

static gboolean
is_bold (const char *name)
{
  return g_str_equal (name, "b") || g_str_equal (name, "strong");
}

static guint *
span_at (Page  *self,
         guint  column)
{
  if (column >= self->spans->len)
    g_array_set_size (self->spans, column + 1);

  return &g_array_index (self->spans, guint, column);
}

static void
begin_cell (Page          *self,
            const xmlNode *node)
{
  self->column++;
  while (self->column < DIP_GRID_MAX_COLUMNS && *span_at (self, self->column) > 0)
    self->column++;

  self->cell_rows = get_span (node, "rowspan");
  self->cell_columns = get_span (node, "colspan");
  self->in_cell = TRUE;
  g_string_truncate (self->text, 0);
}

static void
end_cell (Page *self)
{
  guint last = MIN (self->column + self->cell_columns, DIP_GRID_MAX_COLUMNS);

  self->in_cell = FALSE;
  dip_flow_clean (self->text->str);
  dip_grid_add (self->grid, self->column, self->text->str);
  g_string_truncate (self->text, 0);

  if (self->cell_rows > 1 || self->cell_columns > 1)
    dip_grid_merge (self->grid, self->row, self->column, self->cell_rows, self->cell_columns);
  for (guint column = self->column; column < last; column++)
    *span_at (self, column) = self->cell_rows;
  self->column = MAX (last, 1) - 1;
}

static void
begin_row (Page *self)
{
  if (self->row > 0)
    for (guint i = 0; i < self->spans->len; i++)
      if (g_array_index (self->spans, guint, i) > 0)
        g_array_index (self->spans, guint, i)--;

  self->row++;
  self->column = G_MAXUINT;
  dip_grid_begin_row (self->grid, self->row, FALSE);
}

/* The next node of a tree, or NULL behind the last one below @root. */
static const xmlNode *
next_node (const xmlNode *node,
           const xmlNode *root)
{
  if (node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;

  while (node != root && node->next == NULL)
    node = node->parent;

  return node == root ? NULL : node->next;
}

/* Old pages are laid out by tables: such a one has chapters or tables in it, or one cell in each row, and no heads. */
static gboolean
is_layout (Page          *self,
           const xmlNode *table)
{
  g_autofree char *role = dup_attribute (table, "role");
  guint n_cells = 0;
  guint n_most = 0;
  gboolean chapters = FALSE;

  if (g_strcmp0 (role, "presentation") == 0 || g_strcmp0 (role, "none") == 0)
    return TRUE;

  for (const xmlNode *node = next_node (table, table); node != NULL; node = next_node (node, table))
    {
      const char *name = (const char *) node->name;

      if (self->n_looked++ > MAX_LOOKED)
        return FALSE;
      if (node->type != XML_ELEMENT_NODE)
        continue;

      if (!chapters && (g_str_equal (name, "th") || g_str_equal (name, "caption") || g_str_equal (name, "thead")))
        return FALSE;
      if (g_str_equal (name, "table") || (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0'))
        chapters = TRUE;
      if (g_str_equal (name, "tr"))
        n_cells = 0;
      n_cells += g_str_equal (name, "td");
      n_most = MAX (n_most, n_cells);
    }

  return chapters || n_most < 2;
}

static void
begin_table (Page          *self,
             const xmlNode *node)
{
  if (self->n_tables == 0 && is_layout (self, node))
    return;
  if (self->n_tables++ > 0)
    return;

  flush (self);
  self->grid = dip_grid_new ();
  g_array_set_size (self->spans, 0);
  self->row = 0;
}

static void
end_table (Page *self)
{
  if (self->n_tables == 0 || --self->n_tables > 0)
    return;

  dip_grid_deliver (self->grid, DIP_GRID_TABLE, &self->flow, NULL, 0);
  g_clear_pointer (&self->grid, dip_grid_free);
  self->in_cell = FALSE;
  g_string_truncate (self->text, 0);
}

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

static void
begin_item (Page          *self,
            const xmlNode *node)
{
  List *list = self->n_lists > 0 ? &self->lists[self->n_lists - 1] : NULL;
  g_autofree char *value = dup_attribute (node, "value");

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
  g_autofree char *type = dup_attribute (node, "type");

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (type, formats[i].type))
      return formats[i].format;

  return "decimal";
}

static void
begin_list (Page          *self,
            const xmlNode *node,
            gboolean       ordered)
{
  g_autofree char *start = dup_attribute (node, "start");

  if (self->n_lists == MAX_LISTS)
    return;

  self->lists[self->n_lists++] = (List) {
    ordered, get_list_format (node), start != NULL ? (int) CLAMP (strtol (start, NULL, 10), -100000, 100000) : 1,
  };
}

static gboolean
is_edge (const char *name)
{
  return g_str_equal (name, "header") || g_str_equal (name, "footer");
}

static void
begin_element (Page          *self,
               const xmlNode *node)
{
  const char *name = (const char *) node->name;

  if (is_block (name) && self->pre == 0)
    flush (self);

  self->leads = self->leads || (is_bold (name) && self->text->len == 0);
  self->edges += is_edge (name);
  self->links += g_str_equal (name, "a");
  self->raised += g_str_equal (name, "sup");

  if (g_str_equal (name, "br"))
    g_string_append_c (self->text, '\n');
  else if (g_str_equal (name, "table"))
    begin_table (self, node);
  else if (self->n_tables == 1 && g_str_equal (name, "tr"))
    begin_row (self);
  else if (self->n_tables == 1 && self->row > 0 && (g_str_equal (name, "td") || g_str_equal (name, "th")))
    begin_cell (self, node);
  else if (g_str_equal (name, "ul") || g_str_equal (name, "ol"))
    begin_list (self, node, *name == 'o');
  else if (g_str_equal (name, "li") && !self->in_cell)
    begin_item (self, node);
  else if (g_str_equal (name, "pre"))
    self->pre++;
  else if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0' && !self->in_cell)
    self->heading = (guint) (name[1] - '0');
}

static void
end_element (Page          *self,
             const xmlNode *node)
{
  const char *name = (const char *) node->name;

  if (self->n_tables == 1 && self->in_cell && (g_str_equal (name, "td") || g_str_equal (name, "th")))
    {
      end_cell (self);
      return;
    }

  if (is_bold (name) && self->leads)
    {
      self->lead = self->text->len;
      self->leads = FALSE;
    }
  if (g_str_equal (name, "pre"))
    self->pre -= self->pre > 0;
  if (is_block (name) && self->pre == 0)
    flush (self);
  self->edges -= is_edge (name) && self->edges > 0;
  self->links -= g_str_equal (name, "a") && self->links > 0;
  self->raised -= g_str_equal (name, "sup") && self->raised > 0;

  if (g_str_equal (name, "table"))
    end_table (self);
  else if (g_str_equal (name, "ul") || g_str_equal (name, "ol"))
    self->n_lists -= self->n_lists > 0;
  else if (g_str_equal (name, "li"))
    g_clear_pointer (&self->marker, g_free);
  else if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0')
    self->heading = 0;
}

/* A raised link to a place on the page: the mark of a footnote. */
static gboolean
is_note_mark (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && g_str_equal ((const char *) child->name, "a"))
      {
        g_autofree char *target = dup_attribute (child, "href");

        return target != NULL && *target == '#';
      }

  return FALSE;
}

/* Whether the walk goes into an element. */
static gboolean
enters (Page          *self,
        const xmlNode *node)
{
  const char *name = (const char *) node->name;

  if (is_silent (name))
    return FALSE;

  if (is_hidden (node))
    {
      self->hidden = TRUE;
      return FALSE;
    }

  if (g_str_equal (name, "del"))
    {
      self->deleted = TRUE;
      return FALSE;
    }

  return !g_str_equal (name, "sup") || !is_note_mark (node);
}

static void
take_title (Page          *self,
            const xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);

  if (content != NULL && self->layout->title == NULL)
    {
      char *title = g_strdup ((const char *) content);

      self->layout->title = dip_flow_clean (title);
      if (*title == '\0')
        g_clear_pointer (&self->layout->title, g_free);
    }
  xmlFree (content);
}

static void
walk (Page    *self,
      xmlNode *root)
{
  xmlNode *node = root;

  while (node != NULL)
    {
      gboolean down = FALSE;

      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        {
          if (node->content != NULL)
            add_text (self, (const char *) node->content);
        }
      else if (node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, "title") == 0)
        take_title (self, node);
      else if (node->type == XML_ELEMENT_NODE && enters (self, node))
        {
          begin_element (self, node);
          down = TRUE;
        }

      if (down && node->children != NULL)
        {
          node = node->children;
          continue;
        }
      if (down)
        end_element (self, node);

      while (node != root && node->next == NULL)
        {
          node = node->parent;
          end_element (self, node);
        }
      node = node == root ? NULL : node->next;
    }

  flush (self);
}

static gsize
count_text (xmlNode *root)
{
  gsize n = 0;

  for (xmlNode *node = root; node != NULL; node = (xmlNode *) next_node (node, root))
    if (node->type == XML_TEXT_NODE && node->content != NULL && node->parent != NULL &&
        !is_silent ((const char *) node->parent->name))
      n += strlen ((const char *) node->content);

  return n;
}

/* What the page itself calls its main part, if it has one such part and not just a remark in it. */
static xmlNode *
find_main (xmlNode *root)
{
  xmlNode *found[2] = { NULL, NULL };  /* a main part, an article */
  guint n[2] = { 0, 0 };

  for (xmlNode *node = root; node != NULL; node = (xmlNode *) next_node (node, root))
    {
      g_autofree char *role = NULL;
      guint kind = 1;

      if (node->type != XML_ELEMENT_NODE)
        continue;
      role = dup_attribute (node, "role");
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

static gboolean
is_inside (const xmlNode *node,
           const xmlNode *outer)
{
  while (node != NULL && node != outer)
    node = node->parent;

  return node != NULL;
}

/* Reads the main part alone, and what the feet of the page say beside their links: whose page it is. */
static void
read_page (Page    *self,
           xmlNode *root)
{
  xmlNode *body = find_main (root);

  if (body == NULL)
    {
      walk (self, root);
      return;
    }

  for (xmlNode *node = root; node != NULL; node = (xmlNode *) next_node (node, root))
    if (node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, "title") == 0 &&
        !is_inside (node, body))
      take_title (self, node);

  walk (self, body);
  for (xmlNode *node = root; node != NULL; node = (xmlNode *) next_node (node, root))
    if (node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, "footer") == 0 &&
        !is_inside (node, body) && (node->parent == NULL || !is_edge ((const char *) node->parent->name)))
      walk (self, node);
}

/* Where libxml2 gives up on a page it keeps silent about what it left out. */
static void
note_error (void     *user_data,
#if LIBXML_VERSION >= 21200
            const xmlError *error)
#else
            xmlError *error)
#endif
{
  gboolean *cut = user_data;

  *cut = *cut || error->code == XML_ERR_INTERNAL_ERROR || error->code == XML_ERR_NO_MEMORY ||
         error->level == XML_ERR_FATAL;
}

DipLayout *
_dip_read_html (GBytes                *bytes,
                const char            *name,
                const DipReadOptions  *options,
                GCancellable          *cancellable,
                GError               **error)
{
  g_autoptr (DipLayout) layout = dip_layout_new (name, "text/html");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) spans = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autofree char *source = NULL;
  const char *encoding = NULL;
  Page page = { .layout = layout, .text = text, .spans = spans };
  gboolean cut = FALSE;
  htmlDocPtr document;

  source = _dip_read_decode (bytes, &encoding, layout->warnings, error);
  if (source == NULL)
    return NULL;
  layout->encoding = g_strdup (encoding);

  xmlSetStructuredErrorFunc (&cut, note_error);
  document = htmlReadMemory (source, (int) MIN (strlen (source), G_MAXINT), NULL, "UTF-8",
                             HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_COMPACT);
  xmlSetStructuredErrorFunc (NULL, NULL);
  if (document == NULL)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                           "The web page is damaged: save it again from the browser and import that.");
      return NULL;
    }

  if (cut)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT,
                           "The web page is nested deeper than any paper: print it to a PDF and import that.");
      xmlFreeDoc (document);
      return NULL;
    }

  dip_flow_init (&page.flow, layout);
  if (xmlDocGetRootElement (document) != NULL)
    read_page (&page, xmlDocGetRootElement (document));
  xmlFreeDoc (document);

  g_clear_pointer (&page.grid, dip_grid_free);
  g_free (page.marker);
  if (page.hidden)
    dip_flow_warn (&page.flow, "Parts that the page does not show were left out.");
  if (page.deleted)
    dip_flow_warn (&page.flow, "What the page marks as deleted was left out.");
  if (page.flow.full)
    {
      dip_flow_set_limit_error (error);
      return NULL;
    }

  return g_steal_pointer (&layout);
}
