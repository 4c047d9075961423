/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/dip-engine-private.h"

#include <string.h>

/*
 * Anchors: clauses that belong together beyond doubt, because something that
 * identifies a clause stands once on each side. From the surest on:
 *
 *   1. title and text                    (whatever the number says)
 *   2. the way of titles from the top    ("4 Backup / 4.1 Purpose")
 *   3. title
 *   4. printed controls, title unlike but text alike
 *   5. text
 *
 * What stands several times (all lines equal, a title used in each chapter) is
 * told apart by the neighbours: a clause after a pair pairs with the clause
 * after the other one if they have the same key. What is left of equal clauses
 * pairs in the order of its appearance.
 */

typedef char *(*KeyFunc) (DipContext        *context,
                          const GPtrArray   *clauses,
                          const GPtrArray   *prepared,
                          guint              index);

/* Parents that are followed upwards; papers have four levels. */
#define MAX_LEVELS 12u

static char *
key_of_all (DipContext        *context,
            const GPtrArray   *clauses,
            const GPtrArray   *prepared,
            guint              index)
{
  const DipPrepared *self = prepared->pdata[index];

  return g_strdup_printf ("%u/%u", self->title, self->body);
}

static char *
key_of_body (DipContext        *context,
             const GPtrArray   *clauses,
             const GPtrArray   *prepared,
             guint              index)
{
  const DipPrepared *self = prepared->pdata[index];

  return _dip_clause_grams (context, self)->n < 8 ? NULL : g_strdup_printf ("%u", self->body);
}

static gboolean
has_title (DipContext        *context,
           const DipPrepared *prepared)
{
  return ((const char *) context->sentences.strings->pdata[prepared->title])[0] != '\0';
}

static char *
key_of_title (DipContext        *context,
              const GPtrArray   *clauses,
              const GPtrArray   *prepared,
              guint              index)
{
  const DipPrepared *self = prepared->pdata[index];

  return has_title (context, self) ? g_strdup (context->sentences.strings->pdata[self->title]) : NULL;
}

static char *
key_of_control (DipContext        *context,
                const GPtrArray   *clauses,
                const GPtrArray   *prepared,
                guint              index)
{
  const DipClause *clause = clauses->pdata[index];
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; i < clause->controls->len; i++)
    {
      const DipControl *control = clause->controls->pdata[i];

      if (control->origin == DIP_ORIGIN_PRINTED)
        g_string_append_printf (key, "%s/%s ", control->framework == NULL ? "" : control->framework, control->id);
    }

  return key->len == 0 ? NULL : g_strdup (key->str);
}

static GHashTable *
index_ids (const GPtrArray *clauses)
{
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < clauses->len; i++)
    {
      const DipClause *clause = clauses->pdata[i];

      g_hash_table_insert (ids, clause->id, GUINT_TO_POINTER (i + 1));
    }

  return ids;
}

/* Titles from the top down to each clause. */
static GPtrArray *
make_title_paths (DipContext        *context,
                  const GPtrArray   *clauses,
                  const GPtrArray   *prepared)
{
  GPtrArray *paths = g_ptr_array_new_full (clauses->len, g_free);
  g_autoptr (GHashTable) ids = index_ids (clauses);

  for (guint i = 0; i < clauses->len; i++)
    {
      g_autoptr (GString) path = g_string_new (NULL);
      guint at = i;

      for (guint level = 0; level < MAX_LEVELS; level++)
        {
          const DipClause *clause = clauses->pdata[at];
          gpointer parent;

          g_string_append_printf (path, "%u/", ((const DipPrepared *) prepared->pdata[at])->title);
          parent = clause->parent == NULL ? NULL : g_hash_table_lookup (ids, clause->parent);
          if (parent == NULL || GPOINTER_TO_UINT (parent) - 1 == at)
            break;
          at = GPOINTER_TO_UINT (parent) - 1;
        }

      g_ptr_array_add (paths, has_title (context, prepared->pdata[i]) ? g_strdup (path->str) : NULL);
    }

  return paths;
}

