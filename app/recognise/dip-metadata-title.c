/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-structure.h"
#include "text/dip-characters.h"

/*
 * The title page:
 *
 *   title    = the line that says what kind of paper it is, with the lines above it
 *   service  = the lines above it | what stands before its first word about papers
 *            | a line below it that the text says again, or that ends as names of services do
 *
 *   "Y セキュリティホワイトペーパー", "Y Security Overview", "Security White Paper for Y"
 */

/* "(Version 12.34)", in bytes */
#define MAX_VERSION 30u

/* Bytes of a service's name. */
#define MAX_NAME 90u

#define MAX_SUBTITLES 4u

/* Letters of a service's name beside its company. */
#define MIN_PART 4
/* Lines of a cover that may hold the title. */
#define MAX_COVER 30u

/* Whether a tab stands between two cells; empty cells behind a title leave tabs, too. */
static gboolean
holds_cells (const char *text)
{
  const char *tab = strchr (text, '\t');

  return tab != NULL && tab[strspn (tab, "\t ")] != '\0';
}

/* "ms.topic: article", "weight: 10": what a text of Markdown tells programs in front of it. */
static gboolean
is_key (const char *folded)
{
  gsize n = strspn (folded, "abcdefghijklmnopqrstuvwxyz0123456789._-");

  return n > 1 && g_ascii_islower (*folded) && folded[n] == ':';
}

/* "Category: Customer Information", "Classification: Public": what is told of a document beside its title. */
static gboolean
is_labelled (DipMetadata *self,
             const char  *folded)
{
  const char *colon = strchr (folded, ':');
  g_autofree char *label = colon != NULL ? g_ascii_strdown (folded, colon - folded) : NULL;

  return (is_key (folded) && g_str_equal (self->draft->layout->media_type, "text/markdown")) ||
         (label != NULL && g_strv_contains (dip_lexicon_get_words (self->draft->lexicon, "cover-labels"),
                                            g_strstrip (label)));
}

/* "社外秘　配布先限定": parts between gaps, all of them noise. */
static gboolean
is_noise (const DipMetadata *self,
          const char        *text)
{
  const char *const *noise = dip_lexicon_get_words (self->draft->lexicon, "cover-noise");
  g_autoptr(GString) even = g_string_new (text);
  g_auto(GStrv) parts = NULL;
  guint n = 0;

  g_string_replace (even, "　", " ", 0);
  g_string_replace (even, "／", " ", 0);
  parts = g_strsplit (even->str, " ", 16);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *folded = dip_fold_to_string (parts[i], DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

      if (*folded == '\0')
        continue;
      if (!g_strv_contains (noise, folded))
        return FALSE;
      n++;
    }

  return n > 0;
}

/* Whether the first line of a cover is the head of all pages, and the title stands below it. */
static gboolean
is_head_above (const DipMetadata *self,
               const DipLine     *line)
{
  const GPtrArray *cover = self->draft->cover;
  g_autofree char *key = NULL;

  if (cover->len < 2 || g_ptr_array_index (cover, 0) != line)
    return FALSE;
  key = dip_text_key (line->text);
  for (guint i = 0; i < self->draft->running->len; i++)
    {
      g_autofree char *other = dip_text_key (((const DipLine *) g_ptr_array_index (self->draft->running, i))->text);

      if (strcmp (key, other) == 0)
        return TRUE;
    }

  return FALSE;
}

/* "Docs > Security > Overview", "Home (/) / Security": the way to a page of a site. */
static gboolean
is_path (const char *folded)
{
  static const char *const separators[] = { " > ", " › ", " » ", ">" };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      const char *first = strstr (folded, separators[i]);

      if (first != NULL && strstr (first + 1, separators[i]) != NULL)
        return TRUE;
    }

  return strstr (folded, "(/") != NULL;
}

/* What a line of the cover says as a title: of a row the first cell, "Checklist | Filled in: 1 June", or all of it.
 * Free with g_free (). */
static char *
dup_title_text (DipMetadata   *self,
                const DipLine *line)
{
  const char *start = line->text + strspn (line->text, "\t ");
  g_autofree char *first = g_strndup (start, strcspn (start, "\t"));

  if (line->kind != DIP_LINE_ROW || (holds_cells (start) && !dip_metadata_is_title_row (self, line)))
    return g_strdup (line->text);

  return g_strchomp (g_steal_pointer (&first));
}

