/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-look.h"
#include "recognise/dip-stance-private.h"
#include "text/dip-characters.h"

#include <string.h>

/*
 * The stance of a clause.
 *
 *   sentence  = the first rule of [stance-rules] that fits; what stands before "…ませんが、" or "…ていますが、"
 *               is a sentence of its own
 *               and what was learnt from examples, whatever its words are (dip-stance-learnt.c)
 *   clause    = its sentences together, by how much of them speaks with each voice:
 *                 hardly any                           informational
 *                 mostly denials                       not provided
 *                 mostly duties of the customer        customer
 *                 a clear denial, or many limits       partial
 *                 promises and duties                  shared
 *                 else                                 provided
 *
 * What stands below a label of the customer's, 【お客様の実施事項】, is a duty (dip-stance-labels.c).
 * Title and form may say more surely what a clause is: the first of the rows
 * below that fits decides instead (a title that shares, a part, terms and scope,
 * a definition, a list of what there is …). An item of a checksheet starts from
 * its tick. Labels and tables of owners come last and have the last word.
 */

/* Clauses of one chapter that are looked at. */
#define MAX_BELOW 200u

/* Bytes of the title of a chapter of definitions. */
#define MAX_CHAPTER 120u

/* Bytes of an answer that says what there is, to a question and beside a mere subject. */
#define MIN_ANSWER    16u
#define MIN_STATEMENT 40u

/* Whom a title speaks for, as it is printed. */
static DipVoice
voice_of_title (const DipStanceGrammar  *grammar,
                DipSentence             *title,
                const DipStanceRule    **rule)
{
  DipVoice voice;

  *rule = NULL;
  if (dip_sentence_is_without (title, DIP_WITHOUT_VOICE))
    return DIP_VOICE_NEUTRAL;
  voice = dip_stance_title_voice (grammar, dip_sentence_fold_on (title, DIP_STANCE_FOLD, grammar->lexicon)->text, rule);
  if (*rule == NULL)
    dip_sentence_set_without (title, DIP_WITHOUT_VOICE);

  return voice;
}

/* "Terms", "Terms and definitions", "本書の目的", but not "…の範囲の決定". */
static gboolean
is_informational_title (const DipStanceGrammar *grammar,
                        const char    *title)
{
  static const char *const tails[] = { "", "について", "の定義", "一覧", "等", ":" };
  const char *const *except = dip_lexicon_get_words (grammar->lexicon, "stance-informational-except");
  gsize length = strlen (title);

  /* "What is outside of our scope" */
  if (dip_has_one_of (title, except))
    return FALSE;

  for (guint j = 0; j < G_N_ELEMENTS (tails); j++)
    {
      gsize end = length - MIN (strlen (tails[j]), length);

      if (strcmp (title + end, tails[j]) != 0)
        continue;
      for (guint i = 0; i < grammar->informational->len; i++)
        {
          const char *word = g_ptr_array_index (grammar->informational, i);
          gsize n = strlen (word);

          /* "The processor's purpose" */
          if (n + 3 <= end && memcmp (title + end - n - 3, "'s ", 3) == 0)
            continue;
          if (n <= end && memcmp (title + end - n, word, n) == 0 &&
              (!g_ascii_isalpha (*word) || n == end || !g_ascii_isalnum (title[end - n - 1])))
            return TRUE;
        }
    }

  return FALSE;
}

/* The same of a title as it is printed. */
static gboolean
informs (const DipStanceGrammar *grammar,
         DipSentence            *title)
{
  if (dip_sentence_is_without (title, DIP_WITHOUT_INFORMATION))
    return FALSE;
  if (is_informational_title (grammar, dip_sentence_fold_on (title, DIP_STANCE_FOLD, grammar->lexicon)->text))
    return TRUE;
  dip_sentence_set_without (title, DIP_WITHOUT_INFORMATION);

  return FALSE;
}

