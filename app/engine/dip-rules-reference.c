/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-rules-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * Rules for what only tells where to look: links, controls, names of documents,
 * places in them.
 */

static gboolean
says_no_more (DipContext *context,
              const char *text)
{
  g_autofree char *key = _dip_meaning_key (context->meaning, text);

  return key[0] == '\0' || key[strspn (key, "()<>[]-/")] == '\0';
}

/* What a text says besides its URLs. */
static char *
without_urls (const char *text)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (text);
  GString *rest = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);

      if (token->kind != DIP_TOKEN_URL)
        g_string_append_len (rest, text + token->start, token->length);
    }

  return g_string_free (rest, FALSE);
}

gboolean
_dip_rule_is_url (DipContext        *context,
                  const DipQuestion *question)
{
  g_autofree char *old_rest = without_urls (question->old_text);
  g_autofree char *new_rest = without_urls (question->new_text);

  if (census_of_both (question).n_urls == 0)
    return FALSE;

  /* "Customer site: https://…" that came or went is a link with its name. */
  if (question->whole)
    return g_utf8_strlen (old_rest, -1) + g_utf8_strlen (new_rest, -1) <= 40
      && (strchr (old_rest, ':') != NULL || strchr (new_rest, ':') != NULL);

  return strcmp (old_rest, new_rest) == 0 || (says_no_more (context, old_rest) && says_no_more (context, new_rest));
}

/* 12.4.1, or nothing. */
static gboolean
is_dotted_twice (const char *text)
{
  const char *dot = strchr (text, '.');

  return text[0] == '\0' || (dot != NULL && strchr (dot + 1, '.') != NULL);
}

static gboolean
is_dotted_number (const char *text)
{
  return g_ascii_isdigit (text[0]) && strchr (text, '.') != NULL && strspn (text, "0123456789.") == strlen (text);
}

gboolean
_dip_rule_is_control (DipContext        *context,
                      const DipQuestion *question)
{
  DipCensus census = census_of_both (question);

  /* "control 8.13" */
  if (is_dotted_number (question->old_text) && is_dotted_number (question->new_text)
      && _dip_meaning_ends_with (context->meaning, "catalogues", question->before))
    return TRUE;

  return census.n_controls > 0 && census.n_controls == census.n_words && census.n_kana == 0
    && (question->facts->old_mentions || question->facts->new_mentions || question->is_title
        || strstr (question->old_text, "a.") != NULL || strstr (question->new_text, "a.") != NULL
        || strstr (question->old_text, "cld") != NULL || strstr (question->new_text, "cld") != NULL
        || (_dip_meaning_has (context->meaning, "catalogues", question->before)
            && is_dotted_twice (question->old_text) && is_dotted_twice (question->new_text)));
}

/* 委託先の一覧はサイトで公開しています: that there is such a thing to read is a promise, where it stands is a reference. */
gboolean
_dip_sentence_discloses (DipContext *context,
                         const char *sentence)
{
  return _dip_meaning_has (context->meaning, "publishes", sentence)
    && _dip_meaning_has_subject (context->meaning, "disclosures", sentence);
}

/* Whether a sentence came or went that promises something to read. */
static gboolean
is_disclosure (DipContext        *context,
               const DipQuestion *question)
{
  return (question->old_text[0] == '\0' && _dip_sentence_discloses (context, question->new_text))
    || (question->new_text[0] == '\0' && _dip_sentence_discloses (context, question->old_text));
}

gboolean
_dip_rule_is_reference_sentence (DipContext        *context,
                                 const DipQuestion *question)
{
  return question->whole && (question->tags & DIP_TAG_DURATION) == 0
    && (question->old_text[0] == '\0' || question->facts->old_refers)
    && (question->new_text[0] == '\0' || question->facts->new_refers) && !is_disclosure (context, question);
}

/* "The terms are published on the web site, the annex is handed over with the
 * contract": each part of the sentence has a document for its subject. */
gboolean
_dip_sentence_only_publishes (DipContext *context,
                              const char *sentence)
{
  g_auto (GStrv) parts = NULL;
  guint n_parts = 0;

  if (sentence[0] == '\0')
    return TRUE;
  if (!_dip_meaning_has (context->meaning, "publishes", sentence))
    return FALSE;

  parts = g_strsplit (sentence, "、", 8);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *key = _dip_meaning_key (context->meaning, parts[i]);

      /* "また" alone. */
      if (key[0] == '\0')
        continue;
      n_parts++;
      if (!_dip_meaning_has_subject (context->meaning, "documents", parts[i])
          || !_dip_meaning_has (context->meaning, "publishes", parts[i])
          || _dip_meaning_has (context->meaning, "negation", parts[i]))
        return FALSE;
    }

  return n_parts > 0;
}

gboolean
_dip_rule_is_publication (DipContext        *context,
                          const DipQuestion *question)
{
  return question->whole && !is_disclosure (context, question)
    && _dip_sentence_only_publishes (context, question->old_text)
    && _dip_sentence_only_publishes (context, question->new_text);
}

/* Two sentences that both say nothing but where to look. Who says by when, or
 * denies, says more. */