/* A letter or two of hiragana, typed and forgotten, or no letter at all. */
static gboolean
is_stray (const char *folded)
{
  guint n = 0;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!dip_is_hiragana (c) && c != 0x30fc && g_unichar_isalnum (c))
        return FALSE;
      n += g_unichar_isalnum (c);
    }

  return n < 3;
}

/* Whether another day follows one: what lies between them is a period. */
static gboolean
is_period (const char *text)
{
  const char *start, *end;
  g_autofree char *date = dip_date_find (text, &start, &end);

  return date != NULL;
}

/* "- Hours", "(※ but for maintenance)" */
static gboolean
is_item_or_note (const char *text)
{
  static const char *const marks[] = { "- ", "・", "※", "(※", "（※", NULL };

  return dip_begins_with_one_of (text, marks);
}

/* Lines of the cover that may be the title: neither company nor date nor version nor table. */
static gboolean
is_title_line (DipMetadata   *self,
               const DipLine *line)
{
  g_autofree char *text = dup_title_text (self, line);
  g_autofree char *folded = dip_fold_to_string (text, DIP_PASSAGE_FOLD, NULL);
  g_autofree char *key = NULL;
  g_autofree char *version = NULL;
  g_autofree char *date = NULL;
  const char *start;
  const char *end;
  DipSpan span;

  if (is_stray (folded) || is_item_or_note (text) || strlen (folded) > 240 || holds_cells (text) ||
      g_str_has_suffix (folded, "。") || g_str_has_prefix (folded, "http") || strstr (folded, "(the\"") != NULL ||
      strstr (folded, "(the \"") != NULL || strstr (folded, "(以下") != NULL)
    return FALSE;
  if (dip_metadata_is_pair (self, text) || is_labelled (self, folded) || is_path (folded))
    return FALSE;
  key = g_utf8_strdown (folded, -1);
  if (g_strv_contains (dip_lexicon_get_words (self->draft->lexicon, "cover-noise"), key) || is_noise (self, text))
    return FALSE;
  if (dip_company_find (folded, 0, self->draft->lexicon, &span) &&
      (span.end - span.start + 12 >= strlen (folded) ||
       /* "Sample Inc., 5 Quay Street" */
       (span.start == 0 && folded[span.end] == ',' && strpbrk (folded, "0123456789") != NULL)))
    return FALSE;
  date = dip_date_find (text, &start, &end);
  /* "From 1 January to 31 December 2024" */
  if (date != NULL && is_period (end))
    return FALSE;
  /* "Sample Ltd.      Edition 2, May 2024": several things side by side */
  if (strstr (text, "    ") != NULL &&
      (date != NULL || dip_company_find (folded, 0, self->draft->lexicon, &span)))
    return FALSE;
  if (date != NULL && strlen (text) - (end - start) < 40)
    return FALSE;
  version = dip_metadata_version (text, FALSE, self->draft->lexicon);

  return version == NULL || dip_metadata_is_paper (self, folded);
}

/* 「Y」 */
static gboolean
is_in_quotes (const char *line)
{
  return (g_str_has_prefix (line, "「") && g_str_has_suffix (line, "」")) ||
         (g_str_has_prefix (line, "『") && g_str_has_suffix (line, "』"));
}

/* "AB-SEC 7": the number of a document */
static gboolean
is_code (const char *text)
{
  gboolean digit = FALSE;

  for (; *text != '\0'; text++)
    {
      if (g_ascii_islower (*text) || (guchar) *text >= 0x80)
        return FALSE;
      digit = digit || g_ascii_isdigit (*text);
    }

  return digit;
}

/**
 * dip_metadata_read_parts:
 * @line: a line of the cover
 * @service: (inout): the best name so far
 *
 * "Sample Ltd. / Sample Notes      public": of the parts beside a company one may be the service.
 */
