/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "recognise/dip-glyph.h"

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

static const char *const column_names[] = {
  "other", "number", "question", "implemented", "answer", "section", "subsection", "topic", "requirement", "remark",
  "choice",
};

G_STATIC_ASSERT (G_N_ELEMENTS (column_names) == DIP_N_SHEET_COLUMNS);

/* A word with what it stands for, as cells are compared. */
typedef struct
{
  const char *key;     /* (unowned): of the lexicon */
  gsize       length;
  guint64     pairs;   /* a bit for each two bytes in it, as pairs_of() */
  int         value;
  guint       order;   /* in the list */
} Word;

/* Longest first, of equals the first in the list: the first that fits is the one. */
struct _DipSheetWords
{
  GArray     *columns;  /* (element-type Word): value is a DipSheetColumn */
  GArray     *answers;  /* (element-type Word): value is a DipImplemented */
  GHashTable *choices;  /* (element-type utf8 int): key → DipImplemented, of the first such word */
  GArray     *phrases;  /* (element-type Word): of legends, in their order; value is a DipImplemented */
};

/* Bytes of a cell that is remembered with what it says as the heading of a column, and how many are. */
#define MAX_REMEMBERED 40u
#define MAX_MEMORY     4096u

/* Rows below a head that tell what stands in its columns. */
#define MAX_SAMPLE 12u

/* Which two bytes a text has next to each other, hashed: no text holds a word that has others. */
static guint64
pairs_of (const char *text)
{
  guint64 pairs = 0;

  for (; *text != '\0' && text[1] != '\0'; text++)
    pairs |= G_GUINT64_CONSTANT (1) << ((((guint) (guchar) text[0] * 31 + (guchar) text[1]) * 0x9E3779B1u) >> 26);

  return pairs;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  const Word *one = a;
  const Word *other = b;

  if (one->length != other->length)
    return one->length > other->length ? -1 : 1;

  return one->order < other->order ? -1 : one->order > other->order;
}

static void
add_word (GArray              *words,
          const DipLexiconKey *key,
          int                  value)
{
  Word word = { .key = key->text, .length = key->length, .value = value, .order = words->len };

  word.pairs = pairs_of (word.key);
  if (word.length > 0)
    g_array_append_val (words, word);
}

static DipSheetWords *
words_new (const DipLexicon *lexicon)
{
  const GPtrArray *columns = dip_lexicon_get_rows (lexicon, "checksheet-columns");
  const GPtrArray *answers = dip_lexicon_get_rows (lexicon, "implemented");
  const GPtrArray *phrases = dip_lexicon_get_rows (lexicon, "legend-phrases");
  DipSheetWords *words = g_new0 (DipSheetWords, 1);
  const DipLexiconKey *keys;
  guint n;

  words->columns = g_array_new (FALSE, FALSE, sizeof (Word));
  words->answers = g_array_new (FALSE, FALSE, sizeof (Word));
  words->phrases = g_array_new (FALSE, FALSE, sizeof (Word));
  words->choices = g_hash_table_new (g_str_hash, g_str_equal);

  keys = dip_lexicon_get_keys (lexicon, "checksheet-columns", &n);
  for (guint i = 0; i < n; i++)
    {
      GStrv row = g_ptr_array_index (columns, i);

      for (guint c = 0; row[1] != NULL && c < G_N_ELEMENTS (column_names); c++)
        if (g_str_equal (row[1], column_names[c]))
          add_word (words->columns, &keys[i], (int) c);
    }
  keys = dip_lexicon_get_keys (lexicon, "implemented", &n);
  for (guint i = 0; i < n; i++)
    {
      GStrv row = g_ptr_array_index (answers, i);
      const char *key = keys[i].text;

      if (row[1] == NULL)
        continue;
      add_word (words->answers, &keys[i], dip_implemented_from_string (row[1]));
      if (!g_hash_table_contains (words->choices, key))
        g_hash_table_insert (words->choices, (gpointer) key, GINT_TO_POINTER (dip_implemented_from_string (row[1])));
    }
  keys = dip_lexicon_get_keys (lexicon, "legend-phrases", &n);
  for (guint i = 0; i < n; i++)
    {
      GStrv row = g_ptr_array_index (phrases, i);

      if (row[1] != NULL)
        add_word (words->phrases, &keys[i], dip_implemented_from_string (row[1]));
    }
  g_array_sort (words->columns, compare_words);
  g_array_sort (words->answers, compare_words);

  return words;
}

