/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * Questions and answers without a table:
 *
 *   dialogue = cover *front *( [section] question answer ) *front tail
 *   front    = a heading of its own before the first question or behind the last answer, and text
 *   question = mark text *line            "Q1. …", "【質問 3】…", "問2：…"
 *   answer   = mark text *line            "A. …", "A1：…", "回答：…"; also on the question's own line
 *            | label ":" text *line       "Our response:": a label that ends as an answer is called
 *   mark     = ["【" | "[" | "("] word ["."] [number] closing
 *   closing  = "." | ":" | ")" | "]" | "】", or a blank or the line's end behind a number
 *   section  = a heading of the format, or a short line right before a question, with space around it
 *
 * The words are the lists dialogue-questions and dialogue-answers. What a provider is often asked (dialogue-papers),
 * and answers in sentences, is a paper: its questions are titles then.
 */

#define MIN_QUESTIONS 4u

/* Bytes of "カテゴリ：" and the like. */
#define MAX_LABEL 36u

/* Columns of an answer that only says whether. */
#define MAX_MARK 20u
#define MAX_MARK_BYTES (4 * MAX_MARK)

/* Lines before the first question that tell what the questions are. */
#define MAX_LINES_BEFORE 40u

/* A line longer than this is no section's title. */
#define MAX_TITLE 60u

typedef struct
{
  char        number[16];  /* "1", "2-3"; "" for none */
  const char *rest;        /* the text behind the mark */
  gboolean    latin;       /* the mark is a letter: "Q" */
} Mark;

static gunichar
narrow_at (const char *at)
{
  if ((guchar) *at < 0x80)
    return (gunichar) g_ascii_tolower (*at);
  /* kana and kanji have one width and no case */
  if ((guchar) *at >= 0xE4 && (guchar) *at <= 0xE9)
    return dip_utf8_get (at);

  return g_unichar_tolower (dip_glyph_narrow (dip_utf8_get (at)));
}

/* The text behind @word if @at begins with it, whatever width and case. */
static const char *
skip_word (const char *at,
           const char *word)
{
  while (*word != '\0')
    {
      if (*at == '\0' || narrow_at (at) != narrow_at (word))
        return NULL;
      at = g_utf8_next_char (at);
      word = g_utf8_next_char (word);
    }

  return at;
}

static gboolean
is_closing (gunichar c)
{
  return c == '.' || c == ':' || c == ')' || c == ']' || c == 0x3011 || c == 0x3001 || c == 0xff0e || c == 0xff1a;
}

static gboolean
read_mark_behind (const char *at,
                  Mark       *mark)
{
  gsize n = 0;
  gboolean closed = FALSE;
  gboolean spaced;

  at = dip_text_skip_space (at);
  if (narrow_at (at) == '.' && g_unichar_isdigit (dip_text_first (g_utf8_next_char (at))))
    at = g_utf8_next_char (at);
  while (n + 1 < sizeof mark->number)
    {
      gunichar c = dip_glyph_narrow (dip_text_first (at));
      gunichar after = *at != '\0' ? dip_glyph_narrow (dip_text_first (g_utf8_next_char (at))) : 0;

      if (!(c >= '0' && c <= '9') && !(n > 0 && (c == '-' || c == '.') && after >= '0' && after <= '9'))
        break;
      mark->number[n++] = (char) c;
      at = g_utf8_next_char (at);
    }
  mark->number[n] = '\0';

  spaced = *at == '\0' || dip_glyph_is_space (dip_text_first (at));
  for (guint k = 0; k < 2 && *at != '\0' && is_closing (dip_glyph_narrow (dip_text_first (at))); k++)
    {
      closed = TRUE;
      at = g_utf8_next_char (at);
    }
  /* "A.5.1.1" is a control */
  if (!closed && !(spaced && n > 0))
    return FALSE;
  mark->rest = dip_text_skip_space (at);

  return !(closed && n == 0 && g_unichar_isdigit (dip_text_first (at)));
}

/* A question may be an item of a list. */
static const char *
skip_bullet (const char *text)
{
  static const char *const bullets[] = { "- ", "* ", "+ ", "• ", "・" };

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (dip_begins_with (text, bullets[i]))
      return dip_text_skip_space (text + strlen (bullets[i]));

  return text;
}

