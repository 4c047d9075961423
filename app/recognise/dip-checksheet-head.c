/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 *   head = row [row]
 *   row  = a question column and an implemented, answer or choice column, in any order; or a number and an
 *          answer column; or a section's title and two columns of answers ("Documentation | Answers | Notes")
 *
 * A column is known by the longest word of the lexicon that its heading
 * contains. A first column without a heading holds the numbers. A second row
 * belongs to the head if all its cells are words for columns, as where
 * "Answer" stands over "Yes" and "No".
 */

/* Rows below a head that tell what stands in its columns. */
#define MAX_SAMPLE 12u

/* Columns of a cell that only says whether, with what a choice of a list says of it. */
#define MAX_WHETHER 40u

/* Columns of a cell in the second row of a head whose words nobody knows. */
#define MAX_SPANNED 24u

/* Bytes of a heading that names a side. */
#define MAX_SIDE 60u

/* Bytes of a letter that stands for a word. */
#define MAX_INITIAL 4u

/* Whether the headings offer at least two different answers. */
static gboolean
offers_choices (DipStructure    *self,
                const GPtrArray *cells)
{
  DipImplemented first = DIP_IMPLEMENTED_UNKNOWN;

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);
      DipImplemented choice = dip_sheet_match_choice (self, cell);
      gboolean known;

      /* "No" before all others heads numbers */
      if (choice == DIP_IMPLEMENTED_UNKNOWN ||
          (i == 0 && dip_sheet_match_column (self, cell, &known) == DIP_SHEET_NUMBER))
        continue;
      if (first != DIP_IMPLEMENTED_UNKNOWN && choice != first)
        return TRUE;
      first = choice;
    }

  return FALSE;
}

/* "DOCU-01", "A&A-01.1", "3", "3.1" */
static gboolean
looks_like_number (const char *cell)
{
  const char *at = cell;
  guint n_digits = 0;

  if (dip_sheet_parse_plain (cell) > 0)
    return TRUE;
  for (; *at != '\0' && at - cell < 16; at++)
    {
      n_digits += g_ascii_isdigit (*at);
      if (!g_ascii_isalnum (*at) && strchr ("&-.", *at) == NULL)
        return FALSE;
    }

  return *at == '\0' && n_digits > 0;
}

static void
set_column (DipSheetHead   *head,
            int             place,
            DipSheetColumn  column)
{
  head->columns[place] = column;
  head->place[column] = place;
}

/* A requirement ("項目", "内容", "Control") is the question where nothing else asks; of two the first is the
 * topic. Behind the column of yes and no it is what is said about it. */
static void
settle_requirements (DipSheetHead *head,
                     const int     requirements[2])
{
  int choice = MAX (head->place[DIP_SHEET_IMPLEMENTED], head->place[DIP_SHEET_CHOICE]);

  for (guint k = 0; k < 2; k++)
    {
      int place = requirements[k];
      gboolean last = k == 1 || requirements[1] < 0 || (place < choice && choice < requirements[1]);

      if (place < 0)
        break;
      if (head->place[DIP_SHEET_QUESTION] < 0 && (last || head->place[DIP_SHEET_TOPIC] >= 0))
        set_column (head, place, DIP_SHEET_QUESTION);
      else if (head->place[DIP_SHEET_TOPIC] < 0 &&
               (head->place[DIP_SHEET_QUESTION] < 0 || place < head->place[DIP_SHEET_QUESTION]))
        set_column (head, place, DIP_SHEET_TOPIC);
      else if (head->place[DIP_SHEET_ANSWER] < 0 && head->place[DIP_SHEET_QUESTION] >= 0 &&
               ((head->place[DIP_SHEET_IMPLEMENTED] < 0 && head->place[DIP_SHEET_CHOICE] < 0 && head->remark < 0 &&
                 place > head->place[DIP_SHEET_QUESTION]) ||
                (head->place[DIP_SHEET_IMPLEMENTED] >= 0 && place > head->place[DIP_SHEET_IMPLEMENTED]) ||
                (head->place[DIP_SHEET_CHOICE] >= 0 && place > head->place[DIP_SHEET_CHOICE])))
        set_column (head, place, DIP_SHEET_ANSWER);
    }
}

