/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

void
_dip_interner_init (DipInterner *self)
{
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->strings = g_ptr_array_new ();
  self->chunk = g_string_chunk_new (64 * 1024);
}

void
_dip_interner_clear (DipInterner *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->strings, g_ptr_array_unref);
  g_clear_pointer (&self->chunk, g_string_chunk_free);
}

/* Ids are dense, from 0, in the order of first use. */
guint32
_dip_intern (DipInterner *self,
             const char  *string,
             gsize        length)
{
  char buffer[128];
  char *longer = length < sizeof (buffer) ? NULL : g_strndup (string, length);
  const char *key = longer != NULL ? longer : buffer;
  gpointer found;

  if (longer == NULL)
    {
      memcpy (buffer, string, length);
      buffer[length] = '\0';
    }

  if (!g_hash_table_lookup_extended (self->ids, key, NULL, &found))
    {
      char *kept = g_string_chunk_insert_len (self->chunk, key, length);

      found = GUINT_TO_POINTER (self->strings->len);
      g_ptr_array_add (self->strings, kept);
      g_hash_table_insert (self->ids, kept, found);
    }
  if (longer != NULL)
    g_free (longer);

  return GPOINTER_TO_UINT (found);
}

static guint32
mix (guint32 a,
     guint32 b)
{
  guint64 x = ((guint64) a << 32 | b) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return (guint32) (x >> 32);
}

static gboolean
is_run_of_characters (DipTokenKind kind)
{
  return kind == DIP_TOKEN_KANJI || kind == DIP_TOKEN_HIRAGANA || kind == DIP_TOKEN_KATAKANA;
}

/* Grams tell how much two texts have in common: pairs of characters where words
 * are not separated, single words and pairs of words where they are. */
static void
add_grams (GArray        *grams,
           const char    *folded,
           const DipToken *tokens,
           guint          n_tokens)
{
  guint32 before = 0;
  guint32 gram;

  for (guint i = 0; i < n_tokens; i++)
    {
      const char *at = folded + tokens[i].start;
      const char *end = at + tokens[i].length;

      if (tokens[i].kind == DIP_TOKEN_SPACE || tokens[i].kind == DIP_TOKEN_BULLET)
        continue;

      if (is_run_of_characters (tokens[i].kind))
        {
          for (; at < end; at = g_utf8_next_char (at))
            {
              guint32 c = g_utf8_get_char (at);

              gram = mix (before, c);
              g_array_append_val (grams, gram);
              before = c;
            }
        }
      else if (tokens[i].kind == DIP_TOKEN_PUNCTUATION)
        before = 1;
      else
        {
          guint32 word = 0x80000000u;

          for (; at < end; at++)
            word = mix (word, (guint8) *at);
          g_array_append_val (grams, word);
          gram = mix (before, word);
          g_array_append_val (grams, gram);
          before = word;
        }
    }
}

/* Numbers below this are sorted by insertion. */
#define MAX_INSERTION 40u

/* Sorts grams: byte by byte from the lowest on (H. H. Seward's radix sort);
 * they are a large part of what a comparison has to sort. */
static void
sort_grams (guint32 *grams,
            guint    n)
{
  g_autofree guint32 *other = NULL;

  if (n <= MAX_INSERTION)
    {
      for (guint i = 1; i < n; i++)
        {
          guint32 gram = grams[i];
          guint k = i;

          for (; k > 0 && grams[k - 1] > gram; k--)
            grams[k] = grams[k - 1];
          grams[k] = gram;
        }
      return;
    }

  other = g_new (guint32, n);
  for (guint shift = 0; shift < 32; shift += 8)
    {
      guint first[257] = { 0 };

      for (guint i = 0; i < n; i++)
        first[(grams[i] >> shift & 0xFF) + 1]++;
      for (guint i = 1; i < 257; i++)
        first[i] += first[i - 1];
      for (guint i = 0; i < n; i++)
        other[first[grams[i] >> shift & 0xFF]++] = grams[i];
      memcpy (grams, other, n * sizeof (guint32));
    }
}

static guint
section_of (const DipPart *part,
            guint          index,
            guint          n_parts_of_first)
{
  if (index >= n_parts_of_first)
    return DIP_PART_BLOCK;

  return part->kind;
}

/* A spelling is folded as a whole, so all of its letters come from its first
 * byte: a word that ends in the middle of one has no end of its own. */
