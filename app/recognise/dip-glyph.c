/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-glyph.h"

#include "text/dip-fold.h"

#include <string.h>

#include "text/dip-characters.h"

gunichar
dip_glyph_narrow (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xfee0;

  switch (c)
    {
    case 0x3000: case 0x00a0: case 0x2002: case 0x2003: case 0x2009:
      return ' ';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
      return '-';
    default:
      return c;
    }
}

gboolean
dip_glyph_is_cjk (gunichar c)
{
  return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xffef) ||
         (c >= 0x20000 && c <= 0x3ffff);
}

gboolean
dip_glyph_is_bullet (gunichar c)
{
  static const gunichar bullets[] = {
    0x00b7, 0x2022, 0x2023, 0x2043, 0x2219, 0x25a0, 0x25a1, 0x25aa, 0x25ab, 0x25b2, 0x25b3, 0x25b6,
    0x25b7, 0x25ba, 0x25bc, 0x25bd, 0x25c6, 0x25c7, 0x25cb, 0x25cf, 0x25ce, 0x25d8, 0x25e6, 0x2605,
    0x2606, 0x2611, 0x2713, 0x2714, 0x2756, 0x27a2, 0x27a4, 0x29bf, 0x26ab, 0x2b24, 0x30fb, 0xff65,
    0x2027, 0x22c5, 0x25fc, 0x25fe, 0x2b1b, 0x2b1c, 0x3007, 0x2705, 0x2794, 0x279c, 0x2726, 0x1f449, 0x1f539,
  };

  /* Letters, kana but the dot, kanji: nearly all that is asked for. */
  if (c < bullets[0] || (c > 0x3007 && c < 0x30fb) || (c > 0x30fb && c < 0xf020))
    return FALSE;
  /* Symbol fonts put their glyphs here: U+F06C is Wingdings' disc. */
  if (c >= 0xf020 && c <= 0xf0ff)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    {
      if (bullets[i] == c)
        return TRUE;
    }

  return FALSE;
}

gboolean
dip_glyph_is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == 0x3000 || c == 0x00a0 || (c >= 0x2000 && c <= 0x200a);
}

guint
dip_glyph_circled (gunichar c)
{
  if (c >= 0x2460 && c <= 0x2473)
    return c - 0x2460 + 1;
  if (c >= 0x2776 && c <= 0x277f)
    return c - 0x2776 + 1;
  if (c >= 0x2780 && c <= 0x2789)
    return c - 0x2780 + 1;
  if (c >= 0x3251 && c <= 0x325f)
    return c - 0x3251 + 21;

  return 0;
}

guint
dip_text_width (const char *text)
{
  guint width = 0;

  while (*text != '\0')
    {
      const guchar first = (guchar) *text;
      gunichar c;

      if (first < 0x80 || (first >= 0xe5 && first <= 0xe9))
        {
          /* most of a line, told by the first byte */
          width += first < 0x80 ? 1 : 2;
          text += first < 0x80 ? 1 : 3;
          continue;
        }
      c = dip_utf8_get (text);
      text += dip_utf8_length (*text);

      /* Kana, kanji, their brackets and stops, full width, without a look into the tables. */
      width += c < 0x1100 ? 1
        : (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE) || (c >= 0x4E00 && c <= 0x9FFF) ||
          (c >= 0x3000 && c <= 0x301E) || (c >= 0xFF01 && c <= 0xFF60) ? 2
        : g_unichar_iswide (c) || c == 0x2026 ? 2 : 1;
    }

  return width;
}

guint64
dip_text_hash (const char *text,
               gsize       length)
{
  guint64 hash = length;

  for (; length >= sizeof (guint64); text += sizeof (guint64), length -= sizeof (guint64))
    {
      guint64 bytes;

      memcpy (&bytes, text, sizeof bytes);
      hash = (hash ^ bytes) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
      hash ^= hash >> 29;
    }
  for (; length > 0; text++, length--)
    hash = (hash ^ (guint8) *text) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return hash ^ hash >> 32;
}

