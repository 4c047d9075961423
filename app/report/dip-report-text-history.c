/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

#include <glib/gi18n-lib.h>

/*
 * A history as a timeline: first the editions with what each declares beside
 * what is found, then a line for each clause.
 */

typedef struct
{
  GString            *out;
  const DipTextStyle *style;
  const DipHistory   *history;
  DipParagraph       *paragraph;
} Writer;

static void
flush (Writer     *writer,
       const char *first,
       const char *rest)
{
  _dip_paragraph_write (writer->paragraph, writer->out, writer->style, first, rest);
}

static DipFace
face_of_class (DipClass class_)
{
  switch (class_)
    {
    case DIP_CLASS_SUBSTANTIVE:
      return DIP_FACE_BOLD | DIP_FACE_YELLOW;
    case DIP_CLASS_EDITORIAL:
    case DIP_CLASS_REFERENCE:
      return DIP_FACE_CYAN;
    case DIP_CLASS_NONE:
      return DIP_FACE_DIM;
    case DIP_CLASS_ORTHOGRAPHIC:
    case DIP_CLASS_LAYOUT:
    default:
      return DIP_FACE_PLAIN;
    }
}

/* One letter a cell; the legend says which is which. */
static const char *
mark_of_class (DipClass class_)
{
  switch (class_)
    {
    case DIP_CLASS_SUBSTANTIVE:
      return "S";
    case DIP_CLASS_EDITORIAL:
      return "e";
    case DIP_CLASS_REFERENCE:
      return "r";
    case DIP_CLASS_ORTHOGRAPHIC:
      return "o";
    case DIP_CLASS_LAYOUT:
      return "l";
    case DIP_CLASS_NONE:
    default:
      return "=";
    }
}

/* The short name of an edition that stands above its column: "1.2". */
static char *
dup_column_name (const DipHistory *history,
                 guint             edition)
{
  DipDocument *document = g_ptr_array_index (history->documents, edition);

  if (document->edition->version != NULL)
    return dip_report_dup_safe (document->edition->version);

  return g_strdup_printf ("#%" G_GINT64_FORMAT, _dip_history_edition_id (history, edition));
}

static void
write_declared (Writer     *writer,
                const char *version,
                const char *date,
                const char *summary)
{
  _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, _("declared: "));
  if (version != NULL)
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_PLAIN, "%s  ", version);
  if (date != NULL)
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, "%s  ", date);
  _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, summary);
  flush (writer, "    ", "      ");
}

static void
write_found (Writer              *writer,
             const DipComparison *comparison)
{
  guint n_changed = 0;

  _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, _("found: "));
  for (int class_ = DIP_CLASS_SUBSTANTIVE; class_ > DIP_CLASS_NONE; class_--)
    {
      guint n = comparison->n_by_class[class_];

      if (n == 0)
        continue;

      if (n_changed > 0)
        _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, ", ");
      /* Translators: how many clauses have a class of change: "12 substantive" */
      _dip_paragraph_printf (writer->paragraph, face_of_class ((DipClass) class_), _("%u %s"),
                             n, _dip_word_of_class ((DipClass) class_));
      n_changed += n;
    }
  if (n_changed == 0)
    _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, _("no changes"));

  if (comparison->n_flips > 0)
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_BOLD | DIP_FACE_YELLOW,
                           g_dngettext (GETTEXT_PACKAGE, " · %u flip", " · %u flips", comparison->n_flips),
                           comparison->n_flips);
  if (comparison->undeclared->len > 0)
    _dip_paragraph_printf (writer->paragraph, DIP_FACE_BOLD,
                           g_dngettext (GETTEXT_PACKAGE, " · %u undeclared", " · %u undeclared",
                                        comparison->undeclared->len),
                           comparison->undeclared->len);
  flush (writer, "    ", "      ");
}

/* A row of the revision table belongs to the edition whose version it names,
 * though it may first be seen in the next one; else to the one that brings it. */
