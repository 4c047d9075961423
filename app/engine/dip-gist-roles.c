/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-gist-private.h"

#include <string.h>

/*
 * Whether words have the same parts, for dip-gist.c.
 */

/* All that a word is to verbs. */
static guint
roles_of (const GArray *words,
          const char   *text)
{
  guint roles = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->kind == DIP_GIST_WORD && strcmp (word->text, text) == 0)
        roles |= word->role;
    }

  return roles;
}

/* The next word behind one in its segment, of those that a verb is made of with @deeds; %NULL for none. */
static const DipGistWord *
next_in_segment (const GArray *words,
                 guint         index,
                 gboolean      deeds)
{
  for (guint i = index + 1; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->segment != dip_gist_word (words, index)->segment)
        return NULL;
      if (word->kind == DIP_GIST_WORD && (!deeds || word->is_deed))
        return word;
    }

  return NULL;
}

/* Whether a deed, or the time of it, is one of a list: 選定, 選定時. */
static gboolean
is_deed_of (const DipMeaning *meaning,
            const char       *list,
            const char       *deed)
{
  static const char *const times[] = { "時", "前", "後" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      if (g_str_has_suffix (deed, times[i]))
        {
          g_autofree char *bare = g_strndup (deed, strlen (deed) - strlen (times[i]));

          return _dip_meaning_whole (meaning, list, bare) != NULL;
        }
    }

  return _dip_meaning_whole (meaning, list, deed) != NULL;
}

/* 管理者の操作 is 管理者による操作, 委託先の選定 is 委託先を選定 and 委託先に対する評価; 委託先の監査 may be either. */
static gboolean
is_own (const DipMeaning  *meaning,
        const DipGistWord *owner,
        const DipGistWord *other,
        const DipGistWord *deed)
{
  if (owner->role != DIP_GIST_OWNER)
    return FALSE;

  return (other->role == DIP_GIST_DOER && is_deed_of (meaning, "own-deeds", deed->text))
    || ((other->role == DIP_GIST_OBJECT || other->role == DIP_GIST_TARGET)
        && is_deed_of (meaning, "done-to-others", deed->text));
}

/* 管理者が基盤に行う操作: whether a deed stands behind somebody, with things alone between the two. */
static gboolean
is_followed_by (const GArray      *words,
                guint              index,
                const DipGistWord *deed)
{
  for (guint i = index + 1; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (word->segment != dip_gist_word (words, index)->segment || word->is_party)
        return FALSE;
      if (word->kind != DIP_GIST_WORD)
        continue;
      if (strcmp (word->text, deed->text) == 0)
        return TRUE;
      if (word->is_deed)
        return FALSE;
    }

  return FALSE;
}

/* Whether somebody is whose deed it is where he does it, or is done to, on the other side. */
static gboolean
is_own_deed (const DipMeaning *meaning,
             const GArray     *a,
             guint             i,
             const GArray     *b)
{
  const DipGistWord *word = dip_gist_word (a, i);
  const DipGistWord *next = next_in_segment (a, i, FALSE);

  for (guint k = 0; next != NULL && k < b->len; k++)
    {
      const DipGistWord *other = dip_gist_word (b, k);
      const DipGistWord *other_next = next_in_segment (b, k, FALSE);

      if (strcmp (other->text, word->text) == 0 && other_next != NULL
          && ((is_own (meaning, word, other, next) && is_followed_by (b, k, next))
              || (is_own (meaning, other, word, other_next) && is_followed_by (a, i, other_next))))
        return TRUE;
    }

  return FALSE;
}