/* "設定例 | みほん文庫": the last column, behind the form's example, may be headed by who answers; -1 for none. */
static int
find_unnamed_answer (const DipSheetHead *head,
                     int                 example)
{
  int last = (int) head->n_columns - 1;

  return last > example && head->columns[last] == DIP_SHEET_OTHER && *head->names[last] != '\0' ? last : -1;
}

/* "Q" beside "A" or "Answer" asks, beside "Question" it heads numbers; "A" beside "Q" answers. */
static DipSheetColumn
match_initial (DipStructure    *self,
               const GPtrArray *cells,
               const char      *cell)
{
  const GPtrArray *rows = dip_lexicon_get_rows (self->draft->lexicon, "checksheet-initials");

  for (guint i = 0; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);
      gboolean asks = strcmp (cell, row[0]) == 0;
      gboolean asked = FALSE, is_question = FALSE;

      if (!asks && g_strcmp0 (cell, row[1]) != 0)
        continue;
      for (guint k = 0; k < cells->len; k++)
        {
          const char *other = g_ptr_array_index (cells, k);
          gboolean known;

          asked = asked || strcmp (other, row[0]) == 0;
          is_question = is_question || dip_sheet_match_column (self, other, &known) == DIP_SHEET_QUESTION;
        }
      if (asks)
        return is_question ? DIP_SHEET_NUMBER : DIP_SHEET_QUESTION;
      if (asked)
        return DIP_SHEET_ANSWER;
    }

  return DIP_SHEET_OTHER;
}

/* Whether the heading of a column names the customer: お客様の対応. */
static gboolean
names_customer (DipStructure *self,
                const char   *cell)
{
  g_autofree char *key = strlen (cell) <= MAX_SIDE ? dip_text_key (cell) : NULL;

  return key != NULL && dip_sheet_has_word_within (self, "checksheet-customers", key);
}

/* The column that says what the provider does, whatever its heading calls that: 当社が行うこと beside お客様にお願いする
 * こと; -1 for none. */
static int
find_own_side (DipStructure       *self,
               const DipSheetHead *head)
{
  int own = -1;
  gboolean beside = FALSE;

  for (guint i = 0; i < head->n_columns; i++)
    {
      const char *name = head->names[i];
      g_autofree char *key = NULL;

      if (head->columns[i] != DIP_SHEET_OTHER || strlen (name) > MAX_SIDE)
        continue;
      key = dip_text_key (name);
      if (names_customer (self, name))
        beside = TRUE;
      else if (own < 0 && dip_begins_with_one_of (key, dip_lexicon_get_words (self->draft->lexicon, "checksheet-own")))
        own = (int) i;
    }

  return beside ? own : -1;
}

/* Whether a column of answers is the other side's: "お客様の対応" beside "当社の対応". */
static gboolean
is_other_side (DipStructure    *self,
               const GPtrArray *cells,
               guint            i)
{
  gboolean beside = FALSE;

  if (!names_customer (self, g_ptr_array_index (cells, i)))
    return FALSE;
  for (guint k = 0; k < cells->len && !beside; k++)
    {
      const char *cell = g_ptr_array_index (cells, k);
      gboolean known;
      DipSheetColumn column = k != i ? dip_sheet_match_column (self, cell, &known) : DIP_SHEET_OTHER;

      beside = (column == DIP_SHEET_IMPLEMENTED || column == DIP_SHEET_ANSWER) && !names_customer (self, cell);
    }

  return beside;
}

/* "回答 | 補足 | 確認欄": whoever asked ticks off in a column behind all others that nobody has filled in. */
static gboolean
is_left_open (const DipPiece *next,
              int             place)
{
  return next != NULL && next->is_row && (guint) place < next->line->cells->len &&
         *(const char *) g_ptr_array_index (next->line->cells, (guint) place) == '\0';
}

