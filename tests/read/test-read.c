/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"
#include "read/dip-read.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  char  *folder;
  GFile *file;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("diptych-read-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "paper.txt", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_file_delete (fixture->file, NULL, NULL);
  g_object_unref (fixture->file);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static void
test_load_refuses (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) device = g_file_new_for_path ("/dev/null");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_null (dip_read_load (fixture->file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_clear_error (&error);

  g_assert_null (dip_read_load (folder, NULL, &error));
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_NOT_A_FILE);
  g_clear_error (&error);

  g_assert_null (dip_read_load (device, NULL, &error));
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_NOT_A_FILE);
  g_clear_error (&error);

  g_file_replace_contents (fixture->file, "", 0, NULL, FALSE, 0, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (dip_read_load (fixture->file, NULL, &error));
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_EMPTY);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (dip_read_load (fixture->file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A pipe nobody writes to would block for ever if it were opened. */
static void
test_load_pipe (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (g_file_peek_path (fixture->file), 0600), ==, 0);
  g_assert_null (dip_read_load (fixture->file, NULL, &error));
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_NOT_A_FILE);
}

/* A hundred megabytes are refused by their size alone: the file is a hole. */
static void
test_load_too_large (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  stream = g_file_create (fixture->file, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), 100 * 1000 * 1000, NULL, &error));
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error));

  g_assert_null (dip_read_load (fixture->file, NULL, &error));
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "100"));
}

static void
test_load_whole (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *contents = g_strnfill (200 * 1000, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_file_replace_contents (fixture->file, contents, 200 * 1000, NULL, FALSE, 0, NULL, NULL, &error);
  g_assert_no_error (error);
  bytes = dip_read_load (fixture->file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), contents, 200 * 1000);
}

static DipLayout *
lay_out_bytes (const void  *data,
               gsize        length,
               const char  *name,
               GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return dip_read_layout (bytes, name, NULL, error);
}

static DipLayout *
lay_out (const char *text)
{
  g_autoptr (GError) error = NULL;
  DipLayout *layout = lay_out_bytes (text, strlen (text), "paper.txt", &error);

  g_assert_no_error (error);

  return layout;
}

static DipLine *
line_at (DipLayout *layout,
         guint      i)
{
  g_assert_cmpuint (i, <, layout->lines->len);

  return g_ptr_array_index (layout->lines, i);
}

/* Enough for a judgement, with characters that only the vendors' tables have. */
static const char japanese[] =
  "１．情報セキュリティの方針\r\n\r\n当社は、①方針を定め、②公開しています。担当は㈱はるかぜの髙橋です。\r\n"
  "お客様のデータは暗号化して保管し、契約の終了から三十日以内に削除します。\r\n";
static const char plain_japanese[] =
  "１．情報セキュリティの方針\n\n当社は、方針を定め、公開しています。\n"
  "お客様のデータは暗号化して保管し、契約の終了から三十日以内に削除します。\n";

