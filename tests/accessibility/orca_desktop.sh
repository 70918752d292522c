#!/bin/sh
# A desktop with a real screen reader (Orca) that writes what it says, and Chromium on it.
# orca_desktop.sh <page> <debugging port> <folder>; run inside dbus-run-session. Ends with its standard input.
# What is said goes to <folder>/speech; nothing sounds: without a speech server Orca still writes each utterance.
set -eu
page=$1 port=$2 folder=$3
export XDG_RUNTIME_DIR="$folder" HOME="$folder" ACCESSIBILITY_ENABLED=1 NO_AT_BRIDGE=0
started=""
trap 'kill $started 2>/dev/null || true' EXIT

exec 9>"$folder/display"
Xvfb -displayfd 9 -screen 0 1280x1024x24 >/dev/null 2>&1 & started="$started $!"
while [ ! -s "$folder/display" ]; do sleep 0.1; done
export DISPLAY=":$(cat "$folder/display")"

openbox >/dev/null 2>&1 & started="$started $!"
launcher=/usr/libexec/at-spi-bus-launcher
[ -x "$launcher" ] || launcher=/usr/lib/at-spi2-core/at-spi-bus-launcher
"$launcher" --launch-immediately --a11y=1 --screen-reader=1 >/dev/null 2>&1 & started="$started $!"
gdbus wait --session --timeout 10 org.a11y.Bus
here=$(dirname "$0")
/usr/bin/python3 "$here/orca_line_by_line.py" --replace --debug-file="$folder/speech" >"$folder/orca.log" 2>&1 & started="$started $!"
until grep -q . "$folder/speech" 2>/dev/null; do sleep 0.2; done
chromium --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update \
  --disable-sync --disable-features=Translate --lang=nl --mute-audio --autoplay-policy=no-user-gesture-required --force-renderer-accessibility \
  --user-data-dir="$folder/profile" --remote-debugging-port="$port" --window-size=1280,1000 "$page" \
  >/dev/null 2>&1 & started="$started $!"
cat >/dev/null
