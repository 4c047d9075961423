/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

static void
add_edition (DipJson       *json,
             gconstpointer  item)
{
  const DipEdition *edition = item;

  dip_json_add_positive (json, "id", edition->id);
  dip_json_add_string (json, "vendor", edition->provider);
  dip_json_add_string (json, "service", edition->service);
  dip_json_add_string (json, "title", edition->title);
  dip_json_add_string (json, "kind", dip_kind_to_string (edition->kind));
  dip_json_add_string (json, "language", edition->language);
  dip_json_add_string (json, "version", edition->version);
  dip_json_add_string (json, "version_origin", dip_origin_to_string (edition->version_origin));
  dip_json_add_string (json, "issued", edition->issued);
  dip_json_add_string (json, "framework", edition->framework);

  dip_json_begin_object (json, "source");
  dip_json_add_string (json, "name", edition->source_name);
  dip_json_add_string (json, "media_type", edition->media_type);
  dip_json_add_string (json, "sha256", edition->sha256);
  dip_json_add_int (json, "bytes", edition->n_bytes);
  dip_json_end_object (json);

  dip_json_add_string (json, "imported", edition->imported);
  dip_json_add_int (json, "n_clauses", edition->n_clauses);
  dip_json_add_int (json, "n_warnings", edition->n_warnings);
}

void
_dip_json_add_edition (DipJson          *json,
                       const char       *name,
                       const DipEdition *edition)
{
  dip_json_begin_object (json, name);
  add_edition (json, edition);
  dip_json_end_object (json);
}

void
_dip_json_add_ids (DipJson    *json,
                   const char *name,
                   GPtrArray  *clauses)
{
  dip_json_begin_array (json, name);
  for (guint i = 0; clauses != NULL && i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      dip_json_add_string (json, NULL, clause->id);
    }
  dip_json_end_array (json);
}

static void
add_property (DipJson       *json,
              gconstpointer  item)
{
  const DipProperty *property = item;

  dip_json_add_string (json, "name", property->name);
  dip_json_add_string (json, "value", property->value);
}

static void
add_variant (DipJson       *json,
             gconstpointer  item)
{
  const DipVariant *variant = item;

  dip_json_add_string (json, "key", variant->key);
  dip_json_add_string (json, "label", variant->label);
  dip_json_add_strings (json, "aliases", (const char *const *) variant->aliases);
  dip_json_add_string (json, "clause", variant->clause);
}

static void
add_term (DipJson       *json,
          gconstpointer  item)
{
  const DipTerm *term = item;

  dip_json_add_string (json, "term", term->term);
  dip_json_add_string (json, "meaning", term->meaning);
  dip_json_add_string (json, "clause", term->clause);
}

static void
add_revision (DipJson       *json,
              gconstpointer  item)
{
  const DipRevision *revision = item;

  dip_json_add_string (json, "version", revision->version);
  dip_json_add_string (json, "label", revision->label);
  dip_json_add_string (json, "kind", revision->kind);
  dip_json_add_string (json, "summary", revision->summary);
  dip_json_add_strings (json, "items", (const char *const *) revision->items);
  dip_json_add_string (json, "pages", revision->pages);
  dip_json_add_string (json, "date", revision->date);
}

static void
add_control (DipJson       *json,
             gconstpointer  item)
{
  const DipControl *control = item;

  dip_json_add_string (json, "id", control->id);
  dip_json_add_string (json, "framework", control->framework);
  dip_json_add_string (json, "origin", dip_origin_to_string (control->origin));
  dip_json_add_share (json, "confidence", control->confidence);
}

static void
add_fact (DipJson       *json,
          gconstpointer  item)
{
  const DipFact *fact = item;

  dip_json_add_string (json, "what", fact->what);
  dip_json_add_string (json, "value", fact->value);
  dip_json_add_string (json, "quote", fact->quote);
  if (fact->block >= 0)
    dip_json_add_int (json, "block", fact->block);
  else
    dip_json_add_null (json, "block");
}

static void
add_block (DipJson       *json,
           gconstpointer  item)
{
  const DipBlock *block = item;

  dip_json_add_string (json, "kind", dip_block_kind_to_string (block->kind));
  dip_json_add_string (json, "marker", block->marker);
  dip_json_add_string (json, "text", block->text != NULL ? block->text : "");
  dip_json_add_string (json, "variant", block->variant);
  if (block->from != NULL)
    dip_json_add_string (json, "from", block->from);
  dip_json_add_positive (json, "page", block->page);
  dip_json_add_int (json, "depth", block->depth);
  dip_json_add_positive (json, "line", block->line);
}

static void
add_clause (DipJson       *json,
            gconstpointer  item)
{
  const DipClause *clause = item;

  dip_json_add_string (json, "id", clause->id);
  dip_json_add_string (json, "number", clause->number);
  dip_json_add_string (json, "title", clause->title);
  dip_json_add_string (json, "heading", clause->heading);
  dip_json_add_int (json, "level", clause->level);
  dip_json_add_string (json, "parent", clause->parent);
  dip_json_add_string (json, "kind", dip_clause_kind_to_string (clause->kind));
  dip_json_add_objects (json, "controls", clause->controls, add_control);
  dip_json_add_boolean (json, "variant_dependent", clause->variant_dependent);
  dip_json_add_strings (json, "refers_to", (const char *const *) clause->refers_to);
  dip_json_add_string (json, "stance", dip_stance_to_string (clause->stance));
  dip_json_add_string (json, "stance_reason", clause->stance_reason);
  dip_json_add_objects (json, "facts", clause->facts, add_fact);
  dip_json_add_string (json, "question", clause->question);
  dip_json_add_string (json, "implemented", dip_implemented_to_string (clause->implemented));
  dip_json_add_string (json, "implemented_text", clause->implemented_text);
  dip_json_add_string (json, "answer", clause->answer);
  dip_json_add_objects (json, "blocks", clause->blocks, add_block);
  dip_json_add_positive (json, "page", clause->page);
  dip_json_add_positive (json, "line", clause->line);
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
 * Returns: (transfer full): JSON
 */
char *
dip_report_editions (GPtrArray *editions)
{
  DipJson *json;

  g_return_val_if_fail (editions != NULL, NULL);

  json = dip_json_new ();
  dip_json_begin_object (json, NULL);
  dip_json_add_objects (json, "editions", editions, add_edition);
  dip_json_end_object (json);

  return dip_json_end (json);
}

/**
 * dip_report_document:
 * @document: an edition with its text
 *
 * Makes the answer of `show --json`. What the paper does not say is null;
 * every key is always there.
 *
 * Returns: (transfer full): JSON
 */
char *
dip_report_document (DipDocument *document)
{
  DipJson *json;

  g_return_val_if_fail (DIP_IS_DOCUMENT (document), NULL);

  json = dip_json_new ();
  dip_json_begin_object (json, NULL);
  _dip_json_add_edition (json, "edition", document->edition);
  dip_json_add_objects (json, "properties", document->properties, add_property);
  dip_json_add_objects (json, "variants", document->variants, add_variant);
  dip_json_add_objects (json, "terms", document->terms, add_term);
  dip_json_add_objects (json, "revisions", document->revisions, add_revision);
  dip_json_add_objects (json, "clauses", document->clauses, add_clause);
  dip_json_add_list (json, "warnings", document->warnings);
  dip_json_end_object (json);

  return dip_json_end (json);
}
