import * as cryppo from '@meeco/cryppo';
import * as vaultApi from '@meeco/vault-api-sdk';
import { contracts } from './party.mjs';

// What @meeco/file-storage-node does, which is on no registry: js-sdk, packages/file-storage-common. One call after the other,
// block by block, with the headers that axios and the SDK send.
const blockSize = 1024 * 1024;
const azureHeaders = () => ({ 'x-ms-version': '2011-08-18', 'x-ms-date': new Date().toUTCString() });

async function put(url, headers, body) {
  const response = await fetch(url, { method: 'PUT', headers: { ...azureHeaders(), ...headers }, body });
  if (!response.ok) {
    throw response;
  }
}

/** Sends bytes as blocks, encrypted where there is a key, and returns the artefacts without which nobody decrypts them. */
async function uploadBlocks(url, bytes, fileType, key) {
  const artifacts = { iv: [], ad: 'none', at: [], range: [], encryption_strategy: cryppo.CipherStrategy.AES_GCM, size: bytes.length };
  const ids = [];
  for (let from = 0, number = 0; from < bytes.length; from += blockSize, number++) {
    const to = Math.min(from + blockSize, bytes.length);
    const id = Buffer.from(`block${String(number).padStart(5)}`).toString('base64');
    let block = bytes.subarray(from, to);
    artifacts.range[number] = `bytes=${from}-${to - 1}`;
    if (key) {
      const iv = cryppo.binaryStringToBytesBuffer(cryppo.generateRandomBytesString(12));
      const encrypted = cryppo.encryptWithKeyUsingArtefacts({
        key, data: new Uint8Array(block), strategy: cryppo.CipherStrategy.AES_GCM, iv: cryppo.bytesBufferToBinaryString(iv) });
      artifacts.iv[number] = iv;
      artifacts.at[number] = encrypted.artifacts.at;
      block = cryppo.binaryStringToBytesBuffer(encrypted.encrypted);
    }

    await put(`${url}&comp=block&blockid=${id}`, {
      'x-ms-blob-type': 'BlockBlob', 'Content-Type': 'application/x-www-form-urlencoded' }, block);
    ids.push(id);
  }

  const list = ids.map((id) => `<Latest>${id}</Latest>`).join('');
  await put(`${url}&comp=blocklist`, { 'x-ms-blob-content-type': fileType, 'Content-Type': 'text/xml' },
    `<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`);
  return artifacts;
}

/** Uploads a file and the file of its artefacts, and links the two to an attachment. */
export async function uploadFile(party, { name, type, bytes, key }, api = party.vault(vaultApi.DirectAttachmentsApi)) {
  const urlFor = async (filename, contentType, size) => (await api.directAttachmentsUploadUrlPost({
    blob: { filename, content_type: contentType, byte_size: size } })).attachment_direct_upload_url;

  const file = await urlFor(name, type, bytes.length);
  const artifacts = Buffer.from(JSON.stringify(await uploadBlocks(file.url, bytes, type, key)));
  const second = await urlFor(`${name}.encryption_artifacts`, 'application/json', artifacts.length);
  await uploadBlocks(second.url, artifacts, 'application/json', null);
  const { attachment } = await api.directAttachmentsPost({ blob: {
    blob_id: file.blob_id, blob_key: file.blob_key,
    encrypted_artifact_blob_id: second.blob_id, encrypted_artifact_blob_key: second.blob_key } });
  return attachment;
}

async function getBlob(party, url, range) {
  const headers = { 'Authorization': party.vaultToken, 'Meeco-Subscription-Key': '' };
  const response = await contracts.vault.fetch(party.server.vault)(url, {
    method: 'GET', headers: range ? { ...headers, 'Range': range, 'x-ms-range': range } : headers });
  if (!response.ok) {
    throw response;
  }

  return new Uint8Array(await response.arrayBuffer());
}

/** Downloads and decrypts an attachment, range by range. */
export async function downloadFile(party, id, key) {
  const { attachment } = await party.vault(vaultApi.AttachmentApi).attachmentsIdGet(id);
  if (attachment.is_direct_upload === false) {
    throw new Error('Unsupported attachment download');
  }

  const { attachment: { encryption_artifact: artifactsFile, main } } = await party.vault(vaultApi.DirectAttachmentsApi)
    .directAttachmentsIdGet(id);
  const bytes = await decryptBlocks(key, await getBlob(party, artifactsFile.url), (range) => getBlob(party, main.url, range));
  return { name: main.filename, bytes };
}

/** Decrypts what is fetched block by block, as the file of artefacts tells. */
export async function decryptBlocks(key, artifactsFile, getBlock) {
  const artifacts = JSON.parse(cryppo.bytesToUtf8(artifactsFile));
  const blocks = [];
  for (const [number, range] of artifacts.range.entries()) {
    const decrypted = cryppo.decryptWithKeyUsingArtefacts(
      key, cryppo.bytesToBinaryString(await getBlock(range)), artifacts.encryption_strategy, {
        iv: cryppo.bytesToBinaryString(new Uint8Array(artifacts.iv[number].data)),
        ad: artifacts.ad,
        at: cryppo.bytesToBinaryString(new Uint8Array(artifacts.at[number].data)) });
    blocks.push(Buffer.from(decrypted));
  }

  return Buffer.concat(blocks);
}

/** Uploads a picture as the text of a serialised value, in a form. */
export async function uploadThumbnail(party, attachmentId, sizeType, bytes, key) {
  const { serialized } = await cryppo.encryptWithKey({ key, data: new Uint8Array(bytes), strategy: cryppo.CipherStrategy.AES_GCM });
  return (await party.vault(vaultApi.ThumbnailApi).thumbnailsPost(new Blob([serialized]), attachmentId, sizeType)).thumbnail;
}

export async function downloadThumbnail(party, id, key) {
  const { redirect_url: url } = await party.vault(vaultApi.ThumbnailApi).thumbnailsIdGet(id);
  return Buffer.from(await cryppo.decryptWithKey({ serialized: Buffer.from(await getBlob(party, url)).toString('utf8'), key }));
}
