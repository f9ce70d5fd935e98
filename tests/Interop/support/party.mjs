import { pbkdf2Sync } from 'node:crypto';
import * as cryppo from '@meeco/cryppo';
import * as keystoreApi from '@meeco/keystore-api-sdk';
import * as vaultApi from '@meeco/vault-api-sdk';
import jsrp from 'jsrp';
import {
  decryptBytes, decryptText, decryptVerificationKey, encryptBytes, encryptText, encryptVerificationKey, newKey,
  newVerificationKey, unwrapKey, verificationHash, wrapKey,
} from './ciphers.mjs';
import { Contract } from './contract.mjs';
import { storedPair } from './keys.mjs';

/** What the published clients require of vault and keystore; every answer that a party reads is held to it. */
export const contracts = {
  vault: new Contract('@meeco/vault-api-sdk'),
  keystore: new Contract('@meeco/keystore-api-sdk'),
};

/** One person with the keys that the published SDK would hold, talking through the published API clients. */
export class Party {
  #delegationId = '';

  constructor(server, passphrase) {
    this.server = server;
    this.passphrase = passphrase;
    this.keystoreToken = undefined;
    this.vaultToken = undefined;
  }

  /** The text that the CLI prints for its user to keep. */
  get secret() {
    return `1.${this.username}.${this.secretKey.match(/.{1,6}/g).join('-')}`;
  }

  set secret(text) {
    const [, username, groups] = text.split('.');
    this.username = username;
    this.secretKey = groups.replaceAll('-', '');
  }

  keystore(Api) {
    return this.#client(keystoreApi, Api, contracts.keystore, this.server.keystore, this.keystoreToken);
  }

  vault(Api) {
    return this.#client(vaultApi, Api, contracts.vault, this.server.vault, this.vaultToken);
  }

