import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as vaultApi from '@meeco/vault-api-sdk';
import { encryptText } from './support/ciphers.mjs';
import { keystoreOf2020, vaultOf2020 } from './support/clients-2020.mjs';
import { Party } from './support/party.mjs';
import { startServer } from './support/server.mjs';

// Each test is a row of what changed between October 2020 and today: the same server, spoken to as then.
let server;
let alice;
let bob;
let itemId;

before(async () => {
  server = await startServer();
  alice = await new Party(server, 'passphrase of Alice').register(1);
  bob = await new Party(server, 'passphrase of Bob').register(2);
  await bob.accept(await alice.invite(3, 'Bob'), 4, 'Alice');
  itemId = (await alice.createItem('vehicle', 'DeLorean', { licence_plate: 'NotACatDefsACar', vin: '1' })).item.id;
});
after(async () => { await server?.stop(); });

const shareInMode = async (mode) => {
  const share = await alice.shareFor(itemId, await alice.connectionTo(bob), {});
  const { shares } = await vaultOf2020(alice, 'SharesApi').itemsIdSharesPost(itemId, { shares: [
    { ...share, sharing_mode: mode, acceptance_required: 'acceptance_not_required' }] });
  return shares[0];
};
const change = async (values) => alice.changeItem(itemId, values);
const queue = () => vaultOf2020(alice, 'ClientTaskQueueApi');
const statesOfTasks = async () => (await alice.vault(vaultApi.ClientTaskQueueApi).clientTaskQueueGet(undefined, undefined, false))
  .client_tasks.map((task) => task.state).sort();

test('meta is a list for a client of 2020, an object for one of today', async () => {
  const then = await vaultOf2020(alice, 'ItemApi').itemsGet();
  assert.ok(Array.isArray(then.meta));
  assert.equal(then.meta.some((one) => one.next_page_exists), false);
  const today = await alice.vault(vaultApi.ItemApi).itemsGet();
  assert.ok(!Array.isArray(today.meta));
  assert.equal(today.meta.per_page, 200);
});

test('the list meta tells of a next page', async () => {
  await alice.createItem('custom', 'Another', {});
  const then = await vaultOf2020(alice, 'ItemApi').itemsGet(undefined, undefined, undefined, undefined, 1);
  assert.ok(then.meta.some((one) => one.next_page_exists));
  assert.ok(then.next_page_after);
});

test('sharing_mode anyone is onsharing_permitted, sharing_mode owner is not', async () => {
  for (const [mode, permitted] of [['owner', false], ['anyone', true]]) {
    const share = await shareInMode(mode);
    assert.equal(share.sharing_mode, mode);
    assert.equal((await alice.vault(vaultApi.SharesApi).outgoingSharesIdGet(share.id)).share.onsharing_permitted, permitted);
    await vaultOf2020(alice, 'SharesApi').sharesIdDelete(share.id);
  }
});

test('a share without a mode may not be shared on', async () => {
  const share = await shareInMode(undefined);
  assert.equal(share.sharing_mode, 'owner');
  await vaultOf2020(alice, 'SharesApi').sharesIdDelete(share.id);
});

test('lists of shares need neither meta nor cursor, and the targets of an update their keys', async () => {
  const share = await shareInMode('anyone');
  const { shares: outgoing } = await vaultOf2020(alice, 'SharesApi').outgoingSharesGet();
  const { shares: incoming } = await vaultOf2020(bob, 'SharesApi').incomingSharesGet();
  assert.deepEqual([outgoing[0].id, incoming[0].id], [share.id, share.id]);
  const { shares: targets } = await vaultOf2020(alice, 'SharesApi').itemsIdSharesGet(itemId);
  assert.deepEqual(targets, [{ id: share.id, public_key: outgoing[0].public_key }]);
});

test('a received item comes with the share, and a slot with a value says that it is encrypted', async () => {
  const { shares: [share] } = await vaultOf2020(bob, 'SharesApi').incomingSharesGet();
  const received = await vaultOf2020(bob, 'SharesApi').incomingSharesIdItemGet(share.id);
  assert.deepEqual([received.associations, received.associations_to], [[], []]);
  for (const slot of received.slots) {
    assert.equal(slot.encrypted, slot.encrypted_value !== null);
  }

  assert.equal(received.slots.filter((slot) => slot.encrypted).length, 2);
});

test('reading the queue claims what is todo, unless suppressed, and shows it as it was', async () => {
  await change({ licence_plate: 'OUTATIME' });
  const looked = await queue().clientTaskQueueGet(undefined, undefined, true);
  assert.deepEqual(looked.client_tasks.map((task) => task.state), ['todo']);
  assert.deepEqual(await statesOfTasks(), ['todo']);

  const claimed = await queue().clientTaskQueueGet();
  assert.deepEqual(claimed.client_tasks.map((task) => task.state), ['todo']);
  assert.deepEqual(await statesOfTasks(), ['in_progress']);
});

test('a state that is not named is todo, and one state is asked for at a time', async () => {
  const inProgress = await queue().clientTaskQueueGet(undefined, undefined, true, 'in_progress');
  assert.equal(inProgress.client_tasks.length, 1);
  assert.deepEqual((await queue().clientTaskQueueGet(undefined, undefined, true, 'done')).client_tasks, []);
});

