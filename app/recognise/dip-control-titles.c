/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-titles-private.h"

#include <math.h>
#include <string.h>

#include "recognise/dip-pattern.h"
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

/* Sentences before the patterns are turned round into a set. */
#define MIN_ASKED 150

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

static char *
fold_title (const DipControlTitles *self,
            const char             *title)
{
  g_autofree char *cut = g_strndup (title, MIN (strlen (title), MAX_TITLE));
  g_autofree char *valid = g_utf8_make_valid (cut, -1);
  GString *folded = g_string_new (NULL);
  g_autofree char *text = dip_fold_to_string (valid, DIP_TITLE_FOLD, self->lexicon);

  g_string_append (folded, text);
  for (guint i = 0; i < self->noise->len; i++)
    {
      const char *word = g_ptr_array_index (self->noise, i);

      /* not where nothing would be left */
      if (folded->len > strlen (word))
        g_string_replace (folded, word, "", 1);
    }

  return g_string_free (folded, FALSE);
}

/* Sorted, each once. */
GArray *
dip_title_features (const char *folded)
{
  GArray *features = g_array_new (FALSE, FALSE, sizeof (DipTitleFeature));
  const char *at = folded;
  guint n = 0;

  while (*at != '\0')
    {
      const char *next = g_utf8_next_char (at);
      DipTitleFeature feature = { 0, 1.0f };

      if (g_ascii_isalpha (*at))
        {
          gsize length = 0;

          while (g_ascii_isalnum (at[length]))
            length++;
          next = at + length;
          if (length >= 3)
            {
              feature.id = hash (at, MIN (length, STEM));
              g_array_append_val (features, feature);
            }
        }
      else if ((guchar) *at >= 0x80 && (guchar) *next >= 0x80)
        {
          feature.id = hash (at, g_utf8_next_char (next) - at);
          g_array_append_val (features, feature);
        }
      at = next;
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
dip_title_weigh (const DipControlTitles *self,
                 GArray                 *features)
{
  float sum = 0.0f;

  for (guint i = 0; i < features->len; i++)
    {
      DipTitleFeature *feature = &g_array_index (features, DipTitleFeature, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->frequencies, GUINT_TO_POINTER (feature->id)));

      feature->weight = logf (1.0f + (float) self->entries->len / (1.0f + n));
      sum += feature->weight;
    }

  return sum;
}

static void
entry_clear (gpointer data)
{
  DipTitleEntry *entry = data;

  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&entry->titles[i], g_array_unref);
  g_clear_pointer (&entry->patterns, g_ptr_array_unref);
  g_clear_pointer (&entry->asked, g_array_unref);
  g_clear_pointer (&entry->misleading, g_ptr_array_unref);
}

/* Ways to name controls that only questions are held against. */
static void
load_questions (DipControlTitles *self,
                GHashTable       *by_id,
                const char       *list)
{
  const GPtrArray *rows = dip_lexicon_get_rows (self->lexicon, list);

  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      DipTitleEntry *entry = g_hash_table_lookup (by_id, fields[0]);

      for (guint j = 1; entry != NULL && fields[j] != NULL; j++)
        {
          g_autofree char *source = dip_fold_to_string (fields[j], DIP_TITLE_FOLD & ~DIP_FOLD_SPACE, self->lexicon);

          dip_title_add_asked (entry, source);
        }
    }
}

static void
load_patterns (DipControlTitles *self,
               GHashTable       *by_id,
               const char       *list,
               gsize             member)
{
  const GPtrArray *rows = dip_lexicon_get_rows (self->lexicon, list);

  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      DipTitleEntry *entry = g_hash_table_lookup (by_id, fields[0]);
      GPtrArray **patterns;

      if (entry == NULL)
        continue;
      patterns = (GPtrArray **) ((char *) entry + member);
      if (*patterns == NULL)
        *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) dip_pattern_free);
      for (guint j = 1; fields[j] != NULL; j++)
        {
          g_autofree char *source = dip_fold_to_string (fields[j], DIP_TITLE_FOLD & ~DIP_FOLD_SPACE, self->lexicon);

          g_ptr_array_add (*patterns, dip_pattern_new (source));
        }
    }
}

/* Which titles have a feature: a sentence shares its few features with few of them. */
static void
index_titles (DipControlTitles *self)
{
  self->postings = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < 2 * self->entries->len; i++)
    {
      const GArray *title = g_array_index (self->entries, DipTitleEntry, i / 2).titles[i % 2];

      for (guint j = 0; title != NULL && j < title->len; j++)
        {
          const DipTitleFeature *feature = &g_array_index (title, DipTitleFeature, j);
          GArray *postings = g_hash_table_lookup (self->postings, GUINT_TO_POINTER (feature->id));
          DipTitlePosting posting = { i, feature->weight };

          if (postings == NULL)
            {
              postings = g_array_new (FALSE, FALSE, sizeof (DipTitlePosting));
              g_hash_table_insert (self->postings, GUINT_TO_POINTER (feature->id), postings);
            }
          g_array_append_val (postings, posting);
        }
    }
}

