# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes small documents of office programs for tests, with the standard library alone.

A document is a list of elements, each a tuple:

    ('title', text)                 large, in the middle of the first page
    ('text', text)                  a paragraph
    ('heading', level, text)        with its number, as it is printed
    ('item', depth, marker, text)   an item of a list
    ('noted', text, notes)          a paragraph with footnotes
    ('table', rows)                 rows of cells, which are texts
"""

import csv
import html
import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

BULLETS = '⚫●・◆■○•\uf06c-*'
NUMBER = re.compile(r'^(\d+(?:\.\d+)*)\.?[ \u3000]*(?=\D)')


def pack(files, stored=()):
    """Returns a ZIP archive of {name: text or bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2025, 4, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def unpack(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def add_parts(data, parts):
    """Returns an archive with parts more, {name: text}."""
    return pack({**unpack(data), **parts})


def edit_part(data, name, old, new):
    """Returns an archive in one part of which a text, which has to be there, is replaced."""
    part = unpack(data)[name].decode()
    assert old in part, (name, old)
    return add_parts(data, {name: part.replace(old, new)})


# Word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def relations(*targets):
    """Returns a part of relations from (kind, target); ids are rId1 and so on."""
    lines = ''.join(f'<Relationship Id="rId{i}" Type="{R}/{kind}" Target="{target}"/>'
                    for i, (kind, target) in enumerate(targets, 1))
    return f'<?xml version="1.0"?><Relationships {RELATIONS}>{lines}</Relationships>'


def content_types(kind, **parts):
    """The part that says what each part is; parts are name=path."""
    base = 'application/vnd.openxmlformats-officedocument.' + kind
    lines = ''.join(f'<Override PartName="/{path}" ContentType="{base}.{name.split("_")[0]}'
                    f'{".main" if name in ("document", "sheet") else ""}+xml"/>' for name, path in parts.items())
    return ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>')


def word_run(text):
    parts = []
    for i, piece in enumerate(text.split('\n')):
        if i > 0:
            parts.append('<w:br/>')
        for j, word in enumerate(piece.split('\t')):
            if j > 0:
                parts.append('<w:tab/>')
            if word:
                parts.append(f'<w:t xml:space="preserve">{escape(word)}</w:t>')
    return '<w:r>' + ''.join(parts) + '</w:r>'


def word_paragraph(text, style=None, level=None, indent=0, raw=''):
    properties = ''
    if style is not None:
        properties += f'<w:pStyle w:val="{style}"/>'
    if level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    if indent:
        properties += f'<w:ind w:left="{indent}"/>'
    return f'<w:p><w:pPr>{properties}</w:pPr>{word_run(text) if text else ""}{raw}</w:p>'


def word_table(rows):
    body = ''.join('<w:tr>' + ''.join(f'<w:tc><w:tcPr/>{word_paragraph(cell)}</w:tc>' for cell in row) + '</w:tr>'
                   for row in rows)
    borders = ''.join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ('top', 'left', 'bottom', 'right', 'insideH', 'insideV'))
    grid = '<w:tblGrid>' + '<w:gridCol/>' * max(len(row) for row in rows) + '</w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{grid}{body}</w:tbl>'


def word_styles():
    headings = ''.join(f'<w:style w:type="paragraph" w:styleId="H{i}"><w:name w:val="heading {i}"/><w:basedOn w:val="N"/>'
                       f'<w:pPr><w:outlineLvl w:val="{i - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{34 - 4 * i}"/></w:rPr>'
                       '</w:style>' for i in range(1, 7))
    return (f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="FT"><w:name w:val="footnote text"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
            f'{headings}</w:styles>')


def word_numbering(levels):
    """levels is a list of (format, text) or (format, text, more XML)."""
    body = ''.join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{level[0]}"/>{"".join(level[2:])}'
                   f'<w:lvlText w:val={quoteattr(level[1])}/></w:lvl>' for i, level in enumerate(levels))
    return (f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{body}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')


def docx_of_body(body, **parts):
    """Returns a document with a body of XML; parts are footnotes, numbering and such, also XML."""
    names = ['styles', *parts]
    contents = {'styles': word_styles(), **parts}
    files = {
        '[Content_Types].xml': content_types('wordprocessingml', document='word/document.xml',
                                             **{name: f'word/{name}.xml' for name in names}),
        '_rels/.rels': relations(('officeDocument', 'word/document.xml')),
        'word/_rels/document.xml.rels': relations(*((name, name + '.xml') for name in names)),
        'word/document.xml': f'<w:document {W}><w:body>{body}</w:body></w:document>',
    }
    for name in names:
        files[f'word/{name}.xml'] = contents[name]
    return pack(files)


def word_notes(notes):
    """The part of the footnotes, the first of which is number 1."""
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    rules = ''.join(f'<w:footnote w:type="{kind}" w:id="{i}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                    for i, kind in ((-1, 'separator'), (0, 'continuationSeparator')))
    texts = ''.join(f'<w:footnote w:id="{i}"><w:p><w:pPr><w:pStyle w:val="FT"/></w:pPr>{mark}{word_run(" " + note)}</w:p></w:footnote>'
                    for i, note in enumerate(notes, 1))
    return f'<w:footnotes {W}>{rules}{texts}</w:footnotes>'


def docx(elements, automatic=False):
    """Returns a document; automatic leaves the numbers of headings to Word."""
    body = ''
    notes = []
    for element in elements:
        if element[0] == 'title':
            body += word_paragraph(element[1], style='T')
        elif element[0] == 'text':
            body += word_paragraph(element[1])
        elif element[0] == 'heading' and automatic:
            body += word_paragraph(NUMBER.sub('', element[2]), style=f'H{element[1]}', level=element[1] - 1)
        elif element[0] == 'heading':
            body += word_paragraph(element[2], style=f'H{element[1]}')
        elif element[0] == 'item':
            body += word_paragraph(f'{element[2]}{element[3]}', indent=400 * (element[1] + 1))
        elif element[0] == 'noted':
            marks = ''.join('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                            f'<w:footnoteReference w:id="{len(notes) + i}"/></w:r>' for i in range(1, len(element[2]) + 1))
            body += word_paragraph(element[1], raw=marks)
            notes += element[2]
        else:
            body += word_table(element[1])
    parts = {'footnotes': word_notes(notes)} if notes else {}
    if automatic:
        parts['numbering'] = word_numbering([('decimal', '%1.'), ('decimal', '%1.%2'), ('decimal', '%1.%2.%3')])
    return docx_of_body(body, **parts)


# OpenDocument

ODF = ' '.join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in (
    ('office', 'office'), ('text', 'text'), ('table', 'table'), ('style', 'style'), ('draw', 'drawing'), ('form', 'form'),
    ('number', 'datastyle'), ('fo', 'xsl-fo-compatible'))) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odf_text(text):
    text = escape(text).replace('\t', '<text:tab/>').replace('\n', '<text:line-break/>')
    return re.sub('  +', lambda match: f' <text:s text:c="{len(match[0]) - 1}"/>', text)


def odf(kind, body, styles=''):
    """Returns an OpenDocument file with a body of XML; kind is text or spreadsheet."""
    return pack({
        'mimetype': 'application/vnd.oasis.opendocument.' + kind,
        'META-INF/manifest.xml': (
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'),
        'content.xml': (f'<office:document-content {ODF} office:version="1.2"><office:automatic-styles>{styles}'
                        f'</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>'
                        '</office:document-content>'),
    }, stored=['mimetype'])


def odt(elements):
    body = ''
    n_notes = 0
    for element in elements:
        if element[0] in ('title', 'text'):
            body += f'<text:p>{odf_text(element[1])}</text:p>'
        elif element[0] == 'heading':
            body += f'<text:h text:outline-level="{element[1]}">{odf_text(element[2])}</text:h>'
        elif element[0] == 'item':
            body += f'<text:p>{odf_text(element[2] + element[3])}</text:p>'
        elif element[0] == 'noted':
            notes = ''
            for note in element[2]:
                n_notes += 1
                notes += (f'<text:note text:note-class="footnote" text:id="ftn{n_notes}"><text:note-citation>{n_notes}</text:note-citation>'
                          f'<text:note-body><text:p>{odf_text(note)}</text:p></text:note-body></text:note>')
            body += f'<text:p>{odf_text(element[1])}{notes}</text:p>'
        else:
            rows = ''.join('<table:table-row>' + ''.join(f'<table:table-cell><text:p>{odf_text(cell)}</text:p>'
                                                         '</table:table-cell>' for cell in row) + '</table:table-row>'
                           for row in element[1])
            n_columns = max(len(row) for row in element[1])
            body += f'<table:table><table:table-column table:number-columns-repeated="{n_columns}"/>{rows}</table:table>'
    return odf('text', body)


def ods_cell(cell, attributes=''):
    if cell == '':
        return f'<table:table-cell{attributes}/>'
    lines = ''.join(f'<text:p>{odf_text(line)}</text:p>' for line in cell.split('\n'))
    return f'<table:table-cell office:value-type="string"{attributes}>{lines}</table:table-cell>'


def ods(sheets):
    """sheets is {name: rows of texts}."""
    body = ''
    for name, rows in sheets.items():
        body += f'<table:table table:name={quoteattr(name)}>'
        for row in rows:
            body += '<table:table-row>' + ''.join(ods_cell(cell) for cell in row) + '</table:table-row>'
        body += '</table:table>'
    return odf('spreadsheet', body)


# Excel

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def column_name(number):
    """0 is A."""
    name = ''
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def sheet_xml(rows, shared, before='', after=''):
    """Rows of texts; a tuple is the XML of a whole cell's inside and its attributes."""
    body = ''
    for y, row in enumerate(rows, 1):
        cells = ''
        for x, cell in enumerate(row):
            place = f'{column_name(x)}{y}'
            if isinstance(cell, tuple):
                cells += f'<c r="{place}" {cell[1]}>{cell[0]}</c>'
            elif cell != '':
                shared.setdefault(cell, len(shared))
                cells += f'<c r="{place}" t="s"><v>{shared[cell]}</v></c>'
        body += f'<row r="{y}">{cells}</row>'
    return f'<worksheet {S}>{before}<sheetData>{body}</sheetData>{after}</worksheet>'


def xlsx(sheets, strings=None, styles='', properties='', attributes=None, namespace=None, before='', after=''):
    """sheets is {name: rows}. strings, the whole of the shared strings, replaces what the cells gathered."""
    shared = {}
    parts = {}
    names = list(sheets)
    for i, rows in enumerate(sheets.values(), 1):
        parts[f'xl/worksheets/sheet{i}.xml'] = sheet_xml(rows, shared, before, after)
    if strings is None:
        strings = ''.join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    listed = ''.join(f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}" {(attributes or {}).get(name, "")}/>'
                     for i, name in enumerate(names, 1))
    files = {
        '[Content_Types].xml': content_types('spreadsheetml', sheet='xl/workbook.xml', sharedStrings='xl/sharedStrings.xml',
                                             styles='xl/styles.xml', **{f'worksheet_{i}': f'xl/worksheets/sheet{i}.xml'
                                                                        for i in range(1, len(names) + 1)}),
        '_rels/.rels': relations(('officeDocument', 'xl/workbook.xml')),
        'xl/workbook.xml': f'<workbook {S} xmlns:r="{R}">{properties}<sheets>{listed}</sheets></workbook>',
        'xl/_rels/workbook.xml.rels': relations(*(('worksheet', f'worksheets/sheet{i}.xml')
                                                  for i in range(1, len(names) + 1)),
                                                ('sharedStrings', 'sharedStrings.xml'), ('styles', 'styles.xml')),
        'xl/sharedStrings.xml': f'<sst {S}>{strings}</sst>',
        'xl/styles.xml': f'<styleSheet {S}>{styles}</styleSheet>',
        **parts,
    }
    if namespace is not None:
        files = {name: namespace(data) for name, data in files.items()}
    return pack(files)


def printable(rows, widths):
    """A workbook of one sheet with borders, whose texts wrap and fit into their cells when it is printed."""
    styles = ('<fonts count="1"><font><sz val="10"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/>'
              '</fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/>'
              '<bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
              '<xf borderId="1" applyBorder="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs>')
    columns = ''.join(f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(widths, 1))
    body = ''
    for y, row in enumerate(rows, 1):
        # A letter of Japanese is as wide as two digits, and a bit more.
        lines = max(sum(1 + int(2.4 * len(line) / width) for line in cell.split('\n')) for cell, width in zip(row, widths))
        cells = ''.join(f'<c r="{column_name(x)}{y}" s="1" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
                        for x, cell in enumerate(row))
        body += f'<row r="{y}" ht="{min(14 * lines + 2, 400)}" customHeight="1">{cells}</row>'
    sheet = (f'<worksheet {S}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>{columns}</cols><sheetData>{body}</sheetData>'
             '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>')
    book = xlsx({'S': [['']]}, styles=styles)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files['xl/worksheets/sheet1.xml'] = sheet
    return pack(files)


def strict(text):
    """What the strict variant of Office's format calls its namespaces."""
    return (text.replace('http://schemas.openxmlformats.org/spreadsheetml/2006/main',
                         'http://purl.oclc.org/ooxml/spreadsheetml/main')
            .replace(R, 'http://purl.oclc.org/ooxml/officeDocument/relationships'))


# Texts

def web(elements, title='', encoding='utf-8', lists=False, style=''):
    """A page; lists makes lists of items with bullets."""
    body = ''
    notes = []
    depth = 0
    for element in elements:
        inside = element[1] + 1 if lists and element[0] == 'item' and element[2].strip() in BULLETS else 0
        body += '<ul>' * max(inside - depth, 0) + '</ul>' * max(depth - inside, 0)
        depth = inside
        if element[0] == 'title':
            body += f'<p class="title">{html.escape(element[1])}</p>\n'
        elif element[0] == 'text':
            body += '<p>' + html.escape(element[1]).replace('\n', '<br>\n') + '</p>\n'
        elif element[0] == 'heading':
            body += f'<h{element[1]}>{html.escape(element[2])}</h{element[1]}>\n'
        elif inside:
            body += f'<li>{html.escape(element[3])}</li>\n'
        elif element[0] == 'item':
            body += f'<p>{html.escape(element[2] + element[3])}</p>\n'
        elif element[0] == 'noted':
            marks = ''
            for note in element[2]:
                notes.append(note)
                marks += f'<a href="#fn{len(notes)}" id="fnref{len(notes)}"><sup>{len(notes)}</sup></a>'
            body += f'<p>{html.escape(element[1])}{marks}</p>\n'
        else:
            body += '<table>\n' + ''.join('<tr>' + ''.join(f'<td>{html.escape(cell)}</td>' for cell in row) + '</tr>\n'
                                          for row in element[1]) + '</table>\n'
    body += '</ul>' * depth
    if notes:
        items = ''.join(f'<li id="fn{i}"><p>{html.escape(note)}<a href="#fnref{i}">↩</a></p></li>' for i, note in enumerate(notes, 1))
        body += f'<section class="footnotes"><hr><ol>{items}</ol></section>\n'
    return (f'<!DOCTYPE html>\n<html><head><meta charset="{encoding}"><title>{html.escape(title)}</title>{style}</head>\n'
            f'<body>\n{body}</body></html>\n').encode(encoding, 'xmlcharrefreplace')


def escape_markdown(text):
    return re.sub(r'([*_`\[\]<>])', r'\\\1', text)


def markdown(elements, lists=False):
    """A text in Markdown; lists makes lists of items with bullets."""
    lines = []
    notes = []
    for element in elements:
        if element[0] in ('title', 'text'):
            lines += [escape_markdown(element[1]), '']
        elif element[0] == 'heading':
            lines += ['#' * element[1] + ' ' + escape_markdown(element[2]), '']
        elif element[0] == 'item' and lists and element[2].strip() in BULLETS:
            lines += ['    ' * element[1] + '- ' + escape_markdown(element[3]), '']
        elif element[0] == 'item':
            lines += [escape_markdown(element[2] + element[3]), '']
        elif element[0] == 'noted':
            lines += [escape_markdown(element[1]) + ''.join(f'[^{len(notes) + i}]' for i in range(1, len(element[2]) + 1)), '']
            notes += element[2]
        else:
            for i, row in enumerate(element[1]):
                lines.append('| ' + ' | '.join(cell.replace('|', '\\|').replace('\n', '<br>') for cell in row) + ' |')
                if i == 0:
                    lines.append('|---' * len(row) + '|')
            lines.append('')
    for i, note in enumerate(notes, 1):
        lines += [f'[^{i}]: {escape_markdown(note)}', '']
    return '\n'.join(lines)


def plain(elements):
    """A text with an empty line around each paragraph."""
    lines = []
    n_notes = 0
    for element in elements:
        if element[0] == 'table':
            lines += ['\t'.join(cell.replace('\n', ' ') for cell in row) for row in element[1]]
        elif element[0] == 'noted':
            lines.append(element[1])
            for note in element[2]:
                n_notes += 1
                lines += ['', f'※{n_notes} {note}']
        else:
            lines.append(element[-1] if element[0] != 'item' else element[2] + element[3])
        lines.append('')
    return '\n'.join(lines)


def separated(rows, separator=','):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator='\r\n').writerows(rows)
    return out.getvalue()