gboolean
_dip_rule_is_between_references (DipContext        *context,
                                 const DipQuestion *question)
{
  return question->facts->old_refers && question->facts->new_refers
    && (question->tags & (DIP_TAG_DURATION | DIP_TAG_DATE | DIP_TAG_NEGATION)) == 0;
}

static gboolean
opens_quote (const char *before)
{
  const char *open = g_utf8_strrchr (before, -1, 0x300C);
  const char *close = g_utf8_strrchr (before, -1, 0x300D);

  return open != NULL && (close == NULL || close < open);
}

/* Words inside 「…」 of a sentence that refers, or that name a document. */
gboolean
_dip_rule_is_document_name (DipContext        *context,
                            const DipQuestion *question)
{
  const char *close;
  g_autofree char *rest = NULL;

  if (question->whole || !opens_quote (question->before))
    return FALSE;
  if (strstr (question->old_text, "「") != NULL || strstr (question->new_text, "「") != NULL
      || strstr (question->old_text, "」") != NULL || strstr (question->new_text, "」") != NULL)
    return FALSE;

  close = strstr (question->after, "」");
  if (close == NULL)
    return FALSE;
  if (question->facts->old_mentions && question->facts->new_mentions)
    return TRUE;

  rest = g_strndup (question->after, close - question->after);
  if (rest[0] != '\0')
    return _dip_meaning_ends_with (context->meaning, "documents", rest);

  return _dip_meaning_ends_with (context->meaning, "documents", question->old_text)
    && _dip_meaning_ends_with (context->meaning, "documents", question->new_text);
}

/* "section 6.4": the word for a place and its number. */
static gboolean
is_numbered_place (DipContext *context,
                   const char *text)
{
  gsize word = strcspn (text, "0123456789");
  g_autofree char *place = g_strndup (text, word);

  g_strchomp (place);

  return text[word] != '\0' && text[word + strspn (text + word, "0123456789.")] == '\0'
    && strchr (place, ' ') == NULL && _dip_meaning_ends_with (context->meaning, "places", place);
}

static GHashTable *
find_renumbered (DipContext *context)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < context->comparison->pairs->len; i++)
    {
      const DipPair *pair = context->comparison->pairs->pdata[i];
      const char *a = pair->old_clause == NULL ? NULL : pair->old_clause->number;
      const char *b = pair->new_clause == NULL ? NULL : pair->new_clause->number;

      if (a != NULL && b != NULL && strcmp (a, b) != 0)
        g_hash_table_add (numbers, g_strconcat (a, " ", b, NULL));
    }

  return numbers;
}

/* The number that is all of a text, but for a unit of texts: 4.2, 3章. */
static char *
read_number (const char *text)
{
  static const char *const units[] = { "", "章", "節", "項", "条" };
  gsize n = strspn (text, "0123456789.");
  gboolean dotted = memchr (text, '.', n) != NULL;

  for (guint i = dotted ? 0 : 1; n > 0 && text[n - 1] != '.' && i < G_N_ELEMENTS (units); i++)
    {
      if (strcmp (text + n, units[i]) == 0)
        return g_strndup (text, n);
    }

  return NULL;
}

/* "4.2に記載" became "5.2に記載", because that is what clause 4.2 is called now. */
gboolean
_dip_rule_is_renumbered_place (DipContext        *context,
                               const DipQuestion *question)
{
  g_autofree char *a = question->whole ? NULL : read_number (question->old_text);
  g_autofree char *b = a == NULL ? NULL : read_number (question->new_text);
  g_autofree char *both = NULL;
  gsize n = strlen (question->before);

  /* TLS 1.2 is no clause. */
  if (b == NULL || (n > 0 && g_ascii_isalnum (question->before[n - 1]))
      || (n > 1 && question->before[n - 1] == ' ' && g_ascii_isalnum (question->before[n - 2])))
    return FALSE;

  if (context->renumbered == NULL)
    context->renumbered = find_renumbered (context);
  both = g_strconcat (a, " ", b, NULL);

  return g_hash_table_contains (context->renumbered, both);
}

/* "第3章" became "第4章" where both sentences say to look there. */
gboolean
_dip_rule_is_place (DipContext        *context,
                    const DipQuestion *question)
{
  DipCensus a = question->old_census;
  DipCensus b = question->new_census;

  if (question->whole || !question->facts->old_mentions || !question->facts->new_mentions)
    return FALSE;
  if (a.n_words == a.n_numbers + a.n_controls + a.n_urls && b.n_words == b.n_numbers + b.n_controls + b.n_urls
      && a.n_kana + b.n_kana == 0 && a.n_words + b.n_words > 0)
    return strstr (question->after, "章") != NULL || strstr (question->after, "節") != NULL
      || strstr (question->after, "項") != NULL || strstr (question->after, "」") != NULL
      || _dip_meaning_has (context->meaning, "places", question->old_wide)
      || _dip_meaning_has (context->meaning, "places", question->new_wide);

  if (is_numbered_place (context, question->old_text) && is_numbered_place (context, question->new_text))
    return TRUE;

  return _dip_meaning_ends_with (context->meaning, "places", question->old_text)
    && _dip_meaning_ends_with (context->meaning, "places", question->new_text);
}

