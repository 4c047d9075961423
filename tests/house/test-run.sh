#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ./run without building anything: what it says, and that it can be called from
# anywhere. Package managers and compilers are stand-ins.
#   $1: the project's folder

set -euo pipefail

directory=$(mktemp -d)
trap 'rm -r -- "$directory"' EXIT
project="$directory/a folder"
mkdir -- "$project" "$directory/bin"
cp -- "$1/run" "$project/run"

number=0
failed=0
report ()
{
  number=$((number + 1))
  if [[ $1 == good ]]; then
    echo "ok $number /house/run/$2"
  else
    printf '%s\n' "${3:-}" | sed 's/^/# /'
    echo "not ok $number /house/run/$2"
    failed=1
  fi
}

# Runs a command and looks for a line in what it says.
#   $1: name, $2: wanted status, $3: wanted words, the rest: the command
expect ()
{
  local name=$1 wanted=$2 words=$3 said status=0
  shift 3
  said=$("$@" 2>&1) || status=$?
  if [[ $status -eq $wanted && $said == *"$words"* ]]; then
    report good "$name"
  else
    report bad "$name" "status $status: $said"
  fi
}

# A machine on which nothing is installed but what every system has.
for tool in bash sh cat cksum mkdir mktemp rm sed sort head tail tr readlink dirname id env grep; do
  ln -s -- "$(command -v $tool)" "$directory/bin/$tool"
done
bare () { env PATH="$directory/bin" "$@"; }

cd /
expect help 0 './run test' "$project/run" help
expect unknown-option 2 'Usage' "$project/run" --no-such-option
expect lists-packages 0 'Needed to build and run' "$project/run" packages

expect unknown-system 1 'neither Debian' bare "$project/run" build
expect unknown-system-names-packages 1 'libadwaita-1-dev' bare "$project/run" build

# Debian, where nothing can be installed: what is asked for, and how it ends.
cat >"$directory/bin/apt-get" <<'END'
#!/bin/sh
echo "apt-get $*"
[ "$1" = update ]
END
chmod +x "$directory/bin/apt-get"
cat >"$directory/bin/sudo" <<'END'
#!/bin/sh
[ "$1" = -- ] && shift
exec "$@"
END
chmod +x "$directory/bin/sudo"
expect debian-says-what 1 'Installing what is missing: gcc' bare "$project/run" build
expect debian-installs 1 'apt-get install -y -q --no-install-recommends gcc' \
  bare "$project/run" build
expect debian-failure 1 'could not be installed' bare "$project/run" build

# An old release: all is installed, and still not there.
printf '#!/bin/sh\nexit 0\n' >"$directory/bin/apt-get"
expect too-old 1 'still missing, or too old' bare "$project/run" build
expect too-old-says-what-is-needed 1 'Debian 12' bare "$project/run" build

# Fedora has other names.
mv -- "$directory/bin/apt-get" "$directory/bin/dnf"
expect fedora-installs 1 'gtk4-devel' bare "$project/run" build

# A failure leaves no stamp behind that would say all is there.
if compgen -G "$project/_build/.have-*" >/dev/null; then
  report bad no-stamp-after-failure
else
  report good no-stamp-after-failure
fi

echo "1..$number"
exit "$failed"
