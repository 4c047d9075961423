/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-structure.h"

G_BEGIN_DECLS

/* What dip-furniture.c and dip-furniture-pages.c share. Private to app/recognise. */

/* Of a line at the edge of a page. */
#define DIP_FURNITURE_MAX_COLUMNS 100

/* The line with its digits made equal, so that "Page 3 | Title" is the same on each page. */
char *dip_furniture_make_key          (const char     *text) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps a head or foot of pages that says something for those who compare; its other pages are left out. */
void  dip_furniture_keep_once         (DipStructure   *self,
                                       const DipPiece *piece);

/* Marks page numbers of one shape if they go up by one from page to page. */
void  dip_furniture_mark_page_numbers (DipStructure   *self);

G_END_DECLS
