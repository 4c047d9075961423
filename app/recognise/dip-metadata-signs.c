/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-glyph.h"
#include "text/dip-characters.h"

/*
 * Names that an English paper gives again and again, each sentence a sign:
 *
 *   "Y maintains …" | "Y's staff" | "the Y team" | "Y's responsibilities" | "security@y.example"    who provides
 *   "an X account" | "their X workspace" | "X keeps …" beside a provider                            what is provided
 *
 * The signs of a name add up; the name that has clearly more than any other is it. A name that the paper also writes
 * in small letters is a word: "Backups are …", "backups".
 */

#define MAX_LINES 2000u
#define MAX_CLAUSES 60u
#define MAX_PASSAGES 60u
#define MAX_PASSAGE 3000u

/* Sentences within a sentence. */
#define MAX_STARTS 8u

/* Letters of a name, and of one in small letters. */
#define MIN_FIRST_WORD 4u
#define MIN_SMALL_NAME 3

/* Letters of a name in capitals: shorter ones are abbreviations, those of a standard or of a large cloud. */
#define MIN_CAPITALS 6u

/* What a name's signs have to be worth. */
#define MIN_WORTH 3u

/* What it is worth that the paper's title has a name, and that it ends as names of companies do. */
#define TITLE_WORTH 2u
#define ENDING_WORTH 2u

/* What "the Sample Trust Center" is worth. */
#define SITE_WORTH 2u

/* What the signs of a name in small letters have to be worth that neither a title nor an address has. */
#define MIN_SMALL_WORTH 5u

/* No more names are looked at closer. */
#define MAX_JUDGED 200u

/* "xSample": a name that begins with a small letter and has a capital. */
gboolean
dip_metadata_is_camel_case (const char *word)
{
  gsize n = strcspn (word, ", ");

  if (!g_ascii_islower (*word))
    return FALSE;
  for (gsize i = 1; i < n; i++)
    if (g_ascii_isupper (word[i]))
      return TRUE;

  return FALSE;
}

/* "sample", "sample.io", "2sample": where a name ends that does not begin with a capital; @at for none. */
const char *
dip_metadata_small_name_end (const char *at)
{
  const char *end = at;
  gboolean letter = FALSE;

  if (!g_ascii_islower (*at) && !g_ascii_isdigit (*at))
    return at;
  while (g_ascii_isalnum (*end) ||
         (end > at && *end != '\0' && strchr (".-", *end) != NULL && g_ascii_islower (end[1])))
    {
      letter = letter || g_ascii_isalpha (*end);
      end++;
    }

  return letter && end - at >= MIN_SMALL_NAME ? end : at;
}

/* Whether a text has a name as words of their own, in the same letters. */
static gboolean
says_name (const char *text,
           const char *name)
{
  gsize n = strlen (name);

  for (const char *hit = text != NULL ? strstr (text, name) : NULL; hit != NULL; hit = strstr (hit + n, name))
    if ((hit == text || (!g_ascii_isalnum (hit[-1]) && strchr ("@./-", hit[-1]) == NULL)) &&
        !g_ascii_isalnum (hit[n]) && hit[n] != '-')
      return TRUE;

  return FALSE;
}

/* Whether the paper's title has a name, or the title of the page that it was. */
static gboolean
is_in_own_title (const DipMetadata *self,
                 const char        *name)
{
  return says_name (self->draft->document->edition->title, name) || says_name (self->draft->layout->title, name);
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

/* Whether an address has a name: "security@sample.example", "https://status.sample.example/", "on sample.example". */
static gboolean
has_in_address (const char *text,
                const char *small)
{
  gsize n = strlen (small);

  for (const char *hit = strstr (text, small); hit != NULL; hit = strstr (hit + n, small))
    if ((hit > text && strchr ("@./", hit[-1]) != NULL &&
         ((hit[n] == '.' && g_ascii_isalpha (hit[n + 1])) ||
          (strchr (small, '.') != NULL && !g_ascii_isalnum (hit[n])))) ||
        ((hit == text || strchr (" (", hit[-1]) != NULL) && dip_metadata_host_ending (hit + n) > 0))
      return TRUE;

  return FALSE;
}

/* "AWS", "Slack": a name that papers give that are others'. */
static gboolean
is_of_others (const DipMetadata *self,
              const char        *small)
{
  return dip_text_begins_with_word (small, dip_lexicon_get_words (self->draft->lexicon, "subject-others"));
}

/* What the lines of a paper say of a name: 0 where it is a word, or else 1, or 2 where an address has it. */
static guint
judge_name (const DipMetadata *self,
            const char        *name,
            guint              worth)
{
  const GPtrArray *lines = self->draft->layout->lines;
  g_autofree char *small = g_ascii_strdown (name, -1);
  g_autoptr (GString) closed = g_string_new (small);
  gboolean is_small = !g_ascii_isupper (*name) && !dip_metadata_is_camel_case (name);
  gboolean address = FALSE;
  gboolean capitals = TRUE;

  /* "Processor", a party of a contract */
  if (dip_metadata_is_common (self, name) ||
      g_strv_contains (dip_lexicon_get_words (self->draft->lexicon, "recurring-others"), small))
    return 0;

  g_string_replace (closed, " ", "", 0);
  for (const char *at = name; *at != '\0'; at++)
    capitals = capitals && !g_ascii_islower (*at);
  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (lines, i))->text;

      if (!is_small && has_as_word (text, small))
        return 0;
      address = address || has_in_address (text, closed->str);
    }
  /* a word that begins a line of a list has small letters, too */
  if (is_small && !address && !is_in_own_title (self, name) && worth < MIN_SMALL_WORTH)
    return 0;
  if (!address && ((capitals && strlen (name) < MIN_CAPITALS) || is_of_others (self, small)) &&
      !is_in_own_title (self, name))
    return 0;

  return address ? 2 : 1;
}

