/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-debug.h"
#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * From units to changes. Two kinds of change come out of an edited unit: words
 * that differ, and words that are the same but printed differently. Both are
 * cut at the borders of parts, so that each stands in one part on each side.
 */

/* Edits of one unit after which the search for the shortest one takes what it
 * has. A sentence of a paper has some 40 words; this is met by tables and by
 * texts without a full stop. */
#define MAX_UNIT_COST 500u

/* … and steps after which it stops, so that one endless sentence does not take
 * what the others need. */
#define MAX_UNIT_WORK (G_GUINT64_CONSTANT (20) * 1000 * 1000)

/* Steps of all word diffs of a comparison. Two editions of a paper take some
 * ten thousand; above this, edited sentences are shown as replaced whole. */
#define MAX_DIFF_WORK (G_GUINT64_CONSTANT (400) * 1000 * 1000)

/* A sentence longer than this is not looked at as a whole by the rules. */
#define MAX_SENTENCE_BYTES 8192u

/* Words before a change that the rules may see. */
#define MAX_WORDS_BEFORE 40u

typedef struct
{
  DipContext        *context;
  DipWork           *work;
  const DipPrepared *old;
  const DipPrepared *new_;
  const DipUnit     *unit;
  DipUnitFacts       facts;
  guint              old_cursor;  /* in bytes of the clause's text: what comes next */
  guint              new_cursor;
} Builder;

/* A stretch of a side that lies in one part. */
typedef struct
{
  guint start;
  guint end;
  int   part;
} Stretch;

static const DipWord *
old_word (const Builder *self,
          guint          i)
{
  return &g_array_index (self->old->words, DipWord, i);
}

static const DipWord *
new_word (const Builder *self,
          guint          i)
{
  return &g_array_index (self->new_->words, DipWord, i);
}

static int
part_at (const DipPrepared *prepared,
         guint              offset)
{
  const GArray *parts;
  guint low = 0;
  guint high;

  if (prepared == NULL)
    return -1;

  parts = prepared->text->parts;
  high = parts->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      const DipPart *part = &g_array_index (parts, DipPart, middle);

      if (part->start + part->length < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low < parts->len ? (int) low : (int) parts->len - 1;
}

static GArray *
cut_at_parts (const DipPrepared *prepared,
              guint              start,
              guint              end)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));

  if (prepared == NULL || start >= end)
    return stretches;

  for (int part = part_at (prepared, start + 1); part < (int) prepared->text->parts->len; part++)
    {
      const DipPart *found = &g_array_index (prepared->text->parts, DipPart, part);
      Stretch stretch = { MAX (start, found->start), MIN (end, found->start + found->length), part };

      if (found->start >= end)
        break;
      if (stretch.end > stretch.start)
        g_array_append_val (stretches, stretch);
    }

  return stretches;
}

static char *
dup_range (const DipPrepared *prepared,
           guint              start,
           guint              end)
{
  return prepared == NULL || end <= start ? g_strdup ("") : g_strndup (prepared->text->text + start, end - start);
}

static void
add_change (Builder    *self,
            DipOp       op,
            guint       old_start,
            guint       old_end,
            int         old_part,
            guint       new_start,
            guint       new_end,
            int         new_part,
            DipClass    class_,
            DipTags     tags,
            const char *rule)
{
  DipChange *change = _dip_change_new (op);

  change->old_text = dup_range (self->old, old_start, old_end);
  change->new_text = dup_range (self->new_, new_start, new_end);
  change->old_start = old_start;
  change->new_start = new_start;
  change->old_part = old_part;
  change->new_part = new_part;
  change->class_ = class_;
  change->tags = tags;
  change->rule = g_strdup (rule);
  g_ptr_array_add (self->work->pair->changes, change);

  dip_debug (DIP_DEBUG_CLASSIFY, "%s: %s: \"%s\" -> \"%s\"", dip_class_to_string (class_), rule, change->old_text,
             change->new_text);
}

