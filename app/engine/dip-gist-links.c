/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-gist-private.h"

#include <string.h>

/*
 * What ties the words of English sentences, for dip-gist.c: "who", "with", "if", what is denied,
 * and what is said of something that is known by something else.
 */

static guint
count_links (const GArray *words,
             const char   *text)
{
  guint n = 0;

  for (guint i = 0; i < words->len; i++)
    n += dip_gist_word (words, i)->kind == DIP_GIST_LINK && strcmp (dip_gist_word (words, i)->text, text) == 0;

  return n;
}

/* Whether a word is in a segment of its own side. */
static gboolean
segment_has (const GArray      *words,
             guint              segment,
             const DipGistWord *word)
{
  for (guint i = 0; i < words->len; i++)
    {
      if (dip_gist_word (words, i)->segment == segment && _dip_gist_same_word (dip_gist_word (words, i), word))
        return TRUE;
    }

  return FALSE;
}

/* Segments of a sentence, without that of a condition. */
static guint
count_segments (const GArray *words,
                guint         sentence)
{
  guint n = 0;
  gint64 last = -1;

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->sentence != sentence || word->segment == last)
        continue;
      last = word->segment;
      n++;
    }

  return n > 0 ? n - 1 : 0;
}

/* Whether two links of one kind tie the same. */
static gboolean
same_link (const GArray *a,
           guint         i,
           const GArray *b,
           guint         k)
{
  const DipGistWord *x = dip_gist_word (a, i);
  const DipGistWord *y = dip_gist_word (b, k);
  const DipGistWord *x_before = _dip_gist_neighbour (a, i, -1);
  const DipGistWord *y_before = _dip_gist_neighbour (b, k, -1);

  if (!_dip_gist_same_word (_dip_gist_neighbour (a, i, 1), _dip_gist_neighbour (b, k, 1)))
    return FALSE;
  if (strcmp (x->text, "with") == 0)
    return (x->part == y->part || x->part == 0 || y->part == 0)
      && (x_before == NULL || _dip_gist_same_word (x_before, y_before));
  if (strcmp (x->text, "if") == 0 && strcmp (y->text, "if") == 0)
    {
      /* What depends on it: what stands before it, or all of a sentence that it begins. */
      if (x_before != NULL && y_before != NULL)
        return segment_has (b, y_before->segment, x_before);
      return count_segments (a, x->sentence) < 2 && count_segments (b, y->sentence) < 2;
    }

  return count_links (a, "which") < 2 || x_before == NULL || _dip_gist_same_word (x_before, y_before);
}

/* "files that are infected", "if they are infected" and "infected files": whether a link, or a word
 * before what it tells, is on the other side as well. */
static gboolean
has_link (const GArray *a,
          guint         i,
          const GArray *b)
{
  const DipGistWord *link = dip_gist_word (a, i);
  const DipGistWord *before = _dip_gist_neighbour (a, i, -1);
  const DipGistWord *after = _dip_gist_neighbour (a, i, 1);
  gboolean is_with = strcmp (link->text, "with") == 0;
  gboolean is_there = count_links (b, link->text) > 0;

  if (after == NULL)
    return TRUE;

  /* "…, who must sign" and "they must sign" say it of all. */
  if (strcmp (link->text, "also") == 0)
    {
      for (guint k = 0; k < b->len; k++)
        {
          if (dip_gist_word (b, k)->kind == DIP_GIST_LINK && strcmp (dip_gist_word (b, k)->text, "which") == 0
              && _dip_gist_same_word (after, _dip_gist_neighbour (b, k, 1)))
            return FALSE;
        }
      return TRUE;
    }

  for (guint k = 0; k < b->len; k++)
    {
      const DipGistWord *word = dip_gist_word (b, k);

      if (word->kind == DIP_GIST_LINK && strcmp (word->text, "also") != 0
          && (strcmp (word->text, "with") == 0) == is_with && same_link (a, i, b, k))
        return TRUE;
      if (is_there || word->kind != DIP_GIST_WORD || !_dip_gist_same_word (word, after))
        continue;
      if (is_with && !word->is_party)
        return TRUE;
      if (!word->is_said
          && (before == NULL || _dip_gist_same_word (before, _dip_gist_neighbour (b, k, -1))
              || _dip_gist_same_word (before, _dip_gist_neighbour (b, k, 1))))
        return TRUE;
    }

  return FALSE;
}

gboolean
_dip_gist_keeps_links (const DipMeaning *meaning,
                       const GArray     *a,
                       const GArray     *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      if (dip_gist_word (a, i)->kind == DIP_GIST_LINK && !has_link (a, i, b))
        return FALSE;
    }

  return TRUE;
}

/* Whether a denial of English stands before an "all" of its sentence: 1, behind it: 2, both: 3. */
static guint
order_of_denials (const GArray *words)
{
  static const char *const denials[] = { "not", "no", "never", "cannot", "without" };
  static const char *const quantifiers[] = { "all", "every", "each", "any", "some", "most", "only" };
  guint order = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->kind != DIP_GIST_BOUND || !_dip_gist_is_one_of (word->text, denials, G_N_ELEMENTS (denials)))
        continue;
      for (guint k = 0; k < words->len; k++)
        {
          const DipGistWord *other = dip_gist_word (words, k);

          if (other->segment == word->segment
              && (strcmp (other->text, "1") == 0
                  || (other->kind == DIP_GIST_BOUND
                      && _dip_gist_is_one_of (other->text, quantifiers, G_N_ELEMENTS (quantifiers)))))
            order |= word->place < other->place ? 1 : 2;
        }
    }

  return order;
}

/* "Not at all times" is not "at all times not". */
gboolean
_dip_gist_keeps_scope (const DipMeaning *meaning,
                       const GArray     *a,
                       const GArray     *b)
{
  return order_of_denials (a) == order_of_denials (b);
}

/* "Disks that failed are replaced", "disks that are replaced failed": whether the same is said, and
 * the same is known, of what stands in both texts once. */
gboolean
_dip_gist_keeps_said (const DipMeaning *meaning,
                      const GArray     *a,
                      const GArray     *b)
{
  g_autofree int *places = g_new (int, a->len);

  for (guint i = 0; i < a->len; i++)
    {
      const char *text = dip_gist_word (a, i)->text;

      places[i] = dip_gist_word (a, i)->kind != DIP_GIST_WORD || _dip_gist_only_place (a, text) < 0 ? -1
        : _dip_gist_only_place (b, text);
    }

  for (guint i = 0; i < a->len; i++)
    {
      const DipGistWord *x = dip_gist_word (a, i);
      const DipGistWord *x_there = places[i] < 0 ? NULL : dip_gist_word (b, (guint) places[i]);

      if (x_there == NULL || !x->is_said || x_there->is_said)
        continue;
      for (guint k = 0; k < a->len; k++)
        {
          const DipGistWord *y = dip_gist_word (a, k);
          const DipGistWord *y_there = places[k] < 0 ? NULL : dip_gist_word (b, (guint) places[k]);

          if (y_there == NULL || k == i || y->sentence != x->sentence || y_there->sentence != x_there->sentence)
            continue;
          if (!y->is_said && y_there->is_said && y->segment == x->segment && y_there->segment == x_there->segment)
            return FALSE;
          if (x->is_participle && y->is_participle && x_there->is_participle && y_there->is_participle
              && (x->place < y->place) != (x_there->place < y_there->place))
            return FALSE;
        }
    }

  return TRUE;
}
