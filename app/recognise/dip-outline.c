/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-structure.h"

#include "recognise/dip-glyph.h"

#include <string.h>

/*
 * Who stands below whom:
 *
 *   1. A number that begins with another one stands below it (4.1 below 4).
 *   2. Else the kinds have an order: part, chapter, section; then Roman numbers
 *      and letters; then decimal numbers by their depth; then codes; then (1) and ①. A
 *      heading stands below the last one of a higher kind; a decimal one below
 *      another decimal one only by rule 1, or where chapters and controls are
 *      numbered apart (5.1.1 below chapter 2).
 *   3. Unnumbered headings follow the level that the format gives them; a
 *      numbered heading stands below an unnumbered one only where the format
 *      says so. What a format says of two numbered headings is not asked.
 */

/* Fewer numbers of three parts are no series. */
#define MIN_THREES 3u

typedef struct
{
  DipHeading *heading;
  DipClause  *clause;
  guint       rank;        /* see heading_rank() */
  guint       n_children;  /* unnumbered ones */
  gboolean    groups;      /* a child's number does not begin with its own */
} Node;

/* 1xx chapters, 2xx Roman numbers and letters, 3xx decimals, 4xx brackets; 0 for unnumbered. */
static guint
heading_rank (const DipHeading *heading)
{
  switch (heading->number.style)
    {
    case DIP_NUMBER_CHAPTER:
      return 100 + heading->number.rank * 10 + heading->number.n_parts - 1;
    case DIP_NUMBER_ANNEX:
      return 100;
    case DIP_NUMBER_ROMAN:
      return 200;
    case DIP_NUMBER_LETTER:
      return 210;
    case DIP_NUMBER_LETTERED:
      return 220 + heading->number.n_parts;
    case DIP_NUMBER_DECIMAL:
    case DIP_NUMBER_CONTROL:
      return 300 + heading->number.n_parts;
    case DIP_NUMBER_CODED:
      return 350;
    case DIP_NUMBER_PAREN:
      return 400;
    case DIP_NUMBER_CIRCLED:
      return 410;
    case DIP_NUMBER_NONE:
    default:
      return 0;
    }
}

static gboolean
is_decimal (const DipHeading *heading)
{
  return heading->number.style == DIP_NUMBER_DECIMAL || heading->number.style == DIP_NUMBER_CONTROL;
}

/* Whether the numbers below begin with its own. */
static gboolean
counts_below (const DipHeading *heading)
{
  return is_decimal (heading) || heading->number.style == DIP_NUMBER_ANNEX ||
         heading->number.style == DIP_NUMBER_CODED;
}

static gboolean
has_chapter (DipStructure *self,
             guint         number)
{
  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipNumber *other = &((const DipHeading *) g_ptr_array_index (self->headings, i))->number;

      if (other->n_parts == 1 && other->parts[0] == number &&
          (other->style == DIP_NUMBER_DECIMAL || other->style == DIP_NUMBER_CONTROL))
        return TRUE;
    }

  return FALSE;
}

/* Whether @below may stand below @above. */
static gboolean
is_parent (DipStructure *self,
           const Node   *above,
           const Node   *below)
{
  const DipHeading *a = above->heading;
  const DipHeading *b = below->heading;

  if (b->number.style == DIP_NUMBER_NONE)
    {
      if (a->format_level > 0 && b->format_level > 0)
        return a->format_level < b->format_level;
      if (b->below)
        return !a->below;
      return a->mark_level > 0 && a->mark_level < b->mark_level;
    }

  if (a->number.style == DIP_NUMBER_NONE && a->mark_level > 0 && self->marks_hold)
    return !a->below && b->number.style != DIP_NUMBER_ANNEX;
  if (a->number.style == DIP_NUMBER_NONE)
    return a->format_level > 0 && b->format_level > 0 && a->format_level < b->format_level &&
           !dip_structure_has_word (self, "front-headings", a->title);

  /* "■ 9.2.1" below 3.1, "A. Backup" below 3 */
  if (b->below && (is_decimal (b) || b->number.style == DIP_NUMBER_LETTER))
    return !a->below;

  if (is_decimal (a) && is_decimal (b))
    {
      if (self->styles_apart && a->number.style != b->number.style)
        return b->number.style == DIP_NUMBER_CONTROL && a->number.n_parts < 3;
      if (dip_number_contains (&a->number, &b->number))
        return TRUE;
      /* "A.6.1.1" and "6.1.1" below "3. What we do", where the chapters end before 6, or are not theirs */
      if (a->number.style == DIP_NUMBER_DECIMAL && a->number.n_parts == 1 && b->number.n_parts == 3 &&
          (b->number.parts[0] > self->last_chapter || self->threes_apart))
        return TRUE;
      /* CLD.13.1.4 among the controls of chapter 12, where no chapter is called 13 */
      if (a->number.n_parts == 1 && b->number.n_parts == 3 && b->number.style == DIP_NUMBER_CONTROL &&
          !has_chapter (self, b->number.parts[0]))
        return TRUE;
      return self->two_series && a->number.n_parts == 1 && b->number.n_parts >= 2;
    }

  /* A.1 of part A, not of part B. */
  if (a->number.style == DIP_NUMBER_LETTERED && b->number.style == DIP_NUMBER_LETTERED)
    return dip_number_contains (&a->number, &b->number);

  /* SEC-01 holds SEC-01.1 */
  if (a->number.style == DIP_NUMBER_CODED && b->number.style == DIP_NUMBER_CODED)
    return g_str_has_prefix (b->number.ascii, a->number.ascii) && dip_number_contains (&a->number, &b->number);

  /* the next chapter is not below "3.A" */
  if (a->below && a->number.style == DIP_NUMBER_LETTER && is_decimal (b))
    return FALSE;

  /* 第1章 holds 1.1 whatever its number; an annex holds what follows. */
  return above->rank < below->rank;
}

