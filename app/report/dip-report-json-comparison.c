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
set_block (JsonObject    *object,
           const char    *name,
           const DipPart *part)
{
  if (part != NULL && part->kind == DIP_PART_BLOCK && part->block >= 0)
    _dip_json_set_int (object, name, part->block);
  else
    json_object_set_null_member (object, name);
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
set_start (JsonObject *object,
           const char *name,
           Counter    *counter,
           gsize       start)
{
  if (counter->text == NULL)
    {
      json_object_set_null_member (object, name);
      return;
    }

  start = MIN (start, counter->length);
  if (start >= counter->byte)
    counter->character += g_utf8_strlen (counter->text + counter->byte, start - counter->byte);
  else
    counter->character -= g_utf8_strlen (counter->text + start, counter->byte - start);
  counter->byte = start;

  _dip_json_set_int (object, name, counter->character);
}

static JsonArray *
tags_to_json (DipTags tags)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < DIP_N_TAGS; i++)
    {
      if ((tags & (1u << i)) != 0)
        json_array_add_string_element (array, dip_tag_to_string ((DipTags) (1u << i)));
    }

  return array;
}

static JsonArray *
changes_to_json (const DipPair *pair)
{
  JsonArray *array = json_array_sized_new (pair->changes->len);
  Counter old_counter = counter_new (pair->old_text);
  Counter new_counter = counter_new (pair->new_text);

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (pair->changes, i);
      const DipPart *old_part = find_part (pair->old_text, change->old_part);
      const DipPart *new_part = find_part (pair->new_text, change->new_part);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "op", dip_op_to_string (change->op));
      _dip_json_set_string (object, "class", dip_class_to_string (change->class_));
      _dip_json_set_array (object, "tags", tags_to_json (change->tags));
      _dip_json_set_string (object, "old", change->old_text);
      _dip_json_set_string (object, "new", change->new_text);
      set_block (object, "old_block", old_part);
      set_block (object, "new_block", new_part);
      _dip_json_set_string (object, "moved_from", change->moved_from);
      _dip_json_set_positive (object, "group", change->group);
      _dip_json_set_string (object, "rule", change->rule);
      _dip_json_set_string (object, "other_text", change->other_text);
      _dip_json_set_string (object, "old_part",
                            old_part != NULL ? part_kind_to_string (old_part->kind) : NULL);
      _dip_json_set_string (object, "new_part",
                            new_part != NULL ? part_kind_to_string (new_part->kind) : NULL);
      set_start (object, "old_start", &old_counter, change->old_start);
      set_start (object, "new_start", &new_counter, change->new_start);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
stance_to_json (const DipPair *pair)
{
  JsonObject *object = json_object_new ();

  _dip_json_set_string (object, "old",
                        pair->old_clause != NULL ? dip_stance_to_string (pair->old_clause->stance) : NULL);
  _dip_json_set_string (object, "new",
                        pair->new_clause != NULL ? dip_stance_to_string (pair->new_clause->stance) : NULL);
  _dip_json_set_boolean (object, "flip", pair->flip);
  _dip_json_set_string (object, "reason", pair->flip_reason);
  _dip_json_set_string (object, "old_sentence", pair->flip_old);
  _dip_json_set_string (object, "new_sentence", pair->flip_new);

  return object;
}

static JsonArray *
ids_to_json (GPtrArray *clauses)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; clauses != NULL && i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      json_array_add_string_element (array, clause->id);
    }

  return array;
}

