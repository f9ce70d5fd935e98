import { job, measure, newSdk } from './job.mjs';

const sdk = await newSdk().logIn();
const items = await sdk.itemIds(job.count, false);
await measure(async () => {
  for (const item of items) {
    await sdk.getItem(item);
  }

  return items.length;
});
