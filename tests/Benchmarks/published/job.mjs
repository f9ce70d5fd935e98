import { text } from 'node:stream/consumers';
import { Sdk } from './sdk.mjs';

/** What this process is to do: a JSON object on its standard input. */
export const job = JSON.parse(await text(process.stdin));

/** A user who is not logged in. */
export const newSdk = () => new Sdk(job);

/** Takes the time of work that returns how many units it did, and says it. */
export async function measure(work) {
  const begun = performance.now();
  const units = await work();
  tell(performance.now() - begun, units);
}

export const tell = (milliseconds, units) => process.stdout.write(JSON.stringify({ milliseconds, units }));