void
dip_metadata_read_parts (DipMetadata  *self,
                         const char   *line,
                         DipCandidate *service)
{
  static const char *const separators[] = { " / ", "／", "｜", " | ", "  ", "　" };
  g_autoptr(GString) even = g_string_new (line);
  g_auto(GStrv) parts = NULL;
  g_autofree char *folded = dip_fold_to_string (line, DIP_PASSAGE_FOLD, NULL);
  DipSpan span;

  if (strlen (line) > 300 || dip_text_has_sentence (line) ||
      !dip_company_find (folded, 0, self->draft->lexicon, &span))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    g_string_replace (even, separators[i], "\t", 0);
  parts = g_strsplit (even->str, "\t", 16);
  for (guint i = 0; parts[i] != NULL && parts[1] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *date = NULL;
      g_autofree char *version = NULL;
      const char *start, *end;

      g_strstrip (parts[i]);
      if (g_utf8_strlen (parts[i], -1) < MIN_PART || dip_metadata_is_paper (self, parts[i]) || is_code (parts[i]))
        continue;
      date = dip_date_find (parts[i], &start, &end);
      version = dip_metadata_version (parts[i], FALSE, self->draft->lexicon);
      name = date == NULL && version == NULL ? dip_metadata_clean_name (self, parts[i], strlen (parts[i])) : NULL;
      if (name != NULL && dip_metadata_is_known_name (self, name))
        dip_metadata_offer_service (self, service, g_steal_pointer (&name), DIP_WEIGHT_SUBTITLE);
    }
}

/* The lines below the title, up to the first that is none of its kind; "Scope: Sample Cloud" has a label. */
static void
read_subtitle (DipMetadata  *self,
               guint         first,
               DipCandidate *service)
{
  const GPtrArray *cover = self->draft->cover;

  for (guint i = first; i < cover->len && i < first + MAX_SUBTITLES; i++)
    {
      const DipLine *line = g_ptr_array_index (cover, i);
      const char *text;
      g_autofree char *name = NULL;

      if (!is_title_line (self, line) || strlen (line->text) > MAX_NAME)
        continue;
      text = strstr (line->text, ": ");
      text = text != NULL ? text + strlen (": ") : line->text;
      name = dip_metadata_clean_name (self, text, strlen (text));
      if (name != NULL && (is_in_quotes (line->text) || dip_metadata_is_known_name (self, name)))
        dip_metadata_offer_service (self, service, g_steal_pointer (&name), DIP_WEIGHT_SUBTITLE);
    }
}

/* "説　明　書": letters set apart by spaces, where four of them or more stand so. */
static char *
close_up (const char *text)
{
  g_auto(GStrv) words = NULL;
  g_autofree char *even = g_strdup (text);
  GString *closed = g_string_new (NULL);
  guint run = 0;

  for (char *at = strstr (even, "　"); at != NULL; at = strstr (at, "　"))
    memmove (at + 1, at + strlen ("　"), strlen (at + strlen ("　")) + 1), *at = ' ';
  words = g_strsplit (even, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    run += g_utf8_strlen (words[i], -1) == 1 && dip_glyph_is_cjk (g_utf8_get_char (words[i]));
  if (run < 4)
    {
      g_string_free (closed, TRUE);
      return g_strdup (text);
    }
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean single = g_utf8_strlen (words[i], -1) == 1;

      if (closed->len > 0 && !(single && i > 0 && g_utf8_strlen (words[i - 1], -1) <= 1) && *words[i] != '\0')
        g_string_append_c (closed, ' ');
      g_string_append (closed, words[i]);
    }

  return g_string_free (closed, FALSE);
}

/* What a title line has that is no title: runs of blanks, and "ver.1.5", "(第2版)" at its end. */
static char *
trim_title (DipMetadata *self,
            char        *title)
{
  char *to = title;

  for (const char *from = title; *from != '\0'; from++)
    if (*from != ' ' || from[1] != ' ')
      *to++ = *from;
  *to = '\0';

  /* "ver.1.5" or "Version 1.5": the last word or two */
  for (guint n_words = 1; n_words <= 2; n_words++)
    {
      char *at = title + strlen (title);
      const char *word;
      g_autofree char *version = NULL;

      for (guint i = 0; i < n_words && at > title; )
        {
          const char *before;

          at = g_utf8_prev_char (at);
          before = at > title ? g_utf8_prev_char (at) : at;
          i += *at == ' ' || *at == '(' || g_str_has_prefix (at, "　") || g_str_has_prefix (at, "（") ||
               *before == ')' || g_str_has_prefix (before, "）");
        }
      if (at == title || strlen (at) > MAX_VERSION)
        break;
      word = *at == ' ' || *at == '(' ? at + 1 : at;
      word = g_str_has_prefix (word, "　") || g_str_has_prefix (word, "（") ? word + strlen ("　") : word;
      if (!g_ascii_isdigit (*word) && !g_str_has_prefix (word, "第") && strchr ("VvRrEe", *word) == NULL)
        continue;
      version = dip_metadata_version (at, FALSE, self->draft->lexicon);
      if (version == NULL)
        continue;
      *at = '\0';
      g_strchomp (title);
      break;
    }

  return title;
}

