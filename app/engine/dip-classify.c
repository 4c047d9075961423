/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * What a change means. Each rule looks at one thing and either decides or
 * leaves the change to the next one, from the harmless classes up; what no rule
 * calls harmless is substantive. tests/engine/classify.txt has examples of each.
 */

typedef gboolean (*Rule) (DipContext        *context,
                          const DipQuestion *question);

static char *
fold (const char       *text,
      DipFoldFlags      flags,
      const DipLexicon *lexicon)
{
  return dip_fold_to_string (text, flags, lexicon);
}

static gboolean
equal_when (const char       *a,
            const char       *b,
            DipFoldFlags      flags,
            const DipLexicon *lexicon)
{
  g_autofree char *x = fold (a, flags, lexicon);
  g_autofree char *y = fold (b, flags, lexicon);

  return strcmp (x, y) == 0;
}

/**
 * _dip_classify_print:
 * @old_text: as printed
 * @new_text: as printed
 * @lexicon: for spellings
 * @rule: (out) (transfer none): what decided
 *
 * The class of a difference between texts that fold to the same words.
 *
 * Returns: none, layout or orthographic
 */
DipClass
_dip_classify_print (const char        *old_text,
                     const char        *new_text,
                     const DipLexicon  *lexicon,
                     const char       **rule)
{
  if (equal_when (old_text, new_text, DIP_FOLD_ALL_SPACE, NULL))
    {
      *rule = "white space";
      return DIP_CLASS_NONE;
    }

  if (equal_when (old_text, new_text, DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE, NULL))
    {
      *rule = "width, bullet or kind of bracket";
      return DIP_CLASS_LAYOUT;
    }

  *rule = equal_when (old_text, new_text, DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE | DIP_FOLD_CASE, NULL)
    ? "upper and lower case" : "spelling of the same word";

  return DIP_CLASS_ORTHOGRAPHIC;
}

static DipCensus
take_census (const char *text)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (text);
  DipCensus census = { 0 };

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);

      switch (token->kind)
        {
        case DIP_TOKEN_SPACE:
          break;
        case DIP_TOKEN_PUNCTUATION:
          census.n_punctuation++;
          break;
        case DIP_TOKEN_BULLET:
          census.n_bullets++;
          break;
        case DIP_TOKEN_HIRAGANA:
          census.n_kana++;
          break;
        case DIP_TOKEN_URL:
          census.n_urls++;
          census.n_words++;
          break;
        case DIP_TOKEN_IDENTIFIER:
          census.n_controls += _dip_is_control (text + token->start, token->length);
          census.n_words++;
          break;
        case DIP_TOKEN_NUMBER:
        case DIP_TOKEN_DATE:
          census.n_numbers++;
          census.n_words++;
          break;
        default:
          census.n_words++;
          break;
        }
    }

  return census;
}

static DipCensus
census_of_both (const DipQuestion *question)
{
  DipCensus a = question->old_census;
  DipCensus b = question->new_census;

  return (DipCensus) {
    a.n_words + b.n_words, a.n_kana + b.n_kana, a.n_bullets + b.n_bullets, a.n_punctuation + b.n_punctuation,
    a.n_urls + b.n_urls, a.n_controls + b.n_controls, a.n_numbers + b.n_numbers,
  };
}

/* "⚫" that came or went, "①" that became "1)" in front of a list item. */
static gboolean
is_marker (DipContext        *context,
           const DipQuestion *question)
{
  DipCensus census = census_of_both (question);

  return question->in_marker
    || (census.n_bullets > 0 && census.n_words + census.n_kana + census.n_punctuation == 0);
}

static gboolean
is_only_brackets (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_utf8_strchr ("「」()[]<>\"'", -1, g_utf8_get_char (at)) == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_brackets (DipContext        *context,
             const DipQuestion *question)
{
  return is_only_brackets (question->old_text) && is_only_brackets (question->new_text);
}

static char *
without_punctuation (const char *text)
{
  GString *rest = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_ispunct (g_utf8_get_char (at)))
        g_string_append_unichar (rest, g_utf8_get_char (at));
    }

  return g_string_free (rest, FALSE);
}

/* A comma that came or went, perhaps inside a run of kana that is one word. */
static gboolean
is_punctuation (DipContext        *context,
                const DipQuestion *question)
{
  DipCensus census = census_of_both (question);
  g_autofree char *old_rest = without_punctuation (question->old_text);
  g_autofree char *new_rest = without_punctuation (question->new_text);

  if (census.n_bullets > 0 || strcmp (old_rest, new_rest) != 0)
    return FALSE;
  if (census.n_words > 0 && census.n_numbers + census.n_urls + census.n_controls > 0)
    return FALSE;

  /* A slash or a percent sign says something. */
  return strpbrk (question->old_text, "/%+=<>~*#@&") == NULL && strpbrk (question->new_text, "/%+=<>~*#@&") == NULL;
}

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

