/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-control-private.h"

#include <string.h>

#include "recognise/dip-control-number.h"
#include "recognise/dip-doubts.h"
#include "recognise/dip-look.h"
#include "recognise/dip-number.h"
#include "recognise/dip-passage.h"

/*
 * Controls that are printed: in the heading, on a line that only names controls, under a label (dip-control-rows.c), in
 * brackets at the end of a sentence, or as the clause's own number where its title is the control's.
 */

/* A heading's number is a control where the title is at least this much like
 * the control's: papers shorten titles, but chance gives less than 0.3. */
#define OWN_NUMBER 0.5

/* Below this a guess from a title is as often wrong as right (own samples). */
#define GUESS 0.5

/* With a word of the control in the text this is enough. */
#define GUESS_WITH_TEXT 0.42

/* A clause whose title is less than this like the printed control's, while another control's
 * title is nearly the same, is asked about. */
#define OTHER_TITLE 0.2
#define NEARLY_SAME 0.85

/* … and not only by a word that speaks of it: "incident response" is said of several. */
#define TITLE_ITSELF 0.7

/* What is left of a line that only names controls, in bytes: some five characters. */
#define MAX_REST 16u

/* Bytes of a title behind the number of a control. */
#define MIN_TITLE 9

/* Clauses numbered like controls, for all such numbers of a paper to be controls. */
#define MIN_NUMBERED 4u

/* Clauses that end with controls in brackets, for these to be meant; and the bytes of their sentences. */
#define MIN_ENDINGS 3u
#define MAX_ENDING  1200u

/* Which framework a printed control belongs to; the paper's own where no catalogue has it. */
static const char *
framework_of (DipControlPass         *pass,
              const DipControlNumber *number)
{
  if (number->n_parts == 2)
    return dip_frameworks_find_control (pass->frameworks, NEW, number->id) != NULL ? NEW : NULL;
  if (g_str_has_prefix (number->id, "CLD"))
    return CLOUD;
  if (g_strcmp0 (pass->draft->document->edition->framework, OLD) == 0)
    return OLD;

  return CLOUD;
}

/* The printed control does not exist, or another has this title: say so, and add what is meant. */
static void
doubt_printed (DipControlPass *pass,
               DipClause      *clause,
               const char     *framework,
               const char     *id)
{
  g_autofree char *cloud = NULL;
  DipControlMatch best;

  if (strcmp (framework, NEW) == 0)
    return;

  best = dip_control_titles_best (pass->cloud, clause->title);
  if (!dip_control_is_known (pass, framework, id))
    {
      cloud = g_str_has_prefix (id, "A.") ? g_strconcat ("CLD.", id + strlen ("A."), NULL) : NULL;
      if (cloud != NULL && dip_control_is_known (pass, CLOUD, cloud) &&
          dip_control_titles_likeness (pass->cloud, clause->title, cloud) >= GUESS_WITH_TEXT)
        {
          dip_control_add (clause, cloud, CLOUD, DIP_ORIGIN_INFERRED,
                       dip_control_titles_likeness (pass->cloud, clause->title, cloud));
          dip_draft_warn (pass->draft,
                          "Clause %s prints the control %s, which does not exist; its title is that of %s.",
                          clause->id, id, cloud);
        }
      else if (best.control != NULL && best.likeness >= GUESS)
        {
          dip_control_add (clause, best.control->id, CLOUD, DIP_ORIGIN_INFERRED, best.likeness);
          dip_draft_warn (pass->draft, "Clause %s prints the control %s, which does not exist; its title is like that "
                          "of %s.", clause->id, id, best.control->id);
        }
      else
        dip_draft_warn (pass->draft, "Clause %s prints the control %s, which does not exist.", clause->id, id);
    }
  else if (best.control != NULL && best.likeness >= NEARLY_SAME && strcmp (best.control->id, id) != 0 &&
           dip_control_titles_likeness (pass->cloud, clause->title, id) < OTHER_TITLE &&
           dip_control_titles_likeness (pass->cloud, clause->title, best.control->id) >= TITLE_ITSELF &&
           clause->controls->len == 1)
    {
      dip_control_add (clause, best.control->id, CLOUD, DIP_ORIGIN_INFERRED, best.likeness);
      dip_draft_warn (pass->draft, "Clause %s prints the control %s, but its title is that of %s.",
                      clause->id, id, best.control->id);
    }
}

