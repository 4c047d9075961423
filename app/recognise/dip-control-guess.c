/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-private.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "recognise/dip-look.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-stance-private.h"

/*
 * Clauses without a printed control. Three witnesses are heard:
 *
 *   title   its likeness to the titles of the catalogue, and the patterns of [control-patterns]
 *   learnt  what title and text together are about, by what was learnt from examples (dip-control-learnt.c)
 *   text    what each sentence is about, as if it were a question (dip-control-asked.c), and everyday words of
 *           title and text together (dip-control-cues.c)
 *
 * A title that is a control's own decides, then what was learnt, where it is probable enough. Of the others the title
 * decides; the text helps a title that is only a little like a
 * control's, speaks for a title that says nothing ("Operations", "その他"), and
 * overrules one that only has a word of a control that no sentence is about.
 * A word alone is read together with the title above it.
 * Clauses that introduce, define or close a paper answer no control.
 */

/* Below this a guess from a title is as often wrong as right (own samples). */
#define GUESS 0.5

/* With a word of the control in the text this is enough. */
#define GUESS_WITH_TEXT 0.42

/* A sentence that is about a control for certain; two such votes, where it is less so. */
#define CERTAIN 0.78
#define TWICE   0.66

/* What the text alone proves, of what a question would. */
#define TEXT_FACTOR 0.8

/* The title is the control's own where it is at least this much like it. */
#define OWN_TITLE 0.5

/* A pattern that is most of the title needs no witness. */
#define SURE 0.7

/* Parts of a title that are looked at: "Logging, monitoring and incident response" has three. */
#define MAX_TITLE_PARTS 4u
#define MAX_TITLE_WORDS 6

/* Letters of a word by which it is known again, and those at its end that may be others: "monitor-ing". */
#define STEM   4u
#define SUFFIX 4u

/* What half of a title proves, of what all of it would. */
#define TITLE_HALF 0.9

/* A title that is the control's own, whatever the text speaks of. */
#define BEYOND_DOUBT 0.95

/* Words of one subject that title and text share, where all of them are about it. */
#define CUE_CERTAIN 0.9

/* Bytes of a title that is hardly more than a word, and of the one above it. */
#define MAX_WORD  15u
#define MAX_ABOVE 60u

/* Bytes of a word that counts titles, with its number: "ポイント1". */
#define MAX_COUNTER 30u

#define MAX_SENTENCES 6u
#define MAX_BYTES 2000u

/* Of two controls that the text speaks of as clearly the title's decides. */
#define TITLE_SHARE 0.25

/* The field of a vague title that is none of a control's, "情報セキュリティ": the text alone decides. */
#define ONLY_TEXT "text"

/* One sentence in this many has to be about the control that the text stands for. */
#define SHARE 3u

/* What was learnt decides alone where it is so probable; where nothing else speaks, from less; and a second control
 * beside it. (Of clauses that nobody learnt from 9 of 10 are right above the first, 2 of 3 above the second.) */
#define JUDGED_CERTAIN  0.3
#define JUDGED_INSTEAD  0.75  /* of what a title is like */
#define JUDGED_AT_LEAST 0.15
#define JUDGED_TOO      0.25
#define JUDGED_ASKED    0.5   /* of what a question's words are like; below, both stand */

/* Of the whole paper: a text with more clauses that say nothing by their titles is none. */
#define MAX_HEARD 2000u
#define MAX_VOTES 2u

typedef struct
{
  const DipFrameworkControl *control;
  double                     most;
  double                     sum;
  guint                      n;
} Vote;

static const char *const frame_lists[] = { "front-headings", "back-headings", "definition-headings" };

/* The words of a list as titles are compared, made once for all clauses. */
static const GPtrArray *
keys_of (DipControlPass *pass,
         guint           list)
{
  if (pass->frames[list] == NULL)
    {
      const char *const *words = dip_lexicon_get_words (pass->draft->lexicon, frame_lists[list]);

      pass->frames[list] = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; words[i] != NULL; i++)
        g_ptr_array_add (pass->frames[list], dip_text_key (words[i]));
    }

  return pass->frames[list];
}

static gboolean
is_among (const GPtrArray *words,
          const char      *key,
          gboolean         may_end)
{
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (strcmp (word, key) == 0 || (may_end && strlen (word) >= 6 && g_str_has_suffix (key, word)))
        return TRUE;
    }

  return FALSE;
}

