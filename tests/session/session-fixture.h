/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "session/dip-library-undo.h"

/* A small paper of an invented provider. */
#define PAPER_1                                             \
  "Shiosai Storage セキュリティ説明書\n"                    \
  "第1.0版\n"                                               \
  "\n"                                                      \
  "1. 目的\n"                                               \
  "本書は、当社が提供するサービスの対策を説明します。\n"    \
  "\n"                                                      \
  "2. バックアップ\n"                                       \
  "当社は、データのバックアップを毎日取得しています。\n"    \
  "\n"                                                      \
  "3. ログ\n"                                               \
  "当社は、操作のログを30日間保管しています。\n"

/* The same with one promise taken back. */
#define PAPER_2                                             \
  "Shiosai Storage セキュリティ説明書\n"                    \
  "第1.1版\n"                                               \
  "\n"                                                      \
  "1. 目的\n"                                               \
  "本書は、当社が提供するサービスの対策を説明します。\n"    \
  "\n"                                                      \
  "2. バックアップ\n"                                       \
  "当社は、データのバックアップを取得していません。\n"      \
  "\n"                                                      \
  "3. ログ\n"                                               \
  "当社は、操作のログを30日間保管しています。\n"

typedef struct
{
  char         *dir;
  char         *path;      /* of the library */
  DipLibrary   *library;
  GAsyncResult *result;
  GString      *changes;   /* of the list, as "0-10+5" */
} Fixture;

void   fixture_set_up    (Fixture       *fixture,
                          gconstpointer  data);
void   fixture_tear_down (Fixture       *fixture,
                          gconstpointer  data);
GFile *fixture_write     (Fixture       *fixture,
                          const char    *name,
                          const char    *contents);
gint64 fixture_import    (Fixture       *fixture,
                          const char    *name,
                          const char    *contents);
void   fixture_done_cb   (GObject       *object,
                          GAsyncResult  *result,
                          gpointer       user_data);
void   fixture_wait      (Fixture       *fixture);
guint  fixture_count     (Fixture       *fixture);

/* Removes an edition; @arrival, with what it answers, brings it in again. */
DipTaken *fixture_take_out (DipLibrary  *library,
                            gint64       id,
                            DipArrival **arrival);
