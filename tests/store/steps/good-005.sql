-- SPDX-License-Identifier: GPL-3.0-or-later
ALTER TABLE later ADD COLUMN note TEXT;
