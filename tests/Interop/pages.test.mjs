import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as vaultApi from '@meeco/vault-api-sdk';
import * as sdk from 'sdk-2020';
import { crowd } from './support/crowd.mjs';
import { storedPair } from './support/keys.mjs';
import { allPages, assertPages, inParallel, marks } from './support/pages.mjs';
import { Party } from './support/party.mjs';
import { environmentOf } from './support/sdk-2020.mjs';
import { startServer } from './support/server.mjs';

let server;
let alice;
let bob;

before(async () => {
  server = await startServer();
  alice = await new Party(server, 'passphrase of Alice').register(1);
  bob = await new Party(server, 'passphrase of Bob').register(2);
});
after(async () => { await server?.stop(); });

test('items, received items, shares of both sides and client tasks, at 1, 2, 199, 200, 201 and 450', async (t) => {
  await bob.accept(await alice.invite(4, 'Bob'), 5, 'Alice');
  const items = alice.vault(vaultApi.ItemApi);
  const shares = alice.vault(vaultApi.SharesApi);
  const received = bob.vault(vaultApi.ItemApi);
  const incoming = bob.vault(vaultApi.SharesApi);
  const queue = alice.vault(vaultApi.ClientTaskQueueApi);

  // Encrypting is the slow part, so that all items have the values of the first, and all shares those of its share.
  const first = await alice.createItem('password', 'first', { password: 'secret' });
  const { encrypted_value: value } = first.slots.find((slot) => slot.name === 'password');
  const model = await alice.shareFor(first.item.id, await alice.connectionTo(bob), {
    acceptance_required: 'acceptance_not_required', onsharing_permitted: false });
  await items.itemsIdDelete(first.item.id);

  const addOne = async (number) => {
    const { item, slots } = await items.itemsPost({ template_name: 'password', item: {
      label: `item ${number}`, classification_nodes_attributes: [], slots_attributes: [{ name: 'password', encrypted_value: value }] } });
    const { id: slotId } = slots.find((slot) => slot.name === 'password');
    const { shares: [share] } = await shares.itemsIdSharesPost(item.id, { shares: [
      { ...model, slot_values: [{ ...model.slot_values[0], slot_id: slotId }] }] });
    await items.itemsIdPut(item.id, { item: { label: `item ${number} of many` } });
    return { item: item.id, share: share.id };
  };

  const made = [];
  for (const mark of marks) {
    made.push(...await inParallel(mark - made.length, (index) => addOne(made.length + index)));
    await t.test(`${mark}`, async () => {
      const itemIds = made.map((one) => one.item);
      const shareIds = made.map((one) => one.share);
      await assertPages(itemIds, 'items', (cursor, perPage) => items.itemsGet(
        undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, cursor, perPage));
      await assertPages(shareIds, 'shares', (cursor, perPage) => shares.outgoingSharesGet(cursor, perPage));
      await assertPages(shareIds, 'shares', (cursor, perPage) => incoming.incomingSharesGet(cursor, perPage));

      const copies = (await allPages((cursor) => received.itemsGet(
        undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, cursor)))
        .flatMap((page) => page.items);
      assert.deepEqual(copies.map((copy) => copy.original_id).sort(), [...itemIds].sort());
      await assertPages(copies.map((copy) => copy.id), 'items', (cursor, perPage) => received.itemsGet(
        undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, cursor, perPage));

      const tasks = (await allPages((cursor) => queue.clientTaskQueueGet(cursor, undefined, false, undefined, ['todo'])))
        .flatMap((page) => page.client_tasks);
      assert.deepEqual(tasks.map((task) => task.target_id).sort(), [...itemIds].sort());
      await assertPages(tasks.map((task) => task.id), 'client_tasks', (cursor, perPage) =>
        queue.clientTaskQueueGet(cursor, perPage, false, undefined, ['todo']));
    });
  }

  await t.test('oldest first too', async () => {
    const pages = await allPages((cursor) => items.itemsGet(
      undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, cursor, 97, 'asc'));
    const times = pages.flatMap((page) => page.items).map((item) => item.created_at.getTime());
    assert.equal(times.length, made.length);
    assert.deepEqual(times, [...times].sort((a, b) => a - b));
  });

  await t.test('the SDK of 2020 goes over all of them, with meta as a list', async () => {
    const environment = environmentOf(server);
    const { items: found } = await new sdk.ItemService(environment).listAll(alice.vaultToken);
    assert.equal(new Set(found.map((item) => item.id)).size, made.length);
    const { client_tasks: tasks } = await new sdk.ClientTaskQueueService(environment).listAll(alice.vaultToken);
    assert.equal(new Set(tasks.map((task) => task.id)).size, made.length);
  });

  await t.test('tasks that are claimed page by page come once each, and none is left', async () => {
    const pages = await allPages((cursor) => queue.clientTaskQueueGet(cursor, undefined, true, undefined, ['todo']));
    const ids = pages.flatMap((page) => page.client_tasks).map((task) => task.id);
    assert.equal(new Set(ids).size, made.length);
    assert.equal(ids.length, made.length);
    assert.deepEqual((await queue.clientTaskQueueGet(undefined, undefined, false, undefined, ['todo'])).client_tasks, []);
  });
});

