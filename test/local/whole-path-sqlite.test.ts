import { wholePath } from './whole-path.suite.ts';

wholePath('sqlite', async () => ({ stop: async () => undefined }));
