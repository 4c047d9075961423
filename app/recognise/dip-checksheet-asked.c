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
 */

/* Fewer questions are titles of a paper. */
#define MIN_QUESTIONS 3u

/* Bytes of a line of choices, and of the label of one. */
#define MAX_CHOICES 300u
#define MAX_LABEL 60u

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

/* What a first line says of yes and no; @chosen is what says so. */
static DipImplemented
read_first (DipStructure *structure,
            const char   *text,
            char        **chosen)
{
  gsize length;

  text = skip_label (structure, text, "asked-answers");
  *chosen = dip_sheet_read_choices (text);
  if (*chosen != NULL)
    return dip_sheet_read_implemented (structure, *chosen);

  {
    DipImplemented implemented = dip_text_width (text) <= MAX_MARK ? dip_sheet_read_implemented (structure, text)
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
}

static void
make_item (DipStructure *structure,
           DipClause    *clause)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  gboolean is_labelled = FALSE;

  clause->kind = DIP_CLAUSE_ITEM;
  clause->question = g_strdup (clause->title);
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      const char *text = block->text;
      g_autofree char *chosen = NULL;
      gboolean is_ticked;

      if (i == 0)
        {
          clause->implemented = read_first (structure, text, &chosen);
          text = skip_label (structure, text, "asked-answers");
          is_labelled = text != block->text;
          if (chosen != NULL)
            {
              const char *rest = strchr (text, '\n');

              clause->implemented_text = g_strdup (chosen);
              /* boxes say nothing but what is ticked; "Yes, since 2021" says more */
              if (box_at (dip_text_skip_space (text), &is_ticked) > 0 || strcmp (chosen, text) == 0)
                text = rest != NULL ? rest + 1 : "";
            }
        }
      text = skip_label (structure, text, "dialogue-remarks");
      if (*text != '\0')
        g_string_append_printf (answer, "%s%s%s%s", answer->len > 0 ? "\n" : "",
                                block->marker != NULL ? block->marker : "", block->marker != NULL ? " " : "", text);
    }
  if (answer->len > 0)
    clause->answer = g_strdup (answer->str);
  /* "Response: Yes" stays as it is printed */
  g_ptr_array_set_size (clause->blocks, is_labelled ? 1 : 0);
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
  guint n_leaves = 0, n_questions = 0, n_answered = 0, n_boxes = 0, n_bare = 0;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (clause->parent != NULL)
        g_hash_table_add (parents, clause->parent);
    }
  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *chosen = NULL;
      const DipBlock *first;
      gboolean is_ticked;

      if (g_hash_table_contains (parents, clause->id))
        continue;
      n_leaves++;
      if (!dip_sheet_asks (clause->title) || clause->blocks->len == 0)
        continue;
      n_questions++;
      first = g_ptr_array_index (clause->blocks, 0);
      n_answered += read_first (structure, first->text, &chosen) != DIP_IMPLEMENTED_UNKNOWN;
      n_bare += chosen != NULL && strcmp (chosen, first->text) == 0;
      n_boxes += chosen != NULL && box_at (dip_text_skip_space (first->text), &is_ticked) > 0;
    }
  /* an FAQ answers in sentences, some of which begin with yes */
  if (n_questions < MIN_QUESTIONS || n_questions * 10 < n_leaves * 8 ||
      (n_boxes * 2 < n_questions && n_bare * 2 < n_questions && n_answered * 10 < n_questions * 8))
    return FALSE;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (document->clauses, i);

      if (g_hash_table_contains (parents, clause->id))
        clause->kind = DIP_CLAUSE_PART;
      else if (dip_sheet_asks (clause->title))
        make_item (structure, clause);
    }
  document->edition->kind = DIP_KIND_CHECKSHEET;
  dip_debug (DIP_DEBUG_RECOGNISE, "titles that ask: %u, answered with yes or no: %u", n_questions, n_answered);

  return TRUE;
}
