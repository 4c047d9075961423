/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-matrix-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "dip-choice-list.h"
#include "dip-edition-chooser.h"
#include "dip-letters.h"
#include "dip-matrix-cell.h"
#include "dip-matrix-filter.h"
#include "dip-matrix-grid.h"
#include "dip-matrix-table.h"
#include "dip-narrow-bin.h"
#include "dip-spoken.h"
#include "dip-tooltip.h"
#include "dip-words.h"
#include "dip-wrap-layout.h"

/* More columns than this nobody compares; the first editions of a large library are taken. */
#define MAX_COLUMNS 60

/* Entries of the choice of stances: one that all have, one for silence, and the stances. */
enum {
  SHOW_ALL,
  SHOW_DIFFERENT,
  SHOW_SILENT,
  SHOW_FIRST_STANCE,
};

static const DipStance shown_stances[] = {
  DIP_STANCE_PROVIDED, DIP_STANCE_PARTIAL, DIP_STANCE_SHARED, DIP_STANCE_CUSTOMER, DIP_STANCE_NOT_PROVIDED,
  DIP_STANCE_INFORMATIONAL,
};

/**
 * DipMatrixView:
 *
 * The matrix with what chooses its framework, its rows and its columns. A cell
 * opens its clauses, and from there the paper.
 *
 * [signal@MatrixView::wanted] asks for a matrix of other editions or another
 * framework; [signal@MatrixView::read] for a paper.
 */
struct _DipMatrixView
{
  GtkWidget          parent_instance;

  GtkWidget         *box;
  GtkDropDown       *frameworks;
  GtkDropDown       *themes;
  GtkDropDown       *stances;
  GtkSearchEntry    *search;
  GtkMenuButton     *columns_button;
  DipEditionChooser *chooser;
  GtkStack          *stack;
  DipMatrixGrid     *grid;
  GtkPopover        *popover;

  DipMatrix         *matrix;       /* (nullable) */
  DipMatrixFilter   *filter;       /* (nullable): as long as there is a matrix */
  GPtrArray         *theme_names;  /* (element-type utf8): of the matrix, English, in order */
  GArray            *order;        /* (element-type guint): columns as the user put them */
  gboolean           filling;      /* the program sets the choices, not the user */
  gint64             read_edition; /* what is to be read next */
  char              *read_clause;
  guint              read_id;
};

enum {
  WANTED,
  READ,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipMatrixView, dip_matrix_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static const struct
{
  const char *id;
  const char *name;
} frameworks[] = {
  { "iso27017-2015", "ISO/IEC 27017:2015" },
  { "iso27002-2022", "ISO/IEC 27002:2022" },
  { "iso27002-2013", "ISO/IEC 27002:2013" },
  { "meti-2013", N_("METI guideline 2013") },
};

static const char *
local_theme (const DipMatrixRow *row)
{
  const char *language = pango_language_to_string (gtk_get_default_language ());

  return row->theme_ja != NULL && g_str_has_prefix (language, "ja") ? row->theme_ja : row->theme;
}

/* --- Filters -------------------- */

static gboolean
has_stance (const DipMatrixView *self,
            const DipMatrixRow  *row,
            guint                wanted)
{
  gboolean silent = FALSE;
  gboolean different = FALSE;
  const DipMatrixCell *first = NULL;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const DipMatrixCell *cell = g_ptr_array_index (row->cells, i);

      silent = silent || cell == NULL;
      if (cell == NULL)
        continue;
      different = different || (first != NULL && cell->stance != first->stance);
      first = cell;
      if (wanted >= SHOW_FIRST_STANCE && cell->stance == shown_stances[wanted - SHOW_FIRST_STANCE])
        return TRUE;
    }

  switch (wanted)
    {
    case SHOW_ALL:
      return TRUE;
    case SHOW_DIFFERENT:
      return different || (silent && first != NULL);
    case SHOW_SILENT:
      return silent;
    default:
      return FALSE;
    }
}

/* (element-type guint): the rows that the choices leave. */
static GArray *
get_visible_rows (DipMatrixView *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  guint theme = gtk_drop_down_get_selected (self->themes);
  guint stance = gtk_drop_down_get_selected (self->stances);

  for (guint i = 0; i < self->matrix->rows->len; i++)
    {
      const DipMatrixRow *row = g_ptr_array_index (self->matrix->rows, i);

      if ((theme == 0 || theme == GTK_INVALID_LIST_POSITION ||
           g_strcmp0 (row->theme, g_ptr_array_index (self->theme_names, theme - 1)) == 0) &&
          has_stance (self, row, stance) && dip_matrix_filter_has (self->filter, row))
        g_array_append_val (rows, i);
    }

  return rows;
}

