/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-company.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 *   name = form run | run form          株式会社サンプル, サンプル株式会社
 *        | words form-latin             Example Cloud Services Ltd.
 *   run  = ideographs, katakana, Latin letters, digits and what stands inside names; a few hiragana where
 *          they begin the run after a boundary
 *
 * Folding leaves blanks between Latin words only.
 */

/* Bytes of a company's name; the longest real ones have some 40 characters. */
#define MAX_NAME 150u
#define MAX_LATIN_WORDS 6u

/* Letters of a name in small ones, bytes of a line of such words. */
#define MIN_SMALL 4
#define MAX_SMALL_LINE 60u

static gboolean
is_name_character (gunichar c)
{
  return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3005 || (c >= 0x30A1 && c <= 0x30FE) ||
         (c > 0 && c < 0x80 && (g_ascii_isalnum (c) || strchr (" &.-'+", (int) c) != NULL));
}

/* Of a Japanese word. */
static gboolean
is_letter (gunichar c)
{
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x30A1 && c <= 0x30FE);
}

/* A name that begins with hiragana: "株式会社つばめ商会", "株式会社つばめが". The end of them, @at if they are none.
 * @sure: no name stands before the legal form, so that it begins here whatever its first letter. */
static gsize
kana_after (const char *text,
            gsize       at,
            gboolean    sure)
{
  static const char *const particles[] = { "が", "は", "の", "を", "に", "で", "と", "も", "へ", "や" };
  static const char *const others[] = { "との", "とは", "として", "という", "での", "では", "である", "です", "でも", "など",
                                        "から", "より", "および", "または" };
  gsize end = at;
  guint n = 0;

  while (dip_is_hiragana (g_utf8_get_char (text + end)) && n <= 8)
    {
      end = g_utf8_next_char (text + end) - text;
      n++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    if (!sure && dip_begins_with (text + at, particles[i]) && i < 5)
      return at;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (dip_begins_with (text + at, others[i]))
      return at;
  if (n < 2 || n > 8)
    return at;
  /* nothing follows that a particle could belong to: "(株式会社かえで)", "株式会社かえで(以下" */
  if (text[end] == '\0' || text[end] == ')' || text[end] == '(' || dip_begins_with (text + end, "」"))
    return end;
  /* "みなと商会" goes on, "つばめが提供" does not */
  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    if (memcmp (text + end - 3, particles[i], 3) == 0 && (i < 5 || !is_name_character (g_utf8_get_char (text + end))))
      return n > 2 ? end - 3 : at;

  return end;
}

/* "株式会社商い総合研究所": kana that belongs to the word before it, between ideographs. */
static gboolean
is_within_word (const char *text,
                gsize       at)
{
  static const char endings[] = "いきぎしちみびりけげせめれえ";
  gunichar c = g_utf8_get_char (text + at);
  gunichar before = at > 0 ? g_utf8_get_char (g_utf8_prev_char (text + at)) : 0;
  gunichar after = dip_is_hiragana (c) ? g_utf8_get_char (g_utf8_next_char (text + at)) : 0;

  return before >= 0x4E00 && before <= 0x9FFF && after >= 0x4E00 && after <= 0x9FFF &&
         g_utf8_strchr (endings, -1, c) != NULL;
}

/* "株式会社サンプル 2025年1月版": the blank is folded away */
static gboolean
is_year (const char *text)
{
  static const char *const eras[] = { "令和", "平成" };
  gsize n = strspn (text, "0123456789");

  for (guint i = 0; i < G_N_ELEMENTS (eras); i++)
    if (dip_begins_with (text, eras[i]) && (g_ascii_isdigit (text[strlen (eras[i])]) ||
                                             dip_begins_with (text + strlen (eras[i]), "元")))
      return TRUE;

  return n == 4 && (dip_begins_with (text + n, "年") || text[n] == '/' || text[n] == '.');
}

static gsize
run_after (const char       *text,
           gsize             at,
           gboolean          sure,
           const DipLexicon *lexicon)
{
  static const char *const others[] = { "等", "又は", "または", "及び", "・" };
  const char *const *cuts = dip_lexicon_get_words (lexicon, "provider-cuts");
  const char *const *before = dip_lexicon_get_words (lexicon, "provider-cuts-before");
  gsize end = kana_after (text, at, sure);

  /* "株式会社等" names none */
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (dip_begins_with (text + at, others[i]))
      return at;

  while (text[end] != '\0' && end - at < MAX_NAME &&
         (is_name_character (g_utf8_get_char (text + end)) || is_within_word (text, end)))
    {
      for (guint i = 0; cuts[i] != NULL; i++)
        if (end > at && dip_begins_with (text + end, cuts[i]))
          return end;
      for (guint i = 0; end > at && before[i] != NULL; i++)
        if (dip_begins_with (text + end, before[i]) &&
            is_letter (g_utf8_get_char (text + end + strlen (before[i]))))
          return end;
      if (end > at && is_year (text + end) && !g_ascii_isdigit (text[end - 1]))
        return end;
      end = g_utf8_next_char (text + end) - text;
    }
  while (end > at && (text[end - 1] == ' ' || text[end - 1] == '.' || text[end - 1] == '-'))
    end--;

  return end;
}

static gboolean
is_one_of (const char        *text,
           gsize              length,
           const char *const *words,
           guint              n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (strlen (words[i]) == length && memcmp (words[i], text, length) == 0)
      return TRUE;

  return FALSE;
}

/* A short run of hiragana begins a name only where nothing but a boundary stands before it. */
static gsize
with_kana (const char *text,
           gsize       start,
           gboolean    alone)
{
  static const char *const words[] = { "また", "なお", "および", "ただし", "この", "その", "より", "による", "である",
                                       "は", "が", "の", "を", "に", "で", "と", "も", "へ", "する", "した", "ある", "いる" };
  static const char *const adverbs[] = { "ともに", "とともに", "ならびに", "さらに", "すでに", "それでも", "いつでも", "ここで", "そこで" };
  gsize at = start;
  guint n = 0;

  while (at > 0)
    {
      const char *previous = g_utf8_prev_char (text + at);

      if (!dip_is_hiragana (g_utf8_get_char (previous)))
        {
          /* "© 2024 みなもシステムズ株式会社" */
          if (is_name_character (g_utf8_get_char (previous)) && !g_ascii_isdigit (*previous))
            return start;
          break;
        }
      at = previous - text;
      if (++n > (alone ? 8 : 6))
        return start;
    }
  if (n < 2)
    return start;
  /* nothing but the name: whatever its kana end with */
  if (alone && at == 0 && n >= 4)
    return at;
  /* "委託先：えながソフト株式会社": nothing but the name stands behind a label */
  if (alone && at > 0 && text[at - 1] == ':' && n >= 3)
    return at;
  /* "、あけぼの商会株式会社": a name that ends as the particle does */
  if (n >= 4 && memcmp (text + start - 3, "の", 3) == 0)
    return at;
  /* "、みなもシステムズ株式会社": no particle stands behind a boundary, and few other words do */
  if (n >= 3 && !is_one_of (text + at, start - at, adverbs, G_N_ELEMENTS (adverbs)) &&
      (memcmp (text + start - 3, "も", 3) == 0 || memcmp (text + start - 3, "と", 3) == 0 ||
       memcmp (text + start - 3, "に", 3) == 0))
    return at;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) <= start - at && memcmp (text + start - strlen (words[i]), words[i], strlen (words[i])) == 0)
      return start;

  return at;
}

