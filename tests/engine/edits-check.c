/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "edits-case.h"
#include "engine-fixture.h"

#include <string.h>

static void problem (GPtrArray *problems, EditsCase *self, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
problem (GPtrArray  *problems,
         EditsCase  *self,
         const char *format,
         ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (problems, g_strdup_printf ("%s\n    after: %s", what, self->log->str));
}

static const char *
id_of (const DipClause *clause)
{
  return clause == NULL ? "-" : clause->id;
}

static gboolean
has_origin (EditsCase *self,
            DipClause *new_clause,
            DipClause *old_clause)
{
  return g_ptr_array_find (edits_case_note (self, new_clause)->origins, old_clause, NULL);
}

static void
count_told (EditsCase     *self,
            const DipPair *pair,
            EditsLinks    *links)
{
  if (pair->old_clause == NULL || pair->new_clause == NULL)
    return;

  for (guint i = 0; i <= pair->new_more->len; i++)
    {
      DipClause *new_clause = i == 0 ? pair->new_clause : pair->new_more->pdata[i - 1];

      for (guint k = 0; k <= pair->old_more->len; k++)
        {
          DipClause *old_clause = k == 0 ? pair->old_clause : pair->old_more->pdata[k - 1];
          gboolean right = has_origin (self, new_clause, old_clause);

          links->n_told++;
          links->n_right += right;
          if (!right)
            g_test_message ("wrong link %s > %s %s after %s", old_clause->id, new_clause->id,
                            dip_relation_to_string (pair->relation), self->log->str);
        }
    }
}

static gboolean
is_right (EditsCase     *self,
          const DipPair *pair)
{
  const EditsNote *note = edits_case_note (self, pair->new_clause);

  if (note->origins->len == 0)
    return pair->old_clause == NULL;

  return pair->old_clause != NULL && has_origin (self, pair->new_clause, pair->old_clause);
}

static void
check_class (EditsCase     *self,
             const DipPair *pair,
             GPtrArray     *problems)
{
  const EditsNote *note = edits_case_note (self, pair->new_clause);
  DipTags tags = 0;

  if (pair->class_ < note->at_least || pair->class_ > note->at_most)
    {
      g_autoptr (GString) told = g_string_new (NULL);

      for (guint i = 0; i < pair->changes->len; i++)
        {
          const DipChange *change = pair->changes->pdata[i];

          g_string_append_printf (told, " [%s → %s: %s, %s]", change->old_text, change->new_text,
                                  dip_class_to_string (change->class_), change->rule);
        }
      problem (problems, self, "%s is %s, not from %s to %s:%s", pair->new_clause->id,
               dip_class_to_string (pair->class_), dip_class_to_string (note->at_least),
               dip_class_to_string (note->at_most), told->str);
    }

  for (guint i = 0; i < pair->changes->len; i++)
    tags |= ((const DipChange *) pair->changes->pdata[i])->tags;
  if (note->tags != 0 && (tags & note->tags) == 0)
    problem (problems, self, "%s has the tags 0x%x, none of 0x%x", pair->new_clause->id, tags, note->tags);
}

static void
check_relation (EditsCase     *self,
                const DipPair *pair,
                gboolean       alone,
                GPtrArray     *problems)
{
  const EditsNote *note = edits_case_note (self, pair->new_clause);
  DipRelation relation = pair->relation;
  gboolean right;

  /* Of several clauses that changed places, others may be called the ones that moved. */
  if (!alone && (relation == DIP_RELATION_MOVED || note->relation == DIP_RELATION_MOVED))
    return;

  if (note->relation >= 0)
    right = (int) relation == note->relation;
  else if (pair->class_ > DIP_CLASS_NONE)
    right = relation == DIP_RELATION_CHANGED;
  else if (strcmp (pair->old_text->text, pair->new_text->text) != 0)
    right = relation == DIP_RELATION_CHANGED || relation == DIP_RELATION_SAME || relation == DIP_RELATION_RENUMBERED;
  else
    right = relation == (g_strcmp0 (pair->old_clause->number, pair->new_clause->number) == 0 ? DIP_RELATION_SAME
                         : DIP_RELATION_RENUMBERED);

  if (!right)
    problem (problems, self, "%s > %s is called %s", id_of (pair->old_clause), id_of (pair->new_clause),
             dip_relation_to_string (relation));
}

static const DipChange *
find_move (const DipPair *pair,
           const char    *other,
           gboolean       arrived)
{
  for (guint i = 0; pair != NULL && i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];

      if (change->op == DIP_OP_MOVE && (change->new_text[0] != '\0') == arrived
          && g_strcmp0 (change->moved_from, other) == 0)
        return change;
    }

  return NULL;
}

