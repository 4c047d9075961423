/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * The text of a clause:
 *
 *   block      = mark text | paragraph | table | caption
 *   paragraph  = line *( line that goes on with it )
 *   table      = row *row
 *   definition = term SPACE meaning, two or more in a row
 *              | term ":" meaning                        below a heading that promises definitions
 *
 * A list's depth is where its kind of mark stands among those that are open: ・
 * below ① is 1, the next ① is 0 again.
 */

#define MAX_DEPTH 8
#define MAX_TERM_COLUMNS 40

typedef struct
{
  DipStructure *structure;
  DipClause    *clause;
  GString      *text;       /* of the block under way */
  DipBlock     *block;      /* (nullable): the one under way */
  GPtrArray    *marked;     /* (element-type DipLine): lines of it that have marks of footnotes */
  guint         shapes[MAX_DEPTH];
  guint         n_shapes;
  guint         indent;     /* of the last item */
  gboolean      in_point;   /* paragraphs belong to the point above */
  gboolean      in_note;    /* the next paragraph belongs to the note's mark above */
} Builder;

static void
flush (Builder *self)
{
  if (self->block == NULL)
    return;

  g_free (self->block->text);
  self->block->text = g_strdup (self->text->str);
  g_ptr_array_add (self->clause->blocks, g_steal_pointer (&self->block));
  g_string_truncate (self->text, 0);
  for (guint i = 0; i < self->marked->len; i++)
    dip_structure_add_notes_of (self->structure, self->marked->pdata[i], self->clause->blocks);
  g_ptr_array_set_size (self->marked, 0);
}

static DipBlock *
open_block (Builder      *self,
            DipBlockKind  kind,
            const DipPiece *piece,
            const char   *marker,
            gssize        n_marker)
{
  g_autofree char *mark = marker != NULL ? g_strndup (marker, (gsize) n_marker) : NULL;

  flush (self);
  self->block = dip_block_new (kind, mark, "");
  self->block->page = piece->line->page;
  self->block->line = piece->line->number;

  return self->block;
}

/* @apart: the item stands apart from the list above, and not further right. */
static guint
list_depth (Builder *self,
            guint    shape,
            gboolean apart)
{
  for (guint i = 0; i < self->n_shapes; i++)
    {
      if (self->shapes[i] == shape)
        {
          self->n_shapes = i + 1;
          return i;
        }
    }

  if (apart)
    self->n_shapes = 0;
  if (self->n_shapes < MAX_DEPTH)
    self->shapes[self->n_shapes++] = shape;

  return self->n_shapes - 1;
}

static gboolean
is_caption (Builder    *self,
            const char *text)
{
  const DipLexicon *lexicon = self->structure->draft->lexicon;
  const char *const *words;

  if (!dip_lexicon_may_begin (lexicon, "caption-starts", text) || strlen (text) > 200 ||
      dip_text_has_sentence (text))
    return FALSE;

  words = dip_lexicon_get_words (lexicon, "caption-starts");
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);
      gunichar c;

      if (g_ascii_strncasecmp (text, words[i], n) != 0)
        continue;
      c = dip_glyph_narrow (dip_text_first (text + n));
      if (c == ' ' || c == ':' || (c >= '0' && c <= '9'))
        return TRUE;
    }

  return FALSE;
}

static void
append_row (GString       *text,
            const DipLine *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');

  for (guint i = 0; i < line->cells->len; i++)
    {
      g_autofree char *cell = g_strdup (g_ptr_array_index (line->cells, i));

      if (i > 0)
        g_string_append_c (text, '\t');
      g_string_append (text, g_strdelimit (cell, "\n\t", ' '));
    }
}

static void
start_text (Builder *self,
            guint    i)
{
  DipPiece *piece = dip_structure_piece (self->structure, i);
  const DipLine *line = piece->line;
  const char *text = piece->text;
  DipBlock *block;
  DipMark mark;

  /* of an item that begins with a title only its text is left */
  if (!dip_mark_parse (self->structure, text, &mark) && line->kind == DIP_LINE_ITEM && line->marker != NULL &&
      g_str_has_prefix (text, line->marker))
    {
      mark.kind = DIP_MARK_BULLET;
      mark.marker = strlen (line->marker);
      mark.length = mark.marker + 1;
      mark.shape = '-';
    }

  switch (mark.kind)
    {
    case DIP_MARK_NOTE:
      self->in_point = FALSE;
      open_block (self, DIP_BLOCK_NOTE, piece, text, (gssize) mark.marker);
      self->in_note = text[mark.length] == '\0';
      g_string_append (self->text, text + mark.length);
      return;

    case DIP_MARK_POINT:
      open_block (self, DIP_BLOCK_POINT, piece, text, (gssize) mark.marker);
      self->in_point = TRUE;
      self->in_note = FALSE;
      g_string_append (self->text, text + mark.length);
      return;

    case DIP_MARK_BULLET:
    case DIP_MARK_NUMBER:
      block = open_block (self, DIP_BLOCK_LIST, piece, text, (gssize) mark.marker);
      if (line->kind == DIP_LINE_ITEM)
        block->depth = line->level > 0 ? line->level - 1 : 0;
      else
        block->depth = list_depth (self, mark.shape,
                                   dip_structure_has_gap (self->structure, i) && line->indent <= self->indent);
      self->indent = line->indent;
      self->in_note = FALSE;
      g_string_append (self->text, text + mark.length);
      return;

    case DIP_MARK_NONE:
    default:
      break;
    }

  if (is_caption (self, text))
    {
      open_block (self, DIP_BLOCK_CAPTION, piece, NULL, 0);
    }
  else if (self->block != NULL && self->text->len == 0 &&
           (self->block->kind == DIP_BLOCK_POINT || self->in_note))
    {
      /* The first paragraph below a mark that stands alone is the mark's own. */
      self->in_note = FALSE;
    }
  else if (self->in_point)
    {
      open_block (self, DIP_BLOCK_POINT, piece, NULL, 0);
    }
  else
    {
      open_block (self, DIP_BLOCK_PARAGRAPH, piece, NULL, 0);
      if (dip_text_ends_sentence (text) || piece->width > 60)
        self->n_shapes = 0;
    }

  g_string_append (self->text, text);
}

