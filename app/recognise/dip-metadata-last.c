/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-glyph.h"
#include "recognise/dip-passage.h"

/*
 * What a paper is about where neither a sentence nor a known kind of title says it. Only words that are printed count,
 * those of the title first:
 *
 *   "Sample Vault: who does what", "Answers – Sample Portal"     the part that is a name
 *   "Shared duties in Sample Compute"                             a name behind the last preposition
 *   "みほん便 安全のしおり"                                        what stands before the words about papers
 *   "見本在庫クラウド"                                             a line of the cover that ends as names of services do
 *   "Sample Video GmbH … Sample Video is …"                       the company's own name, where the text uses it alone
 */

/* Bytes of the name of a site, and lines that are looked at for it. */
#define MAX_SITE 60u
#define MAX_SITE_LINES 2000u

#define MAX_NAME      60u    /* bytes */
#define MAX_LINES  20000u
#define MIN_USES       3u    /* of a company's name without its legal form */
#define MIN_BRAND      4u    /* bytes of it */
#define AROUND         24     /* bytes before it that may be its legal form */
#define BEHIND         10u    /* letters behind it that may be */

/* Of a provider's name that a service is named after, and of such a service. */
#define MIN_FIRST_WORD  4u
#define MAX_WORDS       5u
#define MAX_FIRST_LINES 200u

/* Whether all words but small ones begin with a capital or a figure: "Sample Vault", "Bank of Sample". */
static gboolean
is_capitalised (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  if (!g_ascii_isupper (*text))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_islower (*words[i]) && strlen (words[i]) > 3)
      return FALSE;

  return TRUE;
}

/* Whether a text has words that tell what papers are about, or is such a word. */
static gboolean
is_about_papers (DipMetadata *self,
                 const char  *text)
{
  g_autofree char *key = dip_fold_to_string (text, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);

  return g_strv_contains (dip_lexicon_get_words (self->draft->lexicon, "title-generic"), key) ||
         dip_metadata_contains (self, "document-kinds", key) || dip_metadata_contains (self, "title-topics", key) ||
         dip_metadata_contains (self, "last-topics", key);
}

static gboolean
is_name (DipMetadata *self,
         const char  *text)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_PASSAGE_FOLD, NULL);
  DipSpan span;

  if (g_utf8_strlen (text, -1) < 2 || strlen (text) > MAX_NAME || g_ascii_isdigit (*text) ||
      dip_text_has_sentence (text) || is_about_papers (self, text) ||
      dip_company_find (folded, 0, self->draft->lexicon, &span))
    return FALSE;

  return (guchar) *text >= 0x80 || is_capitalised (text);
}

/* "📋 Sample": behind the pictures that a title begins with. */
static const char *
skip_pictures (const char *text)
{
  const char *at = text;

  /* U+FE0F asks for the coloured picture of a sign */
  while (*at == ' ' || g_unichar_type (g_utf8_get_char (at)) == G_UNICODE_OTHER_SYMBOL ||
         g_utf8_get_char (at) == 0xfe0f)
    at = g_utf8_next_char (at);

  return *at != '\0' ? at : text;
}

/* Takes a name off @parts if it is the only one of them. */
static char *
only_name (DipMetadata  *self,
           char        **parts)
{
  char *found = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *part = (char *) skip_pictures (g_strstrip (parts[i]));

      if (!is_name (self, part))
        continue;
      if (found != NULL)
        return NULL;
      found = part;
    }
  if (found != NULL)
    dip_metadata_trim_name (self, found);

  return g_strdup (found);
}

static char *
name_in_title (DipMetadata *self,
               const char  *title)
{
  static const char *const marks[] = { "：", ": ", " – ", " — ", " - ", " | ", "｜", " / " };
  static const char *const prepositions[] = { " in ", " for ", " of ", " with ", " on ", " at " };
  g_autoptr(GString) even = g_string_new (title);
  g_auto(GStrv) parts = NULL;
  const char *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    g_string_replace (even, marks[i], "\t", 0);
  parts = g_strsplit (even->str, "\t", 4);
  if (parts[0] != NULL && parts[1] != NULL)
    return only_name (self, parts);

  if ((guchar) *title >= 0x80)
    {
      /* "みほん便 安全のしおり" */
      const char *gap = title;
      g_autofree char *first = NULL;

      while (*gap != '\0' && !dip_glyph_is_space (g_utf8_get_char (gap)))
        gap = g_utf8_next_char (gap);
      first = g_strndup (title, (gsize) (gap - title));

      return *gap != '\0' && is_about_papers (self, gap) && is_name (self, first) ? g_steal_pointer (&first) : NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (prepositions); i++)
    {
      const char *hit = g_strrstr (title, prepositions[i]);

      if (hit != NULL && (last == NULL || hit + strlen (prepositions[i]) > last))
        last = hit + strlen (prepositions[i]);
    }
  if (last != NULL && g_str_has_prefix (last, "the "))
    return NULL;

  return last != NULL && strchr (last, ' ') != NULL && is_name (self, last) ? g_strdup (last) : NULL;
}