  // The headers are those of the SDK: empty where it has nothing to say, and the text "undefined" where it forgot to.
  #client({ Configuration }, Api, contract, basePath, token) {
    const headers = {
      'Authorization': token ?? '',
      'Meeco-Subscription-Key': '',
      'Meeco-Delegation-Id': this.#delegationId,
      'Meeco-Organisation-Id': '',
      'Meeco-Srt': '',
    };
    return new Api(new Configuration({ basePath, fetchApi: contract.fetch(basePath), apiKey: (name) => headers[name] }));
  }

  #derive(salt) {
    return pbkdf2Sync(Buffer.from(this.passphrase, 'utf8'), Buffer.from(salt, 'latin1'), 100000, 32, 'sha256');
  }

  async #srp() {
    const client = new jsrp.client();
    const password = this.#derive([...this.secretKey].reverse().join('')).toString('latin1');
    await new Promise((resolve) => client.init({ username: this.username, password, length: 2048 }, resolve));
    return client;
  }

  async register(pairNumber) {
    const registration = this.keystore(keystoreApi.RegistrationViaSecureRemotePasswordProtocolApi);
    this.username = (await registration.srpUsernamePost({})).username;
    this.secretKey = 'NoEjZApmJLJj36RKhGsPETHyQAm9PubSEzsAuJzBvKT';
    const srp = await this.#srp();
    const verifier = await new Promise((resolve, reject) =>
      srp.createVerifier((error, result) => (error ? reject(error) : resolve(result))));
    await registration.srpUsersPost({
      username: this.username, srp_salt: verifier.salt, srp_verifier: verifier.verifier });

    await this.logInToKeystore();
    const pdk = cryppo.EncryptionKey.fromBytes(this.#derive(this.secretKey));
    this.kek = newKey();
    this.dek = newKey();
    this.auth = storedPair(pairNumber);

    await this.keystore(keystoreApi.KeyEncryptionKeyApi).keyEncryptionKeyPost({
      serialized_key_encryption_key: await encryptBytes(pdk, this.kek.bytes) });
    await this.keystore(keystoreApi.KeypairApi).keypairsPost({
      public_key: this.auth.publicKey,
      encrypted_serialized_key: await encryptText(this.kek, this.auth.privateKey),
      external_identifiers: ['auth'] });
    const me = await this.vault(vaultApi.UserApi).mePost({
      public_key: this.auth.publicKey, admission_token: await this.admissionToken() });
    this.userId = me.user.id;
    await this.#takeVaultToken(me.encrypted_session_authentication_string);
    const { data_encryption_key: dek } = await this.keystore(keystoreApi.DataEncryptionKeyApi).dataEncryptionKeysPost({
      serialized_data_encryption_key: await encryptBytes(this.kek, this.dek.bytes) });
    await this.vault(vaultApi.UserApi).mePut({ user: { private_dek_external_id: dek.id } });
    return this;
  }

  /** A token that registers one more public key at the vault. */
  async admissionToken() {
    const { external_admission_token: token } =
      await this.keystore(keystoreApi.ExternalAdmissionTokensApi).externalAdmissionTokensGet();
    return token.vault_api_admission_token;
  }

  async logInToKeystore() {
    const api = this.keystore(keystoreApi.AuthenticationViaSecureRemotePasswordProtocolApi);
    const srp = await this.#srp();
    const { challenge } = await api.srpChallengesPost({ username: this.username, srp_a: srp.getPublicKey() });
    srp.setSalt(challenge.challenge_salt);
    srp.setServerPublicKey(challenge.challenge_b);
    const { session } = await api.srpSessionPost({
      username: this.username, srp_a: srp.getPublicKey(), srp_m: srp.getProof() });
    this.keystoreToken = session.session_authentication_string;
  }

  /** Forgets every key and fetches them again, as users:login does. */
  async logIn() {
    await this.logInToKeystore();
    const pdk = cryppo.EncryptionKey.fromBytes(this.#derive(this.secretKey));
    const { key_encryption_key: kek } = await this.keystore(keystoreApi.KeyEncryptionKeyApi).keyEncryptionKeyGet();
    this.kek = cryppo.EncryptionKey.fromBytes(await decryptBytes(pdk, kek.serialized_key_encryption_key));
    const { keypair } = await this.keystore(keystoreApi.KeypairApi).keypairsExternalIdExternalIdGet('auth');
    this.auth = {
      publicKey: keypair.public_key,
      privateKey: await decryptText(this.kek, keypair.encrypted_serialized_key) };
    const { session } = await this.vault(vaultApi.SessionApi).sessionPost({ public_key: keypair.public_key });
    await this.#takeVaultToken(session.encrypted_session_authentication_string);
    await this.#readDek();
    return this;
  }

  async #readDek() {
    const { user } = await this.vault(vaultApi.UserApi).meGet();
    this.userId = user.id;
    const { data_encryption_key: dek } = await this.keystore(keystoreApi.DataEncryptionKeyApi)
      .dataEncryptionKeysIdGet(user.private_dek_external_id);
    this.dek = cryppo.EncryptionKey.fromBytes(await decryptBytes(this.kek, dek.serialized_data_encryption_key));
  }

  /** The same sessions, acting for the owner of another account whose key encryption key is at hand. */
  async actFor(ownerId, kek) {
    const acting = new Party(this.server, this.passphrase);
    acting.keystoreToken = this.keystoreToken;
    acting.vaultToken = this.vaultToken;
    acting.#delegationId = ownerId;
    acting.kek = kek;
    await acting.#readDek();
    return acting;
  }

  async #takeVaultToken(serialized) {
    this.vaultToken = await cryppo.decryptSerializedWithPrivateKey({
      privateKeyPem: this.auth.privateKey, serialized });
  }

  /** Stores a connection key pair in the keystore and returns what the vault is told of it. */
  async connectionKey(pairNumber) {
    const pair = storedPair(pairNumber);
    const { keypair } = await this.keystore(keystoreApi.KeypairApi).keypairsPost({
      public_key: pair.publicKey,
      encrypted_serialized_key: await encryptText(this.kek, pair.privateKey),
      metadata: {}, external_identifiers: [] });
    return { keypair_external_id: keypair.id, public_key: pair.publicKey };
  }

  async invite(pairNumber, name) {
    const { invitation } = await this.vault(vaultApi.InvitationApi).invitationsPost({
      public_key: await this.connectionKey(pairNumber),
      invitation: { encrypted_recipient_name: await encryptText(this.dek, name), multistep_workflow: 'false' } });
    return invitation.token;
  }

  async accept(token, pairNumber, name) {
    return this.vault(vaultApi.ConnectionApi).connectionsPost({
      public_key: await this.connectionKey(pairNumber),
      connection: { invitation_token: token, encrypted_recipient_name: await encryptText(this.dek, name) } });
  }

  async connectionTo(other) {
    const { connections } = await this.vault(vaultApi.ConnectionApi).connectionsGet();
    return connections.find((c) => c.the_other_user.user_id === other.userId);
  }

  async createItem(template, label, values) {
    const slots = await Promise.all(Object.entries(values).map(async ([name, value]) => (
      { name, encrypted_value: await encryptText(this.dek, value) })));
    return this.vault(vaultApi.ItemApi).itemsPost({
      template_name: template, item: { label, slots_attributes: slots, classification_nodes_attributes: [] } });
  }

  /** Changes values by slot name, as items:update does. */
  async changeItem(itemId, values) {
    const slots = await Promise.all(Object.entries(values).map(async ([name, value]) => (
      { name, encrypted_value: await encryptText(this.dek, value) })));
    return this.vault(vaultApi.ItemApi).itemsIdPut(itemId, { item: { slots_attributes: slots } });
  }

  /** The key of a received item: the share's own, opened with the private key of the connection. */
  async #shareKey(share) {
    if (share.encrypted_dek === null) {
      return this.dek;
    }

    const { keypair } = await this.keystore(keystoreApi.KeypairApi).keypairsIdGet(share.keypair_external_id);
    return unwrapKey(await decryptText(this.kek, keypair.encrypted_serialized_key), share.encrypted_dek);
  }

  /** Reads an item by id, own or received, and returns its values by slot name, verified as the SDK does. */
  async read(itemId) {
    const response = await this.vault(vaultApi.ItemApi).itemsIdGet(itemId);
    const key = response.item.own
      ? this.dek
      : await this.#shareKey((await this.vault(vaultApi.SharesApi).incomingSharesIdGet(response.item.share_id)).share);
    const slots = [];
    for (const slot of response.slots.filter((s) => response.item.slot_ids.includes(s.id) && s.encrypted_value !== null)) {
      const value = await decryptText(key, slot.encrypted_value);
      let verificationKey = null;
      if (!slot.own) {
        verificationKey = await decryptVerificationKey(key, slot.encrypted_value_verification_key);
        if (verificationHash(verificationKey, value) !== slot.value_verification_hash) {
          throw new Error(`slot ${slot.name} does not match its hash`);
        }
      }

      slots.push({ ...slot, value, verificationKey });
    }

    return { item: response.item, slots, values: Object.fromEntries(slots.map((s) => [s.name, s.value])) };
  }

  /** Values for others to read, with the key and the hash that each is checked by. */
  async encryptFor(dek, slots, own) {
    return Promise.all(slots.map(async (slot) => {
      const verificationKey = own ? newVerificationKey() : slot.verificationKey;
      return {
        slot_id: slot.id,
        encrypted_value: await encryptText(dek, slot.value),
        encrypted_value_verification_key: await encryptVerificationKey(dek, verificationKey),
        // Only the owner may send the hash; the vault copies it for on-shares.
        value_verification_hash: own ? verificationHash(verificationKey, slot.value) : null,
      };
    }));
  }

  /** One element of `shares`, as the SDK makes it for one recipient. */
  async shareFor(itemId, { the_other_user: other }, options) {
    const { item, slots } = await this.read(itemId);
    const dek = newKey();
    return {
      recipient_id: other.user_id,
      public_key: other.user_public_key,
      keypair_external_id: other.user_keypair_external_id,
      encrypted_dek: await wrapKey(other.user_public_key, dek),
      slot_values: await this.encryptFor(dek, slots, item.own),
      ...options,
    };
  }

  async share(itemId, recipient, options) {
    const share = await this.shareFor(itemId, await this.connectionTo(recipient), options);
    const { shares } = await this.vault(vaultApi.SharesApi).itemsIdSharesPost(itemId, { shares: [share] });
    return shares[0];
  }

  async acceptShare() {
    const api = this.vault(vaultApi.SharesApi);
    const { shares } = await api.incomingSharesGet(undefined, undefined, undefined, undefined, 'acceptance_required');
    return (await api.incomingSharesIdAcceptPut(shares[0].id)).share;
  }

  /** The newest item that somebody shared. */
  async received() {
    return (await this.vault(vaultApi.ItemApi).itemsGet()).items.find((item) => !item.own);
  }

  /** What shares:update does: every share of the item gets the values anew. */
  async updateShares(itemId, clientTasks = []) {
    const shares = this.vault(vaultApi.SharesApi);
    const { slots } = await this.read(itemId);
    const { shares: targets } = await shares.itemsIdSharesGet(itemId);
    const shareDeks = [];
    const slotValues = [];
    for (const target of targets) {
      const dek = newKey();
      shareDeks.push({ share_id: target.id, dek: await wrapKey(target.public_key, dek) });
      slotValues.push(...(await this.encryptFor(dek, slots, true)).map((v) => ({ share_id: target.id, ...v })));
    }

    return shares.itemsIdSharesPut(itemId, {
      share_deks: shareDeks, slot_values: slotValues, client_tasks: clientTasks });
  }

  /** What client-task-queue:run-batch does, with the tasks in the state before the claim; returns the items it went over. */
  async runTasks() {
    const queue = this.vault(vaultApi.ClientTaskQueueApi);
    const { client_tasks: tasks } = await queue.clientTaskQueueGet(undefined, undefined, true, undefined, ['todo']);
    for (const task of tasks) {
      // The SDK refuses the whole batch where a task is not as it was before the claim.
      if (task.state !== 'todo' || task.work_type !== 'update_item_shares') {
        throw new Error(`cannot execute ${task.work_type} ${task.id}: it is ${task.state}`);
      }

      await this.updateShares(task.target_id);
      await queue.clientTaskQueuePut({ client_tasks: [{ id: task.id, state: 'done', report: {} }] });
    }

    return tasks.map((task) => task.target_id);
  }

  async openTasks() {
    const { client_tasks: tasks } = await this.vault(vaultApi.ClientTaskQueueApi)
      .clientTaskQueueGet(undefined, undefined, false, undefined, ['todo', 'in_progress']);
    return tasks;
  }
}
