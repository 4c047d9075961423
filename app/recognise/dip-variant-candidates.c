/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-variant-private.h"

#include <string.h>

#include "recognise/dip-look.h"
#include "recognise/dip-passage.h"
#include "recognise/dip-word-starts.h"
#include "text/dip-characters.h"

/*
 * Variants that a paper defines: as a term, in a heading, or in passing
 * ("Sample Dedicated, a single-tenant deployment").
 */

/* Clauses that set one model apart from the others, for models to be variants. */
#define MIN_SET_APART 2u

/* Bytes of a text before the first clause. */
#define MAX_COVER_BYTES 2000u

/* Letters of a variant's name. */
#define MIN_VARIANT_NAME 3

void
dip_variant_candidate_free (gpointer data)
{
  DipVariantCandidate *self = data;

  if (self->variant != NULL)
    dip_variant_free (self->variant);
  g_ptr_array_unref (self->aliases);
  g_ptr_array_unref (self->printed);
  g_free (self->bare);
  g_free (self);
}

void
dip_variant_add_alias (DipVariantCandidate *self,
                       const char          *alias)
{
  g_autofree char *folded = dip_fold_to_string (alias, DIP_VARIANT_FOLD, NULL);

  if (*folded != '\0' && strlen (folded) <= 2 * DIP_VARIANT_LABEL &&
      !g_ptr_array_find_with_equal_func (self->aliases, folded, g_str_equal, NULL))
    {
      g_ptr_array_add (self->aliases, g_steal_pointer (&folded));
      g_ptr_array_add (self->printed, g_strdup (alias));
    }
}

DipVariantCandidate *
dip_variant_find (DipVariantPass *pass,
                  const char     *key)
{
  for (guint i = 0; i < pass->candidates->len; i++)
    {
      DipVariantCandidate *candidate = g_ptr_array_index (pass->candidates, i);

      if (strcmp (candidate->variant->key, key) == 0)
        return candidate;
    }

  return NULL;
}

DipVariantCandidate *
dip_variant_add (DipVariantPass *pass,
                 const char     *key,
                 const char     *label,
                 DipClause      *clause)
{
  DipVariantCandidate *candidate = dip_variant_find (pass, key);

  if (candidate == NULL)
    {
      if (pass->candidates->len >= DIP_VARIANT_MOST)
        return NULL;
      candidate = g_new0 (DipVariantCandidate, 1);
      candidate->variant = dip_variant_new (key, label);
      candidate->aliases = g_ptr_array_new_with_free_func (g_free);
      candidate->printed = g_ptr_array_new_with_free_func (g_free);
      candidate->clause = clause;
      g_ptr_array_add (pass->candidates, candidate);
    }
  dip_variant_add_alias (candidate, label);

  return candidate;
}

/* The kind of tenancy that a text names: its key, NULL for none or for two at once. */
const char *
dip_variant_tenancy (DipVariantPass  *pass,
                     const char      *text,
                     const char     **word)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_VARIANT_FOLD, NULL);
  const char *at = folded;
  const char *stop = folded + strlen (folded);
  const char *key = NULL;
  const char **fields;
  const char *hit;
  gsize length;

  while ((fields = dip_word_table_find (pass->words, at, stop, &hit, &length)) != NULL)
    {
      if (fields[1] == NULL || (key != NULL && strcmp (key, fields[1]) != 0))
        return NULL;
      key = fields[1];
      *word = fields[0];
      at = hit + length;
    }

  return key;
}

void
dip_variant_take_terms (DipVariantPass *pass)
{
  DipDocument *document = pass->draft->document;

  for (guint i = 0; i < document->terms->len; i++)
    {
      const DipTerm *term = g_ptr_array_index (document->terms, i);
      const char *word = NULL;
      const char *key;
      DipVariantCandidate *candidate;

      /* a long meaning is a sentence that only mentions the tenancy */
      if (strlen (term->term) > DIP_VARIANT_LABEL || strlen (term->meaning) > 4 * DIP_VARIANT_LABEL)
        continue;
      key = dip_variant_tenancy (pass, term->meaning, &word);
      if (key == NULL)
        key = dip_variant_tenancy (pass, term->term, &word);
      if (key == NULL || dip_variant_find (pass, key) != NULL)
        continue;
      candidate = dip_variant_add (pass, key, term->term,
                                 term->clause != NULL ? dip_document_find_clause (document, term->clause) : NULL);
      if (candidate != NULL)
        {
          if (strlen (term->meaning) <= DIP_VARIANT_LABEL)
            dip_variant_add_alias (candidate, term->meaning);
          dip_variant_add_alias (candidate, word);
        }
    }
}