/* The words of the default lexicon are made once a program, those of others once a paper. */
static const DipSheetWords *
get_words (DipStructure *self)
{
  static DipSheetWords *shared;

  if (self->draft->lexicon != dip_lexicon_get_default ())
    {
      if (self->sheet_words == NULL)
        self->sheet_words = words_new (self->draft->lexicon);
      return self->sheet_words;
    }
  if (g_once_init_enter (&shared))
    g_once_init_leave (&shared, words_new (self->draft->lexicon));

  return shared;
}

void
dip_sheet_words_free (DipSheetWords *self)
{
  g_array_unref (self->columns);
  g_array_unref (self->answers);
  g_array_unref (self->phrases);
  g_hash_table_unref (self->choices);
  g_free (self);
}

/* Whether the heading of a column of answers says that they are yes and no. */
static gboolean
asks_yes_or_no (DipStructure *self,
                const char   *key)
{
  guint n;
  const DipLexiconKey *words = dip_lexicon_get_keys (self->draft->lexicon, "checksheet-yes-no", &n);

  for (guint i = 0; i < n; i++)
    if (strstr (key, words[i].text) != NULL)
      return TRUE;

  return FALSE;
}

/* What a cell says as the heading of a column. */
typedef struct
{
  DipSheetColumn column;
  gboolean       known;   /* whether a word of the lexicon was found */
  DipImplemented choice;  /* what the heading itself answers: "はい", "No", "○" */
} Heading;

static void
read_column (DipStructure *self,
             const char   *key,
             Heading      *heading)
{
  const GArray *words = get_words (self)->columns;
  guint64 pairs = pairs_of (key);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if ((word->pairs & ~pairs) != 0 || strstr (key, word->key) == NULL)
        continue;
      if (word->length < 5 && (guchar) *word->key < 0x80 && strcmp (key, word->key) != 0)
        continue;

      heading->known = TRUE;
      /* "回答（Yes/No）" beside "回答内容" */
      heading->column = word->value == DIP_SHEET_ANSWER && asks_yes_or_no (self, key)
        ? DIP_SHEET_IMPLEMENTED : (DipSheetColumn) word->value;
      return;
    }
}

static Heading
read_heading (DipStructure *self,
              const char   *cell,
              gsize         length)
{
  Heading heading = { DIP_SHEET_OTHER, FALSE, DIP_IMPLEMENTED_UNKNOWN };
  g_autofree char *key = NULL;
  gpointer value;

  if (length > 150 || (length > 60 && dip_text_has_sentence (cell)))
    return heading;
  key = dip_text_key (cell);
  if (length <= 12 || !dip_text_has_sentence (cell))
    read_column (self, key, &heading);
  if (length <= 60 && g_hash_table_lookup_extended (get_words (self)->choices, key, NULL, &value))
    heading.choice = (DipImplemented) GPOINTER_TO_INT (value);

  return heading;
}

