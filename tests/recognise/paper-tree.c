/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "paper-tree.h"

#include "read/dip-read.h"
#include "recognise/dip-recognise.h"

/*
 *   checksheet | whitepaper
 *   revision VERSION (LABEL) KIND DATE: SUMMARY
 *   ID [kind] < PARENT: TITLE
 *     heading: the printed line, where it is more than number and title
 *     block "MARKER" DEPTH: TEXT
 *     question, implemented, answer of an item
 *
 * and what is said in it:
 *
 *   PROVIDER / SERVICE / VERSION / DATE / LANGUAGE / FRAMEWORK
 *   variant KEY: LABEL, CLAUSE
 *   term TERM: MEANING
 *   ID STANCE[, by variant][, ORIGIN CONTROL]…[, refers to CLAUSE]…
 *     fact: VALUE
 */

static void
append_text (GString    *out,
             const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    {
      if (*text == '\n')
        g_string_append (out, " ⏎ ");
      else if (*text == '\t')
        g_string_append (out, " ⇥ ");
      else
        g_string_append_c (out, *text);
    }
}

static void
append_block (GString        *out,
              const DipBlock *block)
{
  g_string_append_printf (out, "  %s", dip_block_kind_to_string (block->kind));
  if (block->marker != NULL)
    g_string_append_printf (out, " \"%s\"", block->marker);
  if (block->depth > 0)
    g_string_append_printf (out, " %u", block->depth);
  g_string_append (out, ": ");
  append_text (out, block->text);
  g_string_append_c (out, '\n');
}

static void
append_clause (GString         *out,
               const DipClause *clause)
{
  g_autofree char *plain = g_strconcat (clause->number != NULL ? clause->number : "", " ", clause->title, NULL);

  g_string_append (out, clause->id);
  if (clause->number != NULL && g_strcmp0 (clause->number, clause->id) != 0)
    g_string_append_printf (out, " (%s)", clause->number);
  if (clause->kind != DIP_CLAUSE_CLAUSE)
    g_string_append_printf (out, " [%s]", dip_clause_kind_to_string (clause->kind));
  if (clause->parent != NULL)
    g_string_append_printf (out, " < %s", clause->parent);
  g_string_append (out, ": ");
  append_text (out, clause->title);
  g_string_append_c (out, '\n');

  if (clause->kind != DIP_CLAUSE_ITEM && g_strcmp0 (g_strchug (plain), clause->heading) != 0)
    {
      g_string_append (out, "  heading: ");
      append_text (out, clause->heading);
      g_string_append_c (out, '\n');
    }
  if (clause->kind == DIP_CLAUSE_ITEM)
    {
      g_string_append (out, "  question: ");
      append_text (out, clause->question);
      g_string_append_printf (out, "\n  implemented: %s (%s)\n  answer: ",
                              clause->implemented != DIP_IMPLEMENTED_UNKNOWN
                              ? dip_implemented_to_string (clause->implemented) : "?",
                              clause->implemented_text != NULL ? clause->implemented_text : "");
      append_text (out, clause->answer);
      g_string_append_c (out, '\n');
    }

  for (guint i = 0; i < clause->blocks->len; i++)
    append_block (out, g_ptr_array_index (clause->blocks, i));
}

char *
paper_tree_print (DipDocument *document)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s\n", dip_kind_to_string (document->edition->kind));

  for (guint i = 0; i < document->revisions->len; i++)
    {
      DipRevision *revision = g_ptr_array_index (document->revisions, i);

      g_string_append_printf (out, "revision %s", revision->version != NULL ? revision->version : "-");
      if (revision->label != NULL)
        g_string_append_printf (out, " (%s)", revision->label);
      if (revision->kind != NULL)
        g_string_append_printf (out, " %s", revision->kind);
      if (revision->pages != NULL)
        g_string_append_printf (out, " p. %s", revision->pages);
      g_string_append_printf (out, " %s: ", revision->date != NULL ? revision->date : "-");
      append_text (out, revision->summary);
      g_string_append_c (out, '\n');
      for (guint j = 0; revision->items[j] != NULL && revision->items[1] != NULL; j++)
        g_string_append_printf (out, "  item: %s\n", revision->items[j]);
    }

  for (guint i = 0; i < document->clauses->len; i++)
    append_clause (out, g_ptr_array_index (document->clauses, i));

  return g_string_free (out, FALSE);
}

static void
append_meaning (GString         *out,
                const DipClause *clause)
{
  g_string_append_printf (out, "%s %s%s", clause->id, dip_stance_to_string (clause->stance),
                          clause->variant_dependent ? ", by variant" : "");
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      g_string_append_printf (out, ", %s %s", dip_origin_to_string (control->origin), control->id);
    }
  for (guint i = 0; clause->refers_to != NULL && clause->refers_to[i] != NULL; i++)
    g_string_append_printf (out, ", refers to %s", clause->refers_to[i]);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < clause->facts->len; i++)
    {
      const DipFact *fact = g_ptr_array_index (clause->facts, i);

      g_string_append_printf (out, "  %s: %s\n", fact->what, fact->value);
    }
}

char *
paper_meaning_print (DipDocument *document)
{
  const DipEdition *edition = document->edition;
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s / %s / %s / %s / %s / %s\n", edition->provider, edition->service,
                          edition->version, edition->issued, edition->language, edition->framework);
  for (guint i = 0; i < document->variants->len; i++)
    {
      const DipVariant *variant = g_ptr_array_index (document->variants, i);

      g_string_append_printf (out, "variant %s: %s, %s\n", variant->key, variant->label, variant->clause);
    }
  for (guint i = 0; i < document->terms->len; i++)
    {
      const DipTerm *term = g_ptr_array_index (document->terms, i);

      g_string_append_printf (out, "term %s: %s\n", term->term, term->meaning);
    }
  for (guint i = 0; i < document->clauses->len; i++)
    append_meaning (out, g_ptr_array_index (document->clauses, i));

  return g_string_free (out, FALSE);
}

DipDocument *
paper_tree_read (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DipLayout) layout = NULL;
  g_autoptr (DipDocument) document = NULL;

  bytes = dip_read_load (file, NULL, &error);
  g_assert_no_error (error);
  layout = dip_read_layout (bytes, name, NULL, &error);
  g_assert_no_error (error);
  document = dip_recognise (layout, dip_lexicon_get_default (), NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&document);
}
