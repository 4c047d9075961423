/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-characters.h"
#include "text/dip-phrases-private.h"
#include "text/dip-tables.h"

#include <string.h>

/* Nodes of the trie; the compiled lists need some thousand. */
#define MAX_NODES 500000u

/* A trie while it is made. */
typedef struct
{
  DipPhrasesHead  head;
  GArray         *nodes;    /* (element-type DipPhrasesNode) */
  GString        *strings;
  GHashTable     *places;   /* (element-type utf8 guint): of the strings */
} Builder;

static inline guint32
find_child (const DipPhrasesHead *head,
            const DipPhrasesNode *nodes,
            guint32               parent,
            guint8                byte)
{
  guint32 at;

  if (parent == 0)
    return head->roots[byte];

  for (at = nodes[parent].child; at != 0 && nodes[at].byte != byte; )
    at = nodes[at].sibling;

  return at;
}

static guint32
add_child (Builder *self,
           guint32  parent,
           guint8   byte)
{
  DipPhrasesNode node = { .byte = byte };
  guint32 index = self->nodes->len;

  if (parent != 0)
    node.sibling = g_array_index (self->nodes, DipPhrasesNode, parent).child;
  g_array_append_val (self->nodes, node);

  if (parent == 0)
    self->head.roots[byte] = index;
  else
    g_array_index (self->nodes, DipPhrasesNode, parent).child = index;

  return index;
}

/* Nearly every place of a text is left after a look at these tables. */
static void
mark_beginning (Builder    *self,
                const char *variant)
{
  gunichar first = dip_utf8_get (variant);
  guint c = first & DIP_PHRASES_BEGIN_MASK;
  const char *second = variant + dip_utf8_length (*variant);
  guint pair = dip_phrases_pair (first, dip_utf8_get (second));

  self->head.begins[c / 8] |= (guint8) (1 << c % 8);
  if (*second == '\0')
    self->head.alone[c / 8] |= (guint8) (1 << c % 8);
  else
    self->head.pairs[pair / 8] |= (guint8) (1 << pair % 8);
}

/* Where a string stands among the strings, each once. */
static guint32
place_string (Builder    *self,
              const char *string)
{
  gpointer known = g_hash_table_lookup (self->places, string);
  guint32 place = (guint32) self->strings->len;

  if (known != NULL)
    return GPOINTER_TO_UINT (known);

  g_string_append_len (self->strings, string, (gssize) strlen (string) + 1);
  g_hash_table_insert (self->places, g_strdup (string), GUINT_TO_POINTER (place));

  return place;
}

static void
add_variant (Builder    *self,
             const char *variant,
             const char *canonical)
{
  gsize length = strlen (variant);
  guint32 at = 0;

  if (length == 0 || length > DIP_PHRASES_MAX_BYTES || self->nodes->len + length > MAX_NODES)
    return;

  mark_beginning (self, variant);
  for (gsize i = 0; i < length; i++)
    {
      guint32 next = find_child (&self->head, (const DipPhrasesNode *) (gpointer) self->nodes->data, at,
                                 (guint8) variant[i]);

      at = next != 0 ? next : add_child (self, at, (guint8) variant[i]);
    }

  if (g_array_index (self->nodes, DipPhrasesNode, at).canonical == 0)
    g_array_index (self->nodes, DipPhrasesNode, at).canonical = place_string (self, canonical);
}

static GBytes *
make_table (const GPtrArray  *rows,
            DipFoldFlags      flags,
            const DipLexicon *lexicon)
{
  Builder self = { { 0 } };
  DipPhrasesNode root = { 0 };
  GByteArray *table = g_byte_array_new ();

  self.nodes = g_array_new (FALSE, FALSE, sizeof (DipPhrasesNode));
  self.strings = g_string_new (NULL);
  self.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_array_append_val (self.nodes, root);
  g_string_append_c (self.strings, '\0');

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      g_autofree char *first = dip_fold_to_string (row[0], flags, lexicon);

      add_variant (&self, first, first);
      for (guint k = 1; row[k] != NULL; k++)
        {
          g_autofree char *other = dip_fold_to_string (row[k], flags, lexicon);

          add_variant (&self, other, first);
        }
    }

  self.head.n_nodes = self.nodes->len;
  dip_table_append (table, &self.head, sizeof self.head);
  dip_table_append (table, self.nodes->data, self.nodes->len * sizeof (DipPhrasesNode));
  dip_table_append (table, self.strings->str, self.strings->len);
  g_hash_table_unref (self.places);
  g_string_free (self.strings, TRUE);
  g_array_unref (self.nodes);

  return g_byte_array_free_to_bytes (table);
}

