/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-checksheet.h"

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * What a sheet says its marks mean:
 *
 *   legend = [ words ] pair { sep pair }        two pairs or more, in one line or in lines below each other
 *   pair   = mark [":" | "=" | "." | "…" | は] phrase   1：実施している, A = implemented, ◎ 対応済, □は未対応
 *   mark   = one or two letters or digits, or one sign
 *
 * A phrase means what [legend-phrases] says; the first that it holds decides,
 * so that "一部実施" and "実施していない" stand before "実施".
 */

/* Bytes of a line, and columns of a phrase. */
#define MAX_LINE 600u
#define MAX_PHRASE 40u
#define MAX_LINES 400u

/* Nearly all of a line is neither of the two below. */
static inline gboolean
is_letter (gunichar c)
{
  return (c >= 0x3041 && c <= 0x9fff) || (c < 0x80 && g_ascii_isalnum (c));
}

static gboolean
is_separator (gunichar c)
{
  return dip_glyph_is_space (c) || c == 0x3001 || c == ',' || c == 0xff0c || c == '/' || c == 0xff0f || c == ';' ||
         c == 0x3011 || c == ']' || c == 0xff09 || c == ')' || c == 0x2502 || c == '|';
}

static gboolean
is_relation (gunichar c)
{
  return c == ':' || c == 0xff1a || c == '=' || c == 0xff1d || c == 0x2026 || c == 0xff0e || c == '.';
}

/* Behind what surely are letters. */
static const char *
skip_letters (const char *at)
{
  for (;;)
    {
      guchar first = (guchar) *at;

      if ((first >= 0xe4 && first <= 0xe9) ||
          (first == 0xe3 && ((guchar) at[1] > 0x81 || ((guchar) at[1] == 0x81 && (guchar) at[2] >= 0x81))))
        at += 3;
      else if (first < 0x80 && g_ascii_isalnum ((char) first))
        at++;
      else
        return at;
    }
}

/* Reads the mark at @at, of @n_mark bytes. Returns where its phrase begins, NULL if there is none. */
static const char *
read_mark (const char  *at,
           gsize       *n_mark)
{
  const char *end = at;
  const char *rest;
  gunichar c = dip_glyph_narrow (dip_utf8_get (at));

  /* no kana or kanji is a mark */
  if (c >= 0x3041 && c <= 0x9fff && g_unichar_isalpha (c))
    return NULL;
  if (g_unichar_isalnum (c) && c < 0x80)
    {
      for (guint n = 0; n < 2 && (c = dip_glyph_narrow (g_utf8_get_char (end))) < 0x80 && g_unichar_isalnum (c);
           n++)
        end = g_utf8_next_char (end);
    }
  else if (c != 0 && !dip_glyph_is_space (c) && !g_unichar_isalpha (c) && c >= 0x80 && !is_separator (c))
    end = g_utf8_next_char (end);
  if (end == at)
    return NULL;

  rest = dip_text_skip_space (end);
  if (is_relation (g_utf8_get_char (rest)))
    rest = dip_text_skip_space (g_utf8_next_char (rest));
  else if (dip_begins_with (rest, "は") && (guchar) *at >= 0xE0)
    rest += strlen ("は");
  else if (rest == end && (guchar) *at < 0xE0)
    return NULL;   /* "12時" */
  if (*rest == '\0')
    return NULL;
  *n_mark = (gsize) (end - at);

  return rest;
}

