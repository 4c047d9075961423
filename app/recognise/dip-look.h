/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-number.h"
#include "text/dip-fold.h"

G_BEGIN_DECLS

/**
 * DipTrait:
 *
 * What can be told of a line by its words alone, and is asked of it again: by other passes, and in the next edition,
 * which has most lines of this one.
 */
typedef enum {
  DIP_TRAIT_GAP        = 1 << 0,  /* dip_text_may_have_gap() */
  DIP_TRAIT_SENTENCE   = 1 << 1,  /* dip_text_has_sentence() */
  DIP_TRAIT_LEGEND     = 1 << 2,  /* says what a mark means */
  DIP_TRAIT_FLAT_HEAD  = 1 << 3,  /* words of it head a column of yes and no */
  DIP_TRAIT_FRAMEWORK  = 1 << 4,  /* has a word that names a framework */
  DIP_TRAIT_PAGE       = 1 << 5,  /* has the number of a page beside other words */
  DIP_TRAIT_CELLS      = 1 << 6,  /* two blanks of either width part it */
  DIP_TRAIT_LABEL      = 1 << 7,  /* may be a label with its value, or several */
  DIP_TRAIT_ABOUT_MANY = 1 << 8,  /* a title: what it lists is about many controls */
  DIP_TRAIT_DEFINES    = 1 << 9,  /* a title: terms are listed below it */
} DipTrait;

/* Bytes of a line that is remembered at most, and how many each thread remembers. */
#define DIP_LOOK_KNOWN_BYTES 600u
#define DIP_LOOKS_KNOWN      4096u

/**
 * DipLook:
 *
 * A line, or another piece of text, with what was found of it. It belongs to one thread.
 */
typedef struct _DipLook DipLook;

DipLook         *dip_look_take        (const char       *text,
                                       const DipLexicon *lexicon) G_GNUC_WARN_UNUSED_RESULT;
DipLook         *dip_look_take_len    (const char       *text,
                                       gsize             length,
                                       const DipLexicon *lexicon) G_GNUC_WARN_UNUSED_RESULT;
void             dip_look_release     (DipLook          *self);

/* dip_text_width(), dip_text_key() */
guint            dip_look_get_width   (DipLook          *self);
const char      *dip_look_get_key     (DipLook          *self);

/* dip_fold_to_string(), with the look's own lexicon for its spelling. */
const char      *dip_look_get_folded  (DipLook          *self,
                                       DipFoldFlags      flags);

/* dip_number_parse() */
const DipNumber *dip_look_get_number  (DipLook          *self);

/* Whether a trait is known, and then whether it has it. */
gboolean         dip_look_knows       (const DipLook    *self,
                                       DipTrait          trait,
                                       gboolean         *has);

/* Notes a trait; @has. */
gboolean         dip_look_note        (DipLook          *self,
                                       DipTrait          trait,
                                       gboolean          has);

/* Those that are functions of a text. */
gboolean         dip_look_has_gap      (DipLook         *self);
gboolean         dip_look_has_sentence (DipLook         *self);

/* The one of @rules that the text is heard by: whether it is known, and which. */
gboolean         dip_look_knows_rule   (const DipLook   *self,
                                        gconstpointer    rules,
                                        gconstpointer   *rule);
void             dip_look_note_rule    (DipLook         *self,
                                        gconstpointer    rules,
                                        gconstpointer    rule);

/* What the contents list compares lines by; NULL and 0 while nobody has noted it. */
const char      *dip_look_get_entry_key   (const DipLook *self);
const char      *dip_look_take_entry_key  (DipLook       *self,
                                           char          *key);
guint            dip_look_get_entry_group (const DipLook *self);
guint            dip_look_set_entry_group (DipLook       *self,
                                           guint          group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipLook, dip_look_release)

G_END_DECLS
