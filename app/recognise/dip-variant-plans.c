/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-variant-private.h"

#include <string.h>

#include "recognise/dip-look.h"
#include "recognise/dip-passage.h"
#include "text/dip-characters.h"

/*
 * Plans: two names or more with the same ending (スタンダードプラン, プレミアムプラン), where the
 * paper says that something differs between plans. Those of tables are dip-variant-tables.c.
 */

/* "スタンダード" → "standard"; else the label itself. */
char *
dip_variant_key_of_plan (DipVariantPass *pass,
                         const char     *name)
{
  gsize length;
  const char **fields = dip_word_table_at (pass->plan_words, name, name + strlen (name), &length);
  char *key;

  if (fields != NULL && fields[1] != NULL && length == strlen (name))
    return g_strdup (fields[1]);
  key = g_utf8_strdown (name, -1);
  for (char *at = key; *at != '\0'; at++)
    if ((guchar) *at < 0x80 && !g_ascii_isalnum (*at))
      *at = '-';

  return key;
}

/* Names in a list of which the text has to use only one: the list stands under a title that says what they are. */
#define MAX_KNOWN 4u

static gboolean
is_plan_character (gunichar c)
{
  return (c >= 0x30A1 && c <= 0x30FE) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c < 0x80 && (g_ascii_isalnum (c) || c == '-'));
}

/* Lines before the first clause. */
#define MAX_COVER 100u

/* "are available in every region:", between the word for plans and their list, in bytes. */
#define MAX_LEAD 40

static gboolean is_known_plan (DipVariantPass *pass,
                               const char     *label);

/* How often the paper says the name of a plan, and which one in it that is. */
typedef struct
{
  guint n;
  guint place;
} PlanCount;

static void
count_one (GHashTable *counts,
           const char *label)
{
  PlanCount *count = g_hash_table_lookup (counts, label);

  if (count == NULL && g_hash_table_size (counts) < 200)
    {
      count = g_new0 (PlanCount, 1);
      count->place = g_hash_table_size (counts);
      g_hash_table_insert (counts, g_strdup (label), count);
    }
  if (count != NULL)
    count->n++;
}

/* "plans: Free, Team and Business", from behind "plans": each name counts as if it had been said twice. */
static void
count_listed (const char        *at,
              const char        *stop,
              const char        *suffix,
              const char *const *stops,
              GHashTable        *counts)
{
  static const char *const joiners[] = { ", and ", ",and ", ", or ", " and ", " or ", ", ", ",", "/", " / " };

  /* "plans are offered: Free and Team" */
  if (dip_begins_with (at, " are ") || dip_begins_with (at, " is "))
    {
      const char *colon = at;

      while (colon < stop && colon - at < MAX_LEAD && (g_ascii_islower (*colon) || *colon == ' '))
        colon++;
      if (*colon == ':')
        at = colon;
    }
  if (*at != ':' && *at != '(' && *at != ',')
    return;
  at++;
  while (at < stop)
    {
      const char *end = at;
      const char *close;
      gsize joiner = 0;
      gsize length;

      while (*at == ' ')
        at++;
      end = at;
      while (end < stop && (g_ascii_isalnum (*end) || *end == '-' || *end == '"' ||
                            (*end == ' ' && end > at && end + 1 < stop && g_ascii_isupper (end[1]))))
        end++;
      if (end == at || !(g_ascii_isupper (*at) || *at == '"') || end - at > 32)
        return;
      length = (gsize) (end - at) - 2 * (*at == '"');
      /* "Bring Your Own Cloud (BYOC)" is BYOC from here on */
      close = *end == ' ' && end + 1 < stop && end[1] == '(' ? memchr (end, ')', MIN (stop - end, 12)) : NULL;
      if (close != NULL && close - end > 3 && g_ascii_isupper (end[2]) && g_ascii_isupper (end[3]))
        {
          at = end + 2;
          length = (gsize) (close - at);
          end = close + 1;
        }
      {
        g_autofree char *name = g_strndup (at + (*at == '"'), length);
        g_autofree char *label = g_strconcat (name, " ", suffix, NULL);
        g_autofree char *lower = g_ascii_strdown (name, -1);

        /* "Next edition: November 2026" */
        if (g_strv_contains (stops, lower))
          return;
        count_one (counts, label);
        count_one (counts, label);
      }
      for (guint i = 0; i < G_N_ELEMENTS (joiners) && joiner == 0; i++)
        if (dip_begins_with (end, joiners[i]))
          joiner = strlen (joiners[i]);
      if (joiner == 0)
        return;
      at = end + joiner;
    }
}

