/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-titles-private.h"

#include <math.h>
#include <string.h>

#include "text/dip-fold.h"
#include "text/dip-tables.h"

/*
 * What titles of a catalogue are held against: features of each title, with the titles that have each of them, and
 * the patterns of the word lists. All of it is one table (see dip-tables.h), named after what it is made of.
 */

/* Sentences before the patterns are turned round into a set. */
#define MIN_ASKED 150

/* A table begins so; the others stand in it where this says. */
typedef struct
{
  guint32 n_entries;
  guint32 entries;    /* Entry each: a control, in the order of the catalogue */
  guint32 features;   /* DipTitleFeature each: of all titles */
  guint32 postings;   /* DipTitlePosting each: of all features */
  guint32 slot_bits;
  guint32 slots;      /* DipTitleSlot each */
  guint32 asked;      /* DipAskedPattern each: of all patterns */
  guint32 n_noise;
  guint32 noise;      /* so many strings, one after the other */
} Head;

typedef struct
{
  guint32 has_title[2];
  guint32 first_feature[2];
  guint32 n_features[2];
  float   weights[2];
  guint32 first_pattern;
  guint32 first_asked;
  guint32 first_misleading;
  guint32 end;
} Entry;

/* What is said of one control in the word lists, folded. */
typedef struct
{
  GPtrArray *patterns;    /* (element-type utf8) */
  GPtrArray *asked;
  GPtrArray *misleading;
} Sources;

/* What a table is made of. */
typedef struct
{
  const DipFramework *framework;
  const char         *patterns;  /* (nullable): name of a list */
  GArray             *sources;   /* (element-type Sources) (nullable): one for each control, once somebody asked */
} Material;

static void
sources_clear (gpointer data)
{
  Sources *sources = data;

  g_ptr_array_unref (sources->patterns);
  g_ptr_array_unref (sources->asked);
  g_ptr_array_unref (sources->misleading);
}

/* The fields of a list behind the id of the control that they belong to. */
static void
read_list (const DipLexicon *lexicon,
           GHashTable       *by_id,
           const char       *list,
           gsize             member)
{
  const GPtrArray *rows = dip_lexicon_get_rows (lexicon, list);

  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      Sources *sources = g_hash_table_lookup (by_id, fields[0]);

      for (guint j = 1; sources != NULL && fields[j] != NULL; j++)
        g_ptr_array_add (G_STRUCT_MEMBER (GPtrArray *, sources, member),
                         dip_fold_to_string (fields[j], DIP_TITLE_FOLD & ~DIP_FOLD_SPACE, lexicon));
    }
}

static const GArray *
get_sources (Material         *self,
             const DipLexicon *lexicon)
{
  g_autoptr (GHashTable) by_id = NULL;

  if (self->sources != NULL)
    return self->sources;

  self->sources = g_array_sized_new (FALSE, FALSE, sizeof (Sources), self->framework->controls->len);
  g_array_set_clear_func (self->sources, sources_clear);
  by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->framework->controls->len; i++)
    {
      const DipFrameworkControl *control = g_ptr_array_index (self->framework->controls, i);
      Sources sources = { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free),
                          g_ptr_array_new_with_free_func (g_free) };

      g_array_append_val (self->sources, sources);
      g_hash_table_insert (by_id, control->id, &g_array_index (self->sources, Sources, i));
    }
  if (self->patterns == NULL)
    return self->sources;

  read_list (lexicon, by_id, self->patterns, G_STRUCT_OFFSET (Sources, patterns));
  read_list (lexicon, by_id, "control-title-patterns", G_STRUCT_OFFSET (Sources, patterns));
  /* questions are held against these and more */
  read_list (lexicon, by_id, self->patterns, G_STRUCT_OFFSET (Sources, asked));
  read_list (lexicon, by_id, "question-patterns", G_STRUCT_OFFSET (Sources, asked));
  read_list (lexicon, by_id, "control-misleading", G_STRUCT_OFFSET (Sources, misleading));

  return self->sources;
}

static void
append_all (GPtrArray *all,
            GPtrArray *some)
{
  for (guint i = 0; i < some->len; i++)
    g_ptr_array_add (all, g_strdup (g_ptr_array_index (some, i)));
}

/* All patterns of all controls: a sentence is looked at once for them. */
static GPtrArray *
list_sources (const DipLexicon *lexicon,
              gpointer          data)
{
  const GArray *sources = get_sources (data, lexicon);
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sources->len; i++)
    {
      const Sources *of_one = &g_array_index (sources, Sources, i);

      append_all (all, of_one->patterns);
      append_all (all, of_one->asked);
      append_all (all, of_one->misleading);
    }

  return all;
}

