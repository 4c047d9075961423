/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-flips-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * Promises that became smaller, told by two forms of one sentence:
 *
 *   - what was so for all, or at any time, is no longer said of all;
 *   - what is done by itself is done by hand, what could be had at any time is asked for;
 *   - "within 24 hours" is "without undue delay" now, "every month" is "on request", and "around the clock" is
 *     "on weekdays";
 *   - "never" is "not normally" now, or has a wider exception;
 *   - a case is gone from those in which something is done ("or is suspected");
 *   - somebody who was liable is not said to be so, a consent is not asked for, something
 *     else stands in its place, what cost nothing costs something.
 */

static gboolean
has (DipContext *context,
     const char *list,
     const char *text)
{
  return _dip_meaning_has (context->meaning, list, text);
}

static gboolean
is_lost (DipContext *context,
         const char *list,
         const char *a,
         const char *b)
{
  return has (context, list, a) && !has (context, list, b);
}

static gboolean
is_gained (DipContext *context,
           const char *list,
           const char *a,
           const char *b)
{
  return is_lost (context, list, b, a);
}

/* Whether a phrase begins at @at that is a word of its own: 全 of 全従業員, not of 安全. */
static gboolean
is_word_at (const char *text,
            const char *at)
{
  gunichar before;

  if (at == text)
    return TRUE;

  before = g_utf8_get_char (g_utf8_prev_char (at));
  if ((guint8) *at < 0x80)
    return before >= 0x80 || !g_ascii_isalnum ((char) before);

  return before < 0x4E00 || before > 0x9FFF;
}

/* Words behind "every" among which its unit of time stands: "every two calendar months". */
#define MAX_WORDS_OF_FREQUENCY 3

/* Whether a unit of time follows, or a number: how often, not of how many. */
static gboolean
is_frequency (DipContext *context,
              const char *after)
{
  for (guint i = 0; i < MAX_WORDS_OF_FREQUENCY; i++)
    {
      after += strspn (after, " ");
      if (g_ascii_isdigit (*after) || g_str_has_prefix (after, "quarter") || g_str_has_prefix (after, "night")
          || _dip_meaning_match_at (context->meaning, "durations", after) > 0)
        return TRUE;
      if (!g_ascii_isalpha (*after))
        return FALSE;
      after += strcspn (after, " ");
    }

  return FALSE;
}

/* "both" of a list, or 各 of one, says no more than its "and". */
static gboolean
names_list (const char *text,
            const char *at)
{
  return (g_str_has_prefix (at, "both") && strstr (at, " and ") != NULL)
    || (g_str_has_prefix (at, "各") && at > text && g_str_has_prefix (g_utf8_prev_char (at), "の"));
}

/* Whether "all" is a word and not the beginning of one, as "every" is of "everybody"; "each other" is nobody. */
static gboolean
is_whole_word (const char *at,
               gsize       length)
{
  return ((guint8) *at >= 0x80 || !g_ascii_isalpha (at[length]) || g_str_has_prefix (at, "every"))
    && !g_str_has_prefix (at, "each other");
}

/* Words that say that nobody and nothing is left out. */
static guint
count_all_of (DipContext *context,
              const char *text)
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; )
    {
      gsize length = is_word_at (text, at) ? _dip_meaning_match_at (context->meaning, "all-of", at) : 0;

      n += length > 0 && is_whole_word (at, length)
        && !((g_str_has_prefix (at, "every") || g_str_has_prefix (at, "each")) && is_frequency (context, at + length))
        && !names_list (text, at);
      at = length > 0 ? at + length : g_utf8_next_char (at);
    }

  return n;
}

/* What @b has more than @a where it is that with one piece put in, %NULL where it is not. */
static char *
dup_more (const char *a,
          const char *b)
{
  gsize n_a = strlen (a);
  gsize n_b = strlen (b);
  gsize before = 0;
  gsize after = 0;

  if (n_b <= n_a)
    return NULL;
  while (before < n_a && a[before] == b[before])
    before++;
  while (after < n_a - before && a[n_a - after - 1] == b[n_b - after - 1])
    after++;

  return before + after < n_a ? NULL : g_strndup (b + before, n_b - n_a);
}

