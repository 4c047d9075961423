/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"

/*
 * Terms that a paper defines:
 *
 *   listed    in a clause that lists terms: "TERM（meaning）", "TERM：meaning", "TERM<TAB>meaning", "TERM – meaning",
 *             "IaaS インフラ…", and every block that is a definition
 *   named     "…（以下、「TERM」といいます）", '… (hereinafter "TERM")', '… (the "TERM")', "…を「TERM」として提供…"
 *             "… (the Term)" where it is used again
 *   expanded  "国際標準化機構（ISO）", "IaaS（Infrastructure as a Service）"
 *   explained "「TERM」とは、…をいいます", '"TERM" means …'
 *   vocabulary "…情報資産（クラウドサービスカスタマデータ）"
 */

/* A row of heads, in bytes. */
/* Bytes of a term that stands in a line of its own without a mark. */
#define MAX_BARE_TERM 60

#define MAX_HEAD 200u

#define MAX_TERMS 2000u
#define MAX_TERM 120u      /* bytes: some 40 characters */
#define MAX_MEANING 600u
#define MIN_USED 3u        /* "(the Agency)" is a name where so many sentences use it */

/* Bytes between a company and the bracket that gives its name. */
#define MAX_APPOSITION 160
#define MAX_COVER 8000u    /* bytes that are looked at before the first clause */

typedef struct
{
  DipDraft   *draft;
  GHashTable *seen;   /* folded terms */
} Pass;

/* White space of all widths, off both ends. */
static char *
strip_wide (char *text)
{
  for (;;)
    {
      g_strstrip (text);
      if (g_str_has_prefix (text, "　"))
        memmove (text, text + strlen ("　"), strlen (text) - strlen ("　") + 1);
      else if (g_str_has_suffix (text, "　"))
        text[strlen (text) - strlen ("　")] = '\0';
      else
        return text;
    }
}

static void
add_term (Pass       *pass,
          char       *term,     /* (transfer full) */
          char       *meaning,  /* (transfer full) */
          const char *clause)
{
  g_autofree char *own_term = strip_wide (term);
  g_autofree char *own_meaning = strip_wide (meaning);
  g_autofree char *key = NULL;

  if (*own_term == '\0' || *own_meaning == '\0' || strlen (own_term) > MAX_TERM || strlen (own_meaning) > MAX_MEANING ||
      g_hash_table_size (pass->seen) >= MAX_TERMS)
    return;
  key = dip_fold_to_string (own_term, DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE | DIP_FOLD_CASE, NULL);
  if (*key == '\0' || !g_hash_table_add (pass->seen, g_steal_pointer (&key)))
    return;
  g_ptr_array_add (pass->draft->document->terms, dip_term_new (own_term, own_meaning, clause));
}

/* "Sample Ltd.（以下…）が提供するSample Cloud（以下…）": what the company does is no part of the second name. */
static const char *
skip_offer (const char *at,
            const char *end)
{
  static const char *const leads[] = {
    "が提供する", "の提供する", "が提供している", "が運営する", "の運営する", "が運営している", "が開発した",
    "が開発・提供する",
    "が提供・運営する", "が販売する", "がサービス提供する", "都度", "随時", "適宜", "別途",
  };

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    {
      gsize n = strlen (leads[i]);

      if ((gsize) (end - at) > n && memcmp (at, leads[i], n) == 0)
        return at + n;
    }

  return at;
}

static void
add_spans (Pass             *pass,
           const DipPassage *passage,
           const char       *term,
           const char       *term_end,
           const char       *meaning,
           const char       *meaning_end,
           const char       *clause)
{
  const char *text = passage->folded->text;

  meaning = skip_offer (meaning, meaning_end);
  /* "見本株式会社（以下「当社」）が団体（以下「団体」）に…" */
  if (meaning > text && meaning[-1] == ')' &&
      (g_str_has_prefix (meaning, "が") || g_str_has_prefix (meaning, "は") || g_str_has_prefix (meaning, "の") ||
       g_str_has_prefix (meaning, "を") || g_str_has_prefix (meaning, "と")))
    meaning += strlen ("が");
  if (term >= term_end || meaning >= meaning_end || (gsize) (term_end - term) > MAX_TERM ||
      (gsize) (meaning_end - meaning) > MAX_MEANING)
    return;
  add_term (pass,
            dip_passage_dup_quote (passage, term - text, term_end - text),
            dip_passage_dup_quote (passage, meaning - text, meaning_end - text),
            clause);
}

