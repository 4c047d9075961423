#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs diptych-cli from outside, as a script does: answers, complaints, exit statuses.

    test-cli.py DIPTYCH-CLI [SAMPLES]

Prints TAP. Every test has a folder, a home and a library of its own.
"""

import csv
import io
import json
import os
import pty
import re
import resource
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata

CLI = os.path.abspath(sys.argv[1])
SAMPLES = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else ''

OLD = '''Shiosai Storage セキュリティ説明書
第1.0版

1. 目的
本書は、当社が提供するサービスの対策を説明します。

2. バックアップ
当社は、データのバックアップを毎日取得しています。

3. ログ
当社は、操作のログを30日間保管しています。
'''
NEW = OLD.replace('1.0', '1.1').replace('毎日取得しています', '取得していません')

TIME_LIMIT = 60
tests = []


class Failure(Exception):
    """What was expected and what came."""


class Skip(Exception):
    """Why a test cannot run here."""


def test(function):
    """Adds a function to the tests."""
    tests.append(function)
    return function


def expect(condition, message):
    """Fails with a message."""
    if not condition:
        raise Failure(message)


class Place:
    """A folder with a home, and the program in it."""

    def __init__(self, folder):
        self.folder = folder
        self.library = os.path.join(folder, 'library.diptych')
        self.environment = {
            'PATH': os.environ['PATH'], 'HOME': folder, 'LC_ALL': 'C.UTF-8',
            'XDG_DATA_HOME': os.path.join(folder, 'data'), 'G_DEBUG': 'fatal-warnings',
        }
        for name in os.environ:
            if name.endswith('SAN_OPTIONS') or name == 'DIPTYCH_LOCALEDIR':
                self.environment[name] = os.environ[name]

    def write(self, name, contents):
        """Writes a file, from text or bytes."""
        path = os.path.join(self.folder, name)
        with open(path, 'wb') as file:
            file.write(contents.encode() if isinstance(contents, str) else contents)
        return path

    def run(self, *arguments, library=True, environment=None, **options):
        """Runs the program; gives status, answer and complaints."""
        words = [CLI] + (['--library', self.library] if library else []) + list(arguments)
        done = subprocess.run(words, stdin=subprocess.DEVNULL, cwd=self.folder, timeout=TIME_LIMIT,
                              stdout=options.pop('stdout', subprocess.PIPE), stderr=subprocess.PIPE,
                              env={**self.environment, **(environment or {})}, check=False, **options)
        out = done.stdout.decode() if done.stdout is not None else ''
        return done.returncode, out, done.stderr.decode()

    def json(self, *arguments, status=0):
        """Runs the program and reads its JSON."""
        code, out, err = self.run(*arguments, '--json')
        expect(code == status, f'{arguments}: status {code}, wanted {status}: {err}')
        expect(err == '', f'{arguments}: complains: {err}')
        return json.loads(out)

    def import_papers(self):
        """Puts the two editions into the library."""
        self.write('old.txt', OLD)
        self.write('new.txt', NEW)
        code, _, err = self.run('import', '--service', 'Shiosai Storage', '--version', '1.0', 'old.txt')
        expect(code == 0, err)
        code, _, err = self.run('import', '--service', 'Shiosai Storage', '--version', '1.1', 'new.txt')
        expect(code == 0, err)

    def snapshot(self):
        """What the library holds."""
        code, out, err = self.run('list', '--json')
        expect(code == 0, err)
        return out


def expect_one_line(name, err):
    """One complaint of the agreed form."""
    expect(re.fullmatch(r'diptych-cli: ' + re.escape(name) + r': [^\n]+\n', err),
           f'{name}: not one line of the form: {err!r}')
    expect(not re.search(r'[\x00-\x09\x0b-\x1f\x7f-\x9f]', err), f'control characters in {err!r}')


def expect_refused(place, path, **options):
    """import, show and compare refuse a path; the library stays as it was."""
    before = place.snapshot()
    for arguments in (['import', path], ['show', path], ['show', '--json', path],
                      ['compare', path, 'old.txt'], ['compare', 'old.txt', path],
                      ['matrix', 'old.txt', path], ['history', path, 'old.txt']):
        code, out, err = place.run(*arguments, **options)
        expect(code == 2, f'{arguments}: status {code}')
        expect(out == '', f'{arguments}: answers {out!r}')
        expect_one_line(path, err)
    expect(place.snapshot() == before, 'the library changed')
    code, _, err = place.run('check')
    expect(code == 0, f'check: {err}')


@test
def help_and_version(place):
    """Help is an answer; it names every command that there is."""
    code, out, err = place.run('--help', library=False)
    expect(code == 0 and err == '', f'{code} {err}')
    for command in ('import', 'list', 'show', 'compare', 'matrix', 'history', 'search', 'check'):
        expect(re.search(rf'^ +{command} ', out, re.M), f'no {command} in {out}')
        code, text, err = place.run(command, '--help', library=False)
        expect(code == 0 and err == '' and f'diptych-cli {command}' in text, f'{command}: {text} {err}')
    expect(max(map(len, out.splitlines())) <= 80, 'wider than a terminal')
    for command, statuses in (('compare', '012'), ('search', '012'), ('import', '02'), ('check', '02')):
        _, text, _ = place.run(command, '--help', library=False)
        told = re.search(r'^Exit status: (.*)', text, re.M)
        expect(told and ''.join(re.findall(r'[0-9]', told[1])) == statuses, f'{command}: {text}')
    _, text, _ = place.run('compare', '--help', library=False)
    expect('OLD NEW | EDITION --variants' in text, text)
    code, out, err = place.run('--version', library=False)
    expect(code == 0 and re.fullmatch(r'diptych-cli [0-9.]+\n', out), out)
    expect(not os.path.exists(place.environment['XDG_DATA_HOME']), 'a library was made')


@test
def wrong_calls(place):
    """A wrong call is told on standard error, with the usage, and is 2."""
    place.write('old.txt', OLD)
    for arguments in ([], ['paint'], ['search'], ['search', '--limit', '0', 'x'], ['--paint', 'list'], ['list', '--paint'],
                      ['list', 'x'], ['show'], ['show', 'a', 'b'], ['compare', 'old.txt'],
                      ['compare', 'a', 'b', 'c'], ['compare', '--variants', 'a', 'b'], ['import'],
                      ['import', '--kind', 'novel', 'old.txt'],
                      ['import', '--issued', '2026-13-01', 'old.txt'],
                      ['import', '--issued', '1 May', 'old.txt'], ['check', 'x'],
                      ['matrix'], ['matrix', '--json', '--csv', 'old.txt'], ['history'],
                      ['--color=pink', 'list']):
        code, out, err = place.run(*arguments, library=False)
        expect(code == 2, f'{arguments}: status {code}')
        expect(out == '', f'{arguments}: answers {out}')
        expect(err.startswith('diptych-cli: ') and 'Usage: diptych-cli ' in err, f'{arguments}: {err}')
    expect(not os.path.exists(place.environment['XDG_DATA_HOME']), 'a library was made')


@test
def import_and_list(place):
    """What is imported is listed; the same bytes come in once."""
    place.write('old.txt', OLD)
    place.write('copy.txt', OLD)
    code, out, err = place.run('list', '--json', library=False)
    expect(code == 0 and err == '' and json.loads(out) == {'editions': []}, f'not empty: {code} {out} {err}')
    code, out, err = place.run('import', 'old.txt')
    expect(code == 0 and err == '' and out.startswith('old.txt: '), f'{code} {out} {err}')
    before = place.snapshot()
    code, out, err = place.run('import', 'copy.txt')
    expect(code == 0 and err == '' and 'already' in out, f'{code} {out} {err}')
    expect(place.snapshot() == before, 'the library changed')
    edition = place.json('list')['editions'][0]
    expect(edition['source']['name'] == 'old.txt', edition)
    expect(edition['source']['bytes'] == len(OLD.encode()), edition)
    code, out, err = place.run('list')
    expect(code == 0 and err == '' and 'old.txt' in out, f'{code} {out} {err}')


@test
def values_of_the_user(place):
    """What the user says of a file wins."""
    place.write('old.txt', OLD)
    code, _, err = place.run('import', '--vendor', 'Minato Works', '--service', 'Ledger', '--version', '7',
                             '--issued', '2026-02-28', '--kind', 'checksheet', 'old.txt')
    expect(code == 0, err)
    edition = place.json('list')['editions'][0]
    expect((edition['vendor'], edition['service'], edition['version'], edition['version_origin'],
            edition['issued'], edition['kind']) ==
           ('Minato Works', 'Ledger', '7', 'user', '2026-02-28', 'checksheet'), edition)


@test
def bad_among_good(place):
    """A file that is refused keeps nobody out."""
    place.write('old.txt', OLD)
    place.write('empty.txt', '')
    place.write('new.txt', NEW)
    code, out, err = place.run('import', 'old.txt', 'empty.txt', 'new.txt')
    expect(code == 2, f'status {code}')
    expect_one_line('empty.txt', err)
    expect(len(out.splitlines()) == 2, out)
    expect(len(place.json('list')['editions']) == 2, 'not both in')


@test
def no_such_file(place):
    """A name of nothing."""
    place.import_papers()
    expect_refused(place, './nothing.txt')
    code, out, err = place.run('show', 'nothing.txt')
    expect(code == 2 and out == '', f'{code} {out}')
    expect_one_line('nothing.txt', err)


@test
def a_directory(place):
    """A folder."""
    place.import_papers()
    os.mkdir(os.path.join(place.folder, 'folder'))
    expect_refused(place, 'folder')


@test
def an_empty_file(place):
    """No bytes, or nothing but white space."""
    place.import_papers()
    place.write('empty.txt', '')
    place.write('blank.txt', ' \n\u3000\n\n')
    expect_refused(place, 'empty.txt')
    expect_refused(place, 'blank.txt')


@test
def a_binary_file(place):
    """Bytes that are no text."""
    place.import_papers()
    place.write('binary.txt', bytes(range(256)) * 64)
    expect_refused(place, 'binary.txt')


@test
def an_unknown_encoding(place):
    """Text of which nobody can tell the letters."""
    place.import_papers()
    place.write('strange.txt', bytes([0x41, 0xff, 0xfd, 0x81, 0x20, 0xff, 0x8f, 0xa0]) * 40)
    expect_refused(place, 'strange.txt')


@test
def a_hundred_megabytes(place):
    """Text that no paper is as long as."""
    place.import_papers()
    path = os.path.join(place.folder, 'long.txt')
    line = ('長い文です。' * 20 + '\n').encode()
    with open(path, 'wb') as file:
        while file.tell() < 100 * 1000 * 1000:
            file.write(line * 4000)
    expect_refused(place, 'long.txt')
    os.truncate(path, 0)
    os.truncate(path, 5 * 1000 * 1000 * 1000)
    expect_refused(place, 'long.txt')


@test
def a_pipe(place):
    """A FIFO that nobody writes to does not hang the program."""
    place.import_papers()
    os.mkfifo(os.path.join(place.folder, 'pipe'))
    expect_refused(place, 'pipe')
    expect_refused(place, '/dev/null')


@test
def an_unreadable_file(place):
    """A file that may not be read."""
    place.import_papers()
    os.chmod(place.write('secret.txt', OLD), 0)
    options = {}
    if os.geteuid() == 0:
        # Root may read everything: try as somebody who may do nothing.
        options = {'user': 65534, 'group': 65534, 'extra_groups': []}
        os.chmod(place.folder, 0o777)
        os.chmod(place.library, 0o666)
        try:
            place.run('--version', **options)
        except OSError as error:
            raise Skip('root may read everything, and nobody else may run the program') from error
    expect_refused(place, 'secret.txt', **options)


@test
def names_are_harmless(place):
    """A name with control characters, or with bytes that are no text."""
    place.import_papers()
    name = 'a\x1b[31m\nb'
    code, out, err = place.run('import', './' + name)
    expect(code == 2 and out == '', f'{code} {out!r}')
    expect('\x1b' not in err and err.count('\n') == 1, repr(err))
    code, out, err = place.run('show', os.fsdecode(b'\xff\xfe'))
    expect(code == 2 and out == '' and err.count('\n') == 1, f'{code} {out!r} {err!r}')
    place.write(os.fsdecode(b'\xe9.txt'), OLD + '。')
    code, out, err = place.run('import', os.fsdecode(b'\xe9.txt'))
    expect(code == 0 and err == '', f'{code} {out!r} {err!r}')


@test
def show(place):
    """An edition by path, by id and by name."""
    place.import_papers()
    by_path = place.json('show', 'old.txt')
    ids = [clause['id'] for clause in by_path['clauses']]
    expect({'1', '2', '3'} <= set(ids), ids)
    expect(by_path['edition']['id'] is None, 'a file has no id')
    number = place.json('list')['editions'][0]['id']
    by_id = place.json('show', str(number))
    expect(by_id['clauses'] == by_path['clauses'], 'the library and the file disagree')
    by_name = place.json('show', 'shiosai@1.0')
    expect(by_name == by_id, 'name and id disagree')
    code, out, err = place.run('show', 'old.txt')
    expect(code == 0 and err == '' and '毎日取得しています' in out, f'{code} {out} {err}')
    expect('\x1b' not in out, 'colours in a pipe')


@test
def show_one_clause(place):
    """One clause, and a complaint where there is none."""
    place.import_papers()
    document = place.json('show', 'old.txt', '--clause', '2')
    expect([clause['id'] for clause in document['clauses']] == ['2'], document['clauses'])
    code, out, err = place.run('show', 'old.txt', '--clause', '2')
    expect(code == 0 and '毎日取得' in out and 'ログ' not in out, out)
    code, out, err = place.run('show', 'old.txt', '--clause', '77')
    expect(code == 2 and out == '', f'{code} {out}')
    expect_one_line('old.txt', err)


@test
def unknown_variant(place):
    """A variant that the paper does not have."""
    place.import_papers()
    for arguments in (['show', 'old.txt', '--variant', 'gold'],
                      ['compare', 'old.txt', 'new.txt', '--variant', 'gold'],
                      ['compare', 'old.txt', '--variants']):
        code, out, err = place.run(*arguments)
        expect(code == 2 and out == '', f'{arguments}: {code} {out}')
        expect(err.count('\n') == 1, err)


@test
def compare_same(place):
    """Nothing changed: 0."""
    place.import_papers()
    for old, new in (('old.txt', 'old.txt'), ('old.txt', '1'), ('1', '1')):
        code, _, err = place.run('compare', old, new)
        expect(code == 0 and err == '', f'{old} {new}: {code} {err}')
    comparison = place.json('compare', 'old.txt', 'old.txt')
    expect({pair['class'] for pair in comparison['pairs']} <= {'none'}, comparison['summary'])
    expect(comparison['summary']['flips'] == 0, comparison['summary'])


@test
def compare_different(place):
    """Something changed: 1."""
    place.import_papers()
    comparison = place.json('compare', 'old.txt', 'new.txt', status=1)
    pair = next(pair for pair in comparison['pairs'] if pair['new'] == '2')
    expect(pair['class'] == 'substantive' and pair['changes'], pair)
    by_name = place.json('compare', 'shiosai@1.0', 'shiosai@1.1', status=1)
    expect(by_name['pairs'] == comparison['pairs'], 'library and files disagree')
    again = place.json('compare', 'old.txt', 'new.txt', status=1)
    expect(again == comparison, 'not the same twice')
    code, out, err = place.run('compare', 'old.txt', 'new.txt')
    expect(code == 1 and err == '' and '[-' in out and '{+' in out, f'{code} {out} {err}')
    code, out, err = place.run('compare', '--color=always', 'old.txt', 'new.txt')
    expect('\x1b[0;4;32m' in out and '\x1b[0;9;31m' in out, out)


def text_of(document, ids):
    """The whole text of clauses as the offsets of changes count in it."""
    clauses = {clause['id']: clause for clause in document['clauses']}
    parts = []
    for name in ids:
        clause = clauses[name]
        parts += [clause['title']] if clause['title'] else []
        parts += [clause[key] for key in ('question', 'implemented_text', 'answer') if clause[key] is not None]
        for block in clause['blocks']:
            marker = block['marker'] or ''
            parts.append(marker + (' ' if marker and block['text'] else '') + block['text'])
    return '\n'.join(parts)


def without(text, ranges):
    """A text without some ranges, line feeds and all."""
    for start, length in sorted(ranges, reverse=True):
        text = text[:start] + text[start + length:]
    return text.replace('\n', '')


@test
def changes_rebuild(place):
    """Offsets find the changed text, and what is left is the same on both sides."""
    if not os.path.isdir(SAMPLES):
        raise Skip('no samples')
    names = sorted(os.listdir(SAMPLES))
    pairs = [(one, two) for one, two in zip(names, names[1:])
             if one.split('-')[0] == two.split('-')[0] and one.endswith(('.txt', '.md'))
             and os.path.splitext(one)[1] == os.path.splitext(two)[1]]
    expect(pairs, 'no pairs')
    for one, two in pairs:
        paths = os.path.join(SAMPLES, one), os.path.join(SAMPLES, two)
        old, new = (place.json('show', path) for path in paths)
        comparison = place.json('compare', *paths, status=1)
        seen_old = [i for p in comparison['pairs'] for i in [p['old']] + p['old_more'] if i is not None]
        seen_new = [i for p in comparison['pairs'] for i in [p['new']] + p['new_more'] if i is not None]
        expect(sorted(seen_old) == sorted(c['id'] for c in old['clauses']), f'{one}: not each clause once')
        expect(sorted(seen_new) == sorted(c['id'] for c in new['clauses']), f'{two}: not each clause once')
        for pair in comparison['pairs']:
            where = f'{two}: {pair["old"]} {pair["new"]}'
            if pair['old'] is None or pair['new'] is None:
                continue
            old_text = text_of(old, [pair['old']] + pair['old_more'])
            new_text = text_of(new, [pair['new']] + pair['new_more'])
            for change in pair['changes']:
                for side, text in (('old', old_text), ('new', new_text)):
                    start = change[side + '_start']
                    expect(text[start:start + len(change[side])] == change[side],
                           f'{where}: {change} is not there')
            left = without(old_text, [(c['old_start'], len(c['old'])) for c in pair['changes']])
            right = without(new_text, [(c['new_start'], len(c['new'])) for c in pair['changes']])
            expect(left == right, f'{where}: the rest differs')


@test
def files_need_no_library(place):
    """Comparing and showing files makes no library and opens none."""
    place.write('old.txt', OLD)
    place.write('new.txt', NEW)
    for arguments in (['compare', 'old.txt', 'new.txt'], ['show', 'new.txt']):
        code, _, err = place.run(*arguments, library=False)
        expect(code in (0, 1) and err == '', f'{arguments}: {code} {err}')
    code, out, err = place.run('list', library=False)
    expect(code == 0 and err == '' and out == '', f'{code} {out} {err}')
    expect(not os.path.exists(place.environment['XDG_DATA_HOME']), 'a library was made')
    place.write('broken.diptych', 'no library')
    code, _, err = place.run('--library', 'broken.diptych', 'compare', 'old.txt', 'new.txt', library=False)
    expect(code == 1 and err == '', f'{code} {err}')


def sample_paths(*names):
    """Paths of our own papers."""
    paths = [os.path.join(SAMPLES, name) for name in names]
    if not all(map(os.path.exists, paths)):
        raise Skip('no samples')
    return paths


MIXED = ('minato-chohyo-2.0.txt', 'asagiri-cloud-3.md', 'komorebi-kintai-checksheet-3.1.txt')
MINATO = ('minato-chohyo-1.0.txt', 'minato-chohyo-1.1.txt', 'minato-chohyo-2.0.txt')


@test
def matrix(place):
    """Two whitepapers and a checksheet side by side, from files and from the library."""
    paths = sample_paths(*MIXED)
    answer = place.json('matrix', *paths)
    expect(answer['framework'] == 'iso27017-2015', answer['framework'])
    expect([c['source']['name'] for c in answer['columns']] == list(MIXED), 'other columns')
    rows = {row['control']: row for row in answer['rows']}
    expect(len(rows) == len(answer['rows']), 'a control comes twice')
    documents = [place.json('show', path) for path in paths]
    for row in answer['rows']:
        expect(len(row['cells']) == 3, row['control'])
        for document, cell in zip(documents, row['cells']):
            if cell is None:
                continue
            clauses = {clause['id']: clause for clause in document['clauses']}
            expect(cell['clauses'] and all(name in clauses for name in cell['clauses']), cell)
            expect([link['clause'] for link in cell['links']] == cell['clauses'], cell)
            expect(cell['confidence'] == max(link['confidence'] for link in cell['links']), cell)
            expect(cell['via'] in ('printed', 'inferred', 'crosswalk'), cell)
            text = ''.join(text_of(document, cell['clauses']).split())
            excerpt = ''.join(cell['excerpt'].rstrip('…').split())
            expect(excerpt and excerpt in text, f'{row["control"]}: {cell["excerpt"]} is not there')
            facts = {(f['what'], f['value']) for name in cell['clauses'] for f in clauses[name]['facts']}
            expect({(f['what'], f['value']) for f in cell['facts']} == facts, cell)
    backup = rows['A.12.3.1']['cells']
    expect([cell['via'] for cell in backup[:2]] == ['printed', 'printed'], backup)
    expect(backup[2] is not None and backup[2]['via'] != 'printed', backup)
    expect('title_ja' in rows['A.12.3.1'] and rows['A.12.3.1']['theme'], rows['A.12.3.1'])

    # Whoever prints a control of this framework stands in its row, as printed.
    for column, document in enumerate(documents):
        for clause in document['clauses']:
            for control in clause['controls']:
                if control['origin'] == 'printed' and control['framework'] == answer['framework']:
                    cell = rows[control['id']]['cells'][column]
                    expect(clause['id'] in cell['clauses'] and cell['via'] == 'printed', control)

    code, _, err = place.run('import', *paths)
    expect(code == 0, err)
    numbers = {e['source']['name']: str(e['id']) for e in place.json('list')['editions']}
    again = place.json('matrix', *(numbers[name] for name in MIXED))
    expect(again['rows'] == answer['rows'], 'library and files disagree')


@test
def matrix_frameworks(place):
    """The rows are of the framework that is asked for, or that all papers share."""
    sheet, paper = sample_paths('komorebi-kintai-checksheet-3.1.txt', 'asagiri-cloud-3.md')
    shared = place.json('show', sheet)['edition']['framework']
    expect(place.json('matrix', sheet)['framework'] == (shared or 'iso27017-2015'), shared)
    answer = place.json('matrix', sheet, paper, '--framework', 'iso27002-2022')
    rows = {row['control']: row for row in answer['rows']}
    cell = rows['A.8.13']['cells'][1]
    expect(cell['via'] == 'crosswalk' and cell['links'][0]['control'] == 'A.12.3.1', cell)
    expect(cell['links'][0]['relation'], cell)
    code, out, err = place.run('matrix', sheet, '--framework', 'nist')
    expect(code == 2 and out == '', out)
    expect_one_line('nist', err)
    code, out, err = place.run('matrix', sheet, 'nothing.txt')
    expect(code == 2 and out == '', out)
    expect_one_line('nothing.txt', err)


@test
def matrix_csv(place):
    """CSV says what JSON says, in as many cells in each row."""
    paths = sample_paths(*MIXED)
    answer = place.json('matrix', *paths)
    for locale in ('C', 'C.UTF-8'):
        done = subprocess.run([CLI, 'matrix', '--csv', *paths], stdout=subprocess.PIPE, check=True,
                              env={**place.environment, 'LC_ALL': locale}, timeout=TIME_LIMIT).stdout
        expect(not done.startswith(b'\xef\xbb\xbf'), 'a byte order mark')
        expect(done.count(b'\r\n') == len(answer['rows']) + 1 == done.count(b'\n'), 'other line ends')
        table = list(csv.reader(io.StringIO(done.decode(), newline='')))
        expect({len(row) for row in table} == {4 + 6 * 3}, 'rows of several lengths')
        for line, row in zip(table[1:], answer['rows']):
            expect(line[:4] == [row['control'], row['title'], row['title_ja'] or '', row['theme']], line)
            for column, cell in enumerate(row['cells']):
                cells = line[4 + 6 * column:10 + 6 * column]
                if cell is None:
                    expect(cells == ['says_nothing'] + [''] * 5, cells)
                else:
                    expect(cells[:3] == [cell['stance'], '; '.join(cell['clauses']), cell['via']], cells)


@test
def matrix_csv_formula(place):
    """A paper cannot put a formula into a spreadsheet."""
    place.write('bad.txt', '2. 情報のバックアップ\n=HYPERLINK("http://evil.example","x") を提供しています。\n')
    _, out, err = place.run('matrix', '--csv', 'bad.txt')
    expect(err == '', err)
    table = list(csv.reader(io.StringIO(out, newline='')))
    cells = [cell for row in table for cell in row]
    expect(any('HYPERLINK' in cell for cell in cells), out)
    expect(not any(cell[:1] in '=+-@\t\r＝＋－＠' for cell in cells if cell), out)


@test
def matrix_text(place):
    """A table that fits, with every control; silence does not read like a no."""
    paths = sample_paths(*MIXED)
    answer = place.json('matrix', *paths)
    for columns in ('40', '72', '100', '160'):
        code, out, err = place.run('matrix', *paths, environment={'COLUMNS': columns})
        expect(code == 0 and err == '', err)
        for row in answer['rows']:
            expect(re.search('^' + re.escape(row['control']) + ' ', out, re.M), f'no {row["control"]}')
        silent = sum(row['cells'].count(None) for row in answer['rows'])
        expect(out.count('says nothing') == silent, 'silence is not told')
        expect(all(wide(line) <= int(columns) + 8 for line in out.splitlines()), f'wider than {columns}')
    expect('not provided' in out and 'partial' in out and 'shared' in out, out)


def wide(line):
    """Columns of a line on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)


