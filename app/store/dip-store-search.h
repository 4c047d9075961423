/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-store.h"
#include "text/dip-search-query.h"

G_BEGIN_DECLS

/**
 * DipStoreHit:
 *
 * A clause that was found. All of it belongs to the search and is gone after the call.
 */
typedef struct
{
  gint64      edition_id;
  const char *provider;      /* (nullable) */
  const char *service;       /* (nullable) */
  const char *edition_title; /* (nullable) */
  const char *version;       /* (nullable) */
  const char *issued;        /* (nullable) */
  DipKind     kind;
  const char *clause;        /* its id in the edition */
  const char *number;        /* (nullable) */
  const char *title;
  DipStance   stance;
  const char *text;          /* what the index holds of it beside the title; pieces are set apart by U+001E */
  double      score;
} DipStoreHit;

typedef void (*DipStoreHitFunc) (const DipStoreHit *hit,
                                 gpointer           user_data);

/**
 * DipStoreSearch:
 *
 * What is searched, and how many there were.
 */
typedef struct
{
  guint    limit;         /* hits that are told, from 1 */
  gint64   edition_id;    /* only in this one; 0 for all */
  gboolean newest_only;   /* only in the newest edition of each paper */

  guint    n_total;       /* (out): clauses that match, also those beyond the limit */
  gboolean is_more;       /* (out): there are more than that */
} DipStoreSearch;

/* Tells the best hits, best first. One state of the library; a few milliseconds. */
gboolean dip_store_search (DipStore              *self,
                           const DipSearchQuery  *query,
                           DipStoreSearch        *search,
                           DipStoreHitFunc        func,
                           gpointer               user_data,
                           GCancellable          *cancellable,
                           GError               **error);

G_END_DECLS