/* "A.3.1 Purpose of the processor": what answers a standard's control is no front matter, whatever its title ends
 * with. */
static gboolean
is_numbered_as_control (const DipClause *clause)
{
  return clause->number != NULL && clause->blocks->len > 0 &&
         ((g_str_has_prefix (clause->number, "A.") && g_ascii_isdigit (clause->number[2])) ||
          g_str_has_prefix (clause->number, "CLD."));
}

/* "Downtime" below "Definitions", whose text says what "Downtime" means. */
static gboolean
is_definition (const DipStanceGrammar *grammar,
               const DipClause        *above,
               const DipClause        *clause)
{
  g_autoptr (DipLook) chapter = NULL;

  if (strlen (above->title) > MAX_CHAPTER || clause->blocks->len == 0)
    return FALSE;
  chapter = dip_look_take (above->title, grammar->lexicon);

  return g_strv_contains (dip_lexicon_get_words (grammar->lexicon, "definition-titles"),
                          dip_look_get_folded (chapter, DIP_STANCE_FOLD)) &&
         strstr (((const DipBlock *) g_ptr_array_index (clause->blocks, 0))->text, " mean") != NULL;
}

/* The stance that the sentences make together, with the one that says so most clearly. */
static void
settle (DipClause            *clause,
        const DipStanceTally *tally)
{
  DipVoice voice;

  clause->stance = dip_stance_settle (tally, &voice);
  if (voice == DIP_VOICE_PROVIDED && tally->sentence[voice] == NULL && tally->sentence[DIP_VOICE_LISTED] != NULL)
    voice = DIP_VOICE_LISTED;
  if (tally->sentence[voice] != NULL)
    dip_stance_set_reason (clause, tally->sentence[voice], tally->rule[voice]);
  else if (voice != DIP_VOICE_NEUTRAL)
    {
      g_autofree char *quote = g_strndup (tally->by[voice]->text, tally->by[voice]->length);

      dip_stance_set_reason (clause, quote, "learnt from examples");
    }
}

