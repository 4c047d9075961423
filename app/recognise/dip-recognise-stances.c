/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-stance-private.h"

#include <string.h>

/*
 * The stance of a clause.
 *
 *   sentence  = the first rule of [stance-rules] that fits; what stands before "…ませんが、" or "…ていますが、"
 *               is a sentence of its own
 *   clause    = its sentences together:
 *                 only promises                       provided
 *                 only denials, or with duties         not provided
 *                 promises and denials, or limits      partial
 *                 only duties of the customer          customer
 *                 promises and duties                  shared
 *                 nothing of these                     informational
 *
 * What stands below a label of the customer's, 【お客様の実施事項】, is a duty.
 * A clause that only lists is decided by its title ("the customer's
 * responsibility"); terms, scope and purpose are informational whatever verbs
 * they use. An item of a checksheet starts from its tick.
 */

/* Clauses of one chapter that are looked at. */
#define MAX_BELOW 200u

/* Bytes of "【お客様の実施事項】" at most, and of what says something below it at least. */
#define MAX_LABEL 120u
#define MIN_DUTY 12u

/* Blocks of a row that tells what either side does, and letters of a provider's name above one. */
#define MAX_SIDES 6u
#define MIN_NAME 3u

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
  for (guint i = 0; except[i] != NULL; i++)
    if (strstr (title, except[i]) != NULL)
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
  g_autofree char *chapter = strlen (above->title) <= MAX_LABEL
                               ? dip_fold_to_string (above->title, DIP_STANCE_FOLD, grammar->lexicon) : NULL;

  return chapter != NULL && clause->blocks->len > 0 &&
         g_strv_contains (dip_lexicon_get_words (grammar->lexicon, "definition-titles"), chapter) &&
         strstr (((const DipBlock *) g_ptr_array_index (clause->blocks, 0))->text, " mean") != NULL;
}

static DipStance
combine (const DipStanceTally *tally,
         DipVoice       *decided_by)
{
  gboolean both = tally->n[DIP_VOICE_SHARED] > 0;
  gboolean promises = tally->n[DIP_VOICE_PROVIDED] > 0 || tally->n[DIP_VOICE_LISTED] > 0 || both;
  gboolean denials = tally->n[DIP_VOICE_NOT_PROVIDED] > 0;
  gboolean duties = tally->n[DIP_VOICE_CUSTOMER] > 0 || both;
  gboolean limits = tally->n[DIP_VOICE_LIMITED] > 0;

  if (denials)
    {
      *decided_by = DIP_VOICE_NOT_PROVIDED;
      return promises || limits ? DIP_STANCE_PARTIAL : DIP_STANCE_NOT_PROVIDED;
    }
  if (limits)
    {
      *decided_by = DIP_VOICE_LIMITED;
      return DIP_STANCE_PARTIAL;
    }
  if (duties)
    {
      *decided_by = both ? DIP_VOICE_SHARED : DIP_VOICE_CUSTOMER;
      return promises ? DIP_STANCE_SHARED : DIP_STANCE_CUSTOMER;
    }
  if (promises)
    {
      *decided_by = tally->n[DIP_VOICE_PROVIDED] > 0 ? DIP_VOICE_PROVIDED : DIP_VOICE_LISTED;
      return DIP_STANCE_PROVIDED;
    }

  *decided_by = DIP_VOICE_NEUTRAL;
  return DIP_STANCE_INFORMATIONAL;
}

static void
clear_tally (DipStanceTally *tally)
{
  for (guint i = 0; i < DIP_N_VOICES; i++)
    {
      g_free (tally->sentence[i]);
      g_free (tally->rule[i]);
    }
}

void
dip_stance_set_reason (DipClause  *clause,
                       const char *sentence,
                       const char *rule)
{
  g_free (clause->stance_reason);
  clause->stance_reason = g_strconcat (sentence, " [", rule, "]", NULL);
}

