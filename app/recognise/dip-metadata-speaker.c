/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

/*
 * Who speaks, in an English paper that names no company with its legal form:
 *
 *   "At Y, we …" | "between Y and its customers"                      says so
 *   "Y maintains …" | "Y's staff" | "security@y.example"              says so where it recurs
 *
 * A name that the paper also writes in small letters is a word: "Backups are …", "backups".
 */

#define MAX_LINES 2000u
#define MAX_FIRST_LINES 200u
#define MAX_CLAUSES 60u
#define MAX_PASSAGES 60u
#define MAX_PASSAGE 3000u

/* Sentences within a sentence. */
#define MAX_STARTS 8u

/* Letters of a name, and words. */
#define MIN_FIRST_WORD 4u
#define MAX_WORDS 5u

/* Letters of a name in capitals: shorter ones are abbreviations, those of a standard or of a large cloud. */
#define MIN_CAPITALS 6u

/* What a name's signs have to be worth, and how often more than the next one's. */
#define MIN_WORTH 3u
#define MIN_LEAD 2u

/* Names with fewer signs are looked at no closer, nor are more of them than these. */
#define MIN_SIGNS 1u
#define MAX_JUDGED 200u

/* Where the capitalised words of a name end that begin at @at; @at itself for none. */
const char *
dip_metadata_name_end (const char *at)
{
  const char *end = at;

  for (guint n = 0; n < MAX_WORDS; n++)
    {
      const char *word = n == 0 ? at : end + 1;

      if ((n > 0 && *end != ' ') || !(g_ascii_isupper (*word) || (n > 0 && *word == '&')))
        break;
      while (g_ascii_isalnum (*word) || (*word != '\0' && strchr ("&-'", *word) != NULL))
        word++;
      end = word;
    }

  return end;
}

/* "xSample": a name that begins with a small letter and has a capital. */
static gboolean
is_camel_case (const char *word)
{
  gsize n = strcspn (word, ", ");

  if (!g_ascii_islower (*word))
    return FALSE;
  for (gsize i = 1; i < n; i++)
    if (g_ascii_isupper (word[i]))
      return TRUE;

  return FALSE;
}

/* Whether a line of the cover is nothing but a name. */
static gboolean
stands_alone_on_cover (const DipMetadata *self,
                       const char        *name,
                       gsize              length)
{
  for (guint i = 0; i < self->draft->cover->len && i < MAX_FIRST_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (self->draft->cover, i))->text;

      if (length >= MIN_FIRST_WORD && strncmp (text, name, length) == 0 && text[length] == '\0')
        return TRUE;
    }

  return FALSE;
}

/* "At Sample Works, we …", "is shared between Sample Works and its customers": who speaks, without a legal form. */
void
dip_metadata_read_speaker (DipMetadata      *self,
                           const DipPassage *passage,
                           DipCandidate     *provider)
{
  static const char *const others[] = {
    " and the customer", " and its customer", " and our customer", " and customer",
    " and the client", " and its client", " and you,", " and you.",
  };
  static const char *const ways[] = { ",we ", ",our ", ",security ", ",the security ", " we ", " our " };
  const char *text = passage->folded->text;
  const char *at = strstr (text, "between ");
  const char *end;

  if (at != NULL)
    {
      at += strlen ("between ");
      end = dip_metadata_name_end (at);
      for (guint i = 0; i < G_N_ELEMENTS (others) && end > at; i++)
        if (g_str_has_prefix (end, others[i]))
          {
            dip_metadata_offer (provider, dip_passage_dup_quote (passage, at - text, end - text), DIP_WEIGHT_MENTION);
            break;
          }
    }

  if (!g_str_has_prefix (text, "At "))
    return;
  at = text + strlen ("At ");
  end = at + strcspn (at, ", ");
  if (g_ascii_islower (*at) && *end == ',' && stands_alone_on_cover (self, at, (gsize) (end - at)))
    {
      dip_metadata_offer (provider, dip_passage_dup_quote (passage, at - text, end - text), DIP_WEIGHT_MENTION);
      return;
    }
  end = is_camel_case (at) ? end : dip_metadata_name_end (at);
  for (guint i = 0; i < G_N_ELEMENTS (ways) && end > at; i++)
    if (g_str_has_prefix (end, ways[i]))
      {
        dip_metadata_offer (provider, dip_passage_dup_quote (passage, at - text, end - text), DIP_WEIGHT_MENTION);
        break;
      }
}

