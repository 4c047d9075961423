/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The tables that hold the parts of an edition, in the order in which they have to be
 * read: a part comes after what it names.
 */
typedef enum
{
  DIP_STORE_PART_PROPERTY,
  DIP_STORE_PART_WARNING,
  DIP_STORE_PART_REVISION,
  DIP_STORE_PART_REVISION_ITEM,
  DIP_STORE_PART_CLAUSE,
  DIP_STORE_PART_VARIANT,
  DIP_STORE_PART_VARIANT_ALIAS,
  DIP_STORE_PART_TERM,
  DIP_STORE_PART_BLOCK,
  DIP_STORE_PART_CELL,
  DIP_STORE_PART_CONTROL,
  DIP_STORE_PART_REFERENCE,
  DIP_STORE_PART_FACT,
  DIP_STORE_N_PARTS
} DipStorePart;

const char *_dip_store_part_get_sql (DipStorePart part);

G_END_DECLS
