import { afterAll, beforeAll, describe } from 'vitest';
import type { EventFeed, Store } from '../../shared/ports/store.ts';
import { commitCases } from './store-commits.contract.ts';
import { feedCases } from './store-feed.contract.ts';
import { indexCases } from './store-indexes.contract.ts';
import { modelCases } from './store-model.contract.ts';
import { pageCases } from './store-pages.contract.ts';
import { readCases } from './store-reads.contract.ts';

/** An adapter under the contract. */
export interface OpenStore {
  readonly store: Store;
  readonly feed: EventFeed;
  readonly close: () => void | Promise<void>;
}

/** What each part of the contract gets: the adapter, once it is open. */
export type Opened = () => OpenStore;

/**
 * What every store must do, whichever it is. The cases share one open store and stay out of each other's way by having
 * each its own practice.
 *
 * @param runs how many random histories the model test tries
 */
export function storeContract(name: string, open: () => Promise<OpenStore>, runs: number): void {
  describe(name, () => {
    let opened: OpenStore | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened?.close();
    });
    const adapter: Opened = () => {
      if (opened === undefined) throw new Error('The store is not open.');
      return opened;
    };
    readCases(adapter);
    commitCases(adapter);
    pageCases(adapter);
    indexCases(adapter);
    feedCases(adapter);
    modelCases(adapter, runs);
  });
}
