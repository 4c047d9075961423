/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE  /* memmem () */
#include "config.h"

#include "recognise/dip-stance-private.h"

#include "text/dip-characters.h"

#include <string.h>

/*
 * Who a paper speaks of by words of its own: the rules know 当社 and お客様, "we" and "customer".
 *
 *   provider  = its name, or a term that stands for it       "Sample encrypts …", みほん電算では
 *   customer  = a term that is explained as one              「本サービスを契約する団体（以下「利用団体」）」
 *             | a word of [stance-customer-kinds] that acts   "医療機関は…", "The hospital must …"
 */

#define MAX_SPEAKERS 12u
#define MIN_NAME 6u
#define MAX_NAME 60u

static void
speaker_free (gpointer data)
{
  DipStanceSpeaker *speaker = data;

  g_free (speaker->mark);
  g_free (speaker->word);
  g_free (speaker);
}

/* A word that dip_stance_words() takes from the sentence as it stands there: it makes "not" and "will" itself. */
static char *
dup_mark (const char *word,
          gboolean    japanese)
{
  char *longest = g_strdup ("");
  g_auto (GStrv) parts = NULL;

  if (japanese)
    {
      g_free (longest);
      return g_strdup (word);
    }

  parts = g_strsplit (word, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (strlen (parts[i]) > strlen (longest) && strpbrk (parts[i], "'") == NULL && strcmp (parts[i], "not") != 0 &&
        strcmp (parts[i], "will") != 0)
      {
        g_free (longest);
        longest = g_strdup (parts[i]);
      }

  return longest;
}

static void
add (GPtrArray  *speakers,
     char       *word,
     const char *by)
{
  DipStanceSpeaker *speaker;

  for (guint i = 0; i < speakers->len; i++)
    if (strcmp (((DipStanceSpeaker *) g_ptr_array_index (speakers, i))->word, word) == 0)
      {
        g_free (word);
        return;
      }
  if (speakers->len >= MAX_SPEAKERS)
    {
      g_free (word);
      return;
    }
  speaker = g_new0 (DipStanceSpeaker, 1);
  speaker->word = word;
  speaker->mark = dup_mark (word, (guchar) *by >= 0x80);
  speaker->by = by;
  g_ptr_array_add (speakers, speaker);
}

/* A name as sentences are folded; of an English paper only what is no Japanese. */
static void
add_name (GPtrArray        *speakers,
          const DipLexicon *lexicon,
          const char       *name,
          gboolean          japanese,
          gboolean          provider)
{
  g_autofree char *folded = dip_fold_to_string (name, DIP_STANCE_FOLD, lexicon);
  gsize length = strlen (folded);

  /* 甲 and 乙 of a contract are as short as that */
  if (japanese && g_strv_contains (dip_lexicon_get_words (lexicon, "stance-parties"), folded))
    {
      add (speakers, g_steal_pointer (&folded), provider ? "当社" : "お客様");
      return;
    }
  if (length < (japanese ? MIN_NAME : MIN_NAME / 2) || length > MAX_NAME)
    return;
  if (japanese)
    add (speakers, g_steal_pointer (&folded), provider ? "当社" : "お客様");
  else if (!dip_stance_is_japanese (folded, length))
    add (speakers, dip_stance_words (folded, length), provider ? " we " :
         g_str_has_prefix (folded, "the ") ? " the  customer " :
         g_str_has_suffix (folded, "s") ? " customers " : " customer ");
}

/* Whether a term's meaning says that it is who uses the service: "本サービスを契約する団体". */
static gboolean
means_customer (const DipLexicon *lexicon,
                const DipTerm    *term)
{
  static const char *const tails[] = { "。", "をいいます", "をいう", "を指します", "を指す", "のこと" };
  const char *const *acts = dip_lexicon_get_words (lexicon, "stance-customer-acts");
  const char *const *actors = dip_lexicon_get_words (lexicon, "stance-customer-actors");
  const char *const *customers = dip_lexicon_get_words (lexicon, "stance-customers");
  g_autofree char *folded = dip_fold_to_string (term->meaning, DIP_STANCE_FOLD, lexicon);
  gboolean found = FALSE;

  /* a paper that sets 学校 apart as a term has it for its customer */
  if (g_strv_contains (dip_lexicon_get_words (lexicon, "stance-customer-kinds"), term->term))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    if (g_str_has_suffix (folded, tails[i]))
      folded[strlen (folded) - strlen (tails[i])] = '\0';
  /* 乙: 本システムの利用者 */
  for (guint i = 0; customers[i] != NULL; i++)
    if (g_str_has_suffix (folded, customers[i]) &&
        g_strv_contains (dip_lexicon_get_words (lexicon, "stance-parties"), term->term))
      return TRUE;
  for (guint i = 0; actors[i] != NULL && !found; i++)
    found = g_str_has_suffix (folded, actors[i]);
  if (!found)
    return FALSE;
  return dip_has_one_of (folded, acts);
}

/* Whether somebody acts in a text: the word with a particle behind it, or between an article and a verb. */
static gboolean
acts (const char *text,
      gsize       length,
      const char *word,
      gboolean    japanese)
{
  static const char *const after[] = { "は", "が", "にて", "において", "の責任", "の管理者", "側", "自身", "様" };
  static const char *const verbs[] = { " is ", " are ", " must ", " shall ", " should ", " has ", " have ", " may ",
                                       " can ", " remains ", " remain ", " alone ", " itself ", " themselves ",
                                       " decides ", " decide ", " determines ", " determine ", " ensures ", " ensure ",
                                       " agrees ", " agree ", " undertakes ", " chooses ", " choose " };
  const char *const *tails = japanese ? after : verbs;
  guint n_tails = japanese ? G_N_ELEMENTS (after) : G_N_ELEMENTS (verbs);
  gsize n = strlen (word);

  for (const char *at = text, *hit; (hit = memmem (at, length - (gsize) (at - text), word, n)) != NULL; at = hit + n)
    {
      const char *end = hit + n;

      if (!japanese && hit > text && g_ascii_isalnum (hit[-1]))
        continue;
      for (guint i = 0; i < n_tails; i++)
        if (strncmp (end, tails[i], strlen (tails[i])) == 0)
          return TRUE;
    }

  return FALSE;
}

static void
add_kinds (GPtrArray *speakers,
           DipDraft  *draft,
           gboolean   japanese)
{
  const GPtrArray *clauses = draft->document->clauses;
  const char *const *words = dip_lexicon_get_words (draft->lexicon, japanese ? "stance-customer-kinds" :
                                                                               "stance-customer-kinds-en");

  guint n_words = g_strv_length ((char **) words);
  g_autofree gboolean *found = g_new0 (gboolean, n_words + 1);
  DipWordStarts starts = { 0 };

  for (guint i = 0; i < n_words; i++)
    dip_word_starts_add (&starts, words[i], strlen (words[i]));

  for (guint i = 0; i < clauses->len; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (draft, g_ptr_array_index (clauses, i));

      for (guint j = 0; j < passages->len; j++)
        {
          const DipPassage *passage = g_ptr_array_index (passages, j);
          DipWithout without = japanese ? DIP_WITHOUT_ACTORS : DIP_WITHOUT_ACTORS_EN;
          g_autofree char *lower = NULL;
          const char *text = passage->folded->text;
          const char *end;
          gboolean named = FALSE;

          if (dip_sentence_is_without (passage->sentence, without))
            continue;
          if (!japanese)
            text = lower = g_ascii_strdown (text, -1);
          end = text + passage->folded->length;
          for (const char *at = text; (at = dip_word_starts_next (&starts, at, end)) < end; at++)
            for (guint k = 0; k < n_words; k++)
              if (*at == *words[k] && strncmp (at, words[k], strlen (words[k])) == 0)
                {
                  named = TRUE;
                  if (!found[k])
                    found[k] = acts (text, passage->folded->length, words[k], japanese);
                }
          if (!named)
            dip_sentence_set_without (passage->sentence, without);
        }
    }
  for (guint k = 0; k < n_words; k++)
    if (found[k])
      add_name (speakers, draft->lexicon, words[k], japanese, FALSE);
}

/**
 * dip_stance_list_speakers:
 *
 * Words of this paper for its provider and its customers, those of the provider first. Linear in the text.
 */
GPtrArray *
dip_stance_list_speakers (DipDraft *draft)
{
  GPtrArray *speakers = g_ptr_array_new_with_free_func (speaker_free);
  const DipDocument *document = draft->document;
  const char *provider = document->edition->provider;
  const char *language = document->edition->language;
  const char *const *provider_terms = dip_lexicon_get_words (draft->lexicon, "stance-provider-terms");
  gboolean japanese = g_strcmp0 (language, "en") != 0;

  if (provider != NULL)
    add_name (speakers, draft->lexicon, provider, japanese, TRUE);
  for (guint i = 0; i < document->terms->len; i++)
    {
      const DipTerm *term = g_ptr_array_index (document->terms, i);

      if (term->meaning == NULL)
        continue;
      if ((provider != NULL && strstr (term->meaning, provider) != NULL &&
           (japanese || g_ascii_isupper (*term->term))) ||
          (!japanese && g_strv_contains (provider_terms, term->term)))
        {
          g_autofree char *named = g_strconcat ("the ", term->term, NULL);

          if (!japanese)
            add_name (speakers, draft->lexicon, named, FALSE, TRUE);
          add_name (speakers, draft->lexicon, term->term, japanese, TRUE);
        }
      else if (japanese && means_customer (draft->lexicon, term))
        add_name (speakers, draft->lexicon, term->term, japanese, FALSE);
    }
  if (japanese)
    add_kinds (speakers, draft, TRUE);
  if (g_strcmp0 (language, "ja") != 0)
    add_kinds (speakers, draft, FALSE);

  return speakers;
}

/* What may stand behind a name that acts, or whose something is. */
static gboolean
is_particle (const char *text)
{
  static const char *const particles[] = { "は", "が", "で", "に", "の", "と", "、", "側", "も", "自", "及び",
                                           "又は", "から", ":", NULL };

  return dip_begins_with_one_of (text, particles);
}

/**
 * dip_stance_name_speakers:
 * @speakers: of dip_stance_list_speakers()
 *
 * Not an interned string: GLib may take one up in this thread while another thread lets it go.
 *
 * Returns: (transfer full): a string by which speakers are known to be the same
 */
GRefString *
dip_stance_name_speakers (const GPtrArray *speakers)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < speakers->len; i++)
    {
      const DipStanceSpeaker *speaker = g_ptr_array_index (speakers, i);

      g_string_append_printf (all, "%s\n%s\n", speaker->word, speaker->by);
    }

  return g_ref_string_new_len (all->str, (gssize) all->len);
}