/* "はじめに", "Scope", "お問い合わせ" */
static gboolean
is_frame (DipControlPass *pass,
          const char     *title)
{
  g_autoptr (DipSentence) sentence = dip_sentence_take (title, strlen (title), dip_draft_remembers (pass->draft));
  g_autofree char *key = NULL;

  if (dip_sentence_is_without (sentence, DIP_WITHOUT_FRAME))
    return FALSE;

  key = dip_text_key (title);
  for (guint i = 0; i < G_N_ELEMENTS (frame_lists); i++)
    if (is_among (keys_of (pass, i), key, i == 2))
      return TRUE;
  dip_sentence_set_without (sentence, DIP_WITHOUT_FRAME);

  return FALSE;
}

/* "…は「2.3 冗長性」に示します。": a sentence that only leads to another clause, whose title is not what it is about. */
gboolean
dip_control_only_refers (const DipPassage *passage)
{
  static const char *const ends[] = {
    "示します", "示しています", "示す", "参照してください", "ご参照ください", "ご覧ください", "記載しています", "記載します",
    "説明します", "述べます",
  };
  const char *text = passage->folded->text;
  gsize length = passage->folded->length;
  const char *quote = strstr (text, "「");

  while (quote != NULL && !g_ascii_isdigit (quote[strlen ("「")]))
    quote = strstr (quote + 1, "「");
  if (quote == NULL)
    return FALSE;
  if (dip_text_ends_with (text, length, "。", strlen ("。")))
    length -= strlen ("。");
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (dip_text_ends_with (text, length, ends[i], strlen (ends[i])))
      return TRUE;

  return FALSE;
}

/* What the sentences are about; @n_heard: how many were heard. (element-type Vote) */
static GArray *
hear_text (DipControlPass *pass,
           DipClause      *clause,
           guint          *n_heard)
{
  const GPtrArray *passages = dip_draft_get_passages (pass->draft, clause);
  GArray *votes = g_array_new (FALSE, FALSE, sizeof (Vote));

  for (guint i = 0; i < passages->len && i < MAX_SENTENCES; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);
      g_autoptr(GArray) asked = NULL;

      if (passage->length > MAX_BYTES || pass->n_heard >= MAX_HEARD || dip_passage_is_of_link (passage, clause) ||
          dip_control_only_refers (passage))
        continue;
      pass->n_heard++;
      (*n_heard)++;
      asked = dip_control_titles_asked (pass->cloud, passage->sentence, clause->title, NULL, MAX_VOTES);
      for (guint j = 0; j < asked->len; j++)
        {
          const DipControlMatch *match = &g_array_index (asked, DipControlMatch, j);
          Vote *vote = NULL;

          for (guint k = 0; k < votes->len && vote == NULL; k++)
            if (g_array_index (votes, Vote, k).control == match->control)
              vote = &g_array_index (votes, Vote, k);
          if (vote == NULL)
            {
              Vote first = { match->control };

              g_array_append_val (votes, first);
              vote = &g_array_index (votes, Vote, votes->len - 1);
            }
          vote->n++;
          vote->sum += match->likeness;
          vote->most = MAX (vote->most, match->likeness);
        }
    }

  return votes;
}

