/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-passage.h"
#include "recognise/dip-structure.h"
#include "text/dip-characters.h"

/*
 * Version and date of a paper, see dip-recognise-metadata.c: what its table of properties, its cover, its revision
 * table and the name of its file say.
 */

/* Days on one line of a cover. */
#define MAX_DAYS 4u

/* Columns of white space between the parts of a line. */
#define MIN_PART_GAP 4u

/* Riders of rules, and blocks of one. */
#define MAX_RIDERS 40u

/* Blocks at the end of a paper that may tell when it was written, and bytes of one that are looked at. */
#define MAX_LAST 3u
#define MAX_LAST_BYTES 100u

/* "Version" of a paper in a file's name: "…-1.2.txt". */
static char *
version_in_name (const char *name)
{
  gsize length = strlen (name);
  gsize end;
  gsize start;
  const char *dot = strrchr (name, '.');
  gboolean has_point = FALSE;

  end = dot != NULL && length - (dot - name) <= 6 && !g_ascii_isdigit (dot[1]) ? (gsize) (dot - name) : length;
  start = end;
  while (start > 0 && (g_ascii_isdigit (name[start - 1]) || name[start - 1] == '.'))
    {
      start--;
      has_point = has_point || name[start] == '.';
    }
  if (start == end || !g_ascii_isdigit (name[start]) || end - start > 12)
    return NULL;
  if (!(has_point || (start > 0 && (name[start - 1] == 'v' || name[start - 1] == 'V'))))
    return NULL;
  /* "2024.12" is a date, a digit in a word is none */
  if (start > 0 && g_ascii_isalpha (name[start - 1]) && name[start - 1] != 'v' && name[start - 1] != 'V')
    return NULL;
  if (strcspn (name + start, ".") >= 4)
    return NULL;

  return g_strndup (name + start, end - start);
}

/* "Ver6. 2. 0" → "6.2.0"; @at stands at the first digit. The bytes taken. */
static gsize
read_version (const char *at,
              GString    *version)
{
  const char *start = at;

  while (g_ascii_isdigit (*at) && at - start < 12)
    {
      const char *next;

      while (g_ascii_isdigit (*at) && version->len < 16)
        g_string_append_c (version, *at++);
      next = *at == '.' ? at + 1 : at;
      while (next > at && *next == ' ')
        next++;
      if (*at != '.' || !g_ascii_isdigit (*next))
        break;
      g_string_append_c (version, '.');
      at = next;
    }

  return at - start;
}

/* "Rev. C", "Issue B": engineers count in letters. */
static char *
lettered_version (const char *folded,
                  gboolean    is_property)
{
  static const char *const before[] = { "revision", "rev.", "rev", "issue", "version" };

  if (is_property && g_ascii_isalpha (*folded) && folded[1] == '\0')
    return g_ascii_strup (folded, 1);

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    for (const char *at = strstr (folded, before[i]); at != NULL; at = strstr (at + 1, before[i]))
      {
        const char *letter = at + strlen (before[i]);

        while (*letter == ' ' || *letter == ':')
          letter++;
        if ((at == folded || !g_ascii_isalnum (at[-1])) && letter > at + strlen (before[i]) - (letter[-1] == '.') &&
            g_ascii_isalpha (*letter) && !g_ascii_isalnum (letter[1]) && letter[1] != '\'' &&
            !(letter[0] == 'a' && letter[1] == ' '))
          return g_ascii_strup (letter, 1);
      }

  return NULL;
}

/* "第二版", "third edition": its number, the highest of several; NULL for none. */
static const char *
version_in_words (const char       *folded,
                  const DipLexicon *lexicon)
{
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, "version-words");

  for (guint i = rows->len; i > 0; i--)
    {
      char **fields = g_ptr_array_index (rows, i - 1);

      for (guint j = 1; fields[j] != NULL; j++)
        if (strstr (folded, fields[j]) != NULL)
          return fields[0];
    }

  return NULL;
}

/* "3.2 Date: 30 November 2023": another property stands on the line. */
static gboolean
begins_pair (const char *rest)
{
  const char *end = rest;

  while (g_ascii_isalpha (*end))
    end++;

  return end > rest && *end == ':';
}

