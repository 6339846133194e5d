import { describe, it } from 'vitest';
import { dynoxideExists, startDynoxide } from '../support/dynoxide.ts';
import { wholePath } from './whole-path.suite.ts';

if (dynoxideExists()) {
  wholePath('dynamodb', async () => {
    const engine = await startDynoxide();
    if (!engine) throw new Error('The engine exists and did not start.');
    return engine;
  });
} else {
  describe.skip('the local host on dynamodb', () => it('needs an engine that is not installed here'));
}
