/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-read-notes.h"
#include "read/dip-read-private.h"

#include <string.h>

/*
 * Notes at the end of a page of the web that was printed, or that an office program has saved as a document: nothing
 * leads from one place to the other any more but the number, and the sign that led back.
 *
 *   text  = … raised-number …
 *   notes = *( "1." text "↩" )      to the end of the document, counted from one
 *
 * All of the numbers have to stand in the text, in their order.
 */

#define MAX_NOTES      999u
#define MAX_LINES      40u   /* of a note */
#define MAX_BETWEEN    3u    /* lines of the feet and heads of pages */
#define MAX_CANDIDATES 8u    /* lines that may be the first note */

typedef struct
{
  guint first, end;
} Note;

static const char *const returns[] = { "↩", "↩\xef\xb8\x8e", "↩\xef\xb8\x8f", "↑" };

/* Bytes of "12. " at the beginning of a line, or nothing where its marker says it; -1 for another number. */
static gssize
match_number (const DipLine *line,
              guint          number)
{
  g_autofree char *marker = g_strdup_printf ("%u.", number);
  gsize n = strlen (marker);

  if (line->kind == DIP_LINE_ITEM)
    return g_strcmp0 (line->marker, marker) == 0 ? 0 : -1;

  return line->kind == DIP_LINE_TEXT && g_str_has_prefix (line->text, marker) && line->text[n] == ' '
         ? (gssize) n + 1 : -1;
}

static gsize
measure_return (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (returns); i++)
    if (g_str_has_suffix (text, returns[i]))
      return strlen (returns[i]);

  return 0;
}

/* The notes that begin at a line, NULL where what stands there is something else. */
static GArray *
read_notes (GPtrArray *lines,
            guint      start)
{
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (Note));
  guint between = 0;

  for (guint i = start; i < lines->len; )
    {
      Note note = { i, i };

      if (notes->len < MAX_NOTES && match_number (lines->pdata[i], notes->len + 1) >= 0)
        {
          while (note.end < lines->len && note.end - i < MAX_LINES &&
                 measure_return (((const DipLine *) lines->pdata[note.end])->text) == 0)
            note.end++;
          if (note.end == lines->len || note.end - i == MAX_LINES)
            return NULL;
          i = ++note.end;
          g_array_append_val (notes, note);
          between = 0;
        }
      else if (++between > MAX_BETWEEN)
        return NULL;
      else
        i++;
    }

  return g_steal_pointer (&notes);
}

static GArray *
find_notes (GPtrArray *lines)
{
  GArray *notes = NULL;
  guint n = 0;

  for (guint i = lines->len; i > 0 && n < MAX_CANDIDATES && notes == NULL; i--)
    if (match_number (lines->pdata[i - 1], 1) >= 0)
      {
        notes = read_notes (lines, i - 1);
        n++;
      }

  return notes;
}

static int
get_raised (gunichar c)
{
  static const gunichar raised[] = { 0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };

  for (guint i = 0; i < G_N_ELEMENTS (raised); i++)
    if (c == raised[i])
      return (int) i;

  return -1;
}

/* The text with marks for its raised numbers: the next of @n_notes, several of them side by side, or one once more. */
static char *
mark_text (const char *text,
           guint       n_notes,
           guint      *n_found)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; )
    {
      const char *end = at;
      guint value = 0;

      while (get_raised (g_utf8_get_char (end)) >= 0 && value <= n_notes && value != *n_found + 1)
        {
          value = value * 10 + (guint) get_raised (g_utf8_get_char (end));
          end = g_utf8_next_char (end);
        }
      /* 10³ and m² are what they are */
      if (value > 0 && value <= MIN (*n_found + 1, n_notes) && at > text && !g_ascii_isdigit (at[-1]) && at[-1] != 'm')
        {
          _dip_note_append (out, DIP_NOTE_MARK, value);
          *n_found = MAX (*n_found, value);
          at = end;
          continue;
        }
      if (end == at)
        end = g_utf8_next_char (at);
      g_string_append_len (out, at, end - at);
      at = end;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Puts marks into a line, as long as its numbers are those that come next. */
static void
mark_line (DipLine *line,
           guint    n_notes,
           guint   *n_found)
{
  char *text;

  if (line->cells == NULL)
    {
      text = mark_text (line->text, n_notes, n_found);
      g_free (line->text);
      line->text = text;
      return;
    }

  for (guint i = 0; i < line->cells->len; i++)
    {
      char **cell = (char **) &line->cells->pdata[i];

      text = mark_text (*cell, n_notes, n_found);
      g_free (*cell);
      *cell = text;
    }
  g_ptr_array_add (line->cells, NULL);
  g_free (line->text);
  line->text = g_strjoinv ("\t", (char **) line->cells->pdata);
  g_ptr_array_set_size (line->cells, (int) line->cells->len - 1);
}

static gboolean
has_raised (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (get_raised (g_utf8_get_char (at)) >= 0)
      return TRUE;

  return FALSE;
}

/* Whether all numbers stand in the text before the notes. */
static gboolean
are_marked (GPtrArray    *lines,
            const GArray *notes)
{
  guint n_found = 0;

  for (guint i = 0; i < g_array_index (notes, Note, 0).first; i++)
    {
      const DipLine *line = lines->pdata[i];

      /* A cell's number stands in the text of its row, too. */
      if (has_raised (line->text))
        g_free (mark_text (line->text, notes->len, &n_found));
    }

  return n_found == notes->len;
}

static gboolean
is_wide (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_utf8_get_char (at) >= 0x2e80)
      return TRUE;

  return FALSE;
}

/* Makes a line of a note what lines of notes are in any format. */
static void
make_note (DipLine *line,
           guint    number,
           gboolean begins)
{
  gsize skip = begins ? (gsize) MAX (match_number (line, number), 0) : 0;
  gsize n = strlen (line->text) - measure_return (line->text);
  g_autofree char *text = g_strndup (line->text + skip, n - MIN (skip, n));

  g_strstrip (text);
  g_free (line->text);
  if (begins)
    line->text = g_strdup_printf (is_wide (text) ? "※%u %s" : "Note %u: %s", number, text);
  else
    line->text = g_steal_pointer (&text);
  g_clear_pointer (&line->marker, g_free);
  line->kind = DIP_LINE_TEXT;
  line->level = 0;
  _dip_note_take_line (&line->text, number);
}

void
_dip_read_find_endnotes (DipLayout *layout)
{
  g_autoptr (GArray) notes = find_notes (layout->lines);
  guint n_found = 0;

  if (notes == NULL || !are_marked (layout->lines, notes))
    return;

  for (guint i = 0; i < g_array_index (notes, Note, 0).first; i++)
    {
      DipLine *line = layout->lines->pdata[i];

      if (has_raised (line->text))
        mark_line (line, notes->len, &n_found);
    }
  for (guint i = 0; i < notes->len; i++)
    {
      const Note *note = &g_array_index (notes, Note, i);

      for (guint k = note->first; k < note->end; k++)
        make_note (layout->lines->pdata[k], i + 1, k == note->first);
    }
}
