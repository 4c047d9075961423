/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-look.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/* Two lines share a place; the one that was not asked for the last goes first. */
#define WAYS 2u

/* Beside the traits. */
typedef enum {
  KNOWN_WIDTH  = 1 << 29,
  KNOWN_NUMBER = 1 << 30,
} Known;

/* The text, folded in one way of several. */
typedef struct _Folding Folding;

struct _Folding
{
  Folding      *next;   /* (nullable) */
  DipFoldFlags  flags;
  char         *text;
};

/* Small, with the text right behind: what is remembered has left the cache by the next edition. */
struct _DipLook
{
  guint             n_users;
  guint             known;        /* bits of DipTrait and Known */
  guint             traits;
  guint             width;
  guint             entry_group;
  guint             length;
  const DipLexicon *lexicon;
  gconstpointer     rules;        /* (nullable): that it was held against */
  gconstpointer     rule;         /* (nullable): the one of them that fits */
  DipNumber        *number;       /* (nullable) */
  char             *key;          /* (nullable) */
  char             *entry_key;    /* (nullable) */
  Folding          *foldings;     /* (nullable): that were asked for */
  char              text[];
};

typedef struct
{
  guint64  hash;
  DipLook *look;  /* (nullable) */
} Place;

/* The last lines that a thread has asked for, by their hashes. Each thread has its own, so that what is found of a
 * line needs no lock: there are many more finds than lines. */
typedef struct
{
  Place places[DIP_LOOKS_KNOWN / WAYS][WAYS];
} Memory;

static const DipNumber no_number;

static void
memory_free (gpointer data)
{
  Memory *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->places); i++)
    for (guint k = 0; k < WAYS; k++)
      dip_look_release (self->places[i][k].look);
  g_free (self);
}

static GPrivate memory = G_PRIVATE_INIT (memory_free);

static DipLook *
look_new (const char       *text,
          gsize             length,
          const DipLexicon *lexicon)
{
  DipLook *self = g_malloc (sizeof (DipLook) + length + 1);

  *self = (DipLook) { .n_users = 1, .lexicon = lexicon, .length = (guint) length };
  memcpy (self->text, text, length);
  self->text[length] = '\0';

  return self;
}

static inline gboolean
is_same (const Place *self,
         const char  *text,
         gsize        length,
         guint64      hash)
{
  return self->hash == hash && self->look != NULL && self->look->length == length &&
         memcmp (self->look->text, text, length) == 0;
}

/**
 * dip_look_take:
 * @text: a line
 * @lexicon: the word lists that it is read by; only what the default ones say is remembered for other papers
 *
 * Linear in the length of @text, and hardly more than a look where it is known.
 *
 * Returns: (transfer full): what is known of the line, for this thread
 */
DipLook *
dip_look_take (const char       *text,
               const DipLexicon *lexicon)
{
  return dip_look_take_len (text, strlen (text), lexicon);
}

/* The same of the first @length bytes of a text. */
DipLook *
dip_look_take_len (const char       *text,
                   gsize             length,
                   const DipLexicon *lexicon)
{
  guint64 hash;
  Memory *known;
  Place *place;

  if (length > DIP_LOOK_KNOWN_BYTES || lexicon != dip_lexicon_get_default ())
    return look_new (text, length, lexicon);

  known = g_private_get (&memory);
  if (known == NULL)
    {
      known = g_new0 (Memory, 1);
      g_private_set (&memory, known);
    }
  hash = dip_text_hash (text, length);
  place = known->places[hash % G_N_ELEMENTS (known->places)];
  if (!is_same (&place[0], text, length, hash))
    {
      const Place other = place[1];

      place[1] = place[0];
      place[0] = other;
      if (!is_same (&place[0], text, length, hash))
        {
          dip_look_release (other.look);
          place[0] = (Place) { hash, look_new (text, length, lexicon) };
        }
    }
  place[0].look->n_users++;

  return place[0].look;
}