/* A GHashFunc that is quicker than g_str_hash() for what is longer than a word. */
guint
dip_text_hash_line (gconstpointer text)
{
  return (guint) dip_text_hash (text, strlen (text));
}

gunichar
dip_text_first (const char *text)
{
  return *text != '\0' ? dip_utf8_get (text) : 0;
}

gunichar
dip_text_last (const char *text)
{
  gsize n = strlen (text);

  return n > 0 ? dip_utf8_get (g_utf8_find_prev_char (text, text + n)) : 0;
}

const char *
dip_text_skip_space (const char *text)
{
  while (*text != '\0' && dip_glyph_is_space (dip_utf8_get (text)))
    text = g_utf8_next_char (text);

  return text;
}

gboolean
dip_text_may_have_gap (const char *text)
{
  const guchar *at = (const guchar *) text;

  while (*at != '\0')
    {
      /* kanji, of which no byte looks like one of a blank */
      if (*at >= 0xe4 && *at <= 0xe9)
        {
          at += 3;
          continue;
        }
      /* wide and narrow blanks begin with these bytes, as other signs do */
      if (*at == ' ' || *at == '\t' || *at == '\n')
        {
          if (at[1] == ' ' || at[1] == '\t' || at[1] == '\n' || at[1] == 0xc2 || at[1] == 0xe2)
            return TRUE;
        }
      else if (*at == 0xc2 || *at == 0xe2)
        {
          if (at[1] == 0xa0 || at[1] == 0x80)
            return TRUE;
        }
      else if (*at == 0xe3)
        {
          if (at[1] == 0x80 && at[2] == 0x80)
            return TRUE;
          at += 2;
        }
      at++;
    }

  return FALSE;
}

const char *
dip_text_find_colon (const char *text,
                     gsize       max)
{
  gsize n = strnlen (text, max);
  const char *narrow = memchr (text, ':', n);
  const char *wide = text;

  /* few characters begin as the wide one does */
  while ((wide = memchr (wide, 0xef, n - (gsize) (wide - text))) != NULL)
    {
      if (n - (gsize) (wide - text) >= strlen ("：") && memcmp (wide, "：", strlen ("：")) == 0)
        break;
      wide++;
    }

  return wide != NULL && (narrow == NULL || wide < narrow) ? wide : narrow;
}

static gboolean
is_stop (gunichar c)
{
  return c == 0x3002 || c == 0xff0e || c == 0xff61 || c == '.' || c == '!' || c == '?' || c == 0xff01 ||
         c == 0xff1f;
}

static gboolean
is_closing (gunichar c)
{
  return c == ')' || c == 0xff09 || c == 0x300d || c == 0x300f || c == ']' || c == 0xff3d || c == 0x3011 ||
         c == 0x3015 || c == '"' || c == 0x201d || c == 0x2019 || c == 0x3009 || c == 0x300b;
}

gboolean
dip_text_ends_politely (const char *text)
{
  static const char *const endings[] = { "ます", "です", "ません", "ました", "ください", NULL };

  return dip_ends_with_one_of (text, endings);
}

gboolean
dip_text_ends_like_sentence (const char *text)
{
  static const char *const endings[] = { "でした", "下さい", "こと", "である", NULL };

  return dip_text_ends_politely (text) || dip_ends_with_one_of (text, endings);
}

gboolean
dip_text_ends_sentence (const char *text)
{
  const char *at = text + strlen (text);
  guint n_closing = 0;

  while (at > text)
    {
      gunichar c;

      at = g_utf8_prev_char (at);
      c = dip_utf8_get (at);
      if (is_stop (c))
        {
          /* "https://example.com/." ends a sentence, "v1." does not matter. */
          return TRUE;
        }
      if (!is_closing (c) || ++n_closing > 3)
        return FALSE;
    }

  return FALSE;
}

