/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-passage.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "text/dip-tokens.h"

/* Lines of a cover that are looked at; columns of one that is broken because it is full. */
#define MAX_COVER 100u
#define MIN_PROSE 50

/* Lines of it that are looked at. */
#define MAX_PROSE_LINES 20u

/* Bytes of a link with its title. Each sentence of a block asks, so that a long one is not looked at. */
#define MAX_LINK 1000u

static void
dip_passage_free (gpointer data)
{
  DipPassage *self = data;

  if (!self->is_copy)
    dip_sentence_release (self->sentence);
  g_free (self);
}

static void
add_passage (GPtrArray  *passages,
             const char *text,
             gsize       length,
             int         block,
             gboolean    remember)
{
  DipSentence *sentence = dip_sentence_take (text, length, remember);
  const DipFolded *folded = dip_sentence_get_folded (sentence);
  DipPassage *passage;

  if (folded->length == 0)
    {
      dip_sentence_release (sentence);
      return;
    }
  passage = g_new (DipPassage, 1);
  *passage = (DipPassage) { block, text, length, folded, sentence, FALSE };
  g_ptr_array_add (passages, passage);
}

static void
add_passages (GPtrArray  *passages,
              const char *text,
              int         block,
              gboolean    remember)
{
  g_autoptr(GArray) sentences = NULL;
  gsize length;

  if (text == NULL || *text == '\0')
    return;

  length = strlen (text);
  if (length <= DIP_PASSAGE_MAX && dip_sentences_is_one (text, length))
    {
      add_passage (passages, text, length, block, remember);
      return;
    }

  sentences = dip_sentences_cut (text);
  for (guint i = 0; i < sentences->len; i++)
    {
      const DipToken *token = &g_array_index (sentences, DipToken, i);
      gsize from = token->start;
      gsize end = (gsize) token->start + token->length;

      while (from < end)
        {
          gsize to = end;

          if (to - from > DIP_PASSAGE_MAX)
            {
              to = from + DIP_PASSAGE_MAX;
              while (to > from && ((guint8) text[to] & 0xC0) == 0x80)
                to--;
            }

          add_passage (passages, text + from, to - from, block, remember);
          from = to;
        }
    }
}

/**
 * dip_draft_remembers:
 *
 * Returns: whether it is read by the lists that the program is built with, so that
 *   what is found out of its sentences holds for all papers
 */
gboolean
dip_draft_remembers (const DipDraft *draft)
{
  return draft->lexicon == dip_lexicon_get_default ();
}

/**
 * dip_draft_cut_text:
 * @text: UTF-8; it has to live as long as the result
 * @block: what the passages say about where they stand
 *
 * Cuts a text into sentences and folds each. A sentence longer than
 * DIP_PASSAGE_MAX is cut. Linear.
 *
 * Returns: (transfer full) (element-type DipPassage): those that are not empty
 */
GPtrArray *
dip_draft_cut_text (const DipDraft *draft,
                    const char     *text,
                    int             block)
{
  GPtrArray *passages = g_ptr_array_new_with_free_func (dip_passage_free);

  add_passages (passages, text, block, dip_draft_remembers (draft));

  return passages;
}

/* All blocks of a clause, in order; of a checksheet's item its answer: the cells of other columns ("unit",
 * "reference") are no statements. */
static GPtrArray *
cut_clause (const DipDraft  *draft,
            const DipClause *clause)
{
  GPtrArray *passages = g_ptr_array_new_with_free_func (dip_passage_free);
  gboolean remember = dip_draft_remembers (draft);

  if (clause->answer != NULL && *clause->answer != '\0')
    {
      add_passages (passages, clause->answer, -1, remember);
      return passages;
    }
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      add_passages (passages, block->text, (int) i, remember);
    }

  return passages;
}

/**
 * dip_draft_get_passages:
 * @clause: one whose texts do not change any more
 *
 * Returns: (transfer none) (element-type DipPassage): the sentences, folded with DIP_PASSAGE_FOLD
 */
const GPtrArray *
dip_draft_get_passages (DipDraft        *draft,
                        const DipClause *clause)
{
  GPtrArray *passages;

  if (draft->passages == NULL)
    draft->passages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  passages = g_hash_table_lookup (draft->passages, clause);
  if (passages == NULL)
    {
      passages = cut_clause (draft, clause);
      g_hash_table_insert (draft->passages, (gpointer) clause, passages);
    }

  return passages;
}

/**
 * dip_draft_fold_passages:
 * @clause: as for dip_draft_get_passages()
 * @flags: what that folds, and case, spelling or both
 *
 * The same sentences, folded further.
 *
 * Returns: (transfer full) (element-type DipPassage): the sentences, folded with @flags; to be
 *   freed before @draft
 */
GPtrArray *
dip_draft_fold_passages (DipDraft        *draft,
                         const DipClause *clause,
                         DipFoldFlags     flags)
{
  const GPtrArray *passages = dip_draft_get_passages (draft, clause);
  GPtrArray *further;
  guint n_same = 0;

  /* Of many clauses none of the sentences changes. */
  while (n_same < passages->len)
    {
      const DipPassage *from = g_ptr_array_index (passages, n_same);

      if (dip_sentence_fold_on (from->sentence, flags, draft->lexicon) != from->folded)
        break;
      n_same++;
    }
  if (n_same == passages->len)
    return g_ptr_array_ref ((GPtrArray *) passages);

  further = g_ptr_array_new_full (passages->len, dip_passage_free);
  for (guint i = 0; i < passages->len; i++)
    {
      const DipPassage *from = g_ptr_array_index (passages, i);
      DipPassage *passage = g_new (DipPassage, 1);

      *passage = *from;
      passage->folded = dip_sentence_fold_on (from->sentence, flags, draft->lexicon);
      passage->is_copy = TRUE;
      g_ptr_array_add (further, passage);
    }

  return further;
}

