/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-polite.h"

#include <string.h>

/*
 * Contracts and rules are written in the plain style: …する, …しない, …である. The
 * polite form of a verb follows from the kana that it ends with:
 *
 *   〜う 〜く 〜す …          行う → 行います      the same column, row of い
 *   〜る after え             定める → 定めます    る falls
 *   〜る after あ う お       守る → 守ります
 *   〜ない after あ           行わない → 行いません
 *   〜ない after い え        定めない → 定めません
 *   irregular ones           [plain-endings]
 */

static const char a_row[] = "わかがさたなばまらあ";
static const char i_row[] = "いきぎしちにびみりい";
static const char u_row[] = "うくぐすつぬぶむるう";
static const char e_row[] = "えけげせぜてでねへべぺめれ";
static const char o_row[] = "おこごそぞとどのほぼぽもろ";

/* Bytes of one kana. */
#define KANA 3u

static int
find_kana (const char *row,
           const char *kana)
{
  for (guint i = 0; row[i] != '\0'; i += KANA)
    if (memcmp (row + i, kana, KANA) == 0)
      return (int) i;

  return -1;
}

static gboolean
ends_with (const char *text,
           gsize       length,
           const char *ending)
{
  gsize n = strlen (ending);

  return length >= n && memcmp (text + length - n, ending, n) == 0;
}

static char *
replace_end (const char *text,
             gsize       length,
             const char *ending)
{
  GString *polite = g_string_new_len (text, (gssize) length);

  g_string_append (polite, ending);

  return g_string_free (polite, FALSE);
}

/* 〜ない */
static char *
negative (const char *text,
          gsize       length)
{
  const char *before;
  int i;

  length -= strlen ("ない");
  if (length < KANA)
    return NULL;
  before = text + length - KANA;
  i = find_kana (a_row, before);
  if (i >= 0)
    {
      g_autofree char *stem = replace_end (text, length - KANA, "");
      g_autofree char *row = g_strndup (i_row + i, KANA);

      return g_strconcat (stem, row, "ません", NULL);
    }
  if (find_kana (i_row, before) >= 0 || find_kana (e_row, before) >= 0 || memcmp (before, "じ", KANA) == 0)
    return replace_end (text, length, "ません");

  return NULL;
}

/* 〜う, 〜く, 〜る … */
static char *
affirmative (const char *text,
             gsize       length)
{
  const char *last = text + length - KANA;
  const char *before = length >= 2 * KANA ? last - KANA : "";
  int i;

  if (memcmp (last, "る", KANA) == 0 && *before != '\0' &&
      (find_kana (e_row, before) >= 0 || find_kana (i_row, before) >= 0 || memcmp (before, "じ", KANA) == 0 ||
       find_kana ("得見着出経", before) >= 0))
    return replace_end (text, length - KANA, "ます");

  i = find_kana (u_row, last);
  if (i < 0 || *before == '\0')
    return NULL;
  /* a noun in kana is no verb: before the ending stands an ideograph, or the kana of its stem */
  if ((guint8) before[0] < 0xE4 && find_kana (a_row, before) < 0 && find_kana (u_row, before) < 0 &&
      find_kana (o_row, before) < 0 && find_kana (i_row, before) < 0)
    return NULL;
  {
    g_autofree char *row = g_strndup (i_row + i, KANA);
    g_autofree char *stem = replace_end (text, length - KANA, row);

    return g_strconcat (stem, "ます", NULL);
  }
}

/**
 * dip_polite:
 * @lexicon: a lexicon with the list plain-endings
 * @text: a folded part of a Japanese sentence, full stop removed
 * @length: its length in bytes
 *
 * Puts a sentence that ends in the plain style into the polite one.
 *
 * Returns: (nullable): the sentence, or NULL if it ends otherwise
 */
char *
dip_polite (const DipLexicon *lexicon,
            const char       *text,
            gsize             length)
{
  const GPtrArray *endings = dip_lexicon_get_rows (lexicon, "plain-endings");

  if (length < 2 * KANA || (guint8) text[length - 1] < 0x80)
    return NULL;

  for (guint i = 0; i < endings->len; i++)
    {
      char **fields = g_ptr_array_index (endings, i);

      if (ends_with (text, length, fields[0]))
        return fields[1] != NULL ? replace_end (text, length - strlen (fields[0]), fields[1]) : NULL;
    }

  if (ends_with (text, length, "ない"))
    return negative (text, length);

  return affirmative (text, length);
}
