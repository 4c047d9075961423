/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "dip-comparison-row.h"

G_BEGIN_DECLS

typedef enum {
  DIP_SIDE_OLD,
  DIP_SIDE_NEW,
} DipSide;

typedef enum {
  DIP_MARK_DELETED,
  DIP_MARK_INSERTED,
  DIP_MARK_MOVED,
  DIP_MARK_LEFT,     /* of what is not one edition after the other */
  DIP_MARK_RIGHT,
  DIP_MARK_FOUND,
} DipMark;

#define DIP_N_MARKS (DIP_MARK_FOUND + 1)

/* What marks are drawn on. */
typedef enum {
  DIP_PAGE_LIGHT,
  DIP_PAGE_DARK,
  DIP_PAGE_LIGHT_CONTRAST,   /* for who has asked the system for high contrast */
  DIP_PAGE_DARK_CONTRAST,
} DipPage;

#define DIP_N_PAGES (DIP_PAGE_DARK_CONTRAST + 1)

/**
 * DipMarkColors: how a mark is coloured. @alpha is that of the background over
 * the page.
 */
typedef struct
{
  GdkRGBA foreground;
  GdkRGBA background;
} DipMarkColors;

DipPage          dip_marks_get_page     (void);
void             dip_marks_get_colors   (DipMark              mark,
                                         DipPage              page,
                                         gboolean             strong,
                                         DipMarkColors       *colors);

PangoAttrList   *dip_marks_new          (const char          *language) G_GNUC_WARN_UNUSED_RESULT;
PangoAttrList   *dip_marks_new_for_row  (DipComparisonRow    *row,
                                         DipSide              side,
                                         guint                classes,
                                         const char          *search,
                                         DipPage              page) G_GNUC_WARN_UNUSED_RESULT;
const DipChange *dip_marks_find_change  (DipComparisonRow    *row,
                                         DipSide              side,
                                         guint                classes,
                                         guint                index);
const char      *dip_marks_get_language (DipDocument         *document);
void             dip_marks_add_found    (PangoAttrList       *attributes,
                                         const char          *text,
                                         const char          *search,
                                         DipPage              page);
gboolean         dip_marks_find_text    (const char          *text,
                                         const char          *search,
                                         guint                from,
                                         guint               *start,
                                         guint               *end);

void     dip_marks_add_hits  (PangoAttrList *attributes,
                              const GArray  *marks,
                              guint          from);

G_END_DECLS
