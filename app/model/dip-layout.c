/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/dip-layout.h"

/**
 * dip_line_new:
 * @kind: what the format knows of the line
 * @text: its text
 *
 * Makes a line without a place; the reader fills in what it knows.
 *
 * Returns: (transfer full): a line
 */
DipLine *
dip_line_new (DipLineKind  kind,
              const char  *text)
{
  DipLine *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (DipLine, 1);
  self->kind = kind;
  self->text = g_strdup (text);

  return self;
}

/**
 * dip_line_new_row:
 * @cells: (transfer full) (element-type utf8): of one row of a table, in the order of the columns
 *
 * Makes a row, whose text is its cells with tabs between them.
 *
 * Returns: (transfer full): a line without a place
 */
DipLine *
dip_line_new_row (GPtrArray *cells)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DipLine *self;

  g_return_val_if_fail (cells != NULL, NULL);

  for (guint i = 0; i < cells->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\t');
      g_string_append (text, g_ptr_array_index (cells, i));
    }

  self = dip_line_new (DIP_LINE_ROW, text->str);
  self->cells = cells;

  return self;
}

void
dip_line_free (DipLine *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->marker);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->marks, g_array_unref);
  g_free (self->sheet);
  g_free (self);
}

/**
 * dip_layout_new:
 * @name: base name of the file, UTF-8
 * @media_type: what the bytes are
 *
 * Returns: (transfer full): a layout without lines
 */
DipLayout *
dip_layout_new (const char *name,
                const char *media_type)
{
  DipLayout *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (media_type != NULL, NULL);

  self = g_new0 (DipLayout, 1);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_line_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->sheets = g_ptr_array_new_with_free_func (g_free);
  self->name = g_strdup (name);
  self->media_type = g_strdup (media_type);

  return self;
}

void
dip_layout_free (DipLayout *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->sheets);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->encoding);
  g_free (self->title);
  g_free (self->author);
  g_free (self);
}
