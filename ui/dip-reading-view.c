/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-reading-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "compat/dip-compat.h"
#include "dip-contents-item.h"
#include "dip-line-box.h"
#include "dip-line-ends.h"
#include "dip-menu-keys.h"
#include "dip-doubts-button.h"
#include "dip-narrow-bin.h"
#include "dip-page-view.h"
#include "dip-paper-tables.h"
#include "dip-paper-text.h"
#include "dip-search-bar.h"
#include "dip-spoken.h"
#include "dip-tab-bin.h"
#include "dip-tooltip.h"
#include "dip-words.h"
#include "session/dip-library.h"

/* Where there is less room the contents are left out, in pixels; the second
 * one counts while the original is beside the text. */
#define THRESHOLD      760
#define WIDE_THRESHOLD 1060

/* Indentation of an entry of the contents, a level, in pixels. */
#define INDENT 14

/* Of a title in the contents. */
#define TITLE_LINES 2

/**
 * DipReadingView:
 *
 * The contents at the left, the text at the right, set to a measure that is
 * good to read. The entry of the clause that is being read is marked while one
 * scrolls. Where there is no room the contents are left out.
 */
struct _DipReadingView
{
  GtkWidget           parent_instance;

  DipNarrowBin       *bin;
  GtkSearchBar       *search_bar;
  GtkSearchEntry     *search_entry;
  GtkLabel           *found;
  GtkWidget          *contents_scroller;
  GtkWidget          *contents_separator;
  GtkListView        *contents;
  GtkScrolledWindow  *scroller;
  DipPaperText       *paper;
  DipPaperTables     *tables;

  GtkWidget          *variant_bar;
  GtkLabel           *variant_label;
  GtkDropDown        *variants;
  GtkWidget          *compare_variants;
  DipDoubtsButton    *doubts;
  GtkPaned           *sides;
  DipPageView        *page;
  GtkRevealer        *return_revealer;
  GtkLabel           *return_label;

  GtkSingleSelection *selection;
  DipDocument        *document;    /* (nullable): the whole paper */
  DipDocument        *shown;       /* (nullable): the same, or the view of one variant */
  GPtrArray          *way;         /* (element-type utf8): ids of clauses to which one can return */
  gboolean            narrow;      /* little is said above the text */
  gboolean            filling;     /* the program sets the variant, not the user */
  guint               n_found;
  guint               follow_id;
  guint               variant_id;
  guint               halve_id;
  gboolean            following;   /* the program marks an entry, not the user */
};

G_DEFINE_FINAL_TYPE (DipReadingView, dip_reading_view, GTK_TYPE_WIDGET)

static void
show_found (DipReadingView *self,
            guint           current)
{
  g_autofree char *label = NULL;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0')
    label = g_strdup ("");
  else if (self->n_found == 0)
    /* Translators: a word that is nowhere in the paper */
    label = g_strdup (_("Not found"));
  else if (current > 0)
    label = g_strdup_printf (_("%u of %u"), current, self->n_found);
  else
    label = g_strdup_printf (ngettext ("%u place", "%u places", self->n_found), self->n_found);

  gtk_label_set_label (self->found, label);
}

static void
search_changed_cb (GtkSearchEntry *entry,
                   DipReadingView *self)
{
  self->n_found = dip_paper_text_search (self->paper, gtk_editable_get_text (GTK_EDITABLE (entry)));
  show_found (self, dip_paper_text_move_found (self->paper, 1));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.keep-place", NULL);
}

/* What was looked for stands in the rest of a long paper as well. */
static void
filled_cb (DipReadingView *self)
{
  if (gtk_search_bar_get_search_mode (self->search_bar))
    search_changed_cb (self->search_entry, self);
}

static void
find_next_cb (GtkWidget      *widget,
              DipReadingView *self)
{
  dip_reading_view_find_next (self, 1);
}

static void
find_previous_cb (GtkWidget      *widget,
                  DipReadingView *self)
{
  dip_reading_view_find_next (self, -1);
}

static void
search_mode_cb (DipReadingView *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
      gtk_widget_grab_focus (GTK_WIDGET (self->paper));
    }
}

