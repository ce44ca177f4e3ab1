/* The idle lock. Before the server's quarter of an hour is over: save what is typed, empty the page, go to the lock.
   Tabs tell one another that somebody is here (BroadcastChannel); nothing is written to the browser's storage. */
(() => {
  const seconds = Number(document.body.dataset.lockAfter);
  if (!seconds) return;
  const AFTER = seconds * 1000;
  const TELL = Math.min(60_000, AFTER / 4); // the server counts requests, so we show it that somebody types
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("waveback") : null;
  const TOKEN = JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRFToken"];
  let seen = Date.now();
  let told = Date.now();
  let locking = false;

  const post = (path) => fetch(path, { method: "POST", headers: { "X-CSRFToken": TOKEN }, redirect: "manual", keepalive: true });

  const lock = async (mine) => {
    if (locking) return;
    locking = true;
    if (mine) tabs?.postMessage("lock");
    const saving = [];
    document.dispatchEvent(new CustomEvent("waveback:save", { detail: saving }));
    document.title = "Waveback";
    document.body.replaceChildren();
    // Whatever the network does: the page is empty, and within three seconds it goes to the lock.
    const done = Promise.allSettled(saving).then(() => post("/lock/")).catch(() => {});
    await Promise.race([done, new Promise((go) => setTimeout(go, 3000))]);
    location.replace("/lock/?next=" + encodeURIComponent(location.pathname + location.search));
  };

  const check = () => {
    if (Date.now() - seen >= AFTER) lock(true);
  };

  const here = () => {
    const now = Date.now();
    if (now - seen >= AFTER) return check();
    if (now - seen > 1000) tabs?.postMessage("here");
    seen = now;
    if (now - told > TELL) {
      told = now;
      post("/here/").then(
        (answer) => answer.status !== 204 && lock(false),
        () => {}, // no connection: the server's own clock still locks
      );
    }
  };
  for (const kind of ["pointerdown", "keydown", "scroll", "touchstart"]) {
    window.addEventListener(kind, here, { passive: true, capture: true });
  }
  tabs?.addEventListener("message", (event) => {
    if (event.data === "here") seen = Date.now();
    if (event.data === "lock") lock(false);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/lock/") tabs?.postMessage("lock");
  });
  setInterval(check, Math.min(5000, AFTER / 4));
  document.addEventListener("visibilitychange", check);
  // Back from the browser's page cache: ask the server whether this page may still be seen.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.body.replaceChildren();
      location.reload();
    }
  });
})();
