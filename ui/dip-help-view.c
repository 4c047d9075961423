/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-help-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dip-help-book.h"
#include "dip-label-menu.h"
#include "dip-line-ends.h"

#define PICTURE_PATH RESOURCE_PATH "/help/pictures"

/* A line of help has room for some 75 letters, more is tiring. */
#define MAX_WIDTH 680

/**
 * DipHelpView:
 *
 * A page of the help: a column of labels, tables and pictures. A picture that
 * the program does not have is left out, so that the pages need none.
 *
 * Signals: `link` with the target of a link that was followed.
 */
struct _DipHelpView
{
  GtkWidget  parent_instance;

  GtkWidget *clamp;
  GtkWidget *box;
  char      *language;  /* (nullable): of the page, "ja" */
};

enum {
  LINK,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipHelpView, dip_help_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static gboolean
activate_link_cb (GtkLabel    *label,
                  const char  *uri,
                  DipHelpView *self)
{
  g_signal_emit (self, signals[LINK], 0, uri);

  return GDK_EVENT_STOP;
}

/* The shapes of Chinese characters go by the language, see set_marks(). */
static void
set_marks (DipHelpView *self,
           GtkLabel    *label,
           GArray      *ranges)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (self->language != NULL)
    pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string (self->language)));

  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      const DipHelpRange *range = &g_array_index (ranges, DipHelpRange, i);
      /* A yellow that both black and white letters can be read on. */
      PangoAttribute *marks[] = {
        pango_attr_background_new (0xc8c8, 0x8888, 0),
        pango_attr_background_alpha_new (0x5555),
        pango_attr_weight_new (PANGO_WEIGHT_BOLD),
      };

      for (guint j = 0; j < G_N_ELEMENTS (marks); j++)
        {
          marks[j]->start_index = range->start;
          marks[j]->end_index = range->end;
          pango_attr_list_insert (attributes, marks[j]);
        }
    }

  gtk_label_set_attributes (label, attributes);
}

static GtkWidget *
label_new (DipHelpView *self,
           const char  *markup)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", markup,
                                   "use-markup", TRUE,
                                   "xalign", 0.0f,
                                   "yalign", 0.0f,
                                   "hexpand", TRUE,
                                   NULL);

  dip_line_ends_wrap (GTK_LABEL (label));
  set_marks (self, GTK_LABEL (label), NULL);
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), self);

  return label;
}

static GtkWidget *
heading_new (DipHelpView *self,
             const char  *markup,
             guint        level)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "label", markup,
                                   "use-markup", TRUE,
                                   "xalign", 0.0f,
                                   NULL);
  g_autofree char *style = g_strdup_printf ("heading-%u", level);

  dip_line_ends_wrap (GTK_LABEL (label));
  gtk_widget_add_css_class (label, style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label),
                                  GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) level,
                                  -1);
  set_marks (self, GTK_LABEL (label), NULL);

  return label;
}

static GtkWidget *
item_new (DipHelpView        *self,
          const DipHelpBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *marker = gtk_label_new (block->marker);

  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (marker), 1.0f);
  gtk_label_set_width_chars (GTK_LABEL (marker), 2);
  gtk_widget_add_css_class (marker, "marker");
  gtk_widget_set_margin_start (box, (int) (block->level - 1) * 24);
  gtk_box_append (GTK_BOX (box), marker);
  gtk_box_append (GTK_BOX (box), label_new (self, block->markup));

  return box;
}

/* What is typed: it can be selected and copied, and it is never broken where
 * the person who copies it would not see it. */
static GtkWidget *
code_new (const DipHelpBlock *block)
{
  GtkWidget *label = gtk_label_new (block->text);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  dip_label_menu_add (GTK_LABEL (label), NULL);
  gtk_widget_add_css_class (label, "monospace");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  gtk_widget_add_css_class (scroller, "code");

  return scroller;
}

static GtkWidget *
table_new (DipHelpView        *self,
           const DipHelpBlock *block)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_add_css_class (grid, "table");
  for (guint row = 0; block->rows != NULL && row < block->rows->len; row++)
    {
      GPtrArray *cells = g_ptr_array_index (block->rows, row);

      for (guint column = 0; column < cells->len; column++)
        {
          GtkWidget *label = label_new (self, g_ptr_array_index (cells, column));

          /* The last column explains the others and gets what is left. */
          gtk_widget_set_hexpand (label, column + 1 == cells->len);
          gtk_label_set_width_chars (GTK_LABEL (label), column + 1 == cells->len ? 12 : 7);
          gtk_label_set_max_width_chars (GTK_LABEL (label), column + 1 == cells->len ? 48 : 22);
          gtk_widget_add_css_class (label, "cell");
          if (row == 0)
            gtk_widget_add_css_class (label, "head");
          gtk_grid_attach (GTK_GRID (grid), label, (int) column, (int) row, 1, 1);
        }
    }

  return grid;
}

/* The picture of this language and these colours, or the one for all; NULL if
 * there is none. */
