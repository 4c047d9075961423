/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-rules-private.h"

#include <string.h>

/*
 * What a change means. Each rule looks at one thing and either decides or
 * leaves the change to the next one, from the harmless classes up; what no rule
 * calls harmless is substantive. tests/engine/classify.txt has examples of each.
 */

typedef gboolean (*Rule) (DipContext        *context,
                          const DipQuestion *question);

static DipCensus
take_census (const char *text)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (text);
  DipCensus census = { 0 };

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);

      switch (token->kind)
        {
        case DIP_TOKEN_SPACE:
          break;
        case DIP_TOKEN_PUNCTUATION:
          census.n_punctuation++;
          break;
        case DIP_TOKEN_BULLET:
          census.n_bullets++;
          break;
        case DIP_TOKEN_HIRAGANA:
          census.n_kana++;
          break;
        case DIP_TOKEN_URL:
          census.n_urls++;
          census.n_words++;
          break;
        case DIP_TOKEN_IDENTIFIER:
          census.n_controls += _dip_is_control (text + token->start, token->length);
          census.n_words++;
          break;
        case DIP_TOKEN_NUMBER:
        case DIP_TOKEN_DATE:
          census.n_numbers++;
          census.n_words++;
          break;
        default:
          census.n_words++;
          break;
        }
    }

  return census;
}

static const struct
{
  Rule        rule;
  DipClass    class_;
  const char *name;
} rules[] = {
  { _dip_rule_is_marker, DIP_CLASS_LAYOUT, "marker of a list item" },
  { _dip_rule_is_brackets, DIP_CLASS_ORTHOGRAPHIC, "brackets or quotes" },
  { _dip_rule_is_punctuation, DIP_CLASS_ORTHOGRAPHIC, "punctuation" },
  { _dip_rule_is_same_value, DIP_CLASS_ORTHOGRAPHIC, "same number or date" },
  { _dip_rule_is_form_of_company, DIP_CLASS_ORTHOGRAPHIC, "form of a company's name" },
  { _dip_rule_is_url, DIP_CLASS_REFERENCE, "link" },
  { _dip_rule_is_link_target, DIP_CLASS_REFERENCE, "link" },
  { _dip_rule_is_control, DIP_CLASS_REFERENCE, "control number" },
  { _dip_rule_is_reference_sentence, DIP_CLASS_REFERENCE, "sentence that only refers" },
  { _dip_rule_is_publication, DIP_CLASS_REFERENCE, "sentence on where a document is published" },
  { _dip_rule_is_between_references, DIP_CLASS_REFERENCE, "wording of a cross-reference" },
  { _dip_rule_is_document_name, DIP_CLASS_REFERENCE, "name of a document" },
  { _dip_rule_is_kind_of_document, DIP_CLASS_REFERENCE, "name of a document" },
  { _dip_rule_is_article_number, DIP_CLASS_REFERENCE, "number of an article" },
  { _dip_rule_is_number_of_title, DIP_CLASS_REFERENCE, "number before a title" },
  { _dip_rule_is_named_document, DIP_CLASS_REFERENCE, "name of a document" },
  { _dip_rule_is_numbered_part, DIP_CLASS_REFERENCE, "place that is referred to" },
  { _dip_rule_is_renumbered_place, DIP_CLASS_REFERENCE, "place that is referred to" },
  { _dip_rule_is_place, DIP_CLASS_REFERENCE, "place that is referred to" },
  { _dip_rule_is_note_that_refers, DIP_CLASS_REFERENCE, "note that only refers" },
  { _dip_rule_is_same_phrase, DIP_CLASS_EDITORIAL, "same meaning" },
  { _dip_rule_is_same_sentence, DIP_CLASS_EDITORIAL, "same meaning of the sentence" },
  { _dip_rule_is_same_order, DIP_CLASS_EDITORIAL, "same phrases in another order or voice" },
  { _dip_rule_is_same_list, DIP_CLASS_EDITORIAL, "same things in another order" },
  { _dip_rule_is_bare_title, DIP_CLASS_EDITORIAL, "title that says nothing of its clause" },
  { _dip_rule_is_rearranged_title, DIP_CLASS_EDITORIAL, "title of a clause that was split or merged" },
};

/* What a change that promises nothing can be about: who says 当社 for 弊社 does
 * not speak of responsibilities. */
#define FACTUAL_TAGS (DIP_TAG_NUMBER | DIP_TAG_DURATION | DIP_TAG_DATE | DIP_TAG_NAME | DIP_TAG_ADDRESS | DIP_TAG_URL \
                      | DIP_TAG_CONTROL)

/**
 * _dip_classify:
 * @context: lists
 * @question: the change and what it stands in
 * @tags: (out): what it is about
 * @rule: (out) (transfer none): the name of the rule that decided
 *
 * Decides what a change of words means.
 *
 * Returns: the class; substantive where no rule says less
 */
DipClass
_dip_classify (DipContext        *context,
               const DipQuestion *question,
               DipTags           *tags,
               const char       **rule)
{
  DipQuestion counted = *question;

  *tags = _dip_find_tags (context, question);
  counted.tags = *tags;
  counted.old_census = take_census (question->old_text);
  counted.new_census = take_census (question->new_text);

  if (_dip_equal_when (question->old_text, question->new_text, DIP_FOLD_WIDTH | DIP_FOLD_ALL_SPACE, NULL))
    {
      *rule = "width or white space";
      return DIP_CLASS_LAYOUT;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (rules[i].rule (context, &counted))
        {
          *rule = rules[i].name;
          if (rules[i].rule == _dip_rule_is_same_value)
            *tags = 0;
          else
            *tags &= FACTUAL_TAGS;
          return rules[i].class_;
        }
    }

  *rule = question->whole ? "sentence that says something"
    : *tags & DIP_TAG_NEGATION ? "other words, one side denies" : "other words";

  return DIP_CLASS_SUBSTANTIVE;
}