static void
set_join (DipWord         *word,
          const DipFolded *folded,
          gsize            end,
          guint32          base)
{
  guint32 from = folded->starts[end];

  if (folded->starts[end - 1] != from)
    return;

  while (end < folded->length && folded->starts[end] == from)
    end++;

  word->join = base + from + 1;
  word->joined = base + folded->starts[end];
}

/* Appends a run of kana, cut around the words in it that join others: folded, 祝日
 * および休日 and 書き換えおよび have および in common, although the second one
 * ends a verb with the same run. */
static void
append_kana (const DipMeaning *meaning,
             GArray           *cut,
             const char       *folded,
             const DipToken   *token)
{
  DipToken piece = *token;
  guint32 end = token->start + token->length;

  for (guint32 at = token->start; at < end; )
    {
      gsize found = _dip_meaning_match_joining (meaning, folded + at, end - at);

      if (found == 0)
        {
          at += (guint32) g_utf8_skip[(guint8) folded[at]];
          continue;
        }

      if (at > piece.start)
        {
          piece.length = at - piece.start;
          g_array_append_val (cut, piece);
        }
      piece.start = at;
      piece.length = (guint32) found;
      g_array_append_val (cut, piece);
      at += (guint32) found;
      piece.start = at;
    }

  piece.length = end - piece.start;
  if (piece.length > 0)
    g_array_append_val (cut, piece);
}

/* The words of a folded text. */
GArray *
_dip_cut_words (const DipMeaning *meaning,
                const char       *folded)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (folded);
  GArray *cut = g_array_sized_new (FALSE, FALSE, sizeof (DipToken), tokens->len + 8);

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);

      if (token->kind == DIP_TOKEN_HIRAGANA)
        append_kana (meaning, cut, folded, token);
      else
        g_array_append_val (cut, *token);
    }

  return cut;
}

static void
add_sentence (DipContext  *context,
              DipPrepared *self,
              const char  *printed,
              guint        part,
              guint        section,
              guint32      start,
              guint32      length)
{
  DipSentence sentence = { .start = start, .length = length, .part = part, .section = section };
  g_autofree char *text = g_strndup (printed + start, length);
  g_autoptr (DipFolded) folded = dip_fold (text, DIP_ENGINE_FOLD, context->lexicon);
  g_autoptr (GArray) tokens = _dip_cut_words (context->meaning, folded->text);
  guint32 reached = 0;

  sentence.id = _dip_intern (&context->sentences, folded->text, folded->length);
  sentence.first_word = self->words->len;
  sentence.first_gram = self->grams->len;

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      DipWord word = { .kind = token->kind };
      guint next = i + 1;
      guint32 end;

      if (token->kind == DIP_TOKEN_SPACE)
        continue;

      while (next < tokens->len && g_array_index (tokens, DipToken, next).kind == DIP_TOKEN_SPACE)
        next++;
      end = next < tokens->len ? folded->starts[g_array_index (tokens, DipToken, next).start] : length;

      if (next < tokens->len)
        set_join (&word, folded, g_array_index (tokens, DipToken, i).start + token->length, start);
      word.id = _dip_intern (&context->words, folded->text + token->start, token->length);
      word.start = start + reached;
      word.length = end - reached;
      reached = end;
      g_array_append_val (self->words, word);
    }

  /* White space alone is a word of nothing, so that the words cover the sentence. */
  if (self->words->len == sentence.first_word)
    {
      DipWord blank = { .id = _dip_intern (&context->words, "", 0), .start = start, .length = length };

      g_array_append_val (self->words, blank);
    }
  sentence.n_words = self->words->len - sentence.first_word;

  add_grams (self->grams, folded->text, (const DipToken *) tokens->data, tokens->len);
  sentence.n_grams = self->grams->len - sentence.first_gram;
  if (section != DIP_PART_TITLE && sentence.n_grams > 0)
    g_array_append_vals (self->all_grams,
                         &g_array_index (self->grams, guint32, sentence.first_gram),
                         sentence.n_grams);
  if (sentence.n_grams > 0)
    sort_grams ((guint32 *) self->grams->data + sentence.first_gram, sentence.n_grams);

  g_array_append_val (self->sentences, sentence);
}