static gboolean
has_figure (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isdigit (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

/* "Can you …? No. …", "…できますか？ いいえ、…": whether a title asks and the text denies it before all else. */
static gboolean
answers_no (const DipClause      *clause,
            const DipStanceTally *tally)
{
  static const char *const denials[] = { "いいえ", "ありません", "ございません" };
  const char *text;

  if (clause->kind == DIP_CLAUSE_ITEM || tally->n[DIP_VOICE_NOT_PROVIDED] == 0 || tally->n[DIP_VOICE_LIMITED] > 0 ||
      clause->blocks->len == 0 ||
      !(g_str_has_suffix (clause->title, "?") || g_str_has_suffix (clause->title, "？")))
    return FALSE;
  text = ((const DipBlock *) g_ptr_array_index (clause->blocks, 0))->text;
  for (guint i = 0; i < G_N_ELEMENTS (denials); i++)
    if (g_str_has_prefix (text, denials[i]))
      return TRUE;

  return g_ascii_strncasecmp (text, "no", 2) == 0 && text[2] != '\0' && strchr (".,;: !", text[2]) != NULL;
}

/* "Where are the servers?", "Which team …?": the answer is a name. */
static gboolean
asks_for_a_name (const DipStanceGrammar *grammar,
                 const char             *question)
{
  const char *const *words = dip_lexicon_get_words (grammar->lexicon, "stance-name-questions");

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      if (g_ascii_strncasecmp (question, words[i], n) == 0 && !g_ascii_isalnum (question[n]))
        return TRUE;
    }

  return FALSE;
}

/* Whether a question about a control is answered with words: more than a mark, a name or "TBD". */
static gboolean
answers_with_what_there_is (const DipStanceGrammar *grammar,
                            const DipClause        *clause)
{
  return clause->controls->len > 0 && clause->question != NULL && clause->answer != NULL &&
         strlen (clause->answer) >= (g_str_has_suffix (clause->question, "?") ? MIN_ANSWER : MIN_STATEMENT) &&
         strchr (clause->answer, ' ') != NULL && !dip_stance_is_japanese (clause->answer, strlen (clause->answer)) &&
         !asks_for_a_name (grammar, clause->question);
}

/* "該当なし" of the other side, "No" below "Evidence attached": a mark in a cell of its own takes nothing back. */
static gboolean
is_mark (const DipStanceGrammar *grammar,
         const char             *said)
{
  const GPtrArray *words = dip_lexicon_get_rows (grammar->lexicon, "implemented");

  for (guint i = 0; said != NULL && i < words->len; i++)
    {
      GStrv word = g_ptr_array_index (words, i);

      if (g_ascii_strcasecmp (word[0], said) == 0)
        return TRUE;
    }

  return FALSE;
}

/* "目的外に使わないか": "使いません". What is asked for is that something is not done, and the answer denies that verb;
 * "消せないか" asks for what can be done. */
static gboolean
denies_as_asked (const DipClause *clause)
{
  static const char *const ends[] = { "ないか", "ないこと" };
  const char *question = clause->question;
  const char *end = NULL;
  const char *verb;

  if (question == NULL || clause->answer == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *hit = g_strrstr (question, ends[i]);

      if (hit != NULL && strlen (hit) <= strlen (ends[i]) + strlen ("。"))
        end = hit;
    }
  if (end == NULL || end == question)
    return FALSE;
  end = g_utf8_prev_char (end);
  if (end == question || g_utf8_strchr ("わかさたなまらがばし", -1, g_utf8_get_char (end)) == NULL)
    return FALSE;
  verb = g_utf8_prev_char (end);

  return !dip_is_hiragana (g_utf8_get_char (verb)) &&
         g_utf8_strchr (clause->answer, -1, g_utf8_get_char (verb)) != NULL;
}

/* Of an item the tick decides; its answer can only take something back. */
static void
decide_item (const DipStanceGrammar *grammar,
             DipClause              *clause,
             const DipStanceTally   *tally)
{
  const char *tick = clause->implemented_text != NULL ? clause->implemented_text : "";

  switch (clause->implemented)
    {
    case DIP_IMPLEMENTED_YES:
      clause->stance = DIP_STANCE_PROVIDED;
      if (tally->n[DIP_VOICE_NOT_PROVIDED] > 0 &&
          !(tally->n[DIP_VOICE_NOT_PROVIDED] == 1 &&
            is_mark (grammar, tally->sentence[DIP_VOICE_NOT_PROVIDED])))
        {
          clause->stance = DIP_STANCE_PARTIAL;
          dip_stance_set_reason (clause, tally->sentence[DIP_VOICE_NOT_PROVIDED], tally->rule[DIP_VOICE_NOT_PROVIDED]);
        }
      else if (tally->n[DIP_VOICE_CUSTOMER] > 0 && tally->n[DIP_VOICE_PROVIDED] > 0)
        {
          clause->stance = DIP_STANCE_SHARED;
          dip_stance_set_reason (clause, tally->sentence[DIP_VOICE_CUSTOMER], tally->rule[DIP_VOICE_CUSTOMER]);
        }
      else
        dip_stance_set_reason (clause, tick, "implemented");
      break;
    case DIP_IMPLEMENTED_NO:
      clause->stance = DIP_STANCE_NOT_PROVIDED;
      dip_stance_set_reason (clause, tick, "not implemented");
      if (tally->n[DIP_VOICE_CUSTOMER] == 0 && dip_stance_asks_for_unwelcome (grammar, clause->question))
        {
          clause->stance = DIP_STANCE_PROVIDED;
          dip_stance_set_reason (clause, tick, "no to what is unwelcome");
        }
      break;
    case DIP_IMPLEMENTED_PARTIAL:
      clause->stance = DIP_STANCE_PARTIAL;
      dip_stance_set_reason (clause, tick, "implemented in part");
      /* △ where the answer says whose the other part is */
      if (tally->n[DIP_VOICE_SHARED] > 0 && tally->n[DIP_VOICE_NOT_PROVIDED] == 0 && tally->n[DIP_VOICE_LIMITED] == 0)
        {
          clause->stance = DIP_STANCE_SHARED;
          dip_stance_set_reason (clause, tally->sentence[DIP_VOICE_SHARED], tally->rule[DIP_VOICE_SHARED]);
        }
      break;
    case DIP_IMPLEMENTED_NA:
      clause->stance = tally->n[DIP_VOICE_CUSTOMER] > 0 ? DIP_STANCE_CUSTOMER : DIP_STANCE_INFORMATIONAL;
      dip_stance_set_reason (clause, tick, "not applicable");
      break;
    case DIP_IMPLEMENTED_UNKNOWN:
    default:
      /* "99.9%以上", "24 hours a day": what is asked for, in figures */
      if (clause->stance == DIP_STANCE_INFORMATIONAL && clause->answer != NULL && has_figure (clause->answer) &&
          tally->n[DIP_VOICE_NEUTRAL] == 0)
        {
          clause->stance = DIP_STANCE_PROVIDED;
          dip_stance_set_reason (clause, clause->answer, "answered with a figure");
        }
      /* "Audit logging?", "A log of administrative actions": what there is, without a verb */
      else if (clause->stance == DIP_STANCE_INFORMATIONAL && answers_with_what_there_is (grammar, clause) &&
               tally->n[DIP_VOICE_NEUTRAL] == 0)
        {
          clause->stance = DIP_STANCE_PROVIDED;
          dip_stance_set_reason (clause, clause->answer, "answered with what there is");
        }
      else if (clause->stance == DIP_STANCE_NOT_PROVIDED && clause->answer != NULL &&
               dip_stance_asks_for_unwelcome (grammar, clause->question))
        {
          clause->stance = DIP_STANCE_PROVIDED;
          dip_stance_set_reason (clause, clause->answer, "no to what is unwelcome");
        }
      else if (clause->stance == DIP_STANCE_NOT_PROVIDED && denies_as_asked (clause))
        {
          clause->stance = DIP_STANCE_PROVIDED;
          dip_stance_set_reason (clause, clause->answer, "not done, as is asked for");
        }
      break;
    }
}

static gboolean
only_lists (const DipClause *clause)
{
  guint n_items = 0;

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      /* "通信：TLS 1.3" */
      if (block->kind == DIP_BLOCK_LIST || (block->kind == DIP_BLOCK_DEFINITION && block->marker == NULL))
        n_items++;
      /* "During onboarding:" above some of them */
      else if (block->kind != DIP_BLOCK_PARAGRAPH || !g_str_has_suffix (block->text, ":"))
        return FALSE;
    }

  return n_items >= 2;
}

