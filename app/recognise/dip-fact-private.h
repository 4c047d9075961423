/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "recognise/dip-fact-scanner.h"
#include "recognise/dip-word-table.h"

G_BEGIN_DECLS

/* Facts of one clause; a list of ten thousand addresses is no paper. */
#define DIP_FACTS_MAX 500u

struct _DipFactScanner
{
  const DipLexicon *lexicon;
  DipWordTable *units;
  DipWordTable *breaks;
  DipWordTable *after;
  DipWordTable *before;
  DipWordTable *frequencies;
  DipWordTable *periods;
  DipWordTable *numbers;
  DipWordTable *topics;
  DipWordTable *places;
  DipWordTable *regions;
  DipWordTable *region_ids;
  DipWordTable *number_labels;
  DipWordTable *algorithms;
  DipWordTable *standards;
  DipWordTable *prefectures;
  DipWordTable *domains;
  guint8        begins[0x10000 / 8];  /* a bit for each character beyond ASCII that some kind may begin with */
};

typedef struct
{
  const DipFactScanner *scanner;
  const DipPassage     *passage;
  const char           *text;   /* folded */
  const char           *stop;
  const char           *title;  /* of the clause, folded */
  GPtrArray            *found;  /* (element-type DipFact): of this sentence */
  gboolean             *by_title;  /* whether @title was read */
} DipFactScan;

void        _dip_fact_scan_add       (DipFactScan       *scan,
                                      const char        *what,
                                      const char        *value,
                                      const char        *from,
                                      const char        *to);
const char *_dip_fact_scan_previous  (const DipFactScan *scan,
                                      const char        *at);
gboolean    _dip_is_ideograph        (gunichar           c);
gboolean    _dip_is_katakana         (gunichar           c);

/* Each tries one kind at @at; the bytes that it took, 0 if it is none. */
gsize _dip_fact_scan_url         (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_mail        (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_host        (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_standard    (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_algorithm   (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_key_length  (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_identifier  (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_announced   (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_region      (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_place       (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_address     (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_date        (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_time        (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_port        (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_phone       (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_article     (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_frequency   (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_quantity    (DipFactScan *scan, const char *at);
gsize _dip_fact_scan_number_word (DipFactScan *scan, const char *at);

G_END_DECLS
