/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-model-private.h"

#include <string.h>

#include "dip-words.h"

/* One unchanged paragraph between two changes costs less room than the row
 * that would hide it, and it is context. */
#define MIN_FOLDED 2

/**
 * DipComparisonModel:
 *
 * A list of [class@ComparisonRow] in reading order: the summary, then for each
 * clause its heading and its paragraphs. What the filter does not show is
 * folded: a run of clauses into one row, a run of paragraphs within a shown
 * clause into another.
 *
 * All rows that can ever appear are made once, when the model is; filtering
 * chooses among them, so a row keeps its identity and a view its place. The
 * rows that stand for folded ones are made anew where the run is another one.
 */
enum {
  PROP_0,
  PROP_CLASSES,
  PROP_TAGS,
  PROP_TEXT,
  PROP_GROUP,
  N_PROPS
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DipComparisonModel, dip_comparison_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GParamSpec *properties[N_PROPS];

static void
pair_rows_free (gpointer data)
{
  DipPairRows *rows = data;

  g_clear_object (&rows->heading);
  g_clear_pointer (&rows->pieces, g_ptr_array_unref);
  g_clear_pointer (&rows->unfolded, g_hash_table_unref);
  g_free (rows->key);
  g_free (rows);
}

static gboolean
is_whole (const DipPair *pair)
{
  return pair->relation == DIP_RELATION_ADDED || pair->relation == DIP_RELATION_REMOVED;
}

/* The title stands in the heading; its row is not shown again. */
static gboolean
is_title (const DipPair *pair,
          const DipRow  *row)
{
  if (row->new_part >= 0)
    return g_array_index (pair->new_text->parts, DipPart, row->new_part).kind == DIP_PART_TITLE;
  if (row->old_part >= 0)
    return g_array_index (pair->old_text->parts, DipPart, row->old_part).kind == DIP_PART_TITLE;

  return TRUE;
}

static void
take_title (DipComparisonRow *heading,
            const DipRow     *row)
{
  if (row->old_part >= 0)
    {
      const DipPart *part = &g_array_index (heading->pair->old_text->parts, DipPart, row->old_part);

      heading->old_part = row->old_part;
      heading->old_start = part->start;
      heading->old_length = part->length;
    }

  if (row->new_part >= 0)
    {
      const DipPart *part = &g_array_index (heading->pair->new_text->parts, DipPart, row->new_part);

      heading->new_part = row->new_part;
      heading->new_start = part->start;
      heading->new_length = part->length;
    }
}

static void
take_changes (DipComparisonRow       *heading,
              const DipComparisonRow *piece)
{
  heading->classes |= piece->classes;
  for (guint i = 0; i < DIP_N_CLASSES; i++)
    heading->tags[i] |= piece->tags[i];
}

static DipPairRows *
pair_rows_new (DipComparison *comparison,
               guint          index)
{
  DipPair *pair = g_ptr_array_index (comparison->pairs, index);
  DipPairRows *rows = g_new0 (DipPairRows, 1);
  gboolean titled = FALSE;
  guint placed;

  rows->heading = dip_comparison_row_new (DIP_COMPARISON_ROW_HEADING, comparison);
  rows->heading->pair = pair;
  rows->heading->pair_index = index;
  rows->pieces = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (pair->changes, i);

      rows->classes |= DIP_CLASS_BIT (change->class_);
      rows->tags[change->class_] |= change->tags;
    }
  rows->classes |= DIP_CLASS_BIT (pair->class_);
  rows->classes &= DIP_CLASSES_ALL;

  for (guint i = 0; i < pair->rows->len; i++)
    {
      const DipRow *row = &g_array_index (pair->rows, DipRow, i);

      if (!titled && is_title (pair, row))
        {
          g_autoptr (GPtrArray) title = g_ptr_array_new_with_free_func (g_object_unref);

          /* A merged clause has several titles; the first is the heading's. */
          titled = TRUE;
          take_title (rows->heading, row);
          dip_comparison_row_cut (comparison, index, row, title);
          for (guint j = 0; j < title->len; j++)
            take_changes (rows->heading, g_ptr_array_index (title, j));
          continue;
        }

      dip_comparison_row_cut (comparison, index, row, rows->pieces);
    }

