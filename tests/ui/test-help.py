#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the real program for help, as a keyboard and a screen reader do.

    test-help.py DIPTYCH

Run by in-session, as test-window.py is.
"""

import importlib.util
import os
import re
import sys
import unittest
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location('test_window', os.path.join(HERE, 'test-window.py'))
window = importlib.util.module_from_spec(spec)
spec.loader.exec_module(window)
from gi.repository import Atspi  # noqa: E402

HELP = os.path.join(os.environ['DIPTYCH_SAMPLES'], '..', 'help')


def title(language, name):
    """Returns the title of a page as it is written."""
    with open(os.path.join(HELP, language, name + '.md'), encoding='utf-8') as page:
        return page.readline()[2:].strip()


class HelpTest(window.WindowTest):
    """A program that is asked for help."""

    def tearDown(self):
        os.environ.pop('LANGUAGE', None)
        super().tearDown()

    def wait_page(self, name, language='en'):
        """Waits until a page is shown: its title is a heading."""
        wanted = title(language, name)

        def search():
            return any(node.get_role() == Atspi.Role.HEADING and node.get_name() == wanted for node in self.nodes())
        self.wait(search, f'the page “{wanted}”')

    def ask(self):
        """Presses F1, where the help has to know what is seen."""
        keyboard = window.Keyboard()
        keyboard.press('F1')
        return keyboard

    def test_nothing_is_open(self):
        self.start()
        self.find('^See What Changed$')
        self.ask()
        self.wait_page('start')
        with open(os.path.join(HELP, 'pages.txt'), encoding='utf-8') as pages:
            names = [line.strip() for line in pages if line.strip() and not line.startswith('#')]
        self.assertGreater(len(names), 10)
        for name in names:
            self.find(f'^{re.escape(title("en", name))}$')
        self.finish()

    def test_comparison(self):
        self.start('--compare', window.OLD, window.NEW)
        self.find('^Changes, clause by clause$')
        self.ask()
        self.wait_page('comparison')
        self.finish()

    def test_reading(self):
        self.start(window.OLD)
        self.find('^Text of the paper$')
        self.ask()
        self.wait_page('reading')
        self.finish()

    def test_matrix(self):
        self.start(window.NEW)
        self.find('^Text of the paper$')
        window.Keyboard().press('Control_L', 'm')
        self.find('^A\\.5\\.1\\.1 ')
        self.ask()
        self.wait_page('matrix')
        self.finish()

    def test_search_and_history(self):
        self.start(window.OLD)
        self.find('^Text of the paper$')
        keyboard = window.Keyboard()
        keyboard.press('Control_L', 'h')
        self.find('^Editions, newest first$')
        self.ask()
        self.wait_page('history')
        keyboard.press('Control_L', 'w')
        self.wait(lambda: title('en', 'keys') not in self.names(), 'a window less')
        keyboard.press('Shift_L', 'Control_L', 'f')
        self.find('^Words in the text of all papers$')
        self.ask()
        self.wait_page('search')
        self.finish()

    def test_dialog(self):
        """The help can be used while a dialog is waited for."""
        empty = self.write('empty.txt', b'')
        self.start(empty)
        self.find('^empty.txt: The file is empty$')
        self.activate('help')
        self.wait_page('start')
        keyboard = window.Keyboard()
        keyboard.press('Control_L', 'f')
        for letter in 'macros':
            keyboard.press(letter)
        keyboard.press('Return')
        self.wait_page('privacy')
        self.finish()

    def test_links_and_way_back(self):
        self.start()
        self.find('^See What Changed$')
        keyboard = self.ask()
        self.wait_page('start')
        keyboard.press('Tab')
        keyboard.press('Return')
        self.wait_page('importing')
        keyboard.press('Alt_L', 'Left')
        self.wait_page('start')
        keyboard.press('Alt_L', 'Right')
        self.wait_page('importing')
        self.finish()

    def test_search(self):
        self.start()
        self.find('^See What Changed$')
        keyboard = self.ask()
        self.wait_page('start')
        keyboard.press('Control_L', 'f')
        for letter in 'ocr':
            keyboard.press(letter)
        # Only one page says it, with the words around it.
        self.find(f'^{re.escape(title("en", "importing"))}: .*OCR')
        self.wait(lambda: title('en', 'privacy') not in self.names(), 'a shorter list')
        keyboard.press('Return')
        self.wait_page('importing')
        keyboard.press('Escape')
        self.find(f'^{re.escape(title("en", "privacy"))}$')
        self.finish()

    def test_japanese(self):
        os.environ['LANGUAGE'] = 'ja'
        self.start('--compare', window.OLD, window.NEW)
        self.wait(lambda: any(node.get_role() == Atspi.Role.LIST_ITEM for node in self.nodes()), 'a list')
        self.ask()
        self.wait_page('comparison', 'ja')
        self.find(f'^{re.escape(title("ja", "privacy"))}$')
        self.finish()


if __name__ == '__main__':
    warnings.simplefilter('ignore', DeprecationWarning)
    Atspi.init()
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2, warnings='ignore')
