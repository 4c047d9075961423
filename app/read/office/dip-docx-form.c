/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-docx-private.h"

/*
 * Fields of the forms that Word had before content controls: w:ffData of the beginning of a field tells what
 * is ticked, or which entry of a list was chosen. Word draws that, and no run of the document says it.
 */

/* Word allows 25. */
#define MAX_ENTRIES 1000

void
_dip_docx_form_clear (DipDocxForm *form)
{
  g_free (form->chosen);
  *form = (DipDocxForm) { 0 };
}

void
_dip_docx_form_start (DipDocxForm *form,
                      DipXml      *xml,
                      guint        element)
{
  switch (element)
    {
    case DIP_DOCX_CHECK_BOX:
      form->is_box = TRUE;
      break;

    case DIP_DOCX_DROP_DOWN:
      form->is_list = TRUE;
      break;

    /* What was chosen comes before what could be, and the default before both. */
    case DIP_DOCX_CHECKED:
    case DIP_DOCX_DEFAULT:
      if (form->is_box)
        form->ticked = dip_xml_get_bool (xml, "w:val", TRUE);
      else if (form->is_list)
        dip_xml_get_int (xml, "w:val", 0, MAX_ENTRIES, &form->choice);
      break;

    case DIP_DOCX_RESULT:
      if (form->is_list)
        dip_xml_get_int (xml, "w:val", 0, MAX_ENTRIES, &form->choice);
      break;

    case DIP_DOCX_LIST_ENTRY:
      if (form->is_list && form->n_entries++ == form->choice && form->chosen == NULL)
        form->chosen = g_strdup (dip_xml_get (xml, "w:val"));
      break;

    default:
      break;
    }
}

/* What Word draws for the field, NULL for a field that is no part of a form. */
const char *
_dip_docx_form_end (DipDocxForm *form)
{
  if (form->is_box)
    return form->ticked ? "☒" : "☐";

  return form->chosen;
}