/* Whether nobody says any more that nothing is left out: neither of what was all, nor, where nothing else
 * changed, of anything. */
static gboolean
drops_all_of (DipContext *context,
              const char *a,
              const char *b)
{
  guint n_old = count_all_of (context, a);
  guint n_new = count_all_of (context, b);
  g_autofree char *gone = n_new > 0 && n_new < n_old ? dup_more (b, a) : NULL;

  return gone != NULL || (n_old > 0 && n_new == 0);
}

/* "within 24 hours", "five business days before", 24時間以内に, 実施日の7日前までに. */
static gboolean
has_deadline (DipContext *context,
              const char *text)
{
  static const char *const days[] = { "business ", "working ", "calendar " };
  g_autofree char *values = NULL;

  if (strstr (text, "within ") == NULL && strstr (text, "no later than ") == NULL && strstr (text, " before ") == NULL
      && strstr (text, "in advance") == NULL && strstr (text, "以内") == NULL && strstr (text, "前") == NULL)
    return FALSE;

  values = _dip_normalise_values (text);
  for (const char *at = values; *at != '\0'; at++)
    {
      const char *after = at + 1;
      gsize unit;

      if (!g_ascii_isdigit (*at) || g_ascii_isdigit (*after))
        continue;
      after += strspn (after, " ");
      for (guint i = 0; i < G_N_ELEMENTS (days); i++)
        after += g_str_has_prefix (after, days[i]) ? strlen (days[i]) : 0;
      unit = _dip_meaning_match_at (context->meaning, "durations", after);
      if (unit > 0 && ((guint8) *after < 0x80 || g_str_has_prefix (after + unit, "以内")
                       || g_str_has_prefix (after + unit, "前")))
        return TRUE;
    }

  return FALSE;
}

