/* Buttons that copy a field's text. Without this the text can be selected and copied by hand, and downloaded. */
(() => {
  const say = (sentence) => { document.getElementById("copied").textContent = sentence; };

  const copy = async (field) => {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      // No clipboard here (no HTTPS, or refused): select it, so that one keystroke is left.
      field.focus();
      field.select();
      return false;
    }
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(document.getElementById(button.dataset.copy));
      say(done ? button.dataset.done : "The text is selected. Copy it with Ctrl+C, or ⌘C on a Mac.");
    });
  }
})();
