/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-gist-private.h"

#include <string.h>

/*
 * Whether words stand in the same company, for dip-gist.c.
 */

/* Places of one word that are looked at; a word of a passage is said twice or three times. */
#define MAX_PLACES 4u

/* The word next to one in its sentence, %NULL for none. */
const DipGistWord *
_dip_gist_neighbour (const GArray *words,
                     guint         index,
                     int           step)
{
  const DipGistWord *word = dip_gist_word (words, index);

  for (gint64 i = (gint64) index + step; i >= 0 && i < words->len; i += step)
    {
      const DipGistWord *other = dip_gist_word (words, (guint) i);

      if (other->sentence != word->sentence)
        return NULL;
      if (other->kind == DIP_GIST_WORD)
        return other;
    }

  return NULL;
}

gboolean
_dip_gist_same_word (const DipGistWord *a,
                     const DipGistWord *b)
{
  return a != NULL && b != NULL && _dip_gist_is_related (a->text, b->text);
}

/* How many other numbers stand in the segment of one, or other bounds. */
static guint
count_rivals (const GArray *words,
              guint         index)
{
  const DipGistWord *word = dip_gist_word (words, index);
  guint n = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *other = dip_gist_word (words, i);

      n += i != index && other->kind == word->kind && other->segment == word->segment
        && (word->kind != DIP_GIST_VALUE || g_ascii_isdigit (other->text[0]) || !g_ascii_isdigit (word->text[0]));
    }

  return n;
}

/* Whether a word of another segment, or its topic, is in this one. */
static gboolean
is_in_segment (const GArray      *words,
               const DipGistWord *place,
               const DipGistWord *word)
{
  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *other = dip_gist_word (words, i);

      if (other->kind == DIP_GIST_WORD && _dip_gist_is_related (other->text, word->text)
          && (other->segment == place->segment || (other->is_topic && other->sentence == place->sentence)
              || (place->is_relative && other->segment + 1 == place->segment)))
        return TRUE;
    }

  return FALSE;
}

/* Words that two places have in common, of those of the first one; @n counts these. */
static guint
count_common (const GArray *a,
              guint         i,
              const GArray *b,
              guint         k,
              guint        *n)
{
  const DipGistWord *place = dip_gist_word (a, i);
  guint common = 0;

  *n = 0;
  for (guint m = 0; m < a->len; m++)
    {
      const DipGistWord *word = dip_gist_word (a, m);

      if (m == i || word->kind != DIP_GIST_WORD || word->segment != place->segment
          || _dip_gist_is_related (word->text, place->text))
        continue;
      (*n)++;
      common += is_in_segment (b, dip_gist_word (b, k), word);
    }

  return common;
}

/* Whether a word stands among the same others in both places: half of those of the one that
 * has fewer. */
static gboolean
same_company (const GArray *a,
              guint         i,
              const GArray *b,
              guint         k)
{
  guint n_a;
  guint n_b;
  guint in_a = count_common (a, i, b, k, &n_a);
  guint in_b = count_common (b, k, a, i, &n_b);

  if (n_a == 0 || n_b == 0)
    return TRUE;

  return n_a <= n_b ? 2 * in_a >= n_a : 2 * in_b >= n_b;
}

static gboolean
is_denial (const char *bound)
{
  return strcmp (bound, "not") == 0 || strcmp (bound, "never") == 0 || strcmp (bound, "cannot") == 0;
}

/* Whether the smaller of two segments has nothing that the other one has not. */
static gboolean
same_whole_company (const GArray *a,
                    guint         i,
                    const GArray *b,
                    guint         k)
{
  guint n_a;
  guint n_b;
  guint in_a = count_common (a, i, b, k, &n_a);
  guint in_b = count_common (b, k, a, i, &n_b);

  return in_a == n_a || in_b == n_b;
}

/* "decrypted only if", "only decrypted if" */
static gboolean
is_only_if (const GArray *a,
            guint         i,
            const GArray *b,
            guint         k)
{
  gboolean a_has = FALSE;
  gboolean b_has = FALSE;

  if (strcmp (dip_gist_word (a, i)->text, "only") != 0)
    return FALSE;

  for (guint m = i + 1; m < a->len; m++)
    a_has = a_has || strcmp (dip_gist_word (a, m)->text, "if") == 0;
  for (guint m = k + 1; m < b->len; m++)
    b_has = b_has || strcmp (dip_gist_word (b, m)->text, "if") == 0;

  return a_has && b_has;
}

