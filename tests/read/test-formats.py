#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One paper in every format and encoding says one thing.

    test-formats.py DIPTYCH-CLI SAMPLES RECOGNISE-SAMPLES
"""

import itertools
import os
import shutil
import sys

import harness
import make_office
import paper as papers

make_pdf = harness.load('make-pdf')
round_trips = harness.load('round-trips')
CLI, SAMPLES, SMALL = (os.path.abspath(path) for path in sys.argv[1:4])
QUIET = ('none', 'layout')
# Whose structure is in what every format can say: headings, lists, tables.
SMALL_PAPERS = (
    'articles-paragraphs-riders.txt', 'articles-wrapped.txt', 'asked-with-responses.txt', 'brackets-with-controls.txt',
    'chapters-titles-apart.txt', 'checksheet-areas.txt', 'checksheet-choices.txt', 'checksheet-flow.txt',
    'checksheet-one-blank.txt', 'checksheet-roman.txt', 'contents-indented.txt', 'control-table-heads.txt',
    'dialogue-sections.txt', 'disclosure-sheet.txt', 'english-articles.txt', 'english-codes.txt',
    'english-owners-of-models.md', 'english-variants-paired.txt', 'kanji-levels.txt', 'kanji-chapters-full-width.txt',
    'list-traps.txt', 'markdown-duties-by-control.md', 'parts-chapters.txt', 'revisions-brackets.txt',
    'roman-letters.txt', 'squares.txt', 'unnumbered-groups.txt',
)
ENCODINGS = ['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'cp932', 'euc_jp', 'iso2022_jp']


def show(path):
    return harness.answer(CLI, 'show', '--json', path)


def compare(source, data, name, n_least=40, front=True):
    """Asserts that a file says what its source says; n_least is how many clauses it has at least.

    Without front the file holds the clauses alone, and not what stands above them.
    """
    path = harness.save(data, name)
    pairs = harness.answer(CLI, 'compare', '--json', source, path)['pairs']
    if not front:
        pairs = [pair for pair in pairs if 'F0' not in (pair['old'], pair['new'])]
    loud = [(pair['class'], pair['old'], pair['new']) for pair in pairs if pair['class'] not in QUIET]
    assert len(pairs) >= n_least, f'{name}: {len(pairs)} clauses'
    assert not loud, f'{name}: {loud}'
    return show(path)


def is_quiet(pairs):
    return all(pair['class'] in QUIET for pair in pairs)


def write_all(name, skip=()):
    """Writes a whitepaper in every format; each has the sample's clauses, history and day. Returns their paths."""
    source = os.path.join(SAMPLES, name)
    paper = show(source)
    elements = papers.elements(paper)
    written = {
        'docx': lambda: make_office.docx(elements),
        'automatic.docx': lambda: make_office.docx(elements, automatic=True),
        'odt': lambda: make_office.odt(elements),
        'html': lambda: make_office.web(elements, paper['edition']['title']),
        'sjis.html': lambda: make_office.web(elements, paper['edition']['title'], 'cp932'),
        'md': lambda: make_office.markdown(elements),
        'txt': lambda: make_office.plain(elements),
        'pdf': lambda: make_pdf.print_elements(elements, paper['edition']['title']).write(),
    }
    for ending, make in written.items():
        if ending in skip:
            continue
        copy = compare(source, make(), f'paper.{ending}')
        for key in 'version', 'issued', 'vendor', 'service', 'language':
            assert copy['edition'][key] == paper['edition'][key], (ending, key, copy['edition'][key])
        assert [(row['version'], row['date']) for row in copy['revisions']] == \
            [(row['version'], row['date']) for row in paper['revisions']], (ending, copy['revisions'])
        assert [clause['heading'].replace(' ', '') for clause in copy['clauses']] == \
            [clause['heading'].replace(' ', '') for clause in paper['clauses']], ending

    return [os.path.join(harness.FOLDER.name, f'paper.{ending}') for ending in written if ending not in skip]