void
dip_metadata_count_name (GHashTable *names,
                         const char *start,
                         const char *end,
                         guint       worth)
{
  g_autofree char *name = g_strndup (start, (gsize) (end - start));
  guint sum = GPOINTER_TO_UINT (g_hash_table_lookup (names, name));

  if (strlen (name) < (g_ascii_isupper (*name) ? MIN_FIRST_WORD : MIN_SMALL_NAME))
    return;
  g_hash_table_insert (names, g_steal_pointer (&name), GUINT_TO_POINTER (sum + worth));
}

/* Where a name ends that acts at @at, or whose people do; "Sample, which makes" acts, too; @at for none. Only where a
 * sentence @begins has no other word a small letter. */
static const char *
end_of_acting_name (const DipMetadata *self,
                    const char        *at,
                    gboolean           begins)
{
  const DipLexicon *lexicon = self->draft->lexicon;
  const char *const *verbs = dip_lexicon_get_words (lexicon, "speaker-verbs");
  const char *const *things = dip_lexicon_get_words (lexicon, "speaker-things");
  const char *end = begins || dip_metadata_is_camel_case (at) ? dip_metadata_small_name_end (at) : at;
  g_autofree char *name = NULL;
  gboolean acts;

  if (end == at)
    end = dip_metadata_name_end (at);
  if (end > at + 2 && g_str_has_prefix (end - 2, "'s"))
    end -= 2;
  if (end == at)
    return at;
  acts = (*end == ' ' && dip_text_begins_with_word (end + 1, verbs)) ||
         (g_str_has_prefix (end, ",which ") && dip_text_begins_with_word (end + strlen (",which "), verbs)) ||
         (g_str_has_prefix (end, "'s ") && dip_text_begins_with_word (end + 3, things));
  name = acts ? g_strndup (at, (gsize) (end - at)) : NULL;

  /* "This applies", "Access requires" */
  return acts && !dip_metadata_is_common (self, name) ? end : at;
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

/* "Welcome to the Sample Trust Center": whose pages these are. */
static void
count_site (const DipMetadata *self,
            const char        *text,
            GHashTable        *names)
{
  const char *at = strstr (text, "the ");
  const char *end = at != NULL ? dip_metadata_name_end (at + strlen ("the ")) : NULL;
  g_autofree char *whole = at != NULL ? g_strndup (at + strlen ("the "), (gsize) (end - at) - strlen ("the ")) : NULL;
  gsize length = whole != NULL ? strlen (whole) : 0;

  if (length == 0)
    return;
  dip_metadata_trim_name (self, whole);
  if (strlen (whole) < length && !dip_metadata_is_common (self, whole))
    dip_metadata_count_name (names, whole, whole + strlen (whole), SITE_WORTH);
}

/* "both the Sample team and Sample customers": names before words for people, or for what customers have. */
static void
count_before (const DipMetadata *self,
              const char        *text,
              const char        *list,
              gboolean           of_somebody,
              GHashTable        *names)
{
  static const char *const somebody[] = { "a", "an", "their", "your", "its" };
  const char *const *words = dip_lexicon_get_words (self->draft->lexicon, list);

  for (const char *space = strchr (text, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      const char *start;
      g_autofree char *name = NULL;
      gboolean owned = FALSE;

      if (space == text || !g_ascii_isalnum (space[-1]) || !dip_text_begins_with_word (space + 1, words))
        continue;
      start = dip_metadata_capitals_before (text, space);
      for (guint i = 0; i < G_N_ELEMENTS (somebody) && start > text + 1; i++)
        owned = owned || dip_text_ends_with_word (text, start - 1, (const char *const[]) { somebody[i], NULL });
      name = g_strndup (start, (gsize) (space - start));
      if (start < space && (owned || !of_somebody) && !dip_metadata_is_common (self, name))
        dip_metadata_count_name (names, start, space, 1);
    }
}

/* "Sample's responsibilities", "Sample obligations": a title that says who does what. */
static void
count_title (const DipMetadata *self,
             const char        *title,
             GHashTable        *names)
{
  const char *const *duties = dip_lexicon_get_words (self->draft->lexicon, "speaker-duties");
  const char *end = dip_metadata_name_end (title);
  const char *stop = end > title + 2 && (g_str_has_prefix (end - 2, "'s") || g_str_has_prefix (end - 2, "s'"))
                       ? end - 2 : end;
  g_autofree char *name = g_strndup (title, (gsize) (stop - title));

  if (g_str_has_prefix (end, "’s"))
    end += strlen ("’s");
  if (stop > title && *end == ' ' && dip_text_begins_with_word (end + 1, duties) &&
      !dip_metadata_is_common (self, name))
    dip_metadata_count_name (names, title, stop, TITLE_WORTH);
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
  const char *text = passage->folded->text;
  const char *end;
  guint n_starts = 0;

  if (g_str_has_prefix (text, "At "))
    {
      const char *at = text + strlen ("At ");

      end = dip_metadata_small_name_end (at);
      if (end == at)
        end = dip_metadata_name_end (at);
      if (end > at && *end == ',')
        dip_metadata_count_name (names, at, end, 2);
      return;
    }

  count_site (self, text, names);
  count_before (self, text, "speaker-people", FALSE, names);

  /* "the controls of Sample Works, which makes Sample Path" */
  for (const char *comma = strstr (text, ",which "); comma != NULL; comma = strstr (comma + 1, ",which "))
    {
      const char *start = dip_metadata_capitals_before (text, comma);

      if (start < comma && start > text && end_of_acting_name (self, start, FALSE) == comma)
        dip_metadata_count_name (names, start, comma, 1);
    }

  /* at the beginning, or where another sentence begins within it: "For this, Sample runs …", "what Sample does" */
  for (const char *at = text; at != NULL && n_starts++ < MAX_STARTS; at = next_start (at))
    {
      end = end_of_acting_name (self, at, at == text);
      if (end > at)
        {
          dip_metadata_count_name (names, at, end, 1);
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
          dip_metadata_count_name (names, at, end, 1);
          return;
        }
    }
}

/* "Sample Analytics" */
static gboolean
ends_as_company (const DipMetadata *self,
                 const char        *name)
{
  const char *last = strrchr (name, ' ');

  return last != NULL && g_strv_contains (dip_lexicon_get_words (self->draft->lexicon, "company-endings-latin"),
                                          last + 1);
}

/* "Sample" of "Sample Board" */
static gboolean
is_first_of (const char *name,
             const char *service)
{
  return service != NULL && g_str_has_prefix (service, name) && service[strlen (name)] == ' ';
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

/* "Sample Works Group ("Sample")": the whole name where a line says what it is called for short; else @name, which is
 * taken. */
static char *
dup_long_name (const DipMetadata *self,
               char              *name)
{
  static const char *const quotes[][2] = { { "\"", "\"" }, { "“", "”" }, { "the \"", "\"" }, { "", "" } };
  const GPtrArray *lines = self->draft->layout->lines;

  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    {
      const char *text = ((const DipLine *) g_ptr_array_index (lines, i))->text;

      if (strchr (text, '(') == NULL)
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (quotes); k++)
        {
          g_autofree char *bracket = g_strconcat (" (", quotes[k][0], name, quotes[k][1], ")", NULL);
          const char *end = strstr (text, bracket);
          const char *start = end != NULL ? g_strrstr_len (text, end - text, name) : NULL;

          if (start == NULL || dip_metadata_name_end (start) != end)
            continue;
          g_free (name);
          return g_strndup (start, (gsize) (end - start));
        }
    }

  return name;
}

/* What the cover and the first clauses say of names. */
typedef struct
{
  GHashTable *acts;  /* (element-type utf8 guint): how often each acts, or has people */
  GHashTable *uses;  /* (element-type utf8 guint): how often customers have something of it */
} Signs;

static void
count_passages (const DipMetadata *self,
                const GPtrArray   *passages,
                Signs             *signs)
{
  for (guint k = 0; k < passages->len && k < MAX_PASSAGES; k++)
    {
      const DipPassage *passage = g_ptr_array_index (passages, k);

      if (passage->folded->length > MAX_PASSAGE)
        continue;
      count_names (self, passage, signs->acts);
      count_before (self, passage->folded->text, "service-tenancies", TRUE, signs->uses);
    }
}

static void
count_signs (const DipMetadata *self,
             Signs             *signs)
{
  const GPtrArray *clauses = self->draft->document->clauses;
  g_autoptr (GPtrArray) cover = dip_draft_join_cover (self->draft);

  signs->acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  signs->uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < cover->len; i++)
    {
      const char *text = g_ptr_array_index (cover, i);
      g_autoptr (GPtrArray) passages = strlen (text) <= MAX_PASSAGE ? dip_draft_cut_text (self->draft, text, -1) : NULL;

      if (passages != NULL)
        count_passages (self, passages, signs);
    }
  for (guint i = 0; i < clauses->len && i < MAX_CLAUSES; i++)
    {
      const DipClause *clause = g_ptr_array_index (clauses, i);

      count_title (self, clause->title, signs->acts);
      count_passages (self, dip_draft_get_passages (self->draft, clause), signs);
    }
}

/* What a name is worth beside the others, 0 where it is none; @sum: how often it acts, @n_uses: how often it is used,
 * @known: what the paper names. */
typedef guint (*WeighName) (const DipMetadata *self,
                            const char        *name,
                            guint              sum,
                            guint              n_uses,
                            const char        *known);

/* The acting name of an English paper that is worth clearly more than any other; NULL for none. Names with fewer signs
 * than @least are looked at no closer. */
static char *
dup_leading_name (const DipMetadata *self,
                  guint              least,
                  WeighName          weigh,
                  const char        *known)
{
  Signs signs;
  GHashTableIter iter;
  gpointer name, sum;
  DipLead lead = { 0 };
  guint n_judged = 0;
  char *found;

  if (g_strcmp0 (self->draft->document->edition->language, "en") != 0)
    return NULL;

  count_signs (self, &signs);
  g_hash_table_iter_init (&iter, signs.acts);
  while (g_hash_table_iter_next (&iter, &name, &sum))
    {
      guint n_uses = GPOINTER_TO_UINT (g_hash_table_lookup (signs.uses, name));

      if (GPOINTER_TO_UINT (sum) + n_uses >= least && n_judged++ < MAX_JUDGED)
        dip_lead_take (&lead, name, weigh (self, name, GPOINTER_TO_UINT (sum), n_uses, known));
    }
  found = g_strdup (dip_lead_get_name (&lead, MIN_WORTH));
  g_hash_table_unref (signs.acts);
  g_hash_table_unref (signs.uses);

  return found;
}

static guint
weigh_provider (const DipMetadata *self,
                const char        *name,
                guint              sum,
                guint              n_uses,
                const char        *service)
{
  guint kind = judge_name (self, name, sum);

  return kind == 0 ? 0 : sum + (kind == 2 ? 2 : 0) + has_inner_capital (name) +
                         (is_in_own_title (self, name) ? TITLE_WORTH : 0) +
                         (ends_as_company (self, name) ? ENDING_WORTH : 0) +
                         (is_first_of (name, service) ? 1 : 0);
}

static guint
weigh_service (const DipMetadata *self,
               const char        *name,
               guint              sum,
               guint              n_uses,
               const char        *provider)
{
  return strcmp (provider, name) != 0 && !is_first_of (name, provider) &&
         (n_uses > 0 || dip_metadata_is_in_title (self, name)) && judge_name (self, name, sum) != 0 ? sum + n_uses : 0;
}

/**
 * dip_metadata_guess_provider:
 * @service: (nullable): the best name of a service so far
 *
 * The last that is tried for the provider of an English paper: the name that acts in its sentences, again and again,
 * and clearly more often than any other.
 *
 * Returns: (nullable) (transfer full): a name that the paper prints
 */
char *
dip_metadata_guess_provider (const DipMetadata *self,
                             const char        *service)
{
  char *name = dup_leading_name (self, 1, weigh_provider, service);

  return name != NULL ? dup_long_name (self, name) : NULL;
}

/**
 * dip_metadata_guess_acting_service:
 * @provider: a company with its legal form
 *
 * Of an English paper whose provider is known: another name that acts again and again, and stands in titles of clauses,
 * or of which customers have something.
 *
 * Returns: (nullable) (transfer full): a name that the paper prints
 */
char *
dip_metadata_guess_acting_service (const DipMetadata *self,
                                   const char        *provider)
{
  return dup_leading_name (self, MIN_WORTH, weigh_service, provider);
}
