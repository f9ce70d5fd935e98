import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// The packages are those that tests/Interop pins and installs.
const interop = createRequire(new URL('../../Interop/package.json', import.meta.url));
const load = (name) => import(pathToFileURL(interop.resolve(name)).href);

export const cryppo = await load('@meeco/cryppo');
export const vaultApi = await load('@meeco/vault-api-sdk');
export const keystoreApi = await load('@meeco/keystore-api-sdk');
export const jsrp = (await load('jsrp')).default;