static DipPhrases *
open_table (GBytes *table)
{
  DipPhrases *self = g_new (DipPhrases, 1);

  self->table = table;
  self->head = g_bytes_get_data (table, NULL);
  self->nodes = (const DipPhrasesNode *) (self->head + 1);
  self->strings = (const char *) (self->nodes + self->head->n_nodes);

  return self;
}

/**
 * dip_phrases_new:
 * @rows: (element-type GStrv): rows of a list; the first field is the form that
 *   stands for all of them
 * @flags: how to fold the phrases: as the texts are that they are looked for in
 * @lexicon: (nullable): for [flags@DipFoldFlags] SPELLING
 *
 * The first form is put in as a phrase of its own, so that a shorter phrase
 * inside it is not found there.
 *
 * Returns: (transfer full): the phrases
 */
DipPhrases *
dip_phrases_new (const GPtrArray  *rows,
                 DipFoldFlags      flags,
                 const DipLexicon *lexicon)
{
  return open_table (make_table (rows, flags, lexicon));
}

typedef struct
{
  const char   *list;
  DipFoldFlags  flags;
} Wanted;

static GBytes *
make_table_of_list (const DipLexicon *lexicon,
                    gpointer          data)
{
  const Wanted *wanted = data;

  return make_table (dip_lexicon_get_rows (lexicon, wanted->list), wanted->flags,
                     (wanted->flags & DIP_FOLD_SPELLING) != 0 ? lexicon : NULL);
}

/**
 * dip_phrases_new_for_list:
 * @lexicon: a lexicon
 * @list: one of its lists
 * @flags: how to fold the phrases
 *
 * dip_phrases_new() of the rows of a list, which takes no time where the program
 * carries what is made of them.
 *
 * Returns: (transfer full): the phrases
 */
DipPhrases *
dip_phrases_new_for_list (const DipLexicon *lexicon,
                          const char       *list,
                          DipFoldFlags      flags)
{
  Wanted wanted = { list, flags };
  char name[128];

  g_snprintf (name, sizeof name, "phrases/%u/%s", (guint) flags, list);

  return open_table (dip_tables_take (lexicon, name, make_table_of_list, &wanted));
}

void
dip_phrases_free (DipPhrases *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->table);
  g_free (self);
}

/**
 * dip_phrases_next:
 * @self: phrases
 * @text: folded text
 * @length: bytes of @text
 * @from: where a character begins
 *
 * Steps over characters that no phrase begins with, which are nearly all.
 *
 * Returns: the first place from @from on where dip_phrases_match() may find
 *   something, @length for none
 */
gsize
dip_phrases_next (const DipPhrases *self,
                  const char       *text,
                  gsize             length,
                  gsize             from)
{
  while (from < length && !dip_phrases_may_begin (self, text + from))
    from += dip_utf8_length (text[from]);

  return MIN (from, length);
}

/**
 * dip_phrases_match:
 * @self: phrases
 * @text: folded text; the phrase has to begin at its beginning
 * @length: bytes of @text
 * @first: (out) (optional) (transfer none): the form that stands for the phrase
 *
 * Finds the longest phrase, in at most %DIP_PHRASES_MAX_BYTES steps.
 *
 * Returns: its length in bytes, 0 for none
 */
gsize
dip_phrases_match (const DipPhrases  *self,
                   const char        *text,
                   gsize              length,
                   const char       **first)
{
  guint32 at = 0;
  guint32 canonical = 0;
  gsize best = 0;

  if (length == 0 || !dip_phrases_may_begin (self, text))
    return 0;

  for (gsize i = 0; i < length && i < DIP_PHRASES_MAX_BYTES; i++)
    {
      at = find_child (self->head, self->nodes, at, (guint8) text[i]);
      if (at == 0)
        break;

      if (self->nodes[at].canonical != 0)
        {
          best = i + 1;
          canonical = self->nodes[at].canonical;
        }
    }
  if (best > 0 && first != NULL)
    *first = self->strings + canonical;

  return best;
}
