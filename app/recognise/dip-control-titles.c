/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-titles-private.h"

#include <math.h>
#include <string.h>

#include "recognise/dip-pattern.h"
#include "text/dip-characters.h"
#include "text/dip-fold.h"

/*
 * Two titles are held against each other by their features: pairs of
 * characters in Japanese, beginnings of words in Latin text. A feature that
 * many controls share ("情報セキュリティ", "information") weighs little, as in
 * inverse document frequency; the likeness is Dice's coefficient of the weights.
 */

/* A title that holds a control's whole title is like it at least this much:
 * "on our information backup" is about information backup. */
#define HELD_WHOLE 0.6

/* A pattern is a word or two of a title; it proves less than the title itself. */
#define PATTERN_BASE 0.5
#define PATTERN_SPAN 0.4

static guint32
hash (const char *bytes,
      gsize       length)
{
  guint32 h = 2166136261u;

  for (gsize i = 0; i < length; i++)
    h = (h ^ (guint8) bytes[i]) * 16777619u;

  return h;
}

static int
compare_features (gconstpointer a,
                  gconstpointer b)
{
  const DipTitleFeature *one = a;
  const DipTitleFeature *other = b;

  return one->id < other->id ? -1 : one->id > other->id;
}

char *
dip_title_fold (const DipLexicon  *lexicon,
                const char *const *noise,
                guint              n_noise,
                const char        *title)
{
  g_autofree char *cut = g_strndup (title, MIN (strlen (title), MAX_TITLE));
  g_autofree char *valid = g_utf8_make_valid (cut, -1);
  GString *folded = g_string_new (NULL);
  g_autofree char *text = dip_fold_to_string (valid, DIP_TITLE_FOLD, lexicon);

  g_string_append (folded, text);
  for (guint i = 0; i < n_noise; i++)
    {
      /* not where nothing would be left */
      if (folded->len > strlen (noise[i]))
        g_string_replace (folded, noise[i], "", 1);
    }

  return g_string_free (folded, FALSE);
}

/* The feature that begins at *@at, which moves behind it; FALSE for none there. */
static inline gboolean
read_feature (const char **at,
              guint32     *id)
{
  const char *from = *at;
  const char *next = from + dip_utf8_length (*from);
  gboolean found = FALSE;

  if (g_ascii_isalpha (*from))
    {
      gsize length = 1;

      while (g_ascii_isalnum (from[length]))
        length++;
      next = from + length;
      found = length >= 3;
      if (found)
        *id = hash (from, MIN (length, STEM));
    }
  else if ((guchar) *from >= 0x80 && (guchar) *next >= 0x80)
    {
      found = TRUE;
      *id = hash (from, (gsize) (next + dip_utf8_length (*next) - from));
    }
  *at = next;

  return found;
}

/* Sorted, each once. */
GArray *
dip_title_features (const char *folded)
{
  GArray *features = g_array_sized_new (FALSE, FALSE, sizeof (DipTitleFeature), MAX_TITLE / 8);
  const char *at = folded;
  guint n = 0;

  while (*at != '\0')
    {
      DipTitleFeature feature = { 0, 1.0f };

      if (read_feature (&at, &feature.id))
        g_array_append_val (features, feature);
    }

  g_array_sort (features, compare_features);
  for (guint i = 0; i < features->len; i++)
    if (n == 0 ||
        g_array_index (features, DipTitleFeature, n - 1).id != g_array_index (features, DipTitleFeature, i).id)
      g_array_index (features, DipTitleFeature, n++) = g_array_index (features, DipTitleFeature, i);
  g_array_set_size (features, n);

  return features;
}

float
dip_title_weight_of (guint n_entries,
                     guint n_titles)
{
  return logf (1.0f + (float) n_entries / (1.0f + n_titles));
}

/* NULL for a feature that no title has. */
static inline const DipTitleSlot *
find_feature (const DipControlTitles *self,
              guint32                 id)
{
  guint k = dip_title_slot_of (id, self->slot_bits);

  while (self->slots[k].n_postings > 0 && self->slots[k].id != id)
    k = (k + 1) & ((1u << self->slot_bits) - 1);

  return self->slots[k].n_postings > 0 ? &self->slots[k] : NULL;
}