/* What decides a clause that is no item, once its sentences were weighed. */
typedef struct
{
  const DipStanceGrammar *grammar;
  const DipClause        *clause;
  const DipClause        *above;       /* (nullable) */
  DipSentence            *of_title;
  DipVoice                by_title;
  const DipStanceRule    *title_rule;  /* (nullable): that says so, perhaps of the title above */
  const DipStanceTally   *tally;
  gboolean                is_preamble;
} Question;

/* What is said of the sentences alone is no promise and no denial, and none of them is neutral. */
static gboolean
is_undecided (const Question *self)
{
  return self->clause->stance == DIP_STANCE_INFORMATIONAL && self->tally->n[DIP_VOICE_NEUTRAL] == 0;
}

/* Whether a title may speak for its text: nothing in that is denied or limited. */
static gboolean
is_open (const Question *self)
{
  return self->clause->blocks->len > 0 && self->tally->n[DIP_VOICE_NOT_PROVIDED] == 0 &&
         self->tally->n[DIP_VOICE_LIMITED] == 0;
}

static const char *
first_text (const Question *self)
{
  return self->clause->blocks->len > 0
         ? ((const DipBlock *) g_ptr_array_index (self->clause->blocks, 0))->text : "";
}

static gboolean
title_shares (const Question *self)
{
  return self->by_title == DIP_VOICE_SHARED && self->tally->n[DIP_VOICE_NOT_PROVIDED] == 0 &&
         self->clause->blocks->len > 0;
}

