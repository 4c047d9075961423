/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-model.h"

#include <string.h>

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
struct _DipComparisonModel
{
  GObject        parent_instance;

  DipComparison *comparison;
  GPtrArray     *pairs;         /* (element-type PairRows) */
  GPtrArray     *visible;       /* (element-type DipComparisonRow): the list */
  GHashTable    *folds;         /* key of a run → DipComparisonRow */
  GArray        *changes;       /* (element-type guint): positions that are stops, ascending */
  DipComparisonRow *summary;

  guint          classes;       /* bit set */
  char          *text;          /* (nullable): as typed */
  char          *folded_text;   /* (nullable): the same as a comparison key */
  int            group;         /* 0 shows all */
  gboolean       open_only;     /* clauses that have been looked at are folded */
  guint          n_shown;       /* clauses that the filter shows */
};

/* All that a pair can show. */
typedef struct
{
  DipComparisonRow *heading;
  GPtrArray        *pieces;        /* (element-type DipComparisonRow) */
  GHashTable       *unfolded;      /* (nullable): pieces that were unfolded by hand */
  char             *key;           /* (nullable): both texts as a comparison key, made when first looked for */
  guint             classes;       /* of all changes in it */
  gboolean          unfolded_all;  /* shown though the filter does not ask for it */
} PairRows;

enum {
  PROP_0,
  PROP_CLASSES,
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
  PairRows *rows = data;

  g_clear_object (&rows->heading);
  g_clear_pointer (&rows->pieces, g_ptr_array_unref);
  g_clear_pointer (&rows->unfolded, g_hash_table_unref);
  g_free (rows->key);
  g_free (rows);
}

