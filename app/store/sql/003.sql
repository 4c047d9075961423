-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 3: what a person says of clauses of two editions. README.md explains.
--
-- Two editions stand in a row in the order of their ids, whichever is the older
-- one: what is said of them holds from both sides.

CREATE TABLE pairing (
  edition_id INTEGER NOT NULL,
  cite       TEXT NOT NULL,
  other_id   INTEGER NOT NULL CHECK (other_id > edition_id),
  other_cite TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('together', 'apart')),
  PRIMARY KEY (edition_id, cite, other_id, other_cite),
  FOREIGN KEY (edition_id, cite) REFERENCES clause (edition_id, cite) ON DELETE CASCADE,
  FOREIGN KEY (other_id, other_cite) REFERENCES clause (edition_id, cite) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX pairing_other ON pairing (other_id, other_cite);

CREATE TABLE review (
  id         INTEGER PRIMARY KEY,
  edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
  cite       TEXT,
  other_id   INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE
                     CHECK (other_id > edition_id),
  other_cite TEXT,
  looked     TEXT NOT NULL,
  CHECK (cite IS NOT NULL OR other_cite IS NOT NULL),
  FOREIGN KEY (edition_id, cite) REFERENCES clause (edition_id, cite) ON DELETE CASCADE,
  FOREIGN KEY (other_id, other_cite) REFERENCES clause (edition_id, cite) ON DELETE CASCADE
) STRICT;

CREATE INDEX review_clause ON review (edition_id, cite);
CREATE INDEX review_other ON review (other_id, other_cite);
CREATE UNIQUE INDEX review_pair
  ON review (edition_id, other_id, ifnull (cite, ''), ifnull (other_cite, ''));

-- Eight pieces of the index at a time are made one, not four: an import writes each word less often, and a
-- search looks into a few more.
INSERT INTO search (search, rank) VALUES ('automerge', 8);