/* Whether a line has a name in small letters as a word of its own; hosts and addresses have all names so. */
static gboolean
has_as_word (const char *text,
             const char *small)
{
  gsize n = strlen (small);

  for (const char *hit = strstr (text, small); hit != NULL; hit = strstr (hit + n, small))
    {
      const char *end = hit + n;

      if ((hit == text || hit[-1] == ' ' || hit[-1] == '(') &&
          (*end == '\0' || *end == ' ' || *end == ')' ||
           (strchr (",.;:", *end) != NULL && (end[1] == ' ' || end[1] == '\0'))))
        return TRUE;
    }

  return FALSE;
}

/* Whether an address has a name: "security@sample.example", "https://status.sample.example/". */
static gboolean
has_in_address (const char *text,
                const char *small)
{
  gsize n = strlen (small);

  for (const char *hit = strstr (text, small); hit != NULL; hit = strstr (hit + n, small))
    if (hit > text && strchr ("@./", hit[-1]) != NULL && hit[n] == '.' && g_ascii_isalpha (hit[n + 1]))
      return TRUE;

  return FALSE;
}

/* What the lines of a paper say of a name: 0 where it is a word, or else 1, or 2 where an address has it. */
static guint
judge_name (const DipMetadata *self,
            const char        *name)
{
  const GPtrArray *lines = self->draft->layout->lines;
  g_autofree char *small = g_ascii_strdown (name, -1);
  g_autoptr (GString) closed = g_string_new (small);
  gboolean address = FALSE;
  gboolean capitals = TRUE;

  g_string_replace (closed, " ", "", 0);
  for (const char *at = name; *at != '\0'; at++)
    capitals = capitals && !g_ascii_islower (*at);
  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (lines, i))->text;

      if (has_as_word (text, small))
        return 0;
      address = address || has_in_address (text, closed->str);
    }
  if (capitals && !address && strlen (name) < MIN_CAPITALS)
    return 0;

  return address ? 2 : 1;
}

static void
count_name (GHashTable *names,
            const char *start,
            const char *end,
            guint       worth)
{
  g_autofree char *name = g_strndup (start, (gsize) (end - start));
  guint sum = GPOINTER_TO_UINT (g_hash_table_lookup (names, name));

  if (strlen (name) < MIN_FIRST_WORD)
    return;
  g_hash_table_insert (names, g_steal_pointer (&name), GUINT_TO_POINTER (sum + worth));
}

/* Where a name ends that acts at @at, or whose people do; @at for none. */
static const char *
end_of_acting_name (const DipLexicon *lexicon,
                    const char       *at)
{
  const char *end = dip_metadata_name_end (at);

  if (end > at + 2 && g_str_has_prefix (end - 2, "'s"))
    end -= 2;
  if (end == at)
    return at;
  if (*end == ' ' && dip_text_begins_with_word (end + 1, dip_lexicon_get_words (lexicon, "speaker-verbs")))
    return end;

  return g_str_has_prefix (end, "'s ") &&
         dip_text_begins_with_word (end + 3, dip_lexicon_get_words (lexicon, "speaker-things")) ? end : at;
}

/* Behind the next comma, "that" or "what" of a sentence; NULL for none. */
static const char *
next_start (const char *at)
{
  const char *comma = strchr (at, ',');
  const char *that = strstr (at, "hat ");

  /* "what", too */
  if (that != NULL && that > at && (that[-1] == 't' || that[-1] == 'w') && (comma == NULL || that < comma))
    return that + strlen ("hat ");

  return comma != NULL ? comma + 1 + (comma[1] == ' ') : NULL;
}

/* "Sample maintains …", "Sample's engineers …", "At Sample, …", "your Sample account": once a sentence. */
static void
count_names (const DipMetadata *self,
             const DipPassage  *passage,
             GHashTable        *names)
{
  static const char *const befores[] = { "your ", "Your ", " at ", "between you and ", " contact ", NULL };
  static const char *const behinds[] = {
    "account", "accounts", "workspace", "instance", "dashboard", "platform", "users", "customers", NULL,
  };
  const DipLexicon *lexicon = self->draft->lexicon;
  const char *text = passage->folded->text;
  const char *end;
  guint n_starts = 0;

  if (passage->folded->length > MAX_PASSAGE)
    return;
  if (g_str_has_prefix (text, "At "))
    {
      const char *at = text + strlen ("At ");

      end = dip_metadata_name_end (at);
      if (end > at && *end == ',')
        count_name (names, at, end, 2);
      return;
    }

  /* at the beginning, or where another sentence begins within it: "For this, Sample runs …", "what Sample does" */
  for (const char *at = text; at != NULL && n_starts++ < MAX_STARTS; at = next_start (at))
    {
      end = end_of_acting_name (lexicon, at);
      if (end > at)
        {
          count_name (names, at, end, 1);
          return;
        }
    }

  for (guint i = 0; befores[i] != NULL; i++)
    {
      const char *at = strstr (text, befores[i]);

      if (at == NULL)
        continue;
      at += strlen (befores[i]);
      end = dip_metadata_name_end (at);
      if (end > at && (befores[i][0] == ' ' ? strchr (",.", *end) != NULL
                                             : *end == ' ' && dip_text_begins_with_word (end + 1, behinds)))
        {
          count_name (names, at, end, 1);
          return;
        }
    }
}

