/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-furniture-private.h"

#include "base/dip-debug.h"
#include "recognise/dip-glyph.h"

#include <math.h>
#include <string.h>

/*
 * Page furniture:
 *
 *   page number   see dip-furniture-pages.c
 *   running head  a short line that stands at the edge of at least three pages, or of two at one place
 *
 * A line that recurs is a running head only where it stands beside a page break or a page number, since papers repeat
 * sentences too. Rules and items without text go later, when tables have been aligned by them: dip-furniture-rules.c.
 */

/* Lines between a running head and the edge of its page. */
#define EDGE 3

/* So often a running head recurs. */
#define MIN_PAGES 3u

/* Points between two lines that stand at one place of their pages: those of few pages tell a running head by that. */
#define SAME_PLACE 1.0

/* Columns of a sentence at the edge of pages: the last line of a paragraph is often shorter. */
#define MIN_SAYING 20

/* What is counted of lines that make_key() makes equal. */
typedef struct
{
  const char    *text;    /* (unowned): the first of them */
  const DipLine *line;    /* (unowned): the same */
  char          *key;     /* (nullable): of it, once somebody needed it */
  guint          n;
  guint          n_edge;
  guint          n_kept;
  guint          enough;
} Count;

static void
count_free (gpointer data)
{
  Count *self = data;

  g_free (self->key);
  g_free (self);
}

/* A number that lines of one key have in common: made of their kanji, kana and letters. 0 where something stands
 * that folding may make one of these, or change together with its neighbours. */
static guint32
hash_letters (const char *text)
{
  guint32 hash = 1;

  for (const guchar *at = (const guchar *) text; *at != '\0'; )
    {
      guint32 letter = 0;

      if (*at < 0x80)
        {
          letter = g_ascii_isalpha ((char) *at) ? (guint32) g_ascii_tolower ((char) *at) : 0;
          at++;
        }
      else if (*at >= 0xe3 && *at <= 0xe9)
        {
          letter = (guint32) at[0] << 16 | (guint32) at[1] << 8 | at[2];
          /* brackets and stops; 〆 and its kin, marks that compose, the long-vowel mark and the middle dot */
          if (letter < 0xe38181)
            {
              if (letter < 0xe38080 || letter > 0xe380af)
                return 0;
              letter = 0;
            }
          else if (letter == 0xe383bb || letter == 0xe383bc)
            letter = 0;
          else if ((letter > 0xe38296 && letter < 0xe382a1) || (letter > 0xe383be && letter < 0xe39080))
            return 0;
          at += 3;
        }
      /* the disc that bullets become */
      else if (*at == 0xe2 && at[1] == 0x80 && at[2] == 0xa2)
        at += 3;
      else if (*at == 0xef && at[1] == 0xbc && at[2] >= 0x81)
        {
          /* ！ to ＿ */
          letter = at[2] >= 0xa1 && at[2] <= 0xba ? at[2] - 0xa1u + 'a' : 0;
          at += 3;
        }
      else if (*at == 0xef && at[1] == 0xbd && at[2] >= 0x81 && at[2] <= 0x9e)
        {
          letter = at[2] <= 0x9a ? at[2] - 0x81u + 'a' : 0;
          at += 3;
        }
      else
        return 0;

      if (letter != 0)
        {
          hash = (hash ^ letter) * 0x9E3779B1u;
          hash ^= hash >> 15;
        }
    }

  return MAX (hash, 1);
}

/* Counts of lines, by what they have in common. */
typedef struct
{
  GHashTable *first;   /* (element-type guint32 Count) (unowned): the first line of a hash_letters() */
  GHashTable *by_key;  /* (element-type utf8 Count) (unowned): those of which a key was made */
  GPtrArray  *all;     /* (element-type Count) */
} Counts;

static Count *
add_count (Counts     *self,
           const char *text,
           char       *key)
{
  Count *count = g_new0 (Count, 1);

  count->text = text;
  count->key = key;
  if (key != NULL)
    g_hash_table_insert (self->by_key, key, count);
  g_ptr_array_add (self->all, count);

  return count;
}

/* The count of all lines that have the same key. Nearly all lines are unlike all others, or letter by letter like
 * the first of their kind, so that no key has to be made of them. */
static Count *
find_count (Counts     *self,
            const char *text)
{
  g_autofree char *key = NULL;
  guint32 hash = hash_letters (text);
  Count *count;

  if (hash == 0)
    {
      key = dip_furniture_make_key (text);
      hash = hash_letters (key);
    }
  count = hash != 0 ? g_hash_table_lookup (self->first, GUINT_TO_POINTER (hash)) : NULL;
  if (count != NULL && strcmp (count->text, text) == 0)
    return count;
  if (hash != 0 && count == NULL)
    {
      count = add_count (self, text, g_steal_pointer (&key));
      g_hash_table_insert (self->first, GUINT_TO_POINTER (hash), count);
      return count;
    }

  if (count != NULL && count->key == NULL)
    {
      count->key = dip_furniture_make_key (count->text);
      g_hash_table_insert (self->by_key, count->key, count);
    }
  if (key == NULL)
    key = dip_furniture_make_key (text);
  count = g_hash_table_lookup (self->by_key, key);

  return count != NULL ? count : add_count (self, text, g_steal_pointer (&key));
}

