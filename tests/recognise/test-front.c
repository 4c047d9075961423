/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-front.h"

#include <string.h>

/*
 * What stands before the first clause: its properties as "name=value" and its cover, and what becomes of both, a
 * statement a line.
 */
typedef struct
{
  const char *name;
  const char *language;
  const char *properties;  /* (nullable): one a line */
  const char *cover;       /* (nullable) */
  const char *expected;
} Front;

static const Front fronts[] = {
  { "facts", "ja",
    "サービス名=みほん帳票\n版数=1.0\nデータセンターの所在地=東京都\n取得認証=ISO/IEC 27001", NULL,
    "データセンターの所在地：東京都\n取得認証：ISO/IEC 27001" },
  { "facts-in-lines", "en", NULL,
    "Vendor: Sample Works Ltd\nVersion: 2.1\nHosting region: Frankfurt\nSupport hours: 9 to 5",
    "Hosting region: Frankfurt\nSupport hours: 9 to 5" },
  { "several-in-a-line", "ja", NULL,
    "版：1.2　データセンター：大阪府　記入日：2024年12月1日\nProduct: Sample Sign   Data centre: Dublin   Pages: 12",
    "データセンター：大阪府\nData centre: Dublin" },
  { "said-twice", "en", "Region=Frankfurt", "Region: Frankfurt", "Region: Frankfurt" },

  /* each edition has another one */
  { "marks", "ja",
    "文書管理番号=SEC-001\n総ページ数=12\n最終更新日=2024年4月1日\n作成者=情報管理部\n機密区分=公開\n改訂履歴=1.0\t初版\n1.1\t改訂", NULL, NULL },
  { "marks-in-english", "en",
    "Document no.=SEC-001\nDate of last review=2024-05-01\nApproved by=J. Doe\nPages=12\ncolumns=No\tQuestion", NULL, NULL },
  { "marks-of-a-page", "en",
    "last_updated=2025-04-07\nsidebar_position=4\nlastmod=2025-04-07\ndescription=What we do for your data.\nweight=5",
    NULL, NULL },
  { "lines-of-marks", "ja", NULL,
    "みほん帳票のご説明をいたします。\n第1.1版\n全12ページ\nVersion 2.1, 3 June 2024\n文書番号 SEC-001\n© 2024 Sample",
    "みほん帳票のご説明をいたします。" },

  /* what only begins like one: a fact about the service */
  { "labels-beyond-marks", "ja",
    "情報の保管場所=東京都\nデータの公開範囲=社内\n管理者の窓口=平日9時から17時\n証明書の更新=毎年", NULL,
    "情報の保管場所：東京都\nデータの公開範囲：社内\n管理者の窓口：平日9時から17時\n証明書の更新：毎年" },
  { "labels-beyond-marks-in-english", "en",
    "Data classification=Confidential\nReview of access=quarterly\nPublished locations=Dublin\ndata_location=Cork", NULL,
    "Data classification: Confidential\nReview of access: quarterly\nPublished locations: Dublin\ndata_location: Cork" },

  /* behind the last clause */
  { "imprint", "ja", "imprint=本書と約款が異なる場合は、約款を優先します。", NULL,
    "本書と約款が異なる場合は、約款を優先します。" },
  { "imprint-of-marks", "en", "imprint=Copyright 2024 Sample Ltd. All rights reserved.", NULL, NULL },
  { "imprint-of-labels", "ja", "imprint=電話：00-0000-0000", NULL, NULL },

  /* sentences */
  { "tellings", "ja", NULL,
    "本書は2024年4月1日現在の情報に基づいて作成しています。当社はデータを国内に保管します。",
    "当社はデータを国内に保管します。" },
  { "tellings-in-english", "en", NULL,
    "This page was last updated on 3 March 2025. We keep all of your data in Ireland.\nDocument version 1.2.",
    "We keep all of your data in Ireland." },
  { "no-tellings", "ja", NULL,
    "本書は2024年4月1日以降に契約されたお客様に適用します。",
    "本書は2024年4月1日以降に契約されたお客様に適用します。" },
  { "no-tellings-in-english", "en", NULL,
    "This policy was updated on 3 March 2025 to keep logs for 30 days.",
    "This policy was updated on 3 March 2025 to keep logs for 30 days." },
  { "cut-lines", "en", NULL,
    "How we look after what you keep with us in the cloud\nSample Works Ltd.\n"
    "Sample Works Ltd. runs Sample Ledger under the Terms of\nUse. You choose the region.\n"
    "This page applies to Sample Cloud; where Sample Desk\nSelf-Hosted differs we say so.",
    "Sample Works Ltd. runs Sample Ledger under the Terms of Use. You choose the region.\n"
    "This page applies to Sample Cloud; where Sample Desk Self-Hosted differs we say so." },
  { "no-statement", "ja", NULL, "みほん帳票 セキュリティホワイトペーパー\n株式会社みほん\n東京都港区", NULL },
};

