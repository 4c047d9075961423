/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-metadata.h"

#include <string.h>

#include "recognise/dip-company.h"
#include "recognise/dip-passage.h"
#include "text/dip-characters.h"

/*
 * What an English sentence calls the service:
 *
 *   "This paper covers Y"                "X provides Y, a …"
 *   "This paper … the Y platform"        "Y is offered in two tiers"
 *   "Y is a hosted platform"             "Y is operated by X"
 *   "… for Y, the survey tool"           "… its survey tool, Y."
 *   "X, which makes Y."                  "X confirms that Y follows …"
 */

/* Bytes of what a name is, behind "is a". */
#define MAX_KIND 90u

/* The same between commas. */
#define MAX_APPOSITION 50u

/* Where the capitalised words end that begin at @at; @at itself if there are none. */
static const char *
capitals_end (const char *at)
{
  const char *end = at;

  while (*end != '\0')
    {
      const char *word = end;

      while (*word == ' ')
        word++;
      if (!g_ascii_isupper (*word) && !(g_ascii_isdigit (*word) && word > at))
        break;
      /* "Sample.io" */
      while (*word != '\0' && (g_ascii_isalnum (*word) || strchr ("&-'+", *word) != NULL ||
                               (*word == '.' && g_ascii_islower (word[1]))))
        word++;
      if (word == end)
        break;
      end = word;
    }

  return end;
}

/* The same with "Sample for Teams" as one name, if the cover or a title has it. */
static const char *
whole_name_end (DipMetadata *self,
                const char  *at)
{
  const char *end = capitals_end (at);
  g_autofree char *name = NULL;

  if (end == at || !g_str_has_prefix (end, " for ") || capitals_end (end + strlen (" for ")) == end + strlen (" for "))
    return end;

  name = g_strndup (at, (gsize) (capitals_end (end + strlen (" for ")) - at));

  return dip_metadata_is_on_cover (self, name) || dip_metadata_is_in_title (self, name) ? at + strlen (name) : end;
}

/* "covers sample, a …": a name may be small where it is told what it is. */
static const char *
small_name_end (const char *at)
{
  static const char *const behind[] = { ",a ", ",an " };
  const char *end = at;

  while (g_ascii_islower (*end) || g_ascii_isdigit (*end))
    end++;
  for (guint i = 0; i < G_N_ELEMENTS (behind); i++)
    if (g_str_has_prefix (end, behind[i]))
      return end;

  return at;
}

/* What English sentences that name the service have before its name … */
static const char *const scope_leads[] = {
  "applies to ", "scope of this document is ", "scope of this paper is ", "covers ",
  "security of ", "security measures of ", "describes the security of ",
};
static const char *const offer_verbs[] = {
  "operates ", "provides ", "offers ", "is the provider of ", "is the maker of ", "delivers ", "hosts ", "runs ",
  "builds ", "develops ", "makes ", "sells ",
};

/* … or else one of these behind or around it: what the readers below look for begins so. */
static const char *const english_signs[] = {
  " is ", "his ", "hese ", " comes in ", ",a ", ",an ", ",our ", ",the ", "ur ", "ts ", "e build ", "e make ",
  "e develop ", "hat makes ", "hich ", "he maker", "he provider", "he company", "he team", "to run ", "s that ",
};

/* "Sample Ltd. provides Sample Notes, a …": the capitalised words behind what a company does with a service. */
static void
read_english_offer (DipMetadata      *self,
                    const DipPassage *passage,
                    DipCandidate     *service)
{
  const char *text = passage->folded->text;

  for (guint i = 0; i < G_N_ELEMENTS (offer_verbs); i++)
    {
      const char *at = strstr (text, offer_verbs[i]);
      const char *end;

      if (at == NULL || at == text || g_ascii_isalnum (at[-1]))
        continue;
      at += strlen (offer_verbs[i]);
      if (g_str_has_prefix (at, "the "))
        at += 4;
      end = whole_name_end (self, at);
      /* an article behind a comma says what it is */
      if (end > at + 2 && (g_str_has_prefix (end, ",a ") || g_str_has_prefix (end, ",an ") ||
                           g_str_has_prefix (end, ",the ") || g_str_has_prefix (end, ",our ") ||
                           g_str_has_prefix (end, ",which ") || *end == '('))
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, at - text, end - text),
                                    DIP_WEIGHT_OFFERS);
    }
}

