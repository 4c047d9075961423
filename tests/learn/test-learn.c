/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "framework/dip-framework.h"
#include "learn/dip-features.h"
#include "learn/dip-weights-private.h"
#include "learn/dip-weights.h"
#include "text/dip-fold.h"

static GArray *
take (DipFeatureKind  kind,
      DipFeaturePlace place,
      const char     *text)
{
  g_autofree char *folded = dip_fold_to_string (text, DIP_FOLD_WIDTH | DIP_FOLD_SPACE, NULL);
  GArray *features = g_array_new (FALSE, FALSE, sizeof (guint32));

  dip_features_add (features, kind, place, folded, strlen (folded));

  return features;
}

static gboolean
is_same (const GArray *one,
         const GArray *other)
{
  return one->len == other->len && memcmp (one->data, other->data, one->len * sizeof (guint32)) == 0;
}

static void
assert_same (DipFeatureKind  kind,
             const char     *one,
             const char     *other,
             gboolean        same)
{
  g_autoptr (GArray) a = take (kind, DIP_FEATURES_TEXT, one);
  g_autoptr (GArray) b = take (kind, DIP_FEATURES_TEXT, other);

  g_assert_cmpuint (a->len, >, 0);
  g_assert_true (is_same (a, b) == same);
}

static void
test_features (void)
{
  g_autoptr (GArray) text = take (DIP_FEATURES_SUBJECT, DIP_FEATURES_TEXT, "Backups");
  g_autoptr (GArray) title = take (DIP_FEATURES_SUBJECT, DIP_FEATURES_TITLE, "Backups");

  g_assert_false (is_same (text, title));
  assert_same (DIP_FEATURES_SUBJECT, "Backups of DATA", "backups of data", TRUE);
  assert_same (DIP_FEATURES_SUBJECT, "ＴＬＳで暗号化", "TLS で暗号化", TRUE);
  assert_same (DIP_FEATURES_SUBJECT, "See https://one.example/a for keys", "See https://two.example/b for keys", TRUE);

  /* who does it to whom */
  assert_same (DIP_FEATURES_VOICE, "we inform you", "you inform we", FALSE);
  assert_same (DIP_FEATURES_VOICE, "消去します", "消去しません", FALSE);
  assert_same (DIP_FEATURES_VOICE, "We keep logs (see 4.1).", "We keep logs (for audits).", TRUE);
  assert_same (DIP_FEATURES_VOICE, "「約款」で定めます。", "「仕様書」で定めます。", TRUE);

  /* how long says nothing about who */
  assert_same (DIP_FEATURES_VOICE, "kept for 30 days", "kept for 90 days", TRUE);
}

/* However long a text is, and whatever brackets it leaves open. */
static void
test_bounds (void)
{
  static const char *const units[] = { "a ", "暗", "(", "「", "https://", "'", "暗号(" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (guint32));

      while (text->len < 1000000)
        g_string_append (text, units[i]);
      for (guint kind = DIP_FEATURES_SUBJECT; kind <= DIP_FEATURES_VOICE; kind++)
        dip_features_add (features, kind, DIP_FEATURES_TEXT, text->str, text->len);
      g_assert_cmpuint (features->len, <=, 2 * 8 * DIP_FEATURES_MAX_BYTES);
    }
}

static void
test_classes (void)
{
  const DipWeights *controls = dip_weights_get_controls ();
  const DipWeights *voices = dip_weights_get_voices ();

  g_assert_cmpuint (dip_weights_n_classes (controls), >, 100);
  for (guint i = 0; i < dip_weights_n_classes (controls); i++)
    {
      const char *name = dip_weights_class_name (controls, i);

      if (strcmp (name, "-") != 0)
        g_assert_nonnull (dip_frameworks_find_control (dip_frameworks_get_default (), "iso27017-2015", name));
    }
  g_assert_cmpuint (dip_weights_n_classes (voices), ==, 6);
  for (guint i = 0; i < dip_weights_n_classes (voices); i++)
    g_assert_nonnull (strchr ("pncsli", *dip_weights_class_name (voices, i)));
}

