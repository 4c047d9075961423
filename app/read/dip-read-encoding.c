/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "read/dip-read-private.h"

#include "base/dip-error.h"
#include "base/dip-strings.h"

#include <string.h>
#include <uchardet.h>

/* uchardet makes up its mind long before this. */
#define DETECT_BYTES (256 * 1024)

/* Nothing longer does without hiragana. */
#define MAX_WORDS (64 * 1024)

/* What is sampled to judge whether decoded text is text. */
#define JUDGE_CHARACTERS (64 * 1024)

/*
 * Which encoding?  A byte order mark decides; valid UTF-8 is UTF-8; then
 * UTF-16 without a mark by its zero bytes; then uchardet proposes, and so do
 * the three Japanese encodings themselves, since uchardet errs on short text.
 * A proposal is taken only if every byte decodes and the result looks like
 * Japanese or nearly plain ASCII: a wrong guess gives rare kanji, half-width
 * katakana and hardly any hiragana, and is refused. A table of words has no hiragana at all: there each kanji has to be
 * one of the common ones, and none may stand where a western text has its apostrophe.
 *
 * uchardet's SHIFT_JIS is decoded as CP932, which has the vendors' characters
 * (circled numbers, parenthesised stock, Roman numerals) that papers use.
 */

typedef struct
{
  guint n_characters;
  guint n_ascii;
  guint n_control;     /* but for white space */
  guint n_hiragana;
  guint n_japanese;    /* kana, kanji, CJK and full-width punctuation, ①, №, ≧ and such */
  guint n_half_kana;
  guint n_symbols;     /* bullets, dashes, quotes and such of Japanese character sets */
  guint n_rare;        /* private use, unassigned, replacement */
} Tally;

static gboolean
is_symbol (gunichar c)
{
  return (c >= 0x2010 && c < 0x2800) || (c >= 0x3000 && c <= 0x303f)
    || c == 0xa7 || c == 0xa8 || c == 0xb0 || c == 0xb1 || c == 0xb4 || c == 0xb6 || c == 0xd7 || c == 0xf7
    || (c >= 0xff01 && c <= 0xff5e && !g_unichar_isalnum (c));
}

static void
tally_text (const char *text,
            Tally      *tally)
{
  *tally = (Tally) { 0 };

  for (const char *at = text; *at != '\0' && tally->n_characters < JUDGE_CHARACTERS;
       at = g_utf8_next_char (at))
    {
      guint8 first = (guint8) *at;
      gunichar c;

      tally->n_characters++;
      /* letters, kanji and kana, most of a paper */
      if (g_ascii_isalnum (*at))
        {
          tally->n_ascii++;
          continue;
        }
      if (first >= 0xe5 && first <= 0xe8)
        {
          tally->n_japanese++;
          continue;
        }
      if (*at == ' ' || *at == '\n')
        {
          tally->n_ascii++;
          continue;
        }
      /* U+3041 to U+309F */
      if (first == 0xe3 && (((guint8) at[1] == 0x81 && (guint8) at[2] > 0x80) ||
                            ((guint8) at[1] == 0x82 && (guint8) at[2] < 0xa0)))
        {
          tally->n_hiragana++;
          tally->n_japanese++;
          continue;
        }
      c = g_utf8_get_char (at);
      tally->n_symbols += is_symbol (c);

      if (c < 0x80)
        {
          tally->n_ascii++;
          if ((c < 0x20 && !g_ascii_isspace ((char) c) && c != '\v' && c != '\x1a') || c == 0x7f)
            tally->n_control++;
        }
      else if (c >= 0x3041 && c <= 0x309f)
        {
          tally->n_hiragana++;
          tally->n_japanese++;
        }
      else if ((c >= 0x3000 && c <= 0x30ff) || (c >= 0x3200 && c <= 0x33ff) || (c >= 0x4e00 && c <= 0x9fff) ||
               (c >= 0xff01 && c <= 0xff5e) || (c >= 0x2100 && c <= 0x2266) || (c >= 0x2460 && c <= 0x266f))
        tally->n_japanese++;
      else if (c >= 0xff61 && c <= 0xff9f)
        tally->n_half_kana++;
      else if (c < 0xa0)
        tally->n_control += c != 0x85;
      else if (c == 0xfffd || g_unichar_type (c) == G_UNICODE_PRIVATE_USE || !g_unichar_isdefined (c))
        tally->n_rare++;
    }
}

static gboolean
looks_binary (const Tally *tally)
{
  return tally->n_control >= 3 && tally->n_control * 200 > tally->n_characters;
}

