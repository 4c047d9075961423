/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-fold.h"

#include "text/dip-characters.h"
#include "text/dip-fold-private.h"
#include "text/dip-phrases-private.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* Bytes of a cell or a word, which are mostly looked at whole. */
#define SHORT_TEXT 48u

/* Bytes that a thread keeps room for: sentences have some hundred. */
#define MIN_SCRATCH 512u
#define MAX_SCRATCH 16384u

/* Code points that are normalised together: a letter with its marks. A text of
 * a million combining marks would make normalisation quadratic; this is the
 * limit of Unicode's stream-safe format (UAX #15, 13). */
#define MAX_CLUSTER 31u

typedef struct
{
  DipFoldBuffer  buffer;
  DipFoldFlags   flags;
  gboolean       space;        /* white space is waiting to be kept or dropped */
  gunichar       last;         /* last character written, 0 at the beginning */
  gboolean       line_start;
  gboolean       gap;          /* something was dropped before the next character */
} Folder;

static gboolean
is_word (gunichar c)
{
  return c < 0x250 && (c < 0x80 ? g_ascii_isalnum (c) : g_unichar_isalnum (c));
}

/* A space stays between two words that would run together without it. After a
 * full stop, a comma or a closing bracket of a Latin sentence nothing is lost. */
static void
write_character (Folder   *self,
                 gunichar  c,
                 guint32   start)
{
  char bytes[6];
  int length;

  /* A mark that lost what it stood on would move onto its new neighbour. */
  if (c >= 0x300 && self->gap && (self->flags & DIP_FOLD_WIDTH) && u_getCombiningClass (c) > 0)
    return;
  self->gap = FALSE;

  if (self->space)
    {
      if ((self->flags & DIP_FOLD_ALL_SPACE) == 0 && is_word (self->last) && is_word (c))
        dip_fold_buffer_append (&self->buffer, " ", 1, start);
      self->space = FALSE;
    }

  if (self->flags & DIP_FOLD_CASE)
    c = c < 0x80 ? (gunichar) g_ascii_tolower (c) : (gunichar) u_foldCase (c, U_FOLD_CASE_DEFAULT);

  if (c < 0x80)
    {
      bytes[0] = (char) c;
      length = 1;
    }
  else
    length = g_unichar_to_utf8 (c, bytes);
  dip_fold_buffer_append (&self->buffer, bytes, length, start);
  self->last = c;
  self->line_start = FALSE;
}

/* Punctuation whose kin depends on its neighbours. */
static gunichar
fold_by_context (gunichar original,
                 gunichar c,
                 gunichar before,
                 gunichar after)
{
  gboolean between_latin = before != 0 && before < 0x80 && after != 0 && after < 0x80;

  if (original == 0xFF0C && !between_latin)
    return 0x3001;
  if (original == 0xFF0E && before >= 0x3041 && after >= 0x80)
    return 0x3002;
  if (c == 0x30FC && before < 0x80 && g_ascii_isalnum (before))
    return '-';

  return c;
}

/* What ICU says of a character of the basic plane, asked once a program: written by any
 * thread, always the same byte. */
#define KNOWN    1u
#define ALONE    2u  /* NFKC leaves it as it is where nothing follows that composes with it */
#define BOUNDARY 4u  /* it composes with nothing before it */

static guint8 traits[0x10000];

static guint8
get_traits (gunichar c)
{
  guint8 known = c < G_N_ELEMENTS (traits) ? __atomic_load_n (&traits[c], __ATOMIC_RELAXED) : 0;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfkc;
  UChar source[2];
  UChar target[64];
  int n_source = 0;
  int n_target;

  if (known != 0)
    return known;

  nfkc = unorm2_getNFKCInstance (&status);
  U16_APPEND_UNSAFE (source, n_source, c);
  n_target = unorm2_normalize (nfkc, source, n_source, target, G_N_ELEMENTS (target), &status);
  known = KNOWN;
  if (U_SUCCESS (status) && n_target == n_source && memcmp (source, target, n_source * sizeof (UChar)) == 0)
    known |= ALONE;
  if (unorm2_hasBoundaryBefore (nfkc, (UChar32) c))
    known |= BOUNDARY;
  if (c < G_N_ELEMENTS (traits))
    __atomic_store_n (&traits[c], known, __ATOMIC_RELAXED);

  return known;
}

