import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as keystoreApi from '@meeco/keystore-api-sdk';
import * as vaultApi from '@meeco/vault-api-sdk';
import { encryptBytes, encryptText, encryptVerificationKey, newKey } from '../support/ciphers.mjs';
import { Party } from '../support/party.mjs';
import { startServer } from '../support/server.mjs';

describe('what the published clients can ask for, and the story does not', () => {
  let server;
  let alice;
  let bob;
  let itemId;

  before(async () => {
    server = await startServer();
    alice = await new Party(server, 'passphrase of Alice').register(1);
    bob = await new Party(server, 'passphrase of Bob').register(2);
    await bob.accept(await alice.invite(3, 'Bob'), 4, 'Alice');
    itemId = (await alice.createItem('vehicle', 'DeLorean', { licence_plate: 'OUTATIME', vin: '1' })).item.id;
  });
  after(async () => { await server?.stop(); });

  const gone = (status) => (response) => response.status === status;

  it('versions of both services', async () => {
    const { component: vault } = await alice.vault(vaultApi.MonitoringApi).versionGet();
    const { component: keystore } = await alice.keystore(keystoreApi.MonitoringApi).versionGet();
    assert.deepEqual([vault.name, vault.api_version, keystore.name, keystore.api_version], ['vault', '39.6.1', 'keystore', '10.1.1']);
  });

  it('keys and key pairs are changed and deleted', async () => {
    const deks = alice.keystore(keystoreApi.DataEncryptionKeyApi);
    const { data_encryption_key: dek } = await deks.dataEncryptionKeysPost({
      serialized_data_encryption_key: await encryptBytes(alice.kek, newKey().bytes) });
    await deks.dataEncryptionKeysIdDelete(dek.id);
    await assert.rejects(deks.dataEncryptionKeysIdGet(dek.id), gone(404));

    const pairs = alice.keystore(keystoreApi.KeypairApi);
    const { keypair_external_id: id } = await alice.connectionKey(5);
    const { keypair } = await pairs.keypairsIdPatch(id, { external_identifiers: ['later'], metadata: { purpose: 'test' } });
    assert.deepEqual([keypair.external_identifiers, keypair.metadata], [['later'], { purpose: 'test' }]);
    assert.equal((await pairs.keypairsExternalIdExternalIdGet('later')).keypair.id, id);
    await pairs.keypairsIdDelete(id);
    await assert.rejects(pairs.keypairsIdGet(id), gone(404));
  });

  it('connections are read by id', async () => {
    const { own } = await alice.connectionTo(bob);
    const { connection } = await alice.vault(vaultApi.ConnectionApi).connectionsIdGet(own.id);
    assert.equal(connection.the_other_user.user_id, bob.userId);
  });

  it('slots are read and deleted', async () => {
    const { slots } = await alice.read(itemId);
    const api = alice.vault(vaultApi.SlotApi);
    assert.equal((await api.slotsIdGet(slots[0].id)).slot.name, slots[0].name);
    await api.slotsIdDelete(slots.find((slot) => slot.name === 'vin').id);
    assert.deepEqual((await alice.read(itemId)).values, { licence_plate: 'OUTATIME' });
  });

  it('shares are created, reconfigured and deleted in one request, and one by one', async () => {
    const api = alice.vault(vaultApi.SharesApi);
    const share = await alice.shareFor(itemId, await alice.connectionTo(bob), {
      acceptance_required: 'acceptance_not_required', onsharing_permitted: false });
    await api.sharesPatch({ item_to_share_id: itemId, shares_to_create: [share] });
    const { shares: [created] } = await api.outgoingSharesGet();

    const end = new Date(Date.now() + 86_400_000);
    await api.sharesPatch({ shares_to_reconfigure: [{ share_id: created.id, expires_at: end }] });
    assert.equal((await api.outgoingSharesIdGet(created.id)).share.expires_at.getTime(), end.getTime());
    await api.sharesPut({ shares: [{ share_id: created.id, onsharing_permitted: true }] });
    assert.equal((await api.outgoingSharesIdGet(created.id)).share.onsharing_permitted, true);

    await api.sharesPatch({ shares_to_delete: [created.id], item_to_share_id: itemId, shares_to_create: [share] });
    const { shares: [again] } = await api.outgoingSharesGet();
    assert.notEqual(again.id, created.id);
  });

  it('a single slot is shared', async () => {
    const { item, slots } = await alice.createItem('custom', 'Two', { one: '1', two: '2' });
    const { id: slotId } = slots.find((slot) => slot.name === 'two');
    const share = await alice.shareFor(item.id, await alice.connectionTo(bob), {
      acceptance_required: 'acceptance_not_required', onsharing_permitted: false });
    await alice.vault(vaultApi.SharesApi).itemsIdSharesPost(item.id, { shares: [
      { ...share, slot_id: slotId, slot_values: share.slot_values.filter((value) => value.slot_id === slotId) }] });
    assert.deepEqual((await bob.read((await bob.received()).id)).values, { two: '2' });
    await alice.vault(vaultApi.ItemApi).itemsIdDelete(item.id);
  });

  it('a received item is kept under the recipient\'s own key', async () => {
    const { item, slots, values } = await bob.read((await bob.received()).id);
    const api = bob.vault(vaultApi.SharesApi);
    await api.itemsIdEncryptPost(item.id, { slots: await Promise.all(slots.map(async (slot) => ({
      id: slot.id,
      encrypted_value: await encryptText(bob.dek, slot.value),
      encrypted_value_verification_key: await encryptVerificationKey(bob.dek, slot.verificationKey),
    }))) });
    assert.equal((await api.incomingSharesIdItemGet(item.share_id)).share.encrypted_dek, null);
    assert.deepEqual((await bob.read(item.id)).values, values);
  });

  it('events tell what happened, under both names', async () => {
    const feed = alice.vault(vaultApi.EventFeedApi);
    const { events } = await feed.eventFeedGet();
    assert.ok(events.length > 0);
    assert.equal((await feed.activitiesGet()).activities.length, events.length);
  });

  it('sessions are resumed, limited and ended', async () => {
    const sessions = alice.vault(vaultApi.SessionApi);
    assert.equal((await sessions.sessionGet()).session_type, 'token');
    await sessions.sessionResumePatch();
    await sessions.sessionLimitedInTimePost({ valid_for_seconds: 60 });
    const keystoreSessions = alice.keystore(keystoreApi.SessionApi);
    assert.ok((await keystoreSessions.sessionGet()).valid_till > new Date());
    const { session } = await keystoreSessions.sessionLimitedInTimePost({ valid_for: 60 });
    assert.ok(session.valid_till - session.valid_from <= 60_000);

    const elsewhere = new Party(server, alice.passphrase);
    elsewhere.secret = alice.secret;
    await elsewhere.logIn();
    await alice.vault(vaultApi.SessionApi).sessionAllDelete('true');
    await keystoreSessions.sessionAllDelete(true);
    await assert.rejects(elsewhere.vault(vaultApi.UserApi).meGet(), gone(401));
    await alice.vault(vaultApi.UserApi).meGet();
    await alice.vault(vaultApi.SessionApi).sessionDelete();
    await keystoreSessions.sessionDelete();
    await assert.rejects(alice.vault(vaultApi.UserApi).meGet(), gone(401));
    await assert.rejects(keystoreSessions.sessionGet(), gone(401));
  });
});