/* Whether an edition is that of a guideline: "年度版に基づく". */
static gboolean
names_basis (const char *rest)
{
  static const char *const words[] = { "に基づ", "に準拠", "準拠", "に対応", "に則", "に沿", NULL };
  const char *end = strstr (rest, "版");

  if (end == NULL || end - rest > 6)
    return FALSE;
  end += strlen ("版");
  while (*end == ')' || *end == ' ')
    end++;
  return dip_begins_with_one_of (end, words);
}

/* Whether a number is the edition of a form or a standard that stands before it: "CAIQ v3.1". */
static gboolean
is_of_a_form (const char       *folded,
              const char       *at,
              const DipLexicon *lexicon)
{
  const char *const *forms = dip_lexicon_get_words (lexicon, "version-forms");
  const char *const *before = dip_lexicon_get_words (lexicon, "version-before");
  const char *end = at;

  while (end > folded && (end[-1] == ' ' || end[-1] == ':' || end[-1] == '('))
    end--;
  for (guint i = 0; before[i] != NULL; i++)
    {
      gsize n = strlen (before[i]);

      if ((gsize) (end - folded) > n && memcmp (end - n, before[i], n) == 0 && !g_ascii_isalpha (end[-(gssize) n - 1]))
        {
          end -= n;
          break;
        }
    }
  while (end > folded && (end[-1] == ' ' || end[-1] == ',' || end[-1] == '('))
    end--;
  for (guint i = 0; forms[i] != NULL; i++)
    {
      gsize n = strlen (forms[i]);

      if ((gsize) (end - folded) >= n && memcmp (end - n, forms[i], n) == 0 &&
          ((gsize) (end - folded) == n || !g_ascii_isalnum (end[-(gssize) n - 1])))
        return TRUE;
    }

  return FALSE;
}

/* "2.6 (22 October 2025)": what stands behind the version is its day. */
static gboolean
is_day_in_brackets (const char *rest)
{
  const char *start, *end;
  g_autofree char *date = *rest == '(' ? dip_date_find (rest, &start, &end) : NULL;

  return date != NULL && start == rest + 1 && *end == ')';
}

/**
 * dip_metadata_version:
 * @text: a line of the cover, or what a property says
 * @is_property: whether the text is known to be a version, so that a bare number is one
 *
 * Reads "第 4.1 版", "Ver6. 2. 0", "1.2版", "Version 2.0", "v3", "初版".
 *
 * Returns: (transfer full) (nullable): the bare version
 */
char *
dip_metadata_version (const char       *text,
                      gboolean          is_property,
                      const DipLexicon *lexicon)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
  const char *const *before = dip_lexicon_get_words (lexicon, "version-before");
  const char *const *after = dip_lexicon_get_words (lexicon, "version-after");
  const char *told;

  for (const char *at = folded; *at != '\0'; at++)
    {
      gboolean marked = FALSE;
      gboolean ordinal = FALSE;
      g_autoptr(GString) version = NULL;
      gsize taken;
      const char *rest;

      if (!g_ascii_isdigit (*at) || (at > folded && g_ascii_isdigit (at[-1])) ||
          (at > folded + 1 && at[-1] == '.' && g_ascii_isdigit (at[-2])))
        continue;
      for (guint i = 0; before[i] != NULL && !marked; i++)
        {
          gsize n = strlen (before[i]);
          const char *end = at;

          while (end > folded && (end[-1] == ' ' || end[-1] == ':'))
            end--;
          if ((gsize) (end - folded) < n || memcmp (end - n, before[i], n) != 0)
            continue;
          if (g_ascii_isalpha (before[i][0]) && end - n > folded && g_ascii_isalpha (end[-(gssize) n - 1]))
            continue;
          ordinal = strcmp (before[i], "第") == 0;
          marked = !ordinal;
        }
      version = g_string_new (NULL);
      taken = read_version (at, version);
      rest = at + taken;
      while (*rest == ' ')
        rest++;
      for (guint i = 0; after[i] != NULL; i++)
        if (g_str_has_prefix (rest, after[i]))
          marked = TRUE;
      if (is_property && at == folded && (*rest == '\0' || begins_pair (rest) || is_day_in_brackets (rest)))
        marked = TRUE;
      /* "(2013年度版に基づく)", "第11版に対応", "CAIQ v3.1": of what the paper goes by */
      if (names_basis (rest) || (marked && is_of_a_form (folded, at, lexicon)))
        {
          at += taken - 1;
          continue;
        }
      /* "Edition 2024-2": the second one of a year */
      if (marked && strlen (version->str) == 4 && at[taken] == '-' && g_ascii_isdigit (at[taken + 1]))
        {
          gsize n = 1 + strspn (at + taken + 1, "0123456789");

          if (n <= 3 && at[taken + n] != '-')
            return g_strdup_printf ("%s%.*s", version->str, (int) n, at + taken);
        }
      /* "2024年度版" is an edition of a year */
      if (strlen (version->str) == 4 && at[taken] != ' ' && g_str_has_prefix (rest, "年度版") && !ordinal)
        return g_string_free (g_steal_pointer (&version), FALSE);
      /* "2013年版", "27017:2015 版" name a year */
      if (marked && strlen (version->str) >= 4 && strchr (version->str, '.') == NULL)
        marked = FALSE;
      if (marked)
        return g_string_free (g_steal_pointer (&version), FALSE);
      at += taken - 1;
    }

  told = version_in_words (folded, lexicon);

  return told != NULL ? g_strdup (told) : lettered_version (folded, is_property);
}