/* English: "the scope of this paper is Y", "This paper describes how X protects Y". */
static void
read_english_scope (DipMetadata      *self,
                    const DipPassage *passage,
                    DipCandidate     *service)
{
  const char *text = passage->folded->text;

  for (guint i = 0; i < G_N_ELEMENTS (scope_leads); i++)
    {
      const char *at = strstr (text, scope_leads[i]);
      const char *end;

      if (at == NULL)
        continue;
      at += strlen (scope_leads[i]);
      if (g_str_has_prefix (at, "the "))
        at += 4;
      end = whole_name_end (self, at);
      if (end == at)
        end = small_name_end (at);
      if (end > at + 2)
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, at - text, end - text),
                                    DIP_WEIGHT_SCOPE - 10);
    }
}

/* "Sample Notes is a multi-tenant application with which …": what a name at the beginning of a sentence is. */
static void
read_english_is (DipMetadata      *self,
                 const DipPassage *passage,
                 DipCandidate     *service)
{
  static const char *const verbs[] = {
    " is a ", " is an ", " is our ", " is the ", " is delivered as a ", " is offered as a ", " is provided as a ",
    " is run as a ", " is sold as a ",
  };
  static const char *const kinds[] = {
    "platform", "application", "service", "solution", "product", "suite", "system", "software", "tool", "app",
  };
  static const char *const others[] = {
    "company", "provider", "vendor", "firm", "supplier", "manufacturer", "startup", "leader", "part of", "subsidiary",
    "trademark", "member", "registered",
  };
  static const char *const starts[] = {
    "The", "This", "Our", "It", "Each", "Every", "All", "Your", "A", "An", "There",
  };
  const char *text = passage->folded->text;
  const char *end = capitals_end (text);
  const char *at = NULL;
  const char *stop;
  gboolean kind = FALSE;

  if (end - text < 3)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (text, starts[i]) && (text[strlen (starts[i])] == ' ' || text + strlen (starts[i]) == end))
      return;
  for (guint i = 0; i < G_N_ELEMENTS (verbs) && at == NULL; i++)
    if (g_str_has_prefix (end, verbs[i]))
      at = end + strlen (verbs[i]);
  if (at == NULL)
    return;

  /* up to where the sentence goes on to tell what it does */
  stop = at + MIN (strcspn (at, ",;:("), MAX_KIND);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strstr_len (at, stop - at, others[i]) != NULL)
      return;
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && !kind; i++)
    {
      const char *hit = g_strstr_len (at, stop - at, kinds[i]);

      kind = hit != NULL && (hit == at || !g_ascii_isalnum (hit[-1])) && !g_ascii_isalnum (hit[strlen (kinds[i])]);
    }
  if (kind)
    dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, 0, (gsize) (end - text)),
                                DIP_WEIGHT_TITLE - 1);
}

/* "… for Sample, the survey tool": a name that is told what it is, unless it is what the service uses. */
static void
read_english_apposition (DipMetadata      *self,
                         const DipPassage *passage,
                         DipCandidate     *service)
{
  static const char *const articles[] = { ",our ", ",the ", ",a ", ",an " };
  static const char *const kinds[] = {
    "platform", "application", "service", "product", "suite", "tool", "app", "system", "software",
  };
  static const char *const papers[] = { "overview of ", "security of ", "description of ", "summary of " };
  static const char *const used[] = {
    " by", " on", " from", " with", " use", " uses", " using", " via", " through", " of", " to", " and", " in", " into",
  };
  const char *text = passage->folded->text;

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      const char *end = strstr (text, articles[i]);
      const char *start = end != NULL ? dip_metadata_capitals_before (text, end) : NULL;
      const char *told, *stop;
      gboolean kind = FALSE, other = FALSE;

      if (end == NULL || end - start < 3 || start - text < 4)
        continue;
      /* "by Sample, our platform" is the provider's own all the same */
      for (guint k = 0; i > 0 && k < G_N_ELEMENTS (used) && !other; k++)
        {
          gsize n = strlen (used[k]);

          other = (gsize) (start - text) > n && start[-1] == ' ' && memcmp (start - n - 1, used[k], n) == 0;
        }
      /* "the security overview of Sample, the …" */
      for (guint k = 0; other && k < G_N_ELEMENTS (papers); k++)
        other = (gsize) (start - text) < strlen (papers[k]) ||
                memcmp (start - strlen (papers[k]), papers[k], strlen (papers[k])) != 0;
      told = end + strlen (articles[i]);
      stop = told + MIN (strcspn (told, ",;:.("), MAX_APPOSITION);
      for (guint k = 0; k < G_N_ELEMENTS (kinds) && !kind; k++)
        {
          const char *hit = g_strstr_len (told, stop - told, kinds[k]);

          kind = hit != NULL && (hit == told || hit[-1] == ' ') && !g_ascii_isalnum (hit[strlen (kinds[k])]);
        }
      if (kind && !other)
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, start - text, end - text),
                                    DIP_WEIGHT_SUBTITLE);
    }
}