/* What an item gives a name to: up to a colon, a bracket or a space. */
static char *
label_of_item (const char *text)
{
  static const char *const ends[] = { ":", "：", "(", "（", " ", "\t", "　", "…", "－", "、" };
  gsize n = strlen (text);
  g_autofree char *printed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *hit = strstr (text, ends[i]);

      if (hit != NULL && (gsize) (hit - text) < n)
        n = (gsize) (hit - text);
    }
  printed = g_strndup (text, n);

  return dip_fold_to_string (printed, DIP_VARIANT_FOLD, NULL);
}

/* "共用型では、…", "In the shared environment, …": what a sentence says of one kind of tenancy; FALSE if it does
 * not begin so. */
static gboolean
sets_apart (const char *rest)
{
  static const char *const words[] = { "では", "は", "の場合", "においては", "のみ", "でのみ", ",", " environment",
                                       " customers", " is ", " are ", " has ", " have ", " can ", NULL };

  return dip_begins_with_one_of (rest, words);
}

/* Words that may stand before the kind of tenancy that an English sentence speaks of. */
static gsize
length_of_lead (const char *text)
{
  static const char *const leads[] = { "customers in the ", "customers of the ", "customers with a ", "in the ",
                                       "in a ", "for the ", "with the ", "on the ", "for ", "in ", "the " };

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (g_ascii_strncasecmp (text, leads[i], strlen (leads[i])) == 0)
      return strlen (leads[i]);

  return 0;
}

/* Two kinds of tenancy, as they are called where a sentence first speaks of one of them. */
typedef struct
{
  const char *words[2];
  const char *keys[2];
} Tenancies;

static void
look_for_tenancies (DipVariantPass  *pass,
                    const GPtrArray *passages,
                    Tenancies       *found)
{
  for (guint j = 0; j < passages->len; j++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, j);
      const char *text = passage->folded->text + length_of_lead (passage->folded->text);
      const char *end = passage->folded->text + passage->folded->length;
      const char **fields;
      gsize length;
      guint k = 0;

      fields = dip_word_table_at (pass->words, text, end, &length);
      if (fields == NULL || fields[1] == NULL || !sets_apart (text + length))
        continue;
      while (k < 2 && found->keys[k] != NULL && strcmp (found->keys[k], fields[1]) != 0)
        k++;
      if (k == 2 || found->keys[k] != NULL)
        continue;
      found->keys[k] = fields[1];
      found->words[k] = fields[0];
    }
}

/* Two kinds of tenancy that sentences set apart from each other, where no heading names them. */
void
dip_variant_take_sentences (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autoptr (GPtrArray) cover = dip_draft_join_cover (pass->draft);
  Tenancies found = { { NULL, NULL }, { NULL, NULL } };

  for (guint i = 0; i < cover->len; i++)
    {
      const char *text = g_ptr_array_index (cover, i);
      g_autoptr (GPtrArray) passages = NULL;

      if (strlen (text) > MAX_COVER_BYTES)
        continue;
      passages = dip_draft_cut_text (pass->draft, text, -1);
      look_for_tenancies (pass, passages, &found);
    }
  for (guint i = 0; i < clauses->len; i++)
    look_for_tenancies (pass, dip_draft_get_passages (pass->draft, g_ptr_array_index (clauses, i)), &found);
  if (found.keys[1] == NULL)
    return;
  for (guint k = 0; k < 2; k++)
    if (dip_variant_find (pass, found.keys[k]) == NULL)
      dip_variant_add (pass, found.keys[k], found.words[k], NULL);
}

