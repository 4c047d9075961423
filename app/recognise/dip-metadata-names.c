/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-structure.h"

/* Sentences that are read for names: a paper introduces itself at its beginning. */
#define MAX_CLAUSES 12u
#define MAX_PASSAGES 200u

/* A name, and how much its source is worth. */
typedef struct
{
  char *name;
  guint weight;
} Candidate;

enum {
  WEIGHT_AUTHOR = 20,
  WEIGHT_MENTION = 30,
  WEIGHT_COVER_LINE = 50,
  WEIGHT_TAIL = 45,
  WEIGHT_COVER = 70,
  WEIGHT_OFFERS = 75,
  WEIGHT_SCOPE = 80,
  WEIGHT_SELF = 90,
  WEIGHT_PROPERTY = 100,
};

static void
offer (Candidate *best,
       char      *name,   /* (transfer full) (nullable) */
       guint      weight)
{
  if (name == NULL || *g_strstrip (name) == '\0' || strlen (name) > 240 || weight <= best->weight)
    {
      g_free (name);
      return;
    }
  g_free (best->name);
  best->name = name;
  best->weight = weight;
}

static gboolean
starts_with_any (const char        *text,
                 const char *const *words,
                 gsize             *length)
{
  *length = 0;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0 && strlen (words[i]) > *length)
      *length = strlen (words[i]);

  return *length > 0;
}

/* What stands in a bracket that gives a name: "(以下、「当社」といいます)" → "当社" */
static const char *
bracket_word (const char *at)
{
  static const char *const openers[] = { "(以下", "(hereinafter referred to as", "(hereinafter", "(hereafter",
                                         "(referred to as", "(" };

  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    if (g_ascii_strncasecmp (at, openers[i], strlen (openers[i])) == 0)
      {
        at += strlen (openers[i]);
        for (;;)
          {
            if (g_str_has_prefix (at, "、") || g_str_has_prefix (at, "「"))
              at += 3;
            else if (g_ascii_strncasecmp (at, "the\"", 4) == 0)
              at += 3;
            else if (*at == '"' || *at == ' ' || *at == ',' || *at == '\'')
              at++;
            else
              return at;
          }
      }

  return NULL;
}

/* Companies of a sentence, by what is said of them. */
static void
read_provider (DipMetadata      *self,
               const DipPassage *passage,
               Candidate        *provider)
{
  const DipLexicon *lexicon = self->draft->lexicon;
  const char *const *self_names = dip_lexicon_get_words (lexicon, "self-names");
  const char *text = passage->folded->text;
  gsize from = 0;
  DipSpan span;

  for (guint n = 0; n < 6 && dip_company_find (text, from, lexicon, &span); n++)
    {
      const char *after = text + span.end;
      const char *word;
      guint weight = WEIGHT_MENTION;
      gsize length;

      while (*after == ' ' || g_str_has_prefix (after, "」") || *after == '"')
        after += *after == ' ' || *after == '"' ? 1 : 3;
      word = *after == '(' ? bracket_word (after) : NULL;
      if (word != NULL && starts_with_any (word, self_names, &length))
        weight = WEIGHT_SELF;
      else if (g_str_has_prefix (after, "が提供") || g_str_has_prefix (after, "の提供") ||
               g_str_has_prefix (after, "が運営") || g_str_has_prefix (after, "が開発") ||
               g_str_has_prefix (after, "provides") || g_str_has_prefix (after, "offers") ||
               g_str_has_prefix (after, "operates"))
        weight = WEIGHT_OFFERS;
      else if ((span.start >= 3 && memcmp (text + span.start - 3, "by ", 3) == 0))
        weight = WEIGHT_OFFERS - 5;
      offer (provider, dip_passage_dup_quote (passage, span.start, span.end), weight);
      from = span.end;
    }
}

/* English: 'Example Cloud ("we", …)' without a legal form: the capitalised words before the bracket. */
static void
read_latin_provider (DipMetadata      *self,
                     const DipPassage *passage,
                     Candidate        *provider)
{
  const char *const *self_names = dip_lexicon_get_words (self->draft->lexicon, "self-names");
  const char *text = passage->folded->text;

  for (const char *open = strchr (text, '('); open != NULL; open = strchr (open + 1, '('))
    {
      const char *word = bracket_word (open);
      const char *start = open;
      gsize length;

      if (word == NULL || !starts_with_any (word, self_names, &length) || (guchar) *word >= 0x80 ||
          g_ascii_isalnum (word[length]))
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
      if (start < open)
        offer (provider, dip_passage_dup_quote (passage, start - text, open - text), WEIGHT_SELF - 5);
    }
}