static char *
make_unnumbered_id (const Node *parent,
                    guint       place)
{
  if (parent == NULL)
    return g_strdup_printf ("F%u", place);
  if (parent->heading->number.style == DIP_NUMBER_NONE)
    return g_strdup_printf ("%s.%u", parent->clause->id, place);

  return g_strdup_printf ("%s.F%u", parent->clause->id, place);
}

static char *
make_unique (GHashTable *ids,
             char       *id)
{
  g_autofree char *base = id;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (ids, base));

  if (n == 0)
    {
      g_hash_table_insert (ids, g_strdup (base), GUINT_TO_POINTER (1));
      return g_steal_pointer (&base);
    }

  for (;;)
    {
      g_autofree char *other = g_strdup_printf ("%s~%u", base, ++n);

      if (!g_hash_table_contains (ids, other))
        {
          g_hash_table_insert (ids, g_strdup (base), GUINT_TO_POINTER (n));
          g_hash_table_insert (ids, g_strdup (other), GUINT_TO_POINTER (1));
          return g_steal_pointer (&other);
        }
    }
}

/* "(1)" below "1.2" is cited as 1.2(1), "A." below "IV" as IV.A. */
static char *
make_number (const DipHeading *heading,
             const Node       *parent)
{
  if (heading->number.style == DIP_NUMBER_NONE)
    return NULL;
  if ((heading->number.style == DIP_NUMBER_PAREN || heading->number.style == DIP_NUMBER_CIRCLED) &&
      parent != NULL && parent->clause->number != NULL)
    return g_strdup_printf ("%s(%s)", parent->clause->number, heading->number.ascii);
  if (heading->number.style == DIP_NUMBER_LETTER && heading->below && parent != NULL && parent->clause->number != NULL)
    return g_strdup_printf ("%s.%s", parent->clause->number, heading->number.ascii);

  return g_strdup (heading->number.ascii);
}

static DipClause *
new_clause (DipStructure *self,
            DipHeading   *heading)
{
  DipPiece *piece = dip_structure_piece (self, heading->first);
  DipClause *clause = dip_clause_new ();

  clause->title = g_strdup (heading->title);
  clause->heading = g_strdup (heading->heading);
  clause->kind = heading->number.style == DIP_NUMBER_NONE ? DIP_CLAUSE_FRONT : DIP_CLAUSE_CLAUSE;
  clause->page = piece->line->page;
  clause->line = piece->line->number;

  for (guint i = 0; i < heading->n_pieces; i++)
    {
      DipPiece *own = dip_structure_piece (self, heading->first + i);

      /* Text that begins beside the heading is the first piece of the clause's text. */
      if (heading->body != NULL && i + 1 == heading->n_pieces)
        {
          g_free (own->owned);
          own->owned = g_strdup (heading->body);
          dip_piece_set_text (own, own->owned);
          continue;
        }
      own->role = DIP_ROLE_HEADING;
    }

  return clause;
}

