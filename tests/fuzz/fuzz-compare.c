/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "engine/dip-comparison.h"
#include "read/dip-read.h"
#include "recognise/dip-front.h"
#include "recognise/dip-recognise.h"

#include <string.h>

/*
 * Any two texts can be compared, every clause is in exactly one pair, and the
 * changes rebuild the new text from the old. The input is cut in two at a byte
 * that no text has; without one, the second text is the first with its middle
 * gone.
 */

#define CUT 0xfe

static DipDocument *
recognise (const guint8 *data,
           gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DipLayout) layout = dip_read_layout (bytes, "paper.txt", NULL, NULL);

  DipDocument *document = layout != NULL ? dip_recognise (layout, dip_lexicon_get_default (), NULL, NULL) : NULL;

  if (document != NULL)
    dip_recognise_front (document, dip_lexicon_get_default ());

  return document;
}

static gboolean
is_between_parts (const char *text,
                  gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] != '\n')
        return FALSE;
    }

  return TRUE;
}

/* What lies between two changes is equal, but for the line feeds between parts. */
static void
check_equal_stretch (const char *old_text,
                     gsize       old_length,
                     const char *new_text,
                     gsize       new_length)
{
  while (old_length > 0 && new_length > 0)
    {
      if (*old_text == *new_text)
        {
          old_text++, old_length--;
          new_text++, new_length--;
        }
      else if (*old_text == '\n')
        {
          old_text++, old_length--;
        }
      else
        {
          g_assert_cmpint (*new_text, ==, '\n');
          new_text++, new_length--;
        }
    }

  g_assert_true (is_between_parts (old_text, old_length));
  g_assert_true (is_between_parts (new_text, new_length));
}

static void
check_pair (DipPair *pair)
{
  gsize old_at = 0;
  gsize new_at = 0;
  gboolean moves = FALSE;

  g_assert_true (pair->old_clause != NULL || pair->new_clause != NULL);
  g_assert_cmpfloat (pair->similarity, >=, 0);
  g_assert_cmpfloat (pair->similarity, <=, 1);

  for (guint i = 0; i < pair->changes->len; i++)
    {
      DipChange *change = g_ptr_array_index (pair->changes, i);

      g_assert_cmpint (change->class_, <=, (int) pair->class_);
      g_assert_true (g_utf8_validate (change->old_text, -1, NULL));
      g_assert_true (g_utf8_validate (change->new_text, -1, NULL));
      moves = moves || change->op == DIP_OP_MOVE;
    }

  /* The two ends of a move may lie in either order. */
  if (pair->old_text == NULL || pair->new_text == NULL || moves)
    return;

  for (guint i = 0; i < pair->changes->len; i++)
    {
      DipChange *change = g_ptr_array_index (pair->changes, i);
      gsize old_length = strlen (change->old_text);
      gsize new_length = strlen (change->new_text);

      g_assert_cmpuint (change->old_start, >=, old_at);
      g_assert_cmpuint (change->new_start, >=, new_at);
      check_equal_stretch (pair->old_text->text + old_at, change->old_start - old_at,
                           pair->new_text->text + new_at, change->new_start - new_at);
      g_assert_true (g_str_has_prefix (pair->old_text->text + change->old_start, change->old_text));
      g_assert_true (g_str_has_prefix (pair->new_text->text + change->new_start, change->new_text));
      old_at = change->old_start + old_length;
      new_at = change->new_start + new_length;
    }

  check_equal_stretch (pair->old_text->text + old_at, strlen (pair->old_text->text + old_at),
                       pair->new_text->text + new_at, strlen (pair->new_text->text + new_at));
}

static void
count (GHashTable *seen,
       DipClause  *clause)
{
  if (clause != NULL)
    g_assert_true (g_hash_table_add (seen, clause));
}

static void
check_comparison (DipComparison *comparison)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      DipPair *pair = g_ptr_array_index (comparison->pairs, i);

      check_pair (pair);
      count (seen, pair->old_clause);
      count (seen, pair->new_clause);
      for (guint j = 0; j < pair->old_more->len; j++)
        count (seen, g_ptr_array_index (pair->old_more, j));
      for (guint j = 0; j < pair->new_more->len; j++)
        count (seen, g_ptr_array_index (pair->new_more, j));
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==,
                    comparison->old_document->clauses->len +
                    comparison->new_document->clauses->len +
                    comparison->fronts->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *cut = size > 0 ? memchr (data, CUT, size) : NULL;
  g_autofree guint8 *second = NULL;
  gsize first_size = cut != NULL ? (gsize) (cut - data) : size;
  gsize second_size;
  g_autoptr (DipDocument) old_document = NULL;
  g_autoptr (DipDocument) new_document = NULL;
  g_autoptr (DipComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  if (size == 0)
    return 0;

  if (cut != NULL)
    {
      second_size = size - first_size - 1;
      second = g_memdup2 (cut + 1, second_size);
    }
  else
    {
      gsize gone = size / 16;

      second_size = size - gone;
      second = g_malloc (second_size + 1);
      memcpy (second, data, size / 2 - gone / 2);
      memcpy (second + (size / 2 - gone / 2), data + (size / 2 - gone / 2) + gone,
              second_size - (size / 2 - gone / 2));
    }

  old_document = recognise (data, first_size);
  new_document = recognise (second, second_size);
  if (old_document == NULL || new_document == NULL)
    return 0;

  comparison = dip_compare (old_document, new_document, dip_lexicon_get_default (), NULL, &error);
  g_assert_no_error (error);
  check_comparison (comparison);

  return 0;
}
