/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/dip-readers.h"

DipReader
_dip_reader_for (DipFormat format)
{
  switch (format)
    {
    case DIP_FORMAT_PDF:
      return _dip_read_pdf;

    case DIP_FORMAT_ZIP:
      return _dip_read_zip;

    case DIP_FORMAT_HTML:
    case DIP_FORMAT_MHTML:
    case DIP_FORMAT_XLSX:
    case DIP_FORMAT_ODS:
    case DIP_FORMAT_DOCX:
    case DIP_FORMAT_ODT:
    case DIP_FORMAT_OLE:
    case DIP_FORMAT_TEXT:
    case DIP_FORMAT_FOREIGN:
    default:
      return _dip_reader_for_office (format);
    }
}