/* "IaaS: the customer schedules snapshots", "IaaS customers harden images of their own" */
static gboolean
is_set_apart (DipVariantPass *pass,
              const char     *rest)
{
  const char *const *holders = dip_lexicon_get_words (pass->draft->lexicon, "variant-holders");

  if (*rest == ':')
    return TRUE;
  for (guint i = 0; *rest == ' ' && holders[i] != NULL; i++)
    if (g_str_has_prefix (rest + 1, holders[i]))
      return TRUE;

  return FALSE;
}

/* Whether a sentence says something of one model alone: "IaaSでは、…", "On IaaS, …", "… on PaaS". */
static gboolean
sets_model_apart (DipVariantPass *pass,
                  const char     *text,
                  const char     *word)
{
  static const char *const before[] = { "on ", "for ", "in ", "with ", "under ", "only " };
  gsize n = strlen (word);

  for (const char *hit = strstr (text, word); hit != NULL; hit = strstr (hit + n, word))
    {
      if (hit > text && (g_ascii_isalnum (hit[-1]) || hit[-1] == '('))
        continue;
      /* "for Cloud Security" */
      if (hit[n] == ' ' && g_ascii_isupper (hit[n + 1]))
        continue;
      if (sets_apart (hit + n) || is_set_apart (pass, hit + n))
        return TRUE;
      for (guint k = 0; k < G_N_ELEMENTS (before) && !g_ascii_isalnum (hit[n]); k++)
        {
          gsize length = strlen (before[k]);

          if ((gsize) (hit - text) >= length &&
              g_ascii_strncasecmp (hit - length, before[k], length) == 0 &&
              ((gsize) (hit - text) == length || hit[-(gssize) length - 1] == ' '))
            return TRUE;
        }
    }

  return FALSE;
}

/* How many clauses set each of the models apart. */
static void
count_set_apart (DipVariantPass    *pass,
                 const char *const *words,
                 guint             *counts)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autofree guint *counted = g_new0 (guint, g_strv_length ((char **) words) + 1);  /* in which clause, from 1 */
  DipWordStarts starts = { 0 };

  for (guint k = 0; words[k] != NULL; k++)
    dip_word_starts_add (&starts, words[k], strlen (words[k]));

  for (guint i = 0; i < clauses->len; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, g_ptr_array_index (clauses, i));

      for (guint j = 0; j < passages->len; j++)
        {
          const DipPassage *passage = g_ptr_array_index (passages, j);
          const DipFolded *folded = passage->folded;
          const char *end = folded->text + folded->length;

          if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_MODELS))
            continue;
          if (dip_word_starts_next (&starts, folded->text, end) == end)
            {
              dip_sentence_set_without (passage->sentence, DIP_WITHOUT_MODELS);
              continue;
            }
          for (guint k = 0; words[k] != NULL; k++)
            if (counted[k] != i + 1 && sets_model_apart (pass, folded->text, words[k]))
              {
                counted[k] = i + 1;
                counts[k]++;
              }
        }
    }
}

/* Models that the paper sells side by side, IaaS and PaaS, and not only explains. */
void
dip_variant_take_models (DipVariantPass *pass)
{
  const char *const *words = dip_lexicon_get_words (pass->draft->lexicon, "variant-models");
  g_autofree guint *counts = g_new0 (guint, g_strv_length ((char **) words) + 1);
  guint n_models = 0;
  guint most = 0;

  count_set_apart (pass, words, counts);
  for (guint i = 0; words[i] != NULL; i++)
    {
      n_models += counts[i] > 0;
      most = MAX (most, counts[i]);
    }
  if (n_models < 2 || most < MIN_SET_APART)
    return;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *key = dip_variant_key_of_plan (pass, words[i]);
      DipVariantCandidate *candidate = counts[i] > 0 ? dip_variant_add (pass, key, words[i], NULL) : NULL;

      if (candidate != NULL && candidate->bare == NULL)
        candidate->bare = g_strdup (words[i]);
    }
}