static void
fold_cluster (Folder     *self,
              const char *cluster,
              gsize       length,
              guint32     start,
              gunichar    after)
{
  const UNormalizer2 *nfkc;
  UErrorCode status = U_ZERO_ERROR;
  UChar source[2 * MAX_CLUSTER + 2];
  UChar target[20 * MAX_CLUSTER + 32];
  gunichar original = g_utf8_get_char (cluster);
  int n_source = 0;
  int n_target;

  for (const char *at = cluster; at < cluster + length; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      U16_APPEND_UNSAFE (source, n_source, c);
    }

  nfkc = unorm2_getNFKCInstance (&status);
  n_target = unorm2_normalize (nfkc, source, n_source, target, G_N_ELEMENTS (target), &status);
  if (U_FAILURE (status))
    {
      memcpy (target, source, n_source * sizeof (UChar));
      n_target = n_source;
    }

  for (int i = 0; i < n_target; )
    {
      UChar32 c;

      U16_NEXT (target, i, n_target, c);
      if (dip_is_space (c))
        {
          if (self->flags & (DIP_FOLD_SPACE | DIP_FOLD_ALL_SPACE))
            self->space = self->gap = TRUE;
          else
            write_character (self, ' ', start);
          continue;
        }

      c = fold_by_context (original, _dip_fold_kin (c), self->last, after);
      write_character (self, c, start);
    }
}

/* End of the cluster that begins at @at: up to the next character that nothing
 * before it composes with. */
static const char *
cluster_end (const char *at)
{
  const char *next = g_utf8_next_char (at);
  guint n = 1;

  while (*next != '\0' && n < MAX_CLUSTER && (guint8) *next >= 0x80
         && (get_traits (dip_utf8_get (next)) & BOUNDARY) == 0)
    {
      next = g_utf8_next_char (next);
      n++;
    }

  return next;
}

/* The letters and signs of ASCII in full width: NFKC makes them one character
 * each, which composes with nothing before it. */
static inline gboolean
is_full_width (gunichar c)
{
  return c >= 0xFF01 && c <= 0xFF5E;
}

/* Whether what stands before a character is no matter of it. */
static inline gboolean
stands_alone (gunichar c)
{
  return c < 0x300 || _dip_fold_is_plain (c) || is_full_width (c);
}

/* Which of U+3000 to U+30FF stay what they are, whatever stands beside them:
 * 、 。 「 」, the kana, and inside a word ・ and ー. A bit each. */
static const guint32 kana[8] = {
  0x00003006, 0x00000000, 0xFFFFFFFE, 0xFFFFFFFF, 0x007FFFFF, 0xFFFFFFFE, 0xFFFFFFFF, 0x1FFFFFFF,
};

/* Whether a character stays what it is: kanji and kana, most of a Japanese paper. Three bytes. */
static inline gboolean
stays (const guint8 *at)
{
  guint low;

  if (at[0] < 0xE3 || at[0] > 0xE9)
    return FALSE;
  if (at[0] >= 0xE5)
    return TRUE;
  if (at[0] == 0xE4)
    return at[1] >= 0xB8;
  low = (guint) (at[1] & 0x3F) << 6 | (at[2] & 0x3F);

  return low < 0x100 && (kana[low / 32] >> low % 32 & 1) != 0;
}

/* The same of ・ at the beginning of a line, which is a bullet, and of ー behind a letter, which is a hyphen. */
static inline gboolean
stays_here (const Folder *self,
            const guint8 *at)
{
  if (at[0] != 0xE3 || at[1] != 0x83 || at[2] < 0xBB)
    return TRUE;

  return at[2] == 0xBB ? !self->line_start : self->last >= 0x80 || !g_ascii_isalnum (self->last);
}

static inline gboolean
next_stands_alone (const guint8 *at)
{
  return at[0] < 0x80 || stays (at) || stands_alone (dip_utf8_get ((const char *) at));
}