static DipSheetHead *
read_cells (DipStructure    *self,
            const GPtrArray *cells,
            const DipPiece  *next)
{
  g_autoptr (DipSheetHead) head = NULL;
  gboolean choices;
  guint n_answers = 0;
  int second_implemented = -1;
  int remark = -1;
  int example = -1;
  int requirements[2] = { -1, -1 };

  choices = offers_choices (self, cells);
  head = g_new0 (DipSheetHead, 1);
  head->n_rows = 1;
  for (guint i = 0; i < G_N_ELEMENTS (head->place); i++)
    head->place[i] = -1;

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);
      gboolean known;
      DipSheetColumn column = dip_sheet_match_column (self, cell, &known);

      if (!known && column == DIP_SHEET_OTHER && *cell != '\0' && strlen (cell) <= MAX_INITIAL)
        column = match_initial (self, cells, cell);
      /* "No" before the question heads its number. */
      if (choices && dip_sheet_match_choice (self, cell) != DIP_IMPLEMENTED_UNKNOWN &&
          (column != DIP_SHEET_NUMBER || head->place[DIP_SHEET_QUESTION] >= 0))
        column = DIP_SHEET_CHOICE;
      if (i == 0 && *cell == '\0')
        column = DIP_SHEET_NUMBER;
      if ((column == DIP_SHEET_IMPLEMENTED || column == DIP_SHEET_ANSWER) && is_other_side (self, cells, i))
        column = DIP_SHEET_OTHER;
      n_answers += column == DIP_SHEET_IMPLEMENTED || column == DIP_SHEET_ANSWER || column == DIP_SHEET_REMARK;

      /* Of two numbers the first counts; of two questions the second, where the first is its topic. */
      if (column == DIP_SHEET_QUESTION && head->place[column] >= 0)
        {
          if (head->place[DIP_SHEET_TOPIC] < 0)
            {
              head->columns[head->place[column]] = DIP_SHEET_TOPIC;
              head->place[DIP_SHEET_TOPIC] = head->place[column];
            }
          else
            head->columns[head->place[column]] = DIP_SHEET_OTHER;
          head->place[column] = -1;
        }
      else if (column == DIP_SHEET_REMARK)
        {
          if (remark < 0)
            remark = (int) i;
          column = DIP_SHEET_OTHER;
        }
      else if (column == DIP_SHEET_EXAMPLE)
        {
          if (example < 0)
            example = (int) i;
          column = DIP_SHEET_OTHER;
        }
      else if (column == DIP_SHEET_REQUIREMENT)
        {
          if (requirements[0] < 0)
            requirements[0] = (int) i;
          else if (requirements[1] < 0)
            requirements[1] = (int) i;
          column = DIP_SHEET_OTHER;
        }
      else if (column != DIP_SHEET_OTHER && column != DIP_SHEET_CHOICE && head->place[column] >= 0)
        {
          if (column == DIP_SHEET_IMPLEMENTED)
            second_implemented = (int) i;
          column = DIP_SHEET_OTHER;
        }

      head->columns[i] = column;
      head->names[i] = g_strdup (cell);
      if (column != DIP_SHEET_OTHER && head->place[column] < 0)
        head->place[column] = (int) i;
      head->n_columns++;
    }

  /* The question's own number before that of the control that it belongs to. */
  for (guint i = 0; i < head->n_columns; i++)
    {
      if (head->columns[i] == DIP_SHEET_OTHER && head->place[DIP_SHEET_NUMBER] >= 0 &&
          dip_structure_has_word (self, "checksheet-question-numbers", head->names[i]))
        {
          head->columns[head->place[DIP_SHEET_NUMBER]] = DIP_SHEET_OTHER;
          head->columns[i] = DIP_SHEET_NUMBER;
          head->place[DIP_SHEET_NUMBER] = (int) i;
          break;
        }
    }

  head->asks = head->place[DIP_SHEET_QUESTION] >= 0;
  /* "設定例" beside "回答" is the form's; alone it is what was filled in */
  if (example >= 0 && head->place[DIP_SHEET_ANSWER] < 0 && head->place[DIP_SHEET_IMPLEMENTED] < 0 &&
      head->place[DIP_SHEET_CHOICE] < 0)
    {
      int unnamed = remark == (int) head->n_columns - 1 ? -1 : find_unnamed_answer (head, example);

      set_column (head, unnamed >= 0 ? unnamed : example, DIP_SHEET_ANSWER);
    }
  head->remark = remark;
  /* "Control | Title | Implementation": beside titles, controls are numbers. */
  if (head->place[DIP_SHEET_NUMBER] < 0 && !head->asks && requirements[0] == 0 && requirements[1] < 0 &&
      head->place[DIP_SHEET_TOPIC] == 1)
    {
      head->columns[0] = DIP_SHEET_NUMBER;
      head->place[DIP_SHEET_NUMBER] = 0;
      head->columns[1] = DIP_SHEET_OTHER;
      head->place[DIP_SHEET_TOPIC] = -1;
      requirements[0] = 1;
    }
  settle_requirements (head, requirements);

  /* "対策内容 | 対応 | 補足": what is said before the tick, and nowhere asked, is what is asked for */
  if (head->place[DIP_SHEET_QUESTION] < 0 && head->place[DIP_SHEET_TOPIC] < 0 && head->place[DIP_SHEET_ANSWER] >= 0 &&
      head->place[DIP_SHEET_IMPLEMENTED] > head->place[DIP_SHEET_ANSWER] && requirements[0] < 0)
    {
      head->place[DIP_SHEET_QUESTION] = head->place[DIP_SHEET_ANSWER];
      head->columns[head->place[DIP_SHEET_QUESTION]] = DIP_SHEET_QUESTION;
      head->place[DIP_SHEET_ANSWER] = -1;
      head->asks = TRUE;
    }

  /* "実施有無" beside "回答": of two words for whether, the second heads what is said about it. */
  if (head->place[DIP_SHEET_ANSWER] < 0 && second_implemented >= 0 &&
      !(remark >= 0 && remark < second_implemented && is_left_open (next, second_implemented)))
    {
      head->columns[second_implemented] = DIP_SHEET_ANSWER;
      head->place[DIP_SHEET_ANSWER] = second_implemented;
    }
  else if (head->place[DIP_SHEET_ANSWER] < 0 && remark >= 0 &&
           (head->asks || !dip_structure_has_word (self, "checksheet-sides", head->names[remark])))
    {
      head->columns[remark] = DIP_SHEET_ANSWER;
      head->place[DIP_SHEET_ANSWER] = remark;
      head->remarks = TRUE;
    }

  if (head->place[DIP_SHEET_IMPLEMENTED] < 0 && head->place[DIP_SHEET_ANSWER] < 0 &&
      head->place[DIP_SHEET_CHOICE] < 0)
    {
      int own = head->place[DIP_SHEET_NUMBER] >= 0 ? find_own_side (self, head) : -1;

      if (own < 0)
        return NULL;
      set_column (head, own, DIP_SHEET_ANSWER);
    }

  /* "Documentation | | Answers | Notes": the section stands over numbers and questions. */
  if (head->place[DIP_SHEET_QUESTION] < 0 && head->place[DIP_SHEET_TOPIC] < 0 && n_answers >= 2 &&
      next != NULL && next->is_row && next->line->cells->len >= 3 &&
      looks_like_number (g_ptr_array_index (next->line->cells, 0)) &&
      head->columns[1] == DIP_SHEET_OTHER &&
      (*head->names[1] == '\0' || strcmp (head->names[0], head->names[1]) == 0) &&
      (head->columns[0] == DIP_SHEET_OTHER || head->columns[0] == DIP_SHEET_NUMBER) &&
      dip_text_width (head->names[0]) <= 60)
    {
      if (head->columns[0] == DIP_SHEET_OTHER)
        head->section = g_strdup (head->names[0]);
      head->columns[0] = DIP_SHEET_NUMBER;
      head->columns[1] = DIP_SHEET_QUESTION;
      head->place[DIP_SHEET_NUMBER] = 0;
      head->place[DIP_SHEET_QUESTION] = 1;
    }

  /* A topic is the question where there is no other. */
  if (head->place[DIP_SHEET_QUESTION] < 0 && head->place[DIP_SHEET_TOPIC] >= 0)
    {
      head->place[DIP_SHEET_QUESTION] = head->place[DIP_SHEET_TOPIC];
      head->columns[head->place[DIP_SHEET_QUESTION]] = DIP_SHEET_QUESTION;
      head->place[DIP_SHEET_TOPIC] = -1;
    }
  if (head->place[DIP_SHEET_QUESTION] < 0 &&
      (head->place[DIP_SHEET_NUMBER] < 0 || head->place[DIP_SHEET_ANSWER] < 0))
    return NULL;

  return g_steal_pointer (&head);
}

