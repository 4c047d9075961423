#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairs and parts clauses in the real program, as a screen reader and a keyboard do.

    test-by-hand.py DIPTYCH

Run by in-session; what is shared with test-window.py comes from there.
"""

import importlib.util
import os
import re
import sqlite3
import sys
import unittest

SPEC = importlib.util.spec_from_file_location(
    'test_window', os.path.join(os.path.dirname(os.path.abspath(__file__)), 'test-window.py'))
WINDOW = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(WINDOW)

OLD = '''Kazahaya Notes Security Paper
Version 1.0

1. Scope
This paper explains the measures of the service.

2. Backup
Backups of all notes are made every day and kept for 30 days.

3. Disposal of media
Disks are shredded by a contractor, and a certificate is issued.
'''
NEW = OLD.replace('1.0', '1.1').split('3. Disposal')[0] + '''3. When the contract ends
The provider erases what customers have stored within a month.
'''


class ByHandTest(WINDOW.WindowTest):
    """Two editions of which one clause was written anew."""

    def setUp(self):
        super().setUp()
        self.papers = [self.write(name, text.encode()) for name, text in (('1.txt', OLD), ('2.txt', NEW))]
        self.keyboard = WINDOW.Keyboard()

    def compare(self):
        """Imports both papers, which shows what changed between them."""
        self.start(*self.papers)
        self.find('^Changes, clause by clause$')

    def clause(self, pattern):
        """Waits for the heading of a clause, a row of the list."""
        def search():
            for node in self.nodes():
                if node.get_role() == WINDOW.Atspi.Role.LIST_ITEM and re.search(pattern, node.get_name() or ''):
                    return node
            return None
        return self.wait(search, pattern)

    def is_gone(self, pattern):
        """Waits until nothing has such a name."""
        self.wait(lambda: not any(re.search(pattern, name) for name in self.names()), f'that {pattern} is gone')

    def go_to(self, pattern):
        """Steps from change to change until a row is the current one."""
        def is_current():
            for node in self.nodes():
                if node.get_role() == WINDOW.Atspi.Role.LIST_ITEM and \
                        node.get_state_set().contains(WINDOW.Atspi.StateType.SELECTED) and \
                        re.search(pattern, node.get_name() or ''):
                    return True
            return False

        def step():
            if is_current():
                return True
            self.keyboard.press('Alt_L', 'Down')
            WINDOW.time.sleep(0.5)
            return is_current()
        self.wait(step, f'{pattern} as the current row')

    def menu(self, name):
        """Waits for a menu with an item. GTK 4.18 has no names for the items of a menu."""
        def search():
            items = [node for node in self.nodes() if node.get_role() == WINDOW.Atspi.Role.MENU_ITEM]
            return any(node.get_name() == name or
                       (not node.get_name() and node.get_state_set().contains(WINDOW.Atspi.StateType.SHOWING))
                       for node in items)
        self.wait(search, f'a menu with {name}')

    def pair(self):
        """Pairs the clause that is new with the one that was removed."""
        self.go_to('^Clause 3 When the contract ends.*New clause')
        self.keyboard.press('Control_L', 'j')
        self.find('^Pair “3 When the contract ends” With$')
        # The clause without a partner is the first of the list.
        self.find(r'^3 Disposal of media, Only in the old edition · Disks')
        self.find(r'^1 Scope, Paired with 1 Scope')
        self.keyboard.press('Return')
        self.clause('^Clause 3 When the contract ends.*paired by hand$')

    def test_pair_undo_and_restart(self):
        self.compare()
        self.clause('^Clause 3 Disposal of media.*Removed clause')
        self.pair()
        self.find('^Clauses paired$')
        self.is_gone('Removed clause|New clause')
        self.find('old: Disks are shredded .*, new: The provider erases|removed: Disks are shredded')

        self.keyboard.press('Control_L', 'z')
        self.clause('^Clause 3 Disposal of media.*Removed clause')
        self.is_gone('paired by hand')
        self.keyboard.press('Control_L', 'Shift_L', 'z')
        self.clause('^Clause 3 When the contract ends.*paired by hand$')
        self.keyboard.press('Control_L', 'z')
        self.is_gone('paired by hand')

        self.pair()
        self.finish()

        # It is remembered when the program starts anew, and from the other side.
        self.start(*self.papers)
        self.clause('^Clause 3 When the contract ends.*paired by hand$')
        self.keyboard.press('Alt_L', 'backslash')
        self.clause('^Clause 3 Disposal of media.*paired by hand$')
        self.finish()

    def test_search_in_the_list(self):
        self.compare()
        self.go_to('^Clause 3 When the contract ends.*New clause')
        self.keyboard.press('Control_L', 'j')
        self.find('^Search clauses$')
        self.keyboard.write('every day')
        self.is_gone('^3 Disposal of media, Only')
        self.find('^2 Backup, Paired with')
        self.keyboard.press('Return')
        self.clause('^Clause 3 When the contract ends.*paired by hand$')
        self.clause('^Clause 2 Backup.*New clause')
        self.finish()

    def test_keys_in_the_list(self):
        """Tab leaves the list behind one row, and Return takes the row that has the focus."""
        self.compare()
        self.go_to('^Clause 3 When the contract ends.*New clause')
        self.keyboard.press('Control_L', 'j')
        self.find('^Search clauses$')
        self.keyboard.write('kept')
        self.is_gone('^3 Disposal of media, Only')
        self.keyboard.press('Down')
        self.wait_focus('^2 Backup, Paired with')
        self.keyboard.press('Tab')
        self.wait_focus('^Keep the partners that they have, too$')
        self.keyboard.press('Escape')

        self.go_to('^Clause 3 When the contract ends.*New clause')
        self.keyboard.press('Control_L', 'j')
        self.find('^Search clauses$')
        self.keyboard.press('Down')
        self.wait_focus('^3 Disposal of media, Only')
        # The focus goes on, the selection stays.
        self.keyboard.press('Control_L', 'Down')
        self.wait_focus('^1 .*, Paired with')
        self.keyboard.press('Return')
        self.clause('^Clause 3 When the contract ends.*paired by hand$')
        self.clause('^Clause 1 .*New clause')
        self.finish()

    def test_part_and_forget(self):
        self.compare()
        self.pair()
        self.keyboard.press('Control_L', 'Shift_L', 'j')
        self.find('^Clauses parted$')
        self.clause('^Clause 3 When the contract ends.*parted by hand$')
        self.clause('^Clause 3 Disposal of media.*parted by hand$')

        # The menu of the row, by key.
        self.go_to('^Clause 3 When the contract ends.*parted by hand')
        self.keyboard.press('Shift_L', 'F10')
        self.menu('Forget the Parting')
        self.keyboard.press('f')
        self.find('^Parting forgotten$')
        self.is_gone('parted by hand')
        self.finish()

    def test_reasons(self):
        self.compare()
        self.pair()
        self.keyboard.press('Control_L', 'i')
        self.find('^Why these are changes$')
        self.find('^3 When the contract ends, New title · a person paired these clauses$')
        self.find('^“Disposal of media” → “When the contract ends”, Substance.* — .+')
        self.keyboard.press('Escape')
        self.is_gone('^Why these are changes$')
        self.finish()

    def test_look_through(self):
        self.compare()
        self.go_to('^Clause 3 Disposal of media.*Removed clause')
        self.keyboard.press('Control_L', 'Return')
        self.wait_text('^1 of 2 clauses looked at$')
        self.clause('^Clause 3 Disposal of media.*looked at$')
        self.keyboard.press('Control_L', 'Return')
        self.wait_text('^2 of 2 clauses looked at$')
        self.find('^All changes have been looked at$')
        self.keyboard.press('Control_L', 'z')
        self.wait_text('^1 of 2 clauses looked at$')
        self.keyboard.press('Control_L', 'Shift_L', 'z')
        self.wait_text('^2 of 2 clauses looked at$')
        self.keyboard.press('Control_L', 'z')
        self.wait_text('^1 of 2 clauses looked at$')

        # What has been looked at can be hidden.
        self.click('^Only what has not been looked at$')
        self.is_gone('^Clause 3 Disposal of media')
        self.clause('^Clause 3 When the contract ends.*New clause')
        self.finish()

        # The next day.
        self.start(*self.papers)
        self.wait_text('^1 of 2 clauses looked at$')
        self.clause('^Clause 3 Disposal of media.*looked at$')

        # A pair that has become another one has not been looked at.
        self.pair()
        self.is_gone(', looked at$')
        self.finish()

    def test_beside_another_writer(self):
        """While another program writes, a clause is marked, and one parted, as soon as that is done."""
        self.compare()
        self.go_to('^Clause 3 Disposal of media.*Removed clause')
        other = sqlite3.connect(self.library, isolation_level=None)
        other.execute('BEGIN IMMEDIATE')
        self.keyboard.press('Control_L', 'Return')
        self.find('^Saving as soon as another program is done with the library')
        # The window does not stand still meanwhile, and says that it is not marked yet.
        self.assertFalse(any(re.search(', looked at$', name) for name in self.names()))
        other.execute('ROLLBACK')
        self.wait_text('^1 of 2 clauses looked at$')
        self.clause('^Clause 3 Disposal of media.*looked at$')
        self.is_gone('^Saving as soon as')
        other.close()
        self.finish()

    def test_files_are_not_remembered(self):
        self.start('--compare', *self.papers)
        self.find('^Changes, clause by clause$')
        self.go_to('^Clause 3 When the contract ends.*New clause')
        self.keyboard.press('Control_L', 'j')
        self.find('^Import both papers first')
        self.finish()


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
