#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that were made to break readers: each is read, or refused with one sentence.

    test-hostile.py DIPTYCH-CLI

They are in real/hostile of $DIPTYCH_SHARED; without it the test is skipped.
"""

import os
import resource
import subprocess
import sys

CLI = os.path.abspath(sys.argv[1])
FOLDER = os.path.join(os.environ.get('DIPTYCH_SHARED', ''), 'real', 'hostile')

# Bytes that any of the files may cost. The address sanitizer keeps freed memory for a while.
MOST = 300 * 1024 * 1024
SANITIZED = 'libasan' in subprocess.run(['ldd', CLI], capture_output=True, text=True, check=False).stdout


def look(path):
    """Returns what is wrong with how a file is taken, or None."""
    try:
        done = subprocess.run([CLI, 'show', path], capture_output=True, timeout=120, check=False,
                              env=dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE=''))
    except subprocess.TimeoutExpired:
        return 'no end within two minutes'

    said = done.stderr.decode(errors='replace')
    if done.returncode == 0:
        return None if done.stdout else 'nothing is shown'
    if done.returncode != 2:
        return f'status {done.returncode}: {said}'
    if done.stdout or said.count('\n') != 1 or not said.rstrip().endswith(('.', '”')):
        return f'not one sentence: {said}'
    return None


def main():
    if not os.path.isdir(FOLDER):
        print('1..0 # SKIP real/hostile is not here (DIPTYCH_SHARED)')
        return 0

    failed = False
    names = sorted(os.listdir(FOLDER))
    print(f'1..{len(names) + 1}')
    for number, name in enumerate(names, 1):
        wrong = look(os.path.join(FOLDER, name))
        failed = failed or wrong is not None
        if wrong is not None:
            print('# ' + wrong.replace('\n', '\n# '))
        print(f'{"ok" if wrong is None else "not ok"} {number} /read/hostile/{name}')

    # The largest of all children, and of theirs.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    good = SANITIZED or most < MOST
    print(f'# {most / 1024 / 1024:.0f} MiB at most')
    print(f'{"ok" if good else "not ok"} {len(names) + 1} /read/hostile/memory')
    return failed or not good


sys.exit(main())
