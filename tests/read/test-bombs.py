#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files made to cost time or memory: each is read, or refused with one sentence.

    test-bombs.py DIPTYCH-CLI DUMP-LAYOUT
"""

import io
import os
import resource
import struct
import subprocess
import sys
import zipfile
import zlib

import harness
from harness import run, save

make_office = harness.load('make_office')
CLI, DUMP = (os.path.abspath(path) for path in sys.argv[1:3])

# Bytes that any of the files may cost. The address sanitizer keeps freed memory for a while.
MOST = 300 * 1024 * 1024
SANITIZED = 'libasan' in subprocess.run(['ldd', CLI], capture_output=True, text=True, check=False).stdout


def look(data, name, refused=None):
    """Reads a file; @refused is part of the sentence that it has to be refused with."""
    done = run(DUMP, save(data, name))
    assert done.returncode in (0, 1), f'{name}: status {done.returncode}: {done.stderr[:300]}'
    assert done.returncode == 0 or (done.stderr.count('\n') <= 1 and done.stderr.strip()), f'{name}: {done.stderr[:300]}'
    if refused is not None:
        assert done.returncode == 1 and refused in done.stderr, f'{name}: {done.stderr[:300] or "it was read"}'
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert SANITIZED or most < MOST, f'{name} or one before it took {most // 1024 // 1024} MiB'
    return done.stdout


def test_marks():
    """Lines of nothing but marks cost no more than others."""
    look('# ' + '*_' * 4000000, 'stars.md')
    look('[^' * 4000000, 'brackets.md')
    look('[a](' * 2000000, 'links.md')
    look('|' * 8000000 + '\n' + '|-' * 2000000, 'pipes.md')
    look(('|a' * 1900 + '|\n') * 1000, 'many-pipes.md', 'cells')
    look((',a' * 1900 + '\n') * 1000, 'commas.csv', 'cells')
    look('a,b,c\n' * 3 + '"' * 9000001, 'quotes.csv')
    look('---\n' + 'a: b\n' * 1200000, 'front.md', 'lines')
    look(b'\x1b$B' * 4000000, 'escapes.txt')
    look('\u3000あ\n'.encode('utf-16-le') * 1200000, 'wide.txt', 'lines')


def test_notes():
    """Many notes of one cell, one of many lines, and marks that all lead to a large part of a page."""
    marks = range(1, 2000)
    cell = '# 1 a\n\n|x|y|\n|---|---|\n|k|{}|\n\n# 2 b\n\n'
    look(cell.format('v[^1]') + '[^1]: n\n' + 'more\n' * 500000, 'long-note.md')
    look(cell.format('v' * 3000000 + ''.join(f'[^{i}]' for i in marks)) + ''.join(f'[^{i}]: n\n\n' for i in marks), 'many-notes.md')
    look('<p>' + ''.join(f'<sup><a href="#n{i}">{i}</a></sup>' for i in marks) + '</p><div>'
         + ''.join(f'<b id="n{i}"></b>' for i in marks) + '<i></i>' * 300000 + '</div><p>a</p>', 'leads.html')


def edit(data, part, change):
    """Returns an office document of which a part was changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as changed:
        for name in archive.namelist():
            content = archive.read(name)
            how = zipfile.ZIP_STORED if name == 'mimetype' else zipfile.ZIP_DEFLATED
            changed.writestr(name, change(content) if name == part else content, how)
    return out.getvalue()


def laugh(content):
    """Puts entities of entities into a part, which would be gigabytes."""
    entities = '<!ENTITY a "ha">' + ''.join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    head = content.find(b'?>') + 2 if content.startswith(b'<?xml') else 0
    root = content.find(b'>', head) + 1
    return content[:head] + f'<!DOCTYPE l [{entities}]>'.encode() + content[head:root] + b'&j;' + content[root:]


def test_laughs():
    """Entities in any part of a document are none, or the document is refused."""
    documents = {
        'a.docx': make_office.docx([('text', '1. Scope')]),
        'a.xlsx': make_office.xlsx({'S': [['No', 'Question'], ['1', 'Why?']]}),
        'a.odt': make_office.odt([('text', '1. Scope')]),
        'a.ods': make_office.ods({'S': [['No', 'Question'], ['1', 'Why?']]}),
    }
    for name, data in documents.items():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.namelist() if part.endswith(('.xml', '.rels'))]
        assert len(parts) >= 2, parts
        for part in parts:
            said = look(edit(data, part, laugh), name)
            assert 'haha' not in said, part
        main = {'a.docx': 'word/document.xml', 'a.xlsx': 'xl/workbook.xml'}.get(name, 'content.xml')
        look(edit(data, main, laugh), name, 'entities')


def test_sheets():
    """Far cells, wide rows, merged oceans and repeated cells cost what is in them."""
    sheet = make_office.xlsx({'S': [['No', 'Question', 'Answer'], ['1', 'Why?', 'Because.']]})
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    look(edit(sheet, 'xl/worksheets/sheet1.xml', lambda xml: xml.replace(b'</sheetData>', far + merged)), 'far.xlsx')
    many = b''.join(b'<mergeCell ref="A%d:XFD%d"/>' % (i, 1000000 - i) for i in range(1, 60000))
    look(edit(sheet, 'xl/worksheets/sheet1.xml',
              lambda xml: xml.replace(b'</sheetData>', b'</sheetData><mergeCells>' + many + b'</mergeCells>')), 'merged.xlsx')
    look(make_office.xlsx({'S': [[str(i) for i in range(9000)]] * 20}), 'wide.xlsx')
    book = make_office.ods({'S': [['a', 'b'], ['c', 'd']]})
    look(edit(book, 'content.xml', lambda xml: xml.replace(
        b'<table:table-row', b'<table:table-row table:number-rows-repeated="1048576"', 1).replace(
        b'<table:table-cell', b'<table:table-cell table:number-columns-repeated="16384"', 1)), 'repeated.ods')