guint
dip_control_take_printed (DipControlPass *pass,
                          DipClause      *clause,
                          const char     *folded)
{
  g_autoptr(GArray) numbers = dip_control_numbers_find (folded);
  guint n_added = 0;

  for (guint i = 0; i < numbers->len; i++)
    {
      const DipControlNumber *number = &g_array_index (numbers, DipControlNumber, i);
      const char *framework = framework_of (pass, number);

      g_autofree char *bare = NULL;

      if (framework == NULL || (number->n_parts == 2 && !pass->is_new))
        continue;
      /* "CLD.8.1.5, 11.2.7": the second number has not the letters of the first, if there is none with them */
      if (g_ascii_isdigit (folded[number->start]) && g_str_has_prefix (number->id, "CLD.") &&
          !dip_control_is_known (pass, CLOUD, number->id))
        {
          bare = g_strconcat ("A.", number->id + strlen ("CLD."), NULL);
          if (!dip_control_is_known (pass, CLOUD, bare))
            g_clear_pointer (&bare, g_free);
        }
      if (dip_control_add (clause, bare != NULL ? bare : number->id, framework, DIP_ORIGIN_PRINTED, 1.0))
        n_added++;
    }
  if (n_added == 1 && *clause->title != '\0')
    {
      g_autofree char *id = g_strdup (((DipControl *) g_ptr_array_index (clause->controls, 0))->id);
      g_autofree char *framework = g_strdup (((DipControl *) g_ptr_array_index (clause->controls, 0))->framework);

      doubt_printed (pass, clause, framework, id);
    }
  else
    for (guint i = 0; i < clause->controls->len && n_added > 1; i++)
      {
        const DipControl *control = g_ptr_array_index (clause->controls, i);

        if (control->origin == DIP_ORIGIN_PRINTED && !dip_control_is_known (pass, control->framework, control->id))
          dip_draft_warn (pass->draft, "Clause %s prints the control %s, which does not exist.",
                          clause->id, control->id);
      }

  return n_added;
}

/* Whether a digit could stand in a text once it is folded: no letter, kana or kanji becomes one. */
static gboolean
may_have_digit (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    {
      if (*at < 0x80 ? g_ascii_isdigit ((char) *at) : *at < 0xE3 || *at > 0xE9 || (*at == 0xE3 && at[1] > 0x83))
        return TRUE;
      if (*at >= 0x80)
        at += 2;
    }

  return FALSE;
}

/* Whether what stands behind a control's number is no more than its title. */
static gboolean
is_its_title (DipControlPass *pass,
              const char     *text,
              gsize           length,
              const char     *id)
{
  g_autofree char *title = g_strndup (text, length);

  g_strdelimit (title, "()[],;/", ' ');
  g_strstrip (title);

  return strlen (title) >= MIN_TITLE && strstr (title, "。") == NULL &&
         dip_control_titles_likeness (pass->cloud, title, id) >= OWN_NUMBER;
}

/* Whether a line only names controls: "【対応する管理策】 A.9.2.1, A.9.2.2", with or without their titles. */
static gboolean
only_names_controls (DipControlPass *pass,
                     const char     *folded)
{
  g_autoptr(GArray) numbers = NULL;
  g_autoptr(GString) rest = NULL;
  g_autofree char *lower = NULL;
  gsize at = 0;

  if (strlen (folded) > 600)
    return FALSE;
  numbers = dip_control_numbers_find (folded);
  if (numbers->len == 0)
    return FALSE;

  rest = g_string_new (NULL);
  for (guint i = 0; i < numbers->len; i++)
    {
      const DipControlNumber *number = &g_array_index (numbers, DipControlNumber, i);

      if (number->start > at)
        g_string_append_len (rest, folded + at, number->start - at);
      at = MAX (at, number->end);
      {
        gsize next = i + 1 < numbers->len ? g_array_index (numbers, DipControlNumber, i + 1).start : strlen (folded);

        if (next > at && is_its_title (pass, folded + at, next - at, number->id))
          at = next;
      }
    }
  g_string_append (rest, folded + at);
  lower = g_utf8_strdown (rest->str, -1);
  g_string_assign (rest, lower);
  for (guint i = 0; i < pass->labels->len; i++)
    g_string_replace (rest, g_ptr_array_index (pass->labels, i), "", 0);
  for (gsize i = 0; i < rest->len; )
    if ((guchar) rest->str[i] < 0x80 && !g_ascii_isalpha (rest->str[i]))
      g_string_erase (rest, i, 1);
    else
      i++;

  return rest->len <= MAX_REST;
}

