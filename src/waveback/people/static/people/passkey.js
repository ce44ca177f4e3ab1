/* Asks the browser for a passkey and sends what it gives. Needs webauthn-json.js.
   data-passkey-from: an address that hands out the question; data-passkey-question: the id of a JSON script that holds it;
   data-passkey-new: the question is for a new passkey. */
(() => {
  const form = document.getElementById("passkey");
  const button = document.querySelector("[data-passkey]");
  const failed = document.querySelector("[data-passkey-error]");
  if (!form || !button || !window.PublicKeyCredential || !window.webauthnJSON) return;
  button.hidden = false;

  const question = async () => {
    if (!form.dataset.passkeyFrom) return JSON.parse(document.getElementById(form.dataset.passkeyQuestion).textContent);
    const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  };

  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (failed) failed.hidden = true;
    try {
      const asked = await question();
      const given = "passkeyNew" in form.dataset ? await window.webauthnJSON.create(asked) : await window.webauthnJSON.get(asked);
      form.elements.credential.value = JSON.stringify(given);
      form.submit();
    } catch {
      if (failed) failed.hidden = false; // dismissed, timed out, or not on this device: another way is on the page
    }
  });
})();
