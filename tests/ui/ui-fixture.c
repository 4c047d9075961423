/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-fixture.h"

#include <string.h>

#include "engine/dip-engine-private.h"

static DipClass
class_of (char letter)
{
  switch (letter)
    {
    case 's':
      return DIP_CLASS_SUBSTANTIVE;
    case 'e':
      return DIP_CLASS_EDITORIAL;
    case 'r':
      return DIP_CLASS_REFERENCE;
    case 'o':
      return DIP_CLASS_ORTHOGRAPHIC;
    case 'l':
      return DIP_CLASS_LAYOUT;
    default:
      return DIP_CLASS_NONE;
    }
}

static DipClause *
add_clause (DipDocument *document,
            const char  *number,
            const char  *title)
{
  DipClause *clause = dip_clause_new ();

  clause->id = g_strdup (number);
  clause->number = g_strdup (number);
  clause->title = g_strdup (title);
  clause->level = 1;
  g_ptr_array_add (document->clauses, clause);
  document->edition->n_clauses++;

  return clause;
}

static DipClauseText *
text_new (void)
{
  DipClauseText *text = g_new0 (DipClauseText, 1);

  text->text = g_strdup ("");
  text->parts = g_array_new (FALSE, FALSE, sizeof (DipPart));

  return text;
}

/* Adds a part and, below the title, the block that it is of. */
static int
add_part (DipClause     *clause,
          DipClauseText *text,
          DipPartKind    kind,
          const char    *string)
{
  DipPart part = { kind, -1, 0, strlen (string) };
  char *longer;

  part.start = text->parts->len == 0 ? 0 : strlen (text->text) + 1;
  longer = text->parts->len == 0 ? g_strdup (string) : g_strconcat (text->text, "\n", string, NULL);
  g_free (text->text);
  text->text = longer;

  if (kind == DIP_PART_BLOCK)
    {
      part.block = (int) clause->blocks->len;
      g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, string));
    }
  g_array_append_val (text->parts, part);

  return (int) text->parts->len - 1;
}

static DipPair *
begin_clause (DipComparison *comparison,
              const char    *line)
{
  g_auto (GStrv) words = g_strsplit (line + 2, " ", 2);
  gboolean old_side = line[0] != '+';
  gboolean new_side = line[0] != '-';
  DipClause *old_clause = old_side ? add_clause (comparison->old_document, words[0], words[1]) : NULL;
  DipClause *new_clause = new_side ? add_clause (comparison->new_document, words[0], words[1]) : NULL;
  DipPair *pair = _dip_pair_new (old_clause, new_clause);
  DipRow row = { -1, -1, DIP_CLASS_NONE };

  if (old_side)
    {
      pair->old_text = text_new ();
      row.old_part = add_part (old_clause, pair->old_text, DIP_PART_TITLE, words[1]);
    }
  if (new_side)
    {
      pair->new_text = text_new ();
      row.new_part = add_part (new_clause, pair->new_text, DIP_PART_TITLE, words[1]);
    }
  g_array_append_val (pair->rows, row);

  if (!old_side || !new_side)
    {
      pair->relation = new_side ? DIP_RELATION_ADDED : DIP_RELATION_REMOVED;
      pair->class_ = DIP_CLASS_SUBSTANTIVE;
    }
  g_ptr_array_add (comparison->pairs, pair);

  return pair;
}

static void
add_row (DipPair    *pair,
         char        letter,
         const char *old_string,
         const char *new_string)
{
  DipClass class_ = class_of (letter);
  DipRow row = { -1, -1, class_ };

  if (pair->old_clause != NULL && *old_string != '\0')
    row.old_part = add_part (pair->old_clause, pair->old_text, DIP_PART_BLOCK, old_string);
  if (pair->new_clause != NULL && *new_string != '\0')
    row.new_part = add_part (pair->new_clause, pair->new_text, DIP_PART_BLOCK, new_string);
  g_array_append_val (pair->rows, row);

  if (class_ != DIP_CLASS_NONE)
    {
      DipChange *change = _dip_change_new (row.old_part < 0 ? DIP_OP_INSERT
                                           : row.new_part < 0 ? DIP_OP_DELETE : DIP_OP_REPLACE);

      change->class_ = class_;
      change->tags = letter == 'r' ? DIP_TAG_CONTROL : DIP_TAG_NUMBER;
      change->rule = g_strdup ("a number changed");
      change->old_text = g_strdup (row.old_part < 0 ? "" : old_string);
      change->new_text = g_strdup (row.new_part < 0 ? "" : new_string);
      change->old_part = row.old_part;
      change->new_part = row.new_part;
      if (row.old_part >= 0)
        change->old_start = g_array_index (pair->old_text->parts, DipPart, row.old_part).start;
      if (row.new_part >= 0)
        change->new_start = g_array_index (pair->new_text->parts, DipPart, row.new_part).start;
      g_ptr_array_add (pair->changes, change);
      pair->class_ = MAX (pair->class_, class_);
      if (pair->relation == DIP_RELATION_SAME)
        pair->relation = DIP_RELATION_CHANGED;
    }
}

