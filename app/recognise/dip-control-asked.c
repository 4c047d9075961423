/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-titles-private.h"

#include <math.h>
#include <string.h>

#include "text/dip-characters.h"
#include "text/dip-fold.h"

/*
 * What a sentence of a question asks about. It is held against each control of the catalogue, and
 * three witnesses are heard:
 *
 *   words    the control's patterns (control-patterns, question-patterns): the longer what is printed and the
 *            closer together, the more it proves; "ログ*改ざん" beats "ログ"
 *   title    how much of the control's title the sentence has, each character and word weighed by how few titles of
 *            the catalogue have it (inverse document frequency)
 *   wider    what another catalogue with a crosswalk says (METI's wording)
 *
 * and the section's title counts a little for the controls of its theme. A control is named where they agree well
 * enough; of a sentence only the best one and what is nearly as good. Rather nothing is named than a wrong control.
 * What stands in "in accordance with …", "例えば…など" is not what the question is about.
 *
 * likeness is the confidence, measured on own questions: see CALIBRATION.
 */

/* Below this no control is named. */
#define THRESHOLD 0.62

/* Another control of the same sentence has to be this close to the best one … */
#define MARGIN 0.04

/* … and as certain as this by itself. */
#define SECOND 0.72

/* Of one pattern: what it proves at least, for each unit printed, at most, and the price of a gap. */
#define PATTERN_BASE 0.5
#define PATTERN_UNIT 0.06
#define PATTERN_MOST 0.92
#define GAP_FREE     5.0
#define GAP_PRICE    0.015
#define GAP_MOST     0.25

/* A match in what a sentence only refers to. */
#define CONTEXT_FACTOR 0.5

/* The title proves less than the words that people really use. */
#define TITLE_LEAST  0.55
#define TITLE_FACTOR 0.65

#define WIDER_FACTOR 0.95

#define AGREEMENT 0.4

#define SECTION_BONUS 0.03

/* In bytes; a sentence that is longer is a chapter. */
#define MAX_SENTENCE 3000u

/* A short Latin word tells at least as much as two characters: "TLS", "GDPR". */
#define SHORT_WORD  5u
#define SHORT_UNITS 2.1

/* The bytes of a sentence that speak for a control. */
typedef struct
{
  gsize start;
  gsize end;
} Span;

typedef struct
{
  DipControlMatch match;
  Span            span;
} Heard;

static double
count_units (const char *text,
             gsize       length)
{
  double units = 0.0;

  for (const char *at = text; at < text + length; )
    {
      gsize n = 0;

      while (at + n < text + length && g_ascii_isalnum (at[n]))
        n++;
      if (n > 0)
        units += n >= 2 && n <= SHORT_WORD ? MAX (SHORT_UNITS, 0.4 * n) : 0.4 * n;
      else if ((guchar) *at >= 0x80)
        units += 1.0;
      at = n > 0 ? at + n : g_utf8_next_char (at);
    }

  return units;
}

/* The shortest way to say a piece of a pattern: of each group its shortest word. */
static double
count_least (const char *source)
{
  double units = 0.0;

  while (*source != '\0')
    {
      const char *close = *source == '(' ? strchr (source, ')') : NULL;

      if (close != NULL)
        {
          double least = G_MAXDOUBLE;

          for (const char *at = source + 1; at <= close; )
            {
              gsize n = strcspn (at, "|)");

              least = MIN (least, count_units (at, n));
              at += n + 1;
            }
          units += least;
          source = close + 1;
        }
      else
        {
          gsize n = *source == '(' ? 1 : strcspn (source, "(");

          units += count_units (source, n);
          source += n;
        }
    }

  return units;
}

DipAskedPattern
dip_title_weigh_asked (const char *source)
{
  return (DipAskedPattern) { (float) count_least (source), strchr (source, '*') != NULL };
}

/* "ids" is no word in "holds"; a short Latin word has to end as well. */
static gboolean
is_word (const char *text,
         gsize       start,
         gsize       end)
{
  gsize n = 0;

  if (start > 0 && g_ascii_isalnum (text[start]) && g_ascii_isalnum (text[start - 1]))
    return FALSE;
  while (start + n < end && g_ascii_isalnum (text[start + n]))
    n++;

  return n == 0 || n > 4 || start + n < end || !g_ascii_isalpha (text[end]) ||
         (text[end] == 's' && !g_ascii_isalnum (text[end + 1]));
}

