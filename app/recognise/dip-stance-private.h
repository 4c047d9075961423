/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-draft.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-pattern-list.h"
#include "recognise/dip-word-starts.h"

G_BEGIN_DECLS

/* What the files dip-stance-*.c share. Private to app/recognise. */

#define DIP_STANCE_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

/**
 * DipVoice:
 * @DIP_VOICE_NEUTRAL: says nothing about who does what
 * @DIP_VOICE_PROVIDED: the provider does it
 * @DIP_VOICE_NOT_PROVIDED: it is not offered
 * @DIP_VOICE_CUSTOMER: the customer's duty
 * @DIP_VOICE_LIMITED: offered with limits
 * @DIP_VOICE_SHARED: both have their part
 * @DIP_VOICE_LISTED: what a list names as done, without a verb: whoever its title speaks of
 *
 * Whom one sentence speaks for.
 */
typedef enum {
  DIP_VOICE_NEUTRAL,
  DIP_VOICE_PROVIDED,
  DIP_VOICE_NOT_PROVIDED,
  DIP_VOICE_CUSTOMER,
  DIP_VOICE_LIMITED,
  DIP_VOICE_SHARED,
  DIP_VOICE_LISTED,
} DipVoice;

#define DIP_N_VOICES (DIP_VOICE_LISTED + 1)

typedef struct
{
  const char *name;      /* (unowned): of the table */
  DipVoice    voice;
} DipStanceRule;

/* Rules in the order in which they are tried. */
typedef struct
{
  const DipLexicon *lexicon;   /* that they are made of */
  GBytes           *table;     /* see dip-stance-rules.c */
  DipStanceRule    *rules;
  const guint32    *owners;    /* of @table: the rule of each pattern */
  DipPatternList   *patterns;  /* of all rules, one after the other */
} DipStanceRules;

/* Words at which a sentence turns. */
typedef struct
{
  char  *text;
  gsize  length;
  gsize  keep;  /* bytes that belong to the verb before it */
} DipStanceTurn;

typedef struct
{
  const DipLexicon *lexicon;
  GPtrArray        *turns;          /* (element-type DipStanceTurn) */
  DipWordStarts     turn_starts;    /* of the turns */
  gsize             rules[2];       /* private: dip_stance_grammar_get_rules() */
  DipStanceRules   *remarks;        /* for what stands in brackets at the end */
  DipStanceRules   *titles;
  DipStanceRules   *unwelcome;      /* questions to which "no" is good news */
  GPtrArray        *informational;  /* (element-type utf8): folded beginnings or ends of titles */
} DipStanceGrammar;

/* A word of the paper for somebody whom the rules know by another. */
typedef struct
{
  char       *word;  /* folded; of an English text with blanks around it: "  sample  works  " */
  char       *mark;  /* what a folded sentence with the word has in any case: "sample" */
  const char *by;    /* "当社", "お客様", " we ", " customer " */
} DipStanceSpeaker;

/* How often each voice was heard, and the first sentence that spoke with it. */
typedef struct
{
  guint  n[DIP_N_VOICES];
  char  *sentence[DIP_N_VOICES];
  char  *rule[DIP_N_VOICES];
  const GPtrArray *speakers;  /* (nullable) (element-type DipStanceSpeaker) */
  GRefString *spoken;         /* (nullable): of dip_stance_name_speakers() */
  gboolean    has_sides;      /* of the provider's and the customer's side, each below its label, both say something */

  /* dip-stance-learnt.c: how many sentences were judged (short ones count less), how much of them speaks with each
   * voice, the one that does most and how much of it, and how many it is the likeliest of */
  double            judged;
  guint             n_likeliest[DIP_N_VOICES];
  double            share[DIP_N_VOICES];
  double            most[DIP_N_VOICES];
  const DipPassage *by[DIP_N_VOICES];  /* (unowned) */
} DipStanceTally;

/* Owned by the program for the default lexicon, by @own for another. */
const DipStanceGrammar *dip_stance_grammar_get   (const DipLexicon        *lexicon,
                                                  DipStanceGrammar       **own);
void                    dip_stance_grammar_free  (DipStanceGrammar        *self);

/* For the program that makes the tables: makes its own. */
void                    dip_stance_make_tables   (const DipLexicon        *lexicon);

/* The rules for sentences with kana or kanji, or for the others. */
DipStanceRules         *dip_stance_grammar_get_rules (const DipStanceGrammar *self,
                                                      gboolean                japanese);

/* The first rule that fits a folded text, or NULL. */
const DipStanceRule    *dip_stance_rule_find     (DipStanceRules          *rules,
                                                  const char              *text,
                                                  gsize                    length);

/* Whom a title speaks for, by the rules for titles; @rule (nullable): the one that says so, NULL for none. */
DipVoice                dip_stance_title_voice   (const DipStanceGrammar  *self,
                                                  const char              *folded,
                                                  const DipStanceRule    **rule);