void
dip_look_release (DipLook *self)
{
  if (self == NULL || --self->n_users > 0)
    return;

  for (Folding *folding = self->foldings; folding != NULL;)
    {
      Folding *next = folding->next;

      g_free (folding->text);
      g_free (folding);
      folding = next;
    }
  g_free (self->number);
  g_free (self->key);
  g_free (self->entry_key);
  g_free (self);
}

guint
dip_look_get_width (DipLook *self)
{
  if ((self->known & KNOWN_WIDTH) == 0)
    {
      self->width = dip_text_width (self->text);
      self->known |= KNOWN_WIDTH;
    }

  return self->width;
}

const char *
dip_look_get_key (DipLook *self)
{
  if (self->key == NULL)
    self->key = dip_text_key (self->text);

  return self->key;
}

/**
 * dip_look_get_folded:
 * @flags: what counts as the same
 *
 * Titles are asked for by nearly all that looks for something in a clause, in two or three ways.
 *
 * Returns: (transfer none): the folded text; it lives as long as the look
 */
const char *
dip_look_get_folded (DipLook      *self,
                     DipFoldFlags  flags)
{
  Folding *folding = self->foldings;

  while (folding != NULL && folding->flags != flags)
    folding = folding->next;
  if (folding == NULL)
    {
      folding = g_new (Folding, 1);
      *folding = (Folding) { self->foldings, flags, dip_fold_to_string (self->text, flags, self->lexicon) };
      self->foldings = folding;
    }

  return folding->text;
}

/**
 * dip_look_get_number:
 *
 * Returns: (transfer none): the number that the line begins with, of style NONE where it begins with none
 */
const DipNumber *
dip_look_get_number (DipLook *self)
{
  if ((self->known & KNOWN_NUMBER) == 0)
    {
      DipNumber number;

      if (dip_number_parse (self->text, self->lexicon, &number))
        self->number = g_memdup2 (&number, sizeof number);
      self->known |= KNOWN_NUMBER;
    }

  return self->number != NULL ? self->number : &no_number;
}

gboolean
dip_look_knows (const DipLook *self,
                DipTrait       trait,
                gboolean      *has)
{
  *has = (self->traits & trait) != 0;

  return (self->known & trait) != 0;
}

gboolean
dip_look_note (DipLook  *self,
               DipTrait  trait,
               gboolean  has)
{
  self->known |= trait;
  self->traits = has ? self->traits | trait : self->traits & ~(guint) trait;

  return has;
}

gboolean
dip_look_has_gap (DipLook *self)
{
  gboolean has;

  return dip_look_knows (self, DIP_TRAIT_GAP, &has) ? has
                                                     : dip_look_note (self, DIP_TRAIT_GAP,
                                                                      dip_text_may_have_gap (self->text));
}

gboolean
dip_look_has_sentence (DipLook *self)
{
  gboolean has;

  return dip_look_knows (self, DIP_TRAIT_SENTENCE, &has) ? has
                                                          : dip_look_note (self, DIP_TRAIT_SENTENCE,
                                                                           dip_text_has_sentence (self->text));
}

gboolean
dip_look_knows_rule (const DipLook *self,
                     gconstpointer  rules,
                     gconstpointer *rule)
{
  *rule = self->rule;

  return self->rules == rules;
}

void
dip_look_note_rule (DipLook       *self,
                    gconstpointer  rules,
                    gconstpointer  rule)
{
  self->rules = rules;
  self->rule = rule;
}

const char *
dip_look_get_entry_key (const DipLook *self)
{
  return self->entry_key;
}

/* @key: (transfer full) */
const char *
dip_look_take_entry_key (DipLook *self,
                         char    *key)
{
  g_free (self->entry_key);
  self->entry_key = key;

  return key;
}

guint
dip_look_get_entry_group (const DipLook *self)
{
  return self->entry_group;
}

guint
dip_look_set_entry_group (DipLook *self,
                          guint    group)
{
  self->entry_group = group;

  return group;
}
