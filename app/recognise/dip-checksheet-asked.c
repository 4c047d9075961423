/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet-private.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * A sheet whose questions stand where other papers have titles:
 *
 *   A.1  Is data encrypted at rest?
 *        [X] Yes  [ ] No  [ ] N/A
 *        Comment: AES-256
 *
 *   choices = box label box label *( box label )        one of them ticked: "■ 有　□ 無"
 *   answer  = [ label ":" ] [ choices | yes | no ] [ remark ":" ] text        "Response: Yes"
 *           | [ row of other words ] row *row                       row = label TAB text
 *
 * Where answers stand behind such labels, what is above one was asked, a question or not: "Name of the product". A
 * title without text above them is a section's.
 */

/* Fewer questions are titles of a paper. */
#define MIN_QUESTIONS 3u

/* Bytes of a line of choices, and of the label of one. */
#define MAX_CHOICES 300u
#define MAX_LABEL 60u

/* Rows of a table that is one answer. */
#define MAX_ROWS 40u

/* Columns of an answer that only says whether. */
#define MAX_MARK 20u

/* What a box looks like, ticked and empty; may_be_box() knows their first bytes. */
static const char *const ticked[] = { "[x]", "[X]", "[✓]", "[✔]", "(x)", "(X)", "☑", "☒", "■", "✔", "✓", "⦿", "◉" };
static const char *const empty[] = { "[ ]", "[　]", "[]", "( )", "()", "☐", "□", "○", "◯" };

/* Most characters are none: all boxes begin with one of three bytes. */
static inline gboolean
may_be_box (const char *at)
{
  return *at == '[' || *at == '(' || (guchar) *at == 0xe2;
}

/* The length of a box at @at, 0 for none. */
static gsize
box_at (const char *at,
        gboolean   *is_ticked)
{
  if (!may_be_box (at))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (ticked); i++)
    if (g_str_has_prefix (at, ticked[i]))
      {
        *is_ticked = TRUE;
        return strlen (ticked[i]);
      }
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    if (g_str_has_prefix (at, empty[i]))
      {
        *is_ticked = FALSE;
        return strlen (empty[i]);
      }

  return 0;
}

/**
 * dip_sheet_read_choices:
 * @text: the first line of an answer
 *
 * Reads boxes of which one is ticked.
 *
 * Returns: (transfer full) (nullable): the label of the ticked one, NULL where @text is something else
 */
char *
dip_sheet_read_choices (const char *text)
{
  const char *at = dip_text_skip_space (text);
  g_autofree char *chosen = NULL;
  guint n = 0, n_ticked = 0;

  if (strlen (text) > MAX_CHOICES)
    return NULL;
  while (*at != '\0')
    {
      gboolean is_ticked;
      gboolean next_ticked;
      gsize box = box_at (at, &is_ticked);
      const char *end;

      if (box == 0)
        return NULL;
      at = end = dip_text_skip_space (at + box);
      while (*end != '\0' && box_at (end, &next_ticked) == 0)
        end = g_utf8_next_char (end);
      if (end == at || (gsize) (end - at) > MAX_LABEL)
        return NULL;
      n++;
      n_ticked += is_ticked;
      if (is_ticked && chosen == NULL)
        chosen = g_strchomp (g_strndup (at, (gsize) (end - at)));
      at = end;
    }

  return n >= 2 && n_ticked == 1 ? g_steal_pointer (&chosen) : NULL;
}

/* The text behind a label that the list has: "Comment:", 備考：, "Response:". */
static const char *
skip_label (DipStructure *structure,
            const char   *text,
            const char   *list)
{
  const char *end = dip_text_find_colon (text, MAX_LABEL);
  g_autofree char *label = NULL;

  if (end == NULL)
    return text;
  label = g_strndup (text, (gsize) (end - text));

  return dip_structure_has_word (structure, list, label) ? dip_text_skip_space (g_utf8_next_char (end)) : text;
}

/* What is said in a block: of a table of labels "label: text" for each row, NULL where the text is as it stands. */
static char *
dup_labelled_rows (DipStructure   *structure,
                   const DipBlock *block)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_auto (GStrv) rows = NULL;

  if (block->kind != DIP_BLOCK_TABLE)
    return NULL;

  rows = g_strsplit (block->text, "\n", MAX_ROWS + 1);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      const char *tab = strchr (rows[i], '\t');
      g_autofree char *label = tab != NULL ? g_strndup (rows[i], (gsize) (tab - rows[i])) : NULL;

      if (i == MAX_ROWS || (tab != NULL && strchr (tab + 1, '\t') != NULL))
        return NULL;
      if (label != NULL && (dip_structure_has_word (structure, "asked-answers", label) ||
                            (lines->len > 0 && dip_structure_has_word (structure, "dialogue-remarks", label))))
        g_string_append_printf (lines, "%s%s: %s", lines->len > 0 ? "\n" : "", label, tab + 1);
      else if (lines->len > 0 && tab == NULL)
        g_string_append_printf (lines, "\n%s", rows[i]);
      else if (i > 0 || tab == NULL)
        return NULL;
    }

  return lines->len > 0 ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}

