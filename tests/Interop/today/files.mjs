import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import * as cryppo from '@meeco/cryppo';
import * as vaultApi from '@meeco/vault-api-sdk';
import { encryptText, newKey } from '../support/ciphers.mjs';
import { downloadFile, downloadThumbnail, uploadFile, uploadThumbnail } from '../support/files.mjs';
import { Party } from '../support/party.mjs';
import { startServer } from '../support/server.mjs';

describe('attachments and thumbnails', () => {
  const bytes = randomBytes(2.5 * 1024 * 1024);
  const name = 'Führerschein 🚗.pdf';
  let server;
  let alice;
  let bob;
  let carlos;
  let itemId;
  let key;
  let attachment;

  before(async () => {
    server = await startServer();
    alice = await new Party(server, 'passphrase of Alice').register(1);
    bob = await new Party(server, 'passphrase of Bob').register(2);
    carlos = await new Party(server, 'passphrase of Carlos').register(3);
    await bob.accept(await alice.invite(4, 'Bob'), 5, 'Alice');
    await carlos.accept(await bob.invite(6, 'Carlos'), 7, 'Bob');
    itemId = (await alice.createItem('vehicle', 'DeLorean', { licence_plate: 'OUTATIME' })).item.id;
    key = newKey();
  });
  after(async () => { await server?.stop(); });

  const attachments = (party) => party.vault(vaultApi.AttachmentApi);
  const refused = (status) => (response) => response.status === status;

  /** Downloads the file of a received item with the key that is the value of its slot. */
  async function downloadFrom(party, id) {
    const slot = (await party.read(id)).slots.find((one) => one.slot_type_name === 'attachment');
    return downloadFile(party, slot.attachment_id, cryppo.EncryptionKey.fromSerialized(slot.value));
  }

  it('uploads in blocks, and puts the file into a slot with its key as the value', async () => {
    attachment = await uploadFile(alice, { name, type: 'application/pdf', bytes, key });
    await alice.vault(vaultApi.ItemApi).itemsIdPut(itemId, { item: { slots_attributes: [{
      label: 'Licence', slot_type_name: 'attachment', attachment_id: attachment.id,
      encrypted_value: await encryptText(alice.dek, key.serialize) }] } });

    const { attachments: listed } = await alice.vault(vaultApi.ItemApi).itemsIdGet(itemId);
    assert.deepEqual(listed.map((one) => one.filename), [name]);
    assert.deepEqual((await attachments(alice).attachmentsGet()).attachments.map((one) => one.id), [attachment.id]);
    assert.equal((await attachments(alice).attachmentsInSlotsGet()).attachments.length, 1);
  });

  it('downloads by ranges what was uploaded', async () => {
    const file = await downloadFrom(alice, itemId);
    assert.equal(file.name, name);
    assert.ok(file.bytes.equals(bytes));
  });

  it('is read by the recipient, and by the one he shared it on to, and by nobody else', async () => {
    await assert.rejects(attachments(bob).attachmentsIdGet(attachment.id), refused(404));
    await alice.share(itemId, bob, { acceptance_required: 'acceptance_not_required', onsharing_permitted: true });
    await bob.share((await bob.received()).id, carlos, { acceptance_required: 'acceptance_not_required', onsharing_permitted: false });
    for (const party of [bob, carlos]) {
      assert.ok((await downloadFrom(party, (await party.received()).id)).bytes.equals(bytes));
    }
  });

  it('has thumbnails, under the key of the file', async () => {
    const picture = randomBytes(5000);
    const thumbnail = await uploadThumbnail(alice, attachment.id, '256x256/png', picture, key);
    assert.equal(thumbnail.size_type, '256x256/png');
    assert.ok((await downloadThumbnail(alice, thumbnail.id, key)).equals(picture));
    const { thumbnails } = await bob.vault(vaultApi.ItemApi).itemsIdGet((await bob.received()).id);
    assert.ok((await downloadThumbnail(bob, thumbnails[0].id, key)).equals(picture));
    await alice.vault(vaultApi.ThumbnailApi).thumbnailsIdDelete(thumbnail.id);
    assert.deepEqual((await alice.vault(vaultApi.ItemApi).itemsIdGet(itemId)).thumbnails, []);
  });

  it('trap 10.7 a thumbnail that is sent as the text of an object is refused', async () => {
    const response = await fetch(`${server.vault}/thumbnails`, {
      method: 'POST', headers: { 'Authorization': alice.vaultToken, 'Content-Type': 'text/plain;charset=UTF-8' }, body: '[object FormData]' });
    assert.ok(response.status >= 400 && response.status < 500, `${response.status}`);
  });

  it('goes when no slot has it', async () => {
    const unused = await uploadFile(alice, { name: 'unused.txt', type: 'text/plain', bytes: Buffer.from('unused'), key });
    await attachments(alice).attachmentsIdDelete(unused.id);
    await assert.rejects(attachments(alice).attachmentsIdGet(unused.id), refused(404));
    const another = await uploadFile(alice, { name: 'another.txt', type: 'text/plain', bytes: Buffer.from('another'), key });
    await alice.vault(vaultApi.DirectAttachmentsApi).directAttachmentsIdDelete(another.id);
    await assert.rejects(attachments(alice).attachmentsIdGet(another.id), refused(404));
  });
});
