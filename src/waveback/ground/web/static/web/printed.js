// A page that went onto paper by the browser's own command is entered in the ledger, as a reading of the file.
addEventListener("beforeprint", () => {
  const token = JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}")["X-CSRFToken"];
  if (!document.querySelector(".paper-foot") || !token) return; // a paper of its own was entered when it was made
  fetch("/printed/", {
    method: "POST", keepalive: true,
    headers: { "X-CSRFToken": token }, body: new URLSearchParams({ path: location.pathname }),
  }).catch(() => {}); // the look at the page is entered already
});