static gboolean
may_be_head (const DipPiece *piece)
{
  const GPtrArray *cells = piece->line->cells;
  guint n_filled = 0;

  if (piece->line->kind != DIP_LINE_ROW || cells == NULL || cells->len < 2 || cells->len > DIP_SHEET_MAX_CELLS)
    return FALSE;

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);

      if (strlen (cell) > 200)
        return FALSE;
      n_filled += *cell != '\0';
    }

  return n_filled >= 2 && dip_sheet_parse_plain (g_ptr_array_index (cells, 0)) == 0;
}

/* Whether a short cell stands below one that spans it and the next one, "標準プラン" and "専用プラン" below "対応状況". */
static gboolean
is_below_span (const GPtrArray *cells,
               const DipPiece  *piece,
               guint            i)
{
  const GPtrArray *own = piece->line->cells;
  const char *cell = g_ptr_array_index (own, i);
  const char *above = g_ptr_array_index (cells, i);
  guint beside = *above == '\0' ? i - 1 : i + 1;
  const char *span;

  if (i == 0 || *(const char *) g_ptr_array_index (own, 0) != '\0' || dip_text_width (cell) > MAX_SPANNED ||
      dip_text_has_sentence (cell) || dip_sheet_parse_plain (cell) > 0)
    return FALSE;
  if (beside >= own->len || *(const char *) g_ptr_array_index (own, beside) == '\0')
    return FALSE;
  span = g_ptr_array_index (cells, beside);

  return *above == '\0' ? *span != '\0' || (beside > 0 && is_below_span (cells, piece, beside))
                        : *span == '\0' || strcmp (span, above) == 0;
}

