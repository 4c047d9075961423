/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session/dip-library.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/dip-error.h"
#include "session/dip-variant-private.h"

static const DipVariant *
find_variant (DipDocument *document,
              const char  *key)
{
  for (guint i = 0; i < document->variants->len; i++)
    {
      const DipVariant *variant = g_ptr_array_index (document->variants, i);

      if (g_ascii_strcasecmp (variant->key, key) == 0)
        return variant;
    }

  return NULL;
}

static void
copy_controls (GPtrArray *to,
               GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    {
      const DipControl *control = g_ptr_array_index (from, i);

      g_ptr_array_add (to, dip_control_new (control->id, control->framework, control->origin,
                                            control->confidence));
    }
}

/* Whether what was left out of a block has taken a fact with it. */
static gboolean
is_quoted_in (const DipClause *to,
              int              place,
              const DipFact   *fact,
              const DipClause *from)
{
  const DipBlock *copy = g_ptr_array_index (to->blocks, (guint) place);
  const DipBlock *block = g_ptr_array_index (from->blocks, (guint) fact->block);

  return strcmp (copy->text, block->text) == 0 || fact->quote == NULL || strstr (copy->text, fact->quote) != NULL;
}

/* Copies the blocks that hold for a variant, and the facts that stand in them. */
static void
copy_blocks (DipClause         *to,
             const DipClause   *from,
             const DipDocument *document,
             const DipVariant  *variant,
             gboolean           is_definition)
{
  g_autofree int *places = g_new (int, from->blocks->len + 1);

  for (guint i = 0; i < from->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (from->blocks, i);
      g_autofree char *text = NULL;
      DipBlock *copy;

      places[i] = -1;
      if (block->variant != NULL && g_strcmp0 (block->variant, variant->key) != 0)
        continue;
      text = block->variant != NULL || is_definition ? g_strdup (block->text)
        : _dip_variant_view_text (document, variant, block);
      if (*text == '\0' && *block->text != '\0')
        continue;

      places[i] = (int) to->blocks->len;
      copy = dip_block_new (block->kind, block->marker, text);
      copy->variant = g_strdup (block->variant);
      copy->depth = block->depth;
      copy->page = block->page;
      copy->line = block->line;
      g_ptr_array_add (to->blocks, copy);
    }

  for (guint i = 0; i < from->facts->len; i++)
    {
      const DipFact *fact = g_ptr_array_index (from->facts, i);
      gboolean is_in_block = fact->block >= 0 && (guint) fact->block < from->blocks->len;

      if (is_in_block && (places[fact->block] < 0 || !is_quoted_in (to, places[fact->block], fact, from)))
        continue;

      g_ptr_array_add (to->facts, dip_fact_new (fact->what, fact->value, fact->quote,
                                                is_in_block ? places[fact->block] : -1));
    }
}

static DipClause *
copy_clause (const DipClause   *clause,
             const DipDocument *document,
             const DipVariant  *variant)
{
  DipClause *copy = dip_clause_new ();

  g_free (copy->id);
  g_free (copy->title);
  g_free (copy->heading);
  g_strfreev (copy->refers_to);

  copy->id = g_strdup (clause->id);
  copy->number = g_strdup (clause->number);
  copy->title = g_strdup (clause->title);
  copy->heading = g_strdup (clause->heading);
  copy->level = clause->level;
  copy->parent = g_strdup (clause->parent);
  copy->kind = clause->kind;
  copy->variant_dependent = clause->variant_dependent;
  copy->refers_to = g_strdupv (clause->refers_to);
  copy->stance = clause->stance;
  copy->stance_reason = g_strdup (clause->stance_reason);
  copy->question = g_strdup (clause->question);
  copy->implemented = clause->implemented;
  copy->implemented_text = g_strdup (clause->implemented_text);
  copy->answer = g_strdup (clause->answer);
  copy->page = clause->page;
  copy->line = clause->line;
  copy_controls (copy->controls, clause->controls);
  copy_blocks (copy, clause, document, variant, g_strcmp0 (clause->id, variant->clause) == 0);

  return copy;
}