static void
update (DipMatrixView *self)
{
  g_autoptr (GArray) rows = NULL;

  if (self->matrix == NULL || self->filling)
    return;

  dip_matrix_grid_set_filter (self->grid, NULL);
  g_clear_pointer (&self->filter, dip_matrix_filter_free);
  self->filter = dip_matrix_filter_new (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  dip_matrix_grid_set_filter (self->grid, self->filter);

  rows = get_visible_rows (self);
  dip_matrix_grid_set_matrix (self->grid, self->matrix, rows, self->order);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "grid" : "empty");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.keep-place", NULL);
}

/* Where the filter leaves no row, it has the focus. */
static gboolean
dip_matrix_view_grab_focus (GtkWidget *widget)
{
  DipMatrixView *self = DIP_MATRIX_VIEW (widget);
  gboolean empty = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0;

  return gtk_widget_grab_focus (empty ? GTK_WIDGET (self->search) : GTK_WIDGET (self->grid));
}

/* What is typed in the grid goes on in the filter. */
static void
typed_cb (DipMatrixGrid *grid,
          const char    *text,
          DipMatrixView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

/* The first row that the words name by its number or its title; else one in which a paper says them. */
static void
go_to_named (DipMatrixView *self)
{
  g_autoptr (GArray) rows = get_visible_rows (self);
  guint column, row;
  GdkRectangle area;

  if (dip_matrix_filter_is_empty (self->filter) || !dip_matrix_grid_get_cursor (self->grid, &row, &column, &area))
    return;

  for (guint i = 0; i < rows->len; i++)
    if (dip_matrix_filter_names (self->filter, g_ptr_array_index (self->matrix->rows, g_array_index (rows, guint, i))))
      {
        dip_matrix_grid_set_cursor (self->grid, g_array_index (rows, guint, i), column);
        return;
      }
  dip_matrix_grid_set_cursor (self->grid, g_array_index (rows, guint, 0), column);
}

static void
search_changed_cb (DipMatrixView *self)
{
  update (self);
  /* Not where the program writes what the filter was when it ended. */
  if (self->matrix != NULL &&
      (gtk_widget_get_state_flags (GTK_WIDGET (self->search)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    go_to_named (self);
}

static void
activate_search_cb (DipMatrixView *self)
{
  /* The entry tells later that it has changed. */
  search_changed_cb (self);
  dip_matrix_view_grab_focus (GTK_WIDGET (self));
}

static void
fill_themes (DipMatrixView *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->theme_names, 0);
  /* Translators: choice of the chapters of a framework */
  gtk_string_list_append (list, _("All Themes"));
  for (guint i = 0; i < self->matrix->rows->len; i++)
    {
      const DipMatrixRow *row = g_ptr_array_index (self->matrix->rows, i);

      if (row->theme == NULL || *row->theme == '\0' ||
          g_ptr_array_find_with_equal_func (self->theme_names, row->theme, g_str_equal, NULL))
        continue;
      g_ptr_array_add (self->theme_names, g_strdup (row->theme));
      gtk_string_list_append (list, local_theme (row));
    }

  gtk_drop_down_set_model (self->themes, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->themes, 0);
}

/* --- Columns -------------------- */

static void
ask (DipMatrixView *self)
{
  g_autoptr (GArray) ids = dip_edition_chooser_list_chosen (self->chooser, MAX_COLUMNS);
  guint framework = gtk_drop_down_get_selected (self->frameworks);

  if (ids->len > 0 && framework < G_N_ELEMENTS (frameworks))
    g_signal_emit (self, signals[WANTED], 0, ids, frameworks[framework].id);
}

static void
choice_cb (DipMatrixView *self)
{
  if (!self->filling && self->matrix != NULL)
    ask (self);
}

/* Ticks the columns that there are. */
static void
fill_columns (DipMatrixView *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->matrix->documents->len; i++)
    {
      const DipDocument *document = g_ptr_array_index (self->matrix->documents, i);

      g_array_append_val (ids, document->edition->id);
    }

  dip_edition_chooser_set_chosen (self->chooser, ids);
}

static void
move_column_cb (DipMatrixGrid *grid,
                guint          from,
                guint          to,
                DipMatrixView *self)
{
  guint column;

  if (from >= self->order->len || to >= self->order->len)
    return;

  column = g_array_index (self->order, guint, from);
  g_array_remove_index (self->order, from);
  g_array_insert_val (self->order, to, column);
  update (self);
}

/* --- A cell -------------------- */

/* Not while the button that was pressed is at work: it goes with its window. */
static gboolean
read_in_idle_cb (gpointer data)
{
  DipMatrixView *self = data;
  g_autofree char *clause = g_steal_pointer (&self->read_clause);

  self->read_id = 0;
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[READ], 0, self->read_edition, clause);

  return G_SOURCE_REMOVE;
}

static void
read_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  DipMatrixView *self = DIP_MATRIX_VIEW (widget);

  g_clear_pointer (&self->read_clause, g_free);
  g_variant_get (parameter, "(xs)", &self->read_edition, &self->read_clause);
  if (self->read_id == 0)
    self->read_id = g_idle_add (read_in_idle_cb, self);
}