/* From @at back to where the name of a service may begin: a boundary, or a particle. */
static const char *
name_start (const char *text,
            const char *at)
{
  const char *start = at;

  while (start > text && at - start < 150)
    {
      const char *previous = g_utf8_prev_char (start);
      gunichar c = g_utf8_get_char (previous);

      if ((c >= 0x3041 && c <= 0x3096) || c == 0x3001 || c == 0x3002 || c == '(' || c == ')' ||
          c == 0x300C || c == 0x300D || c == '"' || c == ',' || c == ':')
        break;
      start = previous;
    }

  return start;
}

/* The text inside the bracket or quote that opens at @open; NULL if it is no name. */
static char *
inside (const DipPassage *passage,
        const char       *open,
        const char       *closer)
{
  gsize opener = *open == '(' || *open == '"' ? 1 : 3;
  const char *close = strstr (open + opener, closer);

  if (close == NULL || close - open > 150 || close == open + opener)
    return NULL;
  /* "(以下…)" is a name for something, "(一部を除く)" a remark */
  if (g_str_has_prefix (open + opener, "以下") || memmem (open, close - open, "を", 3) != NULL ||
      memmem (open, close - open, "、", 3) != NULL)
    return NULL;

  return dip_passage_dup_quote (passage, open + opener - passage->folded->text, close - passage->folded->text);
}

