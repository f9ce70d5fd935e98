import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as vaultApi from '@meeco/vault-api-sdk';
import { Party } from '../support/party.mjs';
import { startServer } from '../support/server.mjs';

describe('the story of on-sharing', () => {
  let server;
  let alice;
  let bob;
  let carlos;
  let itemId;

  const incomingOf = async (party) =>
    (await party.vault(vaultApi.SharesApi).incomingSharesGet()).shares[0];
  const slotsOf = async (party, id) => (await party.vault(vaultApi.ItemApi).itemsIdGet(id)).slots;

  before(async () => { server = await startServer(); });
  after(async () => { await server?.stop(); });

  it('three people register, and log in again with what the keystore kept', async () => {
    alice = await new Party(server, 'pässword€ of Alice').register(1);
    bob = await new Party(server, 'passphrase of Bob').register(2);
    carlos = await new Party(server, 'passphrase of Carlos').register(3);
    const dek = alice.dek.serialize;
    await alice.logIn();
    assert.equal(alice.dek.serialize, dek);
  });

  it('a wrong passphrase is refused with 401', async () => {
    const mallory = new Party(server, 'not the passphrase of Bob');
    mallory.username = bob.username;
    mallory.secretKey = bob.secretKey;
    await assert.rejects(mallory.logInToKeystore(), (response) => response.status === 401);
  });

  it('two connections are made, and both sides see the same PEM text', async () => {
    await bob.accept(await alice.invite(4, 'Bob'), 5, 'Alice');
    await carlos.accept(await bob.invite(6, 'Carlos'), 7, 'Bob');
    const own = await alice.connectionTo(bob);
    const other = await bob.connectionTo(alice);
    assert.equal(own.own.user_public_key, other.the_other_user.user_public_key);
    assert.equal(other.own.user_public_key, own.the_other_user.user_public_key);
  });

  it('Alice creates a vehicle and shares it with terms', async () => {
    const { item } = await alice.createItem('vehicle', 'DeLorean', {
      model_make: 'DMC DeLorean 🚗', licence_plate: 'NotACatDefsACar', vin: 'שלום\nعالم' });
    itemId = item.id;
    const share = await alice.share(itemId, bob, {
      terms: 'Do not sell', acceptance_required: 'acceptance_required', onsharing_permitted: true });
    assert.equal(share.acceptance_required, 'acceptance_required');
  });

  it('Bob sees the terms and nothing else before he accepts', async () => {
    const incoming = await incomingOf(bob);
    assert.equal(incoming.terms, 'Do not sell');
    assert.equal(incoming.encrypted_dek, null);
    const copy = await bob.received();
    assert.notEqual(copy.id, itemId);
    assert.equal(copy.original_id, itemId);
    assert.deepEqual(await slotsOf(bob, copy.id), []);
  });

  it('Bob accepts, reads and shares on; Carlos accepts and reads', async () => {
    await bob.vault(vaultApi.SharesApi).incomingSharesIdAcceptPut((await incomingOf(bob)).id);
    const bobsCopy = await bob.received();
    assert.equal((await bob.read(bobsCopy.id)).values.licence_plate, 'NotACatDefsACar');

    await bob.share(bobsCopy.id, carlos, {
      terms: 'Only on Sundays', acceptance_required: 'acceptance_required', onsharing_permitted: false });
    await carlos.vault(vaultApi.SharesApi).incomingSharesIdAcceptPut((await incomingOf(carlos)).id);
    const { values } = await carlos.read((await carlos.received()).id);
    assert.equal(values.model_make, 'DMC DeLorean 🚗');
    assert.equal(values.vin, 'שלום\nعالم');
  });

  it('an update leaves one task, and the batch brings the new value to both', async () => {
    await alice.changeItem(itemId, { licence_plate: 'OUTATIME' });

    const queue = alice.vault(vaultApi.ClientTaskQueueApi);
    const { client_tasks: tasks } = await queue.clientTaskQueueGet(undefined, undefined, true, undefined, ['todo']);
    assert.equal(tasks.length, 1);
    // The published client refuses tasks that are shown as in progress, so the answer tells the state before the claim.
    assert.equal(tasks[0].state, 'todo');
    assert.equal(tasks[0].target_id, itemId);

    const { shares } = await alice.updateShares(itemId);
    assert.equal(shares.length, 2);
    await queue.clientTaskQueuePut({ client_tasks: [{ id: tasks[0].id, state: 'done', report: {} }] });
    assert.deepEqual(await alice.openTasks(), []);

    for (const party of [bob, carlos]) {
      assert.equal((await party.read((await party.received()).id)).values.licence_plate, 'OUTATIME');
    }
  });

  it('deleting the share to Bob ends what Carlos received from him', async () => {
    const { shares } = await alice.vault(vaultApi.SharesApi).outgoingSharesGet();
    await alice.vault(vaultApi.SharesApi).sharesIdDelete(shares[0].id);
    assert.equal(await bob.received(), undefined);
    assert.equal(await carlos.received(), undefined);
  });
});