static void
activate_cell_cb (DipMatrixGrid *grid,
                  DipMatrixView *self)
{
  GtkWidget *content;
  GdkRectangle area;
  guint row, column;
  double x, y;

  if (!dip_matrix_grid_get_cursor (self->grid, &row, &column, &area))
    return;

  content = dip_matrix_cell_new (self->matrix, row, column);
  dip_letters_fit_popover (content, GTK_WIDGET (self));
  gtk_popover_set_child (self->popover, content);

  /* Where a part of the cell is covered the window points at what is seen. */
  area.x = CLAMP (area.x, 0, MAX (gtk_widget_get_width (GTK_WIDGET (grid)) - 1, 0));
  area.width = CLAMP (area.width, 1, MAX (gtk_widget_get_width (GTK_WIDGET (grid)) - area.x, 1));
  area.height = CLAMP (area.height, 1, MAX (gtk_widget_get_height (GTK_WIDGET (grid)) - area.y, 1));
  if (gtk_widget_translate_coordinates (GTK_WIDGET (grid), GTK_WIDGET (self), area.x, area.y, &x, &y))
    {
      area.x = (int) x;
      area.y = (int) y;
    }
  gtk_popover_set_pointing_to (self->popover, &area);
  gtk_popover_popup (self->popover);
}

/* --- Out of the program -------------------- */

/* What is seen, with tabs: a spreadsheet takes it from the clipboard as a table. */
static void
copy_cb (GtkButton     *button,
         DipMatrixView *self)
{
  g_autoptr (GArray) rows = NULL;
  g_autofree char *table = NULL;

  if (self->matrix == NULL)
    return;

  rows = get_visible_rows (self);
  table = dip_matrix_table_dup (self->matrix, rows, self->order, dip_matrix_grid_row_title, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), table);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", _("The table is in the clipboard"));
}

/* --- The widget -------------------- */

/* The default one takes a view that grabs the focus for one that wants it for itself. */
static gboolean
dip_matrix_view_focus (GtkWidget        *widget,
                       GtkDirectionType  direction)
{
  return gtk_widget_child_focus (DIP_MATRIX_VIEW (widget)->box, direction);
}

static void
dip_matrix_view_dispose (GObject *object)
{
  DipMatrixView *self = DIP_MATRIX_VIEW (object);

  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_pointer (&self->read_clause, g_free);
  if (self->grid != NULL)
    dip_matrix_grid_set_matrix (self->grid, NULL, NULL, NULL);
  g_clear_pointer (&self->filter, dip_matrix_filter_free);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  self->grid = NULL;
  g_clear_pointer (&self->matrix, dip_matrix_free);
  g_clear_pointer (&self->theme_names, g_ptr_array_unref);
  g_clear_pointer (&self->order, g_array_unref);

  G_OBJECT_CLASS (dip_matrix_view_parent_class)->dispose (object);
}