static gboolean
is_part (const Question *self)
{
  return self->clause->kind == DIP_CLAUSE_PART;
}

static gboolean
title_informs (const Question *self)
{
  return informs (self->grammar, self->of_title) && !is_numbered_as_control (self->clause);
}

static gboolean
defines (const Question *self)
{
  return self->above != NULL && is_definition (self->grammar, self->above, self->clause);
}

static gboolean
answers_with_figure (const Question *self)
{
  return is_undecided (self) &&
         (g_str_has_suffix (self->clause->title, "?") || g_str_has_suffix (self->clause->title, "？")) &&
         has_figure (first_text (self));
}

/* "• Single sign-on", "• Provisioning by SCIM" below a control: what there is */
static gboolean
lists_what_there_is (const Question *self)
{
  return is_undecided (self) && !self->is_preamble && self->by_title == DIP_VOICE_NEUTRAL &&
         self->clause->controls->len > 0 && only_lists (self->clause);
}

static gboolean
is_preamble (const Question *self)
{
  return self->is_preamble && self->by_title == DIP_VOICE_NEUTRAL;
}

/* "What we do not have": some kind words among it offer nothing */
static gboolean
title_denies (const Question *self)
{
  const guint *n = self->tally->n;

  return self->by_title == DIP_VOICE_NOT_PROVIDED &&
         n[DIP_VOICE_NOT_PROVIDED] > n[DIP_VOICE_PROVIDED] + n[DIP_VOICE_LISTED];
}

static gboolean
title_promises (const Question *self)
{
  return self->by_title == DIP_VOICE_PROVIDED && is_open (self);
}

static gboolean
title_asks_customer (const Question *self)
{
  const guint *n = self->tally->n;

  return self->by_title == DIP_VOICE_CUSTOMER && is_open (self) &&
         (n[DIP_VOICE_PROVIDED] == 0 || n[DIP_VOICE_CUSTOMER] > 0 ||
          n[DIP_VOICE_LISTED] > n[DIP_VOICE_PROVIDED] || only_lists (self->clause));
}

/* "Customer responsibility": what the provider does not promise there is said in passing */
static gboolean
title_charges_customer (const Question *self)
{
  const guint *n = self->tally->n;

  return self->by_title == DIP_VOICE_CUSTOMER &&
         n[DIP_VOICE_CUSTOMER] > n[DIP_VOICE_NOT_PROVIDED] + n[DIP_VOICE_LIMITED] &&
         n[DIP_VOICE_CUSTOMER] >= n[DIP_VOICE_PROVIDED] + n[DIP_VOICE_SHARED];
}

/* "1. Secure your network: …", "2. Review logs: …": imperatives, one of which says whose they are */
static gboolean
lists_duties (const Question *self)
{
  const guint *n = self->tally->n;

  return n[DIP_VOICE_CUSTOMER] > 0 && n[DIP_VOICE_SHARED] == 0 && is_open (self) && only_lists (self->clause) &&
         n[DIP_VOICE_CUSTOMER] + n[DIP_VOICE_LISTED] >= 3 * MAX (1, n[DIP_VOICE_PROVIDED]);
}

typedef enum { QUOTE_TITLE, QUOTE_CHAPTER, QUOTE_TEXT } Quote;

