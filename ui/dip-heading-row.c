/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-heading-row.h"

#include <glib/gi18n.h>

#include "dip-axis.h"
#include "dip-chip.h"
#include "dip-line-box.h"
#include "dip-line-ends.h"
#include "dip-marks.h"
#include "dip-pair-menu.h"
#include "dip-tooltip.h"
#include "dip-words.h"
#include "dip-wrap-layout.h"

/**
 * DipHeadingRow:
 *
 * The number and title of a clause on both sides, and below them what became
 * of it: its class, the relation ("Renumbered 8 → 9"), whether its promise
 * turned, whether the provider declared the change.
 *
 * ## CSS nodes
 *
 * `headingrow`.
 *
 * ## Accessibility
 *
 * The role is `GTK_ACCESSIBLE_ROLE_HEADING`, named after the clause and all
 * that its chips say.
 */
struct _DipHeadingRow
{
  GtkWidget  parent_instance;

  GtkBox    *titles;
  GtkWidget *old_box;
  GtkWidget *new_box;
  GtkLabel  *old_number;
  GtkLabel  *old_title;
  GtkLabel  *new_number;
  GtkLabel  *new_title;
  GtkWidget *line;
  GtkBox    *chips;
  GtkMenuButton *menu_button;
  GtkLabel  *reason;

  DipComparisonRow *row;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (DipHeadingRow, dip_heading_row, GTK_TYPE_WIDGET)

static void
dip_heading_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&DIP_HEADING_ROW (object)->row);

  G_OBJECT_CLASS (dip_heading_row_parent_class)->dispose (object);
}

static void
dip_heading_row_class_init (DipHeadingRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_heading_row_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_widget_class_set_css_name (widget_class, "headingrow");
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dip-heading-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, titles);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, old_box);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, new_box);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, old_number);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, old_title);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, new_number);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, new_title);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, line);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, chips);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DipHeadingRow, reason);
}

/* Few of the menus of a list are ever opened. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  DipHeadingRow *self = user_data;
  g_autoptr (GMenuModel) menu = self->row != NULL ? dip_pair_menu_new (self->row->pair, self->row->reviewed) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
}

static void
dip_heading_row_init (DipHeadingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dip_line_ends_wrap (self->reason);
  dip_line_box_set_up (self->old_box, 8, TRUE);
  dip_line_box_set_up (self->new_box, 8, TRUE);
  dip_line_box_set_up (self->line, 6, FALSE);
  dip_wrap_box_set_up (GTK_WIDGET (self->chips), 6);
  dip_tooltip_set (GTK_WIDGET (self->menu_button), _("What to Do With This Clause"));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
}

GtkWidget *
dip_heading_row_new (void)
{
  return g_object_new (DIP_TYPE_HEADING_ROW, NULL);
}

static void
set_title (DipComparisonRow  *row,
           DipSide            side,
           GtkLabel          *number,
           GtkLabel          *title,
           const DipRowStyle *style)
{
  const DipClause *clause = side == DIP_SIDE_OLD ? row->pair->old_clause : row->pair->new_clause;
  g_autofree char *text = side == DIP_SIDE_OLD ? dip_comparison_row_dup_old (row)
                                               : dip_comparison_row_dup_new (row);
  g_autoptr (PangoAttrList) plain = dip_marks_new (NULL);
  g_autoptr (PangoAttrList) attributes = NULL;
  gboolean numbered = clause != NULL && clause->number != NULL;

  gtk_label_set_text (number, numbered ? clause->number : "");
  /* The same leading as the title's, or they do not stand on one line. */
  gtk_label_set_attributes (number, plain);
  gtk_widget_set_visible (GTK_WIDGET (number), numbered);

  gtk_label_set_attributes (title, NULL);
  if (text != NULL)
    {
      attributes = dip_marks_new_for_row (row, side, style->classes, style->search, style->page);
      dip_line_ends_add (attributes, text);
      gtk_label_set_text (title, text);
      gtk_label_set_attributes (title, attributes);
    }
  else
    {
      gtk_label_set_text (title, clause != NULL && !numbered ? clause->id : "");
    }
}

static void
add_chip (DipHeadingRow *self,
          const char    *icon_name,
          const char    *label,
          const char    *style_class,
          const char    *tooltip)
{
  GtkWidget *chip = dip_chip_new (icon_name, label, style_class);

  dip_tooltip_set (chip, tooltip);
  gtk_box_append (self->chips, chip);
}

