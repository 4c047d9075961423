/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"

#include <string.h>

#include "recognise/dip-doubts.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-word-table.h"

/*
 * References to clauses of the same paper:
 *
 *   quoted   「4.クラウドサービスの責任分界点について」 【17.情報へのアクセス制限】 "Shared responsibility":
 *            number and title, or a title alone in a sentence that points somewhere
 *   annex    別紙1, 付録A, Appendix B: a heading that begins so
 *   named    "see Shared responsibility.", 詳細は情報のバックアップをご参照: a whole title that nothing sets apart
 *   code     SEC-01, B.2, part II: a clause's number that has letters
 *   relative 次章, 前項, "the next section": the chapter or the clause beside it
 *   bare     第3章, section 3.2, sections 4 and 5.1, 4.1 を参照, 本書の 12 項
 *
 * A number that belongs to a standard, a law or a contract is none. What points to a number that the paper
 * does not have, or to a title that belongs to another number, becomes a warning.
 */

#define TEXT_FOLD (DIP_PASSAGE_FOLD | DIP_FOLD_CASE)

/* Titles in references are shortened or inflected ("イベントログの取得"); unrelated ones share less. */
#define SAME_TITLE 0.5

/* How far before a number the name of another document may stand, in bytes. */
#define FOREIGN_REACH 60

/* A title without quotation marks: its words, or its characters, at most; and its bytes at least. */
#define MAX_NAMED_WORDS 10u
#define MAX_NAMED_CHARACTERS 40u
#define MIN_NAMED 12u

/* Bytes of blanks and signs within a title that is looked for. */
#define MAX_TITLE_SLACK 24

/* Sentences with more quotations than this are lists of files or the like. */
#define MAX_QUOTES 60u

/* The lexicon's words that point, and those that point elsewhere. */
typedef struct
{
  DipWordTable *before;
  DipWordTable *after;
  DipWordTable *foreign;
  DipWordTable *units;
  DipWordTable *cues;
  DipWordTable *title_before;
  DipWordTable *title_after;
  DipWordTable *relative;
} Words;

typedef struct
{
  DipDraft     *draft;
  GHashTable   *by_number;   /* number → DipClause: the first with it */
  GHashTable   *by_code;     /* "sec-01", "b.2", "ii" → DipClause: numbers with letters of the paper's own */
  GHashTable   *by_unit;     /* "条4", "章3", "別紙1", "appendixb" → DipClause */
  GHashTable   *by_title;    /* folded title → DipClause: the first with text */
  GHashTable   *keys;        /* DipClause → folded title */
  const Words  *words;
  gboolean      has_articles;  /* its own clauses are 第1条, 第2条 */
  gboolean      has_brackets;  /* … are (1), (2) */
  DipClause    *clause;
  GPtrArray    *found;       /* (element-type utf8) (unowned): ids */
} Pass;

static Words *
words_new (const DipLexicon *lexicon)
{
  Words *self = g_new0 (Words, 1);

  self->before = dip_word_table_new (lexicon, "reference-before", TRUE, FALSE);
  self->after = dip_word_table_new (lexicon, "reference-after", TRUE, FALSE);
  self->foreign = dip_word_table_new (lexicon, "reference-foreign", TRUE, FALSE);
  self->units = dip_word_table_new (lexicon, "reference-units", TRUE, FALSE);
  self->cues = dip_word_table_new (lexicon, "reference-cues", TRUE, FALSE);
  self->title_before = dip_word_table_new (lexicon, "reference-title-before", TRUE, FALSE);
  self->title_after = dip_word_table_new (lexicon, "reference-title-after", TRUE, FALSE);
  self->relative = dip_word_table_new (lexicon, "reference-relative", TRUE, FALSE);

  return self;
}

static void
words_free (Words *self)
{
  dip_word_table_free (self->before);
  dip_word_table_free (self->after);
  dip_word_table_free (self->foreign);
  dip_word_table_free (self->units);
  dip_word_table_free (self->cues);
  dip_word_table_free (self->title_before);
  dip_word_table_free (self->title_after);
  dip_word_table_free (self->relative);
  g_free (self);
}

