/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text/dip-tokens.h"

#include <string.h>

static char *
join (const char *text,
      GArray     *tokens)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      const DipToken *token = &g_array_index (tokens, DipToken, i);

      if (i > 0)
        g_string_append_c (out, '|');
      g_string_append_len (out, text + token->start, token->length);
    }

  return g_string_free (out, FALSE);
}

static void
assert_tokens (const char *text,
               const char *expected)
{
  g_autoptr (GArray) tokens = dip_tokens_cut (text);
  g_autofree char *joined = join (text, tokens);

  g_assert_cmpstr (joined, ==, expected);
}

static void
assert_sentences (const char *text,
                  const char *expected)
{
  g_autoptr (GArray) sentences = dip_sentences_cut (text);
  g_autofree char *joined = join (text, sentences);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_classes (void)
{
  assert_tokens ("当社はクラウドを提供します。", "当社|は|クラウド|を|提供|します|。");
  assert_tokens ("クラウドサービス", "クラウドサービス");
  assert_tokens ("Cloud Service", "Cloud| |Service");
  assert_tokens ("the provider's duty", "the| |provider's| |duty");
  assert_tokens ("ＡＢＣ社", "ＡＢＣ|社");
}

static void
test_numbers (void)
{
  assert_tokens ("an availability of 99.9%", "an| |availability| |of| |99.9%");
  assert_tokens ("RSA 2048ビットの鍵", "RSA| |2048ビット|の|鍵");
  assert_tokens ("TLS 1.2 以上", "TLS 1.2| |以上");
  assert_tokens ("30 日以内", "30 日|以内");
  assert_tokens ("３０日間", "３０日間");
  assert_tokens ("1,000件、99.9%", "1,000件|、|99.9%");
  assert_tokens ("5営業日", "5営業日");
  assert_tokens ("2年以上", "2年|以上");
  assert_tokens ("30 days or 2 months", "30 days| |or| |2 months");
  assert_tokens ("30 daybreaks", "30| |daybreaks");
  assert_tokens ("24 時間365 日", "24 時間|365 日");
  assert_tokens ("〒100-0001 中央2-4-11", "〒|100-0001| |中央|2-4-11");
}

static void
test_dates (void)
{
  assert_tokens ("2023/9/20版", "2023/9/20|版");
  assert_tokens ("2023-09-20", "2023-09-20");
  assert_tokens ("on 1 April 2024.", "on| |1 April 2024|.");
  assert_tokens ("on April 1st, 2024 or May 2025", "on| |April 1st, 2024| |or| |May 2025");
  assert_tokens ("may 30 users", "may 30| |users");
  assert_tokens ("2021 年 1 月 18 日付", "2021 年 1 月 18 日|付");
  assert_tokens ("令和5年4月1日", "令和5年4月1日");
  assert_tokens ("4月1日より", "4月1日|より");
  assert_tokens ("2023年度", "2023年度");
}

static void
test_names (void)
{
  assert_tokens ("https://www.example.jp/a/b.html をご確認", "https://www.example.jp/a/b.html| |を|ご|確認");
  assert_tokens ("(https://example.jp/x)。", "(|https://example.jp/x|)|。");
  assert_tokens ("See https://example.jp/x.", "See| |https://example.jp/x|.");
  assert_tokens ("support@mail.example.co.jp宛", "support@mail.example.co.jp|宛");
  assert_tokens ("status.example.jp", "status.example.jp");
  assert_tokens ("A.12.3.1とCLD.9.5.1", "A.12.3.1|と|CLD.9.5.1");
  assert_tokens ("ISO/IEC 27017:2015に", "ISO/IEC 27017:2015|に");
  assert_tokens ("TLS 1.2", "TLS 1.2");
  assert_tokens ("AES-256", "AES-256");
  assert_tokens ("12.3.1項", "12.3.1|項");
}

static void
test_sentences (void)
{
  assert_sentences ("一つ目です。二つ目です。", "一つ目です。|二つ目です。");
  assert_sentences ("暗号化（通信時。保存時も。）します。次", "暗号化（通信時。保存時も。）します。|次");
  assert_sentences ("「する。」と書く。次。", "「する。」と書く。|次。");
  assert_sentences ("一行目\n二行目", "一行目\n|二行目");
  assert_sentences ("It is kept. See e.g. 3.1 for more. Done.", "It is kept. |See e.g. 3.1 for more. |Done.");
  assert_sentences ("No. We keep none.", "No. |We keep none.");
  assert_sentences ("No. A copy is kept.", "No. |A copy is kept.");
  assert_sentences ("No. A-12 is kept.", "No. A-12 is kept.");
  assert_sentences ("Case No. Seven is kept.", "Case No. Seven is kept.");
  assert_sentences ("窓口は、4. お問い合わせ先です。1. 目的と2. 範囲を示す。", "窓口は、4. お問い合わせ先です。|1. 目的と2. 範囲を示す。");
  assert_sentences ("値は TLS 1.2. 次です。", "値は TLS 1.2. |次です。");
  assert_sentences ("Version 1.2 is used by Acme Inc. for tests.", "Version 1.2 is used by Acme Inc. for tests.");
  assert_sentences ("開いた（まま。次の文。", "開いた（まま。|次の文。");
  assert_sentences ("Really?! Yes.", "Really?! |Yes.");
  assert_sentences ("", "");
}

static const char *const pieces[] = {
  "当社", "は", "クラウド", "。", "、", "（", "）", "「", "」", "\n", " ", "　", "A", "b1", ".", "/", "-", ":", "@", "12", "３", "年",
  "日", "http://", "www.", "example.jp", "%", "・", "👍", "\xCC\x81",
  "!", "?", "e.g.", "ISO/IEC", "27017", "令和", "月", "元年",
};

static void
assert_covers (GArray *parts,
               gsize   length)
{
  gsize at = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const DipToken *part = &g_array_index (parts, DipToken, i);

      g_assert_cmpuint (part->start, ==, at);
      g_assert_cmpuint (part->length, >, 0);
      at += part->length;
    }
  g_assert_cmpuint (at, ==, length);
}

static void
test_cover (void)
{
  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) tokens = NULL;
      g_autoptr (GArray) sentences = NULL;
      guint n = g_test_rand_int_range (0, 50);

      for (guint i = 0; i < n; i++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      tokens = dip_tokens_cut (text->str);
      sentences = dip_sentences_cut (text->str);
      assert_covers (tokens, text->len);
      assert_covers (sentences, text->len);
      for (guint i = 0; i < tokens->len; i++)
        {
          const DipToken *token = &g_array_index (tokens, DipToken, i);

          g_assert_true (g_utf8_validate (text->str + token->start, token->length, NULL));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/tokens/classes", test_classes);
  g_test_add_func ("/text/tokens/numbers", test_numbers);
  g_test_add_func ("/text/tokens/dates", test_dates);
  g_test_add_func ("/text/tokens/names", test_names);
  g_test_add_func ("/text/sentences", test_sentences);
  g_test_add_func ("/text/cover", test_cover);

  return g_test_run ();
}