/* The same, remembered: in a text of words each of them is asked for many times. */
static Heading
match_heading (DipStructure *self,
               const char   *cell)
{
  gsize length = strlen (cell);
  Heading heading = { DIP_SHEET_OTHER, FALSE, DIP_IMPLEMENTED_UNKNOWN };
  gpointer value;
  guint packed;

  if (length == 0)
    return heading;
  if (length > MAX_REMEMBERED)
    return read_heading (self, cell, length);

  if (self->cells == NULL)
    self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_lookup_extended (self->cells, cell, NULL, &value))
    {
      packed = GPOINTER_TO_UINT (value);
      heading.column = (DipSheetColumn) (packed >> 16);
      heading.known = (packed >> 8 & 0xff) != 0;
      heading.choice = (DipImplemented) (packed & 0xff);
      return heading;
    }

  heading = read_heading (self, cell, length);
  packed = (guint) heading.column << 16 | (guint) heading.known << 8 | (guint) heading.choice;
  if (g_hash_table_size (self->cells) < MAX_MEMORY)
    g_hash_table_insert (self->cells, g_strdup (cell), GUINT_TO_POINTER (packed));

  return heading;
}

/* @known: whether a word of the lexicon was found */
static DipSheetColumn
match_column (DipStructure *self,
              const char   *cell,
              gboolean     *known)
{
  Heading heading = match_heading (self, cell);

  *known = heading.known;

  return heading.column;
}

/* A heading that is itself an answer, to be marked below: "はい", "No", "○". */
static DipImplemented
match_choice (DipStructure *self,
              const char   *cell)
{
  return match_heading (self, cell).choice;
}

gboolean
dip_sheet_may_head_implemented (DipStructure *self,
                                const char   *key)
{
  const GArray *words = get_words (self)->columns;
  guint64 pairs = pairs_of (key);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if ((word->value == DIP_SHEET_IMPLEMENTED || word->value == DIP_SHEET_ANSWER) &&
          (word->pairs & ~pairs) == 0 && strstr (key, word->key) != NULL &&
          (word->value == DIP_SHEET_IMPLEMENTED || asks_yes_or_no (self, key)))
        return TRUE;
    }

  return FALSE;
}

DipImplemented
dip_sheet_read_phrase (DipStructure *self,
                       const char   *phrase)
{
  const GArray *words = get_words (self)->phrases;
  g_autofree char *key = dip_text_key (phrase);
  guint64 pairs = pairs_of (key);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if ((word->pairs & ~pairs) == 0 && strstr (key, word->key) != NULL)
        return (DipImplemented) word->value;
    }

  return DIP_IMPLEMENTED_UNKNOWN;
}