gboolean
dip_text_has_sentence (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = dip_utf8_get (at);

      if (c == 0x3002 || c == 0xff61)
        return TRUE;
      if (c == '.' && at > text && g_ascii_islower (at[-1]) && (at[1] == '\0' || at[1] == ' '))
        return TRUE;
    }

  return FALSE;
}

gboolean
dip_text_begins_with_word (const char        *text,
                           const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      if (strncmp (text, words[i], n) == 0 && !g_ascii_isalnum (text[n]))
        return TRUE;
    }

  return FALSE;
}

gboolean
dip_text_ends_with_word (const char        *text,
                         const char        *end,
                         const char *const *words)
{
  gsize length = (gsize) (end - text);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      if (length >= n && g_ascii_strncasecmp (end - n, words[i], n) == 0 &&
          (length == n || !g_ascii_isalnum (text[length - n - 1])))
        return TRUE;
    }

  return FALSE;
}

int
dip_text_open_brackets (const char *text)
{
  int depth = 0;
  int lowest = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      switch (dip_utf8_get (text))
        {
        case '(': case 0xff08: case 0x300c: case 0x300e: case 0x3010: case 0x3014: case '[': case 0xff3b:
          depth++;
          break;
        case ')': case 0xff09: case 0x300d: case 0x300f: case 0x3011: case 0x3015: case ']': case 0xff3d:
          depth--;
          lowest = MIN (lowest, depth);
          break;
        default:
          break;
        }
    }

  return lowest < 0 ? lowest : depth;
}

static gboolean
is_url_character (gunichar c)
{
  return c < 0x80 && (g_ascii_isalnum ((char) c) || (c != 0 && strchr ("-._~:/?#@!$&*+,;=%", (int) c) != NULL));
}

/* Start of the run of URL characters at the end of a text, NULL if it is no URL. */
static const char *
find_url_at_end (const char *text,
                 gsize       length)
{
  const char *at = text + length;
  const char *stop = length > 2048 ? at - 2048 : text;

  while (at > stop && is_url_character ((guchar) at[-1]))
    at--;

  return g_strstr_len (at, -1, "://") != NULL || dip_begins_with (at, "www.") ? at : NULL;
}

static gboolean
url_goes_on (const char *url,
             const char *line)
{
  gunichar last = (guchar) url[strlen (url) - 1];
  gsize n = 0;

  while (is_url_character ((guchar) line[n]))
    n++;
  if (n == 0)
    return FALSE;

  if (strchr ("/-_=?&%~+#", (int) last) != NULL || strchr ("/-_=?&%.", *line) != NULL)
    return TRUE;
  if (last == '.' || last == ',' || last == ';' || last == ':')
    return last == '.' && g_ascii_islower (*line) && memchr (line, '/', n) != NULL;

  /* A word that only a path has: "index.html", "a/b", "x=1". */
  for (gsize i = 1; i + 1 < n; i++)
    {
      if (strchr ("/=_&%", line[i]) != NULL || (line[i] == '.' && g_ascii_isalnum (line[i + 1])))
        return TRUE;
    }

  return n > 1 && line[n - 1] == '/';
}

/* Whether a line begins with the rest of a host's name: "b.service.example". */
static gboolean
begins_with_host (const char *line)
{
  for (gsize i = 0; g_ascii_isalnum (line[i]) || line[i] == '-' || line[i] == '.'; i++)
    if (i > 0 && line[i] == '.' && g_ascii_isalnum (line[i - 1]) && g_ascii_isalpha (line[i + 1]))
      return TRUE;

  return FALSE;
}

