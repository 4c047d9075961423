#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through every view with Tab, and does a reviewer's work without a pointer.

    test-focus.py DIPTYCH DIPTYCH-CLI

Run by in-session, as test-window.py is. What gets the focus has a name that a
person would say; nothing holds the focus for good; what a view offers is reached.
"""

import importlib.util
import os
import re
import subprocess
import sys
import time
import unittest
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location('test_window', os.path.join(HERE, 'test-window.py'))
window = importlib.util.module_from_spec(spec)
spec.loader.exec_module(window)
from gi.repository import Atspi, Gio, GLib  # noqa: E402

CLI = sys.argv[2]
PAPERS = [os.path.join(window.SAMPLES, name) for name in
          ('asagiri-cloud-3.md', 'larkfield-ledger-2.3.txt', 'larkfield-ledger-3.0.txt', 'minato-chohyo-1.1.txt',
           'minato-chohyo-2.0.txt')]
ASAGIRI, LARKFIELD_23, LARKFIELD_30, MINATO_11, MINATO_20 = range(1, 6)

# More steps than any view has.
STEPS = 60

# The name of a class stands where nobody has given a name; a key that is said is one too many.
NO_NAME = re.compile(r'^$|^(Gtk|Adw|Dip)[A-Z]\w+$|^_|\w_\w* \w')


class KeysTest(window.WindowTest):
    """A program that is used by keys alone."""

    def setUp(self):
        super().setUp()
        self.focused = []
        self.listener = Atspi.EventListener.new(self.focus_cb)
        self.listener.register('object:state-changed:focused')

    def tearDown(self):
        self.listener.deregister('object:state-changed:focused')
        super().tearDown()

    @staticmethod
    def said(node):
        """What a screen reader says of a node: from GTK 4.12 on, what scrolls has the name of its page."""
        try:
            name = node.get_name() or ''
            if not name and node.get_role() == Atspi.Role.SCROLL_PANE:
                name = node.get_parent().get_name() or ''
            return node.get_role_name(), name
        except GLib.Error:
            return None   # it was gone before it was asked

    def focus_cb(self, event):
        """Remembers what has got the focus."""
        if event.detail1:
            self.focused.append(event.source)

    def fill(self):
        """Imports the samples, so that each has an id that is known."""
        subprocess.run([CLI, '--library', self.library, 'import', *PAPERS], check=True, stdout=subprocess.DEVNULL)

    def do(self, action, signature=None, value=None):
        """Activates an action of the window."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        parameters = [] if signature is None else [GLib.Variant(signature, value)]
        bus.call_sync(window.APPLICATION, '/io/github/diptych_app/Diptych/window/1', 'org.gtk.Actions', 'Activate',
                      GLib.Variant('(sava{sv})', (action, parameters, {})), None, 0, -1, None)

    def go_to_change(self):
        """Makes a change the current one: the action is off until the page of the comparison stands."""
        def gone():
            self.do('next-change')
            return any(re.search('^[0-9]+ of [0-9]+$', text) for text in self.texts())
        self.wait(gone, 'a change')

    def step(self, keyboard, *keys):
        """Presses keys and returns what has the focus then, as role and name; None if nobody says."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        self.focused.clear()
        keyboard.press(*keys)
        end = time.monotonic() + 2
        while not self.focused and time.monotonic() < end:
            if not context.iteration(False):
                time.sleep(0.01)
        if self.focused:
            # A row that has just come is named a moment later.
            while (said := self.said(self.focused[-1])) is not None and not said[1] and time.monotonic() < end:
                if not context.iteration(False):
                    time.sleep(0.01)
            return said

        # Some versions tell nothing of the text in an entry.
        for node in self.nodes():
            try:
                if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                    return self.said(node)
            except GLib.Error:
                pass
        return None

    def go(self, keyboard, key, pattern):
        """Presses a key until something has the focus."""
        way = []
        for _ in range(STEPS):
            focus = self.step(keyboard, key)
            way.append(focus)
            if focus is not None and re.search(pattern, focus[1]):
                return
        self.fail(f'{key} does not lead to {pattern}, but to {way}')

    def walk(self, *wanted):
        """Goes round by Tab and returns the names on the way; each of some patterns is one of them."""
        keyboard = window.Keyboard()
        way = []
        left = list(wanted)
        for _ in range(STEPS):
            focus = self.step(keyboard, 'Tab')
            if focus is None:
                continue
            role, name = focus
            self.assertIsNone(NO_NAME.search(name), f'a {role} has the name “{name}”; before it: {way[-3:]}')
            way.append(name)
            left = [pattern for pattern in left if not re.search(pattern, name)]
            # Twice the same thing: all of it was seen, but for rows of lists, which are many.
            if not left and way.count(name) > 1:
                return way
        self.assertEqual(left, [], 'Tab leads to: ' + ' | '.join(way))
        return way


class FocusTest(KeysTest):
    """Round every view by Tab."""

    def test_welcome(self):
        self.start()
        self.find('^See What Changed$')
        self.walk('^Import Papers', '^Import a Folder', '^Import papers$', '^Main menu$', '^Search papers$')
        self.finish()

    def test_reading(self):
        self.fill()
        self.start()
        self.find('^Version 2.0, ')
        self.do('read', 'x', MINATO_20)
        self.wait(lambda: 'みなとクラウド帳票' in max(self.texts(), key=len), 'the text')
        self.walk('^Variant: All Variants$', '^Compare the variants side by side$', '^Compare with another edition$',
                  '^Text of the paper$', '^1 はじめに$|^[0-9.]+ ', '^Show library$', '^Main menu$')
        self.finish()

    def test_comparison(self):
        self.fill()
        self.start()
        self.find('^Version 2.0, ')
        self.do('compare', '(xx)', (LARKFIELD_23, LARKFIELD_30))
        self.find('^Changes, clause by clause$')
        self.go_to_change()
        self.find('^Clause .+, Substance')
        # A list of some hundred rows is left by the second or third Tab.
        way = self.walk('^Old edition: Larkfield Ledger Cloud 2.3$', '^Swap sides$',
                        '^New edition: Larkfield Ledger Cloud 3.0$', '^Substance$', '^Wording$', '^References$',
                        '^Spelling$', '^Layout$', '^Search in both editions$', '^Previous change$', '^Next change$')
        self.assertLess(way.index('Previous change'), 6)
        self.finish()

    def test_matrix(self):
        self.fill()
        self.start()
        self.find('^Version 2.0, ')
        self.do('matrix')
        self.find('^A\\.5\\.1\\.1 ')
        self.walk('^Framework: ISO/IEC 27017:2015$', '^Theme: All Themes$', '^Controls to show: ', '^Papers$',
                  '^Filter controls', '^Copy as a table$', '^A\\.5\\.1\\.1 .+\n.+: ')

        # The cell at the cursor says the control, the paper, the stance, the words; its row the control alone.
        self.go(window.Keyboard(), 'Tab', '^A\\.5\\.1\\.1 .+\n')
        cell = self.focused[-1]
        self.assertEqual(cell.get_role(), Atspi.Role.TABLE_CELL)
        self.assertEqual(cell.get_parent().get_role(), Atspi.Role.TABLE_ROW)
        self.assertRegex(cell.get_parent().get_name(), '^A\\.5\\.1\\.1 [^\n]+$')
        self.assertRegex(cell.get_name(), '\n.+: (Provided|Partly provided|Not provided|Your duty|Shared duty|'
                                          'For information|Says nothing)')
        self.finish()

    def test_history(self):
        self.fill()
        self.start()
        self.find('^Version 2.0, ')
        self.do('history', 'x', MINATO_20)
        self.find('^Editions, newest first$')
        self.walk('^Editions$', '^Clauses$', '^Version 2.0 · ', '^Version 1.1 · ')
        self.do('search')
        self.walk('^Filter clauses$', '^Changed Only$', '^[0-9.]+ .+ in 2.0')
        self.finish()

    def test_search(self):
        self.fill()
        self.start()
        self.find('^Version 2.0, ')
        self.do('search-all')
        self.find('^Words in the text of all papers$')
        window.Keyboard().write('暗号')
        self.wait_text('^[0-9]+ clauses?$')
        self.walk('^Words in the text of all papers$', '^Newest Editions Only$', '^[0-9.]+ .*暗号')
        self.finish()

    def test_details(self):
        self.fill()
        self.start()
        self.find('^Version 2.0, ')
        self.do('properties', 'x', MINATO_20)
        self.find('^Details of the Paper$')
        # What has the focus in an entry's row, libadwaita tells nobody; the row has a name.
        self.walk('^Kind$', '^Cancel$', '^Save$')
        for name in 'Provider', 'Service', 'Title', 'Version', 'Date':
            self.find(f'^{name}$')
        self.finish()


class TaskTest(KeysTest):
    """What reviewers come for, from the beginning to the end."""

    def test_flips(self):
        """Imports two editions, goes to a promise that has turned, reads why, goes on."""
        self.start(window.OLD, window.NEW)
        self.find('^Changes, clause by clause$')
        self.find('^6.6 .+, Provided → Not provided(\n|$)')
        keyboard = window.Keyboard()
        self.go(keyboard, 'Tab', '^3.5 .+, Provided → Partly provided(\n|$)')
        self.go(keyboard, 'Down', '^6.6 .+, Provided → Not provided(\n|$)')
        keyboard.press('Return')

        # The clause is the current row, with its reason below the list.
        def current():
            return [n.get_name() for n in self.nodes() if n.get_role() == Atspi.Role.LIST_ITEM and
                    n.get_state_set().contains(Atspi.StateType.SELECTED) and
                    (n.get_name() or '').startswith('Clause ')]
        self.wait(lambda: any('6.6' in name and 'the promise has turned' in name for name in current()), 'the clause')
        self.find('^Clause 6.6 .+, Substance.*, the promise has turned$')
        keyboard.press('Alt_L', 'Down')
        self.wait_text('^Substance( · .+)? — .+')
        before = self.wait(current, 'a current row')
        keyboard.press('Alt_L', 'Down')
        self.wait(lambda: current() and current() != before, 'the next change')
        self.finish()

    def test_public(self):
        """Reads what holds for one variant."""
        self.start(PAPERS[-1])
        self.find('^Text of the paper$')
        self.wait(lambda: 'Private only' in max(self.texts(), key=len), 'both variants')
        keyboard = window.Keyboard()
        keyboard.press('Alt_L', 'v')
        keyboard.press('space')
        self.find('^Public$')
        keyboard.press('Down')
        keyboard.press('Down')
        keyboard.press('Return')
        self.wait(lambda: ' only' not in max(self.texts(), key=len), 'the text for Public')
        self.find('^Variant: Public$')
        self.finish()

    def test_find_in_japanese(self):
        """Finds a word of two characters in all papers, and goes to where it stands."""
        self.fill()
        self.start()
        self.find('^Version 2.0, ')
        keyboard = window.Keyboard()
        keyboard.press('Control_L', 'Shift_L', 'f')
        self.find('^Words in the text of all papers$')
        keyboard.write('暗号')
        self.find('^[0-9.]+ 暗号.+みなとクラウド帳票 2.0')
        keyboard.press('Return')
        self.wait_text('^[0-9]+ of [0-9]+$')
        self.wait(lambda: '暗号' in max(self.texts(), key=len), 'the paper')
        self.finish()

    def test_two_services(self):
        """Puts two services side by side: neither is the older one."""
        self.fill()
        self.start()
        self.find('^Version 2.0, ')
        self.do('compare', '(xx)', (ASAGIRI, MINATO_20))
        self.find('^The papers differ in [0-9]+ clauses$')
        # Rows below the window may not be there before.
        self.go_to_change()
        self.find('^Clause .+, Only in (あさぎりクラウド|みなとクラウド帳票)$')
        self.assertFalse([name for name in self.names() if re.search('^Clause .+(New clause|, removed: )', name)])
        self.assertFalse([text for text in self.texts() if text == 'Not declared'])
        self.finish()


if __name__ == '__main__':
    warnings.simplefilter('ignore', DeprecationWarning)
    Atspi.init()
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2, warnings='ignore')