/* What two texts have in common however they are typed: width and case. */
static char *
dup_key (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup ("");
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

static PairRows *
pair_rows_new (DipComparison *comparison,
               guint          index)
{
  DipPair *pair = g_ptr_array_index (comparison->pairs, index);
  PairRows *rows = g_new0 (PairRows, 1);
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
            rows->heading->classes |= DIP_COMPARISON_ROW (g_ptr_array_index (title, j))->classes;
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

  return rows;
}

static gboolean
matches_text (DipComparisonModel *self,
              PairRows           *rows)
{
  const DipPair *pair = rows->heading->pair;

  if (self->folded_text == NULL)
    return TRUE;

  if (rows->key == NULL)
    {
      g_autofree char *both =
        g_strdup_printf ("%s\n%s\n%s\n%s",
                         pair->old_clause != NULL && pair->old_clause->number != NULL ? pair->old_clause->number : "",
                         pair->old_text != NULL ? pair->old_text->text : "",
                         pair->new_clause != NULL && pair->new_clause->number != NULL ? pair->new_clause->number : "",
                         pair->new_text != NULL ? pair->new_text->text : "");

      rows->key = dup_key (both);
    }

  return strstr (rows->key, self->folded_text) != NULL;
}

static gboolean
matches_group (DipComparisonModel *self,
               const PairRows     *rows)
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
static gboolean
is_shown (DipComparisonModel *self,
          PairRows           *rows)
{
  if (rows->unfolded_all)
    return TRUE;
  if (self->open_only && rows->heading->reviewed)
    return FALSE;
  if (!matches_text (self, rows) || !matches_group (self, rows))
    return FALSE;
  if (self->group != 0 || self->folded_text != NULL)
    return TRUE;

  return (rows->classes & self->classes) != 0 || rows->heading->pair->flip;
}

static DipComparisonRow *
get_fold (DipComparisonModel   *self,
          DipComparisonRowKind  kind,
          PairRows             *rows,
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
           const PairRows     *rows,
           guint               i)
{
  DipComparisonRow *piece = g_ptr_array_index (rows->pieces, i);

  if ((piece->classes & self->classes) != 0 || is_whole (piece->pair))
    return FALSE;

  return rows->unfolded == NULL || !g_hash_table_contains (rows->unfolded, piece);
}

static void
append_pieces (DipComparisonModel *self,
               PairRows           *rows,
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
  if (self->group == 0 && self->folded_text == NULL)
    g_ptr_array_add (list, g_object_ref (self->summary));

  for (guint i = 0; i < self->pairs->len; i++)
    {
      PairRows *rows = g_ptr_array_index (self->pairs, i);

      if (!is_shown (self, rows))
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
static void
update (DipComparisonModel *self)
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
static void
refold (DipComparisonModel *self)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      PairRows *rows = g_ptr_array_index (self->pairs, i);

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
  g_free (self->folded_text);

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

  update (self);

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
  refold (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLASSES]);
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
 * Shows only the clauses that say this on either side, whatever the case and
 * width of the letters.
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
  g_free (self->folded_text);
  self->text = g_strdup (text);
  self->folded_text = text != NULL ? dup_key (text) : NULL;
  refold (self);
  update (self);
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
  refold (self);
  update (self);
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
        ((PairRows *) g_ptr_array_index (self->pairs, i))->unfolded_all = TRUE;
    }
  else if (row->kind == DIP_COMPARISON_ROW_FOLD)
    {
      PairRows *rows = g_ptr_array_index (self->pairs, row->pair_index);

      if (rows->unfolded == NULL)
        rows->unfolded = g_hash_table_new (NULL, NULL);
      for (guint i = row->first; i < MIN (row->first + row->n_folded, rows->pieces->len); i++)
        g_hash_table_add (rows->unfolded, g_ptr_array_index (rows->pieces, i));
    }

  update (self);
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

  if ((row->classes & self->classes) == 0)
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

/**
 * dip_comparison_model_find_change:
 * @self: a model
 * @from: a position, or `G_MAXUINT` for none
 * @direction: 1 for the next change, -1 for the one before
 *
 * Finds the change after or before a position; at the end it begins again at
 * the other end.
 *
 * Returns: its position, or `G_MAXUINT` if there is none
 */
guint
dip_comparison_model_find_change (DipComparisonModel *self,
                                  guint               from,
                                  int                 direction)
{
  const GArray *changes;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  changes = self->changes;
  if (changes->len == 0)
    return G_MAXUINT;

  if (direction > 0)
    {
      for (guint i = 0; from != G_MAXUINT && i < changes->len; i++)
        {
          if (g_array_index (changes, guint, i) > from)
            return g_array_index (changes, guint, i);
        }

      return g_array_index (changes, guint, 0);
    }

  for (guint i = changes->len; from != G_MAXUINT && i > 0; i--)
    {
      if (g_array_index (changes, guint, i - 1) < from)
        return g_array_index (changes, guint, i - 1);
    }

  return g_array_index (changes, guint, changes->len - 1);
}

/**
 * dip_comparison_model_find_class:
 * @self: a model
 * @from: a position, or `GTK_INVALID_LIST_POSITION`
 * @direction: 1 for the next one, -1 for the one before
 * @classes: a bit set, `DIP_CLASS_BIT`
 *
 * Finds the change after or before a position that is of one of some classes,
 * all round the list.
 *
 * Returns: its position, or `G_MAXUINT` if there is none
 */
guint
dip_comparison_model_find_class (DipComparisonModel *self,
                                 guint               from,
                                 int                 direction,
                                 guint               classes)
{
  guint position = from;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const DipComparisonRow *row;

      position = dip_comparison_model_find_change (self, position, direction);
      row = g_ptr_array_index (self->visible, position);
      if ((row->classes & classes) != 0)
        return position;
    }

  return G_MAXUINT;
}

/**
 * dip_comparison_model_find_flip:
 * @self: a model
 * @from: a position, or `GTK_INVALID_LIST_POSITION`
 * @direction: 1 for the next one, -1 for the one before
 *
 * Finds the heading of the clause after or before a position whose promise has
 * turned, all round the list.
 *
 * Returns: its position, or `G_MAXUINT` if there is none
 */
guint
dip_comparison_model_find_flip (DipComparisonModel *self,
                                guint               from,
                                int                 direction)
{
  guint n;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  n = self->visible->len;
  if (from >= n)
    from = direction > 0 && n > 0 ? n - 1 : 0;

  for (guint i = 1; i <= n; i++)
    {
      guint position = direction > 0 ? (from + i) % n : (from + n - i) % n;
      const DipComparisonRow *row = g_ptr_array_index (self->visible, position);

      if (row->kind == DIP_COMPARISON_ROW_HEADING && row->pair != NULL && row->pair->flip)
        return position;
    }

  return G_MAXUINT;
}