static const char *
judge (const DipWeights *weights,
       DipFeatureKind    kind,
       const char       *text)
{
  guint n = dip_weights_n_classes (weights);
  g_autofree double *probabilities = g_new (double, n);
  g_autoptr (GArray) features = take (kind, DIP_FEATURES_TEXT, text);
  double sum = 0.0;

  dip_weights_judge (weights, features, probabilities);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (probabilities[i], >=, 0.0);
      sum += probabilities[i];
    }
  g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-6);

  return dip_weights_class_name (weights, dip_weights_find_likeliest (weights, probabilities));
}

/* What nobody could judge otherwise. */
static void
test_judge (void)
{
  const DipWeights *controls = dip_weights_get_controls ();
  const DipWeights *voices = dip_weights_get_voices ();

  g_assert_cmpstr (judge (controls, DIP_FEATURES_SUBJECT, "Files are encrypted on disk with AES-256."), ==, "A.10.1.1");
  g_assert_cmpstr (judge (controls, DIP_FEATURES_SUBJECT, "毎晩バックアップを取得し、復元の試験をしています。"), ==, "A.12.3.1");
  g_assert_cmpstr (judge (controls, DIP_FEATURES_SUBJECT, "全従業員が年に一度、教育を受けます。"), ==, "A.7.2.2");
  g_assert_cmpstr (judge (voices, DIP_FEATURES_VOICE, "We encrypt every backup."), ==, "p");
  g_assert_cmpstr (judge (voices, DIP_FEATURES_VOICE, "You must keep your password secret."), ==, "c");
  g_assert_cmpstr (judge (voices, DIP_FEATURES_VOICE, "当該機能は提供しておりません。"), ==, "n");
  g_assert_cmpstr (judge (voices, DIP_FEATURES_VOICE, "パスワードはお客様の責任で管理していただく必要があります。"), ==, "c");
}

/* Nothing that was ever learnt: no class is certain, nothing is divided by nothing. */
static void
test_unknown (void)
{
  const DipWeights *controls = dip_weights_get_controls ();
  g_autofree double *probabilities = g_new (double, dip_weights_n_classes (controls));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_assert_cmpuint (dip_weights_judge (controls, none, probabilities), ==, 0);
  for (guint i = 0; i < dip_weights_n_classes (controls); i++)
    g_assert_cmpfloat (probabilities[i], <, 0.5);
}

/* Cut anywhere, or of another kind, they are refused. */
static void
test_broken (void)
{
  DipWeightsHeader header = { DIP_WEIGHTS_MAGIC, 1, 0, 1, 1.0f, 2 };
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (DipWeights) weights = NULL;
  DipWeightsSlot slot = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  float bias = 0.0f;

  g_byte_array_append (whole, (const guint8 *) &header, sizeof header);
  g_byte_array_append (whole, (const guint8 *) &slot, sizeof slot);
  g_byte_array_append (whole, (const guint8 *) &bias, sizeof bias);
  g_byte_array_append (whole, (const guint8 *) "A", 2);
  bytes = g_bytes_new (whole->data, whole->len);
  weights = dip_weights_new (bytes);
  g_assert_nonnull (weights);
  g_assert_cmpstr (dip_weights_class_name (weights, 0), ==, "A");
  for (guint n = 0; n < whole->len; n++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (whole->data, n);

      g_assert_null (dip_weights_new (cut));
    }
  for (guint i = 0; i < sizeof (guint32); i++)
    {
      g_autoptr (GBytes) other = NULL;

      whole->data[i] ^= 1;
      other = g_bytes_new (whole->data, whole->len);
      whole->data[i] ^= 1;
      g_assert_null (dip_weights_new (other));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/learn/features", test_features);
  g_test_add_func ("/learn/bounds", test_bounds);
  g_test_add_func ("/learn/classes", test_classes);
  g_test_add_func ("/learn/judge", test_judge);
  g_test_add_func ("/learn/unknown", test_unknown);
  g_test_add_func ("/learn/broken", test_broken);

  return g_test_run ();
}
