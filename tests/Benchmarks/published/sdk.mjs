import { cryppo, jsrp, keystoreApi, vaultApi } from './packages.mjs';

/**
 * What Meeco's SDK does, call by call and key by key (js-sdk 7.5.0, packages/sdk/src/services), on the packages that it is
 * made of. The SDK itself is not published where everybody can install it.
 */
export class Sdk {
  constructor({ vault, keystore, secret, passphrase }) {
    this.urls = { vault, keystore };
    [, this.username, this.secretKey] = secret.split('.');
    this.secretKey = this.secretKey.replaceAll('-', '');
    this.passphrase = passphrase;
  }

  // One API object a call, as the factory of the SDK makes them.
  #api({ Configuration }, Api, basePath, token) {
    const headers = {
      'Authorization': token ?? '', 'Meeco-Subscription-Key': '', 'Meeco-Delegation-Id': '', 'Meeco-Organisation-Id': '', 'Meeco-Srt': '' };
    return new Api(new Configuration({ basePath, middleware: [], fetchApi: fetch, apiKey: (name) => headers[name] }));
  }

  vault(Api) {
    return this.#api(vaultApi, Api, this.urls.vault, this.vaultToken);
  }

  keystore(Api) {
    return this.#api(keystoreApi, Api, this.urls.keystore, this.keystoreToken);
  }

  // Secrets.derivePDK and deriveSRPPasswordFromSecretKey.
  async #derive(useSalt) {
    const { key } = await cryppo.generateDerivedKey({
      iterationVariance: 0, minIterations: 100000, length: 32, passphrase: this.passphrase, useSalt });
    return key;
  }

  // UserService.loginKeystoreViaSRP.
  async #logInToKeystore() {
    const password = cryppo.bytesToBinaryString((await this.#derive([...this.secretKey].reverse().join(''))).bytes);
    const srp = new jsrp.client();
    await new Promise((resolve) => srp.init({ username: this.username, password, length: 2048 }, resolve));
    const api = this.keystore(keystoreApi.AuthenticationViaSecureRemotePasswordProtocolApi);
    const { challenge } = await api.srpChallengesPost({ username: this.username, srp_a: srp.getPublicKey() });
    srp.setSalt(challenge.challenge_salt);
    srp.setServerPublicKey(challenge.challenge_b);
    const { session } = await api.srpSessionPost({ username: this.username, srp_a: srp.getPublicKey(), srp_m: srp.getProof() });
    this.keystoreToken = session.session_authentication_string;
  }

  // UserService.getAuthData.
  async logIn() {
    const pdk = await this.#derive(this.secretKey);
    await this.#logInToKeystore();
    const { key_encryption_key: kek } = await this.keystore(keystoreApi.KeyEncryptionKeyApi).keyEncryptionKeyGet();
    this.kek = await decryptKey(pdk, kek.serialized_key_encryption_key);
    const { keypair } = await this.keystore(keystoreApi.KeypairApi).keypairsExternalIdExternalIdGet('auth');
    const privateKeyPem = await decryptString(this.kek, keypair.encrypted_serialized_key);
    const { session } = await this.vault(vaultApi.SessionApi).sessionPost({ public_key: keypair.public_key });
    this.vaultToken = await cryppo.decryptSerializedWithPrivateKey({
      privateKeyPem, serialized: session.encrypted_session_authentication_string });
    const { user } = await this.vault(vaultApi.UserApi).meGet();
    const { data_encryption_key: dek } =
      await this.keystore(keystoreApi.DataEncryptionKeyApi).dataEncryptionKeysIdGet(user.private_dek_external_id);
    this.dek = await decryptKey(this.kek, dek.serialized_data_encryption_key);
    return this;
  }

  // ItemService.get, with getShareDEK where the item was received.
  async getItem(id) {
    const response = await this.vault(vaultApi.ItemApi).itemsIdGet(id);
    let { dek } = this;
    if (!response.item.own && response.item.share_id !== null) {
      const { share } = await this.vault(vaultApi.SharesApi).incomingSharesIdGet(response.item.share_id);
      if (share.encrypted_dek) {
        const { keypair } = await this.keystore(keystoreApi.KeypairApi).keypairsIdGet(share.keypair_external_id);
        const privateKeyPem = await decryptString(this.kek, keypair.encrypted_serialized_key);
        const raw = await cryppo.decryptSerializedWithPrivateKey({ privateKeyPem, serialized: share.encrypted_dek });
        dek = cryppo.EncryptionKey.fromBytes(cryppo.binaryStringToBytes(raw));
      }
    }

    return { item: response.item, slots: await Promise.all(response.slots.map((slot) => decryptSlot(dek, slot))) };
  }

  // ShareService.shareItem with the ids of both, as the CLI calls it.
  async shareItem(connectionId, itemId) {
    const { connection: { the_other_user: other } } = await this.vault(vaultApi.ConnectionApi).connectionsIdGet(connectionId);
    const { slots } = await this.getItem(itemId);
    const dek = newKey();
    const values = (await Promise.all(slots.map((slot) => encryptSlot(dek, slot)))).filter((value) => !!value.encrypted_value);
    return this.vault(vaultApi.SharesApi).itemsIdSharesPost(itemId, { shares: [{
      public_key: other.user_public_key,
      recipient_id: other.user_id,
      keypair_external_id: other.user_keypair_external_id || undefined,
      acceptance_required: 'acceptance_not_required',
      slot_values: values,
      encrypted_dek: await wrapKey(other.user_public_key, dek),
    }] });
  }

  // ShareService.updateSharedItem: one key for all, but the values encrypted again for each.
  async updateSharedItem(itemId) {
    const { slots } = await this.getItem(itemId);
    const { shares } = await this.vault(vaultApi.SharesApi).itemsIdSharesGet(itemId);
    const dek = newKey();
    const made = await Promise.all(shares.map(async (share) => ({
      dek: { share_id: share.id, dek: await wrapKey(share.public_key, dek) },
      values: (await Promise.all(slots.map((slot) => encryptSlot(dek, slot)))).map((value) => ({ ...value, share_id: share.id })),
    })));
    return this.vault(vaultApi.SharesApi).itemsIdSharesPut(itemId, {
      share_deks: made.map((one) => one.dek), slot_values: made.flatMap((one) => one.values), client_tasks: [] });
  }

  // ClientTaskQueueService.execute, as the CLI's run-batch calls it. Returns how many were done.
  async runTasks() {
    const queue = this.vault(vaultApi.ClientTaskQueueApi);
    const { client_tasks: tasks } = await queue.clientTaskQueueGet(undefined, 1000, false, undefined, ['todo']);
    await queue.clientTaskQueuePut({ client_tasks: tasks.map(({ id }) => ({ id, state: 'in_progress' })) });
    await Promise.all(tasks.map((task) => this.updateSharedItem(task.target_id)));
    await queue.clientTaskQueuePut({ client_tasks: tasks.map(({ id, report }) => ({ id, state: 'done', report })) });
    return tasks.length;
  }

  async connectionIds() {
    return (await this.vault(vaultApi.ConnectionApi).connectionsGet()).connections.map((connection) => connection.own.id);
  }

  /** The ids of the newest items, own or received. */
  async itemIds(count, own) {
    const { items } = await this.vault(vaultApi.ItemApi).itemsGet(
      undefined, undefined, undefined, undefined, undefined, undefined, undefined, String(own), undefined, undefined, count);
    return items.map((item) => item.id);
  }
}

