import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as cryppo from '@meeco/cryppo';
import { decryptBytes, encryptBytes, newKey } from './support/ciphers.mjs';
import { vaultOf2020 } from './support/clients-2020.mjs';
import { decryptBlocks, downloadFile, uploadFile } from './support/files.mjs';
import { Party } from './support/party.mjs';
import { startServer } from './support/server.mjs';

// Files as the clients of October 2020 kept them: the key in the slot is raw bytes, and downloads need no token.
const bytes = randomBytes(1.5 * 1024 * 1024);
let server;
let alice;
let itemId;
let key;
let attachmentId;

before(async () => {
  server = await startServer();
  alice = await new Party(server, 'passphrase of Alice').register(1);
  itemId = (await alice.createItem('vehicle', 'DeLorean', {})).item.id;
  key = newKey();
});
after(async () => { await server?.stop(); });

async function get(url, range) {
  const response = await fetch(url, { headers: range ? { 'Range': range, 'x-ms-range': range } : {} });
  assert.ok(response.ok, `${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

test('a file is put into a slot by attachment_attributes, with the raw key as the value', async () => {
  const api = vaultOf2020(alice, 'DirectAttachmentsApi');
  ({ id: attachmentId } = await uploadFile(alice, { name: 'licence.pdf', type: 'application/pdf', bytes, key }, api));
  const { slots, attachments } = await vaultOf2020(alice, 'ItemApi').itemsIdPut(itemId, { item: { slots_attributes: [{
    label: 'Licence', slot_type_name: 'attachment', attachment_attributes: { id: attachmentId },
    encrypted_value: await encryptBytes(alice.dek, key.bytes) }] } });
  assert.deepEqual(attachments.map((one) => one.id), [attachmentId]);
  const slot = slots.find((one) => one.attachment_id === attachmentId);
  assert.equal(slot.encrypted, true);
  assert.deepEqual(await decryptBytes(alice.dek, slot.encrypted_value), key.bytes);
});

test('it is downloaded from addresses that need no token', async () => {
  const api = vaultOf2020(alice, 'DirectAttachmentsApi');
  const { attachment } = await api.directAttachmentsIdGet(attachmentId);
  assert.deepEqual([attachment.filename, attachment.is_direct_upload], ['licence.pdf', true]);
  const urlOf = async (type) => (await api.directAttachmentsIdDownloadUrlGet(attachmentId, type)).attachment_direct_download_url.url;
  const file = await urlOf('binary_file');
  const decrypted = await decryptBlocks(key, await get(await urlOf('encryption_artifact_file')), (range) => get(file, range));
  assert.ok(decrypted.equals(bytes));
});

test('the newest client downloads it too', async () => {
  assert.ok((await downloadFile(alice, attachmentId, key)).bytes.equals(bytes));
});

test('a thumbnail is posted under its old names, and comes as it is', async () => {
  const picture = randomBytes(3000);
  const { serialized } = await cryppo.encryptWithKey({ key, data: new Uint8Array(picture), strategy: cryppo.CipherStrategy.AES_GCM });
  const api = vaultOf2020(alice, 'ThumbnailApi');
  const { thumbnail } = await api.thumbnailsPost(new Blob([serialized]), attachmentId, '256x256/png');
  assert.equal(thumbnail.binary_id, attachmentId);
  const blob = await api.thumbnailsIdGet(thumbnail.id);
  assert.ok(Buffer.from(await decryptBytes(key, await blob.text())).equals(picture));
});
