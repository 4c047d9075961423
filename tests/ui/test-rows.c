/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "dip-chip.h"
#include "dip-comparison-cell.h"
#include "dip-heading-row.h"
#include "dip-pair-row.h"
#include "dip-summary.h"
#include "dip-summary-view.h"
#include "dip-tooltip.h"
#include "engine/dip-engine-private.h"
#include "ui-fixture.h"

#define SPEC                                   \
  "# 7 Backup\n"                               \
  "! The daily backup is not promised any more.\n" \
  "s Kept for 30 days.|Kept for 7 days.\n"     \
  "= Restored on request.\n"                   \
  "s |Not for trials.\n"

static const DipRowStyle wide = { .classes = DIP_CLASSES_ALL };
static const DipRowStyle stacked = { .classes = DIP_CLASSES_ALL, .stacked = TRUE };
static const DipRowStyle unmarked = { .classes = 0 };

typedef struct
{
  DipComparison      *comparison;
  DipComparisonModel *model;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->comparison = fixture_comparison_new (data);
  fixture->model = dip_comparison_model_new (fixture->comparison);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->model);
  dip_comparison_unref (fixture->comparison);
}

static DipComparisonRow *
get_row (Fixture *fixture,
         guint    position)
{
  g_autoptr (DipComparisonRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);

  return row;   /* the model keeps it */
}

static void
test_pair (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (dip_pair_row_new ());
  GtkWidget *old_label = gtk_widget_get_first_child (row);
  GtkWidget *new_label = gtk_widget_get_last_child (row);

  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_GROUP);
  dip_pair_row_set_row (DIP_PAIR_ROW (row), get_row (fixture, 2), &wide);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Clause 7, Substance, old: Kept for 30 days., new: Kept for 7 days.");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (old_label)), ==, "Kept for 30 days.");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (new_label)), ==, "Kept for 7 days.");
  g_assert_true (gtk_widget_has_css_class (old_label, "changed"));
  g_assert_false (gtk_widget_has_css_class (row, "unchanged"));

  dip_pair_row_set_row (DIP_PAIR_ROW (row), get_row (fixture, 2), &unmarked);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Clause 7, unchanged: Kept for 7 days.");
  g_assert_true (gtk_widget_has_css_class (row, "unchanged"));

  /* A row can be shown again by another one: nothing of it stays. */
  dip_pair_row_set_row (DIP_PAIR_ROW (row), get_row (fixture, 4), &wide);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Clause 7, Substance, added: Not for trials.");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (old_label)), ==, "");
  g_assert_true (gtk_widget_has_css_class (old_label, "absent"));
  dip_pair_row_set_row (DIP_PAIR_ROW (row), get_row (fixture, 3), &wide);
  g_assert_false (gtk_widget_has_css_class (old_label, "absent"));
  dip_pair_row_set_row (DIP_PAIR_ROW (row), NULL, NULL);
}

/* One above the other; the same text stands there once. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (dip_pair_row_new ());
  GtkWidget *old_label = gtk_widget_get_first_child (row);
  GtkWidget *new_label = gtk_widget_get_last_child (row);

  dip_pair_row_set_row (DIP_PAIR_ROW (row), get_row (fixture, 2), &stacked);
  g_assert_true (gtk_widget_get_visible (old_label));
  g_assert_true (gtk_widget_get_visible (new_label));
  dip_pair_row_set_row (DIP_PAIR_ROW (row), get_row (fixture, 3), &stacked);
  g_assert_false (gtk_widget_get_visible (old_label));
  g_assert_true (gtk_widget_get_visible (new_label));
  dip_pair_row_set_row (DIP_PAIR_ROW (row), get_row (fixture, 3), &wide);
  g_assert_true (gtk_widget_get_visible (old_label));
}

static void
assert_chips (GtkWidget  *root,
              const char *expected)
{
  GString *text = g_string_new (NULL);
  GtkWidget *first = fixture_find (root, DIP_TYPE_CHIP);

  for (GtkWidget *chip = first; chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    g_string_append_printf (text, "%s%s", chip == first ? "" : " | ", dip_chip_get_label (DIP_CHIP (chip)));
  g_assert_cmpstr (text->str, ==, expected);
  g_string_free (text, TRUE);
}

static void
test_heading (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (dip_heading_row_new ());
  DipAuditEntry *entry = g_new0 (DipAuditEntry, 1);

  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_HEADING);
  dip_heading_row_set_row (DIP_HEADING_ROW (row), get_row (fixture, 1), &wide);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Clause 7 Backup, Substance, the promise has turned");
  assert_chips (row, "Substance | Provided → Not provided");

  /* That of a clause of the old edition that is gone, which was the 7th there. */
  entry->clause = g_strdup ("7");
  entry->removed = TRUE;
  g_ptr_array_add (fixture->comparison->undeclared, entry);
  dip_heading_row_set_row (DIP_HEADING_ROW (row), get_row (fixture, 1), &wide);
  assert_chips (row, "Substance | Provided → Not provided");

  entry->removed = FALSE;
  dip_heading_row_set_row (DIP_HEADING_ROW (row), get_row (fixture, 1), &wide);
  assert_chips (row, "Substance | Provided → Not provided | Not declared");
}

