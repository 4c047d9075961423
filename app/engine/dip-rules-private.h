/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-engine-private.h"

G_BEGIN_DECLS

/*
 * The rules of dip-classify.c. Each looks at one thing and says whether it
 * decides; the table there has their order, their classes and their names.
 */

/* Words of both sides of a change. */
static inline DipCensus
census_of_both (const DipQuestion *question)
{
  DipCensus a = question->old_census;
  DipCensus b = question->new_census;

  return (DipCensus) {
    a.n_words + b.n_words, a.n_kana + b.n_kana, a.n_bullets + b.n_bullets, a.n_punctuation + b.n_punctuation,
    a.n_urls + b.n_urls, a.n_controls + b.n_controls, a.n_numbers + b.n_numbers,
  };
}

/* dip-rules-form.c */
gboolean _dip_equal_when  (const char       *a,
                           const char       *b,
                           DipFoldFlags      flags,
                           const DipLexicon *lexicon);

/* dip-rules-form.c, dip-rules-reference.c, dip-rules-meaning.c */
gboolean _dip_rule_is_marker             (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_brackets           (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_punctuation        (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_link_target        (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_url                (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_control            (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_reference_sentence (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_publication        (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_between_references (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_document_name      (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_kind_of_document   (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_article_number     (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_number_of_title    (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_named_document     (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_numbered_part      (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_renumbered_place   (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_place              (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_note_that_refers   (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_form_of_company    (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_same_list          (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_same_phrase        (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_same_sentence      (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_same_value         (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_same_order         (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_bare_title         (DipContext        *context,
                                          const DipQuestion *question);
gboolean _dip_rule_is_rearranged_title   (DipContext        *context,
                                          const DipQuestion *question);

G_END_DECLS