/* Headings and items that begin with a kind of tenancy. */
void
dip_variant_take_headings (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      const char *word = NULL;
      const char *key = NULL;
      g_autoptr (DipLook) look = dip_look_take (clause->title, pass->draft->lexicon);
      const char *title = dip_look_get_folded (look, DIP_VARIANT_FOLD);
      const char **fields;
      gsize length;

      fields = dip_word_table_at (pass->words, title, title + strlen (title), &length);
      if (fields != NULL && fields[1] != NULL && strlen (title) <= DIP_VARIANT_LABEL)
        key = dip_variant_tenancy (pass, title, &word);
      if (key != NULL && dip_variant_find (pass, key) == NULL)
        {
          DipVariantCandidate *candidate = dip_variant_add (pass, key, clause->title, clause);

          if (candidate != NULL)
            dip_variant_add_alias (candidate, word);
        }

      for (guint j = 0; j < clause->blocks->len; j++)
        {
          const DipBlock *block = g_ptr_array_index (clause->blocks, j);
          g_autoptr (DipLook) item = NULL;
          const char *text;

          if (block->kind != DIP_BLOCK_LIST || strlen (block->text) > 400)
            continue;
          item = dip_look_take (block->text, pass->draft->lexicon);
          text = dip_look_get_folded (item, DIP_VARIANT_FOLD);
          fields = dip_word_table_at (pass->words, text, text + strlen (text), &length);
          if (fields != NULL && fields[1] != NULL && dip_variant_find (pass, fields[1]) == NULL)
            {
              g_autofree char *label = label_of_item (block->text);
              const char *colon = strstr (label, "の");

              if (colon != NULL)
                label[colon - label] = '\0';
              {
                DipVariantCandidate *candidate = dip_variant_add (pass, fields[1], strlen (label) <= DIP_VARIANT_LABEL ?
                                                                  label : fields[0], clause);

                /* 専有型メニュー is 専有型 in the rest of the paper */
                if (candidate != NULL)
                  dip_variant_add_alias (candidate, fields[0]);
              }
            }
        }
    }
}

/* From @end back over what a name may be: capitalised words, or a run of katakana, kanji and Latin letters. */
static char *
name_before (const char *text,
             const char *end)
{
  const char *start = end;

  if (end > text && (guchar) end[-1] >= 0x80)
    {
      while (start > text && end - start < (gssize) DIP_VARIANT_LABEL)
        {
          const char *previous = g_utf8_prev_char (start);
          gunichar c = g_utf8_get_char (previous);

          if (!((c >= 0x30A1 && c <= 0x30FE) || (c >= 0x4E00 && c <= 0x9FFF) || (c < 0x80 && g_ascii_isalnum (c))))
            break;
          start = previous;
        }
    }
  else
    {
      for (guint n = 0; n < 4; n++)
        {
          const char *word = start;

          while (word > text && (g_ascii_isalnum (word[-1]) || word[-1] == '-'))
            word--;
          if (word == start || !g_ascii_isupper (*word))
            break;
          start = word;
          if (start == text || start[-1] != ' ')
            break;
          start--;
        }
      while (*start == ' ')
        start++;
    }

  return start < end && (gsize) (end - start) <= DIP_VARIANT_LABEL ? g_strndup (start, (gsize) (end - start)) : NULL;
}

/* The name that a kind of tenancy at @hit explains: "Sample Dedicated, a single-tenant …", "専用版(専有型)". */
static char *
explained_name (const char *text,
                const char *hit)
{
  static const char *const articles[] = { "a ", "an ", "our ", "the ", "its " };
  static const char *const verbs[] = {
    " is ", " runs in ", " runs on ", " runs as ", " operates in ", " operates on ", " operates as ", " uses ",
    " is hosted in ", " is hosted on ", " is deployed in ", " is deployed on ", " is deployed as ", " is provided as ",
    " is provided on ", " is delivered as ", " is delivered from ", " is offered as ",
  };
  const char *at = hit;

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      gsize n = strlen (articles[i]);

      if ((gsize) (at - text) > n && memcmp (at - n, articles[i], n) == 0 && !g_ascii_isalnum (at[-(gssize) n - 1]))
        {
          at -= n;
          break;
        }
    }
  if (at > text && (at[-1] == ',' || at[-1] == '('))
    return name_before (text, at - 1);

  /* "Sample Shared runs in a multi-tenant environment" */
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      gsize n = strlen (verbs[i]);

      if ((gsize) (at - text) > n && memcmp (at - n, verbs[i], n) == 0)
        {
          g_autofree char *name = name_before (text, at - n);

          /* "The service is …", "Storage is dedicated" explain no name */
          if (name == NULL || strchr (name, ' ') == NULL || g_str_has_prefix (name, "The ") ||
              g_str_has_prefix (name, "Our ") || g_str_has_prefix (name, "Each "))
            return NULL;
          return g_steal_pointer (&name);
        }
    }

  return NULL;
}

