/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "report/dip-json.h"
#include "report/dip-report.h"

G_BEGIN_DECLS

/* Parts of several answers. */
void        _dip_json_add_edition (DipJson             *json,
                                   const char          *name,
                                   const DipEdition    *edition);
void        _dip_json_add_ids     (DipJson             *json,
                                   const char          *name,
                                   GPtrArray           *clauses);
void        _dip_json_add_summary (DipJson             *json,
                                   const char          *name,
                                   const DipComparison *comparison);

/* Facts of one cell that are told; a clause of a real paper has twenty. */
#define DIP_MAX_CELL_FACTS 200

/* A fact and the clause that states it. */
typedef struct
{
  const DipFact   *fact;
  const DipClause *clause;
} DipCellFact;

GPtrArray  *_dip_cell_list_facts     (const DipMatrixCell *cell) G_GNUC_WARN_UNUSED_RESULT;
char       *_dip_cell_dup_clause_ids (const DipMatrixCell *cell,
                                      const char          *separator) G_GNUC_WARN_UNUSED_RESULT;
gint64      _dip_history_edition_id  (const DipHistory    *history,
                                      guint                edition);
const char *_dip_history_service     (const DipHistory    *history);

/**
 * DipFace:
 *
 * How letters look on a terminal; flags, drawn as ANSI sequences.
 */
typedef enum {
  DIP_FACE_PLAIN     = 0,
  DIP_FACE_BOLD      = 1 << 0,
  DIP_FACE_DIM       = 1 << 1,
  DIP_FACE_UNDERLINE = 1 << 2,
  DIP_FACE_STRIKE    = 1 << 3,
  DIP_FACE_RED       = 1 << 4,
  DIP_FACE_GREEN     = 1 << 5,
  DIP_FACE_YELLOW    = 1 << 6,
  DIP_FACE_CYAN      = 1 << 7,

  DIP_FACE_DELETED   = DIP_FACE_RED | DIP_FACE_STRIKE,
  DIP_FACE_INSERTED  = DIP_FACE_GREEN | DIP_FACE_UNDERLINE,
  DIP_FACE_MOVED     = DIP_FACE_CYAN | DIP_FACE_UNDERLINE,
} DipFace;

/**
 * DipParagraph:
 *
 * Text that is collected in pieces and then written in lines of the
 * terminal's width.
 *
 * @cells: (element-type DipCell): one for each character that will be seen;
 * characters that would do something to a terminal were replaced on the way in
 */
typedef struct
{
  GArray *cells;
} DipParagraph;

DipParagraph *_dip_paragraph_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void          _dip_paragraph_free   (DipParagraph       *self);
void          _dip_paragraph_add    (DipParagraph       *self,
                                     DipFace             face,
                                     const char         *text);
void          _dip_paragraph_add_n  (DipParagraph       *self,
                                     DipFace             face,
                                     const char         *text,
                                     gsize               n_bytes);
void          _dip_paragraph_printf (DipParagraph       *self,
                                     DipFace             face,
                                     const char         *format,
                                     ...) G_GNUC_PRINTF (3, 4);
guint         _dip_paragraph_width  (DipParagraph       *self);
void          _dip_paragraph_pad    (DipParagraph       *self,
                                     guint               column);
void          _dip_paragraph_write  (DipParagraph       *self,
                                     GString            *out,
                                     const DipTextStyle *style,
                                     const char         *first,
                                     const char         *rest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipParagraph, _dip_paragraph_free)

/* Words for people, translated; static. */
const char *_dip_word_of_class    (DipClass    class_);
const char *_dip_word_of_relation (DipRelation relation);
const char *_dip_word_of_hand     (DipHand     hand);
const char *_dip_word_of_stance   (DipStance   stance);
const char *_dip_word_of_kind     (DipKind     kind);
const char *_dip_word_of_tag      (DipTags     one_tag);

void        _dip_text_write_changes   (GString            *out,
                                       const DipPair      *pair,
                                       const DipTextStyle *style);
void        _dip_text_add_replacement (DipParagraph       *paragraph,
                                       const DipTextStyle *style,
                                       const char         *old_text,
                                       const char         *new_text);

/* One line for the top of a report: provider, service, version, date, file. */
void        _dip_text_add_edition (DipParagraph *paragraph,
                                   DipEdition   *edition);

G_END_DECLS
