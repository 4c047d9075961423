/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/dip-document.h"

G_BEGIN_DECLS

/* The files of the samples, by name; none where they are not installed. */
GListModel *dip_samples_list (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean    dip_samples_has  (DipEdition *edition);

G_END_DECLS
