#!/bin/sh
# A desktop with the bus of assistive technology, Chromium on it, and the listener that writes what a screen reader is told.
# desktop.sh <page> <debugging port> <folder>; run inside dbus-run-session. Ends with its standard input.
set -eu
page=$1 port=$2 folder=$3
export XDG_RUNTIME_DIR="$folder" HOME="$folder" ACCESSIBILITY_ENABLED=1
here=$(dirname "$0")
started=""
trap 'kill $started 2>/dev/null || true' EXIT

exec 9>"$folder/display"
Xvfb -displayfd 9 -screen 0 1280x1024x24 >/dev/null 2>&1 & started="$started $!"
while [ ! -s "$folder/display" ]; do sleep 0.1; done
export DISPLAY=":$(cat "$folder/display")"

launcher=/usr/libexec/at-spi-bus-launcher
[ -x "$launcher" ] || launcher=/usr/lib/at-spi2-core/at-spi-bus-launcher
"$launcher" --launch-immediately >/dev/null 2>&1 & started="$started $!"
for property in IsEnabled ScreenReaderEnabled; do
  gdbus wait --session --timeout 10 org.a11y.Bus
  gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.freedesktop.DBus.Properties.Set org.a11y.Status "$property" '<true>' >/dev/null
done
openbox >/dev/null 2>&1 & started="$started $!"
/usr/bin/python3 "$here/atspi_listener.py" object:text-changed:insert & started="$started $!"
chromium --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update \
  --disable-sync --force-renderer-accessibility --user-data-dir="$folder/profile" --remote-debugging-port="$port" "$page" \
  >/dev/null 2>&1 & started="$started $!"
cat >/dev/null
