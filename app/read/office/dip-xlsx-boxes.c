/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "read/office/dip-xlsx.h"

#include <stdlib.h>
#include <string.h>

/*
 * Check boxes that are cells ([MS-XLSX], feature property bags): the cell is a boolean, its style has a complement,
 * and a part of the workbook says what that is, in bags that refer to each other:
 *
 *   part        = *bag                                a bag is known by its place
 *   bag         = bag ( @type ) *( a | bagId )        "Checkbox", "XFControls", "XFComplement", "XFComplements", …
 *   complements = a ( @k "MappedFeaturePropertyBags" ) *bagId
 *                                                     in a bag of XFComplements: those of styles, in the order of
 *                                                     their numbers (styles of conditions have others)
 *
 * A complement is a check box where the way from bag to bag leads to one.
 */

#define MAX_BAGS 10000u
#define MAX_STEPS 4u
#define MAX_DIGITS 16u

enum { BAG, BAG_ID, LIST };

static const char *const names[] = { "fpb:bag", "fpb:bagId", "fpb:a", NULL };

typedef struct
{
  GArray   *bags;     /* (element-type guint): the place of the last one that each refers to, BOX or NOTHING */
  GArray   *mapped;   /* (element-type guint): places */
  GString  *number;
  gboolean  complements;  /* the bag under way has those of the styles of cells */
  gboolean  in_list;
  gboolean  in_number;
} Bags;

#define BOX G_MAXUINT
#define NOTHING (G_MAXUINT - 1)

static void
start (DipXml   *xml,
       guint     element,
       gpointer  user_data)
{
  Bags *self = user_data;
  const char *key = dip_xml_get (xml, element == BAG ? "type" : "k");
  guint bag = g_strcmp0 (key, "Checkbox") == 0 ? BOX : NOTHING;

  if (element == BAG && self->bags->len >= MAX_BAGS)
    dip_xml_stop (xml);
  else if (element == BAG)
    {
      g_array_append_val (self->bags, bag);
      self->complements = g_strcmp0 (key, "XFComplements") == 0;
    }
  else if (element == LIST)
    self->in_list = self->complements && g_strcmp0 (key, "MappedFeaturePropertyBags") == 0;
  else
    {
      g_string_truncate (self->number, 0);
      self->in_number = TRUE;
    }
}

static void
end (DipXml   *xml,
     guint     element,
     gpointer  user_data)
{
  Bags *self = user_data;
  guint64 place;

  if (element == LIST)
    self->in_list = FALSE;
  if (element != BAG_ID)
    return;

  self->in_number = FALSE;
  if (!g_ascii_string_to_unsigned (g_strstrip (self->number->str), 10, 0, MAX_BAGS, &place, NULL))
    return;
  if (self->in_list && self->mapped->len < MAX_BAGS)
    {
      guint bag = (guint) place;

      g_array_append_val (self->mapped, bag);
    }
  else if (self->bags->len > 0 && g_array_index (self->bags, guint, self->bags->len - 1) != BOX)
    g_array_index (self->bags, guint, self->bags->len - 1) = (guint) place;
}

static void
add_text (DipXml     *xml,
          const char *text,
          gsize       length,
          gpointer    user_data)
{
  Bags *self = user_data;

  if (self->in_number && self->number->len < MAX_DIGITS)
    g_string_append_len (self->number, text, (gssize) MIN (length, MAX_DIGITS));
}

static gboolean
leads_to_box (const Bags *self,
              guint       place)
{
  for (guint i = 0; i < MAX_STEPS && place < self->bags->len; i++)
    place = g_array_index (self->bags, guint, place);

  return place == BOX;
}

/* What cannot be read there is left out: its cells are booleans then. */
void
_dip_xlsx_read_boxes (DipXlsxTables *self,
                      DipZip        *zip,
                      const char    *part,
                      GCancellable  *cancellable)
{
  static const DipXmlHandler handler = { .names = names, .start = start, .end = end, .text = add_text };
  g_autoptr (GArray) bags = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) mapped = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) number = g_string_new (NULL);
  Bags read = { .bags = bags, .mapped = mapped, .number = number };

  dip_xml_parse_part (zip, part, &handler, &read, cancellable, NULL);
  for (guint i = 0; i < mapped->len; i++)
    {
      guint8 is_box = leads_to_box (&read, g_array_index (mapped, guint, i));

      g_byte_array_append (self->boxes, &is_box, 1);
    }
}
