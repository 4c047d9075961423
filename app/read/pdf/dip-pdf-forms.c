/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/pdf/dip-pdf.h"

#include <string.h>

/*
 * What was filled in: a questionnaire may be a form, whose answers are no text
 * of the page. They become letters in the box of their field. A mark stands for
 * a button that is on, another one for one that is off.
 */

#define MAX_FIELDS      5000u  /* of a page */
#define MAX_LETTERS     4000u  /* of a field */
#define LEAST_SIZE      4.0f
#define USUAL_SIZE      10.0f
#define MOST_SIZE       14.0f
#define LEADING         1.2f
#define ON              0x2611 /* ☑ */
#define OFF             0x2610 /* ☐ */

static char *
dup_choice (PopplerFormField *field)
{
  GString *text = g_string_new (NULL);
  int n = poppler_form_field_choice_get_n_items (field);

  for (int i = 0; i < MIN (n, (int) MAX_FIELDS); i++)
    if (poppler_form_field_choice_is_item_selected (field, i))
      {
        g_autofree char *item = poppler_form_field_choice_get_item (field, i);

        if (item != NULL)
          g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", item);
      }

  if (text->len == 0 && poppler_form_field_choice_is_editable (field))
    {
      g_autofree char *typed = poppler_form_field_choice_get_text (field);

      g_string_append (text, typed != NULL ? typed : "");
    }

  return g_string_free (text, FALSE);
}

/* What a field says, NULL where it is nothing to read. */
static char *
dup_value (PopplerFormField *field)
{
  GString *mark;

  switch (poppler_form_field_get_field_type (field))
    {
    case POPPLER_FORM_FIELD_TEXT:
      return poppler_form_field_text_get_text_type (field) != POPPLER_FORM_TEXT_FILE_SELECT
        ? poppler_form_field_text_get_text (field) : NULL;

    case POPPLER_FORM_FIELD_CHOICE:
      return dup_choice (field);

    case POPPLER_FORM_FIELD_BUTTON:
      if (poppler_form_field_button_get_button_type (field) == POPPLER_FORM_BUTTON_PUSH)
        return NULL;
      mark = g_string_new (NULL);
      g_string_append_unichar (mark, poppler_form_field_button_get_state (field) ? ON : OFF);
      return g_string_free (mark, FALSE);

    case POPPLER_FORM_FIELD_UNKNOWN:
    case POPPLER_FORM_FIELD_SIGNATURE:
    default:
      return NULL;
    }
}

/* Breaks a value into lines as wide as its box. */
static void
append_value (GArray                 *chars,
              const char             *value,
              const PopplerRectangle *area,
              float                   height)
{
  float x0 = (float) MIN (area->x1, area->x2);
  float x1 = (float) MAX (area->x1, area->x2);
  float y0 = height - (float) MAX (area->y1, area->y2);
  float y1 = height - (float) MIN (area->y1, area->y2);
  float size = y1 - y0 < 2 * MOST_SIZE ? CLAMP (0.7f * (y1 - y0), LEAST_SIZE, MOST_SIZE) : USUAL_SIZE;
  float y = y1 - y0 < 2 * MOST_SIZE ? (y0 + y1 - size) / 2 : y0 + 1;
  float x = x0;
  guint n = 0;
  gboolean begins = TRUE;

  for (const char *at = value; *at != '\0' && n < MAX_LETTERS && chars->len < DIP_PDF_MAX_CHARACTERS;
       at = g_utf8_next_char (at), n++)
    {
      DipPdfChar c = { .c = g_utf8_get_char (at), .size = size };
      float width = c.c < 0x2e80 ? size / 2 : size;

      if (c.c == '\n' || c.c == '\r' || x + width > x1 + 1)
        {
          begins = begins || x > x0;
          y += x > x0 ? LEADING * size : 0;
          x = x0;
        }
      if (c.c == '\n' || c.c == '\r')
        continue;

      c.x0 = x;
      c.x1 = x + width;
      c.y0 = y;
      c.y1 = y + size;
      c.begins = begins != FALSE;
      begins = FALSE;
      g_array_append_val (chars, c);
      x += width;
    }
}

static gboolean
is_sane (const PopplerRectangle *area)
{
  return area->x1 > -1e5 && area->x1 < 1e5 && area->x2 > -1e5 && area->x2 < 1e5 &&
         area->y1 > -1e5 && area->y1 < 1e5 && area->y2 > -1e5 && area->y2 < 1e5;
}

void
_dip_pdf_load_forms (PopplerPage *page,
                     GArray      *chars)
{
  GList *fields = poppler_page_get_form_field_mapping (page);
  double width, height;
  guint n = 0;

  poppler_page_get_size (page, &width, &height);

  /* They come from the last one to the first. */
  for (const GList *l = g_list_last (fields); l != NULL && n < MAX_FIELDS; l = l->prev, n++)
    {
      const PopplerFormFieldMapping *mapping = l->data;
      g_autofree char *value = is_sane (&mapping->area) ? dup_value (mapping->field) : NULL;

      if (value != NULL && g_utf8_validate (value, -1, NULL))
        append_value (chars, value, &mapping->area, (float) height);
    }

  poppler_page_free_form_field_mapping (fields);
}
