// A record that was asked for on paper opens the print dialogue by itself.
addEventListener("load", () => { if (document.querySelector("[data-print-now]")) print(); });