/* How many dots a number of nothing but figures has, 0 for any other: "12.4.1" has two. */
static guint
count_dots (const char *number)
{
  guint n_dots = 0;

  if (number == NULL || !g_ascii_isdigit (*number))
    return 0;
  for (const char *at = number; *at != '\0'; at++)
    if (*at == '.')
      n_dots++;
    else if (!g_ascii_isdigit (*at))
      return 0;

  return n_dots;
}

/* Whether a paper that counts its own clauses had to have another one before "7.2.2", and has none. */
static gboolean
skips_number (DipControlPass *pass,
              const char     *number)
{
  const char *last = strrchr (number, '.') + 1;
  guint64 value = g_ascii_strtoull (last, NULL, 10);
  g_autofree char *before = g_strdup_printf ("%.*s%" G_GUINT64_FORMAT, (int) (last - number), number, value - 1);

  return value > 1 && !g_hash_table_contains (pass->by_id, before);
}

/* Whether no clause stands above "7.2.2": what a paper counts itself is below a 7.2. */
static gboolean
is_orphan (DipControlPass *pass,
           const char     *number)
{
  g_autofree char *above = g_strndup (number, (gsize) (strrchr (number, '.') - number));

  return !g_hash_table_contains (pass->by_id, above);
}

/**
 * dip_control_is_numbered:
 *
 * "7.2.2 教育と訓練", "8.1.1 資産の台帳", "CLD.9.5.1 …": all numbers of three parts are those of controls, with holes
 * where the paper answers nothing, and some of them have the control's title or letters. Its own count of clauses
 * begins at 1 and has no holes. Where no 7.2 stands above any of them, titles in words of the paper's own may
 * resemble those of other controls.
 */
gboolean
dip_control_is_numbered (DipControlPass *pass)
{
  const DipDocument *document = pass->draft->document;
  const char *framework = document->edition->framework;
  guint n = 0, n_skipped = 0, n_alike = 0, n_cloud = 0, n_orphans = 0, n_unlike = 0;
  gboolean told;

  if (framework != NULL && strcmp (framework, CLOUD) != 0 && strcmp (framework, OLD) != 0)
    return FALSE;

  for (guint i = 0; i < document->clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (document->clauses, i);
      g_autofree char *id = NULL;
      DipControlMatch best;
      double likeness;

      n_cloud += clause->number != NULL && g_str_has_prefix (clause->number, "CLD.");
      if (clause->kind == DIP_CLAUSE_ITEM || count_dots (clause->number) != 2)
        continue;
      id = g_strconcat ("A.", clause->number, NULL);
      if (!dip_control_is_known (pass, CLOUD, id))
        return FALSE;

      n++;
      n_skipped += skips_number (pass, clause->number);
      n_orphans += is_orphan (pass, clause->number);
      likeness = dip_control_titles_likeness (pass->cloud, clause->title, id);
      if (likeness >= OWN_NUMBER)
        {
          n_alike++;
          continue;
        }
      best = dip_control_titles_best (pass->cloud, clause->title);
      if (best.control != NULL && best.likeness >= NEARLY_SAME && strcmp (best.control->id, id) != 0 &&
          likeness < OTHER_TITLE)
        n_unlike++;
    }

  if (n < MIN_NUMBERED || n_skipped * 3 < n)
    return FALSE;
  told = n_cloud > 0 || (framework != NULL && n_alike * 4 >= n);
  if (n_orphans < n)
    return told && n_unlike == 0;

  return (told || framework != NULL) && n_unlike * 2 <= n;
}

/* "5.1.1 情報セキュリティのための方針群": number and title are those of a control, or all numbers of the paper are. */
static gboolean
take_own_number (DipControlPass *pass,
                 DipClause      *clause)
{
  guint n_dots = count_dots (clause->number);
  g_autofree char *id = NULL;

  if (n_dots == 0)
    return FALSE;

  id = g_strconcat ("A.", clause->number, NULL);
  if (n_dots == 2 && dip_control_is_known (pass, CLOUD, id) &&
      (pass->is_numbered || dip_control_titles_likeness (pass->cloud, clause->title, id) >= OWN_NUMBER))
    return dip_control_add (clause, id, g_strcmp0 (pass->draft->document->edition->framework, OLD) == 0 ? OLD : CLOUD,
                        DIP_ORIGIN_PRINTED, 1.0);
  if (n_dots == 1 && pass->is_new && dip_control_is_known (pass, NEW, id) &&
      dip_control_titles_likeness (dip_control_newer_titles (pass), clause->title, id) >= OWN_NUMBER)
    return dip_control_add (clause, id, NEW, DIP_ORIGIN_PRINTED, 1.0);

  return FALSE;
}

