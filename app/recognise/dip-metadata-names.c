/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-look.h"
#include "recognise/dip-structure.h"
#include "text/dip-characters.h"

/*
 * The provider is the company that a paper calls "we", that offers the service,
 * that stands alone on the cover or in the imprint; without any of these the one
 * of the copyright, or of the running head.
 */

/* Sentences that are read for names: a paper introduces itself at its beginning. */
#define MAX_CLAUSES 12u
#define MAX_PASSAGES 200u

/* Lines in which a name is looked for as it is printed. */
#define MAX_FIRST_LINES 200u

/* Letters of a service's name that stands at the end of another one. */
#define MIN_FIRST_WORD 4u

/* Letters of a name that may lose the sort of service behind it. */
#define MIN_SORTED 3

/* Letters of a name in capitals: shorter ones are abbreviations. */
#define MIN_CAPITALS 6u

/* Bytes before or behind a company that may say what it is to the provider. */
#define MAX_KIND 60u

/* Bytes of a line that may be a name. */
#define MAX_EDGE 300u

/* Blocks of a clause about whom to write to. */
#define MAX_CONTACTS 6u

/* Parts of a line between wide gaps. */
#define MAX_PARTS 8

/* Hiragana that a company's name begins with. */
#define MAX_KANA 10u

/* Bytes between a company and the bracket that says what it is called. */
#define MAX_APPOSITION 160u

/* "Sample Ltd, a company registered in Ireland ("Provider")": where the bracket opens; @after for anything else. */
static const char *
skip_apposition (const char *after)
{
  static const char *const leads[] = { "a ", "an ", "with ", "registered ", "incorporated ", "having ", "whose " };
  const char *at = after;
  const char *open;

  if (*at != ',')
    return after;
  at++;
  while (*at == ' ')
    at++;
  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (g_str_has_prefix (at, leads[i]))
      {
        open = strchr (at, '(');
        return open != NULL && open - at < (gssize) MAX_APPOSITION && memchr (at, ';', (gsize) (open - at)) == NULL
                 ? open : after;
      }

  return after;
}

/* 'Sample Works Limited, a company …, ("Sample")': the first word of the name, from here on. */
static gboolean
is_short_for (const char *word,
              const char *company)
{
  gsize n = strcspn (company, " ,");

  return n >= MIN_FIRST_WORD && strncmp (word, company, n) == 0 && !g_ascii_isalnum (word[n]);
}

/* "Sample B.V., a hosting provider in Leiden", "by our database providers Sample Labs, Inc.": whom the provider
 * uses. */