static GPtrArray *
make_keys (DipContext        *context,
           const GPtrArray   *clauses,
           const GPtrArray   *prepared,
           const int         *partner,
           KeyFunc            key)
{
  GPtrArray *keys = g_ptr_array_new_full (prepared->len, g_free);

  /* Nobody asks for the key of a clause that has its partner. */
  for (guint i = 0; i < prepared->len; i++)
    g_ptr_array_add (keys, partner[i] >= 0 ? NULL : key (context, clauses, prepared, i));

  return keys;
}

static void
join (int   *new_of_old,
      int   *old_of_new,
      guint  old_index,
      guint  new_index)
{
  new_of_old[old_index] = (int) new_index;
  old_of_new[new_index] = (int) old_index;
}

/* Index of the only unpaired clause with a key, -1 for "several". */
static GHashTable *
index_unique (const GPtrArray *keys,
              const int       *partner)
{
  GHashTable *unique = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < keys->len; i++)
    {
      if (partner[i] >= 0 || keys->pdata[i] == NULL)
        continue;
      if (g_hash_table_contains (unique, keys->pdata[i]))
        g_hash_table_insert (unique, keys->pdata[i], GINT_TO_POINTER (-1));
      else
        g_hash_table_insert (unique, keys->pdata[i], GINT_TO_POINTER ((int) i + 1));
    }

  return unique;
}

static gboolean
equal_keys (const DipContext *context,
            const GPtrArray  *old_keys,
            guint             old_index,
            const GPtrArray  *new_keys,
            guint             new_index)
{
  return old_keys->pdata[old_index] != NULL && g_strcmp0 (old_keys->pdata[old_index], new_keys->pdata[new_index]) == 0
    && !_dip_is_apart (context, old_index, new_index);
}

static void
pair_unique (const DipContext *context,
             const GPtrArray  *old_keys,
             const GPtrArray  *new_keys,
             int              *new_of_old,
             int              *old_of_new)
{
  g_autoptr (GHashTable) old_unique = index_unique (old_keys, new_of_old);
  g_autoptr (GHashTable) new_unique = index_unique (new_keys, old_of_new);

  for (guint i = 0; i < new_keys->len; i++)
    {
      int old_index;

      if (old_of_new[i] >= 0 || new_keys->pdata[i] == NULL)
        continue;
      if (GPOINTER_TO_INT (g_hash_table_lookup (new_unique, new_keys->pdata[i])) < 1)
        continue;
      old_index = GPOINTER_TO_INT (g_hash_table_lookup (old_unique, new_keys->pdata[i]));
      if (old_index >= 1 && !_dip_is_apart (context, old_index - 1, i))
        join (new_of_old, old_of_new, old_index - 1, i);
    }
}

/* The neighbours of a pair, as long as they have the same key. */
static void
extend_pairs (const DipContext *context,
              const GPtrArray  *old_keys,
              const GPtrArray  *new_keys,
              int              *new_of_old,
              int              *old_of_new)
{
  for (guint i = 0; i < new_keys->len; i++)
    {
      int before = i == 0 ? -1 : old_of_new[i - 1];
      guint old_index = (guint) (before + 1);

      if (old_of_new[i] >= 0 || (i > 0 && before < 0) || old_index >= old_keys->len)
        continue;
      if (new_of_old[old_index] < 0 && equal_keys (context, old_keys, old_index, new_keys, i))
        join (new_of_old, old_of_new, old_index, i);
    }

  for (guint k = new_keys->len; k > 0; k--)
    {
      guint i = k - 1;
      int after = k == new_keys->len ? (int) old_keys->len : old_of_new[k];

      if (old_of_new[i] >= 0 || after <= 0)
        continue;
      if (new_of_old[after - 1] < 0 && equal_keys (context, old_keys, after - 1, new_keys, i))
        join (new_of_old, old_of_new, after - 1, i);
    }
}