/* "What we never do", "Things that we don't offer" */
static gboolean
denies (const DipControlPass *pass,
        const char           *title)
{
  const char *const *denials = dip_lexicon_get_words (pass->draft->lexicon, "control-denials");
  g_autofree char *folded = NULL;
  g_autofree char *words = NULL;

  if ((guchar) *title >= 0x80)
    return FALSE;
  folded = dip_fold_to_string (title, DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE, pass->draft->lexicon);
  words = dip_stance_words (folded, strlen (folded));
  for (guint i = 0; denials[i] != NULL; i++)
    {
      g_autofree char *word = g_strdup_printf (" %s ", denials[i]);

      if (strstr (words, word) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_about_many (const DipControlPass *pass,
               const char           *title)
{
  guint n_ends;
  const DipLexiconKey *ends = dip_lexicon_get_keys (pass->draft->lexicon, "control-frames", &n_ends);
  g_autofree char *key = dip_text_key (title);
  gsize length = strlen (key);

  for (guint i = 0; i < n_ends; i++)
    {
      if (dip_text_ends_with (key, length, ends[i].text, ends[i].length))
        return TRUE;
    }

  return denies (pass, title);
}

/* "お客様の責任", "本書の目的": what such a clause lists is about many controls. */
gboolean
dip_control_is_about_many (const DipControlPass *pass,
                           const char           *title)
{
  g_autoptr (DipLook) look = dip_look_take (title, pass->draft->lexicon);
  gboolean has;

  return dip_look_knows (look, DIP_TRAIT_ABOUT_MANY, &has) ? has
                                                            : dip_look_note (look, DIP_TRAIT_ABOUT_MANY,
                                                                             is_about_many (pass, title));
}

/* Whether the text below a vague title may decide for a control: below "People" for one about people. */
static gboolean
may_decide (char       **fields,
            const char  *id)
{
  if (fields == NULL || fields[1] == NULL || strcmp (fields[1], ONLY_TEXT) == 0)
    return TRUE;
  for (guint i = 1; fields[i] != NULL; i++)
    if (g_str_has_prefix (id, fields[i]))
      return TRUE;

  return FALSE;
}

/* "Roles" may be those of users or those of officers: the text tells. The row of such a title; NULL for others. */
static char **
find_vague (const DipControlPass *pass,
            const char           *title)
{
  const GPtrArray *rows = dip_lexicon_get_rows (pass->draft->lexicon, "control-vague-titles");
  g_autofree char *key = dip_text_key (title);

  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);

      if (strcmp (fields[0], key) == 0)
        return fields;
    }

  return NULL;
}

/* What the sentences together are about, NULL for nothing; @vague: the row of the title, if it is such a one. */
static const Vote *
find_winner (const DipControlPass   *pass,
             const DipControlTitles *titles,
             const char             *title,
             char                  **vague,
             const GArray           *votes,
             guint                   n_heard)
{
  const char *const *never = dip_lexicon_get_words (pass->draft->lexicon, "control-text-never");
  const Vote *winner = NULL;
  double most = 0.0;

  for (guint i = 0; i < votes->len; i++)
    {
      const Vote *vote = &g_array_index (votes, Vote, i);
      double sum;

      if (g_strv_contains (never, vote->control->id) || vote->n * SHARE < n_heard ||
          !may_decide (vague, vote->control->id))
        continue;
      if (vote->most < CERTAIN && (vote->n < 2 || vote->most < TWICE))
        continue;
      sum = vote->sum + TITLE_SHARE * dip_control_titles_likeness (titles, title, vote->control->id);
      if (sum <= most)
        continue;
      most = sum;
      winner = vote;
    }

  return winner;
}

static gboolean
has_vote (const GArray              *votes,
          const DipFrameworkControl *control)
{
  for (guint i = 0; i < votes->len; i++)
    if (g_array_index (votes, Vote, i).control == control)
      return TRUE;

  return FALSE;
}

/* What the text says, in the numbers that the paper uses. */
static void
add_by_text (DipControlPass            *pass,
             DipClause                 *clause,
             const DipFrameworkControl *control,
             double                     certain)
{
  double proof = certain * TEXT_FACTOR;
  g_autoptr(GPtrArray) ways = NULL;

  if (!pass->is_new)
    {
      dip_control_add (clause, control->id, CLOUD, DIP_ORIGIN_INFERRED, proof);
      return;
    }
  ways = dip_frameworks_follow (pass->frameworks, CLOUD, control->id, NEW);
  if (ways->len > 0)
    {
      const DipCrosslink *way = g_ptr_array_index (ways, 0);

      dip_control_add (clause, way->target, NEW, DIP_ORIGIN_INFERRED, proof * way->confidence);
    }
}

/* What was learnt says so with at least this probability: the likeliest, and the other where it is nearly as likely. */
static gboolean
add_judged (DipControlPass        *pass,
            DipClause             *clause,
            const DipControlMatch  judged[DIP_CONTROL_N_JUDGED],
            double                 at_least)
{
  if (judged[0].control == NULL || judged[0].likeness < at_least)
    return FALSE;
  for (guint i = 0; i < DIP_CONTROL_N_JUDGED; i++)
    if (judged[i].control != NULL && (i == 0 || judged[i].likeness >= JUDGED_TOO))
      add_by_text (pass, clause, judged[i].control, judged[i].likeness);

  return TRUE;
}

/* The control that the title is like. */
static void
add_by_title (DipControlPass  *pass,
              DipClause       *clause,
              DipControlMatch  match)
{
  dip_control_add (clause, match.control->id, pass->is_new ? NEW : CLOUD, DIP_ORIGIN_INFERRED,
                   MIN (match.likeness, 0.95));
}

static gboolean
speaks (const DipControlTitles    *titles,
        const DipClause           *clause,
        const DipFrameworkControl *control)
{
  for (guint i = 0; i < clause->blocks->len && i < 8; i++)
    if (dip_control_titles_speaks (titles, ((const DipBlock *) g_ptr_array_index (clause->blocks, i))->text,
                                   control->id))
      return TRUE;

  return FALSE;
}

/* "Key management" is a title of the older catalogue, which the newer one has made a part of another. */
static void
add_by_older_title (DipControlPass *pass,
                    DipClause      *clause)
{
  DipControlMatch older = dip_control_titles_best (pass->cloud, clause->title);

  if (older.control != NULL && older.likeness >= SURE)
    add_by_text (pass, clause, older.control, older.likeness);
}

/* "報告" below "事故への対応": a word alone says what it is about together with the title above it. */
static void
guess_with_chapter (DipControlPass   *pass,
                    DipControlTitles *titles,
                    DipClause        *clause)
{
  const DipClause *above = clause->parent != NULL ? g_hash_table_lookup (pass->by_id, clause->parent) : NULL;
  g_autofree char *both = NULL;
  DipControlMatch best;

  if (above == NULL || *above->title == '\0' || strlen (clause->title) > MAX_WORD ||
      strlen (above->title) > MAX_ABOVE || is_frame (pass, above->title) || (guchar) *clause->title < 0x80)
    return;
  both = g_strconcat (above->title, clause->title, NULL);
  best = dip_control_titles_best (titles, both);
  if (best.control != NULL && best.likeness >= SURE)
    dip_control_add (clause, best.control->id, pass->is_new ? NEW : CLOUD, DIP_ORIGIN_INFERRED,
                     best.likeness * TEXT_FACTOR);
}

/* "Audits and certificates", "Encryption & keys": the control that one half of a title is surely about. Where both are,
 * and not about the same, the text tells which, or the first one stands. @agreed: whether both are about it */
static DipControlMatch
best_of_halves (DipControlPass         *pass,
                const DipControlTitles *titles,
                const char             *title,
                const GArray           *votes,  /* (nullable) */
                gboolean               *agreed)
{
  static const char *const joiners[] = { " and ", " & " };
  DipControlMatch found = { NULL, 0.0 };

  *agreed = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    {
      const char *at = strstr (title, joiners[i]);
      g_autofree char *first = at != NULL ? g_strndup (title, (gsize) (at - title)) : NULL;
      const char *halves[] = { first, at != NULL ? at + strlen (joiners[i]) : NULL };

      if (at == NULL || at == title || *halves[1] == '\0' || strstr (halves[1], joiners[i]) != NULL)
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (halves); k++)
        {
          DipControlMatch match = dip_control_titles_best (titles, halves[k]);

          /* "Scope and encryption" introduces, "People and roles" could be anything */
          if (is_frame (pass, halves[k]) || find_vague (pass, halves[k]) != NULL)
            return (DipControlMatch) { NULL, 0.0 };
          if (match.control == NULL || match.likeness < SURE)
            continue;
          *agreed = match.control == found.control;
          if (found.control == NULL ||
              (votes != NULL && !has_vote (votes, found.control) && has_vote (votes, match.control)))
            found = match;
        }
    }

  return found;
}

