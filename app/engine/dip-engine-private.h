/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/dip-comparison.h"
#include "text/dip-fold.h"
#include "text/dip-tokens.h"

G_BEGIN_DECLS

/*
 * What the steps of a comparison hand to one another. dip-compare.c has the
 * order: prepare, align clauses, align sentences, find moves, diff words,
 * classify, then what is told of the whole (groups, flips, facts, audit).
 */

/* What counts as the same word. */
#define DIP_ENGINE_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

/* Strings as small numbers, so that words are compared by one instruction. */
typedef struct
{
  GPtrArray    *strings;  /* (element-type utf8) (unowned): by id */
  GArray       *kept;     /* hash and length of each */
  GStringChunk *chunk;
  guint32      *slots;    /* id + 1, at the hash or behind it; 0 for none */
  guint         n_slots;  /* a power of two */
} DipInterner;

/* A word of the folded text and where it stands in the printed one. White space
 * belongs to the word before it; the words of a sentence cover the sentence. */
typedef struct
{
  guint32      id;      /* of the folded word, in DipContext.words */
  guint32      start;   /* in bytes of the clause's text */
  guint32      length;  /* with the white space after it; 0 for a part of a ligature */
  guint32      join;    /* > 0 where the word ends inside something that was folded as a whole (㈱, 取扱): … */
  guint32      joined;  /* … which reaches from @join - 1 to @joined */
  DipTokenKind kind;
} DipWord;

typedef struct
{
  guint32  id;          /* of the folded sentence, in DipContext.sentences */
  guint32  start;       /* in bytes of the clause's text */
  guint32  length;
  guint    part;
  guint    section;     /* sentences are compared with those of the same section */
  gboolean opens_item;  /* a list item, note or the like begins with it */
} DipSentence;

/* How much two texts share is told by their grams, which are sorted. */
typedef struct
{
  guint   n;
  guint32 values[];
} DipGrams;

/* A clause's text, cut and folded once. */
typedef struct
{
  DipClauseText *text;
  GArray        *sentences;  /* (element-type DipSentence) */
  DipGrams      *grams;      /* (nullable): of the clause without its title, once they were asked for */
  guint32        title;      /* id of the folded title, in DipContext.sentences */
  guint32        body;       /* id of all that is not the title, white space and spelling aside */
  const char    *number;     /* (nullable) (unowned) */
} DipPrepared;

typedef enum {
  DIP_UNIT_EQUAL,     /* the same words; perhaps printed differently */
  DIP_UNIT_EDITED,
  DIP_UNIT_OLD_ONLY,
  DIP_UNIT_NEW_ONLY,
} DipUnitKind;

/* Sentences that belong together, one or several on a side. */
typedef struct
{
  DipUnitKind kind;
  guint       old_first;
  guint       n_old;
  guint       new_first;
  guint       n_new;
  guint       old_end;     /* of NEW_ONLY: sentence before which it would stand; of all others old_first + n_old */
  guint       new_end;
  int         move_pair;   /* index of the pair that has the other end of a move, -1 for none */
  int         move_unit;
} DipUnit;

/* A pair while it is worked on. */
typedef struct
{
  DipPair     *pair;
  DipPrepared *old;    /* (nullable) */
  DipPrepared *new_;   /* (nullable) */
  GArray      *units;  /* (element-type DipUnit) */
  gboolean     same;   /* equal once all white space is dropped */
} DipWork;

/* A paragraph that was cut: pieces [first, first + n). */
typedef struct
{
  guint first;
  guint n;
} DipCut;

/* A sentence of it. */
typedef struct
{
  guint32 id;      /* folded */
  guint32 start;   /* in bytes of the paragraph */
  guint32 length;
} DipPiece;

typedef struct _DipMeaning DipMeaning;
typedef struct _DipVerbs DipVerbs;

