import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../Shared/KeyPairs/', import.meta.url));
const readPem = (number) => readFileSync(`${folder}${String(number).padStart(2, '0')}.pem`, 'utf8');

// As node-forge writes it: CRLF, and one at the end.
const crlf = (text) => text.trim().replace(/\r?\n/g, '\r\n') + '\r\n';
const pairOf = (privateKey) => ({
  privateKey: crlf(privateKey.export({ type: 'pkcs1', format: 'pem' })),
  publicKey: crlf(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })),
});

/** One of the stored RSA-4096 pairs, from 1. */
export const storedPair = (number) => pairOf(createPrivateKey(readPem(number)));

/**
 * As many different pairs as are asked for, at no cost: the primes of a stored pair with one public exponent after the other.
 * The pairs can all be told from one another, and each opens what was encrypted for it.
 */
export function* relatedPairs(number, count) {
  const jwk = createPrivateKey(readPem(number)).export({ format: 'jwk' });
  const [p, q] = [toInteger(jwk.p), toInteger(jwk.q)];
  for (let e = 65539n, made = 0; made < count; e += 2n) {
    const d = inverse(e, (p - 1n) * (q - 1n));
    if (d !== undefined) {
      made++;
      yield pairOf(createPrivateKey({ format: 'jwk', key: {
        ...jwk, e: toText(e), d: toText(d), dp: toText(d % (p - 1n)), dq: toText(d % (q - 1n)) } }));
    }
  }
}

const toInteger = (text) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);

function toText(integer) {
  const hex = integer.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}

// The extended algorithm of Euclid; undefined where the two have a common divisor.
function inverse(value, modulus) {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }

  return a === 1n ? (x + modulus) % modulus : undefined;
}