/* The tightest match that ends where the first one ends, or begins at a word. */
static gboolean
find_match (const DipControlTitles *self,
            guint                   index,
            const char             *text,
            gsize                   length,
            const DipTitleLook     *look,
            gsize                  *start,
            gsize                  *end)
{
  const DipPattern *pattern;
  gsize from = 0;

  if (!dip_title_fits (self, look, index, text, length, start, end))
    return FALSE;
  pattern = dip_pattern_list_get (self->patterns, index);

  for (guint tries = 0; tries < 8; tries++)
    {
      gsize s = *start;
      gsize e = *end;

      if (from > 0 && !dip_pattern_match (pattern, text + from, length - from, &s, &e))
        return FALSE;
      s += from;
      e += from;
      if (is_word (text, s, e))
        {
          *start = s;
          *end = e;
          break;
        }
      from = g_utf8_next_char (text + s) - text;
      if (tries == 7)
        return FALSE;
    }

  for (guint tries = 0; self->asked[index].gapped && tries < 8; tries++)
    {
      gsize s, e;

      from = g_utf8_next_char (text + *start) - text;
      if (from >= *end || !dip_pattern_match (pattern, text + from, *end - from, &s, &e))
        break;
      *start = from + s;
    }

  return TRUE;
}

static gboolean
is_context (const DipControlTitles *self,
            const char             *text,
            gsize                   start,
            gsize                   end)
{
  const char *const *after = dip_lexicon_get_words (self->lexicon, "question-context-after");
  const char *const *before = dip_lexicon_get_words (self->lexicon, "question-context-before");

  if (dip_begins_with_one_of (text + end, after))
    return TRUE;
  for (guint i = 0; before[i] != NULL; i++)
    {
      gsize n = strlen (before[i]);

      if (start > n && strncmp (text + start - n - (text[start - 1] == ' '), before[i], n) == 0)
        return TRUE;
    }

  return FALSE;
}

static double
hear_words (const DipControlTitles *self,
            const DipTitleEntry    *entry,
            const char             *text,
            gsize                   length,
            const DipTitleLook     *look,
            Span                   *span)
{
  double best = 0.0;

  *span = (Span) { 0, 0 };
  for (guint i = dip_title_next (look, entry->first_asked, entry->first_misleading); i < entry->first_misleading;
       i = dip_title_next (look, i + 1, entry->first_misleading))
    {
      const DipAskedPattern *asked = &self->asked[i];
      gsize start, end;
      double units, proof;

      if (!find_match (self, i, text, length, look, &start, &end))
        continue;
      /* "encrypt" proves as much as the word that it begins: "encrypted" */
      while (end < length && g_ascii_isalpha (text[end - 1]) && g_ascii_isalpha (text[end]))
        end++;
      units = count_units (text + start, end - start);
      proof = PATTERN_BASE + PATTERN_UNIT * (asked->gapped ? MIN (asked->literal, units) : units);
      if (asked->gapped)
        proof -= MIN (GAP_MOST, GAP_PRICE * MAX (0.0, units - asked->literal - GAP_FREE));
      proof = MIN (proof, PATTERN_MOST);
      if (is_context (self, text, start, end))
        proof *= CONTEXT_FACTOR;
      if (proof <= best)
        continue;
      best = proof;
      *span = (Span) { start, end };
    }

  return best;
}

static double
hear_title (const DipTitleEntry *entry,
            const double        *common)
{
  double best = 0.0;

  for (guint i = 0; i < 2; i++)
    {
      double share;

      if (!entry->has_title[i] || entry->weights[i] <= 0.0f || entry->n_features[i] < 2)
        continue;
      share = common[i] / entry->weights[i];
      best = MAX (best, share);
    }

  return best > TITLE_LEAST ? TITLE_FACTOR * (best - TITLE_LEAST) / (1.0 - TITLE_LEAST) : 0.0;
}

/* Two witnesses for the same; they have read the same words, so that the second adds only a part. */
static double
both (double a,
      double b)
{
  return MAX (a, b) + AGREEMENT * (1.0 - MAX (a, b)) * MIN (a, b);
}

/* "（例えば、…など）" names what is not asked about. */
static char *
drop_examples (const DipControlTitles *self,
               const char             *sentence)
{
  const char *const *marks = dip_lexicon_get_words (self->lexicon, "question-examples");
  GString *kept = g_string_new (NULL);

  while (*sentence != '\0')
    {
      const char *open = strchr (sentence, '(');
      const char *close = open != NULL ? strchr (open, ')') : NULL;
      gboolean example = FALSE;

      if (close == NULL)
        break;
      for (guint i = 0; marks[i] != NULL && !example; i++)
        example = g_strstr_len (open, close - open, marks[i]) != NULL;
      g_string_append_len (kept, sentence, (example ? open : close + 1) - sentence);
      sentence = close + 1;
    }
  g_string_append (kept, sentence);

  return g_string_free (kept, FALSE);
}

/*
 * CALIBRATION: what a proof is worth as a confidence; straight lines between. On the questions of
 * tests/recognise/semantics/asked.spec all that was named was right at every height; the values are what
 * reading two whole sheets with other eyes left of that.
 */
