/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

static void
work_free (gpointer data)
{
  DipWork *work = data;

  /* The texts went to the pair. */
  if (work->old != NULL)
    work->old->text = NULL;
  if (work->new_ != NULL)
    work->new_->text = NULL;
  _dip_prepared_free (work->old);
  _dip_prepared_free (work->new_);
  g_array_unref (work->units);
  g_free (work);
}

static GPtrArray *
prepare_all (DipContext       *context,
             const GPtrArray  *clauses,
             GError          **error)
{
  g_autoptr (GPtrArray) prepared =
    g_ptr_array_new_full (clauses->len, (GDestroyNotify) _dip_prepared_free);

  for (guint i = 0; i < clauses->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return NULL;
      g_ptr_array_add (prepared, _dip_prepare (context, clauses->pdata[i], NULL));
    }

  return g_steal_pointer (&prepared);
}

static gboolean
compare_texts (DipContext  *context,
               GError     **error)
{
  for (guint i = 0; i < context->works->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return FALSE;
      _dip_align_sentences (context, context->works->pdata[i]);
    }

  _dip_find_moves (context);

  for (guint i = 0; i < context->works->len; i++)
    {
      DipWork *work = context->works->pdata[i];

      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return FALSE;
      _dip_build_changes (context, work);
      _dip_build_rows (work);
    }

  return TRUE;
}

static void
hand_over_texts (DipContext *context)
{
  for (guint i = 0; i < context->works->len; i++)
    {
      DipWork *work = context->works->pdata[i];

      work->pair->old_text = work->old == NULL ? NULL : work->old->text;
      work->pair->new_text = work->new_ == NULL ? NULL : work->new_->text;
      context->comparison->n_by_class[work->pair->class_]++;
    }
}

static gboolean
run (DipContext  *context,
     GError     **error)
{
  gboolean finished;

  context->old = prepare_all (context, context->old_clauses, error);
  if (context->old != NULL)
    context->new_ = prepare_all (context, context->new_clauses, error);
  if (context->new_ == NULL)
    return FALSE;

  finished = _dip_align (context, error) && compare_texts (context, error);
  if (finished)
    {
      _dip_build_groups (context);
      _dip_find_flips (context);
      _dip_compare_facts (context);
      _dip_audit (context);
    }
  hand_over_texts (context);

  return finished;
}

static void
context_init (DipContext *context)
{
  _dip_interner_init (&context->words);
  _dip_interner_init (&context->sentences);
  _dip_interner_init (&context->printed);
  _dip_interner_init (&context->parts);
  context->folded_as = g_array_new (FALSE, FALSE, sizeof (guint32));
  context->cuts = g_array_new (FALSE, FALSE, sizeof (DipCut));
  context->pieces = g_array_new (FALSE, FALSE, sizeof (DipPiece));
  context->facts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  context->grams = g_ptr_array_new_with_free_func (g_free);
}

static void
context_clear (DipContext *context)
{
  _dip_interner_clear (&context->words);
  _dip_interner_clear (&context->sentences);
  _dip_interner_clear (&context->printed);
  _dip_interner_clear (&context->parts);
  g_clear_pointer (&context->folded_as, g_array_unref);
  g_clear_pointer (&context->cuts, g_array_unref);
  g_clear_pointer (&context->pieces, g_array_unref);
  g_clear_pointer (&context->facts, g_hash_table_unref);
  g_clear_pointer (&context->grams, g_ptr_array_unref);
  g_clear_pointer (&context->deeds, g_ptr_array_unref);
}

/* Of the lists that everybody uses: read once, then only looked at, by any thread. */
static DipMeaning *
get_default_meaning (void)
{
  static gsize meaning;

  if (g_once_init_enter (&meaning))
    g_once_init_leave (&meaning, (gsize) _dip_meaning_new (dip_lexicon_get_default ()));

  return (DipMeaning *) meaning;
}

