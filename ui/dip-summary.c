/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-summary.h"

#include <string.h>
#include <glib/gi18n.h>

#include "dip-axis.h"
#include "dip-reasons.h"
#include "dip-words.h"

/* How much of a text stands in one entry. */
#define EXCERPT_CHARS 60
#define REASON_CHARS 140

/* Of each of the two sentences that show a turned promise. */
#define SENTENCE_CHARS 90

/* More than what a change touches can weigh. */
#define WEIGHT_OF_CLASS 16

static void
entry_free (gpointer data)
{
  DipSummaryEntry *self = data;

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->address);
  g_free (self);
}

static void
section_free (gpointer data)
{
  DipSummarySection *self = data;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* @title and @explanation are static. */
static DipSummarySection *
add_section (DipSummary *self,
             gboolean    right,
             const char *title,
             const char *explanation)
{
  DipSummarySection *section = g_new0 (DipSummarySection, 1);

  section->title = title;
  section->explanation = explanation;
  section->right = right;
  section->entries = g_ptr_array_new_with_free_func (entry_free);
  g_ptr_array_add (self->sections, section);

  return section;
}

/* The names of icon and style are static. */
static void
add_entry (DipSummarySection *section,
           const char        *icon_name,
           const char        *icon_style,
           const char        *title,
           const char        *subtitle,
           const DipPair     *pair,
           int                group)
{
  DipSummaryEntry *entry = g_new (DipSummaryEntry, 1);

  *entry = (DipSummaryEntry) { icon_name, icon_style, g_strdup (title), g_strdup (subtitle),
                               pair != NULL ? dip_axis_dup_address (pair) : NULL, group };
  g_ptr_array_add (section->entries, entry);
}

/* What matters most, in a sentence. */
static char *
dup_headline (const DipComparison *comparison)
{
  const guint *n = comparison->n_by_class;
  DipAxis axis = dip_axis_of (comparison);
  guint n_changed = 0;

  for (guint class_ = DIP_CLASS_LAYOUT; class_ < DIP_N_CLASSES; class_++)
    n_changed += n[class_];

  if (n_changed == 0 && axis == DIP_AXIS_EDITIONS)
    return g_strdup (_("Both editions say the same"));
  if (n_changed == 0)
    return g_strdup (axis == DIP_AXIS_VARIANTS ? _("Both variants say the same") : _("Both papers say the same"));

  if (axis == DIP_AXIS_SERVICES)
    return g_strdup_printf (ngettext ("The papers differ in %u clause",
                                      "The papers differ in %u clauses",
                                      n_changed),
                            n_changed);
  if (axis == DIP_AXIS_VARIANTS)
    return g_strdup_printf (ngettext ("The variants differ in %u clause",
                                      "The variants differ in %u clauses",
                                      n_changed),
                            n_changed);

  if (comparison->n_flips > 0)
    return g_strdup_printf (ngettext ("%u promise has turned",
                                      "%u promises have turned",
                                      comparison->n_flips),
                            comparison->n_flips);

  if (n[DIP_CLASS_SUBSTANTIVE] > 0)
    return g_strdup_printf (ngettext ("%u clause changed in substance",
                                      "%u clauses changed in substance",
                                      n[DIP_CLASS_SUBSTANTIVE]),
                            n[DIP_CLASS_SUBSTANTIVE]);

  return g_strdup (_("Nothing changed in substance"));
}

static void
add_detail (GString    *text,
            const char *detail)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, detail);
}

static char *
dup_details (const DipComparison *comparison)
{
  GString *text = g_string_new (NULL);

  for (guint class_ = DIP_N_CLASSES; class_-- > 0;)
    {
      g_autofree char *detail = NULL;

      if (comparison->n_by_class[class_] == 0)
        continue;

      /* Translators: a class of changes and how many clauses have it, "Wording 12" */
      detail = g_strdup_printf (C_("class and count", "%s %u"),
                                dip_words_get_class (class_), comparison->n_by_class[class_]);
      add_detail (text, detail);
    }

  {
    g_autofree char *details = g_string_free (text, FALSE);

    /* Translators: how many clauses have changes of each class, "Clauses: Substance 20 · Wording 4" */
    return g_strdup_printf (_("Clauses: %s"), details);
  }
}

/* @pair: (nullable): NULL where the comparison has none */
static char *
dup_label (const DipPair *pair,
           const char    *id)
{
  if (pair == NULL)
    return g_strdup (id != NULL ? id : "");

  return dip_clause_dup_label (pair->new_clause != NULL ? pair->new_clause : pair->old_clause);
}

