/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-store-private.h"

G_BEGIN_DECLS

#define DIP_CHECK_ACTION "check the library"

/* A check that finds this many problems of one sort has said enough. */
#define DIP_CHECK_N_PROBLEMS 100

/* Tells what is wrong with one row of a query, as a sentence; NULL for nothing. */
typedef char *(*DipDescribe) (DipQuery *query);

/**
 * DipChecker:
 *
 * One check of a library, private to dip-checker.c and dip-store-check*.c.
 */
typedef struct
{
  DipDatabase  *database;
  GPtrArray    *problems;     /* (element-type utf8) */
  GCancellable *cancellable;
} DipChecker;

void     _dip_checker_report            (DipChecker   *self,
                                         const char   *format,
                                         ...) G_GNUC_PRINTF (2, 3);
gboolean _dip_checker_report_error      (DipChecker   *self,
                                         GError       *local_error,
                                         GError      **error);
gboolean _dip_checker_check_rows        (DipChecker   *self,
                                         const char   *sql,
                                         DipDescribe   describe,
                                         GError      **error);

gboolean _dip_store_check_index         (DipChecker   *checker,
                                         GError      **error);
gboolean _dip_store_check_index_tables  (DipChecker   *checker,
                                         GError      **error);

G_END_DECLS
