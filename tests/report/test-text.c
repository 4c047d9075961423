/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report-fixture.h"

#include <string.h>

static guint
columns (const char *line)
{
  guint width = 0;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

static char *
show (const char *text,
      guint       width)
{
  g_autoptr (DipDocument) document = dip_document_new ();
  DipClause *clause = dip_clause_new ();
  const DipTextStyle style = { FALSE, width };
  GString *out = g_string_new (NULL);

  clause->id = g_strdup ("1");
  clause->title = g_strdup ("");
  g_ptr_array_add (clause->blocks, dip_block_new (DIP_BLOCK_PARAGRAPH, NULL, text));
  g_ptr_array_add (document->clauses, clause);
  dip_report_write_clause (out, clause, &style);

  return g_string_free (out, FALSE);
}

static void
assert_fits (const char *text,
             guint       width)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (columns (lines[i]), <=, width);
}

static void
test_wide_characters_count_twice (void)
{
  g_autofree char *text = show ("利用者は自らの責任においてデータを保護するものとし事業者はこれを支援します", 24);

  assert_fits (text, 24);
  g_assert_nonnull (strstr (text, "\n  利用者は自らの責任にお\n  い"));
}

static void
test_no_mark_begins_a_line (void)
{
  static const char *const marks[] = { "、", "。", "）", "」", "ー", "っ", "々" };

  for (guint width = 20; width < 40; width++)
    {
      g_autofree char *text =
        show ("暗号化（通信、保管）を行い、「お客様」と、我々は、キーっと、データー（例）。、。以上、です。", width);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        {
          for (guint j = 0; j < G_N_ELEMENTS (marks); j++)
            g_assert_false (g_str_has_prefix (g_strchug (lines[i]), marks[j]));
          g_assert_false (g_str_has_suffix (lines[i], "（"));
          g_assert_false (g_str_has_suffix (lines[i], "「"));
        }
    }
}

static void
test_latin_words_stay_whole (void)
{
  g_autofree char *text =
    show ("Backups are encrypted with AES-256 https://status.example.com/very/long/path/indeed ok", 24);

  g_assert_nonnull (strstr (text, "https://status.example.com/very/long/path/indeed\n"));
  g_assert_nonnull (strstr (text, "encrypted"));
  g_assert_null (strstr (text, " \n"));
}

