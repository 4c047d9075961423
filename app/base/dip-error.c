/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/dip-error.h"

G_DEFINE_QUARK (dip-read-error-quark, dip_read_error)
G_DEFINE_QUARK (dip-store-error-quark, dip_store_error)
G_DEFINE_QUARK (dip-framework-error-quark, dip_framework_error)
