import { job, measure, newSdk } from './job.mjs';

const sdk = await newSdk().logIn();
const connections = await sdk.connectionIds();
const items = await sdk.itemIds(job.count, true);
await measure(async () => {
  for (const item of items) {
    for (const connection of connections) {
      await sdk.shareItem(connection, item);
    }
  }

  return items.length * connections.length;
});