/* What became of a promise, and what each side says of it. */
static char *
dup_turned (const DipComparison *comparison,
            const DipPair       *pair)
{
  gboolean has_turn = pair->old_clause != NULL && pair->new_clause != NULL &&
                      pair->old_clause->stance != pair->new_clause->stance;
  g_autofree char *said = dip_axis_dup_flip_sentences (comparison, pair, SENTENCE_CHARS);
  g_autofree char *turn = has_turn ? dip_axis_dup_turn (comparison, pair) : NULL;
  g_autofree char *reason = NULL;

  if (turn != NULL && said != NULL)
    return g_strdup_printf ("%s\n%s", turn, said);
  if (turn != NULL)
    return g_steal_pointer (&turn);
  if (pair->flip_old != NULL && pair->flip_new != NULL)
    return g_steal_pointer (&said);

  /* It has what the one side says. */
  reason = dip_axis_dup_flip (comparison, pair);

  return dip_words_dup_excerpt (reason, REASON_CHARS);
}

/* Of two editions, what was taken back stands before what was gained; the rest as the paper has it. */
static void
add_flips (DipSummary          *self,
           const DipComparison *comparison)
{
  gboolean editions = dip_axis_of (comparison) == DIP_AXIS_EDITIONS;
  DipSummarySection *section = NULL;

  for (guint i = 0; i < comparison->pairs->len * 2; i++)
    {
      const DipPair *pair = g_ptr_array_index (comparison->pairs, i % comparison->pairs->len);
      const DipClause *clause = pair->new_clause != NULL ? pair->new_clause : pair->old_clause;
      gboolean later = i >= comparison->pairs->len;
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;

      if (!pair->flip || (editions && pair->flip_gains) != later)
        continue;

      if (section == NULL && editions)
        section = add_section (self, FALSE, _("Promises That Have Turned"),
                            _("What was offered is withdrawn or limited, what was denied is "
                              "offered, or a duty has moved"));
      else if (section == NULL)
        section = add_section (self, FALSE, _("Promises That Differ"),
                            _("What one offers and the other does not, or leaves to you"));

      title = dip_clause_dup_label (clause);
      subtitle = dup_turned (comparison, pair);
      add_entry (section, "dip-flip-symbolic", "flip-icon", title, subtitle, pair, 0);
    }
}

/* How much a change weighs among those of its class. */
static guint
weigh (const DipChange *change)
{
  /* What a reader must not miss, the heaviest first: what is denied, what is owed, how much, where it ends. */
  static const guint tags[] = {
    DIP_TAG_NEGATION,
    DIP_TAG_OBLIGATION | DIP_TAG_RESPONSIBILITY,
    DIP_TAG_NUMBER | DIP_TAG_DURATION,
    DIP_TAG_SCOPE | DIP_TAG_DATE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      if ((change->tags & tags[i]) != 0)
        return G_N_ELEMENTS (tags) - i;
    }

  return 0;
}

/* (nullable): what became of the promise, or the words of the change that weighs most, of several such the longest.
 * @pair: (nullable)
 */
static char *
dup_main_change (const DipComparison *comparison,
                 const DipPair       *pair)
{
  const DipChange *best = NULL;
  guint best_weight = 0;
  gsize best_length = 0;

  if (pair != NULL && pair->flip)
    return dup_turned (comparison, pair);

  for (guint i = 0; pair != NULL && i < pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (pair->changes, i);
      guint weight = change->class_ * WEIGHT_OF_CLASS + weigh (change);
      gsize length = strlen (change->old_text) + strlen (change->new_text);

      if (best != NULL && (weight < best_weight || (weight == best_weight && length <= best_length)))
        continue;
      best = change;
      best_weight = weight;
      best_length = length;
    }

  return best != NULL ? dip_reasons_dup_words (best) : NULL;
}

/* A revision table speaks of editions. */
static void
add_audit (DipSummary          *self,
           const DipComparison *comparison)
{
  DipSummarySection *section = NULL;

  if (dip_axis_of (comparison) != DIP_AXIS_EDITIONS)
    return;

  for (guint i = 0; i < comparison->undeclared->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (comparison->undeclared, i);
      const DipPair *pair = dip_comparison_find_pair (comparison, entry->clause, entry->removed);
      g_autofree char *title = dup_label (pair, entry->clause);
      g_autofree char *why = dip_words_dup_audit (entry->why);
      g_autofree char *words = why == NULL ? dup_main_change (comparison, pair) : NULL;

      if (section == NULL)
        section = add_section (self, FALSE, _("Changed Without Being Declared"),
                            _("No row of the provider’s revision table speaks of these changes"));
      add_entry (section, "dip-undeclared-symbolic", "undeclared-icon", title,
                 why != NULL ? why : words, pair, 0);
    }

  section = NULL;
  for (guint i = 0; i < comparison->not_found->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (comparison->not_found, i);
      g_autofree char *title = dip_words_dup_excerpt (entry->summary, EXCERPT_CHARS * 2);
      g_autofree char *why = dip_words_dup_audit (entry->why);

      if (section == NULL)
        section = add_section (self, FALSE, _("Declared, but Not Found"),
                            _("The provider’s revision table speaks of changes that the text "
                              "does not have"));
      add_entry (section, "dialog-question-symbolic", "dim-label", title, why, NULL, 0);
    }
}

