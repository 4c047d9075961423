/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "report/dip-json.h"
#include "report/dip-report.h"
#include "session/dip-library.h"

G_BEGIN_DECLS

/* What the shell learns; the middle one is of compare alone, as of diff(1). */
#define DIP_CLI_OK        0
#define DIP_CLI_DIFFERENT 1
#define DIP_CLI_TROUBLE   2

typedef enum {
  DIP_CLI_COLOR_AUTO,
  DIP_CLI_COLOR_ALWAYS,
  DIP_CLI_COLOR_NEVER,
} DipCliColor;

/**
 * DipCli:
 *
 * What all commands share: the options that may stand before or after the
 * command's name, and the library once somebody asked for it.
 */
typedef struct
{
  char        *library_path;  /* (nullable) (type filename): as given */
  DipCliColor  color;
  gboolean     no_pager;
  DipLibrary  *library;       /* (nullable): not opened yet */
} DipCli;

typedef struct
{
  const char *name;
  const char *usage;          /* what stands after the name; for translators */
  const char *summary;        /* what it does, for translators */
  const char *status;         /* (nullable): what its exit status tells, where that is more than trouble or none */
  int       (*run) (DipCli *cli,
                    int     argc,
                    char  **argv);
} DipCliCommand;

/* Commands; each takes its own arguments, argv[0] is its name. */
int            dip_cli_import         (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_list           (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_show           (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_compare        (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_pair           (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_matrix         (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_history        (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_search         (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_check          (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_backup         (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_restore        (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
int            dip_cli_merge          (DipCli               *cli,
                                       int                   argc,
                                       char                **argv);
const DipCliCommand *dip_cli_find_command (const char       *name);

/* Options. */
GOptionEntry  *dip_cli_dup_common_entries (DipCli           *cli) G_GNUC_WARN_UNUSED_RESULT;
gboolean       dip_cli_parse          (DipCli               *cli,
                                       const GOptionEntry   *entries,
                                       int                  *argc,
                                       char               ***argv);
int            dip_cli_usage          (const char           *command,
                                       const char           *format,
                                       ...) G_GNUC_PRINTF (2, 3);

/* Editions and the library. */
DipLibrary    *dip_cli_open           (DipCli               *cli,
                                       gboolean              create);
gboolean       dip_cli_is_there       (const char           *path);
void           dip_cli_complain_of    (const char           *subject,
                                       const GError         *error);
void           dip_cli_complain_of_library (DipCli          *cli,
                                       const GError         *error);
char          *dip_cli_dup_library_path (DipCli             *cli) G_GNUC_WARN_UNUSED_RESULT;
DipDocument   *dip_cli_load           (DipCli               *cli,
                                       const char           *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean       dip_cli_load_two       (DipCli               *cli,
                                       const char           *old_name,
                                       const char           *new_name,
                                       DipDocument         **old_document,
                                       DipDocument         **new_document);
GPtrArray     *dip_cli_load_all       (DipCli               *cli,
                                       char                **names,
                                       guint                 n_names) G_GNUC_WARN_UNUSED_RESULT;
gboolean       dip_cli_is_path        (const char           *name);

/* Output. */
void           dip_cli_output_init    (void);
void           dip_cli_complain       (const char           *subject,
                                       const char           *message);
void           dip_cli_write          (const char           *text);
void           dip_cli_write_data     (const char           *text);
void           dip_cli_write_json     (const char           *json);
DipTextStyle   dip_cli_begin_text     (DipCli               *cli,
                                       gboolean              use_pager);
void           dip_cli_end_text       (void);
void           dip_cli_draw_progress  (guint                 n_done,
                                       guint                 n_files,
                                       const char           *name);
void           dip_cli_clear_progress (void);

G_END_DECLS
