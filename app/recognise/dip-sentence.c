/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-sentence.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"

/* Two sentences share a place; the one that was not asked for the last goes first. */
#define WAYS    2u
#define N_LOCKS 64u

/* Further ways in which sentences are folded. */
static const DipFoldFlags ways[] = {
  DIP_PASSAGE_FOLD | DIP_FOLD_CASE,
  DIP_PASSAGE_FOLD | DIP_FOLD_CASE | DIP_FOLD_SPELLING,
};

struct _DipSentence
{
  int         n_users;                       /* atomic */
  int         without;                       /* atomic: bits of DipWithout */
  gsize       length;
  DipFolded  *folded;
  DipFolded  *further[G_N_ELEMENTS (ways)];  /* (nullable): atomic; may be @folded */
  DipNote    *notes[DIP_N_NOTES];            /* (nullable): atomic */
  char        text[];
};

typedef struct
{
  guint64      hash;
  DipSentence *sentence;  /* (nullable) */
} Place;

/* The last sentences that were asked for, by their hashes. */
static Place known[DIP_SENTENCES_KNOWN / WAYS][WAYS];
static GMutex locks[N_LOCKS];

static DipSentence *
sentence_new (const char *text,
              gsize       length)
{
  DipSentence *self = g_malloc0 (sizeof (DipSentence) + length + 1);

  self->n_users = 1;
  self->length = length;
  memcpy (self->text, text, length);
  self->folded = dip_fold (self->text, DIP_PASSAGE_FOLD, NULL);

  return self;
}

static inline gboolean
is_same (const Place *self,
         const char  *text,
         gsize        length,
         guint64      hash)
{
  return self->hash == hash && self->sentence != NULL && self->sentence->length == length &&
         memcmp (self->sentence->text, text, length) == 0;
}

/* Of the sentences that are known, with a user more; NULL for none. */
static DipSentence *
find (Place      *place,
      const char *text,
      gsize       length,
      guint64     hash)
{
  if (!is_same (&place[0], text, length, hash))
    {
      const Place other = place[1];

      if (!is_same (&other, text, length, hash))
        return NULL;
      place[1] = place[0];
      place[0] = other;
    }
  g_atomic_int_inc (&place[0].sentence->n_users);

  return place[0].sentence;
}

/**
 * dip_sentence_take:
 * @text: UTF-8, not necessarily terminated
 * @length: of @text, in bytes
 * @remember: whether it is read by the word lists that the program is built with,
 *   so that what is noted of it holds for all papers
 *
 * Linear in @length, and hardly more than a look where the sentence is known.
 *
 * Returns: (transfer full): the sentence
 */
DipSentence *
dip_sentence_take (const char *text,
                   gsize       length,
                   gboolean    remember)
{
  guint64 hash;
  guint index;
  Place *place;
  DipSentence *self, *other;
  DipSentence *forgotten = NULL;

  if (!remember || length > DIP_SENTENCE_KNOWN_BYTES)
    return sentence_new (text, length);

  hash = dip_text_hash (text, length);
  index = (guint) (hash % G_N_ELEMENTS (known));
  place = known[index];
  g_mutex_lock (&locks[index % N_LOCKS]);
  self = find (place, text, length, hash);
  g_mutex_unlock (&locks[index % N_LOCKS]);
  if (self != NULL)
    return self;

  self = sentence_new (text, length);
  g_mutex_lock (&locks[index % N_LOCKS]);
  other = find (place, text, length, hash);
  if (other == NULL)
    {
      forgotten = place[1].sentence;
      place[1] = place[0];
      place[0] = (Place) { hash, self };
      g_atomic_int_inc (&self->n_users);
    }
  g_mutex_unlock (&locks[index % N_LOCKS]);
  g_clear_pointer (&forgotten, dip_sentence_release);
  if (other == NULL)
    return self;

  /* another thread was first */
  dip_sentence_release (self);

  return other;
}

void
dip_sentence_release (DipSentence *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->n_users))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->further); i++)
    if (self->further[i] != self->folded)
      dip_folded_free (self->further[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->notes); i++)
    if (self->notes[i] != NULL)
      (self->notes[i]->free != NULL ? self->notes[i]->free : g_free) (self->notes[i]);
  dip_folded_free (self->folded);
  g_free (self);
}

const char *
dip_sentence_get_text (const DipSentence *self)
{
  return self->text;
}

gsize
dip_sentence_get_length (const DipSentence *self)
{
  return self->length;
}

const DipFolded *
dip_sentence_get_folded (const DipSentence *self)
{
  return self->folded;
}

static DipFolded *
fold_further (const DipSentence *self,
              DipFoldFlags       flags,
              const DipLexicon  *lexicon)
{
  DipFolded *further;

  if (dip_fold_on_is_same (self->folded, flags, lexicon))
    return self->folded;

  further = dip_fold_on (self->folded, flags, lexicon);

  return further != NULL ? further : dip_fold (self->text, flags, lexicon);
}

/**
 * dip_sentence_fold_on:
 * @flags: DIP_PASSAGE_FOLD with DIP_FOLD_CASE, and DIP_FOLD_SPELLING or not
 * @lexicon: the one that the sentence is read by
 *
 * Returns: (transfer none): the sentence folded with @flags, which lives as long as it does
 */
const DipFolded *
dip_sentence_fold_on (DipSentence      *self,
                      DipFoldFlags      flags,
                      const DipLexicon *lexicon)
{
  guint way = flags == ways[0] ? 0 : 1;
  DipFolded *further = g_atomic_pointer_get (&self->further[way]);

  g_return_val_if_fail (flags == ways[way], NULL);

  if (further != NULL)
    return further;

  further = fold_further (self, flags, lexicon);
  if (g_atomic_pointer_compare_and_exchange (&self->further[way], NULL, further))
    return further;

  /* another thread was first */
  if (further != self->folded)
    dip_folded_free (further);

  return g_atomic_pointer_get (&self->further[way]);
}

/**
 * dip_sentence_get_note:
 *
 * Returns: (transfer none) (nullable): what a recogniser has noted of it
 */
gconstpointer
dip_sentence_get_note (const DipSentence *self,
                       DipNoteKind        kind)
{
  return g_atomic_pointer_get ((gpointer *) &self->notes[kind]);
}

/**
 * dip_sentence_set_note:
 * @note: (transfer full): what follows from the sentence's words alone
 *
 * Returns: (transfer none): @note, or what another thread has noted before
 */
gconstpointer
dip_sentence_set_note (DipSentence *self,
                       DipNoteKind  kind,
                       DipNote     *note)
{
  if (g_atomic_pointer_compare_and_exchange (&self->notes[kind], NULL, note))
    return note;

  (note->free != NULL ? note->free : g_free) (note);

  return g_atomic_pointer_get ((gpointer *) &self->notes[kind]);
}

/**
 * dip_sentence_is_without:
 *
 * Returns: whether it is known to have none of @what; %FALSE says nothing
 */
gboolean
dip_sentence_is_without (const DipSentence *self,
                         DipWithout         what)
{
  return ((guint) g_atomic_int_get ((int *) &self->without) & what) != 0;
}

/**
 * dip_sentence_set_without:
 * @what: what follows from the sentence's words alone
 *
 * Notes that it has none of @what.
 */
void
dip_sentence_set_without (DipSentence *self,
                          DipWithout   what)
{
  g_atomic_int_or ((guint *) &self->without, what);
}