float
dip_title_weigh (const DipControlTitles *self,
                 GArray                 *features)
{
  float unknown = dip_title_weight_of (self->n_entries, 0);
  float sum = 0.0f;

  for (guint i = 0; i < features->len; i++)
    {
      DipTitleFeature *feature = &g_array_index (features, DipTitleFeature, i);
      const DipTitleSlot *slot = find_feature (self, feature->id);

      feature->weight = slot != NULL ? slot->weight : unknown;
      sum += feature->weight;
    }

  return sum;
}

void
dip_title_look (const DipControlTitles *self,
                const char             *folded,
                gsize                   length,
                DipTitleLook           *look)
{
  const DipPatternSet *set = dip_pattern_list_length (self->patterns) / 64 < DIP_TITLE_MAX_CHOSEN
                               ? dip_pattern_list_get_set (self->patterns) : NULL;

  look->is_chosen = set != NULL;
  if (set != NULL)
    dip_pattern_set_choose (set, folded, length, look->chosen);
  else
    dip_pattern_marks_init (&look->marks, folded, length);
}

static inline void
add_postings (const DipControlTitles *self,
              const DipTitleSlot     *slot,
              DipTitleCommon         *common)
{
  for (guint j = 0; j < slot->n_postings; j++)
    {
      const DipTitlePosting *posting = &self->postings[slot->first_posting + j];

      common->sums[posting->slot] += posting->weight;
      dip_title_touch (common, posting->slot / 2);
    }
}

void
dip_title_common_init (DipTitleCommon         *self,
                       const DipControlTitles *titles)
{
  gsize n_sums = 2 * titles->n_entries + 1;

  self->n_words = titles->n_entries / 64 + 1;
  self->sums = g_malloc0 (n_sums * sizeof *self->sums + self->n_words * sizeof *self->touched);
  self->touched = (guint64 *) (self->sums + n_sums);
}

void
dip_title_common_clear (DipTitleCommon *self)
{
  g_free (self->sums);
}

void
dip_title_common_add (DipTitleCommon         *self,
                      const DipControlTitles *titles,
                      const GArray           *features)
{
  for (guint i = 0; i < features->len; i++)
    {
      const DipTitleSlot *slot = find_feature (titles, g_array_index (features, DipTitleFeature, i).id);

      if (slot != NULL)
        add_postings (titles, slot, self);
    }
}

/* The sums are of floats in doubles, which is exact in any order. */
void
dip_title_common_add_text (DipTitleCommon         *self,
                           const DipControlTitles *titles,
                           const char             *folded)
{
  g_autofree guint8 *seen = g_malloc0 ((1u << titles->slot_bits) / 8 + 1);
  const char *at = folded;

  while (*at != '\0')
    {
      const DipTitleSlot *slot;
      guint32 id;
      guint k;

      if (!read_feature (&at, &id))
        continue;
      slot = find_feature (titles, id);
      if (slot == NULL)
        continue;
      k = (guint) (slot - titles->slots);
      if ((seen[k / 8] & 1u << k % 8) != 0)
        continue;
      seen[k / 8] |= (guint8) (1u << k % 8);
      add_postings (titles, slot, self);
    }
}

void
dip_title_common_add_look (DipTitleCommon         *self,
                           const DipControlTitles *titles,
                           const DipTitleLook     *look)
{
  guint n_patterns = dip_pattern_list_length (titles->patterns);

  if (!look->is_chosen)
    memset (self->touched, 0xFF, self->n_words * sizeof *self->touched);
  else
    for (guint i = dip_title_next (look, 0, n_patterns); i < n_patterns; i = dip_title_next (look, i + 1, n_patterns))
      dip_title_touch (self, titles->owners[i]);
}

