// Starts a store that speaks S3 on this machine, and runs the server's tests of files against it.
// Arguments go to the test program in place of the usual choice of tests.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import S3rver from 's3rver';

const project = fileURLToPath(new URL('../Meeco.Server.Tests', import.meta.url));

// This store writes the target of a copy in place, so copies onto one name at once disturb each other; Amazon's replaces it in one.
const leftOut = '*Lists_sent_at_once_complete_a_file_once';
const usual = ['--filter-namespace', 'Meeco.Server.Tests.Attachments', '--filter-not-method', leftOut];
const chosen = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'meeco-object-store-'));
const bucket = 'meeco-tests';
const store = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory,
  configureBuckets: [{ name: bucket }],
  allowMismatchedSignatures: true,
});
const { port } = await store.run();

// One call at a time, but for the reading of objects: this store walks, makes and removes the folders of its bucket without minding
// another call that does the same, and answers 500 then.
let turn = Promise.resolve();
const [answer] = store.httpServer.listeners('request');
store.httpServer.removeAllListeners('request');
store.httpServer.on('request', (request, response) => {
  // Amazon and others decode the whole header; this store leaves the slashes, and its signature no longer fits then.
  if ('x-amz-copy-source' in request.headers) {
    request.headers['x-amz-copy-source'] = request.headers['x-amz-copy-source'].replaceAll('%2F', '/');
  }

  const readsObject = request.method === 'GET' && !request.url.includes('list-type=');
  if (readsObject) {
    answer(request, response);
  } else {
    turn = turn.then(() => new Promise((done) => {
      if (request.socket.destroyed) {
        done();
        return;
      }

      response.on('close', done);
      answer(request, response);
    }));
  }
});

if (chosen.length === 0) {
  console.log(`Not run: ${leftOut}, for this store does not copy in one step.`);
}

const tests = spawn(
  'dotnet',
  ['test', '--project', project, ...(chosen.length > 0 ? chosen : usual)],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      MEECO_TEST_S3: `http://127.0.0.1:${port}/${bucket}`,
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
    },
  });
tests.on('close', async (code) => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
