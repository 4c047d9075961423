/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-matrix-private.h"

#include <string.h>

#include "text/dip-fold.h"
#include "text/dip-tokens.h"

/* A clause that is linked to a control much less surely than another clause of
 * its paper is shown with it, but has no say in the stance: a guess does not
 * turn what is printed. Below the ratio of a candidate link (0.6) to a printed one. */
#define MIN_SHARE_OF_BEST 0.7

/* Shorter words that decided ("有", "yes") are a tick and no sentence. */
#define MIN_DECISIVE_CHARS 6

/* Guesses that are nearly as good as each other are taken in reading order;
 * set on the sample checksheets. */
#define MORE_CERTAIN 1.08

#define EXCERPT_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE | DIP_FOLD_CASE)

/* An excerpt is read at a glance; whoever wants more opens the clause. */
#define MAX_EXCERPT_CHARS 120

/* A tick says what the text of an item leaves open. */
static DipStance
clause_stance (const DipClause *clause)
{
  if (clause->stance != DIP_STANCE_INFORMATIONAL)
    return clause->stance;

  switch (clause->implemented)
    {
    case DIP_IMPLEMENTED_YES:
      return DIP_STANCE_PROVIDED;
    case DIP_IMPLEMENTED_NO:
      return DIP_STANCE_NOT_PROVIDED;
    case DIP_IMPLEMENTED_PARTIAL:
      return DIP_STANCE_PARTIAL;
    case DIP_IMPLEMENTED_NA:
    case DIP_IMPLEMENTED_UNKNOWN:
    default:
      return DIP_STANCE_INFORMATIONAL;
    }
}

/* Whether a clause is as good an answer as any in its cell. */
static gboolean
has_a_say (const DipMatrixCell *cell,
           guint                at)
{
  const DipMatrixLink *link = g_ptr_array_index (cell->links, at);

  return link->confidence >= cell->confidence * MIN_SHARE_OF_BEST;
}

/**
 * _dip_matrix_cell_join_stances:
 * @cell: a cell with all of its links
 *
 * Returns: what its clauses say together
 */
DipStance
_dip_matrix_cell_join_stances (const DipMatrixCell *cell)
{
  guint seen = 0;

  for (guint i = 0; i < cell->clauses->len; i++)
    {
      if (has_a_say (cell, i))
        seen |= 1u << clause_stance (g_ptr_array_index (cell->clauses, i));
    }

  /* What only informs says nothing against the others. */
  seen &= ~(1u << DIP_STANCE_INFORMATIONAL);

  if (seen == 0)
    return DIP_STANCE_INFORMATIONAL;
  for (guint i = 0; i <= DIP_STANCE_PARTIAL; i++)
    {
      if (seen == 1u << i)
        return (DipStance) i;
    }
  if (seen & (1u << DIP_STANCE_NOT_PROVIDED | 1u << DIP_STANCE_PARTIAL))
    return DIP_STANCE_PARTIAL;

  return DIP_STANCE_SHARED;
}

/* How well a clause speaks for its cell: one that takes the joined stance
 * first, then one that keeps it from being better. */
static guint
rank_of (const DipMatrixCell *cell,
         guint                at)
{
  DipStance stance = clause_stance (g_ptr_array_index (cell->clauses, at));

  if (!has_a_say (cell, at))
    return 0;
  if (stance == cell->stance)
    return 3;

  return stance == DIP_STANCE_NOT_PROVIDED || stance == DIP_STANCE_CUSTOMER ? 2 : 1;
}

/**
 * _dip_matrix_cell_find_decider:
 * @cell: a cell with its stance
 *
 * Returns: (transfer none): the clause whose words the cell quotes; of equals the first one,
 *   unless another one is clearly more certain
 */
DipClause *
_dip_matrix_cell_find_decider (const DipMatrixCell *cell)
{
  guint best = 0;

  for (guint i = 1; i < cell->clauses->len; i++)
    {
      const DipMatrixLink *link = g_ptr_array_index (cell->links, i);
      const DipMatrixLink *best_link = g_ptr_array_index (cell->links, best);
      guint rank = rank_of (cell, i);
      guint best_rank = rank_of (cell, best);

      if (rank > best_rank || (rank == best_rank && link->confidence > best_link->confidence * MORE_CERTAIN))
        best = i;
    }

  return g_ptr_array_index (cell->clauses, best);
}

