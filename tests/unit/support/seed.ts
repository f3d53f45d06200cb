import fc from 'fast-check';

/**
 * Property tests draw the same cases in each run, so that a change is judged by what it changed; FC_SEED=random draws
 * new ones (`npm run test:long`).
 */
const { FC_SEED = '20261124' } = process.env;
if (FC_SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(FC_SEED) });
