#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the sentences that ui/dip-words-trouble.c translates against those of the readers.

    test-troubles.py FOLDER-OF-THE-PROJECT

A sentence of a reader that is not in the list would be seen in English in every
language, and one that no reader says any more would be translated for nobody.
"""

import glob
import os
import re
import sys

STRING = r'"(?:[^"\\]|\\.)*"'
CALL = re.compile(rf'DIP_READ_ERROR_\w+\s*,\s*((?:(?:{STRING}|G_GUINT64_FORMAT)\s*)+)')
PLACE = re.compile(r'%(?:lu|[su])')


def join(literals):
    """The text of string literals that stand behind one another, every number as %s."""
    parts = re.findall(rf'{STRING}|G_GUINT64_FORMAT', literals)
    text = ''.join(part[1:-1] if part.startswith('"') else 'u' for part in parts)
    return re.sub(r'(%s)+', '%s', PLACE.sub('%s', text))


def read(path):
    """The text of a file."""
    with open(path, encoding='utf-8') as file:
        return file.read()


def main():
    """Compares both lists."""
    top = sys.argv[1]
    sources = [read(path) for path in glob.glob(os.path.join(top, 'app', '**', '*.c'), recursive=True)]
    said = {join(literals) for source in sources for literals in CALL.findall(source)}
    every = {join(literals) for source in sources for literals in re.findall(rf'(?:{STRING}\s*)+', source)}
    marked = re.findall(rf'N_\(((?:{STRING}\s*)+)\)', read(os.path.join(top, 'ui', 'dip-words-trouble.c')))
    listed = {join(literals) for literals in marked}

    # Those that a table of the readers holds, or that are put together, are found as they are written.
    stale = {text for text in listed - said - every
             if not all(any(part in one for one in every) for part in text.split(': ', 1))}
    for text in sorted(said - listed):
        print(f'not in ui/dip-words-trouble.c: {text}')
    for text in sorted(stale):
        print(f'said by nobody: {text}')
    if len(said) < 40 or len(listed) < 40:
        print(f'only {len(said)} sentences of readers and {len(listed)} of the list were found')
        sys.exit(1)
    sys.exit(1 if said - listed or stale else 0)


if __name__ == '__main__':
    main()