/* A letter, a Roman number, a number with its dots. */
static gboolean
is_mark_of_part (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > 8)
    return FALSE;

  return (length == 1 && g_ascii_isalpha (text[0])) || strspn (text, "ivx") == length
    || (g_ascii_isdigit (text[0]) && strspn (text, "0123456789.-") == length);
}

/* "Annex B", "section 7 of the terms", 別紙2: the number is part of the name. */
gboolean
_dip_rule_is_numbered_part (DipContext        *context,
                            const DipQuestion *question)
{
  return !question->whole && is_mark_of_part (question->old_text) && is_mark_of_part (question->new_text)
    && _dip_meaning_ends_with (context->meaning, "numbered-places", question->before);
}

/* One number with a unit of texts: "7条", "3章". */
static gboolean
is_article (const char *text)
{
  static const char *const articles[] = { "条", "章", "節", "項", "号", "ページ", "頁", NULL };
  g_autoptr (GArray) tokens = dip_tokens_cut (text);
  const DipToken *token = tokens->len == 1 ? &g_array_index (tokens, DipToken, 0) : NULL;

  if (token == NULL || token->kind != DIP_TOKEN_NUMBER)
    return FALSE;

  return dip_ends_with_one_of (text, articles);
}

/* "… article 7 of the terms" is article 8 now, because the terms were renumbered. */
gboolean
_dip_rule_is_article_number (DipContext        *context,
                             const DipQuestion *question)
{
  return !question->whole && is_article (question->old_text) && is_article (question->new_text)
    && (g_str_has_suffix (question->before, "第")
        || _dip_meaning_ends_with (context->meaning, "documents", question->before));
}

/* "【17.情報へのアクセス制限】": the number in front of a title, in brackets. */
gboolean
_dip_rule_is_number_of_title (DipContext        *context,
                              const DipQuestion *question)
{
  gunichar last = question->before[0] == '\0' ? 0
    : g_utf8_get_char (g_utf8_prev_char (question->before + strlen (question->before)));
  DipCensus a = question->old_census;
  DipCensus b = question->new_census;

  return !question->whole && (last == '[' || last == 0x300C) && question->after[0] == '.'
    && a.n_numbers == 1 && a.n_words == 1 && b.n_numbers == 1 && b.n_words == 1 && a.n_kana + b.n_kana == 0;
}

/* "Handbook" became "Manual": nothing but what kind of document it is. */
gboolean
_dip_rule_is_kind_of_document (DipContext        *context,
                               const DipQuestion *question)
{
  DipCensus census = census_of_both (question);

  return !question->whole && census.n_words == 2 && census.n_kana + census.n_numbers == 0
    && _dip_meaning_ends_with (context->meaning, "documents", question->old_text)
    && _dip_meaning_ends_with (context->meaning, "documents", question->new_text);
}

/* Words that may be part of a name: no number, no punctuation, no kana. */
static gboolean
is_plain (DipCensus census)
{
  return census.n_words > 0 && census.n_words <= 3 && census.n_kana + census.n_numbers + census.n_urls == 0
    && census.n_punctuation + census.n_bullets == 0;
}

/* "… can be found in the Data Processing Agreement": words before the kind of
 * document, in sentences that both refer. */
gboolean
_dip_rule_is_named_document (DipContext        *context,
                             const DipQuestion *question)
{
  g_autoptr (GArray) tokens = NULL;

  if (question->whole || !question->facts->old_mentions || !question->facts->new_mentions
      || (question->tags & (DIP_TAG_NEGATION | DIP_TAG_OBLIGATION)) != 0
      || !is_plain (question->old_census) || !is_plain (question->new_census))
    return FALSE;

  tokens = dip_tokens_cut (question->after);
  for (guint i = 0; i < MIN (tokens->len, 3); i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);
      g_autofree char *begin = g_strndup (question->after, token->start + token->length);

      if (token->kind == DIP_TOKEN_HIRAGANA || token->kind == DIP_TOKEN_PUNCTUATION)
        return FALSE;
      if (token->kind != DIP_TOKEN_SPACE && _dip_meaning_ends_with (context->meaning, "documents", begin))
        return TRUE;
    }

  return FALSE;
}

/* "(see 4.3)" that came or went. */
gboolean
_dip_rule_is_note_that_refers (DipContext        *context,
                               const DipQuestion *question)
{
  const char *text = question->old_text[0] != '\0' ? question->old_text : question->new_text;
  gsize length = strlen (text);
  g_autofree char *inside = NULL;

  if (question->whole || (question->old_text[0] != '\0' && question->new_text[0] != '\0') || length < 3
      || text[0] != '(' || text[length - 1] != ')' || strchr (text + 1, '(') != NULL)
    return FALSE;

  inside = g_strndup (text + 1, length - 2);

  return (question->tags & (DIP_TAG_NEGATION | DIP_TAG_DURATION)) == 0
    && (_dip_meaning_ends_with (context->meaning, "refers", inside)
        || _dip_meaning_begins_with (context->meaning, "refers-first", inside));
}