def marks_of(answer):
    """The lanes of a history without the names of editions."""
    return [[cell and (cell['id'], cell['class']) for cell in lane['cells']] for lane in answer['clauses']]


@test
def history(place):
    """Three editions of a paper, by the name of the service and as files."""
    paths = sample_paths(*MINATO)
    code, _, err = place.run('import', *reversed(paths), *sample_paths('asagiri-cloud-3.md'))
    expect(code == 0, err)
    answer = place.json('history', 'みなと')
    ids = [edition['id'] for edition in answer['editions']]
    expect([e['source']['name'] for e in answer['editions']] == list(MINATO), 'not newest last')
    documents = [place.json('show', str(number)) for number in ids]
    for place_in, document in enumerate(documents):
        seen = [lane['cells'][place_in]['id'] for lane in answer['clauses'] if lane['cells'][place_in]]
        expect(sorted(seen) == sorted(c['id'] for c in document['clauses']), 'not each clause once')
    classes = {}
    for lane in answer['clauses']:
        expect(len(lane['cells']) == 3 and any(lane['cells']), lane)
        for place_in, cell in enumerate(lane['cells']):
            if cell is None:
                continue
            expect(cell['edition'] == ids[place_in], cell)
            classes[place_in, cell['id']] = cell['class']
    expect(all(cell['class'] is None for lane in answer['clauses'] for cell in lane['cells'][:1] if cell),
           'the first edition has classes')

    # Each step is the comparison of two editions.
    for step, (old, new) in enumerate(zip(ids, ids[1:])):
        comparison = place.json('compare', str(old), str(new), status=1)
        for pair in comparison['pairs']:
            if pair['old'] and pair['new']:
                expect(classes[step + 1, pair['new']] == pair['class'], pair['new'])
        expect(answer['steps'][step]['summary'] == comparison['summary'], 'other counts')

    files = place.json('history', *paths)
    expect([e['id'] for e in files['editions']] == [1, 2, 3], 'files are not numbered')
    expect(marks_of(files) == marks_of(answer), 'library and files disagree')
    for name in ('ミナト', 'クラウド', 'x' * 300):
        code, out, err = place.run('history', name)
        expect(code == 2 and out == '', f'{name}: {out}')
        expect_one_line(name, err)