static gboolean
is_called_another (const DipLexicon *lexicon,
                   const char       *text,
                   const DipSpan    *span)
{
  static const char *const articles[] = { "a ", "an ", "our ", "the " };
  const char *const *kinds = dip_lexicon_get_words (lexicon, "provider-others-kinds");
  gsize before = MIN (span->start, MAX_KIND);
  const char *from = text + span->start - before;
  const char *behind = text + span->end;
  gsize length = 0;

  if (*behind == ',')
    {
      behind = dip_text_skip_space (behind + 1);
      for (guint i = 0; i < G_N_ELEMENTS (articles) && length == 0; i++)
        if (g_str_has_prefix (behind, articles[i]))
          length = MIN (strcspn (behind, ",;."), MAX_KIND);
    }
  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_strstr_len (from, (gssize) before, kinds[i]) != NULL ||
        g_strstr_len (behind, (gssize) length, kinds[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* "認証機関:見本審査株式会社", "見本機構(MH)監修": who certifies the provider, or wrote what it goes by. */
static gboolean
is_of_another (const DipLexicon *lexicon,
               const char       *text,
               const DipSpan    *span)
{
  const char *const *before = dip_lexicon_get_words (lexicon, "provider-others-before");
  const char *const *after = dip_lexicon_get_words (lexicon, "provider-others-after");
  const char *const *latin = dip_lexicon_get_words (lexicon, "provider-others-before-latin");
  const char *end = dip_text_skip_space (text + span->end);
  gsize length = span->start;

  if (is_called_another (lexicon, text, span))
    return TRUE;
  while (length > 0 && (text[length - 1] == ':' || text[length - 1] == ' '))
    length--;
  for (guint i = 0; length < span->start && before[i] != NULL; i++)
    if (dip_text_ends_with (text, length, before[i], strlen (before[i])))
      return TRUE;
  for (guint i = 0; latin[i] != NULL && length < span->start; i++)
    if (dip_text_ends_with (text, length, latin[i], strlen (latin[i])) &&
        (length == strlen (latin[i]) || text[length - strlen (latin[i]) - 1] == ' '))
      return TRUE;

  if (*end == '(' && strchr (end, ')') != NULL)
    end = dip_text_skip_space (strchr (end, ')') + 1);
  /* "MH(見本機構)が公開する" */
  else if (*end == ')' && span->start > 0 && text[span->start - 1] == '(')
    end = dip_text_skip_space (end + 1);
  return dip_begins_with_one_of (end, after);
}

/* A company as it is printed: folding drops the tab between "会社名" and the name in the next cell. */
static char *
dup_company (const DipPassage *passage,
             const DipSpan    *span)
{
  char *name = dip_passage_dup_quote (passage, span->start, span->end);
  const char *cell = strrchr (name, '\t');

  if (cell != NULL)
    memmove (name, cell + 1, strlen (cell + 1) + 1);

  return name;
}

/* Companies of a sentence, by what is said of them. */
static void
read_provider (DipMetadata      *self,
               const DipPassage *passage,
               DipCandidate     *provider)
{
  const DipLexicon *lexicon = self->draft->lexicon;
  const char *const *self_names = dip_lexicon_get_words (lexicon, "self-names");
  const char *text = passage->folded->text;
  gsize from = 0;
  guint n = 0;
  DipSpan span;

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_COMPANY))
    return;

  for (; n < 6 && dip_company_find (text, from, lexicon, &span); n++)
    {
      const char *after = text + span.end;
      const char *word;
      guint weight = DIP_WEIGHT_MENTION;
      gsize length;

      while (*after == ' ' || g_str_has_prefix (after, "」") || *after == '"')
        after += *after == ' ' || *after == '"' ? 1 : 3;
      after = skip_apposition (after);
      word = *after == '(' ? dip_metadata_bracket_word (after) : NULL;
      if (word != NULL && dip_metadata_starts_with (word, self_names, &length))
        weight = DIP_WEIGHT_SELF;
      else if (word != NULL && is_short_for (word, text + span.start))
        weight = DIP_WEIGHT_SELF - 5;
      else if (g_str_has_prefix (after, "が提供") || g_str_has_prefix (after, "の提供") ||
               g_str_has_prefix (after, "が運営") || g_str_has_prefix (after, "が開発") ||
               g_str_has_prefix (after, "provides") || g_str_has_prefix (after, "offers") ||
               g_str_has_prefix (after, "operates") || g_str_has_prefix (after, ",which operates") ||
               g_str_has_prefix (after, ",which provides") || g_str_has_prefix (after, ",which offers"))
        weight = DIP_WEIGHT_OFFERS;
      else if (span.start >= 3 && memcmp (text + span.start - 3, "by ", 3) == 0 &&
               !is_of_another (lexicon, text, &span))
        weight = DIP_WEIGHT_OFFERS - 5;
      /* "Sample Object Store (Sample Ltd)" may be what the provider uses */
      else if (span.start > 0 && text[span.start - 1] == '(' && text[span.end] == ')')
        weight = DIP_WEIGHT_BRACKET;
      if (weight > DIP_WEIGHT_MENTION || !is_of_another (lexicon, text, &span))
        dip_metadata_offer (provider, dup_company (passage, &span), weight);
      from = span.end;
    }
  if (n == 0)
    dip_sentence_set_without (passage->sentence, DIP_WITHOUT_COMPANY);
}

/* English: 'Example Cloud ("we", …)' without a legal form: the capitalised words before the bracket. */
static void
read_latin_provider (DipMetadata      *self,
                     const DipPassage *passage,
                     DipCandidate     *provider)
{
  const char *const *self_names = dip_lexicon_get_words (self->draft->lexicon, "self-names");
  const char *text = passage->folded->text;

  for (const char *open = strchr (text, '('); open != NULL; open = strchr (open + 1, '('))
    {
      const char *word = dip_metadata_bracket_word (open);
      const char *start = open;
      gsize length;

      /* "Sample ("us")", "Sample (we or us)", but neither "Ohio (us-east-2)" nor "Sample (US regions)" */
      if (word == NULL || !dip_metadata_starts_with (word, self_names, &length) || (guchar) *word >= 0x80 ||
          (word[length] != '\0' && strchr (")\",'/;", word[length]) == NULL && (guchar) word[length] < 0x80 &&
           !g_str_has_prefix (word + length, " or ") && !g_str_has_prefix (word + length, " and ")))
        continue;
      while (start > text && (start[-1] == ' ' || start[-1] == ','))
        start--;
      for (guint n = 0; n < 5; n++)
        {
          const char *begin = start;

          while (begin > text && (g_ascii_isalnum (begin[-1]) || strchr ("&.-'", begin[-1]) != NULL))
            begin--;
          if (begin == start || !g_ascii_isupper (*begin))
            break;
          start = begin;
          while (start > text && start[-1] == ' ')
            start--;
        }
      while (*start == ' ')
        start++;
      /* "registered in Ireland" */
      if (start - text >= 3 && memcmp (start - 3, "in ", 3) == 0)
        continue;
      if (start < open)
        dip_metadata_offer (provider, dip_passage_dup_quote (passage, start - text, open - text), DIP_WEIGHT_SELF - 5);
    }
}

/* "Sample Technologies" alone on its line. */
static gboolean
is_plain_company (DipMetadata *self,
                  const char  *folded)
{
  const char *const *ends = dip_lexicon_get_words (self->draft->lexicon, "company-endings-latin");
  gsize length = strlen (folded);

  /* "Third-Party Software" */
  if (dip_metadata_name_end (folded) != folded + length || strchr (folded, ' ') == NULL ||
      dip_metadata_is_common (self, folded))
    return FALSE;
  for (guint i = 0; ends[i] != NULL; i++)
    {
      gsize n = strlen (ends[i]);

      if (length > n + 1 && folded[length - n - 1] == ' ' && strcmp (folded + length - n, ends[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/* "sample | Version 2": a word in small letters that stands alone on the cover, or before a bar, and of which the text
 * says something. */
static char *
dup_small_name (const DipMetadata *self,
                const char        *line)
{
  const char *end = line;
  const char *rest;
  g_autofree char *name = NULL;

  while (g_ascii_islower (*end) || g_ascii_isdigit (*end) || (*end != '\0' && strchr (".-", *end) != NULL))
    end++;
  rest = dip_text_skip_space (end);
  if (!g_ascii_islower (*line) || (gsize) (end - line) < MIN_FIRST_WORD || (*rest != '\0' && *rest != '|'))
    return NULL;
  name = g_strndup (line, (gsize) (end - line));
  if (g_strv_contains (dip_lexicon_get_words (self->draft->lexicon, "cover-noise"), name) ||
      !dip_metadata_is_said_of (self, name))
    return NULL;

  return g_steal_pointer (&name);
}

static void
read_passages (DipMetadata     *self,
               const GPtrArray *passages,
               DipCandidate    *provider,
               DipCandidate    *service)
{
  for (guint i = 0; i < passages->len && i < MAX_PASSAGES; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);

      if (passage->folded->length > 3000)
        continue;
      read_provider (self, passage, provider);
      read_latin_provider (self, passage, provider);
      dip_metadata_read_speaker (self, passage, provider);
      dip_metadata_read_service (self, passage, service);
    }
}

/* "Sub-processors", "Who is your hosting provider?" */
static gboolean
is_about_others (const DipMetadata *self,
                 const char        *title)
{
  g_autofree char *key = strlen (title) <= MAX_EDGE ? dip_text_key (title) : NULL;

  return key != NULL && dip_metadata_contains (self, "provider-others-kinds", key);
}

/* What names others: a company that is only named is none. */
static void
read_others (DipMetadata     *self,
             const GPtrArray *passages,
             DipCandidate    *provider,
             DipCandidate    *service)
{
  DipCandidate found = { NULL, 0 };

  read_passages (self, passages, &found, service);
  if (found.weight > DIP_WEIGHT_MENTION)
    dip_metadata_offer (provider, g_steal_pointer (&found.name), found.weight);
  g_free (found.name);
}

/* Prose of a cover, across its line breaks. */
static void
read_prose (DipMetadata  *self,
            DipCandidate *provider,
            DipCandidate *service)
{
  g_autoptr (GPtrArray) texts = dip_draft_join_cover (self->draft);

  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      g_autoptr (GPtrArray) passages = NULL;

      if (strlen (text) > 3000 || (!dip_text_has_sentence (text) && !dip_text_ends_sentence (text)))
        continue;
      passages = dip_draft_cut_text (self->draft, text, -1);
      read_passages (self, passages, provider, service);
    }
}

/* "見本株式会社　2024.4.1 ver.2", "2024.4.1　見本株式会社": what stands apart from a day, before it or else behind it; the
 * whole line where nothing does. */
static char *
dup_beside_day (const char *text)
{
  const char *start, *end;
  g_autofree char *date = dip_date_find (text, &start, &end);
  g_autofree char *beside = NULL;

  if (date == NULL)
    return g_strdup (text);
  if (dip_text_skip_space (text) != start)
    {
      const char *last = g_utf8_find_prev_char (text, start);

      if (!dip_glyph_is_space (g_utf8_get_char (last)))
        return g_strdup (text);
      while (last > text && dip_glyph_is_space (g_utf8_get_char (g_utf8_find_prev_char (text, last))))
        last = g_utf8_find_prev_char (text, last);
      beside = g_strndup (text, (gsize) (last - text));
    }
  else if (*end != '\0' && dip_glyph_is_space (g_utf8_get_char (end)))
    beside = g_strdup (dip_text_skip_space (end));

  return beside != NULL && *beside != '\0' ? g_steal_pointer (&beside) : g_strdup (text);
}

/* "見本株式会社　　更新：2024/3/29": the only part between wide gaps that has a legal form and a name; else @text. */
static char *
take_company_part (const DipMetadata *self,
                   char              *text)  /* (transfer full) */
{
  const char *const *forms = dip_lexicon_get_words (self->draft->lexicon, "legal-forms");
  g_autoptr (GString) even = g_string_new (text);
  g_auto (GStrv) parts = NULL;
  const char *found = NULL;

  g_string_replace (even, "　", "  ", 0);
  parts = g_strsplit (even->str, "  ", MAX_PARTS);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      for (guint k = 0; forms[k] != NULL; k++)
        if (strstr (part, forms[k]) != NULL)
          {
            if (found != NULL || strlen (part) <= strlen (forms[k]) + strlen ("見本"))
              return text;
            found = part;
            break;
          }
    }
  if (found == NULL || parts[1] == NULL)
    return text;
  g_free (text);

  return g_strdup (found);
}

/* Behind the hiragana that a text begins with, @text where they are no word. */
static const char *
skip_hiragana (const char *text)
{
  const char *at = text;
  guint n = 0;

  for (; dip_is_hiragana (g_utf8_get_char (at)) && n <= MAX_KANA; n++)
    at = g_utf8_next_char (at);

  return n >= 2 && n <= MAX_KANA ? at : text;
}

/* "Sample Desk by Sample Works Inc.", a line of the cover: the service and who makes it. "Prepared by …" is no name. */
static void
read_maker (DipMetadata      *self,
            const DipPassage *passage,
            DipCandidate     *provider,
            DipCandidate     *service)
{
  const char *text = passage->folded->text;
  const char *by = strstr (text, " by ");
  g_autofree char *made = by != NULL ? g_strndup (text, (gsize) (by - text)) : NULL;
  DipSpan span;

  if (by == NULL || !g_ascii_isupper (*text) || g_str_has_suffix (made, "ed") || strchr (made, ',') != NULL ||
      dip_metadata_name_end (made) != made + strlen (made) || dip_metadata_is_common (self, made) ||
      !dip_company_find (text, 0, self->draft->lexicon, &span) || text + span.start != by + strlen (" by ") ||
      span.end != passage->folded->length)
    return;

  dip_metadata_offer_service (self, service, g_steal_pointer (&made), DIP_WEIGHT_COVER);
  dip_metadata_offer (provider, dup_company (passage, &span), DIP_WEIGHT_COVER);
}

/* Lines of the cover or imprint: one company alone counts most. */
static void
read_lines (DipMetadata     *self,
            const GPtrArray *lines,
            guint            weight,
            DipCandidate    *provider,
            DipCandidate    *service)
{
  for (guint i = 0; i < lines->len && i < 100; i++)
    {
      const DipLine *line = g_ptr_array_index (lines, i);
      g_autofree char *text = NULL;
      g_autoptr(GPtrArray) passages = NULL;
      DipSpan span;

      if (strlen (line->text) > 3000 ||
          (lines == self->draft->cover && dip_draft_is_cover_prose (self->draft, i)))
        continue;
      passages = dip_draft_cut_text (self->draft, line->text, -1);
      read_passages (self, passages, provider, service);
      text = take_company_part (self, dup_beside_day (line->text));
      if (strcmp (text, line->text) != 0)
        {
          g_ptr_array_unref (passages);
          passages = dip_draft_cut_text (self->draft, text, -1);
        }
      if (lines == self->draft->cover)
        dip_metadata_read_parts (self, line->text, service);
      if (passages->len == 1)
        {
          const DipPassage *passage = g_ptr_array_index (passages, 0);

          const char *start = NULL, *end = NULL;
          g_autofree char *date = dip_date_find (passage->folded->text, &start, &end);
          gsize rest = date != NULL ? (gsize) (end - start) : 0;

          if (lines == self->draft->cover)
            read_maker (self, passage, provider, service);
          if (dip_company_find (passage->folded->text, 0, self->draft->lexicon, &span) &&
              span.end - span.start + rest + 12 >= passage->folded->length)
            {
              g_autofree char *name = dup_company (passage, &span);
              guint own = dip_metadata_weigh_name (self, name, weight);

              dip_metadata_offer (provider, g_steal_pointer (&name), own);
            }
          /* みどりの株式会社 */
          else if (lines == self->draft->cover && skip_hiragana (text) > text &&
                   g_strv_contains (dip_lexicon_get_words (self->draft->lexicon, "legal-forms"), skip_hiragana (text)))
            {
              dip_metadata_offer (provider, g_strdup (text), weight);
            }
          else if (lines == self->draft->cover && is_plain_company (self, passage->folded->text))
            {
              dip_metadata_offer (provider, g_strdup (passage->folded->text), DIP_WEIGHT_MENTION);
            }
          else if (lines == self->draft->cover)
            {
              dip_metadata_offer (provider, dup_small_name (self, line->text), DIP_WEIGHT_MENTION);
            }
        }
    }
}

static gboolean
is_department (const DipLexicon *lexicon,
               const char       *text)
{
  const char *const *ends = dip_lexicon_get_words (lexicon, "department-endings");

  for (guint i = 0; ends[i] != NULL; i++)
    if (strlen (text) > strlen (ends[i]) && g_str_has_suffix (text, ends[i]))
      return TRUE;

  return FALSE;
}

/* "questions of": small letters, and a word behind which more has to come. */
static gboolean
breaks_off_in_latin (const char *text)
{
  static const char *const words[] = { "of", "for", "the", "and", "or", "to", "by", "in", "on", "with" };
  const char *last = strrchr (text, ' ');

  if (!g_ascii_islower (*text) || last == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (last + 1, words[i]) == 0)
      return TRUE;

  return FALSE;
}

/* "発行：見本株式会社　2024年3月": of a property that tells more, the company. */
static char *
provider_of_property (DipMetadata *self)
{
  const char *property = dip_metadata_property (self, "property-provider");
  g_autofree char *folded = NULL;
  g_autofree char *date = NULL;
  const char *start;
  const char *end;
  DipSpan span;

  if (property == NULL)
    return NULL;
  folded = dip_fold_to_string (property, DIP_PASSAGE_FOLD, NULL);
  date = dip_date_find (property, &start, &end);
  if (dip_company_find (folded, 0, self->draft->lexicon, &span) &&
      (date != NULL || (span.start == 0 && (is_department (self->draft->lexicon, folded + span.end) ||
                                            folded[span.end] == '(' || folded[span.end] == ','))))
    return g_strndup (folded + span.start, span.end - span.start);
  /* "発行：2024年3月" names nobody, nor does "Supplier / questions of" */
  if ((date != NULL && start == property) || breaks_off_in_latin (property))
    return NULL;

  return g_strdup (property);
}

/* Whether what stands before a name is its label: "事業者名<TAB>…", "Vendor: …". */
static gboolean
has_gap (const char *text,
         gsize       length)
{
  static const char *const gaps[] = { "\t", ":", "：", "　", "|", "  " };

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    if (g_strstr_len (text, (gssize) length, gaps[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* A name that begins with kana is hard to cut out of a sentence; a line of its own has it whole. */
static void
complete_provider (DipDraft     *draft,
                   DipCandidate *provider)
{
  for (guint i = 0; provider->name != NULL && i < draft->cover->len && i < 100; i++)
    {
      const DipLine *line = g_ptr_array_index (draft->cover, i);
      g_autofree char *folded = NULL;
      DipSpan span;

      g_autofree char *text = NULL;

      if (strlen (line->text) > MAX_EDGE || strlen (line->text) <= strlen (provider->name))
        continue;
      text = dup_beside_day (line->text);
      if (strlen (text) <= strlen (provider->name) || !g_str_has_suffix (text, provider->name) ||
          has_gap (text, strlen (text) - strlen (provider->name)))
        continue;
      folded = dip_fold_to_string (text, DIP_PASSAGE_FOLD, NULL);
      if ((dip_company_find (folded, 0, draft->lexicon, &span) && span.start == 0 && folded[span.end] == '\0') ||
          skip_hiragana (text) == text + strlen (text) - strlen (provider->name))
        {
          g_free (provider->name);
          provider->name = g_steal_pointer (&text);
        }
    }
}

/* The company in the brackets at the end of a title; NULL for none. */
static char *
dup_company_in_brackets (const DipMetadata *self,
                         const char        *title)
{
  g_autofree char *folded = dip_fold_to_string (title, DIP_PASSAGE_FOLD, NULL);
  const char *open = strchr (folded, '(');
  DipSpan span;

  if (open == NULL || open == folded || !g_str_has_suffix (folded, ")") ||
      !dip_company_find (open + 1, 0, self->draft->lexicon, &span) || span.start > 0 ||
      open[1 + span.end] != ')' || open[2 + span.end] != '\0')
    return NULL;

  return g_strndup (open + 1, span.end);
}

/* "Sample Works, Inc., 400 Cedar Street": the company that a block of a clause about whom to write to begins with. */
static void
read_contacts (DipMetadata  *self,
               DipCandidate *provider)
{
  const GPtrArray *clauses = self->draft->document->clauses;

  for (guint i = clauses->len; i-- > 0; )
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr (DipLook) look = NULL;

      if (strlen (clause->title) > MAX_EDGE)
        continue;
      look = dip_look_take (clause->title, self->draft->lexicon);
      if (!dip_metadata_contains (self, "contact-titles", dip_look_get_folded (look, DIP_PASSAGE_FOLD | DIP_FOLD_CASE)))
        continue;
      /* "運営会社(株式会社見本)" */
      dip_metadata_offer (provider, dup_company_in_brackets (self, clause->title), DIP_WEIGHT_MENTION + 1);
      for (guint k = 0; k < clause->blocks->len && k < MAX_CONTACTS; k++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, k);
          g_autofree char *folded = NULL;
          DipSpan span;

          if (strlen (block->text) > 2 * MAX_EDGE)
            continue;
          folded = dip_fold_to_string (block->text, DIP_PASSAGE_FOLD, NULL);
          if (dip_company_find (folded, 0, self->draft->lexicon, &span) && span.start == 0 &&
              (folded[span.end] == '\0' || strchr (",:;\n", folded[span.end]) != NULL))
            dip_metadata_offer (provider, g_strndup (folded, span.end), DIP_WEIGHT_MENTION + 1);
        }
    }
}

/* Bytes of a line that say @name but for blanks, and for capitals where @any_case is set; 0 for another text. */
static gsize
match_printed (const char *at,
               const char *name,
               gboolean    any_case)
{
  const char *start = at;

  for (; *name != '\0'; name++)
    {
      if (*name == ' ')
        continue;
      while (*at == ' ' && at > start)
        at++;
      if (*at != *name && (!any_case || g_ascii_toupper (*at) != *name))
        return 0;
      at++;
    }

  return any_case && (g_ascii_isalnum (*at) || (guchar) *at >= 0x80) ? 0 : (gsize) (at - start);
}

static gboolean
has_small_letter (const char *text,
                  gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_islower (text[i]) || (guchar) text[i] >= 0x80)
      return TRUE;

  return FALSE;
}

/* "Sample,Inc." of a folded text and "SAMPLE INC." of a cover, as they are printed in the text: "Sample, Inc." Takes
 * @name. */
static char *
print_name (const DipDraft *draft,
            char           *name)
{
  gboolean capitals = name != NULL && strlen (name) >= MIN_CAPITALS && !has_small_letter (name, strlen (name));

  if (name == NULL || (!capitals && strpbrk (name, ",.&") == NULL))
    return name;
  for (guint i = 0; i < draft->layout->lines->len && i < MAX_FIRST_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (draft->layout->lines, i))->text;

      for (const char *at = strchr (text, *name); at != NULL; at = strchr (at + 1, *name))
        {
          gsize length = at > text && g_ascii_isalnum (at[-1]) ? 0 : match_printed (at, name, capitals);

          if (length > 0 && (!capitals || has_small_letter (at, length)))
            {
              g_free (name);
              return g_strndup (at, length);
            }
        }
    }

  return name;
}

/* Whether the text says a name without the sort behind it; @n: bytes of the name, of which @whole has the sort too. */
static gboolean
is_said_alone (const DipDraft *draft,
               const char     *whole,
               gsize           n)
{
  g_autofree char *name = g_strndup (whole, n);

  for (guint i = 0; i < draft->layout->lines->len && i < MAX_FIRST_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (draft->layout->lines, i))->text;

      for (const char *at = strstr (text, name); at != NULL; at = strstr (at + n, name))
        if (strncmp (at, whole, strlen (whole)) != 0)
          return TRUE;
    }

  return FALSE;
}

/* "サンプル勤怠　クラウドサービス" of a title is サンプル勤怠 where the text calls it so. */
static void
drop_sort (const DipDraft *draft,
           char           *name)
{
  static const char *const sorts[] = { "　クラウドサービス", " クラウドサービス", "　サービス", " サービス" };

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      gsize n = strlen (name) - MIN (strlen (name), strlen (sorts[i]));

      if (!g_str_has_suffix (name, sorts[i]) || g_utf8_strlen (name, (gssize) n) < MIN_SORTED)
        continue;
      if (is_said_alone (draft, name, n))
        name[n] = '\0';
      return;
    }
}

/* "Sample Sign by Sample Works: Security Overview": who makes it, in the title. */
static char *
provider_in_title (const DipMetadata *self)
{
  static const char *const marks[] = { ":", " -", " |", " –", " —" };
  const char *title = self->draft->document->edition->title;
  const char *by = title != NULL ? strstr (title, " by ") : NULL;
  const char *name = by != NULL ? by + strlen (" by ") : NULL;
  const char *end = name != NULL ? dip_metadata_name_end (name) : NULL;
  g_autofree char *made = by != NULL ? g_strndup (title, (gsize) (by - title)) : NULL;

  /* "Security by Design" */
  if (name == NULL || end <= name + 2 || by == title || dip_metadata_is_common (self, made))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (end, marks[i]))
      return g_strndup (name, (gsize) (end - name));

  return NULL;
}

