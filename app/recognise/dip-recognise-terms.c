/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-term-private.h"

#include <string.h>

#include "recognise/dip-glyph.h"

/*
 * Terms that a paper defines:
 *
 *   listed    in a clause that lists terms: "TERM（meaning）", "TERM：meaning", "TERM<TAB>meaning", "TERM – meaning",
 *             "IaaS インフラ…", and every block that is a definition
 *   named     "…（以下、「TERM」といいます）", '… (hereinafter "TERM")', '… (the "TERM")', "…を「TERM」として提供…"
 *             "… (the Term)" where it is used again
 *   expanded  "国際標準化機構（ISO）", "IaaS（Infrastructure as a Service）"
 *   explained "「TERM」とは、…をいいます", '"TERM" means …'
 *   vocabulary "…情報資産（クラウドサービスカスタマデータ）"
 */

#define MAX_COVER 8000u    /* bytes that are looked at before the first clause */

/* Whether a sentence has what names are given with: a bracket, a quotation, とは、 */
static gboolean
may_name (const DipPassage *passage)
{
  const char *text = passage->folded->text;

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_TERMS))
    return FALSE;
  if (strpbrk (text, "(\"") != NULL || strstr (text, "「") != NULL || strstr (text, "とは、") != NULL)
    return TRUE;
  dip_sentence_set_without (passage->sentence, DIP_WITHOUT_TERMS);

  return FALSE;
}

static void
read_clause (DipTermPass     *pass,
             const DipClause *clause)
{
  const GPtrArray *passages;

  dip_term_read_lists (pass, clause);

  if (strstr (clause->title, "以下") != NULL || strchr (clause->title, '"') != NULL)
    {
      g_autoptr(GPtrArray) titles = dip_draft_cut_text (pass->draft, clause->title, -1);

      for (guint i = 0; i < titles->len; i++)
        dip_term_read_named (pass, g_ptr_array_index (titles, i), clause->id);
    }

  passages = dip_draft_get_passages (pass->draft, clause);
  for (guint i = 0; i < passages->len; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);

      if (!may_name (passage))
        continue;
      dip_term_read_named (pass, passage, clause->id);
      dip_term_read_expanded (pass, passage, clause->id);
      dip_term_read_explained (pass, passage, clause->id);
      dip_term_read_vocabulary (pass, passage, clause->id);
    }
}

/* Sentences before the first clause: '… offered by Sample Ltd. ("Sample", "we")'. */
static void
read_cover (DipTermPass *pass)
{
  const GPtrArray *cover = pass->draft->cover;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) passages = NULL;

  for (guint i = 0; i < cover->len && text->len < MAX_COVER; i++)
    {
      const DipLine *line = g_ptr_array_index (cover, i);

      if (line->kind == DIP_LINE_ROW || line->kind == DIP_LINE_HEADING)
        continue;
      if (text->len > 0 && (line->n_blank > 0 || dip_text_ends_sentence (text->str)))
        g_string_append_printf (text, "\n%s", line->text);
      else
        dip_text_join (text, line->text);
    }

  passages = dip_draft_cut_text (pass->draft, text->str, -1);
  for (guint i = 0; i < passages->len; i++)
    {
      dip_term_read_named (pass, g_ptr_array_index (passages, i), NULL);
      dip_term_read_expanded (pass, g_ptr_array_index (passages, i), NULL);
      dip_term_read_explained (pass, g_ptr_array_index (passages, i), NULL);
    }
}

/**
 * dip_recognise_terms:
 *
 * Finds the terms that a paper defines and what it says they mean, each once,
 * from the clause that says it first. Linear.
 */
void
dip_recognise_terms (DipDraft *draft)
{
  DipTermPass pass = { .draft = draft, .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  const GPtrArray *clauses = draft->document->clauses;

  read_cover (&pass);
  for (guint i = 0; i < clauses->len; i++)
    read_clause (&pass, g_ptr_array_index (clauses, i));

  g_hash_table_unref (pass.seen);
}
