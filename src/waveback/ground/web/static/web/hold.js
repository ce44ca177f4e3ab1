/* Hold to show: pressed, it shows while held; a tap, Enter or Space toggles. Without a script it is a <details>. */
(() => {
  const TAP = 350; // ms; a shorter press is a tap
  let held = null;

  const hide = () => {
    if (held) held.details.open = false;
    held = null;
  };

  document.addEventListener("pointerdown", (event) => {
    const summary = event.target.closest?.("[data-hold] > summary");
    if (!summary || event.button !== 0) return;
    const details = summary.parentElement;
    held = { details, wasOpen: details.open, since: performance.now() };
    details.open = true;
  });
  document.addEventListener("pointerup", () => {
    if (held && performance.now() - held.since >= TAP) hide();
  });
  document.addEventListener("pointercancel", hide);
  document.addEventListener("click", (event) => {
    const summary = event.target.closest?.("[data-hold] > summary");
    if (!summary || event.detail === 0) return; // 0: Enter or Space, which the browser toggles itself
    event.preventDefault();
    const details = summary.parentElement;
    details.open = held ? !held.wasOpen : false;
    held = null;
  });
  document.addEventListener("contextmenu", (event) => {
    if (event.target.closest?.("[data-hold] > summary")) event.preventDefault();
  });
  const hideAll = () => document.querySelectorAll("[data-hold][open]").forEach((details) => (details.open = false));
  document.addEventListener("visibilitychange", () => document.hidden && hideAll());
  window.addEventListener("pagehide", hideAll);
})();
