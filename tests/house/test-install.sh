#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What "meson install" puts somewhere works there, and has everything that a
# desktop looks for, and nothing for a window where none is built. Called with the
# build directory, meson, the samples, and "window" or "cli".

set -uo pipefail

build=$1
meson=$2
samples=$3
kind=$4
root=$(mktemp -d)
trap 'rm -rf -- "$root"' EXIT
count=0

check ()
{
  local name=$1
  shift

  count=$((count + 1))
  if "$@" >"$root/out" 2>"$root/err"; then
    printf 'ok %d %s\n' "$count" "$name"
  else
    printf 'not ok %d %s\n' "$count" "$name"
    sed 's/^/# /' "$root/out" "$root/err"
  fi
}

installed ()
{
  find "$root/tree" -path "*/$1" | grep -q .
}

compare_samples ()
{
  local program status=0

  program=$(find "$root/tree" -path '*/bin/diptych-cli')
  env -i HOME="$root/home" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin \
    "$program" compare "$samples/minato-chohyo-1.1.txt" "$samples/minato-chohyo-2.0.txt" \
    >"$root/comparison" || status=$?

  # 1 says that they differ.
  [[ $status -eq 1 ]] || return 1
  grep -q substantive "$root/comparison"
}

# The installed program finds its worker where it was installed, and no other one.
read_pdf ()
{
  local program

  program=$(find "$root/tree" -path '*/bin/diptych-cli')
  python3 "$samples/../../tests/read/make-pdf.py" "$samples/minato-chohyo-2.0.txt" "$root/paper.pdf" || return 1
  env -i HOME="$root/home" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin "$program" show "$root/paper.pdf" >"$root/shown" || return 1
  grep -q 'みなとクラウド帳票' "$root/shown" || return 1

  # Without it the paper is refused with a reason.
  find "$root/tree" -name 'diptych-worker*' -delete
  ! env -i HOME="$root/home" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin "$program" show "$root/paper.pdf" 2>"$root/refused" >/dev/null
  grep -q 'diptych-worker' "$root/refused"
}

# Only what is known to be installed: a library or a test would be an accident.
nothing_else ()
{
  ! find "$root/tree" -type f | grep -Ev \
    -e '/bin/(diptych|diptych-cli)$' -e '/libexec/(diptych/)?diptych-worker(-office|-pdf)?$' \
    -e '/share/(applications|dbus-1|diptych|glib-2.0|gnome-shell)/' \
    -e '/share/(bash-completion|icons|locale|man|metainfo)/'
}

# Nothing that was installed leads back to where it was built.
own_paths ()
{
  ! find "$root/tree" -type f \( -name '*.desktop' -o -name '*.service' -o -name '*.xml' \) \
      -exec grep -l -- "$build" {} + | grep .
}

# What the bus and the desktop start is what was installed.
starts_itself ()
{
  local file program

  for file in "$root"/tree/*/share/dbus-1/services/*.service "$root"/tree/*/*/share/dbus-1/services/*.service; do
    [[ -f $file ]] || continue
    program=$(sed -n 's/^Exec=\([^ ]*\).*/\1/p' "$file")
    [[ -x $root/tree/$program ]] || return 1
    # The file has the name that it gives to the bus.
    grep -qx "Name=$(basename -- "$file" .service)" "$file" || return 1
  done
  [[ -n ${program:-} ]]
}

# Without a window nothing speaks of one.
no_trace_of_a_window ()
{
  ! find "$root/tree" -type f | grep -E \
    -e '/bin/diptych$' -e '/share/(applications|dbus-1|glib-2.0|gnome-shell|icons|metainfo)/' -e '/man1/diptych\.1'
}

check 'install' "$meson" install -C "$build" --no-rebuild --quiet --destdir "$root/tree"
check 'the installed program compares' compare_samples
check 'the installed program reads PDF, with its own worker' read_pdf
check 'nothing else' nothing_else
check 'no path of the build folder' own_paths
files=(
  'bash-completion/completions/diptych-cli'
  'diptych/samples/minato-chohyo-2.0.txt'
  'locale/ja/LC_MESSAGES/diptych.mo'
  'man/man1/diptych-cli.1'
)
if [[ $kind == window ]]; then
  check 'the bus starts the installed program' starts_itself
  files+=(
    'applications/io.github.diptych_app.Diptych.desktop'
    'dbus-1/services/io.github.diptych_app.Diptych.service'
    'glib-2.0/schemas/io.github.diptych_app.Diptych.gschema.xml'
    'gnome-shell/search-providers/io.github.diptych_app.Diptych.search-provider.ini'
    'icons/hicolor/scalable/apps/io.github.diptych_app.Diptych.svg'
    'icons/hicolor/symbolic/apps/io.github.diptych_app.Diptych-symbolic.svg'
    'man/man1/diptych.1'
    'metainfo/io.github.diptych_app.Diptych.metainfo.xml'
  )
else
  check 'no trace of a window' no_trace_of_a_window
fi

for file in "${files[@]}"; do
  check "$file" installed "share/$file"
done

printf '1..%d\n' "$count"
