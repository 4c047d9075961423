/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-comparison-model.h"

/* "substantive,editorial" as it stands in the settings; unknown words are left
 * out, an empty string is the default. */
guint
dip_classes_from_string (const char *words)
{
  g_auto (GStrv) list = g_strsplit_set (words != NULL ? words : "", ", ", -1);
  guint classes = 0;

  for (guint i = 0; list[i] != NULL; i++)
    {
      for (guint class_ = DIP_CLASS_LAYOUT; class_ < DIP_N_CLASSES; class_++)
        {
          if (g_strcmp0 (list[i], dip_class_to_string (class_)) == 0)
            classes |= DIP_CLASS_BIT (class_);
        }
    }

  return classes != 0 ? classes : DIP_CLASSES_DEFAULT;
}

char *
dip_classes_to_string (guint classes)
{
  GString *words = g_string_new (NULL);

  for (guint class_ = DIP_N_CLASSES - 1; class_ >= DIP_CLASS_LAYOUT; class_--)
    {
      if ((classes & DIP_CLASS_BIT (class_)) == 0)
        continue;
      if (words->len > 0)
        g_string_append_c (words, ',');
      g_string_append (words, dip_class_to_string (class_));
    }

  return g_string_free (words, FALSE);
}

/* "duration,number" in the same way; nothing is no filter. */
DipTags
dip_tags_from_string (const char *words)
{
  g_auto (GStrv) list = g_strsplit_set (words != NULL ? words : "", ", ", -1);
  DipTags tags = 0;

  for (guint i = 0; list[i] != NULL; i++)
    {
      for (guint tag = 0; tag < DIP_N_TAGS; tag++)
        {
          if (g_strcmp0 (list[i], dip_tag_to_string (1u << tag)) == 0)
            tags |= 1u << tag;
        }
    }

  return tags;
}

char *
dip_tags_to_string (DipTags tags)
{
  GString *words = g_string_new (NULL);

  for (guint tag = 0; tag < DIP_N_TAGS; tag++)
    {
      if ((tags & (1u << tag)) == 0)
        continue;
      if (words->len > 0)
        g_string_append_c (words, ',');
      g_string_append (words, dip_tag_to_string (1u << tag));
    }

  return g_string_free (words, FALSE);
}