/* Of the lists that everybody uses: made once, then only looked at, by any thread. */
static const Words *
get_default_words (void)
{
  static gsize words;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize) words_new (dip_lexicon_get_default ()));

  return (const Words *) words;
}

static void
add_reference (Pass            *pass,
               const DipClause *target)
{
  if (target == pass->clause || g_ptr_array_find_with_equal_func (pass->found, target->id, g_str_equal, NULL))
    return;
  g_ptr_array_add (pass->found, target->id);
}

/* Dice's coefficient of pairs of characters, small strings only. */
static double
likeness (const char *a,
          const char *b)
{
  g_autofree gunichar *one = g_utf8_to_ucs4_fast (a, MIN (strlen (a), 300), NULL);
  g_autofree gunichar *other = g_utf8_to_ucs4_fast (b, MIN (strlen (b), 300), NULL);
  g_autofree gboolean *used = NULL;
  guint n = 0, m = 0, hits = 0;

  while (one[n] != 0)
    n++;
  while (other[m] != 0)
    m++;
  if (n < 2 || m < 2)
    return n == m && (n == 0 || one[0] == other[0]) ? 1.0 : 0.0;
  used = g_new0 (gboolean, m);
  for (guint i = 0; i + 1 < n; i++)
    for (guint j = 0; j + 1 < m; j++)
      if (!used[j] && one[i] == other[j] && one[i + 1] == other[j + 1])
        {
          used[j] = TRUE;
          hits++;
          break;
        }

  return 2.0 * hits / (double) (n - 1 + m - 1);
}

/* "4.1", "1-1", "cld.6.3.1" at @at; the bytes, 0 if there is none. */
static gsize
read_number (const char  *at,
             char        *number,
             gsize        size)
{
  const char *start = at;
  gsize n = 0;

  if (g_str_has_prefix (at, "cld.") || g_str_has_prefix (at, "a."))
    {
      gsize prefix = *at == 'a' ? 2 : 4;

      for (gsize i = 0; i < prefix; i++)
        number[n++] = g_ascii_toupper (at[i]);
      at += prefix;
      if (!g_ascii_isdigit (*at))
        return 0;
    }
  while (g_ascii_isdigit (*at) && n + 1 < size)
    {
      while (g_ascii_isdigit (*at) && n + 1 < size)
        number[n++] = *at++;
      if ((*at == '.' || *at == '-') && g_ascii_isdigit (at[1]) && n + 1 < size)
        number[n++] = *at++;
      else if (*at == '.' && at[1] == ' ' && g_ascii_isdigit (at[2]) && n + 1 < size)
        {
          number[n++] = '.';
          at += 2;
        }
    }
  number[n] = '\0';

  return at - start;
}

static gboolean
is_foreign (const Pass *pass,
            const char *text,
            const char *at)
{
  const char *from = at - MIN ((gsize) (at - text), FOREIGN_REACH);
  const char *hit;
  gsize length;
  const char *last = NULL;

  while (from < at && ((guchar) *from & 0xC0) == 0x80)
    from++;
  /* only what stands in the same part of the sentence */
  for (const char *c = from; c < at; c = g_utf8_next_char (c))
    if (g_str_has_prefix (c, "、") || g_str_has_prefix (c, "。") || *c == ';')
      from = g_utf8_next_char (c);
  while (from < at && dip_word_table_find (pass->words->foreign, from, at, &hit, &length) != NULL)
    {
      if (!(g_ascii_isalpha (*hit) && hit > text && g_ascii_isalnum (hit[-1])))
        last = hit;
      from = hit + length;
    }

  return last != NULL;
}

/* "Section 3.1 of the Agreement" */
static gboolean
is_foreign_after (const Pass *pass,
                  const char *after,
                  const char *stop)
{
  const char *from;
  const char *hit;
  gsize length;

  if (!g_str_has_prefix (after, "of "))
    return FALSE;
  from = after + strlen ("of ");
  if (g_str_has_prefix (from, "this "))
    return FALSE;

  return dip_word_table_find (pass->words->foreign, from, MIN (stop, from + FOREIGN_REACH / 2), &hit, &length) != NULL;
}

static gboolean
has_cue (const Pass       *pass,
         const DipPassage *passage)
{
  const char *hit;
  gsize length;

  return dip_word_table_find (pass->words->cues, passage->folded->text,
                              passage->folded->text + passage->folded->length, &hit, &length) != NULL;
}

