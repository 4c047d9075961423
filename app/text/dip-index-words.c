/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-index-words.h"

#include <string.h>

#include "text/dip-characters.h"

typedef enum {
  CLASS_NONE,
  CLASS_LETTER,  /* of words that are set apart by spaces, which folding keeps */
  CLASS_DIGIT,
  CLASS_PAIR,    /* of everything else */
} Class;

/* Folding drops white space but between characters below this one. */
#define FIRST_PAIR 0x250u

static inline Class
classify (gunichar c)
{
  if (c < 0x80)
    {
      if (g_ascii_isalpha ((char) c))
        return CLASS_LETTER;

      return g_ascii_isdigit ((char) c) ? CLASS_DIGIT : CLASS_NONE;
    }

  /* Nearly all of a Japanese paper, without a look into Unicode's tables. */
  if ((c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC || (c >= 0x4E00 && c <= 0x9FFF))
    return CLASS_PAIR;

  if (c < FIRST_PAIR)
    return g_unichar_isalnum (c) ? CLASS_LETTER : CLASS_NONE;

  return g_unichar_isalnum (c) || g_unichar_ismark (c) ? CLASS_PAIR : CLASS_NONE;
}

/* Kanji between U+5000 and U+8FFF show in their first byte. */
static inline Class
classify_at (const char *at)
{
  return (guint8) *at >= 0xE5 && (guint8) *at <= 0xE8 ? CLASS_PAIR : classify (dip_utf8_get (at));
}

/* Where the word ends that begins at @start with a character of @class. */
static gsize
find_word_end (const char *text,
               gsize       length,
               gsize       start,
               Class       class)
{
  gsize end = start;

  while (end < length && end - start < DIP_INDEX_WORD_MAX_BYTES &&
         classify_at (text + end) == class)
    end += dip_utf8_length (text[end]);

  return end;
}

/* Pairs from @start up to where the run ends, and the last character. */
static int
tell_pairs (const char       *text,
            gsize             length,
            gsize            *start,
            DipIndexWordFunc  func,
            gpointer          user_data)
{
  gsize first = *start;
  gsize second = first + dip_utf8_length (text[first]);

  while (second < length && classify_at (text + second) == CLASS_PAIR)
    {
      gsize end = second + dip_utf8_length (text[second]);
      int stop = func (text + first, end - first, first, end, user_data);

      if (stop != 0)
        return stop;

      first = second;
      second = end;
    }

  *start = second;

  return func (text + first, second - first, first, second, user_data);
}

/**
 * dip_index_words_foreach:
 * @folded: a text folded with %DIP_INDEX_FOLDING
 * @length: its bytes
 * @func: told of each word, in order
 * @user_data: data for @func
 *
 * Cuts a text into the words that an index holds. Takes time in proportion to it.
 *
 * Returns: 0, or what @func stopped with
 */
int
dip_index_words_foreach (const char       *folded,
                         gsize             length,
                         DipIndexWordFunc  func,
                         gpointer          user_data)
{
  gsize at = 0;

  g_return_val_if_fail (folded != NULL, 0);
  g_return_val_if_fail (func != NULL, 0);

  while (at < length)
    {
      Class class = classify_at (folded + at);
      int stop = 0;

      if (class == CLASS_NONE)
        at += g_utf8_skip[(guint8) folded[at]];
      else if (class == CLASS_PAIR)
        stop = tell_pairs (folded, length, &at, func, user_data);
      else
        {
          gsize end = find_word_end (folded, length, at, class);

          stop = func (folded + at, end - at, at, end, user_data);
          at = end;
        }

      if (stop != 0)
        return stop;
    }

  return 0;
}

static int
add_word (const char *word,
          gsize       length,
          gsize       start,
          gsize       end,
          gpointer    user_data)
{
  g_ptr_array_add (user_data, g_strndup (word, length));

  return 0;
}

/**
 * dip_index_words_cut_phrase:
 * @folded: what is looked for, folded with %DIP_INDEX_FOLDING
 * @is_open: (out): whether the last word may be the beginning of one
 *
 * Cuts a phrase into the words that a text that holds it has side by side. What
 * comes after the phrase is not known: the last character of a run of pairs is a word
 * of its own only where the run ends with it, so it is left out, or open if the run
 * is no longer than that.
 *
 * Returns: (transfer full) (element-type utf8): the words; none for punctuation alone
 */
GPtrArray *
dip_index_words_cut_phrase (const char *folded,
                            gboolean   *is_open)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *last;

  g_return_val_if_fail (folded != NULL, words);
  g_return_val_if_fail (is_open != NULL, words);

  *is_open = FALSE;
  dip_index_words_foreach (folded, strlen (folded), add_word, words);
  if (words->len == 0)
    return words;

  last = g_ptr_array_index (words, words->len - 1);
  if (classify (g_utf8_get_char (last)) != CLASS_PAIR)
    return words;

  /* The pair before it ends with the same character, and only then is it of the same run. */
  if (words->len > 1)
    {
      const char *before = g_ptr_array_index (words, words->len - 2);
      const char *second = g_utf8_next_char (before);

      if (classify (g_utf8_get_char (before)) == CLASS_PAIR && *second != '\0')
        {
          g_ptr_array_set_size (words, (int) words->len - 1);
          return words;
        }
    }

  *is_open = TRUE;

  return words;
}

/**
 * dip_index_fold_control:
 * @code: a control as it is printed or typed: "A.12.4", "ＣＬＤ.６.3.1"
 *
 * Returns: (transfer full): a form of it that begins with that of each control above
 */
char *
dip_index_fold_control (const char *code)
{
  g_autofree char *folded = NULL;
  gsize length;

  g_return_val_if_fail (code != NULL, NULL);

  /* as nearly all are printed */
  length = strspn (code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.");
  if (code[length] == '\0')
    {
      while (length > 0 && code[length - 1] == '.')
        length--;
      folded = g_ascii_strdown (code, (gssize) length);

      return g_strconcat (folded, ".", NULL);
    }

  folded = dip_fold_to_string (code, DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_ALL_SPACE, NULL);
  for (char *at = folded; *at != '\0'; at++)
    if (*at == '\036' || *at == '\037')
      *at = ' ';
  length = strlen (folded);
  while (length > 0 && folded[length - 1] == '.')
    length--;

  return g_strdup_printf ("%.*s.", (int) length, folded);
}
