/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "dip-letters.h"
#include "dip-reasons.h"
#include "dip-wrap-layout.h"
#include "ui-fixture.h"

#define NARROW 360
#define WIDE   1000

/* A promise that is long in either language, and a word that has no end. */
#define SPEC                                                                                             \
  "# 1 Backup\n"                                                                                         \
  "s Backups are made every day, kept for thirty days and tested twice a year by people of our own.|"    \
  "バックアップは毎日取得し、三十日間保存し、年に二回、当社の要員が復元できることを確かめています。\n"   \
  "s https://trust.a.example/modules/and/what/belongs/to/them/in/every/region/of/the/service|none\n"

static GtkWindow *
present (int width)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, width, 600);
  gtk_window_set_child (window, gtk_label_new ("…"));
  gtk_window_present (window);
  fixture_settle ();

  return window;
}

/* How wide a popover over a window gets that tells why a paragraph has changed. */
static int
measure_reasons (GtkWindow *window,
                 guint      position)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (SPEC);
  g_autoptr (DipComparisonModel) model = dip_comparison_model_new (comparison);
  g_autoptr (DipComparisonRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *reasons = dip_reasons_new (row, DIP_CLASSES_ALL);
  int width;

  dip_letters_fit_popover (reasons, gtk_window_get_child (window));
  gtk_popover_set_child (GTK_POPOVER (popover), reasons);
  gtk_widget_set_parent (popover, gtk_window_get_child (window));
  gtk_popover_popup (GTK_POPOVER (popover));
  fixture_settle ();
  /* Without the shadow, which the popover counts as its own. */
  width = gtk_widget_get_width (gtk_widget_get_parent (reasons));
  gtk_popover_popdown (GTK_POPOVER (popover));
  fixture_settle ();
  gtk_widget_unparent (popover);

  return width;
}

/* Nothing that opens over a window is wider than that. */
static void
test_popover (void)
{
  GtkWindow *narrow = present (NARROW);
  GtkWindow *wide = present (WIDE);

  for (guint position = 1; position <= 3; position++)
    {
      int width = measure_reasons (narrow, position);

      g_assert_cmpint (width, >, NARROW / 2);
      g_assert_cmpint (width, <=, NARROW);
    }
  /* Where there is room it is taken. */
  g_assert_cmpint (measure_reasons (wide, 2), >, NARROW);

  gtk_window_destroy (narrow);
  gtk_window_destroy (wide);
}

static int
measure_dialog (GtkWindow *parent)
{
  GtkWindow *dialog = GTK_WINDOW (gtk_window_new ());
  int width, height;

  dip_letters_set_window (dialog, 520, 400);
  gtk_window_set_transient_for (dialog, parent);
  gtk_window_get_default_size (dialog, &width, &height);
  gtk_window_destroy (dialog);

  return width;
}

static void
test_dialog (void)
{
  GtkWindow *narrow = present (NARROW);
  GtkWindow *wide = present (WIDE);

  g_assert_cmpint (measure_dialog (narrow), ==, NARROW);
  g_assert_cmpint (measure_dialog (wide), ==, 520);

  gtk_window_destroy (narrow);
  gtk_window_destroy (wide);
}

/* What stands in one line has its middle at one height, in each line. */
static void
test_lines (void)
{
  static const int heights[] = { 20, 40, 30, 10 };
  static const int tops[] = { 10, 0, 46, 56 };
  GtkWidget *box = dip_wrap_box_new (6);
  GtkWindow *window = present (NARROW);
  GtkWidget *child;
  guint n = 0;

  g_object_set (box, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_START, "width-request", NARROW, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    dip_wrap_box_append (box, g_object_new (GTK_TYPE_BOX, "width-request", 150, "height-request", heights[i], NULL));
  gtk_window_set_child (window, box);
  fixture_settle ();

  for (child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (child, box, &bounds));
      g_assert_cmpint ((int) bounds.origin.y, ==, tops[n]);
      g_assert_cmpint ((int) bounds.size.height, ==, heights[n]);
      n++;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (heights));
  gtk_window_destroy (window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/letters/popover", test_popover);
  g_test_add_func ("/ui/letters/dialog", test_dialog);
  g_test_add_func ("/ui/letters/lines", test_lines);

  return g_test_run ();
}