/* The first @needle within the length of a term. */
static const char *
find_near (const char *at,
           const char *needle)
{
  return memmem (at, strnlen (at, 2 * MAX_TERM), needle, strlen (needle));
}

static gsize
longest_prefix (const char        *text,
                const char *const *words)
{
  gsize longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      if (n > longest && g_ascii_strncasecmp (text, words[i], n) == 0)
        longest = n;
    }

  return longest;
}

/* "This paper applies to the multi-tenant edition": what is meant begins with its article. */
static const char *
last_determiner (const char *start,
                 const char *end)
{
  static const char *const words[] = {
    "the ", "a ", "an ", "our ", "its ", "their ", "your ", "each ", "any ", "all ",
  };
  const char *found = start;

  for (const char *at = start; at < end; at++)
    {
      if (at > start && at[-1] != ' ')
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (g_ascii_strncasecmp (at, words[i], strlen (words[i])) == 0)
          {
            const char *before = at;

            while (before > start && before[-1] == ' ')
              before--;
            /* "the security of the Service" is one thing */
            if (!(before - start >= 3 && memcmp (before - 3, " of", 3) == 0 && found != start))
              found = at;
          }
    }

  return found;
}

static gboolean
is_legal_form (Pass       *pass,
               const char *at)
{
  const char *const *forms = dip_lexicon_get_words (pass->draft->lexicon, "legal-forms-latin");
  gsize n = longest_prefix (at, forms);

  return n > 0 && (at[n - 1] == '.' || !g_ascii_isalnum (at[n]));
}

/* The comma of ", a company registered in …" before @at; NULL for none. */
static const char *
apposition_start (const char *text,
                  const char *at)
{
  static const char *const leads[] = { "a ", "an ", "with ", "registered ", "incorporated ", "having " };

  for (const char *comma = at; comma > text && at - comma < MAX_APPOSITION; comma--)
    {
      const char *word = comma + 1;

      if (*comma != ',')
        continue;
      while (*word == ' ')
        word++;
      for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
        if (g_str_has_prefix (word, leads[i]))
          return comma;
    }

  return NULL;
}

/* What the bracket at @open stands behind: a quotation, or the words back to the last comma. */
static const char *
meaning_start (Pass       *pass,
               const char *text,
               const char *open)
{
  const char *start = open;

  if (open - text >= 3 && memcmp (open - 3, "」", 3) == 0)
    {
      /* "A" and "B" together */
      for (;;)
        {
          const char *quote = g_strrstr_len (text, start - text, "「");

          if (quote == NULL)
            return start;
          start = quote;
          if (start - text >= 9 && memcmp (start - 9, "」及び", 9) == 0)
            start -= 6;
          else if (start - text >= 12 && (memcmp (start - 12, "」および", 12) == 0 || memcmp (start - 12, "」並びに", 12) == 0))
            start -= 9;
          else if (start - text >= 6 && (memcmp (start - 6, "」、", 6) == 0 || memcmp (start - 6, "」と", 6) == 0))
            start -= 3;
          else
            return start;
        }
    }
  if (open > text && open[-1] == '"')
    {
      const char *quote = g_strrstr_len (text, open - 1 - text, "\"");

      return quote != NULL ? quote : open;
    }

  if (open > text && (guchar) open[-1] < 0x80)
    {
      /* Latin: the capitalised words before the bracket */
      const char *words = open;

      while (words > text && open - words < 120)
        {
          const char *word = words;

          while (word > text && word[-1] == ' ')
            word--;
          /* "Sample Systems, Inc." */
          if (word > text && word[-1] == ',' && is_legal_form (pass, words))
            word--;
          while (word > text && (g_ascii_isalnum (word[-1]) || strchr ("&.'-", word[-1]) != NULL))
            word--;
          if (word == words || !(g_ascii_isupper (*word) || g_ascii_isdigit (*word)))
            break;
          words = word;
        }
      /* "Sample Ltd, a company registered in Ireland" */
      if (words < open && words - text >= 3 && memcmp (words - 3, "in ", 3) == 0)
        {
          const char *comma = apposition_start (text, words);

          if (comma != NULL)
            return meaning_start (pass, text, comma);
        }
      /* "1.1 Sample Ltd.": a numbered sentence */
      while (words < open && (g_ascii_isdigit (*words) || *words == '.' || *words == ' '))
        words++;
      if (words < open)
        return words;
    }

  while (start > text && open - start < 240)
    {
      const char *previous = g_utf8_prev_char (start);
      gunichar c = g_utf8_get_char (previous);

      if (c == 0x3001 || c == 0x3002 || c == ',' || c == ';' || c == 0x300D || c == ')')
        break;
      start = previous;
    }

  return open > text && (guchar) open[-1] < 0x80 ? last_determiner (start, open) : start;
}