/* Number and title of a quotation, held against the paper's clauses. */
static void
resolve_quoted (Pass       *pass,
                const char *number,
                const char *title,
                gboolean    cue)
{
  g_autofree char *key = dip_fold_to_string (title, DIP_TITLE_FOLD, pass->draft->lexicon);
  DipClause *by_number = *number != '\0' ? g_hash_table_lookup (pass->by_number, number) : NULL;
  DipClause *by_title = *key != '\0' ? g_hash_table_lookup (pass->by_title, key) : NULL;

  if (*number == '\0')
    {
      if (by_title != NULL && cue)
        add_reference (pass, by_title);
      return;
    }
  if (*key == '\0')
    {
      if (by_number != NULL && cue)
        add_reference (pass, by_number);
      return;
    }

  if (by_number != NULL && likeness (key, g_hash_table_lookup (pass->keys, by_number)) >= SAME_TITLE)
    {
      if (strcmp (key, g_hash_table_lookup (pass->keys, by_number)) != 0)
        dip_draft_warn (pass->draft, "Clause %s refers to “%s %s”, but %s has the title “%s”.",
                        pass->clause->id, number, title, by_number->id, by_number->title);
      add_reference (pass, by_number);
      return;
    }
  if (by_title != NULL)
    {
      dip_draft_warn (pass->draft, "Clause %s refers to “%s %s”, but that title belongs to %s.",
                      pass->clause->id, number, title, by_title->id);
      add_reference (pass, by_title);
    }
  else if (by_number != NULL && cue)
    {
      dip_draft_warn (pass->draft, "Clause %s refers to “%s %s”, but %s has the title “%s”.",
                      pass->clause->id, number, title, by_number->id, by_number->title);
      add_reference (pass, by_number);
    }
  else if (cue)
    dip_draft_warn (pass->draft, "Clause %s refers to “%s %s”, which the paper does not have.",
                    pass->clause->id, number, title);
}

static void
read_quoted (Pass             *pass,
             const DipPassage *passage)
{
  static const struct { const char *open; const char *close; } quotes[] = {
    { "「", "」" }, { "[", "]" }, { "\"", "\"" },
  };
  const char *text = passage->folded->text;
  gboolean cue = has_cue (pass, passage);

  for (guint kind = 0; kind < G_N_ELEMENTS (quotes); kind++)
    {
      gsize n_open = strlen (quotes[kind].open);
      guint n_quotes = 0;
      const char *end;

      for (const char *open = strstr (text, quotes[kind].open); open != NULL && n_quotes < MAX_QUOTES;
           open = strstr (end, quotes[kind].open), n_quotes++)
        {
          const char *inside = open + n_open;
          const char *close = strstr (inside, quotes[kind].close);
          g_autofree char *content = NULL;
          const char *title;
          char number[32];
          gsize taken;

          if (close == NULL)
            break;
          end = close + strlen (quotes[kind].close);
          if (close == inside || close - inside > 300)
            continue;
          content = g_strndup (inside, close - inside);
          title = content;
          if (g_str_has_prefix (title, "第"))
            {
              taken = read_number (title + 3, number, sizeof number);
              if (taken > 0 && (g_str_has_prefix (title + 3 + taken, "章") || g_str_has_prefix (title + 3 + taken, "節")))
                title += 3 + taken + 3;
              else
                *number = '\0';
            }
          else
            {
              taken = read_number (title, number, sizeof number);
              title += taken;
            }
          while (*title == '.' || *title == ' ' || *title == ')' || *title == ':')
            title++;
          if (is_foreign (pass, text, open) || g_str_has_prefix (content, "箇条"))
            continue;
          resolve_quoted (pass, number, title, cue);
        }
    }
}

static DipClause *
find_title (const Pass *pass,
            const char *start,
            const char *end)
{
  g_autofree char *title = g_strndup (start, (gsize) (end - start));
  g_autofree char *key = dip_fold_to_string (title, DIP_TITLE_FOLD, pass->draft->lexicon);

  return g_hash_table_lookup (pass->by_title, key);
}

