# shellcheck shell=bash
# Installs Debian packages that are missing, and builds; sourced by build-aux/run and build-aux/test.

# What building needs.
build_packages=(
  gcc libc6-dev meson ninja-build pkgconf gettext desktop-file-utils gtk-update-icon-cache
  libglib2.0-dev libgtk-4-dev libsoup-3.0-dev libjson-glib-dev libsqlite3-dev libsecret-1-dev
)

# What the programs need beside the libraries they are linked with: the theme and its SVG loader, a
# font, certificates for TLS, time zones, a bus and a keyring.
run_packages=(
  adwaita-icon-theme librsvg2-common fonts-cantarell dconf-gsettings-backend glib-networking
  ca-certificates tzdata dbus dbus-daemon gnome-keyring sqlite3 python3
)

# One line for the person who started the command.
say () {
  printf '%s\n' "$*"
}

# Prints those of the named packages that are not installed.
missing_packages () {
  local installed package

  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
  for package in "$@"; do
    grep -qxF "$package" <<<"$installed" || printf '%s\n' "$package"
  done
}

# Installs what is missing of the named packages, or names them and stops where that is not allowed.
need_packages () {
  local missing as_root=()

  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    if ! command -v meson >/dev/null || ! command -v pkg-config >/dev/null; then
      say "This system has no apt. Please install what these Debian packages hold, then try again:"
      say "  $*"
      exit 1
    fi
    return 0
  fi

  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0

  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "These packages are missing, and installing them needs root or sudo:"
      say "  ${missing[*]}"
      say "Please have them installed (apt-get install ${missing[0]} …), then try again."
      exit 1
    fi
    as_root=(sudo)
    # Without a terminal nobody can type a password: better to stop than to wait.
    if [ ! -t 0 ] && ! sudo -n true 2>/dev/null; then
      say "These packages are missing, and sudo asks for a password here:"
      say "  ${missing[*]}"
      say "Please have them installed (sudo apt-get install ${missing[0]} …), then try again."
      exit 1
    fi
  fi

  say "Installing: ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null ||
    say "The list of packages could not be refreshed; trying with the one at hand."
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 \
       install --no-install-recommends "${missing[@]}" </dev/null >/dev/null; then
    say "apt could not install them. See the lines above, then try again."
    exit 1
  fi
}

# Prints those of the named packages that this system's apt knows.
known_packages () {
  local package

  command -v apt-cache >/dev/null || return 0
  for package in "$@"; do
    if [ -n "$(apt-cache --quiet=2 policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '(none)')" ]; then
      printf '%s\n' "$package"
    fi
  done
}

# Configures a build folder unless that has been done, and compiles in it. Further arguments are
# options for meson.
build_folder () {
  local folder=$1
  shift

  # A folder that an interrupted run left half configured is set up anew.
  if [ ! -f "$folder/build.ninja" ]; then
    timeout 600 meson setup --wipe "$folder" "$@" 2>/dev/null ||
      timeout 600 meson setup "$folder" "$@" || return 1
  fi
  timeout --kill-after=10 3600 ninja -C "$folder" </dev/null
}
