/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-fact-private.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-structure.h"
#include "text/dip-characters.h"

/* Facts that are numbers: quantities with a unit, frequencies. Those with a form of their own are dip-fact-form.c. */

/* How far a number's topic may stand from it, in bytes: some 60 characters. */
#define TOPIC_REACH 180

typedef struct
{
  const char *start;     /* with what stands before it: "約" */
  const char *end;       /* with what stands after it: "以内" */
  double      low;
  double      high;      /* the same but for "1~2" */
  char        text[64];  /* normal form of the number */
} Number;

/* "1,000", "99.9"; bytes taken */
static gsize
read_number (const char *at,
             const char *stop,
             double     *value,
             char       *text,
             gsize       size)
{
  const char *end = at;
  gsize n = 0;

  while (end < stop && n + 1 < size &&
         (g_ascii_isdigit (*end) ||
          (*end == ',' && end + 3 < stop && g_ascii_isdigit (end[1]) && g_ascii_isdigit (end[2]) &&
           g_ascii_isdigit (end[3])) ||
          (*end == '.' && end + 1 < stop && g_ascii_isdigit (end[1]))))
    {
      if (*end != ',')
        text[n++] = *end;
      end++;
    }
  text[n] = '\0';
  *value = g_ascii_strtod (text, NULL);

  return end - at;
}

static const char *
skip_blank (const char *at,
            const char *stop)
{
  while (at < stop && *at == ' ')
    at++;

  return at;
}

/* Nothing is kept, deleted or available so and so often; a share is none of time; no time is one of a capacity. */
static gboolean
fits_kind (const char *kind,
           const char *topic)
{
  static const char *const no_frequencies[] = { "retention", "deletion", "availability", "validity", "lock-out", NULL };
  static const char *const no_shares[] = { "retention", "deletion", "notification", "review", "audit", "training",
                                           "response", "meeting", "session time-out", "trial", NULL };

  if (strcmp (kind, "frequency") == 0)
    return !g_strv_contains (no_frequencies, topic);
  if (strcmp (kind, "percentage") == 0)
    return !g_strv_contains (no_shares, topic);
  if (strcmp (kind, "duration") == 0)
    return strcmp (topic, "capacity") != 0;

  return TRUE;
}

/* What [fact-before] says of a time that has passed. */
#define OF_THE_LAST "of the last"

/* A weak topic right behind a number beats a strong one before it, in bytes: some ten characters. */
#define WEAK_REACH 30

/* Topics on one side of a number, each the nearest. */
typedef struct
{
  const char *strong;
  const char *weak;
  const char *weak_close;   /* at most WEAK_REACH behind the number */
  gboolean    strong_close; /* at most half of TOPIC_REACH behind it */
} Topics;

static void
look_for_topics (const DipFactScan *scan,
                 const char        *kind,
                 const char        *from,
                 const char        *to,
                 gboolean           is_behind,
                 Topics            *topics)
{
  const char *hit;
  const char **fields;
  gsize length;

  for (const char *at = from;
       (fields = dip_word_table_find (scan->scanner->topics, at, to, &hit, &length)) != NULL; at = hit + length)
    {
      if (fields[1] == NULL || !fits_kind (kind, fields[1]))
        continue;
      if (fields[2] != NULL)
        {
          if (!is_behind || topics->weak == NULL)
            topics->weak = fields[1];
          if (is_behind && topics->weak_close == NULL && hit - from <= WEAK_REACH)
            topics->weak_close = fields[1];
          continue;
        }
      topics->strong = fields[1];
      topics->strong_close = hit - from <= TOPIC_REACH / 2;
      if (is_behind)
        break;
    }
}