test('the task is done inside the upload of the shares', async () => {
  const { client_tasks: [task] } = await queue().clientTaskQueueGet(undefined, undefined, true, 'in_progress');
  await alice.updateShares(itemId, [{ id: task.id, state: 'done', report: {} }]);
  assert.deepEqual(await statesOfTasks(), ['done']);
  assert.equal((await bob.read((await bob.received()).id)).values.licence_plate, 'OUTATIME');
});

test('a task goes from todo to done without a claim', async () => {
  await change({ licence_plate: '88 MPH' });
  const { client_tasks: [task] } = await queue().clientTaskQueueGet(undefined, undefined, true);
  const { client_tasks: [done] } = await queue().clientTaskQueuePut({ client_tasks: [{ id: task.id, state: 'done', report: {} }] });
  assert.equal(done.state, 'done');
});

test('an item is made of every slot of the file, the empty ones with null', async () => {
  const { item, slots } = await vaultOf2020(alice, 'ItemApi').itemsPost({ template_name: 'vehicle', item: { label: 'Old file',
    slots_attributes: [
      { name: 'licence_plate', encrypted_value: await encryptText(alice.dek, 'A1'), encrypted: true },
      { name: 'type', encrypted_value: null },
      { name: 'vin', encrypted_value: null, _destroy: false },
    ] } });
  assert.equal(item.name, 'old_file');
  assert.deepEqual(slots.filter((slot) => slot.encrypted).map((slot) => slot.name), ['licence_plate']);
});

test('slots are changed by name, and cleared by null', async () => {
  const { item } = (await alice.createItem('vehicle', 'By name', { licence_plate: 'A1', vin: '1' }));
  const { slots } = await vaultOf2020(alice, 'ItemApi').itemsIdPut(item.id, { item: { label: 'By name', slots_attributes: [
    { name: 'licence_plate', encrypted_value: await encryptText(alice.dek, 'B2') }, { name: 'vin', encrypted_value: null }] } });
  assert.equal(slots.filter((slot) => slot.name === 'licence_plate').length, 1);
  assert.deepEqual((await alice.read(item.id)).values, { licence_plate: 'B2' });
});

test('an item and the caller carry the lists of associations that were required', async () => {
  const answer = await vaultOf2020(alice, 'ItemApi').itemsIdGet(itemId);
  assert.deepEqual([answer.associations, answer.associations_to], [[], []]);
  const listed = await vaultOf2020(alice, 'ItemApi').itemsGet();
  assert.deepEqual([listed.associations, listed.associations_to], [[], []]);
  assert.deepEqual((await vaultOf2020(alice, 'UserApi').meGet()).associations, []);
});

test('a single slot is read by its id, and templates by theirs', async () => {
  const { slots } = await vaultOf2020(alice, 'ItemApi').itemsIdGet(itemId);
  const { slot } = await vaultOf2020(alice, 'SlotApi').slotsIdGet(slots[0].id);
  assert.equal(slot.name, slots[0].name);
  const { item_templates: templates } = await vaultOf2020(alice, 'ItemTemplateApi').itemTemplatesGet();
  const { item_template: one } = await vaultOf2020(alice, 'ItemTemplateApi').itemTemplatesIdGet(templates[0].id);
  assert.equal(one.name, templates[0].name);
});

test('an invitation is found by its token in the list, and read by whoever has the token', async () => {
  const token = await alice.invite(5, 'Carlos');
  const { invitations } = await vaultOf2020(bob, 'InvitationApi').invitationsGet(undefined, undefined, token);
  assert.deepEqual(invitations.map((one) => one.token), [token]);
  const { invitation } = await vaultOf2020(bob, 'InvitationApi').invitationsIdGet(token);
  assert.equal(invitation.token, token);
  await vaultOf2020(alice, 'InvitationApi').invitationsIdDelete(token);
});

test('connections are listed and read by id', async () => {
  const { connections: [connection] } = await vaultOf2020(alice, 'ConnectionApi').connectionsGet();
  const { connection: same } = await vaultOf2020(alice, 'ConnectionApi').connectionsIdGet(connection.own.id);
  assert.equal(same.the_other_user.user_id, bob.userId);
});

test('the keystore serves keys, key pairs and admission tokens', async () => {
  const { keypair } = await keystoreOf2020(alice, 'KeypairApi', 'keypairsExternalIdExternalIdGet', 'auth');
  assert.equal(keypair.public_key, alice.auth.publicKey);
  assert.equal((await keystoreOf2020(alice, 'KeypairApi', 'keypairsIdGet', keypair.id)).keypair.id, keypair.id);
  const { key_encryption_key: kek } = await keystoreOf2020(alice, 'KeyEncryptionKeyApi', 'keyEncryptionKeyGet');
  assert.match(kek.serialized_key_encryption_key, /^Aes256Gcm\./);
  const { user } = await vaultOf2020(alice, 'UserApi').meGet();
  const { data_encryption_key: dek } = await keystoreOf2020(
    alice, 'DataEncryptionKeyApi', 'dataEncryptionKeysIdGet', user.private_dek_external_id);
  assert.match(dek.serialized_data_encryption_key, /^Aes256Gcm\./);
  const { external_admission_token: token } = await keystoreOf2020(
    alice, 'ExternalAdmissionTokensApi', 'externalAdmissionTokensGet');
  assert.ok(token.vault_api_admission_token);
});

test('an error has its list of errors', async () => {
  const answer = await vaultOf2020(bob, 'ItemApi').itemsIdGet(itemId).catch((response) => response);
  assert.equal(answer.status, 404);
  assert.equal((await answer.json()).errors[0].http_code, 404);
});