static double
likeness_to (const DipTitleEntry *entry,
             const double        *common_weights,
             double               weight)
{
  double best = 0.0;

  for (guint i = 0; i < 2; i++)
    {
      double common;
      double dice;

      if (!entry->has_title[i] || entry->weights[i] + weight <= 0.0)
        continue;
      common = common_weights[i];
      dice = 2.0 * common / (entry->weights[i] + weight);
      if (common >= entry->weights[i] * 0.999 && entry->n_features[i] >= 2)
        dice = MAX (dice, HELD_WHOLE + (1.0 - HELD_WHOLE) * dice);
      best = MAX (best, dice);
    }

  return MIN (best, 1.0);
}

static double
pattern_likeness (const DipControlTitles *self,
                  const DipTitleEntry    *entry,
                  const char             *folded,
                  gsize                   length,
                  const DipTitleLook     *look)
{
  double best = 0.0;

  if (length == 0)
    return best;
  for (guint i = dip_title_next (look, entry->first_pattern, entry->first_asked); i < entry->first_asked;
       i = dip_title_next (look, i + 1, entry->first_asked))
    {
      gsize start, end;

      /* "sso" is no word in "lessons" */
      if (dip_title_fits (self, look, i, folded, length, &start, &end) &&
          (start == 0 || !g_ascii_isalnum (folded[start]) || !g_ascii_isalnum (folded[start - 1])))
        best = MAX (best, PATTERN_BASE + PATTERN_SPAN * (double) (end - start) / (double) length);
    }

  return best;
}

/* "Training data" is no training of people. */
gboolean
dip_title_misleads (const DipControlTitles *self,
                    const DipTitleEntry    *entry,
                    const char             *folded,
                    gsize                   length,
                    const DipTitleLook     *look)
{
  for (guint i = dip_title_next (look, entry->first_misleading, entry->end); i < entry->end;
       i = dip_title_next (look, i + 1, entry->end))
    if (dip_title_fits (self, look, i, folded, length, NULL, NULL))
      return TRUE;

  return FALSE;
}

/* A title as it is compared. */
typedef struct
{
  DipNote  note;
  guint    titles;  /* their serial */
  char    *folded;
  GArray  *features;  /* (element-type DipTitleFeature): with their weights */
  double   weight;    /* of all of them */
} LikenessNote;

/* What a title is most like. */
typedef struct
{
  DipNote         note;
  guint           titles;
  DipControlMatch match;
} BestNote;

static void
likeness_note_free (gpointer data)
{
  LikenessNote *note = data;

  g_free (note->folded);
  g_array_unref (note->features);
  g_free (note);
}

static DipSentence *
take_title (const DipControlTitles *self,
            const char             *title)
{
  return dip_sentence_take (title, strlen (title), self->lexicon == dip_lexicon_get_default ());
}

/* Reads a title once; @own is what is to be freed where another catalogue has noted it before. */
static const LikenessNote *
read_title (const DipControlTitles *self,
            DipSentence            *title,
            LikenessNote          **own)
{
  const LikenessNote *known = dip_sentence_get_note (title, DIP_NOTE_LIKENESS);
  LikenessNote *note;

  *own = NULL;
  if (known != NULL && known->titles == self->serial)
    return known;

  note = g_new (LikenessNote, 1);
  note->note.free = likeness_note_free;
  note->titles = self->serial;
  note->folded = dip_title_fold (self->lexicon, self->noise, self->n_noise, dip_sentence_get_text (title));
  note->features = dip_title_features (note->folded);
  note->weight = dip_title_weigh (self, note->features);
  if (known == NULL)
    {
      known = dip_sentence_set_note (title, DIP_NOTE_LIKENESS, &note->note);

      return known->titles == self->serial ? known : read_title (self, title, own);
    }
  *own = note;

  return note;
}

