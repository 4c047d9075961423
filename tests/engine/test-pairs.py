#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two editions of invented papers, told by a careful reader, against what diptych-cli says of them.

    test-pairs.py --cli diptych-cli [--why] [--table] [NAME…]

Speaks TAP, or prints a table of shares. Each file of tests/engine/pairs is both editions and the reader's opinion:

    @paper md | txt | csv     how headings are printed: "## 1.1 Title" or "1.1 Title"; a checksheet, where the text of
                              "1-2" is the question, the answer and the remark, and that of "1" the section's title
    @head                     what stands before the first clause
    @tail                     … and after the last one
    @clause OLD NEW CLASS     a pair by its numbers, "-" for none, "5+6" where it was split or joined;
                              "|" parts classes of which either will do; then flip, or "flip?" where it
                              may be told and need not; "todo" for what the program does not see yet;
                              F0 is what stands between the head and the first clause, without a title
    @group OLD => NEW: 1 2    one replacement in the clauses (numbers of the new edition)
    @undeclared 3 4           changed in substance, and the table of revisions says nothing of it; todo as above
    @not-found TEXT           declared, and nothing of the kind changed

Below a line with @ stand lines of text: " " in both editions, "-" in the old, "+" in the new one; the first of a clause
is its title, without the number. "-@ 6 Title" and "+@ 6 Title" begin the next clause of one side. "! OLD => NEW" is a
change of substance that has to be told. All providers are invented.
"""

import argparse
import csv
import glob
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

here = os.path.dirname(os.path.abspath(__file__))
FIELDS = ('aligned', 'class', 'substantive recall', 'substantive precision', 'flip recall', 'flip precision', 'told',
          'groups', 'audit')


def fold(text):
    """A text without width, white space and case."""
    return ''.join(unicodedata.normalize('NFKC', text or '').split()).casefold()


def order(number):
    """Numbers in the order of a paper; annexes last."""
    return [(1, ord(part[0])) if part[0].isalpha() else (0, int(part)) for part in re.split('[.-]', number)]


class Clause:
    """A pair of clauses and what a reader says of it: the line that begins with @clause."""

    def __init__(self, where, words):
        self.where = where
        self.old, self.old_more = self.read_numbers(words[0])
        self.new, self.new_more = self.read_numbers(words[1])
        self.classes = words[2].split('|')
        self.flip = 'yes' if 'flip' in words else 'either' if 'flip?' in words else 'no'
        self.todo = 'todo' in words
        self.told = []

    @staticmethod
    def read_numbers(word):
        """The clause's number, and those that were split from it or joined with it."""
        numbers = [] if word == '-' else word.split('+')
        return (numbers[0] if numbers else None), numbers[1:]


