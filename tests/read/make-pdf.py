#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes small PDF documents for tests, with the standard library alone.

    make-pdf.py TEXT PDF      prints a text, as an office program would

Japanese stands in a font that is named and not embedded, as many programs of
Japanese offices write it: whoever reads it needs the maps of poppler-data.
"""

import math
import re
import sys
import unicodedata
import zlib

WIDTH, HEIGHT = 595, 842
MARGIN = 57
SIZE = 10.5
LEADING = 17
HEADINGS = 16.5, 14.5, 13, 12.2
GLYPHS = '—–“”‘’•©®°é'  # of Adobe-Japan1, beside those of CP932


def columns(text):
    """Returns the width of a text in half letters."""
    return sum(2 if unicodedata.east_asian_width(c) in 'WFA' else 1 for c in text)


class Pdf:
    """A document; places are in points from the top left of the page."""

    def __init__(self, title=None, rotate=0, symbols='Wingdings', producer=None):
        self.title = title
        self.producer = producer
        self.symbols = symbols
        self.rotate = rotate
        self.outline = []  # of (level from 1, title, page from 0, y)
        self.pages = []
        self.new_page()

    def new_page(self):
        self.pages.append([])

    def text(self, x, y, text, size=SIZE, bold=False, vertical=False):
        """Puts the first letter's baseline at a place."""
        # What the font has no glyph for would be printed as a bullet's glyph is.
        text = ''.join(c if c.encode('cp932', 'ignore') or c in GLYPHS else '\u25cf' for c in text)
        code = text.encode('utf-16-be').hex()
        font = '/V' if vertical else '/B' if bold else '/F'
        self.pages[-1].append(f'BT {font} {size} Tf {x} {HEIGHT - y} Td <{code}> Tj ET')

    def symbol(self, x, y, letter, size=SIZE):
        """Puts a letter of a font of symbols, whose letters stand at U+F020 to U+F0FF, as `symbols` names it."""
        self.pages[-1].append(f'BT /S {size} Tf {x} {HEIGHT - y} Td <{ord(letter):02x}> Tj ET')

    def turned(self, x, y, text, size=SIZE):
        """Puts a text that runs up from a place."""
        self.pages[-1].append(f'BT /F {size} Tf 0 1 -1 0 {x} {HEIGHT - y} Tm <{text.encode("utf-16-be").hex()}> Tj ET')

    def askew(self, x, y, text, size, degrees=45):
        """Puts a pale text that climbs across the page."""
        sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
        self.pages[-1].append(f'q 0.85 g BT /F {size} Tf {cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x} {HEIGHT - y} Tm '
                              f'<{text.encode("utf-16-be").hex()}> Tj ET Q')

    def line(self, x0, y0, x1, y1, width=0.5):
        self.pages[-1].append(f'{width} w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S')

    def box(self, x0, y0, x1, y1):
        """A filled grey area."""
        self.pages[-1].append(f'0.8 g {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f 0 g')

    def disc(self, x, y, side, how='f'):
        """A dark disc, as browsers draw it, with its left end and its middle at a place; a ring if `how` is S."""
        half = side / 2
        bend = 0.5523 * half
        x, y = x + half, HEIGHT - y
        self.pages[-1].append(
            f'q 0 g 0.7 w {x + half} {y} m '
            f'{x + half} {y + bend} {x + bend} {y + half} {x} {y + half} c '
            f'{x - bend} {y + half} {x - half} {y + bend} {x - half} {y} c '
            f'{x - half} {y - bend} {x - bend} {y - half} {x} {y - half} c '
            f'{x + bend} {y - half} {x + half} {y - bend} {x + half} {y} c h {how} Q')

    def square(self, x, y, side, how='f', grey=0):
        self.pages[-1].append(f'q {grey} g 0.7 w {x} {HEIGHT - y - side / 2} {side} {side} re {how} Q')

    def stroke(self, *points):
        """A line from point to point."""
        path = ' '.join(f'{x} {HEIGHT - y} {"l" if i > 0 else "m"}' for i, (x, y) in enumerate(points))
        self.pages[-1].append(f'q 1 G 1 w {path} S Q')

    def picture(self, x0, y0, x1, y1):
        """A grey picture of one dot, drawn over an area."""
        self.pages[-1].append(f'q {x1 - x0} 0 0 {y1 - y0} {x0} {HEIGHT - y1} cm /P Do Q')

    def table(self, x, y, widths, rows, size=SIZE, merged=()):
        """Draws a ruled table and returns the y below it. @merged holds (row, column) that
        have no line above them. A cell is a text or a list of lines."""
        top = y
        borders = [x]
        for width in widths:
            borders.append(borders[-1] + width)
        for number, row in enumerate(rows):
            lines = [cell if isinstance(cell, list) else [cell] for cell in row]
            height = max(len(cell) for cell in lines) * size * 1.3 + 6
            for column, cell in enumerate(lines):
                if (number, column) not in merged:
                    self.line(borders[column], y, borders[column + 1], y)
                for i, text in enumerate(cell):
                    if text:
                        self.text(borders[column] + 3, y + 3 + size * (1 + 1.3 * i), text, size)
            y += height
        self.line(borders[0], y, borders[-1], y)
        for border in borders:
            self.line(border, top, border, y)
        return y

    def paragraph(self, y, text, x=MARGIN, width=WIDTH - 2 * MARGIN, size=SIZE):
        """Breaks a text at the width of the page and returns the y below it."""
        room = int(width / (size / 2))
        line = ''
        for c in text:
            if columns(line + c) > room:
                self.text(x, y, line, size)
                y += LEADING
                line = c
            else:
                line += c
        if line:
            self.text(x, y, line, size)
        return y + LEADING

    def write(self):
        """Returns the bytes of the document."""
        objects = [
            '<< /Type /Catalog /Pages 2 0 R >>',
            None,
            self.font('UniJIS-UTF16-H', 'Ryumin-Light'),
            self.font('UniJIS-UTF16-H', 'GothicBBB-Bold'),
            self.font('UniJIS-UTF16-V', 'Ryumin-Light'),
        ]
        pictures = ''
        if any('/P Do' in piece for page in self.pages for piece in page):
            objects.append(('<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray '
                            '/BitsPerComponent 8 /Length 1 >>', b'\x7f'))
            pictures = f'/XObject << /P {len(objects)} 0 R >>'
        symbols = ''
        if any('/S ' in piece for page in self.pages for piece in page):
            names = ('/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /S def /CMapType 2 def '
                     '1 begincodespacerange <00> <ff> endcodespacerange '
                     '1 beginbfrange <21> <ff> <F021> endbfrange endcmap end end').encode()
            objects.append((f'<< /Length {len(names)} >>', names))
            objects.append(f'<< /Type /Font /Subtype /Type1 /BaseFont /{self.symbols} /FirstChar 33 /LastChar 255 '
                           f'/Widths [{"1000 " * 223}] /ToUnicode {len(objects)} 0 R '
                           f'/FontDescriptor << /Type /FontDescriptor /FontName /{self.symbols} /Flags 4 '
                           '/FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 '
                           '/StemV 80 >> >>')
            symbols = f'/S {len(objects)} 0 R'
        kids = []
        for page in self.pages:
            stream = zlib.compress('\n'.join(page).encode())
            objects.append((f'<< /Length {len(stream)} /Filter /FlateDecode >>', stream))
            objects.append(f'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {self.rotate} '
                           f'/Contents {len(objects)} 0 R '
                           f'/Resources << /Font << /F 3 0 R /B 4 0 R /V 5 0 R {symbols} >> {pictures} >> >>')
            kids.append(f'{len(objects)} 0 R')
        objects[1] = f'<< /Type /Pages /Kids [{" ".join(kids)}] /Count {len(kids)} >>'
        if self.outline:
            objects[0] = f'<< /Type /Catalog /Pages 2 0 R /Outlines {len(objects) + 1} 0 R >>'
            objects += self.write_outline(len(objects) + 1, kids)
        trailer = ''
        info = {'Title': self.title, 'Producer': self.producer}
        if any(info.values()):
            said = ' '.join(f'/{key} <FEFF{text.encode("utf-16-be").hex()}>' for key, text in info.items() if text)
            objects.append(f'<< {said} >>')
            trailer = f'/Info {len(objects)} 0 R'

        out = bytearray(b'%PDF-1.5\n%\xe2\xe3\xcf\xd3\n')
        places = []
        for number, thing in enumerate(objects, 1):
            places.append(len(out))
            out += f'{number} 0 obj\n'.encode()
            if isinstance(thing, tuple):
                out += thing[0].encode() + b'\nstream\n' + thing[1] + b'\nendstream'
            else:
                out += thing.encode()
            out += b'\nendobj\n'
        start = len(out)
        out += f'xref\n0 {len(objects) + 1}\n0000000000 65535 f \n'.encode()
        for place in places:
            out += f'{place:010} 00000 n \n'.encode()
        out += (f'trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n'
                f'startxref\n{start}\n%%EOF\n').encode()
        return bytes(out)

    def write_outline(self, root, pages):
        """The objects of the outline, whose first one has the number root."""
        above = [root]
        links = [{'Type': '/Outlines'}] + [{} for _ in self.outline]
        for number, (level, title, page, y) in enumerate(self.outline, root + 1):
            before = above[level] if level < len(above) else None
            above[level:] = [number]
            links[number - root].update(Title=f'<FEFF{title.encode("utf-16-be").hex()}>', Parent=f'{above[level - 1]} 0 R',
                                        Dest=f'[{pages[page]} /XYZ 0 {HEIGHT - y} 0]')
            if before is None:
                links[above[level - 1] - root]['First'] = f'{number} 0 R'
            else:
                links[before - root]['Next'] = f'{number} 0 R'
            links[above[level - 1] - root]['Last'] = f'{number} 0 R'
        return ['<< ' + ' '.join(f'/{name} {value}' for name, value in link.items()) + ' >>' for link in links]

    @staticmethod
    def font(encoding, name):
        return (f'<< /Type /Font /Subtype /Type0 /BaseFont /{name}-{encoding} /Encoding /{encoding} '
                f'/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} '
                '/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> /DW 1000 /W [1 230 500] '
                f'/FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [0 -200 1000 900] '
                '/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>')


