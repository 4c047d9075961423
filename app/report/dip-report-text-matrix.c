/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"
#include "words/dip-engine-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A matrix as a table: a row for each control below the name of its theme, a
 * column for each edition. Where the columns would be too narrow to read, each
 * edition gets a line of its own below the control instead.
 */

/* A table in a file is as wide as a page; lines of other reports stay whole there. */
#define DEFAULT_WIDTH 100

/* Columns of the terminal between two columns of the table. */
#define GAP 2

/* Below this a cell would break every other word. */
#define MIN_CELL_WIDTH 18
#define MAX_CELL_WIDTH 44

#define MIN_CONTROL_WIDTH 18
#define MAX_CONTROL_WIDTH 34

/* So many facts fit into a cell; JSON and CSV have them all. */
#define MAX_FACTS_SHOWN 4

typedef struct
{
  GString            *out;
  const DipTextStyle *style;
  guint               control_width;
  guint               cell_width;    /* 0 where there is no room for a table */
  gboolean            japanese;      /* titles of controls in Japanese */
} Writer;

static DipFace
face_of_stance (DipStance stance)
{
  switch (stance)
    {
    case DIP_STANCE_PROVIDED:
      return DIP_FACE_GREEN;
    case DIP_STANCE_NOT_PROVIDED:
      return DIP_FACE_RED | DIP_FACE_BOLD;
    case DIP_STANCE_CUSTOMER:
    case DIP_STANCE_PARTIAL:
      return DIP_FACE_YELLOW;
    case DIP_STANCE_SHARED:
      return DIP_FACE_CYAN;
    case DIP_STANCE_INFORMATIONAL:
    default:
      return DIP_FACE_PLAIN;
    }
}

/* A value that is longer than a column would push the next one aside. */
static void
add_clipped (DipParagraph *paragraph,
             DipFace       face,
             const char   *text,
             guint         width)
{
  g_autoptr (DipParagraph) measure = _dip_paragraph_new ();
  g_autofree char *clipped = NULL;

  _dip_paragraph_add (measure, face, text);
  if (width == 0 || _dip_paragraph_width (measure) <= width)
    {
      _dip_paragraph_add (paragraph, face, text);
      return;
    }

  /* No character takes more than two columns. */
  clipped = g_utf8_substring (text, 0, MIN (width / 2, g_utf8_strlen (text, -1)));
  _dip_paragraph_printf (paragraph, face, "%s…", clipped);
}

/* Where to read more is no measure by which offers are compared. */
static gboolean
is_worth_a_place (const DipFact *fact)
{
  static const char *const left_out[] = {
    "address", "article", "host", "identifier", "mail", "phone", "url", NULL
  };

  return !g_strv_contains (left_out, fact->what);
}

static void
add_facts (DipParagraph        *paragraph,
           const DipMatrixCell *cell,
           const char          *before,
           guint                width)
{
  g_autoptr (GPtrArray) facts = _dip_cell_list_facts (cell);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_shown = 0;
  guint n_more = 0;

  for (guint i = 0; i < facts->len; i++)
    {
      const DipCellFact *found = g_ptr_array_index (facts, i);
      g_autofree char *value = NULL;

      if (!is_worth_a_place (found->fact))
        continue;

      /* Audits and reviews "every year" are two facts and one word. */
      value = dip_words_dup_fact_value (found->fact->what, found->fact->value, found->clause);
      if (!g_hash_table_add (values, g_strdup (value)))
        continue;
      if (n_shown == MAX_FACTS_SHOWN)
        {
          n_more++;
          continue;
        }

      _dip_paragraph_add (paragraph, DIP_FACE_DIM, n_shown == 0 ? before : " · ");
      add_clipped (paragraph, DIP_FACE_CYAN, value, width);
      n_shown++;
    }

  if (n_more > 0)
    _dip_paragraph_printf (paragraph, DIP_FACE_DIM, " +%u", n_more);
}

static gboolean
depends_on_variant (const DipMatrixCell *cell)
{
  for (guint i = 0; i < cell->clauses->len; i++)
    {
      if (((DipClause *) g_ptr_array_index (cell->clauses, i))->variant_dependent)
        return TRUE;
    }

  return FALSE;
}

/* How it got here, where the paper does not print it itself: "≈0.78". */
static void
add_way (DipParagraph        *paragraph,
         const DipMatrixCell *cell)
{
  char confidence[G_ASCII_DTOSTR_BUF_SIZE];

  if (cell->via == DIP_ORIGIN_PRINTED)
    return;

  g_ascii_formatd (confidence, sizeof confidence, "%.2f", cell->confidence);
  _dip_paragraph_printf (paragraph, DIP_FACE_DIM, " %s%s",
                         cell->via == DIP_ORIGIN_CROSSWALK ? "⇄" : "≈", confidence);
}