static gboolean
is_url (DipContext        *context,
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

static gboolean
is_control (DipContext        *context,
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

static gboolean
is_reference_sentence (DipContext        *context,
                       const DipQuestion *question)
{
  return question->whole && (question->tags & DIP_TAG_DURATION) == 0
    && (question->old_text[0] == '\0' || question->facts->old_refers)
    && (question->new_text[0] == '\0' || question->facts->new_refers);
}

/* "The terms are published on the web site, the annex is handed over with the
 * contract": each part of the sentence has a document for its subject. */
static gboolean
publishes (DipContext *context,
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

static gboolean
is_publication (DipContext        *context,
                const DipQuestion *question)
{
  return question->whole && publishes (context, question->old_text) && publishes (context, question->new_text);
}

/* Two sentences that both say nothing but where to look. Who says by when, or
 * denies, says more. */
static gboolean
is_between_references (DipContext        *context,
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
static gboolean
is_document_name (DipContext        *context,
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

/* "第3章" became "第4章" where both sentences say to look there. */
static gboolean
is_place (DipContext        *context,
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
static gboolean
is_numbered_part (DipContext        *context,
                  const DipQuestion *question)
{
  return !question->whole && is_mark_of_part (question->old_text) && is_mark_of_part (question->new_text)
    && _dip_meaning_ends_with (context->meaning, "numbered-places", question->before);
}

/* One number with a unit of texts: "7条", "3章". */
static gboolean
is_article (const char *text)
{
  static const char *const articles[] = { "条", "章", "節", "項", "号", "ページ", "頁" };
  g_autoptr (GArray) tokens = dip_tokens_cut (text);
  const DipToken *token = tokens->len == 1 ? &g_array_index (tokens, DipToken, 0) : NULL;

  if (token == NULL || token->kind != DIP_TOKEN_NUMBER)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      if (g_str_has_suffix (text, articles[i]))
        return TRUE;
    }

  return FALSE;
}

/* "… article 7 of the terms" is article 8 now, because the terms were renumbered. */
static gboolean
is_article_number (DipContext        *context,
                   const DipQuestion *question)
{
  return !question->whole && is_article (question->old_text) && is_article (question->new_text)
    && (g_str_has_suffix (question->before, "第")
        || _dip_meaning_ends_with (context->meaning, "documents", question->before));
}

/* "【17.情報へのアクセス制限】": the number in front of a title, in brackets. */
static gboolean
is_number_of_title (DipContext        *context,
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
static gboolean
is_kind_of_document (DipContext        *context,
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
static gboolean
is_named_document (DipContext        *context,
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
static gboolean
is_note_that_refers (DipContext        *context,
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

/* 株式会社 and (株), Ltd and Limited. */
static gboolean
is_form_of_company (DipContext        *context,
                    const DipQuestion *question)
{
  return !question->whole
    && _dip_meaning_same_row (context->meaning, "companies", question->old_text, question->new_text);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What "and" joins, in alphabetical order; %NULL where nothing is joined. */
static char *
sort_joined (const char *text,
             const char *joiner)
{
  g_auto (GStrv) items = g_strsplit (text, joiner, 16);
  guint n = g_strv_length (items);

  if (n < 2)
    return NULL;

  qsort (items, n, sizeof (char *), compare_words);

  return g_strjoinv (joiner, items);
}

/* "production and test" for "test and production". */
static gboolean
is_same_list (DipContext        *context,
              const DipQuestion *question)
{
  static const char *const joiners[] = { " and ", " or " };

  if (question->whole || question->facts->swapped)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    {
      g_autofree char *a = sort_joined (question->old_text, joiners[i]);
      g_autofree char *b = sort_joined (question->new_text, joiners[i]);

      if (a != NULL && b != NULL && strcmp (a, b) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
same_key (DipContext *context,
          const char *a,
          const char *b)
{
  g_autofree char *x = _dip_meaning_key (context->meaning, a);
  g_autofree char *y = _dip_meaning_key (context->meaning, b);

  return strcmp (x, y) == 0;
}

static gboolean
is_same_phrase (DipContext        *context,
                const DipQuestion *question)
{
  if (question->whole || question->facts->swapped)
    return FALSE;

  return same_key (context, question->old_text, question->new_text)
    || _dip_meaning_same_row (context->meaning, "same-particles", question->old_text, question->new_text)
    || same_key (context, question->old_wide, question->new_wide);
}

static gboolean
is_same_sentence (DipContext        *context,
                  const DipQuestion *question)
{
  return !question->whole && question->facts->same_meaning && !question->facts->swapped;
}

/* 一年間 and 1年間. */
static gboolean
is_same_value (DipContext        *context,
               const DipQuestion *question)
{
  return !question->whole && _dip_same_values (question->old_text, question->new_text);
}

static gboolean
is_same_order (DipContext        *context,
               const DipQuestion *question)
{
  return !question->whole && question->facts->same_phrases;
}

/* A clause made of two has a title made of two. */
static gboolean
is_rearranged_title (DipContext        *context,
                     const DipQuestion *question)
{
  return question->is_title && question->rearranged;
}

static const struct
{
  Rule        rule;
  DipClass    class_;
  const char *name;
} rules[] = {
  { is_marker, DIP_CLASS_LAYOUT, "marker of a list item" },
  { is_brackets, DIP_CLASS_ORTHOGRAPHIC, "brackets or quotes" },
  { is_punctuation, DIP_CLASS_ORTHOGRAPHIC, "punctuation" },
  { is_same_value, DIP_CLASS_ORTHOGRAPHIC, "same number or date" },
  { is_form_of_company, DIP_CLASS_ORTHOGRAPHIC, "form of a company's name" },
  { is_url, DIP_CLASS_REFERENCE, "link" },
  { is_control, DIP_CLASS_REFERENCE, "control number" },
  { is_reference_sentence, DIP_CLASS_REFERENCE, "sentence that only refers" },
  { is_publication, DIP_CLASS_REFERENCE, "sentence on where a document is published" },
  { is_between_references, DIP_CLASS_REFERENCE, "wording of a cross-reference" },
  { is_document_name, DIP_CLASS_REFERENCE, "name of a document" },
  { is_kind_of_document, DIP_CLASS_REFERENCE, "name of a document" },
  { is_article_number, DIP_CLASS_REFERENCE, "number of an article" },
  { is_number_of_title, DIP_CLASS_REFERENCE, "number before a title" },
  { is_named_document, DIP_CLASS_REFERENCE, "name of a document" },
  { is_numbered_part, DIP_CLASS_REFERENCE, "place that is referred to" },
  { is_place, DIP_CLASS_REFERENCE, "place that is referred to" },
  { is_note_that_refers, DIP_CLASS_REFERENCE, "note that only refers" },
  { is_same_phrase, DIP_CLASS_EDITORIAL, "same meaning" },
  { is_same_sentence, DIP_CLASS_EDITORIAL, "same meaning of the sentence" },
  { is_same_order, DIP_CLASS_EDITORIAL, "same phrases in another order or voice" },
  { is_same_list, DIP_CLASS_EDITORIAL, "same things in another order" },
  { is_rearranged_title, DIP_CLASS_EDITORIAL, "title of a clause that was split or merged" },
};

/* What a change that promises nothing can be about: who says 当社 for 弊社 does
 * not speak of responsibilities. */
#define FACTUAL_TAGS (DIP_TAG_NUMBER | DIP_TAG_DURATION | DIP_TAG_DATE | DIP_TAG_NAME | DIP_TAG_ADDRESS | DIP_TAG_URL \
                      | DIP_TAG_CONTROL)

/**
 * _dip_classify:
 * @context: lists
 * @question: the change and what it stands in
 * @tags: (out): what it is about
 * @rule: (out) (transfer none): the name of the rule that decided
 *
 * Decides what a change of words means.
 *
 * Returns: the class; substantive where no rule says less
 */
DipClass
_dip_classify (DipContext        *context,
               const DipQuestion *question,
               DipTags           *tags,
               const char       **rule)
{
  DipQuestion counted = *question;

  *tags = _dip_find_tags (context, question);
  counted.tags = *tags;
  counted.old_census = take_census (question->old_text);
  counted.new_census = take_census (question->new_text);

  if (equal_when (question->old_text, question->new_text, DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE, NULL))
    {
      *rule = "width or white space";
      return DIP_CLASS_LAYOUT;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (rules[i].rule (context, &counted))
        {
          *rule = rules[i].name;
          if (rules[i].rule == is_same_value)
            *tags = 0;
          else
            *tags &= FACTUAL_TAGS;
          return rules[i].class_;
        }
    }

  *rule = question->whole ? "sentence that says something"
    : *tags & DIP_TAG_NEGATION ? "other words, one side denies" : "other words";

  return DIP_CLASS_SUBSTANTIVE;
}

/* A sentence without what stands in round brackets. */
static char *
without_brackets (const char *sentence)
{
  GString *rest = g_string_new (NULL);
  guint depth = 0;

  for (const char *at = sentence; *at != '\0'; at++)
    {
      if (*at == '(')
        depth++;
      if (depth == 0)
        g_string_append_c (rest, *at);
      if (*at == ')' && depth > 0)
        depth--;
    }

  return g_string_free (rest, FALSE);
}

/* "For details see …", with the name of a place or a link, and no more. A
 * sentence that says something and then where more is said, "… (see section 6)",
 * is none. */
static gboolean
refers (DipContext *context,
        const char *sentence)
{
  const DipMeaning *meaning = context->meaning;
  g_autofree char *bare = NULL;

  if (sentence[0] == '\0' || (!_dip_meaning_has (meaning, "places", sentence) && strstr (sentence, "://") == NULL))
    return FALSE;
  if (_dip_meaning_ends_with (meaning, "refers", sentence))
    return TRUE;
  if (!g_ascii_isalpha (sentence[0]) || !_dip_meaning_has (meaning, "refers", sentence))
    return FALSE;
  if (_dip_meaning_begins_with (meaning, "refers-first", sentence))
    return TRUE;

  bare = without_brackets (sentence);

  return _dip_meaning_has (meaning, "refers-later", bare);
}

static gboolean
mentions (DipContext *context,
          const char *sentence)
{
  return _dip_meaning_has (context->meaning, "refers", sentence);
}

/* Whether a text has kana, in which the parts of a Japanese sentence are told. */
static gboolean
is_japanese (const char *sentence)
{
  for (const char *at = sentence; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c >= 0x3041 && c <= 0x309F)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_address (DipContext *context,
            const char *sentence)
{
  return strstr (sentence, "〒") != NULL
    || (_dip_meaning_has (context->meaning, "address-labels", sentence)
        && _dip_meaning_count (context->meaning, "addresses", sentence) >= (is_japanese (sentence) ? 2u : 1u)
        && strpbrk (sentence, "0123456789") != NULL);
}

static void
compare_meanings (DipUnitFacts *self,
                  DipContext   *context,
                  const char   *old_sentence,
                  const char   *new_sentence)
{
  const DipMeaning *meaning = context->meaning;

  self->same_meaning = same_key (context, old_sentence, new_sentence);
  if (is_japanese (old_sentence) && is_japanese (new_sentence))
    {
      g_autofree char *a = _dip_roles_key (meaning, old_sentence);
      g_autofree char *b = _dip_roles_key (meaning, new_sentence);

      self->same_phrases = strcmp (a, b) == 0;
      self->swapped = !self->same_phrases && _dip_roles_are_swapped (meaning, old_sentence, new_sentence);
      dip_debug (DIP_DEBUG_CLASSIFY, "parts: %s / %s%s", a, b, self->swapped ? " swapped" : "");
    }
  else
    self->same_phrases = _dip_same_in_other_voice (meaning, old_sentence, new_sentence);
}

/* What is asked of a pair of sentences once, for all changes in it. */
void
_dip_unit_facts_init (DipUnitFacts *self,
                      DipContext   *context,
                      const char   *old_sentence,
                      const char   *new_sentence)
{
  const DipMeaning *meaning = context->meaning;

  self->old_refers = refers (context, old_sentence);
  self->new_refers = refers (context, new_sentence);
  self->old_mentions = mentions (context, old_sentence);
  self->new_mentions = mentions (context, new_sentence);
  self->address = is_address (context, old_sentence) || is_address (context, new_sentence);
  self->company = _dip_meaning_has (meaning, "companies", old_sentence)
    || _dip_meaning_has (meaning, "companies", new_sentence);
  self->old_negations = _dip_meaning_count (meaning, "negation", old_sentence);
  self->new_negations = _dip_meaning_count (meaning, "negation", new_sentence);
  self->same_meaning = FALSE;
  self->same_phrases = FALSE;
  self->swapped = FALSE;

  if (old_sentence[0] != '\0' && new_sentence[0] != '\0' && self->old_negations == self->new_negations)
    compare_meanings (self, context, old_sentence, new_sentence);
}

/**
 * _dip_say_the_same:
 * @context: lists
 * @old_sentence: folded
 * @new_sentence: folded
 *
 * Returns: whether two sentences say the same, in whatever order or voice
 */
gboolean
_dip_say_the_same (DipContext *context,
                   const char *old_sentence,
                   const char *new_sentence)
{
  DipUnitFacts facts = { 0 };

  if (_dip_meaning_count (context->meaning, "negation", old_sentence)
      != _dip_meaning_count (context->meaning, "negation", new_sentence))
    return FALSE;
  compare_meanings (&facts, context, old_sentence, new_sentence);

  return (facts.same_meaning || facts.same_phrases) && !facts.swapped;
}
