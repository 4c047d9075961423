/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-store-arrival.h"
#include "store/dip-store-hand.h"
#include "store/dip-store-private.h"

G_BEGIN_DECLS

/* What is said of one edition, and the paper that it belongs to. */
typedef struct
{
  DipEdition *edition;
  gint64      paper_id;
} DipStanding;

void         _dip_standing_free       (DipStanding       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DipStanding, _dip_standing_free)

/* What an action has done with an edition. */
typedef struct
{
  DipStanding *before;  /* (nullable): NULL where it was added */
  DipStanding *after;
} DipTurn;

/*
 * The papers that editions belong to are told by their company: the row of a paper is swept
 * away with its last edition, and its id may be another paper's later. An *anchor* of
 * a paper is one of its editions that the action has left alone.
 */
struct _DipArrival
{
  GPtrArray  *turns;      /* (element-type DipTurn): as they came, until the action has ended */

  GPtrArray  *added;      /* (element-type DipTurn): as the action has left them; this and below after its end */
  GPtrArray  *changed;    /* (element-type DipTurn): what was learned of editions that were there */
  GPtrArray  *notes;      /* (element-type DipHandNote) */
  GHashTable *by_digest;  /* (element-type utf8 DipTurn): of all added and changed */
  GHashTable *anchors;    /* (element-type gint64 utf8): paper → digest of its anchor */
};

gboolean     _dip_edition_says_the_same (DipEdition      *a,
                                       DipEdition        *b);

/* How an edition stands now; NULL without an error where there is none. */
gboolean     _dip_store_find_standing (const DipWork     *work,
                                       const char        *sha256,
                                       DipStanding      **standing,
                                       GError           **error);

/* The same by its row id; NULL where nobody notes what @self does. */
gboolean     _dip_store_look          (DipStore          *self,
                                       const DipWork     *work,
                                       gint64             edition_id,
                                       DipStanding      **standing,
                                       GError           **error);

/* Notes what was done in a transaction that has succeeded. Does nothing where @after is NULL. */
void         _dip_store_note_turn     (DipStore          *self,
                                       DipStanding       *before,
                                       DipStanding       *after);
void         _dip_store_note_said     (DipStore          *self,
                                       const DipHandNote *note);

/* A batch that is dropped has done nothing. */
void         _dip_arrival_forget      (DipArrival        *self,
                                       guint              n_turns,
                                       guint              n_notes);

/* A note in words that are the same whichever of its two editions is called the first. */
char        *_dip_hand_note_dup_key   (const DipHandNote *note);

G_END_DECLS
