/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

#include <string.h>

static const char *
part_kind_to_string (DipPartKind kind)
{
  switch (kind)
    {
    case DIP_PART_TITLE:
      return "title";
    case DIP_PART_QUESTION:
      return "question";
    case DIP_PART_IMPLEMENTED:
      return "implemented";
    case DIP_PART_ANSWER:
      return "answer";
    case DIP_PART_BLOCK:
    default:
      return NULL;
    }
}

static const DipPart *
find_part (const DipClauseText *text,
           int                  part)
{
  if (text == NULL || part < 0 || (guint) part >= text->parts->len)
    return NULL;

  return &g_array_index (text->parts, DipPart, part);
}

static void
add_block (DipJson       *json,
           const char    *name,
           const DipPart *part)
{
  if (part != NULL && part->kind == DIP_PART_BLOCK && part->block >= 0)
    dip_json_add_int (json, name, part->block);
  else
    dip_json_add_null (json, name);
}

/* The model counts bytes, people who script count characters. */
typedef struct
{
  const char *text;       /* (nullable): NULL where the side has no clause */
  gsize       length;     /* of @text in bytes */
  gsize       byte;       /* the place that was asked for last … */
  glong       character;  /* … and its number */
} Counter;

static Counter
counter_new (const DipClauseText *text)
{
  const char *string = text != NULL ? text->text : NULL;

  return (Counter) { string, string != NULL ? strlen (string) : 0, 0, 0 };
}

/* Changes stand in order but for moves: counting on from the last place makes
 * a clause with many changes cost its length and not its square. */
static void
add_start (DipJson    *json,
           const char *name,
           Counter    *counter,
           gsize       start)
{
  if (counter->text == NULL)
    {
      dip_json_add_null (json, name);
      return;
    }

  start = MIN (start, counter->length);
  if (start >= counter->byte)
    counter->character += g_utf8_strlen (counter->text + counter->byte, start - counter->byte);
  else
    counter->character -= g_utf8_strlen (counter->text + start, counter->byte - start);
  counter->byte = start;

  dip_json_add_int (json, name, counter->character);
}

static void
add_tags (DipJson *json,
          DipTags  tags)
{
  dip_json_begin_array (json, "tags");
  for (guint i = 0; i < DIP_N_TAGS; i++)
    {
      if ((tags & (1u << i)) != 0)
        dip_json_add_string (json, NULL, dip_tag_to_string ((DipTags) (1u << i)));
    }
  dip_json_end_array (json);
}

static void
add_changes (DipJson       *json,
             const DipPair *pair)
{
  Counter old_counter = counter_new (pair->old_text);
  Counter new_counter = counter_new (pair->new_text);

  dip_json_begin_array (json, "changes");
  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (pair->changes, i);
      const DipPart *old_part = find_part (pair->old_text, change->old_part);
      const DipPart *new_part = find_part (pair->new_text, change->new_part);

      dip_json_begin_object (json, NULL);
      dip_json_add_string (json, "op", dip_op_to_string (change->op));
      dip_json_add_string (json, "class", dip_class_to_string (change->class_));
      add_tags (json, change->tags);
      dip_json_add_string (json, "old", change->old_text);
      dip_json_add_string (json, "new", change->new_text);
      add_block (json, "old_block", old_part);
      add_block (json, "new_block", new_part);
      dip_json_add_string (json, "moved_from", change->moved_from);
      dip_json_add_positive (json, "group", change->group);
      dip_json_add_string (json, "rule", change->rule);
      dip_json_add_string (json, "other_text", change->other_text);
      dip_json_add_string (json, "old_part",
                           old_part != NULL ? part_kind_to_string (old_part->kind) : NULL);
      dip_json_add_string (json, "new_part",
                           new_part != NULL ? part_kind_to_string (new_part->kind) : NULL);
      add_start (json, "old_start", &old_counter, change->old_start);
      add_start (json, "new_start", &new_counter, change->new_start);
      dip_json_end_object (json);
    }
  dip_json_end_array (json);
}

static void
add_stance (DipJson       *json,
            const DipPair *pair)
{
  dip_json_begin_object (json, "stance");
  dip_json_add_string (json, "old",
                       pair->old_clause != NULL ? dip_stance_to_string (pair->old_clause->stance) : NULL);
  dip_json_add_string (json, "new",
                       pair->new_clause != NULL ? dip_stance_to_string (pair->new_clause->stance) : NULL);
  dip_json_add_boolean (json, "flip", pair->flip);
  dip_json_add_string (json, "reason", pair->flip_reason);
  dip_json_add_string (json, "old_sentence", pair->flip_old);
  dip_json_add_string (json, "new_sentence", pair->flip_new);
  dip_json_end_object (json);
}