const newKey = (length = 32) => cryppo.EncryptionKey.generateRandom(length);

async function encryptBytes(key, data) {
  return (await cryppo.encryptWithKey({ key, data, strategy: cryppo.CipherStrategy.AES_GCM })).serialized;
}

const decryptBytes = (key, serialized) => cryppo.decryptWithKey({ key, serialized });
const decryptString = async (key, serialized) => cryppo.bytesToUtf8(await decryptBytes(key, serialized));
const decryptKey = async (key, serialized) => cryppo.EncryptionKey.fromBytes(await decryptBytes(key, serialized));

async function wrapKey(publicKeyPem, key) {
  return (await cryppo.encryptWithPublicKey({
    publicKeyPem, data: cryppo.bytesToBinaryString(key.bytes), scheme: 'RSA-OAEP' })).serialized;
}

const hashOf = (verificationKey, value) => cryppo.hmacSha256Digest(cryppo.bytesToBinaryString(verificationKey.bytes), value);

// SlotHelpers.decryptSlot.
async function decryptSlot(dek, slot) {
  if (slot.encrypted_value == null) {
    return { ...slot, value: null };
  }

  const value = await decryptString(dek, slot.encrypted_value);
  if (!slot.own && slot.encrypted_value_verification_key) {
    const verificationKey = await decryptKey(dek, slot.encrypted_value_verification_key);
    if (hashOf(verificationKey, value) !== slot.value_verification_hash) {
      throw new Error(`slot ${slot.name} does not match its hash`);
    }
  }

  return { ...slot, value };
}

// SlotHelpers.toEncryptedSlotValue, for an own slot.
async function encryptSlot(dek, slot) {
  if (!slot.value) {
    return { slot_id: slot.id };
  }

  const verificationKey = newKey(64);
  return {
    slot_id: slot.id,
    encrypted_value: await encryptBytes(dek, cryppo.utf8ToBytes(slot.value)),
    encrypted_value_verification_key: await encryptBytes(dek, verificationKey.bytes),
    value_verification_hash: hashOf(verificationKey, slot.value),
  };
}