static void
test_relations (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (dip_heading_row_new ());
  DipPair *pair = g_ptr_array_index (fixture->comparison->pairs, 0);

  pair->relation = DIP_RELATION_RENUMBERED;
  g_free (pair->new_clause->number);
  pair->new_clause->number = g_strdup ("8");
  dip_heading_row_set_row (DIP_HEADING_ROW (row), get_row (fixture, 1), &wide);
  assert_chips (row, "References | Renumbered 7 → 8");

  pair->relation = DIP_RELATION_MOVED;
  dip_heading_row_set_row (DIP_HEADING_ROW (row), get_row (fixture, 1), &wide);
  assert_chips (row, "References | Moved");

  g_ptr_array_add (pair->new_more, pair->new_clause);
  pair->relation = DIP_RELATION_SPLIT;
  dip_heading_row_set_row (DIP_HEADING_ROW (row), get_row (fixture, 1), &wide);
  assert_chips (row, "References | Split into 8, 8");
}

static void
test_cell (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GtkWidget) cell = g_object_ref_sink (dip_comparison_cell_new ());
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->model)); i++)
    dip_comparison_cell_set_row (DIP_COMPARISON_CELL (cell), get_row (fixture, i), &wide);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->model)); i++)
    dip_comparison_cell_set_row (DIP_COMPARISON_CELL (cell), get_row (fixture, i), &wide);

  /* One widget for each kind, of which one is seen. */
  g_assert_cmpuint (fixture_count (cell, DIP_TYPE_PAIR_ROW), ==, 1);
  for (GtkWidget *child = gtk_widget_get_first_child (cell);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_get_visible (child);
  g_assert_cmpuint (n, ==, 1);
}

static void
assert_headline (const char *spec,
                 const char *expected)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new (spec);
  g_autoptr (GtkWidget) view = g_object_ref_sink (dip_summary_view_new ());

  dip_summary_view_set_comparison (DIP_SUMMARY_VIEW (view), comparison);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, expected);
}

static void
test_summary (void)
{
  assert_headline ("# 1 A\n= x\n", "Both editions say the same");
  assert_headline ("# 1 A\nl a b|ab\n", "Nothing changed in substance");
  assert_headline ("# 1 A\ns 1|2\n", "1 clause changed in substance");
  assert_headline ("# 1 A\ns 1|2\n# 2 B\ns 1|2\n", "2 clauses changed in substance");
  assert_headline ("# 1 A\n! Gone.\ns 1|2\n", "1 promise has turned");
}

static void
assert_entries (DipComparison *comparison,
                const char    *expected)
{
  g_autoptr (DipSummary) summary = dip_summary_new (comparison);
  g_autoptr (GString) entries = g_string_new (NULL);

  for (guint i = 0; i < summary->sections->len; i++)
    {
      const DipSummarySection *section = g_ptr_array_index (summary->sections, i);

      g_string_append_printf (entries, "[%s]", section->title);
      for (guint j = 0; j < section->entries->len; j++)
        {
          const DipSummaryEntry *entry = g_ptr_array_index (section->entries, j);

          g_string_append_printf (entries, " %s (%s)", entry->title, entry->subtitle);
        }
    }
  g_assert_cmpstr (entries->str, ==, expected);
}

/* What is gained stands behind what was taken back. */
static void
test_summary_gains (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new ("# 1 A\n! Gone.\ns 1|2\n# 2 B\n! Gone.\ns 1|2\n");
  DipPair *pair = g_ptr_array_index (comparison->pairs, 0);

  assert_entries (comparison, "[Promises That Have Turned] 1 A (Provided → Not provided) 2 B (Provided → Not provided)");
  pair->flip_gains = TRUE;
  assert_entries (comparison, "[Promises That Have Turned] 2 B (Provided → Not provided) 1 A (Provided → Not provided)");
}

/* What nobody declared is told with the words that weigh most. */
static void
test_summary_undeclared (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison_new ("# 1 A\nr http://a.example/|\ns 30 days|7 days\ns 1|2\n");
  DipAuditEntry *entry = g_new0 (DipAuditEntry, 1);

  entry->clause = g_strdup ("1");
  entry->why = g_strdup ("The clause changed in substance and no revision mentions it.");
  g_ptr_array_add (comparison->undeclared, entry);
  assert_entries (comparison, "[Changed Without Being Declared] 1 A (“30 days” → “7 days”)");

  /* A reason of its own says more. */
  g_free (entry->why);
  entry->why = g_strdup ("The clause was removed and no revision mentions it.");
  assert_entries (comparison,
                  "[Changed Without Being Declared] 1 A (The clause was removed and no revision mentions it.)");
}

