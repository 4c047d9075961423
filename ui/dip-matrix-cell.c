/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-cell.h"

#include <glib/gi18n.h>

#include "dip-label-menu.h"
#include "dip-line-ends.h"
#include "dip-matrix-grid.h"
#include "dip-spoken.h"
#include "dip-words.h"

/* Characters of a clause that are shown. */
#define MAX_EXCERPT 600

static GtkWidget *
make_text (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  dip_line_ends_wrap (GTK_LABEL (label));
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 56);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  dip_label_menu_add (GTK_LABEL (label), NULL);
  gtk_widget_set_can_focus (label, FALSE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static char *
dup_clause_text (const DipClause *clause)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      if (block->text == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, block->text);
    }
  if (text->len == 0 && clause->question != NULL)
    g_string_append (text, clause->question);
  if (clause->answer != NULL && *clause->answer != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", clause->answer);

  dip_words_show_bullets (text->str);

  return dip_words_dup_excerpt (text->str, MAX_EXCERPT);
}

static void
add_clause (GtkWidget         *box,
            const DipDocument *document,
            const DipClause   *clause)
{
  g_autofree char *label = dip_clause_dup_label (clause);
  g_autofree char *text = dup_clause_text (clause);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Read in the Paper"));

  gtk_box_append (GTK_BOX (box), make_text (label, "heading"));
  gtk_box_append (GTK_BOX (box), make_text (text, "document-text"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "matrix.read");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xs)", document->edition->id, clause->id);
  dip_spoken_name_buttons (button);
  gtk_box_append (GTK_BOX (box), button);
}

/* The control, what the paper says to it in a word, and how that was found out. */
static void
add_head (GtkWidget           *box,
          const DipMatrixRow  *row,
          const DipDocument   *document,
          const DipMatrixCell *cell)
{
  g_autofree char *control = g_strdup_printf ("%s %s", row->control, dip_matrix_grid_row_title (row));
  g_autofree char *edition = dip_words_dup_edition (document->edition);
  g_autofree char *answer = g_strdup_printf ("%s: %s", edition, cell != NULL ? dip_words_get_stance (cell->stance)
                                                                             : _("Says nothing"));
  g_autofree char *way = cell != NULL ? dip_matrix_grid_dup_way (cell) : NULL;

  gtk_box_append (GTK_BOX (box), make_text (control, "secondary"));
  gtk_box_append (GTK_BOX (box), make_text (answer, "heading"));
  if (way != NULL)
    gtk_box_append (GTK_BOX (box), make_text (way, "secondary"));
}

/**
 * dip_matrix_cell_new:
 * @matrix: a matrix
 * @row: index of a control
 * @column: index of a paper
 *
 * Returns: what a paper says to a control, clause by clause, with buttons that activate
 *   `matrix.read` with edition and clause
 */
GtkWidget *
dip_matrix_cell_new (const DipMatrix *matrix,
                     guint            row,
                     guint            column)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  const DipMatrixRow *control = g_ptr_array_index (matrix->rows, row);
  const DipMatrixCell *cell = g_ptr_array_index (control->cells, column);
  const DipDocument *document = g_ptr_array_index (matrix->documents, column);

  add_head (box, control, document, cell);
  for (guint i = 0; cell != NULL && i < cell->clauses->len; i++)
    add_clause (box, document, g_ptr_array_index (cell->clauses, i));

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);

  return scroller;
}