/* Whoever is named has the same parts; what is done to things, and by them, is not turned. */
gboolean
_dip_gist_keeps_roles (const DipMeaning *meaning,
                       const GArray     *a,
                       const GArray     *b)
{
  static const struct { guint one; guint other; } turned[] = {
    { DIP_GIST_DOER, DIP_GIST_OBJECT }, { DIP_GIST_DOER, DIP_GIST_TARGET }, { DIP_GIST_SOURCE, DIP_GIST_TARGET },
    { DIP_GIST_OBJECT, DIP_GIST_TARGET }, { DIP_GIST_OBJECT, DIP_GIST_SOURCE },
  };

  for (guint i = 0; i < a->len; i++)
    {
      const DipGistWord *word = dip_gist_word (a, i);
      guint x;
      guint y;

      if (word->kind != DIP_GIST_WORD || !_dip_gist_contains (b, word->text))
        {
          if (word->is_party)
            return FALSE;
          continue;
        }

      x = roles_of (a, word->text) & ~(guint) DIP_GIST_OWNER;
      y = roles_of (b, word->text) & ~(guint) DIP_GIST_OWNER;
      if (word->is_party && x != y && !is_own_deed (meaning, a, i, b))
        return FALSE;
      for (guint k = 0; k < G_N_ELEMENTS (turned); k++)
        {
          if ((x == turned[k].one && y == turned[k].other) || (y == turned[k].one && x == turned[k].other))
            return FALSE;
        }
    }

  return TRUE;
}

/* "当社は、…を保有する": whether the topic of a sentence does something in it; 退職した従業員: or whoever
 * stands right behind what he does. */
static gboolean
does (const GArray      *words,
      guint              index,
      const DipGistWord *deed)
{
  const DipGistWord *word = dip_gist_word (words, index);
  const DipGistWord *before = index > 0 ? dip_gist_word (words, index - 1) : NULL;

  if (deed == NULL)
    return FALSE;
  if (before != NULL && before->is_deed && !before->is_passive && before->segment == word->segment
      && _dip_gist_same_word (before, deed))
    return TRUE;

  for (guint i = index + 1; word->is_topic && word->is_provider && i < words->len; i++)
    {
      const DipGistWord *other = dip_gist_word (words, i);

      if (other->sentence != word->sentence)
        return FALSE;
      if (other->is_deed && !other->is_passive && _dip_gist_same_word (other, deed))
        return TRUE;
    }

  return FALSE;
}

static gboolean
same_party (const GArray *a,
            guint         i,
            const GArray *b,
            guint         k)
{
  const DipGistWord *word = dip_gist_word (a, i);
  const DipGistWord *other = dip_gist_word (b, k);
  gboolean deeds = word->role == DIP_GIST_DOER;

  if (!other->is_party || word->role != other->role || strcmp (word->text, other->text) != 0)
    return FALSE;
  if (word->role != DIP_GIST_DOER && word->role != DIP_GIST_OWNER)
    return TRUE;
  if (deeds && (next_in_segment (a, i, TRUE) == NULL || next_in_segment (b, k, TRUE) == NULL))
    return TRUE;

  if (deeds && (does (a, i, next_in_segment (b, k, TRUE)) || does (b, k, next_in_segment (a, i, TRUE))))
    return TRUE;

  return _dip_gist_same_word (next_in_segment (a, i, deeds), next_in_segment (b, k, deeds))
    || (next_in_segment (a, i, deeds) == NULL && next_in_segment (b, k, deeds) == NULL);
}

/* Whether a relative clause stands between a word and what it does. */
static gboolean
is_before_link (const GArray *words,
                guint         index)
{
  return index + 1 < words->len && dip_gist_word (words, index + 1)->kind == DIP_GIST_LINK;
}

/* Whether what stands bare before a verb does so on both sides: "the directors approve", "the directors review". */
static gboolean
keeps_deed (const GArray *a,
            guint         i,
            const GArray *b)
{
  const DipGistWord *word = dip_gist_word (a, i);
  const DipGistWord *next = next_in_segment (a, i, FALSE);
  gboolean is_there = FALSE;

  if (word->role != DIP_GIST_DOER || !word->is_bare || next == NULL || is_before_link (a, i))
    return TRUE;

  for (guint k = 0; k < b->len; k++)
    {
      const DipGistWord *other = dip_gist_word (b, k);
      const DipGistWord *other_next = next_in_segment (b, k, FALSE);

      if (strcmp (other->text, word->text) != 0 || other_next == NULL)
        continue;
      if (_dip_gist_same_word (next, other_next) || is_before_link (b, k))
        return TRUE;
      is_there = is_there || (other->role == DIP_GIST_DOER && other->is_bare);
    }

  return !is_there;
}