/**
 * dip_stance_may_speak_for:
 * @speakers: of dip_stance_list_speakers()
 * @text: a folded sentence
 *
 * Returns: %FALSE where dip_stance_speak_for() changes none of its parts; %TRUE says nothing
 */
gboolean
dip_stance_may_speak_for (const GPtrArray *speakers,
                          const char      *text,
                          gsize            length)
{
  const char *end = text + length;
  DipWordStarts starts = { 0 };

  for (guint i = 0; i < speakers->len; i++)
    {
      const char *mark = ((const DipStanceSpeaker *) g_ptr_array_index (speakers, i))->mark;

      if (*mark == '\0')
        return TRUE;
      dip_word_starts_add (&starts, mark, strlen (mark));
    }
  for (const char *at = text; (at = dip_word_starts_next (&starts, at, end)) < end; at++)
    for (guint i = 0; i < speakers->len; i++)
      {
        const char *mark = ((const DipStanceSpeaker *) g_ptr_array_index (speakers, i))->mark;
        gsize n = strlen (mark);

        if (*at == *mark && n <= (gsize) (end - at) && memcmp (at, mark, n) == 0)
          return TRUE;
      }

  return FALSE;
}

/**
 * dip_stance_speak_for:
 * @speakers: (nullable): of dip_stance_list_speakers()
 * @text: a folded part of a sentence, or its words; not necessarily terminated
 *
 * "みほん電算では…" → "当社では…", " the  hospital  must " → " the  customer  must ".
 *
 * Returns: (nullable): the text with other words, %NULL if nothing changes
 */