static gboolean
has_figure (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isdigit (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

/* "海外に保管しているか", "Can you read our data?": whether a question asks for what nobody wants, so that "no" is good
 * news. */
static gboolean
asks_for_unwelcome (const DipStanceGrammar *grammar,
                    const char             *question)
{
  const DipStanceRule *rule;
  g_autofree char *folded = NULL;
  g_autofree char *words = NULL;

  if (question == NULL)
    return FALSE;
  /* "It is multi-tenant. Can another customer see our data?" */
  for (const char *stop = strstr (question, ". "); stop != NULL; stop = strstr (question, ". "))
    question = stop + 2;
  folded = dip_fold_to_string (question, DIP_STANCE_FOLD, grammar->lexicon);
  while (g_str_has_suffix (folded, "。") || g_str_has_suffix (folded, "?") || g_str_has_suffix (folded, " "))
    *g_utf8_prev_char (folded + strlen (folded)) = '\0';
  if (!dip_stance_is_japanese (folded, strlen (folded)))
    words = dip_stance_words (folded, strlen (folded));
  rule = dip_stance_rule_find (grammar->unwelcome, words != NULL ? words : folded,
                               strlen (words != NULL ? words : folded));

  return rule != NULL && rule->voice == DIP_VOICE_PROVIDED;
}

/* "Can you read our data? No. …": what is denied below such a question is a promise. */
static gboolean
denies_unwelcome (const DipStanceGrammar *grammar,
                  const DipClause        *clause,
                  const DipStanceTally   *tally)
{
  const char *text;

  if (clause->kind == DIP_CLAUSE_ITEM || tally->n[DIP_VOICE_NOT_PROVIDED] == 0 || tally->n[DIP_VOICE_LIMITED] > 0 ||
      clause->blocks->len == 0 || !g_str_has_suffix (clause->title, "?"))
    return FALSE;
  text = ((const DipBlock *) g_ptr_array_index (clause->blocks, 0))->text;

  return g_ascii_strncasecmp (text, "no", 2) == 0 && text[2] != '\0' && strchr (".,;: !", text[2]) != NULL &&
         asks_for_unwelcome (grammar, clause->title);
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
      if (tally->n[DIP_VOICE_NOT_PROVIDED] > 0)
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
      if (tally->n[DIP_VOICE_CUSTOMER] == 0 && asks_for_unwelcome (grammar, clause->question))
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
      else if (clause->stance == DIP_STANCE_NOT_PROVIDED && clause->answer != NULL &&
               asks_for_unwelcome (grammar, clause->question))
        {
          clause->stance = DIP_STANCE_PROVIDED;
          dip_stance_set_reason (clause, clause->answer, "no to what is unwelcome");
        }
      break;
    }
}

static gboolean
only_lists (const DipClause *clause)
{
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      /* "通信：TLS 1.3" */
      if (block->kind != DIP_BLOCK_LIST && !(block->kind == DIP_BLOCK_DEFINITION && block->marker == NULL))
        return FALSE;
    }

  return clause->blocks->len >= 2;
}

/* Whom a block speaks for that stands alone in brackets or before a colon, 【お客様の実施事項】, "Your part:"; TRUE if
 * it is such a label at all. */
static gboolean
is_label (const DipStanceGrammar *grammar,
          const DipBlock         *block,
          DipVoice               *voice)
{
  static const char opening[] = "[(<【〔「『", closing[] = "])>】〕」』:";
  g_autofree char *folded = NULL;
  g_autofree char *inside = NULL;
  const char *start, *end;
  gboolean opens;

  if (block->kind == DIP_BLOCK_TABLE || strlen (block->text) > MAX_LABEL)
    return FALSE;
  folded = dip_fold_to_string (block->text, DIP_STANCE_FOLD, grammar->lexicon);
  if (*folded == '\0')
    return FALSE;
  start = folded;
  end = g_utf8_prev_char (folded + strlen (folded));
  opens = g_utf8_strchr (opening, -1, g_utf8_get_char (start)) != NULL;
  if (end <= start || g_utf8_strchr (closing, -1, g_utf8_get_char (end)) == NULL || (!opens && *end != ':'))
    return FALSE;
  if (opens)
    start = g_utf8_next_char (start);
  inside = g_strndup (start, (gsize) (end - start));
  *voice = dip_stance_title_voice (grammar, inside, NULL);

  return TRUE;
}