/* The row of the edition itself: the newest date, and of equals the last. */
static const DipRevision *
newest_revision (const DipDocument *document)
{
  const DipRevision *newest = NULL;

  for (guint i = 0; i < document->revisions->len; i++)
    {
      const DipRevision *revision = g_ptr_array_index (document->revisions, i);

      if (newest == NULL || g_strcmp0 (revision->date, newest->date) >= 0)
        newest = revision;
    }

  return newest;
}

/* "Effective 1 July 2025 (supersedes version 5 of …)": what a line says before it names an older edition. */
static char *
dup_before_older (const DipMetadata *self,
                  const char        *text)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "older-editions");
  g_autofree char *lower = g_ascii_strdown (text, -1);
  gsize length = strlen (text);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *hit = strstr (lower, words[i]);

      if (hit != NULL)
        length = MIN (length, (gsize) (hit - lower));
    }

  return g_strndup (text, length);
}

/* "型番 | v5": a row that says what its value is, and that is no version of the paper. */
static gboolean
is_of_other (const DipMetadata *self,
             const DipLine     *line)
{
  const char *const *titles = dip_lexicon_get_words (self->draft->lexicon, "property-title");
  g_autofree char *key = NULL;
  const char *first;

  if (line->kind != DIP_LINE_ROW || line->cells == NULL || line->cells->len < 2)
    return FALSE;
  first = g_ptr_array_index (line->cells, 0);
  if (*first == '\0' || *(const char *) g_ptr_array_index (line->cells, 1) == '\0')
    return FALSE;
  key = dip_fold_to_string (first, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

  return !dip_metadata_contains (self, "document-kinds", key) && !g_strv_contains (titles, key);
}

/* Bytes between a form's name and its version. */
#define MAX_FORM_GAP 40u

/* Where the digits of a form's version stand behind its name, NULL if something else does. */
static char *
find_form_version (const DipMetadata *self,
                   char              *at)
{
  const char *const *marks = dip_lexicon_get_words (self->draft->lexicon, "form-version-marks");
  const char *start = at;

  while (*at != '\0' && !g_ascii_isdigit (*at))
    {
      gsize n = strchr (" -.:|()[]_\t", *at) != NULL ? 1 : 0;

      for (guint i = 0; marks[i] != NULL && n == 0; i++)
        if (g_str_has_prefix (at, marks[i]))
          n = strlen (marks[i]);
      at += n;
      if (n == 0 || at - start > (gssize) MAX_FORM_GAP)
        return NULL;
    }

  return *at != '\0' ? at : NULL;
}

/* "CAIQ v3.1": the text without the versions of the forms that it names. */
static char *
dup_without_forms (const DipMetadata *self,
                   const char        *text)
{
  const char *const *names = dip_lexicon_get_words (self->draft->lexicon, "form-names");
  char *folded = dip_fold_to_string (text, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
  gboolean found = FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    for (char *hit = strstr (folded, names[i]); hit != NULL; hit = strstr (hit + 1, names[i]))
      {
        char *version;

        if (g_ascii_isalpha (*hit) && hit > folded && g_ascii_isalnum (hit[-1]))
          continue;
        version = find_form_version (self, hit + strlen (names[i]));
        for (; version != NULL && (g_ascii_isdigit (*version) || *version == '.'); version++)
          {
            *version = ' ';
            found = TRUE;
          }
      }
  if (found)
    return folded;
  g_free (folded);

  return g_strdup (text);
}

void
dip_metadata_find_version (DipMetadata *self)
{
  DipEdition *edition = self->draft->document->edition;
  const char *property = dip_metadata_property (self, "property-version");
  const DipRevision *newest = newest_revision (self->draft->document);
  g_autofree char *version = NULL;
  g_autofree char *newest_date = NULL;
  g_autofree char *bare = NULL;

  if (edition->version != NULL)
    return;
  if (property != NULL)
    {
      bare = dup_without_forms (self, property);
      /* "Version | CAIQ v4.0.3" is the form's */
      property = strcmp (bare, property) == 0 ? property : NULL;
    }
  if (property != NULL)
    version = dip_metadata_version (property, TRUE, self->draft->lexicon);
  /* "Version: 2024-1" counts within a year */
  if (property != NULL && version == NULL && strspn (property, "0123456789") == 4 && property[4] == '-' &&
      strlen (property) <= 6 + 1 && strspn (property + 5, "0123456789") == strlen (property) - 5 && property[5] != '\0')
    version = g_strdup (property);
  for (guint i = 0; i < self->draft->cover->len && property == NULL; i++)
    {
      const DipLine *line = g_ptr_array_index (self->draft->cover, i);
      g_autofree char *other = NULL;
      g_autofree char *date = NULL;
      g_autofree char *older = NULL;
      g_autofree char *text = NULL;
      const char *start;
      const char *end;

      if (strlen (line->text) > 200 || is_of_other (self, line))
        continue;
      older = dup_before_older (self, line->text);
      text = dup_without_forms (self, older);
      other = dip_metadata_version (text, FALSE, self->draft->lexicon);
      if (other == NULL)
        continue;
      /* a cover may list all editions with their dates: the newest is this one */
      date = dip_date_find (text, &start, &end);
      if (version == NULL || (newest_date != NULL && g_strcmp0 (date, newest_date) > 0))
        {
          g_free (version);
          version = g_steal_pointer (&other);
          g_free (newest_date);
          newest_date = g_steal_pointer (&date);
        }
    }
  if (version == NULL && newest != NULL)
    version = g_strdup (newest->version);
  for (guint i = 0; i < self->draft->tail->len && version == NULL; i++)
    {
      const DipLine *line = g_ptr_array_index (self->draft->tail, i);

      if (strlen (line->text) <= 120)
        version = dip_metadata_version (line->text, FALSE, self->draft->lexicon);
    }
  if (version != NULL)
    {
      edition->version = g_steal_pointer (&version);
      edition->version_origin = DIP_ORIGIN_PRINTED;
      return;
    }

  edition->version = version_in_name (self->draft->layout->name != NULL ? self->draft->layout->name : "");
  edition->version_origin = edition->version != NULL ? DIP_ORIGIN_INFERRED : DIP_ORIGIN_NONE;
}

/* Whether a line tells when the paper was changed last: "2024年2月1日 改訂". */
static gboolean
tells_last (const DipMetadata *self,
            const char        *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  return dip_metadata_contains (self, "date-last", lower);
}

/* A line that only tells a date, or a date with few words beside it; of several the one of the last change. */
/* "for the period 1 April 2024 to 31 March 2025" */
static gboolean
is_period (const char *text)
{
  const char *start;
  const char *end;
  const char *to_start;
  const char *to_end;
  g_autofree char *from = dip_date_find (text, &start, &end);
  g_autofree char *to = NULL;
  g_autofree char *rest = NULL;

  if (from == NULL)
    return FALSE;
  to = dip_date_find (end, &to_start, &to_end);
  if (to == NULL || strcmp (from, to) >= 0)
    return FALSE;
  rest = g_strndup (end, (gsize) (to_start - end));
  g_strstrip (rest);

  return strcmp (rest, "to") == 0 || strcmp (rest, "through") == 0 || strcmp (rest, "until") == 0 ||
         strcmp (rest, "–") == 0 || strcmp (rest, "-") == 0 || strcmp (rest, "～") == 0 || strcmp (rest, "から") == 0;
}

/* The part of a line that @at stands in, between gaps or strokes: "Title          Edition 6　2024.4.1". Its bytes. */
static gsize
part_length (const char *text,
             const char *at)
{
  const char *start = text;
  const char *end = text + strlen (text);
  guint n = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gboolean wide = g_str_has_prefix (c, "　");

      /* "見本株式会社　2024.4.1" */
      if (wide && c + strlen ("　") == at)
        n = MIN_PART_GAP;
      n = wide ? n + 2 : *c == ' ' ? n + 1 : *c == '\t' || *c == '|' ? MIN_PART_GAP : 0;
      if (n < MIN_PART_GAP)
        continue;
      if (c < at)
        start = g_utf8_next_char (c);
      else
        {
          end = c;
          break;
        }
    }

  return (gsize) (end - start);
}

/* "作成：2021/5/10　更新：2024/3/29": of the days of a line the one that is told to be that of the last change. */
static char *
take_last (const DipMetadata  *self,
           const char         *text,
           char               *date,     /* (transfer full) */
           const char        **start,
           const char        **end)
{
  const char *from = *end;

  for (guint i = 0; i < MAX_DAYS; i++)
    {
      const char *other_start, *other_end;
      g_autofree char *other = dip_date_find (from, &other_start, &other_end);
      g_autofree char *label = NULL;

      if (other == NULL)
        break;
      label = g_strndup (from, (gsize) (other_start - from));
      if (strcmp (other, date) > 0 && tells_last (self, label))
        {
          g_free (date);
          date = g_steal_pointer (&other);
          *start = other_start;
          *end = other_end;
        }
      from = other_end;
    }

  return date;
}

/* "2025.6" and nothing else, which within a line may be any number. */
static char *
dup_bare_month (const char *line)
{
  g_autofree char *text = g_strstrip (g_strdup (line));
  g_autofree char *whole = NULL;
  const char *start, *end;

  if (strlen (text) != strlen ("2025.6") || strspn (text, "0123456789") != 4 || text[4] != '.' ||
      !g_ascii_isdigit (text[5]))
    return NULL;
  whole = g_strdup_printf ("%.5s0%c", text, text[5]);

  return dip_date_find (whole, &start, &end);
}

static char *
date_on_lines (const DipMetadata *self,
               const GPtrArray   *lines)
{
  char *first = NULL;
  gboolean of_version = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const DipLine *line = g_ptr_array_index (lines, i);
      g_autofree char *version = NULL;
      const char *start;
      const char *end;
      char *date;

      if (strlen (line->text) > 150)
        continue;
      /* the time that a report is about is not when it was issued */
      if (is_period (line->text))
        continue;
      date = dip_date_find (line->text, &start, &end);
      if (date != NULL)
        date = take_last (self, line->text, date, &start, &end);
      else if (first == NULL)
        first = dup_bare_month (line->text);
      if (date != NULL && part_length (line->text, start) - (gsize) (end - start) <= 60 &&
          (first == NULL ||
           (g_strcmp0 (date, first) > 0 &&
            (tells_last (self, line->text) ||
             (of_version && (version = dip_metadata_version (line->text, FALSE, self->draft->lexicon)) != NULL)))))
        {
          if (version == NULL)
            version = dip_metadata_version (line->text, FALSE, self->draft->lexicon);
          of_version = version != NULL;
          g_free (first);
          first = g_steal_pointer (&date);
        }
      g_free (date);
    }

  return first;
}

