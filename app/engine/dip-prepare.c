/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

static guint
section_of (const DipPart *part,
            guint          index,
            guint          n_parts_of_first)
{
  if (index >= n_parts_of_first)
    return DIP_PART_BLOCK;

  return part->kind;
}

static gboolean
is_item (const DipClause *clause,
         const DipPart   *part)
{
  const DipBlock *block;

  if (part->kind != DIP_PART_BLOCK || part->block >= (int) clause->blocks->len)
    return FALSE;

  block = clause->blocks->pdata[part->block];

  return block->marker != NULL && block->marker[0] != '\0';
}

/* Whether a piece of an item is its marker and nothing else. */
static gboolean
is_only_marker (const DipClause *clause,
                const DipPart   *part,
                const DipPiece  *piece)
{
  const DipBlock *block = clause->blocks->pdata[part->block];

  return piece->start == 0 && piece->length <= strlen (block->marker) + 1;
}

/* Which of the folded sentences a printed one is. */
static guint32
fold_sentence (DipContext *context,
               const char *printed,
               gsize       length)
{
  guint32 known = _dip_intern (&context->printed, printed, length);
  g_autofree char *folded = NULL;
  guint32 id;

  if (known < context->folded_as->len)
    return g_array_index (context->folded_as, guint32, known);

  folded = dip_fold_to_string (context->printed.strings->pdata[known], DIP_ENGINE_FOLD, context->lexicon);
  id = _dip_intern (&context->sentences, folded, strlen (folded));
  g_array_append_val (context->folded_as, id);

  return id;
}

/* A text folded as sentences are, each once; it lives as long as the context. */
const char *
_dip_fold_once (DipContext *context,
                const char *printed)
{
  return context->sentences.strings->pdata[fold_sentence (context, printed, strlen (printed))];
}

/* Cuts a paragraph, or finds how the same one was cut before: editions have most
 * of their paragraphs in common. */
static DipCut
cut_part (DipContext *context,
          const char *printed,
          gsize       length)
{
  guint32 known = _dip_intern (&context->parts, printed, length);
  const char *text = context->parts.strings->pdata[known];
  g_autoptr (GArray) sentences = NULL;
  DipCut cut;

  if (known < context->cuts->len)
    return g_array_index (context->cuts, DipCut, known);

  sentences = dip_sentences_cut (text);
  cut = (DipCut) { context->pieces->len, sentences->len };
  for (guint i = 0; i < sentences->len; i++)
    {
      const DipToken *sentence = &g_array_index (sentences, DipToken, i);
      DipPiece piece = { fold_sentence (context, text + sentence->start, sentence->length),
                         sentence->start, sentence->length };

      g_array_append_val (context->pieces, piece);
    }
  g_array_append_val (context->cuts, cut);

  return cut;
}

static void
add_part (DipContext      *context,
          DipPrepared     *self,
          const DipClause *clause,
          guint            index,
          guint            section)
{
  const DipPart *part = &g_array_index (self->text->parts, DipPart, index);
  const char *printed = self->text->text + part->start;
  DipCut cut;

  if (part->length == 0)
    return;

  if (part->kind == DIP_PART_TITLE)
    {
      DipSentence title = { .id = fold_sentence (context, printed, part->length), .start = part->start,
                            .length = part->length, .part = index, .section = section };

      g_array_append_val (self->sentences, title);
      return;
    }

  cut = cut_part (context, printed, part->length);
  for (guint i = 0; i < cut.n; i++)
    {
      const DipPiece *piece = &g_array_index (context->pieces, DipPiece, cut.first + i);
      DipSentence sentence = { .id = piece->id, .start = part->start + piece->start, .length = piece->length,
                               .part = index, .section = section, .opens_item = i == 0 && is_item (clause, part) };

      /* "2. " is no sentence, but stands before one. */
      if (sentence.opens_item && cut.n > 1 && is_only_marker (clause, part, piece))
        {
          const DipPiece *next = &g_array_index (context->pieces, DipPiece, cut.first + ++i);

          sentence.length += next->length;
          sentence.id = fold_sentence (context, printed, sentence.length);
        }
      g_array_append_val (self->sentences, sentence);
    }
}

static guint32
intern_body (DipContext        *context,
             const DipPrepared *self)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < self->sentences->len; i++)
    {
      const DipSentence *sentence = &g_array_index (self->sentences, DipSentence, i);

      if (sentence->section != DIP_PART_TITLE)
        g_string_append (body, context->sentences.strings->pdata[sentence->id]);
    }

  return _dip_intern (&context->sentences, body->str, body->len);
}

/* Cuts and folds a clause, or several that are compared as one. */
DipPrepared *
_dip_prepare (DipContext      *context,
              const DipClause *clause,
              const GPtrArray *more)
{
  DipPrepared *self = g_new0 (DipPrepared, 1);
  const char *title = clause->title == NULL ? "" : clause->title;
  guint n_parts_of_first;

  self->text = _dip_clause_text_join (clause, more, &n_parts_of_first);
  self->sentences = g_array_new (FALSE, FALSE, sizeof (DipSentence));
  self->number = clause->number;

  for (guint i = 0; i < self->text->parts->len; i++)
    add_part (context, self, clause, i,
              section_of (&g_array_index (self->text->parts, DipPart, i), i, n_parts_of_first));

  self->title = fold_sentence (context, title, strlen (title));
  self->body = intern_body (context, self);

  return self;
}

void
_dip_prepared_free (DipPrepared *self)
{
  if (self == NULL)
    return;

  dip_clause_text_free (self->text);
  g_array_unref (self->sentences);
  g_free (self->grams);
  g_free (self);
}