def print_text(text, title=None):
    """Prints a plain text: its lines broken at the width of the page, its form feeds new pages."""
    pdf = Pdf(title)
    y = MARGIN
    for line in text.replace('\f', '\n\f').split('\n'):
        if line.startswith('\f') or y > HEIGHT - MARGIN:
            if pdf.pages[-1]:
                pdf.new_page()
            y = MARGIN
            line = line.lstrip('\f')
        if line.strip() == '':
            y += LEADING
            continue
        indent = len(line) - len(line.lstrip(' \u3000'))
        rest = line.strip()
        room = int((WIDTH - 2 * MARGIN) / (SIZE / 2))
        x = MARGIN + columns(line[:indent]) * SIZE / 2
        while rest:
            piece = ''
            while rest and columns(piece + rest[0]) <= room:
                piece += rest[0]
                rest = rest[1:]
            if y > HEIGHT - MARGIN:
                pdf.new_page()
                y = MARGIN
            pdf.text(x, y, piece)
            y += LEADING
    return pdf


def fold(text, width, size=SIZE):
    """Breaks a text into lines as office programs do: not inside of words of letters."""
    lines = []
    for part in text.split('\n'):
        line = ''
        for word in re.findall(r'[!-~]+ ?|.', part):
            room = int(width / (size / 2)) - columns(line)
            if columns(word.rstrip()) > room and line:
                lines.append(line.rstrip())
                line = ''
            while columns(word) > int(width / (size / 2)):
                lines.append(word[:int(width / (size / 2))])
                word = word[int(width / (size / 2)):]
            line += word
        lines.append(line)
    return lines