/* A line of the cover that ends as names of services do, and says no more. */
static char *
name_on_cover (DipMetadata *self)
{
  const GPtrArray *cover = self->draft->cover;

  for (guint i = 0; i < cover->len && i < 30; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (cover, i))->text;
      g_autofree char *key = NULL;

      if (strlen (text) > MAX_NAME || strpbrk (text, "\t:") != NULL || strstr (text, "：") != NULL ||
          !is_name (self, text))
        continue;
      key = dip_fold_to_string (text, DIP_PASSAGE_FOLD | DIP_FOLD_CASE, NULL);
      if (dip_metadata_ends_as_service (self, key))
        return g_strdup (text);
    }

  return NULL;
}

/* What it is worth that a line has an address of a brand in small letters: "security@sample.example". */
static guint
uses_in_addresses (const char *text,
                   const char *small)
{
  const char *hit = strstr (text, small);

  return hit != NULL && hit > text && strchr ("@./", hit[-1]) != NULL && hit[strlen (small)] == '.' ? MIN_USES - 1 : 0;
}

/* "Sample Video" of "Sample Video GmbH", where sentences use it alone; and a provider without a legal form whose
 * customers have no other name for what they use. */
static char *
name_of_company (DipMetadata *self,
                 const char  *provider)
{
  const GPtrArray *lines = self->draft->layout->lines;
  g_autofree char *folded = dip_fold_to_string (provider, DIP_PASSAGE_FOLD, NULL);
  g_autofree char *brand = dip_company_brand (folded, self->draft->lexicon);
  g_autofree char *small = g_ascii_strdown (brand, -1);
  gsize length = strlen (brand);
  guint n = 0;

  if (length < MIN_BRAND || (length == strlen (folded) && strchr (folded, ' ') != NULL))
    return NULL;
  for (guint i = 0; i < lines->len && i < MAX_LINES && n < MIN_USES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (lines, i))->text;

      n += uses_in_addresses (text, small);
      for (const char *hit = strstr (text, brand); hit != NULL && n < MIN_USES; hit = strstr (hit + length, brand))
        {
          g_autofree char *around = NULL;
          const char *from = hit - text > AROUND ? hit - AROUND : text;
          const char *to = hit + length;
          DipSpan span;

          if ((hit > text && g_ascii_isalnum (hit[-1])) || g_ascii_isalnum (hit[length]))
            continue;
          while (from < hit && (*from & 0xC0) == 0x80)
            from++;
          for (guint k = 0; k < BEHIND && *to != '\0'; k++)
            to = g_utf8_next_char (to);
          around = g_strndup (from, (gsize) (to - from));
          n += !dip_company_find (around, 0, self->draft->lexicon, &span);
        }
    }

  return n >= MIN_USES ? g_steal_pointer (&brand) : NULL;
}

/* How many capitalised words @at begins with, up to a word that tells what a paper is about; @end behind them. */
static guint
count_capitals (const char        *at,
                const char *const *stops,
                const char       **end)
{
  guint n = 0;

  *end = at;
  while (n < MAX_WORDS)
    {
      const char *word = n > 0 && **end == ' ' ? *end + 1 : *end;
      const char *stop = word;
      g_autofree char *lower = NULL;

      if (!g_ascii_isupper (*word) || (n > 0 && word == *end))
        break;
      while (g_ascii_isalnum (*stop) || *stop == '-')
        stop++;
      lower = g_ascii_strdown (word, stop - word);
      if (n > 0 && g_strv_contains (stops, lower))
        break;
      n++;
      *end = stop;
    }

  return n;
}

/* "Provider: Sample Works Ltd. Service: Sample Board": within a line */
static gboolean
is_behind_label (const DipLexicon *lexicon,
                 const char       *text,
                 const char       *at)
{
  return at - text > 2 && memcmp (at - 2, ": ", 2) == 0 &&
         dip_text_ends_with_word (text, at - 2, dip_lexicon_get_words (lexicon, "property-service"));
}

/* "Sample" of "SAMPLE WORKS LTD", as a cover has it. */
static gboolean
says_in_small (const char *at,
               const char *provider,
               gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_islower (provider[i]))
      return FALSE;

  return length > 1 && g_ascii_isupper (*at) && g_ascii_islower (at[1]) &&
         g_ascii_strncasecmp (at, provider, length) == 0 && !g_ascii_isalnum (at[length]);
}

/*
 * "Sample Forms" of Sample Works Ltd: the first word of the provider with capitalised words behind it that are not the
 * provider's own, the most frequent on the first lines; a line of the cover for itself counts for more. The first
 * word may begin a longer one, "SampleDB Forms", also where the provider has no other. NULL for none.
 */
