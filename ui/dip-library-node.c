/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-library-node.h"

#include <glib/gi18n.h>

#include "dip-samples.h"
#include "dip-text-filter.h"
#include "dip-words.h"

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (DipLibraryNode, dip_library_node, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
dip_library_node_finalize (GObject *object)
{
  DipLibraryNode *self = DIP_LIBRARY_NODE (object);

  g_free (self->name);
  g_clear_object (&self->edition);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (dip_library_node_parent_class)->finalize (object);
}

static void
dip_library_node_class_init (DipLibraryNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dip_library_node_finalize;

  /**
   * DipLibraryNode::changed:
   * @self: a node
   *
   * Its edition is described otherwise, or it has other editions.
   */
  signals[CHANGED] = g_signal_new ("changed", DIP_TYPE_LIBRARY_NODE, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
dip_library_node_init (DipLibraryNode *self)
{
}

static DipLibraryNode *
node_new (DipLibraryNodeKind  kind,
          const char         *name,
          DipEdition         *edition)
{
  DipLibraryNode *node = g_object_new (DIP_TYPE_LIBRARY_NODE, NULL);

  node->kind = kind;
  node->name = g_strdup (name);
  g_set_object (&node->edition, edition);
  if (kind != DIP_LIBRARY_NODE_EDITION)
    node->children = g_list_store_new (DIP_TYPE_LIBRARY_NODE);

  return node;
}

/* The node of a name below @parent, NULL for the root. @known finds it by both, so that a library
 * of thousands of providers is read once. */
static DipLibraryNode *
ensure_child (GHashTable         *known,
              GListStore         *root,
              DipLibraryNode     *parent,
              DipLibraryNodeKind  kind,
              const char         *name)
{
  g_autofree char *key = g_strdup_printf ("%p %s", parent, name != NULL ? name : "\n");
  DipLibraryNode *node = g_hash_table_lookup (known, key);

  if (node != NULL)
    return node;

  node = node_new (kind, name, NULL);
  g_list_store_append (parent != NULL ? parent->children : root, node);
  g_hash_table_insert (known, g_steal_pointer (&key), node);

  return node;
}

/* The words have to be somewhere in what the sidebar shows of an edition. */
static gboolean
matches (DipEdition          *edition,
         const DipTextFilter *filter)
{
  g_autofree char *all = g_strjoin (" ",
                                    edition->provider != NULL ? edition->provider : "",
                                    edition->service != NULL ? edition->service : "",
                                    edition->title != NULL ? edition->title : "",
                                    edition->version != NULL ? edition->version : "",
                                    edition->issued != NULL ? edition->issued : "",
                                    edition->source_name != NULL ? edition->source_name : "",
                                    dip_words_get_kind (edition->kind),
                                    NULL);

  return dip_text_filter_has_label (filter, all);
}

GListStore *
dip_library_node_build_tree (GListModel *editions,
                             const char *search)
{
  GListStore *root = g_list_store_new (DIP_TYPE_LIBRARY_NODE);
  g_autoptr (DipTextFilter) filter = dip_text_filter_new (search);
  /* Owns a reference to each, which the stores keep as well. */
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  g_return_val_if_fail (G_IS_LIST_MODEL (editions), root);

  for (guint i = 0; i < g_list_model_get_n_items (editions); i++)
    {
      g_autoptr (DipEdition) edition = g_list_model_get_item (editions, i);
      g_autoptr (DipLibraryNode) node = NULL;
      DipLibraryNode *provider, *service;

      if (!dip_text_filter_is_empty (filter) && !matches (edition, filter))
        continue;

      provider = ensure_child (known, root, NULL, DIP_LIBRARY_NODE_PROVIDER, edition->provider);
      service = ensure_child (known, root, provider, DIP_LIBRARY_NODE_SERVICE,
                              edition->service != NULL ? edition->service : edition->title);
      node = node_new (DIP_LIBRARY_NODE_EDITION, NULL, edition);
      g_list_store_append (service->children, node);
    }

  return root;
}

/* Whether two nodes stand for the same thing of a library. */
static gboolean
is_same (DipLibraryNode *a,
         DipLibraryNode *b)
{
  if (a->kind != b->kind)
    return FALSE;

  return a->edition != NULL ? a->edition->id == b->edition->id : g_strcmp0 (a->name, b->name) == 0;
}

/* A list store announces also that nothing has changed, and a list view makes its rows anew for that. */
static void
take_out (GListStore *list,
          guint       position,
          guint       n)
{
  if (n > 0)
    g_list_store_splice (list, position, n, NULL, 0);
}

/* Makes the nodes of a list those of another one: what stands before the first
 * difference and behind the last one stays, so do the nodes between that are in
 * both lists unless they changed places. */
static void
update_list (GListStore *list,
             GListStore *wanted)
{
  guint position = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (wanted)); i++, position++)
    {
      g_autoptr (DipLibraryNode) node = g_list_model_get_item (G_LIST_MODEL (wanted), i);
      guint found = position;

      for (; found < g_list_model_get_n_items (G_LIST_MODEL (list)); found++)
        {
          g_autoptr (DipLibraryNode) old = g_list_model_get_item (G_LIST_MODEL (list), found);

          if (is_same (old, node))
            break;
        }

      if (found < g_list_model_get_n_items (G_LIST_MODEL (list)))
        take_out (list, position, found - position);
      else
        g_list_store_insert (list, position, node);
    }

  take_out (list, position, g_list_model_get_n_items (G_LIST_MODEL (list)) - position);
}

/**
 * dip_library_node_update_tree:
 * @root: (element-type DipLibraryNode): a tree
 * @wanted: (element-type DipLibraryNode): another one, whose nodes are taken
 *
 * Makes a tree that is on the screen the one that is wanted with as few changes
 * as that needs, so that a list keeps its place and what is folded stays so.
 */
void
dip_library_node_update_tree (GListStore *root,
                              GListStore *wanted)
{
  g_return_if_fail (G_IS_LIST_STORE (root));
  g_return_if_fail (G_IS_LIST_STORE (wanted));

  update_list (root, wanted);

  /* The depth is that of provider, service, edition. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (root)); i++)
    {
      g_autoptr (DipLibraryNode) node = g_list_model_get_item (G_LIST_MODEL (root), i);
      g_autoptr (DipLibraryNode) other = g_list_model_get_item (G_LIST_MODEL (wanted), i);

      if (node == other)
        continue;

      if (node->children != NULL)
        dip_library_node_update_tree (node->children, other->children);
      g_set_object (&node->edition, other->edition);
      g_signal_emit (node, signals[CHANGED], 0);
    }
}

char *
dip_library_node_dup_label (DipLibraryNode *self)
{
  g_return_val_if_fail (DIP_IS_LIBRARY_NODE (self), NULL);

  switch (self->kind)
    {
    case DIP_LIBRARY_NODE_PROVIDER:
      return g_strdup (self->name != NULL ? self->name : _("Unknown provider"));
    case DIP_LIBRARY_NODE_SERVICE:
      return g_strdup (self->name != NULL ? self->name : _("Unknown service"));
    case DIP_LIBRARY_NODE_EDITION:
    default:
      return dip_words_dup_version (self->edition);
    }
}

/* Whether all that stands below came with the program. */
static gboolean
is_sample (DipLibraryNode *self)
{
  if (self->edition != NULL)
    return dip_samples_has (self->edition);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->children)); i++)
    {
      g_autoptr (DipLibraryNode) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);

      if (!is_sample (child))
        return FALSE;
    }

  return TRUE;
}