/* Bytes of a name in Latin letters. */
#define MAX_LATIN 24

/* A name in quotes, in Latin letters, or one that plans have; with what joins it to the next. Returns its length, 0 if
 * there is none. */
static gsize
read_listed (DipVariantPass  *pass,
             const char      *at,
             const char      *stop,
             char           **name)
{
  static const char *const joiners[] = { "、", "・", "と", "及び", "および", "または", "又は", "/", "," };
  const char *end = at;
  gsize length = 0;

  *name = NULL;
  if (dip_begins_with (at, "「"))
    {
      const char *start = at + strlen ("「");
      const char *close = g_strstr_len (start, MIN (stop - start, (gssize) DIP_VARIANT_LABEL), "」");

      if (close == NULL || close == start)
        return 0;
      *name = g_strndup (start, (gsize) (close - start));
      end = close + strlen ("」");
    }
  else if (dip_word_table_at (pass->plan_words, at, stop, &length) != NULL &&
           !is_plan_character (g_utf8_get_char (at + length)))
    {
      *name = g_strndup (at, length);
      end = at + length;
    }
  else if (g_ascii_isupper (*at))
    {
      /* "Light、Business の2つのプラン" */
      while (end < stop && (g_ascii_isalnum (*end) || *end == '-' || *end == '+'))
        end++;
      if (end - at > MAX_LATIN)
        return 0;
      *name = g_strndup (at, (gsize) (end - at));
    }
  else
    {
      return 0;
    }

  while (*end == ' ')
    end++;
  for (guint i = 0; i < G_N_ELEMENTS (joiners); i++)
    if (dip_begins_with (end, joiners[i]))
      {
        end += strlen (joiners[i]);
        while (*end == ' ')
          end++;
        break;
      }

  return (gsize) (end - at);
}

/* The ending of plans that a row of the lexicon gives; NULL for one that is one of plans only with known names. */
const char *
dip_variant_plain_suffix (const char **fields)
{
  if (fields == NULL || fields[1] == NULL)
    return fields != NULL ? fields[0] : NULL;

  return fields[2] == NULL ? fields[1] : NULL;
}

/* "の2つのプラン", "の三種類のプラン", "2プラン": the ending behind a list, or NULL. */
static const char *
suffix_behind (DipVariantPass *pass,
               const char     *at,
               const char     *stop)
{
  static const char *const fillers[] = { "の", " ", "各", "という", "一", "二", "三", "四", "五", "つ", "種類", "種", "個" };
  gboolean found = TRUE;
  gsize length;

  while (found && at < stop)
    {
      found = g_ascii_isdigit (*at);
      at += found;
      for (guint i = 0; i < G_N_ELEMENTS (fillers) && !found; i++)
        {
          found = dip_begins_with (at, fillers[i]);
          if (found)
            at += strlen (fillers[i]);
        }
    }

  return dip_variant_plain_suffix (dip_word_table_at (pass->suffixes, at, stop, &length));
}

/* The ending that opens a list that begins at @at ("プランは", "プランには", "プラン:"), or NULL. */
static const char *
suffix_before (DipVariantPass *pass,
               const char     *text,
               const char     *at)
{
  static const char *const openers[] = { " ", "、", ":", "(", "は", "に", "として" };
  const char *stop = at;
  gboolean found = TRUE;
  gsize length;

  while (found)
    {
      found = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (openers) && !found; i++)
        {
          gsize n = strlen (openers[i]);

          found = (gsize) (stop - text) >= n && memcmp (stop - n, openers[i], n) == 0;
          if (found)
            stop -= n;
        }
    }
  if (stop == at)
    return NULL;

  return dip_variant_plain_suffix (dip_word_table_before (pass->suffixes, text, stop, &length));
}

