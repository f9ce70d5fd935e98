import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as keystoreApi from '@meeco/keystore-api-sdk';
import * as vaultApi from '@meeco/vault-api-sdk';
import * as sdk from 'sdk-2020';
import { decryptText, encryptText, newKey, wrapKey } from './support/ciphers.mjs';
import { Party } from './support/party.mjs';
import { createUser, environmentOf, useStoredPairs } from './support/sdk-2020.mjs';
import { startServer } from './support/server.mjs';

// What the reference clients trip over, or would lead a server into: docs/WIRE.md 10, and 11 where the sources disagree.
let server;
let alice;
let bob;
let itemId;

before(async () => {
  server = await startServer();
  alice = await new Party(server, 'passphrase of Alice').register(1);
  bob = await new Party(server, 'passphrase of Bob').register(2);
  await bob.accept(await alice.invite(3, 'Bob'), 4, 'Alice');
  itemId = (await alice.createItem('vehicle', 'DeLorean', { licence_plate: 'NotACatDefsACar' })).item.id;
  await alice.share(itemId, bob, { acceptance_required: 'acceptance_required', terms: 'Do not sell', onsharing_permitted: false });
});
after(async () => { await server?.stop(); });

const items = (party) => party.vault(vaultApi.ItemApi);
const shares = (party) => party.vault(vaultApi.SharesApi);
const queue = () => alice.vault(vaultApi.ClientTaskQueueApi);
const todo = async () => (await queue().clientTaskQueueGet(undefined, undefined, false, undefined, ['todo'])).client_tasks;
const refused = (status) => (response) => response.status === status;

/** A call as somebody wrote it by hand, for what the published clients send only by mistake. */
const call = (party, path, headers = {}, init = {}) =>
  fetch(`${server.vault}${path}`, { ...init, headers: { Authorization: party.vaultToken, ...headers } });

test('trap 10.1 a batch of which every task failed can be run again', async () => {
  await alice.changeItem(itemId, { licence_plate: 'OUTATIME' });
  const { client_tasks: [task] } = await queue().clientTaskQueueGet(undefined, undefined, true, undefined, ['todo']);
  await queue().clientTaskQueuePut({ client_tasks: [{ id: task.id, state: 'in_progress', report: {} }] });
  await queue().clientTaskQueuePut({ client_tasks: [{ id: task.id, state: 'failed', report: { failureReason: null } }] });
  assert.deepEqual(await todo(), []);

  await queue().clientTaskQueuePut({ client_tasks: [{ id: task.id, state: 'todo', report: {} }] });
  assert.deepEqual(await alice.runTasks(), [itemId]);
  assert.deepEqual(await alice.openTasks(), []);
});

test('trap 10.2 a page that is just full has no cursor, on which the lists of the CLI would fail', async () => {
  await alice.createItem('custom', 'A second', {});
  const page = await items(alice).itemsGet(
    undefined, undefined, undefined, undefined, undefined, undefined, undefined, 'true', undefined, undefined, 2);
  assert.equal(page.items.length, 2);
  assert.equal(page.next_page_after, null);
});

test('trap 10.3 next_page_after=5, which the CLI sends for a limit, gives the first page', async () => {
  await alice.changeItem(itemId, { licence_plate: 'OUTATIME' });
  const { client_tasks: tasks } = await queue().clientTaskQueueGet('5', undefined, false, undefined, ['todo']);
  assert.equal(tasks.length, 1);
  await alice.runTasks();
});

test('trap 10.4 accepting twice, as after a no that was taken for a yes, changes nothing', async () => {
  const first = await bob.acceptShare();
  const { share: second } = await shares(bob).incomingSharesIdAcceptPut(first.id);
  assert.deepEqual(second, first);
  assert.equal(second.acceptance_required, 'accepted');
});

test('trap 10.5 several tasks, of which the SDK of 2020 reports none, are all done', async () => {
  const environment = environmentOf(server);
  const { item } = await alice.createItem('custom', 'Two at once', { one: '1' });
  await alice.share(item.id, bob, { acceptance_required: 'acceptance_not_required', onsharing_permitted: false });
  await alice.changeItem(itemId, { licence_plate: '88 MPH' });
  await alice.changeItem(item.id, { one: '2' });

  const tasks = new sdk.ClientTaskQueueService(environment);
  const { client_tasks: claimed } = await tasks.listAll(alice.vaultToken, false);
  assert.equal(claimed.length, 2);
  await tasks.updateSharesClientTasks(claimed, {
    vault_access_token: alice.vaultToken, data_encryption_key: sdk.EncryptionKey.fromRaw(Buffer.from(alice.dek.bytes).toString('latin1')) });
  assert.deepEqual(await alice.openTasks(), []);
  await items(alice).itemsIdDelete(item.id);
});