/* "Shared" (hypervisors of several customers): the quoted name before the bracket that @hit stands in. */
static char *
bracketed_name (const char *text,
                const char *hit)
{
  const char *open = hit;
  const char *start;
  const char *end;

  while (open > text && hit - open < 60 && *open != '(' && *open != ')')
    open--;
  if (*open != '(' || open == text)
    return NULL;
  end = open;
  if (end[-1] == '"')
    {
      end--;
      start = g_strrstr_len (text, end - text, "\"");
      start = start != NULL ? start + 1 : NULL;
    }
  else if (end - text >= 3 && memcmp (end - 3, "」", 3) == 0)
    {
      end -= 3;
      start = g_strrstr_len (text, end - text, "「");
      start = start != NULL ? start + 3 : NULL;
    }
  else
    return NULL;

  return start != NULL && start < end && (gsize) (end - start) <= DIP_VARIANT_LABEL
           ? g_strndup (start, (gsize) (end - start)) : NULL;
}

/* A kind of tenancy in quotes is a name: 「専有プラン」. */
static char *
quoted_name (const char *text,
             const char *hit,
             gsize       length)
{
  if (hit - text >= 3 && memcmp (hit - 3, "「", 3) == 0 && g_str_has_prefix (hit + length, "」"))
    return g_strndup (hit, length);

  return NULL;
}

/* 専用サーバをご用意する「みほん個別」: the quotation that a kind of tenancy at @hit leads to, in the same phrase. */
static char *
quoted_name_behind (const char *hit,
                    gsize       length)
{
  static const char *const ends[] = { "、", "。", "」", "(", "・" };
  const char *start = strstr (hit + length, "「");
  const char *end = start != NULL ? strstr (start, "」") : NULL;

  if (end == NULL || start - hit - (gssize) length > 60 || end - start - 3 > (gssize) DIP_VARIANT_LABEL ||
      end - start <= 3)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_strstr_len (hit, start - hit, ends[i]) != NULL)
      return NULL;

  return g_strndup (start + 3, (gsize) (end - start - 3));
}

/* "a multi-tenant service (Sample Shared)": the capitalised words alone in a bracket that follows at once. */
static char *
bracketed_name_behind (const char *hit,
                       gsize       length)
{
  const char *at = hit + length;
  const char *start;
  const char *end;

  while (g_ascii_islower (*at) || *at == ' ' || *at == '-')
    at++;
  if (*at != '(' || at - hit > 60)
    return NULL;
  start = end = at + 1;
  while (g_ascii_isupper (*end))
    {
      while (g_ascii_isalnum (*end) || *end == '-')
        end++;
      if (*end == ' ')
        end++;
    }
  if (*end != ')' || end - start < MIN_VARIANT_NAME || end - start > (gssize) DIP_VARIANT_LABEL ||
      memchr (start, ' ', (gsize) (end - start)) == NULL)
    return NULL;

  return g_strndup (start, (gsize) (end - start));
}

/* "1 台を専有する「みほん個別」": words that say as much where they lead to a name. */
static void
take_leads (DipVariantPass   *pass,
            const DipPassage *passage,
            DipClause        *clause)
{
  const GPtrArray *rows = dip_lexicon_get_rows (pass->draft->lexicon, "variant-leads");
  const char *text = passage->folded->text;

  if (strstr (text, "「") == NULL)
    return;
  for (guint i = 0; i < rows->len; i++)
    {
      char **fields = g_ptr_array_index (rows, i);
      const char *hit = strstr (text, fields[0]);
      g_autofree char *label = hit != NULL ? quoted_name_behind (hit, strlen (fields[0])) : NULL;

      if (label != NULL && fields[1] != NULL && dip_variant_find (pass, fields[1]) == NULL)
        dip_variant_add (pass, fields[1], label, clause);
    }
}