/**
 * dip_comparison_model_get_ordinal:
 * @self: a model
 * @position: a position in the list
 *
 * Returns: which of the changes stands there, from 1; 0 if it is none
 */
guint
dip_comparison_model_get_ordinal (DipComparisonModel *self,
                                  guint               position)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), 0);

  for (guint i = 0; i < self->changes->len; i++)
    {
      if (g_array_index (self->changes, guint, i) == position)
        return i + 1;
    }

  return 0;
}

/**
 * dip_comparison_model_find_clause:
 * @self: a model
 * @id: id of a clause of the new edition, else of the old one
 *
 * Finds the heading of a clause and unfolds it if it is folded.
 *
 * Returns: its position, or `G_MAXUINT` if no side has such a clause
 */
guint
dip_comparison_model_find_clause (DipComparisonModel *self,
                                  const char         *id)
{
  PairRows *found = NULL;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->pairs->len; i++)
    {
      PairRows *rows = g_ptr_array_index (self->pairs, i);
      const DipPair *pair = rows->heading->pair;

      if (pair->new_clause != NULL && g_strcmp0 (pair->new_clause->id, id) == 0)
        {
          found = rows;
          break;
        }
      if (found == NULL && pair->old_clause != NULL && g_strcmp0 (pair->old_clause->id, id) == 0)
        found = rows;
    }

  if (found == NULL)
    return G_MAXUINT;

  if (!is_shown (self, found))
    {
      found->unfolded_all = TRUE;
      update (self);
    }

  for (guint i = 0; i < self->visible->len; i++)
    {
      if (g_ptr_array_index (self->visible, i) == found->heading)
        return i;
    }

  g_return_val_if_reached (G_MAXUINT);
}

/* The clause may not be there, and then the id neither. */
static gboolean
is_clause (const DipClause *clause,
           const char      *id)
{
  return g_strcmp0 (clause != NULL ? clause->id : NULL, id) == 0;
}

static PairRows *
find_reviewed (DipComparisonModel *self,
               const DipReview    *review)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      PairRows *rows = g_ptr_array_index (self->pairs, i);
      const DipPair *pair = rows->heading->pair;

      if (is_clause (pair->old_clause, review->old_clause) && is_clause (pair->new_clause, review->new_clause))
        return rows;
    }

  return NULL;
}

/**
 * dip_comparison_model_set_reviews:
 * @self: a model
 * @reviews: (element-type DipReview): the pairs that a person has looked at
 *
 * Says of all clauses whether they have been looked at.
 */
void
dip_comparison_model_set_reviews (DipComparisonModel *self,
                                  const GPtrArray    *reviews)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));

  for (guint i = 0; i < reviews->len; i++)
    {
      const DipReview *review = g_ptr_array_index (reviews, i);

      g_hash_table_add (keys, g_strdup_printf ("%s\n%s", review->old_clause != NULL ? review->old_clause : "",
                                               review->new_clause != NULL ? review->new_clause : ""));
    }

  for (guint i = 0; i < self->pairs->len; i++)
    {
      PairRows *rows = g_ptr_array_index (self->pairs, i);
      const DipPair *pair = rows->heading->pair;
      g_autofree char *key = g_strdup_printf ("%s\n%s", pair->old_clause != NULL ? pair->old_clause->id : "",
                                              pair->new_clause != NULL ? pair->new_clause->id : "");

      rows->heading->reviewed = g_hash_table_contains (keys, key);
    }

  if (self->open_only)
    update (self);
}

/**
 * dip_comparison_model_set_reviewed:
 * @self: a model
 * @review: a pair
 * @is_reviewed: whether it has been looked at
 *
 * Says it of one pair.
 */