typedef struct
{
  DipComparison    *comparison;
  GPtrArray        *old_clauses;   /* (element-type DipClause) (unowned): what is compared, in reading order */
  GPtrArray        *new_clauses;
  const DipLexicon *lexicon;
  GCancellable     *cancellable;
  DipInterner       words;
  DipInterner       sentences;
  DipInterner       printed;     /* sentences as they are printed, … */
  GArray           *folded_as;   /* (element-type guint32): … and which of @sentences each is when it is folded */
  DipInterner       parts;       /* paragraphs as they are printed, … */
  GArray           *cuts;        /* (element-type DipCut): … which sentences of @pieces each of them has */
  GArray           *pieces;      /* (element-type DipPiece) */
  GPtrArray        *grams;       /* (element-type DipGrams): of @sentences, NULL where nobody has asked for them */
  GPtrArray        *old;         /* (element-type DipPrepared): by clause */
  GPtrArray        *new_;
  GPtrArray        *deeds;       /* (nullable) (element-type utf8): words of the list "declares", folded */
  const GPtrArray  *pairings;    /* (nullable) (element-type DipPairing): what a person says */
  GHashTable       *together;    /* (nullable) (element-type guint64): clauses that a person has paired, … */
  GHashTable       *apart;       /* … and those that must not be paired */
  GPtrArray        *works;       /* (element-type DipWork): parallel to the pairs */
  GHashTable       *facts;       /* (element-type guint64 DipUnitFacts): of two of @sentences */
  DipMeaning       *meaning;     /* what the lists of change.txt say */
  char             *names[2][2]; /* (nullable): of provider and service, old and new, squeezed, where they differ */
  char             *provider[2]; /* (nullable): its name, squeezed, where it is the same, whole and without "Ltd" */
  GHashTable       *renumbered;  /* (nullable) (element-type utf8): "4.2 5.2", of clauses whose number changed */
  guint64           diff_work;   /* steps that word diffs took so far */
  guint64           gist_work;   /* what holding passages against each other cost so far */
  guint64           term_work;   /* bytes that were searched for terms so far */
} DipContext;

/* A run of words that differ: old [a, a + n_a), new [b, b + n_b). */
typedef struct
{
  guint a;
  guint n_a;
  guint b;
  guint n_b;
} DipEdit;

/* dip-comparison.c, dip-clause-text.c */
DipClauseText *_dip_clause_text_join       (const DipClause   *first,
                                            const GPtrArray   *more,
                                            guint             *n_parts_of_first) G_GNUC_WARN_UNUSED_RESULT;
DipChange     *_dip_change_new             (DipOp              op) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_change_free            (DipChange         *self);
DipPair       *_dip_pair_new               (DipClause         *old_clause,
                                            DipClause         *new_clause) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_pair_free              (DipPair           *self);
void           _dip_list_clauses           (DipContext        *context,
                                            gboolean           with_front);
gboolean       _dip_fronts_differ          (const DipDocument *old_document,
                                            const DipDocument *new_document);
void           _dip_align_fronts           (DipContext        *context,
                                            int               *new_of_old,
                                            int               *old_of_new);