/* Of changes of one class a shorter one that touches a number weighs more, and a denial more than that. */
static void
test_summary_weight (void)
{
  static const struct {
    DipTags     tags[2];
    const char *expected;
  } cases[] = {
    { { 0, 0 }, "“kept in two places” → “kept in one of two places”" },
    { { DIP_TAG_NAME, DIP_TAG_DURATION }, "“30 days” → “7 days”" },
    { { DIP_TAG_NEGATION, DIP_TAG_DURATION }, "“kept in two places” → “kept in one of two places”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DipComparison) comparison =
        fixture_comparison_new ("# 1 A\ns kept in two places|kept in one of two places\ns 30 days|7 days\n");
      const DipPair *pair = g_ptr_array_index (comparison->pairs, 0);
      g_autofree char *expected = g_strdup_printf ("[Changed Without Being Declared] 1 A (%s)", cases[i].expected);
      DipAuditEntry *entry = g_new0 (DipAuditEntry, 1);

      g_assert_cmpuint (pair->changes->len, ==, 2);
      for (guint k = 0; k < pair->changes->len; k++)
        ((DipChange *) pair->changes->pdata[k])->tags = cases[i].tags[k];
      entry->clause = g_strdup ("1");
      entry->why = g_strdup ("The clause changed in substance and no revision mentions it.");
      g_ptr_array_add (comparison->undeclared, entry);
      assert_entries (comparison, expected);
    }
}

/* What a tooltip says is heard, too, and not when it says it no more. */
static void
test_tooltip (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new ("A"));

  dip_tooltip_set (label, "Why");
  g_assert_true (gtk_widget_get_has_tooltip (label));
  gtk_test_accessible_assert_property (label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Why");

  dip_tooltip_set (label, NULL);
  g_assert_false (gtk_widget_get_has_tooltip (label));
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
}

/* Room for a text in the window of tooltips, and its width, both in pixels. */
static void
measure_tooltip (const char *text,
                 int        *room,
                 int        *width)
{
  g_autoptr (GObject) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new ("A"));
  g_autoptr (GtkWidget) guest = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (PangoLayout) layout = NULL;
  GtkWidget *label;
  gboolean answered = FALSE;

  dip_tooltip_fit_all ();
  gtk_widget_set_tooltip_text (widget, text);
  g_signal_emit_by_name (widget, "query-tooltip", 0, 0, TRUE, tooltip, &answered);
  g_assert_true (answered);

  gtk_tooltip_set_custom (GTK_TOOLTIP (tooltip), guest);
  label = gtk_widget_get_first_child (gtk_widget_get_parent (guest));
  while (!GTK_IS_LABEL (label))
    label = gtk_widget_get_next_sibling (label);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, text);

  /* The guest has taken its place. */
  gtk_widget_set_visible (label, TRUE);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, room, NULL, NULL);
  layout = gtk_widget_create_pango_layout (label, text);
  pango_layout_get_pixel_size (layout, width, NULL);
  gtk_tooltip_set_custom (GTK_TOOLTIP (tooltip), NULL);
}

/* A short text stands in one line in any script; a long one in several, also where it has some of its own. */
static void
test_tooltip_width (void)
{
  static const char *const short_texts[] = { "変更の理由を表示", "AWMAWM", "Why?", "比較する版\nここで選びます" };
  static const char *const long_texts[] = {
    "変更の理由を表示変更の理由を表示変更の理由を表示変更の理由を表示変更の理由を表示",
    "題名\n変更の理由を表示変更の理由を表示変更の理由を表示変更の理由を表示変更の理由を表示",
  };
  int room, width;

  for (guint i = 0; i < G_N_ELEMENTS (short_texts); i++)
    {
      measure_tooltip (short_texts[i], &room, &width);
      g_assert_cmpint (room, >=, width);
    }
  for (guint i = 0; i < G_N_ELEMENTS (long_texts); i++)
    {
      measure_tooltip (long_texts[i], &room, &width);
      g_assert_cmpint (room, <, width);
    }
}

#define ADD(path, spec, func) g_test_add (path, Fixture, spec, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/ui/rows/pair", SPEC, test_pair);
  ADD ("/ui/rows/narrow", SPEC, test_narrow);
  ADD ("/ui/rows/heading", SPEC, test_heading);
  ADD ("/ui/rows/relations", "# 7 Backup\nr a|b\n", test_relations);
  ADD ("/ui/rows/cell", SPEC, test_cell);
  g_test_add_func ("/ui/rows/summary", test_summary);
  g_test_add_func ("/ui/rows/summary-gains", test_summary_gains);
  g_test_add_func ("/ui/rows/summary-undeclared", test_summary_undeclared);
  g_test_add_func ("/ui/rows/summary-weight", test_summary_weight);
  g_test_add_func ("/ui/rows/tooltip", test_tooltip);
  g_test_add_func ("/ui/rows/tooltip-width", test_tooltip_width);

  return g_test_run ();
}
