"use strict";
// Adds the hour on the reader's own clock, where it is another one; without it the page is complete.
(() => {
  const said = document.documentElement.dataset.ownHour;
  const own = new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZoneName: "short",
  });
  const zone = own.resolvedOptions().timeZone;
  for (const hour of document.querySelectorAll("time[data-zone]")) {
    if (hour.dataset.zone === zone) continue;
    const line = document.createElement("span");
    line.className = "aside own";
    line.textContent = said.replace("{when}", own.format(new Date(hour.dateTime)));
    hour.parentElement.append(line);
  }
})();
