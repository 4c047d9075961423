/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-fold-private.h"

#include <string.h>

/* Kana that stand before a long-vowel mark at the end of a word for the mark to
 * be a matter of taste: サーバー, but not エラー, コピー or キー (JIS Z 8301). */
#define MIN_KANA_BEFORE_MARK 3u

/* Nodes of the trie; the compiled lists need some thousand. */
#define MAX_NODES 500000u

typedef struct
{
  guint32     child;      /* index of the first child, 0 for none */
  guint32     sibling;    /* index of the next child of the same parent */
  guint8      byte;
  const char *canonical;  /* (nullable): a variant ends here */
} Node;

struct _DipSpeller
{
  GArray       *nodes;    /* (element-type Node): the first is the root */
  guint32       roots[256];
  GStringChunk *strings;
};

static guint32
find_child (const DipSpeller *self,
            guint32           parent,
            guint8            byte)
{
  guint32 at;

  if (parent == 0)
    return self->roots[byte];

  for (at = g_array_index (self->nodes, Node, parent).child;
       at != 0;
       at = g_array_index (self->nodes, Node, at).sibling)
    {
      if (g_array_index (self->nodes, Node, at).byte == byte)
        break;
    }

  return at;
}

static guint32
add_child (DipSpeller *self,
           guint32     parent,
           guint8      byte)
{
  Node node = { .byte = byte };
  guint32 index = self->nodes->len;

  if (parent != 0)
    node.sibling = g_array_index (self->nodes, Node, parent).child;
  g_array_append_val (self->nodes, node);

  if (parent == 0)
    self->roots[byte] = index;
  else
    g_array_index (self->nodes, Node, parent).child = index;

  return index;
}

static void
add_variant (DipSpeller *self,
             const char *variant,
             const char *canonical)
{
  gsize length = strlen (variant);
  guint32 at = 0;

  if (length == 0 || length > DIP_SPELLER_MAX_BYTES || self->nodes->len + length > MAX_NODES)
    return;

  for (gsize i = 0; i < length; i++)
    {
      guint32 next = find_child (self, at, (guint8) variant[i]);

      at = next != 0 ? next : add_child (self, at, (guint8) variant[i]);
    }

  if (g_array_index (self->nodes, Node, at).canonical == NULL)
    g_array_index (self->nodes, Node, at).canonical =
      g_string_chunk_insert_const (self->strings, canonical);
}

/* The canonical form is put in as a variant of itself, so that a short variant
 * inside it (など in a longer word) is not replaced there. */
DipSpeller *
_dip_speller_new (const GPtrArray *rows)
{
  const DipFoldFlags flags = DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE;
  DipSpeller *self = g_new0 (DipSpeller, 1);
  Node root = { 0 };

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->strings = g_string_chunk_new (4096);
  g_array_append_val (self->nodes, root);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      g_autofree char *canonical = dip_fold_to_string (row[0], flags, NULL);

      add_variant (self, canonical, canonical);
      for (guint k = 1; row[k] != NULL; k++)
        {
          g_autofree char *variant = dip_fold_to_string (row[k], flags, NULL);

          add_variant (self, variant, canonical);
        }
    }

  return self;
}

void
_dip_speller_free (DipSpeller *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  g_array_unref (self->nodes);
  g_free (self);
}

gsize
_dip_speller_match (const DipSpeller  *self,
                    const char        *text,
                    gsize              length,
                    const char       **canonical)
{
  guint32 at = 0;
  gsize best = 0;

  for (gsize i = 0; i < length && i < DIP_SPELLER_MAX_BYTES; i++)
    {
      const Node *node;

      at = find_child (self, at, (guint8) text[i]);
      if (at == 0)
        break;

      node = &g_array_index (self->nodes, Node, at);
      if (node->canonical != NULL)
        {
          best = i + 1;
          *canonical = node->canonical;
        }
    }

  return best;
}

static gboolean
is_katakana (gunichar c)
{
  return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

static gboolean
ends_with_mark (const GString *text)
{
  gsize length = strlen ("ー");

  return text->len >= length && memcmp (text->str + text->len - length, "ー", length) == 0;
}

/* Drops the marks at the end of the katakana word that was written last. */
static void
end_katakana (DipFoldBuffer *out,
              guint         *n_kana)
{
  while (*n_kana > MIN_KANA_BEFORE_MARK && ends_with_mark (out->text))
    {
      g_string_truncate (out->text, out->text->len - strlen ("ー"));
      g_array_set_size (out->starts, out->text->len);
      *n_kana -= 1;
    }

  *n_kana = 0;
}

static gboolean
is_latin (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Writes characters and counts the katakana at the end of what is written;
 * where a katakana word ends, its long-vowel marks go. */
static void
write_word (DipFoldBuffer *out,
            const char    *bytes,
            gsize          length,
            guint32        start,
            guint         *n_kana)
{
  for (gsize i = 0; i < length; )
    {
      gunichar c = g_utf8_get_char (bytes + i);
      gsize step = g_utf8_skip[(guint8) bytes[i]];

      if (is_katakana (c))
        *n_kana += 1;
      else
        end_katakana (out, n_kana);

      dip_fold_buffer_append (out, bytes + i, step, start);
      i += step;
    }
}

/* Replaces variants, longest first, and drops long-vowel marks at the end of
 * katakana words. A variant of Latin letters has to be a whole word at its
 * beginning: "organise" in "reorganise" is another word. */
void
_dip_fold_spelling (DipFoldBuffer    *buffer,
                    const DipSpeller *speller)
{
  DipFoldBuffer out;
  const char *text = buffer->text->str;
  gsize length = buffer->text->len;
  const guint32 *starts = (const guint32 *) buffer->starts->data;
  guint n_kana = 0;

  out.text = g_string_sized_new (length);
  out.starts = g_array_sized_new (FALSE, FALSE, sizeof (guint32), length);

  for (gsize i = 0; i < length; )
    {
      const char *canonical = NULL;
      gsize step = g_utf8_skip[(guint8) text[i]];
      gsize matched = 0;

      if (speller != NULL && !(is_latin (text[i]) && i > 0 && is_latin (text[i - 1])))
        matched = _dip_speller_match (speller, text + i, length - i, &canonical);

      if (matched > 0)
        write_word (&out, canonical, strlen (canonical), starts[i], &n_kana);
      else
        write_word (&out, text + i, step, starts[i], &n_kana);
      i += matched > 0 ? matched : step;

      /* A mark after a known katakana word is one of its spellings. */
      while (matched > 0 && n_kana >= MIN_KANA_BEFORE_MARK && g_str_has_prefix (text + i, "ー"))
        i += strlen ("ー");
    }
  end_katakana (&out, &n_kana);

  g_string_free (buffer->text, TRUE);
  g_array_unref (buffer->starts);
  *buffer = out;
}