static gboolean
may_float (const char *bound)
{
  return strcmp (bound, "all") == 0 || strcmp (bound, "全") == 0 || strcmp (bound, "not") == 0;
}

/* What "all" is said of where other words stand between: すべてのインターネット経由の通信を. */
static const DipGistWord *
head_behind (const GArray *words,
             guint         index)
{
  for (guint i = index + 1; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->segment != dip_gist_word (words, index)->segment || word->kind != DIP_GIST_WORD)
        return NULL;
      if (word->is_topic || (word->role & (DIP_GIST_OBJECT | DIP_GIST_DOER)) != 0)
        return word;
    }

  return NULL;
}

/* Whether a value or bound belongs to the same words in both places. */
static gboolean
same_tie (const GArray *a,
          guint         i,
          const GArray *b,
          guint         k)
{
  const DipGistWord *a_before = _dip_gist_neighbour (a, i, -1);
  const DipGistWord *a_after = _dip_gist_neighbour (a, i, 1);
  const DipGistWord *b_before = _dip_gist_neighbour (b, k, -1);
  const DipGistWord *b_after = _dip_gist_neighbour (b, k, 1);

  if (strcmp (dip_gist_word (a, i)->text, dip_gist_word (b, k)->text) != 0 || !same_company (a, i, b, k))
    return FALSE;
  /* What is denied is denied of the same. */
  if (is_denial (dip_gist_word (a, i)->text) && !same_whole_company (a, i, b, k))
    return FALSE;
  /* "servers without a patch are started", "servers are started without a patch" */
  if (strcmp (dip_gist_word (a, i)->text, "without") == 0
      && dip_gist_word (a, i)->part != dip_gist_word (b, k)->part)
    return FALSE;
  if (_dip_gist_same_word (a_before, b_before) || _dip_gist_same_word (a_after, b_after))
    return TRUE;
  /* "within 10 days" */
  if (i + 1 < a->len && k + 1 < b->len && dip_gist_word (a, i + 1)->kind == DIP_GIST_VALUE
      && dip_gist_word (a, i)->kind == DIP_GIST_BOUND && dip_gist_word (b, k + 1)->kind == DIP_GIST_VALUE
      && strcmp (dip_gist_word (a, i + 1)->text, dip_gist_word (b, k + 1)->text) == 0
      && count_rivals (a, i + 1) + count_rivals (b, k + 1) == 0)
    return TRUE;
  /* "all employees are given it", "employees are all given it"; "need no key", "do not need a key". */
  if ((may_float (dip_gist_word (a, i)->text) || is_only_if (a, i, b, k))
      && (_dip_gist_same_word (a_before, b_after) || _dip_gist_same_word (a_after, b_before)))
    return TRUE;
  if (strcmp (dip_gist_word (a, i)->text, "全") == 0
      && (_dip_gist_same_word (a_before, head_behind (b, k)) || _dip_gist_same_word (b_before, head_behind (a, i))))
    return TRUE;
  if (count_rivals (a, i) + count_rivals (b, k) > 0 || dip_gist_word (a, i)->kind == DIP_GIST_BOUND)
    return FALSE;

  return TRUE;
}

gboolean
_dip_gist_keeps_ties (const DipMeaning *meaning,
                      const GArray     *a,
                      const GArray     *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      gboolean found = dip_gist_word (a, i)->kind == DIP_GIST_WORD || dip_gist_word (a, i)->kind == DIP_GIST_LINK;

      for (guint k = 0; k < b->len && !found; k++)
        found = dip_gist_word (b, k)->kind == dip_gist_word (a, i)->kind && same_tie (a, i, b, k);
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* Whether a word stands somewhere among the same others as on the other side; @is_there tells
 * whether it is there at all. */
static gboolean
has_company (const GArray *a,
             guint         i,
             const GArray *b,
             gboolean     *is_there)
{
  const DipGistWord *word = dip_gist_word (a, i);
  guint n_tried = 0;

  for (guint k = 0; k < b->len; k++)
    {
      const DipGistWord *other = dip_gist_word (b, k);

      if (other->kind != DIP_GIST_WORD || !_dip_gist_is_related (word->text, other->text))
        continue;
      *is_there = TRUE;
      if (same_company (a, i, b, k))
        return TRUE;
      if (++n_tried == MAX_PLACES)
        break;
    }

  return FALSE;
}

/* Whether each word stands among the same others at least once: what is said again may have been
 * a pronoun. A compound of several words of the other side has no place of its own there. */
gboolean
_dip_gist_keeps_company (const DipMeaning *meaning,
                         const GArray     *a,
                         const GArray     *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      const DipGistWord *word = dip_gist_word (a, i);
      gboolean is_there = FALSE;
      gboolean found = word->kind != DIP_GIST_WORD;
      guint n_tried = 0;

      for (guint m = 0; m < a->len && !found; m++)
        {
          const DipGistWord *again = dip_gist_word (a, (i + m) % a->len);

          if (again->kind != DIP_GIST_WORD || !_dip_gist_is_related (again->text, word->text))
            continue;
          found = has_company (a, (i + m) % a->len, b, &is_there);
          if (++n_tried == MAX_PLACES)
            break;
        }
      if (is_there && !found)
        return FALSE;
    }

  return TRUE;
}

