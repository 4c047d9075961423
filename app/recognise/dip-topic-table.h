/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-structure.h"

G_BEGIN_DECLS

/* What the columns of a table of topics hold. */
typedef struct
{
  int   number;   /* codes of the topics, -1 for none */
  int   topic;
  int   answer;   /* what is said of each of them */
  guint n_asked;  /* rows whose topic is a question */
  guint n_said;   /* rows whose answer begins with yes or no */
  guint n_rows;   /* without the head */
} DipTopicTable;

/* Whether rows with a head are topics and what is said to each, whatever the head calls them.
 * @rows: (element-type GPtrArray): of (element-type utf8) cells
 * @has_head: whether the format says that the first row is a head */
gboolean dip_topic_table_read  (DipStructure    *self,
                                const GPtrArray *rows,
                                gboolean         has_head,
                                DipTopicTable   *table);

/* The same of a text with lines of cells parted by tabs, as a block has them. */
gboolean dip_topic_table_parse (DipStructure    *self,
                                char           **lines,
                                DipTopicTable   *table);

G_END_DECLS
