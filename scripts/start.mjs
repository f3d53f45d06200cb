import { ensurePackages, run } from './ensure.mjs';
import { serve } from './serve.mjs';

ensurePackages();
run('npm', ['run', 'build']);
await serve({ port: 4173 });
console.log('Biogas Analytics: http://localhost:4173');