static gboolean
is_item (const DipClause *clause,
         const DipPart   *part)
{
  const DipBlock *block;

  if (part->kind != DIP_PART_BLOCK || part->block >= (int) clause->blocks->len)
    return FALSE;

  block = clause->blocks->pdata[part->block];

  return block->marker != NULL && block->marker[0] != '\0';
}

static void
add_part (DipContext      *context,
          DipPrepared     *self,
          const DipClause *clause,
          guint            index,
          guint            section)
{
  const DipPart *part = &g_array_index (self->text->parts, DipPart, index);
  g_autofree char *text = g_strndup (self->text->text + part->start, part->length);
  g_autoptr (GArray) sentences = NULL;

  if (part->length == 0)
    return;

  if (part->kind == DIP_PART_TITLE)
    {
      add_sentence (context, self, self->text->text, index, section, part->start, part->length);
      return;
    }

  sentences = dip_sentences_cut (text);
  for (guint i = 0; i < sentences->len; i++)
    {
      const DipToken *sentence = &g_array_index (sentences, DipToken, i);

      add_sentence (context, self, self->text->text, index, section,
                    part->start + sentence->start, sentence->length);
      if (i == 0)
        g_array_index (self->sentences, DipSentence, self->sentences->len - 1).opens_item = is_item (clause, part);
    }
}

static guint32
intern_body (DipContext        *context,
             const DipPrepared *self)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < self->sentences->len; i++)
    {
      const DipSentence *sentence = &g_array_index (self->sentences, DipSentence, i);

      if (sentence->section != DIP_PART_TITLE)
        g_string_append (body, context->sentences.strings->pdata[sentence->id]);
    }

  return _dip_intern (&context->sentences, body->str, body->len);
}

/* Cuts and folds a clause, or several that are compared as one. */
DipPrepared *
_dip_prepare (DipContext      *context,
              const DipClause *clause,
              const GPtrArray *more)
{
  DipPrepared *self = g_new0 (DipPrepared, 1);
  guint n_parts_of_first;
  g_autofree char *title = NULL;

  self->text = _dip_clause_text_join (clause, more, &n_parts_of_first);
  self->sentences = g_array_new (FALSE, FALSE, sizeof (DipSentence));
  self->words = g_array_new (FALSE, FALSE, sizeof (DipWord));
  self->grams = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->all_grams = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->number = clause->number;

  for (guint i = 0; i < self->text->parts->len; i++)
    add_part (context, self, clause, i,
              section_of (&g_array_index (self->text->parts, DipPart, i), i, n_parts_of_first));

  sort_grams ((guint32 *) self->all_grams->data, self->all_grams->len);

  title = dip_fold_to_string (clause->title == NULL ? "" : clause->title, DIP_ENGINE_FOLD, context->lexicon);
  self->title = _dip_intern (&context->sentences, title, strlen (title));
  self->body = intern_body (context, self);

  return self;
}

void
_dip_prepared_free (DipPrepared *self)
{
  if (self == NULL)
    return;

  dip_clause_text_free (self->text);
  g_array_unref (self->sentences);
  g_array_unref (self->words);
  g_array_unref (self->grams);
  g_array_unref (self->all_grams);
  g_free (self);
}

/* How many grams two sorted lists share, each as often as both have it. */
guint
_dip_grams_common (const guint32 *a,
                   guint          n_a,
                   const guint32 *b,
                   guint          n_b)
{
  guint i = 0;
  guint k = 0;
  guint common = 0;

  while (i < n_a && k < n_b)
    {
      if (a[i] == b[k])
        {
          common++;
          i++;
          k++;
        }
      else if (a[i] < b[k])
        i++;
      else
        k++;
    }

  return common;
}

/* Dice's coefficient, from 0 to 1; two empty texts are the same. */
double
_dip_grams_dice (const guint32 *a,
                 guint          n_a,
                 const guint32 *b,
                 guint          n_b)
{
  if (n_a + n_b == 0)
    return 1.0;

  return 2.0 * _dip_grams_common (a, n_a, b, n_b) / (n_a + n_b);
}

double
_dip_prepared_similarity (const DipPrepared *a,
                          const DipPrepared *b)
{
  if (a->title == b->title && a->body == b->body)
    return 1.0;

  return _dip_grams_dice ((const guint32 *) a->all_grams->data, a->all_grams->len,
                          (const guint32 *) b->all_grams->data, b->all_grams->len);
}