/* Whether the sign at the end of a text is the word's own: "end-to-", "third-", "ISO/IEC 27001-", not "infor-". */
static gboolean
keeps_hyphen (const char *text,
              gsize       length,
              const char *line)
{
  const char *const *words = dip_lexicon_get_words (dip_lexicon_get_default (), "hyphen-words");
  gsize start = length;

  while (start > 0 && (g_ascii_isalnum (text[start - 1]) || text[start - 1] == '-'))
    start--;
  if (start == length)
    return FALSE;
  /* "security@our-" "service.example" */
  if (start > 0 && strchr ("@./", text[start - 1]) != NULL)
    return TRUE;
  if (g_ascii_isdigit (text[length - 1]) || memchr (text + start, '-', length - start) != NULL ||
      begins_with_host (line))
    return TRUE;
  /* "multi-" "ple" */
  if (dip_begins_with (line, "ple") || dip_begins_with (line, "ply"))
    return FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == length - start && g_ascii_strncasecmp (text + start, words[i], length - start) == 0)
      return TRUE;

  return FALSE;
}

void
dip_text_join (GString    *text,
               const char *line)
{
  gunichar before, after;
  const char *url;

  if (*line == '\0')
    return;
  if (text->len == 0)
    {
      g_string_append (text, line);
      return;
    }

  before = dip_utf8_get (g_utf8_find_prev_char (text->str, text->str + text->len));
  after = dip_utf8_get (line);

  if (dip_glyph_is_cjk (before) || dip_glyph_is_cjk (after) || before == '\n')
    {
      g_string_append (text, line);
      return;
    }

  url = find_url_at_end (text->str, text->len);
  if (url != NULL && url_goes_on (url, line))
    {
      g_string_append (text, line);
      return;
    }

  /* "infor-" and "mation" are one word; "risk-" and "Based" keep the sign. */
  if (text->len >= 2 && (before == '-' || before == 0x2010) &&
      g_unichar_isalnum (dip_utf8_get (g_utf8_prev_char (text->str + text->len - (before == '-' ? 1 : 3)))))
    {
      gsize sign = before == '-' ? 1 : 3;

      if (g_unichar_islower (after) && !keeps_hyphen (text->str, text->len - sign, line))
        g_string_truncate (text, text->len - sign);
      g_string_append (text, line);
      return;
    }

  if (before != '(' && before != '[' && before != ' ' && before != '/' && after != ')' && after != ']' &&
      after != ' ')
    g_string_append_c (text, ' ');
  g_string_append (text, line);
}

/* The character at the beginning of three bytes. */
static inline gunichar
get_wide (const guchar *at)
{
  return (gunichar) (at[0] & 0x0f) << 12 | (gunichar) (at[1] & 0x3f) << 6 | (at[2] & 0x3f);
}

/* Kanji, kana, stops and corner brackets, which folding leaves as they are: nearly all of a Japanese paper. */
static inline gboolean
is_own_key (gunichar c)
{
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fc) ||
         c == 0x3001 || c == 0x3002 || c == 0x300c || c == 0x300d;
}

/* The same of kanji and kana, whatever stands beside them: without ・ and ー. */
static inline gboolean
is_own_run (const guchar *at)
{
  if (at[0] != 0xe3)
    return at[0] > 0xe4 ? at[0] <= 0xe9 : at[0] == 0xe4 && at[1] >= 0xb8;

  return (at[1] == 0x81 && at[2] >= 0x81) || (at[1] == 0x82 && (at[2] <= 0x96 || at[2] >= 0xa1)) ||
         (at[1] == 0x83 && at[2] <= 0xba);
}

/* Whether the character at @at surely composes with nothing before it. */
static inline gboolean
stands_apart (const guchar *at)
{
  gunichar c;

  if (*at < 0xcc)
    return TRUE;
  if (*at < 0xe3 || *at > 0xef)
    return FALSE;
  c = get_wide (at);

  return is_own_key (c) || c == 0x3000 || (c >= 0xff01 && c <= 0xff5e);
}

/* The key of a text of ASCII, its letters in full width, kanji and kana, as folding makes it, without a look into the
 * tables of Unicode; NULL for all others. */
