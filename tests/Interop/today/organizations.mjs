import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as cryppo from '@meeco/cryppo';
import * as vaultApi from '@meeco/vault-api-sdk';
import { storedPair } from '../support/keys.mjs';
import { Party } from '../support/party.mjs';
import { startServer } from '../support/server.mjs';

describe('organisations, their members and services', () => {
  let server;
  let alice;
  let bob;
  let organization;
  let service;
  let agent;

  before(async () => {
    server = await startServer();
    alice = await new Party(server, 'passphrase of Alice').register(1);
    bob = await new Party(server, 'passphrase of Bob').register(2);
  });
  after(async () => { await server?.stop(); });

  const refused = (status) => (response) => response.status === status;
  const listed = async (party, mode) => (await party.vault(vaultApi.OrganizationsForVaultUsersApi).organizationsGet(mode))
    .organizations.map((one) => one.id);
  const members = (party) => party.vault(vaultApi.OrganizationsManagingMembersApi);
  const managing = (party) => party.vault(vaultApi.OrganizationsManagingOrganizationsApi);
  const services = (party) => party.vault(vaultApi.OrganizationsManagingServicesApi);

  /** The agent of an organisation or a service: its token, which only the holder of the private key can read. */
  async function agentOf({ encrypted_access_token: serialized }, pairNumber) {
    const party = new Party(server, '');
    party.vaultToken = await cryppo.decryptSerializedWithPrivateKey({
      privateKeyPem: storedPair(pairNumber).privateKey, serialized });
    return party;
  }

  it('is requested, changed and taken back, and seen by nobody else before the operator vouches for it', async () => {
    const { organization: first } = await managing(alice).organizationsPost({ name: 'Mistake', public_key: storedPair(3).publicKey });
    await managing(alice).organizationsIdDelete(first.id);

    ({ organization } = await managing(alice).organizationsPost({
      name: 'SuperData Inc.', url: 'https://superdata.example', email: 'info@superdata.example', public_key: storedPair(3).publicKey }));
    const { organization: changed } = await managing(alice).organizationsIdPut(organization.id, { organization: { description: 'Data' } });
    assert.deepEqual([changed.status, changed.description], ['requested', 'Data']);
    assert.deepEqual(await listed(alice, 'requested'), [organization.id]);
    await assert.rejects(bob.vault(vaultApi.OrganizationsForVaultUsersApi).organizationsIdGet(organization.id), refused(404));
  });

  it('is public when the operator has validated it, and its requestor is an owner', async () => {
    await server.operate('organizations', 'validate', organization.id);
    assert.deepEqual(await listed(bob), [organization.id]);
    assert.deepEqual(await listed(alice, 'member'), [organization.id]);
    const { organization: seen } = await bob.vault(vaultApi.OrganizationsForVaultUsersApi).organizationsIdGet(organization.id);
    assert.equal(seen.status, 'validated');
  });

  it('has members by the invitation of its agent, whose roles owners change', async () => {
    agent = await agentOf(await managing(alice).organizationsIdLoginPost(organization.id), 3);
    const { invitation } = await agent.vault(vaultApi.InvitationApi).invitationsPost({
      public_key: { keypair_external_id: 'org-agent-keypair', public_key: storedPair(3).publicKey },
      invitation: { organization_member_role: 'admin' } });
    await bob.accept(invitation.token, 4, 'SuperData');

    const list = async () => (await members(alice).organizationsOrganizationIdMembersGet(organization.id)).members;
    const roles = async () => (await list()).map((member) => member.role).sort();
    assert.deepEqual(await roles(), ['admin', 'owner']);

    // The SDK names the member by the id of the user, the CLI by the one that the list has shown.
    const { id } = (await list()).find((member) => member.role === 'admin');
    await members(alice).organizationsOrganizationIdMembersIdPut(organization.id, bob.userId, { organization_member: { role: 'owner' } });
    assert.deepEqual(await roles(), ['owner', 'owner']);
    await members(alice).organizationsOrganizationIdMembersIdPut(organization.id, id, { organization_member: { role: 'admin' } });
    assert.deepEqual(await roles(), ['admin', 'owner']);
  });

  it('has services, whose agents users connect to and share with', async () => {
    const { service: first } = await services(bob).organizationsOrganizationIdServicesPost(organization.id, {
      service: { name: 'Mistake', public_key: storedPair(5).publicKey } });
    await services(bob).organizationsOrganizationIdServicesIdDelete(first.id, organization.id);
    ({ service } = await services(bob).organizationsOrganizationIdServicesPost(organization.id, {
      service: { name: 'Insurance', description: 'Cars', public_key: storedPair(5).publicKey } }));
    const { service: changed } = await services(bob).organizationsOrganizationIdServicesIdPut(service.id, organization.id, {
      service: { contract: 'Fair terms' } });
    assert.equal(changed.contract, 'Fair terms');
    await server.operate('services', 'validate', service.id);
    const { service: seen } = await alice.vault(vaultApi.OrganizationsForVaultUsersApi)
      .organizationsOrganizationIdServicesIdGet(organization.id, service.id);
    assert.equal(seen.status, 'validated');

    const insurer = await agentOf(await services(bob).organizationsOrganizationIdServicesIdLoginPost(organization.id, service.id), 5);
    const { invitation } = await insurer.vault(vaultApi.InvitationApi).invitationsPost({
      public_key: { keypair_external_id: '', public_key: storedPair(5).publicKey }, invitation: {} });
    await alice.accept(invitation.token, 6, 'Insurer');
    insurer.userId = (await insurer.vault(vaultApi.UserApi).meGet()).user.id;

    const { item } = await alice.createItem('vehicle', 'DeLorean', { licence_plate: 'OUTATIME' });
    await alice.share(item.id, insurer, { acceptance_required: 'acceptance_not_required', onsharing_permitted: false });
    assert.equal((await insurer.received()).original_id, item.id);
    const { service_user: customer } = await insurer.vault(vaultApi.OrganizationsForVaultUsersApi).serviceUsersIdGet(alice.userId);
    assert.ok(customer);
  });

  it('loses a member, but never its last owner', async () => {
    await members(alice).organizationsOrganizationIdMembersIdDelete(organization.id, bob.userId);
    assert.deepEqual(await listed(bob, 'member'), []);
    const answer = await members(alice).organizationsOrganizationIdMembersIdDelete(organization.id, alice.userId)
      .catch((response) => response);
    assert.ok(answer.status >= 400 && answer.status < 500);
  });
});