/* The label that a block begins with, folded; NULL for none. */
static char *
dup_label (const DipStanceGrammar *grammar,
           const DipBlock         *block)
{
  g_autofree char *label = NULL;
  const char *colon;

  if (block->kind == DIP_BLOCK_DEFINITION && block->marker != NULL)
    return dip_fold_to_string (block->marker, DIP_STANCE_FOLD, grammar->lexicon);
  colon = dip_text_find_colon (block->text, MAX_LABEL);
  if (colon == NULL || colon == block->text)
    return NULL;
  label = g_strndup (block->text, (gsize) (colon - block->text));

  return dip_fold_to_string (label, DIP_STANCE_FOLD, grammar->lexicon);
}

/* Whether a block begins by saying that it is the customer's: "Customer: …", お客様：…, a definition of 利用者の責任. */
static gboolean
is_customers (const DipStanceGrammar *grammar,
              const DipBlock         *block)
{
  g_autofree char *label = dup_label (grammar, block);

  return label != NULL && (dip_stance_is_customer (grammar, label) ||
                           dip_stance_title_voice (grammar, label, NULL) == DIP_VOICE_CUSTOMER);
}

static gboolean
names_one_of (const DipStanceGrammar *grammar,
              const char             *list,
              const char             *text)
{
  const char *const *words = dip_lexicon_get_words (grammar->lexicon, list);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      for (const char *at = strstr (text, words[i]); at != NULL; at = strstr (at + n, words[i]))
        if ((guchar) *at >= 0x80 ||
            ((at == text || !g_ascii_isalpha (at[-1])) && !g_ascii_isalpha (at[n])))
          return TRUE;
    }

  return FALSE;
}

/* Whom a table's column of owners names: "Who: Customer", 責任区分: 共同. */
static DipVoice
read_owner (const DipStanceGrammar *grammar,
            const DipClause        *clause,
            const char            **owner)
{
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      const char *said = block->text;
      g_autofree char *marker = NULL;
      g_autofree char *text = NULL;
      gboolean customer, provider;

      if (block->kind == DIP_BLOCK_TABLE || strlen (block->text) > MAX_LABEL)
        continue;
      marker = dup_label (grammar, block);
      if (marker == NULL ||
          !g_strv_contains (dip_lexicon_get_words (grammar->lexicon, "stance-owner-columns"), marker))
        continue;
      /* "Applicability: Shared" in a line of its own */
      if (block->kind != DIP_BLOCK_DEFINITION || block->marker == NULL)
        said = g_utf8_next_char (dip_text_find_colon (block->text, MAX_LABEL));
      text = dip_fold_to_string (said, DIP_STANCE_FOLD, grammar->lexicon);
      customer = names_one_of (grammar, "stance-customers", text) ||
                 names_one_of (grammar, "stance-customers-en", text);
      provider = names_one_of (grammar, "stance-owners", text);
      *owner = block->text;
      if (names_one_of (grammar, "stance-owners-both", text) || (customer && provider))
        return DIP_VOICE_SHARED;
      if (customer)
        return DIP_VOICE_CUSTOMER;
      if (provider)
        return DIP_VOICE_PROVIDED;
    }

  return DIP_VOICE_NEUTRAL;
}