def test_numbered():
    """A Japanese paper with chapters and sections; any two of its formats say the same."""
    for old, new in itertools.combinations(write_all('minato-chohyo-2.0.txt'), 2):
        assert is_quiet(harness.answer(CLI, 'compare', '--json', old, new)['pairs']), (old, new)


def test_by_control():
    """A paper by control with front matter; Word does not count its numbers, a text has no headings without one."""
    write_all('asagiri-cloud-3.md', skip=('automatic.docx', 'txt'))


def test_english():
    """An English paper with sections."""
    write_all('larkfield-ledger-3.0.txt')


def write_own(path, noted):
    """A paper in every format that needs no program; returns the folder."""
    folder = os.path.join(harness.FOLDER.name, os.path.basename(path) + ('+notes' if noted else ''))
    os.makedirs(folder)
    round_trips.write_own(folder, show(path), noted)
    return folder


def check_pairs(path, noted):
    """No two formats of a paper differ in more than layout."""
    folder = write_own(path, noted)
    groups, refused = round_trips.sort_files(CLI, folder)
    assert not refused, refused
    assert sum(len(group) for group in groups) >= 7, groups
    for old, new in itertools.combinations((group[0] for group in groups), 2):
        loud = round_trips.find_loud(CLI, folder, old, new)
        assert not loud, (path, noted, old, new, loud)
    return folder


def test_notes():
    """Footnotes stand behind the paragraph that has their marks, wherever the format keeps them: at the foot of the
    page, at the end, or in the text."""
    for name, clause, wanted in (('minato-chohyo-2.0.txt', '2', ['paragraph', 'note', 'note', 'paragraph']),
                                 ('larkfield-ledger-3.0.txt', '1.2', ['paragraph', 'note'])):
        folder = check_pairs(os.path.join(SAMPLES, name), True)
        for file in sorted(os.listdir(folder)):
            if file.endswith('.txt'):
                continue
            found = [one for one in show(os.path.join(folder, file))['clauses'] if one['id'] == clause]
            assert [block['kind'] for block in found[0]['blocks']] == wanted, (name, file, found)


def test_small_papers():
    """Papers of all kinds of structure, in every format."""
    for name in SMALL_PAPERS:
        check_pairs(os.path.join(SMALL, name), False)


def convert(data, name, kind, options=''):
    """What LibreOffice makes of a document; None where it makes nothing."""
    path = harness.save(data, name)
    profile = os.path.join(harness.FOLDER.name, 'libreoffice')
    harness.run('soffice', '--headless', f'-env:UserInstallation=file://{profile}', '--convert-to', kind + options,
                '--outdir', harness.FOLDER.name, path)
    made = os.path.splitext(path)[0] + '.' + kind
    if not os.path.exists(made):
        return None
    with open(made, 'rb') as file:
        return file.read()


def test_office():
    """What an office program writes and prints says the same."""
    if shutil.which('soffice') is None:
        return 'there is no LibreOffice'
    for name, made_of in (('minato-chohyo-2.0.txt', (('docx', ('pdf', 'odt', 'html')), ('odt', ('docx',)))),
                          ('asagiri-cloud-3.md', (('odt', ('pdf',)),))):
        source = os.path.join(SAMPLES, name)
        paper = show(source)
        elements = papers.elements(paper)
        base = name.rsplit('.', 1)[0]
        for ending, kinds in made_of:
            for kind in kinds:
                made = convert(getattr(make_office, ending)(elements), f'{base}-{ending}.{ending}', kind)
                if made is None:
                    return 'LibreOffice does not run here'
                compare(source, made, f'{base}-{ending}-made.{kind}')

    source = os.path.join(SAMPLES, 'komorebi-kintai-checksheet-3.1.txt')
    rows = papers.sheet(show(source))
    for ending, kinds in (('xlsx', ('pdf', 'ods', 'csv')), ('ods', ('xlsx',)), ('docx', ('pdf',)), ('odt', ('docx',))):
        for kind in kinds:
            if ending == 'xlsx':
                data = make_office.printable(rows, (6, 60, 8, 50))
            else:
                data = make_office.ods({'S': rows}) if ending == 'ods' else getattr(make_office, ending)([('table', rows)])
            made = convert(data, f'sheet-{ending}.{ending}', kind,
                           ':Text - txt - csv (StarCalc):44,34,76' if kind == 'csv' else '')
            copy = compare(source, made, f'sheet-{ending}-made.{kind}', 60, front=False)
            assert copy['edition']['kind'] == 'checksheet', (ending, kind)
    return None


