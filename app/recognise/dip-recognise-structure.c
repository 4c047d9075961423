/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recognise/dip-draft.h"

void
dip_recognise_structure (DipDraft *draft)
{
}