/* White space at the end that both sides share is no part of the change. */
static void
trim_space (const Builder *self,
            guint          old_start,
            guint         *old_end,
            guint          new_start,
            guint         *new_end)
{
  while (*old_end > old_start && *new_end > new_start)
    {
      char x = self->old->text->text[*old_end - 1];
      char y = self->new_->text->text[*new_end - 1];

      if (x != y || !g_ascii_isspace (x))
        break;
      *old_end -= 1;
      *new_end -= 1;
    }
}

#define BULLETS "• ・ ⚫ ● ■ □ ◆ ◇ ※ \xEF\x81\xAC"

/* Of an edit over several parts, a piece that is nothing but a bullet. */
static gboolean
is_bullet_piece (const DipPrepared *prepared,
                 const Stretch     *stretch)
{
  g_autofree char *text = dup_range (prepared, stretch->start, stretch->end);

  g_strstrip (text);

  return text[0] != '\0' && *g_utf8_next_char (text) == '\0'
    && strstr (BULLETS, text) != NULL;
}

/* Old bytes [old_start, old_end) became new bytes [new_start, new_end). */
static void
add_changes (Builder    *self,
             guint       old_start,
             guint       old_end,
             guint       new_start,
             guint       new_end,
             DipClass    class_,
             DipTags     tags,
             const char *rule)
{
  g_autoptr (GArray) old_stretches = NULL;
  g_autoptr (GArray) new_stretches = NULL;
  guint old_at = old_start;
  guint new_at = new_start;

  if (self->old != NULL && self->new_ != NULL)
    trim_space (self, old_start, &old_end, new_start, &new_end);

  old_stretches = cut_at_parts (self->old, old_start, old_end);
  new_stretches = cut_at_parts (self->new_, new_start, new_end);

  for (guint i = 0; i < MAX (old_stretches->len, new_stretches->len); i++)
    {
      const Stretch *a = i < old_stretches->len ? &g_array_index (old_stretches, Stretch, i) : NULL;
      const Stretch *b = i < new_stretches->len ? &g_array_index (new_stretches, Stretch, i) : NULL;
      gboolean edited = self->unit->kind == DIP_UNIT_EDITED || self->unit->kind == DIP_UNIT_EQUAL;
      DipOp op = a == NULL ? DIP_OP_INSERT : b == NULL ? DIP_OP_DELETE : DIP_OP_REPLACE;
      gboolean bullet = (a == NULL) != (b == NULL)
        && is_bullet_piece (a != NULL ? self->old : self->new_, a != NULL ? a : b);

      if (a != NULL)
        old_at = a->end;
      if (b != NULL)
        new_at = b->end;
      add_change (self, op,
                  a != NULL ? a->start : old_at, a != NULL ? a->end : old_at,
                  a != NULL ? a->part : edited ? part_at (self->old, old_at) : -1,
                  b != NULL ? b->start : new_at, b != NULL ? b->end : new_at,
                  b != NULL ? b->part : edited ? part_at (self->new_, new_at) : -1,
                  bullet ? DIP_CLASS_LAYOUT : class_, bullet ? 0 : tags, bullet ? "marker of a list item" : rule);
    }
}

static gboolean
is_blank (const char *text,
          guint       at)
{
  return g_ascii_isspace (text[at]) || (at >= 2 && memcmp (text + at - 2, "\xE3\x80\x80", 3) == 0);
}

/* Length of the white space at the end of a range. */
static guint
trailing_space (const char *text,
                guint       start,
                guint       end)
{
  guint at = end;

  while (at > start && is_blank (text, at - 1))
    at -= g_ascii_isspace (text[at - 1]) ? 1 : MIN (3, at - start);

  return end - at;
}