@test
def history_of_a_clause(place):
    """Each sentence of the newest text and the edition in which it came."""
    paths = sample_paths(*MINATO)
    documents = [place.json('show', path) for path in paths]
    newest = next(c for c in documents[2]['clauses'] if 'A.12.3.1' in [x['id'] for x in c['controls']])
    answer = place.json('history', *paths, '--clause', newest['id'])
    expect(len(answer['clauses']) == 1 and answer['clauses'][0]['cells'][2]['id'] == newest['id'], answer['clauses'])
    expect(answer['clauses'][0]['sentences'] == answer['sentences'], 'two answers')
    joined = ''.join(''.join(s['text'].split()) for s in answer['sentences'])
    expect(joined == ''.join(text_of(documents[2], [newest['id']]).split()), joined)
    for sentence in answer['sentences']:
        expect(sentence['since'] in (1, 2, 3), sentence)
        inside = [any(''.join(sentence['text'].split()) in ''.join(text_of(d, [c['id']]).split())
                      for c in d['clauses']) for d in documents]
        if sentence['since'] > 1 and len(sentence['text']) > 15:
            expect(not inside[sentence['since'] - 2], f'{sentence} was there before')
    expect({s['since'] for s in answer['sentences']} != {1}, 'nothing new')
    code, out, err = place.run('history', *paths, '--clause', newest['id'])
    expect(code == 0 and err == '' and newest['title'] in out, out)
    code, out, err = place.run('history', *paths, '--clause', '77.7')
    expect(code == 2 and out == '', out)
    expect_one_line(paths[0], err)


