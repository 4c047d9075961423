/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-chip.h"

/**
 * DipChip:
 *
 * A small label with an icon: the class of a change, a stance, a fact.
 *
 * ## CSS nodes
 *
 * `chip` with the style class that it was made with.
 *
 * ## Accessibility
 *
 * The role is `GTK_ACCESSIBLE_ROLE_GROUP`, named by its label; the icon is
 * decoration.
 */
struct _DipChip
{
  GtkWidget  parent_instance;

  GtkWidget *icon;   /* (nullable) */
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (DipChip, dip_chip, GTK_TYPE_WIDGET)

static void
dip_chip_dispose (GObject *object)
{
  DipChip *self = DIP_CHIP (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (dip_chip_parent_class)->dispose (object);
}

static void
dip_chip_class_init (DipChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_chip_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "chip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
dip_chip_init (DipChip *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * dip_chip_new:
 * @icon_name: (nullable): a symbolic icon
 * @label: the word
 * @style_class: (nullable): its look, see style.css
 *
 * Returns: (transfer floating): a chip
 */
GtkWidget *
dip_chip_new (const char *icon_name,
              const char *label,
              const char *style_class)
{
  DipChip *self = g_object_new (DIP_TYPE_CHIP, NULL);

  if (icon_name != NULL)
    {
      self->icon = g_object_new (GTK_TYPE_IMAGE,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                 "icon-name", icon_name,
                                 NULL);
      gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
    }

  self->label = gtk_label_new (label);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  if (style_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  return GTK_WIDGET (self);
}

const char *
dip_chip_get_label (DipChip *self)
{
  g_return_val_if_fail (DIP_IS_CHIP (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}
