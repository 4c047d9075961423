/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-changes-private.h"

#include <string.h>

/*
 * From units to changes. Two kinds of change come out of an edited unit: words
 * that differ, and words that are the same but printed differently. Both are
 * cut at the borders of parts, so that each stands in one part on each side.
 */

/* As many bytes as whole characters have, at most @max. */
static gsize
whole_characters (const char *text,
                  gsize       max)
{
  gsize length = strnlen (text, max + 1);

  if (length <= max)
    return length;

  length = max;
  while (length > 0 && ((guint8) text[length] & 0xC0) == 0x80)
    length--;

  return length;
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

      g_string_append_len (text, folded, whole_characters (folded, MAX_SENTENCE_BYTES));
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
classify_move (DipBuilder     *self,
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

gboolean
_dip_is_title_part (const DipPrepared *prepared,
                    guint              part)
{
  return g_array_index (prepared->text->parts, DipPart, part).kind == DIP_PART_TITLE;
}

gboolean
_dip_is_rearranged (const DipPair *pair)
{
  return pair->old_more->len + pair->new_more->len > 0;
}

static gboolean
is_front (const DipClause *clause)
{
  return clause != NULL && strcmp (clause->id, DIP_FRONT_ID) == 0;
}

/* Whether what stood before the first clause has a title of its own now, or had one. */
gboolean
_dip_joins_front (const DipPair *pair)
{
  return pair->old_clause != NULL && pair->new_clause != NULL
    && is_front (pair->old_clause) != is_front (pair->new_clause);
}

/* Whether a clause came or went that only holds others. */
gboolean
_dip_is_bare (const DipPair *pair)
{
  const DipClause *clause = pair->old_clause == NULL ? pair->new_clause : pair->old_clause;

  return (pair->old_clause == NULL) != (pair->new_clause == NULL) && clause->blocks->len == 0
    && clause->question == NULL && clause->answer == NULL;
}

/* What a sentence names, as opposed to what it says differently: a clause that is
 * new as a whole denies nothing that was promised before. */
#define FACTUAL_TAGS (DIP_TAG_NUMBER | DIP_TAG_DURATION | DIP_TAG_DATE | DIP_TAG_URL | DIP_TAG_CONTROL)

static void
add_whole_sentence (DipBuilder *self)
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
      if (_dip_changes_hands (context, self->work, unit))
        {
          class_ = DIP_CLASS_SUBSTANTIVE;
          tags |= DIP_TAG_RESPONSIBILITY;
          rule = "moved to the duties of somebody else";
        }
      _dip_add_changes (self, old_start, is_old ? old_start + sentence->length : old_start,
                   new_start, is_old ? new_start : new_start + sentence->length, class_, tags, rule);

      for (guint i = first_change; i < self->work->pair->changes->len; i++)
        {
          DipChange *change = self->work->pair->changes->pdata[i];

          change->op = DIP_OP_MOVE;
          change->moved_from = g_strdup (clause->id);
          change->other_text = _dip_dup_range (other_side, other_sentence->start,
                                          other_sentence->start + other_sentence->length);
        }
      return;
    }

  {
    DipQuestion question = {
      .facts = &self->facts, .before = "", .after = "", .whole = TRUE,
      .old_text = is_old ? folded : "", .new_text = is_old ? "" : folded,
      .old_wide = is_old ? folded : "", .new_wide = is_old ? "" : folded,
      .is_title = _dip_is_title_part (prepared, sentence->part),
      .rearranged = _dip_is_rearranged (self->work->pair),
      .bare = _dip_is_bare (self->work->pair),
      .is_front = _dip_joins_front (self->work->pair),
    };

    class_ = _dip_classify (context, &question, &tags, &rule);
    if (class_ == DIP_CLASS_SUBSTANTIVE
        && _dip_is_unused_term (context, self->work, is_old, sentence->part, &question))
      {
        class_ = DIP_CLASS_EDITORIAL;
        rule = "term that nothing uses";
      }
    if (self->old == NULL || self->new_ == NULL)
      tags &= FACTUAL_TAGS;
  }
  _dip_add_changes (self, old_start, is_old ? old_start + sentence->length : old_start,
               new_start, is_old ? new_start : new_start + sentence->length, class_, tags, rule);
}