void
dip_comparison_model_set_reviewed (DipComparisonModel *self,
                                   const DipReview    *review,
                                   gboolean            is_reviewed)
{
  PairRows *rows;

  g_return_if_fail (DIP_IS_COMPARISON_MODEL (self));

  rows = find_reviewed (self, review);
  if (rows == NULL)
    return;

  rows->heading->reviewed = is_reviewed;
  rows->unfolded_all = rows->unfolded_all && !is_reviewed;
  if (self->open_only)
    update (self);
}

gboolean
dip_comparison_model_is_reviewed (DipComparisonModel *self,
                                  const DipPair      *pair)
{
  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), FALSE);

  for (guint i = 0; i < self->pairs->len; i++)
    {
      PairRows *rows = g_ptr_array_index (self->pairs, i);

      if (rows->heading->pair == pair)
        return rows->heading->reviewed;
    }

  return FALSE;
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
  refold (self);
  update (self);
}

/**
 * dip_comparison_model_count_reviewed:
 * @self: a model
 * @n_all: (out): how many clauses have changes of the classes that are shown
 *
 * Returns: how many of them have been looked at
 */
guint
dip_comparison_model_count_reviewed (DipComparisonModel *self,
                                     guint              *n_all)
{
  guint n = 0;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), 0);

  *n_all = 0;
  for (guint i = 0; i < self->pairs->len; i++)
    {
      PairRows *rows = g_ptr_array_index (self->pairs, i);

      if ((rows->classes & self->classes) == 0 && !rows->heading->pair->flip)
        continue;

      *n_all += 1;
      n += rows->heading->reviewed;
    }

  return n;
}

/**
 * dip_comparison_model_find_open:
 * @self: a model
 * @from: a position, or `GTK_INVALID_LIST_POSITION`
 *
 * Looks for the next change in another clause that has not been looked at, from the
 * end on to the beginning.
 *
 * Returns: its position, or `G_MAXUINT` if there is none
 */
guint
dip_comparison_model_find_open (DipComparisonModel *self,
                                guint               from)
{
  const DipPair *current = NULL;
  guint first = 0;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  if (from < self->visible->len)
    {
      current = ((DipComparisonRow *) g_ptr_array_index (self->visible, from))->pair;
      while (first < self->changes->len && g_array_index (self->changes, guint, first) <= from)
        first++;
    }

  for (guint i = 0; i < self->changes->len; i++)
    {
      guint position = g_array_index (self->changes, guint, (first + i) % self->changes->len);
      const DipComparisonRow *row = g_ptr_array_index (self->visible, position);
      const PairRows *rows = g_ptr_array_index (self->pairs, row->pair_index);

      if (row->pair != current && !rows->heading->reviewed)
        return position;
    }

  return G_MAXUINT;
}

/* Returns its position, or `G_MAXUINT` if it is folded. */
guint
dip_comparison_model_find_row (DipComparisonModel *self,
                               DipComparisonRow   *row)
{
  guint position;

  g_return_val_if_fail (DIP_IS_COMPARISON_MODEL (self), G_MAXUINT);

  return g_ptr_array_find (self->visible, row, &position) ? position : G_MAXUINT;
}

/* "substantive,editorial" as it stands in the settings; unknown words are left
 * out, an empty string is the default. */
guint
dip_classes_from_string (const char *words)
{
  g_auto (GStrv) list = g_strsplit_set (words != NULL ? words : "", ", ", -1);
  guint classes = 0;

  for (guint i = 0; list[i] != NULL; i++)
    {
      for (guint class_ = DIP_CLASS_LAYOUT; class_ < DIP_N_CLASSES; class_++)
        {
          if (g_strcmp0 (list[i], dip_class_to_string (class_)) == 0)
            classes |= DIP_CLASS_BIT (class_);
        }
    }

  return classes != 0 ? classes : DIP_CLASSES_DEFAULT;
}

char *
dip_classes_to_string (guint classes)
{
  GString *words = g_string_new (NULL);

  for (guint class_ = DIP_N_CLASSES - 1; class_ >= DIP_CLASS_LAYOUT; class_--)
    {
      if ((classes & DIP_CLASS_BIT (class_)) == 0)
        continue;
      if (words->len > 0)
        g_string_append_c (words, ',');
      g_string_append (words, dip_class_to_string (class_));
    }

  return g_string_free (words, FALSE);
}
