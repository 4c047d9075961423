/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-summary-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dip-axis.h"
#include "dip-line-box.h"
#include "dip-words.h"

/* How many entries of a section are shown before "Show all". */
#define N_SHOWN 5

/* How much of a text stands in one entry. */
#define EXCERPT_CHARS 60
#define REASON_CHARS 140

/* Between the columns, in pixels. */
#define COLUMN_SPACING 24

/* How many lines of it. */
#define TITLE_LINES 2
#define SUBTITLE_LINES 3

/**
 * DipSummaryView:
 *
 * The beginning of a comparison: how much of it matters, then what a reviewer
 * looks at first. At the left promises that have turned and changes that the
 * provider did not declare, at the right values that changed and replacements
 * that were made in many clauses at once.
 *
 * An entry activates `compare.go-to-clause` with the id of its clause, or
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

/* What matters most, in a sentence. */
static char *
dup_headline (const DipComparison *comparison)
{
  const guint *n = comparison->n_by_class;
  DipAxis axis = dip_axis_of (comparison);
  guint n_changed = 0;

  for (guint class_ = DIP_CLASS_LAYOUT; class_ < DIP_N_CLASSES; class_++)
    n_changed += n[class_];

  if (n_changed == 0 && axis == DIP_AXIS_EDITIONS)
    return g_strdup (_("Both editions say the same"));
  if (n_changed == 0)
    return g_strdup (axis == DIP_AXIS_VARIANTS ? _("Both variants say the same") : _("Both papers say the same"));

  if (axis == DIP_AXIS_SERVICES)
    return g_strdup_printf (ngettext ("The papers differ in %u clause",
                                      "The papers differ in %u clauses",
                                      n_changed),
                            n_changed);
  if (axis == DIP_AXIS_VARIANTS)
    return g_strdup_printf (ngettext ("The variants differ in %u clause",
                                      "The variants differ in %u clauses",
                                      n_changed),
                            n_changed);

  if (comparison->n_flips > 0)
    return g_strdup_printf (ngettext ("%u promise has turned",
                                      "%u promises have turned",
                                      comparison->n_flips),
                            comparison->n_flips);

  if (n[DIP_CLASS_SUBSTANTIVE] > 0)
    return g_strdup_printf (ngettext ("%u clause changed in substance",
                                      "%u clauses changed in substance",
                                      n[DIP_CLASS_SUBSTANTIVE]),
                            n[DIP_CLASS_SUBSTANTIVE]);

  return g_strdup (_("Nothing changed in substance"));
}

static void
add_detail (GString    *text,
            const char *detail)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, detail);
}

static char *
dup_details (const DipComparison *comparison)
{
  GString *text = g_string_new (NULL);

  for (guint class_ = DIP_N_CLASSES; class_-- > 0;)
    {
      g_autofree char *detail = NULL;

      if (comparison->n_by_class[class_] == 0)
        continue;

      /* Translators: a class of changes and how many clauses have it, "Wording 12" */
      detail = g_strdup_printf (C_("class and count", "%s %u"),
                                dip_words_get_class (class_), comparison->n_by_class[class_]);
      add_detail (text, detail);
    }

  return g_string_free (text, FALSE);
}

static void
row_activated_cb (GtkListBox     *list,
                  GtkListBoxRow  *row,
                  DipSummaryView *self)
{
  const char *clause = g_object_get_data (G_OBJECT (row), "clause");
  int group = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "group"));

  if (clause != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "compare.go-to-clause", "s", clause);
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
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_set_tooltip_text (heading, explanation);
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

/* What a row is made of. */
typedef struct
{
  const char *icon_name;    /* (nullable) */
  const char *icon_style;   /* (nullable) */
  char       *title;
  char       *subtitle;     /* (nullable) */
  char       *clause;       /* (nullable) */
  int         group;        /* 0 for none */
} Entry;

static void
entry_free (Entry *entry)
{
  g_free (entry->title);
  g_free (entry->subtitle);
  g_free (entry->clause);
  g_free (entry);
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
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), n_lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (box), label);
}

/* A row with little in it: AdwActionRow is made of a dozen widgets, and its wrapping
 * labels stand in boxes that lay them out some twenty times. */
static GtkWidget *
create_entry (const Entry *entry)
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

  if (entry->clause != NULL || entry->group != 0)
    {
      GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

      gtk_widget_add_css_class (arrow, "dim-label");
      dip_line_box_append (header, arrow);
      g_object_set_data_full (G_OBJECT (row), "clause", g_strdup (entry->clause), g_free);
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
  GPtrArray *left = g_object_get_data (G_OBJECT (list), "left");
  GtkWidget *first = NULL;

  for (guint i = 0; left != NULL && i < left->len; i++)
    {
      GtkWidget *row = create_entry (g_ptr_array_index (left, i));

      gtk_list_box_append (list, row);
      first = first != NULL ? first : row;
    }

  if (first != NULL)
    gtk_widget_grab_focus (first);
  g_object_set_data (G_OBJECT (list), "left", NULL);
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
}

