/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-comparison.h"

G_BEGIN_DECLS

#if defined (__SANITIZE_ADDRESS__)
#define FIXTURE_WITH_ASAN 1
#elif defined (__has_feature)
#if __has_feature (address_sanitizer)
#define FIXTURE_WITH_ASAN 1
#endif
#endif

/* What sizes that no paper has are divided by: the sanitizer is slow, and with its strict checks of strings it looks
 * for the end of a text at each call. */
#ifdef FIXTURE_WITH_ASAN
#define FIXTURE_SHRINK 10u
#else
#define FIXTURE_SHRINK 1u
#endif

/* Documents written as text: a line "# 4.1 Title" opens a clause (its parent is
 * the longest number that it begins with), "- text" is a list item, "> text" a
 * note, every other line a paragraph. "@ A.9.1.1" prints a control, "! word" sets the
 * stance, "= 1.1 | 2024-12-26 | item; item" is a row of the revision table,
 * "~ what | value" a fact of the clause. */
DipDocument   *fixture_document       (const char          *text) G_GNUC_WARN_UNUSED_RESULT;
DipDocument   *fixture_copy           (DipDocument         *document) G_GNUC_WARN_UNUSED_RESULT;
DipComparison *fixture_compare        (DipDocument         *old_document,
                                       DipDocument         *new_document) G_GNUC_WARN_UNUSED_RESULT;
DipComparison *fixture_compare_texts  (const char          *old_text,
                                       const char          *new_text) G_GNUC_WARN_UNUSED_RESULT;

/* "1>1 same none, …" */
char          *fixture_describe       (const DipComparison *comparison) G_GNUC_WARN_UNUSED_RESULT;
const DipPair *fixture_find_pair      (const DipComparison *comparison,
                                       const char          *new_id);
const DipPair *fixture_find_old       (const DipComparison *comparison,
                                       const char          *old_id);

/* The promises of dip-comparison.h: every clause once, changes that rebuild, rows that cover, counts. */
void           fixture_assert_sound   (const DipComparison *comparison);

/* Eight chapters of an invented paper, 40 clauses, each with three sentences of its own. */
DipDocument   *fixture_paper          (void) G_GNUC_WARN_UNUSED_RESULT;
DipClause     *fixture_clause         (DipDocument         *document,
                                       const char          *id);
void           fixture_set_text       (DipClause           *clause,
                                       guint                block,
                                       const char          *text);
void           fixture_renumber       (DipDocument         *document);

G_END_DECLS