static void
test_no_width_does_not_wrap (void)
{
  g_autofree char *text = show ("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", 0);

  g_assert_nonnull (strstr (text, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"));
}

/* A line of marks that may not begin a line has to end somewhere all the same. */
static void
test_hostile_marks_end (void)
{
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (marks, "。");

  text = show (marks->str, 40);
  assert_fits (text, 60);
}

static void
test_terminal_is_safe (void)
{
  g_autofree char *text =
    show ("a\x1b]0;title\x07" "b\x1b[31mc\xc2\x9b" "31m\x7f\x08" "d\xe2\x80\xae" "e\xe2\x81\xa6" "f\r\x00g", 80);
  g_autofree char *line = dip_report_dup_safe ("x\ny\x1bz\xff");

  for (const char *p = text; *p != '\0'; p++)
    g_assert_true (*p == '\n' || ((guchar) *p >= 0x20 && *p != 0x7f));
  g_assert_null (strstr (text, "\xc2\x9b"));
  g_assert_null (strstr (text, "\xe2\x80\xae"));
  g_assert_null (strstr (text, "\xe2\x81\xa6"));
  g_assert_cmpstr (line, ==, "x y\xef\xbf\xbdz\xef\xbf\xbd");
}

static void
test_every_field_is_safe (void)
{
  static const char bad[] = "\x1b[31m\xc2\x9b";
  g_autoptr (DipComparison) comparison = fixture_comparison ();
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  const DipTextStyle style = { FALSE, 80 };
  DipEdition *edition = comparison->new_document->edition;
  DipClause *clause = comparison->new_document->clauses->pdata[0];
  DipPair *pair = comparison->pairs->pdata[0];
  DipChange *change = pair->changes->pdata[0];
  DipGroup *group = comparison->groups->pdata[0];
  DipFactChange *fact = comparison->facts->pdata[0];
  DipAuditEntry *entry = comparison->undeclared->pdata[0];
  char **fields[] = {
    &edition->provider, &edition->service, &edition->title, &edition->version, &edition->issued,
    &edition->source_name, &clause->title, &pair->flip_reason, &pair->flip_old, &change->old_text, &group->old_text,
    &fact->what, &fact->old_value, &entry->why, &entry->clause, &entry->title,
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_free (*fields[i]);
      *fields[i] = g_strdup (bad);
    }
  g_ptr_array_add (editions, edition);
  g_ptr_array_add (comparison->limits, g_strdup (bad));

  dip_report_write_editions (out, editions, &style);
  dip_report_write_document (out, comparison->new_document, &style);
  dip_report_write_comparison (out, comparison, &style);

  g_assert_null (strchr (out->str, '\x1b'));
  g_assert_null (strstr (out->str, "\xc2\x9b"));
}

static void
test_comparison_plain (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison ();
  g_autoptr (GString) out = g_string_new (NULL);
  const DipTextStyle style = { FALSE, 80 };
  const char *flip;
  const char *change;

  dip_report_write_comparison (out, comparison, &style);

  flip = strstr (out->str, "Backups are kept for a shorter time.");
  change = strstr (out->str, "バックアップを[-30日-]{+7日+}間保管します。");
  g_assert_nonnull (flip);
  g_assert_nonnull (change);
  g_assert_true (flip < change);
  /* Both sentences stand below the flip, or that there is none. */
  g_assert_nonnull (strstr (flip, "− Backups are kept for 30 days.\n"));
  g_assert_nonnull (strstr (flip, "+ (nothing in its place)\n"));
  g_assert_nonnull (strstr (out->str, "[-一年保管します。-]"));
  g_assert_null (strchr (out->str, '\x1b'));
  assert_fits (out->str, 80);
}

static void
test_comparison_color (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison ();
  g_autoptr (GString) out = g_string_new (NULL);
  const DipTextStyle style = { TRUE, 80 };

  dip_report_write_comparison (out, comparison, &style);

  /* Not by colour alone: struck through and underlined. */
  g_assert_nonnull (strstr (out->str, "\033[0;9;31m30日"));
  g_assert_nonnull (strstr (out->str, "\033[0;4;32m7日"));
  g_assert_null (strstr (out->str, "[-"));
}

static void
test_long_context_is_folded (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison ();
  DipPair *pair = comparison->pairs->pdata[0];
  DipPart *old_part = &g_array_index (pair->old_text->parts, DipPart, 1);
  DipPart *new_part = &g_array_index (pair->new_text->parts, DipPart, 1);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) tail = g_string_new (NULL);
  const DipTextStyle style = { FALSE, 0 };
  char *text;

  for (guint i = 0; i < 200; i++)
    g_string_append (tail, "長");

  text = g_strconcat (pair->old_text->text, tail->str, NULL);
  g_free (pair->old_text->text);
  pair->old_text->text = text;
  old_part->length += tail->len;
  text = g_strconcat (pair->new_text->text, tail->str, NULL);
  g_free (pair->new_text->text);
  pair->new_text->text = text;
  new_part->length += tail->len;

  dip_report_write_comparison (out, comparison, &style);
  g_assert_nonnull (strstr (out->str, "{+7日+}間保管します。長"));
  g_assert_nonnull (strstr (out->str, "長 …\n"));
  g_assert_null (strstr (out->str, tail->str));
}

/* A paper that declares little would fill the screen otherwise. */
static void
test_undeclared_by_reason (void)
{
  g_autoptr (DipComparison) comparison = fixture_comparison ();
  g_autoptr (GString) out = g_string_new (NULL);
  const DipTextStyle style = { FALSE, 0 };
  DipAuditEntry *entry = g_new0 (DipAuditEntry, 1);
  DipAuditEntry *gone = g_new0 (DipAuditEntry, 1);

  entry->clause = g_strdup ("7");
  entry->title = g_strdup ("Backup");
  entry->why = g_strdup ("No row of the revision table speaks of it.");
  g_ptr_array_add (comparison->undeclared, entry);
  gone->clause = g_strdup ("7");
  gone->removed = TRUE;
  gone->why = g_strdup (entry->why);
  g_ptr_array_add (comparison->undeclared, gone);

  dip_report_write_comparison (out, comparison, &style);
  g_assert_nonnull (strstr (out->str, "\n    No row of the revision table speaks of it.\n      1\n      7  Backup\n"
                                      "      7 (removed)\n"));
}

static void
test_editions_table (void)
{
  g_autoptr (DipDocument) one = fixture_document ("1.0");
  g_autoptr (DipDocument) two = fixture_document ("1.1");
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  const DipTextStyle style = { FALSE, 80 };

  dip_report_write_editions (out, editions, &style);
  g_assert_cmpstr (out->str, ==, "");

  g_ptr_array_add (editions, one->edition);
  g_ptr_array_add (editions, two->edition);
  dip_report_write_editions (out, editions, &style);
  g_assert_cmpstr (out->str, ==,
                   "    Id  Version  Issued  Kind        Clauses  File\n"
                   "Shiosai Networks\n"
                   "  Shiosai Storage\n"
                   "     3  1.0      –       whitepaper        2  shiosai.txt\n"
                   "     3  1.1      –       whitepaper        2  shiosai.txt\n");

  /* A star is explained. */
  two->edition->version_origin = DIP_ORIGIN_INFERRED;
  g_string_truncate (out, 0);
  dip_report_write_editions (out, editions, &style);
  g_assert_nonnull (strstr (out->str, "\n     3  1.1*     –"));
  g_assert_nonnull (strstr (out->str, "\n* "));
}

static void
test_document (void)
{
  g_autoptr (DipDocument) document = fixture_document ("1.0");
  g_autoptr (GString) out = g_string_new (NULL);
  const DipTextStyle style = { FALSE, 80 };

  dip_report_write_document (out, document, &style);

  g_assert_nonnull (strstr (out->str, "\n1 バックアップ  A.12.3.1\n  │ provided · duration 30 days\n"));
  g_assert_nonnull (strstr (out->str, "\n      [private] ※ 専用環境に限ります。\n"));
  g_assert_nonnull (strstr (out->str, "\n  | 種類 │ 期間\n  | 操作 │ 1年\n"));
  g_assert_nonnull (strstr (out->str, "The reference to 9 leads nowhere."));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report/text/wide-characters-count-twice", test_wide_characters_count_twice);
  g_test_add_func ("/report/text/no-mark-begins-a-line", test_no_mark_begins_a_line);
  g_test_add_func ("/report/text/latin-words-stay-whole", test_latin_words_stay_whole);
  g_test_add_func ("/report/text/no-width-does-not-wrap", test_no_width_does_not_wrap);
  g_test_add_func ("/report/text/hostile-marks-end", test_hostile_marks_end);
  g_test_add_func ("/report/text/terminal-is-safe", test_terminal_is_safe);
  g_test_add_func ("/report/text/every-field-is-safe", test_every_field_is_safe);
  g_test_add_func ("/report/text/comparison-plain", test_comparison_plain);
  g_test_add_func ("/report/text/comparison-color", test_comparison_color);
  g_test_add_func ("/report/text/long-context-is-folded", test_long_context_is_folded);
  g_test_add_func ("/report/text/undeclared-by-reason", test_undeclared_by_reason);
  g_test_add_func ("/report/text/editions-table", test_editions_table);
  g_test_add_func ("/report/text/document", test_document);

  return g_test_run ();
}