/* "Sample Dedicated (single-tenant)": the capitalised words before a bracket that holds nothing else. */
static char *
named_before (const char *text,
              const char *hit,
              gsize       length)
{
  const char *end = hit;

  if (hit[length] != ')' || hit == text || hit[-1] != '(')
    return NULL;
  end--;
  while (end > text && end[-1] == ' ')
    end--;

  return end > text && g_ascii_isalnum (end[-1]) ? name_before (text, end) : NULL;
}

/* "Sample Dedicated" is "Dedicated" in the rest of the paper, where Sample is the service or the provider. */
static void
add_short_alias (DipVariantPass      *pass,
                 DipVariantCandidate *candidate,
                 const char          *label)
{
  const DipEdition *edition = pass->draft->document->edition;
  const char *last = strrchr (label, ' ');
  gsize n = last != NULL ? (gsize) (last - label) : 0;

  if (n < 3 || !g_ascii_isupper (last[1]))
    return;
  if ((edition->service != NULL && strncmp (edition->service, label, n) == 0) ||
      (edition->provider != NULL && strncmp (edition->provider, label, n) == 0))
    {
      dip_variant_add_alias (candidate, last + 1);
      if (candidate->bare == NULL)
        candidate->bare = g_strdup (last + 1);
    }
}

/* The names that a sentence explains with a kind of tenancy. */
static void
take_explained (DipVariantPass   *pass,
                const DipPassage *passage,
                DipClause        *clause)
{
  const char *text = passage->folded->text;
  const char *stop = text + passage->folded->length;
  const char *at = text;
  const char **fields;
  const char *hit;
  gsize length;

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_TENANCY))
    return;
  while ((fields = dip_word_table_find (pass->words, at, stop, &hit, &length)) != NULL)
    {
      g_autofree char *label = bracketed_name_behind (hit, length);

      if (label == NULL)
        label = explained_name (text, hit);
      if (label == NULL)
        label = quoted_name (text, hit, length);
      if (label == NULL)
        label = bracketed_name (text, hit);
      if (label == NULL)
        label = named_before (text, hit, length);
      if (label == NULL)
        label = quoted_name_behind (hit, length);
      if (label != NULL && fields[1] != NULL && dip_variant_find (pass, fields[1]) == NULL)
        {
          DipVariantCandidate *candidate = dip_variant_add (pass, fields[1], label, clause);

          if (candidate != NULL)
            {
              dip_variant_add_alias (candidate, fields[0]);
              add_short_alias (pass, candidate, label);
            }
        }
      at = hit + length;
    }
  if (at == text)
    dip_sentence_set_without (passage->sentence, DIP_WITHOUT_TENANCY);
}

/**
 * dip_variant_take_appositions:
 *
 * Names that a sentence explains with a kind of tenancy, in passing; before the first clause, too.
 */
void
dip_variant_take_appositions (DipVariantPass *pass)
{
  const GPtrArray *clauses = pass->draft->document->clauses;
  g_autoptr(GPtrArray) cover = dip_draft_join_cover (pass->draft);

  for (guint i = 0; i < cover->len; i++)
    {
      const char *text = g_ptr_array_index (cover, i);
      g_autoptr(GPtrArray) passages = NULL;

      if (strlen (text) > MAX_COVER_BYTES)
        continue;
      passages = dip_draft_cut_text (pass->draft, text, -1);
      for (guint j = 0; j < passages->len; j++)
        take_explained (pass, g_ptr_array_index (passages, j), NULL);
    }

  for (guint i = 0; i < clauses->len; i++)
    {
      DipClause *clause = g_ptr_array_index (clauses, i);
      const GPtrArray *passages = dip_draft_get_passages (pass->draft, clause);

      for (guint j = 0; j < passages->len; j++)
        {
          take_explained (pass, g_ptr_array_index (passages, j), clause);
          take_leads (pass, g_ptr_array_index (passages, j), clause);
        }
    }
}
