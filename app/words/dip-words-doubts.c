/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "words/dip-engine-words.h"
#include "words/dip-words-private.h"

#include <glib/gi18n-lib.h>

/*
 * What readers and recognisers doubt of a paper, which is stored with it in English.
 * tests/house/test-troubles.py holds the list against them.
 */
static const char *const doubts[] = {
  /* Translators: from here on: what a person should look at in a paper; clauses, pages,
   * titles and addresses of it stand in for %s */
  N_("The text is UTF-8 with %s broken bytes, which are shown as \xef\xbf\xbd."),
  N_("The encoding of the text is a guess: Windows-1252."),
  N_("%s control characters were dropped."),
  N_("Text that is struck through was left out."),
  N_("Comments beside the text were left out: %s."),
  N_("Rings that were drawn over cells and may mark an answer were left out: %s."),
  N_("No text on page %s: a picture there is not read."),
  N_("The name ends in “%s”, but this is a page of the web: perhaps one to sign in was "
     "saved in place of the paper."),
  N_("Hidden rows of the sheet “%s” were read too: %s."),
  N_("Hidden columns of the sheet “%s” were read too: %s."),
  N_("The document has tracked changes (%s inserted, %s deleted); it was read as if all "
     "were accepted."),
  N_("The document has tracked changes (%s); it was read as if all were accepted."),
  N_("All sheets with text are hidden; they were read."),
  N_("Hidden sheets were left out: %s."),
  N_("Sheets with more text than any paper were left out: %s."),
  N_("Formulas whose values were never stored are empty here: %s, the first in %s; open the "
     "workbook in an office program, save it and import that."),
  N_("Parts of the document that are files of their own were left out: %s."),
  N_("Parts that the page does not show were left out."),
  N_("What the page marks as deleted or strikes through was left out."),
  N_("Page %s: %s of %s letters could not be told from the fonts; compare this page with "
     "the original."),
  N_("Page %s is a picture with next to no text: what it shows is not read."),
  N_("Page %s is a scan with recognised text: its letters may be wrong; compare this page "
     "with the original."),
  N_("Page %s is a scan with recognised text, and pages behind it may be too: their "
     "letters may be wrong; compare them with the original."),
  N_("Page %s is damaged and was left out."),
  N_("Page %s is written from top to bottom; its lines may come in another order."),
  N_("Page %s is written from bottom to top; its lines may come in another order."),
  N_("Page %s stands upside down; its lines may come in another order."),
  N_("Text that stands askew across pages was left out: %s"),
  N_("The original file was damaged; the one that is kept was written from the text that "
     "could be saved."),
  N_("%s lines look like headings, more than a paper has: the text was not divided into clauses."),
  N_("No headings were found: the whole text is one clause."),
  N_("Clause %s prints the control %s, which does not exist; its title is that of %s."),
  N_("Clause %s prints the control %s, which does not exist; its title is like that of %s."),
  N_("Clause %s prints the control %s, which does not exist."),
  N_("Clause %s prints the control %s, but its title is that of %s."),
  N_("Clause %s opens a bracket “%s” that it does not close."),
  N_("Clause %s refers to “%s %s”, but %s has the title “%s”."),
  N_("Clause %s refers to “%s %s”, but that title belongs to %s."),
  N_("Clause %s refers to “%s %s”, which the paper does not have."),
  N_("Clause %s refers to %s, which the paper does not have."),
  N_("Two addresses differ only in letters that look alike: “%s” and “%s”."),
  N_("Two hosts differ by one letter: “%s” and “%s”."),
};

/**
 * dip_words_dup_doubt:
 * @warning: what the program doubts of a paper
 *
 * Returns: (transfer full): the same in the user's language, where it is a sentence that
 *   is known, else the warning itself
 */
char *
dip_words_dup_doubt (const char *warning)
{
  g_return_val_if_fail (warning != NULL, NULL);

  return _dip_words_translate (doubts, G_N_ELEMENTS (doubts), warning);
}