static void
add_pair (DipJson       *json,
          gconstpointer  item)
{
  const DipPair *pair = item;
  const DipClause *newest = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;

  dip_json_add_string (json, "old", pair->old_clause != NULL ? pair->old_clause->id : NULL);
  dip_json_add_string (json, "new", pair->new_clause != NULL ? pair->new_clause->id : NULL);
  _dip_json_add_ids (json, "old_more", pair->old_more);
  _dip_json_add_ids (json, "new_more", pair->new_more);
  dip_json_add_string (json, "title", newest != NULL ? newest->title : NULL);
  dip_json_add_string (json, "relation", dip_relation_to_string (pair->relation));
  dip_json_add_string (json, "class", dip_class_to_string (pair->class_));
  dip_json_add_string (json, "class_rule", pair->class_rule);
  dip_json_add_share (json, "similarity", pair->similarity);
  if (pair->hand != DIP_HAND_NONE)
    dip_json_add_string (json, "by_hand", dip_hand_get_reason (pair->hand));
  add_stance (json, pair);
  add_changes (json, pair);
}

static void
add_group (DipJson       *json,
           gconstpointer  item)
{
  const DipGroup *group = item;

  dip_json_add_int (json, "id", group->id);
  dip_json_add_string (json, "old", group->old_text);
  dip_json_add_string (json, "new", group->new_text);
  dip_json_add_string (json, "class", dip_class_to_string (group->class_));
  dip_json_add_strings (json, "clauses", (const char *const *) group->clauses);
  dip_json_add_int (json, "count", group->count);
}

static void
add_fact (DipJson       *json,
          gconstpointer  item)
{
  const DipFactChange *fact = item;

  dip_json_add_string (json, "control", fact->control);
  dip_json_add_string (json, "what", fact->what);
  dip_json_add_string (json, "old", fact->old_value);
  dip_json_add_string (json, "new", fact->new_value);
  dip_json_add_string (json, "clause", fact->clause);
  dip_json_add_boolean (json, "removed", fact->removed);
}

static void
add_audit_entry (DipJson       *json,
                 gconstpointer  item)
{
  const DipAuditEntry *entry = item;

  dip_json_add_string (json, "clause", entry->clause);
  if (entry->clause != NULL)
    dip_json_add_boolean (json, "removed", entry->removed);
  dip_json_add_string (json, "version", entry->version);
  dip_json_add_string (json, "summary", entry->summary);
  dip_json_add_string (json, "date", entry->date);
  dip_json_add_string (json, "why", entry->why);
}

static void
add_audit (DipJson             *json,
           const DipComparison *comparison)
{
  dip_json_begin_object (json, "audit");
  dip_json_add_objects (json, "declared", comparison->declared, add_audit_entry);
  dip_json_add_objects (json, "undeclared", comparison->undeclared, add_audit_entry);
  dip_json_add_objects (json, "not_found", comparison->not_found, add_audit_entry);
  if (comparison->audit_note != NULL)
    dip_json_add_string (json, "note", comparison->audit_note);
  dip_json_end_object (json);
}

/* How many pairs have each class, and how many flip. */
void
_dip_json_add_summary (DipJson             *json,
                       const char          *name,
                       const DipComparison *comparison)
{
  dip_json_begin_object (json, name);
  for (guint i = 0; i < DIP_N_CLASSES; i++)
    dip_json_add_int (json, dip_class_to_string ((DipClass) i), comparison->n_by_class[i]);
  dip_json_add_int (json, "flips", comparison->n_flips);
  dip_json_end_object (json);
}

/**
 * dip_report_comparison:
 * @comparison: two editions, compared
 *
 * Makes the answer of `compare --json`. A change's "old_start" and
 * "new_start" count Unicode characters in the clause's whole text: title,
 * question, implemented, answer and blocks ("marker text"), whichever there
 * are, with one line feed between them.
 *
 * Returns: (transfer full): JSON
 */
char *
dip_report_comparison (DipComparison *comparison)
{
  DipJson *json;

  g_return_val_if_fail (comparison != NULL, NULL);

  json = dip_json_new ();
  dip_json_begin_object (json, NULL);
  _dip_json_add_edition (json, "old", comparison->old_document->edition);
  _dip_json_add_edition (json, "new", comparison->new_document->edition);
  dip_json_add_objects (json, "pairs", comparison->pairs, add_pair);
  dip_json_add_objects (json, "groups", comparison->groups, add_group);
  dip_json_add_objects (json, "facts", comparison->facts, add_fact);
  add_audit (json, comparison);
  _dip_json_add_summary (json, "summary", comparison);
  dip_json_add_list (json, "limits", comparison->limits);
  dip_json_end_object (json);

  return dip_json_end (json);
}
