/* Suggests the browser's own time zone while none is chosen. */
(() => {
  const zones = document.querySelector("select[data-zones]");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // A zone that is no place, such as UTC, is not in the list: "Choose one" stays.
  if (zones && !zones.value && [...zones.options].some((one) => one.value === own)) zones.value = own;
})();
