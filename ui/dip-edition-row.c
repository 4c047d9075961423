/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-edition-row.h"

#include <glib/gi18n.h>

#include "dip-line-ends.h"
#include "dip-tooltip.h"
#include "dip-words.h"

/**
 * DipEditionRow:
 *
 * A provider or a service by its name, or an edition by its version, with
 * date, kind and number of clauses below. A service with two editions and more
 * has a button that compares the newest ones; an edition about which the
 * program has doubts has a sign.
 *
 * ## CSS nodes
 *
 * `editionrow` with `provider`, `service` or `edition`.
 *
 * ## Accessibility
 *
 * The role is `GTK_ACCESSIBLE_ROLE_GROUP`, named by both lines.
 */
struct _DipEditionRow
{
  GtkWidget       parent_instance;

  GtkLabel       *label;
  GtkLabel       *details;
  GtkWidget      *doubts;
  GtkWidget      *compare;

  GtkWidget      *menu;   /* (nullable): made when first needed */
  DipLibraryNode *node;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (DipEditionRow, dip_edition_row, GTK_TYPE_WIDGET)

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          GVariant   *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/* What is done with all papers of a provider or a service. */
static void
add_remove_all (GMenu     *menu,
                GPtrArray *editions)
{
  g_autofree char *label = NULL;
  GVariantBuilder ids;

  g_variant_builder_init (&ids, G_VARIANT_TYPE ("ax"));
  for (guint i = 0; i < editions->len; i++)
    g_variant_builder_add (&ids, "x", ((DipEdition *) g_ptr_array_index (editions, i))->id);

  label = g_strdup_printf (ngettext ("_Remove %u Paper from Library", "_Remove %u Papers from Library", editions->len),
                           editions->len);
  add_item (menu, label, "win.remove-editions", g_variant_builder_end (&ids));
}

static GMenuModel *
menu_new (DipLibraryNode *node)
{
  g_autoptr (GPtrArray) editions = dip_library_node_list_editions (node);
  DipEdition *newest = g_ptr_array_index (editions, editions->len - 1);
  GMenu *menu = g_menu_new ();

  if (node->kind == DIP_LIBRARY_NODE_EDITION)
    add_item (menu, _("_Compare with Previous Edition"), "win.compare-previous", g_variant_new_int64 (newest->id));
  if (node->kind != DIP_LIBRARY_NODE_PROVIDER)
    add_item (menu, _("_History of the Paper"), "win.history", g_variant_new_int64 (newest->id));

  if (node->kind == DIP_LIBRARY_NODE_EDITION)
    {
      add_item (menu, _("_Details…"), "win.properties", g_variant_new_int64 (newest->id));
      add_item (menu, _("_Remove from Library"), "win.remove-edition", g_variant_new_int64 (newest->id));
    }
  else
    {
      add_remove_all (menu, editions);
    }

  return G_MENU_MODEL (menu);
}

/**
 * dip_edition_row_popup_menu:
 * @self: a row widget
 * @x: where the menu is wanted, in pixels of the row
 * @y: likewise
 *
 * Shows what can be done with an edition, or with all of a service or a provider.
 *
 * Returns: `FALSE` for a row without a node
 */
gboolean
dip_edition_row_popup_menu (DipEditionRow *self,
                            double         x,
                            double         y)
{
  g_autoptr (GMenuModel) menu = NULL;

  g_return_val_if_fail (DIP_IS_EDITION_ROW (self), FALSE);

  if (self->node == NULL)
    return FALSE;

  menu = menu_new (self->node);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  else
    {
      gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
    }

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));

  return TRUE;
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            DipEditionRow   *self)
{
  if (dip_edition_row_popup_menu (self, x, y))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
dip_edition_row_dispose (GObject *object)
{
  DipEditionRow *self = DIP_EDITION_ROW (object);
  GtkWidget *child;

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (dip_edition_row_parent_class)->dispose (object);
}

static void
dip_edition_row_class_init (DipEditionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_edition_row_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "editionrow");
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dip-edition-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DipEditionRow, label);
  gtk_widget_class_bind_template_child (widget_class, DipEditionRow, details);
  gtk_widget_class_bind_template_child (widget_class, DipEditionRow, doubts);
  gtk_widget_class_bind_template_child (widget_class, DipEditionRow, compare);
}

