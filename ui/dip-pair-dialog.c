/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-pair-dialog.h"

#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-letters.h"
#include "dip-line-ends.h"
#include "dip-spoken.h"
#include "dip-tab-bin.h"
#include "dip-text-filter.h"
#include "dip-tooltip.h"
#include "dip-words.h"

/* How much of a clause's text tells it from others, in characters. */
#define EXCERPT_CHARS 120

/**
 * DipPairDialog:
 *
 * The clauses of the other edition in a list that can be searched by number,
 * title and text. Those without a partner come first, for a clause that was
 * rewritten from top to bottom mostly has its other half among them.
 *
 * [signal@PairDialog::pair] brings the clause that was chosen; the window closes
 * then.
 */
struct _DipPairDialog
{
  AdwWindow           parent_instance;

  GtkWidget          *apply;
  GtkWidget          *heading;
  GtkWidget          *search;
  GtkWidget          *keep;
  GtkWidget          *stack;
  GtkListView        *list;
  GtkSingleSelection *selection;
  GtkCustomFilter    *filter;

  DipComparison      *comparison;
  gboolean            is_old;        /* the clause that is given is one of the old edition */
  gboolean            is_paired;     /* … and has a partner */
  DipTextFilter      *words;         /* (nullable): what is looked for */
};

enum {
  PAIR,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DipPairDialog, dip_pair_dialog, ADW_TYPE_WINDOW)

/* A clause that can be chosen. */
#define DIP_TYPE_CHOICE (dip_choice_get_type ())
G_DECLARE_FINAL_TYPE (DipChoice, dip_choice, DIP, CHOICE, GObject)

struct _DipChoice
{
  GObject          parent_instance;

  const DipClause *clause;   /* of the dialog's comparison */
  char            *label;    /* number and title */
  char            *state;    /* whether it has a partner, and how its text begins */
  char            *key;      /* what is searched */
  gboolean         is_paired;
};

G_DEFINE_FINAL_TYPE (DipChoice, dip_choice, G_TYPE_OBJECT)

static void
dip_choice_finalize (GObject *object)
{
  DipChoice *self = DIP_CHOICE (object);

  g_free (self->label);
  g_free (self->state);
  g_free (self->key);

  G_OBJECT_CLASS (dip_choice_parent_class)->finalize (object);
}

static void
dip_choice_class_init (DipChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_choice_finalize;
}

static void
dip_choice_init (DipChoice *self)
{
}

static DipChoice *
choice_new (DipPairDialog   *self,
            const DipPair   *pair,
            const DipClause *clause)
{
  const DipClause *partner = self->is_old ? pair->old_clause : pair->new_clause;
  DipChoice *choice = g_object_new (DIP_TYPE_CHOICE, NULL);
  g_autoptr (DipClauseText) text = dip_clause_text_new (clause);
  g_autofree char *excerpt = NULL;
  g_autofree char *state = NULL;
  g_autofree char *all = NULL;
  guint start = 0;

  choice->clause = clause;
  choice->is_paired = partner != NULL;
  choice->label = dip_clause_dup_label (clause);

  /* The title stands in the line above. */
  if (text->parts->len > 0 && g_array_index (text->parts, DipPart, 0).kind == DIP_PART_TITLE)
    start = MIN (g_array_index (text->parts, DipPart, 0).length + 1, (guint) strlen (text->text));
  excerpt = dip_words_dup_excerpt (text->text + start, EXCERPT_CHARS);
  dip_words_show_bullets (excerpt);

  if (partner != NULL)
    {
      g_autofree char *label = dip_clause_dup_label (partner);

      /* Translators: of a clause; number and title of the clause of the other edition */
      state = g_strdup_printf (_("Paired with %s"), label);
    }
  else
    {
      state = g_strdup (self->is_old ? _("Only in the new edition") : _("Only in the old edition"));
    }
  choice->state = *excerpt != '\0' ? g_strdup_printf ("%s · %s", state, excerpt) : g_steal_pointer (&state);

  all = g_strdup_printf ("%s\n%s", choice->label, text->text);
  choice->key = dip_words_dup_key (all);

  return choice;
}

