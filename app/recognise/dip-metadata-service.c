/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"
#include "text/dip-characters.h"

/*
 * What a sentence calls the service:
 *
 *   "本書の適用範囲は、…(Y)となります"    "Yが本書の適用範囲となります"
 *   "「Y」(以下、本サービス)"             "提供する「Y」", "クラウドサービス「Y」"
 *   "Yは、…が運営する…サービスです。"
 *   "This paper covers Y"                "Y (the "Service")"
 *   "This paper … the Y platform"        "Y is offered in two tiers"
 *   "… for Y, the survey tool"
 */

/* Bytes of a name. */
#define MAX_NAME 150

/* Bytes: "みな" may be a name, "お" is a courtesy. */
#define MIN_KANA 6

/* What stands between the names of several things, none of which is the service alone. */
static const char *const between_quotes[] = { "", "、", "・", ",", "及び", "および", "と", "並びに" };

static gboolean
is_name_boundary (gunichar c)
{
  return c == 0x3001 || c == 0x3002 || c == '(' || c == ')' || c == 0x300C || c == 0x300D || c == '"' ||
         c == ',' || c == ':';
}

/* "は、みなもクラウド(以下", "提供するみなもクラウドです": hiragana behind a boundary or a verb that is no word of
 * grammar begins a name; @start otherwise. */
static const char *
name_in_kana (const char *text,
              const char *start)
{
  static const char *const endings[] = { "の", "は", "が", "を", "に", "で", "と", "や", "へ", "る", "た", "および" };
  const char *begin = start;

  while (begin > text && dip_is_hiragana (g_utf8_get_char (g_utf8_prev_char (begin))))
    begin = g_utf8_prev_char (begin);

  if (begin - text >= (gssize) strlen ("提供") && g_str_has_prefix (begin - strlen ("提供"), "提供する"))
    begin += strlen ("する");
  else if (begin > text && !is_name_boundary (g_utf8_get_char (g_utf8_prev_char (begin))))
    return start;
  if (start - begin < MIN_KANA)
    return start;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (start - begin >= (gssize) strlen (endings[i]) &&
        memcmp (start - strlen (endings[i]), endings[i], strlen (endings[i])) == 0)
      return start;

  return begin;
}

/* From @at back to where the name of a service may begin: a boundary, or a particle. A name
 * that has hiragana itself goes on as far as the cover or a title says it. */
static const char *
name_start (DipMetadata *self,
            const char  *text,
            const char  *at)
{
  const char *start = at;
  const char *told;

  while (start > text && at - start < MAX_NAME)
    {
      const char *previous = g_utf8_prev_char (start);
      gunichar c = g_utf8_get_char (previous);

      if (dip_is_hiragana (c) || is_name_boundary (c))
        break;
      start = previous;
    }
  if (start == at || start == text || at - start >= MAX_NAME ||
      is_name_boundary (g_utf8_get_char (g_utf8_prev_char (start))))
    return start;

  told = start;
  while (told > text && at - told < MAX_NAME)
    {
      const char *previous = g_utf8_prev_char (told);
      g_autofree char *name = g_strndup (previous, at - previous);
      DipSpan company;

      if (is_name_boundary (g_utf8_get_char (previous)) || g_str_has_prefix (name, "提供する") ||
          dip_company_find (name, 0, self->draft->lexicon, &company) ||
          !(dip_metadata_is_on_cover (self, name) || dip_metadata_is_in_title (self, name)))
        break;
      told = previous;
    }

  return told < start ? told : name_in_kana (text, start);
}

/* Whether the name of another thing begins at @at: 」「, 」、「, 」及び「 */
static gboolean
begins_with_quote (const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (between_quotes); i++)
    if (g_str_has_prefix (at, between_quotes[i]) && g_str_has_prefix (at + strlen (between_quotes[i]), "「"))
      return TRUE;

  return FALSE;
}

/* Whether the name of another thing ends right before @at. */
static gboolean
ends_with_quote (const char *text,
                 const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (between_quotes); i++)
    {
      gsize n = strlen (between_quotes[i]);

      if (dip_text_ends_with (text, at - text, between_quotes[i], n) &&
          dip_text_ends_with (text, at - text - n, "」", strlen ("」")))
        return TRUE;
    }

  return FALSE;
}