/* @alone: nothing stands behind the legal form */
static gsize
run_before (const char *text,
            gsize       at,
            gboolean    alone)
{
  gsize start = at;

  while (start > 0 && at - start < MAX_NAME)
    {
      const char *previous = g_utf8_prev_char (text + start);

      if (!is_name_character (g_utf8_get_char (previous)))
        break;
      start = previous - text;
    }
  while (start < at && strchr (" .-&0123456789", text[start]) != NULL)
    start++;
  /* "つばめ株式会社" is all hiragana */
  if (start < at || (at >= 3 && dip_is_hiragana (g_utf8_get_char (g_utf8_prev_char (text + at)))))
    start = with_kana (text, start, alone);

  return start;
}

/* "社名 株式会社サンプル", "調査対象会社 株式会社サンプル": a label, with the blank folded away. */
static gboolean
is_label (const char       *text,
          gsize             length,
          const DipLexicon *lexicon)
{
  const char *const *labels = dip_lexicon_get_words (lexicon, "property-provider");

  for (guint i = 0; labels[i] != NULL; i++)
    {
      gsize n = strlen (labels[i]);

      if ((n == length || (n < length && n >= strlen ("会社"))) && memcmp (labels[i], text + length - n, n) == 0)
        return TRUE;
    }

  return FALSE;
}

/* "2024年8月 株式会社サンプル" */
static gboolean
ends_date (const char *text,
           gsize       length)
{
  while (length > 0 && text[length - 1] == ' ')
    length--;

  return length >= 3 && (memcmp (text + length - 3, "年", 3) == 0 || memcmp (text + length - 3, "月", 3) == 0 ||
                         memcmp (text + length - 3, "日", 3) == 0);
}

/* Legal forms that stand alone, as in a list of words, are passed over this often. */
#define MAX_TRIES 16u