static gboolean
read_mark (DipStructure *self,
           const char   *text,
           const char   *list,
           Mark         *mark)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, list);
  gunichar first;

  text = skip_bullet (dip_text_skip_space (text));
  first = dip_glyph_narrow (dip_text_first (text));
  if (first == '(' || first == '[' || first == 0x3010)
    text = dip_text_skip_space (g_utf8_next_char (text));

  first = *text != '\0' ? narrow_at (text) : 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *behind = narrow_at (words[i]) == first ? skip_word (text, words[i]) : NULL;

      mark->latin = words[i][1] == '\0';
      if (behind != NULL && read_mark_behind (behind, mark))
        return TRUE;
    }

  return FALSE;
}

/* Whether a label of @length bytes ends with a word, and has another before it. */
static gboolean
label_ends_with (const char *label,
                 gsize       length,
                 const char *word)
{
  gsize n = strlen (word);

  return n > 1 && length > n && g_ascii_strncasecmp (label + length - n, word, n) == 0 &&
         !g_ascii_isalnum (label[length - n - 1]);
}

/* What an answer begins with: its mark, or a label with the name of who answers. */
static gboolean
read_answer (DipStructure *self,
             const char   *text,
             Mark         *mark)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "dialogue-answers");
  const char *colon;

  if (read_mark (self, text, "dialogue-answers", mark))
    return TRUE;

  colon = dip_text_find_colon (text, MAX_LABEL);
  for (guint i = 0; colon != NULL && words[i] != NULL; i++)
    if (label_ends_with (text, (gsize) (colon - text), words[i]))
      {
        *mark = (Mark) { .rest = dip_text_skip_space (g_utf8_next_char (colon)) };
        return TRUE;
      }

  return FALSE;
}

/* An answer that begins on the question's own line. */
static const char *
find_answer (DipStructure *self,
             const char   *text,
             Mark         *mark)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!dip_glyph_is_space (c) && c != 0x3002 && c != 0xff1f && c != '?')
        continue;
      if (read_mark (self, g_utf8_next_char (at), "dialogue-answers", mark))
        return g_utf8_next_char (at);
    }

  return NULL;
}

static gboolean
question_follows (DipStructure *self,
                  guint         i)
{
  guint next = dip_structure_next (self, i + 1);
  Mark mark;

  return next < self->pieces->len && !dip_structure_piece (self, next)->is_row &&
         read_mark (self, dip_structure_piece (self, next)->text, "dialogue-questions", &mark);
}

/* Lines of questions and answers, but for a few of them among the chapters of a paper that the format tells. */
static gboolean
is_dialogue (DipStructure *self)
{
  guint n_questions = 0, n_answers = 0, n_titles = 0;
  gboolean asked = FALSE;
  gsize n_total = 0, n_said = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      Mark mark;
      gsize n = strlen (piece->text);

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      n_total += n;
      if (!piece->is_row && read_mark (self, piece->text, "dialogue-questions", &mark))
        {
          Mark answer;

          n_questions++;
          asked = TRUE;
          if (n <= 20000 && find_answer (self, mark.rest, &answer) != NULL)
            {
              n_answers++;
              asked = FALSE;
            }
        }
      else if (!piece->is_row && asked && read_answer (self, piece->text, &mark))
        {
          n_answers++;
          asked = FALSE;
        }
      else if (piece->line->kind == DIP_LINE_HEADING && piece->line->level > 1)
        n_titles += !question_follows (self, i);
      if (n_questions > 0)
        n_said += n;
    }

  return n_questions >= MIN_QUESTIONS && n_answers * 10 >= n_questions * 8 && n_said * 2 >= n_total &&
         n_titles <= n_questions;
}

/* Whether the questions are a provider's own, "Frequently asked questions", which it answers in sentences: a paper. A
 * form that somebody has filled in is called so, or says yes and no. */
static gboolean
is_faq (DipStructure *self)
{
  guint n_questions = 0, n_marks = 0, n_before = 0;
  gboolean named = FALSE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      g_autofree char *key = NULL;
      Mark mark;

      if (piece->is_row)
        continue;
      if (read_mark (self, piece->text, "dialogue-questions", &mark))
        {
          n_questions++;
          continue;
        }
      n_marks += read_answer (self, piece->text, &mark) && dip_text_width (mark.rest) <= MAX_MARK &&
                 dip_sheet_read_implemented (self, mark.rest) != DIP_IMPLEMENTED_UNKNOWN;
      if (n_questions > 0 || n_before++ >= MAX_LINES_BEFORE)
        continue;
      key = dip_text_key (piece->text);
      if (!dip_structure_has_sentence (self, piece) && dip_sheet_has_word_within (self, "dialogue-forms", key))
        return FALSE;
      named |= dip_sheet_has_word_within (self, "dialogue-papers", key);
    }

  return named && n_marks * 5 <= n_questions;
}