/* "3.4 User registration [9.2.1]": in brackets at the end, without a letter, where the title or the paper says whose
 * numbers they are. */
static gboolean
take_bare_numbers (DipControlPass *pass,
                   DipClause      *clause,
                   const char     *heading)
{
  const char *close = heading + strlen (heading);
  const char *open;
  gboolean found = FALSE;
  gboolean cloud = g_strcmp0 (pass->draft->document->edition->framework, CLOUD) == 0 ||
                   g_strcmp0 (pass->draft->document->edition->framework, OLD) == 0;

  if (close == heading || (close[-1] != ')' && close[-1] != ']'))
    return FALSE;
  for (open = close - 1; open > heading && *open != '(' && *open != '['; open--)
    ;
  if (open == heading || !dip_number_is_control_list (open + 1, (gsize) (close - 1 - (open + 1))))
    return FALSE;
  /* "Encryption[10.1.1][18.1.5]": those before it, too */
  for (const char *before = open; before > heading && (before[-1] == ']' || before[-1] == ')'); )
    {
      const char *end = before - 1;

      for (before = end; before > heading && *before != '(' && *before != '['; before--)
        ;
      if (before == heading || !dip_number_is_control_list (before + 1, (gsize) (end - (before + 1))))
        break;
      open = before;
    }

  for (const char *at = open + 1; at < close; )
    {
      gsize n = strspn (at, "0123456789.");
      g_autofree char *id = NULL;
      guint n_dots = 0;

      if (n == 0)
        {
          at++;
          continue;
        }
      /* "CLD.12.4.5" has been read already */
      if (at - open >= 2 && at[-1] == '.' && g_ascii_isalpha (at[-2]))
        {
          at += n;
          continue;
        }
      for (gsize i = 0; i < n; i++)
        n_dots += at[i] == '.';
      id = g_strdup_printf ("A.%.*s", (int) n, at);
      at += n;
      if (n_dots != 2 || !dip_control_is_known (pass, CLOUD, id))
        continue;
      if (cloud || dip_control_titles_likeness (pass->cloud, clause->title, id) >= OWN_NUMBER)
        found |= dip_control_add (clause, id, CLOUD, DIP_ORIGIN_PRINTED, 1.0);
    }

  return found;
}

/* "3.7 12.4.1 Event logging": the control's number and title behind the clause's own number. */
static gboolean
take_second_number (DipControlPass *pass,
                    DipClause      *clause,
                    const char     *heading)
{
  const char *at = clause->number != NULL && g_str_has_prefix (heading, clause->number)
                   ? heading + strlen (clause->number) : NULL;
  g_autofree char *id = NULL;
  guint n_dots = 0;
  gsize n;

  if (at == NULL || (*at != ' ' && *at != '.'))
    return FALSE;
  at += strspn (at, " .");
  n = strspn (at, "0123456789.");
  for (gsize i = 0; i < n; i++)
    n_dots += at[i] == '.';
  if (n_dots != 2 || n > 10 || at[n - 1] == '.')
    return FALSE;
  id = g_strdup_printf ("A.%.*s", (int) n, at);

  return dip_control_is_known (pass, CLOUD, id) &&
         dip_control_titles_likeness (pass->cloud, clause->title, id) >= OWN_NUMBER &&
         dip_control_add (clause, id, g_strcmp0 (pass->draft->document->edition->framework, OLD) == 0 ? OLD : CLOUD,
                          DIP_ORIGIN_PRINTED, 1.0);
}

/* "6.1.1 情報セキュリティの役割及び責任【CLD.6.3.1】": the bracket adds to the control whose number and title it has. */
static gboolean
has_own_title (DipControlPass  *pass,
               const DipClause *clause)
{
  g_autofree char *id = count_dots (clause->number) == 2 ? g_strconcat ("A.", clause->number, NULL) : NULL;

  return id != NULL && dip_control_is_known (pass, CLOUD, id) &&
         dip_control_titles_likeness (pass->cloud, clause->title, id) >= NEARLY_SAME;
}