static void
copy_surroundings (DipDocument *to,
                   DipDocument *from)
{
  for (guint i = 0; i < from->properties->len; i++)
    {
      const DipProperty *property = g_ptr_array_index (from->properties, i);

      g_ptr_array_add (to->properties, dip_property_new (property->name, property->value));
    }

  for (guint i = 0; i < from->variants->len; i++)
    {
      const DipVariant *variant = g_ptr_array_index (from->variants, i);
      DipVariant *copy = dip_variant_new (variant->key, variant->label);

      g_strfreev (copy->aliases);
      copy->aliases = g_strdupv (variant->aliases);
      copy->clause = g_strdup (variant->clause);
      g_ptr_array_add (to->variants, copy);
    }

  for (guint i = 0; i < from->terms->len; i++)
    {
      const DipTerm *term = g_ptr_array_index (from->terms, i);

      g_ptr_array_add (to->terms, dip_term_new (term->term, term->meaning, term->clause));
    }

  for (guint i = 0; i < from->revisions->len; i++)
    {
      const DipRevision *revision = g_ptr_array_index (from->revisions, i);
      DipRevision *copy = dip_revision_new ();

      g_strfreev (copy->items);
      copy->version = g_strdup (revision->version);
      copy->label = g_strdup (revision->label);
      copy->kind = g_strdup (revision->kind);
      copy->summary = g_strdup (revision->summary);
      copy->items = g_strdupv (revision->items);
      copy->pages = g_strdup (revision->pages);
      copy->date = g_strdup (revision->date);
      g_ptr_array_add (to->revisions, copy);
    }

  for (guint i = 0; i < from->warnings->len; i++)
    g_ptr_array_add (to->warnings, g_strdup (g_ptr_array_index (from->warnings, i)));
}

static void
set_unknown_variant (DipDocument *document,
                     const char  *key,
                     GError     **error)
{
  g_autoptr (GString) keys = NULL;

  if (document->variants->len == 0)
    {
      g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
                   _("The paper knows no variant “%s”, nor any other."), key);
      return;
    }

  keys = g_string_new (NULL);
  for (guint i = 0; i < document->variants->len; i++)
    {
      const DipVariant *variant = g_ptr_array_index (document->variants, i);

      g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", variant->key);
    }

  g_set_error (error, DIP_STORE_ERROR, DIP_STORE_ERROR_NOT_FOUND,
               _("The paper knows no variant “%s”; it has %s."), key, keys->str);
}

/**
 * dip_library_view_variant:
 * @document: an edition
 * @key: key of one of its variants; letter case does not matter
 * @error: return location for DIP_STORE_ERROR_NOT_FOUND; the message names the keys that there are
 *
 * Makes the edition as it reads for one variant: blocks that hold for another
 * one only are left out, with their facts, and so are sentences and columns of
 * tables that name another one. Where a clause says that it differs
 * and refers to the chapter that tells how, the blocks of that chapter that
 * hold for this variant and speak of the same are appended as notes; @from
 * tells where they stand. Everything else stays, ids too.
 * Call it from any thread.
 *
 * Returns: (transfer full): a document of its own, or NULL with @error set
 */
DipDocument *
dip_library_view_variant (DipDocument  *document,
                          const char   *key,
                          GError      **error)
{
  const DipVariant *variant;
  DipDocument *view;

  g_return_val_if_fail (DIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  variant = find_variant (document, key);
  if (variant == NULL)
    {
      set_unknown_variant (document, key, error);
      return NULL;
    }

  view = dip_document_new ();
  g_object_unref (view->edition);
  view->edition = dip_edition_copy (document->edition);
  copy_surroundings (view, document);
  if (document->front != NULL)
    view->front = copy_clause (document->front, document, variant);
  view->front_is_cut = document->front_is_cut;
  for (guint i = 0; i < document->clauses->len; i++)
    g_ptr_array_add (view->clauses,
                     copy_clause (g_ptr_array_index (document->clauses, i), document, variant));
  _dip_variant_add_sources (view, document, variant);

  return view;
}