static void
add_choices (DipPairDialog   *self,
             GListStore      *choices,
             const DipClause *clause,
             gboolean         paired)
{
  for (guint i = 0; i < self->comparison->pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (self->comparison->pairs, i);
      const DipClause *own = self->is_old ? pair->old_clause : pair->new_clause;
      const DipClause *first = self->is_old ? pair->new_clause : pair->old_clause;
      const GPtrArray *more = self->is_old ? pair->new_more : pair->old_more;

      if (first == NULL || (own != NULL) != paired || own == clause)
        continue;

      for (guint k = 0; k <= more->len; k++)
        {
          g_autoptr (DipChoice) choice = choice_new (self, pair, k == 0 ? first : more->pdata[k - 1]);

          g_list_store_append (choices, choice);
        }
    }
}

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  DipPairDialog *self = user_data;

  return dip_text_filter_has_text (self->words, DIP_CHOICE (item)->key);
}

static void
update (DipPairDialog *self)
{
  DipChoice *choice = gtk_single_selection_get_selected_item (self->selection);

  gtk_widget_set_sensitive (self->apply, choice != NULL);
  gtk_widget_set_visible (self->keep, self->is_paired || (choice != NULL && choice->is_paired));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), choice != NULL ? "list" : "nothing");
}

static void
search_changed_cb (DipPairDialog *self)
{
  dip_text_filter_free (self->words);
  self->words = dip_text_filter_new (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_single_selection_set_selected (self->selection, 0);
  update (self);
}

static void
apply_cb (DipPairDialog *self)
{
  DipChoice *choice = gtk_single_selection_get_selected_item (self->selection);

  if (choice == NULL)
    return;

  g_signal_emit (self, signals[PAIR], 0, choice->clause->id,
                 gtk_widget_get_visible (self->keep) &&
                 gtk_check_button_get_active (GTK_CHECK_BUTTON (self->keep)));
  gtk_window_close (GTK_WINDOW (self));
}

/* The row with the focus, which need not be the one that is selected. */
static void
activate_cb (GtkListView   *list,
             guint          position,
             DipPairDialog *self)
{
  gtk_single_selection_set_selected (self->selection, position);
  apply_cb (self);
}

static gboolean
close_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  gtk_window_close (GTK_WINDOW (widget));

  return TRUE;
}

/* From the entry down into the list. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                DipPairDialog         *self)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return FALSE;

  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
label_new (const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style_class != NULL)
    {
      gtk_widget_add_css_class (label, style_class);
      gtk_widget_add_css_class (label, "caption");
    }

  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 10);
  gtk_widget_set_margin_end (box, 10);
  gtk_box_append (GTK_BOX (box), label_new (NULL));
  gtk_box_append (GTK_BOX (box), label_new ("secondary"));
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  DipChoice *choice = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *name = g_strdup_printf ("%s, %s", choice->label, choice->state);

  gtk_label_set_label (GTK_LABEL (label), choice->label);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (label)), choice->state);
  dip_list_item_set_accessible_label (item, name);
}

static void
dip_pair_dialog_dispose (GObject *object)
{
  DipPairDialog *self = DIP_PAIR_DIALOG (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->words, dip_text_filter_free);

  G_OBJECT_CLASS (dip_pair_dialog_parent_class)->dispose (object);
}

static void
dip_pair_dialog_finalize (GObject *object)
{
  g_clear_pointer (&DIP_PAIR_DIALOG (object)->comparison, dip_comparison_unref);

  G_OBJECT_CLASS (dip_pair_dialog_parent_class)->finalize (object);
}

static void
dip_pair_dialog_class_init (DipPairDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dip_pair_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = dip_pair_dialog_finalize;

  /**
   * DipPairDialog::pair:
   * @clause: id of the clause of the other edition
   * @keep: whether both clauses keep the partners that they have
   */
  signals[PAIR] = g_signal_new ("pair", DIP_TYPE_PAIR_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, close_cb, NULL);
}

