/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/web/dip-html.h"

#include "read/dip-read-notes.h"
#include "read/office/dip-paragraph.h"

#include <stdlib.h>
#include <string.h>

/*
 * Footnotes: a raised link leads to where one begins, at the end of the page mostly.
 *
 *   mark  = <sup> <a href="#place">, one or more | <a href="#place"> <sup>
 *         | <a href="#place"> <span class="…FootnoteReference">
 *         | <a href="#place"> with a number, in brackets or not, if what stands at the place leads back
 *   note  = element with that place, or around it: <li id="place">, <p> <a name="place">
 *   back  = a short link to a place, inside of a note
 */

#define MAX_NOTE 8000u  /* bytes; what is longer is a part of the page */
#define MAX_PARTS 2000u /* elements and texts of one */
#define MAX_BACK 4      /* letters */
#define MAX_RETURN 31   /* bytes of a sign that leads back, and of the white space around it */

static gboolean
leads_inside (const xmlNode *link)
{
  g_autofree char *target = _dip_html_dup_attribute (link, "href");

  return target != NULL && *target == '#';
}

/* The first element in an element, if it has no text before it, and none behind it where @alone is TRUE. */
static const xmlNode *
find_child (const xmlNode *node,
            gboolean       alone)
{
  const xmlNode *found = NULL;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_ELEMENT_NODE && found == NULL)
        found = child;
      else if (alone && (child->type == XML_ELEMENT_NODE || (child->type == XML_TEXT_NODE && !xmlIsBlankNode (child))))
        return NULL;
      else if (!alone && found != NULL)
        break;
    }

  return found;
}

/* What a link leads to, without the sign before it. */
static char *
dup_place (const xmlNode *link)
{
  char *place = _dip_html_dup_attribute (link, "href");

  memmove (place, place + 1, strlen (place));

  return place;
}

/* Whether there is more than one link in a raised text. */
static gboolean
has_links (const xmlNode *node)
{
  guint n = 0;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    n += child->type == XML_ELEMENT_NODE && g_str_equal ((const char *) child->name, "a");

  return n > 1;
}

/* "↩" and the like, which lead from a note back to its mark. */
static gboolean
is_return (const char *text)
{
  static const char *const returns[] = { "↩", "↩\xef\xb8\x8e", "↩\xef\xb8\x8f", "↑", "^", "⏎", "←", "↵" };

  for (guint i = 0; i < G_N_ELEMENTS (returns); i++)
    if (g_str_equal (text, returns[i]))
      return TRUE;

  return FALSE;
}

/* The arrow alone, where its link was lost. */
static gboolean
ends_with_return (const xmlNode *node)
{
  g_autofree char *text = node->type == XML_TEXT_NODE && node->content != NULL
                          ? g_strchomp (g_strdup ((const char *) node->content)) : NULL;

  return text != NULL && (g_str_has_suffix (text, "↩") || g_str_has_suffix (text, "↩\xef\xb8\x8e") ||
                          g_str_has_suffix (text, "↩\xef\xb8\x8f"));
}

/* Many marks may lead to one note: a link in it is looked at no further than a sign of return is long. */
static gboolean
is_return_link (const xmlNode *link)
{
  char text[MAX_RETURN + 1] = { 0 };
  guint n_nodes = 0;

  if (link->type != XML_ELEMENT_NODE || !g_str_equal ((const char *) link->name, "a") || !leads_inside (link))
    return FALSE;

  for (const xmlNode *node = link; node != NULL && n_nodes < MAX_PARTS;
       node = _dip_html_next_node (node, link), n_nodes++)
    if (node->type == XML_TEXT_NODE && node->content != NULL)
      {
        if (strlen (text) + strnlen ((const char *) node->content, sizeof text) > MAX_RETURN)
          return FALSE;
        strcat (text, (const char *) node->content);
      }

  return is_return (g_strstrip (text));
}

