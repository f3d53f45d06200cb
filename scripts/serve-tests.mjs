import { serve } from './serve.mjs';

await serve({ port: 4180 });
await serve({ port: 4181, base: '/plant' });
