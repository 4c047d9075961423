/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-front.h"

#include "base/dip-strings.h"
#include "recognise/dip-draft.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-metadata.h"
#include "recognise/dip-passage.h"
#include "text/dip-characters.h"
#include "text/dip-tokens.h"

#include <string.h>

/*
 * What a paper says before its first clause or behind its last, as a clause of its own: "We guarantee
 * that … 99.9 % of the time" below the title, "データセンターの所在地 | 東京都" above
 * the questions of a checksheet.
 *
 *   front     = {fact} {statement {statement | line}} {statement of the imprint}
 *   fact      = label ":" value        a property, or a line of the cover that is written like one
 *   statement = paragraph that ends as a sentence does
 *   mark      = word of [front-marks] {word of [front-marks] | number | date}
 *   telling   = sentence of marks and of [front-ties] that has a number or a date
 *
 * A label that is a mark (文書番号, "last_reviewed") makes no fact, and what tells an edition's own
 * number or day no statement: each edition has another one. Provider, service, title, version and date are told of the
 * edition as a whole.
 */

/* Bytes of a text before the first clause, or behind the last, that are looked at. */
#define MAX_FRONT 65536u

/* Words of a Latin line that says something, and without which a line may be a name or a date. */
#define MIN_WORDS 6u

/* Bytes of a line that may have been cut in the middle of a sentence, and words of the line that ends it. */
#define MIN_CUT 40u
#define MIN_LAST_WORDS 4u

/* Bytes of a line with a date or a version that says no more, and of a label. */
#define MAX_MARK 60u
#define MAX_LABEL 90u

static guint
count_words (const char *text)
{
  guint n = *text != '\0';

  for (; *text != '\0'; text++)
    n += *text == ' ';

  return n;
}

static gboolean
is_statement (const char *text)
{
  gsize n = strlen (text);

  if (dip_has_hiragana (text))
    {
      /* A list has no full stops. */
      return dip_text_ends_politely (text) || strstr (text, "。") != NULL;
    }

  return n > 0 && strchr (".!?:", text[n - 1]) != NULL && count_words (text) >= MIN_WORDS;
}

/* Bytes of the longest word of a list that a folded text begins with; a Latin one ends where the word does. */
static gsize
measure_word (const DipLexicon *lexicon,
              const char       *list,
              const char       *text)
{
  const char *const *words = dip_lexicon_get_words (lexicon, list);
  gsize longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      if (n > longest && strncmp (text, words[i], n) == 0 &&
          !(g_ascii_isalpha (*text) && g_ascii_isalpha (text[n])))
        longest = n;
    }

  return longest;
}

/* Bytes of all the words that a text goes on with, marks and, in a sentence, what ties them. */
static gsize
measure_words (const DipLexicon *lexicon,
               gboolean          in_sentence,
               const char       *text,
               gsize             length)
{
  gsize end = 0;

  while (end < length)
    {
      gsize n = measure_word (lexicon, "front-marks", text + end);

      if (in_sentence)
        n = MAX (n, measure_word (lexicon, "front-ties", text + end));
      if (n == 0)
        break;
      end += n;
    }

  return end;
}

/* Whether a text is made of marks, numbers and dates, with a mark or a date at least; a sentence, with both. */
static gboolean
is_of_marks (const DipLexicon *lexicon,
             const char       *text,
             gboolean          in_sentence)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
  g_autoptr (GArray) tokens = dip_tokens_cut (folded);
  gboolean has_mark = FALSE;
  gboolean has_value = FALSE;
  gsize end = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      gsize n;

      /* the word before went on over it */
      if (token->start < end)
        continue;
      n = measure_words (lexicon, in_sentence, folded + token->start, token->length);
      if (n >= token->length && n > 0)
        {
          has_mark = TRUE;
          end = token->start + n;
          continue;
        }
      switch (token->kind)
        {
        case DIP_TOKEN_SPACE:
        case DIP_TOKEN_PUNCTUATION:
        case DIP_TOKEN_BULLET:
          break;
        case DIP_TOKEN_DATE:
          has_mark = has_mark || !in_sentence;
          has_value = TRUE;
          break;
        case DIP_TOKEN_NUMBER:
        case DIP_TOKEN_IDENTIFIER:
          has_value = TRUE;
          break;
        case DIP_TOKEN_KANJI:
        case DIP_TOKEN_HIRAGANA:
        case DIP_TOKEN_KATAKANA:
        case DIP_TOKEN_LATIN:
        case DIP_TOKEN_URL:
        case DIP_TOKEN_OTHER:
        default:
          return FALSE;
        }
    }

  return has_mark && (has_value || !in_sentence);
}

