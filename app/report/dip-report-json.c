/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

#include <math.h>

/* Shares are told in thousandths: more digits would be noise that differs
 * from one processor to the next. */
#define SHARE_UNIT 1000.

void
_dip_json_set_string (JsonObject *object,
                      const char *name,
                      const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

void
_dip_json_set_int (JsonObject *object,
                   const char *name,
                   gint64      value)
{
  json_object_set_int_member (object, name, value);
}

void
_dip_json_set_positive (JsonObject *object,
                        const char *name,
                        gint64      value)
{
  if (value > 0)
    json_object_set_int_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

void
_dip_json_set_boolean (JsonObject *object,
                       const char *name,
                       gboolean    value)
{
  json_object_set_boolean_member (object, name, value);
}

void
_dip_json_set_share (JsonObject *object,
                     const char *name,
                     double      value)
{
  json_object_set_double_member (object, name,
                                 isfinite (value) ? round (value * SHARE_UNIT) / SHARE_UNIT : 0.);
}

void
_dip_json_set_strings (JsonObject        *object,
                       const char        *name,
                       const char *const *values)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);

  json_object_set_array_member (object, name, array);
}

/* Takes @value. */
void
_dip_json_set_object (JsonObject *object,
                      const char *name,
                      JsonObject *value)
{
  json_object_set_object_member (object, name, value);
}

/* Takes @value. */
void
_dip_json_set_array (JsonObject *object,
                     const char *name,
                     JsonArray  *value)
{
  json_object_set_array_member (object, name, value);
}

/* Takes @object. */
JsonNode *
_dip_json_node (JsonObject *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, object);
  json_object_unref (object);

  return node;
}

JsonObject *
_dip_json_edition (DipEdition *edition)
{
  JsonObject *object = json_object_new ();
  JsonObject *source = json_object_new ();

  _dip_json_set_positive (object, "id", edition->id);
  _dip_json_set_string (object, "vendor", edition->provider);
  _dip_json_set_string (object, "service", edition->service);
  _dip_json_set_string (object, "title", edition->title);
  _dip_json_set_string (object, "kind", dip_kind_to_string (edition->kind));
  _dip_json_set_string (object, "language", edition->language);
  _dip_json_set_string (object, "version", edition->version);
  _dip_json_set_string (object, "version_origin", dip_origin_to_string (edition->version_origin));
  _dip_json_set_string (object, "issued", edition->issued);
  _dip_json_set_string (object, "framework", edition->framework);

  _dip_json_set_string (source, "name", edition->source_name);
  _dip_json_set_string (source, "media_type", edition->media_type);
  _dip_json_set_string (source, "sha256", edition->sha256);
  _dip_json_set_int (source, "bytes", edition->n_bytes);
  _dip_json_set_object (object, "source", source);

  _dip_json_set_string (object, "imported", edition->imported);
  _dip_json_set_int (object, "n_clauses", edition->n_clauses);
  _dip_json_set_int (object, "n_warnings", edition->n_warnings);

  return object;
}