/* Whether whoever is named does what he did, and has what he had. */
gboolean
_dip_gist_keeps_parties (const DipMeaning *meaning,
                         const GArray     *a,
                         const GArray     *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      gboolean found = !dip_gist_word (a, i)->is_party && keeps_deed (a, i, b);

      for (guint k = 0; k < b->len && !found && dip_gist_word (a, i)->is_party; k++)
        found = same_party (a, i, b, k);
      found = found || (dip_gist_word (a, i)->is_party && is_own_deed (meaning, a, i, b));
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* Whether one bare word stands before another in some segment. */
static gboolean
stands_before (const GArray *words,
               const char   *first,
               const char   *second)
{
  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (!word->is_bare || strcmp (word->text, first) != 0)
        continue;
      for (guint k = i + 1; k < words->len && dip_gist_word (words, k)->segment == word->segment; k++)
        {
          if (dip_gist_word (words, k)->is_bare && strcmp (dip_gist_word (words, k)->text, second) == 0)
            return TRUE;
        }
    }

  return FALSE;
}

gboolean
_dip_gist_keeps_order (const DipMeaning *meaning,
                       const GArray     *a,
                       const GArray     *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      const DipGistWord *word = dip_gist_word (a, i);

      for (guint k = i + 1; word->is_bare && k < a->len && dip_gist_word (a, k)->segment == word->segment; k++)
        {
          const DipGistWord *other = dip_gist_word (a, k);

          if (other->is_bare && strcmp (word->text, other->text) != 0 && stands_before (b, other->text, word->text)
              && !stands_before (b, word->text, other->text))
            return FALSE;
        }
    }

  return TRUE;
}

/* How often a word stands in a text; @is_object: whether something is done to it. */
static guint
count_word (const GArray *words,
            const char   *text,
            gboolean     *is_object)
{
  guint n = 0;

  *is_object = FALSE;
  for (guint i = 0; i < words->len; i++)
    {
      const DipGistWord *word = dip_gist_word (words, i);

      if (strcmp (word->text, text) != 0)
        continue;
      n++;
      *is_object = *is_object || (word->role & DIP_GIST_OBJECT) != 0;
    }

  return n;
}

/* Whether something is done to a word in one text, where it stands more often, and not in the other. */
static gboolean
is_object_lost (const GArray *words,
                const GArray *others,
                const char   *text)
{
  gboolean here, there;
  guint n = count_word (others, text, &there);

  return n > 0 && count_word (words, text, &here) > n && here && !there;
}

static const char *
deed_of (const GArray *words,
         guint         segment)
{
  for (guint i = 0; i < words->len; i++)
    if (dip_gist_word (words, i)->segment == segment && dip_gist_word (words, i)->is_deed)
      return dip_gist_word (words, i)->text;

  return NULL;
}

/* "Where the paper and the terms differ, the terms come first": of two words that both stand elsewhere too, one has
 * taken the place of the other, and the same is done to it. */
gboolean
_dip_gist_keeps_repeats (const DipMeaning *meaning,
                         const GArray     *a,
                         const GArray     *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      const DipGistWord *word = dip_gist_word (a, i);
      const char *deed = (word->role & DIP_GIST_OBJECT) != 0 ? deed_of (a, word->segment) : NULL;

      if (deed == NULL || !is_object_lost (a, b, word->text))
        continue;
      for (guint k = 0; k < b->len; k++)
        {
          const DipGistWord *other = dip_gist_word (b, k);

          if ((other->role & DIP_GIST_OBJECT) != 0 && g_strcmp0 (deed_of (b, other->segment), deed) == 0 &&
              is_object_lost (b, a, other->text))
            return FALSE;
        }
    }

  return TRUE;
}