static char *
find_picture (DipHelpView *self,
              const char  *name)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const char *language = self->language != NULL ? self->language : "en";
  char *paths[] = {
    dark ? g_strdup_printf (PICTURE_PATH "/%s-%s-dark.png", name, language) : NULL,
    g_strdup_printf (PICTURE_PATH "/%s-%s.png", name, language),
    dark ? g_strdup_printf (PICTURE_PATH "/%s-dark.png", name) : NULL,
    g_strdup_printf (PICTURE_PATH "/%s.png", name),
  };
  char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if (found == NULL && paths[i] != NULL &&
          g_resources_get_info (paths[i], G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
        found = g_steal_pointer (&paths[i]);
      g_free (paths[i]);
    }

  return found;
}

static GtkWidget *
picture_new (DipHelpView        *self,
             const DipHelpBlock *block)
{
  g_autofree char *path = find_picture (self, block->target);
  g_autoptr (GdkTexture) texture = NULL;
  GtkWidget *picture;

  if (path == NULL)
    return NULL;

  texture = gdk_texture_new_from_resource (path);
  picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), block->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, block->text,
                                  -1);
  gtk_widget_add_css_class (picture, "picture");

  return picture;
}

static GtkWidget *
block_new (DipHelpView        *self,
           const DipHelpBlock *block)
{
  GtkWidget *label;

  switch (block->kind)
    {
    case DIP_HELP_HEADING:
      return heading_new (self, block->markup, block->level);
    case DIP_HELP_ITEM:
      return item_new (self, block);
    case DIP_HELP_NOTE:
      label = label_new (self, block->markup);
      gtk_widget_add_css_class (label, "note");
      return label;
    case DIP_HELP_CODE:
      return code_new (block);
    case DIP_HELP_TABLE:
      return table_new (self, block);
    case DIP_HELP_PICTURE:
      return picture_new (self, block);
    case DIP_HELP_PARAGRAPH:
    default:
      return label_new (self, block->markup);
    }
}

static void
dip_help_view_dispose (GObject *object)
{
  DipHelpView *self = DIP_HELP_VIEW (object);

  g_clear_pointer (&self->clamp, gtk_widget_unparent);
  g_clear_pointer (&self->language, g_free);

  G_OBJECT_CLASS (dip_help_view_parent_class)->dispose (object);
}

static void
dip_help_view_class_init (DipHelpViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dip_help_view_dispose;

  signals[LINK] = g_signal_new ("link",
                                G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL,
                                G_TYPE_NONE,
                                1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "helpview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dip_help_view_init (DipHelpView *self)
{
  self->clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), MAX_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->clamp), MAX_WIDTH);
  gtk_widget_set_parent (self->clamp, GTK_WIDGET (self));

  /* The keys that scroll need something that can have the focus. */
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * dip_help_view_set_page:
 * @self: a view
 * @page: the page to draw
 * @language: (nullable): the language that it is written in, "ja"
 *
 * Shows a page.
 */
void
dip_help_view_set_page (DipHelpView       *self,
                        const DipHelpPage *page,
                        const char        *language)
{
  g_autofree char *title = NULL;

  g_return_if_fail (DIP_IS_HELP_VIEW (self));
  g_return_if_fail (page != NULL);

  g_free (self->language);
  self->language = g_strdup (language);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "document-text");
  title = g_markup_escape_text (page->title, -1);
  gtk_box_append (GTK_BOX (self->box), heading_new (self, title, 1));
  for (guint i = 0; i < page->blocks->len; i++)
    {
      GtkWidget *widget = block_new (self, g_ptr_array_index (page->blocks, i));

      if (widget != NULL)
        gtk_box_append (GTK_BOX (self->box), widget);
    }

  adw_clamp_set_child (ADW_CLAMP (self->clamp), self->box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, page->title,
                                  -1);
}

static GtkWidget *
mark_below (DipHelpView *self,
            GtkWidget   *widget,
            const char  *query)
{
  GtkWidget *first = NULL;

  if (GTK_IS_LABEL (widget))
    {
      g_autoptr (GArray) ranges = dip_help_find_words (gtk_label_get_text (GTK_LABEL (widget)), query);

      set_marks (self, GTK_LABEL (widget), ranges);

      return ranges->len > 0 ? widget : NULL;
    }

  /* As deep as the widgets of a table within a page. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = mark_below (self, child, query);

      if (first == NULL)
        first = found;
    }

  return first;
}

/**
 * dip_help_view_mark:
 * @self: a view
 * @query: words with spaces between them, or an empty string
 *
 * Marks all places of words that were searched.
 *
 * Returns: (transfer none) (nullable): what the first place is in
 */
GtkWidget *
dip_help_view_mark (DipHelpView *self,
                    const char  *query)
{
  g_return_val_if_fail (DIP_IS_HELP_VIEW (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return self->box != NULL ? mark_below (self, self->box, query) : NULL;
}