/* Bytes of a term written in Latin letters before its Japanese meaning, 0 if there is none. */
static gsize
match_latin_term (const char *text)
{
  gsize n = 0;

  if (!g_ascii_isalpha (*text))
    return 0;
  while (n < 24 && (g_ascii_isalnum (text[n]) || (text[n] != '\0' && strchr ("/&.+-_", text[n]) != NULL)))
    n++;
  if (n < 2 || n >= 24 || !dip_glyph_is_space (g_utf8_get_char (text + n)))
    return 0;

  return dip_glyph_is_cjk (dip_text_first (dip_text_skip_space (text + n))) ? n : 0;
}

static gsize
match_coloned_term (const char *text)
{
  for (const char *at = text; *at != '\0' && at - text < 120; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == 0x3002 || c == 0x3001)
        return 0;
      if (c == ':' || c == 0xff1a)
        {
          g_autofree char *term = g_strndup (text, (gsize) (at - text));
          const char *rest = g_utf8_next_char (at);

          if (*rest == '\0' || g_str_has_prefix (rest, "//") || dip_text_width (term) > MAX_TERM_COLUMNS)
            return 0;
          return (gsize) (at - text);
        }
      if (c == 0x2026 && at > text && *g_utf8_next_char (at) != '\0')
        return (gsize) (at - text);
      if (c == ' ' && (g_str_has_prefix (at, " - ") || g_str_has_prefix (at, " – ") || g_str_has_prefix (at, " — ")))
        return (gsize) (at - text);
    }

  return 0;
}

static void
find_definitions (Builder *self)
{
  GPtrArray *blocks = self->clause->blocks;
  gboolean promised = dip_structure_has_word (self->structure, "definition-headings", self->clause->title);

  for (guint i = 0; i < blocks->len; )
    {
      guint n = 0;
      gboolean sentences = FALSE;

      while (i + n < blocks->len)
        {
          DipBlock *block = g_ptr_array_index (blocks, i + n);

          if (block->kind != DIP_BLOCK_PARAGRAPH ||
              (match_latin_term (block->text) == 0 && !(promised && match_coloned_term (block->text) > 0)))
            break;
          sentences = sentences || (!promised && dip_text_ends_sentence (block->text) && strlen (block->text) > 240);
          n++;
        }

      if (n >= 2 && !sentences)
        {
          for (guint k = 0; k < n; k++)
            ((DipBlock *) g_ptr_array_index (blocks, i + k))->kind = DIP_BLOCK_DEFINITION;
        }
      i += MAX (n, 1);
    }
}

/* "within thirty-five" "(35) days": a line that begins with what the one before it said in words. */
static gboolean
says_number_again (const char *before,
                   const char *text)
{
  gsize n = *text == '(' ? strspn (text + 1, "0123456789") : 0;

  return n > 0 && text[n + 1] == ')' && text[n + 2] == ' ' && g_ascii_islower (text[n + 3]) &&
         g_ascii_islower (dip_text_last (before) < 0x80 ? (char) dip_text_last (before) : ' ');
}

/**
 * dip_structure_build_blocks:
 * @self: a structure
 * @clause: gets the blocks
 * @first: index of the first piece
 * @last: index behind the last piece
 *
 * Cuts the lines of a clause into blocks and rejoins what was broken over
 * lines and pages. Lines that have another role are left out.
 */
void
dip_structure_build_blocks (DipStructure *self,
                            DipClause    *clause,
                            guint         first,
                            guint         last)
{
  Builder builder = { .structure = self, .clause = clause };

  builder.text = g_string_new (NULL);
  builder.marked = g_ptr_array_new ();

  for (guint i = first; i < last; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      DipMark mark;

      if (piece->role != DIP_ROLE_TEXT)
        continue;

      if (piece->is_row)
        {
          if (builder.block == NULL || builder.block->kind != DIP_BLOCK_TABLE ||
              dip_structure_has_gap (self, i))
            open_block (&builder, DIP_BLOCK_TABLE, piece, NULL, 0);
          append_row (builder.text, piece->line);
          builder.in_point = FALSE;
          continue;
        }

      if (builder.block != NULL && builder.text->len > 0 && builder.block->kind != DIP_BLOCK_TABLE &&
          builder.block->kind != DIP_BLOCK_CAPTION && i > first &&
          ((says_number_again (builder.text->str, piece->text) && !dip_structure_has_gap (self, i)) ||
           (dip_structure_continues (self, i) &&
            (!dip_mark_parse (self, piece->text, &mark) ||
             (self->marked_ends && mark.kind == DIP_MARK_NUMBER) ||
             /* "ト）で暗号化" below "AES（256 ビッ" */
             (mark.kind == DIP_MARK_NUMBER && dip_text_open_brackets (builder.text->str) > 0 &&
              dip_text_open_brackets (piece->text) < 0)))))
        {
          dip_text_join (builder.text, piece->text);
        }
      else
        {
          start_text (&builder, i);
        }
      if (piece->line->marks != NULL)
        g_ptr_array_add (builder.marked, (gpointer) piece->line);
    }
  flush (&builder);
  dip_structure_add_rest (self, last, clause->blocks);
  g_string_free (builder.text, TRUE);
  g_ptr_array_unref (builder.marked);

  find_definitions (&builder);
}