/* Whether a sentence says what a list and its announcement say, in other words. */
static gboolean
says_the_list (DipBuilder *self,
               const char *list,
               const char *sentence)
{
  g_autofree char *spelt_out = strchr (sentence, '\n') != NULL ? NULL : _dip_spell_out (self->context->meaning, list);
  g_autoptr (GPtrArray) a = g_ptr_array_new ();
  g_autoptr (GPtrArray) b = g_ptr_array_new ();

  if (spelt_out == NULL)
    return FALSE;

  g_ptr_array_add (a, spelt_out);
  g_ptr_array_add (b, (gpointer) sentence);

  return _dip_say_the_same (self->context, spelt_out, sentence)
    || _dip_same_gist (self->context->meaning, a, b, &self->context->gist_work);
}

/* A sentence that was set as a list. */
static gboolean
is_same_list (DipBuilder *self)
{
  const DipUnit *unit = self->unit;
  g_autofree char *a = _dip_join_sentences (self->context, self->old, unit->old_first, unit->n_old);
  g_autofree char *b = _dip_join_sentences (self->context, self->new_, unit->new_first, unit->n_new);

  return _dip_is_same_list (self->context->meaning, a, b) || says_the_list (self, a, b) || says_the_list (self, b, a);
}

/* Sentences that were made one. */
static gboolean
is_same_when_linked (DipBuilder *self)
{
  const DipUnit *unit = self->unit;
  g_autofree char *a = _dip_link_sentences (self->context, self->old, unit->old_first, unit->n_old);
  g_autofree char *b = _dip_link_sentences (self->context, self->new_, unit->new_first, unit->n_new);

  return _dip_say_the_same (self->context, a, b);
}

/* Bytes of a passage that is held against another one as a whole, and sentences of it. */
#define MAX_PASSAGE_BYTES 1500u
#define MAX_PASSAGE_SENTENCES 12u

/* The folded sentences [first, first + n) of one side; %NULL where there is a title or they are too long. */
static GPtrArray *
sentences_of (const DipBuilder  *self,
              const DipPrepared *prepared,
              guint              first,
              guint              n)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new ();
  gsize length = 0;

  for (guint i = first; i < first + n; i++)
    {
      const DipSentence *sentence = &g_array_index (prepared->sentences, DipSentence, i);
      const char *text = self->context->sentences.strings->pdata[sentence->id];

      length += strlen (text);
      if (_dip_is_title_part (prepared, sentence->part) || length > MAX_PASSAGE_BYTES
          || sentences->len >= MAX_PASSAGE_SENTENCES)
        return NULL;
      g_ptr_array_add (sentences, (gpointer) text);
    }

  return g_steal_pointer (&sentences);
}

/* The sentences without what only explains a word, with "only if" for "not … unless"; @is_turned is set
 * where there was such a thing, @is_bare where there was a gloss. */
static GPtrArray *
plain_sentences (DipBuilder      *self,
                 const GPtrArray *sentences,
                 const GPtrArray *others,
                 gboolean        *is_bare,
                 gboolean        *is_turned)
{
  const DipMeaning *meaning = self->context->meaning;
  GPtrArray *plain = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) other = g_string_new (NULL);

  for (guint i = 0; i < others->len; i++)
    g_string_append (other, others->pdata[i]);
  for (guint i = 0; i < sentences->len; i++)
    {
      char *bare = _dip_drop_glosses (meaning, sentences->pdata[i], other->str);
      char *turned = _dip_unify_only_if (meaning, bare);

      *is_bare = *is_bare || strcmp (bare, sentences->pdata[i]) != 0;
      *is_turned = *is_turned || turned != NULL;
      g_ptr_array_add (plain, turned != NULL ? turned : bare);
      if (turned != NULL)
        g_free (bare);
    }

  return plain;
}

/* Whether two passages say the same in other words. Where it is somebody with another name of whom
 * they say it, @renamed is set. */
