/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-summary-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dip-line-box.h"
#include "dip-line-ends.h"
#include "dip-summary.h"
#include "dip-tooltip.h"

/* How many entries of a section are shown before "Show all". */
#define N_SHOWN 5

/* Between the columns, in pixels. */
#define COLUMN_SPACING 24

/* How many lines of it. */
#define TITLE_LINES 4
#define SUBTITLE_LINES 5

/**
 * DipSummaryView:
 *
 * The beginning of a comparison: how much of it matters, then what a reviewer
 * looks at first. At the left promises that have turned and changes that the
 * provider did not declare, at the right values that changed and replacements
 * that were made in many clauses at once.
 *
 * An entry activates `compare.go-to-clause` with the address of its pair, or
 * `compare.show-group` with the id of its group.
 *
 * ## Accessibility
 *
 * The role is `GTK_ACCESSIBLE_ROLE_GROUP`; entries are rows of lists with a
 * heading each.
 */
struct _DipSummaryView
{
  GtkWidget      parent_instance;

  GtkLabel      *headline;
  GtkLabel      *details;
  GtkWidget     *columns;
  GtkBox        *left;
  GtkBox        *right;

  DipComparison *comparison;   /* (nullable) */
  DipSummary    *summary;      /* (nullable): of it */
};

G_DEFINE_FINAL_TYPE (DipSummaryView, dip_summary_view, GTK_TYPE_WIDGET)

static void
dip_summary_view_dispose (GObject *object)
{
  DipSummaryView *self = DIP_SUMMARY_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->comparison, dip_comparison_unref);
  g_clear_pointer (&self->summary, dip_summary_free);

  G_OBJECT_CLASS (dip_summary_view_parent_class)->dispose (object);
}

static void
dip_summary_view_class_init (DipSummaryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_summary_view_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "summaryview");
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dip-summary-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DipSummaryView, headline);
  gtk_widget_class_bind_template_child (widget_class, DipSummaryView, details);
  gtk_widget_class_bind_template_child (widget_class, DipSummaryView, columns);
  gtk_widget_class_bind_template_child (widget_class, DipSummaryView, left);
  gtk_widget_class_bind_template_child (widget_class, DipSummaryView, right);
}

static void
dip_summary_view_init (DipSummaryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dip_line_box_set_equal (self->columns, COLUMN_SPACING);
}

GtkWidget *
dip_summary_view_new (void)
{
  return g_object_new (DIP_TYPE_SUMMARY_VIEW, NULL);
}

static void
row_activated_cb (GtkListBox     *list,
                  GtkListBoxRow  *row,
                  DipSummaryView *self)
{
  const char *address = g_object_get_data (G_OBJECT (row), "address");
  int group = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "group"));

  if (address != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "compare.go-to-clause", "s", address);
  else if (group != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "compare.show-group", "i", group);
}

/* The row of the comparison around these entries takes the keys for itself. */
static gboolean
entry_key_cb (GtkEventControllerKey *controller,
              guint                  key,
              guint                  code,
              GdkModifierType        state,
              GtkWidget             *list)
{
  GtkWidget *row = gtk_widget_get_focus_child (list);

  if (row == NULL || (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_space))
    return GDK_EVENT_PROPAGATE;

  g_signal_emit_by_name (row, "activate");

  return GDK_EVENT_STOP;
}

static GtkListBox *
add_section (DipSummaryView *self,
             GtkBox         *column,
             const char     *title,
             const char     *explanation)
{
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *list = gtk_list_box_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0.0f);
  dip_line_ends_wrap (GTK_LABEL (heading));
  dip_tooltip_set (heading, explanation);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (column, heading);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_cb), list);
  gtk_widget_add_controller (list, keys);
  gtk_box_append (column, list);

  return GTK_LIST_BOX (list);
}

static void
add_words (GtkWidget  *box,
           const char *text,
           const char *style_class,
           int         n_lines)
{
  GtkWidget *label;

  if (text == NULL)
    return;

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  dip_line_ends_wrap (GTK_LABEL (label));
  gtk_label_set_lines (GTK_LABEL (label), n_lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (box), label);
}

/* A row with little in it: AdwActionRow is made of a dozen widgets, and its wrapping
 * labels stand in boxes that lay them out some twenty times. */
