/* Suggests the browser's own time zone while none is chosen. */
(() => {
  const zones = document.querySelector("select[data-zones]");
  if (zones && !zones.value) zones.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
})();
