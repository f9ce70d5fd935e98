import * as keystore2020 from 'keystore-2020';
import * as vault2020 from 'vault-2020';
import { Contract } from './contract.mjs';

/** What the API clients of October 2020 require, but for scalars that only their time had a use for. */
export const contracts2020 = {
  vault: new Contract('vault-2020', { scalarsMayBeMissing: true }),
  keystore: new Contract('keystore-2020', { scalarsMayBeMissing: true }),
};

// As the SDK of 2020 called them: with the two headers that name it, and no value for delegation_id, sent as "undefined".
const headersFor = (component) => ({ 'X_MEECO_API_VERSION': '2.0.0', 'X_MEECO_API_COMPONENT': component });
const keysOf = (token) => (name) => ({ 'Authorization': token, 'Meeco-Subscription-Key': '' })[name];

/** A vault API of 2020, such as `ItemApi`, with a party's session. */
export function vaultOf2020(party, api) {
  return new vault2020[api](new vault2020.Configuration({
    basePath: party.server.vault,
    apiKey: keysOf(party.vaultToken),
    headers: headersFor('vault'),
    fetchApi: contracts2020.vault.fetch(party.server.vault),
  }));
}

/** A call to a keystore API of 2020, whose generator knew no headers but those of each call. */
export function keystoreOf2020(party, api, method, ...args) {
  const { keystore } = party.server;
  const client = new keystore2020[api](
    { basePath: keystore, apiKey: keysOf(party.keystoreToken) }, keystore, contracts2020.keystore.fetch(keystore));
  return client[method](...args, { headers: headersFor('keystore') });
}
