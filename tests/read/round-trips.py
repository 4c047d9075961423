#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes papers in every format with every writer that is installed, and counts where two of the files say different things.

    round-trips.py [--writers own,office,pandoc,browser] [--keep FOLDER] [--reuse] [--pairs] DIPTYCH-CLI PAPER…

For people: with LibreOffice, pandoc, Chromium and WeasyPrint it takes minutes for a few papers. The tests (test-formats.py) do
the same with the writers that need nothing. Of each paper a second one is written whose notes are footnotes. Files that say
the same, white space apart, are compared once. The format that most files agree with is the norm; each other one is listed
with the clauses that differ from it in more than layout, and the sum of all pairs of files stands at the end.
"""

import argparse
import collections
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import harness
import make_office
import paper as papers

make_pdf = harness.load('make-pdf')
QUIET = ('none', 'layout')
ENCODINGS = ('cp932', 'euc_jp', 'iso2022_jp', 'utf-16')
PAGE = '<style>body { font-family: "Noto Sans CJK JP", sans-serif; font-size: 10.5pt } td { border: 1px solid } ' \
    'table { border-collapse: collapse } @page { size: A4 }</style>'
PROFILE = tempfile.TemporaryDirectory()


def write(folder, name, data):
    with open(os.path.join(folder, name), 'wb') as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def same_letters(text):
    """What all encodings of Japanese have, told alike."""
    return ''.join(c if all(c.encode(code, 'ignore') for code in ENCODINGS) else '〓' for c in text)


def write_own(folder, paper, noted):
    """What needs no program; every other writer begins with one of these."""
    elements = papers.elements(paper, noted)
    title = paper['edition']['title'] or ''
    write(folder, 'own.docx', make_office.docx(elements))
    write(folder, 'own.odt', make_office.odt(elements))
    write(folder, 'own.html', make_office.web(elements, title, style=PAGE))
    write(folder, 'own-lists.html', make_office.web(elements, title, lists=True, style=PAGE))
    write(folder, 'own.md', make_office.markdown(elements))
    write(folder, 'own-lists.md', make_office.markdown(elements, lists=True))
    write(folder, 'own.pdf', make_pdf.print_elements(elements, title).write())
    if paper['edition']['kind'] == 'checksheet':
        rows = elements[0][1]
        write(folder, 'own.xlsx', make_office.printable(rows, (6, 60, 8, 50)))
        write(folder, 'own.ods', make_office.ods({'S': rows}))
        write(folder, 'own.csv', make_office.separated(rows).encode('utf-8-sig'))
        write(folder, 'own.tsv', make_office.separated(rows, '\t'))
    else:
        # A text has no headings but those that it numbers.
        text = make_office.plain(elements)
        if all(re.match(r'\W*\d|第', clause['heading']) for clause in paper['clauses']):
            write(folder, 'own.txt', text)
            for encoding in ENCODINGS:
                if same_letters(text) == text:
                    write(folder, f'own-{encoding}.txt', text.encode(encoding))


def run(*args, timeout=600):
    try:
        subprocess.run(args, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        print(f'# {args[0]} was late', file=sys.stderr)


def office(folders, from_name, kind, to_name, options=''):
    """LibreOffice takes many files at once, if they have different names."""
    with tempfile.TemporaryDirectory() as place:
        for i, folder in enumerate(folders):
            if os.path.exists(os.path.join(folder, from_name)):
                shutil.copy(os.path.join(folder, from_name), os.path.join(place, f'{i}.{from_name.rsplit(".", 1)[1]}'))
        files = [os.path.join(place, name) for name in os.listdir(place)]
        out = os.path.join(place, 'out')
        if files:
            run('soffice', '--headless', f'-env:UserInstallation=file://{PROFILE.name}', '--convert-to', kind + options,
                '--outdir', out, *files, timeout=1800)
        for i, folder in enumerate(folders):
            if os.path.exists(os.path.join(out, f'{i}.{kind}')):
                shutil.move(os.path.join(out, f'{i}.{kind}'), os.path.join(folder, to_name))


def write_office(folders):
    for from_name, kind in (('own.docx', 'pdf'), ('own.docx', 'odt'), ('own.docx', 'html'), ('own.odt', 'docx'), ('own.odt', 'pdf'),
                            ('own.odt', 'html'), ('own.html', 'odt'), ('own-lists.html', 'docx'), ('own.xlsx', 'pdf'),
                            ('own.xlsx', 'ods'), ('own.ods', 'xlsx'), ('own.xlsx', 'html')):
        office(folders, from_name, kind, f'office-{from_name.replace(".", "-")}.{kind}')
    office(folders, 'own.xlsx', 'csv', 'office.csv', ':Text - txt - csv (StarCalc):44,34,76')


def with_widths(data):
    """The document with a width for each column of its tables, without which pandoc drops them; LibreOffice finds better ones."""
    return make_office.edit_part(data, 'word/document.xml', '<w:gridCol/>', '<w:gridCol w:w="2000"/>') if \
        b'<w:gridCol/>' in make_office.unpack(data)['word/document.xml'] else data


def write_pandoc(folders):
    for folder in folders:
        source = os.path.join(folder, 'own-lists.md')
        for kind in 'docx', 'odt', 'html', 'md':
            run('pandoc', '-s', '-f', 'markdown-yaml_metadata_block-fancy_lists-example_lists-smart', '-t',
                'gfm' if kind == 'md' else kind, '--metadata', 'title= ', source, '-o', os.path.join(folder, f'pandoc.{kind}'))
        with open(os.path.join(folder, 'own.docx'), 'rb') as file, tempfile.NamedTemporaryFile(suffix='.docx') as wide:
            wide.write(with_widths(file.read()))
            wide.flush()
            run('pandoc', '-s', wide.name, '-t', 'html', '--metadata', 'title= ', '-o', os.path.join(folder, 'pandoc-docx.html'))
        if shutil.which('weasyprint'):
            run('weasyprint', os.path.join(folder, 'pandoc.html'), os.path.join(folder, 'pandoc.pdf'))
    office(folders, 'pandoc.docx', 'pdf', 'pandoc-docx.pdf')


def write_browser(folders):
    for folder in folders:
        source = os.path.join(folder, 'own-lists.html')
        if shutil.which('weasyprint'):
            run('weasyprint', source, os.path.join(folder, 'weasyprint.pdf'))
        if shutil.which('chromium'):
            run('chromium', '--headless', '--no-sandbox', '--disable-gpu', f'--user-data-dir={PROFILE.name}/chromium',
                f'--print-to-pdf={folder}/chromium.pdf', '--no-pdf-header-footer', 'file://' + source)


def squeeze(text):
    return ''.join(unicodedata.normalize('NFKC', text or '').split())


def key(show):
    """What has to be the same in every format."""
    return json.dumps([[clause['id'], squeeze(clause['heading']), squeeze(clause['question']), clause['implemented'],
                        squeeze(clause['answer']), [squeeze(block['text']) for block in clause['blocks']]]
                       for clause in show['clauses']], ensure_ascii=False)


def load(cli, path):
    done = harness.run(cli, 'show', '--json', path)
    return json.loads(done.stdout) if done.returncode == 0 else {'clauses': [], 'refused': done.stderr}


def sort_files(cli, folder):
    """Returns groups of files that say the same, white space apart, the largest first, and what was refused."""
    said = collections.defaultdict(list)
    refused = []
    for file in sorted(os.listdir(folder)):
        show = load(cli, os.path.join(folder, file))
        if 'refused' in show:
            refused.append(f'{file} is refused: {show["refused"].strip()}')
        else:
            said[key(show)].append(file)
    return sorted(said.values(), key=len, reverse=True), refused


def find_loud(cli, folder, old, new):
    """The clauses of two files that differ in more than layout."""
    pairs = harness.answer(cli, 'compare', '--json', os.path.join(folder, old), os.path.join(folder, new))['pairs']
    return [f'{pair["old"]}>{pair["new"]} {pair["class"]}' for pair in pairs if pair['class'] not in QUIET]


def judge(cli, folder, name, causes, all_pairs):
    """Prints what differs in the files of one paper; returns the sum of clauses above layout over all pairs, and the pairs."""
    groups, refused = sort_files(cli, folder)
    n_files = sum(len(group) for group in groups)
    n_loud = n_pairs = 0
    for line in refused:
        print(f'{name}: {line}')
    for i, j in itertools.combinations(range(len(groups)), 2):
        if not all_pairs and i > 0:
            break
        loud = find_loud(cli, folder, groups[i][0], groups[j][0])
        weight = len(groups[i]) * len(groups[j])
        n_loud += len(loud) * weight
        n_pairs += weight if loud else 0
        if i == 0:
            for file in groups[j]:
                causes[file] += len(loud)
            print(f'{name}: {" ".join(groups[j])} beside {groups[0][0]} (of {len(groups[0])}): ' +
                  (f'{len(loud)}: {"; ".join(loud[:6])}' if loud else 'quiet'), flush=True)
    return n_loud, n_pairs, n_files * (n_files - 1) // 2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--writers', default='own,office,pandoc,browser')
    parser.add_argument('--keep')
    parser.add_argument('--reuse', action='store_true')
    parser.add_argument('--pairs', action='store_true', help='compare all pairs, not each file with the norm only')
    parser.add_argument('cli')
    parser.add_argument('papers', nargs='+')
    options = parser.parse_args()
    place = options.keep or harness.FOLDER.name
    writers = options.writers.split(',')
    folders = {}
    for path in options.papers:
        name = os.path.basename(path)
        paper = load(options.cli, path)
        if not paper['clauses']:
            continue
        for noted in False, True:
            if noted and papers.elements(paper, True) == papers.elements(paper):
                continue
            folder = os.path.join(place, name + ('+notes' if noted else ''))
            os.makedirs(folder, exist_ok=True)
            folders[folder] = name + ('+notes' if noted else '')
            if not options.reuse:
                write_own(folder, paper, noted)
    if not options.reuse:
        if 'office' in writers and shutil.which('soffice'):
            write_office(list(folders))
        if 'pandoc' in writers and shutil.which('pandoc'):
            write_pandoc(list(folders))
        if 'browser' in writers:
            write_browser(list(folders))

    causes = collections.Counter()
    total = [0, 0, 0]
    for folder, name in folders.items():
        for i, n in enumerate(judge(options.cli, folder, name, causes, options.pairs)):
            total[i] += n
    print('by file: ' + ', '.join(f'{file} {n}' for file, n in causes.most_common()))
    print(f'{len(folders)} papers, {total[2]} pairs of files, of which {total[1]} differ, in {total[0]} clauses above layout')


if __name__ == '__main__':
    main()