/**
 * dip_passage_dup_quote:
 * @from: where it begins, in bytes of the folded text
 * @to: where it ends
 *
 * Returns: (transfer full): the original text of that part, without white space at its ends
 */
char *
dip_passage_dup_quote (const DipPassage *self,
                       gsize             from,
                       gsize             to)
{
  guint32 start;
  guint32 end;
  char *quote;

  g_assert (from <= to && to <= self->folded->length);

  start = self->folded->starts[from];
  end = self->folded->starts[to];
  /* a character that folds to several bytes or characters: take it whole */
  for (gsize i = to; end <= start && i < self->folded->length; i++)
    end = self->folded->starts[i + 1];

  quote = g_strstrip (g_strndup (self->text + start, end - start));
  while (g_str_has_suffix (quote, "　"))
    {
      quote[strlen (quote) - strlen ("　")] = '\0';
      g_strchomp (quote);
    }

  return quote;
}

/* Whether the line of a cover behind @i goes on its prose. */
static gboolean
cover_goes_on (const GPtrArray *cover,
               guint            i)
{
  const DipLine *line = g_ptr_array_index (cover, i);
  const DipLine *next = i + 1 < cover->len ? g_ptr_array_index (cover, i + 1) : NULL;

  return next != NULL && next->number == line->number + 1 && line->kind == DIP_LINE_TEXT &&
         next->kind == DIP_LINE_TEXT && dip_text_width (line->text) >= MIN_PROSE;
}

/**
 * dip_draft_is_cover_prose:
 * @i: which line of the cover
 *
 * Whether it is one of several lines of English prose: its names go over the ends of lines, and it is no title.
 */
gboolean
dip_draft_is_cover_prose (const DipDraft *draft,
                          guint           i)
{
  guint first = i;
  guint last = i;

  while (first > 0 && i - first < MAX_PROSE_LINES && cover_goes_on (draft->cover, first - 1))
    first--;
  while (last - i < MAX_PROSE_LINES && cover_goes_on (draft->cover, last))
    last++;
  if (first == last || !g_ascii_isalpha (*((const DipLine *) g_ptr_array_index (draft->cover, first))->text))
    return FALSE;
  for (guint k = first; k <= last; k++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (draft->cover, k))->text;

      /* "Art. 32" in a short line is none */
      if ((dip_text_has_sentence (text) && dip_text_width (text) >= MIN_PROSE) ||
          (k == last && dip_text_ends_sentence (text)))
        return TRUE;
    }

  return FALSE;
}

/**
 * dip_draft_join_cover:
 *
 * A cover is kept line by line. Prose on it is broken where a line is full: long lines right below each other, and the
 * shorter one that ends them, are one text.
 *
 * Returns: the texts, in their order
 */
GPtrArray *
dip_draft_join_cover (const DipDraft *draft)
{
  const GPtrArray *cover = draft->cover;
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cover->len && i < MAX_COVER; i++)
    {
      GString *text = g_string_new (((const DipLine *) g_ptr_array_index (cover, i))->text);

      while (i + 1 < cover->len && i + 1 < MAX_COVER && text->len < DIP_PASSAGE_MAX)
        {
          if (!cover_goes_on (cover, i))
            break;
          dip_text_join (text, ((const DipLine *) g_ptr_array_index (cover, i + 1))->text);
          i++;
        }
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }

  return texts;
}

/* "https://…", "/docs/keys", "../keys.md": where a link leads. */
static gboolean
is_target (const char *text,
           gsize       length)
{
  static const char *const starts[] = { "http://", "https://", "mailto:", "/", "./", "../", "#" };
  static const char *const ends[] = { ".md", ".html", ".htm", ".pdf", ".docx", ".xlsx" };

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isspace (text[i]) || text[i] == '(')
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (length > strlen (starts[i]) && strncmp (text, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (dip_text_ends_with (text, length, ends[i], strlen (ends[i])))
      return TRUE;

  return FALSE;
}

/**
 * dip_passage_is_of_link:
 * @clause: the clause that it stands in
 *
 * "Keys (/docs/keys/)" in a list of further reading names what another page is about; a sentence with an address
 * behind it says something.
 *
 * Returns: whether the passage stands in a block that is a link and nothing else
 */
gboolean
dip_passage_is_of_link (const DipPassage *self,
                        const DipClause  *clause)
{
  const char *text, *open;
  gsize length;

  if (self->block < 0 || (guint) self->block >= clause->blocks->len)
    return FALSE;
  text = ((const DipBlock *) g_ptr_array_index (clause->blocks, (guint) self->block))->text;
  length = strnlen (text, MAX_LINK + 1);
  if (length < 4 || length > MAX_LINK || text[length - 1] != ')')
    return FALSE;
  open = g_strrstr (text, " (");
  if (open == NULL || open == text || !is_target (open + 2, (gsize) (text + length - 1 - open) - 2))
    return FALSE;
  length = (gsize) (open - text);

  return g_strstr_len (text, (gssize) length, "。") == NULL && text[length - 1] != '.' &&
         !dip_text_ends_with (text, length, "ます", strlen ("ます")) &&
         !dip_text_ends_with (text, length, "です", strlen ("です"));
}