/* "Encryption" of "see Encryption.", "see Encryption for", but not of "see encryption keys". */
static gboolean
title_ends (const char *at)
{
  static const char *const next[] = { " section", " chapter", " above", " below", " for ", " and ", " in " };

  if (*at == '\0' || strchr (".,;:)]\"", *at) != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (next); i++)
    if (g_str_has_prefix (at, next[i]))
      return TRUE;

  return FALSE;
}

/* The longest title that begins at @at. */
static void
read_named_after (Pass       *pass,
                  const char *at)
{
  DipClause *best = NULL;
  const char *end = at;

  if (!g_ascii_isalpha (*at))
    return;
  for (guint n_words = 0; n_words < MAX_NAMED_WORDS && *end != '\0'; n_words++)
    {
      DipClause *clause;

      end += strcspn (*end == ' ' ? end + 1 : end, " .,;:()[]\"") + (*end == ' ');
      clause = title_ends (end) ? find_title (pass, at, end) : NULL;
      if (clause != NULL)
        best = clause;
      if (*end != ' ')
        break;
    }
  if (best != NULL)
    add_reference (pass, best);
}

/* The longest title that ends at @at. */
static void
read_named_before (Pass       *pass,
                   const char *text,
                   const char *at)
{
  DipClause *best = NULL;
  const char *start = at;

  for (guint n = 0; n < MAX_NAMED_CHARACTERS && start > text; n++)
    {
      const char *before = g_utf8_prev_char (start);
      gunichar c = g_utf8_get_char (before);
      gboolean ends = g_utf8_strchr ("。「」[](),、:", -1, c) != NULL;

      if ((ends || c == 0x306f) && (gsize) (at - start) >= MIN_NAMED)
        {
          DipClause *clause = find_title (pass, start, at);

          if (clause != NULL)
            best = clause;
        }
      if (ends)
        break;
      start = before;
    }
  if (best == NULL && start == text && (gsize) (at - start) >= MIN_NAMED)
    best = find_title (pass, start, at);
  if (best != NULL)
    add_reference (pass, best);
}

/* A title that nothing sets apart: "see Encryption.", 詳細は情報のバックアップをご参照ください。 */
static void
read_named (Pass             *pass,
            const DipPassage *passage)
{
  const char *text = passage->folded->text;
  const char *stop = text + passage->folded->length;
  const char *hit;
  gsize length;

  for (const char *at = text; dip_word_table_find (pass->words->title_before, at, stop, &hit, &length) != NULL;
       at = hit + length)
    {
      const char *title = hit + length;

      if (hit > text && g_ascii_isalnum (hit[-1]))
        continue;
      if (*title == ' ')
        title++;
      if (g_str_has_prefix (title, "the "))
        title += strlen ("the ");
      if (!is_foreign (pass, text, hit))
        read_named_after (pass, title);
    }
  for (const char *at = text; dip_word_table_find (pass->words->title_after, at, stop, &hit, &length) != NULL;
       at = hit + length)
    if (!is_foreign (pass, text, hit))
      read_named_before (pass, text, hit);
}

