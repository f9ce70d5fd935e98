import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as cryppo from '@meeco/cryppo';
import * as keystoreApi from '@meeco/keystore-api-sdk';
import * as vaultApi from '@meeco/vault-api-sdk';
import { decryptBytes, encryptBytes, encryptText, newKey, unwrapKey, wrapKey } from '../support/ciphers.mjs';
import { storedPair } from '../support/keys.mjs';
import { Party } from '../support/party.mjs';
import { startServer } from '../support/server.mjs';

// The steps are those of the SDK (js-sdk, sdk/src/services/delegation-service.ts), each by the one whose step it is.
describe('delegation', () => {
  let server;
  let alice;
  let bob;
  let itemId;
  let connectionId;
  let acting;

  before(async () => {
    server = await startServer();
    alice = await new Party(server, 'passphrase of Alice').register(1);
    bob = await new Party(server, 'passphrase of Bob').register(2);
    itemId = (await alice.createItem('vehicle', 'DeLorean', { licence_plate: 'OUTATIME' })).item.id;
  });
  after(async () => { await server?.stop(); });

  const keys = (party) => party.keystore(keystoreApi.DelegationApi);
  const connections = (party) => party.vault(vaultApi.ConnectionApi);
  const invitations = (party) => party.vault(vaultApi.DelegationInvitationApi);
  const queue = (party) => party.vault(vaultApi.ClientTaskQueueApi);
  const tokenOf = (connection) =>
    connection.own.integration_data?.delegation_token || connection.the_other_user.integration_data?.delegation_token;
  const refused = (...statuses) => (response) => statuses.includes(response.status);
  const todo = async (party) => (await queue(party).clientTaskQueueGet(undefined, undefined, false, undefined, ['todo'])).client_tasks;
  const finish = (party, task) => queue(party).clientTaskQueuePut({ client_tasks: [{ id: task.id, state: 'done', report: {} }] });

  const begin = async (role) => (await keys(alice).delegationsPost({ vault_account_id: alice.userId, delegation_role: role })).delegation;
  const claim = async (connection, pairNumber) => {
    const token = tokenOf(connection);
    const { serialized } = cryppo.signWithPrivateKey(storedPair(pairNumber).privateKey, new TextEncoder().encode(token));
    await keys(bob).delegationsDelegationTokenClaimPost(token, { delegate_signature: serialized });
    return token;
  };
  const shareKek = async (token, other) => keys(alice).delegationsDelegationTokenSharePut(token, {
    encrypted_kek: await wrapKey(other.user_public_key, alice.kek), delegate_public_key: other.user_public_key });

  it('invites a delegate, who signs the token with the key of the connection', async () => {
    const { delegation_token: token } = await begin('reader');
    const { invitation } = await alice.vault(vaultApi.InvitationApi).invitationsPost({
      public_key: await alice.connectionKey(3),
      invitation: { encrypted_recipient_name: await encryptText(alice.dek, 'Bob'), delegate_role: 'reader', delegation_token: token } });
    assert.equal((await bob.vault(vaultApi.InvitationApi).invitationsIdGet(invitation.token)).invitation.delegation_role, 'reader');

    const { connection } = await bob.accept(invitation.token, 4, 'Alice');
    assert.equal(tokenOf(connection), token);
    await claim(connection, 4);
    assert.ok((await keys(bob).delegationsDelegationTokenGet(token)).delegation.claimed_at);
  });

  it('shares the key encryption key, which is the work of a client task', async () => {
    const { own, the_other_user: other } = await alice.connectionTo(bob);
    connectionId = own.id;
    const [task] = await todo(alice);
    assert.deepEqual([task.work_type, task.target_id], ['setup_key_delegation', connectionId]);
    const { delegation } = await shareKek(tokenOf({ own, the_other_user: other }), other);
    assert.equal(delegation.verified, true);
    await finish(alice, task);
  });

  it('encrypts the key anew, as the delegate\'s own task asks for', async () => {
    const token = tokenOf(await bob.connectionTo(alice));
    const { delegation } = await keys(bob).delegationsDelegationTokenGet(token);
    assert.equal(delegation.account_owner_kek_encrypted_with_connection_keypair, true);
    const kek = await unwrapKey(storedPair(4).privateKey, delegation.account_owner_kek);
    await keys(bob).delegationsDelegationTokenReencryptPut(token, { encrypted_kek: await encryptBytes(bob.kek, kek.bytes) });
    for (const task of (await todo(bob)).filter((one) => one.work_type === 'reencrypt_account_owner_kek')) {
      await finish(bob, task);
    }
  });

  it('lets a reader read everything and write nothing', async () => {
    const { delegation } = await keys(bob).delegationsDelegationTokenGet(tokenOf(await bob.connectionTo(alice)));
    assert.equal(delegation.account_owner_kek_encrypted_with_connection_keypair, false);
    const kek = cryppo.EncryptionKey.fromBytes(await decryptBytes(bob.kek, delegation.account_owner_kek));
    acting = await bob.actFor(alice.userId, kek);
    assert.equal(acting.userId, alice.userId);
    assert.deepEqual((await acting.read(itemId)).values, { licence_plate: 'OUTATIME' });
    await assert.rejects(acting.changeItem(itemId, { licence_plate: 'A1' }), refused(403));
  });

  it('lets an owner write as well, after the role was changed', async () => {
    await alice.vault(vaultApi.DelegationApi).delegationsConnectionIdPut(connectionId, { delegation_role: 'owner' });
    await acting.changeItem(itemId, { licence_plate: 'A1' });
    assert.deepEqual((await alice.read(itemId)).values, { licence_plate: 'A1' });
  });

  it('ends at once, and leaves a connection that can be upgraded again', async () => {
    await alice.vault(vaultApi.DelegationApi).delegationsConnectionIdDelete(connectionId);
    await assert.rejects(acting.read(itemId), refused(401, 403, 404));

    const invite = async () => (await invitations(alice).delegationInvitationsPost({
      connection_id: connectionId, delegation_role: 'admin', delegation_token: (await begin('admin')).delegation_token })).delegation_invitation;
    const first = await invite();
    assert.deepEqual((await invitations(bob).delegationInvitationsIncomingGet()).delegation_invitations.map((one) => one.id), [first.id]);
    assert.deepEqual((await invitations(alice).delegationInvitationsOutgoingGet()).delegation_invitations.map((one) => one.id), [first.id]);
    assert.ok((await todo(bob)).some((task) => task.work_type === 'incoming_delegation_invitation' && task.target_id === first.id));
    await invitations(bob).delegationInvitationsIdRejectDelete(first.id);
    await invitations(alice).delegationInvitationsIdDelete((await invite()).id);

    const third = await invite();
    assert.equal((await invitations(bob).delegationInvitationsIdGet(third.id)).delegation_invitation.state, 'new');
    const { connection } = await invitations(bob).delegationInvitationsIdAcceptPut(third.id);
    const token = await claim(connection, 4);
    await shareKek(token, (await connections(alice).connectionsIdGet(connectionId)).connection.the_other_user);
    assert.equal((await keys(alice).delegationsDelegationTokenGet(token)).delegation.verified, true);
    await keys(alice).delegationsDelegationTokenDelete(token);
  });

  it('makes a child user, for whom the parent acts', async () => {
    const [kek, dek] = [newKey(), newKey()];
    const { keypair_external_id: parentKey, public_key: parentPem } = await alice.connectionKey(5);
    const { user: child, connection_from_parent_to_child: connection } = await alice.vault(vaultApi.DelegationApi).childUsersPost({
      parent_public_key_for_connection: { pem: parentPem, external_id: parentKey },
      child_public_key_for_connection: { pem: storedPair(6).publicKey, external_id: 'parent_connection' } });
    await keys(alice).childUsersPost({
      vault_child_id: child.id,
      child_kek: await encryptBytes(alice.kek, kek.bytes),
      child_dek: await encryptBytes(kek, dek.bytes),
      child_keypair_for_connection: {
        encrypted_private_key: await encryptText(kek, storedPair(6).privateKey),
        public_key: storedPair(6).publicKey,
        external_id: 'parent_connection' },
      delegation_token: connection.the_other_user.integration_data.delegation_token });

    const guardian = await alice.actFor(child.id, kek);
    const { item } = await guardian.createItem('custom', 'School', { report: 'A+' });
    assert.deepEqual((await guardian.read(item.id)).values, { report: 'A+' });
    await assert.rejects(alice.read(item.id), refused(404));
  });
});
