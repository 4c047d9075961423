/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-glyph.h"

/*
 * The service of a Japanese paper that names it in sentences alone:
 *
 *   "Sampleでは、…" "Sampleは…" "Sampleの…"       again and again at the beginning of sentences
 *   "Sampleサービスを…"                           is said to be one
 *   "… Sampleのセキュリティ…"                      has what papers tell of
 *   "「みほん便」の導入をご検討…"                    is quoted where somebody is going to use it
 *   "みほんSampleは、…"                            begins a sentence in two scripts
 *
 * A name is written in Latin letters, as no other word of the sentence is, or quoted. Names of large clouds, of formats
 * and of standards are in the list "subject-others"; short ones in capitals are abbreviations. Linear.
 */

#define MAX_CLAUSES  60u
#define MAX_PASSAGES 60u
#define MAX_NAME     60u

/* Letters of a name, and of one in capitals. */
#define MIN_NAME     3u
#define MIN_CAPITALS 5u

/* What the signs of a name have to be worth. */
#define MIN_WORTH 2u

/* What it is worth to be called a service. */
#define SORT_WORTH 2u

typedef struct
{
  char *name;   /* as it is printed first */
  guint worth;
} Subject;

static void
subject_free (gpointer data)
{
  Subject *self = data;

  g_free (self->name);
  g_free (self);
}

/* Where a name in Latin letters ends that begins at @at; @at for none. */
static const char *
name_end (const char *at)
{
  const char *end = at;

  if (!g_ascii_isalpha (*at))
    return at;
  while (g_ascii_isalnum (*end) || (*end != '\0' && strchr (" -.&+@", *end) != NULL && g_ascii_isalnum (end[1])))
    end++;

  return end;
}

/* Where a name ends that begins at @at with kana or kanji and goes on with a Latin word: "みほんSample"; @at for none. */
static const char *
mixed_end (const char *at)
{
  const char *latin = at;
  const char *end;
  guint n_small = 0;

  while (*latin != '\0' && latin - at < (gssize) MAX_NAME && dip_glyph_is_cjk (g_utf8_get_char (latin)))
    latin = g_utf8_next_char (latin);
  end = latin > at && g_ascii_isupper (*latin) ? name_end (latin) : latin;
  for (const char *letter = latin; letter < end; letter++)
    n_small += g_ascii_islower (*letter);

  return n_small >= MIN_NAME ? end : at;
}

/* Where the quote ends that begins at @at, if it names what somebody is going to use; @at otherwise. */
static const char *
quote_end (const char *at)
{
  static const char *const uses[] = { "の導入", "のご導入", "を導入", "をご導入", "のご利用", "をご利用", "をお使い", "を使い始め" };
  const char *end = strstr (at, "」");

  if (end == NULL || end == at || end - at > (gssize) MAX_NAME)
    return at;
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_str_has_prefix (end + strlen ("」"), uses[i]))
      return end;

  return at;
}

static const char *
skip_one (const char        *at,
          const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (at, words[i]))
      return at + strlen (words[i]);

  return at;
}

/* Whether a name could be that of a service: none that everybody knows, no abbreviation. */
static gboolean
may_be_name (const DipMetadata *self,
             const char        *name)
{
  g_autofree char *small = g_ascii_strdown (name, -1);
  const char *const *others = dip_lexicon_get_words (self->draft->lexicon, "subject-others");
  guint n_letters = 0, n_capitals = 0;

  for (const char *at = name; *at != '\0'; at++)
    {
      n_letters += g_ascii_isalpha (*at) != 0;
      n_capitals += g_ascii_isupper (*at) != 0;
    }
  if (n_letters < MIN_NAME || (n_capitals == n_letters && n_letters < MIN_CAPITALS))
    return FALSE;
  for (guint i = 0; others[i] != NULL; i++)
    {
      gsize n = strlen (others[i]);

      if (strncmp (small, others[i], n) == 0 && !g_ascii_isalpha (small[n]))
        return FALSE;
    }

  return TRUE;
}