/* "1", "[1]", "(1)" */
static gboolean
is_number (const char *text)
{
  gboolean opens = *text == '[' || *text == '(';
  gsize n = strspn (text + opens, "0123456789");

  return n > 0 && n <= 3 && (text[opens + n] == '\0' || (opens && strchr ("])", text[opens + n]) != NULL &&
                                                        text[opens + n + 1] == '\0'));
}

/* Whether a link with a number leads to a short element that leads back. */
static gboolean
leads_to_note (DipHtmlPage   *self,
               const xmlNode *link)
{
  xmlChar *content = xmlNodeGetContent (link);
  gboolean number = content != NULL && is_number (g_strstrip ((char *) content));
  g_autofree char *place = number ? dup_place (link) : NULL;
  const xmlAttr *id = number ? xmlGetID (link->doc, (const xmlChar *) place) : NULL;
  const xmlNode *note = id != NULL ? id->parent : NULL;
  gsize n_bytes = 0;
  guint n = 0;

  xmlFree (content);
  while (note != NULL && note->type == XML_ELEMENT_NODE && !_dip_html_is_block ((const char *) note->name))
    note = note->parent;
  if (note == NULL || note->type != XML_ELEMENT_NODE)
    return FALSE;

  for (const xmlNode *node = note; node != NULL && n < MAX_PARTS; node = _dip_html_next_node (node, note), n++)
    {
      if (node->type == XML_TEXT_NODE && node->content != NULL)
        n_bytes += strnlen ((const char *) node->content, MAX_NOTE + 1);
      if (++self->n_looked > DIP_HTML_MAX_LOOKED || n_bytes > MAX_NOTE)
        return FALSE;
      if (is_return_link (node) || ends_with_return (node))
        return TRUE;
    }

  return FALSE;
}

/* Takes the bracket before a mark away, where one behind it closes it. */
static void
drop_brackets (DipHtmlPage   *self,
               const xmlNode *mark)
{
  const xmlNode *next = mark->next;
  gsize length = self->text->len;
  char open = length > 0 ? self->text->str[length - 1] : '\0';

  if ((open != '[' && open != '(') || next == NULL || next->type != XML_TEXT_NODE || next->content == NULL ||
      *next->content != (open == '[' ? ']' : ')'))
    return;

  for (length--; length > 0 && self->text->str[length - 1] == ' '; )
    length--;
  g_string_truncate (self->text, length);
  self->skip_bracket = TRUE;
}

/* The place that the mark of a footnote leads to, NULL for what is none. */
static char *
dup_target (DipHtmlPage   *self,
            const xmlNode *node)
{
  const gboolean raised = self->raised > 0;
  gboolean link = g_str_equal ((const char *) node->name, "a");
  const xmlNode *child;
  g_autofree char *class = NULL;

  if (!link && !g_str_equal ((const char *) node->name, "sup"))
    return NULL;
  if (link && raised && leads_inside (node))
    return dup_place (node);
  if (!link && has_links (node))
    return NULL;
  if (link && leads_inside (node) && leads_to_note (self, node))
    return dup_place (node);
  child = find_child (node, link);
  if (child == NULL || !leads_inside (link ? node : child))
    return NULL;

  class = _dip_html_dup_attribute (child, "class");
  if (!g_str_equal ((const char *) child->name, link ? "sup" : "a") &&
      !(link && class != NULL && strstr (class, "FootnoteReference") != NULL))
    return NULL;

  return dup_place (link ? node : child);
}

/* Whether the element is the mark of a footnote, which is no text. */
gboolean
_dip_html_page_take_mark (DipHtmlPage   *self,
                          const xmlNode *node)
{
  g_autofree char *place = dup_target (self, node);
  guint number;

  if (place == NULL)
    return FALSE;
  if (self->note > 0)
    return TRUE;

  if (self->marks == NULL)
    self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->marks, place));
  if (number == 0)
    {
      number = g_hash_table_size (self->marks) + 1;
      g_hash_table_insert (self->marks, g_steal_pointer (&place), GUINT_TO_POINTER (number));
    }
  if (self->raised == 0)
    drop_brackets (self, node);
  _dip_note_append (self->text, DIP_NOTE_MARK, number);

  return TRUE;
}