/* "(以下、「TERM」といいます)", '(hereinafter "TERM")', '(the "TERM")' */
/* Whether the paper says "the Agency" again and again, beside the bracket that gives the name. */
static gboolean
is_used (Pass       *pass,
         const char *term,
         gsize       length)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autofree char *words = g_strdup_printf ("he %.*s", (int) length, term);
  guint n = 0;

  for (guint i = 0; i < clauses->len && n < MIN_USED; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, g_ptr_array_index (clauses, i));

      for (guint j = 0; j < passages->len && n < MIN_USED; j++)
        n += strstr (((const DipPassage *) g_ptr_array_index (passages, j))->folded->text, words) != NULL;
    }

  return n >= MIN_USED;
}

/* "(the Agency)": the bytes of a capitalised word or two in a bracket, 0 for anything else. */
static gsize
bare_name (const char *open)
{
  gsize n = 5;

  if (strncmp (open, "(the ", 5) != 0 || !g_ascii_isupper (open[5]))
    return 0;
  while (g_ascii_isalpha (open[n]) || (open[n] == ' ' && g_ascii_isupper (open[n + 1])))
    n++;

  return open[n] == ')' && n < 40 ? n - 5 : 0;
}

static void
read_named (Pass             *pass,
            const DipPassage *passage,
            const char       *clause)
{
  const DipLexicon *lexicon = pass->draft->lexicon;
  const char *const *openers = dip_lexicon_get_words (lexicon, "naming-openers");
  const char *const *enders = dip_lexicon_get_words (lexicon, "naming-enders");
  const char *text = passage->folded->text;

  for (const char *open = strchr (text, '('); open != NULL; open = strchr (open + 1, '('))
    {
      gsize opener = longest_prefix (open, openers);
      const char *at = open + MAX (opener, 1);
      const char *term;
      const char *end = NULL;
      const char *colon;
      gboolean quoted = FALSE;

      while (*at == ' ' || *at == ',' || g_str_has_prefix (at, "、"))
        at += *at == ' ' || *at == ',' ? 1 : 3;
      if (g_ascii_strncasecmp (at, "the\"", 4) == 0)
        at += 3;
      term = at;
      if (g_str_has_prefix (at, "「"))
        {
          term = at + 3;
          end = find_near (term, "」");
          quoted = TRUE;
          /* a quotation that is no name: "(「A」を参照)" */
          if (opener == 0 && end != NULL && longest_prefix (end + 3, enders) == 0)
            continue;
        }
      else if (*at == '"')
        {
          term = at + 1;
          end = find_near (term, "\"");
          quoted = TRUE;
          if (opener == 0 && end != NULL && strchr (")\",o ", end[1]) == NULL)
            continue;
        }
      if (opener == 0 && !quoted)
        {
          gsize n = bare_name (open);

          if (n > 0 && is_used (pass, open + 5, n))
            add_spans (pass, passage, open + 5, open + 5 + n, meaning_start (pass, text, open), open, clause);
          continue;
        }
      if (!quoted)
        {
          const char *close = find_near (term, ")");

          for (const char *c = term; close != NULL && c < close && end == NULL; c = g_utf8_next_char (c))
            if (longest_prefix (c, enders) > 0 && (guchar) *c >= 0x80 && c > term)
              {
                gsize n = longest_prefix (c, enders);

                /* "と" ends the name only where the bracket ends */
                if (n > 3 || c[n] == ')')
                  end = c;
              }
          if (end == NULL)
            end = close;
          /* "(以下の…)" points to what follows */
          if (end == NULL || g_str_has_prefix (term, "の") || g_str_has_prefix (term, "に") ||
              memmem (term, end - term, "、", 3) != NULL)
            continue;
        }
      if (end == NULL || end <= term)
        continue;

      colon = memchr (term, ':', end - term);
      if (colon != NULL && colon > term && colon + 1 < end)
        add_spans (pass, passage, term, colon, colon + 1, end, clause);
      else
        add_spans (pass, passage, term, end, meaning_start (pass, text, open), open, clause);

      /* "（以下「サンプル」または「当社」）" names once more */
      for (guint n = 0; quoted && g_str_has_prefix (end, "」") && n < 3; n++)
        {
          const char *close = strchr (end, ')');
          const char *next = strstr (end, "「");
          const char *next_end = next != NULL ? strstr (next, "」") : NULL;

          if (close == NULL || next_end == NULL || next > close || next - end > 24)
            break;
          add_spans (pass, passage, next + 3, next_end, meaning_start (pass, text, open), open, clause);
          end = next_end;
        }

      /* '("we", "us" or "our")' names once more */
      for (guint n = 0; quoted && term[-1] == '"' && n < 3; n++)
        {
          const char *close = strchr (end, ')');
          const char *next = strchr (end + 1, '"');
          const char *next_end = next != NULL ? strchr (next + 1, '"') : NULL;

          if (close == NULL || next_end == NULL || next > close)
            break;
          add_spans (pass, passage, next + 1, next_end, meaning_start (pass, text, open), open, clause);
          end = next_end;
        }
    }
}