  /* A clause that came or went is one change, however long it is. What no
   * paragraph shows, a new number for example, is the heading's to show. */
  placed = rows->heading->classes;
  for (guint i = 0; i < rows->pieces->len; i++)
    placed |= DIP_COMPARISON_ROW (g_ptr_array_index (rows->pieces, i))->classes;
  rows->heading->classes |= is_whole (pair) ? rows->classes : rows->classes & ~placed;
  rows->heading->classes &= DIP_CLASSES_ALL;
  for (DipClass class_ = DIP_CLASS_NONE; class_ < DIP_N_CLASSES; class_++)
    if (is_whole (pair) || (placed & DIP_CLASS_BIT (class_)) == 0)
      rows->heading->tags[class_] |= rows->tags[class_];

  return rows;
}

guint
_dip_comparison_model_pick (DipComparisonModel *self,
                            guint               classes,
                            const DipTags      *tags)
{
  guint picked = 0;

  if (self->tags == 0)
    return classes & self->classes;

  for (guint i = 0; i < DIP_N_CLASSES; i++)
    if ((tags[i] & self->tags) != 0)
      picked |= DIP_CLASS_BIT (i);

  return picked & classes & self->classes;
}

static gboolean
matches_text (DipComparisonModel *self,
              DipPairRows           *rows)
{
  const DipPair *pair = rows->heading->pair;

  if (self->filter == NULL)
    return TRUE;

  if (rows->key == NULL)
    {
      g_autofree char *both =
        g_strdup_printf ("%s\n%s\n%s\n%s",
                         pair->old_clause != NULL && pair->old_clause->number != NULL ? pair->old_clause->number : "",
                         pair->old_text != NULL ? pair->old_text->text : "",
                         pair->new_clause != NULL && pair->new_clause->number != NULL ? pair->new_clause->number : "",
                         pair->new_text != NULL ? pair->new_text->text : "");

      rows->key = dip_words_dup_key (both);
    }

  return dip_text_filter_has_text (self->filter, rows->key);
}

static gboolean
matches_group (DipComparisonModel *self,
               const DipPairRows     *rows)
{
  const DipPair *pair = rows->heading->pair;

  if (self->group == 0)
    return TRUE;

  for (guint i = 0; i < pair->changes->len; i++)
    {
      const DipChange *change = g_ptr_array_index (pair->changes, i);

      if (change->group == self->group)
        return TRUE;
    }

  return FALSE;
}

/* While a text is looked for, all clauses that have it are shown, changed or not. */
gboolean
_dip_comparison_model_is_shown (DipComparisonModel *self,
                                DipPairRows           *rows)
{
  if (rows->unfolded_all)
    return TRUE;
  if (self->open_only && rows->heading->reviewed)
    return FALSE;
  if (!matches_text (self, rows) || !matches_group (self, rows))
    return FALSE;
  if (self->tags != 0)
    return _dip_comparison_model_pick (self, rows->classes, rows->tags) != 0;
  if (self->group != 0 || self->filter != NULL)
    return TRUE;

  return (rows->classes & self->classes) != 0 || rows->heading->pair->flip;
}

static DipComparisonRow *
get_fold (DipComparisonModel   *self,
          DipComparisonRowKind  kind,
          DipPairRows             *rows,
          guint                 first,
          guint                 n)
{
  g_autofree char *key = g_strdup_printf ("%d:%u:%u:%u", kind,
                                          rows != NULL ? rows->heading->pair_index : 0, first, n);
  DipComparisonRow *fold = g_hash_table_lookup (self->folds, key);

  if (fold != NULL)
    return fold;

  fold = dip_comparison_row_new (kind, self->comparison);
  if (rows != NULL)
    {
      fold->pair = rows->heading->pair;
      fold->pair_index = rows->heading->pair_index;
    }
  fold->first = first;
  fold->n_folded = n;
  g_hash_table_insert (self->folds, g_steal_pointer (&key), fold);

  return fold;
}