static double
calibrate (double proof)
{
  static const double table[][2] = {
    { THRESHOLD, 0.70 }, { 0.7, 0.80 }, { 0.8, 0.88 }, { 0.9, 0.93 }, { 1.0, 0.96 },
  };

  for (guint i = 1; i < G_N_ELEMENTS (table); i++)
    if (proof <= table[i][0])
      {
        double part = (proof - table[i - 1][0]) / (table[i][0] - table[i - 1][0]);

        return table[i - 1][1] + part * (table[i][1] - table[i - 1][1]);
      }

  return table[G_N_ELEMENTS (table) - 1][1];
}

/* How much the words of a sentence speak for one control. */
typedef struct
{
  guint  entry;
  double likeness;
  Span   span;
} Score;

/* What a sentence is about by its own words, before it is known where it stands. */
typedef struct
{
  DipNote   note;
  guint     titles;    /* their serial */
  guint     n_scores;
  guint64  *misled;    /* behind the struct: a bit for each entry whose words mislead here */
  Score     scores[];  /* by entry, those above nothing */
} AskedNote;

static int
compare_heard (gconstpointer a,
               gconstpointer b)
{
  const DipControlMatch *one = &((const Heard *) a)->match;
  const DipControlMatch *other = &((const Heard *) b)->match;

  return one->likeness == other->likeness ? strcmp (one->control->id, other->control->id)
                                          : one->likeness > other->likeness ? -1 : 1;
}

static gboolean
same_theme (const DipFrameworkControl *control,
            const char                *section)
{
  return section != NULL && control->theme_ja != NULL &&
         (strstr (section, control->theme_ja) != NULL || strstr (section, control->theme) != NULL);
}

/* "に ついては": a line break within a Japanese word, kept as a space. */
static void
close_gaps (char *text)
{
  char *to = text;

  for (const char *at = text; *at != '\0'; at++)
    if (*at != ' ' || at == text || (guchar) at[-1] < 0x80 || (guchar) at[1] < 0x80)
      *to++ = *at;
  *to = '\0';
}

/* Whether another control is what the sentence is about as well: nearly as certain, or certain by words of its own. */
static gboolean
is_also_asked (const GArray *heard,
               guint         i)
{
  const Heard *one = &g_array_index (heard, Heard, i);

  if (one->match.likeness < SECOND)
    return FALSE;
  if (one->match.likeness >= g_array_index (heard, Heard, 0).match.likeness - MARGIN)
    return TRUE;
  if (one->span.end == one->span.start)
    return FALSE;
  for (guint k = 0; k < i; k++)
    {
      const Heard *other = &g_array_index (heard, Heard, k);

      if (one->span.start < other->span.end && other->span.start < one->span.end)
        return FALSE;
    }

  return TRUE;
}

/* A sentence as it is asked about: folded, without examples and without gaps. A chapter is not looked at whole. */
static char *
dup_asked (const DipControlTitles *self,
           DipSentence            *sentence)
{
  const DipFolded *folded = dip_sentence_fold_on (sentence, DIP_TITLE_FOLD, self->lexicon);
  char *text;

  if (dip_sentence_get_length (sentence) > MAX_SENTENCE)
    {
      g_autofree char *cut = g_strndup (dip_sentence_get_text (sentence), MAX_SENTENCE);
      g_autofree char *valid = g_utf8_make_valid (cut, -1);
      g_autofree char *beginning = dip_fold_to_string (valid, DIP_TITLE_FOLD, self->lexicon);

      text = drop_examples (self, beginning);
    }
  else
    {
      text = drop_examples (self, folded->text);
    }
  close_gaps (text);

  return text;
}

static AskedNote *
asked_note_new (const DipControlTitles *self,
                const GArray           *scores,
                const guint64          *misled)
{
  gsize n_words = self->n_entries / 64 + 1;
  gsize size = sizeof (AskedNote) + scores->len * sizeof (Score);
  AskedNote *note = g_malloc (size + n_words * sizeof *misled);

  *note = (AskedNote) { { NULL }, self->serial, scores->len, (guint64 *) ((char *) note + size) };
  if (scores->len > 0)
    memcpy (note->scores, scores->data, scores->len * sizeof (Score));
  memcpy (note->misled, misled, n_words * sizeof *misled);

  return note;
}