/* A paragraph without the sentences that only tell when the paper was made, and in which version. */
static char *
without_tellings (const DipLexicon *lexicon,
                  const char       *text)
{
  g_autoptr (GArray) cuts = dip_sentences_cut (text);
  GString *rest = g_string_new (NULL);

  for (guint i = 0; i < cuts->len; i++)
    {
      const DipToken *cut = &g_array_index (cuts, DipToken, i);
      g_autofree char *sentence = g_strndup (text + cut->start, cut->length);

      if (!is_of_marks (lexicon, sentence, TRUE))
        g_string_append (rest, sentence);
    }

  return g_strstrip (g_string_free (rest, FALSE));
}

/* Version, date, copyright. */
static gboolean
is_mark (const DipLexicon *lexicon,
         const char       *text)
{
  const char *const *imprint = dip_lexicon_get_words (lexicon, "imprint-starts");
  g_autoptr (GArray) tokens = NULL;

  for (guint i = 0; imprint[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (text, imprint[i], strlen (imprint[i])) == 0)
        return TRUE;
    }
  if (strlen (text) > MAX_MARK || is_statement (text))
    return FALSE;
  if (is_of_marks (lexicon, text, FALSE))
    return TRUE;

  tokens = dip_tokens_cut (text);
  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);

      if (token->kind == DIP_TOKEN_DATE)
        return TRUE;
    }

  return FALSE;
}

/* Whether a line of Latin text was cut in the middle of a sentence: "… runs Sample Ledger under the Terms of" above
 * "Use. See …"; a title ends above a name. */
static gboolean
is_cut_before (const char *before,
               const char *line)
{
  static const char *const ties[] = { " a", " an", " and", " at", " by", " for", " from", " in", " of", " on", " or",
                                      " our", " the", " their", " to", " with", " your" };

  if (strlen (before) < MIN_CUT || (guchar) *line >= 0x80 || strchr (".!?:;", before[strlen (before) - 1]) != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ties); i++)
    if (g_str_has_suffix (before, ties[i]))
      return TRUE;

  return count_words (before) >= MIN_WORDS && count_words (line) >= MIN_LAST_WORDS &&
         strchr (".!?", line[strlen (line) - 1]) != NULL;
}

/* Whether a line goes on with the sentence of the one before it: lines of a text stand as they are printed. */
static gboolean
goes_on (const char *before,
         const char *line)
{
  const char *last = before[0] == '\0' ? before : g_utf8_prev_char (before + strlen (before));
  gunichar c = dip_utf8_get (last);

  if (g_ascii_islower (line[0]) || is_cut_before (before, line))
    return TRUE;

  return dip_has_hiragana (before) && strlen (before) >= MAX_MARK && (c == 0x3001 || (c >= 0x3041 && c < 0xA000))
    && dip_utf8_get (line) >= 0x3041 && dip_utf8_get (line) < 0xA000;
}

static GPtrArray *
read_paragraphs (const char *cover)
{
  GPtrArray *paragraphs = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (cover, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char **last = paragraphs->len == 0 ? NULL : (char **) &paragraphs->pdata[paragraphs->len - 1];

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      if (last != NULL && goes_on (*last, lines[i]))
        {
          char *joined = g_strconcat (*last, (guchar) lines[i][0] < 0x80 ? " " : "", lines[i], NULL);

          g_free (*last);
          *last = joined;
        }
      else
        {
          g_ptr_array_add (paragraphs, g_strdup (lines[i]));
        }
    }

  return paragraphs;
}

