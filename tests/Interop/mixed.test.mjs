import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as cryppo from '@meeco/cryppo';
import * as vaultApi from '@meeco/vault-api-sdk';
import * as sdk from 'sdk-2020';
import { encryptBytes, encryptText, newKey } from './support/ciphers.mjs';
import { downloadFile, uploadFile } from './support/files.mjs';
import { Party } from './support/party.mjs';
import { createUser, environmentOf, useStoredPairs } from './support/sdk-2020.mjs';
import { startServer } from './support/server.mjs';
import { Shell } from './support/shell.mjs';

// Alice and Carlos use the published JavaScript clients, Bob uses our cmdlets.
let server;
let shell;
let alice;
let carlos;

const values = {
  emoji: '🚗 DeLorean 👩‍👩‍👧 \u{1F3F4}\u{E0067}\u{E0062}',
  right_to_left: 'שלום\u200F עליכם, السلام عليكم',
  line_breaks: 'one\r\ntwo\nthree\rfour\t\u2028five\n',
  accents: 'Zürich, Łódź, Ελλάδα, 日本 €',
  large: 'é🚗שλ日\n'.repeat(7500), // 14 bytes each: more than 100 kB
};
const slots = Object.keys(values).map((name) => `'${name}'`).join(', ');

before(async () => {
  server = await startServer();
  shell = await Shell.start(server);
  alice = await new Party(server, 'passphrase of Alice').register(1);
  carlos = await new Party(server, 'passphrase of Carlos').register(2);
  await carlos.accept(await alice.invite(3, 'Carlos'), 4, 'Alice');
});
after(async () => {
  await shell?.stop();
  await server?.stop();
});

test('a user of the cmdlets takes up an invitation of node, and node one of the cmdlets', async () => {
  await shell.write({ passphrase: 'pässword€ of Bob 🔑', alice: await alice.invite(5, 'Bob') });
  await shell.run(`
    $bob = New-MeecoUser -Passphrase (Read-Secret passphrase) -WarningAction SilentlyContinue
    Write-Text secret (Get-MeecoAccountSecret -AsPlainText)
    $null = Approve-MeecoInvitation -Token (Read-Text alice) -Name Alice -Confirm:$false
    Write-Text carlos (New-MeecoInvitation -Name Carlos).Token`);
  await carlos.accept(await shell.read('carlos'), 6, 'Bob');

  assert.deepEqual(await shell.run('(Get-MeecoConnection).Name'), ['Carlos', 'Alice']);
});

test('both programs open the account that the other made', async () => {
  const bob = new Party(server, 'pässword€ of Bob 🔑');
  bob.secret = await shell.read('secret');
  await bob.logIn();
  assert.deepEqual(await shell.run('(Get-MeecoUser).Id'), [bob.userId]);

  await shell.write({ passphrase: alice.passphrase, secret: alice.secret });
  assert.deepEqual(
    await shell.run(`
      $alice = Connect-Meeco -Secret (Read-Secret secret) -Passphrase (Read-Secret passphrase)
      (Get-MeecoUser -Session $alice).Id
      (Get-MeecoConnection -Session $alice).Name
      Set-MeecoSession $bob
      Disconnect-Meeco -Session $alice`),
    [alice.userId, 'Bob', 'Carlos']);
});

let nodesItem;