/* Narrows two ranges to where they differ, at the borders of characters. */
static void
narrow (const char *a,
        guint      *a_start,
        guint      *a_end,
        const char *b,
        guint      *b_start,
        guint      *b_end)
{
  while (*a_start < *a_end && *b_start < *b_end && a[*a_start] == b[*b_start])
    {
      *a_start += 1;
      *b_start += 1;
    }
  while (((guint8) a[*a_start] & 0xC0) == 0x80 || ((guint8) b[*b_start] & 0xC0) == 0x80)
    {
      *a_start -= 1;
      *b_start -= 1;
    }

  while (*a_start < *a_end && *b_start < *b_end && a[*a_end - 1] == b[*b_end - 1])
    {
      *a_end -= 1;
      *b_end -= 1;
    }
  while (((guint8) a[*a_end] & 0xC0) == 0x80 || ((guint8) b[*b_end] & 0xC0) == 0x80)
    {
      *a_end += 1;
      *b_end += 1;
    }
}

/* Words [first, first + n) reach over something that was folded as a whole: widens
 * a range to all of it. */
static void
cover_joined (const DipPrepared *prepared,
              guint              first,
              guint              n,
              guint             *start,
              guint             *end)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      const DipWord *word = &g_array_index (prepared->words, DipWord, first + i);

      if (word->join > 0)
        {
          *start = MIN (*start, word->join - 1);
          *end = MAX (*end, word->joined);
        }
    }
}

/* After narrowing, both ranges are widened by the same letters on both sides, so
 * that the spelling is shown as a whole. */
static void
widen_joined (const Builder *self,
              guint          first_a,
              guint          first_b,
              guint          n,
              guint         *bounds,
              guint          old_start,
              guint          old_end,
              guint          new_start,
              guint          new_end)
{
  guint wide[4] = { bounds[0], bounds[1], bounds[2], bounds[3] };
  guint before;
  guint after;

  cover_joined (self->old, first_a, n, &wide[0], &wide[1]);
  cover_joined (self->new_, first_b, n, &wide[2], &wide[3]);
  before = MAX (bounds[0] - wide[0], bounds[2] - wide[2]);
  after = MAX (wide[1] - bounds[1], wide[3] - bounds[3]);
  if (bounds[0] < old_start + before || bounds[2] < new_start + before
      || bounds[1] + after > old_end || bounds[3] + after > new_end)
    return;

  bounds[0] -= before;
  bounds[1] += after;
  bounds[2] -= before;
  bounds[3] += after;
}

/* The same @n words, from old word @first_a and new word @first_b on. */
static void
compare_print (Builder *self,
               guint    first_a,
               guint    first_b,
               guint    n,
               guint    old_start,
               guint    old_end,
               guint    new_start,
               guint    new_end)
{
  const char *a = self->old->text->text;
  const char *b = self->new_->text->text;
  guint old_space = trailing_space (a, old_start, old_end);
  guint new_space = trailing_space (b, new_start, new_end);
  guint old_core = old_end - old_space;
  guint new_core = new_end - new_space;

  if (old_core - old_start != new_core - new_start
      || memcmp (a + old_start, b + new_start, old_core - old_start) != 0)
    {
      g_autofree char *old_text = dup_range (self->old, old_start, old_core);
      g_autofree char *new_text = dup_range (self->new_, new_start, new_core);
      const char *rule = NULL;
      DipClass class_ = _dip_classify_print (old_text, new_text, self->context->lexicon, &rule);
      guint bounds[4] = { old_start, old_core, new_start, new_core };

      if (class_ == DIP_CLASS_NONE || n > 1)
        narrow (a, &bounds[0], &bounds[1], b, &bounds[2], &bounds[3]);
      if (class_ != DIP_CLASS_NONE && n > 1)
        widen_joined (self, first_a, first_b, n, bounds, old_start, old_core, new_start, new_core);
      add_changes (self, bounds[0], bounds[1], bounds[2], bounds[3], class_, 0, rule);
    }

  if (old_space != new_space || memcmp (a + old_core, b + new_core, old_space) != 0)
    {
      guint bounds[4] = { old_core, old_end, new_core, new_end };

      narrow (a, &bounds[0], &bounds[1], b, &bounds[2], &bounds[3]);
      add_changes (self, bounds[0], bounds[1], bounds[2], bounds[3], DIP_CLASS_NONE, 0, "white space");
    }
}

