-- SPDX-License-Identifier: GPL-3.0-or-later
-- A step that destroys first and fails then.
DELETE FROM edition;
DROP TABLE later;
INSERT INTO nowhere VALUES (1);
