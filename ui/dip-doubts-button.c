/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-doubts-button.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dip-line-ends.h"
#include "dip-menu-keys.h"
#include "dip-words.h"

/* More doubts than this nobody reads one by one. */
#define MAX_SHOWN 100u

#define DOUBT_CHARS 32

/**
 * DipDoubtsButton:
 *
 * How many doubts the program has about a paper; a list of them unfolds. A doubt
 * about a clause leads there. It is not seen where there are none.
 *
 * ## CSS nodes
 *
 * `doubtsbutton`; its popover has the style class `doubts`.
 */
struct _DipDoubtsButton
{
  GtkWidget      parent_instance;

  GtkMenuButton *button;
  GtkLabel      *count;
  GtkPopover    *popover;
  GtkListBox    *list;

  DipDocument   *document;    /* (nullable) */
  gboolean       short_form;  /* the number says it all */
};

enum
{
  FOLLOW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DipDoubtsButton, dip_doubts_button, GTK_TYPE_WIDGET)

/* The clause that a sentence begins with; of 3 and 3.1 the longer one. */
static const DipClause *
find_clause (DipDocument *document,
             const char  *warning)
{
  static const char *const before = "Clause ";
  const DipClause *found = NULL;

  if (!g_str_has_prefix (warning, before))
    return NULL;

  warning += strlen (before);
  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      gsize length = clause->id != NULL ? strlen (clause->id) : 0;

      if (length > 0 && strncmp (warning, clause->id, length) == 0 && warning[length] == ' ' &&
          (found == NULL || length > strlen (found->id)))
        found = clause;
    }

  return found;
}

static GtkWidget *
make_row (DipDoubtsButton *self,
          const char      *warning)
{
  const DipClause *clause = find_clause (self->document, warning);
  g_autofree char *doubt = dip_words_dup_doubt (warning);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (doubt);

  dip_line_ends_wrap (GTK_LABEL (label));
  /* One width, so that the list knows its height, which fits into a narrow window. */
  gtk_label_set_width_chars (GTK_LABEL (label), DOUBT_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), DOUBT_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);

  if (clause != NULL)
    {
      GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE,
                                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                       "icon-name", "go-next-symbolic",
                                       NULL);

      gtk_widget_add_css_class (arrow, "secondary");
      gtk_box_append (GTK_BOX (box), arrow);
      g_object_set_data_full (G_OBJECT (row), "clause", g_strdup (clause->id), g_free);
    }

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), clause != NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, doubt, -1);

  return row;
}

static void
clear_list (DipDoubtsButton *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
show_cb (DipDoubtsButton *self)
{
  GPtrArray *warnings;

  if (self->document == NULL)
    return;

  clear_list (self);
  warnings = self->document->warnings;
  for (guint i = 0; i < MIN (warnings->len, MAX_SHOWN); i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (warnings, i)));

  if (warnings->len > MAX_SHOWN)
    {
      guint more = warnings->len - MAX_SHOWN;
      g_autofree char *text = g_strdup_printf (ngettext ("%u more", "%u more", more), more);
      GtkWidget *label = gtk_label_new (text);
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_widget_add_css_class (label, "secondary");
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_list_box_append (self->list, row);
    }

  /* They came too late for the popover to choose one. */
  if (warnings->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
row_activated_cb (DipDoubtsButton *self,
                  GtkListBoxRow   *row)
{
  g_autofree char *clause = g_strdup (g_object_get_data (G_OBJECT (row), "clause"));

  gtk_popover_popdown (self->popover);
  if (clause != NULL)
    g_signal_emit (self, signals[FOLLOW], 0, clause);
}

static void
dip_doubts_button_dispose (GObject *object)
{
  DipDoubtsButton *self = DIP_DOUBTS_BUTTON (object);

  g_clear_object (&self->document);
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;

  G_OBJECT_CLASS (dip_doubts_button_parent_class)->dispose (object);
}

static void
dip_doubts_button_class_init (DipDoubtsButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_doubts_button_dispose;

  /**
   * DipDoubtsButton::follow:
   * @clause: the id of a clause
   *
   * A person wants to see the clause that a doubt is about.
   */
  signals[FOLLOW] = g_signal_new ("follow", DIP_TYPE_DOUBTS_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "doubtsbutton");
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dip-doubts-button.ui");
  gtk_widget_class_bind_template_child (widget_class, DipDoubtsButton, button);
  gtk_widget_class_bind_template_child (widget_class, DipDoubtsButton, count);
  gtk_widget_class_bind_template_child (widget_class, DipDoubtsButton, popover);
  gtk_widget_class_bind_template_child (widget_class, DipDoubtsButton, list);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
dip_doubts_button_init (DipDoubtsButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
update_count (DipDoubtsButton *self)
{
  guint n = self->document != NULL ? self->document->warnings->len : 0;
  g_autofree char *count = g_strdup_printf (ngettext ("%u _Doubt", "%u _Doubts", n), n);
  g_autofree char *number = g_strdup_printf ("%u", n);
  guint key;

  gtk_label_set_label (self->count, count);
  key = gtk_label_get_mnemonic_keyval (self->count);
  if (self->short_form)
    gtk_label_set_label (self->count, number);
  dip_menu_keys_set_mnemonic (GTK_WIDGET (self->button), self->short_form ? key : GDK_KEY_VoidSymbol);
}

/**
 * dip_doubts_button_set_short:
 * @self: a button
 * @short_form: whether there is room for a number only
 *
 * What the number means is said by the icon before it, the tooltip and the name.
 */
void
dip_doubts_button_set_short (DipDoubtsButton *self,
                             gboolean         short_form)
{
  g_return_if_fail (DIP_IS_DOUBTS_BUTTON (self));

  self->short_form = short_form;
  update_count (self);
}

/**
 * dip_doubts_button_set_document:
 * @self: a button
 * @document: (nullable): the paper that is read
 *
 * Counts the doubts about a paper.
 */
void
dip_doubts_button_set_document (DipDoubtsButton *self,
                                DipDocument     *document)
{
  guint n = document != NULL ? document->warnings->len : 0;
  g_autofree char *name = g_strdup_printf (ngettext ("%u doubt about this paper", "%u doubts about this paper", n), n);

  g_return_if_fail (DIP_IS_DOUBTS_BUTTON (self));

  gtk_popover_popdown (self->popover);
  g_set_object (&self->document, document);
  update_count (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