/* Whether one of the names is one that plans have: "プランは Light と Team です", but not "プランに AWS と Azure …". */
static gboolean
has_known (DipVariantPass  *pass,
           const GPtrArray *names)
{
  const GPtrArray *rows = dip_lexicon_get_rows (pass->draft->lexicon, "variant-plan-words");

  for (guint i = 0; i < names->len; i++)
    for (guint j = 0; j < rows->len; j++)
      {
        char **fields = g_ptr_array_index (rows, j);

        if (fields[1] != NULL && g_ascii_strcasecmp (fields[1], g_ptr_array_index (names, i)) == 0)
          return TRUE;
      }

  return FALSE;
}

/*
 * 「スタンダード」「エンタープライズ」の2つのプラン, プランは「A」と「B」です: names in a row that an
 * ending before or behind them calls plans; each counts as if it had been said twice. Whether there are any.
 */
static gboolean
count_listed_names (DipVariantPass *pass,
                    const char     *text,
                    gsize           n_bytes,
                    GHashTable     *counts)
{
  const char *stop = text + n_bytes;
  gboolean found = FALSE;

  for (const char *at = text; at < stop; at = g_utf8_next_char (at))
    {
      g_autoptr(GPtrArray) names = NULL;
      const char *end = at;
      const char *suffix;
      gsize length;
      char *name;

      /* a name begins with its quote, or where no other word goes on */
      if (!dip_begins_with (at, "「") && at > text &&
          is_plan_character (g_utf8_get_char (g_utf8_prev_char (at))))
        continue;

      names = g_ptr_array_new_with_free_func (g_free);
      while (names->len < DIP_VARIANT_MOST && (length = read_listed (pass, end, stop, &name)) > 0)
        {
          g_ptr_array_add (names, name);
          end += length;
        }
      if (names->len < 2)
        continue;

      suffix = suffix_behind (pass, end, stop);
      if (suffix == NULL && (*at < 'A' || *at > 'Z' || has_known (pass, names)))
        suffix = suffix_before (pass, text, at);
      /* English sentences have a way of their own */
      if (suffix != NULL && g_ascii_isupper (*at) && (guchar) *suffix < 0x80)
        suffix = NULL;
      for (guint i = 0; suffix != NULL && i < names->len; i++)
        {
          const char *one = g_ptr_array_index (names, i);
          g_autofree char *label = g_strconcat (one, g_str_has_suffix (one, suffix) ? "" : suffix, NULL);

          count_one (counts, label);
          count_one (counts, label);
          found = TRUE;
        }
      at = g_utf8_prev_char (end);
    }

  return found;
}

/* Where the joiner begins that ends at @at, as " and " in "Standard and Enterprise"; NULL for none. */
static const char *
joiner_before (const char        *text,
               const char        *at,
               const char *const *joiners)
{
  for (guint i = 0; joiners[i] != NULL; i++)
    {
      gsize n = strlen (joiners[i]);

      if ((gsize) (at - text) >= n && memcmp (at - n, joiners[i], n) == 0)
        return at - n;
    }

  return NULL;
}

/* "its Standard and Enterprise plans", "a Standard and a Sovereign tier", "Free, Team and Business plans": the names
 * before the last one, which begins at @at. Three and more count as if they had been said twice.
 * Whether they are so many. */
static gboolean
count_joined (const char        *text,
              const char        *at,
              const char        *suffix,
              const char *const *stops,
              GHashTable        *counts)
{
  static const char *const last[] = { ",and a ", " and a ", ",and ", " and ", ",or ", " or ", NULL };
  static const char *const others[] = { ",a ", ",", NULL };
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (const char *end = joiner_before (text, at, last); end != NULL && labels->len < DIP_VARIANT_MOST;
       end = joiner_before (text, at, others))
    {
      g_autofree char *lower = NULL;

      at = end;
      while (at > text && g_ascii_isalnum (at[-1]))
        at--;
      lower = g_ascii_strdown (at, end - at);
      if (!g_ascii_isupper (*at) || g_strv_contains (stops, lower))
        break;
      g_ptr_array_add (labels, g_strdup_printf ("%.*s %s", (int) (end - at), at, suffix));
    }
  for (guint i = labels->len; i > 0; i--)
    {
      count_one (counts, labels->pdata[i - 1]);
      if (labels->len >= 2)
        count_one (counts, labels->pdata[i - 1]);
    }

  return labels->len >= 2;
}

