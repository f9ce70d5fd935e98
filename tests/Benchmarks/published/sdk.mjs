import { cryppo, jsrp, keystoreApi, vaultApi } from './packages.mjs';

/**
 * What Meeco's SDK does, call by call and key by key (js-sdk 7.5.0, packages/sdk/src/services), on the packages that it is
 * made of. The SDK itself is not published where everybody can install it.
 */
export class Sdk {
  constructor({ vault, keystore, secret, passphrase }) {
    this.urls = { vault, keystore };
    this.passphrase = passphrase;
    if (secret) {
      [, this.username, this.secretKey] = secret.split('.');
      this.secretKey = this.secretKey.replaceAll('-', '');
    }
  }

  /** Somebody as another process left him. */
  static restore(job, { kek, dek, ...rest }) {
    const keys = Object.entries({ kek, dek }).filter(([, key]) => key).map(([name, key]) => [name, cryppo.EncryptionKey.fromSerialized(key)]);
    return Object.assign(new Sdk(job), rest, Object.fromEntries(keys));
  }

  save() {
    const { userId, vaultToken, keystoreToken, kek, dek } = this;
    return { userId, vaultToken, keystoreToken, kek: kek?.serialize, dek: dek?.serialize };
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

  async #srp() {
    const password = cryppo.bytesToBinaryString((await this.#derive([...this.secretKey].reverse().join(''))).bytes);
    const srp = new jsrp.client();
    await new Promise((resolve) => srp.init({ username: this.username, password, length: 2048 }, resolve));
    return srp;
  }

  // UserService.create.
  async register() {
    const registration = this.keystore(keystoreApi.RegistrationViaSecureRemotePasswordProtocolApi);
    this.username = (await registration.srpUsernamePost({})).username;
    this.secretKey = newKey().serialize;
    const srp = await this.#srp();
    const { salt, verifier } = await new Promise((resolve, reject) =>
      srp.createVerifier((error, made) => (error ? reject(error) : resolve(made))));
    await registration.srpUsersPost({ username: this.username, srp_salt: salt, srp_verifier: verifier });
    await this.#logInToKeystore();
    const pdk = await this.#derive(this.secretKey);
    this.kek = newKey();
    this.dek = newKey();
    await this.keystore(keystoreApi.KeyEncryptionKeyApi).keyEncryptionKeyPost({
      serialized_key_encryption_key: await encryptBytes(pdk, this.kek.bytes) });
    const auth = await this.#newKeyPair(['auth']);
    const { external_admission_token: admission } =
      await this.keystore(keystoreApi.ExternalAdmissionTokensApi).externalAdmissionTokensGet();
    const me = await this.vault(vaultApi.UserApi).mePost({ public_key: auth.publicKey, admission_token: admission.vault_api_admission_token });
    this.userId = me.user.id;
    this.vaultToken = await cryppo.decryptSerializedWithPrivateKey({
      privateKeyPem: auth.privateKey, serialized: me.encrypted_session_authentication_string });
    const { data_encryption_key: dek } = await this.keystore(keystoreApi.DataEncryptionKeyApi).dataEncryptionKeysPost({
      serialized_data_encryption_key: await encryptBytes(this.kek, this.dek.bytes) });
    await this.vault(vaultApi.UserApi).mePut({ user: { private_dek_external_id: dek.id } });
  }

  async #newKeyPair(names) {
    const pair = await cryppo.generateRSAKeyPair(4096);
    const { keypair } = await this.keystore(keystoreApi.KeypairApi).keypairsPost({
      public_key: pair.publicKey,
      encrypted_serialized_key: await encryptText(this.kek, pair.privateKey),
      metadata: {},
      external_identifiers: names,
    });
    return { ...pair, id: keypair.id };
  }

  // InvitationService.create, and ConnectionService.create for who accepts.
  async invite(name) {
    const { id, publicKey } = await this.#newKeyPair([]);
    const { invitation } = await this.vault(vaultApi.InvitationApi).invitationsPost({
      public_key: { keypair_external_id: id, public_key: publicKey },
      invitation: { encrypted_recipient_name: await encryptText(this.dek, name), multistep_workflow: 'false' } });
    return invitation.token;
  }

  async accept(token, name) {
    const { id, publicKey } = await this.#newKeyPair([]);
    await this.vault(vaultApi.ConnectionApi).connectionsPost({
      public_key: { keypair_external_id: id, public_key: publicKey },
      connection: { invitation_token: token, encrypted_recipient_name: await encryptText(this.dek, name) } });
  }

  async connectionTo(userId) {
    const { connections } = await this.vault(vaultApi.ConnectionApi).connectionsGet();
    return connections.find((one) => one.the_other_user.user_id === userId).own.id;
  }

  async #slots(values) {
    return Promise.all(Object.entries(values).map(async ([name, value]) => ({ name, encrypted_value: await encryptText(this.dek, value) })));
  }