/* Whether the headings offer at least two different answers. */
static gboolean
offers_choices (DipStructure    *self,
                const GPtrArray *cells)
{
  DipImplemented first = DIP_IMPLEMENTED_UNKNOWN;

  for (guint i = 0; i < cells->len; i++)
    {
      DipImplemented choice = match_choice (self, g_ptr_array_index (cells, i));

      if (choice == DIP_IMPLEMENTED_UNKNOWN)
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
      DipSheetColumn column = match_column (self, cell, &known);

      /* "No" before the question heads its number. */
      if (choices && match_choice (self, cell) != DIP_IMPLEMENTED_UNKNOWN &&
          (column != DIP_SHEET_NUMBER || head->place[DIP_SHEET_QUESTION] >= 0))
        column = DIP_SHEET_CHOICE;
      if (i == 0 && *cell == '\0')
        column = DIP_SHEET_NUMBER;
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
  if (head->place[DIP_SHEET_ANSWER] < 0 && second_implemented >= 0)
    {
      head->columns[second_implemented] = DIP_SHEET_ANSWER;
      head->place[DIP_SHEET_ANSWER] = second_implemented;
    }
  else if (head->place[DIP_SHEET_ANSWER] < 0 && remark >= 0)
    {
      head->columns[remark] = DIP_SHEET_ANSWER;
      head->place[DIP_SHEET_ANSWER] = remark;
      head->remarks = TRUE;
    }

  if (head->place[DIP_SHEET_IMPLEMENTED] < 0 && head->place[DIP_SHEET_ANSWER] < 0 &&
      head->place[DIP_SHEET_CHOICE] < 0)
    return NULL;

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

  if (piece->line->kind != DIP_LINE_ROW || cells == NULL || cells->len < 2 || cells->len > DIP_SHEET_MAX_COLUMNS)
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
      match_column (self, cell, &known);
      if (!known && match_choice (self, cell) == DIP_IMPLEMENTED_UNKNOWN)
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
      match_column (self, cell, &known);
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
says_whether (DipStructure *self,
              guint         first,
              int           place)
{
  guint end = MIN (first + MAX_SAMPLE, self->pieces->len);
  guint n = 0;

  for (guint i = first; i < end; i++)
    {
      const DipPiece *piece = dip_structure_piece (self, i);
      const char *cell;

      if (!piece->is_row || (guint) place >= piece->line->cells->len)
        continue;
      cell = g_ptr_array_index (piece->line->cells, (guint) place);
      if (*cell == '\0')
        continue;
      if (dip_sheet_read_implemented (self, cell) == DIP_IMPLEMENTED_UNKNOWN)
        return FALSE;
      n++;
    }

  return n > 0;
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

      if (head->columns[i] == DIP_SHEET_OTHER && match_column (self, head->names[i], &known) == DIP_SHEET_ANSWER)
        {
          details = (int) i;
          break;
        }
    }
  if (details < answer || !says_whether (self, first, answer))
    return;

  set_column (head, answer, DIP_SHEET_IMPLEMENTED);
  set_column (head, details, DIP_SHEET_ANSWER);
}

static DipSheetHead *
read_head_rows (DipStructure *self,
                guint         i)
{
  const DipPiece *piece = dip_structure_piece (self, i);
  const DipPiece *next = i + 1 < self->pieces->len ? dip_structure_piece (self, i + 1) : NULL;

  if (!may_be_head (piece))
    return NULL;

  if (next != NULL && is_upper_row (self, piece->line->cells) && goes_on_with_head (self, piece->line->cells, next))
    {
      g_autoptr (GPtrArray) cells = join_rows (piece->line->cells, next->line->cells);
      const DipPiece *below = i + 2 < self->pieces->len ? dip_structure_piece (self, i + 2) : NULL;
      DipSheetHead *head = read_cells (self, cells, below);

      if (head != NULL)
        {
          head->n_rows = 2;
          return head;
        }
    }

  return read_cells (self, piece->line->cells, next);
}

static DipSheetHead *
read_head (DipStructure *self,
           guint         i)
{
  DipSheetHead *head = read_head_rows (self, i);

  if (head != NULL)
    settle_answers (self, head, i + head->n_rows);

  return head;
}

DipSheetHead *
dip_sheet_head_read_cells (DipStructure    *self,
                           const GPtrArray *cells)
{
  return read_cells (self, cells, NULL);
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

  if (piece->no_head || !piece->is_row || strlen (piece->text) > 2000)
    return NULL;
  head = read_head (self, i);
  piece->no_head = head == NULL;

  return head;
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

/* "1：はい", "b) No": what was chosen from a list has the number that it has there. */
static const char *
skip_code (const char *cell)
{
  const char *at = cell;
  guint n = 0;

  for (; n < 2 && g_ascii_isalnum (dip_glyph_narrow (dip_text_first (at))); n++)
    at = g_utf8_next_char (at);

  switch (n > 0 ? dip_glyph_narrow (dip_text_first (at)) : 0)
    {
    case ':':
    case '.':
    case ')':
    case 0xff1a: /* ： */
    case 0xff0e: /* ． */
    case 0xff09: /* ） */
    case 0x3001: /* 、 */
      return dip_text_skip_space (g_utf8_next_char (at));

    default:
      return cell;
    }
}

DipImplemented
dip_sheet_read_implemented (DipStructure *self,
                            const char   *cell)
{
  const GArray *words = get_words (self)->answers;
  g_autofree char *chosen = NULL;
  g_autofree char *key = NULL;
  const char *choice;

  if (*cell == '\0' || strlen (cell) > 400)
    return DIP_IMPLEMENTED_UNKNOWN;
  /* folding makes no difference between empty and filled squares */
  if (g_str_equal (cell, "□"))
    return DIP_IMPLEMENTED_NO;
  /* "☑はい □いいえ" */
  chosen = dip_sheet_read_choices (cell);
  key = dip_text_key (chosen != NULL ? chosen : cell);
  if (self->legend != NULL)
    {
      gpointer value;

      if (g_hash_table_lookup_extended (self->legend, key, NULL, &value))
        return GPOINTER_TO_INT (value);
    }

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      gsize n = word->length;
      gunichar next;

      if (*key != *word->key || strncmp (key, word->key, n) != 0)
        continue;

      /* "有（一部）" and "Yes - see below" begin with the word; what follows it must not be a letter. */
      next = g_utf8_get_char (key + n);
      if (next == 0 || (!g_unichar_isalnum (next) &&
                        !(n == strlen ("-") && !g_unichar_isalnum (dip_text_first (word->key)))))
        return (DipImplemented) word->value;
    }

  /* No answer has a number before its number. */
  choice = skip_code (cell);
  if (choice == cell || skip_code (choice) != choice)
    return DIP_IMPLEMENTED_UNKNOWN;

  return dip_sheet_read_implemented (self, choice);
}

DipImplemented
dip_sheet_read_beginning (DipStructure *self,
                          const char   *answer,
                          gsize        *length)
{
  static const char *const ends[] = {
    ",", "，", "、", "。", ".", "．", ":", "：", "(", "（", "\n", "／", "/", ";", " -", "　",
  };
  gsize n = strlen (answer);

  *length = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *at = strstr (answer, ends[i]);

      if (at != NULL && (gsize) (at - answer) < n)
        n = (gsize) (at - answer);
    }
  if (n == 0 || n > 60)
    return DIP_IMPLEMENTED_UNKNOWN;
  *length = n;

  {
    g_autofree char *word = g_strndup (answer, n);
    DipImplemented implemented = self->legend != NULL ? dip_sheet_read_implemented (self, word)
                                                      : match_choice (self, word);

    if (implemented == DIP_IMPLEMENTED_UNKNOWN)
      *length = 0;

    return implemented;
  }
}