static void
fill_chips (DipHeadingRow    *self,
            DipComparisonRow *row)
{
  const DipPair *pair = row->pair;
  gboolean editions = dip_axis_of (row->comparison) == DIP_AXIS_EDITIONS;
  g_autofree char *relation = dip_axis_dup_relation (row->comparison, pair);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);

  add_chip (self, dip_words_get_class_icon (pair->class_), dip_words_get_class (pair->class_),
            dip_words_get_class_style (pair->class_), dip_words_get_class_help (pair->class_));

  if (pair->flip && pair->old_clause != NULL && pair->new_clause != NULL &&
      pair->old_clause->stance != pair->new_clause->stance)
    {
      g_autofree char *turn = dip_axis_dup_turn (row->comparison, pair);

      add_chip (self, "dip-flip-symbolic", turn, "flip",
                editions ? _("The promise of this clause has turned") : _("Both sides do not promise the same"));
    }
  else if (pair->flip && editions)
    {
      /* Translators: mark of a clause whose promise has turned into its opposite */
      add_chip (self, "dip-flip-symbolic", _("Promise turned"), "flip",
                _("The promise of this clause has turned"));
    }
  else if (pair->flip)
    {
      /* Translators: mark of a clause in which two services or variants promise different things */
      add_chip (self, "dip-flip-symbolic", _("Promise differs"), "flip",
                _("Both sides do not promise the same"));
    }

  if (relation != NULL)
    add_chip (self, NULL, relation, "relation", NULL);

  if (pair->hand == DIP_HAND_PAIRED)
    /* Translators: mark of two clauses of which the user has said that they belong together */
    add_chip (self, "dip-paired-symbolic", _("Paired by hand"), "relation",
              _("You said that these clauses belong together"));
  else if (pair->hand == DIP_HAND_PARTED)
    /* Translators: mark of a clause of which the user has said that it does not belong to another one */
    add_chip (self, "dip-parted-symbolic", _("Parted by hand"), "relation",
              _("You said that this clause does not belong to the one that it was paired with"));

  if (row->reviewed)
    /* Translators: mark of a clause that a person has looked at */
    add_chip (self, "dip-reviewed-symbolic", _("Looked at"), "relation", _("You have looked at this clause"));

  if (dip_axis_is_undeclared (row->comparison, row->pair))
    /* Translators: mark of a change that the provider's revision table does not mention */
    add_chip (self, "dip-undeclared-symbolic", _("Not declared"), "undeclared",
              _("No row of the provider’s revision table speaks of this change"));
}

/**
 * dip_heading_row_set_row:
 * @self: a row widget
 * @row: (nullable): a row of kind HEADING
 * @style: (nullable): how to show it, not `NULL` where @row is not
 *
 * Shows the heading of another clause.
 */
void
dip_heading_row_set_row (DipHeadingRow     *self,
                         DipComparisonRow  *row,
                         const DipRowStyle *style)
{
  g_autofree char *reason = NULL;
  g_autofree char *name = NULL;
  gboolean same;

  g_return_if_fail (DIP_IS_HEADING_ROW (self));
  g_return_if_fail (row == NULL || style != NULL);

  g_set_object (&self->row, row);
  if (row == NULL)
    return;

  set_title (row, DIP_SIDE_OLD, self->old_number, self->old_title, style);
  set_title (row, DIP_SIDE_NEW, self->new_number, self->new_title, style);
  fill_chips (self, row);

  /* That the number is another one, a chip says. */
  same = row->pair->new_clause != NULL &&
         g_strcmp0 (gtk_label_get_text (self->old_title), gtk_label_get_text (self->new_title)) == 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->titles),
                                  style->stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->titles, !style->stacked);
  gtk_widget_set_visible (self->old_box, !style->stacked || (row->pair->old_clause != NULL && !same));
  gtk_widget_set_visible (self->new_box, !style->stacked || row->pair->new_clause != NULL);

  if (row->pair->flip)
    reason = dip_axis_dup_flip (row->comparison, row->pair);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);

  name = dip_comparison_row_dup_name (row, style->classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_LEVEL, 2,
                                  -1);
}