static JsonArray *
properties_to_json (GPtrArray *properties)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < properties->len; i++)
    {
      const DipProperty *property = g_ptr_array_index (properties, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "name", property->name);
      _dip_json_set_string (object, "value", property->value);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
variants_to_json (GPtrArray *variants)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < variants->len; i++)
    {
      const DipVariant *variant = g_ptr_array_index (variants, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "key", variant->key);
      _dip_json_set_string (object, "label", variant->label);
      _dip_json_set_strings (object, "aliases", (const char *const *) variant->aliases);
      _dip_json_set_string (object, "clause", variant->clause);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
terms_to_json (GPtrArray *terms)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < terms->len; i++)
    {
      const DipTerm *term = g_ptr_array_index (terms, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "term", term->term);
      _dip_json_set_string (object, "meaning", term->meaning);
      _dip_json_set_string (object, "clause", term->clause);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
revisions_to_json (GPtrArray *revisions)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < revisions->len; i++)
    {
      const DipRevision *revision = g_ptr_array_index (revisions, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "version", revision->version);
      _dip_json_set_string (object, "label", revision->label);
      _dip_json_set_string (object, "kind", revision->kind);
      _dip_json_set_string (object, "summary", revision->summary);
      _dip_json_set_strings (object, "items", (const char *const *) revision->items);
      _dip_json_set_string (object, "pages", revision->pages);
      _dip_json_set_string (object, "date", revision->date);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
controls_to_json (GPtrArray *controls)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (controls, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "id", control->id);
      _dip_json_set_string (object, "framework", control->framework);
      _dip_json_set_string (object, "origin", dip_origin_to_string (control->origin));
      _dip_json_set_share (object, "confidence", control->confidence);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
facts_to_json (GPtrArray *facts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < facts->len; i++)
    {
      const DipFact *fact = g_ptr_array_index (facts, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "what", fact->what);
      _dip_json_set_string (object, "value", fact->value);
      _dip_json_set_string (object, "quote", fact->quote);
      if (fact->block >= 0)
        _dip_json_set_int (object, "block", fact->block);
      else
        json_object_set_null_member (object, "block");
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
blocks_to_json (GPtrArray *blocks)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (blocks, i);
      JsonObject *object = json_object_new ();

      _dip_json_set_string (object, "kind", dip_block_kind_to_string (block->kind));
      _dip_json_set_string (object, "marker", block->marker);
      _dip_json_set_string (object, "text", block->text != NULL ? block->text : "");
      _dip_json_set_string (object, "variant", block->variant);
      if (block->from != NULL)
        _dip_json_set_string (object, "from", block->from);
      _dip_json_set_positive (object, "page", block->page);
      _dip_json_set_int (object, "depth", block->depth);
      _dip_json_set_positive (object, "line", block->line);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
clause_to_json (const DipClause *clause)
{
  JsonObject *object = json_object_new ();

  _dip_json_set_string (object, "id", clause->id);
  _dip_json_set_string (object, "number", clause->number);
  _dip_json_set_string (object, "title", clause->title);
  _dip_json_set_string (object, "heading", clause->heading);
  _dip_json_set_int (object, "level", clause->level);
  _dip_json_set_string (object, "parent", clause->parent);
  _dip_json_set_string (object, "kind", dip_clause_kind_to_string (clause->kind));
  _dip_json_set_array (object, "controls", controls_to_json (clause->controls));
  _dip_json_set_boolean (object, "variant_dependent", clause->variant_dependent);
  _dip_json_set_strings (object, "refers_to", (const char *const *) clause->refers_to);
  _dip_json_set_string (object, "stance", dip_stance_to_string (clause->stance));
  _dip_json_set_string (object, "stance_reason", clause->stance_reason);
  _dip_json_set_array (object, "facts", facts_to_json (clause->facts));
  _dip_json_set_string (object, "question", clause->question);
  _dip_json_set_string (object, "implemented", dip_implemented_to_string (clause->implemented));
  _dip_json_set_string (object, "implemented_text", clause->implemented_text);
  _dip_json_set_string (object, "answer", clause->answer);
  _dip_json_set_array (object, "blocks", blocks_to_json (clause->blocks));
  _dip_json_set_positive (object, "page", clause->page);
  _dip_json_set_positive (object, "line", clause->line);

  return object;
}

/**
 * dip_report_editions:
 * @editions: (element-type DipEdition): what a library holds, in its order
 *
 * Makes the answer of `list --json`: an object whose "editions" holds one
 * object for each edition.
 *
 * Touches nothing but its argument; call it from any thread, as all functions
 * of this file.
 *
 * Returns: (transfer full): an object
 */
JsonNode *
dip_report_editions (GPtrArray *editions)
{
  JsonObject *object;
  JsonArray *array;

  g_return_val_if_fail (editions != NULL, NULL);

  array = json_array_sized_new (editions->len);
  for (guint i = 0; i < editions->len; i++)
    json_array_add_object_element (array, _dip_json_edition (g_ptr_array_index (editions, i)));

  object = json_object_new ();
  _dip_json_set_array (object, "editions", array);

  return _dip_json_node (object);
}

/**
 * dip_report_document:
 * @document: an edition with its text
 *
 * Makes the answer of `show --json`. What the paper does not say is null;
 * every key is always there.
 *
 * Returns: (transfer full): an object
 */
JsonNode *
dip_report_document (DipDocument *document)
{
  JsonObject *object;
  JsonArray *clauses;
  JsonArray *warnings;

  g_return_val_if_fail (DIP_IS_DOCUMENT (document), NULL);

  clauses = json_array_sized_new (document->clauses->len);
  for (guint i = 0; i < document->clauses->len; i++)
    json_array_add_object_element (clauses, clause_to_json (g_ptr_array_index (document->clauses, i)));

  warnings = json_array_sized_new (document->warnings->len);
  for (guint i = 0; i < document->warnings->len; i++)
    json_array_add_string_element (warnings, g_ptr_array_index (document->warnings, i));

  object = json_object_new ();
  _dip_json_set_object (object, "edition", _dip_json_edition (document->edition));
  _dip_json_set_array (object, "properties", properties_to_json (document->properties));
  _dip_json_set_array (object, "variants", variants_to_json (document->variants));
  _dip_json_set_array (object, "terms", terms_to_json (document->terms));
  _dip_json_set_array (object, "revisions", revisions_to_json (document->revisions));
  _dip_json_set_array (object, "clauses", clauses);
  _dip_json_set_array (object, "warnings", warnings);

  return _dip_json_node (object);
}

/**
 * dip_report_clause:
 * @clause: a clause
 *
 * Makes one element of the "clauses" of [func@report_document].
 *
 * Returns: (transfer full): an object
 */
JsonNode *
dip_report_clause (DipClause *clause)
{
  g_return_val_if_fail (clause != NULL, NULL);

  return _dip_json_node (clause_to_json (clause));
}