static inline gboolean
is_ascii_space (guint8 c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Folds what needs no look into a table, up to the first character that does.
 * Nothing gets longer here, so the room is made once. */
static const char *
fold_common (Folder     *self,
             const char *from,
             const char *text,
             gsize       length)
{
  const guint8 *at = (const guint8 *) from;
  DipFoldBuffer *buffer = &self->buffer;
  gboolean drop_space = (self->flags & (DIP_FOLD_SPACE | DIP_FOLD_ALL_SPACE)) != 0;
  gboolean width = (self->flags & DIP_FOLD_WIDTH) != 0;
  gboolean lower = (self->flags & DIP_FOLD_CASE) != 0;
  char *out;
  guint32 *starts;

  dip_fold_buffer_reserve (buffer, length - (gsize) (from - text) + 1);
  out = buffer->text + buffer->length;
  starts = buffer->starts != NULL ? buffer->starts + buffer->length : NULL;

  for (;;)
    {
      guint32 start = (guint32) ((const char *) at - text);
      guint8 c = *at;
      gsize step = 1;

      if (c >= 0x80 && stays (at) && stays_here (self, at))
        {
          const guint8 *end = at + 3;
          gsize n;

          while (stays (end))
            end += 3;
          if (width && !next_stands_alone (end))
            end -= 3;
          if (end == at)
            break;
          n = (gsize) (end - at);
          memcpy (out, at, n);
          out += n;
          for (gsize i = 0; starts != NULL && i < n; i += 3)
            {
              starts[0] = starts[1] = starts[2] = start + (guint32) i;
              starts += 3;
            }
          self->space = self->gap = self->line_start = FALSE;
          self->last = dip_utf8_get ((const char *) end - 3);
          at = end;
          continue;
        }

      if (is_ascii_space (c) && drop_space)
        {
          self->space = self->gap = TRUE;
          self->line_start = self->line_start || c == '\n';
          at++;
          continue;
        }

      if (c == 0xEF && width)
        {
          gunichar full = dip_utf8_get ((const char *) at);

          if (!is_full_width (full) || full == 0xFF0C || full == 0xFF0E || !next_stands_alone (at + 3))
            break;
          c = (guint8) (full - 0xFF01 + '!');
          step = 3;
        }
      else if (c == '\0' || c >= 0x80 || is_ascii_space (c) || (width && !next_stands_alone (at + 1)) ||
               ((c == '-' || c == '*') && width && self->line_start))
        break;

      if (self->space)
        {
          if ((self->flags & DIP_FOLD_ALL_SPACE) == 0 && is_word (self->last) && g_ascii_isalnum (c))
            {
              *out++ = ' ';
              if (starts != NULL)
                *starts++ = start;
            }
          self->space = FALSE;
        }
      if (lower && c >= 'A' && c <= 'Z')
        c += 'a' - 'A';
      *out++ = (char) c;
      if (starts != NULL)
        *starts++ = start;
      at += step;

      /* the rest of a word of ASCII */
      while (*at > ' ' && *at < 0x7F && at[1] < 0x80)
        {
          c = *at;
          if (lower && c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
          *out++ = (char) c;
          if (starts != NULL)
            *starts++ = (guint32) ((const char *) at - text);
          at++;
        }
      self->last = c;
      self->line_start = self->gap = FALSE;
    }
  buffer->length = (gsize) (out - buffer->text);

  return (const char *) at;
}

/* Folds the character at @at, whatever it is, with what composes with it. */
static const char *
fold_rare (Folder     *self,
           const char *at,
           const char *text)
{
  gboolean width = (self->flags & DIP_FOLD_WIDTH) != 0;
  gunichar c = dip_utf8_get (at);
  guint32 start = (guint32) (at - text);
  const char *next = at + dip_utf8_length (*at);
  gunichar after = dip_utf8_get (next);

  if (dip_is_space (c))
    {
      gboolean line_start = self->line_start || c == '\n';

      if (self->flags & (DIP_FOLD_SPACE | DIP_FOLD_ALL_SPACE))
        self->space = self->gap = TRUE;
      else
        write_character (self, width && c != '\n' ? ' ' : c, start);
      self->line_start = line_start;
      return next;
    }

  if (!width)
    {
      write_character (self, c, start);
      return next;
    }

  if (_dip_fold_is_ignorable (c))
    {
      self->gap = TRUE;
      return next;
    }

  if (_dip_fold_is_bullet (c, self->line_start, dip_is_space (after)))
    {
      write_character (self, DIP_FOLD_BULLET, start);
      return next;
    }

  if ((_dip_fold_is_plain (c) || is_full_width (c)) && stands_alone (after))
    {
      gunichar same = is_full_width (c) ? c - 0xFF01 + '!' : c;

      write_character (self, fold_by_context (c, _dip_fold_kin (same), self->last, after), start);
      return next;
    }

  next = cluster_end (at);
  after = dip_utf8_get (next);
  /* one character that stays itself, and is no space: that was looked at above */
  if (next - at == (gssize) dip_utf8_length (*at) && (get_traits (c) & ALONE) != 0)
    write_character (self, fold_by_context (c, _dip_fold_kin (c), self->last, after), start);
  else
    fold_cluster (self, at, next - at, start, after);

  return next;
}

static void
fold_text (Folder     *self,
           const char *text,
           gsize       length)
{
  for (const char *at = text;;)
    {
      at = fold_common (self, at, text, length);
      if (*at == '\0')
        return;
      at = fold_rare (self, at, text);
    }
}

/* The folded text, terminated, in the buffer. */
static void
fold_on (Folder           *self,
         const char       *text,
         gsize             length,
         const DipLexicon *lexicon)
{
  fold_text (self, text, length);
  if (self->flags & DIP_FOLD_SPELLING)
    _dip_fold_spelling (&self->buffer, _dip_lexicon_get_spelling (lexicon));

  /* The last entry, with the byte that terminates the text. */
  dip_fold_buffer_append (&self->buffer, "", 1, (guint32) length);
}

/* Buffers of a thread while nothing is folded; texts are folded one after the other, by thousands. */
static void
scratch_free (gpointer data)
{
  DipFoldBuffer *scratch = data;

  g_free (scratch->text);
  g_free (scratch->starts);
  g_free (scratch);
}

static GPrivate scratches = G_PRIVATE_INIT (scratch_free);

static void
take_scratch (DipFoldBuffer *buffer,
              gsize          length)
{
  DipFoldBuffer *scratch = g_private_get (&scratches);

  if (scratch == NULL || scratch->text == NULL || scratch->capacity < length + 16)
    {
      dip_fold_buffer_init (buffer, MAX (length, MIN_SCRATCH), TRUE);
      return;
    }

  *buffer = *scratch;
  buffer->length = 0;
  scratch->text = NULL;
  scratch->starts = NULL;
}

static void
return_scratch (DipFoldBuffer *buffer)
{
  DipFoldBuffer *scratch = g_private_get (&scratches);

  if (scratch == NULL)
    {
      scratch = g_new0 (DipFoldBuffer, 1);
      g_private_set (&scratches, scratch);
    }
  if (buffer->capacity > MAX_SCRATCH || (scratch->text != NULL && scratch->capacity >= buffer->capacity))
    {
      g_free (buffer->text);
      g_free (buffer->starts);
      return;
    }

  g_free (scratch->text);
  g_free (scratch->starts);
  *scratch = *buffer;
}

/* The folded text of a buffer, which goes, in one block with the way back. */
static DipFolded *
keep_folded (DipFoldBuffer *buffer)
{
  DipFolded *folded = g_malloc (sizeof (DipFolded) + buffer->length * (sizeof (guint32) + 1));

  folded->length = buffer->length - 1;
  folded->starts = (guint32 *) (folded + 1);
  folded->text = (char *) (folded->starts + buffer->length);
  memcpy (folded->starts, buffer->starts, buffer->length * sizeof (guint32));
  memcpy (folded->text, buffer->text, buffer->length);
  return_scratch (buffer);

  return folded;
}
/**
 * dip_fold:
 * @text: UTF-8
 * @flags: what counts as the same
 * @lexicon: (nullable): needed for [flags@DipFoldFlags] SPELLING
 *
 * Makes a copy of a text in which everything that counts as the same is the
 * same, with the way back to the original for each byte.
 *
 * Folding a folded text again changes nothing. Takes time in proportion to the
 * length of @text. Normalisation is ICU's NFKC, done cluster by cluster so that
 * the places in the original stay known.
 *
 * Returns: (transfer full): the folded text
 */
DipFolded *
dip_fold (const char       *text,
          DipFoldFlags      flags,
          const DipLexicon *lexicon)
{
  Folder self = { .flags = flags, .line_start = TRUE, .gap = TRUE };
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  take_scratch (&self.buffer, length);
  fold_on (&self, text, length, lexicon);

  return keep_folded (&self.buffer);
}

/* Upper case in place; FALSE where a letter beyond ASCII has another case. */
static gboolean
lower_plain (char  *text,
             gsize  length)
{
  for (gsize i = 0; i < length;)
    {
      guint8 c = (guint8) text[i];

      if (c < 0x80)
        {
          text[i++] = g_ascii_tolower ((char) c);
          continue;
        }
      /* kana and kanji have no case */
      if (c < 0xE3 || c > 0xE9)
        {
          UChar32 letter = (UChar32) dip_utf8_get (text + i);

          if (u_foldCase (letter, U_FOLD_CASE_DEFAULT) != letter)
            return FALSE;
        }
      i += dip_utf8_length ((char) c);
    }

  return TRUE;
}

/**
 * dip_fold_on:
 * @self: a text that was folded with DIP_FOLD_WIDTH and DIP_FOLD_SPACE
 * @flags: these two, and DIP_FOLD_CASE, DIP_FOLD_SPELLING or both
 * @lexicon: (nullable): needed for [flags@DipFoldFlags] SPELLING
 *
 * What dip_fold() makes of the original with @flags, for less: a paper's
 * sentences are folded in several ways.
 *
 * Returns: (transfer full) (nullable): the folded text; %NULL where it has to be
 *   made of the original, which has letters of other alphabets in upper case
 */
DipFolded *
dip_fold_on (const DipFolded  *self,
             DipFoldFlags      flags,
             const DipLexicon *lexicon)
{
  DipFoldBuffer buffer;

  g_return_val_if_fail (self != NULL, NULL);

  take_scratch (&buffer, self->length);
  dip_fold_buffer_append_range (&buffer, self->text, self->length, self->starts);
  if ((flags & DIP_FOLD_CASE) != 0 && !lower_plain (buffer.text, buffer.length))
    {
      return_scratch (&buffer);
      return NULL;
    }
  if (flags & DIP_FOLD_SPELLING)
    _dip_fold_spelling (&buffer, _dip_lexicon_get_spelling (lexicon));
  dip_fold_buffer_append (&buffer, "", 1, self->starts[self->length]);

  return keep_folded (&buffer);
}

/**
 * dip_fold_on_is_same:
 * @self: a text that was folded with DIP_FOLD_WIDTH and DIP_FOLD_SPACE
 * @flags: these two, and DIP_FOLD_CASE, DIP_FOLD_SPELLING or both
 * @lexicon: (nullable): needed for [flags@DipFoldFlags] SPELLING
 *
 * One look at each character, up to the first that might change.
 *
 * Returns: TRUE if dip_fold_on() gives what @self is already; FALSE says nothing
 */
gboolean
dip_fold_on_is_same (const DipFolded  *self,
                     DipFoldFlags      flags,
                     const DipLexicon *lexicon)
{
  gboolean has_case = (flags & DIP_FOLD_CASE) != 0;
  gboolean is_spelled = (flags & DIP_FOLD_SPELLING) != 0;
  const DipPhrases *phrases = is_spelled ? _dip_lexicon_get_spelling (lexicon) : NULL;

  for (gsize i = 0; i < self->length; i += dip_utf8_length (self->text[i]))
    {
      guint8 c = (guint8) self->text[i];

      if (has_case && (c < 0x80 ? g_ascii_isupper ((char) c) : c < 0xE3 || c > 0xE9))
        return FALSE;
      if (!is_spelled)
        continue;
      /* the mark of a long vowel */
      if (c == 0xE3 && memcmp (self->text + i, "ー", MIN (strlen ("ー"), self->length - i)) == 0)
        return FALSE;
      /* a spelling; to look twice for all of a long text would cost more than to copy it */
      if (phrases != NULL && dip_phrases_may_begin (phrases, self->text + i) &&
          (self->length > SHORT_TEXT ||
           dip_phrases_match (phrases, self->text + i, self->length - i, NULL) > 0))
        return FALSE;
    }

  return TRUE;
}

void
dip_folded_free (DipFolded *self)
{
  if (self == NULL)
    return;

  g_free (self);
}

/**
 * dip_fold_to_string:
 * @text: UTF-8
 * @flags: what counts as the same
 * @lexicon: (nullable): needed for [flags@DipFoldFlags] SPELLING
 *
 * Returns: (transfer full): the folded text without the way back
 */
char *
dip_fold_to_string (const char       *text,
                    DipFoldFlags      flags,
                    const DipLexicon *lexicon)
{
  Folder self = { .flags = flags, .line_start = TRUE, .gap = TRUE };
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  dip_fold_buffer_init (&self.buffer, length, FALSE);
  fold_on (&self, text, length, lexicon);

  return self.buffer.text;
}