static gboolean
is_abbreviation (const char *at,
                 gsize       length)
{
  guint n_upper = 0;
  guint n_lower = 0;

  if (length < 2 || length > 12 || !g_ascii_isupper (at[0]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isupper (at[i]))
      n_upper++;
    else if (g_ascii_islower (at[i]))
      n_lower++;
    else if (!g_ascii_isdigit (at[i]) && at[i] != '-' && at[i] != '&')
      return FALSE;

  return n_upper >= 2 && n_lower <= n_upper;
}

/* Whether the words' first letters are the abbreviation's, small words left out or not. */
static gboolean
initials_fit (const DipLexicon *lexicon,
              const char       *words,
              gsize             length,
              const char       *abbreviation,
              gsize             n)
{
  const char *const *skips = dip_lexicon_get_words (lexicon, "abbreviation-skips");
  gsize i = 0;
  const char *at = words;
  const char *end = words + length;

  while (at < end)
    {
      const char *word = at;
      g_autofree char *lower = NULL;

      while (at < end && *at != ' ' && *at != '-')
        at++;
      while (i < n && !g_ascii_isalnum (abbreviation[i]))
        i++;
      lower = g_ascii_strdown (word, at - word);
      if (i < n && g_ascii_tolower (*word) == g_ascii_tolower (abbreviation[i]))
        i++;
      else if (!g_strv_contains (skips, lower))
        return FALSE;
      while (at < end && (*at == ' ' || *at == '-'))
        at++;
    }

  return i == n;
}

/* "国際標準化機構(ISO)", "Transport Layer Security (TLS)", "IaaS(Infrastructure as a Service)" */
static void
read_expanded (Pass             *pass,
               const DipPassage *passage,
               const char       *clause)
{
  const char *text = passage->folded->text;

  for (const char *open = strchr (text, '('); open != NULL; open = strchr (open + 1, '('))
    {
      const char *inside = open + 1;
      const char *close = find_near (inside, ")");
      const char *start = open;

      if (close == NULL || close == inside || (gsize) (close - inside) > MAX_TERM)
        continue;

      if (is_abbreviation (inside, close - inside))
        {
          /* Japanese before it: the run of ideographs and katakana */
          const char *before = open;
          guint n = 0;

          while (before > text && open - before < 150)
            {
              const char *previous = g_utf8_prev_char (before);
              gunichar c = g_utf8_get_char (previous);

              if (!((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x30A1 && c <= 0x30FE)))
                break;
              before = previous;
              n++;
            }
          if (n >= 4)
            {
              add_spans (pass, passage, inside, close, before, open, clause);
              continue;
            }
          /* Latin words before it, as many as fit */
          for (guint words = 1; words <= 10 && start > text; words++)
            {
              const char *word = start;

              while (word > text && (word[-1] == ' ' || word[-1] == '-'))
                word--;
              while (word > text && g_ascii_isalnum (word[-1]))
                word--;
              if (word == start)
                break;
              start = word;
              if (initials_fit (pass->draft->lexicon, start, open - start, inside, close - inside))
                {
                  add_spans (pass, passage, inside, close, start, open, clause);
                  break;
                }
            }
          continue;
        }

      while (start > text && (g_ascii_isalnum (start[-1]) || start[-1] == '-'))
        start--;
      if (start < open && is_abbreviation (start, open - start) &&
          initials_fit (pass->draft->lexicon, inside, close - inside, start, open - start))
        add_spans (pass, passage, start, open, inside, close, clause);
    }
}

/* "Xを「A」、Yを「B」と表記します": the verb stands behind the last of them */
static gboolean
names_later (const char        *at,
             const char *const *verbs)
{
  for (const char *close = strstr (at, "」"); close != NULL; close = strstr (close + 3, "」"))
    if (longest_prefix (close + 3, verbs) > 0)
      return TRUE;

  return FALSE;
}

/* "means a party", "means Sample Works Ltd" */
static gboolean
begins_meaning (const char *verb)
{
  static const char *const words[] = { "a ", "an ", "the ", "any ", "all ", "each ", "every ", "those ", "one " };
  const char *at = strchr (verb, ' ');

  if (at == NULL)
    return FALSE;
  if (g_str_has_prefix (verb, "shall mean"))
    at = verb + strlen ("shall mean");
  while (*at == ' ')
    at++;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (at, words[i]))
      return TRUE;

  return g_ascii_isupper (*at);
}