/* What the first line of a clause says of yes and no; @chosen is what says so, %NULL for nothing. */
static DipImplemented
read_first (DipStructure *structure,
            const char   *text,
            char        **chosen)
{
  g_autofree char *line = g_strndup (text, strcspn (text, "\n"));
  DipImplemented implemented;
  gsize length;

  text = skip_label (structure, line, "asked-answers");
  *chosen = dip_sheet_read_choices (text);
  if (*chosen != NULL)
    return dip_sheet_read_implemented (structure, *chosen);

  implemented = dip_text_width (text) <= MAX_MARK ? dip_sheet_read_implemented (structure, text)
                                                  : DIP_IMPLEMENTED_UNKNOWN;
  /* "N/A" begins with no "N" */
  if (implemented != DIP_IMPLEMENTED_UNKNOWN)
    {
      *chosen = g_strdup (text);
      return implemented;
    }
  implemented = dip_sheet_read_beginning (structure, text, &length);
  if (implemented != DIP_IMPLEMENTED_UNKNOWN)
    *chosen = g_strndup (text, length);

  return implemented;
}

/* What the clauses without others below them are, in numbers. */
typedef struct
{
  guint n_leaves;
  guint n_filled;    /* have text */
  guint n_questions; /* have text, and a title that asks */
  guint n_answered;  /* of those: with yes or no */
  guint n_bare;      /* with nothing but that on the first line */
  guint n_boxes;     /* ticked */
  guint n_asking;    /* of all that have text: have a question in their title */
  guint n_labelled;  /* of all that have text: behind the label of an answer */
  guint n_marked;    /* of those: with nothing but yes or no */
} Count;

static void
count_leaf (DipStructure    *structure,
            const DipClause *clause,
            Count           *count)
{
  const DipBlock *first = clause->blocks->len > 0 ? g_ptr_array_index (clause->blocks, 0) : NULL;
  g_autofree char *rows = first != NULL ? dup_labelled_rows (structure, first) : NULL;
  const char *text = rows != NULL ? rows : first != NULL ? first->text : NULL;
  g_autofree char *line = NULL;
  g_autofree char *chosen = NULL;
  const char *said;
  gboolean is_ticked;
  gboolean answered;
  gboolean bare;

  count->n_leaves++;
  if (first == NULL)
    return;
  count->n_filled++;
  answered = read_first (structure, text, &chosen) != DIP_IMPLEMENTED_UNKNOWN;
  line = g_strndup (text, strcspn (text, "\n"));
  said = skip_label (structure, line, "asked-answers");
  bare = chosen != NULL && strcmp (chosen, said) == 0;
  count->n_labelled += said != line;
  count->n_marked += said != line && answered && bare;
  /* "Is it tested? If so, how often" */
  count->n_asking += dip_sheet_asks (clause->title) || strstr (clause->title, "? ") != NULL ||
                     strstr (clause->title, "？") != NULL;
  if (!dip_sheet_asks (clause->title))
    return;

  count->n_questions++;
  count->n_answered += answered;
  count->n_bare += chosen != NULL && strcmp (chosen, first->text) == 0;
  count->n_boxes += chosen != NULL && box_at (dip_text_skip_space (first->text), &is_ticked) > 0;
}

/* Whether nearly all answers stand behind their label, and many are nothing but yes or no: a form. */
static gboolean
is_labelled_form (const Count *count)
{
  return count->n_labelled >= MIN_QUESTIONS && count->n_labelled * 10 >= count->n_filled * 8 &&
         count->n_asking * 3 >= count->n_labelled && count->n_marked * 3 >= count->n_labelled;
}

/* An FAQ answers in sentences, some of which begin with yes. */
static gboolean
is_asked_form (const Count *count)
{
  return count->n_questions >= MIN_QUESTIONS && count->n_questions * 10 >= count->n_filled * 8 &&
         (count->n_boxes * 2 >= count->n_questions || count->n_bare * 2 >= count->n_questions ||
          count->n_answered * 10 >= count->n_questions * 8);
}