static DipDocument *
make_document (const Front *front)
{
  DipDocument *document = dip_document_new ();
  g_auto (GStrv) lines = g_strsplit (front->properties != NULL ? front->properties : "", "\n", -1);
  DipProperty *last = NULL;

  document->edition->language = g_strdup (front->language);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *equals = strchr (lines[i], '=');
      g_autofree char *name = NULL;

      /* a value of two lines */
      if (equals == NULL && last != NULL)
        {
          char *value = g_strconcat (last->value, "\n", lines[i], NULL);

          g_free (last->value);
          last->value = value;
        }
      if (equals == NULL)
        continue;
      name = g_strndup (lines[i], (gsize) (equals - lines[i]));
      last = dip_property_new (name, equals + 1);
      g_ptr_array_add (document->properties, last);
    }
  if (front->cover != NULL)
    g_ptr_array_add (document->properties, dip_property_new ("cover", front->cover));

  return document;
}

static void
test_front (gconstpointer data)
{
  const Front *front = data;
  g_autoptr (DipDocument) document = make_document (front);
  g_autoptr (GString) got = g_string_new (NULL);

  dip_recognise_front (document, dip_lexicon_get_default ());
  if (front->expected == NULL)
    {
      g_assert_null (document->front);
      return;
    }

  g_assert_nonnull (document->front);
  g_assert_cmpstr (document->front->id, ==, DIP_FRONT_ID);
  for (guint i = 0; i < document->front->blocks->len; i++)
    g_string_append_printf (got, "%s%s", i > 0 ? "\n" : "",
                            ((const DipBlock *) document->front->blocks->pdata[i])->text);
  g_assert_cmpstr (got->str, ==, front->expected);
  g_assert_cmpuint (document->clauses->len, ==, 0);
}

/* It promises as any clause does, and has facts. */
static void
test_sense (void)
{
  static const Front front = {
    NULL, "en", NULL, "We encrypt all of your data, and we keep backups for 30 days.", NULL
  };
  g_autoptr (DipDocument) document = make_document (&front);
  const DipFact *fact;

  dip_recognise_front (document, dip_lexicon_get_default ());
  g_assert_nonnull (document->front);
  g_assert_cmpint (document->front->stance, ==, DIP_STANCE_PROVIDED);
  g_assert_cmpuint (document->front->facts->len, ==, 1);
  fact = document->front->facts->pdata[0];
  g_assert_cmpstr (fact->value, ==, "30 d");
}

/* Who compares two of them can tell that they say more. */
static void
test_cut (void)
{
  static const struct { guint n; gboolean is_cut; } sizes[] = { { 1000, FALSE }, { 2000, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (DipDocument) document = dip_document_new ();
      g_autoptr (GString) cover = g_string_new (NULL);

      for (guint k = 0; k < sizes[i].n; k++)
        g_string_append_printf (cover, "We keep backups of your data in room %u.\n", k);
      g_ptr_array_add (document->properties, dip_property_new ("cover", cover->str));
      dip_recognise_front (document, dip_lexicon_get_default ());
      g_assert_nonnull (document->front);
      g_assert_cmpint (document->front_is_cut, ==, sizes[i].is_cut);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fronts); i++)
    {
      g_autofree char *path = g_strconcat ("/recognise/front/", fronts[i].name, NULL);

      g_test_add_data_func (path, &fronts[i], test_front);
    }
  g_test_add_func ("/recognise/front/sense", test_sense);
  g_test_add_func ("/recognise/front/cut", test_cut);

  return g_test_run ();
}