/* Where the statement ends that stands from @from on: "…を確認し、", ", approved by"; at most @stop. */
static const char *
statement_end (const char *from,
               const char *stop)
{
  static const char *const ends[] = {
    "し、", "り、", "て、", "い、", "が、", "せ、", "え、", ", ", ",", ";",
    " and the ", " and our ", " and its ", " and are ", " and is ", " and kept ",
  };

  for (const char *at = from; at < stop; at++)
    {
      /* nearly all places are left here: an end is a sign, a blank, or a kana before "、" */
      if (*at != ',' && *at != ';' && *at != ' ' &&
          ((guchar) *at != 0xE3 || stop - at < 6 || memcmp (at + 3, "、", 3) != 0))
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        if ((gsize) (stop - at) >= strlen (ends[i]) && memcmp (at, ends[i], strlen (ends[i])) == 0)
          return at + strlen (ends[i]);
    }

  return stop;
}

static const char *
choose_topic (const Topics *before,
              const Topics *behind)
{
  if (behind->strong != NULL && behind->strong_close)
    return behind->strong;
  if (behind->weak_close != NULL)
    return behind->weak_close;
  if (before->strong != NULL)
    return before->strong;
  if (behind->strong != NULL)
    return behind->strong;

  return behind->weak != NULL ? behind->weak : before->weak;
}

static gboolean
has_digit (const char *from,
           const char *to)
{
  for (const char *at = from; at < to; at++)
    if (g_ascii_isdigit (*at))
      return TRUE;

  return FALSE;
}

/* The topic of what stands from @from to @to: the nearest word within its own statement, what
 * follows first; then of the sentence; then the title's. */
static const char *
find_topic (const DipFactScan *scan,
            const char        *kind,
            const char        *from,
            const char        *to)
{
  const char *stop = MIN (scan->stop, to + TOPIC_REACH);
  const char *start = from - MIN ((gsize) (from - scan->text), TOPIC_REACH);
  const char *end;
  const char *begin;
  const char *topic;
  Topics before = { NULL };
  Topics behind = { NULL };

  while (stop < scan->stop && stop > to && ((guchar) *stop & 0xC0) == 0x80)
    stop--;
  while (start < from && ((guchar) *start & 0xC0) == 0x80)
    start++;

  end = statement_end (to, stop);
  begin = start;
  for (const char *next; (next = statement_end (begin, from)) < from; )
    begin = next;
  look_for_topics (scan, kind, begin, from, FALSE, &before);
  /* "RTO は 4 時間、RPO は 24 時間": what is told of one ends with its figure, where another follows */
  topic = before.strong != NULL ? before.strong : before.weak;
  if (topic != NULL && (g_str_has_prefix (to, "、") || *to == ',') && has_digit (to, end))
    return topic;
  look_for_topics (scan, kind, to, end, TRUE, &behind);
  topic = choose_topic (&before, &behind);
  if (topic != NULL)
    return topic;

  look_for_topics (scan, kind, start, from, FALSE, &before);
  look_for_topics (scan, kind, to, stop, TRUE, &behind);
  topic = choose_topic (&before, &behind);
  if (topic != NULL)
    return topic;

  memset (&behind, 0, sizeof behind);
  *scan->by_title = TRUE;
  look_for_topics (scan, kind, scan->title, scan->title + strlen (scan->title), TRUE, &behind);

  return behind.strong != NULL ? behind.strong : behind.weak;
}

/* "month(s)" → "month" or "months" */
static char *
unit_for (const char *form,
          double      n)
{
  gsize length = strlen (form);

  if (!g_str_has_suffix (form, "(s)"))
    return g_strdup (form);

  return n == 1.0 ? g_strndup (form, length - 3) : g_strdup_printf ("%.*ss", (int) length - 3, form);
}

/* Whether a unit of one character goes on to another word. */
static gboolean
is_cut_short (const DipFactScan *scan,
              const char        *after,
              const char        *unit)
{
  gsize length;
  const char **fields = dip_word_table_at (scan->scanner->breaks, unit, after, &length);
  gunichar c;

  if (fields == NULL || fields[1] == NULL || unit + length != after || after >= scan->stop)
    return FALSE;
  c = g_utf8_get_char (after);

  return g_utf8_strchr (fields[1], -1, c) != NULL;
}

