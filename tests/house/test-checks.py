#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of the house, held against small projects that break its rules."""

import json
import os
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

GOOD = {
    'app/base/dip-error.h': '/* SPDX-License-Identifier: GPL-3.0-or-later */\n#include <glib.h>\n',
    'app/engine/dip-comparison.h': '#include <gio/gio.h>\n',
    'app/engine/dip-align.h': '#include <gio/gio.h>\n',
    'app/engine/dip-align-private.h': '#include <gio/gio.h>\n',
    'app/engine/dip-align.c':
        '#include "config.h"\n#include "engine/dip-align.h"\n#include "engine/dip-align-private.h"\n'
        '#include "base/dip-error.h"\n#include <string.h>\n',
    'app/engine/meson.build': "# no gtk_dep here\nengine_lib = static_library('dip-engine')\n",
    'ui/compat/dip-compat.h': '#include <adwaita.h>\n',
    'ui/compat/dip-compat.c': '#include "config.h"\n#if GTK_CHECK_VERSION (4, 10, 0)\n#endif\n',
    'ui/dip-window.h': '#include <adwaita.h>\n',
    'ui/dip-window.c':
        '#include "config.h"\n#include "dip-window.h"\n#include "engine/dip-comparison.h"\n'
        '#include "compat/dip-compat.h"\n#include <glib/gi18n.h>\n',
    'po/POTFILES.in': '',
    'po/LINGUAS': '',
}


def run_check(check, files):
    """Runs a check on a project of these files; returns its status and what it said."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, 'w', encoding='utf-8') as file:
                file.write(text)
        done = subprocess.run([sys.executable, os.path.join(TESTS, check), root],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)
        return done.returncode, done.stdout


def expect(check, changes, *said):
    """Holds a check against GOOD with changes: it says these things and fails, or is silent."""
    status, output = run_check(check, {**GOOD, **changes})
    if not said:
        assert status == 0 and output == '', output
        return
    assert status == 1, f'status {status}: {output}'
    for words in said:
        assert words in output, f'“{words}” is not in: {output}'
    assert len(output.splitlines()) == len(said), output


def includes_of_a_good_project():
    """A project that keeps the table passes."""
    expect('check-includes', {})


def includes_across_folders():
    """A folder that includes one it may not know is reported with its line."""
    expect('check-includes',
           {'app/base/dip-base.c': '#include "config.h"\n#include "engine/dip-comparison.h"\n'},
           'app/base/dip-base.c:2: engine/dip-comparison.h: app/base may not know app/engine')
    expect('check-includes', {'ui/dip-row.c': '#include "config.h"\n#include "engine/dip-align.h"\n'},
           'ui/dip-row.c:2: engine/dip-align.h: ui may not know app/engine')
    expect('check-includes', {'app/engine/dip-x.h': '#include "dip-window.h"\n'},
           'app/engine/dip-x.h:1: dip-window.h: there is no such header')
    expect('check-includes', {'ui/compat/dip-x.h': '#include "dip-window.h"\n'},
           'ui/compat/dip-x.h:1: dip-window.h: ui/compat may not know ui')


def includes_of_libraries():
    """Only the folder that a library belongs to may use it; an unknown one is nobody's."""
    expect('check-includes', {'app/engine/dip-x.h': '#include <sqlite3.h>\n'},
           'app/engine/dip-x.h:1: sqlite3.h: app/engine may not use this library')
    expect('check-includes', {'app/base/dip-x.h': '#include <gtk/gtk.h>\n'},
           'gtk/gtk.h: app/base may not use this library')
    expect('check-includes', {'ui/dip-x.h': '# include <libxml/parser.h>\n'},
           'libxml/parser.h: ui may not use this library')
    expect('check-includes', {'app/base/dip-x.h': '#include <curl/curl.h>\n'},
           'curl/curl.h: app/base may not use this library')
    expect('check-includes', {'app/store/dip-x.h': '#include <sqlite3.h>\n'})


def includes_of_private_headers():
    """A private header stays in its folder, even where the folder may be known."""
    expect('check-includes',
           {'app/session/dip-x.c': '#include "config.h"\n#include "engine/dip-align-private.h"\n'},
           'engine/dip-align-private.h: is private to app/engine')


def includes_in_order():
    """config.h comes first, in quotation marks."""
    expect('check-includes', {'app/base/dip-x.c': '#include <glib.h>\n#include "config.h"\n'},
           'app/base/dip-x.c:0: includes glib.h before config.h')
    expect('check-includes', {'app/base/dip-x.c': '#include <config.h>\n'},
           'config.h: is our own')