/* Where the part of an English title ends that begins at @at; @next: the next part, NULL for none. */
static const char *
part_end (const char  *at,
          const char **next)
{
  static const char *const joiners[] = { ", and ", ", ", " and ", " & ", " / " };
  const char *end = at + strlen (at);

  *next = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    {
      const char *hit = strstr (at, joiners[i]);

      if (hit != NULL && hit < end)
        {
          end = hit;
          *next = hit + strlen (joiners[i]);
        }
    }

  return end;
}

/* "A.9.2.2" and "A.9.2.3" */
static gboolean
is_of_one_section (const char *one,
                   const char *other)
{
  gsize n = (gsize) (strrchr (one, '.') - one);

  return strncmp (one, other, n + 1) == 0 && strchr (other + n + 1, '.') == NULL;
}

/* Whether the text has a word of a title's part again: "logged" of "Logging". */
static gboolean
is_said_again (const DipClause *clause,
               const char      *part)
{
  g_auto (GStrv) words = g_strsplit (part, " ", MAX_TITLE_WORDS);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);
      gsize n = length > STEM + SUFFIX ? length - SUFFIX : STEM;
      g_autofree char *stem = length >= STEM ? g_ascii_strdown (words[i], (gssize) n) : NULL;

      for (guint k = 0; stem != NULL && k < clause->blocks->len && k < MAX_SENTENCES; k++)
        {
          const char *text = ((const DipBlock *) g_ptr_array_index (clause->blocks, k))->text;

          for (const char *hit = text; *hit != '\0' && hit - text < (gssize) MAX_BYTES; hit++)
            if ((hit == text || !g_ascii_isalpha (hit[-1])) && g_ascii_strncasecmp (hit, stem, n) == 0)
              return TRUE;
        }
    }

  return FALSE;
}