test('trap 10.9 a key pair that was encrypted with the DEK is kept as it is', async () => {
  const sent = await encryptText(alice.dek, alice.auth.privateKey);
  const api = alice.keystore(keystoreApi.KeypairApi);
  const { keypair } = await api.keypairsPost({ public_key: alice.auth.publicKey, encrypted_serialized_key: sent, external_identifiers: [] });
  assert.equal((await api.keypairsIdGet(keypair.id)).keypair.encrypted_serialized_key, sent);
});

test('trap 10.10 empty slots come along with the values of an update, without a value or a hash', async () => {
  const { shares: targets } = await shares(alice).itemsIdSharesGet(itemId);
  const { slots } = await items(alice).itemsIdGet(itemId);
  const dek = newKey();
  const [target] = targets;
  const { item_shares: skipped } = await shares(alice).itemsIdSharesPut(itemId, {
    share_deks: [{ share_id: target.id, dek: await wrapKey(target.public_key, dek) }],
    slot_values: slots.map((slot) => ({ share_id: target.id, slot_id: slot.id, value_verification_hash: null })),
    client_tasks: [] });
  assert.equal(skipped, undefined);
  assert.deepEqual((await bob.read((await bob.received()).id)).values, {});
  await alice.updateShares(itemId);
  assert.equal((await bob.read((await bob.received()).id)).values.licence_plate, '88 MPH');
});

test('trap 10.11 a claim shows the state before it, and a repeated one as well', async () => {
  await alice.changeItem(itemId, { licence_plate: 'A1' });
  for (let attempt = 0; attempt < 2; attempt++) {
    const { client_tasks: [task] } = await queue().clientTaskQueueGet(undefined, undefined, true, undefined, ['todo']);
    assert.equal(task.work_type, 'update_item_shares');
    assert.equal(task.state, 'todo');
  }

  const { client_tasks: [shown] } = await queue().clientTaskQueueGet(undefined, undefined, false, undefined, ['in_progress']);
  await queue().clientTaskQueuePut({ client_tasks: [{ id: shown.id, state: 'todo', report: {} }] });
  await alice.runTasks();
});

test('trap 10.12 the one page that is looked at has the template and the newest connection', async () => {
  const { item_templates: templates } = await alice.vault(vaultApi.ItemTemplateApi).itemTemplatesGet();
  assert.ok(templates.some((template) => template.name === 'vehicle'));
  const { connections } = await alice.vault(vaultApi.ConnectionApi).connectionsGet();
  assert.equal(connections[0].the_other_user.user_id, bob.userId);
});

test('trap 10.14 every received value has the key and the hash that it is checked by', async () => {
  const { slots } = await items(bob).itemsIdGet((await bob.received()).id);
  const filled = slots.filter((slot) => slot.encrypted_value !== null);
  assert.ok(filled.length > 0);
  for (const slot of filled) {
    assert.match(slot.encrypted_value_verification_key, /^Aes256Gcm\./);
    assert.match(slot.value_verification_hash, /^[0-9a-f]{64}$/);
  }
});

test('trap 10.15 registering an existing secret again does not make the old data unreadable', async () => {
  const environment = environmentOf(server);
  const users = new sdk.UserService(environment);
  useStoredPairs(5, 6);
  const dora = await createUser(environment, 'passphrase of Dora');
  await assert.rejects(users.create('passphrase of Dora', dora.secret), refused(409));
  const again = await users.getAuthData('passphrase of Dora', dora.secret);
  assert.equal(again.data_encryption_key.key, dora.data_encryption_key.key);
});

test('trap 9.5 keys come back as the text that was sent, and are compared as keys', async () => {
  for (const spelling of [alice.auth.publicKey, alice.auth.publicKey.replaceAll('\r\n', '\n'), alice.auth.publicKey.trim()]) {
    const { session } = await alice.vault(vaultApi.SessionApi).sessionPost({ public_key: spelling });
    assert.match(session.encrypted_session_authentication_string, /^Rsa4096\./);
  }

  const side = await alice.connectionTo(bob);
  const other = await bob.connectionTo(alice);
  assert.ok(side.own.user_public_key.endsWith('-----END PUBLIC KEY-----\r\n'));
  assert.equal(side.own.user_public_key, other.the_other_user.user_public_key);
});

