/* Select words in a text, and they are put into the box of what is to be covered there. Without a script they are copied by hand. */
(() => {
  "use strict";
  document.addEventListener("mouseup", take);
  document.addEventListener("keyup", take);

  function take() {
    const chosen = document.getSelection();
    const words = chosen ? chosen.toString().replace(/\s+/g, " ").trim() : "";
    if (words.length < 2 || words.length > 500 || !chosen.anchorNode) return;
    const from = chosen.anchorNode.nodeType === 1 ? chosen.anchorNode : chosen.anchorNode.parentElement;
    const text = from && from.closest("[data-cover-text]");
    if (!text || !text.contains(chosen.focusNode)) return;
    const section = text.closest("section");
    const more = section.querySelector("details");
    const box = section.querySelector("textarea");
    if (!more || !box) return;
    more.open = true;
    box.value = words;
  }
})();
