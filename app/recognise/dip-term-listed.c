/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-term-private.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-look.h"

/* Clauses, tables and lines that list terms. */

/* Bytes of a term that stands in a line of its own without a mark. */
#define MAX_BARE_TERM 60

/* A row of heads, in bytes. */
#define MAX_HEAD 200u

/* '1.1     "Sample" means …': the number of a paragraph is not the term's; @term where no quotation follows it. */
static const char *
behind_number (const char *term,
               const char *end)
{
  const char *at = term;

  while (at < end && (g_ascii_isdigit (*at) || *at == '.'))
    at++;
  if (at == term || at == end || (*at != ' ' && *at != '\t'))
    return term;
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;

  return at < end && (*at == '"' || g_str_has_prefix (at, "“")) ? at : term;
}

/* "「契約者」　当社と契約した法人をいう。": quotes are not the term's. */
static void
add_entry (DipTermPass *pass,
           const char  *term,
           gsize        length,
           const char  *meaning,
           const char  *clause)
{
  static const char *const quotes[][2] = { { "「", "」" }, { "『", "』" }, { "\"", "\"" }, { "“", "”" }, { "**", "**" } };
  const char *from = behind_number (term, term + length);
  g_autofree char *own = g_strndup (from, length - (gsize) (from - term));

  g_strstrip (own);
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      gsize open = strlen (quotes[i][0]);
      gsize close = strlen (quotes[i][1]);

      if (strlen (own) > open + close && g_str_has_prefix (own, quotes[i][0]) && g_str_has_suffix (own, quotes[i][1]))
        {
          dip_term_add (pass, g_strndup (own + open, strlen (own) - open - close), g_strdup (meaning), clause);
          return;
        }
    }
  dip_term_add (pass, g_steal_pointer (&own), g_strdup (meaning), clause);
}

/* Whether a paragraph of a clause that lists terms begins with one. */
static gboolean
begins_with_term (const char *text)
{
  static const char *const marks[] = { "：", ": ", "\t", " – ", " — ", " - ", " means ", "とは", "　", "  ", "…" };
  gsize reach = strnlen (text, DIP_TERM_MAX / 2);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (memmem (text, reach, marks[i], strlen (marks[i])) != NULL)
      return TRUE;

  return FALSE;
}