/* Whether a number at @at to @end is a reference: its neighbours tell. */
static gboolean
is_reference (Pass       *pass,
              const char *text,
              const char *stop,
              const char *at,
              const char *end,
              gboolean    dotted,
              gboolean    known,
              gboolean   *sure)
{
  const char *before = at;
  const char *after = end;
  const char **left;
  const char **right;
  gsize length;
  gboolean ordinal = FALSE;

  if (before - text >= 3 && memcmp (before - 3, "第", 3) == 0)
    {
      before -= 3;
      ordinal = TRUE;
    }
  if (pass->has_brackets && before > text && before[-1] == '(' && *after == ')')
    {
      before--;
      after++;
      ordinal = TRUE;
    }
  while (before > text && before[-1] == ' ')
    before--;
  left = dip_word_table_before (pass->words->before, text, before, &length);
  /* "Section" but not "intersection" */
  if (left != NULL && g_ascii_isalpha (left[0][0]) && before - length > text &&
      g_ascii_isalnum (before[-(gssize) length - 1]))
    left = NULL;
  while (after < stop && *after == ' ')
    after++;
  right = dip_word_table_at (pass->words->after, after, stop, &length);
  if (right != NULL && strcmp (right[0], "項") == 0 && g_str_has_prefix (after + length, "目"))
    right = NULL;
  if (right != NULL && strcmp (right[0], "項") == 0 && !ordinal && !dotted && left == NULL)
    right = NULL;
  if (g_str_has_prefix (after, "条"))
    return pass->has_articles && ordinal && !is_foreign (pass, text, before);
  if (left == NULL && right == NULL)
    return FALSE;
  if (is_foreign (pass, text, before))
    return FALSE;

  if (is_foreign_after (pass, after, stop))
    return FALSE;
  if (left != NULL && left[1] != NULL && strcmp (left[1], "known") == 0)
    return known;

  *sure = (left != NULL && left[1] != NULL) || (ordinal && right != NULL) ||
          (dotted && right != NULL && (right[1] != NULL || strcmp (right[0], "項") == 0));
  if (*sure)
    return TRUE;
  if (dotted)
    return left != NULL && (right != NULL || strcmp (left[0], "see") == 0 || strcmp (left[0], "cf.") == 0 ||
                            strcmp (left[0], "see also") == 0 ||
                            strcmp (left[0], "本書の") == 0);

  /* "(see 2)" and nothing else in the brackets */
  if (known && left != NULL && strcmp (left[0], "see") == 0 && *after == ')' && before - length > text &&
      before[-(gssize) length - 1] == '(')
    return TRUE;

  return right != NULL && right[1] != NULL && (ordinal || left != NULL || g_str_has_prefix (right[0], "章"));
}

/* 第4条 is not chapter 4. */
static const DipClause *
find_target (const Pass *pass,
             const char *number,
             const char *after)
{
  static const char *const units[] = { "条", "章", "節", "部", "編" };

  while (*after == ' ')
    after++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (after, units[i]))
      {
        g_autofree char *key = g_strconcat (units[i], number, NULL);
        const DipClause *clause = g_hash_table_lookup (pass->by_unit, key);

        if (clause != NULL)
          return clause;
      }

  return g_hash_table_lookup (pass->by_number, number);
}

/* "別紙1", "appendixb" at the beginning of a text folded without blanks; NULL if no annex is named there. */
static char *
annex_key (const Pass *pass,
           const char *text,
           gsize      *taken)
{
  const char *const *words = dip_lexicon_get_words (pass->draft->lexicon, "annex-words");

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);
      gsize blank;
      gsize length = 0;

      if (g_ascii_strncasecmp (text, words[i], n) != 0)
        continue;
      blank = text[n] == ' ';
      while (g_ascii_isdigit (text[n + blank + length]) && length < 3)
        length++;
      if (length == 0 && g_ascii_isalpha (text[n + blank]) && !g_ascii_isalnum (text[n + blank + 1]))
        length = 1;
      if (length == 0 || (blank == 0 && g_ascii_isalpha (words[i][0]) && !g_ascii_isdigit (text[n])))
        continue;
      *taken = n + blank + length;
      {
        g_autofree char *key = g_strdup_printf ("%s%.*s", words[i], (int) length, text + n + blank);

        return g_ascii_strdown (key, -1);
      }
    }

  return NULL;
}

static void
read_annexes (Pass             *pass,
              const DipPassage *passage)
{
  const char *text = passage->folded->text;

  if (g_hash_table_size (pass->by_unit) == 0)
    return;
  for (const char *at = text; *at != '\0'; )
    {
      gsize taken = 0;
      g_autofree char *key = NULL;

      if (at == text || !g_ascii_isalnum (at[-1]))
        key = annex_key (pass, at, &taken);
      if (key != NULL)
        {
          const DipClause *target = g_hash_table_lookup (pass->by_unit, key);

          if (target != NULL && !is_foreign (pass, text, at))
            add_reference (pass, target);
          at += taken;
        }
      else
        at = g_utf8_next_char (at);
    }
}

static const char *
skip_joiner (const char *at)
{
  static const char *const joiners[] = {
    ", and ", ",and ", " and ", " or ", " to ", ", ", ",", "、", "及び", "および", "と", "・", "並びに", "から", "~",
  };

  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    if (g_str_has_prefix (at, joiners[i]))
      return at + strlen (joiners[i]);

  return NULL;
}