DipComparison *_dip_compare                (DipDocument       *old_document,
                                            DipDocument       *new_document,
                                            const GPtrArray   *pairings,
                                            gboolean           with_front,
                                            const DipLexicon  *lexicon,
                                            GCancellable      *cancellable,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
DipComparison *_dip_comparison_new         (DipDocument       *old_document,
                                            DipDocument       *new_document) G_GNUC_WARN_UNUSED_RESULT;

/* dip-limits.c */
void           _dip_limit                  (DipContext        *context,
                                            const char        *format,
                                            ...) G_GNUC_PRINTF (2, 3);

/* dip-interner.c */
void           _dip_interner_init          (DipInterner       *self);
void           _dip_interner_clear         (DipInterner       *self);
guint32        _dip_intern                 (DipInterner       *self,
                                            const char        *string,
                                            gsize              length);

/* dip-prepare.c */
DipPrepared   *_dip_prepare                (DipContext        *context,
                                            const DipClause   *clause,
                                            const GPtrArray   *more) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_prepared_free          (DipPrepared       *self);
const char    *_dip_fold_once              (DipContext        *context,
                                            const char        *printed);

/* dip-grams.c */
const DipGrams *_dip_sentence_grams        (DipContext        *context,
                                            const DipSentence *sentence);
const DipGrams *_dip_clause_grams          (DipContext        *context,
                                            const DipPrepared *self);
guint          _dip_grams_common           (const guint32     *a,
                                            guint              n_a,
                                            const guint32     *b,
                                            guint              n_b);
double         _dip_grams_dice             (const guint32     *a,
                                            guint              n_a,
                                            const guint32     *b,
                                            guint              n_b);
guint          _dip_sentences_common       (DipContext        *context,
                                            const DipSentence *a,
                                            const DipSentence *b);
double         _dip_sentences_dice         (DipContext        *context,
                                            const DipSentence *a,
                                            const DipSentence *b);
double         _dip_clauses_dice           (DipContext        *context,
                                            const DipPrepared *a,
                                            const DipPrepared *b);
double         _dip_prepared_similarity    (DipContext        *context,
                                            const DipPrepared *a,
                                            const DipPrepared *b);
gboolean       _dip_speak_of_the_same      (DipContext        *context,
                                            const DipPrepared *a,
                                            guint              a_index,
                                            const DipPrepared *b,
                                            guint              b_index);

/* dip-words.c */
GArray        *_dip_cut_words              (const DipMeaning  *meaning,
                                            const char        *folded) G_GNUC_WARN_UNUSED_RESULT;
GArray        *_dip_words_of               (DipContext        *context,
                                            const DipPrepared *self,
                                            guint              first,
                                            guint              n) G_GNUC_WARN_UNUSED_RESULT;

/* dip-align.c and its parts */
gboolean       _dip_align                  (DipContext        *context,
                                            GError           **error);
void           _dip_align_by_hand          (DipContext        *context,
                                            int               *new_of_old,
                                            int               *old_of_new,
                                            int               *split_of_new,
                                            int               *merged_of_old);
gboolean       _dip_is_together            (const DipContext  *context,
                                            guint              old_index,
                                            guint              new_index);
gboolean       _dip_is_apart               (const DipContext  *context,
                                            guint              old_index,
                                            guint              new_index);
void           _dip_keep_apart             (const DipContext  *context,
                                            const int         *old_of_new,
                                            int               *split_of_new,
                                            const int         *merged_of_old);
void           _dip_mark_hands             (DipContext        *context);
void           _dip_align_anchors          (DipContext        *context,
                                            int               *new_of_old,
                                            int               *old_of_new);
/* Two clauses or two sentences that could belong together. */
typedef struct
{
  double score;
  guint  old_index;
  guint  new_index;
} DipProposal;

/* The best first; of equal ones the first in the new edition, then in the old one. */
int            _dip_proposal_compare       (gconstpointer      a,
                                            gconstpointer      b);
gboolean       _dip_align_similar          (DipContext        *context,
                                            int               *new_of_old,
                                            int               *old_of_new,
                                            GError           **error);
void           _dip_align_parents          (DipContext        *context,
                                            int               *new_of_old,
                                            int               *old_of_new);
void           _dip_align_splits           (DipContext        *context,
                                            const int         *new_of_old,
                                            const int         *old_of_new,
                                            int               *split_of_new,
                                            int               *merged_of_old);
void           _dip_align_relations        (DipContext        *context,
                                            const int         *new_of_old,
                                            const int         *old_of_new);

/* dip-candidates.c: who shares rare grams with whom. */
typedef struct _DipCandidates DipCandidates;

DipCandidates *_dip_candidates_new         (guint              n_items) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_candidates_free        (DipCandidates     *self);
void           _dip_candidates_add         (DipCandidates     *self,
                                            guint              item,
                                            const guint32     *grams,
                                            guint              n_grams);
guint          _dip_candidates_find        (DipCandidates     *self,
                                            const guint32     *grams,
                                            guint              n_grams,
                                            guint             *items,
                                            guint              max_items);

/* dip-sentence-align.c, dip-moves.c, dip-sides.c */
gboolean       _dip_changes_hands          (DipContext        *context,
                                            const DipWork     *work,
                                            const DipUnit     *unit);
void           _dip_align_sentences        (DipContext        *context,
                                            DipWork           *work);
void           _dip_find_moves             (DipContext        *context);

/* dip-diff.c, dip-cleanup.c */
GArray        *_dip_diff                   (const guint32     *a,
                                            guint              n_a,
                                            const guint32     *b,
                                            guint              n_b,
                                            guint              max_cost,
                                            guint64            max_work,
                                            guint64           *work,
                                            gboolean          *cut_short) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_cleanup                (DipContext        *context,
                                            GArray            *edits,
                                            const DipWord     *a,
                                            guint              n_a,
                                            const DipWord     *b,
                                            guint              n_b);

/* dip-changes.c, dip-rows.c */
void           _dip_build_changes          (DipContext        *context,
                                            DipWork           *work);
void           _dip_build_rows             (DipWork           *work);

/* dip-verbs.c */
DipVerbs      *_dip_verbs_new              (const DipLexicon  *lexicon) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_verbs_free             (DipVerbs          *self);
gsize          _dip_verbs_next             (const DipVerbs    *self,
                                            const char        *text,
                                            gsize              length,
                                            gsize              from);
gsize          _dip_verbs_match            (const DipVerbs    *self,
                                            const char        *text,
                                            gsize              length,
                                            gsize              at,
                                            const char       **stem,
                                            const char       **ending);

/* dip-classify.c, dip-meaning.c, dip-tags.c */
DipMeaning    *_dip_meaning_new            (const DipLexicon  *lexicon) G_GNUC_WARN_UNUSED_RESULT;
void           _dip_meaning_free           (DipMeaning        *self);
const DipLexicon *_dip_meaning_get_lexicon (const DipMeaning  *self);
char          *_dip_meaning_key            (const DipMeaning  *self,
                                            const char        *folded) G_GNUC_WARN_UNUSED_RESULT;
gboolean       _dip_meaning_same_key       (const DipMeaning  *self,
                                            const char        *a,
                                            const char        *b);
char          *_dip_meaning_replace        (const DipMeaning  *self,
                                            const char        *folded) G_GNUC_WARN_UNUSED_RESULT;
const char    *_dip_meaning_whole          (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *text);
gboolean       _dip_meaning_is_filled      (const DipMeaning  *self,
                                            const char        *text);
gboolean       _dip_meaning_is_silent      (gunichar           c);
const GPtrArray *_dip_meaning_get_patterns (const DipMeaning  *self);
gboolean       _dip_meaning_has            (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *folded);
guint          _dip_meaning_count          (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *folded);
gsize          _dip_meaning_match          (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *folded,
                                            gsize              length);
gsize          _dip_meaning_match_at       (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *folded);
gsize          _dip_meaning_match_first    (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *folded,
                                            const char       **first);
gsize          _dip_meaning_match_joining  (const DipMeaning  *self,
                                            const char        *folded,
                                            gsize              length);
gboolean       _dip_meaning_begins_with    (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *folded);
gboolean       _dip_meaning_stands_before  (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *text,
                                            const char        *at);
gboolean       _dip_meaning_ends_with      (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *folded);

gboolean       _dip_meaning_has_subject    (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *folded);
gboolean       _dip_meaning_ends_negated   (const DipMeaning  *self,
                                            const char        *folded);
gboolean       _dip_meaning_same_row       (const DipMeaning  *self,
                                            const char        *list,
                                            const char        *a,
                                            const char        *b);
gboolean       _dip_starts_with_company    (const DipMeaning  *self,
                                            const char        *folded);
gboolean       _dip_is_control             (const char        *text,
                                            gsize              length);

/* dip-values.c, dip-roles.c, dip-voice.c: what says the same in other words. */
char          *_dip_normalise_spans        (const char        *text) G_GNUC_WARN_UNUSED_RESULT;
char          *_dip_normalise_values       (const char        *folded) G_GNUC_WARN_UNUSED_RESULT;
gboolean       _dip_same_values            (const char        *a,
                                            const char        *b);
char          *_dip_roles_key              (const DipMeaning  *self,
                                            const char        *folded) G_GNUC_WARN_UNUSED_RESULT;
gboolean       _dip_roles_are_swapped      (const DipMeaning  *self,
                                            const char        *a,
                                            const char        *b);
gboolean       _dip_same_in_other_voice    (const DipMeaning  *self,
                                            const char        *a,
                                            const char        *b);

/* dip-content.c */
gboolean       _dip_has_other_doers        (const DipMeaning  *self,
                                            const char        *a,
                                            const char        *b);
gboolean       _dip_is_deed_of_use         (const char        *at);

/* Length of the run of characters of one kind that begins at @at. */
gsize          _dip_run_length             (const char        *at,
                                            gboolean         (*is_kind) (gunichar c));
gboolean       _dip_same_gist              (const DipMeaning  *meaning,
                                            const GPtrArray   *a,
                                            const GPtrArray   *b,
                                            guint64           *work);

/* dip-near-miss.c */
gboolean       _dip_is_near_miss           (const DipMeaning  *meaning,
                                            const GPtrArray   *a,
                                            const GPtrArray   *b);

/* dip-turned.c */
gboolean       _dip_is_somebody            (const DipMeaning  *meaning,
                                            const char        *word);
gboolean       _dip_is_turned              (const DipMeaning  *meaning,
                                            const char        *a,
                                            const char        *b);

/* dip-endings.c */
gboolean       _dip_is_of_noun             (gunichar           c);
char          *_dip_unify_endings          (const DipMeaning  *meaning,
                                            const char        *sentence) G_GNUC_WARN_UNUSED_RESULT;
gboolean       _dip_same_content           (const DipMeaning  *self,
                                            const char        *a,
                                            const char        *b);

/* dip-lists.c */
char          *_dip_join_sentences         (DipContext        *context,
                                            const DipPrepared *prepared,
                                            guint              first,
                                            guint              n) G_GNUC_WARN_UNUSED_RESULT;
char          *_dip_link_sentences         (DipContext        *context,
                                            const DipPrepared *prepared,
                                            guint              first,
                                            guint              n) G_GNUC_WARN_UNUSED_RESULT;
char          *_dip_spell_out              (const DipMeaning  *self,
                                            const char        *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean       _dip_is_same_list           (const DipMeaning  *self,
                                            const char        *a,
                                            const char        *b);

/* What is known of the sentences that a change stands in. */
typedef struct
{
  gboolean same_meaning;   /* they say the same, phrase by phrase */
  gboolean same_phrases;   /* they say the same in another order or voice */
  gboolean swapped;        /* who does what to whom has changed */
  gboolean old_refers;     /* nothing but "see there" */
  gboolean new_refers;
  gboolean old_mentions;   /* among other things "see there" */
  gboolean new_mentions;
  gboolean address;        /* an address stands in one of them */
  gboolean company;        /* … the name of a company */
  gboolean renamed;        /* they say the same of somebody with another name */
  guint    old_negations;
  guint    new_negations;
} DipUnitFacts;

/* Words of a text by what they are. */
typedef struct
{
  guint n_words;      /* that say something: neither space nor punctuation nor kana */
  guint n_kana;
  guint n_bullets;
  guint n_punctuation;
  guint n_urls;
  guint n_controls;
  guint n_numbers;
} DipCensus;

/* What a change looks like to the rules. All strings are folded. */
typedef struct
{
  const DipUnitFacts *facts;
  const char         *old_text;
  const char         *new_text;
  const char         *old_wide;    /* with the word before it and the rest of its phrase */
  const char         *new_wide;
  const char         *before;      /* what stands before it in the new sentence */
  const char         *after;
  gboolean            in_marker;   /* it is the marker of a list item */
  gboolean            is_title;
  gboolean            rearranged;  /* in a clause that was split or merged */
  gboolean            is_front;    /* in a title that one of both has not: what stood before the first clause */
  gboolean            bare;        /* in a clause that came or went and has nothing but a title */
  gboolean            whole;       /* a sentence that came or went */
  DipTags             tags;        /* from here on set by the classifier itself */
  DipCensus           old_census;
  DipCensus           new_census;
} DipQuestion;

gboolean       _dip_sentence_only_refers    (DipContext        *context,
                                             const char        *sentence);
gboolean       _dip_sentence_discloses     (DipContext        *context,
                                             const char        *sentence);
gboolean       _dip_sentence_only_publishes (DipContext        *context,
                                             const char        *sentence);
void           _dip_unit_facts_init        (DipUnitFacts      *self,
                                            DipContext        *context,
                                            const char        *old_sentence,
                                            const char        *new_sentence);
gboolean       _dip_say_the_same           (DipContext        *context,
                                            const char        *old_sentence,
                                            const char        *new_sentence);
DipClass       _dip_classify               (DipContext        *context,
                                            const DipQuestion *question,
                                            DipTags           *tags,
                                            const char       **rule);
DipClass       _dip_classify_print         (const char        *old_text,
                                            const char        *new_text,
                                            const DipLexicon  *lexicon,
                                            const char       **rule);
void           _dip_learn_names            (DipContext        *context);
void           _dip_forget_names           (DipContext        *context);
DipTags        _dip_find_tags              (DipContext        *context,
                                            const DipQuestion *question);

/* dip-glosses.c */
char          *_dip_drop_glosses           (const DipMeaning  *meaning,
                                            const char        *sentence,
                                            const char        *other) G_GNUC_WARN_UNUSED_RESULT;

/* dip-only-if.c */
char          *_dip_unify_only_if          (const DipMeaning  *meaning,
                                            const char        *sentence) G_GNUC_WARN_UNUSED_RESULT;

/* dip-renames.c */
void           _dip_name_provider          (DipContext        *context,
                                            char             **old_sentence,
                                            char             **new_sentence);
gboolean       _dip_rename                 (DipContext        *context,
                                            char             **old_sentence,
                                            char             **new_sentence);
gboolean       _dip_touches_name           (DipContext        *context,
                                            const char        *old_text,
                                            const char        *new_text);

/* dip-terms.c */
gboolean       _dip_is_unused_term         (DipContext        *context,
                                            const DipWork     *work,
                                            gboolean           is_old,
                                            guint              part,
                                            const DipQuestion *question);

/* dip-groups.c, dip-flips.c, dip-fact-changes.c, dip-audit.c */
void           _dip_build_groups           (DipContext        *context);
void           _dip_find_flips             (DipContext        *context);
void           _dip_compare_facts          (DipContext        *context);
void           _dip_audit                  (DipContext        *context);

G_END_DECLS