static void
chosen_cb (DipReadingView *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (!self->following && selected != GTK_INVALID_LIST_POSITION)
    dip_paper_text_scroll_to (self->paper, selected);
}

/* Turns the original to the page of the clause that is being read. */
static void
update_page (DipReadingView *self)
{
  int visible = dip_paper_text_get_visible (self->paper);
  const DipClause *clause;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->page)) || self->shown == NULL || self->shown->clauses->len == 0)
    return;

  /* The title stands on the cover. */
  if (visible < 0)
    {
      dip_page_view_show_place (self->page, 1, NULL);
      return;
    }

  clause = g_ptr_array_index (self->shown->clauses, visible);
  if (clause->page > 0)
    dip_page_view_show_place (self->page, clause->page, clause->heading);
}

static void
update_tables (DipReadingView *self,
               int             visible)
{
  const GPtrArray *clauses = self->shown != NULL ? self->shown->clauses : NULL;

  dip_paper_tables_set_clause (self->tables, clauses != NULL && clauses->len > 0
                                               ? g_ptr_array_index (clauses, MAX (visible, 0)) : NULL);
}

static gboolean
follow_cb (gpointer data)
{
  DipReadingView *self = data;
  int visible;

  self->follow_id = 0;
  if (self->document == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;

  update_page (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.keep-place", NULL);
  visible = dip_paper_text_get_visible (self->paper);
  update_tables (self, visible);
  if (visible < 0 || (guint) visible == gtk_single_selection_get_selected (self->selection))
    return G_SOURCE_REMOVE;

  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, visible);
  gtk_widget_activate_action (GTK_WIDGET (self->contents), "list.scroll-to-item", "u", (guint) visible);
  self->following = FALSE;

  return G_SOURCE_REMOVE;
}

/* Text and original have the same room until the user moves what is between them. */
static gboolean
halve_cb (gpointer data)
{
  DipReadingView *self = data;

  self->halve_id = 0;
  gtk_paned_set_position (self->sides,
                          gtk_orientable_get_orientation (GTK_ORIENTABLE (self->sides)) == GTK_ORIENTATION_VERTICAL
                            ? gtk_widget_get_height (GTK_WIDGET (self->sides)) / 2
                            : gtk_widget_get_width (GTK_WIDGET (self->sides)) / 2);

  return G_SOURCE_REMOVE;
}

static void
halve (DipReadingView *self)
{
  if (self->halve_id == 0)
    self->halve_id = g_timeout_add (60, halve_cb, self);
}

/* The text also scrolls while sizes are given out, when the contents may not
 * ask for another one. */
static void
scrolled_cb (DipReadingView *self)
{
  if (self->follow_id == 0)
    self->follow_id = g_idle_add (follow_cb, self);
}

static void
narrow_cb (DipReadingView *self)
{
  gboolean narrow = dip_narrow_bin_get_narrow (self->bin);

  gtk_widget_set_visible (self->contents_scroller, !narrow);
  gtk_widget_set_visible (self->contents_separator, !narrow);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          DipReadingView           *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *title = gtk_label_new (NULL);

  dip_line_box_set_up (box, 8, TRUE);
  gtk_widget_add_css_class (number, "secondary");
  gtk_widget_add_css_class (number, "numeric");
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (title), TITLE_LINES);
  dip_line_ends_wrap (GTK_LABEL (title));
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         DipReadingView           *self)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkLabel *number = GTK_LABEL (gtk_widget_get_first_child (box));
  GtkLabel *title = GTK_LABEL (gtk_widget_get_last_child (box));
  DipContentsItem *contents_item = gtk_list_item_get_item (item);
  const DipClause *clause = contents_item->clause;
  g_autofree char *label = dip_clause_dup_label (clause);

  gtk_label_set_label (number, clause->number != NULL ? clause->number : "");
  gtk_widget_set_visible (GTK_WIDGET (number), clause->number != NULL);
  gtk_label_set_label (title, clause->title != NULL && *clause->title != '\0' ? clause->title
                              : clause->number != NULL ? "" : clause->id);
  gtk_widget_set_margin_start (box, INDENT * contents_item->depth);
  dip_tooltip_set (box, label);
  if (contents_item->is_part && contents_item->depth == 0)
    gtk_widget_add_css_class (box, "part");
  else
    gtk_widget_remove_css_class (box, "part");
  dip_list_item_set_accessible_label (item, label);
}