def test_depth():
    """Elements within elements end somewhere."""
    text = make_office.docx([('text', '1. Scope')])
    look(edit(text, 'word/document.xml', lambda xml: xml.replace(b'<w:body>', b'<w:body>' + b'<w:tbl><w:tr><w:tc>' * 20000)),
         'deep.docx', 'nested')
    text = make_office.odt([('text', '1. Scope')])
    look(edit(text, 'content.xml', lambda xml: xml.replace(b'<office:text>', b'<office:text>' + b'<text:section>' * 20000)),
         'deep.odt', 'nested')
    look('<html><body>' + '<table><tr><td>' * 100000, 'deep.html', 'nested')
    look('<html><body>' + ('<table><tr><td>' * 30 + '<h1>x' + '</table>' * 30) * 2000, 'tables.html')


def overlapping(n):
    """Returns an archive whose entries are all the same bytes."""
    raw = b'0' * 100000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(raw) + packer.flush()
    sizes = struct.pack('<III', zlib.crc32(raw), len(packed), len(raw))
    out = struct.pack('<4sHHHHH', b'PK\3\4', 20, 0, 8, 0, 0) + sizes + struct.pack('<HH', 4, 0) + b'a.md' + packed
    directory = b''.join(struct.pack('<4sHHHHHH', b'PK\1\2', 20, 20, 0, 8, 0, 0) + sizes +
                         struct.pack('<HHHHHII', 7, 0, 0, 0, 0, 0, 0) + b'%04d.md' % i for i in range(n))
    return out + directory + struct.pack('<4sHHHHIIH', b'PK\5\6', 0, 0, n, n, len(directory), len(out), 0)


def test_archive():
    look(overlapping(2000), 'overlapping.zip', 'overlap')


def pdf(*objects):
    out = bytearray(b'%PDF-1.5\n')
    places = []
    for number, thing in enumerate(objects, 1):
        places.append(len(out))
        out += b'%d 0 obj\n' % number + (thing if isinstance(thing, bytes) else thing.encode()) + b'\nendobj\n'
    start = len(out)
    table = b''.join(b'%010d 00000 n \n' % place for place in places)
    return bytes(out) + (b'xref\n0 %d\n0000000000 65535 f \n' % (len(places) + 1) + table +
                         b'trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(places) + 1, start))


def stream(data, words=''):
    packed = zlib.compress(data, 9)
    return b'<< /Length %d /Filter /FlateDecode %s >>\nstream\n' % (len(packed), words.encode()) + packed + b'\nendstream'


def pdf_page(box, content, *more):
    return pdf('<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
               f'<< /Type /Page /Parent 2 0 R /MediaBox {box} /UserUnit 75000 /Contents 5 0 R '
               '/Resources << /Font << /F 4 0 R >> /XObject << /X 6 0 R >> >> >>',
               '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', stream(content), *more)


def form(content, number):
    return stream(content, '/Type /XObject /Subtype /Form /BBox [0 0 600 800] '
                  f'/Resources << /Font << /F 4 0 R >> /XObject << /X {number} 0 R >> >>')


def test_pdf():
    """Rings, pages of any size, and drawings of drawings."""
    look(pdf('<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>',
             '<< /Type /Pages /Kids [2 0 R] /Count 99999 /Parent 2 0 R >>'), 'ring.pdf')
    look(pdf_page('[0 0 600 800]', b'BT /F 12 Tf 50 700 Td (hello) Tj ET /X Do', form(b'/X Do /X Do', 6)), 'form.pdf')

    cells = b''.join(b'BT /F 10 Tf %d %d Td (cell%d) Tj ET\n' % (50 + 100 * (i % 5), 700 - 15 * (i // 5), i) for i in range(200))
    for name, box in ('giant', '[0 0 1e9 1e9]'), ('negative', '[600 800 -1e7 -1e7]'), ('empty', '[0 0 0 0]'):
        look(pdf_page(box, cells, form(b'', 6)), name + '.pdf')
    letters = b''.join(b'1 0 0 1 %d %.2f Tm (ab) Tj ' % (10 + (i % 4) * 140 + i * 7 % 21, 790 - i // 4 * 0.2) for i in range(16000))
    look(pdf_page('[0 0 600 800]', b'BT /F 1 Tf ' + letters + b'ET', form(b'', 6)), 'letters.pdf')

    # Twelve drawings of ten times the next one each.
    laughs = [form(b'/X Do ' * 10, 7 + i) for i in range(11)] + [form(b'BT /F 12 Tf 50 600 Td (ha) Tj ET', 6)]
    if not SANITIZED:
        look(pdf_page('[0 0 600 800]', b'/X Do', *laughs), 'laughs.pdf', 'more time')


sys.exit(harness.main('bombs', globals()))