static void
dip_matrix_view_class_init (DipMatrixViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dip_matrix_view_dispose;
  widget_class->focus = dip_matrix_view_focus;
  widget_class->grab_focus = dip_matrix_view_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "matrixview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "matrix.read", "(xs)", read_cb);

  /**
   * DipMatrixView::wanted:
   * @self: a view
   * @editions: (type GArray) (element-type gint64): ids of the editions
   * @framework: id of the framework
   *
   * The user wants other columns or another framework.
   */
  signals[WANTED] = g_signal_new ("wanted", DIP_TYPE_MATRIX_VIEW, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_STRING);

  /**
   * DipMatrixView::read:
   * @self: a view
   * @edition: id of an edition
   * @clause: id of the clause in it
   *
   * The user wants to read a clause where it stands.
   */
  signals[READ] = g_signal_new ("read", DIP_TYPE_MATRIX_VIEW, G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

/* The filter stands below the choices where it has no room beside them. */
static void
narrow_cb (DipNarrowBin *bin,
           GParamSpec   *pspec,
           GtkWidget    *bar)
{
  gboolean narrow = dip_narrow_bin_get_narrow (bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (bar), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  dip_wrap_box_set_one_line (gtk_widget_get_first_child (bar), !narrow);
}

static GtkDropDown *
add_choice (GtkWidget  *choices,
            GListModel *model,
            const char *label)
{
  GtkWidget *drop_down = gtk_drop_down_new (model, NULL);

  dip_tooltip_set (drop_down, label);
  dip_spoken_name_drop_down (GTK_DROP_DOWN (drop_down), label);
  dip_wrap_box_append (choices, drop_down);

  return GTK_DROP_DOWN (drop_down);
}

static GListModel *
make_framework_list (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (frameworks); i++)
    gtk_string_list_append (list, _(frameworks[i].name));

  return G_LIST_MODEL (list);
}

static GListModel *
make_stance_list (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  /* Translators: choice of rows of the matrix */
  gtk_string_list_append (list, _("All Controls"));
  /* Translators: rows of the matrix in which papers do not say the same */
  gtk_string_list_append (list, _("Papers Differ"));
  /* Translators: rows of the matrix in which a paper has no clause */
  gtk_string_list_append (list, _("One Says Nothing"));
  for (guint i = 0; i < G_N_ELEMENTS (shown_stances); i++)
    gtk_string_list_append (list, dip_words_get_stance (shown_stances[i]));

  return G_LIST_MODEL (list);
}

static void
dip_matrix_view_init (DipMatrixView *self)
{
  GtkWidget *bin = dip_narrow_bin_new (0);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *choices = dip_wrap_box_new (6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = adw_status_page_new ();
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  GtkWidget *save = gtk_button_new_from_icon_name ("document-save-symbolic");

  self->theme_names = g_ptr_array_new_with_free_func (g_free);
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (bar, "filter-bar");

  self->frameworks = add_choice (choices, make_framework_list (), _("Framework"));
  self->themes = add_choice (choices, NULL, _("Theme"));
  dip_choice_list_wrap (self->themes);
  self->stances = add_choice (choices, make_stance_list (), _("Controls to show"));

  self->columns_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->columns_button, _("Papers"));
  dip_tooltip_set (GTK_WIDGET (self->columns_button), _("Choose the papers to compare"));
  self->chooser = DIP_EDITION_CHOOSER (dip_edition_chooser_new ());
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->columns_button, GTK_WIDGET (self->chooser));
  dip_wrap_box_append (choices, GTK_WIDGET (self->columns_button));
  dip_wrap_box_set_one_line (choices, TRUE);
  gtk_box_append (GTK_BOX (bar), choices);

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Filter controls"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Filter controls and excerpts"), -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->search), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 8);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->search));

  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_add_css_class (save, "flat");
  dip_tooltip_set (copy, _("Copy as a table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy as a table"), -1);
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), self, 0);
  gtk_box_append (GTK_BOX (line), copy);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "win.save-table");
  dip_tooltip_set (save, _("Save as a Table (Ctrl+S)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (save), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Save as a table"), -1);
  gtk_box_append (GTK_BOX (line), save);
  gtk_box_append (GTK_BOX (bar), line);

  dip_narrow_bin_set_child (DIP_NARROW_BIN (bin), bar);
  g_signal_connect_object (bin, "notify::narrow", G_CALLBACK (narrow_cb), bar, 0);
  gtk_box_append (GTK_BOX (self->box), bin);
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));

  self->grid = DIP_MATRIX_GRID (dip_matrix_grid_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (scroller, "wide");
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("No Such Control"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("Choose another theme, or clear the filter."));

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, scroller, "grid");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));

  self->popover = GTK_POPOVER (gtk_popover_new ());
  /* Not of the grid: its tooltips would be asked for above the window of a cell,
   * and shown when that is gone. */
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));

  g_signal_connect_object (self->frameworks, "notify::selected", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->themes, "notify::selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stances, "notify::selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (activate_search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (dip_matrix_view_escape), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "activate-cell", G_CALLBACK (activate_cell_cb), self, 0);
  g_signal_connect_object (self->grid, "typed", G_CALLBACK (typed_cb), self, 0);
  g_signal_connect_object (self->grid, "move-column", G_CALLBACK (move_column_cb), self, 0);
}

