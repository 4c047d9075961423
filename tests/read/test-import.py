#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing many files, folders and archives from the command line.

    test-import.py DIPTYCH-CLI SAMPLES
"""

import io
import os
import sys
import zipfile

import harness
import make_office
from harness import run

make_pdf = harness.load('make-pdf')
CLI, SAMPLES = (os.path.abspath(path) for path in sys.argv[1:3])
NUMBER = iter(range(1000))


def read(name):
    with open(os.path.join(SAMPLES, name), 'rb') as file:
        return file.read()


def new_folder(files):
    folder = os.path.join(harness.FOLDER.name, f'folder-{next(NUMBER)}')
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(data if isinstance(data, bytes) else data.encode())
    return folder


def run_import(*paths):
    library = os.path.join(harness.FOLDER.name, f'library-{next(NUMBER)}.diptych')
    done = harness.run(CLI, 'import', f'--library={library}', *paths)
    listed = harness.answer(CLI, 'list', '--json', f'--library={library}') if done.stdout else None
    return done, listed


def sources(done):
    return [line.split(': is now')[0] for line in done.stdout.split('\n') if ': is now' in line]


def test_bad_ones():
    """It goes on past the bad ones; their reasons come at the end, one line each, and the status tells."""
    pdf = make_pdf.Pdf()
    pdf.line(10, 10, 20, 20)
    folder = new_folder({'a.txt': read('minato-chohyo-1.0.txt'), 'b.pdf': b'%PDF-1.7\nnothing\n', 'c.pdf': pdf.write(),
                         'd.txt': read('larkfield-ledger-2.3.txt'), 'e.docx': b'PK\3\4word/document cut short'})
    paths = [os.path.join(folder, name) for name in ('b.pdf', 'a.txt', 'c.pdf', 'missing.txt', 'e.docx', 'd.txt')]
    done, _ = run_import(*paths)
    assert done.returncode == 2
    assert sources(done) == [paths[1], paths[5]], done.stdout
    reasons = done.stderr.rstrip('\n').split('\n')
    assert len(reasons) == 4, done.stderr
    for reason, path, word in zip(reasons, (paths[0], paths[2], paths[3], paths[4]),
                                  ('damaged', 'OCR', 'not exist', '')):
        assert reason.startswith(f'diptych-cli: {path}: ') and word in reason, reason


def test_wrong_ones():
    """What is no paper at all is told for what it is, with what to do."""
    for name, data, said in (
            ('zeros.pdf', bytes(5000), 'zeros only'),
            ('photo.heic', b'\0\0\0\x18ftypheic' + bytes(60), 'a HEIC picture, which has no text: run text recognition'),
            ('setup.exe', b'MZ\x90\0' + bytes(60), 'a program, which is no paper'),
            ('papers.7z', b"7z\xbc\xaf'\x1c" + bytes(60), 'a 7-Zip archive, which is not unpacked here: unpack it'),
            ('paper.webarchive', b'bplist00' + bytes(60), 'a web archive, which cannot be read: save it as PDF'),
            ('paper.gdoc', b'{"url":"https://a.example/open?id=x","doc_id":"x"}', 'a shortcut to a document elsewhere'),
            ('paper.url', b'[InternetShortcut]\r\nURL=https://a.example/\r\n', 'a shortcut to a document elsewhere'),
            ('form.fdf', b'%FDF-1.2\n1 0 obj\n', 'the data of a PDF form'),
            ('paper.fodt', b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
             'a flat OpenDocument file'),
            ('sheet.xml', b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
             'an Excel workbook saved as XML'),
            ('feed.xml', b'<?xml version="1.0"?><feed/>', 'an XML file'),
            ('logo.svg', b'<svg xmlns="http://www.w3.org/2000/svg"><text>1. Scope</text></svg>', 'an SVG picture, which has no text'),
            ('paper.txt', b'\n{\n "title": "Security",\n "clauses": ["1"]\n}\n', 'a JSON file, which programs read: import the document'),
            ('rows.txt', b'[{"a": 1}]', 'a JSON file'),
            ('paper.yml', b'title: Security\nclauses:\n - Scope\n', 'a YAML file, which programs read'),
            ('paper.py', b'print (1)\n', 'the source of a program, which programs read'),
            ('day.ics', b'BEGIN:VCALENDAR\nEND:VCALENDAR\n', 'a calendar, which is no paper'),
            ('~$paper.docx', b'\6Tanaka' + bytes(155), 'import the document itself, whose name ends in “paper.docx”'),
            ('.~lock.paper.odt#', b',tanaka,host,01.04.2025 09:00,file:///home/tanaka;', 'whose name ends in “paper.odt”'),
            ('page.html', b'<html><body><script>go ()</script><div id="root"></div></body></html>', 'print it to a PDF from the browser')):
        done = run(CLI, 'show', harness.save(data, name))
        assert done.returncode == 2 and done.stdout == '' and done.stderr.count('\n') == 1, done.stderr
        assert said in done.stderr, done.stderr

    for name, files, said in (
            ('paper.pages', {'Index/Document.iwa': 'x', 'Metadata/Properties.plist': 'x'}, 'Pages, Numbers or Keynote'),
            ('slides.odp', {'mimetype': 'application/vnd.oasis.opendocument.presentation'}, 'an OpenDocument presentation'),
            ('plan.vsdx', {'[Content_Types].xml': '<x/>', 'visio/document.xml': '<x/>'}, 'a Visio drawing'),
            ('paper.xps', {'FixedDocSeq.fdseq': 'x'}, 'an XPS document')):
        done = run(CLI, 'show', harness.save(make_office.pack(files), name))
        assert done.returncode == 2 and said in done.stderr, done.stderr


def test_right_ones():
    """What only looks like one of these is read: brackets at the beginning, a name with a dot, a tilde."""
    for name, data in (('a.txt', '[DRAFT] Security\n\n1. Scope\nAll of it.\n'), ('b.md', '{"a": 1} is refused.\n\n# Scope\n\nAll.\n'),
                       ('~$paper.txt', '1. Scope\n' + 'All of it is in scope.\n' * 60), ('v1.2 of the paper', '1. Scope\nAll of it.\n')):
        done = run(CLI, 'show', harness.save(data, name))
        assert done.returncode == 0 and 'Scope' in done.stdout, (name, done.stderr)


def test_folder():
    """A folder means its papers; what is none is named and costs nothing."""
    folder = new_folder({'2023/a.txt': read('minato-chohyo-1.1.txt'), '2025/a.txt': read('minato-chohyo-2.0.txt'),
                         'README.md': '# Notes\n\nBuy milk.\n', 'logo.png': b'\x89PNG\r\n\x1a\n', 'sheet.xlsx': make_office.xlsx(
                             {'S': [['No', '質問', '回答', '備考']] + [[str(i), f'項目{i}を定めていますか。', '有', ''] for i in range(1, 8)]}),
                         '.hidden.txt': 'x'})
    done, _ = run_import(folder)
    assert done.returncode == 0, done.stderr
    assert sorted(sources(done)) == [os.path.join(folder, name) for name in ('2023/a.txt', '2025/a.txt', 'sheet.xlsx')], done.stdout
    assert 'README.md' in done.stderr and 'logo.png' in done.stderr and 'hidden' not in done.stderr, done.stderr
    # A damaged paper in a folder is no note.
    with open(os.path.join(folder, 'cut.pdf'), 'wb') as file:
        file.write(b'%PDF-1.7\nnothing\n')
    done, _ = run_import(folder)
    assert done.returncode == 2 and len(sources(done)) == 3 and 'cut.pdf' in done.stderr
    # Nothing was taken.
    done, _ = run_import(new_folder({'README.md': '# Notes\n'}))
    assert done.returncode == 2 and done.stdout == '', done.stdout
    empty = os.path.join(harness.FOLDER.name, 'empty')
    os.makedirs(empty)
    done, _ = run_import(empty)
    assert done.returncode == 2 and done.stderr.count('\n') == 1, done.stderr


def test_archive():
    """Each paper of an archive becomes an edition; the same bytes elsewhere are known."""
    archive = harness.save(make_office.pack({
        'papers/old.txt': read('minato-chohyo-1.0.txt'), 'papers/new.txt': read('minato-chohyo-2.0.txt'),
        'papers/notes.txt': 'Buy milk.\n', 'papers/cut.pdf': b'%PDF-1.7\nnothing\n', 'logo.png': b'\x89PNG'}), 'papers.zip')
    single = harness.save(read('minato-chohyo-1.0.txt'), 'old.txt')
    done, listed = run_import(archive, single)
    assert sources(done) == [f'{archive}: papers/old.txt', f'{archive}: papers/new.txt'], done.stdout
    assert f'{single}: is in the library already' in done.stdout, done.stdout
    assert done.returncode == 2 and 'papers/cut.pdf' in done.stderr and 'papers/notes.txt' in done.stderr, done.stderr
    assert 'old.txt' in str(listed) and 'papers.zip' not in str(listed), listed


def test_archive_with_one():
    """An archive around one paper is that paper, also where it is only looked at."""
    text = read('larkfield-ledger-3.0.txt')
    archive = harness.save(make_office.pack({'larkfield.txt': text}), 'one.zip')
    done, _ = run_import(archive)
    assert done.returncode == 0 and sources(done) == [f'{archive}: larkfield.txt'], done.stdout + done.stderr
    plain = harness.answer(CLI, 'show', '--json', harness.save(text, 'larkfield.txt'))
    assert harness.answer(CLI, 'show', '--json', archive)['clauses'] == plain['clauses']


def test_archive_offers():
    """Where one paper is meant, an archive of several says which it has."""
    archive = harness.save(make_office.pack({'a.md': '# a\n', 'folder/b.html': '<html><p>b'}), 'two.zip')
    done = harness.run(CLI, 'show', archive)
    assert done.returncode == 2 and '“a.md”, “folder/b.html”' in done.stderr, done.stderr


def test_archive_of_anything():
    """Office documents that are not packed again, tables as text, names of Japanese Windows, papers that cannot be read."""
    word = make_office.docx([('heading', 1, '1. 目的'), ('text', '本書の目的を述べる。'), ('heading', 1, '2. 範囲'), ('text', 'x')])
    rows = [['No.', '確認事項', '回答', '備考']] + [[str(i), f'項目{i}を定めていますか。', '有', ''] for i in range(1, 9)]
    table = make_office.separated(rows).encode('cp932')
    files = {'a.docx': word, 'b.docx': make_office.docx([('heading', 1, f'{i}. 体制') for i in (1, 2)]), 'ABCD.csv': table}
    archive = harness.save(make_office.pack(files, stored=files).replace(b'ABCD.csv', '表ソ.csv'.encode('cp932')), 'all.zip')
    done, _ = run_import(archive)
    assert done.returncode == 0 and sources(done) == [f'{archive}: {name}' for name in ('a.docx', 'b.docx', '表ソ.csv')], \
        done.stdout + done.stderr
    paper = harness.answer(CLI, 'show', '--json', harness.save(make_office.pack({'sheet.csv': table}), 'sheet.zip'))
    assert paper['edition']['kind'] == 'checksheet' and len(paper['clauses']) == 8, paper['edition']

    inner = make_office.pack({'c.txt': read('minato-chohyo-1.0.txt')})
    archive = harness.save(make_office.pack({'a.txt': read('larkfield-ledger-2.3.txt'), 'in.zip': inner,
                                             'old.doc': b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600),
                                             'note.rtf': b'{\\rtf1 x}', 'logo.png': b'\x89PNG\r\n\x1a\n'}), 'mixed.zip')
    done, _ = run_import(archive)
    assert sources(done) == [f'{archive}: a.txt', f'{archive}: in.zip'], done.stdout
    assert 'old.doc: This is a document in an old form of an office program' in done.stderr, done.stderr
    assert 'note.rtf: This is a Rich Text document' in done.stderr and 'logo' not in done.stderr, done.stderr


def test_hostile_archive():
    """Names that lead out of the archive lead nowhere; an archive in an archive is not opened."""
    outside = os.path.join(harness.FOLDER.name, 'escaped.txt')
    archive = harness.save(make_office.pack({'../escaped.txt': read('minato-chohyo-1.0.txt'), '/escaped.txt': b'x',
                                             'c:\\escaped.txt': b'y', 'inner.zip': b'PK\3\4'}), 'slip.zip')
    done, listed = run_import(archive)
    assert len(sources(done)) == 1, done.stdout
    assert not os.path.exists(outside) and '../' not in str(listed)


sys.exit(harness.main('import', globals()))