static void
add_declared (DipSummary          *self,
              const DipComparison *comparison)
{
  DipSummarySection *section = NULL;

  if (dip_axis_of (comparison) != DIP_AXIS_EDITIONS)
    return;

  for (guint i = 0; i < comparison->declared->len; i++)
    {
      const DipAuditEntry *entry = g_ptr_array_index (comparison->declared, i);
      g_autofree char *title = dip_words_dup_excerpt (entry->summary, EXCERPT_CHARS * 2);
      g_autofree char *subtitle = dip_words_dup_date (entry->date);

      if (section == NULL)
        section = add_section (self, TRUE, _("What the Provider Declares"),
                            _("Rows of the revision table that are new"));
      if (entry->version != NULL && subtitle != NULL)
        {
          g_autofree char *version = dip_words_dup_version_of (entry->version);
          char *both = g_strdup_printf ("%s · %s", version, subtitle);

          g_free (subtitle);
          subtitle = both;
        }
      add_entry (section, NULL, NULL, title, subtitle, NULL, 0);
    }
}

static gboolean
is_same_fact (const DipFactChange *a,
              const DipFactChange *b)
{
  return g_strcmp0 (a->what, b->what) == 0 && g_strcmp0 (a->old_value, b->old_value) == 0 &&
         g_strcmp0 (a->new_value, b->new_value) == 0;
}

/* How many facts changed in the same way as one of them; 0 if an earlier one
 * stands for it. */
static guint
count_same_facts (const GPtrArray *facts,
                  guint            index)
{
  const DipFactChange *fact = g_ptr_array_index (facts, index);
  guint n = 0;

  for (guint i = 0; i < facts->len; i++)
    {
      if (!is_same_fact (fact, g_ptr_array_index (facts, i)))
        continue;
      if (i < index)
        return 0;
      n++;
    }

  return n;
}

static char *
dup_fact_change (const DipComparison *comparison,
                 const DipFactChange *fact,
                 const DipPair       *pair)
{
  const char *what = dip_words_get_fact (fact->what);
  gboolean editions = dip_axis_of (comparison) == DIP_AXIS_EDITIONS;
  g_autofree char *old_value = dip_words_dup_fact_value (fact->what, fact->old_value,
                                                         pair != NULL ? pair->old_clause : NULL);
  g_autofree char *new_value = dip_words_dup_fact_value (fact->what, fact->new_value,
                                                         pair != NULL ? pair->new_clause : NULL);
  g_autofree char *side = NULL;

  if (old_value != NULL && new_value != NULL)
    return g_strdup_printf (editions ? "%s: %s → %s" : "%s: %s ↔ %s", what, old_value, new_value);

  if (!editions)
    {
      side = dip_axis_dup_side (comparison, new_value != NULL);
      /* Translators: a value that only one of two services or variants states, "Retention: 30 days (only Private)" */
      return g_strdup_printf (_("%s: %s (only %s)"), what, new_value != NULL ? new_value : old_value, side);
    }
  if (new_value != NULL)
    /* Translators: a value that only the new edition states, "Retention: 30 days (new)" */
    return g_strdup_printf (_("%s: %s (new)"), what, new_value);

  /* Translators: a value that only the old edition states */
  return g_strdup_printf (_("%s: %s (no longer stated)"), what, old_value != NULL ? old_value : "");
}

/* Addresses of pages are left to the groups: most of them changed everywhere. */
static void
add_facts (DipSummary          *self,
           const DipComparison *comparison)
{
  DipSummarySection *section = NULL;

  for (guint i = 0; i < comparison->facts->len; i++)
    {
      const DipFactChange *fact = g_ptr_array_index (comparison->facts, i);
      const DipPair *pair;
      guint n_same = count_same_facts (comparison->facts, i);
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;

      if (n_same == 0 || g_strcmp0 (fact->what, "url") == 0)
        continue;

      if (section == NULL)
        section = add_section (self, TRUE, _("Values"),
                            _("Numbers, durations, places and methods that one edition states "
                              "and the other does not"));

      pair = dip_comparison_find_pair (comparison, fact->clause, fact->removed);
      title = dup_fact_change (comparison, fact, pair);
      subtitle = n_same == 1 ? dup_label (pair, fact->clause)
                             : g_strdup_printf (ngettext ("%u clause", "%u clauses", n_same), n_same);
      add_entry (section, NULL, NULL, title, subtitle, pair, 0);
    }
}

