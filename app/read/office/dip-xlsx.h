/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-grid.h"
#include "read/office/dip-xml.h"

G_BEGIN_DECLS

/* What of a style changes what its cells say. */
typedef enum {
  DIP_XLSX_FONT_WINGDINGS   = 1 << 0,
  DIP_XLSX_FONT_WINGDINGS_2 = 1 << 1,
  DIP_XLSX_FONT_STRUCK      = 1 << 2,
  DIP_XLSX_CHECK_BOX        = 1 << 3,
} DipXlsxFont;

/**
 * DipXlsxTables:
 *
 * What all sheets of a workbook refer to.
 */
typedef struct
{
  GPtrArray    *strings;    /* (element-type utf8), borrowed from @chunk */
  GStringChunk *chunk;
  gsize         n_bytes;
  GPtrArray    *formats;    /* (element-type utf8) (nullable elements): code of each cell style */
  GByteArray   *fonts;      /* of each cell style: flags of DipXlsxFont */
  GArray       *fills;      /* (element-type guint): of each cell style, 0 for none */
  GByteArray   *boxes;      /* of each complement of a style: whether it is a check box */
  gboolean      from_1904;
  guint         n_comments; /* on cells of the sheets that were read */
  guint         n_struck;   /* texts that were left out, as they are struck through */
  guint         n_rings;    /* ellipses that may mark an answer */
} DipXlsxTables;

void     _dip_xlsx_tables_init  (DipXlsxTables *self);
void     _dip_xlsx_tables_clear (DipXlsxTables *self);
gboolean _dip_xlsx_read_strings (DipXlsxTables *self,
                                 DipZip        *zip,
                                 const char    *part,
                                 GCancellable  *cancellable,
                                 GError       **error);
gboolean _dip_xlsx_read_styles  (DipXlsxTables *self,
                                 DipZip        *zip,
                                 const char    *part,
                                 GCancellable  *cancellable,
                                 GError       **error);

/* To be called before the styles are read. */
void     _dip_xlsx_read_boxes   (DipXlsxTables *self,
                                 DipZip        *zip,
                                 const char    *part,
                                 GCancellable  *cancellable);

/* Fills @grid; @shapes: what lies over it, or NULL. Sets @full where the sheet has more than any paper. */
gboolean _dip_xlsx_read_sheet   (DipXlsxTables *self,
                                 DipZip        *zip,
                                 const char    *part,
                                 GArray        *shapes,
                                 DipGrid       *grid,
                                 gboolean      *full,
                                 GCancellable  *cancellable,
                                 GError       **error);

const char *_dip_xlsx_parse_reference (const char *at,
                                       guint      *column,
                                       guint      *row);

/* Appends text in which Office writes characters that XML cannot hold as _x000D_. */
void     _dip_xlsx_unescape     (GString       *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DipXlsxTables, _dip_xlsx_tables_clear)

G_END_DECLS