guint
dip_sheet_parse_title (DipStructure  *self,
                       const char    *text,
                       guint          parts[2],
                       gboolean      *may_split,
                       const char   **title)
{
  const char *at = text;
  guint digits[3] = { 0 };
  guint n_digits = 0;
  DipNumber number;

  *may_split = FALSE;

  /* "1 1. Title": recognised print has spaces between the digits of a number. */
  for (;;)
    {
      gunichar c = dip_glyph_narrow (dip_text_first (at));

      if (c < '0' || c > '9' || n_digits == 3)
        break;
      digits[n_digits++] = c - '0';
      at = g_utf8_next_char (at);
      if (dip_glyph_is_space (dip_text_first (at)))
        {
          const char *next = dip_text_skip_space (at);
          gunichar d = dip_glyph_narrow (dip_text_first (next));

          if (d >= '0' && d <= '9')
            {
              *may_split = TRUE;
              at = next;
            }
        }
    }
  if (*may_split && n_digits >= 2 && dip_glyph_narrow (dip_text_first (at)) == '.')
    {
      parts[0] = 0;
      for (guint i = 0; i < n_digits; i++)
        parts[0] = parts[0] * 10 + digits[i];
      *title = dip_text_skip_space (g_utf8_next_char (at));
      return 1;
    }
  *may_split = FALSE;

  *title = text;
  if (!dip_number_parse (text, self->draft->lexicon, &number))
    return 0;
  if (number.style != DIP_NUMBER_DECIMAL && number.style != DIP_NUMBER_CHAPTER && number.style != DIP_NUMBER_PAREN &&
      number.style != DIP_NUMBER_CIRCLED && number.style != DIP_NUMBER_CONTROL)
    return 0;

  *title = text + number.length;
  if (number.n_parts == 0 || number.n_parts > 2)
    return 0;
  parts[0] = number.parts[0];
  parts[1] = number.n_parts == 2 ? number.parts[1] : 0;

  return number.n_parts;
}