/**
 * dip_metadata_find_names:
 *
 * Finds provider, service and title in properties, cover, imprint and the
 * first clauses.
 */
void
dip_metadata_find_names (DipMetadata *self)
{
  DipDraft *draft = self->draft;
  DipEdition *edition = draft->document->edition;
  const GPtrArray *clauses = draft->document->clauses;
  DipCandidate provider = { NULL, 0 };
  DipCandidate service = { NULL, 0 };
  g_autofree char *whole = NULL;

  dip_metadata_offer (&provider, provider_of_property (self), DIP_WEIGHT_PROPERTY);
  dip_metadata_offer (&service, g_strdup (dip_metadata_property (self, "property-service")), DIP_WEIGHT_PROPERTY);
  read_lines (self, draft->cover, DIP_WEIGHT_COVER, &provider, &service);
  read_prose (self, &provider, &service);
  read_lines (self, draft->tail, DIP_WEIGHT_TAIL, &provider, &service);
  dip_metadata_find_title (self, &service);
  whole = g_strdup (self->title_service);
  dip_metadata_offer (&provider, provider_in_title (self), DIP_WEIGHT_MENTION);
  for (guint i = 0; i < clauses->len && i < MAX_CLAUSES; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      const GPtrArray *passages = dip_draft_get_passages (draft, clause);

      if (is_about_others (self, clause->title))
        read_others (self, passages, &provider, &service);
      else
        read_passages (self, passages, &provider, &service);
      dip_metadata_find_title_in_text (self, passages);
    }
  if (provider.weight < DIP_WEIGHT_TAIL)
    dip_metadata_read_edges (self, &provider);
  if (provider.weight <= DIP_WEIGHT_MENTION)
    read_contacts (self, &provider);
  if (draft->layout->author != NULL)
    {
      g_autofree char *folded = dip_fold_to_string (draft->layout->author, DIP_PASSAGE_FOLD, NULL);
      DipSpan span;

      if (dip_company_find (folded, 0, draft->lexicon, &span))
        dip_metadata_offer (&provider, g_strdup (draft->layout->author), DIP_WEIGHT_AUTHOR);
    }

  if (provider.weight <= DIP_WEIGHT_BRACKET)
    dip_metadata_offer (&provider, dip_metadata_guess_provider (self, service.name), DIP_WEIGHT_AUTHOR);
  if (provider.weight <= DIP_WEIGHT_BRACKET)
    dip_metadata_offer (&provider, dip_metadata_guess_recurring (self, service.name, NULL), DIP_WEIGHT_AUTHOR);
  /* an auditor who is named once */
  else if (provider.weight == DIP_WEIGHT_MENTION)
    dip_metadata_offer (&provider, dip_metadata_guess_recurring (self, service.name, provider.name),
                        DIP_WEIGHT_MENTION + 1);
  if (service.name == NULL)
    dip_metadata_offer_service (self, &service, dip_metadata_guess_subject (self), DIP_WEIGHT_BRACKET);
  complete_provider (draft, &provider);
  if (edition->provider == NULL)
    edition->provider = print_name (draft, g_steal_pointer (&provider.name));
  /* a name that begins with kana is hard to cut out of a sentence; the title has it whole */
  if (whole != NULL && service.name != NULL && strlen (whole) > strlen (service.name) &&
      g_str_has_suffix (whole, service.name))
    {
      g_free (service.name);
      service.name = g_steal_pointer (&whole);
    }
  /* "タスク管理ツールSample Board": what kind of thing it is stands before the name that the title has */
  else if (whole != NULL && service.name != NULL && strlen (whole) < strlen (service.name) &&
           strlen (whole) >= MIN_FIRST_WORD && g_str_has_suffix (service.name, whole) &&
           (guchar) service.name[strlen (service.name) - strlen (whole) - 1] >= 0x80)
    {
      g_free (service.name);
      service.name = g_steal_pointer (&whole);
    }
  g_clear_pointer (&self->title_service, g_free);
  if (edition->provider != NULL && edition->service == NULL &&
      (service.name == NULL || strchr (service.name, ' ') == NULL))
    {
      g_autofree char *longer = dip_metadata_dup_named_after (self, edition->provider);

      if (longer != NULL && (service.name == NULL ||
                             (strlen (longer) > strlen (service.name) &&
                              (g_str_has_suffix (longer, service.name) ||
                               (g_ascii_strncasecmp (longer, service.name, strlen (service.name)) == 0 &&
                                longer[strlen (service.name)] == ' ')))))
        {
          g_free (service.name);
          service.name = g_steal_pointer (&longer);
        }
    }
  if (edition->service == NULL)
    edition->service = print_name (draft, g_steal_pointer (&service.name));
  if (edition->service != NULL)
    drop_sort (draft, edition->service);
  if (edition->service == NULL)
    edition->service = print_name (draft, dip_metadata_guess_service (self));
  if (edition->provider == NULL && edition->service != NULL && dip_metadata_speaks_for (self, edition->service))
    edition->provider = g_strdup (edition->service);
  g_free (provider.name);
  g_free (service.name);
}
