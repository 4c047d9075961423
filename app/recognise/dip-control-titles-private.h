/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-control-titles.h"
#include "recognise/dip-pattern-set.h"

G_BEGIN_DECLS

/* What dip-control-titles.c and dip-control-asked.c share. */

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

/* A pattern with how much of it has to be printed: a Japanese character is 1, a Latin letter 0.4. */
typedef struct
{
  DipPattern *pattern;
  float       literal;
  gboolean    gapped;  /* it has a star */
} DipAskedPattern;

typedef struct
{
  const DipFrameworkControl *control;
  GArray                    *titles[2];  /* (element-type DipTitleFeature) (nullable): English, Japanese; sorted */
  float                      weights[2];
  GPtrArray                 *patterns;   /* (element-type DipPattern) (nullable) */
  GArray                    *asked;      /* (element-type DipAskedPattern) (nullable): for questions */
  GPtrArray                 *misleading; /* (element-type DipPattern) (nullable): of other subjects */
  guint                      first_pattern;  /* where the bits of these three begin */
  guint                      first_asked;
  guint                      first_misleading;
} DipTitleEntry;

/* A title that has a feature. */
typedef struct
{
  guint slot;    /* entry × 2 + language */
  float weight;  /* of the feature in it */
} DipTitlePosting;

struct _DipControlTitles
{
  const DipLexicon *lexicon;
  GArray           *entries;      /* (element-type DipTitleEntry) */
  GHashTable       *frequencies;  /* feature → number of titles that have it */
  GHashTable       *postings;     /* (element-type guint32 GArray): feature → DipTitlePosting */
  GPtrArray        *noise;        /* (element-type utf8): folded */
  GPtrArray        *patterns;     /* (element-type DipPattern) (unowned): of all entries */
  int               n_asked;      /* atomic: texts that were held against them */
  gsize             set;          /* private: DipPatternSet of @patterns, made when it is worth it */
};

/* The characters and word stems of a folded text, sorted, each once, without weights. (element-type DipTitleFeature) */
GArray *dip_title_features (const char            *folded) G_GNUC_WARN_UNUSED_RESULT;

/* Gives each feature the weight that it has in the catalogue: the rarer the more. Their sum. */
float   dip_title_weigh    (const DipControlTitles *self,
                            GArray                 *features);

/* For each title, by its slot, the weight of what it has in common with the features. */
double *dip_title_common   (const DipControlTitles *self,
                            const GArray           *features) G_GNUC_WARN_UNUSED_RESULT;

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

/* dip_pattern_match() of the pattern with this index in @patterns, for the text that was looked at. */
static inline gboolean
dip_title_fits (const DipTitleLook *look,
                const DipPattern   *pattern,
                guint               index,
                const char         *folded,
                gsize               length,
                gsize              *start,
                gsize              *end)
{
  if (!look->is_chosen)
    return dip_pattern_match_marked (pattern, folded, length, &look->marks, start, end);

  return (look->chosen[index / 64] >> index % 64 & 1) != 0 &&
         dip_pattern_match (pattern, folded, length, start, end);
}

/* Whether the text is about something else than the control's words. */
gboolean dip_title_misleads (const DipTitleEntry   *entry,
                             const char            *folded,
                             gsize                  length,
                             const DipTitleLook    *look);

void     dip_asked_pattern_clear (DipAskedPattern *asked);

/* Adds a pattern, folded, to those that questions are held against. */
void     dip_title_add_asked (DipTitleEntry       *entry,
                              const char          *source);

G_END_DECLS