def test_checksheet():
    """Questions, answers and sections of a table, wherever the table stands."""
    source = os.path.join(SAMPLES, 'komorebi-kintai-checksheet-3.1.txt')
    paper = show(source)
    rows = papers.sheet(paper)
    written = {
        'xlsx': make_office.xlsx({'表紙': [['記入要領'], ['次の表をご覧ください。']], 'チェックシート': rows}),
        'ods': make_office.ods({'チェックシート': rows}),
        'csv': make_office.separated(rows).encode('utf-8-sig'),
        'sjis.csv': make_office.separated(rows).encode('cp932'),
        'tsv': make_office.separated(rows, '\t'),
        'docx': make_office.docx([('table', rows)]),
        'odt': make_office.odt([('table', rows)]),
        'html': make_office.web([('table', rows)]),
        'md': make_office.markdown([('table', rows)]),
        'pdf': make_pdf.print_elements([('table', rows)]).write(),
    }
    wanted = [(clause['id'], clause['implemented']) for clause in paper['clauses']]
    for ending, data in written.items():
        copy = compare(source, data, f'sheet.{ending}', 60, front=False)
        assert copy['edition']['kind'] == 'checksheet', ending
        assert [(clause['id'], clause['implemented']) for clause in copy['clauses']] == wanted, ending


def test_encodings():
    """The bytes differ, the paper does not."""
    for name in sorted(os.listdir(SAMPLES)):
        if not name.endswith('.txt') or name == 'README.md':
            continue
        with open(os.path.join(SAMPLES, name), encoding='utf-8') as file:
            text = file.read()
        # What is in all of the encodings, told alike.
        text = ''.join(c if all(c.encode(code, 'ignore') for code in ENCODINGS[5:]) else '〓' for c in text)
        wanted = show(harness.save(text, name))['clauses']
        encodings = ENCODINGS if any(ord(c) > 127 for c in text) else ENCODINGS[:5]
        for encoding in encodings:
            got = show(harness.save(text.encode(encoding), name))
            assert got['clauses'] == wanted, (name, encoding)
            assert not any('ncoding' in warning for warning in got['warnings']), (name, encoding, got['warnings'])


def test_letters_of_windows():
    """Letters that only CP932 has, however many of them a short text has."""
    text = ('第1章　総則\n\n①　当社は、㈱ひばり電算です。～2025年～\n②　℡03-0000-0000、№１、㍻31年、㌔、髙﨑、Ⅳ、∑、－１、―、∥、￢\n\n'
            '第2章　運用\n\n一　毎日行う。\n')
    wanted = show(harness.save(text, 'letters.txt'))
    got = show(harness.save(text.encode('cp932'), 'letters.txt'))
    assert got['clauses'] == wanted['clauses'] and '髙﨑、Ⅳ、∑' in str(got['clauses']), got['clauses']


def test_line_ends():
    """Nor do line ends."""
    source = os.path.join(SAMPLES, 'minato-chohyo-2.0.txt')
    with open(source, encoding='utf-8') as file:
        text = file.read()
    wanted = show(source)['clauses']
    for end in '\r\n', '\r':
        assert show(harness.save(text.replace('\n', end), 'minato-chohyo-2.0.txt'))['clauses'] == wanted, repr(end)


sys.exit(harness.main('formats', globals()))
