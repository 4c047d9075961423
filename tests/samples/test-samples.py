#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what diptych-cli says of the sample papers against the expected files beside them.

    test-samples.py [--cli diptych-cli] [--samples data/samples] [NAME…]

Speaks TAP, one test for each aspect of each paper and of each pair. data/samples/README.md describes the expected
files. A case that the program is known to get wrong stands in todo.json beside this script with the reason; it becomes
a test of its own that is marked TODO, and what is left of the aspect still has to pass.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
CLASSES = ['none', 'layout', 'orthographic', 'reference', 'editorial', 'substantive']
SECONDS = 120


def squeeze(text):
    """Without any white space."""
    return ''.join((text or '').split())


def spaced(text):
    """With white space only where it parts two Latin words, as one space."""
    text = ' '.join((text or '').split())
    return re.sub(r'(?<![!-~]) | (?![!-~])', '', text)


def fold(text):
    return squeeze(unicodedata.normalize('NFKC', text or '')).casefold()


def show(value):
    return json.dumps(value, ensure_ascii=False)


class Tap:
    """Counts and prints tests; knows the cases that are not good enough yet."""

    def __init__(self, todo):
        self.n = 0
        self.failed = 0
        self.todo = todo
        self.met = set()

    def line(self, name, problems, directive=''):
        self.n += 1
        if problems and not directive:
            self.failed += 1
        print('%s %d - %s%s' % ('not ok' if problems else 'ok', self.n, name, directive))
        for problem in problems:
            print('#   ' + problem.replace('\n', '\\n'))

    def report(self, where, aspect, problems):
        """Problems are pairs of a key (the id of a clause, mostly) and a text."""
        known = self.todo.get(where, {}).get(aspect, {})
        self.met.add((where, aspect))
        self.line('/samples/%s/%s' % (where, aspect), ['%s: %s' % (k, t) for k, t in problems if k not in known])
        for key, reason in known.items():
            mine = ['%s: %s' % (k, t) for k, t in problems if k == key]
            if mine:
                self.line('/samples/%s/%s/%s' % (where, aspect, key), mine, ' # TODO ' + reason)
            else:
                print('# %s/%s/%s passes: it can leave todo.json' % (where, aspect, key))


