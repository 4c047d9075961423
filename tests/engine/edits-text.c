/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "edits-case.h"
#include "text/dip-tokens.h"

#include <string.h>

/* Edits of the words of one clause, each with the class that it has by definition. */

static gboolean
is_wide (gunichar c)
{
  return c >= 0x2E80 && !(c >= 0xFF01 && c <= 0xFF5E);
}

static gboolean
is_latin (gunichar c)
{
  return g_unichar_isalnum (c) && c < 0x80;
}

/* A slot of the clause for which @make has an answer; tried from a random one on. */
static gboolean
edit_slot (EditsCase  *self,
           DipClause  *clause,
           const char *name,
           char     *(*make) (const char *text),
           DipClass    at_least,
           DipClass    at_most,
           DipTags     tags)
{
  g_autoptr (GPtrArray) slots = edits_clause_slots (clause);
  EditsNote *note = edits_case_note (self, clause);
  guint first;

  if (slots->len == 0)
    return FALSE;

  first = g_test_rand_int_range (0, slots->len);
  for (guint i = 0; i < slots->len; i++)
    {
      char **slot = slots->pdata[(first + i) % slots->len];
      char *text = make (*slot);

      if (text == NULL || strcmp (text, *slot) == 0)
        {
          g_free (text);
          continue;
        }

      g_string_append_printf (self->log, "%s %s: %s → %s; ", clause->id, name, *slot, text);
      edits_set (slot, text);
      note->at_least = at_least;
      note->at_most = at_most;
      note->tags = tags;
      note->touched = TRUE;
      return TRUE;
    }

  return FALSE;
}

/* ASCII letters and digits become full-width, or the other way. */
static char *
make_width (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean widen = g_test_rand_bit ();

  if (strstr (text, "://") != NULL || strchr (text, '@') != NULL)
    return NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (widen && is_latin (c))
        c += 0xFEE0;
      else if (!widen && c >= 0xFF01 && c <= 0xFF5E && is_latin (c - 0xFEE0))
        c -= 0xFEE0;
      g_string_append_unichar (out, c);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
edits_width (EditsCase *self,
             DipClause *clause)
{
  return edits_is_japanese (self->old_document)
         && edit_slot (self, clause, "width", make_width, DIP_CLASS_LAYOUT, DIP_CLASS_LAYOUT, 0);
}

/* Spaces between Japanese and Latin come, or go; which white space it is changes. */
static char *
make_space (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean add = g_test_rand_bit ();
  gunichar before = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar after = g_utf8_get_char (g_utf8_next_char (p));

      if (!add && c == ' ' && is_wide (before) != is_wide (after) && before != 0)
        {
          before = ' ';
          continue;
        }
      if (add && ((is_wide (before) && is_latin (c)) || (is_latin (before) && is_wide (c))))
        g_string_append_c (out, ' ');
      g_string_append_unichar (out, c);
      before = c;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
edits_space (EditsCase *self,
             DipClause *clause)
{
  return edits_is_japanese (self->old_document)
         && edit_slot (self, clause, "space", make_space, DIP_CLASS_NONE, DIP_CLASS_LAYOUT, 0);
}

gboolean
edits_bullets (EditsCase *self,
               DipClause *clause)
{
  static const char *const glyphs[] = { "⚫", "・", "\xEF\x81\xAC", "●", "■", "•", "-", "◆" };
  EditsNote *note = edits_case_note (self, clause);
  const char *glyph = glyphs[g_test_rand_int_range (0, G_N_ELEMENTS (glyphs))];
  gboolean done = FALSE;

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      DipBlock *block = clause->blocks->pdata[i];

      if (block->kind != DIP_BLOCK_LIST || block->marker == NULL || !g_strv_contains (glyphs, block->marker)
          || strcmp (block->marker, glyph) == 0)
        continue;
      g_string_append_printf (self->log, "%s bullet %s → %s; ", clause->id, block->marker, glyph);
      edits_set (&block->marker, g_strdup (glyph));
      done = TRUE;
    }
  if (!done)
    return FALSE;

  note->at_least = note->at_most = DIP_CLASS_LAYOUT;
  note->touched = TRUE;

  return TRUE;
}

/* The end of a random sentence that is followed by another one, 0 for none. */
static gsize
find_sentence_end (const char *text)
{
  g_autoptr (GArray) sentences = dip_sentences_cut (text);
  const DipToken *sentence;

  if (sentences->len < 2)
    return 0;
  sentence = &g_array_index (sentences, DipToken, g_test_rand_int_range (0, sentences->len - 1));

  return sentence->start + sentence->length;
}

static gboolean
is_plain (const DipClause *clause,
          guint            index)
{
  const DipBlock *block = index < clause->blocks->len ? clause->blocks->pdata[index] : NULL;

  return block != NULL && block->kind == DIP_BLOCK_PARAGRAPH && block->marker == NULL
         && strpbrk (block->text, "\t\n") == NULL;
}

/* A paragraph is cut at the end of a sentence or, as a page does, somewhere in it; or two become one. */
gboolean
edits_reflow (EditsCase *self,
              DipClause *clause)
{
  EditsNote *note = edits_case_note (self, clause);
  guint n = clause->blocks->len;
  guint first = n == 0 ? 0 : g_test_rand_int_range (0, n);
  gboolean japanese = edits_is_japanese (self->old_document);

  for (guint i = 0; i < n; i++)
    {
      guint at = (first + i) % n;
      DipBlock *block = clause->blocks->pdata[at];
      gsize end;

      if (!is_plain (clause, at))
        continue;

      end = g_test_rand_bit () ? find_sentence_end (block->text) : 0;
      if (end > 0)
        {
          g_autofree char *rest = g_strdup (block->text + end);

          g_ptr_array_insert (clause->blocks, (int) at + 1, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, g_strchug (rest)));
          edits_set (&block->text, g_strchomp (g_strndup (block->text, end)));
          g_string_append_printf (self->log, "%s cut into %s | %s; ", clause->id, block->text, rest);
        }
      else if (is_plain (clause, at + 1))
        {
          const DipBlock *next = clause->blocks->pdata[at + 1];

          edits_set (&block->text, g_strconcat (block->text, japanese ? "" : " ", next->text, NULL));
          g_ptr_array_remove_index (clause->blocks, at + 1);
          g_string_append_printf (self->log, "%s joined: %s; ", clause->id, block->text);
        }
      else
        continue;

      note->at_most = DIP_CLASS_LAYOUT;
      note->touched = TRUE;
      return TRUE;
    }

  return FALSE;
}

