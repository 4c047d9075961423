/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "read/office/dip-grid.h"
#include "read/office/dip-xml.h"

G_BEGIN_DECLS

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
  gboolean      from_1904;
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

/* Fills @grid. Sets @full where the sheet has more than any paper. */
gboolean _dip_xlsx_read_sheet   (const DipXlsxTables *self,
                                 DipZip        *zip,
                                 const char    *part,
                                 DipGrid       *grid,
                                 gboolean      *full,
                                 GCancellable  *cancellable,
                                 GError       **error);

/* Appends text in which Office writes characters that XML cannot hold as _x000D_. */
void     _dip_xlsx_unescape     (GString       *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DipXlsxTables, _dip_xlsx_tables_clear)

G_END_DECLS
