/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"
#include "words/dip-engine-words.h"

#include <glib/gi18n-lib.h>

/* So many facts fit on a margin line; the JSON has them all. */
#define MAX_FACTS_SHOWN 6

/* Columns of indentation per level of a list; deeper ones stand at the last. */
#define MAX_DEPTH 6

typedef struct
{
  GString            *out;
  const DipTextStyle *style;
  DipParagraph       *paragraph;
} Writer;

static void
flush (Writer     *writer,
       const char *first,
       const char *rest)
{
  _dip_paragraph_write (writer->paragraph, writer->out, writer->style, first, rest);
}

static void
write_section (Writer     *writer,
               const char *title)
{
  g_string_append_c (writer->out, '\n');
  _dip_paragraph_add (writer->paragraph, DIP_FACE_BOLD, title);
  flush (writer, "", "");
}

static void
write_pair (Writer     *writer,
            const char *name,
            const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, "%s  ", name);
  _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, value);
  flush (writer, "  ", "      ");
}

static void
write_head (Writer      *writer,
            DipDocument *document)
{
  DipEdition *edition = document->edition;

  _dip_paragraph_add (writer->paragraph, DIP_FACE_BOLD,
                      edition->title != NULL ? edition->title : edition->source_name);
  flush (writer, "", "");
  _dip_text_add_edition (writer->paragraph, edition);
  flush (writer, "", "  ");

  for (guint i = 0; i < document->properties->len; i++)
    {
      const DipProperty *property = g_ptr_array_index (document->properties, i);

      write_pair (writer, dip_words_get_property (property->name), property->value);
    }
}

static void
write_variants (Writer    *writer,
                GPtrArray *variants)
{
  if (variants->len == 0)
    return;

  write_section (writer, _("Variants"));
  for (guint i = 0; i < variants->len; i++)
    {
      const DipVariant *variant = g_ptr_array_index (variants, i);
      g_autofree char *aliases = variant->aliases != NULL ? g_strjoinv (", ", variant->aliases) : NULL;

      _dip_paragraph_printf (writer->paragraph, DIP_FACE_CYAN, "%s  ", variant->key);
      _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, variant->label);
      if (aliases != NULL && *aliases != '\0')
        _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, " (%s)", aliases);
      flush (writer, "  ", "      ");
    }
}

static void
write_revisions (Writer    *writer,
                 GPtrArray *revisions)
{
  if (revisions->len == 0)
    return;

  write_section (writer, _("Revisions"));
  for (guint i = 0; i < revisions->len; i++)
    {
      const DipRevision *revision = g_ptr_array_index (revisions, i);
      const char *label = revision->label != NULL ? revision->label : revision->version;

      _dip_paragraph_printf (writer->paragraph, DIP_FACE_PLAIN, "%-10s  ",
                             revision->date != NULL ? revision->date : "");
      _dip_paragraph_printf (writer->paragraph, DIP_FACE_BOLD, "%s  ", label != NULL ? label : "–");
      _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, revision->summary);
      flush (writer, "  ", "              ");
    }
}

/* A line in the margin: what the clause says, before how it says it. */
static void
write_margin (Writer          *writer,
              const DipClause *clause)
{
  DipParagraph *paragraph = writer->paragraph;

  if (clause->kind == DIP_CLAUSE_PART && clause->facts->len == 0)
    return;

  _dip_paragraph_add (paragraph, DIP_FACE_DIM, _dip_word_of_stance (clause->stance));
  if (clause->variant_dependent)
    _dip_paragraph_printf (paragraph, DIP_FACE_DIM, " · %s", _("depends on the variant"));
  if (clause->refers_to != NULL && clause->refers_to[0] != NULL)
    {
      g_autofree char *ids = g_strjoinv (", ", clause->refers_to);

      /* Translators: before the numbers of clauses that this one refers to */
      _dip_paragraph_printf (paragraph, DIP_FACE_DIM, " · %s %s", _("see"), ids);
    }

  for (guint i = 0; i < MIN (clause->facts->len, MAX_FACTS_SHOWN); i++)
    {
      const DipFact *fact = g_ptr_array_index (clause->facts, i);
      g_autofree char *value = dip_words_dup_fact_value (fact->what, fact->value, clause);

      _dip_paragraph_printf (paragraph, DIP_FACE_DIM, " · %s ", dip_words_get_fact_inline (fact->what));
      _dip_paragraph_add (paragraph, DIP_FACE_CYAN, value);
    }
  if (clause->facts->len > MAX_FACTS_SHOWN)
    {
      guint more = clause->facts->len - MAX_FACTS_SHOWN;

      _dip_paragraph_printf (paragraph, DIP_FACE_DIM,
                             g_dngettext (GETTEXT_PACKAGE, " · %u more fact", " · %u more facts", more),
                             more);
    }

  flush (writer, "  │ ", "  │ ");
}

