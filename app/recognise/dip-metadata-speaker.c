/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
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

/* "sample", "sample.io", "2sample": where a name ends that does not begin with a capital; @at for none. */
static const char *
small_name_end (const char *at)
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

/* "Sample Board is operated by Sample Works": who offers what a sentence begins with; "This statement is issued by
 * Sample Works": whose paper it is. */
static void
read_operator (const DipMetadata *self,
               const DipPassage  *passage,
               DipCandidate      *provider)
{
  static const char *const operated[] = {
    " is operated by ", " is owned and operated by ", " is provided by ", " is developed by ", " is built by ",
    " is made by ", " is run by ", " is a product of ", " is a service of ", " is a product by ", " is a service by ",
    " is issued by ", " is given by ", " is published by ", " is maintained by ", " is offered by ",
    " is delivered by ", " is brought to you by ",
  };
  static const char *const papers[] = { "This ", "The present " };
  const char *text = passage->folded->text;
  gboolean paper = FALSE;

  /* all of them begin so */
  if (strstr (text, " is ") == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    paper = paper || g_str_has_prefix (text, papers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (operated); i++)
    {
      const char *end = strstr (text, operated[i]);
      const char *name = end != NULL ? end + strlen (operated[i]) : NULL;
      const char *stop = name != NULL ? dip_metadata_name_end (name) : NULL;
      g_autofree char *owner = NULL;
      DipSpan company;

      if (name != NULL && dip_company_find (text, (gsize) (name - text), self->draft->lexicon, &company) &&
          company.start == (gsize) (name - text))
        stop = text + company.end;
      if (end == NULL || stop <= name + 2 ||
          (!paper && dip_metadata_name_end (text) != end && small_name_end (text) != end))
        continue;
      owner = g_strndup (name, (gsize) (stop - name));
      if (!dip_metadata_is_common (self, owner))
        dip_metadata_offer (provider, dip_passage_dup_quote (passage, name - text, stop - text),
                            paper ? DIP_WEIGHT_MENTION : DIP_WEIGHT_TAIL);
      return;
    }
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

  read_operator (self, passage, provider);
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

/* What the lines of a paper say of a name: 0 where it is a word, or else 1, or 2 where an address has it. */
static guint
judge_name (const DipMetadata *self,
            const char        *name,
            guint              worth)
{
  const GPtrArray *lines = self->draft->layout->lines;
  g_autofree char *small = g_ascii_strdown (name, -1);
  g_autoptr (GString) closed = g_string_new (small);
  gboolean is_small = !g_ascii_isupper (*name) && !is_camel_case (name);
  gboolean address = FALSE;
  gboolean capitals = TRUE;

  if (dip_metadata_is_common (self, name))
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
  if (capitals && !address && strlen (name) < MIN_CAPITALS && !is_in_own_title (self, name))
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
  const char *end = begins || is_camel_case (at) ? small_name_end (at) : at;
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
    count_name (names, whole, whole + strlen (whole), SITE_WORTH);
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

  if (passage->folded->length > MAX_PASSAGE)
    return;
  if (g_str_has_prefix (text, "At "))
    {
      const char *at = text + strlen ("At ");

      end = small_name_end (at);
      if (end == at)
        end = dip_metadata_name_end (at);
      if (end > at && *end == ',')
        count_name (names, at, end, 2);
      return;
    }

  count_site (self, text, names);

  /* "the controls of Sample Works, which makes Sample Path" */
  for (const char *comma = strstr (text, ",which "); comma != NULL; comma = strstr (comma + 1, ",which "))
    {
      const char *start = dip_metadata_capitals_before (text, comma);

      if (start < comma && start > text && end_of_acting_name (self, start, FALSE) == comma)
        count_name (names, start, comma, 1);
    }

  /* at the beginning, or where another sentence begins within it: "For this, Sample runs …", "what Sample does" */
  for (const char *at = text; at != NULL && n_starts++ < MAX_STARTS; at = next_start (at))
    {
      end = end_of_acting_name (self, at, at == text);
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

/* How often each name acts in the cover and the first clauses. (element-type utf8 guint) */
static GHashTable *
count_acting_names (const DipMetadata *self)
{
  const GPtrArray *clauses = self->draft->document->clauses;
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) cover = dip_draft_join_cover (self->draft);

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

  return names;
}

/* What a name is worth beside the others, 0 where it is none; @sum: its signs, @known: what the paper names. */
typedef guint (*WeighName) (const DipMetadata *self,
                            const char        *name,
                            guint              sum,
                            const char        *known);

/* The acting name of an English paper that is worth clearly more than any other; NULL for none. Names with fewer signs
 * than @least are looked at no closer. */
static char *
dup_leading_name (const DipMetadata *self,
                  guint              least,
                  WeighName          weigh,
                  const char        *known)
{
  g_autoptr (GHashTable) names = NULL;
  GHashTableIter iter;
  gpointer name, sum;
  DipLead lead = { 0 };
  guint n_judged = 0;

  if (g_strcmp0 (self->draft->document->edition->language, "en") != 0)
    return NULL;

  names = count_acting_names (self);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &sum))
    if (GPOINTER_TO_UINT (sum) >= least && n_judged++ < MAX_JUDGED)
      dip_lead_take (&lead, name, weigh (self, name, GPOINTER_TO_UINT (sum), known));

  return g_strdup (dip_lead_get_name (&lead, MIN_WORTH));
}

static guint
weigh_provider (const DipMetadata *self,
                const char        *name,
                guint              sum,
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
               const char        *provider)
{
  return strncmp (provider, name, strlen (name)) != 0 && dip_metadata_is_in_title (self, name) &&
         judge_name (self, name, sum) != 0 ? sum : 0;
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
 * Of an English paper whose provider is known: another name that acts again and again, and stands in titles of clauses.
 *
 * Returns: (nullable) (transfer full): a name that the paper prints
 */
char *
dip_metadata_guess_acting_service (const DipMetadata *self,
                                   const char        *provider)
{
  return dup_leading_name (self, MIN_WORTH, weigh_service, provider);
}

/**
 * dip_metadata_speaks_for:
 * @service: the service that the title names
 *
 * Whether an English paper of which nothing names the provider may be its service's own: "we" speak, and the service
 * has one word for a name, or "Security at Sample Works" names it.
 */
gboolean
dip_metadata_speaks_for (const DipMetadata *self,
                         const char        *service)
{
  static const char *const words[] = { "We ", " we ", "Our ", " our " };
  const DipEdition *edition = self->draft->document->edition;
  const GPtrArray *lines = self->draft->layout->lines;
  g_autofree char *at = g_strconcat (" at ", service, NULL);

  if (g_strcmp0 (edition->language, "en") != 0 || edition->title == NULL ||
      (strchr (service, ' ') != NULL && !g_str_has_suffix (edition->title, at)))
    return FALSE;
  for (guint i = 0; i < lines->len && i < MAX_LINES; i++)
    for (guint k = 0; k < G_N_ELEMENTS (words); k++)
      if (strstr (((const DipLine *) g_ptr_array_index (lines, i))->text, words[k]) != NULL)
        return TRUE;

  return FALSE;
}

/* "on the Quay Cloud": where the article stands at @article, behind a word for where something is. */
static gboolean
is_behind_place (const char *text,
                 const char *article)
{
  static const char *const places[] = { "on ", "within ", "in ", "inside ", "into ", "onto ", "by ", "from " };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gsize n = strlen (places[i]);

      if ((gsize) (article - text) >= n && memcmp (article - n, places[i], n) == 0 &&
          ((gsize) (article - text) == n || article[-n - 1] == ' '))
        return TRUE;
    }

  return FALSE;
}

/**
 * dip_metadata_guess_named_service:
 *
 * Of an English paper: "the Sample Cloud", capitals behind an article that end as names of services do, again and
 * again; never of where alone something is kept, "on the Quay Cloud".
 *
 * Returns: (nullable) (transfer full): a name that the paper prints
 */
char *
dip_metadata_guess_named_service (const DipMetadata *self)
{
  const GPtrArray *lines = self->draft->layout->lines;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
          if (!dip_metadata_ends_as_service (self, key))
            continue;
          count_name (names, at + 3, end, 1);
          if (!is_behind_place (text, at - 1))
            count_name (own, at + 3, end, 1);
        }
    }

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &sum))
    if (g_hash_table_contains (own, name) &&
        (GPOINTER_TO_UINT (sum) > most || (GPOINTER_TO_UINT (sum) == most && strcmp (name, best) < 0)))
      {
        most = GPOINTER_TO_UINT (sum);
        best = name;
      }

  return most >= MIN_WORTH ? g_strdup (best) : NULL;
}