@test
def history_text(place):
    """What is declared stands beside what is found; a line for each clause."""
    paths = sample_paths(*MINATO)
    answer = place.json('history', *paths)
    code, out, err = place.run('history', *paths)
    expect(code == 0 and err == '', err)
    for edition in answer['editions']:
        expect(edition['version'] in out and edition['source']['name'] in out, edition)
    for step in answer['steps']:
        expect(f'found: {step["summary"]["substantive"]} substantive' in out, step)
        for entry in step['declared']:
            expect(f'declared: {entry["version"]}' in out, entry)
    table = out.split('\n\n')[1].splitlines()
    expect(len(table) == len(answer['clauses']) + 1, 'not a line for each clause')
    flips = sum(bool(c and c['flip']) for lane in answer['clauses'] for c in lane['cells'])
    expect(sum(line.count('S!') for line in table) == flips > 0, 'flips are not marked')


@test
def same_bytes(place):
    """The same question gets the same bytes."""
    mixed, minato = sample_paths(*MIXED), sample_paths(*MINATO)
    for words in (['matrix', '--json', *mixed], ['matrix', '--csv', *mixed], ['matrix', *mixed],
                  ['history', '--json', *minato], ['history', *minato]):
        answers = {place.run(*words)[1] for _ in range(3)}
        expect(len(answers) == 1, f'{words[:2]}: not the same twice')