/* The line of the cover that the format calls a heading, the topmost of several; -1 for none. */
static int
find_heading (DipMetadata *self)
{
  const DipDraft *draft = self->draft;
  const GPtrArray *cover = draft->cover;
  int found = -1;

  for (guint i = 0; i < cover->len && i < MAX_COVER; i++)
    {
      const DipLine *line = g_ptr_array_index (cover, i);

      if (line->kind == DIP_LINE_HEADING && is_title_line (self, line) &&
          (found < 0 || line->level < ((const DipLine *) g_ptr_array_index (cover, (guint) found))->level))
        found = (int) i;
    }

  return found;
}

/* Whether a line of the cover is no part of the title, as that is the heading's: of plain lines only the next one may
 * say what kind of paper it is. */
static gboolean
is_below_heading (DipMetadata *self,
                  int          heading,
                  guint        i)
{
  const DipLine *line = g_ptr_array_index (self->draft->cover, i);

  return heading >= 0 && line->kind != DIP_LINE_HEADING &&
         !((int) i == heading + 1 && strlen (line->text) <= MAX_NAME && dip_metadata_is_paper (self, line->text) &&
           !g_str_has_suffix (line->text, "."));
}

/* Whether a text of Markdown has a title only in the properties that it begins with. */
static gboolean
has_title_in_properties (const DipDraft *draft)
{
  if (draft->layout->title == NULL || *draft->layout->title == '\0' ||
      g_strcmp0 (draft->layout->media_type, "text/markdown") != 0)
    return FALSE;
  for (guint i = 0; i < draft->cover->len; i++)
    if (((const DipLine *) g_ptr_array_index (draft->cover, i))->kind == DIP_LINE_HEADING)
      return FALSE;

  return TRUE;
}

static gboolean
begins_with_heading (const DipDraft *draft)
{
  for (guint i = 0; i < draft->layout->lines->len; i++)
    {
      const DipLine *line = g_ptr_array_index (draft->layout->lines, i);

      if (line->kind != DIP_LINE_RULE)
        return line->kind == DIP_LINE_HEADING && line->level == 1;
    }

  return FALSE;
}

/* Of a paper whose format has headings, that begins with its only one of the first level and has nothing above it, that
 * heading is the title, though it is a clause, too. NULL for others. */
static char *
dup_only_heading (const DipDraft *draft)
{
  const GPtrArray *clauses = draft->document->clauses;

  if (draft->cover->len > 0 || clauses->len == 0 || !begins_with_heading (draft))
    return NULL;
  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      if ((clause->level == 1) != (i == 0) || (i == 0 && (clause->number != NULL || *clause->title == '\0')))
        return NULL;
    }

  return g_strdup (((const DipClause *) g_ptr_array_index (clauses, 0))->title);
}

/* "Details of this paper:" above items */
static gboolean
introduces_list (const DipDraft *draft,
                 guint           i)
{
  const DipLine *line = g_ptr_array_index (draft->cover, i);
  gunichar last = dip_text_last (line->text);

  return (last == ':' || last == 0xff1a) && i + 1 < draft->cover->len &&
         ((const DipLine *) g_ptr_array_index (draft->cover, i + 1))->kind == DIP_LINE_ITEM;
}

/**
 * dip_metadata_find_title:
 * @service: (inout): the best name so far
 *
 * The title is the line that says what kind of paper it is, with the lines
 * above it; on the way a service may be named.
 */