/* The pairs of a line; how many. @pairs is made for the first of them. */
static guint
read_line (DipStructure  *self,
           const char    *line,
           GHashTable   **pairs)
{
  gboolean fresh = TRUE;
  guint n = 0;

  for (const char *at = line; *at != '\0'; )
    {
      gunichar c;
      const char *phrase = NULL;
      gsize n_mark;

      if (!fresh)
        {
          at = skip_letters (at);
          if (*at == '\0')
            break;
        }
      c = dip_utf8_get (at);
      if (fresh)
        phrase = read_mark (at, &n_mark);
      if (phrase != NULL)
        {
          const char *end = phrase;
          g_autofree char *words = NULL;
          DipImplemented meaning = DIP_IMPLEMENTED_UNKNOWN;

          while (*end != '\0' && (is_letter (dip_utf8_get (end)) || !is_separator (dip_utf8_get (end))))
            end = g_utf8_next_char (end);
          words = g_strndup (phrase, (gsize) (end - phrase));
          if (dip_text_width (words) <= MAX_PHRASE)
            meaning = dip_sheet_read_phrase (self, words);
          if (meaning != DIP_IMPLEMENTED_UNKNOWN)
            {
              g_autofree char *mark = g_strndup (at, n_mark);

              if (*pairs == NULL)
                *pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
              g_hash_table_insert (*pairs, dip_text_key (mark), GINT_TO_POINTER (meaning));
              n++;
              at = end;
              continue;
            }
        }
      fresh = !is_letter (c) && (is_separator (c) || is_relation (c));
      at = g_utf8_next_char (at);
    }

  return n;
}

/* Whether the one pair of a line may be of a legend that goes on: "◎：実施済み" above "×：未実施"; "1. 実施する" is one of a
 * list. */
static gboolean
may_go_on (const char *text)
{
  return !g_unichar_isalnum (dip_text_first (text));
}

/* The same of a piece; 0 where they are of no legend, as in nearly all. */
static guint
read_piece (DipStructure    *self,
            const DipPiece  *piece,
            GHashTable     **pairs)
{
  DipLook *look = dip_structure_look (self, piece);
  gboolean has;
  guint n;

  if (dip_look_knows (look, DIP_TRAIT_LEGEND, &has) && !has)
    return 0;

  n = read_line (self, piece->text, pairs);

  /* of the text alone: the same words may stand in a cell and on a line */
  return dip_look_note (look, DIP_TRAIT_LEGEND, n > 1 || (n == 1 && may_go_on (piece->text))) ? n : 0;
}

/* A row with one filled cell is a line of text. */
static gboolean
is_alone (const DipLine *line)
{
  guint n = 0;

  for (guint i = 0; i < line->cells->len; i++)
    n += *(const char *) g_ptr_array_index (line->cells, i) != '\0';

  return n == 1;
}

/* Adds to @found what @run says, where it says two things. */
static void
add_pairs (GHashTable *found,
           GHashTable *run)
{
  GHashTableIter iter;
  gpointer key, value;
  gpointer first = NULL;
  gboolean differ = FALSE;

  g_hash_table_iter_init (&iter, run);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      differ = differ || (first != NULL && value != first);
      first = value;
    }
  if (!differ)
    return;
  g_hash_table_iter_init (&iter, run);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (found, g_strdup (key), value);
}

/**
 * dip_sheet_read_legend:
 * @structure: of a checksheet
 *
 * Looks for lines that say what the marks in its answers mean, and keeps that
 * for dip_sheet_read_implemented().
 */
void
dip_sheet_read_legend (DipStructure *structure)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) run = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < structure->pieces->len && i < MAX_LINES; i++)
    {
      const DipPiece *piece = dip_structure_piece (structure, i);
      g_autoptr (GHashTable) pairs = NULL;
      GHashTableIter iter;
      gpointer key, value;
      guint n;

      if (piece->role != DIP_ROLE_TEXT || strlen (piece->text) > MAX_LINE ||
          (piece->is_row && !is_alone (piece->line)))
        continue;
      n = read_piece (structure, piece, &pairs);
      if (n == 1 && !piece->is_row && may_go_on (piece->text))
        {
          g_hash_table_iter_init (&iter, pairs);
          while (g_hash_table_iter_next (&iter, &key, &value))
            g_hash_table_insert (run, g_strdup (key), value);
          continue;
        }
      add_pairs (found, run);
      g_hash_table_remove_all (run);
      if (n < 2 || g_hash_table_size (pairs) < 2)
        continue;
      g_hash_table_iter_init (&iter, pairs);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_hash_table_insert (found, g_strdup (key), value);
    }

  add_pairs (found, run);
  g_clear_pointer (&structure->legend, g_hash_table_unref);
  if (g_hash_table_size (found) >= 2)
    structure->legend = g_steal_pointer (&found);
}
