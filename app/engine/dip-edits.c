/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-changes-private.h"

#include <string.h>

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

/* Words before a change that the rules may see. */
#define MAX_WORDS_BEFORE 40u

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
  int index = _dip_part_at (prepared, start + 1);
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
widen (const DipBuilder *self,
       const DipEdit    *edit,
       Range            *old_range,
       Range            *new_range)
{
  guint before = 0;
  guint after = 0;
  DipWord first_old = edit->n_a > 0 ? *dip_builder_old_word (self, edit->a) : empty_word ();
  DipWord first_new = edit->n_b > 0 ? *dip_builder_new_word (self, edit->b) : empty_word ();

  if (edit->a > 0 && edit->b > 0
      && (edit->n_a == 0 || edit->n_b == 0 || first_old.kind == DIP_TOKEN_HIRAGANA
          || first_new.kind == DIP_TOKEN_HIRAGANA))
    before = 1;
  if (edit->a + edit->n_a < self->old_words->len && edit->b + edit->n_b < self->new_words->len
      && dip_builder_old_word (self, edit->a + edit->n_a)->kind == DIP_TOKEN_HIRAGANA)
    after = 1;

  old_range->first = edit->a - before;
  old_range->n = edit->n_a + before + after;
  new_range->first = edit->b - before;
  new_range->n = edit->n_b + before + after;
}

static DipClass
classify_edit (DipBuilder     *self,
               const DipEdit  *edit,
               guint           old_start,
               guint           old_end,
               guint           new_start,
               guint           new_end,
               DipTags        *tags,
               const char    **rule)
{
  DipContext *context = self->context;
  const DipWord *a = (const DipWord *) self->old_words->data;
  const DipWord *b = (const DipWord *) self->new_words->data;
  guint n_before = MIN (edit->b, MAX_WORDS_BEFORE);
  Range old_range;
  Range new_range;
  DipQuestion question = { .facts = &self->facts };
  g_autofree char *old_text = join_words (context, a + edit->a, edit->n_a);
  g_autofree char *new_text = join_words (context, b + edit->b, edit->n_b);
  g_autofree char *old_wide = NULL;
  g_autofree char *new_wide = NULL;
  g_autofree char *before = join_words (context, b + edit->b - n_before, n_before);
  g_autofree char *after = join_words (context, b + edit->b + edit->n_b,
                                       MIN (self->new_words->len - edit->b - edit->n_b, MAX_WORDS_BEFORE));

  /* The same words, cut otherwise: a line ends inside one of them. */
  if (equal_without_space (old_text, new_text))
    {
      g_autofree char *a_printed = _dip_dup_range (self->old, old_start, old_end);
      g_autofree char *b_printed = _dip_dup_range (self->new_, new_start, new_end);

      return _dip_classify_print (a_printed, b_printed, context->lexicon, rule);
    }

  widen (self, edit, &old_range, &new_range);
  old_wide = join_words (context, a + old_range.first, old_range.n);
  new_wide = join_words (context, b + new_range.first, new_range.n);

  question.old_text = old_text;
  question.new_text = new_text;
  question.old_wide = old_wide;
  question.new_wide = new_wide;
  question.before = before;
  question.after = after;
  question.is_title = _dip_is_title_part (self->new_, g_array_index (self->new_->sentences, DipSentence,
                                                                self->unit->new_first).part);
  question.is_front = question.is_title && _dip_joins_front (self->work->pair);
  question.rearranged = _dip_is_rearranged (self->work->pair);
  question.in_marker = self->work->pair->old_more->len + self->work->pair->new_more->len == 0
    && (edit->n_a == 0 || in_marker (self->old, self->work->pair->old_clause, old_start, old_end))
    && (edit->n_b == 0 || in_marker (self->new_, self->work->pair->new_clause, new_start, new_end));

  return _dip_classify (context, &question, tags, rule);
}

static void
add_edit (DipBuilder    *self,
          const DipEdit *edit)
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
      const DipWord *last = dip_builder_old_word (self, edit->a + edit->n_a - 1);

      old_start = dip_builder_old_word (self, edit->a)->start;
      old_end = last->start + last->length;
    }
  if (edit->n_b > 0)
    {
      const DipWord *last = dip_builder_new_word (self, edit->b + edit->n_b - 1);

      new_start = dip_builder_new_word (self, edit->b)->start;
      new_end = last->start + last->length;
    }

  self->old_cursor = old_end;
  self->new_cursor = new_end;
  if (old_start == old_end && new_start == new_end)
    return;

  class_ = classify_edit (self, edit, old_start, old_end, new_start, new_end,
                          &tags, &rule);
  _dip_add_changes (self, old_start, old_end, new_start, new_end, class_, tags, rule);
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

  edits = _dip_diff ((const guint32 *) old_ids->data, n_a, (const guint32 *) new_ids->data, n_b,
                     MAX_UNIT_COST, MAX_UNIT_WORK,
                     &context->diff_work, &cut_short);
  if (cut_short)
    _dip_limit (context, "A very long passage differs so much that its changes may be marked coarsely.");
  _dip_cleanup (context, edits, a, n_a, b, n_b);

  return edits;
}

/* Words of a name that are put together at the end of an edit. */
#define MAX_WORDS_OF_NAME 12u