/* Words that are parts of one character (㈱ is three) have no length of their
 * own; they are compared together with what they are part of. */
static void
compare_prints (Builder *self,
                guint    a,
                guint    b,
                guint    n)
{
  for (guint i = 0; i < n; )
    {
      guint first = i;
      guint old_end;
      guint new_end;

      while (i + 1 < n && (old_word (self, a + i)->join > 0 || new_word (self, b + i)->join > 0
                           || old_word (self, a + i)->length == 0 || new_word (self, b + i)->length == 0))
        i++;

      old_end = old_word (self, a + i)->start + old_word (self, a + i)->length;
      new_end = new_word (self, b + i)->start + new_word (self, b + i)->length;
      compare_print (self, a + first, b + first, i - first + 1, old_word (self, a + first)->start, old_end,
                     new_word (self, b + first)->start, new_end);
      self->old_cursor = old_end;
      self->new_cursor = new_end;
      i++;
    }
}

static gboolean
is_latin_like (char c)
{
  return g_ascii_isalnum (c);
}

/* The folded text of words, with the spaces that folding keeps. */
static char *
join_words (DipContext    *context,
            const DipWord *words,
            guint          n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n && text->len < MAX_SENTENCE_BYTES; i++)
    {
      const char *word = context->words.strings->pdata[words[i].id];

      if (text->len > 0 && is_latin_like (text->str[text->len - 1]) && is_latin_like (word[0]))
        g_string_append_c (text, ' ');
      g_string_append (text, word);
    }

  return g_string_free (text, FALSE);
}

static gboolean
in_marker (const DipPrepared *prepared,
           const DipClause   *clause,
           guint              start,
           guint              end)
{
  int index = part_at (prepared, start + 1);
  const DipPart *part;
  const DipBlock *block;

  if (index < 0 || clause == NULL || start == end)
    return FALSE;

  part = &g_array_index (prepared->text->parts, DipPart, index);
  if (part->kind != DIP_PART_BLOCK || part->block >= (int) clause->blocks->len || start < part->start)
    return FALSE;

  block = clause->blocks->pdata[part->block];

  return block->marker != NULL && end <= part->start + strlen (block->marker) + 1;
}

static gboolean
equal_without_space (const char *a,
                     const char *b)
{
  g_autofree char *x = dip_fold_to_string (a, DIP_FOLD_ALL_SPACE, NULL);
  g_autofree char *y = dip_fold_to_string (b, DIP_FOLD_ALL_SPACE, NULL);

  return strcmp (x, y) == 0;
}

static DipWord
empty_word (void)
{
  return (DipWord) { 0 };
}

typedef struct
{
  guint first;
  guint n;
} Range;

/* The phrase that an edit belongs to: with the word before it where it begins
 * with an ending, and with the ending after it. */
static void
widen (const Builder *self,
       const DipEdit *edit,
       guint          old_first,
       guint          n_old,
       guint          new_first,
       guint          n_new,
       Range         *old_range,
       Range         *new_range)
{
  guint before = 0;
  guint after = 0;
  DipWord first_old = edit->n_a > 0 ? *old_word (self, old_first + edit->a) : empty_word ();
  DipWord first_new = edit->n_b > 0 ? *new_word (self, new_first + edit->b) : empty_word ();

  if (edit->a > 0 && edit->b > 0
      && (edit->n_a == 0 || edit->n_b == 0 || first_old.kind == DIP_TOKEN_HIRAGANA
          || first_new.kind == DIP_TOKEN_HIRAGANA))
    before = 1;
  if (edit->a + edit->n_a < n_old && edit->b + edit->n_b < n_new
      && old_word (self, old_first + edit->a + edit->n_a)->kind == DIP_TOKEN_HIRAGANA)
    after = 1;

  old_range->first = old_first + edit->a - before;
  old_range->n = edit->n_a + before + after;
  new_range->first = new_first + edit->b - before;
  new_range->n = edit->n_b + before + after;
}

