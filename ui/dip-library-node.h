/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

typedef enum {
  DIP_LIBRARY_NODE_PROVIDER,
  DIP_LIBRARY_NODE_SERVICE,
  DIP_LIBRARY_NODE_EDITION,
} DipLibraryNodeKind;

#define DIP_TYPE_LIBRARY_NODE (dip_library_node_get_type ())
G_DECLARE_FINAL_TYPE (DipLibraryNode, dip_library_node, DIP, LIBRARY_NODE, GObject)

/**
 * DipLibraryNode: a place in the tree of a library. Emits #DipLibraryNode::changed when what a
 * row shows of it is another thing than before.
 */
struct _DipLibraryNode
{
  GObject             parent_instance;

  DipLibraryNodeKind  kind;
  char               *name;       /* of a provider or service; NULL where the papers do not say */
  DipEdition         *edition;    /* (nullable): of an EDITION */
  GListStore         *children;   /* (nullable) (element-type DipLibraryNode) */
};

/* @editions: (element-type DipEdition). Only those that match @search, all if it is NULL. */
GListStore *dip_library_node_build_tree (GListModel     *editions,
                                         const char     *search) G_GNUC_WARN_UNUSED_RESULT;
/* Turns a tree into one built later, keeping the nodes that are in both. */
void        dip_library_node_update_tree (GListStore    *root,
                                          GListStore    *wanted);
char       *dip_library_node_dup_label  (DipLibraryNode *self) G_GNUC_WARN_UNUSED_RESULT;
char       *dip_library_node_dup_details (DipLibraryNode *self) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type DipEdition): those at or below a place. */
GPtrArray  *dip_library_node_list_editions (DipLibraryNode *self) G_GNUC_WARN_UNUSED_RESULT;

/* The two newest editions of a service, old one first. */
gboolean    dip_library_node_get_newest (DipLibraryNode *self,
                                         DipEdition    **old_edition,
                                         DipEdition    **new_edition);

G_END_DECLS
