/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-history.h"

#include "engine/dip-engine-private.h"

#include "text/dip-fold.h"
#include "text/dip-tokens.h"

/* Shorter sentences ("See the contract.") stand in many clauses: found in
 * another clause they say nothing about where this one came from. Counted in
 * characters of the folded text; set on the sample papers. */
#define MIN_WANDERING_CHARS 15

#define SENTENCE_FOLD \
  (DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

static void
lane_free (DipHistoryLane *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

static void
sentence_free (DipHistorySentence *self)
{
  g_free (self->text);
  g_free (self);
}

static DipHistoryLane *
lane_new (guint n_editions)
{
  DipHistoryLane *self = g_new0 (DipHistoryLane, 1);

  /* A GPtrArray does not call its free function for NULL. */
  self->cells = g_ptr_array_new_full (n_editions, g_free);
  g_ptr_array_set_size (self->cells, (int) n_editions);

  return self;
}

/* @pair is NULL where the clause has nothing before it. */
static void
lane_set (DipHistoryLane *self,
          guint           edition,
          DipClause      *clause,
          const DipPair  *pair)
{
  DipHistoryCell *cell = g_new0 (DipHistoryCell, 1);

  cell->clause = clause;
  cell->compared = pair != NULL;
  cell->class_ = pair != NULL ? pair->class_ : DIP_CLASS_NONE;
  cell->flip = pair != NULL && pair->flip;
  g_free (g_ptr_array_index (self->cells, edition));
  g_ptr_array_index (self->cells, edition) = cell;

  g_free (self->title);
  self->title = g_strdup (clause->title);
}

static void
add_lane (DipHistory    *self,
          GPtrArray     *order,
          GHashTable    *by_clause,
          guint          edition,
          DipClause     *clause,
          const DipPair *pair)
{
  DipHistoryLane *lane = lane_new (self->documents->len);

  lane_set (lane, edition, clause, pair);
  g_hash_table_insert (by_clause, clause, lane);
  g_ptr_array_add (self->lanes, lane);
  g_ptr_array_add (order, lane);
}

/* (element-type utf8 DipHistoryLane): the lanes that ended before the edition
 * before @edition, by title; NULL where two have the same. A clause that was
 * left out of one edition may come back. */
static GHashTable *
collect_ended (DipHistory       *self,
               guint             edition,
               const DipLexicon *lexicon)
{
  GHashTable *ended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; edition >= 2 && i < self->lanes->len; i++)
    {
      DipHistoryLane *lane = g_ptr_array_index (self->lanes, i);
      char *title;

      if (g_ptr_array_index (lane->cells, edition - 1) != NULL || *lane->title == '\0')
        continue;

      title = dip_fold_to_string (lane->title, SENTENCE_FOLD, lexicon);
      if (g_hash_table_contains (ended, title))
        lane = NULL;
      g_hash_table_replace (ended, title, lane);
    }

  return ended;
}

/* Takes the lane out, so that it comes back once. */
static DipHistoryLane *
take_ended (GHashTable       *ended,
            const DipClause  *clause,
            const DipLexicon *lexicon)
{
  g_autofree char *title = dip_fold_to_string (clause->title, SENTENCE_FOLD, lexicon);
  DipHistoryLane *lane = g_hash_table_lookup (ended, title);

  if (lane != NULL)
    g_hash_table_replace (ended, g_steal_pointer (&title), NULL);

  return lane;
}

/* The clause that carries a lane on. A merged clause carries on the lane of
 * its first source; a split one carries its lane on in its first part. An added
 * clause may carry on @returning, a lane that ended earlier. */
static void
follow_pair (DipHistory     *self,
             const DipPair  *pair,
             guint           edition,
             GPtrArray      *order,
             GHashTable     *by_old,
             GHashTable     *by_new,
             DipHistoryLane *returning)
{
  DipHistoryLane *lane = pair->old_clause != NULL
                           ? g_hash_table_lookup (by_old, pair->old_clause) : NULL;

  if (lane != NULL)
    {
      g_ptr_array_add (order, lane);
      if (pair->new_clause != NULL)
        {
          lane_set (lane, edition, pair->new_clause, pair);
          g_hash_table_insert (by_new, pair->new_clause, lane);
        }
    }
  else if (returning != NULL)
    {
      lane_set (returning, edition, pair->new_clause, NULL);
      g_hash_table_insert (by_new, pair->new_clause, returning);
      g_ptr_array_add (order, returning);
    }
  else if (pair->new_clause != NULL)
    {
      add_lane (self, order, by_new, edition, pair->new_clause, NULL);
    }

  for (guint i = 0; i < pair->old_more->len; i++)
    {
      DipHistoryLane *ended = g_hash_table_lookup (by_old, g_ptr_array_index (pair->old_more, i));

      if (ended != NULL)
        g_ptr_array_add (order, ended);
    }

  for (guint i = 0; i < pair->new_more->len; i++)
    add_lane (self, order, by_new, edition, g_ptr_array_index (pair->new_more, i), pair);
}

/* Lanes that ended in an earlier edition stand in no pair of this step: each
 * goes after the lane that it followed before. */
static GPtrArray *
weave_in_ended (GPtrArray *before,
                GPtrArray *now)
{
  g_autoptr (GHashTable) present = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) followers = g_hash_table_new_full (NULL, NULL, NULL,
                                                            (GDestroyNotify) g_ptr_array_unref);
  GPtrArray *woven = g_ptr_array_new_full (before->len + now->len, NULL);
  gpointer anchor = NULL;

  for (guint i = 0; i < now->len; i++)
    g_hash_table_add (present, g_ptr_array_index (now, i));

  for (guint i = 0; i < before->len; i++)
    {
      gpointer lane = g_ptr_array_index (before, i);
      GPtrArray *list;

      if (g_hash_table_contains (present, lane))
        {
          anchor = lane;
          continue;
        }

      list = g_hash_table_lookup (followers, anchor);
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (followers, anchor, list);
        }
      g_ptr_array_add (list, lane);
    }

  /* NULL is the anchor of what stood before everything. */
  for (int i = -1; i < (int) now->len; i++)
    {
      gpointer lane = i < 0 ? NULL : g_ptr_array_index (now, i);
      GPtrArray *list = g_hash_table_lookup (followers, lane);

      if (lane != NULL)
        g_ptr_array_add (woven, lane);
      for (guint k = 0; list != NULL && k < list->len; k++)
        g_ptr_array_add (woven, g_ptr_array_index (list, k));
    }

  return woven;
}