/* Equal clauses that nothing tells apart, in the order of their appearance. */
static void
pair_in_order (const DipContext *context,
               const GPtrArray  *old_keys,
               const GPtrArray  *new_keys,
               int              *new_of_old,
               int              *old_of_new)
{
  g_autoptr (GHashTable) waiting =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_queue_free);

  for (guint i = 0; i < old_keys->len; i++)
    {
      GQueue *queue;

      if (new_of_old[i] >= 0 || old_keys->pdata[i] == NULL)
        continue;
      queue = g_hash_table_lookup (waiting, old_keys->pdata[i]);
      if (queue == NULL)
        {
          queue = g_queue_new ();
          g_hash_table_insert (waiting, old_keys->pdata[i], queue);
        }
      g_queue_push_tail (queue, GUINT_TO_POINTER (i));
    }

  for (guint i = 0; i < new_keys->len; i++)
    {
      GQueue *queue = new_keys->pdata[i] == NULL || old_of_new[i] >= 0
        ? NULL : g_hash_table_lookup (waiting, new_keys->pdata[i]);

      if (queue != NULL && !g_queue_is_empty (queue)
          && !_dip_is_apart (context, GPOINTER_TO_UINT (g_queue_peek_head (queue)), i))
        join (new_of_old, old_of_new, GPOINTER_TO_UINT (g_queue_pop_head (queue)), i);
    }
}

static void
pair_by_keys (const DipContext *context,
              const GPtrArray  *old_keys,
              const GPtrArray  *new_keys,
              int              *new_of_old,
              int              *old_of_new,
              gboolean          in_order)
{
  pair_unique (context, old_keys, new_keys, new_of_old, old_of_new);
  extend_pairs (context, old_keys, new_keys, new_of_old, old_of_new);
  if (in_order)
    pair_in_order (context, old_keys, new_keys, new_of_old, old_of_new);
}

static void
pair_by (DipContext *context,
         KeyFunc     key,
         int        *new_of_old,
         int        *old_of_new,
         gboolean    in_order)
{
  g_autoptr (GPtrArray) old_keys = make_keys (context, context->old_clauses, context->old, new_of_old, key);
  g_autoptr (GPtrArray) new_keys = make_keys (context, context->new_clauses, context->new_, old_of_new, key);

  pair_by_keys (context, old_keys, new_keys, new_of_old, old_of_new, in_order);
}

static void
pair_by_title_path (DipContext *context,
                    int        *new_of_old,
                    int        *old_of_new)
{
  g_autoptr (GPtrArray) old_keys = make_title_paths (context, context->old_clauses, context->old);
  g_autoptr (GPtrArray) new_keys = make_title_paths (context, context->new_clauses, context->new_);

  pair_by_keys (context, old_keys, new_keys, new_of_old, old_of_new, FALSE);
}

/* Least similarity of texts for clauses that only share their printed control:
 * papers answer one control in several clauses and move controls about. */
#define MIN_SIMILARITY_OF_CONTROL 0.3

static void
pair_by_control (DipContext *context,
                 int        *new_of_old,
                 int        *old_of_new)
{
  g_autoptr (GPtrArray) old_keys = make_keys (context, context->old_clauses, context->old, new_of_old,
                                            key_of_control);
  g_autoptr (GPtrArray) new_keys = make_keys (context, context->new_clauses, context->new_, old_of_new,
                                            key_of_control);
  g_autofree int *new_found = g_memdup2 (new_of_old, old_keys->len * sizeof (int));
  g_autofree int *old_found = g_memdup2 (old_of_new, new_keys->len * sizeof (int));

  pair_unique (context, old_keys, new_keys, new_found, old_found);
  for (guint i = 0; i < new_keys->len; i++)
    {
      if (old_of_new[i] >= 0 || old_found[i] < 0)
        continue;
      if (_dip_prepared_similarity (context, context->old->pdata[old_found[i]], context->new_->pdata[i])
          >= MIN_SIMILARITY_OF_CONTROL)
        join (new_of_old, old_of_new, old_found[i], i);
    }
}

/* Pairs what belongs together beyond doubt. Linear. */
void
_dip_align_anchors (DipContext *context,
                    int        *new_of_old,
                    int        *old_of_new)
{
  if (context->old->len == 0 || context->new_->len == 0)
    return;

  pair_by (context, key_of_all, new_of_old, old_of_new, FALSE);
  pair_by_title_path (context, new_of_old, old_of_new);
  pair_by (context, key_of_all, new_of_old, old_of_new, TRUE);
  pair_by (context, key_of_title, new_of_old, old_of_new, FALSE);
  pair_by_control (context, new_of_old, old_of_new);
  pair_by (context, key_of_body, new_of_old, old_of_new, FALSE);
}
