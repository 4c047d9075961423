/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-spellings.h"

#include "text/dip-index-words.h"
#include "text/dip-phrases.h"

#include <string.h>

/* As in folding: サーバー may lose its mark, エラー not (JIS Z 8301). */
#define MIN_KANA_BEFORE_MARK 3u

#define MARK "ー"

struct _DipSpellings
{
  DipPhrases *phrases;
  GHashTable *rows;     /* (element-type utf8 GPtrArray): form that is compared → all forms, it first */
};

/* A piece of a phrase that can be written in several ways. */
typedef struct
{
  char      *typed;
  GPtrArray *forms;   /* (element-type utf8): all ways, the one that is compared first */
} Piece;

static void
piece_clear (gpointer data)
{
  Piece *self = data;

  g_free (self->typed);
  g_ptr_array_unref (self->forms);
}

static gboolean
has (const GPtrArray *strings,
     const char      *string)
{
  for (guint i = 0; i < strings->len; i++)
    {
      if (g_str_equal (strings->pdata[i], string))
        return TRUE;
    }

  return FALSE;
}

static void
add_once (GPtrArray *strings,
          char      *string)
{
  if (*string == '\0' || has (strings, string))
    g_free (string);
  else
    g_ptr_array_add (strings, string);
}

/**
 * dip_spellings_new:
 * @lexicon: a lexicon
 *
 * Returns: (transfer full): the spellings of its list `spelling`
 */
DipSpellings *
dip_spellings_new (const DipLexicon *lexicon)
{
  DipSpellings *self = g_new0 (DipSpellings, 1);
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, "spelling");

  self->phrases = dip_phrases_new_for_list (lexicon, "spelling", DIP_INDEX_FOLDING);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      char *first = dip_fold_to_string (row[0], DIP_INDEX_FOLDING, NULL);
      GPtrArray *forms = g_hash_table_lookup (self->rows, first);

      if (forms == NULL)
        {
          forms = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_add (forms, g_strdup (first));
          g_hash_table_insert (self->rows, g_strdup (first), forms);
        }

      for (guint k = 1; row[k] != NULL; k++)
        add_once (forms, dip_fold_to_string (row[k], DIP_INDEX_FOLDING, NULL));
      g_free (first);
    }

  return self;
}

void
dip_spellings_free (DipSpellings *self)
{
  if (self == NULL)
    return;

  dip_phrases_free (self->phrases);
  g_hash_table_unref (self->rows);
  g_free (self);
}

/**
 * dip_spellings_get_default:
 *
 * Returns: (transfer none): those of the default lexicon, made once
 */
const DipSpellings *
dip_spellings_get_default (void)
{
  static gsize made;

  if (g_once_init_enter (&made))
    g_once_init_leave (&made, (gsize) dip_spellings_new (dip_lexicon_get_default ()));

  return (const DipSpellings *) made;
}

static gboolean
is_katakana (gunichar c)
{
  return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

static gboolean
is_latin (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static Piece *
add_piece (GArray     *pieces,
           const char *typed,
           gsize       length)
{
  Piece piece = { g_strndup (typed, length), g_ptr_array_new_with_free_func (g_free) };

  g_array_append_val (pieces, piece);

  return &g_array_index (pieces, Piece, pieces->len - 1);
}

/* A word of one character would be found in any other word that holds it (等 in 平等), so
 * it stands for its longer form only beside something else. */
static void
add_forms (Piece           *piece,
           const GPtrArray *row,
           gboolean         is_alone)
{
  for (guint i = 0; i < row->len; i++)
    {
      const char *form = row->pdata[i];

      if (!is_alone || g_utf8_strlen (form, -1) > 1)
        add_once (piece->forms, g_strdup (form));
    }

  add_once (piece->forms, g_strdup (piece->typed));
}

/* A piece that is written in one way only. */
static void
add_rest (GArray     *pieces,
          const char *text,
          gsize       length)
{
  if (length > 0)
    g_ptr_array_add (add_piece (pieces, text, length)->forms, g_strndup (text, length));
}

/* Cuts a phrase into what the lexicon knows and the rest, as folding does. */
static GArray *
cut_at_words (const DipSpellings *self,
              const char         *folded)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  gsize length = strlen (folded);
  gsize rest = 0;

  g_array_set_clear_func (pieces, piece_clear);

  for (gsize i = 0; i < length; )
    {
      const char *first = NULL;
      gsize matched = 0;

      if (!(is_latin (folded[i]) && i > 0 && is_latin (folded[i - 1])))
        matched = dip_phrases_match (self->phrases, folded + i, length - i, &first);

      if (matched > 0)
        {
          add_rest (pieces, folded + rest, i - rest);
          add_forms (add_piece (pieces, folded + i, matched), g_hash_table_lookup (self->rows, first),
                     matched == length);
          i += matched;
          rest = i;
        }
      else
        i += g_utf8_skip[(guint8) folded[i]];
    }
  add_rest (pieces, folded + rest, length - rest);

  return pieces;
}

/* A run of katakana without and with the mark at its end. At the end of the phrase the
 * one without finds both. */
static void
add_katakana (GArray     *pieces,
              const char *run,
              gsize       length,
              gboolean    is_last)
{
  Piece *piece = add_piece (pieces, run, length);
  char *bare = g_strdup (piece->typed);
  glong n_kana = g_utf8_strlen (bare, -1);

  while (n_kana > (glong) MIN_KANA_BEFORE_MARK && g_str_has_suffix (bare, MARK))
    {
      bare[strlen (bare) - strlen (MARK)] = '\0';
      n_kana--;
    }

  if (!is_last && n_kana >= (glong) MIN_KANA_BEFORE_MARK && !g_str_has_suffix (bare, MARK))
    g_ptr_array_add (piece->forms, g_strconcat (bare, MARK, NULL));
  add_once (piece->forms, bare);
}

/* Cuts a phrase into runs of katakana and the rest. */
static GArray *
cut_at_katakana (const char *phrase)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  gsize length = strlen (phrase);
  gsize start = 0;

  g_array_set_clear_func (pieces, piece_clear);

  while (start < length)
    {
      gboolean is_run = is_katakana (g_utf8_get_char (phrase + start));
      gsize end = start;

      while (end < length && is_katakana (g_utf8_get_char (phrase + end)) == is_run)
        end += g_utf8_skip[(guint8) phrase[end]];

      if (is_run)
        add_katakana (pieces, phrase + start, end - start, end == length);
      else
        add_rest (pieces, phrase + start, end - start);
      start = end;
    }

  return pieces;
}

