/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-contents-item.h"

/* A tree deeper than this is no tree of headings. */
#define MAX_DEPTH 8

G_DEFINE_FINAL_TYPE (DipContentsItem, dip_contents_item, G_TYPE_OBJECT)

static void
dip_contents_item_finalize (GObject *object)
{
  g_clear_object (&DIP_CONTENTS_ITEM (object)->document);

  G_OBJECT_CLASS (dip_contents_item_parent_class)->finalize (object);
}

static void
dip_contents_item_class_init (DipContentsItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_contents_item_finalize;
}

static void
dip_contents_item_init (DipContentsItem *self)
{
}

/**
 * dip_contents_item_list:
 * @document: a document
 *
 * Lists the clauses of a document in reading order.
 *
 * Returns: (transfer full): a list of [class@ContentsItem]
 */
GListStore *
dip_contents_item_list (DipDocument *document)
{
  GListStore *store = g_list_store_new (DIP_TYPE_CONTENTS_ITEM);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (DIP_IS_DOCUMENT (document), store);

  for (guint i = 0; i < document->clauses->len; i++)
    {
      DipContentsItem *item = g_object_new (DIP_TYPE_CONTENTS_ITEM, NULL);
      DipContentsItem *parent;

      item->document = g_object_ref (document);
      item->clause = g_ptr_array_index (document->clauses, i);
      parent = item->clause->parent != NULL ? g_hash_table_lookup (by_id, item->clause->parent) : NULL;
      if (parent != NULL)
        {
          item->depth = MIN (parent->depth + 1, MAX_DEPTH);
          parent->is_part = TRUE;
        }
      g_hash_table_insert (by_id, item->clause->id, item);
      g_ptr_array_add (items, item);
    }

  g_list_store_splice (store, 0, 0, items->pdata, items->len);

  return store;
}