test('node shares with the cmdlets, which accept, read every value as it was, and share on to node', async () => {
  nodesItem = (await alice.createItem('custom', 'From node', values)).item.id;
  const [bobId] = await shell.run('(Get-MeecoUser).Id');
  await alice.share(nodesItem, { userId: bobId }, {
    terms: 'Nur lesen, bitte: €', acceptance_required: 'acceptance_required', onsharing_permitted: true });

  assert.deepEqual(
    await shell.run(`
      $offer = Get-MeecoShare -Direction Incoming -Acceptance Required
      $offer.Terms
      try { Get-MeecoItem -Item $offer } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
      $offer | Approve-MeecoShare -Force`),
    ['Nur lesen, bitte: €', 'ShareNotAccepted']);
  assert.deepEqual(await shell.readItem('Get-MeecoItem -Item $offer'), values);
  assert.deepEqual(await shell.run('(Get-MeecoItem -Item $offer).Slots.Where({ $_.Verification -ne "Verified" }).Count'), ['0']);

  await shell.run('$null = Get-MeecoItem -Item $offer | New-MeecoShare -Connection Carlos -Terms "Back by Sunday"');
  assert.equal((await carlos.acceptShare()).terms, 'Back by Sunday');
  assert.deepEqual((await carlos.read((await carlos.received()).id)).values, values);
});

test('node changes it and runs the task; the cmdlets and the one they shared with read the new value', async () => {
  await alice.changeItem(nodesItem, { accents: 'Köln 🏙' });
  assert.deepEqual(await alice.runTasks(), [nodesItem]);
  const expected = { ...values, accents: 'Köln 🏙' };
  assert.deepEqual(await shell.readItem('Get-MeecoItem -Item $offer'), expected);
  assert.deepEqual((await carlos.read((await carlos.received()).id)).values, expected);
});

test('the cmdlets share with node, which accepts, reads every value as it was, and shares on', async () => {
  await shell.write(values);
  await shell.run(`
    $item = New-MeecoItem -Template custom -Label 'From PowerShell' -Slot (Read-Slots ${slots})
    $null = $item | New-MeecoShare -Connection Carlos -Terms 'Só ler: ação' -OnShare`);
  assert.equal((await carlos.acceptShare()).terms, 'Só ler: ação');
  const copy = await carlos.received();
  assert.equal(copy.label, 'From PowerShell');
  assert.deepEqual((await carlos.read(copy.id)).values, values);

  await carlos.share(copy.id, alice, { acceptance_required: 'acceptance_not_required', onsharing_permitted: false });
  assert.deepEqual((await alice.read((await alice.received()).id)).values, values);
});

test('the cmdlets change it and run the task; node and the one it shared with read the new value', async () => {
  await shell.write({ accents: 'Ærø 🏝' });
  assert.deepEqual(
    await shell.run(`
      $item | Set-MeecoItem -Slot @{ accents = Read-Text accents } -WarningAction SilentlyContinue
      @(Get-MeecoClientTask -State Todo).Count
      $null = Invoke-MeecoClientTaskBatch
      @(Get-MeecoClientTask -State Todo).Count`),
    ['1', '0']);
  const expected = { ...values, accents: 'Ærø 🏝' };
  for (const reader of [carlos, alice]) {
    assert.deepEqual((await reader.read((await reader.received()).id)).values, expected);
  }
});

test('node shares on to the cmdlets what node owns', async () => {
  const { item } = await alice.createItem('custom', 'Through Carlos', values);
  await alice.share(item.id, carlos, { acceptance_required: 'acceptance_not_required', onsharing_permitted: true });
  const copy = await carlos.received();
  assert.equal(copy.label, 'Through Carlos');
  await carlos.share(copy.id, { userId: (await shell.run('(Get-MeecoUser).Id'))[0] }, {
    acceptance_required: 'acceptance_not_required', onsharing_permitted: false });
  assert.deepEqual(await shell.readItem(`Get-MeecoItem -Label 'Through Carlos'`), values);
});

test('a task that node left undone is done by the cmdlets, in the same account', async () => {
  await alice.changeItem(nodesItem, { accents: 'Malmö' });
  await shell.write({ passphrase: alice.passphrase, secret: alice.secret });
  await shell.run(`
    $alice = Connect-Meeco -Secret (Read-Secret secret) -Passphrase (Read-Secret passphrase)
    $null = Invoke-MeecoClientTaskBatch -Session $alice
    Set-MeecoSession $bob
    Disconnect-Meeco -Session $alice`);
  assert.deepEqual(await alice.openTasks(), []);
  assert.equal((await shell.readItem('Get-MeecoItem -Item $offer')).accents, 'Malmö');
});