@test
def names_that_are_files_too(place):
    """A file that is called like an id is meant; the program says so."""
    place.import_papers()
    place.write('1', NEW)
    code, out, err = place.run('show', '1', '--json')
    expect(code == 0 and json.loads(out)['edition']['id'] is None, out[:200])
    expect_one_line('1', err)
    code, out, err = place.run('show', './1', '--json')
    expect(code == 0 and err == '', err)


@test
def options_anywhere(place):
    """Common options stand before or after the command; -- ends them."""
    place.write('old.txt', OLD)
    place.write('-odd.txt', OLD)
    code, _, err = place.run('import', 'old.txt', '--library', place.library, library=False)
    expect(code == 0, err)
    expect(len(place.json('list')['editions']) == 1, 'another library')
    code, _, err = place.run('import', '--', '-odd.txt')
    expect(code == 0 and err == '', err)
    code, _, err = place.run('show', '--json', '--', '-odd.txt')
    expect(code == 0 and err == '', err)


@test
def check(place):
    """A sound library is 0; what is none, or damaged, is 2."""
    code, out, err = place.run('check')
    expect(code == 2 and out == '', f'nothing there: {code} {out}')
    expect_one_line(place.library, err)
    place.import_papers()
    code, out, err = place.run('check')
    expect(code == 0 and err == '', f'{code} {out} {err}')
    expect(place.json('check')['sound'] is True, 'not sound')
    other = place.write('other.diptych', OLD)
    code, out, err = place.run('--library', other, 'check', library=False)
    expect(code == 2 and out == '', f'{code} {out}')
    expect_one_line(other, err)
    with open(other, encoding='utf-8') as file:
        expect(file.read() == OLD, 'it was written to')


@test
def search(place):
    """The best clauses come first, marked; finding nothing is 1, as of grep."""
    code, out, err = place.run('search', 'ログ', library=False)
    expect((code, out, err) == (1, '', ''), f'empty library: {code} {out} {err}')
    place.import_papers()

    found = place.json('search', 'バックアップ')
    expect(found['query'] == 'バックアップ' and found['total'] == 2 and found['more'] is False, found)
    expect([(hit['edition'], hit['clause'], hit['title']) for hit in found['hits']]
           == [(2, '2', 'バックアップ'), (1, '2', 'バックアップ')], found)
    for hit in found['hits']:
        for text, marks in ((hit['title'], hit['title_marks']), (hit['snippet'], hit['marks'])):
            expect([text.encode()[start:end].decode() for start, end in marks] == ['バックアップ'], hit)
        expect(hit['service'] == 'Shiosai Storage' and hit['score'] > 0, hit)
    expect(found['hits'][1]['stance'] == 'provided', found)

    expect(place.json('search', '--limit', '1', 'バックアップ')['total'] == 2, 'the limit changes the total')
    expect(len(place.json('search', '--limit', '1', 'バックアップ')['hits']) == 1, 'the limit does nothing')
    expect(place.json('search', '--newest', 'バックアップ')['total'] == 1, 'the old edition is found')
    expect(place.json('search', '３０', '日間')['total'] == 2, 'two words')
    expect(place.json('search', '「操作の ログ」 -バックアップ')['total'] == 2, 'a phrase')
    expect(place.json('search', 'バックアップ stance:provided')['total'] == 1, 'a stance')
    code, out, err = place.run('search', '--json', '--', '-バックアップ', 'title:ログ')
    expect(code == 0 and json.loads(out)['total'] == 2, f'without a word: {out} {err}')
    nothing = place.json('search', '無線', status=1)
    expect(nothing == {'query': '無線', 'hits': [], 'total': 0, 'more': False}, nothing)

    code, out, err = place.run('search', '--limit', '1', '--color=always', 'バックアップ')
    expect(code == 0 and err == '', f'{code} {err}')
    expect(out.startswith('2  2 \x1b[1;31mバックアップ\x1b[0m — Shiosai Storage 1.1\n    '), repr(out))
    expect(out.endswith('\n1 of 2 clauses\n'), repr(out))
    for query in ('!!', 'stance:nonsense'):
        code, out, err = place.run('search', query)
        expect(code == 1 and out == '', f'{query}: {code} {out}')
        expect_one_line(query, err)
    for query in ('"', '(', 'a AND', "x' OR 1=1 --", 'title:"', '*', 'NEAR(', '{title}:x', '\x1f', '\udcff'):
        code, out, err = place.run('search', '--', query)
        expect(code in (0, 1) and 'Could not' not in err, f'{query!r}: {code} {err}')


@test
def damaged_index(place):
    """An index that does not agree with the text is told, and can be made anew."""
    place.import_papers()
    with sqlite3.connect(place.library) as database:
        database.execute("UPDATE clause SET title = '別名', heading = '3. 別名' WHERE title = 'ログ' AND edition_id = 1")
    database.close()
    code, out, err = place.run('check')
    expect(code == 2 and err == '' and 'The search index does not agree with the text of edition 1.' in out, out)
    code, out, err = place.run('check', '--reindex')
    expect(code == 0 and err == '', f'{code} {out} {err}')
    expect(place.json('search', '別名')['total'] == 1, 'not found')
    expect(place.json('search', 'title:ログ')['total'] == 1, 'still found')


@test
def nothing_beside_library(place):
    """A command leaves one file: whoever copies it has all of it."""
    place.import_papers()
    for arguments in (['list'], ['show', '1'], ['import', 'new.txt'], ['check'], ['import', '.'],
                      ['backup', 'copy.diptych'], ['restore', 'copy.diptych'], ['merge', 'copy.diptych']):
        place.run(*arguments)
        beside = [name for name in os.listdir(place.folder) if name.endswith(('-wal', '-shm', '-journal'))]
        expect(not beside, f'{arguments}: {beside}')


