/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base/dip-error.h"
#include "dip-message.h"
#include "dip-words.h"

static void
assert_message (GQuark domain,
                int    code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "detail");
  DipMessage message = dip_message_for_error (error);

  g_assert_nonnull (message.title);
  g_assert_cmpint (strlen (message.title), >, 3);
  g_assert_false (g_str_has_suffix (message.title, "."));
  if (message.advice != NULL)
    g_assert_true (g_str_has_suffix (message.advice, "."));
}

/* Each code has words of its own, a title without and advice with a full stop. */
static void
test_all_codes (void)
{
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = DIP_READ_ERROR_FAILED; code <= DIP_READ_ERROR_NO_CLAUSES; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (DIP_READ_ERROR, code, "detail");

      assert_message (DIP_READ_ERROR, code);
      g_assert_true (g_hash_table_add (titles, (gpointer) dip_message_for_error (error).title));
    }

  for (int code = DIP_STORE_ERROR_FAILED; code <= DIP_STORE_ERROR_LOST; code++)
    assert_message (DIP_STORE_ERROR, code);
  for (int code = G_IO_ERROR_FAILED; code <= G_IO_ERROR_MESSAGE_TOO_LARGE; code++)
    assert_message (G_IO_ERROR, code);
  assert_message (G_MARKUP_ERROR, 0);
}

static void
test_too_new (void)
{
  g_autoptr (GError) error = g_error_new_literal (DIP_STORE_ERROR, DIP_STORE_ERROR_TOO_NEW, "version 9");
  DipMessage message = dip_message_for_error (error);

  g_assert_cmpstr (message.title, ==, "A newer Diptych wrote this library");
  g_assert_nonnull (strstr (message.advice, "Update Diptych"));
}

/* Of two files it is told which one, in a line by its name and in the detail by its place. */
static void
test_which_file (void)
{
  g_autoptr (GError) error = g_error_new_literal (DIP_STORE_ERROR, DIP_STORE_ERROR_READ_ONLY, "detail");
  g_autofree char *line = dip_message_dup_line (error);
  g_autofree char *detail = dip_message_dup_detail (error);

  g_assert_cmpstr (line, ==, "The file cannot be written");
  g_assert_cmpstr (detail, ==, "detail");

  g_free (line);
  g_free (detail);
  dip_store_error_set_path (&error, "/media/stick/copy.diptych");
  line = dip_message_dup_line (error);
  detail = dip_message_dup_detail (error);
  g_assert_cmpstr (line, ==, "“copy.diptych”: The file cannot be written");
  g_assert_cmpstr (detail, ==, "/media/stick/copy.diptych\ndetail");
}

static void
assert_trouble (const char *message)
{
  g_autofree char *text = dip_words_dup_trouble (message);

  g_assert_cmpstr (text, ==, message);
}

/* Without a translation a sentence is what it was, with what it quotes, also where that looks like a
 * part of it; so is one that nobody knows. */
static void
test_trouble (void)
{
  assert_trouble ("The file is empty.");
  assert_trouble ("The file has 3 GB, more than the limit of 1 GB.");
  assert_trouble ("The workbook has no sheet “; it has ”; it has %s, 100 %d.");
  assert_trouble ("The document is damaged: a, line 3: b: c.");
  assert_trouble ("The archive is damaged: .");
  assert_trouble ("This is a PNG picture, which cannot be read: save it as PDF or plain text and import that.");
  assert_trouble ("This is a PNG picture, which");
  assert_trouble ("%s");
  assert_trouble ("");
}

/* A quoted list item goes without its bullet, whichever one it has; a sign that is no bullet stays. */
static void
test_bullet (void)
{
  static const char *const items[] = { "“• 鍵の管理”", "“・鍵の管理”", "“⚫ 鍵の管理”", "“➢ 鍵の管理”" };
  g_autofree char *note = dip_words_dup_quotation ("“※ 鍵の管理”");

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autofree char *shown = dip_words_dup_quotation (items[i]);

      g_assert_cmpstr (shown, ==, "“鍵の管理”");
    }
  g_assert_cmpstr (note, ==, "“※ 鍵の管理”");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/message/all-codes", test_all_codes);
  g_test_add_func ("/ui/message/too-new", test_too_new);
  g_test_add_func ("/ui/message/which-file", test_which_file);
  g_test_add_func ("/ui/message/trouble", test_trouble);
  g_test_add_func ("/ui/message/bullet", test_bullet);

  return g_test_run ();
}
