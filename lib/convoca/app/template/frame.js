// The frame's own script: opening, menu, lost connection, end of the session. No framework.
"use strict";
{
  const byId = (id) => document.getElementById(id);
  const SESSION_SECONDS = Number(document.body.dataset.sessionSeconds);
  const WARN_SECONDS = SESSION_SECONDS / 10; // two minutes of twenty
  const POLL_SECONDS = Math.max(1, SESSION_SECONDS / 240);
  const SLOW_SECONDS = 8;
  let connected = true;

  /* Opening: what is drawn appears in one go. */
  const cells = byId("cv-cells");
  const loading = byId("cv-loading");
  const opened = () => {
    drawing.disconnect();
    clearTimeout(slow);
    requestAnimationFrame(() => {
      loading.remove();
      cells.classList.remove("cv-page--opening");
      performance.mark("cv-opened");
    });
  };
  const drawing = new MutationObserver(() => {
    if (cells.querySelector(".jupyter-widgets")) opened();
  });
  drawing.observe(cells, { childList: true, subtree: true });
  const slow = setTimeout(() => (loading.textContent = loading.dataset.slow), SLOW_SECONDS * 1000);
  if (document.querySelector("script.cv-failed")) {
    byId("cv-failed").hidden = false;
    opened();
  }

  /* The menu, folded on a narrow screen. */
  const menuButton = document.querySelector(".cv-menu-button");
  menuButton.addEventListener("click", () => {
    const open = menuButton.getAttribute("aria-expanded") === "true";
    menuButton.setAttribute("aria-expanded", String(!open));
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") menuButton.setAttribute("aria-expanded", "false");
  });

  /* Live regions: what is said politely fades, what is urgent stays until dismissed. */
  const polite = byId("cv-polite");
  const assertive = byId("cv-assertive");
  const dismiss = byId("cv-dismiss");
  let fading;
  polite.addEventListener("cv-spoken", () => {
    clearTimeout(fading);
    fading = setTimeout(() => (polite.textContent = ""), 8000);
  });
  assertive.addEventListener("cv-spoken", () => {
    dismiss.hidden = false;
    assertive.scrollIntoView({ block: "nearest" });
  });
  dismiss.addEventListener("click", () => {
    assertive.textContent = "";
    dismiss.hidden = true;
    byId("cv-main").focus();
  });

  /* The session: asked for often, which does not prolong it. */
  const kernelId = () => {
    const config = byId("jupyter-config-data");
    return config && JSON.parse(config.textContent).kernelId;
  };
  const session = async (method = "GET") => {
    const xsrf = document.cookie.match(/\b_xsrf=([^;]*)/)?.[1] ?? "";
    const place = `${document.body.dataset.baseUrl}api/session/${kernelId()}`;
    const answer = await fetch(place, { method, cache: "no-store", headers: { "X-XSRFToken": xsrf } });
    if (answer.status === 403) return { state: "ended" }; // the server knows nobody any more
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };
  const show = (dialog, wanted) => {
    if (wanted && !dialog.open) dialog.showModal();
    if (!wanted && dialog.open) dialog.close();
  };
  const look = async (method) => {
    if (!kernelId() || byId("cv-ended").open) return;
    let state = "lost";
    let left = Infinity;
    try {
      ({ state, seconds_left: left = Infinity } = await session(method));
    } catch {
      // The server does not answer: the connection is lost.
    }
    byId("cv-lost").hidden = state === "open" ? connected : state !== "lost";
    show(byId("cv-ending"), state === "open" && left < WARN_SECONDS);
    show(byId("cv-ended"), state === "ended");
    document.body.classList.toggle("cv-body--ended", state === "ended");
  };
  setInterval(look, POLL_SECONDS * 1000);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  byId("cv-ended").addEventListener("cancel", (event) => event.preventDefault());
  byId("cv-ending").addEventListener("cancel", () => look("POST"));

  /* The websocket of the widgets, once Voilà has opened it. */
  const watchKernel = () => {
    const kernel = window.jupyterapp?.widgetManager?.kernel;
    if (!kernel) return setTimeout(watchKernel, 500);
    kernel.connectionStatusChanged.connect((_, status) => {
      connected = status === "connected";
      look();
    });
  };
  window.addEventListener("load", watchKernel);

  /* To the browser, writing a mail is leaving the page, and leaving ends the kernel. */
  document.addEventListener(
    "click",
    ({ target }) => {
      const mail = target.closest('a[href^="mailto:"]');
      if (mail) mail.target = "_blank";
    },
    { capture: true },
  );

  /* What had the focus was taken away by its own action: a reader goes on from the same place. */
  let focused = [];
  document.addEventListener("focusin", (event) => (focused = event.composedPath()));
  new MutationObserver(() => {
    if (document.activeElement !== document.body || !focused.length || focused[0].isConnected) return;
    const near = focused.find((element) => element.isConnected && byId("cv-main").contains(element));
    focused = [];
    if (!near) return;
    near.tabIndex = near.tabIndex >= 0 ? near.tabIndex : -1;
    near.focus({ preventScroll: true });
  }).observe(byId("cv-main"), { childList: true, subtree: true });

  const actions = { reload: () => location.reload(), stay: () => look("POST") };
  document.addEventListener("click", ({ target }) => {
    actions[target.closest("[data-cv-action]")?.dataset.cvAction]?.();
  });
}