def version_macros():
    """Versions are asked for in ui/compat alone."""
    expect('check-includes', {'ui/dip-x.h': '#if ADW_CHECK_VERSION (1, 4, 0)\n#endif\n'},
           'ui/dip-x.h:1: only ui/compat asks for versions')


def toolkit_in_the_build():
    """No library of app/ is linked with GTK."""
    expect('check-includes', {'app/engine/meson.build': 'x = [gio_dep, gtk_dep]\n'},
           'app/engine/meson.build:1: app/ is built without GTK')


def new_folders():
    """A folder that the table does not have is reported, as is a project without code."""
    expect('check-includes', {'app/magic/dip-x.h': '#include <glib.h>\n'},
           'app/magic/dip-x.h:0: lies in a folder that the table does not have')
    status, output = run_check('check-includes', {'README.md': ''})
    assert status == 1 and 'there are no C files' in output, output


def strings_that_are_not_listed():
    """A file with strings that POTFILES.in lacks is reported."""
    for call in ('_("Open")', 'N_ ("Open")', 'C_("verb", "Open")', 'ngettext ("%u", "%u", n)',
                 'g_dngettext (GETTEXT_PACKAGE, "%u", "%u", n)'):
        expect('check-potfiles', {'ui/dip-x.c': f'  label = {call};\n'},
               'ui/dip-x.c: has strings for translators, po/POTFILES.in does not list it')
    expect('check-potfiles', {'ui/dip-x.ui': '<property translatable="yes">A</property>\n'},
           'ui/dip-x.ui: has strings')
    expect('check-potfiles', {'data/x.desktop.in': '[Desktop Entry]\n'},
           'data/x.desktop.in: has strings')
    expect('check-potfiles', {'ui/dip-x.c': '/* _("not a string") */ foo_("bar");\n'})


def strings_that_are_gone():
    """A name in POTFILES.in without file or strings is reported, and so is disorder."""
    expect('check-potfiles', {'po/POTFILES.in': 'ui/dip-gone.c\n'},
           'po/POTFILES.in: ui/dip-gone.c is not there')
    expect('check-potfiles', {'po/POTFILES.in': 'ui/dip-window.c\n'},
           'po/POTFILES.in: ui/dip-window.c has no strings')
    expect('check-potfiles',
           {'ui/a.c': '_("A")\n', 'ui/b.c': '_("B")\n', 'po/POTFILES.in': 'ui/b.c\nui/a.c\n'},
           'po/POTFILES.in: is not sorted')


def strings_that_are_cut():
    """A string for translators with a macro in it is reported: xgettext sees half of it."""
    for call in ('_("edition %" G_GINT64_FORMAT " of %s")', 'C_("a", "%" PRIu64)',
                 'ngettext ("%u", "%" G_GUINT64_FORMAT, n)', '_("a"\n  "b %" PRIu64 "c")'):
        expect('check-potfiles', {'ui/a.c': f'\nx = {call};\n', 'po/POTFILES.in': 'ui/a.c\n'},
               'ui/a.c:2: a macro cuts the string')
    expect('check-potfiles', {'ui/a.c': 'printf (_("a" "b"), C_("X", "Y"), DIP_X, "z", AAA);\n',
                              'po/POTFILES.in': 'ui/a.c\n'})


PO = ('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
      '"Language: ja\\nPlural-Forms: nplurals=1; plural=0;\\n"\n'
      '"Project-Id-Version: x\\nPO-Revision-Date: x\\nLast-Translator: x\\n"\n'
      '"Language-Team: x\\nMIME-Version: 1.0\\nContent-Transfer-Encoding: 8bit\\n"\n\n')


def translations():
    """A language is complete, has no fuzzy and no dead entries, or is reported."""
    source = {'ui/a.c': 'g_print (_("%u clauses"), n);\n', 'po/POTFILES.in': 'ui/a.c\n',
              'po/LINGUAS': '# all\nja\n'}
    good = 'msgid "%u clauses"\nmsgstr "%u 条項"\n'

    def said(entries):
        return run_check('check-translations', {**GOOD, **source, 'po/ja.po': PO + entries})

    status, output = said('#, c-format\n' + good)
    assert status == 0 and output == '', output
    for entries, words in (
            ('', 'used but not defined'),
            ('msgid "%u clauses"\nmsgstr ""\n', 'untranslated'),
            ('#, fuzzy\n' + good, 'fuzzy'),
            ('#, c-format\n' + good.replace('"%u 条', '"%s 条'), 'format'),
            (good + '\nmsgid "Gone"\nmsgstr "なし"\n', 'the sources have no msgid "Gone"')):
        status, output = said(entries)
        assert status == 1 and words in output, f'“{words}”: {status} {output}'


