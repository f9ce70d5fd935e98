import { job } from './job.mjs';
import { Sdk } from './sdk.mjs';

// One call of the story, by somebody whose keys and tokens the process is handed, as the CLI reads them from a file.
const sdk = Sdk.restore(job, job.person);
const result = await sdk[job.call](...job.given);
process.stdout.write(JSON.stringify({ person: sdk.save(), result }));
