// A button that copies the text beside it. Without it the text can be selected and copied by hand.
(() => {
  const status = () => document.getElementById("status");
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (navigator.clipboard) button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      const said = document.createElement("p");
      said.className = "notice good";
      try {
        await navigator.clipboard.writeText(text.value);
        said.textContent = "Copied. Empty the clipboard when you have pasted it.";
      } catch {
        text.select();
        said.textContent = "The browser did not allow it. The text is selected: copy it by hand.";
      }
      status()?.replaceChildren(said);
    });
  }
})();