static void
add_entry (GtkListBox *list,
           const char *icon_name,
           const char *icon_style,
           const char *title,
           const char *subtitle,
           const char *clause,
           int         group,
           guint       index)
{
  Entry *entry = g_new (Entry, 1);
  GPtrArray *left;

  *entry = (Entry) { icon_name, icon_style, g_strdup (title), g_strdup (subtitle), g_strdup (clause), group };
  if (index < N_SHOWN)
    {
      gtk_list_box_append (list, create_entry (entry));
      entry_free (entry);
      return;
    }

  left = g_object_get_data (G_OBJECT (list), "left");
  if (left == NULL)
    {
      left = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
      g_object_set_data_full (G_OBJECT (list), "left", left, (GDestroyNotify) g_ptr_array_unref);
    }
  g_ptr_array_add (left, entry);
}

static void
finish_section (GtkBox     *column,
                GtkListBox *list,
                guint       n)
{
  g_autofree char *label = NULL;
  GtkWidget *button;

  if (n <= N_SHOWN)
    return;

  /* Translators: a button below the first entries of a list */
  label = g_strdup_printf (_("Show All %u"), n);
  button = gtk_button_new_with_label (label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_all_cb), list, 0);
  gtk_box_append (column, button);
}

static const DipPair *
find_pair (const DipComparison *comparison,
           const char          *id)
{
  const DipPair *found = NULL;

  for (guint i = 0; id != NULL && i < comparison->pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (comparison->pairs, i);

      if (pair->new_clause != NULL && g_strcmp0 (pair->new_clause->id, id) == 0)
        return pair;
      if (pair->old_clause != NULL && g_strcmp0 (pair->old_clause->id, id) == 0)
        found = pair;
    }

  return found;
}

static char *
dup_clause_label (const DipComparison *comparison,
                  const char          *id)
{
  const DipPair *pair = find_pair (comparison, id);

  if (pair == NULL)
    return g_strdup (id != NULL ? id : "");

  return dip_clause_dup_label (pair->new_clause != NULL ? pair->new_clause : pair->old_clause);
}

static void
add_flips (DipSummaryView      *self,
           const DipComparison *comparison)
{
  GtkListBox *list = NULL;
  guint n = 0;

  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (comparison->pairs, i);
      const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;

      if (!pair->flip)
        continue;

      if (list == NULL && dip_axis_of (comparison) == DIP_AXIS_EDITIONS)
        list = add_section (self, self->left, _("Promises That Have Turned"),
                            _("What was offered is withdrawn or limited, what was denied is "
                              "offered, or a duty has moved"));
      else if (list == NULL)
        list = add_section (self, self->left, _("Promises That Differ"),
                            _("What one offers and the other does not, or leaves to you"));

      title = dip_clause_dup_label (clause);
      if (pair->old_clause != NULL && pair->new_clause != NULL &&
          pair->old_clause->stance != pair->new_clause->stance)
        subtitle = dip_axis_dup_turn (comparison, pair);
      else
        {
          g_autofree char *reason = dip_axis_dup_flip (comparison, pair);

          subtitle = dip_words_dup_excerpt (reason, REASON_CHARS);
        }
      add_entry (list, "dip-flip-symbolic", "flip-icon", title, subtitle, clause->id, 0, n++);
    }

  if (list != NULL)
    finish_section (self->left, list, n);
}

/* A revision table speaks of editions. */
static void
add_audit (DipSummaryView      *self,
           const DipComparison *comparison)
{
  GtkListBox *list = NULL;

  if (dip_axis_of (comparison) != DIP_AXIS_EDITIONS)
    return;

  for (guint i = 0; i < comparison->undeclared->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (comparison->undeclared, i);
      g_autofree char *title = dup_clause_label (comparison, entry->clause);
      g_autofree char *why = dip_words_dup_audit (entry->why);

      if (list == NULL)
        list = add_section (self, self->left, _("Changed Without Being Declared"),
                            _("No row of the provider’s revision table speaks of these changes"));
      add_entry (list, "dip-undeclared-symbolic", "undeclared-icon", title, why,
                 entry->clause, 0, i);
    }
  if (list != NULL)
    finish_section (self->left, list, comparison->undeclared->len);

  list = NULL;
  for (guint i = 0; i < comparison->not_found->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (comparison->not_found, i);
      g_autofree char *title = dip_words_dup_excerpt (entry->summary, EXCERPT_CHARS * 2);
      g_autofree char *why = dip_words_dup_audit (entry->why);

      if (list == NULL)
        list = add_section (self, self->left, _("Declared, but Not Found"),
                            _("The provider’s revision table speaks of changes that the text "
                              "does not have"));
      add_entry (list, "dialog-question-symbolic", "dim-label", title, why, NULL, 0, i);
    }
  if (list != NULL)
    finish_section (self->left, list, comparison->not_found->len);
}