static GtkWidget *
create_entry (const DipSummaryEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *header = dip_line_box_new (6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *name = NULL;

  if (entry->icon_name != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (entry->icon_name);

      gtk_widget_add_css_class (icon, entry->icon_style);
      dip_line_box_append (header, icon);
    }

  gtk_widget_add_css_class (words, "title");
  gtk_widget_set_hexpand (words, TRUE);
  add_words (words, entry->title, "title", TITLE_LINES);
  add_words (words, entry->subtitle, "subtitle", SUBTITLE_LINES);
  dip_line_box_append (header, words);

  if (entry->address != NULL || entry->group != 0)
    {
      GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

      gtk_widget_add_css_class (arrow, "dim-label");
      dip_line_box_append (header, arrow);
      g_object_set_data_full (G_OBJECT (row), "address", g_strdup (entry->address), g_free);
      g_object_set_data (G_OBJECT (row), "group", GINT_TO_POINTER (entry->group));
    }
  else
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
    }

  /* The same style as a row of libadwaita. */
  gtk_widget_add_css_class (header, "header");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), header);

  name = entry->subtitle != NULL ? g_strdup_printf ("%s, %s", entry->title, entry->subtitle)
                                 : g_strdup (entry->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  return row;
}

/* What stands in the list beyond its first entries is made when it is asked for. */
static void
show_all_cb (GtkButton  *button,
             GtkListBox *list)
{
  const GPtrArray *entries = g_object_get_data (G_OBJECT (list), "entries");
  GtkWidget *first = NULL;

  for (guint i = N_SHOWN; entries != NULL && i < entries->len; i++)
    {
      GtkWidget *row = create_entry (g_ptr_array_index (entries, i));

      gtk_list_box_append (list, row);
      first = first != NULL ? first : row;
    }

  if (first != NULL)
    gtk_widget_grab_focus (first);
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
}

static void
show_section (DipSummaryView          *self,
              const DipSummarySection *section)
{
  GtkBox *column = section->right ? self->right : self->left;
  GtkListBox *list = add_section (self, column, section->title, section->explanation);
  g_autofree char *label = NULL;
  GtkWidget *button;

  for (guint i = 0; i < MIN (section->entries->len, N_SHOWN); i++)
    gtk_list_box_append (list, create_entry (g_ptr_array_index (section->entries, i)));
  if (section->entries->len <= N_SHOWN)
    return;

  g_object_set_data (G_OBJECT (list), "entries", section->entries);
  /* Translators: a button below the first entries of a list */
  label = g_strdup_printf (_("Show All %u"), section->entries->len);
  button = gtk_button_new_with_label (label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_all_cb), list, 0);
  gtk_box_append (column, button);
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/**
 * dip_summary_view_set_comparison:
 * @self: a summary
 * @comparison: (nullable): what to sum up
 *
 * Shows another comparison.
 */
void
dip_summary_view_set_comparison (DipSummaryView *self,
                                 DipComparison  *comparison)
{
  g_return_if_fail (DIP_IS_SUMMARY_VIEW (self));

  if (self->comparison == comparison)
    return;

  g_clear_pointer (&self->comparison, dip_comparison_unref);
  clear (self->left);
  clear (self->right);
  g_clear_pointer (&self->summary, dip_summary_free);
  if (comparison == NULL)
    return;

  self->comparison = dip_comparison_ref (comparison);
  self->summary = dip_summary_new (comparison);
  gtk_label_set_label (self->headline, self->summary->headline);
  gtk_label_set_label (self->details, self->summary->details);
  for (guint i = 0; i < self->summary->sections->len; i++)
    show_section (self, g_ptr_array_index (self->summary->sections, i));

  gtk_widget_set_visible (GTK_WIDGET (self->left), gtk_widget_get_first_child (GTK_WIDGET (self->left)) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->right), gtk_widget_get_first_child (GTK_WIDGET (self->right)) != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->summary->headline,
                                  -1);
}

/**
 * dip_summary_view_set_narrow:
 * @self: a summary
 * @narrow: whether there is room for one column only
 *
 * Puts the sections beside or below each other.
 */
void
dip_summary_view_set_narrow (DipSummaryView *self,
                             gboolean        narrow)
{
  g_return_if_fail (DIP_IS_SUMMARY_VIEW (self));

  if (narrow == GTK_IS_BOX_LAYOUT (gtk_widget_get_layout_manager (self->columns)))
    return;

  if (narrow)
    gtk_widget_set_layout_manager (self->columns, gtk_box_layout_new (GTK_ORIENTATION_VERTICAL));
  else
    dip_line_box_set_equal (self->columns, COLUMN_SPACING);
}
