/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-properties.h"

#include <glib/gi18n.h>

#include "dip-letters.h"
#include "dip-line-ends.h"
#include "dip-spoken.h"
#include "dip-words.h"

/**
 * DipProperties:
 *
 * Provider, service, title, version, date and kind of an edition, as entries.
 * What the paper does not tell is empty; a version that was concluded from
 * another edition says so.
 *
 * [signal@Properties::apply] brings the corrected values; the window closes
 * then.
 */
struct _DipProperties
{
  AdwWindow   parent_instance;

  GtkWidget  *apply;
  GtkWidget  *provider;
  GtkWidget  *service;
  GtkWidget  *title;
  GtkWidget  *version;
  GtkWidget  *issued;
  GtkWidget  *no_date;    /* says what a date looks like, where that is none */
  GtkWidget  *kind;

  DipEdition *edition;
};

enum {
  APPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DipProperties, dip_properties, ADW_TYPE_WINDOW)

char *
dip_properties_dup_date (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  guint numbers[3] = { 0 };
  guint n = 0;
  gboolean in_number = FALSE;

  for (const char *at = normal != NULL ? normal : ""; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_ascii_isdigit (*at))
        {
          if (!in_number && ++n > G_N_ELEMENTS (numbers))
            return NULL;
          in_number = TRUE;
          if (numbers[n - 1] > 9999)
            return NULL;
          numbers[n - 1] = numbers[n - 1] * 10 + (guint) (*at - '0');
          continue;
        }

      /* What stands between the numbers of a date. */
      if (c != '-' && c != '/' && c != '.' && c != ' ' && c != 0x5e74 && c != 0x6708 && c != 0x65e5)
        return NULL;
      in_number = FALSE;
    }

  if (n == 0)
    return g_strdup ("");
  if (n != 3 || numbers[0] < 1900 || numbers[0] > 9999 || numbers[1] > 12 || numbers[2] > 31 ||
      !g_date_valid_dmy ((GDateDay) numbers[2], (GDateMonth) numbers[1], (GDateYear) numbers[0]))
    return NULL;

  return g_strdup_printf ("%04u-%02u-%02u", numbers[0], numbers[1], numbers[2]);
}

static void
take (GtkWidget  *row,
      char      **value)
{
  g_free (*value);
  *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  if (**value == '\0')
    g_clear_pointer (value, g_free);
}

static void
apply_cb (DipProperties *self)
{
  g_autoptr (DipEdition) values = dip_edition_copy (self->edition);
  g_autofree char *date = dip_properties_dup_date (gtk_editable_get_text (GTK_EDITABLE (self->issued)));

  if (date == NULL)
    return;

  take (self->provider, &values->provider);
  take (self->service, &values->service);
  take (self->title, &values->title);
  take (self->version, &values->version);
  g_free (values->issued);
  values->issued = *date != '\0' ? g_strdup (date) : NULL;
  values->kind = adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind)) == 0 ? DIP_KIND_WHITEPAPER
                                                                              : DIP_KIND_CHECKSHEET;
  if (g_strcmp0 (values->version, self->edition->version) != 0)
    values->version_origin = values->version != NULL ? DIP_ORIGIN_USER : DIP_ORIGIN_NONE;

  g_signal_emit (self, signals[APPLY], 0, values);
  gtk_window_close (GTK_WINDOW (self));
}

static const char *
get_date_advice (void)
{
  return _("A date has a year, a month and a day, such as 2025-04-01; leave it empty where it is not known");
}

/* A date that is none cannot be stored. */
static void
date_changed_cb (DipProperties *self)
{
  g_autofree char *date = dip_properties_dup_date (gtk_editable_get_text (GTK_EDITABLE (self->issued)));

  gtk_widget_set_sensitive (self->apply, date != NULL);
  if (date == NULL)
    gtk_widget_add_css_class (self->issued, "error");
  else
    gtk_widget_remove_css_class (self->issued, "error");
  gtk_widget_set_visible (self->no_date, date == NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->issued), GTK_ACCESSIBLE_STATE_INVALID,
                               date == NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->issued), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  date == NULL ? get_date_advice () : "", -1);
}