static void
add_declared (DipSummaryView      *self,
              const DipComparison *comparison)
{
  GtkListBox *list = NULL;

  if (dip_axis_of (comparison) != DIP_AXIS_EDITIONS)
    return;

  for (guint i = 0; i < comparison->declared->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (comparison->declared, i);
      g_autofree char *title = dip_words_dup_excerpt (entry->summary, EXCERPT_CHARS * 2);
      g_autofree char *subtitle = dip_words_dup_date (entry->date);

      if (list == NULL)
        list = add_section (self, self->right, _("What the Provider Declares"),
                            _("Rows of the revision table that are new"));
      if (entry->version != NULL && subtitle != NULL)
        {
          g_autofree char *version = g_strdup_printf (_("Version %s"), entry->version);
          char *both = g_strdup_printf ("%s · %s", version, subtitle);

          g_free (subtitle);
          subtitle = both;
        }
      add_entry (list, NULL, NULL, title, subtitle, entry->clause, 0, i);
    }
  if (list != NULL)
    finish_section (self->right, list, comparison->declared->len);
}

static gboolean
is_same_fact (const DipFactChange *a,
              const DipFactChange *b)
{
  return g_strcmp0 (a->what, b->what) == 0 && g_strcmp0 (a->old_value, b->old_value) == 0 &&
         g_strcmp0 (a->new_value, b->new_value) == 0;
}

/* How many facts changed in the same way as one of them; 0 if an earlier one
 * stands for it. */
static guint
count_same_facts (const GPtrArray *facts,
                  guint            index)
{
  const DipFactChange *fact = g_ptr_array_index (facts, index);
  guint n = 0;

  for (guint i = 0; i < facts->len; i++)
    {
      if (!is_same_fact (fact, g_ptr_array_index (facts, i)))
        continue;
      if (i < index)
        return 0;
      n++;
    }

  return n;
}

static char *
dup_fact_change (const DipComparison *comparison,
                 const DipFactChange *fact)
{
  const char *what = dip_words_get_fact (fact->what);
  gboolean editions = dip_axis_of (comparison) == DIP_AXIS_EDITIONS;
  const DipPair *pair = find_pair (comparison, fact->clause);
  g_autofree char *old_value = dip_words_dup_fact_value (fact->what, fact->old_value,
                                                         pair != NULL ? pair->old_clause : NULL);
  g_autofree char *new_value = dip_words_dup_fact_value (fact->what, fact->new_value,
                                                         pair != NULL ? pair->new_clause : NULL);
  g_autofree char *side = NULL;

  if (old_value != NULL && new_value != NULL)
    return g_strdup_printf (editions ? "%s: %s → %s" : "%s: %s ↔ %s", what, old_value, new_value);

  if (!editions)
    {
      side = dip_axis_dup_side (comparison, new_value != NULL);
      /* Translators: a value that only one of two services or variants states, "Retention: 30 days (only Private)" */
      return g_strdup_printf (_("%s: %s (only %s)"), what, new_value != NULL ? new_value : old_value, side);
    }
  if (new_value != NULL)
    /* Translators: a value that only the new edition states, "Retention: 30 days (new)" */
    return g_strdup_printf (_("%s: %s (new)"), what, new_value);

  /* Translators: a value that only the old edition states */
  return g_strdup_printf (_("%s: %s (no longer stated)"), what, old_value != NULL ? old_value : "");
}

/* Addresses of pages are left to the groups: most of them changed everywhere. */
static void
add_facts (DipSummaryView      *self,
           const DipComparison *comparison)
{
  GtkListBox *list = NULL;
  guint n_shown = 0;

  for (guint i = 0; i < comparison->facts->len; i++)
    {
      const DipFactChange *fact = g_ptr_array_index (comparison->facts, i);
      guint n_same = count_same_facts (comparison->facts, i);
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;

      if (n_same == 0 || g_strcmp0 (fact->what, "url") == 0)
        continue;

      if (list == NULL)
        list = add_section (self, self->right, _("Values"),
                            _("Numbers, durations, places and methods that one edition states "
                              "and the other does not"));

      title = dup_fact_change (comparison, fact);
      subtitle = n_same == 1 ? dup_clause_label (comparison, fact->clause)
                             : g_strdup_printf (ngettext ("%u clause", "%u clauses", n_same), n_same);
      add_entry (list, NULL, NULL, title, subtitle, fact->clause, 0, n_shown++);
    }
  if (list != NULL)
    finish_section (self->right, list, n_shown);
}

