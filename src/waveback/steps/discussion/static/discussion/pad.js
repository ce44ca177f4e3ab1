/* Draw a signature: strokes of points on a pad of 1000 by 300, kept as JSON in a hidden field. Typing needs none of this. */
(() => {
  const WIDE = 1000, HIGH = 300, APART = 4, MOST = 5500;

  const begin = (pad) => {
    const canvas = pad.querySelector("canvas");
    const field = document.getElementById(pad.dataset.pad);
    const told = pad.querySelector("[role=status]");
    const pen = canvas?.getContext("2d");
    if (!pen || !field) return;
    let strokes = [], current = null;

    const read = () => {
      try {
        const kept = JSON.parse(field.value || "[]");
        strokes = Array.isArray(kept) ? kept.filter(Array.isArray) : [];
      } catch { strokes = []; }
    };
    const say = () => { told.textContent = strokes.length ? "A signature is drawn." : "Nothing is drawn yet."; };
    const draw = () => {
      pen.clearRect(0, 0, WIDE, HIGH);
      pen.strokeStyle = getComputedStyle(canvas).color;
      pen.lineWidth = 5;
      pen.lineCap = pen.lineJoin = "round";
      for (const stroke of strokes) {
        pen.beginPath();
        stroke.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
        if (stroke.length === 1) pen.lineTo(stroke[0][0], stroke[0][1]);
        pen.stroke();
      }
    };
    const keep = () => {
      field.value = strokes.length ? JSON.stringify(strokes) : "";
      say();
    };
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
      return [within(((event.clientX - box.left) / box.width) * WIDE, WIDE), within(((event.clientY - box.top) / box.height) * HIGH, HIGH)];
    };
    const count = () => strokes.reduce((sum, stroke) => sum + stroke.length, 0);

    canvas.addEventListener("pointerdown", (event) => {
      if (event.button > 0 || current || count() > MOST) return;
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      current = { id: event.pointerId, points: [place(event)] };
      strokes.push(current.points);
      draw();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (current?.id !== event.pointerId) return;
      for (const one of event.getCoalescedEvents?.() ?? [event]) {
        const [x, y] = place(one), [lastX, lastY] = current.points.at(-1);
        if (Math.hypot(x - lastX, y - lastY) >= APART && count() <= MOST) current.points.push([x, y]);
      }
      draw();
    });
    const lift = (event) => {
      if (current?.id !== event.pointerId) return;
      current = null;
      keep();
    };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    pad.querySelector("[data-clear]").addEventListener("click", () => {
      strokes = [];
      draw();
      keep();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    read();
    draw();
    say();
  };

  document.querySelectorAll("[data-pad]").forEach(begin);
})();