static gboolean
find_japanese (const char       *text,
               gsize             from,
               const DipLexicon *lexicon,
               DipSpan          *span)
{
  const char *const *forms = dip_lexicon_get_words (lexicon, "legal-forms");
  gsize first = from;

  for (guint n_tries = 0; n_tries < MAX_TRIES; n_tries++)
    {
      const char *best = NULL;
      gsize form_length = 0;
      gsize at;
      gsize before;
      gsize after;

      for (guint i = 0; forms[i] != NULL; i++)
        {
          const char *hit = strstr (text + from, forms[i]);

          if (hit != NULL && (best == NULL || hit < best))
            {
              best = hit;
              form_length = strlen (forms[i]);
            }
        }
      if (best == NULL)
        return FALSE;

      at = best - text;
      before = run_before (text, at, text[at + form_length] == '\0');
      after = run_after (text, at + form_length, before == at, lexicon);
      if (before < at && before >= first && !(after > at + form_length && ends_date (text + before, at - before)) &&
          !(after > at + form_length && is_label (text + before, at - before, lexicon)))
        {
          span->start = before;
          span->end = at + form_length;
          return TRUE;
        }
      if (after > at + form_length)
        {
          span->start = at;
          span->end = after;
          return TRUE;
        }
      from = at + form_length;
    }

  return FALSE;
}

/* Folding leaves no space behind a full stop: "Inc.operates". */
static gboolean
ends_word (const char *at)
{
  return at[-1] == '.' || !g_ascii_isalnum (*at);
}

/* "At Sample Ltd": a word that has a capital only since a sentence begins with it. */
static gboolean
opens_sentence (const char *word)
{
  static const char *const words[] = {
    "The ", "This ", "By ", "At ", "From ", "With ", "For ", "In ", "Of ", "How ", "While ", "And ", "Here ", "Since ",
    "As ", "Our ", "When ", NULL,
  };

  return dip_begins_with_one_of (word, words);
}

/* Where a name in small letters begins that stands right before the form at @at: "sample, Inc.", "by sample GmbH". One
 * word is enough, for an article or an adjective has no legal form behind it but "Company". @at for none. */
static const char *
small_start (const char       *text,
             const char       *at,
             gsize             form,
             const DipLexicon *lexicon)
{
  const char *const *others = dip_lexicon_get_words (lexicon, "company-small-others");
  const char *end = at;
  const char *start;
  g_autofree char *word = NULL;
  g_autofree char *kind = g_strndup (at, form);

  while (end > text && (end[-1] == ' ' || end[-1] == ','))
    end--;
  start = end;
  while (start > text && (g_ascii_islower (start[-1]) || g_ascii_isdigit (start[-1]) ||
                          strchr ("&.-+", start[-1]) != NULL))
    start--;
  if (end - start < MIN_SMALL || !g_ascii_islower (*start) || (start > text && g_ascii_isalnum (start[-1])))
    return at;
  word = g_strndup (start, (gsize) (end - start));

  return g_strv_contains (others, word) || g_strv_contains (others, kind) ? at : start;
}

/* "sample Software GmbH", "And:sample Software GmbH": with the small word that begins the text, or stands behind a
 * label. */
static const char *
with_small_word (const char       *text,
                 const char       *start,
                 const DipLexicon *lexicon)
{
  const char *const *others = dip_lexicon_get_words (lexicon, "company-small-others");
  const char *word = start;
  g_autofree char *name = NULL;

  if (start - text <= MIN_SMALL || start[-1] != ' ')
    return start;
  word--;
  while (word > text && (g_ascii_islower (word[-1]) || g_ascii_isdigit (word[-1])))
    word--;
  if (start - 1 - word < MIN_SMALL || !g_ascii_islower (*word) || (word > text && word[-1] != ':'))
    return start;
  name = g_strndup (word, (gsize) (start - 1 - word));

  return g_strv_contains (others, name) ? start : word;
}

/* "sample digital limited", "SAMPLE DIGITAL LTD": a line of words in letters of one kind that ends with a form. */
static gboolean
is_small_line (const char       *text,
               const DipLexicon *lexicon,
               DipSpan          *span)
{
  const char *const *forms = dip_lexicon_get_words (lexicon, "legal-forms-latin");
  const char *last = strrchr (text, ' ');
  gsize length = strlen (text);
  gboolean capitals = g_ascii_isupper (*text);
  guint n_words = 1;

  if (last == NULL || length > MAX_SMALL_LINE || !g_ascii_isalpha (*text) || strstr (text, " IS ") != NULL)
    return FALSE;
  for (const char *at = text; *at != '\0'; at++)
    {
      if (!(capitals ? g_ascii_isupper (*at) : g_ascii_islower (*at)) && !g_ascii_isdigit (*at) &&
          strchr (" .,&-+", *at) == NULL)
        return FALSE;
      n_words += *at == ' ';
    }
  if (n_words > MAX_LATIN_WORDS)
    return FALSE;
  for (guint i = 0; forms[i] != NULL; i++)
    if (g_ascii_strcasecmp (last + 1, forms[i]) == 0 && strlen (forms[i]) > 2)
      {
        span->start = 0;
        span->end = length;
        return TRUE;
      }

  return FALSE;
}

