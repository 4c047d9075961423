/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-history-item.h"

#include <glib/gi18n.h>

#include "dip-words.h"

enum {
  PROP_0,
  PROP_EXPANDED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DipHistoryItem, dip_history_item, G_TYPE_OBJECT)

static void
dip_history_item_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  DipHistoryItem *self = DIP_HISTORY_ITEM (object);

  switch (id)
    {
    case PROP_EXPANDED:
      g_value_set_boolean (value, self->expanded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dip_history_item_finalize (GObject *object)
{
  DipHistoryItem *self = DIP_HISTORY_ITEM (object);

  g_free (self->key);

  G_OBJECT_CLASS (dip_history_item_parent_class)->finalize (object);
}

static void
dip_history_item_class_init (DipHistoryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dip_history_item_finalize;
  object_class->get_property = dip_history_item_get_property;

  props[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
dip_history_item_init (DipHistoryItem *self)
{
}

DipHistoryItem *
dip_history_item_new (DipHistory     *history,
                      DipHistoryLane *lane)
{
  DipHistoryItem *self = g_object_new (DIP_TYPE_HISTORY_ITEM, NULL);

  self->history = history;
  self->lane = lane;

  return self;
}

void
dip_history_item_set_expanded (DipHistoryItem *self,
                               gboolean        expanded)
{
  g_return_if_fail (DIP_IS_HISTORY_ITEM (self));

  if (self->expanded == expanded)
    return;

  self->expanded = expanded;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXPANDED]);
}

/**
 * dip_history_item_get_newest:
 * @self: an item
 * @edition: (out) (optional): index of its edition
 *
 * Returns: (transfer none): the clause in the newest edition that has it
 */
const DipClause *
dip_history_item_get_newest (DipHistoryItem *self,
                             guint          *edition)
{
  g_return_val_if_fail (DIP_IS_HISTORY_ITEM (self), NULL);

  for (guint i = self->lane->cells->len; i > 0; i--)
    {
      const DipHistoryCell *cell = g_ptr_array_index (self->lane->cells, i - 1);

      if (cell == NULL)
        continue;
      if (edition != NULL)
        *edition = i - 1;
      return cell->clause;
    }

  return NULL;
}

char *
dip_history_dup_edition_name (DipHistory *history,
                              guint       edition)
{
  DipDocument *document = g_ptr_array_index (history->documents, edition);

  if (document->edition->version != NULL)
    return g_strdup (document->edition->version);

  return dip_words_dup_version (document->edition);
}

/**
 * dip_history_item_dup_course:
 * @self: an item
 *
 * Tells the way of the clause through the editions in words: "new in 1.1 ·
 * Substance in 1.2 · gone in 2.0". Editions in which it stayed as it was are
 * not named.
 *
 * Returns: (transfer full): the way
 */
char *
dip_history_item_dup_course (DipHistoryItem *self)
{
  GString *text = g_string_new (NULL);
  const char *last_number = NULL;
  gboolean there = FALSE;

  g_return_val_if_fail (DIP_IS_HISTORY_ITEM (self), g_string_free (text, FALSE));

  for (guint i = 0; i < self->lane->cells->len; i++)
    {
      const DipHistoryCell *cell = g_ptr_array_index (self->lane->cells, i);
      g_autofree char *edition = dip_history_dup_edition_name (self->history, i);
      g_autofree char *step = NULL;

      if (cell == NULL && there)
        /* Translators: of a clause; the version from which on it is missing */
        step = g_strdup_printf (_("gone in %s"), edition);
      else if (cell != NULL && !there && i > 0)
        /* Translators: of a clause; the version in which it first stands */
        step = g_strdup_printf (_("new in %s"), edition);
      else if (cell != NULL && cell->compared && cell->class_ != DIP_CLASS_NONE)
        /* Translators: class of a change and the version that brought it: "Substance in 1.2" */
        step = g_strdup_printf (_("%s in %s"), dip_words_get_class (cell->class_), edition);

      if (step != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", step);
      if (cell != NULL && cell->flip)
        /* Translators: after a change that takes back or gives a promise */
        g_string_append_printf (text, " (%s)", _("promise turned"));
      if (cell != NULL && there && last_number != NULL && cell->clause->number != NULL &&
          g_strcmp0 (last_number, cell->clause->number) != 0)
        {
          /* Translators: numbers of a clause in two editions, and the version of the later one */
          g_autofree char *renumbered = g_strdup_printf (_("%s → %s in %s"), last_number, cell->clause->number,
                                                         edition);

          g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", renumbered);
        }

      there = cell != NULL;
      if (cell != NULL)
        last_number = cell->clause->number;
    }

  if (text->len == 0)
    /* Translators: of a clause that is the same in all editions */
    g_string_append (text, _("unchanged"));

  return g_string_free (text, FALSE);
}

/* Whether anything happened to the clause that a reader cares for. */
gboolean
dip_history_item_has_changes (DipHistoryItem *self)
{
  g_return_val_if_fail (DIP_IS_HISTORY_ITEM (self), FALSE);

  for (guint i = 0; i < self->lane->cells->len; i++)
    {
      const DipHistoryCell *cell = g_ptr_array_index (self->lane->cells, i);

      if (cell == NULL || (i > 0 && !cell->compared) || cell->class_ >= DIP_CLASS_REFERENCE)
        return TRUE;
    }

  return FALSE;
}

/* The newest number and title, and what the clause said in each edition. */
static char *
dup_key (DipHistoryItem *self)
{
  g_autofree char *label = dip_clause_dup_label (dip_history_item_get_newest (self, NULL));
  g_autoptr (GString) all = g_string_new (label);

  for (guint i = self->lane->cells->len; i > 0; i--)
    {
      const DipHistoryCell *cell = g_ptr_array_index (self->lane->cells, i - 1);
      g_autoptr (DipClauseText) text = NULL;

      if (cell == NULL)
        continue;
      text = dip_clause_text_new (cell->clause);
      if (strstr (all->str, text->text) == NULL)
        g_string_append_printf (all, "\n%s", text->text);
    }

  return dip_words_dup_key (all->str);
}

/**
 * dip_history_item_matches:
 * @self: an item
 * @words: (nullable): what is searched for
 *
 * Returns: whether the clause has the words in its number or title, or had them in its text
 *   in some edition
 */
gboolean
dip_history_item_matches (DipHistoryItem      *self,
                          const DipTextFilter *words)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (DIP_IS_HISTORY_ITEM (self), FALSE);

  if (dip_text_filter_is_empty (words))
    return TRUE;

  if (self->key == NULL)
    self->key = dup_key (self);
  if (dip_text_filter_excludes (words, self->key))
    return FALSE;

  label = dip_clause_dup_label (dip_history_item_get_newest (self, NULL));

  return dip_text_filter_has_label (words, label) || dip_text_filter_has_text (words, self->key);
}

/**
 * dip_history_dup_found:
 * @comparison: of an edition with the one before it
 * @n: 0 for promises, 1 for what changed in substance, 2 for wording and references, 3 for what
 *   is not declared
 *
 * Returns: (transfer full) (nullable): how many of them there are, in words; NULL for none
 */
char *
dip_history_dup_found (const DipComparison *comparison,
                       guint                n)
{
  const guint counts[DIP_HISTORY_N_FOUND] = {
    comparison->n_flips,
    comparison->n_by_class[DIP_CLASS_SUBSTANTIVE],
    comparison->n_by_class[DIP_CLASS_REFERENCE] + comparison->n_by_class[DIP_CLASS_EDITORIAL],
    comparison->undeclared->len,
  };
  guint count;

  g_return_val_if_fail (n < DIP_HISTORY_N_FOUND, NULL);

  count = counts[n];
  if (count == 0)
    return NULL;

  switch (n)
    {
    case 0:
      return g_strdup_printf (ngettext ("%u promise turned", "%u promises turned", count), count);
    case 1:
      return g_strdup_printf (ngettext ("%u clause in substance", "%u clauses in substance", count), count);
    case 2:
      return g_strdup_printf (ngettext ("%u clause in wording or references", "%u clauses in wording or references",
                                        count), count);
    default:
      return g_strdup_printf (ngettext ("%u not declared", "%u not declared", count), count);
    }
}

/* All of it in one line. */
char *
dip_history_dup_all_found (const DipComparison *comparison)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < DIP_HISTORY_N_FOUND; i++)
    {
      g_autofree char *found = dip_history_dup_found (comparison, i);

      if (found != NULL)
        g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", found);
    }
  if (line->len == 0)
    g_string_append (line, _("No changes"));

  return g_string_free (line, FALSE);
}
