/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How a reader tells of footnotes that stand elsewhere than their marks: a private character with the note's number
 * takes the place of the mark, another one stands before each line of the note. _dip_read_settle_notes() takes both out
 * again. Office documents need none of it: their readers put notes where they belong.
 */

#define DIP_NOTE_MARK  0xf0000u
#define DIP_NOTE_BEGIN 0xf1000u
#define DIP_NOTE_MAX   0xfffu    /* the highest number */

/* The number of a note that has a name, "1" or "sla": two names may have the same one, hardly in one text. */
guint _dip_note_number_of_name (const char *name,
                                gsize       length);

static inline void
_dip_note_append (GString *text,
                  guint    kind,
                  guint    number)
{
  if (number > 0 && number <= DIP_NOTE_MAX)
    g_string_append_unichar (text, kind + number);
}

/* The number of a note's character, 0 if it is another one. */
static inline guint
_dip_note_get_number (gunichar c,
                      guint    kind)
{
  return c > kind && c <= kind + DIP_NOTE_MAX ? c - kind : 0;
}

/* Makes the text of a line one of a note. */
static inline void
_dip_note_take_line (char  **text,
                     guint   number)
{
  GString *line = g_string_new (NULL);

  _dip_note_append (line, DIP_NOTE_BEGIN, number);
  g_string_append (line, *text);
  g_free (*text);
  *text = g_string_free (line, FALSE);
}

G_END_DECLS