static char *
dup_group_title (const DipComparison *comparison,
                 const char          *old_text,
                 const char          *new_text)
{
  gboolean editions = dip_axis_of (comparison) == DIP_AXIS_EDITIONS;
  gboolean both = *old_text != '\0' && *new_text != '\0';
  g_autofree char *quotation = dip_words_dup_quoted (*new_text != '\0' ? new_text : old_text);
  g_autofree char *side = NULL;

  if (both)
    return g_strdup_printf (editions ? "%s → %s" : "%s ↔ %s", old_text, new_text);

  if (!editions)
    {
      side = dip_axis_dup_side (comparison, *new_text != '\0');
      /* Translators: text that only one of two services or variants has, quoted, and the name of that one */
      return g_strdup_printf (_("%s only in %s"), quotation, side);
    }
  if (*old_text == '\0')
    /* Translators: text that was inserted, in quotation marks */
    return g_strdup_printf (_("%s inserted"), quotation);

  /* Translators: text that was deleted, in quotation marks */
  return g_strdup_printf (_("%s deleted"), quotation);
}

static void
add_groups (DipSummary          *self,
            const DipComparison *comparison)
{
  DipSummarySection *section = NULL;

  for (guint i = 0; i < comparison->groups->len; i++)
    {
      const DipGroup *group = g_ptr_array_index (comparison->groups, i);
      g_autofree char *old_text = dip_words_dup_excerpt (group->old_text, EXCERPT_CHARS);
      g_autofree char *new_text = dip_words_dup_excerpt (group->new_text, EXCERPT_CHARS);
      g_autofree char *title = NULL;
      g_autofree char *places = NULL;
      g_autofree char *subtitle = NULL;

      /* One that only touches white space or spelling is not worth a line here. */
      if (group->class_ < DIP_CLASS_REFERENCE)
        continue;

      if (section == NULL)
        section = add_section (self, TRUE,
                            dip_axis_of (comparison) == DIP_AXIS_EDITIONS ? _("Repeated Replacements")
                                                                          : _("Repeated Differences"),
                            dip_axis_of (comparison) == DIP_AXIS_EDITIONS
                            ? _("One and the same replacement in several clauses")
                            : _("One and the same difference in several clauses"));

      title = dup_group_title (comparison, old_text, new_text);
      places = g_strdup_printf (ngettext ("%u clause", "%u clauses", g_strv_length (group->clauses)),
                                g_strv_length (group->clauses));
      subtitle = g_strdup_printf ("%s · %s", dip_words_get_class (group->class_), places);
      add_entry (section, dip_words_get_class_icon (group->class_), "dim-label", title, subtitle,
                 NULL, group->id);
    }
}

static void
add_limits (DipSummary          *self,
            const DipComparison *comparison)
{
  DipSummarySection *section = NULL;

  for (guint i = 0; i < comparison->limits->len; i++)
    {
      g_autofree char *limit = NULL;

      if (section == NULL)
        section = add_section (self, FALSE, _("Where the Comparison Was Cut Short"), NULL);
      limit = dip_words_dup_limit (g_ptr_array_index (comparison->limits, i));
      add_entry (section, "dialog-warning-symbolic", "dim-label", limit, NULL, NULL, 0);
    }
}

/**
 * dip_summary_new:
 * @comparison: what to sum up
 *
 * Sums up what a comparison found, in the user's language.
 *
 * Returns: (transfer full): the summary
 */
DipSummary *
dip_summary_new (const DipComparison *comparison)
{
  DipSummary *self = g_new0 (DipSummary, 1);

  self->headline = dup_headline (comparison);
  self->details = dup_details (comparison);
  self->sections = g_ptr_array_new_with_free_func (section_free);

  add_flips (self, comparison);
  add_audit (self, comparison);
  add_limits (self, comparison);
  add_groups (self, comparison);
  add_facts (self, comparison);
  add_declared (self, comparison);

  return self;
}

void
dip_summary_free (DipSummary *self)
{
  g_free (self->headline);
  g_free (self->details);
  g_ptr_array_unref (self->sections);
  g_free (self);
}