@test
def backup_restore(place):
    """A copy gives the same answers; what it replaces is kept, and named."""
    code, _, err = place.run('backup', 'copy.diptych')
    expect(code == 2 and 'no library' in err.lower(), f'{code} {err}')
    place.import_papers()
    before = place.snapshot()
    code, out, err = place.run('backup', 'copy.diptych')
    expect(code == 0 and err == '' and 'copy.diptych' in out, f'{code} {out} {err}')
    place.write('third.txt', OLD.replace('1.0', '3.0'))
    place.run('import', 'third.txt')
    expect(place.snapshot() != before, 'nothing was added')
    code, out, err = place.run('restore', 'copy.diptych')
    expect(code == 0 and err == '' and 'before-restore' in out, f'{code} {out} {err}')
    expect(place.snapshot() == before, 'the copy gives other answers')
    expect(os.path.exists(place.library + '.before-restore'), 'what was there is gone')
    os.remove(place.library)
    code, out, err = place.run('restore', 'copy.diptych')
    expect(code == 0 and place.snapshot() == before, f'{code} {out} {err}')

    # Neither makes room for what is no library.
    place.write('letter.txt', 'a letter')
    for arguments in (['backup', 'letter.txt'], ['restore', 'letter.txt'], ['restore', 'nothing'], ['backup', 'no/such/folder'],
                      ['merge', 'letter.txt'], ['merge', place.library], ['backup', place.library]):
        code, out, err = place.run(*arguments)
        expect(code == 2 and out == '' and err.count('\n') == 1, f'{arguments}: {code} {out} {err}')
    expect(place.snapshot() == before, 'the library changed')
    with open(os.path.join(place.folder, 'letter.txt'), encoding='utf-8') as file:
        expect(file.read() == 'a letter', 'the letter is gone')


@test
def merge(place):
    """Another library's papers come in once, and that library stays as it is."""
    place.import_papers()
    mine = place.library
    place.library = os.path.join(place.folder, 'other.diptych')
    place.write('third.txt', OLD.replace('1.0', '3.0'))
    place.run('import', 'old.txt', 'third.txt')
    with open(place.library, 'rb') as file:
        other = file.read()
    place.library = mine
    code, out, _ = place.run('merge', 'other.diptych')
    expect(code == 0 and out.endswith('new editions: 1, known before: 1\n'), f'{code} {out}')
    expect(len(place.json('list')['editions']) == 3, 'not three editions')
    code, out, err = place.run('merge', 'other.diptych')
    expect(code == 0 and 'new editions: 0, known before: 2' in out, f'{code} {out} {err}')
    code, _, err = place.run('check')
    expect(code == 0, err)
    with open(os.path.join(place.folder, 'other.diptych'), 'rb') as file:
        expect(file.read() == other, 'the other library changed')


@test
def pair(place):
    """What is said of two clauses by hand is remembered, heeded from both sides, and taken back."""
    place.import_papers()
    code, out, err = place.run('pair', '1', '2')
    expect((code, out, err) == (0, '', ''), f'{code} {out} {err}')
    code, out, err = place.run('pair', '1', '2', '2', 'ログ')
    expect((code, out, err) == (0, '2 バックアップ ↔ 3 ログ\n', ''), f'{code} {out} {err}')
    pairs = {each['new']: each for each in place.json('compare', '1', '2', status=1)['pairs']}
    expect(pairs['3']['old'] == '2' and pairs['3']['by_hand'] == 'a person paired these clauses', pairs['3'])
    expect(pairs['2']['old'] != '2' and 'by_hand' not in pairs['1'], pairs)
    code, out, _ = place.run('compare', '1', '2')
    expect('paired by hand' in out, out)
    expect(place.json('pair', '2', '1') ==
           {'old': 2, 'new': 1, 'pairings': [{'old': '3', 'new': '2', 'said': 'together'}]}, 'not from the other side')

    code, out, _ = place.run('pair', '--also', '1', '2', '3', '3')
    expect(code == 0 and out.count('↔') == 2, out)
    merged = [each for each in place.json('compare', '1', '2', status=1)['pairs'] if each['relation'] == 'merged']
    expect(len(merged) == 1 and merged[0]['old_more'] == ['3'], merged)
    code, out, _ = place.run('pair', '1', '2', '1', '3')
    expect(code == 0 and out == '1 目的 ↔ 3 ログ\n', out)
    code, out, _ = place.run('pair', '--apart', '1', '2', '1', '3')
    expect(code == 0 and out == '1 目的 ↮ 3 ログ\n', out)
    code, out, _ = place.run('pair', '--forget', '1', '2', '1', '3')
    expect((code, out) == (0, ''), out)

    for words in (['--forget', '1', '2', '1', '3'], ['1', '2', '9', '3'], ['1', '1', '1', '1'], ['1', '2', '1'],
                  ['--apart', '1', '2'], ['--also', '--apart', '1', '2', '1', '1'], ['old.txt', '2', '1', '1'],
                  ['1', '77']):
        code, out, err = place.run('pair', *words)
        expect(code == 2 and out == '' and err, f'{words}: {code} {out}')
    code, _, err = place.run('check')
    expect(code == 0, err)


@test
def rescue(place):
    """Of a library with a broken page everything is saved, from the original files."""
    place.import_papers()
    before = place.json('list')['editions']
    with open(place.library, 'r+b') as file:
        file.write(b'\xa5' * 4096)
    with open(place.library, 'rb') as file:
        damaged = file.read()
    code, out, err = place.run('list')
    expect(code == 2 and out == '', f'{code} {out} {err}')
    code, out, err = place.run('check', '--rescue', 'new.diptych')
    expect(code == 0 and 'lost: 0' in out and err.count('\n') == 2, f'{code} {out} {err}')
    with open(place.library, 'rb') as file:
        expect(file.read() == damaged, 'the damaged library changed')
    code, out, err = place.run('check', '--rescue', 'new.diptych')
    expect(code == 2 and 'exists' in err, f'{code} {out} {err}')
    place.library = os.path.join(place.folder, 'new.diptych')
    expect(place.json('list')['editions'] == before, 'other editions than before')
    code, out, err = place.run('check')
    expect(code == 0, f'{out} {err}')


@test
def no_room(place):
    """Where the library may not grow any more, what was stored is told, and then why it ended."""
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))

    paper = '1. 暗号化\n' + '保存するデータは暗号化します。\n' * 400 + '2. バックアップ\n毎日取得します。\n'
    names = [os.path.basename(place.write(f'{i:02}.txt', f'第{i}版\n' + paper)) for i in range(60)]
    code, out, err = place.run('import', *names, preexec_fn=limit, restore_signals=False)
    told = [line.split(':')[0] for line in out.splitlines()]
    expect(code == 2, f'status {code}: {err}')
    expect(0 < len(told) < len(names) and told == names[:len(told)], f'told: {told}')
    expect(names[len(told)] in err and 'library.diptych' in err, err)
    stored = [edition['source']['name'] for edition in place.json('list')['editions']]
    expect(sorted(stored) == told, f'stored: {stored}')
    expect(place.json('check')['sound'], 'not sound')


