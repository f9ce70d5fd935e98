import assert from 'node:assert/strict';
import { test } from 'node:test';
import './today/story.mjs';
import './today/invitations.mjs';
import './today/templates.mjs';
import './today/records.mjs';
import './today/organizations.mjs';
import './today/files.mjs';
import './today/delegation.mjs';
import { contracts } from './support/party.mjs';
import { startServer } from './support/server.mjs';

// The parts run in one process, so that here, at the end, it is known what they called.
test('every operation that clients and server have was called, and its answers have all that the models require', async () => {
  const server = await startServer();
  const { paths } = await (await fetch(server.description)).json();
  await server.stop();

  const nameless = (path) => path.replace(/\{\w+\}/g, '{}');
  for (const [service, contract] of Object.entries(contracts)) {
    const served = new Set(Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => nameless(`${method.toUpperCase()} ${path}`))));
    const common = contract.operations.filter((operation) => served.has(nameless(operation.replace(' ', ` /${service}`))));
    assert.ok(common.length > 15);
    assert.deepEqual(common.filter((operation) => !contract.seen.includes(operation)), []);
  }
});