class Pair:
    """Both editions, and the reader's opinion."""

    def __init__(self, path):
        self.name = os.path.basename(path)[:-len('.txt')]
        self.style = 'md'
        self.clauses = []
        self.groups = []
        self.undeclared = None
        self.undeclared_todo = False
        self.not_found = None
        self.parts = {'old': {}, 'new': {}}
        self.ends = {'old': ([], []), 'new': ([], [])}
        self.read(path)

    def read(self, path):
        """Reads the file."""
        target = {'old': None, 'new': None}
        clause = None
        with open(path, encoding='utf-8') as source:
            for number, line in enumerate(source, 1):
                line = line.rstrip('\n')
                where = f'{self.name}:{number}'
                if line.startswith('@'):
                    word, _, rest = line[1:].partition(' ')
                    if word == 'paper':
                        self.style = rest
                    elif word in ('head', 'tail'):
                        target = {side: self.ends[side][word == 'tail'] for side in target}
                    elif word == 'clause':
                        clause = Clause(where, rest.split())
                        self.clauses.append(clause)
                        for side in target:
                            first = getattr(clause, side)
                            target[side] = None if first is None else self.parts[side].setdefault(first, [])
                    elif word == 'group':
                        text, _, ids = rest.rpartition(':')
                        old, _, new = text.partition('=>')
                        self.groups.append((old.strip(), new.strip(), set(ids.split())))
                    elif word == 'undeclared':
                        self.undeclared = set(rest.split()) - {'todo'}
                        self.undeclared_todo = 'todo' in rest.split()
                    elif word == 'not-found':
                        self.not_found = (self.not_found or []) + ([rest] if rest else [])
                    else:
                        raise SystemExit(f'Bail out! {where}: what is @{word}?')
                elif line.startswith(('-@', '+@')):
                    side = 'old' if line[0] == '-' else 'new'
                    begun, _, title = line[3:].partition(' ')
                    target[side] = self.parts[side].setdefault(begun, [])
                    target[side].append(title)
                elif line.startswith('!'):
                    old, _, new = line[1:].partition('=>')
                    clause.told.append((old.strip(), new.strip()))
                elif line[:1] in ('-', ' ', '+'):
                    for side, mark in (('old', '-'), ('new', '+')):
                        if line[0] in (' ', mark) and target[side] is not None:
                            target[side].append(line[1:])
                elif line:
                    raise SystemExit(f'Bail out! {where}: which side?')

    def sheet(self, side):
        """One edition as a checksheet: each section in the first of its rows."""
        head, tail = self.ends[side]
        head = head + self.parts[side].get('F0', [])
        rows = io.StringIO()
        section = ''
        for number, body in sorted(self.parts[side].items(), key=lambda part: order(part[0])):
            if number == 'F0':
                continue
            if '-' not in number:
                section = body[0]
                continue
            question, answer, *remarks = body
            csv.writer(rows).writerow([section, number.split('-')[1], question, answer, '\n'.join(remarks)])
            section = ''
        return '\n'.join(head) + '\n' + rows.getvalue() + '\n'.join(tail)

    def text(self, side):
        """One edition as a paper."""
        if self.style == 'csv':
            return self.sheet(side)
        head, tail = self.ends[side]
        lines = [*head, '']
        for line in self.parts[side].get('F0', []):
            lines += [line, '']
        for number, body in sorted(self.parts[side].items(), key=lambda part: order(part[0])):
            if number == 'F0':
                continue
            depth = number.count('.') + 2
            mark = '#' * depth + ' ' if self.style == 'md' else ''
            lines += [f'{mark}{number} {body[0]}', '']
            for i, line in enumerate(body[1:], 1):
                lines.append(line)
                # Rows of a table and things of a list stand together.
                following = body[i + 1] if i + 1 < len(body) else ''
                if not (line[:1] in '|-・' and following[:1] in '|-・' and following):
                    lines.append('')
        return '\n'.join(lines + tail) + '\n'


