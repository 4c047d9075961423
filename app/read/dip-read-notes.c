/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-private.h"

#include "read/dip-read-notes.h"

#include <string.h>

/*
 * Footnotes of PDF, HTML and Markdown stand at the foot of a page or of everything. The one whose mark stands in a cell
 * becomes that cell's last line; of any other one it is told which line has its mark, and the recognisers, who know
 * where a paragraph ends, put it there.
 *
 *   note  = line that begins with the note's character, and those like it right behind
 *   mark  = the first one of that number since the last note that had it
 */

/* Bytes of a row that notes are put into: each is written anew with its row. */
#define MAX_ROW (128u * 1024)

/* Where a mark stands. */
typedef struct
{
  DipLine *line;
  guint    cell;  /* of a row, from 1; 0 for none */
  guint    note;  /* that it refers to, counted in the order of marks */
} Place;

typedef struct
{
  GHashTable *places;   /* (element-type guint Place): marks whose notes have not come yet, by number */
  guint       number;   /* of the note that is being read, as its reader gave it; 0 for none */
  Place       place;    /* of its mark */
  GString    *text;     /* of it, what its cell has not got yet */
  gsize       n_row;    /* bytes of that cell's row */
  guint       n_marks;  /* so far */
} Notes;

guint
_dip_note_number_of_name (const char *name,
                          gsize       length)
{
  guint number = 0;
  guint hash = 5381;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (name[i]) && number <= DIP_NOTE_MAX)
        number = 10 * number + (guint) (name[i] - '0');
      else
        number = DIP_NOTE_MAX + 1;
      hash = 33 * hash + (guchar) name[i];
    }

  /* Numbers have the lower half, names the upper one. */
  return number > 0 && number <= DIP_NOTE_MAX / 2 ? number : DIP_NOTE_MAX / 2 + 1 + hash % (DIP_NOTE_MAX / 2);
}

/* Both kinds of characters are four bytes that begin with these. */
static gboolean
has_signs (const char *text)
{
  for (const char *at = strchr (text, '\xf3'); at != NULL; at = strchr (at + 1, '\xf3'))
    if ((guchar) at[1] == 0xb0 || (guchar) at[1] == 0xb1)
      return TRUE;

  return FALSE;
}

/* Takes marks out of a text in place, and remembers where they stood; a note's own character goes, too. */
static void
take_marks (Notes   *self,
            DipLine *line,
            char   **text,
            guint    cell)
{
  const char *from = *text;
  char *to = *text;

  if (!has_signs (from))
    return;

  while (*from != '\0')
    {
      const char *next = g_utf8_next_char (from);
      gunichar c = g_utf8_get_char (from);
      guint number = _dip_note_get_number (c, DIP_NOTE_MARK);

      if (number == 0 && _dip_note_get_number (c, DIP_NOTE_BEGIN) == 0)
        {
          memmove (to, from, (gsize) (next - from));
          to += next - from;
          from = next;
          continue;
        }

      /* What is bold at the beginning has become shorter. */
      if (text == &line->text && (gsize) (to - *text) < line->lead)
        line->lead -= MIN (line->lead, (guint) (next - from));
      if (number > 0 && !g_hash_table_contains (self->places, GUINT_TO_POINTER (number)))
        {
          Place *place = g_new (Place, 1);

          *place = (Place) { line, cell, ++self->n_marks };
          if (line->marks == NULL)
            line->marks = g_array_new (FALSE, FALSE, sizeof (guint));
          g_array_append_val (line->marks, place->note);
          g_hash_table_insert (self->places, GUINT_TO_POINTER (number), place);
        }
      from = next;
    }
  *to = '\0';
}

/* Ends the note that is being read; its cell gets all of it at once. A row has its cells in its text, too. */
static void
end_note (Notes *self)
{
  DipLine *row = self->place.line;
  char **cell;
  char *joined;

  self->number = 0;
  if (self->text->len == 0)
    return;

  cell = (char **) &row->cells->pdata[self->place.cell - 1];
  joined = g_strconcat (*cell, self->text->str, NULL);
  g_free (*cell);
  *cell = joined;
  g_ptr_array_add (row->cells, NULL);
  g_free (row->text);
  row->text = g_strjoinv ("\t", (char **) row->cells->pdata);
  g_ptr_array_set_size (row->cells, (int) row->cells->len - 1);
  g_string_truncate (self->text, 0);
}

/* Returns whether the line has gone into a cell. */
static gboolean
take_note (Notes   *self,
           DipLine *line,
           guint    number)
{
  gboolean more = self->number == number;

  if (!more)
    {
      Place *place = g_hash_table_lookup (self->places, GUINT_TO_POINTER (number));

      end_note (self);
      if (place == NULL)
        return FALSE;
      self->number = number;
      self->place = *place;
      self->n_row = self->place.cell > 0 ? strlen (self->place.line->text) : 0;
      g_hash_table_remove (self->places, GUINT_TO_POINTER (number));
    }

  if (self->place.cell > 0 && self->n_row + self->text->len > MAX_ROW)
    {
      end_note (self);
      return FALSE;
    }
  if (self->place.cell > 0)
    {
      if (!more)
        g_string_append_c (self->text, '\n');
      else if (g_utf8_get_char (g_utf8_prev_char (self->text->str + self->text->len)) < 0x2e80)
        g_string_append_c (self->text, ' ');
      g_string_append (self->text, line->text);
      return TRUE;
    }

  line->note = self->place.note;
  line->kind = DIP_LINE_TEXT;

  return FALSE;
}

void
_dip_read_settle_notes (DipLayout *layout)
{
  Notes self = { NULL };
  guint kept = 0;

  for (; kept < layout->lines->len; kept++)
    if (has_signs (((DipLine *) layout->lines->pdata[kept])->text))
      break;
  if (kept == layout->lines->len)
    return;

  self.places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self.text = g_string_new (NULL);
  for (guint i = kept; i < layout->lines->len; i++)
    {
      DipLine *line = layout->lines->pdata[i];
      guint number = _dip_note_get_number (g_utf8_get_char (line->text), DIP_NOTE_BEGIN);

      for (guint j = 0; line->cells != NULL && j < line->cells->len; j++)
        take_marks (&self, line, (char **) &line->cells->pdata[j], j + 1);
      /* A row's text has the marks of its cells, which are known now. */
      take_marks (&self, line, &line->text, 0);

      if (number == 0)
        end_note (&self);
      if (number > 0 && line->cells == NULL && take_note (&self, line, number))
        dip_line_free (line);
      else
        layout->lines->pdata[kept++] = line;
    }

  end_note (&self);

  /* What lies behind is shared with what was kept, or gone. */
  for (guint i = kept; i < layout->lines->len; i++)
    layout->lines->pdata[i] = NULL;
  g_ptr_array_set_size (layout->lines, (int) kept);
  g_string_free (self.text, TRUE);
  g_hash_table_unref (self.places);
}
