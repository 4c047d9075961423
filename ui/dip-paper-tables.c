/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-paper-tables.h"

#include <glib/gi18n.h>

#include "dip-matrix-node.h"
#include "dip-table-widths.h"

/* What is read out of one table; the text has all of it. */
#define MAX_ROWS 60
#define MAX_COLUMNS 12

/**
 * DipPaperTables:
 *
 * The tables of the clause that is read, for assistive technologies. The text has a row
 * as a line with TAB between its cells, of which nobody hears in what column they stand,
 * nor that one is empty. Here each has rows, and cells with the heads of their columns.
 * Nothing of it is drawn.
 */
struct _DipPaperTables
{
  GtkWidget        parent_instance;

  const DipClause *clause;   /* (nullable): to know it again, no more */
};

G_DEFINE_FINAL_TYPE (DipPaperTables, dip_paper_tables, GTK_TYPE_WIDGET)

static void
clear (DipPaperTables *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static DipMatrixNode *
add_node (GtkWidget         *parent,
          GtkAccessibleRole  role,
          guint              position,
          const char        *name)
{
  DipMatrixNode *node = DIP_MATRIX_NODE (dip_matrix_node_new (role, position));

  gtk_accessible_update_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_insert_before (GTK_WIDGET (node), parent, NULL);

  return node;
}

/* "Customer: yes", "Customer: empty"; a head and the name of a row as they are. */
static char *
dup_name (const char *head,
          const char *cell)
{
  gboolean is_empty = cell == NULL || *cell == '\0';

  if (head == NULL || *head == '\0')
    return g_strdup (is_empty ? _("Empty cell") : cell);

  /* Translators: read aloud: a column of a table that has nothing in this row */
  return is_empty ? g_strdup_printf (_("%s: empty"), head) : g_strdup_printf ("%s: %s", head, cell);
}

static void
add_table (DipPaperTables *self,
           const char     *text,
           guint           position)
{
  g_autoptr (DipTableWidths) widths = dip_table_widths_new (text);
  guint n_columns = MIN (dip_table_widths_get_n_columns (widths), MAX_COLUMNS);
  g_auto (GStrv) rows = g_strsplit (text, "\n", MAX_ROWS + 1);
  g_auto (GStrv) heads = dip_table_widths_has_head (widths) ? g_strsplit (rows[0], "\t", -1) : NULL;
  guint n_heads = heads != NULL ? g_strv_length (heads) : 0;
  DipMatrixNode *table = add_node (GTK_WIDGET (self), GTK_ACCESSIBLE_ROLE_TABLE, position,
                                   _("Table of the clause that is read"));

  for (guint i = 0; rows[i] != NULL && i < MAX_ROWS; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", -1);
      guint n_cells = g_strv_length (cells);
      gboolean is_head = i == 0 && heads != NULL;
      DipMatrixNode *row = add_node (GTK_WIDGET (table), GTK_ACCESSIBLE_ROLE_ROW, i,
                                     n_cells > 0 ? cells[0] : "");

      for (guint j = 0; j < n_columns; j++)
        {
          gboolean is_name = j == 0 && dip_table_widths_has_names (widths);
          g_autofree char *name = dup_name (!is_head && !is_name && j < n_heads ? heads[j] : NULL,
                                            j < n_cells ? cells[j] : NULL);

          add_node (GTK_WIDGET (row),
                    is_head ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
                            : is_name ? GTK_ACCESSIBLE_ROLE_ROW_HEADER : GTK_ACCESSIBLE_ROLE_CELL,
                    j, name);
        }
    }
}

static void
dip_paper_tables_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  dip_matrix_node_allocate (widget);
}

static void
dip_paper_tables_dispose (GObject *object)
{
  clear (DIP_PAPER_TABLES (object));

  G_OBJECT_CLASS (dip_paper_tables_parent_class)->dispose (object);
}

static void
dip_paper_tables_class_init (DipPaperTablesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dip_paper_tables_dispose;
  widget_class->size_allocate = dip_paper_tables_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dip_paper_tables_init (DipPaperTables *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tables"), -1);
}

/**
 * dip_paper_tables_set_clause:
 * @self: the tables
 * @clause: (nullable): the clause that is read, of which nothing is kept
 *
 * Shows the tables of another clause. A document that goes has to take its clause away
 * with `NULL`.
 */
void
dip_paper_tables_set_clause (DipPaperTables  *self,
                             const DipClause *clause)
{
  g_return_if_fail (DIP_IS_PAPER_TABLES (self));

  if (self->clause == clause)
    return;

  self->clause = clause;
  clear (self);
  for (guint i = 0; clause != NULL && i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      if ((block->kind == DIP_BLOCK_TABLE || block->kind == DIP_BLOCK_DEFINITION) && strchr (block->text, '\t') != NULL)
        add_table (self, block->text, i);
    }
}