def run(arguments, *args):
    done = subprocess.run([arguments.cli, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS)
    if done.returncode not in (0, 1):
        raise RuntimeError('%s: exit status %d: %s' % (' '.join(args), done.returncode,
                                                      done.stderr.decode(errors='replace').strip()[-400:]))
    return json.loads(done.stdout)


def find_paper(arguments, name):
    for ending in ('.txt', '.md'):
        path = os.path.join(arguments.samples, name + ending)
        if os.path.exists(path):
            return path
    raise RuntimeError('there is no sample ' + name)


# One edition

def check_metadata(want, got):
    edition = got['edition']
    for key, value in want['edition'].items():
        said = edition.get(key)
        if fold(said) not in [fold(v) for v in (value if isinstance(value, list) else [value])]:
            yield key, '%s instead of %s' % (show(said), show(value))
    if '\n' in (edition.get('title') or ''):
        yield 'title', 'runs over two lines'


def check_properties(want, got):
    said = [(p['name'], p['value']) for p in got['properties']]
    for prop in want.get('properties', []):
        if (prop['name'], prop['value']) not in said:
            yield prop['name'], 'is not among %s' % show(said)


def check_clauses(want, got):
    wanted = [c['id'] for c in want['clauses']]
    said = [c['id'] for c in got if c['kind'] != 'part' or c['id'] in wanted]
    for id_ in wanted:
        if id_ not in said:
            yield id_, 'is missing'
    for id_ in said:
        if id_ not in wanted:
            yield id_, 'does not exist in the paper'
    order = [id_ for id_ in said if id_ in wanted]
    if not set(wanted) - set(said) and order != wanted:
        yield 'order', 'is %s' % ' '.join(order)


def each(want, got):
    by_id = {c['id']: c for c in got}
    for clause in want['clauses']:
        if clause['id'] in by_id:
            yield clause, by_id[clause['id']]


def check_titles(want, got):
    for clause, said in each(want, got):
        if 'title' in clause and spaced(said['title']) != spaced(clause['title']):
            yield clause['id'], '%s instead of %s' % (show(said['title']), show(clause['title']))
        if 'heading' in clause and squeeze(said['heading']) != squeeze(clause['heading']):
            yield clause['id'], 'heading %s instead of %s' % (show(said['heading']), show(clause['heading']))
        if said.get('number') != clause['number']:
            yield clause['id'], 'number %s instead of %s' % (show(said.get('number')), show(clause['number']))


def check_tree(want, got):
    for clause, said in each(want, got):
        for key in ('level', 'parent'):
            wanted = clause.get(key)
            if key in clause and said.get(key) not in (wanted if isinstance(wanted, list) else [wanted]):
                yield clause['id'], '%s %s instead of %s' % (key, show(said.get(key)), show(clause[key]))
        if 'kind' in clause and said['kind'] not in clause['kind'].split('|'):
            yield clause['id'], 'kind %s instead of %s' % (said['kind'], clause['kind'])


def check_text(want, got):
    """Nothing is lost, nothing is invented, and lines are joined as a person would."""
    latin = want['edition']['language'] == 'en'
    for clause, said in each(want, got):
        if 'blocks' in clause:
            wanted = [(b['marker'] or '') + ' ' + b['text'] for b in clause['blocks']]
            printed = [(b.get('marker') or '') + ' ' + b['text'] for b in said['blocks']]
            a, b = (' '.join(' '.join(x).split()) if latin else spaced(' '.join(x)) for x in (wanted, printed))
            if a != b:
                at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                yield clause['id'], '…%s… instead of …%s…' % (b[max(0, at - 12):at + 24], a[max(0, at - 12):at + 24])
        for line in clause.get('lines', []):
            everything = ''.join((b.get('marker') or '') + b['text'] for b in said['blocks'])
            for cell in line.split('\t'):
                if squeeze(cell) not in squeeze(everything):
                    yield clause['id'], 'lost %s' % show(cell)


def check_blocks(want, got):
    for clause, said in each(want, got):
        if 'blocks' not in clause:
            continue
        wanted = [b['kind'] for b in clause['blocks']]
        printed = [b['kind'] for b in said['blocks']]
        same = len(wanted) == len(printed) and all(p in w.split('|') for w, p in zip(wanted, printed))
        if not same:
            yield clause['id'], '%s instead of %s' % (' '.join(printed), ' '.join(wanted))


def check_controls(want, got):
    for clause, said in each(want, got):
        if 'controls' not in clause:
            continue
        printed = sorted(c['id'] for c in said['controls'] if c['origin'] == 'printed')
        if printed != sorted(clause['controls']):
            yield clause['id'], '%s instead of %s' % (printed, clause['controls'])
        inferred = [c['id'] for c in said['controls'] if c['origin'] == 'inferred']
        for control in clause.get('inferred_controls', []):
            if control not in inferred:
                yield clause['id'], '%s is not inferred, only %s' % (control, inferred)


def check_stances(want, got):
    for clause, said in each(want, got):
        if said['stance'] not in clause['stance']:
            yield clause['id'], '%s instead of %s' % (said['stance'], ' or '.join(clause['stance']))


def check_references(want, got):
    for clause, said in each(want, got):
        if 'refers_to' in clause and sorted(said['refers_to']) != sorted(clause['refers_to']):
            yield clause['id'], '%s instead of %s' % (said['refers_to'], clause['refers_to'])


def check_dependence(want, got):
    for clause, said in each(want, got):
        if 'variant_dependent' in clause and bool(said['variant_dependent']) != clause['variant_dependent']:
            yield clause['id'], 'depends on the variant: %s' % show(said['variant_dependent'])


def check_facts(want, got):
    for clause, said in each(want, got):
        quotes = [fold(f['quote']) for f in said['facts']]
        for fact in clause.get('facts', []):
            digits = re.findall(r'\d+', fold(fact['quote']))
            if digits and not any(all(d in re.findall(r'\d+', q) for d in digits) for q in quotes):
                yield clause['id'], 'no fact says %s' % show(fact['quote'])


def check_variants(want, got):
    wanted = [(v['key'], v['label'], v['clause']) for v in want['variants']]
    said = [(v['key'], v['label'], v['clause']) for v in got['variants']]
    for variant in wanted:
        if variant not in said:
            yield variant[0], 'is not among %s' % show(said)
    for variant in said:
        if variant[0] not in [w[0] for w in wanted]:
            yield variant[0], 'is not a variant of this paper'


def check_terms(want, got):
    said = {fold(t['term']) for t in got['terms']}
    for term in want['terms']:
        if fold(term['term']) not in said:
            yield term['term'], 'is not defined'


def check_revisions(want, got):
    if len(want['revisions']) != len(got['revisions']):
        yield 'rows', '%d instead of %d' % (len(got['revisions']), len(want['revisions']))
    for wanted, said in zip(want['revisions'], got['revisions']):
        for key, value in wanted.items():
            a, b = said.get(key), value
            if isinstance(b, list):
                a, b = [squeeze(x) for x in a or []], [squeeze(x) for x in b]
            elif isinstance(b, str):
                a, b = squeeze(a), squeeze(b)
            if a != b:
                yield wanted['version'], '%s is %s instead of %s' % (key, show(said.get(key)), show(value))


def check_warnings(want, got):
    said = [unicodedata.normalize('NFKC', w) for w in got['warnings']]
    for warning in want['warnings']:
        if not any(all(word in w for word in warning['says']) for w in said):
            yield warning['clause'], 'no warning says that %s; %d do something else' % (warning['about'], len(said))


def check_sections(want, got):
    said = {(c['number'], squeeze(c['title'])) for c in got if c['kind'] == 'part'}
    for section in want['sections']:
        if (section['number'], squeeze(section['title'])) not in said:
            yield section['number'], 'there is no part %s' % section['title']


def check_cells(key):
    def check(want, got):
        for clause, said in each(want, got):
            if squeeze(said.get(key)) != squeeze(clause[key]):
                yield clause['id'], '%s instead of %s' % (show(said.get(key)), show(clause[key]))
    return check


def check_edition(arguments, tap, name, want):
    got = run(arguments, 'show', find_paper(arguments, name), '--json')
    where = 'show/' + name
    clauses = got['clauses']
    tap.report(where, 'metadata', list(check_metadata(want, got)))
    if want['edition']['kind'] == 'checksheet':
        items = [c for c in clauses if c['kind'] == 'item']
        tap.report(where, 'properties', list(check_properties(want, got)))
        tap.report(where, 'sections', list(check_sections(want, clauses)))
        tap.report(where, 'items', list(check_clauses(want, items)))
        tap.report(where, 'questions', list(check_cells('question')(want, items)))
        tap.report(where, 'implemented', list(check_cells('implemented')(want, items)))
        tap.report(where, 'answers', list(check_cells('answer')(want, items)))
        tap.report(where, 'stances', list(check_stances(want, items)))
        tap.report(where, 'facts', list(check_facts(want, items)))
        return
    tap.report(where, 'clauses', list(check_clauses(want, clauses)))
    for aspect, check in (('titles', check_titles), ('tree', check_tree), ('text', check_text),
                          ('blocks', check_blocks), ('controls', check_controls), ('stances', check_stances),
                          ('references', check_references), ('dependence', check_dependence),
                          ('facts', check_facts)):
        tap.report(where, aspect, list(check(want, clauses)))
    for aspect, check in (('variants', check_variants), ('terms', check_terms), ('revisions', check_revisions),
                          ('warnings', check_warnings)):
        tap.report(where, aspect, list(check(want, got)))


# Two editions

def name_of(pair):
    return '%s>%s' % (pair.get('old') or '', pair.get('new') or '')


def check_aligned(want, got, items):
    wanted = {(p['old'], p['new']) for p in want['pairs']}
    known = {p[side] for p in want['pairs'] for side in ('old', 'new')}
    for pair in want['pairs']:
        known |= set(pair.get('old_more', [])) | set(pair.get('new_more', []))
    said = {(p['old'], p['new']) for p in got['pairs']}
    for old, new in sorted(wanted - said, key=str):
        yield '%s>%s' % (old or '', new or ''), 'is not paired so'
    for old, new in sorted(said - wanted, key=str):
        if not items or (old in known if old else new in known):
            yield '%s>%s' % (old or '', new or ''), 'should not be paired so'
    for side in ('old', 'new'):
        seen = [p[side] for p in got['pairs'] if p[side]]
        seen += [i for p in got['pairs'] for i in p.get(side + '_more') or []]
        for id_ in sorted(set(seen)):
            if seen.count(id_) > 1:
                yield id_, 'is in %d pairs of the %s side' % (seen.count(id_), side)


def both(want, got):
    said = {(p['old'], p['new']): p for p in got['pairs']}
    for pair in want['pairs']:
        if (pair['old'], pair['new']) in said:
            yield pair, said[pair['old'], pair['new']]


def check_relations(want, got):
    for pair, said in both(want, got):
        if said['relation'] not in pair['relation']:
            yield name_of(pair), '%s instead of %s' % (said['relation'], ' or '.join(pair['relation']))
        for side in ('old_more', 'new_more'):
            if sorted(said.get(side) or []) != sorted(pair.get(side, [])):
                yield name_of(pair), '%s is %s instead of %s' % (side, said.get(side) or [], pair.get(side, []))


def check_class(want, got):
    for pair, said in both(want, got):
        if said['class'] not in pair['class']:
            changes = '; '.join('%s: %s → %s' % (c['class'], show(c['old']), show(c['new']))
                                for c in said['changes'] if c['class'] == said['class'])
            yield name_of(pair), '%s instead of %s (%s)' % (said['class'], ' or '.join(pair['class']), changes[:300])
        highest = max([CLASSES.index(c['class']) for c in said['changes']], default=0)
        if said['changes'] and CLASSES[highest] != said['class']:
            yield name_of(pair), 'is %s, but its highest change is %s' % (said['class'], CLASSES[highest])


def check_flips(want, got):
    for pair, said in both(want, got):
        flip = bool((said.get('stance') or {}).get('flip'))
        if pair['flip'] != 'either' and flip != (pair['flip'] == 'yes'):
            yield name_of(pair), 'is %sa flip' % ('' if flip else 'not ')
        if flip and not said['stance'].get('reason'):
            yield name_of(pair), 'is a flip without a reason'


def told(text, whole, other):
    """Whether @text has most of what @whole has and @other has not, as pairs of characters."""
    whole, other = fold(whole), fold(other)
    if len(whole) == 1:
        return whole in text
    grams = {whole[i:i + 2] for i in range(len(whole) - 1)} - {other[i:i + 2] for i in range(len(other) - 1)}
    return not grams or sum(1 for g in grams if g in text) * 2 >= len(grams)


def check_told(want, got):
    for pair, said in both(want, got):
        hot = [c for c in said['changes'] if c['class'] == 'substantive']
        old = fold('\n'.join(c['old'] for c in hot))
        new = fold('\n'.join(c['new'] for c in hot))
        for change in pair['substantive_changes']:
            if not told(old, change['old'], change['new']) or not told(new, change['new'], change['old']):
                yield name_of(pair), 'does not tell as substantive: %s → %s' % (show(change['old']), show(change['new']))


def check_groups(want, got):
    for group in want['groups']:
        wanted = set(group['clauses'])
        found = set()
        for said in got['groups']:
            old, new = fold(said['old']), fold(said['new'])
            said_clauses = set(said['clauses'])
            if ((old in fold(group['old']) and new in fold(group['new'])) or
                    (fold(group['old']) in old and fold(group['new']) in new)) and \
               len(wanted & said_clauses) * 2 >= len(wanted | said_clauses):
                found.add(said['class'])
        if group['class'] not in found:
            yield group['new'], 'there is no group %s → %s in %s of class %s%s' % (
                show(group['old']), show(group['new']), ' '.join(group['clauses']), group['class'],
                ', but of ' + ', '.join(found) if found else '')
    for said in got['groups']:
        if len(said['clauses']) < 2:
            yield str(said['id']), 'is a group of one clause'


def check_moves(want, got):
    for move in want.get('moves', []):
        found = [c for p in got['pairs'] for c in p['changes'] if c['op'] == 'move' and
                 fold(move['text'])[:20] in fold((c['old'] or '') + (c['new'] or ''))]
        if not found:
            yield '%s>%s' % (move['old'], move['new']), 'is not told as moved: %s' % move['text']


def check_audit(want, got):
    audit, wanted = got['audit'], want['audit']
    declared = [d['version'] for d in audit['declared']]
    for version in wanted['declared']:
        if version not in declared:
            yield version, 'is not among the declared versions %s' % declared
    said = [u['clause'] for u in audit['undeclared']]
    for clause in wanted['undeclared']:
        if clause not in said:
            yield clause, 'changed without being declared; the audit names %s' % said
    for clause in wanted['declared_clauses']:
        if clause in said:
            yield clause, 'is called undeclared, but the revision table names it'


def check_sums(want, got):
    """The summary counts the pairs."""
    for class_ in CLASSES:
        n = sum(1 for p in got['pairs'] if p['class'] == class_)
        if got['summary'].get(class_) != n:
            yield class_, '%s in the summary, %d pairs' % (got['summary'].get(class_), n)
    flips = sum(1 for p in got['pairs'] if (p.get('stance') or {}).get('flip'))
    if got['summary'].get('flips') != flips:
        yield 'flips', '%s in the summary, %d pairs' % (got['summary'].get('flips'), flips)


def check_pair(arguments, tap, name, want):
    old, new = name.split('--')
    got = run(arguments, 'compare', find_paper(arguments, old), find_paper(arguments, new), '--json')
    where = 'compare/' + name
    tap.report(where, 'aligned', list(check_aligned(want, got, 'checksheet' in name)))
    for aspect, check in (('relations', check_relations), ('class', check_class), ('flips', check_flips),
                          ('told', check_told), ('groups', check_groups), ('moves', check_moves),
                          ('audit', check_audit), ('sums', check_sums)):
        tap.report(where, aspect, list(check(want, got)))
    # Nothing has changed between a paper and itself.
    paper = find_paper(arguments, new)
    same = run(arguments, 'compare', paper, paper, '--json')
    tap.report('same/' + new, 'pairs', [(name_of(p), p['relation']) for p in same['pairs']
                                        if p['relation'] != 'same' or p['class'] != 'none' or p['changes']])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--cli', default='diptych-cli')
    parser.add_argument('--samples', default=os.path.join(HERE, '..', '..', 'data', 'samples'))
    parser.add_argument('--no-todo', action='store_true', help='let known cases fail as well')
    parser.add_argument('names', nargs='*')
    arguments = parser.parse_args()
    todo = {}
    if not arguments.no_todo:
        with open(os.path.join(HERE, 'todo.json'), encoding='utf-8') as file:
            todo = json.load(file)
    expected = os.path.join(arguments.samples, 'expected')
    tap = Tap(todo)
    print('TAP version 13')
    for file_name in sorted(os.listdir(expected)):
        name, ending = os.path.splitext(file_name)
        if ending != '.json' or (arguments.names and name not in arguments.names):
            continue
        with open(os.path.join(expected, file_name), encoding='utf-8') as file:
            want = json.load(file)
        try:
            (check_pair if '--' in name else check_edition)(arguments, tap, name, want)
        except (RuntimeError, KeyError, ValueError, subprocess.TimeoutExpired) as error:
            tap.line('/samples/%s' % name, ['%s: %s' % (type(error).__name__, error)])
    if not arguments.names:
        stale = [(w, a) for w, aspects in todo.items() for a in aspects if (w, a) not in tap.met]
        tap.line('/samples/todo', ['%s/%s names no test' % x for x in stale])
    print('1..%d' % tap.n)
    return 1 if tap.failed else 0


sys.stdout.reconfigure(encoding='utf-8')
sys.exit(main())