static gboolean
close_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  gtk_window_close (GTK_WINDOW (widget));

  return TRUE;
}

static void
dip_properties_dispose (GObject *object)
{
  g_clear_object (&DIP_PROPERTIES (object)->edition);

  G_OBJECT_CLASS (dip_properties_parent_class)->dispose (object);
}

static void
dip_properties_class_init (DipPropertiesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dip_properties_dispose;

  /**
   * DipProperties::apply:
   * @values: a [class@Edition] with the row id of the old one
   */
  signals[APPLY] = g_signal_new ("apply", DIP_TYPE_PROPERTIES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, DIP_TYPE_EDITION);

  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, close_cb, NULL);
}

static GtkWidget *
add_entry (DipProperties *self,
           GtkWidget     *group,
           const char    *label)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return row;
}

/* Right below the date, of which it tells. */
static GtkWidget *
add_date_advice (GtkWidget *group)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *label = gtk_label_new (get_date_advice ());

  dip_line_ends_wrap (GTK_LABEL (label));
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_add_css_class (label, "caption");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return row;
}

static GtkWidget *
make_group (DipProperties *self)
{
  static const char *const kinds[] = { N_("Whitepaper"), N_("Checksheet"), NULL };
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  self->provider = add_entry (self, group, _("Provider"));
  self->service = add_entry (self, group, _("Service"));
  self->title = add_entry (self, group, _("Title"));
  self->version = add_entry (self, group, _("Version"));
  self->issued = add_entry (self, group, _("Date"));
  self->no_date = add_date_advice (group);
  g_signal_connect_object (self->issued, "changed", G_CALLBACK (date_changed_cb), self, G_CONNECT_SWAPPED);

  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (list, _(kinds[i]));
  self->kind = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _("Kind"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->kind), G_LIST_MODEL (list));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->kind);

  return group;
}

static void
dip_properties_init (DipProperties *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  GtkWidget *page = adw_preferences_page_new ();

  self->apply = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  g_signal_connect_object (self->apply, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  /* Translators: title of the window in which what a paper is can be corrected; as short as it can be */
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (_("Details"), ""));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->apply);

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_group (self)));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  dip_spoken_name_buttons (header);

  gtk_window_set_title (GTK_WINDOW (self), _("Details of the Paper"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  dip_letters_set_window (GTK_WINDOW (self), 480, 520);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->apply);
}

static void
set_text (GtkWidget  *row,
          const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

/**
 * dip_properties_new:
 * @parent: the window over which it stands
 * @edition: what is to be corrected
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
dip_properties_new (GtkWindow  *parent,
                    DipEdition *edition)
{
  DipProperties *self = g_object_new (DIP_TYPE_PROPERTIES, "transient-for", parent, NULL);
  GtkWidget *group = gtk_widget_get_ancestor (self->version, ADW_TYPE_PREFERENCES_GROUP);

  self->edition = g_object_ref (edition);
  set_text (self->provider, edition->provider);
  set_text (self->service, edition->service);
  set_text (self->title, edition->title);
  set_text (self->version, edition->version);
  set_text (self->issued, edition->issued);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->kind), edition->kind == DIP_KIND_CHECKSHEET ? 1 : 0);
  date_changed_cb (self);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), edition->source_name);
  if (edition->version_origin == DIP_ORIGIN_INFERRED)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                           _("The version was concluded from another edition."));
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                           _("What the paper does not tell is empty."));
  gtk_widget_grab_focus (self->provider);

  return GTK_WIDGET (self);
}

/**
 * dip_properties_get_edition:
 * @self: a window
 *
 * Returns: (transfer none): the edition as it was when the window was opened
 */
DipEdition *
dip_properties_get_edition (DipProperties *self)
{
  g_return_val_if_fail (DIP_IS_PROPERTIES (self), NULL);

  return self->edition;
}
