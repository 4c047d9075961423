/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-workbook.h"

#include "base/dip-error.h"
#include "read/dip-read-private.h"

#include <string.h>

/*
 * All sheets that a person can see are read, in their order: a cover has the
 * version, another sheet the questions, a third the history. Each begins with
 * its name as a heading where several say something. Hidden sheets hold lists
 * for drop-down cells more often than text: they are left out and named, and
 * read when asked for. Hidden rows and columns are read and named: a filter
 * hides questions.
 */

#define MAX_NAMED 20u

/**
 * dip_workbook_init:
 * @self: a workbook
 * @layout: where its lines go; must outlive it
 */
void
dip_workbook_init (DipWorkbook *self,
                   DipLayout   *layout)
{
  *self = (DipWorkbook) { 0 };
  dip_flow_init (&self->flow, layout);
  self->hidden = g_ptr_array_new_with_free_func (g_free);
  self->too_large = g_ptr_array_new_with_free_func (g_free);
  self->missing = g_string_new (NULL);
}

void
dip_workbook_clear (DipWorkbook *self)
{
  g_clear_pointer (&self->hidden, g_ptr_array_unref);
  g_clear_pointer (&self->too_large, g_ptr_array_unref);
  if (self->missing != NULL)
    g_string_free (g_steal_pointer (&self->missing), TRUE);
}

static char *
list_names (GPtrArray *names)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < names->len && i < MAX_NAMED; i++)
    g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", (char *) g_ptr_array_index (names, i));
  if (names->len > MAX_NAMED)
    g_string_append (list, ", …");

  return g_string_free (g_steal_pointer (&list), FALSE);
}

/**
 * dip_workbook_choose:
 * @names: (element-type utf8): of all sheets
 * @wanted: a name, or a number from 1
 * @place: (out): place of the sheet
 * @error: return location
 *
 * Finds a sheet by its name; without regard to case if there is none; by
 * number if there is none.
 *
 * Returns: whether there is one
 */
gboolean
dip_workbook_choose (GPtrArray   *names,
                     const char  *wanted,
                     guint       *place,
                     GError     **error)
{
  g_autofree char *folded = g_utf8_casefold (wanted, -1);
  g_autofree char *list = NULL;
  guint64 number;

  for (guint i = 0; i < names->len; i++)
    {
      if (strcmp (g_ptr_array_index (names, i), wanted) == 0)
        {
          *place = i;
          return TRUE;
        }
    }

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = g_utf8_casefold (g_ptr_array_index (names, i), -1);

      if (strcmp (g_strstrip (name), folded) == 0)
        {
          *place = i;
          return TRUE;
        }
    }

  if (g_ascii_string_to_unsigned (wanted, 10, 1, names->len, &number, NULL))
    {
      *place = (guint) number - 1;
      return TRUE;
    }

  list = _dip_read_make_line (list_names (names));
  g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_FAILED,
               "The workbook has no sheet “%s”; it has %s.", wanted, list);

  return FALSE;
}

static void
note_missing (DipWorkbook *self,
              DipGrid     *grid,
              const char  *name)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  guint n = dip_grid_get_missing (grid, cell);

  if (n > 0 && self->n_missing == 0)
    g_string_append_printf (self->missing, "“%s” %s", name, cell->str);
  self->n_missing += n;
}

/**
 * dip_workbook_add:
 * @self: a workbook
 * @grid: what a sheet holds
 * @name: its name
 * @full: whether it holds more than any paper, so that @grid is a part of it
 *
 * Adds a sheet. An empty one adds nothing; one that is too large is named
 * at the end.
 */
void
dip_workbook_add (DipWorkbook *self,
                  DipGrid     *grid,
                  const char  *name,
                  gboolean     full)
{
  GPtrArray *lines = self->flow.layout->lines;
  guint n_before = lines->len;
  DipFlow before = self->flow;
  DipLine *heading;

  note_missing (self, grid, name);
  if (dip_grid_is_empty (grid))
    return;

  if (!full)
    {
      heading = dip_line_new (DIP_LINE_HEADING, name);
      heading->level = 1;
      heading->n_blank = 1;
      heading->sheet = g_strdup (name);
      self->flow.page_break = self->n_sheets > 0;
      dip_flow_add (&self->flow, heading);
      dip_grid_deliver (grid, DIP_GRID_SHEET, &self->flow, name, 0);
    }

  /* A sheet is read whole or not at all. */
  if (full || self->flow.full)
    {
      g_ptr_array_set_size (lines, (int) n_before);
      self->flow = before;
      g_ptr_array_add (self->too_large, g_strdup (name));
      return;
    }

  self->n_sheets++;
  dip_grid_warn_hidden (grid, &self->flow, name);
}

/**
 * dip_workbook_finish:
 * @self: a workbook to which all sheets were added
 * @error: return location
 *
 * Says what was left out, and drops the heading of a sheet that is alone.
 *
 * Returns: whether there is anything to read
 */
gboolean
dip_workbook_finish (DipWorkbook  *self,
                     GError      **error)
{
  GPtrArray *lines = self->flow.layout->lines;

  if (self->n_sheets == 0 && self->too_large->len > 0)
    return dip_flow_set_limit_error (error);
  if (self->n_sheets == 0 && self->n_missing > 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY,
                           "The workbook has formulas whose values were never stored, and nothing else: open it in "
                           "an office program, save it and import that.");
      return FALSE;
    }
  if (self->n_sheets == 0)
    {
      g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY,
                           "The workbook has no text in any sheet that is shown.");
      return FALSE;
    }

  if (self->n_sheets == 1 && lines->len > 1)
    {
      DipLine *first = g_ptr_array_index (lines, 0);

      if (first->kind == DIP_LINE_HEADING)
        g_ptr_array_remove_index (lines, 0);
    }

  if (self->hidden->len > 0)
    {
      g_autofree char *list = list_names (self->hidden);

      dip_flow_warn (&self->flow, "Hidden sheets were left out: %s.", list);
    }
  if (self->too_large->len > 0)
    {
      g_autofree char *list = list_names (self->too_large);

      dip_flow_warn (&self->flow, "Sheets with more text than any paper were left out: %s.", list);
    }
  if (self->n_missing > 0)
    dip_flow_warn (&self->flow, "Formulas whose values were never stored are empty here: %u, the first in %s; open "
                   "the workbook in an office program, save it and import that.", self->n_missing,
                   self->missing->str);

  return TRUE;
}