static const char *
modifier_before (const DipFactScan *scan,
                 const char        *at,
                 const char       **start)
{
  const char *end = at;
  const char **fields;
  gsize length;

  while (end > scan->text && (end[-1] == ' ' || end[-1] == '('))
    end--;
  fields = dip_word_table_before (scan->scanner->before, scan->text, end, &length);
  if (fields == NULL)
    return NULL;
  *start = end - length;

  return fields[1];
}

static const char *
modifier_after (const DipFactScan *scan,
                const char        *at,
                const char       **end)
{
  const char *from = skip_blank (at, scan->stop);
  const char **fields;
  gsize length;

  if (g_str_has_prefix (from, "の"))
    from += strlen ("の");
  fields = dip_word_table_at (scan->scanner->after, from, scan->stop, &length);
  if (fields == NULL)
    return NULL;
  *end = from + length;

  return fields[1];
}

static void
add_with_topic (DipFactScan *scan,
                const char  *kind,
                const char  *value,
                const char  *from,
                const char  *to)
{
  const char *topic = find_topic (scan, kind, from, to);
  g_autofree char *what = NULL;

  if (strcmp (kind, "frequency") == 0)
    what = topic != NULL ? g_strconcat (topic, " frequency", NULL) : g_strdup (kind);
  else if (topic != NULL && (strcmp (kind, "duration") == 0 || strcmp (kind, "generations") == 0 ||
                             strcmp (kind, "percentage") == 0))
    what = g_strdup (topic);
  else
    what = g_strdup (kind);
  _dip_fact_scan_add (scan, what, value, from, to);
}

/* "年1回", "年に少なくとも1回", "once a year", "2 times per month": the period, NULL if there is none. */
static const char *
find_period (const DipFactScan *scan,
             const char       **from,
             const char       **to)
{
  static const char *const between[] = { "に", "少なくとも", "最低", "最低でも", "あたり", "につき", "、", "は" };
  static const char *const leads[] = { " a ", " an ", " per ", " each ", " every ", "/", " in a " };
  const char *at = *from;
  gboolean again = TRUE;
  const char **fields;
  gsize length;

  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (between); i++)
        {
          gsize n = strlen (between[i]);

          if ((gsize) (at - scan->text) >= n && memcmp (at - n, between[i], n) == 0)
            {
              at -= n;
              again = TRUE;
            }
        }
    }
  fields = dip_word_table_before (scan->scanner->periods, scan->text, at, &length);
  if (fields != NULL && (guchar) fields[0][strlen (fields[0]) - 1] >= 0x80)
    {
      *from = at - length;
      return fields[1];
    }

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (g_str_has_prefix (*to, leads[i]))
      {
        fields = dip_word_table_at (scan->scanner->periods, *to + strlen (leads[i]), scan->stop, &length);
        if (fields != NULL)
          {
            *to += strlen (leads[i]) + length;
            return fields[1];
          }
      }

  return NULL;
}

/* Whether the word before a number makes it the number of something: "section 3", "step 2", "AES 256". */
static gboolean
points_to (const DipFactScan *scan,
           const char        *start)
{
  const DipLexicon *lexicon = scan->scanner->lexicon;

  while (start > scan->text && start[-1] == ' ')
    start--;

  return dip_follows_one_of (scan->text, start, dip_lexicon_get_words (lexicon, "fact-numbered")) ||
         dip_text_ends_with_word (scan->text, start, dip_lexicon_get_words (lexicon, "fact-numbered-en"));
}

