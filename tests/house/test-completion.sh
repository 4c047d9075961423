#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What bash offers after a beginning of a line, with a stand-in for the program.
#   $1: the project's folder

set -euo pipefail

# shellcheck source=/dev/null
source "$1/data/completions/diptych-cli"

directory=$(mktemp -d)
trap 'rm -r -- "$directory"' EXIT
cd -- "$directory"
touch paper-1.txt paper-2.txt 'with space.txt'
cat >stand-in <<'END'
#!/bin/sh
[ "$*" = "--library lib.diptych list --json" ] && echo '  "id" : 77,' && exit
[ "$*" = "list --json" ] && printf '  "id" : 3,\n  "service" : "x",\n  "id" : 12\n'
END
chmod +x stand-in

# The words of the line, the last one under the cursor; prints what is offered.
offer ()
{
  COMP_WORDS=("$directory/stand-in" "$@")
  COMP_CWORD=$#
  _diptych_cli
  printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' ' '
}

number=0
failed=0
expect ()
{
  local name=$1 wanted=$2 got
  shift 2
  number=$((number + 1))
  got=$(offer "$@")
  if [[ $got == "$wanted" ]]; then
    echo "ok $number /house/completion/$name"
  else
    echo "# wanted: $wanted"
    echo "# got:    $got"
    echo "not ok $number /house/completion/$name"
    failed=1
  fi
}

expect command 'check compare ' c
expect command-after-library 'list ' --library lib.diptych l
expect option-before-command '--color --help --library --no-pager --version ' --
expect option-of-command '--clause ' show --cl
expect colour 'always auto ' list --color a
expect kind 'checksheet whitepaper ' import --kind ''
expect framework 'iso27002-2013 iso27002-2022 ' matrix --framework iso27002
expect files 'paper-1.txt paper-2.txt ' import paper
expect files-with-space 'with space.txt ' import with
expect editions-and-files '12 3 paper-1.txt paper-2.txt stand-in with space.txt ' compare ''
expect editions-of-another-library '77 ' --library lib.diptych show 7
expect nothing-after-a-value ' ' import --vendor ''

echo "1..$number"
exit "$failed"