/* Where a meaning ends before the next term in quotes: without ", and ". */
static const char *
before_next (const char *meaning,
             const char *next)
{
  static const char *const joiners[] = { " ", "and", "or", ",", ";" };
  gboolean found = TRUE;

  while (found && next > meaning)
    {
      found = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (joiners) && !found; i++)
        {
          gsize n = strlen (joiners[i]);

          found = (gsize) (next - meaning) > n && memcmp (next - n, joiners[i], n) == 0 &&
                  (n == 1 || next[-(gssize) n - 1] == ' ' || next[-(gssize) n - 1] == ',');
          if (found)
            next -= n;
        }
    }

  return next;
}

/* "…を「TERM」として提供", "「TERM」とは、…をいいます", '"TERM" means …' */
static void
read_explained (Pass             *pass,
                const DipPassage *passage,
                const char       *clause)
{
  static const char *const defining[] = { "をいいます", "をいう", "を指します", "を指す", "を意味します", "のことです", "と定義" };
  const char *const *verbs = dip_lexicon_get_words (pass->draft->lexicon, "naming-verbs");
  const char *text = passage->folded->text;
  const char *stop = text + passage->folded->length;
  const char *is;

  for (const char *open = strstr (text, "「"); open != NULL; open = strstr (open + 3, "「"))
    {
      const char *close = find_near (open, "」");
      const char *start;

      if (close == NULL)
        continue;
      if (open - text >= 3 && memcmp (open - 3, "を", 3) == 0 &&
          (longest_prefix (close + 3, verbs) > 0 ||
           (g_str_has_prefix (close + 3, "、") && names_later (close + 3, verbs))))
        {
          start = meaning_start (pass, text, open - 3);
          add_spans (pass, passage, open + 3, close, start, open - 3, clause);
        }
      else if (g_str_has_prefix (close + 3, "とは"))
        {
          const char *meaning = close + 3 + strlen ("とは");

          if (g_str_has_prefix (meaning, "、"))
            meaning += strlen ("、");
          add_spans (pass, passage, open + 3, close, meaning, stop, clause);
        }
    }

  is = strstr (text, "とは、");
  if (is != NULL && *text != '\xE3' && is - text < 90)
    is = g_str_has_prefix (text, "「") ? NULL : is;
  if (is != NULL && is > text && is - text < 90 && memmem (text, is - text, "、", 3) == NULL &&
      memmem (text, is - text, "」", 3) == NULL)
    for (guint i = 0; i < G_N_ELEMENTS (defining); i++)
      if (strstr (is, defining[i]) != NULL)
        {
          add_spans (pass, passage, text, is, is + strlen ("とは、"), stop, clause);
          break;
        }

  for (const char *open = strchr (text, '"'); open != NULL && open < stop; )
    {
      const char *close = strchr (open + 1, '"');
      const char *verb = close != NULL ? close + 1 + (close[1] == ' ') : NULL;
      const char *meaning;
      const char *next;

      if (close == NULL)
        break;
      next = strchr (close + 1, '"');
      /* within a sentence: '"A" means a party', not 'what "secure" means to customers' */
      if (!(g_str_has_prefix (verb, "means") || g_str_has_prefix (verb, "shall mean") ||
            g_str_has_prefix (verb, "refers to") || (open == text && g_str_has_prefix (verb, "is "))) ||
          (open != text && !begins_meaning (verb)))
        {
          open = next;
          continue;
        }
      meaning = verb + strcspn (verb, " ");
      /* "A" means …, and "B" means … */
      add_spans (pass, passage, open + 1, close, meaning,
                 next != NULL && next < stop ? before_next (meaning, next) : stop, clause);
      open = next;
    }
}