static gboolean
is_rider (const DipMetadata *self,
          const char        *title)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "rider-headings");

  return dip_begins_with_one_of (title, words);
}

/* 附則: the last day from which rules hold. */
static char *
date_of_riders (const DipMetadata *self)
{
  const GPtrArray *clauses = self->draft->document->clauses;
  char *last = NULL;

  for (guint i = clauses->len; i-- > 0 && clauses->len - i <= MAX_RIDERS; )
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause->number != NULL || !is_rider (self, clause->title))
        break;
      for (guint k = 0; k <= clause->blocks->len && k < MAX_RIDERS; k++)
        {
          const char *at = k == 0 ? clause->title : ((DipBlock *) g_ptr_array_index (clause->blocks, k - 1))->text;
          const char *start;
          char *date;

          while ((date = dip_date_find (at, &start, &at)) != NULL)
            {
              if (g_strcmp0 (date, last) > 0)
                {
                  g_free (last);
                  last = g_steal_pointer (&date);
                }
              g_free (date);
            }
        }
    }

  return last;
}

/* At most MAX_LAST_BYTES of a text, in whole letters. */
static char *
dup_beginning (const char *text)
{
  gsize length = MIN (strlen (text), MAX_LAST_BYTES);

  while (length > 0 && ((guchar) text[length] & 0xC0) == 0x80)
    length--;

  return g_strndup (text, length);
}