static char *
make_plain_key (const char *text)
{
  const guchar *at = (const guchar *) text;
  g_autofree char *key = g_malloc (strlen (text) + 1);
  char *to = key;

  for (; *at != '\0'; )
    {
      const guchar *run = at;
      gsize n;
      gunichar c;

      while (is_own_run (at))
        at += 3;
      if (at > run)
        {
          if (!stands_apart (at))
            return NULL;
          memcpy (to, run, (gsize) (at - run));
          to += at - run;
          continue;
        }
      n = *at < 0x80 ? 1 : 3;
      if (n == 3 && (*at < 0xe3 || *at > 0xef))
        return NULL;
      if (!stands_apart (at + n))
        return NULL;
      c = n == 1 ? *at : get_wide (at);
      if (c >= 0xff01 && c <= 0xff5e)
        {
          /* a comma or a point in full width may be a Japanese one */
          if (c == 0xff0c || (c == 0xff0e && to > key && (guchar) to[-1] >= 0x80))
            return NULL;
          *to++ = g_ascii_tolower ((char) (c - 0xff01 + '!'));
        }
      else if (c < 0x80)
        {
          /* bullets, at the beginning of a line */
          if (c == '\n' || (to == key && (c == '-' || c == '*')))
            return NULL;
          if (!dip_is_space (c))
            *to++ = g_ascii_tolower ((char) c);
        }
      else if (c != 0x3000)
        {
          /* a middle dot that is a bullet, a long-vowel mark that is a dash */
          if (!is_own_key (c) || (c == 0x30fb && to == key) ||
              (c == 0x30fc && to > key && g_ascii_isalnum (to[-1])))
            return NULL;
          memcpy (to, at, 3);
          to += 3;
        }
      at += n;
    }
  *to = '\0';

  return g_steal_pointer (&key);
}

char *
dip_text_key (const char *text)
{
  char *key = make_plain_key (text);

  return key != NULL ? key
                     : dip_fold_to_string (text, DIP_FOLD_WIDTH | DIP_FOLD_CASE | DIP_FOLD_ALL_SPACE, NULL);
}

/* A character of a key, and where it ends in the text: kanji, kana, letters and digits that fold to themselves or to
 * what is known here. */
static gunichar
get_key_character (const guchar  *at,
                   const guchar **end)
{
  gunichar c;

  *end = at + (*at < 0x80 ? 1 : 3);
  if (*at < 0x80)
    return g_ascii_isalnum ((char) *at) && stands_apart (at + 1) ? (gunichar) g_ascii_tolower ((char) *at) : 0;
  if (*at < 0xe3 || *at > 0xef || !stands_apart (at + 3))
    return 0;
  c = get_wide (at);
  if (c >= 0xff10 && c <= 0xff5a && g_ascii_isalnum ((char) (c - 0xff01 + '!')))
    return (gunichar) g_ascii_tolower ((char) (c - 0xff01 + '!'));

  return is_own_key (c) && c != 0x30fb && c != 0x30fc ? c : 0;
}

gunichar
dip_text_key_first (const char *text)
{
  const guchar *at = (const guchar *) text;

  while (*at == ' ' || *at == '\t')
    at++;

  return get_key_character (at, &at);
}

gboolean
dip_text_key_begins (const char *text,
                     gunichar   *first,
                     gunichar   *second)
{
  const guchar *at = (const guchar *) text;

  while (*at == ' ' || *at == '\t')
    at++;
  *first = get_key_character (at, &at);
  if (*first == 0)
    return FALSE;
  while (*at == ' ' || *at == '\t')
    at++;
  *second = 0;
  if (*at == '\0')
    return TRUE;
  *second = get_key_character (at, &at);

  return *second != 0;
}

GHashTable *
dip_word_set_new (const DipLexicon *lexicon,
                  const char       *list)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const *words = dip_lexicon_get_words (lexicon, list);

  for (guint i = 0; words[i] != NULL; i++)
    g_hash_table_insert (set, dip_text_key (words[i]), (gpointer) words[i]);

  return set;
}

gboolean
dip_word_set_has (GHashTable *set,
                  const char *text)
{
  g_autofree char *key = NULL;

  if (strlen (text) > 200)
    return FALSE;
  key = dip_text_key (text);

  return g_hash_table_contains (set, key);
}
