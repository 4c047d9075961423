/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-variant-private.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

/*
 * Variants that a Japanese paper names in quotation marks and counts:
 *
 *   本サービスは、専用線で使う「クローズド型」と公衆網で使う「オープン型」の2種類があります。
 *
 *   counted = service … 「name」 … 「name」 "の" number of      two to four names with one ending
 *           | service … name と name の number of           the same without quotes, right behind a particle
 *
 *           | service … 「name」 … 「name」 "があります"    names that end as those of plans do
 *           | service … Standard と Premium を対象     names that plans have, not counted
 *
 * They are variants where another clause speaks of one of them. What a sentence about something else counts, "認証には
 * 「…」と「…」の2種類", is none.
 */

#define MAX_COUNTED 6u
#define MAX_TEXT 2000u
#define MAX_WAYS 4u

/* Of a sentence: what stands before each of them may be names. */
#define MAX_PARTICLES 12u

/* Whether the service is what the sentence up to @end is about. */
static gboolean
is_about_service (DipVariantPass *pass,
                  const char     *sentence,
                  const char     *end)
{
  const char *const *subjects = dip_lexicon_get_words (pass->draft->lexicon, "variant-subjects");
  const char *service = pass->draft->document->edition->service;
  const char *subject = sentence;

  if (dip_begins_with (subject, "「"))
    subject += strlen ("「");
  if (service != NULL && *service != '\0' && dip_begins_with (subject, service) && subject + strlen (service) <= end)
    return TRUE;
  return dip_begins_with_one_of (sentence, subjects);
}

/* Whether "の2種類" stands at @at, for @n. */
static gboolean
counts (DipVariantPass *pass,
        const char     *at,
        guint           n)
{
  static const char *const kanji[] = { "", "一", "二", "三", "四" };
  const char *const *kinds = dip_lexicon_get_words (pass->draft->lexicon, "variant-counters");

  if (!dip_begins_with (at, "の"))
    return FALSE;
  at = dip_text_skip_space (at + strlen ("の"));
  if (dip_glyph_narrow (dip_text_first (at)) == '0' + n)
    at = g_utf8_next_char (at);
  else if (dip_begins_with (at, kanji[n]))
    at += strlen (kanji[n]);
  else
    return FALSE;
  at = dip_text_skip_space (at);
  return dip_begins_with_one_of (at, kinds);
}

/* Whether "があります" stands at @at behind names that all end as those of plans do. */
static gboolean
offers (DipVariantPass  *pass,
        const char      *at,
        const GPtrArray *names)
{
  static const char *const verbs[] = { "があり", "がある", "を提供", "を用意", "をご用意", "から選" };
  gboolean found = FALSE;

  for (guint i = 0; i < names->len; i++)
    if (!dip_variant_is_plan (pass, g_ptr_array_index (names, i)))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (verbs) && !found; i++)
    found = dip_begins_with (at, verbs[i]);

  return found;
}

/* The names that the sentence at @sentence counts; NULL for other sentences. */
static GPtrArray *
read_sentence (DipVariantPass *pass,
               const char     *sentence)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *stop = strstr (sentence, "。");
  const char *end = stop != NULL ? stop : sentence + strlen (sentence);
  const char *after = NULL;
  gunichar ending = 0;

  for (const char *open = strstr (sentence, "「"); open != NULL && open < end; open = strstr (after, "「"))
    {
      const char *from = open + strlen ("「");
      const char *close = strstr (from, "」");

      if (close == NULL || close >= end || close == from || (gsize) (close - from) > DIP_VARIANT_LABEL)
        return NULL;
      after = close + strlen ("」");
      /* 本サービス「Y」 */
      if (g_strcmp0 (pass->draft->document->edition->service, "") != 0 &&
          pass->draft->document->edition->service != NULL &&
          strncmp (pass->draft->document->edition->service, from, (gsize) (close - from)) == 0)
        continue;
      if (names->len == MAX_WAYS)
        return NULL;
      g_ptr_array_add (names, g_strndup (from, (gsize) (close - from)));
      if (names->len > 1 && g_utf8_get_char (g_utf8_prev_char (close)) != ending)
        return NULL;
      ending = g_utf8_get_char (g_utf8_prev_char (close));
    }
  if (names->len < 2 || !(counts (pass, after, names->len) || offers (pass, after, names)))
    return NULL;

  return g_steal_pointer (&names);
}

/* What names of ways are joined by. */
static const char *const joiners[] = { "と", "、", "及び", "および", "並びに" };

/* Where the names begin that end at @end: behind the last particle. */
static const char *
names_start (const char *sentence,
             const char *end)
{
  static const char *const particles[] = { "は、", "は", "には、", "には", "として、", "として", "を" };
  const char *start = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    {
      const char *hit = g_strrstr_len (sentence, end - sentence, particles[i]);

      if (hit != NULL && (start == NULL || hit + strlen (particles[i]) > start))
        start = hit + strlen (particles[i]);
    }

  return start;
}