static char *
dup_shortened (const char *text,
               gsize       length)
{
  g_autofree char *whole = g_strstrip (g_strndup (text, length));
  const char *end;

  /* A sentence of a list may run over lines; an excerpt is one. */
  g_strdelimit (whole, "\n\t", ' ');
  if (g_utf8_strlen (whole, -1) <= MAX_EXCERPT_CHARS)
    return g_steal_pointer (&whole);

  end = g_utf8_offset_to_pointer (whole, MAX_EXCERPT_CHARS - 1);
  *(char *) end = '\0';

  return g_strconcat (g_strchomp (whole), "…", NULL);
}

typedef enum {
  TAKE_FIRST,      /* any sentence */
  TAKE_THAT_HOLDS, /* one that holds the wanted text */
  TAKE_THAT_IS_IN, /* one that is a part of it: the recogniser read over the end of a block */
} Take;

/* @wanted is folded. */
static char *
dup_sentence (const char *text,
              Take        take,
              const char *wanted)
{
  g_autoptr (GArray) sentences = dip_sentences_cut (text);

  for (guint i = 0; i < sentences->len; i++)
    {
      const DipToken *cut = &g_array_index (sentences, DipToken, i);
      g_autofree char *sentence = g_strstrip (g_strndup (text + cut->start, cut->length));
      g_autofree char *folded = NULL;

      if (*sentence == '\0')
        continue;
      if (take == TAKE_FIRST)
        return dup_shortened (sentence, strlen (sentence));

      folded = dip_fold_to_string (sentence, EXCERPT_FOLD, NULL);
      if (take == TAKE_THAT_HOLDS && strstr (folded, wanted) != NULL)
        return dup_shortened (sentence, strlen (sentence));
      if (take == TAKE_THAT_IS_IN && g_utf8_strlen (folded, -1) >= MIN_DECISIVE_CHARS &&
          strstr (wanted, folded) != NULL)
        return dup_shortened (sentence, strlen (sentence));
    }

  return NULL;
}

/* What the recogniser of stances went by, folded; NULL where it was a title or a tick. */
static char *
dup_decisive (const DipClause *clause)
{
  const char *end = clause->stance_reason != NULL ? strrchr (clause->stance_reason, '[') : NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *title = NULL;
  g_autofree char *folded = NULL;

  if (end == NULL)
    return NULL;

  sentence = g_strndup (clause->stance_reason, (gsize) (end - clause->stance_reason));
  folded = dip_fold_to_string (g_strstrip (sentence), EXCERPT_FOLD, NULL);
  title = dip_fold_to_string (clause->title, EXCERPT_FOLD, NULL);
  if (g_utf8_strlen (folded, -1) < MIN_DECISIVE_CHARS || g_str_equal (folded, title))
    return NULL;

  return g_steal_pointer (&folded);
}

static gboolean
is_running_text (const DipBlock *block)
{
  return block->kind == DIP_BLOCK_PARAGRAPH || block->kind == DIP_BLOCK_LIST;
}

/* Looks into the answer of an item, else into the blocks. */
static char *
dup_sentence_of_clause (const DipClause *clause,
                        Take             take,
                        const char      *wanted)
{
  char *sentence = clause->answer != NULL ? dup_sentence (clause->answer, take, wanted) : NULL;

  for (guint i = 0; sentence == NULL && i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      if (take != TAKE_FIRST || is_running_text (block))
        sentence = dup_sentence (block->text, take, wanted);
    }

  return sentence;
}

/**
 * _dip_clause_dup_excerpt:
 * @clause: a clause
 *
 * Returns: (transfer full): the sentence that a reader would want to see: the one that
 *   decided the stance, else the first of the text; as printed
 */
char *
_dip_clause_dup_excerpt (const DipClause *clause)
{
  g_autofree char *decisive = dup_decisive (clause);
  char *excerpt = NULL;

  if (decisive != NULL)
    excerpt = dup_sentence_of_clause (clause, TAKE_THAT_HOLDS, decisive);
  if (excerpt == NULL && decisive != NULL)
    excerpt = dup_sentence_of_clause (clause, TAKE_THAT_IS_IN, decisive);
  if (excerpt == NULL)
    excerpt = dup_sentence_of_clause (clause, TAKE_FIRST, NULL);

  return excerpt != NULL ? excerpt : dup_shortened (clause->title, strlen (clause->title));
}