static gboolean is_title_part (const DipPrepared *prepared,
                               guint              part);
static gboolean is_rearranged (const DipPair     *pair);

static DipClass
classify_edit (Builder       *self,
               const DipEdit *edit,
               guint          old_first,
               guint          n_old,
               guint          new_first,
               guint          n_new,
               guint          old_start,
               guint          old_end,
               guint          new_start,
               guint          new_end,
               DipTags       *tags,
               const char   **rule)
{
  DipContext *context = self->context;
  const DipWord *a = (const DipWord *) self->old->words->data;
  const DipWord *b = (const DipWord *) self->new_->words->data;
  guint n_before = MIN (edit->b, MAX_WORDS_BEFORE);
  Range old_range;
  Range new_range;
  DipQuestion question = { .facts = &self->facts };
  g_autofree char *old_text = join_words (context, a + old_first + edit->a, edit->n_a);
  g_autofree char *new_text = join_words (context, b + new_first + edit->b, edit->n_b);
  g_autofree char *old_wide = NULL;
  g_autofree char *new_wide = NULL;
  g_autofree char *before = join_words (context, b + new_first + edit->b - n_before, n_before);
  g_autofree char *after = join_words (context, b + new_first + edit->b + edit->n_b,
                                       MIN (n_new - edit->b - edit->n_b, MAX_WORDS_BEFORE));

  /* The same words, cut otherwise: a line ends inside one of them. */
  if (equal_without_space (old_text, new_text))
    {
      g_autofree char *a_printed = dup_range (self->old, old_start, old_end);
      g_autofree char *b_printed = dup_range (self->new_, new_start, new_end);

      return _dip_classify_print (a_printed, b_printed, context->lexicon, rule);
    }

  widen (self, edit, old_first, n_old, new_first, n_new, &old_range, &new_range);
  old_wide = join_words (context, a + old_range.first, old_range.n);
  new_wide = join_words (context, b + new_range.first, new_range.n);

  question.old_text = old_text;
  question.new_text = new_text;
  question.old_wide = old_wide;
  question.new_wide = new_wide;
  question.before = before;
  question.after = after;
  question.is_title = is_title_part (self->new_, g_array_index (self->new_->sentences, DipSentence,
                                                                self->unit->new_first).part);
  question.rearranged = is_rearranged (self->work->pair);
  question.in_marker = self->work->pair->old_more->len + self->work->pair->new_more->len == 0
    && (edit->n_a == 0 || in_marker (self->old, self->work->pair->old_clause, old_start, old_end))
    && (edit->n_b == 0 || in_marker (self->new_, self->work->pair->new_clause, new_start, new_end));

  return _dip_classify (context, &question, tags, rule);
}

static void
add_edit (Builder       *self,
          const DipEdit *edit,
          guint          old_first,
          guint          n_old,
          guint          new_first,
          guint          n_new)
{
  guint old_start = self->old_cursor;
  guint new_start = self->new_cursor;
  guint old_end = old_start;
  guint new_end = new_start;
  DipTags tags = 0;
  const char *rule = NULL;
  DipClass class_;

  if (edit->n_a > 0)
    {
      const DipWord *last = old_word (self, old_first + edit->a + edit->n_a - 1);

      old_start = old_word (self, old_first + edit->a)->start;
      old_end = last->start + last->length;
    }
  if (edit->n_b > 0)
    {
      const DipWord *last = new_word (self, new_first + edit->b + edit->n_b - 1);

      new_start = new_word (self, new_first + edit->b)->start;
      new_end = last->start + last->length;
    }

  self->old_cursor = old_end;
  self->new_cursor = new_end;
  if (old_start == old_end && new_start == new_end)
    return;

  class_ = classify_edit (self, edit, old_first, n_old, new_first, n_new, old_start, old_end, new_start, new_end,
                          &tags, &rule);
  add_changes (self, old_start, old_end, new_start, new_end, class_, tags, rule);
}