static void
check_move (EditsCase           *self,
            const DipComparison *comparison,
            const DipPair       *pair,
            GPtrArray           *problems)
{
  const EditsNote *note = edits_case_note (self, pair->new_clause);
  const DipChange *there;
  const DipChange *gone;

  if (note->moved_from == NULL)
    return;

  there = find_move (pair, note->moved_from, TRUE);
  gone = find_move (fixture_find_old (comparison, note->moved_from), pair->new_clause->id, FALSE);
  if (there == NULL || gone == NULL)
    problem (problems, self, "the sentence from %s to %s is told at %s", note->moved_from, pair->new_clause->id,
             there != NULL ? "its new place only" : gone != NULL ? "its old place only" : "neither end");
  else if (strstr (there->new_text, note->moved_text) == NULL || strstr (gone->old_text, note->moved_text) == NULL)
    problem (problems, self, "of the sentence from %s to %s only %s moved", note->moved_from, pair->new_clause->id,
             there->new_text);
}

static DipRelation
mirrored (DipRelation relation)
{
  switch (relation)
    {
    case DIP_RELATION_ADDED:
      return DIP_RELATION_REMOVED;
    case DIP_RELATION_REMOVED:
      return DIP_RELATION_ADDED;
    case DIP_RELATION_SPLIT:
      return DIP_RELATION_MERGED;
    case DIP_RELATION_MERGED:
      return DIP_RELATION_SPLIT;
    default:
      return relation;
    }
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
describe_changes (const DipPair *pair,
                  gboolean       swapped)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = pair->changes->pdata[i];
      const char *a = swapped ? change->new_text : change->old_text;
      const char *b = swapped ? change->old_text : change->new_text;

      g_ptr_array_add (lines, g_strdup_printf ("[%s%s → %s: %s]", change->op == DIP_OP_MOVE ? "move " : "", a, b,
                                               dip_class_to_string (change->class_)));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv (" ", (char **) lines->pdata);
}

static void
check_swapped (EditsCase           *self,
               const DipComparison *there,
               GPtrArray           *problems)
{
  g_autoptr (DipComparison) back = fixture_compare (self->new_document, self->old_document);

  for (guint i = 0; i < there->pairs->len; i++)
    {
      const DipPair *pair = there->pairs->pdata[i];
      const DipPair *other = pair->new_clause != NULL ? fixture_find_old (back, pair->new_clause->id)
        : fixture_find_pair (back, pair->old_clause->id);
      g_autofree char *changes = NULL;
      g_autofree char *other_changes = NULL;

      if (other == NULL || pair->old_clause != other->new_clause || pair->new_clause != other->old_clause
          || pair->old_more->len != other->new_more->len || pair->new_more->len != other->old_more->len)
        {
          problem (problems, self, "%s > %s is another pair from the other side", id_of (pair->old_clause),
                   id_of (pair->new_clause));
          continue;
        }

      changes = describe_changes (pair, FALSE);
      other_changes = describe_changes (other, TRUE);
      if (pair->relation != mirrored (other->relation) || pair->class_ != other->class_)
        problem (problems, self, "%s > %s is %s %s, and %s %s from the other side\n    %s\n    %s", id_of (pair->old_clause),
                 id_of (pair->new_clause), dip_relation_to_string (pair->relation), dip_class_to_string (pair->class_),
                 dip_relation_to_string (other->relation), dip_class_to_string (other->class_), changes, other_changes);
      else if (strcmp (changes, other_changes) != 0)
        problem (problems, self, "%s > %s has other changes from the other side:\n    %s\n    %s",
                 id_of (pair->old_clause), id_of (pair->new_clause), changes, other_changes);
    }
}

void
edits_check (EditsCase  *self,
             gboolean    alone,
             EditsLinks *links,
             GPtrArray  *problems)
{
  g_autoptr (DipComparison) comparison = NULL;

  edits_case_finish (self);
  comparison = fixture_compare (self->old_document, self->new_document);

  for (guint i = 0; i < self->new_document->clauses->len; i++)
    links->n_made += edits_case_note (self, self->new_document->clauses->pdata[i])->origins->len;

  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const DipPair *pair = comparison->pairs->pdata[i];

      count_told (self, pair, links);
      if (pair->new_clause == NULL || !is_right (self, pair))
        continue;
      check_class (self, pair, problems);
      check_relation (self, pair, alone, problems);
      check_move (self, comparison, pair, problems);
    }

  check_swapped (self, comparison, problems);
}