static gboolean
looks_japanese (const Tally *tally)
{
  guint n_other = tally->n_characters - tally->n_ascii;

  if (n_other == 0)
    return TRUE;

  return !looks_binary (tally) && tally->n_rare * 50 <= n_other && tally->n_half_kana * 4 <= n_other &&
         tally->n_japanese * 10 >= n_other * 8 && tally->n_hiragana * 20 >= n_other;
}

/* Kanji that everybody writes, kana, and signs: what they begin with in EUC-JP. */
static gboolean
is_common (guint8 lead)
{
  return lead < 0x80 || (lead >= 0xa1 && lead <= 0xa8) || lead == 0xad || (lead >= 0xb0 && lead <= 0xcf);
}

/* Whether all of a text is words in common characters, as in a table or a list of names. "don\x92t" of a western
 * encoding has a kanji alone among letters. */
static gboolean
looks_like_words (const char  *text,
                  const Tally *tally)
{
  guint n_other = tally->n_characters - tally->n_ascii;
  g_autofree char *euc = NULL;
  guint n_among = 0, n_uncommon = 0;

  if (tally->n_control > 0 || tally->n_rare > 0 || tally->n_half_kana * 4 > n_other)
    return FALSE;
  euc = g_convert (text, -1, "EUC-JP-MS", "UTF-8", NULL, NULL, NULL);
  if (euc == NULL)
    return FALSE;

  for (const guint8 *at = (const guint8 *) euc, *start = at; *at != '\0'; )
    {
      gsize n = *at < 0x80 ? 1 : *at == 0x8f ? 3 : 2;

      /* half-width katakana are counted already */
      n_uncommon += *at != 0x8e && !is_common (*at);
      n_among += *at >= 0xb0 && at > start && at[-1] < 0x80 && at[n] < 0x80 &&
                 (g_ascii_isalpha (at[-1]) || g_ascii_isalpha (at[n]));
      at += n;
    }

  return n_uncommon * 20 <= n_other && n_among * 10 <= n_other;
}

/* English that was saved on a Japanese computer: all that is no ASCII is bullets,
 * dashes and quotes. Text of a western encoding would have kanji among them. */
static gboolean
looks_like_english (const Tally *tally)
{
  guint n_other = tally->n_characters - tally->n_ascii;

  return !looks_binary (tally) && tally->n_symbols == n_other && tally->n_ascii >= 200 &&
         n_other * 20 <= tally->n_characters;
}

/* Typographic quotes and accents in English text; anything denser is another script. */
static gboolean
looks_western (const Tally *tally)
{
  guint n_other = tally->n_characters - tally->n_ascii;

  return !looks_binary (tally) && tally->n_rare == 0 && tally->n_ascii >= 200 &&
         n_other * 20 <= tally->n_characters;
}

static void
set_binary (GError **error)
{
  g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_UNKNOWN_FORMAT,
                       "This is no text: it has bytes that only binary files have. "
                       "Export the paper as plain text and import that.");
}

static char *
try_convert (const guint8 *data,
             gsize         length,
             const char   *from)
{
  g_autofree char *text = NULL;
  gsize n_read, n_written;

  text = g_convert ((const char *) data, (gssize) length, "UTF-8", from, &n_read, &n_written, NULL);
  if (text == NULL || n_read != length || memchr (text, 0, n_written) != NULL)
    return NULL;

  return g_steal_pointer (&text);
}

/* Bytes below 128, and escapes that lead from one set to another: nothing else is written like that. iconv takes the
 * shift to katakana for a character of the text. */
static char *
decode_jis (const guint8 *data,
            gsize         length)
{
  g_autofree char *text = NULL;
  g_autoptr (GByteArray) euc = NULL;
  Tally tally;

  if (memmem (data, length, "\x1b$", 2) == NULL)
    return NULL;

  if (memchr (data, 0x0e, length) == NULL)
    text = try_convert (data, length, "ISO-2022-JP-3");
  if (text == NULL)
    {
      euc = _dip_read_jis_to_euc (data, length);
      if (euc != NULL)
        text = try_convert (euc->data, euc->len, "EUC-JP-MS");
    }
  if (text == NULL)
    return NULL;

  tally_text (text, &tally);

  return tally.n_control == 0 && tally.n_rare == 0 ? g_steal_pointer (&text) : NULL;
}

static char *
decode_utf16 (const guint8  *data,
              gsize          length,
              const char    *from,
              GError       **error)
{
  g_autofree char *text = try_convert (data, length & ~(gsize) 1, from);

  if (text == NULL)
    g_set_error (error, DIP_READ_ERROR, DIP_READ_ERROR_DAMAGED,
                 "The text says that it is %s, but it is broken: save it again as UTF-8.", from);

  return g_steal_pointer (&text);
}