static void
write_entries (Writer *writer,
               guint   edition)
{
  DipDocument *document = g_ptr_array_index (writer->history->documents, edition);

  for (guint i = 0; i < writer->history->comparisons->len; i++)
    {
      const DipComparison *comparison = g_ptr_array_index (writer->history->comparisons, i);

      for (guint k = 0; k < comparison->declared->len; k++)
        {
          const DipAuditEntry *entry = g_ptr_array_index (comparison->declared, k);
          guint at = i + 1;

          for (guint j = 0; entry->version != NULL && j <= i; j++)
            {
              DipDocument *other = g_ptr_array_index (writer->history->documents, j);

              if (g_strcmp0 (other->edition->version, entry->version) == 0)
                at = j;
            }

          if (at == edition)
            write_declared (writer, entry->version, entry->date, entry->summary);
        }
    }

  for (guint i = 0; edition == 0 && i < document->revisions->len; i++)
    {
      const DipRevision *revision = g_ptr_array_index (document->revisions, i);

      write_declared (writer, revision->version != NULL ? revision->version : revision->label,
                      revision->date, revision->summary);
    }
}

static void
write_edition (Writer *writer,
               guint   edition)
{
  DipDocument *document = g_ptr_array_index (writer->history->documents, edition);
  g_autofree char *name = dup_column_name (writer->history, edition);

  _dip_paragraph_printf (writer->paragraph, DIP_FACE_BOLD, "%s  ", name);
  _dip_text_add_edition (writer->paragraph, document->edition);
  flush (writer, "", "    ");

  write_entries (writer, edition);
  if (edition > 0)
    write_found (writer, g_ptr_array_index (writer->history->comparisons, edition - 1));
}

static guint
column_width (Writer *writer)
{
  guint width = 2;

  for (guint i = 0; i < writer->history->documents->len; i++)
    {
      g_autofree char *name = dup_column_name (writer->history, i);
      g_autoptr (DipParagraph) measure = _dip_paragraph_new ();

      _dip_paragraph_add (measure, DIP_FACE_PLAIN, name);
      width = MAX (width, _dip_paragraph_width (measure));
    }

  return width + 1;
}

static void
write_lane (Writer               *writer,
            const DipHistoryLane *lane,
            guint                 width)
{
  g_autofree char *indent = g_strnfill (width * lane->cells->len + 2, ' ');
  const char *last_id = NULL;
  gboolean has_begun = FALSE;

  for (guint i = 0; i < lane->cells->len; i++)
    {
      const DipHistoryCell *cell = g_ptr_array_index (lane->cells, i);

      _dip_paragraph_pad (writer->paragraph, width * i);
      if (cell == NULL)
        _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, has_begun ? "×" : "·");
      else if (cell->compared)
        _dip_paragraph_add (writer->paragraph, face_of_class (cell->class_), mark_of_class (cell->class_));
      else
        _dip_paragraph_add (writer->paragraph, i == 0 ? DIP_FACE_DIM : DIP_FACE_GREEN | DIP_FACE_BOLD,
                            i == 0 ? "○" : "+");
      if (cell != NULL && cell->flip)
        _dip_paragraph_add (writer->paragraph, DIP_FACE_BOLD | DIP_FACE_YELLOW, "!");
      has_begun |= cell != NULL;
    }
  _dip_paragraph_pad (writer->paragraph, width * lane->cells->len);

  /* The numbers that the clause had, each once. */
  for (guint i = 0; i < lane->cells->len; i++)
    {
      const DipHistoryCell *cell = g_ptr_array_index (lane->cells, i);

      if (cell == NULL || g_strcmp0 (cell->clause->id, last_id) == 0)
        continue;

      _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, "%s%s",
                             last_id != NULL ? " → " : "", cell->clause->id);
      last_id = cell->clause->id;
    }

  _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, "  ");
  _dip_paragraph_add (writer->paragraph, DIP_FACE_PLAIN, lane->title);
  flush (writer, "", indent);
}

static void
write_columns (Writer *writer,
               guint   width)
{
  for (guint i = 0; i < writer->history->documents->len; i++)
    {
      g_autofree char *name = dup_column_name (writer->history, i);

      _dip_paragraph_pad (writer->paragraph, width * i);
      _dip_paragraph_add (writer->paragraph, DIP_FACE_DIM, name);
    }
  flush (writer, "", "");
}