/* Whether a heading of the format stands right above another one that has questions below it. */
static gboolean
holds_sections (DipSheet *sheet,
                guint     i)
{
  DipStructure *self = sheet->structure;
  const DipPiece *piece = dip_structure_piece (self, i);
  guint next = dip_structure_next (self, i + 1);

  return sheet->n_items > 0 && piece->line->kind == DIP_LINE_HEADING && next < self->pieces->len &&
         dip_structure_piece (self, next)->line->kind == DIP_LINE_HEADING &&
         dip_structure_piece (self, next)->line->level > piece->line->level && question_follows (self, next);
}

/* How a title of sections begins: up to its colon, "カテゴリ：", or with its mark, "【"; 0 for neither. */
static gsize
label_length (const char *text)
{
  const char *colon = dip_text_find_colon (text, MAX_LABEL);
  gunichar first = g_utf8_get_char (text);

  if (colon != NULL && colon > text)
    return (gsize) (g_utf8_next_char (colon) - text);

  return first != 0 && !g_unichar_isalnum (first) ? (gsize) (g_utf8_next_char (text) - text) : 0;
}

/* Whether a short line before a later question begins as this one does. */
static gboolean
recurs (DipStructure *self,
        guint         i)
{
  const char *text = dip_structure_piece (self, i)->text;
  gsize n = label_length (text);

  for (guint k = i + 1; n > 0 && k < self->pieces->len; k++)
    {
      const DipPiece *piece = dip_structure_piece (self, k);

      if (!piece->is_row && piece->width <= MAX_TITLE && strncmp (piece->text, text, n) == 0 &&
          question_follows (self, k))
        return TRUE;
    }

  return FALSE;
}

/* A title without a number has space before it; the first one has a sentence above, which the paper's title has not,
 * or others like it below. */
static gboolean
stands_apart (DipSheet *sheet,
              guint     i)
{
  return dip_structure_has_gap (sheet->structure, i) &&
         (sheet->n_items > 0 ||
          (i > 0 && (dip_text_ends_sentence (dip_structure_piece (sheet->structure, i - 1)->text) ||
                     recurs (sheet->structure, i))));
}

static void
finish_front (DipSheet *sheet)
{
  if (sheet->front != NULL && sheet->text_end > sheet->text_first)
    dip_structure_build_blocks (sheet->structure, sheet->front, sheet->text_first, sheet->text_end);
  sheet->front = NULL;
}

static gboolean
read_section (DipSheet *sheet,
              guint     i)
{
  DipStructure *self = sheet->structure;
  const DipPiece *piece = dip_structure_piece (self, i);
  guint parts[2] = { 0, 0 };
  gboolean may_split;
  const char *title;
  guint n;

  if (piece->is_row || piece->width > MAX_TITLE || dip_structure_has_sentence (self, piece) ||
      (!question_follows (self, i) && !holds_sections (sheet, i)))
    return FALSE;
  /* among headings of the format a line is of the answer above it */
  if (piece->line->kind != DIP_LINE_HEADING &&
      dip_structure_piece (self, dip_structure_next (self, i + 1))->line->kind == DIP_LINE_HEADING)
    return FALSE;
  n = dip_sheet_parse_title (self, piece->text, parts, &may_split, &title);
  if (piece->line->kind == DIP_LINE_HEADING ? piece->line->level == 1 && sheet->n_items == 0 && n == 0
                                            : n == 0 && !stands_apart (sheet, i))
    return FALSE;
  finish_front (sheet);
  dip_sheet_start_section (sheet, piece, n >= 1 && *title != '\0' ? parts[0] : 0,
                           n >= 1 && *title != '\0' ? title : piece->text, piece->text);

  return TRUE;
}

/* What stands in "【…】" as a whole. */
static gboolean
is_bracketed (const char *text)
{
  return dip_begins_with (text, "【") && g_str_has_suffix (text, "】") && strstr (text, "】")[strlen ("】")] == '\0';
}