/* "3.2 情報のバックアップ参照": the title stands behind its number. */
static gboolean
title_follows (const Pass      *pass,
               const DipClause *target,
               const char      *after)
{
  const char *title = g_hash_table_lookup (pass->keys, target);
  g_autofree char *rest = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *key = NULL;

  if (title == NULL || g_utf8_strlen (title, -1) < 3)
    return FALSE;
  rest = g_strndup (after, strnlen (after, strlen (title) + MAX_TITLE_SLACK));
  valid = g_utf8_make_valid (rest, -1);
  key = dip_fold_to_string (valid, DIP_TITLE_FOLD, pass->draft->lexicon);

  return g_str_has_prefix (key, title) || (*key == '.' && g_str_has_prefix (key + 1, title));
}

static void
read_bare (Pass             *pass,
           const DipPassage *passage)
{
  const char *text = passage->folded->text;
  const char *stop = text + passage->folded->length;
  gboolean open_list = FALSE;
  gboolean cue = has_cue (pass, passage);
  const char *list_end = NULL;
  const char *at = text;

  while (at < stop)
    {
      char number[32];
      gsize taken;
      gboolean dotted;
      gboolean sure = FALSE;
      gboolean goes_on = at > text && (g_ascii_isalnum (at[-1]) || at[-1] == '.' || at[-1] == '-' || at[-1] == ':');
      const DipClause *target;
      gsize length;

      /* "cf.3.1", as folding leaves it */
      if (goes_on && at[-1] == '.' && dip_word_table_before (pass->words->before, text, at, &length) != NULL)
        goes_on = FALSE;
      if (!g_ascii_isdigit (*at) && !g_str_has_prefix (at, "cld.") && !g_str_has_prefix (at, "a."))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      taken = read_number (at, number, sizeof number);
      if (taken == 0 || goes_on)
        {
          at += MAX (taken, 1);
          continue;
        }
      dotted = strpbrk (number, ".-") != NULL;
      target = find_target (pass, number, at + taken);

      if ((open_list && list_end == at) ||
          (target != NULL && cue && title_follows (pass, target, at + taken)) ||
          is_reference (pass, text, stop, at, at + taken, dotted, target != NULL, &sure))
        {
          const char *next = skip_joiner (at + taken);

          if (target != NULL)
            add_reference (pass, target);
          else if (sure)
            dip_draft_warn (pass->draft, "Clause %s refers to %s, which the paper does not have.",
                            pass->clause->id, number);
          open_list = next != NULL && g_ascii_isdigit (*next) && (target != NULL || sure);
          list_end = next;
        }
      else
        {
          /* "4.1 and 4.2 を参照": the last one has the cue */
          const char *next = skip_joiner (at + taken);
          char other[32];
          gsize more = next != NULL ? read_number (next, other, sizeof other) : 0;

          if (target != NULL && more > 0 && dotted && g_hash_table_contains (pass->by_number, other) &&
              is_reference (pass, text, stop, next, next + more, strpbrk (other, ".-") != NULL, TRUE, &sure))
            add_reference (pass, target);
        }
      at += taken;
    }
}

/* SEC-01, B.2, "part II": a number with letters is found as it stands; letters alone need a word that points. */
static void
read_codes (Pass             *pass,
            const DipPassage *passage)
{
  const char *text = passage->folded->text;
  const char *stop = text + passage->folded->length;

  if (g_hash_table_size (pass->by_code) == 0)
    return;
  for (const char *at = text; at < stop; )
    {
      const char *end = at;
      char code[40];
      const DipClause *target;
      gsize length;

      if (!g_ascii_isalpha (*at) || (at > text && (g_ascii_isalnum (at[-1]) || strchr ("-./_", at[-1]) != NULL)))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      while (end < stop && (g_ascii_isalnum (*end) || (strchr ("-.&_", *end) != NULL && g_ascii_isalnum (end[1]))))
        end++;
      if ((gsize) (end - at) < sizeof code && (end == stop || (guint8) *end < 0x80 || !g_ascii_isalnum (*end)))
        {
          memcpy (code, at, (gsize) (end - at));
          code[end - at] = '\0';
          target = g_hash_table_lookup (pass->by_code, code);
          if (target != NULL && strpbrk (code, "0123456789") == NULL)
            {
              const char *before = at;

              while (before > text && before[-1] == ' ')
                before--;
              if (before == at || dip_word_table_before (pass->words->units, text, before, &length) == NULL)
                target = NULL;
            }
          if (target != NULL && !is_foreign (pass, text, at))
            add_reference (pass, target);
        }
      at = MAX (end, at + 1);
    }
}