/* Whether a sentence has what names are given with: a bracket, a quotation, とは、 */
static gboolean
may_name (const DipPassage *passage)
{
  const char *text = passage->folded->text;

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_TERMS))
    return FALSE;
  if (strpbrk (text, "(\"") != NULL || strstr (text, "「") != NULL || strstr (text, "とは、") != NULL)
    return TRUE;
  dip_sentence_set_without (passage->sentence, DIP_WITHOUT_TERMS);

  return FALSE;
}

/* "…情報資産(クラウドサービスカスタマデータ)": a word of the standard, explained by what stands before it */
static void
read_vocabulary (Pass             *pass,
                 const DipPassage *passage,
                 const char       *clause)
{
  const char *const *words = dip_lexicon_get_words (pass->draft->lexicon, "cloud-vocabulary");
  const char *text = passage->folded->text;

  for (const char *open = strchr (text, '('); open != NULL; open = strchr (open + 1, '('))
    {
      const char *close = find_near (open, ")");
      g_autofree char *inside = NULL;
      g_autofree char *lower = NULL;

      if (close == NULL || (gsize) (close - open) > MAX_TERM)
        continue;
      inside = g_strndup (open + 1, close - open - 1);
      lower = g_ascii_strdown (inside, -1);
      if (g_strv_contains (words, lower))
        add_spans (pass, passage, open + 1, close, meaning_start (pass, text, open), open, clause);
    }
}

/* "「契約者」　当社と契約した法人をいう。": quotes are not the term's. */
static void
add_entry (Pass       *pass,
           const char *term,
           gsize       length,
           const char *meaning,
           const char *clause)
{
  static const char *const quotes[][2] = { { "「", "」" }, { "『", "』" }, { "\"", "\"" }, { "“", "”" }, { "**", "**" } };
  g_autofree char *own = g_strndup (term, length);

  g_strstrip (own);
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      gsize open = strlen (quotes[i][0]);
      gsize close = strlen (quotes[i][1]);

      if (strlen (own) > open + close && g_str_has_prefix (own, quotes[i][0]) && g_str_has_suffix (own, quotes[i][1]))
        {
          add_term (pass, g_strndup (own + open, strlen (own) - open - close), g_strdup (meaning), clause);
          return;
        }
    }
  add_term (pass, g_steal_pointer (&own), g_strdup (meaning), clause);
}

/* Whether a paragraph of a clause that lists terms begins with one. */
static gboolean
begins_with_term (const char *text)
{
  static const char *const marks[] = { "：", ": ", "\t", " – ", " — ", " - ", " means ", "とは", "　", "  ", "…" };
  gsize reach = strnlen (text, MAX_TERM / 2);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (memmem (text, reach, marks[i], strlen (marks[i])) != NULL)
      return TRUE;

  return FALSE;
}

