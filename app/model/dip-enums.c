/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/dip-enums.h"

static const char *const kinds[] = { NULL, "whitepaper", "checksheet" };
static const char *const origins[] = { NULL, "printed", "inferred", "crosswalk", "user" };
static const char *const clause_kinds[] = { "clause", "front", "part", "item" };
static const char *const block_kinds[] = {
  "paragraph", "list", "note", "point", "table", "definition", "caption",
};
static const char *const stances[] = {
  "informational", "provided", "not_provided", "customer", "shared", "partial",
};
static const char *const implementeds[] = { NULL, "yes", "no", "partial", "na" };
static const char *const classes[] = {
  "none", "layout", "orthographic", "reference", "editorial", "substantive",
};
static const char *const relations[] = {
  "same", "changed", "renamed", "renumbered", "moved", "split", "merged", "added", "removed",
};
static const char *const pairing_kinds[] = { "together", "apart" };
static const char *const ops[] = { "insert", "delete", "replace", "move" };
static const char *const tags[] = {
  "number", "date", "duration", "name", "address", "url", "control", "negation", "obligation",
  "responsibility", "scope",
};

G_STATIC_ASSERT (G_N_ELEMENTS (classes) == DIP_N_CLASSES);
G_STATIC_ASSERT (G_N_ELEMENTS (tags) == DIP_N_TAGS);

static guint
find_word (const char        *word,
           const char *const *words,
           guint              n_words)
{
  for (guint i = 0; word != NULL && i < n_words; i++)
    {
      if (g_strcmp0 (word, words[i]) == 0)
        return i;
    }

  return 0;
}

#define DEFINE_TO_STRING(Type, name, words)                             \
  const char *                                                          \
  dip_##name##_to_string (Type value)                                   \
  {                                                                     \
    g_return_val_if_fail ((guint) value < G_N_ELEMENTS (words), NULL);  \
                                                                        \
    return words[value];                                                \
  }

#define DEFINE_FROM_STRING(Type, name, words)                           \
  Type                                                                  \
  dip_##name##_from_string (const char *word)                           \
  {                                                                     \
    return (Type) find_word (word, words, G_N_ELEMENTS (words));        \
  }

DEFINE_TO_STRING (DipKind, kind, kinds)
DEFINE_TO_STRING (DipOrigin, origin, origins)
DEFINE_TO_STRING (DipClauseKind, clause_kind, clause_kinds)
DEFINE_TO_STRING (DipBlockKind, block_kind, block_kinds)
DEFINE_TO_STRING (DipStance, stance, stances)
DEFINE_TO_STRING (DipImplemented, implemented, implementeds)
DEFINE_TO_STRING (DipClass, class, classes)
DEFINE_TO_STRING (DipRelation, relation, relations)
DEFINE_TO_STRING (DipOp, op, ops)
DEFINE_TO_STRING (DipPairingKind, pairing_kind, pairing_kinds)

DEFINE_FROM_STRING (DipKind, kind, kinds)
DEFINE_FROM_STRING (DipOrigin, origin, origins)
DEFINE_FROM_STRING (DipClauseKind, clause_kind, clause_kinds)
DEFINE_FROM_STRING (DipBlockKind, block_kind, block_kinds)
DEFINE_FROM_STRING (DipStance, stance, stances)
DEFINE_FROM_STRING (DipImplemented, implemented, implementeds)
DEFINE_FROM_STRING (DipPairingKind, pairing_kind, pairing_kinds)

const char *
dip_tag_to_string (DipTags one_tag)
{
  for (guint i = 0; i < DIP_N_TAGS; i++)
    {
      if (one_tag == (DipTags) (1u << i))
        return tags[i];
    }

  g_return_val_if_reached (NULL);
}