/* The clause of its chapter or of its own level beside clause @i; NULL for none. */
static const DipClause *
find_beside (const GPtrArray *clauses,
             guint            i,
             gboolean         chapter,
             gboolean         next)
{
  const DipClause *clause = g_ptr_array_index (clauses, i);
  guint level = chapter ? 1 : clause->level;

  for (guint n = 1; next ? i + n < clauses->len : n <= i; n++)
    {
      const DipClause *other = g_ptr_array_index (clauses, next ? i + n : i - n);

      /* back from 3.2, chapter 3 itself is passed first */
      if (chapter && !next && clause->level > 1 && other->level == 1)
        {
          chapter = FALSE;
          clause = other;
          continue;
        }
      if (other->level == level && (level == 1 || g_strcmp0 (other->parent, clause->parent) == 0))
        return other;
      if (other->level < level)
        return NULL;
    }

  return NULL;
}

/* Whether a clause has paragraphs with numbers, which 前項 means in it. */
static gboolean
has_numbered_paragraphs (const DipClause *clause)
{
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      const char *marker = block->marker;

      if (block->kind == DIP_BLOCK_LIST && marker != NULL && *marker != '\0' &&
          g_unichar_isdigit (g_utf8_get_char (marker)))
        return TRUE;
    }

  return FALSE;
}

/* 次章, 前項: [reference-relative] tells the word, "chapter", "clause" or "paragraph", and "next" or "previous". */
static void
read_relative (Pass             *pass,
               const DipPassage *passage,
               guint             place)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  const char *at = passage->folded->text;
  const char *stop = at + passage->folded->length;
  const char **fields;
  const char *hit;
  gsize length;

  while ((fields = dip_word_table_find (pass->words->relative, at, stop, &hit, &length)) != NULL)
    {
      const DipClause *target;

      at = hit + length;
      if (fields[1] == NULL || fields[2] == NULL)
        continue;
      /* "前項": of an article, the paragraph above */
      if (strcmp (fields[1], "paragraph") == 0 &&
          (passage->block > 0 || pass->has_articles || has_numbered_paragraphs (pass->clause)))
        continue;
      target = find_beside (clauses, place, strcmp (fields[1], "chapter") == 0, strcmp (fields[2], "next") == 0);
      if (target != NULL)
        add_reference (pass, target);
    }
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b,
                   gpointer      data)
{
  GHashTable *positions = data;
  guint one = GPOINTER_TO_UINT (g_hash_table_lookup (positions, *(const char *const *) a));
  guint other = GPOINTER_TO_UINT (g_hash_table_lookup (positions, *(const char *const *) b));

  return one < other ? -1 : one > other;
}

/* 第4条, 別紙1 */
static void
index_unit (Pass      *pass,
            DipClause *clause)
{
  static const char *const units[] = { "条", "章", "節", "部", "編" };
  g_autofree char *start = g_strndup (clause->heading, MIN (strlen (clause->heading), 90));
  g_autofree char *valid = g_utf8_make_valid (start, -1);
  g_autofree char *heading = dip_fold_to_string (valid, DIP_PASSAGE_FOLD, NULL);
  char *key = NULL;
  gsize taken;

  if (g_str_has_prefix (heading, "第") && clause->number != NULL)
    {
      const char *best = NULL;
      const char *unit = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (units); i++)
        {
          const char *hit = strstr (heading, units[i]);

          if (hit != NULL && (best == NULL || hit < best))
            {
              best = hit;
              unit = units[i];
            }
        }
      if (unit == NULL || best - heading > 30)
        return;
      pass->has_articles = pass->has_articles || strcmp (unit, "条") == 0;
      key = g_strconcat (unit, clause->number, NULL);
    }
  else
    key = annex_key (pass, heading, &taken);

  if (key != NULL && !g_hash_table_contains (pass->by_unit, key))
    g_hash_table_insert (pass->by_unit, key, clause);
  else
    g_free (key);
}

