/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

/**
 * DipContentsItem: a clause as an item of a list, for example of the contents.
 */
#define DIP_TYPE_CONTENTS_ITEM (dip_contents_item_get_type ())
G_DECLARE_FINAL_TYPE (DipContentsItem, dip_contents_item, DIP, CONTENTS_ITEM, GObject)

struct _DipContentsItem
{
  GObject      parent_instance;

  DipDocument *document;
  DipClause   *clause;   /* of the document */
  guint        depth;    /* below the outermost clause, by parents */
  gboolean     is_part;  /* has clauses below it */
};

GListStore *dip_contents_item_list (DipDocument *document) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