test('invitations, at 1, 2, 199, 200, 201 and 450', async (t) => {
  const carlos = await new Party(server, 'passphrase of Carlos').register(3);
  const api = carlos.vault(vaultApi.InvitationApi);
  const key = await carlos.connectionKey(6);
  const made = [];
  for (const mark of marks) {
    made.push(...await inParallel(mark - made.length, async () =>
      (await api.invitationsPost({ public_key: key, invitation: { multistep_workflow: 'false' } })).invitation.id));
    await t.test(`${mark}`, () => assertPages(made, 'invitations', (cursor, perPage) => api.invitationsGet(undefined, cursor, perPage)));
  }
});

test('connections, at 1, 2, 199, 200, 201 and 450', async (t) => {
  const dora = await new Party(server, 'passphrase of Dora').register(7);
  const connections = dora.vault(vaultApi.ConnectionApi);
  const key = await dora.connectionKey(8);
  const made = [];
  for await (const member of crowd(dora, 9, marks.at(-1))) {
    const { invitation } = await dora.vault(vaultApi.InvitationApi).invitationsPost({
      public_key: key, invitation: { multistep_workflow: 'false' } });
    const { connection } = await member.vault(vaultApi.ConnectionApi).connectionsPost({
      public_key: { keypair_external_id: key.keypair_external_id, public_key: member.auth.publicKey },
      connection: { invitation_token: invitation.token } });
    made.push(connection.the_other_user.id);
    if (marks.includes(made.length)) {
      await t.test(`${made.length}`, () => assertPages(made, 'connections', (cursor, perPage) => connections.connectionsGet(cursor, perPage)));
    }
  }

  await t.test('a new one is on the first page, where the CLI looks for it', async () => {
    const { connections: page } = await connections.connectionsGet();
    assert.equal(page[0].own.id, made.at(-1));
  });

  await t.test('by number of page too', async () => {
    const pages = await inParallel(3, (index) => connections.connectionsGet(undefined, undefined, index + 1));
    assert.deepEqual(pages.flatMap((page) => page.connections).map((one) => one.own.id), [...made].reverse());
    assert.equal(pages[0].meta.page_count, 3);
    assert.equal(pages[0].meta.records_count, made.length);
  });
});

test('classification nodes, at 1, 2, 199, 200, 201 and 450', async (t) => {
  const api = bob.vault(vaultApi.ClassificationsApi);
  const made = [];
  for (const mark of marks) {
    made.push(...await inParallel(mark - made.length, async (index) => (await api.classificationNodesPost({
      classification_node: { classification_scheme_name: 'tag', label: `Tag ${made.length + index}` } })).classification_node.id));
    await t.test(`${mark}`, () => assertPages(made, 'classification_nodes', (cursor, perPage) =>
      api.classificationNodesGet(cursor, perPage, 'tag', undefined, 'true')));
  }
});

test('templates, public and own, at 199, 200, 201 and 450', async (t) => {
  const api = bob.vault(vaultApi.ItemTemplateApi);
  const listed = (cursor, perPage) => api.itemTemplatesGet(undefined, undefined, undefined, cursor, perPage);
  const { item_templates: open } = await listed();
  const made = open.map((template) => template.id);
  for (const mark of marks.slice(2)) {
    made.push(...await inParallel(mark - made.length, async (index) => (await api.itemTemplatesPost({
      label: `Template ${made.length + index}`, slots_attributes: [{ label: 'One' }] })).item_template.id));
    await t.test(`${mark}`, () => assertPages(made, 'item_templates', listed));
  }

  await t.test('found by name or label, at 1 and 2', async () => {
    for (const [like, count] of [['Template 449', 1], ['Template 44', 11]]) {
      const pages = await allPages((cursor) => api.itemTemplatesGet(undefined, undefined, like, cursor, 2));
      assert.equal(pages.flatMap((page) => page.item_templates).length, count);
      assert.equal(pages.length, Math.ceil(count / 2));
    }
  });
});

test('events of many shares, without a gap and none twice', async () => {
  const feed = alice.vault(vaultApi.EventFeedApi);
  const read = async (perPage) => (await allPages((cursor) => feed.eventFeedGet(cursor, perPage)))
    .flatMap((page) => page.events.map((event) => event.id));
  const ids = await read(undefined);
  assert.ok(ids.length > 450);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(await read(97), ids);
});

test('requested organisations, at 1, 2, 199, 200, 201 and 450', async (t) => {
  const key = storedPair(10);
  const asked = alice.vault(vaultApi.OrganizationsManagingOrganizationsApi);
  const api = alice.vault(vaultApi.OrganizationsForVaultUsersApi);
  const made = [];
  for (const mark of marks) {
    made.push(...await inParallel(mark - made.length, async (index) =>
      (await asked.organizationsPost({ name: `Organisation ${made.length + index}`, public_key: key.publicKey })).organization.id));
    await t.test(`${mark}`, () => assertPages(made, 'organizations', (cursor, perPage) => api.organizationsGet('requested', cursor, perPage)));
  }
});