/* Names that end in "plan" and the like, with how often. */
static void
count_plans (DipVariantPass *pass,
             const char     *text,
             gsize           n_bytes,
             GHashTable     *counts)
{
  const char *const *stops = dip_lexicon_get_words (pass->draft->lexicon, "variant-plan-stops");
  const char *stop = text + n_bytes;
  const char *at = text;
  const char *hit;
  gsize length;

  static const char *const leads[] = { "on the ", "On the ", "on our ", "with the ", "under the ",
                                       "of the ", "in the ", "for the " };
  const char **fields;

  while ((fields = dip_word_table_find (pass->suffixes, at, stop, &hit, &length)) != NULL)
    {
      const char *start = hit;
      gboolean latin = g_ascii_isalpha (*hit);
      g_autofree char *name = NULL;

      if (latin && start > text && start[-1] == ' ')
        start--;
      else if (latin)
        {
          at = hit + length;
          continue;
        }
      /* "法人向けプラン" */
      if (!latin && start - text > (gssize) strlen ("向け") &&
          strncmp (start - strlen ("向け"), "向け", strlen ("向け")) == 0)
        start -= strlen ("向け");
      while (start > text && hit - start < (gssize) DIP_VARIANT_LABEL)
        {
          const char *previous = g_utf8_prev_char (start);

          if (!is_plan_character (g_utf8_get_char (previous)))
            break;
          start = previous;
        }
      name = g_strstrip (g_strndup (start, hit - start));
      at = hit + length;
      if (latin)
        count_listed (at, stop, fields[1] != NULL ? fields[1] : fields[0], stops, counts);
      if (*name != '\0' && (!latin || g_ascii_isupper (*name)) && strlen (name) >= 2)
        {
          g_autofree char *lower = g_ascii_strdown (name, -1);
          const char *suffix = fields[1] != NULL ? fields[1] : fields[0];
          g_autofree char *label = g_strconcat (name, latin ? " " : "", suffix, NULL);

          if (g_strv_contains (stops, lower))
            continue;
          /* a menu may be anything that is clicked: only with a name that plans have */
          if (fields[1] != NULL && fields[2] != NULL && !is_known_plan (pass, label))
            continue;
          if (latin && count_joined (text, start, suffix, stops, counts))
            count_one (counts, label);
          count_one (counts, label);
          /* "on the Team plan" */
          for (guint i = 0; latin && i < G_N_ELEMENTS (leads); i++)
            {
              gsize n = strlen (leads[i]);

              if ((gsize) (start - text) >= n && memcmp (start - n, leads[i], n) == 0)
                count_one (counts, label);
            }
        }
    }
}

static int
compare_counts (gconstpointer a,
                gconstpointer b,
                gpointer      counts)
{
  const char *one = *(const char *const *) a;
  const char *other = *(const char *const *) b;
  const PlanCount *n = g_hash_table_lookup (counts, one);
  const PlanCount *m = g_hash_table_lookup (counts, other);

  if (n->n != m->n)
    return n->n > m->n ? -1 : 1;

  return n->place < m->place ? -1 : 1;
}

