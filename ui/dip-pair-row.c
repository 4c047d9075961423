/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-pair-row.h"

#include <glib/gi18n.h>

#include "dip-axis.h"
#include "dip-label-menu.h"
#include "dip-marks.h"
#include "dip-pair-menu.h"
#include "dip-words.h"

/* How deep list items are indented, see style.css. */
#define MAX_INDENT 4

/**
 * DipPairRow:
 *
 * Two wrapping labels of equal width, old and new. Where one side says
 * nothing its place is hatched; in a narrow window the new text stands below
 * the old one, and text that is the same on both sides stands there once.
 *
 * Resting the pointer on a marked change tells why it has its class.
 *
 * ## CSS nodes
 *
 * `pairrow` with `unchanged` where nothing is marked, and `apart` where the sides
 * are no editions of one paper; its labels have the
 * classes `document-text`, `old` or `new`, `changed`, `alone`, `absent`, `note`,
 * `indent-1` and so on.
 *
 * ## Accessibility
 *
 * The role is `GTK_ACCESSIBLE_ROLE_GROUP`; the name says the clause, the class
 * and both texts.
 */
struct _DipPairRow
{
  GtkWidget         parent_instance;

  GtkWidget        *labels[2];
  DipComparisonRow *row;       /* (nullable) */
  guint             classes;
};

G_DEFINE_FINAL_TYPE (DipPairRow, dip_pair_row, GTK_TYPE_WIDGET)

static DipSide
find_side (DipPairRow *self,
           GtkWidget  *label)
{
  return label == self->labels[DIP_SIDE_OLD] ? DIP_SIDE_OLD : DIP_SIDE_NEW;
}