static void
check_encoding (const char *text,
                const char *iconv,
                const char *prefix,
                gsize       n_prefix,
                const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *encoded = NULL;
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (DipLayout) layout = NULL;
  gsize n;

  encoded = g_convert (text, -1, iconv, "UTF-8", NULL, &n, &error);
  g_assert_no_error (error);
  g_byte_array_append (array, (const guint8 *) prefix, (guint) n_prefix);
  g_byte_array_append (array, (const guint8 *) encoded, (guint) n);

  layout = lay_out_bytes (array->data, array->len, "paper.txt", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (layout->encoding, ==, name);
  g_assert_cmpuint (layout->lines->len, ==, 3);
  g_assert_cmpstr (line_at (layout, 0)->text, ==, "１．情報セキュリティの方針");
  g_assert_cmpstr (line_at (layout, 2)->text, ==,
                   "お客様のデータは暗号化して保管し、契約の終了から三十日以内に削除します。");
}

static void
test_encodings (void)
{
  check_encoding (japanese, "UTF-8", "", 0, "UTF-8");
  check_encoding (japanese, "UTF-8", "\xef\xbb\xbf", 3, "UTF-8");
  check_encoding (japanese, "UTF-16LE", "\xff\xfe", 2, "UTF-16LE");
  check_encoding (japanese, "UTF-16BE", "\xfe\xff", 2, "UTF-16BE");
  check_encoding (japanese, "UTF-16LE", "", 0, "UTF-16LE");
  check_encoding (japanese, "UTF-16BE", "", 0, "UTF-16BE");
  check_encoding (japanese, "CP932", "", 0, "CP932");
  check_encoding (japanese, "EUC-JP-MS", "", 0, "EUC-JP");
  check_encoding (plain_japanese, "EUC-JP", "", 0, "EUC-JP");
  check_encoding (plain_japanese, "ISO-2022-JP", "", 0, "ISO-2022-JP");
}

static void
check_refused (const void *data,
               gsize       length,
               int         code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lay_out_bytes (data, length, "paper.txt", &error));
  g_assert_error (error, DIP_READ_ERROR, code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_refused_encodings (void)
{
  static const struct { const char *text, *iconv; } foreign[] = {
    { "Мы храним резервные копии данных в течение тридцати дней.\n", "KOI8-R" },
    { "우리는 삼십 일 동안 데이터의 백업을 보관합니다. 정보 보호 정책을 공개합니다.\n", "EUC-KR" },
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint8 noise[4096];

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize n;
      g_autofree char *encoded = g_convert (foreign[i].text, -1, foreign[i].iconv, "UTF-8", NULL, &n, &error);

      g_assert_no_error (error);
      check_refused (encoded, n, DIP_READ_ERROR_ENCODING);
    }

  for (gsize i = 0; i < sizeof noise; i++)
    noise[i] = (guint8) g_rand_int_range (rand, 0, 256);
  check_refused (noise, sizeof noise, DIP_READ_ERROR_UNKNOWN_FORMAT);
}

static void
test_refused_formats (void)
{
  g_autoptr (GError) error = NULL;

  check_refused ("PK\x03\x04....ppt/presentation.xml", 28, DIP_READ_ERROR_UNKNOWN_FORMAT);
  check_refused ("\x89PNG\r\n\x1a\n....", 12, DIP_READ_ERROR_PICTURE);
  check_refused ("a\0b\0\0c\1\2\3d", 10, DIP_READ_ERROR_UNKNOWN_FORMAT);
  check_refused (" \n\t\n\xe3\x80\x80\n", 8, DIP_READ_ERROR_EMPTY);

  /* The sentence names the format and says what to do. */
  g_assert_null (lay_out_bytes ("\x89PNG\r\n\x1a\n....", 12, "paper.txt", &error));
  g_assert_nonnull (strstr (error->message, "PNG"));
  g_assert_nonnull (strstr (error->message, "text"));
}

static void
test_broken_utf8 (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DipLayout) layout = NULL;

  for (guint i = 0; i < 50; i++)
    g_string_append (text, plain_japanese);
  g_string_append (text, "終わり\xe3\x81\n");
  layout = lay_out_bytes (text->str, text->len, "paper.txt", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (layout->warnings->len, ==, 1);
  g_assert_true (g_str_has_prefix (line_at (layout, layout->lines->len - 1)->text, "終わり"));
}

static void
test_line_ends (void)
{
  g_autoptr (DipLayout) layout = lay_out ("one\r\ntwo\rthree\n\xc2\x85" "four\xe2\x80\xa8" "five\fsix");

  g_assert_cmpuint (layout->lines->len, ==, 6);
  g_assert_cmpstr (line_at (layout, 2)->text, ==, "three");
  g_assert_cmpuint (line_at (layout, 3)->n_blank, ==, 1);
  g_assert_cmpstr (line_at (layout, 4)->text, ==, "five");
  g_assert_true (line_at (layout, 5)->page_break);
  g_assert_cmpuint (line_at (layout, 4)->page, ==, 1);
  g_assert_cmpuint (line_at (layout, 5)->page, ==, 2);
  g_assert_cmpuint (layout->n_pages, ==, 2);
}

static void
test_space (void)
{
  g_autoptr (DipLayout) layout = lay_out ("　一行目 \n\n \n\n  二行目\n");
  DipLine *line = line_at (layout, 1);

  g_assert_cmpuint (line_at (layout, 0)->indent, ==, 2);
  g_assert_cmpuint (line_at (layout, 0)->trailing, ==, 1);
  g_assert_cmpstr (line->text, ==, "二行目");
  g_assert_cmpuint (line->n_blank, ==, 2);
  g_assert_cmpuint (line->n_spacer, ==, 1);
  g_assert_cmpuint (line->number, ==, 5);
}

/* A blank line between all lines, and a page that begins with a space and without one. */
static void
test_spaced_out_pages (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DipLayout) layout = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append (text, i == 15 ? " 次の頁\n" : i == 14 ? "前の頁\n" : "本文の行\n\n");
  layout = lay_out (text->str);

  g_assert_cmpuint (layout->n_pages, ==, 2);
  g_assert_true (line_at (layout, 15)->page_break);
  g_assert_cmpuint (line_at (layout, 29)->page, ==, 2);
}

static void
test_rows (void)
{
  g_autoptr (DipLayout) layout = lay_out ("\t質問\t回答\n1. 組織\t\t\n1\t<p>ありますか。</p> <p>いつから。</p>\t有\n"
                                          "\t\t続き\n--\t--\t--\n\t字下げ\n");
  DipLine *line = line_at (layout, 0);

  g_assert_cmpint (line->kind, ==, DIP_LINE_ROW);
  g_assert_cmpuint (line->cells->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (line->cells, 0), ==, "");
  g_assert_cmpuint (line_at (layout, 1)->cells->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (line_at (layout, 2)->cells, 1), ==, "ありますか。\nいつから。");
  g_assert_cmpint (line_at (layout, 3)->kind, ==, DIP_LINE_ROW);
  g_assert_cmpint (line_at (layout, 4)->kind, ==, DIP_LINE_RULE);
  g_assert_cmpint (line_at (layout, 5)->kind, ==, DIP_LINE_TEXT);
}

static void
test_markdown (void)
{
  g_autoptr (DipLayout) layout = lay_out ("# 題名 #\n\n本文は**太く**、`符号`です。\n\n見出し\n---\n\n- 一つ\n  1. 二つ\n\n"
                                          "| 項目 | 値 |\n|---|---|\n| a\\|b | c<br>d |\n\n## C#\n\n---\n> 引用\n");

  g_assert_cmpstr (layout->media_type, ==, "text/markdown");
  g_assert_cmpint (line_at (layout, 0)->kind, ==, DIP_LINE_HEADING);
  g_assert_cmpuint (line_at (layout, 0)->level, ==, 1);
  g_assert_cmpstr (line_at (layout, 0)->text, ==, "題名");
  g_assert_cmpstr (line_at (layout, 1)->text, ==, "本文は太く、符号です。");
  g_assert_cmpint (line_at (layout, 2)->kind, ==, DIP_LINE_HEADING);
  g_assert_cmpuint (line_at (layout, 2)->level, ==, 2);
  g_assert_cmpint (line_at (layout, 3)->kind, ==, DIP_LINE_ITEM);
  g_assert_cmpstr (line_at (layout, 3)->marker, ==, "-");
  g_assert_cmpuint (line_at (layout, 4)->level, ==, 2);
  g_assert_cmpstr (line_at (layout, 4)->marker, ==, "1.");
  g_assert_cmpstr (g_ptr_array_index (line_at (layout, 6)->cells, 0), ==, "a|b");
  g_assert_cmpstr (g_ptr_array_index (line_at (layout, 6)->cells, 1), ==, "c\nd");
  g_assert_cmpstr (line_at (layout, 7)->text, ==, "C#");
  g_assert_cmpint (line_at (layout, 8)->kind, ==, DIP_LINE_RULE);
  g_assert_cmpstr (line_at (layout, 9)->text, ==, "引用");
}

static void
check_markup (const char *line,
              const char *expected)
{
  g_autofree char *text = g_strdup_printf ("# a\n\n# b\n\n%s\n", line);
  g_autoptr (DipLayout) layout = lay_out (text);

  g_assert_cmpstr (line_at (layout, 2)->text, ==, expected);
}

static void
test_markup (void)
{
  check_markup ("[案内](https://a.example/b) を見る", "案内 (https://a.example/b) を見る");
  check_markup ("([https://a.example/x\\\\_y](https://a.example/x_y))", "(https://a.example/x_y)");
  check_markup ("<https://a.example/>", "https://a.example/");
  check_markup ("[章](#chapter)へ", "章へ");
  check_markup ("![図](figure.png)", "図");
  check_markup ("snake_case と __強調__", "snake_case と 強調");
  check_markup ("5 * 3 * 2", "5 * 3 * 2");
  check_markup ("<b>太字</b>と<ポイント>", "太字と<ポイント>");
  check_markup ("<details><summary>詳細</summary>", "詳細");
  check_markup ("a &amp; b", "a & b");
  check_markup ("閉じない [括弧", "閉じない [括弧");
  check_markup ("末尾の \\", "末尾の \\");
}

/* Markup that never closes must not make the reader look ahead again and again. */
static void
test_hostile_markup (void)
{
  static const char *const pieces[] = { "[", "**", "<", "`", "![", "[](", "__", "\\", "|", "&" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("# a\n\n# b\n\n");
      g_autoptr (DipLayout) layout = NULL;

      for (guint k = 0; k < 100000; k++)
        g_string_append (text, pieces[i]);
      g_string_append (text, " x\n");
      layout = lay_out (text->str);
      g_assert_cmpuint (layout->lines->len, >=, 2);
    }
}

static void
test_too_many_lines (void)
{
  g_autoptr (GError) error = NULL;
  gsize n = 2 * 1200 * 1000;
  g_autofree char *text = g_malloc (n);

  for (gsize i = 0; i < n; i += 2)
    memcpy (text + i, "a\n", 2);

  g_assert_null (lay_out_bytes (text, n, "paper.txt", &error));
  g_assert_error (error, DIP_READ_ERROR, DIP_READ_ERROR_LIMIT);
}

/* Kana and voice mark are one character, in rows too; ideographs that look alike stay two. */
static void
test_voice_marks (void)
{
  static const char source[] = "データの ﾊﾞｯｸ か\xe3\x82\x99 は\xe3\x82\x9a \xef\xa8\x99 あ\xe3\x82\x99\n"
                               "設問\tか\xe3\x82\x99\t有\n"
                               "設問\tき\xe3\x82\x99\t有\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (DipLayout) layout = lay_out_bytes (source, sizeof source - 1, "paper.txt", &error);
  const DipLine *line;

  g_assert_no_error (error);
  g_assert_cmpuint (layout->lines->len, ==, 3);
  line = g_ptr_array_index (layout->lines, 0);
  g_assert_cmpstr (line->text, ==, "データの ﾊﾞｯｸ が ぱ \xef\xa8\x99 あ\xe3\x82\x99");
  line = g_ptr_array_index (layout->lines, 1);
  g_assert_cmpstr (line->text, ==, "設問\tが\t有");
  g_assert_nonnull (line->cells);
  g_assert_cmpstr (g_ptr_array_index (line->cells, 1), ==, "が");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/read/load/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("refuses", test_load_refuses);
  ADD ("pipe", test_load_pipe);
  ADD ("too-large", test_load_too_large);
  ADD ("whole", test_load_whole);
#undef ADD

  g_test_add_func ("/read/encodings", test_encodings);
  g_test_add_func ("/read/refused-encodings", test_refused_encodings);
  g_test_add_func ("/read/refused-formats", test_refused_formats);
  g_test_add_func ("/read/broken-utf8", test_broken_utf8);
  g_test_add_func ("/read/line-ends", test_line_ends);
  g_test_add_func ("/read/space", test_space);
  g_test_add_func ("/read/spaced-out-pages", test_spaced_out_pages);
  g_test_add_func ("/read/voice-marks", test_voice_marks);
  g_test_add_func ("/read/rows", test_rows);
  g_test_add_func ("/read/markdown", test_markdown);
  g_test_add_func ("/read/markup", test_markup);
  g_test_add_func ("/read/hostile-markup", test_hostile_markup);
  g_test_add_func ("/read/too-many-lines", test_too_many_lines);

  return g_test_run ();
}