static void
dip_edition_row_init (DipEditionRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  dip_line_ends_wrap (self->label);
  dip_line_ends_wrap (self->details);
  dip_tooltip_set (self->compare, _("Compare the Two Newest Editions"));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
dip_edition_row_new (void)
{
  return g_object_new (DIP_TYPE_EDITION_ROW, NULL);
}

/* What a screen reader says for a node. */
char *
dip_edition_row_dup_name (DipLibraryNode *node)
{
  g_autofree char *label = NULL;
  g_autofree char *details = NULL;

  g_return_val_if_fail (DIP_IS_LIBRARY_NODE (node), NULL);

  label = dip_library_node_dup_label (node);
  details = dip_library_node_dup_details (node);

  switch (node->kind)
    {
    case DIP_LIBRARY_NODE_PROVIDER:
      /* Translators: a screen reader's name of a row in the library, "Provider: Kumo" */
      return g_strdup_printf (_("Provider: %s"), label);
    case DIP_LIBRARY_NODE_SERVICE:
      /* Translators: a screen reader's name of a row in the library, "Service: Kumo Drive" */
      return g_strdup_printf (_("Service: %s"), label);
    case DIP_LIBRARY_NODE_EDITION:
    default:
      return g_strdup_printf ("%s, %s", label, details);
    }
}

/* A date and a number with its unit stay whole; lines end behind the dots between them. */
static char *
dup_unbroken (const char *details)
{
  g_auto (GStrv) parts = g_strsplit (details, " · ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      GString *part = g_string_new (parts[i]);

      g_string_replace (part, " ", "\u00a0", 0);
      g_free (parts[i]);
      parts[i] = g_string_free (part, FALSE);
    }

  return g_strjoinv ("\u00a0· ", parts);
}

/**
 * dip_edition_row_set_node:
 * @self: a row widget
 * @node: (nullable): what to show
 *
 * Shows another node.
 */
void
dip_edition_row_set_node (DipEditionRow  *self,
                          DipLibraryNode *node)
{
  static const char *const kinds[] = { "provider", "service", "edition" };
  DipEdition *old_edition, *new_edition;
  g_autofree char *label = NULL;
  g_autofree char *details = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *name = NULL;
  gboolean comparable;
  guint n_doubts;

  g_return_if_fail (DIP_IS_EDITION_ROW (self));
  g_return_if_fail (node == NULL || DIP_IS_LIBRARY_NODE (node));

  g_set_object (&self->node, node);
  if (node == NULL)
    return;

  label = dip_library_node_dup_label (node);
  details = dip_library_node_dup_details (node);
  name = dip_edition_row_dup_name (node);

  gtk_label_set_label (self->label, label);
  shown = node->edition != NULL ? dup_unbroken (details) : g_strdup (details);
  gtk_label_set_label (self->details, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self->details), details != NULL);
  /* What is longer than its lines is cut off. */
  dip_tooltip_set (GTK_WIDGET (self), node->edition == NULL ? label : details);

  n_doubts = node->edition != NULL ? node->edition->n_warnings : 0;
  gtk_widget_set_visible (self->doubts, n_doubts > 0);
  if (n_doubts > 0)
    {
      g_autofree char *doubts =
        g_strdup_printf (ngettext ("%u doubt about this paper", "%u doubts about this paper", n_doubts),
                         n_doubts);

      dip_tooltip_set (self->doubts, doubts);
    }

  comparable = dip_library_node_get_newest (node, &old_edition, &new_edition);
  gtk_widget_set_visible (self->compare, comparable);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->compare), NULL);
  if (comparable)
    {
      g_autofree char *compare = g_strdup_printf (_("Compare the two newest editions of %s"), label);

      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->compare), "(xx)",
                                        old_edition->id, new_edition->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->compare), "win.compare");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->compare),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, compare,
                                      -1);
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (i == node->kind)
        gtk_widget_add_css_class (GTK_WIDGET (self), kinds[i]);
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self), kinds[i]);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, details != NULL ? details : "",
                                  -1);
}

/* (nullable): what is shown. */
DipLibraryNode *
dip_edition_row_get_node (DipEditionRow *self)
{
  g_return_val_if_fail (DIP_IS_EDITION_ROW (self), NULL);

  return self->node;
}
