/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "words/dip-engine-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters of a paper that stand for a value. */
#define MAX_QUOTE 40

/* Kinds of facts, and what facts are about: data/lexicon/facts.txt has both. */
static const struct
{
  const char *what;
  const char *word;
} words[] = {
  { "address",                N_("Address") },
  { "advisories",             N_("Advisories") },
  { "advisories frequency",   N_("Frequency of advisories") },
  { "algorithm",              N_("Algorithm") },
  { "assessment",             N_("Assessment") },
  { "article",                N_("Article") },
  { "assessment frequency",   N_("Frequency of assessments") },
  { "audit",                  N_("Audit") },
  { "audit frequency",        N_("Frequency of audits") },
  { "authentication",         N_("Authentication") },
  { "availability",           N_("Availability") },
  { "backup",                 N_("Backup") },
  { "backup frequency",       N_("Frequency of backups") },
  { "bits",                   N_("Length of the key") },
  { "capacity",               N_("Capacity") },
  { "capacity frequency",     N_("Frequency of capacity checks") },
  { "certificate",            N_("Certificate") },
  { "certification",          N_("Certification") },
  { "certification frequency", N_("Frequency of certification audits") },
  { "count",                  N_("Count") },
  { "date",                   N_("Date") },
  { "deletion",               N_("Deletion") },
  { "duration",               N_("Duration") },
  { "email",                  N_("E-mail") },
  { "encryption",             N_("Encryption") },
  { "exercise",               N_("Exercise") },
  { "exercise frequency",     N_("Frequency of exercises") },
  { "frequency",              N_("Frequency") },
  { "generations",            N_("Generations") },
  { "governing law",          N_("Governing law") },
  { "host",                   N_("Host") },
  { "hours",                  N_("Hours") },
  { "identifier",             N_("Identifier") },
  { "keys",                   N_("Keys") },
  { "keys frequency",         N_("Frequency of new keys") },
  { "lock-out",               N_("Lock-out") },
  { "log",                    N_("Log") },
  { "log frequency",          N_("Frequency of logs") },
  { "login",                  N_("Login") },
  { "mail",                   N_("E-mail") },
  { "maintenance",            N_("Maintenance") },
  { "maintenance frequency",  N_("Frequency of maintenance") },
  { "meeting",                N_("Meetings") },
  { "meeting frequency",      N_("Frequency of meetings") },
  { "money",                  N_("Amount") },
  { "monitoring",             N_("Monitoring") },
  { "monitoring frequency",   N_("Frequency of monitoring") },
  { "notice",                 N_("Notice") },
  { "notification",           N_("Notification") },
  { "notification frequency", N_("Frequency of notifications") },
  { "organisation",           N_("Organisation") },
  { "password",               N_("Password") },
  { "password frequency",     N_("Frequency of new passwords") },
  { "patching",               N_("Patching") },
  { "patching frequency",     N_("Frequency of patches") },
  { "percent",                N_("Percentage") },
  { "percentage",             N_("Percentage") },
  { "phone",                  N_("Telephone") },
  { "place",                  N_("Place") },
  { "protocol",               N_("Protocol") },
  { "rate",                   N_("Rate") },
  { "recovery",               N_("Recovery") },
  { "recovery frequency",     N_("Frequency of recovery tests") },
  { "recovery point",         N_("Recovery point") },
  { "region",                 N_("Region") },
  { "replication",            N_("Replication") },
  { "replication frequency",  N_("Frequency of replication") },
  { "response",               N_("Response") },
  { "retention",              N_("Retention") },
  { "review",                 N_("Review") },
  { "review frequency",       N_("Frequency of reviews") },
  { "session time-out",       N_("Session time-out") },
  { "size",                   N_("Size") },
  { "standard",               N_("Standard") },
  { "support",                N_("Support") },
  { "time",                   N_("Time") },
  { "times",                  N_("Times") },
  { "training",               N_("Training") },
  { "training frequency",     N_("Frequency of training") },
  { "trial",                  N_("Trial") },
  { "url",                    N_("Link") },
  { "validity",               N_("Validity") },
  { "version",                N_("Version") },
  { "vulnerability handling", N_("Handling of vulnerabilities") },
  { "vulnerability handling frequency", N_("Frequency of vulnerability checks") },
};