static gboolean
is_same_passage (DipBuilder      *self,
                 const GPtrArray *a,
                 const GPtrArray *b,
                 gboolean        *renamed)
{
  gboolean is_bare = FALSE;
  gboolean is_old_turned = FALSE;
  gboolean is_new_turned = FALSE;
  g_autoptr (GPtrArray) x = plain_sentences (self, a, b, &is_bare, &is_old_turned);
  g_autoptr (GPtrArray) y = plain_sentences (self, b, a, &is_bare, &is_new_turned);
  const DipMeaning *meaning = self->context->meaning;

  *renamed = FALSE;
  for (guint i = 0; x->len == y->len && i < x->len; i++)
    *renamed = _dip_rename (self->context, (char **) &x->pdata[i], (char **) &y->pdata[i]) || *renamed;

  return ((*renamed || is_bare || is_old_turned != is_new_turned)
          && _dip_same_gist (meaning, x, y, &self->context->gist_work))
    || (!*renamed && _dip_same_gist (meaning, a, b, &self->context->gist_work));
}

/* Sentences that were written anew. */
static gboolean
is_same_gist (DipBuilder *self)
{
  const DipUnit *unit = self->unit;
  g_autoptr (GPtrArray) a = sentences_of (self, self->old, unit->old_first, unit->n_old);
  g_autoptr (GPtrArray) b = sentences_of (self, self->new_, unit->new_first, unit->n_new);

  return a != NULL && b != NULL && is_same_passage (self, a, b, &self->facts.renamed);
}

static void
cut_unit (DipBuilder *self)
{
  self->old_words = _dip_words_of (self->context, self->old, self->unit->old_first, self->unit->n_old);
  self->new_words = _dip_words_of (self->context, self->new_, self->unit->new_first, self->unit->n_new);
}

static void
build_unit (DipBuilder *self)
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
        {
          cut_unit (self);
          _dip_compare_prints (self, 0, 0, MIN (self->old_words->len, self->new_words->len));
        }
      return;
    }

  old_text = unit->n_old > 0 ? sentences_text (context, self->old, unit->old_first, unit->n_old) : g_strdup ("");
  new_text = unit->n_new > 0 ? sentences_text (context, self->new_, unit->new_first, unit->n_new) : g_strdup ("");
  _dip_unit_facts_init (&self->facts, context, old_text, new_text);
  if (unit->n_old + unit->n_new > 2 && (is_same_list (self) || is_same_when_linked (self)))
    {
      self->facts.same_phrases = TRUE;
      self->facts.swapped = FALSE;
    }
  self->swapped = self->swapped || self->facts.swapped;
  if (unit->kind == DIP_UNIT_EDITED && !self->facts.swapped && !self->facts.same_meaning && !self->facts.same_phrases)
    self->facts.same_phrases = is_same_gist (self);

  if (unit->kind == DIP_UNIT_EDITED)
    {
      cut_unit (self);
      _dip_build_edited (self);
    }
  else
    add_whole_sentence (self);
}

/* The sentences of one side that are not on the other one as they are; %NULL where they are no passage. */
static GPtrArray *
collect_passage (const DipBuilder *self,
                 gboolean          is_old)
{
  const DipPrepared *prepared = is_old ? self->old : self->new_;
  g_autoptr (GPtrArray) sentences = g_ptr_array_new ();
  gsize length = 0;

  for (guint i = 0; i < self->work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (self->work->units, DipUnit, i);
      guint first = is_old ? unit->old_first : unit->new_first;
      guint n = is_old ? unit->n_old : unit->n_new;

      if (unit->move_pair >= 0)
        return NULL;
      for (guint k = first; k < first + n && unit->kind != DIP_UNIT_EQUAL; k++)
        {
          const DipSentence *sentence = &g_array_index (prepared->sentences, DipSentence, k);
          const char *text = self->context->sentences.strings->pdata[sentence->id];

          length += strlen (text);
          if (_dip_is_title_part (prepared, sentence->part) || sentence->opens_item || length > MAX_PASSAGE_BYTES
              || sentences->len >= MAX_PASSAGE_SENTENCES)
            return NULL;
          g_ptr_array_add (sentences, (gpointer) text);
        }
    }

  return g_steal_pointer (&sentences);
}

