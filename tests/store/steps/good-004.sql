-- SPDX-License-Identifier: GPL-3.0-or-later
-- A step as a later version might have it.
CREATE TABLE later (
  id         INTEGER PRIMARY KEY,
  edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE
) STRICT;
INSERT INTO later (edition_id) SELECT id FROM edition;