/* "… customers of its hosted service, Sample Gauge": a name behind what it is, where the sentence or its part ends. */
static void
read_english_kind_before (DipMetadata      *self,
                          const DipPassage *passage,
                          DipCandidate     *service)
{
  static const char *const owners[] = { "our ", "its ", "Our ", "Its " };
  static const char *const kinds[] = {
    " platform", " application", " service", " product", " suite", " tool", " app", " solution", " software",
  };
  const char *text = passage->folded->text;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *kind = strstr (text, kinds[i]);
      const char *name, *end;
      gboolean owned = FALSE;

      if (kind == NULL || strchr (" ,", kind[strlen (kinds[i])]) == NULL)
        continue;
      name = kind + strlen (kinds[i]) + 1;
      end = capitals_end (name);
      for (guint k = 0; k < G_N_ELEMENTS (owners) && !owned; k++)
        {
          const char *owner = g_strrstr_len (text, kind + 1 - text, owners[k]);

          owned = owner != NULL && kind - owner < (gssize) MAX_APPOSITION &&
                  (owner == text || owner[-1] == ' ' || owner[-1] == ',');
        }
      if (owned && end > name + 2 && (*end == '\0' || strchr (".,;:)", *end) != NULL))
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, name - text, end - text),
                                    DIP_WEIGHT_SUBTITLE);
    }
}

/* "We build Sample Flow.", which says more than "Security at Sample", "Sample Works, which makes Sample Path, …":
 * nothing stands behind what is only used. */
static void
read_english_made (DipMetadata      *self,
                   const DipPassage *passage,
                   DipCandidate     *service)
{
  static const char *const made[] = {
    "We build ", "We make ", "We develop ", "we build ", "we make ", "we develop ", "which makes ", "which sells ",
    "which develops ", "that makes ", "the maker of ", "the makers of ", "the provider of ", "the company behind ",
    "to run ", "the team behind ",
  };
  const char *text = passage->folded->text;

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      const char *at = strstr (text, made[i]);
      const char *name = at != NULL ? at + strlen (made[i]) : NULL;
      const char *end = name != NULL ? capitals_end (name) : NULL;
      gboolean small = FALSE;

      if (at == NULL || (at > text && at[-1] != ' ' && at[-1] != ','))
        continue;
      /* "We build APIs", "to run SQL": no name */
      for (const char *letter = name; letter < end; letter++)
        small = small || (g_ascii_islower (letter[0]) && letter + 1 < end && g_ascii_islower (letter[1]));
      if (small && end > name + 2 && (*end == '\0' || strcmp (end, ".") == 0 || *end == ','))
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, name - text, end - text),
                                    memchr (name, ' ', (gsize) (end - name)) != NULL ? DIP_WEIGHT_TITLE + 1
                                                                                     : DIP_WEIGHT_MENTION);
    }
}

/* "Sample Ltd confirms that Sample Store follows …" */
static void
read_english_claim (DipMetadata      *self,
                    const DipPassage *passage,
                    DipCandidate     *service)
{
  static const char *const claims[] = { "confirms that ", "states that ", "declares that ", "certifies that " };
  static const char *const verbs[] = {
    " follows ", " complies ", " meets ", " conforms ", " is operated ", " is provided ", " is designed ",
  };
  const char *text = passage->folded->text;

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      const char *at = strstr (text, claims[i]);
      const char *name = at != NULL ? at + strlen (claims[i]) : NULL;
      const char *end = name != NULL ? capitals_end (name) : NULL;

      for (guint k = 0; end > name + 2 && k < G_N_ELEMENTS (verbs); k++)
        if (g_str_has_prefix (end, verbs[k]))
          dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, name - text, end - text),
                                      DIP_WEIGHT_MENTION);
    }
}

/* "Sample Ltd operates this site and the Sample Notes app" */
static void
read_english_operated (DipMetadata      *self,
                       const DipPassage *passage,
                       DipCandidate     *service)
{
  static const char *const verbs[] = { " operates ", " offers ", " provides ", " develops ", " runs " };
  static const char *const kinds[] = { " platform", " service", " application", " app", " product", " suite" };
  const char *text = passage->folded->text;
  const char *verb = NULL;
  DipSpan company;

  for (guint i = 0; i < G_N_ELEMENTS (verbs) && verb == NULL; i++)
    verb = strstr (text, verbs[i]);
  if (verb == NULL || !dip_company_find (text, 0, self->draft->lexicon, &company) ||
      company.start > 0 || text + company.end > verb)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *end = strstr (verb, kinds[i]);
      const char *start = end != NULL ? dip_metadata_capitals_before (verb, end) : end;

      if (start != end && end - start >= 3 && start - text > 4 && memcmp (start - 4, "the ", 4) == 0 &&
          !g_ascii_isalnum (end[strlen (kinds[i])]))
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, start - text, end - text),
                                    DIP_WEIGHT_MENTION);
    }
}

