import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { job, tell } from './job.mjs';

const script = fileURLToPath(new URL('./example-call.mjs', import.meta.url));

/**
 * The story of docs/examples/on-sharing.ps1 as its user tells it with Meeco's CLI: a process for each call, which is handed the
 * keys and tokens of who calls, and goes through the packages alone. What the CLI itself adds to that is not in it. To connect
 * two users is one call of the CLI and two processes here, for each has keys of his own.
 */
const people = { alice: {}, bob: {}, carlos: {} };
let processes = 0;

function call(who, name, ...given) {
  const input = JSON.stringify({ ...job, call: name, person: people[who], given });
  const { person, result } = JSON.parse(execFileSync(process.execPath, [script], { input, stdio: ['pipe', 'pipe', 'inherit'] }));
  people[who] = person;
  processes++;
  return result;
}

const begun = performance.now();
for (const who of Object.keys(people)) {
  call(who, 'register');
}

for (const [from, to] of [['alice', 'bob'], ['bob', 'carlos']]) {
  call(to, 'accept', call(from, 'invite', to), from);
}

const car = call('alice', 'createItem', 'vehicle', 'DeLorean', { model_make: 'DMC DeLorean', licence_plate: 'NotACatDefsACar' });
call('alice', 'values', car);
share('alice', 'bob', car, { terms: 'You may drive it, not sell it.', onsharing_permitted: true });
const offer = call('bob', 'incomingShare');
expect(call('bob', 'values', call('bob', 'receivedItem')).licence_plate, undefined);
accept('bob', offer);
const copy = call('bob', 'receivedItem');
expect(call('bob', 'values', copy).licence_plate, 'NotACatDefsACar');
share('bob', 'carlos', copy, { terms: 'Back by Sunday, with a full tank.', onsharing_permitted: false });
accept('carlos', call('carlos', 'incomingShare'));
expect(call('carlos', 'values', call('carlos', 'receivedItem')).licence_plate, 'NotACatDefsACar');
call('alice', 'changeItem', car, { licence_plate: 'OUTATIME' });
expect(call('alice', 'openTasks'), 1);
expect(call('alice', 'runTasks'), 1);
for (const reader of ['bob', 'carlos']) {
  expect(call(reader, 'values', call(reader, 'receivedItem')).licence_plate, 'OUTATIME');
}

tell(performance.now() - begun, processes);

function share(from, to, item, options) {
  const connection = call(from, 'connectionTo', people[to].userId);
  call(from, 'shareItem', connection, item, { ...options, acceptance_required: 'acceptance_required' });
}

function accept(who, offered) {
  call(who, 'acceptShare', offered);
}

function expect(found, wanted) {
  if (found !== wanted) {
    throw new Error(`The story went wrong: ${found} is not ${wanted}.`);
  }
}
