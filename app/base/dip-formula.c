/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-formula.h"

/**
 * dip_formula_begins:
 * @text: the text of a cell, UTF-8
 *
 * Spreadsheets take a cell that begins with one of some characters for a formula,
 * some also in full width, or behind a tab or a line feed. Papers are foreign: such
 * a cell gets an apostrophe in front, which spreadsheets take for "this is text".
 *
 * Returns: `TRUE` if it needs the apostrophe
 */
gboolean
dip_formula_begins (const char *text)
{
  gunichar first = g_utf8_get_char (text);

  return first != 0 && g_utf8_strchr ("=+-@\t\r\n＝＋－＠", -1, first) != NULL;
}