static GArray *
word_ids (const DipWord *words,
          guint          n)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);

  for (guint i = 0; i < n; i++)
    g_array_append_val (ids, words[i].id);

  return ids;
}

static void
words_of (const DipPrepared *prepared,
          guint              first,
          guint              n_sentences,
          guint             *first_word,
          guint             *n_words)
{
  const DipSentence *start = &g_array_index (prepared->sentences, DipSentence, first);

  *first_word = start->first_word;
  *n_words = 0;
  for (guint i = 0; i < n_sentences; i++)
    *n_words += start[i].n_words;
}

/* The shortest edit between two runs of words, made readable. */
static GArray *
edit_words (DipContext    *context,
            const DipWord *a,
            guint          n_a,
            const DipWord *b,
            guint          n_b)
{
  g_autoptr (GArray) old_ids = word_ids (a, n_a);
  g_autoptr (GArray) new_ids = word_ids (b, n_b);
  GArray *edits;
  gboolean cut_short = FALSE;

  if (context->diff_work > MAX_DIFF_WORK)
    {
      DipEdit whole = { 0, n_a, 0, n_b };

      edits = g_array_new (FALSE, FALSE, sizeof (DipEdit));
      g_array_append_val (edits, whole);
      _dip_limit (context, "The editions differ so much that not every sentence was compared word by word.");
      return edits;
    }

  edits = _dip_diff ((const guint32 *) old_ids->data, n_a, (const guint32 *) new_ids->data, n_b, MAX_UNIT_COST, MAX_UNIT_WORK,
                     &context->diff_work, &cut_short);
  if (cut_short)
    _dip_limit (context, "A very long passage differs so much that its changes may be marked coarsely.");
  _dip_cleanup (context, edits, a, n_a, b, n_b);

  return edits;
}

static void
build_edited (Builder *self)
{
  const DipUnit *unit = self->unit;
  g_autoptr (GArray) edits = NULL;
  guint old_first;
  guint n_old;
  guint new_first;
  guint n_new;
  guint a = 0;
  guint b = 0;

  words_of (self->old, unit->old_first, unit->n_old, &old_first, &n_old);
  words_of (self->new_, unit->new_first, unit->n_new, &new_first, &n_new);
  self->old_cursor = g_array_index (self->old->sentences, DipSentence, unit->old_first).start;
  self->new_cursor = g_array_index (self->new_->sentences, DipSentence, unit->new_first).start;

  edits = edit_words (self->context, old_word (self, old_first), n_old, new_word (self, new_first), n_new);
  for (guint i = 0; i < edits->len; i++)
    {
      const DipEdit *edit = &g_array_index (edits, DipEdit, i);

      compare_prints (self, old_first + a, new_first + b, edit->a - a);
      add_edit (self, edit, old_first, n_old, new_first, n_new);
      a = edit->a + edit->n_a;
      b = edit->b + edit->n_b;
    }
  compare_prints (self, old_first + a, new_first + b, n_old - a);
}

static char *
sentences_text (DipContext        *context,
                const DipPrepared *prepared,
                guint              first,
                guint              n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n && text->len < MAX_SENTENCE_BYTES; i++)
    {
      const DipSentence *sentence = &g_array_index (prepared->sentences, DipSentence, first + i);
      const char *folded = context->sentences.strings->pdata[sentence->id];

      g_string_append_len (text, folded, MIN (strlen (folded), MAX_SENTENCE_BYTES));
    }

  return g_string_free (text, FALSE);
}