static void
set_patterns (const GArray *sources,
              GArray       *entries,
              GArray       *asked)
{
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const Sources *of_one = &g_array_index (sources, Sources, i);
      Entry *entry = &g_array_index (entries, Entry, i);

      entry->first_pattern = n;
      entry->first_asked = n + of_one->patterns->len;
      entry->first_misleading = entry->first_asked + of_one->asked->len;
      entry->end = n = entry->first_misleading + of_one->misleading->len;
      g_array_set_size (asked, n);
      for (guint k = 0; k < of_one->asked->len; k++)
        g_array_index (asked, DipAskedPattern, entry->first_asked + k) =
          dip_title_weigh_asked (g_ptr_array_index (of_one->asked, k));
    }
}

/* Which titles have a feature, each with the weight of the feature: a sentence shares its few features with few of
 * them. Gives the features of all titles their weights. */
static void
index_titles (GArray     *entries,
              GArray     *features,
              GByteArray *table,
              Head       *head)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  g_autofree DipTitleSlot *slots = NULL;
  g_autofree DipTitlePosting *postings = g_new (DipTitlePosting, features->len + 1);
  guint mask;
  guint at = 0;

  for (guint i = 0; i < features->len; i++)
    {
      gpointer id = GUINT_TO_POINTER (g_array_index (features, DipTitleFeature, i).id);

      g_hash_table_insert (counts, id, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, id)) + 1));
    }
  head->slot_bits = g_bit_storage (2 * g_hash_table_size (counts)) + 1;
  mask = (1u << head->slot_bits) - 1;
  slots = g_new0 (DipTitleSlot, mask + 1);

  for (guint i = 0; i < features->len; i++)
    {
      DipTitleFeature *feature = &g_array_index (features, DipTitleFeature, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (feature->id)));
      guint k = dip_title_slot_of (feature->id, head->slot_bits);

      while (slots[k].n_postings > 0 && slots[k].id != feature->id)
        k = (k + 1) & mask;
      if (slots[k].n_postings == 0)
        {
          slots[k] = (DipTitleSlot) { feature->id, at, n, dip_title_weight_of (entries->len, n) };
          at += n;
        }
      feature->weight = slots[k].weight;
    }

  for (guint i = 0; i < 2 * entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i / 2);

      for (guint j = 0; j < entry->n_features[i % 2]; j++)
        {
          const DipTitleFeature *feature = &g_array_index (features, DipTitleFeature, entry->first_feature[i % 2] + j);
          guint k = dip_title_slot_of (feature->id, head->slot_bits);

          while (slots[k].id != feature->id || slots[k].n_postings == 0)
            k = (k + 1) & mask;
          postings[slots[k].first_posting++] = (DipTitlePosting) { i, feature->weight };
          entry->weights[i % 2] += feature->weight;
        }
    }
  for (guint k = 0; k <= mask; k++)
    slots[k].first_posting -= slots[k].n_postings;

  head->postings = dip_table_append (table, postings, features->len * sizeof *postings);
  head->slots = dip_table_append (table, slots, (mask + 1) * sizeof *slots);
}

static void
add_title (const DipLexicon  *lexicon,
           const char *const *noise,
           guint              n_noise,
           const char        *title,
           guint              language,
           Entry             *entry,
           GArray            *features)
{
  g_autofree char *folded = dip_title_fold (lexicon, noise, n_noise, title);
  g_autoptr (GArray) own = dip_title_features (folded);

  entry->has_title[language] = TRUE;
  entry->first_feature[language] = features->len;
  entry->n_features[language] = own->len;
  g_array_append_vals (features, own->data, own->len);
}

static GBytes *
make_table (const DipLexicon *lexicon,
            gpointer          data)
{
  Material *self = data;
  const GPtrArray *controls = self->framework->controls;
  const char *const *words = dip_lexicon_get_words (lexicon, "control-title-noise");
  g_autoptr (GPtrArray) noise = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (DipTitleFeature));
  g_autoptr (GArray) asked = g_array_new (FALSE, TRUE, sizeof (DipAskedPattern));
  GByteArray *table = g_byte_array_new ();
  Head head = { .n_entries = controls->len };

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (noise, dip_fold_to_string (words[i], DIP_TITLE_FOLD, lexicon));
  g_array_set_size (entries, controls->len);
  for (guint i = 0; i < controls->len; i++)
    {
      const DipFrameworkControl *control = g_ptr_array_index (controls, i);
      const char *titles[2] = { control->title, control->title_ja };

      for (guint j = 0; j < 2; j++)
        if (titles[j] != NULL)
          add_title (lexicon, (const char *const *) noise->pdata, noise->len, titles[j], j,
                     &g_array_index (entries, Entry, i), features);
    }
  set_patterns (get_sources (self, lexicon), entries, asked);

  dip_table_append (table, &head, sizeof head);
  index_titles (entries, features, table, &head);
  head.entries = dip_table_append (table, entries->data, entries->len * sizeof (Entry));
  head.features = dip_table_append (table, features->data, features->len * sizeof (DipTitleFeature));
  head.asked = dip_table_append (table, asked->data, asked->len * sizeof (DipAskedPattern));
  head.n_noise = noise->len;
  head.noise = dip_table_append (table, NULL, 0);
  for (guint i = 0; i < noise->len; i++)
    g_byte_array_append (table, noise->pdata[i], (guint) strlen (noise->pdata[i]) + 1);
  memcpy (table->data, &head, sizeof head);

  return g_byte_array_free_to_bytes (table);
}