static void
write_table (Writer     *writer,
             const char *text)
{
  g_auto (GStrv) rows = g_strsplit (text, "\n", -1);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", -1);

      for (guint j = 0; cells[j] != NULL; j++)
        {
          if (j > 0)
            _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, " │ ");
          _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, cells[j]);
        }
      flush (writer, "  | ", "  |   ");
    }
}

static void
write_block (Writer         *writer,
             const DipBlock *block)
{
  const char *text = block->text != NULL ? block->text : "";
  DipFace face = DIP_FACE_PLAIN;
  g_autofree char *first = NULL;
  g_autofree char *rest = NULL;
  guint indent = 2;

  if (block->kind == DIP_BLOCK_TABLE)
    {
      write_table (writer, text);
      return;
    }

  if (block->kind == DIP_BLOCK_LIST)
    indent += 2 + 2 * MIN (block->depth, MAX_DEPTH);
  else if (block->kind == DIP_BLOCK_NOTE || block->kind == DIP_BLOCK_DEFINITION)
    indent += 4;
  else if (block->kind == DIP_BLOCK_POINT)
    face = DIP_FACE_YELLOW;
  else if (block->kind == DIP_BLOCK_CAPTION)
    face = DIP_FACE_DIM;

  first = g_strnfill (indent, ' ');
  if (block->variant != NULL)
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_CYAN, "[%s] ", block->variant);
  if (block->marker != NULL && *block->marker != '\0')
    _dip_paragraph_printf (writer->paragraph, face, "%s ", block->marker);

  rest = g_strnfill (indent + MIN (_dip_paragraph_width (writer->paragraph), 12), ' ');
  _dip_paragraph_add (writer->paragraph, face, text);
  flush (writer, first, rest);
}

static void
write_cell (Writer     *writer,
            const char *name,
            const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, "%s ", name);
  _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, text);
  flush (writer, "  ", "    ");
}

static void
write_clause (Writer          *writer,
              const DipClause *clause)
{
  g_autofree char *label = dip_clause_dup_label (clause);

  if (writer->out->len > 0)
    g_string_append_c (writer->out, '\n');
  _dip_paragraph_add (writer->paragraph, DIP_FACE_BOLD, label);
  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      /* A question mark where the paper does not say so itself. */
      _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, "  %s%s", control->id,
                             control->origin == DIP_ORIGIN_PRINTED ? "" : "?");
    }
  flush (writer, "", "    ");
  write_margin (writer, clause);

  if (g_strcmp0 (clause->question, clause->title) != 0)
    write_cell (writer, _("Question:"), clause->question);
  write_cell (writer, _("Implemented:"), clause->implemented_text);
  write_cell (writer, _("Answer:"), clause->answer);
  for (guint i = 0; i < clause->blocks->len; i++)
    write_block (writer, g_ptr_array_index (clause->blocks, i));
}

static void
write_warnings (Writer    *writer,
                GPtrArray *warnings)
{
  if (warnings->len == 0)
    return;

  write_section (writer, _("Doubts"));
  for (guint i = 0; i < warnings->len; i++)
    {
      g_autofree char *doubt = dip_words_dup_doubt (g_ptr_array_index (warnings, i));

      _dip_paragraph_add (writer->paragraph, DIP_FACE_YELLOW, doubt);
      flush (writer, "  - ", "    ");
    }
}

/**
 * dip_report_write_document:
 * @out: where to
 * @document: an edition with its text
 * @style: colours and width
 *
 * Writes an edition for reading: what it is, its variants and revisions, each
 * clause with stance and facts in a margin line, and what the program doubts.
 */
void
dip_report_write_document (GString            *out,
                           DipDocument        *document,
                           const DipTextStyle *style)
{
  g_autoptr (DipParagraph) paragraph = NULL;
  Writer writer;

  g_return_if_fail (out != NULL);
  g_return_if_fail (DIP_IS_DOCUMENT (document));
  g_return_if_fail (style != NULL);

  paragraph = _dip_paragraph_new ();
  writer = (Writer) { out, style, paragraph };

  write_head (&writer, document);
  write_variants (&writer, document->variants);
  write_revisions (&writer, document->revisions);
  for (guint i = 0; i < document->clauses->len; i++)
    write_clause (&writer, g_ptr_array_index (document->clauses, i));
  write_warnings (&writer, document->warnings);
}

/**
 * dip_report_write_clause:
 * @out: where to
 * @clause: a clause
 * @style: colours and width
 *
 * Writes one clause as [func@report_write_document] does.
 */
void
dip_report_write_clause (GString            *out,
                         const DipClause    *clause,
                         const DipTextStyle *style)
{
  g_autoptr (DipParagraph) paragraph = NULL;

  g_return_if_fail (out != NULL);
  g_return_if_fail (clause != NULL);
  g_return_if_fail (style != NULL);

  paragraph = _dip_paragraph_new ();
  write_clause (&(Writer) { out, style, paragraph }, clause);
}