def style():
    """Every rule of the page is held."""
    head = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
    good = {'a.c': head + 'int a;\n', 'data/samples/a.c': '\t \n', '_build-x/b.c': '\t'}

    def said(text):
        return run_check('check-style', {**good, 'a.c': text})

    for text in 'int a;\n', 'int\nsum (int a,\n     int b)\n{\n}\n', '#define MAX 1\nsum (1,\n     2);\n':
        status, output = said(head + text)
        assert status == 0 and output == '', output
    for text, words in (
            ('int a;\n', 'a.c:1: no line says SPDX'),
            (head + '\tint a;\n', 'a.c:2: a tab'),
            (head + 'int a; \n', 'a.c:2: white space at the end'),
            (head + 'int a;', 'does not end with one line break'),
            (head + 'int a;\n\n', 'does not end with one line break'),
            (head + 'int\nsum (int a,\n  int b)\n{\n}\n', 'a.c:4: does not stand below the first parameter'),
            (head + 'x' * 130 + '\n', 'a.c:2: 130 columns')):
        status, output = said(text)
        assert status == 1 and words in output, f'“{words}”: {status} {output}'


def word_lists():
    """What the program would drop of a line of the word lists is told."""
    def said(line):
        return run_check('check-lexicon', {'data/lexicon/a.txt': f'# lists\n[cities]\nOsaka\nTokyo\n[rules]\n{line}\n'})

    for line in ('we (may|can|will) move to {cities}*soon', 'SEC-01 (see below)', '\t'.join(['x'] * 64),
                 'Osaka', 'a\tx\na\ty'):
        status, output = said(line)
        assert status == 0 and output == '', output
    letters = '(a|b|c|d|e|f|g|h|i)'
    for line, words in (
            ('\t'.join(['x'] * 65), 'a.txt:6: 65 fields'),
            (letters * 3, '729 ways to say'),
            ('(a|b){cities}(c|(d|e))', 'a group stands in another one'),
            ('(a|b', 'a group is not closed'),
            ('in {towns}', 'there is no list towns'),
            ('b\ty\na\tx\nb\ty', 'a.txt:8: stands in [rules] already, data/lexicon/a.txt:6')):
        status, output = said(line)
        assert status == 1 and words in output, f'“{words}”: {status} {output}'


def summaries():
    """The last line of ./run test counts test points, and crashes as failures."""
    def said(*tests):
        with tempfile.NamedTemporaryFile('w', suffix='.json') as log:
            log.write('\n'.join(json.dumps({'name': 'x', **test}) for test in tests))
            log.flush()
            done = subprocess.run([sys.executable, os.path.join(TESTS, 'summary'), log.name],
                                  stdout=subprocess.PIPE, text=True, check=False)
            return done.returncode, done.stdout.splitlines()[-1]

    tap = 'TAP version 13\nok 1 /a\nnot ok 2 /b\nok 3 /c # SKIP no display\n# ok 4\n1..3\n'
    assert said({'result': 'FAIL', 'stdout': tap}) == (1, '1 passed, 1 failed, 1 skipped')
    assert said({'result': 'OK', 'stdout': 'ok 1 /a\n'}) == (0, '1 passed, 0 failed')
    assert said({'result': 'OK'}) == (0, '1 passed, 0 failed')
    assert said({'result': 'FAIL', 'stdout': 'ok 1 /a\n'}) == (1, '1 passed, 1 failed')
    assert said({'result': 'TIMEOUT'}) == (1, '0 passed, 1 failed')
    assert said({'result': 'SKIP'}) == (1, '0 passed, 0 failed, 1 skipped')


CASES = [
    includes_of_a_good_project, includes_across_folders, includes_of_libraries,
    includes_of_private_headers, includes_in_order, version_macros, toolkit_in_the_build,
    new_folders, strings_that_are_not_listed, strings_that_are_gone,
    strings_that_are_cut, translations, style, word_lists, summaries,
]


def main():
    failed = 0
    print(f'1..{len(CASES)}')
    for number, case in enumerate(CASES, 1):
        name = '/house/' + case.__name__.replace('_', '-')
        try:
            case()
            print(f'ok {number} {name}', flush=True)
        except AssertionError as error:
            failed += 1
            text = str(error).replace('\n', '\n# ')
            print(f'# {text}\nnot ok {number} {name}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