static char *
dup_group_title (const DipComparison *comparison,
                 const char          *old_text,
                 const char          *new_text)
{
  gboolean editions = dip_axis_of (comparison) == DIP_AXIS_EDITIONS;
  gboolean both = *old_text != '\0' && *new_text != '\0';
  g_autofree char *side = NULL;

  if (both)
    return g_strdup_printf (editions ? "%s → %s" : "%s ↔ %s", old_text, new_text);

  if (!editions)
    {
      side = dip_axis_dup_side (comparison, *new_text != '\0');
      /* Translators: text that only one of two services or variants has, and the name of that one */
      return g_strdup_printf (_("“%s” only in %s"), *new_text != '\0' ? new_text : old_text, side);
    }
  if (*old_text == '\0')
    /* Translators: text that was inserted in many places */
    return g_strdup_printf (_("“%s” inserted"), new_text);

  /* Translators: text that was deleted in many places */
  return g_strdup_printf (_("“%s” deleted"), old_text);
}

static void
add_groups (DipSummaryView      *self,
            const DipComparison *comparison)
{
  GtkListBox *list = NULL;
  guint n = 0;

  for (guint i = 0; i < comparison->groups->len; i++)
    {
      const DipGroup *group = g_ptr_array_index (comparison->groups, i);
      g_autofree char *old_text = dip_words_dup_excerpt (group->old_text, EXCERPT_CHARS);
      g_autofree char *new_text = dip_words_dup_excerpt (group->new_text, EXCERPT_CHARS);
      g_autofree char *title = NULL;
      g_autofree char *places = NULL;
      g_autofree char *subtitle = NULL;

      /* One that only touches white space or spelling is not worth a line here. */
      if (group->class_ < DIP_CLASS_REFERENCE)
        continue;

      if (list == NULL)
        list = add_section (self, self->right,
                            dip_axis_of (comparison) == DIP_AXIS_EDITIONS ? _("Repeated Replacements")
                                                                          : _("Repeated Differences"),
                            dip_axis_of (comparison) == DIP_AXIS_EDITIONS
                            ? _("One and the same replacement in several clauses")
                            : _("One and the same difference in several clauses"));

      title = dup_group_title (comparison, old_text, new_text);
      places = g_strdup_printf (ngettext ("%u clause", "%u clauses", g_strv_length (group->clauses)),
                                g_strv_length (group->clauses));
      subtitle = g_strdup_printf ("%s · %s", dip_words_get_class (group->class_), places);
      add_entry (list, dip_words_get_class_icon (group->class_), "dim-label", title, subtitle,
                 NULL, group->id, n++);
    }
  if (list != NULL)
    finish_section (self->right, list, n);
}

static void
add_limits (DipSummaryView      *self,
            const DipComparison *comparison)
{
  GtkListBox *list = NULL;

  for (guint i = 0; i < comparison->limits->len; i++)
    {
      g_autofree char *limit = NULL;

      if (list == NULL)
        list = add_section (self, self->left, _("Where the Comparison Was Cut Short"), NULL);
      limit = dip_words_dup_limit (g_ptr_array_index (comparison->limits, i));
      add_entry (list, "dialog-warning-symbolic", "dim-label", limit, NULL, NULL, 0, i);
    }
  if (list != NULL)
    finish_section (self->left, list, comparison->limits->len);
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
  g_autofree char *headline = NULL;
  g_autofree char *details = NULL;

  g_return_if_fail (DIP_IS_SUMMARY_VIEW (self));

  if (self->comparison == comparison)
    return;

  g_clear_pointer (&self->comparison, dip_comparison_unref);
  clear (self->left);
  clear (self->right);
  if (comparison == NULL)
    return;

  self->comparison = dip_comparison_ref (comparison);
  headline = dup_headline (comparison);
  details = dup_details (comparison);
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->details, details);

  add_flips (self, comparison);
  add_audit (self, comparison);
  add_limits (self, comparison);
  add_groups (self, comparison);
  add_facts (self, comparison);
  add_declared (self, comparison);

  gtk_widget_set_visible (GTK_WIDGET (self->left), gtk_widget_get_first_child (GTK_WIDGET (self->left)) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->right), gtk_widget_get_first_child (GTK_WIDGET (self->right)) != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, headline,
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