/* Holds a sentence against the controls that share words with it. */
static AskedNote *
weigh_sentence (const DipControlTitles *self,
                DipSentence            *sentence)
{
  g_autofree char *text = dup_asked (self, sentence);
  g_autofree guint64 *misled = g_new0 (guint64, self->n_entries / 64 + 1);
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (Score));
  g_auto (DipTitleCommon) common = { 0 };
  gsize length = strlen (text);
  DipTitleLook look;

  if (length == 0)
    return asked_note_new (self, scores, misled);

  dip_title_look (self, text, length, &look);
  dip_title_common_init (&common, self);
  dip_title_common_add_text (&common, self, text);
  dip_title_common_add_look (&common, self, &look);
  for (guint i = dip_title_next_touched (&common, 0, self->n_entries); i < self->n_entries;
       i = dip_title_next_touched (&common, i + 1, self->n_entries))
    {
      const DipTitleEntry *entry = &self->entries[i];
      Score score = { i, 0.0, { 0, 0 } };

      score.likeness = both (hear_words (self, entry, text, length, &look, &score.span),
                             hear_title (entry, common.sums + 2 * i));
      if (score.likeness > 0.0)
        g_array_append_val (scores, score);
      if (dip_title_misleads (self, entry, text, length, &look))
        misled[i / 64] |= G_GUINT64_CONSTANT (1) << i % 64;
    }

  return asked_note_new (self, scores, misled);
}

static void
hear_score (const DipControlTitles *self,
            const AskedNote        *note,
            const Score            *score,
            const double           *other,
            GArray                 *heard)
{
  Heard one = { { self->entries[score->entry].control, score->likeness }, score->span };

  if (other != NULL)
    one.match.likeness = both (one.match.likeness, WIDER_FACTOR * *other);
  if (one.match.likeness >= THRESHOLD - SECTION_BONUS &&
      (note->misled[score->entry / 64] >> score->entry % 64 & 1) == 0)
    g_array_append_val (heard, one);
}

/* The controls that a sentence is about, nearly certain enough. (element-type Heard) */
static GArray *
hear (const DipControlTitles *self,
      DipSentence            *sentence,
      GHashTable             *wider)
{
  const AskedNote *note = dip_sentence_get_note (sentence, DIP_NOTE_ASKED);
  g_autofree AskedNote *own = NULL;
  GArray *heard = g_array_new (FALSE, FALSE, sizeof (Heard));

  if (note != NULL && note->titles != self->serial)
    note = dip_sentence_get_note (sentence, DIP_NOTE_ASKED_ELSE);
  if (note == NULL)
    {
      DipNoteKind kind = dip_sentence_get_note (sentence, DIP_NOTE_ASKED) == NULL ? DIP_NOTE_ASKED
                                                                                   : DIP_NOTE_ASKED_ELSE;

      note = dip_sentence_set_note (sentence, kind, &weigh_sentence (self, sentence)->note);
    }
  if (note->titles != self->serial)
    note = own = weigh_sentence (self, sentence);

  if (wider == NULL)
    {
      for (guint i = 0; i < note->n_scores; i++)
        hear_score (self, note, &note->scores[i], NULL, heard);
      return heard;
    }

  for (guint i = 0, next = 0; i < self->n_entries; i++)
    {
      Score none = { i, 0.0, { 0, 0 } };
      gboolean scored = next < note->n_scores && note->scores[next].entry == i;

      hear_score (self, note, scored ? &note->scores[next] : &none,
                  g_hash_table_lookup (wider, self->entries[i].control->id), heard);
      next += scored;
    }

  return heard;
}

/**
 * dip_control_titles_asked:
 * @sentence: of a checksheet's question
 * @section: (nullable): the titles that it stands below
 * @wider: (nullable) (element-type utf8 double): what another catalogue makes of it, by control
 * @max: how many to give at most
 *
 * Linear in the length of the sentence times the number of controls that share words with it.
 *
 * Returns: (transfer full) (element-type DipControlMatch): what it asks about, most certain first; likeness is
 *   the confidence
 */
GArray *
dip_control_titles_asked (const DipControlTitles *self,
                          DipSentence            *sentence,
                          const char             *section,
                          GHashTable             *wider,
                          guint                   max)
{
  gboolean has_wider = wider != NULL && g_hash_table_size (wider) > 0;
  g_autoptr (GArray) heard = hear (self, sentence, has_wider ? wider : NULL);
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (DipControlMatch));

  for (guint i = 0; i < heard->len; i++)
    {
      DipControlMatch *match = &g_array_index (heard, Heard, i).match;

      if (same_theme (match->control, section))
        match->likeness = MIN (1.0, match->likeness + SECTION_BONUS);
    }
  g_array_sort (heard, compare_heard);

  for (guint i = 0; i < heard->len && matches->len < max; i++)
    {
      DipControlMatch match = g_array_index (heard, Heard, i).match;

      if (match.likeness < THRESHOLD)
        break;
      if (i > 0 && !is_also_asked (heard, i))
        continue;
      match.likeness = calibrate (match.likeness);
      g_array_append_val (matches, match);
    }

  return matches;
}