void
dip_matrix_view_set_editions (DipMatrixView *self,
                              GListModel    *editions)
{
  g_return_if_fail (DIP_IS_MATRIX_VIEW (self));

  dip_edition_chooser_set_editions (self->chooser, editions);
}

void
dip_matrix_view_set_matrix (DipMatrixView *self,
                            DipMatrix     *matrix)
{
  g_return_if_fail (DIP_IS_MATRIX_VIEW (self));
  g_return_if_fail (matrix != NULL);

  self->filling = TRUE;
  dip_matrix_grid_set_matrix (self->grid, NULL, NULL, NULL);
  g_clear_pointer (&self->filter, dip_matrix_filter_free);
  g_clear_pointer (&self->matrix, dip_matrix_free);
  self->matrix = matrix;

  g_array_set_size (self->order, 0);
  for (guint i = 0; i < matrix->documents->len; i++)
    g_array_append_val (self->order, i);

  for (guint i = 0; i < G_N_ELEMENTS (frameworks); i++)
    if (g_strcmp0 (frameworks[i].id, matrix->framework) == 0)
      gtk_drop_down_set_selected (self->frameworks, i);
  fill_themes (self);
  fill_columns (self);
  self->filling = FALSE;

  update (self);
}

const DipMatrix *
dip_matrix_view_get_matrix (DipMatrixView *self)
{
  g_return_val_if_fail (DIP_IS_MATRIX_VIEW (self), NULL);

  return self->matrix;
}