char *
dip_stance_speak_for (const GPtrArray *speakers,
                      const char      *text,
                      gsize            length,
                      gboolean         japanese)
{
  GString *said = NULL;

  for (guint i = 0; speakers != NULL && i < speakers->len; i++)
    {
      const DipStanceSpeaker *speaker = g_ptr_array_index (speakers, i);
      gsize n = strlen (speaker->word);
      gsize at = 0;

      if ((guchar) *speaker->by < 0x80 ? japanese : !japanese)
        continue;
      while (at < (said != NULL ? said->len : length))
        {
          const char *whole = said != NULL ? said->str : text;
          gsize size = said != NULL ? said->len : length;
          const char *hit = memmem (whole + at, size - at, speaker->word, n);

          if (hit == NULL)
            break;
          at = (gsize) (hit - whole);
          if (japanese)
            {
              g_autofree char *rest = g_strndup (hit + n, MIN (size - at - n, 9));

              if (!is_particle (rest))
                {
                  at += n;
                  continue;
                }
            }
          if (said == NULL)
            said = g_string_new_len (text, (gssize) length);
          g_string_erase (said, (gssize) at, (gssize) n);
          g_string_insert (said, (gssize) at, speaker->by);
          at += strlen (speaker->by);
        }
    }

  return said != NULL ? g_string_free (said, FALSE) : NULL;
}