/* --- Cross-references -------------------- */

static const char *
get_nth_id (DipReadingView *self,
            int             index)
{
  return self->shown != NULL && index >= 0
         ? ((const DipClause *) g_ptr_array_index (self->shown->clauses, index))->id
         : NULL;
}

static const char *
get_current_id (DipReadingView *self)
{
  return get_nth_id (self, dip_paper_text_get_visible (self->paper));
}

static void
update_return (DipReadingView *self)
{
  const char *id = self->way->len > 0 ? g_ptr_array_index (self->way, self->way->len - 1) : NULL;
  const DipClause *clause = id != NULL ? dip_document_find_clause (self->document, id) : NULL;
  g_autofree char *label = clause != NULL ? dip_clause_dup_label (clause) : NULL;

  if (label != NULL)
    {
      /* Translators: a button that leads back to a clause */
      g_autofree char *name = g_strdup_printf (_("Back to %s"), label);

      gtk_label_set_label (self->return_label, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_revealer_get_child (self->return_revealer)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  gtk_revealer_set_reveal_child (self->return_revealer, label != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->return_revealer), label != NULL);
}

/* To a clause, and back to another one, if @from is one. */
static void
follow (DipReadingView *self,
        const char     *from,
        const char     *clause)
{
  if (from != NULL)
    g_ptr_array_add (self->way, g_strdup (from));
  update_return (self);
  dip_reading_view_show_clause (self, clause);
}

static void
follow_link_cb (DipPaperText   *paper,
                const char     *clause,
                DipReadingView *self)
{
  follow (self, get_nth_id (self, dip_paper_text_get_at_cursor (self->paper)), clause);
}

/* To the clause that a doubt is about; back to where one read before. */
static void
follow_doubt_cb (DipReadingView *self,
                 const char     *clause)
{
  const char *from = get_current_id (self);

  /* Above the first clause stands the title. */
  if (from == NULL && self->shown->clauses->len > 0)
    from = get_nth_id (self, 0);
  follow (self, g_strcmp0 (from, clause) != 0 ? from : NULL, clause);
  gtk_widget_grab_focus (GTK_WIDGET (self->paper));
}

/* --- Variants -------------------- */

static void
show (DipReadingView *self,
      DipDocument    *shown)
{
  g_autoptr (GListStore) contents = dip_contents_item_list (shown);

  dip_paper_tables_set_clause (self->tables, NULL);
  g_set_object (&self->shown, shown);
  self->following = TRUE;
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (contents));
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->following = FALSE;
  dip_paper_text_set_document (self->paper, shown, shown != self->document);
  update_tables (self, 0);
  if (gtk_search_bar_get_search_mode (self->search_bar))
    search_changed_cb (self->search_entry, self);
}

/* (nullable): the one that is chosen, none for all of them. */
static const DipVariant *
get_variant (DipReadingView *self)
{
  guint selected = gtk_drop_down_get_selected (self->variants);

  return self->document != NULL && selected > 0 && selected <= self->document->variants->len
         ? g_ptr_array_index (self->document->variants, selected - 1) : NULL;
}

static void
show_variant (DipReadingView *self)
{
  const DipVariant *variant = get_variant (self);
  g_autoptr (DipDocument) view = variant != NULL ? dip_library_view_variant (self->document, variant->key, NULL)
                                                 : NULL;

  show (self, view != NULL ? view : self->document);
}

static gboolean
show_variant_cb (gpointer data)
{
  DipReadingView *self = data;
  g_autofree char *id = g_strdup (get_current_id (self));

  self->variant_id = 0;
  if (self->document == NULL)
    return G_SOURCE_REMOVE;

  show_variant (self);
  if (id != NULL)
    dip_reading_view_show_clause (self, id);

  return G_SOURCE_REMOVE;
}

/* The list of variants closes first: a text that changes below it would be
 * drawn without a size. */
static void
variant_cb (DipReadingView *self)
{
  if (!self->filling && self->variant_id == 0)
    self->variant_id = g_timeout_add (50, show_variant_cb, self);
}

