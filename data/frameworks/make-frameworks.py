#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the OSCAL 1.2 catalogues and mapping collections of this folder from the tables in source/.

    ./make-frameworks.py          writes the XML files beside itself
    ./make-frameworks.py --check  says which of them differ from their tables (exit status 1)

The XML files are what is compiled in; run this after a change of a table and commit both. UUIDs are of version 5,
made from the file and the entry, so that the same table gives the same bytes.
"""
import csv
import os
import sys
import unicodedata
import uuid
from xml.sax.saxutils import escape, quoteattr

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, 'source')
NS = 'https://diptych-app.github.io/ns'
OSCAL = 'http://csrc.nist.gov/ns/oscal/1.0'
ROOT = uuid.uuid5(uuid.NAMESPACE_URL, NS)
DATE = '2025-12-01T00:00:00Z'
VERSION = '1.0'

FILES = {}


def ident(*parts):
    return str(uuid.uuid5(ROOT, '/'.join(parts)))


def table(name):
    with open(os.path.join(SOURCE, name), encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                fields = line.rstrip('\n').split('\t')
                yield fields + [''] * (3 - len(fields))


def rows(name):
    with open(os.path.join(SOURCE, name), encoding='utf-8', newline='') as f:
        reader = csv.reader(f)
        next(reader)
        return list(reader)


def prop(name, value, own=True):
    return f'<prop name={quoteattr(name)} {"ns=" + quoteattr(NS) + " " if own else ""}value={quoteattr(value)}/>'


def head(title, framework=None, title_ja=None, remarks=None):
    out = ['  <metadata>',
           f'    <title>{escape(title)}</title>',
           f'    <last-modified>{DATE}</last-modified>',
           f'    <version>{VERSION}</version>',
           '    <oscal-version>1.2.0</oscal-version>']
    if framework:
        out.append('    ' + prop('framework-id', framework))
    if title_ja:
        out.append('    ' + prop('title-ja', title_ja))
    if remarks:
        out.append(f'    <remarks><p>{escape(remarks)}</p></remarks>')
    out.append('  </metadata>')
    return out


def catalogue(framework, title, title_ja, groups, remarks):
    """groups: list of (number, title, title_ja, [(id, label, title, title_ja, {prop: value})])"""
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           '<!-- Written by make-frameworks.py; change the tables in source/ instead. -->',
           f'<catalog xmlns="{OSCAL}" uuid="{ident(framework)}">']
    out += head(title, framework, title_ja, remarks)
    for number, name, name_ja, controls in groups:
        out.append(f'  <group id="g{number}">')
        out.append(f'    <title>{escape(name)}</title>')
        out.append('    ' + prop('label', number, own=False))
        if name_ja:
            out.append('    ' + prop('title-ja', name_ja))
        for cid, label, en, ja, more in controls:
            out.append(f'    <control id="{cid}">')
            out.append(f'      <title>{escape(en)}</title>')
            out.append('      ' + prop('label', label, own=False))
            if ja:
                out.append('      ' + prop('title-ja', ja))
            for key, value in more.items():
                out.append('      ' + prop(key, value))
            out.append('    </control>')
        out.append('  </group>')
    out.append('</catalog>')
    FILES[framework + '.xml'] = '\n'.join(out) + '\n'


def mapping(name, source, target, links, gaps, title, method, status, description):
    """links: list of (source id, target id, relationship, confidence, remark)"""
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           '<!-- Written by make-frameworks.py; change the tables in source/ instead. -->',
           f'<mapping-collection xmlns="{OSCAL}" uuid="{ident(name)}">']
    out += head(title)
    out += [f'  <provenance method="{method}" matching-rationale="semantic" status="{status}">',
            f'    <mapping-description><p>{escape(description)}</p></mapping-description>',
            '  </provenance>',
            f'  <mapping uuid="{ident(name, "mapping")}">',
            f'    <source-resource type="catalog" href="{source}.xml"/>',
            f'    <target-resource type="catalog" href="{target}.xml"/>']
    for a, b, relation, confidence, remark in links:
        out.append(f'    <map uuid="{ident(name, a, b)}">')
        out.append(f'      <relationship>{relation}</relationship>')
        out.append(f'      <source type="control" id-ref="{a}"/>')
        out.append(f'      <target type="control" id-ref="{b}"/>')
        out.append(f'      <confidence-score><percentage>{confidence:.2f}</percentage></confidence-score>')
        if remark:
            out.append(f'      <remarks><p>{escape(remark)}</p></remarks>')
        out.append('    </map>')
    if gaps:
        out.append(f'    <source-gap-summary uuid="{ident(name, "gap")}">')
        out.append('      <unmapped-controls>')
        out += [f'        <with-id>{g}</with-id>' for g in gaps]
        out.append('      </unmapped-controls>')
        out.append('    </source-gap-summary>')
    out += ['  </mapping>', '</mapping-collection>']
    FILES[name + '.xml'] = '\n'.join(out) + '\n'


def dice(a, b):
    """Similarity of two titles by their pairs of characters, from 0 to 1."""
    fold = lambda t: ''.join(unicodedata.normalize('NFKC', t).split())
    grams = lambda t: [t[i:i + 2] for i in range(len(t) - 1)]
    x, y = grams(fold(a)), grams(fold(b))
    rest, hit = list(y), 0
    for g in x:
        if g in rest:
            rest.remove(g)
            hit += 1
    return 2 * hit / (len(x) + len(y)) if x and y else 0.0


def relations(pairs, same):
    """How the two sides of each pair lie to each other, from how many partners each has."""
    n_a, n_b = {}, {}
    for a, b in pairs:
        n_a[a] = n_a.get(a, 0) + 1
        n_b[b] = n_b.get(b, 0) + 1
    for a, b in pairs:
        if n_a[a] > 1 and n_b[b] > 1:
            yield 'intersects-with'
        elif n_a[a] > 1:
            yield 'superset-of'
        elif n_b[b] > 1:
            yield 'subset-of'
        else:
            yield 'equivalent-to' if same(a, b) else 'intersects-with'


def grouped(name, depth, prefix='A.'):
    groups = []
    for number, en, ja in table(name):
        if number.count('.') == 0:
            groups.append((number, en, ja, []))
        else:
            groups[-1][3].append((prefix + number, prefix + number if prefix == 'A.' else number, en, ja, {}))
    return groups


# ISO/IEC 27002:2013
g2013 = grouped('iso27002-2013.tsv', 3)
catalogue('iso27002-2013', 'ISO/IEC 27002:2013', 'ISO/IEC 27002:2013（JIS Q 27002:2014）', g2013,
          'Numbers and titles of the controls only; the text belongs to the standard.')
t2013 = {c[0]: c for g in g2013 for c in g[3]}

# ISO/IEC 27017:2015: the same numbers, and those of its annex
links17 = rows('iso27017-2015-controls.csv')
guided = {'A.' + r[0] for r in links17 if r[1] == 'guidance'}
g2017 = []
cld = list(table('iso27017-2015.tsv'))
for number, en, ja, controls in g2013:
    mine = [(i, l, e, j, {'cloud-guidance': 'yes' if i in guided else 'no'}) for i, l, e, j, _ in controls]
    mine += [(i, i, e, j, {'cloud-guidance': 'yes'}) for i, e, j in cld if i.split('.')[1] == number]
    g2017.append((number, en, ja, mine))
catalogue('iso27017-2015', 'ISO/IEC 27017:2015', 'ISO/IEC 27017:2015（JIS Q 27017:2016）', g2017,
          'Controls of ISO/IEC 27002:2013 under their own numbers (cloud-guidance tells which have guidance for cloud '
          'services) and the seven of Annex A. Numbers and titles only.')

# ISO/IEC 27002:2022
g2022 = grouped('iso27002-2022.tsv', 2)
catalogue('iso27002-2022', 'ISO/IEC 27002:2022', 'ISO/IEC 27002:2022（JIS Q 27002:2024）', g2022,
          'Numbers and titles of the controls only; the text belongs to the standard.')

# METI's guideline, 2013
old = rows('iso27002-2005-to-2013.csv')
titles = {r[0]: r[1] for r in old}
gmeti = []
for number, en, ja in table('meti-2013-en.tsv'):
    if '.' not in number:
        gmeti.append((number, en, ja, []))
    else:
        gmeti[-1][3].append(('METI.' + number, number, en, titles[number], {}))
catalogue('meti-2013', 'METI guideline on information security management for the use of cloud services, 2013',
          'クラウドサービス利用のための情報セキュリティマネジメントガイドライン 2013年度版', gmeti,
          'Numbered as ISO/IEC 27002:2005 (JIS Q 27002:2006). Numbers and titles only.')

# METI's checklist of service levels
gsla = []
for number, en, ja in table('meti-sla-2010.tsv'):
    if number.startswith('g'):
        gsla.append((number[1:], en, ja, []))
    else:
        gsla[-1][3].append(('METI-SLA.' + number, number, en, ja, {}))
catalogue('meti-sla-2010', 'METI checklist of service levels for cloud services, 2010',
          'クラウドサービスレベルのチェックリスト（経済産業省、2010年）', gsla,
          'Names of the 49 items only; the numbers are their order. English names are translations of this project.')

# CSA's Cloud Controls Matrix: a question of a CAIQ is known by its control, AIS-01.2 by AIS-01
gccm = []
for number, en, ja in table('csa-ccm-4.tsv'):
    if '-' not in number:
        gccm.append((number.replace('&', ''), en, ja, []))
    else:
        gccm[-1][3].append(('CCM4.' + number.replace('&', ''), number, en, ja, {}))
catalogue('csa-ccm-4', 'CSA Cloud Controls Matrix 4.0', '', gccm,
          'Ids and titles of the controls only, from public knowledge of the matrix; specifications and questions belong '
          'to the Cloud Security Alliance.')

# Crosswalks
mapping('iso27017-2015-to-iso27002-2013', 'iso27017-2015', 'iso27002-2013',
        [(i, i, 'equal-to', 1.0, '') for i in t2013], [i for i, _, _ in cld],
        'ISO/IEC 27017:2015 to ISO/IEC 27002:2013', 'human', 'complete',
        'ISO/IEC 27017:2015 keeps the numbers of ISO/IEC 27002:2013; the seven controls of its annex have no counterpart.')

pairs = [('A.' + a, 'A.' + b) for a, b in rows('iso27002-2013-to-2022.csv')]
mapping('iso27002-2013-to-iso27002-2022', 'iso27002-2013', 'iso27002-2022',
        [(a, b, r, 1.0, '') for (a, b), r in zip(pairs, relations(pairs, lambda a, b: True))], [],
        'ISO/IEC 27002:2013 to ISO/IEC 27002:2022', 'human', 'complete', 'After Annex B of ISO/IEC 27002:2022.')

pairs17 = list(pairs)
sure = {p: (1.0, '') for p in pairs17}
for r in links17:
    if r[1] == 'CLD':
        for b in r[5].split(';'):
            # numbers above 5.37 and 8.34 exist only in the edition of 2026
            if 'A.' + b in {c[0] for g in g2022 for c in g[3]}:
                pairs17.append((r[0], 'A.' + b))
                sure[pairs17[-1]] = (0.6, 'candidate, unverified')
linked = {a for a, _ in pairs17}
mapping('iso27017-2015-to-iso27002-2022', 'iso27017-2015', 'iso27002-2022',
        [(a, b, 'intersects-with' if a.startswith('CLD') else r, *sure[(a, b)])
         for (a, b), r in zip(pairs17, relations(pairs17, lambda a, b: True))],
        [i for i, _, _ in cld if i not in linked],
        'ISO/IEC 27017:2015 to ISO/IEC 27002:2022', 'human', 'draft',
        'After Annex B of ISO/IEC 27002:2022; links of the CLD controls are candidates.')

pairsm, basis = [], {}
for r in old:
    if r[2]:
        pairsm.append(('METI.' + r[0], 'A.' + r[2]))
        basis[pairsm[-1]] = 0.6 + 0.3 * dice(r[1], t2013['A.' + r[2]][3])
for target in ('iso27002-2013', 'iso27017-2015'):
    mapping(f'meti-2013-to-{target}', 'meti-2013', target,
            [(a, b, r, basis[(a, b)], 'candidate, unverified') for (a, b), r in
             zip(pairsm, relations(pairsm, lambda a, b: basis[(a, b)] > 0.85))],
            ['METI.' + r[0] for r in old if not r[2]],
            f'METI guideline 2013 to {"ISO/IEC 27002:2013" if "27002" in target else "ISO/IEC 27017:2015"}', 'human', 'draft',
            'Candidate links from the numbering of ISO/IEC 27002:2005 to that of 2013, not verified against a published '
            'table; the confidence rises with the likeness of the titles. Equal numbers mean different controls.')

linkss = [('METI-SLA.' + a, b, float(c)) for a, b, c in table('meti-sla-2010-to-iso27017-2015.tsv')]
mapping('meti-sla-2010-to-iso27017-2015', 'meti-sla-2010', 'iso27017-2015',
        [(a, b, 'intersects-with', c, 'candidate, unverified') for a, b, c in linkss],
        [c[0] for g in gsla for c in g[3] if c[0] not in {a for a, _, _ in linkss}],
        'METI checklist of service levels 2010 to ISO/IEC 27017:2015', 'human', 'draft',
        'Candidate links by subject, made for this program and not published by METI. A service level is part of what a '
        'control asks for at most, so each relation is an intersection.')

differ = False
for name, text in sorted(FILES.items()):
    path = os.path.join(HERE, name)
    if '--check' in sys.argv:
        if not os.path.exists(path) or open(path, encoding='utf-8').read() != text:
            print(f'{name} differs from its tables')
            differ = True
    else:
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)
sys.exit(1 if differ else 0)