test('files go both ways, with the key in the slot as either generation writes it', async () => {
  const items = alice.vault(vaultApi.ItemApi);
  const attach = async (name, bytes, protect) => {
    const key = newKey();
    const { id } = await uploadFile(alice, { name, type: 'application/octet-stream', bytes, key });
    await items.itemsIdPut(nodesItem, { item: { slots_attributes: [{
      label: name, slot_type_name: 'attachment', attachment_id: id, encrypted_value: await protect(key) }] } });
  };

  const [today, then, back] = [randomBytes(1_500_000), randomBytes(1000), randomBytes(2_500_000)];
  await attach('today.bin', today, (key) => encryptText(alice.dek, key.serialize));
  await alice.runTasks();
  await shell.run(`Get-MeecoAttachment -Item $offer | Save-MeecoAttachment -Destination $folder`);
  assert.ok((await shell.readBytes('today.bin')).equals(today));

  await attach('then.bin', then, (key) => encryptBytes(alice.dek, key.bytes));
  await shell.write({ passphrase: alice.passphrase, secret: alice.secret, 'back.bin': back });
  await shell.run(`
    $alice = Connect-Meeco -Secret (Read-Secret secret) -Passphrase (Read-Secret passphrase)
    Get-MeecoAttachment -Session $alice -Item '${nodesItem}' -Name then.bin | Save-MeecoAttachment -Session $alice -Destination $folder
    Set-MeecoSession $bob
    Disconnect-Meeco -Session $alice
    $null = Add-MeecoAttachment -Item $item -LiteralPath ([System.IO.Path]::Combine($folder, 'back.bin')) -WarningAction SilentlyContinue
    $null = Invoke-MeecoClientTaskBatch`);
  assert.ok((await shell.readBytes('then.bin')).equals(then));

  const copy = (await carlos.vault(vaultApi.ItemApi).itemsGet()).items.find((one) => one.label === 'From PowerShell');
  const slot = (await carlos.read(copy.id)).slots.find((one) => one.slot_type_name === 'attachment');
  const file = await downloadFile(carlos, slot.attachment_id, cryppo.EncryptionKey.fromSerialized(slot.value));
  assert.equal(file.name, 'back.bin');
  assert.ok(file.bytes.equals(back));
});

test('text of the SDK of 2020 is read as the Latin-1 that it is, and written again as UTF-8', async () => {
  const environment = environmentOf(server);
  useStoredPairs(7);
  const dora = await createUser(environment, 'passphrase of Dora');
  await new sdk.ItemService(environment).create(dora.vault_access_token, dora.data_encryption_key, new sdk.ItemCreateData({
    template_name: 'custom', item: { label: 'Old' }, slots: [{ name: 'city', value: 'Zürich' }] }));

  await shell.write({ passphrase: 'passphrase of Dora', secret: dora.secret, city: 'Genève 🏔' });
  assert.deepEqual(
    await shell.run(`
      $dora = Connect-Meeco -Secret (Read-Secret secret) -Passphrase (Read-Secret passphrase)
      $old = Get-MeecoItem -Session $dora -Label Old
      $slot = $old.Slots.Where({ $_.Name -eq 'city' })[0]
      $slot.Value
      "$($slot.TextEncoding)"
      $old | Set-MeecoItem -Session $dora -Slot @{ city = Read-Text city }`),
    ['Zürich', 'Latin1']);

  const today = new Party(server, 'passphrase of Dora');
  today.secret = dora.secret;
  await today.logIn();
  const [{ id }] = (await today.vault(vaultApi.ItemApi).itemsGet()).items;
  assert.deepEqual((await today.read(id)).values, { city: 'Genève 🏔' });
});
