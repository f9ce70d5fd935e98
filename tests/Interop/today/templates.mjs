import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as vaultApi from '@meeco/vault-api-sdk';
import { Party } from '../support/party.mjs';
import { startServer } from '../support/server.mjs';

describe('templates and classification', () => {
  let server;
  let alice;
  let bob;

  before(async () => {
    server = await startServer();
    alice = await new Party(server, 'passphrase of Alice').register(1);
    bob = await new Party(server, 'passphrase of Bob').register(2);
  });
  after(async () => { await server?.stop(); });

  const templates = (party) => party.vault(vaultApi.ItemTemplateApi);
  const nodes = (party) => party.vault(vaultApi.ClassificationsApi);

  it('finds the public templates by name, by part of the label and by classification', async () => {
    const { item_templates: all, slots, classification_nodes: filed } = await templates(alice).itemTemplatesGet();
    const vehicle = all.find((template) => template.name === 'vehicle');
    assert.ok(slots.some((slot) => vehicle.slot_ids.includes(slot.id) && slot.name === 'licence_plate'));
    const { item_templates: like } = await templates(alice).itemTemplatesGet(undefined, undefined, 'ehicl');
    assert.deepEqual(like.map((template) => template.name), ['vehicle']);

    const node = filed.find((one) => vehicle.classification_node_ids.includes(one.id));
    const { item_templates: same } = await templates(alice).itemTemplatesGet(node.scheme, node.name);
    assert.ok(same.some((template) => template.name === 'vehicle'));
  });

  it('makes a template that its maker uses, and nobody else sees', async () => {
    const { item_template: made } = await templates(alice).itemTemplatesPost({
      label: 'Boat & Trailer', slots_attributes: [{ label: 'Draught' }, { name: 'berth', slot_type_name: 'key_value' }] });
    assert.equal((await templates(alice).itemTemplatesIdGet(made.id)).item_template.label, 'Boat & Trailer');
    const { item } = await alice.createItem(made.name, 'Ariel', { draught: '1.2 m' });
    assert.deepEqual((await alice.read(item.id)).values, { draught: '1.2 m' });

    await assert.rejects(templates(bob).itemTemplatesIdGet(made.id), (response) => response.status === 404);
    const listed = async (party) => (await templates(party).itemTemplatesGet()).item_templates.some((one) => one.id === made.id);
    assert.deepEqual([await listed(alice), await listed(bob)], [true, false]);
  });

  it('makes a tag, links items to it, and finds them by it', async () => {
    const { classification_node: tag } = await nodes(alice).classificationNodesPost({
      classification_node: { classification_scheme_name: 'tag', label: 'Summer 🌞' } });
    assert.equal((await nodes(alice).classificationNodesIdGet(tag.id)).classification_node.label, 'Summer 🌞');
    assert.ok((await nodes(alice).classificationNodesGet(undefined, undefined, 'tag')).classification_nodes.some((one) => one.id === tag.id));

    const { item } = await alice.createItem('custom', 'Tent', {});
    const items = alice.vault(vaultApi.ItemApi);
    const { classification_nodes: linked } = await items.itemsIdPut(item.id, {
      item: { classification_nodes_attributes: [{ id: tag.id }] } });
    assert.ok(linked.some((one) => one.id === tag.id));
    assert.deepEqual(
      (await items.itemsGet(undefined, undefined, 'tag', tag.name)).items.map((one) => one.id), [item.id]);
  });
});