/* Without a mark that says so: Latin letters, digits and line ends of UTF-16 have a zero byte, always on the same
 * side. In Japanese they are few, and full-width spaces have one on the other side: what comes out decides. */
static char *
guess_utf16 (const guint8  *data,
             gsize          length,
             const char   **encoding)
{
  static const char *const orders[] = { "UTF-16LE", "UTF-16BE" };
  gsize n_zero[2] = { 0, 0 };
  gsize n = MIN (length, (gsize) DETECT_BYTES) & ~(gsize) 1;

  for (gsize i = 0; i < n; i++)
    if (data[i] == 0)
      n_zero[i & 1]++;

  if (n_zero[0] + n_zero[1] < MAX (n / 200, 1))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      gboolean one_sided = n_zero[1 - i] > n_zero[i] * 20;
      g_autofree char *text = NULL;
      Tally tally;

      /* One order is as good as certain. */
      if (!one_sided && n_zero[i] > n_zero[1 - i] * 20)
        continue;

      text = try_convert (data, length & ~(gsize) 1, orders[i]);
      if (text == NULL)
        continue;

      tally_text (text, &tally);
      if (!looks_binary (&tally) && tally.n_rare * 100 <= tally.n_characters &&
          (tally.n_ascii + tally.n_japanese) * 10 >= tally.n_characters * 8 && (one_sided || looks_japanese (&tally)))
        {
          *encoding = orders[i];
          return g_steal_pointer (&text);
        }
    }

  return NULL;
}

/* UTF-8 with a few broken bytes, as cutting and pasting leaves them, is still UTF-8. */
static char *
repair_utf8 (const guint8 *data,
             gsize         length,
             GPtrArray    *warnings)
{
  g_autoptr (GString) text = NULL;
  const char *at = (const char *) data;
  const char *end = at + length;
  gsize n_broken = 0;
  gsize n_wide = 0;

  /* Count first: most files that come here are something else. */
  for (gsize i = 0; i < length; i++)
    n_wide += data[i] >= 0xc2;

  text = g_string_sized_new (length + 16);
  while (at < end)
    {
      const char *bad;

      if (g_utf8_validate (at, end - at, &bad))
        {
          g_string_append_len (text, at, end - at);
          break;
        }
      g_string_append_len (text, at, bad - at);
      if (*bad != '\0')
        g_string_append (text, "\xef\xbf\xbd");
      at = bad + 1;
      if (++n_broken > 20 && n_broken * 50 > n_wide)
        return NULL;
    }

  if (n_broken * 50 > n_wide)
    return NULL;

  g_ptr_array_add (warnings,
                   g_strdup_printf ("The text is UTF-8 with %" G_GSIZE_FORMAT " broken bytes, "
                                    "which are shown as \xef\xbf\xbd.", n_broken));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
detect_charset (const guint8 *data,
                gsize         length,
                char          name[static 32])
{
  uchardet_t detector = uchardet_new ();

  name[0] = '\0';
  if (uchardet_handle_data (detector, (const char *) data, MIN (length, DETECT_BYTES)) == 0)
    {
      uchardet_data_end (detector);
      g_strlcpy (name, uchardet_get_charset (detector), 32);
    }
  uchardet_delete (detector);

  return name;
}

static char *
decode_legacy (const guint8  *data,
               gsize          length,
               const char   **encoding,
               GPtrArray     *warnings,
               GError       **error)
{
  static const struct { const char *detected, *iconv, *name; } japanese[] = {
    { "SHIFT_JIS", "CP932", "CP932" },
    { "EUC-JP", "EUC-JP-MS", "EUC-JP" },
    { "EUC-JP", "EUC-JP", "EUC-JP" },
  };
  char detected[32];
  gboolean binary = FALSE;
  char *jis = decode_jis (data, length);
  Tally tally;

  if (jis != NULL)
    {
      *encoding = "ISO-2022-JP";
      return jis;
    }

  detect_charset (data, length, detected);

  /* What uchardet says first, then the others. */
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (japanese); i++)
        {
          g_autofree char *text = NULL;

          if ((g_ascii_strcasecmp (detected, japanese[i].detected) == 0) != (pass == 0))
            continue;

          text = try_convert (data, length, japanese[i].iconv);
          if (text == NULL)
            continue;

          tally_text (text, &tally);
          if (tally.n_characters > tally.n_ascii && (looks_japanese (&tally) || looks_like_english (&tally)))
            {
              *encoding = japanese[i].name;
              return g_steal_pointer (&text);
            }
        }
    }

  /* not as EUC-JP, whose common kanji are the letters of Korean and Chinese texts */
  if (length <= MAX_WORDS)
    {
      g_autofree char *text = try_convert (data, length, "CP932");

      if (text != NULL)
        tally_text (text, &tally);
      if (text != NULL && tally.n_characters > tally.n_ascii && looks_like_words (text, &tally))
        {
          *encoding = "CP932";
          return g_steal_pointer (&text);
        }
    }

  if (memchr (data, 0, length) == NULL)
    {
      g_autofree char *text = repair_utf8 (data, length, warnings);

      if (text != NULL)
        {
          *encoding = "UTF-8";
          return g_steal_pointer (&text);
        }

      text = try_convert (data, length, "WINDOWS-1252");
      if (text != NULL)
        {
          tally_text (text, &tally);
          if (looks_western (&tally))
            {
              *encoding = "Windows-1252";
              g_ptr_array_add (warnings,
                               g_strdup ("The encoding of the text is a guess: Windows-1252."));
              return g_steal_pointer (&text);
            }
          binary = looks_binary (&tally);
        }
    }
  else
    {
      binary = TRUE;
    }

  /* Bytes below the space that no text has decide between the two messages. */
  if (!binary)
    {
      gsize n = MIN (length, (gsize) DETECT_BYTES);
      gsize n_control = 0;

      for (gsize i = 0; i < n; i++)
        n_control += data[i] < 0x20 && !g_ascii_isspace ((char) data[i]) && data[i] != 0x1b;
      binary = n_control * 100 > n;
    }

  if (binary)
    set_binary (error);
  else
    g_set_error_literal (error, DIP_READ_ERROR, DIP_READ_ERROR_ENCODING,
                         "The encoding of the text cannot be told. UTF-8, UTF-16, Shift_JIS, EUC-JP "
                         "and ISO-2022-JP are read: save the file as UTF-8 and import that.");

  return NULL;
}

