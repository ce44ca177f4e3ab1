/* Unlock by passkey, through the lock's own question. */
import { ask, unlock } from "./session.js";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

export const isThere = () => Boolean(window.PublicKeyCredential && navigator.credentials);

const question = ({ publicKey }) => ({
  publicKey: {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: (publicKey.allowCredentials || []).map((one) => ({ ...one, id: bytes(one.id) })),
  },
});

const answer = (given) => {
  const { authenticatorData, clientDataJSON, signature, userHandle } = given.response;
  return {
    id: given.id,
    rawId: text(given.rawId),
    type: given.type,
    authenticatorAttachment: given.authenticatorAttachment,
    clientExtensionResults: given.getClientExtensionResults(),
    response: {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
};

/* Resolves to what unlock() says, or null where there is no passkey, or it was dismissed. */
export const unlockByPasskey = async () => {
  const { ok, data } = await ask("/phone/unlock/", { options: true });
  if (!ok || !data.request_options) return null;
  try {
    const given = await navigator.credentials.get(question(data.request_options));
    return await unlock({ credential: JSON.stringify(answer(given)) });
  } catch {
    return null; // dismissed, timed out, or not on this phone: another way stands beside it
  }
};
