import { measure, newSdk } from './job.mjs';

const sdk = await newSdk().logIn();
await measure(() => sdk.runTasks());
