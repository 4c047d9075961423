/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-reference-private.h"

#include <string.h>

#include "recognise/dip-doubts.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-look.h"
#include "recognise/dip-place.h"
#include "text/dip-characters.h"

/*
 * References by a number or a code, and those to what stands beside. See the grammar in dip-recognise-references.c.
 */

/* How far behind a number the name of another document may stand, in bytes. */
#define FOREIGN_AFTER 30

/* Letters of a folded title behind its number that is no word by chance. */
#define MIN_TITLE 4

/* Bytes of "for administrative accounts and" between two numbers of a list. */
#define MAX_PURPOSE 60

/* Whether a folded title is the paper's, or that of one of its clauses. */
static gboolean
is_own_title (const DipReferencePass *pass,
              const char             *key)
{
  const DipDocument *document = pass->draft->document;
  g_autofree char *title = NULL;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const char *other = g_hash_table_lookup (pass->keys, g_ptr_array_index (document->clauses, i));

      if (other != NULL && g_str_equal (other, key))
        return TRUE;
    }
  if (document->edition->title == NULL)
    return FALSE;
  title = dip_fold_to_string (document->edition->title, DIP_TITLE_FOLD, pass->draft->lexicon);

  return strstr (title, key) != NULL || strstr (key, title) != NULL;
}

/* 「操作の手引」第6章: what stands in quotation marks right before a number is another document, if it is no title of
 * this paper's own. */
static gboolean
is_of_quoted (const DipReferencePass *pass,
              const char             *text,
              const char             *at)
{
  static const char *const quotes[][2] = { { "「", "」" }, { "『", "』" } };

  while (at > text && at[-1] == ' ')
    at--;
  if (at - text >= 3 && memcmp (at - 3, "の", 3) == 0)
    at -= 3;
  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      gsize n = strlen (quotes[i][1]);
      const char *open;
      g_autofree char *inside = NULL;
      g_autofree char *key = NULL;

      if ((gsize) (at - text) < n || memcmp (at - n, quotes[i][1], n) != 0)
        continue;
      open = g_strrstr_len (text, (gssize) (at - text), quotes[i][0]);
      if (open == NULL)
        return FALSE;
      open += strlen (quotes[i][0]);
      inside = g_strndup (open, (gsize) (at - n - open));
      key = dip_fold_to_string (inside, DIP_TITLE_FOLD, pass->draft->lexicon);

      return !is_own_title (pass, key);
    }

  return FALSE;
}

/* "Section 3.1 of the Agreement" */
static gboolean
is_foreign_after (const DipReferencePass *pass,
                  const char             *after,
                  const char             *stop)
{
  const char *from;
  const char *hit;
  gsize length;

  /* "Article 28 GDPR" */
  if (dip_word_table_at (pass->words->foreign, after, stop, &length) != NULL && g_ascii_isalpha (*after) &&
      !g_ascii_isalnum (after[length]))
    return TRUE;
  if (!dip_begins_with (after, "of "))
    return FALSE;
  from = after + strlen ("of ");
  if (dip_begins_with (from, "this "))
    return FALSE;

  return dip_word_table_find (pass->words->foreign, from, MIN (stop, from + FOREIGN_AFTER), &hit, &length) != NULL;
}