/* "72 hours", "on the last working day", 30日. */
static gboolean
has_duration (DipContext *context,
              const char *text)
{
  g_autofree char *values = _dip_normalise_values (text);

  if (g_ascii_isalpha (text[0]) && has (context, "durations", text))
    return TRUE;

  for (const char *at = values; *at != '\0'; at++)
    {
      const char *after = at + 1;

      after += strspn (after, " ");
      if (g_ascii_isdigit (*at) && !g_ascii_isdigit (at[1])
          && _dip_meaning_match_at (context->meaning, "durations", after) > 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether all of @a stands in @b, with one piece more, which adds something to a list. */
static gboolean
has_one_more (const char *a,
              const char *b)
{
  static const char *const joiners[] = { "及び", "および", "並びに", "ならびに", "又は", "または", "、", ",", "and ", "or ", NULL };
  g_autofree char *more = dup_more (a, b);

  if (more == NULL)
    return FALSE;

  return dip_has_one_of (more, joiners);
}

/* Whether what is denied, to assure, is denied less surely or with a wider exception. */
gboolean
_dip_is_denied_less (DipContext *context,
                     const char *a,
                     const char *b)
{
  if (_dip_count_negations (context, a) == 0)
    return FALSE;
  /* "Cannot be deleted by anybody", "… by users". */
  if (_dip_count_negations (context, b) > 0 && is_lost (context, "nobody", a, b) && !has (context, "all-of", b))
    return TRUE;
  if (_dip_count_negations (context, b) > 0 && has (context, "exceptions", a) && has (context, "exceptions", b)
      && has_one_more (a, b))
    return TRUE;

  /* "… without your consent". */
  if (is_lost (context, "consents", a, b) && !has (context, "consents", b)
      && _dip_count_negations (context, b) < _dip_count_negations (context, a))
    return TRUE;

  return _dip_count_negations (context, b) > 0 && !_dip_denies (context, a, FALSE)
    && is_gained (context, "weakenings", a, b) && strstr (b, "may not") == NULL;
}

/* Variants of the service that a sentence names. */
static guint
count_variants (DipContext *context,
                const char *text)
{
  const GPtrArray *variants = context->comparison->new_document->variants;
  guint n = 0;

  for (guint i = 0; i < variants->len; i++)
    {
      const DipVariant *variant = variants->pdata[i];
      g_autofree char *label = dip_fold_to_string (variant->label, DIP_ENGINE_FOLD, context->lexicon);

      n += label[0] != '\0' && strstr (text, label) != NULL;
    }

  return n;
}

/* Whether what was so of the service is said of one variant of several. */
gboolean
_dip_is_for_variant (DipContext *context,
                     const char *a,
                     const char *b)
{
  return context->comparison->new_document->variants->len > 1 && count_variants (context, b) == 1
    && count_variants (context, a) == 0;
}

/* Bytes of "30 か月間" between its number and 程度. */
#define MAX_COUNTED 20u

/* "約30日", "30日程度", "about 30 days": a number that is not quite that. */
static gboolean
has_rough_number (DipContext *context,
                  const char *text)
{
  const char *const *before = dip_lexicon_get_words (context->lexicon, "roughly");
  const char *const *after = dip_lexicon_get_words (context->lexicon, "or-so");

  for (guint i = 0; before[i] != NULL; i++)
    for (const char *at = strstr (text, before[i]); at != NULL; at = strstr (at + 1, before[i]))
      {
        const char *next = at + strlen (before[i]);

        if ((at == text || !g_ascii_isalpha (at[-1]) || !g_ascii_isalpha (*at))
            && g_ascii_isdigit (next[strspn (next, " ")]))
          return TRUE;
      }

  for (guint i = 0; after[i] != NULL; i++)
    for (const char *at = strstr (text, after[i]); at != NULL; at = strstr (at + 1, after[i]))
      {
        const char *digit = at;

        while (digit > text && at - digit < MAX_COUNTED && !g_ascii_isdigit (*digit))
          digit--;
        /* "30日保管し、10人ほど" … no clause ends between the number and the word. */
        if (g_ascii_isdigit (*digit) && g_strstr_len (digit, at - digit, "、") == NULL)
          return TRUE;
      }

  return FALSE;
}

/* A time or a share that was sure is so roughly, or is aimed at. */
static gboolean
is_blurred (DipContext *context,
            const char *a,
            const char *b)
{
  return (has_duration (context, b) || strchr (b, '%') != NULL) && strpbrk (a, "0123456789") != NULL
    && !has_rough_number (context, a) && (has_rough_number (context, b) || is_gained (context, "targets", a, b));
}

/**
 * _dip_is_smaller:
 * @context: both editions, compared
 * @a: a folded sentence
 * @b: another form of it
 * @is_promise: whether @a promises something
 *
 * Returns: whether the new form promises less of the same
 */
gboolean
_dip_is_smaller (DipContext *context,
                 const char *a,
                 const char *b,
                 gboolean    is_promise)
{
  if (_dip_is_denied_less (context, a, b) || is_lost (context, "gratis", a, b)
      || (has (context, "notices", a) && is_gained (context, "unannounced", a, b)))
    return TRUE;
  if (_dip_count_negations (context, a) > 0)
    return FALSE;
  if (is_lost (context, "liabilities", a, b) && has (context, "providers", a) && !has (context, "duties", b))
    return TRUE;
  if (!is_promise)
    return FALSE;

  return drops_all_of (context, a, b)
    || (is_lost (context, "round-the-clock", a, b) && is_gained (context, "office-hours", a, b))
    || (is_lost (context, "automatic", a, b) && is_gained (context, "manual", a, b))
    || (is_lost (context, "at-any-time", a, b) && (is_gained (context, "upon-request", a, b)
                                                   || is_gained (context, "requests", a, b)))
    || (is_lost (context, "frequencies", a, b) && is_gained (context, "upon-request", a, b))
    || (has_deadline (context, a) && !has_deadline (context, b)
        && (has (context, "vague-times", b) || (!has (context, "instants", b) && !has_duration (context, b))))
    || (is_lost (context, "immediacies", a, b) && !has (context, "vague-times", b)
        && !has_deadline (context, b) && strpbrk (b, "0123456789") == NULL)
    || (is_lost (context, "possibilities", a, b) && !has (context, "weakenings", b))
    || is_gained (context, "severities", a, b) || is_lost (context, "unlimited", a, b)
    || (is_lost (context, "choices", a, b) && has (context, "customers", a) && !has (context, "abilities", b))
    || is_gained (context, "substitutes", a, b) || is_blurred (context, a, b);
}
