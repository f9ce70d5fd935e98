import { constants, privateDecrypt } from 'node:crypto';
import * as vaultApi from '@meeco/vault-api-sdk';
import { relatedPairs } from './keys.mjs';
import { Party } from './party.mjs';

/**
 * Many vault users, one after the other, at little cost: they share one keystore account, and their key pairs are related.
 * Nothing but their vault sessions works, which is all that it takes to be on the other side of a connection.
 */
export async function* crowd(founder, pairNumber, count) {
  for (const pair of relatedPairs(pairNumber, count)) {
    const member = new Party(founder.server, founder.passphrase);
    const { user, encrypted_session_authentication_string: token } = await member.vault(vaultApi.UserApi).mePost({
      public_key: pair.publicKey, admission_token: await founder.admissionToken() });
    member.userId = user.id;
    member.auth = pair;
    member.vaultToken = openToken(pair.privateKey, token);
    yield member;
  }
}

// What cryppo does too, in native code: that of the published package takes a second for each.
function openToken(privateKey, serialized) {
  const [, data] = serialized.split('.');
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return privateDecrypt({ key: privateKey, padding, oaepHash: 'sha1' }, Buffer.from(data, 'base64url')).toString('latin1');
}
