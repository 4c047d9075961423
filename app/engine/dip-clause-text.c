/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

static void
append_part (GString      *text,
             GArray       *parts,
             DipPartKind   kind,
             int           block,
             const char   *marker,
             const char   *contents)
{
  DipPart part = { .kind = kind, .block = block };

  if (parts->len > 0)
    g_string_append_c (text, '\n');

  part.start = (guint) text->len;
  if (marker != NULL && marker[0] != '\0')
    {
      g_string_append (text, marker);
      if (contents[0] != '\0')
        g_string_append_c (text, ' ');
    }
  g_string_append (text, contents);
  part.length = (guint) text->len - part.start;
  g_array_append_val (parts, part);
}

static void
append_clause (GString         *text,
               GArray          *parts,
               const DipClause *clause)
{
  if (clause->title != NULL && clause->title[0] != '\0')
    append_part (text, parts, DIP_PART_TITLE, -1, NULL, clause->title);
  if (clause->question != NULL)
    append_part (text, parts, DIP_PART_QUESTION, -1, NULL, clause->question);
  if (clause->implemented_text != NULL)
    append_part (text, parts, DIP_PART_IMPLEMENTED, -1, NULL, clause->implemented_text);
  if (clause->answer != NULL)
    append_part (text, parts, DIP_PART_ANSWER, -1, NULL, clause->answer);

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = clause->blocks->pdata[i];

      append_part (text, parts, DIP_PART_BLOCK, (int) i, block->marker,
                   block->text == NULL ? "" : block->text);
    }
}

/* The texts of several clauses, one after the other. @n_parts_of_first may be NULL. */
DipClauseText *
_dip_clause_text_join (const DipClause *first,
                       const GPtrArray *more,
                       guint           *n_parts_of_first)
{
  DipClauseText *self = g_new (DipClauseText, 1);
  GString *text = g_string_new (NULL);

  self->parts = g_array_new (FALSE, FALSE, sizeof (DipPart));
  append_clause (text, self->parts, first);
  if (n_parts_of_first != NULL)
    *n_parts_of_first = self->parts->len;
  for (guint i = 0; more != NULL && i < more->len; i++)
    append_clause (text, self->parts, more->pdata[i]);
  self->text = g_string_free (text, FALSE);

  return self;
}

/**
 * dip_clause_text_new:
 * @clause: a clause
 *
 * Puts together what is compared of a clause. Any thread.
 *
 * Returns: (transfer full): its text and parts
 */
DipClauseText *
dip_clause_text_new (const DipClause *clause)
{
  g_return_val_if_fail (clause != NULL, NULL);

  return _dip_clause_text_join (clause, NULL, NULL);
}

void
dip_clause_text_free (DipClauseText *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_array_unref (self->parts);
  g_free (self);
}