/* "共用型と専有型の二つ": names without quotes, which have one ending in common and no particle within; NULL for others. */
static GPtrArray *
read_bare (DipVariantPass *pass,
           const char     *sentence)
{
  const char *stop = strstr (sentence, "。");
  const char *end = stop != NULL ? stop : sentence + strlen (sentence);
  guint n = 0;

  for (const char *of = strstr (sentence, "の"); of != NULL && of < end && n++ < MAX_PARTICLES;
       of = strstr (of + strlen ("の"), "の"))
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      const char *start = names_start (sentence, of);
      gunichar ending = of > sentence ? g_utf8_get_char (g_utf8_prev_char (of)) : 0;

      while (start != NULL && start < of && names->len <= MAX_WAYS)
        {
          const char *next = of;
          gsize skip = 0;

          for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
            {
              const char *hit = g_strstr_len (start, of - start, joiners[i]);

              if (hit != NULL && hit < next)
                {
                  next = hit;
                  skip = strlen (joiners[i]);
                }
            }
          if (next == start || (gsize) (next - start) > DIP_VARIANT_LABEL ||
              g_utf8_get_char (g_utf8_prev_char (next)) != ending || g_utf8_strlen (start, next - start) < 2)
            break;
          g_ptr_array_add (names, g_strndup (start, (gsize) (next - start)));
          start = next + skip;
          if (next == of)
            break;
        }
      if (names->len >= 2 && names->len <= MAX_WAYS && start == of && !dip_is_hiragana (ending) &&
          counts (pass, of, names->len))
        return g_steal_pointer (&names);
    }

  return NULL;
}

/* "… の Standard と Premium を対象とします": names that plans have, without a count; NULL for others. */
static GPtrArray *
read_known (DipVariantPass *pass,
            const char     *sentence)
{
  static const char *const tails[] = { "を対象", "があり", "がある", "を提供", "から選", "のいずれか", "のどちらか", "の両方" };
  const char *stop = strstr (sentence, "。");
  const char *end = stop != NULL ? stop : sentence + strlen (sentence);

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      const char *tail = g_strstr_len (sentence, end - sentence, tails[i]);
      const char *start = tail != NULL ? names_start (sentence, tail) : NULL;
      const char *of = tail != NULL ? g_strrstr_len (sentence, tail - sentence, "の") : NULL;
      g_autofree char *list = NULL;
      g_auto (GStrv) parts = NULL;
      g_autoptr (GPtrArray) names = NULL;

      if (of != NULL && (start == NULL || of > start))
        start = of + strlen ("の");
      if (start == NULL || (gsize) (tail - start) > MAX_WAYS * DIP_VARIANT_LABEL)
        continue;
      list = g_strndup (start, (gsize) (tail - start));
      for (guint k = 0; k < G_N_ELEMENTS (joiners); k++)
        {
          g_auto (GStrv) split = g_strsplit (list, joiners[k], -1);

          g_free (list);
          list = g_strjoinv ("\t", split);
        }
      parts = g_strsplit (list, "\t", -1);
      names = g_ptr_array_new_with_free_func (g_free);
      for (guint k = 0; parts[k] != NULL && names->len <= MAX_WAYS; k++)
        {
          g_strstrip (parts[k]);
          if (!dip_variant_is_plan (pass, parts[k]))
            break;
          g_ptr_array_add (names, g_strdup (parts[k]));
        }
      if (names->len >= 2 && names->len <= MAX_WAYS && names->len == g_strv_length (parts))
        return g_steal_pointer (&names);
    }

  return NULL;
}

/* The names of ways that a sentence about the service gives; NULL for other sentences. */
static GPtrArray *
read_names (DipVariantPass *pass,
            const char     *sentence)
{
  const char *stop = strstr (sentence, "。");
  GPtrArray *names;

  if (!is_about_service (pass, sentence, stop != NULL ? stop : sentence + strlen (sentence)))
    return NULL;

  names = read_sentence (pass, sentence);
  if (names == NULL)
    names = read_bare (pass, sentence);
  if (names == NULL)
    names = read_known (pass, sentence);

  return names;
}

/* Whether a clause other than @home speaks of one of the names. */
static gboolean
are_used (DipVariantPass  *pass,
          const GPtrArray *names,
          const DipClause *home)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      for (guint b = 0; clause != home && b < clause->blocks->len; b++)
        for (guint k = 0; k < names->len; k++)
          if (strstr (((const DipBlock *) g_ptr_array_index (clause->blocks, b))->text,
                      g_ptr_array_index (names, k)) != NULL)
            return TRUE;
    }

  return FALSE;
}

/**
 * dip_variant_take_quoted:
 *
 * Takes the ways to have the service that one of the first clauses names and counts, where others speak of them.
 */
void
dip_variant_take_quoted (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len && i < MAX_COUNTED; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      for (guint b = 0; b < clause->blocks->len; b++)
        {
          const char *text = ((const DipBlock *) g_ptr_array_index (clause->blocks, b))->text;

          if (strlen (text) > MAX_TEXT)
            continue;
          for (const char *at = text; at != NULL && *at != '\0'; )
            {
              g_autoptr (GPtrArray) names = read_names (pass, at);

              if (names != NULL && pass->n_looked++ < DIP_VARIANT_LOOKED && are_used (pass, names, clause))
                {
                  dip_variant_add_named (pass, names, clause);
                  return;
                }
              at = strstr (at, "。");
              at = at != NULL ? dip_text_skip_space (at + strlen ("。")) : NULL;
            }
        }
    }
}
