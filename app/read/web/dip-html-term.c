/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/web/dip-html.h"

#include "read/dip-read-private.h"

#include <string.h>

/*
 * Lists of terms and what they mean:
 *
 *   list = <dl> *( <dt> term <dd> meaning )
 *
 * A term waits for the first paragraph of its meaning. Where a table, a list or
 * a heading comes first, or nothing, it is a paragraph in bold letters.
 */

static void
add_alone (DipHtmlPage *self)
{
  g_autofree char *term = g_steal_pointer (&self->term);
  guint before = self->layout->lines->len;

  if (term == NULL)
    return;

  dip_flow_text (&self->flow, term, DIP_LINE_TEXT, 0, 0, 1, NULL);
  for (guint i = before; i < self->layout->lines->len; i++)
    ((DipLine *) self->layout->lines->pdata[i])->bold = TRUE;
}

void
_dip_html_page_begin_definition (DipHtmlPage *self,
                                 const char  *name)
{
  if (self->in_cell)
    return;

  if (g_str_equal (name, "dt"))
    self->in_term = TRUE;
  else if (g_str_equal (name, "dd"))
    self->in_meaning = TRUE;
  else
    add_alone (self);
}

void
_dip_html_page_end_definition (DipHtmlPage *self,
                               const char  *name)
{
  if (g_str_equal (name, "dt"))
    self->in_term = FALSE;
  else if (g_str_equal (name, "dd"))
    self->in_meaning = FALSE;
  else
    add_alone (self);
}

/**
 * _dip_html_page_settle_term:
 * @kind: of the paragraph that has ended, which is the page's text
 *
 * Keeps it as a term where it is one, or puts the term before it that waits for it.
 *
 * Returns: whether there is no paragraph left
 */
gboolean
_dip_html_page_settle_term (DipHtmlPage *self,
                            DipLineKind  kind)
{
  g_autofree char *joined = NULL;

  if (*self->text->str == '\0')
    return FALSE;

  if (self->in_term && kind == DIP_LINE_TEXT && self->note == 0)
    {
      add_alone (self);
      self->term = g_strdup (self->text->str);
      return TRUE;
    }
  if (self->term == NULL)
    return FALSE;

  if (self->in_meaning && kind == DIP_LINE_TEXT && self->note == 0)
    joined = _dip_term_join (self->term, self->text->str);
  if (joined == NULL)
    {
      add_alone (self);
      return FALSE;
    }

  g_string_assign (self->text, joined);
  self->lead = strlen (self->term);
  g_clear_pointer (&self->term, g_free);

  return FALSE;
}
