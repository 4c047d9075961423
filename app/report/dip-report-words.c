/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/dip-report-private.h"

#include <glib/gi18n-lib.h>

const char *
_dip_word_of_class (DipClass class_)
{
  switch (class_)
    {
    case DIP_CLASS_LAYOUT:
      return C_("class of change", "layout");
    case DIP_CLASS_ORTHOGRAPHIC:
      return C_("class of change", "spelling");
    case DIP_CLASS_REFERENCE:
      return C_("class of change", "reference");
    case DIP_CLASS_EDITORIAL:
      return C_("class of change", "editorial");
    case DIP_CLASS_SUBSTANTIVE:
      return C_("class of change", "substantive");
    case DIP_CLASS_NONE:
    default:
      return C_("class of change", "unchanged");
    }
}

const char *
_dip_word_of_relation (DipRelation relation)
{
  switch (relation)
    {
    case DIP_RELATION_CHANGED:
      return C_("relation of clauses", "changed");
    case DIP_RELATION_RENAMED:
      return C_("relation of clauses", "renamed");
    case DIP_RELATION_RENUMBERED:
      return C_("relation of clauses", "renumbered");
    case DIP_RELATION_MOVED:
      return C_("relation of clauses", "moved");
    case DIP_RELATION_SPLIT:
      return C_("relation of clauses", "split");
    case DIP_RELATION_MERGED:
      return C_("relation of clauses", "merged");
    case DIP_RELATION_ADDED:
      return C_("relation of clauses", "added");
    case DIP_RELATION_REMOVED:
      return C_("relation of clauses", "removed");
    case DIP_RELATION_SAME:
    default:
      return C_("relation of clauses", "same");
    }
}

const char *
_dip_word_of_hand (DipHand hand)
{
  /* Translators: a person said that the clauses belong together */
  if (hand == DIP_HAND_PAIRED)
    return C_("clauses", "paired by hand");

  /* Translators: a person said that the clause does not belong to the one that it was paired with */
  return C_("clauses", "parted by hand");
}

const char *
_dip_word_of_stance (DipStance stance)
{
  switch (stance)
    {
    case DIP_STANCE_PROVIDED:
      return C_("stance", "provided");
    case DIP_STANCE_NOT_PROVIDED:
      return C_("stance", "not provided");
    case DIP_STANCE_CUSTOMER:
      return C_("stance", "customer");
    case DIP_STANCE_SHARED:
      return C_("stance", "shared");
    case DIP_STANCE_PARTIAL:
      return C_("stance", "partial");
    case DIP_STANCE_INFORMATIONAL:
    default:
      return C_("stance", "informational");
    }
}

const char *
_dip_word_of_kind (DipKind kind)
{
  switch (kind)
    {
    case DIP_KIND_WHITEPAPER:
      return _("whitepaper");
    case DIP_KIND_CHECKSHEET:
      return _("checksheet");
    case DIP_KIND_UNKNOWN:
    default:
      return _("unknown kind");
    }
}

const char *
_dip_word_of_tag (DipTags one_tag)
{
  switch (one_tag)
    {
    case DIP_TAG_NUMBER:
      return C_("what a change is about", "number");
    case DIP_TAG_DATE:
      return C_("what a change is about", "date");
    case DIP_TAG_DURATION:
      return C_("what a change is about", "duration");
    case DIP_TAG_NAME:
      return C_("what a change is about", "name");
    case DIP_TAG_ADDRESS:
      return C_("what a change is about", "address");
    case DIP_TAG_URL:
      return C_("what a change is about", "link");
    case DIP_TAG_CONTROL:
      return C_("what a change is about", "control");
    case DIP_TAG_NEGATION:
      return C_("what a change is about", "negation");
    case DIP_TAG_OBLIGATION:
      return C_("what a change is about", "obligation");
    case DIP_TAG_RESPONSIBILITY:
      return C_("what a change is about", "responsibility");
    case DIP_TAG_SCOPE:
      return C_("what a change is about", "scope");
    default:
      return "";
    }
}

static void
add_item (DipParagraph *paragraph,
          gboolean     *is_first,
          const char   *text)
{
  if (text == NULL || *text == '\0')
    return;

  if (!*is_first)
    _dip_paragraph_add (paragraph, DIP_FACE_DIM, " · ");
  _dip_paragraph_add (paragraph, DIP_FACE_PLAIN, text);
  *is_first = FALSE;
}

void
_dip_text_add_edition (DipParagraph *paragraph,
                       DipEdition   *edition)
{
  g_autofree char *label = dip_edition_dup_label (edition);
  gboolean is_first = TRUE;

  add_item (paragraph, &is_first, edition->provider);
  add_item (paragraph, &is_first, label);
  if (edition->version_origin == DIP_ORIGIN_INFERRED)
    _dip_paragraph_add (paragraph, DIP_FACE_DIM, _(" (version concluded, not printed)"));
  add_item (paragraph, &is_first, edition->issued);
  add_item (paragraph, &is_first, _dip_word_of_kind (edition->kind));
  if (g_strcmp0 (label, edition->source_name) != 0)
    add_item (paragraph, &is_first, edition->source_name);
}
