#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that were made to break readers: each is read, or refused with one sentence.

    test-hostile.py DIPTYCH-CLI

They are in real/hostile of $DIPTYCH_SHARED; without it the test is skipped.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile

CLI = os.path.abspath(sys.argv[1])
FOLDER = os.path.join(os.environ.get('DIPTYCH_SHARED', ''), 'real', 'hostile')

# Where libraries, fonts and their maps are.
SYSTEM = ('/usr/', '/lib', '/etc/', '/var/cache/fontconfig', '/sys/devices/system/cpu', '/proc/', '/dev/')

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


def trace(path, log):
    """Returns what a file makes the program or its worker do outside, or None; or that strace may not look, as True."""
    done = subprocess.run(['strace', '-f', '-qq', '-o', log, '-e', 'trace=%network,%file,execve', CLI, 'show', path],
                          capture_output=True, timeout=240, check=False)
    if done.returncode not in (0, 2):
        return True
    workers = set()
    with open(log, encoding='utf-8', errors='replace') as file:
        for line in file:
            process, _, call = line.partition(' ')
            call = call.strip()
            if call.startswith('execve(') and 'diptych-worker' in call and call.endswith('= 0'):
                workers.add(process)
                continue
            if re.match(r'(socket|connect|sendto|bind)\(', call) and 'AF_UNIX' not in call and not call.startswith('socketpair'):
                return call
            name = re.search(r'"([^"]*)"', call)
            if '= -1' in call or name is None:
                continue
            if re.search(r'O_(WRONLY|RDWR|CREAT)', call) and not name[1].startswith('/dev/'):
                return call
            if process in workers and call.startswith('open') and not name[1].startswith(SYSTEM):
                return call
    return None


def look_outside(paths):
    """Returns what any of the files does outside, None if nothing, or True where that cannot be seen."""
    if shutil.which('strace') is None:
        return True
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            seen = trace(path, os.path.join(folder, 'trace'))
            if seen is not None:
                return seen if seen is True else f'{path}: {seen}'
    return None


def main():
    if not os.path.isdir(FOLDER):
        print('1..0 # SKIP real/hostile is not here (DIPTYCH_SHARED)')
        return 0

    failed = False
    names = sorted(os.listdir(FOLDER))
    print(f'1..{len(names) + 2}')
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

    outside = look_outside([os.path.join(FOLDER, name) for name in names])
    if outside is not None and outside is not True:
        print('# ' + outside)
    print(f'{"ok" if outside in (None, True) else "not ok"} {len(names) + 2} /read/hostile/outside' +
          (' # SKIP strace is not there, or may not look' if outside is True else ''))
    return failed or not good or outside not in (None, True)


sys.exit(main())
