/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "read/dip-readers.h"
#include "read/web/dip-html.h"

#include <libxml/HTMLparser.h>

#include <string.h>

/* Bytes of "<![if gte mso 9]>". */
#define MAX_CONDITION 200u

/*
 * A web page. libxml2 makes a tree of whatever the page is; the walk through it
 * has no recursion, so no depth of nesting costs more than memory that is there
 * already.
 */

static gboolean
is_bold (const char *name)
{
  return g_str_equal (name, "b") || g_str_equal (name, "strong");
}

/* Elements that a term of a list of definitions has to do with: what waits for its meaning gets none there. */
static gboolean
is_definition (const char *name)
{
  static const char *const names[] = { "dl", "dt", "dd", "table", "ul", "ol", NULL };

  return g_strv_contains (names, name);
}

static gboolean
is_edge (const char *name)
{
  return g_str_equal (name, "header") || g_str_equal (name, "footer") || g_str_equal (name, "aside");
}

static void
begin_element (DipHtmlPage   *self,
               const xmlNode *node)
{
  const char *name = (const char *) node->name;

  if (_dip_html_is_block (name) && self->pre == 0)
    _dip_html_page_flush (self);

  if (is_definition (name))
    _dip_html_page_begin_definition (self, name);
  self->leads = self->leads || (is_bold (name) && _dip_html_page_is_bold (self));
  self->edges += is_edge (name) || _dip_html_is_foot (node);
  self->links += g_str_equal (name, "a");
  self->raised += g_str_equal (name, "sup");

  if (g_str_equal (name, "br"))
    g_string_append_c (self->text, '\n');
  else if (g_str_equal (name, "table"))
    _dip_html_page_begin_table (self, node);
  else if (self->n_tables == 1 && g_str_equal (name, "tr"))
    _dip_html_page_begin_row (self, node);
  else if (self->n_tables == 1 && self->row > 0 && (g_str_equal (name, "td") || g_str_equal (name, "th")))
    _dip_html_page_begin_cell (self, node);
  else if (g_str_equal (name, "ul") || g_str_equal (name, "ol"))
    _dip_html_page_begin_list (self, node, *name == 'o');
  else if (g_str_equal (name, "li") && !self->in_cell)
    _dip_html_page_begin_item (self, node);
  else if (g_str_equal (name, "pre"))
    self->pre++;
  else if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0' && !self->in_cell)
    self->heading = self->last_heading = (guint) (name[1] - '0');
  else if ((g_str_equal (name, "summary") && !self->in_cell) || _dip_html_page_is_title (self, node))
    self->heading = MIN (self->last_heading + 1, 6);
}

static void
end_element (DipHtmlPage   *self,
             const xmlNode *node)
{
  const char *name = (const char *) node->name;

  _dip_html_page_end_note (self, node);
  if (self->n_tables == 1 && self->in_cell && (g_str_equal (name, "td") || g_str_equal (name, "th")))
    {
      _dip_html_page_end_cell (self);
      return;
    }

  if (is_bold (name) && self->leads)
    {
      self->lead = self->text->len;
      self->leads = FALSE;
    }
  if (g_str_equal (name, "pre"))
    self->pre -= self->pre > 0;
  if (_dip_html_is_block (name) && self->pre == 0)
    _dip_html_page_flush (self);
  if (is_definition (name))
    _dip_html_page_end_definition (self, name);
  self->edges -= (is_edge (name) || _dip_html_is_foot (node)) && self->edges > 0;
  self->links -= g_str_equal (name, "a") && self->links > 0;
  self->raised -= g_str_equal (name, "sup") && self->raised > 0;

  if (g_str_equal (name, "table"))
    _dip_html_page_end_table (self);
  else if (g_str_equal (name, "ul") || g_str_equal (name, "ol"))
    self->n_lists -= self->n_lists > 0;
  else if (g_str_equal (name, "li"))
    g_clear_pointer (&self->marker, g_free);
  else if ((name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0') || g_str_equal (name, "summary") ||
           _dip_html_page_is_title (self, node))
    self->heading = 0;
}

/* Whether the walk goes into an element. */
static gboolean
enters (DipHtmlPage   *self,
        const xmlNode *node)
{
  const char *name = (const char *) node->name;

  if (_dip_html_page_take_control (self, node) || _dip_html_is_silent (name) || _dip_html_has_silent_role (node))
    return FALSE;

  if (_dip_html_is_sheet_frame (node) || _dip_html_page_take_comment (self, node))
    return FALSE;

  if (_dip_html_is_hidden (node))
    {
      self->hidden = self->hidden || _dip_html_has_text (node);
      return FALSE;
    }

  if (_dip_html_page_strikes_through (self, node))
    {
      self->deleted = TRUE;
      return FALSE;
    }

  if (self->n_tables == 0 &&
      _dip_html_is_menu (node, self->last_heading == 0, self->layout->lines->len == 0 && self->text->len == 0))
    return FALSE;

  _dip_html_page_begin_note (self, node);

  return !_dip_html_page_take_list_mark (self, node) && !_dip_html_page_take_signs (self, node) &&
         !_dip_html_page_leads_back (self, node) &&
         !_dip_html_page_take_mark (self, node);
}

static void
take_title (DipHtmlPage   *self,
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
walk (DipHtmlPage *self,
      xmlNode     *root)
{
  xmlNode *node = root;

  while (node != NULL)
    {
      gboolean down = FALSE;

      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        {
          if (node->content != NULL)
            _dip_html_page_add_text (self, (const char *) node->content);
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

  _dip_html_page_flush (self);
}

/* Whether an element has another of a name in it. */
static gboolean
has_within (const xmlNode *root,
            const char    *name)
{
  for (const xmlNode *node = root; node != NULL; node = _dip_html_next_node (node, root))
    if (node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, name) == 0)
      return TRUE;

  return FALSE;
}

/* The title that stands above the main part, if that has none; a link there leads to the site's first page. */
static void
walk_title_above (DipHtmlPage *self,
                  xmlNode     *root,
                  xmlNode     *body)
{
  if (has_within (body, "h1"))
    return;
  for (xmlNode *node = root; node != NULL && node != body; node = (xmlNode *) _dip_html_next_node (node, root))
    if (node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, "h1") == 0 &&
        !has_within (node, "a") &&
        (node->parent == NULL || g_ascii_strcasecmp ((const char *) node->parent->name, "a") != 0))
      {
        walk (self, node);
        return;
      }
}

/* Reads the main part alone, and what the feet of the page say beside their links: whose page it is. */
static void
read_page (DipHtmlPage *self,
           xmlNode     *root)
{
  xmlNode *body = _dip_html_find_main (root);

  _dip_html_page_read_styles (self, root);
  _dip_html_page_find_titles (self, body != NULL ? body : root);
  if (body == NULL)
    {
      walk (self, root);
      return;
    }

  for (xmlNode *node = root; node != NULL; node = (xmlNode *) _dip_html_next_node (node, root))
    if (node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, "title") == 0 &&
        !_dip_html_is_inside (node, body))
      take_title (self, node);

  walk_title_above (self, root, body);
  walk (self, body);
  for (xmlNode *node = root; node != NULL; node = (xmlNode *) _dip_html_next_node (node, root))
    if (node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, "footer") == 0 &&
        !_dip_html_is_inside (node, body) && (node->parent == NULL || !is_edge ((const char *) node->parent->name)))
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

/* Excel saves a workbook of several sheets as a page that has nothing but the names of others. */
static gboolean
has_frames (xmlNode *root)
{
  for (const xmlNode *node = root->children; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, "frameset"))
      return TRUE;

  return FALSE;
}