static JsonArray *
pairs_to_json (GPtrArray *pairs)
{
  JsonArray *array = json_array_sized_new (pairs->len);

  for (guint i = 0; i < pairs->len; i++)
    {
      const DipPair *pair = g_ptr_array_index (pairs, i);
      const DipClause *newest = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "old", pair->old_clause != NULL ? pair->old_clause->id : NULL);
      _dip_json_set_string (object, "new", pair->new_clause != NULL ? pair->new_clause->id : NULL);
      _dip_json_set_array (object, "old_more", ids_to_json (pair->old_more));
      _dip_json_set_array (object, "new_more", ids_to_json (pair->new_more));
      _dip_json_set_string (object, "title", newest != NULL ? newest->title : NULL);
      _dip_json_set_string (object, "relation", dip_relation_to_string (pair->relation));
      _dip_json_set_string (object, "class", dip_class_to_string (pair->class_));
      _dip_json_set_string (object, "class_rule", pair->class_rule);
      _dip_json_set_share (object, "similarity", pair->similarity);
      if (pair->hand != DIP_HAND_NONE)
        _dip_json_set_string (object, "by_hand", dip_hand_get_reason (pair->hand));
      _dip_json_set_object (object, "stance", stance_to_json (pair));
      _dip_json_set_array (object, "changes", changes_to_json (pair));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
groups_to_json (GPtrArray *groups)
{
  JsonArray *array = json_array_sized_new (groups->len);

  for (guint i = 0; i < groups->len; i++)
    {
      const DipGroup *group = g_ptr_array_index (groups, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_int (object, "id", group->id);
      _dip_json_set_string (object, "old", group->old_text);
      _dip_json_set_string (object, "new", group->new_text);
      _dip_json_set_string (object, "class", dip_class_to_string (group->class_));
      _dip_json_set_strings (object, "clauses", (const char *const *) group->clauses);
      _dip_json_set_int (object, "count", group->count);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
facts_to_json (GPtrArray *facts)
{
  JsonArray *array = json_array_sized_new (facts->len);

  for (guint i = 0; i < facts->len; i++)
    {
      const DipFactChange *fact = g_ptr_array_index (facts, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "control", fact->control);
      _dip_json_set_string (object, "what", fact->what);
      _dip_json_set_string (object, "old", fact->old_value);
      _dip_json_set_string (object, "new", fact->new_value);
      _dip_json_set_string (object, "clause", fact->clause);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
audit_entries_to_json (GPtrArray *entries)
{
  JsonArray *array = json_array_sized_new (entries->len);

  for (guint i = 0; i < entries->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (entries, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "clause", entry->clause);
      _dip_json_set_string (object, "version", entry->version);
      _dip_json_set_string (object, "summary", entry->summary);
      _dip_json_set_string (object, "date", entry->date);
      _dip_json_set_string (object, "why", entry->why);
      json_array_add_object_element (array, object);
    }

  return array;
}

/* How many pairs have each class, and how many flip. */
JsonObject *
_dip_json_summary (const DipComparison *comparison)
{
  JsonObject *summary = json_object_new ();

  for (guint i = 0; i < DIP_N_CLASSES; i++)
    _dip_json_set_int (summary, dip_class_to_string ((DipClass) i), comparison->n_by_class[i]);
  _dip_json_set_int (summary, "flips", comparison->n_flips);

  return summary;
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
 * Returns: (transfer full): an object
 */
JsonNode *
dip_report_comparison (DipComparison *comparison)
{
  JsonObject *object;
  JsonObject *audit;
  JsonArray *limits;

  g_return_val_if_fail (comparison != NULL, NULL);

  audit = json_object_new ();
  _dip_json_set_array (audit, "declared", audit_entries_to_json (comparison->declared));
  _dip_json_set_array (audit, "undeclared", audit_entries_to_json (comparison->undeclared));
  _dip_json_set_array (audit, "not_found", audit_entries_to_json (comparison->not_found));
  if (comparison->audit_note != NULL)
    _dip_json_set_string (audit, "note", comparison->audit_note);

  limits = json_array_new ();
  for (guint i = 0; i < comparison->limits->len; i++)
    json_array_add_string_element (limits, g_ptr_array_index (comparison->limits, i));

  object = json_object_new ();
  _dip_json_set_object (object, "old", _dip_json_edition (comparison->old_document->edition));
  _dip_json_set_object (object, "new", _dip_json_edition (comparison->new_document->edition));
  _dip_json_set_array (object, "pairs", pairs_to_json (comparison->pairs));
  _dip_json_set_array (object, "groups", groups_to_json (comparison->groups));
  _dip_json_set_array (object, "facts", facts_to_json (comparison->facts));
  _dip_json_set_object (object, "audit", audit);
  _dip_json_set_object (object, "summary", _dip_json_summary (comparison));
  _dip_json_set_array (object, "limits", limits);

  return _dip_json_node (object);
}