/* Whether a cell, or a word in a list, is the name of a plan. */
gboolean
dip_variant_is_plan (DipVariantPass *pass,
                     const char     *folded)
{
  gsize n = strlen (folded);
  const char *hit;
  gsize length;
  const char **fields = dip_word_table_at (pass->plan_words, folded, folded + n, &length);
  g_autofree char *lower = NULL;
  const GPtrArray *rows;

  if (n == 0 || n > DIP_VARIANT_LABEL)
    return FALSE;
  if ((fields != NULL && length == n) ||
      g_strv_contains (dip_lexicon_get_words (pass->draft->lexicon, "variant-models"), folded))
    return TRUE;
  lower = g_utf8_strdown (folded, -1);
  rows = dip_lexicon_get_rows (pass->draft->lexicon, "variant-plan-words");
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      if (row[1] != NULL && strcmp (row[1], lower) == 0)
        return TRUE;
    }

  return dip_word_table_find (pass->suffixes, folded, folded + n, &hit, &length) != NULL && hit > folded &&
         hit + length == folded + n;
}

/* "Enterprise plan": a name that plans have, with the ending that says so. */
static gboolean
is_known_plan (DipVariantPass *pass,
               const char     *label)
{
  g_autofree char *name = g_strdup (label);
  const char *hit;
  gsize length;

  if (dip_word_table_find (pass->suffixes, name, name + strlen (name), &hit, &length) == NULL || hit == name)
    return FALSE;
  name[hit - name] = '\0';

  return dip_variant_is_plan (pass, g_strstrip (name));
}

/* The plan that a block begins with in brackets, "【標準プラン】月額 …", or for whom it is, "法人向けプランの控え"; NULL
 * for none: "避難プランの見直し" has a plan of another kind. */
static char *
leading_plan (DipVariantPass *pass,
              const char     *text)
{
  static const char *const brackets[][2] = { { "【", "】" }, { "「", "」" }, { "[", "]" }, { "", "" } };
  const char *at = text;
  const char *hit;
  gsize length;
  guint kind = 0;

  while (!g_str_has_prefix (text, brackets[kind][0]))
    kind++;
  at += strlen (brackets[kind][0]);
  if (dip_word_table_find (pass->suffixes, at, at + MIN (strlen (at), DIP_VARIANT_LABEL), &hit, &length) == NULL ||
      hit == at || g_ascii_isalpha (*hit) || !g_str_has_prefix (hit + length, brackets[kind][1]))
    return NULL;
  if (g_str_has_prefix (hit - MIN ((gsize) (hit - at), strlen ("向け")), "向け"))
    {
      hit -= strlen ("向け");
      length += strlen ("向け");
    }
  else if (*brackets[kind][0] == '\0')
    return NULL;
  for (const char *letter = at; letter < hit; letter = g_utf8_next_char (letter))
    if (!is_plan_character (g_utf8_get_char (letter)))
      return NULL;

  return hit > at ? g_strndup (at, (gsize) (hit + length - at)) : NULL;
}

/* Blocks of a clause that begin with plans, each with another: a list of them, however seldom the paper names them.
 * Whether there is one. */
static gboolean
count_leading_plans (DipVariantPass  *pass,
                     const DipClause *clause,
                     GHashTable      *counts)
{
  const char *const *stops = dip_lexicon_get_words (pass->draft->lexicon, "variant-plan-stops");
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;
  guint n = 0;

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      g_autofree char *folded = NULL;
      char *plan;

      if (block->kind == DIP_BLOCK_TABLE)
        continue;
      folded = dip_fold_to_string (block->text, DIP_VARIANT_FOLD, NULL);
      plan = leading_plan (pass, folded);
      if (plan == NULL)
        continue;
      n++;
      g_hash_table_add (found, plan);
    }
  if (n < 2 || g_hash_table_size (found) != n)
    return FALSE;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *bare = NULL;
      const char *hit;
      gsize length;

      if (dip_word_table_find (pass->suffixes, name, (char *) name + strlen (name), &hit, &length) == NULL)
        continue;
      bare = g_strndup (name, (gsize) (hit - (char *) name));
      if (!g_strv_contains (stops, bare))
        count_one (counts, name);
    }

  return TRUE;
}

