/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters of unchanged text that are shown beside a change: about a
 * sentence's worth, enough to know what the change is about. */
#define CONTEXT 36

/* A gap below this is not worth its "…". */
#define MIN_GAP 12

static void
add_deleted (DipParagraph       *paragraph,
             const DipTextStyle *style,
             const char         *text,
             gsize               n_bytes)
{
  if (n_bytes == 0)
    return;

  if (!style->color)
    _dip_paragraph_add (paragraph, DIP_FACE_PLAIN, "[-");
  _dip_paragraph_add_n (paragraph, DIP_FACE_DELETED, text, n_bytes);
  if (!style->color)
    _dip_paragraph_add (paragraph, DIP_FACE_PLAIN, "-]");
}

static void
add_inserted (DipParagraph       *paragraph,
              const DipTextStyle *style,
              DipFace             face,
              const char         *text,
              gsize               n_bytes)
{
  if (n_bytes == 0)
    return;

  if (!style->color)
    _dip_paragraph_add (paragraph, DIP_FACE_PLAIN, "{+");
  _dip_paragraph_add_n (paragraph, face, text, n_bytes);
  if (!style->color)
    _dip_paragraph_add (paragraph, DIP_FACE_PLAIN, "+}");
}

/* A cut must not part a letter from the marks that stand on it. */
static const char *
skip_marks (const char *p,
            const char *end)
{
  while (p < end && g_unichar_iszerowidth (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

/* Adds unchanged text, its middle (or the end away from a change) left out. */
static void
add_equal (DipParagraph *paragraph,
           const char   *text,
           gsize         n_bytes,
           gboolean      is_first,
           gboolean      is_last)
{
  const char *end = text + n_bytes;
  glong length = g_utf8_strlen (text, n_bytes);
  glong n_head = is_first ? 0 : CONTEXT;
  glong n_tail = is_last ? 0 : CONTEXT;
  const char *head_end;
  const char *tail;

  if (length <= n_head + n_tail + MIN_GAP)
    {
      _dip_paragraph_add_n (paragraph, DIP_FACE_PLAIN, text, n_bytes);
      return;
    }

  head_end = n_head > 0 ? skip_marks (g_utf8_offset_to_pointer (text, n_head), end) : text;
  tail = n_tail > 0 ? skip_marks (g_utf8_offset_to_pointer (text, length - n_tail), end) : end;

  _dip_paragraph_add_n (paragraph, DIP_FACE_PLAIN, text, head_end - text);
  _dip_paragraph_add (paragraph, DIP_FACE_DIM, is_first ? "… " : is_last ? " …" : " … ");
  if (tail > head_end)
    _dip_paragraph_add_n (paragraph, DIP_FACE_PLAIN, tail, end - tail);
}

static void
add_change (DipParagraph       *paragraph,
            const DipTextStyle *style,
            const DipChange    *change)
{
  gsize old_length = strlen (change->old_text);
  gsize new_length = strlen (change->new_text);

  if (change->op != DIP_OP_MOVE)
    {
      add_deleted (paragraph, style, change->old_text, old_length);
      add_inserted (paragraph, style, DIP_FACE_INSERTED, change->new_text, new_length);
      return;
    }

  if (new_length > 0)
    add_inserted (paragraph, style, DIP_FACE_MOVED, change->new_text, new_length);
  else
    add_deleted (paragraph, style, change->old_text, old_length);

  if (change->moved_from == NULL)
    _dip_paragraph_add (paragraph, DIP_FACE_CYAN, _(" (moved)"));
  else if (new_length > 0)
    /* Translators: the number of a clause */
    _dip_paragraph_printf (paragraph, DIP_FACE_CYAN, _(" (moved from %s)"), change->moved_from);
  else
    /* Translators: the number of a clause */
    _dip_paragraph_printf (paragraph, DIP_FACE_CYAN, _(" (moved to %s)"), change->moved_from);
}

/* Sentences that came or went one after the other are one stretch for the eye.
 * Returns the index after the last change that was added. */
static guint
add_run (DipParagraph       *paragraph,
         const DipTextStyle *style,
         GPtrArray          *changes,
         guint               first)
{
  const DipChange *change = g_ptr_array_index (changes, first);
  guint old_end = change->old_start + (guint) strlen (change->old_text);
  guint new_end = change->new_start + (guint) strlen (change->new_text);
  g_autoptr (GString) text = NULL;
  guint i;

  if (change->op != DIP_OP_INSERT && change->op != DIP_OP_DELETE)
    {
      add_change (paragraph, style, change);
      return first + 1;
    }

  text = g_string_new (change->op == DIP_OP_INSERT ? change->new_text : change->old_text);
  for (i = first + 1; i < changes->len; i++)
    {
      const DipChange *next = g_ptr_array_index (changes, i);

      if (next->op != change->op || next->new_start != new_end ||
          (change->op == DIP_OP_DELETE && next->old_start != old_end))
        break;

      g_string_append (text, change->op == DIP_OP_INSERT ? next->new_text : next->old_text);
      old_end = next->old_start + (guint) strlen (next->old_text);
      new_end = next->new_start + (guint) strlen (next->new_text);
    }

  if (change->op == DIP_OP_INSERT)
    add_inserted (paragraph, style, DIP_FACE_INSERTED, text->str, text->len);
  else
    add_deleted (paragraph, style, text->str, text->len);

  return i;
}

static const DipPart *
get_part (const DipClauseText *text,
          int                  part)
{
  if (text == NULL || part < 0 || (guint) part >= text->parts->len)
    return NULL;

  return &g_array_index (text->parts, DipPart, part);
}

static const char *
word_of_part (const DipPart *part)
{
  switch (part->kind)
    {
    case DIP_PART_TITLE:
      return _("Title:");
    case DIP_PART_QUESTION:
      return _("Question:");
    case DIP_PART_IMPLEMENTED:
      return _("Implemented:");
    case DIP_PART_ANSWER:
      return _("Answer:");
    case DIP_PART_BLOCK:
    default:
      return NULL;
    }
}

static gboolean
is_moved_whole (GPtrArray *changes)
{
  return changes != NULL && changes->len == 1 &&
         ((const DipChange *) g_ptr_array_index (changes, 0))->op == DIP_OP_MOVE;
}

/* The new text with the changes in their places. What no change covers is
 * unchanged, also in a part without a counterpart: one paragraph can have been
 * cut into two. */
static void
add_common_part (DipParagraph        *paragraph,
                 const DipTextStyle  *style,
                 const DipClauseText *text,
                 const DipPart       *part,
                 GPtrArray           *changes)
{
  guint position = part->start;
  guint end = part->start + part->length;
  guint n_changes = changes != NULL ? changes->len : 0;

  for (guint i = 0; i < n_changes; )
    {
      const DipChange *change = g_ptr_array_index (changes, i);
      guint start = CLAMP (change->new_start, position, end);

      add_equal (paragraph, text->text + position, start - position, i == 0, FALSE);
      i = add_run (paragraph, style, changes, i);
      change = g_ptr_array_index (changes, i - 1);
      position = CLAMP (change->new_start + (guint) strlen (change->new_text), start, end);
    }

  add_equal (paragraph, text->text + position, end - position, n_changes == 0, TRUE);
}

/* Only the old side has the part: what was taken out of it. The rest of it
 * stands in another part of the new text and is shown there. */
static void
add_lost_part (DipParagraph       *paragraph,
               const DipTextStyle *style,
               GPtrArray          *changes)
{
  for (guint i = 0; changes != NULL && i < changes->len; )
    i = add_run (paragraph, style, changes, i);
}

static void
write_row (GString            *out,
           const DipPair      *pair,
           const DipRow       *row,
           GPtrArray          *changes,
           const DipTextStyle *style)
{
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();
  const DipPart *old_part = get_part (pair->old_text, row->old_part);
  const DipPart *new_part = get_part (pair->new_text, row->new_part);
  const char *word;

  if (old_part == NULL && new_part == NULL)
    return;

  word = word_of_part (new_part != NULL ? new_part : old_part);
  if (word != NULL)
    _dip_paragraph_printf (paragraph, DIP_FACE_DIM, "%s ", word);

  if (old_part != NULL && new_part != NULL)
    add_common_part (paragraph, style, pair->new_text, new_part, changes);
  else if (is_moved_whole (changes))
    add_change (paragraph, style, g_ptr_array_index (changes, 0));
  else if (new_part != NULL && pair->old_clause == NULL)
    add_inserted (paragraph, style, DIP_FACE_INSERTED,
                  pair->new_text->text + new_part->start, new_part->length);
  else if (new_part != NULL)
    add_common_part (paragraph, style, pair->new_text, new_part, changes);
  else if (pair->new_clause == NULL)
    add_deleted (paragraph, style, pair->old_text->text + old_part->start, old_part->length);
  else
    add_lost_part (paragraph, style, changes);

  _dip_paragraph_write (paragraph, out, style, "  ", "    ");
}

/* (element-type GPtrArray): the changes of each row, NULL where it has none. A
 * change is shown where its new text stands, or its old text if there is none. */
static GPtrArray **
sort_changes_into_rows (const DipPair *pair)
{
  GPtrArray **by_row = g_new0 (GPtrArray *, pair->rows->len + 1);
  g_autoptr (GHashTable) old_rows = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) new_rows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < pair->rows->len; i++)
    {
      const DipRow *row = &g_array_index (pair->rows, DipRow, i);

      if (row->old_part >= 0)
        g_hash_table_insert (old_rows, GINT_TO_POINTER (row->old_part), GUINT_TO_POINTER (i));
      if (row->new_part >= 0)
        g_hash_table_insert (new_rows, GINT_TO_POINTER (row->new_part), GUINT_TO_POINTER (i));
    }

  for (guint i = 0; i < pair->changes->len; i++)
    {
      DipChange *change = g_ptr_array_index (pair->changes, i);
      gpointer row = NULL;

      if (!g_hash_table_lookup_extended (new_rows, GINT_TO_POINTER (change->new_part), NULL, &row) &&
          !g_hash_table_lookup_extended (old_rows, GINT_TO_POINTER (change->old_part), NULL, &row))
        continue;

      if (by_row[GPOINTER_TO_UINT (row)] == NULL)
        by_row[GPOINTER_TO_UINT (row)] = g_ptr_array_new ();
      g_ptr_array_add (by_row[GPOINTER_TO_UINT (row)], change);
    }

  return by_row;
}

static void
write_fold (GString            *out,
            guint               n_rows,
            const DipTextStyle *style)
{
  g_autoptr (DipParagraph) paragraph = NULL;

  if (n_rows == 0)
    return;

  paragraph = _dip_paragraph_new ();
  _dip_paragraph_printf (paragraph, DIP_FACE_DIM,
                         g_dngettext (GETTEXT_PACKAGE,
                                      "⋮ %u unchanged paragraph",
                                      "⋮ %u unchanged paragraphs", n_rows),
                         n_rows);
  _dip_paragraph_write (paragraph, out, style, "  ", "  ");
}

/* The heading above has the title already. */
static gboolean
is_paragraph (const DipPair *pair,
              const DipRow  *row)
{
  const DipPart *part = get_part (pair->new_text, row->new_part);

  return part != NULL && part->kind != DIP_PART_TITLE;
}

/**
 * _dip_text_write_changes:
 * @out: where to
 * @pair: a pair of clauses
 * @style: colours and width
 *
 * Writes the parts of a pair that changed, with the changes marked in them;
 * what did not change is counted only.
 */
void
_dip_text_write_changes (GString            *out,
                         const DipPair      *pair,
                         const DipTextStyle *style)
{
  GPtrArray **by_row = sort_changes_into_rows (pair);
  guint n_folded = 0;

  for (guint i = 0; i < pair->rows->len; i++)
    {
      const DipRow *row = &g_array_index (pair->rows, DipRow, i);

      if (by_row[i] == NULL && pair->old_clause != NULL && pair->new_clause != NULL)
        {
          n_folded += is_paragraph (pair, row);
          continue;
        }

      write_fold (out, n_folded, style);
      n_folded = 0;
      write_row (out, pair, row, by_row[i], style);
      g_clear_pointer (&by_row[i], g_ptr_array_unref);
    }

  write_fold (out, n_folded, style);
  g_free (by_row);
}

/**
 * _dip_text_add_replacement:
 * @paragraph: what is being written
 * @style: colours and width
 * @old_text: what was there, "" for nothing
 * @new_text: what is there
 *
 * Adds a replacement as it looks inside a clause, whole.
 */
void
_dip_text_add_replacement (DipParagraph       *paragraph,
                           const DipTextStyle *style,
                           const char         *old_text,
                           const char         *new_text)
{
  add_deleted (paragraph, style, old_text, strlen (old_text));
  if (style->color && *old_text != '\0' && *new_text != '\0')
    _dip_paragraph_add (paragraph, DIP_FACE_DIM, " → ");
  add_inserted (paragraph, style, DIP_FACE_INSERTED, new_text, strlen (new_text));
}
