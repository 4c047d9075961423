/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/dip-enums.h"

/* The words are the contract of the command line's JSON: they are spelled out
 * here, so that a renamed one is seen. Index is the value of the enumeration. */

typedef const char *(*ToString)   (guint value);
typedef guint       (*FromString) (const char *word);

typedef struct
{
  const char *name;
  ToString    to_string;
  FromString  from_string;  /* NULL where nothing reads the words back */
  const char *words[12];    /* ends with END */
} Case;

#define END "(end)"

#define WRAP_TO(Type, name)                                     \
  static const char *                                           \
  name##_to (guint value)                                       \
  {                                                             \
    return dip_##name##_to_string ((Type) value);               \
  }

#define WRAP_BOTH(Type, name)                                   \
  WRAP_TO (Type, name)                                          \
                                                                \
  static guint                                                  \
  name##_from (const char *word)                                \
  {                                                             \
    return (guint) dip_##name##_from_string (word);             \
  }

WRAP_BOTH (DipKind, kind)
WRAP_BOTH (DipOrigin, origin)
WRAP_BOTH (DipClauseKind, clause_kind)
WRAP_BOTH (DipBlockKind, block_kind)
WRAP_BOTH (DipStance, stance)
WRAP_BOTH (DipImplemented, implemented)
WRAP_BOTH (DipPairingKind, pairing_kind)
WRAP_TO (DipClass, class)
WRAP_TO (DipRelation, relation)
WRAP_TO (DipOp, op)

static const Case cases[] = {
  { "kind", kind_to, kind_from, { NULL, "whitepaper", "checksheet", END } },
  { "origin", origin_to, origin_from,
    { NULL, "printed", "inferred", "crosswalk", "user", END } },
  { "pairing-kind", pairing_kind_to, pairing_kind_from, { "together", "apart", END } },
  { "clause-kind", clause_kind_to, clause_kind_from,
    { "clause", "front", "part", "item", END } },
  { "block-kind", block_kind_to, block_kind_from,
    { "paragraph", "list", "note", "point", "table", "definition", "caption", END } },
  { "stance", stance_to, stance_from,
    { "informational", "provided", "not_provided", "customer", "shared", "partial", END } },
  { "implemented", implemented_to, implemented_from,
    { NULL, "yes", "no", "partial", "na", END } },
  { "class", class_to, NULL,
    { "none", "layout", "orthographic", "reference", "editorial", "substantive", END } },
  { "relation", relation_to, NULL,
    { "same", "changed", "renamed", "renumbered", "moved", "split", "merged", "added",
      "removed", END } },
  { "op", op_to, NULL, { "insert", "delete", "replace", "move", END } },
};

static void
test_words (gconstpointer data)
{
  const Case *test = data;

  for (guint value = 0; g_strcmp0 (test->words[value], END) != 0; value++)
    {
      const char *word = test->words[value];

      g_assert_cmpstr (test->to_string (value), ==, word);
      if (test->from_string != NULL)
        g_assert_cmpuint (test->from_string (word), ==, value);
    }
}

static void
test_unknown_words (gconstpointer data)
{
  const Case *test = data;
  static const char *const unknown[] = { "", "no such word", "Whitepaper", " yes" };

  g_assert_cmpuint (test->from_string (NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_cmpuint (test->from_string (unknown[i]), ==, 0);
}

static void
test_tags (void)
{
  static const char *const words[] = {
    "number", "date", "duration", "name", "address", "url", "control", "negation", "obligation",
    "responsibility", "scope",
  };

  g_assert_cmpuint (G_N_ELEMENTS (words), ==, DIP_N_TAGS);
  for (guint i = 0; i < DIP_N_TAGS; i++)
    g_assert_cmpstr (dip_tag_to_string ((DipTags) (1u << i)), ==, words[i]);
}

static void
test_classes_are_ranked (void)
{
  g_assert_cmpint (DIP_CLASS_NONE, <, DIP_CLASS_LAYOUT);
  g_assert_cmpint (DIP_CLASS_LAYOUT, <, DIP_CLASS_ORTHOGRAPHIC);
  g_assert_cmpint (DIP_CLASS_ORTHOGRAPHIC, <, DIP_CLASS_REFERENCE);
  g_assert_cmpint (DIP_CLASS_REFERENCE, <, DIP_CLASS_EDITORIAL);
  g_assert_cmpint (DIP_CLASS_EDITORIAL, <, DIP_CLASS_SUBSTANTIVE);
  g_assert_cmpint (DIP_N_CLASSES, ==, 6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = g_strdup_printf ("/model/enums/%s/words", cases[i].name);
      g_autofree char *unknown = g_strdup_printf ("/model/enums/%s/unknown", cases[i].name);

      g_test_add_data_func (words, &cases[i], test_words);
      if (cases[i].from_string != NULL)
        g_test_add_data_func (unknown, &cases[i], test_unknown_words);
    }
  g_test_add_func ("/model/enums/tags", test_tags);
  g_test_add_func ("/model/enums/class/ranked", test_classes_are_ranked);

  return g_test_run ();
}
