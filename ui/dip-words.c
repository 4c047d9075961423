/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-words.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

const char *
dip_words_get_class (DipClass class_)
{
  switch (class_)
    {
    case DIP_CLASS_NONE:
      /* Translators: a clause without any difference */
      return _("Unchanged");
    case DIP_CLASS_LAYOUT:
      /* Translators: class of a change: white space, line breaks, bullets, full and half width */
      return _("Layout");
    case DIP_CLASS_ORTHOGRAPHIC:
      /* Translators: class of a change: the same word spelled differently, および and 及び */
      return _("Spelling");
    case DIP_CLASS_REFERENCE:
      /* Translators: class of a change: links, names of documents, cross-references */
      return _("References");
    case DIP_CLASS_EDITORIAL:
      /* Translators: class of a change: other words, the same meaning */
      return _("Wording");
    case DIP_CLASS_SUBSTANTIVE:
      /* Translators: class of a change: what the provider does or promises is different */
      return _("Substance");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
dip_words_get_class_help (DipClass class_)
{
  switch (class_)
    {
    case DIP_CLASS_NONE:
      return _("Both editions say the same, character by character");
    case DIP_CLASS_LAYOUT:
      return _("White space, line breaks, bullets, full and half width");
    case DIP_CLASS_ORTHOGRAPHIC:
      return _("The same words, spelled differently");
    case DIP_CLASS_REFERENCE:
      return _("Links, names of documents, cross-references");
    case DIP_CLASS_EDITORIAL:
      return _("Other words, the same meaning");
    case DIP_CLASS_SUBSTANTIVE:
      return _("What the provider does, offers, promises or leaves to you");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
dip_words_get_class_icon (DipClass class_)
{
  static const char *const icons[] = {
    "dip-unchanged-symbolic",
    "dip-layout-symbolic",
    "dip-spelling-symbolic",
    "dip-reference-symbolic",
    "dip-wording-symbolic",
    "dip-substance-symbolic",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (icons) == DIP_N_CLASSES);
  g_return_val_if_fail ((guint) class_ < G_N_ELEMENTS (icons), NULL);

  return icons[class_];
}

/* The style class of a badge, see style.css. */
const char *
dip_words_get_class_style (DipClass class_)
{
  const char *word = dip_class_to_string (class_);

  return word != NULL ? word : "none";
}

const char *
dip_words_get_stance_icon (DipStance stance)
{
  static const char *const icons[] = {
    "dip-informational-symbolic",
    "dip-provided-symbolic",
    "dip-not-provided-symbolic",
    "dip-customer-symbolic",
    "dip-shared-symbolic",
    "dip-partial-symbolic",
  };

  g_return_val_if_fail ((guint) stance < G_N_ELEMENTS (icons), NULL);

  return icons[stance];
}

const char *
dip_words_get_kind (DipKind kind)
{
  switch (kind)
    {
    case DIP_KIND_WHITEPAPER:
      return _("Whitepaper");
    case DIP_KIND_CHECKSHEET:
      return _("Checksheet");
    case DIP_KIND_UNKNOWN:
    default:
      /* Translators: a document of which the program cannot tell what it is */
      return _("Paper");
    }
}

const char *
dip_words_get_tag (DipTags one_tag)
{
  switch (one_tag)
    {
    case DIP_TAG_NUMBER:
      return _("number");
    case DIP_TAG_DATE:
      return _("date");
    case DIP_TAG_DURATION:
      return _("duration");
    case DIP_TAG_NAME:
      return _("name");
    case DIP_TAG_ADDRESS:
      return _("address");
    case DIP_TAG_URL:
      return _("link");
    case DIP_TAG_CONTROL:
      return _("control");
    case DIP_TAG_NEGATION:
      return _("negation");
    case DIP_TAG_OBLIGATION:
      return _("obligation");
    case DIP_TAG_RESPONSIBILITY:
      return _("responsibility");
    case DIP_TAG_SCOPE:
      return _("scope");
    default:
      g_return_val_if_reached ("");
    }
}

/* "number, negation", or an empty string. */
char *
dip_words_dup_tags (DipTags tags)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < DIP_N_TAGS; i++)
    {
      if ((tags & (1u << i)) == 0)
        continue;
      if (text->len > 0)
        /* Translators: between the words of a list, "number, negation" */
        g_string_append (text, C_("list separator", ", "));
      g_string_append (text, dip_words_get_tag (1u << i));
    }

  return g_string_free (text, FALSE);
}

static const char *
number_or_id (const DipClause *clause)
{
  return clause->number != NULL ? clause->number : clause->id;
}

static char *
join_ids (const DipClause *first,
          GPtrArray       *more)
{
  GString *text = g_string_new (number_or_id (first));

  for (guint i = 0; i < more->len; i++)
    {
      g_string_append (text, C_("list separator", ", "));
      g_string_append (text, number_or_id (g_ptr_array_index (more, i)));
    }

  return g_string_free (text, FALSE);
}

/* What became of the clause as a whole, "Renumbered 8 → 9"; NULL where the texts say it all. */
char *
dip_words_dup_relation (const DipPair *pair)
{
  g_autofree char *ids = NULL;

  switch (pair->relation)
    {
    case DIP_RELATION_SAME:
    case DIP_RELATION_CHANGED:
    case DIP_RELATION_RENUMBERED:
      if (g_strcmp0 (number_or_id (pair->old_clause), number_or_id (pair->new_clause)) == 0)
        return NULL;
      /* Translators: a clause got another number, for example "Renumbered 8 → 9" */
      return g_strdup_printf (_("Renumbered %s → %s"),
                              number_or_id (pair->old_clause), number_or_id (pair->new_clause));
    case DIP_RELATION_RENAMED:
      return g_strdup (_("New title"));
    case DIP_RELATION_MOVED:
      if (g_strcmp0 (pair->old_clause->id, pair->new_clause->id) == 0)
        return g_strdup (_("Moved"));
      /* Translators: a clause stands elsewhere, for example "Moved 8 → 12" */
      return g_strdup_printf (_("Moved %s → %s"),
                              number_or_id (pair->old_clause), number_or_id (pair->new_clause));
    case DIP_RELATION_SPLIT:
      ids = join_ids (pair->new_clause, pair->new_more);
      /* Translators: one clause became several, for example "Split into 4.1, 4.2" */
      return g_strdup_printf (_("Split into %s"), ids);
    case DIP_RELATION_MERGED:
      ids = join_ids (pair->old_clause, pair->old_more);
      /* Translators: several clauses became one, for example "Merged from 4.1, 4.2" */
      return g_strdup_printf (_("Merged from %s"), ids);
    case DIP_RELATION_ADDED:
      return g_strdup (_("New clause"));
    case DIP_RELATION_REMOVED:
      return g_strdup (_("Removed clause"));
    default:
      g_return_val_if_reached (NULL);
    }
}

/* A date as the user's language writes it; as it stands where it is none. */
char *
dip_words_dup_date (const char *iso)
{
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  int year, month, day;

  if (iso == NULL)
    return NULL;

  if (sscanf (iso, "%d-%d-%d", &year, &month, &day) == 3)
    date = g_date_time_new (utc, year, month, day, 0, 0, 0);
  if (date == NULL)
    return g_strdup (iso);

  /* Translators: a date in strftime's language, as in "26 Dec 2024"; "%Y年%-m月%-d日" in Japanese */
  return g_date_time_format (date, _("%-d %b %Y"));
}

/* "Kumo Drive 1.2", or the name of its file. */
char *
dip_words_dup_edition (DipEdition *edition)
{
  g_autofree char *label = dip_edition_dup_label (edition);

  if (*label == '\0')
    return g_strdup (_("Untitled paper"));

  return g_steal_pointer (&label);
}

/* "2025年度改訂版" says by itself that it is a version; what papers print as one is a number. */
static gboolean
is_whole (const char *version)
{
  return !g_str_is_ascii (version);
}

/**
 * dip_words_dup_version_of:
 * @version: a version as a paper or a person says it
 *
 * Returns: (transfer full): "Version 1.2"
 */
char *
dip_words_dup_version_of (const char *version)
{
  g_return_val_if_fail (version != NULL, NULL);

  /* Translators: an edition of a paper, for example "Version 1.2" */
  return is_whole (version) ? g_strdup (version) : g_strdup_printf (_("Version %s"), version);
}

/* What tells an edition from the others of its paper. */
char *
dip_words_dup_version (DipEdition *edition)
{
  if (edition->version != NULL && edition->version_origin == DIP_ORIGIN_INFERRED)
    /* Translators: an edition of a paper that does not tell its version; other editions say which it is */
    return g_strdup_printf (_("Version %s (inferred)"), edition->version);
  if (edition->version != NULL)
    return dip_words_dup_version_of (edition->version);
  if (edition->issued != NULL)
    return dip_words_dup_date (edition->issued);
  if (edition->source_name != NULL)
    return g_strdup (edition->source_name);

  return g_strdup (_("Unknown version"));
}

/* Why a change has its class: "Substance · number, negation — the rule". */
char *
dip_words_dup_change (const DipChange *change)
{
  GString *text = g_string_new (dip_words_get_class (change->class_));
  g_autofree char *tags = dip_words_dup_tags (change->tags);

  if (*tags != '\0')
    g_string_append_printf (text, " · %s", tags);
  if (change->op == DIP_OP_MOVE && change->moved_from != NULL)
    {
      g_autofree char *place = NULL;

      if (*change->new_text != '\0')
        /* Translators: of a passage; the number of the clause where it stood before */
        place = g_strdup_printf (_("moved here from clause %s"), change->moved_from);
      else
        /* Translators: of a passage; the number of the clause where it stands now */
        place = g_strdup_printf (_("moved to clause %s"), change->moved_from);
      g_string_append_printf (text, " · %s", place);
    }
  if (change->rule != NULL && *change->rule != '\0')
    g_string_append_printf (text, " — %s", dip_words_get_reason (change->rule));

  return g_string_free (text, FALSE);
}

/**
 * dip_words_dup_key:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full): what two texts have in common however they are typed: without
 *   width and case
 */
char *
dip_words_dup_key (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text != NULL ? text : "", -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

/**
 * dip_words_are_variants:
 * @comparison: a comparison
 *
 * Returns: whether both sides are views of one and the same file: one compares
 *     its variants then, nothing has changed
 */
gboolean
dip_words_are_variants (const DipComparison *comparison)
{
  const DipEdition *old_edition = comparison->old_document->edition;
  const DipEdition *new_edition = comparison->new_document->edition;

  return old_edition->sha256 != NULL && g_strcmp0 (old_edition->sha256, new_edition->sha256) == 0 &&
         old_edition->id == 0 && new_edition->id == 0;
}