static gboolean
is_folded (DipComparisonModel *self,
           const DipPairRows     *rows,
           guint               i)
{
  DipComparisonRow *piece = g_ptr_array_index (rows->pieces, i);

  if (_dip_comparison_model_pick (self, piece->classes, piece->tags) != 0 || is_whole (piece->pair))
    return FALSE;

  return rows->unfolded == NULL || !g_hash_table_contains (rows->unfolded, piece);
}

static void
append_pieces (DipComparisonModel *self,
               DipPairRows           *rows,
               GPtrArray          *list)
{
  for (guint i = 0; i < rows->pieces->len; i++)
    {
      guint n = 0;

      while (i + n < rows->pieces->len && is_folded (self, rows, i + n))
        n++;

      if (n >= MIN_FOLDED)
        {
          g_ptr_array_add (list, g_object_ref (get_fold (self, DIP_COMPARISON_ROW_FOLD, rows, i, n)));
          i += n - 1;
          continue;
        }

      g_ptr_array_add (list, g_object_ref (g_ptr_array_index (rows->pieces, i)));
    }
}

static void
flush_clauses (DipComparisonModel *self,
               guint               first,
               guint               n,
               GPtrArray          *list)
{
  if (n > 0)
    g_ptr_array_add (list, g_object_ref (get_fold (self, DIP_COMPARISON_ROW_CLAUSES, NULL, first, n)));
}

static GPtrArray *
list_rows (DipComparisonModel *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_hidden = 0;

  self->n_shown = 0;
  if (self->group == 0 && self->filter == NULL)
    g_ptr_array_add (list, g_object_ref (self->summary));

  for (guint i = 0; i < self->pairs->len; i++)
    {
      DipPairRows *rows = g_ptr_array_index (self->pairs, i);

      if (!_dip_comparison_model_is_shown (self, rows))
        {
          n_hidden++;
          continue;
        }

      flush_clauses (self, i - n_hidden, n_hidden, list);
      n_hidden = 0;
      self->n_shown++;
      g_ptr_array_add (list, g_object_ref (rows->heading));
      append_pieces (self, rows, list);
    }

  flush_clauses (self, self->pairs->len - n_hidden, n_hidden, list);

  return list;
}

static void
list_changes (DipComparisonModel *self)
{
  g_array_set_size (self->changes, 0);

  for (guint i = 0; i < self->visible->len; i++)
    {
      if (dip_comparison_model_is_change (self, g_ptr_array_index (self->visible, i)))
        g_array_append_val (self->changes, i);
    }
}

/* Announces the smallest stretch: what the old and the new list have in common
 * at both ends keeps its place in a view. */
void
_dip_comparison_model_update (DipComparisonModel *self)
{
  g_autoptr (GPtrArray) before = self->visible;
  guint head = 0;
  guint tail = 0;

  self->visible = list_rows (self);
  list_changes (self);

  while (head < MIN (before->len, self->visible->len) &&
         g_ptr_array_index (before, head) == g_ptr_array_index (self->visible, head))
    head++;

  while (tail < MIN (before->len, self->visible->len) - head &&
         g_ptr_array_index (before, before->len - 1 - tail) ==
           g_ptr_array_index (self->visible, self->visible->len - 1 - tail))
    tail++;

  if (before->len - head - tail > 0 || self->visible->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head,
                                before->len - head - tail, self->visible->len - head - tail);
}

/* What was unfolded by hand belongs to the filter under which it was folded. */
void
_dip_comparison_model_refold (DipComparisonModel *self)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      DipPairRows *rows = g_ptr_array_index (self->pairs, i);

      rows->unfolded_all = FALSE;
      g_clear_pointer (&rows->unfolded, g_hash_table_unref);
    }
}