static void
add_header (DipPairDialog *self,
            GtkWidget     *box)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  /* Translators: a button: the two clauses belong together */
  self->apply = gtk_button_new_with_mnemonic (_("_Pair"));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  g_signal_connect_object (self->apply, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  /* The line below says what is chosen, which a narrow window has no room for here. */
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->apply);
  gtk_box_append (GTK_BOX (box), header);
  dip_spoken_name_buttons (header);
}

static GtkWidget *
make_nothing (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Nothing Found"));

  return page;
}

static void
dip_pair_dialog_init (DipPairDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *bin;
  GtkEventController *keys = gtk_event_controller_key_new ();

  add_header (self, box);

  self->heading = gtk_label_new (NULL);
  dip_line_ends_wrap (GTK_LABEL (self->heading));
  g_object_set (self->heading, "xalign", 0.0f,
                "margin-start", 12, "margin-end", 12, "margin-top", 12, NULL);
  gtk_widget_add_css_class (self->heading, "heading");
  gtk_box_append (GTK_BOX (box), self->heading);

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("Number, title or text"),
                "margin-start", 12, "margin-end", 12, "margin-top", 6, "margin-bottom", 6, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search clauses"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (self->search, keys);
  gtk_box_append (GTK_BOX (box), self->search);

  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Clauses of the other edition"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  bin = dip_tab_bin_new ();
  dip_tab_bin_set_child (DIP_TAB_BIN (bin), scroller);

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), bin, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), make_nothing (), "nothing");
  gtk_box_append (GTK_BOX (box), self->stack);

  self->keep = gtk_check_button_new_with_mnemonic (_("_Keep the partners that they have, too"));
  dip_spoken_name_buttons (self->keep);
  dip_tooltip_set (self->keep, _("The clause was split, or several became one"));
  g_object_set (self->keep, "margin-start", 12, "margin-end", 12, "margin-top", 6, "margin-bottom", 6, NULL);
  gtk_box_append (GTK_BOX (box), self->keep);

  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  dip_letters_set_window (GTK_WINDOW (self), 520, 560);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->apply);
}

static void
set_up_list (DipPairDialog   *self,
             const DipClause *clause)
{
  GListStore *choices = g_list_store_new (DIP_TYPE_CHOICE);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;

  add_choices (self, choices, clause, FALSE);
  add_choices (self, choices, clause, TRUE);

  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (choices), GTK_FILTER (g_object_ref (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
}

/**
 * dip_pair_dialog_new:
 * @parent: the window over which it stands
 * @comparison: what the clause is part of
 * @clause: the clause for which a partner is chosen
 * @is_old: whether it is one of the old edition
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
dip_pair_dialog_new (GtkWindow       *parent,
                     DipComparison   *comparison,
                     const DipClause *clause,
                     gboolean         is_old)
{
  DipPairDialog *self = g_object_new (DIP_TYPE_PAIR_DIALOG, "transient-for", parent, NULL);
  g_autofree char *label = dip_clause_dup_label (clause);
  g_autofree char *excerpt = dip_words_dup_excerpt (label, 40);
  g_autofree char *title = NULL;

  /* Translators: title of a window; number and title of a clause */
  title = g_strdup_printf (_("Pair “%s” With"), excerpt);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (GTK_LABEL (self->heading), title);

  self->comparison = dip_comparison_ref (comparison);
  self->is_old = is_old;
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (comparison->pairs, i);

      if ((is_old ? pair->old_clause : pair->new_clause) == clause)
        self->is_paired = pair->old_clause != NULL && pair->new_clause != NULL;
    }
  set_up_list (self, clause);
  update (self);
  gtk_widget_grab_focus (self->search);

  return GTK_WIDGET (self);
}
