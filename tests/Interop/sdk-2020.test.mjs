import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as sdk from 'sdk-2020';
import { createUser, environmentOf, useStoredPairs } from './support/sdk-2020.mjs';
import { startServer } from './support/server.mjs';

let server;
let environment;
let shares;
let items;
let queue;
let alice;
let bob;
let carlos;
let itemId;

before(async () => {
  server = await startServer();
  environment = environmentOf(server);
  useStoredPairs(1, 2, 3, 4, 5, 6, 7);
  shares = new sdk.ShareService(environment);
  items = new sdk.ItemService(environment);
  queue = new sdk.ClientTaskQueueService(environment);
});
after(async () => { await server?.stop(); });

const itemsOf = async (user) => (await items.listAll(user.vault_access_token)).items;
const receivedBy = async (user) => items.get((await itemsOf(user)).find((item) => !item.own).id, user);
const valuesOf = ({ slots }) => Object.fromEntries(slots.filter((slot) => slot.value).map((slot) => [slot.name, slot.value]));
const incomingOf = async (user) => (await shares.listShares(user, sdk.ShareType.incoming)).shares[0];
const connect = (from, fromName, to, toName) => new sdk.ConnectionService(environment)
  .createConnection(new sdk.ConnectionCreateData(from, to, { fromName, toName }));

test('three people register with the SDK of 2020, and one logs in again', async () => {
  alice = await createUser(environment, 'passphrase of Alice');
  bob = await createUser(environment, 'passphrase of Bob');
  carlos = await createUser(environment, 'passphrase of Carlos');
  const again = await new sdk.UserService(environment).getAuthData('passphrase of Alice', alice.secret);
  assert.equal(again.data_encryption_key.key, alice.data_encryption_key.key);
});

test('a wrong passphrase gives its message about the details', async () => {
  await assert.rejects(
    new sdk.UserService(environment).getAuthData('not the passphrase', bob.secret),
    (error) => error.code === sdk.ERROR_CODES.LoginFailed);
});

test('it connects people, matching the sides by the text of their keys', async () => {
  const { fromUserConnection } = await connect(alice, 'Alice', bob, 'Bob');
  assert.ok(fromUserConnection.own.id);
  await connect(bob, 'Bob', carlos, 'Carlos');
  assert.deepEqual((await new sdk.ConnectionService(environment).listAll(bob.vault_access_token, bob.data_encryption_key))
    .map((connection) => connection.name).sort(), ['Alice', 'Carlos']);
});

test('it finds the template, and makes an item with its slots', async () => {
  const template = await new sdk.TemplatesService(environment, alice.vault_access_token).getTemplate(undefined, undefined, 'vehicle');
  assert.ok(template.slots.some((slot) => slot.name === 'licence_plate'));
  const { item } = await items.create(alice.vault_access_token, alice.data_encryption_key, new sdk.ItemCreateData({
    template_name: 'vehicle',
    item: { label: 'DeLorean' },
    slots: [{ name: 'licence_plate', value: 'NotACatDefsACar' }, { name: 'model_make', value: 'Café Racer' }, { name: 'vin', value: '' }],
  }));
  itemId = item.id;
  assert.deepEqual(valuesOf(await items.get(itemId, alice)), { licence_plate: 'NotACatDefsACar', model_make: 'Café Racer' });
});

test('it shares in mode anyone with terms, and shows no value before acceptance', async () => {
  const [{ connection }] = await new sdk.ConnectionService(environment).list(alice.vault_access_token, alice.data_encryption_key);
  const answer = await shares.shareItem(alice, connection.own.id, itemId, {
    sharing_mode: 'anyone', acceptance_required: 'acceptance_required', terms: 'Do not sell' });
  assert.equal(answer.shares[0].sharing_mode, 'anyone');

  const incoming = await incomingOf(bob);
  assert.equal(incoming.terms, 'Do not sell');
  assert.equal(incoming.encrypted_dek, null);
  assert.deepEqual((await shares.getSharedItemIncoming(bob, incoming.id)).slots, []);
});

test('the recipient accepts, reads, and shares on in mode owner', async () => {
  await shares.acceptIncomingShare(bob, (await incomingOf(bob)).id);
  const copy = await receivedBy(bob);
  assert.deepEqual(valuesOf(copy), { licence_plate: 'NotACatDefsACar', model_make: 'Café Racer' });

  const toCarlos = (await new sdk.ConnectionService(environment).listAll(bob.vault_access_token, bob.data_encryption_key))
    .find(({ name }) => name === 'Carlos').connection;
  await shares.shareItem(bob, toCarlos.own.id, copy.item.id, {
    sharing_mode: 'owner', acceptance_required: 'acceptance_not_required' });
  assert.deepEqual(valuesOf(await receivedBy(carlos)), { licence_plate: 'NotACatDefsACar', model_make: 'Café Racer' });
});

test('an update leaves a task, which it finishes inside the upload of the shares', async () => {
  await items.update(alice.vault_access_token, alice.data_encryption_key, new sdk.ItemUpdateData({
    id: itemId, label: 'DeLorean', slots: [{ name: 'licence_plate', value: 'OUTATIME' }] }));
  assert.deepEqual(await queue.countOutstandingTasks(alice.vault_access_token), { todo: 1, in_progress: 0 });

  const { client_tasks: tasks } = await queue.listAll(alice.vault_access_token, false);
  await queue.updateSharesClientTasks(tasks, alice);

  assert.deepEqual(await queue.countOutstandingTasks(alice.vault_access_token), { todo: 0, in_progress: 0 });
  for (const reader of [bob, carlos]) {
    assert.equal(valuesOf(await receivedBy(reader)).licence_plate, 'OUTATIME');
  }
});

test('shares:update sends the empty slots along, and changes what both read', async () => {
  await items.update(alice.vault_access_token, alice.data_encryption_key, new sdk.ItemUpdateData({
    id: itemId, label: 'DeLorean', slots: [{ name: 'licence_plate', value: '88 MPH' }] }));
  await shares.updateSharedItem(alice, itemId);
  for (const reader of [bob, carlos]) {
    assert.equal(valuesOf(await receivedBy(reader)).licence_plate, '88 MPH');
  }
});

test('a deleted share is gone from both lists, and a deleted session ends', async () => {
  const [share] = (await shares.listShares(alice, sdk.ShareType.outgoing)).shares;
  await shares.deleteSharedItem(alice, share.id);
  assert.deepEqual(await itemsOf(bob), []);
  assert.deepEqual(await itemsOf(carlos), []);
  await assert.rejects(shares.deleteSharedItem(alice, share.id), /not found for the specified user/);

  await new sdk.UserService(environment).deleteSessionTokens(alice.vault_access_token, alice.keystore_access_token);
  await assert.rejects(itemsOf(alice), (response) => response.status === 401);
});