/* What changed on one side as one text, where it stands together; %NULL elsewhere. */
static char *
join_changed (const DipBuilder *self,
              gboolean          is_old)
{
  const DipPrepared *prepared = is_old ? self->old : self->new_;
  guint first = G_MAXUINT;
  guint end = 0;
  guint n = 0;

  for (guint i = 0; i < self->work->units->len; i++)
    {
      const DipUnit *unit = &g_array_index (self->work->units, DipUnit, i);
      guint begin = is_old ? unit->old_first : unit->new_first;
      guint n_sentences = unit->kind == DIP_UNIT_EQUAL ? 0 : is_old ? unit->n_old : unit->n_new;

      if (unit->move_pair >= 0)
        return NULL;
      if (n_sentences == 0)
        continue;
      first = MIN (first, begin);
      end = MAX (end, begin + n_sentences);
      n += n_sentences;
    }

  if (n == 0 || n != end - first || n > MAX_PASSAGE_SENTENCES
      || _dip_is_title_part (prepared, g_array_index (prepared->sentences, DipSentence, first).part))
    return NULL;

  return _dip_join_sentences (self->context, prepared, first, n);
}

/* A list that became a sentence, or the other way round, in other words. */
static gboolean
is_list_spelt_out (DipBuilder *self)
{
  g_autofree char *a = join_changed (self, TRUE);
  g_autofree char *b = a == NULL ? NULL : join_changed (self, FALSE);

  return b != NULL && (says_the_list (self, a, b) || says_the_list (self, b, a));
}

static gboolean
is_of_name (const DipBuilder *self,
            const DipChange  *change)
{
  DipFoldFlags flags = DIP_ENGINE_FOLD;
  g_autofree char *old_text = dip_fold_to_string (change->old_text, flags, self->context->lexicon);
  g_autofree char *new_text = dip_fold_to_string (change->new_text, flags, self->context->lexicon);

  return _dip_touches_name (self->context, old_text, new_text);
}

/* Where the clause was written anew and says the same, its changes are editorial. */
static void
look_at_passage (DipBuilder *self)
{
  g_autoptr (GPtrArray) a = NULL;
  g_autoptr (GPtrArray) b = NULL;
  gboolean renamed = FALSE;

  if (self->old == NULL || self->new_ == NULL || self->swapped)
    return;

  a = collect_passage (self, TRUE);
  b = a == NULL ? NULL : collect_passage (self, FALSE);
  if (b == NULL ? !is_list_spelt_out (self)
      : !is_same_passage (self, a, b, &renamed))
    return;

  self->work->pair->class_ = DIP_CLASS_EDITORIAL;
  for (guint i = 0; i < self->work->pair->changes->len; i++)
    {
      DipChange *change = self->work->pair->changes->pdata[i];

      if (change->class_ != DIP_CLASS_SUBSTANTIVE)
        continue;
      if (renamed && is_of_name (self, change))
        {
          self->work->pair->class_ = DIP_CLASS_SUBSTANTIVE;
          continue;
        }
      change->class_ = DIP_CLASS_EDITORIAL;
      g_free (change->rule);
      change->rule = g_strdup ("same words of the clause in another build");
      change->tags &= FACTUAL_TAGS;
    }
}

/* Fills the changes of a pair, with their classes. */
void
_dip_build_changes (DipContext *context,
                    DipWork    *work)
{
  DipBuilder self = { .context = context, .work = work, .old = work->old, .new_ = work->new_ };
  DipPair *pair = work->pair;

  for (guint i = 0; i < work->units->len && !work->same; i++)
    {
      self.unit = &g_array_index (work->units, DipUnit, i);
      build_unit (&self);
      g_clear_pointer (&self.old_words, g_array_unref);
      g_clear_pointer (&self.new_words, g_array_unref);
    }
  if (work->same)
    _dip_build_same (&self);

  pair->class_ = pair->class_rule != NULL ? DIP_CLASS_REFERENCE : DIP_CLASS_NONE;
  for (guint i = 0; i < pair->changes->len; i++)
    pair->class_ = MAX (pair->class_, ((const DipChange *) pair->changes->pdata[i])->class_);
  if (pair->class_ == DIP_CLASS_SUBSTANTIVE)
    look_at_passage (&self);
}
