/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-private.h"

#include <string.h>

#include "base/dip-debug.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-word-table.h"

/*
 * What a clause is about by everyday words: "控えの取りかた", "ほかの会社との仕切り", a title that no standard has and
 * sentences that no pattern knows.
 *
 *   points    each word of [control-cues] that title or text have, once, for each control that it speaks for;
 *             more in the title
 *   decided   the control with the most points, where these are enough and no control of another chapter has nearly
 *             as many: words of one subject come together, a word in passing comes alone
 *
 * Linear in the text; of a long clause only the beginning is read.
 */

/* Points for a control at least, and how many of another chapter's it has to have for each. Of the clauses of our
 * samples that print one control, what is decided so names it. */
#define ENOUGH 6.0
#define MARGIN 1.5

/* One word alone may be meant otherwise: "ことばの使い方". */
#define MIN_WORDS 2u

/* Bytes of a word that says as much as two, 管理者の入り口. */
#define LONG_WORD 15u

/* Points of the title, where the text alone is not heard. */
#define ENOUGH_OF_TITLE 4.0
#define ENOUGH_WITHOUT  16.0

/* To overrule a title that is like that of another control. */
#define ENOUGH_INSTEAD 9.0

/* Of all that is said at least so much: a list of everything that is done is about nothing alone. */
#define SHARE 0.42

/* Between controls of one chapter, A.9.2.2 and A.9.4.1, less tells which is meant. */
#define NEAR_MARGIN 1.15

/* A word of the title counts for so much more. */
#define TITLE_FACTOR 1.5

#define CUE_FOLD (DIP_FOLD_WIDTH | DIP_FOLD_SPACE | DIP_FOLD_CASE | DIP_FOLD_SPELLING)

#define MAX_PASSAGES 12u
#define MAX_IDS      8u
#define MAX_ID       16

typedef struct
{
  char   id[MAX_ID];
  double points;
  guint  n_words;
  double of_title;
} Tally;

typedef enum { NOWHERE, IN_TITLE, IN_TEXT } WordPlace;

typedef struct
{
  const DipWordTable *words;
  GHashTable         *seen;     /* row of the list → WordPlace */
  GArray             *tallies;  /* (element-type Tally) */
} Reading;

/* The tally of the control that a field names, "A.12.3.1 4"; made where it is the first. */
static Tally *
find_tally (Reading    *reading,
            const char *field,
            gsize       length)
{
  Tally new = { "" };

  for (guint i = 0; i < reading->tallies->len; i++)
    {
      Tally *tally = &g_array_index (reading->tallies, Tally, i);

      if (strncmp (tally->id, field, length) == 0 && tally->id[length] == '\0')
        return tally;
    }
  memcpy (new.id, field, length);
  g_array_append_val (reading->tallies, new);

  return &g_array_index (reading->tallies, Tally, reading->tallies->len - 1);
}

static void
count (Reading    *reading,
       const char *field,
       gboolean    of_title,
       gboolean    is_long)
{
  const char *blank = strrchr (field, ' ');
  gsize length = blank != NULL ? (gsize) (blank - field) : 0;
  Tally *tally;
  double points;

  if (length == 0 || length >= MAX_ID)
    return;
  tally = find_tally (reading, field, length);
  points = (of_title ? TITLE_FACTOR : 1.0) * g_ascii_strtod (blank, NULL);
  tally->points += points;
  tally->of_title += of_title ? points : 0.0;
  tally->n_words += is_long ? 2 : 1;
}

/* A word of the title that the text has as well. */
static void
repeat (Reading    *reading,
        const char *field)
{
  const char *blank = strrchr (field, ' ');
  Tally *tally = blank != NULL && blank - field < MAX_ID ? find_tally (reading, field, (gsize) (blank - field)) : NULL;

  if (tally == NULL)
    return;
  tally->points += 1.0;
  tally->n_words++;
}

/* Reads the words of a text. What title and text both have says it with some weight: once more, and one point. */
static void
read_words (Reading    *reading,
            const char *text,
            gboolean    is_title)
{
  const char *stop = text + strlen (text);
  const char *at = text;
  const char **fields;
  gsize length;

  while ((fields = dip_word_table_find (reading->words, at, stop, &at, &length)) != NULL)
    {
      WordPlace before = GPOINTER_TO_UINT (g_hash_table_lookup (reading->seen, fields));

      at += length;
      if (is_title ? before != NOWHERE : before == IN_TEXT)
        continue;
      g_hash_table_insert (reading->seen, fields, GUINT_TO_POINTER (is_title ? IN_TITLE : IN_TEXT));
      for (guint i = 1; i <= MAX_IDS && fields[i] != NULL; i++)
        {
          if (before == NOWHERE)
            count (reading, fields[i], is_title, length >= LONG_WORD);
          else
            repeat (reading, fields[i]);
        }
    }
}