/* Whether a number at @at to @end is a reference: its neighbours tell. */
static gboolean
is_reference (DipReferencePass *pass,
              const char       *text,
              const char       *stop,
              const char       *at,
              const char       *end,
              gboolean          dotted,
              gboolean          known,
              gboolean         *sure)
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
  /* "図 2-1 に示します" */
  if (before - text >= 3 && (memcmp (before - 3, "図", 3) == 0 || memcmp (before - 3, "表", 3) == 0))
    return FALSE;
  left = dip_word_table_before (pass->words->before, text, before, &length);
  /* "Section" but not "intersection" */
  if (left != NULL && g_ascii_isalpha (left[0][0]) && before - length > text &&
      g_ascii_isalnum (before[-(gssize) length - 1]))
    left = NULL;
  while (after < stop && *after == ' ')
    after++;
  right = dip_word_table_at (pass->words->after, after, stop, &length);
  if (right != NULL && strcmp (right[0], "項") == 0 && dip_begins_with (after + length, "目"))
    right = NULL;
  if (right != NULL && strcmp (right[0], "項") == 0 && !ordinal && !dotted && left == NULL)
    right = NULL;
  if (dip_begins_with (after, "条"))
    return pass->has_articles && ordinal && !dip_reference_is_foreign (pass, text, before);
  /* "第3条第1項": the paragraph of an article */
  if (pass->has_articles && ordinal && (dip_begins_with (after, "項") || dip_begins_with (after, "号")))
    return FALSE;
  if (left == NULL && right == NULL)
    return FALSE;
  if (dip_reference_is_foreign (pass, text, before) || is_of_quoted (pass, text, before))
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

  /* "See 9 for how it is protected.": the paper's own number, and nothing that it could count */
  if (known && left != NULL && strcmp (left[0], "see") == 0 && before - length == text &&
      (after >= stop || dip_begins_with (after, "for ")))
    return TRUE;

  return right != NULL && right[1] != NULL && (ordinal || left != NULL || dip_begins_with (right[0], "章"));
}

/* 第4条 is not chapter 4. */
static const DipClause *
find_target (const DipReferencePass *pass,
             const char             *number,
             const char             *after)
{
  static const char *const units[] = { "条", "章", "節", "部", "編" };

  while (*after == ' ')
    after++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (dip_begins_with (after, units[i]))
      {
        g_autofree char *key = g_strconcat (units[i], number, NULL);
        const DipClause *clause = g_hash_table_lookup (pass->by_unit, key);

        if (clause != NULL)
          return clause;
      }

  return g_hash_table_lookup (pass->by_number, number);
}

/* "別紙1", "appendixb" at the beginning of a text folded without blanks; NULL if no annex is named there. */
char *
dip_reference_annex_key (const DipReferencePass *pass,
                         const char             *text,
                         gsize                  *taken)
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

void
dip_reference_read_annexes (DipReferencePass *pass,
                            const DipPassage *passage)
{
  const char *text = passage->folded->text;
  gboolean found = FALSE;

  if (g_hash_table_size (pass->by_unit) == 0 || dip_sentence_is_without (passage->sentence, DIP_WITHOUT_ANNEXES))
    return;
  for (const char *at = text; *at != '\0'; )
    {
      gsize taken = 0;
      g_autofree char *key = NULL;

      if (at == text || !g_ascii_isalnum (at[-1]))
        key = dip_reference_annex_key (pass, at, &taken);
      if (key != NULL)
        {
          const DipClause *target = g_hash_table_lookup (pass->by_unit, key);

          found = TRUE;
          if (target != NULL && !dip_reference_is_foreign (pass, text, at))
            dip_reference_add (pass, target);
          at += taken;
        }
      else
        at = g_utf8_next_char (at);
    }
  if (!found)
    dip_sentence_set_without (passage->sentence, DIP_WITHOUT_ANNEXES);
}

static const char *
skip_joiner (const char *at)
{
  static const char *const joiners[] = {
    ", and ", ",and ", " and ", " or ", " to ", " through ", ", ", ",", "、", "及び", "および", "と", "・", "並びに", "から", "~",
  };

  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    if (dip_begins_with (at, joiners[i]))
      return at + strlen (joiners[i]);

  return NULL;
}

/* "3.2 情報のバックアップ参照": the title stands behind its number. Without a word in the sentence that points (@cue)
 * the sentence has to go on with a particle behind it, 「4. お問い合わせ先まで」. */