/* Whether a row goes on with the head above it: all its cells are words for columns or repeat the cell above. */
static gboolean
goes_on_with_head (DipStructure    *self,
                   const GPtrArray *cells,
                   const DipPiece  *piece)
{
  guint n_own = 0;

  if (!piece->is_row || piece->line->cells->len > cells->len)
    return FALSE;

  for (guint i = 0; i < piece->line->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (piece->line->cells, i);
      const char *above = g_ptr_array_index (cells, i);
      gboolean known;

      if (*cell == '\0' || strcmp (cell, above) == 0)
        continue;
      if (strlen (cell) > 60)
        return FALSE;
      dip_sheet_match_column (self, cell, &known);
      if (!known && dip_sheet_match_choice (self, cell) == DIP_IMPLEMENTED_UNKNOWN && !is_below_span (cells, piece, i))
        return FALSE;
      n_own++;
    }

  return n_own >= 2;
}

/* Whether a row has headings of its own: the rest of a question above a repeated head has none. */
static gboolean
is_upper_row (DipStructure    *self,
              const GPtrArray *cells)
{
  guint n = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);
      gboolean known;

      if (dip_sheet_parse_plain (cell) > 0 || (strlen (cell) > 12 && dip_text_has_sentence (cell)))
        return FALSE;
      dip_sheet_match_column (self, cell, &known);
      n += known;
    }

  return n >= 2;
}

/* The two rows of a head as one; the lower one is nearer to what stands below. */
static GPtrArray *
join_rows (const GPtrArray *upper,
           const GPtrArray *lower)
{
  GPtrArray *cells = g_ptr_array_new ();

  for (guint i = 0; i < upper->len; i++)
    {
      const char *cell = i < lower->len ? g_ptr_array_index (lower, i) : "";

      g_ptr_array_add (cells, *cell != '\0' ? (gpointer) cell : g_ptr_array_index (upper, i));
    }

  return cells;
}

/* Whether all that stands in a column says yes or no, in the first rows below a head. */
static gboolean
says_whether (DipStructure       *self,
              const DipSheetHead *head,
              guint               first,
              int                 place)
{
  const char *name = head->names[place];
  int question = head->place[DIP_SHEET_QUESTION];
  guint end = MIN (first + MAX_SAMPLE, self->pieces->len);
  guint n = 0;

  for (guint i = first; i < end; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const char *cell;

      if (!piece->is_row || (guint) place >= piece->line->cells->len)
        continue;
      /* "Signed | | | J. Doe" asks nothing */
      if (question >= 0 && (guint) question < piece->line->cells->len &&
          *(const char *) g_ptr_array_index (piece->line->cells, (guint) question) == '\0')
        continue;
      cell = g_ptr_array_index (piece->line->cells, (guint) place);
      if (*cell == '\0')
        continue;
      /* the next table has the same head */
      if (strcmp (cell, name) == 0)
        break;
      /* "Yes - each year, and whenever …" says more than whether */
      if (dip_text_width (cell) > MAX_WHETHER || dip_sheet_read_implemented (self, cell) == DIP_IMPLEMENTED_UNKNOWN)
        return FALSE;
      n++;
    }

  return n > 0;
}

