#!/usr/bin/env bash
# Proves the README's two commands on a bare Debian:
#   .ci/bare_debian.sh [--plain] [--folder DIR] SUITE [COMMAND ...]        (as root; needs debootstrap)
# Makes a folder that holds the SUITE (bookworm, trixie) with nothing but make and git, clones the last commit into it, and
# runs COMMANDs there (default: `make run`, then `make test`) with an empty home and an empty environment.
# --plain enters the folder by chroot alone: there no mount namespace can be made, as in a container without rights.
# --folder keeps the Debian folder for a next time; the clone in it is always new.
set -euo pipefail
cd "$(dirname "$0")/.."

plain=no folder=""
while [ $# -gt 0 ]; do
  case "$1" in
    --plain) plain=yes; shift ;;
    --folder) folder="$2"; shift 2 ;;
    *) break ;;
  esac
done
suite="${1:?which suite: bookworm or trixie}"; shift
[ $# -gt 0 ] || set -- "make run" "make test"
[ "$(id -u)" -eq 0 ] || { echo "A Debian folder can be made and entered as root only." >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is needed: apt-get install debootstrap" >&2; exit 1; }
if [ -z "$folder" ]; then
  folder="$(mktemp -d)"
  trap 'rm -rf --one-file-system "$folder"' EXIT
fi

if [ ! -e "$folder/etc/debian_version" ]; then
  echo "Making a bare $suite …"
  debootstrap --variant=minbase --include=make,git,ca-certificates "$suite" "$folder" >"$folder.log" 2>&1 \
    || { tail -n 5 "$folder.log" >&2; exit 1; }
fi
# What any machine of this network needs to reach its package sources: name servers, and the network's own authorities.
cp -L /etc/resolv.conf /etc/hosts "$folder/etc/"
if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
  cp /usr/local/share/ca-certificates/*.crt "$folder/usr/local/share/ca-certificates/"
  chroot "$folder" update-ca-certificates >/dev/null 2>&1
fi
rm -rf "$folder/root" "$folder/src"
mkdir -p "$folder/root" "$folder/src"
git clone --quiet --no-hardlinks . "$folder/src/kiosk"

cat > "$folder/src/enter" <<'END'
#!/bin/sh
# Inside: the pseudo file systems a machine has, then one command.
mount -t proc proc /proc; mount -t sysfs sysfs /sys 2>/dev/null
mount -t tmpfs tmpfs /dev; mkdir -p /dev/pts /dev/shm; chmod 1777 /dev/shm
for node in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9" "tty 5 0"; do
  set -- $node "$@"; mknod -m 666 "/dev/$1" c "$2" "$3"; shift 3
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts /dev/pts; ln -s pts/ptmx /dev/ptmx; ln -s /proc/self/fd /dev/fd
mount -t tmpfs tmpfs /dev/shm; mount -t tmpfs tmpfs /run
mountpoint -q /old 2>/dev/null && umount -l /old
cd /src/kiosk
exec env -i HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh -c "$1"
END
chmod +x "$folder/src/enter"

enter() {
  if [ "$plain" = yes ]; then
    unshare --mount --pid --fork --kill-child chroot "$folder" /src/enter "$1"
  else
    unshare --mount --pid --fork --kill-child sh -c '
      mount --bind "$1" "$1"; mkdir -p "$1/old"; cd "$1"; pivot_root . old; exec chroot . /src/enter "$2"' sh "$folder" "$1"
  fi
}

failed=0
for command in "$@"; do
  echo "== $suite$([ "$plain" = no ] || echo ', no mount namespaces'): $command"
  began=$SECONDS
  enter "$command" </dev/null || { failed=1; echo "== failed: $command"; continue; }
  echo "== done in $((SECONDS - began)) s: $command"
done
exit "$failed"
