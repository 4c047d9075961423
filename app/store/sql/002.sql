-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Version 2: the full-text index, of what stands in the library already too.
--
-- It keeps words and places, no text: that stands in clause, block and cell. A
-- row is the place of a clause, its edition and its ordinal in one number, so
-- that rows of one edition stand together. The words are cut by a tokenizer of
-- this program; its argument is the version of the words.

CREATE VIRTUAL TABLE search USING fts5 (
  title,
  body,
  facet,
  content = '',
  tokenize = 'diptych 1'
);

INSERT INTO search (rowid, title, body, facet)
SELECT clause.edition_id << 24 | clause.ordinal,
       char (30) || ifnull (clause.number, '') || char (30)
       || CASE WHEN clause.heading IS NULL THEN clause.title
               WHEN instr (clause.heading, clause.title) > 0 THEN clause.heading
               ELSE clause.title || char (30) || clause.heading END,
       char (30) || CASE WHEN clause.question <> clause.title THEN clause.question
                         ELSE '' END
       || char (30) || ifnull (clause.implemented_text, '')
       || char (30) || ifnull (clause.answer, '')
       || ifnull ((SELECT group_concat (char (30) || piece, '')
                     FROM (SELECT ifnull (block.text, cell.text) AS piece
                             FROM block
                             LEFT JOIN cell ON cell.edition_id = block.edition_id
                              AND cell.clause = block.clause
                              AND cell.block = block.ordinal
                            WHERE block.edition_id = clause.edition_id
                              AND block.clause = clause.ordinal
                            ORDER BY block.ordinal, cell.row, cell.col)), ''),
       char (31) || 's:' || clause.stance
       || ifnull ((SELECT group_concat (char (31) || 'c:' || control.code, '')
                     FROM clause_control
                     JOIN control ON control.id = clause_control.control_id
                    WHERE clause_control.edition_id = clause.edition_id
                      AND clause_control.clause = clause.ordinal), '')
  FROM clause
 ORDER BY clause.edition_id, clause.ordinal;