/* Whether a column has an empty cell in the first questions below a head. */
static gboolean
has_empty (DipStructure       *self,
           const DipSheetHead *head,
           guint               first,
           guint               place)
{
  guint end = MIN (first + MAX_SAMPLE, self->pieces->len);
  guint question = (guint) head->place[DIP_SHEET_QUESTION];

  for (guint i = first; i < end; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const GPtrArray *cells = piece->line->cells;
      const char *only;

      if (!piece->is_row)
        break;
      if (dip_sheet_is_title_row (piece, &only) || question >= cells->len ||
          *(const char *) g_ptr_array_index (cells, question) == '\0')
        continue;
      if (place >= cells->len || *(const char *) g_ptr_array_index (cells, place) == '\0')
        return TRUE;
    }

  return FALSE;
}

/* "Your answer | Details": of two columns that answer, the first says whether where its cells do. */
static void
settle_answers (DipStructure *self,
                DipSheetHead *head,
                guint         first)
{
  int answer = head->place[DIP_SHEET_ANSWER];
  int details = head->remark;

  if (answer < 0 || head->place[DIP_SHEET_IMPLEMENTED] >= 0 || head->place[DIP_SHEET_CHOICE] >= 0 || head->remarks ||
      head->section != NULL)
    return;

  for (guint i = (guint) answer + 1; i < head->n_columns; i++)
    {
      gboolean known;

      if (head->columns[i] == DIP_SHEET_OTHER &&
          dip_sheet_match_column (self, head->names[i], &known) == DIP_SHEET_ANSWER)
        {
          details = (int) i;
          break;
        }
    }
  if (details < answer || !says_whether (self, head, first, answer))
    return;

  set_column (head, answer, DIP_SHEET_IMPLEMENTED);
  set_column (head, details, DIP_SHEET_ANSWER);
}

/* "対応状況（スタンダード）" and "対応状況（プレミアム）", "Standard" and "Premium": columns for the plans of one service. */
static gboolean
are_of_plans (DipStructure *self,
              const char   *a,
              const char   *b)
{
  const GPtrArray *plans = dip_lexicon_get_rows (self->draft->lexicon, "variant-plan-words");
  const char *const names[] = { a, b };
  gsize n = 0;
  guint n_plans = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  /* the same words before the brackets, others in them */
  if ((g_str_has_suffix (a, "）") && g_str_has_suffix (b, "）") && g_strstr_len (a, (gssize) n, "（") != NULL) ||
      (g_str_has_suffix (a, ")") && g_str_has_suffix (b, ")") && g_strstr_len (a, (gssize) n, "(") != NULL))
    return TRUE;

  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    {
      g_autofree char *key = dip_text_key (names[k]);
      gboolean found = strstr (key, "プラン") != NULL || strstr (key, "エディション") != NULL;

      for (guint i = 0; i < plans->len && !found; i++)
        {
          GStrv row = g_ptr_array_index (plans, i);

          found = strstr (key, row[0]) != NULL || (row[1] != NULL && strcmp (key, row[1]) == 0);
        }
      n_plans += found;
    }

  return n_plans == 2;
}

/* "自社 | 再委託先", "IaaS | PaaS": columns beside each other whose headings no list knows, with yes or no in each cell. */
static gboolean
are_of_sides (DipStructure       *self,
              const DipSheetHead *head,
              guint               first,
              guint               a,
              guint               b)
{
  if (!head->asks || b != a + 1 || head->place[DIP_SHEET_IMPLEMENTED] >= 0)
    return FALSE;
  for (guint i = a; i <= b; i++)
    {
      gboolean known;

      dip_sheet_match_column (self, head->names[i], &known);
      if (known || *head->names[i] == '\0' || strpbrk (head->names[i], "0123456789") != NULL ||
          dip_sheet_match_choice (self, head->names[i]) != DIP_IMPLEMENTED_UNKNOWN || has_empty (self, head, first, i))
        return FALSE;
    }

  return TRUE;
}