void
dip_variant_take_plans (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();
  DipClause *home = NULL;
  gboolean differ = FALSE;
  guint n_known = 0;
  GHashTableIter iter;
  gpointer label, count;

  /* what stands before the first clause */
  for (guint i = 0; i < pass->draft->cover->len && i < MAX_COVER; i++)
    {
      const DipLine *line = g_ptr_array_index (pass->draft->cover, i);
      g_autofree char *folded = NULL;
      guint before = g_hash_table_size (counts);

      if (strlen (line->text) > 2000)
        continue;
      folded = dip_fold_to_string (line->text, DIP_VARIANT_FOLD, NULL);
      count_plans (pass, folded, strlen (folded), counts);
      differ = differ || g_hash_table_size (counts) >= before + 2;
    }

  for (guint i = 0; i < clauses->len; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, g_ptr_array_index (clauses, i));
      guint before = g_hash_table_size (counts);
      guint n_told = 0;

      for (guint j = 0; j < passages->len; j++)
        {
          const DipPassage *passage = g_ptr_array_index (passages, j);
          const char *hit;
          gsize length;

          if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_PLANS))
            continue;
          if (dip_word_table_find (pass->suffixes, passage->folded->text,
                                   passage->folded->text + passage->folded->length, &hit, &length) == NULL)
            {
              dip_sentence_set_without (passage->sentence, DIP_WITHOUT_PLANS);
              continue;
            }
          count_plans (pass, passage->folded->text, passage->folded->length, counts);
          if (count_listed_names (pass, passage->folded->text, passage->folded->length, counts) && home == NULL)
            home = g_ptr_array_index (clauses, i);
          differ = differ || dip_variant_tells_difference (pass, passage) ||
                   strstr (passage->folded->text, "のみ") != NULL ||
                   strstr (passage->folded->text, "に限") != NULL || g_hash_table_size (counts) >= before + 2;
          n_told++;
        }
      if (n_told >= 2)
        differ = count_leading_plans (pass, g_ptr_array_index (clauses, i), counts) || differ;
    }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &label, &count))
    if (((PlanCount *) count)->n >= 2 || is_known_plan (pass, label))
      g_ptr_array_add (labels, label);
  for (guint i = 0; i < labels->len; i++)
    n_known += g_ascii_isupper (*(const char *) g_ptr_array_index (labels, i)) &&
               is_known_plan (pass, g_ptr_array_index (labels, i));
  if (labels->len < 2 || (!differ && n_known < 2))
    return;
  g_ptr_array_sort_with_data (labels, compare_counts, counts);
  for (guint i = 0; i < labels->len && i < DIP_VARIANT_MOST; i++)
    {
      const char *full = g_ptr_array_index (labels, i);
      g_autofree char *name = NULL;
      g_autofree char *key = NULL;
      const char *hit;
      const char *at = full;
      gsize length = 0;
      const char *suffix = full + strlen (full);

      while (dip_word_table_find (pass->suffixes, at, full + strlen (full), &hit, &length) != NULL)
        {
          suffix = hit;
          at = hit + length;
        }
      name = g_strstrip (g_strndup (full, suffix - full));
      key = dip_variant_key_of_plan (pass, name);
      {
        const char *word;
        const char *tenancy = dip_variant_tenancy (pass, full, &word);
        DipVariantCandidate *candidate = dip_variant_add (pass, tenancy != NULL ? tenancy : key, full, home);

        if (candidate != NULL && candidate->bare == NULL && g_utf8_strlen (name, -1) >= 3)
          candidate->bare = g_strdup (name);
      }
    }
}

/* The name that a block begins with: up to a colon, a dash, a tab or a wide gap; NULL if it begins otherwise. */
static char *
listed_name (const DipBlock *block)
{
  static const char *const ends[] = { "：", ":", "\t", "  ", " - ", " – ", " — ", "…", "　", "（", " (" };
  gsize n = 0;

  if (block->kind != DIP_BLOCK_LIST && block->kind != DIP_BLOCK_DEFINITION && block->kind != DIP_BLOCK_PARAGRAPH)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *hit = strstr (block->text, ends[i]);

      if (hit != NULL && hit > block->text && (n == 0 || (gsize) (hit - block->text) < n))
        n = (gsize) (hit - block->text);
    }
  if (n < 3 || n > 36 || memchr (block->text, '.', n) != NULL || g_strstr_len (block->text, (gssize) n, "。") != NULL ||
      (g_ascii_isalpha (*block->text) && !g_ascii_isupper (*block->text)))
    return NULL;

  return g_strndup (block->text, n);
}