/* "Introduction" before the questions, "Contact" behind them, also where it is printed as the sections are. */
static gboolean
begins_front (DipSheet *sheet,
              guint     i,
              guint     last_question)
{
  DipStructure *self = sheet->structure;
  const DipPiece *piece = dip_structure_piece (self, i);
  guint next = dip_structure_next (self, i + 1);
  g_autofree char *bare = NULL;
  gboolean bracketed = is_bracketed (piece->text);

  if ((sheet->n_items > 0 ? i < last_question || sheet->item == NULL || sheet->item->answer == NULL
                          : sheet->section != NULL) ||
      piece->is_row || piece->width > MAX_TITLE || dip_structure_has_sentence (self, piece) ||
      next >= self->pieces->len || dip_structure_piece (self, next)->is_row || !dip_structure_has_gap (self, i))
    return FALSE;

  bare = bracketed ? g_strndup (piece->text + strlen ("【"), strlen (piece->text) - 2 * strlen ("【"))
                   : g_strdup (piece->text);
  g_strstrip (bare);
  if (sheet->n_items == 0)
    return dip_structure_has_word (self, "front-headings", bare);
  /* a heading of the format, no deeper than the last question, is none of its answer */
  if (piece->line->kind == DIP_LINE_HEADING)
    {
      const DipLine *question = dip_structure_piece (self, last_question)->line;

      if (question->kind != DIP_LINE_HEADING || piece->line->level <= question->level)
        return TRUE;
    }

  return dip_structure_has_word (self, "back-headings", bare) ||
         (bracketed && sheet->section != NULL && sheet->section->heading != NULL &&
          is_bracketed (sheet->section->heading));
}

static void
start_front (DipSheet *sheet,
             guint     i)
{
  const DipPiece *piece = dip_structure_piece (sheet->structure, i);
  g_autofree char *id = g_strdup_printf ("F%u", ++sheet->n_unnumbered);
  gsize n = is_bracketed (piece->text) ? strlen ("【") : 0;

  sheet->front = dip_sheet_add_clause (sheet, piece, DIP_CLAUSE_FRONT, NULL, id, NULL);
  sheet->front->title = g_strndup (piece->text + n, strlen (piece->text) - 2 * n);
  sheet->front->heading = g_strdup (piece->text);
  sheet->text_first = sheet->text_end = i + 1;
}

static guint
find_last_question (DipStructure *self)
{
  for (guint i = self->pieces->len; i > 0; i--)
    {
      const DipPiece *piece = dip_structure_piece (self, i - 1);
      Mark mark;

      if (piece->role == DIP_ROLE_TEXT && !piece->is_row &&
          read_mark (self, piece->text, "dialogue-questions", &mark))
        return i - 1;
    }

  return 0;
}

/* A question or an answer that goes on over lines: they are gathered, and put where they belong when it ends. */
typedef struct
{
  GString *text;
  char   **field;  /* (nullable): of the item; what it holds is the beginning of @text */
} Lines;

static void
finish_lines (Lines *self)
{
  if (self->field == NULL)
    return;

  g_free (*self->field);
  *self->field = g_strndup (self->text->str, self->text->len);
  self->field = NULL;
}

static void
append_line (Lines       *self,
             char       **field,
             const char  *text,
             gboolean     goes_on)
{
  if (*text == '\0')
    return;

  if (self->field != field)
    {
      finish_lines (self);
      g_string_assign (self->text, *field != NULL ? *field : "");
      self->field = field;
    }
  if (self->text->len > 0 && !goes_on)
    g_string_append_printf (self->text, "\n%s", text);
  else
    dip_text_join (self->text, text);
}

