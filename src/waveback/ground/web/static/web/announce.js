/* After a part of the page was replaced: say what happened, and put the focus where reading goes on. */
(() => {
  const say = (sentence) => {
    const status = document.getElementById("status");
    if (!status || !sentence) return;
    const notice = document.createElement("p");
    notice.className = "notice good";
    notice.textContent = sentence;
    status.replaceChildren(notice);
  };

  const focus = (root) => {
    const target = root.querySelector("[data-focus]") ?? root.querySelector("[autofocus], h1, h2");
    if (!target) return;
    if (!target.matches("a, button, input, select, textarea, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: target.matches("h1") });
  };

  document.addEventListener("htmx:before:request", (event) => {
    event.detail.ctx.target?.setAttribute?.("aria-busy", "true");
  });
  document.addEventListener("htmx:finally:request", (event) => {
    event.detail.ctx.target?.removeAttribute?.("aria-busy");
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const ctx = event.detail.ctx;
    const said = ctx.response?.headers?.get("X-Said");
    if (said) say(decodeURIComponent(said));
    const id = ctx.target?.id;
    const shown = id ? document.getElementById(id) : ctx.target;
    const source = ctx.sourceElement;
    // Somebody who is still typing (a search) stays where they are.
    const typing = source?.isConnected && source.matches("input, select, textarea") && source === document.activeElement;
    if (shown?.isConnected && !typing && !source?.closest?.("[data-keep-focus]")) focus(shown);
  });
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) say("That did not work. Nothing you typed is lost; try again in a moment.");
  });
  document.addEventListener("htmx:error", () => say("No connection. Nothing you typed is lost; try again in a moment."));

  // A page that came back with problems begins at their list.
  const problems = document.querySelector(".notice[role=alert][data-focus]");
  if (problems) problems.focus();
})();