static char *
replace_at (const char *text,
            gsize       at,
            gsize       length,
            const char *with)
{
  return g_strdup_printf ("%.*s%s%s", (int) at, text, with, text + at + length);
}

static gboolean
is_ascii (const char *text)
{
  return g_utf8_strlen (text, -1) == (glong) strlen (text);
}

/* A word of Latin letters only where it begins one. */
static const char *
find_word (const char *text,
           const char *word)
{
  for (const char *p = text; (p = strstr (p, word)) != NULL; p++)
    {
      if (!is_ascii (word) || p == text || !g_ascii_isalnum (p[-1]))
        return p;
    }

  return NULL;
}

static char *
make_spelling (const char *text)
{
  const GPtrArray *rows = dip_lexicon_get_rows (dip_lexicon_get_default (), "spelling");
  guint first = g_test_rand_int_range (0, rows->len);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[(first + i) % rows->len];
      guint n = g_strv_length (row);
      const char *found;

      /* One kanji alone (等, 他) may be part of anything. */
      if (n < 2 || g_utf8_strlen (row[0], -1) < 2)
        continue;
      found = find_word (text, row[0]);
      if (found != NULL)
        return replace_at (text, found - text, strlen (row[0]), row[g_test_rand_int_range (1, n)]);
    }

  return NULL;
}

gboolean
edits_spelling (EditsCase *self,
                DipClause *clause)
{
  return edit_slot (self, clause, "spelling", make_spelling, DIP_CLASS_LAYOUT, DIP_CLASS_ORTHOGRAPHIC, 0);
}

/* Replaces one of several endings where it stands before a full stop. */
static char *
make_ending (const char         *text,
             const char *const (*pairs)[2],
             guint               n_pairs,
             const char         *stop)
{
  guint first = g_test_rand_int_range (0, n_pairs);

  for (guint i = 0; i < n_pairs; i++)
    {
      const char *const *pair = pairs[(first + i) % n_pairs];
      g_autofree char *from = g_strconcat (pair[0], stop, NULL);
      g_autofree char *to = g_strconcat (pair[1], stop, NULL);
      const char *found = find_word (text, from);

      if (found != NULL)
        return replace_at (text, found - text, strlen (from), to);
    }

  return NULL;
}

static char *
make_politeness (const char *text)
{
  static const char *const pairs[][2] = {
    { "しています", "している" }, { "しています", "しております" }, { "しております", "しています" }, { "します", "する" },
    { "します", "いたします" }, { "です", "である" }, { "できます", "できる" }, { "あります", "ある" },
    { "しません", "しない" }, { "していません", "しておりません" }, { "されます", "される" }, { "行います", "行う" },
    { "できません", "できない" }, { "ありません", "ございません" },
  };

  return make_ending (text, pairs, G_N_ELEMENTS (pairs), "。");
}

gboolean
edits_politeness (EditsCase *self,
                  DipClause *clause)
{
  return edits_is_japanese (self->old_document)
         && edit_slot (self, clause, "politeness", make_politeness, DIP_CLASS_LAYOUT, DIP_CLASS_EDITORIAL, 0);
}