/* Two columns of yes and no or more, one for each plan: the first holds the place, all of them count. */
static void
settle_twins (DipStructure *self,
              DipSheetHead *head,
              guint         first)
{
  guint twins[DIP_SHEET_MAX_CELLS];
  guint n = 0;
  int answer = head->place[DIP_SHEET_ANSWER];

  if (head->place[DIP_SHEET_QUESTION] < 0 || head->place[DIP_SHEET_CHOICE] >= 0)
    return;
  for (guint i = (guint) head->place[DIP_SHEET_QUESTION] + 1; i < head->n_columns; i++)
    {
      if (head->columns[i] != DIP_SHEET_IMPLEMENTED && head->columns[i] != DIP_SHEET_ANSWER &&
          head->columns[i] != DIP_SHEET_OTHER)
        continue;
      if ((n > 0 && !are_of_plans (self, head->names[twins[0]], head->names[i]) &&
           !are_of_sides (self, head, first, twins[n - 1], i)) ||
          !says_whether (self, head, first, (int) i))
        continue;
      twins[n++] = i;
    }
  if (n < 2)
    return;

  for (guint k = 0; k < n; k++)
    {
      head->columns[twins[k]] = DIP_SHEET_OTHER;
      head->twins[k] = twins[k];
      if (answer == (int) twins[k])
        head->place[DIP_SHEET_ANSWER] = -1;
    }
  head->n_twins = n;
  head->twins_are_sides = !are_of_plans (self, head->names[twins[0]], head->names[twins[1]]);
  set_column (head, (int) twins[0], DIP_SHEET_IMPLEMENTED);
  if (head->place[DIP_SHEET_ANSWER] < 0 && head->remark >= 0)
    {
      set_column (head, head->remark, DIP_SHEET_ANSWER);
      head->remarks = TRUE;
    }
}

static DipSheetHead *
read_head_rows (DipStructure *self,
                guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const DipPiece *next = i + 1 < self->pieces->len ? dip_structure_piece (self, i + 1) : NULL;
  guint below;

  if (!may_be_head (piece))
    return NULL;

  if (next != NULL && is_upper_row (self, piece->line->cells) && goes_on_with_head (self, piece->line->cells, next))
    {
      g_autoptr (GPtrArray) cells = join_rows (piece->line->cells, next->line->cells);
      DipSheetHead *head = read_cells (self, cells, i + 2 < self->pieces->len ? dip_structure_piece (self, i + 2)
                                                                              : NULL);

      if (head != NULL)
        {
          head->n_rows = 2;
          return head;
        }
    }

  /* lines that went into the head are no longer there */
  below = dip_structure_next (self, i + 1);

  return read_cells (self, piece->line->cells,
                     below < self->pieces->len ? dip_structure_piece (self, below) : NULL);
}

/* Whether a column has ticks and is left open in places, in the first rows below a head. */
static gboolean
is_ticked (DipStructure *self,
           guint         first,
           guint         place)
{
  guint end = MIN (first + MAX_SAMPLE, self->pieces->len);
  gboolean ticked = FALSE, open = FALSE;

  for (guint i = first; i < end; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const char *cell;

      if (!piece->is_row || place >= piece->line->cells->len)
        break;
      cell = g_ptr_array_index (piece->line->cells, place);
      if (*cell != '\0' &&
          (dip_text_width (cell) > 4 || dip_sheet_match_choice (self, cell) == DIP_IMPLEMENTED_UNKNOWN))
        return FALSE;
      ticked = ticked || *cell != '\0';
      open = open || *cell == '\0';
    }

  return ticked && open;
}

/* "No | 項目 | 当社 | お客様" above ticks: who does what, and nobody is asked. */
static gboolean
tells_who (DipStructure       *self,
           const DipSheetHead *head,
           guint               first)
{
  guint n_customers = 0, n_sides = 0;

  if (head->asks || head->place[DIP_SHEET_CHOICE] >= 0)
    return FALSE;
  for (guint i = 1; i < head->n_columns; i++)
    {
      if (!is_ticked (self, first, i))
        continue;
      n_sides++;
      n_customers += names_customer (self, head->names[i]) ||
                     dip_structure_has_word (self, "checksheet-customer-heads", head->names[i]);
    }

  return n_customers == 1 && n_sides >= 2;
}

