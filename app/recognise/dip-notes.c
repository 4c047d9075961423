/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "recognise/dip-glyph.h"

/*
 * Footnotes that stand elsewhere than their marks: at the foot of a page, in the
 * middle of a sentence perhaps, or at the end. They are taken out of the text
 * before anybody looks for headings and paragraphs in it, and come behind the
 * paragraph that has their mark, where Word and OpenDocument have them.
 */

static void
note_free (DipFootnote *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

void
dip_structure_lift_notes (DipStructure *self)
{
  guint kept = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      guint number = piece->line->note;
      DipFootnote *last = self->notes != NULL && self->notes->len > 0 ? self->notes->pdata[self->notes->len - 1] : NULL;

      if (number == 0 || piece->role != DIP_ROLE_TEXT)
        {
          if (kept < i)
            *dip_structure_piece (self, kept) = *piece;
          kept++;
          continue;
        }

      if (self->notes == NULL)
        {
          self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
          self->notes_by_mark = g_hash_table_new (NULL, NULL);
        }
      if (last == NULL || last->number != number)
        {
          last = g_new0 (DipFootnote, 1);
          last->number = number;
          last->place = kept;
          last->lines = g_ptr_array_new ();
          g_ptr_array_add (self->notes, last);
          g_hash_table_insert (self->notes_by_mark, GUINT_TO_POINTER (number), last);
        }
      g_ptr_array_add (last->lines, (gpointer) piece->line);
      g_free (piece->owned);
    }

  /* What is left behind was moved, or has been freed. */
  for (guint i = kept; i < self->pieces->len; i++)
    dip_structure_piece (self, i)->owned = NULL;
  g_array_set_size (self->pieces, kept);
}

static void
add_note (DipStructure *self,
          DipFootnote  *note,
          GPtrArray    *blocks)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const DipLine *first = note->lines->len > 0 ? note->lines->pdata[0] : NULL;
  g_autofree char *marker = NULL;
  DipBlock *block;
  DipMark mark;

  if (first == NULL)
    return;

  for (guint i = 0; i < note->lines->len; i++)
    {
      const DipLine *line = note->lines->pdata[i];

      if (i == 0)
        g_string_assign (text, line->text);
      else
        dip_text_join (text, line->text);
    }
  g_ptr_array_set_size (note->lines, 0);

  if (!dip_mark_parse (self, text->str, &mark) || mark.kind != DIP_MARK_NOTE)
    mark.marker = mark.length = 0;
  marker = mark.marker > 0 ? g_strndup (text->str, mark.marker) : NULL;
  block = dip_block_new (marker != NULL ? DIP_BLOCK_NOTE : DIP_BLOCK_PARAGRAPH, marker, text->str + mark.length);
  block->page = first->page;
  block->line = first->number;
  g_ptr_array_add (blocks, block);
}

void
dip_structure_add_notes_of (DipStructure  *self,
                            const DipLine *line,
                            GPtrArray     *blocks)
{
  for (guint i = 0; self->notes != NULL && line->marks != NULL && i < line->marks->len; i++)
    {
      guint number = g_array_index (line->marks, guint, i);
      DipFootnote *note = g_hash_table_lookup (self->notes_by_mark, GUINT_TO_POINTER (number));

      if (note != NULL)
        add_note (self, note, blocks);
    }
}

void
dip_structure_add_rest (DipStructure *self,
                        guint         place,
                        GPtrArray    *blocks)
{
  while (self->notes != NULL && self->n_notes < self->notes->len &&
         ((const DipFootnote *) self->notes->pdata[self->n_notes])->place <= place)
    add_note (self, self->notes->pdata[self->n_notes++], blocks);
}
