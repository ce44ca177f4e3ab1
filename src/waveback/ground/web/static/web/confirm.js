/* A link or button with data-confirm="id" opens the dialog of that id; without a script it goes to its own page. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-confirm]");
  const dialog = opener && document.getElementById(opener.dataset.confirm);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
});

/* Pages that hold something to print have a button for it, which a browser without scripts does not show. */
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