/**
 * dip_history_new_by_hand:
 * @documents: (element-type DipDocument): editions of one paper, oldest first
 * @pairings: (nullable) (element-type GPtrArray): for each edition but the first, what a
 *   person says of its clauses and those of the one before (element-type DipPairing); the
 *   lists may be %NULL
 * @lexicon: the word lists
 * @cancellable: (nullable): looked at in each comparison
 * @error: return location
 *
 * Follows every clause through the editions of a paper, by comparing each
 * edition with the next one. A clause that is left out of an edition and comes
 * back under its title is one and the same. What stands before the first clause is
 * one as well where editions differ in it. Pure; any thread.
 *
 * Returns: (transfer full): the history, or NULL with `G_IO_ERROR_CANCELLED`
 */
DipHistory *
dip_history_new_by_hand (GPtrArray         *documents,
                         const GPtrArray   *pairings,
                         const DipLexicon  *lexicon,
                         GCancellable      *cancellable,
                         GError           **error)
{
  g_autoptr (DipHistory) self = g_new0 (DipHistory, 1);
  g_autoptr (GHashTable) by_old = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  gboolean with_front = FALSE;

  g_return_val_if_fail (documents != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  for (guint i = 1; i < documents->len; i++)
    with_front = with_front || _dip_fronts_differ (documents->pdata[i - 1], documents->pdata[i]);

  self->documents = g_ptr_array_new_with_free_func (g_object_unref);
  self->comparisons = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_comparison_unref);
  self->lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) lane_free);

  for (guint i = 0; i < documents->len; i++)
    g_ptr_array_add (self->documents, g_object_ref (g_ptr_array_index (documents, i)));

  for (guint i = 0; i < documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (documents, i);
      g_autoptr (GHashTable) by_new = g_hash_table_new (NULL, NULL);
      g_autoptr (GPtrArray) now = g_ptr_array_new ();

      if (i == 0)
        {
          if (with_front && document->front != NULL)
            add_lane (self, now, by_new, 0, document->front, NULL);
          for (guint k = 0; k < document->clauses->len; k++)
            add_lane (self, now, by_new, 0, g_ptr_array_index (document->clauses, k), NULL);
        }
      else
        {
          g_autoptr (GHashTable) ended = NULL;
          const GPtrArray *said = pairings != NULL && i <= pairings->len ? pairings->pdata[i - 1] : NULL;
          DipComparison *comparison = _dip_compare (g_ptr_array_index (documents, i - 1), document, said, with_front,
                                                    lexicon, cancellable, error);

          if (comparison == NULL)
            return NULL;

          g_ptr_array_add (self->comparisons, comparison);
          ended = collect_ended (self, i, lexicon);
          for (guint k = 0; k < comparison->pairs->len; k++)
            {
              const DipPair *pair = g_ptr_array_index (comparison->pairs, k);
              DipHistoryLane *returning = NULL;

              if (pair->old_clause == NULL && pair->new_clause != NULL)
                returning = take_ended (ended, pair->new_clause, lexicon);
              follow_pair (self, pair, i, now, by_old, by_new, returning);
            }
        }

      {
        GPtrArray *woven = weave_in_ended (order, now);

        g_ptr_array_unref (order);
        order = woven;
      }

      g_hash_table_unref (by_old);
      by_old = g_steal_pointer (&by_new);
    }

  /* They were added as they were made; hand them out in reading order. */
  g_assert (order->len == self->lanes->len);
  for (guint i = 0; i < order->len; i++)
    g_ptr_array_index (self->lanes, i) = g_ptr_array_index (order, i);

  return g_steal_pointer (&self);
}