/* The place of a word that stands only once, -1 where it stands more often or not at all. */
int
_dip_gist_only_place (const GArray *words,
                      const char   *text)
{
  int place = -1;

  for (guint i = 0; i < words->len; i++)
    {
      if (strcmp (dip_gist_word (words, i)->text, text) != 0)
        continue;
      if (place >= 0)
        return -1;
      place = (int) i;
    }

  return place;
}

/* Whether no two words have changed places around a third one, which stays between them, and
 * what is done is done in one order. */
gboolean
_dip_gist_keeps_places (const DipMeaning *meaning,
                        const GArray     *a,
                        const GArray     *b)
{
  g_autofree int *places = g_new (int, a->len);

  for (guint i = 0; i < a->len; i++)
    {
      const char *text = dip_gist_word (a, i)->text;

      /* "unless you agree", "if you do not agree": what is denied is told by its ties. */
      places[i] = _dip_gist_only_place (a, text) < 0 || is_denial (text) ? -1 : _dip_gist_only_place (b, text);
    }

  for (guint i = 0; i < a->len; i++)
    {
      for (guint k = i + 1; places[i] >= 0 && k < a->len; k++)
        {
          if (places[k] < 0 || places[k] > places[i])
            continue;
          if (dip_gist_word (a, i)->is_deed && dip_gist_word (a, k)->is_deed)
            return FALSE;
          for (guint m = i + 1; m < k; m++)
            {
              /* "wiped or destroyed" */
              if (strcmp (dip_gist_word (a, m)->text, "or") == 0)
                continue;
              if (places[m] >= 0 && places[k] < places[m] && places[m] < places[i])
                return FALSE;
            }
        }
    }

  return TRUE;
}

/* Whether something is the object of two verbs, or the topic of what is said with them. */
static gboolean
share_object (const GArray      *a,
              const DipGistWord *a_verb,
              const GArray      *b,
              const DipGistWord *b_verb)
{
  for (guint i = 0; i < a->len; i++)
    {
      const DipGistWord *word = dip_gist_word (a, i);

      if (word->role != DIP_GIST_OBJECT
          || (word->segment != a_verb->segment && !(word->is_topic && word->sentence == a_verb->sentence)))
        continue;
      for (guint k = 0; k < b->len; k++)
        {
          const DipGistWord *other = dip_gist_word (b, k);

          if (other->role == DIP_GIST_OBJECT && _dip_gist_is_related (word->text, other->text)
              && (other->segment == b_verb->segment || (other->is_topic && other->sentence == b_verb->sentence)))
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
has_doer (const GArray *words,
          guint         segment)
{
  for (guint i = 0; i < words->len; i++)
    {
      if (dip_gist_word (words, i)->segment == segment && (dip_gist_word (words, i)->role & DIP_GIST_DOER))
        return TRUE;
    }

  return FALSE;
}

/* Whether a verb is turned only where what it is done to is named, or nobody who does it. */
gboolean
_dip_gist_keeps_voice (const DipMeaning *meaning,
                       const GArray     *a,
                       const GArray     *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      const DipGistWord *word = dip_gist_word (a, i);
      gboolean is_there = FALSE;
      gboolean found = FALSE;

      for (guint k = 0; word->is_deed && k < b->len && !found; k++)
        {
          const DipGistWord *other = dip_gist_word (b, k);

          if (!other->is_deed || !_dip_gist_is_related (word->text, other->text))
            continue;
          is_there = TRUE;
          found = word->is_passive == other->is_passive || share_object (a, word, b, other)
            || (!has_doer (a, word->segment) && !has_doer (b, other->segment));
        }
      if (is_there && !found)
        return FALSE;
    }

  return TRUE;
}