/* The text inside the bracket or quote that opens at @open; NULL if it is no name, or one of several. */
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
      memmem (open, close - open, "、", 3) != NULL || begins_with_quote (close + strlen (closer)))
    return NULL;

  return dip_passage_dup_quote (passage, open + opener - passage->folded->text, close - passage->folded->text);
}

/* "開発、運用及び" before "保守": one of several things is no service. */
static gboolean
ends_with_and (const char *text,
               const char *at)
{
  static const char *const words[] = { "及び", "および", "並びに", "ならびに", "又は", "または", "や", "と", NULL };

  return dip_follows_one_of (text, at, words);
}

/* "情報処理業務を適用範囲とし": what a certificate covers is no service. */
static gboolean
is_business (const DipMetadata *self,
             const char        *text,
             const char        *end)
{
  return dip_follows_one_of (text, end, dip_lexicon_get_words (self->draft->lexicon, "scope-no-services"));
}

/* "本書の適用範囲は、…(Y)となります", "Yが本書の適用範囲となります" */
static void
read_scope (DipMetadata      *self,
            const DipPassage *passage,
            DipCandidate     *service)
{
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, "scope-words");
  const char *text = passage->folded->text;
  const char *scope = NULL;
  const char *topic;
  const char *open;
  char *name = NULL;

  for (guint i = 0; words[i] != NULL && scope == NULL; i++)
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
          const char *start = name_start (self, text, subject);

          if (start < subject && !ends_with_and (text, start) && !is_business (self, text, subject))
            dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, start - text, subject - text),
                                        DIP_WEIGHT_SCOPE);
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
          const char *start = name_start (self, text, end);

          if (start >= topic && start < end)
            name = dip_passage_dup_quote (passage, start - text, end - text);
        }
    }
  dip_metadata_offer_service (self, service, name, DIP_WEIGHT_SCOPE);
}

/* "(本サービスの稼働時間": more is said of what the bracket names. */
static gboolean
goes_on (const char *at)
{
  return dip_is_hiragana (dip_utf8_get (at)) && !g_str_has_prefix (at, "と");
}

/* "「Y」(以下、本サービス)", "提供する「Y」" */
static void
read_named (DipMetadata      *self,
            const DipPassage *passage,
            DipCandidate     *service)
{
  static const char *const sorts[] = {
    " platform", " service", " services", " application", " product", " solution",
  };
  static const char *const kinds[] = { "サービス「", "システム「", "クラウド「", "製品「", "ソフトウェア「",
                                       "ソフト「", "ツール「", "アプリ「", "プラットフォーム「" };
  const char *const *names = dip_lexicon_get_words (self->draft->lexicon, "service-names");
  const char *text = passage->folded->text;
  gboolean has_quote = strstr (text, "「") != NULL;
  const char *at;
  gsize length;

  for (at = strchr (text, '('); at != NULL; at = strchr (at + 1, '('))
    {
      const char *word = dip_metadata_bracket_word (at);
      const char *start;
      const char *end = at;

      if (word == NULL || !dip_metadata_starts_with (word, names, &length) || g_ascii_isalnum (word[length]) ||
          goes_on (word + length))
        continue;
      if (end - text >= 3 && memcmp (end - 3, "」", 3) == 0)
        {
          end -= 3;
          start = g_strrstr_len (text, end - text, "「");
          /* 「A」「B」(以下…): none of them alone */
          if (start != NULL && ends_with_quote (text, start))
            continue;
          start = start != NULL ? start + 3 : NULL;
        }
      else if (end > text && end[-1] == '"')
        {
          end--;
          start = g_strrstr_len (text, end - text, "\"");
          start = start != NULL ? start + 1 : NULL;
        }
      else if ((guchar) *word >= 0x80)
        start = name_start (self, text, end);
      else
        {
          /* English: the capitalised words before the bracket, or before what they are: "the Sample platform" */
          start = dip_metadata_capitals_before (text, end);
          for (guint i = 0; start == end && i < G_N_ELEMENTS (sorts); i++)
            {
              gsize n = strlen (sorts[i]);

              if ((gsize) (end - text) > n && memcmp (end - n, sorts[i], n) == 0)
                {
                  start = dip_metadata_capitals_before (text, end - n);
                  end = start < end - n ? end - n : start;
                }
            }
        }
      if (start != NULL && start < end)
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, start - text, end - text),
                                    DIP_WEIGHT_SELF);
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && has_quote; i++)
    for (at = strstr (text, kinds[i]); at != NULL; at = strstr (at + 1, kinds[i]))
      dip_metadata_offer_service (self, service, inside (passage, at + strlen (kinds[i]) - 3, "」"),
                                  DIP_WEIGHT_OFFERS - 5);

  for (at = strstr (text, "提供する"); at != NULL; at = strstr (at + 1, "提供する"))
    {
      const char *open = strstr (at, "「");

      /* "提供する見本クラウド(以下「本基盤」という。)" */
      if (open != NULL && open - at < 120 && g_strstr_len (at, open - at, "(以下") == NULL)
        dip_metadata_offer_service (self, service, inside (passage, open, "」"), DIP_WEIGHT_OFFERS);
    }
}