/* A column of owners says more surely than verbs who does it; a provider who owns it may still say no. */
static void
decide_by_owner (const DipStanceGrammar *grammar,
                 DipClause              *clause)
{
  const char *owner = NULL;
  DipVoice voice = clause->kind != DIP_CLAUSE_ITEM ? read_owner (grammar, clause, &owner) : DIP_VOICE_NEUTRAL;

  if (voice == DIP_VOICE_NEUTRAL ||
      (voice == DIP_VOICE_PROVIDED && clause->stance != DIP_STANCE_INFORMATIONAL))
    return;
  clause->stance = voice == DIP_VOICE_SHARED ? DIP_STANCE_SHARED
                   : voice == DIP_VOICE_CUSTOMER ? DIP_STANCE_CUSTOMER : DIP_STANCE_PROVIDED;
  dip_stance_set_reason (clause, owner, "a column of owners");
}

/* "None.", "Customer responsibility: n/a", お客様：特になし: a label of somebody who has nothing to do. */
static gboolean
asks_for_nothing (const DipStanceGrammar *grammar,
                  const DipBlock         *block)
{
  const char *const *words = dip_lexicon_get_words (grammar->lexicon, "stance-none");
  const char *colon = block->kind == DIP_BLOCK_DEFINITION ? NULL : dip_text_find_colon (block->text, MAX_LABEL);
  const char *rest = colon != NULL ? g_utf8_next_char (colon) : block->text;
  g_autofree char *folded = NULL;

  if (strlen (rest) > MIN_DUTY * 4)
    return FALSE;
  folded = dip_fold_to_string (rest, DIP_STANCE_FOLD, grammar->lexicon);
  g_strstrip (folded);
  while (g_str_has_suffix (folded, ".") || g_str_has_suffix (folded, "。"))
    *g_utf8_prev_char (folded + strlen (folded)) = '\0';

  return g_strv_contains (words, folded);
}

/* Which blocks say what a standard asks for, "Control: …", where others with a label say what is done for it; NULL for
 * none. A label that stands alone holds for the blocks behind it, up to the next label. */
static gboolean *
find_quotations (const DipStanceGrammar *grammar,
                 const DipClause        *clause)
{
  const char *const *words = dip_lexicon_get_words (grammar->lexicon, "stance-quoting-labels");
  g_autofree gboolean *quotes = g_new0 (gboolean, clause->blocks->len + 1);
  gboolean quoting = FALSE, any = FALSE, answered = FALSE;

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      g_autofree char *label = dup_label (grammar, g_ptr_array_index (clause->blocks, i));

      if (label != NULL)
        {
          quoting = g_strv_contains (words, label);
          answered = answered || (any && !quoting);
        }
      quotes[i] = quoting;
      any = any || quoting;
    }

  return answered ? g_steal_pointer (&quotes) : NULL;
}

/* Whether a block begins by saying that it is the provider's: "We: …", "Sample: …" of Sample Works Ltd. */
static gboolean
is_providers (const DipStanceGrammar *grammar,
              const DipEdition       *edition,
              const DipBlock         *block)
{
  g_autofree char *label = block->kind == DIP_BLOCK_DEFINITION ? dup_label (grammar, block) : NULL;
  g_autofree char *names = NULL;
  g_autofree char *folded = NULL;

  if (label == NULL || *label == '\0')
    return FALSE;
  if (names_one_of (grammar, "stance-owners", label) ||
      dip_stance_title_voice (grammar, label, NULL) == DIP_VOICE_PROVIDED)
    return TRUE;
  names = g_strconcat (edition->provider != NULL ? edition->provider : "", " ",
                       edition->service != NULL ? edition->service : "", NULL);
  folded = dip_fold_to_string (names, DIP_STANCE_FOLD, grammar->lexicon);

  if (strlen (label) >= MIN_NAME && strstr (folded, label) != NULL)
    return TRUE;
  /* "What Sample does" */
  folded[strcspn (folded, " ,")] = '\0';

  return strlen (folded) >= MIN_NAME && g_ascii_isalpha (*folded) && strstr (label, folded) != NULL &&
         !is_customers (grammar, block);
}

