/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dip-marks.h"
#include "ui-fixture.h"

#include <math.h>

/* Relative luminance and contrast as WCAG 2.1 defines them. */
static double
luminance (const GdkRGBA *color)
{
  const double channels[3] = { color->red, color->green, color->blue };
  const double weights[3] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i] * (channels[i] <= 0.04045 ? channels[i] / 12.92
                                                : pow ((channels[i] + 0.055) / 1.055, 2.4));

  return sum;
}

static double
contrast (const GdkRGBA *a,
          const GdkRGBA *b)
{
  double la = luminance (a);
  double lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

static GdkRGBA
blend (const GdkRGBA *over,
       const GdkRGBA *page)
{
  GdkRGBA result = {
    over->red * over->alpha + page->red * (1 - over->alpha),
    over->green * over->alpha + page->green * (1 - over->alpha),
    over->blue * over->alpha + page->blue * (1 - over->alpha),
    1,
  };

  return result;
}

/* The pages of libadwaita, plain and with the tint of the current row. Who asks for high contrast
 * gets what WCAG calls enhanced. */
static void
test_contrast (void)
{
  static const char *const pages[2][2] = { { "#ffffff", "#ebf2fc" }, { "#1e1e1e", "#202731" } };

  for (guint kind = 0; kind < DIP_N_PAGES; kind++)
    {
      gboolean dark = kind == DIP_PAGE_DARK || kind == DIP_PAGE_DARK_CONTRAST;
      double least = kind == DIP_PAGE_LIGHT || kind == DIP_PAGE_DARK ? 4.5 : 7.0;

      for (guint i = 0; i < DIP_N_MARKS * 4; i++)
        {
          DipMarkColors colors;
          GdkRGBA page, behind;

          gdk_rgba_parse (&page, pages[dark][(i / DIP_N_MARKS) % 2]);
          dip_marks_get_colors ((DipMark) (i % DIP_N_MARKS), (DipPage) kind, i / (2 * DIP_N_MARKS) == 0, &colors);
          behind = blend (&colors.background, &page);
          g_assert_cmpfloat (contrast (&colors.foreground, &behind), >=, least);
        }
    }
}

static gboolean
collect (PangoAttribute *attribute,
         gpointer        data)
{
  GString *text = data;

  if (attribute->klass->type == PANGO_ATTR_STRIKETHROUGH)
    g_string_append_printf (text, "strike %u-%u ", attribute->start_index, attribute->end_index);
  else if (attribute->klass->type == PANGO_ATTR_UNDERLINE)
    g_string_append_printf (text, "underline %u-%u ", attribute->start_index, attribute->end_index);
  else if (attribute->klass->type == PANGO_ATTR_LANGUAGE)
    g_string_append_printf (text, "%s ",
                            pango_language_to_string (((PangoAttrLanguage *) attribute)->value));

  return FALSE;
}

static void
assert_marks (DipComparisonRow *row,
              DipSide           side,
              guint             classes,
              const char       *search,
              const char       *expected)
{
  g_autoptr (PangoAttrList) attributes = dip_marks_new_for_row (row, side, classes, search, DIP_PAGE_LIGHT);
  GString *text = g_string_new (NULL);

  pango_attr_list_unref (pango_attr_list_filter (attributes, collect, text));
  g_assert_cmpstr (text->str, ==, expected);
  g_string_free (text, TRUE);
}

/* What changed is told by shape, and what the filter hides is not marked. */
static void
test_shapes (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new ("# 1 Logs\ns 30 days|7 days\n");
  g_autoptr (DipComparisonModel) model = dip_comparison_model_new (comparison);
  g_autoptr (DipComparisonRow) row = g_list_model_get_item (G_LIST_MODEL (model), 2);

  assert_marks (row, DIP_SIDE_OLD, DIP_CLASSES_ALL, NULL, "en strike 0-7 ");
  assert_marks (row, DIP_SIDE_NEW, DIP_CLASSES_ALL, NULL, "en underline 0-6 ");
  assert_marks (row, DIP_SIDE_NEW, DIP_CLASS_BIT (DIP_CLASS_LAYOUT), NULL, "en ");

  g_assert_cmpint (dip_marks_find_change (row, DIP_SIDE_OLD, DIP_CLASSES_ALL, 3)->class_, ==,
                   DIP_CLASS_SUBSTANTIVE);
  g_assert_null (dip_marks_find_change (row, DIP_SIDE_OLD, DIP_CLASSES_ALL, 7));
  g_assert_null (dip_marks_find_change (row, DIP_SIDE_OLD, 0, 3));
}

static void
test_find_text (void)
{
  guint start, end;

  g_assert_true (dip_marks_find_text ("暗号はＴＬＳで行う", "tls", 0, &start, &end));
  g_assert_cmpuint (start, ==, 9);
  g_assert_cmpuint (end, ==, 18);
  g_assert_false (dip_marks_find_text ("暗号はＴＬＳで行う", "tls", 18, &start, &end));
  g_assert_false (dip_marks_find_text ("", "tls", 0, &start, &end));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/marks/contrast", test_contrast);
  g_test_add_func ("/ui/marks/shapes", test_shapes);
  g_test_add_func ("/ui/marks/find-text", test_find_text);

  return g_test_run ();
}