/* "Hosting region: Frankfurt": what stands before the colon and behind it. */
static gboolean
split_label (const char  *text,
             char       **label,
             const char **value)
{
  static const char *const marks[] = { "\t", "：", ": " };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *mark = strstr (text, marks[i]);

      if (mark == NULL || mark == text || mark - text > (gssize) MAX_LABEL)
        continue;
      *value = mark + strlen (marks[i]);
      while (dip_is_space (g_utf8_get_char (*value)))
        *value = g_utf8_next_char (*value);
      if (**value == '\0')
        return FALSE;
      *label = g_strstrip (g_strndup (text, (gsize) (mark - text)));
      if (strstr (*label, "。") == NULL && **label != '\0')
        return TRUE;
      g_clear_pointer (label, g_free);
    }

  return FALSE;
}

/* Whether a label is one of a value that each edition has another of, or that is told of the edition. */
static gboolean
is_of_edition (const DipLexicon *lexicon,
               const char       *label)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (label), "_-", ' ');
  g_autofree char *key = dip_metadata_dup_label_key (spaced);

  return dip_metadata_names_property (lexicon, key) || is_of_marks (lexicon, spaced, FALSE)
    || g_strv_contains (dip_lexicon_get_words (lexicon, "property-subtitle"), key);
}

/* Adds "label: value" of what is told of the service. */
static void
add_fact (const DipLexicon *lexicon,
          GPtrArray        *found,
          const char       *label,
          const char       *value)
{
  char *fact;

  if (*value == '\0' || is_of_edition (lexicon, label))
    return;
  fact = dip_has_hiragana (label) || (guchar) *label >= 0x80 ? g_strconcat (label, "：", value, NULL)
    : g_strconcat (label, ": ", value, NULL);
  if (g_ptr_array_find_with_equal_func (found, fact, g_str_equal, NULL))
    g_free (fact);
  else
    g_ptr_array_add (found, fact);
}

/* What the recognisers keep beside what the paper says of itself, and tables of revisions. */
static gboolean
is_kept_apart (const DipProperty *property)
{
  static const char *const names[] = { "columns", "cover", "imprint", "running head", "revisions" };

  return g_strv_contains (names, property->name) || strchr (property->value, '\n') != NULL;
}

/* A line with several pairs, "版：1.2　データセンター：東京都", or with one. */
static gboolean
add_labelled (const DipLexicon *lexicon,
              GPtrArray        *found,
              const char       *text)
{
  static const char *const gaps[] = { "　", "   ", " | ", "\t" };
  g_autofree char *label = NULL;
  const char *value;

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, gaps[i], -1);
      guint n_labelled = 0;

      for (guint pass = 0; pass < 2; pass++)
        for (guint k = 0; parts[k] != NULL; k++)
          {
            g_autofree char *name = NULL;

            if (!split_label (g_strstrip (parts[k]), &name, &value))
              continue;
            n_labelled += pass == 0;
            if (pass == 1 && n_labelled > 1)
              add_fact (lexicon, found, name, value);
          }
      if (n_labelled > 1)
        return TRUE;
    }

  if (!split_label (text, &label, &value))
    return FALSE;
  add_fact (lexicon, found, label, value);

  return TRUE;
}

