// The device's own clock, told when the form is sent. It proves little, and is kept apart from the server's.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-device-clock]");
  if (form) form.elements.device_at.value = new Date().toISOString();
}, true);