void
dip_matrix_view_search (DipMatrixView *self)
{
  g_return_if_fail (DIP_IS_MATRIX_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * dip_matrix_view_escape:
 * @self: a view
 *
 * Takes back what was typed. All rows are there again, and the one that was found is the
 * current one still.
 */
void
dip_matrix_view_escape (DipMatrixView *self)
{
  guint row, column;
  GdkRectangle area;

  g_return_if_fail (DIP_IS_MATRIX_VIEW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  update (self);
  if (self->matrix != NULL && dip_matrix_grid_get_cursor (self->grid, &row, &column, &area))
    dip_matrix_grid_set_cursor (self->grid, row, column);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * dip_matrix_view_dup_choice:
 * @self: a view
 *
 * Says what has been chosen, so that it can be asked for again.
 *
 * Returns: (transfer full) (nullable): framework and row ids of the editions,
 *   from left to right, with blanks between; `NULL` if there is no matrix
 */
char *
dip_matrix_view_dup_choice (DipMatrixView *self)
{
  GString *choice;

  g_return_val_if_fail (DIP_IS_MATRIX_VIEW (self), NULL);

  if (self->matrix == NULL)
    return NULL;

  choice = g_string_new (self->matrix->framework);
  for (guint i = 0; i < self->order->len; i++)
    {
      const DipDocument *document = g_ptr_array_index (self->matrix->documents, g_array_index (self->order, guint, i));

      g_string_append_printf (choice, " %" G_GINT64_FORMAT, document->edition->id);
    }

  return g_string_free (choice, FALSE);
}

/**
 * dip_matrix_choice_parse:
 * @choice: (nullable): what dip_matrix_view_dup_choice() said
 * @framework: (out) (nullable): place for the id of the framework
 *
 * Reads a choice again, also one that has been damaged.
 *
 * Returns: (transfer full) (element-type gint64): row ids of the editions
 */
GArray *
dip_matrix_choice_parse (const char  *choice,
                         char       **framework)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv) words = g_strsplit (choice != NULL ? choice : "", " ", MAX_COLUMNS + 1);

  *framework = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (frameworks) && words[0] != NULL; i++)
    if (g_str_equal (words[0], frameworks[i].id))
      *framework = g_strdup (words[0]);
  for (guint i = 1; *framework != NULL && words[i] != NULL; i++)
    {
      gint64 id = g_ascii_strtoll (words[i], NULL, 10);

      if (id > 0)
        g_array_append_val (ids, id);
    }

  return ids;
}

/* Fields of a state, with TAB between them. */
enum {
  STATE_CONTROL,
  STATE_EDITION,
  STATE_STANCE,
  STATE_THEME,
  STATE_FILTER,
  N_STATE,
};

/**
 * dip_matrix_view_dup_state:
 * @self: a view
 *
 * Says which cell is chosen and which rows are shown, for dip_matrix_view_set_state().
 *
 * Returns: (transfer full): the words
 */
char *
dip_matrix_view_dup_state (DipMatrixView *self)
{
  guint theme;
  guint row, column;
  GdkRectangle area;
  gboolean chosen;
  const DipDocument *document;

  g_return_val_if_fail (DIP_IS_MATRIX_VIEW (self), NULL);

  theme = gtk_drop_down_get_selected (self->themes);
  chosen = dip_matrix_grid_get_cursor (self->grid, &row, &column, &area);
  document = chosen ? g_ptr_array_index (self->matrix->documents, column) : NULL;

  return g_strdup_printf ("%s\t%" G_GINT64_FORMAT "\t%u\t%s\t%s",
                          chosen ? ((DipMatrixRow *) g_ptr_array_index (self->matrix->rows, row))->control : "",
                          document != NULL ? document->edition->id : 0,
                          gtk_drop_down_get_selected (self->stances),
                          theme > 0 && theme <= self->theme_names->len
                            ? (char *) g_ptr_array_index (self->theme_names, theme - 1) : "",
                          gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Where a cell has gone the cursor stays where it is. */
static void
choose_cell (DipMatrixView *self,
             const char    *control,
             gint64         edition_id)
{
  for (guint row = 0; row < self->matrix->rows->len; row++)
    {
      if (!g_str_equal (((DipMatrixRow *) g_ptr_array_index (self->matrix->rows, row))->control, control))
        continue;

      for (guint column = 0; column < self->matrix->documents->len; column++)
        if (((DipDocument *) g_ptr_array_index (self->matrix->documents, column))->edition->id == edition_id)
          dip_matrix_grid_set_cursor (self->grid, row, column);
      return;
    }
}

/**
 * dip_matrix_view_set_state:
 * @self: a view with a matrix
 * @state: what dip_matrix_view_dup_state() said, also damaged
 *
 * Shows the same rows, and chooses the same cell.
 */
void
dip_matrix_view_set_state (DipMatrixView *self,
                           const char    *state)
{
  g_auto (GStrv) fields = NULL;
  guint theme, stance;

  g_return_if_fail (DIP_IS_MATRIX_VIEW (self));
  g_return_if_fail (self->matrix != NULL);

  fields = g_strsplit (state, "\t", N_STATE);
  if (g_strv_length (fields) < N_STATE)
    return;

  self->filling = TRUE;
  stance = (guint) g_ascii_strtoull (fields[STATE_STANCE], NULL, 10);
  if (stance < SHOW_FIRST_STANCE + G_N_ELEMENTS (shown_stances))
    gtk_drop_down_set_selected (self->stances, stance);
  if (g_ptr_array_find_with_equal_func (self->theme_names, fields[STATE_THEME], g_str_equal, &theme))
    gtk_drop_down_set_selected (self->themes, theme + 1);
  gtk_editable_set_text (GTK_EDITABLE (self->search), fields[STATE_FILTER]);
  self->filling = FALSE;

  update (self);
  choose_cell (self, fields[STATE_CONTROL], g_ascii_strtoll (fields[STATE_EDITION], NULL, 10));
}

/* (transfer full) (nullable): what is seen, for paper. */
DipPrintout *
dip_matrix_view_new_printout (DipMatrixView *self)
{
  g_autoptr (GArray) rows = NULL;

  g_return_val_if_fail (DIP_IS_MATRIX_VIEW (self), NULL);

  if (self->matrix == NULL)
    return NULL;

  rows = get_visible_rows (self);

  return dip_printout_new_matrix (self->matrix, rows, self->order);
}

/**
 * dip_matrix_view_dup_csv:
 * @self: a view with a matrix
 *
 * Returns: (transfer full): what is seen, as comma separated values
 */
char *
dip_matrix_view_dup_csv (DipMatrixView *self)
{
  g_autoptr (GArray) rows = NULL;

  g_return_val_if_fail (DIP_IS_MATRIX_VIEW (self), NULL);
  g_return_val_if_fail (self->matrix != NULL, NULL);

  rows = get_visible_rows (self);

  return dip_matrix_table_dup (self->matrix, rows, self->order, dip_matrix_grid_row_title, TRUE);
}
