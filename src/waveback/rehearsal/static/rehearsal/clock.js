/* Ten seconds, for whoever wants them. Nothing happens when they are over: it only says so. */
(() => {
  const TICK = 1000; // ms
  let running = 0;

  const begin = (clock) => {
    clearInterval(running);
    const left = clock.querySelector("[data-clock-left]");
    const said = clock.querySelector("[data-clock-said]");
    let seconds = Number(clock.dataset.clock);
    const show = () => {
      left.textContent = seconds ? `${seconds} s` : "Ten seconds are over.";
      if (seconds === 0) {
        clearInterval(running);
        said.textContent = "Ten seconds are over.";
      }
    };
    said.textContent = `${seconds} seconds from now.`;
    show();
    running = setInterval(() => {
      if (!clock.isConnected) return clearInterval(running);
      seconds -= 1;
      show();
    }, TICK);
  };

  // Without this script there is no clock, so it is not shown before it can run.
  const reveal = () => document.querySelectorAll("[data-clock][hidden]").forEach((clock) => { clock.hidden = false; });

  document.addEventListener("click", (event) => {
    const clock = event.target.closest("[data-clock-start]")?.closest("[data-clock]");
    if (clock) begin(clock);
  });
  document.addEventListener("htmx:after:swap", reveal);
  reveal();
})();
