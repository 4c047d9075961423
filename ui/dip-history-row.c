/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-history-row.h"

#include <glib/gi18n.h>

#include "dip-label-menu.h"
#include "dip-line-ends.h"
#include "dip-words.h"
#include "dip-wrap-layout.h"
#include "session/dip-library.h"

/**
 * DipHistoryRow:
 *
 * The title of a clause and in words what became of it; opened, its newest
 * text, each sentence beside the edition in which it first appeared, and what
 * leads to the comparisons.
 *
 * The buttons activate `history.compare` (two indexes of editions and the id
 * of the newer clause) and `history.read` (an index and an id).
 *
 * ## CSS nodes
 *
 * `historyrow`
 */
struct _DipHistoryRow
{
  GtkWidget       parent_instance;

  GtkWidget      *box;
  GtkWidget      *arrow;
  GtkLabel       *title;
  GtkLabel       *course;
  GtkWidget      *details;

  DipHistoryItem *item;        /* (nullable) */
  gulong          expanded_id;
};

G_DEFINE_FINAL_TYPE (DipHistoryRow, dip_history_row, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_yalign (GTK_LABEL (label), 0.0f);
  dip_line_ends_wrap (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static void
add_sentences (DipHistoryRow *self)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autoptr (GPtrArray) sentences = dip_library_blame (self->item->history, self->item->lane);
  const DipHistorySentence *last = NULL;
  guint newest = 0;

  dip_history_item_get_newest (self->item, &newest);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 14);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);

  for (guint i = 0; i < sentences->len; i++)
    {
      const DipHistorySentence *sentence = g_ptr_array_index (sentences, i);
      g_autofree char *since = dip_history_dup_edition_name (self->item->history, sentence->since);
      /* Translators: the version in which a sentence first stands, for screen readers */
      g_autofree char *spoken = g_strdup_printf (_("since %s"), since);
      GtkWidget *age, *text;

      /* It stands above already. */
      if (i == 0 && g_strcmp0 (sentence->text, self->item->lane->title) == 0)
        continue;

      /* The version is written where it differs from the line above. */
      age = make_label (last == NULL || last->since != sentence->since ? since : "", "age");
      last = sentence;
      text = make_label (sentence->text, "document-text");

      gtk_accessible_update_property (GTK_ACCESSIBLE (age), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      gtk_widget_add_css_class (age, "numeric");
      if (sentence->since > 0 && sentence->since == newest)
        gtk_widget_add_css_class (age, "fresh");
      gtk_label_set_selectable (GTK_LABEL (text), TRUE);
      dip_label_menu_add (GTK_LABEL (text), NULL);
      gtk_widget_set_hexpand (text, TRUE);
      gtk_widget_set_valign (age, GTK_ALIGN_BASELINE);
      gtk_widget_set_valign (text, GTK_ALIGN_BASELINE);
      gtk_grid_attach (GTK_GRID (grid), age, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), text, 1, (int) i, 1, 1);
    }

  gtk_box_append (GTK_BOX (self->details), grid);
}

static void
add_button (GtkWidget  *buttons,
            const char *label,
            const char *action,
            GVariant   *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  dip_wrap_box_append (buttons, button);
}

static void
add_buttons (DipHistoryRow *self)
{
  GtkWidget *buttons = dip_wrap_box_new (6);
  const DipClause *newest;
  g_autofree char *name = NULL;
  g_autofree char *read = NULL;
  guint edition = 0;

  newest = dip_history_item_get_newest (self->item, &edition);
  name = dip_history_dup_edition_name (self->item->history, edition);
  /* Translators: a button; the version in which the clause is to be read */
  read = g_strdup_printf (_("Read in %s"), name);
  add_button (buttons, read, "history.read", g_variant_new ("(us)", edition, newest->id));

  for (guint i = 1; i < self->item->lane->cells->len; i++)
    {
      const DipHistoryCell *cell = g_ptr_array_index (self->item->lane->cells, i);
      g_autofree char *from = dip_history_dup_edition_name (self->item->history, i - 1);
      g_autofree char *to = dip_history_dup_edition_name (self->item->history, i);
      /* Translators: a button: compares two versions */
      g_autofree char *label = g_strdup_printf (_("Compare %s → %s"), from, to);

      if (cell != NULL && cell->class_ != DIP_CLASS_NONE)
        add_button (buttons, label, "history.compare", g_variant_new ("(us)", i, cell->clause->id));
    }

  gtk_box_append (GTK_BOX (self->details), buttons);
}

static void
update_details (DipHistoryRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->details)) != NULL)
    gtk_box_remove (GTK_BOX (self->details), child);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), self->item != NULL && self->item->expanded
                                                         ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_visible (self->details, self->item != NULL && self->item->expanded);
  if (self->item == NULL || !self->item->expanded)
    return;

  add_sentences (self);
  add_buttons (self);
}

static void
dip_history_row_dispose (GObject *object)
{
  DipHistoryRow *self = DIP_HISTORY_ROW (object);

  if (self->item != NULL)
    g_clear_signal_handler (&self->expanded_id, self->item);
  g_clear_object (&self->item);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (dip_history_row_parent_class)->dispose (object);
}

static void
dip_history_row_class_init (DipHistoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dip_history_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "historyrow");
}

static void
dip_history_row_init (DipHistoryRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->arrow = gtk_image_new ();
  gtk_widget_set_valign (self->arrow, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->arrow, "secondary");
  gtk_widget_add_css_class (self->arrow, "arrow");
  self->title = GTK_LABEL (make_label (NULL, "heading"));
  self->course = GTK_LABEL (make_label (NULL, "secondary"));
  gtk_widget_add_css_class (GTK_WIDGET (self->course), "fine");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->course));
  gtk_box_append (GTK_BOX (head), self->arrow);
  gtk_box_append (GTK_BOX (head), lines);
  gtk_box_append (GTK_BOX (self->box), head);

  self->details = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->details, "details");
  gtk_box_append (GTK_BOX (self->box), self->details);
}

GtkWidget *
dip_history_row_new (void)
{
  return g_object_new (DIP_TYPE_HISTORY_ROW, NULL);
}

void
dip_history_row_set_item (DipHistoryRow  *self,
                          DipHistoryItem *item)
{
  g_return_if_fail (DIP_IS_HISTORY_ROW (self));

  if (self->item != NULL)
    g_clear_signal_handler (&self->expanded_id, self->item);
  g_set_object (&self->item, item);

  if (item != NULL)
    {
      g_autofree char *label = dip_clause_dup_label (dip_history_item_get_newest (item, NULL));
      g_autofree char *course = dip_history_item_dup_course (item);

      gtk_label_set_label (self->title, label);
      gtk_label_set_label (self->course, course);
      self->expanded_id = g_signal_connect_object (item, "notify::expanded", G_CALLBACK (update_details), self,
                                                   G_CONNECT_SWAPPED);
    }

  update_details (self);
}