/* "Logging, monitoring and incident response": each part of a title that is surely about a control of which the text
 * speaks, too, of several of one section the first. Returns whether there were any. */
static gboolean
add_by_parts (DipControlPass         *pass,
              const DipControlTitles *titles,
              DipClause              *clause)
{
  const DipFrameworkControl *found[MAX_TITLE_PARTS];
  g_autoptr (GArray) votes = NULL;
  const char *next = clause->title;
  gboolean several = FALSE;
  guint n_found = 0, n_heard = 0;

  for (guint i = 0; i < MAX_TITLE_PARTS && next != NULL; i++)
    {
      const char *at = next;
      const char *end = part_end (at, &next);
      g_autofree char *part = g_strndup (at, (gsize) (end - at));
      DipControlMatch match = dip_control_titles_best (titles, part);
      gboolean known = FALSE;

      if (i == 0 && next == NULL)
        return FALSE;
      if (is_frame (pass, part) || match.control == NULL || match.likeness < SURE)
        continue;
      if (votes == NULL)
        votes = hear_text (pass, clause, &n_heard);
      /* "Access control" could be several controls': the text has to speak of this one */
      if (!has_vote (votes, match.control) && !speaks (titles, clause, match.control) &&
          (find_vague (pass, part) != NULL || !is_said_again (clause, part)))
        continue;
      for (guint k = 0; k < n_found; k++)
        {
          known = known || found[k] == match.control;
          several = several || !is_of_one_section (found[k]->id, match.control->id);
        }
      if (!known)
        found[n_found++] = match.control;
    }
  for (guint k = 0; k < n_found && n_found >= 2 && (several || k == 0); k++)
    dip_control_add (clause, found[k]->id, pass->is_new ? NEW : CLOUD, DIP_ORIGIN_INFERRED, SURE * TITLE_HALF);

  return n_found >= 2;
}

/* Where a title begins behind "ポイント1: ", a word that counts. */
static const char *
skip_counter (const char *title)
{
  const char *colon = dip_text_find_colon (title, MAX_COUNTER);
  const char *digit = colon;

  if (colon == NULL || (guchar) *title < 0x80)
    return title;
  while (digit > title && dip_glyph_narrow (g_utf8_get_char (g_utf8_prev_char (digit))) < 0x80 &&
         g_ascii_isdigit ((char) dip_glyph_narrow (g_utf8_get_char (g_utf8_prev_char (digit)))))
    digit = g_utf8_prev_char (digit);

  return digit == colon || digit == title ? title : dip_text_skip_space (g_utf8_next_char (colon));
}

/* A Japanese title without what counts it, what stands in brackets and the word that it is dealt with:
 * "対策2: アクセス管理（実8〜実13）対応"; NULL where nothing is left out. */
static char *
dup_bare (const char *title)
{
  static const char *const ends[] = { "への対応", "対応" };
  g_autoptr (GString) bare = g_string_new (skip_counter (title));
  const char *open, *close;

  while ((open = strstr (bare->str, "（")) != NULL && (close = strstr (open, "）")) != NULL)
    g_string_erase (bare, open - bare->str, close + strlen ("）") - open);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (bare->len > strlen (ends[i]) && g_str_has_suffix (bare->str, ends[i]))
      g_string_truncate (bare, bare->len - strlen (ends[i]));
  g_strstrip (bare->str);

  return *bare->str != '\0' && strcmp (bare->str, title) != 0 ? g_strdup (bare->str) : NULL;
}