static void
add_cell (DipParagraph        *paragraph,
          const DipMatrixCell *cell,
          guint                width,
          const char          *before_facts)
{
  g_autofree char *ids = NULL;

  if (cell == NULL)
    {
      /* Translators: a paper has no clause about a control, which is not the same as "not provided" */
      _dip_paragraph_printf (paragraph, DIP_FACE_DIM, "– %s", C_("cell of a matrix", "says nothing"));
      return;
    }

  ids = _dip_cell_dup_clause_ids (cell, ", ");
  _dip_paragraph_add (paragraph, face_of_stance (cell->stance), _dip_word_of_stance (cell->stance));
  _dip_paragraph_printf (paragraph, DIP_FACE_DIM, "  %s", ids);
  if (depends_on_variant (cell))
    _dip_paragraph_add (paragraph, DIP_FACE_DIM, " *");
  add_way (paragraph, cell);
  add_facts (paragraph, cell, before_facts, width);
}

/* (element-type utf8): the lines of a paragraph that is @width columns wide */
static GPtrArray *
break_lines (Writer       *writer,
             DipParagraph *paragraph,
             guint         width)
{
  const DipTextStyle style = { writer->style->color, width };
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  _dip_paragraph_write (paragraph, text, &style, "", "");

  for (const char *p = text->str; *p != '\0'; )
    {
      const char *end = strchr (p, '\n');

      g_ptr_array_add (lines, g_strndup (p, (gsize) (end - p)));
      p = end + 1;
    }

  return lines;
}

/* Columns of a line that may have colours in it. */
static guint
visible_width (const char *line)
{
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();

  while (*line != '\0')
    {
      const char *escape = strchr (line, '\033');
      gsize length = escape != NULL ? (gsize) (escape - line) : strlen (line);

      _dip_paragraph_add_n (paragraph, DIP_FACE_PLAIN, line, length);
      line += length;
      if (*line == '\033')
        line += strcspn (line, "m") + (strchr (line, 'm') != NULL);
    }

  return _dip_paragraph_width (paragraph);
}

/* Writes cells of several lines beside each other. */
static void
write_beside (Writer     *writer,
              GPtrArray **columns,
              guint       n_columns)
{
  guint n_lines = 0;

  for (guint i = 0; i < n_columns; i++)
    n_lines = MAX (n_lines, columns[i]->len);

  for (guint line = 0; line < n_lines; line++)
    {
      guint at = 0;       /* where the text ends */
      guint column = 0;   /* where the cell begins */

      for (guint i = 0; i < n_columns; i++)
        {
          const char *text = line < columns[i]->len ? g_ptr_array_index (columns[i], line) : "";

          if (*text != '\0')
            {
              if (i > 0 && at >= column)
                at = column - 1;
              for (; at < column; at++)
                g_string_append_c (writer->out, ' ');
              g_string_append (writer->out, text);
              at += visible_width (text);
            }
          column += (i == 0 ? writer->control_width : writer->cell_width) + GAP;
        }
      g_string_append_c (writer->out, '\n');
    }
}

static const char *
pick (const Writer *writer,
      const char   *english,
      const char   *japanese)
{
  return writer->japanese && japanese != NULL ? japanese : english;
}

static void
add_control (DipParagraph       *paragraph,
             const Writer       *writer,
             const DipMatrixRow *row)
{
  _dip_paragraph_printf (paragraph, DIP_FACE_BOLD, "%s ", row->control);
  if (*row->title != '\0')
    _dip_paragraph_add (paragraph, DIP_FACE_PLAIN, pick (writer, row->title, row->title_ja));
  else
    /* Translators: in place of the title of a control that a paper prints and no catalogue knows */
    _dip_paragraph_add (paragraph, DIP_FACE_YELLOW, _("(no such control)"));
}

static void
write_table_row (Writer             *writer,
                 const DipMatrixRow *row)
{
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  add_control (paragraph, writer, row);
  g_ptr_array_add (all, break_lines (writer, paragraph, writer->control_width));

  for (guint i = 0; i < row->cells->len; i++)
    {
      add_cell (paragraph, g_ptr_array_index (row->cells, i), writer->cell_width, "\n");
      g_ptr_array_add (all, break_lines (writer, paragraph, writer->cell_width));
    }

  write_beside (writer, (GPtrArray **) all->pdata, all->len);
}

static void
write_stacked_row (Writer             *writer,
                   const DipMatrixRow *row)
{
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();

  add_control (paragraph, writer, row);
  _dip_paragraph_write (paragraph, writer->out, writer->style, "", "    ");

  for (guint i = 0; i < row->cells->len; i++)
    {
      _dip_paragraph_printf (paragraph, DIP_FACE_DIM, "%3u  ", i + 1);
      add_cell (paragraph, g_ptr_array_index (row->cells, i), 0, "  ");
      _dip_paragraph_write (paragraph, writer->out, writer->style, "  ", "         ");
    }
}

static void
write_legend (Writer          *writer,
              const DipMatrix *matrix)
{
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();

  for (guint i = 0; i < matrix->documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (matrix->documents, i);

      _dip_paragraph_printf (paragraph, DIP_FACE_BOLD, "%3u  ", i + 1);
      _dip_text_add_edition (paragraph, document->edition);
      _dip_paragraph_write (paragraph, writer->out, writer->style, "", "     ");
    }
}