/* "Updated 3 November 2025. Questions? …": the last words of a paper without a cover that says so. */
static char *
date_of_last_words (const DipMetadata *self)
{
  const GPtrArray *clauses = self->draft->document->clauses;
  const DipClause *last = clauses->len > 0 ? g_ptr_array_index (clauses, clauses->len - 1) : NULL;
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "date-last-words");

  for (guint i = last != NULL ? last->blocks->len : 0, n = 0; i-- > 0 && n < MAX_LAST; n++)
    {
      const DipBlock *block = g_ptr_array_index (last->blocks, i);
      g_autofree char *line = dup_beginning (block->text);
      const char *start;
      const char *end;
      g_autofree char *date = dip_date_find (line, &start, &end);

      for (guint k = 0; date != NULL && words[k] != NULL; k++)
        {
          gsize length = strlen (words[k]);

          /* "Published by Sample Ltd, Leeds, in January 2025" */
          if (g_ascii_strncasecmp (line, words[k], length) == 0 && start >= line + length &&
              ((gsize) (start - line) <= length + 3 || g_str_has_suffix (words[k], " by")))
            return g_steal_pointer (&date);
        }
    }

  return NULL;
}

void
dip_metadata_find_issued (DipMetadata *self)
{
  DipEdition *edition = self->draft->document->edition;
  const DipRevision *newest = newest_revision (self->draft->document);
  /* "版: 1.2（2025-04-01）" */
  const char *const lists[] = { "property-issued-last", "property-issued", "property-version" };
  const char *start;
  const char *end;

  for (guint i = 0; i < G_N_ELEMENTS (lists) && edition->issued == NULL; i++)
    {
      const char *value = dip_metadata_property (self, lists[i]);

      if (value != NULL)
        edition->issued = dip_date_find (value, &start, &end);
    }
  if (edition->issued == NULL)
    edition->issued = date_on_lines (self, self->draft->cover);
  if (edition->issued == NULL && newest != NULL)
    edition->issued = g_strdup (newest->date);
  if (edition->issued == NULL)
    edition->issued = date_on_lines (self, self->draft->tail);
  if (edition->issued == NULL)
    edition->issued = date_of_last_words (self);
  if (edition->issued == NULL)
    edition->issued = date_on_lines (self, self->draft->running);
  if (edition->issued == NULL)
    edition->issued = date_of_riders (self);
  /* "2024年10月版" on the cover, and the day in the last row */
  if (edition->issued != NULL && newest != NULL && newest->date != NULL &&
      strlen (newest->date) > strlen (edition->issued) && g_str_has_prefix (newest->date, edition->issued))
    {
      g_free (edition->issued);
      edition->issued = g_strdup (newest->date);
    }
}
