/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-glyph.h"
#include "recognise/dip-look.h"
#include "recognise/dip-stance-private.h"

#include <string.h>

/*
 * Whose a text is by the label that it stands below or behind:
 *
 *   label  = 【お客様の実施事項】 on a line of its own, for what follows it
 *          | "Customer: …", a definition of 利用者の責任, for the block
 *          | "Who: Customer", 責任区分: 共同: the column of a table, for the whole clause
 *          | "Control: …" above "Our implementation: …": only quoted, for nobody
 *
 * What a label gives to the customer is a duty, whatever its verbs say.
 */

/* Bytes of "【お客様の実施事項】" at most, and of what says something below it at least. */
#define MAX_LABEL 120u
#define MIN_DUTY 12u

/* Blocks of a row that tells what either side does, and letters of a provider's name above one. */
#define MAX_SIDES 6u
#define MIN_NAME 3u

/* Whom a block speaks for that stands alone in brackets or before a colon, 【お客様の実施事項】, "Your part:"; TRUE if
 * it is such a label at all. */
static gboolean
is_label (const DipStanceGrammar *grammar,
          const DipBlock         *block,
          DipVoice               *voice)
{
  static const char opening[] = "[(<【〔「『", closing[] = "])>】〕」』:";
  g_autoptr (DipLook) look = NULL;
  g_autofree char *inside = NULL;
  const char *folded, *start, *end;
  gboolean opens;

  if (block->kind == DIP_BLOCK_TABLE || strlen (block->text) > MAX_LABEL)
    return FALSE;
  look = dip_look_take (block->text, grammar->lexicon);
  folded = dip_look_get_folded (look, DIP_STANCE_FOLD);
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

/* The label that a block begins with; NULL for none. */
static DipLook *
take_label (const DipStanceGrammar *grammar,
            const DipBlock         *block)
{
  const char *colon;

  if (block->kind == DIP_BLOCK_DEFINITION && block->marker != NULL)
    return dip_look_take (block->marker, grammar->lexicon);
  colon = dip_text_find_colon (block->text, MAX_LABEL);
  if (colon == NULL || colon == block->text)
    return NULL;

  return dip_look_take_len (block->text, (gsize) (colon - block->text), grammar->lexicon);
}

/* The same, folded; @look: (out): what it lives as long as */
static const char *
read_label (const DipStanceGrammar  *grammar,
            const DipBlock          *block,
            DipLook                **look)
{
  *look = take_label (grammar, block);

  return *look != NULL ? dip_look_get_folded (*look, DIP_STANCE_FOLD) : NULL;
}

/* Whether a block begins by saying that it is the customer's: "Customer: …", お客様：…, a definition of 利用者の責任. */
static gboolean
is_customers (const DipStanceGrammar *grammar,
              const DipBlock         *block)
{
  g_autoptr (DipLook) look = NULL;
  const char *label = read_label (grammar, block, &look);

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
      g_autoptr (DipLook) look = NULL;
      const char *marker;
      g_autofree char *text = NULL;
      gboolean customer, provider;

      if (block->kind == DIP_BLOCK_TABLE || strlen (block->text) > MAX_LABEL)
        continue;
      marker = read_label (grammar, block, &look);
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
      g_autoptr (DipLook) look = NULL;
      const char *label = read_label (grammar, g_ptr_array_index (clause->blocks, i), &look);

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

/* Whether a block begins by saying that it is the provider's: "We: …", "Sample: …" of Sample Works Ltd, or
 * "Implementation: …". */
static gboolean
is_providers (const DipStanceGrammar *grammar,
              const DipEdition       *edition,
              const DipBlock         *block)
{
  g_autoptr (DipLook) look = NULL;
  const char *label = read_label (grammar, block, &look);
  g_autofree char *names = NULL;
  g_autofree char *folded = NULL;

  if (label == NULL || *label == '\0')
    return FALSE;
  if (g_strv_contains (dip_lexicon_get_words (grammar->lexicon, "stance-measure-labels"), label))
    return TRUE;
  if (block->kind != DIP_BLOCK_DEFINITION)
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

/* What stands without a label beside what has the customer's: the cell of an answer. */
static gboolean
is_bare (const DipStanceGrammar *grammar,
         const DipBlock         *block)
{
  g_autoptr (DipLook) look = NULL;

  return block->kind == DIP_BLOCK_PARAGRAPH && read_label (grammar, block, &look) == NULL;
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
      providers = providers || is_bare (grammar, block) || is_providers (grammar, edition, block);
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

/* Whether a clause has the head of a table that was parted, with that column. */
static gboolean
has_column (const DipClause *clause,
            const char      *name)
{
  for (guint b = 0; b < clause->blocks->len; b++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, b);
      const char *last = strrchr (block->text, '\n');
      g_auto (GStrv) heads = NULL;

      if (block->kind != DIP_BLOCK_TABLE)
        continue;
      heads = g_strsplit (last != NULL ? last + 1 : block->text, "\t", MAX_SIDES * 2);
      for (guint i = 0; heads[i] != NULL; i++)
        if (g_str_equal (g_strstrip (heads[i]), name))
          return TRUE;
    }

  return FALSE;
}

/**
 * dip_stance_decide_by_ticks:
 * @above: the clause that @clause stands below
 *
 * Returns: whether ticks told the stance of a row: "Sample: x", "Customer: x"; notes beside them take nothing back
 */
gboolean
dip_stance_decide_by_ticks (const DipStanceGrammar *grammar,
                            const DipClause        *above,
                            DipClause              *clause)
{
  gboolean customers = FALSE, providers = FALSE;

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      gboolean ticked;

      if (block->kind != DIP_BLOCK_DEFINITION || block->marker == NULL || !has_column (above, block->marker))
        return FALSE;
      if (!dip_stance_read_tick (grammar, block->text, &ticked) || !ticked)
        continue;
      if (is_customers (grammar, block))
        customers = TRUE;
      else
        providers = TRUE;
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

static void
add_voice (DipStanceTally   *tally,
           DipVoice          voice,
           const DipPassage *passage,
           const char       *rule)
{
  tally->n[voice]++;
  if (tally->sentence[voice] != NULL)
    return;
  tally->sentence[voice] = g_strndup (passage->text, passage->length);
  tally->rule[voice] = g_strdup (rule);
}

/* "海外に出ることはある？ ありません。" in one block, a row of a table: no to what nobody wants is a promise. */
static gboolean
weigh_answer (const DipStanceGrammar *grammar,
              DipStanceTally         *tally,
              const DipPassage       *question,
              const DipPassage       *passage)
{
  DipStanceTally said = { .speakers = tally->speakers, .spoken = tally->spoken };
  g_autofree char *asked = NULL;
  const char *cell;
  gboolean denied;

  if (question == NULL || question->block != passage->block)
    return FALSE;
  asked = g_strchomp (g_strndup (question->text, question->length));
  if (!g_str_has_suffix (asked, "?") && !g_str_has_suffix (asked, "？"))
    return FALSE;
  /* what stands in the cells before it is said of something else */
  cell = strrchr (asked, '\n');
  if (!dip_stance_asks_for_unwelcome (grammar, cell != NULL ? cell + 1 : asked))
    return FALSE;

  dip_stance_weigh (grammar, &said, passage);
  denied = said.n[DIP_VOICE_NOT_PROVIDED] > 0;
  dip_stance_tally_clear (&said);
  if (denied)
    add_voice (tally, DIP_VOICE_PROVIDED, passage, "no to what is unwelcome");

  return denied;
}

/**
 * dip_stance_weigh_blocks:
 * @passages: of @clause, folded
 *
 * Adds what each sentence of a clause says to @tally: what is only quoted is left out, and what stands below a label
 * that names the customer is the customer's, whatever its verbs say.
 */
void
dip_stance_weigh_blocks (const DipStanceGrammar *grammar,
                         const DipEdition       *edition,
                         const DipClause        *clause,
                         const GPtrArray        *passages,
                         DipStanceTally         *tally)
{
  DipVoice voice = DIP_VOICE_NEUTRAL;
  const DipBlock *label = NULL;
  g_autofree gboolean *quotes = clause->kind != DIP_CLAUSE_ITEM ? find_quotations (grammar, clause) : NULL;
  gboolean sides = clause->kind != DIP_CLAUSE_ITEM && has_sides (grammar, edition, clause);
  gboolean own = FALSE, ours = FALSE, theirs_too = FALSE;
  int asked = -1;
  int begun = -1;
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
          guint before[DIP_N_VOICES];
          gboolean first = passage->block >= 0 && passage->block != begun;
          g_autofree char *lead = first ? dip_stance_dup_lead (grammar, clause, (guint) passage->block) : NULL;

          memcpy (before, tally->n, sizeof before);
          begun = passage->block;
          if (first && dip_stance_leads_on (grammar, clause, (guint) passage->block))
            continue;
          if (lead != NULL)
            dip_stance_weigh_led (grammar, tally, lead, passage);
          else if (!weigh_answer (grammar, tally, i > 0 ? g_ptr_array_index (passages, i - 1) : NULL, passage))
            dip_stance_weigh (grammar, tally, passage);
          if (sides && passage->block >= 0 && count_weighed (tally) == weighed && passage->folded->length > MIN_DUTY &&
              is_providers (grammar, edition, g_ptr_array_index (clause->blocks, (guint) passage->block)) &&
              !asks_for_nothing (grammar, g_ptr_array_index (clause->blocks, (guint) passage->block)))
            {
              /* "Daily backups" below "We", beside what the customer does */
              add_voice (tally, DIP_VOICE_LISTED, passage, "below a label of the provider's");
            }
          if (lead != NULL)
            dip_stance_judge_led (tally, before, passage);
          else
            dip_stance_judge (tally, before, passage);
          ours = ours || tally->n[DIP_VOICE_PROVIDED] > before[DIP_VOICE_PROVIDED] ||
                 tally->n[DIP_VOICE_LISTED] > before[DIP_VOICE_LISTED];
          continue;
        }
      if (g_ptr_array_index (clause->blocks, (guint) passage->block) == label)
        continue;

      /* "None", "See the guide" ask for nothing; beside the provider's side what is denied is left to the customer */
      dip_stance_weigh (grammar, &theirs, passage);
      if ((sides || theirs.n[DIP_VOICE_NOT_PROVIDED] == 0) && theirs.n[DIP_VOICE_NEUTRAL] == 0 &&
          passage->folded->length > MIN_DUTY)
        {
          add_voice (tally, DIP_VOICE_CUSTOMER, passage, "below a label of the customer's");
          dip_stance_judge_certain (tally, DIP_VOICE_CUSTOMER, passage);
          theirs_too = TRUE;
        }
      dip_stance_tally_clear (&theirs);
    }
  tally->has_sides = sides && ours && theirs_too;
}

/**
 * dip_stance_decide_by_labels:
 *
 * Gives a clause the stance that the labels of its blocks tell, where they do: marks for either side, or an owner.
 */
void
dip_stance_decide_by_labels (const DipStanceGrammar *grammar,
                             const DipEdition       *edition,
                             DipClause              *clause)
{
  if (!decide_by_marks (grammar, edition, clause))
    decide_by_owner (grammar, clause);
}