void
dip_control_find_printed (DipControlPass *pass,
                          DipClause      *clause)
{
  g_autoptr (DipLook) look = dip_look_take (clause->heading != NULL ? clause->heading : "", pass->draft->lexicon);
  const char *heading = dip_look_get_folded (look, DIP_PASSAGE_FOLD);
  guint n = has_own_title (pass, clause) && take_own_number (pass, clause) ? 1 : 0;

  n += dip_control_take_printed (pass, clause, heading);
  if ((n == 0 && (take_own_number (pass, clause) || take_second_number (pass, clause, heading))) ||
      take_bare_numbers (pass, clause, heading))
    n = 1;
  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);

      if (strlen (block->text) <= 600 && may_have_digit (block->text))
        {
          g_autoptr (DipLook) text = dip_look_take (block->text, pass->draft->lexicon);
          const char *folded = dip_look_get_folded (text, DIP_PASSAGE_FOLD);

          if (only_names_controls (pass, folded))
            dip_control_take_printed (pass, clause, folded);
        }
      dip_control_take_labelled (pass, clause, block);
    }
}

/* "…しています(12.4.1)。": the bracket with controls that a sentence ends with, folded; NULL for none. */
static char *
find_ending (DipControlPass   *pass,
             const DipPassage *passage)
{
  g_autofree char *folded = NULL;
  char *open;
  gsize length;

  if (passage->block < 0 || passage->folded->length > MAX_ENDING)
    return NULL;
  folded = g_strdup (passage->folded->text);
  length = strlen (folded);
  while (length > 0 && (folded[length - 1] == '.' || (length >= 3 && g_str_has_suffix (folded, "。"))))
    {
      length -= folded[length - 1] == '.' ? 1 : 3;
      folded[length] = '\0';
    }
  if (length < 3 || (folded[length - 1] != ')' && folded[length - 1] != ']'))
    return NULL;
  open = strrchr (folded, folded[length - 1] == ')' ? '(' : '[');
  if (open == NULL || open == folded)
    return NULL;
  if (!only_names_controls (pass, open) &&
      !dip_number_is_control_list (open + 1, length - 1 - (gsize) (open + 1 - folded)))
    return NULL;

  return g_strdup (open);
}

/* "[9.2.1][9.2.2] …": the brackets with controls that a paragraph begins with, folded; NULL for none. */
static char *
find_beginning (const DipPassage *passage)
{
  const char *text = passage->folded->text;
  const char *at = text;

  if (passage->block < 0)
    return NULL;
  while (*at == '[' || *at == '(')
    {
      const char *close = strchr (at, *at == '[' ? ']' : ')');

      if (close == NULL || close - at > MAX_ENDING || !dip_number_is_control_list (at + 1, (gsize) (close - at) - 1))
        break;
      at = close + 1;
    }

  return at > text ? g_strndup (text, (gsize) (at - text)) : NULL;
}

/**
 * dip_control_find_endings:
 *
 * Takes the controls in brackets at the beginnings of paragraphs or the ends of sentences, where several clauses have
 * some and no heading has.
 */
void
dip_control_find_endings (DipControlPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  guint n = 0;

  for (guint i = 0; i < clauses->len; i++)
    for (guint j = 0; j < ((DipClause *) g_ptr_array_index (clauses, i))->controls->len; j++)
      if (((DipControl *) g_ptr_array_index (((DipClause *) g_ptr_array_index (clauses, i))->controls, j))->origin ==
          DIP_ORIGIN_PRINTED)
        return;

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < clauses->len; i++)
        {
          DipClause *clause = g_ptr_array_index (clauses, i);
          const GPtrArray *passages;
          gboolean found = FALSE;

          if (clause->kind == DIP_CLAUSE_ITEM)
            continue;
          passages = dip_draft_get_passages (pass->draft, clause);
          for (guint j = 0; j < passages->len && (round == 1 || !found); j++)
            {
              const DipPassage *passage = g_ptr_array_index (passages, j);
              char *beginning = find_beginning (passage);
              g_autofree char *ending = beginning != NULL ? beginning : find_ending (pass, passage);
              g_autofree char *heading = NULL;

              if (ending == NULL)
                continue;
              found = TRUE;
              if (round == 0)
                continue;
              dip_control_take_printed (pass, clause, ending);
              heading = g_strconcat ("- ", ending, NULL);
              take_bare_numbers (pass, clause, heading);
            }
          n += round == 0 && found;
        }
      if (n < MIN_ENDINGS)
        return;
    }
}