/* Whether the title speaks for a control, or else the text speaks of nothing but that. */
static gboolean
is_of_title (const Tally *tally)
{
  return tally->of_title >= ENOUGH_OF_TITLE || tally->points >= ENOUGH_WITHOUT;
}

/* How many times the points of another control are needed beside one: none within A.15.1, fewer within A.15. */
static double
margin_beside (const char *one,
               const char *other)
{
  const char *last = strrchr (one, '.');
  const char *first = strchr (one, '.');
  const char *second = first != NULL ? strchr (first + 1, '.') : NULL;

  if (last == NULL || second == NULL)
    return MARGIN;
  if (strncmp (one, other, (gsize) (last - one) + 1) == 0)
    return 0.0;

  return strncmp (one, other, (gsize) (second - one) + 1) == 0 ? NEAR_MARGIN : MARGIN;
}

static const DipWordTable *
get_words (DipControlPass *pass)
{
  static gsize words;

  if (pass->draft->lexicon != dip_lexicon_get_default ())
    {
      if (pass->cues == NULL)
        pass->cues = dip_word_table_new (pass->draft->lexicon, "control-cues", FALSE, TRUE);
      return pass->cues;
    }
  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize) dip_word_table_new (pass->draft->lexicon, "control-cues", FALSE, TRUE));

  return (const DipWordTable *) words;
}

/**
 * dip_control_read_cues:
 * @clause: one with a Japanese title; the list has no words of other languages
 * @instead_of: (nullable): what the title is like; another is only named where no word at all speaks for this one, and
 *   words of the title for the other
 *
 * Returns: the control that title and text speak of together, and how much of what they say is about it; control is
 *   NULL where they say too little or are of two minds
 */
DipControlMatch
dip_control_read_cues (DipControlPass            *pass,
                       const DipClause           *clause,
                       const DipFrameworkControl *instead_of)
{
  const GPtrArray *passages;
  g_autoptr (GHashTable) seen = NULL;
  g_autoptr (GArray) tallies = NULL;
  g_autoptr (DipSentence) title = NULL;
  Reading reading;
  DipControlMatch match = { NULL, 0.0 };
  const Tally *best = NULL;
  double needed = ENOUGH, others = 0.0;

  if (g_str_is_ascii (clause->title))
    return match;

  passages = dip_draft_get_passages (pass->draft, clause);
  seen = g_hash_table_new (NULL, NULL);
  tallies = g_array_new (FALSE, FALSE, sizeof (Tally));
  title = dip_sentence_take (clause->title, strlen (clause->title), dip_draft_remembers (pass->draft));
  reading = (Reading) { get_words (pass), seen, tallies };
  read_words (&reading, dip_sentence_fold_on (title, CUE_FOLD, pass->draft->lexicon)->text, TRUE);
  for (guint i = 0; i < passages->len && i < MAX_PASSAGES; i++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, i);

      if (dip_passage_is_of_link (passage, clause))
        continue;
      read_words (&reading,
                  dip_sentence_fold_on (passage->sentence, CUE_FOLD, pass->draft->lexicon)->text, FALSE);
    }

  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = &g_array_index (tallies, Tally, i);

      if (best == NULL || tally->points > best->points)
        best = tally;
    }
  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = &g_array_index (tallies, Tally, i);
      double margin = margin_beside (best->id, tally->id);

      needed = MAX (needed, margin * tally->points);
      if (instead_of != NULL && strcmp (tally->id, instead_of->id) == 0)
        return match;
      if (margin > 0.0)
        others += tally->points;
    }
  if (best != NULL)
    dip_debug (DIP_DEBUG_RECOGNISE, "clause %s: cues for %s %.1f of %u words, for others %.1f, needed %.1f", clause->id,
               best->id, best->points, best->n_words, others, needed);
  if (best == NULL || best->points < needed || best->n_words < MIN_WORDS ||
      best->points < SHARE * (best->points + others))
    return match;
  if (instead_of != NULL && (best->points < ENOUGH_INSTEAD || !is_of_title (best)))
    return match;
  /* papers name standards and audits everywhere */
  if (!is_of_title (best) &&
      g_strv_contains (dip_lexicon_get_words (pass->draft->lexicon, "control-text-never"), best->id))
    return match;
  match.control = dip_frameworks_find_control (pass->frameworks, CLOUD, best->id);
  match.likeness = best->points / (best->points + others);

  return match;
}
