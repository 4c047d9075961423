/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-glyph.h"

/*
 * The name that an English paper simply says again and again, where nothing tells what it does: "hosted by Y",
 * "with Y, you …", "the Y API", "your data in Y".
 *
 * A name is a word with a capital where sentences have small letters, which the paper never writes in small letters.
 * The host of an address of its own ("security@y.example") tells it apart from names of others.
 */

#define MAX_LINES 2000u
#define MAX_CLAUSES 60u
#define MAX_PASSAGES 60u
#define MAX_PASSAGE 3000u

/* Letters of a word that begins a sentence and is hardly the first of a name: "With Sample, you …". */
#define MAX_OPENER 4u

/* Letters of a name; shorter ones are abbreviations, as are words in capitals. */
#define MIN_NAME 4u

/* Sentences that have to say a name, and how often it must be said other than as a place. */
#define MIN_SAID 3u
#define MIN_WRITTEN 2u

/* Sentences that say a name with an address before a company that is said once in passing is none. */
#define MIN_CERTAIN 5u

/* What an address of a name is worth, and a capital within it. */
#define MAIL_WORTH 6u
#define HOST_WORTH 2u
#define INNER_WORTH 2u

typedef struct
{
  guint said;    /* sentences that say it */
  guint within;  /* those that say it where another word had a small letter */
  guint own;     /* how often it is not where something is kept, "in the Quay Cloud" */
  gboolean first;  /* whether the paper's first sentence begins with it */
  guint alone;   /* how often no further word with a capital stands behind it */
  guint mail;    /* addresses of mail at a host of that name */
  guint hosts;   /* other addresses there */
} Said;

/* Where a word ends that may be a name: letters and digits, "Sample.io" whole. */
static const char *
end_of_word (const char *at)
{
  const char *end = at;

  while (g_ascii_isalnum (*end) || (*end == '.' && g_ascii_islower (end[1]) && dip_metadata_host_ending (end) > 0))
    end++;

  return end;
}

/* Whether the word that begins at @at stands behind one in small letters, so that its capital is its own. */
static gboolean
is_within (const char *text,
           const char *at)
{
  const char *before = at - 1;

  if (at == text || *before != ' ')
    return FALSE;
  while (before > text && *before == ' ')
    before--;
  if (!g_ascii_islower (*before) && *before != ',')
    return FALSE;
  while (before > text && before[-1] != ' ')
    before--;

  return g_ascii_islower (*before);
}

/* "in the Quay Cloud", "hosted by Quay": a host that others run is said so as well. */
static gboolean
is_behind_place (const char *text,
                 const char *at)
{
  static const char *const places[] = { "on", "within", "in", "inside", "into", "onto", "by", "from", "at", NULL };
  const char *end = at;

  if (end - text > 4 && memcmp (end - 5, " the ", 5) == 0)
    end -= 4;

  return end - text > 2 && end[-1] == ' ' && dip_text_ends_with_word (text, end - 1, places);
}

/* "Sample", of "SampleTM" as well, which folding makes of the sign of a trade mark. */
static char *
dup_word (const char *at,
          const char *end)
{
  if ((gsize) (end - at) > MIN_NAME + 2 && memcmp (end - 2, "TM", 2) == 0 && g_ascii_islower (end[-3]))
    end -= 2;

  return g_strndup (at, (gsize) (end - at));
}

static gboolean
may_be_name (const char *at,
             const char *end)
{
  gboolean small = FALSE;

  if ((gsize) (end - at) < MIN_NAME || (!g_ascii_isupper (*at) && !dip_metadata_is_camel_case (at)))
    return FALSE;
  for (const char *letter = at; letter < end; letter++)
    small = small || g_ascii_islower (*letter);

  return small;
}

/* Each name of a sentence once; of several words with capitals the first one only. */
static void
count_said (const char *text,
            gboolean    is_first,
            GHashTable *names)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean follows = FALSE;

  for (const char *at = text; *at != '\0';)
    {
      const char *end = end_of_word (at);
      g_autofree char *name = NULL;
      gboolean free = at == text || strchr (" (\"'", at[-1]) != NULL || at[-1] == ',';
      Said *said;

      if (end == at)
        {
          follows = follows && *at == ' ';
          at++;
          continue;
        }
      if (!free || follows || !may_be_name (at, end) || *end == '@' || *end == '/')
        {
          follows = follows && g_ascii_isupper (*at);
          at = end;
          continue;
        }
      follows = at > text || (gsize) (end - at) > MAX_OPENER;
      name = dup_word (at, end);
      said = g_hash_table_lookup (names, name);
      if (said == NULL)
        {
          said = g_new0 (Said, 1);
          g_hash_table_insert (names, g_strdup (name), said);
        }
      said->first = said->first || (is_first && at == text);
      said->within += is_within (text, at);
      said->alone += !(*end == ' ' && g_ascii_isupper (end[1]));
      said->own += !is_behind_place (text, at);
      if (g_hash_table_add (seen, g_steal_pointer (&name)))
        said->said++;
      at = end;
    }
}

