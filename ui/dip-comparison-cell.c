/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-cell.h"

#include <glib/gi18n.h>

#include "dip-heading-row.h"
#include "dip-pair-row.h"
#include "dip-summary-view.h"
#include "dip-tooltip.h"

/* The height of a row that nobody has given a width, in pixels. */
#define ANY_HEIGHT 60

/**
 * DipComparisonCell:
 *
 * A list recycles its places for rows of all kinds. A cell keeps one widget of
 * each kind that it has ever shown and lets one of them be seen, which is much
 * cheaper than making widgets while the user scrolls.
 *
 * A folded row is a button that emits [signal@ComparisonCell::unfold].
 */
struct _DipComparisonCell
{
  GtkWidget         parent_instance;

  GtkWidget        *children[DIP_N_COMPARISON_ROWS];   /* (nullable): made when first needed */
  DipComparisonRow *row;                               /* (nullable) */
};

enum {
  UNFOLD,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipComparisonCell, dip_comparison_cell, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
fold_clicked_cb (GtkButton         *button,
                 DipComparisonCell *self)
{
  if (self->row != NULL)
    g_signal_emit (self, signals[UNFOLD], 0, self->row);
}

static GtkWidget *
fold_new (DipComparisonCell *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "fold");
  g_signal_connect (button, "clicked", G_CALLBACK (fold_clicked_cb), self);

  return button;
}

static void
fold_set_row (GtkWidget         *button,
              DipComparisonRow  *row,
              const DipRowStyle *style)
{
  g_autofree char *label = NULL;
  g_autofree char *name = dip_comparison_row_dup_name (row, style->classes);

  if (row->kind == DIP_COMPARISON_ROW_FOLD)
    /* Translators: a row that stands for folded paragraphs and shows them when clicked */
    label = g_strdup_printf (ngettext ("… %u paragraph without changes",
                                       "… %u paragraphs without changes",
                                       row->n_folded),
                             row->n_folded);
  else if (style->search != NULL)
    /* Translators: a row that stands for clauses without the word that is looked for */
    label = g_strdup_printf (ngettext ("… %u clause without this text",
                                       "… %u clauses without this text",
                                       row->n_folded),
                             row->n_folded);
  else if (style->open_only)
    /* Translators: a row that stands for folded clauses, those that have been looked at among them */
    label = g_strdup_printf (ngettext ("… %u clause without such changes, or looked at",
                                       "… %u clauses without such changes, or looked at",
                                       row->n_folded),
                             row->n_folded);
  else
    /* Translators: a row that stands for folded clauses and shows them when clicked */
    label = g_strdup_printf (ngettext ("… %u clause without such changes",
                                       "… %u clauses without such changes",
                                       row->n_folded),
                             row->n_folded);

  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), label);
  dip_tooltip_set (button, _("Show"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
dip_comparison_cell_dispose (GObject *object)
{
  DipComparisonCell *self = DIP_COMPARISON_CELL (object);
  GtkWidget *menu;

  for (guint i = 0; i < G_N_ELEMENTS (self->children); i++)
    g_clear_pointer (&self->children[i], gtk_widget_unparent);
  while ((menu = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (menu);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (dip_comparison_cell_parent_class)->dispose (object);
}

static void
dip_comparison_cell_class_init (DipComparisonCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_comparison_cell_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * DipComparisonCell::unfold:
   * @self: a cell
   * @row: the folded row
   *
   * The user wants to see what a row stands for.
   */
  signals[UNFOLD] = g_signal_new ("unfold", DIP_TYPE_COMPARISON_CELL, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, DIP_TYPE_COMPARISON_ROW);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A list asks each row how high it is in itself, and uses only what it says for its width;
 * to know it, all of a paragraph would be laid out in one line. */
static void
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum,
         int            *natural,
         int            *minimum_baseline,
         int            *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size < 0)
    {
      *minimum = *natural = ANY_HEIGHT;
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
allocate (GtkWidget *widget,
          int        width,
          int        height,
          int        baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_should_layout (child))
        gtk_widget_allocate (child, width, height, baseline, NULL);
    }
}

static void
dip_comparison_cell_init (DipComparisonCell *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_custom_layout_new (get_request_mode, measure, allocate));
}

GtkWidget *
dip_comparison_cell_new (void)
{
  return g_object_new (DIP_TYPE_COMPARISON_CELL, NULL);
}

static GtkWidget *
ensure_child (DipComparisonCell    *self,
              DipComparisonRowKind  kind)
{
  GtkWidget *child = self->children[kind];

  if (child != NULL)
    return child;

  switch (kind)
    {
    case DIP_COMPARISON_ROW_SUMMARY:
      child = dip_summary_view_new ();
      break;
    case DIP_COMPARISON_ROW_HEADING:
      child = dip_heading_row_new ();
      break;
    case DIP_COMPARISON_ROW_TEXT:
      child = dip_pair_row_new ();
      break;
    case DIP_COMPARISON_ROW_FOLD:
    case DIP_COMPARISON_ROW_CLAUSES:
    default:
      child = fold_new (self);
      break;
    }

  self->children[kind] = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return child;
}

/**
 * dip_comparison_cell_set_row:
 * @self: a cell
 * @row: (nullable): what to show
 * @style: (nullable): how to show it, not `NULL` where @row is not
 *
 * Shows another row, or the same one in another style.
 */
void
dip_comparison_cell_set_row (DipComparisonCell *self,
                             DipComparisonRow  *row,
                             const DipRowStyle *style)
{
  GtkWidget *child;

  g_return_if_fail (DIP_IS_COMPARISON_CELL (self));
  g_return_if_fail (row == NULL || style != NULL);

  g_set_object (&self->row, row);
  if (row == NULL)
    return;

  child = ensure_child (self, row->kind);
  switch (row->kind)
    {
    case DIP_COMPARISON_ROW_SUMMARY:
      dip_summary_view_set_comparison (DIP_SUMMARY_VIEW (child), row->comparison);
      dip_summary_view_set_narrow (DIP_SUMMARY_VIEW (child), style->narrow);
      break;
    case DIP_COMPARISON_ROW_HEADING:
      dip_heading_row_set_row (DIP_HEADING_ROW (child), row, style);
      break;
    case DIP_COMPARISON_ROW_TEXT:
      dip_pair_row_set_row (DIP_PAIR_ROW (child), row, style);
      break;
    case DIP_COMPARISON_ROW_FOLD:
    case DIP_COMPARISON_ROW_CLAUSES:
    default:
      fold_set_row (child, row, style);
      break;
    }

  for (guint i = 0; i < G_N_ELEMENTS (self->children); i++)
    {
      if (self->children[i] != NULL)
        gtk_widget_set_visible (self->children[i], self->children[i] == child);
    }
}

DipComparisonRow *
dip_comparison_cell_get_row (DipComparisonCell *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_CELL (self), NULL);

  return self->row;
}

/* Whether it has shown a summary; a list gives the same cell to other rows later. */
gboolean
dip_comparison_cell_has_summary (DipComparisonCell *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_CELL (self), FALSE);

  return self->children[DIP_COMPARISON_ROW_SUMMARY] != NULL;
}
