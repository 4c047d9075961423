/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-document.h"
#include "recognise/dip-draft.h"
#include "recognise/dip-sentence.h"
#include "text/dip-fold.h"

G_BEGIN_DECLS

/**
 * DipPassage:
 *
 * A sentence of a clause with its folded copy, on which the grammars work.
 * Private to app/recognise.
 */
typedef struct
{
  int              block;     /* as in DipFact: index, -1 for title, question, answer */
  const char      *text;      /* (unowned): where the sentence begins in the clause's own text */
  gsize            length;    /* in bytes of @text */
  const DipFolded *folded;    /* (unowned): of @sentence */
  DipSentence     *sentence;  /* as it is printed */
  gboolean         is_copy;   /* of another passage, which lives longer, and holds @sentence for it */
} DipPassage;

/* What most grammars take as the same; spelling stays as it is. */
#define DIP_PASSAGE_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE)

/* What makes two titles the same, however they are printed. */
#define DIP_TITLE_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

/* Longest sentence that is looked at whole. Real ones have less than 400
 * bytes; this keeps a file of one endless line linear. */
#define DIP_PASSAGE_MAX 16384u

/* Sentences of all blocks of a clause, of a checksheet's item its answer, folded with DIP_PASSAGE_FOLD; made once and
 * kept in the draft: several passes read them. (element-type DipPassage) */
const GPtrArray *dip_draft_get_passages (DipDraft        *draft,
                                         const DipClause *clause);

/* The same folded further, for the caller. (element-type DipPassage) */
GPtrArray *dip_draft_fold_passages (DipDraft        *draft,
                                    const DipClause *clause,
                                    DipFoldFlags     flags) G_GNUC_WARN_UNUSED_RESULT;

/* Whether what is found out of its sentences holds for other papers: they are read by the lists of the program. */
gboolean   dip_draft_remembers    (const DipDraft   *draft);

/* Sentences of one text, folded with DIP_PASSAGE_FOLD. (element-type DipPassage) */
GPtrArray *dip_draft_cut_text     (const DipDraft   *draft,
                                   const char       *text,
                                   int               block) G_GNUC_WARN_UNUSED_RESULT;

/* The text before the first clause: its lines, of which those of one paragraph are joined. (element-type utf8) */
gboolean   dip_draft_is_cover_prose (const DipDraft *draft,
                                     guint           i);
GPtrArray *dip_draft_join_cover   (const DipDraft   *draft) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a block is a link and nothing else: it says what another page is called. */
gboolean   dip_passage_is_of_link (const DipPassage *self,
                                   const DipClause  *clause);

/* What is printed where the folded bytes from @from up to @to stand. */
char      *dip_passage_dup_quote  (const DipPassage *self,
                                   gsize             from,
                                   gsize             to) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