static guint
sentence_start (const DipPrepared *prepared,
                guint              index)
{
  if (prepared == NULL)
    return 0;
  if (index < prepared->sentences->len)
    return g_array_index (prepared->sentences, DipSentence, index).start;

  return (guint) strlen (prepared->text->text);
}

/* What became of a sentence on its way: the class of its edits, but at least
 * editorial, because it stands in another context now. */
static DipClass
classify_move (Builder     *self,
               const char  *text,
               const char  *other_text,
               DipTags     *tags,
               const char **rule)
{
  DipUnitFacts facts = { 0 };
  DipQuestion question = { 0 };
  DipClass class_;

  if (strcmp (text, other_text) == 0)
    {
      *rule = "moved as it is";
      return DIP_CLASS_EDITORIAL;
    }

  _dip_unit_facts_init (&facts, self->context, text, other_text);
  question.facts = &facts;
  question.old_text = question.old_wide = text;
  question.new_text = question.new_wide = other_text;
  question.before = question.after = "";
  class_ = _dip_classify (self->context, &question, tags, rule);

  return MAX (class_, DIP_CLASS_EDITORIAL);
}

static gboolean
is_title_part (const DipPrepared *prepared,
               guint              part)
{
  return g_array_index (prepared->text->parts, DipPart, part).kind == DIP_PART_TITLE;
}

static gboolean
is_rearranged (const DipPair *pair)
{
  return pair->old_more->len + pair->new_more->len > 0;
}

static void
add_whole_sentence (Builder *self)
{
  DipContext *context = self->context;
  const DipUnit *unit = self->unit;
  gboolean is_old = unit->kind == DIP_UNIT_OLD_ONLY;
  const DipPrepared *prepared = is_old ? self->old : self->new_;
  const DipSentence *sentence =
    &g_array_index (prepared->sentences, DipSentence, is_old ? unit->old_first : unit->new_first);
  guint old_start = is_old ? sentence->start : sentence_start (self->old, unit->old_end);
  guint new_start = is_old ? sentence_start (self->new_, unit->new_end) : sentence->start;
  g_autofree char *folded = sentences_text (context, prepared, is_old ? unit->old_first : unit->new_first, 1);
  DipTags tags = 0;
  const char *rule = NULL;
  DipClass class_;
  guint first_change = self->work->pair->changes->len;

  if (unit->move_pair >= 0)
    {
      const DipWork *other = context->works->pdata[unit->move_pair];
      const DipUnit *other_unit = &g_array_index (other->units, DipUnit, unit->move_unit);
      const DipPrepared *other_side = is_old ? other->new_ : other->old;
      guint other_index = is_old ? other_unit->new_first : other_unit->old_first;
      const DipSentence *other_sentence = &g_array_index (other_side->sentences, DipSentence, other_index);
      g_autofree char *other_text = sentences_text (context, other_side, other_index, 1);
      const DipClause *clause = is_old ? other->pair->new_clause : other->pair->old_clause;

      class_ = is_old ? classify_move (self, folded, other_text, &tags, &rule)
        : classify_move (self, other_text, folded, &tags, &rule);
      add_changes (self, old_start, is_old ? old_start + sentence->length : old_start,
                   new_start, is_old ? new_start : new_start + sentence->length, class_, tags, rule);

      for (guint i = first_change; i < self->work->pair->changes->len; i++)
        {
          DipChange *change = self->work->pair->changes->pdata[i];

          change->op = DIP_OP_MOVE;
          change->moved_from = g_strdup (clause->id);
          change->other_text = dup_range (other_side, other_sentence->start,
                                          other_sentence->start + other_sentence->length);
        }
      return;
    }

  {
    DipQuestion question = {
      .facts = &self->facts, .before = "", .after = "", .whole = TRUE,
      .old_text = is_old ? folded : "", .new_text = is_old ? "" : folded,
      .old_wide = is_old ? folded : "", .new_wide = is_old ? "" : folded,
      .is_title = is_title_part (prepared, sentence->part),
      .rearranged = is_rearranged (self->work->pair),
    };

    class_ = _dip_classify (context, &question, &tags, &rule);
  }
  add_changes (self, old_start, is_old ? old_start + sentence->length : old_start,
               new_start, is_old ? new_start : new_start + sentence->length, class_, tags, rule);
}

