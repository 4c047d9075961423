/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"

#include "recognise/dip-structure.h"

/**
 * dip_recognise_structure:
 * @draft: a draft with layout, lexicon and an empty document
 *
 * Finds a paper's clauses and their text. Each step takes lines for itself and
 * leaves the others to those after it; what nobody takes is text of the clause
 * that it stands in.
 */
void
dip_recognise_structure (DipDraft *draft)
{
  g_autoptr (DipStructure) self = dip_structure_new (draft);

  dip_structure_read_flow (self);
  dip_structure_stack_tables (self);
  dip_structure_stack_cards (self);
  dip_structure_join_numbers (self);
  dip_structure_drop_furniture (self);
  dip_structure_measure (self);
  dip_structure_align_tables (self);
  dip_structure_drop_rules (self);

  if (dip_structure_read_checksheet (self))
    return;

  dip_structure_lift_notes (self);
  dip_structure_find_contents (self);
  dip_structure_read_revisions (self);
  dip_structure_find_headings (self);
  dip_structure_choose_headings (self);
  dip_structure_find_cover (self);
  dip_structure_find_tail (self);
  dip_structure_build_outline (self);
  dip_structure_part_party_tables (self);
  draft->document->edition->kind = DIP_KIND_WHITEPAPER;
  dip_sheet_read_questions (self);
}