/* dip_compare_by_hand() of the clauses, and of what stands before them if @with_front. */
DipComparison *
_dip_compare (DipDocument       *old_document,
              DipDocument       *new_document,
              const GPtrArray   *pairings,
              gboolean           with_front,
              const DipLexicon  *lexicon,
              GCancellable      *cancellable,
              GError           **error)
{
  g_autoptr (DipComparison) comparison = NULL;
  DipContext context = { .lexicon = lexicon, .cancellable = cancellable, .pairings = pairings };
  gboolean finished;

  comparison = _dip_comparison_new (old_document, new_document);
  context.comparison = comparison;
  context.meaning = lexicon == dip_lexicon_get_default () ? get_default_meaning () : _dip_meaning_new (lexicon);
  context.works = g_ptr_array_new_with_free_func (work_free);
  context_init (&context);

  _dip_list_clauses (&context, with_front);
  _dip_learn_names (&context);
  finished = run (&context, error);
  _dip_forget_names (&context);

  g_ptr_array_unref (context.works);
  g_clear_pointer (&context.together, g_hash_table_unref);
  g_clear_pointer (&context.apart, g_hash_table_unref);
  g_clear_pointer (&context.renumbered, g_hash_table_unref);
  g_ptr_array_unref (context.old_clauses);
  g_ptr_array_unref (context.new_clauses);
  g_clear_pointer (&context.old, g_ptr_array_unref);
  g_clear_pointer (&context.new_, g_ptr_array_unref);
  context_clear (&context);
  if (lexicon != dip_lexicon_get_default ())
    _dip_meaning_free (context.meaning);

  return finished ? g_steal_pointer (&comparison) : NULL;
}

/**
 * dip_compare_by_hand:
 * @old_document: the older edition
 * @new_document: the newer one
 * @pairings: (nullable) (element-type DipPairing): what a person says of clauses of the two
 * @lexicon: the word lists
 * @cancellable: (nullable): to stop it
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Compares two editions: pairs their clauses, then the sentences of each pair,
 * then the words of each edited sentence, and says what each change means.
 *
 * Pure, any thread. Takes time about proportional to the length of both papers;
 * where a paper is unlike any other (a sentence of a megabyte), the work is
 * bounded and the comparison's limits say so.
 *
 * Clauses that belong together by @pairings are a pair, whatever they say; several for
 * one clause make it split or merged. Those that are apart never are in one. What
 * names a clause that is not there, or contradicts what was said before, is left out
 * and told in the limits.
 *
 * Returns: (transfer full): the comparison, %NULL on error
 */
DipComparison *
dip_compare_by_hand (DipDocument       *old_document,
                     DipDocument       *new_document,
                     const GPtrArray   *pairings,
                     const DipLexicon  *lexicon,
                     GCancellable      *cancellable,
                     GError           **error)
{
  g_return_val_if_fail (DIP_IS_DOCUMENT (old_document), NULL);
  g_return_val_if_fail (DIP_IS_DOCUMENT (new_document), NULL);
  g_return_val_if_fail (lexicon != NULL, NULL);

  return _dip_compare (old_document, new_document, pairings, _dip_fronts_differ (old_document, new_document), lexicon,
                       cancellable, error);
}

/**
 * dip_compare:
 * @old_document: the older edition
 * @new_document: the newer one
 * @lexicon: the word lists
 * @cancellable: (nullable): to stop it
 * @error: %G_IO_ERROR_CANCELLED
 *
 * [func@compare_by_hand] where no person has said anything.
 *
 * Returns: (transfer full): the comparison, %NULL on error
 */
DipComparison *
dip_compare (DipDocument       *old_document,
             DipDocument       *new_document,
             const DipLexicon  *lexicon,
             GCancellable      *cancellable,
             GError           **error)
{
  return dip_compare_by_hand (old_document, new_document, NULL, lexicon, cancellable, error);
}

/**
 * dip_compare_make_tables:
 * @lexicon: the default one
 *
 * Makes all tables that comparisons take, while they are recorded.
 */
void
dip_compare_make_tables (const DipLexicon *lexicon)
{
  _dip_meaning_free (_dip_meaning_new (lexicon));
}