@test
def which_file(place):
    """A complaint names the file that it is about, of several, and says what to do."""
    place.import_papers()
    with open(place.library, 'rb') as file:
        whole = file.read()
    # The copy, the other library, the new one: whichever it is.
    for arguments, named, words in (
            (['backup', 'nowhere/copy'], 'nowhere/copy', 'no such file or folder'),
            (['backup', place.library], 'library.diptych', 'the library itself'),
            (['restore', 'nowhere.diptych'], 'nowhere.diptych', 'no such file or folder'),
            (['restore', 'old.txt'], 'old.txt', 'not a library'),
            (['restore', place.library], 'library.diptych', 'the library itself'),
            (['merge', 'nowhere.diptych'], 'nowhere.diptych', 'no such file or folder'),
            (['merge', 'old.txt'], 'old.txt', 'not a library'),
            (['merge', place.library], 'library.diptych', 'the library itself'),
            (['backup', 'old.txt'], 'old.txt', 'not a library'),
            (['check', '--rescue', 'old.txt'], 'old.txt', 'a file of this name')):
        code, out, err = place.run(*arguments)
        expect(code == 2 and not out, f'{arguments}: {code} {out}')
        expect(re.match(rf'diptych-cli: (\S*/)?{re.escape(named)}: ', err) and words in err and err.count('\n') == 1,
               f'{arguments}: {err}')
    with open(place.library, 'rb') as file:
        expect(file.read() == whole, 'the library changed')
    code, _, err = place.run('check', '--rescue', 'new.diptych', '--json')
    expect(code == 2 and 'no other option' in err, err)


@test
def unconnected_disk(place):
    """A library in a folder that is not there is no empty library."""
    for command in (['list'], ['search', '暗号'], ['check'], ['show', '1']):
        code, out, err = place.run(*command, '--library', 'gone/library.diptych')
        expect(code == 2 and not out and 'gone/library.diptych' in err, f'{command}: {code} {out} {err}')

    # Its folder may be there still. Nothing is in it, but that is said.
    for command, wanted in ((['list'], 0), (['search', '暗号'], 1)):
        code, out, err = place.run(*command)
        expect((code, out) == (wanted, ''), f'{command}: {code} {out}')
        expect_one_line(place.library, err)
        expect('no library' in err, err)
    expect(not os.path.exists(place.library), 'a library was made')


@test
def beginning_lost(place):
    """A library without its first bytes is known for one, and can be saved and replaced."""
    place.import_papers()
    code, _, err = place.run('backup', 'copy.diptych')
    expect(code == 0, err)
    with open(place.library, 'rb') as file:
        whole = file.read()
    for damaged in (whole[100:], bytes(100) + whole[100:], whole[:68] + bytes(4) + whole[72:]):
        with open(place.library, 'wb') as file:
            file.write(damaged)
        for command in (['list'], ['check'], ['import', 'old.txt']):
            code, _, err = place.run(*command)
            expect(code == 2 and 'check --rescue NEW' in err, f'{command}: {code} {err}')
        code, out, err = place.run('check', '--rescue', 'saved.diptych')
        expect(code == 0 and 'whole: 2' in out, f'{out}{err}')
        os.remove(os.path.join(place.folder, 'saved.diptych'))
    code, out, err = place.run('restore', 'copy.diptych')
    expect(code == 0 and 'before-restore' in out, f'{out}{err}')
    expect(place.json('check')['sound'], 'not sound')


@test
def backup_over_other(place):
    """A backup does not take the place of papers that stand nowhere else."""
    place.import_papers()
    place.run('import', 'old.txt', '--library', 'other.diptych')
    place.write('third.txt', OLD.replace('Shiosai', 'Namioto').replace('1.0', '7.0'))
    place.run('import', 'third.txt', '--library', 'other.diptych')
    code, out, err = place.run('backup', 'other.diptych')
    expect(code == 0 and 'other.diptych.before-backup' in out, f'{out}{err}')
    code, out, _ = place.run('list', '--library', 'other.diptych.before-backup')
    expect('Namioto' in out, out)


@test
def damaged_library(place):
    """A library with foreign bytes in the middle is not called sound, and nothing crashes."""
    place.import_papers()
    size = os.path.getsize(place.library)
    with open(place.library, 'r+b') as file:
        for offset in range(4096, size, 4096):
            file.seek(offset)
            file.write(b'\xa5' * 256)
    for arguments in (['check'], ['list'], ['show', '1'], ['import', 'new.txt']):
        code, _, err = place.run(*arguments)
        expect(code in (0, 2), f'{arguments}: {code}')
        expect(err.count('\n') <= 1, err)
    code, _, _ = place.run('check')
    expect(code == 2, 'called sound')


@test
def full_disk(place):
    """An answer that could not be written is trouble."""
    if not os.path.exists('/dev/full'):
        raise Skip('no /dev/full')
    place.import_papers()
    for arguments in (['list'], ['list', '--json'], ['show', '1'], ['show', '1', '--json'],
                      ['compare', '1', '2'], ['compare', '1', '2', '--json'], ['matrix', '1', '--csv'],
                      ['history', 'shiosai'], ['check'], ['--help']):
        with open('/dev/full', 'wb') as full:
            code, _, err = place.run(*arguments, stdout=full)
        expect(code == 2, f'{arguments}: {code}')
        expect_one_line('standard output', err)


@test
def closed_pipe(place):
    """Whoever has read enough may leave, without complaints."""
    place.write('old.txt', OLD + ''.join(f'\n{i}. 節{i}\n本文です。\n' for i in range(4, 3000)))
    for ignore in (False, True):
        process = subprocess.Popen(
            [CLI, 'show', 'old.txt', '--json'], cwd=place.folder, env=place.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=lambda i=ignore: signal.signal(signal.SIGPIPE, signal.SIG_IGN if i else signal.SIG_DFL))
        process.stdout.read(10)
        process.stdout.close()
        err = process.stderr.read()
        process.wait(TIME_LIMIT)
        expect(err == b'', err)