/* Whether the element is the way from a note back to its mark. */
gboolean
_dip_html_page_leads_back (DipHtmlPage   *self,
                           const xmlNode *node)
{
  xmlChar *content;
  gboolean back;

  if (self->note == 0 || !g_str_equal ((const char *) node->name, "a") || !leads_inside (node))
    return FALSE;

  content = xmlNodeGetContent (node);
  back = content != NULL && g_utf8_strlen (g_strstrip ((char *) content), -1) <= MAX_BACK;
  xmlFree (content);

  return back;
}

static gboolean
is_short (const xmlNode *root)
{
  gsize n_bytes = 0;
  guint n = 0;

  for (const xmlNode *node = root; node != NULL; node = _dip_html_next_node (node, root))
    {
      if (node->type == XML_TEXT_NODE && node->content != NULL)
        n_bytes += strlen ((const char *) node->content);
      if (n_bytes > MAX_NOTE || ++n > MAX_PARTS)
        return FALSE;
    }

  return TRUE;
}

static guint
find_number (DipHtmlPage   *self,
             const xmlNode *node)
{
  static const char *const names[] = { "id", "name" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *place = _dip_html_dup_attribute (node, names[i]);
      guint number = place != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->marks, place)) : 0;

      if (number > 0)
        return number;
    }

  return 0;
}

void
_dip_html_page_begin_note (DipHtmlPage   *self,
                           const xmlNode *node)
{
  guint number = self->marks != NULL && self->note == 0 && !self->in_cell ? find_number (self, node) : 0;

  if (number == 0 || number > DIP_NOTE_MAX)
    return;
  while (node != NULL && node->type == XML_ELEMENT_NODE && !_dip_html_is_block ((const char *) node->name))
    node = node->parent;
  if (node == NULL || node->type != XML_ELEMENT_NODE || !is_short (node))
    return;

  self->note = number;
  self->note_node = node;
  self->note_begun = FALSE;
}

void
_dip_html_page_end_note (DipHtmlPage   *self,
                         const xmlNode *node)
{
  if (self->note_node != node)
    return;

  if (!self->in_cell)
    _dip_html_page_flush (self);
  self->note = 0;
  self->note_node = NULL;
}

/* The text of a note without the number that it begins with, if that is its own: "1. ", "[1] ". */
static const char *
skip_number (const char *text,
             guint       number)
{
  gboolean opens = *text == '[' || *text == '(';
  char *end;

  if (!g_ascii_isdigit (text[opens]) || strtoul (text + opens, &end, 10) != number)
    return text;
  while (*end != '\0' && strchr (".:)]", *end) != NULL)
    end++;

  return *end == ' ' && end[1] != '\0' ? end + 1 : text;
}

/* Drops the arrow at the end of a text that leads from a note to its mark. */
static void
drop_return (GString *text)
{
  static const char *const returns[] = { "\xef\xb8\x8e", "\xef\xb8\x8f", "↩", " " };

  if (strstr (text->str, "↩") == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (returns); i++)
    while (g_str_has_suffix (text->str, returns[i]) && (i != 3 || text->len > 1))
      g_string_truncate (text, text->len - strlen (returns[i]));
}

/* Makes lines of a note of the paragraph under way. */
void
_dip_html_page_settle_note (DipHtmlPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  drop_return (self->text);

  if (*self->text->str == '\0')
    return;

  if (self->note_begun)
    g_string_append (text, g_strdelimit (self->text->str, "\n", ' '));
  else
    dip_paragraph_append_note (text, self->note, skip_number (self->text->str, self->note));
  self->note_begun = TRUE;
  g_string_truncate (self->text, 0);
  _dip_note_append (self->text, DIP_NOTE_BEGIN, self->note);
  g_string_append (self->text, text->str);
  g_clear_pointer (&self->marker, g_free);
}