/* A text without headings is one clause. */
static void
build_one (DipStructure *self)
{
  DipClause *clause = dip_clause_new ();

  clause->id = g_strdup ("F1");
  clause->title = g_strdup ("");
  clause->heading = g_strdup ("");
  clause->kind = DIP_CLAUSE_FRONT;
  if (self->pieces->len > 0)
    {
      clause->page = dip_structure_piece (self, 0)->line->page;
      clause->line = dip_structure_piece (self, 0)->line->number;
    }
  dip_structure_build_blocks (self, clause, 0, self->pieces->len);

  g_ptr_array_add (self->draft->document->clauses, clause);
  g_ptr_array_add (self->draft->document->warnings,
                   g_strdup ("No headings were found: the whole text is one clause."));
}

/* Whether numbers of three parts are a series of their own: hardly any stands in the chapter or the section that it
 * begins with. */
static gboolean
are_threes_apart (DipStructure *self)
{
  guint chapter = 0;
  guint section[2] = { 0 };
  guint n = 0;
  guint n_apart = 0;

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipHeading *heading = g_ptr_array_index (self->headings, i);
      const DipNumber *number = &heading->number;

      if (!is_decimal (heading))
        continue;
      if (number->n_parts == 1)
        chapter = number->parts[0];
      if (number->n_parts == 2)
        memcpy (section, number->parts, sizeof section);
      if (number->n_parts != 3)
        continue;
      n++;
      n_apart += chapter != 0 && chapter != number->parts[0] &&
                 (section[0] != number->parts[0] || section[1] != number->parts[1]);
    }

  return n >= MIN_THREES && n_apart * 10 >= n * 8;
}

/**
 * dip_structure_build_outline:
 * @self: a structure with its headings chosen
 *
 * Makes the clauses: numbers, ids, levels and parents, then their blocks.
 */
void
dip_structure_build_outline (DipStructure *self)
{
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (GArray) stack = NULL;
  g_autofree Node *nodes = NULL;
  guint n_top = 0;

  if (self->headings->len == 0)
    {
      build_one (self);
      return;
    }

  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  stack = g_array_new (FALSE, FALSE, sizeof (guint));
  nodes = g_new0 (Node, self->headings->len);

  for (guint i = 0; i < self->headings->len; i++)
    {
      const DipNumber *number = &((DipHeading *) g_ptr_array_index (self->headings, i))->number;

      if (number->style == DIP_NUMBER_DECIMAL && number->n_parts == 1)
        self->last_chapter = MAX (self->last_chapter, number->parts[0]);
    }
  self->threes_apart = are_threes_apart (self);

  for (guint i = 0; i < self->headings->len; i++)
    {
      Node *node = &nodes[i];
      Node *parent = NULL;

      node->heading = g_ptr_array_index (self->headings, i);
      node->rank = heading_rank (node->heading);
      node->clause = new_clause (self, node->heading);

      while (stack->len > 0)
        {
          Node *above = &nodes[g_array_index (stack, guint, stack->len - 1)];

          if (is_parent (self, above, node))
            {
              parent = above;
              break;
            }
          g_array_set_size (stack, stack->len - 1);
        }
      g_array_append_val (stack, i);

      node->clause->number = make_number (node->heading, parent);
      if (node->clause->number != NULL)
        node->clause->id = g_strdup (node->clause->number);
      else
        node->clause->id = make_unnumbered_id (parent, parent != NULL ? ++parent->n_children : ++n_top);
      node->clause->id = make_unique (ids, node->clause->id);

      if (parent != NULL)
        {
          node->clause->parent = g_strdup (parent->clause->id);
          node->clause->level = parent->clause->level + 1;
          if (node->heading->number.style != DIP_NUMBER_NONE && parent->heading->number.style != DIP_NUMBER_NONE &&
              !(counts_below (parent->heading) &&
                dip_number_contains (&parent->heading->number, &node->heading->number)))
            parent->groups = TRUE;
        }

      g_ptr_array_add (self->draft->document->clauses, node->clause);
    }

  for (guint i = 0; i < self->headings->len; i++)
    {
      Node *node = &nodes[i];
      guint first = node->heading->first + node->heading->n_pieces - (node->heading->body != NULL);
      guint last = i + 1 < self->headings->len ? nodes[i + 1].heading->first : self->pieces->len;

      if (node->groups)
        node->clause->kind = DIP_CLAUSE_PART;
      for (guint k = node->heading->first; k < first; k++)
        dip_structure_add_notes_of (self, dip_structure_piece (self, k)->line, node->clause->blocks);
      dip_structure_build_blocks (self, node->clause, first, last);
    }
}