/* @labelled: whether lines that tell a property are taken, too */
static void
add_text (DipDocument      *document,
          const DipLexicon *lexicon,
          GPtrArray        *found,
          const char       *all,
          gboolean          labelled)
{
  gsize length = strlen (all);
  g_autofree char *cut = g_strndup (all, MIN (length, MAX_FRONT));
  g_autofree char *valid = g_utf8_make_valid (cut, -1);
  g_autoptr (GPtrArray) paragraphs = read_paragraphs (valid);
  gboolean begun = FALSE;

  document->front_is_cut = document->front_is_cut || length > MAX_FRONT;
  for (guint i = 0; i < paragraphs->len; i++)
    {
      g_autofree char *text = without_tellings (lexicon, paragraphs->pdata[i]);

      begun = begun || is_statement (text);
      if (*text == '\0' || (!is_statement (text) && (!labelled || add_labelled (lexicon, found, text))))
        continue;
      if (begun && !is_mark (lexicon, text))
        g_ptr_array_add (found, g_steal_pointer (&text));
    }
}

static GPtrArray *
list_statements (DipDocument      *document,
                 const DipLexicon *lexicon)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < document->properties->len; i++)
    {
      const DipProperty *property = document->properties->pdata[i];

      if (property->name == NULL || property->value == NULL || is_kept_apart (property))
        continue;
      if (strlen (property->value) <= MAX_FRONT)
        add_fact (lexicon, found, property->name, property->value);
      else
        document->front_is_cut = TRUE;
    }
  for (guint i = 0; i < document->properties->len; i++)
    {
      const DipProperty *property = document->properties->pdata[i];

      if (property->value != NULL && g_strcmp0 (property->name, "cover") == 0)
        add_text (document, lexicon, found, property->value, TRUE);
      else if (property->value != NULL && g_strcmp0 (property->name, "imprint") == 0)
        add_text (document, lexicon, found, property->value, FALSE);
    }

  return found;
}

static DipClause *
new_front (const GPtrArray *statements)
{
  DipClause *clause = dip_clause_new ();

  clause->id = g_strdup (DIP_FRONT_ID);
  clause->title = g_strdup ("");
  clause->heading = g_strdup ("");
  clause->level = 1;
  clause->kind = DIP_CLAUSE_FRONT;
  for (guint i = 0; i < statements->len; i++)
    g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, statements->pdata[i]));

  return clause;
}

/* What the sentences of the front promise, and the facts in them: as if it were all of the paper, and had no title. */
static void
read_sense (const DipDocument *document,
            const DipLexicon  *lexicon,
            DipClause         *front)
{
  g_autoptr (DipDocument) alone = dip_document_new ();
  DipDraft draft = { .lexicon = lexicon, .document = alone };

  g_set_object (&alone->edition, document->edition);
  for (guint i = 0; i < document->terms->len; i++)
    {
      const DipTerm *term = document->terms->pdata[i];

      g_ptr_array_add (alone->terms, dip_term_new (term->term, term->meaning, term->clause));
    }
  g_ptr_array_add (alone->clauses, front);

  dip_recognise_stances (&draft);
  dip_recognise_facts (&draft);

  g_clear_pointer (&draft.passages, g_hash_table_unref);
  g_ptr_array_steal_index (alone->clauses, 0);
}

static void
give_title (DipClause  *front,
            const char *title)
{
  g_free (front->title);
  g_free (front->heading);
  front->title = g_strdup (title);
  front->heading = g_strdup (title);
}

/**
 * dip_recognise_front:
 * @document: a document that is made, and that nobody else has yet
 * @lexicon: the word lists
 *
 * Makes a clause of what the document says before its first one, with stance and facts,
 * for those who compare. Neither a recognised nor a stored document has it by itself. Any thread.
 */
void
dip_recognise_front (DipDocument      *document,
                     const DipLexicon *lexicon)
{
  g_autoptr (GPtrArray) statements = NULL;

  g_return_if_fail (DIP_IS_DOCUMENT (document));
  g_return_if_fail (lexicon != NULL);

  document->front_is_cut = FALSE;
  statements = list_statements (document, lexicon);
  g_clear_pointer (&document->front, dip_clause_free);
  if (statements->len == 0)
    return;

  document->front = new_front (statements);
  read_sense (document, lexicon, document->front);
  give_title (document->front, g_strcmp0 (document->edition->language, "ja") == 0 ? "前文" : "Preamble");
}