void
dip_metadata_find_title (DipMetadata  *self,
                         DipCandidate *service)
{
  DipDraft *draft = self->draft;
  DipEdition *edition = draft->document->edition;
  const char *property = dip_metadata_property (self, "property-title");
  g_autoptr(GString) title = g_string_new (NULL);
  int heading;

  if (edition->title != NULL)
    return;
  if (property != NULL)
    {
      edition->title = g_strdup (property);
      dip_metadata_offer_service (self, service, dip_metadata_service_in_title (self, property), DIP_WEIGHT_SUBTITLE);
      return;
    }

  if (has_title_in_properties (draft))
    {
      const char *subtitle = dip_metadata_property (self, "property-subtitle");

      edition->title = g_strdup (draft->layout->title);
      dip_metadata_offer_service (self, service, dip_metadata_service_in_title (self, edition->title),
                                  DIP_WEIGHT_SUBTITLE);
      if (subtitle != NULL && strlen (subtitle) <= MAX_NAME && !dip_text_ends_sentence (subtitle))
        dip_metadata_offer_service (self, service, dip_metadata_service_in_title (self, subtitle), DIP_WEIGHT_SUBTITLE);
      return;
    }

  heading = find_heading (self);
  for (guint i = MAX (heading, 0); i < draft->cover->len && i < MAX_COVER; i++)
    {
      const DipLine *line = g_ptr_array_index (draft->cover, i);
      g_autofree char *text = NULL;

      if (!is_title_line (self, line) || dip_draft_is_cover_prose (draft, i) || is_below_heading (self, heading, i) ||
          introduces_list (draft, i))
        {
          if (title->len > 0)
            break;
          continue;
        }
      /* "In this article, we …." below a title */
      if (title->len > 0 && dip_text_has_sentence (line->text) && dip_text_ends_sentence (line->text) &&
          g_str_has_suffix (line->text, "."))
        break;
      /* "Sample Works Ltd | Security White Paper | 2.6" below a heading of the format */
      if (title->len > 0 && heading >= 0 && line->kind != DIP_LINE_HEADING && strstr (line->text, " | ") != NULL)
        break;
      if (is_head_above (self, line) && is_title_line (self, g_ptr_array_index (draft->cover, 1)))
        continue;
      text = dup_title_text (self, line);
      if (dip_metadata_is_paper (self, text))
        {
          g_autofree char *name = NULL;

          if (title->len > 0)
            {
              char *above = dip_metadata_service_above (self, title->str);

              /* "見本電子契約" ends as a way to buy does, but stands where the service does */
              if (above != NULL && dip_metadata_is_paper (self, above))
                g_clear_pointer (&above, g_free);
              dip_metadata_offer (service, above, DIP_WEIGHT_COVER_LINE);
              g_string_append_c (title, ' ');
            }
          name = dip_metadata_service_in_title (self, text);
          dip_metadata_offer (service, g_strdup (name), DIP_WEIGHT_TITLE);
          if (name == NULL && title->len > 0)
            name = dip_metadata_clean_name (self, title->str, title->len - 1);
          g_free (self->title_service);
          self->title_service = g_steal_pointer (&name);
          {
            g_autofree char *closed = close_up (text);

            g_string_append (title, g_strchomp (closed));
          }
          edition->title = trim_title (self, g_strdup (title->str));
          read_subtitle (self, i + 1, service);
          return;
        }
      if (title->len > 0)
        g_string_append_c (title, ' ');
      g_string_append (title, text);
      if (title->len > 200)
        break;
    }

  if (title->len > 0)
    {
      edition->title = trim_title (self, g_strdup (title->str));
      dip_metadata_offer_service (self, service, dip_metadata_service_in_title (self, title->str), DIP_WEIGHT_SUBTITLE);
    }
  else if (draft->layout->title != NULL && *draft->layout->title != '\0')
    edition->title = g_strdup (draft->layout->title);
  else
    edition->title = dup_only_heading (draft);
}

/**
 * dip_metadata_find_title_in_text:
 *
 * No cover: "「セキュリティ ホワイトペーパー」(以下、本書)".
 */
void
dip_metadata_find_title_in_text (DipMetadata     *self,
                                 const GPtrArray *passages)
{
  DipEdition *edition = self->draft->document->edition;

  for (guint i = 0; i < passages->len && edition->title == NULL; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);
      const char *text = passage->folded->text;
      const char *mark = strstr (text, "」(以下");
      const char *open;

      if (mark == NULL)
        continue;
      open = g_strrstr_len (text, mark - text, "「");
      if (open != NULL)
        {
          g_autofree char *name = dip_passage_dup_quote (passage, open + 3 - text, mark - text);

          if (dip_metadata_is_paper (self, name))
            edition->title = g_steal_pointer (&name);
        }
    }
}
