/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-tag-filter.h"

#include <glib/gi18n.h>

#include "dip-line-ends.h"
#include "dip-tooltip.h"
#include "dip-words.h"

/**
 * DipTagFilter:
 *
 * A button with a tag and a list of check buttons, one for each thing that a change can
 * touch, and how many clauses have such changes. Nothing checked is no filter.
 */
struct _DipTagFilter
{
  GtkWidget       parent_instance;

  GtkMenuButton  *button;
  GtkCheckButton *checks[DIP_N_TAGS];
  GtkLabel       *counts[DIP_N_TAGS];
  GtkWidget      *clear;
  DipTags         tags;
  gboolean        setting;    /* the check buttons are being set by the program */
};

enum {
  PROP_0,
  PROP_TAGS,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (DipTagFilter, dip_tag_filter, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

/* As an entry of a list, where the words of a sentence begin with a small letter. */
static const char *
get_title (guint tag)
{
  static const char *const titles[DIP_N_TAGS] = {
    /* Translators: these are what a change can touch, in a list of check buttons */
    N_("Numbers"),
    N_("Dates"),
    N_("Durations"),
    N_("Names"),
    N_("Addresses"),
    N_("Links"),
    /* Translators: of a standard, such as ISO/IEC 27017 */
    N_("Controls"),
    N_("Negation"),
    N_("Obligation"),
    /* Translators: whose task something is */
    N_("Responsibility"),
    /* Translators: what something is valid for */
    N_("Scope"),
  };

  return _(titles[tag]);
}

static void
update (DipTagFilter *self)
{
  guint n = 0;
  g_autofree char *label = NULL;

  for (guint i = 0; i < DIP_N_TAGS; i++)
    n += (self->tags >> i) & 1;

  self->setting = TRUE;
  for (guint i = 0; i < DIP_N_TAGS; i++)
    gtk_check_button_set_active (self->checks[i], ((self->tags >> i) & 1) != 0);
  self->setting = FALSE;

  if (n == 0)
    /* Translators: a button that chooses what changes are about: numbers, durations, names… */
    label = g_strdup (_("Subject"));
  else
    /* Translators: the same button when so many of them are chosen */
    label = g_strdup_printf (_("Subject (%u)"), n);
  if (n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrowing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrowing");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_sensitive (self->clear, n > 0);
}

static void
toggled_cb (DipTagFilter *self)
{
  DipTags tags = 0;

  if (self->setting)
    return;

  for (guint i = 0; i < DIP_N_TAGS; i++)
    if (gtk_check_button_get_active (self->checks[i]))
      tags |= 1u << i;

  dip_tag_filter_set_tags (self, tags);
}

static void
clear_cb (DipTagFilter *self)
{
  dip_tag_filter_set_tags (self, 0);
  gtk_menu_button_popdown (self->button);
}

static GtkWidget *
check_new (DipTagFilter *self,
           guint         tag)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *label = gtk_label_new (get_title (tag));
  GtkWidget *count = gtk_label_new ("0");

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "secondary");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);

  self->checks[tag] = GTK_CHECK_BUTTON (check);
  self->counts[tag] = GTK_LABEL (count);

  return check;
}

static GtkWidget *
popover_new (DipTagFilter *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *heading = gtk_label_new (_("Only Changes That Touch"));

  /* The button stands near the edge of the window, which the list does not leave. */
  gtk_widget_set_halign (popover, GTK_ALIGN_END);
  gtk_label_set_xalign (GTK_LABEL (heading), 0.0f);
  gtk_widget_set_margin_bottom (heading, 3);
  dip_line_ends_wrap (GTK_LABEL (heading));
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  for (guint i = 0; i < DIP_N_TAGS; i++)
    gtk_box_append (GTK_BOX (box), check_new (self, i));

  self->clear = gtk_button_new_with_label (_("All Changes"));
  gtk_widget_set_margin_top (self->clear, 6);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->clear);

  /* With large letters the list is higher than a small window. */
  gtk_widget_add_css_class (box, "tag-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);

  return popover;
}

static void
dip_tag_filter_dispose (GObject *object)
{
  DipTagFilter *self = DIP_TAG_FILTER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (dip_tag_filter_parent_class)->dispose (object);
}

static void
dip_tag_filter_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TAGS:
      g_value_set_uint (value, DIP_TAG_FILTER (object)->tags);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dip_tag_filter_class_init (DipTagFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_tag_filter_dispose;
  object_class->get_property = dip_tag_filter_get_property;

  /**
   * DipTagFilter:tags:
   *
   * What changes have to touch, as bits; 0 is no filter. Written by the user as well.
   */
  properties[PROP_TAGS] = g_param_spec_uint ("tags", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dip_tag_filter_init (DipTagFilter *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  self->button = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_icon_name (self->button, "dip-subject-symbolic");
  gtk_widget_add_css_class (button, "flat");
  dip_tooltip_set (button, _("What changes are about: numbers, durations, names…"));
  gtk_menu_button_set_popover (self->button, popover_new (self));
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  update (self);
}

DipTags
dip_tag_filter_get_tags (DipTagFilter *self)
{
  g_return_val_if_fail (DIP_IS_TAG_FILTER (self), 0);

  return self->tags;
}

/**
 * dip_tag_filter_set_tags:
 * @self: a filter
 * @tags: what changes have to touch, one of them at least; 0 is no filter
 *
 * Sets what is checked.
 */
void
dip_tag_filter_set_tags (DipTagFilter *self,
                         DipTags       tags)
{
  g_return_if_fail (DIP_IS_TAG_FILTER (self));

  if (self->tags == tags)
    return;

  self->tags = tags;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAGS]);
}

/**
 * dip_tag_filter_set_counts:
 * @self: a filter
 * @counts: (array fixed-size=11): for each tag, how many clauses have such changes
 *
 * Says what would be left. What no clause has cannot be checked.
 */
void
dip_tag_filter_set_counts (DipTagFilter *self,
                           const guint  *counts)
{
  g_return_if_fail (DIP_IS_TAG_FILTER (self));

  for (guint i = 0; i < DIP_N_TAGS; i++)
    {
      g_autofree char *count = g_strdup_printf ("%u", counts[i]);
      /* Translators: how a screen reader names a check button: "Durations: 4 clauses" */
      g_autofree char *name = g_strdup_printf (ngettext ("%s: %u clause", "%s: %u clauses", counts[i]),
                                               get_title (i), counts[i]);

      gtk_label_set_label (self->counts[i], count);
      gtk_widget_set_sensitive (GTK_WIDGET (self->checks[i]), counts[i] > 0 || ((self->tags >> i) & 1) != 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->checks[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

/* Opens the list. */
void
dip_tag_filter_popup (DipTagFilter *self)
{
  g_return_if_fail (DIP_IS_TAG_FILTER (self));

  gtk_menu_button_popup (self->button);
}
