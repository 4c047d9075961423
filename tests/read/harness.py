# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of readers in Python have in common: files, programs, TAP.

A test is a function test_NAME of the calling module. It fails by an exception,
and is skipped where it returns a text, the reason.
"""

import importlib.util
import json
import os
import re
import subprocess
import tempfile
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = tempfile.TemporaryDirectory()
LINE = re.compile(r'^(?P<kind>text|row|heading|item|rule) p(?P<page>\d+) l(?P<number>\d+) (?P<sheet>.*?) ?level (?P<level>\d+) '
                  r'size (?P<size>[\d.]+)(?P<bold> bold)? indent (?P<indent>\d+) blank (?P<blank>\d+) '
                  r'\(-?\d+,-?\d+\) (?P<text>.*)$')


def load(name):
    """Returns a script of this folder as a module."""
    spec = importlib.util.spec_from_file_location(name.replace('-', '_'), os.path.join(HERE, name + '.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def save(data, name):
    path = os.path.join(FOLDER.name, name)
    with open(path, 'wb') as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    return path


def run(*args, **env):
    return subprocess.run(args, capture_output=True, text=True, timeout=300, check=False,
                          env=dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='', **env))


def answer(*args):
    """Returns the JSON that a command prints."""
    done = run(*args)
    assert done.returncode in (0, 1) and done.stdout, f'status {done.returncode}: {done.stderr}'
    return json.loads(done.stdout)


class Layout:
    """What dump-layout prints: lines with kind, page, number, sheet, level, text, and warnings."""

    def __init__(self, dump, path, *args):
        done = run(dump, path, *args)
        assert done.returncode == 0, done.stderr
        self.out = done.stdout
        self.lines = []
        self.warnings = []
        self.sheets = []
        for line in done.stdout.split('\n')[1:]:
            match = LINE.match(line)
            if match:
                self.lines.append(match.groupdict())
            elif line.startswith('warning: ') and not self.lines:
                self.warnings.append(line[9:])
            elif line.startswith('sheet: ') and not self.lines:
                self.sheets.append(line[7:])
            elif self.lines and line and not line.startswith('-- '):
                self.lines[-1]['text'] += '\n' + line

    @property
    def rows(self):
        return [line['text'][1:-1].split('][') for line in self.lines if line['kind'] == 'row']

    @property
    def texts(self):
        return [line['text'] for line in self.lines]

    @property
    def shapes(self):
        return [(line['kind'], int(line['level']), line['text']) for line in self.lines]


def main(folder, names):
    """Runs all tests of a module's globals; returns whether one failed."""
    tests = [(name[5:].replace('_', '-'), function) for name, function in names.items() if name.startswith('test_')]
    failed = False
    print(f'1..{len(tests)}')
    for number, (name, function) in enumerate(tests, 1):
        try:
            skipped = function()
            print(f'ok {number} /read/{folder}/{name}' + (f' # SKIP {skipped}' if skipped else ''), flush=True)
        except Exception:  # pylint: disable=broad-except
            failed = True
            print('\n'.join('# ' + line for line in traceback.format_exc().split('\n')))
            print(f'not ok {number} /read/{folder}/{name}', flush=True)
    return failed