/* One way to write the phrase: piece @other in its form @form, the others as typed or, with
 * @as_first, as they are compared. */
static char *
join (const GArray *pieces,
      gboolean      as_first,
      guint         other,
      guint         form)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      if (i == other)
        g_string_append (text, g_ptr_array_index (piece->forms, form));
      else
        g_string_append (text, as_first ? g_ptr_array_index (piece->forms, 0) : piece->typed);
    }

  return g_string_free (text, FALSE);
}

/* Every way to write the phrase; of a long one with very many, those that are consistent
 * and those that differ in one word. */
static void
combine (const GArray *pieces,
         GPtrArray    *forms)
{
  guint64 n_forms = 1;

  for (guint i = 0; i < pieces->len && n_forms <= DIP_SPELLINGS_MAX_FORMS; i++)
    n_forms *= g_array_index (pieces, Piece, i).forms->len;

  if (n_forms <= DIP_SPELLINGS_MAX_FORMS)
    {
      for (guint64 k = 0; k < n_forms; k++)
        {
          GString *text = g_string_new (NULL);
          guint64 rest = k;

          for (guint i = 0; i < pieces->len; i++)
            {
              GPtrArray *ways = g_array_index (pieces, Piece, i).forms;

              g_string_append (text, g_ptr_array_index (ways, (guint) (rest % ways->len)));
              rest /= ways->len;
            }
          add_once (forms, g_string_free (text, FALSE));
        }
      return;
    }

  add_once (forms, join (pieces, FALSE, G_MAXUINT, 0));
  add_once (forms, join (pieces, TRUE, G_MAXUINT, 0));
  for (guint i = 0; i < pieces->len; i++)
    {
      for (guint k = 0; k < g_array_index (pieces, Piece, i).forms->len; k++)
        {
          if (forms->len >= DIP_SPELLINGS_MAX_FORMS)
            return;
          add_once (forms, join (pieces, FALSE, i, k));
        }
    }
}

/**
 * dip_spellings_list_forms:
 * @self: spellings
 * @folded: a phrase folded with %DIP_INDEX_FOLDING
 *
 * Tells how a phrase may be spelled in a text that is folded likewise: words of the
 * lexicon in each of their forms, katakana with and without the long-vowel mark at its
 * end. A form that is found wherever another one is (サーバ in サーバー, at the end)
 * stands for both. What was typed comes first.
 *
 * Returns: (transfer full) (element-type utf8): the forms, at most
 *   %DIP_SPELLINGS_MAX_FORMS, at least one
 */
GPtrArray *
dip_spellings_list_forms (const DipSpellings *self,
                          const char         *folded)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) pieces = NULL;
  GPtrArray *forms = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL, forms);
  g_return_val_if_fail (folded != NULL, forms);

  g_ptr_array_add (words, g_strdup (folded));
  pieces = cut_at_words (self, folded);
  combine (pieces, words);

  for (guint i = 0; i < words->len && forms->len < DIP_SPELLINGS_MAX_FORMS; i++)
    {
      g_autoptr (GArray) runs = cut_at_katakana (g_ptr_array_index (words, i));

      combine (runs, forms);
    }

  if (forms->len == 0)
    g_ptr_array_add (forms, g_strdup (folded));
  if (forms->len > DIP_SPELLINGS_MAX_FORMS)
    g_ptr_array_set_size (forms, DIP_SPELLINGS_MAX_FORMS);

  return forms;
}