/* The second line of a row: "26 Dec 2024 · 44 clauses · Whitepaper". */
char *
dip_library_node_dup_details (DipLibraryNode *self)
{
  g_autofree char *date = NULL;
  g_autofree char *clauses = NULL;
  GString *text;

  g_return_val_if_fail (DIP_IS_LIBRARY_NODE (self), NULL);

  if (self->kind == DIP_LIBRARY_NODE_PROVIDER && is_sample (self))
    /* Translators: in the library, below the name of a provider */
    return g_strdup (_("Sample, an invented provider"));
  if (self->kind != DIP_LIBRARY_NODE_EDITION)
    return NULL;

  text = g_string_new (NULL);
  date = dip_words_dup_date (self->edition->issued);
  /* The date is the label of an edition without a version. */
  if (date != NULL && self->edition->version != NULL)
    g_string_append_printf (text, "%s · ", date);
  if (self->edition->kind == DIP_KIND_CHECKSHEET)
    clauses = g_strdup_printf (ngettext ("%u entry", "%u entries", self->edition->n_clauses),
                               self->edition->n_clauses);
  else
    clauses = g_strdup_printf (ngettext ("%u clause", "%u clauses", self->edition->n_clauses),
                               self->edition->n_clauses);
  g_string_append_printf (text, "%s · %s", clauses, dip_words_get_kind (self->edition->kind));

  return g_string_free (text, FALSE);
}

gboolean
dip_library_node_get_newest (DipLibraryNode  *self,
                             DipEdition     **old_edition,
                             DipEdition     **new_edition)
{
  guint n;

  g_return_val_if_fail (DIP_IS_LIBRARY_NODE (self), FALSE);

  n = self->children != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->children)) : 0;
  if (self->kind != DIP_LIBRARY_NODE_SERVICE || n < 2)
    return FALSE;

  {
    g_autoptr (DipLibraryNode) old_node = g_list_model_get_item (G_LIST_MODEL (self->children), n - 2);
    g_autoptr (DipLibraryNode) new_node = g_list_model_get_item (G_LIST_MODEL (self->children), n - 1);

    *old_edition = old_node->edition;
    *new_edition = new_node->edition;
  }

  return TRUE;
}

static void
add_editions (DipLibraryNode *self,
              GPtrArray      *editions)
{
  if (self->edition != NULL)
    g_ptr_array_add (editions, g_object_ref (self->edition));

  for (guint i = 0; self->children != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->children)); i++)
    {
      g_autoptr (DipLibraryNode) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);

      add_editions (child, editions);
    }
}

GPtrArray *
dip_library_node_list_editions (DipLibraryNode *self)
{
  GPtrArray *editions = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (DIP_IS_LIBRARY_NODE (self), editions);

  add_editions (self, editions);

  return editions;
}
