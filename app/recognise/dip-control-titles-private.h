/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-control-titles.h"
#include "recognise/dip-pattern-list.h"

G_BEGIN_DECLS

/* What dip-control-titles.c, dip-control-titles-table.c and dip-control-asked.c share. */

#define DIP_TITLE_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

/* Titles have some 40 characters; a "title" longer than this is a paragraph. */
#define MAX_TITLE 400u

/* Letters of a Latin word that count: "encrypt" for encryption and encrypted. */
#define STEM 6u

typedef struct
{
  guint32 id;
  float   weight;
} DipTitleFeature;

/* Of a pattern, how much of it has to be printed: a Japanese character is 1, a Latin letter 0.4. */
typedef struct
{
  float   literal;
  guint32 gapped;  /* it has a star */
} DipAskedPattern;

typedef struct
{
  const DipFrameworkControl *control;
  const DipTitleFeature     *titles[2];      /* of the table: English, Japanese; sorted */
  gboolean                   has_title[2];
  guint                      n_features[2];
  float                      weights[2];
  guint                      first_pattern;  /* of the list of patterns, up to @first_asked */
  guint                      first_asked;    /* for questions */
  guint                      first_misleading;  /* of other subjects */
  guint                      end;
} DipTitleEntry;

/* A title that has a feature. */
typedef struct
{
  guint32 slot;    /* entry × 2 + language */
  float   weight;  /* of the feature in it */
} DipTitlePosting;

/* A feature that titles have. */
typedef struct
{
  guint32 id;
  guint32 first_posting;
  guint32 n_postings;     /* 0 for an empty slot */
  float   weight;
} DipTitleSlot;

struct _DipControlTitles
{
  const DipLexicon      *lexicon;
  guint                  serial;     /* no others of this program had it */
  GBytes                *table;      /* see dip-control-titles-table.c */
  DipTitleEntry         *entries;
  guint                  n_entries;
  const DipTitleSlot    *slots;      /* of @table: features by their ids, open addressing */
  guint                  slot_bits;
  const DipTitlePosting *postings;   /* of @table */
  const DipAskedPattern *asked;      /* of @table: for each pattern of the list */
  const char           **noise;      /* folded */
  guint                  n_noise;
  DipPatternList        *patterns;   /* of all entries */
  guint32               *owners;     /* for each pattern its entry */
};

static inline guint
dip_title_slot_of (guint32 id,
                   guint   slot_bits)
{
  return id * 2654435769u >> (32 - slot_bits);
}

/* What a feature weighs that so many titles have. */
float           dip_title_weight_of   (guint              n_entries,
                                       guint              n_titles);

/* What is known of a pattern for questions. */
DipAskedPattern dip_title_weigh_asked (const char        *source);

/* A title as it is compared. */
char           *dip_title_fold        (const DipLexicon  *lexicon,
                                       const char *const *noise,
                                       guint              n_noise,
                                       const char        *title) G_GNUC_WARN_UNUSED_RESULT;

/* The characters and word stems of a folded text, sorted, each once, without weights. (element-type DipTitleFeature) */
GArray *dip_title_features (const char            *folded) G_GNUC_WARN_UNUSED_RESULT;

/* Gives each feature the weight that it has in the catalogue: the rarer the more. Their sum. */
float   dip_title_weigh    (const DipControlTitles *self,
                            GArray                 *features);

/* Bits for so many times 64 patterns; the compiled lists have some 1,000. */
#define DIP_TITLE_MAX_CHOSEN 64u

/* What is known of a text before it is held against patterns. */
typedef struct
{
  gboolean        is_chosen;  /* whether @chosen is known, else @marks */
  guint64         chosen[DIP_TITLE_MAX_CHOSEN];
  DipPatternMarks marks;
} DipTitleLook;

void     dip_title_look     (const DipControlTitles *self,
                             const char             *folded,
                             gsize                   length,
                             DipTitleLook           *look);

/* The first pattern from @i on that may fit the text that was looked at; @stop for none before it. */
static inline guint
dip_title_next (const DipTitleLook *look,
                guint               i,
                guint               stop)
{
  while (look->is_chosen && i < stop)
    {
      guint64 rest = look->chosen[i / 64] >> i % 64;

      if (rest != 0)
        return MIN (i + (guint) __builtin_ctzll (rest), stop);
      i = (i | 63) + 1;
    }

  return MIN (i, stop);
}

/* What a text has in common with the titles, and which of them it may be about at all. */
typedef struct
{
  double  *sums;     /* for each title, by its slot, the weight of the features in both */
  guint64 *touched;  /* a bit for each entry */
  guint    n_words;  /* of @touched */
} DipTitleCommon;

void     dip_title_common_init     (DipTitleCommon         *self,
                                    const DipControlTitles *titles);
void     dip_title_common_clear    (DipTitleCommon         *self);

/* Adds features that stand there once each, those of a folded text, the owners of the patterns that may fit. */
void     dip_title_common_add      (DipTitleCommon         *self,
                                    const DipControlTitles *titles,
                                    const GArray           *features);
void     dip_title_common_add_text (DipTitleCommon         *self,
                                    const DipControlTitles *titles,
                                    const char             *folded);
void     dip_title_common_add_look (DipTitleCommon         *self,
                                    const DipControlTitles *titles,
                                    const DipTitleLook     *look);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DipTitleCommon, dip_title_common_clear)

static inline void
dip_title_touch (DipTitleCommon *self,
                 guint           entry)
{
  self->touched[entry / 64] |= G_GUINT64_CONSTANT (1) << entry % 64;
}

/* The first entry from @i on that was touched; @stop for none before it. */
static inline guint
dip_title_next_touched (const DipTitleCommon *self,
                        guint                 i,
                        guint                 stop)
{
  while (i < stop)
    {
      guint64 rest = self->touched[i / 64] >> i % 64;

      if (rest != 0)
        return MIN (i + (guint) __builtin_ctzll (rest), stop);
      i = (i | 63) + 1;
    }

  return stop;
}

/* dip_pattern_match() of the pattern with this index in the list, for the text that was looked at. */
static inline gboolean
dip_title_fits (const DipControlTitles *self,
                const DipTitleLook     *look,
                guint                   index,
                const char             *folded,
                gsize                   length,
                gsize                  *start,
                gsize                  *end)
{
  if (!look->is_chosen)
    return dip_pattern_match_marked (dip_pattern_list_get (self->patterns, index), folded, length, &look->marks,
                                     start, end);

  return (look->chosen[index / 64] >> index % 64 & 1) != 0 &&
         dip_pattern_match (dip_pattern_list_get (self->patterns, index), folded, length, start, end);
}

/* Whether the text is about something else than the control's words. */
gboolean dip_title_misleads (const DipControlTitles *self,
                             const DipTitleEntry    *entry,
                             const char             *folded,
                             gsize                   length,
                             const DipTitleLook     *look);

G_END_DECLS