  // ItemService.create and update.
  async createItem(template, label, values) {
    const { item } = await this.vault(vaultApi.ItemApi).itemsPost({
      template_name: template, item: { label, slots_attributes: await this.#slots(values), classification_nodes_attributes: [] } });
    return item.id;
  }

  async changeItem(id, values) {
    await this.vault(vaultApi.ItemApi).itemsIdPut(id, { item: { slots_attributes: await this.#slots(values) } });
  }

  async incomingShare() {
    return (await this.vault(vaultApi.SharesApi).incomingSharesGet()).shares[0].id;
  }

  async acceptShare(id) {
    await this.vault(vaultApi.SharesApi).incomingSharesIdAcceptPut(id);
  }

  async receivedItem() {
    return (await this.itemIds(1, false))[0];
  }

  async openTasks() {
    return (await this.vault(vaultApi.ClientTaskQueueApi).clientTaskQueueGet(undefined, undefined, false, undefined, ['todo'])).client_tasks.length;
  }

  // UserService.loginKeystoreViaSRP.
  async #logInToKeystore() {
    const srp = await this.#srp();
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

  async values(id) {
    return Object.fromEntries((await this.getItem(id)).slots.map(({ name, value }) => [name, value]));
  }

  // ShareService.shareItem with the ids of both, as the CLI calls it.
  async shareItem(connectionId, itemId, options = { acceptance_required: 'acceptance_not_required' }) {
    const { connection: { the_other_user: other } } = await this.vault(vaultApi.ConnectionApi).connectionsIdGet(connectionId);
    const { slots } = await this.getItem(itemId);
    const dek = newKey();
    const values = (await Promise.all(slots.map((slot) => encryptSlot(dek, slot)))).filter((value) => !!value.encrypted_value);
    return this.vault(vaultApi.SharesApi).itemsIdSharesPost(itemId, { shares: [{
      public_key: other.user_public_key,
      recipient_id: other.user_id,
      keypair_external_id: other.user_keypair_external_id || undefined,
      ...options,
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

const encryptText = (key, text) => encryptBytes(key, cryppo.utf8ToBytes(text));
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
  if (slot.own || !slot.encrypted_value_verification_key) {
    return { ...slot, value };
  }

  const verificationKey = await decryptKey(dek, slot.encrypted_value_verification_key);
  if (hashOf(verificationKey, value) !== slot.value_verification_hash) {
    throw new Error(`slot ${slot.name} does not match its hash`);
  }

  return { ...slot, value, verificationKey };
}

// SlotHelpers.toEncryptedSlotValue. Only the owner of a slot makes a key to verify it by, and the hash.
async function encryptSlot(dek, slot) {
  if (!slot.value) {
    return { slot_id: slot.id };
  }

  const verificationKey = slot.own ? newKey(64) : slot.verificationKey;
  return {
    slot_id: slot.id,
    encrypted_value: await encryptText(dek, slot.value),
    encrypted_value_verification_key: await encryptBytes(dek, verificationKey.bytes),
    value_verification_hash: slot.own ? hashOf(verificationKey, slot.value) : null,
  };
}
