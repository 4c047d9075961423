/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-line-ends.h"

#include <string.h>

#include "text/dip-line-breaks.h"

/*
 * Japanese may begin a line with the rest of any word, which is right for the text of a paper and
 * hard to read in a title or a notice of a few words. There lines end behind phrases, and within a word
 * only where a line has no room for it. Attributes say so; the text stays as it is, for whoever
 * selects, copies or hears it.
 */

/* What is longer is prose. */
#define MAX_BYTES 1000

/* Phrases know nothing of a space that holds two of them together. */
static gboolean
is_held (const char *text,
         guint       end)
{
  static const char space[] = "\u00a0";

  return g_str_has_prefix (text + end, space) ||
         (end >= strlen (space) && g_str_has_prefix (text + end - strlen (space), space));
}

/**
 * dip_line_ends_add:
 * @attributes: the attributes of a layout
 * @text: its text
 *
 * Lets lines of a Japanese text end behind phrases only.
 */
void
dip_line_ends_add (PangoAttrList *attributes,
                   const char    *text)
{
  g_autoptr (GArray) ends = NULL;
  guint start = 0;

  g_return_if_fail (attributes != NULL);
  g_return_if_fail (text != NULL);

  if (memchr (text, '\0', MAX_BYTES) == NULL)
    return;

  ends = dip_line_breaks_list (text);
  for (guint i = 0; i < ends->len; i++)
    {
      guint end = g_array_index (ends, guint, i);
      PangoAttribute *word;

      if (is_held (text, end))
        continue;

      word = pango_attr_word_new ();
      /* Nobody reads its value; where that was the same, a label with markup made one of two. */
      ((PangoAttrInt *) word)->value = (int) (i % 2);
      word->start_index = start;
      word->end_index = end;
      pango_attr_list_insert (attributes, word);
      start = end;
    }
}

static gboolean
is_word (PangoAttribute *attribute,
         gpointer        user_data)
{
  return attribute->klass->type == PANGO_ATTR_WORD;
}

/* The label has another text, or somebody has given it other attributes. */
static void
update_cb (GtkLabel *label)
{
  PangoAttrList *given = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrList) attributes = given != NULL ? pango_attr_list_copy (given) : pango_attr_list_new ();
  PangoAttrList *before = pango_attr_list_filter (attributes, is_word, NULL);

  dip_line_ends_add (attributes, gtk_label_get_text (label));
  g_signal_handlers_block_by_func (label, update_cb, NULL);
  gtk_label_set_attributes (label, attributes);
  g_signal_handlers_unblock_by_func (label, update_cb, NULL);
  g_clear_pointer (&before, pango_attr_list_unref);
}

/**
 * dip_line_ends_wrap:
 * @label: a label with a title or a sentence
 *
 * Makes a label wrap, behind phrases where it is Japanese, whatever its text becomes.
 */
void
dip_line_ends_wrap (GtkLabel *label)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  if (g_signal_handler_find (label, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, update_cb, NULL) != 0)
    return;

  g_signal_connect (label, "notify::label", G_CALLBACK (update_cb), NULL);
  g_signal_connect (label, "notify::attributes", G_CALLBACK (update_cb), NULL);
  update_cb (label);
}

/**
 * dip_line_ends_follow_all:
 * @tree: a widget
 *
 * The same for all labels below a widget that wrap.
 */
void
dip_line_ends_follow_all (GtkWidget *tree)
{
  g_return_if_fail (GTK_IS_WIDGET (tree));

  if (GTK_IS_LABEL (tree) && gtk_label_get_wrap (GTK_LABEL (tree)))
    dip_line_ends_wrap (GTK_LABEL (tree));

  for (GtkWidget *child = gtk_widget_get_first_child (tree); child != NULL; child = gtk_widget_get_next_sibling (child))
    dip_line_ends_follow_all (child);
}
