/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "words/dip-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * What exactly has failed in a library: "Could not open the library: database is locked".
 * The store says what was tried and SQLite why it failed, both in English; whoever has to
 * ask for help reads them beneath what it means to them. What SQLite says rarely stays as
 * it is. tests/house/test-troubles.py holds the first list against the store.
 */

static const char could_not[] = "Could not ";

/* What follows "Could not" in the store. */
static const char *const actions[] = {
  /* Translators: from here on: what was tried with a library: the first %s of "Could not %s: %s" */
  N_("add the edition"),
  N_("back up the library"),
  N_("bring in again what was taken back"),
  N_("check the library"),
  N_("correct the edition"),
  N_("create the library"),
  N_("find out what came in"),
  N_("find out what is said of the editions"),
  N_("find the edition"),
  N_("join the editions"),
  N_("list the editions"),
  N_("list the editions of the paper"),
  N_("list the editions of the service"),
  N_("load the edition"),
  N_("load the original file"),
  N_("look for changes"),
  N_("look for services"),
  N_("look for the file"),
  N_("make the search index"),
  N_("merge the libraries"),
  N_("open the library"),
  N_("read what was said of clauses by hand"),
  N_("read what was said of the two editions by hand"),
  N_("remember what was looked at"),
  N_("remove the edition"),
  N_("restore the library"),
  N_("save the library"),
  N_("search the library"),
  N_("store what is said of the two editions by hand"),
  N_("store what was said of clauses by hand"),
  N_("take back what came in"),
  N_("take out the editions"),
  N_("tidy the search index"),
};

/* Why it failed: SQLite's words, and some of the store's. */
static const char *const reasons[] = {
  /* Translators: from here on: why that failed: the second %s of "Could not %s: %s" */
  N_("access permission denied"),
  N_("attempt to write a readonly database"),
  N_("bad parameter or other API misuse"),
  N_("constraint failed"),
  N_("database disk image is malformed"),
  N_("database is locked"),
  N_("database or disk is full"),
  N_("database schema has changed"),
  N_("database table is locked"),
  N_("disk I/O error"),
  N_("file is not a database"),
  N_("interrupted"),
  N_("it is damaged"),
  N_("it is not there any more"),
  N_("it takes longer than in any sound library"),
  N_("locking protocol"),
  N_("out of memory"),
  N_("string or blob too big"),
  N_("the library was moved or removed while it was open"),
  N_("unable to open database file"),
};

static const char *
find (const char *const *list,
      guint              n,
      const char        *words)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (list[i], words))
      return _(list[i]);

  return NULL;
}

/**
 * _dip_words_dup_store_trouble:
 * @message: what the store says of a library, in English
 *
 * Returns: (transfer full) (nullable): the same in the user's language; %NULL if it is another sentence
 */
char *
_dip_words_dup_store_trouble (const char *message)
{
  g_autofree char *tried = NULL;
  const char *end;
  const char *action;
  const char *reason;

  if (!g_str_has_prefix (message, could_not))
    return NULL;

  message += strlen (could_not);
  end = strstr (message, ": ");
  if (end == NULL)
    return NULL;

  tried = g_strndup (message, (gsize) (end - message));
  action = find (actions, G_N_ELEMENTS (actions), tried);
  if (action == NULL)
    return NULL;

  end += strlen (": ");
  reason = find (reasons, G_N_ELEMENTS (reasons), end);

  /* Translators: what exactly has failed, and why: "Could not open the library: database is locked" */
  return g_strdup_printf (_("Could not %s: %s"), action, reason != NULL ? reason : end);
}