/* Whether a line may stand between a running head and the edge of its page: it is furniture, or recurs itself. */
static gboolean
is_page_matter (const DipPiece *piece,
                const Count    *count)
{
  return (piece->role == DIP_ROLE_FURNITURE && piece->line->kind != DIP_LINE_RULE) ||
         (count != NULL && count->n >= MIN_PAGES);
}

/* Whether a page ends or begins within three lines of a piece, with nothing that is said once between. */
static gboolean
is_at_edge (DipStructure *self,
            Count       **counts,
            guint         i)
{
  for (guint j = i; j + EDGE >= i; j--)
    {
      DipPiece *piece = dip_structure_piece (self, j);

      if (j == 0 || piece->line->page_break)
        return TRUE;
      piece = dip_structure_piece (self, j - 1);
      if (piece->role == DIP_ROLE_FURNITURE && piece->line->kind != DIP_LINE_RULE)
        return TRUE;
      if (!is_page_matter (piece, counts[j - 1]))
        break;
    }

  for (guint j = i + 1; j <= i + EDGE; j++)
    {
      DipPiece *piece;

      if (j >= self->pieces->len)
        return TRUE;
      piece = dip_structure_piece (self, j);
      if (piece->line->page_break || (piece->role == DIP_ROLE_FURNITURE && piece->line->kind != DIP_LINE_RULE))
        return TRUE;
      if (!is_page_matter (piece, counts[j]))
        break;
    }

  return FALSE;
}

/* "Copyright © 2024 Sample Inc. All rights reserved." ends like a sentence and is none. */
static gboolean
is_imprint (const char *key)
{
  return strstr (key, "©") != NULL || strstr (key, "copyright") != NULL || strstr (key, "allrightsreserved") != NULL;
}

static gboolean
has_sign (const char *text)
{
  return strstr (text, "©") != NULL || g_ascii_strncasecmp (text, "copyright", 9) == 0 ||
         g_ascii_strncasecmp (text, "(c)", 3) == 0;
}

/* Whether two lines stand at one place of two pages, as the format tells, where there are few pages. */
static gboolean
stand_alike (const DipLine *a,
             const DipLine *b,
             guint          n_pages)
{
  return n_pages <= MIN_PAGES && a->page != b->page && a->height > 0 && b->height > 0 &&
         fabs (a->x - b->x) < SAME_PLACE && fabs (a->y - b->y) < SAME_PLACE;
}

static void
mark_running_heads (DipStructure *self)
{
  g_autoptr (GHashTable) first = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (count_free);
  Counts lines = { first, by_key, all };
  g_autofree Count **counts = g_new0 (Count *, self->pieces->len);
  g_autofree gboolean *edges = g_new0 (gboolean, self->pieces->len);
  guint n_pages = self->draft->layout->n_pages;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      /* A note may say on several pages that the same holds there. */
      if (piece->role != DIP_ROLE_TEXT || piece->is_row || piece->width > DIP_FURNITURE_MAX_COLUMNS ||
          piece->line->kind != DIP_LINE_TEXT || piece->line->note > 0)
        continue;

      counts[i] = find_count (&lines, piece->text);
      if (counts[i]->n++ == 0)
        {
          counts[i]->line = piece->line;
          /* whose the paper is may stand at the foot of both its pages */
          counts[i]->enough = has_sign (piece->text) ? 2 : MIN_PAGES;
        }
      else if (stand_alike (counts[i]->line, piece->line, n_pages))
        counts[i]->enough = 2;
    }

  for (guint i = 0; i < self->pieces->len; i++)
    {
      edges[i] = counts[i] != NULL && counts[i]->n >= counts[i]->enough && is_at_edge (self, counts, i);
      if (edges[i])
        counts[i]->n_edge++;
    }

  for (guint i = 1; i < self->pieces->len; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);
      Count *count = counts[i];

      if (!edges[i] || count->n_edge * 10 < count->n * 7)
        continue;

      if (dip_text_ends_sentence (piece->text))
        {
          g_autofree char *key = dip_furniture_make_key (piece->text);

          /* "Do not copy this paper." is said to every page, and nowhere else */
          if (!is_imprint (key) &&
              !(count->n_edge == count->n && count->n * 2 > n_pages && piece->width >= MIN_SAYING))
            continue;
        }

      if (count->n_kept++ == 0)
        dip_furniture_keep_once (self, piece);
      piece->role = DIP_ROLE_FURNITURE;
      dip_debug (DIP_DEBUG_RECOGNISE, "line %u: running head: %s", piece->line->number, piece->text);
    }
}

/**
 * dip_structure_drop_furniture:
 * @self: a structure
 *
 * Takes running heads, running feet and page numbers out of the text.
 */
void
dip_structure_drop_furniture (DipStructure *self)
{
  gboolean pages = self->draft->layout->n_pages > 1;

  dip_furniture_mark_page_numbers (self);

  for (guint i = 0; i < self->pieces->len && !pages; i++)
    {
      DipPiece *piece = dip_structure_piece (self, i);

      pages = piece->role == DIP_ROLE_FURNITURE && piece->line->kind != DIP_LINE_RULE;
    }

  if (pages)
    mark_running_heads (self);
}