/* In a narrow window the word before the choice gives way to it; its key stays. */
static void
update_variant_label (DipReadingView *self)
{
  gboolean any = self->document != NULL && self->document->variants->len > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->variant_label), any && !self->narrow);
  dip_menu_keys_set_mnemonic (GTK_WIDGET (self->variants),
                              any && self->narrow ? gtk_label_get_mnemonic_keyval (self->variant_label)
                                                  : GDK_KEY_VoidSymbol);
}

static void
fill_variants (DipReadingView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  /* Translators: choice of the variants of a service: all of them */
  gtk_string_list_append (names, _("All Variants"));
  for (guint i = 0; i < self->document->variants->len; i++)
    gtk_string_list_append (names, ((const DipVariant *) g_ptr_array_index (self->document->variants, i))->label);

  self->filling = TRUE;
  gtk_drop_down_set_model (self->variants, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->variants, 0);
  update_variant_label (self);
  gtk_widget_set_visible (GTK_WIDGET (self->variants), self->document->variants->len > 0);
  gtk_widget_set_visible (self->compare_variants, self->document->variants->len > 1);
  self->filling = FALSE;
}

static void
dip_reading_view_dispose (GObject *object)
{
  DipReadingView *self = DIP_READING_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_handle_id (&self->variant_id, g_source_remove);
  g_clear_handle_id (&self->halve_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->way, g_ptr_array_unref);

  G_OBJECT_CLASS (dip_reading_view_parent_class)->dispose (object);
}

static void
dip_reading_view_class_init (DipReadingViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DIP_TYPE_DOUBTS_BUTTON);
  g_type_ensure (DIP_TYPE_NARROW_BIN);
  g_type_ensure (DIP_TYPE_TAB_BIN);
  g_type_ensure (DIP_TYPE_PAPER_TABLES);
  g_type_ensure (DIP_TYPE_PAPER_TEXT);
  g_type_ensure (DIP_TYPE_PAGE_VIEW);

  object_class->dispose = dip_reading_view_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "readingview");
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dip-reading-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, bin);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, found);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, contents_scroller);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, contents_separator);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, contents);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, scroller);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, paper);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, variant_bar);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, variants);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, variant_label);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, compare_variants);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, doubts);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, sides);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, page);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, tables);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, return_revealer);
  gtk_widget_class_bind_template_child (widget_class, DipReadingView, return_label);
  gtk_widget_class_bind_template_callback (widget_class, filled_cb);
  gtk_widget_class_bind_template_callback (widget_class, follow_doubt_cb);
  gtk_widget_class_bind_template_callback (widget_class, follow_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_previous_cb);
}