def run(cli, pair):
    """What the program says."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for side in ('old', 'new'):
            paths.append(os.path.join(folder, f'{side}.{pair.style}'))
            with open(paths[-1], 'w', encoding='utf-8') as out:
                out.write(pair.text(side))
        result = subprocess.run([cli, 'compare', '--json', *paths], capture_output=True, check=False, timeout=60)
    if result.returncode not in (0, 1):
        raise SystemExit('Bail out! ' + result.stderr.decode('utf-8', 'replace'))
    return json.loads(result.stdout)


def is_with_insertion(whole, other):
    """Whether the other text is this one with something more in one place."""
    before = len(os.path.commonprefix([whole, other]))
    after = len(os.path.commonprefix([whole[before:][::-1], other[before:][::-1]]))
    return before + after >= len(whole)


def is_touched(blob, whole, other):
    """Whether at least half of what is new in a text was shown."""
    if not whole or whole == other or is_with_insertion(whole, other):
        return True
    grams = {whole[i:i + 2] for i in range(len(whole) - 1)} - {other[i:i + 2] for i in range(len(other) - 1)}
    return len(grams) < 2 or sum(gram in blob for gram in grams) / len(grams) >= 0.5


def group_share(group, found):
    """How much of a group was found as one."""
    best = 0.0
    for other in found:
        a, b = (fold(group[0]), fold(group[1])), (fold(other['old']), fold(other['new']))
        if (b[0] in a[0] and b[1] in a[1]) or (a[0] in b[0] and a[1] in b[1]):
            clauses = set(other['clauses'])
            best = max(best, len(group[2] & clauses) / len(group[2] | clauses))
    return best


class Judge:
    """Counts, of one pair or of many."""

    def __init__(self):
        self.good = dict.fromkeys(FIELDS, 0)
        self.all = dict.fromkeys(FIELDS, 0)

    def count(self, field, good, of=1):
        """One more of a field."""
        self.good[field] += good
        self.all[field] += of

    def add(self, other):
        """All that another one counted."""
        for field in FIELDS:
            self.count(field, other.good[field], other.all[field])

    def table(self):
        """The shares as one line."""
        return '  '.join(f'{field} {self.good[field]:g}/{self.all[field]}' for field in FIELDS)


def judge_clause(clause, said, judge):
    """Problems of one clause."""
    judge.count('aligned', said is not None)
    if said is None:
        judge.count('class', 0)
        judge.count('substantive recall', 0, clause.classes == ['substantive'])
        judge.count('flip recall', 0, clause.flip == 'yes')
        return ['the clauses are not paired']

    problems = []
    is_right = said['class'] in clause.classes
    judge.count('class', is_right)
    if not is_right:
        problems.append(f'class {said["class"]}, not {"|".join(clause.classes)}')
    if clause.classes == ['substantive']:
        judge.count('substantive recall', said['class'] == 'substantive')
    if said['class'] == 'substantive':
        judge.count('substantive precision', 'substantive' in clause.classes)
    for side in ('old', 'new'):
        if set(said[f'{side}_more']) != set(getattr(clause, f'{side}_more')):
            problems.append(f'{side}_more {said[f"{side}_more"]}')
    flip = said['stance']['flip'] if said['stance'] else False
    if clause.flip == 'yes':
        judge.count('flip recall', flip)
    if flip:
        judge.count('flip precision', clause.flip != 'no')
    if clause.flip != 'either' and flip != (clause.flip == 'yes'):
        problems.append(f'told as a flip: {said["stance"]["reason"]}' if flip else 'not told as a flip')
    blob = {side: fold(''.join(change[side] or '' for change in said['changes'])) for side in ('old', 'new')}
    for old, new in clause.told:
        is_told = is_touched(blob['old'], fold(old), fold(new)) and is_touched(blob['new'], fold(new), fold(old))
        judge.count('told', is_told)
        if not is_told:
            problems.append(f'not told: {old} => {new}')
    if problems:
        for change in said['changes']:
            if change['class'] not in ('none', 'layout'):
                problems.append(f'  {change["class"]} {change["class_rule"] if "class_rule" in change else ""} '
                                f'[{change["old"]}] > [{change["new"]}]')
    return problems


def judge_pair(pair, answer, judge):
    """Yields a name, the problems and whether they are known, for each thing that is held of a pair."""
    said = {(each['old'], each['new']): each for each in answer['pairs']}
    for clause in pair.clauses:
        key = (clause.old, clause.new)
        each = said.pop(key, None)
        yield f'{clause.old}>{clause.new}', judge_clause(clause, each, judge), clause.todo
    for (old, new), each in said.items():
        judge.count('aligned', 0)
        if each['class'] == 'substantive':
            judge.count('substantive precision', 0)
        yield f'{old}>{new}', ['is no pair of these editions'], False
    for group in pair.groups:
        share = group_share(group, answer['groups'])
        judge.count('groups', share)
        yield f'group {group[0]}', [] if share >= 0.6 else [f'found {share:.2f} of {sorted(group[2])}'], False
    if pair.undeclared is not None:
        told = {each['clause'] for each in answer['audit']['undeclared']}
        judge.count('audit', len(told & pair.undeclared), len(told | pair.undeclared))
        yield 'undeclared', [] if told == pair.undeclared else [f'{sorted(told)}, not {sorted(pair.undeclared)}'], \
            pair.undeclared_todo
    if pair.not_found is not None:
        told = [each['summary'] for each in answer['audit']['not_found']]
        judge.count('audit', set(told) == set(pair.not_found))
        yield 'not found', [] if set(told) == set(pair.not_found) else [f'{told}, not {pair.not_found}'], False


def main():
    """Asks for each pair and prints what differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--cli', required=True)
    parser.add_argument('--folder', default=os.path.join(here, 'pairs'))
    parser.add_argument('--table', action='store_true')
    parser.add_argument('--why', action='store_true')
    parser.add_argument('names', nargs='*')
    arguments = parser.parse_args()
    count = failed = 0
    total = Judge()
    for path in sorted(glob.glob(os.path.join(arguments.folder, '*.txt'))):
        if arguments.names and not any(name in path for name in arguments.names):
            continue
        pair = Pair(path)
        judge = Judge()
        for name, problems, is_known in judge_pair(pair, run(arguments.cli, pair), judge):
            count += 1
            failed += bool(problems) and not is_known
            if not arguments.table and not arguments.why:
                state = 'not ok' if problems else 'ok'
                print(f'{state} {count} - /engine/pairs/{pair.name}/{re.sub("[ #]+", "-", name)}'
                      + (' # TODO not seen yet' if problems and is_known else ''))
            if problems and not arguments.table:
                print('\n'.join(f'# {pair.name} {name}: {problem}' for problem in problems))
        if arguments.table or arguments.why:
            print(f'{pair.name}: {judge.table()}')
        total.add(judge)
    if arguments.table or arguments.why:
        print(f'all: {total.table()}')
    else:
        print(f'1..{count}')
    return 1 if failed and not arguments.table and not arguments.why else 0


if __name__ == '__main__':
    sys.exit(main())