static gboolean
title_follows (const DipReferencePass *pass,
               const DipClause        *target,
               const char             *after,
               gboolean                cue)
{
  static const char *const particles[] = { "に", "を", "で", "は", "の", "まで", "へ", "も", "から" };
  const char *title = g_hash_table_lookup (pass->keys, target);
  g_autofree char *rest = NULL;
  g_autofree char *valid = NULL;
  g_autoptr (DipLook) look = NULL;
  const char *key, *behind;

  if (title == NULL || g_utf8_strlen (title, -1) < 3)
    return FALSE;
  rest = g_strndup (after, strnlen (after, strlen (title) + DIP_REFERENCE_MAX_SLACK));
  valid = g_utf8_make_valid (rest, -1);
  look = dip_look_take (valid, pass->draft->lexicon);
  key = dip_look_get_folded (look, DIP_TITLE_FOLD);

  behind = *key == '.' ? key + 1 : key;
  if (!dip_begins_with (behind, title))
    return FALSE;
  if (cue)
    return TRUE;
  behind += strlen (title);
  for (guint i = 0; i < G_N_ELEMENTS (particles) && g_utf8_strlen (title, -1) >= MIN_TITLE; i++)
    if (dip_begins_with (behind, particles[i]))
      return TRUE;

  return FALSE;
}

static gboolean
joins_range (const char *at)
{
  static const char *const words[] = { " to ", "~", "から", " through ", "–", "-", NULL };

  return dip_begins_with_one_of (at, words);
}

static guint
count_dots (const char *number)
{
  guint n = 0;

  for (const char *at = number; at != NULL && *at != '\0'; at++)
    n += *at == '.';

  return n;
}

/* The clauses of one parent, counted in the same way, from one to another. */
static void
add_between (DipReferencePass *pass,
             const DipClause  *from,
             const DipClause  *to)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  gboolean within = FALSE;

  if (from == NULL || g_strcmp0 (from->parent, to->parent) != 0)
    return;
  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      if (clause == to)
        return;
      if (within && clause->number != NULL && g_strcmp0 (clause->parent, to->parent) == 0 &&
          count_dots (clause->number) == count_dots (to->number))
        dip_reference_add (pass, clause);
      within = within || clause == from;
    }
}

/* The next number of "see 9.2.3 for administrative accounts, 5.1 for keys and 12.3.1 for backup"; NULL if there is
 * none. */
static const char *
skip_purpose (const char *at,
              const char *stop)
{
  const char *end = at;

  if (!dip_begins_with (at, " for ") && !dip_begins_with (at, " on "))
    return NULL;
  while (end < stop && end - at < MAX_PURPOSE && (g_ascii_isalpha (*end) || *end == ' ' || *end == '-'))
    end++;
  if (end + 1 < stop && *end == ',' && end - at >= 6)
    return dip_text_skip_space (end + 1);
  if (end - at < 8 || !g_ascii_isdigit (*end) || memcmp (end - 5, " and ", 5) != 0)
    return NULL;

  return end;
}

/* "2(5)" at @at: the clause that is cited so, NULL for none. */
static const DipClause *
find_cited (const DipReferencePass *pass,
            const char             *number,
            const char             *after,
            gsize                  *taken)
{
  g_autofree char *cited = NULL;
  gsize n = 1;

  if (*after != '(')
    return NULL;
  while (g_ascii_isalnum (after[n]) && n < 5)
    n++;
  if (n == 1 || after[n] != ')')
    return NULL;
  *taken = n + 1;
  cited = g_strdup_printf ("%s%.*s", number, (int) (n + 1), after);

  return g_hash_table_lookup (pass->by_number, cited);
}

/* "3.3のバックアップと合わせて", "12.4.1の履歴をご確認ください": of a clause something is said, which its title names or
 * which one is sent to. */
