# SPDX-License-Identifier: GPL-3.0-or-later
"""What a paper says, as the elements that make_office.py and make-pdf.py write.

A paper is the answer of "diptych-cli show --json".
"""

FRONT = {'ja': ('改訂履歴', ['版', '内容', '該当箇所', '発行日']),
         'en': ('Revision history', ['Version', 'Date', 'Summary of changes'])}


def front(paper):
    """The title page and the history of an edition, as far as it has them."""
    edition = paper['edition']
    language = 'ja' if edition['language'] == 'ja' else 'en'
    title, head = FRONT[language]
    if edition['service']:
        yield ('title', edition['service'])
    for key in 'title', 'vendor':
        if edition[key]:
            yield ('text', edition[key])
    if edition['version']:
        yield ('text', f'第{edition["version"]}版' if language == 'ja' else f'Version {edition["version"]}')
    if edition['issued'] and language == 'ja':
        yield ('text', ''.join(f'{int(part)}{unit}' for part, unit in zip(edition['issued'].split('-'), '年月日')))
    elif edition['issued']:
        yield ('text', edition['issued'])
    if paper['revisions']:
        yield ('text', title)
        yield ('table', [head] + [[row['version'] or '', row['summary'] or '', row['pages'] or '', row['date'] or '']
                                  if language == 'ja' else [row['version'] or '', row['date'] or '', row['summary'] or '']
                                  for row in paper['revisions']])


def body(paper, noted=False):
    """The clauses; noted makes footnotes of the notes that follow a paragraph."""
    elements = []
    for clause in paper['clauses']:
        elements.append(('heading', clause['level'], clause['heading']))
        for block in clause['blocks']:
            if block['kind'] == 'table':
                elements.append(('table', [row.split('\t') for row in block['text'].split('\n')]))
            elif block['kind'] == 'list':
                elements.append(('item', block['depth'], block['marker'] + ' ', block['text']))
            elif noted and block['kind'] == 'note' and elements[-1][0] in ('text', 'noted'):
                text, notes = elements[-1][1], elements[-1][2] if elements[-1][0] == 'noted' else []
                elements[-1] = ('noted', text, notes + [' '.join(block['text'].split())])
            else:
                elements.append(('text', (block['marker'] or '') + block['text']))
    return elements


def sheet(paper):
    """A checksheet as one table."""
    properties = {one['name']: one['value'] for one in paper['properties']}
    rows = [[paper['edition']['title'] or '', '', '', ''], [properties.pop('cover', '').split('\n')[0], '', '', '']]
    columns = properties.pop('columns', '').split('\t')
    if len(columns) != 3:
        columns = ['確認項目', '実施有無', '回答'] if paper['edition']['language'] == 'ja' else \
            ['Question', 'Implemented', 'Answer']
    rows += [[name, value, '', ''] for name, value in properties.items()]
    rows.append(['No.'] + columns)
    for clause in paper['clauses']:
        if clause['kind'] == 'item':
            rows.append([clause['heading'], clause['question'] or '', clause['implemented_text'] or '', clause['answer'] or ''])
        else:
            rows.append([clause['heading'], '', '', ''])
    return [row for row in rows if any(row)]


def elements(paper, noted=False):
    """A whole paper."""
    if paper['edition']['kind'] == 'checksheet':
        return [('table', sheet(paper))]
    return list(front(paper)) + body(paper, noted)