/* Whether one of the blocks is the customer's and another one the provider's: a row of "Subject | We | Customer". */
static gboolean
has_sides (const DipStanceGrammar *grammar,
           const DipEdition       *edition,
           const DipClause        *clause)
{
  gboolean customers = FALSE;
  gboolean providers = FALSE;

  if (clause->blocks->len > MAX_SIDES)
    return FALSE;
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      customers = customers || is_customers (grammar, block);
      providers = providers || is_providers (grammar, edition, block);
    }

  return customers && providers;
}

/* "We: Full ownership", "Customer: N/A": a row of marks says whose its subject is; FALSE where a cell says more. */
static gboolean
decide_by_marks (const DipStanceGrammar *grammar,
                 const DipEdition       *edition,
                 DipClause              *clause)
{
  gboolean customers = FALSE, providers = FALSE;

  if (clause->kind == DIP_CLAUSE_ITEM || clause->blocks->len == 0 || clause->blocks->len > MAX_SIDES)
    return FALSE;
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      gboolean is_his;

      if (block->kind != DIP_BLOCK_DEFINITION || block->marker == NULL ||
          !dip_stance_read_mark (grammar, block->text, &is_his))
        return FALSE;
      if (is_customers (grammar, block))
        customers = customers || is_his;
      else if (is_providers (grammar, edition, block))
        providers = providers || is_his;
      else
        return FALSE;
    }
  if (!customers && !providers)
    return FALSE;

  clause->stance = customers && providers ? DIP_STANCE_SHARED : customers ? DIP_STANCE_CUSTOMER : DIP_STANCE_PROVIDED;
  dip_stance_set_reason (clause, ((const DipBlock *) g_ptr_array_index (clause->blocks, 0))->text,
                         "a mark for either side");

  return TRUE;
}

static guint
count_weighed (const DipStanceTally *tally)
{
  guint n = 0;

  for (guint i = 0; i < DIP_N_VOICES; i++)
    n += tally->n[i];

  return n;
}

/* What stands below a label that names the customer is the customer's, whatever its verbs say. */
static void
weigh_below_labels (const DipStanceGrammar *grammar,
                    const DipEdition       *edition,
                    const DipClause        *clause,
                    const GPtrArray        *passages,
                    DipStanceTally         *tally)
{
  DipVoice voice = DIP_VOICE_NEUTRAL;
  const DipBlock *label = NULL;
  g_autofree gboolean *quotes = clause->kind != DIP_CLAUSE_ITEM ? find_quotations (grammar, clause) : NULL;
  gboolean sides = clause->kind != DIP_CLAUSE_ITEM && has_sides (grammar, edition, clause);
  gboolean own = FALSE;
  int asked = -1;
  guint at = 0;

  for (guint i = 0; i < passages->len; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);
      DipStanceTally theirs = { .speakers = tally->speakers, .spoken = tally->spoken };

      if ((quotes != NULL && passage->block >= 0 && quotes[passage->block]) || dip_passage_is_of_link (passage, clause))
        continue;
      for (; passage->block >= 0 && at <= (guint) passage->block && at < clause->blocks->len; at++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, at);

          if (is_label (grammar, block, &voice))
            label = block;
        }
      if (passage->block >= 0 && passage->block != asked)
        {
          asked = passage->block;
          own = is_customers (grammar, g_ptr_array_index (clause->blocks, (guint) asked));
        }
      if (own && passage->block >= 0 && asks_for_nothing (grammar, g_ptr_array_index (clause->blocks, passage->block)))
        continue;
      if ((label == NULL || voice != DIP_VOICE_CUSTOMER) && (passage->block < 0 || !own))
        {
          guint weighed = count_weighed (tally);

          dip_stance_weigh (grammar, tally, passage);
          if (sides && passage->block >= 0 && count_weighed (tally) == weighed && passage->folded->length > MIN_DUTY &&
              is_providers (grammar, edition, g_ptr_array_index (clause->blocks, (guint) passage->block)) &&
              !asks_for_nothing (grammar, g_ptr_array_index (clause->blocks, (guint) passage->block)))
            {
              /* "Daily backups" below "We", beside what the customer does */
              tally->n[DIP_VOICE_LISTED]++;
              if (tally->sentence[DIP_VOICE_LISTED] == NULL)
                {
                  tally->sentence[DIP_VOICE_LISTED] = g_strndup (passage->text, passage->length);
                  tally->rule[DIP_VOICE_LISTED] = g_strdup ("below a label of the provider's");
                }
            }
          continue;
        }
      if (g_ptr_array_index (clause->blocks, (guint) passage->block) == label)
        continue;

      /* "None", "See the guide" ask for nothing; beside the provider's side what is denied is left to the customer */
      dip_stance_weigh (grammar, &theirs, passage);
      if ((sides || theirs.n[DIP_VOICE_NOT_PROVIDED] == 0) && theirs.n[DIP_VOICE_NEUTRAL] == 0 &&
          passage->folded->length > MIN_DUTY &&
          tally->n[DIP_VOICE_CUSTOMER]++ == 0)
        {
          tally->sentence[DIP_VOICE_CUSTOMER] = g_strndup (passage->text, passage->length);
          tally->rule[DIP_VOICE_CUSTOMER] = g_strdup ("below a label of the customer's");
        }
      clear_tally (&theirs);
    }
}