static void
write_legend (Writer *writer)
{
  for (int class_ = DIP_CLASS_SUBSTANTIVE; class_ >= DIP_CLASS_NONE; class_--)
    {
      _dip_paragraph_add (writer->paragraph, face_of_class ((DipClass) class_),
                          mark_of_class ((DipClass) class_));
      _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, " %s  ",
                             _dip_word_of_class ((DipClass) class_));
    }
  _dip_paragraph_add (writer->paragraph, DIP_FACE_GREEN | DIP_FACE_BOLD, "+");
  _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, " %s  × %s  ",
                         _dip_word_of_relation (DIP_RELATION_ADDED),
                         _dip_word_of_relation (DIP_RELATION_REMOVED));
  _dip_paragraph_add (writer->paragraph, DIP_FACE_BOLD | DIP_FACE_YELLOW, "!");
  /* Translators: legend of a mark: what was offered is withdrawn, what was denied is offered, a duty moved */
  _dip_paragraph_printf (writer->paragraph, DIP_FACE_DIM, " %s", _("a promise turned"));
  flush (writer, "", "");
}

/**
 * dip_report_write_history:
 * @out: where to
 * @history: the editions of a paper
 * @style: colours and width
 *
 * Writes a timeline: of each edition what it declares and what is found
 * against the edition before, then of each clause a mark for each edition.
 */
void
dip_report_write_history (GString            *out,
                          const DipHistory   *history,
                          const DipTextStyle *style)
{
  g_autoptr (DipParagraph) paragraph = NULL;
  Writer writer;
  guint width;

  g_return_if_fail (out != NULL);
  g_return_if_fail (history != NULL);
  g_return_if_fail (style != NULL);

  paragraph = _dip_paragraph_new ();
  writer = (Writer) { out, style, history, paragraph };
  width = column_width (&writer);

  for (guint i = 0; i < history->documents->len; i++)
    write_edition (&writer, i);

  g_string_append_c (out, '\n');
  write_columns (&writer, width);
  for (guint i = 0; i < history->lanes->len; i++)
    write_lane (&writer, g_ptr_array_index (history->lanes, i), width);

  g_string_append_c (out, '\n');
  write_legend (&writer);
}

/**
 * dip_report_write_blame:
 * @out: where to
 * @history: the editions of a paper
 * @lane: one clause through them
 * @sentences: (element-type DipHistorySentence): those of @lane
 * @style: colours and width
 *
 * Writes the newest text of a clause, a sentence a line, each after the
 * edition in which it first appeared.
 */
void
dip_report_write_blame (GString              *out,
                        const DipHistory     *history,
                        const DipHistoryLane *lane,
                        GPtrArray            *sentences,
                        const DipTextStyle   *style)
{
  g_autoptr (DipParagraph) paragraph = NULL;
  g_autofree char *indent = NULL;
  Writer writer;
  guint width;

  g_return_if_fail (out != NULL);
  g_return_if_fail (history != NULL);
  g_return_if_fail (lane != NULL);
  g_return_if_fail (sentences != NULL);
  g_return_if_fail (style != NULL);

  paragraph = _dip_paragraph_new ();
  writer = (Writer) { out, style, history, paragraph };
  width = column_width (&writer);
  indent = g_strnfill (width + 12, ' ');

  write_columns (&writer, width);
  write_lane (&writer, lane, width);
  g_string_append_c (out, '\n');

  for (guint i = 0; i < sentences->len; i++)
    {
      const DipHistorySentence *sentence = g_ptr_array_index (sentences, i);
      DipDocument *document = g_ptr_array_index (history->documents, sentence->since);
      gboolean is_newest = sentence->since + 1 == history->documents->len && sentence->since > 0;
      g_autofree char *name = dup_column_name (history, sentence->since);

      _dip_paragraph_add (paragraph, is_newest ? DIP_FACE_BOLD | DIP_FACE_GREEN : DIP_FACE_DIM, name);
      _dip_paragraph_pad (paragraph, width);
      if (document->edition->issued != NULL)
        _dip_paragraph_add (paragraph, DIP_FACE_DIM, document->edition->issued);
      _dip_paragraph_pad (paragraph, width + 12);
      _dip_paragraph_add (paragraph, DIP_FACE_PLAIN, sentence->text);
      flush (&writer, "", indent);
    }
}