/* "previously SAS 70": a legal form with a number behind it that makes it a standard. */
static gboolean
begins_with_standard (const char       *at,
                      const DipLexicon *lexicon)
{
  const char *const *names = dip_lexicon_get_words (lexicon, "legal-form-standards");

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (at, names[i]) && !g_ascii_isalnum (at[strlen (names[i])]))
      return TRUE;

  return FALSE;
}

/* Capitalised words before a Latin form. */
static gboolean
find_latin (const char       *text,
            gsize             from,
            const DipLexicon *lexicon,
            DipSpan          *span)
{
  const char *const *forms = dip_lexicon_get_words (lexicon, "legal-forms-latin");

  for (const char *at = text + from; *at != '\0'; at++)
    {
      gsize form = 0;
      const char *start;
      guint n_words = 0;

      if (at == text + from || (at[-1] != ' ' && at[-1] != ','))
        continue;
      /* "mbH", "e.V.", "plc", "d.o.o." begin small */
      if (!g_ascii_isupper (*at) && (strchr ("mepd", *at) == NULL || at[-1] != ' '))
        continue;
      for (guint i = 0; forms[i] != NULL; i++)
        if (dip_begins_with (at, forms[i]) && ends_word (at + strlen (forms[i])))
          form = MAX (form, strlen (forms[i]));
      if (form == 0 || begins_with_standard (at, lexicon))
        continue;

      start = at;
      while (start > text + from && n_words < MAX_LATIN_WORDS)
        {
          const char *word = start - 1;
          const char *end;

          /* "Author:Sample Limited" */
          if (*word != ' ' && *word != ',')
            break;
          while (word > text + from && (*word == ' ' || *word == ','))
            word--;
          end = word + 1;
          while (word > text + from && (g_ascii_isalnum (word[-1]) || strchr ("&.-'+", word[-1]) != NULL))
            word--;
          if (word >= end || !(g_ascii_isupper (*word) || *word == '&' || g_ascii_isdigit (*word)))
            break;
          /* the year of a copyright */
          if (strspn (word, "0123456789-") == (gsize) (end - word) && end - word >= 4)
            break;
          /* a sentence ended there, or an article opens it */
          if (end[-1] == '.' && end - word > 3 && n_words > 0)
            break;
          if (opens_sentence (word))
            break;
          start = word;
          n_words++;
        }
      if (n_words == 0)
        start = small_start (text + from, at, form, lexicon);
      else
        start = with_small_word (text + from, start, lexicon);
      if (start < at)
        {
          span->start = start - text;
          span->end = at + form - text;
          return TRUE;
        }
    }

  return from == 0 && is_small_line (text, lexicon, span);
}

/**
 * dip_company_find:
 * @folded: a text folded for width and spaces
 * @from: where to begin, in bytes
 * @span: (out): where the name stands
 *
 * Linear in the length of the text times the number of legal forms.
 *
 * Returns: whether there is one
 */
gboolean
dip_company_find (const char       *folded,
                  gsize             from,
                  const DipLexicon *lexicon,
                  DipSpan          *span)
{
  DipSpan japanese;
  DipSpan latin;
  gboolean has_japanese = find_japanese (folded, from, lexicon, &japanese);
  gboolean has_latin = find_latin (folded, from, lexicon, &latin);

  if (!has_japanese && !has_latin)
    return FALSE;
  *span = has_japanese && (!has_latin || japanese.start <= latin.start) ? japanese : latin;

  return TRUE;
}

/**
 * dip_company_brand:
 * @name: a company's name, folded
 *
 * Returns: (transfer full): the name without legal form, all of it if it has none
 */
char *
dip_company_brand (const char       *name,
                   const DipLexicon *lexicon)
{
  static const char *const lists[] = { "legal-forms", "legal-forms-latin" };
  gsize start = 0;
  gsize end = strlen (name);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const char *const *forms = dip_lexicon_get_words (lexicon, lists[i]);

      for (guint k = 0; forms[k] != NULL; k++)
        {
          gsize n = strlen (forms[k]);
          gboolean latin = (guchar) *forms[k] < 0x80 && i == 1;

          if (n >= end)
            continue;
          if (!latin && dip_begins_with (name, forms[k]))
            start = MAX (start, n);
          if (g_str_has_suffix (name, forms[k]) && (!latin || strchr (" ,", name[strlen (name) - n - 1]) != NULL))
            end = MIN (end, strlen (name) - n);
        }
    }
  while (start < end && name[start] == ' ')
    start++;
  while (end > start && strchr (" ,", name[end - 1]) != NULL)
    end--;

  return g_strndup (name + start, end - start);
}
