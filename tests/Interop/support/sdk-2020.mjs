import * as sdk from 'sdk-2020';
import { Contract } from './contract.mjs';
import { storedPair } from './keys.mjs';

const nested = 'sdk-2020/node_modules/@meeco';

/** What the clients inside the SDK of October 2020 require. */
export const sdkContracts = {
  vault: new Contract(`${nested}/vault-api-sdk`, { scalarsMayBeMissing: true }),
  keystore: new Contract(`${nested}/keystore-api-sdk`, { scalarsMayBeMissing: true }),
};

/** The SDK's environment of a server; its calls are sent by node's own fetch and each answer is held to its models. */
export function environmentOf(server) {
  const vault = sdkContracts.vault.fetch(server.vault);
  const keystore = sdkContracts.keystore.fetch(server.keystore);
  sdk.configureFetch((url, init) => (url.startsWith(server.vault) ? vault : keystore)(url, init));
  return new sdk.Environment({
    vault: { url: server.vault, subscription_key: '' },
    keystore: { url: server.keystore, subscription_key: '', provider_api_key: '' },
  });
}

/**
 * The SDK makes RSA pairs through this object where it is there, its own door for tests. Making one takes seconds, so it is
 * given the stored ones in the order named.
 */
export function useStoredPairs(...numbers) {
  globalThis.cryppo = { ...sdk._cryppoService, generateRSAKeyPair: async () => storedPair(numbers.shift()) };
}

/** Registers as users:create of 2020 does. */
export async function createUser(environment, passphrase) {
  const users = new sdk.UserService(environment);
  const secret = await new sdk.SecretService().generateSecret(await users.generateUsername());
  return users.create(passphrase, secret);
}