/* The control that a title is surely about once it is bare. */
static DipControlMatch
best_of_bare (DipControlPass         *pass,
              const DipControlTitles *titles,
              const char             *title)
{
  g_autofree char *bare = dup_bare (title);
  DipControlMatch match = { NULL, 0.0 };

  if (bare != NULL && !is_frame (pass, bare) && find_vague (pass, bare) == NULL)
    match = dip_control_titles_best (titles, bare);

  return match.likeness >= SURE ? match : (DipControlMatch) { NULL, 0.0 };
}

/* "Do you test restores?", 「控えはありますか？」 */
static gboolean
is_question (const char *title)
{
  return g_str_has_suffix (title, "?") || g_str_has_suffix (title, "？") || g_str_has_suffix (title, "?」") ||
         g_str_has_suffix (title, "？」");
}

void
dip_control_guess_chapter (DipControlPass *pass,
                           DipClause      *clause)
{
  DipControlTitles *titles = pass->is_new ? dip_control_newer_titles (pass) : pass->cloud;
  DipControlMatch best;

  if (*clause->title == '\0' || is_frame (pass, clause->title) || find_vague (pass, clause->title) != NULL ||
      dip_control_is_about_many (pass, clause->title))
    return;
  best = dip_control_titles_best (titles, clause->title);
  if (best.control == NULL || best.likeness < SURE)
    best = best_of_bare (pass, titles, clause->title);
  if (best.control != NULL)
    add_by_title (pass, clause, best);
}

/* What the words of a question were like, where the catalogue's number is not known for sure. */
static gboolean
is_guessed (const DipControl *control)
{
  return control->origin == DIP_ORIGIN_INFERRED && strcmp (control->framework, CLOUD) == 0;
}

static gboolean
is_judged (const DipControl      *control,
           const DipControlMatch  judged[DIP_CONTROL_N_JUDGED])
{
  for (guint i = 0; i < DIP_CONTROL_N_JUDGED; i++)
    if (judged[i].control != NULL && strcmp (judged[i].control->id, control->id) == 0)
      return TRUE;

  return FALSE;
}

/**
 * dip_control_guess_item:
 * @clause: a question of a checksheet, with what its words are like
 *
 * Weighs that against what was learnt: the latter is right more often where the two differ.
 */
void
dip_control_guess_item (DipControlPass *pass,
                        DipClause      *clause)
{
  DipControlMatch judged[DIP_CONTROL_N_JUDGED];
  guint n_guessed = 0;

  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i);

      if (is_guessed (control))
        n_guessed++;
      else if (g_str_has_prefix (control->framework, "iso") || strcmp (control->framework, METI) == 0 ||
               strcmp (control->framework, SLA) == 0)
        return;
    }

  dip_control_judge (pass, clause, judged);
  if (n_guessed == 0)
    {
      add_judged (pass, clause, judged, clause->controls->len > 0 ? JUDGED_CERTAIN : JUDGED_AT_LEAST);
      return;
    }
  if (judged[0].control == NULL || judged[0].likeness < JUDGED_CERTAIN)
    return;
  for (guint i = 0; i < clause->controls->len; i++)
    if (strcmp (((const DipControl *) g_ptr_array_index (clause->controls, i))->id, judged[0].control->id) == 0)
      return;

  for (guint i = clause->controls->len; i > 0 && judged[0].likeness >= JUDGED_ASKED; i--)
    {
      const DipControl *control = g_ptr_array_index (clause->controls, i - 1);

      if (is_guessed (control) && !is_judged (control, judged))
        g_ptr_array_remove_index (clause->controls, i - 1);
    }
  add_judged (pass, clause, judged, JUDGED_CERTAIN);
}

/**
 * dip_control_guess:
 * @clause: one that is no question
 *
 * Adds the control that the clause is probably about, with a confidence; none
 * where nothing is certain enough. Linear in the text times the number of
 * controls, for its first sentences only.
 */
