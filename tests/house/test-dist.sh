#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What "meson dist" packs is the project: all of it, nothing else, and it can be
# set up without Git. Called with the build directory, meson and the project;
# "meson dist" itself builds the archive and runs its tests, which takes minutes.

set -uo pipefail

build=$1
meson=$2
top=$3

if ! git -C "$top" rev-parse --verify --quiet HEAD >/dev/null 2>&1 ||
   [[ $(git -C "$top" rev-parse --show-toplevel) != "$(readlink -f -- "$top")" ]]; then
  echo '1..0 # SKIP not a checkout of Git'
  exit 77
fi

root=$(mktemp -d)
trap 'rm -rf -- "$root"' EXIT
count=0

check ()
{
  local name=$1
  shift

  count=$((count + 1))
  if "$@" >"$root/out" 2>&1; then
    printf 'ok %d %s\n' "$count" "$name"
  else
    printf 'not ok %d %s\n' "$count" "$name"
    tail -n 40 "$root/out" | sed 's/^/# /'
  fi
}

# The version that meson packs is that of the last commit, whoever edits meanwhile.
head=$(git -C "$top" rev-parse HEAD)

pack ()
{
  "$meson" dist -C "$build" --no-tests --allow-dirty --formats gztar || return 1
  archive=$(find "$build/meson-dist" -name 'diptych-*.tar.gz' -newer "$root/before")
  [[ -n $archive ]] && mkdir "$root/tree" && tar -xzf "$archive" -C "$root/tree"
}

touch -- "$root/before"
check 'pack' pack

same_files ()
{
  git -C "$top" ls-tree -r --name-only -z "$head" | tr '\0' '\n' | sort >"$root/wanted"
  (cd "$root"/tree/diptych-* && find . -type f -o -type l | sed 's,^\./,,' | sort) >"$root/packed"
  diff -u "$root/wanted" "$root/packed"
}

named_by_version ()
{
  local version

  version=$(sed -n "s/^ *version: '\(.*\)',/\1/p" "$top/meson.build" | head -n 1)
  [[ -d $root/tree/diptych-$version ]]
}

# Somebody may commit while this runs; then the archive is of that commit.
if [[ $(git -C "$top" rev-parse HEAD) == "$head" ]]; then
  check 'all files of the last commit, and no others' same_files
fi
check 'a folder of the name and the version' named_by_version
check 'it can be set up' "$meson" setup "$root/build" "$root"/tree/diptych-* -Dui=disabled

printf '1..%d\n' "$count"