/* One line of a list of terms. */
static void
read_entry (Pass       *pass,
            const char *line,
            gboolean    is_definition,
            const char *clause)
{
  static const char *const marks[] = {
    "\t", "：", ": ", ":", " – ", " — ", " - ", "…", " = ", "＝", " means ", " refers to ", " stands for ", "とは、", "とは",
    "　", "  ",
  };
  gsize length = strlen (line);
  const char *open;

  if (length == 0 || length > MAX_TERM + MAX_MEANING)
    return;

  /* "TERM（meaning）", nothing after it */
  open = strstr (line, "（");
  if (open == NULL || (strchr (line, '(') != NULL && strchr (line, '(') < open))
    open = strchr (line, '(');
  if (open != NULL && open > line && (g_str_has_suffix (line, "）") || g_str_has_suffix (line, ")")) &&
      strpbrk (line, "\t") == NULL && !is_definition && g_strstr_len (line, open - line, "　　") == NULL &&
      g_strstr_len (line, open - line, "   ") == NULL)
    {
      gsize opener = *open == '(' ? 1 : 3;
      gsize closer = g_str_has_suffix (line, ")") ? 1 : 3;

      if (strstr (line, "。") == NULL && (gsize) (open - line) + opener + closer < length)
        {
          add_term (pass, g_strndup (line, open - line),
                    g_strndup (open + opener, line + length - closer - open - opener), clause);
          return;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *mark = strstr (line, marks[i]);

      if (mark != NULL && mark > line && (gsize) (mark - line) <= MAX_TERM && strstr (mark, "://") == NULL &&
          memmem (line, mark - line, "。", 3) == NULL && memmem (line, mark - line, ". ", 2) == NULL)
        {
          add_entry (pass, line, (gsize) (mark - line), mark + strlen (marks[i]), clause);
          return;
        }
    }

  /* "IaaS インフラストラクチャ…": a Latin word, then something else */
  if (g_ascii_isalpha (*line))
    {
      gsize word = strcspn (line, " \t");

      if (line[word] == ' ' && (guchar) line[word + 1] >= 0x80)
        add_term (pass, g_strndup (line, word), g_strdup (line + word + 1), clause);
      else if (is_definition && line[word] == ' ' && is_abbreviation (line, word))
        add_term (pass, g_strndup (line, word), g_strdup (line + word + 1), clause);
    }
}

/* "用語 | 意味": the heads of a table's columns. */
static gboolean
is_head (Pass       *pass,
         const char *row)
{
  const char *const *heads = dip_lexicon_get_words (pass->draft->lexicon, "term-heads");
  g_auto(GStrv) cells = strlen (row) <= MAX_HEAD ? g_strsplit (row, "\t", 8) : NULL;
  guint n = 0;

  for (; cells != NULL && cells[n] != NULL; n++)
    {
      g_autofree char *key = dip_fold_to_string (cells[n], DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

      if (!g_strv_contains (heads, key))
        return FALSE;
    }

  return n >= 2;
}

static gboolean
lists_terms (Pass            *pass,
             const DipClause *clause)
{
  const char *const *titles = dip_lexicon_get_words (pass->draft->lexicon, "definition-titles");
  g_autofree char *title = dip_fold_to_string (clause->title, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

  for (guint i = 0; titles[i] != NULL; i++)
    {
      const char *hit = strstr (title, titles[i]);
      gsize n = strlen (titles[i]);

      if (hit == NULL)
        continue;
      /* Latin words have to be the whole title: "Terms of service" lists none */
      if ((guchar) titles[i][0] < 0x80 ? strlen (title) == n : strlen (title) <= n + 30)
        return TRUE;
    }

  return FALSE;
}

/* "(1) 契約者" or 契約者 with what it means in a paragraph of its own below it; a single one is a point. */
static guint
read_pairs (Pass            *pass,
            const DipClause *clause,
            gboolean         only_count)
{
  guint n = 0;

  for (guint i = 0; i + 1 < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      const DipBlock *next = g_ptr_array_index (clause->blocks, i + 1);

      /* without a mark a line is only a term above a sentence */
      if ((block->kind != DIP_BLOCK_LIST &&
           (block->kind != DIP_BLOCK_PARAGRAPH || strlen (block->text) > MAX_BARE_TERM ||
            strstr (block->text, "、") != NULL || strstr (next->text, "。") == NULL)) ||
          next->kind != DIP_BLOCK_PARAGRAPH || strlen (block->text) > MAX_TERM / 2 ||
          dip_text_ends_sentence (block->text) || begins_with_term (block->text) ||
          strchr (block->text, '\n') != NULL || strlen (next->text) <= strlen (block->text))
        continue;
      n++;
      if (!only_count)
        add_entry (pass, block->text, strlen (block->text), next->text, clause->id);
      i++;
    }

  return n;
}

static void
read_clause (Pass            *pass,
             const DipClause *clause)
{
  gboolean is_list = lists_terms (pass, clause);
  const GPtrArray *passages;

  if (is_list && read_pairs (pass, clause, TRUE) >= 2)
    read_pairs (pass, clause, FALSE);
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      /* with a marker it is a cell of a table of questions */
      gboolean is_definition = block->kind == DIP_BLOCK_DEFINITION && block->marker == NULL;

      if (is_definition || (is_list && (block->kind == DIP_BLOCK_LIST || block->kind == DIP_BLOCK_TABLE)))
        {
          g_auto(GStrv) lines = g_strsplit (block->text, "\n", 500);

          for (guint j = block->kind == DIP_BLOCK_TABLE && lines[0] != NULL && is_head (pass, lines[0]);
               lines[j] != NULL; j++)
            read_entry (pass, lines[j], is_definition || strchr (lines[j], '\t') != NULL, clause->id);
        }
      else if (is_list && block->kind == DIP_BLOCK_PARAGRAPH && strlen (block->text) <= 600 &&
               begins_with_term (block->text))
        read_entry (pass, block->text, FALSE, clause->id);
    }

  if (strstr (clause->title, "以下") != NULL || strchr (clause->title, '"') != NULL)
    {
      g_autoptr(GPtrArray) titles = dip_draft_cut_text (pass->draft, clause->title, -1);

      for (guint i = 0; i < titles->len; i++)
        read_named (pass, g_ptr_array_index (titles, i), clause->id);
    }

  passages = dip_draft_get_passages (pass->draft, clause);
  for (guint i = 0; i < passages->len; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);

      if (!may_name (passage))
        continue;
      read_named (pass, passage, clause->id);
      read_expanded (pass, passage, clause->id);
      read_explained (pass, passage, clause->id);
      read_vocabulary (pass, passage, clause->id);
    }
}

/* Sentences before the first clause: '… offered by Sample Ltd. ("Sample", "we")'. */
static void
read_cover (Pass *pass)
{
  const GPtrArray *cover = pass->draft->cover;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) passages = NULL;

  for (guint i = 0; i < cover->len && text->len < MAX_COVER; i++)
    {
      const DipLine *line = g_ptr_array_index (cover, i);

      if (line->kind == DIP_LINE_ROW || line->kind == DIP_LINE_HEADING)
        continue;
      if (text->len > 0 && (line->n_blank > 0 || dip_text_ends_sentence (text->str)))
        g_string_append_printf (text, "\n%s", line->text);
      else
        dip_text_join (text, line->text);
    }

  passages = dip_draft_cut_text (pass->draft, text->str, -1);
  for (guint i = 0; i < passages->len; i++)
    {
      read_named (pass, g_ptr_array_index (passages, i), NULL);
      read_expanded (pass, g_ptr_array_index (passages, i), NULL);
    }
}

/**
 * dip_recognise_terms:
 *
 * Finds the terms that a paper defines and what it says they mean, each once,
 * from the clause that says it first. Linear.
 */
void
dip_recognise_terms (DipDraft *draft)
{
  Pass pass = { draft, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  const GPtrArray *clauses = draft->document->clauses;

  read_cover (&pass);
  for (guint i = 0; i < clauses->len; i++)
    read_clause (&pass, g_ptr_array_index (clauses, i));

  g_hash_table_unref (pass.seen);
}