static char *
decode (const guint8  *data,
        gsize          length,
        const char   **encoding,
        GPtrArray     *warnings,
        GError       **error)
{
  char *text;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  else if (length >= 4 && (memcmp (data, "\xff\xfe\0\0", 4) == 0 || memcmp (data, "\0\0\xfe\xff", 4) == 0))
    {
      *encoding = data[0] == 0xff ? "UTF-32LE" : "UTF-32BE";
      return decode_utf16 (data + 4, length - 4, *encoding, error);
    }
  else if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    {
      *encoding = data[0] == 0xff ? "UTF-16LE" : "UTF-16BE";
      return decode_utf16 (data + 2, length - 2, *encoding, error);
    }

  /* ISO-2022-JP is ASCII to anyone who does not look for the escape. */
  if ((memchr (data, 0x1b, length) == NULL || memmem (data, length, "\x1b$", 2) == NULL) &&
      memchr (data, 0, length) == NULL &&
      dip_utf8_is_valid ((const char *) data, length))
    {
      *encoding = "UTF-8";
      return g_strndup ((const char *) data, length);
    }

  text = guess_utf16 (data, length, encoding);
  if (text != NULL)
    return text;

  return decode_legacy (data, length, encoding, warnings, error);
}

/* Whether a text may have control characters, but for white space. Of UTF-8, 0xC2 begins those beyond ASCII. */
static gboolean
may_have_control (const char *text)
{
  gsize length = strlen (text);
  guint found = 0;

  /* without a way out: several bytes are looked at together */
  for (gsize i = 0; i < length; i++)
    {
      guint8 c = (guint8) text[i];

      found |= (c < 0x20 && (c < '\t' || c > '\r')) | (c == 0x7F) | (c == 0xC2);
    }

  return found != 0;
}

char *
_dip_read_decode (GBytes      *bytes,
                  const char **encoding,
                  GPtrArray   *warnings,
                  GError     **error)
{
  g_autofree char *text = NULL;
  const guint8 *data;
  gsize length;
  Tally tally;

  data = g_bytes_get_data (bytes, &length);
  text = decode (data, length, encoding, warnings, error);
  if (text == NULL)
    return NULL;

  /* Valid does not mean text: a file of control characters is valid UTF-8. */
  if (may_have_control (text))
    {
      tally_text (text, &tally);
      if (looks_binary (&tally))
        {
          set_binary (error);
          return NULL;
        }
    }

  return g_steal_pointer (&text);
}
