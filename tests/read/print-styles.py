#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints papers as web pages in the styles that people print them in, and counts where the PDF says other things than the page.

    print-styles.py [--printer weasyprint|chromium] [--styles A,B] [--keep FOLDER] DIPTYCH-CLI PAPER…

For people: a page takes some seconds. Sheets are printed with all borders, with lines between rows, with shades, with nothing
drawn, upright and across, with cells at the top and in the middle; papers with headings that are larger, only bold or like the
text, in one column and in two, with small print and indented. Each has a running head and a page number. A clause counts that
differs in more than layout.
"""

import argparse
import collections
import html
import os
import subprocess
import tempfile

import harness
import paper as papers

BULLETS = '・•●○◦-‐⚫■□'
FEET = '@page { @bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt } ' \
    '@top-left { content: "クラウドサービスの安全対策"; font-size: 8pt } }'
FLAT = 'h1, h2, h3, h4, h5, h6 { font-size: 10.5pt; margin: 1em 0 .3em; font-weight: %s } td { border: 1px solid } @page { margin: 25mm }'


def sheet_style(size, widths, padding, css):
    columns = ' '.join(f'.c{i} {{ width: {width}% }}' for i, width in enumerate(widths))
    return (f'body {{ font-size: {size}pt }} .sheet {{ width: 100%; table-layout: fixed }} {columns} td, th {{ padding: {padding} }} '
            f'@page {{ size: A4; margin: 15mm }} {css}')


SHEETS = {
    'borders': sheet_style(9, (9, 35, 13, 43), '3px', 'td, th { border: 1px solid }'),
    'tiny': sheet_style(5.5, (4, 36, 6, 54), '1px', 'td, th { border: 0.5px solid } @page { size: A4 landscape; margin: 10mm }'),
    'lines': sheet_style(9, (9, 35, 13, 43), '5px', 'tr { border-bottom: 1px solid #ccc }'),
    'shades': sheet_style(9, (9, 35, 13, 43), '5px', 'tbody tr:nth-child(even) { background: #eee } th { background: #357 }'),
    'bare': sheet_style(9, (9, 35, 13, 43), '4px 6px', 'th { border-bottom: 1px solid }'),
    'across': sheet_style(8, (8, 30, 11, 51), '6px', '@page { size: A4 landscape; margin: 12mm }'),
    'middle-lines': sheet_style(9, (9, 31, 13, 47), '4px', 'td, th { vertical-align: middle } tr { border-bottom: 1px solid #ccc } '
                                                           'td:nth-child(3) { text-align: center }'),
    'middle-bare': sheet_style(9, (9, 31, 13, 47), '6px', 'td, th { vertical-align: middle }'),
    'tight': sheet_style(9, (10, 30, 14, 46), '0 4px', ''),
    'sections': sheet_style(8.5, (9, 31, 13, 47), '4px', '.section td { background: #ddd; font-weight: bold }'),
}
PAPERS = {
    'plain': 'body { font-size: 10.5pt } td { border: 1px solid } @page { margin: 25mm }',
    'bold': 'body { font-size: 10.5pt } ' + FLAT % 'bold',
    'flat': 'body { font-size: 10.5pt } ' + FLAT % 'normal',
    'columns': 'body { font-size: 9pt; columns: 2; column-gap: 8mm; text-align: justify } td { border: 1px solid } @page { margin: 18mm }',
    'small': 'body { font-size: 8pt } h1 { font-size: 11pt } h2 { font-size: 9.5pt } h3, h4 { font-size: 8pt } '
             'p { margin: 0; text-indent: 1em } td { padding: 3px 8px; border-bottom: 1px solid #bbb }',
    'indented': 'body { font-size: 10pt } h1, h2 { font-size: 12pt; border-bottom: 1px solid } h3, h4, h5, h6 { font-size: 10pt } '
                'p, ul { margin-left: 12mm } td { padding: 3px 8px }',
}


def escape(text):
    return html.escape(text or '').replace('\n', '<br>')


def row(cells, tag='td', attributes=''):
    return f'<tr{attributes}>' + ''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells) + '</tr>'


def write_sheet(paper):
    """The title, the properties and the questions, with the titles of sections across."""
    rows = papers.sheet(paper)
    head = next(i for i, cells in enumerate(rows) if cells[0] == 'No.')
    body = ''.join(f'<h1>{escape(cells[0])}</h1>' if i == 0 else f'<p>{escape(cells[0])}</p>'
                   for i, cells in enumerate(rows[:head]) if not cells[1])
    names = ''.join(row(cells[:2]) for cells in rows[:head] if cells[1])
    body += f'<table>{names}</table><p></p>' if names else ''
    body += '<table class="sheet"><colgroup>' + ''.join(f'<col class="c{i}">' for i in range(4)) + '</colgroup>'
    body += '<thead>' + row(rows[head], 'th') + '</thead><tbody>'
    for cells in rows[head + 1:]:
        body += row(cells) if any(cells[1:]) else f'<tr class="section"><td colspan="4">{escape(cells[0])}</td></tr>'
    return body + '</tbody></table>'


def write_paper(paper):
    body = ''
    depth = 0
    for element in papers.elements(paper):
        inside = element[1] + 1 if element[0] == 'item' and element[2].strip() in BULLETS else 0
        body += '<ul>' * max(inside - depth, 0) + '</ul>' * max(depth - inside, 0)
        depth = inside
        if element[0] in ('title', 'text'):
            body += f'<p>{escape(element[1])}</p>'
        elif element[0] == 'heading':
            body += f'<h{min(element[1], 6)}>{escape(element[2])}</h{min(element[1], 6)}>'
        elif inside:
            body += f'<li>{escape(element[3])}</li>'
        elif element[0] == 'item':
            body += f'<p>{escape(element[2] + element[3])}</p>'
        else:
            body += '<table>' + ''.join(row(cells) for cells in element[1]) + '</table>'
    return body + '</ul>' * depth


def print_page(printer, page, pdf):
    args = ['weasyprint', '-q', page, pdf] if printer == 'weasyprint' else \
        ['chromium', '--headless', '--no-sandbox', '--disable-gpu', f'--print-to-pdf={pdf}', '--no-pdf-header-footer', 'file://' + page]
    subprocess.run(args, capture_output=True, timeout=600, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--printer', default='weasyprint', choices=('weasyprint', 'chromium'))
    parser.add_argument('--styles')
    parser.add_argument('--keep')
    parser.add_argument('cli')
    parser.add_argument('papers', nargs='+')
    options = parser.parse_intermixed_args()
    sums = collections.Counter()
    alls = collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.abspath(options.keep or scratch)
        os.makedirs(folder, exist_ok=True)
        for path in options.papers:
            paper = harness.answer(options.cli, 'show', '--json', path)
            is_sheet = paper['edition']['kind'] == 'checksheet'
            body = write_sheet(paper) if is_sheet else write_paper(paper)
            for style, css in (SHEETS if is_sheet else PAPERS).items():
                if options.styles and style not in options.styles.split(','):
                    continue
                page = os.path.join(folder, f'{os.path.basename(path)}.{style}.html')
                with open(page, 'w', encoding='utf-8') as file:
                    file.write('<!DOCTYPE html><meta charset="utf-8"><title>-</title><style>body { font-family: "Noto Sans CJK JP", '
                               'sans-serif; margin: 0 } table { border-collapse: collapse } td, th { text-align: left; '
                               f'vertical-align: top }} {css} {FEET}</style>{body}')
                print_page(options.printer, page, page[:-4] + 'pdf')
                pairs = harness.answer(options.cli, 'compare', '--json', page, page[:-4] + 'pdf')['pairs']
                loud = [f'{pair["old"]}>{pair["new"]}' for pair in pairs if pair['class'] not in ('none', 'layout')]
                sums[style] += len(loud)
                alls[style] += len(pairs)
                if loud:
                    print(f'{os.path.basename(path)}, {style}: {len(loud)} of {len(pairs)}: {" ".join(loud[:8])}', flush=True)
    for style, n in alls.items():
        print(f'{style:14} {sums[style]:5} of {n}')


if __name__ == '__main__':
    main()