/* "海外に保管しているか", "Can you read our data?": whether a question asks for what nobody wants, so that "no" is good
 * news. */
gboolean                dip_stance_asks_for_unwelcome (const DipStanceGrammar *grammar,
                                                       const char             *question);

/* Whether a text is a word for the customer and nothing else. */
gboolean                dip_stance_is_customer   (const DipStanceGrammar  *self,
                                                  const char              *folded);

/* Why a clause has its stance. */
void                    dip_stance_set_reason    (DipClause               *clause,
                                                  const char              *sentence,
                                                  const char              *rule);

/* Frees what it holds. */
void                    dip_stance_tally_clear   (DipStanceTally          *self);

/* Adds what the blocks of a clause say to @tally, by the labels that they stand below; dip-stance-labels.c. */
void                    dip_stance_weigh_blocks  (const DipStanceGrammar  *grammar,
                                                  const DipEdition        *edition,
                                                  const DipClause         *clause,
                                                  const GPtrArray         *passages,
                                                  DipStanceTally          *tally);

/* Gives a clause the stance that its labels tell before any verb: marks for either side, a column of owners. */
void                    dip_stance_decide_by_labels (const DipStanceGrammar *grammar,
                                                  const DipEdition        *edition,
                                                  DipClause               *clause);

/* What an item of a list goes on with, "we do not", in the words of rules; NULL for none; dip-stance-leads.c. */
char                   *dip_stance_dup_lead      (const DipStanceGrammar  *grammar,
                                                  const DipClause         *clause,
                                                  guint                    index) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a block only says how the items below it begin. */
gboolean                dip_stance_leads_on      (const DipStanceGrammar  *grammar,
                                                  const DipClause         *clause,
                                                  guint                    index);

/* Adds what an item says behind its lead to @tally. */
void                    dip_stance_weigh_led     (const DipStanceGrammar  *grammar,
                                                  DipStanceTally          *tally,
                                                  const char              *lead,
                                                  const DipPassage        *passage);

/* Whether a cell says with a word whose a subject is, "Full ownership", "N/A"; @is_his: the column's. */
gboolean                dip_stance_read_mark     (const DipStanceGrammar  *self,
                                                  const char              *cell,
                                                  gboolean                *is_his);

/* Whether a cell is a tick, or left open; @is_his: ticked. */
gboolean                dip_stance_read_tick     (const DipStanceGrammar  *self,
                                                  const char              *cell,
                                                  gboolean                *is_his);

/* Gives a clause that was a row of a table of ticks, whose head @above has, the stance that they tell. */
gboolean                dip_stance_decide_by_ticks (const DipStanceGrammar *grammar,
                                                    const DipClause        *above,
                                                    DipClause              *clause);

/* Gives a clause with a table of owners or plans the stance that the table tells. */
void                    dip_stance_decide_by_tables (const DipStanceGrammar *grammar,
                                                  const DipDocument       *document,
                                                  DipClause               *clause);

/* Whether a text has kana or kanji. */
gboolean                dip_stance_is_japanese   (const char              *text,
                                                  gsize                    length);

/* " the  customer's  data " of an English text: each word between blanks of its own, "n't" spelled out. */
char                   *dip_stance_words         (const char              *text,
                                                  gsize                    length) G_GNUC_WARN_UNUSED_RESULT;

/* Adds what a sentence says to @tally. */
void                    dip_stance_weigh         (const DipStanceGrammar  *grammar,
                                                  DipStanceTally          *tally,
                                                  const DipPassage        *passage);

/* Adds whom a passage speaks for by the rules, of which @tally has what they heard since @before, and by what was
 * learnt; or for certain. Then what all together make of the clause. */
void                    dip_stance_judge         (DipStanceTally          *tally,
                                                  const guint             *before,
                                                  const DipPassage        *passage);
void                    dip_stance_judge_led     (DipStanceTally          *tally,
                                                  const guint             *before,
                                                  const DipPassage        *passage);
void                    dip_stance_judge_certain (DipStanceTally          *tally,
                                                  DipVoice                 voice,
                                                  const DipPassage        *passage);
DipStance               dip_stance_settle        (const DipStanceTally    *tally,
                                                  DipVoice                *by);

/* Words of a paper for its provider and its customers; dip-stance-speakers.c. */
GPtrArray              *dip_stance_list_speakers (DipDraft                *draft) G_GNUC_WARN_UNUSED_RESULT;

/* A string for all of them, the same for the same ones. */
GRefString             *dip_stance_name_speakers (const GPtrArray         *speakers) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE where the following changes no part of a sentence. */
gboolean                dip_stance_may_speak_for (const GPtrArray         *speakers,
                                                  const char              *text,
                                                  gsize                    length);

/* A part of a sentence with the words that the rules know; NULL if there is nothing to do. */
char                   *dip_stance_speak_for     (const GPtrArray         *speakers,
                                                  const char              *text,
                                                  gsize                    length,
                                                  gboolean                 japanese) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
