/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-phrases-private.h"
#include "text/dip-space.h"

#include <string.h>

/* Nodes of the trie; the compiled lists need some thousand. */
#define MAX_NODES 500000u

static guint32
find_child (const DipPhrases *self,
            guint32           parent,
            guint8            byte)
{
  guint32 at;

  if (parent == 0)
    return self->roots[byte];

  for (at = g_array_index (self->nodes, DipPhrasesNode, parent).child;
       at != 0;
       at = g_array_index (self->nodes, DipPhrasesNode, at).sibling)
    {
      if (g_array_index (self->nodes, DipPhrasesNode, at).byte == byte)
        break;
    }

  return at;
}

static guint32
add_child (DipPhrases *self,
           guint32     parent,
           guint8      byte)
{
  DipPhrasesNode node = { .byte = byte };
  guint32 index = self->nodes->len;

  if (parent != 0)
    node.sibling = g_array_index (self->nodes, DipPhrasesNode, parent).child;
  g_array_append_val (self->nodes, node);

  if (parent == 0)
    self->roots[byte] = index;
  else
    g_array_index (self->nodes, DipPhrasesNode, parent).child = index;

  return index;
}

/* Nearly every place of a text is left after one look at this table. */
static void
mark_beginning (DipPhrases *self,
                gunichar    c)
{
  c &= DIP_PHRASES_BEGIN_MASK;
  self->begins[c / 8] |= (guint8) (1 << c % 8);
}

static void
add_variant (DipPhrases *self,
             const char *variant,
             const char *canonical)
{
  gsize length = strlen (variant);
  guint32 at = 0;

  if (length == 0 || length > DIP_PHRASES_MAX_BYTES || self->nodes->len + length > MAX_NODES)
    return;

  mark_beginning (self, g_utf8_get_char (variant));
  for (gsize i = 0; i < length; i++)
    {
      guint32 next = find_child (self, at, (guint8) variant[i]);

      at = next != 0 ? next : add_child (self, at, (guint8) variant[i]);
    }

  if (g_array_index (self->nodes, DipPhrasesNode, at).canonical == NULL)
    g_array_index (self->nodes, DipPhrasesNode, at).canonical =
      g_string_chunk_insert_const (self->strings, canonical);
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
  DipPhrases *self = g_new0 (DipPhrases, 1);
  DipPhrasesNode root = { 0 };

  self->nodes = g_array_new (FALSE, FALSE, sizeof (DipPhrasesNode));
  self->strings = g_string_chunk_new (4096);
  g_array_append_val (self->nodes, root);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      g_autofree char *first = dip_fold_to_string (row[0], flags, lexicon);

      add_variant (self, first, first);
      for (guint k = 1; row[k] != NULL; k++)
        {
          g_autofree char *other = dip_fold_to_string (row[k], flags, lexicon);

          add_variant (self, other, first);
        }
    }

  return self;
}

void
dip_phrases_free (DipPhrases *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  g_array_unref (self->nodes);
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
  gsize best = 0;

  if (length == 0 || !dip_phrases_may_begin (self, text))
    return 0;

  for (gsize i = 0; i < length && i < DIP_PHRASES_MAX_BYTES; i++)
    {
      const DipPhrasesNode *node;

      at = find_child (self, at, (guint8) text[i]);
      if (at == 0)
        break;

      node = &g_array_index (self->nodes, DipPhrasesNode, at);
      if (node->canonical != NULL)
        {
          best = i + 1;
          if (first != NULL)
            *first = node->canonical;
        }
    }

  return best;
}