static void
open_table (DipControlTitles   *self,
            const DipFramework *framework)
{
  const char *bytes = g_bytes_get_data (self->table, NULL);
  const Head *head = (const Head *) bytes;
  const Entry *entries = (const Entry *) (bytes + head->entries);
  const DipTitleFeature *features = (const DipTitleFeature *) (bytes + head->features);
  const char *noise = bytes + head->noise;

  self->postings = (const DipTitlePosting *) (bytes + head->postings);
  self->slots = (const DipTitleSlot *) (bytes + head->slots);
  self->slot_bits = head->slot_bits;
  self->asked = (const DipAskedPattern *) (bytes + head->asked);
  self->n_noise = head->n_noise;
  self->noise = g_new (const char *, head->n_noise + 1);
  for (guint i = 0; i < head->n_noise; i++, noise += strlen (noise) + 1)
    self->noise[i] = noise;

  self->owners = g_new (guint32, dip_pattern_list_length (self->patterns) + 1);
  self->n_entries = head->n_entries;
  self->entries = g_new0 (DipTitleEntry, head->n_entries + 1);
  for (guint i = 0; i < head->n_entries; i++)
    {
      DipTitleEntry *entry = &self->entries[i];

      entry->control = g_ptr_array_index (framework->controls, i);
      for (guint j = 0; j < 2; j++)
        {
          entry->has_title[j] = entries[i].has_title[j];
          entry->titles[j] = features + entries[i].first_feature[j];
          entry->n_features[j] = entries[i].n_features[j];
          entry->weights[j] = entries[i].weights[j];
        }
      entry->first_pattern = entries[i].first_pattern;
      entry->first_asked = entries[i].first_asked;
      entry->first_misleading = entries[i].first_misleading;
      entry->end = entries[i].end;
      for (guint k = entry->first_pattern; k < entry->end; k++)
        self->owners[k] = i;
    }
}

static guint64
hash_on (guint64     h,
         const char *string)
{
  for (; string != NULL && *string != '\0'; string++)
    h = (h ^ (guint8) *string) * G_GUINT64_CONSTANT (1099511628211);

  return (h ^ 0xFF) * G_GUINT64_CONSTANT (1099511628211);
}

/* A catalogue of the user's may have the name of one of ours, and says something else. */
static char *
name_table (const Material *self)
{
  guint64 h = G_GUINT64_CONSTANT (14695981039346656037);

  for (guint i = 0; i < self->framework->controls->len; i++)
    {
      const DipFrameworkControl *control = g_ptr_array_index (self->framework->controls, i);

      h = hash_on (hash_on (hash_on (h, control->id), control->title), control->title_ja);
    }

  return g_strdup_printf ("titles/%s/%s/%016" G_GINT64_MODIFIER "x", self->framework->id,
                          self->patterns != NULL ? self->patterns : "", h);
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
  static int n_made;
  DipControlTitles *self;
  Material material = { framework, patterns, NULL };
  g_autofree char *name = NULL;

  g_return_val_if_fail (framework != NULL, NULL);
  g_return_val_if_fail (lexicon != NULL, NULL);

  self = g_new0 (DipControlTitles, 1);
  name = name_table (&material);
  self->lexicon = lexicon;
  self->serial = (guint) g_atomic_int_add (&n_made, 1) + 1;
  self->table = dip_tables_take (lexicon, name, make_table, &material);
  self->patterns = dip_pattern_list_new (lexicon, name, MIN_ASKED, list_sources, &material);
  open_table (self, framework);
  g_clear_pointer (&material.sources, g_array_unref);

  return self;
}

void
dip_control_titles_free (DipControlTitles *self)
{
  if (self == NULL)
    return;

  dip_pattern_list_free (self->patterns);
  g_free (self->entries);
  g_free (self->owners);
  g_free (self->noise);
  g_bytes_unref (self->table);
  g_free (self);
}

/**
 * dip_control_titles_make_set:
 *
 * For the program that makes the tables.
 */
void
dip_control_titles_make_set (DipControlTitles *self)
{
  dip_pattern_list_make_set (self->patterns);
}