static void
dip_reading_view_init (DipReadingView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->way = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  dip_spoken_name_drop_down (self->variants, _("Variant"));
  g_signal_connect_object (self->variants, "notify::selected", G_CALLBACK (variant_cb), self, G_CONNECT_SWAPPED);

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  gtk_list_view_set_factory (self->contents, factory);
  gtk_list_view_set_model (self->contents, GTK_SELECTION_MODEL (self->selection));

  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  g_signal_connect_object (self->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bin, "notify::narrow", G_CALLBACK (narrow_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
dip_reading_view_new (void)
{
  return g_object_new (DIP_TYPE_READING_VIEW, NULL);
}

/**
 * dip_reading_view_set_document:
 * @self: a view
 * @document: what to read
 *
 * Shows another document, from its beginning.
 */
void
dip_reading_view_set_document (DipReadingView *self,
                               DipDocument    *document)
{
  g_return_if_fail (DIP_IS_READING_VIEW (self));
  g_return_if_fail (DIP_IS_DOCUMENT (document));

  g_set_object (&self->document, document);
  g_ptr_array_set_size (self->way, 0);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  update_return (self);
  fill_variants (self);
  dip_doubts_button_set_document (self->doubts, document);
  gtk_widget_set_visible (self->variant_bar, document->variants->len > 0 || document->warnings->len > 0);
  show (self, document);
}

/* The whole paper, also where the view of a variant is shown. */
DipDocument *
dip_reading_view_get_document (DipReadingView *self)
{
  g_return_val_if_fail (DIP_IS_READING_VIEW (self), NULL);

  return self->document;
}

/* (nullable): the same, or the view of the variant that is read. */
DipDocument *
dip_reading_view_get_shown (DipReadingView *self)
{
  g_return_val_if_fail (DIP_IS_READING_VIEW (self), NULL);

  return self->shown;
}

/**
 * dip_reading_view_show_clause:
 * @self: a view
 * @id: id of a clause of its document
 *
 * Goes to a clause. One that is not there is no error: the paper stays where it is.
 */
void
dip_reading_view_show_clause (DipReadingView *self,
                              const char     *id)
{
  g_return_if_fail (DIP_IS_READING_VIEW (self));
  g_return_if_fail (id != NULL);

  for (guint i = 0; self->shown != NULL && i < self->shown->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (self->shown->clauses, i);

      if (g_strcmp0 (clause->id, id) == 0)
        {
          self->following = TRUE;
          gtk_single_selection_set_selected (self->selection, i);
          self->following = FALSE;
          dip_paper_text_scroll_to (self->paper, i);
          return;
        }
    }
}

/* FALSE where the paper explains nothing of what is seen. */
gboolean
dip_reading_view_explain (DipReadingView *self)
{
  g_return_val_if_fail (DIP_IS_READING_VIEW (self), FALSE);

  return dip_paper_text_explain (self->paper);
}

/* (nullable): the id of the clause that is being read. */
char *
dip_reading_view_dup_clause (DipReadingView *self)
{
  int index;

  g_return_val_if_fail (DIP_IS_READING_VIEW (self), NULL);

  index = self->shown != NULL ? dip_paper_text_get_visible (self->paper) : -1;

  return index >= 0 ? g_strdup (((DipClause *) g_ptr_array_index (self->shown->clauses, index))->id) : NULL;
}

/**
 * dip_reading_view_set_source:
 * @self: a view
 * @source: (nullable): the original of the document, a PDF; `NULL` to hide it
 *
 * Shows the page of the original beside or below the clause that is being read.
 */
void
dip_reading_view_set_source (DipReadingView *self,
                             GBytes         *source)
{
  g_return_if_fail (DIP_IS_READING_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->page), source != NULL);
  g_object_set (self->bin, "threshold", source != NULL ? WIDE_THRESHOLD : THRESHOLD, NULL);
  dip_page_view_set_source (self->page, source);
  if (source != NULL)
    {
      halve (self);
      scrolled_cb (self);
    }
}

/**
 * dip_reading_view_set_narrow:
 * @self: a view
 * @narrow: whether text and original have no room beside each other
 *
 * Shows the original below the text, or beside it, and says less above.
 */
void
dip_reading_view_set_narrow (DipReadingView *self,
                             gboolean        narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (DIP_IS_READING_VIEW (self));

  dip_doubts_button_set_short (self->doubts, narrow);
  self->narrow = narrow;
  update_variant_label (self);
  if (gtk_orientable_get_orientation (GTK_ORIENTABLE (self->sides)) == orientation)
    return;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides), orientation);
  if (gtk_widget_get_visible (GTK_WIDGET (self->page)))
    halve (self);
}

/* Puts the caret into the text. */
void
dip_reading_view_focus (DipReadingView *self)
{
  g_return_if_fail (DIP_IS_READING_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->paper));
}

/**
 * dip_reading_view_return:
 * @self: a view
 *
 * Goes back to the clause from which a cross-reference was followed.
 *
 * Returns: `FALSE` if none was
 */
gboolean
dip_reading_view_return (DipReadingView *self)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (DIP_IS_READING_VIEW (self), FALSE);

  if (self->way->len == 0)
    return FALSE;

  id = g_ptr_array_steal_index (self->way, self->way->len - 1);
  update_return (self);
  dip_reading_view_show_clause (self, id);

  return TRUE;
}

/* Opens the search and puts the caret there. */
void
dip_reading_view_search (DipReadingView *self)
{
  g_return_if_fail (DIP_IS_READING_VIEW (self));

  dip_search_bar_open (self->search_bar, GTK_WIDGET (self->search_entry));
}