/* Whether another clause speaks of a name, or its own in quotes. */
gboolean
dip_variant_is_used_elsewhere (DipVariantPass  *pass,
                               const char      *name,
                               const DipClause *home)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autofree char *folded = dip_fold_to_string (name, DIP_VARIANT_FOLD, NULL);

  if (pass->n_looked++ >= DIP_VARIANT_LOOKED)
    return FALSE;

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, clause);

      for (guint j = 0; j < passages->len; j++)
        {
          const DipPassage *passage = g_ptr_array_index (passages, j);
          const char *hit = strstr (passage->folded->text, folded);

          /* at home only where it is quoted: the list itself has it without */
          if (clause == home && (hit == NULL || hit - passage->folded->text < 3 || memcmp (hit - 3, "「", 3) != 0))
            continue;

          if (hit != NULL && !(g_ascii_isalpha (*folded) && g_ascii_isalnum (hit[strlen (folded)])))
            return TRUE;
        }
    }

  return FALSE;
}

/* How many items of a clause's list begin with names that plans have, 0 where another begins with something else. */
static guint
count_known_plans (DipVariantPass  *pass,
                   const DipClause *clause)
{
  guint n = 0;

  for (guint i = 0; i < clause->blocks->len; i++)
    {
      const DipBlock *block = g_ptr_array_index (clause->blocks, i);
      g_autofree char *name = block->kind != DIP_BLOCK_PARAGRAPH ? listed_name (block) : NULL;
      g_autofree char *folded = name != NULL ? dip_fold_to_string (name, DIP_VARIANT_FOLD, NULL) : NULL;

      if (block->kind != DIP_BLOCK_LIST)
        continue;
      if (folded == NULL || !dip_variant_is_plan (pass, folded))
        return 0;
      n++;
    }

  return n;
}

/**
 * dip_variant_take_lists:
 *
 * Names that a clause about plans or editions lists, where the text uses them:
 * "Editions": "Basic: up to 50 users", "Sovereign: dedicated infrastructure".
 */
void
dip_variant_take_lists (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len && pass->candidates->len < 2; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      g_autoptr (DipLook) look = dip_look_take (clause->title, pass->draft->lexicon);
      const char *title = dip_look_get_folded (look, DIP_VARIANT_FOLD | DIP_FOLD_CASE);
      g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      guint n_used = 0;
      const char *hit;
      gsize length;
      gboolean told = dip_word_table_find (pass->suffixes, title, title + strlen (title), &hit, &length) != NULL;

      /* "Retention": "Enterprise: 30 days", "Business: 14 days" */
      if (!told && count_known_plans (pass, clause) < 2)
        continue;
      for (guint j = 0; j < clause->blocks->len && names->len < DIP_VARIANT_MOST; j++)
        {
          char *name = listed_name (g_ptr_array_index (clause->blocks, j));

          if (name == NULL)
            continue;
          if (!told && ((const DipBlock *) g_ptr_array_index (clause->blocks, j))->kind == DIP_BLOCK_PARAGRAPH)
            {
              g_free (name);
              continue;
            }
          n_used += dip_variant_is_used_elsewhere (pass, name, clause);
          g_ptr_array_add (names, name);
        }
      if (!(n_used >= 2 && n_used * 2 >= names->len) && !(n_used == 1 && names->len >= 2 && names->len <= MAX_KNOWN))
        continue;
      for (guint j = 0; j < names->len; j++)
        {
          g_autofree char *folded = dip_fold_to_string (g_ptr_array_index (names, j), DIP_VARIANT_FOLD, NULL);
          g_autofree char *key = dip_variant_key_of_plan (pass, folded);

          DipVariantCandidate *candidate = dip_variant_add (pass, key, g_ptr_array_index (names, j), clause);

          if (!told && candidate != NULL && candidate->bare == NULL)
            candidate->bare = g_strdup (folded);
        }
    }
}