static GType
get_item_type (GListModel *model)
{
  return DIP_TYPE_COMPARISON_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return DIP_COMPARISON_MODEL (model)->visible->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  DipComparisonModel *self = DIP_COMPARISON_MODEL (model);

  if (position >= self->visible->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->visible, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
dip_comparison_model_finalize (GObject *object)
{
  DipComparisonModel *self = DIP_COMPARISON_MODEL (object);

  g_clear_object (&self->summary);
  g_clear_pointer (&self->visible, g_ptr_array_unref);
  g_clear_pointer (&self->folds, g_hash_table_unref);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->comparison, dip_comparison_unref);
  g_free (self->text);
  dip_text_filter_free (self->filter);

  G_OBJECT_CLASS (dip_comparison_model_parent_class)->finalize (object);
}

static void
dip_comparison_model_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  DipComparisonModel *self = DIP_COMPARISON_MODEL (object);

  switch (prop_id)
    {
    case PROP_CLASSES:
      g_value_set_uint (value, self->classes);
      break;
    case PROP_TAGS:
      g_value_set_uint (value, self->tags);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_GROUP:
      g_value_set_int (value, self->group);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dip_comparison_model_class_init (DipComparisonModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = dip_comparison_model_finalize;
  object_class->get_property = dip_comparison_model_get_property;

  properties[PROP_CLASSES] = g_param_spec_uint ("classes", NULL, NULL, 0, G_MAXUINT,
                                                DIP_CLASSES_DEFAULT, flags);
  properties[PROP_TAGS] = g_param_spec_uint ("tags", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_GROUP] = g_param_spec_int ("group", NULL, NULL, 0, G_MAXINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dip_comparison_model_init (DipComparisonModel *self)
{
  self->classes = DIP_CLASSES_DEFAULT;
  self->pairs = g_ptr_array_new_with_free_func (pair_rows_free);
  self->visible = g_ptr_array_new_with_free_func (g_object_unref);
  self->folds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->changes = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * dip_comparison_model_new:
 * @comparison: what to show
 *
 * Makes the rows of a comparison, with the filter that hides layout and
 * spelling. Takes time in proportion to the text.
 *
 * Returns: (transfer full): a list of [class@ComparisonRow]
 */
DipComparisonModel *
dip_comparison_model_new (DipComparison *comparison)
{
  DipComparisonModel *self;

  g_return_val_if_fail (comparison != NULL, NULL);

  self = g_object_new (DIP_TYPE_COMPARISON_MODEL, NULL);
  self->comparison = dip_comparison_ref (comparison);
  self->summary = dip_comparison_row_new (DIP_COMPARISON_ROW_SUMMARY, comparison);

  for (guint i = 0; i < comparison->pairs->len; i++)
    g_ptr_array_add (self->pairs, pair_rows_new (comparison, i));

  _dip_comparison_model_update (self);

  return self;
}

DipComparison *
dip_comparison_model_get_comparison (DipComparisonModel *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), NULL);

  return self->comparison;
}

guint
dip_comparison_model_get_classes (DipComparisonModel *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), 0);

  return self->classes;
}

/**
 * dip_comparison_model_set_classes:
 * @self: a model
 * @classes: a bit set of `DIP_CLASS_BIT ()`
 *
 * Shows the changes of some classes and folds the others away. A clause whose
 * promise has turned is shown in any case.
 */
void
dip_comparison_model_set_classes (DipComparisonModel *self,
                                  guint               classes)
{
  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));

  if (self->classes == (classes & DIP_CLASSES_ALL))
    return;

  self->classes = classes & DIP_CLASSES_ALL;
  _dip_comparison_model_refold (self);
  _dip_comparison_model_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLASSES]);
}

/**
 * dip_comparison_model_set_tags:
 * @self: a model
 * @tags: a bit set; 0 for all changes
 *
 * Shows only the changes that touch one of these, and folds the others away, those
 * too that turn a promise. Within a paragraph that is shown all changes are marked.
 */
void
dip_comparison_model_set_tags (DipComparisonModel *self,
                               DipTags             tags)
{
  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));

  if (self->tags == tags)
    return;

  self->tags = tags;
  _dip_comparison_model_refold (self);
  _dip_comparison_model_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAGS]);
}

/**
 * dip_comparison_model_count_tags:
 * @self: a model
 * @counts: (out) (array fixed-size=11): for each tag, how many clauses have a change of
 *   the classes that are shown that touches it
 */
void
dip_comparison_model_count_tags (DipComparisonModel *self,
                                 guint              *counts)
{
  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));

  for (guint tag = 0; tag < DIP_N_TAGS; tag++)
    counts[tag] = 0;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const DipPairRows *rows = g_ptr_array_index (self->pairs, i);
      DipTags tags = 0;

      for (guint class_ = 0; class_ < DIP_N_CLASSES; class_++)
        if ((DIP_CLASS_BIT (class_) & self->classes) != 0)
          tags |= rows->tags[class_];
      for (guint tag = 0; tag < DIP_N_TAGS; tag++)
        counts[tag] += (tags >> tag) & 1;
    }
}