static DipDocument *
document_new (const char *version)
{
  DipDocument *document = dip_document_new ();

  document->edition->provider = g_strdup ("Aokumo");
  document->edition->service = g_strdup ("Aokumo Drive");
  document->edition->version = g_strdup (version);
  document->edition->issued = g_strdup ("2024-12-26");
  document->edition->language = g_strdup ("en");
  document->edition->kind = DIP_KIND_WHITEPAPER;

  return document;
}

DipDocument *
fixture_table_new (const char *text)
{
  DipDocument *document = document_new ("1.0");
  DipClause *clause = add_clause (document, "1", "Retention");

  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_TABLE, NULL, text));

  return document;
}

DipComparison *
fixture_comparison_new (const char *spec)
{
  g_autoptr (DipDocument) old_document = document_new ("1.0");
  g_autoptr (DipDocument) new_document = document_new ("1.1");
  DipComparison *comparison = _dip_comparison_new (old_document, new_document);
  g_auto (GStrv) lines = g_strsplit (spec, "\n", -1);
  DipPair *pair = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];

      if (*line == '\0')
        continue;

      if (strchr ("#+-", line[0]) != NULL)
        {
          pair = begin_clause (comparison, line);
        }
      else if (line[0] == '!')
        {
          pair->flip = TRUE;
          pair->flip_reason = g_strdup (line + 2);
          pair->old_clause->stance = DIP_STANCE_PROVIDED;
          pair->new_clause->stance = DIP_STANCE_NOT_PROVIDED;
          comparison->n_flips++;
        }
      else
        {
          g_auto (GStrv) sides = g_strsplit (line + 2, "|", 2);

          add_row (pair, line[0], sides[0], sides[1] != NULL ? sides[1] : sides[0]);
        }
    }

  for (guint i = 0; i < comparison->pairs->len; i++)
    comparison->n_by_class[((DipPair *) g_ptr_array_index (comparison->pairs, i))->class_]++;

  return comparison;
}

char *
fixture_print (GListModel *model)
{
  static const char letters[] = "=lores";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (DipComparisonRow) row = g_list_model_get_item (model, i);
      DipClause *clause = row->pair == NULL ? NULL
                          : row->pair->new_clause != NULL ? row->pair->new_clause : row->pair->old_clause;

      if (i > 0)
        g_string_append_c (text, ' ');
      switch (row->kind)
        {
        case DIP_COMPARISON_ROW_SUMMARY:
          g_string_append_c (text, 'S');
          break;
        case DIP_COMPARISON_ROW_HEADING:
          g_string_append_printf (text, "[%s]", clause->number);
          break;
        case DIP_COMPARISON_ROW_TEXT:
          g_string_append_c (text, letters[row->classes == 0 ? 0 : g_bit_storage (row->classes) - 1]);
          break;
        case DIP_COMPARISON_ROW_FOLD:
          g_string_append_printf (text, "(%u)", row->n_folded);
          break;
        case DIP_COMPARISON_ROW_CLAUSES:
        default:
          g_string_append_printf (text, "{%u}", row->n_folded);
          break;
        }
    }

  return g_string_free (text, FALSE);
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *changes)
{
  if (changes->len > 0)
    g_string_append_c (changes, ' ');
  g_string_append_printf (changes, "%u-%u+%u", position, removed, added);
}

void
fixture_watch (GListModel *model,
               GString    *changes)
{
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), changes);
}

static gboolean
quit_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

void
fixture_settle (void)
{
  gboolean done = FALSE;

  g_timeout_add (250, quit_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static guint
search (GtkWidget  *widget,
        GType       type,
        GtkWidget **first)
{
  guint n = 0;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      n++;
      if (*first == NULL)
        *first = widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += search (child, type, first);

  return n;
}

GtkWidget *
fixture_find (GtkWidget *root,
              GType      type)
{
  GtkWidget *first = NULL;

  search (root, type, &first);

  return first;
}

guint
fixture_count (GtkWidget *root,
               GType      type)
{
  GtkWidget *first = NULL;

  return search (root, type, &first);
}