/* "SEC-01", "B.2" and "II", not the controls of a standard, which papers name for another reason. */
static void
index_code (Pass      *pass,
            DipClause *clause)
{
  const char *number = clause->number;
  char *key;

  if (number == NULL || !g_ascii_isupper (*number) || g_str_has_prefix (number, "A.") ||
      g_str_has_prefix (number, "CLD.") || g_str_has_prefix (number, "CC"))
    return;
  key = g_ascii_strdown (number, -1);
  if (g_hash_table_contains (pass->by_code, key))
    g_free (key);
  else
    g_hash_table_insert (pass->by_code, key, clause);
}

static void
index_clauses (Pass       *pass,
               GHashTable *positions)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autofree char *key = dip_fold_to_string (clause->title, DIP_TITLE_FOLD, pass->draft->lexicon);
      DipClause *known;

      g_hash_table_insert (positions, clause->id, GUINT_TO_POINTER (i));
      if (clause->kind == DIP_CLAUSE_ITEM)
        continue;
      if (clause->number != NULL && !g_hash_table_contains (pass->by_number, clause->number))
        g_hash_table_insert (pass->by_number, clause->number, clause);
      index_code (pass, clause);
      if (clause->heading != NULL)
        {
          index_unit (pass, clause);
          pass->has_brackets = pass->has_brackets || (clause->number != NULL && strchr (clause->number, '(') == NULL &&
                                                      (*clause->heading == '(' ||
                                                       g_str_has_prefix (clause->heading, "（")));
        }

      known = g_hash_table_lookup (pass->by_title, key);
      if (g_utf8_strlen (key, -1) >= ((guchar) *key >= 0x80 ? 2 : 3) &&
          (known == NULL || (known->blocks->len == 0 && clause->blocks->len > 0)))
        g_hash_table_insert (pass->by_title, g_strdup (key), clause);
      g_hash_table_insert (pass->keys, clause, g_steal_pointer (&key));
    }
}

/**
 * dip_recognise_references:
 *
 * Finds which clauses of its own a clause refers to; targets in reading order,
 * each once, never itself. Dangling ones become warnings. Linear.
 */
void
dip_recognise_references (DipDraft *draft)
{
  const GPtrArray *clauses = draft->document->clauses;
  g_autoptr(GHashTable) positions = g_hash_table_new (g_str_hash, g_str_equal);
  Words *own = draft->lexicon != dip_lexicon_get_default () ? words_new (draft->lexicon) : NULL;
  Pass pass = { draft };

  pass.by_number = g_hash_table_new (g_str_hash, g_str_equal);
  pass.by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pass.by_unit = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pass.by_title = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pass.keys = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  pass.words = own != NULL ? own : get_default_words ();
  index_clauses (&pass, positions);

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr(GPtrArray) passages = NULL;
      g_autoptr(GPtrArray) found = g_ptr_array_new ();
      g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

      if (clause->kind == DIP_CLAUSE_ITEM)
        continue;
      pass.clause = clause;
      pass.found = found;
      passages = dip_passages_of_clause (clause, TEXT_FOLD, NULL);
      for (guint j = 0; j < passages->len && found->len < 200; j++)
        {
          read_quoted (&pass, g_ptr_array_index (passages, j));
          read_named (&pass, g_ptr_array_index (passages, j));
          read_bare (&pass, g_ptr_array_index (passages, j));
          read_annexes (&pass, g_ptr_array_index (passages, j));
          read_codes (&pass, g_ptr_array_index (passages, j));
          read_relative (&pass, g_ptr_array_index (passages, j), i);
        }
      g_ptr_array_sort_with_data (found, compare_positions, positions);
      for (guint j = 0; j < found->len; j++)
        g_strv_builder_add (ids, g_ptr_array_index (found, j));
      g_strfreev (clause->refers_to);
      clause->refers_to = g_strv_builder_end (ids);
    }

  g_clear_pointer (&own, words_free);
  g_hash_table_unref (pass.keys);
  g_hash_table_unref (pass.by_title);
  g_hash_table_unref (pass.by_unit);
  g_hash_table_unref (pass.by_code);
  g_hash_table_unref (pass.by_number);
}