static gboolean
is_paper (DipMetadata *self,
          const char  *name)
{
  const char *const *kinds = dip_lexicon_get_words (self->draft->lexicon, "document-kinds");
  g_autofree char *folded = dip_fold_to_string (name, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

  for (guint i = 0; kinds[i] != NULL; i++)
    if (strstr (folded, kinds[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
offer_service (DipMetadata *self,
               Candidate   *service,
               char        *name,  /* (transfer full) (nullable) */
               guint        weight)
{
  if (name != NULL && is_paper (self, name))
    g_clear_pointer (&name, g_free);
  offer (service, name, weight);
}

/* "本書の適用範囲は、…(Y)となります", "Yが本書の適用範囲となります" */
static void
read_scope (DipMetadata      *self,
            const DipPassage *passage,
            Candidate        *service)
{
  static const char *const words[] = { "適用範囲", "対象範囲", "対象サービス" };
  const char *text = passage->folded->text;
  const char *scope = NULL;
  const char *topic;
  const char *open;
  char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words) && scope == NULL; i++)
    scope = strstr (text, words[i]);
  if (scope == NULL)
    return;

  topic = strstr (scope, "は");
  if (topic == NULL)
    {
      /* "Yが本書の適用範囲となります" */
      const char *subject = g_strrstr_len (text, scope - text, "が");

      if (subject == NULL)
        subject = g_strrstr_len (text, scope - text, "を");
      if (subject != NULL)
        {
          const char *start = name_start (text, subject);

          if (start < subject)
            offer_service (self, service, dip_passage_dup_quote (passage, start - text, subject - text), WEIGHT_SCOPE);
        }
      return;
    }

  topic += strlen ("は");
  if (g_str_has_prefix (topic, "、"))
    topic += strlen ("、");
  open = strstr (topic, "「");
  if (open != NULL)
    name = inside (passage, open, "」");
  open = name == NULL ? strchr (topic, '(') : NULL;
  if (open != NULL)
    name = inside (passage, open, ")");
  if (name == NULL)
    {
      static const char *const ends[] = { "となります", "です", "とします", "を対象", "に関する", "とし" };
      const char *end = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        {
          const char *hit = strstr (topic, ends[i]);

          if (hit != NULL && (end == NULL || hit < end))
            end = hit;
        }
      if (end != NULL && end > topic)
        {
          const char *start = name_start (text, end);

          if (start >= topic && start < end)
            name = dip_passage_dup_quote (passage, start - text, end - text);
        }
    }
  offer_service (self, service, name, WEIGHT_SCOPE);
}

/* "「Y」(以下、本サービス)", "提供する「Y」" */
static void
read_service (DipMetadata      *self,
              const DipPassage *passage,
              Candidate        *service)
{
  const char *const *names = dip_lexicon_get_words (self->draft->lexicon, "service-names");
  const char *text = passage->folded->text;
  const char *at;
  gsize length;

  for (at = strchr (text, '('); at != NULL; at = strchr (at + 1, '('))
    {
      const char *word = bracket_word (at);
      const char *start;
      const char *end = at;

      if (word == NULL || !starts_with_any (word, names, &length) || g_ascii_isalnum (word[length]))
        continue;
      if (end - text >= 3 && memcmp (end - 3, "」", 3) == 0)
        {
          end -= 3;
          start = g_strrstr_len (text, end - text, "「");
          start = start != NULL ? start + 3 : NULL;
        }
      else if (end > text && end[-1] == '"')
        {
          end--;
          start = g_strrstr_len (text, end - text, "\"");
          start = start != NULL ? start + 1 : NULL;
        }
      else if ((guchar) *word >= 0x80)
        start = name_start (text, end);
      else
        {
          /* English: the capitalised words before the bracket */
          start = end;
          for (guint n = 0; n < 6; n++)
            {
              const char *begin = start;

              while (begin > text && (g_ascii_isalnum (begin[-1]) || strchr ("&.-'+", begin[-1]) != NULL))
                begin--;
              if (begin == start || !(g_ascii_isupper (*begin) || g_ascii_isdigit (*begin)))
                break;
              start = begin;
              while (start > text && start[-1] == ' ')
                start--;
            }
          while (*start == ' ')
            start++;
        }
      if (start != NULL && start < end)
        offer_service (self, service, dip_passage_dup_quote (passage, start - text, end - text), WEIGHT_SELF);
    }

  for (at = strstr (text, "提供する"); at != NULL; at = strstr (at + 1, "提供する"))
    {
      const char *open = strstr (at, "「");

      if (open != NULL && open - at < 120)
        offer_service (self, service, inside (passage, open, "」"), WEIGHT_OFFERS);
    }
}

/* English: "the scope of this paper is Y", "This paper describes how X protects Y". */
static void
read_english_scope (DipMetadata      *self,
                    const DipPassage *passage,
                    Candidate        *service)
{
  static const char *const leads[] = {
    "applies to ", "scope of this document is ", "scope of this paper is ", "covers ",
    "security of ", "security measures of ", "describes the security of ",
  };
  const char *text = passage->folded->text;

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    {
      const char *at = strstr (text, leads[i]);
      const char *end;

      if (at == NULL)
        continue;
      at += strlen (leads[i]);
      if (g_str_has_prefix (at, "the "))
        at += 4;
      end = at;
      while (*end != '\0')
        {
          const char *word = end;

          while (*word == ' ')
            word++;
          if (!g_ascii_isupper (*word) && !(g_ascii_isdigit (*word) && word > at))
            break;
          while (*word != '\0' && (g_ascii_isalnum (*word) || strchr ("&-'+", *word) != NULL))
            word++;
          if (word == end)
            break;
          end = word;
        }
      if (end > at + 2)
        offer_service (self, service, dip_passage_dup_quote (passage, at - text, end - text), WEIGHT_SCOPE - 10);
    }
}

static void
read_passages (DipMetadata     *self,
               const GPtrArray *passages,
               Candidate       *provider,
               Candidate       *service)
{
  for (guint i = 0; i < passages->len && i < MAX_PASSAGES; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);

      if (passage->folded->length > 3000)
        continue;
      read_provider (self, passage, provider);
      read_latin_provider (self, passage, provider);
      read_service (self, passage, service);
      read_scope (self, passage, service);
      read_english_scope (self, passage, service);
    }
}

/* Lines of the cover or imprint: one company alone counts most. */
static void
read_lines (DipMetadata     *self,
            const GPtrArray *lines,
            guint            weight,
            Candidate       *provider,
            Candidate       *service)
{
  for (guint i = 0; i < lines->len && i < 100; i++)
    {
      const DipLine *line = g_ptr_array_index (lines, i);
      g_autoptr(GPtrArray) passages = NULL;
      DipSpan span;

      if (strlen (line->text) > 3000)
        continue;
      passages = dip_passages_of_text (line->text, -1, DIP_PASSAGE_FOLD, NULL);
      read_passages (self, passages, provider, service);
      if (passages->len == 1)
        {
          const DipPassage *passage = g_ptr_array_index (passages, 0);

          if (dip_company_find (passage->folded->text, 0, self->draft->lexicon, &span) &&
              span.end - span.start + 12 >= passage->folded->length)
            offer (provider, dip_passage_dup_quote (passage, span.start, span.end), weight);
        }
    }
}

/* Lines of the cover that may be the title: neither company nor date nor version nor table. */
static gboolean
is_title_line (DipMetadata   *self,
               const DipLine *line)
{
  g_autofree char *folded = dip_fold_to_string (line->text, DIP_PASSAGE_FOLD, NULL);
  g_autofree char *version = NULL;
  g_autofree char *date = NULL;
  const char *start;
  const char *end;
  DipSpan span;

  if (*folded == '\0' || strlen (folded) > 240 || strchr (line->text, '\t') != NULL ||
      g_str_has_suffix (folded, "。") || g_str_has_prefix (folded, "http"))
    return FALSE;
  if (dip_company_find (folded, 0, self->draft->lexicon, &span) && span.end - span.start + 12 >= strlen (folded))
    return FALSE;
  date = dip_date_find (line->text, &start, &end);
  if (date != NULL && strlen (line->text) - (end - start) < 40)
    return FALSE;
  version = dip_metadata_version (line->text, FALSE, self->draft->lexicon);

  return version == NULL || is_paper (self, folded);
}

/* The title is the line that says what kind of paper it is, with the lines above it. */
static void
find_title (DipMetadata *self,
            Candidate   *service)
{
  DipDraft *draft = self->draft;
  DipEdition *edition = draft->document->edition;
  const char *property = dip_metadata_property (self, "property-title");
  g_autoptr(GString) title = g_string_new (NULL);

  if (edition->title != NULL)
    return;
  if (property != NULL)
    {
      edition->title = g_strdup (property);
      return;
    }

  for (guint i = 0; i < draft->cover->len && i < 30; i++)
    {
      const DipLine *line = g_ptr_array_index (draft->cover, i);

      if (!is_title_line (self, line))
        {
          if (title->len > 0)
            break;
          continue;
        }
      if (is_paper (self, line->text))
        {
          if (title->len > 0)
            offer_service (self, service, g_strdup (title->str), WEIGHT_COVER_LINE);
          if (title->len > 0)
            g_string_append_c (title, ' ');
          g_string_append (title, line->text);
          edition->title = g_strdup (title->str);
          return;
        }
      if (title->len > 0)
        g_string_append_c (title, ' ');
      g_string_append (title, line->text);
      if (title->len > 200)
        break;
    }

  if (title->len > 0)
    edition->title = g_strdup (title->str);
  else if (draft->layout->title != NULL && *draft->layout->title != '\0')
    edition->title = g_strdup (draft->layout->title);
}

/* No cover: "「セキュリティ ホワイトペーパー」(以下、本書)" */
static void
find_title_in_text (DipMetadata     *self,
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

          if (is_paper (self, name))
            edition->title = g_steal_pointer (&name);
        }
    }
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
  Candidate provider = { NULL, 0 };
  Candidate service = { NULL, 0 };

  offer (&provider, g_strdup (dip_metadata_property (self, "property-provider")), WEIGHT_PROPERTY);
  offer (&service, g_strdup (dip_metadata_property (self, "property-service")), WEIGHT_PROPERTY);
  read_lines (self, draft->cover, WEIGHT_COVER, &provider, &service);
  read_lines (self, draft->tail, WEIGHT_TAIL, &provider, &service);
  find_title (self, &service);
  for (guint i = 0; i < clauses->len && i < MAX_CLAUSES; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (draft, g_ptr_array_index (clauses, i));

      read_passages (self, passages, &provider, &service);
      find_title_in_text (self, passages);
    }
  if (draft->layout->author != NULL)
    {
      g_autofree char *folded = dip_fold_to_string (draft->layout->author, DIP_PASSAGE_FOLD, NULL);
      DipSpan span;

      if (dip_company_find (folded, 0, draft->lexicon, &span))
        offer (&provider, g_strdup (draft->layout->author), WEIGHT_AUTHOR);
    }

  if (edition->provider == NULL)
    edition->provider = g_steal_pointer (&provider.name);
  if (edition->service == NULL)
    edition->service = g_steal_pointer (&service.name);
  g_free (provider.name);
  g_free (service.name);
}