static void
start_question (DipSheet       *sheet,
                const DipPiece *piece,
                const Mark     *mark)
{
  g_autofree char *number = NULL;
  g_autofree char *id = NULL;
  Mark answer;
  const char *cut;

  sheet->n_in_group++;
  if (*mark->number != '\0')
    number = g_strconcat (mark->latin ? "Q" : "", mark->number, NULL);
  else if (!sheet->faq)
    number = g_strdup_printf ("%s%u", mark->latin ? "Q" : "", sheet->n_items + 1);
  else if (sheet->section != NULL)
    id = g_strdup_printf ("%s.%s%u", sheet->section->id, sheet->section->number != NULL ? "F" : "", sheet->n_in_group);
  else
    id = g_strdup_printf ("F%u", ++sheet->n_unnumbered);
  sheet->item = dip_sheet_add_clause (sheet, piece, DIP_CLAUSE_ITEM, number, number != NULL ? number : id,
                                      sheet->section);
  sheet->item->heading = g_strndup (piece->text, (gsize) (mark->rest - piece->text));
  g_strchomp (sheet->item->heading);
  sheet->n_items++;

  cut = find_answer (sheet->structure, mark->rest, &answer);
  sheet->item->question = g_strndup (mark->rest, cut != NULL ? (gsize) (cut - mark->rest) : strlen (mark->rest));
  g_strchomp (sheet->item->question);
  if (cut != NULL)
    sheet->item->answer = g_strdup (answer.rest);
}

/* "備考：…" below "回答：◎": the answer only says whether, the remark is what is said. */
static gboolean
begins_remark (DipSheet       *sheet,
               Lines          *lines,
               const DipPiece *piece,
               Mark           *mark)
{
  DipClause *item = sheet->item;

  if (item->answer == NULL || item->implemented_text != NULL || piece->is_row ||
      !read_mark (sheet->structure, piece->text, "dialogue-remarks", mark) ||
      (lines->field == &item->answer && lines->text->len > MAX_MARK_BYTES))
    return FALSE;
  finish_lines (lines);
  if (dip_text_width (item->answer) > MAX_MARK ||
      dip_sheet_read_implemented (sheet->structure, item->answer) == DIP_IMPLEMENTED_UNKNOWN)
    return FALSE;

  item->implemented_text = g_steal_pointer (&item->answer);
  if (*mark->rest != '\0')
    item->answer = g_strdup (mark->rest);

  return TRUE;
}

/**
 * dip_sheet_read_dialogue:
 * @structure: a structure without furniture and without tables of questions
 *
 * Reads questions and answers in running text into items, if the text is such. Linear.
 *
 * Returns: whether it is; if not, nothing has changed
 */
gboolean
dip_sheet_read_dialogue (DipStructure *structure)
{
  DipSheet sheet = { .structure = structure };
  DipDraft *draft = structure->draft;
  g_autoptr (GString) text = g_string_new (NULL);
  Lines lines = { .text = text };
  gboolean remarked = FALSE;
  guint last_question;

  if (!is_dialogue (structure))
    return FALSE;

  last_question = find_last_question (structure);
  sheet.faq = is_faq (structure);

  sheet.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sheet.remarks = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < structure->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (structure, i);
      Mark mark;

      if (piece->role != DIP_ROLE_TEXT)
        continue;
      if (!piece->is_row && read_mark (structure, piece->text, "dialogue-questions", &mark))
        {
          finish_front (&sheet);
          finish_lines (&lines);
          start_question (&sheet, piece, &mark);
          remarked = FALSE;
        }
      else if (read_section (&sheet, i))
        continue;
      else if (begins_front (&sheet, i, last_question))
        {
          finish_front (&sheet);
          start_front (&sheet, i);
        }
      else if (sheet.front != NULL)
        sheet.text_end = i + 1;
      else if (sheet.item == NULL)
        g_ptr_array_add (sheet.section == NULL ? draft->cover : draft->tail, (gpointer) piece->line);
      else if (!piece->is_row && sheet.item->answer == NULL && read_answer (structure, piece->text, &mark))
        sheet.item->answer = g_strdup (mark.rest);
      else if (begins_remark (&sheet, &lines, piece, &mark))
        remarked = TRUE;
      else if (sheet.item->answer != NULL)
        append_line (&lines, &sheet.item->answer, piece->text, dip_structure_continues (structure, i));
      else if (remarked)
        sheet.item->answer = g_strdup (piece->text);
      else
        append_line (&lines, &sheet.item->question, piece->text, dip_structure_continues (structure, i));
    }

  finish_front (&sheet);
  finish_lines (&lines);
  dip_sheet_finish (&sheet);
  dip_debug (DIP_DEBUG_RECOGNISE, "questions and answers: %u", sheet.n_items);
  g_hash_table_unref (sheet.ids);
  g_hash_table_unref (sheet.remarks);
  g_free (sheet.section_cell);
  g_free (sheet.subsection_cell);

  return TRUE;
}