static void
decide (DipDraft      *draft,
        const DipStanceGrammar *grammar,
        DipClause     *clause,
        const DipClause *above,
        const GPtrArray *speakers,
        GRefString    *spoken,
        gboolean       is_preamble)
{
  g_autoptr(GPtrArray) passages = dip_draft_fold_passages (draft, clause, DIP_STANCE_FOLD);
  g_autoptr (DipSentence) of_title = dip_sentence_take (clause->title, strlen (clause->title),
                                                        dip_draft_remembers (draft));
  const char *title = dip_sentence_fold_on (of_title, DIP_STANCE_FOLD, grammar->lexicon)->text;
  const DipStanceRule *title_rule;
  DipVoice by_title = voice_of_title (grammar, of_title, &title_rule);
  DipStanceTally tally = { .speakers = speakers, .spoken = spoken };
  DipVoice voice;

  /* "学校にお願いする事項" */
  if (by_title == DIP_VOICE_NEUTRAL && dip_stance_is_japanese (title, strlen (title)) &&
      dip_stance_may_speak_for (speakers, title, strlen (title)))
    {
      g_autofree char *said = dip_stance_speak_for (speakers, title, strlen (title), TRUE);

      if (said != NULL)
        by_title = dip_stance_title_voice (grammar, said, &title_rule);
    }

  /* "Accounts" below "What you take care of" */
  if (by_title == DIP_VOICE_NEUTRAL && above != NULL)
    {
      g_autoptr (DipSentence) chapter = dip_sentence_take (above->title, strlen (above->title),
                                                           dip_draft_remembers (draft));

      if (voice_of_title (grammar, chapter, &title_rule) == DIP_VOICE_CUSTOMER)
        by_title = DIP_VOICE_CUSTOMER;
    }

  weigh_below_labels (grammar, draft->document->edition, clause, passages, &tally);

  clause->stance = combine (&tally, &voice);
  if (voice != DIP_VOICE_NEUTRAL)
    dip_stance_set_reason (clause, tally.sentence[voice], tally.rule[voice]);
  if (denies_unwelcome (grammar, clause, &tally))
    {
      clause->stance = tally.n[DIP_VOICE_CUSTOMER] > 0 ? DIP_STANCE_SHARED : DIP_STANCE_PROVIDED;
      dip_stance_set_reason (clause, clause->title, "no to what is unwelcome");
    }

  if (clause->kind == DIP_CLAUSE_ITEM)
    decide_item (grammar, clause, &tally);
  else if (by_title == DIP_VOICE_SHARED && tally.n[DIP_VOICE_NOT_PROVIDED] == 0 && clause->blocks->len > 0)
    {
      clause->stance = DIP_STANCE_SHARED;
      dip_stance_set_reason (clause, clause->title, title_rule->name);
    }
  else if (clause->kind == DIP_CLAUSE_PART)
    {
      clause->stance = DIP_STANCE_INFORMATIONAL;
      dip_stance_set_reason (clause, clause->title, "only holds other clauses");
    }
  else if (informs (grammar, of_title) && !is_numbered_as_control (clause))
    {
      clause->stance = DIP_STANCE_INFORMATIONAL;
      dip_stance_set_reason (clause, clause->title, "title of what only informs");
    }
  else if (above != NULL && is_definition (grammar, above, clause))
    {
      clause->stance = DIP_STANCE_INFORMATIONAL;
      dip_stance_set_reason (clause, above->title, "defines a word");
    }
  else if (clause->stance == DIP_STANCE_INFORMATIONAL && tally.n[DIP_VOICE_NEUTRAL] == 0 && clause->blocks->len > 0 &&
           (g_str_has_suffix (clause->title, "?") || g_str_has_suffix (clause->title, "？")) &&
           has_figure (((const DipBlock *) g_ptr_array_index (clause->blocks, 0))->text))
    {
      clause->stance = DIP_STANCE_PROVIDED;
      dip_stance_set_reason (clause, clause->title, "a question answered with a figure");
    }
  /* "• Single sign-on", "• Provisioning by SCIM" below a control: what there is */
  else if (clause->stance == DIP_STANCE_INFORMATIONAL && !is_preamble && by_title == DIP_VOICE_NEUTRAL &&
           tally.n[DIP_VOICE_NEUTRAL] == 0 && clause->controls->len > 0 && only_lists (clause))
    {
      clause->stance = DIP_STANCE_PROVIDED;
      dip_stance_set_reason (clause, ((const DipBlock *) g_ptr_array_index (clause->blocks, 0))->text,
                             "lists what there is");
    }
  else if (is_preamble)
    {
      clause->stance = DIP_STANCE_INFORMATIONAL;
      dip_stance_set_reason (clause, clause->title, "before the first numbered clause");
    }
  else if (by_title != DIP_VOICE_NEUTRAL && by_title != DIP_VOICE_SHARED && clause->blocks->len > 0 &&
           tally.n[DIP_VOICE_NOT_PROVIDED] == 0 && tally.n[DIP_VOICE_LIMITED] == 0 &&
           (by_title == DIP_VOICE_PROVIDED ||
            (by_title == DIP_VOICE_CUSTOMER && (tally.n[DIP_VOICE_PROVIDED] == 0 || tally.n[DIP_VOICE_CUSTOMER] > 0 ||
                                                 tally.n[DIP_VOICE_LISTED] > tally.n[DIP_VOICE_PROVIDED] ||
                                                 only_lists (clause)))))
    {
      clause->stance = by_title == DIP_VOICE_CUSTOMER ? DIP_STANCE_CUSTOMER : DIP_STANCE_PROVIDED;
      dip_stance_set_reason (clause, clause->title, title_rule->name);
    }
  if (!decide_by_marks (grammar, draft->document->edition, clause))
    decide_by_owner (grammar, clause);
  if (clause->kind != DIP_CLAUSE_ITEM)
    dip_stance_decide_by_tables (grammar, draft->document, clause);

  clear_tally (&tally);
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

/* Where the numbered clauses begin; 0 in a paper that hardly numbers any. */
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

  return n >= 3 ? first : 0;
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