/* All patterns of all entries: a sentence is looked at once for them. */
static void
index_patterns (DipControlTitles *self)
{
  GPtrArray *all = self->patterns = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      DipTitleEntry *entry = &g_array_index (self->entries, DipTitleEntry, i);

      entry->first_pattern = all->len;
      if (entry->patterns != NULL)
        g_ptr_array_extend (all, entry->patterns, NULL, NULL);
      entry->first_asked = all->len;
      for (guint j = 0; entry->asked != NULL && j < entry->asked->len; j++)
        g_ptr_array_add (all, g_array_index (entry->asked, DipAskedPattern, j).pattern);
      entry->first_misleading = all->len;
      if (entry->misleading != NULL)
        g_ptr_array_extend (all, entry->misleading, NULL, NULL);
    }
}

/* Making the set costs as much as trying all patterns on some sentences. */
static const DipPatternSet *
get_set (const DipControlTitles *titles)
{
  DipControlTitles *self = (DipControlTitles *) titles;

  if (self->patterns == NULL || self->patterns->len / 64 >= DIP_TITLE_MAX_CHOSEN ||
      g_atomic_int_add (&self->n_asked, 1) < MIN_ASKED)
    return NULL;
  g_atomic_int_add (&self->n_asked, -1);
  if (g_once_init_enter (&self->set))
    g_once_init_leave (&self->set, (gsize) dip_pattern_set_new (self->patterns));

  return (const DipPatternSet *) self->set;
}

void
dip_title_look (const DipControlTitles *self,
                const char             *folded,
                gsize                   length,
                DipTitleLook           *look)
{
  const DipPatternSet *set = get_set (self);

  look->is_chosen = set != NULL;
  if (set != NULL)
    dip_pattern_set_choose (set, folded, length, look->chosen);
  else
    dip_pattern_marks_init (&look->marks, folded, length);
}

/**
 * dip_control_titles_new:
 * @framework: the catalogue; it has to live as long as the result
 * @lexicon: the word lists; likewise
 * @patterns: (nullable): the list with other ways to name the controls
 *
 * Returns: (transfer full): the titles, ready for comparing
 */
DipControlTitles *
dip_control_titles_new (const DipFramework *framework,
                        const DipLexicon   *lexicon,
                        const char         *patterns)
{
  DipControlTitles *self;
  const char *const *noise;

  g_return_val_if_fail (framework != NULL, NULL);
  g_return_val_if_fail (lexicon != NULL, NULL);

  self = g_new0 (DipControlTitles, 1);
  self->lexicon = lexicon;
  self->entries = g_array_new (FALSE, TRUE, sizeof (DipTitleEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->frequencies = g_hash_table_new (NULL, NULL);
  self->noise = g_ptr_array_new_with_free_func (g_free);
  noise = dip_lexicon_get_words (lexicon, "control-title-noise");
  for (guint i = 0; noise[i] != NULL; i++)
    g_ptr_array_add (self->noise, dip_fold_to_string (noise[i], DIP_TITLE_FOLD, lexicon));

  for (guint i = 0; i < framework->controls->len; i++)
    {
      const DipFrameworkControl *control = g_ptr_array_index (framework->controls, i);
      const char *titles[2] = { control->title, control->title_ja };
      DipTitleEntry entry = { control };

      for (guint j = 0; j < 2; j++)
        if (titles[j] != NULL)
          {
            g_autofree char *folded = fold_title (self, titles[j]);

            entry.titles[j] = dip_title_features (folded);
            for (guint k = 0; k < entry.titles[j]->len; k++)
              {
                gpointer key = GUINT_TO_POINTER (g_array_index (entry.titles[j], DipTitleFeature, k).id);
                guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->frequencies, key));

                g_hash_table_insert (self->frequencies, key, GUINT_TO_POINTER (n + 1));
              }
          }
      g_array_append_val (self->entries, entry);
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      DipTitleEntry *entry = &g_array_index (self->entries, DipTitleEntry, i);

      for (guint j = 0; j < 2; j++)
        if (entry->titles[j] != NULL)
          entry->weights[j] = dip_title_weigh (self, entry->titles[j]);
    }
  index_titles (self);
  if (patterns != NULL)
    {
      g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < self->entries->len; i++)
        {
          DipTitleEntry *entry = &g_array_index (self->entries, DipTitleEntry, i);

          g_hash_table_insert (by_id, entry->control->id, entry);
        }
      load_patterns (self, by_id, patterns, G_STRUCT_OFFSET (DipTitleEntry, patterns));
      load_patterns (self, by_id, "control-title-patterns", G_STRUCT_OFFSET (DipTitleEntry, patterns));
      load_questions (self, by_id, patterns);
      load_questions (self, by_id, "question-patterns");
      load_patterns (self, by_id, "control-misleading", G_STRUCT_OFFSET (DipTitleEntry, misleading));
      index_patterns (self);
    }

  return self;
}