/* "100 address ranges", "3 ゾーン": something that is counted and no unit of the lists. */
static gsize
take_noun (DipFactScan *scan,
           Number      *number,
           const char  *at)
{
  const char *end = at;
  g_autofree char *value = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *noun = NULL;
  const char *start = number->start;

  /* "8.17 for", "2.3 プラン" are numbers of clauses or versions, "section 3 for details" is one */
  if (strchr (number->text, '.') != NULL || points_to (scan, start))
    return 0;
  /* "5 per tenant" */
  if (g_str_has_prefix (at, " per ") && g_ascii_islower (at[5]))
    {
      end = at + 5;
      while (end < scan->stop && g_ascii_islower (*end))
        end++;
    }
  else if (*at == ' ' && g_ascii_islower (at[1]))
    {
      for (guint words = 0; words < 3 && *end == ' ' && g_ascii_islower (end[1]); words++)
        {
          end++;
          while (end < scan->stop && g_ascii_islower (*end))
            end++;
          if (end[-1] == 's' && end[-2] != 's' && end - at > 4)
            break;
        }
      if (end - at <= 4 || end[-1] != 's' || end[-2] == 's' ||
          g_str_has_prefix (at, " of") || g_str_has_prefix (at, " is") ||
          g_str_has_prefix (at, " and") || g_str_has_prefix (at, " to ") || g_str_has_prefix (at, " or ") ||
          g_str_has_prefix (at, " for ") || g_str_has_prefix (at, " in ") || g_str_has_prefix (at, " on ") ||
          g_str_has_prefix (at, " with ") || g_str_has_prefix (at, " from ") || g_str_has_prefix (at, " as "))
        return 0;
    }
  else
    {
      while (end < scan->stop && _dip_is_katakana (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      if (end - at < 6 || end - at > 45)
        return 0;
    }
  number->end = end;
  modifier_before (scan, start, &number->start);
  printed = g_strndup (at, end - at);
  noun = dip_fold_to_string (printed, DIP_FOLD_WIDTH | DIP_FOLD_SPELLING, scan->scanner->lexicon);
  value = g_strdup_printf ("%s%s%s", number->text, *at == ' ' ? "" : " ", noun);
  _dip_fact_scan_add (scan, "count", value, number->start, end);

  return end - at;
}

/* @number has been read up to @at; what unit has it? Bytes from @at, 0 if none fits. */
static gsize
take_unit (DipFactScan *scan,
           Number      *number,
           const char  *at,
           gboolean     spelled_out)
{
  const char *unit_at = at;
  const char **fields;
  const char *before;
  const char *after;
  const char *kind;
  g_autofree char *unit = NULL;
  g_autofree char *value = NULL;
  gsize length;

  if (unit_at < scan->stop && *unit_at == ')')
    unit_at++;
  if (unit_at < scan->stop && (*unit_at == ' ' || *unit_at == '-'))
    unit_at++;
  fields = dip_word_table_at (scan->scanner->units, unit_at, scan->stop, &length);
  if (fields == NULL || fields[1] == NULL || fields[2] == NULL ||
      is_cut_short (scan, unit_at + length, unit_at))
    return 0;
  kind = fields[1];
  if (spelled_out && (guchar) *unit_at >= 0x80)
    {
      static const char *const words[] = { "分", "日", "人", "名", "社" };

      /* "十分", "一人", "一日" are words */
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (strcmp (fields[0], words[i]) == 0)
          return 0;
      if (strcmp (kind, "count") == 0 && number->high <= 1.0)
        return 0;
    }
  /* "2013年版", "2015年度" are names of years */
  if (strcmp (fields[0], "年") == 0 && number->high >= 1900)
    return 0;
  if ((strcmp (fields[0], "日") == 0 || strcmp (fields[0], "年") == 0) &&
      (g_str_has_prefix (unit_at + length, "次") || g_str_has_prefix (unit_at + length, "時")))
    return 0;

  number->end = unit_at + length;

  if (strcmp (kind, "times") == 0)
    {
      const char *period = find_period (scan, &number->start, &number->end);

      if (period != NULL)
        {
          value = number->high == 1.0 ? g_strconcat ("every ", period, NULL)
                                      : g_strdup_printf ("%s per %s", number->text, period);
          add_with_topic (scan, "frequency", value, number->start, number->end);
          return number->end - at;
        }
      kind = "count";
    }

  unit = unit_for (fields[2], number->high);
  /* "1日に4回" is told by its second number */
  if (strcmp (kind, "duration") == 0 && number->high == 1.0 && g_str_has_prefix (number->end, "に") &&
      g_ascii_isdigit (number->end[strlen ("に")]))
    {
      const char *times = number->end + strlen ("に");

      if (g_str_has_prefix (times + strspn (times, "0123456789"), "回"))
        return number->end - at;
    }
  if (strcmp (kind, "duration") == 0)
    {
      static const char *const each[] = { "ごと", "毎", "に1回", "おき", "間隔", "隔" };

      for (guint i = 0; i < G_N_ELEMENTS (each); i++)
        if (g_str_has_prefix (number->end, each[i]))
          {
            number->end += strlen (each[i]);
            value = g_strdup_printf ("every %s %s", number->text, unit);
            add_with_topic (scan, "frequency", value, number->start, number->end);
            return number->end - at;
          }
      if (number->start - scan->text >= 6 && g_ascii_strncasecmp (number->start - 6, "every ", 6) == 0)
        {
          number->start -= 6;
          value = g_strdup_printf ("every %s %s", number->text, unit);
          add_with_topic (scan, "frequency", value, number->start, number->end);
          return number->end - at;
        }
    }

  before = modifier_before (scan, number->start, &number->start);
  after = modifier_after (scan, number->end, &number->end);
  if (before != NULL && strcmp (before, OF_THE_LAST) == 0)
    {
      const char *topic = find_topic (scan, kind, number->start, number->end);

      /* "直近3か月の稼働率は99.9%": the time that a share is of is no promise */
      if (strcmp (kind, "duration") == 0 && g_strcmp0 (topic, "availability") == 0)
        return number->end - at;
      before = NULL;
    }
  /* "within 14 days after the end": the limit says more than from when it counts */
  if (after == NULL || (before != NULL && strcmp (before, "at most") == 0 && strcmp (after, "after") == 0))
    after = before;
  value = g_strdup_printf ("%s%s%s%s%s", number->text, *unit == '%' || *unit == '-' ? "" : " ", unit,
                           after != NULL ? " " : "", after != NULL ? after : "");
  if (after != NULL && strcmp (after, "about") == 0)
    {
      g_free (value);
      value = g_strdup_printf ("about %s %s", number->text, unit);
    }
  add_with_topic (scan, kind, value, number->start, number->end);

  return number->end - at;
}

/* "thirty (30) days": where the words begin that the digits at @at say again; @at if there are none. */
static const char *
find_spelled (const DipFactScan *scan,
              const char        *at,
              const char        *end)
{
  const char *before = at;
  gsize length;

  if (at == scan->text || at[-1] != '(' || end >= scan->stop || *end != ')')
    return at;
  before--;
  while (before > scan->text && before[-1] == ' ')
    before--;
  if (dip_word_table_before (scan->scanner->numbers, scan->text, before, &length) == NULL)
    return at;

  return before - length;
}

/* What joins the ends of a range right behind the first of them, in bytes; 0 for nothing that does. */
static gsize
range_joint (const DipFactScan *scan,
             const char        *at,
             const char        *end)
{
  static const char *const joints[] = { "~", "-", "\342\200\223", " - ", " \342\200\223 ", " to ", " and " };

  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    {
      gsize n = strlen (joints[i]);

      if ((gsize) (scan->stop - end) <= n || *end != joints[i][0] || memcmp (end, joints[i], n) != 0 ||
          !g_ascii_isdigit (end[n]))
        continue;
      /* "between 12 and 128 characters" */
      if (strcmp (joints[i], " and ") == 0 &&
          (at - scan->text < 8 || g_ascii_strncasecmp (at - 8, "between ", 8) != 0))
        return 0;
      return n;
    }

  return 0;
}

gsize
_dip_fact_scan_quantity (DipFactScan *scan,
                         const char  *at)
{
  Number number = { at, at, 0.0, 0.0, "" };
  gsize taken = read_number (at, scan->stop, &number.low, number.text, 24);
  const char *end = at + taken;
  gsize unit;

  if (taken == 0)
    return 0;
  /* part of a longer number, as in 192.0.2.1 or 4-87783 */
  if (at > scan->text && strchr (".-/", at[-1]) != NULL && at - 1 > scan->text && g_ascii_isdigit (at[-2]))
    return 0;

  number.high = number.low;
  number.start = find_spelled (scan, at, end);
  unit = take_unit (scan, &number, end, FALSE);
  if (unit > 0)
    return taken + unit;

  /* "9 0日": a number that a narrow cell broke */
  if (*end == ' ' && taken <= 2 && g_ascii_isdigit (end[1]))
    {
      char second[24];
      gsize more = read_number (end + 1, scan->stop, &number.high, second, sizeof second);
      const char *rest = end + 1 + more;

      if (more > 0 && more <= 2 && strchr (second, '.') == NULL && (guchar) *rest >= 0x80)
        {
          g_autofree char *first = g_strdup (number.text);

          g_snprintf (number.text, sizeof number.text, "%s%s", first, second);
          number.low = number.high = g_ascii_strtod (number.text, NULL);
          unit = take_unit (scan, &number, rest, FALSE);
          if (unit > 0)
            return taken + 1 + more + unit;
          g_strlcpy (number.text, first, sizeof number.text);
          number.low = number.high = g_ascii_strtod (first, NULL);
        }
    }

  unit = take_noun (scan, &number, end);
  if (unit > 0)
    return taken + unit;

  /* "1~2週間", "7 to 365 days": a range, or a unit on each side */
  {
    gsize joint = range_joint (scan, at, end);
    char second[24];
    gsize more = joint > 0 ? read_number (end + joint, scan->stop, &number.high, second, sizeof second) : 0;

    if (more > 0)
      {
        g_autofree char *first = g_strdup (number.text);

        g_snprintf (number.text, sizeof number.text, "%s-%s", first, second);
        unit = take_unit (scan, &number, end + joint + more, FALSE);
        if (unit == 0 && joint > 1)
          unit = take_noun (scan, &number, end + joint + more);
        if (unit > 0)
          return taken + joint + more + unit;
      }
  }

  return 0;
}

gsize
_dip_fact_scan_number_word (DipFactScan *scan,
                            const char  *at)
{
  gsize length;
  const char **fields = dip_word_table_at (scan->scanner->numbers, at, scan->stop, &length);
  Number number = { at, at, 0.0, 0.0, "" };
  const char *end = at + length;
  gsize unit;

  if (fields == NULL || fields[1] == NULL)
    return 0;
  if ((guchar) *at >= 0x80 && at > scan->text)
    {
      gunichar previous = g_utf8_get_char (_dip_fact_scan_previous (scan, at));

      if (_dip_is_ideograph (previous))
        return 0;
    }

  g_strlcpy (number.text, fields[1], sizeof number.text);
  number.low = number.high = g_ascii_strtod (fields[1], NULL);
  if (g_ascii_strcasecmp (fields[0], "once") == 0 || g_ascii_strcasecmp (fields[0], "twice") == 0)
    {
      const char *period;
      g_autofree char *value = NULL;

      number.end = end;
      period = find_period (scan, &number.start, &number.end);
      if (period == NULL)
        return 0;
      value = number.high == 1.0 ? g_strconcat ("every ", period, NULL) : g_strdup_printf ("2 per %s", period);
      add_with_topic (scan, "frequency", value, number.start, number.end);
      return number.end - at;
    }

  /* "thirty (30) days": the digits say it again */
  if (g_str_has_prefix (end, "(") || g_str_has_prefix (end, " ("))
    return 0;
  unit = take_unit (scan, &number, end, TRUE);

  return unit > 0 ? length + unit : 0;
}

gsize
_dip_fact_scan_frequency (DipFactScan *scan,
                          const char  *at)
{
  gsize length;
  const char **fields = dip_word_table_at (scan->scanner->frequencies, at, scan->stop, &length);

  if (fields == NULL || fields[1] == NULL)
    return 0;
  add_with_topic (scan, strcmp (fields[1], "24/7") == 0 ? "hours" : "frequency", fields[1], at, at + length);

  return length;
}