static DipSheetHead *
read_head (DipStructure *self,
           guint         i)
{
  DipSheetHead *head = read_head_rows (self, i);

  if (head != NULL && tells_who (self, head, i + head->n_rows))
    g_clear_pointer (&head, dip_sheet_head_free);

  if (head != NULL)
    {
      settle_twins (self, head, i + head->n_rows);
      settle_answers (self, head, i + head->n_rows);
      dip_sheet_check_head (self, head, i + head->n_rows);
      head->numbered = head->place[DIP_SHEET_NUMBER] < 0 && head->place[DIP_SHEET_QUESTION] >= 0 &&
                       dip_sheet_questions_have_numbers (self, i + head->n_rows, head->place[DIP_SHEET_QUESTION]);
    }

  return head;
}

DipSheetHead *
dip_sheet_head_read_cells (DipStructure    *self,
                           const GPtrArray *cells)
{
  return read_cells (self, cells, NULL);
}

static DipSheetHead *
head_copy (const DipSheetHead *head)
{
  DipSheetHead *copy = g_memdup2 (head, sizeof *head);

  for (guint i = 0; i < copy->n_columns; i++)
    copy->names[i] = g_strdup (head->names[i]);
  copy->section = g_strdup (head->section);

  return copy;
}

/**
 * dip_sheet_head_read:
 * @i: position of a row
 *
 * Returns: (transfer full) (nullable): the head that begins there
 */
DipSheetHead *
dip_sheet_head_read (DipStructure *self,
                     guint         i)
{
  DipPiece *piece = dip_structure_piece (self, i);
  DipSheetHead *head;

  if (self->headless != NULL &&
      (head = g_hash_table_lookup (self->headless, GUINT_TO_POINTER (i + 1))) != NULL)
    return head_copy (head);
  if (self->topics_count && (head = g_hash_table_lookup (self->topics, GUINT_TO_POINTER (i + 1))) != NULL)
    return head_copy (head);
  if (piece->no_head || !piece->is_row || strlen (piece->text) > 2000)
    return NULL;
  if (self->heads != NULL && (head = g_hash_table_lookup (self->heads, GUINT_TO_POINTER (i + 1))) != NULL)
    return head_copy (head);
  head = read_head (self, i);
  piece->no_head = head == NULL;
  if (self->heads != NULL && head != NULL)
    g_hash_table_insert (self->heads, GUINT_TO_POINTER (i + 1), head_copy (head));

  return head;
}

/**
 * dip_sheet_remember_heads:
 * @remembers: whether to, from now on
 *
 * To read a head is to hold the rows below it against the lists, and a checksheet is walked through several times.
 * Whoever remembers changes no row that stands below one whose head is asked for later.
 */
void
dip_sheet_remember_heads (DipStructure *self,
                          gboolean      remembers)
{
  g_clear_pointer (&self->heads, g_hash_table_unref);
  if (remembers)
    self->heads = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) dip_sheet_head_free);
}

void
dip_sheet_head_free (DipSheetHead *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->names[i]);
  g_free (self->section);
  g_free (self);
}

gboolean
dip_sheet_head_equal (const DipSheetHead *a,
                      const DipSheetHead *b)
{
  if (a->n_columns != b->n_columns)
    return FALSE;

  for (guint i = 0; i < a->n_columns; i++)
    {
      if (a->columns[i] != b->columns[i])
        return FALSE;
    }

  return TRUE;
}

/**
 * dip_sheet_head_begins:
 * @i: position of a row that was read as a head
 * @before: (nullable): the head of the table above
 * @head: what was read
 *
 * Returns: whether the row begins a table; the words of a head may stand in an answered row, too: "有無" as a unit
 */
gboolean
dip_sheet_head_begins (DipStructure       *self,
                       guint               i,
                       const DipSheetHead *before,
                       const DipSheetHead *head)
{
  const DipPiece *piece = dip_structure_piece (self, i);

  /* "番号 | 説明" below the table: notes that the answers name by their numbers */
  if (before != NULL && before->place[DIP_SHEET_QUESTION] >= 0 && head->place[DIP_SHEET_QUESTION] < 0)
    return FALSE;

  return before == NULL || dip_sheet_head_equal (head, before) || head->section != NULL || i == 0 ||
         dip_structure_has_gap (self, i) || !dip_structure_piece (self, i - 1)->is_row ||
         g_strcmp0 (piece->line->sheet, dip_structure_piece (self, i - 1)->line->sheet) != 0;
}