/* Adds what a line of an answer says, without the label that remarks have. */
static void
add_answer (DipStructure   *structure,
            const DipBlock *block,
            const char     *text,
            GString        *answer)
{
  g_autofree char *labelled = NULL;

  if (block->marker != NULL && dip_text_find_colon (block->marker, MAX_LABEL) != NULL)
    {
      labelled = g_strconcat (block->marker, " ", text, NULL);
      if (skip_label (structure, labelled, "dialogue-remarks") == labelled)
        g_string_append_printf (answer, "%s%s ", answer->len > 0 ? "\n" : "", block->marker);
      else if (answer->len > 0)
        g_string_append_c (answer, '\n');
      g_string_append (answer, text);
      return;
    }

  text = skip_label (structure, text, "dialogue-remarks");
  if (*text != '\0')
    g_string_append_printf (answer, "%s%s%s%s", answer->len > 0 ? "\n" : "",
                            block->marker != NULL ? block->marker : "", block->marker != NULL ? " " : "", text);
}

static void
make_item (DipStructure *structure,
           DipClause    *clause)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  gboolean stays = FALSE;

  clause->kind = DIP_CLAUSE_ITEM;
  clause->question = g_strdup (clause->title);
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      g_autofree char *rows = i == 0 ? dup_labelled_rows (structure, block) : NULL;
      g_auto (GStrv) lines = NULL;
      const char *text = rows != NULL ? rows : block->text;
      g_autofree char *chosen = NULL;
      gboolean is_ticked;

      if (i == 0)
        {
          gsize n_first = strcspn (text, "\n");
          const char *said;

          clause->implemented = read_first (structure, text, &chosen);
          said = skip_label (structure, text, "asked-answers");
          clause->implemented_text = g_strdup (chosen);
          /* boxes say nothing but what is ticked; "Yes, since 2021" says more */
          if (chosen != NULL && (box_at (dip_text_skip_space (said), &is_ticked) > 0 ||
                                 strlen (chosen) == n_first - (gsize) (said - text)))
            {
              /* "Response: Yes" stays as it is printed */
              stays = said != text && rows == NULL;
              text += n_first + (text[n_first] != '\0');
            }
          else
            text = said;
        }
      if (rows == NULL)
        {
          add_answer (structure, block, text, answer);
          continue;
        }
      lines = g_strsplit (text, "\n", -1);
      for (guint k = 0; lines[k] != NULL; k++)
        add_answer (structure, block, lines[k], answer);
    }
  if (answer->len > 0)
    clause->answer = g_strdup (answer->str);
  g_ptr_array_set_size (clause->blocks, stays ? 1 : 0);
}

/* Puts what follows a title without text below it, up to the next such title beside it. */
static void
adopt (DipDocument *document,
       guint        i)
{
  DipClause *section = g_ptr_array_index (document->clauses, i);
  gboolean adopts = TRUE;

  section->kind = DIP_CLAUSE_PART;
  for (guint k = i + 1; adopts && k < document->clauses->len; k++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, k);

      adopts = clause->kind == DIP_CLAUSE_ITEM && clause->level == section->level &&
               g_strcmp0 (clause->parent, section->parent) == 0;
      if (adopts)
        {
          g_free (clause->parent);
          clause->parent = g_strdup (section->id);
          clause->level++;
        }
    }
}

/* Whether what stands below a title stands behind the label of an answer. */
static gboolean
begins_with_answer (DipStructure    *structure,
                    const DipClause *clause)
{
  const DipBlock *first = clause->blocks->len > 0 ? g_ptr_array_index (clause->blocks, 0) : NULL;
  g_autofree char *rows = first != NULL ? dup_labelled_rows (structure, first) : NULL;

  return rows != NULL || (first != NULL && skip_label (structure, first->text, "asked-answers") != first->text);
}

/**
 * dip_sheet_read_questions:
 * @structure: a structure whose clauses stand in the document
 *
 * Makes a checksheet of a paper whose titles are questions that are answered with
 * yes or no. Other papers stay as they are.
 */
gboolean
dip_sheet_read_questions (DipStructure *structure)
{
  DipDocument *document = structure->draft->document;
  g_autoptr (GHashTable) parents = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean labelled;
  Count count = { 0 };

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->parent != NULL)
        g_hash_table_add (parents, clause->parent);
    }
  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (!g_hash_table_contains (parents, clause->id))
        count_leaf (structure, clause, &count);
    }
  labelled = is_labelled_form (&count);
  if (!labelled && !is_asked_form (&count))
    return FALSE;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (g_hash_table_contains (parents, clause->id))
        clause->kind = DIP_CLAUSE_PART;
      else if (dip_sheet_asks (clause->title) || (labelled && begins_with_answer (structure, clause)))
        make_item (structure, clause);
    }
  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->kind == DIP_CLAUSE_FRONT && clause->blocks->len == 0)
        adopt (document, i);
    }
  document->edition->kind = DIP_KIND_CHECKSHEET;
  dip_debug (DIP_DEBUG_RECOGNISE, "titles that ask: %u, answered with yes or no: %u", count.n_questions,
             labelled ? count.n_marked : count.n_answered);

  return TRUE;
}