void
dip_control_titles_free (DipControlTitles *self)
{
  if (self == NULL)
    return;

  dip_pattern_set_free ((DipPatternSet *) self->set);
  g_clear_pointer (&self->patterns, g_ptr_array_unref);
  g_ptr_array_unref (self->noise);
  g_hash_table_unref (self->frequencies);
  g_hash_table_unref (self->postings);
  g_array_unref (self->entries);
  g_free (self);
}

double *
dip_title_common (const DipControlTitles *self,
                  const GArray           *features)
{
  double *sums = g_new0 (double, 2 * self->entries->len + 1);

  for (guint i = 0; i < features->len; i++)
    {
      guint32 id = g_array_index (features, DipTitleFeature, i).id;
      const GArray *postings = g_hash_table_lookup (self->postings, GUINT_TO_POINTER (id));

      for (guint j = 0; postings != NULL && j < postings->len; j++)
        {
          const DipTitlePosting *posting = &g_array_index (postings, DipTitlePosting, j);

          sums[posting->slot] += posting->weight;
        }
    }

  return sums;
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

      if (entry->titles[i] == NULL || entry->weights[i] + weight <= 0.0)
        continue;
      common = common_weights[i];
      dice = 2.0 * common / (entry->weights[i] + weight);
      if (common >= entry->weights[i] * 0.999 && entry->titles[i]->len >= 2)
        dice = MAX (dice, HELD_WHOLE + (1.0 - HELD_WHOLE) * dice);
      best = MAX (best, dice);
    }

  return MIN (best, 1.0);
}

static double
pattern_likeness (const DipTitleEntry *entry,
                  const char          *folded,
                  gsize                length,
                  const DipTitleLook  *look)
{
  double best = 0.0;

  for (guint i = 0; entry->patterns != NULL && i < entry->patterns->len; i++)
    {
      gsize start, end;

      /* "sso" is no word in "lessons" */
      if (length > 0 && dip_title_fits (look, g_ptr_array_index (entry->patterns, i), entry->first_pattern + i,
                                        folded, length, &start, &end) &&
          (start == 0 || !g_ascii_isalnum (folded[start]) || !g_ascii_isalnum (folded[start - 1])))
        best = MAX (best, PATTERN_BASE + PATTERN_SPAN * (double) (end - start) / (double) length);
    }

  return best;
}

/* "Training data" is no training of people. */
gboolean
dip_title_misleads (const DipTitleEntry *entry,
                    const char          *folded,
                    gsize                length,
                    const DipTitleLook  *look)
{
  for (guint i = 0; entry->misleading != NULL && i < entry->misleading->len; i++)
    if (dip_title_fits (look, g_ptr_array_index (entry->misleading, i), entry->first_misleading + i, folded, length,
                        NULL, NULL))
      return TRUE;

  return FALSE;
}

/**
 * dip_control_titles_best:
 * @title: of a clause
 *
 * Linear in the number of controls.
 *
 * Returns: the control whose title or patterns it is most like, and how much
 */
DipControlMatch
dip_control_titles_best (const DipControlTitles *self,
                         const char             *title)
{
  g_autofree char *folded = fold_title (self, title);
  g_autoptr(GArray) features = dip_title_features (folded);
  double weight = dip_title_weigh (self, features);
  g_autofree double *common = dip_title_common (self, features);
  gsize length = strlen (folded);
  DipControlMatch best = { NULL, 0.0 };
  DipTitleLook look;

  dip_title_look (self, folded, length, &look);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const DipTitleEntry *entry = &g_array_index (self->entries, DipTitleEntry, i);
      double likeness = MAX (likeness_to (entry, common + 2 * i, weight),
                             pattern_likeness (entry, folded, length, &look));

      /* of equals the one with guidance for cloud services */
      if (likeness > best.likeness + 1e-6 ||
          (likeness > best.likeness - 1e-6 && best.control != NULL && entry->control->guidance &&
           !best.control->guidance))
        {
          if (dip_title_misleads (entry, folded, length, &look))
            continue;
          best.control = entry->control;
          best.likeness = likeness;
        }
    }

  return best;
}

static const DipTitleEntry *
find_entry (const DipControlTitles *self,
            const char             *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (strcmp (g_array_index (self->entries, DipTitleEntry, i).control->id, id) == 0)
      return &g_array_index (self->entries, DipTitleEntry, i);

  return NULL;
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
  g_autofree char *folded = NULL;
  g_autoptr(GArray) features = NULL;
  g_autofree double *common = NULL;

  if (entry == NULL)
    return 0.0;
  folded = fold_title (self, title);
  features = dip_title_features (folded);
  common = dip_title_common (self, features);

  return likeness_to (entry, common + 2 * (entry - &g_array_index (self->entries, DipTitleEntry, 0)),
                      dip_title_weigh (self, features));
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

  if (entry == NULL || entry->patterns == NULL)
    return FALSE;
  folded = dip_fold_to_string (text, DIP_TITLE_FOLD, self->lexicon);
  dip_pattern_marks_init (&look.marks, folded, strlen (folded));

  return pattern_likeness (entry, folded, strlen (folded), &look) > 0.0;
}