def print_elements(elements, title=None):
    """Prints the elements of make_office.py: headings large and bold, tables ruled, pages numbered, notes at the feet."""
    pdf = Pdf(title)
    y = MARGIN
    n_notes = 0
    feet = []    # lines of notes of this page

    def turn():
        nonlocal y
        for i, line in enumerate(reversed(feet)):
            pdf.text(MARGIN, HEIGHT - MARGIN - 12 * i, line, 8)
        feet.clear()
        pdf.text(WIDTH / 2 - 5, HEIGHT - 30, str(len(pdf.pages)))
        pdf.new_page()
        y = MARGIN

    def room(height):
        if y + height > HEIGHT - MARGIN - (12 * len(feet) + 12 if feet else 0):
            turn()

    for element in elements:
        if element[0] == 'table':
            n_columns = max(len(row) for row in element[1])
            most = [max(columns(row[i]) if i < len(row) else 0 for row in element[1]) + 3 for i in range(n_columns)]
            narrow = sum(n for n in most if n <= 20)
            wide = sum(n for n in most if n > 20)
            room_left = (WIDTH - 2 * MARGIN) / (SIZE / 2) - narrow
            widths = [(n if n <= 20 else room_left * n / wide) * SIZE / 2 for n in most]
            for row in element[1]:
                cells = [fold(cell, width - 8, SIZE) for cell, width in zip(row, widths)]
                room(max(len(cell) for cell in cells) * SIZE * 1.3 + 8)
                y = pdf.table(MARGIN, y, widths, [cells])
            y += LEADING
            continue
        bold = element[0] in ('title', 'heading')
        size = 20 if element[0] == 'title' else HEADINGS[min(element[1], 4) - 1] if bold else SIZE
        text = element[2] + element[3] if element[0] == 'item' else element[1] if element[0] == 'noted' else element[-1]
        indent = 10.5 * (element[1] + 1) if element[0] == 'item' else 0
        if bold:
            room(80)
            y += size * 0.8
        lines = fold(text, WIDTH - 2 * MARGIN - indent, size)
        notes = []
        for note in element[2] if element[0] == 'noted' else []:
            n_notes += 1
            notes.append(fold(f'{n_notes} {note}', WIDTH - 2 * MARGIN, 8))
        for i, line in enumerate(lines, 1):
            # The notes stand on the page of their marks.
            room(LEADING + (12 * sum(len(note) for note in notes) if i == len(lines) else 0))
            y += max(LEADING, size * 1.5)
            pdf.text(MARGIN + indent, y, line, size, bold=bold)
        for i, note in enumerate(notes):
            pdf.text(MARGIN + indent + columns(lines[-1]) * size / 2 + 3.5 * i + 1, y - 5, str(n_notes - len(notes) + i + 1), 6)
            feet += note
        y += LEADING * 0.8
    turn()
    pdf.pages.pop()
    return pdf


def main():
    if len(sys.argv) != 3:
        sys.exit('Usage: make-pdf.py TEXT PDF')
    with open(sys.argv[1], encoding='utf-8') as file:
        text = file.read()
    with open(sys.argv[2], 'wb') as file:
        file.write(print_text(text).write())


if __name__ == '__main__':
    main()