static gboolean
is_whose (const DipReferencePass *pass,
          const DipClause        *target,
          const char             *text,
          const char             *at,
          const char             *after,
          gboolean                cue)
{
  const char *title = g_hash_table_lookup (pass->keys, target);
  g_autofree char *word = NULL;
  const char *end;

  if (!dip_begins_with (after, "の") || dip_reference_is_foreign (pass, text, at))
    return FALSE;
  while (at > text && at[-1] == ' ')
    at--;
  /* "TLS 1.2の設定" */
  if (at > text && (g_ascii_isalnum (at[-1]) || at[-1] == '/'))
    return FALSE;
  if (cue)
    return TRUE;
  after += strlen ("の");
  end = after;
  for (guint i = 0; i < 3 && (guchar) *end >= 0x80; i++)
    end = g_utf8_next_char (end);
  word = g_strndup (after, (gsize) (end - after));

  return title != NULL && g_utf8_strlen (word, -1) == 3 && strstr (title, word) != NULL;
}

/* "4.の措置", "4.とは別の鍵": with its full stop only the number of a clause is followed by a particle. */
static gboolean
closes_number (const DipReferencePass *pass,
               const char             *text,
               const char             *at,
               const char             *after)
{
  static const char *const particles[] = { "の", "と", "に", "で", "を", "は", "及び", "参照", NULL };

  if (*after != '.' || dip_reference_is_foreign (pass, text, at))
    return FALSE;
  if (at > text && (at[-1] == ' ' || g_ascii_isalnum (at[-1])))
    return FALSE;
  return dip_begins_with_one_of (after + 1, particles);
}

void
dip_reference_read_bare (DipReferencePass *pass,
                         const DipPassage *passage)
{
  const char *text = passage->folded->text;
  const char *stop = text + passage->folded->length;
  gboolean open_list = FALSE;
  gboolean is_range = FALSE;
  const DipClause *range_from = NULL;
  int cue = -1;  /* not looked for yet */
  const char *list_end = NULL;
  const char *at = text;

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_DIGITS))
    return;
  if (strpbrk (text, "0123456789") == NULL)
    {
      dip_sentence_set_without (passage->sentence, DIP_WITHOUT_DIGITS);
      return;
    }

  while (at < stop)
    {
      char number[32];
      gsize taken;
      gboolean dotted;
      gboolean sure = FALSE;
      gboolean goes_on;
      const DipClause *target;
      gsize length;

      if (!g_ascii_isdigit (*at) && strncmp (at, "a.", 2) != 0 && (*at != 'c' || strncmp (at, "cld.", 4) != 0))
        {
          at += dip_utf8_length (*at);
          continue;
        }
      goes_on = at > text && (g_ascii_isalnum (at[-1]) || at[-1] == '.' || at[-1] == '-' || at[-1] == ':');
      /* "cf.3.1", as folding leaves it */
      if (goes_on && at[-1] == '.' && dip_word_table_before (pass->words->before, text, at, &length) != NULL)
        goes_on = FALSE;
      taken = dip_reference_read_number (at, number, sizeof number);
      if (taken == 0 || goes_on)
        {
          at += MAX (taken, 1);
          continue;
        }
      dotted = strpbrk (number, ".-") != NULL;
      {
        gsize more = 0;
        const DipClause *cited = find_cited (pass, number, at + taken, &more);

        if (cited != NULL && !dip_reference_is_foreign (pass, text, at))
          {
            const char *next;

            dip_reference_add (pass, cited);
            at += taken + more;
            next = skip_joiner (at);
            open_list = next != NULL && g_ascii_isdigit (*next);
            list_end = next;
            continue;
          }
      }
      /* 第３の２ */
      if (at - text >= 3 && dip_begins_with (at - 3, "第"))
        {
          gsize both = 0;

          target = dip_place_find_nested (pass->nested, at, &both);
          if (target != NULL && !dip_reference_is_foreign (pass, text, at))
            {
              dip_reference_add (pass, target);
              at += both;
              continue;
            }
        }
      target = find_target (pass, number, at + taken);
      if (target != NULL && cue < 0)
        cue = dip_reference_has_cue (pass, passage);

      if ((open_list && list_end == at) ||
          (target != NULL && title_follows (pass, target, at + taken, cue > 0) &&
           (cue > 0 || !dip_reference_is_foreign (pass, text, at))) ||
          (target != NULL && dotted && is_whose (pass, target, text, at, at + taken, cue > 0)) ||
          (target != NULL && !dotted && closes_number (pass, text, at, at + taken)) ||
          is_reference (pass, text, stop, at, at + taken, dotted, target != NULL, &sure))
        {
          const char *next = skip_joiner (at + taken);

          if (target != NULL)
            dip_reference_add (pass, target);
          else if (sure)
            dip_draft_warn (pass->draft, "Clause %s refers to %s, which the paper does not have.",
                            pass->clause->id, number);
          /* "Clauses 2.1 to 2.3" are all between them */
          if (is_range && target != NULL)
            add_between (pass, range_from, target);
          range_from = target;
          is_range = next != NULL && joins_range (at + taken);
          open_list = next != NULL && (g_ascii_isdigit (*next) || dip_begins_with (next, "cld.")) &&
                      (target != NULL || sure);
          list_end = next;
          /* "9.2.3 for administrators and 12.3.1 for backup" */
          if (!open_list && target != NULL && (dotted || dip_begins_with (text, "see ")))
            {
              list_end = skip_purpose (at + taken, stop);
              open_list = list_end != NULL;
            }
        }
      else
        {
          /* "4.1 and 4.2 を参照": the last one has the cue */
          const char *next = skip_joiner (at + taken);
          char other[32];
          gsize more = next != NULL ? dip_reference_read_number (next, other, sizeof other) : 0;

          if (target != NULL && more > 0 && dotted && g_hash_table_contains (pass->by_number, other) &&
              is_reference (pass, text, stop, next, next + more, strpbrk (other, ".-") != NULL, TRUE, &sure))
            dip_reference_add (pass, target);
        }
      at += taken;
    }
}