void
dip_control_guess (DipControlPass *pass,
                   DipClause      *clause)
{
  DipControlTitles *titles = pass->is_new ? dip_control_newer_titles (pass) : pass->cloud;
  g_autoptr(GArray) votes = NULL;
  const Vote *winner;
  DipControlMatch best, cued = { NULL, 0.0 }, half = { NULL, 0.0 };
  DipControlMatch judged[DIP_CONTROL_N_JUDGED] = { { NULL, 0.0 } };
  gboolean agreed = FALSE;
  char **vague;
  gboolean about_many;
  guint n_heard = 0;

  if (clause->controls->len > 0 || *clause->title == '\0' || clause->blocks->len == 0 || is_frame (pass, clause->title))
    return;

  best = dip_control_titles_best (titles, clause->title);
  about_many = dip_control_is_about_many (pass, clause->title);
  vague = find_vague (pass, clause->title);
  if (vague == NULL && !about_many && best.likeness < BEYOND_DOUBT && add_by_parts (pass, titles, clause))
    return;

  /* what stands in the catalogue itself, or is about many, needs no judgement */
  if (!about_many && (best.likeness < BEYOND_DOUBT || vague != NULL))
    dip_control_judge (pass, clause, judged);
  if (best.likeness < BEYOND_DOUBT &&
      add_judged (pass, clause, judged, best.likeness >= SURE && vague == NULL ? JUDGED_INSTEAD : JUDGED_CERTAIN))
    return;

  /* "Do you test restores?" is a question of a sheet in the form of a paper */
  if (!pass->is_new && is_question (clause->title))
    {
      dip_control_find_asked (pass, clause);
      if (clause->controls->len > 0)
        return;
    }
  if (best.control == NULL || best.likeness < SURE)
    {
      DipControlMatch bare = best_of_bare (pass, titles, clause->title);

      if (bare.control != NULL)
        {
          add_by_title (pass, clause, bare);
          return;
        }
    }
  if (best.control != NULL && best.likeness < GUESS_WITH_TEXT)
    best.control = NULL;
  if (vague != NULL && vague[1] != NULL && strcmp (vague[1], ONLY_TEXT) == 0)
    best.control = NULL;
  if (best.likeness < SURE && vague == NULL && !about_many)
    {
      half = best_of_halves (pass, titles, clause->title, NULL, &agreed);
      if (half.control != NULL && agreed)
        {
          add_by_title (pass, clause, half);
          return;
        }
    }
  if (best.control != NULL && vague == NULL &&
      (best.likeness >= SURE || dip_control_titles_likeness (titles, clause->title, best.control->id) >= OWN_TITLE))
    {
      if (!pass->is_new && best.likeness < BEYOND_DOUBT)
        cued = dip_control_read_cues (pass, clause, best.control);
      if (cued.control != NULL)
        add_by_text (pass, clause, cued.control, CUE_CERTAIN * cued.likeness);
      else
        add_by_title (pass, clause, best);
      return;
    }

  votes = hear_text (pass, clause, &n_heard);
  winner = find_winner (pass, pass->cloud, clause->title, vague, votes, n_heard);
  if (!about_many && vague == NULL)
    half = best_of_halves (pass, titles, clause->title, votes, &agreed);
  if (best.control != NULL && (has_vote (votes, best.control) ||
                               (!(winner != NULL && vague != NULL) && speaks (titles, clause, best.control)) ||
                               (winner == NULL && best.likeness >= GUESS)))
    {
      add_by_title (pass, clause, best);
      return;
    }

  if (half.control != NULL && (winner == NULL || winner->control == half.control || has_vote (votes, half.control) ||
                               speaks (titles, clause, half.control)))
    {
      half.likeness *= TITLE_HALF;
      add_by_title (pass, clause, half);
      return;
    }
  if (!about_many)
    cued = dip_control_read_cues (pass, clause, NULL);
  if (cued.control != NULL)
    add_by_text (pass, clause, cued.control, CUE_CERTAIN * cued.likeness);
  else if (winner != NULL && !about_many)
    add_by_text (pass, clause, winner->control, winner->most);
  else if (winner == NULL && best.control == NULL)
    guess_with_chapter (pass, titles, clause);
  if (clause->controls->len == 0 && pass->is_new && vague == NULL && !about_many)
    add_by_older_title (pass, clause);
  if (clause->controls->len == 0)
    add_judged (pass, clause, judged, JUDGED_AT_LEAST);
}