const char *
dip_comparison_model_get_text (DipComparisonModel *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), NULL);

  return self->text;
}

/**
 * dip_comparison_model_set_text:
 * @self: a model
 * @text: (nullable): what to look for
 *
 * Shows only the clauses that say this on either side, as [struct@TextFilter] understands it.
 */
void
dip_comparison_model_set_text (DipComparisonModel *self,
                               const char         *text)
{
  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));

  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  g_clear_pointer (&self->filter, dip_text_filter_free);
  self->text = g_strdup (text);
  if (text != NULL)
    self->filter = dip_text_filter_new (text);
  _dip_comparison_model_refold (self);
  _dip_comparison_model_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

int
dip_comparison_model_get_group (DipComparisonModel *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), 0);

  return self->group;
}

/**
 * dip_comparison_model_set_group:
 * @self: a model
 * @group: id of a group, 0 for all
 *
 * Shows only the clauses in which one replacement was made.
 */
void
dip_comparison_model_set_group (DipComparisonModel *self,
                                int                 group)
{
  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));

  if (self->group == group)
    return;

  self->group = group;
  _dip_comparison_model_refold (self);
  _dip_comparison_model_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP]);
}

/**
 * dip_comparison_model_unfold:
 * @self: a model
 * @row: a row of it, of kind FOLD or CLAUSES
 *
 * Shows what a row stands for.
 */
void
dip_comparison_model_unfold (DipComparisonModel *self,
                             DipComparisonRow   *row)
{
  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));
  g_return_if_fail (DIP_IS_COMPARISON_ROW (row));

  if (row->kind == DIP_COMPARISON_ROW_CLAUSES)
    {
      for (guint i = row->first; i < MIN (row->first + row->n_folded, self->pairs->len); i++)
        ((DipPairRows *) g_ptr_array_index (self->pairs, i))->unfolded_all = TRUE;
    }
  else if (row->kind == DIP_COMPARISON_ROW_FOLD)
    {
      DipPairRows *rows = g_ptr_array_index (self->pairs, row->pair_index);

      if (rows->unfolded == NULL)
        rows->unfolded = g_hash_table_new (NULL, NULL);
      for (guint i = row->first; i < MIN (row->first + row->n_folded, rows->pieces->len); i++)
        g_hash_table_add (rows->unfolded, g_ptr_array_index (rows->pieces, i));
    }

  _dip_comparison_model_update (self);
}

/**
 * dip_comparison_model_get_n_shown:
 * @self: a model
 *
 * Returns: how many clauses stand in the list
 */
guint
dip_comparison_model_get_n_shown (DipComparisonModel *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), 0);

  return self->n_shown;
}

/**
 * dip_comparison_model_is_change:
 * @self: a model
 * @row: a row of it
 *
 * Returns: `TRUE` if "next change" stops there
 */
gboolean
dip_comparison_model_is_change (DipComparisonModel *self,
                                DipComparisonRow   *row)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), FALSE);
  g_return_val_if_fail (DIP_IS_COMPARISON_ROW (row), FALSE);

  if (_dip_comparison_model_pick (self, row->classes, row->tags) == 0)
    return FALSE;

  /* A clause that came or went is one change, not one for each paragraph. */
  return row->kind == DIP_COMPARISON_ROW_HEADING ||
         (row->kind == DIP_COMPARISON_ROW_TEXT && !is_whole (row->pair));
}

guint
dip_comparison_model_get_n_changes (DipComparisonModel *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), 0);

  return self->changes->len;
}

gboolean
dip_comparison_model_get_open_only (DipComparisonModel *self)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), FALSE);

  return self->open_only;
}

/* Folds the clauses that have been looked at, or shows them again. */
void
dip_comparison_model_set_open_only (DipComparisonModel *self,
                                    gboolean            open_only)
{
  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));

  if (self->open_only == open_only)
    return;

  self->open_only = open_only;
  _dip_comparison_model_refold (self);
  _dip_comparison_model_update (self);
}