static char *
make_negation (const char *text)
{
  static const char *const japanese[][2] = {
    { "しています", "していません" }, { "しております", "しておりません" }, { "します", "しません" }, { "ます", "ません" },
    { "できます", "できません" }, { "できます", "することはできません" }, { "あります", "ありません" }, { "行います", "行いません" },
    { "です", "ではありません" },
  };
  static const char *const english[][2] = {
    { "provides", "does not provide" }, { "is", "is not" }, { "are", "are not" }, { "can", "cannot" }, { "can", "can not" },
    { "keeps", "does not keep" }, { "will", "will not" }, { "must", "must not" }, { "may", "may not" }, { "has", "has no" },
  };
  char *made = make_ending (text, japanese, G_N_ELEMENTS (japanese), "。");

  return made != NULL ? made : make_ending (text, english, G_N_ELEMENTS (english), " ");
}

gboolean
edits_negate (EditsCase *self,
              DipClause *clause)
{
  return edit_slot (self, clause, "negate", make_negation, DIP_CLASS_SUBSTANTIVE, DIP_CLASS_SUBSTANTIVE,
                    DIP_TAG_NEGATION);
}

static const char *const duration_units[][2] = {
  { "日", "営業日" }, { "日", "時間" }, { "営業日", "日" }, { "時間", "日" }, { "時間", "分" }, { "分", "時間" }, { "か月", "年" },
  { "か月", "日" }, { "ヶ月", "年" }, { "年間", "か月" }, { "週間", "日" },
  { "days", "hours" }, { "days", "business days" }, { "hours", "days" }, { "hours", "minutes" }, { "minutes", "hours" },
  { "months", "weeks" }, { "months", "years" }, { "years", "months" },
};

static const char *const other_units[] = {
  "世代", "回", "名", "人", "文字", "台", "桁", "件", "GB", "MB", "％", "%", "倍", "characters", "copies", "times", "per cent",
};

/* The unit that stands here, after a space or none. */
static const char *
unit_at (const char *text,
         gboolean    durations_only)
{
  guint n = G_N_ELEMENTS (duration_units);
  const char *best = NULL;

  if (*text == ' ')
    text++;
  for (guint i = 0; i < n + (durations_only ? 0 : G_N_ELEMENTS (other_units)); i++)
    {
      const char *unit = i < n ? duration_units[i][0] : other_units[i - n];

      if (g_str_has_prefix (text, unit) && (!is_ascii (unit) || !g_ascii_isalpha (text[strlen (unit)]))
          && (best == NULL || strlen (unit) > strlen (best)))
        best = unit;
    }

  return best;
}

/* A number with a unit that is no part of a date, a version or an identifier. */
static gboolean
find_number (const char  *text,
             gboolean     durations_only,
             gsize       *at,
             gsize       *length,
             const char **unit)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      gsize digits = strspn (p, "0123456789");

      if (digits == 0)
        continue;
      *unit = unit_at (p + digits, durations_only);
      if (*unit != NULL && digits <= 3
          && (p == text
              || (!g_ascii_isalnum (p[-1]) && strchr (".-/:,", p[-1]) == NULL
                  && !(p - text >= 3 && memcmp (p - 3, "月", 3) == 0)
                  && !(p - text >= 4 && memcmp (p - 4, "月 ", 4) == 0)
                  && !(p - text >= 3 && memcmp (p - 3, "第", 3) == 0))))
        {
          *at = p - text;
          *length = digits;
          return TRUE;
        }
      p += digits - 1;
    }

  return FALSE;
}

static char *
make_number (const char *text)
{
  g_autofree char *number = NULL;
  const char *unit;
  gsize length;
  gsize at;

  if (!find_number (text, FALSE, &at, &length, &unit))
    return NULL;
  number = g_strdup_printf ("%" G_GUINT64_FORMAT,
                            g_ascii_strtoull (text + at, NULL, 10) + g_test_rand_int_range (1, 60));

  return replace_at (text, at, length, number);
}

gboolean
edits_number (EditsCase *self,
              DipClause *clause)
{
  return edit_slot (self, clause, "number", make_number, DIP_CLASS_SUBSTANTIVE, DIP_CLASS_SUBSTANTIVE,
                    DIP_TAG_NUMBER | DIP_TAG_DURATION);
}

static char *
make_unit (const char *text)
{
  guint first = g_test_rand_int_range (0, G_N_ELEMENTS (duration_units));
  const char *unit;
  gsize length;
  gsize at;

  if (!find_number (text, TRUE, &at, &length, &unit))
    return NULL;

  at += length + (text[at + length] == ' ');
  for (guint i = 0; i < G_N_ELEMENTS (duration_units); i++)
    {
      const char *const *pair = duration_units[(first + i) % G_N_ELEMENTS (duration_units)];

      if (strcmp (pair[0], unit) == 0)
        return replace_at (text, at, strlen (unit), pair[1]);
    }

  return NULL;
}

gboolean
edits_unit (EditsCase *self,
            DipClause *clause)
{
  return edit_slot (self, clause, "unit", make_unit, DIP_CLASS_SUBSTANTIVE, DIP_CLASS_SUBSTANTIVE,
                    DIP_TAG_NUMBER | DIP_TAG_DURATION);
}
