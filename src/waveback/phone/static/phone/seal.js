/* Seals a capture to the practice's public key (HPKE, RFC 9180 base mode). What is sealed here, this phone cannot open. */
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "./hpke-1.9.0/hpke.min.js";

const BLOCK = 1024; // bytes: a nod and a confession look alike
const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const utf8 = new TextEncoder();
const imported = new Map();

const publicKey = (key) => {
  if (!imported.has(key.id)) imported.set(key.id, suite.kem.deserializePublicKey(self.phone.send.bytesOf(key.public)));
  return imported.get(key.id);
};

/* JSON in UTF-8, filled up with spaces to whole blocks. */
const padded = (content) => {
  const bare = utf8.encode(JSON.stringify(content));
  const whole = new Uint8Array(Math.ceil(bare.length / BLOCK) * BLOCK).fill(0x20);
  whole.set(bare);
  return whole;
};

/* The encapsulated key (65 bytes) and the ciphertext as one. */
export const seal = async (kit, content) => {
  const info = utf8.encode(`waveback capture 1|${kit.practice_key.id}|${kit.device.id}|${content.capture}`);
  const sender = await suite.createSenderContext({ recipientPublicKey: await publicKey(kit.practice_key), info });
  const ciphertext = new Uint8Array(await sender.seal(padded(content)));
  const sealed = new Uint8Array(sender.enc.byteLength + ciphertext.length);
  sealed.set(new Uint8Array(sender.enc));
  sealed.set(ciphertext, sender.enc.byteLength);
  return sealed;
};
