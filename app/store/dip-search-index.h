/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-database-private.h"

G_BEGIN_DECLS

/*
 * What the full-text index consists of, private to app/store: the tokenizer that cuts a
 * text into words, the measure of how well a clause answers, and what a clause
 * looks like to the index.
 */

/* Places of an edition: a row of the index is its edition and its ordinal in one number. */
#define DIP_INDEX_ORDINAL_BITS 24
#define DIP_INDEX_MAX_CLAUSES  (1 << DIP_INDEX_ORDINAL_BITS)

/* The columns of table "search". */
enum {
  DIP_INDEX_TITLE,
  DIP_INDEX_BODY,
  DIP_INDEX_FACET,
  DIP_INDEX_N_COLUMNS
};

/*
 * The same text for adding a row, taking it away, and checking; sql/002.sql has a copy. Each
 * begins with the sign that what follows does not touch what stands before it,
 * DIP_INDEX_BREAK; facets begin with DIP_INDEX_VERBATIM.
 */
#define DIP_INDEX_ROW_SQL   "clause.edition_id << 24 | clause.ordinal"
#define DIP_INDEX_TITLE_SQL                                                        \
  "char (30) || ifnull (clause.number, '') || char (30)"                           \
  " || CASE WHEN clause.heading IS NULL THEN clause.title"                         \
  "         WHEN instr (clause.heading, clause.title) > 0 THEN clause.heading"     \
  "         ELSE clause.title || char (30) || clause.heading END"
#define DIP_INDEX_BODY_SQL                                                         \
  "char (30) || CASE WHEN clause.question <> clause.title THEN clause.question"    \
  "                  ELSE '' END"                                                  \
  " || char (30) || ifnull (clause.implemented_text, '')"                          \
  " || char (30) || ifnull (clause.answer, '')"                                    \
  " || ifnull ((SELECT group_concat (char (30) || piece, '')"                      \
  "               FROM (SELECT ifnull (block.text, cell.text) AS piece"            \
  "                       FROM block"                                              \
  "                       LEFT JOIN cell ON cell.edition_id = block.edition_id"    \
  "                        AND cell.clause = block.clause"                         \
  "                        AND cell.block = block.ordinal"                         \
  "                      WHERE block.edition_id = clause.edition_id"               \
  "                        AND block.clause = clause.ordinal"                      \
  "                      ORDER BY block.ordinal, cell.row, cell.col)), '')"
#define DIP_INDEX_FACET_SQL                                                        \
  "char (31) || 's:' || clause.stance"                                             \
  " || ifnull ((SELECT group_concat (char (31) || 'c:' || control.code, '')"       \
  "               FROM clause_control"                                             \
  "               JOIN control ON control.id = clause_control.control_id"          \
  "              WHERE clause_control.edition_id = clause.edition_id"              \
  "                AND clause_control.clause = clause.ordinal), '')"

/* The beginning of each word of a facet. */
#define DIP_INDEX_STANCE  "s:"
#define DIP_INDEX_CONTROL "c:"

/* A phrase of a question that no term counts: it was asked to choose rows only. */
#define DIP_INDEX_NO_GROUP 0xFF

/* Told of each word of the index, by tell_words (). */
typedef void (*DipIndexPlaceFunc) (const char *word,
                                  gsize       length,
                                  gint64      row,
                                  int         column,
                                  gint64      position,
                                  gpointer    user_data);

/**
 * DipIndexContext:
 *
 * What the functions of a connection look at while a question runs.
 */
struct _DipIndexContext
{
  GHashTable *editions;   /* (nullable) (unowned) (element-type gint64): the only ones that count */
  GByteArray *groups;     /* of each phrase of the question, which term it is a spelling of */
  guint       n_groups;
  guint       n_in_title; /* rows that were measured and have a term in the title */

  DipIndexPlaceFunc  tell;       /* (nullable): while the index is checked */
  gpointer           tell_data;
};


gboolean _dip_index_register  (DipDatabase       *database,
                               const char        *action,
                               GError           **error);
int      _dip_index_cut       (const char        *text,
                               gsize              length,
                               gboolean           is_question,
                               int              (*tell) (void *, int, const char *, int, int, int),
                               gpointer           user_data);

G_END_DECLS