/**
 * dip_history_new:
 * @documents: (element-type DipDocument): editions of one paper, oldest first
 * @lexicon: the word lists
 * @cancellable: (nullable): looked at in each comparison
 * @error: return location
 *
 * [func@history_new_by_hand] where no person has said anything.
 *
 * Returns: (transfer full): the history, or NULL with `G_IO_ERROR_CANCELLED`
 */
DipHistory *
dip_history_new (GPtrArray         *documents,
                 const DipLexicon  *lexicon,
                 GCancellable      *cancellable,
                 GError           **error)
{
  return dip_history_new_by_hand (documents, NULL, lexicon, cancellable, error);
}

void
dip_history_free (DipHistory *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->lanes);
  g_ptr_array_unref (self->comparisons);
  g_ptr_array_unref (self->documents);
  g_free (self);
}

typedef enum {
  BY_ID,
  BY_NUMBER,
  BY_TITLE,
  N_WAYS,
} Way;

static gboolean
is_called (const DipClause *clause,
           Way              way,
           const char      *name)
{
  switch (way)
    {
    case BY_ID:
      return g_ascii_strcasecmp (clause->id, name) == 0;
    case BY_NUMBER:
      return g_strcmp0 (clause->number, name) == 0;
    case BY_TITLE:
    case N_WAYS:
    default:
      return g_strcmp0 (clause->title, name) == 0;
    }
}

/**
 * dip_history_find_lane:
 * @self: a history
 * @name: id of a clause, as the newest edition that has it counts; else the printed
 *   number, else the title
 *
 * Returns: (transfer none) (nullable): the lane of that clause
 */
DipHistoryLane *
dip_history_find_lane (DipHistory *self,
                       const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint way = 0; way < N_WAYS; way++)
    {
      for (guint edition = self->documents->len; edition > 0; edition--)
        {
          for (guint i = 0; i < self->lanes->len; i++)
            {
              DipHistoryLane *lane = g_ptr_array_index (self->lanes, i);
              DipHistoryCell *cell = g_ptr_array_index (lane->cells, edition - 1);

              if (cell != NULL && is_called (cell->clause, (Way) way, name))
                return lane;
            }
        }
    }

  return NULL;
}

