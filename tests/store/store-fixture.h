/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/dip-document.h"
#include "store/dip-store.h"

G_BEGIN_DECLS

/*
 * What the tests of the library share: a temporary folder with a library in it,
 * documents made by chance, and a comparison of every field of two documents.
 */

typedef struct
{
  char     *dir;
  char     *path;   /* of the library */
  DipStore *store;  /* (nullable): open on @path */
} Fixture;

void         fixture_set_up       (Fixture       *fixture,
                                   gconstpointer  data);
void         fixture_set_up_empty (Fixture       *fixture,
                                   gconstpointer  data);
void         fixture_tear_down    (Fixture       *fixture,
                                   gconstpointer  data);
void         fixture_reopen       (Fixture       *fixture);
void         fixture_close        (Fixture       *fixture);

/* A document that nobody has seen, with @source as its bytes. @size is about how many clauses. */
DipDocument *random_document      (GRand         *rand,
                                   guint          size,
                                   GBytes       **source);
/* The one that a number stands for; the same number makes the same document. */
DipDocument *numbered_document    (guint32        number,
                                   guint          size,
                                   GBytes       **source);
/* Adds it to a library. Returns what dip_store_add_document() does. */
gint64       add_numbered         (DipStore      *store,
                                   guint32        number,
                                   guint          size,
                                   GError       **error);
/* A small one that is always the same but for its names. The libraries in versions/ were made
 * with it, so it never changes. */
DipDocument *plain_document       (const char    *provider,
                                   const char    *service,
                                   const char    *version,
                                   const char    *issued,
                                   GBytes       **source);
gint64       add_plain            (DipStore      *store,
                                   const char    *provider,
                                   const char    *service,
                                   const char    *version,
                                   const char    *issued);

void         set_text             (char         **text,
                                   const char    *new_text);

/* Fails the test with the name of the first field that differs. Row ids do not count. */
void         assert_equal         (DipDocument   *found,
                                   DipDocument   *wanted);
void         assert_sound         (DipStore      *store);
guint        count_editions       (DipStore      *store);

/* Names, sizes and digests of all files in a folder, as one text. */
char        *describe_folder      (const char    *dir);

/* Runs @function in a child without the rights of root; FALSE if that cannot be done. */
typedef void (*ChildFunc) (Fixture *fixture);
gboolean     run_unprivileged     (Fixture       *fixture,
                                   ChildFunc      function);

/* Runs SQL on a file past every protection of app/store; planting damage is what it is for. */
void         run_raw_sql          (const char    *path,
                                   const char    *sql);
char        *read_raw_value       (const char    *path,
                                   const char    *sql);

G_END_DECLS
