/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-recognise.h"

#include "recognise/dip-stance-private.h"
#include "recognise/dip-structure.h"

typedef void (*Pass) (DipDraft *draft);

/* Papers that are being read at this moment. */
static int n_running;

/* In this order: each pass may read what those before it have found. */
static const Pass passes[] = {
  dip_recognise_structure,
  dip_recognise_metadata,
  dip_recognise_controls,
  dip_recognise_terms,
  dip_recognise_variants,
  dip_recognise_references,
  dip_recognise_stances,
  dip_recognise_facts,
  dip_keep_loose_lines,
};

/**
 * dip_recognise:
 * @layout: what a reader made of a file
 * @lexicon: the word lists
 * @cancellable: (nullable): looked at between the passes
 * @error: return location
 *
 * Reads a paper out of a layout: its clauses with their text, then everything
 * that is said in them. Any layout gives a document; what looks like no paper
 * becomes one clause with all of the text and a warning. Pure, any thread,
 * linear in the length of the layout but for sorting.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with
 *   %G_IO_ERROR_CANCELLED, the only error
 */
DipDocument *
dip_recognise (const DipLayout   *layout,
               const DipLexicon  *lexicon,
               GCancellable      *cancellable,
               GError           **error)
{
  g_autoptr (DipDocument) document = NULL;
  g_autoptr (GPtrArray) cover = NULL;
  g_autoptr (GPtrArray) tail = NULL;
  g_autoptr (GPtrArray) running = NULL;
  g_autoptr (GPtrArray) made = NULL;
  DipDraft draft;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (lexicon != NULL, NULL);

  document = dip_document_new ();
  cover = g_ptr_array_new ();
  tail = g_ptr_array_new ();
  running = g_ptr_array_new ();
  made = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_line_free);
  document->edition->source_name = g_strdup (layout->name);
  document->edition->media_type = g_strdup (layout->media_type);

  for (guint i = 0; i < layout->warnings->len; i++)
    g_ptr_array_add (document->warnings, g_strdup (g_ptr_array_index (layout->warnings, i)));

  draft.layout = layout;
  draft.lexicon = lexicon;
  draft.document = document;
  draft.cover = cover;
  draft.tail = tail;
  draft.running = running;
  draft.made = made;
  draft.mappings = NULL;
  draft.passages = NULL;

  if (g_atomic_int_add (&n_running, 1) > 0)
    dip_control_warm_up (lexicon);

  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_clear_pointer (&draft.passages, g_hash_table_unref);
          g_clear_pointer (&draft.mappings, g_hash_table_unref);
          g_atomic_int_add (&n_running, -1);
          return NULL;
        }

      passes[i] (&draft);
    }
  g_clear_pointer (&draft.passages, g_hash_table_unref);
  g_clear_pointer (&draft.mappings, g_hash_table_unref);
  g_atomic_int_add (&n_running, -1);

  document->edition->n_clauses = document->clauses->len;
  document->edition->n_warnings = document->warnings->len;

  return g_steal_pointer (&document);
}

/**
 * dip_recognise_make_tables:
 * @lexicon: the default one
 *
 * Makes all tables that recognisers take, while they are recorded.
 */
void
dip_recognise_make_tables (const DipLexicon *lexicon)
{
  dip_control_make_tables (lexicon);
  dip_stance_make_tables (lexicon);
}