/* The first that fits decides; where none does, the sentences have decided. */
static const struct
{
  gboolean   (*fits) (const Question *self);
  DipStance    stance;
  Quote        quote;
  const char  *reason;  /* (nullable): NULL for the name of the title's rule */
} deciders[] = {
  { title_shares, DIP_STANCE_SHARED, QUOTE_TITLE, NULL },
  { is_part, DIP_STANCE_INFORMATIONAL, QUOTE_TITLE, "only holds other clauses" },
  { title_informs, DIP_STANCE_INFORMATIONAL, QUOTE_TITLE, "title of what only informs" },
  { defines, DIP_STANCE_INFORMATIONAL, QUOTE_CHAPTER, "defines a word" },
  { answers_with_figure, DIP_STANCE_PROVIDED, QUOTE_TITLE, "a question answered with a figure" },
  { lists_what_there_is, DIP_STANCE_PROVIDED, QUOTE_TEXT, "lists what there is" },
  { is_preamble, DIP_STANCE_INFORMATIONAL, QUOTE_TITLE, "before the first numbered clause" },
  { title_denies, DIP_STANCE_NOT_PROVIDED, QUOTE_TITLE, NULL },
  { title_promises, DIP_STANCE_PROVIDED, QUOTE_TITLE, NULL },
  { title_asks_customer, DIP_STANCE_CUSTOMER, QUOTE_TITLE, NULL },
  { title_charges_customer, DIP_STANCE_CUSTOMER, QUOTE_TITLE, NULL },
  { lists_duties, DIP_STANCE_CUSTOMER, QUOTE_TEXT, "lists what to do" },
};

static void
decide_clause (const Question *self,
               DipClause      *clause)
{
  for (guint i = 0; i < G_N_ELEMENTS (deciders); i++)
    {
      if (!deciders[i].fits (self))
        continue;
      clause->stance = deciders[i].stance;
      dip_stance_set_reason (clause,
                             deciders[i].quote == QUOTE_CHAPTER ? self->above->title
                             : deciders[i].quote == QUOTE_TEXT ? first_text (self) : clause->title,
                             deciders[i].reason != NULL ? deciders[i].reason : self->title_rule->name);
      return;
    }
}

/* Whom the title speaks for, by its own words, by words of the paper or as one below another. */
static void
read_title (DipDraft        *draft,
            const GPtrArray *speakers,
            Question        *question)
{
  const DipStanceGrammar *grammar = question->grammar;
  const DipClause *above = question->above;
  const char *title = dip_sentence_fold_on (question->of_title, DIP_STANCE_FOLD, grammar->lexicon)->text;

  question->by_title = voice_of_title (grammar, question->of_title, &question->title_rule);

  /* "学校にお願いする事項" */
  if (question->by_title == DIP_VOICE_NEUTRAL && dip_stance_is_japanese (title, strlen (title)) &&
      dip_stance_may_speak_for (speakers, title, strlen (title)))
    {
      g_autofree char *said = dip_stance_speak_for (speakers, title, strlen (title), TRUE);

      if (said != NULL)
        question->by_title = dip_stance_title_voice (grammar, said, &question->title_rule);
    }

  /* "Accounts" below "What you take care of" */
  if (question->by_title == DIP_VOICE_NEUTRAL && above != NULL)
    {
      g_autoptr (DipSentence) chapter = dip_sentence_take (above->title, strlen (above->title),
                                                           dip_draft_remembers (draft));

      if (voice_of_title (grammar, chapter, &question->title_rule) == DIP_VOICE_CUSTOMER)
        question->by_title = DIP_VOICE_CUSTOMER;
    }
}