static void
add_folded_sentences (GHashTable       *set,
                      const DipClause  *clause,
                      const DipLexicon *lexicon)
{
  g_autoptr (DipClauseText) text = dip_clause_text_new (clause);
  g_autoptr (GArray) cuts = dip_sentences_cut (text->text);

  for (guint i = 0; i < cuts->len; i++)
    {
      const DipToken *cut = &g_array_index (cuts, DipToken, i);
      g_autofree char *sentence = g_strndup (text->text + cut->start, cut->length);

      g_hash_table_add (set, dip_fold_to_string (sentence, SENTENCE_FOLD, lexicon));
    }
}

/* The sentences of an edition: those of the lane's clause, and those of all others. */
typedef struct
{
  GHashTable *own;
  GHashTable *all;
} Sentences;

static void
sentences_init (Sentences        *self,
                DipDocument      *document,
                DipHistoryCell   *cell,
                const DipLexicon *lexicon)
{
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (cell != NULL)
    add_folded_sentences (self->own, cell->clause, lexicon);
  if (document->front != NULL)
    add_folded_sentences (self->all, document->front, lexicon);
  for (guint i = 0; i < document->clauses->len; i++)
    add_folded_sentences (self->all, g_ptr_array_index (document->clauses, i), lexicon);
}

static void
sentences_clear (Sentences *self)
{
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->all);
}

static gboolean
sentences_have (const Sentences *self,
                const char      *folded)
{
  return g_hash_table_contains (self->own, folded) ||
         (g_utf8_strlen (folded, -1) >= MIN_WANDERING_CHARS &&
          g_hash_table_contains (self->all, folded));
}

/**
 * dip_history_list_sentences:
 * @self: a history
 * @lane: one of its lanes
 * @lexicon: the word lists
 *
 * Cuts the newest text of a clause into sentences and tells for each the
 * edition in which it first appeared, as `git blame` does for lines. White
 * space, width and spelling make no sentence new; a long sentence that came
 * from another clause is as old as it was there.
 *
 * Returns: (transfer full) (element-type DipHistorySentence): the sentences,
 *   title included, in order
 */
GPtrArray *
dip_history_list_sentences (DipHistory       *self,
                            DipHistoryLane   *lane,
                            const DipLexicon *lexicon)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func ((GDestroyNotify) sentence_free);
  g_autoptr (DipClauseText) text = NULL;
  g_autoptr (GArray) cuts = NULL;
  g_autofree Sentences *editions = NULL;
  guint newest;

  g_return_val_if_fail (self != NULL, sentences);
  g_return_val_if_fail (lane != NULL, sentences);

  newest = lane->cells->len;
  while (newest > 0 && g_ptr_array_index (lane->cells, newest - 1) == NULL)
    newest--;
  if (newest == 0)
    return sentences;
  newest--;

  editions = g_new0 (Sentences, newest + 1);
  for (guint i = 0; i < newest; i++)
    sentences_init (&editions[i], g_ptr_array_index (self->documents, i),
                    g_ptr_array_index (lane->cells, i), lexicon);

  text = dip_clause_text_new (((DipHistoryCell *) g_ptr_array_index (lane->cells, newest))->clause);
  cuts = dip_sentences_cut (text->text);

  for (guint i = 0; i < cuts->len; i++)
    {
      const DipToken *cut = &g_array_index (cuts, DipToken, i);
      g_autofree char *whole = g_strndup (text->text + cut->start, cut->length);
      g_autofree char *folded = NULL;
      DipHistorySentence *sentence;
      guint since = newest;

      g_strstrip (whole);
      if (*whole == '\0')
        continue;

      folded = dip_fold_to_string (whole, SENTENCE_FOLD, lexicon);
      while (since > 0 && sentences_have (&editions[since - 1], folded))
        since--;

      sentence = g_new0 (DipHistorySentence, 1);
      sentence->text = g_steal_pointer (&whole);
      sentence->since = since;
      g_ptr_array_add (sentences, sentence);
    }

  for (guint i = 0; i < newest; i++)
    sentences_clear (&editions[i]);

  return sentences;
}
