#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two states of one law, compared by a government office, against what diptych-cli says of them.

    test-law.py --cli diptych-cli

Speaks TAP. The texts and the office's comparison are those of DIPTYCH_SHARED/real/law: for each block of the law its
text on both sides and the spans of it that are marked. Counted are characters that are no white space, so that it does
not matter how a reader joins lines; what the program shows is laid beside the office's text by a plain diff.

The spans of the program come from the offsets of the changes in the text of a clause, which is what `show --json`
says: title, question, answer, blocks, one after the other. What stands on a cover is shown and not compared.
"""

import argparse
import difflib
import glob
import json
import os
import subprocess
import sys

# All blocks right, 0.9 of the marked characters marked, at most 0.1 more.
MIN_SHOWN = 0.97
MIN_RECALL = 0.9
MAX_MORE = 0.1
MAX_WRONG_BLOCKS = 0


class Tap:
    """Counts and prints tests."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def line(self, name, problems, directive=''):
        """One test; the problems are told as its diagnosis."""
        self.count += 1
        if problems and not directive:
            self.failed += 1
        print(f'{"not ok" if problems else "ok"} {self.count} - {name}{directive}')
        for problem in problems:
            print('#   ' + problem)


def run(cli, *arguments):
    """The JSON that a command answers with."""
    result = subprocess.run([cli, *arguments], capture_output=True, check=False, timeout=60)
    if result.returncode not in (0, 1):
        raise SystemExit('Bail out! ' + result.stderr.decode('utf-8', 'replace'))
    return json.loads(result.stdout)


def clause_text(clause):
    """The string that offsets of changes count in, and where each block of it begins and ends."""
    parts = [part for part in (clause['title'], clause['question'], clause['answer']) if part]
    spans = []
    at = sum(len(part) + 1 for part in parts)
    for block in clause['blocks']:
        marker = block['marker'] + ' ' if block['marker'] else ''
        parts.append(marker + block['text'])
        spans.append((at, at + len(parts[-1])))
        at += len(parts[-1]) + 1
    return '\n'.join(parts), spans


def program_marks(shown, pairs, side):
    """All text of one side without white space, whether each character is marked, and where blocks begin."""
    marks = {clause['id']: [] for clause in shown['clauses']}
    unpaired = set()
    for pair in pairs:
        if pair['old' if side == 'new' else 'new'] is None:
            unpaired.add(pair[side])
        elif pair[side] is not None and not pair[f'{side}_more']:
            marks[pair[side]] += [(change[f'{side}_start'], change[side]) for change in pair['changes']]

    cover = ''.join(each['value'] for each in shown['properties'] if each['name'] == 'cover')
    text = list(''.join(((shown['edition']['title'] or '') + cover).split()))
    marked = [False] * len(text)
    begins = set()
    for clause in shown['clauses']:
        whole, blocks = clause_text(clause)
        is_marked = [clause['id'] in unpaired] * len(whole)
        for start, changed in marks[clause['id']]:
            assert whole[start:start + len(changed)] == changed, (whole[start:start + len(changed)], changed)
            is_marked[start:start + len(changed)] = [True] * len(changed)
        starts = {start for start, _ in blocks}
        for i, character in enumerate(whole):
            if i in starts:
                begins.add(len(text))
            if not character.isspace():
                text.append(character)
                marked.append(is_marked[i])
    return ''.join(text), marked, begins


def gold_marks(gold, side):
    """The same of the office's comparison, and where each of its blocks lies."""
    text = []
    marked = []
    blocks = []
    for block in gold['blocks']:
        begin = len(text)
        spans = [(start, end) for _, start, end, _ in block[f'{side}_spans']]
        for i, character in enumerate(block[side]):
            if not character.isspace():
                text.append(character)
                marked.append(any(start <= i < end for start, end in spans))
        if len(text) > begin:
            blocks.append((begin, len(text), block[side]))
    return ''.join(text), marked, blocks


def lay_beside(gold_text, text):
    """For each character of the office's text its place in the program's, None where it is not shown."""
    places = [None] * len(gold_text)
    matcher = difflib.SequenceMatcher(None, gold_text, text, autojunk=False)
    for start, place, length in matcher.get_matching_blocks():
        places[start:start + length] = range(place, place + length)
    return places


def test_law(tap, cli, name, old, new, gold):
    """Everything that is held of one law."""
    pairs = run(cli, 'compare', '--json', old, new)['pairs']
    n_all = n_shown = n_gold = n_both = n_ours = 0
    wrong = []
    joined = []
    for side, path in (('old', old), ('new', new)):
        text, marked, begins = program_marks(run(cli, 'show', '--json', path), pairs, side)
        gold_text, theirs, blocks = gold_marks(gold, side)
        places = lay_beside(gold_text, text)
        ours = [place is not None and marked[place] for place in places]
        n_all += len(places)
        n_shown += sum(place is not None for place in places)
        n_gold += sum(theirs)
        n_ours += sum(ours)
        n_both += sum(a and b for a, b in zip(ours, theirs))
        for begin, end, shown in blocks:
            if any(ours[begin:end]) != any(theirs[begin:end]):
                by = 'the office' if any(theirs[begin:end]) else 'the program'
                wrong.append(f'{side}: marked by {by} only: {shown[:40]}')
            if places[begin] not in begins:
                joined.append(f'{side}: does not begin a paragraph: {shown[:40]}')

    figures = (f'{n_shown} of {n_all} characters are shown, {n_both} of {n_gold} marked ones are marked, '
               f'and {n_ours - n_both} more')
    print(f'# {name}: {figures}; {len(wrong)} blocks differ')
    tap.line(f'{name}: nothing is lost', [figures] if n_shown < MIN_SHOWN * n_all else [])
    tap.line(f'{name}: the changed blocks are the marked ones', wrong if len(wrong) > MAX_WRONG_BLOCKS else [])
    tap.line(f'{name}: the marked characters are marked', [figures] if n_both < MIN_RECALL * n_gold else [])
    tap.line(f'{name}: not much else is marked', [figures] if n_ours - n_both > MAX_MORE * n_gold else [])
    # A row of an article that ends without a full stop looks like a line that was wrapped there.
    tap.line(f'{name}: every block begins a paragraph', joined,
             ' # TODO items numbered in kanji (一, 二) are taken for wrapped lines' if joined else '')


def main():
    """Looks for the texts and holds each against the office's comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--cli', required=True)
    arguments = parser.parse_args()
    shared = os.environ.get('DIPTYCH_SHARED', '')
    golds = sorted(glob.glob(os.path.join(shared, 'real', 'law', '*_gold.json')))
    if not golds:
        print(f'1..0 # SKIP no comparison of a law in {shared or "DIPTYCH_SHARED (not set)"}')
        return 0

    tap = Tap()
    for path in golds:
        stem = path[:-len('_gold.json')]
        with open(path, encoding='utf-8') as file:
            gold = json.load(file)
        test_law(tap, arguments.cli, os.path.basename(stem), stem + '_old.txt', stem + '_new.txt', gold)
    print(f'1..{tap.count}')
    return 1 if tap.failed else 0


if __name__ == '__main__':
    sys.exit(main())