static gboolean
says_all (const char *at)
{
  static const char *const words[] = {
    "both ", "all ", "every ", "any ", "each ", "the ", "selected ", "higher ", "paid ", NULL,
  };

  return dip_begins_with_one_of (at, words);
}

/* "This statement describes … for the Sample Notes platform", "Sample Notes is offered in two tiers". */
static void
read_english_kind (DipMetadata      *self,
                   const DipPassage *passage,
                   DipCandidate     *service)
{
  static const char *const kinds[] = { " platform", " service", " application", " product", " solution", " suite" };
  static const char *const papers[] = {
    "his statement", "his document", "his paper", "his white paper", "his whitepaper", "his guide", "his overview",
    "his page", "his addendum", "his exhibit", "his annex", "his agreement", "his policy", "his schedule",
    "his description", "his report", "his faq", "his Data Processing", "his Security", "his DPA", "his appendix",
    "hese measures", "hese controls",
  };
  static const char *const sold[] = { " is offered in ", " is available in ", " is sold in ", " comes in " };
  static const char *const operated[] = {
    " is operated by ", " is provided by ", " is developed by ", " is a service of ", " is a product of ",
    ",a service of ", ",a product of ", ",a service by ", ",a product by ", " is run by ", " is made by ",
  };
  static const char *const ways[] = { " tiers", " editions", " plans", " variants", " deployment" };
  const char *text = passage->folded->text;
  gboolean of_paper = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (papers) && !of_paper; i++)
    of_paper = strstr (text, papers[i]) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && of_paper; i++)
    {
      const char *end = strstr (text, kinds[i]);
      const char *start;

      if (end == NULL || g_ascii_isalnum (end[strlen (kinds[i])]))
        continue;
      start = dip_metadata_capitals_before (text, end);
      if (end - start >= 3 && start - text >= 4 && memcmp (start - 4, "the ", 4) == 0)
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, start - text, end - text),
                                    DIP_WEIGHT_SCOPE - 15);
    }

  for (guint i = 0; i < G_N_ELEMENTS (sold); i++)
    {
      const char *end = strstr (text, sold[i]);
      const char *start;
      gboolean ways_follow = FALSE;

      /* "MFA is available in all plans": a part of the service */
      if (end == NULL || says_all (end + strlen (sold[i])))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (ways) && !ways_follow; k++)
        {
          const char *way = strstr (end, ways[k]);

          ways_follow = way != NULL && way - end < 60;
        }
      start = dip_metadata_capitals_before (text, end);
      if (ways_follow && end - start >= 3)
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, start - text, end - text),
                                    DIP_WEIGHT_SCOPE - 15);
    }

  /* at the beginning of a sentence, and by somebody with a name */
  for (guint i = 0; i < G_N_ELEMENTS (operated); i++)
    {
      const char *end = strstr (text, operated[i]);

      if (end != NULL && end - text >= 3 && dip_metadata_capitals_before (text, end) == text &&
          g_ascii_isupper (end[strlen (operated[i])]))
        dip_metadata_offer_service (self, service, dip_passage_dup_quote (passage, 0, end - text),
                                    DIP_WEIGHT_OFFERS);
    }
}

static gboolean
has_one_of (const char        *text,
            const char *const *words,
            guint              n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* FALSE for sentences that no English reader finds anything in: all Japanese ones, and most others. */
static gboolean
may_name_in_english (const DipPassage *passage)
{
  const char *text = passage->folded->text;

  if (dip_sentence_is_without (passage->sentence, DIP_WITHOUT_OFFER))
    return FALSE;
  if (has_one_of (text, english_signs, G_N_ELEMENTS (english_signs)) ||
      has_one_of (text, scope_leads, G_N_ELEMENTS (scope_leads)) ||
      has_one_of (text, offer_verbs, G_N_ELEMENTS (offer_verbs)))
    return TRUE;
  dip_sentence_set_without (passage->sentence, DIP_WITHOUT_OFFER);

  return FALSE;
}

/**
 * dip_metadata_read_english:
 *
 * Offers the names of services that an English sentence says.
 */
void
dip_metadata_read_english (DipMetadata      *self,
                           const DipPassage *passage,
                           DipCandidate     *service)
{
  if (!may_name_in_english (passage))
    return;

  read_english_scope (self, passage, service);
  read_english_offer (self, passage, service);
  read_english_kind (self, passage, service);
  read_english_is (self, passage, service);
  read_english_apposition (self, passage, service);
  read_english_kind_before (self, passage, service);
  read_english_made (self, passage, service);
  read_english_claim (self, passage, service);
  read_english_operated (self, passage, service);
}