/* "SampleWorks": hardly a word. */
static gboolean
has_inner_capital (const char *name)
{
  for (const char *at = name; *at != '\0'; at++)
    if (g_ascii_islower (at[0]) && g_ascii_isupper (at[1]))
      return TRUE;

  return FALSE;
}

/**
 * dip_metadata_guess_provider:
 *
 * The last that is tried for the provider of an English paper: the name that acts in its sentences, again and again,
 * and clearly more often than any other.
 *
 * Returns: (nullable) (transfer full): a name that the paper prints
 */
char *
dip_metadata_guess_provider (const DipMetadata *self)
{
  const GPtrArray *clauses = self->draft->document->clauses;
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GPtrArray) cover = NULL;
  GHashTableIter iter;
  gpointer name, sum;
  const char *best = NULL;
  guint most = 0;
  guint next = 0;
  guint n_judged = 0;

  if (g_strcmp0 (self->draft->document->edition->language, "en") != 0)
    return NULL;

  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  cover = dip_draft_join_cover (self->draft);
  for (guint i = 0; i < cover->len; i++)
    {
      const char *text = g_ptr_array_index (cover, i);
      g_autoptr (GPtrArray) passages = strlen (text) <= MAX_PASSAGE ? dip_draft_cut_text (self->draft, text, -1) : NULL;

      for (guint k = 0; passages != NULL && k < passages->len; k++)
        count_names (self, g_ptr_array_index (passages, k), names);
    }
  for (guint i = 0; i < clauses->len && i < MAX_CLAUSES; i++)
    {
      const GPtrArray *passages = dip_draft_get_passages (self->draft, g_ptr_array_index (clauses, i));

      for (guint k = 0; k < passages->len && k < MAX_PASSAGES; k++)
        count_names (self, g_ptr_array_index (passages, k), names);
    }

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &sum))
    {
      guint worth = GPOINTER_TO_UINT (sum);
      guint kind = worth >= MIN_SIGNS && n_judged++ < MAX_JUDGED ? judge_name (self, name) : 0;

      worth = kind == 0 ? 0 : worth + (kind == 2 ? 2 : 0) + has_inner_capital (name);
      if (worth > most)
        {
          next = most;
          most = worth;
          best = name;
        }
      else
        {
          next = MAX (next, worth);
        }
    }

  return most >= MIN_WORTH && most >= MIN_LEAD * next ? g_strdup (best) : NULL;
}

/**
 * dip_metadata_guess_named_service:
 *
 * Of an English paper: "the Sample Cloud", capitals behind an article that end as names of services do, again and
 * again.
 *
 * Returns: (nullable) (transfer full): a name that the paper prints
 */
char *
dip_metadata_guess_named_service (const DipMetadata *self)
{
  const GPtrArray *lines = self->draft->layout->lines;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *best = NULL;
  guint most = 0;
  GHashTableIter iter;
  gpointer name, sum;

  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (lines, i))->text;

      for (const char *at = strstr (text, "he "); at != NULL; at = strstr (at + 1, "he "))
        {
          const char *end = dip_metadata_name_end (at + 3);
          const char *space = at + 3 < end ? memchr (at + 3, ' ', (gsize) (end - at - 3)) : NULL;
          g_autofree char *key = NULL;

          if (at == text || (at[-1] != 't' && at[-1] != 'T') || (at - text >= 2 && at[-2] != ' ') || space == NULL)
            continue;
          key = g_ascii_strdown (at + 3, end - at - 3);
          if (dip_metadata_ends_as_service (self, key))
            count_name (names, at + 3, end, 1);
        }
    }

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &sum))
    if (GPOINTER_TO_UINT (sum) > most || (GPOINTER_TO_UINT (sum) == most && strcmp (name, best) < 0))
      {
        most = GPOINTER_TO_UINT (sum);
        best = name;
      }

  return most >= MIN_WORTH ? g_strdup (best) : NULL;
}
