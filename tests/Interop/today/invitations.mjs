import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as cryppo from '@meeco/cryppo';
import * as vaultApi from '@meeco/vault-api-sdk';
import { decryptText, encryptBytes, encryptText, newKey, wrapKey } from '../support/ciphers.mjs';
import { storedPair } from '../support/keys.mjs';
import { Party } from '../support/party.mjs';
import { startServer } from '../support/server.mjs';

describe('invitations in two steps, and shares that are prepared with them', () => {
  let server;
  let alice;
  let bob;
  let itemId;

  before(async () => {
    server = await startServer();
    alice = await new Party(server, 'passphrase of Alice').register(1);
    bob = await new Party(server, 'passphrase of Bob').register(2);
    itemId = (await alice.createItem('vehicle', 'DeLorean', { licence_plate: 'OUTATIME 🚗' })).item.id;
  });
  after(async () => { await server?.stop(); });

  const invitations = (party) => party.vault(vaultApi.InvitationApi);
  const invite = async (pairNumber, multistep) => (await invitations(alice).invitationsPost({
    public_key: await alice.connectionKey(pairNumber),
    invitation: { multistep_workflow: String(multistep) } })).invitation;
  const acceptance = async (pairNumber, invitation) => ({
    public_key: await bob.connectionKey(pairNumber),
    invitation: {
      accept_shares: true,
      encrypted_recipient_name: await wrapText(invitation.sender_public_key, 'Bob Parr'),
      encrypted_sender_name: await encryptText(bob.dek, 'Alice'),
      recipient_to_sender_data: { customer_number: '4711' },
    } });
  const wrapText = async (publicKeyPem, data) => (await cryppo.encryptWithPublicKey({ publicKeyPem, data })).serialized;

  /** The item as an intent, under a new key that was encrypted as the workflow wants it. */
  async function prepare(invitation, protect, options) {
    const dek = newKey();
    const { slots } = await alice.read(itemId);
    const { share_intents: [intent] } = await invitations(alice).invitationsInvitationIdShareIntentsPost(invitation.id, {
      share_intents: [{
        encrypted_dek: await protect(dek), item_id: itemId, slot_values: await alice.encryptFor(dek, slots, true),
        onsharing_permitted: false, acceptance_required: 'acceptance_not_required', ...options }] });
    return { intent, dek };
  }

  it('rejects an invitation, and cancels one that was accepted', async () => {
    const first = await invite(3, true);
    const { invitation: rejected } = await invitations(bob).invitationsInvitationTokenRejectDelete(first.token);
    assert.equal(rejected.state, 'rejected');

    const second = await invite(3, true);
    await invitations(bob).invitationsInvitationTokenAcceptPost(second.token, await acceptance(4, second));
    const { invitation: cancelled } = await invitations(alice).invitationsInvitationIdCancelDelete(second.id);
    assert.equal(cancelled.state, 'cancelled');
    await assert.rejects(
      invitations(alice).invitationsInvitationIdConfirmPost(second.id, {}), (response) => response.status >= 400 && response.status < 500);
  });

  it('connects and shares when the sender confirms, and the recipient reads', async () => {
    const invitation = await invite(3, true);
    const { intent, dek } = await prepare(invitation, (key) => encryptBytes(alice.dek, key.bytes), { terms: 'Do not sell' });
    assert.equal(intent.item_still_exists, true);
    const seen = await invitations(bob).invitationsIdGet(invitation.token);
    assert.equal(seen.invitation.id, null);

    const { connection: none } = await invitations(bob)
      .invitationsInvitationTokenAcceptPost(invitation.token, await acceptance(4, seen.invitation));
    assert.equal(none, null);

    const { invitation: accepted, recipient_public_key: key } = await invitations(alice).invitationsIdGet(invitation.id);
    assert.equal(accepted.state, 'accepted');
    assert.deepEqual(accepted.recipient_to_sender_data, { customer_number: '4711' });
    assert.equal(key, storedPair(4).publicKey);
    assert.equal(await cryppo.decryptSerializedWithPrivateKey({
      privateKeyPem: storedPair(3).privateKey, serialized: accepted.encrypted_recipient_name }), 'Bob Parr');
    const { connection } = await invitations(alice).invitationsInvitationIdConfirmPost(invitation.id, {
      encrypted_recipient_name: await encryptText(alice.dek, 'Bob'),
      encrypted_dek: await wrapKey(key, dek) });
    assert.equal(connection.the_other_user.user_id, bob.userId);
    assert.equal(await decryptText(alice.dek, connection.own.encrypted_recipient_name), 'Bob');

    const copy = await bob.received();
    assert.deepEqual((await bob.read(copy.id)).values, { licence_plate: 'OUTATIME 🚗' });
    assert.equal((await bob.vault(vaultApi.SharesApi).incomingSharesIdGet(copy.share_id)).share.terms, 'Do not sell');
    await bob.vault(vaultApi.ConnectionApi).connectionsIdDelete((await bob.connectionTo(alice)).own.id);
    assert.equal(await bob.received(), undefined);
  });

  it('connects and shares in one step, under a passphrase that the two agreed on', async () => {
    const invitation = await invite(5, false);
    const passphrase = 'seven syllables';
    const protect = async (key) => (await cryppo.encryptWithKeyDerivedFromString({
      passphrase, data: key.bytes, strategy: cryppo.CipherStrategy.AES_GCM })).serialized;
    const { intent } = await prepare(invitation, protect, {});
    assert.deepEqual((await invitations(alice).shareIntentsGet()).share_intents.map((one) => one.id), [intent.id]);
    assert.equal((await invitations(alice).shareIntentsIdGet(intent.id)).share_intent.invitation_id, invitation.id);

    const { created_shares_report: [report] } = await bob.accept(invitation.token, 6, 'Alice');
    assert.equal(report.success, true);
    const { share, slots } = await bob.vault(vaultApi.SharesApi).incomingSharesIdItemGet(report.share_id);
    const raw = await cryppo.decryptWithKeyDerivedFromString({ passphrase, serialized: share.encrypted_dek });
    const dek = cryppo.EncryptionKey.fromBytes(raw);
    assert.equal(await decryptText(dek, slots.find((slot) => slot.encrypted_value !== null).encrypted_value), 'OUTATIME 🚗');

    // The owner's next batch brings a key under the recipient's own pair.
    await alice.updateShares(itemId);
    assert.deepEqual((await bob.read((await bob.received()).id)).values, { licence_plate: 'OUTATIME 🚗' });
  });

  it('takes a prepared share back, and lists invitations by state', async () => {
    const invitation = await invite(7, false);
    const { intent } = await prepare(invitation, async (key) => (await cryppo.encryptWithKeyDerivedFromString({
      passphrase: 'p', data: key.bytes, strategy: cryppo.CipherStrategy.AES_GCM })).serialized, {});
    await invitations(alice).shareIntentsIdDelete(intent.id);
    assert.deepEqual((await invitations(alice).shareIntentsGet()).share_intents, []);
    await invitations(alice).invitationsIdDelete(invitation.id);

    const states = async (state) => (await invitations(alice).invitationsGet(state)).invitations.map((one) => one.state);
    assert.ok((await states('connected')).every((state) => state === 'connected'));
    assert.deepEqual(await states('cancelled'), ['cancelled', 'cancelled']);
    assert.deepEqual(await states(undefined), ['rejected']);
  });

  it('answers a second invitation with the connection that there is', async () => {
    const invitation = await invite(8, false);
    const { connection, connection_existed_already: existed } = await bob.accept(invitation.token, 9, 'Alice again');
    assert.equal(existed, true);
    assert.equal(connection.own.id, (await bob.connectionTo(alice)).own.id);
  });
});