/* SEC-01, B.2, "part II": a number with letters is found as it stands; letters alone need a word that points. */
void
dip_reference_read_codes (DipReferencePass *pass,
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
          /* "AC-2(3)" is no reference to AC-2 where it is a clause itself */
          if (target != NULL && *end == '(' && g_ascii_isdigit (end[1]))
            {
              gsize more = 1 + strspn (end + 1, "0123456789");
              const DipClause *inner;

              if (end[more] == ')' && (gsize) (end - at) + more + 1 < sizeof code)
                {
                  memcpy (code, at, (gsize) (end - at) + more + 1);
                  code[(end - at) + more + 1] = '\0';
                  inner = g_hash_table_lookup (pass->by_code, code);
                  target = inner != NULL ? inner : target;
                }
            }
          if (target != NULL && strpbrk (code, "0123456789") == NULL)
            {
              const char *before = at;

              while (before > text && before[-1] == ' ')
                before--;
              if (before == at || dip_word_table_before (pass->words->units, text, before, &length) == NULL)
                target = NULL;
            }
          if (target != NULL && !dip_reference_is_foreign (pass, text, at))
            dip_reference_add (pass, target);
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
void
dip_reference_read_relative (DipReferencePass *pass,
                             const DipPassage *passage,
                             guint             place)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  const char *at = passage->folded->text;
  const char *stop = at + passage->folded->length;
  const char **fields;
  const char *hit;
  gsize length;
  gboolean found = FALSE;

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_RELATIVES))
    return;

  while ((fields = dip_word_table_find (pass->words->relative, at, stop, &hit, &length)) != NULL)
    {
      const DipClause *target;

      found = TRUE;
      at = hit + length;
      if (fields[1] == NULL || fields[2] == NULL)
        continue;
      /* "前項": of an article, the paragraph above */
      if (strcmp (fields[1], "paragraph") == 0 &&
          (passage->block > 0 || pass->has_articles || has_numbered_paragraphs (pass->clause)))
        continue;
      target = find_beside (clauses, place, strcmp (fields[1], "chapter") == 0, strcmp (fields[2], "next") == 0);
      if (target != NULL)
        dip_reference_add (pass, target);
    }
  if (!found)
    dip_sentence_set_without (passage->sentence, DIP_WITHOUT_RELATIVES);
}
