/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-readers.h"

/* In a file of its own, so that who asks only for these does not link the others. */
DipReader
_dip_reader_for_office (DipFormat format)
{
  switch (format)
    {
    case DIP_FORMAT_HTML:
      return _dip_read_html;

    case DIP_FORMAT_MHTML:
      return _dip_read_mhtml;

    case DIP_FORMAT_XLSX:
      return _dip_read_xlsx;

    case DIP_FORMAT_ODS:
      return _dip_read_ods;

    case DIP_FORMAT_DOCX:
      return _dip_read_docx;

    case DIP_FORMAT_ODT:
      return _dip_read_odt;

    case DIP_FORMAT_OLE:
      return _dip_read_ole;

    case DIP_FORMAT_TEXT:
    case DIP_FORMAT_PDF:
    case DIP_FORMAT_ZIP:
    case DIP_FORMAT_FOREIGN:
    default:
      return NULL;
    }
}