static void
decide (DipDraft               *draft,
        const DipStanceGrammar *grammar,
        DipClause              *clause,
        const DipClause        *above,
        const GPtrArray        *speakers,
        GRefString             *spoken,
        gboolean                preamble)
{
  g_autoptr(GPtrArray) passages = dip_draft_fold_passages (draft, clause, DIP_STANCE_FOLD);
  g_autoptr (DipSentence) of_title = dip_sentence_take (clause->title, strlen (clause->title),
                                                        dip_draft_remembers (draft));
  DipStanceTally tally = { .speakers = speakers, .spoken = spoken };
  Question question = {
    .grammar = grammar, .clause = clause, .above = above, .of_title = of_title, .tally = &tally,
    .is_preamble = preamble,
  };

  read_title (draft, speakers, &question);
  dip_stance_weigh_blocks (grammar, draft->document->edition, clause, passages, &tally);

  settle (clause, &tally);
  if (answers_no (clause, &tally))
    {
      /* what is denied below "Can you read our data?" is a promise */
      if (dip_stance_asks_for_unwelcome (grammar, clause->title))
        {
          clause->stance = tally.n[DIP_VOICE_CUSTOMER] > 0 ? DIP_STANCE_SHARED : DIP_STANCE_PROVIDED;
          dip_stance_set_reason (clause, clause->title, "no to what is unwelcome");
        }
      else if (clause->stance == DIP_STANCE_PARTIAL)
        {
          clause->stance = DIP_STANCE_NOT_PROVIDED;
          dip_stance_set_reason (clause, tally.sentence[DIP_VOICE_NOT_PROVIDED], tally.rule[DIP_VOICE_NOT_PROVIDED]);
        }
    }

  if (clause->kind == DIP_CLAUSE_ITEM)
    decide_item (grammar, clause, &tally);
  else
    decide_clause (&question, clause);
  dip_stance_decide_by_labels (grammar, draft->document->edition, clause);
  if (clause->kind != DIP_CLAUSE_ITEM)
    dip_stance_decide_by_tables (grammar, draft->document, clause);
  if (clause->kind != DIP_CLAUSE_ITEM && above != NULL)
    dip_stance_decide_by_ticks (grammar, above, clause);

  dip_stance_tally_clear (&tally);
}

/* The clause that clause @i stands below; NULL for none. Chapters are short, so it is looked for backwards. */
static const DipClause *
find_parent (const GPtrArray *clauses,
             guint            i)
{
  const DipClause *clause = g_ptr_array_index (clauses, i);

  for (guint n = 0; clause->parent != NULL && i-- > 0 && n < MAX_BELOW; n++)
    {
      const DipClause *above = g_ptr_array_index (clauses, i);

      if (g_strcmp0 (above->id, clause->parent) == 0)
        return above;
    }

  return NULL;
}

/* Where the numbered clauses begin; 0 in a paper that hardly numbers any, or not most of them. */
static guint
first_numbered (const GPtrArray *clauses)
{
  guint first = 0;
  guint n = 0;

  for (guint i = clauses->len; i > 0; i--)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i - 1);

      if (clause->number != NULL)
        {
          first = i - 1;
          n++;
        }
    }

  return n >= 3 && first * 3 <= n ? first : 0;
}

/**
 * dip_recognise_stances:
 *
 * Finds out of each clause who does what, with the sentence and the rule that
 * decided. Reads blocks, titles and ticks; the rules are the lexicon's.
 * Linear in the text times the number of rules.
 */
void
dip_recognise_stances (DipDraft *draft)
{
  const GPtrArray *clauses = draft->document->clauses;
  guint numbered = first_numbered (clauses);
  DipStanceGrammar *own;
  const DipStanceGrammar *grammar = dip_stance_grammar_get (draft->lexicon, &own);
  g_autoptr(GPtrArray) speakers = dip_stance_list_speakers (draft);
  GRefString *spoken = dip_stance_name_speakers (speakers);

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);

      if (draft->mappings != NULL && g_hash_table_contains (draft->mappings, clause))
        {
          clause->stance = DIP_STANCE_INFORMATIONAL;
          dip_stance_set_reason (clause, clause->title, "a table of which clause answers which control");
          continue;
        }
      decide (draft, grammar, clause, find_parent (clauses, i), speakers, spoken,
              i < numbered && clause->number == NULL);
    }

  g_ref_string_release (spoken);
  g_clear_pointer (&own, dip_stance_grammar_free);
}