static DipControlMatch
find_best (const DipControlTitles *self,
           const LikenessNote     *title)
{
  g_auto (DipTitleCommon) common = { 0 };
  const char *folded = title->folded;
  gsize length = strlen (folded);
  DipControlMatch best = { NULL, 0.0 };
  DipTitleLook look;

  dip_title_look (self, folded, length, &look);
  dip_title_common_init (&common, self);
  dip_title_common_add (&common, self, title->features);
  dip_title_common_add_look (&common, self, &look);
  for (guint i = dip_title_next_touched (&common, 0, self->n_entries); i < self->n_entries;
       i = dip_title_next_touched (&common, i + 1, self->n_entries))
    {
      const DipTitleEntry *entry = &self->entries[i];
      double likeness = MAX (likeness_to (entry, common.sums + 2 * i, title->weight),
                             pattern_likeness (self, entry, folded, length, &look));

      /* of equals the one with guidance for cloud services */
      if (likeness > best.likeness + 1e-6 ||
          (likeness > best.likeness - 1e-6 && best.control != NULL && entry->control->guidance &&
           !best.control->guidance))
        {
          if (dip_title_misleads (self, entry, folded, length, &look))
            continue;
          best.control = entry->control;
          best.likeness = likeness;
        }
    }

  return best;
}

/**
 * dip_control_titles_best:
 * @title: of a clause
 *
 * Looks at the controls that share a word with the title, which is noted with it.
 *
 * Returns: the control whose title or patterns it is most like, and how much
 */
DipControlMatch
dip_control_titles_best (const DipControlTitles *self,
                         const char             *title)
{
  g_autoptr (DipSentence) sentence = take_title (self, title);
  const BestNote *known = dip_sentence_get_note (sentence, DIP_NOTE_BEST);
  LikenessNote *own;
  DipControlMatch match;

  if (known != NULL && known->titles == self->serial)
    return known->match;

  match = find_best (self, read_title (self, sentence, &own));
  g_clear_pointer (&own, likeness_note_free);
  if (known == NULL)
    {
      BestNote *note = g_new (BestNote, 1);

      *note = (BestNote) { { NULL }, self->serial, match };
      dip_sentence_set_note (sentence, DIP_NOTE_BEST, &note->note);
    }

  return match;
}

static const DipTitleEntry *
find_entry (const DipControlTitles *self,
            const char             *id)
{
  for (guint i = 0; i < self->n_entries; i++)
    if (strcmp (self->entries[i].control->id, id) == 0)
      return &self->entries[i];

  return NULL;
}

/* The weight of the features that two titles have in common; both are sorted. */
static double
weigh_common (const GArray          *features,
              const DipTitleFeature *others,
              guint                  n_others)
{
  double sum = 0.0;

  for (guint i = 0, k = 0; i < features->len && k < n_others; )
    {
      const DipTitleFeature *one = &g_array_index (features, DipTitleFeature, i);

      if (one->id == others[k].id)
        sum += others[k].weight;
      if (one->id <= others[k].id)
        i++;
      else
        k++;
    }

  return sum;
}

/**
 * dip_control_titles_likeness:
 * @title: of a clause
 * @id: a control
 *
 * Returns: how much the two titles are alike, 0 for a control that is unknown
 */
double
dip_control_titles_likeness (const DipControlTitles *self,
                             const char             *title,
                             const char             *id)
{
  const DipTitleEntry *entry = find_entry (self, id);
  g_autoptr (DipSentence) sentence = NULL;
  const LikenessNote *note;
  LikenessNote *own;
  double common[2];
  double likeness;

  if (entry == NULL)
    return 0.0;

  sentence = take_title (self, title);
  note = read_title (self, sentence, &own);
  for (guint i = 0; i < 2; i++)
    common[i] = weigh_common (note->features, entry->titles[i], entry->has_title[i] ? entry->n_features[i] : 0);
  likeness = likeness_to (entry, common, note->weight);
  g_clear_pointer (&own, likeness_note_free);

  return likeness;
}

/**
 * dip_control_titles_speaks:
 *
 * Returns: whether one of the patterns of @id fits @text
 */
gboolean
dip_control_titles_speaks (const DipControlTitles *self,
                           const char             *text,
                           const char             *id)
{
  const DipTitleEntry *entry = find_entry (self, id);
  g_autofree char *folded = NULL;
  DipTitleLook look = { FALSE };

  if (entry == NULL || entry->first_pattern == entry->first_asked)
    return FALSE;
  folded = dip_fold_to_string (text, DIP_TITLE_FOLD, self->lexicon);
  dip_pattern_marks_init (&look.marks, folded, strlen (folded));

  return pattern_likeness (self, entry, folded, strlen (folded), &look) > 0.0;
}