static void
build_unit (Builder *self)
{
  DipContext *context = self->context;
  const DipUnit *unit = self->unit;
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;

  if (unit->kind == DIP_UNIT_EQUAL)
    {
      const DipSentence *a = &g_array_index (self->old->sentences, DipSentence, unit->old_first);
      const DipSentence *b = &g_array_index (self->new_->sentences, DipSentence, unit->new_first);

      if (a->length != b->length
          || memcmp (self->old->text->text + a->start, self->new_->text->text + b->start, a->length) != 0)
        compare_prints (self, a->first_word, b->first_word, MIN (a->n_words, b->n_words));
      return;
    }

  old_text = unit->n_old > 0 ? sentences_text (context, self->old, unit->old_first, unit->n_old) : g_strdup ("");
  new_text = unit->n_new > 0 ? sentences_text (context, self->new_, unit->new_first, unit->n_new) : g_strdup ("");
  _dip_unit_facts_init (&self->facts, context, old_text, new_text);

  if (unit->kind == DIP_UNIT_EDITED)
    build_edited (self);
  else
    add_whole_sentence (self);
}

static guint
skip_blanks (const char *text,
             guint       at)
{
  while (text[at] != '\0' && g_unichar_isspace (g_utf8_get_char (text + at)))
    at += g_utf8_skip[(guint8) text[at]];

  return at;
}

/* Texts that differ in white space only: both are walked in step. */
static void
build_same (Builder *self)
{
  static const DipUnit whole = { .kind = DIP_UNIT_EQUAL };
  const char *a = self->old->text->text;
  const char *b = self->new_->text->text;
  guint i = 0;
  guint k = 0;

  self->unit = &whole;
  while (a[i] != '\0' || b[k] != '\0')
    {
      guint i_end = skip_blanks (a, i);
      guint k_end = skip_blanks (b, k);

      if (i_end - i != k_end - k || memcmp (a + i, b + k, i_end - i) != 0)
        {
          guint bounds[4] = { i, i_end, k, k_end };

          narrow (a, &bounds[0], &bounds[1], b, &bounds[2], &bounds[3]);
          add_changes (self, bounds[0], bounds[1], bounds[2], bounds[3], DIP_CLASS_NONE, 0, "white space");
        }

      i = i_end;
      k = k_end;
      while (a[i] != '\0' && a[i] == b[k] && !g_unichar_isspace (g_utf8_get_char (a + i)))
        {
          guint step = g_utf8_skip[(guint8) a[i]];

          i += step;
          k += step;
        }
      if (i == i_end && k == k_end && (a[i] != '\0' || b[k] != '\0') && skip_blanks (a, i) == i
          && skip_blanks (b, k) == k)
        break;
    }
}

/* Fills the changes of a pair, with their classes. */
void
_dip_build_changes (DipContext *context,
                    DipWork    *work)
{
  Builder self = { .context = context, .work = work, .old = work->old, .new_ = work->new_ };
  DipPair *pair = work->pair;

  for (guint i = 0; i < work->units->len && !work->same; i++)
    {
      self.unit = &g_array_index (work->units, DipUnit, i);
      build_unit (&self);
    }
  if (work->same)
    build_same (&self);

  pair->class_ = pair->class_rule != NULL ? DIP_CLASS_REFERENCE : DIP_CLASS_NONE;
  for (guint i = 0; i < pair->changes->len; i++)
    pair->class_ = MAX (pair->class_, ((const DipChange *) pair->changes->pdata[i])->class_);
}