char *
dip_metadata_dup_named_after (const DipMetadata *self,
                              const char        *provider)
{
  const DipDraft *draft = self->draft;
  const char *const *stops = dip_lexicon_get_words (draft->lexicon, "service-phrase-stops");
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n = strcspn (provider, " ,");
  guint own = 0;
  const char *best = NULL;
  guint most = 1;
  GHashTableIter iter;
  gpointer phrase, count;

  if (n < MIN_FIRST_WORD || !g_ascii_isupper (*provider))
    return NULL;
  while (provider[n + own] == ' ' || provider[n + own] == ',')
    own++;
  own += (guint) strcspn (provider + n + own, " ,");

  for (guint i = 0; i < draft->layout->lines->len && i < MAX_FIRST_LINES; i++)
    {
      const DipLine *line = g_ptr_array_index (draft->layout->lines, i);
      const char *text = line->text;

      if (strlen (text) > 1000)
        continue;
      for (const char *at = text; *at != '\0'; at++)
        {
          const char *end;
          g_autofree char *name = NULL;
          gboolean alone;
          guint value;

          if ((strncmp (at, provider, n) != 0 && !says_in_small (at, provider, n)) ||
              (at > text && g_ascii_isalnum (at[-1])) ||
              !(g_ascii_isupper (at[n]) ||
                (at[n] == ' ' && own > 0 && g_ascii_strncasecmp (at, provider, n + own) != 0)) ||
              count_capitals (at, stops, &end) < (at[n] == ' ' ? 2u : 1u))
            continue;
          name = g_strndup (at, (gsize) (end - at));
          value = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));
          /* alone on a line but for brackets, before a gap of a page's head, or behind "Service:" */
          alone = at == text && (*end == '\0' || *end == '\t' || g_str_has_prefix (end, "  ") ||
                                 g_str_has_prefix (end, " ("));
          value += alone || is_behind_label (draft->lexicon, text, at) ? 2 : 1;
          g_hash_table_insert (counts, g_steal_pointer (&name), GUINT_TO_POINTER (value));
          at = end - 1;
        }
    }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &phrase, &count))
    if (GPOINTER_TO_UINT (count) > most ||
        (GPOINTER_TO_UINT (count) == most && best != NULL && strcmp (phrase, best) < 0))
      {
        best = phrase;
        most = GPOINTER_TO_UINT (count);
      }

  return g_strdup (best);
}

/* "Security policy | Sample Board": whose page it is stands in a page's title behind its own; the text says it, too. */
static char *
name_of_site (DipMetadata *self)
{
  static const char *const separators[] = { " | ", "｜", " – ", " — ", " - " };
  const DipDraft *draft = self->draft;
  const char *whole = draft->layout->title;
  const char *title = draft->document->edition->title;
  const GPtrArray *lines = draft->layout->lines;

  if (whole == NULL || title == NULL || !g_str_equal (draft->layout->media_type, "text/html"))
    return NULL;
  for (guint k = 0; k < G_N_ELEMENTS (separators); k++)
    {
      const char *at = g_str_has_prefix (whole, title) ? whole + strlen (title) : "";
      const char *name = at + strlen (separators[k]);
      DipSpan span;

      if (!g_str_has_prefix (at, separators[k]) || *name == '\0' || strlen (name) > MAX_SITE)
        continue;
      if (dip_company_find (name, 0, draft->lexicon, &span))
        return NULL;
      for (guint i = 0; i < lines->len && i < MAX_SITE_LINES; i++)
        if (strstr (((const DipLine *) g_ptr_array_index (lines, i))->text, name) != NULL)
          return g_strdup (name);
    }

  return NULL;
}

/* "Sample Docs" as a page's title has it: whose pages these are. Takes @name. */
static char *
dup_site (char *name)  /* (nullable) */
{
  static const char *const pages[] = { " Docs", " Documentation", " Blog", " Support", " Help" };

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (pages); i++)
    if (g_str_has_suffix (name, pages[i]) && strlen (name) > strlen (pages[i]))
      name[strlen (name) - strlen (pages[i])] = '\0';

  return name;
}

/**
 * dip_metadata_guess_service:
 * @self: a paper of which the provider and the title are known, if they are
 *
 * The last that is tried for the name of a service.
 *
 * Returns: (nullable) (transfer full): a name that the paper prints
 */
char *
dip_metadata_guess_service (DipMetadata *self)
{
  const DipEdition *edition = self->draft->document->edition;
  char *name = edition->title != NULL ? name_in_title (self, edition->title) : NULL;

  /* of a form that somebody filled in only the title may name whose answers these are */
  if (edition->kind != DIP_KIND_WHITEPAPER)
    return name;
  if (name == NULL)
    name = name_of_site (self);
  if (name == NULL && self->draft->layout->title != NULL && g_strcmp0 (edition->language, "en") == 0 &&
      g_str_equal (self->draft->layout->media_type, "text/html"))
    name = dup_site (name_in_title (self, self->draft->layout->title));
  if (name == NULL)
    name = name_on_cover (self);
  if (name == NULL && g_strcmp0 (edition->language, "en") == 0)
    name = dip_metadata_guess_named_service (self);
  if (name == NULL && edition->provider != NULL)
    name = dip_metadata_guess_acting_service (self, edition->provider);
  if (name == NULL && edition->provider != NULL)
    name = name_of_company (self, edition->provider);

  return name;
}