static void
add_name (const DipMetadata *self,
          GHashTable        *subjects,
          const DipPassage  *passage,
          const char        *at,
          const char        *end,
          guint              worth)
{
  const char *text = passage->folded->text;
  g_autofree char *key = g_strndup (at, (gsize) (end - at));
  Subject *subject;

  if ((gsize) (end - at) > MAX_NAME || (g_ascii_isalpha (*at) && !may_be_name (self, key)) ||
      dip_metadata_is_common (self, key))
    return;
  subject = g_hash_table_lookup (subjects, key);
  if (subject == NULL)
    {
      subject = g_new0 (Subject, 1);
      subject->name = dip_passage_dup_quote (passage, (gsize) (at - text), (gsize) (end - text));
      g_hash_table_insert (subjects, g_steal_pointer (&key), subject);
    }
  subject->worth += worth;
}

static void
read_passage (const DipMetadata *self,
              GHashTable        *subjects,
              const DipPassage  *passage)
{
  static const char *const sorts[] = { "クラウドサービス", "サービス", "シリーズ", NULL };
  static const char *const topics[] = { "では", "は", "の", "を", "に", "が", "へ", "で", "上", "システム", "開発", NULL };
  const char *text = passage->folded->text;
  const char *end = name_end (text);

  if (end > text && skip_one (skip_one (end, sorts), topics) > end)
    add_name (self, subjects, passage, text, end, 1);
  end = mixed_end (text);
  if (end > text && (g_str_has_prefix (end, "は") || g_str_has_prefix (end, "では")))
    add_name (self, subjects, passage, text, end, SORT_WORTH);

  /* "本書は、Sampleサービスを…", "誠実にSampleのセキュリティを…" */
  for (const char *at = text; *at != '\0'; at = end > at ? end : g_utf8_next_char (at))
    {
      if (g_str_has_prefix (at, "「"))
        {
          at += strlen ("「");
          end = quote_end (at);
          if (end > at)
            add_name (self, subjects, passage, at, end, SORT_WORTH);
          if (*at == '\0')
            break;
          continue;
        }
      end = name_end (at);
      if (end > at && (skip_one (end, sorts) > end || g_str_has_prefix (end, "のセキュリティ")))
        add_name (self, subjects, passage, at, end, SORT_WORTH);
    }
}

static void
read_passages (const DipMetadata *self,
               GHashTable        *subjects,
               const GPtrArray   *passages)
{
  for (guint i = 0; i < passages->len && i < MAX_PASSAGES; i++)
    read_passage (self, subjects, g_ptr_array_index (passages, i));
}

/**
 * dip_metadata_guess_subject:
 * @self: the metadata of a paper for which nothing else names a service
 *
 * Returns: (transfer full) (nullable): the name that the sentences of a Japanese paper speak of again and again
 */
char *
dip_metadata_guess_subject (const DipMetadata *self)
{
  g_autoptr (GHashTable) subjects = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  const GPtrArray *clauses = self->draft->document->clauses;
  const Subject *subject;
  GHashTableIter iter;
  DipLead lead = { 0 };

  if (g_strcmp0 (self->draft->document->edition->language, "ja") != 0)
    return NULL;
  subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, subject_free);
  texts = dip_draft_join_cover (self->draft);
  for (guint i = 0; i < texts->len && i < MAX_CLAUSES; i++)
    {
      g_autoptr (GPtrArray) passages = dip_draft_cut_text (self->draft, g_ptr_array_index (texts, i), -1);

      read_passages (self, subjects, passages);
    }
  for (guint i = 0; i < clauses->len && i < MAX_CLAUSES; i++)
    read_passages (self, subjects, dip_draft_get_passages (self->draft, g_ptr_array_index (clauses, i)));

  g_hash_table_iter_init (&iter, subjects);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &subject))
    dip_lead_take (&lead, subject->name, subject->worth);

  return g_strdup (dip_lead_get_name (&lead, MIN_WORTH));
}
