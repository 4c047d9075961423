-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 1: providers, services, papers, editions and what stands in them.
-- README.md explains each table. A released file never changes.
--
-- Names: a column NAME_id holds a row id. A column that is called like a table
-- (clause, block, parent, target, variant …) holds an ordinal: what belongs to
-- an edition is keyed by the edition and its place in it, so that a foreign key
-- can never lead out of the edition.

CREATE TABLE provider (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE service (
  id          INTEGER PRIMARY KEY,
  provider_id INTEGER REFERENCES provider (id),
  name        TEXT CHECK (name <> '')
) STRICT;

CREATE INDEX service_provider ON service (provider_id);
CREATE UNIQUE INDEX service_name ON service (ifnull (provider_id, 0), name);

CREATE TABLE paper (
  id   INTEGER PRIMARY KEY,
  kind TEXT CHECK (kind IN ('whitepaper', 'checksheet'))
) STRICT;

CREATE TABLE source (
  id         INTEGER PRIMARY KEY,
  sha256     TEXT NOT NULL UNIQUE
                  CHECK (length (sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  media_type TEXT,
  bytes      BLOB NOT NULL
) STRICT;

CREATE TABLE framework (
  id  INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE CHECK (key <> '')
) STRICT;

CREATE TABLE control (
  id           INTEGER PRIMARY KEY,
  framework_id INTEGER NOT NULL REFERENCES framework (id),
  code         TEXT NOT NULL CHECK (code <> ''),
  UNIQUE (framework_id, code)
) STRICT;

-- AUTOINCREMENT: the id of a removed edition must not come back as another one.
CREATE TABLE edition (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id       INTEGER NOT NULL REFERENCES paper (id),
  service_id     INTEGER NOT NULL REFERENCES service (id),
  source_id      INTEGER NOT NULL REFERENCES source (id),
  framework_id   INTEGER REFERENCES framework (id),
  source_name    TEXT,
  title          TEXT,
  language       TEXT,
  version        TEXT,
  version_origin TEXT CHECK (version_origin IN ('printed', 'inferred', 'crosswalk', 'user')),
  issued         TEXT,
  imported       TEXT NOT NULL,
  n_clauses      INTEGER NOT NULL CHECK (n_clauses >= 0),
  n_warnings     INTEGER NOT NULL CHECK (n_warnings >= 0),
  CHECK (version IS NOT NULL OR version_origin IS NULL)
) STRICT;

CREATE INDEX edition_paper ON edition (paper_id);
CREATE INDEX edition_service ON edition (service_id);
CREATE INDEX edition_framework ON edition (framework_id);
CREATE UNIQUE INDEX edition_source ON edition (source_id);

CREATE TABLE property (
  edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  name       TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (edition_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE warning (
  edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  text       TEXT NOT NULL,
  PRIMARY KEY (edition_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
  edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  version    TEXT,
  label      TEXT,
  kind       TEXT,
  summary    TEXT,
  pages      TEXT,
  date       TEXT,
  PRIMARY KEY (edition_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_item (
  edition_id INTEGER NOT NULL,
  revision   INTEGER NOT NULL,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  text       TEXT NOT NULL,
  PRIMARY KEY (edition_id, revision, ordinal),
  FOREIGN KEY (edition_id, revision) REFERENCES revision (edition_id, ordinal) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The foreign key of the parent has no CASCADE: all clauses of an edition go
-- in one statement, and a deep tree must not become a deep recursion.
CREATE TABLE clause (
  id                INTEGER PRIMARY KEY,
  edition_id        INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
  ordinal           INTEGER NOT NULL CHECK (ordinal >= 0),
  parent            INTEGER CHECK (parent < ordinal),
  cite              TEXT NOT NULL CHECK (cite <> ''),
  number            TEXT,
  title             TEXT NOT NULL,
  heading           TEXT,
  level             INTEGER NOT NULL CHECK (level >= 1),
  kind              TEXT NOT NULL CHECK (kind IN ('clause', 'front', 'part', 'item')),
  variant_dependent INTEGER NOT NULL CHECK (variant_dependent IN (0, 1)),
  stance            TEXT NOT NULL
                         CHECK (stance IN ('informational', 'provided', 'not_provided',
                                           'customer', 'shared', 'partial')),
  stance_reason     TEXT,
  question          TEXT,
  implemented       TEXT CHECK (implemented IN ('yes', 'no', 'partial', 'na')),
  implemented_text  TEXT,
  answer            TEXT,
  page              INTEGER NOT NULL CHECK (page >= 0),
  line              INTEGER NOT NULL CHECK (line >= 0),
  UNIQUE (edition_id, ordinal),
  UNIQUE (edition_id, cite),
  FOREIGN KEY (edition_id, parent) REFERENCES clause (edition_id, ordinal)
) STRICT;

CREATE INDEX clause_parent ON clause (edition_id, parent) WHERE parent IS NOT NULL;

CREATE TABLE variant (
  edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  key        TEXT NOT NULL CHECK (key <> ''),
  label      TEXT NOT NULL,
  clause     INTEGER,
  PRIMARY KEY (edition_id, ordinal),
  UNIQUE (edition_id, key),
  FOREIGN KEY (edition_id, clause) REFERENCES clause (edition_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX variant_clause ON variant (edition_id, clause) WHERE clause IS NOT NULL;

CREATE TABLE variant_alias (
  edition_id INTEGER NOT NULL,
  variant    INTEGER NOT NULL,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  alias      TEXT NOT NULL,
  PRIMARY KEY (edition_id, variant, ordinal),
  FOREIGN KEY (edition_id, variant) REFERENCES variant (edition_id, ordinal) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE term (
  edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  term       TEXT NOT NULL,
  meaning    TEXT NOT NULL,
  clause     INTEGER,
  PRIMARY KEY (edition_id, ordinal),
  FOREIGN KEY (edition_id, clause) REFERENCES clause (edition_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX term_clause ON term (edition_id, clause) WHERE clause IS NOT NULL;

-- A table's text stands in its cells.
CREATE TABLE block (
  id         INTEGER PRIMARY KEY,
  edition_id INTEGER NOT NULL,
  clause     INTEGER NOT NULL,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  kind       TEXT NOT NULL
                  CHECK (kind IN ('paragraph', 'list', 'note', 'point', 'table', 'definition',
                                  'caption')),
  marker     TEXT,
  text       TEXT,
  variant    INTEGER,
  depth      INTEGER NOT NULL CHECK (depth >= 0),
  page       INTEGER NOT NULL CHECK (page >= 0),
  line       INTEGER NOT NULL CHECK (line >= 0),
  UNIQUE (edition_id, clause, ordinal),
  CHECK ((kind = 'table') = (text IS NULL)),
  FOREIGN KEY (edition_id, clause) REFERENCES clause (edition_id, ordinal) ON DELETE CASCADE,
  FOREIGN KEY (edition_id, variant) REFERENCES variant (edition_id, ordinal)
) STRICT;

CREATE INDEX block_variant ON block (edition_id, variant) WHERE variant IS NOT NULL;

CREATE TABLE cell (
  edition_id INTEGER NOT NULL,
  clause     INTEGER NOT NULL,
  block      INTEGER NOT NULL,
  row        INTEGER NOT NULL CHECK (row >= 0),
  col        INTEGER NOT NULL CHECK (col >= 0),
  text       TEXT NOT NULL CHECK (instr (text, char (9)) = 0 AND instr (text, char (10)) = 0),
  PRIMARY KEY (edition_id, clause, block, row, col),
  FOREIGN KEY (edition_id, clause, block)
    REFERENCES block (edition_id, clause, ordinal) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE clause_control (
  edition_id INTEGER NOT NULL,
  clause     INTEGER NOT NULL,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  control_id INTEGER NOT NULL REFERENCES control (id),
  origin     TEXT CHECK (origin IN ('printed', 'inferred', 'crosswalk', 'user')),
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  PRIMARY KEY (edition_id, clause, ordinal),
  FOREIGN KEY (edition_id, clause) REFERENCES clause (edition_id, ordinal) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX clause_control_control ON clause_control (control_id);

CREATE TABLE reference (
  edition_id INTEGER NOT NULL,
  clause     INTEGER NOT NULL,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  target     INTEGER NOT NULL,
  PRIMARY KEY (edition_id, clause, ordinal),
  FOREIGN KEY (edition_id, clause) REFERENCES clause (edition_id, ordinal) ON DELETE CASCADE,
  FOREIGN KEY (edition_id, target) REFERENCES clause (edition_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX reference_target ON reference (edition_id, target, clause);

CREATE TABLE fact (
  edition_id INTEGER NOT NULL,
  clause     INTEGER NOT NULL,
  ordinal    INTEGER NOT NULL CHECK (ordinal >= 0),
  block      INTEGER,
  what       TEXT NOT NULL,
  value      TEXT NOT NULL,
  quote      TEXT NOT NULL,
  PRIMARY KEY (edition_id, clause, ordinal),
  FOREIGN KEY (edition_id, clause) REFERENCES clause (edition_id, ordinal) ON DELETE CASCADE,
  FOREIGN KEY (edition_id, clause, block) REFERENCES block (edition_id, clause, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX fact_block ON fact (edition_id, clause, block) WHERE block IS NOT NULL;