static gboolean
query_tooltip_cb (GtkWidget  *label,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  DipPairRow *self)
{
  const DipChange *change;
  g_autofree char *text = NULL;
  int left, top, index, trailing;

  if (keyboard || self->row == NULL)
    return FALSE;

  gtk_label_get_layout_offsets (GTK_LABEL (label), &left, &top);
  if (!pango_layout_xy_to_index (gtk_label_get_layout (GTK_LABEL (label)),
                                 (x - left) * PANGO_SCALE, (y - top) * PANGO_SCALE,
                                 &index, &trailing))
    return FALSE;

  change = dip_marks_find_change (self->row, find_side (self, label), self->classes, index);
  if (change == NULL)
    return FALSE;

  text = dip_words_dup_change (change);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
dip_pair_row_dispose (GObject *object)
{
  DipPairRow *self = DIP_PAIR_ROW (object);

  g_clear_object (&self->row);
  for (guint i = 0; i < G_N_ELEMENTS (self->labels); i++)
    g_clear_pointer (&self->labels[i], gtk_widget_unparent);

  G_OBJECT_CLASS (dip_pair_row_parent_class)->dispose (object);
}

static void
dip_pair_row_class_init (DipPairRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_pair_row_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "pairrow");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
dip_pair_row_init (DipPairRow *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_box_layout_set_homogeneous (layout, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (self->labels); i++)
    {
      self->labels[i] = g_object_new (GTK_TYPE_LABEL,
                                      "wrap", TRUE,
                                      "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                      "xalign", 0.0f,
                                      "yalign", 0.0f,
                                      "selectable", TRUE,
                                      "hexpand", TRUE,
                                      "has-tooltip", TRUE,
                                      NULL);
      dip_label_menu_add (GTK_LABEL (self->labels[i]), dip_pair_menu_get_common ());
      gtk_widget_add_css_class (self->labels[i], "document-text");
      gtk_widget_add_css_class (self->labels[i], i == DIP_SIDE_OLD ? "old" : "new");
      g_signal_connect (self->labels[i], "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
      gtk_widget_set_parent (self->labels[i], GTK_WIDGET (self));
    }
}

GtkWidget *
dip_pair_row_new (void)
{
  return g_object_new (DIP_TYPE_PAIR_ROW, NULL);
}

static void
set_css_class (GtkWidget  *widget,
               const char *name,
               gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static const DipBlock *
find_block (DipComparisonRow *row,
            DipSide           side)
{
  DipClauseText *text = side == DIP_SIDE_OLD ? row->pair->old_text : row->pair->new_text;
  DipClause *clause = side == DIP_SIDE_OLD ? row->pair->old_clause : row->pair->new_clause;
  int index = side == DIP_SIDE_OLD ? row->old_part : row->new_part;
  const DipPart *part;

  if (index < 0 || text == NULL || clause == NULL)
    return NULL;

  part = &g_array_index (text->parts, DipPart, index);
  if (part->kind != DIP_PART_BLOCK || part->block < 0 || (guint) part->block >= clause->blocks->len)
    return NULL;

  return g_ptr_array_index (clause->blocks, part->block);
}

static void
set_side (DipPairRow        *self,
          DipSide            side,
          const char        *text,
          const DipRowStyle *style)
{
  GtkWidget *label = self->labels[side];
  const DipBlock *block = find_block (self->row, side);
  g_autoptr (PangoAttrList) attributes =
    dip_marks_new_for_row (self->row, side, style->classes, style->search, style->page);
  gboolean list = block != NULL && block->kind == DIP_BLOCK_LIST;

  gtk_label_set_attributes (GTK_LABEL (label), NULL);
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_label_set_attributes (GTK_LABEL (label), attributes);

  gtk_widget_set_can_focus (label, text != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_STATE_HIDDEN, text == NULL, -1);
  set_css_class (label, "absent", text == NULL && !style->stacked);
  set_css_class (label, "changed", text != NULL && (self->row->classes & style->classes) != 0);
  set_css_class (label, "alone", text != NULL && (self->row->old_part < 0 || self->row->new_part < 0) &&
                                 (self->row->classes & style->classes) != 0);
  set_css_class (label, "continues", self->row->continues);
  set_css_class (label, "note", block != NULL && (block->kind == DIP_BLOCK_NOTE ||
                                                  block->kind == DIP_BLOCK_POINT));
  for (guint i = 0; i < MAX_INDENT; i++)
    {
      g_autofree char *name = g_strdup_printf ("indent-%u", i + 1);

      set_css_class (label, name, list && MIN (block->depth, MAX_INDENT - 1) == i);
    }
}

/**
 * dip_pair_row_set_row:
 * @self: a row widget
 * @row: (nullable): what to show
 * @style: (nullable): how to show it, not `NULL` where @row is not
 *
 * Shows another row, or the same one anew in another style.
 */
void
dip_pair_row_set_row (DipPairRow        *self,
                      DipComparisonRow  *row,
                      const DipRowStyle *style)
{
  GtkLayoutManager *layout;
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  g_autofree char *name = NULL;
  gboolean same;

  g_return_if_fail (DIP_IS_PAIR_ROW (self));
  g_return_if_fail (row == NULL || style != NULL);

  g_set_object (&self->row, row);
  if (row == NULL)
    return;

  self->classes = style->classes;
  old_text = dip_comparison_row_dup_old (row);
  new_text = dip_comparison_row_dup_new (row);
  /* Differences that the filter hides do not need both. */
  same = g_strcmp0 (old_text, new_text) == 0 || (row->classes & style->classes) == 0;

  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), style->stacked ? GTK_ORIENTATION_VERTICAL
                                                                         : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), !style->stacked);

  set_side (self, DIP_SIDE_OLD, old_text, style);
  set_side (self, DIP_SIDE_NEW, new_text, style);
  gtk_widget_set_visible (self->labels[DIP_SIDE_OLD],
                          !style->stacked || (old_text != NULL && (new_text == NULL || !same)));
  gtk_widget_set_visible (self->labels[DIP_SIDE_NEW], !style->stacked || new_text != NULL);
  set_css_class (GTK_WIDGET (self), "unchanged", (row->classes & style->classes) == 0);
  set_css_class (GTK_WIDGET (self), "narrow", style->stacked);
  set_css_class (GTK_WIDGET (self), "apart", dip_axis_of (row->comparison) != DIP_AXIS_EDITIONS);

  name = dip_comparison_row_dup_name (row, style->classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}