/**
 * dip_words_get_fact:
 * @what: (nullable): the kind of a fact
 *
 * Returns: the kind in the user's language; what is not known as it is
 */
const char *
dip_words_get_fact (const char *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strcmp0 (what, words[i].what) == 0)
        return _(words[i].word);
    }

  return what != NULL ? what : "";
}

/**
 * dip_words_get_property:
 * @name: what a line beside the clauses is called
 *
 * Returns: the same in the user's language, where the program gave the name and
 *   not the paper
 */
const char *
dip_words_get_property (const char *name)
{
  static const struct {
    const char *name;
    const char *word;
  } own[] = {
    /* Translators: heads of the columns of a checksheet */
    { "columns",      N_("columns") },
    /* Translators: lines of the first page of a paper */
    { "cover",        N_("cover") },
    /* Translators: lines at the end of a paper: who publishes it, where to ask */
    { "imprint",      N_("imprint") },
    /* Translators: the paper's own table of its editions */
    { "revisions",    N_("revisions") },
    /* Translators: the line on top of each page */
    { "running head", N_("running head") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      if (strcmp (name, own[i].name) == 0)
        return _(own[i].word);
    }

  return name;
}

/* A number with its unit, such as "14 d" or "2 business days"; NULL if it is none of ours. */
static char *
dup_quantity (const char *value)
{
  guint n = (guint) CLAMP (g_ascii_strtoll (value, NULL, 10), 0, G_MAXINT);
  const char *unit = strchr (value, ' ');
  g_autofree char *number = NULL;
  g_autofree char *one = NULL;

  if (unit == NULL || !g_ascii_isdigit (*value))
    return NULL;

  number = g_strndup (value, unit - value);
  unit++;
  one = g_str_has_suffix (unit, "s") && strlen (unit) > 1 ? g_strndup (unit, strlen (unit) - 1) : g_strdup (unit);

  if (strcmp (unit, "d") == 0)
    /* Translators: %s is a number */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s day", "%s days", n), number);
  if (strcmp (unit, "h") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s hour", "%s hours", n), number);
  if (strcmp (unit, "min") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s minute", "%s minutes", n), number);
  if (strcmp (unit, "s") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s second", "%s seconds", n), number);
  if (strcmp (one, "business day") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s business day", "%s business days", n), number);
  if (strcmp (one, "business hour") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s business hour", "%s business hours", n), number);
  if (strcmp (one, "week") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s week", "%s weeks", n), number);
  if (strcmp (one, "month") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s month", "%s months", n), number);
  if (strcmp (one, "year") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s year", "%s years", n), number);
  if (strcmp (one, "generation") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s generation", "%s generations", n), number);
  if (strcmp (one, "time") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s time", "%s times", n), number);
  if (strcmp (one, "character") == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s character", "%s characters", n), number);

  return NULL;
}

static char *
dup_period (const char *value)
{
  static const struct {
    const char *value;
    const char *word;
  } periods[] = {
    { "every hour",      N_("every hour") },
    { "every day",       N_("every day") },
    { "every week",      N_("every week") },
    { "every month",     N_("every month") },
    { "every quarter",   N_("every quarter") },
    { "every half year", N_("every half year") },
    { "every year",      N_("every year") },
    { "continuous",      N_("continuously") },
    { "24/7",            N_("around the clock") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      if (strcmp (value, periods[i].value) == 0)
        return g_strdup (_(periods[i].word));
    }

  return NULL;
}

/* "2 per year". */
static char *
dup_rate (const char *value)
{
  static const struct {
    const char *period;
    const char *format;
  } rates[] = {
    { "hour",    N_("%s an hour") },
    { "day",     N_("%s a day") },
    { "week",    N_("%s a week") },
    { "month",   N_("%s a month") },
    { "quarter", N_("%s a quarter") },
    { "year",    N_("%s a year") },
  };
  const char *per = strstr (value, " per ");
  g_autofree char *number = NULL;

  if (per == NULL || !g_ascii_isdigit (*value))
    return NULL;

  number = g_strndup (value, per - value);
  if (strspn (number, "0123456789.") != strlen (number))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      if (strcmp (per + strlen (" per "), rates[i].period) == 0)
        /* How often: xgettext takes these for formats. */
        return g_strdup_printf (_(rates[i].format), number);
    }

  return NULL;
}

/* The normal form of a value in the user's language; NULL if its words are not known. */
static char *
dup_known (const char *value)
{
  static const struct {
    const char *words;
    gboolean    before;    /* they stand before the quantity */
    const char *format;
  } frames[] = {
    { "every ",     TRUE,  N_("every %s") },
    { "about ",     TRUE,  N_("about %s") },
    { "at least ",  TRUE,  N_("at least %s") },
    { "at most ",   TRUE,  N_("at most %s") },
    { "more than ", TRUE,  N_("more than %s") },
    { "less than ", TRUE,  N_("less than %s") },
    { " at least",  FALSE, N_("at least %s") },
    { " at most",   FALSE, N_("at most %s") },
    { " more than", FALSE, N_("more than %s") },
    { " less than", FALSE, N_("less than %s") },
    { " before",    FALSE, N_("%s before") },
    { " after",     FALSE, N_("%s after") },
  };
  char *known = dup_period (value);
  if (known == NULL)
    known = dup_rate (value);
  if (known == NULL)
    known = dup_quantity (value);

  for (guint i = 0; i < G_N_ELEMENTS (frames) && known == NULL; i++)
    {
      gsize length = strlen (frames[i].words);
      g_autofree char *inner = NULL;
      g_autofree char *quantity = NULL;

      if (frames[i].before && g_str_has_prefix (value, frames[i].words))
        inner = g_strdup (value + length);
      else if (!frames[i].before && g_str_has_suffix (value, frames[i].words))
        inner = g_strndup (value, strlen (value) - length);

      quantity = inner != NULL ? dup_quantity (inner) : NULL;
      if (quantity != NULL)
        known = g_strdup_printf (_(frames[i].format), quantity);
    }

  return known;
}

/* The engine's own values are English. */
static gboolean
is_english (void)
{
  const char *language = g_get_language_names ()[0];

  return g_str_has_prefix (language, "en") || *language == 'C' || strcmp (language, "POSIX") == 0;
}

/**
 * dip_words_get_fact_inline:
 * @what: the kind of a fact
 *
 * Returns: the kind as it is called within a line, without a capital: as it is
 *   where the user's language is that of the kinds
 */
const char *
dip_words_get_fact_inline (const char *what)
{
  return is_english () ? what : dip_words_get_fact (what);
}

/**
 * dip_words_dup_fact_value:
 * @what: the kind of a fact
 * @value: (nullable): the normal form of its value
 * @clause: (nullable): the clause that states it
 *
 * The normal form is English: whoever reads another language has it as the paper
 * puts it, where its words are not known.
 *
 * Returns: (transfer full) (nullable): the value, to be shown
 */
char *
dip_words_dup_fact_value (const char      *what,
                          const char      *value,
                          const DipClause *clause)
{
  char *known = value != NULL ? dup_known (value) : NULL;

  if (known != NULL || value == NULL)
    return known;

  for (guint i = 0; clause != NULL && !is_english () && i < clause->facts->len; i++)
    {
      const DipFact *fact = g_ptr_array_index (clause->facts, i);

      if (g_strcmp0 (fact->what, what) == 0 && g_strcmp0 (fact->value, value) == 0 &&
          fact->quote != NULL && *fact->quote != '\0')
        return dip_words_dup_excerpt (fact->quote, MAX_QUOTE);
    }

  return g_strdup (value);
}
