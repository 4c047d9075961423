/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/dip-store.h"

G_BEGIN_DECLS

void     _dip_paper_settle        (DipStore    *store,
                                   gint64       edition_id,
                                   DipDocument *document);
gboolean _dip_papers_are_one      (DipDocument *one,
                                   DipDocument *other);
char    *_dip_paper_infer_version (DipDocument *document,
                                   GPtrArray   *neighbours) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