def run_on_terminal(place, words, environment):
    """Runs the program on a terminal of its own; gives status and what is on the screen."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(place.folder)
        os.execve(CLI, [CLI] + words, {**place.environment, 'TERM': 'xterm', **environment})
    screen = b''
    while True:
        ready, _, _ = select.select([terminal], [], [], TIME_LIMIT)
        if not ready:
            os.kill(pid, signal.SIGKILL)
            raise Failure('hangs')
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        screen += piece
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), screen.decode()


@test
def terminal(place):
    """On a terminal there are colours and a pager, and a way to have neither."""
    place.write('old.txt', OLD)
    place.write('new.txt', NEW)
    words = ['compare', 'old.txt', 'new.txt']
    code, screen = run_on_terminal(place, words, {'PAGER': ''})
    expect(code == 1 and '\x1b[0;4;32m' in screen, screen)
    code, screen = run_on_terminal(place, words, {'PAGER': '', 'NO_COLOR': '1'})
    expect(code == 1 and '\x1b' not in screen, screen)
    code, screen = run_on_terminal(place, words, {'PAGER': '', 'TERM': 'dumb'})
    expect(code == 1 and '\x1b' not in screen, screen)
    code, screen = run_on_terminal(place, words, {'PAGER': 'sed s/^/PAGED/'})
    expect(code == 1 and 'PAGED' in screen, screen)
    code, screen = run_on_terminal(place, words, {'PAGER': 'true'})
    expect(code == 1 and screen == '', f'{code} {screen}')
    code, screen = run_on_terminal(place, ['--no-pager'] + words, {'PAGER': 'sed s/^/PAGED/'})
    expect(code == 1 and 'PAGED' not in screen, screen)
    code, screen = run_on_terminal(place, ['--library', place.library, 'import', 'old.txt', 'new.txt'], {})
    expect(code == 0 and '[2/2] new.txt' in screen, screen)


@test
def width(place):
    """Lines fit the columns that are asked for; in a pipe they stay whole."""
    place.write('old.txt', OLD + 'あ' * 200 + '。\n')
    code, out, _ = place.run('show', 'old.txt', environment={'COLUMNS': '40'})
    expect(code == 0 and 'あ' * 21 not in out, out)
    code, out, _ = place.run('show', 'old.txt')
    expect(code == 0 and 'あ' * 200 in out, out)


@test
def locales(place):
    """JSON is UTF-8 in every locale, and so is text where the locale has no letters."""
    place.write('old.txt', OLD)
    for locale in ('C', 'POSIX', 'C.UTF-8', 'ja_JP.UTF-8'):
        _, out, err = place.run('show', 'old.txt', '--json', environment={'LC_ALL': locale})
        expect('毎日取得' in out and err == '', f'{locale}: {err}')
        _, out, err = place.run('show', 'old.txt', environment={'LC_ALL': locale})
        expect('毎日取得' in out and err == '', f'{locale}: {err}')
        _, out, err = place.run('--help', environment={'LC_ALL': locale})
        expect('FILE' in out and '?' not in out and err == '', f'{locale}: {out} {err}')
        _, out, err = place.run('paint', environment={'LC_ALL': locale})
        expect('paint' in err and '?' not in err, f'{locale}: {err}')


def need_japanese(place):
    """Skips where nobody can be spoken to in Japanese: newer C libraries do not translate for C.UTF-8."""
    if not os.path.isdir(os.path.join(os.environ.get('DIPTYCH_LOCALEDIR', ''), 'ja')):
        raise Skip('the translations are not built')
    version = tuple(int(part) for part in os.confstr('CS_GNU_LIBC_VERSION').split()[1].split('.'))
    _, _, err = place.run('show', 'nowhere.txt', environment={'LANGUAGE': 'ja'})
    if not re.search('[ぁ-ん]', err) and version > (2, 36):
        raise Skip('the C library does not translate here')


@test
def japanese(place):
    """Whoever reads Japanese reads no English but what the papers say themselves."""
    need_japanese(place)
    pairs = [[os.path.join(SAMPLES, name) for name in names] for names in (
        ('komorebi-kintai-checksheet-3.0.txt', 'komorebi-kintai-checksheet-3.1.txt'),
        ('minato-chohyo-1.0.txt', 'minato-chohyo-1.1.txt'), ('minato-chohyo-1.1.txt', 'minato-chohyo-2.0.txt'),
        ('asagiri-cloud-2.md', 'asagiri-cloud-3.md'))]
    for paths in pairs:
        said = ''
        for path in paths:
            with open(path, encoding='utf-8') as file:
                said += unicodedata.normalize('NFKC', file.read() + os.path.basename(path)).lower()
        for arguments in (['compare', *paths], ['matrix', *paths], ['history', *paths], ['show', paths[1]]):
            _, out, err = place.run(*arguments, environment={'LANGUAGE': 'ja'})
            words = set(re.findall('[A-Za-z]{3,}', unicodedata.normalize('NFKC', out)))
            # Controls with their titles, and the framework that is the first cell of a matrix.
            foreign = sorted(word for word in words - {'CLD', 'METI', 'IPR', 'PII', 'iso', 'meti'} if word.lower() not in said)
            expect(not foreign and err == '', f'{arguments}: {foreign} {err}')


@test
def refused_in_japanese(place):
    """What is wrong with a file is said once, with what to do about it."""
    need_japanese(place)
    place.write('empty.txt', '')
    place.write('photo.svg', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    for name, once, advice in (('empty.txt', '空です', '取得し直してください'), ('photo.svg', 'テキストがありません', '文字認識')):
        code, out, err = place.run('show', name, environment={'LANGUAGE': 'ja'})
        expect(code == 2 and out == '', f'{code} {out}')
        expect(err.count(once) == 1 and err.count(advice) == 1 and err.count('\n') == 1, err)


@test
def library_in_japanese(place):
    """What exactly has failed in a library is said in Japanese, too, also where SQLite says it."""
    need_japanese(place)
    place.write('a.txt', OLD)
    place.run('import', 'a.txt')
    with open(place.library, 'r+b') as file:
        file.seek(20000)
        file.write(b'\xff' * 65536)
    code, _, err = place.run('list', environment={'LANGUAGE': 'ja'})
    words = set(re.findall('[A-Za-z]{3,}', err.replace(place.library, '')))
    expect(code == 2 and 'ライブラリが壊れています' in err, f'{code} {err}')
    expect(words <= {'diptych', 'cli', 'check', 'rescue', 'restore', 'import'}, f'{words} {err}')


@test
def escape_sequences(place):
    """A paper cannot steer the terminal."""
    place.write('bad.txt', OLD.replace('毎日', '毎\x9b31m日').replace('操作', '操\u202e作'))
    for arguments in (['show', 'bad.txt'], ['show', 'bad.txt', '--json'],
                      ['compare', 'bad.txt', 'bad.txt'], ['import', 'bad.txt'], ['list']):
        _, out, err = place.run(*arguments)
        expect(not re.search(r'[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]', out + err), f'{arguments}: {out!r}')


@test
def samples(place):
    """Our own papers come in, and the library is sound afterwards."""
    if not os.path.isdir(SAMPLES):
        raise Skip('no samples')
    papers = sorted(os.path.join(SAMPLES, name) for name in os.listdir(SAMPLES)
                    if name.endswith(('.txt', '.md')) and not name.startswith('README'))
    if not papers:
        raise Skip('no samples')
    code, out, err = place.run('import', *papers)
    expect(code == 0 and err == '', f'{code} {err}')
    expect(len(out.splitlines()) == len(papers), out)
    editions = place.json('list')['editions']
    expect(len(editions) == len(papers), 'not all in')
    for edition in editions:
        document = place.json('show', str(edition['id']))
        path = os.path.join(SAMPLES, edition['source']['name'])
        fresh = place.json('show', path)
        expect(document['clauses'] == fresh['clauses'], f'{path}: the library and the file disagree')
        expect(document['warnings'] == fresh['warnings'], f'{path}: other warnings')
        code, _, err = place.run('compare', path, str(edition['id']))
        expect(code == 0 and err == '', f'{path}: differs from itself: {code} {err}')
        code, _, err = place.run('show', path, environment={'COLUMNS': '60'})
        expect(code == 0 and err == '', f'{path}: {err}')
    expect(place.json('check')['sound'], 'not sound')


def main():
    """Runs the tests."""
    failed = 0
    print(f'1..{len(tests)}')
    for number, function in enumerate(tests, 1):
        name = '/cli/' + function.__name__.replace('_', '-')
        folder = tempfile.mkdtemp(prefix='diptych-cli-')
        try:
            function(Place(folder))
            print(f'ok {number} {name}', flush=True)
        except Skip as reason:
            print(f'ok {number} {name} # SKIP {reason}', flush=True)
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            for line in f'{type(error).__name__}: {error}'[:2000].splitlines():
                print(f'# {line}')
            print(f'not ok {number} {name}', flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
