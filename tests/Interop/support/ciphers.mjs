import * as cryppo from '@meeco/cryppo';

/** A fresh symmetric key. */
export const newKey = (length = 32) => cryppo.EncryptionKey.generateRandom(length);

export async function encryptBytes(key, data) {
  const { serialized } = await cryppo.encryptWithKey({ key, data, strategy: cryppo.CipherStrategy.AES_GCM });
  return serialized;
}

export const encryptText = (key, text) => encryptBytes(key, cryppo.utf8ToBytes(text));
export const decryptBytes = (key, serialized) => cryppo.decryptWithKey({ key, serialized });
export const decryptText = async (key, serialized) => cryppo.bytesToUtf8(await decryptBytes(key, serialized));

/** A symmetric key for the owner of a public key. */
export async function wrapKey(publicKeyPem, key) {
  const { serialized } = await cryppo.encryptWithPublicKey({ publicKeyPem, data: cryppo.bytesToBinaryString(key.bytes) });
  return serialized;
}

export async function unwrapKey(privateKeyPem, serialized) {
  const raw = await cryppo.decryptSerializedWithPrivateKey({ privateKeyPem, serialized });
  return cryppo.EncryptionKey.fromBytes(cryppo.binaryStringToBytes(raw));
}

/** What every recipient must receive with a value: its hash, and the key of the hash. */
export const newVerificationKey = () => cryppo.bytesToBinaryString(newKey(64).bytes);
export const verificationHash = (verificationKey, value) => cryppo.hmacSha256Digest(verificationKey, value);
export const encryptVerificationKey = (key, verificationKey) => encryptBytes(key, cryppo.binaryStringToBytes(verificationKey));
export const decryptVerificationKey = async (key, serialized) => cryppo.bytesToBinaryString(await decryptBytes(key, serialized));