/* Where the part of a program ends that a server would have run, "<?php … ?>", "<?= … ?>": the last one may stay open.
 * NULL where none begins. */
static const char *
find_end_of_program (const char *at)
{
  const char *end;

  if (!g_str_has_prefix (at, "<?php") && !g_str_has_prefix (at, "<?="))
    return NULL;
  end = strstr (at, "?>");

  return end != NULL ? end + 2 : at + strlen (at);
}

/* Takes away what no browser reads, but libxml2 takes for text: parts of programs, and "<![if !supportLists]>" and
 * "<![endif]>", which Word and Excel write around what they show. */
static void
drop_unread (char *source)
{
  static const char *const conditions[] = { "<![if ", "<![endif]" };
  char *to = source;

  for (const char *at = source; *at != '\0'; )
    {
      const char *end = *at == '<' ? find_end_of_program (at) : NULL;

      if (end != NULL)
        {
          at = end;
          continue;
        }

      for (guint i = 0; *at == '<' && at[1] == '!' && end == NULL && i < G_N_ELEMENTS (conditions); i++)
        if (g_ascii_strncasecmp (at, conditions[i], strlen (conditions[i])) == 0)
          end = memchr (at, '>', strnlen (at, MAX_CONDITION));
      /* "<![endif]-->" ends a comment */
      if (end != NULL && end[-1] == ']')
        at = end + 1;
      else
        *to++ = *at++;
    }
  *to = '\0';
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
  DipHtmlPage page = { .layout = layout, .text = text, .spans = spans };
  gboolean cut = FALSE;
  htmlDocPtr document;
  xmlNode *root;

  source = _dip_read_decode (bytes, &encoding, layout->warnings, error);
  if (source == NULL)
    return NULL;
  layout->encoding = g_strdup (encoding);
  drop_unread (source);

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
  root = xmlDocGetRootElement (document);
  if (root != NULL && has_frames (root))
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY,
                           "The page only shows other files, in frames: import those files, or save it as one "
                           "file, as PDF or as a workbook.");
      xmlFreeDoc (document);
      return NULL;
    }
  if (root != NULL)
    read_page (&page, root);
  xmlFreeDoc (document);

  g_clear_pointer (&page.term, g_free);
  g_clear_pointer (&page.grid, dip_grid_free);
  g_free (page.marker);
  g_clear_pointer (&page.marks, g_hash_table_unref);
  g_clear_pointer (&page.struck, g_hash_table_unref);
  g_clear_pointer (&page.titles, g_hash_table_unref);
  g_clear_pointer (&page.contents, g_hash_table_unref);
  g_clear_pointer (&page.counts, g_hash_table_unref);
  dip_flow_warn_of_comments (&page.flow, page.n_comments);
  if (page.hidden)
    dip_flow_warn (&page.flow, "Parts that the page does not show were left out.");
  if (page.deleted)
    dip_flow_warn (&page.flow, "What the page marks as deleted or strikes through was left out.");
  if (page.flow.full)
    {
      dip_flow_set_limit_error (error);
      return NULL;
    }

  return g_steal_pointer (&layout);
}
