/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-reasons.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dip-axis.h"
#include "dip-line-ends.h"
#include "dip-words.h"

/* So many changes of one clause are told; who has read them has read the clause. */
#define MAX_CHANGES 60

/* How much of the words of a change is quoted, in characters. */
#define QUOTE_CHARS 80

/* How much of each sentence that shows a turned promise. */
#define SENTENCE_CHARS 240

/* In pixels; a narrow window has room for it. */
#define MIN_WIDTH 320

static GtkWidget *
line_new (const char *text,
          const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  dip_line_ends_wrap (GTK_LABEL (label));
  gtk_label_set_max_width_chars (GTK_LABEL (label), 56);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);

  return label;
}

/* An entry of up to three lines; the row says them all. */
static void
add_entry (GtkListBox *list,
           const char *first,
           const char *second,
           const char *third)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autoptr (GString) name = g_string_new (first);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_box_append (GTK_BOX (box), line_new (first, NULL));
  if (second != NULL)
    {
      gtk_box_append (GTK_BOX (box), line_new (second, "caption-heading"));
      g_string_append_printf (name, ", %s", second);
    }
  if (third != NULL)
    {
      gtk_box_append (GTK_BOX (box), line_new (third, "caption"));
      g_string_append_printf (name, ", %s", third);
    }

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
  gtk_list_box_append (list, row);
}

static GtkListBox *
list_new (const char *name)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());

  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "reasons");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return list;
}

static GtkWidget *
scroller_new (GtkListBox *list)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scroller), MIN_WIDTH);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (list));

  return scroller;
}

/**
 * dip_reasons_dup_words:
 * @change: a change
 *
 * Returns: (transfer full): the words that were inserted, deleted or replaced, cut where they are long
 */
char *
dip_reasons_dup_words (const DipChange *change)
{
  g_autofree char *old_text = dip_words_dup_excerpt (change->old_text, QUOTE_CHARS);
  g_autofree char *new_text = dip_words_dup_excerpt (change->new_text, QUOTE_CHARS);

  dip_words_show_bullets (old_text);
  dip_words_show_bullets (new_text);
  if (*change->old_text == '\0')
    {
      g_autofree char *quotation = dip_words_dup_quoted (new_text);

      return g_strdup_printf (_("%s inserted"), quotation);
    }
  if (*change->new_text == '\0')
    {
      g_autofree char *quotation = dip_words_dup_quoted (old_text);

      return g_strdup_printf (_("%s deleted"), quotation);
    }

  /* Translators: words of the old edition, and those of the new one in their place */
  return g_strdup_printf (_("“%s” → “%s”"), old_text, new_text);
}

/* What became of the clause as a whole. */
static void
add_clause (GtkListBox          *list,
            const DipComparison *comparison,
            const DipPair       *pair)
{
  const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
  g_autofree char *label = dip_clause_dup_label (clause);
  g_autofree char *relation = dip_words_dup_relation (pair);
  g_autofree char *flip = pair->flip ? dip_axis_dup_flip (comparison, pair) : NULL;
  /* Where one side is silent, the reason has what the other one says. */
  g_autofree char *both = pair->flip && pair->flip_old != NULL && pair->flip_new != NULL
                            ? dip_axis_dup_flip_sentences (comparison, pair, SENTENCE_CHARS) : NULL;
  const char *hand = dip_words_get_reason (dip_hand_get_reason (pair->hand));
  g_autofree char *second = NULL;

  if (relation != NULL && hand != NULL)
    second = g_strdup_printf ("%s · %s", relation, hand);
  else if (relation != NULL || hand != NULL)
    second = g_strdup (relation != NULL ? relation : hand);

  if (second != NULL || pair->class_rule != NULL)
    add_entry (list, label, second,
               pair->class_rule != NULL ? dip_words_get_reason (pair->class_rule) : NULL);

  if (flip != NULL || both != NULL)
    add_entry (list,
               dip_axis_of (comparison) == DIP_AXIS_EDITIONS ? _("The promise of this clause has turned")
                                                             : _("Promise differs"),
               both != NULL ? NULL : flip, both);
}

/**
 * dip_reasons_new:
 * @row: a heading or a paragraph of a comparison
 * @classes: the classes of change that are shown, as bits
 *
 * Lists the changes of a paragraph, or of a whole clause for its heading: the words,
 * the class, what it touches, the rule that decided, and what the class means.
 *
 * Returns: (transfer floating): a list that scrolls
 */
GtkWidget *
dip_reasons_new (DipComparisonRow *row,
                 guint             classes)
{
  GtkListBox *list = list_new (_("Why these are changes"));
  guint n = 0;

  if (row->kind == DIP_COMPARISON_ROW_HEADING)
    add_clause (list, row->comparison, row->pair);

  for (guint i = 0; i < row->pair->changes->len && n < MAX_CHANGES; i++)
    {
      const DipChange *change = g_ptr_array_index (row->pair->changes, i);
      g_autofree char *words = NULL;
      g_autofree char *reason = NULL;

      if ((row->kind != DIP_COMPARISON_ROW_HEADING && !dip_comparison_row_has_change (row, change)) ||
          (1u << change->class_ & classes) == 0)
        continue;

      words = dip_reasons_dup_words (change);
      reason = dip_words_dup_change (change);
      add_entry (list, words, reason, dip_words_get_class_help (change->class_));
      n++;
    }

  if (gtk_list_box_get_row_at_index (list, 0) == NULL)
    add_entry (list, _("Nothing that the filter shows has changed here"), NULL, NULL);

  return scroller_new (list);
}

GtkWidget *
dip_reasons_new_terms (const GPtrArray *terms)
{
  GtkListBox *list = list_new (_("Terms that the paper explains"));

  for (guint i = 0; i < MIN (terms->len, MAX_CHANGES); i++)
    {
      const DipTerm *term = g_ptr_array_index (terms, i);

      add_entry (list, term->term, NULL, term->meaning);
    }

  return scroller_new (list);
}