/* How many words make up a name, at the beginning or, with @backwards, at the end of a run; 0 where they do not. */
static guint
words_of_name (DipContext    *context,
               const DipWord *words,
               guint          n,
               const char    *name,
               gboolean       backwards)
{
  gsize length = strlen (name);
  gsize done = 0;

  for (guint i = 0; i < MIN (n, MAX_WORDS_OF_NAME) && done < length; i++)
    {
      const char *word = context->words.strings->pdata[words[backwards ? n - 1 - i : i].id];
      gsize step = strlen (word);

      if (done + step > length || memcmp (backwards ? name + length - done - step : name + done, word, step) != 0)
        return 0;
      done += step;
      if (done == length)
        return i + 1;
    }

  return 0;
}

/* Bytes of a name that stand right before the words from @at on: both names of "Lantern Sync" and "Lantern Drive"
 * begin with one word, which is no part of an edit. */
static gsize
match_before (DipContext    *context,
              const DipWord *words,
              guint          at,
              const char    *name,
              gsize          common)
{
  gsize done = 0;

  for (guint i = 1; i <= MIN (at, MAX_WORDS_OF_NAME) && done < common; i++)
    {
      g_autofree char *before = join_words (context, words + at - i, i);
      g_autofree char *squeezed = dip_fold_to_string (before, DIP_FOLD_ALL_SPACE, NULL);

      if (strlen (squeezed) <= common && g_str_has_prefix (name, squeezed))
        done = strlen (squeezed);
    }

  return done;
}

/* Bytes that two names begin with alike and that stand before an edit, so far as it begins within the names. */
static gsize
skip_common (DipContext    *context,
             const DipEdit *edit,
             const DipWord *a,
             const char    *old_name,
             const char    *new_name)
{
  gsize common = 0;

  while (old_name[common] != '\0' && old_name[common] == new_name[common])
    common++;
  while (common > 0 && ((guint8) old_name[common] & 0xC0) == 0x80)
    common--;

  return common == 0 || old_name[common] == '\0' || new_name[common] == '\0' ? 0
    : match_before (context, a, edit->a, old_name, common);
}

/* "Old Name with a password or" that became "New Name" is a new name and something that is gone. */
static gboolean
cut_off_name (DipContext    *context,
              const DipEdit *edit,
              const DipWord *a,
              const DipWord *b,
              DipEdit       *first,
              DipEdit       *second)
{
  for (guint i = 0; i < G_N_ELEMENTS (context->names); i++)
    {
      gsize skip = context->names[i][0] == NULL || context->names[i][1] == NULL ? 0
        : skip_common (context, edit, a, context->names[i][0], context->names[i][1]);
      const char *old_name = context->names[i][0] == NULL ? NULL : context->names[i][0] + skip;
      const char *new_name = context->names[i][1] == NULL ? NULL : context->names[i][1] + skip;

      for (gboolean backwards = FALSE; old_name != NULL && new_name != NULL && backwards <= TRUE; backwards++)
        {
          guint k = words_of_name (context, a + edit->a, edit->n_a, old_name, backwards);
          guint l = words_of_name (context, b + edit->b, edit->n_b, new_name, backwards);

          if (k == 0 || l == 0 || (k == edit->n_a && l == edit->n_b))
            continue;
          if (backwards)
            {
              k = edit->n_a - k;
              l = edit->n_b - l;
            }
          *first = (DipEdit) { edit->a, k, edit->b, l };
          *second = (DipEdit) { edit->a + k, edit->n_a - k, edit->b + l, edit->n_b - l };
          return TRUE;
        }
    }

  return FALSE;
}

static void
cut_off_names (DipContext    *context,
               GArray        *edits,
               const DipWord *a,
               const DipWord *b)
{
  for (guint i = 0; i < edits->len && (context->names[0][1] != NULL || context->names[1][1] != NULL); i++)
    {
      DipEdit first;
      DipEdit second;

      if (!cut_off_name (context, &g_array_index (edits, DipEdit, i), a, b, &first, &second))
        continue;
      g_array_index (edits, DipEdit, i) = first;
      g_array_insert_val (edits, i + 1, second);
      i++;
    }
}

void
_dip_build_edited (DipBuilder *self)
{
  const DipUnit *unit = self->unit;
  const DipWord *old_words = (const DipWord *) self->old_words->data;
  const DipWord *new_words = (const DipWord *) self->new_words->data;
  g_autoptr (GArray) edits = NULL;
  guint n_old = self->old_words->len;
  guint n_new = self->new_words->len;
  guint a = 0;
  guint b = 0;

  self->old_cursor = g_array_index (self->old->sentences, DipSentence, unit->old_first).start;
  self->new_cursor = g_array_index (self->new_->sentences, DipSentence, unit->new_first).start;

  edits = edit_words (self->context, old_words, n_old, new_words, n_new);
  cut_off_names (self->context, edits, old_words, new_words);
  for (guint i = 0; i < edits->len; i++)
    {
      const DipEdit *edit = &g_array_index (edits, DipEdit, i);

      _dip_compare_prints (self, a, b, edit->a - a);
      add_edit (self, edit);
      a = edit->a + edit->n_a;
      b = edit->b + edit->n_b;
    }
  _dip_compare_prints (self, a, b, n_old - a);
}