static void
write_head (Writer          *writer,
            const DipMatrix *matrix)
{
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  _dip_paragraph_add (paragraph, DIP_FACE_DIM, matrix->framework);
  g_ptr_array_add (all, break_lines (writer, paragraph, writer->control_width));

  for (guint i = 0; i < matrix->documents->len; i++)
    {
      DipDocument *document = g_ptr_array_index (matrix->documents, i);
      g_autofree char *label = dip_edition_dup_label (document->edition);

      _dip_paragraph_printf (paragraph, DIP_FACE_DIM, "%u ", i + 1);
      _dip_paragraph_add (paragraph, DIP_FACE_BOLD, label);
      g_ptr_array_add (all, break_lines (writer, paragraph, writer->cell_width));
    }

  g_string_append_c (writer->out, '\n');
  write_beside (writer, (GPtrArray **) all->pdata, all->len);
}

/* The marks that occur, explained. */
static void
write_footnotes (Writer          *writer,
                 const DipMatrix *matrix)
{
  g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();
  gboolean inferred = FALSE;
  gboolean crosswalk = FALSE;
  gboolean variant = FALSE;

  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const DipMatrixRow *row = g_ptr_array_index (matrix->rows, i);

      for (guint k = 0; k < row->cells->len; k++)
        {
          const DipMatrixCell *cell = g_ptr_array_index (row->cells, k);

          inferred |= cell != NULL && cell->via == DIP_ORIGIN_INFERRED;
          variant |= cell != NULL && depends_on_variant (cell);
          crosswalk |= cell != NULL && cell->via == DIP_ORIGIN_CROSSWALK;
        }
    }

  if (inferred || crosswalk || variant)
    g_string_append_c (writer->out, '\n');
  if (variant)
    {
      _dip_paragraph_add (paragraph, DIP_FACE_DIM, "* ");
      _dip_paragraph_add (paragraph, DIP_FACE_DIM, _("depends on the variant"));
      _dip_paragraph_write (paragraph, writer->out, writer->style, "", "  ");
    }
  if (inferred)
    {
      _dip_paragraph_add (paragraph, DIP_FACE_DIM,
                          _("≈ concluded from what the clause says, not printed in the paper; how certain, "
                            "from 0 to 1"));
      _dip_paragraph_write (paragraph, writer->out, writer->style, "", "  ");
    }
  if (crosswalk)
    {
      _dip_paragraph_add (paragraph, DIP_FACE_DIM,
                          _("⇄ reached from a control of another framework; how certain, from 0 to 1"));
      _dip_paragraph_write (paragraph, writer->out, writer->style, "", "  ");
    }
}

static void
measure (Writer *writer,
         guint   n_columns)
{
  guint width = writer->style->width > 0 ? writer->style->width : DEFAULT_WIDTH;
  guint room;

  writer->control_width = CLAMP (width / (n_columns + 1), MIN_CONTROL_WIDTH, MAX_CONTROL_WIDTH);
  room = width > writer->control_width ? width - writer->control_width : 0;
  writer->cell_width = n_columns > 0 ? room / n_columns : 0;
  writer->cell_width = writer->cell_width > GAP ? writer->cell_width - GAP : 0;

  if (writer->cell_width < MIN_CELL_WIDTH)
    writer->cell_width = 0;
  else
    writer->cell_width = MIN (writer->cell_width, MAX_CELL_WIDTH);
}

/**
 * dip_report_write_matrix:
 * @out: where to
 * @matrix: editions side by side
 * @style: colours and width
 *
 * Writes a table of controls and editions, grouped by theme. A cell tells the
 * stance, the clauses, how sure it is that they answer the control where the
 * paper does not print it, and the facts.
 */
void
dip_report_write_matrix (GString            *out,
                         const DipMatrix    *matrix,
                         const DipTextStyle *style)
{
  const char *theme = NULL;
  Writer writer;

  g_return_if_fail (out != NULL);
  g_return_if_fail (matrix != NULL);
  g_return_if_fail (style != NULL);

  writer = (Writer) { out, style, 0, 0, g_str_has_prefix (g_get_language_names ()[0], "ja") };
  measure (&writer, matrix->documents->len);

  write_legend (&writer, matrix);
  if (writer.cell_width > 0)
    write_head (&writer, matrix);

  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const DipMatrixRow *row = g_ptr_array_index (matrix->rows, i);

      /* A number that no catalogue has stands with its neighbours. */
      if (*row->theme != '\0' && g_strcmp0 (theme, row->theme) != 0)
        {
          g_autoptr (DipParagraph) paragraph = _dip_paragraph_new ();

          theme = row->theme;
          g_string_append_c (out, '\n');
          _dip_paragraph_add (paragraph, DIP_FACE_BOLD | DIP_FACE_UNDERLINE,
                              pick (&writer, row->theme, row->theme_ja));
          _dip_paragraph_write (paragraph, out, style, "", "");
        }

      if (writer.cell_width > 0)
        write_table_row (&writer, row);
      else
        write_stacked_row (&writer, row);
    }

  write_footnotes (&writer, matrix);
}