/* Whether a line has a name in small letters as a word, so that it is one. */
static gboolean
is_word_of (const char *line,
            const char *small)
{
  gsize n = strlen (small);

  for (const char *hit = strstr (line, small); hit != NULL; hit = strstr (hit + n, small))
    if ((hit == line || hit[-1] == ' ' || hit[-1] == '(') &&
        (hit[n] == '\0' || strchr (" ,;:)", hit[n]) != NULL || (hit[n] == '.' && !g_ascii_isalnum (hit[n + 1]))))
      return TRUE;

  return FALSE;
}

/* "security@sample.example", "https://status.sample.example/": addresses of @host, "sample.example" or "sample". */
static void
count_addresses (const char *line,
                 const char *host,
                 Said       *said)
{
  gsize n = strlen (host);
  gboolean whole = strchr (host, '.') != NULL;

  for (const char *hit = strstr (line, host); hit != NULL; hit = strstr (hit + n, host))
    {
      const char *start = hit;

      if (whole ? g_ascii_isalnum (hit[n]) : hit[n] != '.' || !g_ascii_isalnum (hit[n + 1]))
        continue;
      while (start > line && (g_ascii_isalnum (start[-1]) || strchr (".-", start[-1]) != NULL))
        start--;
      if (start > line && start[-1] == '@' && start == hit)
        said->mail++;
      else if (start > line && start[-1] == '/' && (hit == start || hit[-1] == '.'))
        said->hosts++;
    }
}

/* Whether a name is one that a paper may speak of itself with, from what all lines say of it. */
static gboolean
judge (const DipMetadata *self,
       const char        *name,
       Said              *said)
{
  const GPtrArray *lines = self->draft->layout->lines;
  const DipLexicon *lexicon = self->draft->lexicon;
  g_autofree char *small = g_ascii_strdown (name, -1);

  if (dip_metadata_is_common (self, name) ||
      dip_text_begins_with_word (small, dip_lexicon_get_words (lexicon, "subject-others")) ||
      g_strv_contains (dip_lexicon_get_words (lexicon, "recurring-others"), small))
    return FALSE;
  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    {
      const char *line = ((const DipLine *) g_ptr_array_index (lines, i))->text;

      if (is_word_of (line, small))
        return FALSE;
      count_addresses (line, small, said);
    }

  return TRUE;
}

/* "SampleWorks" */
static gboolean
has_inner_capital (const char *name)
{
  for (const char *at = name + 1; *at != '\0'; at++)
    if (g_ascii_isupper (*at))
      return TRUE;

  return FALSE;
}

static guint
weigh (const char *name,
       const Said *said)
{
  return said->said + (has_inner_capital (name) ? INNER_WORTH : 0) + (said->mail > 0 ? MAIL_WORTH : 0) +
         (said->hosts > 0 ? HOST_WORTH : 0);
}

/**
 * dip_metadata_guess_recurring:
 * @service: (nullable): the best name of a service so far
 * @other: (nullable): a company that a sentence names in passing
 *
 * The name that recurs in the sentences of an English paper, where no sentence tells what it does. Against @other only
 * a name that clearly speaks will do.
 *
 * Returns: (nullable) (transfer full): a name that the paper prints
 */
char *
dip_metadata_guess_recurring (const DipMetadata *self,
                              const char        *service,
                              const char        *other)
{
  const GPtrArray *clauses = self->draft->document->clauses;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) cover = dip_draft_join_cover (self->draft);
  DipLead mailed = { 0 };
  DipLead all = { 0 };
  GHashTableIter iter;
  gpointer name, value;
  const char *found;
  gboolean is_first = TRUE;

  if (g_strcmp0 (self->draft->document->edition->language, "en") != 0)
    return NULL;

  for (guint i = 0; i < cover->len; i++)
    {
      const char *text = g_ptr_array_index (cover, i);
      gboolean says = dip_text_ends_sentence (text);

      if (strlen (text) <= MAX_PASSAGE)
        count_said (text, is_first && says, names);
      is_first = is_first && !says;
    }
  for (guint i = 0; i < clauses->len && i < MAX_CLAUSES; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (self->draft, g_ptr_array_index (clauses, i));

      for (guint k = 0; k < passages->len && k < MAX_PASSAGES; k++)
        {
          const DipPassage *passage = g_ptr_array_index (passages, k);

          if (passage->folded->length <= MAX_PASSAGE)
            count_said (passage->folded->text, is_first, names);
          is_first = FALSE;
        }
    }

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      Said *said = value;

      if (said->within == 0 || said->own == 0 || said->said < MIN_WRITTEN || !judge (self, name, said))
        continue;
      if (said->own < MIN_WRITTEN && said->mail == 0 && !(said->first && has_inner_capital (name)))
        continue;
      /* "Sample" of "Sample Relay" is nobody; beside a service, another name may be that of a plan */
      if (said->mail == 0 &&
          (said->alone == 0 || (service != NULL && said->hosts == 0 && !g_str_has_prefix (service, name))))
        continue;
      if (said->mail > 0)
        dip_lead_take (&mailed, name, weigh (name, said));
      dip_lead_take (&all, name, weigh (name, said));
    }
  found = dip_lead_get_name (&mailed, MIN_WRITTEN + MAIL_WORTH);
  if (other != NULL)
    return found != NULL && mailed.most >= MIN_CERTAIN + MAIL_WORTH && strstr (other, found) == NULL
             ? g_strdup (found) : NULL;
  if (found == NULL)
    found = dip_lead_get_name (&all, MIN_SAID);

  return g_strdup (found);
}