/* One line of a list of terms. */
static void
read_entry (DipTermPass *pass,
            const char  *line,
            gboolean     is_definition,
            const char  *clause)
{
  static const char *const marks[] = {
    "\t", "：", ": ", ":", " – ", " — ", " - ", "…", " = ", "＝", " means ", " refers to ", " stands for ", "とは、", "とは",
    "　", "  ",
  };
  gsize length = strlen (line);
  const char *open;

  if (length == 0 || length > DIP_TERM_MAX + DIP_TERM_MAX_MEANING)
    return;

  /* "TERM（meaning）", nothing after it */
  open = strstr (line, "（");
  if (open == NULL || (strchr (line, '(') != NULL && strchr (line, '(') < open))
    open = strchr (line, '(');
  if (open != NULL && open > line && (g_str_has_suffix (line, "）") || g_str_has_suffix (line, ")")) &&
      strpbrk (line, "\t") == NULL && !is_definition && g_strstr_len (line, open - line, "　　") == NULL &&
      g_strstr_len (line, open - line, "   ") == NULL &&
      g_strstr_len (line, open - line, "：") == NULL)
    {
      gsize opener = *open == '(' ? 1 : 3;
      gsize closer = g_str_has_suffix (line, ")") ? 1 : 3;

      if (strstr (line, "。") == NULL && (gsize) (open - line) + opener + closer < length)
        {
          dip_term_add (pass, g_strndup (line, open - line),
                    g_strndup (open + opener, line + length - closer - open - opener), clause);
          return;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *mark = strstr (line, marks[i]);

      if (mark != NULL && mark > line && (gsize) (mark - line) <= DIP_TERM_MAX && strstr (mark, "://") == NULL &&
          memmem (line, mark - line, "。", 3) == NULL && memmem (line, mark - line, ". ", 2) == NULL)
        {
          add_entry (pass, line, (gsize) (mark - line), mark + strlen (marks[i]), clause);
          return;
        }
    }

  /* "IaaS インフラストラクチャ…": a Latin word, then something else */
  if (g_ascii_isalpha (*line))
    {
      gsize word = strcspn (line, " \t");

      if (line[word] == ' ' && (guchar) line[word + 1] >= 0x80)
        dip_term_add (pass, g_strndup (line, word), g_strdup (line + word + 1), clause);
      else if (is_definition && line[word] == ' ' && dip_term_is_abbreviation (line, word))
        dip_term_add (pass, g_strndup (line, word), g_strdup (line + word + 1), clause);
    }
}

/* "用語 | 意味": the heads of a table's columns. */
static gboolean
is_head (DipTermPass *pass,
         const char  *row)
{
  const char *const *heads = dip_lexicon_get_words (pass->draft->lexicon, "term-heads");
  g_auto(GStrv) cells = strlen (row) <= MAX_HEAD ? g_strsplit (row, "\t", 8) : NULL;
  guint n = 0;

  for (; cells != NULL && cells[n] != NULL; n++)
    {
      g_autofree char *key = dip_fold_to_string (cells[n], DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

      if (!g_strv_contains (heads, key))
        return FALSE;
    }

  return n >= 2;
}

static gboolean
has_definition_title (const DipLexicon *lexicon,
                      const char       *text)
{
  const char *const *titles = dip_lexicon_get_words (lexicon, "definition-titles");
  g_autoptr (DipLook) look = dip_look_take (text, lexicon);
  const char *title = dip_look_get_folded (look, DIP_PASSAGE_FOLD | DIP_FOLD_CASE);

  for (guint i = 0; titles[i] != NULL; i++)
    {
      const char *hit = strstr (title, titles[i]);
      gsize n = strlen (titles[i]);

      if (hit == NULL)
        continue;
      /* Latin words have to be the whole title: "Terms of service" lists none */
      if ((guchar) titles[i][0] < 0x80 ? strlen (title) == n : strlen (title) <= n + 30)
        return TRUE;
    }

  return FALSE;
}

static gboolean
lists_terms (DipTermPass     *pass,
             const DipClause *clause)
{
  g_autoptr (DipLook) look = dip_look_take (clause->title, pass->draft->lexicon);
  gboolean has;

  if (dip_look_knows (look, DIP_TRAIT_DEFINES, &has))
    return has;

  return dip_look_note (look, DIP_TRAIT_DEFINES, has_definition_title (pass->draft->lexicon, clause->title));
}

/* "(1) 契約者" or 契約者 with what it means in a paragraph of its own below it; a single one is a point. */
static guint
read_pairs (DipTermPass     *pass,
            const DipClause *clause,
            gboolean         only_count)
{
  guint n = 0;

  for (guint i = 0; i + 1 < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      const DipBlock *next = g_ptr_array_index (clause->blocks, i + 1);

      /* without a mark a line is only a term above a sentence */
      if ((block->kind != DIP_BLOCK_LIST &&
           (block->kind != DIP_BLOCK_PARAGRAPH || strlen (block->text) > MAX_BARE_TERM ||
            strstr (block->text, "、") != NULL || strstr (next->text, "。") == NULL)) ||
          next->kind != DIP_BLOCK_PARAGRAPH || strlen (block->text) > DIP_TERM_MAX / 2 ||
          dip_text_ends_sentence (block->text) || begins_with_term (block->text) ||
          strchr (block->text, '\n') != NULL || strlen (next->text) <= strlen (block->text))
        continue;
      n++;
      if (!only_count)
        add_entry (pass, block->text, strlen (block->text), next->text, clause->id);
      i++;
    }

  return n;
}

void
dip_term_read_lists (DipTermPass     *pass,
                     const DipClause *clause)
{
  gboolean is_list = lists_terms (pass, clause);

  if (is_list && read_pairs (pass, clause, TRUE) >= 2)
    read_pairs (pass, clause, FALSE);
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      /* with a marker it is a cell of a table of questions */
      gboolean is_definition = block->kind == DIP_BLOCK_DEFINITION && block->marker == NULL;

      if (is_definition || (is_list && (block->kind == DIP_BLOCK_LIST || block->kind == DIP_BLOCK_TABLE)))
        {
          g_auto(GStrv) lines = g_strsplit (block->text, "\n", 500);

          for (guint j = block->kind == DIP_BLOCK_TABLE && lines[0] != NULL && is_head (pass, lines[0]);
               lines[j] != NULL; j++)
            read_entry (pass, lines[j], is_definition || strchr (lines[j], '\t') != NULL, clause->id);
        }
      else if (is_list && block->kind == DIP_BLOCK_PARAGRAPH && strlen (block->text) <= 600 &&
               begins_with_term (block->text))
        read_entry (pass, block->text, FALSE, clause->id);
    }
}
