// A button that copies the text beside it. Without it the text can be selected and copied by hand.
(() => {
  const status = () => document.getElementById("status");
  const say = (sentence) => {
    const said = document.createElement("p");
    said.className = "notice good";
    said.textContent = sentence;
    status()?.replaceChildren(said);
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    text.addEventListener("focus", () => text.select());
    if (navigator.clipboard) button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.value);
        say("Copied. Empty the clipboard when you have pasted it.");
      } catch {
        text.select();
        say("The browser did not allow it. The text is selected: copy it by hand.");
      }
    });
  }
  // The first text stands selected, ready for the keyboard's own copy.
  const first = document.querySelector("textarea[readonly][autofocus]");
  if (first) { first.focus({ preventScroll: true }); first.select(); }
})();