/* "見本株式会社が提供する見本クラウドにおける…": a name without brackets is one if the cover has it. */
static void
read_offered (DipMetadata      *self,
              const DipPassage *passage,
              DipCandidate     *service)
{
  static const char *const ends[] = { "における", "において", "について", "に関する", "に係る", "(以下", "の", "を", "で", "に", "は" };
  const char *text = passage->folded->text;

  for (const char *at = strstr (text, "提供する"); at != NULL; at = strstr (at + 1, "提供する"))
    {
      const char *start = at + strlen ("提供する");
      const char *end = NULL;
      g_autofree char *name = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        {
          const char *hit = strstr (start, ends[i]);

          if (hit != NULL && (end == NULL || hit < end))
            end = hit;
        }
      if (end == NULL || end - start < 6 || end - start > 120)
        continue;
      name = dip_passage_dup_quote (passage, start - text, end - text);
      if (dip_metadata_is_on_cover (self, name))
        dip_metadata_offer_service (self, service, g_steal_pointer (&name), DIP_WEIGHT_OFFERS - 10);
    }
}

/* "みほん帳は、みほん株式会社が運営する帳簿のサービスです。": what a sentence says to be a service that somebody runs. */
static void
read_defined (DipMetadata      *self,
              const DipPassage *passage,
              DipCandidate     *service)
{
  static const char *const verbs[] = { "が提供", "が運営", "が開発" };
  static const char *const ends[] = { "サービスです", "システムです", "サービスである", "システムである" };
  const char *text = passage->folded->text;
  const char *topic = strstr (text, "は");
  gsize quote = dip_begins_with (text, "「") ? strlen ("「") : 0;
  const char *verb = NULL;
  gboolean is_service = FALSE;
  g_autofree char *name = NULL;

  if (topic == NULL || topic - text > MAX_NAME || (gsize) (topic - text) < 2 * quote + MIN_KANA)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (verbs) && verb == NULL; i++)
    verb = strstr (topic, verbs[i]);
  for (guint i = 0; i < G_N_ELEMENTS (ends) && verb != NULL; i++)
    is_service = is_service || strstr (verb, ends[i]) != NULL;
  if (!is_service || (quote > 0 && !dip_begins_with (topic - quote, "」")))
    return;

  name = dip_passage_dup_quote (passage, quote, (gsize) (topic - text) - quote);
  if (dip_metadata_is_on_cover (self, name))
    dip_metadata_offer_service (self, service, g_steal_pointer (&name), DIP_WEIGHT_OFFERS - 10);
}

/**
 * dip_metadata_read_service:
 *
 * Offers the names of services that a sentence says.
 */
void
dip_metadata_read_service (DipMetadata      *self,
                           const DipPassage *passage,
                           DipCandidate     *service)
{
  read_named (self, passage, service);
  read_offered (self, passage, service);
  read_defined (self, passage, service);
  read_scope (self, passage, service);
  dip_metadata_read_english (self, passage, service);
}
