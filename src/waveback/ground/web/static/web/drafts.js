/* Forms with data-draft="<address>" save themselves a moment after each change, and say so. Nothing is kept here. */
(() => {
  const PAUSE = 2000; // ms after the last key
  const NEVER = ["password", "file", "hidden"];
  const dirty = new Set();
  let timer = 0;

  const statusOf = (form) => {
    let status = form.querySelector("[data-draft-status]");
    if (!status) {
      status = document.createElement("p");
      status.className = "meta";
      status.dataset.draftStatus = "";
      form.append(status);
    }
    return status;
  };

  const fieldsOf = (form) => {
    const fields = new FormData();
    for (const element of form.elements) {
      if (!element.name || element.disabled || NEVER.includes(element.type)) continue;
      if (element.type === "submit" || element.type === "button") continue;
      if (["checkbox", "radio"].includes(element.type) && !element.checked) continue;
      if (element.name === "csrfmiddlewaretoken") continue;
      if (element instanceof HTMLSelectElement) {
        for (const option of element.selectedOptions) fields.append(element.name, option.value);
      } else fields.append(element.name, element.value);
    }
    return fields;
  };

  const token = () => {
    const headers = document.body.getAttribute("hx-headers:inherited");
    return headers ? JSON.parse(headers)["X-CSRFToken"] : "";
  };

  const save = async (form) => {
    dirty.delete(form);
    const fields = fieldsOf(form);
    fields.append("draft-path", form.dataset.draftPath || new URL(form.getAttribute("action") || "", location.href).pathname);
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: fields,
        headers: { "X-CSRFToken": token() },
        redirect: "manual",
        keepalive: true,
      });
      if (answer.status !== 204) throw new Error(answer.status);
      statusOf(form).textContent = `Saved ${answer.headers.get("X-Saved-At")}`;
    } catch {
      // Told, not hidden: what was typed stays in the form, and the next change tries again.
      dirty.add(form);
      statusOf(form).textContent = "Not saved yet. It tries again while you type.";
    }
  };

  const saveAll = () => Promise.all([...dirty].map(save));

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.draft) return;
    dirty.add(form);
    clearTimeout(timer);
    timer = setTimeout(saveAll, PAUSE);
  });
  document.addEventListener("submit", (event) => {
    dirty.delete(event.target);
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => document.hidden && saveAll());
  window.addEventListener("pagehide", saveAll);
  document.addEventListener("waveback:save", (event) => event.detail.push(saveAll()));
})();