/**
 * dip_reading_view_find:
 * @self: a view
 * @text: what to look for
 *
 * Marks a text wherever it stands; the one after the clause that is shown is
 * the first to go to.
 */
void
dip_reading_view_find (DipReadingView *self,
                       const char     *text)
{
  g_return_if_fail (DIP_IS_READING_VIEW (self));
  g_return_if_fail (text != NULL);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}

/**
 * dip_reading_view_dup_state:
 * @self: a view with a document
 *
 * Says which variant is read and what is looked for, for dip_reading_view_set_state().
 *
 * Returns: (transfer full): key of the variant, TAB, the text
 */
char *
dip_reading_view_dup_state (DipReadingView *self)
{
  const DipVariant *variant;

  g_return_val_if_fail (DIP_IS_READING_VIEW (self), NULL);

  variant = get_variant (self);

  return g_strdup_printf ("%s\t%s", variant != NULL ? variant->key : "",
                          gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

/**
 * dip_reading_view_set_state:
 * @self: a view with a document that has just been set
 * @state: what dip_reading_view_dup_state() said, also damaged
 *
 * Shows the same variant, and marks what was looked for.
 */
void
dip_reading_view_set_state (DipReadingView *self,
                            const char     *state)
{
  g_auto (GStrv) fields = NULL;

  g_return_if_fail (DIP_IS_READING_VIEW (self));
  g_return_if_fail (self->document != NULL);

  fields = g_strsplit (state, "\t", 2);
  for (guint i = 0; fields[0] != NULL && i < self->document->variants->len; i++)
    {
      if (!g_str_equal (((DipVariant *) g_ptr_array_index (self->document->variants, i))->key, fields[0]))
        continue;

      self->filling = TRUE;
      gtk_drop_down_set_selected (self->variants, i + 1);
      self->filling = FALSE;
      show_variant (self);
      break;
    }

  if (fields[0] != NULL && fields[1] != NULL && *fields[1] != '\0')
    dip_reading_view_find (self, fields[1]);
}

/* Goes to the next (1) or previous (-1) place where the searched word stands. */
void
dip_reading_view_find_next (DipReadingView *self,
                            int             direction)
{
  g_return_if_fail (DIP_IS_READING_VIEW (self));

  if (!gtk_search_bar_get_search_mode (self->search_bar))
    {
      dip_reading_view_search (self);
      return;
    }

  show_found (self, dip_paper_text_move_found (self->paper, direction));
}

/* Closes the search; FALSE if it was closed. */
gboolean
dip_reading_view_escape (DipReadingView *self)
{
  g_return_val_if_fail (DIP_IS_READING_VIEW (self), FALSE);

  if (!gtk_search_bar_get_search_mode (self->search_bar))
    return FALSE;

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);

  return TRUE;
}

/**
 * dip_reading_view_dup_citation:
 * @self: a view
 *
 * Quotes the selection, or names the clause that is being read, as one cites
 * it: “text” — Kumo Drive 1.2, 26. Backup.
 *
 * Returns: (transfer full) (nullable): the citation, `NULL` without a document
 */
char *
dip_reading_view_dup_citation (DipReadingView *self)
{
  GtkTextBuffer *buffer;
  g_autofree char *edition = NULL;
  g_autofree char *clause = NULL;
  g_autofree char *source = NULL;
  g_autofree char *quote = NULL;
  int index;

  g_return_val_if_fail (DIP_IS_READING_VIEW (self), NULL);

  if (self->document == NULL)
    return NULL;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->paper));
  index = gtk_text_buffer_get_has_selection (buffer) ? dip_paper_text_get_at_cursor (self->paper)
                                                     : dip_paper_text_get_visible (self->paper);
  edition = dip_words_dup_edition (self->document->edition);
  if (index >= 0)
    clause = dip_clause_dup_label (g_ptr_array_index (self->shown->clauses, index));
  source = clause != NULL ? g_strdup_printf ("— %s, %s", edition, clause) : g_strdup_printf ("— %s", edition);

  quote = dip_paper_text_dup_selection (self->paper);
  if (quote != NULL)
    return g_strdup_printf ("%s\n%s", g_strstrip (quote), source);

  return g_steal_pointer (&source);
}
