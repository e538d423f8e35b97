"""Thunderbird subscribes to calendars and says, each time it is asked, what it shows by then.

A program of its own, for the Python that ``check_ics`` is installed with: addresses as arguments, a
line of JSON out for each line that comes in. Headless, through Marionette, with its own downloads,
cache and parser, as when a person subscribes in its dialogue.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marionette_driver.marionette import Marionette

#: No proxy, no updates, no visits at home; dates in UTC; one refresh when it is asked for.
PREFERENCES = """
user_pref("marionette.port", %d);
user_pref("app.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("calendar.timezone.useSystemTimezone", false);
user_pref("calendar.timezone.local", "UTC");
user_pref("network.proxy.type", 0);
"""

SUBSCRIBE = r"""
const [address, done] = [arguments[0], arguments[arguments.length - 1]];
(async () => {
  const {cal} = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
  const calendar = cal.manager.createCalendar("ics", Services.io.newURI(address));
  calendar.name = address;
  calendar.setProperty("cache.enabled", true);
  calendar.setProperty("refreshInterval", 0);
  cal.manager.registerCalendar(calendar);
  return calendar.id;
})().then(done, error => done("ERROR " + error));
"""

SHOW = r"""
const [id, done] = [arguments[0], arguments[arguments.length - 1]];
(async () => {
  const {cal} = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
  const calendar = cal.manager.getCalendarById(id);
  await new Promise((resolve, reject) => {
    const watch = {
      QueryInterface: ChromeUtils.generateQI(["calIObserver"]),
      onStartBatch() {}, onEndBatch() {}, onAddItem() {}, onModifyItem() {}, onDeleteItem() {},
      onPropertyChanged() {}, onPropertyDeleting() {},
      onLoad() { calendar.removeObserver(watch); resolve(); },
      onError(_calendar, code, message) { reject(new Error(code + " " + message)); },
    };
    calendar.addObserver(watch);
    calendar.refresh();
  });
  const ITEMS = Ci.calICalendar.ITEM_FILTER_ALL_ITEMS;
  const items = await calendar.getItemsAsArray(ITEMS, 0, null, null);
  const moment = date => {
    if (date.isDate) {
      return date.icalString.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
    }
    const utc = date.getInTimezone(cal.dtz.UTC).icalString;
    return utc.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/, "$1-$2-$3T$4:$5:$6");
  };
  return JSON.stringify(items.map(item => ({
    uid: item.id,
    start: moment(item.startDate),
    end: moment(item.endDate),
    status: item.status,
    summary: item.title,
    location: item.getProperty("LOCATION") || "",
  })));
})().then(done, error => done("ERROR " + error));
"""


@contextmanager
def thunderbird() -> Iterator[Marionette]:
    """Start it on an empty profile; ends it by its pid."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as profile:
        (Path(profile) / "user.js").write_text(PREFERENCES % port)
        process = subprocess.Popen(
            ["thunderbird", "--headless", "--profile", profile, "--marionette",
             "--remote-allow-system-access"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TZ": "UTC", "HOME": profile},
        )  # fmt: skip
        try:
            client = connected(port, process)
            client.set_context("chrome")
            client.timeout.script = 60
            yield client
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def connected(port: int, process: "subprocess.Popen[bytes]") -> Marionette:
    for _ in range(120):
        try:
            client = Marionette(host="127.0.0.1", port=port)
            client.start_session()
        except Exception:  # noqa: BLE001 - it is not up yet, and says so in many ways
            if process.poll() is not None:
                break
            time.sleep(0.5)
        else:
            return client
    raise RuntimeError(f"Thunderbird did not answer (exit code {process.poll()})")


def run(client: Marionette, script: str, argument: str) -> str:
    said: str = client.execute_async_script(
        script, script_args=[argument], sandbox="system", new_sandbox=True
    )
    if said.startswith("ERROR"):
        raise RuntimeError(said)
    return said


def main(addresses: list[str]) -> None:
    with thunderbird() as client:
        followed = {address: run(client, SUBSCRIBE, address) for address in addresses}
        print(json.dumps({"version": client.session_capabilities["browserVersion"]}), flush=True)
        for _asked in sys.stdin:
            shown = {
                address: json.loads(run(client, SHOW, calendar))
                for address, calendar in followed.items()
            }
            print(json.dumps(shown), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
