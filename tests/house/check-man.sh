#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Formats the man pages and fails at the first complaint.
#   $1: the project's folder

set -euo pipefail

complaints=$(mktemp)
trap 'rm -f -- "$complaints"' EXIT

for page in "$1"/data/man/*.1; do
  LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 \
    man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>>"$complaints" >/dev/null ||
    echo "$page: man failed" >>"$complaints"
done

cat -- "$complaints" >&2
[[ ! -s $complaints ]]
