import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const program = join(root, 'out', 'Meeco.Server', 'Meeco.Server.dll');

/** Starts the built server on a free loopback port with a data folder of its own. */
export async function startServer() {
  const data = await mkdtemp(join(tmpdir(), 'meeco-interop-'));
  const child = spawn(
    'dotnet',
    [program, '--urls', 'http://127.0.0.1:0', '--data', data, '--parent-stdin'],
    { stdio: ['pipe', 'pipe', 'inherit'] });

  const url = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code} before it listened`)));
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const match = /Now listening on: (http:\/\/\S+)/.exec(line);
      if (match) {
        resolve(match[1]);
      }
    });
  });

  return {
    vault: `${url}/vault`,
    keystore: `${url}/keystore`,
    description: `${url}/openapi/v1.json`,

    /** What the operator does, on the command line of the machine that the server runs on. */
    operate: (...words) => promisify(execFile)('dotnet', [program, ...words, '--data', data]),

    async stop() {
      // The server ends when its standard input closes, as it does when the shell that started it is gone.
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}