test('trap 9.18 headers that are empty, undefined or null are absent', async () => {
  for (const nothing of ['', 'undefined', 'null']) {
    const response = await call(alice, '/items', {
      'Meeco-Delegation-Id': nothing, 'Meeco-Organisation-Id': nothing, 'Meeco-Srt': nothing, 'authorizationoidc2': nothing,
      'delegation_id': nothing, 'Meeco-Subscription-Key': nothing });
    assert.equal(response.status, 200, `"${nothing}"`);
    assert.ok((await response.json()).items.length > 0);
  }

  for (const nothing of ['', 'undefined', 'null']) {
    assert.equal((await call(alice, '/items', { Authorization: nothing })).status, 401, `"${nothing}"`);
  }
});

test('trap 9.19 any text may come as a cursor', async () => {
  for (const cursor of ['5', 'undefined', 'null', '../..', '🚗', ' ', 'A'.repeat(2000)]) {
    const response = await call(alice, `/items?next_page_after=${encodeURIComponent(cursor)}`);
    assert.equal(response.status, 200, cursor);
    assert.ok((await response.json()).items.length > 0, cursor);
  }
});

test('trap 11 the token is taken raw and after Bearer', async () => {
  for (const token of [alice.vaultToken, `Bearer ${alice.vaultToken}`]) {
    assert.equal((await call(alice, '/me', { Authorization: token })).status, 200);
  }
});

test('trap 11 next_page_exists is sent beside the cursor, which is what counts', async () => {
  const page = await (await call(alice, '/items?per_page=1')).json();
  assert.equal(page.meta.next_page_exists, true);
  assert.equal(typeof page.next_page_after, 'string');
});

test('trap 11 a slot is matched by id, else by name', async () => {
  const { item, slots } = await alice.createItem('custom', 'Slots', { one: '1' });
  const put = async (slot) => items(alice).itemsIdPut(item.id, { item: { slots_attributes: [slot] } });
  await put({ id: slots[0].id, encrypted_value: await encryptText(alice.dek, 'by id') });
  const { slots: [byId] } = await items(alice).itemsIdGet(item.id);
  assert.equal(await decryptText(alice.dek, byId.encrypted_value), 'by id');
  await put({ name: 'one', encrypted_value: await encryptText(alice.dek, 'by name') });
  assert.deepEqual((await alice.read(item.id)).values, { one: 'by name' });
  await put({ name: 'two', encrypted_value: await encryptText(alice.dek, 'new') });
  assert.deepEqual((await alice.read(item.id)).values, { one: 'by name', two: 'new' });
  await put({ name: 'two', _destroy: true });
  assert.deepEqual((await alice.read(item.id)).values, { one: 'by name' });
});

test('trap 11 a value is cleared by an empty text, the only sign that the newest client gives', async () => {
  const { item } = await alice.createItem('custom', 'Cleared', { one: '1', two: '2' });
  await call(alice, `/items/${item.id}`, { 'Content-Type': 'application/json' }, {
    method: 'PUT', body: JSON.stringify({ item: { slots_attributes: [{ name: 'one', value: '' }, { name: 'two', value: null }] } }) });
  assert.equal((await alice.read(item.id)).values.one, undefined);
});

test('trap 11 the name of an item comes from its label', async () => {
  const { item } = await alice.createItem('custom', 'A strange &8Label', {});
  assert.equal(item.name, 'a_strange_8label');
});

test('trap 11 onsharing_permitted false forbids, and only the owner may send the hash', async () => {
  const carlos = await new Party(server, 'passphrase of Carlos').register(7);
  await carlos.accept(await bob.invite(8, 'Carlos'), 9, 'Bob');
  const copy = await bob.received();
  const accepted = { acceptance_required: 'acceptance_not_required' };
  await assert.rejects(bob.share(copy.id, carlos, { ...accepted, onsharing_permitted: false }), refused(403));

  await shares(alice).sharesPut({ shares: [{ share_id: copy.share_id, onsharing_permitted: true }] });
  const share = await bob.shareFor(copy.id, await bob.connectionTo(carlos), { ...accepted, onsharing_permitted: false });
  const withHash = { ...share, slot_values: share.slot_values.map((value) => ({ ...value, value_verification_hash: 'ab'.repeat(32) })) };
  await assert.rejects(shares(bob).itemsIdSharesPost(copy.id, { shares: [withHash] }), refused(422));
  await shares(bob).itemsIdSharesPost(copy.id, { shares: [share] });
  assert.equal((await carlos.read((await carlos.received()).id)).values.licence_plate, 'A1');
});

test('trap 11 metadata of a key pair is an empty object where none was given', async () => {
  const { keypair } = await alice.keystore(keystoreApi.KeypairApi).keypairsExternalIdExternalIdGet('auth');
  assert.deepEqual(keypair.metadata, {});
});

test('trap 11 accepting a share answers 200', async () => {
  const { share_id: id } = await bob.received();
  assert.equal((await call(bob, `/incoming_shares/${id}/accept`, {}, { method: 'PUT' })).status, 200);
});
